"""Folding: the comparable key of a Vietnamese text. Headings, agencies and keywords are matched on keys."""

import unicodedata
from functools import lru_cache

BLANKS_BEFORE = r"(?:(?<!\s)\s+)?"
"""Blanks that may stand before what a pattern looks for. As `\\s*`, but a run of blanks is tried from its beginning
only: from each of its characters the time would grow with the square of its length."""
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_SPECIAL = {ord("đ"): "d", ord("Đ"): "D", ord("ð"): "d", ord("Ð"): "D"}


def strip_marks(text: str) -> str:
    """The text without diacritics, same case; 'Đến' becomes 'Den'. Composed letters map one to one, so length holds
    for NFC input."""
    return text.translate(_BARE)


class _Bare(dict[int, str]):
    """Each character without its marks; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        # NFD leaves đ alone: it is a letter of its own, not d with a mark.
        decomposed = unicodedata.normalize("NFD", _SPECIAL.get(code) or chr(code))
        self[code] = "".join(char for char in decomposed if not unicodedata.combining(char))
        return self[code]


_BARE = _Bare()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Key of a text: no diacritics, lower case, dashes alike, single spaces; punctuation stays.

    >>> fold("Tối  thiểu")
    'toi thieu'
    """
    return " ".join(strip_marks(unicodedata.normalize("NFC", text)).translate(_DASHES).casefold().split())


class _Words(dict[int, str]):
    """Letters and digits as they are, all else a blank; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = char if char.isalnum() else " "
        return self[code]


class _Plain(dict[int, str]):
    """One plain small character for each; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = strip_marks(char).translate(_DASHES).lower()
        small = char.lower() if len(char.lower()) == 1 else char
        self[code] = plain if len(plain) == 1 else " " if char.isspace() else small
        return self[code]


_WORDS, _PLAIN = _Words(), _Plain()


def fold_words(text: str) -> str:
    """Key of a text reduced to its words and digits: 'UBND tỉnh;' and 'UBND  tỉnh' are the same.

    >>> fold_words("TT&TT - Nội vụ")
    'tt tt noi vu'
    """
    return " ".join(fold(text).translate(_WORDS).split())


@lru_cache(maxsize=256)
def fold_keeping_length(text: str) -> str:
    """Folded text of the same length as `text`, so that offsets found in it hold in the original."""
    # Kept, as the grammars of one paragraph each ask for its folded text.
    return text.translate(_PLAIN)
