"""Numbers verified apart, for a wrong digit is worse than ten wrong words.

Doubtful numbers are read once more by the second model, in their place on the line. Roman numerals, whose strokes run
together (III read as II, H, HI or IH), are counted: an I is a stroke of full height, V and X have none.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
import regex
from numpy.typing import NDArray

from models.document import Box, Word
from models.text import fold
from pipeline.imaging import binarise, longest_run
from pipeline.lines import bounds, group_lines, letter_count
from pipeline.readings import plausibility, reconcile
from pipeline.stack import Cut, read_stacked

_SURE = 0.9
"""Confidence from which a number that can be one is not read again: of 421 numbers on office scans 335 lay above, all
printed ones of them right."""
_GUESSED = 0.5
"""Confidence below which any word is read again."""
_NUMERIC = regex.compile(r"\d|^[IlO|†]{1,2}[\d/-]|[%‰]")
_ROMAN = regex.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_ROMAN_LIKE = regex.compile(
    r"(?P<quarter>Q\.?)?(?P<head>[IVXHLUYlJ1|!ỊÌÍỈĨ]{1,6})(?P<tail>[.,;:)/-].*)?"
    r"|(?P<head>[IVXH1]{1,6})(?P<tail>(?:19|20)\d\d\W*)"
)
_BEFORE_ROMAN = frozenset({"quy", "phan", "chuong", "muc", "luc", "hoi"})
"""Folded words after which an official document counts in roman numerals: Quý, Phần, Chương, Mục, Phụ lục."""
_EM = {"Q": 0.72, "/": 0.28, "-": 0.33, ".": 0.25, ",": 0.25, ";": 0.28, ":": 0.28, ")": 0.33}
"""Widths in letter sizes of what stands beside a numeral in Times; digits are half a letter size wide."""


def read_doubts_again(
    words: list[Word], grey: NDArray[np.uint8], scale: float, model: str, seconds: float
) -> list[Word]:
    """The words of a page, its doubtful numbers and wholly doubtful words weighed against a reading by another model.

    Args:
        words: first reading, in points.
        grey: the clean page.
        scale: pixels a point.
        model: the model that reads again.
        seconds: time limit of one call.
    """
    places = [
        (index, place)
        for line in _indexed_lines(words)
        for position, index in enumerate(line)
        if _is_doubtful(words[index])
        for place in [_with_neighbours([words[other] for other in line], position)]
    ]
    if not places:
        return words
    cuts = [_cut(grey, place, scale) for _, place in places]
    checked = list(words)
    for (index, _), second in zip(places, read_stacked(cuts, scale, model, seconds), strict=True):
        here = [word for word in second if _overlap(word.box, words[index].box) > 0.5 * word.box.width]
        if not here:
            continue
        result = reconcile([words[index]], here, add=False)
        text = "".join(word.text for word in result)
        checked[index] = replace(result[0], text=text, box=bounds(result))
    return checked


def _is_doubtful(word: Word) -> bool:
    if not _NUMERIC.search(word.text):
        return (word.confidence or 0) < _GUESSED and letter_count(word.text) > 1
    return (word.confidence or 0) < _SURE or plausibility(word.text) < 1


def _indexed_lines(words: Sequence[Word]) -> list[list[int]]:
    places = {id(word): index for index, word in enumerate(words)}
    return [[places[id(word)] for word in line] for line in group_lines(words)]


def _with_neighbours(line: Sequence[Word], position: int) -> Box:
    """A word with the one before and the one after it: the engine reads what stands between others better."""
    return bounds(line[max(0, position - 1) : position + 2])


def _cut(grey: NDArray[np.uint8], place: Box, scale: float) -> Cut:
    margin = 2.0
    left, top = max(0, round((place.x0 - margin) * scale)), max(0, round((place.y0 - margin) * scale))
    right, bottom = round((place.x1 + margin) * scale), round((place.y1 + margin) * scale)
    return Cut(left, top, grey[top:bottom, left:right])


def _overlap(one: Box, two: Box) -> float:
    return min(one.x1, two.x1) - max(one.x0, two.x0)


def settle_romans(
    lines: Sequence[Sequence[Word]], grey: NDArray[np.uint8], scale: float, *, in_number_cell: bool = False
) -> list[list[Word]]:
    """Printed lines, their roman numerals counted stroke by stroke where the form says that there must be one.

    That is: as a label at the start of a line ('II.'), after Quý, Phần, Chương, Mục or Phụ lục, before a year
    ('IV/2025'), in a list of such numerals ('Quý II, III'), or alone in a cell of running numbers.

    Args:
        lines: the words of each line, in points.
        grey: the clean page.
        scale: pixels a point.
        in_number_cell: the lines are a cell of running numbers.
    """
    settled: list[list[Word]] = []
    for line in lines:
        words = list(line)
        counting = False
        above = fold(settled[-1][-1].text) if settled and settled[-1] else ""
        for index, word in enumerate(words):
            match = _ROMAN_LIKE.fullmatch(word.text)
            before = fold(words[index - 1].text) if index else above
            counting = (bool(match) and (counting or before in _BEFORE_ROMAN)) or (
                counting and word.text in ("và", "-")
            )
            if match is None:
                continue
            quarter = match["quarter"] or ""
            is_quarter = (before == "quy" or bool(quarter)) and set(match["head"]) <= {"1"}
            if not is_quarter and not regex.search("[IVXHUY]", match["head"]):
                continue
            # A slash before the year is lost, not left out in print.
            tail = regex.sub(r"^(?=\d)", "/", match["tail"] or "")
            is_label = index == 0 and (tail[:1] == "." or (in_number_cell and len(words) == 1))
            if not (counting or quarter or is_label or regex.fullmatch(r"/(?:19|20)\d\d\W*", tail)):
                continue
            if regex.search(r"\p{L}", tail) and _ROMAN.fullmatch(match["head"]):
                # 'I.MỤC' run together: how wide the tail is can't be told well enough to keep its strokes out.
                continue
            numeral = _count(word, tail, grey, scale, serifs_only=is_quarter, before=quarter)
            # V and X are read well where the print is upright; slanted print is not counted.
            if numeral is None or ("X" in match["head"] and "X" not in numeral):
                continue
            # The engine loses strokes, it does not invent them: a valid numeral is only ever completed.
            lost_slash = tail != (match["tail"] or "")
            if len(numeral) > len(match["head"]) or is_quarter or lost_slash or not _ROMAN.fullmatch(match["head"]):
                words[index] = replace(word, text=quarter + numeral + tail, other=word.text)
        settled.append(words)
    return settled


def _count(
    word: Word, tail: str, grey: NDArray[np.uint8], scale: float, *, serifs_only: bool = False, before: str = ""
) -> str | None:
    """The roman numeral in a word's box between `before` and `tail`, None where the ink does not show one; with
    `serifs_only`, only strokes count that have a serif on the right of their head, which a 1 has not."""
    box = word.box
    # Capitals of Times are two thirds of the letter size high; Q reaches below the line.
    size = box.height / (0.84 if before else 0.66)
    right = min(box.x1, box.x1 - size * (sum(_EM.get(char, 0.5) for char in tail) - 0.08))
    top, bottom = round(box.y0 * scale), round(box.y1 * scale)
    left, end = round((box.x0 + size * sum(_EM[char] for char in before)) * scale), round(right * scale)
    if end - left < 3 or bottom - top < 8:
        return None
    ink = binarise(np.ascontiguousarray(grey[top:bottom, left:end])) > 0
    rows = np.flatnonzero(ink.any(axis=1))
    if rows.size == 0:
        return None
    ink = ink[rows[0] : rows[-1] + 1]
    height = ink.shape[0]
    strokes = np.array([longest_run(column) >= 0.78 * height for column in ink.T])
    numeral = ""
    at = 0
    for is_stroke, run in groupby(strokes):
        length = len(list(run))
        if is_stroke:
            # A stroke wider than this is no letter of a numeral: a ruling, a blot.
            if length > 0.4 * height:
                return None
            end_of_stroke = ink[
                : max(1, round(0.12 * height)), at + length : at + length + max(2, round(0.12 * height))
            ]
            if serifs_only and not end_of_stroke.any():
                return None
            numeral += "I"
        elif length > 0.55 * height and ink[:, at : at + length].any(axis=0).mean() > 0.8:
            numeral += _slanted(ink[:, at : at + length])
        at += length
    return numeral if numeral and _ROMAN.fullmatch(numeral) else None


def _slanted(ink: NDArray[np.bool_]) -> str:
    """Halfway down the arms of V stand apart, those of X cross."""
    middle = ink[int(0.45 * len(ink)) : int(0.55 * len(ink)) + 1].any(axis=0)
    arms = int(np.count_nonzero(np.diff(np.concatenate([[False], middle, [False]]).astype(np.int8)) == 1))
    return "V" if arms == 2 else "X" if arms == 1 else "?"
