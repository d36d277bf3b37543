"""Labels of table rows: what kind of row a label makes, and labels that recognition lost or misread.

A running number is one letter alone in a cell, which recognition loses or misreads most; the numbers around it say what
it was. Only what leaves one reading is restored, and in a text that was not recognised nothing that is a label already.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import regex

from extractors.grids import GridRow


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


NUMBERED_SHARE = 0.6
"""Share of tasks with a number from which a table is a numbered one."""
_ROMAN = regex.compile(r"^(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})$")
_ROMAN_SLIPS = str.maketrans({"H": "II", "U": "II", "l": "I", "1": "I", "|": "I", "!": "I", "[": "I", "]": "I"})
_NUMBER_SLIPS = str.maketrans("lI|iOoSBZ", "111100582")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ROMANS = tuple(f"{tens}{ones}" for tens in ("", "X", "XX") for ones in _ONES)


def roman_label(text: str) -> str | None:
    """A roman label as it should read ("IH" is III, "l" is I); None where the text is none."""
    bare = text.strip(" .):,")
    repaired = bare.translate(_ROMAN_SLIPS)
    return repaired if bare and _ROMAN.match(repaired) else None


def _value(label: str | None) -> int | None:
    """Value of a roman label; None where it is none."""
    return _ROMANS.index(label) if label and label in _ROMANS else None


def restore_group_labels(rows: list[TableRow], recognised: bool) -> list[TableRow]:
    """Roman labels of groups that are no numerals ("HII"), are lost or lost a stroke, where the sequence tells them."""
    repaired = list(rows)
    begins = [row.kind is RowKind.GROUP or bool(row.title and row.kind is RowKind.TASK) for row in rows]
    starts = [at for at, begin in enumerate(begins) if begin]
    values = [_value(rows[at].label) for at in starts]
    if not any(values):
        return repaired
    last = 0
    for index, at in enumerate(starts):
        label, value = rows[at].label, values[index]
        following = next((later for later in values[index + 1 :] if later), None)
        if label is not None and value is None and (label.isdigit() or len(label) == 1):
            last = 0
            continue
        fits = following is None or following >= last + 2
        misread = (label is not None and value is None) or (recognised and (value is None or value <= last))
        skipped = recognised and value is not None and value > last + 1 and following == last + 2
        if fits and (misread or skipped):
            value = last + 1
            repaired[at] = replace(rows[at], label=_ROMANS[value])
        last = value if value is not None else last
    return repaired


def restore_numbers(rows: list[TableRow], recognised: bool) -> list[TableRow]:
    """Running numbers that recognition misread or lost, where the numbers around leave one reading only."""
    repaired = list(rows)
    tasks = [row for row in rows if row.kind is RowKind.TASK]
    numbered = sum(row.number is not None for row in tasks) >= NUMBERED_SHARE * len(tasks)
    last = 0
    for at, row in enumerate(repaired):
        if row.kind is RowKind.GROUP:
            last = 0
            continue
        if row.kind is not RowKind.TASK:
            if row.kind is RowKind.PARENT and (row.label or "").isdigit():
                last = int(row.label or 0)
            continue
        number, expected = row.number or "", last + 1
        following = _number_after(repaired, at)
        if number.isdigit():
            if recognised and int(number) != expected and following == expected + 1 and len(number) < 3:
                repaired[at] = replace(row, number=str(expected))
            last = int(repaired[at].number or 0)
            continue
        if regex.match(r"^\d+\.\d|^[-+•*]$", number):
            continue
        slip = number.translate(_NUMBER_SLIPS)
        misread = number and slip == str(expected) and (not number.isalpha() or last == 0)
        garbage = number and (len(number) > 1 or not number.isalnum()) and not roman_label(number)
        lost = not number and last and (following == expected + 1 or (recognised and following is None))
        if misread or lost or (garbage and following in {None, expected + 1}):
            repaired[at] = replace(row, number=str(expected))
            last = expected
        elif not number and last and numbered and not row.title:
            # A number that is merged over several tasks counts for each of them.
            repaired[at] = replace(row, number=str(last))
    return repaired


def _number_after(rows: list[TableRow], at: int) -> int | None:
    """The number of the next task or parent; None where the group, or its numbers, end."""
    for row in rows[at + 1 :]:
        if row.kind is RowKind.GROUP:
            return None
        label = row.label if row.kind is RowKind.PARENT else row.number
        if row.kind is not RowKind.PRODUCT:
            return int(label) if label and label.isdigit() else None
    return None
