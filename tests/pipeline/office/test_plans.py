"""The fixtures' plans as office files: what is extracted from them is what a reader annotated."""

from pathlib import Path

import pytest

from fixtures.source import parse
from pipeline.evaluate import read_records
from pipeline.process import process
from pipeline.scoring import Scores, score
from tests.pipeline.office.builders import plan_docx, plan_html, plan_rtf

FIXTURES = Path(__file__).parents[3] / "fixtures"
PLANS = sorted((FIXTURES / "plans").glob("*.md"))
MISSES_OF_EXTRACTION = {
    "findings",
    "sections.domain",
    "sections.heading",
    "targets.domain",
    "targets.indicator",
    "targets.linked",
}
"""What is not all right on transcripts either: rules, not reading."""


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.stem)
@pytest.mark.parametrize("build", [plan_docx, plan_html, plan_rtf])
def test_extraction_is_that_of_the_annotation(tmp_path: Path, build, plan: Path) -> None:
    path = build(parse(plan), tmp_path / "plan.doc")
    scores: Scores = score(read_records(FIXTURES / "gold" / f"{plan.stem}.json"), process(path).records)
    wrong = {name: count for name, count in scores.counts.items() if count.matched != max(count.predicted, count.gold)}
    wrong |= {name: share for name, share in scores.accuracies.items() if share.right != share.total}
    assert not wrong.keys() - MISSES_OF_EXTRACTION, scores.misses
