"""Tables that assign work, row by row: what is to be done, with which product, by whom, until when.

One `TaskRow` is one physical product line, as the annotation guidelines count: a task with two products gives two rows
with the same task. Cells merged over several rows count for each of them. Every field keeps the ranges of the text it
was read from, so targets in a cell are found, and found once, by range: its text is the slices joined by a space.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import regex

from extractors.columns import Column, Head, Role, TableKind, is_mark, unknown_columns
from extractors.deadlines import is_bare_deadline, parse_deadline, parse_deadlines, roadmap_in
from extractors.domains import domain_of
from extractors.grids import GridRow, Ranges
from extractors.row_labels import RowKind, TableRow
from extractors.sections import section_at
from extractors.source_tables import SourceTable, source_tables
from extractors.table_rows import LEADS, owners
from models.document import Document
from models.records import Deadline, Domain, DueDate, Finding, Section
from models.text import fold


@dataclass(frozen=True, slots=True)
class CellText:
    """The text of a cell and its ranges in the document; several where a page break cut it."""

    text: str
    ranges: Ranges


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One product line. `fields` has the roles that are filled, merged cells included; TASK also holds goals."""

    group: str | None
    group_title: str | None
    no: str | None
    fields: Mapping[Role, CellText]
    deadlines: tuple[DueDate, ...]
    """All that the row names, the one that governs first."""
    domain: Domain | None
    start: int
    end: int
    """Range of the row's own cells."""
    extras: tuple[tuple[str, CellText], ...] = ()
    """Cells of columns whose heading is not known, by heading."""

    @property
    def deadline(self) -> Deadline:
        """The deadline that governs; kind 'none' where the row names none."""
        first = self.deadlines[0] if self.deadlines else Deadline()
        return Deadline(kind=first.kind, start=first.start, end=first.end)

    def text(self, role: Role) -> str | None:
        """Text of a role; None where it is blank."""
        found = self.fields.get(role)
        return found.text if found else None


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A table of tasks; `number` counts such tables of a document from 1."""

    number: int
    section: str | None
    """Path of the section (or appendix) in which it stands."""
    assigns_goals: bool
    rows: tuple[TaskRow, ...]
    columns: tuple[Column, ...]
    start: int
    end: int


@dataclass(slots=True)
class _Group:
    """The group under way: its label, title and area of reform."""

    label: str | None = None
    title: str | None = None
    domain: Domain | None = None
    parent_domain: Domain | None = None
    last: dict[Role, CellText] = field(default_factory=dict)


_LETTER = regex.compile(r"^[A-HĐ]$")
_DITTO = regex.compile(r"^(?:[\"“”″'’]{1,2}|//|-?\s*(?:nt|nhu tren)\s*-?)$")
_DASH_ONLY = regex.compile(r"^[\s.…_–-]*$")
_TASK_LABEL = regex.compile(r"^(?P<no>\d{1,2}(?:\.\d{1,2}){0,2})[.)]\s+(?P<task>\p{Lu}.*)$", regex.DOTALL)
_COORDINATES = regex.compile(r"[,;.]?\s*(?:(?:đơn vị|cơ quan)\s+)?phối hợp(?:\s+với)?\s*:?\s*", regex.IGNORECASE)
_LEADS = regex.compile(r"^\s*(?:(?:đơn vị|cơ quan)\s+)?chủ trì\s*:?\s*|(?<!\s)\s+chủ trì\s*$", regex.IGNORECASE)
_MERGED_ROLES = (Role.LEAD, Role.AGENCIES, Role.COORDINATE, Role.MONITOR, Role.DEADLINE, Role.START)
"""Columns whose blank below a filled cell is a merged cell."""
_JOINED_ROLES = frozenset({Role.BUDGET, Role.NOTE, Role.FUNDING_SOURCE, Role.COORDINATE})
"""Columns of which a table may have several that belong together."""
_ONCE_ROLES = (Role.COORDINATE, Role.MONITOR, Role.DEADLINE, Role.START, Role.AGENCIES, Role.LEAD)
_FEWEST_ONCE = 3
"""Rows of a group from which a cell beside the first one only is taken for merged over all."""


def read_task_tables(document: Document, sections: list[Section], year: int | None) -> list[TaskTable]:
    """Tables that assign tasks or goals, in order; `year` is the plan's (first) year, for deadlines without one."""
    tables: list[TaskTable] = []
    for source in source_tables(document):
        if source.number is None:
            continue
        section = section_at(sections, source.start)
        tables.append(
            TaskTable(
                number=source.number,
                section=section.path if section else None,
                assigns_goals=source.kind is TableKind.GOAL_ASSIGNMENT,
                rows=tuple(_read_rows(source, year, section.domain if section else None)),
                columns=source.head.columns,
                start=source.start,
                end=source.end,
            )
        )
    return tables


def find_unknown_columns(document: Document) -> list[Finding]:
    """A finding for each column of a task or statistics table whose heading is not known."""
    return [
        _with_page(finding, document)
        for source in source_tables(document)
        if source.kind is not TableKind.OTHER
        for finding in unknown_columns(source.head, document.slice(source.start, source.end)[:60], start=source.start)
    ]


