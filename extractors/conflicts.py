"""Contradictions between records: targets that commit to two values of one thing, rows whose cells name two years.

Two targets speak of one thing when their subjects hold the same words but for fillers: a word that only one of them
has may be an addition, a word exchanged for another makes another subject. Percentages only: counts of different
programmes are often worded alike.
"""

from collections.abc import Iterator
from functools import cache
from itertools import combinations

import regex

from corpora.loader import rows
from models.records import Assignment, Finding, Target
from models.text import fold_words

_FEWEST_WORDS = 4
_YEAR = regex.compile(r"\b(?:19|20)\d{2}\b")
_SHORTEST_RUN = 5


def find_target_conflicts(targets: list[Target]) -> Iterator[Finding]:
    """Pairs of targets of one subject, scope and unit whose values can't both hold."""
    measured = [
        (target, _words(target.subject))
        for target in targets
        if target.kind == "quantitative" and target.unit == "%" and target.value is not None and target.subject
    ]
    for (one, words), (other, other_words) in combinations(measured, 2):
        if (
            (one.value, one.value_max) == (other.value, other.value_max)
            or one.direction != other.direction
            or one.section == other.section
        ):
            continue
        if not same_subject(words, other_words) or not _same_scope(one, other) or not _contradict(one, other):
            continue
        yield Finding(
            kind="target_conflict",
            where=one.section or other.section or one.id,
            detail=f"{one.subject}: {one.section} ghi {_value(one)}, {other.section} ghi {_value(other)}.",
            char_start=other.char_start,
            char_end=other.char_end,
        )


def same_subject(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two sets of words name one thing: nearly the same, none exchanged, none that sets apart."""
    shared = words & others
    if len(shared) < _FEWEST_WORDS or (words - others and others - words):
        return False
    extra = words ^ others
    return not extra & _listed("apart") and len(extra) <= max(1, len(shared) // 5)


def find_row_conflicts(assignments: list[Assignment]) -> Iterator[Finding]:
    """Rows whose task and product name one thing with two years: 'Kế hoạch X năm 2022', 'Kế hoạch X năm 2023'."""
    for assignment in assignments:
        if not assignment.product:
            continue
        years = _exchanged_years(assignment.task, assignment.product)
        if years is not None:
            row = ".".join(part for part in (assignment.group, assignment.no) if part)
            yield Finding(
                kind="date_conflict",
                where=f"PL{assignment.table}",
                detail=f"Dòng {row}: nhiệm vụ ghi năm {years[0]}, sản phẩm ghi năm {years[1]}: "
                f"“{assignment.task[:100]}” và “{assignment.product[:100]}”.",
                char_start=assignment.char_start,
                char_end=assignment.char_end,
            )


def _exchanged_years(task: str, product: str) -> tuple[str, str] | None:
    """The two years, where both texts name one thing of one year each and differ in it."""
    years, product_years = _YEAR.findall(task), _YEAR.findall(product)
    if len(set(years)) != 1 or len(set(product_years)) != 1 or years[0] == product_years[0]:
        return None
    one, other = (_YEAR.sub("y", fold_words(text)).split() for text in (task, product))
    for at, word in enumerate(one):
        if word != "y":
            continue
        for there, other_word in enumerate(other):
            if other_word != "y":
                continue
            length = 0
            while length < min(at, there) and one[at - length - 1] == other[there - length - 1]:
                length += 1
            if length >= _SHORTEST_RUN:
                return years[0], product_years[0]
    return None


@cache
def _listed(use: str) -> frozenset[str]:
    return frozenset(fold_words(row["word"]) for row in rows("subject_words.tsv") if row["use"] == use)


def _words(subject: str | None) -> frozenset[str]:
    return frozenset(fold_words(subject or "").split()) - _listed("filler")


def _same_scope(one: Target, other: Target) -> bool:
    """Whether no scope sets the two apart; one that the other's subject names too does not."""
    scope, other_scope = _words(one.scope), _words(other.scope)
    return scope <= other_scope | _words(other.subject) and other_scope <= scope | _words(one.subject)


def _contradict(one: Target, other: Target) -> bool:
    """Whether both values can't hold: at one date two values, or a lower one due later than a higher one."""
    if one.value is None or other.value is None or (one.value_max is None) != (other.value_max is None):
        return False
    if one.deadline == other.deadline:
        return True
    if "plan" in (one.deadline_from, other.deadline_from) and _annexed(one) != _annexed(other):
        # An annex that repeats the goals of the text without their years speaks of the same dates.
        return True
    due, other_due = one.deadline or "", other.deadline or ""
    if not due.isdigit() or not other_due.isdigit() or one.direction != "attain":
        return False
    return one.value < other.value if int(due) > int(other_due) else other.value < one.value


def _annexed(target: Target) -> bool:
    return (target.section or "").startswith("PL")


def _value(target: Target) -> str:
    value = f"{target.value:g}" if isinstance(target.value, float) else str(target.value)
    when = f" ({target.deadline})" if target.deadline else ""
    comparator = "" if target.comparator in (None, "=", "range") else f"{target.comparator} "
    upper = f"-{target.value_max:g}" if target.value_max is not None else ""
    return f"{comparator}{value}{upper}{target.unit or ''}{when}"
