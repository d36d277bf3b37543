from pathlib import Path

import pytest

from models.document import BlockKind
from pipeline.errors import InputError
from pipeline.office import read_office
from pipeline.office.doc import OldWordFileError, read_doc
from pipeline.sniff import FileKind, sniff
from tests.pipeline.encodings import encode
from tests.pipeline.office import word97 as word


def test_paragraphs_with_their_print(tmp_path: Path) -> None:
    path = word.write_doc(tmp_path / "a.doc", [
        word.plain("KẾ HOẠCH", word.CENTER, word.BOLD),
        ([("Mục tiêu: ", word.BOLD), ("đạt 80% ", b""), ("bí mật ", word.HIDDEN), ("cũ ", word.DELETED),
          ("hồ sơ.", b"")], b"", "\r"),
    ])  # fmt: skip
    document = read_doc(path)
    assert document.text == "KẾ HOẠCH\n\nMục tiêu: đạt 80% hồ sơ."
    assert [(block.bold, block.centered) for block in document.blocks] == [(True, True), (False, False)]
    assert document.page_of(0) is None


@pytest.mark.parametrize(("encoding", "name"), [("tcvn3", ".VnTime"), ("vni", "VNI-Times")])
@pytest.mark.parametrize("wide", [True, False])
def test_legacy_fonts_are_decoded_run_by_run(tmp_path: Path, encoding: str, name: str, wide: bool) -> None:
    sentence = "Phòng nội vụ phối hợp với các xã, thị trấn thực hiện trước ngày 15 tháng 6"
    coded = encode(sentence, encoding)
    other = " theo kế hoạch." if wide else " so 5."
    runs = [(coded[:20], word.font(1)), (coded[20:], word.font(1) + word.BOLD), (other, b"")]
    path = word.write_doc(tmp_path / "a.doc", [(runs, b"", "\r")], fonts=("Times New Roman", name), wide=wide)
    document = read_doc(path)
    assert document.text == sentence + other
    assert document.pages[0].note == f"Word 97-2003 document, legacy encoding {encoding.upper()} decoded"


def test_a_font_of_capitals(tmp_path: Path) -> None:
    coded = encode("ủy ban nhân dân huyện", "tcvn3")
    path = word.write_doc(tmp_path / "a.doc", [word.plain(coded, b"", word.font(0))], fonts=(".VnTimeH",), wide=False)
    assert read_doc(path).text == "ỦY BAN NHÂN DÂN HUYỆN"


def test_lists_are_numbered(tmp_path: Path) -> None:
    paragraphs = [
        word.plain("Mục tiêu", word.listed(1)), word.plain("Chung", word.listed(1, 1)),
        word.plain("Cụ thể", word.listed(1, 1)), word.plain("Nhiệm vụ", word.listed(1)),
        word.plain("Một", word.listed(1, 1)),
    ]  # fmt: skip
    path = word.write_doc(tmp_path / "a.doc", paragraphs, levels=((1, "0."), (0, "0.1.")))
    assert read_doc(path).text.split("\n\n") == [
        "I. Mục tiêu", "I.1. Chung", "I.2. Cụ thể", "II. Nhiệm vụ", "II.1. Một",
    ]  # fmt: skip


def test_tables_with_merged_cells(tmp_path: Path) -> None:
    edges = [0, 1000, 4000, 7000]
    paragraphs = [
        word.plain("Bảng phân công"),
        word.in_cell("TT"), word.in_cell("Nhiệm vụ"), word.in_cell("Cơ quan"), word.row_end(edges),
        word.in_cell("1"), word.in_cell("Rà soát"), word.in_cell("Phòng Nội vụ"), word.row_end(edges),
        word.in_cell(""), word.in_cell("Báo cáo"), word.in_cell("Văn phòng"), word.row_end(edges, merged=(0,)),
        word.in_cell("Tổng"), word.in_cell("2"), word.row_end([0, 4000, 7000]),
        word.plain("Hết."),
    ]  # fmt: skip
    document = read_doc(word.write_doc(tmp_path / "a.doc", paragraphs))
    (table,) = document.tables
    assert table.has_grid
    assert {
        (cell.row, cell.column, cell.row_span, cell.column_span, document.slice(cell.start, cell.end))
        for cell in table.cells
    } == {
        (0, 0, 1, 1, "TT"), (0, 1, 1, 1, "Nhiệm vụ"), (0, 2, 1, 1, "Cơ quan"),
        (1, 0, 2, 1, "1"), (1, 1, 1, 1, "Rà soát"), (1, 2, 1, 1, "Phòng Nội vụ"),
        (2, 1, 1, 1, "Báo cáo"), (2, 2, 1, 1, "Văn phòng"), (3, 0, 1, 2, "Tổng"), (3, 2, 1, 1, "2"),
    }  # fmt: skip
    assert document.text.endswith("Hết.")


def test_fields_give_their_result(tmp_path: Path) -> None:
    path = word.write_doc(tmp_path / "a.doc", [word.plain("xem \x13 REF muc \\h \x14mục 2\x15 và \x13 PAGE \x15hết")])
    assert read_doc(path).text == "xem mục 2 và hết"


def test_a_letterhead_set_by_tabs(tmp_path: Path) -> None:
    path = word.write_doc(tmp_path / "a.doc", [
        word.plain("ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        word.plain("XÃ AN BÌNH\t\tĐộc lập - Tự do - Hạnh phúc"), word.plain("KẾ HOẠCH", word.CENTER),
    ])  # fmt: skip
    document = read_doc(path)
    assert [(block.kind, block.column, document.slice(block.start, block.end)) for block in document.blocks] == [
        (BlockKind.LETTERHEAD, 0, "ỦY BAN NHÂN DÂN"), (BlockKind.LETTERHEAD, 0, "XÃ AN BÌNH"),
        (BlockKind.LETTERHEAD, 1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (BlockKind.LETTERHEAD, 1, "Độc lập - Tự do - Hạnh phúc"), (BlockKind.PARAGRAPH, None, "KẾ HOẠCH"),
    ]  # fmt: skip


@pytest.mark.parametrize("share", [0.1, 0.5, 0.8])
def test_a_cut_file_is_told(tmp_path: Path, share: float) -> None:
    whole = word.write_doc(tmp_path / "a.doc", [word.plain("Kế hoạch")] * 200)
    data = whole.read_bytes()
    cut = tmp_path / "cut.doc"
    cut.write_bytes(data[: int(len(data) * share)])
    assert sniff(cut) is FileKind.DOC
    with pytest.raises(InputError, match=r"cut\.doc: .*(cut off|damaged)"):
        read_office(cut, FileKind.DOC)


@pytest.mark.parametrize(
    ("options", "problem"),
    [({"flags": 0x0300}, "locked by a password"), ({"version": 0x0065}, "older than Word 97")],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, options: dict[str, int], problem: str) -> None:
    path = word.write_doc(tmp_path / "a.doc", [word.plain("Kế hoạch")], **options)
    with pytest.raises(InputError, match=rf"a\.doc: .*{problem}"):
        read_doc(path)
    assert issubclass(OldWordFileError, InputError)


def test_a_file_without_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no text"):
        read_doc(word.write_doc(tmp_path / "a.doc", [word.plain(""), word.plain("\x01")]))


def test_an_encrypted_package_is_locked(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word.compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y"}))
    assert sniff(path) is FileKind.LOCKED
