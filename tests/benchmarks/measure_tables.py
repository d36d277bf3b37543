"""How well grids of tables are found, trait by trait: `python -m tests.benchmarks.measure_tables`.

Tables drawn by seed (`tests.benchmarks.table_pages`) are rendered born-digital and as scans of a grade; a line a trait
tells the F1 of grids (all places and spans right) and of cells (place right, text 0.9 alike). With `--peers` stand
beside it img2table, on the same scans, and pdfplumber's default finder, on the born-digital twins: it sees no text on
page images. Both are judged by the first place of a cell alone, and the last lines give ours as a multiple of theirs.

`--long` measures what a table over many pages costs instead, and `--drawing` a page full of short strokes.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from fixtures.grades import GRADES, to_scan
from fixtures.render import register_fonts, to_digital
from fixtures.sheets import set_plan
from fixtures.truth import truth_of
from models.document import Box
from pipeline.compose import compose
from pipeline.extract import extract
from pipeline.grid import build_grids, edge_of
from pipeline.rulings import find_rulings
from tests.benchmarks.accuracy import ReadPage, Score, score_page
from tests.benchmarks.bench import OURS, SECONDS_A_PAGE, WITHOUT_SPANS, read_back, run
from tests.benchmarks.reading import recognise, tables_of
from tests.benchmarks.table_pages import TRAITS, long_plan, plan_of

DIGITAL = "digital"
TWIN = {"pdfplumber": DIGITAL}
"""Peers that are given the born-digital twin of a scan."""


@dataclass(slots=True)
class Result:
    """One program on the tables of a trait."""

    score: Score = field(default_factory=Score)
    grids_found: int = 0

    @property
    def grid_f1(self) -> float:
        """Harmonic mean of the shares of grids that were found, and of those given that are right."""
        return 2 * self.score.grids_right / max(1, self.score.grids + self.grids_found)

    @property
    def cell_f1(self) -> float:
        """As Score has it, 0 where there is nothing."""
        return self.score.cell_f1 or 0.0

    def add(self, truth: list[dict[str, Any]], pages: Iterable[ReadPage], *, with_spans: bool) -> None:
        """Count the pages of a file."""
        for page, read in zip(truth, pages, strict=False):
            self.score += score_page(page, read, with_spans=with_spans)
            self.grids_found += len(read.tables or [])


def measure(trait: str, numbers: Iterable[int], grade: str, programs: Iterable[str]) -> dict[str, Result]:
    """The programs on the tables of a trait in a grade, or born-digital."""
    results = {name: Result() for name in programs}
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            plan = plan_of(trait, number)
            truth = truth_of(plan)["pages"]
            files = {DIGITAL: Path(folder, "digital.pdf"), grade: Path(folder, f"{grade}.pdf")}
            files[DIGITAL].write_bytes(to_digital(plan, set_plan(plan)))
            if grade != DIGITAL:
                files[grade].write_bytes(to_scan(grade, plan) or b"")
            for name, result in results.items():
                pdf, out = files[TWIN.get(name, grade)], Path(folder, "read.json")
                if name == OURS:
                    pages = [ReadPage(None, tables_of(page)) for page in recognise(pdf, workers=1)]
                elif run(name, pdf, out, SECONDS_A_PAGE * len(truth)) is None:
                    continue
                else:
                    pages = read_back(out)
                result.add(truth, pages, with_spans=name not in WITHOUT_SPANS)
    return results


def lines_of(results: dict[str, dict[str, Result]], programs: list[str]) -> Iterator[str]:
    """A line a trait, then all together, then ours over each peer."""
    yield f"{'':20}{'tables':>7}" + "".join(f"{name + ' grid':>17}{'cell F1':>9}" for name in programs)
    total = {name: Result() for name in programs}
    for trait, found in results.items():
        for name, result in found.items():
            total[name].score += result.score
            total[name].grids_found += result.grids_found
        yield _line(trait, found, programs)
    yield _line("all", total, programs)
    for name in programs[1:]:
        if total[name].cell_f1:
            yield (
                f"{OURS} over {name}: grid F1 {total[OURS].grid_f1 / max(0.001, total[name].grid_f1):.2f}, "
                f"cell F1 {total[OURS].cell_f1 / total[name].cell_f1:.2f}"
            )


def _line(trait: str, found: dict[str, Result], programs: list[str]) -> str:
    shown = "".join(f"{found[name].grid_f1:>17.3f}{found[name].cell_f1:>9.3f}" for name in programs)
    return f"{trait:20}{found[programs[0]].score.grids:>7}" + shown


def measure_long(sizes: Iterable[int] = (75, 150, 300, 600)) -> Iterator[str]:
    """Seconds to read, compose and extract one table of so many rows; in brackets the growth for twice the rows."""
    yield f"{'rows':>6}{'pages':>7}{'read':>16}{'compose':>16}{'extract':>16}{'assignments':>13}"
    before: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder, "long.pdf")
        for rows in sizes:
            plan = long_plan(rows)
            pdf.write_bytes(to_digital(plan, set_plan(plan)))
            times = [time.perf_counter()]
            pages = recognise(pdf, workers=1)
            times.append(time.perf_counter())
            document = compose(pdf, pages)
            times.append(time.perf_counter())
            records = extract(document)
            times.append(time.perf_counter())
            taken = [end - begin for begin, end in pairwise(times)]
            growth = [f"(x{new / old:.1f})" for new, old in zip(taken, before, strict=False)] or [""] * len(taken)
            shown = "".join(f"{value:>8.2f}{grown:>8}" for value, grown in zip(taken, growth, strict=True))
            yield f"{rows:>6}{len(pages):>7}{shown}{len(records.assignments):>13}"
            before = taken


def measure_drawing(count: int = 2000) -> Iterator[str]:
    """Seconds to refuse a page of short strokes as a table, born-digital and as a scan at 300 dpi."""
    rng = np.random.default_rng(count)
    starts, turns = rng.uniform((60, 60), (520, 780), (count, 2)), rng.random(count) < 0.5
    lengths = rng.uniform(5, 30, count)
    strokes = [
        (x, y, x + long * turn, y + long * (1 - turn))
        for (x, y), turn, long in zip(starts, turns, lengths, strict=True)
    ]
    edges = [
        edge_of("h" if turn else "v", Box(*map(float, stroke))) for stroke, turn in zip(strokes, turns, strict=True)
    ]
    begin = time.perf_counter()
    grids = build_grids(edges)
    yield f"{count} strokes as edges: {len(grids)} tables, {time.perf_counter() - begin:.2f} s"
    scale = 300 / 72
    page = np.full((round(842 * scale), round(595 * scale)), 255, np.uint8)
    for stroke in strokes:
        x0, y0, x1, y1 = (round(value * scale) for value in stroke)
        cv2.line(page, (x0, y0), (x1, y1), 0, 3)
    begin = time.perf_counter()
    found = find_rulings(page, scale)
    seen = time.perf_counter() - begin
    grids = build_grids(found)
    whole = time.perf_counter() - begin
    yield f"{count} strokes on a scan: {len(found)} rulings in {seen:.2f} s, {len(grids)} tables, {whole:.2f} s in all"


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--grade", default=DIGITAL, choices=[DIGITAL, *GRADES], help="default: born-digital")
    parser.add_argument("--peers", action="store_true", help="img2table and pdfplumber beside it")
    parser.add_argument("--tables", type=int, default=4, metavar="N", help="of each trait (default 4)")
    parser.add_argument("--trait", action="append", choices=list(TRAITS), help="only these")
    parser.add_argument("--misses", action="store_true", help="list what was missed or wrong")
    parser.add_argument("--long", action="store_true", help="what a table over many pages costs")
    parser.add_argument("--drawing", action="store_true", help="what a page of short strokes costs")
    options = parser.parse_args(arguments)
    register_fonts()
    if options.long or options.drawing:
        for line in [*(measure_long() if options.long else []), *(measure_drawing() if options.drawing else [])]:
            print(line, flush=True)
        return 0
    programs = [OURS, *(["img2table", "pdfplumber"] if options.peers else [])]
    if options.grade == DIGITAL and options.peers:
        programs.remove("img2table")
    results = {}
    for trait in options.trait or TRAITS:
        results[trait] = measure(trait, range(options.tables), options.grade, programs)
        if options.misses:
            print(*results[trait][OURS].score.misses, sep="\n")
    print("\n".join(lines_of(results, programs)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
