from dataclasses import replace
from pathlib import Path

import pytest

from models.document import BlockKind, Box, Document, Word
from pipeline.compose import compose, glue
from pipeline.page import PageContent
from tests.pipeline.pages import page_of, ruled, set_line, width_of

LEFT, INDENT, PITCH = 85.0, 36.0, 17.0
RIGHT = 545.0


def prose(lines: list[tuple[float, str]], top: float = 100.0) -> list[Word]:
    """Lines at the given indents; a line that ends in '|' fills the measure by wider spaces."""
    words: list[Word] = []
    for index, (indent, text) in enumerate(lines):
        x = LEFT + indent
        line = set_line(x, top + PITCH * index, text.removesuffix("|"))
        if text.endswith("|"):
            wider = (RIGHT - line[-1].box.x1) / (len(line) - 1)
            line = [
                Word(w.text, Box(w.box.x0 + wider * i, w.box.y0, w.box.x1 + wider * i, w.box.y1))
                for i, w in enumerate(line)
            ]
        words += line
    return words


def centred(text: str, top: float, *, bold: bool = True) -> list[Word]:
    return set_line((LEFT + RIGHT - width_of(text)) / 2, top, text, bold=bold)


FILL = "tăng cường kiểm tra công vụ và kỷ luật hành chính tại các xã của tỉnh ta"


def document(*pages: PageContent) -> Document:
    found = compose(Path("plan.pdf"), list(pages))
    check_invariants(found)
    return found


def check_invariants(found: Document) -> None:
    for before, after in zip(found.blocks, found.blocks[1:], strict=False):
        assert before.end <= after.start
    for before, after in zip(found.lines, found.lines[1:], strict=False):
        assert before.end <= after.start
    for line in found.lines:
        assert found.text[line.start : line.end].strip()
        assert line.box is not None
        assert any(block.start <= line.start and line.end <= block.end for block in found.blocks)
    covered = {at for line in found.lines for at in range(line.start, line.end)}
    assert not [at for at, char in enumerate(found.text) if at not in covered and not char.isspace()]
    for table in found.tables:
        assert found.text[table.start : table.end].count("\n") == table.rows - 1


def paragraphs(found: Document) -> list[str]:
    return [found.text[b.start : b.end] for b in found.blocks if b.kind is BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # A first line stands in, the rest does not.
        ([(36, f"- {FILL}|"), (0, "kết thúc."), (36, "- Việc hai.")], 2),
        # A full line breaks before a dash or a number inside a sentence.
        ([(36, f"Kế hoạch {FILL}|"), (0, "- 2030 của tỉnh."), (36, "Đoạn sau.")], 2),
        ([(36, f"Theo số {FILL}|"), (0, "5. của tỉnh."), (36, "Đoạn sau.")], 2),
        # A heading is kept apart from the text below it.
        ([(36, "1. Mục tiêu"), (36, f"Đến hết năm {FILL}|"), (0, "của huyện.")], 2),
        ([(36, "a) Nhiệm vụ"), (36, "- Việc một;"), (36, "- Việc hai.")], 3),
        # A short line that is not the end of a sentence still ends its paragraph before a capital.
        ([(36, "Giao các đơn vị"), (0, "Sở Nội vụ theo dõi."), (36, f"Mục {FILL}|"), (0, "hết.")], 3),
        # A line cut short by a lost word goes on in small letters.
        ([(36, "Các cơ quan tiếp tục"), (0, "thực hiện tốt."), (36, f"Mục {FILL}|"), (0, "hết.")], 2),
    ],
)
def test_lines_are_joined_to_paragraphs(lines: list[tuple[float, str]], expected: int) -> None:
    filler = [(36.0, f"Đoạn đầu {FILL}|"), (0.0, f"{FILL}|"), (0.0, f"{FILL}|"), (0.0, f"{FILL}|"), (0.0, "xong.")]
    found = paragraphs(document(page_of(1, prose([*filler, *lines]))))
    assert len(found) - 1 == expected


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        ("kinh tế -", "xã hội", " "),
        ("Quý IV/", "2021", ""),
        ("giai đoạn 2021-", "2025", ""),
        ("số 01-", "NQ/TU", ""),
        ("Quyết định số 15/QĐ-", "UBND", ""),
        ("Phòng Nội vụ -", "LĐTB&XH", " "),
        ("các cấp,", "các ngành", " "),
        ("và/", "hoặc", ""),
        ("phát thanh -", "Truyền hình", " "),
    ],
)
def test_what_stands_between_two_lines(before: str, after: str, between: str) -> None:
    assert glue(before, after) == between


