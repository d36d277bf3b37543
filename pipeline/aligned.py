"""Tables whose columns nothing but their alignment tells: rulings between rows only, or no rulings at all.

White strips that run down between the words of all rows are the boundaries of the columns. Between rulings of one
length they need no other proof; without rulings, a head and a column of figures or running numbers below it have to
prove the table, as prose, letterheads, recipients beside a signature, lists and contents have strips of white too. The
boundaries go as edges to the engine of ruled tables (`pipeline.grid`). All measures are points of the level page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pdfplumber.utils.clustering import cluster_objects

from models.document import Box, Word
from pipeline.grid import Grid, build_grids, edge_of, inside
from pipeline.lines import bounds, middle
from pipeline.runs import Edge, join, overlap
from pipeline.strips import (
    STRIP,
    Unit,
    boundaries_of,
    cell_texts,
    column_at,
    columns_of,
    crossed_boundaries,
    parted_spans,
    pieces_of,
    strip_of,
    touch,
    units_of,
)  # fmt: skip

SAME_END = 8.0
"""Points within which the rulings of a table begin and end alike."""
NEXT_ROW = 1.2
"""Distances of a cell's lines by which the lines of the next row stand further apart."""
FARTHEST = 3.0
"""Letter heights of white between the rows of a table without rulings at most."""
HEAD_ROWS = 4
"""Rows of a head without rulings at most."""
LEAST_ROWS = 3
"""Rows of figures that prove a table without rulings."""

UNREAD = "\ufffd"
"""Text of a mark that the engine passed over: single digits in narrow columns mostly."""
_LEADERS = re.compile(r"[.…_]{4,}|(?:\. ){3}")
_LABEL = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLC]{1,6}|[A-Za-zĐđ])[.)]?$")
_YEAR = re.compile(r"^(?:năm )?(?:19|20)\d\d$", re.IGNORECASE)


def find_aligned(words: Sequence[Word], rules: Sequence[Box], width: float) -> list[Grid]:
    """Tables among words outside of ruled tables, still without text.

    Args:
        words: what stands outside of ruled tables.
        rules: horizontal rulings outside of ruled tables.
        width: of the page.
    """
    if not words:
        return []
    height = _letter_height(words)
    found: list[Grid] = []
    for rulings in _ladders(rules, width):
        # Rulings that part merged cells stand within those of the rows.
        if any(grid.box.y0 < rulings[-1].y0 and rulings[0].y0 < grid.box.y1 for grid in found):
            continue
        found += _between_rulings(words, rulings, rules, height)
    rest = [word for word in words if not any(inside(grid.box, word) for grid in found)]
    for units in _figure_blocks(units_of(rest, height), height):
        found += _without_rulings(units, height)
    return sorted(found, key=lambda grid: (grid.box.y0, grid.box.x0))


def may_hold_aligned(words: Sequence[Word], rules: Sequence[Box], width: float) -> bool:
    """Whether it is worth a closer look: several rulings of one length, or rows of three columns."""
    if not words:
        return False
    several = sum(len(unit.spans) >= 3 for unit in units_of(words, _letter_height(words)))
    return several > LEAST_ROWS or bool(_ladders(rules, width))


