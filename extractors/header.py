"""What frames a document: kind, number, date, issuer, title, years, signer, recipients, of the outermost document.

The first document of a file counts: of a decision with the plan it issues, the decision; of a letter with an
enclosure, the
letter; a blank form with a letterhead of its own in an annex does not. Where the letterhead is missing, number, date
and issuer
come from the line '(Ban hành kèm theo ...)' and from the text.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cache

import regex
from rapidfuzz.distance import Levenshtein

from corpora.admin_units import units_named
from corpora.loader import rows
from extractors.frame import FrameLine, frame_lines, is_capitals, is_motto
from extractors.issuers import Issuer, UnitName, proper_unit, read_issuer, read_letterhead_bodies
from extractors.letterhead import (
    Attachment,
    Letterhead,
    find_attachments,
    read_attachment,
    read_date_line,
    read_letterhead,
)
from extractors.period import Period, read_period
from extractors.signature import read_signature
from extractors.symbols import find_numbers, kind_of_symbol, symbol_bodies
from models.document import Document
from models.records import AdminLevel, DocumentRecord
from models.text import fold, fold_keeping_length, fold_words

_HEAD_LINES = 60
"""The title of a document stands within so many lines of its beginning."""
_TITLE_LENGTH = 400
_LETTER = regex.compile(r"^\W{0,3}kinh gui\b")
_BODY = regex.compile(
    r"^\W{0,3}(?:can cu\b|dieu \d|phan (?:thu )?(?:nhat|i|1|mo dau)\b|chuong i\b|i\s?[.,]\s|1\s?[.,]\s|a\s?[.,]\s|"
    r"kinh gui\b|theo de nghi|"
    r"xet (?:de nghi|to trinh)|quyet (?:dinh|nghi)\s*:|noi nhan\b|muc luc\b|phan\s+i+\b|lời nói đầu|nhan ngay)"
)
_PREAMBLE = regex.compile(
    r"^(?:thuc hien|thi hanh|trien khai|nham|de (?:thuc|trien|tiep|nang|day|tao|gop|cu the)|tren co so|tiep tuc|"
    r"theo|nam \d{4}, |"
    r"cai cach|phat huy|quan triet|uy ban nhan dan|ubnd|so|phong|bo)\b"
)
_AUTHORITY = regex.compile(
    r"^(?:chu tich|pho chu tich|giam doc|bo truong|thu tuong|truong|ban thuong vu|ban chap hanh|thu truong|"
    r"uy ban nhan dan|ubnd|"
    r"hoi dong nhan dan|hdnd|chinh phu|quoc hoi|so|ban chi dao|hieu truong|tong giam doc|cuc truong|thuong truc)\b"
)
_NAMES_ITSELF = regex.compile(
    r"^(?P<body>(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)[\p{L}\s\-–.]{2,60}?)\s*(?:ban hanh|xay dung|"
    r"trien khai|lap|de ra)\b"
)
_TITLED = regex.compile(r"^(?P<of>cua|ve|ban hanh|phe duyet)\b")
_ISSUED_BY = regex.compile(r"\b(?:cua|do)\s+(?P<body>(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)\s+[^,;.()]{3,60})")
_ENCLOSED = regex.compile(
    r"\b(?:ban hanh|phe duyet|thong qua)\b(?: kem theo (?:quyet dinh|nghi quyet|van ban|"
    r"cong van) nay)?\s*(?P<kind>[a-z ]{4,24})"
)


@dataclass(frozen=True, slots=True)
class TitleLine:
    """Where a document's kind stands."""

    line: int
    kind: str
    rest: str
    """What follows the kind in its line: the beginning of the title, or ''."""


