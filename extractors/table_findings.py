"""Findings in tables: gaps and repeats in their running numbers, a task that stands twice, an agency in two roles.

In a table that was recognised only numbers that were read without doubt among such numbers count: recognition loses
single digits, and a number that it lost is no gap.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import regex

from extractors.columns import Head, Role
from extractors.grids import GridCell
from extractors.numbering import LETTERS, roman_value
from extractors.places import Places, finding, quoted
from extractors.row_labels import RowKind, TableRow
from extractors.source_tables import SourceTable, source_tables
from models.document import Document
from models.records import Assignment, Finding
from models.text import fold, fold_words

_MOST_MISSING = 3
_SURE = 0.8
"""Confidence from which a recognised number is what is printed."""
_FEWEST_TASK_WORDS = 6
"""Shorter tasks ('Báo cáo kết quả') may stand in a table twice."""
_CAPITALS = "ABCDĐEGH"
_POINTS = LETTERS.replace("ư", "")
_NUMBER = regex.compile(r"(?P<above>(?:\d{1,3}\.)*)(?P<own>\d{1,3})")
_TITLED = regex.compile(r"[\s.):,-]*(?P<label>\w{1,5})\s*[.):\s]")


@dataclass(frozen=True, slots=True)
class _Label:
    """A running number as it is printed, of a group or of a row in it."""

    of_group: bool
    style: str
    above: str
    """What stands before its last part: '2.' of '2.1'."""
    value: int
    printed: str
    text: str
    """The title or the task beside it."""
    start: int
    end: int
    group: str | None

    @property
    def level(self) -> tuple[bool, str, int]:
        """Labels of one level count in one list, below one label of the level above."""
        return self.of_group, self.style, self.above.count(".")


def find_table_findings(
    document: Document, places: Places, assignments: list[Assignment], same: Mapping[str, str]
) -> Iterator[Finding]:
    """All of them; linear in the rows of the tables. `same` gives the name that stands for each second name of one
    office."""
    for source in source_tables(document):
        if source.head.has(Role.NUMBER) or source.number is not None:
            yield from _numbering(document, places, source)
    yield from _tasks_twice(document, places, assignments)
    yield from _two_roles(document, places, assignments, same)


def _numbering(document: Document, places: Places, source: SourceTable) -> Iterator[Finding]:
    for run in _runs(document, source):
        for at, (before, label) in enumerate(pairwise(run)):
            if before is None or label is None or (source.recognised and not _among_sure(run, at)):
                continue
            where = f" trong nhóm {label.group}" if label.group and label.group == before.group else ""
            missing = label.value - before.value - 1
            kind, kinds = ("nhóm", "Số thứ tự các nhóm") if label.of_group else ("dòng", f"Số thứ tự{where}")
            here, there = (places.name(item.start) for item in (before, label))
            path = places.path(label.start)
            if 1 <= missing <= _MOST_MISSING and not _skips_d(before, missing):
                detail = (
                    f"{kinds}: {here} ghi “{before.printed}” ({_short(before.text)}); "
                    f"tiếp theo {there} ghi “{label.printed}” ({_short(label.text)}): thiếu {missing} {kind}."
                )
                yield finding("numbering_gap", path, detail, label.start, label.end, label.text)
            elif missing == -1 and _are_two(before.text, label.text) and not source.recognised:
                detail = (
                    f"{kinds}: {here} ghi “{before.printed}” ({_short(before.text)}); "
                    f"{there} lại ghi “{label.printed}” ({_short(label.text)})."
                )
                yield finding("duplicate_label", path, detail, label.start, label.end, label.text)


def _among_sure(run: list[_Label | None], at: int) -> bool:
    """Whether the numbers before and behind two that a gap divides count on: 2, 3 | 5, 6."""
    around = run[max(0, at - 1) : at + 4 - (at == 0)]
    known = [label.value for label in around if label is not None]
    if len(known) < len(around) or len(known) < 3 + (at > 0):
        return False
    return all(behind == value + 1 for value, behind in pairwise([*known[: 1 + (at > 0)]])) and (
        known[-1] == known[-2] + 1 and (at > 0 or known[0] == 1)
    )


def _skips_d(before: _Label, missing: int) -> bool:
    """Points count a, b, c, d, đ or a, b, c, d, e."""
    return before.style in ("letter", "capital") and missing == 1 and before.printed[-1:].lower() == "d"


def _are_two(text: str, other: str) -> bool:
    """Whether two rows with one number are two: neither repeats the other, or goes on with it."""
    one, two = fold_words(text), fold_words(other)
    return bool(one and two) and not one.startswith(two) and not two.startswith(one)


def _runs(document: Document, source: SourceTable) -> list[list[_Label | None]]:
    """The labels that count in one list each, None for what has none that can be read."""
    found: list[list[_Label | None]] = []
    under_way: dict[tuple[bool, str, int], list[_Label | None]] = {}
    last: _Label | None = None
    crossings: list[list[_Label | None]] = []
    restarts = False
    for of_group, label in _labels(document, source):
        if of_group:
            # Rows below a new group count anew, or go on where all groups do.
            under_way = {level: run for level, run in under_way.items() if level[0]}
        if label is None:
            for level, run in under_way.items():
                if level[0] == of_group:
                    run.append(None)
            last = last if of_group else None
            continue
        before = under_way.get(label.level, [None])[-1]
        goes_on = label.level in under_way and not (label.value == 1 or (before and before.above != label.above))
        outer = list(under_way)[: list(under_way).index(label.level)] if label.level in under_way else list(under_way)
        if not goes_on:
            found.append([])
        under_way = {level: under_way[level] for level in outer} | {
            label.level: under_way[label.level] if goes_on else found[-1]
        }
        if not goes_on and last is not None and last.level == label.level:
            crossings.append([last, label])
            restarts = restarts or label.value == 1
        under_way[label.level].append(label)
        if label.level == (False, "number", 0):
            last = label
    counts_on = any(pair[0] and pair[1] and pair[1].value == pair[0].value + 1 for pair in crossings)
    return found + (crossings if counts_on and not restarts and not source.recognised else [])


def _labels(document: Document, source: SourceTable) -> Iterator[tuple[bool, _Label | None]]:
    """The label of each row and group in their order, and whether it is a group's; None where none is certain."""
    head = source.head
    group: str | None = None
    for row in source.read_rows(totals=True):
        if row.kind is RowKind.GROUP or row.title:
            cell = next((cell for cell in row.row.cells if cell.text and not cell.above), GridCell())
            label = _read(document, source, cell, row.title, of_group=True, group=None)
            group = label.printed if label else None
            yield True, label
            if row.kind is RowKind.GROUP:
                continue
        if row.kind is RowKind.PRODUCT and not source.recognised:
            continue
        number = _number_cell(row, head)
        if number is None or number.above:
            # Merged with the number above it.
            continue
        what = row.row.cells[head.what.index].text if head.what else ""
        yield False, _read(document, source, number, what, of_group=False, group=group)


