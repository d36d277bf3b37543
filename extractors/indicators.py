"""Indicators: which targets of different plans measure the same thing.

What is measured stands in the subject of a target. Its folded words are compared with the wordings of `indicators.tsv`,
the particular before the general; the unit must fit, and for some only a cut is meant.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from corpora.loader import rows
from models.records import Target
from models.text import fold, fold_words


@dataclass(frozen=True, slots=True)
class _Indicator:
    code: str
    units: frozenset[str]
    direction: str
    groups: tuple[tuple[re.Pattern[str], ...], ...]
    """A subject fits if all expressions of one group occur."""
    at_home: tuple[tuple[re.Pattern[str], ...], ...]
    """Further groups, for subjects in the indicator's own domain."""
    domain: str
    never: tuple[re.Pattern[str], ...]

    def fits(self, words: str, domain: str | None) -> bool:
        groups = (*self.groups, *self.at_home) if domain == self.domain else self.groups
        return any(all(part.search(words) for part in group) for group in groups) and not any(
            part.search(words) for part in self.never
        )


def link_indicators(targets: Iterable[Target]) -> list[Target]:
    """The targets, each with the code of its indicator."""
    return [target.model_copy(update={"indicator": indicator_of(target)}) for target in targets]


def indicator_of(target: Target) -> str | None:
    """Code of the indicator that a target measures (column `code` of indicators.tsv), None where none is known.

    Only commitments with a number have one: a direction without measure compares with nothing.

    >>> indicator_of(Target(id="T1", kind="quantitative", section=None, quote="", value=95, unit="%",
    ...                     subject="hồ sơ TTHC được giải quyết đúng hạn"))
    'dossiers_on_time'
    """
    if target.kind != "quantitative" or target.value is None:
        return None
    words = spelled_out(target.subject or target.quote)
    scope = spelled_out(target.scope or "")
    if scope not in words:
        # A number that shares the predicate of the one before often has its subject shortened.
        words = f"{words} {scope}"
    if target.direction == "reduce":
        # The verb often stands before the number, outside the subject.
        words = f"giam {words}"
    unit = fold(target.unit or "")
    for indicator in _indicators():
        if indicator.direction and indicator.direction != target.direction:
            continue
        if _unit_fits(unit, indicator.units) and indicator.fits(words, target.domain):
            return indicator.code
    return None


def spelled_out(text: str) -> str:
    """The folded words of a text, abbreviations spelled out.

    >>> spelled_out("Hồ sơ TTHC")
    'ho so thu tuc hanh chinh'
    """
    return _abbreviations().sub(lambda match: _expansions()[match.group()], fold_words(text))


_TIMES = frozenset({"ngay", "tuan", "thang", "quy", "nam"})


def _unit_fits(unit: str, units: frozenset[str]) -> bool:
    """Whether a unit is one of those known, or a thing of that name, or a rate of it over time.

    'sáng kiến cấp huyện' is counted in 'sáng kiến', 'lần/năm' and '3 tháng/lần' in 'lần', 'huyện, thành phố' in 'huyện'.
    """
    counted = [part for part in unit.split("/") if part not in _TIMES] if "/" in unit else [unit]
    if len(counted) == 1:
        unit = counted[0]
    return unit in units or any(unit.startswith((f"{known} ", f"{known},")) for known in units)


@cache
def _indicators() -> tuple[_Indicator, ...]:
    return tuple(
        _Indicator(
            row["code"],
            frozenset(map(fold, filter(None, [row["unit"], *row["also"].split("|")]))),
            row["direction"],
            _groups(row["wording"]),
            _groups(row["at_home"]),
            row["domain"],
            tuple(map(_words, filter(None, row["never"].split(" | ")))),
        )
        for row in rows("indicators.tsv")
    )


def _groups(wording: str) -> tuple[tuple[re.Pattern[str], ...], ...]:
    return tuple(tuple(map(_words, group.split(" & "))) for group in filter(None, wording.split(" | ")))


def _words(expression: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{expression.strip()})(?!\w)")


@cache
def _expansions() -> dict[str, str]:
    return {row["abbreviation"]: row["wording"] for row in rows("indicator_abbreviations.tsv")}


@cache
def _abbreviations() -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, _expansions()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")
