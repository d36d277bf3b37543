"""What is wrong in tables: examples and counter-examples."""

import pytest

from extractors.assignments import find_assignments
from extractors.places import Places
from extractors.sections import find_sections
from extractors.table_findings import find_table_findings
from models.records import Finding
from tests.extractors.tables import documents_of

HEAD = ["STT", "Nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"]
TASKS = (
    "Ban hành kế hoạch kiểm tra văn bản",
    "Rà soát thủ tục còn rườm rà",
    "Đo lường sự hài lòng của người dân",
    "Sắp xếp các đơn vị sự nghiệp",
    "Cử công chức dự các lớp bồi dưỡng",
    "Bàn giao tài sản đã kiểm kê",
    "Nâng cấp trang thông tin của xã",
    "Viết tin bài cho đài truyền thanh",
)


SAME = {"Phòng Nội vụ huyện": "Phòng Nội vụ"}


def row(no: str, task: str, *, lead: str = "Phòng Tư pháp", coordinate: str = "Phòng Nội vụ", due: str = "Quý II"):
    return [no, task, "Báo cáo", lead, coordinate, due]


def group(label: str, title: str):
    return [label, title, "", "", "", ""]


def findings(*rows: list[str], recognised: float | None = None, ruled: bool = False) -> list[Finding]:
    document = documents_of([HEAD, *rows], ruled=ruled, confidence=recognised)
    sections = find_sections(document)
    assignments = find_assignments(document, sections, 2024)
    return list(find_table_findings(document, Places(document, sections), assignments, SAME))


def numbered(*numbers: str) -> list[list[str]]:
    return [row(number, task) for number, task in zip(numbers, TASKS, strict=False)]


def kinds(found: list[Finding]) -> list[str]:
    return [item.kind for item in found]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("1 2 3 4", []),
        ("1 2 4 5", ["numbering_gap"]),
        ("1 3", ["numbering_gap"]),
        ("1. 2. 2. 3.", ["duplicate_label"]),
        ("1 2 3 1 2", []),
        # a table of many parts of which some are left out
        ("1 2 15 16", []),
        ("1.1 1.2 1.4", ["numbering_gap"]),
        ("1.1 1.2 2.1 2.2", []),
        ("a b d đ", ["numbering_gap"]),
        ("a b c d đ e", []),
        ("a b c d e", []),
        ("- - -", []),
    ],
)
def test_numbers_of_rows(numbers, expected):
    assert kinds(findings(*numbered(*numbers.split()))) == expected


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        # the number of the third row was left blank
        (["1", "2", "", "4"], []),
        (["1", "2", "", "5", "7"], ["numbering_gap"]),
    ],
)
def test_a_blank_number_may_be_the_missing_one(numbers, expected):
    assert kinds(findings(*numbered(*numbers))) == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["I", "II", "III"], []),
        (["I", "II", "IV"], ["numbering_gap"]),
        (["I", "II", "II"], ["duplicate_label"]),
        (["A", "B", "D"], ["numbering_gap"]),
    ],
)
def test_labels_of_groups(labels, expected):
    titles = ["CẢI CÁCH THỂ CHẾ", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", "TÀI CHÍNH CÔNG"]
    rows = []
    for label, title in zip(labels, titles, strict=True):
        rows += [group(label, title), row("1", f"{TASKS[0]} về {title.lower()}"), row("2", TASKS[1] + title.lower())]
    assert kinds(findings(*rows)) == expected


@pytest.mark.parametrize(
    ("first", "second", "third", "expected"),
    [
        ("1 2", "1 2", "1 3", ["numbering_gap"]),
        # numbers that count on over all groups
        ("1 2", "3 4", "5 6", []),
        ("1 2", "3 4", "6 7", ["numbering_gap"]),
        # groups that begin anew, one of them with a number of its own
        ("1 2", "4 5", "1 2", []),
    ],
)
def test_numbers_over_groups(first, second, third, expected):
    rows, tasks = [], iter(TASKS)
    for label, numbers in zip(("I", "II", "III"), (first, second, third), strict=True):
        rows.append(group(label, f"CÔNG VIỆC ĐỢT {label}"))
        rows += [row(number, next(tasks)) for number in numbers.split()]
    assert kinds(findings(*rows)) == expected


@pytest.mark.parametrize(
    ("numbers", "confidence", "expected"),
    [
        ("1 2 4 5", 0.96, ["numbering_gap"]),
        ("1 2 3 5 6", 0.96, ["numbering_gap"]),
        ("1 2 4 5", 0.5, []),
        # nothing tells that the last one was read right
        ("1 2 4", 0.96, []),
        ("1 2 4 9", 0.96, []),
        ("1 l 4 5", 0.96, []),
        ("1 2 2 3", 0.96, []),
    ],
)
def test_recognised_numbers_must_be_certain(monkeypatch, numbers, confidence, expected):
    monkeypatch.setattr("models.document.Document.confidence_of", lambda *_: confidence)
    found = findings(*numbered(*numbers.split()), recognised=confidence, ruled=True)
    assert kinds(found) == expected


def test_a_gap_names_both_rows():
    (found,) = findings(group("IV", "CHẾ ĐỘ CÔNG VỤ"), *numbered("1", "2", "4"))
    assert found.detail.startswith("Số thứ tự trong nhóm IV:")
    assert "ghi “2” (Rà soát thủ tục còn rườm rà)" in found.detail
    assert "ghi “4” (Đo lường sự hài lòng của người dân): thiếu 1 dòng" in found.detail


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, ["duplicate_title"]),
        ({"lead": "Phòng Y tế"}, []),
        ({"due": "Quý IV"}, []),
        ({"task": TASKS[1]}, []),
    ],
)
def test_a_task_that_stands_twice(changed, expected):
    second = row("2", **{"task": TASKS[0], **changed})
    assert kinds(findings(row("1", TASKS[0]), second, row("3", TASKS[2]))) == expected


def test_short_tasks_may_stand_twice():
    assert findings(row("1", "Báo cáo kết quả"), row("2", "Báo cáo kết quả")) == []


@pytest.mark.parametrize(
    ("lead", "coordinate", "expected"),
    [
        ("Phòng Tư pháp", "Phòng Nội vụ; Phòng Tư pháp", ["other"]),
        ("Phòng Tư pháp", "Phòng TP, Phòng Nội vụ", ["other"]),
        ("Phòng Tư pháp", "Phòng Nội vụ", []),
        ("Phòng Tư pháp", "", []),
        ("UBND xã", "Các đơn vị thuộc UBND xã", []),
    ],
)
def test_an_agency_that_leads_and_coordinates(lead, coordinate, expected):
    found = findings(row("1", TASKS[0], lead=lead, coordinate=coordinate), row("2", TASKS[1]))
    assert kinds(found) == expected
    assert all("vừa chủ trì vừa phối hợp" in item.detail for item in found)


def test_two_names_of_one_office_are_one():
    (found,) = findings(row("1", TASKS[0], lead="Phòng NV", coordinate="Phòng NV huyện"), row("2", TASKS[1]))
    assert found.kind == "other"


def test_a_cell_that_was_taken_over_from_the_row_above_tells_nothing():
    rows = [row("1", TASKS[0], coordinate="Phòng Y tế"), row("2", TASKS[1], lead="Phòng Y tế", coordinate="^")]
    assert findings(*rows, ruled=True) == []
