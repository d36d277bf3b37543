"""Rows of statistics forms."""

import pytest

from extractors.sections import find_sections
from extractors.statistics import find_statistics
from tests.extractors.tables import documents_of

FORM = [
    ["STT", "Chỉ tiêu", "Đơn vị báo cáo", "Năm 2021", "Năm 2022", "Ghi chú"],
    ["1", "Tổng số văn bản ban hành", "Phòng Tư pháp", "", "", ""],
    ["-", "Nghị quyết", "", "", "", ""],
    ["-", "Quyết định", "Văn phòng", "", "", ""],
    ["2", "Số cuộc kiểm tra", "Phòng Nội vụ", "", "", ""],
]


def test_rows_with_parents_units_and_years() -> None:
    found = find_statistics(documents_of(FORM), [])
    assert [(row.no, row.indicator, row.unit_in_charge, row.parent) for row in found] == [
        ("1", "Tổng số văn bản ban hành", "Phòng Tư pháp", None),
        ("-", "Nghị quyết", "Phòng Tư pháp", "Tổng số văn bản ban hành"),
        ("-", "Quyết định", "Văn phòng", "Tổng số văn bản ban hành"),
        ("2", "Số cuộc kiểm tra", "Phòng Nội vụ", None),
    ]
    assert {tuple(row.years) for row in found} == {("Năm 2021", "Năm 2022")}


def test_forms_are_named_by_their_section() -> None:
    document = documents_of(FORM, FORM, FORM, between=("Phụ lục 1", "I. THỂ CHẾ", "Biểu số 2"))
    tables = [row.table for row in find_statistics(document, find_sections(document)) if row.no == "1"]
    assert tables == ["PL1", "PL1.I", "PL1.I#2"]


def test_parts_of_a_form_are_named_by_their_labels() -> None:
    head, *rows = FORM
    parts = [head, ["I", "THỂ CHẾ", "", "", "", ""], *rows, ["II", "THỦ TỤC", "", "", "", ""], *rows[:1]]
    document = documents_of(parts, between=("Phụ lục 1",))
    tables = [row.table for row in find_statistics(document, find_sections(document))]
    assert tables == ["PL1.I"] * 4 + ["PL1.II"]


def test_assignments_and_goals_are_no_statistics() -> None:
    goals = [["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2025"], ["1", "Hộ nghèo", "%", "3"]]
    work = [["TT", "Nội dung", "Chủ trì", "Thời gian"], ["1", "Kiểm tra", "Sở A", "Quý I"]]
    assert find_statistics(documents_of(goals, work, between=("Một", "Hai")), [], 2025) == []


def test_a_blank_form_has_units_and_no_values() -> None:
    form = [
        ["STT", "Chỉ tiêu", "ĐVT", "Năm 2021", "Năm 2022", "Đơn vị theo dõi"],
        ["1", "Hồ sơ tiếp nhận", "hồ sơ", "", "", "Văn phòng"],
        ["-", "Trực tuyến", "", "", "", ""],
        ["2", "Tỷ lệ đúng hạn (%)", "", "", "", "Phòng Nội vụ"],
    ]
    found = find_statistics(documents_of(form), [])
    assert [(row.unit, row.unit_in_charge, row.values) for row in found] == [
        ("hồ sơ", "Văn phòng", []),
        ("hồ sơ", "Văn phòng", []),
        ("%", "Phòng Nội vụ", []),
    ]


@pytest.mark.parametrize(
    ("head", "cells", "year", "years", "values"),
    [
        (["Thực hiện 2022", "Ước TH 2023"], ["1.250", "97,5%"], None, ["Thực hiện 2022", "Ước TH 2023"], [1250, 97.5]),
        (["Hiện trạng", "Kết quả năm 2023"], ["12", ""], None, ["Hiện trạng", "Kết quả năm 2023"], [12, None]),
        (["Năm 2021", "Năm 2022"], ["12", "15"], 2023, ["Năm 2021", "Năm 2022"], [12, 15]),
        (["Kế hoạch", "Kết quả thực hiện"], ["12", "15"], 2023, ["Kế hoạch", "Kết quả thực hiện"], [12, 15]),
        # Of the plan, of a time that nothing tells, or beside a plan: no report.
        (["Năm 2023", "Năm 2024"], ["12", "15"], 2023, None, None),
        (["Năm 2021", "Năm 2022"], ["12", "15"], None, None, None),
        (["Thực hiện 2022", "Kế hoạch 2023"], ["12", "15"], 2023, None, None),
        (["Thực hiện 2022", "9 tháng năm 2023"], ["12", "9"], 2024, ["Thực hiện 2022", "9 tháng năm 2023"], [12, 9]),
        (["Năm 2022", "6 tháng đầu năm 2023"], ["12", "9"], 2023, ["Năm 2022", "6 tháng đầu năm 2023"], [12, 9]),
        # Beside a plan: several columns of the past are a report, one is what the targets start from.
        (
            ["Thực hiện 2021", "Ước TH 2022", "Kế hoạch 2023"],
            ["12", "15", "20"],
            2023,
            ["Thực hiện 2021", "Ước TH 2022"],
            [12, 15],
        ),
        (["Thực hiện 2021", "Ước TH 2022", "Kế hoạch 2023"], ["", "15", "20"], 2023, None, None),
        (["Quý I/2023", "Quý II/2023"], ["12", "9"], 2023, None, None),
    ],
)
def test_tables_that_report_the_past_have_values(
    head: list[str], cells: list[str], year: int | None, years: list[str] | None, values: list[float | None] | None
) -> None:
    table = [["TT", "Chỉ tiêu", "Đơn vị tính", *head], ["1", "Số văn bản", "văn bản", *cells]]
    found = find_statistics(documents_of(table), [], year)
    assert [(row.years, row.values, row.unit) for row in found] == ([(years, values, "văn bản")] if years else [])