def long_page(number: int, last: list[tuple[float, str]], first: list[tuple[float, str]] | None = None) -> list[Word]:
    body = [(36.0, f"Đoạn {FILL}|"), (0.0, f"{FILL}|"), (0.0, f"{FILL}|"), (0.0, f"{FILL}|"), (0.0, "xong.")]
    return set_line(312, 40, str(number)) + prose([*(first or []), *body, *last])


def test_a_sentence_goes_on_over_page_number_and_footnote() -> None:
    note = set_line(LEFT, 700, "(1) Theo báo cáo của phòng chuyên môn năm nay.", size=0.7)
    one = page_of(1, long_page(1, [(36, f"Sở Tư pháp {FILL}|")]) + note, rules=(Box(LEFT, 690, LEFT + 140, 690),))
    two = page_of(2, long_page(2, [], [(0, "và các đơn vị có liên quan.")]))
    found = document(one, two)
    joined = next(text for text in paragraphs(found) if text.startswith("Sở Tư pháp"))
    assert joined.endswith("tỉnh ta và các đơn vị có liên quan.")
    notes = [b for b in found.blocks if b.kind is BlockKind.FOOTNOTE]
    assert [found.text[b.start : b.end] for b in notes] == ["(1) Theo báo cáo của phòng chuyên môn năm nay."]
    start = found.text.index(joined)
    assert {line.page for line in found.lines_of(start, start + len(joined))} == {1, 2}
    assert [line.page for line in found.running] == [1, 2]
    assert [line.text for line in found.running] == ["1", "2"]


def test_an_indented_line_after_the_break_begins_a_paragraph() -> None:
    one = page_of(1, long_page(1, [(36, f"Sở Tư pháp {FILL}|")]))
    two = page_of(2, long_page(2, [], [(36, "- Phòng Nội vụ theo dõi.")]))
    assert "- Phòng Nội vụ theo dõi." in paragraphs(document(one, two))


def test_running_heads_are_known_by_repetition() -> None:
    pages = [page_of(n, set_line(85, 30, f"CÔNG BÁO/Số {n + 10}/Ngày 12") + long_page(n, []), ()) for n in range(1, 5)]
    found = document(*pages)
    assert "CÔNG BÁO" not in found.text
    heads = [line.text for line in found.running if "/" in line.text]
    assert heads == [f"CÔNG BÁO/Số {n}/Ngày 12" for n in (11, 12, 13, 14)]
    assert len(found.running) == 8


