"""The parts of a page: running heads, the two-column parts of the official form, body lines, tables, footnotes.

Nghị định 30/2020/NĐ-CP sets the issuer and the national motto side by side above the title, and the recipients beside
the signature below the text; everything else is one column. All measures are points of the level page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from statistics import median

from models.document import Box, Word
from models.text import fold
from pipeline.grid import Grid
from pipeline.lines import bounds, group_lines, letter_count
from pipeline.page import PageContent


class Part(StrEnum):
    """What a printed line belongs to."""

    BODY = "body"
    TWO_COLUMN = "two_column"
    FOOTNOTE = "footnote"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A printed line and the margins of the text it stands in."""

    page: int
    words: tuple[Word, ...]
    box: Box
    part: Part = Part.BODY
    column: int | None = None
    left: float = 0.0
    """Left margin of the body on this page."""
    right: float = 0.0
    centered: bool = False

    @property
    def text(self) -> str:
        """The line's words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def indent(self) -> float:
        """Distance of its start from the left margin."""
        return self.box.x0 - self.left

    @property
    def height(self) -> float:
        """Height of its letters."""
        return median(word.box.height for word in self.words)


@dataclass(slots=True)
class PageLayout:
    """The parts of one page, body and tables in reading order."""

    page: PageContent
    items: list[PrintedLine | Grid] = field(default_factory=list)
    footnotes: list[PrintedLine] = field(default_factory=list)
    running: list[PrintedLine] = field(default_factory=list)


_PAGE_NUMBER = re.compile(r"^[-–—~.\s]*(?:(?:trang|page)\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—~.\s]*$", re.IGNORECASE)
_NOTE_START = re.compile(r"^(?:\(?\d{1,2}\)?[.)]?\s+\S|\(\d{1,2}\)|\[\d{1,2}\]|\*+\s*\S)")
_TABLE_NOTE = re.compile(r"^(?:[(®©*]\W?\s?\d{0,2}\)?|\d{1,2}\s?\))\s*\S")
_TOP, _BOTTOM = 0.085, 0.925
"""Shares of the height above and below which running heads stand; the form leaves margins of 20 mm (0.067)."""


def make_line(page: int, words: Sequence[Word], part: Part = Part.BODY, column: int | None = None) -> PrintedLine:
    """A line of its words."""
    return PrintedLine(page, tuple(words), bounds(words), part, column)


def lay_out(pages: Sequence[PageContent]) -> list[PageLayout]:
    """The parts of each page; running heads are known by their repetition over pages."""
    layouts = [PageLayout(page) for page in pages]
    rows = [group_lines(page.words) for page in pages]
    heads = _repeated_heads(pages, rows)
    numbers = _number_places(pages, rows)
    remaining: list[list[list[Word]]] = []
    for layout, page, page_rows in zip(layouts, pages, rows, strict=True):
        rest = []
        for row in page_rows:
            line = make_line(page.number, row, Part.RUNNING)
            if (
                _is_page_number(line, page)
                or (_in_margin(line, page) and _head_key(line) in heads)
                or _is_misread_number(line, page, numbers)
            ):
                layout.running.append(line)
            else:
                rest.append(row)
        remaining.append(rest)
    advance = _body_advance(remaining)
    for layout, page_rows in zip(layouts, remaining, strict=True):
        _fill(layout, page_rows, advance)
    _set_margins(layouts)
    return layouts


def _in_margin(line: PrintedLine, page: PageContent) -> bool:
    return line.box.y1 < _TOP * page.height or line.box.y0 > _BOTTOM * page.height


def _is_page_number(line: PrintedLine, page: PageContent) -> bool:
    return bool(_PAGE_NUMBER.match(line.text)) and _in_margin(line, page) and len(line.words) <= 4


def _number_places(pages: Sequence[PageContent], rows: Sequence[list[list[Word]]]) -> list[tuple[float, float]]:
    """Where page numbers stand, as shares of the page's width and height."""
    return [
        ((line.box.x0 + line.box.x1) / 2 / page.width, line.box.y0 / page.height)
        for page, page_rows in zip(pages, rows, strict=True)
        for line in (make_line(page.number, row) for row in page_rows)
        if _is_page_number(line, page)
    ]


def _is_misread_number(line: PrintedLine, page: PageContent, numbers: Sequence[tuple[float, float]]) -> bool:
    """Whether a very short line in the margin is dirt, or stands where other pages have their number."""
    if not _in_margin(line, page) or len(line.text) > 5:
        return False
    sure = min((word.confidence for word in line.words if word.confidence is not None), default=1.0)
    x, y = (line.box.x0 + line.box.x1) / 2 / page.width, line.box.y0 / page.height
    return sure < 0.5 or any(abs(x - other[0]) < 0.03 and abs(y - other[1]) < 0.03 for other in numbers)


