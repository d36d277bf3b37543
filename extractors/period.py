"""Years of a plan: the period it runs over and the year its outlook reaches.

'giai đoạn 2021-2025, định hướng đến năm 2030' is 2021 to 2025 with an outlook to 2030; 'năm 2023' is one year; a
range that belongs to a programme named in the title ('... giai đoạn 2021-2030 năm 2023') yields to the plan's own
single year.
"""

import datetime as dt
from dataclasses import dataclass

import regex

from models.text import fold

_YEAR = r"(?:19|20)\d{2}"
_RANGE = regex.compile(rf"(?<![\d/])(?P<first>{_YEAR})\s*(?:-|den(?: nam)?)\s*(?:nam\s+)?(?P<last>{_YEAR})(?![\d/])")
_OUTLOOK = regex.compile(
    rf"(?:dinh huong|tam nhin|huong (?:toi|den)|muc tieu den|(?:nhung|cac) nam tiep theo)"
    rf"(?:\s+(?:den|toi|cho|phat trien|giai doan|(?:nhung|cac) nam tiep theo))*(?:\s+nam)?\s*"
    rf"(?:(?:{_YEAR})\s*-\s*)?(?P<year>{_YEAR})(?![\d/])"
)
_UNTIL = regex.compile(rf"\bden\s+(?:het\s+)?(?:nam\s+)?(?P<year>{_YEAR})(?![\d/])")
_SINGLE = regex.compile(
    rf"\b(?:nam|quy [ivx]+[/ -]|thang \d{{1,2}}[/ -])\s*(?P<year>{_YEAR})(?![\d/])(?!\s*-\s*{_YEAR})"
)
_LISTED = regex.compile(rf"\bnam\s+(?P<years>{_YEAR}(?:\s*(?:,|va)\s*(?:nam\s+)?{_YEAR})+)(?![\d/])")
_DATE = regex.compile(rf"\bngay\s+\d{{1,2}}\s*(?:/\s*\d{{1,2}}\s*/\s*{_YEAR}|thang\s+\d{{1,2}}\s+nam\s+{_YEAR})")
_NUMBERED = regex.compile(rf"\b\d{{1,5}}/{_YEAR}/\S+")
_NAMED_LAW = regex.compile(rf"\b(?:luat|hien phap|phap lenh)\b[^,;]{{0,80}}?\bnam\s+{_YEAR}")


@dataclass(frozen=True, slots=True)
class Period:
    """Years of a plan; each None where the text does not say."""

    start: int | None = None
    end: int | None = None
    vision: int | None = None


def read_period(text: str, issued_on: dt.date | None = None) -> Period:
    """The period that a title (or a sentence that names the plan) gives.

    'đến năm 2025' alone runs from the year of issue. An outlook never ends before the period does.

    >>> read_period("Chuyển đổi số giai đoạn 2021 - 2025, tầm nhìn 2030")
    Period(start=2021, end=2025, vision=2030)
    """
    period = _read_period(fold(text), issued_on)
    if period.end is not None and period.vision is not None and period.vision < period.end:
        start = period.start if period.start is None or period.start <= period.vision else None
        return Period(start, period.vision, period.end)
    return period


def _read_period(key: str, issued_on: dt.date | None) -> Period:
    for pattern in (_DATE, _NUMBERED, _NAMED_LAW):
        key = pattern.sub(" ", key)
    vision = None
    outlook = _OUTLOOK.search(key)
    if outlook:
        vision = int(outlook["year"])
        key = key[: outlook.start()] + "|" + key[outlook.end() :]
    ranges = [match for match in _RANGE.finditer(key) if int(match["first"]) <= int(match["last"])]
    listed = _LISTED.search(key)
    if listed:
        years = [int(year) for year in regex.findall(_YEAR, listed["years"])]
        if not ranges or all(int(match["last"]) < min(years) or int(match["first"]) <= max(years) for match in ranges):
            return _together(years, ranges if _joined(key, ranges, listed) else [], vision)
    singles = [
        match
        for match in _SINGLE.finditer(key)
        if not any(
            span.start() < match.end() and match.start() < span.end() for span in (*ranges, *_UNTIL.finditer(key))
        )
    ]
    if singles and ranges:
        years = [int(match["year"]) for match in singles]
        near = singles[0]
        if _joined(key, ranges, near):
            return _together(years[:1], ranges, vision)
        # 'Đề án X giai đoạn A - B, tầm nhìn đến C năm N': the outlook is the programme's, as its period is.
        of_range = any(regex.match(r"[\s,;]*(?:va\s*)?\|", key[match.end() :]) for match in ranges)
        return Period(years[-1], years[-1], None if of_range else vision)
    if ranges:
        if len(ranges) > 1 and _joined(key, ranges[:-1], ranges[-1]):
            return _together([], ranges[-2:], vision)
        return Period(int(ranges[-1]["first"]), int(ranges[-1]["last"]), vision)
    if singles:
        year = int(singles[-1]["year"])
        return Period(year, year, vision)
    until = _UNTIL.search(key)
    if until:
        end = int(until["year"])
        start = issued_on.year if issued_on is not None and issued_on.year <= end else None
        return Period(start, end, vision)
    return Period(vision=vision)


def _joined(key: str, ranges: list["regex.Match[str]"], single: "regex.Match[str]") -> bool:
    """Whether a year and a range are named together: 'năm 2025 và giai đoạn 2026-2030'."""
    for match in ranges:
        between = (
            key[match.end() : single.start()] if match.end() <= single.start() else key[single.end() : match.start()]
        )
        if regex.fullmatch(r"\s*(?:,|va|,? va)\s*(?:giai doan|ke hoach|5 nam|nam nam|cac nam|trong)?\s*", between):
            return True
    return False


def _together(years: list[int], ranges: list["regex.Match[str]"], vision: int | None) -> Period:
    years = years + [int(match[group]) for match in ranges for group in ("first", "last")]
    return Period(min(years), max(years), vision)
