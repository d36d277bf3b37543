"""What a PDF page holds, found quickly and within bounds, before anything slow or greedy touches it.

Neither pdfminer nor pdfium has a limit of its own that helps here: the one unpacks whatever a stream holds, the other
draws for as long as it takes. So streams are measured before they are unpacked, images before they are decoded, and
objects are counted before they are parsed in Python.
"""

import re
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
from pypdfium2 import raw

from pipeline.errors import InputError
from pipeline.read import MAX_STORED_PIXELS, Source

MAX_UNPACKED = 64_000_000
"""Bytes of a page's drawing instructions: a page of outlined letters has 5 million, a million paths 30 million."""
MAX_IMAGE_BYTES = 400_000_000
"""Bytes of one image once decoded: A4 at 2,400 dpi in black and white has 70 million, at 600 dpi in colour 104."""
MAX_LAYER_LETTERS = 40_000
MAX_LAYER_OBJECTS = 40_000
"""Beyond these pdfminer takes minutes; a full page of small print has 8,000 letters, a large table 3,000 rulings."""
_MAX_VISITED = 100_000
_MAX_FORMS = 20_000
_DEEPEST = 20
_MAX_DECODED = 60_000_000
_GRID = 120
"""Cells on each side of the grid on which the share of a page under images is counted."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What is on a page."""

    letters: int
    """Characters of the text layer, hidden ones included."""
    objects: int
    """Text runs, paths, images and shadings, those within forms included."""
    image_share: float
    """Share of the page under images, 0 to 1."""
    hidden_share: float
    """Share of text runs that are drawn invisibly, as programs write that lay recognised text under a scan."""
    paths: int
    has_annotations: bool
    """Stamps, signatures and form fields, which are drawn too; links are not."""
    crop: tuple[float, float]
    """Left and top edge of what is shown within the media box, in units of the page turned by its /Rotate."""
    unit: float
    """Points a unit of the page, by its /UserUnit."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is drawn."""
        return self.objects == 0 and self.letters == 0 and not self.has_annotations

    @property
    def layer_is_too_large(self) -> bool:
        """Whether reading the layer would take minutes."""
        return self.letters > MAX_LAYER_LETTERS or self.objects > MAX_LAYER_OBJECTS


def survey_page(source: Source, number: int) -> Survey:
    """Count what is on a page (1-based).

    Raises:
        InputError: the page cannot be opened, its instructions are damaged, or they or an image are beyond all measure.
    """
    width, height = source.sizes[number - 1]
    if not (1 <= width < 1e6 and 1 <= height < 1e6):
        raise InputError("the page has no size.", "Print it to a new PDF.", file=source.path, page=number)
    measure_streams(source, number)
    with _page(source.path, number) as page:
        survey = _count(page, source.sizes[number - 1][0])
    if survey.is_empty:
        _check_really_empty(source, number)
    return survey


@contextmanager
def _page(path: Path, number: int) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise InputError("the page cannot be opened.", file=path, page=number) from error
    try:
        yield document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise InputError("the page cannot be opened.", file=path, page=number) from error
    finally:
        document.close()


def _count(page: Any, width: float) -> Survey:
    letters = int(page.get_textpage().count_chars())
    left, bottom, right, top = _shown(page)
    grid = np.zeros((_GRID, _GRID), dtype=bool)
    objects = runs = hidden = paths = 0
    for item in page.get_objects(max_depth=6):
        objects += 1
        if objects > _MAX_VISITED:
            break
        if item.type == raw.FPDF_PAGEOBJ_TEXT:
            runs += 1
            hidden += raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
        elif item.type == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
        elif item.type == raw.FPDF_PAGEOBJ_IMAGE:
            try:
                x0, y0, x1, y1 = item.get_bounds()
            except pypdfium2.PdfiumError:
                continue
            across, down = _cells(x0, x1, left, right), _cells(y0, y1, bottom, top)
            grid[down, across] = True
    width_in_units = right - left if page.get_rotation() % 180 == 0 else top - bottom
    return Survey(
        letters, objects, float(grid.mean()), hidden / runs if runs else 0.0, paths, _annotated(page), _crop(page),
        width / width_in_units,
    )  # fmt: skip


def _cells(begin: float, end: float, first: float, last: float) -> slice:
    """The cells of the grid that an image covers, one way."""
    places = [round(min(1.0, max(0.0, (value - first) / (last - first))) * _GRID) for value in (begin, end)]
    return slice(*places)


