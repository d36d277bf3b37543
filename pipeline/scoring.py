"""How close an extraction is to a gold annotation, layer by layer.

Records of both sides are matched one to one, best match first; a layer's precision, recall and F1 count the matched
records, its accuracies the fields of matched records that are right. What was missed or invented is listed in words.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, TypeVar

from rapidfuzz import fuzz

from models.records import Assignment, Citation, Deadline, Finding, Records, Section, Statistic, Target

G = TypeVar("G")
P = TypeVar("P")

_MARKUP = re.compile(r"</?[a-z]+[^>]*>|\*+|~~")
_FOOTNOTE = re.compile(r"<sup>.*?</sup>")
_NO_WORD = re.compile(r"[^\w%]+")


@dataclass(frozen=True, slots=True)
class Counts:
    """Records matched, predicted and in the gold."""

    matched: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.matched + other.matched, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Share of the predicted records that are in the gold."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold's records that were found."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both; 1 where there was nothing to find and nothing was found."""
        if not self.predicted and not self.gold:
            return 1.0
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Fields right of fields looked at."""

    right: int = 0
    total: int = 0

    def __add__(self, other: "Accuracy") -> "Accuracy":
        return Accuracy(self.right + other.right, self.total + other.total)

    @property
    def share(self) -> float:
        """Right fields over all fields, 0 to 1."""
        return self.right / self.total if self.total else 0.0


@dataclass(slots=True)
class Scores:
    """All measures of one document, or of several added up."""

    counts: dict[str, Counts] = field(default_factory=dict)
    accuracies: dict[str, Accuracy] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def add(self, other: "Scores") -> None:
        """Add the figures of another document; its misses stay with it."""
        for name, counts in other.counts.items():
            self.counts[name] = self.counts.get(name, Counts()) + counts
        for name, accuracy in other.accuracies.items():
            self.accuracies[name] = self.accuracies.get(name, Accuracy()) + accuracy

    def check(self, name: str, right: bool) -> None:
        """Count one field as right or wrong."""
        self.accuracies[name] = self.accuracies.get(name, Accuracy()) + Accuracy(int(right), 1)


@cache
def _words(text: str) -> str:
    text = _MARKUP.sub("", _FOOTNOTE.sub(" ", text))
    return " ".join(_NO_WORD.sub(" ", unicodedata.normalize("NFC", text).casefold()).split())


def comparable(text: str | None) -> str:
    """Form in which two texts are compared: no markup, lower case, words, digits and % only; diacritics count."""
    return _words(text) if text is not None else ""


def is_alike(one: str | None, other: str | None, at_least: float = 85) -> bool:
    """Whether two texts are nearly equal (0..100), or both empty."""
    one, other = comparable(one), comparable(other)
    if not one and not other:
        return True
    return bool(one and other) and fuzz.ratio(one, other) >= at_least


def overlap(one: str | None, other: str | None) -> float:
    """How well the shorter text stands inside the longer one (0..100)."""
    one, other = comparable(one), comparable(other)
    if not one or not other:
        return 0.0
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    return fuzz.partial_ratio(shorter, longer)


def number_key(value: str | None) -> str:
    """A document number by its letters and digits: '76 / NQ-CP' is '76/NQ-CP'."""
    return re.sub(r"[^\w]", "", value or "").upper().replace("Ð", "Đ")


def path_key(value: str | None) -> str:
    """A section path without spaces and final punctuation."""
    return re.sub(r"\s+", "", value or "").rstrip(".)").upper()


def match(
    gold: Sequence[G], predicted: Sequence[P], score: Callable[[G, P], float]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pairs of indices matched one to one, best score first, then the unmatched indices of each side.

    A score of 0 never matches.
    """
    scored = sorted(
        ((score(one, other), i, j) for i, one in enumerate(gold) for j, other in enumerate(predicted)), reverse=True
    )
    of_gold: dict[int, int] = {}
    taken: set[int] = set()
    pairs = []
    for value, i, j in scored:
        if value <= 0:
            break
        if i in of_gold or j in taken:
            continue
        of_gold[i] = j
        taken.add(j)
        pairs.append((i, j))
    missed = [i for i in range(len(gold)) if i not in of_gold]
    invented = [j for j in range(len(predicted)) if j not in taken]
    return pairs, missed, invented