def _with_page(finding: Finding, document: Document) -> Finding:
    """The finding with the page on which its place is printed."""
    page = document.page_of(finding.char_start) if finding.char_start is not None else None
    return finding.model_copy(update={"page": page})


def _read_rows(source: SourceTable, year: int | None, domain: Domain | None) -> list[TaskRow]:
    head = source.head
    rows = source.labelled
    belongs = owners(rows, head, source.has_spans)
    own = [_fields(row.row, head) for row in rows]
    if not source.has_spans:
        _fill_once_printed(rows, own)
    group = _Group(domain=domain, parent_domain=domain)
    found: list[TaskRow] = []
    has_groups = any(row.kind is RowKind.GROUP for row in rows)
    for at, row in enumerate(rows):
        if row.kind is RowKind.GROUP or (row.kind is RowKind.PARENT and not has_groups):
            group = _next_group(group, row)
            # What a group's own row says of agencies and time holds for its tasks that say nothing.
            group.last = {role: cell for role, cell in own[at].items() if role in _MERGED_ROLES}
            continue
        if row.kind is RowKind.PARENT:
            group.last = {}
            continue
        if row.title:
            group = _next_group(group, row)
        owner = rows[belongs[at]]
        fields = _inherit(
            own[at], own[belongs[at]], row, group.last, known=_spans_tell(source, row), after=belongs[at] <= at
        )
        made = _make_row(fields, owner, row, group, head, year)
        if made is not None:
            group.last = dict(fields)
            found.append(made)
    return found


def _next_group(group: _Group, row: TableRow) -> _Group:
    domain = domain_of(row.title) or group.parent_domain
    # "A. ..." stands over "I. ...", "II. ..." and names their area where they name none.
    over = domain if row.label and _LETTER.match(row.label) else group.parent_domain
    return _Group(row.label, row.title or None, domain, over)


def _fields(row: GridRow, head: Head) -> dict[Role, CellText]:
    """Filled cells by role; a task, a goal and an indicator are all TASK, several columns of one role are joined."""
    fields: dict[Role, CellText] = {}
    for column in head.columns:
        cell = row.cells[column.index]
        role = Role.TASK if column == head.what else column.role
        if not cell.text or role in {Role.NUMBER, Role.GROUP, Role.EXTRA} or _DASH_ONLY.match(cell.text):
            continue
        before = fields.get(role)
        if before is None:
            fields[role] = CellText(cell.text, cell.ranges)
        elif role in _JOINED_ROLES:
            fields[role] = CellText(f"{before.text}; {cell.text}", before.ranges + cell.ranges)
        elif role is Role.PRODUCT:
            fields[role] = CellText(f"{before.text} {cell.text}", before.ranges + cell.ranges)
    _read_ticked_years(fields, row, head)
    return fields


def _read_ticked_years(fields: dict[Role, CellText], row: GridRow, head: Head) -> None:
    """A timetable ticks the years in which a task is done: 'Năm 2022 - 2023'."""
    ticked = [column for column in head.of(Role.YEAR) if is_mark(row.cells[column.index].text)]
    if Role.DEADLINE in fields or not ticked:
        return
    years = [year for column in ticked for year in regex.findall(r"(?:19|20)\d\d", column.heading)]
    if years:
        span = sorted({min(years), max(years)})
        ranges = tuple(span for column in ticked for span in row.cells[column.index].ranges)
        fields[Role.DEADLINE] = CellText(f"Năm {' - '.join(span)}", ranges)


def _fill_once_printed(rows: Sequence[TableRow], own: list[dict[Role, CellText]]) -> None:
    """In a transcript: a cell that stands beside the first task of a group, all others blank, is merged over it."""
    for members in _runs(rows):
        if len(members) < _FEWEST_ONCE:
            continue
        for role in _ONCE_ROLES:
            first = own[members[0]].get(role)
            if first is not None and not any(role in own[at] for at in members[1:]):
                for at in members[1:]:
                    own[at][role] = first


def _runs(rows: Sequence[TableRow]) -> Iterator[list[int]]:
    """Indices of the tasks of each group."""
    run: list[int] = []
    for at, row in enumerate(rows):
        if row.kind is RowKind.GROUP or row.title:
            yield run
            run = []
        if row.kind in {RowKind.TASK, RowKind.PRODUCT}:
            run.append(at)
    yield run


def _spans_tell(source: SourceTable, row: TableRow) -> bool:
    """Whether what is merged over a row is known. No product is without an agency: a further one of a ruled table whose
    leading cell is blank (below a page break, or typed instead of merged) shows that blanks stand for merged cells."""
    if not source.has_spans or row.kind is not RowKind.PRODUCT:
        return source.has_spans
    leads = [row.row.cells[column.index] for column in source.head.of(*LEADS)]
    return not leads or any(cell.above or cell.text for cell in leads)


