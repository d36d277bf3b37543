"""Words that cannot end a phrase."""

from functools import cache

from corpora.loader import rows


@cache
def open_words() -> frozenset[str]:
    """Lower-case words, with their marks, after which the phrase must go on."""
    return frozenset(row["word"] for row in rows("function_words.tsv"))
