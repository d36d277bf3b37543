"""Working days by Vietnam's calendar: weekends, public holidays, days in lieu and the Saturdays worked for them."""

import datetime as dt
from functools import cache

import holidays
from holidays import HolidayBase

LONGEST_COUNT = 3660
"""Working days; a longer period is no period of a plan."""


@cache
def _calendar() -> HolidayBase:
    return holidays.country_holidays("VN")


def is_working_day(date: dt.date) -> bool:
    """Whether offices work; ValueError for a year of which the library knows no holidays."""
    known = _calendar()
    if not known.start_year <= date.year <= known.end_year:
        raise ValueError(f"no calendar of Vietnam's holidays for {date.year}")
    return known.is_working_day(date)


def add_working_days(date: dt.date, count: int) -> dt.date:
    """The date that is `count` working days after `date`, which itself does not count; before it where negative.

    None are added for 0, be it a holiday or not. ValueError outside the calendar, and for more than LONGEST_COUNT.

    >>> add_working_days(dt.date(2024, 4, 26), 1)
    datetime.date(2024, 5, 2)
    """
    if abs(count) > LONGEST_COUNT:
        raise ValueError(f"{count} working days")
    step = dt.timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        date += step
        left -= is_working_day(date)
    return date
