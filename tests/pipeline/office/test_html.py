from pathlib import Path

import pytest

from models.document import BlockKind, Document
from pipeline.errors import InputError
from pipeline.office import html as reader
from pipeline.office.html import read_html, read_mhtml
from tests.pipeline.encodings import encode, windows_1258


def read(tmp_path: Path, page: str | bytes) -> Document:
    path = tmp_path / "page.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return read_html(path)


def texts(document: Document) -> list[str]:
    return [document.slice(block.start, block.end) for block in document.blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>một<p>hai", ["một", "hai"]),
        ("<div>một <b>hai</b>\n ba</div>bốn", ["một hai ba", "bốn"]),
        ("<script>x()</script><style>p{}</style><p>chữ</p><!-- ghi chú --><noscript>không</noscript>", ["chữ"]),
        (
            "<p style='display:none'>ẩn</p><p hidden>ẩn</p><p>hiện <span style='mso-hide:all'>ẩn</span>rõ</p>",
            ["hiện rõ"],
        ),
        ("<p>VỀ VIỆC<br>Rà soát</p><p>rà soát,<br>cắt giảm</p>", ["VỀ VIỆC", "Rà soát", "rà soát, cắt giảm"]),
        (
            "<ol><li>một<li>hai</ol><ol type=a start=3><li><p>ba</p></li></ol><ul><li>bốn</ul>",
            ["1. một", "2. hai", "c. ba", "- bốn"],
        ),
        ("<p><![if !supportLists]><span>-<span>&nbsp;&nbsp; </span></span><![endif]>mục</p>", ["- mục"]),
        ("<p><b>I.</b></p><p></p><p>MỤC TIÊU</p><p>a)</p><p>Cấp tỉnh</p>", ["I. MỤC TIÊU", "a) Cấp tỉnh"]),
        ("<p>1.</p><p>2.</p><p>- Một</p><p>Sở</p><p>Nội vụ</p>", ["1.", "2.", "- Một", "Sở", "Nội vụ"]),
        ("<p>T&#7893;ng s&#7889; &lt; 5&nbsp;%</p>", ["Tổng số < 5 %"]),
        ("<nav>Trang chủ | Tin tức</nav><p>Kế hoạch</p>", ["Kế hoạch"]),
        (
            "<p>Đạt 80%<a name='_ftnref1' href='#_ftn1'>[1]</a> hồ sơ</p>"
            "<div style='mso-element:footnote'><p>Ghi chú</p></div>",
            ["Đạt 80% hồ sơ", "Ghi chú"],
        ),
    ],
)
def test_what_is_text(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert texts(read(tmp_path, f"<html><head><title>Cổng</title></head><body>{body}</body></html>")) == expected


def test_print(tmp_path: Path) -> None:
    style = "<style>.giua { text-align: center; font-weight: bold } i.t {font-style:normal}</style>"
    document = read(tmp_path, (
        f"<html><head>{style}</head><body><p class=giua>KẾ HOẠCH</p><h2>Mục tiêu</h2><center>giữa</center>"
        "<p><em>nghiêng</em></p><p style='font-weight:700'>đậm</p>"
        "<p align=center>cũng <b>giữa</b> nhưng mà không đậm</p></body>"
    ))  # fmt: skip
    assert [(block.bold, block.italic, block.centered, block.heading_level) for block in document.blocks] == [
        (True, False, True, None),
        (False, False, False, 2),
        (False, False, True, None),
        (False, True, False, None),
        (True, False, False, None),
        (False, False, True, None),
    ]


def test_tables(tmp_path: Path) -> None:
    document = read(tmp_path, (
        "<table border=1><tr><th rowspan=2>TT<th colspan=2>Chỉ tiêu</tr><tr><td>2025<td>2030</tr>"
        "<tr><td>1<td><p>80%</p><p>hồ sơ</p><td>90%</tr></table>"
    ))  # fmt: skip
    (table,) = document.tables
    assert [(c.row, c.column, c.row_span, c.column_span, document.slice(c.start, c.end)) for c in table.cells] == [
        (0, 0, 2, 1, "TT"),
        (0, 1, 1, 2, "Chỉ tiêu"),
        (1, 1, 1, 1, "2025"),
        (1, 2, 1, 1, "2030"),
        (2, 0, 1, 1, "1"),
        (2, 1, 1, 1, "80% hồ sơ"),
        (2, 2, 1, 1, "90%"),
    ]


def test_tables_that_only_arrange_the_page(tmp_path: Path) -> None:
    head = "<table><tr><td>ỦY BAN NHÂN DÂN<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</table>"
    document = read(tmp_path, f"<table><tr><td>Trang chủ</td><td>{head}<p>KẾ HOẠCH</p>"
                    "<table border=1><tr><td>1<td>a<tr><td>2<td>b</table></td></tr></table>")  # fmt: skip
    assert [(block.kind, block.column) for block in document.blocks] == [
        (BlockKind.PARAGRAPH, None),
        (BlockKind.LETTERHEAD, 0),
        (BlockKind.LETTERHEAD, 1),
        (BlockKind.PARAGRAPH, None),
        (BlockKind.TABLE, None),
    ]


WORDS = "Ủy ban nhân dân huyện ban hành kế hoạch thực hiện cải cách hành chính hằng năm"


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "utf-8"), ("", "utf-8"), ("windows-1252", "utf-8"), ("utf-16", "utf-16"), ("iso-8859-1", "utf-8"),
        ("utf-8", "utf-16"), ("unicode", "utf-16"),
    ],
)  # fmt: skip
def test_the_bytes_count_more_than_what_is_declared(tmp_path: Path, charset: str, encoding: str) -> None:
    page = f"<html><meta http-equiv=Content-Type content='text/html; charset={charset}'><p>{WORDS}</p></html>"
    assert read(tmp_path, page.encode(encoding)).text == WORDS


