"""Documents cited in a document: each once, with number, kind, date, issuer and whether a 'Căn cứ' line names it.

Source of the form: Nghị định 30/2020/NĐ-CP, annex I.II.6: kind, number, date, issuer and subject at the first
mention, kind and number later. Members of a list share what is printed once ('các Nghị định số: A ngày ..., B', 'số
A, B ngày ... của Chính phủ'); what no mention gives (an issuer that only the symbol tells) stays None.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import regex

from corpora.loader import rows
from extractors.agency_names import expand_abbreviations
from extractors.citation_roles import RoleReader, stronger
from extractors.frame import FrameLine, is_capitals
from extractors.issuers import read_issuer
from extractors.letterhead import read_attachment
from extractors.named_documents import NamedDocument, find_named_documents
from extractors.symbols import DocumentNumber, find_numbers, kind_of_symbol, official_form, symbol_bodies
from models.document import BlockKind, Document
from models.records import Citation, CitationRole
from models.text import BLANKS_BEFORE, fold, fold_keeping_length

_DASHES = str.maketrans("–—", "--")
_DAY = r"[\dlo]{1,2}"
_DATE = regex.compile(
    rf"\s{{0,2}},?\s{{0,2}}(?:(?:da )?(?:duoc )?ban hanh |ky )?\(?(?:ngay\s{{0,2}})?(?:"
    rf"(?P<d>{_DAY})\s?[/.-]\s?(?P<m>{_DAY})\s?[/.-]\s?(?P<y>(?:19|20)\d{{2}})\b"
    rf"|(?P<d2>{_DAY})\s{{0,2}}thang\s{{0,2}}(?P<m2>{_DAY})\s{{0,2}},?\s?nam\s{{0,2}}(?P<y2>(?:19|20)\d{{2}}))\)?"
)
_ISSUES = regex.compile(r"\s+(?:da\s+)?(?:ky\s+)?(?:ban hanh|co|phe duyet|thong qua)\s+(?:cac\s+)?$")
_DAY_BEFORE = regex.compile(
    rf"\bngay\s{{0,2}}(?:(?P<d>{_DAY})\s?[/.-]\s?(?P<m>{_DAY})\s?[/.-]\s?(?P<y>(?:19|20)\d{{2}})"
    rf"|(?P<d2>{_DAY})\s{{0,2}}thang\s{{0,2}}(?P<m2>{_DAY})\s{{0,2}},?\s?nam\s{{0,2}}(?P<y2>(?:19|20)\d{{2}})),?\s*$"
)
# A date of which a part can't be read is passed over, so that the issuer behind it is found.
_UNREADABLE_DATE = regex.compile(
    r"\s{0,2},?\s{0,2}ngay\s{0,2}\S{0,4}\s{0,2}thang\s{0,2}\S{0,3}\s{0,2}nam\s{0,2}\S{4}(?=[\s,])"
)
_OF = regex.compile(r"\s{0,2},?\s{0,2}(?:cua|do)\s+")
_LABEL = r"(?:\s{0,2}(?:lien tich|phoi hop))?(?:\s{0,2}(?:van ban\s)?s[o06]\s{0,2}[:.]?)?\s{0,2}"
_GLUE = regex.compile(r"\s*(?:[,;/]|va|hoac|[,;] va)?\s*(?:cac\s+)?(?:s[o0]\s{0,2}[:.]?)?\s*")
_JOINED = regex.compile(r"\s*(?:,|;|va|hoac|, va|; va|va cac)\s*(?:cac\s*)?(?:s[o0]\s{0,2}[:.]?\s*)?")
_LONGEST_ENCLOSURE = 600
"""Characters of a bracket that says what an annex goes with, and of the heading above it."""
_ENCLOSED = regex.compile(r"\((?:duoc )?(?:ban hanh )?kem theo\b")
_GROUP_LABEL = regex.compile(r"\s*:\s*s[o0]\s{0,2}[:.]?\s{0,2}$")
_OWN_LINE = regex.compile(r"^\W*s[o06]\s*[:;.,]?\S{0,4}\W{0,3}")
_BASIS = regex.compile(r"^\W{0,4}can cu\b")
_BOARD = regex.compile(r"ban chi dao \d{2,4}(?:/[a-z]{2})?")
_BOARD_FOR = regex.compile(
    r"\s+(?:\d{2,4}(?:/[a-z]{2})?\b|(?!(?:ve|ban hanh|quy dinh|huong dan|thuc hien|trien khai)\b)[a-z])"
)
_AT = regex.compile(rf"{BLANKS_BEFORE}(?:tai|theo|o)\s*(?:cac\s*)?$")
_LABELLED = regex.compile(r"\bs[o06]\s{0,2}[:.]?\s{0,2}$")
_LONGEST_LABEL = 30
"""Characters before a number or a document in which such words are looked for."""
_PERSON = regex.compile(r"^(?:Giám đốc|Chánh|Quyền Giám đốc|Trưởng)\s+(?=\p{L})")
_MINISTER = regex.compile(
    r"^(?:Bộ trưởng,? Chủ nhiệm|Bộ trưởng|Chủ nhiệm|Thống đốc)\s+(?=(?:Bộ|Văn phòng|Ủy ban|Ngân hàng)\b)"
)
"""A minister signs for the ministry that issues (Luật Ban hành văn bản quy phạm pháp luật 2015, điều 4)."""
_FALLBACK_END = regex.compile(
    r"[,;:.()\d]|\b(?:ve|ban hanh|quy dinh|phe duyet|huong dan|sua doi|thuc hien|trien khai|doi voi|tren dia ban|"
    r"tai|cho|nham|"
    r"trong|theo|de|giai doan|nam|den|da|ngay|va|tang cuong|day manh|cong bo|thong qua|lan thu)\b"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a numbered document is named; offsets count in the document's text."""

    number: DocumentNumber
    """Its own `start` and `end` count in the paragraph."""
    kind: str | None
    kind_printed: bool
    date: dt.date | None
    issuer: str | None
    title: str | None
    start: int
    end: int
    basis: bool
    raw: str = ""
    """The number's own characters, without spaces."""
    role: CitationRole = "mentions"


