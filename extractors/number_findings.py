"""Findings on the numbers and kinds of documents: the document's own against those its annexes print, cited documents
against themselves, a kind against the symbol of the number.

Source of the form: Nghị định 30/2020/NĐ-CP, annexes I and III.I: each kind has its abbreviation, the numbers of one
body and kind count through one year.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache

import regex
from rapidfuzz.distance import OSA

from corpora.loader import rows
from extractors.citations import Mention, find_mentions, number_key, segments
from extractors.frame import FrameLine
from extractors.letterhead import Attachment, read_attachment
from extractors.places import Places, finding, quoted, vn
from extractors.symbols import find_numbers, kind_of_symbol, symbol_bodies
from extractors.titles import find_title_line
from models.document import Document
from models.records import DocumentRecord, Finding
from models.text import fold, fold_words

_STANDARD = regex.compile(r"\bISO(?:/IEC)?\s*(?P<number>\d{4,5})\s*:\s*(?P<edition>\d{4})")
_STRICT_KINDS = frozenset(
    ["Quyết định", "Kế hoạch", "Nghị quyết", "Nghị định", "Báo cáo", "Tờ trình", "Thông báo", "Thông tư", "Chỉ thị",
     "Chương trình", "Hướng dẫn", "Kết luận"]
)  # fmt: skip
"""Kinds whose abbreviation is theirs alone; a Quy định of the Party is a 'QĐ' too."""
_SAME_TITLE = 6
"""Words after two citations that must be alike for both to cite one document."""


def mentions_of(document: Document) -> list[Mention]:
    """Every place that names a numbered document, but for the lines that say what an annex goes with."""
    found: list[Mention] = []
    for start, text, _ in segments(document):
        if read_attachment(FrameLine(text, start, start + len(text), 1)) is None:
            found += find_mentions(text, start)
    return found


def find_attachment_findings(
    header: DocumentRecord, places: Places, attachments: list[Attachment]
) -> Iterator[Finding]:
    """'(Kèm theo Quyết định số ...)' against the document's own number and date."""
    own_kind = fold(header.kind or "")
    own = [attachment for attachment in attachments if own_kind and attachment.kind_key.startswith(own_kind)]
    number, date = header.number, header.issued_on
    for attachment in own:
        read = attachment.number
        other_day = attachment.issued_on is not None and date is not None and attachment.issued_on != date
        where = quoted(attachment.text)
        here, head = places.name(attachment.start, "dòng kèm theo"), places.name(0, "đầu văn bản")
        if read is not None and number is not None and number_key(read.text) != number_key(number):
            # The symbol of another body, or a far number of another day, names another document: no slip.
            near = OSA.distance(number_key(read.text), number_key(number)) <= 1
            if _symbol(read.text) == _symbol(number) and (near or not other_day):
                detail = f"Số của {header.kind}: {here} ghi “{read.text}”; {head} ghi “{number}”."
                yield finding("number_mismatch", where, detail, attachment.start, attachment.end)
        elif other_day and attachment.issued_on is not None and date is not None:
            detail = f"Ngày của {header.kind}: {here} ghi “{vn(attachment.issued_on)}”; {head} ghi “{vn(date)}”."
            yield finding("date_conflict", where, detail, attachment.start, attachment.end)


def find_variants(document: Document, places: Places, mentions: list[Mention]) -> Iterator[Finding]:
    """One cited document with two numbers or two dates.

    Two forms of one number ('01/NQ/TU', '01-NQ/TU'); one title and one day with two numbers that differ by one slip;
    one number of one body and year, or one number and one title, with two days.
    """
    forms: dict[str, Mention] = {}
    by_day: dict[tuple[dt.date, tuple[str, ...], str], Mention] = {}
    by_number: dict[tuple[str, str], Mention] = {}
    for mention in mentions:
        key = number_key(mention.number.text)
        other = forms.setdefault(key, mention)
        same_day = mention.date is None or other.date is None or mention.date == other.date
        if _separators(mention) != _separators(other) and same_day:
            yield _two_numbers(document, places, other, mention)
            forms[key] = mention
        title = _words_after(document, mention)
        if mention.date is None:
            continue
        if title:
            other = by_day.setdefault((mention.date, mention.number.parts, title), mention)
            if OSA.distance(number_key(other.number.text), key) == 1:
                yield _two_numbers(document, places, other, mention)
        for alike in (title, _body_and_year(mention)):
            if not alike:
                continue
            other = by_number.setdefault((key, alike), mention)
            if other.date is not None and other.date != mention.date:
                what = f"Ngày của {mention.kind or 'văn bản'} số {mention.number.text}"
                yield finding(
                    "date_conflict",
                    places.path(other.start),
                    f"{what}: {places.name(other.start)} ghi “{vn(other.date)}”; "
                    f"{places.name(mention.start)} ghi “{vn(mention.date)}”.",
                    other.start,
                    other.end,
                    document.slice(other.start, other.end),
                )
                break


