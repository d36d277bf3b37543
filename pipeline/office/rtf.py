"""Rich Text Format: what the file's control words make of its text. Source: RTF specification 1.9.1.

`striprtf` gives bare text: it loses the fonts, which tell legacy encodings, and the cells of tables.
"""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.document import Document
from pipeline.errors import InputError
from pipeline.legacy import encoding_of
from pipeline.office.build import build
from pipeline.office.flow import PAGE_BREAK, Item, Paragraph, Run, close_ranks
from pipeline.office.html import latin
from pipeline.office.rows import EdgeCell, EdgeRow, make_table

MAX_BYTES = 200_000_000
MAX_DEPTH = 5000
"""Groups within groups; Word writes some 30."""

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_SKIPPED = frozenset({
    "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl",
    "footerr", "footerf", "fldinst", "xe", "tc", "annotation", "nonshppict", "sn", "sv", "sp", "ftnsep", "ftnsepc",
    "listtable", "listoverridetable", "do", "txe", "rxe", "falt", "panose",
})  # fmt: skip
_STARRED = frozenset({"shpinst", "shptxt", "fonttbl", "pntext", "listtext", "upr", "ud", "shppict"})
"""Destinations that are read although readers may pass over them."""
_CHARSETS = {
    0: "cp1252", 1: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
_SYMBOL_CHARSET = 2
_CHARACTERS = {
    "tab": "\t", "line": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "endash": "–", "emdash": "—", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_SYMBOLS = {"~": "\u00a0", "_": "-", "-": "\u00ad", "\\": "\\", "{": "{", "}": "}", "\n": "\n", "\r": "\n"}


@dataclass(frozen=True, slots=True)
class _State:
    """What a group hands down to the groups in it."""

    bold: bool = False
    italic: bool = False
    capitals: bool = False
    hidden: bool = False
    font: int | None = None
    skip: bool = False
    in_fonts: bool = False
    unicode_skip: int = 1
    text_of: str | None = None
    """`footnote` or `shptxt` where the group is one: its paragraphs stand apart."""


@dataclass(slots=True)
class _Row:
    """A table row under way, with what its definition says of each cell."""

    left: int = 0
    edges: list[int] = field(default_factory=list)
    merges: list[tuple[bool, bool]] = field(default_factory=list)
    joins_left: bool = False
    joins_above: bool = False
    ruled: bool = False
    cells: list[EdgeCell] = field(default_factory=list)
    side: bool = False
    """Whether a border of a cell is being described."""


@dataclass(slots=True)
class _Layer:
    """The body, a note or a text box."""

    items: list[Item] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    rows: list[EdgeRow] = field(default_factory=list)
    row: _Row = field(default_factory=_Row)
    cell: list[Item] = field(default_factory=list)
    centered: bool = False
    in_table: bool = False
    level: int | None = None
    after: list[Item] = field(default_factory=list)
    """Notes and text boxes of the paragraph under way."""


def read_rtf(path: Path) -> Document:
    """Compose an RTF document. Raises InputError where it is cut off, nested beyond measure or without text."""
    if path.stat().st_size > MAX_BYTES:
        raise InputError("the file is too large for a text.", "Save it without pictures.", file=path)
    return build(path, _Reader(path).read(path.read_bytes()), "RTF document")


class _Reader:
    """Goes through the control words with a stack of groups."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.state = _State()
        self.stack: list[_State] = []
        self.fonts: dict[int, str] = {}
        self.charsets: dict[int, int] = {}
        self.default_font: int | None = None
        self.code_page = "cp1252"
        self.layers = [_Layer()]
        self.pending = bytearray()
        self.fallback = 0
        self.font_number = 0
        self.high_surrogate = 0
        self.starred = False

    def read(self, data: bytes) -> list[Item]:
        """Paragraphs and tables of the file."""
        at = 0
        while at < len(data):
            match = _TOKEN.match(data, at)
            if match is None:  # a backslash at the very end
                break
            at = match.end()
            word, number, code, symbol, brace, text = match.groups()
            if brace == b"{":
                self._flush_bytes()
                self.stack.append(self.state)
                self.starred = False
                if len(self.stack) > MAX_DEPTH:
                    raise InputError("its groups are nested too deep.", "Save it again from Word.", file=self.path)
            elif brace == b"}":
                self._flush_bytes()
                if not self.stack:
                    break
                self._leave()
            elif code is not None:
                self._byte(int(code, 16))
            elif text is not None:
                for byte in text:
                    self._byte(byte)
            elif symbol is not None:
                self._flush_bytes()
                character = symbol.decode("latin-1")
                if character == "*":
                    self.starred = True
                else:
                    self._add(_SYMBOLS.get(character, ""))
            elif word is not None:
                self._flush_bytes()
                value = int(number) if number else None
                if word == b"bin":
                    at += max(0, value or 0)
                else:
                    self._word(word.decode("ascii"), value)
        self._flush_bytes()
        if self.stack:
            raise InputError("the RTF file is cut off: its end is missing.", "Get it again.", file=self.path)
        layer = self.layers[0]
        self._end_paragraph()
        self._end_table(layer)
        return layer.items

    def _leave(self) -> None:
        ended, self.state = self.state, self.stack.pop()
        if ended.text_of and self.state.text_of != ended.text_of and len(self.layers) > 1:
            self._end_paragraph()
            layer = self.layers.pop()
            self._end_table(layer)
            for item in layer.items:
                if isinstance(item, Paragraph):
                    item.note = ended.text_of == "footnote"
            self.layers[-1].after += layer.items

    def _byte(self, byte: int) -> None:
        if self.fallback:
            self.fallback -= 1
        elif not self.state.skip:
            self.pending.append(byte)

    def _flush_bytes(self) -> None:
        if not self.pending:
            return
        data, self.pending = bytes(self.pending), bytearray()
        if self.state.in_fonts:
            name = data.decode(self.code_page, "replace").split(";")[0].strip()
            if name:
                self.fonts[self.font_number] = self.fonts.get(self.font_number, "") + name
            return
        number = self._font_number()
        charset = self.charsets.get(number, 0) if number is not None else 0
        if charset == _SYMBOL_CHARSET:
            text = "".join(chr(0xF000 + byte) if byte > 32 else " " for byte in data)
        elif encoding_of(self._font()) or charset in (0, 1):
            coded = self.code_page if charset == 1 or not encoding_of(self._font()) else "cp1252"
            text = "".join(map(latin, data)) if coded == "cp1252" else data.decode(coded, "replace")
        else:
            text = data.decode(_CHARSETS.get(charset, self.code_page), "replace")
        self._add(text)

    def _font_number(self) -> int | None:
        return self.state.font if self.state.font is not None else self.default_font

    def _font(self) -> str | None:
        number = self._font_number()
        return self.fonts.get(number) if number is not None else None

    def _add(self, text: str) -> None:
        state = self.state
        if state.skip or state.hidden or state.in_fonts or not text:
            return
        font = self._font()
        self.layers[-1].runs.append(Run(text.upper() if state.capitals else text, state.bold, state.italic, font))

    def _word(self, word: str, value: int | None) -> None:
        starred, self.starred = self.starred, False
        state = self.state
        if word in _SKIPPED or (starred and word not in _STARRED):
            self.state = replace(state, skip=True)
        elif word == "fonttbl":
            self.state = replace(state, in_fonts=True)
        elif state.in_fonts:
            if word == "f":
                self.font_number = value or 0
                self.fonts.pop(self.font_number, None)
            elif word == "fcharset":
                self.charsets[self.font_number] = value or 0
        elif state.skip:
            return
        elif word in ("footnote", "shptxt"):
            self.state = replace(state, text_of=word)
            self.layers.append(_Layer())
        elif word == "u" and value is not None:
            self._unicode(value)
        elif word in _CHARACTERS:
            self._add(_CHARACTERS[word])
        elif not self._character_word(word, value):
            self._paragraph_word(word, value)

    def _unicode(self, value: int) -> None:
        code = value & 0xFFFF
        self.fallback = self.state.unicode_skip
        if 0xD800 <= code < 0xDC00:
            self.high_surrogate = code
        elif 0xDC00 <= code < 0xE000:
            if self.high_surrogate:
                self._add(chr(0x10000 + ((self.high_surrogate - 0xD800) << 10) + code - 0xDC00))
            self.high_surrogate = 0
        else:
            self._add(chr(code))

    def _character_word(self, word: str, value: int | None) -> bool:
        on = value != 0
        match word:
            case "b":
                self.state = replace(self.state, bold=on)
            case "i":
                self.state = replace(self.state, italic=on)
            case "caps":
                self.state = replace(self.state, capitals=on)
            case "v" | "deleted":
                self.state = replace(self.state, hidden=on)
            case "f":
                self.state = replace(self.state, font=value)
            case "plain":
                self.state = replace(self.state, bold=False, italic=False, capitals=False, hidden=False, font=None)
            case "uc":
                self.state = replace(self.state, unicode_skip=max(0, value or 0))
            case "deff":
                self.default_font = value
            case "ansicpg":
                self.code_page = _code_page(value)
            case _:
                return False
        return True

    def _paragraph_word(self, word: str, value: int | None) -> None:
        layer = self.layers[-1]
        match word:
            case "pard":
                layer.centered, layer.in_table, layer.level = False, False, None
            case "qc":
                layer.centered = True
            case "ql" | "qr" | "qj":
                layer.centered = False
            case "outlinelevel":
                layer.level = value + 1 if value is not None and value < 9 else None
            case "intbl":
                layer.in_table = True
            case "par" | "sect" | "nestcell" | "nestrow":
                self._end_paragraph()
            case "page":
                layer.runs.append(Run(PAGE_BREAK))
            case "cell":
                self._end_paragraph(in_cell=True)
                layer.row.cells.append(EdgeCell(layer.cell))
                layer.cell = []
            case "row":
                self._end_row(layer)
            case _:
                _row_word(layer.row, word, value, layer)

    def _end_paragraph(self, *, in_cell: bool = False) -> None:
        layer = self.layers[-1]
        items: list[Item] = []
        if layer.runs:
            items.append(Paragraph(layer.runs, layer.level, layer.centered))
            layer.runs = []
        items += layer.after
        layer.after = []
        if layer.in_table or in_cell:
            layer.cell += items
            return
        if any(not isinstance(item, Paragraph) or item.text.strip() for item in items):
            self._end_table(layer)
        layer.items += items

    def _end_row(self, layer: _Layer) -> None:
        row = layer.row
        cells = row.cells
        count = min(len(cells), len(row.edges))
        for cell, (left, above) in zip(cells, row.merges, strict=False):
            cell.joins_left, cell.joins_above = left, above
        if cells and count == 0:  # no definition: cells of one width
            row.edges, count = [1000 * (at + 1) for at in range(len(cells))], len(cells)
        if count:
            for extra in cells[count:]:
                cells[count - 1].content += extra.content
            layer.rows.append(EdgeRow([row.left, *row.edges[:count]], cells[:count], row.ruled))
        row.cells = []

    def _end_table(self, layer: _Layer) -> None:
        if layer.row.cells or layer.cell:
            if layer.cell:
                layer.row.cells.append(EdgeCell(layer.cell))
                layer.cell = []
            self._end_row(layer)
        if layer.rows:
            layer.items.append(close_ranks(make_table(layer.rows)))
            layer.rows = []


def _row_word(row: _Row, word: str, value: int | None, layer: _Layer) -> None:
    match word:
        case "trowd":
            row.edges, row.merges, row.ruled, row.side, row.left = [], [], False, False, 0
            row.joins_left = row.joins_above = False
        case "trleft":
            row.left = value or 0
        case "cellx":
            row.edges.append(value or 0)
            row.merges.append((row.joins_left, row.joins_above))
            row.joins_left = row.joins_above = False
        case "clmrg":
            row.joins_left = True
        case "clvmrg":
            row.joins_above = True
        case "clbrdrt" | "clbrdrl" | "clbrdrb" | "clbrdrr":
            row.side = True
        case "brdrs" | "brdrth" | "brdrdb" | "brdrdot" | "brdrdash" | "brdrhair" | "brdrtriple" | "brdrw":
            row.ruled = row.ruled or (row.side and word != "brdrw")
        case "trbrdrh" | "trbrdrv" | "trbrdrt" | "trbrdrl":
            row.side = True
        case "brdrnone" | "brdrnil" | "brdrtbl":
            row.side = False
        case _:
            # The first word that is none of a border ends its description.
            row.side = row.side and word in ("brdrcf", "brsp", "brdrframe")


def _code_page(value: int | None) -> str:
    name = f"cp{value}"
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name
