"""Every table of a document as a plain grid, whatever else was read from it: nothing on a page is lost."""

from collections.abc import Iterator

from extractors.columns import TableKind
from extractors.grids import GridRow
from extractors.sections import section_at
from extractors.source_tables import HeadlessTable, Part, SourceTable, printed_tables
from models.document import Document
from models.records import Section, TableCell, TableColumn, TableRecord


def find_tables(document: Document, sections: list[Section]) -> list[TableRecord]:
    """All tables in the order of the text, parts on several pages put together, a repeated head left out.

    The text of a cell is as read, footnote marks included, with single blanks.
    """
    return [_record(document, sections, table) for table in printed_tables(document)]


def _record(document: Document, sections: list[Section], table: SourceTable | HeadlessTable) -> TableRecord:
    section = section_at(sections, table.start)
    headed = table if isinstance(table, SourceTable) else None
    # A transcript, and an office file that tells no page breaks, has no pages.
    is_paged = document.page_of(table.start) is not None
    cells = list(_cells(document, table.parts, is_paged=is_paged))
    pages = [cell.page for cell in cells if cell.page is not None]
    return TableRecord(
        section=section.path if section else None,
        kind=(headed.kind if headed else TableKind.OTHER).value,
        number=headed.number if headed else None,
        columns=[TableColumn(heading=one.heading, role=one.role.value) for one in headed.head.columns]
        if headed
        else [],
        head_rows=headed.head.rows if headed else 0,
        rows=max((cell.row + cell.row_span for cell in cells), default=0),
        cells=cells,
        page=min(pages, default=None),
        page_end=max(pages, default=None),
        char_start=table.start,
        char_end=table.end,
        confidence=document.confidence_of(table.start, table.end),
    )


def _cells(document: Document, parts: tuple[Part | GridRow, ...], *, is_paged: bool) -> Iterator[TableCell]:
    above = 0
    for part in parts:
        if isinstance(part, GridRow):
            yield _title(document, part, above)
            above += 1
            continue
        for cell in sorted(part.table.cells, key=lambda cell: (cell.row, cell.column)):
            if cell.row >= part.first:
                yield TableCell(
                    row=above + cell.row - part.first,
                    column=cell.column,
                    row_span=min(cell.row_span, part.table.rows - cell.row),
                    column_span=min(cell.column_span, part.table.columns - cell.column),
                    text=" ".join(document.slice(cell.start, cell.end).split()),
                    page=cell.page if is_paged else None,
                    char_start=cell.start,
                    char_end=cell.end,
                    confidence=cell.confidence,
                )
        above += part.table.rows - part.first


def _title(document: Document, row: GridRow, at: int) -> TableCell:
    """The cell of a title over all columns."""
    title = row.cells[0]
    start, end = title.ranges[0][0], title.ranges[-1][1]
    return TableCell(
        row=at,
        column=0,
        column_span=len(row.cells),
        text=title.text,
        page=document.page_of(start),
        char_start=start,
        char_end=end,
        confidence=document.confidence_of(start, end),
    )
