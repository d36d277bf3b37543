"""One office under two names within a plan: which pairs are, which are not, what stands for both."""

import datetime as dt

import pytest

from extractors.agency_twins import find_twin_findings, find_twins, same_office
from models.records import Assignment, DocumentRecord, Responsibility

DISTRICT = DocumentRecord(issuer="UBND huyện Sông Mây", issued_on=dt.date(2024, 1, 8))
AFTER = DocumentRecord(issuer="UBND tỉnh Mây Trắng", issued_on=dt.date(2025, 4, 1))


def tasks(*names: str) -> list[Assignment]:
    return [
        Assignment(table=1, task="Rà soát", lead=[name], char_start=at, char_end=at + 1)
        for at, name in enumerate(names)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phòng Nội vụ", "Phòng Nội vụ huyện"),
        ("Phòng Nội vụ", "Phòng Nội vụ huyện Sông Mây"),
        ("Văn phòng HĐND và UBND", "Văn phòng HĐND và UBND huyện"),
        ("Công an", "Công an huyện"),
        ("Phòng Kinh tế và Hạ tầng", "Phòng Kinh tế - Hạ tầng"),
        ("Phòng Văn hóa và Thông tin", "Phòng Văn hóa - Thông tin huyện"),
        ("Trạm Kiểm định giống thủy sản", "Trạm Kiểm định giốnq thủy sản"),
    ],
)
def test_two_names_of_one_office(one: str, other: str) -> None:
    assert [(twins.kept, twins.other) for twins in find_twins(DISTRICT, tasks(one, other), [])] == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # another's area, another level, another office
        ("Phòng Nội vụ huyện Sông Mây", "Phòng Nội vụ huyện Sông Lam"),
        ("Công an", "Công an xã"),
        ("Sở Nội vụ", "Phòng Nội vụ"),
        ("Phòng Kinh tế", "Phòng Kinh tế - Hạ tầng"),
        ("Phòng Y tế", "Trung tâm Y tế"),
        ("UBND cấp huyện", "UBND huyện"),
        # a letter tells areas, persons and offices apart
        ("UBND xã Hải An", "UBND xã Hải Ân"),
        ("Đoàn Thị Lan Anh", "Đoàn Thị Lân Anh"),
        ("đồng chí Đoàn Văn An", "đồng chí Đoàn Văn Ân"),
        ("Thuế cơ sở số 1", "Thuế cơ sở số 2"),
        ("Sở Công Thương", "Sở Công Thành"),
        ("Trường Mầm non Hoa Mai", "Trường Mầm non Hoa Mơ"),
        # one name, its capitals aside
        ("Trung tâm Công nghệ thông tin", "Trung tâm công nghệ thông tin"),
        # collectives
        ("Các phòng, ban", "Các phòng, ban huyện"),
    ],
)
def test_two_offices(one: str, other: str) -> None:
    assert find_twins(DISTRICT, tasks(one, other), []) == []


def test_the_name_that_stands_there_oftener_is_kept() -> None:
    names = ("Phòng Nội vụ", "Phòng Nội vụ huyện", "Phòng Nội vụ huyện")
    assert same_office(DISTRICT, tasks(*names), []) == {"Phòng Nội vụ": "Phòng Nội vụ huyện"}


def test_three_names_lead_to_one() -> None:
    names = ["Công an", "Công an huyện", "Công an huyện", "Công an huyện Sông Mây"]
    assert same_office(DISTRICT, tasks(*names), []) == {
        "Công an": "Công an huyện",
        "Công an huyện Sông Mây": "Công an huyện",
    }


def test_a_former_name_is_a_twin_only_after_the_merger() -> None:
    names = ("Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ")
    (twins,) = find_twins(AFTER, tasks(*names), [])
    assert (twins.kept, twins.other, twins.why) == (names[1], names[0], "successor")
    assert find_twins(DISTRICT, tasks(*names), []) == []


def test_a_pair_is_told_once_with_both_counts() -> None:
    duties = [Responsibility(agency="Phòng Nội vụ huyện", section="IV.2", duties=3, char_start=90, char_end=95)]
    (finding,) = find_twin_findings(DISTRICT, tasks("Phòng Nội vụ", "Phòng Nội vụ", "Sở Y tế"), duties)
    assert (finding.kind, finding.where, finding.char_start) == ("other", "IV.2", 90)
    assert finding.detail == ("Có thể là một cơ quan ghi hai tên: “Phòng Nội vụ huyện” (1 lần), “Phòng Nội vụ” (2 lần)")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Công an huyện (Đội An ninh)"], {"Công an huyện (Đội An ninh)": "Công an huyện"}),
        (
            ["Công an huyện", "Công an huyện", "Công an (PC06)"],
            {"Công an": "Công an huyện", "Công an (PC06)": "Công an huyện"},
        ),
        (
            ["Đoàn TNCS Hồ Chí Minh huyện"],
            {"Đoàn TNCS Hồ Chí Minh huyện": "Đoàn Thanh niên Cộng sản Hồ Chí Minh huyện"},
        ),
        (["VTV"], {"VTV": "Đài Truyền hình Việt Nam"}),
        # two persons of one name, told apart by their posts; capitals
        (["Đ/c Mây (Văn phòng)", "Đ/c Mây (Tư pháp)"], {}),
        (["các sở, ban, ngành", "Công an huyện"], {}),
    ],
)
def test_an_office_stands_for_its_brackets_and_aliases(names: list[str], expected: dict[str, str]) -> None:
    assert same_office(DISTRICT, tasks(*names), []) == expected


def test_a_bracket_makes_no_second_name() -> None:
    assert find_twins(DISTRICT, tasks("Công an tỉnh (PC06)", "Công an tỉnh", "Công an tỉnh (PA05)"), []) == []
