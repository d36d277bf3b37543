"""The commands. Heavy libraries are imported where they are used: `kehoach --help` answers at once."""

import os
import signal
import sys
import traceback
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import ExitCode, InputError, KehoachError, UsageError
from pipeline.output import cell, console, counted, new_table, one_line, put_out, shorten, tell

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipeline.process import Processed
    from pipeline.settings import Settings

app = typer.Typer(
    name="kehoach",
    help="Turns Vietnamese government plans, mostly scans, into rows that can be compared across plans.",
    epilog="Settings: flags, then KEHOACH_* variables, then kehoach.toml. Exit codes: 0 all done, 1 some files failed, "
    "2 usage, 3 a program is missing, 4 database.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
database_app = typer.Typer(help="Looks after the database.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(database_app, name="db")

KINDS = (
    "Kinds of files, known by their content whatever their names: PDF; images (PNG, JPEG, TIFF, BMP, WebP, GIF), also "
    "the pages of a document in one .zip; Word (.docx, .doc), RTF, Excel (.xlsx), web pages (.html, .mht), text (.txt, "
    ".md); with LibreOffice also OpenDocument text (.odt) and Word files older than Word 97."
)


class TableFormat(StrEnum):
    """Forms in which `compare` puts out its table."""

    TABLE = "table"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"


class CalendarFormat(StrEnum):
    """Forms in which `calendar` puts out its table."""

    TABLE = "table"
    CSV = "csv"


class _State:
    debug = False


def _set_debug(value: bool) -> bool:
    if value:
        _State.debug = True
    return value


def _print_version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        print(f"kehoach {version('kehoach')}")
        raise typer.Exit


Database = Annotated[
    str | None,
    typer.Option("--db", metavar="URL", help="Database, for example sqlite:///kehoach.db, which is the default."),
]
Debug = Annotated[bool, typer.Option("--debug", callback=_set_debug, help="Show where in the program an error arose.")]


@app.callback()
def _common(
    debug: Debug = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    pass


@app.command(epilog=KINDS)
def ingest(
    sources: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, or folders with all below them.")],
    db: Database = None,
    workers: Annotated[
        int | None,
        typer.Option(min=0, help="Processes at work; one a core by default, 0 works without processes, for debugging."),
    ] = None,
    retry_failed: Annotated[
        bool,
        typer.Option("--retry-failed", help="Try again the files that failed before, or were read in part."),
    ] = False,
    debug: Debug = False,
) -> None:
    """Bring plans into the database.

    Files that are in already are known by their bytes, whatever their names. A file that fails is listed and does not
    stop the others. The run can be stopped with Ctrl-C and started again.
    """
    from pipeline.ingest import ingest as run
    from pipeline.progress import Bar, Lines, print_summary

    settings = _settings(db=db, workers=workers)
    terminal = console()
    with Bar(terminal) if terminal.is_terminal else Lines(terminal) as observer:
        summary = run(sources, settings, observer, retry_failed=retry_failed)
    print_summary(summary, terminal)
    if _State.debug:
        for result in summary.failed:
            if result.trace:
                print(result.trace, file=sys.stderr)
    raise typer.Exit(summary.exit_code)


@app.command(epilog=KINDS)
def extract(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A file, or a folder of files.")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="OUT.json", help="Where to write; a folder when FILE is one."),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(metavar="PAGE.html", help="Write a page that shows the text with what was found highlighted."),
    ] = None,
    show: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Draw each page there with the lines, paragraphs and tables that were read."),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Show each number with the verdict: which target it is, or for what reason it is none."
        ),
    ] = False,
    debug: Debug = False,
) -> None:
    """Extract files to JSON, without a database.

    The JSON is the exchange format, which `kehoach evaluate` reads too. Of a file that holds several documents the one
    with the most targets and tasks goes to OUT.json, the others to OUT.part-1.json and so on.

    Every percentage of a document is a target, or is left out for a named reason: the list `excluded` of the JSON holds
    them, with dates, ages and all other numbers that are no targets. --explain shows targets and reasons as a table.
    """
    from pipeline.exchange import extract_folder, write_documents

    settings = _settings()
    if source.is_dir():
        if output is None or html is not None or show is not None or explain:
            advice = "name a folder for its results with -o, and no --html, --show or --explain."
            raise UsageError("this is a folder:", advice, file=source)
        raise typer.Exit(extract_folder(source, output, settings, debug=_State.debug))
    processed = _process(source, settings)
    unread = processed.unread_pages
    if html is not None:
        from pipeline.view import render_page

        write_documents(processed, html, lambda part: render_page(part.document, part.records))
    if show is not None:
        from pipeline.drawing import draw_pages

        for note in draw_pages(source, [part.document for part in processed.parts], show):
            tell(note)
    if explain:
        from pipeline.show import show_explanation

        for part in processed.parts:
            if len(processed.parts) > 1:
                tell(f"Document {part.document.part} of {len(processed.parts)}:")
            put_out(show_explanation(part.records, console()).encode(), None)
    if output is not None:
        write_documents(processed, output, lambda part: part.records.to_json())
    elif html is None and show is None and not explain:
        sys.stdout.buffer.write(processed.records.to_json().encode())
        sys.stdout.buffer.flush()
        if processed.others:
            tell(f"{source}: holds {len(processed.parts)} documents, this is number {processed.document.part}.")
            tell("Name a file with -o to get all of them.")
    if unread:
        tell(f"{source}: read in part: {unread}.")
        raise typer.Exit(ExitCode.SOME_FAILED)


