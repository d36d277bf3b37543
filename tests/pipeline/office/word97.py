"""Word 97-2003 files for tests: a compound file with just the structures that [MS-DOC] asks for."""

import struct
from pathlib import Path

SECTOR = 512
TEXT = 0x800
BOLD = struct.pack("<HB", 0x0835, 1)
HIDDEN = struct.pack("<HB", 0x083C, 1)
DELETED = struct.pack("<HB", 0x0800, 1)
CENTER = struct.pack("<HB", 0x2461, 1)
IN_TABLE = struct.pack("<HB", 0x2416, 1)

Run = tuple[str, bytes]
Paragraph = tuple[list[Run], bytes, str]
"""Runs with their properties, properties of the paragraph, the character that ends it."""


def font(number: int) -> bytes:
    """Property of a run: the font with that number."""
    return struct.pack("<HH", 0x4A4F, number)


def listed(number: int, level: int = 0) -> bytes:
    """Properties of a paragraph in a list."""
    return struct.pack("<HH", 0x460B, number) + struct.pack("<HB", 0x260A, level)


def row_end(edges: list[int], merged: tuple[int, ...] = (), *, ruled: bool = True) -> Paragraph:
    """The mark that ends a row; `merged` are cells that go on from the row above."""
    cells = b""
    for at in range(len(edges) - 1):
        border = bytes([4, 1 if ruled else 0, 0, 0]) * 4
        cells += struct.pack("<HH", 0x20 if at in merged else 0, 0) + border
    shape = bytes([len(edges) - 1]) + b"".join(struct.pack("<h", edge) for edge in edges) + cells
    properties = IN_TABLE + struct.pack("<HB", 0x2417, 1) + struct.pack("<HH", 0xD608, len(shape) + 1) + shape
    return [("", b"")], properties, "\x07"


def plain(text: str, properties: bytes = b"", runs: bytes = b"") -> Paragraph:
    """A paragraph of one run."""
    return [(text, runs)], properties, "\r"


def in_cell(text: str, runs: bytes = b"") -> Paragraph:
    """A cell of one paragraph."""
    return [(text, runs)], IN_TABLE, "\x07"


def write_doc(
    path: Path,
    paragraphs: list[Paragraph],
    *,
    fonts: tuple[str, ...] = ("Times New Roman",),
    levels: tuple[tuple[int, str], ...] = (),
    wide: bool = True,
    flags: int = 0x0200,
    version: int = 0x00C1,
) -> Path:
    """A Word file; `levels` are format code and pattern of the levels of its one list, `wide` two bytes a character."""
    data = bytearray()
    runs: list[tuple[int, int, bytes]] = []
    ends: list[tuple[int, int, bytes]] = []
    characters = 0
    for content, properties, mark in paragraphs:
        begin = TEXT + len(data)
        for number, (text, run) in enumerate(content):
            text += mark if number == len(content) - 1 else ""
            start = TEXT + len(data)
            data += text.encode("utf-16-le") if wide else text.encode("cp1252")
            characters += len(text)
            runs.append((start, TEXT + len(data), run))
        ends.append((begin, TEXT + len(data), properties))
    main = bytearray(TEXT) + data
    run_pages = _pages(main, runs, _run_page, 20)
    paragraph_pages = _pages(main, ends, _paragraph_page, 6)
    table = bytearray(b"\0" * 16)
    parts = {
        33: _pieces(characters, wide), 12: run_pages, 13: paragraph_pages, 15: _fonts(fonts), 73: _list(levels),
        74: _list_use(levels),
    }  # fmt: skip
    struct.pack_into("<HH", main, 0, 0xA5EC, version)
    struct.pack_into("<H", main, 0x0A, flags)
    struct.pack_into("<i", main, 0x4C, characters)
    for index, part in parts.items():
        # The levels of lists follow their list without being counted.
        size = 2 + 28 if index == 73 and part else len(part)
        struct.pack_into("<II", main, 0x9A + 8 * index, len(table) if part else 0, size if part else 0)
        table += part
    path.write_bytes(compound({"WordDocument": bytes(main), "1Table": bytes(table)}))
    return path


def _pieces(characters: int, wide: bool) -> bytes:
    place = TEXT if wide else TEXT * 2 | 0x40000000
    plc = struct.pack("<ii", 0, characters) + struct.pack("<HIH", 0, place, 0)
    return b"\x02" + struct.pack("<I", len(plc)) + plc


