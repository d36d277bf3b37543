"""Cuts a sentence into the clauses of its quantities; reads subject, direction, exception, baseline and scope of each.

Two forms: the number first ('Tối thiểu 80% hồ sơ được xử lý …') and the subject first ('Tỷ lệ hồ sơ … đạt 80%').
Clauses in a row may share a predicate ('trên 90% hồ sơ cấp huyện, trên 80% hồ sơ cấp xã được xử lý …') and, where the
first has no predicate of its own, its word of comparison.
"""

from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import regex

from corpora.clause_words import alternatives
from corpora.loader import rows
from extractors.quantities import Quantity, is_measure
from models.records import Comparator, Direction
from models.text import fold_keeping_length

_MEASURED = r"^[\s,;:.–-]*(?:ty le|ti le|muc do|chi so|so luong|tong so)\b"
_LINK = regex.compile(rf"\b{alternatives('link')}\s*(?:(?:duoc|muc|ty le)\s+)?$|{_MEASURED}[^:;]*:\s*$")
_SUBJECT_HEAD = regex.compile(rf"^(?:trong do|trong so do|rieng|dong thoi)?[\s,:]*{alternatives('subject_head')}\b")
_SEPARATOR = regex.compile(r"[,;]|\s(?:va|dong thoi|con)\s|\.\s|(?=\btrong (?:so )?do\b)")
_TIMED = regex.compile(r"(?:den|trong)\s+(?:het\s+|cuoi\s+)?nam\s+\d{4}\b")
_INSIDE = regex.compile(r"\btrong\s+(?:so\s+)?do\b|\brieng\b")
_CONNECTIVE = regex.compile(rf"^(?:[\s,;:.–-]|{alternatives('connective')}\b)+")
_PREDICATE = regex.compile(rf"\b(?:{alternatives('predicate')}|co(?! {alternatives('noun_with_co')}))\b")
_REDUCE_AFTER = regex.compile(r"\bduoc\s+(?:cat giam|tinh gian|giam|rut ngan)\b")
_LEVEL = regex.compile(r"\b(?:xuong|len|con|den)\b")
_EXCEPTION = regex.compile(
    rf"\((?P<inner>{alternatives('exception')}\s[^()]*)\)|[,\s](?P<bare>{alternatives('exception')}\s[^,;.()]+)"
)
_DAY = r"\d{1,2}(?:\s*/\s*\d{1,2}\s*/\s*\d{4}|\s+thang\s+\d{1,2}\s+nam\s+\d{4})"
_BASELINE = regex.compile(
    r"so voi\s+(?:cung ky\s+)?(?P<what>"
    r"nam\s+(?P<year>\d{4})|[^,;.()]+?(?=\s+(?:khi|doi voi|trong|tai)\s|[,;.()]|$))"
    r"|(?P<since>luy ke\s+[^,;.()]+)"
    rf"|tinh den\s+(?:het\s+)?ngay\s+(?P<date>{_DAY})"
)
_RISE = regex.compile(r"\s+(?:tăng|giảm|nâng)\s+từ\s+\d.*$", regex.IGNORECASE)
_LEVELS = r"(?:cap\s+)?(?:trung uong|tinh|huyen|xa|thon|thanh pho|phuong)"
_SCOPE = regex.compile(
    rf"\b(?:toan\s+(?:tinh|huyen|xa|thanh pho|quoc)|tu\s+{_LEVELS}\s+den\s+(?:cap\s+)?{_LEVELS}"
    r"|cap\s+(?:tinh|huyen|xa)(?:\s*,\s*(?:cap\s+)?(?:huyen|xa))*(?:\s+va\s+cap\s+(?:huyen|xa))?"
    r"|linh vuc\s+[^;.()]+?(?=\s+(?:dat|duoc|phai|toi thieu|it nhat|tren)\b|$))"
)
_LEAD_ADVERBIAL = regex.compile(
    r"^(?:phan dau|muc tieu|theo lo trinh)?[\s,:]*(?:(?:den|trong|tu nay den|het|cuoi|hang|moi)\s+(?:het\s+|cuoi\s+)?"
    r"(?:nam|giai doan)?\s*[\d\s–-]*,?\s*)?(?:phan dau)?[\s,:]*"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """What one quantity commits to; offsets count characters of the statement."""

    start: int
    end: int
    quantity: Quantity
    subject: str
    comparator: Comparator
    direction: Direction
    exception: str | None
    baseline: str | None
    scope: str | None


@cache
def _verbs() -> tuple[tuple[str, str, bool], ...]:
    found = [(row["wording"], row["direction"], row["light"] == "yes") for row in rows("commitments.tsv")]
    return tuple(sorted(found, key=lambda verb: -len(verb[0])))


@cache
def _verb_pattern() -> "regex.Pattern[str]":
    alternatives = "|".join(wording.replace(" ", r"\s+") for wording, _, _ in _verbs())
    return regex.compile(rf"\b(?:{alternatives})\b")


def commits(folded_before: str, *, has: bool) -> bool:
    """Whether a verb of commitment stands among the last words before a number; 'có' describes rather than commits,
    except where `has` is set (in goal sections)."""
    tail = " ".join(folded_before.split()[-6:])
    # 'theo dõi việc thực hiện 53 …' speaks of a number, it commits to none.
    return any(
        not tail[: match.start()].endswith("viec ") and (has or match[0] != "co")
        for match in _verb_pattern().finditer(tail)
    )


def read_clauses(text: str, start: int, end: int, quantities: list[Quantity]) -> list[Clause]:
    """Clauses of the quantities of one sentence [start, end) of `text`, one a quantity, in order."""
    folded = fold_keeping_length(text)
    cuts = [_first_cut(folded, start, quantities[0])]
    cuts += [_cut(folded, one, other) for one, other in pairwise(quantities)]
    ends = [*cuts[1:], _last_end(text, folded, quantities[-1], end)]
    spans = [
        (_skip(folded, cut, quantity.head), stop) for cut, stop, quantity in zip(cuts, ends, quantities, strict=True)
    ]
    bare = [_lacks_predicate(folded, quantity, span) for quantity, span in zip(quantities, spans, strict=True)]
    clauses: list[Clause] = []
    for index, (quantity, (begin, stop)) in enumerate(zip(quantities, spans, strict=True)):
        shared = ""
        if bare[index]:
            follower = next((other for other in range(index + 1, len(quantities)) if not bare[other]), None)
            if follower is not None and not _subject_first(folded, quantities[follower], spans[follower][0]):
                shared = _predicate(text, folded, quantities[follower], spans[follower])
        comparator, direction = quantity.comparator, _direction(folded, quantity, begin, stop)
        if index and quantity.kind == quantities[index - 1].kind:
            governed = _governed_before(folded, quantity, spans[index], clauses[-1])
            governed_too = bare[index] and _shares_verb(folded, quantity, spans[index], clauses[-1])
            if (
                (bare[index - 1] or governed or governed_too)
                and not quantity.explicit
                and clauses[-1].comparator != "range"
            ):
                comparator = clauses[-1].comparator
            direction = clauses[-1].direction if governed else direction
        quote_end = spans[-1][1] if shared else _strip_end(text, begin, stop)
        clause = _clause(text, folded, quantity, (begin, quote_end, stop), shared, comparator, direction)
        if not clause.subject and clauses:
            # '… đạt 40%, tăng 5% so với năm 2024' speaks of one thing.
            clause = replace(clause, subject=clauses[-1].subject)
        clauses.append(clause)
    return clauses


def _last_end(text: str, folded: str, quantity: Quantity, end: int) -> int:
    """End of the last clause: a part behind ';' belongs to it only where it goes on with the predicate."""
    for match in regex.finditer(r";\s", folded, pos=quantity.tail, endpos=end):
        if not _PREDICATE.match(folded, pos=match.end()) and _depth(folded, quantity.tail, match.start()) <= 0:
            return _strip_end(text, quantity.tail, match.start())
    return _strip_end(text, quantity.tail, end)


def _strip_end(text: str, start: int, end: int) -> int:
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".;,:/"):
        end -= 1
    return end


