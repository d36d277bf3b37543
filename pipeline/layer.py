"""The text layer of a PDF page: its words with bold and italic, and whether it can be trusted."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
from pdfplumber.pdf import PDF
from pdfplumber.utils.text import extract_words

from models.document import Box, Word
from pipeline.grid import edge_of
from pipeline.lines import group_lines
from pipeline.runs import Edge

Char = dict[str, Any]

GARBAGE_BELOW = 0.05
"""Share of letters with Vietnamese marks: about 0.29 in good text, below 0.05 after English recognition."""
JUDGED_FROM = 200
"""Letters from which that share tells anything: names and numbers alone carry few marks."""
SIGNATURE_CHARACTERS = 450
"""A page-size image with no more text than this is a scan with the appearance of a digital signature (90-240 characters
seen on real files)."""
PAGE_SIZE_IMAGE = 0.6
BROKEN_SHARE = 0.03

# Fonts of the encodings before Unicode (TCVN3, VNI, VPS): their codes are other characters in the layer.
_LEGACY_FONT = re.compile(r"(?:^|\+)(?:\.?Vn[A-Z]|VNI[-_ ]|VPS[-_ ])")
_BOLD = re.compile(r"bold|black|heavy|demi|(?:^|[-,])bd", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|(?:^|[-,])it\b", re.IGNORECASE)
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "\u00ad": "-", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Layer:
    """What the layer of one page holds, in points of the upright page."""

    width: float
    height: float
    rotation: int
    words: tuple[Word, ...]
    edges: tuple[Edge, ...]
    distrust: str | None
    """Why the page has to be recognised instead; None where the layer is good."""


def character_count(path: Path, number: int) -> int:
    """Characters of the layer, found quickly: scans need no slow parsing."""
    try:
        document = pypdfium2.PdfDocument(path)
        try:
            return int(document[number - 1].get_textpage().count_chars())
        finally:
            document.close()
    except pypdfium2.PdfiumError:
        return 0


@lru_cache(maxsize=2)
def _document(path: Path, _mtime: int) -> PDF:
    return pdfplumber.open(path)


def read_layer(path: Path, number: int) -> Layer:
    """The text layer of a page (1-based)."""
    page = _document(path, path.stat().st_mtime_ns).pages[number - 1]
    try:
        chars = [char for char in page.dedupe_chars().chars if char["text"]]
        width, height = float(page.width), float(page.height)
        edges = _edges(page)
        covered = max((_area(image) for image in page.images), default=0.0) / (width * height)
        rotation = _rotation(chars)
    finally:
        page.close()
    distrust = judge(chars, covered)
    if distrust:
        return Layer(width, height, 0, (), (), distrust)
    if rotation:
        chars, edges = _turned(chars, edges, rotation, width, height)
        if rotation in (90, 270):
            width, height = height, width
    return Layer(width, height, rotation, tuple(_words(chars)), tuple(edges), None)


def judge(chars: Sequence[Char], image_share: float) -> str | None:
    """Why a text layer is not to be trusted, None where it is.

    Args:
        chars: characters as pdfplumber gives them (`text`, `fontname`).
        image_share: share of the page that its largest image covers.
    """
    text = "".join(char["text"] for char in chars)
    solid = [char for char in text if not char.isspace()]
    if not any(char.isalnum() for char in solid):
        return "no text layer"
    if image_share >= PAGE_SIZE_IMAGE and len(solid) <= SIGNATURE_CHARACTERS:
        return "scan with the appearance of a digital signature only"
    broken = sum(char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc") for char in solid)
    if (broken + text.count("(cid:") * 6) / len(solid) > BROKEN_SHARE:
        return "text layer with a broken encoding"
    legacy = sum(bool(_LEGACY_FONT.search(char.get("fontname", ""))) for char in chars if char["text"].isalpha())
    letters = [char for char in solid if char.isalpha()]
    if letters and legacy > 0.3 * len(letters):
        return "text layer in an encoding before Unicode"
    if len(letters) >= JUDGED_FROM and marked_share(letters) < GARBAGE_BELOW:
        return "text layer without Vietnamese marks"
    return None


def marked_share(letters: Sequence[str]) -> float:
    """Share of letters that carry a Vietnamese mark or are đ."""
    marked = sum(letter in "đĐ" or unicodedata.decomposition(letter) != "" for letter in letters)
    return marked / len(letters) if letters else 0.0


def _area(image: dict[str, Any]) -> float:
    return float(abs(image["x1"] - image["x0"]) * abs(image["bottom"] - image["top"]))


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


def _edges(page: Any) -> list[Edge]:
    """Rulings: strokes, thin filled rectangles and the sides of drawn ones."""
    edges: list[Edge] = []
    for edge in page.edges:
        box = Box(float(edge["x0"]), float(edge["top"]), float(edge["x1"]), float(edge["bottom"]))
        if max(box.width, box.height) >= 3:
            edges.append(edge_of(edge["orientation"], box))
    return edges


def _words(chars: list[Char]) -> list[Word]:
    words = []
    for char in chars:
        char["text"] = char["text"].translate(_LIGATURES)
    for found in extract_words(
        chars, x_tolerance_ratio=0.18, y_tolerance=3, keep_blank_chars=False, return_chars=True, expand_ligatures=True
    ):
        text = unicodedata.normalize("NFC", found["text"].strip())
        if not text:
            continue
        fonts = [char["fontname"] for char in found["chars"]]
        half = len(fonts) / 2
        words.append(
            Word(
                text,
                Box(float(found["x0"]), float(found["top"]), float(found["x1"]), float(found["bottom"])),
                bold=sum(bool(_BOLD.search(font)) for font in fonts) > half,
                italic=sum(bool(_ITALIC.search(font)) for font in fonts) > half,
            )
        )
    return join_split_words(words)


def join_split_words(words: list[Word]) -> list[Word]:
    """Words whose letters touch made one: many programs write each letter with two marks in a font of its own, even
    with a space of no width before it, so that 'ĐIỀU KHOẢN' falls apart into 'ĐIỀ U KHO ẢN'."""
    joined: list[Word] = []
    for line in group_lines(words):
        for word in line:
            last = joined[-1] if joined and word is not line[0] else None
            size = word.box.height
            # The narrowest space of justified print is 0.15 of the letter size.
            if last is not None and -0.3 * size < word.box.x0 - last.box.x1 < 0.09 * size:
                text = unicodedata.normalize("NFC", last.text + word.text)
                joined[-1] = Word(text, last.box.union(word.box), bold=last.bold, italic=last.italic)
            else:
                joined.append(word)
    return joined
