"""Repairs the text of a document, keeping the raw text and a map between both.

Five kinds of repair, in this order: characters (NFC, no-break and zero-width spaces, Ð for Đ, symbol-font bullets),
words torn apart (pipeline.torn), numbers as recognition gives them (8O%, l00%), word pairs that recognition confuses
and that are no Vietnamese words (corpora/confusions.tsv), and marks that make no word (pipeline.slips, pipeline.marks).
What could be right is left as read. Normalising twice is normalising once. All but the first kind are listed in
`Document.repairs`.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import starmap

import regex

from corpora.confusions import confusions
from corpora.words import frequency
from models.document import Document, Line, Repair
from pipeline.marks import find_lost_hooks, find_wrong_marks
from pipeline.slips import find_slips
from pipeline.spelling import Edit, Syllables, in_case_of
from pipeline.torn import find_torn_words

_CHARACTERS = {
    "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\u2002": " ", "\u2003": " ", "\u200b": "",
    "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": "", "\u00ad": "", "\u200e": "", "\u200f": "",
    "Ð": "Đ", "ð": "đ",
    # Bullets of the Symbol and Wingdings fonts arrive as private characters.
    "\uf0b7": "-", "\uf02d": "-", "\uf0a7": "-", "\uf0d8": "-", "\uf0fc": "-", "\uf0e8": "-", "\uf076": "-",
    "ﬁ": "fi", "ﬂ": "fl", "％": "%",
}  # fmt: skip
_CHARACTER = regex.compile("|".join(map(regex.escape, _CHARACTERS)))
_WORD = regex.compile(r"\S+")
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
_ROUNDS = 4
_RARE = 100
"""Occurrences in official documents below which a syllable of a confused wording is hardly meant."""
_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})


def normalise(document: Document) -> Document:
    """The document with repaired text; every range moved with its characters. Idempotent."""
    plain, origins = _change(document.text, (_characters, _compositions))
    has_recognised = any(line.confidence is not None for line in document.lines)
    text, mended = _mend(plain, (lambda at: _is_recognised(document, origins[at])) if has_recognised else None)
    if text == document.text and document.raw_text is not None:
        return document
    starts = [origins[offset] for offset in mended]

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
        repairs=tuple(_list_repairs(plain, text, mended)),
    )


def _list_repairs(plain: str, text: str, origins: list[int]) -> Iterator[Repair]:
    """The words of `text` that are not what stands at their place in `plain`; neighbours on a line are one repair.

    Args:
        plain: the text with its characters repaired, its words as read.
        text: the repaired text.
        origins: for each character of `text` and its end the offset in `plain`.
    """
    if plain == text:
        return
    last: Repair | None = None
    for match in _WORD.finditer(text):
        start, end = match.span()
        raw = plain[origins[start] : origins[end]]
        if raw == match[0]:
            continue
        if last is not None and text[last.end : start] == " ":
            last = Repair(last.start, end, f"{last.raw} {raw}")
            continue
        if last is not None:
            yield last
        last = Repair(start, end, raw)
    if last is not None:
        yield last


def _move_line(line: Line, move: Callable[[int], int]) -> Line:
    words = (replace(word, start=move(word.start), end=move(word.end)) for word in line.words)
    # A word of nothing but a zero-width space is gone.
    kept = tuple(word for word in words if word.start < word.end)
    return replace(line, start=move(line.start), end=move(line.end), words=kept)


def _is_recognised(document: Document, offset: int) -> bool:
    return any(line.confidence is not None for line in document.lines_of(offset, offset + 1))


def normalise_text(text: str) -> str:
    """The repaired text alone."""
    return _mend(_change(text, (_characters, _compositions))[0])[0]


def _mend(plain: str, is_recognised: Callable[[int], bool] | None = None) -> tuple[str, list[int]]:
    """The text with its slips mended, and for each character of it and its end the offset it comes from; until nothing
    is left to mend, for one word mended tells of another.

    Args:
        plain: the text with its characters repaired.
        is_recognised: whether the character at an offset of it was recognised; None where nothing was.
    """
    text, starts = plain, list(range(len(plain) + 1))
    for _ in range(_ROUNDS):
        before = text
        text, moved = _change(text, _SLIPS)
        starts = [starts[offset] for offset in moved]
        if is_recognised is not None:
            hooks = [edit for edit in find_lost_hooks(text) if is_recognised(starts[edit[0]])]
            text, moved = _apply(text, hooks)
            starts = [starts[offset] for offset in moved]
        if text == before:
            break
    return text, starts


def _change(text: str, finders: Iterable[Callable[[str], Iterator[Edit]]]) -> tuple[str, list[int]]:
    """The text after all edits, one finder after the other, and for each character of it and its end the offset it
    comes from."""
    starts = list(range(len(text) + 1))
    for find in finders:
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


def _first_ones(text: str) -> Iterator[Edit]:
    for match in _FIRST_ONE.finditer(text):
        yield match.start(), match.end(), "1"


def _brackets(text: str) -> Iterator[Edit]:
    for match in _BRACKETED.finditer(text):
        yield match.start(), match.end(), "1"


def _rings(text: str) -> Iterator[Edit]:
    for match in _SECOND_RING.finditer(text):
        yield match.start(), match.end(), ""


def _words(text: str) -> Iterator[Edit]:
    syllables = Syllables(text)
    every, done = syllables.all, 0
    for index, first in enumerate(every):
        if first.start < done:
            continue
        for wrong, meant in _confusions_from(first.word):
            last = index + len(wrong) - 1
            if last < len(every) and all(
                every[place].word == word and (place == last or syllables.adjoin(place))
                for place, word in enumerate(wrong, index)
            ):
                start, done = first.start, every[last].end
                words = [text[syllable.start : syllable.end] for syllable in every[index : last + 1]]
                is_name = len(words) == 2 and all(word.istitle() for word in words)
                if not is_name and not _belongs_elsewhere(syllables, index, last, meant):
                    yield start, done, _in_case_of_each(words, list(meant))
                break


@cache
def _confusions_by_first() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """Wrong wordings with the right ones by their first syllable, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for wrong, right in sorted(confusions().items(), key=lambda row: -len(row[0].split())):
        words = tuple(wrong.split())
        found.setdefault(words[0], []).append((words, tuple(right.split())))
    return found


def _confusions_from(first: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return _confusions_by_first().get(first, [])


def _in_case_of_each(read: list[str], meant: list[str]) -> str:
    """The words that are meant, each in the case of what was read in its place."""
    return " ".join(starmap(in_case_of, zip(read, meant, strict=False)))


def _belongs_elsewhere(syllables: Syllables, first: int, last: int, meant: tuple[str, ...]) -> bool:
    """Whether a syllable at the edge of a confused wording makes a word with what stands beside the wording.

    In 'thông báo đảm bảo' and 'chỉ tiết kiệm' both are right; a syllable that is none by itself is not.
    """
    if last - first > 1:
        # Three syllables speak for themselves.
        return False
    changed = [
        syllables.all[place].word for place, word in enumerate(meant, first) if syllables.all[place].word != word
    ]
    if any(frequency(word) < _RARE for word in changed):
        return False
    return syllables.is_word(first - 1) or syllables.is_word(last)


_SLIPS = (find_torn_words, _percentages, _first_ones, _brackets, _rings, _words, find_slips, find_wrong_marks)


def _apply(text: str, edits: list[Edit]) -> tuple[str, list[int]]:
    """The new text, and for each of its characters and its end the offset it comes from.

    Args:
        text: what the edits refer to.
        edits: in the order of the text, none overlapping.
    """
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
