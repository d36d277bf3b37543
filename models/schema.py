"""The store: every table that analysts query, one model set for SQLite and PostgreSQL.

Rows hold the best known truth, `corrections` how it came about. A value leads back to its place by `page` and by
`char_start`/`char_end`, the range in `documents.text` that `lines` maps to boxes on the page. `record_key` names a
record for good: kind, digest of its folded quote, ordinal among equals; it outlives extraction by a newer version.
"""

import datetime as dt
from typing import Any, get_args

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models import records
from models.columns import REVIEW_STATES, Base, Reviewable, key, literal, of_document, of_section, one_of, reviewable
from models.document import Origin
from models.table_schema import PrintedTable

ADMIN_LEVELS, COMPARATORS, DIRECTIONS = map(get_args, (records.AdminLevel, records.Comparator, records.Direction))
DOMAINS, DEADLINE_KINDS, OFFSET_UNITS = map(get_args, (records.Domain, records.DeadlineKind, records.OffsetUnit))
AGENCY_ROLES = ("lead", "coordinate", "monitor")
FILE_OUTCOMES = ("queued", "running", "loaded", "replaced", "partial", "unchanged", "skipped", "failed")
RUN_OUTCOMES = ("running", "finished", "interrupted")
UNIT_ERAS = ("before", "after")
UNIT_LEVELS = ("province", "district", "commune")
UNIT_PREFIXES = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")


class AdminUnit(Base):
    """A province, district or commune, before or after 1 July 2025."""

    __tablename__ = "admin_units"
    __table_args__ = (
        UniqueConstraint("era", "code"),
        one_of("era", UNIT_ERAS),
        one_of("level", UNIT_LEVELS),
        one_of("prefix", UNIT_PREFIXES),
        {"comment": "Provinces, districts and communes before and after 1 July 2025 (districts end there)"},
    )
    admin_unit_id: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment="Lasting key: era (1 or 2), level (1 to 3), code in five digits"
    )
    era: Mapped[str] = mapped_column(comment="before or after 1 July 2025")
    code: Mapped[str] = mapped_column(comment="Official code of 2, 3 or 5 digits; unique in an era")
    level: Mapped[str] = mapped_column(comment="province, district or commune")
    prefix: Mapped[str] = mapped_column(comment="Kind of unit: tỉnh, huyện, xã, phường ...")
    name: Mapped[str] = mapped_column(comment="Name without the kind")
    name_key: Mapped[str] = mapped_column(index=True, comment="Name folded of marks and case")
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("admin_units.admin_unit_id"), index=True, comment="Unit that holds it"
    )


class AdminUnitSuccessor(Base):
    """Where a unit went on 1 July 2025."""

    __tablename__ = "admin_unit_successors"
    __table_args__ = ({"comment": "Which unit of today holds (a part of) a unit of before 1 July 2025"},)
    admin_unit_id: Mapped[int] = mapped_column(
        ForeignKey("admin_units.admin_unit_id"), primary_key=True, comment="Unit of before"
    )
    successor_id: Mapped[int] = mapped_column(
        ForeignKey("admin_units.admin_unit_id"), primary_key=True, index=True, comment="Unit of after"
    )


class Agency(Base):
    """An agency under its canonical name."""

    __tablename__ = "agencies"
    __table_args__ = (
        one_of("level", ADMIN_LEVELS),
        {"comment": "Agencies under their canonical names: those that issue plans, and those that plans charge"},
    )
    agency_id: Mapped[int] = key("Key")
    name: Mapped[str] = mapped_column(comment="Canonical name, for example UBND huyện + unit, Sở Nội vụ")
    key: Mapped[str] = mapped_column(unique=True, comment="Name in lower case, and the unit where it is known")
    level: Mapped[str | None] = mapped_column(comment="central, province, district or commune, where the name tells")
    admin_unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("admin_units.admin_unit_id"), index=True, comment="Unit it governs, where it is known"
    )
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("agencies.agency_id", ondelete="SET NULL"), index=True, comment="Agency it belongs to"
    )


