"""The two-column parts of the official form in office files: letterhead, and recipients beside the signature.

Nghị định 30/2020/NĐ-CP sets both side by side. Word processors do that by a table without rulings, older files by tabs
or spaces. Other tables without rulings only arrange text: what stands in them is text.
"""

import re
from dataclasses import dataclass

from models.text import fold
from pipeline.office.flow import FlowCell, FlowTable, Item, Paragraph, cell_paragraphs, cut, table_notes

_ANCHOR = re.compile(
    r"^\W*(?:cong hoa xa hoi chu nghia|doc lap\s*[-–]\s*tu do|dang cong san viet nam\W*$|noi nhan\s*(?:[:;./]|$))",
    re.MULTILINE,
)
"""Lines that only a letterhead or a list of recipients has; in the middle of a sentence they say nothing."""
_RECIPIENTS = re.compile(r"\W*noi nhan\b")
_GOES_ON = re.compile(r"\s*(?:[-–+•*]|[^\W\d_A-ZĐ])")
"""A recipient, or the rest of one."""
_GAP = re.compile(r" *\t[ \t]*| {4,}")
_MAX_ROWS, _MAX_CHARACTERS, _LONG = 14, 2500, 130
_HEAD, _FOOT = 12, 30
"""Paragraphs from the top in which a letterhead stands, and from "Nơi nhận" on in which a signature does."""


@dataclass(slots=True)
class Columns:
    """A two-column part: its lines, column by column."""

    left: list[Paragraph]
    right: list[Paragraph]


Part = Paragraph | FlowTable | Columns


def find_frames(items: list[Item]) -> list[Part]:
    """The items with two-column parts found and tables that only arrange text taken apart."""
    parts: list[Part] = []
    for item in items:
        parts += [item] if isinstance(item, Paragraph) else _open(item)
    return _set_by_gaps(parts)


def lines_of(paragraph: Paragraph) -> list[Paragraph]:
    """A paragraph cut at its line breaks."""
    text = "".join(run.text for run in paragraph.runs)
    ends = [match.start() for match in re.finditer("\n", text)]
    starts = [0, *(end + 1 for end in ends)]
    return cut(paragraph, zip(starts, [*ends, len(text)], strict=True)) if ends else [paragraph]


def _open(table: FlowTable) -> list[Part]:
    filled = [cell for cell in table.cells if any(line.text.strip() for line in cell_paragraphs(cell))]
    columns = sorted({cell.column for cell in filled})
    if not filled:
        return []
    # What stands in a table inside is that table's own matter.
    text = "\n".join(fold(line.text).strip() for cell in filled for line in cell.content if isinstance(line, Paragraph))
    small = len(text) <= _MAX_CHARACTERS and table.rows <= _MAX_ROWS
    if small and len(columns) in (2, 3) and (_ANCHOR.search(text) or (not table.ruled and _sets_side_by_side(filled))):
        return _columns(table, filled, columns)
    nests = any(isinstance(item, FlowTable) for cell in filled for item in cell.content)
    if len(columns) == 1 and (not table.ruled or len(filled) == 1 or nests):
        return find_frames([item for cell in filled for item in cell.content])
    if nests and not table.ruled:
        return find_frames([item for cell in filled for item in cell.content])
    return [table]


def _sets_side_by_side(filled: list[FlowCell]) -> bool:
    """Whether short lines, mostly centred or in capitals, stand in two columns: two signers, a letterhead without
    motto."""
    lines = [line for cell in filled for line in cell_paragraphs(cell) if line.text.strip()]
    marked = sum(line.centered or line.text.isupper() for line in lines)
    return (
        len({cell.column for cell in filled}) == 2
        and len(lines) <= 24
        and all(len(line.text) <= _LONG for line in lines)
        and 2 * marked >= len(lines)
        and any(line.text.strip().isupper() for line in lines)
        and max(cell.row for cell in filled) <= 5
    )


