"""What is wrong or contradictory in a document: precision first, a reviewer trusts each finding or stops reading them.

Numbers and dates of the document against those of its annexes, cited documents against themselves, gaps and
repetitions in the section tree, contradictions between targets and between the cells of a row (extractors.conflicts),
deadlines before issue. Labels that recognition may have misread give no finding.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

import regex

from corpora.loader import rows
from extractors.citations import Mention, find_mentions, number_key, segments
from extractors.conflicts import find_row_conflicts, find_target_conflicts
from extractors.frame import FrameLine, frame_lines
from extractors.letterhead import Attachment, find_attachments, read_attachment
from extractors.symbols import kind_of_symbol
from extractors.task_tables import find_unknown_columns
from extractors.titles import find_title_line
from extractors.tree_findings import find_tree_findings
from models.document import Document
from models.records import Assignment, Citation, DocumentRecord, Finding, Section, Target
from models.text import fold, fold_keeping_length

FindingKind = Literal[
    "number_mismatch",
    "date_conflict",
    "kind_mismatch",
    "past_deadline",
]
_DUE = regex.compile(
    r"\b(?:hoan thanh|gui|bao cao|ban hanh|trinh|xong|chap nhan|cham nhat)\b[^.;]{0,120}?\b(?:truoc|"
    r"cham nhat(?: la| den| vao)?|trong|muon nhat)"
    r"(?: den)? ngay (?P<d>\d{1,2})\s?(?:/\s?|thang )(?P<m>\d{1,2})\s?(?:/\s?|nam )(?P<y>\d{4})"
)
_STANDARD = regex.compile(r"\bISO(?:/IEC)?\s*(?P<number>\d{4,5})\s*:\s*(?P<edition>\d{4})")
_STRICT_KINDS = frozenset(
    ["Quyết định", "Kế hoạch", "Nghị quyết", "Nghị định", "Báo cáo", "Tờ trình", "Thông báo", "Thông tư", "Chỉ thị"]
)


def find_findings(
    document: Document,
    header: DocumentRecord,
    sections: list[Section],
    targets: list[Target],
    citations: list[Citation],
    assignments: list[Assignment],
) -> list[Finding]:
    """All findings, in the order of their place in the text; those of the whole document first."""
    lines = frame_lines(document)
    attachments = find_attachments(lines)
    mentions = _mentions(document)
    findings = [
        *_attachment_findings(header, attachments),
        *_number_variants(mentions),
        *_kind_findings(document, header, lines, mentions),
        *_citation_dates(header, citations),
        *_standards(document, mentions),
        *find_tree_findings(document, sections),
        *find_target_conflicts(targets),
        *find_row_conflicts(assignments),
        *_past_deadlines(document, header, sections, assignments),
        *find_unknown_columns(document),
    ]
    placed = [_place(document, finding) for finding in _distinct(findings)]
    return sorted(placed, key=lambda finding: -1 if finding.char_start is None else finding.char_start)


def _attachment_findings(header: DocumentRecord, attachments: list[Attachment]) -> Iterator[Finding]:
    """'(Kèm theo Quyết định số ...)' against the document's own number and date."""
    own_kind = fold(header.kind or "")
    own = [attachment for attachment in attachments if own_kind and attachment.kind_key.startswith(own_kind)]
    number, date = header.number, header.issued_on
    for attachment in own:
        read = attachment.number
        if read is not None and number is not None and number_key(read.text) != number_key(number):
            # The symbol of another body names another document: no slip.
            if regex.split("[/-]", read.text, maxsplit=1)[1:] == regex.split("[/-]", number, maxsplit=1)[1:]:
                yield _finding(
                    "number_mismatch",
                    attachment.text.strip("()* "),
                    f"Ghi kèm theo {header.kind} số {read.text}, số của văn bản là {number}.",
                    attachment.start,
                    attachment.end,
                )
        elif attachment.issued_on is not None and date is not None and attachment.issued_on != date:
            yield _finding(
                "date_conflict",
                attachment.text.strip("()* "),
                f"Ghi ngày {_vn(attachment.issued_on)}, văn bản ban hành ngày {_vn(date)}.",
                attachment.start,
                attachment.end,
            )


