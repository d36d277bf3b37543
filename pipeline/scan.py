"""A page image to words and tables: clean-up, orientation, recognition, second reading of cells."""

from dataclasses import dataclass, replace
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from models.document import Box, Word
from pipeline import imaging, photograph, tesseract
from pipeline.aligned import UNREAD, find_aligned, may_hold_aligned
from pipeline.cells import fill_grid
from pipeline.dirt import without_dirt
from pipeline.grid import Grid, build_grids, inside, outside, stray_rules
from pipeline.lines import group_lines, letter_count
from pipeline.numerals import read_doubts_again, settle_romans
from pipeline.other_side import without_other_side
from pipeline.print_style import mark_style
from pipeline.read import Raster
from pipeline.readings import reconcile
from pipeline.rulings import find_rulings, upright_slope
from pipeline.runs import Edge
from pipeline.sealed import read_sealed_places
from pipeline.signs import settle_signs
from pipeline.stack import word_on_page

NOISY = 1.0
"""Specks for each larger mark from which a page counts as salted and peppered: clean pages have 0.02, poor ones
2-10."""
DOUBTFUL_SHAPE = 3.0
"""Lying marks for each standing one: upright pages have more than 12, turned ones less than 0.1."""
FEW_PIXELS, ENOUGH_PIXELS = 1150, 1700
"""Shorter side of an image below which letters are too small for the engine, and that to which it is enlarged."""
WEAK = 0.55
"""Mean confidence below which the page may stand on its head."""
SHEET_DPI = 200.0
ONE_LINE = 40.0
"""Points, margins included, up to which what is left of a page is one line."""


@dataclass(frozen=True, slots=True)
class CleanPage:
    """A page image made level and upright."""

    grey: NDArray[np.uint8]
    scale: float
    """Pixels a point."""
    rotation: int
    """Degrees clockwise by which the stored page was turned."""
    to_page: imaging.Matrix
    """From points of this image to points of the stored page turned upright."""
    noisy: bool
    poor: bool
    """Specks were removed, or it is a photograph: it is read as a whole by both models."""
    note: str | None


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What was recognised on a page image, in points of the clean page."""

    words: tuple[Word, ...]
    grids: tuple[Grid, ...]
    rules: tuple[Box, ...]
    languages: str


def clean(raster: Raster, page_size: tuple[float, float], seconds: float) -> CleanPage:
    """Turn, flatten and level a rendered page."""
    grey = imaging.to_grey(raster.pixels)
    scale = raster.scale
    total = np.eye(3)
    notes = []
    if min(grey.shape) < FEW_PIXELS:
        grey, factor = imaging.enlarge(grey, ENOUGH_PIXELS)
        scale *= factor
        total = np.diag([factor, factor, 1.0])
        notes.append("low resolution enlarged")
    corners = photograph.find_sheet(grey)
    if corners is not None:
        scale = max(scale, SHEET_DPI / 72)
        grey, step = photograph.unwarp(grey, corners, round(page_size[0] * scale), round(page_size[1] * scale))
        total = step @ total
        notes.append("photographed sheet flattened")
    grey = imaging.flatten(grey)
    noisy = imaging.speck_share(grey) > NOISY
    if noisy:
        grey = imaging.despeckle(grey)
        notes.append("salt and pepper removed")
    alone = without_other_side(grey, scale)
    if alone is not None:
        grey = alone
        notes.append("print shining through removed")
    rotation = _rotation(grey, scale, seconds)
    if rotation:
        total = imaging.quarter_turn_matrix(rotation, grey.shape[1], grey.shape[0]) @ total
        grey = imaging.quarter_turn(grey, rotation)
        notes.append(f"turned by {rotation} degrees")
    angle = imaging.skew_angle(grey)
    if abs(angle) >= 0.05:
        grey, step = imaging.turn(grey, angle)
        total = step @ total
    slope = upright_slope(grey, scale) if corners is not None else 0.0
    if slope:
        # The sheet's corners are found to a pixel or two, its columns tell the rest of the perspective.
        grey, step = imaging.straighten(grey, slope)
        total = step @ total
    upright = imaging.quarter_turn_matrix(rotation, *page_size)
    to_pixels = np.diag([scale, scale, 1.0])
    from_raster = np.diag([1 / raster.scale, 1 / raster.scale, 1.0])
    to_page = upright @ from_raster @ np.linalg.inv(total) @ to_pixels
    return CleanPage(grey, scale, rotation, to_page, noisy, noisy or corners is not None, ", ".join(notes) or None)


def _rotation(grey: NDArray[np.uint8], scale: float, seconds: float) -> int:
    """Quarter turns that set the page upright. The shape of the lines costs 0.02 s; the engine, asked in doubt, 0.5
    s."""
    shape = imaging.lines_stand_upright(grey, scale)
    if shape >= DOUBTFUL_SHAPE:
        return 0
    small, factor = imaging.shrink(grey, 2400)
    answer = tesseract.read_orientation(small, dpi=scale * 72 * factor, seconds=seconds)
    if answer is None:
        return 0 if shape >= 1 / DOUBTFUL_SHAPE else 90
    rotation, sureness = answer
    if shape < 1 / DOUBTFUL_SHAPE:
        # It lies on its side for certain; which side it is, recognition will tell if the engine was wrong.
        return rotation if rotation in (90, 270) else 90
    return rotation if sureness >= 2 else 0


@dataclass(frozen=True, slots=True)
class _Reading:
    """The engine's readings of a page, before they are cleaned."""

    words: list[Word]
    """Words outside tables."""
    grids: list[Grid]
    edges: list[Edge]
    models: list[str]

    @property
    def sureness(self) -> float:
        """Mean confidence of all words, 1 where there are too few to tell."""
        in_cells = (word for grid in self.grids for cell in grid.cells for line in cell.lines for word in line)
        words = [*self.words, *in_cells]
        return sum(word.confidence or 0 for word in words) / len(words) if len(words) > 5 else 1.0


