"""The text layer of a PDF page: its words with bold and italic, its rulings, and whether it can be trusted."""

import logging
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pdfplumber
from pdfplumber.pdf import PDF
from pdfplumber.table import merge_edges
from pdfplumber.utils.text import extract_words

from models.document import Box, Word
from pipeline.grid import DASH, edge_of
from pipeline.legacy import Run, decode_runs, find_encoding
from pipeline.lines import group_lines
from pipeline.read import Source
from pipeline.runs import Edge
from pipeline.survey import Survey
from pipeline.torn import are_torn, is_torn_text
from pipeline.triage import Verdict, covers_page, judge_letters, judge_words

Char = dict[str, Any]

# What pdfminer misses in a font it tells once a letter; what matters of it shows in the layer.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

_BOLD = re.compile(r"bold|black|heavy|demi|(?:^|[-,])bd", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|(?:^|[-,])it\b", re.IGNORECASE)
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "\u00ad": "-", "\u00a0": " "})
_PAGES_A_PARSER = 40
"""Pages after which the parser is begun anew: pdfminer keeps every object and font that it has met."""


_SHORT = 3.0
"""Points below which a stroke is a dot or a part of a drawing."""
_IN_LINE = 0.5
"""Points across within which dots and dashes lie in line."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What the layer of one page holds, in points of the upright page."""

    width: float
    height: float
    rotation: int
    words: tuple[Word, ...]
    edges: tuple[Edge, ...]
    note: str
    """Why the layer is trusted, or why it is not."""
    trusted: bool
    """False: the page has to be recognised instead; words and edges are then empty."""


@lru_cache(maxsize=1)
def _document(path: Path, _mtime: int, _part: int) -> PDF:
    return pdfplumber.open(path)


def read_layer(source: Source, number: int, survey: Survey) -> Layer:
    """The text layer of a page (1-based) of a PDF.

    pdfminer raises whatever its parser stumbles over (KeyError, struct.error, RecursionError ...).
    """
    path, (width, height) = source.path, source.sizes[number - 1]
    page = _document(path, path.stat().st_mtime_ns, (number - 1) // _PAGES_A_PARSER).pages[number - 1]
    try:
        # A text that lies twice on a page may do so in two fonts.
        chars = [_shown(char, page, survey) for char in page.dedupe_chars(extra_attrs=()).chars if char["text"]]
        edges = [_shown(edge, page, survey) for edge in page.edges]
    finally:
        page.close()
        # pdfplumber keeps the layout of each page that it has read.
        page.__dict__.pop("_layout", None)
    found = len(chars)
    chars = [char for char in chars if _lies_on(char, width, height)]
    if found and not chars:
        return _distrusted(width, height, Verdict(False, "text layer outside of the page"))
    verdict = judge_letters("".join(char["text"] for char in chars), survey)
    if verdict is not None:
        return _distrusted(width, height, verdict)
    rulings = _rulings(edges)
    rotation = _rotation(chars)
    turned, upright = chars, (width, height)
    if rotation:
        turned, rulings = _turned(chars, rulings, rotation, width, height)
        upright = (width, height) if rotation == 180 else (height, width)
    words, verdict = _words(turned, survey)
    if verdict.trusted and not covers_page(source, number, survey, [_box(char) for char in chars]):
        verdict = Verdict(False, "text layer over a part of the page only")
    if not verdict.trusted:
        return _distrusted(width, height, verdict)
    return Layer(*upright, rotation, tuple(words), tuple(rulings), verdict.reason, trusted=True)


def _distrusted(width: float, height: float, verdict: Verdict) -> Layer:
    return Layer(width, height, 0, (), (), verdict.reason, trusted=False)


def _shown(item: dict[str, Any], page: Any, survey: Survey) -> dict[str, Any]:
    """A character or edge in points of the page as a viewer shows it: pdfplumber counts from the media box."""
    left, top = page.mediabox[0] + survey.crop[0], page.mediabox[1] + survey.crop[1]
    moved = {**item}
    for key, origin in (("x0", left), ("x1", left), ("top", top), ("bottom", top)):
        moved[key] = (float(item[key]) - origin) * survey.unit
    moved["doctop"], moved["width"] = moved["top"], moved["x1"] - moved["x0"]
    moved["height"] = moved["bottom"] - moved["top"]
    return moved


def _lies_on(char: Char, width: float, height: float) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(0 <= x <= width and 0 <= y <= height)


def _box(item: dict[str, Any]) -> Box:
    return Box(float(item["x0"]), float(item["top"]), float(item["x1"]), float(item["bottom"]))


def _rotation(chars: Sequence[Char]) -> int:
    """Degrees clockwise that set most characters upright: appendix pages are stored turned."""
    turns = {0: 0, 90: 0, 180: 0, 270: 0}
    for char in chars:
        a, b, _, d = char["matrix"][:4]
        if abs(a) >= abs(b):
            turns[180 if a < 0 and d < 0 else 0] += 1
        else:
            # Text that runs upwards (b > 0 in PDF space) is set upright by a clockwise quarter turn.
            turns[90 if b > 0 else 270] += 1
    return max(turns, key=lambda turn: turns[turn])


def _turned(
    chars: list[Char], edges: list[Edge], rotation: int, width: float, height: float
) -> tuple[list[Char], list[Edge]]:
    def move(item: dict[str, Any]) -> dict[str, Any]:
        corners = [(item["x0"], item["top"]), (item["x1"], item["bottom"])]
        if rotation == 90:
            corners = [(height - y, x) for x, y in corners]
        elif rotation == 270:
            corners = [(y, width - x) for x, y in corners]
        else:
            corners = [(width - x, height - y) for x, y in corners]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        moved = {**item, "x0": min(xs), "x1": max(xs), "top": min(ys), "bottom": max(ys), "upright": True}
        moved["doctop"], moved["width"], moved["height"] = moved["top"], max(xs) - min(xs), max(ys) - min(ys)
        if "orientation" in item and rotation in (90, 270):
            moved["orientation"] = "v" if item["orientation"] == "h" else "h"
        return moved

    return [move(char) for char in chars], [move(edge) for edge in edges]


def _rulings(found: Sequence[dict[str, Any]]) -> list[Edge]:
    """Rulings: strokes, thin filled rectangles and the sides of drawn ones."""
    edges = [edge_of(edge["orientation"], _box(edge)) for edge in found]
    # Dots and dashes drawn one by one are a ruling where they lie in line.
    joined = merge_edges(edges, _IN_LINE, _IN_LINE, DASH, DASH)
    return [edge for edge in joined if max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) >= _SHORT]


