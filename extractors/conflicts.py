"""Contradictions between targets that commit to two values of one thing.

Two targets speak of one thing when their subjects hold the same words but for fillers: a word that only one of them
has may be an addition, a word exchanged for another makes another subject, but where both have one indicator and nearly
one wording. A section that gives one subject several values divides it among units: it contradicts nothing. Counts are
compared only between the text and an annex.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import regex

from corpora.loader import rows
from extractors.indicators import indicator_of, spelled_out
from extractors.places import Places, finding
from models.records import Finding, Target
from models.text import fold, fold_words

_FEWEST_WORDS = 4
_FEWEST_KNOWN = 2
"""Where both have one indicator: 'kinh tế số'."""
_MOST_CANDIDATES = 200
"""A word that more subjects than this hold tells nothing; what has no rarer one is compared with no other."""
_MOST_VALUES = 4
"""More values of one subject are shares of units, not slips."""
_MOST_TARGETS = 24
_LONG_WORDING = 14
_SAME_SHARE = 2 / 3
_LEVELS = frozenset(["tinh", "huyen", "xa", "phuong", "tran", "thon", "nu"])
# Both levels at which services were online until 2022 (Nghị định 43/2011/NĐ-CP) are all that is online.
_BOTH_LEVELS = regex.compile(r"\b(?:o )?muc do 3(?: va)?(?: muc do)? 4\b")
_DOSSIER = regex.compile(
    r"\bho so (?:(?:giai quyet )?(?:cac )?thu tuc hanh chinh\b"
    r"|(?=(?:duoc|giai quyet|tiep nhan|nop|so hoa|truc tuyen|dung|som|truoc|tre|qua)\b))"
)
"""Plans call the dossiers of procedures 'hồ sơ' for short; others ('hồ sơ công việc') have their noun."""
_PHASE = regex.compile(r"\b(?:giai doan|nam|quy|dot|phuong an)\b")
_MEASURED = regex.compile(r"\b(?:ty le|ti le|muc do hai long|ty trong|thu nhap binh quan)\b")
_YEAR = regex.compile(r"\b(?:den |trong |het )?nam \d{4}\b")
_LEVEL = regex.compile(r"^(?:doi voi )?(?:cac )?cap (?:tinh|huyen|xa)\b|\bcap (?:tinh|huyen|xa)$")
_AGENCY = regex.compile(
    r"(?:doi voi )?(?:cac )?(?:so|phong|ban|ubnd|uy ban nhan dan|trung tam|cong an|van phong|thanh tra|huyen|xa|"
    r"co quan|don vi)\b"
)


@dataclass(slots=True)
class _Subject:
    """All targets of one wording, unit and direction."""

    words: frozenset[str]
    indicator: str | None
    targets: list[Target] = field(default_factory=list)


def find_target_conflicts(targets: list[Target], places: Places) -> Iterator[Finding]:
    """Pairs of targets of one subject, scope and unit whose values can't both hold; the first of each pair of values.

    Linear in the number of targets: subjects are compared with those that share their rarest word.
    """
    subjects = _subjects(targets)
    found: dict[str, tuple[Target, Target]] = {}

    def compare(some: list[Target], others: list[Target]) -> None:
        for one, other in _pairs(some, others):
            # The later place of each contradiction is told once.
            if (
                other.id not in found
                and _contradict(one, other)
                and _same_scope(one, other)
                and _same_part(one, other, places)
            ):
                found[other.id] = (one, other)

    for subject in subjects:
        compare(subject.targets, subject.targets)
    for smaller, larger in _candidates(subjects):
        near = smaller.indicator is not None and smaller.indicator == larger.indicator
        alike = same_subject(smaller.words, larger.words, fewest=_FEWEST_KNOWN if near else _FEWEST_WORDS)
        if alike or (near and _same_wording(smaller.words, larger.words)):
            compare(smaller.targets, larger.targets)
    told: set[tuple[object, ...]] = set()
    for one, other in found.values():
        key = (one.section, one.value, one.value_max, other.section, other.value, other.value_max)
        if key in told:
            continue
        told.add(key)
        yield finding(
            "target_conflict",
            one.section or one.id,
            f"{one.subject}: {_place(places, one)} ghi “{_value(one)}”; {_place(places, other)} ghi “{_value(other)}”.",
            one.char_start,
            one.char_end,
        )


def same_subject(words: frozenset[str], others: frozenset[str], *, fewest: int = _FEWEST_WORDS) -> bool:
    """Whether two sets of words name one thing: nearly the same, none exchanged, none that sets apart."""
    shared = words & others
    if len(shared) < fewest or (words - others and others - words):
        return False
    extra = words ^ others
    return not extra & _listed("apart") and len(extra) <= max(1, len(shared) // 5)


def _same_wording(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two long subjects are one sentence with some words exchanged."""
    shared = words & others
    return (
        len(shared) >= _LONG_WORDING
        and len(shared) >= _SAME_SHARE * len(words | others)
        and not (words ^ others) & _LEVELS
    )


