"""Tables from rulings: one engine for scans and born-digital pages.

Rulings come as pdfplumber's edge dicts (`x0, x1, top, bottom, orientation, ...`) in points; its pure functions turn
them into cells, so merged cells come out with their spans. What is special to scans is only how rulings are seen.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

import cv2
import numpy as np
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from models.document import Box, Word
from pipeline.lines import group_lines
from pipeline.runs import SNAP, Edge, Run, as_edge, smeared

Lines = tuple[tuple[Word, ...], ...]
"""Printed lines, each as its words."""

DASH = 3.0
"""Points between the dashes of a drawn ruling."""
JOIN = 14.0
"""Points of a gap in a ruling that are bridged; no cell is so narrow, so a missing ruling stays missing."""
OPEN_ENDS = 3
"""Rulings that have to end alike where a table is open on one side: two rows."""
NARROWEST_OPEN = 20.0
"""Points of a cell that is open on one side at least."""
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
    """A table on one page."""

    box: Box
    columns: tuple[float, ...]
    """x of the column boundaries, one more than there are columns."""
    rows: int
    cells: tuple[GridCell, ...]
    ruled: bool = True
    """Whether rulings tell which cells are merged; False where none were seen."""

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
    grids = [grid for connected in _connected(edges) for grid in _grids_of(connected)]
    return sorted(grids, key=lambda grid: (grid.box.y0, grid.box.x0))


def _connected(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Rulings that touch one another, or would without gaps of `JOIN`: those of one table, or of tables beside it."""
    if not edges:
        return []
    ends = np.array([[edge["x0"], edge["top"], edge["x1"], edge["bottom"]] for edge in edges], dtype=np.float64)
    # A sheet of one pixel a point, or less where it is as large as a wall.
    step = max(1.0, float(np.ptp(ends, axis=0).max()) / 4000)
    origin = ends[:, :2].min(axis=0) - JOIN
    places = np.rint((ends - np.tile(origin, 2)) / step).astype(int)
    width, height = places[:, 2].max() + round(JOIN), places[:, 3].max() + round(JOIN)
    sheet = np.zeros((int(height), int(width)), np.uint8)
    for x0, y0, x1, y1 in places.tolist():
        sheet[y0 : y1 + 1, x0 : x1 + 1] = 1
    near = cv2.dilate(sheet, np.ones((2 * max(1, round(JOIN / 2 / step)) + 1,) * 2, np.uint8))
    _, labels = cv2.connectedComponents(near)
    found: dict[int, list[Edge]] = {}
    for edge, (x0, y0, _, _) in zip(edges, places.tolist(), strict=True):
        found.setdefault(int(labels[y0, x0]), []).append(edge)
    return list(found.values())


def _is_drawing(edges: Sequence[Edge]) -> bool:
    """Whether strokes lie so close beside one another, most of them, that no places of rulings can be told."""
    places = [[edge[_names(name)[2]] for edge in edges if edge["orientation"] == name] for name in ("h", "v")]
    return 2 * sum(map(smeared, places)) > len(edges)


def _free_ends(edges: Sequence[Edge]) -> float:
    """Share of the ends of rulings that lie in the open; rulings of tables end at others."""
    sides = {}
    for name in ("h", "v"):
        low, high, place = _names(name)
        sides[name] = np.array([(e[low], e[high], e[place]) for e in edges if e["orientation"] == name]).reshape(-1, 3)
    free = 0
    for name, other in (("h", "v"), ("v", "h")):
        own, across = sides[name], sides[other]
        passes = (across[:, 0] - SNAP <= own[:, None, 2]) & (own[:, None, 2] <= across[:, 1] + SNAP)
        for end in (0, 1):
            free += int((~(passes & (abs(across[:, 2] - own[:, None, end]) <= SNAP)).any(axis=1)).sum())
    return free / (2 * len(edges))


