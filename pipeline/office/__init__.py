"""Documents that are not pages: what word processors, spreadsheets and web sites store, composed like scans are."""

from pathlib import Path

from models.document import Document
from pipeline.errors import InputError
from pipeline.sniff import FileKind


def read_office(path: Path, kind: FileKind) -> Document:
    """Compose an office document or a web page.

    Raises InputError with a sentence for all that is wrong with the file, MissingProgramError where it can only be read
    with LibreOffice and that is not installed.
    """
    try:
        return _read(path, kind)
    except RecursionError as error:
        raise InputError(
            "its parts are nested too deep to be read.", "Save it again from a word processor.", file=path
        ) from error
    except MemoryError as error:
        raise InputError("the file needs more memory than there is.", "Split it first.", file=path) from error


def _read(path: Path, kind: FileKind) -> Document:
    # Each reader is loaded where it is needed: a batch of scans needs none.
    match kind:
        case FileKind.DOCX:
            from pipeline.office.docx import read_docx

            return read_docx(path)
        case FileKind.DOC:
            from pipeline.office import libreoffice
            from pipeline.office.doc import OldWordFileError, read_doc

            try:
                return read_doc(path)
            except OldWordFileError:
                if not libreoffice.program():
                    raise
                return libreoffice.read_converted(path)
        case FileKind.RTF:
            from pipeline.office.rtf import read_rtf

            return read_rtf(path)
        case FileKind.HTML:
            from pipeline.office.html import read_html

            return read_html(path)
        case FileKind.MHTML:
            from pipeline.office.html import read_mhtml

            return read_mhtml(path)
        case FileKind.XLSX:
            from pipeline.office.xlsx import read_xlsx

            return read_xlsx(path)
        case FileKind.ODT:
            from pipeline.office import libreoffice

            return libreoffice.read_converted(path)
    raise ValueError(f"{kind} is read elsewhere")
