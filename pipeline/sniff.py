"""What a file is by its bytes, whatever its name says: the one place where a kind of file is recognised."""

import re
import zipfile
from enum import StrEnum
from pathlib import Path, PurePosixPath

import olefile

from pipeline.archive import PHOTO_SUFFIXES, own_members
from pipeline.errors import InputError

TEXT_SUFFIXES = frozenset({".txt", ".md"})
"""Names of transcripts: a text under another name in a folder is a log or a table of figures more often."""


class FileKind(StrEnum):
    """The kinds of files that are told apart."""

    PDF = "PDF"
    IMAGE = "image"
    DOCX = "Word document"
    DOC = "Word 97-2003 document"
    RTF = "RTF document"
    HTML = "web page"
    MHTML = "web archive"
    XLSX = "Excel workbook"
    ODT = "OpenDocument text"
    XLS = "Excel 97-2003 workbook"
    LOCKED = "office file locked by a password"
    HEIC = "HEIC photo"
    PHOTOS = "archive of page images"
    ARCHIVE = "archive"
    OTHER_OFFICE = "office file of another kind"
    TEXT = "text"
    UNKNOWN = "unknown"


PAGED = frozenset({FileKind.PDF, FileKind.IMAGE, FileKind.PHOTOS})
"""Kinds that are read page by page."""
OFFICE = frozenset({FileKind.DOCX, FileKind.DOC, FileKind.RTF, FileKind.HTML, FileKind.MHTML, FileKind.XLSX,
                    FileKind.ODT})  # fmt: skip

_HEAD = 4096
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_IMAGE_BRANDS = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftyphevc", b"ftypavif")
_PDF_MARK_WITHIN = 1024
"""Bytes within which a PDF has its mark (ISO 32000, annex H of the reference implementation)."""
_IMAGE_SIGNATURES = (
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+", b"BM", b"GIF8",
)  # fmt: skip
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|table|div|p|font|center|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?mime-version:", re.IGNORECASE)


def kind_of(path: Path) -> FileKind:
    """The kind of a file that is to be read. Raises InputError where there is no file, it is empty or not readable."""
    try:
        if not path.exists():
            raise InputError("the file does not exist.", "Check the path.", file=path)
        if not path.is_file():
            kind = "a folder" if path.is_dir() else "not a regular file"
            raise InputError(f"this is {kind}.", "Name a document.", file=path)
        if path.stat().st_size == 0:
            raise InputError("the file is empty (0 bytes).", "Get it again from its source.", file=path)
        return sniff(path)
    except OSError as error:
        raise InputError(f"the file cannot be read ({error.strerror}).", "Check its permissions.", file=path) from error


def sniff(path: Path) -> FileKind:
    """The kind of a file. Raises OSError where it cannot be read; what cannot be told is UNKNOWN."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    # A PDF may have bytes before its mark, but an archive or a text may name one.
    if head.startswith(_ZIP):
        return _zip_kind(path)
    if head.startswith(_OLE):
        return _ole_kind(path)
    if head.startswith(_OTHER_ARCHIVES):
        return FileKind.ARCHIVE
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return FileKind.RTF
    text = _as_text(head)
    if text is not None:
        if _HTML.match(text):
            return FileKind.HTML
        if _MAIL.match(text.lstrip()):
            return FileKind.MHTML
    if head[4:12] in _IMAGE_BRANDS:
        return FileKind.HEIC
    if b"%PDF-" in head[:_PDF_MARK_WITHIN]:
        return FileKind.PDF
    if head.startswith(_IMAGE_SIGNATURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return FileKind.IMAGE
    return FileKind.TEXT if text is not None else FileKind.UNKNOWN


def _as_text(head: bytes) -> str | None:
    """The first bytes as text, where they are one: without control characters that no text has."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "ignore")
    zeros = head.count(0)
    if zeros:
        even, odd = head[::2].count(0), head[1::2].count(0)
        if zeros < 0.2 * len(head) or min(even, odd) > 0.2 * zeros:
            return None
        return head.decode("utf-16-le" if odd > even else "utf-16-be", "ignore")
    # VISCII and VPS have letters at some of the control characters; a text has few of them.
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1a\x1b" for byte in head)
    if control > 0.02 * len(head):
        return None
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError:
        return head.decode("latin-1")