def _shown(page: Any) -> tuple[float, float, float, float]:
    """The box that a viewer shows, in units of the page before turning: left, bottom, right, top."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if right > left and top > bottom else tuple(media)


def _crop(page: Any) -> tuple[float, float]:
    media, shown = page.get_mediabox(), _shown(page)
    left, below = shown[0] - media[0], shown[1] - media[1]
    right, above = media[2] - shown[2], media[3] - shown[3]
    return {0: (left, above), 90: (below, left), 180: (right, below), 270: (above, right)}[page.get_rotation()]


def _annotated(page: Any) -> bool:
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), 100)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind not in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP):
            return True
    return False


def measure_streams(source: Source, number: int) -> None:
    """Raise InputError where the streams of a page would fill the memory when unpacked."""
    try:
        with warnings.catch_warnings(), pikepdf.open(source.path, suppress_warnings=True) as pdf:
            warnings.simplefilter("ignore")
            page = pdf.pages[number - 1].obj
            _measure_forms(page, source.path, number)
    except (pikepdf.PdfError, IndexError, RecursionError) as error:
        raise InputError("the page cannot be found in the file.", file=source.path, page=number) from error
    except (TypeError, ValueError, AttributeError, KeyError, NotImplementedError):
        # A dictionary of the page is not what it should be: what can be drawn of it, pdfium will tell.
        return


def _content_streams(contents: Any) -> list[Any]:
    if isinstance(contents, pikepdf.Array):
        return [item for item in contents if isinstance(item, pikepdf.Stream)]
    return [contents] if isinstance(contents, pikepdf.Stream) else []


def _measure_forms(page: Any, path: Path, number: int) -> None:
    """Follow the forms that a page draws: what they unpack to in all, how often each is drawn, and their images.

    A form may draw itself, or ten times one that draws another ten times: pdfium follows all of them and takes all
    memory there is.
    """
    left = MAX_UNPACKED
    drawn: dict[Any, int] = {}

    def expand(content: bytes, resources: Any, above: tuple[Any, ...]) -> int:
        """How many forms are drawn in all."""
        nonlocal left
        left -= len(content)
        if left < 0:
            problem = f"its drawing instructions unpack to more than {MAX_UNPACKED // 1_000_000} million bytes."
            raise InputError(problem, "Print it to a new PDF.", file=path, page=number)
        total = 1
        named: Any = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
        for name, item in list(named.items()) if isinstance(named, pikepdf.Dictionary) else []:
            if not isinstance(item, pikepdf.Stream):
                continue
            if item.get("/Subtype") == "/Image":
                _measure_image(item, path, number)
                continue
            times = len(re.findall(rb"%b\s+Do\b" % re.escape(str(name).encode()), content))
            if not times:
                continue
            if item.objgen in above or len(above) > _DEEPEST:
                raise InputError("a form on it contains itself.", "Print it to a new PDF.", file=path, page=number)
            if item.objgen not in drawn:
                inner = item.get("/Resources", resources)
                drawn[item.objgen] = expand(unpack(item, MAX_UNPACKED), inner, (*above, item.objgen))
            total += times * drawn[item.objgen]
        if total > _MAX_FORMS:
            raise InputError("forms on it are drawn too often.", "Print it to a new PDF.", file=path, page=number)
        return total

    content = b"\n".join(unpack(stream, MAX_UNPACKED) for stream in _content_streams(page.get("/Contents")))
    expand(content, page.get("/Resources"), ())


def _measure_image(image: Any, path: Path, number: int) -> None:
    width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    filters = _filters(image)
    if "/JPXDecode" in filters:
        # The size that counts stands in the image itself: marker FF51, then 4 bytes, then width and height.
        head = bytes(image.read_raw_bytes()[:4096])
        at = head.find(b"\xff\x51")
        if at >= 0 and len(head) >= at + 14:
            width = max(width, int.from_bytes(head[at + 6 : at + 10], "big"))
            height = max(height, int.from_bytes(head[at + 10 : at + 14], "big"))
    pixels = width * height
    bits = 1 if image.get("/ImageMask", False) else int(image.get("/BitsPerComponent", 8))
    one_bit = bits == 1 or {"/CCITTFaxDecode", "/JBIG2Decode"} & set(filters)
    size = pixels // 8 if one_bit else pixels * bits // 8 * _components(image.get("/ColorSpace"))
    if pixels > MAX_STORED_PIXELS or size > MAX_IMAGE_BYTES:
        problem = f"an image on it has {pixels // 1_000_000} million pixels, {size // 1_000_000} million bytes."
        raise InputError(problem, "Scan it at 300 dpi.", file=path, page=number)


def _components(space: Any) -> int:
    parts: list[Any] = list(space) if isinstance(space, pikepdf.Array) else []
    name = str(parts[0] if parts else space)
    if name == "/ICCBased":
        return int(parts[1].get("/N", 3))
    return {"/DeviceGray": 1, "/CalGray": 1, "/Indexed": 1, "/Separation": 1, "/DeviceCMYK": 4}.get(name, 3)


def _filters(stream: Any) -> list[str]:
    found = stream.get("/Filter")
    return [str(name) for name in found] if isinstance(found, pikepdf.Array) else [str(found)] if found else []


def unpack(stream: Any, limit: int) -> bytes:
    """What a stream holds; `limit` + 1 bytes at most, so that a bomb is measured, not set off."""
    data = bytes(stream.read_raw_bytes())
    for name in _filters(stream):
        if name not in ("/FlateDecode", "/Fl"):
            break
        try:
            data = zlib.decompressobj().decompress(data, limit + 1)
        except zlib.error:
            break
    return data


def _check_really_empty(source: Source, number: int) -> None:
    """Raise InputError where a page on which nothing is drawn has instructions that could not be read."""
    with warnings.catch_warnings(), pikepdf.open(source.path, suppress_warnings=True) as pdf:
        warnings.simplefilter("ignore")
        try:
            page = pdf.pages[number - 1].obj
            contents = page.get("/Contents")
            lost = "/Contents" in page and not isinstance(contents, pikepdf.Stream | pikepdf.Array)
            for stream in _content_streams(contents):
                stream.read_bytes()
        except (pikepdf.PdfError, IndexError):
            lost = True
    if lost:
        raise InputError("its drawing instructions are damaged.", "Get the file again.", file=source.path, page=number)


def images_decode(source: Source, number: int) -> bool:
    """Whether every image on a page can be decoded; asked of pages that come out blank."""
    with _page(source.path, number) as page:
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=6):
            try:
                columns, rows = item.get_px_size()
                if columns * rows <= _MAX_DECODED:
                    item.get_bitmap()
            except (pypdfium2.PdfiumError, ValueError):
                return False
    return True
