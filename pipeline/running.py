"""What stands on a page and is no text of the document: page numbers, running heads, appearances of signatures.

The form sets the page number at the top in the middle (Nghị định 30/2020/NĐ-CP, annex I.II.10), older ones at the foot;
prints from a browser carry title, address and time on each page.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from statistics import median

from corpora.loader import rows as table
from models.document import Word
from models.text import fold
from pipeline.lines import Part, PrintedLine, bounds, make_line
from pipeline.page import PageContent

_PAGE_NUMBER = re.compile(
    r"^[-–—~.|\s]*(?:(?:trang|page)\s*:?\s*)?(?:\d{1,4}(?:\s*(?:/|of|trên)\s*\d{1,4})?|[ivx]{1,6})[-–—~.|\s]*$",
    re.IGNORECASE,
)
_CAPITAL_NUMERAL = re.compile(r"^\W*[IVX]+\W*$")
# A browser's: address, or date and time; the gazette's.
_PRINTED_FROM = re.compile(
    r"(?:https?:/|www\.|\.gov\.vn\b)|^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},?\s+\d{1,2}:\d{2}|^cong bao\b"
)
_TOP, _BOTTOM = 0.085, 0.925
"""Shares of the height above and below which running heads stand; the form leaves margins of 20 mm (0.067)."""
# Lines that stand at the top of several pages of a document, each time as its text.
_OF_THE_TEXT = re.compile(
    r"cong hoa xa hoi|doc lap .{0,3}tu do|dang cong san|^\W*so\s*:|"
    r"^\W*(?:phu (?:luc|bieu)|bieu|mau|bang|danh muc|chuong|phan|muc|dieu)\b"
)
_ISSUER = re.compile(r"^\W*(?:uy ban|ubnd|hoi dong|hdnd|bo|so|huyen|xa|phuong|tinh)\b")
_STAMP_TIME = re.compile(
    r"^\W*(?:\d{1,2}[./:-]\d{1,2}[./:-]\d{2,4}|\d{4}[./-]\d{2}[./-]\d{2}|\d{1,2}:\d{2}|\+?0?7:?00)"
)


def take_running(
    pages: Sequence[PageContent], rows: Sequence[list[list[Word]]]
) -> list[tuple[list[PrintedLine], list[list[Word]]]]:
    """Of each page the lines that are no text, and the rows of words that are left."""
    taken = [_take_stamps(page.number, page_rows) for page, page_rows in zip(pages, rows, strict=True)]
    left = [rest for _, rest in taken]
    heads = _repeated_heads(pages, left)
    numbers = _number_places(pages, left)
    result = []
    for page, (running, page_rows) in zip(pages, taken, strict=True):
        rest = []
        for row in page_rows:
            line = make_line(page.number, row, Part.RUNNING)
            if (
                _is_page_number(line, page)
                or (_in_margin(line, page) and _head_key(line) in heads)
                or _is_misread_number(line, page, numbers)
            ):
                running.append(line)
            else:
                rest.append(row)
        result.append((running, rest))
    return result


def _in_margin(line: PrintedLine, page: PageContent) -> bool:
    return line.box.y1 < _TOP * page.height or line.box.y0 > _BOTTOM * page.height


def _is_page_number(line: PrintedLine, page: PageContent) -> bool:
    # A numeral in capitals may be the label of a part; where pages are numbered so, its place tells.
    text = line.text
    known = _PAGE_NUMBER.match(text) is not None and not _CAPITAL_NUMERAL.match(text)
    return known and _in_margin(line, page) and len(line.words) <= 5


def _number_places(pages: Sequence[PageContent], rows: Sequence[list[list[Word]]]) -> list[tuple[float, float]]:
    """Where page numbers stand, as shares of the page's width and height."""
    return [
        ((line.box.x0 + line.box.x1) / 2 / page.width, line.box.y0 / page.height)
        for page, page_rows in zip(pages, rows, strict=True)
        for line in (make_line(page.number, row) for row in page_rows)
        if _is_page_number(line, page)
    ]


