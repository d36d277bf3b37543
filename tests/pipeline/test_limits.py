import time

import pytest

from pipeline.limits import TimeUpError, time_limit


def test_a_body_is_cut_short_even_where_it_catches_everything() -> None:
    begin = time.perf_counter()
    with pytest.raises(TimeUpError), time_limit(0.05):
        while True:
            try:
                time.sleep(0.01)
            except Exception:  # as parsers do
                continue
    assert time.perf_counter() - begin < 2


def test_a_body_in_time_is_left_alone() -> None:
    with time_limit(0.05):
        pass
    time.sleep(0.1)


def test_the_shorter_of_two_limits_counts() -> None:
    with pytest.raises(TimeUpError), time_limit(0.05), time_limit(60):
        time.sleep(5)


def test_an_outer_limit_goes_on_after_an_inner_one() -> None:
    with pytest.raises(TimeUpError), time_limit(0.3):
        with pytest.raises(TimeUpError), time_limit(0.05):
            time.sleep(5)
        time.sleep(5)
