"""The views that analysts query, as data: name, meaning, columns, and SQL that SQLite and PostgreSQL both read.

Each is written as: import the tables, logical steps, one last select. `create_views` and `drop_views` are run around
migrations, so that a table can change under a view.
"""

import hashlib
from collections.abc import Iterable

from sqlalchemy import Connection, text

from models.schema import TABLES
from models.table_views import ASSIGNMENT_CALENDAR, TABLE_CELLS, TARGET_AGENCIES
from models.view import View

PLAN_OVERVIEW = View(
    "plan_overview",
    "One row a plan: who issued it, when, for which years, and how much was read from it",
    {
        "document_id": "Document",
        "issuer": "Issuing agency",
        "admin_level": "central, province, district or commune",
        "unit": "Unit of the issuer with its kind, for example huyện + name",
        "province": "Province of that unit",
        "kind": "Kind of document",
        "number": "Number and symbol",
        "issued_on": "Date of issue",
        "title": "Subject line",
        "period_start": "First year",
        "period_end": "Last year",
        "vision_year": "Year to which it looks beyond",
        "page_count": "Pages",
        "unread_pages": "Pages that could not be read, with the reason; null where it was read whole",
        "confidence": "Mean confidence of its recognised pages",
        "section_count": "Labelled nodes",
        "target_count": "Commitments",
        "quantitative_count": "Commitments with a number",
        "indicator_count": "Different indicators that it sets a target for",
        "assignment_count": "Assignments",
        "citation_count": "Documents cited",
        "finding_count": "Contradictions found",
        "unreviewed_count": "Targets and assignments that nobody has looked at",
        "source_uri": "Where the file was read",
    },
    """
with recursive
plans as (select * from documents),
ancestors as (
    select admin_unit_id, admin_unit_id as ancestor_id, parent_id, level, name from admin_units
    where admin_unit_id in (select admin_unit_id from plans)
    union all
    select ancestors.admin_unit_id, admin_units.admin_unit_id, admin_units.parent_id, admin_units.level,
        admin_units.name
    from ancestors inner join admin_units on admin_units.admin_unit_id = ancestors.parent_id
),
provinces as (select admin_unit_id, name from ancestors where level = 'province'),
target_counts as (
    select document_id,
        count(*) as target_count,
        sum(case when kind = 'quantitative' then 1 else 0 end) as quantitative_count,
        count(distinct indicator_id) as indicator_count,
        sum(case when review_state = 'unreviewed' then 1 else 0 end) as unreviewed_count
    from targets where review_state <> 'rejected' group by document_id
),
assignment_counts as (
    select document_id,
        count(*) as assignment_count,
        sum(case when review_state = 'unreviewed' then 1 else 0 end) as unreviewed_count
    from assignments where review_state <> 'rejected' group by document_id
),
section_counts as (select document_id, count(*) as section_count from sections group by document_id),
citation_counts as (select document_id, count(*) as citation_count from citations group by document_id),
finding_counts as (select document_id, count(*) as finding_count from findings group by document_id)
select
    plans.document_id,
    agencies.name as issuer,
    plans.admin_level,
    units.prefix || ' ' || units.name as unit,
    provinces.name as province,
    plans.kind,
    plans.number,
    plans.issued_on,
    plans.title,
    plans.period_start,
    plans.period_end,
    plans.vision_year,
    plans.page_count,
    plans.unread_pages,
    plans.confidence,
    coalesce(section_counts.section_count, 0) as section_count,
    coalesce(target_counts.target_count, 0) as target_count,
    coalesce(target_counts.quantitative_count, 0) as quantitative_count,
    coalesce(target_counts.indicator_count, 0) as indicator_count,
    coalesce(assignment_counts.assignment_count, 0) as assignment_count,
    coalesce(citation_counts.citation_count, 0) as citation_count,
    coalesce(finding_counts.finding_count, 0) as finding_count,
    coalesce(target_counts.unreviewed_count, 0) + coalesce(assignment_counts.unreviewed_count, 0) as unreviewed_count,
    plans.source_uri
from plans
left join agencies on agencies.agency_id = plans.issuer_id
left join admin_units as units on units.admin_unit_id = plans.admin_unit_id
left join provinces on provinces.admin_unit_id = plans.admin_unit_id
left join section_counts on section_counts.document_id = plans.document_id
left join target_counts on target_counts.document_id = plans.document_id
left join assignment_counts on assignment_counts.document_id = plans.document_id
left join citation_counts on citation_counts.document_id = plans.document_id
left join finding_counts on finding_counts.document_id = plans.document_id
""",
)

