"""Pages to words and tables: the text layer where it can be trusted, recognition where not, each with the reason."""

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from models.document import Document, Origin
from pipeline import tesseract
from pipeline.aligned import find_aligned
from pipeline.compose import compose
from pipeline.errors import InputError, KehoachError
from pipeline.grid import build_grids, filled, outside, stray_rules
from pipeline.layer import Layer, read_layer
from pipeline.limits import TimeUpError, end_process_after, time_limit
from pipeline.lines import confidence
from pipeline.page import PageContent
from pipeline.read import Source, render
from pipeline.salvage import opened
from pipeline.scan import clean, recognise_scan
from pipeline.survey import Survey, images_decode, survey_page
from pipeline.triage import holds_text
from pipeline.workers import DeadProcessError, work

__all__ = ["PageContent", "Settings", "read_page", "read_pages", "recognise_page"]

LAYER_SECONDS = 30.0
"""Time limit for the text layer of a page: pdfminer takes 0.5 s for most."""
_ADVICE = "Get it again from its source, or print it to a new PDF."


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

    @property
    def page_seconds(self) -> float:
        """Time limit for a whole page, on which the engine is called several times."""
        return 4 * self.seconds


def read_page(source: Source, number: int, settings: Settings) -> PageContent:
    """One page (1-based), with the reason for its way in `note`. What is wrong with a page stays with that page: it
    comes back as UNREADABLE.

    Raises:
        MissingProgramError: the engine or its language is not installed; no page can be recognised then.
    """
    seconds = settings.page_seconds
    try:
        with end_process_after(seconds + 30), time_limit(seconds):
            return recognise_page(source, number, settings)
    except TimeUpError:
        reason = f"it took more than {seconds:g} seconds"
    except InputError as error:
        reason = error.problem.rstrip(".")
    except KehoachError:
        raise
    except MemoryError:
        reason = "there is not enough memory for it"
    except Exception as error:
        # Whatever a library stumbles over on one page must not cost the others.
        said = " ".join(f"{type(error).__name__}: {error}".split())
        reason = f"an unexpected error ({said[:160]})"
    return unreadable(source, number, reason)


def unreadable(source: Source, number: int, reason: str) -> PageContent:
    """A page of which nothing is known but its size."""
    return PageContent(number, *source.sizes[number - 1], 0, Origin.UNREADABLE, note=reason)


def recognise_page(source: Source, number: int, settings: Settings) -> PageContent:
    """One page (1-based), with the reason for its way in `note`.

    Raises:
        InputError: the page cannot be drawn, or the engine failed on it; names file and page.
        MissingProgramError: the engine or its language is not installed.
    """
    if source.kind != "pdf":
        return _from_image(source, number, settings, "page image")
    survey = survey_page(source, number)
    if survey.is_empty:
        _refuse_lost(source, number, "nothing is drawn on the page")
        size = source.sizes[number - 1]
        return PageContent(number, *size, 0, Origin.EMPTY, note="nothing is drawn on the page")
    note = "no text layer"
    if survey.letters > 0:
        content, note = _try_layer(source, number, survey)
        if content is not None:
            return content
    elif survey.paths > survey.objects / 2:
        note = "no text layer, letters drawn as shapes"
    return _from_image(source, number, settings, note)


def _try_layer(source: Source, number: int, survey: Survey) -> tuple[PageContent | None, str]:
    """The page by its text layer, or None and the reason why it has to be recognised."""
    if survey.layer_is_too_large:
        return None, "text layer too large to be read"
    try:
        with time_limit(LAYER_SECONDS):
            layer = read_layer(source, number, survey)
    except TimeUpError:
        return None, f"text layer not read within {LAYER_SECONDS:g} seconds"
    # pdfminer raises whatever its parser stumbles over (KeyError, struct.error, RecursionError ...); the page can still
    # be drawn.
    except Exception as error:
        return None, f"text layer unreadable ({type(error).__name__})"
    return (_from_layer(number, layer) if layer.trusted else None), layer.note


