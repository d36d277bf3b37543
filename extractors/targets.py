"""Targets: what a plan commits to reach, as numbers, as dated goals and as goals in words.

Left out on purpose, each with a reason that `TargetReading.excluded` names: numbers of documents, dates, ISO 9001:2015,
'mức độ 3, 4', ages and other conditions inside a subject, slogans ('4 tại chỗ'), article numbers, time limits of procedures,
reporting frequencies, budgets, results of earlier years, Yêu cầu sections, and figures of statistics forms.
Source: the annotation guidelines of the project.
"""

import datetime as dt
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from extractors.clauses import Clause, commits, read_clauses
from extractors.domains import domain_of_statement
from extractors.horizons import clause_horizon
from extractors.quantities import Quantity, find_non_targets, find_quantities
from extractors.sentences import sentences
from extractors.statements import Statement, statements
from models.document import Document
from models.records import DocumentRecord, Section, Target
from models.text import fold_keeping_length

QUALITATIVE_QUOTE_WORDS = 12
_LINKED = regex.compile(r"^\W*(trong (so )?do|rieng|cu the)\b")
_REPORTING = regex.compile(r"\b(bao cao|giao ban|hop giao ban|cuoc hop|hop dinh ky|so ket)\b")
_PAST = regex.compile(
    r"\b(da dat|dat duoc ket qua|ket qua nam|tinh den (?:het )?(?:thang|nam|ngay)|hien nay|hien co)\b[^;]*$"
)
_CONDITION = regex.compile(
    r"\b(?:doi voi|truong hop|neu|khi|noi|nhung)\s[^,.;]{0,60}\bco\s*$|\b(?:chua|khong)\s+(?:du|dat)\s*$|\bbi (?:tru|giam|tre|cham)(?:\s+\S+)?\s*$|\b(?:hien co|quy mo|toc do|dien tich|cong suat)\s*$"
)
_BUDGET = regex.compile(r"\b(kinh phi|du toan|ngan sach (?:cap|bo tri|ho tro)|von)\b")
_FINISH = regex.compile(r"\b(hoan thanh|ban hanh|xong|ket thuc)\b")
_REDUCED = regex.compile(r"^(?:tiep tuc\s+)?(giam|cat giam|tinh gian|rut ngan)\b")
_INCREASED = regex.compile(r"\btang\s+(?:hon|them|so voi)\b|^(?:tiep tuc\s+)?tang (?:ty le|so luong|thu)\b")


@dataclass(frozen=True, slots=True)
class Excluded:
    """A number that is no target, and why."""

    start: int
    end: int
    reason: str


