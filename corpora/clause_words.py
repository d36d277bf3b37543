"""Words with a role in the grammar of a target."""

from functools import cache

from corpora.loader import rows
from corpora.senses import fold_senses


@cache
def alternatives(role: str) -> str:
    """The words of a role as a regular expression over `fold_senses`, longest first: '(?:dat ty le|dat|…)'."""
    found = (fold_senses(row["wording"]) for row in rows("clause_words.tsv") if row["class"] == role)
    words = sorted(found, key=len, reverse=True)
    return f"(?:{'|'.join(words)})"
