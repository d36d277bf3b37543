"""Pages to one document: paragraphs, tables and footnotes in reading order, each printed line with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from models.document import Block, BlockKind, Box, Cell, Document, Line, Page, PlacedWord, RunningLine, Table, Word
from pipeline import tables
from pipeline.grid import Grid
from pipeline.layout import PageLayout, lay_out
from pipeline.lines import Part, PrintedLine, bounds, confidence
from pipeline.page import PageContent
from pipeline.paragraphs import Paragraph, is_bold, is_italic, line_pitch, starts_paragraph, uses_indents
from pipeline.spine import Spine

_CODE_BREAK = re.compile(r"(?:^|[\s(])[\w./-]*[A-ZĐ\d][-]$")
_CODE = re.compile(r"^[A-ZĐ\d][A-ZĐ\d&]*\b")
_NOTE_END = re.compile(r"[.!?][”\"’')\]]*$")
_NOTE = re.compile(r"^(?:\(?\d{1,2}\)?[.)]?\s|\(\d{1,2}\)|\[\d{1,2}\]|\*)")


def glue(before: str, after: str) -> str:
    """What stands between two printed lines of one paragraph: nothing inside a number or code that was broken,
    otherwise a space. Vietnamese does not hyphenate, so a hyphen at the end is kept.

    >>> glue("kinh tế -", "xã hội"), glue("số 01-", "NQ/TU"), glue("Quý IV/", "2021")
    (' ', '', '')
    """
    if re.search(r"[^\W_]/$", before) and after[:1].isalnum():
        return ""
    if _CODE_BREAK.search(before) and _CODE.match(after):
        return ""
    return " "


@dataclass(slots=True)
class _Builder(Spine):
    """The growing text, and what was left out of it."""

    running: list[RunningLine] = field(default_factory=list)


def compose(path: Path, pages: list[PageContent]) -> Document:
    """A document from its recognised pages, in page order."""
    contents = {page.number: page for page in pages}
    layouts = lay_out(pages)
    builder = _Builder()
    for item in _assemble(layouts):
        if isinstance(item, Paragraph):
            _write_paragraph(builder, item, contents)
        else:
            _write_table(builder, item, contents)
    for layout in layouts:
        for line in layout.running:
            builder.running.append(_running(line.page, line.words, contents[line.page]))
    return Document(
        source=path,
        text="".join(builder.parts),
        pages=tuple(_page(page) for page in pages),
        lines=tuple(builder.lines),
        blocks=tuple(builder.blocks),
        tables=tuple(builder.tables),
        running=tuple(sorted(builder.running, key=lambda line: line.page)),
    )


def _page(page: PageContent) -> Page:
    return Page(
        page.number, page.width, page.height, page.rotation, page.origin, page.engine, page.confidence, page.note
    )


def _assemble(layouts: Sequence[PageLayout]) -> list[Paragraph | tables.JoinedTable]:
    """Paragraphs and tables in reading order. Footnotes come after the paragraph that the foot of their page cuts."""
    body = [item for layout in layouts for item in layout.items if isinstance(item, PrintedLine)]
    indented = uses_indents(body)
    result: list[Paragraph | tables.JoinedTable] = []
    notes: list[Paragraph] = []
    previous: PrintedLine | None = None
    table: tables.JoinedTable | None = None
    open_note: Paragraph | None = None
    for layout in layouts:
        pitch = line_pitch([item for item in layout.items if isinstance(item, PrintedLine) and item.part is Part.BODY])
        for position, item in enumerate(layout.items):
            if isinstance(item, Grid):
                result += notes
                notes = []
                if table is not None and position == 0 and tables.continues(table, item):
                    tables.append(table, layout.page.number, item)
                else:
                    table = tables.begin(layout.page.number, item)
                    result.append(table)
                previous = None
                continue
            table = None
            if previous is None or starts_paragraph(previous, item, pitch, indented):
                result += notes
                notes = []
                kind = BlockKind.LETTERHEAD if item.part is Part.TWO_COLUMN else BlockKind.PARAGRAPH
                result.append(Paragraph(kind))
            last = result[-1]
            assert isinstance(last, Paragraph)
            last.lines.append(item)
            previous = item
        found, open_note = _footnotes(layout, open_note)
        notes += found
    return result + notes


def _footnotes(layout: PageLayout, open_note: Paragraph | None) -> tuple[list[Paragraph], Paragraph | None]:
    """The notes that begin on a page, and the last one where it may go on on the next page. Lines above the first
    number belong to the note that the page before left open."""
    notes: list[Paragraph] = []
    for line in layout.footnotes:
        if _NOTE.match(line.text) or (not notes and open_note is None):
            notes.append(Paragraph(BlockKind.FOOTNOTE))
        note = notes[-1] if notes else open_note
        assert note is not None
        note.lines.append(line)
    last = notes[-1] if notes else (open_note if layout.footnotes else None)
    return notes, last if last is not None and not _NOTE_END.search(last.lines[-1].text) else None


def _put_lines(
    builder: _Builder, lines: Sequence[PrintedLine | tables.CellLine], contents: dict[int, PageContent]
) -> None:
    """Write the lines of a paragraph or a cell as one text."""
    before = ""
    for line in lines:
        if before:
            builder.write(glue(before, line.text))
        start, end = builder.write(line.text)
        content = contents[line.page]
        words = tuple(_place_words(line.words, start, content))
        place = content.place(bounds(line.words))
        builder.lines.append(Line(start, end, line.page, place, confidence(line.words), words))
        before = line.text


def _place_words(words: Sequence[Word], start: int, content: PageContent) -> Iterator[PlacedWord]:
    """The words of a line, whose text joins them by single spaces."""
    for word in words:
        end = start + len(word.text)
        yield PlacedWord(start, end, content.place(word.box), word.confidence, word.other)
        start = end + 1


def _running(page: int, words: Sequence[Word], content: PageContent) -> RunningLine:
    text = " ".join(word.text for word in words)
    return RunningLine(text, page, content.place(bounds(words)), confidence(words))


def _write_paragraph(builder: _Builder, paragraph: Paragraph, contents: dict[int, PageContent]) -> None:
    first = paragraph.lines[0]
    builder.separate(paragraph.kind, first.column)
    start = builder.length
    _put_lines(builder, paragraph.lines, contents)
    builder.blocks.append(
        Block(
            start, builder.length, first.page, paragraph.kind,
            bold=_bold(paragraph), italic=all(is_italic(line) for line in paragraph.lines),
            centered=all(line.centered for line in paragraph.lines), column=first.column,
        )
    )  # fmt: skip


def _bold(paragraph: Paragraph) -> bool:
    """All of it is bold, or a label and title that end with a colon or full stop before plain text."""
    words = [word for line in paragraph.lines for word in line.words]
    letters = sum(len(word.text) for word in words)
    if sum(len(word.text) for word in words if word.bold) > 0.7 * letters:
        return True
    run = 0
    while run < len(words) and words[run].bold:
        run += 1
    return run >= 3 and words[run - 1].text[-1] in ":." and is_bold(paragraph.lines[0])


def _write_table(builder: _Builder, table: tables.JoinedTable, contents: dict[int, PageContent]) -> None:
    builder.separate(BlockKind.TABLE, None)
    begin = builder.length
    by_place = {(cell.row, cell.column): cell for cell in table.cells}
    cells = []
    for row in range(table.rows):
        if row:
            builder.write("\n")
        for column in range(table.columns):
            if column:
                builder.write("\t")
            joined = by_place.get((row, column))
            if joined is not None:
                cells.append(_write_cell(builder, joined, contents))
    for line in table.repeated:
        builder.running.append(_running(line.page, line.words, contents[line.page]))
    builder.tables.append(
        Table(begin, builder.length, table.page, tuple(cells), table.rows, table.columns, has_grid=table.ruled)
    )
    builder.blocks.append(Block(begin, builder.length, table.page, BlockKind.TABLE))


def _write_cell(builder: _Builder, cell: tables.JoinedCell, contents: dict[int, PageContent]) -> Cell:
    start = builder.length
    _put_lines(builder, cell.lines, contents)
    words = [word for line in cell.lines for word in line.words]
    place: Box = contents[cell.page].place(cell.box)
    sure = confidence(words)
    return Cell(cell.row, cell.column, start, builder.length, cell.row_span, cell.column_span, cell.page, place, sure)
