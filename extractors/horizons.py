"""Until when a goal is to be reached: date headings ('Đến năm 2025:'), titles of sections, and phrases in a clause.

Years that name something else are no deadlines: a comparison ('so với năm 2021'), a start ('từ đầu năm 2022'), the name
of a document ('Kế hoạch … năm 2022'). Source: the annotation guidelines; usage of plans.
"""

import datetime as dt
from dataclasses import dataclass

import regex

from models.text import fold_keeping_length

_BULLET = regex.compile(r"^\s*(?:[-+*•▪●○–—]\s*)+")
_YEAR = r"(?:19|20)\d{2}"
_PERIOD = rf"(?P<from>{_YEAR})\s*[-–]\s*(?P<year>{_YEAR})"
_LONGEST_HEADING = 200
"""Characters."""
_SPAN = rf"tu\s+(?:nam\s+)?(?P<from>{_YEAR})\s+den\s+(?:nam\s+)?(?P<year>{_YEAR})"
_UNTIL = r"(?:tu\s+nay\s+)?(?:den|toi|tinh\s+den|het|cuoi|trong|trong\s+ca)(?:\s+(?:het|cuoi|dau))?"
_LEAD = (
    r"(?:(?:cac|mot\s+so|ve|va)\s+|(?:muc\s+tieu|chi\s+tieu|phan\s+dau|nhiem\s+vu|ket\s+qua|dinh\s+huong|tam\s+nhin)"
    r"\s*(?:cu\s+the|chu\s+yeu|chung|tong\s+quat)?\s*[:,]?\s*)*"
)
_DATE_HEADING = regex.compile(
    rf"^{_LEAD}(?:{_UNTIL}\s+(?:nam\s+)?(?P<year>{_YEAR})|(?:trong\s+)?(?:giai\s+doan|thoi\s+ky)\s+{_PERIOD}|(?:(?:trong\s+)?(?:giai\s+doan|thoi\s+ky)\s+)?{_SPAN}|(?:trong\s+)?nam\s+(?P<year>{_YEAR}))"
    rf"(?P<rest>[^.;]*?)\s*:?\s*$"
)
_DAY_HEADING = regex.compile(
    rf"^{_LEAD}(?:(?:{_UNTIL}|truoc)\s+)?(?:(?:ngay\s+)?(?P<day>\d{{1,2}})\s*[/-]\s*(?P<month>\d{{1,2}})\s*[/-]\s*(?P<year>{_YEAR})|"
    rf"thang\s+(?P<month>\d{{1,2}})\s*(?:/|nam\s+)\s*(?P<year>{_YEAR})|"
    rf"quy\s+(?P<quarter>i{{1,3}}|iv|[1-4])\s*(?:/|nam\s+)\s*(?P<year>{_YEAR}))(?P<rest>[^.;]{{0,60}}?)\s*:?\s*$"
)
_NEXT_YEARS = regex.compile(r"^(?:(?:va|trong)\s+)?(?:nhung|cac)\s+nam\s+(?:tiep\s+theo|sau|toi)\s*:?$")
_YEARLY_HEADING = regex.compile(rf"^{_LEAD}(?:hang|moi)\s+nam\s*:?$")
_TITLE_UNTIL = regex.compile(rf"(?:den|toi|het|cuoi)\s+(?:het\s+|cuoi\s+)?(?:nam\s+)?(?P<year>{_YEAR})")
_TITLE_PERIOD = regex.compile(
    rf"(?:giai\s+doan|thoi\s+ky|nhiem\s+ky)\s+{_PERIOD}|^(?:trong\s+)?nam\s+(?P<year>{_YEAR})$"
)
_VISION = regex.compile(r"(?:,\s*)?(?:dinh\s+huong|tam\s+nhin|va\s+(?:nhung|cac)\s+nam\s+tiep\s+theo).*$")

