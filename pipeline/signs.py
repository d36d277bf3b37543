"""Signs of comparison that the engine takes for simpler ones: it has no ≥ and no ≤, and reads > and <.

What is asked for changes with them, so that the bar below the sign is looked for on the page itself.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.document import Word
from pipeline.imaging import binarise, longest_run

_WITH_BAR = {">": "≥", "<": "≤"}
_DIGIT_HEIGHT = 0.676
"""Of digits in Times, in letter sizes; the sign is 0.55 wide, its bar stands on the line or a little below."""
_SIGN_HEIGHT, _SIGN_WIDTH = 0.5, 0.62
_BELOW = 0.15
_LONGEST_GAP = 0.05
"""Letter sizes between ink of one sign, across."""
_BAR = 0.7
"""Share of the sign's width that the bar takes without a break; the arms of the sign take a third of it."""


def settle_signs(lines: Sequence[Sequence[Word]], grey: NDArray[np.uint8], scale: float) -> list[list[Word]]:
    """Printed lines, each word that begins with > or < compared with the page.

    Args:
        lines: the words of each line, in points.
        grey: the clean page.
        scale: pixels a point.
    """
    settled = []
    for line in lines:
        words = list(line)
        for index, word in enumerate(words):
            sign = word.text[:1]
            if sign not in _WITH_BAR:
                continue
            if _has_bar(word, _letter_size(words[index : index + 2]), grey, scale):
                words[index] = replace(word, text=_WITH_BAR[sign] + word.text[1:], other=word.text)
        settled.append(words)
    return settled


def _letter_size(words: Sequence[Word]) -> float:
    """Letter size in points by the digits behind a sign, in its word or the next; by the sign itself without them."""
    for word in words:
        if any(char.isdigit() for char in word.text):
            return word.box.height / _DIGIT_HEIGHT
    return words[0].box.height / _SIGN_HEIGHT


def _has_bar(word: Word, size: float, grey: NDArray[np.uint8], scale: float) -> bool:
    """Whether the lower half of a word's first sign has ink over its whole width; `size` is that of its letters."""
    box = word.box
    left, right = round((box.x0 - 0.05 * size) * scale), round((box.x0 + _SIGN_WIDTH * size) * scale)
    top, bottom = round(box.y0 * scale), round((max(box.y1, box.y0 + _SIGN_HEIGHT * size) + _BELOW * size) * scale)
    part = np.ascontiguousarray(grey[max(0, top) : bottom, max(0, left) : right])
    if min(part.shape, default=0) < 5:
        return False
    ink = binarise(part) > 0
    columns = np.flatnonzero(ink.any(axis=0))
    if columns.size == 0:
        return False
    gaps = np.flatnonzero(np.diff(columns) > max(1, _LONGEST_GAP * size * scale))
    end = columns[gaps[0]] if gaps.size else columns[-1]
    sign = ink[:, columns[0] : end + 1]
    rows = np.flatnonzero(sign.any(axis=1))
    lower = sign[(rows[0] + rows[-1]) // 2 + 1 : rows[-1] + 1]
    return any(longest_run(row) >= _BAR * sign.shape[1] for row in lower)
