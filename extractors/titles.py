"""The line that names a document's kind, and the title (trích yếu) below it.

Source of the form: Nghị định 30/2020/NĐ-CP, annex I.II.5: the kind in capitals on its own line, the title below it,
centred and bold; transcripts and recognition may run both together. Kinds stand in corpora/document_kinds.tsv.
"""

from dataclasses import dataclass
from functools import cache

import regex
from rapidfuzz.distance import Levenshtein

from corpora.loader import rows
from extractors.frame import FrameLine, is_capitals, is_motto
from extractors.issuers import read_issuer
from extractors.letterhead import read_attachment, read_date_line
from models.text import fold, fold_words

HEAD_LINES = 60
"""The title of a document stands within so many lines of its beginning."""
_TITLE_LENGTH = 400
# What begins the body of a document, below its title.
BODY = regex.compile(
    r"^\W{0,3}(?:can cu\b|dieu \d|phan (?:thu )?(?:nhat|i|1|mo dau)\b|chuong i\b|i\s?[.,]\s|1\s?[.,]\s|a\s?[.,]\s|"
    r"kinh gui\b|theo de nghi|"
    r"xet (?:de nghi|to trinh)|quyet (?:dinh|nghi)\s*:|noi nhan\b|muc luc\b|phan\s+i+\b|lời nói đầu|nhan ngay)"
)
_PREAMBLE = regex.compile(
    r"^(?:thuc hien|thi hanh|trien khai|nham|de (?:thuc|trien|tiep|nang|day|tao|gop|cu the)|tren co so|tiep tuc|"
    r"theo|nam \d{4}, |"
    r"cai cach|phat huy|quan triet|uy ban nhan dan|ubnd|so|phong|bo)\b"
)
# A body or office that stands in capitals between title and grounds.
AUTHORITY = regex.compile(
    r"^(?:chu tich|pho chu tich|giam doc|bo truong|thu tuong|truong|ban thuong vu|ban chap hanh|thu truong|"
    r"uy ban nhan dan|ubnd|"
    r"hoi dong nhan dan|hdnd|chinh phu|quoc hoi|so|ban chi dao|hieu truong|tong giam doc|cuc truong|thuong truc)\b"
)
_CITES_DATED = regex.compile(r"(?<=\w )so\s?:?\s?\d[^\s,;]{3,30},?\s+ngay\b")
_DATED_END = regex.compile(r"\bngay\s+\d{1,2}\s?(?:[/.-]\s?\d{1,2}\s?[/.-]\s?|thang\s\d{1,2}\snam\s)\d{4}$")
_TITLED = regex.compile(r"^(?P<of>cua|ve|ban hanh|phe duyet)\b")


@dataclass(frozen=True, slots=True)
class TitleLine:
    """Where a document's kind stands."""

    line: int
    kind: str
    rest: str
    """What follows the kind in its line: the beginning of the title, or ''."""


def find_title_line(lines: list[FrameLine], first: int = 0, limit: int = HEAD_LINES) -> TitleLine | None:
    """The line from `first` on that names a kind of document in capitals, alone or before its title.

    'QUYẾT ĐỊNH:' with a colon stands between the grounds and the articles: it begins nothing.
    """
    for at, line in enumerate(lines[first : first + limit], start=first):
        found = kind_of_line(line.text)
        if found is not None and not line.text.rstrip(" *").endswith(":") and not is_motto(line.text):
            return TitleLine(at, *found)
    return None


def kind_of_line(text: str) -> tuple[str, str] | None:
    """Kind and what follows it, where a line is a kind in capitals ('KẾ HOẠCH Cải cách ...') or nothing but a kind."""
    text = text.strip(" *#_.:-–—|~'\"“”")
    words = text.split()
    for length in (4, 3, 2):
        head = " ".join(words[:length])
        if len(words) < length:
            continue
        kind = _kind_named(head)
        if kind is None:
            continue
        rest = " ".join(words[length:])
        if not rest:
            return kind, ""
        if (
            is_capitals(head)
            and (len(words) > length)
            and not regex.match(r"[:;,.]", rest)
            and not head.endswith((".", ";"))
        ):
            return kind, rest.strip(" *")
    return None


@cache
def title_kinds() -> dict[str, str]:
    """Kinds that stand above a title, by their key."""
    return {fold(row["kind"]): row["kind"] for row in rows("document_kinds.tsv") if row["use"] == "header"}


@cache
def _exact_kinds() -> frozenset[str]:
    return frozenset(row["kind"] for row in rows("document_kinds.tsv") if row["exact"])


def _kind_named(text: str) -> str | None:
    key = fold_words(text)
    if key in title_kinds():
        kind = title_kinds()[key]
        return kind if kind not in _exact_kinds() or text.casefold() == kind.casefold() else None
    if is_capitals(text) and len(key) >= 7:
        near = [
            kind
            for known, kind in title_kinds().items()
            if kind not in _exact_kinds() and Levenshtein.distance(known, key, score_cutoff=1) <= 1
        ]
        return near[0] if len(near) == 1 else None
    return None


def read_title(lines: list[FrameLine], title_line: TitleLine) -> tuple[str, int]:
    """The trích yếu on one line and the index of the first line after it."""
    parts = [title_line.rest] if title_line.rest else []
    at = title_line.line + 1
    first: FrameLine | None = lines[title_line.line] if title_line.rest else None
    while at < len(lines):
        line = lines[at]
        text = line.text.strip(" *_")
        if line.table or not _continues_title(line, text, parts, first):
            break
        if any(char.isalnum() for char in text):
            parts.append(text)
            first = first or line
        at += 1
        if sum(map(len, parts)) > _TITLE_LENGTH:
            break
    title = " ".join(" ".join(parts).split())
    # A title that the form closes with a rule read as marks, or that carries a footnote's number.
    title = regex.sub(r"\s?(?:\(\d{1,2}\)|[_—–=~*.]++|-{2,}+|/\.)++$", "", title).strip(" ;,")
    return title, at


def _continues_title(line: FrameLine, text: str, parts: list[str], first: FrameLine | None) -> bool:
    key = fold(text)
    if not key:
        return True
    if read_attachment(line) is not None or key.startswith("("):
        return False
    if BODY.match(key) or is_motto(text) or _kind_alone(text):
        return False
    if is_capitals(text) and AUTHORITY.match(key) and (parts or not _has_title_below(text)):
        return False
    if read_date_line(text) is not None and not parts:
        return _TITLED.match(key) is not None or _CITES_DATED.search(key) is not None
    if not any(char.isalpha() for char in text):
        return len(text) < 8
    if not parts:
        return len(text) <= _TITLE_LENGTH
    if first is not None and line.block == first.block:
        return True
    if text[-1:] in ";:." or len(text) > 220:
        return False
    marked = first is not None and (first.bold or first.centered)
    if marked:
        return bool(first and ((first.bold and line.bold) or (first.centered and line.centered)))
    if text[:1].islower() or (_DATED_END.search(fold(parts[-1])) and read_issuer(text, 0) is not None):
        # After the date of a document that the title cites stands who issued it.
        return True
    return len(text) <= 110 and not _PREAMBLE.match(key)


def _has_title_below(text: str) -> bool:
    # 'CỦA CHỦ TỊCH ...' is part of a title; a bare authority in capitals is not.
    return fold(text).startswith("cua ")


def _kind_alone(text: str) -> bool:
    found = kind_of_line(text)
    return found is not None and not found[1] and is_capitals(text)
