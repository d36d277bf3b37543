"""Every table as a grid, from the document to the record."""

from dataclasses import replace

import pytest

from extractors.plain_tables import find_tables
from extractors.task_tables import read_task_tables
from models.document import Document, Origin, Page
from models.records import Section
from tests.extractors.tables import documents_of

TASKS = ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]


def texts(document: Document) -> list[list[str]]:
    return [[cell.text for cell in table.cells] for table in find_tables(document, [])]


@pytest.mark.parametrize(
    ("rows", "kind", "number", "roles"),
    [
        ([TASKS, ["1", "Rà soát", "Sở A", "Quý I"]], "assignment", 1, ["number", "task", "lead", "deadline"]),
        (
            [["TT", "Chỉ tiêu", "Đơn vị cung cấp", "Năm 2021"], ["1", "Số lớp", "Sở A", ""]],
            "statistics",
            None,
            ["number", "indicator", "unit_in_charge", "year"],
        ),
        ([["Thứ hai", "Họp"], ["Thứ ba", "Tiếp dân"]], "other", None, []),
        (
            [["TT", "Nội dung", "Màu sắc"], ["1", "Biển báo", "đỏ"]],
            "other",
            None,
            ["number", "task", "extra"],
        ),
    ],
)
def test_what_a_table_is(rows: list[list[str]], kind: str, number: int | None, roles: list[str]) -> None:
    (table,) = find_tables(documents_of(rows), [])
    assert (table.kind, table.number, [column.role for column in table.columns]) == (kind, number, roles)
    assert (table.rows, table.head_rows) == (2, 1 if roles else 0)
    assert [cell.text for cell in table.cells] == [text for row in rows for text in row]


def test_merged_cells_blanks_and_places() -> None:
    rows = [TASKS, ["I", "Cải cách thể chế", "<", "<"], ["1", "Rà soát", "Sở A", "Quý I"], ["^", "", "Sở B [1]", "^"]]
    document = documents_of(rows, ruled=True, confidence=0.8)
    (table,) = find_tables(document, [])
    assert [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells[4:]] == [
        (1, 0, 1, 1, "I"),
        (1, 1, 1, 3, "Cải cách thể chế"),
        (2, 0, 2, 1, "1"),
        (2, 1, 1, 1, "Rà soát"),
        (2, 2, 1, 1, "Sở A"),
        (2, 3, 2, 1, "Quý I"),
        (3, 1, 1, 1, ""),
        (3, 2, 1, 1, "Sở B [1]"),
    ]
    assert all(document.slice(cell.char_start or 0, cell.char_end or 0) == cell.text for cell in table.cells)
    assert {cell.confidence for cell in table.cells} == {0.8}
    # A page of typed text is no page of paper.
    assert (table.page, table.page_end, table.cells[0].page) == (None, None, None)


def test_parts_on_several_pages_are_one_table() -> None:
    document = documents_of(
        [TASKS, ["1", "Rà soát", "Sở A", "Quý I"]],
        [["2", "Kiểm tra", "Sở B", "Quý II"]],
        [TASKS, ["3", "Tổng kết", "Sở C", "Quý IV"]],
        [["4", "Khen thưởng", "Sở D", "Quý IV"]],
        ruled=True,
    )
    pages = tuple(Page(number, 595, 842, 0, Origin.TEXT_LAYER) for number in (1, 2, 3, 4))
    (table,) = find_tables(replace(document, pages=pages), [])
    assert [cell.text for cell in table.cells if cell.column == 0] == ["TT", "1", "2", "3", "4"]
    assert [cell.page for cell in table.cells if cell.column == 1] == [1, 1, 2, 3, 4]
    assert (table.rows, table.page, table.page_end) == (5, 1, 4)
    assert [(cell.row, cell.column) for cell in table.cells] == [
        (row, column) for row in range(5) for column in range(4)
    ]


def test_a_title_that_cut_a_table_is_a_row_of_it() -> None:
    document = documents_of(
        [TASKS, ["1", "Rà soát", "Sở Nội vụ", "Quý I"]],
        [["2", "Kiểm tra", "Sở Tài chính", "Quý II"]],
        ruled=True,
        between=("", "II. CẢI CÁCH THỦ TỤC HÀNH CHÍNH"),
        confidence=0.9,
    )
    (table,) = find_tables(document, [])
    (title,) = [cell for cell in table.cells if cell.row == 2]
    assert (title.text, title.column_span) == ("II. CẢI CÁCH THỦ TỤC HÀNH CHÍNH", 4)
    assert document.slice(title.char_start or 0, title.char_end or 0) == title.text
    assert [cell.text for cell in table.cells if cell.row == 3] == ["2", "Kiểm tra", "Sở Tài chính", "Quý II"]


@pytest.mark.parametrize(
    ("tables", "between", "expected"),
    [
        ([[["a", "b"]], [["c", "d"]]], ("", ""), [["a", "b", "c", "d"]]),
        ([[["a", "b"]], [["c", "d"]]], ("", "Đoạn văn"), [["a", "b"], ["c", "d"]]),
        ([[["a", "b"]], [["c", "d", "e"]]], ("", ""), [["a", "b"], ["c", "d", "e"]]),
    ],
)
def test_tables_without_head_go_on_where_nothing_stands_between(
    tables: list[list[list[str]]], between: tuple[str, ...], expected: list[list[str]]
) -> None:
    assert texts(documents_of(*tables, between=between, ruled=True)) == expected


@pytest.mark.parametrize(
    ("rows", "is_table"),
    [
        ([["UBND XÃ ABC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Số: 1/KH-UBND", "Độc lập - Tự do"]], False),
        ([["Nơi nhận:", "CHỦ TỊCH"], ["- Như trên;", "Nguyễn Văn A"]], False),
        ([["Nơi nhận:", "", "CHỦ TỊCH"], ["- Như trên;", "", "Nguyễn Văn A"]], False),
        ([["Một khung quanh một đoạn"]], False),
        ([["Tên hồ sơ", "Nơi nhận", "Lệ phí"], ["Khai sinh", "UBND xã", "0"]], True),
        ([["Tốt", "12"], ["Khá", "7"]], True),
        ([["Một cột"], ["hai dòng"]], True),
    ],
)
def test_columns_of_a_letterhead_or_signature_are_no_table(rows: list[list[str]], is_table: bool) -> None:
    assert bool(find_tables(documents_of(rows, ruled=True), [])) is is_table


def test_numbers_are_those_of_the_assignments() -> None:
    goals = [["TT", "Mục tiêu", "Đơn vị phụ trách"], ["1", "90% đúng hạn", "Sở Y tế"]]
    other = [["Thứ hai", "Họp"], ["Thứ ba", "Tiếp dân"]]
    tasks = [TASKS, ["1", "Rà soát", "Sở A", "Quý I"]]
    document = documents_of(other, goals, other, tasks, between=("a", "b", "c", "d"))
    found = [(table.number, table.char_start) for table in find_tables(document, []) if table.number]
    assert found == [(table.number, table.start) for table in read_task_tables(document, [], 2024)]
    assert [number for number, _ in found] == [1, 2]


def test_the_section_is_the_innermost_around_it() -> None:
    document = documents_of([TASKS, ["1", "Rà soát", "Sở A", "Quý I"]], between=("PHỤ LỤC",))
    sections = [
        Section(path="PL", label="PHỤ LỤC", title="", kind="heading", char_start=0, char_end=len(document.text))
    ]
    assert [table.section for table in find_tables(document, sections)] == ["PL"]


def test_a_document_without_tables() -> None:
    assert find_tables(replace(documents_of([["a", "b"]]), tables=()), []) == []
