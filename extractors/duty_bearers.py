"""Who has a duty: the agency that a paragraph begins with, and where its name ends.

Wordings stand in corpora/duty_words.tsv, first words of agencies in corpora/agencies_words.tsv.
"""

from functools import cache

import regex

from corpora.agencies import agency_words
from corpora.loader import rows
from extractors.agency_names import expand_abbreviations
from models.text import fold, fold_keeping_length

_BRACKETS = regex.compile(r"\([^()]*\)")
_LEADING = regex.compile(r"(?<!\b(?:dong chi|tap the|cac|ban|can bo)) lanh dao,?$")
"""'Huyện ủy lãnh đạo xây dựng ...': what a committee of the Party does to each duty, no part of its name."""
_LONGEST_NAME = 260
_BEFORE_NOUN = frozenset({"ban", "phòng", "cục", "đồng", "đoàn", "tổ", "sở", "các", "những", "phận"})
"""Behind these the word of a duty is the noun of a name: 'Ban Chỉ đạo', 'các tổ chức'."""
_NO_NOUN = regex.compile(r"(?:chu tri|tham muu|(?:co|chiu) trach nhiem|can cu|phoi hop (?:voi|cung|cac))\b")
"""Duties that stand in no name, even in capitals or behind such a noun: 'Tỉnh đoàn chủ trì'."""
_NO_AGENCY = regex.compile(
    r"(?:cong (?:tac|viec|cuoc|bo|khai|nghe|trinh)|hoi (?:nghi|thao|thi)|bao cao|ban hanh|phong (?:chong|ngua)|"
    r"(?:cac|nhung|moi|tung|toan the) (?:che do|van ban|quy dinh|noi dung|nhiem vu|muc tieu|giai phap|hoat dong|"
    r"chi tieu|bao cao|van de|thu tuc|dich vu|ket qua|ke hoach|de an|du an|khoan|nguon|tieu chi|linh vuc)|"
    r"quy (?:trinh|dinh|che)|bo (?:tri|may|sung|chi so|thu tuc)|vu viec|truong hop|khoi luong|nhom nhiem vu|dai hoi)\b"
)
"""Words that begin as the names of agencies do, without their marks."""
_LEAD_IN = regex.compile(r"^\W{0,3}(?:can cu|tren co so|theo|thuc hien)\b[^,.;:]{3,120},\s+")
"""'Căn cứ Kế hoạch này, các cơ quan xây dựng ...': who has the duty stands behind it."""


def read_agency(text: str) -> tuple[str, bool] | None:
    """The agency that a paragraph begins with and whether a duty follows in it; None where it begins with none.

    >>> read_agency("Giao Sở Nội vụ chủ trì, phối hợp với các sở")
    ('Sở Nội vụ', True)
    """
    text = " ".join(text.split())
    # What a bracket says of the agency is no duty: 'Sở Nội vụ (cơ quan tham mưu) chủ trì ...'.
    key = _BRACKETS.sub(lambda match: " " * len(match.group()), fold_keeping_length(text))
    led_in = _LEAD_IN.match(key)
    opens = opening().match(key, led_in.end() if led_in else 0)
    start = opens.end() if opens else led_in.end() if led_in else 0
    written_out = fold(expand_abbreviations(" ".join(text[start:].split()[:3])))
    if not (begins_agency(key[start:]) or begins_agency(written_out)) or _duty().match(key, start):
        return None
    duty = _first_duty(text, key, start + 2)
    colon = text.find(":", start)
    # 'Các Sở: Nội vụ, Tài chính' goes on after its colon.
    while colon >= 0 and regex.search(r"\b(?:cac so|cac phong|cac ban|cac don vi)\s*$", key[start:colon]):
        colon = text.find(":", colon + 1)
    ends = [at for at in (duty.start() if duty else -1, colon, _sentence_end(text, start)) if at >= 0]
    end = min(ends) if ends else len(text)
    leading = _LEADING.search(key[start:end].rstrip()) if duty is not None and duty.start() == end else None
    if leading and leading.start():
        name = text[start : start + leading.start()].strip(" ,;:.-–*_()")
        return (name, True) if len(name) >= 4 else None
    name = text[start:end].strip(" ,;:.-–*_")
    name = _BRACKETS.sub("", name).strip(" ,;:.-–*_()")
    name = " ".join(name.split())
    if len(name) < 4 or len(name) > _LONGEST_NAME or not any(char.isalpha() for char in name):
        return None
    if duty is None and opens is None and colon < 0 and (led_in or len(text) > 160):
        return None
    return name, duty is not None and duty.start() == end


