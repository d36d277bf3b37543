"""The tables of a document as they are printed: parts on several pages put together, heads and rows read.

This is the one place that reads them: each document is read once, whoever asks for its tables.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from weakref import ref

import regex

from extractors.agencies import registered_agency, split_agencies
from extractors.columns import Head, Role, TableKind, kind_of_table, read_head
from extractors.deadlines import parse_deadline
from extractors.frame import frames
from extractors.grids import Grid, GridRow, blocks_between, read_grid, title_row
from extractors.row_labels import TableRow
from extractors.table_rows import LEADS, body_rows, classify, is_group_title, join_cut_rows
from models.document import Document, Table
from models.text import fold, fold_words


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the document that is part of a printed one, from the row `first` on: a head is not repeated."""

    table: Table
    first: int = 0


@dataclass(frozen=True)
class SourceTable:
    """A table with its head; its rows are read when they are asked for."""

    kind: TableKind
    head: Head
    rows: tuple[GridRow, ...]
    has_spans: bool
    recognised: bool
    start: int
    end: int
    number: int | None
    """Counts the tables of tasks or goals of a document from 1; None for others."""
    parts: tuple[Part | GridRow, ...]
    """From top to bottom; a row alone is the title of a group that recognition took out of the grid."""

    @cached_property
    def labelled(self) -> tuple[TableRow, ...]:
        """The rows below the head with their kinds, labels and numbers, without totals; read once, whoever asks."""
        return self.read_rows()

    def read_rows(self, *, totals: bool = False, is_form: bool = False) -> tuple[TableRow, ...]:
        """The same with totals, or as those of a form of blank figures."""
        rows = join_cut_rows(body_rows(self.rows, self.head, totals=totals), self.head, is_form=is_form)
        return tuple(classify(rows, self.head, self.has_spans, self.recognised))


@dataclass(frozen=True, slots=True)
class HeadlessTable:
    """A table of which no head is known: what its columns hold is not told."""

    start: int
    end: int
    parts: tuple[Part | GridRow, ...]


ASSIGNING = frozenset({TableKind.ASSIGNMENT, TableKind.GOAL_ASSIGNMENT})
"""Tables that give tasks or goals to agencies."""
_APPENDIX = regex.compile(r"^phu luc\b")
_FEWEST_CELLS = 2
"""A frame around one text is no table."""

Tables = tuple[SourceTable | HeadlessTable, ...]
_held: dict[int, tuple[ref[Document], Tables]] = {}
"""What was read, by the identity of its document: to compare documents would be to compare all their words."""


@dataclass(slots=True)
class _Draft:
    """A table under way: rows below its head, and its last grid, with which the next one may go on."""

    head: Head | None
    first: Grid
    last: Grid
    rows: list[GridRow]
    parts: list[Part | GridRow]


def source_tables(document: Document) -> list[SourceTable]:
    """All tables that have a head; a fragment without head goes on with the table before it."""
    return [table for table in printed_tables(document) if isinstance(table, SourceTable)]


def printed_tables(document: Document) -> Tables:
    """All tables in the order of the text; those that only set a letterhead or a signature in columns are none.

    They are read once, and kept for as long as the document is there.
    """
    key = id(document)
    if key not in _held:
        found = _read_tables(document)
        _held[key] = (ref(document, lambda _: _held.pop(key, None)), found)
    return _held[key][1]


def _read_tables(document: Document) -> Tables:
    """The title of a group that recognition took out of the grid, so that it cut the table, is put back as a row."""
    drafts: list[_Draft] = []
    before: _Draft | None = None
    for table in sorted(document.tables, key=lambda table: table.start):
        grid = read_grid(document, table)
        head = read_head(grid)
        if head is None and (len(table.cells) < _FEWEST_CELLS or frames(document, table)):
            before = None
            continue
        first = head.rows if head else 0
        joint = _joint(document, before, grid, head) if before is not None else None
        if before is not None and joint is not None:
            before.rows += [*joint, *grid.rows[first:]]
            before.parts += [*joint, Part(table, first)]
            before.last = grid
        else:
            before = _Draft(head, grid, grid, list(grid.rows[first:]), [Part(table)])
            drafts.append(before)
    return tuple(_numbered(drafts))


def _numbered(drafts: list[_Draft]) -> Iterator[SourceTable | HeadlessTable]:
    assigning = 0
    for draft in drafts:
        grid, start, end, parts = draft.first, draft.first.start, draft.last.end, tuple(draft.parts)
        if draft.head is None:
            yield HeadlessTable(start, end, parts)
            continue
        kind = kind_of_table(grid, draft.head)
        assigning += kind in ASSIGNING
        number = assigning if kind in ASSIGNING else None
        rows = tuple(draft.rows)
        yield SourceTable(kind, draft.head, rows, grid.has_spans, grid.recognised, start, end, number, parts)


def _headings(head: Head) -> list[str]:
    return [fold_words(column.heading) for column in head.columns]


def _joint(document: Document, before: _Draft, after: Grid, head: Head | None) -> list[GridRow] | None:
    """Rows to put between two parts of one table: none, or the title of a group; None where they are two tables."""
    if before.last.columns != after.columns:
        return None
    if head is not None and (before.head is None or _headings(before.head) != _headings(head)):
        return None
    between = blocks_between(document, before.last, after)
    if not between:
        return []
    if head is not None or before.head is None or not after.recognised:
        return None
    text = document.slice(between[0].start, between[0].end).strip()
    if len(between) == 1 and is_group_title(text):
        return [title_row(between[0].start, between[0].end, text, after.columns)]
    # Dirt or a table page that recognition took for prose: the cells tell whether the table goes on.
    appendix = any(_APPENDIX.match(fold(document.slice(block.start, block.end))) for block in between)
    goes_on = before.last.pages[1] < after.pages[0] and not appendix and _looks_like(after, before.head)
    return [] if goes_on else None


def _looks_like(grid: Grid, head: Head) -> bool:
    """Whether the cells of a grid without head hold times and agencies where this head has them."""
    times = [row.cells[column.index].text for row in grid.rows for column in head.of(Role.DEADLINE)]
    leads = [row.cells[column.index].text for row in grid.rows for column in head.of(*LEADS)]
    agencies = [text for text in leads if any(registered_agency(name) for name in split_agencies(text))]
    return any(parse_deadline(text, 2000).kind != "none" for text in times) and bool(agencies)
