"""Measure the confidence of targets and assignments: do the wrong ones have the lowest?

    python -m tests.benchmarks.measure_confidence GRADE... [--from fixtures|real] [--cache DIR] [--list]
    python -m tests.benchmarks.measure_confidence GRADE... [--cache DIR] --fit

A record is wrong where the gold has none like it, or where one of its fields is not as in the gold (domain and subject
aside, as everywhere). GRADE is one of fixtures/README.md, of the real plans, `digital` or `transcripts`. With --fit the
weights of corpora/confidence.tsv are fitted to these grades of the fixtures, starting from their priors; then measure
others.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import corpora
from extractors.confidence import Signals, assignment_signals, confidence, target_signals
from models.document import Document
from models.records import Assignment, Records, Target
from pipeline.compose import compose
from pipeline.evaluate import read_records
from pipeline.extract import extract
from pipeline.normalise import normalise
from pipeline.scoring import wrong_records
from pipeline.transcript import read_transcript
from tests.benchmarks.corpus import CORPORA, ROOT, scans
from tests.benchmarks.reading import recognise_once

LOWEST = 0.2
"""Share of the records among which the wrong ones are looked for."""
TABLE = Path(corpora.__file__).parent / "confidence.tsv"
TEXTS = "transcripts"
_GOLDS = {"fixtures": ROOT / "fixtures" / "gold", "real": CORPORA["real"].parent / "gold"}
_TEXTS = {"fixtures": ROOT / "fixtures" / TEXTS, "real": CORPORA["real"] / TEXTS}
_STIFFNESS = 5.0
"""How strongly a weight is held to its prior; the grades show the same plans, so one of them counts little. The base is
free."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rated:
    """One record with what was thought of it."""

    grade: str
    plan: str
    kind: str
    """target or assignment"""
    signals: Signals
    is_right: bool
    shown: str

    @property
    def confidence(self) -> float:
        """By the weights in force."""
        return confidence(self.kind, self.signals)


def read_grade(corpus: str, grade: str, cache: Path | None) -> Iterator[Rated]:
    """Every target and assignment of the plans of a corpus in one grade."""
    for name, document in _documents(corpus, grade, cache):
        gold = read_records(_GOLDS[corpus] / f"{name}.json")
        yield from rate_document(grade, name, document, gold)


def _documents(corpus: str, grade: str, cache: Path | None) -> Iterator[tuple[str, Document]]:
    if grade == TEXTS:
        for text in sorted(_TEXTS[corpus].glob("*.txt")):
            yield text.stem, normalise(read_transcript(text))
    else:
        for scan in scans(corpus, grade):
            yield scan.name, normalise(compose(scan.pdf, recognise_once(scan.pdf, cache)))


def rate_document(grade: str, name: str, document: Document, gold: Records) -> Iterator[Rated]:
    """Every target and assignment of one document."""
    found = extract(document)
    wrong = wrong_records(gold, found)
    rated: Iterable[tuple[Target | Assignment, Signals]] = (
        *target_signals(document, found),
        *assignment_signals(document, found),
    )
    for record, signals in rated:
        is_target = isinstance(record, Target)
        shown = record.quote if isinstance(record, Target) else f"{record.group}.{record.no} {record.task}"
        yield Rated(grade, name, "target" if is_target else "assignment", signals, id(record) not in wrong, shown[:80])


def share_among_lowest(records: list[Rated]) -> float | None:
    """Of the wrong records, the share among the fifth with the lowest confidence; ties count in part. None without
    wrong records."""
    wrong = sum(not record.is_right for record in records)
    if not wrong:
        return None
    room, caught = LOWEST * len(records), 0.0
    for value in sorted({record.confidence for record in records}):
        level = [record for record in records if record.confidence == value]
        part = min(1.0, room / len(level))
        caught += part * sum(not record.is_right for record in level)
        room -= len(level)
        if room <= 0:
            break
    return caught / wrong


def tell(title: str, records: list[Rated]) -> None:
    """One line: records, wrong ones, those among the lowest fifth."""
    wrong, found = sum(not record.is_right for record in records), share_among_lowest(records)
    caught = "-" if found is None else f"{found:.3f}"
    print(f"{title}: {len(records)} records, {wrong} wrong, of these among the lowest {LOWEST:.0%}: {caught}")


def tell_bins(records: list[Rated]) -> None:
    """How many records are right at each level of confidence."""
    borders = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 1.0)
    for low, high in pairwise(borders):
        level = [record for record in records if low <= record.confidence < high]
        if level:
            mean = sum(record.confidence for record in level) / len(level)
            right = sum(record.is_right for record in level) / len(level)
            print(f"    {low:.2f}-{high:.2f}: {len(level):5} records, mean {mean:.3f}, right {right:.3f}")


def fit(records: list[Rated], names: list[str], priors: Floats, is_free: NDArray[np.bool_]) -> Floats:
    """Weights by logistic regression held to their priors, by gradient steps; a weight never changes its sign.

    Args:
        records: with their signals, right and wrong ones.
        names: of the signals, 'base' first.
        priors: weights to begin with.
        is_free: which weights may move.
    """
    values = np.array([[1.0, *(record.signals.get(name, 0.0) for name in names[1:])] for record in records])
    right = np.array([record.is_right for record in records], dtype=float)
    weights = priors.copy()
    stiffness = np.array([0.0, *[_STIFFNESS] * (len(names) - 1)])
    step = 1 / (0.25 * np.linalg.norm(values, 2) ** 2 + _STIFFNESS)
    for _ in range(20_000):
        chance = 1 / (1 + np.exp(-values @ weights))
        weights -= np.where(is_free, step * (values.T @ (chance - right) + stiffness * (weights - priors)), 0.0)
        weights = np.where(np.sign(weights) == np.sign(priors), weights, 0.0)
    return weights


def refit(records: list[Rated], table: Path = TABLE) -> None:
    """Write the fitted weights into the table."""
    lines = table.read_text("utf-8").splitlines()
    for kind in ("target", "assignment"):
        places = [place for place, line in enumerate(lines) if line.startswith(f"{kind}\t")]
        cells = [lines[place].split("\t") for place in places]
        weights = fit(
            [record for record in records if record.kind == kind],
            [cell[1] for cell in cells],
            np.array([float(cell[3]) for cell in cells]),
            np.array([cell[2] == "reading" for cell in cells]),
        )
        for place, cell, weight in zip(places, cells, weights, strict=True):
            lines[place] = "\t".join([*cell[:4], f"{weight + 0.0:.2f}", *cell[5:]])
    table.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> int:
    """Print a line a grade, then all together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("grades", nargs="+")
    parser.add_argument("--from", dest="corpus", choices=sorted(CORPORA), default="fixtures")
    parser.add_argument("--cache", type=Path, help="keep recognised pages here")
    parser.add_argument("--list", action="store_true", help="list each wrong record")
    parser.add_argument("--fit", action="store_true", help="fit the weights to these grades")
    options = parser.parse_args()
    records = [record for grade in options.grades for record in read_grade(options.corpus, grade, options.cache)]
    if options.fit:
        refit(records)
        return 0
    for grade in options.grades:
        tell(grade, [record for record in records if record.grade == grade])
    for kind in ("target", "assignment"):
        tell(f"all, {kind}s", [record for record in records if record.kind == kind])
    tell("all", records)
    tell_bins(records)
    if options.list:
        for record in sorted(records, key=lambda record: record.confidence):
            if not record.is_right:
                told = " ".join(f"{name}={value:.2f}" for name, value in record.signals.items())
                print(f"{record.confidence:.3f} {record.grade} {record.plan} {record.kind} {record.shown!r}: {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
