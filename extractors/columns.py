"""What the columns of a table hold, by the wording of its head, and what kind of table it is.

Heads are matched on folded words, slips of recognition aside, in any order, over one, two or three rows. A heading that
is not known (corpora/column_headings.tsv) is an extra and is reported, never guessed. Only a first column without a
heading (or with a misread "TT") is told by its cells, where they are running numbers.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import regex

from extractors.column_cells import is_figure, settle
from extractors.grids import Grid, GridCell
from extractors.headings import Column as Column
from extractors.headings import Role as Role
from extractors.headings import role_of_heading as role_of_heading
from models.records import Finding
from models.text import fold_words


class TableKind(StrEnum):
    """What a table is for."""

    ASSIGNMENT = "assignment"
    GOAL_ASSIGNMENT = "goal_assignment"
    STATISTICS = "statistics"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: its columns and how many rows it takes (numbers of columns under it included)."""

    columns: tuple[Column, ...]
    rows: int

    def of(self, *roles: Role) -> tuple[Column, ...]:
        """Columns with one of the roles, from left to right."""
        return tuple(column for column in self.columns if column.role in roles)

    def first(self, role: Role) -> Column | None:
        """The first column with the role."""
        return next((column for column in self.columns if column.role is role), None)

    @property
    def what(self) -> Column | None:
        """The column that says what is to be done or reached; a task goes before a goal, a goal before an indicator."""
        return self.first(Role.TASK) or self.first(Role.GOAL) or self.first(Role.INDICATOR)

    def has(self, *roles: Role) -> bool:
        """Whether a column has one of the roles."""
        return any(column.role in roles for column in self.columns)


_MOST_HEAD_ROWS = 3
_FEWEST_KNOWN = 2
"""Known headings that make a row a head."""
_OVER_YEARS = (Role.VALUE, Role.BASELINE, Role.BUDGET, Role.FUNDING_SOURCE)
_A_YEAR = regex.compile(r"\b(?:19|20)\d\d\b")
_RUNNING_NUMBER = regex.compile(r"^(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXL]{1,6}|[A-ZĐ]|[a-zđ])[.)]?$|^[-+]$")
_COLUMN_NUMBER = regex.compile(r"^\(?\s*(?:\d{1,2}|[A-H])\s*\)?$|^\(?\d+\)?\s*=.*$")
_LONGEST_ABBREVIATION = 4
_LONGEST_COLUMN_NUMBER = 4
_NUMBERED_SHARE = 0.6
_BLANK_SHARE = 0.8
"""Share of blank figures from which a table is a form to be filled."""
_MARK = regex.compile(r"^(?:[xX×✓✔√v+*●•]|\(x\))$")
_CHIEF = regex.compile(r"\bchu tri\b")


def read_head(grid: Grid) -> Head | None:
    """The head of a table; None where its first rows name fewer than two known columns."""
    for first in range(min(_MOST_HEAD_ROWS, len(grid.rows))):
        texts = [cell.text for cell in grid.rows[first].cells if cell.text]
        # A running number begins a row of the body, though its product be "Kế hoạch" and its time "Năm 2024".
        if texts and texts[0].strip(" .)").isdigit():
            continue
        if sum(role_of_heading(text) is not None for text in texts) >= _FEWEST_KNOWN:
            return _read_head_from(grid, first)
    return None


def _read_head_from(grid: Grid, first: int) -> Head:
    last = first
    while last + 1 < min(len(grid.rows), first + _MOST_HEAD_ROWS) and _is_head_row(grid, first, last + 1):
        last += 1
    columns = tuple(_read_column(grid, index, first, last) for index in range(grid.columns))
    body = last + 1
    while body < len(grid.rows) and _is_column_numbers(grid, body):
        body += 1
    columns = tuple(_by_cells(grid, column, body) for column in columns)
    columns = settle(columns, [[row.cells[index].text for row in grid.rows[body:]] for index in range(grid.columns)])
    return Head(_one_lead(_numbers_under_task(grid, columns, body)), body)


def _is_head_row(grid: Grid, first: int, row: int) -> bool:
    """Whether a row goes on with the head: merged cells reach into it, or it only names columns below wider ones."""
    cells, above = grid.rows[row].cells, grid.rows[first].cells
    own = [cell for cell in cells if cell.text and not cell.above]
    if grid.has_spans:
        pairs = zip(cells, above, strict=True)
        if any(cell.above and cell.text and cell.ranges == head.ranges for cell, head in pairs):
            return True
        return bool(own) and all(role_of_heading(cell.text) is not None for cell in own) and len(own) > 1
    return (
        len(own) > 1
        and not cells[0].text
        and all(role_of_heading(cell.text) is not None for cell in own)
        and any(not head.text for head in above)
    )


def _is_column_numbers(grid: Grid, row: int) -> bool:
    own = [cell.text for cell in grid.rows[row].cells if cell.text]
    if len(own) < max(2, grid.columns - 1):
        return False
    if grid.recognised and all(len(text) <= _LONGEST_COLUMN_NUMBER for text in own):
        # Bracketed digits are misread often ("(3)" as "G)"): two at their places are enough in a row of such cells.
        bare = [text.strip("()[] ") for text in own]
        if sum(text == str(place) for place, text in enumerate(bare, 1)) >= 2 and any(")" in text for text in own):
            return True
    if not all(_COLUMN_NUMBER.match(text) for text in own):
        return False
    numbers = [int(text.strip("() ").split("=")[0].strip(" )")) for text in own if text.strip("( ")[0].isdigit()]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _head_cell(grid: Grid, row: int, index: int) -> GridCell:
    """The heading over a column; of a wider cell to the left where this place is blank."""
    cells = grid.rows[row].cells
    if cells[index].left:
        return next((cells[at] for at in range(index, -1, -1) if not cells[at].left), cells[index])
    return cells[index]


