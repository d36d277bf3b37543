"""Documents cited by name, without a number: laws, codes, the constitution, resolutions of congresses, directives.

Source of the form: Nghị định 30/2020/NĐ-CP, annex I.II.6.b (laws and ordinances are cited by kind and name only).
Names of laws stand in corpora/laws.tsv because they hold commas and 'và'; an unknown name ends where a sentence goes
on.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache

import regex

from corpora.loader import rows
from extractors.issuers import read_issuer
from models.text import fold, fold_keeping_length

_LAW = regex.compile(r"(?<!\p{L})(?P<kind>bo luat|luat|phap lenh)\s+")
_CONSTITUTION = regex.compile(r"(?<!\p{L})hien phap(?:\s+nuoc [^,;.]{0,60}?nam)?(?:\s+nam)?(?:\s+(?P<year>\d{4}))?")
_CONGRESS = regex.compile(
    r"(?<!\p{L})(?P<kind>nghi quyet|van kien)\s+(?P<body>dai hoi\s+(?:(?:dai bieu\s+)?[^,;.:()]{0,90}?lan "
    r"thu\s+[\p{L}\d]{1,6}|[ivxl]{1,6}(?=\s+(?:cua\s+)?dang\b)))"
    r"(?:\s+(?:cua\s+)?dang(?! bo))?(?P<term>,?\s*nhiem ky\s+\d{4}\s*-\s*\d{4})?"
)
_OF_BODY = regex.compile(
    r"(?<=\b(?:thuc hien|theo|can cu|trien khai|quan triet|tinh than|chap hanh)(?:\s+(?:nghiem tuc|nghiem|tot|"
    r"co hieu qua|noi dung|day du|dung)){0,2}\s+)"
    r"(?P<kind>chi thi|nghi quyet|ket luan|quyet dinh|chuong trinh hanh dong|thong tri)\s+cua\s+"
)
_ABOUT = regex.compile(r"\s+(?:ve|ve viec|v/v)\s+[^;.\n]{8,260}")
_AMENDS = regex.compile(r"sua doi,?\s+bo sung\s+(?:mot so dieu\s+)?(?:cua\s+)?(?:(?:cac|bo)\s+)?(?=luat|phap lenh)")
_ALSO = regex.compile(r"(?:,|\s+va|,\s+va)\s+(?:cua\s+)?(?:bo luat|luat|phap lenh)\s+")
_UNKNOWN_END = regex.compile(
    r"[,;:.()\n\d]|\s(?:ngay|so|nam|va|duoc|do|quy dinh|theo|tren|den|tai|trong|hien hanh|da|khi|nham|de|voi|co|"
    r"ve|nay|cua)\b"
)
_SHORT_NAME = regex.compile(r"\p{Lu}{3,8}(?!\p{L})")
"""'Luật NSNN'."""
_YEAR = regex.compile(r"\s+(?:nam\s+)?(?P<year>(?:19|20)\d{2})(?![\d/])")
_DATE = regex.compile(
    r",?\s*(?:ngay\s+)?(?:(?P<d>\d{1,2})\s?/\s?(?P<m>\d{1,2})\s?/\s?(?P<y>\d{4})|"
    r"(?P<d2>\d{1,2}) thang (?P<m2>\d{1,2}) nam (?P<y2>\d{4}))"
)


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document that is named, not numbered; offsets count in the document's text."""

    kind: str
    title: str
    key: str
    date: dt.date | None
    issuer: str | None
    start: int
    end: int


def find_named_documents(text: str, offset: int, taken: list[tuple[int, int]]) -> list[NamedDocument]:
    """The documents that a paragraph names without number; `taken` are ranges of numbered citations."""
    key = fold_keeping_length(text)
    found: list[NamedDocument] = []
    covered = bytearray(len(text))
    for start, end in taken:
        covered[start - offset : end - offset] = b"\1" * (end - start)
    for reader in (_laws, _constitution, _congresses, _of_bodies):
        for document in reader(text, key, offset):
            start, end = document.start - offset, document.end - offset
            if not any(covered[start:end]):
                found.append(document)
                covered[start:end] = b"\1" * (end - start)
    return sorted(found, key=lambda document: document.start)


