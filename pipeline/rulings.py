"""Rulings on a page image: seen as long straight runs of ink, then mended where ink along their way proves them.

A scan breaks rulings: print fades, staples and stamps cover them, copies lose pieces. The rulings that are seen span
the lattice of the table (`pipeline.lattice`); this module says which parts of each line of it are inked.
"""

import itertools
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.imaging import binarise
from pipeline.lattice import ISLAND, STUB, mend
from pipeline.runs import Along, Edge, Run, as_edge

Mask = NDArray[np.uint8]
Flags = NDArray[np.bool_]

CONTRAST = 30
"""Grey levels by which a fading ruling is still darker than the ground beside it; the ground may be a shaded cell."""
THICKEST = 4.0
"""Points: thicker marks are bars, seals or shaded cells."""
SHORTEST = {"h": 24.0, "v": 15.0}
"""Points of a run that is a ruling by itself: letters are lower than a fifth of an inch, a dash or an underlined word
is shorter than a third."""
DOTS = 3.0
"""Points between the dots or dashes of a ruling at most."""
BESIDE = 1.2
"""Points beside its expected way in which a ruling is looked for."""
MARGIN = (1.9, 4.0)
"""Points from a ruling between which it has white on both sides; strokes of letters have their neighbours there."""
BESIDE_INK = 18
"""Of 255: ink beside a run of dots from which it is a part of letters. Rulings across every 15 points make 10."""
SURE_DOTS = 0.05
"""Share of a run of dots that is sure ink at least: hair-fine ones have 0.1."""


@dataclass(frozen=True, slots=True)
class _Ink:
    """Masks (0 or 255) of a page image."""

    sure: Mask
    thin: dict[str, Mask]
    """Marks thinner across than `THICKEST`, for lines of either orientation; faint ones too."""

    @property
    def faint(self) -> Mask:
        """All thin marks and all sure ink."""
        return np.asarray(self.sure | self.thin["h"] | self.thin["v"], dtype=np.uint8)


def find_rulings(grey: NDArray[np.uint8], scale: float) -> list[Edge]:
    """Horizontal and vertical rulings on a level page image, as edges in points; `scale` is pixels a point."""
    if not _has_uprights(grey, scale):
        sure = binarise(grey)
        return [as_edge(run) for run, _, _ in _components(_runs(sure, "h", SHORTEST["h"], scale), sure, "h", scale)]
    ink = _see(grey, scale)
    seen: list[Run] = []
    masks: dict[str, Mask] = {}
    for orientation in ("h", "v"):
        runs, masks[orientation] = _long_runs(ink, orientation, scale)
        seen += runs
    if not seen:
        return []
    spread = np.ones((max(3, round(1.4 * scale)),) * 2, np.uint8)
    text = ink.faint.copy()
    text[cv2.dilate(masks["h"] | masks["v"], spread) > 0] = 0
    return [as_edge(run) for run in mend(seen, lambda run: _along(run, ink, masks, text, scale))]


def _has_uprights(grey: NDArray[np.uint8], scale: float) -> bool:
    """Whether two marks or more stand as high as a vertical ruling does, faint and dotted ones counted: seen at a third
    of the size, which costs a tenth. Pages of prose have none and need no closer look."""
    step = max(1, round(scale * 72 / 100))
    small = cv2.erode(grey, np.ones((step, step), np.uint8))[::step, ::step]
    point = scale / step
    size = round(THICKEST * point) | 1
    thin = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, np.ones((1, size), np.uint8)) > CONTRAST
    # Letters of neighbouring lines stand further apart than dots.
    joined = cv2.morphologyEx(thin.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((round(2 * point) | 1, 1), np.uint8))
    runs = _runs(np.asarray(joined, dtype=np.uint8), "v", 24.0, point)
    return int(cv2.connectedComponents(runs)[0]) > 2


def _see(grey: NDArray[np.uint8], scale: float) -> _Ink:
    sure = binarise(grey)
    size = round(THICKEST * scale) | 1
    thin = {}
    for orientation, kernel in (("h", (size, 1)), ("v", (1, size))):
        darker = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones(kernel, np.uint8))
        thin[orientation] = np.where(darker > CONTRAST, 255, 0).astype(np.uint8)
    return _Ink(sure, thin)


