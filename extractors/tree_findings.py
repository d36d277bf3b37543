"""Findings in the section tree: gaps in the numbering, labels and titles that stand twice.

Labels that recognition may have misread give no finding: a misread III looks like a second II and a missing III.
"""

from collections.abc import Iterator

import regex

from extractors.numbering import LETTERS, read_label
from extractors.places import Places, finding, quoted
from models.document import Document, Origin
from models.records import Finding, Section
from models.text import fold

_LETTERS = LETTERS.replace("ư", "")
_CAPITALS = "ABCDĐEGH"
_FURTHEST_START = 3
"""A list that begins further on is a quotation or a form, not one whose beginning is missing."""
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def find_tree_findings(document: Document, sections: list[Section], places: Places) -> Iterator[Finding]:
    """Gaps, repeated labels and repeated titles among the children of each node."""
    recognised = any(page.origin is Origin.OCR for page in document.pages)
    starts = frozenset(section.char_start or 0 for section in sections)
    for parent, family in _families(sections).items():
        where = f" trong {parent}" if parent else ""
        repeats = any("#" in section.path for section in family)
        by_path = {section.path: section for section in family}
        titles: dict[str, Section] = {}
        last_ordinal: tuple[str | None, int | None] = (None, None)
        for at, section in enumerate(family):
            ordinal = _ordinal(section)
            if ordinal[0] != last_ordinal[0] or (ordinal[1] or 0) < (last_ordinal[1] or 0):
                # A new list begins: what it repeats of the one before may be meant.
                titles = {}
            last_ordinal = ordinal
            yield from _repeated_title(places, titles, section)
            if at == 0 or _ordinal(family[at - 1])[0] == "article" != ordinal[0]:
                # The plan that a decision issues counts anew, beside the decision's own articles.
                yield from _missing_start(places, family[at : at + 2], where, recognised)
                continue
            before = family[at - 1]
            style, value = ordinal
            style_before, value_before = _ordinal(before)
            if style is None or style != style_before or value is None or value_before is None:
                continue
            missing = value - value_before - 1
            skips_d = style in ("letter", "capital") and (recognised or value_before == _LETTERS.index("đ"))
            misread = recognised and (repeats or not _as_printed(section))
            if (
                not misread
                and 1 <= missing <= (1 if recognised else 3)
                and not skips_d
                and not _hidden(document, starts, before, section, missing, recognised)
            ):
                detail = (
                    f"Số thứ tự{where}: {_name(places, before)} ghi “{before.label}”; "
                    f"tiếp theo {_name(places, section)} ghi “{section.label}”: thiếu {missing} mục."
                )
                yield finding("numbering_gap", section.path, detail, section.char_start, None)
            elif "#" in section.path and _stands_twice(family, at, recognised):
                path = regex.sub(r"#\d+$", "", section.path)
                first = by_path.get(path, section)
                detail = (
                    f"Số thứ tự{where}: {_name(places, first)} ghi “{first.label}” {_titled(first)}; "
                    f"{_name(places, section)} lại ghi “{section.label}” {_titled(section)}."
                )
                yield finding("duplicate_label", path, detail, section.char_start, None)


def _missing_start(places: Places, family: list[Section], where: str, recognised: bool) -> Iterator[Finding]:
    """A list that begins with its second or third label."""
    first = family[0]
    style, value = _ordinal(first)
    goes_on = len(family) > 1 and value is not None and _ordinal(family[1]) == (style, value + 1)
    if recognised or style is None or value is None or not 1 < value <= _FURTHEST_START or not goes_on:
        return
    detail = (
        f"Số thứ tự{where}: {_name(places, first)} ghi “{first.label}” là mục đầu tiên; "
        f"{_name(places, family[1])} ghi “{family[1].label}”: thiếu {value - 1} mục đầu."
    )
    yield finding("numbering_gap", first.path, detail, first.char_start, None)


def _families(sections: list[Section]) -> dict[str, list[Section]]:
    """The children of each node, by the path of the nearest node above that exists, in document order."""
    paths = {section.path for section in sections}
    families: dict[str, list[Section]] = {}
    for section in sections:
        parent = section.path
        while parent:
            parent = parent.rpartition(".")[0]
            if parent in paths:
                break
        families.setdefault(parent, []).append(section)
    return families


