"""Names of agencies and the abbreviations in them."""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from corpora.loader import rows


@dataclass(frozen=True, slots=True)
class Agency:
    """A canonical name, as agencies.tsv lists it."""

    name: str
    level: str
    """central, province, district, commune, or any for a collective."""
    aliases: tuple[str, ...]
    valid_from: dt.date | None
    valid_to: dt.date | None


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and what it stands for; `head`: only after this word."""

    short: str
    expansion: str
    head: str
    use: str
    """agency: written out in names of agencies; term: read, never written out there."""


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@cache
def agencies() -> tuple[Agency, ...]:
    """All registered agencies."""
    return tuple(
        Agency(
            row["name"],
            row["level"],
            tuple(alias.strip() for alias in row["aliases"].split("|") if alias.strip()),
            _date(row["valid_from"]),
            _date(row["valid_to"]),
        )
        for row in rows("agencies.tsv")
    )


@cache
def abbreviations() -> tuple[Abbreviation, ...]:
    """All abbreviations, the longest first, so that a part of one is not taken for another."""
    found = [
        Abbreviation(row["abbreviation"], row["expansion"], row["head"], row["use"])
        for row in rows("abbreviations.tsv")
    ]
    return tuple(sorted(found, key=lambda entry: (-len(entry.short), entry.short, entry.head == "")))


@cache
def agency_words(use: str) -> tuple[str, ...]:
    """The words of agencies_words.tsv with one use: head, noun, area, qualifier or invite."""
    return tuple(row["word"] for row in rows("agencies_words.tsv") if row["use"] == use)


@cache
def area_levels() -> dict[str, int]:
    """Level of each kind of administrative unit: 1 province, 2 district, 3 commune, 4 below."""
    return {row["word"]: int(row["level"]) for row in rows("agencies_words.tsv") if row["use"] == "area"}
