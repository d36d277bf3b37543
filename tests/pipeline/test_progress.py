import io
from pathlib import Path

import pytest
from rich.console import Console

from pipeline.errors import InputError, MissingProgramError
from pipeline.files import Found
from pipeline.ingest import FileResult, Plan, Step, Summary
from pipeline.progress import Bar, Lines, describe_plan, print_summary


def step(name: str, action: str = "work", note: str = "", document_id: int | None = None) -> Step:
    return Step(Found(Path(name), name, 1, 1, name), action, note, document_id)


PLAN = Plan(
    [
        step("new.pdf"), step("old.pdf", document_id=1), step("in.pdf", "unchanged"),
        step("twin.pdf", "skipped", "has the same bytes as new.pdf"), step("bad.pdf", "skipped", "failed before: x"),
    ],
    [(Path("data.csv"), "not a document")],
)  # fmt: skip


def test_the_plan_in_a_sentence() -> None:
    assert describe_plan(PLAN) == (
        "5 files: 1 new, 1 to extract again with this version, 1 already in the database, "
        "1 with the same bytes as another, 1 failed before (--retry-failed tries again). 1 other was passed over."
    )
    assert describe_plan(Plan([], [])) == "0 files: 0 new."


@pytest.mark.parametrize("kind", [Lines, Bar])
def test_every_file_has_its_line(kind: type[Lines] | type[Bar], monkeypatch: pytest.MonkeyPatch) -> None:
    # A dumb terminal shows no bar.
    monkeypatch.setenv("TERM", "xterm")
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=kind is Bar, width=100, markup=False, highlight=False)
    error = InputError("is damaged.", "Scan it again.", file="[red]two\nlines.pdf")
    with kind(console) as observer:
        observer.planned(PLAN)
        observer.page_done(Path("new.pdf"), 1, 2)
        observer.file_done(FileResult(Path("new.pdf"), "loaded", 1.5, pages=2, targets=3, assignments=4))
        observer.file_done(FileResult(Path("old.pdf"), "failed", 0.5, error=error))
    shown = stream.getvalue()
    assert "loaded    new.pdf: 2 p., 3 targets, 4 assignments, 1.5 s" in shown
    assert "failed    [red]two\\nlines.pdf: is damaged. Scan it again." in shown
    assert "ignored   data.csv: not a document" in shown
    assert ("new.pdf p. 1/2" in shown) == (kind is Bar)


def summary_of(*results: FileResult, interrupted: bool = False) -> str:
    stream = io.StringIO()
    summary = Summary(PLAN, list(results), 12.0, interrupted)
    print_summary(summary, Console(file=stream, width=100, markup=False))
    return stream.getvalue()


def test_the_same_reason_is_told_once() -> None:
    missing = MissingProgramError("tesseract is missing.", "Install it.")
    shown = summary_of(
        FileResult(Path("new.pdf"), "failed", 1, error=missing), FileResult(Path("old.pdf"), "failed", 1, error=missing)
    )
    assert shown.count("tesseract is missing. Install it.") == 1
    assert "2 files failed:" in shown and "new.pdf" in shown and "old.pdf" in shown


def test_a_stopped_run_says_how_to_go_on() -> None:
    shown = summary_of(FileResult(Path("new.pdf"), "loaded", 1, pages=3), interrupted=True)
    assert "Run the same command again to go on." in " ".join(shown.split())
    assert "left for the next run       1" in shown
    assert "3 pages in 12 s." in shown
