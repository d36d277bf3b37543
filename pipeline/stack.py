"""Places of a page read apart from it: their cuts stacked below each other on one canvas, read as one block of text.

One call of the engine for all of them: starting it costs as much as reading ten short lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.document import Box, Word
from pipeline import tesseract
from pipeline.imaging import shrink

_TALLEST = 24_000
"""Pixels of a stack: the engine takes 32,767 at most."""
_MARGIN, _GAP = 6.0, 9.0
"""Points of white beside a cut and between two of them."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of the page image and the pixel of the page at which it begins."""

    left: int
    top: int
    image: NDArray[np.uint8]

    def box(self, scale: float) -> Box:
        """Its place in points."""
        height, width = self.image.shape
        return Box(self.left / scale, self.top / scale, (self.left + width) / scale, (self.top + height) / scale)


def word_on_page(raw: tesseract.RawWord, scale: float, left: float = 0.0, top: float = 0.0) -> Word:
    """A word, in points of the page, that was read on a part of it which begins at pixel (left, top); `scale` is pixels
    a point of both."""
    x0, y0 = (left + raw.left) / scale, (top + raw.top) / scale
    return Word(raw.text, Box(x0, y0, x0 + raw.width / scale, y0 + raw.height / scale), raw.confidence)


def read_stacked(
    cuts: Sequence[Cut | None], scale: float, model: str, seconds: float, *, shrunk: bool = False
) -> list[list[Word]]:
    """The words of each cut, at their places on the page in points; none for a cut that is None.

    Args:
        cuts: what to read.
        scale: pixels a point.
        model: model of the engine.
        seconds: time limit of one call.
        shrunk: whether to read at the resolution that the engine reads best; other readings, made to differ from a
            first one, keep their own.
    """
    found: list[list[Word]] = [[] for _ in cuts]
    waiting = [index for index, cut in enumerate(cuts) if cut is not None]
    while waiting:
        waiting = waiting[_read_one_stack(cuts, waiting, found, scale, model, seconds, shrunk) :]
    return found


def _read_one_stack(
    cuts: Sequence[Cut | None],
    waiting: list[int],
    found: list[list[Word]],
    scale: float,
    model: str,
    seconds: float,
    shrunk: bool,
) -> int:
    """Reads as many of the waiting cuts as fit on a canvas; how many these were."""
    margin, gap = round(_MARGIN * scale), round(_GAP * scale)
    at, width = gap, 0
    places: list[tuple[int, int, Cut]] = []
    for index in waiting:
        cut = cuts[index]
        assert cut is not None
        if at + cut.image.shape[0] + gap > _TALLEST and places:
            break
        places.append((index, at, cut))
        at += cut.image.shape[0] + gap
        width = max(width, cut.image.shape[1])
    canvas = np.full((at, width + 2 * margin), 255, np.uint8)
    for _, top, cut in places:
        canvas[top : top + cut.image.shape[0], margin : margin + cut.image.shape[1]] = cut.image
    factor = 1.0
    if shrunk:
        canvas, factor = shrink(canvas, round(max(canvas.shape) * min(1.0, tesseract.READING_DPI / 72 / scale)))
    dpi = scale * factor * 72
    for raw in tesseract.read_words(canvas, model, dpi=dpi, mode=tesseract.SINGLE_BLOCK, seconds=seconds):
        index, begin, cut = _nearest(places, (raw.top + raw.height / 2) / factor)
        x, y = (cut.left - margin) * factor, (cut.top - begin) * factor
        found[index].append(word_on_page(raw, scale * factor, x, y))
    return len(places)


def _nearest(places: Sequence[tuple[int, int, Cut]], y: float) -> tuple[int, int, Cut]:
    def distance(place: tuple[int, int, Cut]) -> float:
        half = float(place[2].image.shape[0]) / 2
        return abs(place[1] + half - y) - half

    return min(places, key=distance)
