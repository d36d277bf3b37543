"""Excel workbooks (.xlsx), as which annexes are published: each sheet that is shown is a heading and a table.

Values are those that Excel last computed, as it shows them: 0.8 with the format 0% is 80%, a date is day/month/year.
"""

import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from models.document import Document
from pipeline.errors import InputError
from pipeline.office.build import build
from pipeline.office.flow import FlowCell, FlowTable, Item, Paragraph, Run, close_ranks
from pipeline.office.frame import lines_of
from pipeline.office.package import MAX_MEMBER, check_directory, parse_xml

MAX_STORED_CELLS = 900_000
"""Cells and rows that a sheet may store, empty ones included."""
MAX_CELLS = 300_000
"""Cells with a value that are read at most: the longest annexes have 40,000."""
_MAX_SHEETS = 200
_GAP_ROWS = 1
"""Empty rows that part two tables of a sheet."""


def read_xlsx(path: Path) -> Document:
    """Compose a workbook. Raises InputError where it is damaged, dangerous or without text."""
    try:
        with zipfile.ZipFile(path) as archive:
            check_directory(path, archive)
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    _check_part(archive, name, path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # features that openpyxl drops: charts, validations, print settings
            workbook = openpyxl.load_workbook(path, data_only=True, keep_links=False)
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        OSError,
        EOFError,
        AttributeError,
        IndexError,
        SyntaxError,
    ) as error:  # openpyxl raises whatever a wrong part makes it stumble over
        raise InputError("the workbook is damaged.", "Get it again, or save it again from Excel.", file=path) from error
    items: list[Item] = []
    for sheet in workbook.worksheets[:_MAX_SHEETS]:
        if sheet.sheet_state == "visible":
            items += _sheet_items(sheet, path)
    return build(path, items, "Excel workbook")


