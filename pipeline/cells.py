"""Text of the cells of a scanned table: the page's own words and a second reading of the cells alone.

The engine reads a page across its rulings and loses single digits in narrow columns. All cells stacked below each
other, cut inside their rulings, read as one block of text; for each cell the more confident of both readings stands.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from models.document import Box, Word
from pipeline import tesseract
from pipeline.grid import Grid, GridCell, words_by_cell
from pipeline.imaging import enlarge, ink_levels, whiten
from pipeline.lines import confidence, group_lines, letter_count
from pipeline.readings import plausibility, reconcile
from pipeline.stack import Cut, read_stacked

DIGITS_MODEL = "eng"
_SURE_ALONE = 0.5
_SURE_WORD = 0.85
"""Confidence from which each word of a cell makes a second reading needless."""


def fill_grid(
    grid: Grid, words: list[Word] | None, grey: NDArray[np.uint8], scale: float, models: Sequence[str], seconds: float
) -> Grid:
    """The grid with the text of its cells.

    Args:
        grid: where the cells are.
        words: words of the page, read across the rulings; None where the table was left out of that reading, so that
            cells of which the first model is not sure are read by the second one.
        grey: the clean page.
        scale: pixels a point.
        models: models of the engine, the better one for numbers first.
        seconds: time limit of one call.
    """
    levels = ink_levels(grey)
    cuts = [_cut(grey, cell.box, scale, levels) for cell in grid.cells]
    alone = read_stacked(cuts, scale, models[0], seconds, shrunk=True)
    if words is not None:
        other = words_by_cell(grid, words)
    elif len(models) > 1:
        doubtful = [cut if cut and not _is_sure(reading) else None for cut, reading in zip(cuts, alone, strict=True)]
        other = read_stacked(doubtful, scale, models[1], seconds)
    else:
        other = [[] for _ in cuts]
    cells = []
    for cell, cut, one, two in zip(grid.cells, cuts, other, alone, strict=True):
        chosen = _better(one, two, cell) or _dash(cut, scale)
        cells.append(replace(cell, lines=tuple(tuple(line) for line in group_lines(chosen))))
    return _settle_numbers(replace(grid, cells=tuple(cells)), cuts, scale, models[0], seconds)


def _is_sure(words: Sequence[Word]) -> bool:
    return bool(words) and all((word.confidence or 0) >= _SURE_WORD and plausibility(word.text) == 1 for word in words)


def _dash(cut: Cut | None, scale: float) -> list[Word]:
    """The dash of a cell that holds nothing else: a label of rows, or 'none'; the engine passes it over."""
    if cut is None:
        return []
    count, _, stats, _ = cv2.connectedComponentsWithStats((cut.image < 140).astype(np.uint8), connectivity=8)
    width, height = (float(stats[1, column]) / scale for column in (2, 3)) if count == 2 else (0.0, 0.0)
    # Half a letter size to a whole one wide, a stroke high.
    is_dash = 2.0 <= width <= 14 and 0.2 <= height <= 2.2 and width > 2.2 * height
    return [Word("-", cut.box(scale), _SURE_ALONE)] if is_dash else []


def _better(one: list[Word], two: list[Word], cell: GridCell) -> list[Word]:
    """The reading that stands: confidence over all letters that either has seen, so that a lost line or word counts
    against a reading however sure it is of the rest."""
    one, two = [word for word in one if _is_text(word)], [word for word in two if _is_text(word)]
    if not one or not two:
        return one or two
    longest = max(sum(len(word.text) for word in reading) for reading in (one, two))

    def score(reading: list[Word]) -> float:
        sure = sum(len(word.text) * (word.confidence or 0) for word in reading)
        # A word over a ruling belongs to two cells; a stroke within a word was a ruling.
        foreign = sum(
            len(word.text)
            for word in reading
            if "|" in word.text or word.box.x0 < cell.box.x0 - 3 or word.box.x1 > cell.box.x1 + 3
        )
        return (sure - foreign) / longest

    best, other = (two, one) if score(two) >= score(one) else (one, two)
    return reconcile([_surer_twin(word, other) for word in best if _is_confirmed(word, other)], other, add=False)


def _is_confirmed(word: Word, others: list[Word]) -> bool:
    """Whether a word is sure, or the other reading has something in its place: marks in a cell are read in one way by
    chance only."""
    middle = (word.box.x0 + word.box.x1) / 2
    return (word.confidence or 0) >= _SURE_ALONE or any(
        other.box.x0 - 2 <= middle <= other.box.x1 + 2
        and min(word.box.y1, other.box.y1) - max(word.box.y0, other.box.y0) > 0.3 * word.box.height
        for other in others
    )


def _surer_twin(word: Word, others: list[Word]) -> Word:
    """The same printed word in the other reading, where that is the surer of the two."""
    for twin in others:
        across = min(word.box.x1, twin.box.x1) - max(word.box.x0, twin.box.x0)
        down = min(word.box.y1, twin.box.y1) - max(word.box.y0, twin.box.y0)
        # 'vụ' alone on its line has the shape of 'VỤ'; the reading that saw its neighbours knows better.
        case_only = twin.text.casefold() == word.text.casefold() and word.text.isupper() and not twin.text.isupper()
        wide, high = max(word.box.width, twin.box.width), min(word.box.height, twin.box.height)
        same = across > 0.65 * wide and down > 0.5 * high
        surer = (twin.confidence or 0) > (word.confidence or 0) + 0.02
        if same and "|" not in twin.text and (surer or case_only):
            return twin
    return word


_RULING_MARKS = frozenset("|_—=¬[]\\'`‘’“”.,:~!^*ˆ")


def _is_text(word: Word) -> bool:
    sure = word.confidence or 0.0
    if word.box.width < 1.2 * letter_count(word.text):
        return False
    if letter_count(word.text):
        return sure >= 0.15 or len(word.text) > 3
    # What is left of a ruling or a speck is read as one of these.
    return not set(word.text) <= _RULING_MARKS and sure >= 0.4


_NUMBER = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[a-zđA-ZĐ])[.)]?$")
_ROMAN = re.compile(r"^X{0,3}(?:IX|IV|V?I{0,3})$")
# Upright strokes of roman numerals run together: II is read as H, and I gets a dot, a hook or is taken for a bar.
_MISREAD = frozenset("HYl")
"""Letters that a number cell is read as, but never holds."""
_LONE_STROKES = frozenset("|l]['!†ìíịi")
"""What a 1 by itself is read as."""
_STROKES = {**dict.fromkeys("IỊỈÌÍl|1!", "I"), "H": "II", "V": "V", "X": "X", "Y": "V"}


def as_number(text: str) -> str | None:
    """The number that a reading of a number cell stands for, None where it is none.

    >>> as_number("VH"), as_number("|"), as_number("Năm")
    ('VII', '1', None)
    """
    text = text.strip().rstrip(":;,'")
    bare = text.rstrip(".)")
    if bare in _LONE_STROKES:
        return "1"
    if _NUMBER.match(text) and bare not in _MISREAD:
        return text
    roman = "".join(_STROKES.get(char, "?") for char in bare)
    return roman if len(bare) > 0 and _ROMAN.match(roman) else None


def _settle_numbers(grid: Grid, cuts: Sequence[Cut | None], scale: float, model: str, seconds: float) -> Grid:
    """Cells of number columns whose text is no number are read once more alone: a digit between the lines of a stack is
    sometimes lost among them."""
    cells = list(grid.cells)
    for column in range(grid.column_count):
        members = [i for i, cell in enumerate(cells) if cell.column == column and cell.column_span == 1]
        if not _holds_numbers([cells[i] for i in members], first=column == 0, table=grid.box.width):
            continue
        before = ""
        for index in members:
            text = _text(cells[index])
            stopped = _with_stop(before, text)
            before = stopped or text or before
            if stopped:
                word = cells[index].lines[0][0]
                cells[index] = replace(cells[index], lines=((replace(word, text=stopped, other=text),),))
                continue
            if len(text) > 4 or (_NUMBER.match(text) and text not in _MISREAD and _sure(cells[index]) > 0.7):
                continue
            if letter_count(text) >= 2 and as_number(text) is None and _sure(cells[index]) > 0.5:
                continue
            cut = cuts[index]
            if cut is None:
                continue
            alone = _read_alone(cut.image, scale, model, seconds)
            number, sure = _settled(text, alone)
            if number is None or number == text:
                continue
            cells[index] = replace(cells[index], lines=((Word(number, cut.box(scale), sure, other=text or None),),))
            before = number
        _tell_one_from_roman(cells, members)
    return replace(grid, cells=tuple(cells))


def _with_stop(before: str, text: str) -> str | None:
    """A running number whose full stop was lost, by the number before it: 11 after 1 is 1.1, 22 after 2.1 is 2.2."""
    main, _, sub = before.rstrip(".").partition(".")
    follows = main.isdigit() and (sub.isdigit() or not sub) and text == f"{main}{int(sub or 0) + 1}"
    return f"{main}.{int(sub or 0) + 1}" if follows else None


def _tell_one_from_roman(cells: list[GridCell], members: list[int]) -> None:
    """A lone stroke before 2 is 1, however it was read; before II it is I."""
    filled = [index for index in members if cells[index].lines]
    for index, following in pairwise(filled):
        if _text(cells[index]).rstrip(".") in ("I", "Ì", "Ị", "l", "|") and _text(cells[following]).rstrip(".") == "2":
            word = cells[index].lines[0][0]
            cells[index] = replace(cells[index], lines=((replace(word, text="1"),),))


def _text(cell: GridCell) -> str:
    return " ".join(word.text for line in cell.lines for word in line)


def _holds_numbers(cells: list[GridCell], *, first: bool, table: float) -> bool:
    """Whether a column holds running numbers: short texts, most of them numbers; the narrow first one does anyway."""
    texts = [text for cell in cells if (text := _text(cell))]
    short = [text for text in texts if len(text) <= 8]
    if len(cells) < 2 or len(short) < 0.7 * len(texts):
        return False
    numbers = sum(as_number(text) is not None for text in short)
    narrow = first and cells[0].box.width < 0.1 * table
    return narrow or (len(short) >= 2 and numbers >= 0.6 * len(short))


def _settled(text: str, alone: Sequence[tuple[str, float]]) -> tuple[str | None, float]:
    """The number of a cell by the reading among others and those of it alone, with its confidence."""
    numbers = [(read, sure) for read, sure in alone if _NUMBER.match(read) and read not in _MISREAD and sure >= 0.4]
    if numbers:
        best = max(numbers, key=lambda reading: reading[1])
        # A full stop is lost more easily than invented: '21' between 2 and 2.2 is 2.1.
        dotted = [reading for reading in numbers if "." in reading[0].rstrip(".") and reading[1] > best[1] - 0.1]
        return dotted[0] if dotted else best
    candidates = (as_number(read) for read in (text, *(read for read, _ in alone)))
    return next((number for number in candidates if number), None), 0.5


def _sure(cell: GridCell) -> float:
    return confidence([word for line in cell.lines for word in line]) or 0.0


def _read_alone(image: NDArray[np.uint8], scale: float, model: str, seconds: float) -> list[tuple[str, float]]:
    """Readings of a number cell by itself, with their confidence: the model's, and where that is no number the one for
    Latin digits, which comes with every installation of the engine."""
    margin = round(5 * scale)
    framed = np.pad(_print_only(image, scale), margin, constant_values=255)
    if scale < 250 / 72:
        framed, factor = enlarge(framed, round(min(framed.shape) * 1.5))
        scale *= factor
    readings = []
    for name in (model, DIGITS_MODEL):
        if name != model and name not in tesseract.languages():
            continue
        found = tesseract.read_words(framed, name, dpi=scale * 72, mode=tesseract.SINGLE_LINE, seconds=seconds)
        if len(found) == 1:
            readings.append((found[0].text, found[0].confidence))
        if readings and len(readings[0][0]) == 1 and _NUMBER.match(readings[0][0]) and readings[0][1] >= _SURE_ALONE:
            break
    return readings


def _print_only(image: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    """A number without what lies around it in its cell: specks, print shining through. Letters of documents are 5 to 14
    points high; what stands between them and at their foot (full stops) stays."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats((image < 140).astype(np.uint8), connectivity=8)
    left, top, width, height = (stats[:, column] for column in range(4))
    right, bottom = left + width, top + height
    print_ = (5 * scale <= height) & (height <= 14 * scale) & (width <= 14 * scale)
    print_[0] = False
    if not print_.any():
        return image
    x0, x1, y0, y1 = left[print_].min(), right[print_].max(), top[print_].min(), bottom[print_].max()
    pad, reach = round(scale), round(3 * scale)
    near = (left >= x0 - pad) & (right <= x1 + reach) & (top >= y0 - pad) & (bottom <= y1 + pad)
    near[0] = False
    kept = np.isin(labels, np.flatnonzero(print_ | near)).astype(np.uint8)
    clean = np.where(cv2.dilate(kept, np.ones((3, 3), np.uint8)) > 0, image, np.uint8(255))
    frame = round(1.5 * scale)
    part = clean[max(0, y0 - frame) : y1 + frame, max(0, x0 - frame) : x1 + reach + frame]
    return np.ascontiguousarray(part)