TARGET_COMPARISON = View(
    "target_comparison",
    "One row for each indicator, scope, deadline year, unit, direction and plan: the same commitment side by side "
    "across plans. Where a plan states it twice, the body goes before the appendix, and stated_min and stated_max tell "
    "a contradiction",
    {
        "indicator": "Code of the indicator",
        "indicator_name": "Vietnamese name of the indicator",
        "domain": "Area of administrative reform",
        "scope": "Whom it binds; null for the plan's own unit",
        "deadline_year": "Year of the deadline; null if yearly or unknown",
        "deadline": "A year, yearly, or an ISO date",
        "document_id": "Plan",
        "number": "Number of the plan",
        "issuer": "Issuing agency of the plan",
        "admin_level": "Level of the plan",
        "comparator": ">=, >, =, <=, < or range",
        "value": "Number committed to",
        "value_max": "Upper end of a range",
        "unit": "Unit of the value",
        "direction": "attain, reduce or increase",
        "page": "Page of the plan",
        "section_path": "Section of the plan",
        "quote": "The clause, as read",
        "confidence": "Confidence, 0 to 1",
        "review_state": "Whether a person has looked at it",
        "target_id": "Row of targets",
        "statement_count": "How often the plan states it",
        "stated_min": "Smallest value that the plan states for it",
        "stated_max": "Greatest value that the plan states for it",
        "scope_key": "Scope folded, for joins",
    },
    """
with
commitments as (
    select targets.*,
        row_number() over (
            partition by document_id, indicator_id, coalesce(scope_key, ''), coalesce(deadline_year, 0),
                coalesce(unit, ''), direction
            order by case when section_path like 'PL%' then 1 else 0 end, position
        ) as rank_in_plan,
        count(*) over (
            partition by document_id, indicator_id, coalesce(scope_key, ''), coalesce(deadline_year, 0),
                coalesce(unit, ''), direction
        ) as statement_count,
        min(value) over (
            partition by document_id, indicator_id, coalesce(scope_key, ''), coalesce(deadline_year, 0),
                coalesce(unit, ''), direction
        ) as stated_min,
        max(coalesce(value_max, value)) over (
            partition by document_id, indicator_id, coalesce(scope_key, ''), coalesce(deadline_year, 0),
                coalesce(unit, ''), direction
        ) as stated_max
    from targets
    where kind = 'quantitative' and indicator_id is not null and value is not null and review_state <> 'rejected'
)
select
    indicators.code as indicator,
    indicators.name as indicator_name,
    indicators.domain,
    commitments.scope,
    commitments.deadline_year,
    commitments.deadline,
    commitments.document_id,
    documents.number,
    agencies.name as issuer,
    documents.admin_level,
    commitments.comparator,
    commitments.value,
    commitments.value_max,
    commitments.unit,
    commitments.direction,
    commitments.page,
    commitments.section_path,
    commitments.quote,
    commitments.confidence,
    commitments.review_state,
    commitments.target_id,
    commitments.statement_count,
    commitments.stated_min,
    commitments.stated_max,
    commitments.scope_key
from commitments
inner join indicators on indicators.indicator_id = commitments.indicator_id
inner join documents on documents.document_id = commitments.document_id
left join agencies on agencies.agency_id = documents.issuer_id
where commitments.rank_in_plan = 1
""",
)

