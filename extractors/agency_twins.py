"""One office under two names within a plan.

Two canonical names mean one office where they differ only in the plan's own area ("Phòng Nội vụ", "Phòng Nội vụ
huyện"), in how their parts are joined ("Phòng Kinh tế - Hạ tầng", "Phòng Kinh tế và Hạ tầng"), in a slip that makes of
a word what is no Vietnamese syllable, or where the plan is younger than the merger that made one of the other (see
corpora/agency_successors.tsv). A bracket behind a name makes no other office of it: "Công an tỉnh (PC06)"
counts as "Công an tỉnh". Collectives, persons and the names of areas are left alone: "xã Hải An" and "xã Hải Ân" are
two.
"""

import datetime as dt
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex
from rapidfuzz.distance import Levenshtein

from corpora.agencies import agency_words, area_levels
from corpora.loader import rows
from corpora.syllables import is_syllable
from extractors.agency_brackets import without_brackets
from extractors.agency_names import LONG_FUZZY, registered_agency
from extractors.agency_persons import is_person_named
from models.records import Assignment, DocumentRecord, Finding, Responsibility
from models.text import fold, fold_words

_COLLECTIVE = regex.compile(r"\b(?:các|những|mọi|toàn thể|tất cả)\b", regex.IGNORECASE)
_ISSUER = regex.compile(
    r"\b(?P<kind>tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|đặc khu)\s+(?P<name>\p{Lu}.*)$", regex.IGNORECASE
)
_JOINTS = regex.compile(r"[\s,&-]+(?:và\s+)?")
_SHORTEST_SLIP = 12
"""Letters of a folded name from which a slip in it is told from another office's name."""
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Twins:
    """Two names of one office in a plan: `kept` is the one that stands for both."""

    kept: str
    other: str
    why: Literal["area", "joints", "slip", "successor"]


def find_twins(
    header: DocumentRecord, assignments: list[Assignment], responsibilities: list[Responsibility]
) -> list[Twins]:
    """Each pair once, in the order in which the second name appears.

    What is kept is the successor, the name without a slip, else the one that stands there oftener, the first of equals.
    """
    counts = _names(assignments, responsibilities)
    names = [name for name in counts if _is_office(name)]
    twins: list[Twins] = []
    by_key: dict[str, str] = {}
    kept: list[str] = []
    for name in names:
        key = _key(name, header)
        first = by_key.get(key)
        if first is None:
            by_key[key] = name
            kept.append(name)
            continue
        if name.casefold() == first.casefold():
            continue
        why: Literal["area", "joints"] = "joints" if _joined(name) == _joined(first) else "area"
        better, other = (name, first) if counts[name] > counts[first] else (first, name)
        if better != first:
            by_key[key] = better
            kept[kept.index(first)] = better
        twins.append(Twins(better, other, why))
    twins += _slips(kept)
    twins += _successors(kept, header.issued_on)
    return twins


def same_office(
    header: DocumentRecord, assignments: list[Assignment], responsibilities: list[Responsibility]
) -> dict[str, str]:
    """For each name that is another's twin, or has a bracket, or is an alias of the registry, the name that stands for
    both; names that stand for themselves are not in it."""
    stands_for = {twins.other: twins.kept for twins in find_twins(header, assignments, responsibilities)}
    found = {}
    for name in stands_for:
        kept, seen = stands_for[name], {name}
        while kept in stands_for and kept not in seen:
            seen.add(kept)
            kept = stands_for[kept]
        if kept != name:
            found[name] = kept
    printed = {name for one in assignments for name in _of(one)} | {duty.agency for duty in responsibilities}
    for name in sorted(printed):
        office = office_name(name)
        office = found.get(office, office)
        if name not in found and office != name:
            found[name] = office
    return found


def office_name(name: str) -> str:
    """The name of the office that a name in print stands for: without its bracket, and not by an alias.

    Of persons the bracket is kept: 'Đ/c Hạnh (VP-TK)' and 'Đ/c Hạnh (TP-HT)' are two.
    """
    bare = without_brackets(name)
    if not bare or is_person_named(bare):
        return name
    agency = registered_agency(bare)
    return agency.name if agency and fold_words(agency.name) != fold_words(bare) else bare


