"""Runs of ink that are rulings or parts of them, in points."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pdfplumber.utils.clustering import cluster_list

Edge = dict[str, Any]
Interval = tuple[float, float]

SNAP = 4.0
"""Points within which rulings are one: a ruling wanders that much on a scan, and double rulings are drawn so."""


SMEAR = 3 * SNAP
"""Points over which strokes beside one another spread from which they are no ruling, doubled or bent."""


@dataclass(frozen=True, slots=True)
class Run:
    """A ruling or a part of it: where it starts and ends along its direction, and its place across, in points."""

    orientation: str
    start: float
    end: float
    points: tuple[tuple[float, float], ...]
    """(along, across) at some places from start to end."""

    @property
    def middle(self) -> float:
        """Its mean place across."""
        return float(np.mean([across for _, across in self.points]))

    def places(self, along: NDArray[np.float64]) -> NDArray[np.float64]:
        """Its places across at places along it."""
        known = np.array(self.points)
        return np.asarray(np.interp(along, known[:, 0], known[:, 1]), dtype=np.float64)

    def place(self, along: float) -> float:
        """Its place across at one place along it."""
        return float(self.places(np.array([along]))[0])


@dataclass(frozen=True, slots=True)
class Along:
    """What lies on the way of a line, as intervals along it."""

    inked: tuple[Interval, ...]
    crossed: tuple[Interval, ...]
    """Where print stands on both sides, as a word across the line does."""


def as_edge(run: Run) -> Edge:
    """A run as pdfplumber's edge dict."""
    middle = run.middle
    level = run.orientation == "h"
    x0, x1, top, bottom = (run.start, run.end, middle, middle) if level else (middle, middle, run.start, run.end)
    return {
        "orientation": run.orientation, "object_type": "line", "x0": x0, "x1": x1, "top": top, "bottom": bottom,
        "width": x1 - x0, "height": bottom - top,
    }  # fmt: skip


def smeared(places: Sequence[float]) -> int:
    """How many of the places lie, one close to the next, over more than a ruling takes up: strokes of a drawing."""
    clusters = cluster_list(list(places), SNAP)
    return sum(len(cluster) for cluster in clusters if cluster[-1] - cluster[0] > SMEAR)


def overlap(intervals: Sequence[Interval], start: float, end: float) -> float:
    """How much of an interval others cover that do not overlap one another."""
    return sum(max(0.0, min(high, end) - max(low, start)) for low, high in intervals)


def join(pieces: Sequence[Interval], tolerance: float) -> list[Interval]:
    """Intervals made one where they overlap or lie within a tolerance."""
    joined: list[Interval] = []
    for start, end in sorted(pieces):
        if joined and start <= joined[-1][1] + tolerance:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
