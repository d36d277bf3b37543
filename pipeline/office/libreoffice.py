"""LibreOffice as a converter to .docx, for the kinds that nothing here reads: the one adapter to it."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from models.document import Document
from pipeline.errors import InputError, MissingProgramError

SECONDS = 120.0
"""Time limit of one conversion; a plan of 100 pages takes ten."""


DEBIAN_PACKAGE = "libreoffice-writer-nogui"


def program() -> str | None:
    """Where the program is; None where it is not installed."""
    return shutil.which("soffice")


def read_converted(path: Path) -> Document:
    """Compose what LibreOffice makes of a file.

    Raises MissingProgramError where it is not installed, InputError where it makes nothing of the file.
    """
    from pipeline.office.docx import read_docx

    if not program():
        raise MissingProgramError(
            "this kind of file is read through LibreOffice, which is not installed.",
            f"Save the document as .docx, or install the Debian package {DEBIAN_PACKAGE}.", file=path,
        )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="kehoach_") as folder:
        # A name of its own: LibreOffice takes names with a leading dash or odd letters for something else.
        source = Path(folder, f"source{path.suffix.lower() if path.suffix.isascii() else ''}")
        shutil.copyfile(path, source)
        # A profile of its own: two at work at the same time would wait for each other.
        profile = Path(folder, "profile").as_uri()
        command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile}", "--convert-to", "docx",
                   "--outdir", folder, str(source)]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
        except subprocess.TimeoutExpired as error:
            raise InputError(
                f"LibreOffice took more than {SECONDS:g} seconds to convert it.", "Save it as .docx.", file=path
            ) from error
        except (subprocess.CalledProcessError, OSError) as error:
            raise InputError("LibreOffice cannot convert it.", "Save it as .docx.", file=path) from error
        converted = Path(folder, "source.docx")
        if not converted.exists():
            raise InputError("LibreOffice cannot read it.", "Save it as .docx.", file=path)
        document = read_docx(converted)
    return _renamed(document, path)


def _renamed(document: Document, path: Path) -> Document:
    from dataclasses import replace

    note = "converted by LibreOffice"
    pages = tuple(replace(page, note=f"{page.note}; {note}" if page.note else note) for page in document.pages)
    return replace(document, source=path, pages=pages)
