"""What recognition says of a range of the text: how sure its words and figures are, where two readings differ, what is
no word at all."""

from bisect import bisect_left
from itertools import chain

import regex

from corpora.syllables import is_syllable
from models.document import Document, PlacedWord

_SURE = 0.9
"""Confidence from which a word is hardly ever wrong."""
_STRANGE = regex.compile(r"[^\p{L}\d\s.,;:!?()\[\]“”\"'‘’/%‰&+–—≥≤<>=…*#-]")
_TOKEN = regex.compile(r"\S+")
_LETTERS = regex.compile(r"\p{L}{2,}")
_DIGITS = regex.compile(r"\d+")


class ReadingSignals:
    """Signals of the ranges of one document."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        words = chain.from_iterable(line.words for line in document.lines)
        self._words = sorted((word for word in words if word.confidence is not None), key=lambda word: word.start)
        self._repairs = [repair.start for repair in document.repairs]

    def of(self, start: int, end: int) -> dict[str, float]:
        """Signals of the range [start, end); those of recognition only where it was recognised."""
        text = self._text[start:end]
        first = bisect_left(self._repairs, start)
        signals = {
            "repaired": float(first < len(self._repairs) and self._repairs[first] < end),
            "strange_words": min(1.0, sum(map(_is_strange, _TOKEN.findall(text))) / 2),
        }
        words = self.words_of(start, end)
        if not words:
            return signals
        figures = [word for word in words if _DIGITS.search(self._text[word.start : word.end])]
        disputed = [word for word in words if word.other]
        signals |= {
            "unsure_words": 1 - sum(map(_sureness, words)) / len(words),
            "weakest_word": _doubt(words),
            "weakest_figure": _doubt(figures),
            "disputed_words": len(disputed) / len(words),
            "disputed_figure": float(any(self._figures_differ(word) for word in figures)),
        }
        return signals

    def words_of(self, start: int, end: int) -> list[PlacedWord]:
        """The recognised words that begin in a range."""
        first = bisect_left(self._words, start, key=lambda word: word.start)
        last = bisect_left(self._words, end, key=lambda word: word.start)
        return self._words[first:last]

    def _figures_differ(self, word: PlacedWord) -> bool:
        read = _DIGITS.findall(self._text[word.start : word.end])
        return word.other is not None and read != _DIGITS.findall(word.other)


def _sureness(word: PlacedWord) -> float:
    return word.confidence if word.confidence is not None else 1.0


def _doubt(words: list[PlacedWord]) -> float:
    """0 where all words are sure, towards 1 for the weakest."""
    return max(0.0, _SURE - min(map(_sureness, words), default=1.0)) / _SURE


def _is_strange(token: str) -> bool:
    """Whether a token holds characters that plans have not, or letters with marks that make no syllable."""
    if _STRANGE.search(token):
        return True
    return any(not part.isascii() and not part.isupper() and not is_syllable(part) for part in _LETTERS.findall(token))
