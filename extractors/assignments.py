"""Assignments: the product lines of tables that give work or goals to agencies."""

import datetime as dt

from extractors.agencies import split_agencies
from extractors.columns import Role
from extractors.domains import covers_areas, domain_of_statement
from extractors.horizons import date_heading, title_horizon
from extractors.relative_deadlines import resolve_known
from extractors.task_tables import TaskRow, TaskTable, read_task_tables
from models.document import Document
from models.records import Assignment, Domain, Section


def find_assignments(
    document: Document, sections: list[Section], year: int | None, issued_on: dt.date | None = None
) -> list[Assignment]:
    """All assignments in document order; `year` is the plan's (first) year, for deadlines that name none, `issued_on`
    the day of the plan's issue, for those that are counted from it."""
    return [
        make_assignment(document, table, row, issued_on)
        for table in read_task_tables(document, sections, year)
        for row in table.rows
    ]


def make_assignment(document: Document, table: TaskTable, row: TaskRow, issued_on: dt.date | None = None) -> Assignment:
    """The record of one product line."""
    return Assignment(
        table=table.number,
        group=row.group,
        group_title=row.group_title,
        no=row.no,
        task=row.text(Role.TASK) or "",
        product=row.text(Role.PRODUCT),
        lead_raw=row.text(Role.LEAD),
        lead=split_agencies(row.text(Role.LEAD) or ""),
        coordinate_raw=row.text(Role.COORDINATE),
        coordinate=split_agencies(row.text(Role.COORDINATE) or ""),
        monitor_raw=row.text(Role.MONITOR),
        monitor=split_agencies(row.text(Role.MONITOR) or ""),
        deadline_raw=row.text(Role.DEADLINE),
        deadline=row.deadline,
        deadlines=[resolve_known(due, issued_on) for due in row.deadlines if due.kind != "none"],
        budget=row.text(Role.BUDGET),
        note=row.text(Role.NOTE),
        extras=_extras(row),
        domain=row.domain or _own_domain(row),
        page=document.page_of(row.start),
        char_start=row.start,
        char_end=row.end,
        confidence=document.confidence_of(row.start, row.end),
    )


def _own_domain(row: TaskRow) -> Domain | None:
    """The area of a row by its words: where no title stands over it, or one that dates it or that covers several areas.

    Under any other title that names no area its rows have none.
    """
    title = row.group_title
    if title and not (date_heading(title) or title_horizon(title) or covers_areas(title)):
        return None
    return domain_of_statement(row.text(Role.TASK) or "")


def _extras(row: TaskRow) -> dict[str, str]:
    """Cells of unknown columns by heading; those of one heading are joined."""
    extras: dict[str, str] = {}
    for heading, cell in row.extras:
        extras[heading] = f"{extras[heading]}; {cell.text}" if heading in extras else cell.text
    return extras
