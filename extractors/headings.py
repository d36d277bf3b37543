"""What the wording of a column's heading says the column holds.

Headings are matched on folded words (corpora/column_headings.tsv), short forms written out, slips of recognition aside.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

import regex
from rapidfuzz.distance import Levenshtein

from corpora.loader import rows as corpus_rows
from models.text import fold_words


class Role(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    GROUP = "group"
    TASK = "task"
    GOAL = "goal"
    INDICATOR = "indicator"
    PRODUCT = "product"
    LEAD = "lead"
    COORDINATE = "coordinate"
    AGENCIES = "agencies"
    """Lead and coordinating agencies in one column."""
    MONITOR = "monitor"
    DEADLINE = "deadline"
    START = "start"
    BUDGET = "budget"
    FUNDING_SOURCE = "funding_source"
    NOTE = "note"
    UNIT = "unit"
    UNIT_IN_CHARGE = "unit_in_charge"
    YEAR = "year"
    BASELINE = "baseline"
    VALUE = "value"
    PERSON = "person"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its role; `heading` as read, over all rows of the head."""

    index: int
    role: Role
    heading: str


_LETTERS_A_SLIP = 10
"""Letters of a folded wording for which one slip of recognition is allowed."""
_SHORTEST_FUZZY = 5
_LONGEST_HEADING = 14
"""Words; a longer cell is content."""
_LONGEST_BEGUN = 6
"""Words of a heading that is known by its beginning only."""
_UNTIL = r"(?:(?:tinh |tu )?(?:den|het|cuoi|nam|ngay|giai doan|thoi ky) ){0,4}"
_YEARS = r"(?:19|20)\d\d(?: (?:den )?(?:nam )?(?:19|20)\d\d)?"
_YEAR = regex.compile(rf"^{_UNTIL}{_YEARS}$")
_DAY = r"(?:(?:ngay )?\d{1,2} \d{1,2} |(?:thang )?\d{1,2} )?"
_PART = r"(?: (?:ca nam|quy (?:i{1,3}|iv|\d)|thang \d{1,2}|\d{1,2} ?(?:thang|t)(?: (?:dau|cuoi))?))?"
_WITH_YEAR = regex.compile(
    rf"^(?P<what>\D+?)(?: (?:den|het|cuoi|giai doan|thoi ky)){{0,3}}{_PART}(?: nam)? {_DAY}{_YEARS}$"
)
_BRACKET = regex.compile(r"\([^()]*\)?")
_BOTH = (regex.compile(r"\bchu tri\b"), regex.compile(r"\bphoi hop\b"))


@cache
def _headings(match: str) -> tuple[tuple[str, Role], ...]:
    found = [
        (fold_words(row["heading"]), Role(row["role"]))
        for row in corpus_rows("column_headings.tsv")
        if row["match"] == match or (match == "whole" and row["match"] in {"within", "begins"})
    ]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def _year_headings() -> dict[str, Role]:
    return dict(_headings("year"))


@cache
def _abbreviations() -> tuple[tuple[str, str], ...]:
    found = [
        (fold_words(row["short"]), fold_words(row["expansion"])) for row in corpus_rows("heading_abbreviations.tsv")
    ]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def _written_out(key: str) -> str:
    """Folded words with the short forms among them written out; a short form alone says too little."""
    words = f" {key} "
    for short, expansion in _abbreviations():
        if key != short:
            words = words.replace(f" {short} ", f" {expansion} ")
    return words.strip()


@lru_cache(maxsize=2048)
def role_of_heading(heading: str) -> Role | None:
    """Role that the wording of a heading names; None where it is not known or blank.

    >>> role_of_heading("Co quan chu tri")
    <Role.LEAD: 'lead'>
    """
    full, bare = fold_words(heading), fold_words(_BRACKET.sub(" ", heading))
    for key in dict.fromkeys((full, bare or full)):
        # "Giá trị (đồng)" says more than "Giá trị".
        if (role := next((role for wording, role in _headings("whole") if key == wording), None)) is not None:
            return role
    key = _written_out(bare or full)
    if not key or len(key.split()) > _LONGEST_HEADING:
        return None
    if _YEAR.match(key):
        return Role.YEAR
    return _role_with_year(key) or _role_of_words(key)


def _role_with_year(key: str) -> Role | None:
    dated = _WITH_YEAR.match(key)
    if dated is None:
        return None
    return _year_headings().get(dated["what"]) or _role_of_words(dated["what"])


def _role_of_words(key: str) -> Role | None:
    if all(pattern.search(key) for pattern in _BOTH):
        return Role.AGENCIES
    for wording, role in _headings("whole"):
        if key == wording:
            return role
    for wording, role in _headings("whole"):
        if len(wording) >= _SHORTEST_FUZZY and _is_slip(key.replace(" ", ""), wording.replace(" ", "")):
            return role
    return _role_within(key)


def _is_slip(read: str, wording: str) -> bool:
    limit = max(1, len(wording) // _LETTERS_A_SLIP)
    return Levenshtein.distance(read, wording, score_cutoff=limit) <= limit


def _role_within(key: str) -> Role | None:
    """Role of the wording that stands first in a longer heading; of two that begin together the longer."""
    words = key.split()
    best: tuple[int, int, Role] | None = None
    for wording, role in _headings("within"):
        size = len(wording.split())
        for at in range(len(words) - size + 1):
            if _is_slip(" ".join(words[at : at + size]), wording):
                if best is None or (at, -len(wording)) < (best[0], best[1]):
                    best = (at, -len(wording), role)
                break
    if len(words) <= _LONGEST_BEGUN:
        for wording, role in _headings("begins"):
            if key.startswith(f"{wording} ") and (best is None or (0, -len(wording)) < (best[0], best[1])):
                best = (0, -len(wording), role)
    return best[2] if best else None
