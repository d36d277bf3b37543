"""`kehoach evaluate`: extractions against gold annotations, one document after another and all together."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from models.records import Records
from pipeline.errors import InputError, KehoachError, UsageError
from pipeline.scoring import Scores, score


@dataclass(frozen=True, slots=True)
class Job:
    """One gold annotation and what is to be held against it."""

    name: str
    gold: Path
    predicted: Path
    """A JSON file in the exchange format, or a document to extract."""


@dataclass(frozen=True, slots=True)
class Result:
    """The scores of one document, or why there are none."""

    name: str
    scores: Scores | None
    error: KehoachError | None = None


def read_records(path: Path) -> Records:
    """A JSON file in the exchange format. Raises InputError naming the file and the first field that is wrong."""
    try:
        return Records.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", file=path) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise InputError(
            f"is not in the exchange format: {where}: {first['msg']}.",
            "`kehoach extract FILE` writes that format.",
            file=path,
        ) from None


def plan_jobs(gold: Path, predicted: Path | None, documents: Path | None) -> tuple[list[Job], list[Path]]:
    """What to compare, and the gold files that nothing stands against.

    With `predicted`, NAME.json is held against the NAME.json there (or against that one file). Without, documents
    called NAME.* are looked up in `documents`, else beside the gold, and extracted; several scans of one plan are
    several jobs.
    Raises UsageError for paths that are not there and where nothing at all can be compared.
    """
    for path in (gold, predicted, documents):
        if path is not None and not path.exists():
            raise UsageError("there is no such file or folder.", file=path)
    gold_files = sorted(gold.glob("*.json")) if gold.is_dir() else [gold]
    if not gold_files:
        raise UsageError("the folder holds no gold annotation (NAME.json).", file=gold)
    jobs: list[Job] = []
    alone: list[Path] = []
    for file in gold_files:
        found = [*_counterparts(file, predicted, documents)]
        jobs += found
        if not found:
            alone.append(file)
    if not jobs:
        where = predicted or documents or gold_files[0].parent
        raise UsageError(
            f"nothing there belongs to {gold_files[0].name}.",
            f"Expected {'the same name' if predicted else f'documents called {gold_files[0].stem}.*'}.",
            file=where,
        )
    return jobs, alone


def _counterparts(gold: Path, predicted: Path | None, documents: Path | None) -> Iterator[Job]:
    if predicted is not None:
        other = predicted / gold.name if predicted.is_dir() else predicted
        if other.is_file():
            yield Job(gold.stem, gold, other)
        return
    folder = documents or gold.parent
    if folder.is_file():
        yield Job(gold.stem, gold, folder)
        return
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name.startswith(f"{gold.stem}.") and path.suffix != ".json":
            yield Job(path.stem, gold, path)


def evaluate(jobs: list[Job], extract: Callable[[Path], Records]) -> Iterator[Result]:
    """Score one job after another; a document that cannot be read does not stop the others."""
    for job in jobs:
        try:
            gold = read_records(job.gold)
            predicted = read_records(job.predicted) if job.predicted.suffix == ".json" else extract(job.predicted)
        except KehoachError as error:
            yield Result(job.name, None, error)
        else:
            yield Result(job.name, score(gold, predicted))
