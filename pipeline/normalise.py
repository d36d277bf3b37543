"""Repairs the text of a document, keeping the raw text and a map between both.

Four kinds of repair, in this order: characters (NFC, no-break and zero-width spaces, Ð for Đ, symbol-font bullets),
numbers as recognition gives them (8O%, l00%), word pairs that recognition confuses and that are no Vietnamese words
(corpora/confusions.tsv), and on recognised lines marks that make no word (pipeline.marks). What could be right is left
as read. Normalising twice is normalising once.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import regex

from corpora.confusions import confusions
from models.document import Document, Line
from pipeline.marks import Edit, find_wrong_marks, in_case_of

_CHARACTERS = {
    "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\u2002": " ", "\u2003": " ", "\u200b": "",
    "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": "", "\u00ad": "", "\u200e": "", "\u200f": "",
    "Ð": "Đ", "ð": "đ",
    # Bullets of the Symbol and Wingdings fonts arrive as private characters.
    "\uf0b7": "-", "\uf02d": "-", "\uf0a7": "-", "\uf0d8": "-", "\uf0fc": "-", "\uf0e8": "-", "\uf076": "-",
    "ﬁ": "fi", "ﬂ": "fl", "％": "%",
}  # fmt: skip
_CHARACTER = regex.compile("|".join(map(regex.escape, _CHARACTERS)))
_DECOMPOSED = regex.compile(r"\P{M}\p{M}+")
# A percentage whose digits recognition took for letters: at least one digit stands in it, or it reads as 100.
_PERCENT = regex.compile(r"(?<![\p{L}\d.,])(?=[\dOolI|]{0,2}\d|[lI][Oo0]{2}\s?%)[\dOolI|]{1,3}(?=\s?%)")
# The 1 of 100 and 10 as a mark or a letter with one: '[00%', '}0%', '†0%', 'Ï00%'.
_BRACKETED = regex.compile(r"(?<![\p{L}\d.,])[\[\]}ÌÍÏ†¡](?=0{1,2}\s?%)")
# The last ring of a percent sign read twice: '90%c'.
_SECOND_RING = regex.compile(r"(?<=\d\s?%)[coø](?![\p{L}\d])")
# A 1 at the start of a date or a document's number: 'I7/11/2025', 'l9-NQ/TW'; within its symbol: 'QHI5'.
_FIRST_ONE = regex.compile(
    r"(?<![\p{L}\d.,/-])[Il|†¡](?=\d{1,3}[/-][\d\p{Lu}])|(?<=\d[/-]\p{Lu}[\p{Lu}-]*QH)[Il](?=\d(?!\d))"
)
_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})


def normalise(document: Document) -> Document:
    """The document with repaired text; every range moved with its characters. Idempotent."""
    text, starts = _repair(document.text)
    if any(line.confidence is not None for line in document.lines):
        text, starts = _repair_marks(document, text, starts)
    if text == document.text and document.raw_text is not None:
        return document

    def move(offset: int) -> int:
        # The first place in the new text that comes from `offset` or later.
        return bisect_left(starts, offset)

    return replace(
        document,
        text=text,
        lines=tuple(_move_line(line, move) for line in document.lines),
        running=tuple(replace(line, text=normalise_text(line.text)) for line in document.running),
        blocks=tuple(replace(block, start=move(block.start), end=move(block.end)) for block in document.blocks),
        tables=tuple(
            replace(
                table,
                start=move(table.start),
                end=move(table.end),
                cells=tuple(replace(cell, start=move(cell.start), end=move(cell.end)) for cell in table.cells),
            )
            for table in document.tables
        ),
        raw_text=document.text if document.raw_text is None else document.raw_text,
        raw_offsets=tuple(starts if document.raw_text is None else (document.raw_offsets[offset] for offset in starts)),
    )


def _move_line(line: Line, move: Callable[[int], int]) -> Line:
    words = (replace(word, start=move(word.start), end=move(word.end)) for word in line.words)
    # A word of nothing but a zero-width space is gone.
    kept = tuple(word for word in words if word.start < word.end)
    return replace(line, start=move(line.start), end=move(line.end), words=kept)


def _repair_marks(document: Document, text: str, starts: list[int]) -> tuple[str, list[int]]:
    """Wrong marks, on lines that were recognised; what was typed or stored stays as it is."""
    edits = []
    for edit in find_wrong_marks(text):
        lines = document.lines_of(starts[edit[0]], starts[edit[1]])
        if lines and all(line.confidence is not None for line in lines):
            edits.append(edit)
    if not edits:
        return text, starts
    text, moved = _apply(text, edits)
    return text, [starts[offset] for offset in moved]


def normalise_text(text: str) -> str:
    """The repaired text alone."""
    return _repair(text)[0]


def _repair(text: str) -> tuple[str, list[int]]:
    """All repairs one after the other, and for each character of the result and its end the offset it comes from."""
    starts = list(range(len(text) + 1))
    for find in (_characters, _compositions, _percentages, _brackets, _words):
        edits = list(find(text))
        if edits:
            text, moved = _apply(text, edits)
            starts = [starts[offset] for offset in moved]
    return text, starts


def _characters(text: str) -> Iterator[Edit]:
    for match in _CHARACTER.finditer(text):
        yield match.start(), match.end(), _CHARACTERS[match[0]]


def _compositions(text: str) -> Iterator[Edit]:
    for match in _DECOMPOSED.finditer(text):
        composed = unicodedata.normalize("NFC", match[0])
        if composed != match[0]:
            yield match.start(), match.end(), composed


def _percentages(text: str) -> Iterator[Edit]:
    for match in _PERCENT.finditer(text):
        digits = match[0].translate(_DIGITS)
        if digits != match[0] and int(digits) <= 100:
            yield match.start(), match.end(), digits


def _brackets(text: str) -> Iterator[Edit]:
    for pattern, right in ((_BRACKETED, "1"), (_FIRST_ONE, "1"), (_SECOND_RING, "")):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), right


def _words(text: str) -> Iterator[Edit]:
    wrong, right = _confusion_pattern()
    for match in wrong.finditer(text):
        yield match.start(), match.end(), in_case_of(match[0], right[" ".join(match[0].lower().split())])


@cache
def _confusion_pattern() -> tuple[regex.Pattern[str], dict[str, str]]:
    right = confusions()
    words = sorted(map(regex.escape, right), key=len, reverse=True)
    alternatives = "|".join(word.replace(r"\ ", r"\s+").replace(" ", r"\s+") for word in words)
    return regex.compile(rf"(?<!\p{{L}})(?:{alternatives})(?!\p{{L}})", regex.IGNORECASE), right


def _apply(text: str, edits: list[Edit]) -> tuple[str, list[int]]:
    """The new text, and for each of its characters and its end the offset it comes from."""
    parts: list[str] = []
    starts: list[int] = []
    done = 0
    for start, end, new in edits:
        parts.append(text[done:start])
        starts.extend(range(done, start))
        # Characters of a replacement come one to one while they last, then from the end of the replaced range.
        starts.extend(min(start + index, max(start, end - 1)) for index in range(len(new)))
        parts.append(new)
        done = end
    parts.append(text[done:])
    starts.extend(range(done, len(text) + 1))
    return "".join(parts), starts
