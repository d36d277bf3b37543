"""How well our reading does on two pages a grade, so that a step of the clean-up that breaks is seen.

The bounds are about twice the errors that are reached. What they guard, and what comes out without the step: the median
on specks (poor200: 16 % of the characters wrong), straightening (poor200: no cell right), dividing by the background
(shadow: 64 % wrong), the strongest colour (seal: 18 % wrong), turning (turned: no cell right).
"""

from functools import cache
from pathlib import Path

import pytest

from fixtures.grades import to_scan
from fixtures.render import HERE, has_faces
from fixtures.source import Plan, parse
from fixtures.truth import truth_of
from tests.benchmarks.accuracy import Score, score_page
from tests.benchmarks.reading import read_alone, recognise

pytestmark = [pytest.mark.ocr, pytest.mark.skipif(not has_faces(), reason="fonts-liberation2 is not installed")]

PROSE, TABLE = 2, 5
"""Pages of the plan: running text; a landscape page with a table whose rows are grouped and merged."""


@cache
def plan() -> Plan:
    return parse(HERE / "plans" / "my-hiep-2023.md")


def measure(grade: str, numbers: list[int], tmp_path: Path) -> Score:
    pdf = tmp_path / f"{grade}.pdf"
    pdf.write_bytes(to_scan(grade, plan(), numbers) or b"")
    truth = truth_of(plan())["pages"]
    score = Score()
    for page, number in zip(recognise(pdf, workers=1), numbers, strict=True):
        score += score_page(truth[number - 1], read_alone(pdf, page))
    assert score.pages == len(numbers)
    return score


@pytest.mark.parametrize(
    ("grade", "cer", "number_errors", "cell_f1"),
    [
        ("clean300", 0.012, 0.03, 0.92),
        ("office300", 0.01, 0.03, 0.95),
        ("poor200", 0.012, 0.05, 0.9),
        ("photo150", 0.025, 0.05, 0.88),
    ],
)
def test_prose_and_tables(grade: str, cer: float, number_errors: float, cell_f1: float, tmp_path: Path) -> None:
    score = measure(grade, [PROSE, TABLE], tmp_path)
    assert score.cer is not None and score.cer <= cer, score.misses
    assert score.number_errors is not None and score.number_errors <= number_errors, score.misses
    assert score.cell_f1 is not None and score.cell_f1 >= cell_f1, score.misses


@pytest.mark.parametrize(("grade", "cell_f1"), [("turned", 0.95), ("gaps", 0.93)])
def test_tables(grade: str, cell_f1: float, tmp_path: Path) -> None:
    score = measure(grade, [TABLE], tmp_path)
    assert score.cell_f1 is not None and score.cell_f1 >= cell_f1, score.misses


@pytest.mark.parametrize(
    ("grade", "cer"), [("bilevel200", 0.01), ("shadow", 0.012), ("seal", 0.14), ("bleed", 0.025), ("edges", 0.012)]
)
def test_prose_with_one_defect(grade: str, cer: float, tmp_path: Path) -> None:
    score = measure(grade, [PROSE], tmp_path)
    assert score.cer is not None and score.cer <= cer, score.misses
