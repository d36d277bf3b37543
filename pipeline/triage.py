"""The way of a page: whether its text layer is trusted, and whether a recognised page holds anything at all.

Born-digital text is trusted unless its characters cannot be what is printed. A layer that a program laid under a scan
is trusted only where it reads as Vietnamese: what put it there is unknown, and most such layers are worse than a
reading made now.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from corpora.syllables import is_syllable
from models.document import Box, Word
from pipeline import imaging
from pipeline.legacy import syllable_share
from pipeline.read import Source, render
from pipeline.survey import Survey

GARBAGE_BELOW = 0.05
"""Share of letters with Vietnamese marks: about 0.29 in good text, below 0.05 after English recognition."""
JUDGED_FROM = 200
"""Letters from which that share tells anything: names and numbers alone carry few marks."""
SIGNATURE_CHARACTERS = 450
"""A page-size image with no more text than this is a scan with the appearance of a digital signature (90-240 characters
seen on real files)."""
PAGE_SIZE_IMAGE = 0.6
BROKEN_SHARE = 0.03
GOOD_RECOGNITION = 0.93
"""Share of words under a scan that are Vietnamese syllables: typed plans have 0.99, poor recognition below 0.85."""
BORN_DIGITAL = 0.35
"""The same for born-digital text with Vietnamese marks, which may be half English; a broken font has 0.2."""
UNMARKED = 0.6
"""Share of words that would be syllables but for their marks: Vietnamese without marks has 0.9, English 0.3."""
JUDGED_WORDS = 20
_UNCOVERED_SHARE, _UNCOVERED_LETTERS = 0.35, 40


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a text layer is taken, and why."""

    trusted: bool
    reason: str


def judge_letters(text: str, survey: Survey) -> Verdict | None:
    """The verdict where the characters of a layer settle it, else None."""
    solid = [char for char in text if not char.isspace()]
    if not any(char.isalnum() for char in solid):
        outlined = survey.paths > survey.objects / 2 and survey.image_share < PAGE_SIZE_IMAGE
        return Verdict(False, "no text layer, letters drawn as shapes" if outlined else "no text layer")
    broken = sum(char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc") for char in solid)
    if (broken + text.count("(cid:") * 6) / len(solid) > BROKEN_SHARE:
        return Verdict(False, "text layer with a broken encoding")
    if survey.image_share >= PAGE_SIZE_IMAGE and len(solid) <= SIGNATURE_CHARACTERS:
        if survey.hidden_share > 0.5:
            return Verdict(False, "scan with a few recognised words")
        return Verdict(False, "scan with the appearance of a digital signature only")
    return None


def judge_words(words: Sequence[str], survey: Survey) -> Verdict:
    """Whether the words of a layer are what is printed."""
    letters = [char for word in words for char in word if char.isalpha()]
    marks = marked_share(letters)
    share, judged = syllable_share(words)
    unmarked = len(letters) >= JUDGED_FROM and marks < GARBAGE_BELOW
    if survey.image_share >= PAGE_SIZE_IMAGE or survey.hidden_share > 0.5:
        if judged < JUDGED_WORDS and survey.hidden_share > 0.5:
            return Verdict(False, "text layer under a scan with too few words to judge it")
        if unmarked:
            return Verdict(False, "text layer without Vietnamese marks")
        if judged >= JUDGED_WORDS and share < GOOD_RECOGNITION:
            return Verdict(False, "text layer of poor recognition")
        return Verdict(True, "text layer over a scan that reads as Vietnamese")
    if unmarked and judged >= JUDGED_WORDS:
        if syllable_share(words, marked=False)[0] >= UNMARKED:
            return Verdict(False, "text layer without Vietnamese marks")
        if _share_without_vowel(words) > 0.3:
            return Verdict(False, "text layer with a broken encoding")
    if not unmarked and judged >= JUDGED_WORDS and share < BORN_DIGITAL:
        return Verdict(False, "text layer that reads as no language")
    return Verdict(True, "born-digital text")


def marked_share(letters: Sequence[str]) -> float:
    """Share of letters that carry a Vietnamese mark or are đ."""
    marked = sum(letter in "đĐ" or unicodedata.decomposition(letter) != "" for letter in letters)
    return marked / len(letters) if letters else 0.0


def _share_without_vowel(words: Iterable[str]) -> float:
    long = [word.casefold() for word in words if len(word) >= 3 and word.isalpha() and not word.isupper()]
    return sum(not set(word) & set("aeiouy") for word in long) / len(long) if long else 0.0


def covers_page(source: Source, number: int, survey: Survey, letters: Sequence[Box]) -> bool:
    """Whether the layer (boxes in points of the page as a viewer shows it) lies on most of what is printed.

    Portals write a header and a running number over scans, programs set a part of a page as outlines or pictures.
    """
    if survey.image_share < 0.05 and survey.paths < 100:
        return True
    raster = render(source, number, 100)
    grey = imaging.to_grey(raster.pixels)
    mask = np.zeros(grey.shape, dtype=bool)
    for box in letters:
        x0, y0, x1, y1 = (round(value * raster.scale) for value in (box.x0, box.y0, box.x1, box.y1))
        mask[max(0, y0 - 2) : y1 + 2, max(0, x0 - 2) : x1 + 2] = True
    ink = imaging.binarise(grey)
    count, _, stats, middles = cv2.connectedComponentsWithStats(ink, connectivity=8)
    widths, heights = stats[1:count, cv2.CC_STAT_WIDTH], stats[1:count, cv2.CC_STAT_HEIGHT]
    point = raster.dpi / 72
    # Print of 8 to 28 points: small letters are half as high, capitals with marks as high as the print.
    size = (heights >= 3.5 * point) & (heights <= 28 * point) & (widths >= 1.5 * point) & (widths <= 40 * point)
    places = middles[1:count][size].astype(int)
    outside = int((~mask[places[:, 1], places[:, 0]]).sum()) if len(places) else 0
    return outside < max(_UNCOVERED_LETTERS, _UNCOVERED_SHARE * len(places))


def holds_text(words: Iterable[Word]) -> bool:
    """Whether a recognised page has anything that somebody wrote: one sure word or number, or several likely ones.

    A blank back, a seal shining through, a mirrored seal and the dirt of a scanner give marks that the engine reads as
    letters, unsurely and hardly ever as a syllable.
    """
    likely = 0
    for word in words:
        sure = 1.0 if word.confidence is None else word.confidence
        text = word.text.strip(".,;:()[]\"'“”-–/")
        if is_syllable(text) and len(text) >= 2:
            if sure >= 0.75:
                return True
            likely += sure >= 0.4
        elif sure >= 0.85 and len(text) >= 3 and text.isalnum():
            return True
    return likely >= 3
