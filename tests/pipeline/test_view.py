from html.parser import HTMLParser
from pathlib import Path

import pytest

from models.document import Document, Line, Origin, Page
from models.records import Assignment, Citation, DocumentRecord, Records, Target
from pipeline.view import Highlight, flatten, format_number, highlights, render_page

TEXT = "Căn cứ Nghị quyết 76/NQ-CP <b>\nTrên 80% hồ sơ & giấy tờ\n1\tSở Nội vụ rà soát\tSở Nội vụ\tQuý II/2024"


def place(words: str, start: int = 0) -> dict[str, int]:
    begin = TEXT.index(words, start)
    return {"char_start": begin, "char_end": begin + len(words)}


def document(pages: int = 2) -> Document:
    middle = TEXT.index("\n") + 1
    lines = (Line(0, middle - 1, 1), Line(middle, len(TEXT), pages))
    sheets = tuple(Page(number, 595, 842, 0, Origin.OCR) for number in range(1, pages + 1))
    return Document(Path("<x>.pdf"), TEXT, sheets, lines, (), ())


def records() -> Records:
    return Records(
        document=DocumentRecord(title='Kế hoạch "A" <script>', kind="Kế hoạch"),
        targets=[
            Target(
                id="T1", kind="quantitative", section=None, quote="", subject='hồ sơ "đỏ"', value=80, unit="%",
                comparator=">", deadline="2024", **place("Trên 80% hồ sơ & giấy tờ"),
            )
        ],
        citations=[Citation(number="76/NQ-CP", kind="Nghị quyết", **place("Nghị quyết 76/NQ-CP"))],
        assignments=[
            Assignment(
                table=1, no="1", task="Sở Nội vụ rà soát", lead_raw="Sở Nội vụ", lead=["Sở Nội vụ"],
                deadline_raw="Quý II/2024", **place(TEXT[TEXT.index("1\tSở") :]),
            )
        ],
    )  # fmt: skip


class Reader(HTMLParser):
    """The text of a page, its tags, and the text of each mark."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.notes: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.notes += [value for name, value in attrs if name == "title" and value]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_everything_of_the_document_is_text_not_markup() -> None:
    page = render_page(document(), records())
    reader = Reader(page)
    assert "script" not in reader.tags and "b" not in reader.tags
    assert "hồ sơ & giấy tờ" in reader.text
    assert '> 80 % · 2024 — hồ sơ "đỏ"' in reader.notes
    assert "http" not in page


def test_pages_have_their_titles() -> None:
    assert "Trang 1" in (page := render_page(document(), records())) and "Trang 2" in page
    assert "Trang" not in render_page(document(pages=1), records())


def test_cells_stand_out_inside_a_row() -> None:
    found = {(item.label, TEXT[item.start : item.end]) for item in highlights(document(), records())}
    assert ("DEADLINE", "Quý II/2024") in found
    agency = next(item for item in highlights(document(), records()) if item.label == "AGENCY")
    assert agency.start == TEXT.rindex("Sở Nội vụ")


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ([], []),
        ([(0, 5, "A")], [(0, 5, "A")]),
        ([(0, 9, "A"), (3, 5, "B")], [(0, 3, "A"), (3, 5, "B"), (5, 9, "A")]),
        ([(0, 5, "A"), (3, 9, "B")], [(0, 5, "A"), (5, 9, "B")]),
        ([(0, 5, "A"), (5, 9, "A")], [(0, 5, "A"), (5, 9, "A")]),
        ([(0, 4, "A"), (0, 4, "B")], [(0, 4, "A")]),
        ([(0, 9, "A"), (2, 7, "B"), (4, 5, "C")], [(0, 2, "A"), (2, 4, "B"), (4, 5, "C"), (5, 7, "B"), (7, 9, "A")]),
    ],
)
def test_flatten(ranges: list[tuple[int, int, str]], expected: list[tuple[int, int, str]]) -> None:
    flat = flatten([Highlight(start, end, label, label) for start, end, label in ranges])
    assert [(item.start, item.end, item.label) for item in flat] == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(80, "80"), (0.5, "0,5"), (1000000, "1000000"), (None, ""), (33.3, "33,3")]
)
def test_numbers(value: float | None, expected: str) -> None:
    assert format_number(value) == expected


def test_a_document_without_records() -> None:
    assert "<x>" not in render_page(document(), Records())
