"""Tables of targets in figures: a row names what is measured, a column of a year or of the plan says how much.

'Tỷ lệ hồ sơ đúng hạn | % | ≥ 98': the unit has a column of its own or stands in brackets behind the name. Forms whose
figures are blank are statistics; columns of years before the plan and of results so far are none of its targets.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.columns import Column, Head, Role, TableKind
from extractors.domains import domain_of
from extractors.quantities import Figure, read_figure
from extractors.row_labels import RowKind, TableRow
from extractors.sections import section_at
from extractors.source_tables import SourceTable, source_tables
from extractors.table_rows import body_rows, classify, join_cut_rows
from models.document import Document
from models.records import Domain, Section
from models.text import fold

_YEAR = regex.compile(r"(?:19|20)\d{2}")
_SO_FAR = regex.compile(r"\b(thuc hien|uoc|ket qua|hien trang|da dat|nam truoc)\b")
_BRACKETED_UNIT = regex.compile(r"\s*\((?P<unit>%|[^()\d]{1,15})\)\s*$")
_EXCEPTION = regex.compile(r"^(?:trừ|ngoại trừ|không bao gồm|không tính)\s", regex.IGNORECASE)
_LEAST_FILLED = 0.5
"""Share of a column's cells that must hold figures; below, it is a form with a few examples."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of a table of targets."""

    subject: str
    figure: Figure
    unit: str
    year: str | None
    """Of the column's heading; None where the column is the plan's."""
    section: str | None
    domain: Domain | None
    exception: str | None
    start: int
    end: int
    """Range of the text from what is measured to the figure."""
    cell: tuple[int, int]
    """Range of the figure's own cell."""


def read_figure_rows(document: Document, sections: list[Section], first_year: int | None) -> Iterator[FigureRow]:
    """All figures that the tables of a plan commit to, row by row; `first_year` is the plan's."""
    for source in source_tables(document):
        head = source.head
        if source.kind is TableKind.STATISTICS or not head.has(Role.GOAL, Role.INDICATOR, Role.TASK):
            continue
        columns = [column for column in head.of(Role.YEAR, Role.VALUE) if _is_planned(column, first_year)]
        if columns:
            yield from _rows(document, source, columns, sections)


def _is_planned(column: Column, first_year: int | None) -> bool:
    years = [int(year) for year in _YEAR.findall(column.heading)]
    return not _SO_FAR.search(fold(column.heading)) and not (years and first_year and max(years) < first_year)


def _rows(
    document: Document, source: SourceTable, columns: list[Column], sections: list[Section]
) -> Iterator[FigureRow]:
    head = source.head
    rows = classify(join_cut_rows(body_rows(source.rows, head), head), head, source.has_spans, source.recognised)
    section = section_at(sections, source.start)
    domain = section.domain if section else None
    filled = [row for row in rows if any(row.row.cells[column.index].text for column in columns)]
    readable = [row for row in filled if any(read_figure(row.row.cells[column.index].text) for column in columns)]
    if len(readable) < _LEAST_FILLED * max(1, len(filled)):
        return
    for row in rows:
        if row.kind is RowKind.GROUP:
            domain = domain_of(row.title) or (section.domain if section else None)
        for column in columns:
            made = _row(row, column, head, document)
            if made is not None:
                subject, unit, exception, span = made
                figure = read_figure(row.row.cells[column.index].text)
                years = _YEAR.findall(column.heading)
                if figure is not None:
                    cell = row.row.cells[column.index].ranges
                    yield FigureRow(
                        subject, figure, unit, years[-1] if years else None, section.path if section else None, domain,
                        exception, *span, (cell[0][0], cell[-1][1]),
                    )  # fmt: skip


def _row(
    row: TableRow, column: Column, head: Head, document: Document
) -> tuple[str, str, str | None, tuple[int, int]] | None:
    what = row.row.cells[head.what.index] if head.what else None
    cell = row.row.cells[column.index]
    if what is None or not what.text or not what.ranges or not cell.ranges:
        return None
    unit_column = head.first(Role.UNIT)
    unit = row.row.cells[unit_column.index].text if unit_column else ""
    subject = what.text
    bracketed = _BRACKETED_UNIT.search(subject)
    if not unit and bracketed:
        unit, subject = bracketed["unit"], subject[: bracketed.start()]
    if not unit and "%" in cell.text:
        unit = "%"
    note_column = head.first(Role.NOTE)
    note = row.row.cells[note_column.index].text if note_column else ""
    exception = note if _EXCEPTION.match(note) else None
    start, end = what.ranges[0][0], cell.ranges[-1][1]
    return (subject, unit, exception, (start, end)) if start < end and document.slice(start, end).strip() else None