def find_kind_findings(
    document: Document, header: DocumentRecord, places: Places, lines: list[FrameLine], mentions: list[Mention]
) -> Iterator[Finding]:
    """A kind that does not fit: of the document to its number, of the enclosed plan, of a cited number's symbol, of a
    plan that calls itself an enclosure."""
    yield from _own_kind(header, lines)
    yield from _enclosed_kind(header, lines)
    yield from _enclosure_of_nothing(header, places, lines)
    for mention in mentions:
        of_symbol = kind_of_symbol(mention.number.parts)
        clear = of_symbol in _STRICT_KINDS and mention.kind in (*_STRICT_KINDS, "Công văn")
        if mention.kind_printed and clear and mention.kind != of_symbol:
            quote = quoted(document.slice(mention.start, mention.end))
            detail = (
                f"“{quote}”: tên loại ghi “{mention.kind}”; ký hiệu “{mention.number.symbol}” là của loại {of_symbol}."
            )
            yield finding("kind_mismatch", places.path(mention.start), detail, mention.start, mention.end, quote)


def find_standards(document: Document, places: Places, mentions: list[Mention]) -> Iterator[Finding]:
    """Standards that do not exist beside ones that do, and documents older than the edition that they prescribe."""
    named = list(_STANDARD.finditer(document.text))
    known: dict[str, regex.Match[str]] = {}
    for match in named:
        if match["number"] in _editions():
            known.setdefault(match["edition"], match)
    for match in named:
        right = known.get(match["edition"])
        if match["number"] not in _editions() and right is not None:
            detail = (
                f"Số của tiêu chuẩn: {places.name(match.start())} ghi “{match.group()}”, không có tiêu chuẩn này; "
                f"{places.name(right.start())} ghi “{right.group()}”."
            )
            yield finding(
                "number_mismatch", places.path(match.start()), detail, match.start(), match.end(), match.group()
            )
    for mention in mentions if named else ():
        standard = _STANDARD.search(regex.split(r"[.\n\t]", document.slice(mention.end, mention.end + 260))[0])
        published = _editions().get(standard["number"], {}).get(standard["edition"]) if standard else None
        if published is not None and mention.date is not None and standard and mention.date < published:
            quote = quoted(document.slice(mention.start, mention.end))
            detail = (
                f"“{quote}” quy định {standard.group()}; tiêu chuẩn công bố tháng {published.month}/{published.year}, "
                f"sau ngày {vn(mention.date)}."
            )
            yield finding("date_conflict", quote, detail, mention.start, mention.end)


def _two_numbers(document: Document, places: Places, one: Mention, other: Mention) -> Finding:
    detail = (
        f"Số của một văn bản: {places.name(one.start)} ghi “{one.number.text}”; "
        f"{places.name(other.start)} ghi “{other.number.text}”."
    )
    return finding("number_mismatch", None, detail, one.start, one.end, document.slice(one.start, one.end))


def _own_kind(header: DocumentRecord, lines: list[FrameLine]) -> Iterator[Finding]:
    """KẾ HOẠCH under 'Số: 12/QĐ-UBND'."""
    numbers = find_numbers(header.number or "")
    of_symbol = kind_of_symbol(numbers[0].parts) if numbers else None
    title = find_title_line(lines)
    if title is None or header.kind != title.kind or not {header.kind, of_symbol} <= _STRICT_KINDS:
        return
    own = next((line for line in lines[: title.line] if _names(line, header.number or "")), None)
    if own is not None and of_symbol != header.kind:
        detail = f"Loại văn bản: tiêu đề ghi “{header.kind}”; số “{header.number}” là của loại {of_symbol}."
        yield finding("kind_mismatch", quoted(own.text), detail, own.start, own.end)


def _names(line: FrameLine, number: str) -> bool:
    return any(number_key(found.text) == number_key(number) for found in find_numbers(line.text))


