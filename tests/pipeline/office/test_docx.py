import re
import time
import zipfile
from pathlib import Path

import pytest

from models.document import BlockKind, Document
from pipeline.errors import InputError
from pipeline.office import read_office
from pipeline.office.docx import read_docx
from pipeline.sniff import FileKind
from tests.pipeline.encodings import encode
from tests.pipeline.office.builders import RELATIONS, STYLES, TYPES, W, cell, paragraph, run, table, write_docx

CENTER, HEADING = '<w:jc w:val="center"/>', '<w:pStyle w:val="u1"/>'


def read(tmp_path: Path, body: str, **parts: str) -> Document:
    return read_docx(write_docx(tmp_path / "plan.docx", body, **parts))


def texts(document: Document) -> list[str]:
    return [document.slice(block.start, block.end) for block in document.blocks]


def test_print_and_styles(tmp_path: Path) -> None:
    document = read(tmp_path, (
        paragraph(run("KẾ HOẠCH", "<w:b/>"), CENTER) + paragraph("Mục tiêu", HEADING)
        + paragraph(run("Theo đề nghị", "<w:i/>")) + paragraph(run("tỉnh", "<w:caps/>"))
        + paragraph(run("Đào tạo, bồi dưỡng:", "<w:b/>") + run(" mỗi năm ít nhất một lớp cho cán bộ cấp xã."))
        + paragraph(run("Không", '<w:b w:val="0"/>'), HEADING)
    ))  # fmt: skip
    prints = [(block.bold, block.italic, block.centered, block.heading_level) for block in document.blocks]
    assert [(text, *one) for text, one in zip(texts(document), prints, strict=True)] == [
        ("KẾ HOẠCH", True, False, True, None), ("Mục tiêu", True, False, False, 1),
        ("Theo đề nghị", False, True, False, None), ("TỈNH", False, False, False, None),
        ("Đào tạo, bồi dưỡng: mỗi năm ít nhất một lớp cho cán bộ cấp xã.", True, False, False, None),
        ("Không", False, False, False, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("a") + "<w:r><w:tab/><w:t>b</w:t></w:r>", "a b"),
        ("<w:r><w:t>số 12</w:t><w:noBreakHyphen/><w:t>KH/HU</w:t></w:r>", "số 12-KH/HU"),
        (f"<w:ins>{run('mới ')}</w:ins><w:del><w:r><w:delText>cũ </w:delText></w:r></w:del>{run('hết')}", "mới hết"),
        (f"<w:moveFrom>{run('đi ')}</w:moveFrom><w:moveTo>{run('về ')}</w:moveTo>{run('hết')}", "về hết"),
        (run("ẩn ", "<w:vanish/>") + run("hiện"), "hiện"),
        (f"<w:hyperlink>{run('cổng')}</w:hyperlink><w:smartTag>{run(' tỉnh')}</w:smartTag>", "cổng tỉnh"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('ô')}</w:sdtContent></w:sdt>", "ô"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:t>ẩn</w:t>'
            '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>mục 2</w:t></w:r><w:r>'
            '<w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> này</w:t></w:r>',
            "mục 2 này",
        ),
        (
            "<w:r><w:drawing><wp:anchor><wp:positionH><wp:posOffset>529590</wp:posOffset></wp:positionH></wp:anchor>"
            "</w:drawing><w:t>chữ</w:t></w:r>",
            "chữ",
        ),
        (
            f"{run('ngoài')}<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{paragraph('trong khung')}"
            f"</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{paragraph('trong khung')}"
            "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            "ngoài\n\ntrong khung",
        ),
        (run("VỀ VIỆC") + "<w:r><w:br/></w:r>" + run("Rà soát"), "VỀ VIỆC\n\nRà soát"),
        (run("rà soát,") + "<w:r><w:br/></w:r>" + run("cắt giảm"), "rà soát, cắt giảm"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0D8"/></w:r>' + run(" mục"), "\uf0d8 mục"),
    ],
)
def test_what_of_a_paragraph_is_text(tmp_path: Path, content: str, text: str) -> None:
    spaces = 'xmlns:wp="urn:wp" xmlns:mc="urn:mc"'
    body = paragraph(content).replace("<w:p>", f"<w:p {spaces}>", 1)
    assert read(tmp_path, body).text == text


