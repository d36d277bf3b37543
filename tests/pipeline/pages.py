"""Pages drawn for the tests of reading: small, in Liberation Serif, with the text that they hold."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from models.document import Box, Origin, Word
from pipeline.grid import Grid, build_grids, edge_of, words_by_cell
from pipeline.lines import group_lines
from pipeline.page import PageContent

FONTS = [Path("/usr/share/fonts/truetype") / folder for folder in ("liberation2", "liberation")]


def font(size: int, style: str = "Regular") -> ImageFont.FreeTypeFont:
    for folder in FONTS:
        if (folder / f"LiberationSerif-{style}.ttf").exists():
            return ImageFont.truetype(str(folder / f"LiberationSerif-{style}.ttf"), size)
    pytest.skip("Liberation Serif is not installed")


def draw_page(lines: list[tuple[int, int, str]], size: tuple[int, int] = (1240, 900), pixels: int = 54) -> Image.Image:
    """Black text on white at 300 dpi: (left, top, text)."""
    image = Image.new("L", size, 255)
    pen = ImageDraw.Draw(image)
    for left, top, text in lines:
        pen.text((left, top), text, font=font(pixels), fill=0)
    return image


def draw_table(
    columns: list[int], rows: list[int], texts: dict[tuple[int, int], str], size: tuple[int, int] = (1700, 900)
) -> Image.Image:
    """A ruled table: positions of its rulings in pixels and the text of its cells."""
    image = Image.new("L", size, 255)
    pen = ImageDraw.Draw(image)
    for x in columns:
        pen.line([(x, rows[0]), (x, rows[-1])], fill=0, width=4)
    for y in rows:
        pen.line([(columns[0], y), (columns[-1], y)], fill=0, width=4)
    for (row, column), text in texts.items():
        for index, part in enumerate(text.split("\n")):
            pen.text((columns[column] + 22, rows[row] + 14 + 62 * index), part, font=font(54), fill=0)
    return image


def grey(image: Image.Image) -> np.ndarray:
    return np.array(image.convert("L"), dtype=np.uint8)


LETTER = 6.0
"""Width of a letter, in points, of the words set below."""
SPACE = 3.0
HEIGHT = 11.0


def set_line(x: float, y: float, text: str, *, bold: bool = False, size: float = 1.0) -> list[Word]:
    """The words of a line whose letters all have the same width; its top is at y."""
    words = []
    for part in text.split(" "):
        if part:
            box = Box(x, y, x + LETTER * size * len(part), y + HEIGHT * size)
            words.append(Word(part, box, bold=bold))
        x += (LETTER * len(part) + SPACE) * size
    return words


def width_of(text: str, size: float = 1.0) -> float:
    return sum(LETTER * len(part) for part in text.split(" ")) * size + SPACE * size * text.count(" ")


def page_of(
    number: int, words: list[Word], grids: tuple[Grid, ...] = (), rules: tuple[Box, ...] = (), width: float = 595.0
) -> PageContent:
    return PageContent(number, width, 842.0, 0, Origin.TEXT_LAYER, tuple(words), grids, rules)


def ruled(
    columns: list[float],
    rows: list[float],
    texts: dict[tuple[int, int], str],
    merged: frozenset[tuple[int, int]] = frozenset(),
) -> Grid:
    """A grid with text; `merged` names cells that have no ruling above them."""
    edges = [edge_of("v", Box(x, rows[0], x, rows[-1])) for x in columns]
    edges += [
        edge_of("h", Box(columns[column], y, columns[column + 1], y))
        for row, y in enumerate(rows)
        for column in range(len(columns) - 1)
        if (row, column) not in merged
    ]
    (grid,) = build_grids(edges)
    words = []
    for (row, column), text in texts.items():
        for index, line in enumerate(text.split("\n")):
            words += set_line(columns[column] + 6, rows[row] + 4 + 14 * index, line)
    cells = [
        replace(cell, lines=tuple(tuple(line) for line in group_lines(found)))
        for cell, found in zip(grid.cells, words_by_cell(grid, words), strict=True)
    ]
    return replace(grid, cells=tuple(cells))
