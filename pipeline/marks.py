"""Marks on vowels that are wrong: 'thị trắn', 'hô sơ', 'QUYÉT ĐỊNH', 'đưới 3%'.

Most wrong letters of a good scan are marks, and many slips of typing. A syllable is read with other marks where, as it
stands, it makes no word with either neighbour, another marking does, and that one is far more frequent in official
documents than any other. A syllable that is none at all is read as the one frequent syllable of its letters. Names stay
what they are.
"""

import unicodedata
from collections.abc import Iterator

import regex

from corpora.words import bare, beside, free_syllables, frequency, is_known, letters, partners, syllables_of
from pipeline.spelling import Edit, Syllables, in_case_of, marks

_TIMES = 20
"""How much more frequent the right syllable must be: on 70,000 words of typed official text this changes seven, all of
them slips."""
_LEAST = 20
_TIMES_FREE = 5
_TIMES_HOOK, _LEAST_HOOK = 200, 90
_TIMES_ALONE, _LEAST_ALONE = 50, 200
"""The same where no neighbour speaks for it."""
_VIETNAMESE = regex.compile(r"(?:[b-df-hj-np-tvxđ]|[aeiouy][\u0300-\u0303\u0306\u0309\u031b\u0323]*)+")
_ACUTE, _HOOK = "\u0301", "\u0309"


def find_wrong_marks(text: str) -> Iterator[Edit]:
    """Ranges of the text (NFC) with the syllable that stands there in truth, in the case of what was read."""
    syllables = Syllables(text)
    for index, syllable in enumerate(syllables.all):
        if len(syllable.word) < 2 or syllables.is_word(index - 1) or syllables.is_word(index):
            continue
        if syllable.word.isascii() and is_known(syllable.word):
            # Marks get mixed up, hardly ever lost: 'thôn xa trung tâm', 'ca bệnh'.
            continue
        if _is_rest(syllables, index):
            continue
        right = _beside_neighbours(syllables, index)
        if right is None and text[syllable.start].islower():
            right = _alone(syllable.word)
        if right is not None and not syllables.may_be_name(index):
            yield syllable.start, syllable.end, in_case_of(text[syllable.start : syllable.end], right)


def _is_rest(syllables: Syllables, index: int) -> bool:
    """Whether a syllable may be what is left of a longer one, or no Vietnamese: 'gắn trá nhiệm', 'quản hất lượng',
    'uốc gia', 'ñĩnh'."""
    every, word = syllables.all, syllables.all[index].word
    letters_read = unicodedata.normalize("NFD", word)
    if not _VIETNAMESE.fullmatch(letters_read) or (letters_read[0] in "aeiouy" and not is_known(word)):
        return True
    after, before = beside()
    whole: set[str] = set()
    if syllables.adjoin(index - 1):
        whole |= after.get(every[index - 1].word, frozenset())
    if syllables.adjoin(index):
        whole |= before.get(every[index + 1].word, frozenset())
    return any(len(other) > len(word) and (other.startswith(word) or other.endswith(word)) for other in whole)


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
    candidates = {other for other in syllables_of(letters(word)) if _differ_once(word, other)}
    return _dominant(word, candidates, _TIMES_ALONE, _LEAST_ALONE)


def _differ_once(one: str, other: str) -> bool:
    """Whether two syllables of the same letters differ in the stroke of their d, the tone or the vowel alone."""
    if one.startswith("đ") != other.startswith("đ"):
        return one[1:] == other[1:]
    return sum(a != b for a, b in zip(marks(one), marks(other), strict=True)) == 1


def find_lost_hooks(text: str) -> Iterator[Edit]:
    """Syllables that recognition gave an acute for a hook above, its most frequent mistake: 'đế' for 'để', 'tuối' for
    'tuổi', where the one is rare in official documents, makes no word with a neighbour, and the other is frequent."""
    syllables = Syllables(text)
    for index, syllable in enumerate(syllables.all):
        # Names, and what is torn off them.
        if not text[syllable.start].islower() or syllables.is_before_capital(index):
            continue
        right = unicodedata.normalize("NFC", unicodedata.normalize("NFD", syllable.word).replace(_ACUTE, _HOOK))
        if right == syllable.word or frequency(right) < max(_LEAST_HOOK, _TIMES_HOOK * frequency(syllable.word)):
            continue
        if not (syllables.is_word(index - 1) or syllables.is_word(index) or _is_rest(syllables, index)):
            yield syllable.start, syllable.end, right


def _dominant(word: str, candidates: set[str], times: int, least: int) -> str | None:
    """The candidate that is far more frequent than the word itself and all others; None where it only places the same
    tone otherwise."""
    candidates = candidates - {word}
    if not candidates:
        return None
    right = max(candidates, key=frequency)
    rivals = max(map(frequency, {word, *candidates} - {right}))
    return right if frequency(right) >= max(least, times * rivals) and marks(right) != marks(word) else None
