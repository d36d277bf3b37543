"""Corrections: a person's word stays above the machine's, through ingesting again and through new versions.

A correction names its record by file, kind and lasting key. It is written once, applied to the row, and applied again
whenever the document's rows are written anew. One that finds no record stays, shown by the view `orphaned_corrections`.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, Date, Float, Integer, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from corpora import admin_units
from extractors.symbols import official_form
from models.columns import Base, now
from models.schema import (
    AGENCY_ROLES,
    Agency,
    AssignmentAgency,
    AssignmentRow,
    CitationRow,
    Correction,
    Document,
    FindingRow,
    Indicator,
    ResponsibilityRow,
    SectionRow,
    StatisticRow,
    TargetRow,
)
from models.text import fold_words
from pipeline.errors import UsageError
from pipeline.link import agency_row, link_citations, number_key

Reviewed = (
    Document | SectionRow | TargetRow | AssignmentRow | StatisticRow | ResponsibilityRow | CitationRow | FindingRow
)
"""Rows that can be corrected."""

KINDS: dict[str, type[Any]] = {
    row.__tablename__: row
    for row in (
        Document,
        SectionRow,
        TargetRow,
        AssignmentRow,
        StatisticRow,
        ResponsibilityRow,
        CitationRow,
        FindingRow,
    )
}
_FIXED = frozenset(
    (
        *("document_id", "sha256", "part", "source_uri", "page_count", "text", "extractor_version", "ingested_at"),
        *("record_key", "section_id", "section_path", "parent_id", "position", "code"),
        *("agency_id", "issuer_id", "admin_unit_id", "indicator_id", "cited_document_id", "assignment_id", "table_id"),
        "extras",
        *("number_key", "scope_key", "deadline_year"),
        *("page", "char_start", "char_end", "confidence"),
    )
)
"""Columns that follow from others, or from the scan."""
_NAMED: dict[str, tuple[str, ...]] = {
    "documents": ("issuer",),
    "targets": ("indicator",),
    "assignments": AGENCY_ROLES,
    "responsibilities": ("agency",),
}
"""Fields that are kept as references and corrected by name; several agencies are divided by semicolons."""


@dataclass(frozen=True)
class Replay:
    """What became of a document's corrections."""

    applied: int = 0
    reopened: int = 0
    """Applied, though the machine's value has changed since: a person should look again."""
    orphaned: int = 0
    """Their record is not found."""


def record_keys(kind: str, quotes: Iterable[str]) -> list[str]:
    """The lasting keys of records of one kind in document order: kind, digest of folded quote, ordinal among equals.

    >>> record_keys("targets", ["Đạt 90%", "đạt  90 %"])
    ['targets:d6796878231b:1', 'targets:d6796878231b:2']
    """
    seen: Counter[str] = Counter()
    keys = []
    for quote in quotes:
        digest = hashlib.sha256(fold_words(quote).encode()).hexdigest()[:12]
        seen[digest] += 1
        keys.append(f"{kind}:{digest}:{seen[digest]}")
    return keys


def correctable(kind: str) -> tuple[str, ...]:
    """The fields of a table that may be corrected."""
    table = Base.metadata.tables[kind]
    columns = (column.name for column in table.columns if not column.primary_key and column.name not in _FIXED)
    return (*columns, *_NAMED.get(kind, ()))


def correct(
    session: Session,
    row: Reviewed,
    field: str,
    new: str | None,
    *,
    by: str,
    reason: str | None = None,
    at: dt.datetime | None = None,
) -> Correction:
    """Note a person's change of one value, and make it. `new` is text as the table shows it; None empties the field.

    Setting `review_state` to accepted or rejected is a correction too. Raises UsageError where the field or the value
    cannot be.
    """
    kind = row.__tablename__
    document = row if isinstance(row, Document) else session.get_one(Document, row.document_id)
    old = value_of(session, row, field)
    try:
        with session.begin_nested():
            _apply(session, row, field, new)
            session.flush()
    except IntegrityError as error:
        advice = "See docs/data-dictionary.md for what it may hold."
        raise UsageError(f"{kind}.{field} cannot be {new!r}.", advice) from error
    correction = Correction(
        document_sha256=document.sha256,
        document_part=document.part,
        record_kind=kind,
        record_key=row.record_key,
        quote=quote_of(row),
        field=field,
        old=old,
        new=new,
        corrected_by=by,
        corrected_at=at or now(),
        reason=reason,
    )
    session.add(correction)
    session.flush()
    return correction


