"""What the views on tables show."""

import datetime as dt

import pytest
from sqlalchemy import text

from models.schema import AssignmentRow
from pipeline.corrections import correct
from pipeline.database import session_scope
from tests.pipeline.plans import composed, extracted, first, put


def shown(engine, query):
    with session_scope(engine, write=False) as session:
        return [tuple(row) for row in session.execute(text(query))]


def test_the_calendar_has_a_row_for_each_agency_and_each_deadline(engine):
    put(engine)
    query = "select task, agency, role, deadline_position from assignment_calendar order by assignment_id, 4, 3, 2"
    assert shown(engine, query) == [
        ("Rà soát văn bản", "Phòng Nội vụ", "coordinate", 1),
        ("Rà soát văn bản", "UBND các xã", "coordinate", 1),
        ("Rà soát văn bản", "Phòng Tư pháp", "lead", 1),
        ("Tuyên truyền", "Phòng Tư pháp", "lead", 1),
        ("Tuyên truyền", "Phòng Tư pháp", "lead", 2),
        ("Tuyên truyền", "Phòng Tư pháp", "lead", 3),
        ("Kiểm tra", None, None, 1),
    ]


def test_the_calendar_counts_from_events_and_says_so(engine):
    put(engine)
    query = (
        "select deadline_position, kind, starts_on, due_on, is_resolved, deadline_part from assignment_calendar "
        "where task <> 'Kiểm tra' and role = 'lead' order by assignment_id, deadline_position"
    )
    assert shown(engine, query) == [
        (1, "quarter", "2024-04-01", "2024-06-30", 0, "Quý II/2024"),
        (1, "relative", None, "2024-01-22", 1, "Sau 05 ngày làm việc kể từ ngày ký"),
        (2, "date", None, "2024-09-30", 0, "30/9/2024"),
        (3, "recurring", None, None, 0, "Thường xuyên"),
    ]


@pytest.mark.parametrize(
    ("corrections", "expected"),
    [
        ({"due_on": "2024-02-01"}, ("relative", "2024-02-01", 0)),
        ({"deadline_kind": "date", "due_on": "2024-02-01"}, ("date", "2024-02-01", 0)),
        # Who says that it is recurring says that it has no last day.
        ({"deadline_kind": "recurring"}, ("recurring", None, 0)),
        ({}, ("relative", "2024-01-22", 1)),
    ],
)
def test_a_corrected_deadline_goes_before_what_was_read(engine, corrections, expected):
    put(engine)
    with session_scope(engine) as session:
        for field, value in corrections.items():
            correct(session, first(session, AssignmentRow, task="Tuyên truyền"), field, value, by="Lan")
    put(engine, version="2.0")
    query = "select kind, due_on, is_resolved from assignment_calendar where task = 'Tuyên truyền' order by "
    rows = shown(engine, query + "deadline_position")
    assert rows[0] == expected
    assert rows[1:] == [("date", "2024-09-30", 0), ("recurring", None, 0)]


def test_a_corrected_cell_is_shown(engine):
    put(engine)
    with session_scope(engine) as session:
        correct(session, first(session, AssignmentRow), "deadline_raw", "Quý II năm 2024", by="Lan")
    query = "select distinct deadline_raw, deadline_part from assignment_calendar where task = 'Rà soát văn bản'"
    assert shown(engine, query) == [("Quý II năm 2024", "Quý II năm 2024")]


def test_who_answers_for_a_target_of_a_table(engine):
    put(engine)
    query = "select value, agency, role, position, raw from target_agencies order by role, position"
    assert shown(engine, query) == [
        (98, "Phòng Nội vụ", "coordinate", 1, "Phòng NV; UBND các xã"),
        (98, "UBND các xã", "coordinate", 2, "Phòng NV; UBND các xã"),
        (98, "Phòng Tư pháp", "lead", 1, "Phòng Tư pháp"),
    ]
    with session_scope(engine) as session:
        correct(session, first(session, AssignmentRow), "review_state", "rejected", by="Lan")
    assert shown(engine, query) == []


def test_a_table_reads_row_by_row_with_merged_cells_in_each_row(engine):
    put(engine)
    query = (
        "select row_position, column_position, is_head, is_repeated, column_span, heading, role, text, page "
        "from table_cells order by table_id, row_position, column_position"
    )
    assert shown(engine, query) == [
        (1, 1, 1, 0, 1, "STT", "number", "STT", 1),
        (1, 2, 1, 0, 1, None, "extra", None, 1),
        (2, 1, 0, 0, 1, "STT", "number", "1", 1),
        (2, 2, 0, 0, 1, None, "extra", "Báo cáo", 1),
        (3, 1, 0, 1, 1, "STT", "number", "1", 1),
        (3, 2, 0, 0, 1, None, "extra", "Kế hoạch", 2),
        (4, 1, 0, 0, 2, "STT", "number", "Tổng cộng", 2),
    ]


def test_a_table_without_head_reads_too(engine):
    document = composed()
    records = extracted(document)
    (table,) = records.tables
    bare = table.model_copy(update={"kind": "other", "number": None, "columns": [], "head_rows": 0})
    put(engine, document, records.model_copy(update={"tables": [bare]}))
    assert shown(engine, "select distinct table_kind, heading, role, is_head from table_cells") == [
        ("other", None, None, 0)
    ]
    assert len(shown(engine, "select cell_id from table_cells")) == 7


def test_rows_of_a_long_table_are_found_by_index(engine):
    """Reading one table must not read all others."""
    put(engine)
    plan = shown(engine, "explain query plan select text from table_cells where table_id = 1")
    steps = [step[3] for step in plan]
    assert not [step for step in steps if step.startswith("SCAN") and "cells" in step]
    assert not [step for step in steps if "MATERIALIZE" in step]


def test_dates_are_dates(engine):
    put(engine)
    rows = shown(engine, "select due_on, resolved_on from assignment_deadlines order by assignment_deadline_id")
    assert [row for row in rows if any(row)] == [
        ("2024-06-30", None),
        (None, "2024-01-22"),
        (str(dt.date(2024, 9, 30)), None),
    ]