def recognise_scan(page: CleanPage, languages: str, *, verify: bool, seconds: float) -> tuple[ScanResult, CleanPage]:
    """Words and tables of a clean page; the page comes back turned if it stood on its head."""
    reading = _read_page(page, languages, verify=verify, seconds=seconds)
    if reading.sureness < WEAK:
        turned = _on_its_head(page)
        other = _read_page(turned, languages, verify=verify, seconds=seconds)
        if other.sureness > reading.sureness + 0.1:
            page, reading = turned, other
    grey, scale = page.grey, page.scale
    usual = median(word.box.height for word in reading.words) if reading.words else 0.0
    prose = mark_style(without_dirt([word for word in reading.words if not _is_dirt(word, usual)]), grey, scale)
    lines = settle_signs(settle_romans(group_lines(prose), grey, scale), grey, scale)
    prose = [word for line in lines for word in line]
    aligned = _aligned(prose, reading, grey, scale, seconds)
    grids = sorted([*reading.grids, *aligned], key=lambda grid: (grid.box.y0, grid.box.x0))
    verified = tuple(_verify_signs(grid, grey, scale) for grid in grids)
    rules = stray_rules(reading.edges, verified)
    return ScanResult(tuple(outside(prose, aligned)), verified, rules, "+".join(reading.models)), page


def _aligned(words: list[Word], reading: _Reading, grey: NDArray[np.uint8], scale: float, seconds: float) -> list[Grid]:
    """Tables with no rulings between their columns, with their text."""
    rules, width = stray_rules(reading.edges, reading.grids), grey.shape[1] / scale
    if not may_hold_aligned(words, rules, width):
        return []
    marks = [mark for mark in _unread(words, grey, scale) if not any(inside(grid.box, mark) for grid in reading.grids)]
    return [
        fill_grid(grid, [word for word in words if inside(grid.box, word)], grey, scale, reading.models, seconds)
        for grid in find_aligned([*words, *marks], rules, width)
    ]


def _unread(words: list[Word], grey: NDArray[np.uint8], scale: float) -> list[Word]:
    """Marks as high as digits outside of all words: the engine passes over those that stand alone."""
    ink = (grey < 140).astype(np.uint8)
    for word in words:
        box, margin = word.box, 2.0
        left, top = (max(0, round((edge - margin) * scale)) for edge in (box.x0, box.y0))
        ink[top : round((box.y1 + margin) * scale), left : round((box.x1 + margin) * scale)] = 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found = []
    for left, top, wide, high, _area in stats[1:] / scale:
        if 5 <= high <= 14 and 1 <= wide <= 14:
            found.append(Word(UNREAD, Box(float(left), float(top), float(left + wide), float(top + high))))
    return found


def _read_page(page: CleanPage, languages: str, *, verify: bool, seconds: float) -> _Reading:
    """Poor pages, and all if so asked, are read whole by both models; on others each place is read once, and again only
    where it is doubtful."""
    script = tesseract.script_model()
    models = [languages, *([script] if script and script != languages else [])]
    edges = find_rulings(page.grey, page.scale)
    grids = build_grids(edges)
    if page.poor or verify:
        # The model of the script does better on poor prose, and loses single digits.
        first, *others = reversed(models) if page.noisy else models
        words = _read(page.grey, page.scale, first, seconds)
        for other in others:
            words = reconcile(words, _read(page.grey, page.scale, other, seconds))
        filled = [fill_grid(grid, words, page.grey, page.scale, models, seconds) for grid in grids]
    else:
        words = _read_outside(page, grids, models[0], seconds)
        if len(models) > 1:
            words = read_doubts_again(words, page.grey, page.scale, models[1], seconds)
        filled = [fill_grid(grid, None, page.grey, page.scale, models, seconds) for grid in grids]
    words = read_sealed_places(words, page.grey, page.scale, models, seconds)
    return _Reading(outside(words, grids), filled, edges, models)


