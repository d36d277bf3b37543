"""Tables from rulings: one engine for scans and born-digital pages.

Rulings come as pdfplumber's edge dicts (`x0, x1, top, bottom, orientation, ...`) in points; its pure functions turn
them into cells, so merged cells come out with their spans. What is special to scans is only how rulings are seen.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from models.document import Box, Word
from pipeline.lattice import SNAP, Edge, Run, as_edge

Lines = tuple[tuple[Word, ...], ...]
"""Printed lines, each as its words."""

JOIN = 14.0
"""Points of a gap in a ruling that are bridged; no cell is so narrow, so a missing ruling stays missing."""
REACH = 22.0
"""Points from the open end of a ruling to the next ruling across that are bridged: a gap and a stub too short to
see."""
SMALLEST_CELL = 6.0


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of the grid with the printed lines in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    lines: Lines = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on one page."""

    box: Box
    columns: tuple[float, ...]
    """x of the column boundaries, one more than there are columns."""
    rows: int
    cells: tuple[GridCell, ...]

    @property
    def column_count(self) -> int:
        """Columns of the table."""
        return len(self.columns) - 1


def edge_of(orientation: str, box: Box) -> Edge:
    """A ruling as an edge along the middle of a thin box."""
    level = orientation == "h"
    start, end, across = (box.x0, box.x1, (box.y0 + box.y1) / 2) if level else (box.y0, box.y1, (box.x0 + box.x1) / 2)
    return as_edge(Run(orientation, start, end, ((start, across),)))


def build_grids(edges: Sequence[Edge]) -> list[Grid]:
    """Ruled tables of two columns or more, from the top of the page down, still without text."""
    if not edges:
        return []
    merged = merge_edges(
        list(edges), snap_x_tolerance=SNAP, snap_y_tolerance=SNAP, join_x_tolerance=JOIN, join_y_tolerance=JOIN
    )
    merged = _reach_crossings(merged)
    cells = intersections_to_cells(edges_to_intersections(merged, SNAP, SNAP))
    cells = [cell for cell in cells if min(cell[2] - cell[0], cell[3] - cell[1]) >= SMALLEST_CELL]
    grids = [_grid([Box(*map(float, cell)) for cell in table]) for table in cells_to_tables(cells)]
    return sorted((grid for grid in grids if grid.column_count >= 2), key=lambda grid: (grid.box.y0, grid.box.x0))


def _reach_crossings(edges: list[Edge]) -> list[Edge]:
    """Rulings that end in the open are drawn on to the next ruling across, if that is no further than `REACH`: the stub
    behind a gap near a corner is too short to be seen."""
    reached = []
    for edge in edges:
        level = edge["orientation"] == "h"
        low, high, place = ("x0", "x1", "top") if level else ("top", "bottom", "x0")
        across_low, across_high = ("top", "bottom") if level else ("x0", "x1")
        crossings = [
            other[low]
            for other in edges
            if other["orientation"] != edge["orientation"]
            and other[across_low] - SNAP <= edge[place] <= other[across_high] + SNAP
        ]
        start, end = edge[low], edge[high]
        if not any(abs(start - crossing) <= SNAP for crossing in crossings):
            start = max((crossing for crossing in crossings if start - REACH <= crossing < start), default=start)
        if not any(abs(end - crossing) <= SNAP for crossing in crossings):
            end = min((crossing for crossing in crossings if end < crossing <= end + REACH), default=end)
        reached.append({**edge, low: start, high: end})
    return reached


def _boundaries(values: Iterable[float]) -> list[float]:
    """Distinct positions: those closer than `SNAP` are one."""
    distinct: list[float] = []
    for value in sorted(values):
        if not distinct or value - distinct[-1] > SNAP:
            distinct.append(value)
    return distinct


def _nearest(boundaries: Sequence[float], value: float) -> int:
    index = bisect_left(boundaries, value)
    if index == len(boundaries) or (index and value - boundaries[index - 1] < boundaries[index] - value):
        return index - 1
    return index


def _grid(boxes: list[Box]) -> Grid:
    columns = _boundaries([box.x0 for box in boxes] + [box.x1 for box in boxes])
    rows = _boundaries([box.y0 for box in boxes] + [box.y1 for box in boxes])
    cells = []
    for box in boxes:
        left, right = _nearest(columns, box.x0), _nearest(columns, box.x1)
        top, bottom = _nearest(rows, box.y0), _nearest(rows, box.y1)
        cells.append(GridCell(top, left, max(1, bottom - top), max(1, right - left), box))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(Box(columns[0], rows[0], columns[-1], rows[-1]), tuple(columns), len(rows) - 1, tuple(cells))


def inside(box: Box, word: Word) -> bool:
    """Whether the middle of a word lies in a box."""
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def words_by_cell(grid: Grid, words: Iterable[Word]) -> list[list[Word]]:
    """The words of each cell of the grid, by their middle; a word in no cell (on an outer ruling) is left out."""
    found: list[list[Word]] = [[] for _ in grid.cells]
    for word in words:
        for index, cell in enumerate(grid.cells):
            if inside(cell.box, word):
                found[index].append(word)
                break
    return found


def stray_rules(edges: Sequence[Edge], grids: Sequence[Grid]) -> tuple[Box, ...]:
    """Horizontal rulings outside all tables: separators of footnotes, lines below titles."""
    rules = []
    for edge in edges:
        if edge["orientation"] != "h":
            continue
        box = Box(float(edge["x0"]), float(edge["top"]), float(edge["x1"]), float(edge["bottom"]))
        if not any(_lies_in(box, grid.box) for grid in grids):
            rules.append(box)
    return tuple(sorted(rules, key=lambda box: box.y0))


def _lies_in(rule: Box, table: Box) -> bool:
    within_x = table.x0 - SNAP <= rule.x0 and rule.x1 <= table.x1 + SNAP
    return within_x and table.y0 - SNAP <= rule.y0 <= table.y1 + SNAP
