"""The exchange format: what is extracted from one document, as gold files, `kehoach extract` and the loader speak it.

Field meanings follow the annotation guidelines of the project; `Records.model_json_schema()` gives the JSON schema.
Every record with a place carries `page` (1-based, None for a transcript), `char_start`, `char_end` into the composed
text and `confidence` (0..1, None where nothing was recognised): absent from hand-made gold files.
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Domain = Literal[
    "institutions", "procedures", "organization", "civil_service", "public_finance", "digital_government", "steering"
]
"""Areas of administrative reform (lĩnh vực)."""
AdminLevel = Literal["central", "province", "district", "commune"]
Comparator = Literal[">=", ">", "=", "<=", "<", "range"]
Direction = Literal["attain", "reduce", "increase"]
CitationRole = Literal["basis", "implements", "replaces", "amends", "attached_to", "mentions"]
"""What a document has to do with one that it cites: `basis` (Căn cứ), `implements` (thực hiện, triển khai, theo, cụ
thể hóa), `replaces` (thay thế, bãi bỏ), `amends` (sửa đổi, bổ sung), `attached_to` (what is spoken of was issued kèm
theo the cited document), `mentions` (none of these)."""
DeadlineKind = Literal["date", "month", "quarter", "quarters", "year", "recurring", "relative", "roadmap", "none"]
OffsetUnit = Literal["day", "working_day", "week", "month", "quarter", "year"]


def _one_text(value: object) -> object:
    """A quote that a page break cut in two is annotated as a list of its parts."""
    return " ".join(map(str, value)) if isinstance(value, list) else value


Quote = Annotated[str, BeforeValidator(_one_text)]


class Model(BaseModel):
    """Base of all records: unknown fields are errors."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Placed(Model):
    """A record that stands somewhere in the text."""

    page: int | None = None
    char_start: int | None = None
    char_end: int | None = None
    confidence: float | None = None


class DocumentRecord(Model):
    """The outermost document: letterhead, title, period, signature."""

    kind: str | None = None
    number: str | None = None
    issued_on: dt.date | None = None
    place: str | None = None
    issuer: str | None = None
    admin_level: AdminLevel | None = None
    title: str | None = None
    period_start: int | None = None
    period_end: int | None = None
    vision_year: int | None = None
    signer: str | None = None
    signer_position: str | None = None
    signed_for: str | None = None
    recipients: list[str] = []


class Section(Placed):
    """A labelled node of the plan; its range runs from its label to the end of its last descendant."""

    path: str
    label: str
    """As printed; as it should have been read where recognition misread it."""
    label_raw: str | None = None
    """As read, where `label` was repaired from the sequence; null otherwise."""
    title: str
    kind: Literal["heading", "clause"]
    domain: Domain | None = None


class Target(Placed):
    """One thing that the plan commits to reach; one sentence can hold several."""

    id: str
    kind: Literal["quantitative", "dated", "qualitative"]
    section: str | None
    quote: Quote
    subject: str | None = None
    value: float | int | None = None
    value_max: float | int | None = None
    unit: str | None = None
    comparator: Comparator | None = None
    direction: Direction = "attain"
    deadline: str | None = None
    """A year, 'yearly' or an ISO date."""
    deadline_from: Literal["clause", "heading", "plan"] | None = None
    baseline: str | None = None
    scope: str | None = None
    exception: str | None = Field(default=None, alias="except")
    domain: Domain | None = None
    assignment: int | None = None
    """Place in the list of assignments, from 1, of the row in which it stands: who is in charge of it."""
    indicator: str | None = None
    """Code of what is measured, so that targets of different plans compare; None where none is clear."""


class Deadline(Model):
    """When a task is due; start and end where calendar dates follow from the wording."""

    kind: DeadlineKind = "none"
    start: dt.date | None = None
    end: dt.date | None = None


class DueDate(Deadline):
    """One of the deadlines that a cell names."""

    raw: str
    """The words that name it."""
    offset: int | None = None
    """For a relative one: how many units after the event (before it: negative)."""
    offset_unit: OffsetUnit | None = None
    event: str | None = None
    """For a relative one: what it is counted from, as printed ("ngày ban hành Kế hoạch")."""
    resolved: dt.date | None = None
    """For a relative one: the last day, where the date of the event is known."""


