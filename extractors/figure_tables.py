"""Tables of targets in figures: a row names what is measured, a column of a year or of the plan says how much.

'Tỷ lệ hồ sơ đúng hạn | % | ≥ 98': the unit has a column of its own or stands in brackets behind the name or heading. A
row over others may date them ('Đến năm 2030') or name their area. Columns of years before the plan and of results so
far are none of its targets: they say what these start from. Forms whose figures are blank are statistics.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from extractors.column_cells import is_figure
from extractors.columns import Column, Head, Role, TableKind
from extractors.domains import domain_of
from extractors.figure_cells import Figure, is_unit, read_figures, unit_of
from extractors.figure_words import bound_of, direction_of, unit_in
from extractors.grids import GridCell
from extractors.horizons import date_heading, title_horizon
from extractors.row_labels import RowKind, TableRow
from extractors.sections import section_at
from extractors.source_tables import SourceTable, source_tables
from models.document import Document
from models.records import Comparator, Direction, Domain, Section
from models.text import fold, fold_words

_YEAR = regex.compile(r"(?:19|20)\d{2}")
_SO_FAR = regex.compile(r"\b(thuc hien|uoc|ket qua|hien trang|da dat|nam truoc|th|tinh den|dat duoc)\b")
_REACHED = regex.compile(r"\b(?:thuc hien|th|ket qua|dat duoc|da dat)\b")
_BEFORE = regex.compile(r"\b(?:nam truoc|cung ky|hien (?:trang|nay|co)|goc)\b")
_TO_DO = regex.compile(r"\b(ke hoach|kh|chi tieu|muc tieu|phan dau|du kien|giao|lo trinh)\b")
_ESTIMATED = regex.compile(r"\b(?:so luong|khoi luong|quy mo|sl|tong so)\b")
_COUNTS = regex.compile(r"\bso luong\b")
_BRACKETED = regex.compile(r"\s*\((?P<unit>[^()\d]{1,30})\)\s*$")
_HEADED = regex.compile(r"\((?:ĐVT\s*:\s*)?(?P<unit>[^()\d]{1,20})\)", regex.IGNORECASE)
_EXCEPTION = regex.compile(r"^(?:trừ|ngoại trừ|không bao gồm|không tính)\s", regex.IGNORECASE)
_CHILD = regex.compile(r"(?is)^\s*(?:[-+•*–]\s*|trong đó\s*:?\s*(?:[-+•*–]\s*)?)(?P<name>.*)$")
_DITTO = regex.compile(r"^(?:[\"“”″'’]{1,2}|//|-?\s*(?:nt|như trên)\s*-?)$", regex.IGNORECASE)
_LEAST_FILLED = 0.5
"""Share of a column's cells that must hold figures; below, it is a form with a few examples."""
_LONGEST_UNIT = 2
"""Words of a unit that no list has."""
_FEWEST_WORDS = 3
"""Words from which a cell without figure states a goal in words."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """What one cell of a table of targets commits to."""

    subject: str
    figure: Figure | None
    """None for a goal in words, `words`."""
    words: str
    unit: str
    comparator: Comparator | None
    """That of the figure, or of the words around it ("… tối thiểu")."""
    direction: Direction | None
    """None where neither figure nor wording turns it."""
    year: str | None
    """Of the column's heading; None where the column is the plan's."""
    group_year: str | None
    """Set by a row above ("Đến năm 2030"): a year, 'yearly' or an ISO date."""
    section: str | None
    domain: Domain | None
    exception: str | None
    baseline: str | None
    """The latest result so far, with its heading."""
    start: int
    end: int
    """Range of the text from what is measured to the figure."""
    cell: tuple[int, int]
    """Range of the figure's own cell."""


@dataclass(slots=True)
class FigureReading:
    """What the tables of figures commit to."""

    rows: list[FigureRow] = field(default_factory=list)
    listed: set[int] = field(default_factory=set)
    """Where the cells begin that name what is measured, those without figure included."""


