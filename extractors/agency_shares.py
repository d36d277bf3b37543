"""What the members of a list share: a first word said once before them, an area said once behind them.

"Các bản: Nà Ho, Pá Lau", "Tổ dân phố số 1, số 2", "Công chức TP-HT, VH-XH" lend the beginning; "Hội Nông dân, Hội LHPN
tỉnh", "Ban Tổ chức, Ban Dân vận Huyện ủy" lend the end, to names of the same first word only.
"""

from functools import cache

import regex

from corpora.agencies import agencies, agency_words, area_levels
from extractors.agency_brackets import split_marks
from extractors.agency_names import registered_agency
from models.text import fold, fold_words

_PARTY = r"(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng) ủy"
_AREA_NAMED = r"(?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|đặc khu)"
_TAIL = regex.compile(rf" (?P<tail>{_PARTY}|{_AREA_NAMED}(?: \p{{Lu}}\p{{L}}*){{0,4}})$")
_BOUND_TO_AREA = frozenset({"hoi"})
"""First words of organisations of which each area has its own, whatever follows."""
_NUMBERED = regex.compile(r"^(?P<head>.*?\p{L})\s+(?:(?P<word>số)\s+)?\d{1,3}$", regex.IGNORECASE)
_NUMBER = regex.compile(r"(?:(?P<word>số)\s+)?\d{1,3}", regex.IGNORECASE)
_POST = regex.compile(r"^(?P<head>(?:Công chức|Cán bộ) )", regex.IGNORECASE)
_INTRODUCED = regex.compile(r"^\s*+(?:các|những)\s[^:;]{1,80}:\s*(?=\S)", regex.IGNORECASE)


@cache
def _kinds() -> str:
    settlements = {"thôn", "bản", "ấp", "buôn", "làng", "xóm", "khóm", "sóc", "khối", "khối phố"}
    kinds = settlements & {*agency_words("noun"), *area_levels()} | set(area_levels())
    return "|".join(map(regex.escape, sorted(kinds, key=len, reverse=True)))


@cache
def _plural_kind() -> regex.Pattern[str]:
    return regex.compile(
        rf"^(?P<first>[Cc])ác (?P<kind>{_kinds()})(?:\s*:\s*(?=\p{{Lu}}|số\s|\d)|\s+(?=\p{{Lu}}\p{{Ll}}|số\s+\d|\d))"
    )


@cache
def _named_kind() -> regex.Pattern[str]:
    return regex.compile(rf"^(?:{_kinds()}) (?:(?:số )?\d|\p{{Lu}}\p{{Ll}})", regex.IGNORECASE)


def named_areas(text: str) -> tuple[str, str] | None:
    """The kind that "Các bản: Nà Ho" lends ("Bản") and the first name; None for 'các thôn, bản', 'Các xã NTM'."""
    found = _plural_kind().match(text)
    if not found:
        return None
    kind = found["kind"].capitalize() if found["first"] == "C" else found["kind"]
    return kind, text[found.end() :]


def is_named_area(text: str) -> bool:
    """Whether a text is one area by its kind and name or number: 'thôn 2', 'bản Nà Ho'."""
    return _named_kind().match(text) is not None


def number_behind(before: str, text: str) -> str | None:
    """'Tổ dân phố số 1' + 'số 2' → 'Tổ dân phố số 2'; None where the text is no number or the name has none."""
    numbered, number = _NUMBERED.match(before), _NUMBER.fullmatch(text)
    if not numbered or not number:
        return None
    word = f"{numbered['word']} " if numbered["word"] and not number["word"] else ""
    return f"{numbered['head']} {word}{text}"


@cache
def _first_fields() -> frozenset[str]:
    """What the posts of a commune begin with before the first dash: 'dia chinh'."""
    posts = (agency.name for agency in agencies() if agency.name.startswith("Công chức "))
    return frozenset(fold_words(post.removeprefix("Công chức ").split(" - ")[0]) for post in posts)


def is_commune_post(text: str) -> bool:
    """Whether a text is a post of a commune without the word 'công chức': 'Văn phòng - Thống kê'."""
    first, dash, _ = text.partition(" - ")
    return bool(dash) and fold_words(first) in _first_fields()


def post_behind(before: str, text: str) -> str | None:
    """'Công chức Tư pháp - Hộ tịch' + 'Văn hóa - Xã hội' → 'Công chức Văn hóa - Xã hội'; None elsewhere."""
    head = _POST.match(before)
    if not head or not is_commune_post(text):
        return None
    return f"{head['head']}{text}"


def drop_introduction(text: str, begins_name: "regex.Pattern[str]") -> str:
    """ "Các đơn vị: Sở Nội vụ, Công an tỉnh" without what introduces the names; each has a first word of its own."""
    found = _INTRODUCED.match(text)
    if not found:
        return text
    rest = text[found.end() :]
    # "Các Sở: ..." lends its word to those that have none.
    lends = regex.match(
        r"(?:cac|nhung) (?:so|phong|ban|bo|hoi|trung tam|chi cuc|ubnd.*|hdnd.*|cong an.*) ?:", fold(found.group())
    )
    return rest if begins_name.match(fold(rest)) and not lends else text


@cache
def _names_before(party: bool) -> frozenset[str]:
    """Folded registered names that end in a Party committee, or in an area, without that."""
    names = (form for agency in agencies() for form in (agency.name, *agency.aliases))
    found = ((name, _TAIL.search(name)) for name in names)
    return frozenset(fold_words(name[: tail.start()]) for name, tail in found if tail and _is_party(tail) == party)


def _is_party(tail: regex.Match[str]) -> bool:
    return tail["tail"].endswith(" ủy")


def _is_short_of(name: str, tail: regex.Match[str]) -> bool:
    """Whether a name stands without the area that offices of this name have: 'Ban Dân tộc' is whole."""
    if _TAIL.search(name) or regex.search(r"\b(?:các|cấp|Trung ương|Việt Nam)\b", name, regex.IGNORECASE):
        return False
    key = fold_words(name)
    if not _is_party(tail) and key.split()[0] in _BOUND_TO_AREA:
        return True
    return key in _names_before(_is_party(tail)) and registered_agency(name) is None


def lend_areas(names: list[str]) -> list[str]:
    """The names of a list, each with the area that the last one of the same first word ends in, where it has none."""
    lent: dict[str, regex.Match[str]] = {}
    found = []
    for printed in reversed(names):
        name, marks = split_marks(printed)
        first = fold(name).partition(" ")[0]
        tail = _TAIL.search(name)
        if first == "cac" or not first:
            found.append(printed)
            continue
        if tail:
            lent[first] = tail
        elif first in lent and _is_short_of(name, lent[first]):
            found.append(f"{name} {lent[first]['tail']}{marks}")
            continue
        found.append(printed)
    return found[::-1]
