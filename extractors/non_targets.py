"""Numbers that commit to nothing: numbers of documents, dates, ages, levels, slogans, references, limits of time.

The patterns and their reasons are data in corpora/non_targets.tsv.
"""

from dataclasses import dataclass
from functools import cache

import regex

from corpora.loader import rows
from models.text import fold_keeping_length

# 'ở mức 54,5%', 'mức 50 - 60%'
_PERCENT_BEHIND = regex.compile(
    r"(?:[.,]\d{1,2})?(?:\s{0,3}%?\s{0,3}(?:-|–|den)\s{0,3}\d{1,3}(?:[.,]\d{1,2})?)?\s{0,3}(?:%|‰|phan tram\b)"
)


@dataclass(frozen=True, slots=True)
class NonTarget:
    """A number that is no quantity, with the reason."""

    start: int
    end: int
    reason: str


def find_non_targets(text: str) -> list[NonTarget]:
    """Numbers that commit to nothing, with their reasons; percentages are never among them."""
    folded = fold_keeping_length(text)
    found: list[NonTarget] = []
    taken = bytearray(len(text))
    for reason, pattern in _non_target_patterns():
        for match in pattern.finditer(folded):
            start, end = match.span()
            if "%" in match[0] or _PERCENT_BEHIND.match(folded, end):
                continue
            if not any(taken[start:end]):
                found.append(NonTarget(start, end, reason))
                taken[start:end] = b"\1" * (end - start)
    return sorted(found, key=lambda number: number.start)


@cache
def _non_target_patterns() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    return tuple((row["reason"], regex.compile(row["pattern"])) for row in rows("non_targets.tsv"))
