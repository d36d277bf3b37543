"""Transcripts (.txt, .md) as composed documents.

Form: Markdown headings, bold and italics as far as they are there; tables as tab-separated (or pipe) lines whose merged
cells are blank; paragraphs and cells cut by page breaks stand as two, with a blank line or a form feed between. Printed
line breaks are not kept by transcripts, so a `Line` is a physical line of the file.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

import regex

from corpora.function_words import ends_open, needs_name
from extractors.numbering import begins_with_label, is_bare_label
from models.document import Block, BlockKind, Cell, Document, Line, Origin, Page, RunningLine, Table
from models.text import fold, fold_words
from pipeline.errors import InputError
from pipeline.legacy import decode_bytes
from pipeline.plain_lines import is_full, line_width, running_lines

_RULE = regex.compile(r"^\s*([-*_])(?:\s*\1){2,}\s*$")
_HEADING = regex.compile(r"^(#{1,6})\s+")
_SUP = regex.compile(r"<sup>(.*?)</sup>", regex.IGNORECASE)
_TAG = regex.compile(r"</?(?:b|i|u|em|strong|br|p|span|sub)\b[^>]*>", regex.IGNORECASE)
_FOOTNOTE = regex.compile(r"^\s*(?:<sup>\s*[(\[]?(\d{1,2}|\*)[)\]]?\s*</sup>|[(\[](\d{1,2})[)\]])\s*\S")
# A clerk's paraph beside the end mark or the last recipient is read as one italic letter.
_PARAPH = regex.compile(r"(?<=[./;])\s*\*[A-Za-zĐđ]\*\s*$")
# The line that names the document a plan or an annex goes with stands alone by the official form.
_ATTACHMENT = regex.compile(r"\s*\*{0,3}\s*(?=\((?:Ban hành )?[Kk]èm theo )")
_BULLET = regex.compile(r"^\s*[-+•▪●○*–—]\s*")
_BOLD_TITLE = regex.compile(
    r"^\s*\*\*(?!\*)[^*\s]+(?:\s+[^*\s]+){2,15}[:.]\s*\*\*\s*[^*\s]|^\s*\*\*(?!\*)[^*\s]+(?:\s+[^*\s]+){2,15}\*\*\s*:\s*\S"
)
_NAME = regex.compile(r"^\p{Lu}\p{Ll}*\s\p{Lu}")
_SPAN = regex.compile(r"^[-–]\s*\d{4}\b")
_END = regex.compile(r"[.;:!?](?:/\.?)?[\"”’)]?\s*$")


_ROW_LABEL = regex.compile(r"^(?:(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXLC]{1,6}|\p{L})[.)]?|[-+•*])?$")
_LONGEST_TITLE = 25
"""Words of a line that is the title of a group of rows."""
_LONG_LINE = 30
"""Characters: a shorter line (of a letterhead, a signature) may end with any word."""


@dataclass(slots=True)
class _Piece:
    """A logical block under way: physical lines that belong together."""

    lines: list[str]
    page: int
    pages: list[int] = field(default_factory=list)
    """Page of each line after the first."""
    kind: BlockKind = BlockKind.PARAGRAPH
    heading_level: int | None = None
    bold: bool = False
    bold_title: bool = False
    """Its label and title are bold, with plain text behind them."""
    italic: bool = False
    column: int | None = None
    """0 or 1 in a letterhead set in two columns."""
    rows: list[list[list[str]]] = field(default_factory=list)
    """For a table: rows of cells of parts."""


def read_transcript(path: Path) -> Document:
    """Compose a transcript; raises InputError where the file is empty or no text."""
    text = _decode(path)
    running: list[RunningLine] = []
    pieces = _pieces(text, running)
    if not pieces:
        raise InputError("the file holds no text.", "Give a transcript with the text of a plan.", file=path)
    return replace(_compose(path, pieces), running=tuple(running))


def _decode(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = f"cannot be read ({error.strerror or error})."
        raise InputError(problem, "Check the path and its permissions.", file=path) from error
    if not data.strip():
        raise InputError("the file is empty.", "Fetch it again.", file=path)
    decoded = decode_bytes(data)
    if decoded is None:
        raise InputError("is no text in an encoding that is known.", "Save it as UTF-8.", file=path)
    return decoded[0].replace("\r\n", "\n").replace("\r", "\n")


def _pieces(text: str, running: list[RunningLine]) -> list[_Piece]:
    """The logical blocks of a text; page numbers and running heads go to `running`."""
    pieces: list[_Piece] = []
    lines = regex.split(r"[\n\f]", text)
    plain = [_plain(line) if "\t" not in line else line for line in lines]
    left_out, width = running_lines(plain), line_width(plain)
    index = -1
    after_rule, gap = False, True
    referenced = {number.strip("()[] ") for number in _SUP.findall(text)}
    for page, leaf in enumerate(text.split("\f"), start=1):
        if page > 1:
            gap = True
        bold_run = False
        for raw in leaf.split("\n"):
            index += 1
            if index in left_out:
                running.append(RunningLine(plain[index], page))
                gap = True
                continue
            if not raw.strip():
                gap, bold_run = True, False
                continue
            if _RULE.match(raw):
                after_rule, gap = True, True
                continue
            cells = _cells(raw)
            if cells == []:
                continue
            if cells is None and _is_row_alone(raw, pieces, lines[index + 1 : index + 2], gap):
                cells = [_plain(raw)]
            if cells is not None and not (len(cells) == 2 and not all(cells) and not _in_table(pieces, cells, gap)):
                _add_row(pieces, cells, page, gap)
                gap, after_rule = False, False
                continue
            for part in _ATTACHMENT.split(raw):
                if not part.strip():
                    continue
                piece, bold_run = _paragraph(part, page, bold_run)
                marker = _FOOTNOTE.match(part)
                if marker and (
                    after_rule
                    or "<sup>" in part[: marker.end()]
                    or ((pieces and pieces[-1].kind is BlockKind.FOOTNOTE) and (marker[1] or marker[2]) in referenced)
                ):
                    piece.kind = BlockKind.FOOTNOTE
                _add_paragraph(pieces, piece, gap, width)
                after_rule = piece.kind is BlockKind.FOOTNOTE
            gap = False
    return [piece for piece in pieces if piece.rows or "".join(piece.lines).strip()]


def _cells(raw: str) -> list[str] | None:
    """Cells of a table line, none for the ruling of a pipe table; None for prose."""
    if "\t" in raw.strip("\n"):
        return [_plain(cell) for cell in raw.split("\t")]
    stripped = raw.strip()
    if stripped.startswith("|") and stripped.endswith("|") and stripped.count("|") > 2:
        cells = [_plain(cell) for cell in stripped.strip("|").split("|")]
        return [] if all(set(cell) <= set("-: ") for cell in cells) else cells
    return None


def _plain(text: str) -> str:
    """Text without markup and footnote marks."""
    text = _TAG.sub(" ", _SUP.sub("", text)).replace("**", "").replace("~~", "")
    text = regex.sub(r"(?<![\p{L}\d])\*(?=\S)|(?<=\S)\*(?![\p{L}\d])|\\(?=[*_#.\-+])", "", text)
    return " ".join(text.split())


def _paragraph(raw: str, page: int, bold_run: bool) -> tuple[_Piece, bool]:
    """One physical line as a piece, and whether a bold run goes on into the next line."""
    raw = _PARAPH.sub("", raw)
    level = _HEADING.match(raw)
    body = raw[level.end() :] if level else raw
    body = body.replace("<b>", "**").replace("</b>", "**")
    bold_letters = letters = 0
    bold = bold_run
    for part in regex.split(r"(\*{2,3})", body):
        if regex.fullmatch(r"\*{2,3}", part):
            bold = not bold
            continue
        count = sum(char.isalnum() for char in part)
        letters += count
        bold_letters += count if bold else 0
    bare = body.strip()
    italic = bool(regex.match(r"^(?:[-+•]\s*)?\*(?!\*)\S.*\*$", bare))
    piece = _Piece(
        [_plain(regex.sub(r"^\s*\*\s+", "• ", body) if not italic else body)],
        page,
        heading_level=len(level[1]) if level else None,
        bold=letters > 0 and bold_letters >= 0.8 * letters,
        bold_title=_BOLD_TITLE.match(body) is not None,
        italic=italic,
    )
    return piece, bold


def _begins(line: str) -> bool:
    """Whether a line begins a block of its own: with a bullet or a label. A date ('15/3/2021 …') is none."""
    return bool(_BULLET.match(line)) or begins_with_label(line)


def _continues(before: _Piece, after: _Piece, gap: bool) -> bool:
    """Whether `after` goes on with the sentence of `before`, which a page break or a line break cut in two."""
    if before.kind is not after.kind or after.heading_level is not None:
        return False
    last, first = before.lines[-1].rstrip(), after.lines[0].lstrip()
    if not last or not first or _END.search(last) or _begins(first):
        return False
    starts_low = first[0].islower()
    if before.heading_level is not None or before.bold != after.bold:
        return starts_low and not gap
    if starts_low:
        return True
    if after.bold or first.isupper():
        return False
    if len(last) <= _LONG_LINE:
        return False
    return last.endswith((",", "(", "-", "/")) or (
        ends_open(last) and (not needs_name(last) or _NAME.match(first) is not None)
    )


def _goes_on(before: _Piece, after: _Piece, gap: bool, width: int | None) -> bool:
    """Whether a line goes on with the one before, in a text broken at `width`, or names what a label counts."""
    last, first = before.lines[-1].rstrip(), after.lines[0].lstrip()
    if not first or _ATTACHMENT.match(first):
        return False
    if is_bare_label(last) and len(before.lines) == 1:
        return not _begins(first) and not is_bare_label(first)
    if width is None or gap or not is_full(last, first, width) or _END.search(last):
        return False
    # A number or a dash may come first on a line where the sentence needs it: 'giai đoạn 2021 / - 2025'.
    return not _begins(first) or ends_open(last) or last.endswith((",", "(", "/")) or bool(_SPAN.match(first))


def _add_paragraph(pieces: list[_Piece], piece: _Piece, gap: bool, width: int | None) -> None:
    if piece.kind is BlockKind.PARAGRAPH:
        for before in reversed(pieces):
            if before.kind is BlockKind.FOOTNOTE:
                continue
            if before.kind is BlockKind.PARAGRAPH and _goes_on(before, piece, gap, width):
                before.bold = piece.bold if is_bare_label(before.lines[-1]) else before.bold
                before.heading_level = before.heading_level or piece.heading_level
                before.lines.extend(piece.lines)
                before.pages.extend(piece.page for _ in piece.lines)
                return
            if before.kind is BlockKind.PARAGRAPH and _continues(before, piece, gap):
                before.lines.extend(piece.lines)
                before.pages.extend(piece.page for _ in piece.lines)
                return
            break
    pieces.append(piece)


def _add_row(pieces: list[_Piece], cells: list[str], page: int, gap: bool) -> None:
    table = next((piece for piece in reversed(pieces) if piece.kind is not BlockKind.FOOTNOTE), None)
    fitted = _fit(table.rows, cells, gap) if table is not None and table.kind is BlockKind.TABLE else None
    if table is None or fitted is None:
        pieces.append(_Piece([], page, kind=BlockKind.TABLE, rows=[[[cell] for cell in cells]]))
        return
    head = [fold_words(" ".join(parts)) for parts in table.rows[0]]
    if gap and [fold_words(cell) for cell in fitted] == head:
        return
    if gap and _row_continues(table.rows[-1], fitted):
        for parts, cell in zip(table.rows[-1], fitted, strict=True):
            if cell:
                parts.append(cell)
        return
    table.rows.append([[cell] for cell in fitted])


def _fit(rows: list[list[list[str]]], cells: list[str], gap: bool) -> list[str] | None:
    """The cells of a line at the columns of the table before it; None where it begins another table.

    Editors cut blanks off the end of lines, and the tabs of empty cells with them. An empty cell may push those behind.
    """
    width = len(rows[0])
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    missing = width - len(cells)
    if missing == 0:
        return cells
    if gap and (missing < 0 or not (_ROW_LABEL.match(cells[0]) or begins_with_label(cells[0]))):
        return None
    if missing > 0:
        return cells + [""] * missing
    empty = [at for at, cell in enumerate(cells) if at and not cell][:-missing]
    if len(rows) == 1 and (not cells[0] or len(empty) < -missing):
        # A head whose last heading stands over several columns.
        rows[0].extend([""] for _ in range(-missing))
        return cells
    if len(empty) == -missing:
        return [cell for at, cell in enumerate(cells) if at not in empty]
    return [*cells[: width - 1], " ".join(cells[width - 1 :])]


def _is_row_alone(raw: str, pieces: list[_Piece], following: list[str], gap: bool) -> bool:
    """Whether a line without tabs is a row of the table around it, its empty cells cut off: the title of a group."""
    if not pieces or pieces[-1].kind is not BlockKind.TABLE or not following or "\t" not in following[0].strip("\n"):
        return False
    return not gap or (begins_with_label(raw) and len(raw.split()) <= _LONGEST_TITLE)


def _in_table(pieces: list[_Piece], cells: list[str], gap: bool) -> bool:
    """Whether a line of two cells, one of them empty, goes on with a table and is no line of a letterhead."""
    if not pieces or pieces[-1].kind is not BlockKind.TABLE:
        return False
    return not gap or len(pieces[-1].rows[0]) == 2 or cells[1][:1].islower()


def _row_continues(before: list[list[str]], cells: list[str]) -> bool:
    """Whether a row after a page break only ends the cells of the row above: no number of its own, and at least one
    cell that begins in the middle of a sentence."""
    if cells[0] and not cells[0][0].islower():
        return False
    filled = [(parts, cell) for parts, cell in zip(before, cells, strict=True) if cell]
    low = [cell for _, cell in filled if cell[0].islower()]
    begun = [cell for parts, cell in filled if parts[-1] and not _goes_on_behind(parts[-1]) and cell not in low]
    # Beside the rest of a task that is merged over several products, a further one has most of its cells anew.
    if low and len(begun) > max(1, len(low)):
        return False
    if low:
        return True
    # Without a low start, only an open end above shows that the cell goes on; a list does, in a row by itself.
    if len(filled) == 1 and any(part.endswith((";", ":")) for part in filled[0][0][-1:]):
        return True
    return bool(filled) and all(_goes_on_behind(parts[-1]) for parts, _ in filled)


def _goes_on_behind(text: str) -> bool:
    return text.endswith((",", "-", "(")) or ends_open(text)


class _Text:
    """The text under way, with the ranges of what is added."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.lines: list[Line] = []

    def add(self, text: str) -> tuple[int, int]:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start, self.length

    def add_lines(self, lines: list[str], pages: list[int]) -> tuple[int, int]:
        start = self.length
        for line, page in zip(lines, pages, strict=True):
            if not line:
                continue
            if self.length > start:
                self.add(" ")
            begin, end = self.add(line)
            self.lines.append(Line(begin, end, page))
        return start, self.length


