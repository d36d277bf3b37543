"""Statistics of appendices: rows of forms that are to be filled, and of tables of figures that report the past."""

from collections import Counter

import regex

from extractors.column_cells import is_figure
from extractors.columns import Head, Role, TableKind
from extractors.figure_cells import is_unit, read_figure, unit_of
from extractors.figure_tables import planned_columns
from extractors.grids import GridRow
from extractors.row_labels import RowKind, TableRow
from extractors.sections import section_at
from extractors.source_tables import SourceTable, source_tables
from extractors.table_rows import WHAT, body_rows, classify, join_cut_rows
from models.document import Document
from models.records import Section, Statistic

_BRACKETED = regex.compile(r"\((?P<unit>[^()]{1,30})\)\s*$")


def find_statistics(document: Document, sections: list[Section], first_year: int | None = None) -> list[Statistic]:
    """Rows of all forms and reports in order; `first_year` is the plan's, before which figures are of the past.

    `table` is the path of the section in which the form stands, '#2' behind it for a second form of the section. A '-'
    row belongs to the numbered row above (`parent`) and, where its own are blank, to the same agency and unit.
    """
    found: list[Statistic] = []
    seen: Counter[str] = Counter()
    for source in source_tables(document):
        if source.kind is not TableKind.STATISTICS and not _is_report(source, first_year):
            continue
        section = section_at(sections, source.start)
        path = section.path if section else ""
        seen[path] += 1
        table = path if seen[path] == 1 else f"{path}#{seen[path]}"
        head = source.head
        rows = classify(
            join_cut_rows(body_rows(source.rows, head, totals=True), head, is_form=True),
            head,
            source.has_spans,
            source.recognised,
        )
        found += _read_rows(document, rows, head, table, dashes_lost=source.recognised)
    return found


def _is_report(source: SourceTable, first_year: int | None) -> bool:
    """Whether a table without agencies holds figures, all of what has been reached or of years before the plan."""
    figures = source.head.of(Role.YEAR, Role.VALUE, Role.BASELINE)
    if source.kind is not TableKind.OTHER or source.head.what is None or not figures:
        return False
    if source.head.has(Role.PERSON, Role.BUDGET) or planned_columns(source, first_year):
        return False
    return any(is_figure(row.cells[column.index].text) for row in source.rows for column in figures)


def _cell_text(row: GridRow, head: Head, *roles: Role) -> str:
    return next((row.cells[column.index].text for column in head.of(*roles) if row.cells[column.index].text), "")


def _is_indicator(row: GridRow, head: Head) -> bool:
    return head.what is not None and bool(row.cells[head.what.index].text) and row.cells[head.what.index].columns == 1


def _read_rows(
    document: Document, rows: list[TableRow], head: Head, table: str, *, dashes_lost: bool
) -> list[Statistic]:
    columns = head.of(Role.YEAR, Role.VALUE, Role.BASELINE)
    years = [column.heading for column in columns]
    found: list[Statistic] = []
    parent: Statistic | None = None
    for row in rows:
        # All figures of a form are blank: only a label, or a title over its whole width, makes a row a group.
        if row.kind is RowKind.GROUP and (row.label or not _is_indicator(row.row, head)):
            parent = None
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
        in_charge = _cell_text(row.row, head, Role.UNIT_IN_CHARGE, Role.LEAD, Role.MONITOR) or None
        unit = _unit(_cell_text(row.row, head, Role.UNIT), indicator)
        if is_child and parent is not None:
            in_charge, unit = in_charge or parent.unit_in_charge, unit or parent.unit
        spans = [span for index in row.row.filled for span in row.row.cells[index].ranges]
        statistic = Statistic(
            table=table,
            no=number,
            indicator=indicator,
            unit_in_charge=in_charge,
            years=years,
            unit=unit,
            values=[_value(row.row.cells[column.index].text) for column in columns],
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


def _value(cell: str) -> float | None:
    figure = read_figure(cell)
    return figure.value if figure else None