class AgencyAlias(Base):
    """Another spelling of an agency."""

    __tablename__ = "agency_aliases"
    __table_args__ = (UniqueConstraint("agency_id", "key"), {"comment": "Spellings under which agencies were read"})
    agency_alias_id: Mapped[int] = key("Key")
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.agency_id", ondelete="CASCADE"), comment="Agency meant")
    alias: Mapped[str] = mapped_column(comment="Spelling as read")
    key: Mapped[str] = mapped_column(index=True, comment="Spelling folded of marks, case and punctuation")


class Indicator(Base):
    """What makes targets of different plans comparable."""

    __tablename__ = "indicators"
    __table_args__ = (
        one_of("domain", DOMAINS),
        {"comment": "Indicators: targets of different plans that measure the same thing share one"},
    )
    indicator_id: Mapped[int] = key("Key")
    code: Mapped[str] = mapped_column(unique=True, comment="Lasting code, for example dossiers_on_time")
    name: Mapped[str] = mapped_column(comment="Vietnamese name")
    domain: Mapped[str | None] = mapped_column(comment="Area of administrative reform")
    unit: Mapped[str] = mapped_column(comment="Unit of its values: %, hạng, lần ...")


class Document(Base):
    """One document: a file, or a part of one that holds several."""

    __tablename__ = "documents"
    __table_args__ = (
        one_of("admin_level", ADMIN_LEVELS),
        one_of("review_state", REVIEW_STATES),
        UniqueConstraint("sha256", "part"),
        {"comment": "Plans and decisions, one row for each document of each distinct file"},
    )
    document_id: Mapped[int] = key("Key; kept when a newer version extracts the file again")
    sha256: Mapped[str] = mapped_column(comment="SHA-256 of the file, hexadecimal")
    part: Mapped[int] = mapped_column(
        default=1, server_default="1", comment="Which document of the file, from 1: few files hold several"
    )
    source_uri: Mapped[str] = mapped_column(comment="Where the file was read, when it first came in")
    kind: Mapped[str | None] = mapped_column(comment="Kế hoạch, Quyết định ...")
    number: Mapped[str | None] = mapped_column(comment="Number and symbol without spaces, for example 12/KH-UBND")
    number_key: Mapped[str | None] = mapped_column(index=True, comment="Number folded, by which citations find it")
    issuer_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.agency_id"), index=True, comment="Issuer")
    admin_unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("admin_units.admin_unit_id"),
        index=True,
        comment="Unit of the issuer, if unambiguous; if merged before 2025, what took it in",
    )
    admin_level: Mapped[str | None] = mapped_column(comment="central, province, district or commune")
    place: Mapped[str | None] = mapped_column(comment="Place beside the date of issue")
    issued_on: Mapped[dt.date | None] = mapped_column(index=True, comment="Date of issue")
    title: Mapped[str | None] = mapped_column(comment="Subject line (trích yếu) without the kind")
    period_start: Mapped[int | None] = mapped_column(comment="First year of the plan")
    period_end: Mapped[int | None] = mapped_column(comment="Last year of the plan")
    vision_year: Mapped[int | None] = mapped_column(comment="Year to which the plan looks beyond its period")
    signer: Mapped[str | None] = mapped_column(comment="Name of the signer")
    signer_position: Mapped[str | None] = mapped_column(comment="Office of the signer")
    signed_for: Mapped[str | None] = mapped_column(comment="On whose behalf (TM., KT.) it is signed")
    page_count: Mapped[int] = mapped_column(comment="Pages of the document")
    unread_pages: Mapped[str | None] = mapped_column(
        comment="Pages that could not be read, with the reason; null where the file was read whole"
    )
    text: Mapped[str] = mapped_column(comment="The composed text, to which all character ranges refer")
    confidence: Mapped[float | None] = mapped_column(comment="Mean confidence of its recognised pages, 0 to 1")
    extractor_version: Mapped[str] = mapped_column(comment="Version of the program that extracted its records")
    ingested_at: Mapped[dt.datetime] = mapped_column(comment="When its records were last written (UTC)")
    record_key: Mapped[str] = mapped_column(default="document", server_default="document", comment="Always document")
    review_state: Mapped[str] = mapped_column(
        default="unreviewed", server_default="unreviewed", comment=f"One of: {', '.join(REVIEW_STATES)}"
    )