def _depth(folded: str, start: int, end: int) -> int:
    return folded.count("(", start, end) - folded.count(")", start, end)


def _separators(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Commas, semicolons and 'và' outside brackets, as (place, behind)."""
    return [
        match.span()
        for match in _SEPARATOR.finditer(folded, pos=start, endpos=end)
        if _depth(folded, start, match.start()) <= 0
    ]


def _cut(folded: str, one: Quantity, other: Quantity) -> int:
    """Where the clause of `one` ends and that of `other` begins."""
    places = _separators(folded, one.tail, other.head)
    if not places:
        return other.head if one.tail <= other.head else other.start
    for start, _ in reversed(places):
        if folded[start] in ";.":
            return start
    for start, behind in places:
        rest = folded[behind : other.head]
        rest = rest.strip()
        if _INSIDE.match(rest) or _SUBJECT_HEAD.match(rest) or _TIMED.match(rest):
            return start
    for start, behind in reversed(places):
        between = folded[behind : other.head].strip()
        if not between or _only_verbs(between):
            return start
    if _LINK.search(folded[max(0, one.head - 25) : one.head]) or _LINK.search(folded[one.head : one.start]):
        return places[0][0]
    return places[-1][0]


def _only_verbs(folded: str) -> bool:
    """Whether a few words are verbs of commitment and what helps them."""
    rest = _verb_pattern().sub(" ", folded)
    rest = regex.sub(r"\b(?:tiep tuc|it nhat|khoang|them|moi nam|hang nam|duoc|so|ty le)\b", " ", rest)
    return not rest.strip(" ,:") or (len(folded.split()) <= 4 and bool(_verb_pattern().match(folded)))


def _subject_first(folded: str, quantity: Quantity, start: int) -> bool:
    before = _LEAD_ADVERBIAL.sub("", folded[start : quantity.head], count=1)
    return bool(_LINK.search(before)) or (
        len(before.split()) > 2 and bool(_LINK.search(folded[start : quantity.start]))
    )


def _first_cut(folded: str, start: int, quantity: Quantity) -> int:
    """Start of the first clause: behind introductory clauses that only lead up to it."""
    before = folded[start : quantity.head]
    if _SUBJECT_HEAD.match(_CONNECTIVE.sub("", before)):
        return start
    if _LINK.search(before) and not _only_verbs(before.rsplit(",", 1)[-1].strip() or "x"):
        # The subject may hold commas itself; only ';' divides for sure.
        cut = max(before.rfind(";"), before.rfind(":"))
        heads = [
            match.end()
            for match in regex.finditer(r"[,;]", before)
            if _SUBJECT_HEAD.match(before[match.end() :].strip())
        ]
        return start + (heads[-1] if heads else cut + 1)
    for match in reversed(list(regex.finditer(r"[,;:]", before))):
        rest = before[match.end() :].strip()
        if _depth(folded, start, start + match.start()) > 0:
            continue
        if before[match.start()] in ";:" or not rest or _verb_pattern().match(rest):
            return start + match.end()
    return start


def _skip(folded: str, start: int, stop: int) -> int:
    match = _CONNECTIVE.match(folded[start:stop])
    return start + (match.end() if match else 0)


def _lacks_predicate(folded: str, quantity: Quantity, span: tuple[int, int]) -> bool:
    """Whether a number-first clause only names what is counted: 'trên 90% hồ sơ cấp huyện'."""
    if quantity.kind not in ("percent", "count") or _subject_first(folded, quantity, span[0]):
        return False
    after = folded[quantity.tail : span[1]]
    return not _PREDICATE.search(after) and not _verb_pattern().search(folded[span[0] : quantity.head])


def _governed_before(folded: str, quantity: Quantity, span: tuple[int, int], before: Clause) -> bool:
    """Whether the verb of the clause before governs this number too: 'giảm 10% số đơn vị và 10% biên chế'."""
    if before.direction == "attain" or folded[span[0] : quantity.head].strip():
        return False
    return not _PREDICATE.search(folded[quantity.tail : span[1]].split("so voi")[0])


def _shares_verb(folded: str, quantity: Quantity, span: tuple[int, int], before: Clause) -> bool:
    """'kiểm tra tối thiểu 30% cơ quan cấp tỉnh, 40% đơn vị cấp huyện': one verb and one comparison for both."""
    own = folded[span[0] : quantity.head].strip()
    return not own and bool(_verb_pattern().search(folded[before.start : before.quantity.head]))


def _predicate(text: str, folded: str, quantity: Quantity, span: tuple[int, int]) -> str:
    match = _PREDICATE.search(folded, pos=quantity.tail, endpos=span[1])
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
    quote = folded[start:quote_end]
    exception = None
    if match := _EXCEPTION.search(quote):
        group = "inner" if match["inner"] else "bare"
        exception = text[start + match.start(group) : start + match.end(group)].strip()
    baseline = baseline_of(text[start:quote_end])
    subject = _subject(text, folded, quantity, start, end, shared)
    scopes = scopes_of(subject)
    return Clause(
        start, max(quote_end, quantity.tail), quantity, subject, comparator, direction, exception, baseline,
        scopes[0] if scopes else None,
    )  # fmt: skip


def baseline_of(text: str) -> str | None:
    """What a number is measured against: '2021', 'quy định', 'lũy kế từ đầu năm 2022'; None where nothing is said."""
    match = _BASELINE.search(fold_keeping_length(text))
    if match is None or match["year"]:
        return match["year"] if match else None
    group = "what" if match["what"] else "since" if match["since"] else "date"
    return text[match.start(group) : match.end(group)].strip()


def scopes_of(text: str) -> list[str]:
    """Levels, areas and fields that a text names: 'cấp xã', 'toàn tỉnh', 'lĩnh vực đất đai'."""
    return [text[match.start() : match.end()].strip(" ,") for match in _SCOPE.finditer(fold_keeping_length(text))]


def _direction(folded: str, quantity: Quantity, start: int, end: int) -> Direction:
    """reduce or increase where such a verb governs the number itself: 'giảm 10%', not 'giảm … xuống dưới 1%'."""
    before = folded[start : quantity.start]
    for match in reversed(list(_verb_pattern().finditer(before))):
        wording = " ".join(match[0].split())
        direction = next((way for verb, way, _ in _verbs() if verb == wording), "attain")
        between = before[match.end() :]
        if direction == "attain":
            continue
        if _LEVEL.search(between) or len(between.split()) > 14 or "," in between:
            break
        return "reduce" if direction == "reduce" else "increase"
    if _REDUCE_AFTER.search(folded[quantity.tail : end]):
        return "reduce"
    return "attain"


def _subject(text: str, folded: str, quantity: Quantity, start: int, end: int, shared: str) -> str:
    before_end = quantity.head
    before, folded_before = text[start:before_end], folded[start:before_end]
    lead = _LEAD_ADVERBIAL.match(folded_before)
    if lead and lead.end() and (lead.end() < len(folded_before) or not _subject_first(folded, quantity, start)):
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
    if _subject_first(folded, quantity, start):
        link = _LINK.search(folded_before)
        head = before[: link.start()] if link else before
        if _heavy(head, fold_keeping_length(head)):
            subject = head if len(head.split()) > 1 else f"{head} {after}"
        else:
            # 'đảm bảo tỷ lệ tối thiểu 15% hoạt động …': what is counted stands behind.
            subject = f"{before[link.start() :] if link else ''} {after}"
    else:
        verbs = _heavy(before, folded_before)
        subject = f"{verbs} {after}" if verbs else after
    if shared and shared not in subject:
        subject = f"{subject.rstrip(' ,;')} {shared}"
    subject = _drop(_RISE.sub("", subject))
    if not subject and counted:
        subject = text[quantity.unit_start : end]
    return subject


def _heavy(before: str, folded_before: str) -> str:
    """The words before the number without verbs that add nothing: '' for 'Hoàn thành', 'Số hóa' for 'Số hóa'."""
    words = folded_before.strip(" ,:")
    for wording, _, light in _verbs():
        if light and words == wording:
            return ""
    rest = before.strip(" ,:")
    for wording, _, light in _verbs():
        # 'Thực hiện xử lý', 'Phấn đấu hoàn thành': the light verb before another falls away.
        if light and words.startswith(wording + " "):
            return _heavy(rest[len(wording) :], words[len(wording) :])
    return rest[:1].lower() + rest[1:] if rest[1:2].islower() or rest[1:2] == " " else rest


def _drop(subject: str) -> str:
    """Subject without exception, baseline and bracketed remarks on counting."""
    for pattern in (_EXCEPTION, _BASELINE):
        folded = fold_keeping_length(subject)
        match = pattern.search(folded)
        if match:
            subject = subject[: match.start()] + subject[match.end() :]
    subject = regex.sub(r"\(\s*\)", "", subject)
    return " ".join(subject.split()).strip(" ,;:.-")