def read_header(document: Document) -> DocumentRecord:
    """The frame of the outermost document. Fields that neither letterhead nor text give are None."""
    lines = frame_lines(document)
    title_line = find_title_line(lines)
    letter = next((at for at, line in enumerate(lines[:_HEAD_LINES]) if _LETTER.match(line.key)), None)
    is_letter = letter is not None and (title_line is None or letter < title_line.line)
    if is_letter:
        title_line = None
    head_end = letter if is_letter and letter is not None else (title_line.line if title_line else _first_body(lines))
    beside = [line for line in lines[head_end : head_end + 12] if line.column == 1 and line.page == lines[0].page]
    letterhead = read_letterhead([*lines[:head_end], *beside])
    body_start = head_end
    title: str | None = letterhead.subject
    kind: str | None = "Công văn" if is_letter else None
    if title_line is not None:
        kind = title_line.kind
        title, body_start = _read_title(lines, title_line)
        if not letterhead.has_date_line:
            # Documents that name number and date in the title itself, and letterheads read after the title.
            _late_letterhead(letterhead, lines[title_line.line + 1 : title_line.line + 12])
    if kind is None:
        kind = kind_of_symbol(letterhead.symbol_parts)
    inline = _inline_title(lines) if not is_letter and not letterhead.has_number_line else None
    if inline is not None:
        kind, title, body_start = inline.kind, inline.title, inline.end
    bare = not letterhead.has_number_line and not letterhead.has_date_line
    attachment = _own_attachment(lines, kind, bare=bare)
    number = inline.number if inline is not None else _number(letterhead, attachment)
    issued_on = inline.issued_on if inline is not None else _date(letterhead, attachment)
    signature = read_signature(lines, body_start)
    issuer = inline.issuer if inline is not None else None
    issuer = issuer or _issuer(document, lines, letterhead, title_line, title or "", attachment, signature.signed_for)
    period = _period(lines, body_start, title or "", issued_on, kind)
    return DocumentRecord(
        kind=kind,
        number=number,
        issued_on=issued_on,
        place=_place(letterhead.place, issuer),
        issuer=str(issuer) if issuer else None,
        admin_level=_level(issuer, issued_on, letterhead, document.text),
        title=title or None,
        period_start=period.start,
        period_end=period.end,
        vision_year=period.vision,
        signer=signature.signer,
        signer_position=signature.position,
        signed_for=signature.signed_for,
        recipients=signature.recipients,
    )


def _number(letterhead: Letterhead, attachment: Attachment | None) -> str | None:
    """The number of the letterhead; where it has none, or one that can't be read, the attachment line's of that
    symbol."""
    if letterhead.number or attachment is None or attachment.number is None:
        return letterhead.number
    symbol = letterhead.symbol_parts
    return attachment.number.text if not symbol or symbol == attachment.number.parts else None


def _date(letterhead: Letterhead, attachment: Attachment | None) -> dt.date | None:
    """The date of the letterhead, mended by the attachment line's where the hand-written day was lost in part.

    A day below 10 is written with a leading 0 (Nghị định 30/2020, annex I.II.4): '3' beside '31' is half a day.
    """
    read, printed = letterhead.issued_on, attachment.issued_on if attachment else None
    if read is None or printed is None:
        return read or printed
    lost = letterhead.day_digits == 1 and (read.year, read.month) == (printed.year, printed.month)
    return printed if lost and printed.day >= 10 and str(read.day) in str(printed.day) else read


def _place(place: str | None, issuer: Issuer | None) -> str | None:
    """The place as read, or spelled as the unit that issues where it is this unit and a mark was misread."""
    if place is None or issuer is None or issuer.unit is None or fold_words(place) != fold_words(issuer.unit.name):
        return place
    return place if place == issuer.unit.name else issuer.unit.printed or issuer.unit.name


def find_title_line(lines: list[FrameLine], first: int = 0, limit: int = _HEAD_LINES) -> TitleLine | None:
    """The line from `first` on that names a kind of document in capitals, alone or before its title.

    'QUYẾT ĐỊNH:' with a colon stands between the grounds and the articles: it begins nothing.
    """
    for at, line in enumerate(lines[first : first + limit], start=first):
        found = _kind_of_line(line.text)
        if found is not None and not line.text.rstrip(" *").endswith(":") and not is_motto(line.text):
            return TitleLine(at, *found)
    return None


def _kind_of_line(text: str) -> tuple[str, str] | None:
    """Kind and what follows it, where a line is a kind in capitals ('KẾ HOẠCH Cải cách ...') or nothing but a kind."""
    text = text.strip(" *#_.:-–—|~'\"“”")
    words = text.split()
    for length in (4, 3, 2):
        head = " ".join(words[:length])
        if len(words) < length:
            continue
        kind = _kind_named(head)
        if kind is None:
            continue
        rest = " ".join(words[length:])
        if not rest:
            return kind, ""
        if (
            is_capitals(head)
            and (len(words) > length)
            and not regex.match(r"[:;,.]", rest)
            and not head.endswith((".", ";"))
        ):
            return kind, rest.strip(" *")
    return None


