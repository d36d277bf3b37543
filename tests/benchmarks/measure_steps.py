"""Measure each step of the clean-up and of recognition: what is read wrong with all steps, and without each of them.

    python -m tests.benchmarks.measure_steps [GRADE ...] [--pages N] [--from fixtures|real] [--step NAME ...]

A step stays in the program where leaving it out costs on some grade and taking it in costs on none. Each figure is the
change that leaving the step out makes (positive: the step helps): errors of characters on prose pages, lost numbers, F1
of cells, in percentage points. Changes of less than 0.1 are shown as a dot.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any
from unittest import mock

import cv2
import numpy as np

from tests.benchmarks import corpus
from tests.benchmarks.accuracy import Score, score_page
from tests.benchmarks.reading import read_alone, recognise


def _luma(pixels: np.ndarray) -> np.ndarray:
    return pixels if pixels.ndim == 2 else np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _same(first: Any, *_: object, **__: object) -> Any:
    return first


def _none(*_: object, **__: object) -> None:
    return None


def _zero(*_: object, **__: object) -> float:
    return 0.0


STEPS: dict[str, dict[str, Any]] = {
    "brightest colour": {"pipeline.imaging.to_grey": _luma},
    "ink lifted": {"pipeline.imaging.COLOUR_LIFT": 0.0},
    "light flattened": {"pipeline.imaging.flatten": _same},
    "lid whitened": {"pipeline.imaging._lid": lambda small, *_: np.zeros(small.shape, np.uint8)},
    "specks removed": {"pipeline.scan.NOISY": float("inf")},
    "turned upright": {"pipeline.scan._rotation": _zero},
    "deskewed": {"pipeline.imaging.skew_angle": _zero},
    "sheet flattened": {"pipeline.photograph.find_sheet": _none},
    "columns straightened": {"pipeline.scan.upright_slope": _zero},
    "levels in cells": {"pipeline.cells.whiten": _same},
    "read at 200 dpi": {"pipeline.tesseract.READING_DPI": 300.0},
    "rulings mended": {"pipeline.rulings.mend": _same},
    "second model": {"pipeline.tesseract.script_model": _none},
    "numbers read again": {"pipeline.scan.read_doubts_again": _same},
    "numbers read alone": {"pipeline.cells._settle_numbers": _same},
    "numerals counted": {"pipeline.scan.settle_romans": lambda lines, *_, **__: [list(line) for line in lines]},
    "marks dropped": {"pipeline.scan.without_dirt": _same},
    "sealed places read again": {"pipeline.scan.read_sealed_places": _same},
}
"""What stands in the place of each step when it is left out."""


@contextmanager
def without(step: str | None) -> Iterator[None]:
    """The program without a step."""
    patches = [mock.patch(name, value) for name, value in STEPS[step].items()] if step else []
    for patch in patches:
        patch.start()
    try:
        yield
    finally:
        for patch in patches:
            patch.stop()


def measure(source: str, grade: str, pages: int, step: str | None) -> Score:
    """The sums over a sample of the grade."""
    score = Score()
    with without(step):
        for scan, truth in corpus.sample(source, grade, pages):
            score += score_page(truth, read_alone(scan.pdf, recognise(scan.pdf, [truth["page"]], workers=1)[0]))
    return score


FIGURES: dict[str, Callable[[Score], float | None]] = {
    "characters": lambda score: score.cer,
    "numbers": lambda score: score.number_errors,
    "cells": lambda score: None if score.cell_f1 is None else 1 - score.cell_f1,
}


def _shown(changed: float | None, whole: float | None) -> str:
    if changed is None or whole is None:
        return ""
    points = 100 * (changed - whole)
    return f"{points:+.1f}" if abs(points) >= 0.1 else "."


def main() -> int:
    """Print a table a figure: a row a step, a column a grade."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("grades", nargs="*", default=[*corpus.GRADES, "bilevel200", "shadow", "seal", "bleed", "edges"])
    parser.add_argument("--from", dest="corpus", choices=sorted(corpus.CORPORA), default="fixtures")
    parser.add_argument("--pages", type=int, default=4, help="pages a grade, default 4")
    parser.add_argument("--step", action="append", choices=sorted(STEPS), help="only these steps")
    options = parser.parse_args()
    if options.corpus == "fixtures":
        corpus.render_fixtures(options.grades)
    steps: list[str | None] = [None, *(options.step or STEPS)]
    with ProcessPoolExecutor() as pool:
        waiting = {
            (step, grade): pool.submit(measure, options.corpus, grade, options.pages, step)
            for grade in options.grades
            for step in steps
        }
        scores = {place: future.result() for place, future in waiting.items()}
    for name, figure in FIGURES.items():
        print(f"\n{name}: percentage points wrong, and more without ...")
        print(f"{'':26}" + "".join(f"{grade:>19}" for grade in options.grades))
        whole = {grade: figure(scores[None, grade]) for grade in options.grades}
        shares = ("" if value is None else f"{100 * value:.2f}" for value in whole.values())
        print(f"{'with all steps':26}" + "".join(f"{share:>19}" for share in shares))
        for step in steps[1:]:
            changes = [_shown(figure(scores[step, grade]), whole[grade]) for grade in options.grades]
            print(f"{step:26}" + "".join(f"{change:>19}" for change in changes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
