"""What office files hold, whatever their format: paragraphs of runs, tables of cells, in reading order.

Readers (docx, doc, rtf, html, xlsx) make these; `fonts` decodes their runs, `frame` tells the two-column parts,
`build` composes the document. In the text of a run a tab is `\\t`, a line break `\\n`, the beginning of a page `\\f`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from extractors.numbering import begins_with_label, is_bare_label

PAGE_BREAK = "\f"


@dataclass(slots=True)
class Run:
    """A piece of a paragraph in one print."""

    text: str
    bold: bool = False
    italic: bool = False
    font: str | None = None
    """Name of the font, which tells a legacy encoding; None where the file does not say."""


@dataclass(slots=True)
class Paragraph:
    """A paragraph of the file."""

    runs: list[Run] = field(default_factory=list)
    heading_level: int | None = None
    """1-9 where its style is a heading."""
    centered: bool = False
    label: str = ""
    """Its automatic number or bullet, which the file does not hold as text."""
    note: bool = False
    """Whether it is a footnote."""

    @property
    def text(self) -> str:
        """Label and runs as they stand, with tabs and breaks."""
        text = "".join(run.text for run in self.runs)
        return f"{self.label} {text}" if self.label else text


@dataclass(slots=True)
class FlowCell:
    """A cell with the places of the grid that it covers."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    content: "list[Item]" = field(default_factory=list)


@dataclass(slots=True)
class FlowTable:
    """A table as the file has it."""

    rows: int
    columns: int
    cells: list[FlowCell]
    ruled: bool | None = True
    """Whether its cells are ruled; None where the file does not say."""


Item = Paragraph | FlowTable


def paragraphs_of(items: Iterable[Item]) -> Iterator[Paragraph]:
    """All paragraphs, those in cells too, in order."""
    for item in items:
        if isinstance(item, Paragraph):
            yield item
        else:
            for cell in item.cells:
                yield from paragraphs_of(cell.content)


def cell_paragraphs(cell: FlowCell) -> list[Paragraph]:
    """The paragraphs of a cell, those of tables in it too; notes are none of them."""
    return [paragraph for paragraph in paragraphs_of(cell.content) if not paragraph.note]


def table_notes(table: FlowTable) -> list[Paragraph]:
    """The notes that stand in the cells of a table: they are printed below it."""
    return [one for cell in table.cells for one in paragraphs_of(cell.content) if one.note]


def cut(paragraph: Paragraph, positions: Iterable[tuple[int, int]]) -> list[Paragraph]:
    """The ranges of a paragraph's runs (offsets count without the label) as paragraphs; the label goes to the first."""
    parts: list[Paragraph] = []
    for start, end in positions:
        runs, at = [], 0
        for run in paragraph.runs:
            text = run.text[max(0, start - at) : max(0, end - at)]
            if text:
                runs.append(Run(text, run.bold, run.italic, run.font))
            at += len(run.text)
        parts.append(
            Paragraph(
                runs, paragraph.heading_level, paragraph.centered, "" if parts else paragraph.label, paragraph.note
            )
        )
    return parts


def join_labels(items: Iterable[Item]) -> list[Item]:
    """The items with each label that is a paragraph of its own ('I.', then 'MỤC TIÊU') before the text that it counts,
    as pages of the web have them."""
    joined: list[Item] = []
    for item in items:
        before = joined[-1] if joined else None
        if (
            isinstance(item, Paragraph)
            and isinstance(before, Paragraph)
            and not (item.note or before.note)
            and is_bare_label(before.text.strip())
        ):
            if not item.text.strip():
                continue
            if not item.label and not begins_with_label(item.text.strip()) and item.text.strip()[0].isalpha():
                joined[-1] = replace(item, runs=[*before.runs, Run(" "), *item.runs], label=before.label)
                continue
        joined.append(item)
    return joined


def close_ranks(table: FlowTable) -> FlowTable:
    """The table without columns and rows in which no cell begins: word processors keep a column for every ruling that
    was ever moved a hair."""
    columns = sorted({cell.column for cell in table.cells})
    rows = sorted({cell.row for cell in table.cells})

    def span(places: list[int], start: int, length: int) -> int:
        return max(1, bisect_left(places, start + length) - bisect_left(places, start))

    cells = [
        FlowCell(
            bisect_left(rows, cell.row), bisect_left(columns, cell.column), span(rows, cell.row, cell.row_span),
            span(columns, cell.column, cell.column_span), cell.content,
        )
        for cell in table.cells
    ]  # fmt: skip
    return FlowTable(len(rows), len(columns), cells, table.ruled)
