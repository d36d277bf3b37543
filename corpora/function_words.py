"""Words that cannot end a phrase."""

from functools import cache

from corpora.loader import rows


@cache
def open_words() -> frozenset[str]:
    """Lower-case words, with their marks, after which the phrase must go on."""
    return frozenset(row["word"] for row in rows("function_words.tsv"))


@cache
def _compounds() -> frozenset[tuple[str, str]]:
    return frozenset(
        (first, row["word"])
        for row in rows("function_words.tsv")
        for first in (row.get("except_after") or "").split("|")
        if first
    )


@cache
def _before_names() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("function_words.tsv") if row.get("needs") == "name")


def needs_name(text: str) -> bool:
    """Whether the last word of a text can end a phrase unless a proper name follows: 'trên địa bàn tỉnh'."""
    words = text.split()
    return bool(words) and words[-1].strip("(").lower() in _before_names()


def ends_open(text: str) -> bool:
    """Whether the last word of a text is one after which the phrase must go on.

    >>> ends_open("trên địa bàn tỉnh theo"), ends_open("và những năm tiếp theo")
    (True, False)
    """
    words = [word.strip("(").lower() for word in text.split()[-2:]]
    return bool(words) and words[-1] in open_words() and tuple(words) not in _compounds()