def _is_misread_number(line: PrintedLine, page: PageContent, numbers: Sequence[tuple[float, float]]) -> bool:
    """Whether a very short line in the margin is dirt, or stands where other pages have their number."""
    if not _in_margin(line, page) or len(line.text) > 5:
        return False
    sure = min((word.confidence for word in line.words if word.confidence is not None), default=1.0)
    x, y = (line.box.x0 + line.box.x1) / 2 / page.width, line.box.y0 / page.height
    return sure < 0.5 or any(abs(x - other[0]) < 0.03 and abs(y - other[1]) < 0.03 for other in numbers)


def _head_key(line: PrintedLine) -> str:
    return re.sub(r"\d+", "#", fold(line.text))


def _repeated_heads(pages: Sequence[PageContent], rows: Sequence[list[list[Word]]]) -> set[str]:
    """Keys of lines that stand in the margin of many pages, figures aside; two are enough for a browser's."""
    counts: dict[str, int] = {}
    printed_from: set[str] = set()
    for page, page_rows in zip(pages, rows, strict=True):
        lines = [make_line(page.number, row) for row in [*page_rows[:2], *page_rows[-2:]]]
        lines = [line for line in lines if _in_margin(line, page) and not _OF_THE_TEXT.search(fold(line.text))]
        printed_from |= {_head_key(line) for line in lines if _PRINTED_FROM.search(fold(line.text))}
        for key in {_head_key(line) for line in lines}:
            counts[key] = counts.get(key, 0) + 1

    def enough(key: str) -> float:
        if key in printed_from:
            return 2
        # The issuer stands above each form of a file too; as a running head it stands on all pages but the first.
        return max(3, (0.8 if _ISSUER.match(key) else 0.4) * len(pages))

    return {key for key, count in counts.items() if count >= enough(key)}


@cache
def _stamp_words(role: str) -> re.Pattern[str]:
    words = "|".join(re.escape(row["words"]) for row in table("signature_stamps.tsv") if row["role"] == role)
    return re.compile(rf"^\W*(?:{words})(?![a-z])")


def _take_stamps(page: int, rows: Sequence[list[Word]]) -> tuple[list[PrintedLine], list[list[Word]]]:
    """The appearances of digital signatures on a page: a line that opens one ('Ký bởi: ...'), with those below it that
    begin at its left edge, down to the last that is one of its fields. Without a field below it is text."""
    pieces = [piece for row in rows for piece in _pieces(row)]
    taken: list[PrintedLine] = []
    gone: set[int] = set()
    for opening in sorted(pieces, key=lambda piece: bounds(piece).y0):
        if id(opening[0]) in gone or not _stamp_words("opens").match(fold(_text(opening))):
            continue
        stamp, fields = [opening], 0
        for below in sorted(pieces, key=lambda piece: bounds(piece).y0):
            above, box = bounds(stamp[-1]), bounds(below)
            if box.y0 < above.y0 + 0.5 * above.height or abs(box.x0 - bounds(opening).x0) > 8:
                continue
            if box.y0 - above.y1 > 1.2 * above.height:
                break
            stamp.append(below)
            key = fold(_text(below))
            if _stamp_words("field").match(key) or _STAMP_TIME.match(key):
                fields = len(stamp)
        if fields:
            taken += [make_line(page, piece, Part.RUNNING) for piece in stamp[:fields]]
            gone.update(id(word) for piece in stamp[:fields] for word in piece)
    if not gone:
        return [], list(rows)
    left = [[word for word in row if id(word) not in gone] for row in rows]
    return taken, [row for row in left if row]


def _pieces(row: Sequence[Word]) -> list[list[Word]]:
    """A row divided where a wide gap shows that it is several texts side by side."""
    wide = max(9.0, 1.1 * median(word.box.height for word in row))
    pieces = [[row[0]]]
    for left, right in pairwise(row):
        if right.box.x0 - left.box.x1 > wide:
            pieces.append([])
        pieces[-1].append(right)
    return pieces


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
