"""Working days by Vietnam's calendar."""

import datetime as dt

import pytest

from extractors.workdays import add_working_days, is_working_day


@pytest.mark.parametrize(
    ("date", "works"),
    [
        (dt.date(2024, 4, 24), True),
        (dt.date(2024, 4, 27), False),
        # in lieu of 4 May, on which offices worked
        (dt.date(2024, 4, 29), False),
        (dt.date(2024, 5, 4), True),
        # new year by the moon
        (dt.date(2025, 1, 29), False),
        (dt.date(2023, 9, 4), False),
    ],
)
def test_is_working_day(date: dt.date, works: bool) -> None:
    assert is_working_day(date) is works


@pytest.mark.parametrize(
    ("date", "count", "expected"),
    [
        (dt.date(2024, 4, 26), 1, dt.date(2024, 5, 2)),
        (dt.date(2024, 5, 2), -1, dt.date(2024, 4, 26)),
        (dt.date(2024, 4, 27), 0, dt.date(2024, 4, 27)),
        (dt.date(2025, 1, 24), 2, dt.date(2025, 2, 4)),
        (dt.date(2023, 12, 29), 1, dt.date(2024, 1, 2)),
    ],
)
def test_add_working_days(date: dt.date, count: int, expected: dt.date) -> None:
    assert add_working_days(date, count) == expected


@pytest.mark.parametrize(("date", "count"), [(dt.date(1850, 1, 1), 1), (dt.date(2250, 1, 1), 5), (dt.date.max, 10_000)])
def test_beyond_the_calendar_is_an_error(date: dt.date, count: int) -> None:
    with pytest.raises(ValueError, match=r"."):
        add_working_days(date, count)
