"""One number a target and an assignment for how surely it is right: what recognition, grammar and consistency say.

Each signal is named and runs from 0 (nothing to say) to 1. `corpora/confidence.tsv` weighs them; the sum goes through
the logistic function, so that the number is a share: of records with 0.9, nine in ten are right. A document that was
not recognised has no signals of recognition, all others hold for it too.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from math import exp

from corpora.loader import rows
from extractors.reading_signals import ReadingSignals
from extractors.row_signals import RowSignals, count_agencies
from extractors.tree_signals import TreeSignals
from models.document import Document
from models.records import Assignment, Records, Target
from models.text import fold_words

Signals = dict[str, float]
_BASE = "base"
_COMPARED = 200
"""Targets of one value that are compared: more have only files of many plans."""
_LONG = 60
"""Words from which a subject holds more than one."""


def rate(document: Document, records: Records) -> Records:
    """The records, their targets and assignments with a confidence."""
    for target, signals in target_signals(document, records):
        target.confidence = confidence("target", signals)
    for row, signals in assignment_signals(document, records):
        row.confidence = confidence("assignment", signals)
    return records


def confidence(kind: str, signals: Mapping[str, float]) -> float:
    """The share of records with these signals that are right, 0 to 1 in thousandths."""
    weights = weights_of(kind)
    total = weights[_BASE] + sum(weights[name] * value for name, value in signals.items())
    return round(1 / (1 + exp(-total)), 3)


@cache
def weights_of(kind: str) -> dict[str, float]:
    """Weights by signal ('target' or 'assignment'), that of a record without any signal as 'base'."""
    return {row["signal"]: float(row["weight"]) for row in rows("confidence.tsv") if row["record"] == kind}


def target_signals(document: Document, records: Records) -> Iterator[tuple[Target, Signals]]:
    """What speaks for and against each target."""
    reading, tree = ReadingSignals(document), TreeSignals(document, records.sections)
    stated: dict[tuple[object, ...], list[set[str]]] = {}
    for target in records.targets:
        stated.setdefault(_statement(target), []).append(_subject_words(target))
    first, last = _years(records)
    for target in records.targets:
        start, end = target.char_start or 0, target.char_end or 0
        signals = reading.of(start, end) | tree.of(start) | _grammar(target)
        year = int(target.deadline[:4]) if target.deadline and target.deadline[:4].isdigit() else None
        outside = year is not None and ((first and year < first) or (last and year > last))
        signals["deadline_outside"] = float(bool(outside))
        words = _subject_words(target)
        # Itself is among them.
        echoes = sum(_are_alike(words, other) for other in stated[_statement(target)][:_COMPARED])
        signals["stated_twice"] = float(target.value is not None and echoes > 1)
        yield target, {name: value for name, value in signals.items() if value}


def assignment_signals(document: Document, records: Records) -> Iterator[tuple[Assignment, Signals]]:
    """What speaks against each row of a task table."""
    reading = ReadingSignals(document)
    tables: dict[int, list[Assignment]] = {}
    for row in records.assignments:
        tables.setdefault(row.table, []).append(row)
    named = count_agencies(records.assignments)
    for table in tables.values():
        beside = RowSignals(table, named)
        for index, row in enumerate(table):
            signals = reading.of(row.char_start or 0, row.char_end or 0) | beside.of(index)
            yield row, {name: value for name, value in signals.items() if value}


def _grammar(target: Target) -> Signals:
    words = (target.subject or "").split()
    is_percent = target.unit == "%"
    return {
        "no_subject": float(target.kind == "quantitative" and len(words) < 2),
        "long_subject": float(len(words) > _LONG),
        "over_hundred": float(is_percent and (target.value or 0) > 100 and target.direction != "increase"),
        "no_comparator": float(target.kind == "quantitative" and target.comparator in ("=", None)),
        "plan_deadline": float(target.deadline_from == "plan"),
        "no_deadline": float(target.deadline is None),
        "no_section": float(target.section is None),
        "counted": float(target.kind == "quantitative" and not is_percent),
        "split_clause": float(target.quote[:1].islower()),
        "open_bracket": float(target.quote.count("(") != target.quote.count(")")),
        "dated_goal": float(target.kind == "dated"),
        "worded_goal": float(target.kind == "qualitative"),
    }


def _statement(target: Target) -> tuple[object, ...]:
    return (target.value, target.value_max, target.unit)


def _subject_words(target: Target) -> set[str]:
    return set(fold_words(target.subject or "").split())


def _are_alike(one: set[str], other: set[str]) -> bool:
    return bool(one and other) and len(one & other) >= 0.7 * min(len(one), len(other))


def _years(records: Records) -> tuple[int | None, int | None]:
    """The first and the last year that a deadline may have."""
    head = records.document
    first = head.issued_on.year if head.issued_on else head.period_start
    last = max(filter(None, (head.period_end, head.vision_year)), default=None)
    return first, last