def _head_key(line: PrintedLine) -> str:
    return re.sub(r"\d+", "#", fold(line.text))


def _repeated_heads(pages: Sequence[PageContent], rows: Sequence[list[list[Word]]]) -> set[str]:
    counts: dict[str, int] = {}
    for page, page_rows in zip(pages, rows, strict=True):
        keys = {
            _head_key(line)
            for line in (make_line(page.number, row) for row in [*page_rows[:2], *page_rows[-2:]])
            if _in_margin(line, page)
        }
        for key in keys:
            counts[key] = counts.get(key, 0) + 1
    return {key for key, count in counts.items() if count >= max(3, 0.4 * len(pages))}


def _body_advance(rows: Sequence[list[list[Word]]]) -> float:
    """Width of a letter of the body text, spaces counted: tells the print size better than the height of boxes."""
    values = [value for page in rows for row in page if (value := advance_of(row)) is not None]
    return median(values) if values else 0.0


def advance_of(words: Sequence[Word]) -> float | None:
    """Mean width of a letter within words; None for fewer than 15 letters."""
    letters = sum(len(word.text) for word in words)
    return sum(word.box.width for word in words) / letters if letters >= 15 else None


def _fill(layout: PageLayout, rows: list[list[Word]], advance: float) -> None:
    page = layout.page
    regions = find_two_columns(rows, page.width)
    taken = {index for region in regions for index in range(region.first, region.last + 1)}
    body = [(index, row) for index, row in enumerate(rows) if index not in taken]
    last_region = max((region.last for region in regions), default=-1)
    notes_from = _footnotes_from(layout, [(i, r) for i, r in body if i > last_region or i < 0], advance)
    blocks: list[tuple[float, list[PrintedLine | Grid]]] = [(grid.box.y0, [grid]) for grid in page.grids]
    for index, row in body:
        line = make_line(page.number, row)
        if notes_from is not None and index >= notes_from:
            layout.footnotes.append(make_line(page.number, row, Part.FOOTNOTE))
        else:
            blocks.append((line.box.y0, [line]))
    for region in regions:
        words = [word for row in rows[region.first : region.last + 1] for word in row]
        lines: list[PrintedLine | Grid] = []
        for column in (0, 1):
            side = [word for word in words if (sum((word.box.x0, word.box.x1)) / 2 > region.split) == bool(column)]
            lines += [make_line(page.number, row, Part.TWO_COLUMN, column) for row in group_lines(side)]
        blocks.append((min(word.box.y0 for word in words), lines))
    for _, items in sorted(blocks, key=lambda block: block[0]):
        layout.items += items


@dataclass(frozen=True, slots=True)
class TwoColumns:
    """Rows `first` to `last` of a page, divided at x = `split`."""

    first: int
    last: int
    split: float


def find_two_columns(rows: Sequence[Sequence[Word]], width: float) -> list[TwoColumns]:
    """Runs of rows with text on both sides of one common empty strip in the middle of the page."""
    regions: list[TwoColumns] = []
    index = 0
    while index < len(rows):
        region = _grow(rows, index, width)
        if region is None or (regions and region.first <= regions[-1].last):
            index += 1
            continue
        regions.append(region)
        index = region.last + 1
    done = {index for region in regions for index in range(region.first, region.last + 1)}
    return sorted(regions + _right_blocks(rows, width, done), key=lambda region: region.first)


_ANCHOR = re.compile(r"noi nhan|cong hoa xa hoi|doc lap .{0,3}tu do|dang cong san viet nam")


def _solid(row: Sequence[Word]) -> list[Word]:
    # Seals, signatures and letterhead rules leave short weak readings anywhere; they must not close the strip.
    def is_solid(word: Word) -> bool:
        letters = letter_count(word.text)
        return word.confidence is None or letters >= 3 or (letters > 0 and word.confidence > 0.35)

    return [word for word in row if is_solid(word)] or list(row)


def _gap_in(row: Sequence[Word], strip: tuple[float, float]) -> tuple[float, float] | None:
    """The widest empty part of a strip in a row."""
    best: tuple[float, float] | None = None
    at = strip[0]
    for word in sorted(_solid(row), key=lambda word: word.box.x0):
        if word.box.x1 <= strip[0] or word.box.x0 >= strip[1]:
            continue
        if word.box.x0 > at and (best is None or word.box.x0 - at > best[1] - best[0]):
            best = (at, word.box.x0)
        at = max(at, word.box.x1)
    if strip[1] > at and (best is None or strip[1] - at > best[1] - best[0]):
        best = (at, strip[1])
    return best


def _sides(row: Sequence[Word], split: float) -> tuple[bool, bool]:
    solid = _solid(row)
    return any(word.box.x1 <= split + 1 for word in solid), any(word.box.x0 >= split - 1 for word in solid)