TARGET_CASCADE = View(
    "target_cascade",
    "A plan against each plan that it cites and that sets targets too: what was kept, raised, lowered, dropped, added. "
    "Compared are the same indicator, scope and deadline year; a plan's own level counts as no scope. A smaller rank "
    "is a raised one. Dropped are only commitments that fall into the plan's own years and concern its level",
    {
        "document_id": "Plan",
        "number": "Number of the plan",
        "issuer": "Issuer of the plan",
        "cited_document_id": "Plan that it implements",
        "cited_number": "Number of the plan that it implements",
        "cited_issuer": "Issuer of the plan that it implements",
        "indicator": "Code of the indicator",
        "indicator_name": "Vietnamese name of the indicator",
        "scope": "Whom it binds",
        "deadline_year": "Year of the deadline; null if yearly or unknown",
        "outcome": "kept, raised, lowered, dropped or added",
        "comparator": "Comparator in the plan",
        "value": "Value in the plan",
        "cited_comparator": "Comparator in the plan that it implements",
        "cited_value": "Value in the plan that it implements",
        "unit": "Unit of both values",
        "page": "Page of the plan",
        "cited_page": "Page of the plan that it implements",
        "target_id": "Row of targets in the plan",
        "cited_target_id": "Row of targets in the plan that it implements",
    },
    """
with
comparison as (select * from target_comparison),
plans as (
    select document_id, admin_level, period_start, period_end,
        case admin_level
            when 'province' then 'cap tinh' when 'district' then 'cap huyen' when 'commune' then 'cap xa' else ''
        end as own_scope
    from documents
),
pairs as (
    select distinct citations.document_id, citations.cited_document_id
    from citations
    where citations.cited_document_id is not null
        and citations.cited_document_id <> citations.document_id
        and citations.document_id in (select document_id from comparison)
        and citations.cited_document_id in (select document_id from comparison)
),
mine as (
    select pairs.cited_document_id, plans.own_scope, comparison.*,
        case when comparison.scope_key = plans.own_scope then '' else coalesce(comparison.scope_key, '') end
            as level_scope
    from pairs
    inner join plans on plans.document_id = pairs.document_id
    inner join comparison on comparison.document_id = pairs.document_id
),
theirs as (
    select pairs.document_id as citing_document_id, plans.own_scope, plans.period_start, plans.period_end, comparison.*,
        case when comparison.scope_key = plans.own_scope then '' else coalesce(comparison.scope_key, '') end
            as level_scope
    from pairs
    inner join plans on plans.document_id = pairs.document_id
    inner join comparison on comparison.document_id = pairs.cited_document_id
),
matches as (
    select mine.document_id, mine.cited_document_id, mine.target_id, theirs.target_id as cited_target_id,
        row_number() over (
            partition by mine.document_id, mine.cited_document_id, mine.target_id
            order by case when coalesce(mine.scope_key, '') = coalesce(theirs.scope_key, '') then 0 else 1 end,
                case when theirs.scope_key is null then 1 else 0 end, theirs.target_id
        ) as rank_of_match
    from mine
    inner join theirs
        on theirs.citing_document_id = mine.document_id
        and theirs.document_id = mine.cited_document_id
        and theirs.indicator = mine.indicator
        and theirs.level_scope = mine.level_scope
        and coalesce(theirs.deadline_year, 0) = coalesce(mine.deadline_year, 0)
        and coalesce(theirs.unit, '') = coalesce(mine.unit, '')
),
set_in_plan as (
    select mine.document_id, mine.cited_document_id, mine.indicator, mine.indicator_name, mine.scope,
        mine.deadline_year,
        mine.comparator, mine.value, theirs.comparator as cited_comparator, theirs.value as cited_value, mine.unit,
        mine.page, theirs.page as cited_page, mine.target_id, theirs.target_id as cited_target_id,
        case
            when theirs.target_id is null then 'added'
            when mine.value = theirs.value
                and coalesce(mine.value_max, mine.value) = coalesce(theirs.value_max, theirs.value) then 'kept'
            when (
                mine.value + coalesce(mine.value_max, mine.value)
                > theirs.value + coalesce(theirs.value_max, theirs.value)
            ) = (coalesce(mine.unit, '') = 'hạng' or coalesce(mine.comparator, '') in ('<=', '<')) then 'lowered'
            else 'raised'
        end as outcome
    from mine
    left join matches
        on matches.document_id = mine.document_id
        and matches.cited_document_id = mine.cited_document_id
        and matches.target_id = mine.target_id
        and matches.rank_of_match = 1
    left join theirs
        on theirs.citing_document_id = mine.document_id
        and theirs.document_id = mine.cited_document_id
        and theirs.target_id = matches.cited_target_id
),
left_out as (
    select theirs.citing_document_id as document_id, theirs.document_id as cited_document_id, theirs.indicator,
        theirs.indicator_name, theirs.scope, theirs.deadline_year, cast(null as text) as comparator,
        cast(null as double precision) as value,
        theirs.comparator as cited_comparator, theirs.value as cited_value, theirs.unit, cast(null as integer) as page,
        theirs.page as cited_page, cast(null as integer) as target_id,
        theirs.target_id as cited_target_id, 'dropped' as outcome
    from theirs
    where not exists (
            select 1 from matches
            where matches.document_id = theirs.citing_document_id
                and matches.cited_document_id = theirs.document_id
                and matches.cited_target_id = theirs.target_id
        )
        and (theirs.deadline_year is null or theirs.period_start is null or theirs.deadline_year >= theirs.period_start)
        and (theirs.deadline_year is null or theirs.period_end is null or theirs.deadline_year <= theirs.period_end)
        and (theirs.own_scope = 'cap tinh' or theirs.level_scope not in ('cap tinh', 'tinh'))
        and (theirs.own_scope <> 'cap xa' or theirs.level_scope not in ('cap huyen', 'huyen'))
),
compared as (
    select document_id, cited_document_id, indicator, indicator_name, scope, deadline_year, outcome, comparator, value,
        cited_comparator, cited_value, unit, page, cited_page, target_id, cited_target_id
    from set_in_plan
    union all
    select document_id, cited_document_id, indicator, indicator_name, scope, deadline_year, outcome, comparator, value,
        cited_comparator, cited_value, unit, page, cited_page, target_id, cited_target_id
    from left_out
)
select
    compared.document_id,
    citing.number,
    citing_agencies.name as issuer,
    compared.cited_document_id,
    cited.number as cited_number,
    cited_agencies.name as cited_issuer,
    compared.indicator,
    compared.indicator_name,
    compared.scope,
    compared.deadline_year,
    compared.outcome,
    compared.comparator,
    compared.value,
    compared.cited_comparator,
    compared.cited_value,
    compared.unit,
    compared.page,
    compared.cited_page,
    compared.target_id,
    compared.cited_target_id
from compared
inner join documents as citing on citing.document_id = compared.document_id
inner join documents as cited on cited.document_id = compared.cited_document_id
left join agencies as citing_agencies on citing_agencies.agency_id = citing.issuer_id
left join agencies as cited_agencies on cited_agencies.agency_id = cited.issuer_id
""",
)

