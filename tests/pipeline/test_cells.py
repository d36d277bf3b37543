import cv2
import numpy as np
import pytest

from models.document import Box, Word
from pipeline import cells, tesseract
from pipeline.cells import _dash, _print_only, _with_stop, fill_grid
from pipeline.grid import build_grids, edge_of
from pipeline.stack import Cut
from tests.pipeline.pages import font


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("1", "11", "1.1"), ("2.1", "22", "2.2"), ("3.", "31", "3.1"), ("2.9", "210", "2.10"),
        ("10", "11", None), ("20", "21", None), ("1", "2", None), ("2.1", "3", None), ("", "11", None),
        ("II", "11", None), ("1", "12", None), ("1.1", "1.2", None),
    ],
)  # fmt: skip
def test_a_lost_full_stop_is_known_by_the_number_before(before: str, text: str, expected: str | None) -> None:
    assert _with_stop(before, text) == expected


def drawn(text: str, dirt: list[tuple[int, int, int]]) -> np.ndarray:
    """A cell of 300 dpi with a number in its middle and specks (left, top, size) around it."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (200, 300), 255)
    ImageDraw.Draw(image).text((90, 120), text, font=font(54), fill=0)
    cell = np.array(image, np.uint8)
    for left, top, size in dirt:
        cell[top : top + size, left : left + size] = 40
    return cell


def test_dirt_around_a_number_is_cut_off() -> None:
    clean, dirty = drawn("2.1", []), drawn("2.1", [(10, 10, 6), (180, 270, 9), (20, 280, 12)])
    assert np.array_equal(_print_only(dirty, 300 / 72), _print_only(clean, 300 / 72))
    assert _print_only(dirty, 300 / 72).shape[0] < 80


def test_the_full_stop_of_a_number_stays() -> None:
    with_stop, without = _print_only(drawn("2.1", []), 300 / 72), _print_only(drawn("21", []), 300 / 72)
    parts = [cv2.connectedComponents((image < 140).astype(np.uint8))[0] - 1 for image in (with_stop, without)]
    assert parts == [3, 2]


def test_a_cell_without_print_is_left_as_it_is() -> None:
    specks = drawn("", [(10, 10, 6)])
    assert _print_only(specks, 300 / 72) is specks


@pytest.mark.parametrize(
    ("left", "top", "width", "height", "is_dash"),
    [
        (20, 20, 18, 4, True), (20, 20, 40, 5, True),
        (20, 20, 4, 18, False), (20, 20, 6, 6, False), (20, 20, 90, 4, False), (20, 20, 18, 12, False),
    ],
)  # fmt: skip
def test_a_dash_alone_in_its_cell(left: int, top: int, width: int, height: int, is_dash: bool) -> None:
    image = np.full((50, 120), 255, np.uint8)
    image[top : top + height, left : left + width] = 20
    assert [word.text for word in _dash(Cut(0, 0, image), 300 / 72)] == (["-"] if is_dash else [])
    image[40:46, 100:106] = 20
    assert _dash(Cut(0, 0, image), 300 / 72) == []
    assert _dash(None, 300 / 72) == []


ROWS = [Box(0, 100 * row, 300, 100 * row) for row in range(5)]
COLUMNS = [Box(x, 0, x, 400) for x in (0, 30, 300)]


def number_column(monkeypatch: pytest.MonkeyPatch, alone: dict[str, list[tuple[str, float]]]) -> list[str]:
    """The first column of a table whose page reading is 1, nothing, 3, 4, the second cell being read alone."""
    (grid,) = build_grids([edge_of("h", row) for row in ROWS] + [edge_of("v", column) for column in COLUMNS])
    words = [
        word
        for row, text in enumerate(("1", "", "3", "4"))
        for word in ([Word(text, Box(10, 100 * row + 45, 16, 100 * row + 55), 0.95)] if text else [])
        + [Word("Nội dung", Box(60, 100 * row + 45, 160, 100 * row + 55), 0.95)]
    ]
    page = np.full((400, 300), 255, np.uint8)
    page[145:155, 10:16] = 0
    monkeypatch.setattr(cells, "read_stacked", lambda cuts, *_, **__: [[] for _ in cuts])
    monkeypatch.setattr(tesseract, "languages", lambda: frozenset({"vie", "eng"}))

    def read(_: np.ndarray, model: str, **_kwargs: object) -> list[tesseract.RawWord]:
        return [tesseract.RawWord(text, 0, 0, 6, 10, sure, (1, 1, 1)) for text, sure in alone.get(model, [])]

    monkeypatch.setattr(tesseract, "read_words", read)
    filled = fill_grid(grid, words, page, 1.0, ["vie"], 10)
    return [" ".join(w.text for line in cell.lines for w in line) for cell in filled.cells if cell.column == 0]


@pytest.mark.parametrize(
    ("alone", "expected"),
    [
        ({"vie": [("2", 0.97)]}, "2"),
        ({"vie": [("z", 0.3)], "eng": [("2", 0.9)]}, "2"),
        ({"vie": [("21", 0.92)], "eng": [("2.1", 0.9)]}, "2.1"),
        ({}, ""),
        ({"vie": [("một", 0.9), ("hai", 0.9)]}, ""),
    ],
)
def test_a_number_lost_among_others_is_read_alone(
    monkeypatch: pytest.MonkeyPatch, alone: dict[str, list[tuple[str, float]]], expected: str
) -> None:
    assert number_column(monkeypatch, alone) == ["1", expected, "3", "4"]
