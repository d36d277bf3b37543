"""What a citing document has to do with a document that it cites: its basis, what it carries out, replaces or amends.

Source of the wordings: corpora/citation_roles.tsv. 'Nghị định A sửa đổi Nghị định B' is a relation between two cited
documents and says nothing of the citing one; a plan's task to amend a document does not amend it. Only a sentence that
names the document itself ('Quyết định này thay thế ...'), an article of a decision or the title does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from corpora.loader import rows
from models.records import CitationRole
from models.text import fold, fold_keeping_length

_STRENGTH: tuple[CitationRole, ...] = ("replaces", "amends", "basis", "implements", "attached_to", "mentions")
_REACH = 140
"""How many characters a wording may stand before the document that it governs."""
_FAR_REACH = 420
"""The same of 'thay thế Danh mục ... công bố tại Quyết định', where the document itself is the subject."""
_LONGEST_GAP = 600
# Folded text has no capitals: a full stop after a label or an abbreviation parts nothing.
_SENTENCE = regex.compile(r"(?<=[\p{L}\d)\"”]{3})\.\s{1,3}(?=\S)")
_CLAUSE = regex.compile(r"[.;](?=\s|$)")
_LIST_END = regex.compile(
    r"(?:^|[,;/(&:]|\bva|\bhoac|\bcung|\bcung voi)\s*(?:va\s+)?(?:cac\s+|[-+]\s*)?(?:so\s*:?\s*)?$"
)
_THIS = regex.compile(
    r"\b(?:quyet dinh|nghi quyet|nghi dinh|thong tu|chi thi|ke hoach|chuong trinh|de an|quy che|quy dinh|van ban|"
    r"cong van|huong dan|thong bao) nay\b"
)
_PLANNED = regex.compile(
    r"\b(?:tham muu|xay dung|trinh|de xuat|kien nghi|de nghi|ra soat|nghien cuu|du thao|chuan bi|soan thao)\b"
)
_ENDED = regex.compile(
    r"\b(?:het hieu luc|khong con hieu luc|(?:bi|duoc) bai bo|(?:bi|duoc) thay the)\b(?!\s+(?:bang|boi|tai)\s+"
    r"(?!\w+ \w+ nay))"
)
_ARTICLE = regex.compile(r"^\W{0,3}dieu \d{1,3}\b")
_LABELLED = regex.compile(r"^\W{0,3}(?:\d{1,2}[.)]|[a-z][.)]|[-+–])\s")
_TITLE = regex.compile(
    r"^\W{0,3}(?:(?:ve viec|v/v|ve|ban hanh)\s+)?(?:sua doi|bo sung|bai bo|huy bo|thay the|dieu chinh|dinh chinh)\b"
)
_ITEM = regex.compile(r"(?:[-+–•*]|\(?\d{1,2}[.)]|[a-z][.)])?")
_LIST_HEAD = 160


def stronger(one: CitationRole, other: CitationRole) -> CitationRole:
    """The stronger of two roles: what changes the law counts before its grounds, these before a mere mention."""
    return min(one, other, key=_STRENGTH.index)


@dataclass(slots=True)
class RoleReader:
    """Reads the roles of a document's paragraphs in their order: an article and the head of a list govern what follows
    them."""

    in_article: bool = False
    listed: CitationRole | None = None
    item: CitationRole | None = None
    """The role of a list ('Căn cứ các văn bản sau:') of which the paragraph read last is an item."""
    title_end: int = 1500
    """Up to where in the text a title stands."""
    _ended: bool = False

    def read(self, text: str, start: int, spans: Sequence[tuple[int, int]], *, basis: bool) -> list[CitationRole]:
        """The role of each cited document of a paragraph; `spans` count in the paragraph, in order.

        To be called for every paragraph, with and without citations.
        """
        key = fold_keeping_length(text)
        self.in_article = bool(_ARTICLE.match(key)) or (self.in_article and bool(_LABELLED.match(key)))
        effective = self.in_article or (start < self.title_end and bool(_TITLE.match(key)))
        before_first = key[: spans[0][0]].strip() if spans else "?"
        goes_on = _ITEM.fullmatch(before_first) and (before_first or not self._ended)
        item = self.item = self.listed if goes_on else None
        self._ended = key.rstrip().endswith(".")
        roles: list[CitationRole] = []
        carried = item
        for at, (begin, end) in enumerate(spans):
            if basis:
                roles.append("basis")
                continue
            gap_start = spans[at - 1][1] if at else 0
            gap_start = max(gap_start, begin - _LONGEST_GAP)
            found, of_other = _role(key, gap_start, begin, end, carried, effective, first=not at)
            roles.append(found)
            carried = carried if of_other else found
        if key.rstrip().endswith(":") and len(key) < _LIST_HEAD and not spans:
            cue = _last_cue(key)
            role = cue[1] if cue else None
            lasting = role in ("basis", "implements") or (role in ("replaces", "amends") and effective)
            self.listed = role if lasting else None
        elif not item:
            self.listed = None
        return roles


def _role(
    key: str, gap_start: int, begin: int, end: int, before: CitationRole | None, effective: bool, *, first: bool
) -> tuple[CitationRole, bool]:
    """The role of the document at [begin, end) and whether it is what another cited document has to do with it.

    `before` is the role that a list hands on, `effective` says that the paragraph speaks of the document itself.
    """
    gap = key[gap_start:begin]
    sentences = list(_SENTENCE.finditer(gap))
    if sentences:
        gap_start, first = gap_start + sentences[-1].end(), True
        gap = key[gap_start:begin]
    if first and not sentences and before is not None and _ITEM.fullmatch(gap.strip()):
        return before, False
    sentence = _sentence_around(key, begin, end)
    if _ENDED.search(key, end, min(len(key), end + 260)) and (effective or _THIS.search(sentence)):
        clause = _CLAUSE.search(key, end)
        ended = _ENDED.search(key, end)
        if ended and (clause is None or ended.start() < clause.start()):
            return "replaces", False
    cue = _last_cue(gap)
    between = gap[cue[2] :] if cue else ""
    reach = _FAR_REACH if cue and cue[1] in ("replaces", "amends") else _REACH
    if cue is None or len(between) > reach or _CLAUSE.search(between):
        listed = not first and before is not None and _LIST_END.search(gap)
        return (before if listed and before is not None else "mentions"), False
    at, role, _ = cue
    own_clause = first or bool(regex.search(r"[,;]|\bva\b|\bnay\b", gap[:at]))
    if role in ("replaces", "amends"):
        names_itself = _THIS.search(gap[:at]) or (effective and own_clause)
        planned = _PLANNED.search(gap[:at])
        return (role, False) if names_itself and not planned else ("mentions", not own_clause)
    if role == "implements" and not own_clause:
        # 'Kế hoạch A triển khai Nghị quyết B': what carries out B is A.
        return (before if before in ("implements", "basis") else "mentions"), True
    if role == "attached_to":
        # 'Sửa đổi Điều 2 của Quy chế ban hành kèm theo Quyết định A' amends what A has issued.
        changed = _role(key, gap_start, gap_start + at, end, None, effective, first=first)[0] if at else role
        if changed in ("replaces", "amends"):
            return changed, False
        return (role if len(between.strip()) <= 25 else "mentions"), False
    return role, False


def _sentence_around(key: str, begin: int, end: int) -> str:
    first = max(0, begin - _LONGEST_GAP)
    last = min(len(key), end + _LONGEST_GAP)
    starts = [match.end() for match in _SENTENCE.finditer(key, first, begin)]
    stop = _SENTENCE.search(key, end, last)
    return key[starts[-1] if starts else first : stop.start() if stop else last]


def _last_cue(gap: str) -> tuple[int, CitationRole, int] | None:
    """Start, role and end of the last wording in what stands before a cited document."""
    found = None
    for match in _cue_pattern().finditer(gap):
        role = _cues()[" ".join(match.group().split())]
        if role is not None:
            found = match.start(), role, match.end()
    return found


@cache
def _cues() -> dict[str, CitationRole | None]:
    return {
        fold(row["wording"]): None if row["role"] == "-" else row["role"]  # type: ignore[misc]
        for row in rows("citation_roles.tsv")
    }


@cache
def _cue_pattern() -> "regex.Pattern[str]":
    ordered = sorted(_cues(), key=len, reverse=True)
    wordings = "|".join(r"\s{1,2}".join(map(regex.escape, wording.split())) for wording in ordered)
    return regex.compile(rf"(?<!\p{{L}})(?:{wordings})(?!\p{{L}})")
