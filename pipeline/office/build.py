"""Paragraphs and tables of an office file to a composed document, with the hints that `compose` gives for pages."""

import re
from dataclasses import dataclass
from pathlib import Path

from models.document import Block, BlockKind, Cell, Document, Line, Origin, Page, RunningLine, Table
from pipeline.errors import InputError
from pipeline.office.flow import (
    PAGE_BREAK,
    FlowTable,
    Item,
    Paragraph,
    cell_paragraphs,
    join_labels,
    paragraphs_of,
    table_notes,
)
from pipeline.office.fonts import decode
from pipeline.office.frame import Columns, Part, find_frames, lines_of
from pipeline.spine import Spine

_ORNAMENT = re.compile(r"[\W_]*|[-–—_=*~.oO0\s]*")
_BULLET = re.compile(r"[-+•▪●○*–—]\s")
_SENTENCE_END = re.compile(r"[.;:!?…][”\"’')/\]]*\.?\s*$")


@dataclass(slots=True)
class _Builder(Spine):
    """The growing text, and the page that is reached."""

    paged: bool = False
    page: int = 1

    def turn(self, leaf: str) -> None:
        """Begin pages for the page breaks that stand in a text without anything else."""
        if self.paged:
            self.page += leaf.count(PAGE_BREAK)

    def put(self, text: str) -> int:
        """Write a text, a line for each page it stands on; the page it begins on."""
        first: int | None = None
        for number, leaf in enumerate(text.split(PAGE_BREAK)):
            if number and self.paged:
                self.page += 1
            shown = " ".join(leaf.split())
            if not shown:
                continue
            if first is not None:
                self.write(" ")
            start, end = self.write(shown)
            self.lines.append(Line(start, end, self.page))
            first = self.page if first is None else first
        return first if first is not None else self.page


def build(
    path: Path, items: list[Item], description: str, *, paged: bool = False, running: list[Item] | None = None
) -> Document:
    """The composed document.

    Args:
        path: the file.
        items: what it holds; legacy encodings are decoded in place.
        description: how it was read, for the note of its pages: 'Word document'.
        paged: whether the page breaks in the items are all there are, so that pages can be told.
        running: what stands in the margin of each page, which is no part of the text.

    Raises InputError where there is no text.
    """
    heads = running or []
    encodings = decode([*items, *heads])
    builder = _Builder(paged=paged)
    for part in find_frames(join_labels(items)):
        _write(builder, part)
    if not builder.length:
        raise InputError("the document holds no text.", "Check that this is the right file.", file=path)
    names = ", ".join(sorted(name.upper() for name in encodings))
    note = f"{description}, legacy encoding {names} decoded" if names else description
    pages = tuple(Page(number, None, None, 0, Origin.NATIVE, note=note) for number in range(1, builder.page + 1))
    return Document(
        path,
        "".join(builder.parts),
        pages,
        tuple(builder.lines),
        tuple(builder.blocks),
        tuple(builder.tables),
        running=tuple(RunningLine(text, 1) for one in paragraphs_of(heads) if (text := " ".join(one.text.split()))),
    )


def _write(builder: _Builder, part: Part) -> None:
    if isinstance(part, Columns):
        page = builder.page
        ends = []
        for column, side in enumerate((part.left, part.right)):
            builder.page = page
            for line in side:
                _write_paragraph(builder, line, BlockKind.LETTERHEAD, column)
            ends.append(builder.page)
        builder.page = max(ends)
    elif isinstance(part, FlowTable):
        _write_table(builder, part)
        for note in table_notes(part):
            _write_paragraph(builder, note, BlockKind.FOOTNOTE, None)
    else:
        for piece in _pieces(part):
            _write_paragraph(builder, piece, BlockKind.FOOTNOTE if piece.note else BlockKind.PARAGRAPH, None)


def _pieces(paragraph: Paragraph) -> list[Paragraph]:
    """A paragraph at its line breaks, where what follows begins something new and not the rest of the sentence."""
    lines = lines_of(paragraph)
    if len(lines) == 1:
        return lines
    pieces: list[Paragraph] = []
    for line in lines:
        text = line.text.strip()
        if pieces and text and not _BULLET.match(text):
            before = pieces[-1].text.strip()
            if text[:1].islower() and not _SENTENCE_END.search(before):
                pieces[-1].runs += [type(line.runs[0])(" "), *line.runs]
                continue
        pieces.append(line)
    return pieces


def _write_paragraph(builder: _Builder, paragraph: Paragraph, kind: BlockKind, column: int | None) -> None:
    text = paragraph.text
    if not re.search(r"\w", text) or (_ORNAMENT.fullmatch(text.strip()) and len(text.strip()) > 1):
        builder.turn(text)
        return
    leading = text[: len(text) - len(text.lstrip())]
    builder.turn(leading)
    builder.separate(kind, column)
    start = builder.length
    page = builder.put(text.lstrip())
    builder.blocks.append(
        Block(
            start, builder.length, page, kind, heading_level=min(paragraph.heading_level or 0, 6) or None,
            bold=_bold(paragraph), italic=_share(paragraph, "italic") > 0.7, centered=paragraph.centered, column=column,
        )
    )  # fmt: skip


def _share(paragraph: Paragraph, print_style: str) -> float:
    letters = sum(len(run.text.strip()) for run in paragraph.runs)
    marked = sum(len(run.text.strip()) for run in paragraph.runs if getattr(run, print_style))
    return marked / letters if letters else 0.0


def _bold(paragraph: Paragraph) -> bool:
    """All of it is bold, or a label and title that end with a colon or full stop before plain text."""
    if _share(paragraph, "bold") > 0.7:
        return True
    leading = paragraph.label and f"{paragraph.label} "
    for run in paragraph.runs:
        if run.text.strip() and not run.bold:
            break
        leading += run.text
    return len(leading.split()) >= 3 and leading.rstrip()[-1:] in (":", ".")


def _write_table(builder: _Builder, table: FlowTable) -> None:
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    builder.separate(BlockKind.TABLE, None)
    start, first_page = builder.length, 0
    placed: list[Cell] = []
    for row in range(table.rows):
        if row:
            builder.write("\n")
        row_cells = [cells.get((row, column)) for column in range(table.columns)]
        # A row that begins on a new page says so in its first text only; the cells beside it begin there too.
        texts = [" ".join(line.text for line in cell_paragraphs(cell)) for cell in row_cells if cell is not None]
        lead = next((text for text in texts if text.strip(" \t\n")), "")
        breaks = len(lead) - len(lead.lstrip(PAGE_BREAK + " \t\n"))
        builder.turn(lead[:breaks])
        top = bottom = builder.page
        first_page = first_page or top
        for column, cell in enumerate(row_cells):
            if column:
                builder.write("\t")
            if cell is None:
                continue
            builder.page = top
            begin = builder.length
            page: int | None = None
            for line in cell_paragraphs(cell):
                text = line.text if page is not None else line.text.lstrip()
                if not text.strip():
                    builder.turn(text)
                    continue
                if builder.length > begin:
                    builder.write(" ")
                on = builder.put(text)
                page = page or on
            bottom = max(bottom, builder.page)
            placed.append(Cell(row, column, begin, builder.length, cell.row_span, cell.column_span, page or top))
        builder.page = bottom
    builder.tables.append(
        Table(
            start, builder.length, first_page or builder.page, tuple(placed), table.rows, table.columns, has_grid=True
        )
    )
    builder.blocks.append(Block(start, builder.length, first_page or builder.page, BlockKind.TABLE))
