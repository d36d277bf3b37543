from dataclasses import replace
from pathlib import Path

import pytest

from models.document import Block, BlockKind, Box, Cell, Document, Line, Origin, Page, Table


def scanned() -> Document:
    pages = (Page(1, 595, 842, 0, Origin.OCR), Page(2, 595, 842, 0, Origin.OCR))
    lines = (
        Line(0, 5, 1, Box(0, 0, 50, 10), 0.9),
        Line(6, 11, 2, Box(0, 0, 50, 10), 0.5),
        Line(12, 15, 2, Box(0, 20, 50, 30), 0.7),
    )
    table = Table(12, 15, 2, (Cell(0, 0, 12, 13, row_span=2), Cell(0, 1, 14, 15)), 2, 2, has_grid=True)
    blocks = (Block(0, 11, 1), Block(12, 15, 2, BlockKind.TABLE))
    return Document(Path("a.pdf"), "abcde fghij\nk\tl", pages, lines, blocks, (table,))


@pytest.mark.parametrize(
    ("lost", "cut_off", "expected"),
    [
        ({}, None, None),
        ({3: "it cannot be drawn"}, None, "page 3 unreadable: it cannot be drawn"),
        ({3: "no memory", 7: "no memory"}, None, "pages 3, 7 unreadable: no memory"),
        (
            {2: "a", 4: "b", 5: "b", 7: "b", 8: "b", 9: "b"},
            "its end is missing",
            "page 2 unreadable: a; pages 4, 5, 7-9 unreadable: b; its end is missing",
        ),
    ],
)
def test_what_could_not_be_read_is_one_clause(lost: dict[int, str], cut_off: str | None, expected: str | None) -> None:
    origins = {number: Origin.UNREADABLE if number in lost else Origin.OCR for number in range(1, 11)}
    pages = tuple(Page(number, 595, 842, 0, origins[number], note=lost.get(number)) for number in origins)
    assert replace(scanned(), pages=pages, cut_off=cut_off).unread_pages == expected


def test_a_range_leads_to_its_lines_pages_and_confidence() -> None:
    document = scanned()
    assert [line.page for line in document.lines_of(3, 8)] == [1, 2]
    assert document.page_of(0) == 1
    assert document.page_of(7) == 2
    assert document.confidence_of(3, 8) == (0.9 * 2 + 0.5 * 2) / 4
    assert document.confidence_of(6, 11) == 0.5


def test_a_place_between_lines_is_on_the_page_before() -> None:
    assert scanned().page_of(5) == 1


def test_a_transcript_has_no_pages() -> None:
    document = Document(Path("a.txt"), "abc", (Page(1, None, None, 0, Origin.TRANSCRIPT),), (Line(0, 3, 1),), (), ())
    assert document.page_of(1) is None
    assert document.confidence_of(0, 3) is None


def test_a_merged_cell_covers_its_places() -> None:
    table = scanned().tables[0]
    assert table.at(1, 0) == table.at(0, 0)
    assert table.at(1, 1) is None


def test_a_block_finds_its_table() -> None:
    document = scanned()
    assert document.table_of(document.blocks[1]) == document.tables[0]
    assert document.table_of(document.blocks[0]) is None
