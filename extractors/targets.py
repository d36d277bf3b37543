"""Targets: what a plan commits to reach, as numbers, as dated goals and as goals in words.

Left out on purpose, each with a reason that `TargetReading.excluded` names (what no statement holds is named by
`extractors.left_out`): numbers of documents, dates, ISO 9001:2015,
'mức độ 3, 4', ages and other conditions inside a subject, slogans ('4 tại chỗ'), article numbers, time limits of
procedures, reporting frequencies, budgets, results of earlier years, Yêu cầu sections, and figures of statistics forms.
Source: the annotation guidelines of the project.
"""

import datetime as dt
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

import regex

from corpora.clause_words import alternatives
from corpora.senses import fold_senses
from extractors.clauses import Clause, read_clauses
from extractors.domains import domain_of, domain_of_statement
from extractors.exclusions import accepted_quantities, is_reporting
from extractors.figure_tables import FigureRow, read_figure_tables
from extractors.horizons import Horizon, clause_horizon
from extractors.indicators import domain_of_measure
from extractors.non_targets import find_non_targets
from extractors.quantities import Quantity
from extractors.row_subjects import subject_behind, subject_in_row
from extractors.sentences import sentences
from extractors.statements import Passage, Statement, statements
from extractors.subjects import is_only_time
from extractors.table_targets import Source, TaskRows, goal_direction, target_of_row
from models.document import Document
from models.records import DocumentRecord, Section, Target
from models.text import fold_keeping_length

QUALITATIVE_QUOTE_WORDS = 12
_LINKED = regex.compile(r"^\W*(trong (so )?do|rieng|cu the)\b")
# '(Chi tiết tại Phụ lục 1)' points to goals, it states none.
_REFERENCE = regex.compile(
    r"\W*(?:chi tiet|cu the|co)?[^.;]{0,60}\b(?:tai|theo|o|co) (?:cac )?(?:phu luc|bieu|bang|danh muc)\b[^.;]{0,60}\W*$"
)
# Between numbers that are not nested: 'cho', 'tại' nests ('04 lớp về giao tiếp, ứng xử cho 320 lượt người').
_LISTED = regex.compile(r"(?:[,;(]|\s(?:và|còn|đồng thời)\s)(?!.{0,80}\s(?:cho|với|tại|của)\s{0,3}$)", regex.DOTALL)
_ONLY_JOINED = regex.compile(r"(?:,|\svà)\s*$")
# 'giảm 50% so với năm 2022 và đến năm 2025 không còn vi phạm': the second year dates another goal.
_NEXT_GOAL = regex.compile(
    r"(?:,|\svà)\s+(?:phấn đấu\s+)?đến (?:hết )?năm \d{4}\s+(?!được|phải|đạt)\S+\s+\S+.*$", regex.DOTALL
)
_SUBJECT = regex.compile(rf"\W*{alternatives('subject_head')}\b")
_ONLY_WHEN = regex.compile(
    r"\W{0,4}(?:(?:thoi gian|thoi han)\s+)?(?:hoan thanh|xong|thuc hien)?\s{0,3}:?\s{0,3}(?:xong\s+)?"
    r"(?:truoc|trong|den|cham nhat|vao)\b[^,;]{0,40}$"
)
_FINISH = regex.compile(r"\b(?:hoan thanh|ban hanh|xong|ket thuc|dua vao (?:van hanh|su dung|khai thac)|kien toan)\b")
# Papers that are handed in by a day report on work, they are none.
_DELIVERY = regex.compile(r"\b(gui|nop|tong hop|dang ky|thong bao|phan hoi|tong hop|hang (?:thang|quy|nam)|dinh ky)\b")
# 'Thời gian hoàn thành: trước ngày 30/6' names no goal.
_WHEN = regex.compile(r"\W*(?:thoi (?:gian|han)|tien do)\b")
_GOALS = regex.compile(r"\b(?:muc tieu|chi tieu|nhiem vu|yeu cau)\b")
_UNTIL_FIRST = regex.compile(r"\W*(?:phan dau\s+)?den (?:het )?nam \d{4}")
_BRACKETED_EXCEPTION = regex.compile(r"(?i)\((?:trừ|ngoại trừ|không bao gồm|không tính|không kể)\b[^()]*\)")
_BRACKETED_NUMBER = regex.compile(r"\([^()]*\d\s*%[^()]*\)")
_TRAILING = " .;,:/"

