"""How a run shows itself: a bar on a terminal, one line a file otherwise, and the table at its end."""

from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from pipeline.errors import KehoachError
from pipeline.ingest import FileResult, Plan, Summary
from pipeline.output import cell, counted, new_table, one_line, shorten


def describe_plan(plan: Plan) -> str:
    """What a run is going to do, in one sentence."""
    new = sum(step.action == "work" and step.document_id is None for step in plan.steps)
    again = plan.count("work") - new
    twins = sum(step.action == "skipped" and step.note.startswith("has the same") for step in plan.steps)
    failed_before = plan.count("skipped") - twins
    parts = [
        f"{new} new",
        f"{again} to extract again with this version" if again else "",
        f"{plan.count('unchanged')} already in the database" if plan.count("unchanged") else "",
        f"{twins} with the same bytes as another" if twins else "",
        f"{failed_before} failed before (--retry-failed tries again)" if failed_before else "",
        f"{plan.count('failed')} unreadable" if plan.count("failed") else "",
    ]
    sentence = f"{counted(len(plan.steps), 'file', 'files')}: {', '.join(part for part in parts if part)}."
    ignored = len(plan.ignored)
    return f"{sentence} {counted(ignored, 'other was', 'others were')} passed over." if ignored else sentence


def describe_result(result: FileResult) -> str:
    """What became of a file, in one line."""
    if result.error is not None:
        return one_line(f"failed    {result.error}")
    several = f"{result.documents} documents, " if result.documents > 1 else ""
    targets = counted(result.targets, "target", "targets")
    assignments = counted(result.assignments, "assignment", "assignments")
    figures = f"{result.pages} p., {targets}, {assignments}, {result.seconds:.1f} s"
    missing = f"; {result.unread}" if result.unread else ""
    return one_line(f"{result.outcome:<9} {result.path}: {several}{figures}{missing}")


class Lines:
    """For logs and pipes: the plan, then a line a file."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def planned(self, plan: Plan) -> None:
        """Print the plan, and why files were passed over."""
        self._print(describe_plan(plan))
        for step in plan.steps:
            if step.action == "skipped":
                self._print(f"skipped   {step.found.path}: {step.note}")
        for path, reason in plan.ignored:
            self._print(f"ignored   {path}: {reason}")

    def page_done(self, path: Path, done: int, total: int) -> None:
        """Pages are too many for a log."""

    def file_done(self, result: FileResult) -> None:
        """Print the file's line."""
        self._print(describe_result(result))

    def _print(self, text: str) -> None:
        self._console.print(Text(one_line(text)), soft_wrap=True)
        self._console.file.flush()  # a log is read while the run goes on

    def __enter__(self) -> "Lines":
        return self

    def __exit__(self, *_: object) -> None:
        pass


class Bar:
    """For a terminal: one bar over all files that moves with every page; failures stand above it."""

    def __init__(self, console: Console) -> None:
        self._lines = Lines(console)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._task: TaskID | None = None
        self._settled = 0
        self._share: dict[Path, float] = {}

    def planned(self, plan: Plan) -> None:
        """Print the plan and show the bar."""
        self._lines.planned(plan)
        if plan.work:
            self._task = self._progress.add_task("reading", total=len(plan.work))

    def page_done(self, path: Path, done: int, total: int) -> None:
        """Move the bar by a page."""
        # A page short of whole: the file still has to be composed, extracted and stored.
        self._share[path] = done / (total + 1)
        self._move(f"{shorten(one_line(path.name), 32)} p. {done}/{total}")

    def file_done(self, result: FileResult) -> None:
        """Move the bar by a file."""
        self._lines.file_done(result)
        if result.path in self._share or result.outcome != "failed" or result.seconds:
            self._settled += 1
        self._share.pop(result.path, None)
        self._move()

    def _move(self, description: str | None = None) -> None:
        if self._task is not None:
            done = self._settled + sum(self._share.values())
            self._progress.update(self._task, completed=done, description=description)

    def __enter__(self) -> "Bar":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()


def print_summary(summary: Summary, console: Console) -> None:
    """The table at the end of a run, and every failure in the user's words."""
    counts = Counter(result.outcome for result in summary.results)
    counts["unchanged"] = summary.plan.count("unchanged")
    counts["skipped"] = summary.plan.count("skipped")
    counts["left for the next run"] = summary.left
    table = new_table()
    for heading in ("outcome", "files", "pages", "targets", "assignments"):
        table.add_column(heading, justify="left" if heading == "outcome" else "right")
    for outcome in ("loaded", "replaced", "partial", "unchanged", "skipped", "failed", "left for the next run"):
        if not counts[outcome]:
            continue
        of_outcome = [result for result in summary.results if result.outcome == outcome]
        sums = [sum(getattr(result, name) for result in of_outcome) for name in ("pages", "targets", "assignments")]
        table.add_row(outcome, str(counts[outcome]), *(str(figure) if figure else "" for figure in sums))
    console.print(table)
    pages = sum(result.pages for result in summary.results)
    if pages:
        console.print(f"{pages} pages in {summary.seconds:.0f} s.")
    _print_failures(summary, console)
    _print_partial(summary, console)
    if summary.interrupted:
        console.print(
            f"Stopped. What is done is in the database, nothing is half done; {summary.left} left. "
            "Run the same command again to go on."
        )


def _print_failures(summary: Summary, console: Console) -> None:
    if not summary.failed:
        return
    console.print(f"\n{counted(len(summary.failed), 'file', 'files')} failed:")
    reasons: dict[str, list[FileResult]] = {}
    for result in summary.failed:
        reasons.setdefault(_reason(result.error), []).append(result)
    for reason, results in reasons.items():
        if len(results) > 1:
            console.print(cell(f"- {len(results)} files: {reason}"), soft_wrap=True)
            for result in results:
                console.print(cell(f"    {result.path}"), soft_wrap=True)
        else:
            console.print(cell(f"- {results[0].error}"), soft_wrap=True)


def _print_partial(summary: Summary, console: Console) -> None:
    if not summary.partial:
        return
    console.print(
        f"\n{counted(len(summary.partial), 'file was', 'files were')} read in part (--retry-failed tries again):"
    )
    for result in summary.partial:
        console.print(cell(f"- {result.path}: {result.unread}"), soft_wrap=True)


def _reason(error: KehoachError | None) -> str:
    return f"{error.problem} {error.advice}".strip() if error else ""
