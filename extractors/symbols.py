"""Numbers of documents: '1234/QĐ-UBND', '15/2021/NQ-HĐND', '18-NQ/TW', '01/NQ/TU', '2150/UBND-SYT'.

Source of the grammar: Nghị định 30/2020/NĐ-CP, annex I.II.3 (serial / kind abbreviation - body), Hướng dẫn 36-HD/VPTW
(Party numbers: serial - kind / body). Known parts stand in corpora/document_symbols.tsv and
corpora/document_kinds.tsv; slips of recognition inside a number (O for 0, l for 1, QÐ and QD for QĐ, spaces) are
repaired towards these, nothing else is changed.
"""

from dataclasses import dataclass
from functools import cache

import regex

from corpora.loader import rows
from models.text import strip_marks

_SERIAL_SLIPS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})
_HEAD = regex.compile(
    # A sign before the serial is a digit that was misread ('§5/QĐ-TTg'): what is left of the number would be wrong.
    r"(?:(?<=[Ss][ốóôòồo6]\s{0,2}[:.;]?\s{0,2})|(?<![\p{L}\d/.,:|§$&@#%€£-]))"
    r"(?P<serial>[\dOolI|]{1,6}[a-z]?)\s{0,2}"
    r"(?:/\s{0,2}(?P<year>(?:19|20|2O)[\dO]{2})\s{0,2})?"
    r"⁄?(?P<sep>[/⁄–-]|(?<=[/⁄]\s{0,2}(?:19|20)\d{2}\s{0,2})[Il|](?=(?:NĐ|NQ|QĐ|TT|QH|CT|TTLT)\d{0,2}(?!\p{L})))\s{0,2}(?=\p{Lu})"
)
_PART = regex.compile(r"\p{Lu}\p{L}{0,13}\d{0,4}(?:&\p{Lu}\p{L}{0,9})*")
_SPLIT = regex.compile(r"(\p{Lu}{1,3}) (\p{Lu}{2,5})(?!\p{L})")
_JOIN = regex.compile(r"[-–—](?:\s?[-–—])?|[/.]")
_SPACED_JOIN = regex.compile(r"\s{0,2}[-–—/]\s{0,2}")
# The last part of a symbol, unknown but without doubt: its date, its issuer or a mark of punctuation follows.
_CLOSING = regex.compile(r"\p{Lu}{3,12}(?=\s{0,2}[,;.)]|\s{1,2}(?:ngày|của|về)\b)")
_PLAIN = regex.compile(r"[A-Za-zĐđ]+\d{0,4}(?:&[A-Za-zĐđ]+)*")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document's number in a text."""

    text: str
    """As it should be read: no spaces, slips repaired, separators as printed."""
    symbol: str
    """The part after the serial (and year): 'QĐ-UBND'."""
    parts: tuple[str, ...]
    start: int
    end: int
    known: bool
    """A part is a known abbreviation: alone, without a kind word before it, an unknown one is no number of a
    document."""


def find_numbers(text: str) -> list[DocumentNumber]:
    """The document numbers of a text, in order; [start, end) are offsets into it.

    >>> [number.text for number in find_numbers("số l5/2021/NQ - HĐND ngày 9/12/2021, số 1234 /QÐ-UBND")]
    ['15/2021/NQ-HĐND', '1234/QĐ-UBND']
    """
    found: list[DocumentNumber] = []
    for head in _HEAD.finditer(text):
        if found and head.start() < found[-1].end:
            continue
        number = _read(text, head)
        if number is not None:
            found.append(number)
    return found


def read_symbol(text: str, start: int) -> tuple[str, tuple[str, ...], int, bool] | None:
    """The symbol that begins at `start`: repaired text, parts, end, whether a part is known. None where there
    is none."""
    parts: list[str] = []
    pieces: list[str] = []
    at = start
    known = False
    while (match := _PART.match(text, at)) is not None:
        part, length = _repair(match.group())
        split = _SPLIT.match(text, at)
        if split and not is_known(part) and is_known(split[1] + split[2]):
            part, length, match = split[1] + split[2], split.end() - at, split
        recognised = is_known(part)
        if parts and not recognised and not _looks_like_symbol(part):
            break
        if not parts and not recognised and not _PLAIN.fullmatch(part):
            return None
        pieces.append(part)
        parts.append(part)
        known = known or recognised
        end = match.start() + length
        following = _next_part(text, end, parts)
        if len(match.group()) != length or following is None:
            return "".join(pieces), tuple(parts), end, known
        separator, at = following
        pieces.append(separator)
    if not parts:
        return None
    return "".join(pieces[: len(parts) * 2 - 1]), tuple(parts), end, known