Span = tuple[int, int]


@dataclass(slots=True)
class TargetReading:
    """Targets of a document, and what was left out."""

    targets: list[Target] = field(default_factory=list)
    numbers: list[Span] = field(default_factory=list)
    """Places of the numbers that targets state."""
    excluded: list[Passage] = field(default_factory=list)
    """Numbers of statements that are no targets."""
    passages: list[Passage] = field(default_factory=list)
    """Paragraphs that state nothing."""
    stated: list[Span] = field(default_factory=list)
    """Ranges of the statements."""


def find_targets(document: Document, sections: list[Section], header: DocumentRecord) -> TargetReading:
    """All targets in document order, with ids T001, T002, …"""
    reading = TargetReading()
    reader = _Reader(document, header, sections, reading)
    figures = read_figure_tables(document, sections, reader.first_year)
    measured = {row.start for row in figures.rows}
    reading.targets.extend(map(reader.figure, figures.rows))
    for statement in statements(document, sections, header.period_start, reader.plan_end):
        if isinstance(statement, Passage):
            reading.passages.append(statement)
            continue
        # What a table measures in figures states nothing beside them.
        is_measured = statement.in_table and statement.place(0) in measured
        accepted, refused = accepted_quantities(statement, reader.first_year)
        accepted = [one for one in accepted if not statement.is_time or "/" in statement.text[one.start : one.tail]]
        reader.exclude(statement, accepted, [*refused, *((one, "row of figures") for one in accepted if is_measured)])
        if statement.in_table and statement.place(0) in figures.listed and not statement.is_product:
            # A row of a table of figures states what its words count, and no goal in words.
            statement = replace(statement, purpose=None)
        if not is_measured:
            reading.targets.extend(reader.targets(statement, accepted))
    reading.targets.sort(key=lambda target: (target.char_start or 0, target.char_end or 0))
    for number, target in enumerate(reading.targets, start=1):
        target.id = f"T{number:03}"
    return reading


