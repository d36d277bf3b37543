import zipfile
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from pipeline.errors import InputError
from pipeline.process import process
from pipeline.sniff import FileKind, refuse, sniff
from tests.pipeline.office import word97
from tests.pipeline.office.builders import paragraph, write_docx

HTML = "<html><head><meta charset=utf-8></head><body><p>KẾ HOẠCH</p></body></html>"


def pack(path: Path, *names: str, **contents: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
        for name, data in contents.items():
            archive.writestr(name, data)
    return path


def as_image(path: Path, kind: str) -> Path:
    Image.new("L", (60, 80), 255).save(path, kind)
    return path


def as_bytes(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def as_workbook(path: Path) -> Path:
    with path.open("wb") as stream:
        openpyxl.Workbook().save(stream)
    return path


# Each under a name that lies.
FILES = [
    (lambda p: write_docx(p, paragraph("x")), "plan.doc", FileKind.DOCX),
    (lambda p: word97.write_doc(p, [word97.plain("x")]), "plan.docx", FileKind.DOC),
    (lambda p: as_bytes(p, rb"{\rtf1 x}"), "plan.doc", FileKind.RTF),
    (lambda p: as_bytes(p, b"\xef\xbb\xbf\r\n{\\rtf1 x}"), "plan.txt", FileKind.RTF),
    (lambda p: as_bytes(p, HTML), "plan.doc", FileKind.HTML),
    (lambda p: as_bytes(p, "<?xml version='1.0'?><!-- x --><!DOCTYPE html><html>"), "plan.xls", FileKind.HTML),
    (lambda p: as_bytes(p, HTML.encode("utf-16")), "plan.doc", FileKind.HTML),
    (lambda p: as_bytes(p, "From: <x>\nSubject: a\n b\nMIME-Version: 1.0\n\nx"), "plan.doc", FileKind.MHTML),
    (as_workbook, "plan.docx", FileKind.XLSX),
    (lambda p: pack(p, mimetype=b"application/vnd.oasis.opendocument.text"), "plan.zip", FileKind.ODT),
    (lambda p: pack(p, mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "plan.odt", FileKind.OTHER_OFFICE),
    (lambda p: pack(p, "[Content_Types].xml", "ppt/presentation.xml"), "plan.docx", FileKind.OTHER_OFFICE),
    (lambda p: as_bytes(p, word97.compound({"Workbook": b"x" * 5000})), "plan.doc", FileKind.XLS),
    (lambda p: as_bytes(p, word97.compound({"EncryptedPackage": b"x" * 5000})), "plan.docx", FileKind.LOCKED),
    (lambda p: as_bytes(p, word97.compound({"PowerPoint Document": b"x" * 5000})), "a.doc", FileKind.OTHER_OFFICE),
    (lambda p: as_image(p, "PNG"), "plan.pdf", FileKind.IMAGE),
    (lambda p: as_image(p, "TIFF"), "plan.docx", FileKind.IMAGE),
    (lambda p: as_bytes(p, b"%PDF-1.4\n"), "plan.doc", FileKind.PDF),
    (lambda p: as_bytes(p, bytes(100) + b"%PDF-1.4\n"), "plan.doc", FileKind.PDF),
    (lambda p: as_bytes(p, b"\0\0\0\x18ftypheic\0\0\0\0"), "IMG_1.jpg", FileKind.HEIC),
    (lambda p: pack(p, "IMG_1.jpg", "__MACOSX/._IMG_1.jpg", "Thumbs.db", "anh/"), "a.docx", FileKind.PHOTOS),
    (lambda p: pack(p, "plan.pdf", "IMG_1.jpg"), "a.zip", FileKind.ARCHIVE),
    (lambda p: pack(p), "a.zip", FileKind.ARCHIVE),
    (lambda p: as_bytes(p, b"Rar!\x1a\x07\x01\0"), "a.docx", FileKind.ARCHIVE),
    (lambda p: as_bytes(p, "KẾ HOẠCH\nso sánh < 5 và > 3"), "plan.doc", FileKind.TEXT),
    (lambda p: as_bytes(p, "KẾ HOẠCH".encode("utf-16-le")), "plan.pdf", FileKind.TEXT),
    (lambda p: as_bytes(p, "Tài liệu nói về <html> và MIME-Version: 1.0"), "plan.md", FileKind.TEXT),
    (lambda p: as_bytes(p, bytes(range(256)) * 20), "plan.docx", FileKind.UNKNOWN),
]


@pytest.mark.parametrize(("make", "name", "kind"), FILES)
def test_kinds_by_content(tmp_path: Path, make, name: str, kind: FileKind) -> None:
    assert sniff(make(tmp_path / name)) is kind


@pytest.mark.parametrize("keep", [30, 400])
def test_a_cut_package_is_still_told(tmp_path: Path, keep: int) -> None:
    path = write_docx(tmp_path / "plan.docx", paragraph("x") * 300)
    path.write_bytes(path.read_bytes()[:keep] + b"word/")
    assert sniff(path) is FileKind.DOCX


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", FileKind.PDF),
        (b"\n\n junk %PDF-1.4\n", FileKind.PDF),
        (b"\x89PNG\r\n\x1a\n....", FileKind.IMAGE),
        (b"\xff\xd8\xff\xe0....", FileKind.IMAGE),
        (b"II*\x00....", FileKind.IMAGE),
        (b"MM\x00*....", FileKind.IMAGE),
        (b"RIFF\x10\0\0\0WEBPVP8 ", FileKind.IMAGE),
        (b"x" * 1024 + b"%PDF-1.4", FileKind.TEXT),
    ],
)
def test_paged_files_are_known_by_their_first_bytes(tmp_path: Path, head: bytes, kind: FileKind) -> None:
    assert sniff(as_bytes(tmp_path / "plan.txt", head)) is kind


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda p: as_bytes(p, b""), "is empty"),
        (lambda p: as_bytes(p, bytes(range(256)) * 20), "neither a PDF, an image, an office document"),
        (lambda p: as_bytes(p, word97.compound({"EncryptedPackage": b"x" * 5000})), "locked by a password"),
        (lambda p: as_bytes(p, word97.compound({"Workbook": b"x" * 5000})), r"Save it as \.xlsx"),
        (lambda p: as_bytes(p, b"\0\0\0\x18ftypheic\0\0\0\0"), "HEIC photo"),
        (lambda p: pack(p, "a.pdf", "b.docx", ".DS_Store"), "holds 2 documents. Unpack it"),
        (lambda p: pack(p, "a.pdf"), "holds 1 document. Unpack it"),
        (lambda p: as_bytes(p.with_name("plan.dat.zip"), b"PK\x03\x04 cut"), "the archive is cut off"),
        (lambda p: as_bytes(p.with_suffix(".xlsx"), b"PK\x03\x04 cut"), "the archive is cut off"),
        (lambda p: as_bytes(p, b"Rar!\x1a\x07\x01\0"), "this is an archive. Unpack it"),
        (lambda p: pack(p, "[Content_Types].xml", "ppt/presentation.xml"), "neither a text nor a workbook"),
        (lambda p: as_bytes(p.with_suffix(".pdf"), "<html><p>404 Not Found</p></html>"), "message of a site"),
        (lambda p: as_bytes(p.with_suffix(".doc"), "<html><p>Lịch họp tuần này</p></html>"), "holds no plan"),
        (lambda p: p, "does not exist"),
        (lambda p: p.mkdir() or p, "a folder"),
    ],
)
def test_what_is_not_read_gets_a_sentence(tmp_path: Path, make, problem: str) -> None:
    path = make(tmp_path / "plan.dat")
    with pytest.raises(InputError, match=rf"plan\.(dat|dat\.zip|xlsx|pdf|doc): .*{problem}"):
        process(path)