def numbering(*levels: tuple[str, str], start: int = 1) -> str:
    shapes = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="4">{shapes}</w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="4"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="4"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
    )


def item(text: str, level: int = 0, number: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


@pytest.mark.parametrize(
    ("levels", "items", "labels"),
    [
        ([("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)")], [0, 1, 2, 2, 1, 0, 1],
         ["I.", "1.", "a)", "b)", "2.", "II.", "1."]),
        ([("decimal", "Điều %1."), ("decimal", "%2.")], [0, 1, 0], ["Điều 1.", "1.", "Điều 2."]),
        ([("decimal", "%1."), ("decimal", "%1.%2.")], [0, 1, 1, 0, 1], ["1.", "1.1.", "1.2.", "2.", "2.1."]),
        ([("bullet", "-"), ("bullet", "+"), ("bullet", "\uf0b7"), ("bullet", "o")], [0, 1, 2, 3], ["-", "+", "-", "-"]),
        ([("none", ""), ("decimal", "%2.")], [0, 1], ["", "1."]),
    ],
)  # fmt: skip
def test_automatic_numbers(tmp_path: Path, levels: list[tuple[str, str]], items: list[int], labels: list[str]) -> None:
    body = "".join(item("Rà soát", level) for level in items)
    document = read(tmp_path, body, numbering=numbering(*levels))
    assert texts(document) == [f"{label} Rà soát".strip() for label in labels]


def test_lists_of_one_definition_count_on_unless_they_begin_anew(tmp_path: Path) -> None:
    body = item("a") + item("b") + paragraph("giữa") + item("c") + item("d", number=2) + item("e", number=2)
    document = read(tmp_path, body, numbering=numbering(("decimal", "%1.")))
    assert texts(document) == ["1. a", "2. b", "giữa", "3. c", "1. d", "2. e"]


def test_a_style_may_bring_its_list(tmp_path: Path) -> None:
    styles = STYLES.replace(
        '<w:name w:val="heading 2"/>',
        '<w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>',
    )
    levels = numbering(("decimal", "Chương %1."), ("decimal", "Điều %2.")).replace(
        '<w:lvl w:ilvl="1">', '<w:lvl w:ilvl="1"><w:pStyle w:val="u2"/>'
    )
    body = item("Quy định chung") + paragraph("Phạm vi", '<w:pStyle w:val="u2"/>')
    body += paragraph("Không số", '<w:pStyle w:val="u2"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    document = read(tmp_path, body, styles=styles, numbering=levels)
    assert texts(document) == ["Chương 1. Quy định chung", "Điều 1. Phạm vi", "Không số"]


def test_an_empty_paragraph_takes_no_number(tmp_path: Path) -> None:
    document = read(tmp_path, item("a") + item(" ") + item("b"), numbering=numbering(("decimal", "%1.")))
    assert texts(document) == ["1. a", "2. b"]


def test_merged_cells(tmp_path: Path) -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    document = read(tmp_path, table([
        [cell("TT", down), cell("Chỉ tiêu", '<w:gridSpan w:val="2"/>')],
        [cell("", on), cell("2025"), cell("2030")],
        [cell("1"), cell(paragraph("80%") + paragraph("hồ sơ")), cell("90%")],
    ]))  # fmt: skip
    (one,) = document.tables
    assert (one.rows, one.columns, one.has_grid) == (3, 3, True)
    assert [
        (c.row, c.column, c.row_span, c.column_span, document.slice(c.start, c.end)) for c in one.cells
    ] == [
        (0, 0, 2, 1, "TT"), (0, 1, 1, 2, "Chỉ tiêu"), (1, 1, 1, 1, "2025"), (1, 2, 1, 1, "2030"),
        (2, 0, 1, 1, "1"), (2, 1, 1, 1, "80% hồ sơ"), (2, 2, 1, 1, "90%"),
    ]  # fmt: skip


def test_a_column_in_which_no_cell_begins_is_none(tmp_path: Path) -> None:
    wide = '<w:gridSpan w:val="2"/>'
    (one,) = read(tmp_path, table([[cell("a", wide), cell("b")], [cell("c", wide), cell("d")]])).tables
    assert (one.columns, {c.column_span for c in one.cells}) == (2, {1})


def test_deleted_rows_and_tables_in_tables(tmp_path: Path) -> None:
    inner = table([[cell("trong"), cell("cùng")]])
    rows = [[cell("1"), cell(paragraph("ngoài") + inner)], [cell("2"), cell("hai")]]
    assert read(tmp_path, table(rows)).text == "1\tngoài trong cùng\n2\thai"
    gone = table([[cell("còn"), cell("a")]]).replace(
        "</w:tbl>", f"<w:tr><w:trPr><w:del/></w:trPr>{cell('mất')}</w:tr></w:tbl>"
    )
    assert read(tmp_path, gone).text == "còn\ta"


LEFT = paragraph("ỦY BAN NHÂN DÂN", CENTER) + paragraph("XÃ AN BÌNH", CENTER)
RIGHT = paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", CENTER) + paragraph("Độc lập - Tự do - Hạnh phúc", CENTER)
SIGNERS = [[cell(paragraph("SỞ NỘI VỤ", CENTER)), cell(paragraph("SỞ TÀI CHÍNH", CENTER))],
           [cell(paragraph("Lê Văn A", CENTER)), cell(paragraph("Trần Thị B", CENTER))]]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "columns"),
    [
        (table([[cell(LEFT), cell(RIGHT)]], ""), [0, 0, 1, 1]),
        (table([[cell(LEFT), cell(""), cell(RIGHT)]], ""), [0, 0, 1, 1]),
        # Rulings that were forgotten do not make it a table of data.
        (table([[cell(LEFT), cell(RIGHT)]]), [0, 0, 1, 1]),
        (
            table([[cell(paragraph("Nơi nhận:") + paragraph("- Như trên;")), cell(paragraph("CHỦ TỊCH", CENTER))]], ""),
            [0, 0, 1],
        ),
        (table(SIGNERS, ""), [0, 0, 1, 1]),
        (
            table([[cell(LEFT), cell(RIGHT)], [cell(paragraph("KẾ HOẠCH"), '<w:gridSpan w:val="2"/>')]], ""),
            [0, 0, 1, 1, None],
        ),
    ],
)
def test_two_columns(tmp_path: Path, body: str, columns: list[int | None]) -> None:
    document = read(tmp_path, body)
    assert [block.column for block in document.blocks] == columns
    assert all((block.kind is BlockKind.LETTERHEAD) == (block.column is not None) for block in document.blocks)
    assert document.tables == ()


