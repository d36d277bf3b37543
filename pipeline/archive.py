"""Zip archives of page photos: a plan photographed with a phone arrives as IMG_1.jpg, IMG_2.jpg ... in one archive."""

import re
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from pipeline.errors import InputError

PHOTO_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp", ".gif", ".heic", ".heif"})
MAX_PHOTO = 400_000_000
"""Bytes of one image at most; photos have 2 to 15 million."""
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})


def own_members(names: Iterable[str]) -> list[str]:
    """The entries of an archive that its author put there: no folders, nothing that systems put beside."""
    found = []
    for name in names:
        path = PurePosixPath(name.replace("\\", "/"))
        ours = "__MACOSX" not in path.parts and not path.name.startswith(".") and path.name.lower() not in _SYSTEM_FILES
        if path.name and ours and not name.endswith("/"):
            found.append(name)
    return found


def photo_names(path: Path) -> list[str]:
    """The images of an archive in the order of a reader: by folder, numbers by their value (IMG_2 before IMG_10).

    Raises InputError where the archive is damaged, locked or would unpack to more than photos have.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [archive.getinfo(name) for name in own_members(archive.namelist())]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise InputError("the archive is cut off or damaged.", "Get it again from its source.", file=path) from error
    for member in members:
        if member.flag_bits & 1:
            raise InputError("the archive is locked by a password.", "Unpack it and name the folder.", file=path)
        if member.file_size > MAX_PHOTO:
            raise InputError(f"{member.filename} is too large for a photo of a page.", "Take it out.", file=path)
    return sorted((member.filename for member in members), key=natural_key)


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """Sorts names as people do: runs of digits count by their value."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]


def read_photo(path: Path, name: str) -> bytes:
    """The bytes of one image. Raises InputError where it cannot be unpacked or is larger than the directory says."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as stream:
            data = stream.read(MAX_PHOTO + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, RuntimeError, NotImplementedError) as error:
        raise InputError(f"{name} cannot be unpacked from the archive.", "Get it again.", file=path) from error
    if len(data) > MAX_PHOTO:
        raise InputError(f"{name} is too large for a photo of a page.", "Take it out.", file=path)
    return data