def test_totals_of_a_form_are_rows() -> None:
    form = [FORM[0], ["", "Tổng số", "", "", "", ""], ["1", "Số cuộc kiểm tra", "Phòng Nội vụ", "", "", ""]]
    assert [row.indicator for row in find_statistics(documents_of(form), [])] == ["Tổng số", "Số cuộc kiểm tra"]


def test_dashes_that_recognition_lost() -> None:
    form = [[cell if cell != "-" else "" for cell in row] for row in FORM]
    found = find_statistics(documents_of(form, ruled=True, confidence=0.9), [])
    assert [row.no for row in found] == ["1", "-", "-", "2"]
    assert found[1].parent == "Tổng số văn bản ban hành"


def test_one_column_of_the_past_is_reported_by_those_who_provide_it() -> None:
    table = [
        ["TT", "Chỉ tiêu", "ĐVT", "Năm 2022", "Kế hoạch 2023", "Nơi cung cấp số liệu"],
        ["1", "Hồ sơ tiếp nhận", "hồ sơ", "1.250", "", "VP HĐND&UBND"],
        ["2", "Tỷ lệ đúng hạn", "%", "96,5", "98", ""],
        ["3", "Xếp hạng chỉ số", "Thứ hạng", "6/12", "5", "Phòng Nội vụ, Phòng Tư pháp"],
    ]
    found = find_statistics(documents_of(table), [], 2023)
    assert [(row.unit_in_charge, row.years, row.values) for row in found] == [
        ("Văn phòng HĐND và UBND", ["Năm 2022"], [1250]),
        ("Văn phòng HĐND và UBND", ["Năm 2022"], [96.5]),
        ("Phòng Nội vụ, Phòng Tư pháp", ["Năm 2022"], [6]),
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["Phòng A", "", "Phòng B", ""], ["Phòng A", "Phòng A", "Phòng B", "Phòng B"]),
        (["", "Phòng A", "", ""], [None, "Phòng A", "Phòng A", "Phòng A"]),
        # Printed again below itself: the cells of this table are not merged.
        (["Phòng A", "Phòng A", "", "Phòng B"], ["Phòng A", "Phòng A", None, "Phòng B"]),
    ],
)
def test_who_provides_several_rows(cells: list[str], expected: list[str | None]) -> None:
    head = ["STT", "Chỉ tiêu", "Bộ phận cung cấp số liệu", "Năm 2021", "6 tháng đầu năm 2022"]
    rows = [[str(at), f"Số cuộc họp loại {at}", cell, "", ""] for at, cell in enumerate(cells, 1)]
    assert [row.unit_in_charge for row in find_statistics(documents_of([head, *rows]), [])] == expected
    # A ruled table says which of its cells are merged.
    ruled = find_statistics(documents_of([head, *rows], ruled=True), [])
    assert [row.unit_in_charge for row in ruled] == [cell or None for cell in cells]


def test_a_group_of_a_form_begins_anew() -> None:
    head = ["STT", "Chỉ tiêu", "Đơn vị báo cáo", "Năm 2021", "Năm 2022"]
    rows = [["I", "THỂ CHẾ", "", "", ""], ["1", "Số văn bản", "Phòng A", "", ""], ["II", "THỦ TỤC", "", "", ""]]
    found = find_statistics(documents_of([head, *rows, ["1", "Số hồ sơ", "", "", ""]]), [])
    assert [(row.indicator, row.unit_in_charge) for row in found] == [("Số văn bản", "Phòng A"), ("Số hồ sơ", None)]
