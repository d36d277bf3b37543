"""The section tree stands what recognition and web pages do to a text."""

import pytest

from pipeline.scoring import Counts
from tests.benchmarks import measure_structure
from tests.benchmarks.measure_structure import DAMAGES, FIXTURES

FEWEST = 0.97
LETTERS_TYPED = 0.9
"""A typed letter that looks like another is kept: clauses then stand under the letter that is printed."""


@pytest.fixture(scope="module")
def totals() -> dict[str, Counts]:
    texts = {path.stem: path.read_text("utf-8") for path in sorted(FIXTURES.glob("*.txt"))}
    found: dict[str, Counts] = {}
    for kind, _, _, counts, _ in measure_structure.measure(texts, seeds=1):
        for layer in ("sections.heading", "sections.clause"):
            found[kind] = found.get(kind, Counts()) + counts[layer]
    return found


@pytest.mark.parametrize("kind", DAMAGES)
def test_the_tree_stands_damage(totals: dict[str, Counts], kind: str) -> None:
    assert totals[kind].gold > 100
    assert totals[kind].f1 >= (LETTERS_TYPED if kind == "strokes of letters" else FEWEST)
