"""When a task is due: dates and deadline phrases of Vietnamese plans as calendar ranges.

The grammar reads the folded text (no diacritics, so a misread mark does no harm) in three steps: dated parts (a
date, a month, a quarter, a half-year, a year, with their lists and ranges), undated wordings (recurring, relative,
roadmap), and a decision which of them is the deadline. Kinds and conventions follow the annotation guidelines of the
project:

- a date is the last day: only a range "từ ... đến ..." has a start;
- a month or a quarter without year takes the plan's year; a list or a range of them runs from the first to the last
  ("6 tháng đầu năm" is quarters I and II);
- "trước tháng 6" ends with May, "đến hết tháng 6" with June: both without start;
- recurring work has a range only where its wording names a year ("Hàng tháng trong năm 2021");
- of several parts the first dated one counts; a part in brackets is a remark.
"""

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import regex

from models.records import Deadline, DeadlineKind
from models.text import fold_keeping_length

_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_NO_DIGIT = r"(?<![\d/.,-])"
# A slash or a dash with letters after it makes a number of a document: 107/2020/NĐ-CP, 15/12-KH.
_NO_NUMBER = r"(?![\d]|\s*[/-]\s*(?:[a-z]{1,4}\d*[-/]|[a-z]{2,}\b))"
_JOIN = r"\s*(?:,|;|-|&|/|\bva\b|\bden\b|\btoi\b)\s*"

_FULL_DATE = regex.compile(
    rf"{_NO_DIGIT}(?P<d>{_DAY})\s*(?P<sep>[/.-])\s*(?P<m>{_MONTH})\s*(?P=sep)\s*(?P<y>{_YEAR}){_NO_NUMBER}"
    rf"|\bngay\s*(?P<d>{_DAY})\s*,?\s*thang\s*(?P<m>{_MONTH})\s*,?\s*nam\s*(?P<y>{_YEAR})(?!\d)"
    rf"|{_NO_DIGIT}\b(?P<d>{_DAY})\s+thang\s*(?P<m>{_MONTH})\s*,?\s*nam\s*(?P<y>{_YEAR})(?!\d)"
)
_SHORT_DATE = regex.compile(
    rf"{_NO_DIGIT}(?P<d>{_DAY})\s*(?P<sep>[/.-])\s*(?P<m>{_MONTH})\s*(?P=sep)\s*(?P<y>\d\d){_NO_NUMBER}"
    rf"|\bngay\s*(?P<d>{_DAY})\s*(?:/|-|thang)\s*(?P<m>{_MONTH}){_NO_NUMBER}(?!\s*/\s*\d)"
    rf"|{_NO_DIGIT}(?P<d>{_DAY})\s*/\s*(?P<m>{_MONTH}){_NO_NUMBER}(?!\s*/\s*\d)"
)
# Recognition reads I as 1, l, |, ! or [ and II as H: "Quý 1V", "Quý lI/2021", "Quý IH".
_QUARTER_NUMBER = r"(?:[1-4](?![\div1l|!])|[iv1l|!h\[\]]{1,4}(?![a-z\d]))"
_WITH_YEAR = rf"(?:\s*(?:/|-|,|\.|\bnam\b|\s)\s*(?:nam\s*)?(?P<y>{_YEAR})(?!\d))?"
_QUARTER = regex.compile(rf"(?:\b(?:quy|q)\b\s*(?:\.\s*)?)?(?P<n>{_QUARTER_NUMBER}){_WITH_YEAR}")
_QUARTERS = regex.compile(
    rf"\b(?:quy\s*|q\s*\.?\s*)(?P<n>{_QUARTER_NUMBER}){_WITH_YEAR}"
    rf"(?:{_JOIN}(?:(?:quy|q)\s*\.?\s*)?(?P<n>{_QUARTER_NUMBER}){_WITH_YEAR})*"
)
_ONE_MONTH = regex.compile(rf"(?:\bthang\s*|\bt\s*\.?\s*)?(?<!\d)(?P<n>{_MONTH})(?!\d){_WITH_YEAR}")
_MONTHS = regex.compile(
    rf"(?:\bthang\s*(?P<n>{_MONTH})(?!\d){_WITH_YEAR}"
    rf"|\bt\s?\.?\s?(?P<n>{_MONTH})\s*/\s*(?P<y>{_YEAR})(?!\d)"
    rf"|{_NO_DIGIT}(?P<n>{_MONTH})\s*/\s*(?P<y>{_YEAR}){_NO_NUMBER})"
    rf"(?:{_JOIN}(?:thang\s*|t\s?\.?\s?)?(?P<n>{_MONTH})(?![\d%]){_WITH_YEAR})*"
)
_HALF = regex.compile(
    rf"\b(?P<n>0?6|0?9|sau|chin)\s*thang\s*(?P<part>dau|cuoi)\s*nam(?:\s*(?P<y>{_YEAR}))?"
    rf"|\bnua\s*(?P<part>dau|cuoi)\s*nam(?:\s*(?P<y>{_YEAR}))?"
)
_YEARS = regex.compile(
    rf"(?<![\d/.])\b(?P<y>{_YEAR})(?:{_JOIN}(?:nam\s*)?(?P<y>{_YEAR}))*(?!\d){_NO_NUMBER}"
    r"|\b(?P<own>(?:trong|ca|het|cuoi|hoan thanh)\s+nam(?:\s+nay)?)\b(?!\s*\d)"
)