def replay(session: Session, document: Document) -> Replay:
    """Apply all corrections of a document to its rows, in the order in which they were made.

    A correction that was made on another part of the file counts for this one where its own part no longer has the
    record: another version may divide the file otherwise.
    """
    applied = reopened = orphaned = 0
    corrections = session.scalars(
        select(Correction).where(Correction.document_sha256 == document.sha256).order_by(Correction.correction_id)
    )
    for correction in corrections.all():
        row = _find(session, document, correction)
        if correction.document_part != document.part and (row is None or _is_elsewhere(session, correction)):
            continue
        if row is None or correction.field not in correctable(correction.record_kind):
            orphaned += 1
            continue
        machine = value_of(session, row, correction.field)
        was_reopened = row.review_state == "reopened"
        _apply(session, row, correction.field, correction.new)
        applied += 1
        if correction.field == "review_state":
            continue
        if machine not in (correction.old, correction.new) or was_reopened:
            row.review_state = "reopened"
            reopened += not was_reopened
    session.flush()
    return Replay(applied, reopened, orphaned)


def value_of(session: Session, row: Reviewed, field: str) -> str | None:
    """The value of a field as text, as corrections hold it. Raises UsageError for one that cannot be corrected."""
    kind = row.__tablename__
    if field not in correctable(kind):
        advice = f"Choose one of: {', '.join(correctable(kind))}."
        raise UsageError(f"{kind} has no field {field!r} to correct.", advice)
    if field in _NAMED.get(kind, ()):
        return _named_value(session, row, field)
    value = getattr(row, field)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return None if value is None else str(value)


def quote_of(row: Reviewed) -> str:
    """The words of a record by which a person recognises it, and from which its key is made."""
    match row:
        case Document():
            return row.title or row.source_uri
        case SectionRow():
            return f"{row.label_raw or row.label} {row.title}"
        case TargetRow():
            return row.quote
        case AssignmentRow():
            return " ".join(filter(None, (row.task, row.product)))
        case StatisticRow():
            return " ".join(filter(None, (row.table_path, row.number, row.indicator)))
        case ResponsibilityRow():
            return row.section_path
        case CitationRow():
            return row.number or row.title or row.quote
        case FindingRow():
            return f"{row.kind} {row.location}"


def set_deadline(target: TargetRow) -> None:
    """Year and last day that follow from a target's deadline."""
    target.deadline_year, target.due_on = None, None
    text = target.deadline or ""
    if text.isdigit() and len(text) == 4:
        target.deadline_year, target.due_on = int(text), dt.date(int(text), 12, 31)
        return
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return
    target.deadline_year, target.due_on = day.year, day


def set_agencies(session: Session, assignment: AssignmentRow, role: str, names: Iterable[str]) -> None:
    """Make these the agencies of an assignment in a role."""
    session.execute(
        delete(AssignmentAgency).where(
            AssignmentAgency.assignment_id == assignment.assignment_id, AssignmentAgency.role == role
        )
    )
    raw = getattr(assignment, f"{role}_raw")
    for position, name in enumerate(dict.fromkeys(filter(None, names)), 1):
        agency = agency_row(session, name)
        session.add(
            AssignmentAgency(
                assignment_id=assignment.assignment_id,
                agency_id=agency.agency_id,
                role=role,
                position=position,
                raw=raw,
            )
        )
    session.flush()


def _is_elsewhere(session: Session, correction: Correction) -> bool:
    """Whether the part of the file on which a correction was made still has its record."""
    own = session.scalar(
        select(Document).where(Document.sha256 == correction.document_sha256, Document.part == correction.document_part)
    )
    return own is not None and _find(session, own, correction) is not None


