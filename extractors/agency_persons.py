"""Persons in the columns of agencies: "Đ/c Vũ Đức Hạnh, công chức VP-TK", "PCT Nguyễn Đức Long"."""

from functools import cache

import regex

from corpora.agencies import agency_words
from corpora.loader import rows
from extractors.agency_brackets import has_bracket
from extractors.agency_names import registered_agency
from extractors.agency_shares import is_commune_post

_HONORIFIC = regex.compile(r"^(?:đ/\s?c|đồng chí|ông|bà)\.?\s+", regex.IGNORECASE)
_POST = regex.compile(
    r"^(?:(?:phó )?(?:chủ tịch|bí thư|trưởng|giám đốc|chánh|tổng)|phó|pct|ct|công chức|cán bộ|chuyên viên"
    r"|chỉ huy trưởng|kế toán|ủy viên|thư ký|đội trưởng|cc|cb|cv|tp|ptp|bt|pbt|gđ|pgđ|cvp|pcvp)\b"
    r"(?!\s+(?:phòng |ban )?các\b)",
    regex.IGNORECASE,
)
"""What a person is, as it is printed behind the name; in the plural ("Trưởng các thôn") it names others."""
_SHORT_POST = regex.compile(r"^(?:PCT|CT|PBT|BT|PTP|TP|PCVP|CVP|PGĐ|GĐ|CC|CB|CV)\.?\s+(?=\p{Lu})")
"""An abbreviated post before a person's name."""
_NAME_LENGTHS = range(2, 6)
"""Syllables of a person's name."""
_FULL_NAME = 3
"""Syllables from which a name behind an abbreviated post is a person's: 'TP Hà Giang' is a city."""


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in rows("surnames.tsv"))


@cache
def _heads() -> regex.Pattern[str]:
    words = sorted(agency_words("head"), key=len, reverse=True)
    return regex.compile(rf"(?:{'|'.join(map(regex.escape, words))})\b", regex.IGNORECASE)


def is_person(text: str) -> bool:
    """Whether a text is a person's full name and nothing else, or one behind an abbreviated post."""
    post = _SHORT_POST.match(text)
    if post:
        name = text[post.end() :]
        return len(name.split()) >= _FULL_NAME and is_person(name)
    syllables = text.split()
    return (
        len(syllables) in _NAME_LENGTHS
        and syllables[0] in _surnames()
        and all(syllable[0].isupper() for syllable in syllables)
        and registered_agency(text) is None
    )


def is_person_named(text: str) -> bool:
    """Whether a text is a person's name, with or without "đồng chí", "ông", "bà" before it, and nothing else."""
    honorific = _HONORIFIC.match(text)
    if not honorific:
        return is_person(text)
    name = text[honorific.end() :]
    words = name.split()
    if not 0 < len(words) < _NAME_LENGTHS.stop or not all(word[0].isupper() for word in words):
        return False
    # Read with its marks: "Vũ", "Đoàn" are surnames, 'vụ' begins an office.
    return words[0] in _surnames() or not _heads().match(name)


def is_post_of(person: str, text: str) -> bool:
    """Whether a text behind a person's name says what that person is; a bracket, or a post before it, has said it."""
    said = has_bracket(person) or _SHORT_POST.match(person) is not None
    if said or not is_person_named(person) or is_person(text):
        return False
    return _POST.match(text) is not None or is_commune_post(text)
