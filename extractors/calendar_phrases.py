"""Dates, months, quarters, half-years and years of a deadline phrase as calendar ranges.

Read on the folded text (no diacritics, so a misread mark does no harm), the larger wordings first, so that no part is
read twice. Conventions follow the annotation guidelines of the project:

- a date is the last day: only a range "từ ... đến ..." has a start;
- a month or a quarter without year takes the plan's year; months that follow each other are one part, others are parts
  of their own; the quarters of one year are one part, from the first to the last;
- "trước tháng 6" ends with May, "đến hết tháng 6" with June: both without start.
"""

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from models.records import DeadlineKind
from models.text import fold_keeping_length

YEAR = r"(?:19|20)\d\d"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_NO_DIGIT = r"(?<![\d/.,-])"
# A slash or a dash with letters after it makes a number of a document: 107/2020/NĐ-CP, 15/12-KH.
_NO_NUMBER = r"(?![\d]|\s*[/-]\s*(?:[a-z]{1,4}\d*[-/]|[a-z]{2,}\b))"
_JOIN = r"\s*(?:,|;|-|&|\+|/|\bva\b|\bhoac\b|\bden\b|\btoi\b)\s*(?:(?:trong|het|cuoi|dau)\s+)?"

_FULL_DATE = regex.compile(
    rf"{_NO_DIGIT}(?P<d>{DAY})\s*(?P<sep>[/.-])\s*(?P<m>{_MONTH})\s*(?P=sep)\s*(?P<y>{YEAR}){_NO_NUMBER}"
    rf"|\bngay\s*(?P<d>{DAY})\s*(?:,|/)?\s*(?:thang)?\s*(?P<m>{_MONTH})\s*,?\s*nam\s*(?P<y>{YEAR})(?!\d)"
    rf"|{_NO_DIGIT}\b(?P<d>{DAY})\s*(?:thang|/)\s*(?P<m>{_MONTH})\s*,?\s*nam\s*(?P<y>{YEAR})(?!\d)"
    rf"|\bngay\s*(?P<d>{DAY})\s*thang\s*(?P<m>{_MONTH})\s*/\s*(?P<y>{YEAR})(?!\d)"
)
_SHORT_DATE = regex.compile(
    rf"{_NO_DIGIT}(?P<d>{DAY})\s*(?P<sep>[/.-])\s*(?P<m>{_MONTH})\s*(?P=sep)\s*(?P<y>\d\d){_NO_NUMBER}"
    rf"|\bngay\s*(?P<d>{DAY})\s*,?\s*(?:/|-|thang)\s*(?P<m>{_MONTH}){_NO_NUMBER}(?!\s*/\s*\d)"
    rf"|{_NO_DIGIT}(?P<d>{DAY})\s*/\s*(?P<m>{_MONTH}){_NO_NUMBER}(?!\s*/\s*\d)"
)
# Recognition reads I as 1, l, |, ! or [ and II as H: "Quý 1V", "Quý lI/2021", "Quý IH"; and Quý as Ouý.
_QUARTER_NUMBER = r"(?:[1-4](?![\div1l|!])|[iv1l|!h\[\]]{1,4}(?![a-z\d]))"
_QUARTER_WORD = r"(?:[qo0]u[yi]|q)"
_WITH_YEAR = rf"(?:\s*(?:/|-|,|\.|\(|\bnam\b|\s)\s*(?:nam\s*)?(?P<y>{YEAR})(?!\d))?"
_QUARTER = regex.compile(rf"(?:\b{_QUARTER_WORD}\s*(?:\.\s*)?)?(?P<n>{_QUARTER_NUMBER}){_WITH_YEAR}")
_QUARTERS = regex.compile(
    rf"(?:\b{_QUARTER_WORD}\s*\.?\s*(?P<n>{_QUARTER_NUMBER}){_WITH_YEAR}"
    rf"|(?<![\w/.,-])(?P<n>i{{1,3}}|iv)\s*/\s*(?P<y>{YEAR})(?![\d/]))"
    rf"(?:{_JOIN}(?:{_QUARTER_WORD}\s*\.?\s*)?(?P<n>{_QUARTER_NUMBER}){_WITH_YEAR})*"
)
_ONE_MONTH = regex.compile(rf"(?:\bthang\s*|\bt\s*\.?\s*)?(?<!\d)(?P<n>{_MONTH})(?!\d){_WITH_YEAR}")
_MONTHS = regex.compile(
    rf"(?:\bthang\s*(?P<n>{_MONTH})(?!\d){_WITH_YEAR}"
    rf"|\bt\s?\.?\s?(?P<n>{_MONTH})(?![\d.%]){_WITH_YEAR}"
    rf"|{_NO_DIGIT}(?P<n>{_MONTH})\s*[/-]\s*(?P<y>{YEAR}){_NO_NUMBER}"
    rf"|{_NO_DIGIT}(?P<n>{_MONTH})\s*[,-]\s*(?=(?:{_MONTH}\s*,\s*){{0,9}}{_MONTH}\s*/\s*{YEAR}{_NO_NUMBER}))"
    rf"(?:(?:{_JOIN})?(?<![\d])(?:thang\s*|t\s?\.?\s?)?(?P<n>{_MONTH})(?![\d%]|\s*(?:lan|ngay|thang)\b){_WITH_YEAR})*"
)
_HALF = regex.compile(
    rf"\b(?P<n>0?6|0?9|0?3|sau|chin|ba)\s*thang\s*(?P<part>dau|cuoi)(?:\s*nam)?(?:\s*[/,]?\s*(?P<y>{YEAR}))?"
    rf"|\bnua\s*(?P<part>dau|cuoi)\s*nam(?:\s*(?P<y>{YEAR}))?"
)
_YEARS = regex.compile(
    rf"(?<![\d/.])\b(?P<y>{YEAR})(?:{_JOIN}(?:nam\s*)?(?P<y>{YEAR}))*(?!\d){_NO_NUMBER}"
    r"|\b(?P<own>(?:trong|ca|het|dau|giua|cuoi|hoan thanh)\s+nam(?:\s+nay)?)\b(?!\s*\d)"
)
_LENGTHS = {"03": 3, "3": 3, "ba": 3, "06": 6, "6": 6, "sau": 6, "09": 9, "9": 9, "chin": 9}
_SEVERAL = regex.compile(r"[,;&+/]|\b(?:va|hoac)\b")

