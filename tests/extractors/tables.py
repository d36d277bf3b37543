"""Tables for tests: written as rows of cells, as a transcript (blanks) or as a ruled table (marks of merged cells)."""

from pathlib import Path

from models.document import Block, BlockKind, Cell, Document, Line, Origin, Page, Table


def documents_of(
    *tables: list[list[str]], ruled: bool = False, between: tuple[str, ...] = (), confidence: float | None = None
) -> Document:
    """A document of tables, each on a page of its own; in a ruled one `^` is covered from above, `<` from the left.

    `between` gives the paragraphs before each table, `confidence` that of each cell.
    """
    pieces: list[str] = []
    blocks: list[Block] = []
    lines: list[Line] = []
    made: list[Table] = []
    offset = 0

    def add(text: str) -> int:
        nonlocal offset
        pieces.append(text)
        offset += len(text)
        return offset - len(text)

    for number, rows in enumerate(tables):
        if number < len(between) and between[number]:
            start = add(between[number])
            blocks.append(Block(start, offset, 1))
            lines.append(Line(start, offset, 1))
            add("\n")
        width = max(len(row) for row in rows)
        begin = offset
        cells: list[Cell] = []
        for at, row in enumerate(rows):
            if at:
                add("\n")
            line = offset
            for column in range(width):
                if column:
                    add("\t")
                text = row[column] if column < len(row) else ""
                if ruled and text in {"^", "<"}:
                    continue
                start = add(text)
                spans = _spans(rows, at, column, width) if ruled else (1, 1)
                cells.append(Cell(at, column, start, offset, *spans, page=number + 1, confidence=confidence))
            lines.append(Line(line, offset, 1))
        made.append(Table(begin, offset, 1, tuple(cells), len(rows), width, has_grid=ruled))
        blocks.append(Block(begin, offset, 1, BlockKind.TABLE))
        add("\n")
    page = Page(1, None, None, 0, Origin.TRANSCRIPT)
    return Document(Path("plan.txt"), "".join(pieces), (page,), tuple(lines), tuple(blocks), tuple(made))


def _spans(rows: list[list[str]], at: int, column: int, width: int) -> tuple[int, int]:
    down = 1
    while at + down < len(rows) and column < len(rows[at + down]) and rows[at + down][column] == "^":
        down += 1
    across = 1
    while column + across < width and column + across < len(rows[at]) and rows[at][column + across] == "<":
        across += 1
    return down, across