def _inherit(
    own: dict[Role, CellText],
    task: dict[Role, CellText],
    row: TableRow,
    above: dict[Role, CellText],
    *,
    known: bool,
    after: bool,
) -> dict[Role, CellText]:
    """A row's fields with those of merged cells; `above` are those of the line before, `task` of the row with the task.

    Where spans are known (`known`) only the task itself can still be missing. In a transcript a further product takes
    over every blank; a task of its own only if its lead is blank too, for no task is without one.
    """
    fields = dict(own)
    for role, cell in own.items():
        if _DITTO.match(fold(cell.text)):
            if role in above:
                fields[role] = above[role]
            else:
                del fields[role]
    if Role.TASK not in fields and Role.TASK in task:
        fields[Role.TASK] = task[Role.TASK]
    if known:
        return fields
    source = above if after else task
    is_led = any(role in own for role in LEADS)
    if row.kind is RowKind.PRODUCT or not is_led:
        # Money is granted to a task: what is blank beside a further product and a blank agency is merged with them.
        with_budget = row.kind is RowKind.PRODUCT and not is_led
        for role in (*_MERGED_ROLES, Role.BUDGET) if with_budget else _MERGED_ROLES:
            if role not in fields and role in source:
                fields[role] = source[role]
    return fields


def _make_row(
    fields: dict[Role, CellText], owner: TableRow, row: TableRow, group: _Group, head: Head, year: int | None
) -> TaskRow | None:
    """The task row of one line; None where it names no task, or neither product nor agency nor time."""
    task = fields.get(Role.TASK)
    if task is None or not any(role in fields for role in (Role.PRODUCT, *_MERGED_ROLES)):
        return None
    number = owner.number
    labelled = _TASK_LABEL.match(task.text)
    if labelled and (number is None and not head.has(Role.NUMBER)):
        number, fields[Role.TASK] = labelled["no"], _without_start(task, labelled.start("task"))
    _split_agencies_column(fields)
    deadlines = _read_deadlines(fields, head, year)
    ranges = [span for index in row.row.filled for span in row.row.cells[index].ranges] or list(task.ranges)
    return TaskRow(
        group=group.label,
        group_title=group.title,
        no=number,
        fields=fields,
        deadlines=deadlines,
        domain=group.domain,
        start=min(start for start, _ in ranges),
        end=max(end for _, end in ranges),
        extras=_extras(row.row, head),
    )


def _without_start(cell: CellText, length: int) -> CellText:
    """The cell without its first characters, which stand in its first range."""
    (start, end), *rest = cell.ranges
    return CellText(cell.text[length:], ((start + length, end), *rest)) if start + length < end else cell


def _extras(row: GridRow, head: Head) -> tuple[tuple[str, CellText], ...]:
    cells = [(column.heading, row.cells[column.index]) for column in head.of(Role.EXTRA)]
    return tuple((heading, CellText(cell.text, cell.ranges)) for heading, cell in cells if cell.text)


def _split_agencies_column(fields: dict[Role, CellText]) -> None:
    """'Chủ trì: Sở A; phối hợp: Sở B' in one column as lead and coordinating agencies."""
    both = fields.pop(Role.AGENCIES, None)
    if both is None:
        return
    lead, *coordinate = _COORDINATES.split(both.text, maxsplit=1)
    fields[Role.LEAD] = CellText(_LEADS.sub("", lead).strip(" ,;.:"), both.ranges)
    if coordinate and coordinate[0].strip():
        fields[Role.COORDINATE] = CellText(coordinate[0].strip(" ,;.:"), both.ranges)


def _read_deadlines(fields: dict[Role, CellText], head: Head, year: int | None) -> tuple[DueDate, ...]:
    """The deadlines of a row; a time that was printed over the product's column, too, is taken from there.

    Plans merge both cells where work has no other product than to follow its roadmap; a text line then holds it in the
    first of the two columns. Nothing but a time is no product ("Theo lộ trình đã được duyệt"). Columns for begin and
    end give one deadline.
    """
    start, due, product = fields.get(Role.START), fields.get(Role.DEADLINE), fields.get(Role.PRODUCT)
    if due is None and start is None and head.has(Role.DEADLINE) and product is not None:
        if is_bare_deadline(product.text):
            fields[Role.DEADLINE] = fields.pop(Role.PRODUCT)
            return parse_deadlines(product.text, year)
        if roadmap_in(product.text):
            fields[Role.DEADLINE] = product
            return (DueDate(kind="roadmap", raw=product.text),)
        return ()
    if start is None:
        return parse_deadlines(due.text, year) if due else ()
    begins = parse_deadline(start.text, year)
    first = begins.start or begins.end
    if due is None:
        fields[Role.DEADLINE] = start
        return (DueDate(kind=begins.kind, start=first, raw=start.text),)
    fields[Role.DEADLINE] = both = CellText(f"{start.text} - {due.text}", start.ranges + due.ranges)
    ends = parse_deadline(due.text, year)
    return (DueDate(kind=ends.kind, start=first, end=ends.end, raw=both.text),)
