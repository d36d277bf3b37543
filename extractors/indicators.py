"""Indicators: which targets of different plans measure the same thing.

What is measured stands in the subject of a target. Its folded words are compared with the wordings of `indicators.tsv`,
the particular before the general; the unit must fit, and for some only a cut is meant.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from corpora.loader import rows
from models.records import Domain, Section, Target
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


def link_indicators(targets: Sequence[Target], sections: Iterable[Section] = ()) -> list[Target]:
    """The targets, in the order of the text, each with the code of its indicator.

    A number that leaves its thing to the words before it ('…, cấp xã đạt 80%', '…, 40% có trình độ đại học') is read
    together with them; where it opens a section, with the title of that section.
    """
    titles = {section.path: spelled_out(section.title) for section in sections if section.kind == "heading"}
    linked: list[Target] = []
    context: str | None = None
    for number, target in enumerate(targets):
        code = None
        if target.kind == "quantitative":
            words = _subject_words(target)
            if not number or not _goes_on(targets[number - 1], target):
                title = titles.get(target.section or "")
                context = title if _names_nothing(words, title) else None
            thing = complete_subject(words, context)
            if thing is not None:
                code = _indicator_for(target, thing)
            if code is None and context and _names_nothing(words, context):
                code = _indicator_for(target, context)
            elif code is None and thing == words and not _shares_words(targets, number):
                # The name of what is counted stands beside the number: 'có 02 điểm hỗ trợ …', 'chiếm 10% GRDP'.
                own = target.quote.replace(target.exception or " ", " ")
                code = _indicator_for(target, spelled_out(own))
            if not _names_nothing(words, context):
                context = thing if code else None
        linked.append(target.model_copy(update={"indicator": code}))
    return linked


_LONGEST = 3000
"""Characters of a subject that are looked at: a longer one is no subject, but a page that lost its line breaks."""
_NEAR = 40
"""Characters between two numbers of one statement at most."""
_PREDICATE = re.compile(r" (?:duoc|dat|co|hoan thanh|su dung|thuc hien|trong do) ")
_LEANING = re.compile(r"(?:o|doi voi|rieng|cap (?:tinh|huyen|xa|so)|khu vuc|duoc|co trinh do|phat sinh|xep loai)(?!\w)")
"""Words at the beginning of a subject that has its thing from the words before."""


def complete_subject(words: str, context: str | None) -> str | None:
    """Folded words of a subject, with those of the context that it leans on; None where there are none to lean on.

    >>> complete_subject("cap xa", "ho so cong viec cap huyen duoc xu ly tren moi truong mang")
    'ho so cong viec cap huyen duoc xu ly tren moi truong mang cap xa'
    >>> complete_subject("co trinh do dai hoc", "cong chuc cap xa duoc boi duong")
    'cong chuc cap xa co trinh do dai hoc'
    >>> complete_subject("ho so tre han", "ho so dung han")
    'ho so tre han'
    """
    if _names_nothing(words, context):
        return f"{context} {words}" if context else None
    if _LEANING.match(words):
        return f"{_PREDICATE.split(context, maxsplit=1)[0]} {words}" if context else None
    return words


def _names_nothing(words: str, context: str | None) -> bool:
    """Whether words hold nothing but scope, level and time, and the thing of which the context speaks."""
    known = _scope_words().union((context or "").split()[:2])
    return all(word in known or word.isdigit() for word in words.split())


@cache
def _scope_words() -> frozenset[str]:
    return frozenset(fold_words(row["word"]) for row in rows("subject_words.tsv") if row["use"] == "scope")


def _goes_on(before: Target, target: Target) -> bool:
    if before.char_end is None or target.char_start is None or before.section != target.section:
        return False
    return target.char_start - before.char_end <= _NEAR


def _shares_words(targets: Sequence[Target], number: int) -> bool:
    """Whether the quote of a target holds part of a neighbour's, or is not known to be its own."""
    start, end = targets[number].char_start, targets[number].char_end
    if start is None or end is None:
        return True
    neighbours = (*targets[max(number - 1, 0) : number], *targets[number + 1 : number + 2])
    return any((other.char_start or 0) < end and start < (other.char_end or 0) for other in neighbours)


def indicator_of(target: Target) -> str | None:
    """Code of the indicator that a target measures (column `code` of indicators.tsv), None where none is known.

    Only commitments with a number have one: a direction without measure compares with nothing.

    >>> indicator_of(Target(id="T1", kind="quantitative", section=None, quote="", value=95, unit="%",
    ...                     subject="hồ sơ TTHC được giải quyết đúng hạn"))
    'dossiers_on_time'
    """
    return _indicator_for(target, _subject_words(target) or spelled_out(target.quote))


def _subject_words(target: Target) -> str:
    words = spelled_out(target.subject or "")
    scope = spelled_out(target.scope or "")
    return words if scope in words or not words else f"{words} {scope}"


def _indicator_for(target: Target, words: str) -> str | None:
    if target.kind != "quantitative" or target.value is None:
        return None
    if target.direction == "reduce":
        # The verb often stands before the number, outside the subject.
        words = f"giam {words}"
    return _first_that_fits(words[:_LONGEST], fold(target.unit or ""), target.direction, target.domain)


# The same target is looked at for its area, its link and its contradictions.
@lru_cache(maxsize=8192)
def _first_that_fits(words: str, unit: str, direction: str | None, domain: str | None) -> str | None:
    for indicator in _measured_in(unit):
        if not (indicator.direction and indicator.direction != direction) and indicator.fits(words, domain):
            return indicator.code
    return None


@lru_cache(maxsize=1024)
def _measured_in(unit: str) -> tuple[_Indicator, ...]:
    return tuple(indicator for indicator in _indicators() if _unit_fits(unit, indicator.units))


def domain_of_measure(target: Target) -> tuple[bool, Domain | None]:
    """Whether a target measures a known indicator, and the area of that one, None where it is no area of reform."""
    code = indicator_of(target)
    return code is not None, cast(Domain, _domains()[code]) or None if code else None


@cache
def _domains() -> dict[str, str]:
    return {row["code"]: row["domain"] for row in rows("indicators.tsv")}


def spelled_out(text: str) -> str:
    """The folded words of a text, abbreviations spelled out.

    >>> spelled_out("Hồ sơ TTHC")
    'ho so thu tuc hanh chinh'
    """
    return _abbreviations().sub(lambda match: _expansions()[match.group()], fold_words(text))


_TIMES = frozenset({"ngay", "tuan", "thang", "quy", "nam"})


def _unit_fits(unit: str, units: frozenset[str]) -> bool:
    """Whether a unit is one of those known, or a thing of that name, or a rate of it over time.

    'sáng kiến cấp huyện' is counted in 'sáng kiến', 'lần/năm' and 'tháng/lần' in 'lần', 'huyện, thành phố' in 'huyện'.
    """
    parts = unit.split("/")
    counted = [part for part in parts if part not in _TIMES]
    if len(parts) == 2 and len(counted) < 2:
        unit = (counted or parts)[0]
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
