import textwrap
from pathlib import Path

import pytest

from models.document import BlockKind, Document
from pipeline.errors import InputError
from pipeline.transcript import read_transcript


def compose(tmp_path: Path, text: str, name: str = "plan.txt") -> Document:
    path = tmp_path / name
    path.write_text(text, encoding="utf8")
    return read_transcript(path)


def paragraphs(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.PARAGRAPH]


def grid(document: Document, table: int = 0) -> list[list[str]]:
    found = document.tables[table]
    rows = [["" for _ in range(found.columns)] for _ in range(found.rows)]
    for cell in found.cells:
        rows[cell.row][cell.column] = document.text[cell.start : cell.end]
    return rows


def test_markup_becomes_hints(tmp_path: Path) -> None:
    document = compose(tmp_path, "## **I. MỤC TIÊU**\n\n- *Đến năm 2025:*\n\n**a)** Rà soát *văn bản*.\n")
    assert paragraphs(document) == ["I. MỤC TIÊU", "- Đến năm 2025:", "a) Rà soát văn bản."]
    heading, date, clause = document.blocks
    assert (heading.heading_level, heading.bold, date.italic, clause.bold) == (2, True, True, False)


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Rà soát các quy trình theo hướng", "đơn giản, dễ hiểu.", True),
        (
            "Thực hiện Nghị định số 20/2021/NĐ-CP ngày",
            "15/3/2021 của Chính phủ quy định chính sách trợ giúp xã hội.",
            True,
        ),
        ("Phối hợp với các sở, ban, ngành, đoàn thể cấp tỉnh và đơn vị liên quan,", "UBND các huyện thực hiện.", True),
        ("Rà soát các quy trình.", "Ban hành danh mục.", False),
        ("Rà soát các quy trình theo hướng", "- Ban hành danh mục.", False),
        ("Rà soát các quy trình", "2. Ban hành danh mục.", False),
    ],
)
def test_sentences_cut_by_page_breaks(tmp_path: Path, first: str, second: str, joined: bool) -> None:
    found = paragraphs(compose(tmp_path, f"{first}\n\n{second}\n"))
    assert found == ([f"{first} {second}"] if joined else [first, second])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A page number or a running head stands in the middle of a sentence.
        (
            "Rà soát các quy trình theo hướng\n\n2\n\nđơn giản, dễ hiểu.",
            ["Rà soát các quy trình theo hướng đơn giản, dễ hiểu."],
        ),
        # Labels on a line of their own.
        ("I.\nMỤC TIÊU\n\n1.\n\nMục tiêu chung\na)\nCấp tỉnh", ["I. MỤC TIÊU", "1. Mục tiêu chung", "a) Cấp tỉnh"]),
        ("**II.**\n**NHIỆM VỤ**\n- Một.", ["II. NHIỆM VỤ", "- Một."]),
        # A point in a misread shape begins a paragraph.
        (
            "Rà soát văn bản, gồm có các nội dung\na } Cấp tỉnh\nb Cấp huyện",
            ["Rà soát văn bản, gồm có các nội dung", "a } Cấp tỉnh", "b Cấp huyện"],
        ),
        # A unit of administration ends a paragraph unless its name follows.
        (
            "Bố trí kinh phí cho các xã trên địa bàn huyện\nRà soát các nhiệm vụ.",
            ["Bố trí kinh phí cho các xã trên địa bàn huyện", "Rà soát các nhiệm vụ."],
        ),
        (
            "Bố trí kinh phí cho các xã trên địa bàn huyện\nHải Hậu theo quy định.",
            ["Bố trí kinh phí cho các xã trên địa bàn huyện Hải Hậu theo quy định."],
        ),
        (
            "Xây dựng, phát triển chính quyền số, kinh tế số\nMục tiêu đến năm 2025",
            ["Xây dựng, phát triển chính quyền số, kinh tế số", "Mục tiêu đến năm 2025"],
        ),
    ],
)
def test_lines_and_paragraphs(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert paragraphs(compose(tmp_path, text + "\n")) == expected


def test_lines_broken_at_a_width_are_joined(tmp_path: Path) -> None:
    sentence = (
        "Các cơ quan, đơn vị trên địa bàn tỉnh Quảng Trị căn cứ Kế hoạch này để xây dựng kế hoạch của mình trong năm. "
    )
    found = [f"{number}. {sentence * 3}".strip() for number in range(1, 12)]
    text = "\n".join("\n".join(textwrap.wrap(paragraph, 60)) for paragraph in found)
    assert paragraphs(compose(tmp_path, f"KẾ HOẠCH\nI. NHIỆM VỤ\n{text}\n")) == ["KẾ HOẠCH", "I. NHIỆM VỤ", *found]


def test_what_is_left_out_is_kept_as_running(tmp_path: Path) -> None:
    document = compose(tmp_path, "Rà soát các quy trình theo hướng\n- 2 -\nđơn giản, dễ hiểu.\n")
    assert [(line.text, line.page) for line in document.running] == [("- 2 -", 1)]


def test_a_bold_title_in_one_run_with_its_text(tmp_path: Path) -> None:
    text = "**1. Cải cách thể chế:** Rà soát.\n**Điều 2.** Hiệu lực.\n**2. Thủ tục**: Công khai.\nPhần **đậm** khác."
    assert [block.bold for block in compose(tmp_path, text).blocks] == [True, False, True, False]


def test_footnotes_do_not_cut_sentences(tmp_path: Path) -> None:
    document = compose(
        tmp_path, "Thực hiện theo quyết định<sup>(1)</sup> của\n\n---\n\n(1) Quyết định của tỉnh.\n\ncấp trên.\n"
    )
    assert paragraphs(document) == ["Thực hiện theo quyết định của cấp trên."]
    assert [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.FOOTNOTE] == [
        "(1) Quyết định của tỉnh."
    ]


def test_a_form_feed_is_a_page_break(tmp_path: Path) -> None:
    document = compose(tmp_path, "Trang một có câu chưa\fhết ở đây.\nCâu khác.\n")
    assert paragraphs(document) == ["Trang một có câu chưa hết ở đây.", "Câu khác."]
    assert [line.page for line in document.lines] == [1, 2, 2]
    assert document.page_of(document.text.index("Câu khác")) == 2


def test_the_attachment_line_stands_alone(tmp_path: Path) -> None:
    document = compose(tmp_path, "**DANH MỤC NHIỆM VỤ***(Kèm theo Quyết định số 5/QĐ-UBND)*\n")
    assert paragraphs(document) == ["DANH MỤC NHIỆM VỤ", "(Kèm theo Quyết định số 5/QĐ-UBND)"]


HEAD = "TT\tNhiệm vụ\tChủ trì\n"


def test_a_row_cut_by_a_page_break_is_joined(tmp_path: Path) -> None:
    document = compose(
        tmp_path, HEAD + "1\tRà soát các\tVăn phòng HĐND và\n\n\tquy trình\tUBND\n2\tBan hành\tSở Nội vụ\n"
    )
    assert grid(document)[1:] == [
        ["1", "Rà soát các quy trình", "Văn phòng HĐND và UBND"],
        ["2", "Ban hành", "Sở Nội vụ"],
    ]


def test_a_product_row_after_a_page_break_stays_its_own(tmp_path: Path) -> None:
    document = compose(tmp_path, HEAD + "1\tRà soát quy trình\tSở Nội vụ\n\n\t\tSở Tài chính\n")
    assert grid(document)[1:] == [["1", "Rà soát quy trình", "Sở Nội vụ"], ["", "", "Sở Tài chính"]]


def test_a_further_product_beside_the_rest_of_its_task_stays_its_own(tmp_path: Path) -> None:
    head = "TT\tNhiệm vụ\tChủ trì\tThời hạn\tSản phẩm\n"
    first, rest = (
        "1\tBan hành quy chế và\tSở Nội vụ\tQuý I\tQuy chế\n",
        "\ttổ chức tập huấn\tSở Y tế\tQuý II\tHội nghị\n",
    )
    assert len(grid(compose(tmp_path, f"{head}{first}\n{rest}"))) == 3


WIDE = "TT\tNhiệm vụ\tSản phẩm\tChủ trì\tThời hạn\n"
FULL = ["1", "Rà soát", "Báo cáo", "Sở A", "Quý I"]
ROW = "\t".join(FULL) + "\n"


def padded(*cells: str) -> list[str]:
    return [*cells, *[""] * (5 - len(cells))]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        # tabs of empty cells cut off the end of lines
        ("1\tRà soát\tBáo cáo\n", [padded("1", "Rà soát", "Báo cáo")]),
        (f"I\tTHỂ CHẾ\n{ROW}", [padded("I", "THỂ CHẾ"), FULL]),
        (f"I. THỂ CHẾ\n{ROW}", [padded("I. THỂ CHẾ"), FULL]),
        (f"{ROW}\n\nII. CÔNG VỤ\n{ROW}", [FULL, padded("II. CÔNG VỤ"), FULL]),
        ("1\tRà soát thủ tục\n\n\tvà quy trình\n", [padded("1", "Rà soát thủ tục và quy trình")]),
        # a cell pushed by an empty one, and one that holds a tab
        (ROW.replace("\tBáo", "\t\tBáo"), [FULL]),
        (f"{ROW}2\tThi\tĐề án\tSở B\tQuý I\tvà II\n", [FULL, ["2", "Thi", "Đề án", "Sở B", "Quý I và II"]]),
        (ROW.replace("\n", "\t\t\n"), [FULL]),
    ],
)
def test_lines_with_fewer_or_more_cells_than_the_head(tmp_path: Path, lines: str, rows: list[list[str]]) -> None:
    document = compose(tmp_path, WIDE + lines)
    assert len(document.tables) == 1
    assert grid(document)[1:] == rows


