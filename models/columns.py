"""What the tables share: the declarative base, portable types, checks, and the columns of records with a place."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar, get_args

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, MetaData, Text, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

REVIEW_STATES = ("unreviewed", "accepted", "corrected", "rejected", "reopened")
"""`reopened`: a correction was replayed on a record whose machine value has changed since it was made."""


class Timestamp(TypeDecorator[dt.datetime]):
    """A moment in UTC. SQLite forgets time zones: what comes back is made aware again."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Moments without a zone are refused: they would mean another moment on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a timestamp needs a time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """The moment, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def now() -> dt.datetime:
    """The present moment in UTC."""
    return dt.datetime.now(dt.UTC)


class Base(DeclarativeBase):
    """Root of the tables; constraint names follow one pattern, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text(), dt.datetime: Timestamp()}


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """A check that the column holds one of the values, or nothing where it may be null."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def literal(model: type[Any], field: str) -> tuple[str, ...]:
    """The values that a Literal field of the exchange format allows."""
    annotation = model.model_fields[field].annotation
    values = get_args(annotation)
    return tuple(value for item in values for value in (get_args(item) or (item,)) if isinstance(value, str))


def key(comment: str) -> Mapped[int]:
    """A surrogate key."""
    return mapped_column(primary_key=True, comment=comment)


def of_document(comment: str = "Document that holds the record") -> Mapped[int]:
    """The owning document: its rows go when it goes."""
    return mapped_column(ForeignKey("documents.document_id", ondelete="CASCADE"), comment=comment)


def of_section() -> Mapped[int | None]:
    """The innermost section around the record."""
    return mapped_column(ForeignKey("sections.section_id", ondelete="SET NULL"), index=True, comment="Its section")


class Placed:
    """Columns that lead a value back to its place."""

    page: Mapped[int | None] = mapped_column(comment="Page where it begins, from 1; null if unknown", sort_order=70)
    char_start: Mapped[int | None] = mapped_column(comment="First character in documents.text", sort_order=71)
    char_end: Mapped[int | None] = mapped_column(comment="Character after the last in documents.text", sort_order=72)
    confidence: Mapped[float | None] = mapped_column(
        comment="Confidence, 0 to 1: how surely it is right, else how surely its words were read; null where unknown",
        sort_order=73,
    )


class Reviewable(Placed):
    """Columns of a record that a reviewer may correct."""

    record_key: Mapped[str] = mapped_column(
        comment="Lasting name within the document: kind, digest of the folded quote, ordinal", sort_order=80
    )
    review_state: Mapped[str] = mapped_column(
        default="unreviewed", server_default="unreviewed", comment=f"One of: {', '.join(REVIEW_STATES)}", sort_order=81
    )


def reviewable(comment: str, *extra: Any) -> tuple[Any, ...]:
    """Table arguments that all reviewable records share."""
    return (
        UniqueConstraint("document_id", "record_key"),
        one_of("review_state", REVIEW_STATES),
        *extra,
        {"comment": comment},
    )