def _repeated_title(places: Places, titles: dict[str, Section], section: Section) -> Iterator[Finding]:
    title = fold(section.title)
    if section.kind != "heading" or len(title.split()) < 3:
        return
    first = titles.setdefault(title, section)
    if first is not section:
        detail = (
            f"Tiêu đề “{section.title}”: {_name(places, first)} ghi “{first.label} {first.title}”; "
            f"{_name(places, section)} ghi “{section.label} {section.title}”."
        )
        yield finding("duplicate_title", section.path, detail, section.char_start, None)


def _stands_twice(family: list[Section], at: int, recognised: bool) -> bool:
    """Whether a repeated label is a slip in a list that goes on, not the beginning of a new list."""
    (_, before), (_, value) = _ordinal(family[at - 1]), _ordinal(family[at])
    if value is None or before is None:
        return False
    if value == before:
        return not recognised or _follows(family, at - 1)
    # 'I, II, III, II, V': the list goes on as if the label were the one due.
    after = _ordinal(family[at + 1])[1] if at + 1 < len(family) else None
    return not recognised and value < before and after == before + 2


def _titled(section: Section) -> str:
    return f"({quoted(section.title)[:60].strip()})"


def _name(places: Places, section: Section) -> str:
    return places.name(section.char_start, section.path) if section.char_start is not None else section.path


def _as_printed(section: Section) -> bool:
    """Whether the label was read as the sequence has it: 'VHI.' that stands for VIII was not."""
    key = regex.sub(r"#\d+$", "", section.path.split(".")[-1])
    return fold(section.label_raw or section.label).strip(" .,:;)(/-") == fold(key)


def _follows(family: list[Section], at: int) -> bool:
    """Whether a node has the label due after the node before it: then it was not misread."""
    if at == 0:
        return False
    style, value = _ordinal(family[at])
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
    if len(key) == 1 and key in _CAPITALS:
        return "capital", _CAPITALS.index(key) + 1
    if len(key) == 1 and key in _LETTERS:
        return "letter", _LETTERS.index(key) + 1
    return None, None


def _hidden(
    document: Document, starts: frozenset[int], before: Section, section: Section, missing: int, recognised: bool
) -> bool:
    """Whether a label that seems missing may stand between the two and was not taken for one: it lost its dot, stands
    within a paragraph, or was misread."""
    offset = before.char_start or 0
    between = document.slice(offset, section.char_start or 0)
    style, value = _ordinal(section)
    for ordinal in range((value or 0) - missing, value or 0):
        label = regex.compile(
            rf"(?:^|(?<=[;.:]\s{{1,3}}))\W{{0,4}}{_printed(section, style, ordinal)}(?![\p{{L}}\d])", regex.M
        )
        if any(offset + match.start() not in starts for match in label.finditer(between) if match.start()):
            return True
    if not recognised:
        return False
    # A Roman numeral is misread as letters, a number as digits or letters.
    misread = r"[IVXHl1]{1,5}\s?[.,:]?" if style == "roman" else r"[\dIlSBOo]{1,3}\s?[.,:)]?"
    lines = between.split("\n")[1:]
    return any(regex.match(rf"\W{{0,2}}{misread}\s+\p{{Lu}}", line) and not read_label(line) for line in lines)


def _printed(section: Section, style: str | None, ordinal: int) -> str:
    """The label that `ordinal` would have beside a sibling, as a pattern: '1.3' beside '1.4.', 'VII' beside 'VIII.'."""
    if style == "letter":
        return regex.escape(_LETTERS[ordinal - 1]) + r"\s?[.)]"
    if style == "capital":
        return regex.escape(_CAPITALS[ordinal - 1]) + r"\s?[.)]"
    if style == "roman":
        return _roman(ordinal)
    return regex.sub(r"\d+(?=\D*$)", str(ordinal), regex.escape(section.label.strip(" .)/:-")))


def _roman(value: int) -> str:
    return "X" * (value // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[value % 10]