@app.command()
def compare(
    indicator: Annotated[list[str] | None, typer.Option(help="Code or part of the name; can be given again.")] = None,
    unit: Annotated[list[str] | None, typer.Option(help="Part of the issuer's name; can be given again.")] = None,
    year: Annotated[list[int] | None, typer.Option(help="Year of the deadline; can be given again.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show also what stands in one plan only.")] = False,
    any_year: Annotated[
        bool, typer.Option("--any-year", help="One row for all deadlines of an indicator; the cells name the year.")
    ] = False,
    form: Annotated[TableFormat, typer.Option("--format", help="How to put it out.")] = TableFormat.TABLE,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write it.")] = None,
    db: Database = None,
    debug: Debug = False,
) -> None:
    """Show targets of several plans side by side.

    A row for each indicator, scope and deadline, a column for each plan.
    """
    from pipeline.compare import compare as read
    from pipeline.compare import to_frame
    from pipeline.show import show_comparison

    if form is TableFormat.XLSX and output is None:
        raise UsageError("--format xlsx needs a file:", "name it with -o FILE.xlsx.")
    engine = _open_database(db)
    comparison = read(
        engine,
        indicators=indicator or [],
        units=unit or [],
        years=year or [],
        single=everything,
        any_year=any_year,
    )
    title = "So sánh chỉ tiêu giữa các kế hoạch"
    if form is TableFormat.TABLE:
        put_out(show_comparison(comparison, console(plain=output is not None)).encode(), output)
        return
    from pipeline import sheets

    frame = to_frame(comparison)
    if form is TableFormat.CSV:
        put_out(sheets.to_csv(frame, for_spreadsheet=output is not None), output)
    elif form is TableFormat.XLSX:
        put_out(sheets.to_xlsx(frame, "So sánh"), output)
    elif form is TableFormat.HTML:
        put_out(sheets.to_html(frame, title, comparison.notes), output)
    for note in comparison.notes:
        tell(note)


@app.command()
def calendar(
    agency: Annotated[list[str] | None, typer.Option(help="Part of the agency's name; can be given again.")] = None,
    form: Annotated[CalendarFormat, typer.Option("--format", help="How to put it out.")] = CalendarFormat.TABLE,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write it.")] = None,
    db: Database = None,
    debug: Debug = False,
) -> None:
    """Show what is due when, by whom.

    The assignments of all plans in the order of their last day.
    """
    from pipeline.calendar import calendar_frame, read_calendar
    from pipeline.show import show_calendar

    due = read_calendar(_open_database(db), agencies=agency or [])
    if form is CalendarFormat.CSV:
        from pipeline.sheets import to_csv

        put_out(to_csv(calendar_frame(due), for_spreadsheet=output is not None), output)
        for note in due.notes:
            tell(note)
        return
    put_out(show_calendar(due, console(plain=output is not None)).encode(), output)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A gold annotation (NAME.json), or a folder of them.")],
    predicted: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PREDICTED]",
            help="Extractions to hold against it (NAME.json); without, the documents are extracted now.",
        ),
    ] = None,
    documents: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where the documents NAME.* are; beside the gold annotation by default."),
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List what was missed, invented or wrong.")] = False,
    debug: Debug = False,
) -> None:
    """Measure extractions against gold annotations.

    Precision, recall and F1 of each layer, accuracy of the fields of what was found.
    """
    from pipeline.evaluate import evaluate as run
    from pipeline.evaluate import plan_jobs
    from pipeline.show import print_scores

    settings = _settings()
    jobs, alone = plan_jobs(gold, predicted, documents)
    results = []
    for result in run(jobs, lambda path: _process_guarded(path, settings).records):
        results.append(result)
        if result.error is not None:
            tell(str(result.error))
    print_scores(results, console(), misses=misses)
    for path in alone:
        tell(f"{path}: nothing stands against it.")
    if alone or any(result.error for result in results):
        raise typer.Exit(ExitCode.SOME_FAILED)


