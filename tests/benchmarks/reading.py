"""Our reading in the form in which all programs are judged: `python -m tests.benchmarks.reading IN.pdf OUT.json`."""

import json
import multiprocessing
import pickle
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple
from functools import partial
from pathlib import Path
from typing import Any

from models.document import Document
from pipeline.compose import compose
from pipeline.page import PageContent
from pipeline.read import open_source
from pipeline.recognise import Settings, recognise_page
from tests.benchmarks.accuracy import ReadCell, ReadPage


def recognise(pdf: Path, numbers: list[int] | None = None, workers: int | None = None) -> list[PageContent]:
    """The pages (1-based; all if not named) as recognised, spread over processes as the program does it."""
    source, settings = open_source(pdf), Settings()
    work = partial(recognise_page, source, settings=settings)
    numbers = numbers or list(range(1, source.page_count + 1))
    workers = min(workers or settings.workers, len(numbers))
    if workers == 1:
        return [work(number) for number in numbers]
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(work, numbers))


def recognise_once(pdf: Path, cache: Path | None, workers: int | None = None) -> list[PageContent]:
    """The pages of a file, kept in the folder `cache` from the first time on; as they were recognised then."""
    stored = cache / f"{pdf.parent.name}-{pdf.stem}.pickle" if cache else None
    if stored and stored.exists():
        found: list[PageContent] = pickle.loads(stored.read_bytes())
        return found
    pages = recognise(pdf, workers=workers)
    if stored:
        stored.parent.mkdir(parents=True, exist_ok=True)
        stored.write_bytes(pickle.dumps(pages))
    return pages


def tables_of(page: PageContent) -> list[list[ReadCell]]:
    """The tables that stand on a page."""
    return [
        [
            ReadCell(
                cell.row, cell.column, cell.row_span, cell.column_span,
                " ".join(word.text for line in cell.lines for word in line),
            )
            for cell in grid.cells
        ]
        for grid in page.grids
    ]  # fmt: skip


def text_of(document: Document, number: int) -> str:
    """The lines of one page of a composed document."""
    return " ".join(document.text[line.start : line.end] for line in document.lines if line.page == number)


def read_alone(pdf: Path, page: PageContent) -> ReadPage:
    """A page composed by itself, as pages of different plans must be."""
    return ReadPage(text_of(compose(pdf, [page]), page.number), tables_of(page))


def to_json(read: ReadPage) -> dict[str, Any]:
    """A page as runners hand it to the benchmark."""
    return {"text": read.text, "tables": [[list(astuple(cell)) for cell in table] for table in read.tables or []]}


if __name__ == "__main__":
    given = Path(sys.argv[1])
    done = [to_json(read_alone(given, page)) for page in recognise(given)]
    Path(sys.argv[2]).write_text(json.dumps(done), "utf-8")
