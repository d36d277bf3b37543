"""A second reading of the places that a seal covers: where a document is signed, and the title of an annex.

Nghị định 30/2020/NĐ-CP, annex I.II.7-9: the recipients stand at the left margin, authority, position and name of the
signer beside them. The engine, given the whole page, often takes the seal for a picture and drops the print under it;
given the place alone, with faint marks whitened, it reads the print: on ten scans with seals position and name came
right on nine, against three. On annexes the seal lies over number and title (Nghị định 30/2020, article 33.1). All
measures are points of the level page.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from models.document import Box, Word
from models.text import fold
from pipeline import imaging, tesseract
from pipeline.lines import group_lines, letter_count
from pipeline.readings import reconcile
from pipeline.stack import word_on_page

_LABEL = re.compile(r"\W{0,3}noinh[ao][nm]\W{0,2}$")
_ATTACHED = re.compile(
    r"\W{0,3}(?:ban hanh )?kem theo (?:quyet dinh|ke hoach|nghi quyet|cong van|chuong trinh|de an|thong bao)\b"
)
_BELOW = 200.0
"""Height of the block at most: six lines, the seal (diameter 42 mm at most) and the name."""
_ABOVE = 60.0
"""How far authority and position may stand above the first recipient."""
_LEAST_GAP = 9.0
"""Twice a space between words: prose in one column shows no such strip."""
_SURE = 0.6
_DIRT = 0.3


def find_signing_place(words: Sequence[Word], width: float, height: float) -> Box | None:
    """The place right of the recipients, from the last line of the text above it down to where the name may stand.

    None where no 'Nơi nhận' stands in the left half, or nothing divides the columns.
    """
    label = _recipients(words, width)
    if label is None:
        return None
    above = [word.box.y1 for word in words if word.box.y1 <= label.y0 + 1 and _is_left(word, width)]
    top = max([label.y0 - _ABOVE, *(edge + 1 for edge in above)])
    bottom = min(label.y1 + _BELOW, height)
    beside = [word for word in words if top <= (word.box.y0 + word.box.y1) / 2 <= bottom and _counts(word)]
    left = _column_edge(beside, width)
    return None if left is None else Box(left, top, width, bottom)


def find_annex_title(words: Sequence[Word], width: float) -> Box | None:
    """The place of an annex's number and title: from the page's top to the line '(Ban hành kèm theo ...)' below them.

    None where the page has no such line, or it stands in the lower half of a sheet, below other text.
    """
    for line in group_lines(words)[:12]:
        if _ATTACHED.match(fold(" ".join(word.text for word in line))):
            bottom = max(word.box.y1 for word in line) + 2
            return Box(0.0, 0.0, width, bottom) if bottom < 0.5 * width else None
    return None


def read_sealed_places(
    words: list[Word], grey: NDArray[np.uint8], scale: float, models: Sequence[str], seconds: float
) -> list[Word]:
    """The words of a page, those of the places that seals cover read again where a second reading finds as many letters
    for sure.

    Args:
        words: first reading of the page.
        grey: the clean page.
        scale: pixels a point.
        models: models of the engine; the one that is surer wins.
        seconds: time limit of one call.
    """
    height, width = grey.shape[0] / scale, grey.shape[1] / scale
    for place in (find_signing_place(words, width, height), find_annex_title(words, width)):
        if place is not None:
            words = _read_again(words, place, grey, scale, models, seconds)
    return words


def _read_again(
    words: list[Word], place: Box, grey: NDArray[np.uint8], scale: float, models: Sequence[str], seconds: float
) -> list[Word]:
    left, top = round(place.x0 * scale), round(place.y0 * scale)
    crop = imaging.whiten(np.ascontiguousarray(grey[top : round(place.y1 * scale), left:]))
    if min(crop.shape) < 30 * scale:
        return words
    readings = [[word for word in words if _is_inside(word, place)]]
    others = [word for word in words if not _is_inside(word, place)]
    for model in models:
        raws = tesseract.read_words(crop, model, dpi=scale * 72, mode=tesseract.SINGLE_BLOCK, seconds=seconds)
        reading = [
            word_on_page(raw, scale, left, top) for raw in raws if raw.confidence >= _DIRT and letter_count(raw.text)
        ]
        readings.append(reading)
    # The last of equal worth: what was read in the place alone.
    best = max(range(len(readings)), key=lambda index: (_worth(readings[index]), index))
    result = readings[best]
    for index, reading in enumerate(readings):
        if index != best:
            result = reconcile(result, reading, add=False)
    return others + result


def _recipients(words: Sequence[Word], width: float) -> Box | None:
    """The box of the label 'Nơi nhận' at the left margin; the last one where there are several."""
    found = None
    for line in group_lines(words):
        for one, two in pairwise([*line, line[-1]]):
            if one.box.x0 > 0.4 * width:
                break
            if _LABEL.match(fold(one.text)):
                found = one.box
            elif _LABEL.match(fold(one.text + two.text)):
                found = one.box.union(two.box)
    return found


def _is_left(word: Word, width: float) -> bool:
    return word.box.x0 < 0.4 * width and _counts(word)


def _counts(word: Word) -> bool:
    """Whether a word is print rather than a mark of seal or pen."""
    return letter_count(word.text) >= 2 and (word.confidence is None or word.confidence >= 0.5)


def _column_edge(words: Sequence[Word], width: float) -> float | None:
    """Right edge of the recipients: where the widest strip without a word begins that touches the page's middle."""
    edges = sorted((word.box.x0, word.box.x1) for word in words)
    gaps = []
    reach = 0.25 * width
    for x0, x1 in [*edges, (width, width)]:
        if x0 - reach >= _LEAST_GAP and x0 > 0.4 * width and reach < 0.65 * width:
            gaps.append((reach, x0))
        reach = max(reach, x1)
    if not gaps:
        return None
    return max(gaps, key=lambda gap: gap[1] - gap[0])[0] + 2


def _is_inside(word: Word, place: Box) -> bool:
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
    return place.x0 <= x <= place.x1 and place.y0 <= y <= place.y1


def _worth(words: Sequence[Word]) -> float:
    """Letters read for sure, weighted by confidence, less a share of the doubtful ones."""
    sure = sum(letter_count(word.text) * (word.confidence or 0) for word in words if (word.confidence or 0) >= _SURE)
    doubtful = sum(letter_count(word.text) for word in words if (word.confidence or 0) < _SURE)
    return sure - 0.25 * doubtful
