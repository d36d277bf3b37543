"""Wordings that name an area of administrative reform."""

from dataclasses import dataclass
from functools import cache

from corpora.loader import rows


@dataclass(frozen=True, slots=True)
class DomainWording:
    """A wording and the area that it names."""

    domain: str
    wording: str
    """Folded words."""
    weight: int
    opening: bool
    """At the beginning of a clause the wording alone gives the clause its area."""


@cache
def domain_wordings() -> tuple[DomainWording, ...]:
    """All wordings, longest first, so that the more specific one is found first."""
    found = [
        DomainWording(row["domain"], row["wording"], int(row["weight"]), row["opening"] == "yes")
        for row in rows("domains.tsv")
    ]
    return tuple(sorted(found, key=lambda wording: -len(wording.wording)))