@dataclass(frozen=True, slots=True)
class NamedMention:
    """One place where a document is named without its number."""

    named: NamedDocument
    basis: bool
    role: CitationRole


def find_citations(document: Document, own_number: str | None) -> list[Citation]:
    """Every document that the document cites, once each, in the order of their first mention."""
    own = number_key(own_number) if own_number else None
    merged: dict[tuple[str, int], Mention] = {}
    order: dict[tuple[str, int], int] = {}
    named: list[NamedMention] = []
    reader = RoleReader()
    for start, text, in_table in segments(document):
        basis = bool(_BASIS.match(fold(text[:40])))
        mentions = find_mentions(text, start, basis=basis)
        taken = [(mention.start, mention.end) for mention in mentions]
        by_name = find_named_documents(text, start, taken)
        spans = sorted([*taken, *((found.start, found.end) for found in by_name)])
        inside = [(begin - start, end - start) for begin, end in spans]
        roles = dict(zip(spans, reader.read(text, start, inside, basis=basis), strict=True))
        basis = basis or reader.item == "basis"
        mentions = [replace(one, basis=basis, role=roles[one.start, one.end]) for one in mentions]
        if not in_table:
            mentions = _without(mentions, _own_ranges(text, own))
        for mention in mentions:
            if own is not None and number_key(mention.number.text) == own:
                continue
            key = _merge_key(merged, mention)
            order.setdefault(key, mention.start)
            merged[key] = _merge(merged[key], mention) if key in merged else mention
        named += [NamedMention(found, basis, roles[found.start, found.end]) for found in by_name]
    records = [(order[key], _citation(document, mention)) for key, mention in merged.items()]
    records += _named_citations(document, named, [mention.title for mention in merged.values() if mention.title])
    return [record for _, record in sorted(records, key=lambda pair: pair[0])]


