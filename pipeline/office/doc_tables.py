"""Structures of a Word 97-2003 file: pieces of its text, properties of runs and paragraphs, fonts, styles, lists.

Source: [MS-DOC] Word (.doc) Binary File Format; the names of structures and properties (sprm) are those of that
document. All numbers are little-endian.
"""

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pipeline.office.numbering import LEVELS, Level, Numbering

_FORMATS = {0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero",
            23: "bullet", 255: "none"}  # fmt: skip
"""MSONFC codes by the names of ST_NumberFormat; others count like decimal."""
_PAGE = 512
"""Bytes of a page of formatted properties (FKP)."""


class DamagedFileError(Exception):
    """A structure leads out of the file."""


def unpack(form: str, data: bytes, at: int) -> tuple[int, ...]:
    """Numbers at a place. Raises DamagedFileError beyond the end."""
    try:
        return struct.unpack_from(f"<{form}", data, at)
    except struct.error as error:
        raise DamagedFileError(f"no data at {at}") from error


Sprms = dict[int, bytes]
"""Properties by their code; the last of a code counts."""
PageReader = Callable[[bytes], Iterator[tuple[int, int, int, bytes]]]
"""Reads a page of formatted properties: start and end in bytes, style, group of properties."""


def read_sprms(data: bytes) -> Sprms:
    """Properties of a group (grpprl)."""
    found: Sprms = {}
    at = 0
    while at + 2 <= len(data):
        (code,) = unpack("H", data, at)
        at += 2
        size = (1, 1, 2, 4, 2, 2, 0, 3)[code >> 13]
        if size == 0:
            if at >= len(data):
                break
            if code == 0xD608:  # sprmTDefTable has a count of two bytes, one more than follow
                size, skip = (unpack("H", data, at)[0] - 1, 2) if at + 2 <= len(data) else (0, 2)
            else:
                size, skip = data[at], 1
                if code == 0xC615 and size == 255:  # sprmPChgTabs tells its size by its content
                    break
            at += skip
        found[code] = data[at : at + size]
        at += size
    return found


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that stand together in the file."""

    start: int
    end: int
    """Character positions."""
    offset: int
    """Byte in the main stream."""
    wide: bool
    """Whether a character has two bytes."""

    def byte_of(self, position: int) -> int:
        """Byte of a character."""
        return self.offset + (position - self.start) * (2 if self.wide else 1)


@dataclass(slots=True)
class Spans:
    """Properties by byte ranges of the main stream."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    values: list[tuple[int, bytes]] = field(default_factory=list)
    """Style and group of properties of each range; style 0 for runs."""

    def at(self, byte: int) -> tuple[int, bytes, int]:
        """Style, properties and end of the range that holds a byte."""
        index = bisect_right(self.starts, byte) - 1
        if index < 0 or byte >= self.ends[index]:
            end = self.starts[index + 1] if index + 1 < len(self.starts) else 1 << 40
            return 0, b"", end
        style, group = self.values[index]
        return style, group, self.ends[index]


@dataclass(slots=True)
class DocStyle:
    """A style: the one it is based on, properties of its paragraphs and characters."""

    based_on: int
    paragraph: Sprms
    run: Sprms


@dataclass(slots=True)
class WordFile:
    """What is needed of a file to read its text."""

    main: bytes
    pieces: list[Piece]
    runs: Spans
    paragraphs: Spans
    fonts: list[str]
    styles: dict[int, DocStyle]
    numbering: Numbering
    lengths: tuple[int, ...]
    """Characters of text, footnotes, headers, (macros), comments, endnotes, text boxes."""
    note_ends: list[int]
    """Positions in the footnotes at which one ends."""

    def chain(self, number: int) -> Iterator[DocStyle]:
        """A style, the one it is based on, and so on."""
        seen: set[int] = set()
        while number in self.styles and number not in seen:
            seen.add(number)
            yield self.styles[number]
            number = self.styles[number].based_on


def read_word_file(main: bytes, table: bytes) -> WordFile:
    """The structures of the streams WordDocument and 0Table or 1Table. Raises DamagedFileError."""

    def part(index: int) -> bytes:
        place, size = unpack("II", main, 0x9A + 8 * index)
        if place + size > len(table):
            raise DamagedFileError("a structure lies beyond the end")
        return table[place : place + size]

    lengths = unpack("7i", main, 0x4C)
    notes = part(3)
    return WordFile(
        main,
        _read_pieces(part(33), len(main)),
        _read_spans(main, part(12), _run_page),
        _read_spans(main, part(13), _paragraph_page),
        _read_fonts(part(15)),
        _read_styles(part(1)),
        _read_lists(table, main),
        lengths,
        [unpack("i", notes, at)[0] for at in range(4, len(notes) - 3, 4)],
    )


def _read_pieces(data: bytes, limit: int) -> list[Piece]:
    at = 0
    while at < len(data) and data[at] == 1:
        at += 3 + unpack("H", data, at + 1)[0]
    if at >= len(data) or data[at] != 2:
        raise DamagedFileError("no piece table")
    (size,) = unpack("I", data, at + 1)
    count = (size - 4) // 12
    base = at + 5
    pieces = []
    for index in range(count):
        start, end = unpack("ii", data, base + 4 * index)
        (place,) = unpack("I", data, base + 4 * (count + 1) + 8 * index + 2)
        wide = not place & 0x40000000
        offset = place & 0x3FFFFFFF if wide else (place & 0x3FFFFFFF) // 2
        if end < start or offset + (end - start) * (2 if wide else 1) > limit:
            raise DamagedFileError("a piece of the text lies beyond the end")
        pieces.append(Piece(start, end, offset, wide))
    return pieces