def _find(session: Session, document: Document, correction: Correction) -> Any:
    if correction.record_kind == Document.__tablename__:
        return document if correction.document_part == document.part else None
    table = KINDS.get(correction.record_kind)
    if table is None:
        return None
    return session.scalar(
        select(table).where(table.document_id == document.document_id, table.record_key == correction.record_key)
    )


def _named_value(session: Session, row: Any, field: str) -> str | None:
    if field == "indicator":
        indicator = session.get(Indicator, row.indicator_id) if row.indicator_id else None
        return indicator.code if indicator else None
    if field in ("issuer", "agency"):
        agency_id = row.issuer_id if field == "issuer" else row.agency_id
        agency = session.get(Agency, agency_id) if agency_id else None
        return agency.name if agency else None
    names = session.scalars(
        select(Agency.name)
        .join(AssignmentAgency)
        .where(AssignmentAgency.assignment_id == row.assignment_id, AssignmentAgency.role == field)
        .order_by(AssignmentAgency.position)
    )
    return "; ".join(names) or None


def _apply(session: Session, row: Any, field: str, new: str | None) -> None:
    kind = row.__tablename__
    if field in _NAMED.get(kind, ()):
        _apply_named(session, row, field, new)
    else:
        column = Base.metadata.tables[kind].columns[field]
        if new is None and not column.nullable:
            raise UsageError(f"{kind}.{field} cannot be empty.", "Give a value.")
        setattr(row, field, _parsed(kind, field, new))
    if field == "review_state":
        return
    if field == "deadline" and isinstance(row, TargetRow):
        set_deadline(row)
    if field == "scope":
        row.scope_key = fold_words(new) if new else None
    if field == "number" and isinstance(row, Document | CitationRow):
        row.number_key = number_key(new)
    if field == "number" and isinstance(row, CitationRow):
        row.number_repaired = official_form(new) if new else None
    if row.review_state != "rejected":
        row.review_state = "corrected"
    session.flush()
    if isinstance(row, Document) and field in ("number", "issued_on", "issuer", "admin_level"):
        link_citations(session, row)
    if isinstance(row, CitationRow) and field in ("number", "issued_on", "issuer"):
        row.cited_document_id = None
        link_citations(session, session.get_one(Document, row.document_id))


def _apply_named(session: Session, row: Any, field: str, new: str | None) -> None:
    if field == "indicator":
        indicator = session.scalar(select(Indicator).where(Indicator.code == new)) if new else None
        if new and indicator is None:
            raise UsageError(f"there is no indicator {new!r}.", "The table indicators lists them.")
        row.indicator_id = indicator.indicator_id if indicator else None
    elif field == "issuer":
        units = admin_units.units_named(new or "")
        issued = row.issued_on
        unit = (
            admin_units.resolve_unit(
                units[-1],
                context=admin_units.units_named(row.text),
                year=issued.year if issued else row.period_start,
                month=issued.month if issued else None,
            )
            if units
            else None
        )
        row.issuer_id = agency_row(session, new, unit=unit, level=row.admin_level).agency_id if new else None
        row.admin_unit_id = unit.unit_id if unit else None
    elif field == "agency":
        if not new:
            raise UsageError("responsibilities.agency cannot be empty.", "Give a name, or reject the record.")
        row.agency_id = agency_row(session, new).agency_id
    else:
        set_agencies(session, row, field, [name.strip() for name in (new or "").split(";")])


def _parsed(kind: str, field: str, new: str | None) -> object:
    if new is None:
        return None
    column_type = Base.metadata.tables[kind].columns[field].type
    try:
        if isinstance(column_type, Boolean):
            return {"True": True, "true": True, "1": True, "False": False, "false": False, "0": False}[new]
        if isinstance(column_type, Integer):
            return int(new)
        if isinstance(column_type, Float):
            return float(new)
        if isinstance(column_type, Date):
            return dt.date.fromisoformat(new)
    except (ValueError, KeyError) as error:
        advice = "Write numbers with a point, dates as 2025-12-31."
        raise UsageError(f"{kind}.{field} cannot be {new!r}.", advice) from error
    return new
