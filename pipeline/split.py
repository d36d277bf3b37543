"""Several documents in one file: a letter and the plan that it sends, or two plans.

A document begins only on a page that opens with a complete letterhead of its own (Nghị định 30/2020/NĐ-CP, annex I.II.1
to 5). Most letterheads inside a file begin nothing: those of blank forms in an annex, and the one repeated above a plan
that its decision issues. Where in doubt the file stays whole: a plan torn from its decision is worse than a letter left
before its plan.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from extractors.frame import FrameLine, frame_lines, is_capitals, strip_motto
from extractors.issuers import Issuer
from extractors.letterhead import Letterhead, read_date_line, read_letterhead
from extractors.signature import read_signature
from extractors.symbols import kind_of_symbol
from extractors.titles import find_title_line, read_title
from models.document import Document, Line, Page
from models.text import fold

_HEAD_LINES = 30
"""Lines of a page within which the title stands below the letterhead."""
_MOTTO_LINES = 16
"""The left column, with a subject of several lines, comes before the motto in the right one."""
_LONGEST = 50
"""Letters of a line of a letterhead that was not recognised as two columns; a sentence has more."""
_TOP = 0.3
"""Share of the page's height above which the name of the state stands."""
# What stands above a form or an annex, or says that a page goes with another document.
_FORM = regex.compile(
    r"^\W{0,3}(?:phu (?:luc|bieu)|bieu (?:mau|so|\d)|mau (?:so|bieu|bao cao|[a-z]?\d)|mau\W*$|"
    r"\(?(?:(?:duoc )?(?:ban hanh|phe duyet|gui|dinh|co) )?kem theo\b|du thao\b)"
)
_NAMELESS = regex.compile(r"^\W{0,3}(?:ten (?:co quan|don vi|to chuc|doanh nghiep)|co quan (?:chu quan|ban hanh))\b")
_DOTTED = regex.compile(r"\.{4,}|…{2,}|(?:\.\s){4,}|_{4,}|\[\s*\]|\(\d\)\s*$")
_YEAR = regex.compile(r"nam\s{0,2}(?:19|20)\d\d\b")
_ENCLOSED = regex.compile(r"\bkem theo\b|\bban hanh\b|\bphe duyet\b")
_ISSUES = ("Quyết định", "Nghị quyết")


@dataclass(frozen=True, slots=True)
class _Opening:
    """The letterhead and the title with which a page begins."""

    letterhead: Letterhead
    kind: str
    title: str

    @property
    def is_numbered(self) -> bool:
        """Whether the number is filled in and one of this kind of document: no form's, and no decision's above its
        plan."""
        return self.letterhead.number is not None and kind_of_symbol(self.letterhead.symbol_parts) == self.kind


def split(document: Document) -> list[Document]:
    """The documents of a file in their order, each with its own text, offsets and pages; mostly the one itself.

    Pages keep their numbers in the file; `part` counts the documents from 1.
    """
    cuts = [cut for page in _first_pages(document) if (cut := _cut(document, page)) is not None]
    if not cuts:
        return [document]
    borders = [(0, 0), *cuts, (len(document.text), _after_last(document.pages))]
    return [
        _take(document, part, start, end, first, last)
        for part, ((start, first), (end, last)) in enumerate(pairwise(borders), 1)
    ]


def _first_pages(document: Document) -> list[int]:
    """Pages, other than the first, with which a document begins."""
    by_page: dict[int, list[FrameLine]] = {}
    for line in frame_lines(document):
        by_page.setdefault(line.page, []).append(line)
    pages = {page.number: page for page in document.pages}
    found: list[int] = []
    before: list[FrameLine] = []
    for number in sorted(by_page):
        lines = by_page[number]
        if before and number in pages:
            opening = _read_opening(document, pages[number], lines)
            if opening is not None and _is_new(before, opening):
                found.append(number)
                before = []
        before += lines
    return found


def _read_opening(document: Document, page: Page, lines: Sequence[FrameLine]) -> _Opening | None:
    """The letterhead of a page that begins with one that is complete and no form's; None for any other page."""
    top = list(lines[:_HEAD_LINES])
    motto = next((at for at, line in enumerate(top[:_MOTTO_LINES]) if _names_the_state(line)), None)
    if motto is None or not _stands_at_the_top(document, page, top[motto]):
        return None
    if any(line.column is None and len(line.text) > _LONGEST and not is_capitals(line.text) for line in top[:motto]):
        return None
    if any(line.table for line in top[: motto + 1]) or any(_FORM.match(line.key) for line in top):
        return None
    letter = next((at for at, line in enumerate(top) if regex.match(r"\W{0,3}kinh gui\b", line.key)), None)
    title_line = find_title_line(top, motto)
    if title_line is not None and (letter is None or title_line.line < letter):
        end, kind = title_line.line, title_line.kind
        title, below = read_title(top, title_line)
    elif letter is not None:
        end, kind, title, below = letter, "Công văn", "", letter
    else:
        return None
    zone = [*top[:end], *(line for line in top[end:] if line.column == 1)]
    head = read_letterhead(zone)
    if not head.has_number_line or kind_of_symbol(head.symbol_parts) is None or not _is_named(head.bodies):
        return None
    if not any(read_date_line(line.text) is not None and _YEAR.search(line.key) for line in zone):
        return None
    framed = [*zone, *top[end : below + 1]]
    if any(_NAMELESS.match(line.key) for line in zone) or any(_is_dotted(line, head) for line in framed):
        return None
    if _is_filled_in_by_hand(lines):
        return None
    return _Opening(head, kind, title)


