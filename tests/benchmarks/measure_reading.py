"""Measure our reading alone, plan by plan: characters, words, numbers, grids and cells, also of joined tables.

    python tests/benchmarks/measure_reading.py GRADE... [--from fixtures|real] [--only NAME] [--cache DIR] [--misses]

GRADE is one of fixtures/README.md (`build/grades`, rendered by `python -m fixtures.grades`), of the real plans
(office300, poor200, photo150, landscape_rotated), or `digital`.
"""

import argparse
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from models.document import Document  # noqa: E402
from pipeline.compose import compose  # noqa: E402
from tests.benchmarks.accuracy import ReadPage, Score, alike, plain, score_page, share  # noqa: E402
from tests.benchmarks.corpus import CORPORA, Scan, render_fixtures, scans  # noqa: E402
from tests.benchmarks.reading import recognise_once, tables_of, text_of  # noqa: E402


@dataclass
class Measured:
    """Sums over the pages of one plan, or of several."""

    score: Score = field(default_factory=Score)
    joined: int = 0
    joined_right: int = 0
    seconds: float = 0.0

    def __iadd__(self, other: "Measured") -> "Measured":
        self.score += other.score
        self.joined += other.joined
        self.joined_right += other.joined_right
        self.seconds += other.seconds
        return self

    def __str__(self) -> str:
        def shown(value: float | None) -> str:
            return "-" if value is None else f"{value:.4f}"

        score = self.score
        return (
            f"CER {shown(score.cer)}  WER {shown(score.wer)}  "
            f"numbers wrong {shown(score.number_errors)} invented {shown(score.invented)} of {score.numbers}  "
            f"grids {score.grids_right}/{score.grids}  "
            f"cells {shown(share(score.cells_right, score.cells))} of {score.cells} F1 {shown(score.cell_f1)}  "
            f"joined cells {shown(share(self.joined_right, self.joined))} of {self.joined}  "
            f"{self.seconds / max(1, score.pages):.2f} s a page"
        )


def score_joined(truth: dict[str, Any], document: Document, misses: list[str]) -> tuple[int, int]:
    """Filled cells of the tables over all pages, and those that the document has at their place."""
    total = right = 0
    for index, table in enumerate(truth["tables"]):
        mine = document.tables[index] if index < len(document.tables) else None
        for cell in table["cells"]:
            if not cell["text"].strip():
                continue
            total += 1
            got = mine.at(cell["r"], cell["c"]) if mine else None
            text = document.text[got.start : got.end] if got else ""
            if got and (got.row, got.column) == (cell["r"], cell["c"]) and alike(cell["text"], text):
                right += 1
            else:
                misses.append(f"joined t{index} r{cell['r']} c{cell['c']}: {plain(cell['text'])!r} got {text!r}")
    return total, right


def measure(scan: Scan, cache: Path | None) -> Measured:
    """One plan in one grade."""
    began = time.perf_counter()
    pages = recognise_once(scan.pdf, cache, workers=1)
    document = compose(scan.pdf, pages)
    measured = Measured(seconds=time.perf_counter() - began)
    for page, truth in zip(pages, scan.truth["pages"], strict=True):
        measured.score += score_page(truth, ReadPage(text_of(document, page.number), tables_of(page)))
    measured.joined, measured.joined_right = score_joined(scan.truth, document, measured.score.misses)
    return measured


def main() -> int:
    """Print one line a plan and one a grade."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("grades", nargs="+")
    parser.add_argument(
        "--from", dest="corpus", choices=sorted(CORPORA), help="default: real where it is, else fixtures"
    )
    parser.add_argument("--only", default="", help="only plans whose names contain this")
    parser.add_argument("--cache", type=Path, help="keep recognised pages here, to measure composition alone")
    parser.add_argument("--misses", action="store_true", help="list what was misread")
    options = parser.parse_args()
    name = options.corpus or ("real" if CORPORA["real"].is_dir() else "fixtures")
    if name == "fixtures":
        render_fixtures(options.grades)
    for grade in options.grades:
        total = Measured()
        for scan in scans(name, grade):
            if options.only not in scan.name:
                continue
            measured = measure(scan, options.cache)
            print(f"{grade} {scan.name}: {measured}", flush=True)
            if options.misses:
                print("\n".join(f"    {miss}" for miss in measured.score.misses))
            total += measured
        if total.score.pages:
            print(f"{grade} all: {total}", flush=True)
        else:
            print(f"{grade}: no such pages in {CORPORA[name]}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