@cache
def _kinds() -> dict[str, str]:
    return {fold(row["kind"]): row["kind"] for row in rows("document_kinds.tsv") if row["use"] == "header"}


@cache
def _exact_kinds() -> frozenset[str]:
    return frozenset(row["kind"] for row in rows("document_kinds.tsv") if row["exact"])


def _kind_named(text: str) -> str | None:
    key = fold_words(text)
    if key in _kinds():
        kind = _kinds()[key]
        return kind if kind not in _exact_kinds() or text.casefold() == kind.casefold() else None
    if is_capitals(text) and len(key) >= 7:
        near = [
            kind
            for known, kind in _kinds().items()
            if kind not in _exact_kinds() and Levenshtein.distance(known, key, score_cutoff=1) <= 1
        ]
        return near[0] if len(near) == 1 else None
    return None


def _first_body(lines: list[FrameLine]) -> int:
    return next((at for at, line in enumerate(lines[:_HEAD_LINES]) if _BODY.match(line.key)), min(len(lines), 20))


@dataclass(frozen=True, slots=True)
class _InlineTitle:
    """The form of the gazette: 'Quyết định của Thủ tướng Chính phủ số ... ngày ... về việc ...' in one sentence."""

    kind: str
    number: str
    issued_on: dt.date | None
    issuer: Issuer | None
    title: str
    end: int


def _inline_title(lines: list[FrameLine]) -> _InlineTitle | None:
    parts: list[str] = []
    end = 0
    for at, line in enumerate(lines[:10]):
        if line.table or (parts and (_BODY.match(line.key) or (_AUTHORITY.match(line.key) and len(line.text) < 60))):
            break
        parts.append(line.text)
        end = at + 1
    text = " ".join(parts)
    key = fold_keeping_length(text)
    match = regex.match(
        rf"(?P<kind>{'|'.join(map(regex.escape, _kinds()))})\s+(?:cua\s+(?P<body>.{{3,60}}?)\s+)?so:?\s", key
    )
    numbers = find_numbers(text[:200])
    if match is None or not numbers or numbers[0].start > match.end() + 3:
        return None
    date = read_date_line(text[numbers[0].end : numbers[0].end + 60])
    body = read_issuer(text, match.start("body")) if match["body"] else None
    about = regex.search(r"\b(?:ve viec|ve|v/v)\b", key[numbers[0].end :])
    title = text[numbers[0].end + about.start() :].strip() if about else ""
    level = next((symbol_bodies()[part][1] for part in numbers[0].parts[1:] if part in symbol_bodies()), None)
    issuer = Issuer(body[0], None, level or None) if body else None  # type: ignore[arg-type]
    return _InlineTitle(_kinds()[match["kind"]], numbers[0].text, date[1] if date else None, issuer, title, end)


def _read_title(lines: list[FrameLine], title_line: TitleLine) -> tuple[str, int]:
    """The trích yếu on one line and the index of the first line after it."""
    parts = [title_line.rest] if title_line.rest else []
    at = title_line.line + 1
    first: FrameLine | None = lines[title_line.line] if title_line.rest else None
    while at < len(lines):
        line = lines[at]
        text = line.text.strip(" *_")
        if line.table or not _continues_title(line, text, parts, first):
            break
        if any(char.isalnum() for char in text):
            parts.append(text)
            first = first or line
        at += 1
        if sum(map(len, parts)) > _TITLE_LENGTH:
            break
    title = " ".join(" ".join(parts).split())
    # A title that the form closes with a rule read as marks, or that carries a footnote's number.
    title = regex.sub(r"\s*(?:\(\d{1,2}\)|[_—–=~*.]{1,}|-{2,}|/\.)+$", "", title).strip(" ;,")
    return title, at


