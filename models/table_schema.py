"""The store of tables as they are printed: grids with their columns and cells, whatever else was read from them."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.columns import Base, Placed, key, of_document, of_section, one_of

TABLE_KINDS = ("assignment", "goal_assignment", "statistics", "other")


class PrintedTable(Placed, Base):
    """A table of a document."""

    __tablename__ = "tables"
    __table_args__ = (
        UniqueConstraint("document_id", "position"),
        one_of("kind", TABLE_KINDS),
        {"comment": "All tables of the documents as printed, parts on several pages put together"},
    )
    table_id: Mapped[int] = key("Key")
    document_id: Mapped[int] = of_document()
    section_id: Mapped[int | None] = of_section()
    section_path: Mapped[str | None] = mapped_column(comment="Path of the section, or of the appendix")
    position: Mapped[int] = mapped_column(comment="Order in the document, from 1")
    kind: Mapped[str] = mapped_column(comment=f"What it is for: {', '.join(TABLE_KINDS)}")
    number: Mapped[int | None] = mapped_column(
        comment="Which of the tables that assign work, from 1 (assignments.table_number); null for other tables"
    )
    row_count: Mapped[int] = mapped_column(comment="Rows, head included")
    head_row_count: Mapped[int] = mapped_column(comment="Rows of the head, at its top; 0 where no head is known")
    column_count: Mapped[int] = mapped_column(comment="Columns")
    page_end: Mapped[int | None] = mapped_column(comment="Page where it ends", sort_order=70)


class PrintedColumn(Base):
    """A column of a table and what it holds."""

    __tablename__ = "table_columns"
    __table_args__ = (
        UniqueConstraint("table_id", "position"),
        {"comment": "Columns of the tables whose head is known, with what they hold"},
    )
    table_column_id: Mapped[int] = key("Key")
    table_id: Mapped[int] = mapped_column(ForeignKey("tables.table_id", ondelete="CASCADE"), comment="Table")
    position: Mapped[int] = mapped_column(comment="Order from the left, from 1")
    heading: Mapped[str | None] = mapped_column(comment="Heading as read, over all rows of the head; null if blank")
    role: Mapped[str] = mapped_column(
        comment="What its cells hold: number, task, goal, indicator, product, lead, coordinate, deadline, year ...; "
        "extra where the heading is not known"
    )


class PrintedCell(Base):
    """A cell of a table."""

    __tablename__ = "cells"
    __table_args__ = (
        UniqueConstraint("table_id", "row_position", "column_position"),
        CheckConstraint("row_span > 0 AND column_span > 0", name="spans"),
        {"comment": "Cells of the tables, each once: the view table_cells repeats merged ones in each of their rows"},
    )
    cell_id: Mapped[int] = key("Key")
    table_id: Mapped[int] = mapped_column(ForeignKey("tables.table_id", ondelete="CASCADE"), comment="Table")
    row_position: Mapped[int] = mapped_column(comment="Row, from 1 at the top of the head")
    column_position: Mapped[int] = mapped_column(comment="Column, from 1 at the left")
    row_span: Mapped[int] = mapped_column(comment="Rows that it covers")
    column_span: Mapped[int] = mapped_column(comment="Columns that it covers")
    text: Mapped[str | None] = mapped_column(comment="What is printed in it, as read; null where it is blank")
    page: Mapped[int | None] = mapped_column(comment="Page where it begins, from 1; null if unknown")
    char_start: Mapped[int | None] = mapped_column(comment="First character in documents.text")
    char_end: Mapped[int | None] = mapped_column(comment="Character after the last in documents.text")
    x0: Mapped[float | None] = mapped_column(comment="Left edge in points from the left of the upright page")
    y0: Mapped[float | None] = mapped_column(comment="Upper edge in points from the top of the upright page")
    x1: Mapped[float | None] = mapped_column(comment="Right edge in points")
    y1: Mapped[float | None] = mapped_column(comment="Lower edge in points")
    confidence: Mapped[float | None] = mapped_column(
        comment="Confidence of its words, 0 to 1; null where nothing was recognised"
    )