_DAY = r"(?P<day>\d{1,2})\s*[/-]\s*(?P<month>\d{1,2})\s*[/-]\s*(?P<year>\d{4})"
_LONG_DAY = r"(?P<day>\d{1,2})\s+thang\s+(?P<month>\d{1,2})\s*(?:nam\s+|/\s*)(?P<year>\d{4})"
_DATE = regex.compile(
    rf"(?P<lead>(?:truoc|den|den\s+het|cham\s+nhat|muon\s+nhat|het|trong)\s+(?:het\s+|la\s+|vao\s+)?(?:ngay\s+)?)(?:{_DAY}|{_LONG_DAY})"
)
_SHORT_DATE = regex.compile(
    r"(?:truoc|den|cham\s+nhat|muon\s+nhat)\s+(?:het\s+|la\s+|vao\s+)?ngay\s+(?P<day>\d{1,2})\s*/\s*(?P<month>\d{1,2})(?!\s*[/\d])"
)
_SHORT_QUARTER = regex.compile(
    r"(?:^\W*|(?:truoc|den|het|trong|cuoi|vao)\s+(?:het\s+|cuoi\s+)?)(?:quy\s+(?P<quarter>i{1,3}|iv|[1-4])|thang\s+(?P<month>\d{1,2}))\b"
    r"(?!\s*(?:[-/]|,\s*(?:quy\s+|thang\s+)?(?:[ivx]+\b|\d)|va\b|nam))"
)
_MONTH = regex.compile(
    rf"(?:truoc|den|het|trong|cuoi|xong\s+trong)\s+(?:het\s+|cuoi\s+)?thang\s+(?P<month>\d{{1,2}})\s*(?:/|nam\s+)\s*(?P<year>{_YEAR})"
)
_QUARTER = regex.compile(
    rf"(?:truoc|den|het|trong|cuoi)\s+(?:het\s+|cuoi\s+)?quy\s+(?P<quarter>i{{1,3}}|iv|[1-4])\s*(?:/|nam\s+)\s*(?P<year>{_YEAR})"
)
_YEARLY = regex.compile(r"\b(?:hang|moi)\s+nam\b|(?<=[a-z%]\s?)(?<!/\s?[a-z]{2,8}(?:\s[a-z]{2,8})?\s?)/\s*nam\b")
_CLAUSE_UNTIL = regex.compile(
    rf"\b(?:{_UNTIL}|truoc|vao)\s+(?:het\s+)?nam\s+(?P<year>{_YEAR})|\b(?:den|toi)\s+(?P<year>{_YEAR})\b|\b(?:trong|den\s+het)\s+giai\s+doan\s+{_PERIOD}"
    rf"|^\W*giai\s+doan\s+{_PERIOD}(?!\s*:|[^;]*\b(?:moi|hang|binh\s+quan)\b)"
)
_BARE_YEAR = regex.compile(rf"\bnam\s+(?P<year>{_YEAR})\b")
_NOT_UNTIL = regex.compile(
    r"(?:so\s+voi(?:\s+\S+){0,4}|tu(?:\s+dau|\s+cuoi)?|tu\s+[\d.,]+\s*%?|gap(?:\s+\S+){1,2}\s+lan|luy\s+ke(?:\s+\S+){0,3}|ke\s+tu|sau|truoc)\s*$"
)
# A year behind these nouns belongs to the name of a document or to what it reports on.
_NAMED = regex.compile(
    r"\b(?:ke\s+hoach|kh|chuong\s+trinh|de\s+an|bao\s+cao|du\s+toan|nghi\s+quyet|luat|quyet\s+dinh|chi\s+thi|ket\s+qua|danh\s+muc)\b"
    r"(?:\s+[^,;.\d]+)?(?:\s+\d{1,2}\s+nam)?\s*$|\btheo\s+luat\s+[^;.\d]{1,80}$"
)
# A day before the plan's own is a condition ('tuyển dụng trước ngày 01/7/2020') unless something is to be finished.
_TO_FINISH = regex.compile(r"\b(?:xong|hoan thanh)(?:\s+\S+){0,2}\s*$")
# 'Quyết định số … ngày 27 tháng 3 năm 2021'
_OF_A_DAY = regex.compile(r"\bthang\s+\d{1,2}\s*,?\s*$")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class Horizon:
    """A deadline as the exchange format writes it: a year, 'yearly' or an ISO date; with its place in the text."""

    deadline: str
    start: int
    end: int
    is_day: bool = False
    """The clause names a day, not a month or quarter whose end is meant."""


def date_heading(text: str) -> str | None:
    """Year, or 'yearly', that a block sets for the blocks below it; None where it is no date heading.

    >>> date_heading("- Đến năm 2025:"), date_heading("Giai đoạn 2026-2030:"), date_heading("Đến năm 2030, mở rộng.")
    ('2025', '2030', None)
    """
    if len(text) > _LONGEST_HEADING:
        return None
    bare = _BULLET.sub("", text).strip(" *_")
    folded = fold_keeping_length(bare)
    if _YEARLY_HEADING.match(folded):
        return "yearly"
    match = (_DATE_HEADING.match(folded) or _DAY_HEADING.match(folded)) if len(bare.split()) <= 16 else None
    if not match:
        return None
    # With words behind the date only a colon makes it a heading: 'Đến năm 2025, đạt các chỉ tiêu sau:'.
    if match["rest"].strip(" ,-") and not bare.endswith(":"):
        return None
    return _last_day(match) or str(match["year"])


