"""Load: a document and its records into the database, once, and again when a newer version has extracted them.

The caller holds the transaction: one a document. The row of `documents` keeps its key through all versions, so that
citations of it and the notes of users hold; everything below it is written anew, and corrections are replayed on it.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from extractors.agency_twins import same_office
from extractors.indicators import indicator_of
from models.columns import now
from models.document import Document
from models.records import Assignment, DueDate, Placed, Records, Target
from models.schema import (
    AGENCY_ROLES,
    Agency,
    AssignmentAgency,
    AssignmentDeadline,
    AssignmentRow,
    CitationRow,
    FindingRow,
    Indicator,
    Line,
    Page,
    Recipient,
    ResponsibilityRow,
    SectionRow,
    StatisticRow,
    StatisticValue,
    TargetRow,
)
from models.schema import Document as DocumentRow
from models.table_schema import PrintedTable
from models.text import fold_words
from pipeline.corrections import quote_of, record_keys, replay, set_deadline
from pipeline.link import agency_row, issuer_unit, link_citations, note_alias, number_key
from pipeline.load_pages import load_pages
from pipeline.load_tables import load_tables

_DERIVED = (
    *(Recipient, StatisticRow, ResponsibilityRow, CitationRow, FindingRow, TargetRow, AssignmentRow),
    *(PrintedTable, SectionRow, Line, Page),
)
"""Tables whose rows are written anew, those that refer to others first."""

_DOCUMENT_FIELDS = (
    *("kind", "number", "admin_level", "place", "issued_on", "title", "period_start", "period_end", "vision_year"),
    *("signer", "signer_position", "signed_for"),
)


def load(
    session: Session,
    document: Document,
    records: Records,
    *,
    sha256: str,
    source_uri: str,
    extractor_version: str,
    ingested_at: dt.datetime | None = None,
    replace: bool = False,
) -> int:
    """Write a document with its records; gives its `document_id`. The transaction is the caller's.

    The same part of the same file (`sha256`) again adds nothing, unless `extractor_version` is newer than the one held,
    or `replace` is asked for: then its rows are replaced and its corrections replayed.
    """
    row = session.scalar(select(DocumentRow).where(DocumentRow.sha256 == sha256, DocumentRow.part == document.part))
    if row is not None:
        if not replace and version_key(extractor_version) <= version_key(row.extractor_version):
            return row.document_id
        for table in _DERIVED:
            session.execute(delete(table).where(table.document_id == row.document_id))
        # What is still in the session would stand for rows that are gone.
        session.expire_all()
    else:
        row = DocumentRow(sha256=sha256, part=document.part, source_uri=source_uri)
        session.add(row)
    row.extractor_version, row.ingested_at = extractor_version, ingested_at or now()
    with session.no_autoflush:
        _fill_document(session, row, document, records)
    session.flush()
    load_pages(session, row.document_id, document)
    sections = _load_sections(session, row.document_id, document, records)
    tables = load_tables(session, row.document_id, document, records.tables, sections.find)
    offices = same_office(records.document, records.assignments, records.responsibilities)
    assignments = _load_assignments(session, row, document, records, sections, tables, offices)
    _load_targets(session, row.document_id, document, records, sections, assignments)
    _load_forms(session, row.document_id, document, records, sections)
    _load_responsibilities(session, row.document_id, document, records, sections, offices)
    _load_citations(session, row.document_id, document, records)
    _load_findings(session, row.document_id, document, records)
    replay(session, row)
    link_citations(session, row)
    return row.document_id


def drop_parts_after(session: Session, sha256: str, last: int) -> None:
    """Remove the documents of a file beyond part `last`: an older version found more in it. Corrections stay."""
    for row in session.scalars(select(DocumentRow).where(DocumentRow.sha256 == sha256, DocumentRow.part > last)):
        session.delete(row)
    session.flush()


def held_version(session: Session, sha256: str) -> str | None:
    """The version that extracted the file as it is held; None where it is not in."""
    held = select(DocumentRow.extractor_version).where(DocumentRow.sha256 == sha256)
    return session.scalar(held.order_by(DocumentRow.part).limit(1))


def version_key(version: str) -> tuple[int, ...]:
    """Order of versions: '0.10.0' is newer than '0.9.1'; what follows a plus sign does not count."""
    return tuple(int(number) for number in re.findall(r"\d+", version.split("+")[0]))


def _fill_document(session: Session, row: DocumentRow, document: Document, records: Records) -> None:
    head = records.document
    for field in _DOCUMENT_FIELDS:
        setattr(row, field, getattr(head, field))
    row.number_key = number_key(head.number)
    row.record_key, row.review_state = "document", "unreviewed"
    row.page_count, row.text = len(document.pages), document.text
    row.unread_pages = document.unread_pages
    row.confidence = document.confidence_of(0, len(document.text))
    unit = issuer_unit(head, document)
    row.admin_unit_id = unit.unit_id if unit else None
    issuer = agency_row(session, head.issuer, unit=unit, level=head.admin_level) if head.issuer else None
    row.issuer_id = issuer.agency_id if issuer else None
    session.add(row)
    session.flush()
    if head.recipients:
        session.execute(
            insert(Recipient),
            [
                {"document_id": row.document_id, "position": position, "name": name}
                for position, name in enumerate(head.recipients, 1)
            ],
        )


class _Sections:
    """Finds the section row of a path or of a place."""

    def __init__(self, rows: Sequence[SectionRow]) -> None:
        self._rows = rows

    def find(self, path: str | None, start: int | None) -> int | None:
        """By path, the one around the place where a path is there twice; without path the innermost one around it."""
        named = [row for row in self._rows if row.path == path] if path else list(self._rows)
        around = [row for row in named if _holds(row, start)]
        if around:
            return max(around, key=lambda row: (row.char_start or 0, row.position)).section_id
        return named[0].section_id if path and named else None


def _holds(section: SectionRow, start: int | None) -> bool:
    if start is None or section.char_start is None or section.char_end is None:
        return False
    return section.char_start <= start < section.char_end


def _load_sections(session: Session, document_id: int, document: Document, records: Records) -> _Sections:
    rows: list[SectionRow] = []
    parents: dict[str, SectionRow] = {}
    for position, section in enumerate(records.sections, 1):
        row = SectionRow(
            document_id=document_id,
            position=position,
            path=section.path,
            label=section.label,
            label_raw=section.label_raw,
            title=section.title,
            kind=section.kind,
            domain=section.domain,
            **_place(document, section),
        )
        rows.append(row)
    _give_keys("sections", rows)
    for row in rows:
        parent = _parent(row.path, parents)
        row.parent_id = parent.section_id if parent else None
        session.add(row)
        session.flush()
        parents.setdefault(row.path, row)
    return _Sections(rows)


def _parent(path: str, rows: dict[str, SectionRow]) -> SectionRow | None:
    """The section of the longest beginning of the path that is there: labels hold dots themselves (1.1)."""
    while "." in path:
        path = path.rpartition(".")[0]
        if path in rows:
            return rows[path]
    return None


def _load_targets(
    session: Session,
    document_id: int,
    document: Document,
    records: Records,
    sections: _Sections,
    assignments: Sequence[AssignmentRow],
) -> None:
    indicator_ids = {row.code: row.indicator_id for row in session.scalars(select(Indicator))}
    rows = []
    for position, target in enumerate(records.targets, 1):
        row = TargetRow(
            document_id=document_id,
            section_id=sections.find(target.section, target.char_start),
            section_path=target.section,
            position=position,
            code=target.id,
            indicator_id=indicator_ids.get(_indicator(target) or ""),
            scope_key=fold_words(target.scope) if target.scope else None,
            assignment_id=_row_of(target, assignments),
            **_copied(
                target,
                "kind subject value value_max unit comparator direction deadline deadline_from baseline scope "
                "exception domain quote",
            ),
            **_place(document, target),
        )
        set_deadline(row)
        rows.append(row)
    _add(session, "targets", rows)


def _indicator(target: Target) -> str | None:
    """Code of the indicator that the records name, or that of the target's own words where they say nothing of it."""
    return target.indicator if "indicator" in target.model_fields_set else indicator_of(target)


