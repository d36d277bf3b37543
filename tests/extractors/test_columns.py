"""Headings, heads over several rows, kinds of tables."""

import pytest

from extractors.columns import Role, TableKind, kind_of_table, read_head, role_of_heading, unknown_columns
from extractors.grids import Grid, read_grid
from tests.extractors.tables import documents_of


def grid_of(rows: list[list[str]], *, ruled: bool = False) -> Grid:
    document = documents_of(rows, ruled=ruled)
    return read_grid(document, document.tables[0])


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("TT", Role.NUMBER),
        ("Số TT", Role.NUMBER),
        ("Nội dung, nhiệm vụ", Role.TASK),
        ("Nội dung công việc", Role.TASK),
        ("Tên nhiệm vụ, đề án", Role.TASK),
        ("Nội dung mục tiêu", Role.GOAL),
        ("Chỉ tiêu", Role.INDICATOR),
        ("Sản phẩm, kết quả", Role.PRODUCT),
        ("Kết quả đầu ra", Role.PRODUCT),
        ("Cơ quan chủ trì", Role.LEAD),
        ("Co quan chu tri", Role.LEAD),
        ("Cơ quan chú trì thực hiện", Role.LEAD),
        ("Đơn vị phụ trách, theo dõi", Role.LEAD),
        ("Đơn vị thực hiện", Role.LEAD),
        ("Cơ quan phối hợp", Role.COORDINATE),
        ("Cơ quan chủ trì, phối hợp", Role.AGENCIES),
        ("Theo dõi, kiểm tra, đôn đốc, tổng hợp", Role.MONITOR),
        ("Thời gian hoàn thành", Role.DEADLINE),
        ("Thời gian thục hiện", Role.DEADLINE),
        ("Dự kiến thời gian hoàn thành", Role.DEADLINE),
        ("Tiến độ thực hiện", Role.DEADLINE),
        ("Thời gian bắt đầu", Role.START),
        ("Kinh phí (triệu đồng)", Role.BUDGET),
        ("Nguồn kinh phí", Role.FUNDING_SOURCE),
        ("Đơn vị tính", Role.UNIT),
        ("Đơn vị", Role.LEAD),
        ("Năm 2021", Role.YEAR),
        ("2021 - 2025", Role.YEAR),
        ("KH 2022", Role.VALUE),
        ("Kế hoạch năm 2026", Role.VALUE),
        ("Mục tiêu 2021 - 2025", Role.VALUE),
        ("Chỉ tiêu giao 2027", Role.VALUE),
        ("Kết quả 2021", Role.BASELINE),
        ("Hiện trạng đến năm 2020", Role.BASELINE),
        ("TH 2020", Role.BASELINE),
        ("Ước 2025", Role.BASELINE),
        ("Kết quả", Role.PRODUCT),
        ("KH", None),
        ("Ghi chú", Role.NOTE),
        ("Màu sắc", None),
        ("", None),
        ("Ban hành kế hoạch và tổ chức thực hiện", None),
    ],
)
def test_role_of_heading(heading: str, role: Role | None) -> None:
    assert role_of_heading(heading) is role


def roles(rows: list[list[str]], *, ruled: bool = False) -> tuple[list[str], int]:
    head = read_head(grid_of(rows, ruled=ruled))
    assert head is not None
    return [column.role.value for column in head.columns], head.rows


def test_columns_come_in_any_order() -> None:
    rows = [["STT", "Thời hạn", "Nhiệm vụ", "Chủ trì", "Sản phẩm"], ["1", "Quý I", "Rà soát", "Sở Y tế", "Báo cáo"]]
    assert roles(rows) == (["number", "deadline", "task", "lead", "product"], 1)


def test_first_column_without_heading_is_told_by_its_numbers() -> None:
    rows = [["", "Nội dung", "Chủ trì"], ["I", "Thể chế", ""], ["1", "Rà soát", "Sở Y tế"], ["2", "Báo cáo", "Sở Y tế"]]
    assert roles(rows)[0][0] == "number"
    rows = [["", "Nội dung", "Chủ trì"], ["Quý I", "Rà soát", "Sở Y tế"], ["Quý II", "Báo cáo", "Sở Y tế"]]
    assert roles(rows)[0][0] == "extra"


