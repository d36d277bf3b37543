"""`kehoach ingest`: files into the database, one transaction a file, whatever happens to any of them.

A run first makes a plan of the work, then works through it. It can be stopped at any moment and run again: what is in
is known by its digest, what was under way leaves nothing behind.
"""

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError

from pipeline import journal
from pipeline.database import open_engine, session_scope, upgrade
from pipeline.errors import DatabaseError, ExitCode, InputError, KehoachError, MissingProgramError
from pipeline.files import Found, check_unchanged, find_files, identify, storable
from pipeline.load import drop_parts_after, load, version_key
from pipeline.process import Processed, process
from pipeline.settings import Settings
from pipeline.workers import Job, Outcome, work


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done with a file, or why nothing is."""

    found: Found
    action: str
    """`work`, or the outcome that is known beforehand: unchanged, skipped, failed."""
    note: str = ""
    document_id: int | None = None
    replace: bool = False
    """Whether the rows of this version are to be made anew: some of its pages could not be read before."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The work of a run, decided before any of it is done."""

    steps: list[Step]
    ignored: list[tuple[Path, str]]

    @property
    def work(self) -> list[Found]:
        """Files to be read."""
        return [step.found for step in self.steps if step.action == "work"]

    def count(self, action: str) -> int:
        """How many steps have that action."""
        return sum(step.action == action for step in self.steps)


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of a file that was worked on."""

    path: Path
    outcome: str
    """loaded, replaced, partial or failed"""
    seconds: float
    pages: int = 0
    targets: int = 0
    assignments: int = 0
    documents: int = 1
    """Documents that the file holds."""
    error: KehoachError | None = None
    trace: str | None = None
    unread: str | None = None
    """Of a partial file: which pages could not be read, and why."""


@dataclass(slots=True)
class Summary:
    """What a run came to."""

    plan: Plan
    results: list[FileResult] = field(default_factory=list)
    seconds: float = 0.0
    interrupted: bool = False

    @property
    def failed(self) -> list[FileResult]:
        """Files that could not be taken in, unreadable ones included."""
        return [result for result in self.results if result.outcome == "failed"]

    @property
    def partial(self) -> list[FileResult]:
        """Files that were taken in without some of their pages."""
        return [result for result in self.results if result.outcome == "partial"]

    @property
    def left(self) -> int:
        """Files that a stopped run did not come to."""
        return len(self.plan.work) + self.plan.count("failed") - len(self.results)

    @property
    def exit_code(self) -> ExitCode:
        """0 all done; 1 some failed, were read in part or were left; 3 where a program was missing."""
        if any(isinstance(result.error, MissingProgramError) for result in self.failed):
            return ExitCode.MISSING_PROGRAM
        return ExitCode.SOME_FAILED if self.failed or self.partial or self.interrupted else ExitCode.OK


class Observer(Protocol):
    """Who watches a run: the progress bar, or the lines of a log."""

    def planned(self, plan: Plan) -> None:
        """The plan stands; work begins."""

    def page_done(self, path: Path, done: int, total: int) -> None:
        """A page of a file was recognised."""

    def file_done(self, result: FileResult) -> None:
        """A file came to its end."""


def ingest(
    sources: Sequence[Path],
    settings: Settings,
    observer: Observer,
    *,
    retry_failed: bool = False,
    job: Job[Path, Processed] | None = None,
) -> Summary:
    """Bring the files and folders into the database.

    Raises DatabaseError where the database cannot be used: what was taken in before stays. Everything that concerns
    one file, also that it does not exist, is in its FileResult and in `ingest_files`.
    """
    begin = time.perf_counter()
    search = find_files(sources)
    engine = open_engine(settings.db)
    try:
        upgrade(engine)
        program = version("kehoach")
        with session_scope(engine, write=False) as session:
            known = journal.read_known(session, program)
        files = [identify(path) for path in search.files]
        plan = Plan(make_steps(files, known, program, retry_failed=retry_failed), search.ignored)
        run_id = _begin(engine, sources, plan, program, settings.workers)
        summary = Summary(plan)
        observer.planned(plan)
        careful = job or _careful_job(settings)
        job = job or _usual_job(settings, len(plan.work))
        _work_through(engine, run_id, summary, settings.workers, program, observer, job, careful)
    finally:
        engine.dispose()
    summary.seconds = time.perf_counter() - begin
    return summary


def _usual_job(settings: Settings, documents: int) -> Job[Path, Processed]:
    # One process a document is the best use of the cores; only when there are fewer documents are pages spread too.
    page_workers = max(1, settings.workers // max(1, documents))
    return partial(process, settings=settings, page_workers=page_workers)


def _careful_job(settings: Settings) -> Job[Path, Processed]:
    """For a document whose process died: its pages are read in another one, so that only the guilty page is lost."""
    return partial(process, settings=settings, isolate=True)


def make_steps(files: Sequence[Found], known: journal.Known, program: str, *, retry_failed: bool) -> list[Step]:
    """Decide for each file, in order. The first of several files with the same bytes stands for all of them."""
    steps: list[Step] = []
    first_of: dict[str, Path] = {}
    for found in files:
        if found.sha256 is None:
            steps.append(Step(found, "failed", str(found.error)))
        elif found.sha256 in first_of:
            steps.append(Step(found, "skipped", f"has the same bytes as {first_of[found.sha256]}"))
        else:
            first_of[found.sha256] = found.path
            steps.append(_decide(found, found.sha256, known, program, retry_failed))
    return steps


def _decide(found: Found, sha256: str, known: journal.Known, program: str, retry_failed: bool) -> Step:
    if sha256 in known.documents:
        document_id, extracted_by = known.documents[sha256]
        if version_key(extracted_by) >= version_key(program):
            if sha256 not in known.partial:
                return Step(found, "unchanged", "already in the database", document_id)
            if not retry_failed:
                return Step(found, "unchanged", f"already in the database, but {known.partial[sha256]}", document_id)
            return Step(found, "work", f"is tried again: {known.partial[sha256]}", document_id, replace=True)
        return Step(found, "work", f"was extracted by version {extracted_by}", document_id)
    if sha256 in known.failures and not retry_failed:
        return Step(found, "skipped", f"failed before: {known.failures[sha256]}")
    return Step(found, "work")


def _begin(engine: Engine, sources: Sequence[Path], plan: Plan, program: str, workers: int) -> int:
    with session_scope(engine) as session:
        asked_for = [storable(str(path)) for path in sources]
        run_id = journal.begin_run(session, asked_for, program, workers, len(plan.steps))
        rows = []
        for step in plan.steps:
            error = step.found.error
            rows.append(
                {
                    "source_uri": step.found.uri,
                    "sha256": step.found.sha256,
                    "size_bytes": step.found.size,
                    "document_id": step.document_id,
                    "outcome": "queued" if step.action == "work" else step.action,
                    "error_kind": type(error).__name__ if error else None,
                    "error": f"{error.problem} {error.advice}" if error else storable(step.note) or None,
                    "attempts": 0,
                }
            )
        journal.enter_files(session, run_id, rows)
    return run_id


def _work_through(
    engine: Engine,
    run_id: int,
    summary: Summary,
    workers: int,
    program: str,
    observer: Observer,
    job: Job[Path, Processed],
    careful: Job[Path, Processed],
) -> None:
    def settle(result: FileResult) -> None:
        summary.results.append(result)
        observer.file_done(result)

    of_path = {step.found.path: step for step in summary.plan.steps if step.action == "work"}
    outcomes = work(of_path, job, workers, observer.page_done, careful)
    finished = False
    stops = _Stops()
    try:
        with stops.watched():
            for step in summary.plan.steps:
                if step.found.error is not None:
                    settle(FileResult(step.found.path, "failed", 0.0, error=step.found.error))
            for outcome in outcomes:
                with stops.held():
                    settle(_store(engine, run_id, of_path[outcome.item], outcome, program))
        finished = True
    except KeyboardInterrupt:
        summary.interrupted = True
    finally:
        outcomes.close()
        # Where the database itself is the trouble, that error is the one to tell.
        with suppress(*(() if finished or summary.interrupted else (KehoachError,))), session_scope(engine) as session:
            journal.finish_run(session, run_id, interrupted=not finished)


def _store(engine: Engine, run_id: int, step: Step, outcome: Outcome[Path, Processed], program: str) -> FileResult:
    """Write the documents of a file and its outcome in one transaction, or, where that fails, its error in another."""
    found, error = step.found, outcome.error
    seconds: dict[str, float] = {}
    if outcome.result is not None:
        seconds = dict(outcome.result.seconds)
        try:
            return _load(engine, run_id, step, outcome.result, outcome.attempts, seconds, program)
        except InputError as problem:
            error = problem
        except Exception as problem:
            if _is_the_databases_fault(problem):
                raise
            said = " ".join(f"{type(problem).__name__}: {problem}".split())
            error = InputError(f"its rows cannot be stored ({said[:200]}).", "Please report it.", file=found.path)
    assert error is not None
    with session_scope(engine) as session:
        journal.settle_file(session, run_id, found, "failed", seconds=seconds, attempts=outcome.attempts, error=error)
    return FileResult(found.path, "failed", outcome.seconds, error=error, trace=outcome.trace)


def _load(
    engine: Engine,
    run_id: int,
    step: Step,
    processed: Processed,
    attempts: int,
    seconds: dict[str, float],
    program: str,
) -> FileResult:
    found = step.found
    check_unchanged(found)
    begin = time.perf_counter()
    parts = processed.parts
    pages = sum(len(part.document.pages) for part in parts)
    unread = processed.unread_pages
    outcome = "partial" if unread else "loaded" if step.document_id is None else "replaced"
    with session_scope(engine) as session:
        keys = [
            load(
                session,
                part.document,
                part.records,
                sha256=str(found.sha256),
                source_uri=found.uri,
                extractor_version=program,
                replace=step.replace,
            )
            for part in parts
        ]
        drop_parts_after(session, str(found.sha256), len(parts))
        main = next(at for at, part in enumerate(parts) if part.document is processed.document)
        seconds["load"] = time.perf_counter() - begin
        journal.settle_file(
            session,
            run_id,
            found,
            outcome,
            seconds=seconds,
            attempts=attempts,
            document_id=keys[main],
            page_count=pages,
            unread=unread,
        )
    return FileResult(
        found.path,
        outcome,
        sum(seconds.values()),
        pages=pages,
        targets=sum(len(part.records.targets) for part in parts),
        assignments=sum(len(part.records.assignments) for part in parts),
        documents=len(parts),
        unread=unread,
    )


def _is_the_databases_fault(error: Exception) -> bool:
    """Whether no other document could be stored either: locked, full, gone, against a value that is refused."""
    cause = error.__cause__
    return isinstance(error, DatabaseError) and (cause is None or isinstance(cause, OperationalError | InterfaceError))


class _Stops:
    """Ctrl-C and a polite kill, which end a run between two transactions.

    One that is cut within the database's driver can stay open, and locks the run out of its own database.
    """

    def __init__(self) -> None:
        self._holding = self._asked = False

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Both signals raise KeyboardInterrupt, unless they are ignored or the caller has its own way to stop."""
        before: dict[signal.Signals, Any] = {}
        with suppress(ValueError):  # not in the main thread
            for number, usual in ((signal.SIGTERM, signal.SIG_DFL), (signal.SIGINT, signal.default_int_handler)):
                if signal.getsignal(number) is usual:
                    before[number] = signal.signal(number, self._ask)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def held(self) -> Iterator[None]:
        """A signal that comes meanwhile counts at the end."""
        self._holding = True
        try:
            yield
        finally:
            self._holding = False
        if self._asked:
            raise KeyboardInterrupt

    def _ask(self, number: int, frame: Any) -> None:
        if not self._holding:
            raise KeyboardInterrupt
        self._asked = True
