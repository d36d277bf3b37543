"""One page to its words and tables: the text layer where it can be trusted, recognition where not."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.document import Document, Origin
from pipeline import tesseract
from pipeline.compose import compose
from pipeline.errors import InputError, KehoachError
from pipeline.grid import build_grids, inside, stray_rules, words_by_cell
from pipeline.layer import Layer, character_count, read_layer
from pipeline.lines import confidence, group_lines
from pipeline.page import PageContent
from pipeline.read import Source, open_source, render
from pipeline.scan import clean, recognise_scan

__all__ = ["PageContent", "Settings", "read_pages", "recognise_page"]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings:
    """How pages are recognised."""

    languages: str = "vie"
    """Models of the engine, joined by '+'."""
    dpi: float = 300
    """Resolution at which pages are rendered; a scan of less is not enlarged."""
    workers: int = field(default_factory=_cores)
    """Processes for the pages of one document; 1 works in this process."""
    seconds: float = 120
    """Time limit for one call of the engine."""
    verify: bool = False
    """Read each scanned page with the second model too; words on which both differ lose confidence."""


def recognise_page(source: Source, number: int, settings: Settings) -> PageContent:
    """One page (1-based), with the reason for its way in `note`.

    Raises:
        InputError: the page cannot be drawn, or the engine failed on it; names file and page.
        MissingProgramError: the engine or its language is not installed.
    """
    note = None
    if source.kind == "pdf" and character_count(source.path, number) > 0:
        try:
            layer = read_layer(source.path, number)
        # pdfminer raises whatever its parser stumbles over (KeyError, struct.error, RecursionError ...); the page can
        # still be drawn.
        except Exception as error:
            layer, note = None, f"text layer unreadable ({type(error).__name__})"
        if layer is not None and layer.distrust is None:
            return _from_layer(number, layer)
        note = note or (layer.distrust if layer else None)
    elif source.kind == "pdf":
        note = "no text layer"
    try:
        return _from_image(source, number, settings, note)
    except tesseract.EngineError as error:
        raise InputError(error.problem, error.advice, file=source.path, page=number) from error


def _from_layer(number: int, layer: Layer) -> PageContent:
    edges = list(layer.edges)
    grids = []
    for grid in build_grids(edges):
        cells = tuple(
            replace(cell, lines=tuple(tuple(line) for line in group_lines(words)))
            for cell, words in zip(grid.cells, words_by_cell(grid, layer.words), strict=True)
        )
        if any(cell.lines for cell in cells):
            grids.append(replace(grid, cells=cells))
    words = tuple(word for word in layer.words if not any(inside(grid.box, word) for grid in grids))
    origin = Origin.TEXT_LAYER
    return PageContent(
        number, layer.width, layer.height, layer.rotation, origin, words, tuple(grids), stray_rules(edges, grids)
    )


def _from_image(source: Source, number: int, settings: Settings, note: str | None) -> PageContent:
    tesseract.require(settings.languages)
    raster = render(source, number, settings.dpi)
    size = source.sizes[number - 1]
    page = clean(raster, size, settings.seconds)
    result, page = recognise_scan(page, settings.languages, verify=settings.verify, seconds=settings.seconds)
    width, height = size if page.rotation in (0, 180) else size[::-1]
    in_cells = (word for grid in result.grids for cell in grid.cells for line in cell.lines for word in line)
    words = [*result.words, *in_cells]
    notes = [text for text in (note, page.note) if text]
    return PageContent(
        number, width, height, page.rotation, Origin.OCR if words else Origin.EMPTY, result.words,
        tuple(grid for grid in result.grids if any(cell.lines for cell in grid.cells)), result.rules,
        engine=f"tesseract {tesseract.version()} {result.languages}",
        confidence=confidence(words), note="; ".join(notes) or None,
        to_page=tuple(float(value) for value in page.to_page.ravel()),
    )  # fmt: skip


def read_pages(
    path: Path, settings: Settings | None = None, progress: Callable[[int, int], None] | None = None
) -> Document:
    """A file with pages to a composed document, its pages spread over processes.

    Args:
        path: a PDF or an image.
        settings: how to recognise; the defaults serve.
        progress: called with (pages done, pages in all) after each page, in this process.
    """
    settings = settings or Settings()
    source = open_source(path)
    total = source.page_count
    workers = min(settings.workers, total)
    pages: dict[int, PageContent] = {}
    if workers <= 1:
        for number in range(1, total + 1):
            pages[number] = recognise_page(source, number, settings)
            if progress:
                progress(number, total)
        return compose(path, [pages[number] for number in sorted(pages)])
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        waiting = {pool.submit(recognise_page, source, number, settings): number for number in range(1, total + 1)}
        try:
            for done in as_completed(waiting):
                pages[waiting[done]] = done.result()
                if progress:
                    progress(len(pages), total)
        except BrokenProcessPool as error:
            raise InputError(
                "a process that recognised a page was killed, mostly for want of memory.",
                "Use fewer workers.", file=path,
            ) from error  # fmt: skip
        except KehoachError:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return compose(path, [pages[number] for number in sorted(pages)])
