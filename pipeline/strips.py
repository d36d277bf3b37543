"""Columns of text that nothing but white tells: strips that run down between the words of all rows.

All measures are points of the level page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from models.document import Word
from pipeline.lines import bounds, group_lines, middle
from pipeline.runs import Interval, join

APART = 0.8
"""Letter heights between two words from which they may stand in two columns; a stretched space is 0.6 wide."""
STRIP = 3.0
"""Points of white between two columns at least."""
CORE = 0.35
"""Letter heights above and below its middle that a line fills for sure."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Printed lines that overlap in height: one over all columns, or lines of centred cells beside others."""

    lines: tuple[tuple[Word, ...], ...]
    top: float
    bottom: float
    """Of the cores of its lines."""
    runs: tuple[tuple[Word, ...], ...]
    """Words of a line without white as wide as between columns."""
    spans: tuple[Interval, ...]
    """Where its runs stand on the page's width; those that overlap are one."""


def units_of(words: Sequence[Word], height: float) -> list[Unit]:
    """The words from the top down, lines whose cores overlap as one unit."""
    lines = sorted(
        ((median(middle(word.box) for word in line), line) for line in group_lines(words)), key=lambda item: item[0]
    )
    units: list[tuple[float, float, list[list[Word]]]] = []
    for place, line in lines:
        top, bottom = place - CORE * height, place + CORE * height
        if units and top < units[-1][1] - 0.5:
            units[-1] = (units[-1][0], bottom, [*units[-1][2], line])
        else:
            units.append((top, bottom, [line]))
    return [_unit(top, bottom, members, height) for top, bottom, members in units]


def _unit(top: float, bottom: float, lines: Sequence[Sequence[Word]], height: float) -> Unit:
    runs: list[tuple[Word, ...]] = []
    for line in lines:
        run: list[Word] = []
        for word in line:
            if run and word.box.x0 - max(other.box.x1 for other in run) >= APART * height:
                runs.append(tuple(run))
                run = []
            run.append(word)
        runs.append(tuple(run))
    spans = join([(bounds(run).x0, bounds(run).x1) for run in runs], 0.0)
    return Unit(tuple(map(tuple, lines)), top, bottom, tuple(runs), tuple(spans))


def columns_of(units: Sequence[Unit]) -> list[Interval]:
    """Where the columns have their text. Spans over two columns or more are heads or group rows."""
    columns = _widened(units, [])
    while (fewer := _without_chance_strips(units, columns)) != columns:
        columns = _widened(units, fewer)
    return columns


def _widened(units: Sequence[Unit], columns: list[Interval]) -> list[Interval]:
    """Columns completed and widened by the spans of all units, those of the fullest first."""
    for unit in sorted(units, key=lambda unit: -len(unit.spans)):
        for span in unit.spans:
            if sum(touch(span, column) for column in columns) <= 1:
                columns = join([*columns, span], 0.0)
    # Text that fills its cell comes close to the next column: a space wider than the others parts them there.
    for unit in units:
        for span in parted_spans(unit, columns):
            if sum(touch(span, column) for column in columns) == 1:
                columns = join([*columns, span], 0.0)
    return columns


def parted_spans(unit: Unit, columns: Sequence[Interval]) -> list[Interval]:
    """The spans of a unit, those that lie over a strip between columns cut there where white lets them."""
    strips = [(one[1], two[0]) for one, two in pairwise(columns)]
    return join([(piece[0].box.x0, piece[-1].box.x1) for run in unit.runs for piece in _parted(run, strips)], 0.0)


def _parted(line: Sequence[Word], strips: Sequence[Interval]) -> list[list[Word]]:
    """The words of a line, cut where a strip meets white that is wider than the spaces of the line."""
    spaces = [two.box.x0 - one.box.x1 for one, two in pairwise(line)]
    # Two words tell little of a line's spaces; most faces have a quarter of their size.
    usual = median(spaces) if len(spaces) > 2 else 0.3 * line[0].box.height
    pieces: list[list[Word]] = [[line[0]]] if line else []
    for one, two in pairwise(line):
        gap = one.box.x1, two.box.x0
        wide = gap[1] - gap[0] >= max(STRIP, 1.3 * min(usual, 0.5 * one.box.height))
        if wide and any(gap[0] <= strip[1] and strip[0] <= gap[1] for strip in strips):
            pieces.append([])
        pieces[-1].append(two)
    return pieces


def _without_chance_strips(units: Sequence[Unit], columns: list[Interval]) -> list[Interval]:
    """Columns joined where more texts run over the strip between them than stand on both sides of it: the end of a
    cell's text beside a centred title."""
    at = 0
    while at + 1 < len(columns):
        strips = [(one[1], two[0]) for one, two in pairwise(columns)]
        over = beside = 0
        for unit in units:
            found = set()
            for piece in (piece for line in unit.lines for piece in _parted(line, strips)):
                span = piece[0].box.x0, piece[-1].box.x1
                sides = frozenset(side for side in (0, 1) if touch(span, columns[at + side]))
                over += len(sides) == 2
                found.add(sides)
            beside += {frozenset({0}), frozenset({1})} <= found
        if over > beside:
            columns = [*columns[:at], (columns[at][0], columns[at + 1][1]), *columns[at + 2 :]]
            at = max(0, at - 1)
        else:
            at += 1
    return columns


def touch(one: Interval, two: Interval) -> bool:
    """Whether two intervals have a part in common."""
    return one[0] < two[1] and two[0] < one[1]


def boundaries_of(columns: Sequence[Interval], left: float, right: float) -> list[float]:
    """x of the column boundaries: the middles of the strips, and the table's sides."""
    return [left, *((one[1] + two[0]) / 2 for one, two in pairwise(columns)), right]


def strip_of(x: float, columns: Sequence[Interval]) -> int | None:
    """Index of the strip between columns, 0 left of them all, in which a place lies; None within a column."""
    if any(start + STRIP < x < end - STRIP for start, end in columns):
        return None
    return sum(x >= (start + end) / 2 for start, end in columns)


def column_at(edges: Sequence[float], x: float) -> int:
    """Index of the column between boundaries in which a place lies; beyond them, of the outermost one."""
    return max(0, min(len(edges) - 2, sum(x >= edge for edge in edges) - 1))


def pieces_of(line: Sequence[Word], edges: Sequence[float]) -> list[list[Word]]:
    """The words of a line, cut at the boundaries of columns that no text runs across."""
    return _parted(line, [(edge, edge) for edge in edges[1:-1]])


def cell_texts(units: Sequence[Unit], edges: Sequence[float]) -> list[str]:
    """The text of each column; what spans several counts for none."""
    parts: list[list[str]] = [[] for _ in edges[1:]]
    for unit in units:
        for line in unit.lines:
            for piece in pieces_of(line, edges):
                first, last = column_at(edges, piece[0].box.x0), column_at(edges, piece[-1].box.x1)
                if first == last:
                    parts[first] += [word.text for word in piece]
    return [" ".join(part) for part in parts]


def crossed_boundaries(lines: Sequence[Sequence[Word]], edges: Sequence[float]) -> frozenset[int]:
    """Boundaries, by their index, that texts run across."""
    joined: set[int] = set()
    for line in lines:
        for piece in pieces_of(line, edges):
            joined.update(range(column_at(edges, piece[0].box.x0) + 1, column_at(edges, piece[-1].box.x1) + 1))
    return frozenset(joined)