def _pages(main: bytearray, entries: list[tuple[int, int, bytes]], make, count: int) -> bytes:
    starts, numbers = [], []
    for at in range(0, len(entries), count):
        some = entries[at : at + count]
        main += b"\0" * (-len(main) % SECTOR)
        numbers.append(len(main) // SECTOR)
        starts.append(some[0][0])
        main += make(some)
    starts.append(entries[-1][1])
    return b"".join(struct.pack("<I", one) for one in [*starts, *numbers])


def _run_page(entries: list[tuple[int, int, bytes]]) -> bytes:
    page, end = bytearray(SECTOR), 510
    for at, (start, _, group) in enumerate(entries):
        struct.pack_into("<I", page, 4 * at, start)
        if group:
            end = (end - len(group) - 1) & ~1
            page[end : end + len(group) + 1] = bytes([len(group)]) + group
            page[4 * (len(entries) + 1) + at] = end // 2
    struct.pack_into("<I", page, 4 * len(entries), entries[-1][1])
    page[511] = len(entries)
    return bytes(page)


def _paragraph_page(entries: list[tuple[int, int, bytes]]) -> bytes:
    page, end = bytearray(SECTOR), 510
    for at, (start, _, group) in enumerate(entries):
        struct.pack_into("<I", page, 4 * at, start)
        body = b"\0\0" + group + b"\0" * (len(group) % 2)
        end = (end - len(body) - 2) & ~1
        page[end : end + len(body) + 2] = bytes([0, len(body) // 2]) + body
        page[4 * (len(entries) + 1) + 13 * at] = end // 2
    struct.pack_into("<I", page, 4 * len(entries), entries[-1][1])
    page[511] = len(entries)
    return bytes(page)


def _fonts(names: tuple[str, ...]) -> bytes:
    out = struct.pack("<HH", len(names), 0)
    for name in names:
        body = b"\0" * 39 + name.encode("utf-16-le") + b"\0\0"
        out += bytes([len(body)]) + body
    return out


def _list(levels: tuple[tuple[int, str], ...]) -> bytes:
    if not levels:
        return b""
    out = struct.pack("<H", 1) + struct.pack("<ii", 7, 0) + b"\0" * 18 + b"\0\0"
    for number in range(9):
        code, pattern = levels[number] if number < len(levels) else (255, "")
        text = "".join(chr(int(char)) if char.isdigit() else char for char in pattern)
        out += struct.pack("<iBB", 1, code, 0) + b"\0" * 18 + b"\0\0\0\0"
        out += struct.pack("<H", len(text)) + text.encode("utf-16-le")
    return out


def _list_use(levels: tuple[tuple[int, str], ...]) -> bytes:
    return struct.pack("<I", 1) + struct.pack("<i", 7) + b"\0" * 12 + b"\xff\xff\xff\xff" if levels else b""


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (OLE2) with streams in its root."""
    sectors: list[bytes] = []
    chains: list[int] = []
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1 if streams else 0xFFFFFFFF)]
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    for number, name in enumerate(names, 1):
        body = streams[name].ljust(4096, b"\0")
        count = -(-len(body) // SECTOR)
        first = len(sectors)
        sectors += [body[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(body), SECTOR)]
        chains += [first + at + 1 for at in range(count - 1)] + [0xFFFFFFFE]
        right = number + 1 if number < len(names) else 0xFFFFFFFF
        entries.append(_entry(name, 2, first, len(body), right=right))
    directory = b"".join(entries)
    directory += _entry("", 0, 0, 0) * (-len(entries) % 4)
    start = len(sectors)
    sectors += [directory[at : at + SECTOR] for at in range(0, len(directory), SECTOR)]
    chains += [start + at + 1 for at in range(len(directory) // SECTOR - 1)] + [0xFFFFFFFE]
    needed = 1
    while (len(chains) + needed) * 4 > needed * SECTOR:
        needed += 1
    table_start = len(sectors)
    chains += [0xFFFFFFFD] * needed
    chains += [0xFFFFFFFF] * (-len(chains) % (SECTOR // 4))
    fat = struct.pack(f"<{len(chains)}I", *chains)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, needed, start, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", *(table_start + at if at < needed else 0xFFFFFFFF for at in range(109)))
    return header + b"".join(sectors) + fat


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    raw = name.encode("utf-16-le")
    head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw) + 2 if name else 0, kind, 1)
    return head + struct.pack("<III", 0xFFFFFFFF, right, child) + b"\0" * 36 + struct.pack("<IQ", start, size)
