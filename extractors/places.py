"""Places of a document as a reader finds them: the path of the innermost node, and the page; findings that name two.

A finding's own range, page and `where` are those of its first place; its detail names both, always as
'… : PLACE ghi “…”; PLACE ghi “…”.'
"""

import datetime as dt
from bisect import bisect_right

from models.document import Document
from models.records import Contradiction, Finding, Section

_LONGEST_QUOTE = 160


class Places:
    """The nodes of a document by offset; built once, each look-up costs the depth of the tree."""

    def __init__(self, document: Document, sections: list[Section]) -> None:
        placed = sorted(
            (section for section in sections if section.char_start is not None), key=lambda item: item.char_start or 0
        )
        self._document = document
        self._sections = placed
        self._starts = [section.char_start or 0 for section in placed]
        self._parents: list[int | None] = []
        chain: list[int] = []
        for at, section in enumerate(placed):
            while chain and (placed[chain[-1]].char_end or 0) <= (section.char_start or 0):
                chain.pop()
            self._parents.append(chain[-1] if chain else None)
            chain.append(at)

    def above(self, offset: int) -> list[Section]:
        """The nodes that hold the character at `offset`, innermost first."""
        at: int | None = bisect_right(self._starts, offset) - 1
        found = []
        while at is not None and at >= 0:
            if (self._sections[at].char_end or 0) > offset:
                found.append(self._sections[at])
            at = self._parents[at]
        return found

    def path(self, offset: int | None) -> str | None:
        """Path of the innermost node, None above the first one."""
        found = self.above(offset) if offset is not None else []
        return found[0].path if found else None

    def name(self, offset: int, path: str | None = None) -> str:
        """'II.2.a (trang 4)'; 'Phần mở đầu' above the first node; without the page where pages are unknown."""
        page = self._document.page_of(offset)
        return f"{path or self.path(offset) or 'Phần mở đầu'}{f' (trang {page})' if page is not None else ''}"


def finding(
    kind: Contradiction, where: str | None, detail: str, start: int | None, end: int | None, text: str = ""
) -> Finding:
    """A finding at [start, end); where it stands in no node, `text` tells the place."""
    return Finding(
        kind=kind,
        where=where or quoted(text),
        detail=" ".join(detail.split()),
        char_start=start,
        char_end=end,
    )


def quoted(text: str) -> str:
    """A text on one line, without marks around it, cut where it is long."""
    line = " ".join(text.split()).strip("()* ")
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1].rsplit(" ", 1)[0] + " …"


def vn(date: dt.date) -> str:
    """A date as Vietnamese documents print it: 05/01/2024."""
    return f"{date.day:02}/{date.month:02}/{date.year}"
