"""Words of two syllables and more as pairs of neighbouring syllables, and how frequent syllables are."""

import itertools
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files

from corpora.loader import rows


@cache
def _dictionary() -> tuple[tuple[str, ...], ...]:
    """The words of up to four syllables (lower case, NFC) of the dictionary that underthesea brings."""
    text = (files("underthesea.corpus") / "data" / "Viet74K.txt").read_text("utf8")
    words = (tuple(line.split()) for line in unicodedata.normalize("NFC", text).lower().splitlines())
    return tuple(word for word in words if len(word) <= 4)


@cache
def pairs() -> frozenset[tuple[str, str]]:
    """Syllables that follow each other within a word of the dictionary."""
    return frozenset(itertools.chain.from_iterable(map(itertools.pairwise, _dictionary())))


@cache
def compounds() -> dict[tuple[str, str], frozenset[tuple[str, str]]]:
    """Words of two syllables that plans are made of, by the letters of their syllables (no marks, d for đ)."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for one, two in _listed("compound"):
        found[letters(one), letters(two)].add((one, two))
    return {place: frozenset(words) for place, words in found.items()}


def is_compound(one: str, two: str) -> bool:
    """Whether two syllables are a word that plans are made of."""
    return (one, two) in compounds().get((letters(one), letters(two)), ())


@cache
def free_syllables() -> frozenset[str]:
    """Syllables that stand beside any word."""
    return frozenset(words[0] for words in _listed("free"))


@cache
def known_pairs() -> frozenset[tuple[str, str]]:
    """Pairs of syllables that are right beside each other, as far as dictionary and lists know."""
    return pairs().union((one, two) for one, two in (*_listed("compound"), *_listed("other")))


@cache
def _listed(kind: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row["words"].split()) for row in rows("compounds.tsv") if row["kind"] == kind)


@cache
def partners() -> tuple[dict[tuple[str, str], frozenset[str]], dict[tuple[str, str], frozenset[str]]]:
    """Syllables that follow, and that precede, a syllable in a word of two; by the syllable and their bare letters."""
    after: dict[tuple[str, str], set[str]] = defaultdict(set)
    before: dict[tuple[str, str], set[str]] = defaultdict(set)
    words = (word for word in _dictionary() if len(word) == 2)
    for one, two in (*words, *_listed("compound"), *_listed("other")):
        after[one, bare(two)].add(two)
        before[two, bare(one)].add(one)
    return (
        {place: frozenset(found) for place, found in after.items()},
        {place: frozenset(found) for place, found in before.items()},
    )


@cache
def beside() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Syllables that follow, and that precede, a syllable in a word that plans are made of."""
    after: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = defaultdict(set)
    for one, two in (*_listed("compound"), *_listed("other")):
        after[one].add(two)
        before[two].add(one)
    return (
        {word: frozenset(found) for word, found in after.items()},
        {word: frozenset(found) for word, found in before.items()},
    )


@cache
def frequency(syllable: str) -> int:
    """How often a syllable (lower case, NFC) stands in official documents; 0 where it is hardly one."""
    return _counts().get(syllable, 0)


@cache
def _counts() -> dict[str, int]:
    return {row["syllable"]: int(row["count"]) for row in rows("syllable_counts.tsv")}


@cache
def is_known(syllable: str) -> bool:
    """Whether a syllable (lower case, NFC) stands in the dictionary or in official documents."""
    return syllable in _dictionary_syllables() or frequency(syllable) > 0


@cache
def _by_letters() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for syllable in _counts():
        found[letters(syllable)].add(syllable)
    return {place: frozenset(syllables) for place, syllables in found.items()}


def syllables_of(plain: str) -> frozenset[str]:
    """Syllables of official documents that have these letters, whatever their marks, đ counting as d."""
    return _by_letters().get(plain, frozenset())


@cache
def _dictionary_syllables() -> frozenset[str]:
    return frozenset(itertools.chain.from_iterable(pairs()))


@lru_cache(maxsize=20_000)
def letters(syllable: str) -> str:
    """A syllable without marks and without the stroke of đ.

    >>> letters("được")
    'duoc'
    """
    return bare(syllable).replace("đ", "d")


def bare(syllable: str) -> str:
    """A syllable without marks; đ stays, for it is a letter of its own.

    >>> bare("trấn"), bare("được")
    ('tran', 'đuoc')
    """
    return "".join(char for char in unicodedata.normalize("NFD", syllable) if not unicodedata.combining(char))
