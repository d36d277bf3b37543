"""Words with a role in the grammar of a target."""

from functools import cache

from corpora.loader import rows


@cache
def alternatives(role: str) -> str:
    """The folded words of a role as a regular expression, longest first: '(?:dat ty le|dat|…)'."""
    words = sorted((row["wording"] for row in rows("clause_words.tsv") if row["class"] == role), key=len, reverse=True)
    return f"(?:{'|'.join(words)})"