def score(gold: Records, predicted: Records) -> Scores:
    """Every measure of one document."""
    scores = Scores()
    _score_document(gold, predicted, scores)
    for kind in ("heading", "clause"):
        _score_sections(gold.sections, predicted.sections, kind, scores)
    _list_invented_sections(gold.sections, predicted.sections, scores)
    _score_quantitative(_targets(gold, "quantitative"), _targets(predicted, "quantitative"), scores)
    for goal in ("dated", "qualitative"):
        _score_goals(_targets(gold, goal), _targets(predicted, goal), goal, scores)
    _score_assignments(gold.assignments, predicted.assignments, scores)
    _score_statistics(gold.statistics, predicted.statistics, scores)
    _score_responsibilities(gold, predicted, scores)
    _score_citations(gold.citations, predicted.citations, scores)
    _score_findings(gold.findings, predicted.findings, scores)
    return scores


_FIELDS = (
    "kind", "number", "issued_on", "place", "issuer", "admin_level", "title", "period_start", "period_end",
    "vision_year", "signer", "signer_position",
)  # fmt: skip
_TEXT_FIELDS = {"title", "issuer", "signer", "place", "kind", "signer_position"}
_NEVER_INVENT = {"number", "issued_on", "vision_year"}
"""Fields that are wrong when the gold leaves them open: a number, day or year that is not there must not be made up."""


def _score_document(gold: Records, predicted: Records, scores: Scores) -> None:
    for name in _FIELDS:
        wanted, got = getattr(gold.document, name), getattr(predicted.document, name)
        if wanted is None:
            if got is not None and name in _NEVER_INVENT:
                scores.check("document.fields", False)
                scores.misses.append(f"document.{name}: invented {str(got)!r}")
            continue
        if name == "number":
            right = number_key(wanted) == number_key(got)
        elif name in _TEXT_FIELDS:
            right = is_alike(wanted, got, 92)
        else:
            right = wanted == got
        scores.check("document.fields", right)
        if not right:
            scores.misses.append(f"document.{name}: gold {_shown(wanted)} got {_shown(got)}")
    wanted_names, got_names = gold.document.recipients, predicted.document.recipients
    pairs, _, _ = match(wanted_names, got_names, lambda one, other: float(is_alike(one, other, 88)))
    scores.counts["document.recipients"] = Counts(len(pairs), len(got_names), len(wanted_names))


def _score_sections(gold: list[Section], predicted: list[Section], kind: str, scores: Scores) -> None:
    wanted = [section for section in gold if section.kind == kind]

    def same(one: Section, other: Section) -> float:
        if path_key(one.path) != path_key(other.path):
            return 0.0
        # A clause's title is its first words, a matter of convention: the path decides.
        return float(kind == "clause" or is_alike(one.title, other.title, 80))

    pairs, missed, _ = match(wanted, predicted, same)
    same_kind = sum(section.kind == kind for section in predicted)
    scores.counts[f"sections.{kind}"] = Counts(len(pairs), max(same_kind, len(pairs)), len(wanted))
    scores.misses += [f"section missed: {wanted[i].path} {wanted[i].title!r}" for i in missed]
    for i, j in pairs:
        scores.check("sections.domain", wanted[i].domain == predicted[j].domain)


def _list_invented_sections(gold: list[Section], predicted: list[Section], scores: Scores) -> None:
    known = {path_key(section.path) for section in gold}
    invented = {path_key(section.path) for section in predicted} - known
    scores.misses += [f"section invented: {path}" for path in sorted(invented)]


def _targets(records: Records, kind: str) -> list[Target]:
    return [target for target in records.targets if target.kind == kind]


