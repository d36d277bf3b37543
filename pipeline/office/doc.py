"""Word 97-2003 documents (.doc): text in paragraphs and tables with its fonts, which tell legacy encodings.

`viparse` reads such files through LibreOffice only, which most machines that ingest do not have; this reader needs
nothing but the file. Older files (Word 6, 95) go through LibreOffice.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import olefile

from models.document import Document
from pipeline.errors import InputError
from pipeline.office.build import build
from pipeline.office.doc_tables import DamagedFileError, Sprms, WordFile, read_sprms, read_word_file, unpack
from pipeline.office.flow import PAGE_BREAK, Item, Paragraph, Run, close_ranks
from pipeline.office.rows import EdgeCell, EdgeRow, make_table

_AGAIN = "Get it again from its source."
_WORD_97 = 0x00C1
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_CELL_END, _PAGE_OR_SECTION, _NOTE = "\x07", "\x0c", "\x02"
_CHARACTERS = {"\x0b": "\n", "\x1e": "-", "\x1f": "\u00ad", "\t": "\t", "\x0c": PAGE_BREAK}
_BOLD, _ITALIC, _CAPITALS, _HIDDEN, _DELETED = 0x0835, 0x0836, 0x083B, 0x083C, 0x0800
_FONT, _FONT_OTHER, _SYMBOL, _RUN_STYLE = 0x4A4F, 0x4A51, 0x6A09, 0x4A30
_IN_TABLE, _ROW_END, _INNER_CELL, _INNER_ROW = 0x2416, 0x2417, 0x244B, 0x244C
_ALIGNMENTS, _OUTLINE, _LIST, _LIST_LEVEL, _BREAK_BEFORE = (0x2461, 0x2403), 0x2640, 0x460B, 0x260A, 0x2407
_TABLE_SHAPE, _TABLE_BORDERS = 0xD608, (0xD613, 0xD605)


def read_doc(path: Path) -> Document:
    """Compose a Word 97-2003 document.

    Raises InputError where it is locked, damaged, older than Word 97, or holds no text.
    """
    try:
        with olefile.OleFileIO(path) as container:
            main = container.openstream("WordDocument").read()
            flags = unpack("H", main, 0x0A)[0]
            version = unpack("H", main, 2)[0]
            if flags & _ENCRYPTED:
                raise InputError(
                    "the Word document is locked by a password.", "Save a copy without password.", file=path
                )
            if version < _WORD_97:
                raise OldWordFileError(
                    "the document was written by a Word older than Word 97.", "Save it as .docx.", file=path
                )
            table = container.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()
        items = _Reader(read_word_file(main, table)).items()
    except (OSError, DamagedFileError, IndexError, ValueError) as error:
        raise InputError("the Word document is cut off or damaged.", _AGAIN, file=path) from error
    return build(path, items, "Word 97-2003 document")


class OldWordFileError(InputError):
    """A file of Word 6 or 95."""


@dataclass(slots=True)
class _Rows:
    """A table under way."""

    rows: list[EdgeRow] = field(default_factory=list)
    cells: list[EdgeCell] = field(default_factory=list)
    cell: list[Item] = field(default_factory=list)


class _Reader:
    """Goes through the characters paragraph by paragraph."""

    def __init__(self, word: WordFile) -> None:
        self.word = word
        self.field_depth: list[bool] = []
        self.notes: list[list[Paragraph]] = []

    def items(self) -> list[Item]:
        """Paragraphs and tables of the text, notes after the paragraph that names them, text boxes at the end."""
        text, notes, headers, macros, comments, endnotes, boxes = self.word.lengths
        begin = text
        for end in self.word.note_ends[:-1]:
            self.notes.append(self._plain(begin, text + min(end, notes), note=True))
            begin = text + min(end, notes)
        found = self._body(0, text)
        found += [paragraph for note in self.notes for paragraph in note]
        begin = text + notes + headers + macros + comments
        found += self._plain(begin, begin + endnotes, note=True)
        found += self._plain(begin + endnotes, begin + endnotes + boxes)
        return found

    def _plain(self, begin: int, end: int, *, note: bool = False) -> list[Paragraph]:
        found = []
        for paragraph, _, _ in self._paragraphs(begin, end):
            paragraph.note = note
            if paragraph.text.strip():
                found.append(paragraph)
        return found

    def _body(self, begin: int, end: int) -> list[Item]:
        found: list[Item] = []
        table = _Rows()
        for paragraph, sprms, mark in self._paragraphs(begin, end):
            notes = self._take_notes(paragraph)
            items: list[Item] = [paragraph, *notes] if paragraph.runs else list(notes)
            if not _on(sprms, _IN_TABLE):
                _close(table, found)
                found += items
            elif _on(sprms, _ROW_END):
                _end_row(table, sprms)
            else:
                table.cell += items
                if mark == _CELL_END:
                    table.cells.append(EdgeCell(table.cell))
                    table.cell = []
        _close(table, found)
        return found

    def _take_notes(self, paragraph: Paragraph) -> list[Paragraph]:
        count = sum(run.text.count(_NOTE) for run in paragraph.runs)
        for run in paragraph.runs:
            run.text = run.text.replace(_NOTE, "")
        taken, self.notes = self.notes[:count], self.notes[count:]
        return [line for note in taken for line in note]

    def _paragraphs(self, begin: int, end: int) -> Iterator[tuple[Paragraph, Sprms, str]]:
        """Each paragraph with its own properties and the character that ends it."""
        runs: list[Run] = []
        for piece in self.word.pieces:
            at, stop = max(piece.start, begin), min(piece.end, end)
            while at < stop:
                byte = piece.byte_of(at)
                _, group, run_end = self.word.runs.at(byte)
                width = 2 if piece.wide else 1
                until = min(stop, at + max(1, (run_end - byte + width - 1) // width))
                raw = self.word.main[byte : piece.byte_of(until)]
                text = raw.decode("utf-16-le", "replace") if piece.wide else "".join(map(_latin, raw))
                while text:
                    place = min((text.find(mark) for mark in ("\r", _CELL_END) if mark in text), default=-1)
                    body = text if place < 0 else text[:place]
                    style, properties, _ = self.word.paragraphs.at(byte)
                    self._add(runs, body, group, style)
                    at += len(body)
                    byte = piece.byte_of(at)
                    if place < 0:
                        break
                    style, properties, _ = self.word.paragraphs.at(byte)
                    mark, text = text[place], text[place + 1 :]
                    at += 1
                    byte = piece.byte_of(at)
                    yield (*self._finish(runs, style, properties), mark)
                    runs = []
        if any(run.text.strip() for run in runs):
            yield Paragraph(runs), {}, "\r"

    def _finish(self, runs: list[Run], style: int, properties: bytes) -> tuple[Paragraph, Sprms]:
        own = read_sprms(properties)
        layers = [own, *(one.paragraph for one in self.word.chain(style))]
        alignment = next((layer[code][0] for layer in layers for code in _ALIGNMENTS if layer.get(code)), 0)
        level = next((layer[_OUTLINE][0] for layer in layers if layer.get(_OUTLINE)), 9)
        if 1 <= style <= 9:  # the built-in headings
            level = min(level, style - 1)
        paragraph = Paragraph(runs, level + 1 if level < 9 else None, alignment == 1)
        if _on(own, _BREAK_BEFORE):
            paragraph.runs.insert(0, Run(PAGE_BREAK))
        if any(run.text.strip() for run in runs):
            listed = next((_number(layer[_LIST]) for layer in layers if layer.get(_LIST)), 0)
            depth = next((layer[_LIST_LEVEL][0] for layer in layers if layer.get(_LIST_LEVEL)), 0)
            paragraph.label = self.word.numbering.label(str(listed), depth) if 0 < listed < 0x7FF else ""
        return paragraph, own

    def _add(self, runs: list[Run], text: str, group: bytes, style: int) -> None:
        own = read_sprms(group)
        layers = [own]
        if _RUN_STYLE in own:
            layers += [one.run for one in self.word.chain(_number(own[_RUN_STYLE]))]
        below = [one.run for one in self.word.chain(style)]
        if _toggle(own, [], _DELETED) or _toggle(layers[0], below, _HIDDEN):
            return
        layers += below
        font = next((_number(layer[code]) for layer in layers for code in (_FONT, _FONT_OTHER) if layer.get(code)), 0)
        name = self.word.fonts[font] if font < len(self.word.fonts) else None
        shown = self._shown(text)
        if _SYMBOL in own and len(own[_SYMBOL]) >= 4:
            shown = chr(_number(own[_SYMBOL][2:4]))
        if not shown:
            return
        if _toggle(own, layers[1:], _CAPITALS):
            shown = shown.upper()
        runs.append(Run(shown, _toggle(own, layers[1:], _BOLD), _toggle(own, layers[1:], _ITALIC), name))

    def _shown(self, text: str) -> str:
        """Text without the instructions of fields and marks of what is anchored in it."""
        if text.isprintable() and not any(self.field_depth):
            return text
        out = []
        for char in text:
            if char == "\x13":
                self.field_depth.append(True)
            elif char == "\x14" and self.field_depth:
                self.field_depth[-1] = False
            elif char == "\x15" and self.field_depth:
                self.field_depth.pop()
            elif not any(self.field_depth):
                out.append(_CHARACTERS.get(char, char if char >= " " or char == _NOTE else ""))
        return "".join(out)


_LATIN = tuple(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(256))


def _latin(byte: int) -> str:
    return _LATIN[byte]


def _number(data: bytes) -> int:
    return int.from_bytes(data[:2], "little")


def _on(sprms: Sprms, code: int) -> bool:
    return bool(sprms.get(code, b"\0")[:1].strip(b"\0"))


def _toggle(own: Sprms, below: list[Sprms], code: int) -> bool:
    """A property that may also say 'as the style' (128) or 'other than the style' (129)."""
    value = own[code][0] if own.get(code) else 128
    if value in (0, 1):
        return bool(value)
    inherited = _toggle(below[0], below[1:], code) if below else False
    return inherited != (value == 129)


def _end_row(table: _Rows, sprms: Sprms) -> None:
    cells, table.cells = table.cells, []
    if table.cell:
        cells.append(EdgeCell(table.cell))
        table.cell = []
    if not cells:
        return
    shape = sprms.get(_TABLE_SHAPE, b"")
    count = shape[0] if shape else 0
    edges = [place - 65536 if place > 32767 else place for place in (
        _number(shape[1 + 2 * at :]) for at in range(count + 1) if 3 + 2 * at <= len(shape)
    )]  # fmt: skip
    if count == 0 or len(edges) != count + 1 or edges != sorted(edges):
        count, edges = len(cells), [1000 * at for at in range(len(cells) + 1)]
    ruled = any(any(sprms.get(code, b"")) for code in _TABLE_BORDERS)
    for at, cell in enumerate(cells[:count]):
        place = 1 + 2 * (count + 1) + 20 * at
        traits = _number(shape[place : place + 2])
        cell.joins_left, cell.joins_above = bool(traits & 2), bool(traits & 0x20) and not traits & 0x40
        ruled = ruled or _draws(shape[place + 4 : place + 20])
    for extra in cells[count:]:
        cells[count - 1].content += extra.content
    table.rows.append(EdgeRow(edges[: len(cells[:count]) + 1], cells[:count], ruled))


def _draws(borders: bytes) -> bool:
    """Whether one of four borders (BRC80: width, kind, colour, space) is a line."""
    return any(borders[at + 1] not in (0, 255) for at in range(0, len(borders) - 3, 4))


def _close(table: _Rows, found: list[Item]) -> None:
    if table.cells or table.cell:
        _end_row(table, {})
    if table.rows:
        found.append(close_ranks(make_table(table.rows)))
        table.rows = []