def _read_outside(page: CleanPage, grids: list[Grid], model: str, seconds: float) -> list[Word]:
    """The words outside tables, read on an image as small as it can be read without more errors. What is left of a page
    of tables, often its number alone, is cut out: the engine finds no line on an empty sheet."""
    small, factor = imaging.shrink(
        page.grey, round(max(page.grey.shape) * min(1.0, tesseract.READING_DPI / 72 / page.scale))
    )
    scale = page.scale * factor
    if not grids:
        return _read(small, scale, model, seconds)
    small = small.copy()
    for grid in grids:
        box, margin = grid.box, 2.0
        left, top = (max(0, round((edge - margin) * scale)) for edge in (box.x0, box.y0))
        right, bottom = (round((edge + margin) * scale) for edge in (box.x1, box.y1))
        # Beside a table over the width of the page stands only the seal that is set across the edges of the sheets.
        across = box.width * scale > 0.6 * small.shape[1]
        small[top:bottom, slice(None) if across else slice(left, right)] = 255
    place = _print_place(small, scale)
    if place is None:
        return []
    left, top, right, bottom = place
    mode = tesseract.SINGLE_LINE if bottom - top < ONE_LINE * scale else tesseract.AUTOMATIC
    return _read(np.ascontiguousarray(small[top:bottom, left:right]), scale, model, seconds, mode, (left, top))


def _print_place(grey: NDArray[np.uint8], scale: float) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom of all marks that may be letters, with a margin; None where there is none."""
    _, _, stats, _ = cv2.connectedComponentsWithStats((grey < 150).astype(np.uint8), connectivity=8)
    marks = stats[1:][(stats[1:, 3] >= 3 * scale) & (stats[1:, 3] <= 30 * scale) & (stats[1:, 2] <= 60 * scale)]
    if not len(marks):
        return None
    margin = round(8 * scale)
    left, top = max(0, int(marks[:, 0].min()) - margin), max(0, int(marks[:, 1].min()) - margin)
    right, bottom = (marks[:, :2] + marks[:, 2:4]).max(axis=0) + margin
    return left, top, int(right), int(bottom)


def _read(
    grey: NDArray[np.uint8],
    scale: float,
    model: str,
    seconds: float,
    mode: int = tesseract.AUTOMATIC,
    begin: tuple[int, int] = (0, 0),
) -> list[Word]:
    """The words on an image of `scale` pixels a point that begins at this pixel of the page (left, top)."""
    return [
        without_specks(word_on_page(raw, scale, *begin))
        for raw in tesseract.read_words(grey, model, dpi=scale * 72, mode=mode, seconds=seconds)
    ]


def without_specks(word: Word) -> Word:
    """A word without the underscores that specks and rules before or after it became: '__3)' is '3)' that stands in
    further. Underscores within a word, and alone, stay."""
    text = word.text.strip("_")
    if text == word.text or not any(char.isalnum() for char in text):
        return word
    # A line of specks is stretched as it comes; letters are about half as wide as their line is high.
    width = min(word.box.width, max(len(text) / len(word.text) * word.box.width, 0.5 * word.box.height * len(text)))
    before = len(word.text) - len(word.text.lstrip("_"))
    share = before / (len(word.text) - len(text))
    x0 = word.box.x0 + (word.box.width - width) * share
    return replace(word, text=text, box=Box(x0, word.box.y0, x0 + width, word.box.y1))


def _on_its_head(page: CleanPage) -> CleanPage:
    height, width = page.grey.shape
    step = imaging.quarter_turn_matrix(180, width / page.scale, height / page.scale)
    # Upright page and clean page turn together, so the turn stands on both sides of the old way back.
    return replace(
        page, grey=imaging.quarter_turn(page.grey, 180), rotation=(page.rotation + 180) % 360,
        to_page=step @ page.to_page @ np.linalg.inv(step),
        note="; ".join(filter(None, (page.note, "turned by 180 degrees"))),
    )  # fmt: skip


def _is_dirt(word: Word, usual: float) -> bool:
    """Marks that the engine takes for text: weak readings without letter or digit, or of absurd size beside the page's
    `usual` height, as signatures and seals give them."""
    sure = word.confidence if word.confidence is not None else 1.0
    letters = letter_count(word.text)
    readable = letters > 0
    if not readable and word.text not in ("-", "–", "+", "•"):
        return sure < 0.6
    if word.box.height > 2.2 * usual and readable:
        return sure < 0.6 or len(word.text) <= 3
    if word.box.height > 60 or (word.box.height < 3.5 and readable):
        return sure < 0.8
    return sure < 0.12 and letters < 3


def _verify_signs(grid: Grid, grey: NDArray[np.uint8], scale: float) -> Grid:
    """The grid with roman numerals counted and signs of comparison compared with the page."""
    cells = []
    for cell in grid.cells:
        lines = settle_romans(cell.lines, grey, scale, in_number_cell=cell.column == 0)
        cells.append(replace(cell, lines=tuple(map(tuple, settle_signs(lines, grey, scale)))))
    return replace(grid, cells=tuple(cells))
