"""Names of persons, as they stand under a signature.

Family names stand in corpora/surnames.tsv; below a position a name in title case is one without that.
"""

from functools import cache

import regex

from corpora.loader import rows
from corpora.syllables import is_syllable
from extractors.frame import is_capitals
from models.text import fold

RANK = regex.compile(
    r"^(?:(?:Đại|Thượng|Trung|Thiếu) (?:tá|tướng|úy)|PGS|GS|TS|ThS|BS|CK\s?I{1,2}|CKI{1,2}|KS|CN)\b\.?\s*",
    regex.IGNORECASE,
)
"""Academic and military ranks before a name."""
_NAME_PART = regex.compile(r"\p{Lu}(?:['’]?\p{Ll}|['’]\p{Lu}\p{Ll})*['’]?\p{Ll}*")
_SYLLABLE = regex.compile(r"\p{Lu}\p{Ll}{0,6}(?:['’-]\p{L}+)?$")


@cache
def _surnames() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows("surnames.tsv"):
        found.setdefault(fold(row["surname"]), []).append(row["surname"])
    return found


def find_name(text: str, *, strict: bool = False) -> str | None:
    """A person's name in a line: two to five syllables in title case that begin with a family name.

    `strict` wants the line to hold little else; otherwise marks of seal and pen around the name are passed over.
    """
    text = RANK.sub("", regex.sub(r"\([^)]{0,200}\)", " ", text).strip(" *_|~.,;:-–'\"“”«»"))
    words = text.split()
    if strict and (len(words) > 7 or not words or text[-1:] in ":;"):
        return None
    if is_capitals(text) and 2 <= len(words) <= 5 and fold(words[0]) in _surnames() and not is_institution(text):
        if strict:
            return None
        words = [word.capitalize() for word in words]
    best: list[str] = []
    for at, word in enumerate(words):
        word = _bare(word)
        surname = _surnames().get(fold(word))
        if not surname or not _SYLLABLE.match(word):
            continue
        run = [word]
        for other in words[at + 1 : at + 5]:
            clean = _bare(other)
            if not _SYLLABLE.match(clean) or not any(char.isalpha() for char in clean):
                break
            run.append(clean)
        if len(run) >= 2 and len(run) > len(best) and (not strict or len(words) - len(run) <= 2):
            best = run
            if run[0] not in surname:
                # A misread accent; frequent names stand first in the list.
                best = [surname[0], *run[1:]]
            if len(run) == 2 and at == 1 and _SYLLABLE.match(words[0]):
                # Many a family name is a given name too: 'Pờ Hùng Sang' does not begin with Hùng.
                best = [words[0], *best]
    return " ".join(best) if best and not is_institution(" ".join(best)) else None


def join_torn(text: str) -> str:
    """A line with the words joined that blanks have torn ('Qu ả ng Ngãi'): where a piece can be no syllable, the whole
    is one, and the pieces after the first begin small.

    >>> join_torn("Đặ ng Văn Minh"), join_torn("Y Blúp, H Lan")
    ('Đặng Văn Minh', 'Y Blúp, H Lan')
    """
    words = text.split(" ")
    found: list[str] = []
    at = 0
    while at < len(words):
        length = next((n for n in (4, 3, 2) if _is_torn(words[at : at + n], n)), 1)
        found.append("".join(words[at : at + length]))
        at += length
    return " ".join(found)


def _is_torn(pieces: list[str], length: int) -> bool:
    whole, letters = "".join(pieces), [piece.strip(".,;:") for piece in pieces]
    return (
        len(pieces) == length
        and len(whole) <= 9
        and all(piece.isalpha() for piece in pieces[:-1])
        and all(piece[:1].islower() for piece in pieces[1:])
        and is_syllable(whole.strip(".,;:"))
        and not all(is_syllable(piece, marked=False) for piece in letters)
    )


def is_name(words: list[str]) -> bool:
    """Whether words are those of a name: title case, one at most of a single letter, each with a vowel or an
    apostrophe."""
    single = sum(len(word) == 1 for word in words)
    return (
        2 <= len(words) <= 6
        and all(_NAME_PART.fullmatch(word) for word in words)
        and single <= 1
        and all(len(word) == 1 or regex.search(r"[aeiouy'’]", fold(word)) for word in words)
        and any(len(_bare(word)) >= 3 for word in words)
    )


def _bare(word: str) -> str:
    """A word without the marks of seal and pen around it."""
    return regex.sub(r"^[^\p{L}]+|[^\p{L}]+$", "", word)


def is_institution(text: str) -> bool:
    """Whether a line that could be a name is rather that of an agency or a recipient."""
    return bool(
        regex.match(
            r"(?:ubnd|hdnd|so|phong|ban|van phong|van thu|cong an|cong bao|cong thong|doan|y te|nhu (?:dieu|tren|"
            r"muc))\b",
            fold(text),
        )
    ) and not (regex.match(r"(?:doan)\b", fold(text)) and len(text.split()) >= 3)
