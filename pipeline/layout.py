"""The parts of a page: running heads, the two-column parts of the official form, body lines, tables, footnotes.

All measures are points of the level page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from models.document import Word
from pipeline.grid import Grid
from pipeline.lines import Part, PrintedLine, bounds, group_lines, make_line
from pipeline.page import PageContent
from pipeline.running import take_running
from pipeline.two_columns import find_two_columns


@dataclass(slots=True)
class PageLayout:
    """The parts of one page, body and tables in reading order."""

    page: PageContent
    items: list[PrintedLine | Grid] = field(default_factory=list)
    footnotes: list[PrintedLine] = field(default_factory=list)
    running: list[PrintedLine] = field(default_factory=list)


_NOTE_START = re.compile(r"^(?:\(?\d{1,2}\)?[.)]?\s+\S|\(\d{1,2}\)|\[\d{1,2}\]|\*+\s*\S)")
_TABLE_NOTE = re.compile(r"^(?:[(®©*]\W?\s?\d{0,2}\)?|\d{1,2}\s?\))\s*\S")


def lay_out(pages: Sequence[PageContent]) -> list[PageLayout]:
    """The parts of each page; running heads are known by their repetition over pages."""
    layouts = [PageLayout(page) for page in pages]
    rows = [group_lines(page.words) for page in pages]
    remaining: list[list[list[Word]]] = []
    for layout, (running, rest) in zip(layouts, take_running(pages, rows), strict=True):
        layout.running += running
        remaining.append(rest)
    advance = _body_advance(remaining)
    for layout, page_rows in zip(layouts, remaining, strict=True):
        _fill(layout, page_rows, advance)
    _set_margins(layouts)
    return layouts


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
        # A note that goes on from the page before stands below a rule over the whole width.
        apart = 0.08 * page.width < rule.width and abs(rule.x0 - left) < 0.08 * page.width
        if not apart or rule.y0 < 0.35 * page.height:
            continue
        below = [(index, row) for index, row in body if bounds(row).y0 > rule.y0 - 3]
        long = rule.width >= 0.45 * page.width
        if below and len(below) < len(body) and _looks_like_notes([row for _, row in below], advance, long=long):
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


def _looks_like_notes(rows: list[list[Word]], advance: float, *, long: bool) -> bool:
    """Whether rows below a rule are set smaller than the body or, below a short rule, begin with a number."""
    sizes = [size for row in rows if (size := advance_of(row)) is not None]
    small = bool(sizes) and bool(advance) and median(sizes) < 0.95 * advance
    return small or (not long and bool(_NOTE_START.match(" ".join(word.text for word in rows[0]))))


def _set_margins(layouts: list[PageLayout]) -> None:
    """Give each line the margins of its page; pages with few long lines take the common ones of their format."""
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


_ITEM = re.compile(r"^[-–+•*]\s*\w")
_LABEL = re.compile(r"^(?:[-–+•*]\s|[IVXLC]{1,6}[.)]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)])", re.IGNORECASE)


def _is_centered(line: PrintedLine, indent: float) -> bool:
    if line.part is not Part.BODY:
        return False
    width = line.right - line.left
    before, after = line.box.x0 - line.left, line.right - line.box.x1
    if before < 0.03 * width or abs(before - after) > 0.06 * width or _ITEM.match(line.text):
        return False
    # An indented first line that happens to end as far from the right margin is no title.
    at_indent = indent > 0 and abs(before - indent) < 5
    return not (at_indent or _LABEL.match(line.text)) or before > 0.3 * width