def _grow(rows: Sequence[Sequence[Word]], seed: int, width: float) -> TwoColumns | None:
    words = _solid(rows[seed])
    height = median(word.box.height for word in words)
    anchored_seed = bool(_ANCHOR.search(fold(" ".join(word.text for word in rows[seed]))))
    wide = 6.0 if anchored_seed else max(14.0, 1.2 * height)
    gaps = [(left.box.x1, right.box.x0) for left, right in pairwise(words)]
    gaps = [gap for gap in gaps if gap[1] - gap[0] >= wide and gap[1] > 0.25 * width and gap[0] < 0.7 * width]
    if not gaps:
        return None
    strip = max(gaps, key=lambda gap: gap[1] - gap[0])
    members = [seed]
    for index in range(seed + 1, len(rows)):
        gap = bounds(rows[index]).y0 - bounds(rows[index - 1]).y1
        if gap > 9 * height:
            break
        narrowed = _gap_in(rows[index], strip)
        if narrowed is None or narrowed[1] - narrowed[0] < 4:
            break
        left_side, right_side = _sides(rows[index], sum(narrowed) / 2)
        if not right_side and gap > 2.5 * height:
            break
        if not left_side and gap > 0.6 * height and _is_title(rows, index, members, sum(narrowed) / 2):
            break
        strip = narrowed
        members.append(index)
    if seed and not any(_sides(rows[seed - 1], sum(strip) / 2)):
        return None
    if seed:
        narrowed = _gap_in(rows[seed - 1], strip)
        gap = bounds(rows[seed]).y0 - bounds(rows[seed - 1]).y1
        one_side = bounds(rows[seed - 1]).width < 0.45 * width
        if narrowed is not None and narrowed[1] - narrowed[0] >= 4 and gap < 0.4 * height and one_side:
            strip = narrowed
            members.insert(0, seed - 1)
    split = sum(strip) / 2
    while len(members) > 1 and _closes(rows[members[-1]], split, rows, members):
        members.pop()
    both = sum(all(_sides(rows[index], split)) for index in members)
    text = fold(" ".join(word.text for index in members for word in rows[index]))
    # Prose set to both margins has wide spaces by chance, but hardly on three lines at one place.
    room = strip[1] - strip[0]
    if (both >= 1 and _ANCHOR.search(text)) or (both >= 3 and room >= 10) or (both == 2 and room >= 24):
        return TwoColumns(members[0], members[-1], split)
    return None


def _is_title(rows: Sequence[Sequence[Word]], index: int, members: list[int], split: float) -> bool:
    """Whether a row right of the strip is rather centred on the page: the name of the document below the letterhead."""
    boxes = [bounds(_solid(row)) for row in rows]
    page_middle = (min(box.x0 for box in boxes) + max(box.x1 for box in boxes)) / 2
    right = [bounds([word for word in _solid(rows[m]) if word.box.x0 >= split - 1]) for m in members
             if any(word.box.x0 >= split - 1 for word in _solid(rows[m]))]  # fmt: skip
    if not right:
        return False
    column_middle = median((box.x0 + box.x1) / 2 for box in right)
    here = (boxes[index].x0 + boxes[index].x1) / 2
    return abs(here - page_middle) < abs(here - column_middle)


def _closes(row: Sequence[Word], split: float, rows: Sequence[Sequence[Word]], members: list[int]) -> bool:
    """Whether the last row of a region is rather the beginning of the text below it: left only, after a space, with a
    label of the body."""
    left_side, right_side = _sides(row, split)
    if right_side or not left_side:
        return False
    above = bounds(rows[members[-2]])
    return bounds(row).y0 - above.y1 > 1.2 * median(word.box.height for word in row)


def _right_blocks(rows: Sequence[Sequence[Word]], width: float, done: set[int]) -> list[TwoColumns]:
    """A signature, or a place and date, alone in the right half: two or more rows that end right of the middle."""
    found: list[TwoColumns] = []
    run: list[int] = []
    for index in [*range(len(rows)), len(rows)]:
        if index < len(rows) and index not in done:
            box = bounds(_solid(rows[index]))
            if box.x0 > 0.4 * width and (box.x0 + box.x1) / 2 > 0.6 * width:
                run.append(index)
                continue
        if len(run) >= 2:
            found.append(TwoColumns(run[0], run[-1], 0.3 * width))
        run = []
    return found