def _target_fit(one: Target, other: Target) -> float:
    if one.value != other.value:
        return 0.0
    near = max(overlap(one.quote, other.quote), overlap(one.subject, other.subject))
    if near < 70:
        return 0.0
    near += 40 if path_key(one.section) == path_key(other.section) else 0
    near += 20 if one.deadline == other.deadline else 0
    near += fuzz.ratio(comparable(one.quote), comparable(other.quote)) / 2
    return near + fuzz.ratio(comparable(one.subject), comparable(other.subject)) / 2


def _target_fields(one: Target, other: Target) -> dict[str, bool]:
    return {
        "section": path_key(one.section) == path_key(other.section),
        "unit": comparable(one.unit) == comparable(other.unit),
        "comparator": one.comparator == other.comparator,
        "value_max": one.value_max == other.value_max,
        "direction": one.direction == other.direction,
        "deadline": one.deadline == other.deadline,
        "domain": one.domain == other.domain,
        "subject": fuzz.token_set_ratio(comparable(one.subject), comparable(other.subject)) >= 80,
    }


def _score_quantitative(gold: list[Target], predicted: list[Target], scores: Scores) -> None:
    pairs, missed, invented = match(gold, predicted, _target_fit)
    scores.counts["targets.quantitative"] = Counts(len(pairs), len(predicted), len(gold))
    strict = 0
    for i, j in pairs:
        rights = _target_fields(gold[i], predicted[j])
        about = f"target {gold[i].id}"
        _check_fields("targets", about, rights, gold[i], predicted[j], scores, comparable(gold[i].quote)[:70])
        strict += _is_strict(rights)
    scores.counts["targets.strict"] = Counts(strict, len(predicted), len(gold))
    _score_indicators(gold, [(gold[i], predicted[j]) for i, j in pairs], scores)
    scores.misses += [f"target missed: {_target_line(gold[i])}" for i in missed]
    scores.misses += [f"target invented: {_target_line(predicted[j])}" for j in invented]


def _score_indicators(gold: list[Target], pairs: list[tuple[Target, Target]], scores: Scores) -> None:
    """Links of targets to indicators, where the gold says which are right.

    Precision is the share of right links, recall that of the gold's indicators found; `targets.linked` is the share of
    all targets with a number that have the right one.
    """
    annotated = [target for target in gold if "indicator" in target.model_fields_set]
    if not annotated:
        return
    compared = [(one, other) for one, other in pairs if "indicator" in one.model_fields_set]
    links = [(one, other) for one, other in compared if other.indicator is not None]
    right = sum(one.indicator == other.indicator for one, other in links)
    wanted = sum(target.indicator is not None for target in annotated)
    scores.counts["targets.indicator"] = Counts(right, len(links), wanted)
    scores.accuracies["targets.linked"] = Accuracy(right, len(annotated))
    for one, other in compared:
        if one.indicator != other.indicator:
            line = f"target {one.id} indicator: gold {one.indicator!r} got {other.indicator!r}"
            scores.misses.append(f"{line} | {comparable(one.quote)[:70]}")


def wrong_records(gold: Records, predicted: Records) -> set[int]:
    """Identities (`id`) of the predicted targets and assignments that are not right by the strict measures: nothing in
    the gold is like them, or a field that counts there differs."""
    wrong: set[int] = set()
    targets, wanted = _targets(predicted, "quantitative"), _targets(gold, "quantitative")
    pairs, _, invented = match(wanted, targets, _target_fit)
    wrong |= {id(targets[j]) for j in invented}
    wrong |= {id(targets[j]) for i, j in pairs if not _is_strict(_target_fields(wanted[i], targets[j]))}
    for kind in ("dated", "qualitative"):
        goals = _targets(predicted, kind)
        wrong |= {id(goals[j]) for j in match(_targets(gold, kind), goals, _goal_fit)[2]}
    pairs, _, invented = match(gold.assignments, predicted.assignments, _assignment_fit)
    wrong |= {id(predicted.assignments[j]) for j in invented}
    for i, j in pairs:
        if not _is_strict(_assignment_fields(gold.assignments[i], predicted.assignments[j])):
            wrong.add(id(predicted.assignments[j]))
    return wrong


