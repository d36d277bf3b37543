"""Provinces, districts and communes of Viet Nam, before and after 1 July 2025, and how to find one by its name.

Names repeat: nearly 300 of the names of communes are borne by ten communes or more. A name is therefore resolved by its
surroundings, the unit that holds it and the date of the document, or stays unresolved.
"""

import gzip
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import regex

from corpora.loader import rows
from models.text import fold_words

Era = Literal["before", "after"]
Level = Literal["province", "district", "commune"]

REFORM_YEAR, REFORM_MONTH = 2025, 7
"""Since 1 July 2025 there are 34 provinces, no districts, and 3,321 communes."""

LEVELS: tuple[Level, ...] = ("province", "district", "commune")
_ERAS: dict[str, Era] = {"b": "before", "a": "after"}
_LEVEL_OF_CODE: dict[int, Level] = {2: "province", 3: "district", 5: "commune"}
_FINAL_Y = re.compile(r"\b([bcdghklmnprstvx]+|qu)y\b")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@dataclass(frozen=True, slots=True)
class AdminUnit:
    """A unit as it stood before or after 1 July 2025. Codes are unique within an era only."""

    code: str
    era: Era
    level: Level
    prefix: str
    """tỉnh, thành phố, huyện, quận, thị xã, xã, phường, thị trấn or đặc khu."""
    name: str
    parent_code: str | None
    successors: tuple[str, ...] = ()
    """Codes of the units after the reform that hold it, or parts of it; empty for districts, which ended."""

    @property
    def unit_id(self) -> int:
        """A number that stays the same as long as the code does: era, level, code."""
        return (1 + (self.era == "after")) * 1_000_000 + (1 + LEVELS.index(self.level)) * 100_000 + int(self.code)

    @property
    def full_name(self) -> str:
        """Name with its kind: 'huyện Ba Vì'."""
        return f"{self.prefix} {self.name}"


@cache
def all_units() -> tuple[AdminUnit, ...]:
    """Every unit of both eras, a unit after the one that holds it."""
    packed = (files("corpora") / "admin_units.tsv.gz").read_bytes()
    lines = [line for line in gzip.decompress(packed).decode("utf8").split("\n") if line and not line.startswith("#")]
    units = []
    for line in lines[1:]:
        era, code, parent, prefix, name, successors = line.split("\t")
        level = _LEVEL_OF_CODE[len(code)]
        units.append(AdminUnit(code, _ERAS[era], level, prefix, name, parent or None, tuple(successors.split())))
    return tuple(units)


def unit_by_code(code: str, era: Era = "before") -> AdminUnit | None:
    """The unit of a code: two digits for a province, three for a district, five for a commune."""
    return _by_code().get((era, code))


def unit_by_id(unit_id: int | None) -> AdminUnit | None:
    """The unit of an `AdminUnit.unit_id`."""
    return None if unit_id is None else _by_id().get(unit_id)


def parent_of(unit: AdminUnit) -> AdminUnit | None:
    """The unit that holds it; None for a province."""
    return unit_by_code(unit.parent_code, unit.era) if unit.parent_code else None


def province_of(unit: AdminUnit) -> AdminUnit:
    """The province it lies in, itself if it is one."""
    parent = parent_of(unit)
    return unit if parent is None else province_of(parent)


def lies_within(unit: AdminUnit, other: AdminUnit) -> bool:
    """Whether a unit is the other or lies in it; across the reform, whether one of its successors does."""
    if unit.era != other.era:
        if unit.era == "after":
            return False
        return any(lies_within(after, other) for after in map(_after, unit.successors))
    here: AdminUnit | None = unit
    while here is not None:
        if here == other:
            return True
        here = parent_of(here)
    return False


def find_units(
    name: str,
    *,
    level: Level | None = None,
    within: AdminUnit | None = None,
    era: Era | None = None,
) -> list[AdminUnit]:
    """The units of a name, with or without its kind: 'huyện Ba Vì', 'Ba Vì', 'H. Ba Vì', 'TP. Huế'.

    Matched on folded keys; where some match with their diacritics too, only these are given, so that 'Tân Lập' does not
    bring 'Tấn Lập'. A kind that is named binds: 'thị trấn X' finds no 'xã X'. Order: before 2025 first, province first.
    """
    prefixes, bare = split_name(name)
    found = [
        unit
        for unit in _by_key().get(name_key(bare), ())
        if (not prefixes or unit.prefix in prefixes)
        and (level is None or unit.level == level)
        and (era is None or unit.era == era)
        and (within is None or lies_within(unit, within))
    ]
    exact = [unit for unit in found if _exact(unit.name) == _exact(bare)]
    return exact or found