def _zip_kind(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            kind = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, RuntimeError, NotImplementedError):
        # Cut off: the first entry of an office file tells it, the reader then tells that it is damaged.
        return _cut_zip_kind(path)
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return FileKind.ODT
    if kind.startswith(b"application/vnd.oasis"):
        return FileKind.OTHER_OFFICE
    if "[Content_Types].xml" in names:
        tops = {PurePosixPath(name).parts[0] for name in names if name}
        if "xl" in tops:
            return FileKind.XLSX
        return FileKind.OTHER_OFFICE if tops & {"ppt", "visio"} else FileKind.DOCX
    members = own_members(names)
    if members and all(PurePosixPath(name).suffix.lower() in PHOTO_SUFFIXES for name in members):
        return FileKind.PHOTOS
    return FileKind.ARCHIVE


def _cut_zip_kind(path: Path) -> FileKind:
    with path.open("rb") as stream:
        head = stream.read(200_000)
    if b"word/" in head or b"[Content_Types].xml" in head:
        return FileKind.XLSX if b"xl/" in head else FileKind.DOCX
    return FileKind.ARCHIVE


def _ole_kind(path: Path) -> FileKind:
    try:
        with olefile.OleFileIO(path) as container:
            streams = {"/".join(entry) for entry in container.listdir()}
    except (OSError, IndexError, ValueError, TypeError):
        return FileKind.DOC  # its reader tells that it is damaged
    if "EncryptedPackage" in streams or "EncryptionInfo" in streams:
        return FileKind.LOCKED
    if "WordDocument" in streams:
        return FileKind.DOC
    if streams & {"Workbook", "Book"}:
        return FileKind.XLS
    return FileKind.OTHER_OFFICE


def refuse(path: Path, kind: FileKind) -> InputError:
    """Why a file of a kind that is not read, or that has no pages to draw, cannot be."""
    if kind in OFFICE or kind is FileKind.TEXT:
        return InputError(f"this file is of the kind {kind}, which has no pages to draw.", "Save it as PDF.", file=path)
    match kind:
        case FileKind.LOCKED:
            return InputError("the office file is locked by a password.", "Save a copy without password.", file=path)
        case FileKind.XLS:
            return InputError("this is an Excel 97-2003 workbook.", "Save it as .xlsx.", file=path)
        case FileKind.HEIC:
            return InputError("this is a HEIC photo.", "Save it as JPEG.", file=path)
        case FileKind.OTHER_OFFICE:
            return InputError(
                "this is an office file, but neither a text nor a workbook.", "Save what it shows as PDF.", file=path
            )
        case FileKind.ARCHIVE if _is_cut_zip(path):
            return InputError("the archive is cut off or damaged.", "Get it again from its source.", file=path)
        case FileKind.ARCHIVE:
            count = _count_documents(path)
            held = f"this archive holds {count} document{'s' if count != 1 else ''}" if count else "this is an archive"
            return InputError(f"{held}.", "Unpack it and name the folder.", file=path)
    return InputError(
        "the file is neither a PDF, an image, an office document, a web page nor a text.", "Convert it to PDF first.",
        file=path,
    )  # fmt: skip


def _is_cut_zip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) in _ZIP and not zipfile.is_zipfile(path)


def _count_documents(path: Path) -> int:
    try:
        with zipfile.ZipFile(path) as archive:
            return len(own_members(archive.namelist()))
    except (zipfile.BadZipFile, OSError, ValueError):
        return 0
