"""Where a plan can commit itself: paragraphs and table cells, each with the section, date heading and purpose over it.

Passed over, each passage with its reason: letterhead, recipients and signature, legal bases (Căn cứ …), attachment
lines, footnotes, headings, and cells that assign nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.columns import Role
from extractors.horizons import date_heading, ends_date_heading, title_horizon
from extractors.sections import Purpose, ancestors, behind_label, goal_kind, section_at
from extractors.task_tables import TaskRow, TaskTable, read_task_tables
from models.document import Block, BlockKind, Document
from models.records import Domain, Section
from models.text import fold, fold_keeping_length

_BULLET = regex.compile(r"^\s*(?P<mark>[-–—+*•▪●○]|\(\d{1,2}\))\s*")
_BASIS = regex.compile(r"^(can cu|theo de nghi|xet de nghi|xet to trinh|thuc hien theo de nghi)\b")
_ATTACHMENT = regex.compile(r"^\(?\s*(ban hanh )?kem theo\b")
_CARRIED_OUT = regex.compile(r"\b(?:va|;|,) (?:to chuc|trien khai|thuc hien|duy tri)\b")
_CARRIED_BY_PAPER = regex.compile(
    r"(?:xay dung|ban hanh|tham muu|trinh)\b[^;.]{0,160}\b(?:ke hoach|chuong trinh|van ban|quyet dinh|phuong an)\b"
    r"[^;.]{0,160}(?:\bva|;|,) (?P<then>to chuc|trien khai|thuc hien)\b"
)
_THEN_ALWAYS = regex.compile(r"\S.{0,60}\b(?:dinh ky|hang (?:quy|thang|tuan|ngay)|thuong xuyen)\b")
_RATE = regex.compile(r"(?i)\d\s{0,2}\p{L}[\p{L}, ]{0,20}/\s?(?:lần|ngày|tuần|tháng|quý|năm)\b")
# A remark tells what is known, unless it says what is aimed at.
_COMMITS = regex.compile(r"(?:phan dau|bao dam|dam bao|toi thieu|it nhat)\b")
_REPORT = regex.compile(r"\b(?:bao cao|giao ban|so ket)\b")
_EVERY_YEAR = regex.compile(r"\b(?:hang|moi) nam\b")
_RECIPIENTS = regex.compile(r"^noi nhan\s*:?")
_CALENDAR = ("date", "month", "quarter", "quarters", "year")
_REASONS = {BlockKind.FOOTNOTE: "footnote", BlockKind.LETTERHEAD: "letterhead or signature"}


@dataclass(frozen=True, slots=True)
class Statement:
    """A paragraph or cell that may hold commitments."""

    ranges: tuple[tuple[int, int], ...]
    """Behind label and bullet; several where a page break cut a cell."""
    text: str
    section: str | None
    domain: Domain | None
    purpose: Purpose | None
    horizon: str | None
    """Year set by a date heading or a section's title above it."""
    is_product: bool = False
    due: str | None = None
    """Deadline of its row, where it is a cell: a year, 'yearly' or an ISO date."""
    in_table: bool = False
    task: str = ""
    """What its row is to do, where it is a cell beside the task."""
    carried_from: int | None = None
    """From where on `due` dates nothing: what is carried out by the paper that the row hands in."""
    is_time: bool = False
    """It says how often the task is done."""

    def place(self, index: int) -> int:
        """Offset in the document of a character of `text`, or of its end."""
        for start, end in self.ranges:
            if index <= end - start:
                return start + index
            # The parts of a cut cell are joined by one blank.
            index -= end - start + 1
        return self.ranges[-1][1]


@dataclass(frozen=True, slots=True)
class Passage:
    """A range of the text that states nothing, and why."""

    start: int
    end: int
    reason: str


