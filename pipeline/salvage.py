"""What is left of a PDF whose end is missing: its pages, where they stand before the cut, under a page tree made anew.

The list of objects and mostly the page tree stand at the end of a PDF, so without it no program finds the pages of a
scan that was half downloaded, though they are all there.
"""

import io
import re
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pikepdf

from pipeline.errors import InputError
from pipeline.read import CUT_OFF, CutOffError, Source, open_source

_OBJECT = re.compile(rb"(?<!\d)(\d{1,9}) (\d{1,5}) obj\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_LONGEST_HEAD = 20_000


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """`open_source`, also for a PDF that lost its page tree with its end: its pages are then read from a mended copy,
    which is gone afterwards.

    Raises:
        InputError: as `open_source`.
    """
    try:
        source = open_source(path)
    except CutOffError:
        with tempfile.TemporaryDirectory(prefix="kehoach_") as folder:
            copy = Path(folder) / "mended.pdf"
            if not _mend(path, copy):
                raise
            try:
                source = replace(open_source(copy), cut_off=CUT_OFF)
            except InputError as error:
                raise InputError(error.problem, error.advice, file=path, page=error.page) from error
            yield source
        return
    yield source


def _mend(path: Path, copy: Path) -> bool:
    """Write a PDF of the pages that are found before the cut; False where there are none."""
    content = path.read_bytes()
    body = content[: content.rfind(b"endobj") + len(b"endobj")]
    pages, largest = find_pages(body)
    if not pages:
        return False
    kids = b" ".join(b"%d %d R" % page for page in pages)
    tree, root = largest + 1, largest + 2
    body += (
        b"\n%d 0 obj\n<</Type/Pages/Count %d/Kids[%b]>>\nendobj\n%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n"
        b"trailer\n<</Root %d 0 R/Size %d>>\nstartxref\n0\n%%%%EOF\n"
        % (tree, len(pages), kids, root, tree, root, root + 1)
    )
    try:
        with warnings.catch_warnings(), pikepdf.open(io.BytesIO(body), suppress_warnings=True) as pdf:
            warnings.simplefilter("ignore")
            for page in pdf.pages:
                page.obj.Parent = pdf.Root.Pages
            pdf.save(copy)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):
        return False
    return True


def find_pages(body: bytes) -> tuple[list[tuple[int, int]], int]:
    """Number and generation of the page objects in the bytes of a PDF, in their order, and the largest number of any
    object."""
    pages: dict[int, int] = {}
    largest = 0
    for found in _OBJECT.finditer(body):
        number, generation = int(found.group(1)), int(found.group(2))
        largest = max(largest, number)
        head = body[found.end() : found.end() + _LONGEST_HEAD]
        ends = [place for mark in (b"endobj", b"stream") if (place := head.find(mark)) >= 0]
        if _PAGE.search(head, 0, min(ends, default=len(head))):
            pages[number] = generation
    return list(pages.items()), largest