def segments(document: Document) -> Iterator[tuple[int, str, bool]]:
    """Start and text of each paragraph, footnote and table cell; whether it is a cell."""
    for block in document.blocks:
        if block.kind is BlockKind.TABLE:
            table = document.table_of(block)
            if table is not None:
                for cell in table.cells:
                    if cell.end > cell.start:
                        yield cell.start, document.slice(cell.start, cell.end), True
        else:
            yield block.start, document.slice(block.start, block.end), False


def number_key(number: str) -> str:
    """What makes two written forms the same number: '01/NQ/TU' and '01-NQ/TU' are one; a leading 0 does not count."""
    return regex.sub(r"[^\p{L}\d]", "", number.replace("Ð", "Đ")).upper().lstrip("0")


def find_mentions(text: str, offset: int = 0, *, basis: bool = False) -> list[Mention]:
    """The numbered documents that a paragraph names, what a list prints once given to each of its members."""
    key = fold_keeping_length(text)
    found: list[Mention] = []
    last_end = 0
    group: _Group | None = None
    for number in find_numbers(text):
        if number.start < last_end:
            # 'của Ban Chỉ đạo 138/CP': a part of an issuer's name.
            continue
        kind, begin, title = _kind_before(key, text, last_end, number)
        printed = kind is not None
        glued = bool(found) and _GLUE.fullmatch(key, last_end, number.start) is not None
        if kind is None and glued:
            neighbour = found[-1].kind
            told = kind_of_symbol(number.parts)
            alike = number.parts == found[-1].number.parts
            kind = neighbour if alike or told in (neighbour, None, "Công văn") else told
        labelled = _LABELLED.search(key, max(0, number.start - _LONGEST_LABEL), number.start) is not None
        if not (printed or glued or (number.known and (len(number.parts) > 1 or labelled))):
            continue
        if not printed and not number.known:
            continue
        if kind in _NICKNAMED and len(number.parts) == 1:
            # 'Đề án 06/CP' is a name of what a decision approves, not a number.
            continue
        kind = kind or kind_of_symbol(number.parts)
        group = _group_before(text, key, number) or group
        date, issuer, end = _date_and_issuer(text, key, number.end, number.parts)
        if issuer is None and printed:
            issuer = _issuer_before(text, key, begin)
        before = _told_before(text, key, begin) if printed else None
        if before is not None:
            issuer, date = issuer or before[0], date or before[1]
        if issuer is None and group is not None and not printed and group.body == number.parts[1:]:
            issuer = group.issuer
        start = begin if printed else number.start
        raw = regex.sub(r"\s", "", text[number.start : number.end]).translate(_DASHES)
        found.append(Mention(number, kind, printed, date, issuer, title, offset + start, offset + end, basis, raw))
        last_end = end
    return _share(found, key, offset)


_NICKNAMED = frozenset({"Đề án", "Dự án", "Chương trình", "Chương trình hành động", "Kế hoạch", "Phương án"})


@dataclass(frozen=True, slots=True)
class _Group:
    """'các Nghị định của Chính phủ: số A ...; số B ...': the body is named once, before the list."""

    body: tuple[str, ...]
    issuer: str


def _group_before(text: str, key: str, number: DocumentNumber) -> _Group | None:
    """The body named before the first number of a list, where one is."""
    label = _GROUP_LABEL.search(key, max(0, number.start - 12), number.start)
    if label is None:
        return None
    for of in regex.finditer(r"\bcua\s+", key[max(0, label.start() - 90) : label.start()]):
        named = read_issuer(text, max(0, label.start() - 90) + of.end())
        if named is not None and named[1] == label.start():
            return _Group(number.parts[1:], _MINISTER.sub("", named[0]))
    return None


