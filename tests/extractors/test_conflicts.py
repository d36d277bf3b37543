"""Targets that contradict each other: examples and counter-examples."""

import pytest

from extractors import conflicts
from extractors.conflicts import find_target_conflicts, same_subject
from extractors.places import Places
from models.records import Section, Target
from tests.extractors.builders import document_of
from tests.extractors.finding_texts import PLAN, all_findings


def target(section, subject, value, *, deadline="2025", comparator=">=", **more) -> Target:
    return Target(
        id=f"{section} {value} {deadline}",
        kind="quantitative",
        section=section,
        quote=subject,
        subject=subject,
        value=value,
        comparator=comparator,
        deadline=deadline,
        **{"deadline_from": "heading", "unit": "%", **more},
    )


SHARE = "digital_economy_share"
RECORDS = "hồ sơ thủ tục hành chính được nộp trực tuyến"


def found(*targets: Target) -> bool:
    """Whether the targets contradict each other."""
    return any(item.kind == "target_conflict" for item in all_findings(PLAN, targets=targets))


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (target("I.1", RECORDS, 80), target("PL2", RECORDS, 70), True),
        (target("I.1", RECORDS, 80), target("PL2", "tỷ lệ " + RECORDS, 70), True),
        (target("I.1", RECORDS, 80), target("PL2", RECORDS, 80), False),
        (target("I.1", RECORDS, 80), target("I.1", RECORDS, 70), False),
        # steps of a way up, and a step down
        (target("I.1", RECORDS, 80), target("I.2", RECORDS, 90, deadline="2030"), False),
        (target("I.1", RECORDS, 80), target("I.2", RECORDS, 70, deadline="2030"), True),
        # dossiers are those of procedures, and no others
        (target("I.1", RECORDS, 80), target("PL2", "hồ sơ được nộp trực tuyến", 70), True),
        (target("I.1", RECORDS, 80), target("PL2", "hồ sơ công việc được nộp trực tuyến", 70), False),
        # an annex that repeats the value with another bound; the text may say both of two things
        (target("I.1", RECORDS, 80, comparator=">"), target("PL2", RECORDS, 80), True),
        (target("I.1", RECORDS, 80, comparator="="), target("PL2", RECORDS, 80), False),
        (target("I.1", RECORDS, 80, comparator=">"), target("I.2", RECORDS, 80), False),
        # another level, another subject
        (target("I.1", RECORDS + " cấp tỉnh", 80), target("I.2", RECORDS + " cấp xã", 70), False),
        (target("I.1", RECORDS, 80, scope="cấp tỉnh"), target("I.2", RECORDS, 70, scope="cấp xã"), False),
        (target("I.1", RECORDS, 80), target("I.2", "hồ sơ thủ tục hành chính được số hóa", 70), False),
        # a scope that was told from the subject in one place only
        (target("I.1", RECORDS + " cấp xã", 80), target("I.2", RECORDS + " cấp xã", 70, scope="cấp xã"), True),
        (target("I.1", RECORDS, 80), target("I.2", RECORDS, 70, scope="cấp xã"), False),
        (target("I.1", RECORDS, 10, direction="reduce"), target("I.2", RECORDS, 70), False),
        (
            target("I.1", RECORDS, 80, comparator="range", value_max=85),
            target("PL2", RECORDS, 75, comparator="range", value_max=80),
            True,
        ),
    ],
)
def test_targets(one, other, conflict):
    assert found(one, other) is conflict