def test_a_head_whose_last_heading_stands_over_several_columns(tmp_path: Path) -> None:
    document = compose(tmp_path, "TT\tChỉ tiêu\tNăm\n\t\t2024\t2025\n1\tHộ nghèo\t3\t2\n")
    assert grid(document) == [["TT", "Chỉ tiêu", "Năm", ""], ["", "", "2024", "2025"], ["1", "Hộ nghèo", "3", "2"]]


@pytest.mark.parametrize("line", ["Nơi nhận:\tTM. ỦY BAN NHÂN DÂN", "\tCHỦ TỊCH", "Biểu\tĐơn vị\tSố"])
def test_what_follows_a_table_behind_a_blank_line_is_none_of_it(tmp_path: Path, line: str) -> None:
    document = compose(tmp_path, WIDE + f"1\tRà soát\tBáo cáo\tSở A\tQuý I\n\n{line}\n")
    assert len(grid(document)) == 2


def test_a_list_in_a_cell_goes_on_after_a_page_break(tmp_path: Path) -> None:
    document = compose(tmp_path, HEAD + "1\tRà soát quy trình\tSở Nội vụ;\n\n\t\tSở Tài chính\n")
    assert grid(document)[1:] == [["1", "Rà soát quy trình", "Sở Nội vụ; Sở Tài chính"]]
    # Without a page break each line is a row.
    document = compose(tmp_path, HEAD + "1\tRà soát quy trình\tSở Nội vụ;\n\t\tSở Tài chính\n")
    assert len(grid(document)) == 3