def _kind_before(key: str, text: str, first: int, number: DocumentNumber) -> tuple[str | None, int, str | None]:
    """Kind that stands before a number, where it begins, and the law's title where one stands between."""
    end = number.start
    window = max(first, end - 220)
    match = _kind_pattern().search(key[window:end])
    if match is not None and text[window + match.start()].isupper():
        return _kinds()[fold(match["kind"])], window + match.start(), None
    of_assembly = number.parts[0].rstrip("0123456789") in _OF_ASSEMBLY
    law = _LAW_NUMBER.search(key[window:end]) if of_assembly else None
    if law is not None and not text[window + law.start()].isupper():
        law = None
    if match is not None and law is None and _is_lower_kind(text[window + match.start() : end]):
        return _kinds()[fold(match["kind"])], window + match.start(), None
    short = _SHORT_KIND.search(text, window, end)
    if short is not None and short["kind"] in (number.parts[0], "CV", "VB"):
        return kind_of_symbol(number.parts) or "Văn bản", short.start(), None
    if law is not None:
        title = " ".join(text[window + law.start() : window + law.end("title")].split()).rstrip(" ,")
        return _kinds()[law["kind"]], window + law.start(), title
    return None, end, None


# 'NQ số 11-NQ/TU', 'NĐ 61/2018/NĐ-CP': the kind as in the symbol.
_SHORT_KIND = regex.compile(r"(?<![\p{L}\d/-])(?P<kind>\p{Lu}{1,4}r?)\s{1,2}(?:[Ss][ốo]\s{0,2}[:.]?\s{0,2})?$")
_OF_ASSEMBLY = frozenset({"QH", "PL", "L", "UBTVQH"})
_LAW_NUMBER = regex.compile(
    r"\b(?P<title>(?P<kind>bo luat|luat|"
    r"phap lenh)\s+[^;:()]{3,160}?)\s*(?:,?\s*|[(,]\s*luat\s+)(?:s[o0]\s{0,2}[:.]?)\s{0,2}$"
)


def _is_lower_kind(printed: str) -> bool:
    # 'nghị quyết số ...' in lower case still names a document when "số" follows.
    return _LABELLED.search(fold_keeping_length(printed)[-_LONGEST_LABEL:]) is not None


@cache
def _kinds() -> dict[str, str]:
    # A notice of conclusions is a notice: its symbol is TB.
    return {"thong bao ket luan": "Thông báo", **{fold(row["kind"]): row["kind"] for row in rows("document_kinds.tsv")}}


@cache
def _kind_pattern() -> "regex.Pattern[str]":
    ordered = sorted(_kinds(), key=len, reverse=True)
    names = "|".join(r"\s{1,2}".join(map(regex.escape, name.split())) for name in ordered)
    return regex.compile(rf"(?<![\p{{L}}])(?P<kind>{names}){_LABEL}$")


def _goes_on(key: str, name: str, end: int) -> bool:
    """Whether what a board is for stands behind its name: 'Ban Chỉ đạo chuyển đổi số tỉnh', 'Ban Chỉ đạo 138/CP'."""
    return name == "Ban Chỉ đạo" and bool(_BOARD_FOR.match(key, end))


def _date_and_issuer(text: str, key: str, end: int, parts: tuple[str, ...]) -> tuple[dt.date | None, str | None, int]:
    date, issuer = None, None
    for _ in range(2):
        if date is None:
            found = _DATE.match(key, end)
            if found:
                value = _to_date(found)
                if value is not None:
                    date, end = value, found.end()
            elif unreadable := _UNREADABLE_DATE.match(key, end):
                end = unreadable.end()
        if issuer is None:
            of = _OF.match(key, end)
            if of:
                named = read_issuer(text, of.end())
                if named is None or _goes_on(key, *named):
                    named = _plain_issuer(text, key, of.end()) or named
                if named is not None:
                    issuer, end = _by_initials(_MINISTER.sub("", named[0]), parts), named[1]
    return date, issuer, end


def _by_initials(name: str, parts: tuple[str, ...]) -> str:
    """The body of which an abbreviation gives the initials, where the number's symbol tells it: TTCP beside QĐ-TTg."""
    if not name.isupper() or " " in name:
        return name
    bodies = [symbol_bodies()[part][0] for part in parts[1:] if part in symbol_bodies()]
    if "TW" in parts:
        bodies += ["Bộ Chính trị", "Ban Bí thư"]
    return next((body for body in bodies if "".join(word[0] for word in body.split()).upper() == name), name)