@pytest.mark.parametrize(
    "kind", [FileKind.LOCKED, FileKind.XLS, FileKind.HEIC, FileKind.OTHER_OFFICE, FileKind.ARCHIVE, FileKind.UNKNOWN]
)
def test_every_refusal_says_what_to_do(tmp_path: Path, kind: FileKind) -> None:
    (tmp_path / "a").write_bytes(b"a")
    assert refuse(tmp_path / "a", kind).advice.endswith(".")


PLAN = ["KẾ HOẠCH", "Cải cách hành chính năm 2027", "I. MỤC TIÊU", "- 80% hồ sơ được giải quyết đúng hạn."]


@pytest.mark.parametrize(
    "make",
    [
        lambda p: write_docx(p, "".join(map(paragraph, PLAN))),
        lambda p: word97.write_doc(p, [word97.plain(line) for line in PLAN]),
        lambda p: as_bytes(p, "<html><meta charset=utf-8>" + "".join(f"<p>{line}</p>" for line in PLAN)),
        lambda p: as_bytes(p, "\n\n".join(PLAN)),
        lambda p: as_bytes(p, "\r\n\r\n".join(PLAN).encode("utf-16")),
    ],
)
def test_every_kind_comes_to_the_same_records(tmp_path: Path, make) -> None:
    records = process(make(tmp_path / "plan.bin")).records
    assert (records.document.kind, [(one.value, one.unit) for one in records.targets]) == ("Kế hoạch", [(80, "%")])
