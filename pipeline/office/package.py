"""Zip packages (OOXML) opened with care: the directory is judged before anything is unpacked, entities stay unread."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from pipeline.errors import InputError

MAX_MEMBERS = 5000
MAX_MEMBER = 200_000_000
"""Bytes of one unpacked part: the text of the longest plans has 20 million."""
MAX_TOTAL = 1_000_000_000
MAX_RATIO = 300
"""Times that a part of more than a megabyte may grow when unpacked; XML of office files grows 10 to 60 times."""
MAX_DEPTH = 240
"""Levels of elements in a part; tables in tables in text boxes reach 60."""


class Package:
    """An opened package."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path = path
        self._archive = archive
        self.names = frozenset(archive.namelist())

    def read(self, name: str) -> bytes | None:
        """A part's bytes; None where the package has none of that name. Raises InputError where it is damaged."""
        if name not in self.names:
            return None
        try:
            with self._archive.open(name) as stream:
                data = stream.read(MAX_MEMBER + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
            raise InputError(
                f"the file is damaged: its part {name} cannot be unpacked.", "Get it again from its source.",
                file=self.path,
            ) from error  # fmt: skip
        if len(data) > MAX_MEMBER:
            raise _bomb(self.path)
        return data

    def xml(self, name: str) -> etree._Element | None:
        """A part's root element; None where there is none. Entities and document types are refused."""
        data = self.read(name)
        return None if data is None else parse_xml(data, name, self.path)


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a zip file whose directory promises a sane content.

    Raises InputError for damaged files and for those that would unpack to more than documents hold.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError(
            "the file is cut off or damaged: its directory is missing.", "Get it again from its source.", file=path
        ) from error
    with archive:
        check_directory(path, archive)
        yield Package(path, archive)


def check_directory(path: Path, archive: zipfile.ZipFile) -> None:
    """Raise InputError where the directory of a zip file promises too much. Sizes that lie are caught on reading."""
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise InputError(
            f"the file holds {len(members)} parts; {MAX_MEMBERS} at most are read.",
            "It is no document as word processors write it.", file=path,
        )  # fmt: skip
    for member in members:
        grown = member.file_size / max(1, member.compress_size)
        if member.file_size > MAX_MEMBER or (member.file_size > 1_000_000 and grown > MAX_RATIO):
            raise _bomb(path)
        if member.flag_bits & 1:
            raise InputError("the file is locked by a password.", "Save a copy without password.", file=path)
    if sum(member.file_size for member in members) > MAX_TOTAL:
        raise _bomb(path)


def _bomb(path: Path) -> InputError:
    return InputError(
        "the file would unpack to more than a document can hold.", "Save it again from a word processor.", file=path
    )


def parse_xml(data: bytes, name: str, path: Path) -> etree._Element:
    """Root of a part. Raises InputError where it is damaged, nested beyond measure or declares entities."""
    head = data[:4096].replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise InputError(
            f"its part {name} declares entities, which no office program writes.", "Do not trust this file.", file=path
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(
            f"the file is damaged: its part {name} is no XML.", "Get it again from its source.", file=path
        ) from error
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise InputError(
                f"its part {name} is nested more than {MAX_DEPTH} levels deep.",
                "Save it again from a word processor.", file=path,
            )  # fmt: skip
    return root