class Recipient(Base):
    """A line of Nơi nhận."""

    __tablename__ = "recipients"
    __table_args__ = (UniqueConstraint("document_id", "position"), {"comment": "Recipients (Nơi nhận), one a line"})
    recipient_id: Mapped[int] = key("Key")
    document_id: Mapped[int] = of_document()
    position: Mapped[int] = mapped_column(comment="Order in the document, from 1")
    name: Mapped[str] = mapped_column(comment="Recipient as printed, without dash and final mark")


class Page(Base):
    """A page and how its text was won."""

    __tablename__ = "pages"
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        one_of("origin", tuple(Origin)),
        CheckConstraint("rotation IN (0, 90, 180, 270)", name="rotation"),
        {"comment": "Pages: size, rotation and where their text comes from"},
    )
    page_id: Mapped[int] = key("Key")
    document_id: Mapped[int] = of_document()
    number: Mapped[int] = mapped_column(comment="Page of the file, from 1")
    width: Mapped[float | None] = mapped_column(comment="Width in points, upright")
    height: Mapped[float | None] = mapped_column(comment="Height in points, upright")
    rotation: Mapped[int] = mapped_column(comment="Degrees clockwise by which the stored page was turned upright")
    origin: Mapped[str] = mapped_column(comment=f"One of: {', '.join(Origin)}")
    engine: Mapped[str | None] = mapped_column(comment="Recogniser and its version")
    confidence: Mapped[float | None] = mapped_column(comment="Mean confidence of its words, 0 to 1")
    note: Mapped[str | None] = mapped_column(comment="Why the page went this way")


class Line(Base):
    """A printed line: the bridge from text to page."""

    __tablename__ = "lines"
    __table_args__ = (
        UniqueConstraint("document_id", "position"),
        Index(None, "document_id", "char_start"),
        {"comment": "Printed lines: which range of the text stands where on which page"},
    )
    line_id: Mapped[int] = key("Key")
    document_id: Mapped[int] = of_document()
    page_id: Mapped[int | None] = mapped_column(
        ForeignKey("pages.page_id", ondelete="CASCADE"), index=True, comment="Page it is printed on"
    )
    position: Mapped[int] = mapped_column(comment="Order in the document, from 1")
    page: Mapped[int] = mapped_column(comment="Number of the page")
    char_start: Mapped[int] = mapped_column(comment="First character in documents.text")
    char_end: Mapped[int] = mapped_column(comment="Character after the last in documents.text")
    text: Mapped[str] = mapped_column(comment="Its text after normalising")
    raw_text: Mapped[str | None] = mapped_column(comment="Its text as recognised, where normalising changed it")
    x0: Mapped[float | None] = mapped_column(comment="Left edge in points from the left of the upright page")
    y0: Mapped[float | None] = mapped_column(comment="Upper edge in points from the top of the upright page")
    x1: Mapped[float | None] = mapped_column(comment="Right edge in points")
    y1: Mapped[float | None] = mapped_column(comment="Lower edge in points")
    confidence: Mapped[float | None] = mapped_column(comment="Confidence of its words, 0 to 1")
    words: Mapped[list[list[Any]] | None] = mapped_column(
        JSON(none_as_null=True),
        comment="Its words, each [start, end, x0, y0, x1, y1, confidence, other reading]: start and end count from the "
        "line's first character; the last is missing where no second reading differs, the last two where nothing was "
        "recognised",
    )
    is_running: Mapped[bool] = mapped_column(
        default=False,
        comment="Left out of documents.text: a page number, a running head, a stamp, a table's head on its next page",
    )


