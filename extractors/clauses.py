"""Cuts a sentence into the clauses of its quantities; reads subject, direction, exception, baseline and scope of each.

Two forms: the number first ('Tối thiểu 80% hồ sơ được xử lý …') and the subject first ('Tỷ lệ hồ sơ … đạt 80%').
Clauses in a row may share a predicate ('trên 90% hồ sơ cấp huyện, trên 80% hồ sơ cấp xã được xử lý …') and, where the
first has no predicate of its own, its word of comparison.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from corpora.senses import fold_senses
from extractors.clause_cuts import (
    LEAD_ADVERBIAL,
    LINK,
    SUBJECT_HEAD,
    cut_between,
    first_cut,
    last_end,
    separators,
    skip_connectives,
    strip_end,
    subject_first,
)
from extractors.quantities import Quantity, is_measure
from extractors.shared_subjects import shared_subjects
from extractors.subjects import (
    PREDICATE,
    baseline_of,
    exception_of,
    is_only_time,
    names_only_whom,
    only_verbs,
    rank_verbs,
    scopes_of,
    tidy,
    verb_pattern,
    verbs,
    without_light_verbs,
)
from models.records import Comparator, Direction

_REDUCE_AFTER = regex.compile(r"\bduoc\s+(?:cat giam|tinh gian|giam|rut ngan)\b(?! (?:thoi gian|chi phi|thanh phan)\b)")
_MEASURED_VERB = regex.compile(r"\b(?:toc do|ty le|ti le|muc|nhip do|nguon|kinh phi|khoan)\s*$")
_STEPS = regex.compile(r"\b(?:nang|tang|cai thien)\b")
# 'thu hút thêm ít nhất 5 doanh nghiệp'
_MORE = regex.compile(r"(?<!\b(?:giam|gian|kiem)\s)\bthem\s*$")
_LEVEL = regex.compile(r"\b(?:xuong|len|con|den|dat)\b")
_RANKED = regex.compile(
    r"(?i)(?<!\s)\s*+(?:(?:tiếp tục|phấn đấu|luôn|duy trì|giữ vững|được)\s++){0,4}"
    r"(?:xếp|đứng|thuộc|nằm|vào|ở|giữ|đạt|lọt)?\s*+(?:hạng|vị trí|vị thứ)?\s*+(?:trong|vào)?[\s,:]*+$"
)
_BRACKETS = regex.compile(r"\([^()]*\)")
# 'theo dõi, bảo đảm 100% TTHC …', 'bảo đảm đến năm 2025 giảm ít nhất 5% biên chế': the last verb governs the number.
_GOVERNING = regex.compile(
    r"\s(?:phan dau|bao dam|dam bao|hoan thanh|duy tri|giam|cat giam|tinh gian|rut ngan|tiet kiem|tang)(?: them)?\s*$"
)
_NO_NOUN = regex.compile(
    r"\W*(?:$|(?:so voi|o|tai|trong|vao|den|truoc|hang|moi|cho|doi|va|voi|theo|tro|ke|nam|la|duoc)\b)"
)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Clause:
    """What one quantity commits to; offsets count characters of the statement."""

    start: int
    end: int
    """Behind the predicate, where another clause of the list prints it."""
    stop: int
    """Behind the clause's own words."""
    quantity: Quantity
    subject: str
    comparator: Comparator
    direction: Direction
    exception: str | None
    baseline: str | None
    scope: str | None


def commits(folded_before: str, *, has: bool) -> bool:
    """Whether a verb of commitment stands among the last words before a number; 'có' describes rather than commits,
    except where `has` is set (in goal sections)."""
    tail = " ".join(regex.split(r"[,;:.]\s", folded_before)[-1].split()[-10:])
    # 'theo dõi việc thực hiện 53 …' speaks of a number, it commits to none.
    return any(
        not tail[: match.start()].endswith("viec ") and match[0] not in rank_verbs() and (has or match[0] != "co")
        for match in verb_pattern().finditer(tail)
    )


