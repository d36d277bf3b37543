"""The words of quantities: comparators, signs, numbers written out, units, from the tables of corpora/."""

from functools import cache

import regex

from corpora.loader import rows
from corpora.senses import fold_senses


@cache
def comparators() -> dict[str, str]:
    """Folded words before a number to how they bind it."""
    return {row["wording"]: row["comparator"] for row in rows("comparators.tsv") if row["place"] == "before"}


@cache
def signs() -> dict[str, str]:
    """'≥' and the like."""
    return {row["wording"]: row["comparator"] for row in rows("comparators.tsv") if row["place"] == "sign"}


@cache
def written_numbers() -> dict[str, int]:
    """Values of the numbers written out, with their marks."""
    return {row["wording"]: int(row["value"]) for row in rows("number_words.tsv")}


@cache
def units() -> dict[str, list[tuple[str, str]]]:
    """Folded wording to units and their kinds: 'to' is tổ or tờ."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows("units.tsv"):
        found.setdefault(fold_senses(row["wording"]), []).append((row["unit"], row["kind"]))
    return found


@cache
def _coordinated() -> "tuple[regex.Pattern[str], dict[str, tuple[str, int]]]":
    """The next noun of a list, where it is no part of another word; group and level of each noun."""
    listed = rows("coordinated_units.tsv")
    nouns = "|".join(
        row["noun"].replace(" ", r"\s{1,3}") + (rf"(?!\s{{1,3}}(?:{row['not_before']})\b)" if row["not_before"] else "")
        for row in sorted(listed, key=lambda row: -len(row["noun"]))
    )
    pattern = regex.compile(rf"(?:\s?,\s{{1,3}}|\s{{1,3}}và\s{{1,3}})(?P<noun>{nouns})\b", regex.IGNORECASE)
    return pattern, {row["noun"]: (row["group"], int(row["level"])) for row in listed}


def coordinated_end(text: str, unit: str, end: int) -> int:
    """Behind the nouns that are counted together with a `unit`, which ends at `end`; `end` where none are.

    >>> text = "12 xã, phường, thị trấn, tỉnh hỗ trợ kinh phí"
    >>> text[: coordinated_end(text, "xã", 5)]
    '12 xã, phường, thị trấn'
    """
    pattern, nouns = _coordinated()
    before = nouns.get(unit.rsplit(",", 1)[-1].strip().lower())
    while before is not None and (match := pattern.match(text, end)):
        group, level = nouns[" ".join(match["noun"].lower().split())]
        if group != before[0] or level < before[1]:
            break
        before, end = (group, level), match.end()
    return end


def any_of(words: list[str]) -> str:
    """Any of these words as a regular expression, longest first."""
    return "|".join(regex.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


def parse_number(text: str) -> float | int:
    """Value of a number in Vietnamese form: '1.200' is 1200, '1,5' and '1.5' are 1.5, '02' is 2.

    >>> parse_number("1.200.000"), parse_number("1,5"), parse_number("02")
    (1200000, 1.5, 2)
    """
    if regex.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value
