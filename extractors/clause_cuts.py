"""Where the clause of a number begins and ends in its sentence, and on which side of the number its subject stands.

Offsets count characters of the statement; `folded` is its `fold_senses`.
"""

import regex

from corpora.clause_words import alternatives
from extractors.quantities import Quantity
from extractors.subjects import PREDICATE, only_verbs, verb_pattern

_MEASURED = r"^[\s,;:.–-]*(?:ty le|ti le|muc do|chi so|so luong|tong so)\b"
LINK = regex.compile(rf"\b{alternatives('link')}\s*(?:(?:duoc|muc|ty le)\s+)?$|{_MEASURED}[^:;]*:\s*$")
SUBJECT_HEAD = regex.compile(rf"^(?:trong do|trong so do|rieng|dong thoi)?[\s,:]*{alternatives('subject_head')}\b")
_SEPARATOR = regex.compile(r",(?!\d)|;|\s(?:va|dong thoi|con)\s|\.\s|(?=\btrong (?:so )?do\b)")
_TIMED = regex.compile(r"(?:den|trong)\s+(?:het\s+|cuoi\s+)?nam\s+\d{4}\b")
_INSIDE = regex.compile(r"\btrong\s+(?:so\s+)?do\b|\brieng\b")
_CONNECTIVE = regex.compile(rf"^(?:[\s,;:.–-]|{alternatives('connective')}\b)+")
# 'Hồ sơ trễ hạn: dưới 1%', where nothing is counted behind.
_NOTHING_BEHIND = regex.compile(r"\s*(?:$|[;,(]|\.(?!\d))")
LEAD_ADVERBIAL = regex.compile(
    r"^(?:phan dau|muc tieu|theo lo trinh)?[\s,:]*"
    r"(?:(?:den|trong|tu nay den|truoc|het|cuoi|(?:hang|moi)(?=\s+nam\b))\s+(?:het\s+|cuoi\s+)?"
    r"(?:(?:ngay\s+)?\d{1,2}/\d{1,2}(?:/\d{4})?|(?:quy|thang)\s+[ivx\d]+\s*(?:/|nam\s)\s*\d{4}"
    r"|(?:nam|giai doan)\s*[\d\s–-]*|\d[\d\s–-]*),?\s*)?(?:phan dau)?[\s,:]*"
)


def last_end(text: str, folded: str, quantity: Quantity, end: int) -> int:
    """End of the last clause: a part behind ';' belongs to it only where it goes on with the predicate."""
    for match in regex.finditer(r";\s", folded, pos=quantity.tail, endpos=end):
        if not PREDICATE.match(folded, pos=match.end()) and _depth(folded, quantity.tail, match.start()) <= 0:
            return strip_end(text, quantity.tail, match.start())
    return strip_end(text, quantity.tail, end)


def strip_end(text: str, start: int, end: int) -> int:
    """`end` without the blanks and marks before it."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".;,:/"):
        end -= 1
    return end


def _depth(folded: str, start: int, end: int) -> int:
    return folded.count("(", start, end) - folded.count(")", start, end)


def separators(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Commas, semicolons and 'và' outside brackets, as (place, behind)."""
    return [
        match.span()
        for match in _SEPARATOR.finditer(folded, pos=start, endpos=end)
        if _depth(folded, start, match.start()) <= 0
    ]


def cut_between(folded: str, one: Quantity, other: Quantity) -> int:
    """Where the clause of `one` ends and that of `other` begins."""
    places = separators(folded, one.tail, other.head)
    if not places:
        return other.head if one.tail <= other.head else other.start
    for start, _ in reversed(places):
        if folded[start] in ";.":
            return start
    for start, behind in places:
        rest = folded[behind : other.head]
        rest = rest.strip()
        if _INSIDE.match(rest) or SUBJECT_HEAD.match(rest) or _TIMED.match(rest):
            return start
    for start, behind in reversed(places):
        between = folded[behind : other.head].strip()
        if not between or only_verbs(between):
            return start
    if LINK.search(folded[max(0, one.head - 25) : one.head]) or LINK.search(folded[one.head : one.start]):
        return places[0][0]
    return places[-1][0]


def subject_first(folded: str, quantity: Quantity, start: int) -> bool:
    """Whether what is measured stands before its number: 'Tỷ lệ hồ sơ … đạt 80%'."""
    before = LEAD_ADVERBIAL.sub("", folded[start : quantity.head], count=1)
    if quantity.explicit and ";" not in before and len(before.split()) > 2 and SUBJECT_HEAD.match(before):
        # 'Tỷ lệ hộ nghèo dưới 3%', 'số lượng cấp phó không quá 02 người'
        return True
    return bool(LINK.search(before)) or (len(before.split()) > 2 and bool(LINK.search(folded[start : quantity.start])))


def first_cut(folded: str, start: int, quantity: Quantity) -> int:
    """Start of the first clause: behind introductory clauses that only lead up to it."""
    before = folded[start : quantity.head]
    if SUBJECT_HEAD.match(_CONNECTIVE.sub("", before)) and ";" not in before:
        return start
    if LINK.search(before) and not only_verbs(before.rsplit(",", 1)[-1].strip() or "x"):
        # The subject may hold commas itself; only ';' divides for sure.
        cut = max(before.rfind(";"), before.rfind(":"))
        heads = [
            match.end()
            for match in regex.finditer(r",(?!\d)|;", before)
            if SUBJECT_HEAD.match(LEAD_ADVERBIAL.sub("", before[match.end() :].strip(), count=1))
        ]
        return start + (heads[-1] if heads else cut + 1)
    for match in reversed(list(regex.finditer(r"[,:](?!\d)|;", before))):
        rest = before[match.end() :].strip()
        if _depth(folded, start, start + match.start()) > 0:
            continue
        if not rest and before[match.start()] == ":" and _NOTHING_BEHIND.match(folded, pos=quantity.tail):
            continue
        # 'cắt giảm, đơn giản hóa 20% quy định': two verbs for one noun.
        verbs_before = regex.split(r"[,;:]", before[: match.start()])[-1].strip()
        if before[match.start()] in ";:" or not rest:
            return start + match.end()
        if verb_pattern().match(rest) and not (verbs_before and only_verbs(verbs_before)):
            return start + match.end()
    return start


def skip_connectives(folded: str, start: int, stop: int) -> int:
    """`start` behind words that belong to no clause: 'và', 'trong đó'."""
    match = _CONNECTIVE.match(folded[start:stop])
    return start + (match.end() if match else 0)
