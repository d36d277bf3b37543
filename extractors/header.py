"""What frames a document: kind, number, date, issuer, title, years, signer, recipients, of the outermost document.

The first document of a file counts: of a decision with the plan it issues, the decision; of a letter with an
enclosure, the letter; a blank form with a letterhead of its own in an annex does not. Where the letterhead is
missing, number, date and issuer come from the line '(Ban hành kèm theo ...)' and from the text.
"""

import datetime as dt
from dataclasses import dataclass

import regex

from corpora.admin_units import spelled
from extractors.citations import find_mentions, number_key, segments
from extractors.frame import FrameLine, frame_lines
from extractors.issuers import Issuer, read_issuer, read_letterhead_bodies
from extractors.issuing_body import admin_level, find_issuer
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
from extractors.titles import AUTHORITY, BODY, HEAD_LINES, TitleLine, find_title_line, read_title, title_kinds
from models.document import Document
from models.records import DocumentRecord
from models.text import fold, fold_keeping_length, fold_words

_LETTER = regex.compile(r"^\W{0,3}kinh gui\b")
_ANNEX = regex.compile(r"^\W{0,3}(?:phu luc|bieu)\b.{0,12}$")
_TOLD_WITHIN = 4000
"""How far into the text a document without letterhead is named by its number and date."""


def read_header(document: Document) -> DocumentRecord:
    """The frame of the outermost document. Fields that neither letterhead nor text give are None."""
    lines = frame_lines(document)
    title_line = find_title_line(lines)
    letter = next((at for at, line in enumerate(lines[:HEAD_LINES]) if _LETTER.match(line.key)), None)
    is_letter = letter is not None and (title_line is None or letter < title_line.line)
    if is_letter:
        title_line = None
    annex = TitleLine(0, "Phụ lục", "") if title_line is None and not is_letter and _is_annex(lines) else None
    title_line = title_line or annex
    head_end = letter if is_letter and letter is not None else (title_line.line if title_line else _first_body(lines))
    beside = [line for line in lines[head_end : head_end + 12] if line.column == 1 and line.page == lines[0].page]
    letterhead = read_letterhead([*lines[:head_end], *beside])
    body_start = head_end
    title: str | None = letterhead.subject
    kind: str | None = "Công văn" if is_letter else None
    if title_line is not None:
        kind = title_line.kind
        title, body_start = read_title(lines, title_line)
        if not letterhead.has_date_line and annex is None:
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
    if number and issued_on is None and (bare or inline is not None):
        issued_on, named = _told_of(document, number)
        issuer = issuer or named
    issuer = issuer or find_issuer(
        document, lines, letterhead, title_line, title or "", attachment, signature.signed_for
    )
    period = _period(lines, body_start, title or "", issued_on, kind)
    return DocumentRecord(
        kind=kind,
        number=number,
        issued_on=issued_on,
        place=_place(letterhead.place, issuer),
        issuer=str(issuer) if issuer else None,
        admin_level=admin_level(issuer, issued_on, letterhead, document.text),
        title=title or None,
        period_start=period.start,
        period_end=period.end,
        vision_year=period.vision,
        signer=signature.signer,
        signer_position=signature.position,
        signed_for=signature.signed_for,
        recipients=signature.recipients,
    )


def _is_annex(lines: list[FrameLine]) -> bool:
    """Whether a file holds an annex alone: it begins with 'PHỤ LỤC II', and says what it goes with."""
    return bool(lines) and bool(_ANNEX.match(lines[0].key)) and any(read_attachment(line) for line in lines[:8])


def _told_of(document: Document, number: str) -> tuple[dt.date | None, Issuer | None]:
    """Day and issuer of a document without letterhead, where its text names it: 'Nghị quyết số A ngày ... của ...'."""
    for start, text, _ in segments(document):
        if start > _TOLD_WITHIN:
            break
        for mention in find_mentions(text, start):
            if number_key(mention.number.text) == number_key(number) and mention.date is not None:
                bodies = read_letterhead_bodies(mention.issuer) if mention.issuer else []
                return mention.date, bodies[-1] if bodies else None
    return None, None


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
    """The place as read, or spelled as the unit that issues, or the only unit it can be, where a mark was misread."""
    if place is None or issuer is None or issuer.unit is None or fold_words(place) != fold_words(issuer.unit.name):
        return spelled(place) if place else None
    return place if place == issuer.unit.name else issuer.unit.printed or issuer.unit.name


def _first_body(lines: list[FrameLine]) -> int:
    return next((at for at, line in enumerate(lines[:HEAD_LINES]) if BODY.match(line.key)), min(len(lines), 20))


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
        if line.table or (parts and (BODY.match(line.key) or (AUTHORITY.match(line.key) and len(line.text) < 60))):
            break
        parts.append(line.text)
        end = at + 1
    text = " ".join(parts)
    key = fold_keeping_length(text)
    match = regex.match(
        rf"(?P<kind>{'|'.join(map(regex.escape, title_kinds()))})\s+(?:cua\s+(?P<body>.{{3,60}}?)\s+)?so:?\s", key
    )
    numbers = find_numbers(text[:200])
    if match is None or not numbers or numbers[0].start > match.end() + 3:
        return None
    date = read_date_line(text[numbers[0].end : numbers[0].end + 60])
    body = read_issuer(text, match.start("body")) if match["body"] else None
    about = regex.search(r"\b(?:ve viec|ve|v/v)\b", key[numbers[0].end :])
    title = text[numbers[0].end + about.start() :].strip() if about else ""
    # Where no grounds follow that would end the title, its sentence does.
    title = regex.split(r"(?<=\p{Ll}{2})\.(?=\s+\p{Lu})", title, maxsplit=1)[0]
    level = next((symbol_bodies()[part][1] for part in numbers[0].parts[1:] if part in symbol_bodies()), None)
    issuer = Issuer(body[0], None, level or None) if body else None  # type: ignore[arg-type]
    return _InlineTitle(title_kinds()[match["kind"]], numbers[0].text, date[1] if date else None, issuer, title, end)


def _late_letterhead(letterhead: Letterhead, lines: list[FrameLine]) -> None:
    """Fill number, place and date from a letterhead that recognition put below the title."""
    upper = [line for line in lines if len(line.text) < 130 and not BODY.match(line.key)]
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


def _period(lines: list[FrameLine], body_start: int, title: str, issued_on: dt.date | None, kind: str | None) -> Period:
    """Years from the title, else from the title of the plan that it issues, else from the sentences that name it."""
    period = read_period(title, issued_on)
    if period.end is not None:
        return period
    # Of a file whose head is missing, the first heading names the plan.
    sources: list[str] = [] if kind else [line.text for line in lines[:2] if _PLAN.search(line.key)]
    enclosed = (
        find_title_line(lines, body_start, limit=120) if kind in ("Quyết định", "Công văn", "Nghị quyết") else None
    )
    if enclosed is not None:
        sources.append(read_title(lines, enclosed)[0])
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


_PLAN = regex.compile(
    r"\b(?:ke hoach|chuong trinh|de an|phuong huong|nhiem vu)\b.{0,120}\b(?:nam|giai doan|thoi ky) \d"
)


def _names_plan(key: str) -> bool:
    return (
        bool(regex.search(r"\b(?:ban hanh|xay dung) (?:ke hoach|chuong trinh|de an|phuong an)\b", key))
        and "nhu sau" in key
    )
