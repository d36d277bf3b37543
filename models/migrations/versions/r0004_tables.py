"""Keep every table as printed; all deadlines of an assignment and its further cells; the row that states a target."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None
VIEWS = "b28754bb3aa608eb"
"""Fingerprint of models.views after this migration."""

_KINDS = "kind IN ('assignment', 'goal_assignment', 'statistics', 'other')"
_DEADLINE_KINDS = "date, month, quarter, quarters, year, recurring, relative, roadmap, none"
_OFFSET_UNITS = "day, working_day, week, month, quarter, year"
_CONFIDENCE = "Confidence, 0 to 1: how surely it is right, else how surely its words were read; null where unknown"
_ROLE = (
    "What its cells hold: number, task, goal, indicator, product, lead, coordinate, deadline, year ...; extra where "
    "the heading is not known"
)
_EXTRAS = "Cells of columns whose heading is not known, by heading; null where none is"
_FORMS = (
    "Rows of forms that are to be filled with figures",
    "Rows of forms that are to be filled with figures, and of tables of figures",
)
_FIGURE = ("Figure, null while the form is blank", "Figure, null where it is blank")


def upgrade() -> None:
    _create_tables()
    with op.batch_alter_table("assignments") as table:
        table.add_column(sa.Column("table_id", sa.Integer(), nullable=True, comment="Table in which it stands"))
        table.add_column(sa.Column("extras", sa.JSON(), nullable=True, comment=_EXTRAS))
        table.create_foreign_key(
            op.f("fk_assignments_table_id"), "tables", ["table_id"], ["table_id"], ondelete="SET NULL"
        )
        table.create_index(op.f("ix_assignments_table_id"), ["table_id"], unique=False)
    with op.batch_alter_table("targets") as table:
        comment = "Row of a table that states it: its agencies are in charge"
        table.add_column(sa.Column("assignment_id", sa.Integer(), nullable=True, comment=comment))
        table.create_foreign_key(
            op.f("fk_targets_assignment_id"), "assignments", ["assignment_id"], ["assignment_id"], ondelete="SET NULL"
        )
        table.create_index(op.f("ix_targets_assignment_id"), ["assignment_id"], unique=False)
    with op.batch_alter_table("statistics") as table:
        table.add_column(sa.Column("unit", sa.Text(), nullable=True, comment="Unit of its figures, as read"))
    _create_deadlines()
    _say_of_figures(1)


def _create_tables() -> None:
    op.create_table(
        "tables",
        sa.Column("table_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="Document that holds the record"),
        sa.Column("section_id", sa.Integer(), nullable=True, comment="Its section"),
        sa.Column("section_path", sa.Text(), nullable=True, comment="Path of the section, or of the appendix"),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order in the document, from 1"),
        sa.Column(
            "kind",
            sa.Text(),
            nullable=False,
            comment="What it is for: assignment, goal_assignment, statistics, other",
        ),
        sa.Column(
            "number",
            sa.Integer(),
            nullable=True,
            comment="Which of the tables that assign work, from 1 (assignments.table_number); null for other tables",
        ),
        sa.Column("row_count", sa.Integer(), nullable=False, comment="Rows, head included"),
        sa.Column(
            "head_row_count",
            sa.Integer(),
            nullable=False,
            comment="Rows of the head, at its top; 0 where no head is known",
        ),
        sa.Column("column_count", sa.Integer(), nullable=False, comment="Columns"),
        sa.Column("page_end", sa.Integer(), nullable=True, comment="Page where it ends"),
        sa.Column("page", sa.Integer(), nullable=True, comment="Page where it begins, from 1; null if unknown"),
        sa.Column("char_start", sa.Integer(), nullable=True, comment="First character in documents.text"),
        sa.Column("char_end", sa.Integer(), nullable=True, comment="Character after the last in documents.text"),
        sa.Column("confidence", sa.Double(), nullable=True, comment=_CONFIDENCE),
        sa.CheckConstraint(_KINDS, name=op.f("ck_tables_kind")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], name=op.f("fk_tables_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["sections.section_id"], name=op.f("fk_tables_section_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("table_id", name=op.f("pk_tables")),
        sa.UniqueConstraint("document_id", "position", name=op.f("uq_tables_document_id_position")),
        comment="All tables of the documents as printed, parts on several pages put together",
    )
    op.create_index(op.f("ix_tables_section_id"), "tables", ["section_id"], unique=False)
    op.create_table(
        "table_columns",
        sa.Column("table_column_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("table_id", sa.Integer(), nullable=False, comment="Table"),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order from the left, from 1"),
        sa.Column(
            "heading", sa.Text(), nullable=True, comment="Heading as read, over all rows of the head; null if blank"
        ),
        sa.Column("role", sa.Text(), nullable=False, comment=_ROLE),
        sa.ForeignKeyConstraint(
            ["table_id"], ["tables.table_id"], name=op.f("fk_table_columns_table_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("table_column_id", name=op.f("pk_table_columns")),
        sa.UniqueConstraint("table_id", "position", name=op.f("uq_table_columns_table_id_position")),
        comment="Columns of the tables whose head is known, with what they hold",
    )
    op.create_table(
        "cells",
        sa.Column("cell_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("table_id", sa.Integer(), nullable=False, comment="Table"),
        sa.Column("row_position", sa.Integer(), nullable=False, comment="Row, from 1 at the top of the head"),
        sa.Column("column_position", sa.Integer(), nullable=False, comment="Column, from 1 at the left"),
        sa.Column("row_span", sa.Integer(), nullable=False, comment="Rows that it covers"),
        sa.Column("column_span", sa.Integer(), nullable=False, comment="Columns that it covers"),
        sa.Column("text", sa.Text(), nullable=True, comment="What is printed in it, as read; null where it is blank"),
        sa.Column("page", sa.Integer(), nullable=True, comment="Page where it begins, from 1; null if unknown"),
        sa.Column("char_start", sa.Integer(), nullable=True, comment="First character in documents.text"),
        sa.Column("char_end", sa.Integer(), nullable=True, comment="Character after the last in documents.text"),
        sa.Column("x0", sa.Double(), nullable=True, comment="Left edge in points from the left of the upright page"),
        sa.Column("y0", sa.Double(), nullable=True, comment="Upper edge in points from the top of the upright page"),
        sa.Column("x1", sa.Double(), nullable=True, comment="Right edge in points"),
        sa.Column("y1", sa.Double(), nullable=True, comment="Lower edge in points"),
        sa.Column(
            "confidence",
            sa.Double(),
            nullable=True,
            comment="Confidence of its words, 0 to 1; null where nothing was recognised",
        ),
        sa.CheckConstraint("row_span > 0 AND column_span > 0", name=op.f("ck_cells_spans")),
        sa.ForeignKeyConstraint(["table_id"], ["tables.table_id"], name=op.f("fk_cells_table_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("cell_id", name=op.f("pk_cells")),
        sa.UniqueConstraint(
            "table_id", "row_position", "column_position", name=op.f("uq_cells_table_id_row_position_column_position")
        ),
        comment="Cells of the tables, each once: the view table_cells repeats merged ones in each of their rows",
    )


def _create_deadlines() -> None:
    op.create_table(
        "assignment_deadlines",
        sa.Column("assignment_deadline_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("assignment_id", sa.Integer(), nullable=False, comment="Assignment"),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order within the cell, from 1: the first governs"),
        sa.Column("raw", sa.Text(), nullable=False, comment="The words that name it, as read"),
        sa.Column("kind", sa.Text(), nullable=False, comment=f"One of: {_DEADLINE_KINDS}"),
        sa.Column("starts_on", sa.Date(), nullable=True, comment="First day, where a calendar date follows"),
        sa.Column("due_on", sa.Date(), nullable=True, comment="Last day, where a calendar date follows"),
        sa.Column(
            "offset_count",
            sa.Integer(),
            nullable=True,
            comment="For a relative one: how many units after the event; before it: negative",
        ),
        sa.Column("offset_unit", sa.Text(), nullable=True, comment=f"One of: {_OFFSET_UNITS}"),
        sa.Column("event", sa.Text(), nullable=True, comment="For a relative one: what it is counted from, as read"),
        sa.Column(
            "resolved_on",
            sa.Date(),
            nullable=True,
            comment="For a relative one: its last day, where the date of the event is known",
        ),
        sa.CheckConstraint(_one_of("kind", _DEADLINE_KINDS), name=op.f("ck_assignment_deadlines_kind")),
        sa.CheckConstraint(_one_of("offset_unit", _OFFSET_UNITS), name=op.f("ck_assignment_deadlines_offset_unit")),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignments.assignment_id"],
            name=op.f("fk_assignment_deadlines_assignment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assignment_deadline_id", name=op.f("pk_assignment_deadlines")),
        sa.UniqueConstraint("assignment_id", "position", name=op.f("uq_assignment_deadlines_assignment_id_position")),
        comment="All deadlines that the cell of an assignment names",
    )
    op.create_index(op.f("ix_assignment_deadlines_due_on"), "assignment_deadlines", ["due_on"], unique=False)
    # What databases hold already is the first deadline of each row.
    op.execute(
        "INSERT INTO assignment_deadlines (assignment_id, position, raw, kind, starts_on, due_on) "
        "SELECT assignment_id, 1, deadline_raw, deadline_kind, starts_on, due_on FROM assignments "
        "WHERE deadline_raw IS NOT NULL"
    )


def _one_of(column: str, values: str) -> str:
    listed = ", ".join(f"'{value}'" for value in values.split(", "))
    return f"{column} IN ({listed})"


def _say_of_figures(which: int) -> None:
    # SQLite keeps no comments.
    if op.get_bind().dialect.name == "postgresql":
        op.create_table_comment("statistics", _FORMS[which], existing_comment=_FORMS[1 - which])
        op.alter_column(
            "statistic_values",
            "value",
            existing_type=sa.Double(),
            existing_nullable=True,
            comment=_FIGURE[which],
            existing_comment=_FIGURE[1 - which],
        )


def downgrade() -> None:
    _say_of_figures(0)
    op.drop_table("assignment_deadlines")
    with op.batch_alter_table("statistics") as table:
        table.drop_column("unit")
    with op.batch_alter_table("targets") as table:
        table.drop_index(op.f("ix_targets_assignment_id"))
        table.drop_constraint(op.f("fk_targets_assignment_id"), type_="foreignkey")
        table.drop_column("assignment_id")
    with op.batch_alter_table("assignments") as table:
        table.drop_index(op.f("ix_assignments_table_id"))
        table.drop_constraint(op.f("fk_assignments_table_id"), type_="foreignkey")
        table.drop_column("extras")
        table.drop_column("table_id")
    op.drop_table("cells")
    op.drop_table("table_columns")
    op.drop_table("tables")
