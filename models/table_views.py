"""Views on what tables hold: what is due when, who answers for a target, and any table row by row."""

from models.view import View

ASSIGNMENT_CALENDAR = View(
    "assignment_calendar",
    "What is due when, by whom: one row for each agency and each deadline of an assignment, with nothing for agency "
    "where it has none. Most have one deadline; where a cell names several, deadline_position counts them and the "
    "first, which may be corrected, governs",
    {
        "agency": "Canonical name of the agency",
        "role": "lead, coordinate or monitor",
        "task": "What is to be done",
        "product": "What is to be delivered",
        "starts_on": "First day, where a calendar date follows",
        "due_on": "Last day, where a calendar date follows, also from the date of an event (is_resolved)",
        "kind": "Kind of deadline: date, month, quarter, quarters, year, recurring, relative, roadmap, none",
        "deadline_raw": "Deadline as read: the whole cell",
        "document_id": "Plan",
        "number": "Number of the plan",
        "issuer": "Issuer of the plan",
        "group_title": "Group of rows",
        "domain": "Area of administrative reform",
        "page": "Page of the plan",
        "confidence": "Confidence, 0 to 1",
        "review_state": "Whether a person has looked at it",
        "assignment_id": "Row of assignments",
        "deadline_position": "Which of the cell's deadlines, from 1",
        "deadline_part": "The words of the cell that name this one: all of it where it names one",
        "is_resolved": "1 where the last day was counted from the date of an event, else 0",
    },
    """
with
deadlines as (
    select
        assignments.assignment_id,
        coalesce(assignment_deadlines.position, 1) as position,
        case
            when exists (
                select 1
                from assignment_deadlines as further
                where further.assignment_id = assignments.assignment_id and further.position = 2
            ) then assignment_deadlines.raw
            else assignments.deadline_raw
        end as raw,
        case
            when coalesce(assignment_deadlines.position, 1) = 1 then assignments.deadline_kind
            else assignment_deadlines.kind
        end as kind,
        case
            when coalesce(assignment_deadlines.position, 1) = 1 then assignments.starts_on
            else assignment_deadlines.starts_on
        end as starts_on,
        case
            when coalesce(assignment_deadlines.position, 1) = 1 then assignments.due_on
            else assignment_deadlines.due_on
        end as due_on,
        assignment_deadlines.resolved_on
    from assignments
    left join assignment_deadlines on assignment_deadlines.assignment_id = assignments.assignment_id
)
select
    agencies.name as agency,
    assignment_agencies.role,
    assignments.task,
    assignments.product,
    deadlines.starts_on,
    case
        when deadlines.due_on is null and deadlines.kind = 'relative' then deadlines.resolved_on
        else deadlines.due_on
    end as due_on,
    deadlines.kind,
    assignments.deadline_raw,
    assignments.document_id,
    documents.number,
    issuers.name as issuer,
    assignments.group_title,
    assignments.domain,
    assignments.page,
    assignments.confidence,
    assignments.review_state,
    assignments.assignment_id,
    deadlines.position as deadline_position,
    deadlines.raw as deadline_part,
    case
        when deadlines.due_on is null and deadlines.kind = 'relative' and deadlines.resolved_on is not null then 1
        else 0
    end as is_resolved
from assignments
inner join documents on documents.document_id = assignments.document_id
inner join deadlines on deadlines.assignment_id = assignments.assignment_id
left join assignment_agencies on assignment_agencies.assignment_id = assignments.assignment_id
left join agencies on agencies.agency_id = assignment_agencies.agency_id
left join agencies as issuers on issuers.agency_id = documents.issuer_id
where assignments.review_state <> 'rejected'
""",
)