def _laws(text: str, key: str, offset: int) -> list[NamedDocument]:
    found: list[NamedDocument] = []
    covered = 0
    for match in _LAW.finditer(key):
        start = match.start()
        if start < covered or not text[start].isupper():
            continue
        end = _name_end(key, match.end(), named=text[match.end() : match.end() + 1].isupper())
        if end is None and (short := _SHORT_NAME.match(text, match.end())) is not None:
            end = short.end()
        if end is None or end - match.end() < 3:
            continue
        year = _YEAR.match(key, end)
        date = _DATE.match(key, end)
        if date:
            stop = date.end()
        else:
            stop = year.end() if year else end
            end = stop
        title = _spelled(" ".join(text[start:end].split()))
        kind = {"bo luat": "Bộ luật", "luat": "Luật", "phap lenh": "Pháp lệnh"}[match["kind"]]
        name_key = regex.sub(r"(?: nam)? \d{4}$", "", fold(title).replace(",", ""))
        found.append(NamedDocument(kind, title, name_key, _to_date(date), None, offset + start, offset + stop))
        covered = stop
    return found


def _name_end(key: str, start: int, *, named: bool) -> int | None:
    """Where the name of a law ends: after a known name, after the law that it amends, else where the sentence goes on.

    A name that the corpus does not know counts only where it is `named`: it begins with a capital.
    """
    amends = _AMENDS.match(key, start)
    if amends:
        inner = _LAW.match(key, amends.end())
        end = _name_end(key, inner.end(), named=True) if inner else None
        # One law may amend several; the first has no date of its own then.
        while end is not None and (also := _ALSO.match(key, end)):
            further = _name_end(key, also.end(), named=True)
            if further is None:
                break
            end = further
        return end
    if key[start : start + 7] == "sua doi":
        return None
    known = _law_pattern().match(key, start)
    if known:
        return known.end()
    if not named:
        return None
    stop = _UNKNOWN_END.search(key, start)
    end = start + len(key[start : stop.start() if stop else len(key)].rstrip())
    # Laws whose name is one syllable are few and known.
    return end if end - start <= 90 and 2 <= len(key[start:end].split()) <= 12 else None


@cache
def _law_pattern() -> "regex.Pattern[str]":
    """Known names, the longest first; commas inside are left out at times."""
    names = sorted(_law_names(), key=len, reverse=True)
    spelled = (r",?\s{1,2}".join(regex.escape(word.rstrip(",")) for word in name.split()) for name in names)
    return regex.compile(rf"(?:{'|'.join(spelled)})(?!\p{{L}})")


@cache
def _law_names() -> dict[str, str]:
    return {fold(row["name"]): row["name"] for row in rows("laws.tsv")}


def _spelled(title: str) -> str:
    """A law's title with the marks of its known name, where recognition lost one: 'Luật Đâu tư công'."""
    word = _LAW.match(fold_keeping_length(title))
    printed = title[word.end() :] if word else ""
    known = _law_names().get(fold(printed))
    if word is None or known is None or len(known) != len(printed):
        return title
    letters = (right.upper() if read.isupper() else right.lower() for read, right in zip(printed, known, strict=True))
    return title[: word.end()] + "".join(letters)


def _constitution(text: str, key: str, offset: int) -> list[NamedDocument]:
    found = []
    for match in _CONSTITUTION.finditer(key):
        if text[match.start()].isupper():
            title = " ".join(match.group().split())
            printed = " ".join(text[match.start() : match.end()].split())
            found.append(
                NamedDocument("Hiến pháp", printed, title[:9], None, None, offset + match.start(), offset + match.end())
            )
    return found


def _congresses(text: str, key: str, offset: int) -> list[NamedDocument]:
    found = []
    for match in _CONGRESS.finditer(key):
        if not text[match.start()].isupper():
            continue
        title = " ".join(text[match.start() : match.end()].split())
        body = " ".join(text[match.start("body") : match.end("body")].split())
        name = fold(" ".join(text[match.start() : match.end("body")].split()))
        kind = "Nghị quyết" if match["kind"] == "nghi quyet" else "Văn kiện"
        found.append(NamedDocument(kind, title, name, None, body, offset + match.start(), offset + match.end()))
    return found


def _of_bodies(text: str, key: str, offset: int) -> list[NamedDocument]:
    found = []
    for match in _OF_BODY.finditer(key):
        if not text[match.start()].isupper():
            continue
        issuer = read_issuer(text, match.end())
        about = _ABOUT.match(key, issuer[1]) if issuer else None
        if issuer is None or about is None:
            continue
        kind = " ".join(text[match.start("kind") : match.end("kind")].split())
        title = " ".join(text[match.start() : about.end()].split())
        found.append(
            NamedDocument(kind, title, fold(title), None, issuer[0], offset + match.start(), offset + about.end())
        )
    return found


def _to_date(match: "regex.Match[str] | None") -> dt.date | None:
    if match is None:
        return None
    try:
        return dt.date(*(int(match[name] or match[name + "2"]) for name in ("y", "m", "d")))
    except ValueError:
        return None