_BEFORE = regex.compile(r"\b(?:truoc|som hon)\s*(?:ngay\s*)?(?:het\s*)?$")
_UNTIL = regex.compile(r"\b(?:den|toi|het|cham nhat|muon nhat|khong qua)\s*(?:la\s*)?(?:(?:trong|vao|het)\s*)?$")
_AFTER = regex.compile(r"\bsau\s*$")
_FROM = regex.compile(r"\b(?:tu|bat dau(?: tu)?)\s*(?:ngay\s*|nam\s*|dau\s*)?$")
_RANGE_WORDS = regex.compile(r"\s*(?:-|den|toi)\s*(?:het\s*)?(?:ngay|nam|quy|thang)?\s*")
_LIST_WORDS = regex.compile(r"\s*(?:,|;|/|&|\bva\b|\bhoac\b)\s*(?:truoc\s*)?(?:ngay\s*)?")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A full date and the range [start, end) of the text that names it."""

    start: int
    end: int
    date: dt.date


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """A dated part of a phrase: place, kind, calendar range; `has_year` where the wording names the year."""

    start: int
    end: int
    kind: DeadlineKind
    first: dt.date | None
    last: dt.date | None
    has_year: bool


def fold_numbers(text: str) -> str:
    """Folded text of the same length with recognition slips in numbers undone: "202l" is 2021, "2O23" is 2023."""
    key = fold_keeping_length(text)
    key = regex.sub(r"(?<=\d)o(?![a-z])|(?<![a-z])o(?=\d)", "0", key)
    return regex.sub(r"(?<=\d[\d/]{0,9})[l|](?![a-z])|(?<![a-z|])[l|](?=\d)", "1", key)


def _make_date(day: str, month: str, year: str | int) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def find_dates(text: str) -> list[FoundDate]:
    """Every full date of a text, in order: 31/12/2021, 01-6-2021, ngày 31 tháng 12 năm 2021, 17/11/ 2021."""
    found = []
    for match in _FULL_DATE.finditer(fold_numbers(text)):
        date = _make_date(match["d"], match["m"], match["y"])
        if date is not None:
            found.append(FoundDate(match.start(), match.end(), date))
    return found


def _month_range(year: int, first: int, last: int | None = None) -> tuple[dt.date, dt.date]:
    last = first if last is None else last
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def _quarter_number(token: str) -> int | None:
    if token in {"1", "2", "3", "4"}:
        return int(token)
    return _ROMAN.get(token.replace("h", "ii").translate(str.maketrans("1l|![]", "iiiiii")))


def _restore_strokes(quarters: list[int], years: list[int | None]) -> list[int]:
    """Quarters of a list in rising order: the second of "Quý II và Quý II" is a III that lost a stroke."""
    restored = quarters[:1]
    for quarter, year in zip(quarters[1:], years[:-1], strict=True):
        # After a year the count may begin again: "Quý IV/2023 - Quý I/2024".
        restored.append(quarter + 1 if quarter == restored[-1] and year is None and quarter < 4 else quarter)
    return restored


def _chain(numbers: list[int], years: list[int | None], default: int | None) -> list[tuple[int, int]] | None:
    """Each number of a list with its year: its own, else the next one named after it, else the default."""
    chain = []
    following = default
    for number, year in zip(reversed(numbers), reversed(years), strict=True):
        following = year if year is not None else following
        if following is None:
            return None
        chain.append((following, number))
    return chain[::-1]


def _units(match: regex.Match[str], one: regex.Pattern[str], year: int | None, size: int) -> list[CalendarPart]:
    """Months (size 1) or quarters (size 3) of a list or range: a part for each run of those that belong together."""
    pieces = list(one.finditer(match.group()))
    read = [_quarter_number(piece["n"]) if size == 3 else int(piece["n"]) for piece in pieces]
    numbers = [number for number in read if number is not None]
    if len(numbers) < len(read):
        return []
    years = [int(piece["y"]) if piece["y"] else None for piece in pieces]
    if size == 3:
        numbers = _restore_strokes(numbers, years)
    chain = _chain(numbers, years, year)
    runs: list[list[int]] = [[0]]
    for at in range(1, len(pieces)):
        between = match.group()[pieces[at - 1].end() : pieces[at].start()]
        listed = bool(_SEVERAL.search(between))
        if chain is None:
            apart = listed and size == 1 and numbers[at] != numbers[at - 1] + 1
        else:
            gap = (chain[at][0] - chain[at - 1][0]) * (12 // size) + numbers[at] - numbers[at - 1]
            same_year = chain[at][0] == chain[at - 1][0]
            apart = listed and gap != 1 and not (size == 3 and same_year and gap > 0)
        if apart:
            runs.append([at])
        else:
            runs[-1].append(at)
    return [_unit_run(match, pieces, run, chain, size, years) for run in runs]


def _unit_run(
    match: regex.Match[str],
    pieces: list[regex.Match[str]],
    run: list[int],
    chain: list[tuple[int, int]] | None,
    size: int,
    years: list[int | None],
) -> CalendarPart:
    kind: DeadlineKind = "month" if size == 1 else "quarters" if len(run) > 1 else "quarter"
    start, end = match.start() + pieces[run[0]].start(), match.start() + pieces[run[-1]].end()
    if chain is None:
        return CalendarPart(start, end, kind, None, None, False)
    ranges = [_month_range(chain[at][0], (chain[at][1] - 1) * size + 1, chain[at][1] * size) for at in run]
    first, last = ranges[0][0], ranges[-1][1]
    if first > last:
        # "Tháng 11 - tháng 02/2024" begins in the year before.
        first = first.replace(year=first.year - 1) if years[run[0]] is None else min(one for one, _ in ranges)
    return CalendarPart(start, end, kind, first, last, any(years[at] is not None for at in range(run[0], len(years))))


def _half_year(match: regex.Match[str], year: int | None) -> CalendarPart:
    in_year = int(match["y"]) if match["y"] else year
    length = _LENGTHS.get(match["n"] or "6", 6)
    months = (1, length) if match["part"] == "dau" else (13 - length, 12)
    first, last = _month_range(in_year, *months) if in_year is not None else (None, None)
    return CalendarPart(match.start(), match.end(), "quarters", first, last, bool(match["y"]))


def _years(match: regex.Match[str], year: int | None) -> list[CalendarPart]:
    named = [(int(match.captures("y")[at]), match.spans("y")[at]) for at in range(len(match.captures("y")))]
    if not named:
        first, last = (dt.date(year, 1, 1), dt.date(year, 12, 31)) if year is not None else (None, None)
        return [CalendarPart(match.start(), match.end(), "year", first, last, False)]
    runs = [[named[0]]]
    for before, one in pairwise(named):
        between = match.string[before[1][1] : one[1][0]]
        if _SEVERAL.search(between) and one[0] != before[0] + 1:
            runs.append([one])
        else:
            runs[-1].append(one)
    parts = []
    for run in runs:
        span = [number for number, _ in run]
        first, last = dt.date(min(span), 1, 1), dt.date(max(span), 12, 31)
        parts.append(CalendarPart(run[0][1][0], run[-1][1][1], "year", first, last, True))
    return parts


def dated_parts(key: str, year: int | None) -> list[CalendarPart]:
    """The dated parts of a folded text (`fold_numbers`) in order, each bounded by the words before it; `year` is that
    of what names none."""
    parts: list[CalendarPart] = []
    rest = key

    def take(pattern: regex.Pattern[str], read: Callable[[regex.Match[str]], list[CalendarPart]]) -> None:
        nonlocal rest
        for match in pattern.finditer(rest):
            found = read(match)
            parts.extend(found)
            if found:
                # What is read once is not read again as something smaller: the year of a date, the month of a quarter.
                rest = rest[: match.start()] + "\0" * (match.end() - match.start()) + rest[match.end() :]

    def date_of(match: regex.Match[str]) -> list[CalendarPart]:
        named = match["y"]
        in_year = year if named is None else int(named) if len(named) == 4 else 2000 + int(named)
        date = _make_date(match["d"], match["m"], in_year) if in_year is not None else None
        # A day that no month has ("31/9") is a date all the same; which, is not told.
        return [CalendarPart(match.start(), match.end(), "date", None, date, named is not None)]

    take(_FULL_DATE, date_of)
    take(_HALF, lambda match: [_half_year(match, year)])
    take(_QUARTERS, lambda match: _units(match, _QUARTER, year, 3))
    take(_SHORT_DATE, date_of)
    take(_MONTHS, lambda match: _units(match, _ONE_MONTH, year, 1))
    take(_YEARS, lambda match: _years(match, year))
    parts.sort(key=lambda part: part.start)
    parts = _years_of_dates(key, parts)
    return _join_ranges(key, [_bound(key, part) for part in parts])


def _years_of_dates(key: str, parts: list[CalendarPart]) -> list[CalendarPart]:
    """A date without year in a list takes that of the next: "15/6 và 15/12/2024"."""
    dated = list(parts)
    for at in range(len(dated) - 2, -1, -1):
        part, after = dated[at], dated[at + 1]
        listed = part.kind == after.kind == "date" and _LIST_WORDS.fullmatch(key[part.end : after.start])
        if listed and part.last and after.last and not part.has_year and after.has_year:
            date = _make_date(str(part.last.day), str(part.last.month), after.last.year)
            dated[at] = replace(part, last=date, has_year=True)
    return dated


def _bound(key: str, part: CalendarPart) -> CalendarPart:
    """Open the range where the words before it say so: trước ..., đến hết ..., từ ..."""
    if part.kind == "date":
        return part
    head = regex.sub(r"(?:\b(?:cuoi|dau|giua)\s*)?(?:\bnam\s*)?$", "", key[: part.start])
    if _BEFORE.search(head):
        # "Trước cuối năm": the end of the year, not its beginning.
        late = regex.search(r"\b(?:het|cuoi)\s*(?:nam\s*)?$", key[: part.start])
        before = part.first - dt.timedelta(days=1) if part.first and not late else part.last
        return replace(part, first=None, last=before)
    own = key[part.start : part.end]
    if _UNTIL.search(head) or (own.startswith("het ") and part.kind == "year"):
        return replace(part, first=None)
    if _AFTER.search(head) and part.last:
        return replace(part, first=part.last + dt.timedelta(days=1), last=None)
    return part


def _join_ranges(key: str, parts: list[CalendarPart]) -> list[CalendarPart]:
    """'từ 01/3 đến 30/6/2023', 'từ tháng 3/2023 đến tháng 6/2024': two parts that are one range."""
    joined: list[CalendarPart] = []
    for part in parts:
        before = joined[-1] if joined else None
        if before and _RANGE_WORDS.fullmatch(key[before.end : part.start]) and _can_join(key, before, part):
            first = before.last if before.kind == "date" else before.first
            if first and part.last and part.has_year and not before.has_year:
                first = first.replace(year=part.last.year)
                first = first.replace(year=first.year - 1) if first > part.last else first
            kind: DeadlineKind = "quarters" if part.kind == "quarter" == before.kind else part.kind
            joined[-1] = CalendarPart(before.start, part.end, kind, first, part.last, part.has_year)
        else:
            joined.append(part)
    return [_open_end(key, part) for part in joined]


def _can_join(key: str, before: CalendarPart, part: CalendarPart) -> bool:
    """Parts of one kind; of two only with "từ ... đến": 'từ tháng 3 đến hết ngày 30/6/2024'."""
    return before.kind == part.kind or bool(_FROM.search(key[: before.start]))


def _open_end(key: str, part: CalendarPart) -> CalendarPart:
    """'từ năm 2023', 'bắt đầu từ tháng 3/2023', 'từ ngày 01/7/2025': begins, and does not end."""
    if not _FROM.search(key[: part.start]):
        return part
    if part.kind == "date":
        return replace(part, first=part.last, last=None) if part.first is None else part
    single = part.kind in {"month", "quarter"} or (part.first and part.last and part.first.year == part.last.year)
    return replace(part, last=None) if single and part.first == _unit_start(part) else part


def _unit_start(part: CalendarPart) -> dt.date | None:
    """First day of the month, quarter or year in which the part ends; equals its start where it is one unit long."""
    if part.last is None:
        return part.first
    month = {"month": part.last.month, "year": 1}.get(part.kind, (part.last.month - 1) // 3 * 3 + 1)
    return dt.date(part.last.year, month, 1)