def _row_of(target: Target, assignments: Sequence[AssignmentRow]) -> int | None:
    """Key of the row that states a target. A file of another program may name one that is not there."""
    place = target.assignment
    return assignments[place - 1].assignment_id if place and 0 < place <= len(assignments) else None


def _load_assignments(
    session: Session,
    document_row: DocumentRow,
    document: Document,
    records: Records,
    sections: _Sections,
    tables: Mapping[int, int],
    offices: Mapping[str, str],
) -> list[AssignmentRow]:
    """The rows in the order of the records; `tables` are keys of tables by their number, `offices` the name that stands
    for each other name of one office."""
    rows = [
        AssignmentRow(
            document_id=document_row.document_id,
            section_id=sections.find(None, assignment.char_start),
            position=position,
            table_id=tables.get(assignment.table),
            table_number=assignment.table,
            extras=assignment.extras or None,
            group_label=assignment.group,
            number=assignment.no,
            deadline_kind=assignment.deadline.kind,
            starts_on=assignment.deadline.start,
            due_on=assignment.deadline.end,
            **_copied(
                assignment,
                "group_title task product lead_raw coordinate_raw monitor_raw deadline_raw budget note domain",
            ),
            **_place(document, assignment),
        )
        for position, assignment in enumerate(records.assignments, 1)
    ]
    _add(session, "assignments", rows)
    _load_deadlines(session, rows, records)
    issuer = session.get(Agency, document_row.issuer_id) if document_row.issuer_id else None
    agencies: dict[str, Agency] = {issuer.name: issuer} if issuer else {}
    links = []
    for row, assignment in zip(rows, records.assignments, strict=True):
        for role in AGENCY_ROLES:
            names = (offices.get(name, name) for name in _names(assignment, role))
            for position, name in enumerate(dict.fromkeys(names), 1):
                if name not in agencies:
                    agencies[name] = agency_row(session, name)
                links.append(
                    {
                        "assignment_id": row.assignment_id,
                        "agency_id": agencies[name].agency_id,
                        "role": role,
                        "position": position,
                        "raw": getattr(assignment, f"{role}_raw"),
                    }
                )
    if links:
        session.execute(insert(AssignmentAgency), links)
    spellings = {
        (name, raw)
        for assignment in records.assignments
        for role in AGENCY_ROLES
        for names, raw in ((_names(assignment, role), getattr(assignment, f"{role}_raw")),)
        # Only a cell that holds one agency spells that agency.
        if len(names) == 1 and raw
        for name in names
    }
    named = {name for one in records.assignments for role in AGENCY_ROLES for name in _names(one, role)}
    spellings |= {(name, name) for name in named & offices.keys()}
    for name, raw in sorted(spellings):
        note_alias(session, agencies[offices.get(name, name)], raw)
    return rows


