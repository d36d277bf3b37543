"""Repairs: which words of the text are not as they were read, for a reviewer to see."""

import regex

from models.document import Document
from models.records import OcrError

_AROUND = 5
"""Words of the quote before and behind a repair."""
_REACH = 100
"""Characters that the words of a side take at most."""
_WORD = regex.compile(r"\S+")


def tell_repairs(document: Document) -> list[OcrError]:
    """Every repair of the text in document order, with the words around it."""
    return [
        OcrError(
            wrong=repair.raw,
            right=document.slice(repair.start, repair.end),
            quote=_quote(document.text, repair.start, repair.end),
            page=document.page_of(repair.start),
            char_start=repair.start,
            char_end=repair.end,
            confidence=document.confidence_of(repair.start, repair.end),
        )
        for repair in document.repairs
    ]


def _quote(text: str, start: int, end: int) -> str:
    """The repaired words with up to five on each side in the same paragraph or row."""
    first = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    last = min(len(text), end + _REACH)
    before = list(_WORD.finditer(text, first, start))
    after = list(_WORD.finditer(text[end:last].partition("\n")[0]))
    begin = before[-_AROUND:][0].start() if before else start
    stop = end + after[:_AROUND][-1].end() if after else end
    return " ".join(text[begin:stop].split())