class _Reader:
    """Reads statements with what document and header say for all of them."""

    def __init__(
        self, document: Document, header: DocumentRecord, sections: list[Section], reading: TargetReading
    ) -> None:
        self.document = document
        self.rows = TaskRows(document, sections, header.period_start)
        self.reading = reading
        self.titles: dict[str | None, str] = {one.path: one.title for one in sections if one.kind == "heading"}
        self.domain = domain_of(header.title) if header.title else None
        self.issued_on: dt.date | None = header.issued_on
        self.plan_end = header.period_end or header.period_start
        self.first_year = header.period_start
        self.plan_year = header.period_start if header.period_start == self.plan_end else None
        last = max(filter(None, (self.plan_end, header.vision_year)), default=None)
        self.years = range(header.period_start, last + 1) if header.period_start and last else None

    def figure(self, row: FigureRow) -> Target:
        """Target of a cell in a table of figures."""
        self.reading.numbers.append(row.cell)
        target = target_of_row(self.document, row, *self._figure_deadline(row))
        return target if row.domain else self._with_own_domain(target, row.subject)

    def _figure_deadline(self, row: FigureRow) -> tuple[str | None, Source | None]:
        """The year of the column, else what the row says in words or its column of times, else the row above."""
        if row.year:
            return row.year, "heading"
        own = self._horizon(row.subject) or ("yearly" if row.unit == "%/năm" else self.rows.due(row.start))
        if own:
            return own, "clause"
        if row.group_year:
            return row.group_year, "heading"
        return (str(self.plan_end), "plan") if self.plan_end else (None, None)

    def _with_own_domain(self, target: Target, text: str) -> Target:
        """A target whose place names no area: its words do, or what it measures, or the title of the plan.

        What is measured says more than single words, but for steering: meetings and surveys serve any area.
        """
        domain = domain_of_statement(text)
        is_known, measured = domain_of_measure(target)
        if is_known and self.domain is None and domain != "procedures" and measured != "steering":
            domain = measured
        else:
            domain = domain or self.domain
        return target.model_copy(update={"domain": domain})

    def exclude(self, statement: Statement, accepted: list[Quantity], refused: list[tuple[Quantity, str]]) -> None:
        """Note the numbers of a statement that are no targets."""
        self.reading.stated += statement.ranges
        left = [(one.start, one.end, reason) for one, reason in refused]
        taken = bytearray(len(statement.text))
        for one in (*accepted, *(one for one, _ in refused)):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
        left += [
            (number.start, number.end, number.reason)
            for number in find_non_targets(statement.text)
            # 'xếp thứ 5' is an ordinal, and a rank.
            if not any(taken[number.start : number.end])
        ]
        for start, end, reason in left:
            self.reading.excluded.append(Passage(statement.place(start), statement.place(end), reason))

    def targets(self, statement: Statement, accepted: list[Quantity]) -> list[Target]:
        """Targets of a statement with its `accepted` quantities."""
        if statement.purpose in ("requirements", "past"):
            return []
        text = statement.text
        folded = fold_keeping_length(text)
        found: list[Target] = []
        inherited: str | None = None
        for start, end in sentences(text):
            first = bisect_left(accepted, start, key=lambda quantity: quantity.start)
            inside = accepted[first : bisect_left(accepted, end, first, key=lambda quantity: quantity.start)]
            if not _LINKED.match(folded[start:end]):
                inherited = None
            if inside:
                clauses = _with_context(
                    read_clauses(text, start, end, inside), text[:start] or self.titles.get(statement.section, "")
                )
                lead = self._lead_horizon(text[start : inside[0].head])
                own = self._horizons(text, clauses, lead or inherited)
                found += [
                    self._quantitative(statement, clause, deadline)
                    for clause, deadline in zip(clauses, own, strict=True)
                ]
                found += self._rests(statement, (start, end), clauses)
                inherited = next(filter(None, own), None)
            elif statement.purpose == "goals":
                found += self._dated(statement, (start, end), found, numberless=not accepted)
            else:
                found += self._dated_tasks(statement, (start, end))
        if not found and statement.purpose == "goals" and len(text.split()) >= 4 and not _REFERENCE.match(folded):
            return [self._qualitative(statement)]
        return found

    def _horizons(self, text: str, clauses: list[Clause], lead: str | None) -> list[str | None]:
        """Deadline of each clause. What leads a sentence governs it until another deadline comes; one at the end of 'tổ
        chức 04 lớp cho 300 người trước ngày 30/9' governs all of it."""
        own = [self._horizon(_NEXT_GOAL.sub("", _rate_of_its_own(text, clause))) for clause in clauses]
        for index in reversed(range(len(own) - 1)):
            between = text[clauses[index].quantity.tail : clauses[index + 1].quantity.head]
            if own[index] is None and not _LISTED.search(between):
                own[index] = own[index + 1]
        for index in range(1, len(own)):
            between = text[clauses[index - 1].quantity.tail : clauses[index].quantity.head]
            if own[index] is None and ";" not in between and _ONLY_JOINED.search(between):
                own[index] = own[index - 1]
        found: list[str | None] = []
        for clause, deadline in zip(clauses, own, strict=True):
            # 'mỗi năm trồng 500 ha rừng, tỷ lệ che phủ đạt 64%': what has a subject of its own is not done every year.
            another = lead == "yearly" and found and _SUBJECT.match(fold_senses(text[clause.start : clause.stop]))
            lead = None if another or (lead and deadline and deadline != lead) else lead
            found.append(deadline or lead)
        return found

    def _horizon(self, text: str) -> str | None:
        found = self._horizon_of(text)
        return found.deadline if found else None

    def _lead_horizon(self, text: str) -> str | None:
        """Deadline before the first number: it governs the whole sentence, 'hằng năm' only from its beginning."""
        found = self._horizon_of(text)
        return found.deadline if found and (found.deadline != "yearly" or found.start <= 3) else None

    def _horizon_of(self, text: str) -> Horizon | None:
        # Dates of an exception date the exception, those of a number in brackets that number.
        text = _BRACKETED_NUMBER.sub("", _BRACKETED_EXCEPTION.sub("", text))
        return clause_horizon(text, not_before=self.issued_on, years=self.years, plan_year=self.plan_year)

    def _deadline(self, own: str | None, statement: Statement, place: int) -> tuple[str | None, Source | None]:
        """Deadline by nearness: the clause, the row of a product, the heading above, the plan's period."""
        if own:
            return own, "clause"
        if statement.due and (statement.carried_from is None or place < statement.carried_from):
            return statement.due, "clause"
        if statement.horizon:
            return statement.horizon, "heading"
        return (str(self.plan_end), "plan") if self.plan_end else (None, None)

    def _target(
        self, statement: Statement, span: Span, own: str | None, *, place: int | None = None, **fields: object
    ) -> Target:
        begin, stop = statement.place(span[0]), statement.place(span[1])
        quote = statement.text[span[0] : span[1]].strip()
        deadline, source = self._deadline(own, statement, span[0] if place is None else place)
        target = Target(
            id="T000",
            kind="qualitative",
            section=statement.section,
            quote=quote,
            deadline=deadline,
            deadline_from=source,
            domain=statement.domain or domain_of_statement(statement.text) or self.domain,
            page=self.document.page_of(begin),
            char_start=begin,
            char_end=stop,
            confidence=self.document.confidence_of(begin, stop),
        )
        return target.model_copy(update=fields)

    def _quantitative(self, statement: Statement, clause: Clause, own: str | None) -> Target:
        quantity = clause.quantity
        self.reading.numbers.append((statement.place(quantity.start), statement.place(quantity.end)))
        subject = clause.subject
        if statement.task and statement.is_product:
            subject = subject_in_row(statement.text, quantity, subject, statement.task)
        elif statement.in_table and not statement.is_product:
            subject = subject_behind(statement.text, quantity, subject)
        # '300 phiếu/đợt': no day of the row is the last.
        statement = replace(statement, due=None) if quantity.unit.endswith(("/đợt", "/kỳ")) else statement
        target = self._target(
            statement,
            (clause.start, clause.end),
            own,
            place=quantity.head,
            kind="quantitative",
            subject=subject,
            value=quantity.value,
            value_max=quantity.value_max,
            unit=quantity.unit,
            comparator=clause.comparator,
            direction=clause.direction,
            exception=clause.exception,
            baseline=clause.baseline,
            scope=clause.scope,
        )
        return target if statement.domain else self._with_own_domain(target, statement.text)

    def _worded(self, statement: Statement, span: Span, own: str | None) -> Target:
        """A dated goal without number."""
        quote = statement.text[span[0] : span[1]].strip()
        subject = regex.sub(r"(?i)^(?:đến|trong)?\s*(?:hết )?năm \d{4}\s*,?\s*|^tiếp tục\s+", "", quote)
        return self._target(statement, span, own, kind="dated", subject=subject, direction=goal_direction(quote))

    def _dated(self, statement: Statement, span: Span, found: list[Target], *, numberless: bool) -> Iterator[Target]:
        """A sentence of a goal section without number: dated where it states a date or stands under a date heading."""
        span = _trimmed(statement.text, span)
        sentence = statement.text[span[0] : span[1]]
        own = self._horizon(sentence)
        if len(sentence.split()) < 4 or (own is None and not statement.horizon):
            return
        # Sentences of one numberless bullet under a date heading are one goal.
        if numberless and own is None and found and found[-1].kind == "dated":
            return
        yield self._worded(statement, span, own)

    def _dated_tasks(self, statement: Statement, span: Span) -> Iterator[Target]:
        """Outside goal sections only what is to be finished by a day or year, never what is to be reported."""
        if statement.in_table:
            return
        parts = _parts(statement.text, span)
        for at, part in enumerate(parts):
            text = statement.text[part[0] : part[1]]
            if at and _ONLY_WHEN.match(fold_keeping_length(text)):
                # 'Rà soát văn bản …; hoàn thành trước ngày 30/9': what is to be finished stands before.
                part = (parts[at - 1][0], part[1])
            part = _trimmed(statement.text, part)
            text = statement.text[part[0] : part[1]]
            folded = fold_keeping_length(text)
            horizon = self._horizon_of(text)
            if horizon is None:
                continue
            # 'Trước ngày 25/11, các đơn vị gửi báo cáo': what is to be done follows.
            before = folded[: horizon.start] if horizon.start > 3 else folded[horizon.end :][:160]
            finished = "-" in horizon.deadline and (
                _FINISH.search(before) or (horizon.is_day and not _DELIVERY.search(before))
            )
            if (finished or _UNTIL_FIRST.match(folded)) and not is_reporting(before) and not _WHEN.match(folded):
                yield self._worded(statement, part, horizon.deadline)

    def _rests(self, statement: Statement, span: Span, clauses: list[Clause]) -> Iterator[Target]:
        """Parts between semicolons that hold no number but a date, or stand under one: dated goals of their own."""
        if statement.purpose != "goals":
            return
        free: list[Span] = []
        following = deque(clauses)
        for begin, stop in _parts(statement.text, span):
            while following and following[0].stop <= begin:
                following.popleft()
            first = min(following[0].start, stop) if following else stop
            # A few words before a number only lead up to it.
            if first <= begin or (first < stop and len(statement.text[begin:first].split()) < 10):
                continue
            if free and free[-1][1] == begin:
                free[-1] = (free[-1][0], first)
            else:
                free.append((begin, first))
        for part in free:
            part = _trimmed(statement.text, part)
            own = self._horizon(statement.text[part[0] : part[1]])
            if (own or statement.horizon) and len(statement.text[part[0] : part[1]].split()) >= 6:
                yield self._worded(statement, part, own)

    def _qualitative(self, statement: Statement) -> Target:
        words = list(regex.finditer(r"\S+", statement.text))[:QUALITATIVE_QUOTE_WORDS]
        span = (words[0].start(), words[-1].end())
        return self._target(statement, span, None, direction=goal_direction(statement.text))