def _continues_title(line: FrameLine, text: str, parts: list[str], first: FrameLine | None) -> bool:
    key = fold(text)
    if not key:
        return True
    if read_attachment(line) is not None or key.startswith("("):
        return False
    if _BODY.match(key) or is_motto(text) or _kind_alone(text):
        return False
    if is_capitals(text) and _AUTHORITY.match(key) and (parts or not _has_title_below(text)):
        return False
    if read_date_line(text) is not None and not parts:
        return _TITLED.match(key) is not None
    if not any(char.isalpha() for char in text):
        return len(text) < 8
    if not parts:
        return len(text) <= _TITLE_LENGTH
    if first is not None and line.block == first.block:
        return True
    if text[-1:] in ";:." or len(text) > 220:
        return False
    marked = first is not None and (first.bold or first.centered)
    if marked:
        return bool(first and ((first.bold and line.bold) or (first.centered and line.centered)))
    if text[:1].islower():
        return True
    return len(text) <= 110 and not _PREAMBLE.match(key)


def _has_title_below(text: str) -> bool:
    # 'CỦA CHỦ TỊCH ...' is part of a title; a bare authority in capitals is not.
    return fold(text).startswith("cua ")


def _kind_alone(text: str) -> bool:
    found = _kind_of_line(text)
    return found is not None and not found[1] and is_capitals(text)


def _late_letterhead(letterhead: Letterhead, lines: list[FrameLine]) -> None:
    """Fill number, place and date from a letterhead that recognition put below the title."""
    upper = [line for line in lines if len(line.text) < 130 and not _BODY.match(line.key)]
    late = read_letterhead([line for line in upper if read_attachment(line) is None])
    if late.has_date_line and late.place:
        letterhead.has_date_line, letterhead.issued_on, letterhead.place = True, late.issued_on, late.place
    if not letterhead.has_number_line and late.has_number_line:
        letterhead.has_number_line, letterhead.number, letterhead.symbol_parts = True, late.number, late.symbol_parts


def _own_attachment(lines: list[FrameLine], kind: str | None, *, bare: bool) -> Attachment | None:
    """The first line 'kèm theo <own kind> số ...' of the file: it names the outermost document.

    Of a `bare` plan, whose letterhead and decision are not in the file, it is the line under its title that names the
    decision.
    """
    found = find_attachments(lines)
    key = fold(kind or "")
    own = next((attachment for attachment in found if not key or attachment.kind_key.startswith(key)), None)
    early = [attachment for attachment in found if attachment.start <= lines[min(12, len(lines) - 1)].start]
    return own or (early[0] if bare and early else None)


def _issuer(
    document: Document,
    lines: list[FrameLine],
    letterhead: Letterhead,
    title_line: TitleLine | None,
    title: str,
    attachment: Attachment | None,
    signed_for: str | None,
) -> Issuer | None:
    """The issuing body: the last one of the letterhead, its unit looked for in the text where the letterhead
    has none."""
    bodies = list(letterhead.bodies)
    if not bodies and title_line is not None:
        bodies = _authority_bodies(lines, title_line.line + 1)
    if not bodies:
        bodies = _bodies_in_text(lines, attachment, signed_for, letterhead)
    if not bodies:
        return None
    issuer = bodies[-1]
    if issuer.unit is not None and issuer.unit.name:
        printed = issuer.unit.printed
        if printed and printed == letterhead.place:
            # Letterhead and place agree on a spelling that the gazetteer does not have.
            return Issuer(issuer.body, UnitName(issuer.unit.kind, printed), issuer.level)
        return issuer
    wanted = issuer.unit.kind if issuer.unit else None
    superior = next((body.unit for body in reversed(bodies[:-1]) if body.unit and body.unit.name), None)
    if superior is not None and wanted is None:
        return Issuer(issuer.body, superior, issuer.level)
    if wanted is None and issuer.body not in ("UBND", "HĐND"):
        return issuer
    unit = _unit_of_text(document, title, letterhead, wanted, attachment)
    if unit is None and wanted and letterhead.place:
        unit = proper_unit(fold(wanted), letterhead.place)
    return Issuer(issuer.body, unit or issuer.unit, issuer.level)


def _authority_bodies(lines: list[FrameLine], first: int) -> list[Issuer]:
    """The body in capitals under the title, before the first 'Căn cứ': 'ỦY BAN NHÂN DÂN HUYỆN X'."""
    for line in lines[first : first + 12]:
        if _BODY.match(line.key):
            break
        if is_capitals(line.text) and _AUTHORITY.match(line.key) and _kind_of_line(line.text) is None:
            bodies = read_letterhead_bodies(line.text)
            if bodies:
                return bodies[-1:]
    return []