def statements(
    document: Document, sections: list[Section], year: int | None, plan_end: int | None
) -> Iterator[Statement | Passage]:
    """All statements in document order: paragraphs, then the cells of tables that assign work or goals.

    Paragraphs that state nothing come as passages.

    A title that names the plan's own last year governs nothing: the plan does.
    """
    yield from _paragraphs(document, sections, plan_end)
    for table in read_task_tables(document, sections, year):
        yield from _cells(table)


def _cells(table: TaskTable) -> Iterator[Statement]:
    purpose: Purpose | None = "goals" if table.assigns_goals else None
    seen: set[int] = set()
    # Beside a task a goal is a measure of it: its numbers count, its words state nothing new.
    beside = (Role.GOAL, Role.INDICATOR)
    for row in table.rows:
        for role in (Role.TASK, *beside, Role.PRODUCT, Role.NOTE):
            cell = row.fields.get(role)
            if role is Role.NOTE and (cell is None or not _COMMITS.match(fold(cell.text))):
                continue
            # A merged cell belongs to several rows and states its goals once.
            if cell is None or not cell.ranges or cell.ranges[0][0] in seen:
                continue
            seen.add(cell.ranges[0][0])
            due = due_of(row)
            carried = _CARRIED_BY_PAPER.match(fold_keeping_length(cell.text)) if role is Role.TASK else None
            aim = None if role in (*beside, Role.NOTE) else purpose
            yield Statement(
                tuple(cell.ranges), cell.text, table.section, row.domain, aim, None,
                is_product=role in (Role.PRODUCT, Role.NOTE), due=due, in_table=True,
                task="" if role is Role.TASK else row.text(Role.TASK) or "",
                carried_from=carried.start("then") if carried else None,
            )  # fmt: skip
        if how_often := _how_often(table, row, seen):
            yield how_often


def _how_often(table: TaskTable, row: TaskRow, seen: set[int]) -> Statement | None:
    """'Định kỳ 6 tháng/lần', '02 tin, bài/tháng' in the column of times commit to how often a task is done; how often
    a report is due does not."""
    cell, task = row.fields.get(Role.DEADLINE), row.text(Role.TASK) or ""
    if cell is None or not cell.ranges or not _RATE.search(cell.text) or cell.ranges[0][0] in seen:
        return None
    product = fold(row.text(Role.PRODUCT) or "")
    if _REPORT.search(fold(task)) or _REPORT.match(product):
        return None
    seen.add(cell.ranges[0][0])
    return Statement(
        tuple(cell.ranges), cell.text, table.section, row.domain, None, None,
        is_product=True, in_table=True, task=task, is_time=True,
    )  # fmt: skip


def due_of(row: TaskRow) -> str | None:
    """When what a row promises is due; None where it only begins then ('Quý I, sau đó định kỳ').

    'Ban hành kế hoạch trong tháng 02/2023 và tổ chức thực hiện' dates the plan that is the row's paper, not what is
    carried out by it.
    """
    printed = fold(row.text(Role.DEADLINE) or "")
    if _CARRIED_OUT.search(printed):
        return None
    if row.deadline.kind == "recurring" and _EVERY_YEAR.search(printed):
        return "yearly"
    if row.deadline.end is None or row.deadline.kind not in _CALENDAR or _THEN_ALWAYS.match(printed):
        return None
    # 'Năm 2022 và năm 2024', 'Tháng 6 và tháng 11': what is promised is there at the last of them.
    kind, end = max(
        ((due.kind, due.end) for due in row.deadlines if due.end and due.kind in _CALENDAR), key=lambda due: due[1]
    )
    return str(end.year) if kind == "year" else end.isoformat()


