"""Findings in the section tree: gaps in the numbering, labels and titles that stand twice.

Labels that recognition may have misread give no finding: a misread III looks like a second II and a missing III.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import regex

from extractors.numbering import read_label
from models.document import Document, Origin
from models.records import Finding, Section
from models.text import fold

_LETTERS = [
    "a",
    "b",
    "c",
    "d",
    "đ",
    "e",
    "g",
    "h",
    "i",
    "k",
    "l",
    "m",
    "n",
    "o",
    "p",
    "q",
    "r",
    "s",
    "t",
    "u",
    "v",
    "x",
    "y",
]
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def find_tree_findings(document: Document, sections: list[Section]) -> Iterator[Finding]:
    """Gaps, repeated labels and repeated titles among the children of each node."""
    recognised = any(page.origin is Origin.OCR for page in document.pages)
    families: dict[str, list[Section]] = {}
    for section in sections:
        parent = max(
            (other.path for other in sections if section.path.startswith(other.path + ".")), key=len, default=""
        )
        families.setdefault(parent, []).append(section)
    for parent, family in families.items():
        for before, section in pairwise(family):
            style, value = _ordinal(section)
            style_before, value_before = _ordinal(before)
            if style is None or style != style_before or value is None or value_before is None:
                continue
            where = f" trong {parent}" if parent else ""
            missing = value - value_before - 1
            skips_d = style == "letter" and (recognised or _LETTERS[value_before] == "đ")
            misread = recognised and (any("#" in other.path for other in family) or not _as_printed(section))
            if (
                not misread
                and 1 <= missing <= (1 if recognised else 3)
                and not skips_d
                and not _hidden(document, before, section, recognised)
            ):
                yield _found(
                    "numbering_gap",
                    section.path,
                    f"Từ {before.label} sang {section.label}{where}: thiếu {missing} mục.",
                    section.char_start,
                    None,
                )
            elif missing == -1 and "#" in section.path and (not recognised or _follows(families[parent], before)):
                yield _found(
                    "duplicate_label",
                    regex.sub(r"#\d+$", "", section.path),
                    f"{section.label} được đánh hai lần liên tiếp{where}.",
                    section.char_start,
                    None,
                )
            title = fold(section.title)
            if section.kind == before.kind == "heading" and title == fold(before.title) and len(title.split()) >= 3:
                yield _found(
                    "duplicate_title",
                    section.path,
                    f"Tiêu đề “{section.title}” lặp lại của {before.path}.",
                    section.char_start,
                    None,
                )


def _as_printed(section: Section) -> bool:
    """Whether the label was read as the sequence has it: 'VHI.' that stands for VIII was not."""
    key = regex.sub(r"#\d+$", "", section.path.split(".")[-1])
    return fold(section.label_raw or section.label).strip(" .,:;)(/-") == fold(key)


def _follows(family: list[Section], section: Section) -> bool:
    """Whether a node has the label due after the node before it: then it was not misread."""
    at = family.index(section)
    if at == 0:
        return False
    style, value = _ordinal(section)
    style_before, value_before = _ordinal(family[at - 1])
    return (
        style == style_before != "roman"
        and value is not None
        and value_before is not None
        and value == value_before + 1
    )


def _ordinal(section: Section) -> tuple[str | None, int | None]:
    """Style and value of the last part of a path: ('roman', 4), ('arabic', 7), ('letter', 3)."""
    key = regex.sub(r"#\d+$", "", section.path.split(".")[-1])
    if read_label(section.label) is None and not key:
        return None, None
    if key.startswith("Điều "):
        key = key.removeprefix("Điều ")
        return ("article", int(key)) if key.isdigit() else (None, None)
    if key.isdigit():
        return "arabic", int(key)
    if key and set(key) <= set(_ROMAN):
        total = 0
        for char, after in zip(key, [*key[1:], ""], strict=True):
            total += -_ROMAN[char] if after and _ROMAN[char] < _ROMAN[after] else _ROMAN[char]
        return "roman", total
    if key in _LETTERS:
        return "letter", _LETTERS.index(key) + 1
    return None, None


def _hidden(document: Document, before: Section, section: Section, recognised: bool) -> bool:
    """Whether the label that seems missing may stand between the two and was not recognised as one."""
    if not recognised:
        return False
    between = document.slice(before.char_start or 0, section.char_start or 0).split("\n")[1:]
    # A Roman numeral is misread as letters, a number as digits or letters.
    label = r"[IVXHl1]{1,4}\s?[.,:]" if _ordinal(section)[0] == "roman" else r"[\dIlSBOo]{1,3}\s?[.,:)]?"
    return any(regex.match(rf"\W{{0,2}}{label}\s+\p{{Lu}}", line) and not read_label(line) for line in between)


def _found(
    kind: Literal["numbering_gap", "duplicate_label", "duplicate_title"],
    where: str,
    detail: str,
    start: int | None,
    end: int | None,
) -> Finding:
    return Finding(kind=kind, where=where, detail=detail, char_start=start, char_end=end)
