"""The tables of a document into the database, cell by cell, with the place of each on the page."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from models.document import Box, Document
from models.records import TableRecord
from models.table_schema import PrintedCell, PrintedColumn, PrintedTable

FindSection = Callable[[str | None, int | None], int | None]
"""Key of a section by its path and a place in it."""


def load_tables(
    session: Session,
    document_id: int,
    document: Document,
    tables: Sequence[TableRecord],
    find_section: FindSection,
) -> dict[int, int]:
    """Write the tables; gives the key of each table that assigns work by its number."""
    if not tables:
        return {}
    rows = [
        PrintedTable(
            document_id=document_id,
            section_id=find_section(table.section, table.char_start),
            section_path=table.section,
            position=position,
            kind=table.kind,
            number=table.number,
            row_count=table.rows,
            head_row_count=table.head_rows,
            column_count=_width(table),
            page=table.page,
            page_end=table.page_end,
            char_start=table.char_start,
            char_end=table.char_end,
            confidence=table.confidence,
        )
        for position, table in enumerate(tables, 1)
    ]
    session.add_all(rows)
    session.flush()
    columns = [
        {"table_id": row.table_id, "position": position, "heading": column.heading or None, "role": column.role}
        for row, table in zip(rows, tables, strict=True)
        for position, column in enumerate(table.columns, 1)
    ]
    if columns:
        session.execute(insert(PrintedColumn), columns)
    boxes = {(cell.start, cell.end): cell.box for table in document.tables for cell in table.cells}
    cells = [cell for row, table in zip(rows, tables, strict=True) for cell in _cells(row.table_id, table, boxes)]
    if cells:
        session.execute(insert(PrintedCell), cells)
    return {row.number: row.table_id for row in rows if row.number is not None}


def _width(table: TableRecord) -> int:
    return max([len(table.columns), *(cell.column + cell.column_span for cell in table.cells)])


def _cells(table_id: int, table: TableRecord, boxes: dict[tuple[int, int], Box | None]) -> list[dict[str, Any]]:
    rows = []
    for cell in table.cells:
        # Empty cells have a place in the text, too: each stands between two tabs of its own.
        box = boxes.get((cell.char_start or 0, cell.char_end or 0))
        rows.append(
            {
                "table_id": table_id,
                "row_position": cell.row + 1,
                "column_position": cell.column + 1,
                "row_span": cell.row_span,
                "column_span": cell.column_span,
                "text": cell.text or None,
                "page": cell.page,
                "char_start": cell.char_start,
                "char_end": cell.char_end,
                "confidence": cell.confidence,
                **{corner: getattr(box, corner, None) for corner in ("x0", "y0", "x1", "y1")},
            }
        )
    return rows