def ends_date_heading(text: str) -> bool:
    """Whether a block ends what a date heading above it governs without a year of its own: 'Những năm tiếp theo:'."""
    return (
        len(text) <= _LONGEST_HEADING
        and _NEXT_YEARS.match(fold_keeping_length(_BULLET.sub("", text).strip(" *_"))) is not None
    )


def _last_day(match: "regex.Match[str]") -> str | None:
    """ISO date of a heading that names a day, or of the end of the month or quarter that it names."""
    named = match.groupdict()
    if named.get("day"):
        day = _day(match)
        return day.isoformat() if day else None
    month = int(named["month"]) if named.get("month") else 3 * _QUARTERS.get(named.get("quarter") or "", 0)
    return _month_end(int(match["year"]), month).isoformat() if 1 <= month <= 12 else None


def title_horizon(title: str) -> str | None:
    """Year that the title of a section sets for what stands in it; an outlook ('định hướng đến năm 2030') sets none.

    >>> title_horizon("Mục tiêu cụ thể đến năm 2025"), title_horizon("Giai đoạn 2021-2025, định hướng đến 2030")
    ('2025', '2025')
    """
    folded = _VISION.sub("", fold_keeping_length(title).strip())
    if _YEARLY_HEADING.match(folded):
        return "yearly"
    match = _TITLE_UNTIL.search(folded) or _TITLE_PERIOD.search(folded)
    return str(match["year"]) if match else None


def clause_horizon(
    clause: str, *, not_before: dt.date | None = None, years: range | None = None, plan_year: int | None = None
) -> Horizon | None:
    """Deadline that a clause itself states. Dates before `not_before` (issue of the plan) state a baseline instead; a
    bare 'năm 2023' counts only within `years` (of the plan). A day without year is one of `plan_year`."""
    folded = fold_keeping_length(clause)
    for match in _DATE.finditer(folded):
        day = _day(match)
        counted = regex.search(r"tinh\s+$", folded[: match.start()])
        due = day and not_before and (day >= not_before or _TO_FINISH.search(folded[: match.start()]))
        if day and (due if not_before else not counted):
            return Horizon(day.isoformat(), *match.span(), is_day=True)
    if plan_year and (short := _SHORT_DATE.search(folded)):
        day = _valid(plan_year, int(short["month"]), int(short["day"]))
        if day:
            return Horizon(day.isoformat(), *short.span(), is_day=True)
    for pattern in (_MONTH, _QUARTER):
        if found := pattern.search(folded):
            groups = found.groupdict()
            month = int(groups["month"]) if groups.get("month") else 3 * _QUARTERS[groups["quarter"]]
            if 1 <= month <= 12:
                return Horizon(_month_end(int(found["year"]), month).isoformat(), *found.span())
    if plan_year and (found := _SHORT_QUARTER.search(folded)):
        month = int(found["month"]) if found["month"] else 3 * _QUARTERS[found["quarter"]]
        if 1 <= month <= 12:
            return Horizon(_month_end(plan_year, month).isoformat(), *found.span())
    for match in _CLAUSE_UNTIL.finditer(folded):
        past = years is not None and int(match["year"]) < years.start
        if not past and not _NOT_UNTIL.search(folded[: match.start()]):
            return Horizon(match["year"], *match.span())
    if yearly := _YEARLY.search(folded):
        return Horizon("yearly", *yearly.span())
    for match in _BARE_YEAR.finditer(folded):
        before = folded[: match.start()]
        if _NOT_UNTIL.search(before) or _NAMED.search(before) or _OF_A_DAY.search(before):
            continue
        if years is None or int(match["year"]) in years:
            return Horizon(match["year"], *match.span())
    return None


def _day(match: "regex.Match[str]") -> dt.date | None:
    return _valid(int(match["year"]), int(match["month"]), int(match["day"]))


def _valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> dt.date:
    return (dt.date(year + month // 12, month % 12 + 1, 1)) - dt.timedelta(days=1)