@pytest.mark.parametrize(
    "body",
    [
        table(SIGNERS),
        table(
            [[cell("Sở Nội vụ"), cell("tổng hợp, báo cáo Ủy ban nhân dân tỉnh")], [cell("Sở Y tế"), cell("phối hợp")]],
            "",
        ),
        table([[cell("Nơi nhận hồ sơ"), cell("Số lượng")]] + [[cell("Xã"), cell("10")]] * 20),
    ],
)
def test_tables_of_data_stay_tables(tmp_path: Path, body: str) -> None:
    document = read(tmp_path, body)
    assert [block.kind for block in document.blocks] == [BlockKind.TABLE]


def test_a_frame_around_text_is_text(tmp_path: Path) -> None:
    document = read(tmp_path, table([[cell(paragraph("Lưu ý:") + paragraph("Nộp trước ngày 15."))]]))
    assert texts(document) == ["Lưu ý:", "Nộp trước ngày 15."]


def test_notes_stand_below_and_marks_are_out_of_the_text(tmp_path: Path) -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{paragraph("Không kể cấp xã.")}</w:footnote></w:footnotes>'
    body = paragraph(run("Đạt 80%") + mark + run(" hồ sơ.")) + paragraph("Hết.")
    document = read(tmp_path, body, footnotes=notes)
    assert [(text, block.kind) for text, block in zip(texts(document), document.blocks, strict=True)] == [
        ("Đạt 80% hồ sơ.", BlockKind.PARAGRAPH),
        ("Không kể cấp xã.", BlockKind.FOOTNOTE),
        ("Hết.", BlockKind.PARAGRAPH),
    ]
    inside = table([[cell(paragraph(run("a") + mark)), cell("b")]])
    document = read(tmp_path, inside, footnotes=notes)
    assert [(text, block.kind) for text, block in zip(texts(document), document.blocks, strict=True)] == [
        ("a\tb", BlockKind.TABLE),
        ("Không kể cấp xã.", BlockKind.FOOTNOTE),
    ]