def test_windows_1258(tmp_path: Path) -> None:
    page = b"<html><meta charset=windows-1258><p>" + windows_1258(WORDS) + b"</p>"
    assert read(tmp_path, page).text == WORDS


@pytest.mark.parametrize(
    "tag",
    [
        "<font face='.VnTime'>",
        "<p style=\"font-family:'.VnTime'\">",
        "<style>p.MsoNormal{font-family:.VnTime}</style><p class=MsoNormal>",
    ],
)
@pytest.mark.parametrize("declared", ["windows-1252", "x-user-defined", "utf-8"])
def test_legacy_fonts(tmp_path: Path, tag: str, declared: str) -> None:
    small = WORDS.replace("Ủ", "ủ")
    coded = encode(small, "tcvn3")
    data = f"<html><meta charset={declared}>{tag}{coded}"
    for encoding in ("latin-1", "utf-8"):
        document = read(tmp_path, data.encode(encoding))
        assert document.text == small
        assert document.pages[0].note == "web page, legacy encoding TCVN3 decoded"


def test_mhtml(tmp_path: Path) -> None:
    import quopri

    path = tmp_path / "a.doc"
    body = quopri.encodestring(f"<html><p>{WORDS}</p></html>".encode()).decode()
    path.write_text(
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\n'
        "Content-Type: text/html; charset=utf-8\n"
        f"Content-Transfer-Encoding: quoted-printable\n\n{body}\n--x\nContent-Type: image/png\n\nxx\n--x--\n"
    )
    assert read_mhtml(path).text == WORDS
    path.write_text("MIME-Version: 1.0\nContent-Type: text/plain\n\nchỉ có chữ\n")
    with pytest.raises(InputError, match=r"a\.doc: the web archive holds no page"):
        read_mhtml(path)


def test_deep_nesting_is_read(tmp_path: Path) -> None:
    assert "chữ" in read(tmp_path, "<html><body>" + "<font><b>" * 400 + "chữ").text


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("", "no text"),
        ("<html><script>x</script></html>", "no text"),
        ("<!-- -->", "no text"),
        ("<html xmlns:w='urn:schemas-microsoft-com:office:word'><p>đầu", "cut off"),
        ("<div>" * 30_000 + "x", "nested|no text"),
        ("<table>" + "<tr>" + "<td colspan=500 rowspan=2000>x" * 2, "more cells"),
    ],
)
def test_bad_pages_get_a_sentence(tmp_path: Path, page: str, problem: str) -> None:
    with pytest.raises(InputError, match=rf"page\.html: .*({problem})"):
        read(tmp_path, page)


def test_a_page_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_BYTES", 1_000)
    with pytest.raises(InputError, match=r"page\.html: the page has .* million bytes"):
        read(tmp_path, "<p>x</p>" * 200)
