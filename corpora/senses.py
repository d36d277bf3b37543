"""Folding that keeps words apart which differ only in their marks, for the grammar of targets.

The grammar is matched on folded text, because recognition loses marks. Where the printed marks tell that a syllable is
another word than the grammar means ('tầng' is no 'tăng', 'trữ' no 'trừ'), its key begins with `z`, a letter that no
Vietnamese word begins with. What is unmarked, or marked in a way that makes no word of its own, is taken as meant.
"""

from functools import cache, lru_cache

import regex

from corpora.loader import rows
from models.text import fold_keeping_length


@lru_cache(maxsize=4096)
def fold_senses(text: str) -> str:
    """Key of the same length as `text`: folded, words that the grammar does not mean marked by `z`.

    >>> fold_senses("Hạ tầng tăng 5%, lưu trữ trừ")
    'ha zang tang 5%, luu zru tru'
    """
    key = fold_keeping_length(text)
    words = _pattern().finditer(text)
    parts: list[str] = []
    done = 0
    for word in words:
        parts += (key[done : word.start()], "z")
        done = word.start() + 1
    return "".join((*parts, key[done:]))


@cache
def _pattern() -> "regex.Pattern[str]":
    others = [other for row in rows("homographs.tsv") for other in row["others"].split("|")]
    return regex.compile(rf"(?<![\p{{L}}\p{{M}}])(?:{'|'.join(others)})(?![\p{{L}}\p{{M}}])", regex.IGNORECASE)
