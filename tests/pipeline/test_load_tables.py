"""Tables in the database: cells with their place, replaced with their document, quickly loaded."""

import time

import pytest
from sqlalchemy import select, text

from extractors.columns import TableKind
from models.records import Assignment, Deadline, Records, TableCell, TableRecord
from models.schema import AssignmentDeadline, AssignmentRow, TargetRow
from models.table_schema import TABLE_KINDS, PrintedCell, PrintedColumn, PrintedTable
from pipeline.database import session_scope
from tests.pipeline.plans import composed, counts, extracted, put, target


def test_the_checks_know_all_kinds_of_tables():
    assert set(TABLE_KINDS) == set(TableKind)


def test_a_table_with_its_columns_and_cells(engine):
    put(engine)
    with session_scope(engine, write=False) as session:
        table = session.scalars(select(PrintedTable)).one()
        assert (table.kind, table.number, table.section_path, table.section_id) == ("assignment", 1, "PL1", None)
        assert (table.row_count, table.head_row_count, table.column_count) == (4, 1, 2)
        assert (table.page, table.page_end) == (1, 2)
        columns = session.execute(select(PrintedColumn.position, PrintedColumn.heading, PrintedColumn.role)).all()
        assert columns == [(1, "STT", "number"), (2, None, "extra")]
        cells = session.scalars(select(PrintedCell).order_by(PrintedCell.row_position, PrintedCell.column_position))
        _, blank, merged, _, _, title = cells.all()
        assert (blank.text, blank.char_start, blank.char_end) == (None, 4, 4)
        assert (merged.row_span, merged.x0, merged.y1, merged.confidence) == (2, 10, 40, 0.9)
        assert (title.text, title.row_position, title.column_span, title.x0, title.page) == ("Tổng cộng", 4, 2, None, 2)


def test_rows_of_assignments_lead_to_their_table_and_targets_to_their_row(engine):
    document = composed()
    records = extracted(document)
    records.assignments[2].table = 2
    # A table of another number, and rows that are not there.
    records.targets = [
        target(document, number, "95% trở lên", value=95, assignment=place)
        for number, place in enumerate((2, 4, 0, -1))
    ]
    put(engine, document, records)
    with session_scope(engine, write=False) as session:
        table_id = session.scalars(select(PrintedTable.table_id)).one()
        rows = session.scalars(select(AssignmentRow).order_by(AssignmentRow.position)).all()
        assert [row.table_id for row in rows] == [table_id, table_id, None]
        assert [row.extras for row in rows] == [{"Màu sắc": "đỏ"}, None, None]
        linked = session.scalars(select(TargetRow.assignment_id).order_by(TargetRow.position)).all()
        assert linked == [rows[1].assignment_id, None, None, None]
    with engine.connect() as connection:
        held = connection.execute(text("select extras from assignments order by position limit 1")).scalar()
        assert held == '{"Màu sắc":"đỏ"}'


@pytest.mark.parametrize(
    ("assignment", "expected"),
    [
        (Assignment(table=1, task="a"), []),
        (
            Assignment(table=1, task="a", deadline_raw="Năm 2024", deadline=Deadline(kind="year")),
            [(1, "Năm 2024", "year")],
        ),
        (Assignment(table=1, task="a", deadline_raw="Ngay"), [(1, "Ngay", "none")]),
    ],
)
def test_records_that_do_not_list_their_deadlines_have_the_one_that_governs(engine, assignment, expected):
    put(engine, records=Records(assignments=[assignment]))
    with session_scope(engine, write=False) as session:
        rows = session.execute(
            select(AssignmentDeadline.position, AssignmentDeadline.raw, AssignmentDeadline.kind)
        ).all()
        assert rows == expected


def test_all_that_is_told_of_a_relative_deadline(engine):
    put(engine)
    with session_scope(engine, write=False) as session:
        row = session.scalars(select(AssignmentDeadline).where(AssignmentDeadline.kind == "relative")).one()
        assert (row.offset_count, row.offset_unit, row.event) == (5, "working_day", "ngày ký")
        assert str(row.resolved_on) == "2024-01-22"


def test_a_newer_version_replaces_tables(engine):
    put(engine)
    before = counts(engine)
    put(engine, version="2.0")
    assert counts(engine) == before
    document = composed()
    put(engine, document, extracted(document).model_copy(update={"tables": []}), version="3.0")
    held = counts(engine)
    assert (held["tables"], held["table_columns"], held["cells"]) == (0, 0, 0)
    with session_scope(engine) as session:
        assert set(session.scalars(select(AssignmentRow.table_id))) == {None}
        session.execute(text("delete from documents"))
    assert counts(engine)["assignment_deadlines"] == 0


def test_many_cells_load_in_much_less_than_a_second(engine):
    cells = [
        TableCell(
            row=row, column=column, text=f"ô {row} {column}", char_start=row * 40 + column, char_end=row * 40 + 39
        )
        for row in range(375)
        for column in range(8)
    ]
    records = Records(tables=[TableRecord(kind="other", rows=375, cells=cells)])
    started = time.perf_counter()
    put(engine, records=records)
    assert time.perf_counter() - started < 2
    assert counts(engine)["cells"] == 3000