def spelled(name: str) -> str:
    """A printed name with the marks of the only unit that it can mean: 'Hồ Chỉ Minh' gives 'Hồ Chí Minh'.

    A name that some unit bears as printed, that several spellings fit, or that was a former unit's, stays.
    """
    _, bare = split_name(name)
    names = {unit.name for unit in find_units(name)}
    if len(names) != 1 or find_former(name):
        return name
    known = names.pop()
    if _exact(known) == _exact(bare) or fold_words(known) != fold_words(bare) or not name.endswith(bare):
        return name
    return name[: len(name) - len(bare)] + known


def name_key(name: str) -> str:
    """Key of a bare name: folded, with y as i where both spellings are in use: 'Phú Quý' and 'Phú Quí' are the same."""
    return _FINAL_Y.sub(r"\1i", fold_words(name))


def split_name(name: str) -> tuple[tuple[str, ...], str]:
    """The kinds that a printed name may mean, and the name without: 'TP. Huế' gives (('thành phố',), 'Huế').

    'Q.', 'H.', 'P.', 'X.', 'T.' count only with their stop or before a capital, so that names are not cut.
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    for pattern, prefixes in _PREFIXES:
        match = pattern.match(name)
        if match:
            return prefixes, name[match.end() :].strip()
    return (), name


def find_former(name: str, *, level: Level | None = None, within: AdminUnit | None = None) -> list[AdminUnit]:
    """The units that had taken in, by 2025, a unit of this former name: 'huyện Tĩnh Gia' gives 'thị xã Nghi Sơn'.

    Former communes are known by their folded names only, so that diacritics do not tell them apart.
    """
    prefixes, bare = split_name(name)
    found = [
        former.holder
        for former in _former().get(name_key(bare).replace(" ", ""), ())
        if (not prefixes or former.prefix in prefixes)
        and (level is None or former.holder.level == level)
        and (within is None or lies_within(former.holder, within))
    ]
    return list(dict.fromkeys(found))


def resolve_unit(
    name: str,
    *,
    level: Level | None = None,
    context: Iterable[str] = (),
    year: int | None = None,
    month: int | None = None,
) -> AdminUnit | None:
    """The one unit that a document means by a name ('xã Tân Lập'), or None where its surroundings do not tell.

    `context` are other names of units found in it, the nearest first: letterhead, place, title, text. `year` and
    `month` of issue tell the era. Among namesakes the one counts that lies in what the context names, or that holds it,
    or that has the same parent. A commune whose name is borne only once must not contradict the provinces of the
    context either: then it is the former name of another, or one that is not known.
    """
    era = _era_of(year, month) or "before"
    kinds, bare = split_name(name)
    # A place that repeats the name says nothing of what lies around it: 'xã Hòa Bình' need not lie in that province.
    around = [other for other in context if split_name(other)[0] or name_key(other) != name_key(bare)]
    provinces = [unit for other in around for unit in _in_era(other, era, level="province")]
    known = find_units(name, level=level, era=era)
    former = [unit for unit in find_former(name, level=level) if unit.era == era and unit not in known]
    candidates = [unit for unit in [*known, *former] if not provinces or province_of(unit) in provinces]
    if not candidates and level != "commune" and "xã" not in kinds and len(known) == 1:
        return known[0]
    if len(candidates) <= 1:
        return candidates[0] if candidates else None
    for test in (_is_part_of, _holds_or_adjoins):
        for other in around:
            places = _in_era(other, era)
            kept = [unit for unit in candidates if any(test(unit, place) for place in places)]
            if kept and len(kept) < len(candidates):
                candidates = kept
            if len(candidates) == 1:
                return candidates[0]
    return None


def units_named(text: str) -> list[str]:
    """Names of units with their kind that stand in a text, in order: 'UBND huyện Ba Vì' gives ['huyện Ba Vì'].

    A name runs over the capitalised words (or the number) after its kind; of words that run on, as in a letterhead all
    in capitals, the longest name that some unit bears is taken. What no unit is called is left out ('xã Hội').
    """
    return list(
        filter(None, (_known_part(match.group()) for match in _NAMED.finditer(unicodedata.normalize("NFC", text))))
    )


def _known_part(name: str) -> str | None:
    words = name.split()
    for length in range(len(words), 1, -1):
        part = " ".join(words[:length]).rstrip(" -")
        if find_units(part) or find_former(part):
            return part
    return None


_PREFIXES: Sequence[tuple[regex.Pattern[str], tuple[str, ...]]] = tuple(
    (regex.compile(pattern), prefixes)
    for pattern, prefixes in (
        (r"(?i)(tỉnh|tinh)\s+", ("tỉnh",)),
        (r"(?i)(thành phố|thanh pho|tp\b\s*\.?|t\.p\.?)\s*", ("thành phố",)),
        (r"(?i)(huyện|huyen)\s+", ("huyện",)),
        (r"(?i)(quận|quan)\s+", ("quận",)),
        (r"(?i)(thị xã|thi xa|tx\b\s*\.?|t\.x\.?)\s*", ("thị xã",)),
        (r"(?i)(thị trấn|thi tran|tt\b\s*\.?|t\.t\.?)\s*", ("thị trấn",)),
        (r"(?i)(đặc khu|dac khu)\s+", ("đặc khu",)),
        (r"(?i)(phường|phuong)\s+", ("phường",)),
        (r"(?i)(xã|xa)\s+", ("xã",)),
        (r"T\.\s*(?=\p{Lu})", ("tỉnh",)),
        (r"H\.\s*(?=\p{Lu})", ("huyện",)),
        (r"Q\.\s*(?=[\p{Lu}\d])", ("quận",)),
        (r"P\.\s*(?=[\p{Lu}\d])", ("phường",)),
        (r"X\.\s*(?=\p{Lu})", ("xã",)),
    )
)
_WORD = r"\p{Lu}[\w'’]*"
_NAMED = regex.compile(
    r"\b(?:[Tt]ỉnh|TỈNH|[Tt]hành [Pp]hố|THÀNH PHỐ|TP\.?|[Hh]uyện|HUYỆN|[Qq]uận|QUẬN|[Tt]hị xã|THỊ XÃ|TX\.?|[Tt]hị trấn"
    r"|THỊ TRẤN|[Đđ]ặc khu|ĐẶC KHU|[Pp]hường|PHƯỜNG|[Xx]ã|XÃ)"
    rf"\s+(?:{_WORD}(?:[ ]?[-–][ ]?{_WORD}|[ ]{_WORD})*|\d{{1,2}}\b)"
)


@dataclass(frozen=True, slots=True)
class _Former:
    prefix: str
    holder: AdminUnit


@cache
def _former() -> dict[str, tuple[_Former, ...]]:
    found: dict[str, list[_Former]] = {}
    for row in rows("admin_units_former.tsv"):
        key = name_key(row["name"]).replace(" ", "")
        found.setdefault(key, []).append(_Former(row["prefix"], _by_code()["before", row["code"]]))
    return {key: tuple(units) for key, units in found.items()}


@cache
def _by_code() -> dict[tuple[Era, str], AdminUnit]:
    return {(unit.era, unit.code): unit for unit in all_units()}


@cache
def _by_id() -> dict[int, AdminUnit]:
    return {unit.unit_id: unit for unit in all_units()}


@cache
def _by_key() -> dict[str, tuple[AdminUnit, ...]]:
    found: dict[str, list[AdminUnit]] = {}
    for unit in all_units():
        found.setdefault(name_key(unit.name), []).append(unit)
    return {
        name: tuple(sorted(units, key=lambda unit: (unit.era == "after", LEVELS.index(unit.level), unit.code)))
        for name, units in found.items()
    }


def _after(code: str) -> AdminUnit:
    return _by_code()["after", code]


def _exact(name: str) -> str:
    """The name in lower case with each tone after its syllable: 'Hoà' and 'Hòa' are the same name."""
    syllables = []
    for syllable in unicodedata.normalize("NFD", name.casefold()).replace("-", " ").split():
        tones = "".join(char for char in syllable if char in _TONES)
        syllables.append("".join(char for char in syllable if char not in _TONES) + " " + tones)
    return _FINAL_Y.sub(r"\1i", " ".join(syllables))


def _era_of(year: int | None, month: int | None) -> Era | None:
    if year is None:
        return None
    if year == REFORM_YEAR and month is None:
        return None
    return "after" if (year, month or 1) >= (REFORM_YEAR, REFORM_MONTH) else "before"


def _in_era(name: str, era: Era, level: Level | None = None) -> list[AdminUnit]:
    """Units of a name, or those that took in a unit of that name."""
    return find_units(name, level=level, era=era) or [
        unit for unit in find_former(name, level=level) if unit.era == era
    ]


def _is_part_of(unit: AdminUnit, place: AdminUnit) -> bool:
    return unit != place and lies_within(unit, place)


def _holds_or_adjoins(unit: AdminUnit, place: AdminUnit) -> bool:
    if unit == place:
        return False
    return lies_within(place, unit) or (unit.level == "commune" and unit.parent_code == place.parent_code)
