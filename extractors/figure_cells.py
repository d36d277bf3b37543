"""Cells of figures and of units of measure: '≥ 98', 'Trên 65', '85 - 90', '≤ 3 Đông Nam Á; ≤ 50 Thế giới'; '% GDP'.

What comes before a figure binds it, what comes behind it is its unit, its area or a remark. Texts that only hold a
number among their words, dates, fractions and years are no figures.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from corpora.loader import rows
from corpora.senses import fold_senses
from extractors.quantity_words import any_of, comparators, parse_number, units
from models.records import Comparator, Direction
from models.text import fold, fold_keeping_length


@dataclass(frozen=True, slots=True)
class Figure:
    """What a cell of figures says."""

    value: float | int
    value_max: float | int | None
    comparator: Comparator
    unit: str = ""
    """Where the cell names it itself."""
    scope: str | None = None
    """For whom it holds: 'Đông Nam Á' of '≤ 3 Đông Nam Á'."""
    direction: Direction | None = None
    """Where the cell says it: 'Giảm 2', 'Tăng 5%'."""
    rest: str = ""
    """Words behind it that say what it measures: 'hài lòng' of '90% hài lòng'."""
    start: int = 0
    end: int = 0
    """Its range in the cell."""


_SIGNS: dict[str, Comparator] = {"≥": ">=", ">=": ">=", "=>": ">=", "≤": "<=", "<=": "<=", ">": ">", "<": "<"}
_NUMBER = r"(?:\d{1,3}(?:\.\d{3}){1,4}(?:,\d{1,4})?|\d{1,12}(?:,\d{1,4}|\.\d{1,2})?)(?![\d/])"
_TO = r"\s{0,3}(?:[-–—÷~]|den(?:\s+duoi)?|toi)\s{0,3}"
_RANKS = r"(?:top|nhom|trong nhom|(?:xep|dung)\s+(?:thu|hang)|thu hang|vi tri thu|thu|hang)"
_REMARK = regex.compile(r"^(?:va|dong thoi|tro|so voi|theo|trong do|tang|giam|duy tri|\(|,)")
_YEAR = regex.compile(r"(?:19|20)\d{2}")
_LONGEST_AREA = 6
"""Words behind a figure that name for whom it holds."""
_LONGEST_CELL = 200
_NUMBERED = regex.compile(r"^(?:so|so luong|tong so|luong)\s+")
_PERCENT = regex.compile(r"^[%‰]")


@cache
def _pattern() -> "regex.Pattern[str]":
    compare = any_of([*comparators(), "tu"])
    return regex.compile(
        r"^(?:(?:phan dau|dat|co|con|duoc|la)\s+){0,3}"
        r"(?P<direction>(?:cat\s+)?giam|tinh giam|tang(?:\s+them)?|them)?\s{0,3}"
        rf"(?:(?P<sign>≥|>=|=>|≤|<=|>|<)|(?P<rank>{_RANKS})(?:\s+dau)?|(?P<compare>{compare})(?:\s+(?:dat|la|co|tu))?)?\s{{0,3}}"
        rf"(?P<low>{_NUMBER}|\d{{1,3}}(?P<among>/\d{{1,3}})(?=\s[a-z]))\s{{0,3}}(?P<percent>[%‰])?(?:{_TO}(?P<high>{_NUMBER})\s{{0,3}}(?P<percent>[%‰])?)?"
        r"(?:\s{1,3}(?P<after>tro\s+len|tro\s+xuong))?"
        r"(?P<tail>(?:\s|/|\().{1,60})?$"
    )


def read_figure(cell: str) -> Figure | None:
    """The first figure of a cell; None where it holds none."""
    return next(iter(read_figures(cell)), None)


@lru_cache(maxsize=4096)
def read_figures(cell: str) -> tuple[Figure, ...]:
    """All figures of a cell, several apart by semicolons; none where a part is none."""
    found: list[Figure] = []
    at = 0
    if len(cell) > _LONGEST_CELL:
        return ()
    for part in cell.split(";"):
        start = at + len(part) - len(part.lstrip(" *.–-"))
        text = part.strip(" *.").lstrip("–- ")
        at += len(part) + 1
        if not text:
            continue
        figure = _read(text, start)
        if figure is None:
            return ()
        found.append(figure)
    return tuple(found)


def _read(text: str, start: int) -> Figure | None:
    match = _pattern().match(fold_keeping_length(text))
    if match is None or _YEAR.fullmatch(match["low"]):
        return None
    behind = _read_tail(text[match.start("tail") :] if match["tail"] else "", percent=bool(match["percent"]))
    if behind is None:
        return None
    unit, scope, rest = behind
    if match["among"] and not (unit and _is_counted(unit)):
        # '8/8 thôn'; '30/6 hằng năm' is a day.
        return None
    if match["percent"]:
        unit = match["percent"]
    low = parse_number(match["low"].split("/")[0])
    high = parse_number(match["high"]) if match["high"] else None
    if high is not None and low >= high:
        return None
    comparator = _comparator(match)
    if match["rank"]:
        unit = "hạng"
    direction: Direction | None = None
    if match["direction"]:
        direction = "reduce" if match["direction"].endswith("giam") else "increase"
    comparator = comparator if high is None else "range"
    return Figure(low, high, comparator, unit, scope, direction, rest, start, start + len(text))


def _comparator(match: "regex.Match[str]") -> Comparator:
    if match["after"]:
        return ">=" if match["after"].endswith("len") else "<="
    if match["sign"]:
        return _SIGNS[match["sign"]]
    if match["rank"]:
        return "<=" if match["rank"] in ("top", "nhom", "trong nhom") else "="
    found = comparators().get(" ".join(match["compare"].split())) if match["compare"] else "="
    return ">=" if found == "from" else found  # type: ignore[return-value]


def _read_tail(tail: str, *, percent: bool) -> tuple[str, str | None, str] | None:
    """Unit, area and other words behind a figure; None where they make it a text with a number in it."""
    words = tail.strip(" ().,:")
    if not words:
        return "", None, ""
    if not percent and is_unit(words.lstrip("/ ")):
        return words.lstrip("/ "), None, ""
    if _REMARK.match(fold(tail.strip())):
        return "", None, ""
    counted = words.split()
    for size in (2, 1):
        # 'Tăng ít nhất 02 bậc so với năm 2024'
        if not percent and is_unit(" ".join(counted[:size])) and _REMARK.match(fold(" ".join(counted[size:]))):
            return " ".join(counted[:size]), None, ""
    if any(char.isdigit() for char in words) or (not words[0].isupper() and len(words.split()) > _LONGEST_AREA):
        return None
    if words[0].isupper():
        return "", words, ""
    first = words.split()
    size = next((size for size in (2, 1) if not percent and is_unit(" ".join(first[:size]))), 0)
    return " ".join(first[:size]), None, " ".join(first[size:])


def _is_counted(unit: str) -> bool:
    return any(kind == "count" for _, kind in units().get(fold_senses(unit).lower(), []))


@cache
def _table_units() -> dict[str, str]:
    return {fold_senses(row["wording"]): row["unit"] for row in rows("table_units.tsv")}


@lru_cache(maxsize=2048)
def is_unit(text: str) -> bool:
    """Whether a text is a unit of measure: '%', '% GDP', 'tấn/ha', 'Triệu đồng', 'Thứ bậc'."""
    folded = fold_senses(text.strip(" .()")).lower()
    if _PERCENT.match(folded) or folded in _table_units():
        return bool(folded)
    parts = [_NUMBERED.sub("", part.strip()) for part in regex.split(r"[/,]", folded)]
    return bool(folded) and all(
        regex.sub(r"^(?:\d[\d.]*|nghin|trieu|van|ty)\s*", "", part) in ("", *_extra_units()) or part in units()
        for part in parts
    )


@cache
def _extra_units() -> frozenset[str]:
    return frozenset(_table_units())


def unit_of(printed: str) -> str:
    """The unit that a cell of a unit column names, as it should read: 'hạng' of 'Thứ bậc', '%' of '% dân số'.

    >>> unit_of("Thứ bậc"), unit_of("% GDP"), unit_of("%/năm"), unit_of("Số doanh nghiệp/1000 dân")
    ('hạng', '%', '%/năm', 'doanh nghiệp/1000 dân')
    """
    text = printed.strip(" .()")
    listed = _table_units().get(fold_senses(text).lower())
    if listed:
        return listed if listed != "=" else text[:1].lower() + text[1:]
    if _PERCENT.match(text):
        yearly = regex.match(r"^[%‰]\s?/\s?năm\b", text.lower())
        return f"{text[0]}/năm" if yearly else text[0]
    counted = _NUMBERED.match(fold(text))
    if counted and "/" in text:
        text = text[counted.end() :]
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