CITATION_GRAPH = View(
    "citation_graph",
    "Which plan cites which document: an edge a citation, with the cited document where it is in the database",
    {
        "document_id": "Document that cites",
        "number": "Its number",
        "issuer": "Its issuer",
        "cited_document_id": "Cited document, where it is in",
        "cited_number": "Number as cited",
        "cited_number_repaired": "Number by the official form, where it was misprinted",
        "cited_kind": "Kind as cited",
        "cited_on": "Date as cited",
        "cited_issuer": "Issuer as cited",
        "cited_title": "Title as cited, or of the cited document",
        "is_legal_basis": "Cited in a Căn cứ line",
        "role": "basis, implements, replaces, amends, attached_to or mentions",
        "page": "Page of the citation",
        "citation_id": "Row of citations",
    },
    """
select
    citations.document_id,
    documents.number,
    agencies.name as issuer,
    citations.cited_document_id,
    citations.number as cited_number,
    citations.number_repaired as cited_number_repaired,
    citations.kind as cited_kind,
    citations.issued_on as cited_on,
    citations.issuer as cited_issuer,
    coalesce(citations.title, cited.title) as cited_title,
    citations.is_legal_basis,
    citations.role,
    citations.page,
    citations.citation_id
from citations
inner join documents on documents.document_id = citations.document_id
left join agencies on agencies.agency_id = documents.issuer_id
left join documents as cited on cited.document_id = citations.cited_document_id
where citations.review_state <> 'rejected'
""",
)

_REVIEWED = {
    "targets": ("target_id", "quote"),
    "assignments": ("assignment_id", "task"),
    "citations": ("citation_id", "quote"),
    "responsibilities": ("responsibility_id", "section_path"),
    "statistics": ("statistic_id", "indicator"),
    "findings": ("finding_id", "detail"),
    "sections": ("section_id", "title"),
}
"""Tables of reviewable records: key column and the column that shows what the record says."""


def _each_reviewed(where: str) -> str:
    return "\n    union all\n".join(
        f"    select '{table}' as record_kind, {key} as record_id, document_id, record_key, page, char_start, "  # noqa: S608
        f"char_end, {shown} as shown, confidence, review_state from {table}{where}"
        for table, (key, shown) in _REVIEWED.items()
    )


REVIEW_QUEUE = View(
    "review_queue",
    "Records that wait for a person, worst first: reopened ones, then by rising confidence; order by priority",
    {
        "priority": "Order of review, from 1",
        "record_kind": "Table of the record",
        "record_id": "Key of the record in that table",
        "record_key": "Lasting key of the record within the document",
        "document_id": "Document",
        "number": "Its number",
        "page": "Page",
        "char_start": "First character in documents.text",
        "char_end": "Character after the last",
        "shown": "What the record says",
        "confidence": "Confidence, 0 to 1; null where it is not known",
        "review_state": "unreviewed or reopened",
    },
    f"""
with
waiting as (
{_each_reviewed(" where review_state in ('unreviewed', 'reopened')")}
)
select
    row_number() over (
        order by case when waiting.review_state = 'reopened' then 0 else 1 end, coalesce(waiting.confidence, 2),
            waiting.document_id, waiting.record_kind, waiting.record_id
    ) as priority,
    waiting.record_kind,
    waiting.record_id,
    waiting.record_key,
    waiting.document_id,
    documents.number,
    waiting.page,
    waiting.char_start,
    waiting.char_end,
    waiting.shown,
    waiting.confidence,
    waiting.review_state
from waiting
inner join documents on documents.document_id = waiting.document_id
order by priority
""",  # noqa: S608
)

