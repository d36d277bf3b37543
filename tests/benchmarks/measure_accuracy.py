"""The accuracy table of the README: extractions of fixtures and, where they are at hand, of real plans against gold.

    python -m tests.benchmarks.measure_accuracy [--write] [SET ...]

prints the table; `--write` puts it into the README and what was reached into `accuracy.tsv`, below which
`test_extraction.py` lets nothing fall. Sets that cannot be measured here keep what stood there before.
"""

import argparse
import csv
import re
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipeline.evaluate import Job, evaluate
from pipeline.process import process
from pipeline.scoring import Scores
from tests.benchmarks.corpus import REAL, ROOT

REACHED = Path(__file__).with_name("accuracy.tsv")
README = ROOT / "README.md"
_PLACE = re.compile(r"(?<=<!-- accuracy -->\n).*?(?=<!-- /accuracy -->)", re.DOTALL)

LAYERS = {
    "document.fields": "fields of the document's head (share right)",
    "document.recipients": "recipients",
    "sections.heading": "headings",
    "sections.clause": "clauses",
    "targets.quantitative": "targets with a number",
    "targets.strict": "– with value, comparator, unit, direction, section and deadline right",
    "targets.indicator": "links of targets to indicators",
    "targets.dated": "targets that are a date",
    "targets.qualitative": "targets in words",
    "assignments.rows": "rows of assignments",
    "assignments.exact": "– with every cell right",
    "statistics.rows": "rows of statistics",
    "responsibilities": "responsibilities",
    "citations.numbered": "citations with a number",
    "findings": "contradictions (`findings`)",
}
"""Measures of pipeline.scoring, as the README calls them."""


@dataclass(frozen=True, slots=True)
class Plans:
    """A set of documents with their gold."""

    name: str
    gold: Path
    documents: Path
    suffix: str
    """What follows the name of a plan in the name of its document."""

    def jobs(self) -> list[Job]:
        """One a plan; none where the set is not at hand."""
        names = sorted(path.stem for path in self.gold.glob("*.json"))
        return [Job(name, self.gold / f"{name}.json", self.documents / f"{name}{self.suffix}") for name in names]


SETS = {
    plans.name: plans
    for plans in (
        Plans("fixtures: text", ROOT / "fixtures" / "gold", ROOT / "fixtures" / "transcripts", ".txt"),
        Plans("fixtures: scans", ROOT / "fixtures" / "gold", ROOT / "fixtures" / "scans", ".pdf"),
        Plans("real: text", REAL.parent / "gold", REAL / "transcripts", ".txt"),
        Plans("real: scans", REAL.parent / "gold", REAL / "scans", ".office300.pdf"),
    )
}


@dataclass(frozen=True, slots=True)
class Measure:
    """What a set reached in a layer."""

    value: float
    """F1, or the share that is right."""
    support: int
    """Records, or fields, in the gold."""


def measure_plan(job: Job) -> Scores:
    """The scores of one plan. Raises KehoachError where it cannot be read."""
    (result,) = evaluate([job], lambda path: process(path).records)
    if result.scores is None:
        raise result.error or ValueError(job.name)
    return result.scores


def measure(plans: Plans, *, workers: int = 2) -> tuple[dict[str, Measure], list[str]]:
    """What a set reaches in each layer, all its plans counted together, and what it missed."""
    total, misses = Scores(), []
    jobs = plans.jobs()
    with ProcessPoolExecutor(workers) as pool:
        for job, scores in zip(jobs, pool.map(measure_plan, jobs), strict=True):
            total.add(scores)
            misses += [f"{job.name}: {miss}" for miss in scores.misses]
    found = {name: Measure(counts.f1, counts.gold) for name, counts in total.counts.items()}
    found |= {name: Measure(share.share, share.total) for name, share in total.accuracies.items()}
    return {layer: found[layer] for layer in LAYERS if layer in found}, misses


def reached() -> dict[str, dict[str, Measure]]:
    """What stands in accuracy.tsv, by set and layer."""
    found: dict[str, dict[str, Measure]] = {}
    with REACHED.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            measure = Measure(float(row["value"]), int(row["support"]))
            found.setdefault(row["set"], {})[row["layer"]] = measure
    return found


def table(measures: dict[str, dict[str, Measure]]) -> Iterator[str]:
    """Lines of the README's table: a row a layer, a column a set, support in brackets."""
    names = [name for name in SETS if name in measures]
    yield f"| | {' | '.join(names)} |"
    yield "|" + "---|" * (len(names) + 1)
    for layer, called in LAYERS.items():
        cells = [measures[name].get(layer) for name in names]
        shown = (f"{cell.value:.3f} ({cell.support})" if cell else "–" for cell in cells)
        yield f"| {called} | {' | '.join(shown)} |"


def write(measures: dict[str, dict[str, Measure]]) -> None:
    """Put the figures into accuracy.tsv and the README."""
    with REACHED.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        rows.writerow(("set", "layer", "value", "support"))
        for name, layers in measures.items():
            rows.writerows((name, layer, f"{one.value:.4f}", one.support) for layer, one in layers.items())
    shown = "\n".join(table(reached())) + "\n"
    README.write_text(_PLACE.sub(lambda _: shown, README.read_text(encoding="utf-8")), encoding="utf-8")


def main(arguments: Iterable[str] | None = None) -> None:
    """Measure the sets that are at hand and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(SETS)}; all by default")
    parser.add_argument("--write", action="store_true", help="into README.md and accuracy.tsv")
    parser.add_argument("--misses", action="store_true", help="list what was missed or wrong")
    options = parser.parse_args(arguments if arguments is None else list(arguments))
    if unknown := set(options.sets) - set(SETS):
        parser.error(f"no such set: {', '.join(unknown)}")
    measures = reached() if REACHED.exists() else {}
    for name in options.sets or SETS:
        if not SETS[name].jobs():
            print(f"{name}: not at hand here.", file=sys.stderr)
            continue
        measures[name], misses = measure(SETS[name])
        if options.misses:
            print(*misses, sep="\n")
    print("\n".join(table(measures)))
    if options.write:
        write(measures)


if __name__ == "__main__":
    main()
