"""Deadlines that are counted from an event: number, unit, event, and the date once the event's is known."""

import datetime as dt

import pytest

from extractors.deadlines import parse_deadlines
from extractors.relative_deadlines import event_date, resolve, resolve_known
from models.records import DueDate, OffsetUnit

ISSUED = dt.date(2024, 4, 24)


@pytest.mark.parametrize(
    ("text", "offset", "unit", "event"),
    [
        ("Trong vòng 05 ngày làm việc kể từ ngày ban hành Kế hoạch", 5, "working_day", "ngày ban hành Kế hoạch"),
        ("Sau 03 tháng kể từ khi có Quyết định của UBND tỉnh", 3, "month", "khi có Quyết định của UBND tỉnh"),
        ("Sau 30 ngày, kể từ ngày Thông tư có hiệu lực", 30, "day", "ngày Thông tư có hiệu lực"),
        ("10 (mười) ngày kể từ ngày ký", 10, "day", "ngày ký"),
        ("Trong 02 tuần sau khi kết thúc quý", 2, "week", "khi kết thúc quý"),
        ("Chậm nhất 05 ngày làm việc sau khi nhận hồ sơ", 5, "working_day", "khi nhận hồ sơ"),
        ("Chậm nhất 03 ngày trước ngày khai mạc", -3, "day", "ngày khai mạc"),
        ("Trước ngày họp 03 ngày", -3, "day", "ngày họp"),
        ("Trước 15 ngày so với ngày tổ chức", -15, "day", "ngày tổ chức"),
        ("Trước khi trình UBND tỉnh", 0, "day", "khi trình UBND tỉnh"),
        ("Sau khi có Kế hoạch của tỉnh", None, None, "khi có Kế hoạch của tỉnh"),
        ("Khi có yêu cầu", None, None, "Khi có yêu cầu"),
        ("Trong vòng 07 ngày", 7, "day", None),
        ("Sau 02 tháng kể từ khi ban hành (nơi đã có thì xong trong tháng 4)", 2, "month", "khi ban hành"),
        ("Theo chỉ đạo của cấp trên", None, None, None),
    ],
)
def test_what_a_deadline_is_counted_from(text: str, offset: int | None, unit: str | None, event: str | None) -> None:
    due = parse_deadlines(text, 2024)[0]
    assert (due.kind, due.start, due.end) == ("relative", None, None)
    assert (due.offset, due.offset_unit, due.event) == (offset, unit, event)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("ngày ban hành Kế hoạch", ISSUED),
        ("ngày Kế hoạch này có hiệu lực", ISSUED),
        ("ngày ký ban hành", ISSUED),
        ("khi ban hành Kế hoạch này", ISSUED),
        ("ngày Quyết định này có hiệu lực thi hành", ISSUED),
        ("ngày 01/3/2024", dt.date(2024, 3, 1)),
        ("ngày Quyết định số 12/QĐ-UBND ngày 03/02/2024 có hiệu lực", dt.date(2024, 2, 3)),
        # another's plan or decision, or which of two days is not told
        ("ngày ban hành Kế hoạch của tỉnh", None),
        ("ngày có Quyết định của UBND tỉnh", None),
        ("ngày Quyết định có hiệu lực", None),
        ("ngày 01/3/2024 hoặc ngày 01/4/2024", None),
        (None, None),
    ],
)
def test_the_day_of_an_event_that_the_plan_tells(event: str | None, expected: dt.date | None) -> None:
    assert event_date(event, ISSUED) == expected


@pytest.mark.parametrize(
    ("offset", "unit", "expected"),
    [
        (3, "day", dt.date(2024, 4, 27)),
        (-3, "day", dt.date(2024, 4, 21)),
        (2, "week", dt.date(2024, 5, 8)),
        (1, "month", dt.date(2024, 5, 24)),
        (3, "quarter", dt.date(2025, 1, 24)),
        (1, "year", dt.date(2025, 4, 24)),
        # 25 and 26 April, then holidays to 1 May
        (3, "working_day", dt.date(2024, 5, 2)),
        (None, None, None),
        (9999, "year", None),
        (900, "quarter", dt.date(2249, 4, 24)),
        (99999, "working_day", None),
    ],
)
def test_resolve(offset: int | None, unit: OffsetUnit | None, expected: dt.date | None) -> None:
    due = DueDate(kind="relative", raw="", offset=offset, offset_unit=unit)
    assert resolve(due, ISSUED) == expected


def test_a_month_that_is_too_short_ends_the_count() -> None:
    due = DueDate(kind="relative", raw="", offset=1, offset_unit="month")
    assert resolve(due, dt.date(2024, 1, 31)) == dt.date(2024, 2, 29)


def test_only_what_the_plan_tells_is_resolved() -> None:
    own, other = (
        resolve_known(parse_deadlines(text, 2024)[0], ISSUED)
        for text in ("Trong 10 ngày kể từ ngày ban hành Kế hoạch", "Trong 10 ngày kể từ ngày có hướng dẫn của Bộ")
    )
    assert (own.kind, own.end, own.resolved) == ("relative", None, dt.date(2024, 5, 4))
    assert other.resolved is None
    assert resolve(other, dt.date(2024, 6, 1)) == dt.date(2024, 6, 11)