LETTERHEAD = (
    set_line(95, 60, "ỦY BAN NHÂN DÂN") + set_line(282, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    + set_line(115, 77, "XÃ TÂN AN") + set_line(330, 77, "Độc lập - Tự do - Hạnh phúc")
    + set_line(110, 100, "Số: 12/KH-UBND") + set_line(300, 100, "Tân An, ngày 05 tháng 01 năm 2026")
)  # fmt: skip


def test_the_letterhead_is_two_columns_and_the_title_is_not_of_it() -> None:
    words = [*LETTERHEAD, *centred("KẾ HOẠCH", 135), *centred("Cải cách hành chính năm 2026", 152)]
    full = (0.0, f"{FILL}|")
    body = prose([(36, f"Căn cứ {FILL}|"), full, full, full, (0, "hết.")], 190)
    found = document(page_of(1, words + body))
    head = [(b.column, found.text[b.start : b.end]) for b in found.blocks if b.kind is BlockKind.LETTERHEAD]
    assert head == [
        (0, "ỦY BAN NHÂN DÂN"), (0, "XÃ TÂN AN"), (0, "Số: 12/KH-UBND"),
        (1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (1, "Độc lập - Tự do - Hạnh phúc"),
        (1, "Tân An, ngày 05 tháng 01 năm 2026"),
    ]  # fmt: skip
    titles = [b for b in found.blocks if b.centered]
    assert [found.text[b.start : b.end] for b in titles] == ["KẾ HOẠCH", "Cải cách hành chính năm 2026"]
    assert all(b.bold for b in titles)


def test_recipients_stand_before_the_signature() -> None:
    foot = (
        set_line(85, 300, "Nơi nhận:") + set_line(350, 300, "TM. ỦY BAN NHÂN DÂN")
        + set_line(85, 314, "- Như Điều 3;") + set_line(385, 317, "CHỦ TỊCH")
        + set_line(85, 328, "- Lưu: VT.") + set_line(370, 410, "Trần Văn Bình")
    )  # fmt: skip
    body = prose([(36, f"Đoạn {FILL}|"), (0, f"{FILL}|"), (0, f"{FILL}|"), (0, f"{FILL}|"), (0, "Quyết định này./.")])
    found = document(page_of(1, body + foot))
    lines = [(b.column, found.text[b.start : b.end]) for b in found.blocks if b.kind is BlockKind.LETTERHEAD]
    assert lines == [
        (0, "Nơi nhận:"), (0, "- Như Điều 3;"), (0, "- Lưu: VT."),
        (1, "TM. ỦY BAN NHÂN DÂN"), (1, "CHỦ TỊCH"), (1, "Trần Văn Bình"),
    ]  # fmt: skip
    assert paragraphs(found)[-1].endswith("Quyết định này./.")


def test_wide_spaces_of_justified_prose_are_no_columns() -> None:
    lines = [(0.0, "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai|")] * 2
    body = [(36.0, f"Đoạn {FILL}|"), *lines, (0.0, f"{FILL}|"), (0.0, f"{FILL}|"), (0.0, "hết.")]
    found = document(page_of(1, prose(body)))
    assert {b.kind for b in found.blocks} == {BlockKind.PARAGRAPH}


COLUMNS = [60.0, 100.0, 320.0, 440.0, 540.0]
HEAD = {(0, 0): "TT", (0, 1): "Nội dung", (0, 2): "Đơn vị", (0, 3): "Thời gian"}


Texts = dict[tuple[int, int], str]


def joined_rows(first: Texts, second: Texts, rows: int = 2) -> list[list[str]]:
    above = ruled(COLUMNS, [100.0, 130.0, 200.0], {**HEAD, **first})
    below = ruled(COLUMNS, [60.0 + 50 * i for i in range(rows + 1)], second)
    found = document(page_of(1, centred("DANH MỤC", 70), (above,)), page_of(2, [], (below,)))
    (table,) = found.tables
    assert table.has_grid
    return [line.split("\t") for line in found.text[table.start : table.end].split("\n")]


def test_a_repeated_head_is_dropped() -> None:
    rows = joined_rows({(1, 0): "1", (1, 1): "Việc một"}, {**HEAD, (1, 0): "2", (1, 1): "Việc hai"})
    assert rows == [["TT", "Nội dung", "Đơn vị", "Thời gian"], ["1", "Việc một", "", ""], ["2", "Việc hai", "", ""]]


def test_a_row_cut_by_the_break_is_joined_cell_by_cell() -> None:
    long = "Rà soát các thủ tục hành chính của"
    first = {(1, 0): "1", (1, 1): f"{long}\n{long}", (1, 2): "Sở Nội vụ và các", (1, 3): "Quý IV/"}
    second = {(0, 1): "tỉnh", (0, 2): "huyện", (1, 0): "2", (1, 1): "Việc hai"}
    rows = joined_rows(first, second)
    assert rows[1] == ["1", f"{long} {long} tỉnh", "Sở Nội vụ và các huyện", "Quý IV/"]
    assert rows[2][:2] == ["2", "Việc hai"]


def test_a_list_cut_by_the_break_goes_on_with_its_next_item() -> None:
    long = "Rà soát các thủ tục hành chính của"
    first = {(1, 0): "1", (1, 1): f"{long}\n{long}", (1, 2): "Các đơn vị:\n- Sở Nội vụ;", (1, 3): "Quý I"}
    second = {(0, 1): "tỉnh", (0, 2): "- Sở Tài chính;", (1, 0): "2", (1, 1): "Việc hai"}
    rows = joined_rows(first, second)
    assert rows[1] == ["1", f"{long} {long} tỉnh", "Các đơn vị: - Sở Nội vụ; - Sở Tài chính;", "Quý I"]
    # Without a list above, an item begins something new.
    first = {(1, 0): "1", (1, 1): "Kiểm tra", (1, 2): "Kế hoạch", (1, 3): "Quý I"}
    second = {(0, 2): "- Báo cáo;", (0, 3): "Quý II", (1, 0): "2", (1, 1): "Việc hai"}
    assert joined_rows(first, second)[2][2:] == ["- Báo cáo;", "Quý II"]


def test_a_new_product_of_the_same_task_is_a_row_of_its_own() -> None:
    first = {(1, 0): "1", (1, 1): "Kiểm tra công vụ", (1, 2): "Kế hoạch", (1, 3): "Quý I"}
    second = {(0, 2): "Báo cáo", (0, 3): "Quý II", (1, 0): "2", (1, 1): "Việc hai"}
    above = ruled(COLUMNS, [100.0, 130.0, 200.0], {**HEAD, **first})
    below = ruled(COLUMNS, [60.0, 110.0, 160.0], second)
    found = document(page_of(1, [], (above,)), page_of(2, [], (below,)))
    (table,) = found.tables
    assert table.rows == 4
    number = table.at(2, 0)
    assert number is not None
    assert (number.row, number.row_span) == (1, 2)
    product = table.at(2, 2)
    assert product is not None
    assert found.text[product.start : product.end] == "Báo cáo"


@pytest.mark.parametrize(
    ("last_line", "below", "cut"),
    [
        ("được nâng cấp để đưa vào vận hành", "Quyết định ban hành danh mục", False),
        ("được nâng cấp, bàn giao lại cho các Sở", "Nội vụ", True),
        ("được nâng cấp, hoàn thiện dần theo", "Nghị quyết", True),
        ("được nâng cấp để đưa vào vận hành", "thông suốt", True),
        ("được nâng cấp;", "Quyết định ban hành danh mục", True),
    ],
)
def test_a_cell_alone_at_the_top_of_a_page(last_line: str, below: str, cut: bool) -> None:
    first = {(1, 0): "1", (1, 1): f"Cổng dữ liệu mở\n{last_line}", (1, 2): "Sở Nội vụ", (1, 3): "Quý I"}
    second = {(0, 1): below, (1, 0): "2", (1, 1): "Việc hai"}
    assert len(joined_rows(first, second)) == (3 if cut else 4)


def test_a_further_product_at_the_top_of_a_page_keeps_what_is_merged_on_both_sides() -> None:
    columns = [60.0, 100.0, 240.0, 360.0, 450.0, 540.0]
    above = ruled(columns, [100.0, 130.0, 200.0], {(1, i): text for i, text in enumerate("1abcd")})
    below = ruled(columns, [60.0, 110.0, 160.0], {(0, 2): "Báo cáo", (1, 0): "2"})
    (table,) = document(page_of(1, [], (above,)), page_of(2, [], (below,))).tables
    spans = {cell.column: cell.row_span for cell in table.cells if cell.row == 1}
    assert spans == {0: 2, 1: 2, 2: 1, 3: 2, 4: 2}


def test_an_empty_cell_at_the_top_of_a_page_belongs_to_a_merged_one_above() -> None:
    texts = {(1, 0): "1", (1, 1): "Việc một", (1, 2): "Sở A", (1, 3): "Quý I", (2, 0): "2", (2, 1): "Việc hai"}
    above = ruled(COLUMNS, [100.0, 130.0, 200.0, 250.0], {**HEAD, **texts, (2, 3): "Quý II"}, frozenset({(2, 2)}))
    below = ruled(COLUMNS, [60.0, 110.0, 160.0], {(0, 0): "3", (0, 1): "Việc ba", (1, 0): "4", (1, 1): "Việc bốn"})
    (table,) = document(page_of(1, [], (above,)), page_of(2, [], (below,))).tables
    spans = {(cell.row, cell.column): cell.row_span for cell in table.cells if cell.column in (2, 3)}
    assert (spans[1, 2], spans[2, 3]) == (3, 1)
    assert (4, 2) in spans and (3, 2) not in spans


def test_other_columns_make_another_table() -> None:
    above = ruled(COLUMNS, [100.0, 130.0, 200.0], HEAD)
    below = ruled([60.0, 200.0, 540.0], [60.0, 110.0, 160.0], {(0, 0): "Chỉ tiêu"})
    found = document(page_of(1, [], (above,)), page_of(2, [], (below,)))
    assert len(found.tables) == 2


def test_text_between_fragments_parts_two_tables() -> None:
    above = ruled(COLUMNS, [100.0, 130.0, 200.0], HEAD)
    below = ruled(COLUMNS, [160.0, 190.0, 250.0], HEAD)
    found = document(page_of(1, [], (above,)), page_of(2, centred("PHỤ LỤC II", 100), (below,)))
    assert len(found.tables) == 2
    assert len([b for b in found.blocks if b.kind is BlockKind.TABLE]) == 2


def test_merged_cells_keep_spans_and_tabs() -> None:
    texts = {**HEAD, (1, 0): "1", (1, 2): "A", (2, 2): "B"}
    grid = ruled(COLUMNS, [100.0, 130.0, 160.0, 190.0], texts, frozenset({(2, 0)}))
    found = document(page_of(1, [], (grid,)))
    (table,) = found.tables
    cell = table.at(2, 0)
    assert cell is not None
    assert (cell.row, cell.row_span, cell.page) == (1, 2, 1)
    assert cell.box is not None
    assert found.text[table.start : table.end].split("\n")[2] == "\t\tB\t"


def test_places_lead_back_to_the_page_before_levelling() -> None:
    page = page_of(1, set_line(100, 100, "Kế hoạch"))
    moved = PageContent(**{**{f: getattr(page, f) for f in page.__slots__}, "to_page": (1, 0, 10, 0, 1, 20, 0, 0, 1)})
    (line,) = document(moved).lines
    assert line.box == Box(110, 120, 110 + width_of("Kế hoạch"), 131)


def test_words_keep_place_confidence_and_the_other_reading() -> None:
    one, two = set_line(100, 100, "Kế hoạch")
    read = [replace(one, confidence=0.9), replace(two, confidence=0.4, other="hoach")]
    cell = ruled(COLUMNS, [200.0, 230.0], {(0, 1): "Việc một"})
    page = replace(page_of(1, read, (cell,)), to_page=(1, 0, 10, 0, 1, 20, 0, 0, 1))
    found = document(page)
    assert [(found.text[w.start : w.end], w.confidence, w.other) for w in found.lines[0].words] == [
        ("Kế", 0.9, None), ("hoạch", 0.4, "hoach"),
    ]  # fmt: skip
    assert [word.box.x0 for word in found.lines[0].words] == [110, 110 + 2 * 6 + 3]
    assert [found.text[w.start : w.end] for w in found.lines[1].words] == ["Việc", "một"]


def test_an_empty_document_composes() -> None:
    found = document(page_of(1, []), page_of(2, []))
    assert (found.text, found.blocks, len(found.pages)) == ("", (), 2)


def test_rows_alike_but_numbered_apart_are_no_repeated_head() -> None:
    task = "Kiểm tra vệ sinh chợ trung tâm của xã mỗi tháng"
    first = ruled(COLUMNS, [600, 630, 660], {(0, 0): "TT", (0, 1): "Nhiệm vụ", (1, 0): "1", (1, 1): task})
    second = ruled(COLUMNS, [60, 90, 120], {(0, 0): "TT", (0, 1): "Nhiệm vụ", (1, 0): "2", (1, 1): task})
    document = compose(Path("a.pdf"), [page_of(1, [], (first,)), page_of(2, [], (second,))])
    assert [table.rows for table in document.tables] == [3]
