"""`kehoach doctor`: what this machine has, what is missing, and the command that puts it there."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal

from packaging.requirements import Requirement

from pipeline import tesseract
from pipeline.errors import DatabaseError, KehoachError
from pipeline.office import libreoffice

State = Literal["ok", "missing", "warning"]
SQLITE_HEADER = b"SQLite format 3\x00"
DEBIAN_PACKAGES = {"tesseract": "tesseract-ocr", "vie": "tesseract-ocr-vie", "Vietnamese": "tesseract-ocr-script-viet"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    state: State
    found: str
    advice: str = ""


def examine(url: str) -> list[Check]:
    """Everything the commands need: Python, its packages, Tesseract and its models, LibreOffice, the database."""
    return [check_python(), *check_packages(), *check_tesseract(), check_libreoffice(), check_database(url)]


def check_python() -> Check:
    """The interpreter; an older one could not have started this."""
    return Check("Python", "ok", ".".join(map(str, sys.version_info[:3])))


def check_packages(installed: Callable[[str], str] = version) -> Iterator[Check]:
    """Each package the project depends on, in the version that is installed."""
    for line in requires("kehoach") or []:
        wanted = Requirement(line)
        if wanted.marker and not wanted.marker.evaluate({"extra": ""}):
            continue
        try:
            found = installed(wanted.name)
        except PackageNotFoundError:
            yield Check(wanted.name, "missing", "not installed", "make setup")
            continue
        if not wanted.specifier.contains(found, prereleases=True):
            yield Check(wanted.name, "missing", f"{found}, needed is {wanted.specifier}", "make setup")
        else:
            yield Check(wanted.name, "ok", found)


def check_tesseract() -> Iterator[Check]:
    """The recogniser and both Vietnamese models."""
    try:
        found = tesseract.version()
        models = tesseract.languages()
    except KehoachError as error:
        packages = " ".join(DEBIAN_PACKAGES.values())
        yield Check("tesseract", "missing", error.problem, f"apt-get install {packages}")
        return
    yield Check("tesseract", "ok", f"{found} ({shutil.which(tesseract.PROGRAM)})")
    yield _model("vie", "vie" if "vie" in models else None, "missing", "scans cannot be read")
    yield _model("Vietnamese", tesseract.script_model(), "warning", "poor scans are read with more errors")


def _model(name: str, found: str | None, otherwise: State, without: str) -> Check:
    about = f"tesseract model {name}"
    if found:
        return Check(about, "ok", found)
    return Check(about, otherwise, f"not installed: {without}", f"apt-get install {DEBIAN_PACKAGES[name]}")


def check_libreoffice() -> Check:
    """The converter of the few kinds of files that nothing here reads."""
    found = libreoffice.program()
    if found:
        return Check("LibreOffice", "ok", found)
    without = "not installed: .odt files, and Word files older than Word 97, cannot be read; nothing else needs it"
    return Check("LibreOffice", "warning", without, f"apt-get install {libreoffice.DEBIAN_PACKAGE}")


def check_database(url: str) -> Check:
    """Whether the database answers, or, for a SQLite file yet to come, whether its folder can be written to."""
    from pipeline.database import database_errors, open_engine

    try:
        engine = open_engine(url)
        if engine.dialect.name == "sqlite" and engine.url.database not in (None, "", ":memory:"):
            return _check_file(Path(str(engine.url.database)))
        with database_errors(engine), engine.connect():
            return Check("database", "ok", engine.url.render_as_string())
    except DatabaseError as error:
        return Check("database", "missing", error.problem, error.advice)


def _check_file(file: Path) -> Check:
    """A SQLite file and its folder: SQLite writes a journal beside the file, so both have to be writable."""
    folder = file.absolute().parent
    if not folder.is_dir():
        return Check("database", "missing", f"the folder {folder} does not exist", f"mkdir -p {folder}")
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
        if file.exists():
            with file.open("r+b") as stream:
                head = stream.read(16)
            if head and head != SQLITE_HEADER:
                return Check("database", "missing", f"{file} is no SQLite database", "name another file with --db")
    except OSError as error:
        return Check(
            "database", "missing", f"{file} cannot be written: {error.strerror}", "name another place with --db"
        )
    return Check("database", "ok", f"{file} ({'there' if file.exists() else 'will be made'})")
