"""Tables over several pages: fragments with the same columns become one, repeated heads go, cut rows are joined."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile

from rapidfuzz import fuzz

from corpora.function_words import ends_open, needs_name
from models.document import Box, Word
from models.text import fold_words
from pipeline.grid import Grid, GridCell

_SAME_COLUMN = 0.025
"""Share of the table's width within which column boundaries of two fragments are the same."""
_HEAD_ROWS = 4
"""Rows of a head at most: two of titles, one of numbers, one to spare."""
_SAME_HEAD = 82
_SENTENCE_END = re.compile(r"[.;:!?…]\W*$")


@dataclass(frozen=True, slots=True)
class CellLine:
    """A printed line in a cell."""

    page: int
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Its words with single spaces."""
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class JoinedCell:
    """A cell of a joined table; its lines may stand on two pages."""

    row: int
    column: int
    row_span: int
    column_span: int
    page: int
    box: Box
    lines: list[CellLine] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its lines with single spaces."""
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class JoinedTable:
    """A table with all its fragments."""

    page: int
    rows: int
    columns: int
    cells: list[JoinedCell]
    boundaries: tuple[float, ...]
    """Shares of the width at which columns begin and end, from 0 to 1."""
    ruled: bool = True
    """Whether rulings tell which cells are merged."""
    repeated: list[CellLine] = field(default_factory=list)
    """Lines of heads printed again on following pages."""
    foot: list[JoinedCell] = field(default_factory=list)
    """Cells that reach down to the last row: a long table is not searched for them page by page."""

    def row_cells(self, row: int) -> list[JoinedCell]:
        """Cells that begin in a row; cells are kept in the order of rows."""
        first = bisect_left(self.cells, row, key=lambda cell: cell.row)
        return list(takewhile(lambda cell: cell.row == row, islice(self.cells, first, None)))

    def add(self, cells: Sequence[JoinedCell], rows: int) -> None:
        """Put cells below the last row; `rows` is how many there are then."""
        self.cells += cells
        self.rows = rows
        self.foot = [cell for cell in (*self.foot, *cells) if cell.row + cell.row_span >= rows]


def begin(page: int, grid: Grid) -> JoinedTable:
    """A table from its first fragment."""
    cells = [_cell(page, cell) for cell in grid.cells]
    table = JoinedTable(page, 0, grid.column_count, [], _shares(grid), grid.ruled)
    table.add(cells, grid.rows)
    return table


def _cell(page: int, cell: GridCell) -> JoinedCell:
    lines = [CellLine(page, line) for line in cell.lines]
    return JoinedCell(cell.row, cell.column, cell.row_span, cell.column_span, page, cell.box, lines)


def _shares(grid: Grid) -> tuple[float, ...]:
    return tuple((x - grid.box.x0) / grid.box.width for x in grid.columns)


def continues(table: JoinedTable, grid: Grid) -> bool:
    """Whether a fragment has the table's columns; a fragment in which some columns are merged throughout has fewer."""
    shares = _shares(grid)
    fewer, more = sorted((shares, table.boundaries), key=len)
    if len(fewer) < 3 and len(more) != len(fewer):
        return False
    return all(min(abs(share - other) for other in more) <= _SAME_COLUMN for share in fewer)


def append(table: JoinedTable, page: int, grid: Grid) -> None:
    """Add a fragment that continues the table."""
    cells = [_cell(page, cell) for cell in grid.cells]
    _match_columns(table, cells, _shares(grid))
    rows = grid.rows
    head = _repeated_head(table, cells, rows)
    for cell in cells:
        if cell.row < head:
            table.repeated += cell.lines
    cells = [cell for cell in cells if cell.row >= head]
    for cell in cells:
        cell.row -= head
    rows -= head
    if rows <= 0:
        return
    offset = table.rows
    first = [cell for cell in cells if cell.row == 0]
    if _is_cut_row(table, first):
        _join_cut_row(table, first)
        cells = [cell for cell in cells if cell.row > 0]
        # What the cut row spans below its first part goes on beneath it.
        offset -= 1
    else:
        _extend_spans(table, cells, first)
    for cell in cells:
        cell.row += offset
    table.add(cells, offset + rows)


