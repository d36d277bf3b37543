"""What the section tree says of a place: whether the labels around it count on, and how surely they were read.

A heading whose label was misread or lost puts all below it under a wrong path, whatever their own words.
"""

from bisect import bisect_right
from itertools import pairwise

import regex

from extractors.numbering import LETTERS, roman_value
from extractors.reading_signals import ReadingSignals
from models.document import Document
from models.records import Section

_NESTED = ("roman", "arabic", "letter")
"""Styles of labels as they stand in each other."""
_UNSURE = 0.75
"""Confidence of a label below which it may be another: labels read right have mostly more than 0.9, numerals of one
stroke less."""


class TreeSignals:
    """Signals of the places of one document."""

    def __init__(self, document: Document, sections: list[Section]) -> None:
        self._sections = sections
        self._starts = [section.char_start or 0 for section in sections]
        self._marks: dict[str, set[str]] = {section.path: set() for section in sections}
        if all(line.confidence is None for line in document.lines):
            # Gaps and repeated labels of a text are its writer's own.
            return
        reading = ReadingSignals(document)
        families: dict[str, list[Section]] = {}
        for section in sections:
            families.setdefault(_parent(section.path), []).append(section)
        for family in families.values():
            self._mark(family, families)
        for section in sections:
            start = section.char_start or 0
            words = reading.words_of(start, start + max(1, len(section.label)))
            if any((word.confidence or 0) < _UNSURE or word.other for word in words):
                self._marks[section.path].add("unsure_label")

    def of(self, offset: int) -> dict[str, float]:
        """Signals of the sections around a place; that two of them have counts no more."""
        found: set[str] = set()
        place = bisect_right(self._starts, offset) - 1
        path = self._sections[place].path if place >= 0 else ""
        while path:
            found |= self._marks.get(path, set())
            path = _parent(path)
        return dict.fromkeys(sorted(found), 1.0)

    def _mark(self, family: list[Section], families: dict[str, list[Section]]) -> None:
        counted = [(section, *_ordinal(section)) for section in family]
        counting = [style for _, style, value in counted if value is not None and style in _NESTED]
        outer = min(counting, key=_NESTED.index, default=None)
        for section, style, value in counted:
            marks = self._marks[section.path]
            if "#" in section.path.rsplit(".", 1)[-1]:
                marks.add("label_twice")
            if value is not None and _read_otherwise(section, style, value):
                marks.add("label_mended")
            if style in _NESTED and style != outer:
                # Points beside numerals, letters beside points: the label above them was lost.
                marks.add("mixed_family")
        for kind in sorted({*counting, "article"}):
            alike = [(section, value) for section, style, value in counted if style == kind and value is not None]
            # Where the label above inner ones was lost, the next is right to count two.
            if alike and alike[0][1] > 1 and family[0] is alike[0][0]:
                self._marks[alike[0][0].path].add("late_first")
            for (one, first), (two, second) in pairwise(alike):
                if second == first + 1 or second == 1:
                    continue
                self._marks[two.path].add("gap_before")
                if one.path not in families or any(_begins_anew(child) for child in families[one.path]):
                    # What stands in the gap was taken into the section before it.
                    self._marks[one.path].add("gap_behind")


def _begins_anew(section: Section) -> bool:
    """Whether a first label stands there a second time."""
    key, _, again = section.path.rsplit(".", 1)[-1].partition("#")
    return bool(again) and key in ("1", "a", "I")


def _read_otherwise(section: Section, style: str, value: int) -> bool:
    """Whether another label was read than the sequence has: 'II.' that stands for III. What is no label is none."""
    read = regex.search(r"(\w+)\W*$", section.label)
    found = _ordinal_of(read[1]) if read else ("other", None)
    return found[0] == style and found[1] is not None and found[1] != value


def _parent(path: str) -> str:
    return path.rsplit(".", 1)[0] if "." in path else ""


def _ordinal(section: Section) -> tuple[str, int | None]:
    """Style and value of the last part of a path: ('roman', 4), ('arabic', 7), ('letter', 3), ('article', 2)."""
    key = section.path.rsplit(".", 1)[-1].split("#")[0]
    if key.startswith("Điều "):
        return "article", _whole(key.removeprefix("Điều "))
    return _ordinal_of(key)


def _ordinal_of(key: str) -> tuple[str, int | None]:
    if key.isdigit():
        return "arabic", int(key)
    if value := roman_value(key):
        return "roman", value
    if len(key) == 1 and key in LETTERS:
        return "letter", LETTERS.index(key) + 1
    return "other", None


def _whole(text: str) -> int | None:
    return int(text) if text.isdigit() else None