def _words(chars: list[Char], survey: Survey) -> tuple[list[Word], Verdict]:
    """The words of a page, decoded where that is needed, and what is to be thought of them."""
    found = extract_words(
        chars, x_tolerance_ratio=0.18, y_tolerance=3, keep_blank_chars=False, return_chars=True, expand_ligatures=True
    )
    runs = [_runs(word["chars"]) for word in found]
    encoding, told = find_encoding(runs)
    if told and encoding is None:
        return [], Verdict(False, f"text layer in {told} that gives no Vietnamese when decoded")
    words = []
    for item, letters in zip(found, runs, strict=True):
        text = "".join(decode_runs(letters, encoding) if encoding else (text for text, _ in letters))
        text = unicodedata.normalize("NFC", text.translate(_LIGATURES).strip())
        if text:
            fonts = [char["fontname"] for char in item["chars"]]
            half = len(fonts) / 2
            words.append(
                Word(
                    text, _box(item),
                    bold=sum(bool(_BOLD.search(font)) for font in fonts) > half,
                    italic=sum(bool(_ITALIC.search(font)) for font in fonts) > half,
                )
            )  # fmt: skip
    words = join_split_words(words)
    if told:
        return words, Verdict(True, f"text layer decoded from {told}")
    return words, judge_words([word.text for word in words], survey)


def _runs(chars: Sequence[Char]) -> list[Run]:
    by_font = groupby(chars, key=lambda char: str(char["fontname"]))
    return [("".join(char["text"] for char in group), font) for font, group in by_font]


def join_split_words(words: list[Word]) -> list[Word]:
    """Words that a program tore made whole: many write each letter with two marks in a font of its own, with a space of
    no width or of the usual width before it, so that 'ĐIỀU KHOẢN' falls apart into 'ĐIỀ U KHO ẢN'.

    Words that touch are one. Words a space apart are one where the page has many pieces that are no syllables by
    themselves and are one together.
    """
    lines = [_join(line, _touch) for line in group_lines(words)]
    torn = sum(_torn(before, after) for line in lines for before, after in pairwise(line))
    if is_torn_text(torn, sum(map(len, lines))):
        lines = [_join(line, _torn) for line in lines]
    return [word for line in lines for word in line]


def _join(line: list[Word], belong: Callable[[Word, Word], bool]) -> list[Word]:
    joined: list[Word] = []
    for word in line:
        last = joined[-1] if joined else None
        if last is not None and belong(last, word):
            text = unicodedata.normalize("NFC", last.text + word.text)
            joined[-1] = Word(text, last.box.union(word.box), bold=last.bold, italic=last.italic)
        else:
            joined.append(word)
    return joined


def _touch(before: Word, after: Word) -> bool:
    size = after.box.height
    # The narrowest space of justified print is 0.15 of the letter size.
    return -0.3 * size < after.box.x0 - before.box.x1 < 0.09 * size


def _torn(before: Word, after: Word) -> bool:
    """Whether two words a space apart are pieces of one syllable."""
    return after.box.x0 - before.box.x1 < 0.4 * after.box.height and are_torn(before.text, after.text)