def _names_the_state(line: FrameLine) -> bool:
    """Whether a line holds the name or motto of the state, or the name of the Party."""
    return strip_motto(line.text) != " ".join(line.text.split())


def _stands_at_the_top(document: Document, page: Page, line: FrameLine) -> bool:
    boxes = [found.box for found in document.lines_of(line.start, line.end) if found.box is not None]
    if not boxes or page.height is None or page.width is None or page.width > page.height:
        return False
    return boxes[0].y0 < _TOP * page.height


def _is_named(bodies: Sequence[Issuer]) -> bool:
    """Whether the issuer is told with the name of its unit, not 'UBND XÃ' and a blank."""
    return bool(bodies) and all(body.unit is None or body.unit.name for body in bodies)


def _is_dotted(line: FrameLine, head: Letterhead) -> bool:
    """Whether a line is left to be filled in; only number and day of a real letterhead are."""
    if not _DOTTED.search(line.text):
        return False
    by_hand = regex.match(r"\W{0,3}so\b", line.key) or (
        read_date_line(line.text) is not None and _YEAR.search(line.key)
    )
    return not by_hand


def _is_filled_in_by_hand(lines: Sequence[FrameLine]) -> bool:
    """Whether the text below is a form: several lines run out in dots."""
    return sum(bool(_DOTTED.search(line.text)) for line in lines) >= 3


def _is_new(before: Sequence[FrameLine], opening: _Opening) -> bool:
    """Whether a letterhead begins another document than the one whose lines stand before it."""
    previous = _previous(before)
    if previous.number is not None and opening.letterhead.number == previous.number:
        return False
    if previous.closed_on is None:
        return False
    if opening.is_numbered:
        return True
    # The number was left for the hand: as a form's would be, or that of a plan which the decision before it issues.
    if opening.letterhead.number is not None or kind_of_symbol(opening.letterhead.symbol_parts) != opening.kind:
        return False
    return previous.closed_on == before[-1].page and not _encloses(previous, opening)


@dataclass(frozen=True, slots=True)
class _Previous:
    """What is known of the document before a letterhead."""

    number: str | None
    kind: str | None
    text: str
    """Folded."""
    closed_on: int | None
    """Page of its recipients and signature; None where they were not found."""


def _previous(lines: Sequence[FrameLine]) -> _Previous:
    head = list(lines[:_HEAD_LINES])
    title_line = find_title_line(head)
    letter = next((at for at, line in enumerate(head) if regex.match(r"\W{0,3}kinh gui\b", line.key)), None)
    if letter is not None and (title_line is None or letter < title_line.line):
        title_line = None
    first = title_line.line + 1 if title_line is not None else letter or 0
    number = read_letterhead(head[: first or len(head)]).number
    signature = read_signature(list(lines), first)
    closed_on = None
    if signature.start is not None and (signature.recipients or signature.signer or signature.position):
        closed_on = max(line.page for line in lines if line.start <= (signature.end or signature.start))
        # A plan that follows its decision has recipients and a signature of its own, or none.
        end = signature.end or signature.start
        later = next((at for at, line in enumerate(lines) if line.start > end and line.page > closed_on), None)
        if later is not None:
            again = read_signature(list(lines), later)
            if again.start is not None and again.recipients:
                closed_on = max(line.page for line in lines if line.start <= (again.end or again.start))
    text = " ".join(line.key for line in lines)
    kind = title_line.kind if title_line is not None else None
    return _Previous(number, kind, text, closed_on)


def _encloses(previous: _Previous, opening: _Opening) -> bool:
    """Whether the document before issues what begins here: 'Ban hành kèm theo Quyết định này Kế hoạch ...'."""
    if previous.kind not in _ISSUES:
        return False
    kind = fold(opening.kind)
    return any(kind in previous.text[found.start() : found.end() + 120] for found in _ENCLOSED.finditer(previous.text))


def _cut(document: Document, page: int) -> tuple[int, int] | None:
    """Where the text of a page begins, with the page; None where text of pages before and after is mixed."""
    start = min((line.start for line in document.lines if line.page >= page), default=None)
    if start is None or any(line.start >= start for line in document.lines if line.page < page):
        return None
    return None if any(block.start < start < block.end for block in document.blocks) else (start, page)


def _after_last(pages: Sequence[Page]) -> int:
    return max(page.number for page in pages) + 1


def _take(document: Document, part: int, start: int, end: int, first: int, last: int) -> Document:
    """The document of a range of text and of the pages from `first` to before `last`."""
    text = document.text[start:end].rstrip()
    stop = start + len(text)

    def moved(line: Line) -> Line:
        words = tuple(replace(word, start=word.start - start, end=word.end - start) for word in line.words)
        return replace(line, start=line.start - start, end=line.end - start, words=words)

    return replace(
        document,
        text=text,
        part=part,
        pages=tuple(page for page in document.pages if first <= page.number < last),
        lines=tuple(moved(line) for line in document.lines if start <= line.start < stop),
        blocks=tuple(
            replace(block, start=block.start - start, end=block.end - start)
            for block in document.blocks
            if start <= block.start < stop
        ),
        tables=tuple(
            replace(
                table,
                start=table.start - start,
                end=table.end - start,
                cells=tuple(replace(cell, start=cell.start - start, end=cell.end - start) for cell in table.cells),
            )
            for table in document.tables
            if start <= table.start < stop
        ),
        running=tuple(line for line in document.running if first <= line.page < last),
    )