@dataclass(slots=True)
class _Above:
    """What the rows above say for those below."""

    domain: Domain | None
    year: str | None = None
    style: str = ""
    """Style of the label of the row that dates the others: one of the same style ends it."""
    parent: str = ""
    unit: str = ""
    """Of the row that `parent` names."""
    printed: str = ""
    """The last unit that a cell prints: what '"' below it means."""


def read_figure_tables(document: Document, sections: list[Section], first_year: int | None) -> FigureReading:
    """All that the tables of figures of a plan commit to, row by row; `first_year` is the plan's."""
    reading = FigureReading()
    for source in source_tables(document):
        columns = planned_columns(source, first_year)
        if columns:
            _read_table(document, source, columns, sections, reading)
    return reading


def planned_columns(source: SourceTable, first_year: int | None) -> list[Column]:
    """The columns of figures that a plan commits to; none in forms, lists of persons and estimates of costs."""
    head = source.head
    if source.kind is TableKind.STATISTICS or head.what is None or head.has(Role.PERSON):
        return []
    reached = [column for column in head.of(Role.BASELINE) if _is_reached(source, column)]
    past = {tuple(_YEAR.findall(column.heading)) for column in reached}
    columns = [
        column
        for column in head.of(Role.YEAR, Role.VALUE)
        if _is_planned(column, first_year) and tuple(_YEAR.findall(column.heading)) not in past
    ]
    if head.has(Role.BUDGET):
        # Beside money a number of things is what it buys, and the figures of years are money.
        columns = [one for one in columns if one.role is Role.VALUE and not _ESTIMATED.search(fold_words(one.heading))]
    return columns


def _is_reached(source: SourceTable, column: Column) -> bool:
    """Whether a column tells what became of a plan: then the figure planned for the same time is no goal any more."""
    heading = fold_words(column.heading)
    filled = any(is_figure(row.cells[column.index].text) for row in source.rows)
    return filled and bool(_REACHED.search(heading)) and not _BEFORE.search(heading)


def _is_planned(column: Column, first_year: int | None) -> bool:
    years = [int(year) for year in _YEAR.findall(column.heading)]
    heading = fold(column.heading)
    so_far = column.role is Role.YEAR and _SO_FAR.search(heading) and not _TO_DO.search(heading)
    return not so_far and not (years and first_year and max(years) < first_year)


def _read_table(
    document: Document, source: SourceTable, columns: list[Column], sections: list[Section], reading: FigureReading
) -> None:
    head = source.head
    rows = source.labelled
    section = section_at(sections, source.start)
    path, domain = (section.path, section.domain) if section else (None, None)
    filled = [row for row in rows if any(row.row.cells[column.index].text for column in columns)]
    readable = [row for row in filled if any(is_figure(row.row.cells[column.index].text) for column in columns)]
    if not readable or len(readable) < _LEAST_FILLED * len(filled):
        return
    above = _Above(domain)
    for row in rows:
        if row.kind is RowKind.GROUP or (row.kind is RowKind.PARENT and _date_of(row.title)):
            _read_group(row, above, domain)
            continue
        what = row.row.cells[head.what.index] if head.what else GridCell()
        if not what.text or not what.ranges:
            continue
        reading.listed.add(what.ranges[0][0])
        subject = _subject(row, what.text, above)
        unit = _unit_cell(row, head, above)
        for column in columns:
            for figure, words, span in _read_cell(row.row.cells[column.index]):
                if what.ranges[0][0] < span[1]:
                    reading.rows.append(
                        _make(row, column, head, above, subject, unit, (figure, words, span), what.ranges[0][0], path)
                    )


def _date_of(title: str) -> str | None:
    return date_heading(title) or title_horizon(title)


def _read_group(row: TableRow, above: _Above, domain: Domain | None) -> None:
    """A row over others: it names their area, dates them or ends a date."""
    above.domain = domain_of(row.title) or domain
    above.parent = above.unit = ""
    style = (
        "" if not row.label else "1" if row.label[0].isdigit() else "I" if regex.match(r"[IVX]+$", row.label) else "A"
    )
    year = _date_of(row.title)
    if year or style == above.style:
        above.year, above.style = year, style


