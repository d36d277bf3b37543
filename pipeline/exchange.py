"""Where extractions are written: a file a document, named after the one asked for."""

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from pipeline.errors import ExitCode, UsageError
from pipeline.files import find_files
from pipeline.output import counted, one_line, tell, write_whole
from pipeline.process import Extracted, Processed, process
from pipeline.settings import Settings
from pipeline.workers import work


def write_documents(
    processed: Processed, output: Path, render: Callable[[Extracted], str], *, make_folder: bool = False
) -> None:
    """Write the document that plans to `output`, and the others of its file beside it as NAME.part-1.json and so on.

    The others are named on standard error. Raises UsageError where a file cannot be written.
    """
    main = Extracted(processed.document, processed.records)
    write_whole(output, render(main).encode(), make_folder=make_folder)
    for other in processed.others:
        place = output.with_name(f"{output.stem}.part-{other.document.part}{output.suffix}")
        if output.is_file():
            write_whole(place, render(other).encode())
            tell(f"{other.document.source}: holds also {_described(other)}: {place}")
        else:
            # Beside a device or a pipe there is no place for a second file.
            tell(f"{other.document.source}: holds also {_described(other)}, which is not written.")


def _described(other: Extracted) -> str:
    head, pages = other.records.document, other.document.pages
    what = " ".join(filter(None, (head.kind, head.number))) or "another document"
    first, last = pages[0].number, pages[-1].number
    return f"{what} (page {first})" if first == last else f"{what} (pages {first}-{last})"


def name_outputs(files: Sequence[Path], source: Path, output: Path) -> dict[Path, Path]:
    """NAME.json beside each other as the files are; the suffix stays where two files would else get the same name."""
    places = {path: output / path.relative_to(source) for path in files}
    short = {path: place.with_suffix(".json") for path, place in places.items()}
    asked_for = Counter(short.values())
    return {
        path: short[path] if asked_for[short[path]] == 1 else place.with_name(f"{place.name}.json")
        for path, place in places.items()
    }


def extract_folder(source: Path, output: Path, settings: Settings, *, debug: bool = False) -> ExitCode:
    """Every document of a folder to NAME.json in another; those that fail or are read in part are told, and the exit
    code tells of them."""
    files = find_files([source]).files
    if not files:
        raise UsageError(
            "the folder holds no documents.", "kehoach extract --help lists the kinds that are read.", file=source
        )
    targets = name_outputs(files, source, output)
    failed = partial_count = 0
    page_workers = max(1, settings.workers // len(files))
    job = partial(process, settings=settings, page_workers=page_workers)
    try:
        careful = partial(process, settings=settings, isolate=True)
        for outcome in work(files, job, settings.workers, lambda *_: None, careful):
            if outcome.result is None:
                failed += 1
                tell(str(outcome.error))
                if debug and outcome.trace:
                    print(outcome.trace, file=sys.stderr)
                continue
            write_documents(
                outcome.result, targets[outcome.item], lambda part: part.records.to_json(), make_folder=True
            )
            print(one_line(str(targets[outcome.item])), flush=True)
            if unread := outcome.result.unread_pages:
                partial_count += 1
                tell(f"{outcome.item}: read in part: {unread}.")
    except KeyboardInterrupt:
        tell("Stopped; what is written is whole.")
        return ExitCode.SOME_FAILED
    in_part = f", {partial_count} of them in part" if partial_count else ""
    tell(f"{counted(len(files) - failed, 'file', 'files')} extracted{in_part}, {failed} failed.")
    return ExitCode.SOME_FAILED if failed or partial_count else ExitCode.OK