def _to_date(found: "regex.Match[str]") -> dt.date | None:
    values = [found[name] or found[name + "2"] for name in ("y", "m", "d")]
    try:
        year, month, day = (int(value.replace("l", "1").replace("o", "0")) for value in values)
        return dt.date(year, month, day)
    except ValueError:
        return None


def _plain_issuer(text: str, key: str, start: int) -> tuple[str, int] | None:
    """A body that the corpus does not know: the words in capitals' case up to what is said of the document."""
    board = _BOARD.match(key, start)
    stop = _FALLBACK_END.search(key, board.end() if board else start, start + 90)
    end = stop.start() if stop else min(len(text), start + 90)
    name = " ".join(text[start:end].split())
    if not name or not name[0].isupper() or len(name) < 3 or len(name.split()) > 12:
        return None
    full = expand_abbreviations(name)
    known = read_issuer(full, 0) if full != name else None
    return known[0] if known and known[1] == len(full) else name, start + len(text[start:end].rstrip())


def _issuer_before(text: str, key: str, begin: int) -> str | None:
    """The body in 'đề nghị của Giám đốc Sở X tại Tờ trình số ...': the office, not the person who heads it."""
    lead = _AT.search(key, max(0, begin - _LONGEST_LABEL), begin)
    if lead is None:
        return None
    window = max(0, begin - 140)
    for of in reversed(list(regex.finditer(r"\bcua\s+", key[window : lead.start()]))):
        named = read_issuer(text, window + of.end())
        if named is not None and named[1] == window + len(text[window : lead.start()].rstrip()):
            office = _PERSON.sub("", named[0])
            return office[:1].upper() + office[1:]
    return None


def _told_before(text: str, key: str, begin: int) -> tuple[str, dt.date | None] | None:
    """Issuer and day in 'Ngày 05/01/2031, UBND tỉnh đã ban hành Kế hoạch số ...'."""
    verb = _ISSUES.search(key, max(0, begin - 30), begin)
    if verb is None:
        return None
    window = max(0, verb.start() - 110)
    for word in regex.finditer(r"(?<![\p{L}\d])\p{Lu}", text[window : verb.start()]):
        start = window + word.start()
        named = read_issuer(text, start)
        if named is None or named[1] != len(text[: verb.start()].rstrip()):
            continue
        day = _DAY_BEFORE.search(key, max(0, start - 40), start)
        return _MINISTER.sub("", named[0]), _to_date(day) if day else None
    return None


def _share(found: list[Mention], key: str, offset: int) -> list[Mention]:
    """Give members of a list the issuer (and, within one kind word, the date) that its last member prints for all."""
    for at in range(len(found) - 2, -1, -1):
        here, after = found[at], found[at + 1]
        if _JOINED.fullmatch(key[here.end - offset : after.start - offset]) is None:
            continue
        same_body = here.number.parts[1:] == after.number.parts[1:]
        if here.issuer is None and after.issuer is not None and same_body:
            here = replace(here, issuer=after.issuer)
        if (
            here.date is None
            and after.date is not None
            and not after.kind_printed
            and same_body
            and here.number.end == here.end - offset
        ):
            here = replace(here, date=after.date)
        found[at] = here
    return found


def _without(mentions: list[Mention], ranges: list[tuple[int, int]]) -> list[Mention]:
    return [mention for mention in mentions if not any(begin <= mention.number.start < end for begin, end in ranges)]