class Assignment(Placed):
    """One product line of a table that assigns work."""

    table: int
    group: str | None = None
    group_title: str | None = None
    no: str | None = None
    task: str
    product: str | None = None
    lead_raw: str | None = None
    lead: list[str] = []
    coordinate_raw: str | None = None
    coordinate: list[str] = []
    monitor_raw: str | None = None
    monitor: list[str] = []
    deadline_raw: str | None = None
    deadline: Deadline = Deadline()
    deadlines: list[DueDate] = []
    """All that the cell names, in order; the first is `deadline`. Absent from hand-made gold files."""
    budget: str | None = None
    note: str | None = None
    extras: dict[str, str] = {}
    """Cells of columns whose heading is not known, by heading. Absent from hand-made gold files."""
    domain: Domain | None = None


class Statistic(Placed):
    """A row of a form that is to be filled with figures, or of a table of figures that are reported."""

    table: str
    no: str | None = None
    indicator: str
    unit_in_charge: str | None = None
    years: list[str] = []
    unit: str | None = None
    values: list[float | None] = []
    """The figure under each of `years`, null where it is blank; empty where the whole form is."""
    parent: str | None = None


class TableColumn(Model):
    """A column of a table with what it holds."""

    heading: str
    role: str
    """As extractors.columns tells it by the heading; 'extra' where that is not known."""


class TableCell(Placed):
    """A cell of a table with the rows and columns that it covers, counted from 0."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    text: str


class TableRecord(Placed):
    """A table as it is printed, parts on several pages put together: what no record holds stands here."""

    section: str | None = None
    kind: str
    """As extractors.columns tells it: assignment, goal_assignment, statistics, other."""
    number: int | None = None
    """For tables of assignments: their `table`."""
    page_end: int | None = None
    columns: list[TableColumn] = []
    """Empty where the table has no head that is known."""
    head_rows: int = 0
    """How many of the rows are the head, numbers of columns under it included; 0 where it has none that is known."""
    rows: int
    cells: list[TableCell] = []


class Responsibility(Placed):
    """An agency's duties in the prose on implementation (Tổ chức thực hiện)."""

    agency: str
    section: str
    duties: int


class Citation(Placed):
    """Another document that is cited; each once a document."""

    number: str | None = None
    """As printed, without spaces; what recognition misread is mended."""
    number_raw: str | None = None
    """As read, where recognition misread it; null otherwise."""
    number_repaired: str | None = None
    """As the official form has it, where the document misprinted it: 99/NQ-CP of '99/NQCP'; null otherwise."""
    kind: str | None = None
    date: dt.date | None = None
    issuer: str | None = None
    title: str | None = None
    legal_basis: bool = False
    role: CitationRole | None = None
    """The strongest of its mentions: replaces, amends, basis, implements, attached_to, mentions; null where nobody
    annotated it."""
    quote: Quote = ""


Contradiction = Literal[
    "number_mismatch",
    "numbering_gap",
    "duplicate_label",
    "duplicate_title",
    "target_conflict",
    "date_conflict",
    "kind_mismatch",
    "past_deadline",
    "missing_part",
]
"""Kinds of findings that a rule tells; 'other' is a note of a person, or a doubt of the program."""


class Finding(Placed):
    """Something wrong or contradictory in the document itself."""

    kind: Literal[Contradiction, "other"]
    where: str
    detail: str


class Excluded(Placed):
    """A number that was looked at and is no target; every percentage that is none stands here."""

    number: str
    """As printed, with its unit."""
    section: str | None = None
    quote: Quote
    """The number with the words around it."""
    reason: str
    """One of corpora/exclusion_reasons.tsv."""


class OcrError(Placed):
    """A slip of recognition or typing: annotated in gold files, one a kind; where extracted, each that was mended."""

    wrong: str
    """As it was read."""
    right: str
    quote: Quote
    """Words around it; in gold files as they were read, where extracted as mended."""


class Records(Model):
    """All that is extracted from one document."""

    document: DocumentRecord = DocumentRecord()
    sections: list[Section] = []
    targets: list[Target] = []
    assignments: list[Assignment] = []
    statistics: list[Statistic] = []
    tables: list[TableRecord] = []
    """All tables; absent from hand-made gold files, and not measured."""
    responsibilities: list[Responsibility] = []
    citations: list[Citation] = []
    findings: list[Finding] = []
    excluded: list[Excluded] = []
    """Absent from hand-made gold files, and not measured."""
    ocr_errors: list[OcrError] = []

    def to_json(self) -> str:
        """The exchange format, indented by one blank, with a final line break."""
        return self.model_dump_json(by_alias=True, indent=1) + "\n"
