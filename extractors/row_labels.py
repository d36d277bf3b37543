"""Labels of table rows: what kind of row a label makes, and labels that recognition lost or misread.

A running number is one letter alone in a cell, which recognition loses or misreads most; the numbers around it say what
it was. Only what leaves one reading is restored, and in a text that was not recognised nothing that is a label already.
"""

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

import regex

from extractors.grids import GridRow
from models.text import strip_marks


class RowKind(StrEnum):
    """What a row stands for."""

    GROUP = "group"
    PARENT = "parent"
    TASK = "task"
    PRODUCT = "product"
    """A further line of the task above (or, in a transcript, below)."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with its kind; `label` and `title` of a group or a parent, `number` of a task."""

    kind: RowKind
    row: GridRow
    label: str | None = None
    title: str = ""
    number: str | None = None
    merged: bool = False
    """Whether the number is that of the row above, its cell merged over both."""


NUMBERED_SHARE = 0.6
"""Share of tasks with a number from which a table is a numbered one."""
_SUBORDINATE = regex.compile(r"^\d+\.\d|^[-+•*]$|^[a-hjkm-zđ]$")
MISREAD_ROMAN = regex.compile(r"^[IVXLHUivxl|!]{2,6}$")
"""Strokes that are no numeral as they stand ("VvH"), but no other label either."""
_ROMAN = regex.compile(r"^(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})$")
_ROMAN_SLIPS = str.maketrans({"H": "II", "U": "II", **dict.fromkeys("Ll1|![]", "I"), "v": "V", "i": "I", "x": "X"})
_NUMBER_SLIPS = str.maketrans("lI|iOoSBZ", "111100582")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ROMANS = tuple(f"{tens}{ones}" for tens in ("", "X", "XX") for ones in _ONES)


def roman_label(text: str) -> str | None:
    """A roman label as it should read ("IH" is III, "l" is I); None where the text is none."""
    bare = strip_marks(text.strip(" .):,"))
    repaired = bare.translate(_ROMAN_SLIPS)
    return repaired if bare and _ROMAN.match(repaired) else None


def _value(label: str | None) -> int | None:
    """Value of a roman label; None where it is none."""
    return _ROMANS.index(label) if label and label in _ROMANS else None


def _by_sequence(values: list[int | None], certain: list[bool]) -> list[int | None]:
    """Values of a running sequence with the doubtful ones restored from their places.

    Most labels differ from their place by the same number. Another one that is not `certain` is restored where it
    stands between two such labels or where it would not rise; a lost one always. Later labels that rise are a gap, and
    stay.
    """
    offsets = Counter(value - at for at, value in enumerate(values) if value)
    if not offsets:
        return values
    offset = max(offsets, key=lambda found: (offsets[found], found == 1))
    anchors = [at for at, value in enumerate(values) if value and value - at == offset]
    restored = list(values)
    for at, value in enumerate(values):
        if at in anchors or certain[at] or at + offset < 1:
            continue
        if value is None:
            fits = _fits(restored, values, at, offset, offsets)
            if not fits and at > anchors[-1] and restored[at - 1] and not any(values[at + 1 :]):
                restored[at] = (restored[at - 1] or 0) + 1
        else:
            before = max((known for known in restored[:at] if known), default=0)
            after = min((values[anchor] or 0 for anchor in anchors if anchor > at), default=None)
            fits = not (before < value and (after is None or value < after)) or anchors[0] < at < anchors[-1]
        if fits:
            restored[at] = at + offset
    return restored


def _fits(restored: list[int | None], values: list[int | None], at: int, offset: int, offsets: Counter[int]) -> bool:
    """Whether the labels around a lost one leave exactly its place free: between 1 and 3 one row, not two.

    A later label that does not rise, or whose place fewer labels agree with, is misread itself and says nothing.
    """
    known = [(place, value) for place, value in enumerate(restored[:at]) if value]
    last = known[-1][1] if known else 0
    later = [(place, value) for place, value in enumerate(values) if place > at and value and value > last]
    later = [(place, value) for place, value in later if offsets[value - place] >= offsets[offset]]
    begins = not known or known[-1][1] - known[-1][0] == offset
    return begins and (not later or later[0][1] - later[0][0] == offset)


def restore_group_labels(rows: list[TableRow], recognised: bool) -> list[TableRow]:
    """Roman labels of groups that are no numerals ("HII"), are lost or lost a stroke, where the sequence tells them.

    In a text that was not recognised a numeral is what is printed, and a title without label has none.
    """
    repaired = list(rows)
    for starts in _sequences(rows):
        values = [_value(rows[at].label) for at in starts]
        printed = [_value(rows[at].label) is not None or rows[at].label is None for at in starts]
        certain = [not recognised and known for known in printed]
        for at, value in zip(starts, _by_sequence(values, certain), strict=True):
            if value is not None and value < len(_ROMANS):
                repaired[at] = replace(rows[at], label=_ROMANS[value])
    return repaired