def begins_agency(key: str) -> bool:
    """Whether a folded text begins as the name of an agency does."""
    key = key.lstrip(" -–")
    return bool(_agency_start().match(key)) and not _NO_AGENCY.match(key)


def _first_duty(text: str, key: str, start: int) -> "regex.Match[str] | None":
    """The first word of a duty that is no part of a name: 'Ban Chỉ đạo', 'Phòng Quản lý đô thị', 'Hội đồng Phối
    hợp'."""
    for match in _duty().finditer(key, start):
        before = text[: match.start()].split()
        if _NO_NOUN.match(key, match.start()) or not before:
            return match
        # A verb of one syllable is told from others by its marks alone: 'tự' is no 'tư'.
        if " " not in match[0] and text[match.start() : match.end()].casefold() not in _words_with_marks():
            continue
        # In the middle of a sentence a capital begins a part of a name: 'Hội đồng Phối hợp', 'Bộ phận Tiếp nhận'.
        inside_name = text[match.start()].isupper() and before[-1][-1] not in ":.;-–"
        # 'các phòng, ban xây dựng': bare in a list, such a noun begins no name.
        in_list = len(before) > 1 and before[-2].endswith(",")
        if (before[-1].casefold() not in _BEFORE_NOUN or in_list) and not inside_name:
            return match
    return None


def _sentence_end(text: str, start: int) -> int:
    match = regex.search(r"[.;](?=\s|$)", text[start:])
    return start + match.start() if match else -1


@cache
def _words(use: str) -> tuple[str, ...]:
    return tuple(
        sorted({fold(row["word"]) for row in rows("duty_words.tsv") if row["use"] == use}, key=len, reverse=True)
    )


@cache
def _words_with_marks() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("duty_words.tsv") if row["use"] == "duty")


def _either(words: tuple[str, ...]) -> str:
    return "|".join(map(regex.escape, words))


@cache
def opening() -> "regex.Pattern[str]":
    """What stands before an agency that is given duties ('Giao ...'), on folded text."""
    return regex.compile(rf"^\W{{0,3}}(?:{_either(_words('opens'))})\s*:?\s+")


@cache
def _duty() -> "regex.Pattern[str]":
    return regex.compile(rf"(?<!\p{{L}})(?:{_either(_words('duty'))})\b")


@cache
def part_title() -> "regex.Pattern[str]":
    """Title of a part that gives duties ('Tổ chức thực hiện'), on folded text."""
    return regex.compile(rf"\b(?:{_either(_words('part'))})\b")


@cache
def closing_words() -> "regex.Pattern[str]":
    """What begins the paragraph that closes a plan ('Trên đây là ...'), on folded text."""
    return regex.compile(rf"^\W{{0,3}}(?:{_either(_words('closing'))})\b")


@cache
def _agency_start() -> "regex.Pattern[str]":
    heads = tuple(
        sorted({fold(word) for word in agency_words("head")} | set(_words("collective")), key=len, reverse=True)
    )
    return regex.compile(
        rf"(?:{_either(heads)})\b(?!\s*(?:chuc|truong thuc hien|nhiem vu|noi dung|muc tieu|giai phap|hoat dong))"
    )