def _columns(table: FlowTable, filled: list[FlowCell], columns: list[int]) -> list[Part]:
    """Left and right lines; a row that one cell fills throughout is text below the columns."""
    parts: list[Part] = []
    for row in range(table.rows):
        cells = sorted((cell for cell in filled if cell.row == row), key=lambda cell: cell.column)
        if len(cells) == 1 and cells[0].column_span >= table.columns > 1:
            parts += find_frames(cells[0].content)
            continue
        last = parts[-1] if parts else None
        if not isinstance(last, Columns):
            last = Columns([], [])
            parts.append(last)
        for cell in cells:
            side = last.left if cell.column == columns[0] else last.right
            side += [line for paragraph in cell_paragraphs(cell) for line in lines_of(paragraph)]
    return [*parts, *table_notes(table)]


def _set_by_gaps(parts: list[Part]) -> list[Part]:
    """Columns that are set with tabs or spaces between them."""
    head = _gapped_head(parts)
    if head:
        parts = [_by_gaps(parts[:head]), *parts[head:]]
    for start, part in enumerate(parts):
        if isinstance(part, Paragraph) and _RECIPIENTS.match(fold(part.text.lstrip()[:20])):
            end = start + _gapped_foot(parts[start : start + _FOOT])
            if end > start:
                return [*parts[:start], _by_gaps(parts[start:end]), *parts[end:]]
    return parts


def _gapped_head(parts: list[Part]) -> int:
    """How many paragraphs at the top make a letterhead set by gaps; 0 where none does."""
    for at, part in enumerate(parts[:_HEAD]):
        if not isinstance(part, Paragraph):
            return 0
        gap = _inner_gap(part.text)
        if gap and _ANCHOR.search(fold(part.text[gap[1] :]).strip()):
            place = len(part.text[: gap[1]].expandtabs(8))
            end = at + 1
            while end < len(parts) and _stands_beside(parts[end], place):
                end += 1
            return end
    return 0


def _stands_beside(part: Part, place: int) -> bool:
    if not isinstance(part, Paragraph):
        return False
    text = part.text[: 3 * _LONG].split("\n")[0]
    indent = len(text.expandtabs(8)) - len(text.expandtabs(8).lstrip())
    return bool(_inner_gap(text)) or (indent >= 0.6 * place and bool(text.strip())) or not re.search(r"\w", text)


def _gapped_foot(parts: list[Part]) -> int:
    """How many paragraphs from "Nơi nhận" on stand in two columns; 0 where no gap is among them."""
    count = last = 0
    for part in parts:
        if not isinstance(part, Paragraph) or len(part.text.strip()) > 2 * _LONG:
            break
        count += 1
        if _inner_gap(part.text) or _leading_gap(part.text):
            last = count
    # The list of recipients may be longer than what is signed beside it.
    while last and last < count and _GOES_ON.match(parts[last].text):  # type: ignore[union-attr]
        last += 1
    return last


def _inner_gap(text: str) -> tuple[int, int] | None:
    """The widest gap between words of a line; a long text is no line."""
    if len(text) > 3 * _LONG:
        return None
    begin = len(text) - len(text.lstrip())
    gaps = [match.span() for match in _GAP.finditer(text.rstrip(), begin)]
    return max(gaps, key=lambda gap: len(text[: gap[1]].expandtabs(8)) - gap[0], default=None)


def _leading_gap(text: str) -> bool:
    text = text[: 3 * _LONG]
    return len(text.expandtabs(8)) - len(text.expandtabs(8).lstrip()) >= 20 and bool(text.strip())


def _by_gaps(parts: list[Part]) -> Columns:
    columns = Columns([], [])
    for part in parts:
        assert isinstance(part, Paragraph)
        for line in lines_of(part):
            text = "".join(run.text for run in line.runs)
            gap = _inner_gap(text)
            if gap:
                left, right = cut(line, [(0, gap[0]), (gap[1], len(text))])
                columns.left.append(left)
                columns.right.append(right)
            elif _leading_gap(text):
                columns.right.append(line)
            else:
                columns.left.append(line)
    return columns
