"""Marks on vowels that are wrong: 'thị trắn', 'hô sơ', 'QUYÉT ĐỊNH', 'đưới 3%'.

Most wrong letters of a good scan are marks, and many slips of typing. A syllable is read with other marks where, as it
stands, it makes no word with either neighbour, another marking does, and that one is far more frequent in official
documents than any other. A syllable that is none at all is read as the one frequent syllable of its letters. Names stay
what they are.
"""

from collections.abc import Iterator

from corpora.words import bare, free_syllables, frequency, is_known, letters, partners, syllables_of
from pipeline.spelling import Edit, Syllables, in_case_of, marks

_TIMES = 20
"""How much more frequent the right syllable must be: on 70,000 words of typed official text this changes seven, all of
them slips."""
_LEAST = 20
_TIMES_FREE = 5
_TIMES_ALONE, _LEAST_ALONE = 50, 200
"""The same where no neighbour speaks for it."""


def find_wrong_marks(text: str) -> Iterator[Edit]:
    """Ranges of the text (NFC) with the syllable that stands there in truth, in the case of what was read."""
    syllables = Syllables(text)
    for index, syllable in enumerate(syllables.all):
        if len(syllable.word) < 2 or syllables.is_word(index - 1) or syllables.is_word(index):
            continue
        if syllable.word.isascii() and is_known(syllable.word):
            # Marks get mixed up, hardly ever lost: 'thôn xa trung tâm', 'ca bệnh'.
            continue
        right = _beside_neighbours(syllables, index) or _alone(syllable.word)
        if right is not None and not syllables.may_be_name(index):
            yield syllable.start, syllable.end, in_case_of(text[syllable.start : syllable.end], right)


def _beside_neighbours(syllables: Syllables, index: int) -> str | None:
    every, word = syllables.all, syllables.all[index].word
    after, before = partners()
    candidates: set[str] = set()
    if syllables.adjoin(index - 1) and not syllables.is_word(index - 2):
        candidates |= after.get((every[index - 1].word, bare(word)), frozenset())
    if syllables.adjoin(index) and not syllables.is_word(index + 1):
        candidates |= before.get((every[index + 1].word, bare(word)), frozenset())
    right = _dominant(word, candidates, _TIMES, _LEAST)
    # 'đế tiện' is 'để tiện', not 'đê tiện': a syllable that stands beside any word may be meant.
    free = [frequency(other) for other in syllables_of(letters(word)) & free_syllables()]
    return right if right and frequency(right) >= _TIMES_FREE * max(free, default=0) else None


def _alone(word: str) -> str | None:
    """The one frequent syllable of the letters of a word that is no syllable: 'đưới' is 'dưới', 'vởi' is 'với'."""
    if word.isascii() or is_known(word):
        return None
    candidates = {
        other
        for other in syllables_of(letters(word))
        if other.startswith("đ") == word.startswith("đ") or other[1:] == word[1:]
    }
    return _dominant(word, candidates, _TIMES_ALONE, _LEAST_ALONE)


def _dominant(word: str, candidates: set[str], times: int, least: int) -> str | None:
    """The candidate that is far more frequent than the word itself and all others; None where it only places the same
    tone otherwise."""
    candidates = candidates - {word}
    if not candidates:
        return None
    right = max(candidates, key=frequency)
    rivals = max(map(frequency, {word, *candidates} - {right}))
    return right if frequency(right) >= max(least, times * rivals) and marks(right) != marks(word) else None