def _is_strict(rights: dict[str, bool]) -> bool:
    """Whether all fields are right that the strict measures count."""
    return all(right for name, right in rights.items() if name not in ("domain", "subject"))


def _target_line(target: Target) -> str:
    return f"{target.value} {target.unit} [{target.section}] {comparable(target.quote)[:90]}"


def _goal_fit(one: Target, other: Target) -> float:
    beginning = " ".join(comparable(one.quote).split()[:8])
    ratio = fuzz.partial_ratio(beginning, comparable(other.quote))
    return ratio if ratio >= 85 else 0.0


def _score_goals(gold: list[Target], predicted: list[Target], kind: str, scores: Scores) -> None:
    pairs, missed, invented = match(gold, predicted, _goal_fit)
    scores.counts[f"targets.{kind}"] = Counts(len(pairs), len(predicted), len(gold))
    for word, goals, places in (("missed", gold, missed), ("invented", predicted, invented)):
        for place in places:
            goal = goals[place]
            scores.misses.append(f"{kind} goal {word}: [{goal.section}] {comparable(goal.quote)[:80]}")


def _same_agencies(one: Iterable[str], other: Iterable[str]) -> bool:
    wanted, got = [comparable(name) for name in one], [comparable(name) for name in other]

    def fit(name: str, candidate: str) -> float:
        ratio = fuzz.ratio(name, candidate)
        return ratio if ratio >= 88 else 0.0

    return len(wanted) == len(got) and len(match(wanted, got, fit)[0]) == len(wanted)


def _assignment_fit(one: Assignment, other: Assignment) -> float:
    task = fuzz.ratio(comparable(one.task), comparable(other.task))
    if task < 75:
        return 0.0
    product = fuzz.ratio(comparable(one.product), comparable(other.product))
    in_group = 15 if path_key(one.group) == path_key(other.group) else 0
    return task + product + in_group + (5 if one.table == other.table else 0)


def _assignment_fields(one: Assignment, other: Assignment) -> dict[str, bool]:
    return {
        "group": path_key(one.group) == path_key(other.group),
        "no": path_key(one.no) == path_key(other.no),
        "task": is_alike(one.task, other.task, 92),
        "product": is_alike(one.product, other.product, 90),
        "lead": _same_agencies(one.lead, other.lead),
        "coordinate": _same_agencies(one.coordinate, other.coordinate),
        "monitor": _same_agencies(one.monitor, other.monitor),
        "deadline": one.deadline == other.deadline,
        "budget": is_alike(one.budget, other.budget, 88),
        "domain": one.domain == other.domain,
    }


def _score_assignments(gold: list[Assignment], predicted: list[Assignment], scores: Scores) -> None:
    if not gold and not predicted:
        return
    pairs, missed, invented = match(gold, predicted, _assignment_fit)
    scores.counts["assignments.rows"] = Counts(len(pairs), len(predicted), len(gold))
    exact = 0
    for i, j in pairs:
        rights = _assignment_fields(gold[i], predicted[j])
        about = f"assignment {gold[i].table}/{gold[i].group}.{gold[i].no}"
        _check_fields("assignments", about, rights, gold[i], predicted[j], scores)
        exact += _is_strict(rights)
    scores.counts["assignments.exact"] = Counts(exact, len(predicted), len(gold))
    scores.misses += [f"assignment missed: {_assignment_line(gold[i])}" for i in missed]
    scores.misses += [f"assignment invented: {_assignment_line(predicted[j])}" for j in invented]


def _assignment_line(row: Assignment) -> str:
    return f"{row.group}.{row.no} {comparable(row.task)[:70]} / {comparable(row.product)[:40]}"


