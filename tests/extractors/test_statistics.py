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