def _load_deadlines(session: Session, rows: Sequence[AssignmentRow], records: Records) -> None:
    values = [
        {
            "assignment_id": row.assignment_id,
            "position": position,
            "raw": due.raw,
            "kind": due.kind,
            "starts_on": due.start,
            "due_on": due.end,
            "offset_count": due.offset,
            "offset_unit": due.offset_unit,
            "event": due.event,
            "resolved_on": due.resolved,
        }
        for row, assignment in zip(rows, records.assignments, strict=True)
        for position, due in enumerate(_due_dates(assignment), 1)
    ]
    if values:
        session.execute(insert(AssignmentDeadline), values)


def _due_dates(assignment: Assignment) -> Sequence[DueDate]:
    """All deadlines of an assignment; records that do not list them have the one that governs."""
    if assignment.deadlines or not assignment.deadline_raw:
        return assignment.deadlines
    return [DueDate(raw=assignment.deadline_raw, **assignment.deadline.model_dump())]


def _names(assignment: Assignment, role: str) -> list[str]:
    return list(dict.fromkeys(name for name in getattr(assignment, role) if name.strip()))


def _load_forms(session: Session, document_id: int, document: Document, records: Records, sections: _Sections) -> None:
    rows = [
        StatisticRow(
            document_id=document_id,
            section_id=sections.find(statistic.table, statistic.char_start),
            position=position,
            table_path=statistic.table,
            number=statistic.no,
            **_copied(statistic, "indicator unit unit_in_charge parent"),
            **_place(document, statistic),
        )
        for position, statistic in enumerate(records.statistics, 1)
    ]
    _add(session, "statistics", rows)
    values = []
    for row, statistic in zip(rows, records.statistics, strict=True):
        for position, period in enumerate(statistic.years, 1):
            year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", period)
            values.append(
                {
                    "statistic_id": row.statistic_id,
                    "position": position,
                    "period": period,
                    "year": int(year.group()) if year else None,
                    "value": statistic.values[position - 1] if position <= len(statistic.values) else None,
                }
            )
    if values:
        session.execute(insert(StatisticValue), values)


