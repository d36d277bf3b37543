"""Which words can be Vietnamese syllables: an initial consonant or none, a rime, a tone that the rime allows."""

import unicodedata
from functools import cache, lru_cache

from corpora.loader import rows

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOPPED_TONES = frozenset("\u0301\u0323")
"""Syllables that end in c, ch, p or t have one of these (sắc, nặng), always."""


@cache
def _forms(kind: str) -> frozenset[str]:
    return frozenset(row["form"] for row in rows("syllables.tsv") if row["class"] == kind)


@lru_cache(maxsize=20_000)
def is_syllable(word: str, *, marked: bool = True) -> bool:
    """Whether a word can be a Vietnamese syllable as it is spelt, in either way of setting tones (hoà, hòa).

    Args:
        word: letters in any case.
        marked: False forgives missing marks, so that 'nhan' and 'uy' count as well as 'nhân' and 'ủy'.

    >>> is_syllable("Khoản"), is_syllable("quyết"), is_syllable("hoach"), is_syllable("điề"), is_syllable("plan")
    (True, True, False, False, False)
    """
    letters = unicodedata.normalize("NFD", word.casefold())
    tones = [char for char in letters if char in _TONES]
    if len(tones) > 1:
        return False
    base = unicodedata.normalize("NFC", "".join(char for char in letters if char not in _TONES))
    if marked and base.endswith(("c", "ch", "p", "t")) and (not tones or tones[0] not in _STOPPED_TONES):
        return False
    return any(rime in _rimes(base[:length], marked) for length in range(4) if (rime := base[length:]))


@cache
def _rimes(onset: str, marked: bool) -> frozenset[str]:
    """Rimes that can follow an initial consonant; '' is none."""
    if onset and onset not in _forms("onset"):
        return frozenset()
    found = _forms("rime_after_qu" if onset == "qu" else "rime")
    if onset == "q":
        return frozenset()
    return found if marked else found | frozenset(_bare(rime) for rime in found)


def _bare(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def stands_alone(word: str) -> bool:
    """Whether a word without an initial consonant is one that plans use, not the torn end of a longer one."""
    return word.casefold() in _forms("standalone")