def _read_spans(main: bytes, data: bytes, read_page: PageReader) -> Spans:
    spans = Spans()
    count = (len(data) - 4) // 8
    for index in range(max(0, count)):
        number = unpack("I", data, 4 * (count + 1) + 4 * index)[0] & 0x3FFFFF
        page = main[number * _PAGE : (number + 1) * _PAGE]
        if len(page) == _PAGE:
            for start, end, style, group in read_page(page):
                if not spans.starts or start >= spans.starts[-1]:
                    spans.starts.append(start)
                    spans.ends.append(end)
                    spans.values.append((style, group))
    return spans


def _run_page(page: bytes) -> Iterator[tuple[int, int, int, bytes]]:
    count = page[511]
    for index in range(count):
        start, end = unpack("II", page, 4 * index)
        place = 2 * page[4 * (count + 1) + index] if 4 * (count + 1) + index < _PAGE else 0
        size = page[place] if place else 0
        yield start, end, 0, page[place + 1 : place + 1 + size] if place else b""


def _paragraph_page(page: bytes) -> Iterator[tuple[int, int, int, bytes]]:
    count = page[511]
    for index in range(count):
        start, end = unpack("II", page, 4 * index)
        where = 4 * (count + 1) + 13 * index
        place = 2 * page[where] if where < _PAGE else 0
        if not place:
            yield start, end, 0, b""
            continue
        size = page[place]
        begin, length = (place + 1, 2 * size - 1) if size else (place + 2, 2 * page[place + 1])
        group = page[begin : begin + length]
        yield start, end, unpack("H", group, 0)[0] if len(group) >= 2 else 0, group[2:]


def _read_fonts(data: bytes) -> list[str]:
    fonts: list[str] = []
    if len(data) < 4:
        return fonts
    (count,) = unpack("H", data, 0)
    at = 4
    for _ in range(count):
        if at >= len(data):
            break
        size = data[at]
        name = data[at + 40 : at + 1 + size].decode("utf-16-le", "replace").split("\0")[0]
        fonts.append(name)
        at += 1 + size
    return fonts


def _read_styles(data: bytes) -> dict[int, DocStyle]:
    styles: dict[int, DocStyle] = {}
    if len(data) < 8:
        return styles
    (header,) = unpack("H", data, 0)
    count, base = unpack("HH", data, 2)
    at = 2 + header
    for number in range(count):
        if at + 2 > len(data):
            break
        (size,) = unpack("H", data, at)
        entry = data[at + 2 : at + 2 + size]
        at += 2 + size + (size & 1)
        if size > base:
            styles[number] = _read_style(entry, base)
    return styles


def _read_style(entry: bytes, base: int) -> DocStyle:
    _, kind, parts = unpack("HHH", entry, 0)
    place = base + 2 + 2 * unpack("H", entry, base)[0] + 2
    groups: list[bytes] = []
    for _ in range(parts & 0xF):
        place += place & 1
        if place + 2 > len(entry):
            break
        (size,) = unpack("H", entry, place)
        groups.append(entry[place + 2 : place + 2 + size])
        place += 2 + size
    paragraph, run = b"", b""
    if kind & 0xF == 1 and groups:
        paragraph, run = groups[0][2:], groups[1] if len(groups) > 1 else b""
    elif kind & 0xF == 2 and groups:
        run = groups[0]
    return DocStyle(kind >> 4, read_sprms(paragraph), read_sprms(run))


def _read_lists(table: bytes, main: bytes) -> Numbering:
    """Lists by the number under which paragraphs name them (1-based index of LFO)."""
    numbering = Numbering()
    place, size = unpack("II", main, 0x2E2)
    if not size:
        return numbering
    (count,) = unpack("H", table, place)
    at = place + 2 + 28 * count
    levels_of: dict[int, dict[int, Level]] = {}
    for index in range(count):
        (key,) = unpack("i", table, place + 2 + 28 * index)
        simple = table[place + 2 + 28 * index + 26] & 1
        levels = {}
        for level in range(1 if simple else LEVELS):
            levels[level], at = _read_level(table, at)
        levels_of[key] = levels
    place, size = unpack("II", main, 0x2EA)
    if size < 4:
        return numbering
    (count,) = unpack("I", table, place)
    at = place + 4 + 16 * count
    for index in range(min(count, 5000)):
        (key,) = unpack("i", table, place + 4 + 16 * index)
        overrides = table[place + 4 + 16 * index + 12]
        name = str(index + 1)
        numbering.lists[name] = dict(levels_of.get(key, {}))
        numbering.shared[name] = str(key)
        at += 4
        for _ in range(overrides):
            start, flags = unpack("iI", table, at)
            at += 8
            level = flags & 0xF
            if flags & 0x20:
                numbering.lists[name][level], at = _read_level(table, at)
            if flags & 0x10:
                numbering.starts[name, level] = start
    return numbering


def _read_level(table: bytes, at: int) -> tuple[Level, int]:
    (start,) = unpack("i", table, at)
    kind = unpack("B", table, at + 4)[0]
    legal = bool(unpack("B", table, at + 5)[0] & 4)
    runs, paragraphs = unpack("BB", table, at + 24)
    at += 28 + paragraphs + runs
    (length,) = unpack("H", table, at)
    text = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    # Characters 0 to 8 stand for the numbers of the levels.
    pattern = "".join(f"%{ord(char) + 1}" if ord(char) < LEVELS else char for char in text)
    return Level(_FORMATS.get(kind, "decimal"), pattern, start, None, legal), at + 2 + 2 * length
