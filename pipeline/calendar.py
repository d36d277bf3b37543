"""`kehoach calendar`: what the plans want done by when, by whom."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, text

from pipeline.compare import is_one_of, name_plans
from pipeline.database import session_scope
from pipeline.output import counted

if TYPE_CHECKING:
    import pandas as pd

_CALENDAR = """
select assignment_calendar.*, documents.period_start, documents.period_end
from assignment_calendar
inner join documents on documents.document_id = assignment_calendar.document_id
order by assignment_calendar.due_on, assignment_calendar.document_id, assignment_calendar.assignment_id,
    assignment_calendar.deadline_position, assignment_calendar.role
"""


@dataclass(frozen=True, slots=True)
class Due:
    """An assignment with its last day, or with one of them."""

    due_on: dt.date
    task: str
    product: str
    lead: str
    coordinate: str
    deadline: str
    plan: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Assignments in the order of their last day."""

    due: list[Due]
    notes: list[str]


def read_calendar(engine: Engine, *, agencies: Sequence[str] = ()) -> Calendar:
    """What is due when, by whom; `agencies` are parts of names, without regard to diacritics and case."""
    with session_scope(engine, write=False) as session:
        found = [dict(row) for row in session.execute(text(_CALENDAR)).mappings()]
    of_deadline: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for row in found:
        of_deadline.setdefault((row["assignment_id"], row["deadline_position"]), []).append(row)
    chosen = {
        key: rows for key, rows in of_deadline.items() if any(is_one_of(row["agency"], wanted=agencies) for row in rows)
    }
    names = name_plans(found)
    dated = {key: rows for key, rows in chosen.items() if rows[0]["due_on"] is not None}
    due = [_due(rows, names) for rows in dated.values()]
    undated = len({assignment for assignment, _ in chosen} - {assignment for assignment, _ in dated})
    notes = []
    if not chosen:
        notes.append("No assignment fits what was asked for." if found else "The database holds no assignments.")
    if undated:
        said = counted(undated, "assignment has", "assignments have")
        notes.append(f"{said} no last day (recurring, relative, by roadmap or without deadline).")
    return Calendar(sorted(due, key=lambda item: item.due_on), notes)


def _due(rows: list[dict[str, Any]], names: dict[int, str]) -> Due:
    first = rows[0]
    day = first["due_on"]

    def of_role(role: str) -> str:
        return "; ".join(dict.fromkeys(row["agency"] for row in rows if row["role"] == role and row["agency"]))

    return Due(
        due_on=day if isinstance(day, dt.date) else dt.date.fromisoformat(day),
        task=first["task"],
        product=first["product"] or "",
        lead=of_role("lead"),
        coordinate=of_role("coordinate"),
        deadline=first["deadline_part"] or "",
        plan=names[first["document_id"]],
        page=first["page"],
    )


def calendar_frame(calendar: Calendar) -> "pd.DataFrame":
    """The calendar as a data frame."""
    import pandas as pd

    columns = ["Hạn", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Phối hợp", "Thời hạn (nguyên văn)", "Kế hoạch", "Trang"]
    lines = [
        [due.due_on.isoformat(), due.task, due.product, due.lead, due.coordinate, due.deadline, due.plan, due.page]
        for due in calendar.due
    ]
    frame = pd.DataFrame(lines, columns=columns)
    return frame.astype({"Trang": "Int64"})
