"""Two readings of one page made one: where they differ the more plausible stands, and the other one is kept beside it.

Six in ten wrong words lie where Tesseract's two Vietnamese models disagree, and the wrong one of two numbers is mostly
one that cannot be: 'I9-NQ/TW', '90%c', '†0%'. So confidence decides together with what the language and the form of
documents allow.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import regex

from corpora.syllables import is_syllable
from models.document import Word
from pipeline.lines import group_lines, letter_count

_PLAUSIBILITY = 0.5
"""Weight of plausibility beside confidence: measured flat between 0.2 and 1."""
_SURE_ALONE = 0.6
"""Confidence from which a word counts that one reading alone has seen."""
_EDGES = ".,:;!?()[]“”\"'‘’…"
_STROKES = frozenset("[]{}|")
"""What a 1 beside a number's other digits is taken for; footnotes aside, plans have no such brackets."""
_LETTERS = regex.compile(r"\p{L}+")
_NUMBER = regex.compile(
    r"[+±<>≥≤~-]?(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?:%|‰)?"  # 1.200.000  99,5%
    r"|\d+(?:[./:-]\d+)+|\d+(?:[.,]\d+)?%?[-–]\d+(?:[.,]\d+)?%?"  # 30/6/2024  8:30  80%-90%
    r"|[IVX]+/(?:19|20)\d\d|\d+[a-zđ]|[QT]\d"  # IV/2024  3a  Q1
)
_CODE = regex.compile(r"\d+(?:/(?:19|20)\d\d)?[/-](?:\p{Lu}[\p{L}&]*\d{0,2})(?:[-/]\p{Lu}[\p{L}&]*\d{0,2})*[-/]?")
"""A document's number, whole or up to the end of a printed line."""


def plausibility(text: str) -> float:
    """How far a word can be Vietnamese print, 0 to 1: syllables, numbers, symbols of documents, capitals.

    >>> plausibility("tổng"), plausibility("19-NQ/TW"), plausibility("90%"), plausibility("90%c"), plausibility("tông7")
    (1.0, 1.0, 1.0, 0.3, 0.3)
    """
    core = text.strip(_EDGES)
    if not core:
        return 0.5
    if any(char.isdigit() for char in core):
        if set(text) & _STROKES:
            return 0.3
        return 1.0 if _NUMBER.fullmatch(core) or _CODE.fullmatch(core) else 0.3
    parts = _LETTERS.findall(core)
    if not parts:
        return 0.6 if core in "-–+%&" else 0.0
    likely = sum(len(part) for part in parts if is_syllable(part) or part.isupper())
    return likely / len(regex.sub(r"[&/-]", "", core))


def reconcile(first: Sequence[Word], second: Sequence[Word], *, add: bool = True) -> list[Word]:
    """The words of two readings of the same place, in the order of the first.

    Words are compared in groups that overlap, so that 'NQ-TW' meets 'NQ -TW'. Where a group differs, the winner carries
    the loser's text in `other` and half its confidence.

    Args:
        first: the reading that wins a tie.
        second: the other one.
        add: whether words that only the second reading has are taken too, if they are sure.
    """
    result: list[Word] = []
    for one, two in _groups(first, second):
        if not two:
            result += one
        elif not one:
            result += [word for word in two if add and _counts_alone(word)]
        elif _text(one) == _text(two):
            result += [replace(word, confidence=max(word.confidence or 0, _sureness(two))) for word in one]
        else:
            best, other = _winner(one, two)
            result += _doubted(best, _text(other))
    return result


def _counts_alone(word: Word) -> bool:
    return (word.confidence or 0) >= _SURE_ALONE and letter_count(word.text) > 0


def _winner(one: list[Word], two: list[Word]) -> tuple[list[Word], list[Word]]:
    """The reading that stands and the one that does not."""
    if _lacks_digits(_text(one), _text(two)):
        return two, one
    if _lacks_digits(_text(two), _text(one)) or _score(one) >= _score(two):
        return one, two
    return two, one


def _lacks_digits(text: str, other: str) -> bool:
    """Whether a number is the other one without some of its digits: a thin 1 beside a mark gets lost ('202.' for
    '2021.'), hardly one is invented."""
    text, other = text.strip(_EDGES), other.strip(_EDGES)
    if set(other) & _STROKES or len(text) >= len(other) or not (_NUMBER.fullmatch(text) and _NUMBER.fullmatch(other)):
        return False
    rest = iter(other)
    return all(char in rest for char in text) and regex.sub(r"\d", "", text) == regex.sub(r"\d", "", other)


def _doubted(words: Sequence[Word], other: str) -> list[Word]:
    return [replace(word, confidence=(word.confidence or 0) / 2, other=other) for word in words]


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _sureness(words: Sequence[Word]) -> float:
    return sum(len(word.text) * (word.confidence or 0) for word in words) / sum(len(word.text) for word in words)


def _score(words: Sequence[Word]) -> float:
    length = sum(len(word.text) for word in words)
    likely = sum(len(word.text) * plausibility(word.text) for word in words) / length
    return _sureness(words) + _PLAUSIBILITY * likely


def _groups(first: Sequence[Word], second: Sequence[Word]) -> list[tuple[list[Word], list[Word]]]:
    """Words of both readings that print the same ink, in the order of the first reading; what only the second has comes
    last."""
    words = [*first, *second]
    if not first or not second:
        return [([*first], [*second])] if words else []
    boxes = np.array([(word.box.x0, word.box.y0, word.box.x1, word.box.y1) for word in words])
    a, b = boxes[: len(first), None], boxes[None, len(first) :]
    across = np.minimum(a[..., 2], b[..., 2]) - np.maximum(a[..., 0], b[..., 0])
    down = np.minimum(a[..., 3], b[..., 3]) - np.maximum(a[..., 1], b[..., 1])
    narrower = np.minimum(a[..., 2] - a[..., 0], b[..., 2] - b[..., 0])
    lower = np.minimum(a[..., 3] - a[..., 1], b[..., 3] - b[..., 1])
    # Boxes of neighbours touch by a point or two where letters lean over.
    same = (across > np.maximum(0.3 * narrower, np.minimum(2.5, 0.6 * narrower))) & (down > 0.4 * lower)
    label = list(range(len(words)))

    def find(index: int) -> int:
        while label[index] != index:
            label[index] = label[label[index]]
            index = label[index]
        return index

    for one, two in zip(*np.nonzero(same), strict=True):
        label[find(len(first) + int(two))] = find(int(one))
    groups: dict[int, tuple[list[Word], list[Word]]] = {}
    for index, word in enumerate(words):
        groups.setdefault(find(index), ([], []))[index >= len(first)].append(word)
    return [(_in_order(one), _in_order(two)) for one, two in groups.values()]


def _in_order(words: list[Word]) -> list[Word]:
    return [word for line in group_lines(words) for word in line] if len(words) > 1 else words
