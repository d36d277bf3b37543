import os
import tempfile
import time
from pathlib import Path

import pytest

from pipeline.errors import InputError, MissingProgramError
from pipeline.workers import UnexpectedError, work
from tests.pipeline.jobs import crash_once, work_by_name

NAMES = ["a", "bad", "bug", "noprogram", "b"]


def files(folder: Path, *names: str) -> list[Path]:
    paths = [folder / f"{name}.txt" for name in names]
    for path in paths:
        path.write_text(f"plan {path.name}", "utf8")
    return paths


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_every_document_has_its_outcome(tmp_path: Path, workers: int) -> None:
    pages: list[tuple[str, int, int]] = []

    def page_done(path: Path, done: int, total: int) -> None:
        pages.append((path.stem, done, total))

    paths = files(tmp_path, *NAMES)
    outcomes = {outcome.item.stem: outcome for outcome in work(paths, work_by_name, workers, page_done)}
    assert sorted(outcomes) == sorted(NAMES)
    assert {name for name, outcome in outcomes.items() if outcome.result} == {"a", "b"}
    assert isinstance(outcomes["bad"].error, InputError) and outcomes["bad"].error.page == 2
    assert isinstance(outcomes["noprogram"].error, MissingProgramError)
    bug = outcomes["bug"]
    assert isinstance(bug.error, UnexpectedError) and "ZeroDivisionError: division by zero" in str(bug.error)
    assert bug.trace and "work_by_name" in bug.trace
    assert set(pages) == {("a", 1, 1), ("b", 1, 1)}


def test_a_process_that_dies_takes_no_other_document_with_it(tmp_path: Path) -> None:
    paths = files(tmp_path, "a", "crash", "b", "c")
    outcomes = {outcome.item.stem: outcome for outcome in work(paths, work_by_name, 2, lambda *_: None)}
    assert {name: outcome.result is not None for name, outcome in outcomes.items()} == {
        "a": True, "b": True, "c": True, "crash": False,
    }  # fmt: skip
    assert outcomes["crash"].attempts == 2
    assert "died" in str(outcomes["crash"].error)


def test_processes_that_die_leave_no_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    gone, mine = (tmp_path / "tmp" / f"kehoach-work-{process}-x" for process in (2**22 + 1, os.getpid()))
    for folder in (gone, mine):
        folder.mkdir(parents=True)
        (folder / "page.pgm").touch()
    outcomes = list(work(files(tmp_path, "crash", "a"), work_by_name, 2, lambda *_: None))
    assert sorted(outcome.result is None for outcome in outcomes) == [False, True]
    assert [path.name for path in (tmp_path / "tmp").iterdir()] == [mine.name]


def test_a_second_attempt_may_succeed(tmp_path: Path) -> None:
    (outcome,) = work(files(tmp_path, "a"), crash_once, 1, lambda *_: None)
    assert outcome.result is not None and outcome.attempts == 2


def test_closing_ends_what_is_under_way(tmp_path: Path) -> None:
    outcomes = work(files(tmp_path, "a", "slow", "slow2"), work_by_name, 2, lambda *_: None)
    assert next(outcomes).item.stem == "a"
    while not list(tmp_path.glob("started-*")):
        time.sleep(0.05)
    begin = time.monotonic()
    outcomes.close()
    assert time.monotonic() - begin < 10
    for mark in tmp_path.glob("started-*"):
        with pytest.raises(ProcessLookupError):
            os.kill(int(mark.name.removeprefix("started-")), 0)