def find_twin_findings(
    header: DocumentRecord, assignments: list[Assignment], responsibilities: list[Responsibility]
) -> list[Finding]:
    """A finding for each pair, at the first place of the name that is not kept."""
    counts = _names(assignments, responsibilities)
    findings = []
    for twins in find_twins(header, assignments, responsibilities):
        first = next((one for one in assignments if twins.other in _offices(one)), None)
        duty = next((one for one in responsibilities if office_name(one.agency) == twins.other), None)
        place = first or duty
        known = "tên cũ và tên mới của một cơ quan" if twins.why == "successor" else "một cơ quan ghi hai tên"
        findings.append(
            Finding(
                kind="other",
                where=duty.section if duty and not first else twins.other,
                detail=f"Có thể là {known}: “{twins.other}” ({counts[twins.other]} lần), "
                f"“{twins.kept}” ({counts[twins.kept]} lần)",
                char_start=place.char_start if place else None,
                char_end=place.char_end if place else None,
            )
        )
    return findings


def _of(assignment: Assignment) -> list[str]:
    return [*assignment.lead, *assignment.coordinate, *assignment.monitor]


def _offices(assignment: Assignment) -> list[str]:
    return [office_name(name) for name in _of(assignment)]


def _names(assignments: list[Assignment], responsibilities: list[Responsibility]) -> Counter[str]:
    counts = Counter(name for assignment in assignments for name in _offices(assignment))
    counts.update(office_name(responsibility.agency) for responsibility in responsibilities)
    return counts


@cache
def _heads() -> regex.Pattern[str]:
    plain = {fold(word) for word in agency_words("head")} - {"ong", "ba", "d/c", "dong chi", "cac", "nhung"}
    return regex.compile(rf"(?:{'|'.join(map(regex.escape, sorted(plain, key=len, reverse=True)))})\b")


def _is_office(name: str) -> bool:
    """Whether a name is that of one office: no collective, no person."""
    several = _COLLECTIVE.search(name) is not None
    named = _heads().match(fold(name)) is not None and not is_person_named(name)
    return named and not several and len(name.split()) >= _FEWEST_WORDS


def _joined(name: str) -> str:
    """The words of a name with their marks, whatever joins them."""
    return _JOINTS.sub(" ", unicodedata.normalize("NFC", name).casefold()).strip()


def _key(name: str, header: DocumentRecord) -> str:
    """Key of a name without the plan's own area behind it: 'Phòng Nội vụ huyện Vĩnh Linh' is 'phòng nội vụ'."""
    key = _joined(name)
    area = _ISSUER.search(header.issuer or "")
    if area is None:
        return key
    kind = area["kind"].casefold()
    for tail in (f" {kind} {_joined(area['name'])}", f" {kind}"):
        rest = key.removesuffix(tail)
        # "UBND huyện" is the plan's own; what is left must still name an office.
        if rest != key and not rest.endswith((" cấp", " các")):
            return rest
    return key


def _slips(names: list[str]) -> list[Twins]:
    """Pairs of which one is the other with a letter or two misread into a word that no registered name has."""
    twins = []
    keys = {name: fold_words(name) for name in names if not _names_area(name)}
    known = {name for name in keys if registered_agency(name) is not None}
    for name, key in keys.items():
        if name in known or len(key) < _SHORTEST_SLIP:
            continue
        limit = 1 if len(key) < LONG_FUZZY else 2
        for other, form in keys.items():
            if name == other:
                continue
            if Levenshtein.distance(key, form, score_cutoff=limit) <= limit and _misread(name, other):
                twins.append(Twins(other, name, "slip"))
                break
    return twins


def _misread(name: str, other: str) -> bool:
    """Whether each word in which a name differs from the other is no syllable: 'Hoa Mơ' is no misread 'Hoa Mai'."""
    words, right = _joined(name).split(), _joined(other).split()
    return len(words) == len(right) and all(
        word == true or (word.isalpha() and not is_syllable(word)) for word, true in zip(words, right, strict=True)
    )


def _names_area(name: str) -> bool:
    """Whether an area's proper name stands in it: namesakes differ by a letter."""
    kinds = "|".join(map(regex.escape, area_levels()))
    return bool(regex.search(rf"\b(?:{kinds})\s+\p{{Lu}}", name))


def _successors(names: list[str], issued_on: dt.date | None) -> list[Twins]:
    if issued_on is None:
        return []
    here = {fold_words(name): name for name in names}
    return [
        Twins(here[fold_words(row["successor"])], here[fold_words(row["former"])], "successor")
        for row in rows("agency_successors.tsv")
        if fold_words(row["former"]) in here
        and fold_words(row["successor"]) in here
        and issued_on >= dt.date.fromisoformat(row["since"])
    ]