def _from_layer(number: int, layer: Layer) -> PageContent:
    edges = list(layer.edges)
    ruled = [filled(grid, layer.words) for grid in build_grids(edges)]
    ruled = [grid for grid in ruled if any(cell.lines for cell in grid.cells)]
    words = outside(layer.words, ruled)
    aligned = find_aligned(words, stray_rules(edges, ruled), layer.width)
    grids = sorted([*ruled, *(filled(grid, words) for grid in aligned)], key=lambda grid: (grid.box.y0, grid.box.x0))
    words = outside(words, aligned)
    origin = Origin.TEXT_LAYER
    return PageContent(
        number, layer.width, layer.height, layer.rotation, origin, tuple(words), tuple(grids),
        stray_rules(edges, grids), note=layer.note,
    )  # fmt: skip


def _from_image(source: Source, number: int, settings: Settings, note: str) -> PageContent:
    tesseract.require(settings.languages)
    raster = render(source, number, settings.dpi)
    size = source.sizes[number - 1]
    page = clean(raster, size, settings.seconds)
    result, page = recognise_scan(page, settings.languages, verify=settings.verify, seconds=settings.seconds)
    width, height = size if page.rotation in (0, 180) else size[::-1]
    grids = tuple(grid for grid in result.grids if any(cell.lines for cell in grid.cells))
    words = [*result.words, *(word for grid in grids for cell in grid.cells for line in cell.lines for word in line)]
    engine = f"tesseract {tesseract.version()} {result.languages}"
    notes = [text for text in (note, page.note) if text]
    if not holds_text(words):
        _refuse_lost(source, number, "no words on the page image")
        return PageContent(
            number, width, height, page.rotation, Origin.EMPTY, engine=engine,
            note="; ".join([*notes, "no words on the page image"]),
        )  # fmt: skip
    return PageContent(
        number, width, height, page.rotation, Origin.OCR, result.words, grids, result.rules,
        engine=engine, confidence=confidence(words), note="; ".join(notes),
        to_page=tuple(float(value) for value in page.to_page.ravel()),
    )  # fmt: skip


def _refuse_lost(source: Source, number: int, finding: str) -> None:
    """Raise InputError where a page looks blank only because a part of it is lost."""
    if source.cut_off:
        raise InputError(f"the file is cut off and {finding}.", file=source.path, page=number)
    if source.kind == "pdf" and not images_decode(source, number):
        raise InputError("its image cannot be decoded.", "Scan it again.", file=source.path, page=number)


def read_pages(
    path: Path,
    settings: Settings | None = None,
    progress: Callable[[int, int], None] | None = None,
    *,
    isolate: bool = False,
) -> Document:
    """A file with pages to a composed document, its pages spread over processes.

    Pages that cannot be read are kept as UNREADABLE, and `Document.unread_pages` tells of them.

    Args:
        path: a PDF or an image.
        settings: how to recognise; the defaults serve.
        progress: called with (pages done, pages in all) after each page, in this process.
        isolate: read even a single page in another process, so that a library's crash costs that page only.

    Raises:
        InputError: the file cannot be opened, or not one of its pages can be read.
        MissingProgramError: the engine or its language is not installed.
    """
    settings = settings or Settings()
    with opened(path) as source:
        contents = _read_all(source, settings, progress, isolate=isolate)
    if all(page.origin is Origin.UNREADABLE for page in contents):
        first = contents[0]
        raise InputError(f"no page can be read: {first.note}.", _ADVICE, file=path, page=first.number)
    return replace(compose(path, contents), cut_off=source.cut_off)


def _read_all(
    source: Source, settings: Settings, progress: Callable[[int, int], None] | None, *, isolate: bool
) -> list[PageContent]:
    total = source.page_count
    workers = min(settings.workers, total)
    if workers <= 1 and not isolate:
        workers = 0
    pages: dict[int, PageContent] = {}
    job = partial(_read_numbered, source, settings)
    with closing(work(range(1, total + 1), job, workers, lambda *_: None)) as outcomes:
        for outcome in outcomes:
            if isinstance(outcome.error, DeadProcessError):
                reason = "the process that read it died, mostly for want of memory"
                pages[outcome.item] = unreadable(source, outcome.item, reason)
            elif outcome.result is None:
                raise outcome.error or InputError("gave nothing.", file=source.path, page=outcome.item)
            else:
                pages[outcome.item] = outcome.result
            if progress:
                progress(len(pages), total)
    return [pages[number] for number in sorted(pages)]


def _read_numbered(source: Source, settings: Settings, number: int, _: object) -> PageContent:
    return read_page(source, number, settings)