def test_contents_are_left_out_and_running_heads_kept_beside_the_text(tmp_path: Path) -> None:
    toc = paragraph("I. Mục tiêu ..... 2", '<w:pStyle w:val="muc1"/>')
    header = f"<w:hdr {W}>{paragraph('Trang đầu')}</w:hdr>"
    legacy_font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    footer = f"<w:ftr {W}>{paragraph(run(encode('phường', 'tcvn3'), legacy_font))}</w:ftr>"
    document = read(tmp_path, toc + paragraph("I. Mục tiêu"), header1=header, footer2=footer)
    assert document.text == "I. Mục tiêu"
    assert [(line.text, line.page) for line in document.running] == [("phường", 1), ("Trang đầu", 1)]


RENDERED = "<w:r><w:lastRenderedPageBreak/></w:r>"
BREAK = '<w:r><w:br w:type="page"/></w:r>'


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        (paragraph("một") + paragraph(RENDERED + run("hai")), [1, 2]),
        # Word notes the break that the author set once more.
        (paragraph("một") + paragraph(BREAK) + paragraph(RENDERED + run("hai")), [1, 2]),
        (paragraph("một") + paragraph(RENDERED + run("hai")) + paragraph(BREAK) + paragraph("ba"), [1, 2, 3]),
        (paragraph(run("một ") + RENDERED + run("tiếp")) + paragraph("hai"), [1, 2]),
        # A break that the author set says nothing of the pages before it.
        (paragraph("một") + paragraph(BREAK + run("hai")), [None, None]),
    ],
)
def test_pages(tmp_path: Path, body: str, pages: list[int | None]) -> None:
    document = read(tmp_path, body)
    assert [document.page_of(block.start) for block in document.blocks] == pages


def test_pages_of_a_table(tmp_path: Path) -> None:
    body = paragraph("đầu") + table([
        [cell("1"), cell("a")], [cell(paragraph(RENDERED + run("2"))), cell("b")],
        [cell("3"), cell(paragraph(run("c ") + RENDERED + run("d")))], [cell("4"), cell("e")],
    ])  # fmt: skip
    document = read(tmp_path, body)
    (one,) = document.tables
    assert [c.page for c in one.cells] == [1, 1, 2, 2, 2, 2, 3, 3]
    assert document.page_of(document.text.index("d", 5)) == 3