def test_a_repeated_head_is_dropped(tmp_path: Path) -> None:
    document = compose(tmp_path, HEAD + "1\tMột\tA\n\n" + HEAD + "2\tHai\tB\n")
    assert [row[0] for row in grid(document)] == ["TT", "1", "2"]


def test_pipe_tables(tmp_path: Path) -> None:
    document = compose(tmp_path, "| TT | Nội dung |\n|---|---|\n| 1 | Rà soát |\n", "plan.md")
    assert grid(document) == [["TT", "Nội dung"], ["1", "Rà soát"]]


def test_cells_are_ranges_of_the_text(tmp_path: Path) -> None:
    document = compose(tmp_path, HEAD + "1\t**Rà soát**\tSở Nội vụ<sup>(2)</sup>\n")
    table = document.tables[0]
    assert document.text[table.start : table.end] == "TT\tNhiệm vụ\tChủ trì\n1\tRà soát\tSở Nội vụ"


@pytest.mark.parametrize("data", [b"", b"  \n", b"\xff\xfe\x00", b"\x80\x81\x82 abc", b"PK\x00\x00"])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"plan\.txt"):
        read_transcript(path)


def test_utf16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes("KẾ HOẠCH".encode("utf-16"))
    assert read_transcript(path).text == "KẾ HOẠCH"


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_transcript(tmp_path / "none.txt")
