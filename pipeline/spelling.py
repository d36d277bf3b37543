"""What the repairs of words share: the syllables of a text, their marks, their case."""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

import regex

from corpora.words import is_compound, known_pairs

Edit = tuple[int, int, str]
"""Start and end in the text, and what stands there instead."""

_SYLLABLE = regex.compile(r"\p{L}+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@dataclass(frozen=True, slots=True)
class Syllable:
    """A run of letters: its range, and itself in lower case."""

    start: int
    end: int
    word: str


class Syllables:
    """The syllables of a text (NFC), and which of them stand together."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all = [Syllable(match.start(), match.end(), match[0].lower()) for match in _SYLLABLE.finditer(text)]

    def adjoin(self, index: int) -> bool:
        """Whether nothing but a space or a line's end stands between a syllable and the next."""
        if not 0 <= index < len(self.all) - 1:
            return False
        one, two = self.all[index], self.all[index + 1]
        between = self.text[one.end : two.start]
        if not between.isspace() or "\t" in between:
            return False
        # A capital on a new line begins a paragraph, unless all is in capitals.
        return "\n" not in between or self.text[one.end - 1].isupper() or self.text[two.start].islower()

    def is_word(self, index: int) -> bool:
        """Whether a syllable and the next make a known word."""
        return self.adjoin(index) and (self.all[index].word, self.all[index + 1].word) in known_pairs()

    def is_compound(self, index: int) -> bool:
        """Whether a syllable and the next make a word that plans are made of."""
        return self.adjoin(index) and is_compound(self.all[index].word, self.all[index + 1].word)

    def index_at(self, offset: int) -> int:
        """The last syllable that begins at an offset or before it."""
        return bisect_right(self.all, offset, key=lambda syllable: syllable.start) - 1

    def may_be_name(self, index: int) -> bool:
        """Whether a syllable and one beside it begin with a capital; what is all in capitals is taken for none."""
        start, end = self.all[index].start, self.all[index].end
        if not self.text[start].isupper() or (end - start > 1 and self.text[start:end].isupper()):
            return False
        before = self.adjoin(index - 1) and self.text[self.all[index - 1].start].isupper()
        return before or self.is_before_capital(index)

    def is_before_capital(self, index: int) -> bool:
        """Whether the next syllable beside it begins with a capital."""
        return self.adjoin(index) and self.text[self.all[index + 1].start].isupper()


def marks(syllable: str) -> tuple[str, str]:
    """Tone and vowels apart, so that 'hoà' and 'hòa' are the same."""
    letters = unicodedata.normalize("NFD", syllable)
    tone = "".join(char for char in letters if char in _TONES)
    return tone, "".join(char for char in letters if char not in _TONES)


def in_case_of(sample: str, text: str) -> str:
    """`text` (lower case) in the case of `sample`: all capitals, capital at the start, or small."""
    if sample.isupper():
        return text.upper()
    return text[0].upper() + text[1:] if sample[0].isupper() else text