TARGET_AGENCIES = View(
    "target_agencies",
    "Who answers for a target that stands in a table: one row for each agency of the table's row",
    {
        "agency": "Canonical name of the agency",
        "role": "lead, coordinate or monitor",
        "position": "Order within the cell, from 1",
        "raw": "The cell of the agencies as read",
        "indicator": "Code of the indicator, where one is known",
        "kind": "quantitative, dated or qualitative",
        "subject": "What is measured, in the plan's words",
        "comparator": ">=, >, =, <=, < or range",
        "value": "Number committed to",
        "value_max": "Upper end of a range",
        "unit": "Unit of the value",
        "deadline": "A year, yearly, or an ISO date",
        "quote": "The clause, as read",
        "document_id": "Plan",
        "number": "Number of the plan",
        "issuer": "Issuer of the plan",
        "section_path": "Section or appendix",
        "page": "Page of the plan",
        "confidence": "Confidence of the target, 0 to 1",
        "review_state": "Whether a person has looked at the target",
        "target_id": "Row of targets",
        "assignment_id": "Row of assignments",
    },
    """
select
    agencies.name as agency,
    assignment_agencies.role,
    assignment_agencies.position,
    assignment_agencies.raw,
    indicators.code as indicator,
    targets.kind,
    targets.subject,
    targets.comparator,
    targets.value,
    targets.value_max,
    targets.unit,
    targets.deadline,
    targets.quote,
    targets.document_id,
    documents.number,
    issuers.name as issuer,
    targets.section_path,
    targets.page,
    targets.confidence,
    targets.review_state,
    targets.target_id,
    targets.assignment_id
from targets
inner join assignments on assignments.assignment_id = targets.assignment_id
inner join assignment_agencies on assignment_agencies.assignment_id = assignments.assignment_id
inner join agencies on agencies.agency_id = assignment_agencies.agency_id
inner join documents on documents.document_id = targets.document_id
left join indicators on indicators.indicator_id = targets.indicator_id
left join agencies as issuers on issuers.agency_id = documents.issuer_id
where targets.review_state <> 'rejected' and assignments.review_state <> 'rejected'
""",
)

TABLE_CELLS = View(
    "table_cells",
    "Any table row by row: a cell merged over several rows stands in each of them, one merged over several columns in "
    "its first one. Order by table_id, row_position, column_position",
    {
        "document_id": "Document",
        "number": "Its number",
        "table_id": "Table",
        "table_position": "Which table of the document, from 1",
        "table_kind": "What the table is for: assignment, goal_assignment, statistics, other",
        "section_path": "Section or appendix in which it stands",
        "row_position": "Row, from 1 at the top of the head",
        "column_position": "Column, from 1 at the left",
        "is_head": "1 in the rows of the head, else 0",
        "is_repeated": "1 where the cell begins in a row above, else 0",
        "column_span": "Columns that the cell covers",
        "heading": "Heading of the column; null where no head is known",
        "role": "What the column holds; null where no head is known",
        "text": "What is printed in the cell; null where it is blank",
        "page": "Page where the cell begins",
        "confidence": "Confidence of its words, 0 to 1",
        "cell_id": "Row of cells",
    },
    """
with
table_rows as (
    select cells.table_id, cells.row_position
    from cells
    where not exists (
        select 1
        from cells as cells_before
        where cells_before.table_id = cells.table_id
            and cells_before.row_position = cells.row_position
            and cells_before.column_position < cells.column_position
    )
)
select
    tables.document_id,
    documents.number,
    tables.table_id,
    tables.position as table_position,
    tables.kind as table_kind,
    tables.section_path,
    table_rows.row_position,
    cells.column_position,
    case when table_rows.row_position <= tables.head_row_count then 1 else 0 end as is_head,
    case when table_rows.row_position > cells.row_position then 1 else 0 end as is_repeated,
    cells.column_span,
    table_columns.heading,
    table_columns.role,
    cells.text,
    cells.page,
    cells.confidence,
    cells.cell_id
from tables
inner join documents on documents.document_id = tables.document_id
inner join cells on cells.table_id = tables.table_id
inner join table_rows
    on table_rows.table_id = cells.table_id
    and table_rows.row_position >= cells.row_position
    and table_rows.row_position < cells.row_position + cells.row_span
left join table_columns
    on table_columns.table_id = cells.table_id
    and table_columns.position = cells.column_position
""",
)
