"""What a column holds where its heading alone leaves it open: its cells and the columns beside it decide.

"Đơn vị" is a unit of measure over '%' and 'hồ sơ', an agency over names; "Kết quả", "Mục tiêu", "Chỉ tiêu" and "Kế
hoạch" are columns of figures where their cells are figures; "Nội dung" beside "Nhiệm vụ" names the group of the tasks.
A column whose cells say nothing keeps what its heading says.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import regex

from corpora.agencies import agencies, agency_words
from extractors.deadlines import is_bare_deadline
from extractors.figure_cells import is_unit, read_figures
from extractors.headings import Column, Role
from models.text import fold_words

Cells = Sequence[Sequence[str]]
"""The texts of each column's cells below the head, by its index; blank ones are ''."""

_MOST = 0.6
"""Share of a column's filled cells that decide what it holds."""
_UNITS = 0.4
"""Share of units: many things that are counted stand in no list."""
_GROUPED = 0.7
"""Share of the rows beside which a column of groups is filled at most."""
_WHAT = (Role.TASK, Role.GOAL, Role.INDICATOR)
_WHO = (Role.LEAD, Role.AGENCIES, Role.COORDINATE, Role.MONITOR, Role.UNIT_IN_CHARGE)
_FIGURES = (Role.YEAR, Role.VALUE, Role.BASELINE)
_BARE_UNIT = frozenset({"don vi", "dv"})
_BROAD = frozenset({"noi dung", "muc tieu", "chuong trinh", "nhiem vu", "cac nhiem vu", "nhom noi dung", "giai phap"})
_SPECIFIC = regex.compile(r"\b(?:nhiem vu|cong viec|hoat dong|cu the|dau viec|giai phap|chi tiet|du an)\b")
_PERIOD = regex.compile(
    r"^(?:uoc )?(?:ca nam|(?:ky|thang|quy|dau ky|cuoi ky)(?: (?:i{1,3}|iv|\d{1,2}|nay|truoc|bao cao))?"
    r"|\d{1,2} ?(?:thang|t)(?: (?:dau|cuoi) nam)?)(?: nam)?(?P<year> (?:19|20)\d\d)?$"
)
_SO_FAR = regex.compile(r"^(?:uoc )?\d{1,2} ?(?:thang|t)(?: dau)?\b(?! cuoi)")
_REACHED = regex.compile(r"\b(?:thuc hien|dat duoc|da dat|nam truoc)\b")


def settle(columns: tuple[Column, ...], cells: Cells) -> tuple[Column, ...]:
    """The columns with the roles that their cells and neighbours give them."""
    for step in (_unit_or_agency, _periods, _figures, _by_who_or_when, _group_and_task):
        columns = step(columns, cells)
    return columns


def _share(texts: Sequence[str], holds: Callable[[str], bool]) -> float:
    filled = [text for text in texts if text.strip(" .-–…")]
    return sum(map(holds, filled)) / len(filled) if filled else 0.0


