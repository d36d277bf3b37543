import os
import signal
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline import database, ingest
from pipeline.errors import DatabaseError, ExitCode
from pipeline.ingest import FileResult, Plan, Summary
from pipeline.process import PageDone, Processed
from pipeline.settings import Settings
from tests.pipeline.jobs import QUOTE, processed, two_documents, work_by_name


class Watcher:
    def __init__(self) -> None:
        self.plan: Plan | None = None
        self.results: list[FileResult] = []

    def planned(self, plan: Plan) -> None:
        self.plan = plan

    def page_done(self, path: Path, done: int, total: int) -> None:
        pass

    def file_done(self, result: FileResult) -> None:
        self.results.append(result)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(db=f"sqlite:///{tmp_path}/k.db", workers=0)


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / f"{name}.txt").write_text(f"Kế hoạch {name}. {QUOTE}.", "utf8")


def run(folder: Path, settings: Settings, **options: Any) -> Summary:
    return ingest.ingest([folder], settings, Watcher(), **({"job": work_by_name} | options))


def rows(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(settings.db.removeprefix("sqlite:///"))) as connection:
        return connection.execute(query).fetchall()


def outcomes(settings: Settings) -> dict[str, str]:
    """Outcome of each file in the last run, by its stem."""
    last = "select max(ingest_run_id) from ingest_runs"
    found = rows(settings, f"select source_uri, outcome from ingest_files where ingest_run_id = ({last})")
    return {Path(uri).stem: outcome for uri, outcome in found}


def test_a_batch_goes_on_after_bad_files(inbox: Path, settings: Settings) -> None:
    put(inbox, "a", "bad", "bug", "b")
    summary = run(inbox, settings)
    assert outcomes(settings) == {"a": "loaded", "bad": "failed", "bug": "failed", "b": "loaded"}
    assert summary.exit_code == ExitCode.SOME_FAILED
    assert rows(settings, "select count(*) from documents") == [(2,)]
    assert rows(settings, "select count(*) from targets") == [(2,)]
    found = rows(settings, "select error_kind, error, error_page, attempts from ingest_files where outcome = 'failed'")
    assert found[0] == ("InputError", "is damaged. Scan it again.", 2, 1)
    assert found[1][0] == "UnexpectedError" and "ZeroDivisionError" in found[1][1]
    run_row = rows(settings, "select outcome, files_found, files_loaded, files_failed from ingest_runs")
    assert run_row == [("finished", 4, 2, 2)]


def test_each_file_has_its_seconds(inbox: Path, settings: Settings) -> None:
    put(inbox, "a")
    run(inbox, settings)
    columns = "seconds_read, seconds_recognise, seconds_extract, seconds_load > 0, page_count, document_id"
    assert rows(settings, f"select {columns} from ingest_files") == [(0.25, None, 0.5, 1, 1, 1)]
    assert rows(settings, "select count(*) from ingest_files where finished_at > started_at") == [(1,)]


def test_a_second_run_finds_everything_done(inbox: Path, settings: Settings) -> None:
    put(inbox, "a", "b")
    run(inbox, settings)
    put(inbox, "c")
    (inbox / "a.txt").rename(inbox / "renamed.txt")
    summary = run(inbox, settings)
    assert outcomes(settings) == {"renamed": "unchanged", "b": "unchanged", "c": "loaded"}
    assert summary.exit_code == ExitCode.OK
    assert rows(settings, "select count(*) from documents") == [(3,)]


def test_the_same_bytes_under_two_names_count_once(inbox: Path, settings: Settings) -> None:
    put(inbox, "a")
    (inbox / "twin.txt").write_bytes((inbox / "a.txt").read_bytes())
    run(inbox, settings)
    assert outcomes(settings) == {"a": "loaded", "twin": "skipped"}
    assert "has the same bytes as" in rows(settings, "select error from ingest_files where outcome = 'skipped'")[0][0]


def test_new_bytes_under_an_old_name_are_a_new_document(inbox: Path, settings: Settings) -> None:
    put(inbox, "a")
    run(inbox, settings)
    (inbox / "a.txt").write_text("another plan", "utf8")
    run(inbox, settings)
    assert rows(settings, "select count(*) from documents") == [(2,)]