def read_clauses(text: str, start: int, end: int, quantities: list[Quantity]) -> list[Clause]:
    """Clauses of the quantities of one sentence [start, end) of `text`, one a quantity, in order."""
    bracketed = _bracketed(text, start, end, quantities)
    inside = [quantity for group in bracketed.values() for quantity in group]
    clauses = _read_flat(text, start, end, [quantity for quantity in quantities if quantity not in inside])
    for (opening, closing), group in bracketed.items():
        host = next(clause for clause in reversed(clauses) if clause.quantity.start < opening)
        clauses += _sharing([host, *_read_flat(text, opening + 1, closing, group)])[1:]
    return sorted(
        (clause if clause.subject else replace(clause, subject=text[clause.start : clause.stop]) for clause in clauses),
        key=lambda clause: clause.quantity.start,
    )


def _bracketed(text: str, start: int, end: int, quantities: list[Quantity]) -> dict[Span, list[Quantity]]:
    """Quantities in brackets behind another: 'đạt 80% (trong đó cấp tỉnh 90%, cấp huyện 75%)'; by their brackets."""
    found: dict[Span, list[Quantity]] = {}
    for match in _BRACKETS.finditer(text, start, end):
        group = [quantity for quantity in quantities if match.start() < quantity.head and quantity.tail < match.end()]
        if group and quantities[0].start < match.start():
            found[match.start(), match.end() - 1] = group
    return found


def _read_flat(text: str, start: int, end: int, quantities: list[Quantity]) -> list[Clause]:
    folded = fold_senses(text)
    cuts = [first_cut(folded, start, quantities[0])]
    cuts += [cut_between(folded, one, other) for one, other in pairwise(quantities)]
    ends = [*cuts[1:], last_end(text, folded, quantities[-1], end)]
    spans = [
        (skip_connectives(folded, cut, quantity.head), stop)
        for cut, stop, quantity in zip(cuts, ends, quantities, strict=True)
    ]
    bare = [_lacks_predicate(folded, quantity, span) for quantity, span in zip(quantities, spans, strict=True)]
    clauses: list[Clause] = []
    for index, (quantity, (begin, stop)) in enumerate(zip(quantities, spans, strict=True)):
        shared = ""
        if bare[index]:
            follower = next((other for other in range(index + 1, len(quantities)) if not bare[other]), None)
            if follower is not None and not subject_first(folded, quantities[follower], spans[follower][0]):
                shared = _predicate(text, folded, quantities[follower], spans[follower])
        comparator, direction = quantity.comparator, _direction(folded, quantity, begin, stop)
        if index and _is_coordinated(folded, quantities[index - 1], quantity):
            governed = _governed_before(folded, quantity, spans[index], clauses[-1])
            alike = (
                bare[index - 1]
                or governed
                or (bare[index] and _shares_verb(folded, quantity, spans[index], clauses[-1]))
            )
            alike = alike and not verb_pattern().search(folded[spans[index][0] : quantity.head])
            alike = alike and (
                names_only_whom(text[quantity.tail : stop].strip())
                or not _has_another_form(folded, quantities[index - 1 : index + 1], spans[index - 1 : index + 1])
            )
            if alike and _can_share_comparison(quantity, clauses[-1]):
                comparator = clauses[-1].comparator
            direction = clauses[-1].direction if governed else direction
        quote_end = spans[-1][1] if shared else strip_end(text, begin, stop)
        clauses.append(_clause(text, folded, quantity, (begin, quote_end, stop), shared, comparator, direction))
    return _sharing(clauses)


def _sharing(clauses: list[Clause]) -> list[Clause]:
    subjects = shared_subjects([clause.subject for clause in clauses])
    return [replace(clause, subject=subject) for clause, subject in zip(clauses, subjects, strict=True)]


def _is_coordinated(folded: str, one: Quantity, other: Quantity) -> bool:
    """Whether two numbers stand in a list: 'giảm 30% thời gian đối với 20% thủ tục' is none."""
    counts = {one.kind, other.kind} <= {"percent", "count"}
    return (counts or one.kind == other.kind) and bool(separators(folded, one.tail, other.head))