def _is_blank(texts: Sequence[str]) -> bool:
    return not any(text.strip(" .-–…") for text in texts)


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure, perhaps with words behind it."""
    return bool(read_figures(text))


def _is_bare_figure(text: str) -> bool:
    """Whether a cell holds nothing but figures: '90%', '02 lớp'; not '90% hài lòng'."""
    figures = read_figures(text)
    return bool(figures) and not any(figure.rest for figure in figures)


def _is_number(text: str) -> bool:
    """Whether a cell counts nothing: '90%', '≥ 5'; '02 lớp' and '01 báo cáo' are products."""
    return _is_bare_figure(text) and all(figure.unit in ("", "%", "‰", "hạng") for figure in read_figures(text))


@cache
def _agency_names() -> frozenset[str]:
    return frozenset(fold_words(name) for agency in agencies() for name in (agency.name, *agency.aliases))


@cache
def _agency_heads() -> frozenset[str]:
    return frozenset(fold_words(word) for use in ("noun", "head") for word in agency_words(use))


def _names_agency(text: str) -> bool:
    words = fold_words(text)
    if not words or is_unit(text):
        return False
    return words in _agency_names() or any(f"{words} ".startswith(f"{head} ") for head in _agency_heads())


def _unit_or_agency(columns: tuple[Column, ...], cells: Cells) -> tuple[Column, ...]:
    """ "Đơn vị" over units of measure, or beside agencies and figures: the unit of what is measured."""
    settled = list(columns)
    measured = any(column.role in (Role.INDICATOR, Role.GOAL, *_FIGURES) for column in columns)
    for at, column in enumerate(columns):
        if column.role is not Role.LEAD or fold_words(column.heading) not in _BARE_UNIT:
            continue
        texts = cells[column.index]
        units = _share(texts, is_unit)
        led = any(other.role in _WHO for other in columns if other is not column)
        named = _share(texts, _names_agency)
        if (units >= _UNITS and units > named) or (measured and led and named < _UNITS):
            settled[at] = replace(column, role=Role.UNIT)
    return tuple(settled)


def _figures(columns: tuple[Column, ...], cells: Cells) -> tuple[Column, ...]:
    """A product, goal or indicator that is no more than a figure, beside the column that says of what."""
    settled = list(columns)
    for at, column in enumerate(columns):
        others = [other for other in columns if other is not column]
        what = [other for other in others if other.role in _WHAT and not _is_blank(cells[other.index])]
        what = [other for other in what if _share(cells[other.index], _is_bare_figure) < _MOST]
        if column.role not in (Role.PRODUCT, *_WHAT) or not what:
            continue
        texts = cells[column.index]
        # In a form that is to be filled "Kết quả" is blank beside the unit of what is counted.
        form = _is_blank(texts) and column.role is Role.PRODUCT and any(other.role is Role.UNIT for other in others)
        form = form and not any(other.role in (*_WHO, Role.DEADLINE) for other in others)
        if _share(texts, _is_number if column.role is Role.PRODUCT else _is_bare_figure) >= _MOST or form:
            planned = any(other.role is Role.VALUE for other in others)
            reached = _REACHED.search(fold_words(column.heading)) or (planned and column.role is Role.PRODUCT)
            settled[at] = replace(column, role=Role.BASELINE if reached else Role.VALUE)
    return tuple(settled)


def _periods(columns: tuple[Column, ...], cells: Cells) -> tuple[Column, ...]:
    """ "Quý I", "6 tháng", "Cả năm" beside what is measured: figures, blank in a form; "9 tháng năm 2024" says how far
    its figures had come."""
    measured = any(column.role in (Role.INDICATOR, Role.UNIT) for column in columns)
    return tuple(_period(column, cells[column.index]) for column in columns) if measured else columns


def _period(column: Column, texts: Sequence[str]) -> Column:
    named = _PERIOD.match(fold_words(column.heading.split("(")[0])) if column.role is Role.EXTRA else None
    if named is None:
        return column
    if _is_blank(texts):
        return replace(column, role=Role.VALUE)
    if not named["year"] or _share(texts, _is_bare_figure) < _MOST:
        return column
    so_far = _SO_FAR.match(named[0])
    return replace(column, role=Role.BASELINE if so_far else Role.VALUE)


def _by_who_or_when(columns: tuple[Column, ...], cells: Cells) -> tuple[Column, ...]:
    """ "Kế hoạch" or "Thực hiện" over times or agencies instead of figures."""
    settled = list(columns)
    for at, column in enumerate(columns):
        if column.role not in (Role.VALUE, Role.BASELINE) or any(char.isdigit() for char in column.heading):
            continue
        texts = cells[column.index]
        if _share(texts, is_figure) >= _UNITS:
            continue
        if _share(texts, is_bare_deadline) >= _MOST and not any(one.role is Role.DEADLINE for one in columns):
            settled[at] = replace(column, role=Role.DEADLINE)
        elif _share(texts, _names_agency) >= _MOST and not any(one.role is Role.LEAD for one in columns):
            settled[at] = replace(column, role=Role.LEAD)
    return tuple(settled)


def _group_and_task(columns: tuple[Column, ...], cells: Cells) -> tuple[Column, ...]:
    """Of two columns of tasks the left one, filled beside a few rows only or broader by its name, names the group."""
    tasks = [column for column in columns if column.role is Role.TASK]
    if len(tasks) < 2 or any(column.role is Role.GROUP for column in columns):
        return columns
    broad, task = tasks[:2]
    rows = [at for at, text in enumerate(cells[task.index]) if text]
    beside = sum(bool(cells[broad.index][at]) for at in rows)
    if not rows or not beside:
        return columns
    named = fold_words(broad.heading) in _BROAD and _SPECIFIC.search(fold_words(task.heading))
    distinct = len({text for text in cells[broad.index] if text})
    if beside <= _GROUPED * len(rows) or distinct <= _GROUPED * len(rows) or named:
        return tuple(replace(column, role=Role.GROUP) if column is broad else column for column in columns)
    return columns