def _read_column(grid: Grid, index: int, first: int, last: int) -> Column:
    texts: list[str] = []
    for row in range(first, last + 1):
        cell = _head_cell(grid, row, index)
        if cell.text and not (cell.above and texts):
            texts.append(cell.text)
    if not grid.has_spans and last > first and not grid.rows[first].cells[index].text and texts:
        # In a transcript a wide heading stands over its first column only.
        heads = [cell.text for cell in grid.rows[first].cells[: index + 1] if cell.text]
        texts = heads[-1:] + texts
    heading = " ".join(texts)
    # "Thực hiện" over "2023", "Kinh phí" over "2025": what stands over the year says what its figures are.
    whole = role_of_heading(heading) if len(texts) > 1 and _A_YEAR.search(heading) else None
    role = whole if whole in _OVER_YEARS else None
    role = role or next((found for text in reversed(texts) if (found := role_of_heading(text)) is not None), None)
    return Column(index, role or role_of_heading(heading) or Role.EXTRA, heading)


def _is_numbered(grid: Grid, index: int, body: int) -> bool:
    """Whether the cells of a column are running numbers."""
    texts = [row.cells[index].text for row in grid.rows[body:] if row.cells[index].text]
    return bool(texts) and sum(bool(_RUNNING_NUMBER.match(text)) for text in texts) >= _NUMBERED_SHARE * len(texts)


def _numbers_under_task(grid: Grid, columns: tuple[Column, ...], body: int) -> tuple[Column, ...]:
    """A heading such as "Nội dung" that stands over two columns, the first of them with numbers."""
    if len(columns) > 1 and columns[0].heading == columns[1].heading and _is_numbered(grid, 0, body):
        return (replace(columns[0], role=Role.NUMBER), *columns[1:])
    return columns


def _one_lead(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Of several leading columns ("Lãnh đạo phụ trách", "Cơ quan chủ trì") the one that says so leads."""
    leads = [column for column in columns if column.role is Role.LEAD]
    chief = next((column for column in leads if _CHIEF.search(fold_words(column.heading))), None)
    if len(leads) < 2 or chief is None:
        return columns
    return tuple(
        replace(column, role=Role.MONITOR) if column in leads and column is not chief else column for column in columns
    )


def _by_cells(grid: Grid, column: Column, body: int) -> Column:
    """A first column with no heading, or an unknown one as short as "TT" misread, is the number where its cells are.

    On a poor scan all of them may be lost.
    """
    if column.index or len(column.heading) > _LONGEST_ABBREVIATION or column.role is not Role.EXTRA:
        return column
    all_lost = grid.recognised and not any(row.cells[0].text for row in grid.rows[body:])
    if all_lost or _is_numbered(grid, 0, body):
        return Column(column.index, Role.NUMBER, column.heading)
    return column


def kind_of_table(grid: Grid, head: Head) -> TableKind:
    """What a table is for, by its columns and, for forms, by whether its figures are blank."""
    work = head.has(Role.PRODUCT, Role.DEADLINE, Role.COORDINATE, Role.AGENCIES)
    figures = head.of(Role.YEAR, Role.VALUE, Role.BASELINE)
    # Who watches blank figures reports them.
    work = work or (head.has(Role.MONITOR) and not figures)
    what = head.has(Role.TASK, Role.GOAL, Role.INDICATOR)
    cells = [row.cells[column.index].text for row in grid.rows[head.rows :] for column in figures]
    marked = any(is_mark(text) for text in cells)
    is_blank = not marked and sum(not text for text in cells) >= _BLANK_SHARE * len(cells)
    if what and not work and is_blank and (figures or head.has(Role.UNIT_IN_CHARGE, Role.UNIT)):
        return TableKind.STATISTICS
    reports = bool(figures) and all(column.role is Role.BASELINE for column in figures) and any(map(is_figure, cells))
    if what and not work and reports and not head.has(Role.LEAD, Role.MONITOR, Role.BUDGET, Role.PERSON):
        return TableKind.STATISTICS
    if head.has(Role.PERSON) and not head.has(Role.PRODUCT, Role.DEADLINE):
        return TableKind.OTHER
    led = head.has(Role.LEAD, Role.AGENCIES)
    if head.has(Role.GOAL, Role.INDICATOR) and not head.has(Role.TASK):
        return TableKind.GOAL_ASSIGNMENT if led or head.has(Role.MONITOR) else TableKind.OTHER
    if head.has(Role.TASK) and (led or (head.has(Role.PRODUCT, Role.COORDINATE) and head.has(Role.DEADLINE))):
        return TableKind.ASSIGNMENT
    return TableKind.OTHER


def is_mark(text: str) -> bool:
    """Whether a cell only ticks its column, as years do in a timetable."""
    return bool(_MARK.match(text.strip()))


def unknown_columns(head: Head, where: str, *, start: int | None = None) -> list[Finding]:
    """A finding for each heading that is not known: its cells are kept as extras, not taken for anything."""
    return [
        Finding(
            kind="other",
            where=where,
            detail=f"Không rõ cột “{column.heading}” chứa gì; nội dung chỉ được giữ làm thông tin thêm",
            char_start=start,
        )
        for column in head.columns
        if column.role is Role.EXTRA and column.heading
    ]
