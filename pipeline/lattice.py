"""The lattice of a table: its rulings drawn through, and which parts of them are there.

All rulings of a table, drawn from one side of it to the other, cut one another into segments. A segment is there where
enough of it is inked. Two facts of ruled tables tell the rest: no ruling ends in the middle of a cell, so a piece of it
that begins at a crossing reaches the next one; and cells are rectangles, so a corner that would make a cell L-shaped
has lost a ruling. A merged cell has neither ink nor such a corner: it stays merged.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipeline.runs import SNAP, Along, Interval, Run, join, overlap, smeared

LONGEST_GAP = 45.0
"""Points at the end of a ruling that may be lost: a little more than half an inch."""
AT_CROSSING = 3.0
"""Points from a crossing within which a ruling touches it."""
OVERSHOOT = 2.0
"""Points by which a ruling may run over a crossing: half its width and a little."""
STUB = 3.0
"""Points of ink that tell a ruling from dirt."""
SURE_STUB = 8.0
"""Points of ink that tell a ruling even where print crosses the rest of the segment."""
ISLAND = 14.0
"""Points of ink that tell a ruling where they touch no crossing."""
OPEN = 15.0
"""Points by which rulings run over the edge of the lattice where a table is open."""
MOST_CROSSINGS = 2500
"""Crossings of a table's lines at most: fifty rows of fifty columns; a drawing has more."""
Look = Callable[[Run], Along]


def mend(runs: Sequence[Run], look: Look) -> list[Run]:
    """The rulings of which `runs` were seen, their gaps closed; `look` tells what lies along a line. Runs that belong
    to no table come back as they are."""
    mended: list[Run] = []
    for group in _groups(runs):
        places = [[run.middle for run in group if run.orientation == name] for name in ("h", "v")]
        if 2 * sum(map(smeared, places)) > len(group):
            mended += group
            continue
        mended += _mend_group([line for name in ("h", "v") for line in _lines(group, name)], look)
    return mended


@dataclass(slots=True)
class _Line:
    """A line of the lattice with the runs that were seen on it."""

    orientation: str
    runs: list[Run]
    whole: Run = field(init=False)
    inked: tuple[Interval, ...] = ()
    crossed: tuple[Interval, ...] = ()

    def __post_init__(self) -> None:
        points = sorted(point for run in self.runs for point in run.points)
        start, end = min(run.start for run in self.runs), max(run.end for run in self.runs)
        self.whole = Run(self.orientation, start, end, tuple(points))

    def over(self, start: float, end: float) -> Run:
        """The line between two places along it."""
        return Run(self.orientation, start, end, self.whole.points)


def _lines(runs: Sequence[Run], orientation: str) -> list[_Line]:
    """Runs of one orientation gathered by their place across."""
    gathered: list[list[Run]] = []
    for run in sorted((run for run in runs if run.orientation == orientation), key=lambda run: run.middle):
        if gathered and run.middle - gathered[-1][-1].middle <= SNAP:
            gathered[-1].append(run)
        else:
            gathered.append([run])
    return [_Line(orientation, members) for members in gathered]