class SectionRow(Reviewable, Base):
    """A labelled node of a plan."""

    __tablename__ = "sections"
    __table_args__ = reviewable(
        "Labelled nodes of a plan, a tree in document order",
        UniqueConstraint("document_id", "position"),
        Index(None, "document_id", "path"),
        one_of("kind", literal(records.Section, "kind")),
        one_of("domain", DOMAINS),
    )
    section_id: Mapped[int] = key("Key")
    document_id: Mapped[int] = of_document()
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("sections.section_id", ondelete="CASCADE"), index=True, comment="Section that holds it"
    )
    position: Mapped[int] = mapped_column(comment="Order in the document, from 1")
    path: Mapped[str] = mapped_column(comment="Labels from the root joined by dots, for example II.2.a")
    label: Mapped[str] = mapped_column(comment="Label as printed, or as it should have been read where it was misread")
    label_raw: Mapped[str | None] = mapped_column(comment="Label as read, where it was repaired from the sequence")
    title: Mapped[str] = mapped_column(comment="Title of a heading, first words of a clause")
    kind: Mapped[str] = mapped_column(comment="heading or clause")
    domain: Mapped[str | None] = mapped_column(comment="Area of administrative reform")


class TargetRow(Reviewable, Base):
    """One commitment of a plan."""

    __tablename__ = "targets"
    __table_args__ = reviewable(
        "Commitments: each number that a plan commits to reach, each dated and each qualitative goal",
        UniqueConstraint("document_id", "position"),
        Index(None, "indicator_id", "deadline_year"),
        one_of("kind", literal(records.Target, "kind")),
        one_of("comparator", COMPARATORS),
        one_of("direction", DIRECTIONS),
        one_of("deadline_from", literal(records.Target, "deadline_from")),
        one_of("domain", DOMAINS),
    )
    target_id: Mapped[int] = key("Key")
    document_id: Mapped[int] = of_document()
    section_id: Mapped[int | None] = of_section()
    section_path: Mapped[str | None] = mapped_column(comment="Path of the section, or of the appendix")
    position: Mapped[int] = mapped_column(comment="Order in the document, from 1")
    code: Mapped[str] = mapped_column(comment="Name in the exchange format, for example T001")
    kind: Mapped[str] = mapped_column(comment="quantitative, dated or qualitative")
    subject: Mapped[str | None] = mapped_column(comment="What is measured, in the plan's words")
    indicator_id: Mapped[int | None] = mapped_column(
        ForeignKey("indicators.indicator_id"), comment="Indicator it measures, where one is known"
    )
    value: Mapped[float | None] = mapped_column(comment="Number committed to; lower end of a range")
    value_max: Mapped[float | None] = mapped_column(comment="Upper end of a range")
    unit: Mapped[str | None] = mapped_column(comment="Unit of the value")
    comparator: Mapped[str | None] = mapped_column(comment=">=, >, =, <=, < or range")
    direction: Mapped[str] = mapped_column(comment="attain; reduce (the value is the cut); increase")
    deadline: Mapped[str | None] = mapped_column(comment="A year, yearly, or an ISO date")
    deadline_year: Mapped[int | None] = mapped_column(comment="Year of the deadline; null if yearly or unknown")
    due_on: Mapped[dt.date | None] = mapped_column(index=True, comment="Last day of the deadline")
    deadline_from: Mapped[str | None] = mapped_column(comment="Where the deadline stands: clause, heading or plan")
    baseline: Mapped[str | None] = mapped_column(comment="What a change is measured against")
    scope: Mapped[str | None] = mapped_column(comment="Whom it binds, for example cấp xã")
    scope_key: Mapped[str | None] = mapped_column(comment="Scope folded of marks and case, for joins")
    exception: Mapped[str | None] = mapped_column(comment="What is left out (trừ ...)")
    domain: Mapped[str | None] = mapped_column(comment="Area of administrative reform")
    assignment_id: Mapped[int | None] = mapped_column(
        ForeignKey("assignments.assignment_id", ondelete="SET NULL"),
        index=True,
        comment="Row of a table that states it: its agencies are in charge",
    )
    quote: Mapped[str] = mapped_column(comment="The clause that states it, as read")


