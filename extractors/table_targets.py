"""Targets of tables of figures, and when the rows in which they stand are due."""

from bisect import bisect_right
from typing import Literal

import regex

from corpora.senses import fold_senses
from extractors.figure_tables import FigureRow
from extractors.statements import due_of
from extractors.subjects import baseline_of, scopes_of
from extractors.task_tables import read_task_tables
from models.document import Document
from models.records import Direction, Section, Target

Source = Literal["clause", "heading", "plan"]
_REDUCED = regex.compile(r"^(?:(?:tiep tuc|thuc hien)\s+)*(giam|cat giam|tinh gian|rut ngan|tiet kiem)\b")
_INCREASED = regex.compile(r"\btang\s+(?:hon|them|so voi)\b|^(?:tiep tuc\s+)?tang (?:ty le|so luong|thu)\b")


def goal_direction(text: str) -> Direction:
    """Which way a goal in words is to go."""
    bare = fold_senses(text).lstrip(" -+,")
    return "reduce" if _REDUCED.match(bare) else "increase" if _INCREASED.search(bare) else "attain"


def target_of_row(document: Document, row: FigureRow, deadline: str | None, source: Source | None) -> Target:
    """Target of a cell in a table of figures, due at `deadline`; a goal in words where the cell has none."""
    is_dated = row.figure is None and source in ("clause", "heading")
    named = f"{row.subject}: {row.words}" if row.words else row.subject
    scope = row.figure.scope if row.figure else None
    return Target(
        id="T000",
        kind="quantitative" if row.figure else "dated" if is_dated else "qualitative",
        section=row.section,
        quote=document.slice(row.start, row.end),
        subject=named if row.figure or is_dated else None,
        value=row.figure.value if row.figure else None,
        value_max=row.figure.value_max if row.figure else None,
        unit=row.unit if row.figure else None,
        comparator=row.comparator,
        direction=row.direction or goal_direction(row.subject),
        deadline=deadline,
        deadline_from=source,
        baseline=baseline_of(row.subject) or row.baseline,
        scope=scope or next(iter(scopes_of(row.subject)), None),
        exception=row.exception,
        domain=row.domain,
        page=document.page_of(row.start),
        char_start=row.start,
        char_end=row.end,
        confidence=document.confidence_of(row.start, row.end),
    )


class TaskRows:
    """When the rows of a document's task tables are due, by their places."""

    def __init__(self, document: Document, sections: list[Section], year: int | None) -> None:
        rows = [row for table in read_task_tables(document, sections, year) for row in table.rows]
        self._rows = sorted(rows, key=lambda row: row.start)
        self._starts = [row.start for row in self._rows]

    def due(self, place: int) -> str | None:
        """When the row in which a place stands is due: a year, 'yearly' or an ISO date."""
        found = bisect_right(self._starts, place) - 1
        return due_of(self._rows[found]) if found >= 0 and place < self._rows[found].end else None