@pytest.mark.parametrize(
    ("fonts", "text"),
    [
        ({"ascii": ".VnTime"}, "Ủy ban nhân dân huyện phối hợp với các phòng"),
        ({"hAnsi": "VNI-Times"}, "Ủy ban nhân dân huyện phối hợp với các phòng"),
        # Text that is Unicode stays, whatever its font says.
        ({"ascii": ".VnTime", "unicode": "yes"}, "Ủy ban nhân dân huyện phối hợp với các phòng"),
    ],
)
def test_legacy_fonts(tmp_path: Path, fonts: dict[str, str], text: str) -> None:
    unicode = fonts.pop("unicode", None)
    encoding = "vni" if "VNI-Times" in fonts.values() else "tcvn3"
    attributes = " ".join(f'w:{name}="{value}"' for name, value in fonts.items())
    # TCVN3 has no capital Ủ: typists used the font of capitals for it.
    text = text if unicode else text.replace("Ủ", "ủ")
    coded = text if unicode else encode(text, encoding)
    body = paragraph(run(coded, f"<w:rFonts {attributes}/>") + run(" và xã"))
    document = read(tmp_path, body)
    assert document.text == f"{text} và xã"
    assert ("decoded" in (document.pages[0].note or "")) is (unicode is None)


# Bad files


def archive(path: Path, **parts: bytes | str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in ({"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS} | parts).items():
            out.writestr(name, data)
    return path


def bomb(path: Path) -> Path:
    return archive(path, **{"word/document.xml": b"<a>" + b" " * 20_000_000 + b"</a>"})


def many(path: Path) -> Path:
    return archive(path, **{f"word/media/{number}.bin": b"" for number in range(6000)}, **{"word/document.xml": "<a/>"})


def nested(path: Path) -> Path:
    return write_docx(path, "<w:tbl><w:tr><w:tc>" * 200 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 200)


def laughs(path: Path) -> Path:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    text = (
        f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><w:document {W}><w:body>{paragraph("&amp;")}</w:body></w:document>'
    )
    return archive(path, **{"word/document.xml": text.replace("&amp;amp;", "&e9;")})


def external(path: Path) -> Path:
    text = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document {W}><w:body/></w:document>'
    return archive(path, **{"word/document.xml": text})


def cut(path: Path) -> Path:
    write_docx(path, paragraph("Kế hoạch") * 500)
    path.write_bytes(path.read_bytes()[:-300])
    return path


def broken_part(path: Path) -> Path:
    data = write_docx(path, paragraph("".join(chr(33 + n % 90) for n in range(5000)))).read_bytes()
    place = data.index(b"word/document.xml") + 60
    path.write_bytes(data[:place] + bytes(20) + data[place + 20 :])
    return path


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (bomb, "would unpack to more"),
        (many, "holds 600[0-9] parts"),
        (nested, "nested"),
        (laughs, "declares entities"),
        (external, "declares entities"),
        (cut, "cut off or damaged"),
        (broken_part, "damaged: its part"),
        (lambda path: archive(path), "no text part"),
        (lambda path: archive(path, **{"word/document.xml": "<a>"}), "is no XML"),
        (lambda path: write_docx(path, ""), "holds no text"),
        (lambda path: write_docx(path, paragraph(" ") + table([[cell("")]])), "holds no text"),
    ],
)
def test_bad_files_get_a_sentence(tmp_path: Path, make, problem: str) -> None:
    path = make(tmp_path / "bad.docx")
    with pytest.raises(InputError) as caught:
        read_office(path, FileKind.DOCX)
    assert re.search(rf"bad\.docx: .*{problem}", str(caught.value)), str(caught.value)
    assert list(tmp_path.iterdir()) == [path]


def test_external_targets_and_macros_are_never_looked_at(tmp_path: Path) -> None:
    relations = RELATIONS.replace(
        "</Relationships>",
        '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
        ' Target="http://127.0.0.1:9/a.dotm" TargetMode="External"/></Relationships>',
    )
    path = archive(tmp_path / "a.docm", **{
        "_rels/.rels": relations, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0 no macro",
        "word/document.xml": f"<w:document {W}><w:body>{paragraph('Kế hoạch')}</w:body></w:document>",
    })  # fmt: skip
    assert read_docx(path).text == "Kế hoạch"


def test_a_long_line_of_gaps_takes_no_time(tmp_path: Path) -> None:
    begin = time.perf_counter()
    read(tmp_path, paragraph(run("a    b\t" * 20_000 + "Cộng hòa xã hội chủ nghĩa Việt Nam")))
    assert time.perf_counter() - begin < 5