def _sequences(rows: list[TableRow]) -> list[list[int]]:
    """Places of the rows that begin a group with a roman label or none; a letter or a number begins a new sequence."""
    sequences: list[list[int]] = [[]]
    for at, row in enumerate(rows):
        if row.kind is not RowKind.GROUP and not (row.title and row.kind is RowKind.TASK):
            continue
        if row.label is not None and _value(row.label) is None and (row.label.isdigit() or len(row.label) == 1):
            sequences.append([])
        else:
            sequences[-1].append(at)
    return sequences


def restore_numbers(rows: list[TableRow], recognised: bool) -> list[TableRow]:
    """Running numbers of tasks that recognition misread or lost; a number merged over tasks counts for each of them."""
    repaired = list(rows)
    tasks = [row for row in rows if row.kind is RowKind.TASK]
    numbered = sum(row.number is not None for row in tasks) >= NUMBERED_SHARE * len(tasks)
    for run in _number_runs(rows, recognised):
        values = [_number_value(rows[at]) for at in run]
        if recognised:
            # Nothing comes before 1: such a number further down is another one misread.
            values = [None if value == 1 and place else value for place, value in enumerate(values)]
        if recognised and not any(values) and len(run) and _restarts(rows):
            values[0] = 1
        certain = [not recognised and (_number_value(rows[at]) is not None or not rows[at].number) for at in run]
        restored = _by_sequence(values, certain) if recognised or any(values) else values
        for place, (at, value) in enumerate(zip(run, restored, strict=True)):
            if rows[at].kind is not RowKind.TASK:
                continue
            if value is not None and value != _plain_number(rows[at].number):
                repaired[at] = replace(rows[at], number=str(value))
            elif not rows[at].number and numbered and not recognised and place and not rows[at].title:
                repaired[at] = replace(rows[at], number=_lost_or_merged(restored, place))
    return repaired


def _lost_or_merged(values: list[int | None], place: int) -> str | None:
    """The number of a task that has none in a transcript: the one missing in the sequence, else the one above."""
    above = next((value for value in reversed(values[:place]) if value is not None), None)
    below = next((value for value in values[place + 1 :] if value is not None), None)
    if above is None:
        return None
    missing = values[place - 1] is not None and below == above + 2
    return str(above + 1 if missing else above)


def _plain_number(number: str | None) -> int | None:
    return int(number) if number and number.isdigit() else None


def _number_value(row: TableRow) -> int | None:
    """The running number of a task or a parent, slips in its digits undone."""
    label = (row.label if row.kind is RowKind.PARENT else row.number) or ""
    slip = strip_marks(label).translate(_NUMBER_SLIPS)
    return int(slip) if slip.isdigit() and len(slip) < 4 else None


def _number_runs(rows: list[TableRow], recognised: bool) -> list[list[int]]:
    """Places of the tasks that count in one sequence: those of a group; "1.1" and bullets count for themselves.

    What was recognised as a dash may be a number, where one is missing.
    """
    runs: list[list[int]] = [[]]
    for at, row in enumerate(rows):
        if row.kind is RowKind.GROUP:
            runs.append([])
            continue
        number = "" if recognised and _is_misread_dash(rows, at) else row.number or ""
        counts = row.kind is RowKind.TASK and not row.merged and not _SUBORDINATE.match(number)
        if counts or row.kind is RowKind.PARENT:
            runs[-1].append(at)
    return [run for run in runs if run]


def _is_misread_dash(rows: list[TableRow], at: int) -> bool:
    """Whether a dash may be a misread number: not where the numbers around it leave no place for one, nor behind the
    last number of all."""
    if rows[at].number != "-":
        return False
    first, last = at, at
    while first and rows[first - 1].number == "-":
        first -= 1
    while last + 1 < len(rows) and rows[last + 1].number == "-":
        last += 1
    before = _number_value(rows[first - 1]) if first else None
    if before is None:
        return True
    if last + 1 == len(rows):
        return False
    after = _number_value(rows[last + 1])
    return after is None or after == before + last - first + 2


def _restarts(rows: list[TableRow]) -> bool:
    """Whether the tasks of most groups count from 1."""
    firsts = [_number_value(rows[run[0]]) for run in _number_runs(rows, True)]
    known = [first for first in firsts if first is not None]
    return len(firsts) > 1 and sum(first == 1 for first in known) * 2 > len(known)
