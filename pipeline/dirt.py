"""Marks on a scan that the engine took for print: specks, shadows of rules, what shines through from the back.

They matter at the start of a line: there stand the labels, bullets and indents by which headings and paragraphs are
known. No Vietnamese line begins with a full stop, a comma, a colon, an underscore or an accent without letter.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.document import Box, Word
from pipeline.lines import group_lines

_MARKS = r".,:;_`´|°^¬·¦…"
_ONLY_MARKS = re.compile(rf"[{_MARKS}'‘’]{{1,3}}$")
_MARKS_BEFORE = re.compile(rf"[{_MARKS}]{{1,4}}(?=[^\W\d_]|\d|[-–+(“\"])")
_FILE_KIND = re.compile(r"\.[a-z]{2,4}$")
_BULLETS = frozenset("-–+")
_LIKE_BULLETS = frozenset("_.·¬")
_SAME_PLACE = 3.0
"""Points by which the bullets of one list differ in place."""


def without_dirt(words: Sequence[Word]) -> list[Word]:
    """The words of a page without marks that begin its lines or stand on a line by themselves.

    A mark where the bullets of the page stand is the dash of a list item.
    """
    lines = group_lines(words)
    bullets = [line[0].box.x0 for line in lines if line[0].text in _BULLETS and len(line) > 1]
    return [word for line in lines for word in _clean(line, bullets)]


def _clean(line: list[Word], bullets: Sequence[float]) -> list[Word]:
    first = 0
    while first < len(line) and _ONLY_MARKS.match(line[first].text):
        first += 1
    if first == len(line):
        # The mark that ends a document (./.) may stand on a line of its own.
        return []
    rest = [*line[first:]]
    rest[0] = _without_marks_before(rest[0])
    if first and line[first - 1].text in _LIKE_BULLETS and _opens_item(rest[0], line[first - 1], bullets):
        return [replace(line[first - 1], text="-"), *rest]
    return rest


def _opens_item(word: Word, mark: Word, bullets: Sequence[float]) -> bool:
    at_bullets = sum(abs(mark.box.x0 - x0) <= _SAME_PLACE for x0 in bullets) >= 2
    return at_bullets and (word.text[0].isupper() or word.text[0].isdigit())


def _without_marks_before(word: Word) -> Word:
    """'...2.' is '2.', '.-' is '-'; '.docx' stays: the name of a kind of file begins so."""
    match = _MARKS_BEFORE.match(word.text)
    if match is None or _FILE_KIND.match(word.text):
        return word
    share = match.end() / len(word.text)
    x0 = word.box.x0 + share * word.box.width
    return replace(word, text=word.text[match.end() :], box=Box(x0, word.box.y0, word.box.x1, word.box.y1))
