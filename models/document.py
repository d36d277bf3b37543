"""The composed document: one text, and the way from any range of it back to page and place.

Coordinates are PDF points (1/72 inch) of the upright page, origin at the top left, y downwards. Offsets count
characters of `Document.text`. Confidence runs from 0 to 1; None where the text was not recognised but read (text layer,
transcript).
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Points."""
        return self.y1 - self.y0

    def union(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))


class Origin(StrEnum):
    """Where the text of a page comes from."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    TRANSCRIPT = "transcript"
    NATIVE = "native"
    """Text as the program in which the document was written stored it."""
    EMPTY = "empty"
    """Nothing is printed on the page: a blank, or a back with something shining through."""
    UNREADABLE = "unreadable"
    """The page could not be drawn or recognised: what it holds is unknown, its note says why."""


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word with its place; the unit between recognition and composition."""

    text: str
    box: Box
    confidence: float | None = None
    bold: bool = False
    italic: bool = False
    other: str | None = None
    """What a second reading read instead, where it disagreed."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word of a printed line: the range [start, end) of the text, and where it stands on the upright page."""

    start: int
    end: int
    box: Box
    confidence: float | None = None
    other: str | None = None
    """What a second reading read instead, where it disagreed."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: size in points after turning upright, and how its text was won."""

    number: int
    """1-based; a transcript without form feeds, or an office file without page breaks, is one page."""
    width: float | None
    height: float | None
    rotation: int
    """Degrees clockwise by which the stored page was turned to stand upright: 0, 90, 180 or 270."""
    origin: Origin
    engine: str | None = None
    """Name and version of the recogniser, for example 'tesseract 5.3.0 vie'."""
    confidence: float | None = None
    """Mean confidence of the words, weighted by their length."""
    note: str | None = None
    """Why the page went this way; for a transcript None."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: the range [start, end) of the text that stands on it."""

    start: int
    end: int
    page: int
    box: Box | None = None
    confidence: float | None = None
    words: tuple[PlacedWord, ...] = ()
    """In the order of the text; none where the source has no places (transcript)."""


@dataclass(frozen=True, slots=True)
class RunningLine:
    """A printed line that was taken out of the text: a page number, a running head, the appearance of a signature, the
    head of a table repeated on a new page."""

    text: str
    page: int
    """1 for the running heads of an office file, which has them once for all its pages."""
    box: Box | None = None
    confidence: float | None = None


class BlockKind(StrEnum):
    """What a block of the text is."""

    PARAGRAPH = "paragraph"
    TABLE = "table"
    FOOTNOTE = "footnote"
    LETTERHEAD = "letterhead"
    """Text of the two columns above the title, or of recipients and signature: one block a printed line."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a table or a footnote: the range [start, end) of the text, hints on how it is printed."""

    start: int
    end: int
    page: int
    """Page on which it begins."""
    kind: BlockKind = BlockKind.PARAGRAPH
    heading_level: int | None = None
    """Level of a Markdown heading (1-6), where the source has one."""
    bold: bool = False
    """The whole block, or its label and title, are printed bold."""
    italic: bool = False
    centered: bool = False
    column: int | None = None
    """0 (left) or 1 (right) in a part that is set in two columns (letterhead, recipients beside the signature)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: [start, end) is its text, empty where start == end."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1
    page: int = 1
    box: Box | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table over one page or several: fragments that continue each other are joined, repeated heads dropped.

    Its text stands in `Document.text` between start and end: rows as lines, cells divided by tabs, a cell cut by a page
    break joined by one space, lines of one cell joined by one space.
    """

    start: int
    end: int
    page: int
    cells: tuple[Cell, ...]
    rows: int
    columns: int
    has_grid: bool
    """True where rulings were seen: spans are then facts. False for tab-separated text: spans are unknown."""

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place of the grid."""
        for cell in self.cells:
            if cell.row <= row < cell.row + cell.row_span and cell.column <= column < cell.column + cell.column_span:
                return cell
        return None


@dataclass(frozen=True, slots=True)
class Repair:
    """A place at which normalising mended the text, whole words."""

    start: int
    """Of what stands there now, in `Document.text`."""
    end: int
    raw: str
    """What was read there."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Document:
    """A composed document. `blocks` cover the text in reading order; each table has one block of kind TABLE."""

    source: Path
    text: str
    pages: tuple[Page, ...]
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    running: tuple[RunningLine, ...] = ()
    """What is printed and was left out of the text, in page order."""
    part: int = 1
    """Which document of its file this is, from 1: a file may hold a letter and the plan that it sends."""
    raw_text: str | None = None
    """The text before normalising; None until then."""
    raw_offsets: tuple[int, ...] = field(default=(), repr=False)
    """For each character of `text`, and for its end, the offset in `raw_text`."""
    repairs: tuple[Repair, ...] = ()
    """Where words and numbers of `text` are not as they were read, in order; characters that only look alike (spaces,
    composed letters) are none."""
    cut_off: str | None = None
    """What the file itself lacks, as a clause: a file that is cut off can lack pages that nobody can count."""

    @property
    def unread_pages(self) -> str | None:
        """What of the file is not in the text, for example 'pages 3, 7 unreadable: the page cannot be drawn'; None
        where it was read whole."""
        reasons: dict[str, list[int]] = {}
        for page in self.pages:
            if page.origin is Origin.UNREADABLE:
                reasons.setdefault(page.note or "no reason known", []).append(page.number)
        parts = [
            f"{'page' if len(numbers) == 1 else 'pages'} {_listed(numbers)} unreadable: {reason}"
            for reason, numbers in reasons.items()
        ]
        return "; ".join([*parts, *([self.cut_off] if self.cut_off else [])]) or None

    def slice(self, start: int, end: int) -> str:
        """The text of a range."""
        return self.text[start:end]

    def lines_of(self, start: int, end: int) -> tuple[Line, ...]:
        """The printed lines that the range touches, in order."""
        first = max(0, bisect_right(self.lines, start, key=lambda line: line.start) - 1)
        found = []
        for at in range(first, len(self.lines)):
            line = self.lines[at]
            if line.start >= max(end, start + 1):
                break
            if line.end > start:
                found.append(line)
        return tuple(found)

    def page_of(self, offset: int) -> int | None:
        """Page on which the character at `offset` is printed; None where pages are unknown: for a transcript, or an
        office file that tells none."""
        unpaged = (Origin.TRANSCRIPT, Origin.NATIVE)
        if len(self.pages) == 1 and self.pages[0].origin in unpaged:
            return None
        lines = self.lines_of(offset, offset + 1)
        if lines:
            return lines[0].page
        before = bisect_right(self.lines, offset, key=lambda line: line.start)
        return self.lines[before - 1].page if before else (self.pages[0].number if self.pages else None)

    def confidence_of(self, start: int, end: int) -> float | None:
        """Mean confidence of the printed lines of the range, weighted by length; None where nothing was recognised."""
        weights = [
            (line.confidence, min(line.end, end) - max(line.start, start))
            for line in self.lines_of(start, end)
            if line.confidence is not None
        ]
        total = sum(weight for _, weight in weights)
        return sum(value * weight for value, weight in weights) / total if total else None

    def table_of(self, block: Block) -> Table | None:
        """The table that a block of kind TABLE stands for."""
        return next((table for table in self.tables if table.start == block.start), None)


def _listed(numbers: list[int]) -> str:
    """Rising numbers as a list, three in a row and more as a range: '3, 7, 9-20'."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(parts)
