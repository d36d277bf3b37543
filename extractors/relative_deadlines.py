"""Deadlines that are counted from an event: how many units before or after what, and the date once that is known.

"Trong vòng 05 ngày làm việc kể từ ngày ban hành Kế hoạch" is 5 working days after "ngày ban hành Kế hoạch". What must
be done "trước khi ..." has its event's day as the last, as a date after "trước" has. What is done "sau khi ..." without
a number has no last day, and is never resolved.
"""

import calendar
import datetime as dt
from dataclasses import dataclass

import regex

from extractors.calendar_phrases import find_dates, fold_numbers
from extractors.workdays import add_working_days
from models.records import DueDate, OffsetUnit
from models.text import fold_words

_UNITS: dict[str, OffsetUnit] = {
    "ngay lam viec": "working_day",
    "ngay": "day",
    "tuan": "week",
    "thang": "month",
    "quy": "quarter",
    "nam": "year",
}
_COUNT = regex.compile(
    r"(?<![\d/.])(?P<n>\d{1,3})\s*(?:\([^()]{1,30}\)\s*)?(?P<unit>ngay\s+lam\s+viec|ngay|tuan|thang|quy|nam)\b(?!\s*\d)"
)
_SINCE = regex.compile(r"\b(?:ke|tinh)\s+tu\s+|\bso\s+voi\s+|(?:,\s*)?\btu\s+(?=(?:ngay|khi|thoi diem)\b)")
_BEFORE = regex.compile(r"\btruoc\s*(?:khi\b)?")
_EVENT = regex.compile(r"\b(?:sau|truoc)\s+|\b(?=(?:khi|luc)\s)")
_EVENT_END = regex.compile(r"[;\n]|\s*\.\s*$|\s+(?:thi|phai)\s|,?\s*\b(?:toi thieu|it nhat|cham nhat)\b")
_WITHIN = regex.compile(r"^\s*(?:ngay\s+)?(?=(?:ban hanh|ky|to chuc|nhan|co|cong bo|ket thuc|hoan thanh)\b)")
_OWN_KIND = r"(?:ke hoach|chuong trinh|de an|phuong an)"
_OWN_EVENT = regex.compile(
    r"(?:(?:tu )?(?:ngay|khi|thoi diem) )?(?:"
    r"(?:duoc )?(?:ky|ban hanh|ky ban hanh|co hieu luc)(?: (?:thi hanh|thuc hien))?"
    rf"(?: {_OWN_KIND}(?: nay)?| (?:quyet dinh|nghi quyet|chi thi|cong van|van ban) nay)?"
    rf"|(?:{_OWN_KIND}(?: nay)?|(?:quyet dinh|nghi quyet|chi thi|cong van|van ban) nay) (?:duoc |co )?"
    r"(?:ky|ban hanh|ky ban hanh|phe duyet|hieu luc)(?: (?:thi hanh|thuc hien))?)"
)
_MONTHS_OF: dict[OffsetUnit, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Offset:
    """How a relative deadline is counted; `event` is a range of the text, (0, 0) where none is named."""

    count: int | None
    unit: OffsetUnit | None
    event: tuple[int, int]


def read_offset(text: str) -> Offset:
    """Number, unit and event of a relative wording ("sau 03 tháng kể từ khi có hướng dẫn")."""
    key = fold_numbers(text)
    count = _COUNT.search(key)
    since = _SINCE.search(key)
    number = int(count["n"]) if count else None
    unit = _UNITS[" ".join(count["unit"].split())] if count else None
    if since and (count is None or since.start() >= count.start()):
        begins = since.end()
        # "Trước 15 ngày so với ngày họp"
        back = bool(_BEFORE.search(key[: count.start()])) if count else False
    elif count:
        behind = regex.match(r"\s*,?\s*(?P<side>truoc|sau)\s+", key[count.end() :])
        ahead = regex.search(r"\b(?P<side>truoc|sau)\s+(?=\D)", key[: count.start()])
        if behind:
            begins, back = count.end() + behind.end(), behind["side"] == "truoc"
        elif ahead:
            # "Trước khi họp 02 ngày"
            event = (ahead.end(), count.start())
            return Offset(-number if number and ahead["side"] == "truoc" else number, unit, _trim(text, event))
        else:
            rest = _WITHIN.match(key, count.end()) or regex.compile(r"\s+(?=khi\s)").match(key, count.end())
            begins = rest.end() if rest else len(key)
            back = bool(regex.search(r"\btruoc\s*$", key[: count.start()]))
    else:
        place = _EVENT.search(key)
        if place is None:
            return Offset(None, None, (0, 0))
        before = place.group().startswith("truoc")
        event = _trim(text, (place.end(), _event_end(key, place.end())))
        return Offset(0, "day", event) if before else Offset(None, None, event)
    event = _trim(text, (begins, _event_end(key, begins)))
    return Offset(-number if back and number else number, unit, event)


def _event_end(key: str, start: int) -> int:
    match = _EVENT_END.search(key, start)
    return match.start() if match else len(key)


def _trim(text: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    while start < end and text[start] in " ,;.:()-\n\t":
        start += 1
    while start < end and text[end - 1] in " ,;.:-\n\t":
        end -= 1
    inner = text[start:end]
    if inner.endswith(")") and "(" not in inner:
        end -= 1
    return (start, end) if start < end else (0, 0)


def event_date(event: str | None, issued_on: dt.date | None) -> dt.date | None:
    """The day of an event where the plan tells it: a date printed with it, or the issue of the plan itself.

    >>> event_date("ngày 01/3/2024", None)
    datetime.date(2024, 3, 1)
    """
    if not event:
        return None
    dates = find_dates(event)
    if dates:
        return dates[0].date if len(dates) == 1 else None
    return issued_on if _OWN_EVENT.fullmatch(fold_words(event)) else None


def resolve(due: DueDate, event_on: dt.date) -> dt.date | None:
    """The last day of a relative deadline whose event was, or will be, on `event_on`.

    None where it names no number, and where the day is beyond the calendar.
    """
    if due.offset is None or due.offset_unit is None:
        return None
    try:
        if due.offset_unit == "working_day":
            return add_working_days(event_on, due.offset)
        if due.offset_unit in _MONTHS_OF:
            return _add_months(event_on, due.offset * _MONTHS_OF[due.offset_unit])
        return event_on + dt.timedelta(days=due.offset * (7 if due.offset_unit == "week" else 1))
    except (ValueError, OverflowError):
        return None


def resolve_known(due: DueDate, issued_on: dt.date | None) -> DueDate:
    """The deadline with `resolved`, where the plan itself tells the day of the event."""
    event_on = event_date(due.event, issued_on) if due.kind == "relative" else None
    return due.model_copy(update={"resolved": resolve(due, event_on)}) if event_on else due


def _add_months(date: dt.date, count: int) -> dt.date:
    """The same day so many months on; the last of a month that is too short for it."""
    months = date.year * 12 + date.month - 1 + count
    year, month = divmod(months, 12)
    return dt.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))