def _check_part(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    """Refuse entities, which the head of a part declares, and sheets with formats down to the last row: openpyxl
    would make an object of each."""
    count = size = 0
    tail = b""
    with archive.open(name) as stream:
        while chunk := stream.read(1 << 20):
            if not size and (b"<!DOCTYPE" in chunk[:4096] or b"<!ENTITY" in chunk[:4096]):
                parse_xml(chunk, name, path)
            size += len(chunk)
            if "/worksheets/" in name:
                count += (tail + chunk).count(b"<c ") + (tail + chunk).count(b"<row ")
                tail = chunk[-4:]
            if size > MAX_MEMBER or count > MAX_STORED_CELLS:
                raise InputError(
                    f"a sheet has more than {MAX_STORED_CELLS} formatted cells.",
                    "Delete the empty rows below its tables and save it again.", file=path,
                )  # fmt: skip


def _sheet_items(sheet: Any, path: Path) -> list[Item]:
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    covered = {(row, column) for area in merged.values() for row, column in _inside(area)}
    values: dict[tuple[int, int], Any] = {}
    hidden = {
        column for shape in sheet.column_dimensions.values() if shape.hidden and shape.min and shape.max
        for column in range(shape.min, min(shape.max, 16_384) + 1)
    }  # fmt: skip
    # Formatted but empty rows reach down to the last of a million: only cells that hold something count.
    for (row, column), cell in sheet._cells.items():
        if cell.value is None or (row, column) in covered:
            continue
        if column in hidden or (row in sheet.row_dimensions and sheet.row_dimensions[row].hidden):
            continue
        if str(cell.value).strip():
            values[row, column] = cell
        if len(values) > MAX_CELLS:
            raise InputError(f"the workbook has more than {MAX_CELLS} filled cells.", "Split it first.", file=path)
    if not values:
        return []
    title = Paragraph([Run(sheet.title)], heading_level=None, centered=True)
    generic = re.fullmatch(r"(?:Sheet|Trang tính|Trang_tính)\s*\d*", sheet.title, re.IGNORECASE)
    items: list[Item] = [] if generic else [title]
    occupied = {row for row, _ in values}
    for place, area in merged.items():
        occupied |= set(range(area.min_row, area.max_row + 1)) if place in values else set()
    for rows in _regions(sorted(occupied)):
        items += _region_items(rows, values, merged)
    return items


def _inside(area: Any) -> Iterator[tuple[int, int]]:
    """Places of a merged area but its first."""
    if (area.max_row - area.min_row + 1) * (area.max_col - area.min_col + 1) > MAX_CELLS:
        return
    for row in range(area.min_row, area.max_row + 1):
        for column in range(area.min_col, area.max_col + 1):
            if (row, column) != (area.min_row, area.min_col):
                yield row, column


def _regions(rows: list[int]) -> Iterator[list[int]]:
    """Rows that stand together."""
    region: list[int] = []
    for row in rows:
        if region and row - region[-1] > _GAP_ROWS + 1:
            yield region
            region = []
        region.append(row)
    if region:
        yield region


def _region_items(
    rows: list[int], values: dict[tuple[int, int], Any], merged: dict[tuple[int, int], Any]
) -> list[Item]:
    """Rows with one value at the top and at the foot are text about the table; rows with two sides of the form are a
    table without rulings."""
    by_row = {row: sorted(column for at, column in values if at == row) for row in rows}
    filled = [row for row in rows if by_row[row]]
    wide = [row for row in filled if len(by_row[row]) >= 3]
    if not wide:
        wide = [
            row for row in filled if len(by_row[row]) >= 2 and all(_is_ruled(values[row, at]) for at in by_row[row])
        ]
    top, bottom = (wide[0], wide[-1]) if wide else (None, None)
    # A head over several rows begins with cells that reach down into its last row.
    while (
        top is not None and (above := [row for row in filled if row < top]) and _is_ruled_row(values, by_row, above[-1])
    ):
        top = above[-1]
    while (
        bottom is not None
        and (below := [row for row in filled if row > bottom])
        and _is_ruled_row(values, by_row, below[0])
    ):
        bottom = below[0]
    items: list[Item] = []
    table_rows: list[int] = []
    for row in rows:
        if top is not None and bottom is not None and top <= row <= bottom:
            table_rows.append(row)
            continue
        if table_rows:
            items.append(_table(table_rows, values, merged, ruled=True))
            table_rows = []
        if len(by_row[row]) == 1:
            cell = values[row, by_row[row][0]]
            items += lines_of(_paragraph(cell))
        elif by_row[row]:
            items.append(_table([row], values, merged, ruled=False))
    if table_rows:
        items.append(_table(table_rows, values, merged, ruled=True))
    return _joined(items)


def _joined(items: list[Item]) -> list[Item]:
    """Rows of two sides that follow each other as one table."""
    result: list[Item] = []
    for item in items:
        last = result[-1] if result else None
        if isinstance(item, FlowTable) and isinstance(last, FlowTable) and not item.ruled and not last.ruled:
            for cell in item.cells:
                cell.row += last.rows
            last.cells += item.cells
            last.rows += item.rows
            last.columns = max(last.columns, item.columns)
        else:
            result.append(item)
    return result


def _is_ruled_row(values: dict[tuple[int, int], Any], by_row: dict[int, list[int]], row: int) -> bool:
    return all(_is_ruled(values[row, column]) for column in by_row[row])


def _is_ruled(cell: Any) -> bool:
    sides = (cell.border.left, cell.border.right, cell.border.top, cell.border.bottom)
    return sum(side is not None and side.style is not None for side in sides) >= 2


def _table(
    rows: list[int], values: dict[tuple[int, int], Any], merged: dict[tuple[int, int], Any], *, ruled: bool
) -> FlowTable:
    cells = []
    places = {row: index for index, row in enumerate(rows)}
    for (row, column), cell in values.items():
        if row not in places:
            continue
        area = merged.get((row, column))
        row_span = sum(area.min_row <= other <= area.max_row for other in rows) if area else 1
        column_span = area.max_col - area.min_col + 1 if area else 1
        cells.append(FlowCell(places[row], column, row_span, column_span, [_paragraph(cell)]))
    table = FlowTable(len(rows), max(cell.column + cell.column_span for cell in cells), cells, ruled)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return close_ranks(table) if ruled else table


def _paragraph(cell: Any) -> Paragraph:
    text = show(cell.value, cell.number_format).replace("\r\n", "\n")
    font = cell.font
    run = Run(text, bool(font and font.b), bool(font and font.i), font.name if font else None)
    return Paragraph(
        [run], centered=bool(cell.alignment and cell.alignment.horizontal in ("center", "centerContinuous"))
    )


def show(value: Any, number_format: str = "General") -> str:
    """A value as Excel shows it in a Vietnamese document: comma before decimals, points between thousands.

    >>> show(0.8, "0%"), show(1234567, "#,##0"), show(98.5, "0.0"), show(dt.date(2026, 3, 1), "mm-dd-yy")
    ('80%', '1.234.567', '98,5', '01/03/2026')
    """
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, dt.datetime | dt.date):
        return _show_date(value, number_format)
    if not isinstance(value, int | float):
        return str(value)
    shape = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format.split(";")[0])
    percent = "%" in shape
    number = value * 100 if percent else value
    found = re.search(r"[0#?]\.([0#?]+)", shape)
    if found:
        least = found[1].count("0")
        text = f"{number:.{len(found[1])}f}"
        whole, _, decimals = text.partition(".")
        decimals = decimals[:least] + decimals[least:].rstrip("0")
    elif re.search(r"[0#]", shape):
        whole, decimals = f"{number:.0f}", ""
    else:
        whole, _, decimals = f"{round(number, 10):.10f}".rstrip("0").partition(".")
    if re.search(r"[#0],[#0]", shape):
        whole = f"{int(whole):,}".replace(",", ".")
    elif re.fullmatch(r"0{2,}", shape):
        whole = whole.zfill(len(shape))
    return whole + (f",{decimals}" if decimals else "") + ("%" if percent else "")


def _show_date(value: dt.datetime | dt.date, number_format: str) -> str:
    shape = number_format.lower()
    if "d" not in shape and "y" in shape:
        return f"{value.month:02d}/{value.year}" if "m" in shape else str(value.year)
    return f"{value.day:02d}/{value.month:02d}/{value.year}"