class AssignmentRow(Reviewable, Base):
    """A product that some agency owes."""

    __tablename__ = "assignments"
    __table_args__ = reviewable(
        "Rows of tables that assign work, one for each product",
        UniqueConstraint("document_id", "position"),
        one_of("deadline_kind", DEADLINE_KINDS),
        one_of("domain", DOMAINS),
    )
    assignment_id: Mapped[int] = key("Key")
    document_id: Mapped[int] = of_document()
    section_id: Mapped[int | None] = of_section()
    table_id: Mapped[int | None] = mapped_column(
        ForeignKey(PrintedTable.table_id, ondelete="SET NULL"), index=True, comment="Table in which it stands"
    )
    position: Mapped[int] = mapped_column(comment="Order in the document, from 1")
    table_number: Mapped[int] = mapped_column(comment="Which table of the document, from 1")
    group_label: Mapped[str | None] = mapped_column(comment="Label of the group of rows, for example I")
    group_title: Mapped[str | None] = mapped_column(comment="Title of the group of rows")
    number: Mapped[str | None] = mapped_column(comment="Number of the task as printed")
    task: Mapped[str] = mapped_column(comment="What is to be done")
    product: Mapped[str | None] = mapped_column(comment="What is to be delivered")
    lead_raw: Mapped[str | None] = mapped_column(comment="Cell of the agency in charge, as read")
    coordinate_raw: Mapped[str | None] = mapped_column(comment="Cell of the agencies that take part, as read")
    monitor_raw: Mapped[str | None] = mapped_column(comment="Cell of the agency that monitors, as read")
    deadline_raw: Mapped[str | None] = mapped_column(comment="Deadline as read")
    deadline_kind: Mapped[str] = mapped_column(comment=f"One of: {', '.join(DEADLINE_KINDS)}")
    starts_on: Mapped[dt.date | None] = mapped_column(comment="First day, where a calendar date follows")
    due_on: Mapped[dt.date | None] = mapped_column(index=True, comment="Last day, where a calendar date follows")
    budget: Mapped[str | None] = mapped_column(comment="Funding as read")
    note: Mapped[str | None] = mapped_column(comment="Remark as read")
    extras: Mapped[dict[str, str] | None] = mapped_column(
        JSON(none_as_null=True), comment="Cells of columns whose heading is not known, by heading; null where none is"
    )
    domain: Mapped[str | None] = mapped_column(comment="Area of administrative reform")


class AssignmentAgency(Base):
    """Who does what in an assignment."""

    __tablename__ = "assignment_agencies"
    __table_args__ = (
        UniqueConstraint("assignment_id", "role", "position"),
        one_of("role", AGENCY_ROLES),
        {"comment": "Agencies of an assignment with their roles"},
    )
    assignment_agency_id: Mapped[int] = key("Key")
    assignment_id: Mapped[int] = mapped_column(
        ForeignKey("assignments.assignment_id", ondelete="CASCADE"), comment="Assignment"
    )
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.agency_id"), index=True, comment="Agency")
    role: Mapped[str] = mapped_column(comment="lead, coordinate or monitor")
    position: Mapped[int] = mapped_column(comment="Order within the cell, from 1")
    raw: Mapped[str | None] = mapped_column(comment="The whole cell as read")