def _bodies_in_text(
    lines: list[FrameLine], attachment: Attachment | None, signed_for: str | None, letterhead: Letterhead
) -> list[Issuer]:
    """The body that the attachment line, the opening sentence or the signature names."""
    named: list[str] = []
    if attachment is not None:
        named += [match["body"] for match in _ISSUED_BY.finditer(fold_keeping_length(attachment.text))]
        where = _ISSUED_BY.search(fold_keeping_length(attachment.text))
        named = [attachment.text[where.start("body") : where.end("body")]] if where else []
    for line in lines[:_HEAD_LINES]:
        where = _NAMES_ITSELF.match(fold_keeping_length(line.text))
        if where:
            named.append(line.text[where.start("body") : where.end("body")])
        tail = regex.search(
            r"\b(?:ubnd|uy ban nhan dan) [^,;.]{3,40} (?:ban hanh|xay dung) ", fold_keeping_length(line.text)
        )
        if tail:
            named.append(line.text[tail.start() : tail.end() - 10])
    for text in named:
        bodies = [body for body in read_letterhead_bodies(text) if body.unit and body.unit.name]
        if bodies:
            return bodies[:1]
    signed = read_letterhead_bodies(signed_for.split(".", 1)[-1]) if signed_for else []
    if signed:
        return signed[-1:]
    for part in letterhead.symbol_parts:
        if part in ("UBND", "HĐND"):
            return [Issuer(part)]
    body = next((symbol_bodies()[part] for part in letterhead.symbol_parts[1:] if part in symbol_bodies()), None)
    return [Issuer(body[0], None, body[1] or None)] if body else []  # type: ignore[arg-type]


def _unit_of_text(
    document: Document, title: str, letterhead: Letterhead, kind: str | None, attachment: Attachment | None
) -> UnitName | None:
    """The unit that issues, where the letterhead leaves its name out: from attachment line and title, else the unit
    of that
    kind that the text names most."""
    for source in (attachment.text if attachment else "", title, document.text):
        names: Counter[str] = Counter()
        first: dict[str, UnitName] = {}
        for name in units_named(source):
            words = name.split()
            for length in (2, 1):
                kind_key = fold_words(" ".join(words[:length]))
                if kind_key in _UNIT_KINDS and len(words) > length:
                    unit = proper_unit(kind_key, " ".join(words[length:]))
                    if kind is None or fold(unit.kind) == fold(kind):
                        names[fold_words(str(unit))] += 1
                        first.setdefault(fold_words(str(unit)), unit)
                    break
        if not names:
            continue
        place = fold_words(letterhead.place or "")
        at_place = next((key for key in names if place and key.endswith(place)), None)
        return first[at_place or names.most_common(1)[0][0]]
    return None


_UNIT_KINDS = frozenset({"tinh", "thanh pho", "huyen", "quan", "thi xa", "xa", "phuong", "thi tran", "dac khu"})


def _level(issuer: Issuer | None, issued_on: dt.date | None, letterhead: Letterhead, text: str) -> AdminLevel | None:
    if issuer is None:
        return None
    if issuer.level == "central":
        return "central"
    if issuer.unit is not None:
        return issuer.unit.level(issued_on, text)
    return issuer.level


def _period(lines: list[FrameLine], body_start: int, title: str, issued_on: dt.date | None, kind: str | None) -> Period:
    """Years from the title, else from the title of the plan that it issues, else from the sentences that name it."""
    period = read_period(title, issued_on)
    if period.end is not None:
        return period
    sources: list[str] = []
    enclosed = (
        find_title_line(lines, body_start, limit=120) if kind in ("Quyết định", "Công văn", "Nghị quyết") else None
    )
    if enclosed is not None:
        sources.append(_read_title(lines, enclosed)[0])
    for line in lines[body_start : body_start + 40]:
        key = line.key
        if key.startswith("dieu 1") or (_names_plan(key) and not key.startswith("can cu")):
            where = regex.search(r"\b(?:ban hanh|phe duyet|xay dung)\b", key)
            sources.append(line.text[where.start() :] if where else line.text)
    for source in sources:
        found = read_period(source, issued_on)
        if found.end is not None:
            return Period(found.start, found.end, period.vision or found.vision)
    return period


def _names_plan(key: str) -> bool:
    return (
        bool(regex.search(r"\b(?:ban hanh|xay dung) (?:ke hoach|chuong trinh|de an|phuong an)\b", key))
        and "nhu sau" in key
    )
