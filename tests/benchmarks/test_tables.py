"""Grids of drawn tables: every trait born-digital, the hardest as scans."""

from pathlib import Path

import pytest

from fixtures.render import has_faces, register_fonts, to_digital
from fixtures.sheets import set_plan
from pipeline.compose import compose
from tests.benchmarks.bench import OURS
from tests.benchmarks.measure_tables import DIGITAL, measure
from tests.benchmarks.reading import recognise
from tests.benchmarks.table_pages import TRAITS, long_plan, plan_of

pytestmark = pytest.mark.skipif(not has_faces(), reason="fonts-liberation2 is not installed")


@pytest.mark.parametrize("trait", TRAITS)
def test_born_digital_tables(trait: str) -> None:
    register_fonts()
    result = measure(trait, range(3), DIGITAL, [OURS])[OURS]
    assert result.cell_f1 == 1, result.score.misses
    assert result.grid_f1 == 1, result.score.misses


@pytest.mark.ocr
@pytest.mark.parametrize(
    ("trait", "grade", "cell_f1"),
    [
        ("dotted", "office300", 0.95),
        ("dashed", "office300", 0.95),
        ("hairline", "office300", 0.95),
        ("double", "seal", 0.9),
        ("horizontal merged", "office300", 0.95),
        ("three", "office300", 0.93),
        ("none", "office300", 0.93),
    ],
)
def test_scanned_tables(trait: str, grade: str, cell_f1: float) -> None:
    register_fonts()
    result = measure(trait, range(1), grade, [OURS])[OURS]
    assert result.cell_f1 >= cell_f1, result.score.misses


def test_the_same_trait_and_number_give_the_same_page() -> None:
    assert plan_of("merged", 1) == plan_of("merged", 1)
    assert plan_of("merged", 1) != plan_of("merged", 2)


def test_a_long_table_is_one(tmp_path: Path) -> None:
    register_fonts()
    pdf = tmp_path / "long.pdf"
    pdf.write_bytes(to_digital(plan := long_plan(60), set_plan(plan)))
    (table,) = compose(pdf, recognise(pdf, workers=1)).tables
    assert table.rows == 61
