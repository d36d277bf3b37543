"""Print of the other side that shines through thin paper: lighter than all print of this side, and taken off the page.

Faded print is of all shades; what shines through is a second kind of marks, with no shade between the two.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.imaging import Grey, binarise

VALLEY = 50
"""Grey levels between the darkest spots of the lighter marks and those of print; 60 to 80 on office scans."""
BETWEEN = 0.01
"""Share of the marks that may lie between."""
LEAST_SHARE, LEAST = 0.05, 30
"""Share and number of lighter marks that are print of another side, and no smudges."""
LARGEST = 40.0
"""Points across: larger marks are tables and pictures; a line of print may run together as one."""
EDGE = 0.8
"""Points around the dark of a letter in which its edges lie."""
THIN = 1.2
"""Points: what is thinner and longer is a piece of a ruling."""
LIGHTEST = 228
"""Grey from which a flattened page is paper."""


def without_other_side(grey: Grey, scale: float) -> Grey | None:
    """The page (flattened; `scale` pixels a point) without what shines through; None where nothing does."""
    labels, marks = _marks(binarise(grey), scale)
    inked = labels > 0
    darkest = np.full(len(marks), 255, np.uint8)
    np.minimum.at(darkest, labels[inked], grey[inked])
    border = _border(darkest[marks])
    if border is None:
        return None
    # Its lightest parts are no ink yet; light rulings stay, and of a mark that runs into print what is near print.
    labels, marks = _marks((grey < LIGHTEST).astype(np.uint8), scale)
    reach = 2 * round(EDGE * scale) + 1
    near = cv2.dilate((grey <= border).astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    gone = cv2.dilate((marks[labels] & ~near).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return np.where(gone & ~near, np.uint8(255), grey)


def _marks(ink: NDArray[np.uint8], scale: float) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Number of the mark at each pixel, and which numbers are letters, words and lines of them."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    wide, high = (stats[:, column] / scale for column in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT))
    short, long = np.minimum(wide, high), np.maximum(wide, high)
    marks = (short <= LARGEST) & ~((short < THIN) & (long > 2 * short))
    marks[0] = False
    return np.asarray(labels, dtype=np.int32), marks


def _border(darkest: NDArray[np.uint8]) -> int | None:
    """Grey between two kinds of marks, by the darkest spot of each; None where there is but one."""
    counts = np.bincount(darkest, minlength=256)
    total = int(counts.sum())
    within = np.convolve(counts, np.ones(VALLEY, int), "valid")
    below = np.concatenate([[0], np.cumsum(counts)])[: len(within)]
    above = total - below - within
    fits = (within <= BETWEEN * total) & (below >= LEAST) & (above >= max(LEAST, LEAST_SHARE * total))
    starts = np.flatnonzero(fits)
    return int(starts[len(starts) // 2]) + VALLEY // 2 if starts.size else None
