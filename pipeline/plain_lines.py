"""What the lines of a plain text are: text, page numbers, running heads; paragraphs, or lines of a fixed width.

Text copied from a page, or printed to one, keeps what stands between the pages and may break its lines at a width.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.numbering import read_label
from models.text import fold

_PAGE_NUMBER = re.compile(
    r"^\s*(?:(?P<bare>\d{1,3})|[-–—]\s*\d{1,3}\s*[-–—]|(?:trang|page)\s*:?\s*\d{1,3}(?:\s*/\s*\d{1,3})?)\s*$", re.I
)
_PRINTED_FROM = re.compile(r"https?:/|www\.|^cong bao\s*/|^\d{1,2}/\d{1,2}/\d{4},? \d{1,2}:\d{2}")
_OF_THE_TEXT = re.compile(
    r"^\W*(?:cong hoa xa hoi|doc lap|dang cong san|so\s*:|noi nhan|phu luc|luu\b)|[.;:]$|^\s*[-+*•(]"
)
_PAGE_LENGTH = 600
"""Characters: less text stands on no page but the last."""
_LOST_NUMBERS = 3
_LONGEST_HEAD = 120
_CUT = re.compile(r"[\w,%)]$")
_NARROWEST, _WIDEST = 30, 160
"""Characters of a line that is broken at a width; a longer one is a paragraph."""
_FEWEST_LINES = 20
_SLACK = 14
"""Characters by which most lines fall short of the width: the next word did not fit."""


def running_lines(lines: Sequence[str]) -> set[int]:
    """Indexes of the lines that are page numbers and running heads.

    A bare number is one of a page only where it cuts a sentence, or counts on from the last with a page's text between;
    a repeated line is a running head where it comes from a printer, or cuts a sentence somewhere.
    """
    found: set[int] = set()
    at, last_at, last = 0, 0, 1
    heads: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        at += len(line) + 1
        match = _PAGE_NUMBER.match(line) if len(line) <= _LONGEST_HEAD else None
        if match:
            number = match["bare"]
            pages = (int(number) - last) if number else 0
            # A page whose number was lost lies between.
            counts_on = (1 <= pages <= _LOST_NUMBERS or int(number) == last == 1) if number else True
            if (
                number is None
                or _cut(lines, [index], found)
                or (counts_on and at - last_at >= _PAGE_LENGTH * max(1, pages))
            ):
                found.add(index)
                last_at, last = at, int(number) if number else last
        elif _may_run(line):
            heads.setdefault(re.sub(r"\d+", "#", fold(line)), []).append(index)
    for key, places in heads.items():
        from_printer = _PRINTED_FROM.search(key.replace("#", "1")) or _PRINTED_FROM.search(fold(lines[places[0]]))
        if len(places) >= 2 and (from_printer or (_are_pages_apart(lines, places) and _cut(lines, places, found))):
            found.update(places)
    return found


def _may_run(line: str) -> bool:
    if not line.strip() or len(line) > _LONGEST_HEAD or "\t" in line:
        return False
    # '1. Nội dung, biện pháp' may head each part of a plan.
    return not _OF_THE_TEXT.search(fold(line)) and read_label(line) is None


def _are_pages_apart(lines: Sequence[str], places: Sequence[int]) -> bool:
    return all(sum(len(line) for line in lines[one:other]) >= _PAGE_LENGTH for one, other in pairwise(places))


def _cut(lines: Sequence[str], places: Sequence[int], numbers: set[int]) -> bool:
    """Whether a sentence goes on over one of the lines."""
    for place in places:
        before = next((lines[at] for at in range(place - 1, -1, -1) if lines[at].strip() and at not in numbers), "")
        after = next((lines[at] for at in range(place + 1, len(lines)) if lines[at].strip() and at not in numbers), "")
        if len(before) > len(lines[place]) and _CUT.search(before.rstrip()) and after.lstrip()[:1].islower():
            return True
    return False


def line_width(lines: Sequence[str]) -> int | None:
    """Characters at which the lines of a text are broken; None where its lines are paragraphs."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip() and "\t" not in line)
    if len(lengths) < _FEWEST_LINES:
        return None
    # A few lines may stand out: a table's, an address.
    width = lengths[int(len(lengths) * 0.98)]
    full = sum(width - _SLACK <= length <= width for length in lengths)
    return width if _NARROWEST <= width <= _WIDEST and full >= 0.3 * len(lengths) else None


def is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line did not fit on a line."""
    words = following.split(maxsplit=1)
    return bool(words) and len(line.rstrip()) + 1 + len(words[0]) > width
