"""Word pairs that recognition confuses."""

from functools import cache

from corpora.loader import rows


@cache
def confusions() -> dict[str, str]:
    """Wrong wording (lower case, as recognised) to the right one. No wrong wording is a possible Vietnamese one."""
    return {row["wrong"]: row["right"] for row in rows("confusions.tsv")}