def _has_another_form(folded: str, pair: list[Quantity], spans: list[Span]) -> bool:
    """'Tỷ lệ hộ nghèo dưới 3%; 50% trường đạt chuẩn': the subject before the one number, behind the other."""
    first, second = (subject_first(folded, one, span[0]) for one, span in zip(pair, spans, strict=True))
    return first != second


def _can_share_comparison(quantity: Quantity, before: Clause) -> bool:
    # All is all: 'trên 80% hộ gia đình, 100% xã'.
    whole = quantity.kind == "percent" and quantity.value == 100
    return not quantity.explicit and not whole and before.comparator != "range"


def _lacks_predicate(folded: str, quantity: Quantity, span: tuple[int, int]) -> bool:
    """Whether a number-first clause only names what is counted: 'trên 90% hồ sơ cấp huyện'."""
    if quantity.kind not in ("percent", "count") or subject_first(folded, quantity, span[0]):
        return False
    after = folded[quantity.tail : span[1]]
    return not PREDICATE.search(after) and not verb_pattern().search(folded[span[0] : quantity.head])


def _governed_before(folded: str, quantity: Quantity, span: tuple[int, int], before: Clause) -> bool:
    """Whether the verb of the clause before governs this number too: 'giảm 10% số đơn vị và 10% biên chế'."""
    own = folded[span[0] : quantity.head].strip()
    if before.direction == "attain":
        return False
    whom = bool(own) and names_only_whom(own)
    if own and not whom and not _is_another_noun(own, folded[before.start : before.quantity.head]):
        return False
    return not PREDICATE.search(folded[quantity.tail : span[1]].split("so voi")[0])


def _is_another_noun(own: str, before: str) -> bool:
    """'tinh giản biên chế công chức tối thiểu 5% và viên chức tối thiểu 10%': verb, noun, number; noun, number."""
    free = not (verb_pattern().search(own) or PREDICATE.search(own) or SUBJECT_HEAD.match(own) or LINK.search(own))
    return free and len(own.split()) <= 6 and not only_verbs(before.strip())


def _shares_verb(folded: str, quantity: Quantity, span: tuple[int, int], before: Clause) -> bool:
    """'kiểm tra tối thiểu 30% cơ quan cấp tỉnh, 40% đơn vị cấp huyện': one verb and one comparison for both."""
    own = folded[span[0] : quantity.head].strip()
    return not own and bool(verb_pattern().search(folded[before.start : before.quantity.head]))


def _predicate(text: str, folded: str, quantity: Quantity, span: tuple[int, int]) -> str:
    match = PREDICATE.search(folded, pos=quantity.tail, endpos=span[1])
    return text[match.start() : span[1]] if match else ""


def _clause(
    text: str,
    folded: str,
    quantity: Quantity,
    span: tuple[int, int, int],
    shared: str,
    comparator: Comparator,
    direction: Direction,
) -> Clause:
    start, quote_end, end = span
    quote = text[start:quote_end]
    subject = _subject(text, folded, quantity, start, end, shared)
    scopes = scopes_of(subject)
    return Clause(
        start, max(quote_end, quantity.tail), end, quantity, subject, comparator, direction, exception_of(quote),
        baseline_of(quote) or _multiplied(folded, quantity), scopes[0] if scopes else None,
    )  # fmt: skip


def _multiplied(folded: str, quantity: Quantity) -> str | None:
    """'gấp 2 lần năm 2020': the year that is multiplied."""
    year = regex.match(r"\s*nam (\d{4})\b", folded[quantity.tail : quantity.tail + 12])
    return year[1] if year and quantity.kind == "factor" else None


