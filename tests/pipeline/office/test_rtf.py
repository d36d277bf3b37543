from pathlib import Path

import pytest

from models.document import BlockKind, Document
from pipeline.errors import InputError
from pipeline.office import rtf as reader
from pipeline.office.rtf import read_rtf
from tests.pipeline.encodings import encode
from tests.pipeline.office.builders import rtf_text

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset0 .VnTime;}"
    r"{\f2\fnil\fcharset2 Symbol;}{\f3\fcharset163 Arial;}{\f4 VNI-Times;}}"
)


def read(tmp_path: Path, body: str) -> Document:
    path = tmp_path / "plan.rtf"
    path.write_bytes((r"{\rtf1\ansi\ansicpg1252\deff0" + FONTS + "\n" + body + "}").encode("latin-1"))
    return read_rtf(path)


def escaped(text: str) -> str:
    return "".join(char if ord(char) < 128 else f"\\'{ord(char):02x}" for char in text)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rtf_text("Ủy ban nhân dân"), "Ủy ban nhân dân"),
        (r"{\f1 " + escaped(encode("ủy ban nhân dân huyện", "tcvn3")) + r"} {\f0 x\'e3}", "ủy ban nhân dân huyện xã"),
        (r"{\f4 " + escaped(encode("phường, thị trấn", "vni")) + "}", "phường, thị trấn"),
        # The soft hyphen is the letter ư of TCVN3.
        (r"{\f1 tr\'ad\'edc d\-\'eec}", "trước dược"),
        (r"{\f3 th\'f4\'f2n}", "thộn"),
        (r"{\f2 \'b7}\tab m\u7909?c", "\uf0b7 mục"),
        (r"\uc0\u7909 b\uc1 a", "ụba"),
        (r"m\u7897?t {\v \u7849?n}{\deleted c\u361?}hai", "một hai"),
        (r"{\*\bkmkstart x}a{\*\unknown b}{\pict ffd8}{\info{\title t}}c{\bin3 }}}}d", "acd"),
        (r"{\field{\*\fldinst PAGE}{\fldrslt 7}}", "7"),
        (r"a\~b\_c \endash  d\par\par e", "a b-c – d\n\ne"),
        (r"{\caps xin}", "XIN"),
        (r"{\header {Trang \u273?\u7847?u}\par}{\listtext 1.\tab}M\u7909?c", "1. Mục"),
        (r"a{\footnote\pard {\super 1} ghi ch\u250?}b\par c", "ab\n\n1 ghi chú\n\nc"),
        (r"a{\shp{\*\shpinst{\sp{\sn x}{\sv 5}}{\shptxt\pard khung\par}}}b\par", "ab\n\nkhung"),
    ],
)
def test_what_is_text(tmp_path: Path, body: str, text: str) -> None:
    import unicodedata

    document = read(tmp_path, body)
    assert unicodedata.normalize("NFC", document.text.replace("\u00a0", " ")) == text


def test_print(tmp_path: Path) -> None:
    body = (
        r"\pard\qc{\b K\u7870? HO\u7840?CH}\par\pard\qj\i nghi\u234?ng\i0\par"
        r"\pard\outlinelevel0 M\u7909?c\par\pard th\u432?\u7901?ng"
    )
    document = read(tmp_path, body)
    assert [(block.bold, block.italic, block.centered, block.heading_level) for block in document.blocks] == [
        (True, False, True, None),
        (False, True, False, None),
        (False, False, False, 1),
        (False, False, False, None),
    ]


def test_tables(tmp_path: Path) -> None:
    line = r"\clbrdrt\brdrs\brdrw10"
    rows = (
        rf"\trowd\clvmgf{line}\cellx900{line}\cellx4000{line}\cellx7000\pard\intbl 1\cell a\cell b\cell\row"
        rf"\trowd\clvmrg{line}\cellx905{line}\cellx4010{line}\cellx7000\pard\intbl \cell c\par d\cell e\cell\row"
        rf"\trowd{line}\cellx4000{line}\cellx7000\pard\intbl f\cell g\cell\row\pard h\u7871?t\par"
    )
    document = read(tmp_path, rows)
    (table,) = document.tables
    assert [(c.row, c.column, c.row_span, c.column_span, document.slice(c.start, c.end)) for c in table.cells] == [
        (0, 0, 2, 1, "1"), (0, 1, 1, 1, "a"), (0, 2, 1, 1, "b"), (1, 1, 1, 1, "c d"), (1, 2, 1, 1, "e"),
        (2, 0, 1, 2, "f"), (2, 2, 1, 1, "g"),
    ]  # fmt: skip
    assert document.text.endswith("\n\nhết")


def test_a_letterhead_in_a_table_without_rulings(tmp_path: Path) -> None:
    right = rtf_text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    document = read(tmp_path, rf"\trowd\cellx4500\cellx9000\pard\intbl UBND X\u195?\cell {right}\cell\row\pard x\par")
    assert [(block.kind, block.column) for block in document.blocks] == [
        (BlockKind.LETTERHEAD, 0), (BlockKind.LETTERHEAD, 1), (BlockKind.PARAGRAPH, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (rb"{\rtf1\ansi {\b K", "cut off"),
        (rb"{\rtf1 " + b"{" * 6000 + b"x" + b"}" * 6001, "nested too deep"),
        (rb"{\rtf1\ansi }", "no text"),
        (rb"{\rtf1 {\*\x abc}}", "no text"),
        (rb"{\rtf1 abc" + b"\\", "cut off"),
    ],
)
def test_bad_files_get_a_sentence(tmp_path: Path, data: bytes, problem: str) -> None:
    path = tmp_path / "bad.rtf"
    path.write_bytes(data)
    with pytest.raises(InputError, match=rf"bad\.rtf: .*{problem}"):
        read_rtf(path)


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_BYTES", 10)
    with pytest.raises(InputError, match=r"plan\.rtf: .*too large"):
        read(tmp_path, "abc")