def kind_of_symbol(parts: tuple[str, ...]) -> str | None:
    """Kind that the abbreviation stands for: ('QĐ', 'UBND') is a Quyết định; a symbol of bodies only is a Công
    văn's."""
    abbreviations = kind_abbreviations()
    if parts and parts[0] in abbreviations:
        return abbreviations[parts[0]]
    if parts and _base(parts[0]) in ("QH", "UBTVQH"):
        return None
    return "Công văn" if len(parts) > 1 and is_known(parts[0]) else None


def official_form(number: str) -> str | None:
    """The number as the official form has it, where it is misprinted and one reading is certain; None otherwise.

    Kind and body stand apart ('NQCP'); a number of the State is serial/KIND-BODY, one of the Party serial-KIND/BODY
    ('01/NQ/TU').

    >>> official_form("99/NQCP"), official_form("01/NQ/TU"), official_form("76/NQ-CP")
    ('99/NQ-CP', '01-NQ/TU', None)
    """
    match = _PRINTED.fullmatch(number)
    if match is None:
        return None
    parts = [part for run in regex.split(r"[-/.]", match["symbol"]) for part in _apart(run)]
    if len(parts) < 2 or parts[0] not in kind_abbreviations() or not all(is_known(part) for part in parts[1:]):
        return None
    last = _base(parts[-1])
    if last in _party_bodies():
        if len(parts) != 2 or match["year"]:
            return None
        form = f"{match['serial']}-{parts[0]}/{parts[1]}"
    elif len(parts) == 2 and symbol_bodies().get(last, ("", ""))[0].startswith(_OF_STATE):
        form = f"{match['serial']}{match['year'] or ''}/{'-'.join(parts)}"
    else:
        return None
    return form if form != number else None


_PRINTED = regex.compile(r"(?P<serial>\d{1,6}[a-z]?)(?P<year>/\d{4})?[-/](?P<symbol>[\p{L}\d&/.-]{2,40})")
_OF_STATE = (
    *("Chính phủ", "Thủ tướng Chính phủ", "Văn phòng Chính phủ", "Quốc hội", "Ủy ban Thường vụ Quốc hội"),
    *("Ủy ban nhân dân", "Hội đồng nhân dân", "Bộ ", "Sở "),
)


def _apart(run: str) -> tuple[str, ...]:
    """Kind and body of 'NQCP'; the part itself where it is one, or where it could be cut in two ways."""
    if run in symbol_bodies() or run in kind_abbreviations():
        return (run,)
    cuts = [
        (run[:at], run[at:])
        for at in range(1, len(run))
        if run[:at] in kind_abbreviations() and run[at:] in symbol_bodies() and len(run) - at > 1
    ]
    return cuts[0] if len(cuts) == 1 else (run,)


@cache
def _party_bodies() -> frozenset[str]:
    """Parts of committees of the Party: TW, TU, HU ..."""
    return frozenset(
        part
        for part, (body, _) in symbol_bodies().items()
        if body in ("Trung ương Đảng", "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy", "Đảng ủy")
    )


@cache
def kind_abbreviations() -> dict[str, str]:
    """Abbreviation of each kind of document: {'QĐ': 'Quyết định', ...}."""
    found: dict[str, str] = {}
    for row in rows("document_kinds.tsv"):
        if row["abbreviation"]:
            found.setdefault(row["abbreviation"], row["kind"])
    return found


@cache
def symbol_bodies() -> dict[str, tuple[str, str]]:
    """Body and level ('' where several) of each known part: {'TTg': ('Thủ tướng Chính phủ', 'central'), ...}."""
    return {row["part"]: (row["body"], row["level"]) for row in rows("document_symbols.tsv")}


def is_known(part: str) -> bool:
    """Whether a part of a symbol is a known abbreviation, a term number (QH14) or a kind and body run together
    (NQCP)."""
    base = _base(part)
    return base in symbol_bodies() or base in kind_abbreviations() or base in _run_together()