def _cut(grey: NDArray[np.uint8], box: Box, scale: float, levels: tuple[int, int]) -> Cut | None:
    """The ink of a cell after levels, cut inside its rulings; None where the cell is empty."""
    inset = 1.2 * scale
    x0, y0 = max(0, round(box.x0 * scale + inset)), max(0, round(box.y0 * scale + inset))
    x1, y1 = min(grey.shape[1], round(box.x1 * scale - inset)), min(grey.shape[0], round(box.y1 * scale - inset))
    if x1 - x0 < 4 or y1 - y0 < 4:
        return None
    part = whiten(grey[y0:y1, x0:x1], *levels)
    ink = (part < 140).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    keep = np.zeros(count, bool)
    for label in range(1, count):
        left, top, width, height, area = stats[label]
        at_edge = left == 0 or top == 0 or left + width == part.shape[1] or top + height == part.shape[0]
        # A ruling not quite straight looks into the cell as a long thin mark on its edge.
        sliver = at_edge and (min(width, height) <= 1.2 * scale)
        keep[label] = not sliver and area >= max(2.0, 0.12 * scale * scale)
    if not keep.any():
        return None
    part = part.copy()
    part[(labels > 0) & ~keep[labels]] = 255
    rows, columns = np.nonzero(keep[labels])
    pad = round(1.5 * scale)
    top, bottom = max(0, int(rows.min()) - pad), min(part.shape[0], int(rows.max()) + pad + 1)
    left, right = max(0, int(columns.min()) - pad), min(part.shape[1], int(columns.max()) + pad + 1)
    return Cut(x0 + left, y0 + top, part[top:bottom, left:right])