@app.command()
def doctor(db: Database = None, debug: Debug = False) -> None:
    """Tell what is missing on this machine.

    Each missing thing comes with the command that puts it there.
    """
    from pipeline.doctor import examine

    checks = examine(_settings(db=db).db)
    table = new_table()
    for heading in ("", "what", "found", "to do"):
        table.add_column(heading, overflow="fold")
    for check in checks:
        table.add_row(check.state, check.name, cell(check.found), cell(check.advice))
    console().print(table)
    missing = [check for check in checks if check.state == "missing"]
    if missing:
        names = ", ".join(check.name for check in missing)
        tell(f"{counted(len(missing), 'thing is', 'things are')} missing: {names}.")
        raise typer.Exit(ExitCode.MISSING_PROGRAM)


@database_app.command("upgrade")
def upgrade_database(db: Database = None, debug: Debug = False) -> None:
    """Create the database, or bring it to the newest schema."""
    from pipeline.database import open_engine, upgrade

    url = _settings(db=db).db
    engine = open_engine(url)
    upgrade(engine)
    print(f"{one_line(engine.url.render_as_string())} has the newest schema.")


def _settings(**flags: object) -> "Settings":
    from pipeline.settings import load_settings

    return load_settings(**flags)


def _open_database(url: str | None) -> "Engine":
    """The database of a command that only reads."""
    from pipeline.database import check_schema, open_engine

    engine = open_engine(_settings(db=url).db, must_exist=True)
    check_schema(engine)
    return engine


def _process(path: Path, settings: "Settings") -> "Processed":
    from pipeline.process import process

    before = signal.signal(signal.SIGINT, _stop)
    try:
        return process(path, settings=settings, page_workers=settings.workers, isolate=settings.workers > 0)
    finally:
        signal.signal(signal.SIGINT, before)


def _stop(number: int, frame: object) -> None:
    """Ctrl-C while pages are read: the processes that read them must not finish their queue first."""
    from pipeline.workers import end_children

    end_children()
    tell("Stopped.")
    raise SystemExit(ExitCode.SOME_FAILED)


def _process_guarded(path: Path, settings: "Settings") -> "Processed":
    """As `_process`, for one document of several: a fault of the program becomes an error of that document."""
    from pipeline.workers import guarded

    outcome = guarded(lambda path, _: _process(path, settings), path, lambda *_: None)
    if outcome.result is None:
        if _State.debug and outcome.trace:
            print(outcome.trace, file=sys.stderr)
        raise outcome.error or InputError("gave nothing.", file=path)
    return outcome.result


def main() -> None:
    """Run the command line: every expected error is one line on standard error and its exit code."""
    try:
        app()
    except KehoachError as error:
        _explain(error, error.exit_code)
    except KeyboardInterrupt:
        tell("Stopped.")
        sys.exit(ExitCode.SOME_FAILED)
    except BrokenPipeError:
        # The reader (head, less) has gone: no error of ours; the interpreter must not flush once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())
        _explain(InputError(f"an unexpected error: {shorten(said, 300)}.", "Run it with --debug to see where."), 1)


def _explain(error: BaseException, code: int) -> None:
    if _State.debug:
        traceback.print_exc()
    tell(f"kehoach: {error}")
    sys.exit(code)


if __name__ == "__main__":
    main()