def _long_runs(ink: _Ink, orientation: str, scale: float) -> tuple[list[Run], Mask]:
    """Runs that are rulings by themselves, and the mask of their pixels."""
    faint, length = ink.faint, SHORTEST[orientation]
    solid = _runs(faint, orientation, length, scale)
    found: list[Run] = []
    mask = np.zeros_like(faint)
    sure = _runs(ink.sure, orientation, length, scale)
    # A ruling may fade along its way: its faint parts count where they belong to a sure one. Rulings that shine
    # through from the back have no sure part.
    for run, part, weight in _components(solid, sure, orientation, scale):
        if weight >= 0.2:
            found.append(run)
            mask[part[0]] |= part[1]
    dotted = _dotted(ink, orientation, scale)
    dotted[cv2.dilate(mask, np.ones((round(2 * scale),) * 2, np.uint8)) > 0] = 0
    for run, part, weight in _components(dotted, ink.sure & dotted, orientation, scale):
        if weight >= SURE_DOTS and run.end - run.start >= 2 * length:
            found.append(run)
            mask[part[0]] |= part[1]
    return found, mask


def _runs(ink: Mask, orientation: str, length: float, scale: float) -> Mask:
    """What of the ink lies in straight runs of at least `length` points."""
    size = max(9, round(length * scale))
    # A ruling that is not quite level steps from one pixel row to the next: thickened, it holds together.
    thicken = max(2, round(0.6 * scale))
    across, along = ((thicken, 1), (1, size)) if orientation == "h" else ((1, thicken), (size, 1))
    thick = cv2.dilate(ink, np.ones(across, np.uint8))
    return np.asarray(cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones(along, np.uint8)), dtype=np.uint8)


def _dotted(ink: _Ink, orientation: str, scale: float) -> Mask:
    """Runs of dots or dashes with white on both sides: in a line of text, which has as many strokes at its foot, the
    letters stand above."""
    level = orientation == "h"
    gap, (near, far) = round(DOTS * scale) | 1, MARGIN
    join = (1, gap) if level else (gap, 1)
    joined = cv2.morphologyEx(ink.thin[orientation], cv2.MORPH_CLOSE, np.ones(join, np.uint8))
    runs = _runs(np.asarray(joined, dtype=np.uint8), orientation, SHORTEST[orientation], scale)
    # How much ink lies within `far` on either side, smoothed along the run.
    long = round(SHORTEST[orientation] * scale)
    for side in (-1, 1):
        deep = round((far - near) * scale)
        box = (long, deep) if level else (deep, long)
        density = cv2.blur(ink.faint, box)
        middle = round(side * (near + far) / 2 * scale)
        move = np.array([[1, 0, 0 if level else -middle], [0, 1, -middle if level else 0]], dtype=np.float64)
        beside = cv2.warpAffine(density, move, (runs.shape[1], runs.shape[0]), flags=cv2.INTER_NEAREST)
        runs[np.asarray(beside) > BESIDE_INK] = 0
    return _runs(runs, orientation, SHORTEST[orientation], scale)


