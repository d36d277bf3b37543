"""Pages with what was read drawn over them: lines, paragraphs, tables and doubtful words, for a look at why.

Boxes of a document are in points of the upright page, so they are drawn on the page as it is stored, turned upright:
what was levelled or flattened for recognition is shown where it stands on the scan.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from models.document import Block, BlockKind, Box, Document, Line, Origin, Page, RunningLine
from models.text import strip_marks
from pipeline.output import shorten, write_whole
from pipeline.read import Source, open_source, render

DOUBTFUL = 0.7
"""Confidence below which a word is marked."""
_DPI = 120.0
_FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf", "Arial.ttf", "Helvetica.ttc")
_SHADES = [255 - (255 - value) // 12 * 12 for value in range(256)]
"""Fewer shades of the page, so that the grain of a scan does not fill the disk: 0.5 MB a page instead of 1.4."""
_FRAME = 36
"""Pixels free on either side of the page, for the numbers of blocks."""

Colour = tuple[int, int, int]
_INK: Colour = (38, 50, 56)
_LINE: Colour = (120, 144, 156)
_RUNNING: Colour = (117, 117, 117)
_DOUBT: Colour = (229, 57, 53)
_SECOND: Colour = (245, 124, 0)
_CELL: Colour = (102, 187, 106)
_KINDS: dict[BlockKind, tuple[Colour, str]] = {
    BlockKind.PARAGRAPH: ((30, 101, 192), "paragraph"),
    BlockKind.LETTERHEAD: ((123, 31, 162), "letterhead, signature"),
    BlockKind.TABLE: ((46, 125, 50), "table"),
    BlockKind.FOOTNOTE: ((141, 85, 36), "footnote"),
}
_ORIGINS = {
    Origin.TEXT_LAYER: "read from its text layer",
    Origin.OCR: "recognised",
    Origin.EMPTY: "recognised, nothing found",
    Origin.TRANSCRIPT: "transcript",
    Origin.NATIVE: "text as its program stored it",
}


@dataclass(slots=True)
class _PageParts:
    """What of a document stands on one page."""

    lines: list[Line] = field(default_factory=list)
    running: list[RunningLine] = field(default_factory=list)
    blocks: list[tuple[Block, Box]] = field(default_factory=list)
    """In reading order, each with the box around its part on this page."""
    cells: list[Box] = field(default_factory=list)


def draw_pages(path: Path, documents: Sequence[Document], folder: Path) -> list[str]:
    """Write a PNG a page to `folder` (NAME-p001.png ...); gives what is to be told of it, a sentence each.

    Raises InputError where the file can't be drawn, UsageError where the folder can't be written.
    """
    pages = [(document, page) for document in documents for page in document.pages]
    if any(page.width is None or page.height is None or page.origin is Origin.TRANSCRIPT for _, page in pages):
        return [f"{path}: there is nothing to draw: the file has text, but no pages."]
    source = open_source(path)
    for document, page in pages:
        image = draw_page(source, document, page)
        stream = io.BytesIO()
        image.save(stream, "PNG", optimize=True)
        write_whole(folder / f"{path.stem}-p{page.number:03}.png", stream.getvalue(), make_folder=True)
    count = len(pages)
    return [f"{path}: {count} {'page' if count == 1 else 'pages'} drawn in {folder}."]


def draw_page(source: Source, document: Document, page: Page) -> Image.Image:
    """One page with its parts, a caption above and a legend below."""
    raster = render(source, page.number, _DPI)
    scale = raster.scale
    sheet = Image.fromarray(raster.pixels).convert("RGB")
    if page.rotation:
        sheet = sheet.rotate(-page.rotation, expand=True)
    # Pale print lets the marks stand out.
    sheet = Image.blend(sheet, Image.new("RGB", sheet.size, "white"), 0.35).point(_SHADES * 3)
    parts = _parts_of(document, page.number)
    sheet = _mark(sheet, parts, scale)
    caption = _caption(source, document, page)
    head, foot = _text_height(caption, sheet.width), 44
    whole = Image.new("RGB", (sheet.width + 2 * _FRAME, sheet.height + head + foot), (236, 239, 241))
    whole.paste(sheet, (_FRAME, head))
    pen = ImageDraw.Draw(whole)
    pen.rectangle((_FRAME - 1, head - 1, _FRAME + sheet.width, head + sheet.height), outline=(176, 190, 197))
    for row, text in enumerate(_wrapped(caption, sheet.width)):
        pen.text((_FRAME, 10 + 20 * row), text, fill=_INK, font=_font(15))
    _number(pen, parts, scale, head)
    _legend(pen, parts, _FRAME, head + sheet.height + 14)
    return whole


def _parts_of(document: Document, number: int) -> _PageParts:
    parts = _PageParts(
        lines=[line for line in document.lines if line.page == number and line.box],
        running=[line for line in document.running if line.page == number and line.box],
    )
    for block in document.blocks:
        table = document.table_of(block) if block.kind is BlockKind.TABLE else None
        cells = [cell.box for cell in table.cells if cell.page == number and cell.box] if table else []
        boxes = [line.box for line in parts.lines if block.start <= line.start < block.end and line.box]
        around = _around([*boxes, *cells])
        if around is not None:
            parts.blocks.append((block, around))
            parts.cells += cells
    return parts


def _around(boxes: Iterable[Box]) -> Box | None:
    around = None
    for box in boxes:
        around = box if around is None else around.union(box)
    return around


def _mark(sheet: Image.Image, parts: _PageParts, scale: float) -> Image.Image:
    veil = Image.new("RGBA", sheet.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(veil)
    # A veil keeps what is drawn last at a place: areas come before the strokes that lie on them.
    for block, box in parts.blocks:
        colour = _KINDS[block.kind][0]
        pen.rectangle(_pixels(box, scale, 3), outline=(*colour, 230), fill=(*colour, 16), width=2)
    for cell in parts.cells:
        pen.rectangle(_pixels(cell, scale, -2), outline=(*_CELL, 255))
    for line in parts.lines:
        pen.rectangle(_pixels(line.box, scale, 0), outline=(*_LINE, 140))
    for word in (word for line in parts.lines for word in line.words):
        if word.confidence is not None and word.confidence < DOUBTFUL:
            pen.rectangle(_pixels(word.box, scale, 1), fill=(*_DOUBT, 80))
        if word.other is not None:
            x0, _, x1, y1 = _pixels(word.box, scale, 0)
            pen.line((x0, y1 + 1, x1, y1 + 1), fill=(*_SECOND, 255), width=2)
    for running in parts.running:
        _hatch(pen, _pixels(running.box, scale, 3))
    return Image.alpha_composite(sheet.convert("RGBA"), veil).convert("RGB")


def _pixels(box: Box | None, scale: float, margin: float) -> tuple[float, float, float, float]:
    assert box is not None
    x0, y0 = box.x0 * scale - margin, box.y0 * scale - margin
    return x0, y0, max(x0, box.x1 * scale + margin), max(y0, box.y1 * scale + margin)


def _hatch(pen: ImageDraw.ImageDraw, box: tuple[float, float, float, float]) -> None:
    """A box of slanted strokes: what is taken out of the text."""
    x0, y0, x1, y1 = box
    height = y1 - y0
    at = x0 - height
    while at < x1:
        start, end = max(at, x0), min(at + height, x1)
        pen.line((start, y1 - (start - at), end, y1 - (end - at)), fill=(*_RUNNING, 120))
        at += 6
    pen.rectangle(box, outline=(*_RUNNING, 220))


def _number(pen: ImageDraw.ImageDraw, parts: _PageParts, scale: float, top: int) -> None:
    """The order of reading: a number at the upper left of each block, the same for all lines of a letterhead's
    column."""
    for number, (block, box) in enumerate(_runs(parts.blocks), 1):
        colour = _KINDS[block.kind][0]
        text = str(number)
        wide = 9 + 9 * len(text)
        x = max(2.0, _FRAME + box.x0 * scale - wide - 5)
        y = top + box.y0 * scale - 2
        pen.rounded_rectangle((x, y, x + wide, y + 19), radius=6, fill=colour)
        pen.text((x + wide / 2, y + 9.5), text, fill="white", font=_font(13), anchor="mm")


def _runs(blocks: Sequence[tuple[Block, Box]]) -> Iterator[tuple[Block, Box]]:
    """Blocks, those of one column of a letterhead as one."""
    current: tuple[Block, Box] | None = None
    for block, box in blocks:
        if (
            current is not None
            and block.kind is BlockKind.LETTERHEAD is current[0].kind
            and block.column == current[0].column
        ):
            current = current[0], current[1].union(box)
            continue
        if current is not None:
            yield current
        current = block, box
    if current is not None:
        yield current


def _legend(pen: ImageDraw.ImageDraw, parts: _PageParts, x: float, y: float) -> None:
    kinds = {block.kind for block, _ in parts.blocks}
    entries = [(colour, name) for kind, (colour, name) in _KINDS.items() if kind in kinds]
    entries += [(_CELL, "cell")] if parts.cells else []
    entries += [(_LINE, "printed line"), (_DOUBT, f"word below {DOUBTFUL:g}")]
    if any(word.other is not None for line in parts.lines for word in line.words):
        entries.append((_SECOND, "two readings differ"))
    entries += [(_RUNNING, "left out of the text")] if parts.running else []
    for colour, name in entries:
        pen.rectangle((x, y + 2, x + 16, y + 14), fill=tuple((255 + 2 * part) // 3 for part in colour), outline=colour)
        pen.text((x + 22, y), name, fill=_INK, font=_font(13))
        x += 40 + pen.textlength(name, font=_font(13))


def _caption(source: Source, document: Document, page: Page) -> str:
    how = _ORIGINS[page.origin]
    if page.engine:
        how += f" by {page.engine}"
    if page.confidence is not None:
        how += f", confidence {page.confidence:.2f}"
    if page.rotation:
        how += f", turned by {page.rotation}° clockwise"
    which = f", document {document.part} of the file" if document.part > 1 else ""
    note = f" ({page.note})" if page.note else ""
    left_out = "; ".join(shorten(line.text, 60) for line in document.running if line.page == page.number)
    told = f" Left out of the text: {left_out}." if left_out else ""
    return f"{source.path.name}, page {page.number} of {source.page_count}{which}: {how}{note}.{told}"


def _wrapped(text: str, width: int) -> list[str]:
    pen = ImageDraw.Draw(Image.new("L", (1, 1)))
    rows = [""]
    for word in _writable(text).split():
        longer = f"{rows[-1]} {word}".strip()
        if rows[-1] and pen.textlength(longer, font=_font(15)) > width:
            rows.append(word)
        else:
            rows[-1] = longer
    return rows


def _text_height(text: str, width: int) -> int:
    return 20 + 20 * len(_wrapped(text, width))


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def _writable(text: str) -> str:
    """The text, without its diacritics where no font with Vietnamese letters was found."""
    font = _font(15)
    unknown, known = (bytes(font.getmask(char)) for char in ("\U000ffffe", "ế"))
    return strip_marks(text) if unknown == known else text