class AssignmentDeadline(Base):
    """One of the deadlines that a row names."""

    __tablename__ = "assignment_deadlines"
    __table_args__ = (
        UniqueConstraint("assignment_id", "position"),
        one_of("kind", DEADLINE_KINDS),
        one_of("offset_unit", OFFSET_UNITS),
        {"comment": "All deadlines that the cell of an assignment names"},
    )
    assignment_deadline_id: Mapped[int] = key("Key")
    assignment_id: Mapped[int] = mapped_column(
        ForeignKey("assignments.assignment_id", ondelete="CASCADE"), comment="Assignment"
    )
    position: Mapped[int] = mapped_column(comment="Order within the cell, from 1: the first governs")
    raw: Mapped[str] = mapped_column(comment="The words that name it, as read")
    kind: Mapped[str] = mapped_column(comment=f"One of: {', '.join(DEADLINE_KINDS)}")
    starts_on: Mapped[dt.date | None] = mapped_column(comment="First day, where a calendar date follows")
    due_on: Mapped[dt.date | None] = mapped_column(index=True, comment="Last day, where a calendar date follows")
    offset_count: Mapped[int | None] = mapped_column(
        comment="For a relative one: how many units after the event; before it: negative"
    )
    offset_unit: Mapped[str | None] = mapped_column(comment=f"One of: {', '.join(OFFSET_UNITS)}")
    event: Mapped[str | None] = mapped_column(comment="For a relative one: what it is counted from, as read")
    resolved_on: Mapped[dt.date | None] = mapped_column(
        comment="For a relative one: its last day, where the date of the event is known"
    )


class ResponsibilityRow(Reviewable, Base):
    """Duties of an agency in prose."""

    __tablename__ = "responsibilities"
    __table_args__ = reviewable("Duties that the prose on implementation gives to agencies")
    responsibility_id: Mapped[int] = key("Key")
    document_id: Mapped[int] = of_document()
    section_id: Mapped[int | None] = of_section()
    section_path: Mapped[str] = mapped_column(comment="Path of the section that states them")
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.agency_id"), index=True, comment="Agency")
    duties: Mapped[int] = mapped_column(comment="Number of labelled or bulleted duties")


class StatisticRow(Reviewable, Base):
    """A row of a form."""

    __tablename__ = "statistics"
    __table_args__ = reviewable(
        "Rows of forms that are to be filled with figures, and of tables of figures",
        UniqueConstraint("document_id", "position"),
    )
    statistic_id: Mapped[int] = key("Key")
    document_id: Mapped[int] = of_document()
    section_id: Mapped[int | None] = of_section()
    position: Mapped[int] = mapped_column(comment="Order in the document, from 1")
    table_path: Mapped[str] = mapped_column(comment="Path of the form, for example PL1.I")
    number: Mapped[str | None] = mapped_column(comment="Number of the row as printed")
    indicator: Mapped[str] = mapped_column(comment="What is to be counted, as read")
    unit: Mapped[str | None] = mapped_column(comment="Unit of its figures, as read")
    unit_in_charge: Mapped[str | None] = mapped_column(comment="Who is to fill it in")
    parent: Mapped[str | None] = mapped_column(comment="Row that it details, as read")


class StatisticValue(Base):
    """A year column of a form's row."""

    __tablename__ = "statistic_values"
    __table_args__ = (
        UniqueConstraint("statistic_id", "position"),
        {"comment": "Year columns of a form's row, with the value where one is printed"},
    )
    statistic_value_id: Mapped[int] = key("Key")
    statistic_id: Mapped[int] = mapped_column(ForeignKey("statistics.statistic_id", ondelete="CASCADE"), comment="Row")
    position: Mapped[int] = mapped_column(comment="Order of the column, from 1")
    period: Mapped[str] = mapped_column(comment="Head of the column as read")
    year: Mapped[int | None] = mapped_column(comment="Year in it")
    value: Mapped[float | None] = mapped_column(comment="Figure, null where it is blank")


