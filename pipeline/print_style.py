"""Bold and italic print on scans, measured: thickness of the strokes and their slant."""

from dataclasses import replace
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from models.document import Word
from pipeline.imaging import binarise
from pipeline.lines import bounds, group_lines

_BOLD_FROM = 1.22
"""Thickness over the page's common one from which a line is bold; bold Times has 1.35-1.5 times the stroke."""


def stroke_thickness(ink: NDArray[np.uint8]) -> float | None:
    """Mean thickness of the strokes in pixels: twice the area over the outline; None with too little ink."""
    area = int((ink > 0).sum())
    if area < 40:
        return None
    inner = cv2.erode(ink, np.ones((3, 3), np.uint8))
    outline = area - int((inner > 0).sum())
    return 2.0 * area / outline if outline else None


def mark_style(words: list[Word], grey: NDArray[np.uint8], scale: float) -> list[Word]:
    """The words with `bold` set where their line, or their part of it, is printed thicker than the page's body."""
    if not words:
        return words
    ink = binarise(grey)
    lines = group_lines(words)
    thickness = [[_thickness(word, ink, scale) for word in line] for line in lines]
    known = [value for line in thickness for value in line if value is not None]
    if len(known) < 8:
        return words
    body = median(known)
    marked = {}
    for line, values in zip(lines, thickness, strict=True):
        for index, word in enumerate(line):
            near = [value for value in values[max(0, index - 1) : index + 2] if value is not None]
            marked[id(word)] = replace(word, bold=bool(near) and median(near) > _BOLD_FROM * body)
    return [marked.get(id(word), word) for word in words]


def _thickness(word: Word, ink: NDArray[np.uint8], scale: float) -> float | None:
    if sum(char.isalnum() for char in word.text) < 2:
        return None
    box = bounds([word])
    top, left = max(0, round(box.y0 * scale)), max(0, round(box.x0 * scale))
    part = ink[top : round(box.y1 * scale), left : round(box.x1 * scale)]
    return stroke_thickness(np.ascontiguousarray(part)) if part.size else None