def _letter_height(words: Sequence[Word]) -> float:
    """Height of letters with marks above or below; boxes of recognised words end at their ink."""
    heights = sorted(word.box.height for word in words)
    return heights[int(0.8 * len(heights))]


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands between two rulings of a ladder."""

    top: float
    bottom: float
    units: tuple[Unit, ...]

    def is_tabular(self, height: float) -> bool:
        """Whether it may be a row or rows: something in two columns or more, or one line close to both rulings."""
        if any(len(unit.spans) >= 2 for unit in self.units):
            return True
        return len(self.units) == 1 and self.bottom - self.top < 3 * height


@dataclass(frozen=True, slots=True)
class _Row:
    top: float
    bottom: float
    joined: frozenset[int]
    """Boundaries (by index) that text runs across."""
    under: frozenset[int] = frozenset()
    """Columns that have no boundary to the row above."""


def _ladders(rules: Sequence[Box], width: float) -> list[list[Box]]:
    """Rulings, three or more, that begin and end at the same places: those of the rows of one table or of several;
    the widest first."""
    long = [{"x0": rule.x0, "x1": rule.x1, "y": middle(rule)} for rule in rules if rule.width >= 0.3 * width]
    ladders = []
    for alike in cluster_objects(long, "x0", SAME_END):
        for rungs in cluster_objects(alike, "x1", SAME_END):
            heights = [float(group[0]["y"]) for group in cluster_objects(rungs, "y", STRIP)]
            if len(heights) >= 3:
                x0, x1 = (float(median(rung[key] for rung in rungs)) for key in ("x0", "x1"))
                ladders.append([Box(x0, y, x1, y) for y in sorted(heights)])
    return sorted(ladders, key=lambda rungs: -rungs[0].width)


def _between_rulings(words: Sequence[Word], rulings: Sequence[Box], rules: Sequence[Box], height: float) -> list[Grid]:
    """The tables that a ladder of rulings holds: bands of text with strips in common, one below the other."""
    bands = []
    for above, below in pairwise(rulings):
        room = Box(above.x0 - SAME_END, above.y0, above.x1 + SAME_END, below.y0)
        bands.append(_Band(above.y0, below.y0, tuple(units_of([word for word in words if inside(room, word)], height))))
    found: list[Grid] = []
    run: list[_Band] = []
    for band in [*bands, None]:
        if band is not None and band.is_tabular(height):
            run.append(band)
            continue
        found += _ruled_rows(run, rulings[0], rules, height)
        run = []
    return found


def _ruled_rows(bands: Sequence[_Band], ruling: Box, rules: Sequence[Box], height: float) -> list[Grid]:
    columns = columns_of([unit for band in bands for unit in band.units])
    full = [band for band in bands if any(len(unit.spans) >= 2 for unit in band.units)]
    if len(bands) < 2 or len(full) < 2 or len(columns) < 2:
        return []
    edges = boundaries_of(columns, min(ruling.x0, columns[0][0]), max(ruling.x1, columns[-1][1]))
    partial = []
    for rule in rules:
        ends = [strip_of(x, columns) for x in (rule.x0, rule.x1)]
        if None not in ends and ends[0] < ends[1] and bands[0].top < middle(rule) < bands[-1].bottom:  # type: ignore[operator]
            partial.append(rule)
            # Where such a ruling ends, a column begins.
            for end, x in zip(ends, (rule.x0, rule.x1), strict=True):
                if end is not None and 0 < end < len(columns):
                    edges[end] = x
    rows: list[_Row] = []
    for index, band in enumerate(bands):
        # Where hardly a row is ruled, the rulings mark the head and the end, and rows are told by their text.
        split = (len(bands) <= 3 and index > 0) or _running_numbers(band.units, edges) >= 2
        inner = sorted(middle(rule) for rule in partial if band.top + STRIP < middle(rule) < band.bottom - STRIP)
        cuts = inner or (_cuts(band.units, edges, height) if split else [])
        rows += _rows_of([band.top, *cuts, band.bottom], band.units, edges, head=index == 0)
    rows = [_under_one_title(row, partial, bands[0], edges) for row in rows]
    return _build(rows, edges, [rule for rule in rules if rule.x1 > edges[0] and rule.x0 < edges[-1]])


def _under_one_title(row: _Row, partial: Sequence[Box], head: _Band, edges: Sequence[float]) -> _Row:
    """A row of the head, its cells joined over the columns that a ruling under one title spans."""
    joined = set(row.joined)
    for rule in (rule for rule in partial if abs(middle(rule) - row.bottom) <= STRIP and row.bottom < head.bottom):
        over = [index for index in range(1, len(edges) - 1) if rule.x0 + STRIP < edges[index] < rule.x1 - STRIP]
        above = Box(rule.x0, row.top, rule.x1, row.bottom)
        lines = [[word for word in line if inside(above, word)] for unit in head.units for line in unit.lines]
        if sum(len(pieces_of(line, edges)) for line in lines if line) == 1:
            joined.update(over)
    return replace(row, joined=frozenset(joined))


def _running_numbers(units: Sequence[Unit], edges: Sequence[float]) -> int:
    """Units that begin with a running number in the first column."""
    return sum(bool(_LABEL.match(cell_texts([unit], edges)[0])) for unit in units)


def _far_apart(units: Sequence[Unit], edges: Sequence[float]) -> list[bool]:
    """Between which units no column has its lines as close below each other as those of one cell are."""
    columns: list[list[tuple[float, int]]] = [[] for _ in edges[1:]]
    for index, unit in enumerate(units):
        for line in unit.lines:
            for piece in pieces_of(line, edges):
                place = median(middle(word.box) for word in piece)
                columns[column_at(edges, piece[0].box.x0)].append((place, index))
    closest = [float("inf")] * (len(units) - 1)
    pitches = []
    for lines in columns:
        for (above, first), (below, last) in pairwise(sorted(lines)):
            pitches.append(below - above)
            for index in range(first, last):
                closest[index] = min(closest[index], below - above)
    if not pitches:
        return [False] * len(closest)
    leading = sorted(pitches)[len(pitches) // 8]
    return [pitch > NEXT_ROW * leading for pitch in closest]


def _cuts(units: Sequence[Unit], edges: Sequence[float], height: float) -> list[float]:
    """Where one row ends and the next begins among units without rulings: at white wider than between the lines of a
    cell, where each part then has one running number; else before each unit that begins a row by its cells."""
    if len(units) < 2:
        return []
    texts = [cell_texts([unit], edges) for unit in units]
    labelled = sum(bool(_LABEL.match(row[0])) for row in texts) >= 2
    filled = [bool(row[0]) if labelled else sum(map(bool, row)) >= 0.6 * len(row) for row in texts]
    wide = _far_apart(units, edges)
    groups: list[list[int]] = [[0]]
    for index, is_wide in enumerate(wide, 1):
        if is_wide:
            groups.append([])
        groups[-1].append(index)
    rows = [cell_texts([units[index] for index in group], edges) for group in groups]
    full = sum(bool(row[0]) or sum(map(bool, row)) >= 0.6 * len(row) for row in rows)
    most = max(sum(bool(_LABEL.match(texts[index][0])) for index in group) for group in groups)
    if any(wide) and most <= 1 and full >= 0.5 * len(rows):
        begins = wide
    else:
        spanning = [bool(crossed_boundaries(unit.lines, edges)) for unit in units]
        begins = [
            filled[index + 1] or ((spanning[index] or spanning[index + 1]) and is_wide)
            for index, is_wide in enumerate(wide)
        ]
    return [(one.bottom + two.top) / 2 for (one, two), cut in zip(pairwise(units), begins, strict=True) if cut]


def _rows_of(places: Sequence[float], units: Sequence[Unit], edges: Sequence[float], *, head: bool) -> list[_Row]:
    rows = []
    for top, bottom in pairwise(places):
        lines = [line for unit in units for line in unit.lines if top <= middle(bounds(line)) < bottom]
        joined = crossed_boundaries(lines, edges)
        if joined and not head and sum(len(pieces_of(line, edges)) for line in lines) == 1:
            # A text alone in its row that runs over a boundary heads the rows below, over all columns.
            joined = frozenset(range(1, len(edges) - 1))
        rows += (_nested_head(top, bottom, lines, edges) if head else None) or [_Row(top, bottom, joined)]
    return rows


def _nested_head(
    top: float, bottom: float, lines: Sequence[Sequence[Word]], edges: Sequence[float]
) -> list[_Row] | None:
    """Two rows of a head in which a title stands over several columns, each with a title of its own below it."""
    ordered = sorted(lines, key=lambda line: middle(bounds(line)))
    last = max((index for index, line in enumerate(ordered) if crossed_boundaries([line], edges)), default=None)
    if last is None or last + 1 == len(ordered):
        return None
    joined = crossed_boundaries(ordered[: last + 1], edges)
    below = {column_at(edges, piece[0].box.x0) for line in ordered[last + 1 :] for piece in pieces_of(line, edges)}
    covered = {column for boundary in joined for column in (boundary - 1, boundary)}
    if not covered <= below:
        return None
    upper = max(bounds(line).y1 for line in ordered[: last + 1] if crossed_boundaries([line], edges))
    lower = min(bounds(line).y0 for line in ordered[last + 1 :])
    cut = (upper + lower) / 2
    single = frozenset(set(range(len(edges) - 1)) - covered)
    return [_Row(top, cut, joined), _Row(cut, bottom, frozenset(), single)]


def _build(rows: Sequence[_Row], edges: Sequence[float], rules: Sequence[Box] = ()) -> list[Grid]:
    """The grid of rows and column boundaries; where a ruling between two rows leaves out a column, its cells are
    one."""
    found: list[Edge] = []
    for index, row in enumerate(rows):
        pieces = [(rule.x0, rule.x1) for rule in rules if abs(middle(rule) - row.top) <= STRIP]
        for column, (left, right) in enumerate(pairwise(edges)):
            ruled = not pieces or overlap(join(pieces, STRIP), left, right) >= 0.5 * (right - left)
            if index == 0 or (ruled and column not in row.under):
                found.append(edge_of("h", Box(left, row.top, right, row.top)))
        found += [edge_of("v", Box(x, row.top, x, row.bottom)) for at, x in enumerate(edges) if at not in row.joined]
    found.append(edge_of("h", Box(edges[0], rows[-1].bottom, edges[-1], rows[-1].bottom)))
    return build_grids(found)


def _figure_blocks(units: Sequence[Unit], height: float) -> list[list[Unit]]:
    """Runs of units with three columns or more that may be a table without rulings."""
    blocks: list[list[Unit]] = []
    at = 0
    while at < len(units):
        block = _grow(units, at, height) if len(units[at].spans) >= 3 else []
        if len(block) > LEAST_ROWS:
            blocks.append(block)
        at += max(1, len(block) if len(block) > LEAST_ROWS else 1)
    return blocks


def _grow(units: Sequence[Unit], first: int, height: float) -> list[Unit]:
    """Units from `first` on as long as their words keep the columns; a group row may lie between two that do."""
    kept, waiting = [units[first]], list[Unit]()
    columns = list(units[first].spans)
    for above, unit in pairwise(units[first:]):
        if unit.top - above.bottom > FARTHEST * height:
            break
        spans = parted_spans(unit, columns)
        if any(sum(touch(span, column) for column in columns) > 1 for span in spans):
            if len(spans) > 1 or len(waiting) >= 1:
                break
            waiting.append(unit)
            continue
        if waiting and len(spans) < 3:
            break
        kept += [*waiting, unit]
        waiting = []
        columns = join([*columns, *spans], 0.0)
    # What follows the last full row stands in its cells, or is the next paragraph.
    while (
        len(kept) > 1
        and len(kept[-1].spans) < 3
        and (kept[-1].top - kept[-2].bottom > height or touch(kept[-1].spans[0], columns[0]))
    ):
        kept.pop()
    return kept


def _without_rulings(units: Sequence[Unit], height: float) -> list[Grid]:
    columns = columns_of(units)
    if len(columns) < 3:
        return []
    edges = boundaries_of(columns, columns[0][0] - STRIP, columns[-1][1] + STRIP)
    if any(_LEADERS.search(" ".join(word.text for word in line)) for unit in units for line in unit.lines):
        return []
    top, bottom = (bounds([word for line in unit.lines for word in line]) for unit in (units[0], units[-1]))
    places = [top.y0 - 1, *_cuts(units, edges, height), bottom.y1 + 1]
    texts = [
        cell_texts([unit for unit in units if above <= unit.top < below], edges) for above, below in pairwise(places)
    ]
    body = next((at for at, row in enumerate(texts) if any(map(_is_figure, row)) and not _is_head(row)), 0)
    if not 1 <= body <= HEAD_ROWS or len(texts) - body < LEAST_ROWS:
        return []
    head = [" ".join(filter(None, cells)) for cells in zip(*texts[:body], strict=True)]
    if sum(map(bool, head)) < max(3, 0.6 * len(head)) or not _holds_figures(head, texts[body:]):
        return []
    rows = _rows_of([places[0], places[body]], units, edges, head=True)
    grids = _build([*rows, *_rows_of(places[body:], units, edges, head=False)], edges)
    return [replace(grid, ruled=False) for grid in grids]


def _is_figure(text: str) -> bool:
    """Whether a cell holds a running number, an amount or a date."""
    bare = text.replace(" ", "")
    if bare == UNREAD:
        return True
    if _LABEL.match(bare):
        return True
    return bool(bare) and len(bare) <= 16 and sum(char.isdigit() for char in bare) >= 0.4 * len(bare)


def _is_head(row: Sequence[str]) -> bool:
    """Whether the figures of a row are the years, or the numbers of the columns, of a head."""
    figures = [text for text in row if _is_figure(text)]
    return len(figures) >= 2 and all(_YEAR.match(text) for text in figures)


def _holds_figures(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column below a title holds figures, three or more and hardly anything else."""
    for title, cells in zip(head, zip(*rows, strict=True), strict=True):
        filled = [cell for cell in cells if cell]
        figures = sum(map(_is_figure, filled))
        if title and (not _is_figure(title) or _YEAR.match(title)) and figures >= max(LEAST_ROWS, 0.6 * len(filled)):
            return True
    return False