def _number_cell(row: TableRow, head: Head) -> GridCell | None:
    column = head.first(Role.NUMBER)
    return row.row.cells[column.index] if column else None


def _read(
    document: Document, source: SourceTable, cell: GridCell, text: str, *, of_group: bool, group: str | None
) -> _Label | None:
    """The label that a cell holds, alone or before a group's title."""
    titled = _TITLED.match(f"{cell.text} ")
    alone = cell.text.strip(" .):,")
    printed = alone if _style(alone) else titled["label"] if of_group and titled else ""
    style = _style(printed)
    if style is None or not cell.ranges:
        return None
    start, end = cell.ranges[0][0], cell.ranges[-1][1]
    if source.recognised:
        confidence = document.confidence_of(start, end)
        # A letter alone is as often a misread digit.
        if confidence is None or confidence < _SURE or printed != alone or style[0] not in ("number", "roman"):
            return None
    name, above, value = style
    return _Label(of_group, name, above, value, printed, text, start, end, group)


def _style(printed: str) -> tuple[str, str, int] | None:
    """Style, what stands before the last part, and value of a label."""
    number = _NUMBER.fullmatch(printed)
    if number:
        return "number", number["above"], int(number["own"])
    roman = roman_value(printed)
    if roman:
        return "roman", "", roman
    if len(printed) == 1 and printed in _CAPITALS:
        return "capital", "", _CAPITALS.index(printed) + 1
    if len(printed) == 1 and printed in _POINTS:
        return "letter", "", _POINTS.index(printed) + 1
    return None


def _tasks_twice(document: Document, places: Places, assignments: list[Assignment]) -> Iterator[Finding]:
    """Rows of one table that give one task, with one product, to one agency: one of them is superfluous."""
    first: dict[tuple[object, ...], Assignment] = {}
    for row in assignments:
        task = fold_words(row.task)
        if len(task.split()) < _FEWEST_TASK_WORDS:
            continue
        # Everything that the row prints: a goal of two periods stands twice with its two values.
        printed = regex.sub(r"^\S{1,8}\t", "", _printed(document, row))
        key = (row.table, task, fold_words(printed), *(fold_words(text or "") for text in (row.lead_raw, row.product)))
        other = first.setdefault(key, row)
        if other is row or row.no is None or (other.group, other.no) == (row.group, row.no):
            continue
        detail = (
            f"Nhiệm vụ “{quoted(row.task)}”: {_place(places, other)} ghi dòng “{_name(other)}”; "
            f"{_place(places, row)} lại ghi dòng “{_name(row)}”."
        )
        yield finding("duplicate_title", places.path(row.char_start), detail, row.char_start, row.char_end, row.task)


def _two_roles(
    document: Document, places: Places, assignments: list[Assignment], same: Mapping[str, str]
) -> Iterator[Finding]:
    """An agency that is to coordinate with itself, where the row prints both cells."""
    for row in assignments:
        others = {fold(same.get(name, name)) for name in row.coordinate}
        both = [name for name in row.lead if fold(same.get(name, name)) in others]
        if not both or not _prints_both(document, row):
            continue
        path = places.path(row.char_start)
        yield Finding(
            kind="other",
            where=path or quoted(row.task),
            detail=(
                f"Dòng {_name(row)}: {', '.join(both)} vừa chủ trì vừa phối hợp: cột chủ trì ghi "
                f"“{quoted(row.lead_raw or '')}”; cột phối hợp ghi “{quoted(row.coordinate_raw or '')}”."
            ),
            char_start=row.char_start,
            char_end=row.char_end,
        )


def _prints_both(document: Document, row: Assignment) -> bool:
    """Whether both cells are the row's own, none taken over from the row above."""
    rest = fold_words(_printed(document, row))
    for text in sorted((fold_words(row.lead_raw or ""), fold_words(row.coordinate_raw or "")), key=len, reverse=True):
        if text not in rest:
            return False
        rest = rest.replace(text, "|", 1)
    return True


def _place(places: Places, row: Assignment) -> str:
    return places.name(row.char_start or 0, places.path(row.char_start) or f"PL{row.table}")


def _printed(document: Document, row: Assignment) -> str:
    return document.slice(row.char_start or 0, row.char_end or 0)


def _name(row: Assignment) -> str:
    if row.no is None:
        return f"“{_short(row.task)}”"
    return f"{row.group}.{row.no}" if row.group else row.no


def _short(text: str) -> str:
    words = quoted(text)
    return words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0]