def _enclosed_kind(header: DocumentRecord, lines: list[FrameLine]) -> Iterator[Finding]:
    """A decision that issues a Kế hoạch, and encloses a Chương trình."""
    title_line = find_title_line(lines)
    enclosed = find_title_line(lines, title_line.line + 1, limit=150) if title_line else None
    named = _approved_kind(lines, header)
    if header.kind not in ("Quyết định", "Nghị quyết") or enclosed is None or named is None:
        return
    below = lines[enclosed.line + 1 : enclosed.line + 4]
    attached = any(read_attachment(line) is not None for line in below)
    if attached and fold(enclosed.kind).split()[0] != fold(named).split()[0]:
        line = lines[enclosed.line]
        detail = f"Loại văn bản kèm theo: {header.kind} ghi ban hành “{named}”; văn bản kèm theo ghi “{enclosed.kind}”."
        yield finding("kind_mismatch", quoted(line.text), detail, line.start, line.end)


def _enclosure_of_nothing(header: DocumentRecord, places: Places, lines: list[FrameLine]) -> Iterator[Finding]:
    if header.kind not in ("Kế hoạch", "Chương trình", "Đề án"):
        return
    pattern = regex.compile(
        rf"\b{fold(header.kind)} nay \(?\W{{0,3}}ban hanh kem theo\b(?! cac\b| phu luc| danh muc| bieu)"
    )
    for line in lines:
        match = pattern.search(line.key)
        if match:
            quote = quoted(line.text[match.start() : match.end()])
            detail = f"{header.kind} tự ghi “{quote}”; văn bản được ban hành trực tiếp, không kèm theo văn bản nào."
            yield finding("kind_mismatch", places.path(line.start), detail, line.start, line.end, quote)
            return


def _approved_kind(lines: list[FrameLine], header: DocumentRecord) -> str | None:
    """The kind of document that the decision says it issues, in its title or its first article."""
    kinds = "ke hoach|chuong trinh|de an|quy che|quy dinh|phuong an"
    for text in (header.title or "", *(line.text for line in lines if line.key.startswith("dieu 1"))):
        match = regex.search(
            rf"\b(?:ban hanh|phe duyet)(?: kem theo (?:quyet dinh|nghi quyet) nay)?:? (?P<kind>{kinds})\b", fold(text)
        )
        if match:
            return {fold(row["kind"]): row["kind"] for row in rows("document_kinds.tsv")}[match["kind"]]
    return None


def _symbol(number: str) -> list[str]:
    return regex.split("[/-]", number, maxsplit=1)[1:]


def _separators(mention: Mention) -> str:
    return regex.sub(r"[\p{L}\d&]", "", mention.number.text)


def _words_after(document: Document, mention: Mention) -> str:
    """The words with which the title of a cited document begins, '' where too few follow."""
    line = document.slice(mention.end, mention.end + 120).split("\n")[0]
    words = fold_words(regex.split(r"[;.()]", line)[0]).split()
    return " ".join(words[:_SAME_TITLE]) if len(words) >= _SAME_TITLE else ""


def _body_and_year(mention: Mention) -> str:
    """What makes a number unique: the body that counts and the year; '' where the body is not known."""
    year = mention.date.year if mention.date else 0
    levels = {symbol_bodies()[part][1] for part in mention.number.parts if part in symbol_bodies()}
    if levels == {"central"}:
        return f"{mention.number.symbol} {year}"
    issuer = fold(mention.issuer or "")
    # 'UBND tỉnh' is one body in a document; 'UBND huyện' of a province's plan may be any.
    return f"{issuer} {year}" if len(issuer.split()) >= 2 and _is_singular(issuer) else ""


def _is_singular(issuer: str) -> bool:
    return issuer.endswith((" tinh", " thanh pho")) or len(issuer.split()) >= 3


@cache
def _editions() -> dict[str, dict[str, dt.date]]:
    found: dict[str, dict[str, dt.date]] = {}
    for row in rows("standards.tsv"):
        found.setdefault(row["number"], {})[row["edition"]] = dt.date.fromisoformat(row["published"] + "-01")
    return found


def distinct(found: Iterable[Finding]) -> Iterator[Finding]:
    """Each finding once: one contradiction that several lines repeat is told at its first place."""
    seen: set[tuple[str, str, str]] = set()
    for item in found:
        key = (item.kind, fold(item.where), fold(item.detail))
        if key not in seen:
            seen.add(key)
            yield item