def _components(
    runs: Mask, sure: Mask, orientation: str, scale: float
) -> list[tuple[Run, tuple[tuple[slice, slice], Mask], float]]:
    """Each connected run with its pixels (place and mask) and the share of them that is sure."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(runs)
    weights = np.bincount(labels[sure > 0].ravel(), minlength=count)
    found = []
    for label in range(1, count):
        left, top, width, height, area = (int(value) for value in stats[label])
        thick, long = (height, width) if orientation == "h" else (width, height)
        if thick > 6 * scale or long < 4 * thick:
            continue
        place = (slice(top, top + height), slice(left, left + width))
        part = np.where(labels[place] == label, 255, 0).astype(np.uint8)
        start, across = (left, top) if orientation == "h" else (top, left)
        run = _run(part if orientation == "h" else part.T, orientation, start, across, scale)
        found.append((run, (place, part), float(weights[label]) / area))
    return found


def _run(part: Mask, orientation: str, start: int, across: int, scale: float) -> Run:
    """A run from its pixels, laid level, with its place about every third of an inch."""
    long = part.shape[1]
    points = []
    for piece in np.array_split(np.arange(long), max(1, round(long / (24 * scale)))):
        rows = np.nonzero(part[:, piece[0] : piece[-1] + 1])[0]
        middle = (float(rows.min()) + float(rows.max()) + 1) / 2 if rows.size else part.shape[0] / 2
        points.append(((start + float(piece.mean()) + 0.5) / scale, (across + middle) / scale))
    return Run(orientation, start / scale, (start + long) / scale, tuple(points))


def _along(line: Run, ink: _Ink, masks: dict[str, Mask], text: Mask, scale: float) -> Along:
    """What lies on the way of a line from its start to its end."""
    level = line.orientation == "h"
    thin, known = ink.thin[line.orientation], masks[line.orientation]
    if not level:
        thin, known, text = thin.T, known.T, text.T
    height, width = thin.shape
    first, last = max(0, round(line.start * scale)), min(width, round(line.end * scale) + 1)
    places = np.arange(first, last)
    way = line.places(places / scale) * scale
    reach = round(MARGIN[1] * scale) + 1
    offsets = np.arange(-reach, reach + 1)
    rows = np.clip(np.rint(way).astype(int)[:, None] + offsets, 0, height - 1)
    columns = places[:, None]
    near = np.abs(offsets) <= BESIDE * scale
    beside = (np.abs(offsets) >= MARGIN[0] * scale) & (np.abs(offsets) <= MARGIN[1] * scale)
    wide = np.abs(offsets) <= 3 * scale
    ruled = _any(known[rows, columns][:, wide] > 0)
    on_line = _any(thin[rows, columns][:, near] > 0) | ruled
    written = text[rows, columns] > 0
    before = _any(written[:, beside & (offsets < 0)])
    after = _any(written[:, beside & (offsets > 0)])
    inked = _inked(_closed(on_line, 2.5 * scale), ruled, ~(before | after), scale)
    spans = tuple(((first + a) / scale, (first + b) / scale) for a, b in spans_of(inked))
    crossed = _closed(before, scale) & _closed(after, scale) & ~inked
    return Along(spans, tuple(((first + a) / scale, (first + b) / scale) for a, b in spans_of(crossed)))


def _inked(on_line: Flags, ruled: Flags, alone: Flags, scale: float) -> Flags:
    """What is known for a ruling, and runs on the line that no stroke of a letter makes: they have white on both
    sides."""
    kept = ruled.copy()
    for start, end in spans_of(on_line & ~ruled):
        # The tops of a line of capitals make a long run, with more white below it than ink.
        least = 0.6 if end - start < ISLAND * scale else 0.9
        if end - start >= STUB * scale and float(alone[start:end].mean()) >= least:
            kept[start:end] = True
    return kept


def _closed(flags: Flags, size: float) -> Flags:
    """Flags with gaps of up to `size` filled."""
    result = flags.copy()
    spans = spans_of(flags)
    for (_, end), (start, _) in itertools.pairwise(spans):
        if start - end <= size:
            result[end:start] = True
    return result


def _any(rows: Flags) -> Flags:
    """Which rows have a flag."""
    return np.asarray(rows.any(axis=1), dtype=np.bool_)


def spans_of(flags: Flags) -> list[tuple[int, int]]:
    """Half-open spans in which flags are set."""
    steps = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(steps[::2], steps[1::2], strict=True)]


def upright_slope(grey: NDArray[np.uint8], scale: float) -> float:
    """Pixels to the right for each pixel down by which long vertical rulings lean; 0 with fewer than two of them."""
    runs = _runs(binarise(grey), "v", 15.0, scale)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    slopes, lengths = [], []
    for label in range(1, count):
        left, top, width, height, _area = stats[label]
        if height < 45 * scale or width > 0.1 * height:
            continue
        rows, columns = np.nonzero(labels[top : top + height, left : left + width] == label)
        slopes.append(float(np.polyfit(rows, columns, 1)[0]))
        lengths.append(float(height))
    if len(slopes) < 2:
        return 0.0
    slope = float(np.average(slopes, weights=lengths))
    return slope if 0.0008 < abs(slope) < 0.05 else 0.0