def _subjects(targets: list[Target]) -> list[_Subject]:
    """Targets with a value by the words of their subject; of equal ones in one section, one stands for all."""
    grouped: dict[tuple[object, ...], _Subject] = {}
    seen: set[tuple[object, ...]] = set()
    for target in targets:
        if target.kind != "quantitative" or target.value is None or not target.subject:
            continue
        words = _words(target.subject)
        key = (words, fold(target.unit or ""), target.direction)
        value = (*key, target.value, target.value_max, target.deadline, target.scope, target.section)
        if len(words) < 2 or value in seen:
            continue
        seen.add(value)
        if key not in grouped:
            grouped[key] = _Subject(words, target.indicator or indicator_of(target))
        grouped[key].targets.append(target)
    return [
        _without_shares(subject)
        for subject in grouped.values()
        if len(subject.words) >= (_FEWEST_KNOWN if subject.indicator else _FEWEST_WORDS)
    ]


def _without_shares(subject: _Subject) -> _Subject:
    """Without what divides the subject among units: a section that gives it several values, many values in all."""
    of_section: dict[tuple[object, ...], set[tuple[object, object]]] = defaultdict(set)
    in_all: dict[tuple[object, ...], set[tuple[object, object]]] = defaultdict(set)
    for target in subject.targets:
        of_section[target.section, target.deadline, target.scope].add(_values(target))
        in_all[target.deadline, target.scope].add(_values(target))
    first: dict[tuple[object, ...], Target] = {}
    for target in subject.targets:
        shared = len(of_section[target.section, target.deadline, target.scope]) > 1
        if not shared and len(in_all[target.deadline, target.scope]) <= _MOST_VALUES:
            # One value in many sections is one value: the first place of each stands for it.
            first.setdefault((_values(target), target.deadline, target.scope, _annexed(target)), target)
    return _Subject(subject.words, subject.indicator, list(first.values())[:_MOST_TARGETS])


