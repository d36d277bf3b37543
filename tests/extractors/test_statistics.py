"""Rows of statistics forms."""

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


def test_filled_figures_and_assignments_are_no_forms() -> None:
    filled = [FORM[0], ["1", "Tổng số văn bản", "Phòng Tư pháp", "12", "15", ""]]
    work = [["TT", "Nội dung", "Chủ trì", "Thời gian"], ["1", "Kiểm tra", "Sở A", "Quý I"]]
    assert find_statistics(documents_of(filled, work, between=("Một", "Hai")), []) == []


def test_totals_of_a_form_are_rows() -> None:
    form = [FORM[0], ["", "Tổng số", "", "", "", ""], ["1", "Số cuộc kiểm tra", "Phòng Nội vụ", "", "", ""]]
    assert [row.indicator for row in find_statistics(documents_of(form), [])] == ["Tổng số", "Số cuộc kiểm tra"]


def test_dashes_that_recognition_lost() -> None:
    form = [[cell if cell != "-" else "" for cell in row] for row in FORM]
    found = find_statistics(documents_of(form, ruled=True, confidence=0.9), [])
    assert [row.no for row in found] == ["1", "-", "-", "2"]
    assert found[1].parent == "Tổng số văn bản ban hành"
