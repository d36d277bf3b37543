"""Marks on vowels that recognition got wrong: 'thị trắn', 'hô sơ', 'QUYÉT ĐỊNH'.

Most wrong letters of a good scan are marks. A syllable is read with other marks where, as it stands, it makes no word
with either neighbour, another marking does, and that one is far more frequent in official documents than any other: so
'đầy mạnh', which may be a writer's slip, is left to corpora/confusions.tsv, and names stay what they are.
"""

import unicodedata
from collections.abc import Iterator

import regex

from corpora.words import bare, frequency, pairs, partners

Edit = tuple[int, int, str]
"""Start and end in the text, and what stands there instead."""

_TIMES = 20
"""How much more frequent the right syllable must be: on 48,000 words of typed official text this changes four, two of
them slips."""
_LEAST = 20
_SYLLABLE = regex.compile(r"\p{L}+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def find_wrong_marks(text: str) -> Iterator[Edit]:
    """Ranges of the text (NFC) with the syllable that stands there in truth, in the case of what was read."""
    words = [(match.start(), match.end(), match[0].lower()) for match in _SYLLABLE.finditer(text)]
    after, before = partners()

    def adjoins(index: int) -> bool:
        return 0 <= index < len(words) - 1 and text[words[index][1] : words[index + 1][0]].isspace()

    def is_word(index: int) -> bool:
        return adjoins(index) and (words[index][2], words[index + 1][2]) in pairs()

    for index, (start, end, syllable) in enumerate(words):
        if len(syllable) < 2 or is_word(index - 1) or is_word(index):
            continue
        letters = bare(syllable)
        candidates: set[str] = set()
        if adjoins(index - 1) and not is_word(index - 2):
            candidates |= after.get((words[index - 1][2], letters), frozenset())
        if adjoins(index) and not is_word(index + 1):
            candidates |= before.get((words[index + 1][2], letters), frozenset())
        candidates.discard(syllable)
        if not candidates:
            continue
        right = max(candidates, key=frequency)
        rivals = max(map(frequency, {syllable, *candidates} - {right}))
        if frequency(right) >= max(_LEAST, _TIMES * rivals) and _marks(right) != _marks(syllable):
            yield start, end, in_case_of(text[start:end], right)


def _marks(syllable: str) -> tuple[str, str]:
    """Tone and vowels apart, so that 'hoà' and 'hòa' are the same."""
    letters = unicodedata.normalize("NFD", syllable)
    tone = "".join(char for char in letters if char in _TONES)
    return tone, "".join(char for char in letters if char not in _TONES)


def in_case_of(sample: str, text: str) -> str:
    """`text` (lower case) in the case of `sample`: all capitals, capital at the start, or small."""
    if sample.isupper():
        return text.upper()
    return text[0].upper() + text[1:] if sample[0].isupper() else text