def _paragraphs(document: Document, sections: list[Section], plan_end: int | None) -> Iterator[Statement | Passage]:
    heading: str | None = None
    heading_path: str | None = None
    heading_mark: str | None = None
    inner_mark: str | None = None
    current: str | None = None
    started = False
    recipients = False
    for index, block in enumerate(document.blocks):
        if block.kind is not BlockKind.PARAGRAPH:
            if block.kind is not BlockKind.TABLE:
                yield Passage(block.start, block.end, _REASONS[block.kind])
            continue
        text = document.text[block.start : block.end]
        folded = fold(text)
        if not text.strip():
            continue
        if _BASIS.match(folded) or _ATTACHMENT.match(folded):
            yield Passage(block.start, block.end, "legal basis" if _BASIS.match(folded) else "attachment line")
            continue
        if _RECIPIENTS.match(folded):
            recipients = True
            yield Passage(block.start, block.end, "recipients or signature")
            continue
        section = section_at(sections, block.start)
        started = started or section is not None
        if not started:
            yield Passage(block.start, block.end, "before the first section")
            continue
        begins = section is not None and section.char_start == block.start
        if recipients and not begins:
            yield Passage(block.start, block.end, "recipients or signature")
            continue
        recipients = False
        path = section.path if section else None
        if path != current:
            current, heading_mark, inner_mark = path, None, None
            # A date line before the first point of a section governs its points.
            if heading_path is None or not (path or "").startswith(f"{heading_path}."):
                heading = heading_path = None
        start = behind_label(document.text, section) if begins and section is not None else block.start
        bullet = _BULLET.match(document.text[start : block.end])
        mark = bullet["mark"] if bullet else None
        start += bullet.end() if bullet else 0
        year = date_heading(document.text[start : block.end])
        if not begins and (year or ends_date_heading(document.text[start : block.end])):
            line = document.text[start : block.end].rstrip(" *_")
            heading, heading_path, heading_mark, inner_mark = year, path if line.endswith(":") else None, mark, None
            yield Passage(block.start, block.end, "heading")
            continue
        if begins and section is not None and section.kind == "heading":
            # A heading commits to nothing, but text in one run with it does.
            start = _behind_title(document, block, section, start)
            yield Passage(block.start, start, "heading")
            if start >= block.end:
                continue
        if heading and heading_mark:
            inner_mark = inner_mark or mark or ""
            if mark == heading_mark and inner_mark != heading_mark:
                # Back on the level of the date line: it governs no longer.
                heading = None
        if not begins and _is_heading(document, index, block):
            yield Passage(block.start, block.end, "heading")
            continue
        titled = _from_titles(sections, section, plan_end)
        # The title of a point is nearer than a date line before the first point.
        governing = titled or heading if heading_path not in (None, path) else heading or titled
        yield Statement(
            ((start, block.end),),
            document.text[start : block.end],
            path,
            section.domain if section else None,
            goal_kind(sections, block.start),
            governing,
        )


def _behind_title(document: Document, block: Block, section: Section, start: int) -> int:
    place = document.text.find(section.title, start, block.end) if section.title else -1
    if place < 0:
        return block.end
    rest = regex.match(r"\s*[:.]\s*", document.text[place + len(section.title) : block.end])
    return place + len(section.title) + rest.end() if rest else block.end


def _is_heading(document: Document, index: int, block: Block) -> bool:
    """A line without label that only names what follows: 'Mục tiêu cụ thể:', a line in capitals."""
    text = document.text[block.start : block.end].strip()
    words = text.split()
    if text.upper() == text and any(char.isalpha() for char in text):
        return True
    if text.rstrip("*_ ").endswith(":") and len(words) <= 25 and not regex.search(r"\d\s*%", text):
        return index + 1 < len(document.blocks)
    return (
        (block.bold or block.heading_level is not None) and len(words) <= 12 and not regex.search(r"[.;]$|\d\s*%", text)
    )


def _from_titles(sections: list[Section], section: Section | None, plan_end: int | None) -> str | None:
    if section is None:
        return None
    for outer in ancestors(sections, section):
        if outer.kind == "heading":
            year = date_heading(outer.title)
            if year and (year != str(plan_end) or regex.search(r"\bden\b", fold(outer.title))):
                return year
            year = title_horizon(outer.title)
            if year:
                return None if year == str(plan_end) else year
    return None
