"""Statistics forms of appendices: the rows that are to be filled with figures."""

from collections import Counter

from extractors.columns import Head, Role, TableKind
from extractors.grids import GridRow
from extractors.row_labels import RowKind, TableRow
from extractors.sections import section_at
from extractors.source_tables import source_tables
from extractors.table_rows import WHAT, body_rows, classify, join_cut_rows
from models.document import Document
from models.records import Section, Statistic


def find_statistics(document: Document, sections: list[Section]) -> list[Statistic]:
    """Rows of all forms in order.

    `table` is the path of the section in which the form stands, '#2' behind it for a second form of the section. A '-'
    row belongs to the numbered row above (`parent`) and, where its own is blank, to the same unit.
    """
    found: list[Statistic] = []
    seen: Counter[str] = Counter()
    for source in source_tables(document):
        if source.kind is not TableKind.STATISTICS:
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


def _cell_text(row: GridRow, head: Head, *roles: Role) -> str:
    return next((row.cells[column.index].text for column in head.of(*roles) if row.cells[column.index].text), "")


def _is_indicator(row: GridRow, head: Head) -> bool:
    return head.what is not None and bool(row.cells[head.what.index].text) and row.cells[head.what.index].columns == 1


def _read_rows(
    document: Document, rows: list[TableRow], head: Head, table: str, *, dashes_lost: bool
) -> list[Statistic]:
    years = [column.heading for column in head.of(Role.YEAR, Role.VALUE, Role.BASELINE)]
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
        unit = _cell_text(row.row, head, Role.UNIT_IN_CHARGE, Role.LEAD) or None
        if unit is None and is_child and parent is not None:
            unit = parent.unit_in_charge
        spans = [span for index in row.row.filled for span in row.row.cells[index].ranges]
        statistic = Statistic(
            table=table,
            no=number,
            indicator=indicator,
            unit_in_charge=unit,
            years=years,
            parent=parent.indicator if is_child and parent is not None else None,
            page=document.page_of(spans[0][0]) if spans else None,
            char_start=min((start for start, _ in spans), default=None),
            char_end=max((end for _, end in spans), default=None),
        )
        if not is_child:
            parent = statistic
        found.append(statistic)
    return found
