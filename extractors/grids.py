"""The rows of a table as printed: for each place of the grid its text, its ranges, and which merged cell covers it."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import regex

from models.document import Block, BlockKind, Document, Table
from models.text import fold_words

_MARKUP = regex.compile(r"<sup>.*?</sup>|</?(?:b|i|u|em|strong|br|p|span|sub|sup)\b[^<>]*>|\*\*", regex.IGNORECASE)
_RUN = regex.compile(r"[^\s\0]+(?: [^\s\0]+)*")
Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class GridCell:
    """One place of the grid. `above` and `left` mark places that a merged cell covers from there: its text is repeated
    below its first row, and stands only in its first column."""

    text: str = ""
    ranges: Ranges = ()
    above: bool = False
    left: bool = False
    columns: int = 1
    """Columns that the cell covers, from its first one on."""

    @property
    def key(self) -> str:
        """Folded words of the text."""
        return fold_words(self.text)

    def joined(self, other: "GridCell") -> "GridCell":
        """This cell with the text of another behind it: a cell that was cut in two."""
        if not other.text:
            return self
        text = f"{self.text} {other.text}" if self.text else other.text
        return GridCell(text, self.ranges + other.ranges, self.above, self.left, self.columns)


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the grid; `cells` has one entry a column."""

    cells: tuple[GridCell, ...]

    @property
    def filled(self) -> tuple[int, ...]:
        """Columns with a text of their own, not one merged from above."""
        return tuple(index for index, cell in enumerate(self.cells) if cell.text and not cell.above)

    def with_rest(self, column: int, rest: GridCell) -> "GridRow":
        """This row with a rest put behind one of its cells."""
        cells = [cell.joined(rest) if at == column else cell for at, cell in enumerate(self.cells)]
        return GridRow(tuple(cells))

    def joined(self, other: "GridRow") -> "GridRow":
        """This row with the cells of another behind its own: a row that was cut in two."""
        return GridRow(tuple(cell.joined(after) for cell, after in zip(self.cells, other.cells, strict=True)))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in rows; `has_spans` tells whether merged cells are known (ruled tables) or only blank (transcripts)."""

    rows: tuple[GridRow, ...]
    columns: int
    has_spans: bool
    start: int
    end: int
    recognised: bool = False
    """Whether the text comes from recognition, which loses and misreads single letters such as running numbers."""
    pages: tuple[int, int] = (1, 1)
    """First and last page of its cells."""


def read_grid(document: Document, table: Table) -> Grid:
    """The rows of a table with markup and footnote marks taken out of the cells' text."""
    places: list[list[GridCell]] = [[GridCell()] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        text, ranges = _read_cell(document, cell.start, cell.end)
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                left, above = column > cell.column, row > cell.row
                shown = ("", ()) if left else (text, ranges)
                places[row][column] = GridCell(*shown, above, left, cell.column_span)
    rows = tuple(GridRow(tuple(row)) for row in places)
    recognised = any(cell.confidence is not None for cell in table.cells)
    printed = [cell.page for cell in table.cells] or [table.page]
    return Grid(rows, table.columns, table.has_grid, table.start, table.end, recognised, (min(printed), max(printed)))


def _read_cell(document: Document, start: int, end: int) -> tuple[str, Ranges]:
    """Text and ranges of a cell. The text is the slices of the ranges joined by one space, so that places map back."""
    raw = _MARKUP.sub(lambda match: "\0" * len(match.group()), document.slice(start, end))
    ranges = tuple((start + run.start(), start + run.end()) for run in _RUN.finditer(raw))
    return " ".join(document.slice(*span) for span in ranges), ranges


def blocks_between(document: Document, before: Grid, after: Grid) -> list[Block]:
    """What stands between two tables, footnotes and blank lines left out: nothing where a page break cuts a table."""
    first = bisect_left(document.blocks, before.end, key=lambda block: block.start)
    last = bisect_right(document.blocks, after.start, key=lambda block: block.end)
    return [
        block
        for block in document.blocks[first:last]
        if block.kind is not BlockKind.FOOTNOTE and document.slice(block.start, block.end).strip()
    ]


def title_row(start: int, end: int, text: str, columns: int) -> GridRow:
    """A row that is one title over all columns."""
    rest = (GridCell(left=True, columns=columns),) * (columns - 1)
    return GridRow((GridCell(text, ((start, end),), columns=columns), *rest))
