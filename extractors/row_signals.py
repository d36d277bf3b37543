"""What a task table says of one of its rows: whether its group and number count on, and what all others fill."""

from collections import Counter
from collections.abc import Mapping
from functools import cache

import regex

from corpora.agencies import agencies, agency_words
from extractors.numbering import roman_value
from models.records import Assignment
from models.text import fold_words

_MOST = 0.8
"""Share of the rows from which a column is one that all fill."""
_FEWEST = 4
"""Rows from which a table tells what is usual in it."""
_ROMAN_QUARTER = regex.compile(r"(?i:quý)\s+[IV]")
_ARABIC_QUARTER = regex.compile(r"(?i:quý)\s+\d")
_NO_NAME = regex.compile(r"[:;'\"|_~*]")
_CAPITALS = "ABCDĐEGH"
_FILLED = ("product", "lead_raw", "coordinate_raw", "monitor_raw", "deadline_raw")


class RowSignals:
    """Signals of the rows of one table."""

    def __init__(self, rows: list[Assignment], named: Mapping[str, int]) -> None:
        """`named`: how often the tables of the document name each agency."""
        self._rows, self._named = rows, named
        self._roman_quarters = any(_ROMAN_QUARTER.search(row.deadline_raw or "") for row in rows)
        self._odd_groups = _odd_groups(rows)
        self._grouped = any(row.group for row in rows)
        self._numbered = sum(row.no is not None for row in rows) >= len(rows) / 2
        self._usual = [
            name
            for name in _FILLED
            if len(rows) >= _FEWEST and sum(getattr(row, name) is not None for row in rows) >= _MOST * len(rows)
        ]

    def of(self, index: int) -> dict[str, float]:
        """Signals of the row at an index."""
        row = self._rows[index]
        return {
            "odd_group": float(row.group in self._odd_groups),
            "no_group": float(self._grouped and row.group is None),
            "bare_row": float(row.no is None and row.group is None),
            "lost_number": float(self._numbered and row.no is None),
            "odd_number": float(self._is_odd_number(index)),
            "empty_cell": float(any(getattr(row, name) is None for name in self._usual)),
            "no_lead": float(not row.lead),
            "odd_agency": float(any(map(_is_odd_agency, _agencies(row)))),
            "lone_agency": float(any(self._is_alone(name) for name in _agencies(row))),
            "unread_deadline": float(row.deadline_raw is not None and row.deadline.kind == "none"),
            "odd_quarter": float(self._roman_quarters and bool(_ARABIC_QUARTER.search(row.deadline_raw or ""))),
            "short_task": float(len(row.task.split()) < 3),
        }

    def _is_alone(self, name: str) -> bool:
        """Whether no list knows an agency and no other row names it."""
        return self._named.get(name, 0) < 2 and fold_words(name) not in _registered()

    def _is_odd_number(self, index: int) -> bool:
        """Whether the number neither repeats nor follows that of the row above, nor begins anew."""
        number = _count(self._rows[index].no)
        if index == 0:
            return number is not None and number > 1
        before = _count(self._rows[index - 1].no)
        return number is not None and before is not None and number not in (before, before + 1, 1)


def _agencies(row: Assignment) -> list[str]:
    return [*row.lead, *row.coordinate, *row.monitor]


def count_agencies(rows: list[Assignment]) -> Counter[str]:
    """How many rows name each agency."""
    return Counter(name for row in rows for name in set(_agencies(row)))


@cache
def _registered() -> frozenset[str]:
    return frozenset(fold_words(name) for agency in agencies() for name in (agency.name, *agency.aliases))


@cache
def _beginnings() -> frozenset[str]:
    """What registered names of agencies begin with and is none itself: 'phong noi' of Phòng Nội vụ."""
    words = [name.split() for name in _registered()]
    return frozenset(" ".join(name[:size]) for name in words for size in range(2, len(name))) - _registered()


@cache
def _small_beginnings() -> frozenset[str]:
    """Words with which a name begins that needs no capital: 'các sở', 'đơn vị liên quan'."""
    words = {word.split()[0] for use in ("noun", "head", "area", "qualifier") for word in agency_words(use)}
    return frozenset(fold_words(word) for word in words) | {"cac", "nhung", "moi", "tung"}


def _is_odd_agency(name: str) -> bool:
    """Whether a name cannot stand so: 'Sở', 'đơn, vị', 'vụ - Lao động', 'Các cơ quan: thuộc huyện UBND'."""
    words = name.split()
    if len(words) == 1:
        return not name.isupper()
    if fold_words(name) in _beginnings():
        return True
    known = fold_words(words[0]) in _small_beginnings() and not words[0].endswith(",") and words[1][0].isalpha()
    return (name[0].islower() and not known) or bool(_NO_NAME.search(name))


def _odd_groups(rows: list[Assignment]) -> set[str | None]:
    """Labels of groups that do not count on from the group before, or that the group behind does not follow."""
    order = list(dict.fromkeys(row.group for row in rows if row.group))
    # Rows before the first group stand under one whose label was lost.
    lost = int(bool(order) and rows[0].group is None)
    values = [_count(label) for label in order]
    styles = {_style(label) for label in order}
    odd: set[str | None] = set()
    for index, (label, value) in enumerate(zip(order, values, strict=True)):
        before = values[index - 1] if index else lost
        behind = values[index + 1] if index + 1 < len(values) else None
        follows = value is not None and (before is None or value == before + 1)
        is_followed = value is None or behind is None or behind == value + 1
        if not (follows and is_followed) or (len(styles) > 1 and _style(label) == "arabic"):
            odd.add(label)
    return odd


def _style(label: str | None) -> str:
    return "arabic" if label and label.isdigit() else "roman" if label and roman_value(label) else "letter"


def _count(label: str | None) -> int | None:
    """What a label counts: '3' and '1.3' are 3, 'IV' is 4, 'B' is 2; None for none."""
    if not label:
        return None
    last = regex.split(r"[.\s]", label.strip(" .)"))[-1]
    if last.isdigit():
        return int(last)
    if value := roman_value(last):
        return value
    return _CAPITALS.index(last) + 1 if len(last) == 1 and last in _CAPITALS else None
