"""The way of one document, from file to records: this module reads as the picture in the design."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from models.document import Document, Origin
from models.records import Records
from pipeline.errors import InputError
from pipeline.settings import Settings
from pipeline.sniff import OFFICE, PAGED, FileKind, kind_of, refuse

PageDone = Callable[[Path, int, int], None]
"""Told after each recognised page: file, pages done, pages in all."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document with what was extracted from it."""

    document: Document
    records: Records


@dataclass(frozen=True, slots=True)
class Processed:
    """What a file holds: its document, and the others where it holds several."""

    document: Document
    """The one that plans: with the most targets and assignments, of equals the first."""
    records: Records
    seconds: dict[str, float] = field(default_factory=dict)
    """Seconds each stage took, by its name."""
    others: tuple[Extracted, ...] = ()
    """In the order of the file: mostly none; a letter that sends the plan, or a second plan."""

    @property
    def unread_pages(self) -> str | None:
        """What of the file could not be read, in any of its documents; None where it was read whole."""
        told = [part.document.unread_pages for part in self.parts]
        return "; ".join(dict.fromkeys(text for text in told if text)) or None

    @property
    def parts(self) -> tuple[Extracted, ...]:
        """All documents in the order of the file."""
        every = (Extracted(self.document, self.records), *self.others)
        return tuple(sorted(every, key=lambda one: one.document.part))


def process(
    path: Path,
    page_done: PageDone | None = None,
    *,
    settings: Settings | None = None,
    page_workers: int = 1,
    isolate: bool = False,
) -> Processed:
    """Read, recognise, compose, split, normalise and extract one file, its pages spread over `page_workers` processes.

    With `isolate` pages are read in another process even where one does all: a crash of a library then costs a page.

    Raises InputError where the file cannot be read or holds no plan, MissingProgramError where a scan needs a program
    or model that is not installed.
    """
    settings = settings or Settings()
    seconds: dict[str, float] = {}
    kind = kind_of(path)
    if kind in PAGED:
        document = _read_pages(path, seconds, page_done, settings, page_workers, isolate)
    elif kind in OFFICE:
        document = _read_office(path, kind, seconds)
    elif kind is FileKind.TEXT:
        document = _read_text(path, seconds)
    else:
        raise refuse(path, kind)
    found = []
    for part in _split(document, seconds):
        normal = _normalise(part, seconds)
        found.append(Extracted(normal, _extract(normal, seconds)))
    main = max(found, key=lambda one: len(one.records.targets) + len(one.records.assignments))
    refuse_what_is_no_plan(main.document, main.records, kind)
    others = tuple(one for one in found if one is not main)
    return Processed(main.document, main.records, seconds, others)


# The stages are imported where they are used: they load language models and OpenCV, which a file that cannot be read,
# or another command, does not need.


def _read_office(path: Path, kind: FileKind, seconds: dict[str, float]) -> Document:
    from pipeline.office import read_office

    with _timed(seconds, "read"):
        return read_office(path, kind)


def _read_text(path: Path, seconds: dict[str, float]) -> Document:
    from pipeline.transcript import read_transcript

    with _timed(seconds, "read"):
        return read_transcript(path)


def _read_pages(
    path: Path,
    seconds: dict[str, float],
    page_done: PageDone | None,
    settings: Settings,
    page_workers: int,
    isolate: bool,
) -> Document:
    from pipeline import recognise

    how = recognise.Settings(
        languages=settings.languages,
        dpi=settings.dpi,
        workers=max(1, page_workers),
        seconds=settings.page_seconds,
        verify=settings.verify,
    )

    def report(done: int, total: int) -> None:
        if page_done is not None:
            page_done(path, done, total)

    with _timed(seconds, "recognise"):
        return recognise.read_pages(path, how, report, isolate=isolate)


def _split(document: Document, seconds: dict[str, float]) -> list[Document]:
    from pipeline.split import split

    with _timed(seconds, "compose"):
        return split(document)


def _normalise(document: Document, seconds: dict[str, float]) -> Document:
    from pipeline.normalise import normalise

    with _timed(seconds, "normalise"):
        return normalise(document)


def _extract(document: Document, seconds: dict[str, float]) -> Records:
    from pipeline.extract import extract

    with _timed(seconds, "extract"):
        return extract(document)


def refuse_what_is_no_plan(document: Document, records: Records, kind: FileKind) -> None:
    """Raise InputError where nothing tells that the text is a plan or a decision on one.

    A text holds a plan when it has at least one of: the kind or the number of an official document, a labelled section,
    a target, a row that assigns work or a row of a form.
    """
    head = records.document
    if head.kind or head.number or records.sections or records.targets or records.assignments or records.statistics:
        return
    if not document.text.strip():
        was_scanned = any(page.origin in (Origin.OCR, Origin.EMPTY) for page in document.pages)
        advice = "Check that the right side was scanned, and not too faint." if was_scanned else "Check the file."
        raise InputError("no text was found on its pages.", advice, file=document.source)
    # Word and Excel write .doc and .xls that are web pages; a .pdf that is one is what a site sent instead.
    if kind is FileKind.HTML and document.source.suffix.lower() in (".pdf", ".docx", ".xlsx", ".zip"):
        problem = "this is a web page without a plan, mostly the message of a site that did not give the file."
        raise InputError(problem, "Get it again from its source.", file=document.source)
    raise InputError(
        "holds no plan: its text has no kind or number of a document, no sections, no targets, no tasks.",
        "Check that this is the right file.",
        file=document.source,
    )


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    begin = time.perf_counter()
    try:
        yield
    finally:
        seconds[stage] = seconds.get(stage, 0.0) + time.perf_counter() - begin