def _load_responsibilities(
    session: Session,
    document_id: int,
    document: Document,
    records: Records,
    sections: _Sections,
    offices: Mapping[str, str],
) -> None:
    rows = [
        ResponsibilityRow(
            document_id=document_id,
            section_id=sections.find(responsibility.section, responsibility.char_start),
            section_path=responsibility.section,
            agency_id=agency_row(session, offices.get(responsibility.agency, responsibility.agency)).agency_id,
            duties=responsibility.duties,
            **_place(document, responsibility),
        )
        for responsibility in records.responsibilities
    ]
    _add(session, "responsibilities", rows)


def _load_citations(session: Session, document_id: int, document: Document, records: Records) -> None:
    rows = [
        CitationRow(
            document_id=document_id,
            position=position,
            number_key=number_key(citation.number),
            issued_on=citation.date,
            is_legal_basis=citation.legal_basis,
            **_copied(citation, "number number_raw number_repaired kind issuer title role quote"),
            **_place(document, citation),
        )
        for position, citation in enumerate(records.citations, 1)
    ]
    _add(session, "citations", rows)


def _load_findings(session: Session, document_id: int, document: Document, records: Records) -> None:
    rows = [
        FindingRow(
            document_id=document_id,
            kind=finding.kind,
            location=finding.where,
            detail=finding.detail,
            **_place(document, finding),
        )
        for finding in records.findings
    ]
    _add(session, "findings", rows)


def _copied(record: object, fields: str) -> dict[str, Any]:
    return {field: getattr(record, field) for field in fields.split()}


def _place(document: Document, record: Placed) -> dict[str, Any]:
    """Where the record stands; page and confidence follow from the range where the record does not say."""
    start, end = record.char_start, record.char_end
    page, confidence = record.page, record.confidence
    if start is not None:
        page = document.page_of(start) if page is None else page
        if confidence is None and end is not None:
            confidence = document.confidence_of(start, end)
    return {"page": page, "char_start": start, "char_end": end, "confidence": confidence}


def _add(session: Session, kind: str, rows: Sequence[Any]) -> None:
    _give_keys(kind, rows)
    session.add_all(rows)
    session.flush()


def _give_keys(kind: str, rows: Sequence[Any]) -> None:
    for row, record_key in zip(rows, record_keys(kind, map(quote_of, rows)), strict=True):
        row.record_key = record_key