def test_files_that_failed_are_tried_again_only_on_request(inbox: Path, settings: Settings) -> None:
    put(inbox, "bad", "noprogram")
    assert run(inbox, settings).exit_code == ExitCode.MISSING_PROGRAM
    assert outcomes(settings) == {"bad": "failed", "noprogram": "failed"}
    # A missing program is not the file's fault: that one is tried again by itself.
    again = run(inbox, settings)
    assert outcomes(settings) == {"bad": "skipped", "noprogram": "failed"}
    assert [step.note for step in again.plan.steps if step.action == "skipped"] == [
        "failed before: is damaged. Scan it again."
    ]
    repaired = run(inbox, settings, retry_failed=True, job=_repaired)
    assert repaired.exit_code == ExitCode.OK
    assert outcomes(settings) == {"bad": "loaded", "noprogram": "loaded"}
    run(inbox, settings)
    assert outcomes(settings) == {"bad": "unchanged", "noprogram": "unchanged"}


UNREAD = "page 2 unreadable: the page cannot be drawn"


def test_a_file_of_which_pages_are_lost_is_partial(inbox: Path, settings: Settings) -> None:
    put(inbox, "a", "partial")
    summary = run(inbox, settings)
    assert outcomes(settings) == {"a": "loaded", "partial": "partial"}
    assert summary.exit_code == ExitCode.SOME_FAILED
    assert [result.unread for result in summary.partial] == [UNREAD]
    assert rows(settings, "select unread_pages from plan_overview order by source_uri") == [(None,), (UNREAD,)]
    assert rows(settings, "select error, page_count from ingest_files where outcome = 'partial'") == [(UNREAD, 2)]
    assert rows(settings, "select origin, note from pages where number = 2") == [
        ("unreadable", "the page cannot be drawn")
    ]
    assert rows(settings, "select files_loaded, files_partial, files_failed from ingest_runs") == [(1, 1, 0)]
    key = rows(settings, "select document_id from documents where unread_pages is not null")
    # Known, and told, but no failure of the next run; tried again on request.
    again = run(inbox, settings)
    assert again.exit_code == ExitCode.OK
    assert outcomes(settings) == {"a": "unchanged", "partial": "unchanged"}
    assert [step.note for step in again.plan.steps] == [
        "already in the database", f"already in the database, but {UNREAD}"
    ]  # fmt: skip
    still = run(inbox, settings, retry_failed=True)
    assert still.exit_code == ExitCode.SOME_FAILED
    assert outcomes(settings) == {"a": "unchanged", "partial": "partial"}
    mended = run(inbox, settings, retry_failed=True, job=_repaired)
    assert mended.exit_code == ExitCode.OK
    assert outcomes(settings) == {"a": "unchanged", "partial": "replaced"}
    assert rows(settings, "select document_id from documents where page_count = 1 and unread_pages is null") == [
        (1,), *key
    ]  # fmt: skip


def _repaired(path: Path, page_done: PageDone) -> Processed:
    return processed(path, path.read_text("utf8"))