BOTH = "tỷ lệ hồ sơ nộp qua mạng trực tuyến"
LONG = (
    "người dân và doanh nghiệp tham gia hệ thống chính quyền điện tử được xác thực định danh điện tử thông suốt, hợp "
    "nhất trên các nền tảng của mọi cấp chính quyền từ trung ương đến cơ sở"
)


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        # both levels at which services are online are all of them
        (target("I.1", BOTH + " mức độ 3 và mức độ 4", 50), target("II.1", BOTH, 60), True),
        (target("I.1", BOTH + " mức độ 4", 50), target("II.1", BOTH, 60), False),
        # a short form and its long one
        (target("I.1", "hồ sơ TTHC được nộp trực tuyến", 80), target("II.1", RECORDS, 60), True),
        # a long wording with a few words exchanged, of one indicator
        (
            target("I.1", LONG, 90, deadline="2030"),
            target("II.1", LONG.replace("tham gia hệ thống", "sử dụng dịch vụ của"), 100, deadline="2025"),
            True,
        ),
        (target("I.1", LONG, 90), target("II.1", LONG.replace("từ trung ương đến cơ sở", "cấp xã"), 100), False),
        # limits that leave what lies between, and those that don't
        (target("I.1", RECORDS, 50), target("II.1", RECORDS, 80, comparator="<="), False),
        (target("I.1", RECORDS, 80), target("II.1", RECORDS, 50, comparator="<="), True),
        # a limit that comes down with the years
        (
            target("I.1", RECORDS, 15, comparator="<="),
            target("II.1", RECORDS, 8, comparator="<=", deadline="2030"),
            False,
        ),
        # counts: an annex repeats the text, two programmes do not
        (target("I.1", RECORDS, 80, unit="hồ sơ"), target("PL2", RECORDS, 70, unit="hồ sơ"), True),
        (target("I.1", RECORDS, 80, unit="hồ sơ"), target("II.1", RECORDS, 70, unit="hồ sơ"), False),
        (target("I.1", RECORDS, 80, unit="hồ sơ"), target("PL2", RECORDS, 70), False),
        # what leads up to the noun that is measured, and short names of one indicator
        (
            target("I.1", "Tỷ lệ hộ gia đình thu gom rác tại nguồn", 70),
            target("II.1", "Đẩy mạnh tuyên truyền, bảo đảm đến năm 2025 tỷ lệ hộ gia đình thu gom rác tại nguồn", 60),
            True,
        ),
        (target("I.1", "Kinh tế số", 12), target("II.1", "tỷ trọng kinh tế số trong GRDP năm 2025", 15), False),
        (
            target("I.1", "Kinh tế số", 12, indicator=SHARE),
            target("II.1", "đưa tỷ trọng kinh tế số năm 2025", 15),
            True,
        ),
        (target("I.1", "kinh tế rừng", 12), target("II.1", "tỷ trọng kinh tế rừng năm 2025", 15), False),
        # rates a head are no counts of programmes
        (
            target("I.1", "Thu nhập bình quân đầu người khu vực nông thôn", 40, unit="triệu đồng/người/năm"),
            target("II.1", "thu nhập bình quân đầu người khu vực nông thôn", 44, unit="triệu đồng/người/năm"),
            True,
        ),
    ],
)
def test_wordings(one, other, conflict):
    assert found(one, other) is conflict


def test_values_shared_out_contradict_nothing():
    shares = [target("PL2", RECORDS, value) for value in (60, 70, 75)]
    assert not found(target("I.1", RECORDS, 80), *shares)
    units = [target(f"III.{value}", RECORDS, value) for value in (60, 65, 70, 75, 85)]
    assert not found(*units)


@pytest.mark.parametrize(
    ("titles", "conflict"),
    [
        (("Mục tiêu", "Nhiệm vụ"), True),
        (("Phòng Nội vụ", "Phòng Tư pháp"), False),
        (("Mục tiêu", "Phòng Tư pháp"), True),
        (("Cấp huyện", "Cấp xã"), False),
        (("Mục tiêu", "Đối với cấp xã"), False),
        (("Giai đoạn 2021 - 2023", "Giai đoạn 2024 - 2025"), False),
    ],
)
def test_headings_that_set_two_targets_apart(titles, conflict):
    text = f"I. CHUNG\n1. {titles[0]}\nMột.\n2. {titles[1]}\nHai.\n"
    second = text.index("2. ")
    sections = [
        Section(path="I", label="I.", title="CHUNG", kind="heading", char_start=0, char_end=len(text)),
        Section(path="I.1", label="1.", title=titles[0], kind="heading", char_start=8, char_end=second),
        Section(path="I.2", label="2.", title=titles[1], kind="heading", char_start=second, char_end=len(text)),
    ]
    one = target("I.1", RECORDS, 80, char_start=text.index("Một"))
    other = target("I.2", RECORDS, 70, char_start=text.index("Hai"))
    found = list(find_target_conflicts([one, other], Places(document_of(text), sections)))
    assert bool(found) is conflict
    if conflict:
        assert (found[0].where, found[0].char_start) == ("I.1", one.char_start)
        assert "I.1 ghi “>= 80% (2025)”; I.2 ghi “>= 70% (2025)”" in found[0].detail


def test_the_work_grows_with_the_number_of_targets(monkeypatch):
    def compared(count: int) -> int:
        calls = 0

        def counting(*words, **options):
            nonlocal calls
            calls += 1
            return same_subject(*words, **options)

        monkeypatch.setattr(conflicts, "same_subject", counting)
        many = [target(f"I.{at}", f"{RECORDS} loại việc thứ {at} ngành {at // 2}", at % 90 + 5) for at in range(count)]
        list(find_target_conflicts(many, Places(document_of("KẾ HOẠCH"), [])))
        return calls

    assert compared(800) <= 5 * max(1, compared(200))


def test_subjects_with_an_exchanged_word_are_two():
    one = frozenset(["ho", "so", "thu", "tuc", "hanh", "chinh", "dat", "dai"])
    assert same_subject(one, one | {"phat"})
    assert not same_subject(one, one - {"dai"} | {"ong"})
    assert not same_subject(one, one | {"huyen"})
