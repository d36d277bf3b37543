"""Positions and marks of authority under which documents are signed, as print and as seal and pen leave them.

Source of the form: Nghị định 30/2020/NĐ-CP, annex I.II.7 (TM., Q., KT., TL., TUQ.); positions in corpora/positions.tsv.
"""

from functools import cache

import regex
from rapidfuzz.distance import Levenshtein

from corpora.loader import rows
from extractors.frame import is_capitals
from models.text import fold, fold_words

AUTHORITY = regex.compile(r"(?<!\p{L})(?:(?:TM|KT|TL|TUQ|IM|1M)\s?[./,]|(?:T/M|K/T|T/L)\b\.?)(?!\p{Ll})")
"""A mark of authority: TM. (for the body), KT. (for the head), TL. (on order), TUQ. (by proxy)."""
_ACTING = regex.compile(r"^(?:Q\.|QUYỀN)\s*")
_MARK = regex.compile(r"(?P<mark>[\p{Lu}\d]{2,3})\s?[.,]\s*(?P<position>\p{Lu}.*)")
_LAST_WORDS = {"tich": "CHỦ TỊCH", "chu": "CHỦ TỊCH", "doc": "GIÁM ĐỐC", "giam": "GIÁM ĐỐC", "pho chu": "PHÓ CHỦ TỊCH"}


def split_authority(text: str) -> tuple[str, str | None]:
    """'KT. CHỦ TỊCH PHÓ CHỦ TỊCH' in one line is the mark and the position; 'TM. ỦY BAN NHÂN DÂN CHỦ TỊCH' likewise."""
    text = regex.sub(r"^(?:IM|1M)\b", "TM", text)
    text = regex.sub(r"^T/M\b\.?", "TM.", regex.sub(r"^K/T\b\.?", "KT.", regex.sub(r"^T/L\b\.?", "TL.", text)))
    text = regex.sub(r"^(TM|KT|TL|TUQ)\s?[./,]\s*", r"\1. ", text)
    words = text.split()
    for at in range(2, len(words)):
        tail = " ".join(words[at:])
        if _exact_position(tail) is not None and not (words[0] in ("TL.", "TUQ.", "KT.") and at < 3):
            return " ".join(words[:at]), _exact_position(tail)
    if words[0] in ("KT.", "TL.", "TUQ."):
        head = _exact_position(" ".join(words[1:]))
        return f"{words[0]} {head}" if head else text, None
    return text, None


def read_position(text: str) -> str | None:
    """The position that a line in capitals names, its extension kept: 'GIÁM ĐỐC SỞ NỘI VỤ'; slips of accents
    repaired."""
    text = text.strip(" *_|~.,;:-–'\"“”()")
    acting = _ACTING.match(text)
    if acting:
        rest = read_position(text[acting.end() :])
        return f"Q. {rest}" if rest else None
    exact = _exact_position(text)
    if exact is not None:
        return exact
    words = text.split()
    for length in range(min(6, len(words) - 1), 1, -1):
        known = _exact_position(" ".join(words[:length]))
        if known is not None and len(words) <= 12:
            return f"{known} {' '.join(words[length:])}"
    return None


def misread_mark(text: str) -> str | None:
    """'KT. GIÁM ĐỐC' whose mark was written by pen or misread: 'VT. GIÁM ĐỐC', 'KI, CHỦ TỊCH'."""
    match = _MARK.match(text)
    position = _exact_position(match["position"]) if match and is_capitals(text) else None
    if match is None or position is None:
        return None
    near = [known for known in ("KT", "TL", "TUQ") if Levenshtein.distance(known, match["mark"]) == 1]
    return f"{near[0]}. {position}" if len(near) == 1 else None


def damaged_position(text: str, authorities: list[str]) -> str | None:
    """The position that the seal left in pieces, among marks that are no print: 'TỊCH', 'iÂw.GHỦ TỊCH', 'PHÓ GIW'.

    Who signs for the head (KT.) is a deputy of him.
    """
    head = next((mark.removeprefix("KT. ") for mark in authorities if mark.startswith("KT. ")), None)
    if is_capitals(text):
        rest = _LAST_WORDS.get(fold_words(text))
        if rest:
            return f"PHÓ {rest}" if head is not None and not rest.startswith("PHÓ") else rest
        if head is not None and _exact_position(head) and regex.match(r"ph[oc0]\b", fold(text)):
            return f"PHÓ {head}"
    for run in regex.findall(r"\p{Lu}{2,}(?: \p{Lu}{2,})+", text):
        words = run.split()
        for first in range(len(words) - 1):
            position = _exact_position(" ".join(words[first:]))
            if position is not None:
                return position
    return None


def _exact_position(text: str) -> str | None:
    key = fold_words(text)
    if key in _positions():
        return _positions()[key]
    if len(key) >= 7:
        near = [
            position
            for known, position in _positions().items()
            if abs(len(known) - len(key)) <= 1 and Levenshtein.distance(known, key, score_cutoff=1) <= 1
        ]
        if len(near) == 1:
            return near[0]
    return None


@cache
def _positions() -> dict[str, str]:
    return {fold_words(row["position"]): row["position"] for row in rows("positions.tsv") if row["type"] == "position"}