def _match_columns(table: JoinedTable, cells: list[JoinedCell], shares: tuple[float, ...]) -> None:
    if len(shares) == len(table.boundaries):
        return

    def nearest(share: float, boundaries: Sequence[float]) -> int:
        return min(range(len(boundaries)), key=lambda index: abs(boundaries[index] - share))

    if len(shares) < len(table.boundaries):
        changed, old, new = cells, shares, table.boundaries
    else:
        changed, old, new = table.cells, table.boundaries, shares
        table.boundaries, table.columns = shares, len(shares) - 1
    places = [nearest(share, new) for share in old]
    for cell in changed:
        start, end = places[cell.column], places[cell.column + cell.column_span]
        cell.column, cell.column_span = start, max(1, end - start)


def _row_key(cells: Sequence[JoinedCell]) -> str:
    return fold_words(" ".join(cell.text for cell in cells))


def _repeated_head(table: JoinedTable, cells: list[JoinedCell], rows: int) -> int:
    """Rows at the top of a fragment that repeat the table's first rows."""
    count = 0
    for row in range(min(_HEAD_ROWS, rows, table.rows)):
        before, here = table.row_cells(row), [cell for cell in cells if cell.row == row]
        old, new = _row_key(before), _row_key(here)
        if not old or not new or fuzz.ratio(old, new) < _SAME_HEAD or _numbered_apart(before, here):
            break
        count = row + 1
    # A head in which one cell spans two rows ends where all its cells end.
    return max([count, *(cell.row + cell.row_span for cell in cells if cell.row < count)]) if count else 0


def _numbered_apart(before: Sequence[JoinedCell], here: Sequence[JoinedCell]) -> bool:
    """Whether two rows begin with running numbers, and with different ones: the same task given a second time."""
    numbers = [[cell.text.strip(" .)") for cell in row if cell.column == 0] for row in (before, here)]
    return numbers[0] != numbers[1] and all(number.isdigit() for found in numbers for number in found)


def _last_row(table: JoinedTable) -> list[JoinedCell]:
    """The cells that reach down to the table's last row."""
    return [cell for cell in table.foot if cell.row + cell.row_span == table.rows]


def _above(table: JoinedTable, column: int) -> JoinedCell | None:
    return next((cell for cell in _last_row(table) if cell.column <= column < cell.column + cell.column_span), None)


def _would_have_fitted(above: JoinedCell, cell: JoinedCell) -> bool:
    """Whether the first word of a cell had room on the last line of the cell above: then it begins something new."""
    last, word = above.lines[-1].words, cell.lines[0].words[0]
    used = last[-1].box.x1 - last[0].box.x0
    space = 0.3 * word.box.height
    # Word processors keep 5.4 points free on either side of a cell.
    return used + space + word.box.width < above.box.width - 2 * 5.4 - 2


def goes_on(above: JoinedCell, cell: JoinedCell) -> bool | None:
    """Whether a cell at the top of a page continues the sentence of the cell above the break; None where that is
    open."""
    start = next((char for char in cell.text if char.isalpha()), "")
    if _is_item(cell.lines[0]) and above.text.rstrip()[-1:] not in "-–":
        # A list in a cell, with or without a sentence that opens it, may go on with its next item.
        return None if any(map(_is_item, above.lines)) else False
    if start.islower() and not _SENTENCE_END.search(above.text):
        return True
    if start.islower() and above.text.rstrip()[-1:] in ";:" and _begins_capital(above):
        # The entries of this column begin with capitals: what is small goes on after the semicolon.
        return True
    if _would_have_fitted(above, cell) or re.search(r"[.;]$", above.text.strip()):
        return False
    if above.text.rstrip()[-1:] in ",-–(/&":
        return True
    return None


