"""Documents for tests, composed from plain text."""

from pathlib import Path

from models.document import Block, BlockKind, Cell, Document, Line, Origin, Page, Table


def document_of(text: str, *, letterhead: tuple[tuple[int, str], ...] = (), bold: tuple[str, ...] = ()) -> Document:
    """A document of one transcript page: each line a paragraph, consecutive lines with tabs a table without grid.

    `letterhead` gives (column, line) pairs that stand above the text as blocks of kind LETTERHEAD; lines that begin
    with
    one of `bold` are marked bold.
    """
    pieces: list[str] = []
    blocks: list[Block] = []
    lines: list[Line] = []
    tables: list[Table] = []
    offset = 0

    def add(line: str) -> tuple[int, int]:
        nonlocal offset
        start = offset
        pieces.append(line + "\n")
        offset += len(line) + 1
        lines.append(Line(start, start + len(line), 1))
        return start, start + len(line)

    for column, line in letterhead:
        start, end = add(line)
        blocks.append(Block(start, end, 1, BlockKind.LETTERHEAD, column=column))
    rows: list[tuple[int, str]] = []

    def close_table() -> None:
        if not rows:
            return
        cells = []
        for number, (start, line) in enumerate(rows):
            at = start
            for column, cell in enumerate(line.split("\t")):
                cells.append(Cell(number, column, at, at + len(cell)))
                at += len(cell) + 1
        end = rows[-1][0] + len(rows[-1][1])
        width = max(line.count("\t") for _, line in rows) + 1
        tables.append(Table(rows[0][0], end, 1, tuple(cells), len(rows), width, has_grid=False))
        blocks.append(Block(rows[0][0], end, 1, BlockKind.TABLE))
        rows.clear()

    for line in text.split("\n"):
        if "\t" in line:
            rows.append((add(line)[0], line))
            continue
        close_table()
        start, end = add(line)
        if line.strip():
            blocks.append(Block(start, end, 1, bold=bool(bold) and line.startswith(bold)))
    close_table()
    page = Page(1, None, None, 0, Origin.TRANSCRIPT)
    return Document(Path("plan.txt"), "".join(pieces), (page,), tuple(lines), tuple(blocks), tuple(tables))
