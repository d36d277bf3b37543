"""Which files a run is about: what the arguments name, what folders hold, and what each file is by its bytes."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.sniff import OFFICE, PAGED, TEXT_SUFFIXES, sniff

SUFFIXES = TEXT_SUFFIXES | frozenset({
    ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".gif", ".heic", ".heif", ".doc", ".docx",
    ".docm", ".dot", ".dotx", ".rtf", ".odt", ".xls", ".xlsx", ".xlsm", ".htm", ".html", ".mht", ".mhtml", ".zip",
})  # fmt: skip
"""Names of documents: such a file is tried, and fails with a sentence where it is none."""
_TAKEN = PAGED | OFFICE
"""Kinds that are taken under any name."""
_UNFINISHED = (".part", ".crdownload", ".tmp", ".swp", "~")


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it was when the run began."""

    path: Path
    uri: str
    """Its absolute path; a file: URL where the name is not UTF-8."""
    size: int | None
    modified_ns: int | None
    sha256: str | None
    error: InputError | None = None
    """Why it cannot be read; size and digest are then None."""


@dataclass(frozen=True, slots=True)
class Search:
    """What was found and what was passed over, with the reason."""

    files: list[Path]
    ignored: list[tuple[Path, str]]


def find_files(sources: Iterable[Path]) -> Search:
    """The files that the arguments name, and all documents in the folders they name, each once, in order of name.

    In folders, names that begin with a dot or end like a download under way are passed over, links that lead out of the
    folder too, and files that are documents neither by their suffix nor by their bytes. A folder below that cannot be
    read, and an argument that does not exist, are listed like files, so that they fail and are seen.
    """
    files: dict[Path, Path] = {}
    ignored: list[tuple[Path, str]] = []
    for source in sources:
        if not source.is_dir():
            files.setdefault(_real(source), source)
            continue
        for path in _walk(source):
            reason = _reason_to_ignore(path, _real(source))
            if reason:
                ignored.append((path, reason))
            else:
                files.setdefault(_real(path), path)
    return Search(list(files.values()), ignored)


def _walk(folder: Path) -> Iterator[Path]:
    unreadable: list[Path] = []

    def note(error: OSError) -> None:
        unreadable.append(Path(os.fsdecode(error.filename or folder)))

    for place, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names))
    yield from unreadable


def _real(path: Path) -> Path:
    """Where a path leads; a link that leads in a circle stays as it is."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _reason_to_ignore(path: Path, top: Path) -> str | None:
    if path.name.startswith((".", "~$")) or path.name.lower().endswith(_UNFINISHED):
        return "hidden or unfinished"
    if path.is_symlink() and not _real(path).is_relative_to(top):
        return "a link that leads out of the folder"
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return None  # a folder that cannot be read: it fails, and is seen
        if not stat.S_ISREG(mode):
            return "not a regular file"
    except OSError:
        return None  # tried, and reported with its reason
    if path.suffix.lower() in SUFFIXES or _is_document(path):
        return None
    return "not a document by its suffix or its bytes"


def _is_document(path: Path) -> bool:
    try:
        return sniff(path) in _TAKEN
    except OSError:
        return True


def identify(path: Path) -> Found:
    """A file with its digest; whatever is in the way of reading it stands in `error`."""
    uri = uri_of(path)
    try:
        if not path.exists():
            kind = "a link that leads nowhere" if path.is_symlink() else "no such file or folder"
            raise InputError(f"{kind}.", "Check the path.", file=path)
        before = path.stat()
        if stat.S_ISDIR(before.st_mode):
            raise InputError("the folder cannot be read.", "Check its permissions.", file=path)
        if not stat.S_ISREG(before.st_mode):
            raise InputError("this is not a regular file.", "Name a document.", file=path)
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except InputError as error:
        return Found(path, uri, None, None, None, error)
    except OSError as error:
        told = InputError(f"the file cannot be read ({error.strerror}).", "Check its permissions.", file=path)
        return Found(path, uri, None, None, None, told)
    return Found(path, uri, before.st_size, before.st_mtime_ns, digest)


def check_unchanged(found: Found) -> None:
    """Raise InputError when the file was written to after `identify`: what was read may then be half a file."""
    try:
        now = found.path.stat()
        changed = (now.st_size, now.st_mtime_ns) != (found.size, found.modified_ns)
    except OSError:
        changed = True
    if changed:
        raise InputError(
            "the file changed while it was being read.", "Run the command again when it is complete.", file=found.path
        )


def uri_of(path: Path) -> str:
    """Where a file is, as text that every database takes."""
    absolute = _real(path)
    try:
        str(absolute).encode("utf8")
    except UnicodeEncodeError:
        return absolute.as_uri()
    return str(absolute)


def storable(text: str) -> str:
    """Text that every database takes: bytes of a name that are no UTF-8 are written as escapes."""
    return text.encode("utf8", "backslashreplace").decode("utf8")