def _number_variants(mentions: list[Mention]) -> Iterator[Finding]:
    """One document whose number is written in two ways: '01/NQ/TU' and '01-NQ/TU' of one date."""
    first: dict[str, Mention] = {}
    for mention in mentions:
        key = number_key(mention.number.text)
        other = first.setdefault(key, mention)
        form, other_form = (_separators(item.number.text) for item in (mention, other))
        same_date = mention.date is None or other.date is None or mention.date == other.date
        if form != other_form and same_date:
            yield _finding(
                "number_mismatch",
                f"{mention.kind or ''} số {other.number.text}".strip(),
                f"Cùng một văn bản được ghi {other.number.text} và {mention.number.text}.",
                mention.start,
                mention.end,
            )
            first[key] = mention


def _separators(number: str) -> str:
    return regex.sub(r"[\p{L}\d&]", "", number)


def _kind_findings(
    document: Document, header: DocumentRecord, lines: list[FrameLine], mentions: list[Mention]
) -> Iterator[Finding]:
    """A kind that does not fit: of the enclosed plan, of a number's symbol, of a plan that calls itself an
    enclosure."""
    title_line = find_title_line(lines)
    enclosed = find_title_line(lines, title_line.line + 1, limit=150) if title_line else None
    named = _approved_kind(lines, header)
    if header.kind in ("Quyết định", "Nghị quyết") and enclosed is not None and named is not None:
        attached = read_attachment(lines[enclosed.line + 1]) or read_attachment(
            lines[min(enclosed.line + 2, len(lines) - 1)]
        )
        if attached is not None and fold(enclosed.kind).split()[0] != fold(named).split()[0]:
            line = lines[enclosed.line]
            yield _finding(
                "kind_mismatch",
                line.text[:120],
                f"{header.kind} ban hành {named}, văn bản kèm theo là {enclosed.kind}.",
                line.start,
                line.end,
            )
    if header.kind in ("Kế hoạch", "Chương trình", "Đề án"):
        for line in lines:
            where = regex.search(rf"\b{fold(header.kind)} nay \(?\s*ban hanh kem theo\b", line.key)
            if where:
                yield _finding(
                    "kind_mismatch",
                    line.text[where.start() : where.end() + 1],
                    f"{header.kind} được ban hành trực tiếp nhưng tự ghi là ban hành kèm theo.",
                    line.start,
                    line.end,
                )
                break
    for mention in mentions:
        of_symbol = kind_of_symbol(mention.number.parts)
        if mention.kind_printed and {mention.kind, of_symbol} <= _STRICT_KINDS and mention.kind != of_symbol:
            yield _finding(
                "kind_mismatch",
                document.slice(mention.start, mention.end),
                f"Ghi là {mention.kind} nhưng ký hiệu {mention.number.symbol} là của {of_symbol}.",
                mention.start,
                mention.end,
            )


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


def _citation_dates(header: DocumentRecord, citations: list[Citation]) -> Iterator[Finding]:
    for citation in citations:
        if citation.number is None or citation.date is None:
            continue
        year = regex.search(r"/((?:19|20)\d{2})/", citation.number)
        if year and int(year[1]) != citation.date.year:
            detail = f"Số {citation.number} của năm {year[1]} nhưng ghi ngày {_vn(citation.date)}."
        elif header.issued_on is not None and citation.date > header.issued_on:
            detail = f"Văn bản được dẫn ngày {_vn(citation.date)}, sau ngày ban hành {_vn(header.issued_on)}."
        else:
            continue
        yield _finding("date_conflict", citation.quote, detail, citation.char_start, citation.char_end)