def _candidates(subjects: list[_Subject]) -> Iterator[tuple[_Subject, _Subject]]:
    """Pairs of subjects of one unit and direction of which one holds the rarest words of the other."""
    holders: dict[str, list[int]] = defaultdict(list)
    for at, subject in enumerate(subjects):
        for word in subject.words:
            holders[word].append(at)
    for at, subject in enumerate(subjects):
        # Two of the rarest: a word exchanged in a long wording may be the very rarest.
        rare = sorted(subject.words, key=lambda word: (len(holders[word]), word))[: max(1, len(subject.words) // 3)]
        near = Counter(
            other for word in rare if len(holders[word]) <= _MOST_CANDIDATES for other in holders[word] if other != at
        )
        for other in near:
            one, two = subjects[at].targets, subjects[other].targets
            # Each pair once: from the subject with fewer words, of equal ones from the first.
            if (len(subject.words), at) > (len(subjects[other].words), other) or not one or not two:
                continue
            if one[0].unit == two[0].unit and _is_rate(one[0].unit) and one[0].direction == two[0].direction:
                yield subject, subjects[other]


def _pairs(some: list[Target], others: list[Target]) -> Iterator[tuple[Target, Target]]:
    """Pairs in the order of the text that may contradict each other."""
    every = some if some is others else sorted([*some, *others], key=lambda target: target.char_start or 0)
    own = {id(target) for target in some}
    for at, other in enumerate(every):
        for one in every[:at]:
            # Counts of different programmes are often worded alike: only an annex that repeats the text counts there.
            comparable = _is_rate(one.unit) or _annexed(one) != _annexed(other)
            apart = some is others or (id(one) in own) != (id(other) in own)
            if apart and comparable and one.section != other.section and _differ(one, other):
                yield one, other


def _differ(one: Target, other: Target) -> bool:
    """Whether the values differ; 'trên 95%' that an annex repeats as 'từ 95%' differs by its bound alone."""
    bounds = {one.comparator, other.comparator} in ({">", ">="}, {"<", "<="})
    return _values(one) != _values(other) or (bounds and _annexed(one) != _annexed(other))


def _is_rate(unit: str | None) -> bool:
    return unit == "%" or "/" in (unit or "")


def _values(target: Target) -> tuple[object, object]:
    return target.value, target.value_max


@cache
def _listed(use: str) -> frozenset[str]:
    return frozenset(fold_words(row["word"]) for row in rows("subject_words.tsv") if row["use"] == use)


def _words(subject: str | None) -> frozenset[str]:
    words = _DOSSIER.sub("ho so thutuc ", _BOTH_LEVELS.sub(" ", spelled_out(subject or "")))
    # 'Đẩy mạnh xử lý trên mạng, bảo đảm đến năm 2025 tỷ lệ hồ sơ …': what is measured begins at its noun.
    measured = [match.start() for match in _MEASURED.finditer(words)]
    return frozenset(_YEAR.sub(" ", words[measured[-1] :] if measured else words).split()) - _listed("filler")


def _same_scope(one: Target, other: Target) -> bool:
    """Whether no scope sets the two apart; one that the other's subject names too does not."""
    scope, other_scope = _words(one.scope), _words(other.scope)
    return scope <= other_scope | _words(other.subject) and other_scope <= scope | _words(one.subject)


def _same_part(one: Target, other: Target, places: Places) -> bool:
    """Whether no heading sets the two apart: an agency's, a level's, a phase's."""
    if one.char_start is None or other.char_start is None:
        return True
    above = [{section.path: section for section in places.above(target.char_start or 0)} for target in (one, other)]
    shared = above[0].keys() & above[1].keys()
    titles = [
        [
            fold_words(section.title)
            for path, section in nodes.items()
            if path not in shared and section.kind == "heading" and not path.startswith("PL")
        ]
        for nodes in above
    ]
    if any(_LEVEL.search(title) or _PHASE.match(title) for side in titles for title in side):
        return False
    # An agency's duty may repeat a goal of the plan; the duties of two agencies are two things.
    return not all(any(_AGENCY.match(title) for title in side) for side in titles)


def _contradict(one: Target, other: Target) -> bool:
    """Whether both values can't hold: at one date two values, or a lower one due later than a higher one."""
    if one.value is None or other.value is None or (one.value_max is None) != (other.value_max is None):
        return False
    sides = {one.comparator in ("<=", "<"), other.comparator in ("<=", "<")}
    if len(sides) == 2 and "=" not in (one.comparator, other.comparator):
        low, high = sorted((one, other), key=lambda target: target.comparator in ("<=", "<"))
        # 'ít nhất 50%' and 'không quá 80%' leave what lies between.
        return bool(low.value is not None and high.value is not None and low.value > high.value)
    if one.deadline == other.deadline:
        return True
    if "plan" in (one.deadline_from, other.deadline_from) and _annexed(one) != _annexed(other):
        # An annex that repeats the goals of the text without their years speaks of the same dates.
        return True
    due, other_due = one.deadline or "", other.deadline or ""
    if not due.isdigit() or not other_due.isdigit() or one.direction != "attain" or True in sides:
        return False
    return one.value < other.value if int(due) > int(other_due) else other.value < one.value


def _annexed(target: Target) -> bool:
    return (target.section or "").startswith("PL")


def _place(places: Places, target: Target) -> str:
    return places.name(target.char_start, target.section) if target.char_start is not None else target.section or ""


def _value(target: Target) -> str:
    value = f"{target.value:g}" if isinstance(target.value, float) else str(target.value)
    when = f" ({target.deadline})" if target.deadline else ""
    comparator = "" if target.comparator in (None, "=", "range") else f"{target.comparator} "
    upper = f"-{target.value_max:g}" if target.value_max is not None else ""
    unit = target.unit or ""
    return f"{comparator}{value}{upper}{unit if unit == '%' else f' {unit}'.rstrip()}{when}"