@dataclass(slots=True)
class TargetReading:
    """Targets of a document, and what was left out."""

    targets: list[Target] = field(default_factory=list)
    excluded: list[Excluded] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the header says for all targets."""

    end: int | None
    years: range | None
    issued_on: dt.date | None


def find_targets(document: Document, sections: list[Section], header: DocumentRecord) -> TargetReading:
    """All targets in document order, with ids T001, T002, …"""
    end = header.period_end or header.period_start
    last = max(filter(None, (end, header.vision_year)), default=None)
    years = range(header.period_start, last + 1) if header.period_start and last else None
    plan = _Plan(end, years, header.issued_on)
    reading = TargetReading()
    for statement in statements(document, sections, header.period_start, end):
        _read(document, statement, plan, reading)
    reading.targets.sort(key=lambda target: (target.char_start or 0, target.char_end or 0))
    for number, target in enumerate(reading.targets, start=1):
        target.id = f"T{number:03}"
    return reading


def _read(document: Document, statement: Statement, plan: _Plan, reading: TargetReading) -> None:
    text = document.text[statement.start : statement.end]
    folded = fold_keeping_length(text)
    accepted = _accepted(text, folded, statement, reading)
    if statement.purpose in ("requirements", "past"):
        return
    before = len(reading.targets)
    inherited: str | None = None
    for start, end in sentences(text):
        inside = [quantity for quantity in accepted if start <= quantity.start < end]
        if not _LINKED.match(folded[start:end]):
            inherited = None
        if inside:
            clauses = read_clauses(text, start, end, inside)
            lead = inside[0].head
            found = [
                _add_quantitative(document, statement, plan, reading, text, start, lead, clause, inherited)
                for clause in clauses
            ]
            inherited = next(filter(None, found), None)
            _add_rests(document, statement, plan, reading, text, (start, end), clauses)
        else:
            _add_dated(document, statement, plan, reading, text, (start, end), whole=not accepted)
    if len(reading.targets) == before and statement.purpose == "goals" and len(text.split()) >= 4:
        _add_qualitative(document, statement, plan, reading, text)


def _accepted(text: str, folded: str, statement: Statement, reading: TargetReading) -> list[Quantity]:
    accepted = []
    for quantity in find_quantities(text):
        reason = _why_not(quantity, folded, statement)
        if reason is None:
            accepted.append(quantity)
        else:
            reading.excluded.append(Excluded(statement.start + quantity.start, statement.start + quantity.end, reason))
    for number in find_non_targets(text):
        reading.excluded.append(Excluded(statement.start + number.start, statement.start + number.end, number.reason))
    return accepted


def _why_not(quantity: Quantity, folded: str, statement: Statement) -> str | None:
    """Reason for which a quantity is no target, None where it is one."""
    if statement.purpose == "requirements":
        return "requirements section"
    if statement.purpose == "past":
        return "earlier result"
    sentence_start = max(folded.rfind(". ", 0, quantity.head), folded.rfind(";", 0, quantity.head)) + 1
    before = folded[sentence_start : quantity.head]
    if _CONDITION.search(before):
        return "condition"
    if _PAST.search(before):
        return "earlier result"
    if quantity.kind in ("percent", "rank", "factor"):
        if (
            regex.match(r"\s*(?:nam|giai doan)\s+\d{4}\s+len\b|\s+len\s", folded[quantity.tail :])
            and "tu" in before.split()[-2:]
        ):
            return "baseline"
        return None
    if quantity.kind == "frequency":
        return "reporting frequency" if _REPORTING.search(before) else None
    return _why_no_count(quantity, folded, before, statement)


def _why_no_count(quantity: Quantity, folded: str, before: str, statement: Statement) -> str | None:
    money = "đồng" in quantity.unit or "USD" in quantity.unit
    if money and not quantity.explicit and (_BUDGET.search(before) or statement.purpose != "goals"):
        return "budget"
    time = quantity.unit in ("ngày", "ngày làm việc", "giờ", "phút")
    cut = regex.search(r"\b(giam|rut ngan|cat giam)\b[^,;]*$", before)
    if time and not cut:
        return None if statement.purpose == "goals" and quantity.explicit else "time limit"
    if folded[quantity.tail :].lstrip().startswith(("/", "ke tu", "tro len doi voi")):
        return "time limit"
    if quantity.explicit or cut:
        return None
    if commits(before) or (not before.strip(" ,-:") and statement.purpose == "goals"):
        return None
    return "number without commitment"


def _add_quantitative(
    document: Document, statement: Statement, plan: _Plan, reading: TargetReading, text: str,
    sentence_start: int, lead: int, clause: Clause, inherited: str | None,
) -> str | None:  # fmt: skip
    """Adds the target of a clause; returns the deadline that a sentence linked to it inherits. What stands before the
    first number (`lead`) governs all clauses: 'Đến năm 2025, …'."""
    own = _horizon(text[clause.start : clause.end], plan) or _horizon(text[sentence_start:lead], plan)
    deadline, source = _deadline(own or inherited, statement, plan)
    target = _target(document, statement, text, clause.start, clause.end, deadline, source)
    quantity = clause.quantity
    reading.targets.append(
        target.model_copy(
            update={
                "kind": "quantitative", "subject": clause.subject, "value": quantity.value,
                "value_max": quantity.value_max, "unit": quantity.unit, "comparator": clause.comparator,
                "direction": clause.direction, "exception": clause.exception, "baseline": clause.baseline,
                "scope": clause.scope,
            }
        )
    )  # fmt: skip
    return own or inherited


def _horizon(text: str, plan: _Plan) -> str | None:
    found = clause_horizon(text, not_before=plan.issued_on, years=plan.years)
    return found.deadline if found else None


def _deadline(own: str | None, statement: Statement, plan: _Plan) -> tuple[str | None, str | None]:
    """Deadline by nearness: the clause, the row of a product, the heading above, the plan's period."""
    if own:
        return own, "clause"
    row = statement.deadline
    if statement.is_product and row and row.kind in ("date", "month", "quarter", "quarters") and row.end:
        return row.end.isoformat(), "clause"
    if statement.horizon:
        return statement.horizon, "heading"
    return (str(plan.end), "plan") if plan.end else (None, None)


def _target(
    document: Document, statement: Statement, text: str, start: int, end: int, deadline: str | None, source: str | None
) -> Target:
    begin, stop = statement.start + start, statement.start + end
    quote = text[start:end].strip()
    return Target(
        id="T000",
        kind="qualitative",
        section=statement.section,
        quote=quote,
        deadline=deadline,
        deadline_from=source,  # type: ignore[arg-type]
        domain=statement.domain or domain_of_statement(quote),
        page=document.page_of(begin),
        char_start=begin,
        char_end=stop,
        confidence=document.confidence_of(begin, stop),
    )


