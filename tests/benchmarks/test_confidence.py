"""The measure of confidence: shares with ties, weights held to their priors."""

import numpy as np
import pytest

from tests.benchmarks.measure_confidence import Rated, fit, share_among_lowest


def rated(weakest: float, *, is_right: bool) -> Rated:
    return Rated("office300", "plan", "target", {"weakest_word": weakest}, is_right, "")


@pytest.mark.parametrize(
    ("wrong", "right", "expected"),
    [
        ([0.9], [0.1] * 9, 1.0),
        ([0.1], [0.9] * 9, 0.0),
        ([0.9, 0.8, 0.1], [0.1] * 7, 2 / 3),
        ([0.5], [0.5] * 9, 0.2),
        ([], [0.5], None),
    ],
)
def test_share_of_the_wrong_among_the_lowest(wrong: list[float], right: list[float], expected: float | None) -> None:
    records = [rated(value, is_right=False) for value in wrong] + [rated(value, is_right=True) for value in right]
    found = share_among_lowest(records)
    assert found == (None if expected is None else pytest.approx(expected))


def test_weights_move_with_the_evidence_and_keep_their_sign() -> None:
    told = [rated(1.0, is_right=False)] * 30 + [rated(0.0, is_right=True)] * 30
    free = np.array([True, True])
    base, weight = fit(told, ["base", "weakest_word"], np.array([2.0, -0.5]), free)
    assert base > 0.5
    assert weight < -1.5
    against = [rated(1.0, is_right=True)] * 30 + [rated(0.0, is_right=False)] * 30
    assert fit(against, ["base", "weakest_word"], np.array([2.0, -0.5]), free)[1] == 0
    assert fit(told, ["base", "weakest_word"], np.array([2.0, -0.5]), np.array([True, False]))[1] == -0.5
