"""Tables without rulings between their columns: words set at places, and what only looks like such a table."""

import pytest

from models.document import Box, Word
from pipeline.aligned import find_aligned
from pipeline.grid import Grid, filled
from tests.pipeline.pages import set_line

WIDTH = 595.0
COLUMNS = (60.0, 100.0, 300.0, 420.0)
HEAD = ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn")
ROWS = (
    ("1", "Sửa đường thôn Đoài", "Ban quản lý", "Quý II"),
    ("2", "Mở lớp kỹ năng số\ncho thanh niên", "Đoàn xã", "Tháng 9"),
    ("3", "Rà soát hộ nghèo", "Văn phòng\nxã", "30/6/2026"),
    ("4", "Trồng cây đầu xuân", "Hội Nông dân", "Quý I"),
)
Page = tuple[list[Word], list[Box]]


def rule(y: float, x0: float = 55.0, x1: float = 520.0) -> Box:
    return Box(x0, y, x1, y)


def page(rows: tuple[tuple[str, ...], ...], columns: tuple[float, ...] = COLUMNS, *, pad: float = 6.0) -> Page:
    """The words of rows, and the rulings above, between and below them."""
    words, rules, y = list[Word](), [rule(100.0)], 100.0
    for cells in rows:
        for x, text in zip(columns, cells, strict=True):
            for number, line in enumerate(text.split("\n")):
                words += set_line(x, y + pad / 2 + 14 * number, line)
        y += 14 * max(text.count("\n") + 1 for text in cells) + pad
        rules.append(rule(y))
    return words, rules


def texts(grid: Grid, words: list[Word]) -> dict[tuple[int, int, int, int], str]:
    return {
        (cell.row, cell.column, cell.row_span, cell.column_span): " ".join(w.text for line in cell.lines for w in line)
        for cell in filled(grid, words).cells
    }


def expected(rows: tuple[tuple[str, ...], ...]) -> dict[tuple[int, int, int, int], str]:
    return {
        (row, column, 1, 1): text.replace("\n", " ")
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
    }


@pytest.mark.parametrize(
    ("kept", "pad"),
    [
        pytest.param(slice(None), 6.0, id="all rows ruled"),
        pytest.param([0, 1, -1], 6.0, id="ruled above and below the head and at the end"),
        pytest.param([0, 1, -1], 0.0, id="the same, rows no further apart than lines"),
        pytest.param([], 6.0, id="no rulings"),
        pytest.param([], 0.0, id="no rulings, rows no further apart than lines"),
    ],
)
def test_columns_are_told_by_their_alignment(kept: slice | list[int], pad: float) -> None:
    words, rules = page((HEAD, *ROWS), pad=pad)
    (grid,) = find_aligned(words, rules[kept] if isinstance(kept, slice) else [rules[at] for at in kept], WIDTH)
    assert texts(grid, words) == expected((HEAD, *ROWS))


def test_a_text_over_the_whole_width_heads_a_group() -> None:
    words, rules = page((HEAD, ("I. Hạ tầng số của toàn xã", "", "", ""), *ROWS))
    (grid,) = find_aligned(words, rules, WIDTH)
    found = texts(grid, words)
    assert found[1, 0, 1, 4] == "I. Hạ tầng số của toàn xã"
    assert found[2, 1, 1, 1] == "Sửa đường thôn Đoài"


def test_a_title_over_two_columns_spans_both() -> None:
    words, rules = page((("", "", "", ""), HEAD, *ROWS))
    words += set_line(345, 103, "Phân công thực hiện")
    rules[1] = rule(120.0, 290.0)
    (grid,) = find_aligned(words, rules, WIDTH)
    found = texts(grid, words)
    assert found[0, 2, 1, 2] == "Phân công thực hiện"
    assert found[0, 0, 2, 1] == "TT"
    assert found[1, 3, 1, 1] == "Thời hạn"


def test_a_ruling_that_leaves_out_columns_merges_their_cells() -> None:
    words, rules = page((HEAD, ROWS[0], ("", "", "Công an xã", "Quý III"), *ROWS[1:]))
    rules[2] = rule(rules[2].y0, 290.0)
    (grid,) = find_aligned(words, rules, WIDTH)
    found = texts(grid, words)
    assert found[1, 1, 2, 1] == "Sửa đường thôn Đoài"
    assert found[2, 2, 1, 1] == "Công an xã"