def _begins_capital(cell: JoinedCell) -> bool:
    return next((char for char in cell.text if char.isalpha()), "").isupper()


def _is_item(line: CellLine) -> bool:
    return line.text.lstrip()[:1] in ("-", "+", "•", "–")


def _is_cut_row(table: JoinedTable, first: Sequence[JoinedCell]) -> bool:
    """Whether the first row of a fragment is the rest of the row above the page break: its number cell is empty and its
    cells go on in the middle of a sentence. A new product of the same task has most of its own cells filled anew."""
    filled = sorted((cell for cell in first if cell.lines), key=lambda cell: cell.column)
    if not filled:
        return False
    spanning = filled[0].column_span == table.columns
    if filled[0].column == 0 and not spanning and not _continues_above(table, filled[0]):
        return False
    answers = []
    for cell in filled:
        above = _above(table, cell.column)
        if above is None or above.column_span != cell.column_span:
            return False
        answers.append(goes_on(above, cell) if above.lines else False)
    if spanning:
        return answers[0] is True
    if len(filled) == 1 and _ends_in_list(_above(table, filled[0].column)):
        return True
    fresh = answers.count(False)
    if fresh == 0:
        if True in answers:
            return True
        if len(filled) == 1:
            above = _above(table, filled[0].column)
            return above is not None and _may_stand_before_capital(above.text)
        return _leaves_gaps(table, first, filled[0].column)
    # The task may go on while its next product begins beside it.
    rest = answers[1:] if answers[0] is not False else answers
    return rest.count(True) > rest.count(False)


def _ends_in_list(cell: JoinedCell | None) -> bool:
    """Whether a cell above a page break ends in the middle of a list."""
    return cell is not None and cell.text.rstrip()[-1:] in (";", ":")


def _may_stand_before_capital(text: str) -> bool:
    """Whether a phrase that goes on with a capital may be cut behind a text: before a name, or within one."""
    last = text.split()[-1]
    return last[:1].isupper() or last[:1].isdigit() or ends_open(text) or needs_name(text)


def _continues_above(table: JoinedTable, cell: JoinedCell) -> bool:
    """Whether a cell certainly goes on with the text of the cell above the break."""
    above = _above(table, cell.column)
    return above is not None and bool(above.lines) and goes_on(above, cell) is True


def _leaves_gaps(table: JoinedTable, first: Sequence[JoinedCell], start: int) -> bool:
    """Whether a row leaves cells empty that are filled in the row above: a new entry would fill them."""
    for cell in first:
        above = _above(table, cell.column)
        if cell.column > start and not cell.lines and above is not None and above.lines:
            return True
    return False


def _join_cut_row(table: JoinedTable, first: Sequence[JoinedCell]) -> None:
    for cell in first:
        above = _above(table, cell.column)
        if above is not None:
            above.lines += cell.lines
            above.row_span += cell.row_span - 1


def _extend_spans(table: JoinedTable, cells: list[JoinedCell], first: Sequence[JoinedCell]) -> None:
    """A number cell left empty at the top of a page belongs to the merged cell that the page break cut: it, and the
    cells of its row that are empty or go on, stretch the cells above. An empty cell beside a new number does so only
    below a cell that is merged already."""
    ordered = sorted(first, key=lambda cell: cell.column)
    if not any(cell.lines for cell in ordered):
        return
    of_same_task = False
    for cell in ordered:
        above = _above(table, cell.column)
        same = above is not None and (above.column, above.column_span) == (cell.column, cell.column_span)
        if above is None or not same or not above.lines:
            continue
        if not (of_same_task or cell is ordered[0]) and (cell.lines or above.row_span == 1):
            continue
        if cell.lines and goes_on(above, cell) is not True:
            continue
        of_same_task = of_same_task or cell is ordered[0]
        above.lines += cell.lines
        above.row_span += cell.row_span
        cells.remove(cell)
