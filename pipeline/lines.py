"""Printed lines, and words to lines by geometry alone: the page is level, so lines are bands."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from models.document import Box, Word


class Part(StrEnum):
    """What a printed line belongs to."""

    BODY = "body"
    TWO_COLUMN = "two_column"
    FOOTNOTE = "footnote"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A printed line and the margins of the text it stands in."""

    page: int
    words: tuple[Word, ...]
    box: Box
    part: Part = Part.BODY
    column: int | None = None
    left: float = 0.0
    """Left margin of the body on this page."""
    right: float = 0.0
    centered: bool = False

    @property
    def text(self) -> str:
        """The line's words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def indent(self) -> float:
        """Distance of its start from the left margin."""
        return self.box.x0 - self.left

    @property
    def height(self) -> float:
        """Height of its letters."""
        return median(word.box.height for word in self.words)


def group_lines(words: Iterable[Word]) -> list[list[Word]]:
    """Words as lines from top to bottom, each from left to right.

    A word belongs to a line when its middle lies within half a letter's height of the line's: dashes, commas and
    capitals with marks stay on their line, the next line begins a whole pitch lower.
    """
    lines: list[list[Word]] = []
    # Of each line: where its middle lies, the weights that make it, and the height of its letters.
    middles: list[float] = []
    weights: list[float] = []
    heights: list[float] = []
    for word in sorted(words, key=lambda word: middle(word.box)):
        here, height = middle(word.box), word.box.height
        # Tall words tell the line's place; a dash or a full stop does not.
        weight = max(1.0, height) * len(word.text)
        for index in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
            if abs(here - middles[index]) <= 0.5 * max(heights[index], min(height, 8.0)):
                lines[index].append(word)
                weights[index] += weight
                middles[index] += (here - middles[index]) * weight / weights[index]
                heights[index] = median(other.box.height for other in lines[index])
                break
        else:
            lines.append([word])
            middles.append(here)
            weights.append(weight)
            heights.append(height)
    order = sorted(range(len(lines)), key=middles.__getitem__)
    return [sorted(lines[index], key=lambda word: word.box.x0) for index in order]


def middle(box: Box) -> float:
    """y halfway down a box."""
    return (box.y0 + box.y1) / 2


def bounds(words: Sequence[Word]) -> Box:
    """The box around words."""
    return Box(
        min(word.box.x0 for word in words), min(word.box.y0 for word in words),
        max(word.box.x1 for word in words), max(word.box.y1 for word in words),
    )  # fmt: skip


def confidence(words: Sequence[Word]) -> float | None:
    """Mean confidence weighted by length; None where the words were read, not recognised."""
    known = [(word.confidence, len(word.text)) for word in words if word.confidence is not None]
    total = sum(length for _, length in known)
    return sum(value * length for value, length in known) / total if total else None


def letter_count(text: str) -> int:
    """Letters and digits; a lone modifier such as 'ˆ', which Unicode calls a letter too, is dirt on a scan."""
    return sum(char.isalnum() and unicodedata.category(char) != "Lm" for char in text)


def make_line(page: int, words: Sequence[Word], part: Part = Part.BODY, column: int | None = None) -> PrintedLine:
    """A line of its words."""
    return PrintedLine(page, tuple(words), bounds(words), part, column)