def _with_context(clauses: list[Clause], before: str) -> list[Clause]:
    """'Cải thiện Chỉ số SIPAS. Năm 2024 đạt 88%, tăng 2 bậc': the sentence before, or the title above, names what
    is measured."""
    if not before.strip() or _GOALS.search(fold_keeping_length(before)):
        return clauses
    named = regex.split(r"[.;:]\s", before.strip(_TRAILING))[-1]
    return [replace(clause, subject=named) if is_only_time(clause.subject) else clause for clause in clauses]


def _rate_of_its_own(text: str, clause: Clause) -> str:
    """A clause without '/năm' of other numbers ('hộ có doanh thu dưới 01 tỷ đồng/năm') and of a rate ('04 xã/năm')."""
    start, end = clause.quantity.head, clause.quantity.tail
    parts = (text[clause.start : start], text[end : clause.stop])
    before, after = (regex.sub(r"(?i)/\s*năm\b", "", part) for part in parts)
    is_reached = clause.quantity.kind == "count" and clause.quantity.unit.endswith("/năm")
    own = regex.sub(r"(?i)/\s*năm\b", "", text[start:end]) if is_reached else text[start:end]
    return f"{before}{own}{after}"


def _parts(text: str, span: Span) -> list[Span]:
    """The parts of a sentence between semicolons."""
    start, end = span
    return list(pairwise([start, *(start + match.end() for match in regex.finditer(r";\s", text[start:end])), end]))


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    return start, start + len(text[start:end].rstrip(_TRAILING))