def _score_statistics(gold: list[Statistic], predicted: list[Statistic], scores: Scores) -> None:
    if not gold and not predicted:
        return

    def fit(one: Statistic, other: Statistic) -> float:
        if not is_alike(one.indicator, other.indicator, 88):
            return 0.0
        ratio = fuzz.ratio(comparable(one.indicator), comparable(other.indicator))
        return ratio + (10 if path_key(one.table) == path_key(other.table) else 0)

    pairs, missed, _ = match(gold, predicted, fit)
    scores.counts["statistics.rows"] = Counts(len(pairs), len(predicted), len(gold))
    scores.misses += [f"statistic missed: {gold[i].table} {comparable(gold[i].indicator)[:80]}" for i in missed]
    for one, other in ((gold[i], predicted[j]) for i, j in pairs):
        same_table = path_key(one.table) == path_key(other.table)
        same_unit = is_alike(one.unit_in_charge, other.unit_in_charge, 80)
        scores.check("statistics.cells", same_table and same_unit and len(one.years) == len(other.years))


def _score_responsibilities(gold: Records, predicted: Records, scores: Scores) -> None:
    wanted, got = gold.responsibilities, predicted.responsibilities
    if not wanted and not got:
        return

    def fit(i: int, j: int) -> float:
        if path_key(wanted[i].section) != path_key(got[j].section):
            return 0.0
        near = overlap(wanted[i].agency, got[j].agency)
        return near if near >= 85 else 0.0

    pairs, missed, _ = match(range(len(wanted)), range(len(got)), fit)
    scores.counts["responsibilities"] = Counts(len(pairs), len(got), len(wanted))
    scores.misses += [f"responsibility missed: {wanted[i].section} {wanted[i].agency}" for i in missed]


def _score_citations(gold: list[Citation], predicted: list[Citation], scores: Scores) -> None:
    wanted, got = ([citation for citation in side if citation.number] for side in (gold, predicted))
    pairs, missed, invented = match(
        wanted, got, lambda one, other: float(number_key(one.number) == number_key(other.number))
    )
    scores.counts["citations.numbered"] = Counts(len(pairs), len(got), len(wanted))
    for one, other in ((wanted[i], got[j]) for i, j in pairs):
        scores.check("citations.date", one.date == other.date)
        scores.check("citations.kind", is_alike(one.kind, other.kind))
        scores.check("citations.issuer", is_alike(one.issuer, other.issuer, 80))
    scores.misses += [f"citation missed: {wanted[i].number}" for i in missed]
    scores.misses += [f"citation invented: {got[j].number}" for j in invented]


def _score_findings(gold: list[Finding], predicted: list[Finding], scores: Scores) -> None:
    # 'other' and 'missing_part' are notes in free words: no machine can be asked to find the same ones.
    wanted, got = (
        [finding for finding in side if finding.kind not in ("other", "missing_part")] for side in (gold, predicted)
    )

    def digits(finding: Finding) -> set[str]:
        return set(re.findall(r"\d{2,}", f"{finding.where} {finding.detail}"))

    def fit(one: Finding, other: Finding) -> float:
        same_place = path_key(one.where) == path_key(other.where) or overlap(one.where, other.where) >= 80
        return float(one.kind == other.kind and (same_place or bool(digits(one) & digits(other))))

    pairs, missed, _ = match(wanted, got, fit)
    scores.counts["findings"] = Counts(len(pairs), len(got), len(wanted))
    for finding in (wanted[i] for i in missed):
        scores.misses.append(f"finding missed: {finding.kind} {finding.where[:60]}: {finding.detail[:90]}")


def _check_fields(
    layer: Literal["targets", "assignments"],
    about: str,
    rights: dict[str, bool],
    gold: Target | Assignment,
    predicted: Target | Assignment,
    scores: Scores,
    context: str = "",
) -> None:
    for name, right in rights.items():
        scores.check(f"{layer}.{name}", right)
        if not right:
            line = f"{about} {name}: gold {_shown(getattr(gold, name))} got {_shown(getattr(predicted, name))}"
            scores.misses.append(f"{line} | {context}" if context else line)


def _shown(value: object) -> str:
    if isinstance(value, Deadline):
        return f"{value.kind} {value.start or ''}..{value.end or ''}"
    return repr(value) if value is None or isinstance(value, str | list | int | float) else repr(str(value))