_RECURRING = regex.compile(
    r"\b(?:thuong xuyen|lien tuc|dinh k[yi]|quanh nam)\b"
    r"|\b(?:hang|moi|tung)\s*(?:ngay|tuan|thang|quy|nam|ky)\b"
    r"|\b(?:\d+\s*)?(?:lan|thang|quy|nam|ngay|tuan)\s*/\s*(?:\d+\s*)?(?:lan|ngay|tuan|thang|quy|nam)\b"
    r"|\b(?:cac|thang (?:dau|cuoi)(?: cua)?)\s+(?:thang|quy)\b|\bquy,\s*(?:0?6|sau) thang\b"
)
_RELATIVE = regex.compile(
    r"\b(?:ngay\s+)?sau\s+(?:khi|\d+|ngay|thoi diem)\b|\bke tu\b|\btrong (?:vong|thoi han|thoi gian)\b"
    r"|\b(?:ngay\s+)?khi\s+(?:co|duoc|phat sinh|hoan thanh|ket thuc|trung uong|tinh|bo)\b|\btruoc khi\b|\bphat sinh\b"
    r"|\b\d+\s*ngay(?:\s*lam viec)?\b|\btruoc\s+\d+\s+(?:ngay|thang|tuan)\b|\bdot xuat\b"
    r"|\btheo\s+(?:su\s+)?(?:chi dao|yeu cau|huong dan|quy dinh|thong bao|phan cong|de nghi|van ban|thoi gian|thoi han"
    r"|ke hoach cua|chuong trinh cua|nhu cau|thuc te|quyet dinh|noi dung)\b"
)
_ROADMAP = regex.compile(r"\b(?:lo trinh|tien do|theo (?:dung )?(?:ke hoach|chuong trinh)(?! cua))\b")
_ANNUAL = regex.compile(r"\s*+(?:(?:,|cua)\s*+)?(?:hang|moi|tung)\s*(?:nam|quy|thang|ky)\b")
_BEFORE = regex.compile(r"\btruoc\s*(?:ngay\s*)?(?:het\s*)?$")
_UNTIL = regex.compile(r"\b(?:den|toi|het|cham nhat|muon nhat|khong qua)\s*(?:la\s*)?(?:(?:trong|vao)\s*)?$")
_FROM = regex.compile(r"\b(?:tu|bat dau(?: tu)?)\s*(?:ngay\s*|nam\s*)?$")
_REMARK = regex.compile(r"\([^()]*\)")
# The date of a cited document is no deadline: "theo Quyết định số 12/QĐ-UBND ngày 03/02/2023".
_CITED = regex.compile(
    rf"\bso\s*:?\s*\d[\w./-]*/[\w./-]+(?:\s*,?\s*ngay\s*{_DAY}\s*(?:[/.-]|thang)\s*{_MONTH}\s*(?:[/.-]|nam)\s*{_YEAR})?"
)
_RANGE_WORDS = regex.compile(r"\s*(?:-|den|toi)\s*(?:het\s*)?(?:ngay|nam|quy|thang)?\s*")
# A time begins with its own words; a noun before them (Kế hoạch, Báo cáo, Danh mục ...) makes it a product.
_BARE = regex.compile(
    r"\s*(?:-\s*)?(?:theo\s(?!doi)|trong (?:nam|quy|thang|vong)\b|thuong xuyen|dinh k[yi]\b"
    r"|(?:hang|moi) (?:nam|quy|thang|tuan)\b|sau (?:khi|\d)|cham nhat|(?:hoan thanh )?(?:trong|truoc)\s"
    r"|quy [\div]|thang \d|nam \d|den (?:het )?(?:nam|thang|quy|ngay))"
)
_BY_ROADMAP = regex.compile(r"\btheo\s+(?:dung\s+)?(?:lo trinh|tien do)\b")
_CLAUSE_END = regex.compile(r"[;,.]|\b(?:va|hoac)\b")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A full date and the range [start, end) of the text that names it."""

    start: int
    end: int
    date: dt.date


@dataclass(frozen=True, slots=True)
class _Dated:
    """A dated part of a phrase: place, kind, calendar range; `has_year` where the wording names the year."""

    start: int
    end: int
    kind: DeadlineKind
    first: dt.date | None
    last: dt.date | None
    has_year: bool


def _key(text: str) -> str:
    """Folded text of the same length with recognition slips in numbers undone: "202l" is 2021, "2O23" is 2023."""
    key = fold_keeping_length(text)
    key = regex.sub(r"(?<=\d)o(?![a-z])|(?<![a-z])o(?=\d)", "0", key)
    return regex.sub(r"(?<=\d[\d/]*)[l|](?![a-z])|(?<![a-z|])[l|](?=\d)", "1", key)


def _make_date(day: str, month: str, year: str | int) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def find_dates(text: str) -> list[FoundDate]:
    """Every full date of a text, in order: 31/12/2021, 01-6-2021, ngày 31 tháng 12 năm 2021, 17/11/ 2021."""
    found = []
    for match in _FULL_DATE.finditer(_key(text)):
        date = _make_date(match["d"], match["m"], match["y"])
        if date is not None:
            found.append(FoundDate(match.start(), match.end(), date))
    return found


def parse_date(text: str) -> dt.date | None:
    """The first full date of a text; None where there is none."""
    found = find_dates(text)
    return found[0].date if found else None


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


def _calendar_part(
    match: regex.Match[str],
    one: regex.Pattern[str],
    year: int | None,
    kinds: tuple[DeadlineKind, DeadlineKind],
    size: int,
) -> _Dated | None:
    """Months (size 1) or quarters (size 3) of a list or range, from the first to the last."""
    numbers: list[int] = []
    years: list[int | None] = []
    for piece in one.finditer(match.group()):
        number = _quarter_number(piece["n"]) if size == 3 else int(piece["n"])
        if number is None:
            return None
        numbers.append(number)
        years.append(int(piece["y"]) if piece["y"] else None)
    kind = kinds[len(numbers) > 1]
    if size == 3:
        numbers = _restore_strokes(numbers, years)
    chain = _chain(numbers, years, year)
    if chain is None:
        return _Dated(match.start(), match.end(), kind, None, None, False)
    ranges = [_month_range(in_year, (number - 1) * size + 1, number * size) for in_year, number in chain]
    return _Dated(
        match.start(), match.end(), kind, min(first for first, _ in ranges), max(last for _, last in ranges), any(years)
    )


def _half_year(match: regex.Match[str], year: int | None) -> _Dated:
    in_year = int(match["y"]) if match["y"] else year
    length = 9 if match["n"] in {"9", "09", "chin"} else 6
    months = (1, length) if match["part"] == "dau" else (13 - length, 12)
    first, last = _month_range(in_year, *months) if in_year is not None else (None, None)
    return _Dated(match.start(), match.end(), "quarters", first, last, bool(match["y"]))


def _years(match: regex.Match[str], year: int | None) -> _Dated:
    named = [int(value) for value in match.captures("y")]
    span = named or ([year] if year is not None else [])
    first, last = (dt.date(min(span), 1, 1), dt.date(max(span), 12, 31)) if span else (None, None)
    return _Dated(match.start(), match.end(), "year", first, last, bool(named))


def _dated_parts(key: str, year: int | None) -> list[_Dated]:
    """The dated parts of a folded text in order, each bounded by the words before it."""
    parts: list[_Dated] = []
    rest = key

    def take(pattern: regex.Pattern[str], read: Callable[[regex.Match[str]], _Dated | None]) -> None:
        nonlocal rest
        for match in pattern.finditer(rest):
            part = read(match)
            if part is not None:
                parts.append(part)
                # What is read once is not read again as something smaller: the year of a date, the month of a quarter.
                rest = rest[: match.start()] + "\0" * (match.end() - match.start()) + rest[match.end() :]

    def date_of(match: regex.Match[str]) -> _Dated | None:
        named = match["y"]
        in_year = year if named is None else int(named) if len(named) == 4 else 2000 + int(named)
        date = _make_date(match["d"], match["m"], in_year) if in_year is not None else None
        if date is None and in_year is not None:
            return None
        return _Dated(match.start(), match.end(), "date", None, date, named is not None)

    take(_FULL_DATE, date_of)
    take(_HALF, lambda match: _half_year(match, year))
    take(_QUARTERS, lambda match: _calendar_part(match, _QUARTER, year, ("quarter", "quarters"), 3))
    take(_SHORT_DATE, date_of)
    take(_MONTHS, lambda match: _calendar_part(match, _ONE_MONTH, year, ("month", "month"), 1))
    take(_YEARS, lambda match: _years(match, year))
    parts.sort(key=lambda part: part.start)
    return _join_ranges(key, [_bound(key, part) for part in parts])


def _bound(key: str, part: _Dated) -> _Dated:
    """Open the range where the words before it say so: trước ..., đến hết ..., từ ..."""
    if part.kind == "date":
        return part
    head = key[: part.start]
    head = regex.sub(r"\b(?:nam|cuoi|dau)\s*$", "", head)
    if _BEFORE.search(head):
        before = part.first - dt.timedelta(days=1) if part.first and "het" not in head[-4:] else part.last
        return _Dated(part.start, part.end, part.kind, None, before, part.has_year)
    if _UNTIL.search(head):
        return _Dated(part.start, part.end, part.kind, None, part.last, part.has_year)
    return part


def _join_ranges(key: str, parts: list[_Dated]) -> list[_Dated]:
    """'từ 01/3 đến 30/6/2023', 'từ tháng 3/2023 đến tháng 6/2024': two parts that are one range."""
    joined: list[_Dated] = []
    for part in parts:
        before = joined[-1] if joined else None
        if before and before.kind == part.kind and _RANGE_WORDS.fullmatch(key[before.end : part.start]):
            first = before.last if before.kind == "date" else before.first
            if first and part.last and part.has_year and not before.has_year:
                first = first.replace(year=part.last.year)
            kind: DeadlineKind = "quarters" if part.kind == "quarter" else part.kind
            joined[-1] = _Dated(before.start, part.end, kind, first, part.last, part.has_year)
        else:
            joined.append(part)
    return [_open_end(key, part) for part in joined]


def _open_end(key: str, part: _Dated) -> _Dated:
    """'từ năm 2023', 'bắt đầu từ tháng 3/2023': begins, and does not end."""
    single = part.kind in {"month", "quarter"} or (part.first and part.last and part.first.year == part.last.year)
    if single and part.kind != "date" and _FROM.search(key[: part.start]) and part.first == _unit_start(part):
        return _Dated(part.start, part.end, part.kind, part.first, None, part.has_year)
    return part


def _unit_start(part: _Dated) -> dt.date | None:
    """First day of the month, quarter or year in which the part ends; equals its start where it is one unit long."""
    if part.last is None:
        return part.first
    month = {"month": part.last.month, "year": 1}.get(part.kind, (part.last.month - 1) // 3 * 3 + 1)
    return dt.date(part.last.year, month, 1)


def _blank(match: regex.Match[str]) -> str:
    return " " * (match.end() - match.start())


@lru_cache(maxsize=4096)
def parse_deadline(text: str, year: int | None) -> Deadline:
    """The deadline that the text of a table cell names; `year` is the plan's (first) year.

    >>> parse_deadline("Quý 1V/2021", None).end
    datetime.date(2021, 12, 31)
    >>> parse_deadline("Theo lộ trình đã được phê duyệt", 2023).kind
    'roadmap'
    """
    key = _CITED.sub(_blank, _key(text))
    outside = _REMARK.sub(_blank, key)
    key = outside if outside.strip(" .;,-") else key
    parts = _dated_parts(key, year)
    dated = parts[0] if parts else None
    undated = _first_undated(key)
    if undated is None:
        return _as_deadline(dated) if dated else Deadline()
    kind, start, end = undated
    if dated is None:
        return Deadline(kind=kind)
    if dated.start < start:
        # "15/12 hằng năm", "Quý I hằng năm": the date comes back, it is not a day of the calendar.
        recurs = kind == "recurring" and _ANNUAL.match(key[dated.end :])
        return Deadline(kind="recurring") if recurs else _as_deadline(dated)
    if kind == "recurring" and dated.kind == "year":
        return Deadline(kind=kind, start=dated.first, end=dated.last) if dated.has_year else Deadline(kind=kind)
    if dated.has_year and _CLAUSE_END.search(key[end : dated.start]):
        return _as_deadline(dated)
    return Deadline(kind=kind)


def _first_undated(key: str) -> tuple[DeadlineKind, int, int] | None:
    """The first recurring, relative or roadmap wording: kind and range."""
    patterns: tuple[tuple[DeadlineKind, regex.Pattern[str]], ...] = (
        ("recurring", _RECURRING),
        ("relative", _RELATIVE),
        ("roadmap", _ROADMAP),
    )
    found = [(match.start(), match.end(), kind) for kind, pattern in patterns if (match := pattern.search(key))]
    if not found:
        return None
    start, end, kind = min(found)
    return kind, start, end


def _as_deadline(part: _Dated) -> Deadline:
    return Deadline(kind=part.kind, start=part.first, end=part.last)


def is_bare_deadline(text: str) -> bool:
    """Whether a text is nothing but a time: "Theo lộ trình đã được duyệt", "Quý I/2022"; not "Kế hoạch năm 2022"."""
    return bool(_BARE.match(_key(text))) and parse_deadline(text, 2000).kind != "none"


def roadmap_in(text: str) -> bool:
    """Whether a text says that something is done by a roadmap: "Thực hiện theo đúng lộ trình đề ra"."""
    return bool(_BY_ROADMAP.search(_key(text)))
