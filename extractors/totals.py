"""Sums of money that contradict each other: the total that the text states against the one that a table ends with, and
a table's total against the sum of its rows.

A table counts where one column alone holds a figure in the row of the total and its heading names money: then there is
no doubt what is added up.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.citations import segments
from extractors.places import Places, finding, quoted
from extractors.quantities import parse_number
from models.document import Cell, Document, Table
from models.records import Finding
from models.text import fold_keeping_length, fold_words

_MONEY = r"(?:ty|trieu|nghin|ngan|tr\.?) ?(?:dong|đ|d)\b|dong\b"
_SCALES = {"ty": 1e9, "tr": 1e6, "ng": 1e3, "do": 1.0}
_STATED = regex.compile(
    r"\btong (?:cong )?(?:nhu cau )?(?:kinh phi|du toan|muc dau tu|nguon von|so tien)"
    r"(?P<of>[^.;\d]{0,80}?)(?P<about>khoang |tren |hon )?"
    rf"(?P<number>\d{{1,3}}(?:[.,]\d{{3}})+|\d+(?:,\d+)?) ?(?P<unit>{_MONEY})"
)
_TOTAL_ROW = regex.compile(r"^(?:tong(?: cong| so| kinh phi)?|cong)(?: \(?[a-z+ ]{0,12}\)?)?$")
_HEAD_OF_MONEY = regex.compile(r"\b(?:kinh phi|du toan|thanh tien|so tien|von)\b")
_NUMBER = regex.compile(r"^\d{1,3}(?:[.,]\d{3})+(?:,\d+)?$|^\d+(?:,\d+)?$")
_ROUNDED = 0.05
_PART = regex.compile(r"\b(?:nam|trong do|giai doan|ngan sach|nguon|dot|quy)\b")


@dataclass(frozen=True, slots=True)
class _Total:
    """What a table ends with."""

    table: Table
    cell: Cell
    value: float
    scale: float | None
    """Đồng in one of its units; None where the heading names no unit."""
    parts: tuple[float, ...]
    """Figures of the rows above it; empty where they are subtotals too."""


def find_total_conflicts(document: Document, places: Places) -> Iterator[Finding]:
    """Totals of the text and of tables that differ, and totals that are not the sum of their rows."""
    totals = [total for table in document.tables if (total := _total(document, table)) is not None]
    for total in totals:
        added = sum(total.parts)
        if len(total.parts) >= 3 and round(added, 3) != round(total.value, 3):
            place = places.name(total.cell.start)
            detail = (
                f"Tổng của bảng: {place} dòng tổng ghi “{_text(document, total.cell)}”; "
                f"{place} cộng {len(total.parts)} dòng được “{added:,.10g}”."
            )
            where = places.path(total.cell.start)
            yield finding("number_mismatch", where, detail, total.cell.start, total.cell.end, "Tổng cộng")
    if len(totals) != 1 or totals[0].scale is None:
        return
    total = totals[0]
    assert total.scale is not None
    for start, text, in_table in segments(document):
        if in_table:
            continue
        for match in _STATED.finditer(fold_keeping_length(text)):
            if _PART.search(match["of"]):
                continue
            stated = parse_number(match["number"]) * _SCALES[match["unit"][:2]]
            in_table_value = total.value * total.scale
            tolerance = _ROUNDED * stated if match["about"] or "khoang" in match["of"] else 0.5
            if abs(stated - in_table_value) <= tolerance:
                continue
            at = start + match.start()
            quote = quoted(text[match.start() : match.end()])
            detail = (
                f"Tổng kinh phí: {places.name(at)} ghi “{quote}”; "
                f"{places.name(total.cell.start)} dòng tổng ghi “{_text(document, total.cell)}”."
            )
            yield finding("number_mismatch", places.path(at), detail, at, start + match.end(), quote)


def _total(document: Document, table: Table) -> _Total | None:
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    ordered = sorted(rows)
    at = next((row for row in reversed(ordered) if _is_total(document, rows[row])), None)
    if at is None:
        return None
    figures = [cell for cell in rows[at] if _NUMBER.match(_text(document, cell))]
    if len(figures) != 1:
        return None
    cell = figures[0]
    column = [(row, other) for row in ordered if row < at for other in rows[row] if other.column == cell.column]
    head = " ".join(_text(document, other) for row, other in column if row <= ordered[0] + 1)
    key = fold_keeping_length(head)
    unit = regex.search(rf"{_MONEY}|tr\.?đ|\btr ?d\b", key)
    if unit is None and not _HEAD_OF_MONEY.search(key):
        return None
    body = [(row, other) for row, other in column if _NUMBER.match(_text(document, other))]
    # A row whose number is Roman, or that stands for a group, may add up those below it.
    grouped = any(_is_group(document, rows[row]) for row, _ in body)
    blank = [
        row for row, other in column if row > ordered[0] + 1 and _text(document, other) and (row, other) not in body
    ]
    parts = () if grouped or blank else tuple(float(parse_number(_text(document, other))) for _, other in body)
    scale = _SCALES.get(unit.group()[:2], 1e6) if unit else None
    return _Total(table, cell, float(parse_number(_text(document, cell))), scale, parts)


def _is_total(document: Document, cells: list[Cell]) -> bool:
    filled = [text for cell in sorted(cells, key=lambda cell: cell.column) if (text := _text(document, cell))]
    return bool(filled) and bool(_TOTAL_ROW.match(fold_words(filled[0])))


def _is_group(document: Document, cells: list[Cell]) -> bool:
    first = _text(document, min(cells, key=lambda cell: cell.column))
    return not regex.fullmatch(r"\d{1,3}\.?", first)


def _text(document: Document, cell: Cell) -> str:
    return regex.sub(r"</?\w+>|\*", "", document.slice(cell.start, cell.end)).strip()