class CitationRow(Reviewable, Base):
    """A document that a plan cites."""

    __tablename__ = "citations"
    __table_args__ = reviewable(
        "Documents that a plan cites, each once",
        UniqueConstraint("document_id", "position"),
        one_of("role", literal(records.Citation, "role")),
    )
    citation_id: Mapped[int] = key("Key")
    document_id: Mapped[int] = of_document("Document that cites")
    position: Mapped[int] = mapped_column(comment="Order in the document, from 1")
    number: Mapped[str | None] = mapped_column(comment="Number and symbol as cited, without spaces")
    number_raw: Mapped[str | None] = mapped_column(comment="Number as read, where recognition misread it")
    number_repaired: Mapped[str | None] = mapped_column(
        comment="Number by the official form, where the document misprinted it (99/NQ-CP of 99/NQCP)"
    )
    number_key: Mapped[str | None] = mapped_column(index=True, comment="Number folded, by which the document is found")
    kind: Mapped[str | None] = mapped_column(comment="Nghị quyết, Nghị định, Luật ...")
    issued_on: Mapped[dt.date | None] = mapped_column(comment="Date of the cited document")
    issuer: Mapped[str | None] = mapped_column(comment="Issuer as cited")
    title: Mapped[str | None] = mapped_column(comment="Title, where it is cited by title")
    is_legal_basis: Mapped[bool] = mapped_column(comment="Cited in a Căn cứ line")
    role: Mapped[str | None] = mapped_column(
        index=True,
        comment=(
            "What the document has to do with it, the strongest of its mentions: replaces (thay thế, bãi bỏ), amends "
            "(sửa đổi, bổ sung), basis (Căn cứ), implements (thực hiện, theo), attached_to (kèm theo), mentions"
        ),
    )
    quote: Mapped[str] = mapped_column(comment="The words that cite it, as read")
    cited_document_id: Mapped[int | None] = mapped_column(
        ForeignKey("documents.document_id", ondelete="SET NULL"), index=True, comment="Cited document, once it is in"
    )


class FindingRow(Reviewable, Base):
    """Something contradictory in a plan."""

    __tablename__ = "findings"
    __table_args__ = reviewable(
        "What is wrong or contradictory in a document itself", one_of("kind", literal(records.Finding, "kind"))
    )
    finding_id: Mapped[int] = key("Key")
    document_id: Mapped[int] = of_document()
    kind: Mapped[str] = mapped_column(index=True, comment=f"One of: {', '.join(literal(records.Finding, 'kind'))}")
    location: Mapped[str] = mapped_column(comment="Path or quote of the place")
    detail: Mapped[str] = mapped_column(comment="What is wrong, on one line")


class Correction(Base):
    """A person's change of one value; never changed, never deleted."""

    __tablename__ = "corrections"
    __table_args__ = (
        Index(None, "document_sha256", "record_key"),
        {"comment": "Append-only: who changed which value, when and why; replayed when a document is extracted again"},
    )
    correction_id: Mapped[int] = key("Key, in the order in which corrections were made")
    document_sha256: Mapped[str] = mapped_column(comment="File that the record belongs to; holds without the document")
    document_part: Mapped[int] = mapped_column(
        default=1, server_default="1", comment="Which document of the file, from 1, when it was made"
    )
    record_kind: Mapped[str] = mapped_column(comment="Table of the record")
    record_key: Mapped[str] = mapped_column(comment="Key of the record within the document")
    quote: Mapped[str] = mapped_column(comment="The record's words, to recognise it by if it is lost")
    field: Mapped[str] = mapped_column(comment="Column; or lead, coordinate, monitor, issuer, indicator")
    old: Mapped[str | None] = mapped_column(comment="Value before, as text")
    new: Mapped[str | None] = mapped_column(comment="Value after, as text")
    corrected_by: Mapped[str] = mapped_column(comment="Who")
    corrected_at: Mapped[dt.datetime] = mapped_column(comment="When (UTC)")
    reason: Mapped[str | None] = mapped_column(comment="Why")