def _read(text: str, head: "regex.Match[str]") -> DocumentNumber | None:
    serial, year = head["serial"], head["year"]
    if not any(char.isdigit() for char in serial) and not year:
        return None
    symbol = read_symbol(text, head.end())
    if symbol is None:
        return None
    body, parts, end, known = symbol
    number = (
        serial.translate(_SERIAL_SLIPS)
        if not serial[-1:].islower() or serial[-1:] in "ol"
        else (serial[:-1].translate(_SERIAL_SLIPS) + serial[-1])
    )
    if year:
        number += "/" + year.replace("O", "0")
    separator = "-" if head["sep"] in "–-" else "/"
    if len(parts) == 1 and regex.match(r"\s?[-–]", text[end : end + 2]):
        # The line or the cell ends inside the number; only a decree's body follows from its kind.
        if parts[0] != "NĐ":
            return None
        body, parts = "NĐ-CP", ("NĐ", "CP")
    return DocumentNumber(number + separator + body, body, parts, head.start(), end, known)


def _next_part(text: str, end: int, parts: list[str]) -> tuple[str, int] | None:
    """Separator and start of the part that goes on the symbol at `end`; None where the symbol ends."""
    join = _JOIN.match(text, end)
    if join is not None:
        match = _PART.match(text, join.end())
        if match is not None:
            part = _repair(match.group())[0]
            if is_known(part) or (join.group() != "." and _looks_like_symbol(part)):
                return _separator(join.group()), join.end()
    spaced = _SPACED_JOIN.match(text, end)
    # A symbol that has its kind only is not complete: a space or a line's end may stand inside it; after a hyphen that
    # stands at a part, a further part is due.
    if spaced is not None and (len(parts) == 1 or regex.match(r"-\s", text[end : end + 2])):
        match = _PART.match(text, spaced.end())
        if match is not None and (is_known(_repair(match.group())[0]) or _CLOSING.match(text, spaced.end())):
            return _separator(spaced.group().strip()), spaced.end()
    return None


def _separator(printed: str) -> str:
    return "-" if printed[0] in "-–—" else printed


def _looks_like_symbol(part: str) -> bool:
    return bool(_PLAIN.fullmatch(part)) and sum(char.isupper() for char in part) >= 2


def _base(part: str) -> str:
    return part.rstrip("0123456789")


def _repair(part: str) -> tuple[str, int]:
    """The part as it should be read and how many characters of the text it takes (less where a word is glued to it)."""
    if is_known(part):
        return part, len(part)
    if part in _slips():
        return _slips()[part], len(part)
    term = _TERM.fullmatch(part)
    if term and is_known(term["base"]):
        return term["base"] + term["number"].translate(_SERIAL_SLIPS), len(part)
    digits = part[len(_base(part)) :]
    restored = _by_key().get(strip_marks(_base(part)).upper())
    if restored is not None:
        return restored + digits, len(part)
    glued = _GLUED.match(part)
    if glued and is_known(glued["part"]):
        return glued["part"], len(glued["part"])
    return part.replace("Ð", "Đ"), len(part)


_GLUED = regex.compile(r"(?P<part>\p{Lu}+(?:g|r|U)?)(?=ng[aà]y|v[eề]|c[uủ]a)")


# The number of a term of the National Assembly: QH14, UBTVQH13; a letter may be read for its first digit.
_TERM = regex.compile(r"(?P<base>(?:UBTV)?QH)(?P<number>[IlO1]\d)")


@cache
def _slips() -> dict[str, str]:
    return {row["read"]: row["meant"] for row in rows("symbol_slips.tsv")}


@cache
def _by_key() -> dict[str, str]:
    """Known parts by their key without marks and case, where only one part has it: 'QD' is QĐ, 'DA' may be DA or ĐA."""
    found: dict[str, set[str]] = {}
    for part in (*symbol_bodies(), *kind_abbreviations()):
        found.setdefault(strip_marks(part).upper(), set()).add(part)
    return {key: next(iter(parts)) for key, parts in found.items() if len(parts) == 1}


@cache
def _run_together() -> frozenset[str]:
    return frozenset(kind + body for kind in kind_abbreviations() for body in symbol_bodies() if len(body) > 1)