_TWO_COLUMNS = regex.compile(r"\b(cong hoa xa hoi|noi nhan)\b")


def _columns(piece: _Piece) -> list[_Piece]:
    """A letterhead, or recipients beside the signature, typed as a table of two columns: lines, column by column."""
    folded = fold(" ".join(part for row in piece.rows for parts in row for part in parts))
    if not piece.rows or len(piece.rows[0]) != 2 or not _TWO_COLUMNS.search(folded):
        return [piece]
    return [
        _Piece(list(row[column]), piece.page, kind=BlockKind.LETTERHEAD, column=column)
        for column in (0, 1)
        for row in piece.rows
        if any(row[column])
    ]


def _compose(path: Path, pieces: list[_Piece]) -> Document:
    text = _Text()
    pieces = [part for piece in pieces for part in _columns(piece)]
    blocks: list[Block] = []
    tables: list[Table] = []
    for piece in pieces:
        if text.length:
            text.add("\n")
        if piece.kind is BlockKind.TABLE:
            table = _table(piece, text)
            tables.append(table)
            blocks.append(Block(table.start, table.end, piece.page, BlockKind.TABLE))
            continue
        start, end = text.add_lines(piece.lines, [piece.page, *piece.pages])
        blocks.append(
            Block(
                start,
                end,
                piece.page,
                piece.kind,
                piece.heading_level,
                bold=piece.bold or piece.bold_title,
                italic=piece.italic,
                column=piece.column,
            )
        )
    pages = tuple(
        Page(number, None, None, 0, Origin.TRANSCRIPT) for number in range(1, max(piece.page for piece in pieces) + 1)
    )
    return Document(path, "".join(text.parts), pages, tuple(text.lines), tuple(blocks), tuple(tables))


def _table(piece: _Piece, text: _Text) -> Table:
    start = text.length
    cells: list[Cell] = []
    for row, columns in enumerate(piece.rows):
        if row:
            text.add("\n")
        for column, parts in enumerate(columns):
            if column:
                text.add("\t")
            begin, end = text.add_lines(parts, [piece.page] * len(parts))
            cells.append(Cell(row, column, begin, end, page=piece.page))
    return Table(start, text.length, piece.page, tuple(cells), len(piece.rows), len(piece.rows[0]), has_grid=False)
