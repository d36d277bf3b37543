"""What became of each file in each run: the tables `ingest_runs` and `ingest_files`."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from models.columns import now
from models.schema import Document, IngestFile, IngestRun
from pipeline.errors import DatabaseError, KehoachError, MissingProgramError
from pipeline.files import Found

STAGES = ("read", "recognise", "compose", "normalise", "extract", "load")
_NOT_THE_FILES_FAULT = (MissingProgramError.__name__, DatabaseError.__name__)


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows about files from earlier runs, by their digest."""

    documents: Mapping[str, tuple[int, str]]
    """First document of the file and the version that extracted it."""
    partial: Mapping[str, str]
    """What of a file that is in could not be read, and why."""
    failures: Mapping[str, str]
    """What this same version said when it failed on the file."""


def read_known(session: Session, version: str) -> Known:
    """Everything that earlier runs left behind.

    A failure counts only for the version it happened to, and only where the file was at fault: a missing program is
    repaired outside.
    """
    held = session.execute(
        select(Document.sha256, Document.document_id, Document.extractor_version, Document.unread_pages).order_by(
            Document.part.desc()
        )
    ).all()
    documents = {row.sha256: (row.document_id, row.extractor_version) for row in held}
    partial = {row.sha256: row.unread_pages for row in held if row.unread_pages}
    failures = session.execute(
        select(IngestFile.sha256, IngestFile.error)
        .join(IngestRun, IngestRun.ingest_run_id == IngestFile.ingest_run_id)
        .where(
            IngestFile.outcome == "failed",
            IngestFile.sha256.is_not(None),
            IngestFile.error_kind.not_in(_NOT_THE_FILES_FAULT),
            IngestRun.version == version,
        )
        .order_by(IngestFile.ingest_file_id)
    )
    return Known(
        documents,
        partial,
        {str(row.sha256): row.error or "" for row in failures if row.sha256 not in documents},
    )


def begin_run(session: Session, sources: Iterable[str], version: str, workers: int, files_found: int) -> int:
    """A new run; returns its key."""
    run = IngestRun(
        started_at=now(),
        outcome="running",
        sources="\n".join(sources),
        version=version,
        workers=workers,
        files_found=files_found,
    )
    session.add(run)
    session.flush()
    return run.ingest_run_id


def enter_files(session: Session, run_id: int, rows: Sequence[Mapping[str, object]]) -> None:
    """One line for each file: `queued`, or its outcome where that is already known."""
    if rows:
        session.execute(insert(IngestFile), [{**row, "ingest_run_id": run_id} for row in rows])


def settle_file(
    session: Session,
    run_id: int,
    found: Found,
    outcome: str,
    *,
    seconds: Mapping[str, float],
    attempts: int,
    error: KehoachError | None = None,
    document_id: int | None = None,
    page_count: int | None = None,
    unread: str | None = None,
) -> None:
    """The outcome of a file that was queued; `unread` says what of a partial one is missing."""
    finished = now()
    session.execute(
        update(IngestFile)
        .where(IngestFile.ingest_run_id == run_id, IngestFile.source_uri == found.uri)
        .values(
            outcome=outcome,
            document_id=document_id,
            page_count=page_count,
            error_kind=type(error).__name__ if error else None,
            error=f"{error.problem} {error.advice}".strip() if error else unread,
            error_page=error.page if error else None,
            attempts=attempts,
            started_at=finished - dt.timedelta(seconds=sum(seconds.values())),
            finished_at=finished,
            **{f"seconds_{stage}": seconds.get(stage) for stage in STAGES},
        )
    )


def finish_run(session: Session, run_id: int, *, interrupted: bool) -> None:
    """The run's end, with the outcomes of its files counted."""
    outcomes = session.execute(
        select(IngestFile.outcome, func.count()).where(IngestFile.ingest_run_id == run_id).group_by(IngestFile.outcome)
    )
    counts: dict[str, int] = {outcome: count for outcome, count in outcomes}  # noqa: C416  # rows are not pairs to mypy
    session.execute(
        update(IngestRun)
        .where(IngestRun.ingest_run_id == run_id)
        .values(
            finished_at=now(),
            outcome="interrupted" if interrupted else "finished",
            files_loaded=counts.get("loaded", 0) + counts.get("replaced", 0),
            files_partial=counts.get("partial", 0),
            files_unchanged=counts.get("unchanged", 0) + counts.get("skipped", 0),
            files_failed=counts.get("failed", 0),
        )
    )
