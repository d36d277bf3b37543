"""Words that a program tore: many write each letter with two marks in a font of its own, with a space before it.

'ĐIỀU KHOẢN' then falls apart into 'ĐIỀ U KHO ẢN', on the page and in what is copied from it.
"""

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

import regex

from corpora.syllables import is_syllable, stands_alone
from pipeline.spelling import Edit

_TORN_WORDS, _TORN_SHARE = 3, 0.02
"""Pieces in a text, and their share of its words, from which they are torn words: 'có n hồ sơ' holds one by chance."""
_BEFORE_WORD, _AFTER_WORD = "“\"'([", ".,;:!?”\"')]"
_WORD = regex.compile(r"\S+")


def is_torn_text(pieces: int, words: int) -> bool:
    """Whether so many pairs of pieces among so many words come from a program that tears."""
    return pieces >= max(_TORN_WORDS, _TORN_SHARE * words)


def are_torn(before: str, after: str) -> bool:
    """Whether two words beside each other are pieces of one syllable: one of them is none, together they are.

    >>> are_torn("KHO", "ẢN"), are_torn("có", "hồ")
    (True, False)
    """
    end = after.rstrip(_AFTER_WORD)
    start = before.lstrip(_BEFORE_WORD)
    if not (start.isalpha() and end.isalpha()):
        return False
    # 'A' before 'nh' may be one word; before 'Nh' a new one begins.
    if end[0].isupper() and not start.isupper():
        return False
    return is_syllable(start + end) and not (_is_word(start) and _is_word(end))


def find_torn_words(text: str) -> Iterator[Edit]:
    """The spaces inside torn words of a text, where it has many of them."""
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    found = [
        (one[1], two[0], "")
        for one, two in pairwise(words)
        if text[one[1] : two[0]] == " " and are_torn(text[one[0] : one[1]], text[two[0] : two[1]])
    ]
    if is_torn_text(len(found), len(words)):
        yield from found


def _is_word(text: str) -> bool:
    """Whether a piece can be a word of its own; those without an initial consonant are few."""
    begins_with_vowel = unicodedata.normalize("NFD", text[0].casefold())[0] in "aeiouy"
    return is_syllable(text) and (stands_alone(text) or not begins_with_vowel)