def test_a_newer_version_extracts_again(inbox: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    put(inbox, "a")
    run(inbox, settings)
    key = rows(settings, "select document_id from documents")
    monkeypatch.setattr(ingest, "version", lambda name: "99.0")
    run(inbox, settings)
    assert outcomes(settings) == {"a": "replaced"}
    assert rows(settings, "select document_id from documents") == key
    assert rows(settings, "select extractor_version from documents") == [("99.0",)]


def test_a_file_with_two_documents_gets_two_rows(
    inbox: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox, "both")
    summary = run(inbox, settings, job=two_documents)
    assert [(result.outcome, result.documents, result.pages, result.targets) for result in summary.results] == [
        ("loaded", 2, 2, 1)
    ]
    both = "select part, page_count, (select count(*) from targets where document_id = d.document_id) from documents d"
    assert rows(settings, both) == [(1, 1, 0), (2, 1, 1)]
    assert rows(settings, "select count(distinct sha256), count(*) from documents") == [(1, 2)]
    named = "select part, page_count from documents join (select document_id, page_count as pages from ingest_files)"
    assert rows(settings, f"{named} using (document_id)") == [(2, 1)]
    run(inbox, settings, job=two_documents)
    assert outcomes(settings) == {"both": "unchanged"}
    # Another version finds one document in the file: the second goes, with all its rows.
    monkeypatch.setattr(ingest, "version", lambda name: "99.0")
    run(inbox, settings)
    assert outcomes(settings) == {"both": "replaced"}
    assert rows(settings, both) == [(1, 1, 1)]
    assert rows(settings, "select count(*) from lines") == [(1,)]


def test_a_file_that_changes_while_it_is_read_fails(inbox: Path, settings: Settings) -> None:
    put(inbox, "grows")
    summary = run(inbox, settings)
    assert "changed while" in str(summary.failed[0].error)
    assert rows(settings, "select count(*) from documents") == [(0,)]


def test_an_error_while_storing_leaves_no_rows(
    inbox: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox, "a", "b")
    genuine = ingest.load

    def failing(session: Any, document: Any, *arguments: Any, **named: Any) -> int:
        key = genuine(session, document, *arguments, **named)
        if document.source.stem == "a":
            raise ValueError("after everything was written")
        return key

    monkeypatch.setattr(ingest, "load", failing)
    run(inbox, settings)
    assert outcomes(settings) == {"a": "failed", "b": "loaded"}
    assert rows(settings, "select count(*) from documents") == [(1,)]
    assert rows(settings, "select count(*) from targets") == [(1,)]


def test_ctrl_c_keeps_what_is_done(inbox: Path, settings: Settings) -> None:
    put(inbox, "a", "b", "c")

    def interrupted(path: Path, page_done: PageDone) -> Processed:
        if path.stem == "b":
            raise KeyboardInterrupt
        return work_by_name(path, page_done)

    summary = run(inbox, settings, job=interrupted)
    assert summary.interrupted and summary.left == 2
    assert summary.exit_code == ExitCode.SOME_FAILED
    assert outcomes(settings) == {"a": "loaded", "b": "queued", "c": "queued"}
    assert rows(settings, "select outcome, finished_at is not null from ingest_runs") == [("interrupted", 1)]
    assert run(inbox, settings).exit_code == ExitCode.OK
    assert outcomes(settings) == {"a": "unchanged", "b": "loaded", "c": "loaded"}


def test_a_polite_kill_stops_processes_too(inbox: Path, tmp_path: Path) -> None:
    settings = Settings(db=f"sqlite:///{tmp_path}/k.db", workers=2)
    put(inbox, "a", "slow")

    def kill_when_started() -> None:
        while not list(inbox.glob("started-*")):
            threading.Event().wait(0.05)
        os.kill(os.getpid(), signal.SIGTERM)

    killer = threading.Thread(target=kill_when_started)
    killer.start()
    summary = run(inbox, settings)
    killer.join()
    assert summary.interrupted
    assert outcomes(settings)["slow"] == "queued"
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_within_a_transaction_waits_for_its_end(
    number: int, inbox: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox, "a", "b")
    load = ingest.load

    def load_when_killed(*args: Any, **options: Any) -> int:
        os.kill(os.getpid(), number)
        return load(*args, **options)

    monkeypatch.setattr(ingest, "load", load_when_killed)
    assert run(inbox, settings).interrupted
    assert outcomes(settings) == {"a": "loaded", "b": "queued"}


@pytest.fixture
def locked(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    database.upgrade(settings.db)
    with closing(sqlite3.connect(settings.db.removeprefix("sqlite:///"), check_same_thread=False)) as connection:
        connection.isolation_level = None
        yield connection


def test_a_locked_database_ends_the_run(inbox: Path, settings: Settings, locked: sqlite3.Connection) -> None:
    put(inbox, "a", "b")

    def lock_before_b(path: Path, page_done: PageDone) -> Processed:
        if path.stem == "b":
            locked.execute("BEGIN IMMEDIATE")
        return work_by_name(path, page_done)

    with pytest.raises(DatabaseError, match="locked by another program"):
        run(inbox, settings, job=lock_before_b)
    locked.execute("ROLLBACK")
    assert rows(settings, "select count(*) from documents") == [(1,)]
    assert outcomes(settings) == {"a": "loaded", "b": "queued"}
    assert run(inbox, settings).exit_code == ExitCode.OK


def test_a_database_that_cannot_be_made(inbox: Path) -> None:
    put(inbox, "a")
    for url in ("sqlite:////proc/k.db", "sqlite:////nowhere/at/all/k.db"):
        with pytest.raises(DatabaseError):
            run(inbox, Settings(db=url, workers=0))


def test_an_argument_that_does_not_exist_fails_alone(inbox: Path, tmp_path: Path, settings: Settings) -> None:
    put(inbox, "a")
    summary = ingest.ingest([tmp_path / "none.pdf", inbox], settings, Watcher(), job=work_by_name)
    assert summary.exit_code == ExitCode.SOME_FAILED
    assert outcomes(settings) == {"none": "failed", "a": "loaded"}


def test_an_empty_folder_is_no_failure(inbox: Path, settings: Settings) -> None:
    summary = run(inbox, settings)
    assert summary.exit_code == ExitCode.OK and summary.plan.steps == []
