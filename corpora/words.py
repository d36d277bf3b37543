"""Words of two syllables and more as pairs of neighbouring syllables, and how frequent syllables are."""

import itertools
import unicodedata
from collections import defaultdict
from functools import cache
from importlib.resources import files

from corpora.loader import rows


@cache
def pairs() -> frozenset[tuple[str, str]]:
    """Syllables (lower case, NFC) that follow each other within a word of the dictionary that underthesea brings."""
    text = (files("underthesea.corpus") / "data" / "Viet74K.txt").read_text("utf8")
    found: set[tuple[str, str]] = set()
    for line in unicodedata.normalize("NFC", text).lower().splitlines():
        syllables = line.split()
        if len(syllables) <= 4:
            found.update(itertools.pairwise(syllables))
    return frozenset(found)


@cache
def partners() -> tuple[dict[tuple[str, str], frozenset[str]], dict[tuple[str, str], frozenset[str]]]:
    """Syllables that follow, and that precede, a syllable in a word, by the syllable and their own bare letters."""
    after: dict[tuple[str, str], set[str]] = defaultdict(set)
    before: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one, two in pairs():
        after[one, bare(two)].add(two)
        before[two, bare(one)].add(one)
    return (
        {place: frozenset(found) for place, found in after.items()},
        {place: frozenset(found) for place, found in before.items()},
    )


@cache
def frequency(syllable: str) -> int:
    """How often a syllable (lower case, NFC) stands in official documents; 0 where it is hardly one."""
    return _counts().get(syllable, 0)


@cache
def _counts() -> dict[str, int]:
    return {row["syllable"]: int(row["count"]) for row in rows("syllable_counts.tsv")}


def bare(syllable: str) -> str:
    """A syllable without marks; đ stays, for it is a letter of its own.

    >>> bare("trấn"), bare("được")
    ('tran', 'đuoc')
    """
    return "".join(char for char in unicodedata.normalize("NFD", syllable) if not unicodedata.combining(char))