def _groups(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs that cross one another, or would if their ends were not lost."""
    level = [run for run in runs if run.orientation == "h"]
    upright = [run for run in runs if run.orientation == "v"]
    if not level or not upright:
        return [[run] for run in runs]
    h, v = (np.array([(run.start, run.end, run.middle) for run in side]) for side in (level, upright))
    reach = (h[:, None, 0] - LONGEST_GAP <= v[None, :, 2]) & (v[None, :, 2] <= h[:, None, 1] + LONGEST_GAP)
    meet: NDArray[np.bool_] = (
        reach & (v[None, :, 0] - LONGEST_GAP <= h[:, None, 2]) & (h[:, None, 2] <= v[None, :, 1] + LONGEST_GAP)
    )
    groups: list[list[Run]] = []
    free = np.ones(len(level), bool)
    for first in range(len(level)):
        if not free[first]:
            continue
        rows, columns = np.zeros(len(level), bool), np.zeros(len(upright), bool)
        new = np.zeros(len(level), bool)
        new[first] = True
        while new.any():
            rows |= new
            columns |= meet[new].any(axis=0)
            new = meet[:, columns].any(axis=1) & ~rows
        free &= ~rows
        groups.append([run for run, own in zip(level, rows, strict=True) if own])
        groups[-1] += [run for run, own in zip(upright, columns, strict=True) if own]
    return groups + [[run] for index, run in enumerate(upright) if not meet[:, index].any()]


def _mend_group(group: Sequence[_Line], look: Look) -> list[Run]:
    level = sorted((line for line in group if line.orientation == "h"), key=lambda line: line.whole.middle)
    upright = sorted((line for line in group if line.orientation == "v"), key=lambda line: line.whole.middle)
    if len(level) < 2 or len(upright) < 2 or len(level) * len(upright) > MOST_CROSSINGS:
        return [run for line in group for run in line.runs]
    for lines, across in ((level, upright), (upright, level)):
        start, end = across[0].whole.middle - AT_CROSSING, across[-1].whole.middle + AT_CROSSING
        for line in lines:
            seen = look(line.over(min(start, line.whole.start), max(end, line.whole.end)))
            line.inked, line.crossed = seen.inked, seen.crossed
    strange: list[_Line] = []
    while True:
        lattice = _Lattice(level, upright)
        loose = lattice.loose()
        if not loose:
            break
        strange += loose
        level = [line for line in level if not any(line is other for other in loose)]
        upright = [line for line in upright if not any(line is other for other in loose)]
        if len(level) < 2 or len(upright) < 2:
            return [run for line in group for run in line.runs]
    lattice.decide()
    lattice.square()
    return [*lattice.mended(), *(run for line in strange for run in line.runs)]


def _ink(inked: Sequence[Interval], start: float, end: float) -> float:
    """Ink between two crossings, in points. The bar of a letter may lie in the way; it touches no crossing."""
    rulings = [
        (low, high)
        for low, high in inked
        if high - low >= ISLAND or low <= start + AT_CROSSING or high >= end - AT_CROSSING
    ]
    return overlap(rulings, start + OVERSHOOT, end - OVERSHOOT)


Segment = tuple[str, int, int]
"""Orientation, index of the line, index along it: segment n lies between crossings n and n + 1."""
Vertex = tuple[int, int]
"""Index of the horizontal and of the vertical line."""

_STEPS = {"left": (0, -1), "right": (0, 1), "up": (-1, 0), "down": (1, 0)}
_OPPOSITE = {"left": "right", "right": "left", "up": "down", "down": "up"}


class _Lattice:
    """The segments of a table's lines and which of them are there."""

    def __init__(self, level: Sequence[_Line], upright: Sequence[_Line]) -> None:
        self.lines = {"h": list(level), "v": list(upright)}
        self.there: dict[str, NDArray[np.bool_]] = {
            "h": np.zeros((len(level), len(upright) - 1), bool),
            "v": np.zeros((len(upright), len(level) - 1), bool),
        }
        # Where each line meets the lines across it, on its own way.
        self.stops = {
            "h": [[v.whole.place(h.whole.middle) for v in upright] for h in level],
            "v": [[h.whole.place(v.whole.middle) for h in level] for v in upright],
        }
        self.ink = {name: self._measure(name) for name in ("h", "v")}

    def _measure(self, name: str) -> NDArray[np.float64]:
        """Ink of each segment between its crossings, in points."""
        rows = []
        for line, stops in zip(self.lines[name], self.stops[name], strict=True):
            rows.append([_ink(line.inked, start, end) for start, end in itertools.pairwise(stops)])
        return np.array(rows, dtype=np.float64).reshape(len(rows), -1)

    def loose(self) -> list[_Line]:
        """Lines that touch no line across them, or are but one short mark over it: underlined words, separators beside
        the table, the arcs of a stamp."""
        found = []
        for name, other in (("h", "v"), ("v", "h")):
            for index, line in enumerate(self.lines[name]):
                stops = self.stops[name][index]
                ends = [end for run in line.runs for end in (run.start, run.end)]
                drawn = line.whole.end - line.whole.start >= LONGEST_GAP or any(
                    abs(end - stop) <= AT_CROSSING for end in ends for stop in stops
                )
                touched = False
                for stop, place in enumerate(stops):
                    near = overlap(line.inked, place - AT_CROSSING, place + AT_CROSSING) > 1
                    ink = self.ink[other][stop]
                    beside = float(ink[max(0, index - 1) : index + 1].max(initial=0.0))
                    touched = touched or (near and beside >= STUB)
                if not (drawn and touched):
                    found.append(line)
        return found

    def decide(self) -> None:
        """Set the segments that are there by their own ink."""
        for name in ("h", "v"):
            for index, stops in enumerate(self.stops[name]):
                for place, (start, end) in enumerate(itertools.pairwise(stops)):
                    self.there[name][index, place] = self._is_inked(name, index, place, start, end)

    def _is_inked(self, name: str, index: int, place: int, start: float, end: float) -> bool:
        ink, inner = float(self.ink[name][index, place]), end - start - 2 * OVERSHOOT
        if inner < 2 * STUB:
            return ink >= 0.5 * max(inner, 1.0)
        if ink >= SURE_STUB or ink >= 0.5 * inner:
            return True
        return ink >= STUB and not self._is_crossed(name, index, start, end)

    def _is_crossed(self, name: str, index: int, start: float, end: float) -> bool:
        return overlap(self.lines[name][index].crossed, start + OVERSHOOT, end - OVERSHOOT) >= 2

    def _segment(self, vertex: Vertex, way: str) -> Segment | None:
        row, column = vertex
        if way in ("left", "right"):
            place = column - (way == "left")
            return ("h", row, place) if 0 <= place < self.there["h"].shape[1] else None
        place = row - (way == "up")
        return ("v", column, place) if 0 <= place < self.there["v"].shape[1] else None

    def _has(self, vertex: Vertex, way: str) -> bool:
        segment = self._segment(vertex, way)
        return segment is not None and bool(self.there[segment[0]][segment[1], segment[2]])

    def _arms(self, vertex: Vertex) -> frozenset[str]:
        return frozenset(way for way in _STEPS if self._has(vertex, way))

    def _outside(self) -> NDArray[np.bool_]:
        """Faces of the lattice that are open to the outside."""
        rows, columns = len(self.lines["h"]) - 1, len(self.lines["v"]) - 1
        open_faces = np.zeros((rows + 2, columns + 2), bool)
        open_faces[0], open_faces[-1], open_faces[:, 0], open_faces[:, -1] = True, True, True, True
        waiting = [(int(row), int(column)) for row, column in zip(*np.nonzero(open_faces), strict=True)]
        while waiting:
            row, column = waiting.pop()
            for (down, right), blocked in self._sides(row - 1, column - 1):
                next_row, next_column = row + down, column + right
                inside = 0 <= next_row < rows + 2 and 0 <= next_column < columns + 2
                if inside and not blocked and not open_faces[next_row, next_column]:
                    open_faces[next_row, next_column] = True
                    waiting.append((next_row, next_column))
        return open_faces[1:-1, 1:-1]

    def _sides(self, row: int, column: int) -> Iterator[tuple[tuple[int, int], bool]]:
        """The steps from a face to its four neighbours, and whether a ruling bars them; faces outside have indices
        beyond the lattice."""
        level, upright = self.there["h"], self.there["v"]

        def bars(segments: NDArray[np.bool_], line: int, place: int) -> bool:
            known = 0 <= line < segments.shape[0] and 0 <= place < segments.shape[1]
            return known and bool(segments[line, place])

        yield (-1, 0), bars(level, row, column) or self._is_open("h", row, column)
        yield (1, 0), bars(level, row + 1, column) or self._is_open("h", row + 1, column)
        yield (0, -1), bars(upright, column, row) or self._is_open("v", column, row)
        yield (0, 1), bars(upright, column + 1, row) or self._is_open("v", column + 1, row)

    def _is_open(self, name: str, index: int, place: int) -> bool:
        """Whether both rulings across run on over the edge of the lattice: the table has no side there, but ends all
        the same."""
        last = len(self.lines[name]) - 1
        other = "v" if name == "h" else "h"
        if index not in (0, last) or not 0 <= place < len(self.lines[other]) - 1:
            return False
        ends = [(self.lines[other][end].whole, self.stops[other][end][index]) for end in (place, place + 1)]
        if index == 0:
            return all(stop - whole.start >= OPEN for whole, stop in ends)
        return all(whole.end - stop >= OPEN for whole, stop in ends)

    def square(self) -> None:
        """Add rulings until no cell has a corner that turns inward, no ruling ends in the open, and no cell at the edge
        lacks only its outer side."""
        for _ in range(200):
            if not (self._close_a_side() or self._mend_a_corner()):
                return

    def _ways_on(self, vertex: Vertex, way: str) -> list[Segment] | None:
        """The missing segments from a vertex onwards until a ruling across; None where none comes."""
        found: list[Segment] = []
        down, right = _STEPS[way]
        turns = ("up", "down") if way in ("left", "right") else ("left", "right")
        while True:
            segment = self._segment(vertex, way)
            if segment is None:
                return None
            if self.there[segment[0]][segment[1], segment[2]]:
                return found or None
            found.append(segment)
            vertex = (vertex[0] + down, vertex[1] + right)
            if any(self._has(vertex, turn) for turn in turns):
                return found

    def _mend_a_corner(self) -> bool:
        """Mend the first vertex that cannot be one of rectangles."""
        outside = self._outside()
        for row in range(len(self.lines["h"])):
            for column in range(len(self.lines["v"])):
                arms = self._arms((row, column))
                faces = outside[max(0, row - 1) : row + 1, max(0, column - 1) : column + 1]
                on_edge = faces.size < 4 or bool(faces.any())
                if on_edge and not (len(arms) == 1 and not faces.all()):
                    continue
                straight = arms in ({"left", "right"}, {"up", "down"})
                if len(arms) in (0, 3, 4) or straight:
                    continue
                options = [
                    option
                    for way in sorted(set(_STEPS) - arms)
                    if (len(arms) == 2 or _OPPOSITE[way] in arms) and (option := self._ways_on((row, column), way))
                ]
                options = [option for option in options if not self._bars_print(option)]
                if options:
                    self._add(min(options, key=self._doubt))
                    return True
        return False

    def _bars_print(self, segments: Sequence[Segment]) -> bool:
        for name, index, place in segments:
            stops = self.stops[name][index]
            if self._is_crossed(name, index, stops[place], stops[place + 1]):
                return True
        return False

    def _doubt(self, segments: Sequence[Segment]) -> float:
        """How little speaks for segments: the part of them that would be new beside what their line has already."""
        name, index, _ = segments[0]
        stops = self.stops[name][index]
        new = sum(stops[place + 1] - stops[place] for _, _, place in segments)
        drawn = sum(
            stops[place + 1] - stops[place] for place in range(len(stops) - 1) if self.there[name][index, place]
        )
        ink = sum(float(self.ink[name][index, place]) for _, _, place in segments)
        return new / (new + drawn + 20 * ink)

    def _add(self, segments: Sequence[Segment]) -> None:
        for name, index, place in segments:
            self.there[name][index, place] = True

    def _close_a_side(self) -> bool:
        """Close the first cell at the edge of the table that lacks nothing but its outer side."""
        outside = self._outside()
        for name, other in (("h", "v"), ("v", "h")):
            count = len(self.lines[name])
            for index in range(count):
                for place in range(len(self.lines[other]) - 1):
                    if self.there[name][index, place]:
                        continue
                    vertex = (index, place) if name == "h" else (place, index)
                    span = self._ways_on(vertex, "right" if name == "h" else "down")
                    if not span or not self._closes(name, span, outside):
                        continue
                    self._add(span)
                    return True
        return False

    def _closes(self, name: str, span: Sequence[Segment], outside: NDArray[np.bool_]) -> bool:
        """Whether a span would make one rectangular cell of faces that are open to the outside, in line with a ruling
        beside it."""
        index, first, last = span[0][1], span[0][2], span[-1][2]
        drawn = self.there[name][index]
        if not ((first > 0 and drawn[first - 1]) or (last + 1 < len(drawn) and drawn[last + 1])):
            return False
        faces = outside if name == "h" else outside.T
        sides = self.there["v" if name == "h" else "h"]
        for step in (-1, 0):
            # Faces before (-1) or behind (0) the line, and how far they reach to the next ruling along it.
            depth = index + step
            if not 0 <= depth < faces.shape[0] or not faces[depth, first : last + 1].all():
                continue
            beyond = index - 1 - step
            if 0 <= beyond < faces.shape[0] and not faces[beyond, first : last + 1].all():
                continue
            if not self._is_bay(self.there[name], sides, index, step, first, last):
                continue
            return not self._bars_print(span)
        return False

    @staticmethod
    def _is_bay(
        along: NDArray[np.bool_], across: NDArray[np.bool_], index: int, step: int, first: int, last: int
    ) -> bool:
        """Whether faces beside a line are bounded by rulings on their three other sides and by none within."""
        depth, way = index + step, -1 if step else 1
        while 0 <= depth < across.shape[1]:
            if not (across[first, depth] and across[last + 1, depth]) or across[first + 1 : last + 1, depth].any():
                return False
            far = along[depth if step else depth + 1, first : last + 1]
            if far.all():
                return True
            if far.any():
                return False
            depth += way
        return False

    def mended(self) -> list[Run]:
        """The rulings drawn through their segments; what of them was seen beyond the lattice stays."""
        found = []
        for name in ("h", "v"):
            for line, stops, there in zip(self.lines[name], self.stops[name], self.there[name], strict=True):
                pieces = [(run.start, run.end) for run in line.runs]
                pieces += [(stops[place], stops[place + 1]) for place in range(len(there)) if there[place]]
                # One place across for all: the crossings of a line have to lie on it.
                middle = line.whole.middle
                for start, end in join(pieces, OVERSHOOT):
                    found.append(Run(name, start, end, (((start + end) / 2, middle),)))
        return found