def _goal_direction(folded: str) -> str:
    bare = folded.lstrip(" -+,")
    return "reduce" if _REDUCED.match(bare) else "increase" if _INCREASED.search(bare) else "attain"


def _add_dated(
    document: Document, statement: Statement, plan: _Plan, reading: TargetReading, text: str, span: tuple[int, int], *,
    whole: bool,
) -> None:  # fmt: skip
    """A sentence without number: dated where it states its own date or stands under a date heading."""
    start, end = span
    if statement.purpose != "goals":
        _add_dated_task(document, statement, plan, reading, text, span)
        return
    sentence = text[start:end].rstrip(" .;,:/")
    own = _horizon(sentence, plan)
    if len(sentence.split()) < 4 or (own is None and not statement.horizon):
        return
    last = reading.targets[-1] if reading.targets else None
    if whole and last and last.kind == "dated" and own is None and (last.char_start or 0) >= statement.start:
        # Sentences of one numberless bullet under a date heading are one goal.
        return
    _append_dated(document, statement, plan, reading, text, (start, start + len(sentence)), own)


def _add_dated_task(
    document: Document, statement: Statement, plan: _Plan, reading: TargetReading, text: str, span: tuple[int, int]
) -> None:
    """Outside goal sections only what is to be finished by a day or year, never what is to be reported."""
    if statement.in_table:
        return
    start, end = span
    cuts = [start, *(start + match.end() for match in regex.finditer(r";\s", text[start:end])), end]
    for begin, stop in pairwise(cuts):
        part = text[begin:stop].rstrip(" .;,:/")
        folded = fold_keeping_length(part)
        own = _horizon(part, plan)
        explicit = regex.match(r"\W*(?:phan dau\s+)?den (?:het )?nam \d{4}", folded)
        finished = own is not None and regex.fullmatch(r"\d{4}-\d\d-\d\d", own) and _FINISH.search(folded)
        if own and (explicit or finished) and not _REPORTING.search(folded):
            _append_dated(document, statement, plan, reading, text, (begin, begin + len(part)), own)


def _append_dated(
    document: Document, statement: Statement, plan: _Plan, reading: TargetReading, text: str, span: tuple[int, int],
    own: str | None,
) -> None:  # fmt: skip
    deadline, source = _deadline(own, statement, plan)
    target = _target(document, statement, text, *span, deadline, source)
    subject = regex.sub(r"(?i)^(?:đến|trong)?\s*(?:hết )?năm \d{4}\s*,?\s*|^tiếp tục\s+", "", target.quote)
    direction = _goal_direction(fold_keeping_length(target.quote))
    reading.targets.append(target.model_copy(update={"kind": "dated", "subject": subject, "direction": direction}))


def _add_rests(
    document: Document, statement: Statement, plan: _Plan, reading: TargetReading, text: str, sentence: tuple[int, int],
    clauses: list[Clause],
) -> None:  # fmt: skip
    """Parts of a sentence between semicolons that hold no number, under a date heading: dated goals of their own."""
    if statement.purpose != "goals" or not statement.horizon:
        return
    start, end = sentence
    cuts = [start, *(start + match.end() for match in regex.finditer(r";\s", text[start:end])), end]
    free: list[tuple[int, int]] = []
    for begin, stop in pairwise(cuts):
        first = min((c.start for c in clauses if c.start < stop and begin < c.end), default=stop)
        if first <= begin or (first < stop and len(text[begin:first].split()) < 10):
            continue
        if free and free[-1][1] == begin:
            free[-1] = (free[-1][0], first)
        else:
            free.append((begin, first))
    for begin, stop in free:
        part = text[begin:stop].rstrip(" .;,:/")
        if len(part.split()) >= 6:
            _append_dated(document, statement, plan, reading, text, (begin, begin + len(part)), None)


def _add_qualitative(document: Document, statement: Statement, plan: _Plan, reading: TargetReading, text: str) -> None:
    words = list(regex.finditer(r"\S+", text))[:QUALITATIVE_QUOTE_WORDS]
    if not words:
        return
    end = words[-1].end()
    deadline, source = _deadline(None, statement, plan)
    target = _target(document, statement, text, words[0].start(), end, deadline, source)
    direction = _goal_direction(fold_keeping_length(text))
    domain = statement.domain or domain_of_statement(text)
    reading.targets.append(target.model_copy(update={"direction": direction, "domain": domain}))