def _subject(row: TableRow, text: str, above: _Above) -> str:
    """What is measured; a '-' row belongs to the row above: 'Tỷ lệ đúng hạn: cấp tỉnh'."""
    child = _CHILD.match(text)
    if row.number in {"-", "+", "•", "*"} or child:
        name = child["name"].strip() if child else text
        return f"{above.parent}: {name}" if above.parent else name
    above.parent, above.unit = text.rstrip(" :;."), ""
    return text


def _unit_cell(row: TableRow, head: Head, above: _Above) -> str:
    column = head.first(Role.UNIT)
    text = row.row.cells[column.index].text if column else ""
    if not text:
        return above.unit
    above.unit = above.printed = above.printed if _DITTO.match(text) else text
    return above.unit


def _read_cell(cell: GridCell) -> Iterator[tuple[Figure | None, str, tuple[int, int]]]:
    """The figures of a cell with their ranges, or the words that stand in their place."""
    if not cell.text or not cell.ranges:
        return
    whole = (cell.ranges[0][0], cell.ranges[-1][1])
    figures = read_figures(cell.text)
    for figure in figures:
        single = len(figures) > 1 and len(cell.ranges) == 1
        yield figure, "", (whole[0] + figure.start, whole[0] + figure.end) if single else whole
    if not figures and len(cell.text.split()) >= _FEWEST_WORDS:
        yield None, cell.text, whole


def _make(
    row: TableRow, column: Column, head: Head, above: _Above, subject: str, unit: str,
    read: tuple[Figure | None, str, tuple[int, int]], start: int, section: str | None,
) -> FigureRow:  # fmt: skip
    figure, words, span = read
    heading = fold_words(column.heading)
    bracketed = _BRACKETED.search(subject)
    if bracketed and is_unit(bracketed["unit"]):
        unit, subject = unit or bracketed["unit"], subject[: bracketed.start()]
    headed = next((found["unit"] for found in _HEADED.finditer(column.heading) if is_unit(found["unit"])), "")
    printed = (
        (figure.unit if figure else "") or headed or unit or unit_in(subject, counts=bool(_COUNTS.search(heading)))
    )
    bound, subject = bound_of(subject)
    comparator = figure.comparator if figure else None
    if comparator == "=":
        comparator = bound or bound_of(column.heading)[0] or comparator
    years = _YEAR.findall(column.heading)
    note = _text(row, head, Role.NOTE)
    return FigureRow(
        subject=subject,
        figure=figure,
        words=words,
        unit=unit_of(printed or _unlisted(figure)),
        comparator=comparator,
        direction=(figure.direction if figure else None) or direction_of(subject),
        year=years[-1] if years else None,
        group_year=above.year,
        section=section,
        domain=above.domain,
        exception=note if _EXCEPTION.match(note) else None,
        baseline=_baseline(row, head),
        start=start,
        end=span[1],
        cell=span,
    )


def _unlisted(figure: Figure | None) -> str:
    """'0 đơn', '5 vụ án': a word or two behind a number are its unit, though no list has them."""
    return figure.rest if figure and figure.unit == "" and len(figure.rest.split()) <= _LONGEST_UNIT else ""


def _text(row: TableRow, head: Head, role: Role) -> str:
    column = head.first(role)
    return row.row.cells[column.index].text if column else ""


def _baseline(row: TableRow, head: Head) -> str | None:
    """The last result so far: 'Thực hiện năm 2023: 97'."""
    so_far = [
        column
        for column in head.of(Role.BASELINE, Role.YEAR)
        if (column.role is Role.BASELINE or _SO_FAR.search(fold(column.heading)))
        and is_figure(row.row.cells[column.index].text)
    ]
    if not so_far:
        return None
    last = max(so_far, key=lambda column: (max(_YEAR.findall(column.heading), default=""), column.index))
    return f"{last.heading}: {row.row.cells[last.index].text}"
