"""Every number that is no target, with its reason: those that statements refuse, and every percentage outside them.

A percentage is a number with %, ‰ or 'phần trăm' behind it, in digits or in words. Nothing is dropped in silence: what
no rule speaks of is left out for where it stands (a footnote, a heading, a form), at last for not being understood.
"""

from bisect import bisect_right
from collections.abc import Iterator

import regex

from extractors.columns import Role, TableKind
from extractors.sections import section_at
from extractors.source_tables import SourceTable, source_tables
from extractors.statements import Passage
from extractors.targets import Span, TargetReading
from models.document import BlockKind, Document
from models.records import Excluded, Section
from models.text import fold_keeping_length

WORDS_AROUND = 70
"""Characters of the line on either side of a number that its quote holds at most."""
_IN_DIGITS = regex.compile(r"(?<!\d)(?<!\d[.,])\d[\d.,]*+[^\S\t\n]*+(?:%|‰|(?:diem\s)?phan tram\b)")
_PER_HUNDRED = regex.compile(r"\bphan tram\b")
# With their marks: folded, 'tỷ lệ phần trăm' would hold a numeral.
_NUMERAL = r"(?:một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|linh|lẻ|rưỡi|phẩy)"
_IN_WORDS = regex.compile(rf"(?P<repeated>[%‰]\s?\(\s?)?\b{_NUMERAL}(?:\s{_NUMERAL}){{0,7}}\s(?:điểm\s)?phần trăm$")
_LONGEST_IN_WORDS = 80
_OF_COLUMNS = {
    **dict.fromkeys((Role.DEADLINE, Role.START), "time of a row"),
    **dict.fromkeys(
        (Role.LEAD, Role.COORDINATE, Role.AGENCIES, Role.MONITOR, Role.UNIT_IN_CHARGE, Role.PERSON), "agencies of a row"
    ),
    **dict.fromkeys((Role.BUDGET, Role.FUNDING_SOURCE), "budget"),
    **dict.fromkeys((Role.YEAR, Role.VALUE, Role.BASELINE, Role.UNIT), "other figure"),
    Role.NOTE: "note of a row",
    Role.GROUP: "title of rows",
    Role.NUMBER: "title of rows",
}


def find_percentages(text: str) -> list[Span]:
    """Ranges of all percentages of a text, in order; '5% (năm phần trăm)' is one."""
    folded, small = fold_keeping_length(text), text.lower()
    if len(small) != len(text):
        small = text
    found = [match.span() for match in _IN_DIGITS.finditer(folded)]
    ends = {end for _, end in found}
    for sign in _PER_HUNDRED.finditer(folded):
        if sign.end() not in ends:
            first = max(0, sign.start() - _LONGEST_IN_WORDS)
            words = _IN_WORDS.search(small[first : sign.end()])
            if words and not words["repeated"]:
                found.append((first + words.start(), sign.end()))
    return sorted(found)


def find_left_out(document: Document, sections: list[Section], reading: TargetReading) -> list[Excluded]:
    """All numbers that were looked at and are no targets, in document order; behind them those of running lines, which
    have a page and no offsets."""
    taken = sorted([*reading.numbers, *((one.start, one.end) for one in reading.excluded)])
    starts = [start for start, _ in taken]
    places = _Places(document, reading)
    left = list(reading.excluded)
    for start, end in find_percentages(document.text):
        # Of '80-90%' the range begins before the number that has the sign.
        before = bisect_right(starts, start) - 1
        if before < 0 or taken[before][1] < end:
            left.append(Passage(start, end, places.reason(start)))
    left.sort(key=lambda one: (one.start, one.end))
    found = [_excluded(document, sections, one) for one in left]
    return [*found, *_running(document)]


class _Places:
    """Why a place of a document states nothing."""

    def __init__(self, document: Document, reading: TargetReading) -> None:
        self.blocks = document.blocks
        self.starts = [block.start for block in document.blocks]
        self.passages = sorted(reading.passages, key=lambda one: one.start)
        self.passage_starts = [one.start for one in self.passages]
        self.stated = sorted(reading.stated)
        self.tables = source_tables(document)

    def reason(self, offset: int) -> str:
        """Reason for which the percentage at `offset` is no target."""
        at = bisect_right(self.passage_starts, offset) - 1
        if at >= 0 and offset < self.passages[at].end:
            return self.passages[at].reason
        at = bisect_right(self.starts, offset) - 1
        if at < 0 or offset >= self.blocks[at].end:
            return "outside the text"
        stated = bisect_right(self.stated, offset, key=lambda span: span[0]) - 1
        is_stated = stated >= 0 and offset < self.stated[stated][1]
        if self.blocks[at].kind is BlockKind.TABLE and not is_stated:
            return self._reason_in_table(offset)
        return "not understood"

    def _reason_in_table(self, offset: int) -> str:
        at = bisect_right(self.tables, offset, key=lambda table: table.start) - 1
        source = self.tables[at] if at >= 0 and offset < self.tables[at].end else None
        if source is None or source.kind is TableKind.OTHER:
            return "table without work"
        if source.kind is TableKind.STATISTICS:
            return "statistics form"
        column = _column_at(source, offset)
        if column is None:
            return "heading"
        role = source.head.columns[column].role
        return _OF_COLUMNS.get(role, "column without work" if role is Role.EXTRA else "row without work")


def _column_at(source: SourceTable, offset: int) -> int | None:
    """Column of the cell that holds an offset; None in the head."""
    for row in source.rows:
        for index, cell in enumerate(row.cells):
            if any(start <= offset < end for start, end in cell.ranges):
                return index
    return None


def _excluded(document: Document, sections: list[Section], one: Passage) -> Excluded:
    section = section_at(sections, one.start)
    first, last = _around(document.text, one.start, one.end)
    return Excluded(
        number=" ".join(document.slice(one.start, one.end).split()),
        section=section.path if section else None,
        quote=" ".join(document.slice(first, last).split()),
        reason=one.reason,
        page=document.page_of(one.start),
        char_start=one.start,
        char_end=one.end,
        confidence=document.confidence_of(one.start, one.end),
    )


def _around(text: str, start: int, end: int) -> Span:
    """The words around a number, within its line or cell."""
    first, last = max(0, start - WORDS_AROUND), min(len(text), end + WORDS_AROUND)
    before, after = text[first:start], text[end:last]
    cut = max(before.rfind("\n"), before.rfind("\t"))
    if cut >= 0 or first == 0:
        first += cut + 1
    else:
        first += max(0, before.find(" ") + 1)
    stops = [place for place in (after.find("\n"), after.find("\t")) if place >= 0]
    if stops:
        last = end + min(stops)
    elif last < len(text):
        last = end + max(0, after.rfind(" ")) if " " in after else last
    return first, last


def _running(document: Document) -> Iterator[Excluded]:
    for line in document.running:
        for start, end in find_percentages(line.text):
            first, last = _around(line.text, start, end)
            yield Excluded(
                number=line.text[start:end],
                quote=line.text[first:last],
                reason="running line",
                page=line.page,
                confidence=line.confidence,
            )
