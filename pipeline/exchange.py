"""Where extractions are written: a file a document, named after the one asked for."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.output import tell, write_whole
from pipeline.process import Extracted, Processed


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