class IngestRun(Base):
    """One run of kehoach ingest."""

    __tablename__ = "ingest_runs"
    __table_args__ = (one_of("outcome", RUN_OUTCOMES), {"comment": "Runs of kehoach ingest"})
    ingest_run_id: Mapped[int] = key("Key")
    started_at: Mapped[dt.datetime] = mapped_column(comment="Begin (UTC)")
    finished_at: Mapped[dt.datetime | None] = mapped_column(comment="End (UTC); null while running or if killed")
    outcome: Mapped[str] = mapped_column(default="running", comment=f"One of: {', '.join(RUN_OUTCOMES)}")
    sources: Mapped[str] = mapped_column(comment="Paths and URLs asked for, one a line")
    version: Mapped[str] = mapped_column(comment="Version of the program")
    workers: Mapped[int | None] = mapped_column(comment="Processes at work")
    files_found: Mapped[int] = mapped_column(default=0, comment="Files found")
    files_loaded: Mapped[int] = mapped_column(default=0, comment="Files loaded or replaced whole")
    files_partial: Mapped[int] = mapped_column(
        default=0, server_default="0", comment="Files loaded or replaced of which some pages could not be read"
    )
    files_unchanged: Mapped[int] = mapped_column(default=0, comment="Files that were already in, or skipped")
    files_failed: Mapped[int] = mapped_column(default=0, comment="Files that failed")


class IngestFile(Base):
    """What became of one file in one run."""

    __tablename__ = "ingest_files"
    __table_args__ = (
        UniqueConstraint("ingest_run_id", "source_uri"),
        one_of("outcome", FILE_OUTCOMES),
        {"comment": "What became of each file in each run, with the seconds of each stage"},
    )
    ingest_file_id: Mapped[int] = key("Key")
    ingest_run_id: Mapped[int] = mapped_column(
        ForeignKey("ingest_runs.ingest_run_id", ondelete="CASCADE"), comment="Run"
    )
    source_uri: Mapped[str] = mapped_column(index=True, comment="Where the file was read")
    sha256: Mapped[str | None] = mapped_column(index=True, comment="SHA-256 of the file; null if it could not be read")
    size_bytes: Mapped[int | None] = mapped_column(comment="Size of the file")
    page_count: Mapped[int | None] = mapped_column(comment="Pages of the file")
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("documents.document_id", ondelete="SET NULL"), index=True, comment="Document it became"
    )
    outcome: Mapped[str] = mapped_column(default="queued", comment=f"One of: {', '.join(FILE_OUTCOMES)}")
    error_kind: Mapped[str | None] = mapped_column(comment="Class of the error")
    error: Mapped[str | None] = mapped_column(comment="What is wrong and what to do, for the user")
    error_page: Mapped[int | None] = mapped_column(comment="Page of the error")
    attempts: Mapped[int] = mapped_column(default=0, comment="How often it was tried in the run")
    started_at: Mapped[dt.datetime | None] = mapped_column(comment="Begin (UTC)")
    finished_at: Mapped[dt.datetime | None] = mapped_column(comment="End (UTC)")
    seconds_read: Mapped[float | None] = mapped_column(comment="Seconds to read pages")
    seconds_recognise: Mapped[float | None] = mapped_column(comment="Seconds to recognise words")
    seconds_compose: Mapped[float | None] = mapped_column(comment="Seconds to compose the document")
    seconds_normalise: Mapped[float | None] = mapped_column(comment="Seconds to normalise the text")
    seconds_extract: Mapped[float | None] = mapped_column(comment="Seconds to extract records")
    seconds_load: Mapped[float | None] = mapped_column(comment="Seconds to load rows")


TABLES = dict(Base.metadata.tables)
"""Every table by its name."""