EVIDENCE = View(
    "evidence",
    "Where each record stands on the scan: a row for each printed line that it touches, with its box",
    {
        "record_kind": "Table of the record",
        "record_id": "Key of the record in that table",
        "document_id": "Document",
        "page": "Page of the line",
        "text": "Line after normalising",
        "raw_text": "Line as recognised, where that differs",
        "x0": "Left edge in points",
        "y0": "Upper edge in points",
        "x1": "Right edge in points",
        "y1": "Lower edge in points",
        "confidence": "Confidence of the line",
        "line_id": "Row of lines",
    },
    f"""
with
records as (
{_each_reviewed("")}
)
select
    records.record_kind,
    records.record_id,
    records.document_id,
    lines.page,
    lines.text,
    lines.raw_text,
    lines.x0,
    lines.y0,
    lines.x1,
    lines.y1,
    lines.confidence,
    lines.line_id
from records
inner join lines
    on lines.document_id = records.document_id
    and lines.char_start < records.char_end
    and lines.char_end > records.char_start
""",  # noqa: S608
)

ORPHANED_CORRECTIONS = View(
    "orphaned_corrections",
    "Corrections whose record is no longer found: shown, never dropped",
    {
        "correction_id": "Row of corrections",
        "document_sha256": "File",
        "document_part": "Which document of the file it was",
        "document_id": "Document; null if it is not in",
        "record_kind": "Table of the record",
        "record_key": "Key that is not found",
        "quote": "The record's words",
        "field": "Column that was changed",
        "old": "Value before",
        "new": "Value after",
        "corrected_by": "Who",
        "corrected_at": "When (UTC)",
        "reason": "Why",
    },
    f"""
with
records as (
    select 'documents' as record_kind, document_id, record_key from documents
    union all
    select record_kind, document_id, record_key from (
{_each_reviewed("")}
    ) as reviewed
)
select
    corrections.correction_id,
    corrections.document_sha256,
    corrections.document_part,
    documents.document_id,
    corrections.record_kind,
    corrections.record_key,
    corrections.quote,
    corrections.field,
    corrections.old,
    corrections.new,
    corrections.corrected_by,
    corrections.corrected_at,
    corrections.reason
from corrections
left join documents
    on documents.sha256 = corrections.document_sha256
    and documents.part = corrections.document_part
where not exists (
    select 1
    from records
    inner join documents as holders on holders.document_id = records.document_id
    where holders.sha256 = corrections.document_sha256
        and (holders.part = corrections.document_part or records.record_kind <> 'documents')
        and records.record_kind = corrections.record_kind
        and records.record_key = corrections.record_key
)
""",  # noqa: S608
)

VIEWS = (
    PLAN_OVERVIEW,
    TARGET_COMPARISON,
    TARGET_CASCADE,
    ASSIGNMENT_CALENDAR,
    TARGET_AGENCIES,
    TABLE_CELLS,
    CITATION_GRAPH,
    REVIEW_QUEUE,
    EVIDENCE,
    ORPHANED_CORRECTIONS,
)
"""In the order of creation: a view may read one before it."""


def fingerprint(views: Iterable[View] = VIEWS) -> str:
    """A digest of the SQL of the views: the newest migration names it, so that no change of a view goes without one."""
    return hashlib.sha256("\0".join(f"{view.name}\0{view.sql}" for view in views).encode()).hexdigest()[:16]


def create_views(connection: Connection) -> None:
    """Create all views; the tables must be those of the newest migration."""
    for view in VIEWS:
        connection.execute(text(f"CREATE VIEW {view.name} AS {view.sql.strip()}".replace(":", r"\:")))
    if connection.dialect.supports_comments:
        quoted = connection.dialect.identifier_preparer.quote_identifier
        for view in VIEWS:
            comment = view.comment.replace("'", "''")
            connection.exec_driver_sql(f"COMMENT ON VIEW {quoted(view.name)} IS '{comment}'")


def drop_views(connection: Connection) -> None:
    """Drop the views of this program; those that a user made stay."""
    for view in reversed(VIEWS):
        connection.execute(text(f"DROP VIEW IF EXISTS {view.name}"))


def clashes(names: Iterable[str]) -> list[str]:
    """Which of the names are tables or views of ours: a database of another program may hold them already."""
    ours = set(TABLES) | {view.name for view in VIEWS}
    return sorted(ours & set(names))
