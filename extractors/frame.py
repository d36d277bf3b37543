"""The printed lines that frame a document: letterhead, title, recipients and signature, whatever blocks they came in.

Recognition gives the two columns of a letterhead as LETTERHEAD blocks, as paragraphs one below the other, as one line
read across both columns, or (word processor files) as a table of two cells. All become `FrameLine`s here.
"""

from dataclasses import dataclass

import regex

from models.document import Block, BlockKind, Document, Table
from models.text import fold, fold_keeping_length

_NATION = regex.compile(r"(?:cong hoa xa hoi chu nghia viet nam){e<=5}", regex.BESTMATCH)
_MOTTO = regex.compile(r"(?:doc lap\s*-?\s*tu do\s*-?\s*hanh phuc){e<=4}", regex.BESTMATCH)
_PARTY = regex.compile(r"(?:dang cong san viet nam){e<=2}", regex.BESTMATCH)
_RECIPIENTS = regex.compile(r"\bnoi nhan\s{0,3}[:;.]")
_FRAME_TABLE_ROWS = 12
_LONGEST_LINE = 500
"""Characters of a line of a letterhead, both columns read as one; in a longer one only so many are looked at, as
allowing for slips costs time."""
_RECIPIENT_LINES = 30
"""A list of recipients is seldom longer."""


@dataclass(frozen=True, slots=True)
class FrameLine:
    """A printed line, or a paragraph whose lines recognition joined."""

    text: str
    start: int
    end: int
    page: int
    column: int | None = None
    bold: bool = False
    centered: bool = False
    table: bool = False
    """A table that frames nothing: a border between what stands before and after it."""
    block: int = 0
    """Ordinal of the block it comes from."""

    @property
    def key(self) -> str:
        """The folded text, on which wordings are matched."""
        return fold(self.text)


def frame_lines(document: Document) -> list[FrameLine]:
    """All lines outside footnotes and tables, in reading order; a table of a letterhead or a signature gives
    its cells."""
    lines: list[FrameLine] = []
    for ordinal, block in enumerate(document.blocks):
        if block.kind is BlockKind.FOOTNOTE:
            continue
        if block.kind is BlockKind.TABLE:
            table = document.table_of(block)
            if table is not None and (frames(document, table) or _goes_on_recipients(document, table, lines)):
                for cell in sorted(table.cells, key=lambda cell: (cell.column, cell.row)):
                    lines += _split(document, block, cell.start, cell.end, min(cell.column, 1), ordinal)
            else:
                lines.append(FrameLine("", block.start, block.end, block.page, table=True, block=ordinal))
            continue
        lines += _split(document, block, block.start, block.end, block.column, ordinal)
    return lines


def strip_motto(text: str) -> str:
    """A line of the letterhead without the name and motto of the state (or of the Party) that recognition ran
    into it."""
    for pattern in (_NATION, _MOTTO, _PARTY):
        match = pattern.search(fold_keeping_length(text[:_LONGEST_LINE]))
        if match:
            text = text[: match.start()] + " " + text[match.end() :]
    return " ".join(text.split())


def is_motto(text: str) -> bool:
    """Whether a line holds the name or motto of the state."""
    key = fold(text[:_LONGEST_LINE])
    return bool(_NATION.search(key) or _MOTTO.search(key))


def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals, a misread letter allowed."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 2 and sum(char.isupper() for char in letters) >= 0.8 * len(letters)


def frames(document: Document, table: Table) -> bool:
    """Whether a table only sets a letterhead, or recipients and signature, in columns."""
    if table.columns > 3 or table.rows > _FRAME_TABLE_ROWS:
        return False
    key = fold(document.slice(table.start, table.end))
    # Of three columns one may say where papers are handed in.
    recipients = "noi nhan" in key if table.columns < 3 else bool(_RECIPIENTS.search(key))
    return recipients or is_motto(key) or bool(_PARTY.search(key[:_LONGEST_LINE]))


def _goes_on_recipients(document: Document, table: Table, lines: list[FrameLine]) -> bool:
    """Whether a table of two columns is rows of recipients beside the signature whose neighbours have one column."""
    if table.columns != 2 or table.rows > 3:
        return False
    if not any(line.key.startswith("noi nhan") for line in lines[-_RECIPIENT_LINES:]):
        return False
    return all(
        regex.match(r"\s*(?:[-–+•*]|$)", document.slice(cell.start, cell.end))
        for cell in table.cells
        if cell.column == 0
    )


def _split(document: Document, block: Block, start: int, end: int, column: int | None, ordinal: int) -> list[FrameLine]:
    lines = []
    at = start
    for raw in document.slice(start, end).split("\n"):
        text = raw.strip()
        if text:
            begin = at + raw.index(text[0])
            lines.append(
                FrameLine(text, begin, begin + len(text), block.page, column, block.bold, block.centered, block=ordinal)
            )
        at += len(raw) + 1
    return lines