def test_text_that_fills_its_cell_keeps_its_column() -> None:
    rows = (HEAD, *ROWS, ("5", "Thay bóng đèn ở các xóm", "Ban quản lý", "Quý II"))
    words, rules = page(rows, (60.0, 100.0, 238.0, 420.0))
    (grid,) = find_aligned(words, rules, WIDTH)
    assert texts(grid, words) == expected(rows)


def test_years_are_titles_of_columns() -> None:
    rows = (("Chỉ tiêu", "2024", "2025", "2026"), *((f"Số hộ thôn {n}", "12", "15", "9,5") for n in "ABCD"))
    words, _ = page(rows, (60.0, 250.0, 330.0, 410.0))
    (grid,) = find_aligned(words, [], WIDTH)
    assert texts(grid, words) == expected(rows)


def prose() -> Page:
    line = "Các thôn tổ chức thực hiện kế hoạch này và báo cáo kết quả về xã"
    return [word for row in range(12) for word in set_line(60, 100 + 18 * row, line)], [rule(90), rule(200), rule(330)]


def letterhead() -> Page:
    words = set_line(70, 60, "ỦY BAN NHÂN DÂN") + set_line(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    words += set_line(80, 76, "XÃ ĐỒNG LÂM") + set_line(340, 76, "Độc lập - Tự do - Hạnh phúc")
    words += set_line(80, 100, "Số: 12/KH-UBND") + set_line(310, 100, "Đồng Lâm, ngày 9 tháng 1 năm 2026")
    return words, [rule(92, 100, 150), rule(92, 340, 500)]


def three_signers() -> Page:
    words = list[Word]()
    for y, cells in (
        (100, ("NGƯỜI LẬP", "KẾ TOÁN", "CHỦ TỊCH")),
        (114, ("(Ký, họ tên)", "(Ký, họ tên)", "(Ký, đóng dấu)")),
        (180, ("Lê Văn An", "Trần Thị Bình", "Phạm Văn Cường")),
        (194, ("", "", "Xã Đồng Lâm")),
    ):
        for x, text in zip((70, 240, 420), cells, strict=True):
            words += set_line(x, y, text)
    return words, []


def recipients() -> Page:
    words = set_line(60, 100, "Nơi nhận:") + set_line(360, 100, "TM. ỦY BAN NHÂN DÂN")
    for row, text in enumerate(("- Như trên;", "- Đảng ủy xã;", "- Các thôn;", "- Lưu: VT.")):
        words += set_line(60, 114 + 14 * row, text)
    return words + set_line(390, 114, "CHỦ TỊCH") + set_line(380, 190, "Trần Văn Bình"), []


def contents(leader: str) -> Page:
    words = set_line(240, 80, "MỤC LỤC")
    for row, text in enumerate(("Mục tiêu", "Nhiệm vụ", "Giải pháp", "Kinh phí", "Tổ chức thực hiện")):
        words += set_line(60, 100 + 18 * row, f"{row + 1}.") + set_line(90, 100 + 18 * row, f"{text} {leader}".strip())
        words += set_line(500, 100 + 18 * row, str(2 * row + 1))
    return words, []


def numbered_list() -> Page:
    words = list[Word]()
    for row in range(8):
        words += set_line(60, 100 + 18 * row, f"{row + 1}.") + set_line(
            90, 100 + 18 * row, "Sửa đường và cống qua thôn"
        )
    return words, []


def blanks() -> Page:
    """Rulings to write on, and what is asked at their left."""
    words = [word for row in range(5) for word in set_line(60, 100 + 20 * row, "Ý kiến của thôn")]
    return words, [rule(114 + 20 * row) for row in range(5)]


def filled_in() -> Page:
    words = list[Word]()
    for row, name in enumerate(("Họ tên", "Chức vụ", "Đơn vị", "Số máy")):
        words += set_line(60, 100 + 20 * row, f"{name}:") + set_line(300, 100 + 20 * row, "Ngày: ........ Số: .......")
    return words, []


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        pytest.param(*prose(), id="prose between rulings"),
        pytest.param(*letterhead(), id="letterhead"),
        pytest.param(*three_signers(), id="three signers"),
        pytest.param(*recipients(), id="recipients beside a signature"),
        pytest.param(*contents("........"), id="contents with leaders"),
        pytest.param(*contents(""), id="contents without leaders"),
        pytest.param(*numbered_list(), id="a list"),
        pytest.param(*blanks(), id="lines to write on"),
        pytest.param(*filled_in(), id="a form with blanks"),
        pytest.param([], [rule(100), rule(120), rule(140)], id="rulings alone"),
    ],
)
def test_what_is_no_table(words: list[Word], rules: list[Box]) -> None:
    assert find_aligned(words, rules, WIDTH) == []