def _direction(folded: str, quantity: Quantity, start: int, end: int) -> Direction:
    """reduce or increase where such a verb governs the number itself: 'giảm 10%', not 'giảm … xuống dưới 1%'."""
    before = folded[start : quantity.start]
    if _MORE.search(folded[start : quantity.head]):
        return "increase"
    for match in reversed(list(verb_pattern().finditer(before))):
        wording = " ".join(match[0].split())
        direction = next((way for verb, way, _ in verbs() if verb == wording), "attain")
        if _MEASURED_VERB.search(before[: match.start()]):
            # 'tốc độ tăng chỉ số giá', 'tỷ lệ giảm nghèo': the growth is what is measured.
            direction = "attain"
        between = before[match.end() :]
        if direction == "attain":
            continue
        listed = "," in between and not only_verbs(between)
        if _LEVEL.search(between) or len(between.split()) > 14 or listed:
            break
        return "reduce" if direction == "reduce" else "increase"
    if quantity.unit == "bậc" and _STEPS.search(before):
        return "increase"
    if _REDUCE_AFTER.search(folded[quantity.tail : end]):
        return "reduce"
    return "attain"


def _subject(text: str, folded: str, quantity: Quantity, start: int, end: int, shared: str) -> str:
    before_end = quantity.head
    before, folded_before = text[start:before_end], folded[start:before_end]
    lead = LEAD_ADVERBIAL.match(folded_before)
    if lead and lead.end() and (lead.end() < len(folded_before) or not subject_first(folded, quantity, start)):
        before, folded_before = before[lead.end() :], folded_before[lead.end() :]
    counted = quantity.kind in ("count", "factor")
    # Days and points measure something else; other nouns are what is counted.
    measures = quantity.kind != "count" or is_measure(quantity.unit)
    after = text[quantity.tail if measures else quantity.unit_start : end]
    if (
        quantity.kind == "percent"
        and quantity.tail > quantity.end
        and not regex.match(r"\s*tro", folded[quantity.end : quantity.tail])
    ):
        # 'từ 80% hồ sơ trở lên': the noun stands inside.
        after = regex.sub(r"(?i)\s*trở (lên|xuống)\s*$", "", text[quantity.end : quantity.tail]) + after
    if quantity.kind == "rank" and not only_verbs(folded_before):
        # 'Chỉ số … của tỉnh xếp trong nhóm 20': who is ranked stands before, whether or not a link does.
        # 'Lào Cai nằm trong nhóm 10 tỉnh dẫn đầu về Chỉ số CCHC': what is ranked may stand behind.
        named = len(before.split()) > 2 and not regex.search(r"\bvề\s", after)
        subject = _RANKED.sub("", before) if named else f"{_RANKED.sub('', before)} {after}"
    elif quantity.kind == "rank" and not regex.search(r"\bvề\s", after):
        subject = ""
    elif subject_first(folded, quantity, start):
        link = LINK.search(folded_before)
        head = before[: link.start()] if link else before
        if is_only_time(head) and not _NO_NOUN.match(fold_senses(after)):
            # 'năm 2025 đạt 100% số hồ sơ'
            subject = after
        elif without_light_verbs(head):
            subject = head if len(head.split()) > 1 else f"{head} {after}"
        else:
            # 'đảm bảo tỷ lệ tối thiểu 15% hoạt động …': what is counted stands behind.
            subject = f"{without_light_verbs(before[link.start() :]) if link else ''} {after}"
    else:
        spread = regex.search(r"\bmoi\s.*$", folded[quantity.head : quantity.start])
        if spread:
            before = text[quantity.head + spread.start() : quantity.start]
        verb = without_light_verbs(before)
        governed = _GOVERNING.search(folded_before) and not SUBJECT_HEAD.match(folded_before)
        if governed and len(after.split()) > 3 and not _NO_NOUN.match(fold_senses(after)):
            verb = ""
        if measures and not verb:
            # 'tăng 3 bậc so với năm 2022, không lĩnh vực nào giảm': what follows the comparison is another thing.
            after = regex.sub(r"^\s*so với[^,;]*[,;].*$", "", after)
        subject = f"{verb} {after}" if verb else after
    if shared and shared not in subject:
        subject = f"{subject.rstrip(' ,;')} {shared}"
    subject = tidy(subject)
    if not subject and counted and not measures:
        subject = text[quantity.unit_start : end]
    return subject
