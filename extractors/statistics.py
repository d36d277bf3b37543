"""Statistics of appendices: rows of forms that are to be filled, and of tables of figures that report the past."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from extractors.agencies import split_agencies
from extractors.column_cells import is_figure
from extractors.columns import Column, Head, Role, TableKind
from extractors.figure_cells import is_unit, read_figure, unit_of
from extractors.figure_tables import planned_columns
from extractors.grids import GridCell, GridRow
from extractors.row_labels import RowKind, TableRow
from extractors.sections import section_at
from extractors.source_tables import SourceTable, source_tables
from extractors.table_rows import WHAT
from models.document import Document
from models.records import Section, Statistic

_BRACKETED = regex.compile(r"\((?P<unit>[^()]{1,30})\)\s*$")
_AMONG = regex.compile(r"(?<=\d)\s?/\s?\d{1,3}\s*$")
_PROVIDERS = (Role.UNIT_IN_CHARGE, Role.LEAD, Role.MONITOR)
_FEWEST_REPORTED = 2
"""Columns of the past beside one of the plan that make a table a report too."""


def find_statistics(document: Document, sections: list[Section], first_year: int | None = None) -> list[Statistic]:
    """Rows of all forms and reports in order; `first_year` is the plan's, before which figures are of the past.

    `table` is the path of the section in which the form stands, '#2' behind it for a second form of the section, and
    behind that the label of the part of the form ('PL1.II'). A '-' row belongs to the numbered row above (`parent`)
    and, where its own are blank, to the same agency and unit.
    """
    found: list[Statistic] = []
    seen: Counter[str] = Counter()
    for source in source_tables(document):
        columns = reported_columns(source, first_year)
        if not columns:
            continue
        section = section_at(sections, source.start)
        path = section.path if section else ""
        seen[path] += 1
        table = path if seen[path] == 1 else f"{path}#{seen[path]}"
        head = source.head
        rows: Sequence[TableRow] = source.read_rows(totals=True, is_form=True)
        rows = rows if source.has_spans else _with_merged_agencies(rows, head)
        found += _read_rows(document, rows, head, columns, table, dashes_lost=source.recognised)
    return found


def reported_columns(source: SourceTable, first_year: int | None) -> tuple[Column, ...]:
    """The columns of figures that a table reports: all of a form; of a table without agencies those of what has been
    reached or of years before the plan.

    Beside a column that the plan commits to, one such column only says what its targets start from: it is reported
    where others stand beside it or the table names who provides its figures.
    """
    figures = source.head.of(Role.YEAR, Role.VALUE, Role.BASELINE)
    if source.kind is TableKind.STATISTICS:
        return figures
    if source.kind is not TableKind.OTHER or source.head.what is None or source.head.has(Role.PERSON, Role.BUDGET):
        return ()
    planned = planned_columns(source, first_year)
    past = tuple(column for column in figures if column not in planned)
    filled = [column for column in past if any(is_figure(row.cells[column.index].text) for row in source.rows)]
    enough = _FEWEST_REPORTED if planned and not source.head.has(Role.UNIT_IN_CHARGE) else 1
    return past if len(filled) >= enough else ()


def _with_merged_agencies(rows: Sequence[TableRow], head: Head) -> Sequence[TableRow]:
    """The rows of a transcript with the agency of the row above where its cell is merged over several rows.

    A blank says so in a column of those who provide the figures, as each figure has somebody who does, unless the
    column prints a name again in the row below: then its cells are not merged. A group begins anew.
    """
    column = next(iter(head.of(*_PROVIDERS)), None)
    if column is None:
        return rows
    names = [row.row.cells[column.index].text for row in rows]
    if any(name and name == following for name, following in pairwise(names)):
        return rows
    merged: list[TableRow] = []
    above = GridCell()
    for row in rows:
        cell = row.row.cells[column.index]
        if _is_group(row, head):
            above = GridCell()
        elif cell.text:
            above = cell
        elif above.text:
            cells = tuple(
                replace(above, ranges=(), above=True) if at == column.index else one
                for at, one in enumerate(row.row.cells)
            )
            row = replace(row, row=GridRow(cells))
        merged.append(row)
    return merged


def _cell_text(row: GridRow, head: Head, *roles: Role) -> str:
    return next((row.cells[column.index].text for column in head.of(*roles) if row.cells[column.index].text), "")


def _is_group(row: TableRow, head: Head) -> bool:
    """All figures of a form are blank: only a label, or a title over its whole width, makes a row a group."""
    what = row.row.cells[head.what.index] if head.what else GridCell()
    return row.kind is RowKind.GROUP and (bool(row.label) or not what.text or what.columns > 1)


def _read_rows(
    document: Document,
    rows: Sequence[TableRow],
    head: Head,
    columns: tuple[Column, ...],
    table: str,
    *,
    dashes_lost: bool,
) -> list[Statistic]:
    years = [column.heading for column in columns]
    found: list[Statistic] = []
    parent: Statistic | None = None
    part = table
    for row in rows:
        if _is_group(row, head):
            parent, part = None, f"{table}.{row.label}" if row.label else table
            continue
        indicator = _cell_text(row.row, head, *WHAT)
        if not indicator:
            continue
        number = row.label if row.kind is RowKind.PARENT else row.number
        if number is None and indicator[:1] in {"-", "+"}:
            number, indicator = indicator[0], indicator[1:].strip()
        if number is None and dashes_lost and parent is not None and parent.no is not None:
            # Recognition loses a dash that stands alone in its cell.
            number = "-"
        is_child = number in {"-", "+"} and parent is not None
        in_charge = _provider(_cell_text(row.row, head, *_PROVIDERS))
        unit = _unit(_cell_text(row.row, head, Role.UNIT), indicator)
        if is_child and parent is not None:
            in_charge, unit = in_charge or parent.unit_in_charge, unit or parent.unit
        spans = [span for index in row.row.filled for span in row.row.cells[index].ranges]
        statistic = Statistic(
            table=part,
            no=number,
            indicator=indicator,
            unit_in_charge=in_charge,
            years=years,
            unit=unit,
            values=[_value(row.row.cells[column.index].text, unit) for column in columns],
            parent=parent.indicator if is_child and parent is not None else None,
            page=document.page_of(spans[0][0]) if spans else None,
            char_start=min((start for start, _ in spans), default=None),
            char_end=max((end for _, end in spans), default=None),
        )
        if not is_child:
            parent = statistic
        found.append(statistic)
    if all(value is None for statistic in found for value in statistic.values):
        for statistic in found:
            statistic.values = []
    return found


def _unit(cell: str, indicator: str) -> str | None:
    """The unit in its own column, or in brackets behind the name of what is counted."""
    bracketed = _BRACKETED.search(indicator)
    printed = cell or (bracketed["unit"] if bracketed and is_unit(bracketed["unit"]) else "")
    return unit_of(printed) or None


def _provider(cell: str) -> str | None:
    """The agency of a cell spelled out; several of them, and persons, as printed."""
    names = split_agencies(cell)
    return names[0] if len(names) == 1 else cell or None


def _value(cell: str, unit: str | None) -> float | None:
    """The figure of a cell; of a rank among so many ("6/63") the rank."""
    figure = read_figure(_AMONG.sub("", cell) if unit == "hạng" else cell)
    return figure.value if figure else None