def _own_ranges(text: str, own: str | None) -> list[tuple[int, int]]:
    """Ranges of a paragraph whose numbers are the document's own: its number line, or what says what an annex
    goes with."""
    line = FrameLine(text, 0, len(text), 1)
    if read_attachment(line) is not None:
        return [(0, len(text))]
    ranges: list[tuple[int, int]] = []
    key = fold_keeping_length(text)
    label = _OWN_LINE.match(key)
    if label and len(text) < 200:
        ranges.append((0, label.end() + 1))
    symbol = _symbol_key(own) if own else None
    for enclosed in _ENCLOSED.finditer(key):
        last = min(len(text), enclosed.start() + _LONGEST_ENCLOSURE)
        end = text.find(")", enclosed.start(), last)
        end = last if end < 0 else end
        # After a heading, and at the end of it, the line belongs to the heading; in prose it cites.
        numbers = find_numbers(text[enclosed.start() : end])
        same_symbol = bool(numbers) and symbol is not None and _symbol_key(number_key(numbers[0].text)) == symbol
        heads = same_symbol and enclosed.start() < 250 and not text[end + 1 :].strip(" *.")
        if heads or (enclosed.start() < _LONGEST_ENCLOSURE and is_capitals(text[: enclosed.start()])):
            ranges.append((enclosed.start(), end))
    return ranges


def _symbol_key(key: str) -> str:
    return regex.sub(r"^\d+", "", key)


def _merge_key(merged: dict[tuple[str, int], Mention], mention: Mention) -> tuple[str, int]:
    """Numbers begin anew each year: the same number of two years is two documents."""
    key = number_key(mention.number.text)
    ordinal = 0
    while (key, ordinal) in merged:
        other = merged[key, ordinal]
        if other.date is None or mention.date is None or other.date.year == mention.date.year:
            break
        ordinal += 1
    return key, ordinal


def _merge(first: Mention, later: Mention) -> Mention:
    """One record of two mentions: the fuller one is quoted, the first one's own values stand."""
    fuller = later if _fullness(later) > _fullness(first) else first
    return replace(
        fuller,
        number=first.number,
        kind=first.kind if first.kind_printed or not later.kind_printed else later.kind,
        kind_printed=first.kind_printed or later.kind_printed,
        date=first.date or later.date,
        issuer=first.issuer or later.issuer,
        title=first.title or later.title,
        basis=first.basis or later.basis,
        raw=first.raw,
        role=stronger(first.role, later.role),
    )


def _fullness(mention: Mention) -> int:
    return (mention.date is not None) + (mention.issuer is not None) + mention.kind_printed


def _citation(document: Document, mention: Mention) -> Citation:
    start, end = mention.start, mention.end
    return Citation(
        number=mention.number.text,
        number_raw=mention.raw if mention.raw != mention.number.text else None,
        number_repaired=official_form(mention.number.text),
        kind=mention.kind,
        date=mention.date,
        issuer=mention.issuer,
        title=mention.title,
        legal_basis=mention.basis,
        role=mention.role,
        quote=document.slice(start, end),
        page=document.page_of(start),
        char_start=start,
        char_end=end,
        confidence=document.confidence_of(start, end),
    )


def _named_citations(document: Document, mentions: list[NamedMention], titled: list[str]) -> list[tuple[int, Citation]]:
    """Documents cited by their name; a law that is cited with its number too is not given again."""
    taken = {fold(title) for title in titled}
    best: dict[str, NamedMention] = {}
    first: dict[str, int] = {}
    for mention in mentions:
        found = mention.named
        if found.key in taken:
            continue
        first.setdefault(found.key, found.start)
        if found.key in best:
            held = best[found.key]
            fuller = len(found.title) > len(held.named.title) or (found.date and not held.named.date)
            best[found.key] = NamedMention(
                replace(found if fuller else held.named, date=held.named.date or found.date),
                held.basis or mention.basis,
                stronger(held.role, mention.role),
            )
        else:
            best[found.key] = mention
    return [(first[key], _named_citation(document, mention)) for key, mention in best.items()]


def _named_citation(document: Document, mention: NamedMention) -> Citation:
    found = mention.named
    return Citation(
        kind=found.kind,
        date=found.date,
        issuer=found.issuer,
        title=found.title,
        legal_basis=mention.basis,
        role=mention.role,
        quote=document.slice(found.start, found.end),
        page=document.page_of(found.start),
        char_start=found.start,
        char_end=found.end,
        confidence=document.confidence_of(found.start, found.end),
    )