def _standards(document: Document, mentions: list[Mention]) -> Iterator[Finding]:
    """Standards that do not exist beside ones that do, and documents older than the edition that they prescribe."""
    named = list(_STANDARD.finditer(document.text))
    known_years = {match["edition"] for match in named if match["number"] in _editions()}
    for match in named:
        if match["number"] not in _editions() and match["edition"] in known_years:
            right = next(
                other for other in named if other["edition"] == match["edition"] and other["number"] in _editions()
            )
            yield _finding(
                "number_mismatch",
                match.group(),
                f"Không có tiêu chuẩn {match.group()}; các chỗ khác ghi {right.group()}.",
                match.start(),
                match.end(),
            )
    for mention in mentions if named else ():
        standard = _STANDARD.search(regex.split(r"[.\n\t]", document.slice(mention.end, mention.end + 260))[0])
        published = _editions().get(standard["number"], {}).get(standard["edition"]) if standard else None
        if published is not None and mention.date is not None and standard and mention.date < published:
            yield _finding(
                "date_conflict",
                document.slice(mention.start, mention.end),
                f"Văn bản ngày {_vn(mention.date)} quy định {standard.group()}, tiêu chuẩn công bố tháng "
                f"{published.month}/{published.year}.",
                mention.start,
                mention.end,
            )


@cache
def _editions() -> dict[str, dict[str, dt.date]]:
    found: dict[str, dict[str, dt.date]] = {}
    for row in rows("standards.tsv"):
        found.setdefault(row["number"], {})[row["edition"]] = dt.date.fromisoformat(row["published"] + "-01")
    return found


def _past_deadlines(
    document: Document, header: DocumentRecord, sections: list[Section], assignments: list[Assignment]
) -> Iterator[Finding]:
    issued = header.issued_on
    if issued is None:
        return
    for assignment in assignments:
        end = assignment.deadline.end
        if end is not None and end < issued and assignment.deadline.kind not in ("recurring", "relative"):
            row = ".".join(part for part in (f"PL{assignment.table}", assignment.group, assignment.no) if part)
            yield _finding(
                "past_deadline",
                row,
                f"Thời hạn {assignment.deadline_raw} trước ngày ban hành {_vn(issued)}.",
                assignment.char_start,
                assignment.char_end,
            )
    for start, text, in_table in segments(document):
        if in_table:
            continue
        key = fold_keeping_length(text)
        for match in _DUE.finditer(key):
            try:
                due = dt.date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                continue
            if due < issued:
                yield _finding(
                    "past_deadline",
                    text[match.start() : match.end()],
                    f"Thời hạn {_vn(due)} trước ngày ban hành {_vn(issued)}.",
                    start + match.start(),
                    start + match.end(),
                )


def _mentions(document: Document) -> list[Mention]:
    found: list[Mention] = []
    for start, text, _ in segments(document):
        if read_attachment(FrameLine(text, start, start + len(text), 1)) is None:
            found += find_mentions(text, start)
    return found


def _finding(kind: FindingKind, where: str, detail: str, start: int | None, end: int | None) -> Finding:
    return Finding(kind=kind, where=" ".join(where.split()), detail=detail, char_start=start, char_end=end)


def _distinct(found: Iterable[Finding]) -> Iterator[Finding]:
    seen: set[tuple[str, str, str]] = set()
    for finding in found:
        key = (finding.kind, fold(finding.where), fold(finding.detail))
        if key not in seen:
            seen.add(key)
            yield finding


def _place(document: Document, finding: Finding) -> Finding:
    start = finding.char_start
    if start is None:
        return finding
    end = finding.char_end if finding.char_end is not None else document.text.find("\n", start)
    end = end if end > start else len(document.text)
    return finding.model_copy(
        update={
            "char_end": end,
            "page": document.page_of(start),
            "confidence": document.confidence_of(start, end),
        }
    )


def _vn(date: dt.date) -> str:
    return f"{date.day:02}/{date.month:02}/{date.year}"