def _footnotes_from(layout: PageLayout, body: list[tuple[int, list[Word]]], advance: float) -> int | None:
    """Index of the first row of the footnotes: below a short rule on the left, or smaller print that begins with a
    number, down to the foot of the page."""
    page = layout.page
    if not body:
        return None
    foot = max((grid.box.y1 for grid in page.grids), default=None)
    if foot is not None:
        below = [(index, row) for index, row in body if bounds(row).y0 > foot - 2]
        if below and _TABLE_NOTE.match(" ".join(word.text for word in below[0][1])):
            return below[0][0]
    left = min(bounds(row).x0 for _, row in body)
    for rule in page.rules:
        short = 0.08 * page.width < rule.width < 0.45 * page.width and abs(rule.x0 - left) < 0.08 * page.width
        if not short or rule.y0 < 0.35 * page.height:
            continue
        below = [(index, row) for index, row in body if bounds(row).y0 > rule.y0 - 3]
        if below and len(below) < len(body) and _looks_like_notes([row for _, row in below], advance):
            return below[0][0]
    first = None
    for index, row in reversed(body):
        size = advance_of(row)
        if size is not None and advance and size > 0.9 * advance:
            break
        if size is not None and size < 0.88 * advance and _NOTE_START.match(" ".join(word.text for word in row)):
            first = index
    if first is not None and bounds(dict(body)[first]).y0 < 0.5 * page.height:
        return None
    return first


def _looks_like_notes(rows: list[list[Word]], advance: float) -> bool:
    sizes = [size for row in rows if (size := advance_of(row)) is not None]
    small = bool(sizes) and bool(advance) and median(sizes) < 0.95 * advance
    return small or bool(_NOTE_START.match(" ".join(word.text for word in rows[0])))


def _set_margins(layouts: list[PageLayout]) -> None:
    """Give each line the margins of its page; pages with few long lines take the common ones of their format."""
    from dataclasses import replace

    own: dict[int, tuple[float, float]] = {}
    formats: dict[bool, list[tuple[float, float]]] = {}
    for position, layout in enumerate(layouts):
        body = [item.box for item in layout.items if isinstance(item, PrintedLine) and item.part is Part.BODY]
        long = [box for box in body if box.width > 0.5 * layout.page.width]
        if len(long) >= 4:
            rights = sorted(box.x1 for box in long)
            margins = _left_margin([box.x0 for box in body]), rights[-1 - len(rights) // 6]
            own[position] = margins
            formats.setdefault(layout.page.width > layout.page.height, []).append(margins)
    for position, layout in enumerate(layouts):
        margins = own.get(position) or _common_margins(formats, layout)
        layout.items = [
            replace(item, left=margins[0], right=margins[1]) if isinstance(item, PrintedLine) else item
            for item in layout.items
        ]
        layout.footnotes = [replace(item, left=margins[0], right=margins[1]) for item in layout.footnotes]
    indent = _common_indent(layouts)
    for layout in layouts:
        layout.items = [
            replace(item, centered=_is_centered(item, indent)) if isinstance(item, PrintedLine) else item
            for item in layout.items
        ]


def _left_margin(starts: list[float]) -> float:
    """The leftmost place where two or more lines begin: one line alone may be dirt or a stamp."""
    ordered = sorted(starts)
    for place in ordered:
        near = [start for start in ordered if place - 1 <= start <= place + 5]
        if len(near) >= 2:
            return median(near)
    return ordered[0]


def _common_margins(formats: dict[bool, list[tuple[float, float]]], layout: PageLayout) -> tuple[float, float]:
    lines = [item.box for item in layout.items if isinstance(item, PrintedLine)]
    boxes = lines + [item.box for item in layout.items if isinstance(item, Grid)]
    same = formats.get(layout.page.width > layout.page.height)
    if not boxes:
        return 0.0, layout.page.width
    left, right = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    if not same:
        return left, right
    width = median(high - low for low, high in same)
    usual = median(low for low, _ in same)
    # A scan wanders on the glass by a centimetre; a page of the same format keeps its text width.
    start = left if abs(left - usual) < 25 else usual
    return start, max(start + width, right if right - start < 1.1 * width else 0)


def _common_indent(layouts: list[PageLayout]) -> float:
    indents = [
        item.indent
        for layout in layouts
        for item in layout.items
        if isinstance(item, PrintedLine) and item.part is Part.BODY and 8 < item.indent < 0.2 * layout.page.width
        and item.box.x1 > item.right - 0.15 * (item.right - item.left)
    ]  # fmt: skip
    return median(indents) if indents else 0.0


_LABEL = re.compile(r"^(?:[-–+•*]\s|[IVXLC]{1,6}[.)]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)])", re.IGNORECASE)


def _is_centered(line: PrintedLine, indent: float) -> bool:
    if line.part is not Part.BODY:
        return False
    width = line.right - line.left
    before, after = line.box.x0 - line.left, line.right - line.box.x1
    if before < 0.03 * width or abs(before - after) > 0.06 * width:
        return False
    # An indented first line that happens to end as far from the right margin is no title.
    at_indent = indent > 0 and abs(before - indent) < 5
    return not (at_indent or _LABEL.match(line.text)) or before > 0.3 * width