@pytest.mark.parametrize("ruled", [True, False])
def test_head_over_two_rows(ruled: bool) -> None:
    over = ["STT", "Nội dung công việc", "Đơn vị thực hiện", "<", "Ghi chú"]
    below = ["^", "^", "Chủ trì", "Phối hợp", "^"]
    body = ["1", "Rà soát", "Sở Y tế", "Sở Nội vụ", ""]
    rows = [over, below, body]
    if not ruled:
        rows = [[cell if cell not in {"<", "^"} else "" for cell in row] for row in rows]
    assert roles(rows, ruled=ruled) == (["number", "task", "lead", "coordinate", "note"], 2)


def test_row_of_column_numbers_belongs_to_the_head() -> None:
    rows = [["TT", "Nội dung", "Chủ trì"], ["(1)", "(2)", "(3)"], ["1", "Rà soát", "Sở Y tế"]]
    assert roles(rows)[1] == 2


@pytest.mark.parametrize(
    ("second", "confidence", "head_rows"),
    [
        (["0)", "(2)", "G)", "(4)"], 0.6, 2),
        (["0)", "(2)", "G)", "(4)"], None, 1),
        (["1", "2", "l", "4"], 0.6, 1),
        (["(1)", "Rà soát", "(3)", "(4)"], 0.6, 1),
    ],
)
def test_misread_column_numbers(second: list[str], confidence: float | None, head_rows: int) -> None:
    rows = [["TT", "Nội dung", "Chủ trì", "Phối hợp"], second, ["1", "Rà soát", "Sở Y tế", ""]]
    document = documents_of(rows, ruled=True, confidence=confidence)
    head = read_head(read_grid(document, document.tables[0]))
    assert head is not None and head.rows == head_rows


def test_table_without_known_headings_has_no_head() -> None:
    assert read_head(grid_of([["Thứ hai", "Họp giao ban"], ["Thứ ba", "Tiếp công dân"]])) is None


@pytest.mark.parametrize(
    ("headings", "cells", "kind"),
    [
        (["TT", "Nội dung", "Sản phẩm", "Chủ trì", "Thời gian"], ["1", "A", "B", "C", "Quý I"], TableKind.ASSIGNMENT),
        (["TT", "Nhiệm vụ", "Sản phẩm", "Thời hạn"], ["1", "A", "B", "Quý I"], TableKind.ASSIGNMENT),
        (["TT", "Nội dung mục tiêu", "Đơn vị phụ trách"], ["1", "A", "B"], TableKind.GOAL_ASSIGNMENT),
        (["TT", "Chỉ tiêu", "Năm 2021", "Năm 2022", "Chủ trì"], ["1", "A", "5", "6", "B"], TableKind.GOAL_ASSIGNMENT),
        (["TT", "Chỉ tiêu", "Năm 2021", "Năm 2022"], ["1", "A", "", ""], TableKind.STATISTICS),
        (["TT", "Chỉ tiêu", "Đơn vị báo cáo", "Năm 2021"], ["1", "A", "B", ""], TableKind.STATISTICS),
        (["TT", "Chỉ tiêu", "Năm 2021"], ["1", "A", "80%"], TableKind.OTHER),
        (["TT", "Họ và tên", "Chức vụ", "Nhiệm vụ", "Đơn vị"], ["1", "A", "B", "C", "D"], TableKind.OTHER),
        (["TT", "Tên văn bản", "Ghi chú"], ["1", "A", ""], TableKind.OTHER),
    ],
)
def test_kind_of_table(headings: list[str], cells: list[str], kind: TableKind) -> None:
    grid = grid_of([headings, cells])
    head = read_head(grid)
    assert head is not None
    assert kind_of_table(grid, head) is kind


def test_unknown_heading_is_reported_and_not_guessed() -> None:
    head = read_head(grid_of([["TT", "Nội dung", "Chủ trì", "Màu sắc"], ["1", "A", "B", "đỏ"]]))
    assert head is not None
    assert head.columns[3].role is Role.EXTRA
    findings = unknown_columns(head, "PL")
    assert [finding.kind for finding in findings] == ["other"]
    assert "Màu sắc" in findings[0].detail
