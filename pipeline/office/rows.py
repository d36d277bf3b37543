"""Tables of .doc and .rtf: rows that each have their own cell edges, put on one grid."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.office.flow import FlowCell, FlowTable, Item

_SAME_EDGE = 80
"""Twips (1/20 point) within which edges of two rows are one: hand-drawn rows differ by a millimetre."""


@dataclass(slots=True)
class EdgeCell:
    """A cell of a row; `joins_left` and `joins_above` are merged into the cell beside or above."""

    content: list[Item] = field(default_factory=list)
    joins_left: bool = False
    joins_above: bool = False


@dataclass(slots=True)
class EdgeRow:
    """A row: edges[i] and edges[i + 1] are the left and right edge of cell i, in twips."""

    edges: list[int]
    cells: list[EdgeCell]
    ruled: bool = True


def make_table(rows: Sequence[EdgeRow]) -> FlowTable:
    """The rows as one table."""
    places = sorted(edge for row in rows for edge in row.edges)
    columns: list[int] = []
    for place in places:
        if not columns or place - columns[-1] > _SAME_EDGE:
            columns.append(place)

    def column_of(edge: int) -> int:
        return min(range(len(columns)), key=lambda index: abs(columns[index] - edge))

    cells: list[FlowCell] = []
    above: dict[int, FlowCell] = {}
    for number, row in enumerate(rows):
        current: dict[int, FlowCell] = {}
        last: FlowCell | None = None
        for index, cell in enumerate(row.cells):
            start, end = column_of(row.edges[index]), column_of(row.edges[index + 1])
            span = max(1, end - start)
            if cell.joins_left and last is not None:
                last.column_span += span
                last.content += cell.content
                continue
            upper = above.get(start)
            if cell.joins_above and upper is not None:
                upper.row_span = number - upper.row + 1
                upper.content += cell.content
                current[start] = upper
                continue
            last = FlowCell(number, start, 1, span, cell.content)
            current[start] = last
            cells.append(last)
        above = current
    ruled = 2 * sum(row.ruled for row in rows) > len(rows)
    return FlowTable(len(rows), max(1, len(columns) - 1), cells, ruled)
