"""No layer of the extraction may fall below what was reached: `measure_accuracy --write` states that anew."""

import pytest

from tests.benchmarks.measure_accuracy import LAYERS, README, SETS, Measure, measure, reached, table

TOLERANCE = 0.01


_NAMES = [pytest.param(name, marks=pytest.mark.ocr if name.endswith("scans") else ()) for name in SETS]


@pytest.mark.parametrize("name", _NAMES)
def test_nothing_falls(name: str) -> None:
    if not SETS[name].jobs():
        pytest.skip("these plans are not beside the repository")
    now, misses = measure(SETS[name])
    before = reached()[name]
    fallen = {
        layer: (one.value, before[layer].value)
        for layer, one in now.items()
        if one.value < before[layer].value - TOLERANCE
    }
    assert not fallen, misses
    assert {layer: one.support for layer, one in now.items()} == {layer: one.support for layer, one in before.items()}


def test_the_readme_has_what_was_reached() -> None:
    assert set(reached()) == set(SETS)
    assert "\n".join(table(reached())) in README.read_text(encoding="utf-8")


def test_a_row_a_layer() -> None:
    lines = list(table({"fixtures: text": {"findings": Measure(0.75, 4)}}))
    assert lines[0] == "| | fixtures: text |" and len(lines) == 2 + len(LAYERS)
    assert lines[-1].endswith("| 0.750 (4) |") and lines[2].endswith("| – |")
