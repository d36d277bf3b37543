"""The body that issues a document: from the letterhead, else from what stands below the title, else from the text."""

import datetime as dt
from collections import Counter

import regex

from corpora.admin_units import units_named
from extractors.frame import FrameLine, is_capitals
from extractors.issuers import Issuer, UnitName, proper_unit, read_issuer, read_letterhead_bodies
from extractors.letterhead import Attachment, Letterhead
from extractors.symbols import symbol_bodies
from extractors.titles import AUTHORITY, BODY, HEAD_LINES, TitleLine, kind_of_line
from models.document import Document
from models.records import AdminLevel
from models.text import fold, fold_keeping_length, fold_words

_NAMES_ITSELF = regex.compile(
    r"^(?P<body>(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)[\p{L}\s\-–.]{2,60}?)\s*(?:ban hanh|xay dung|"
    r"trien khai|lap|de ra)\b"
)
_ISSUED_BY = regex.compile(r"\b(?:cua|do)\s+(?P<body>(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)\s+[^,;.()]{3,60})")
_BOARD = regex.compile(r"Ban \p{Lu}")
_OF = regex.compile(r"\b(?:cua|do)\s+")


def find_issuer(
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
    bodies = _of_committee(list(letterhead.bodies))
    if not bodies and title_line is not None:
        bodies = _authority_bodies(lines, title_line.line + 1)
    if not bodies:
        bodies = _bodies_in_text(lines, attachment, signed_for, letterhead)
    if not bodies:
        return None
    issuer = bodies[-1]
    if issuer.complete:
        return issuer
    above = bodies[-2].body if len(bodies) > 1 else ""
    if (issuer.body == "Văn phòng" and above in ("UBND", "HĐND")) or (_BOARD.match(issuer.body) and above == "HĐND"):
        issuer = Issuer(f"{issuer.body} {above}", issuer.unit, issuer.level)
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


_COMMITTEE = regex.compile(r"^(?:tinh|thanh|huyen|quan|thi|dang) uy\b")
_PARTY_BODY = regex.compile(r"^(?:ban|van phong|uy ban kiem tra)\b")


def _of_committee(bodies: list[Issuer]) -> list[Issuer]:
    """A board of a Party committee under its name: 'TỈNH ỦY X / BAN DÂN VẬN' is 'Ban Dân vận Tỉnh ủy X'."""
    if len(bodies) < 2 or not _COMMITTEE.match(fold(str(bodies[-2]))) or not _PARTY_BODY.match(fold(bodies[-1].body)):
        return bodies
    committee, board = bodies[-2], bodies[-1]
    return [*bodies[:-1], Issuer(f"{board.body} {committee.body}", committee.unit, committee.level)]


def _authority_bodies(lines: list[FrameLine], first: int) -> list[Issuer]:
    """The body in capitals under the title, before the first 'Căn cứ': 'ỦY BAN NHÂN DÂN HUYỆN X'."""
    for line in lines[first : first + 12]:
        if BODY.match(line.key):
            break
        if is_capitals(line.text) and AUTHORITY.match(line.key) and kind_of_line(line.text) is None:
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
        where = _ISSUED_BY.search(fold_keeping_length(attachment.text))
        named = [attachment.text[where.start("body") : where.end("body")]] if where else []
    for line in lines[:HEAD_LINES]:
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
    if attachment is not None:
        for of in _OF.finditer(fold_keeping_length(attachment.text)):
            issued_by = read_issuer(attachment.text, of.end())
            bodies = read_letterhead_bodies(issued_by[0]) if issued_by else []
            if bodies:
                return bodies[-1:]
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


def admin_level(
    issuer: Issuer | None, issued_on: dt.date | None, letterhead: Letterhead, text: str
) -> AdminLevel | None:
    """Level of the issuing body; of a city by name and date."""
    if issuer is None:
        return None
    if issuer.level == "central":
        return "central"
    if issuer.unit is not None:
        return issuer.unit.level(issued_on, text)
    city = regex.search(r"\bThành ủy (?P<name>\p{Lu}.+)$", issuer.body)
    if city and issuer.level is None:
        return UnitName("thành phố", city["name"]).level(issued_on, text)
    return issuer.level
