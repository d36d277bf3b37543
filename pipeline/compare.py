"""`kehoach compare`: targets of several plans side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, RowMapping, text

from models.text import fold
from pipeline.database import session_scope
from pipeline.output import counted
from pipeline.view import format_number

if TYPE_CHECKING:
    import pandas as pd

SIGNS = {">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< "}
DIRECTIONS = {"reduce": "giảm ", "increase": "tăng "}
YEARLY = "hằng năm"
HEADS = ("Chỉ tiêu", "Phạm vi", "Hạn")
_TARGETS = """
select target_comparison.*, documents.period_start, documents.period_end
from target_comparison
inner join documents on documents.document_id = target_comparison.document_id
order by target_comparison.domain, target_comparison.indicator_name, target_comparison.scope_key,
    coalesce(target_comparison.deadline_year, 9999), target_comparison.document_id
"""
_WITHOUT_INDICATOR = """
select count(*) from targets where kind = 'quantitative' and indicator_id is null and review_state <> 'rejected'
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One commitment: what is measured, for whom, until when, and what each plan says."""

    indicator: str
    name: str
    scope: str
    deadline: str
    cells: dict[int, str]
    """By document: '≥ 80 % (tr. 3)'."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows by indicator, columns by plan."""

    plans: dict[int, str]
    """Heading of each document that has a cell, in order."""
    rows: list[Row]
    notes: list[str] = field(default_factory=list)
    """What the table does not show."""


def compare(
    engine: Engine,
    *,
    indicators: Sequence[str] = (),
    units: Sequence[str] = (),
    years: Sequence[int] = (),
    single: bool = False,
    any_year: bool = False,
) -> Comparison:
    """Targets side by side across plans.

    `indicators` are codes or parts of names, `units` parts of issuers' names, both without regard to diacritics and
    case; `years` are years of the deadline, which a yearly target meets in each year of its plan. Rows that only one
    plan has are left out and counted, unless `single` asks for them. `any_year` puts all deadlines of an indicator into
    one row: plans of different years seldom share a deadline.
    """
    with session_scope(engine, write=False) as session:
        found = [dict(row) for row in session.execute(text(_TARGETS)).mappings()]
        unnamed = session.execute(text(_WITHOUT_INDICATOR)).scalar_one()
    chosen = [
        row
        for row in found
        if is_one_of(row["indicator"], row["indicator_name"], wanted=indicators)
        and is_one_of(row["issuer"], wanted=units)
        and (not years or any(_is_due_in(row, year) for year in years))
    ]
    rows = list(_rows(chosen, any_year))
    shared = [row for row in rows if len(row.cells) > 1]
    is_hopeful = not any_year and any(len(row.cells) > 1 for row in _rows(chosen, True))
    shown = rows if single else shared
    present = {document for row in shown for document in row.cells}
    plans = {document: name for document, name in name_plans(chosen).items() if document in present}
    return Comparison(plans, shown, list(_notes(len(found), rows, shared, unnamed, single, is_hopeful)))


def _notes(
    found: int, rows: list[Row], shared: list[Row], unnamed: int, single: bool, is_hopeful: bool
) -> Iterator[str]:
    if not found:
        yield "The database holds no target with a known indicator."
    elif not rows:
        yield "No target fits what was asked for."
    elif not shared:
        yield (
            "No target has the same deadline in more than one of these plans; --any-year compares all deadlines."
            if is_hopeful
            else "No target stands in more than one of these plans: nothing can be compared."
        )
    alone = len(rows) - len(shared)
    if alone and not single:
        yield f"{counted(alone, 'more target stands', 'more targets stand')} in one plan only; --all shows them."
    if unnamed:
        yield (
            f"{counted(unnamed, 'target with a number has', 'targets with a number have')} no known indicator "
            "and cannot be compared."
        )


def is_one_of(*names: str | None, wanted: Sequence[str]) -> bool:
    """Whether one of the names holds one of the wanted parts, without regard to diacritics; no wish fits all."""
    return not wanted or any(fold(part) in fold(name) for part in wanted for name in names if name)


def _is_due_in(row: dict[str, Any], year: int) -> bool:
    if row["deadline_year"] is not None:
        return bool(row["deadline_year"] == year)
    first, last = row["period_start"], row["period_end"]
    return row["deadline"] == "yearly" and first is not None and first <= year <= (last or first)


def _rows(found: list[dict[str, Any]], any_year: bool) -> Iterator[Row]:
    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in found:
        key = (row["indicator"], row["scope_key"] or "", "" if any_year else show_deadline(row))
        groups.setdefault(key, []).append(row)
    for (indicator, _, deadline), members in groups.items():
        said: dict[int, list[str]] = {}
        for member in members:
            when = f"{show_deadline(member)}: " if any_year and show_deadline(member) else ""
            said.setdefault(member["document_id"], []).append(f"{when}{show_commitment(member)}")
        cells = {document: "; ".join(parts) for document, parts in said.items()}
        yield Row(indicator, members[0]["indicator_name"], members[0]["scope"] or "", deadline, cells)


def show_deadline(row: dict[str, Any]) -> str:
    """The year of a deadline, 'hằng năm', or nothing."""
    if row["deadline_year"] is not None:
        return str(row["deadline_year"])
    return YEARLY if row["deadline"] == "yearly" else row["deadline"] or ""


def show_commitment(row: dict[str, Any]) -> str:
    """What a plan commits to, and where: '≥ 80 % (tr. 3)'; with the other figures where it contradicts itself."""
    value = format_number(row["value"])
    if row["value_max"] is not None:
        value += f"–{format_number(row['value_max'])}"
    sign = DIRECTIONS.get(row["direction"], "") + SIGNS.get(row["comparator"], "")
    shown = f"{sign}{value} {row['unit'] or ''}".strip()
    details = []
    if row["page"] is not None:
        details.append(f"tr. {row['page']}")
    elif row["section_path"]:
        details.append(f"mục {row['section_path']}")
    least, most = row["stated_min"], row["stated_max"]
    if row["statement_count"] > 1 and (least, most) != (row["value"], row["value_max"] or row["value"]):
        details.append(f"nêu từ {format_number(least)} đến {format_number(most)}")
    return f"{shown} ({'; '.join(details)})" if details else shown


def name_plans(rows: Sequence[dict[str, Any] | RowMapping]) -> dict[int, str]:
    """A heading for each document: issuer and years, with the number where that alone would stand twice."""
    plans = {row["document_id"]: row for row in rows}
    names = {document: _short_name(row) for document, row in plans.items()}
    heads: dict[int, str] = {}
    for document in sorted(plans):
        name, number = names[document], plans[document]["number"]
        stands_twice = sum(name == other for other in names.values()) > 1
        heads[document] = f"{name} ({number or f'#{document}'})" if stands_twice and name != number else name
    return heads


def _short_name(row: dict[str, Any] | RowMapping) -> str:
    years = "–".join(str(year) for year in dict.fromkeys((row["period_start"], row["period_end"])) if year)
    name = " ".join(part for part in (row["issuer"] or row["number"], years) if part)
    return name or f"#{row['document_id']}"


def to_frame(comparison: Comparison) -> "pd.DataFrame":
    """The comparison as a data frame: code, name, scope, deadline, then a column for each plan."""
    import pandas as pd

    columns = ["Mã", *HEADS, *comparison.plans.values()]
    lines = [
        [row.indicator, row.name, row.scope, row.deadline, *(row.cells.get(plan, "") for plan in comparison.plans)]
        for row in comparison.rows
    ]
    return pd.DataFrame(lines, columns=columns)
