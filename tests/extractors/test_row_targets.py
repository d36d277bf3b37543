"""Which row states a target."""

import time

import pytest

from extractors.row_targets import link_rows
from models.records import Assignment, Target


def target(start: int | None, end: int | None) -> Target:
    return Target(id="T", kind="quantitative", section=None, quote="x", char_start=start, char_end=end)


def row(start: int | None, end: int | None) -> Assignment:
    return Assignment(table=1, task="x", char_start=start, char_end=end)


@pytest.mark.parametrize(
    ("place", "rows", "expected"),
    [
        ((10, 20), [(0, 9), (10, 30), (31, 40)], 2),
        ((10, 20), [(10, 20)], 1),
        ((10, 20), [(11, 30)], None),
        ((10, 20), [(0, 19)], None),
        ((10, 20), [], None),
        # Of several product lines whose own ranges hold it the first.
        ((10, 20), [(0, 40), (5, 30)], 1),
        ((10, 20), [(8, 30), (0, 40)], 1),
        # A product line that does not hold the task is not its row.
        ((10, 20), [(5, 30), (31, 50)], 1),
        ((35, 40), [(5, 30), (31, 50)], 2),
        ((None, None), [(0, 9)], None),
        ((0, 5), [(None, None), (0, 9)], 2),
    ],
)
def test_the_row_that_holds_a_target(
    place: tuple[int | None, int | None], rows: list[tuple[int | None, int | None]], expected: int | None
) -> None:
    (linked,) = link_rows([target(*place)], [row(*span) for span in rows])
    assert linked.assignment == expected


def test_the_order_of_targets_stays_and_old_links_go() -> None:
    targets = [target(30, 35), target(0, 5).model_copy(update={"assignment": 7}), target(12, 14)]
    assert [one.assignment for one in link_rows(targets, [row(10, 20), row(25, 40)])] == [2, None, 1]
    assert [one.assignment for one in targets] == [None, 7, None]


def test_many_rows_take_linear_time() -> None:
    rows = [row(10 * at, 10 * at + 9) for at in range(5000)]
    targets = [target(10 * at + 1, 10 * at + 5) for at in range(5000)]
    started = time.perf_counter()
    assert [one.assignment for one in link_rows(targets, rows)] == list(range(1, 5001))
    assert time.perf_counter() - started < 1