def _grids_of(edges: list[Edge]) -> list[Grid]:
    if len(edges) < 4 or _is_drawing(edges):
        return []
    merged = merge_edges(
        edges, snap_x_tolerance=SNAP, snap_y_tolerance=SNAP, join_x_tolerance=DASH, join_y_tolerance=DASH
    )
    merged = _bridge_gaps(merged)
    merged += _open_sides(merged)
    if _free_ends(merged) > 0.5:
        return []
    cells = intersections_to_cells(edges_to_intersections(merged, SNAP, SNAP))
    cells = [cell for cell in cells if min(cell[2] - cell[0], cell[3] - cell[1]) >= SMALLEST_CELL]
    grids = [_grid([Box(*map(float, cell)) for cell in table]) for table in cells_to_tables(cells)]
    return [grid for grid in grids if grid.column_count >= 2]


def _names(orientation: str) -> tuple[str, str, str]:
    """The keys of an edge for its start, its end and its place across."""
    return ("x0", "x1", "top") if orientation == "h" else ("top", "bottom", "x0")


def _crossings(edge: Edge, edges: Sequence[Edge]) -> list[float]:
    """Places along an edge's line at which edges across it stand."""
    _, _, place = _names(edge["orientation"])
    across = "v" if edge["orientation"] == "h" else "h"
    low, high, along = _names(across)
    return sorted(
        other[along]
        for other in edges
        if other["orientation"] == across and other[low] - SNAP <= edge[place] <= other[high] + SNAP
    )


def _bridge_gaps(edges: Sequence[Edge]) -> list[Edge]:
    """Rulings with gaps of up to `JOIN` closed, but not from one crossing to the next: there one table ends and another
    begins."""
    bridged: list[Edge] = []
    for edge in sorted(edges, key=_line_key):
        low, high, place = _names(edge["orientation"])
        last = bridged[-1] if bridged else None
        if last and (last["orientation"], last[place]) == (edge["orientation"], edge[place]):
            crossings = _crossings(edge, edges)
            ends = [any(abs(end - crossing) <= SNAP for crossing in crossings) for end in (last[high], edge[low])]
            if edge[low] - last[high] <= JOIN and not all(ends):
                bridged[-1] = {**last, high: max(last[high], edge[high])}
                continue
        bridged.append(edge)
    return bridged


def _line_key(edge: Edge) -> tuple[str, float, float]:
    low, _, place = _names(edge["orientation"])
    return edge["orientation"], edge[place], edge[low]


def _open_sides(edges: Sequence[Edge]) -> list[Edge]:
    """Rulings for the sides of tables that have none: `OPEN_ENDS` rulings or more that cross one line and all end at
    the same place beyond it hold cells that are open on that side."""
    found = []
    for orientation in ("h", "v"):
        low, high, place = _names(orientation)
        beyond: dict[tuple[float, str], list[Edge]] = {}
        for edge in edges:
            crossings = [at for at in _crossings(edge, edges) if edge[low] - SNAP <= at <= edge[high] + SNAP]
            if edge["orientation"] != orientation or not crossings:
                continue
            if crossings[0] - edge[low] >= NARROWEST_OPEN:
                beyond.setdefault((crossings[0], low), []).append(edge)
            if edge[high] - crossings[-1] >= NARROWEST_OPEN:
                beyond.setdefault((crossings[-1], high), []).append(edge)
        for (_, end), rulings in beyond.items():
            middle = median(edge[end] for edge in rulings)
            level = [edge for edge in rulings if abs(edge[end] - middle) <= SNAP]
            if len(level) < OPEN_ENDS:
                continue
            first, last = min(edge[place] for edge in level), max(edge[place] for edge in level)
            # On the side itself, so that it meets even the shortest of them.
            side = (max if end == low else min)(edge[end] for edge in level)
            box = Box(side, first, side, last) if orientation == "h" else Box(first, side, last, side)
            found.append(edge_of("v" if orientation == "h" else "h", box))
    return found


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


def filled(grid: Grid, words: Iterable[Word]) -> Grid:
    """The grid with the words of its cells as printed lines."""
    cells = (
        replace(cell, lines=tuple(map(tuple, group_lines(found))))
        for cell, found in zip(grid.cells, words_by_cell(grid, words), strict=True)
    )
    return replace(grid, cells=tuple(cells))


def outside(words: Iterable[Word], grids: Sequence[Grid]) -> list[Word]:
    """The words that stand in none of the tables."""
    return [word for word in words if not any(inside(grid.box, word) for grid in grids)]


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
