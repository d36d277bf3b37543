"""Names of issuing bodies: in letterheads ('ỦY BAN NHÂN DÂN HUYỆN X') and after 'của' in citations.

Canonical forms: 'UBND tỉnh X', 'HĐND xã Y', 'Sở Nội vụ tỉnh X', 'Chính phủ'. The words of which names are built stand
in corpora/issuers.tsv; names of units come from the gazetteer (corpora.admin_units), so capitals get their proper
case and diacritics that recognition lost come back.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import regex
from rapidfuzz import fuzz, process

from corpora.admin_units import find_units
from corpora.loader import rows
from models.records import AdminLevel
from models.text import fold, fold_words

Part = Literal["body", "prefix", "led", "local", "field"]
_LEVEL_WORDS: dict[str, tuple[str, AdminLevel | None]] = {
    "tinh": ("tỉnh", "province"),
    "thanh pho": ("thành phố", None),
    "tp": ("thành phố", None),
    "huyen": ("huyện", "district"),
    "quan": ("quận", "district"),
    "thi xa": ("thị xã", "district"),
    "tx": ("thị xã", "district"),
    "xa": ("xã", "commune"),
    "phuong": ("phường", "commune"),
    "thi tran": ("thị trấn", "commune"),
    "tt": ("thị trấn", "commune"),
    "dac khu": ("đặc khu", "commune"),
}
CENTRAL_CITIES = frozenset({"ha noi", "hai phong", "da nang", "can tho", "ho chi minh"})
"""Cities of provincial rank throughout; Huế since 1 January 2025 (Nghị quyết 175/2024/QH15)."""
_WORD = regex.compile(
    r"(?:TP|Tp|TX|TT|T|H|Q|P|X)\.(?=\s?\p{Lu})|[\p{L}\p{M}\d'’&](?:(?!(?<=\p{Ll})\p{Lu}\p{Ll})[\p{L}\p{M}\d'’&])*|[-–,]"
)
"""A word; 'trưởngBộ' is two whose space was lost."""
_BRACKETED_TERM = regex.compile(r"\s{0,2}\(kh[oó][aá] (?:[IVXL]+|\d{1,2})\)")
_ENDS_NAME = frozenset(
    [
        "ban hanh",
        "phe duyet",
        "quy dinh",
        "huong dan",
        "ve viec",
        "trien khai",
        "thuc hien",
        "sua doi",
        "can cu",
        "theo de",
        "giai doan",
        "lan thu",
        "quyet dinh",
        "nghi quyet",
        "ke hoach",
        "chi thi",
        "cong van",
        "thong bao",
    ]
)
_ENDING_WORDS = frozenset({"số", "năm", "khóa", "khoá"})


@dataclass(frozen=True, slots=True)
class UnitName:
    """An administrative unit by kind and name: ('huyện', 'Quế Võ')."""

    kind: str
    name: str
    printed: str = field(default="", compare=False)
    """The name as printed, in proper case, where the gazetteer spells it otherwise."""

    def __str__(self) -> str:
        # Nghị định 30/2020, annex II: the city named after a person is written with a capital T.
        kind = "Thành phố" if fold(self.name) == "ho chi minh" else self.kind
        return f"{kind} {self.name}".strip()

    def level(self, issued_on: dt.date | None = None, text: str = "") -> AdminLevel:
        """Level of the unit; of a city by its name and, for Huế, by date, else by the province that the text names."""
        level = next((level for word, level in _LEVEL_WORDS.values() if word == self.kind), None)
        if level is not None:
            return level
        key = fold_words(self.name)
        if key in CENTRAL_CITIES:
            return "province"
        if key == "hue":
            if issued_on is not None:
                return "province" if issued_on.year >= 2025 else "district"
            return "district" if "tinh thua thien hue" in fold(text) else "province"
        return "district"


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuing body: canonical name, its unit where it has one."""

    body: str
    unit: UnitName | None = None
    level: AdminLevel | None = None
    """Level that follows from the body itself (Bộ, Sở, Huyện ủy); the unit's own level comes first."""
    complete: bool = False
    """Its name needs no unit: a school, a hospital."""

    def __str__(self) -> str:
        return f"{self.body} {self.unit}" if self.unit else self.body


def proper_unit(kind_key: str, name: str) -> UnitName:
    """A unit with kind and name in proper case and, where the gazetteer knows it, with its diacritics.

    >>> str(proper_unit("huyen", "QUẾ VÕ"))
    'huyện Quế Võ'
    """
    kind = _LEVEL_WORDS[kind_key][0]
    cased = title_case(name)
    units = find_units(f"{kind} {cased}") or find_units(cased)
    # The gazetteer gives back diacritics; where its spelling differs otherwise (Quý, Quí), the printed one stands.
    candidates = {unit.name for unit in units if fold_words(unit.name) == fold_words(cased)}
    if len(candidates) == 1 and cased not in candidates:
        return UnitName(kind, next(iter(candidates)), cased)
    return UnitName(kind, cased)


def title_case(name: str) -> str:
    """Syllables with capital initials: 'BÀ RỊA - VŨNG TÀU' gives 'Bà Rịa - Vũng Tàu', "IA H'DRAI" gives "Ia H'Drai"."""
    return regex.sub(r"\p{L}+", lambda match: match.group()[0].upper() + match.group()[1:].lower(), name)


def office_case(name: str) -> str:
    """The name of an office in capitals in a sentence's case; units of the gazetteer and abbreviations keep theirs.

    >>> office_case("TRƯỜNG THPT HUYỆN LỤC NAM")
    'Trường THPT huyện Lục Nam'
    """
    words = [word if _ABBREVIATED.fullmatch(word) else word.lower() for word in name.split()]
    cased = " ".join(words)
    for length in (4, 3, 2):
        for at in range(len(words) - length + 1):
            tail = title_case(" ".join(words[at : at + length]))
            if any(unit.name.casefold() == tail.casefold() for unit in find_units(tail)):
                cased = cased.replace(" ".join(words[at : at + length]), tail)
                words = cased.split()
    return cased[:1].upper() + cased[1:]


_ABBREVIATED = regex.compile(r"THPT|THCS|TH|MN|PTDTNT|PTDTBT|GDTX|GDNN|GDNN-GDTX|TH&THCS|KH&CN|CNTT|[IVX]+")


def read_letterhead_bodies(text: str) -> list[Issuer]:
    """The bodies that a letterhead in capitals names, superior first; units without a name have the name ''.

    A body that begins a line is not cut by one whose name could go on into it.

    >>> [str(body) for body in read_letterhead_bodies("UBND TỈNH KIÊN GIANG SỞ Y TẾ")]
    ['UBND tỉnh Kiên Giang', 'Sở Y tế']
    """
    found = [
        match
        for match in _WORD.finditer(text)
        if not (len(word := match.group()) == 1 and not word.isdigit() and word not in "-–,&AYay")
    ]
    words = [match.group().replace("–", "-") for match in found]
    keys = [_key(word) for word in words]
    breaks = [at for at in range(1, len(found)) if "\n" in text[found[at - 1].end() : found[at].start()]]
    starts = [
        (at, length)
        for at, length in _head_starts(keys, breaks)
        if at == 0 or at in breaks or _is_head(words, keys, at, length)
    ]
    bodies = []
    for (begin, length), stop in zip(starts, [*(begin for begin, _ in starts[1:]), len(words)], strict=False):
        part, name, level = _phrases()[" ".join(keys[begin : begin + length])]
        rest, rest_keys = words[begin + length : stop], keys[begin + length : stop]
        unit, field_words = _take_unit(rest, rest_keys)
        body = name
        if part == "led":
            if not field_words:
                continue
            body = f"{name} {_field(field_words)}"
        elif field_words and unit is None and part == "local" and name in ("UBND", "HĐND"):
            # A name without its kind: 'UBND QUẾ VÕ' is too little to tell the level.
            continue
        elif field_words and part == "local" and name not in ("UBND", "HĐND"):
            # A committee of the Party is followed by the bare name of its area.
            party = fold(name).endswith("uy") or name == "Đảng bộ"
            body = f"{name} {title_case(' '.join(field_words)) if party else _field(field_words)}"
        bodies.append(Issuer(body, unit, level))
    return bodies


def read_issuer(text: str, start: int) -> tuple[str, int] | None:
    """The body named at `start` of a text and the end of its name; None where no body is named.

    >>> text = "của Ủy ban nhân dân tỉnh Ninh Thuận về việc"
    >>> read_issuer(text, 4)
    ('UBND tỉnh Ninh Thuận', 35)
    """
    words = list(_WORD.finditer(text, start, min(len(text), start + 200)))[:34]
    keys = [_key(word.group()) for word in words]
    pieces: list[str] = []
    at, end = 0, start
    local = led = named = False
    while at < len(words):
        if at and not _adjoining(text, words[at - 1].end(), words[at].start()):
            break
        step = _term(words, keys, at) if pieces else None
        if step:
            pieces.append(text[words[at].start() : words[at + step - 1].end()])
        else:
            found = _phrase_at(keys, at)
            if found is not None and (pieces or words[at].group()[0].isupper()):
                step, (part, name, _) = found
                if led and " ".join(keys[at : at + step]) in _body_and_field():
                    part = "field"
                if part == "field" and not led:
                    break
                if part == "led" and not _field_follows(keys, at + step):
                    break
                named = named or part in ("body", "local", "field")
                led = part == "led"
                pieces.append(name)
                local = part in ("local", "led", "field") or (local and part != "body")
            elif pieces and local and (step := _unit_step(words, keys, at)):
                pieces.append(" ".join(text[words[at].start() : words[at + step - 1].end()].split()))
            else:
                break
        at += step
        end = words[at - 1].end()
    name = " ".join(pieces).replace(" ,", ",")
    term = _BRACKETED_TERM.match(text, end)
    if named and term and "Trung ương" in name:
        name, end = f"{name} {term.group().strip()}", term.end()
    return (name, end) if named else None


def _field_follows(keys: list[str], at: int) -> bool:
    found = _phrase_at(keys, at) if at < len(keys) else None
    if found is None:
        return False
    return found[1][0] == "field" or " ".join(keys[at : at + found[0]]) in _body_and_field()


def _key(word: str) -> str:
    return "va" if word == "&" else fold_words(word)


def _adjoining(text: str, end: int, start: int) -> bool:
    return not text[end:start].strip(" \n")


def _term(words: list["regex.Match[str]"], keys: list[str], at: int) -> int:
    """Words of '6', 'khóa XII', ', khóa XIII', 'lần thứ XVI' at a place; 0 where there is none."""
    if at > 1 and keys[at - 2 : at] == ["trung", "uong"] and regex.fullmatch(r"\d{1,2}", keys[at]):
        # 'Hội nghị Trung ương 6 khóa XII'
        return 1
    skip = 1 if words[at].group() == "," else 0
    if keys[at + skip : at + skip + 1] == ["khoa"] and len(keys) > at + skip + 1:
        follows = words[at + skip + 1].group()
        return skip + 2 if regex.fullmatch(r"[IVXLivxl]+|\d{1,2}", follows) else 0
    if not skip and keys[at : at + 2] == ["lan", "thu"] and len(keys) > at + 2:
        return 3
    return 0


def _unit_step(words: list["regex.Match[str]"], keys: list[str], at: int) -> int:
    """Words of a unit (kind and name, or a bare name in title case) at a place; 0 where there is none."""
    length = _kind_length(keys, at)
    name = 0
    while at + length + name < len(words):
        here = at + length + name
        if here > at and not _adjoining(words[here].string, words[here - 1].end(), words[here].start()):
            break
        word = words[here].group()
        pair = " ".join(keys[here : here + 2]) if here + 1 < len(words) else ""
        if word in "-–" and name and here + 1 < len(words) and words[here + 1].group()[0].isupper():
            name += 1
            continue
        numbered = word.isdigit() and not name and length
        # 'Lục Nam', 'Hà Nam' end in a name, not in "năm".
        ends = word.casefold() in _ENDING_WORDS
        if not (word[0].isupper() or numbered) or pair in _ENDS_NAME or ends or name >= 7:
            break
        name += 1
        if numbered:
            break
    return length + name if name or length else 0


def _kind_length(keys: list[str], at: int) -> int:
    for length in (2, 1):
        if " ".join(keys[at : at + length]) in _LEVEL_WORDS and len(keys[at : at + length]) == length:
            return length
    return 0


def _take_unit(words: list[str], keys: list[str]) -> tuple[UnitName | None, list[str]]:
    """The unit that ends (or is) the rest of a body's name, and the words before it."""
    starts = [at for at in range(len(words)) if _kind_length(keys, at)]
    for at in starts:
        length = _kind_length(keys, at)
        if any(at + length < later < len(words) - 1 and _is_kind(words, later, keys) for later in starts):
            # 'UBND THÀNH PHỐ HỒ CHÍ MINH QUẬN 3': the last unit is the body's own.
            continue
        if length:
            name = " ".join(word for word in words[at + length :] if word != ",").replace(" - ", " - ").strip(" -–")
            kind = " ".join(keys[at : at + length])
            return (proper_unit(kind, name) if name else UnitName(_LEVEL_WORDS[kind][0], "")), words[:at]
    return None, words


def _is_kind(words: list[str], at: int, keys: list[str]) -> bool:
    """Whether a kind of unit stands at a word with its marks: 'TĨNH' in 'HÀ TĨNH' is none."""
    printed = " ".join(words[at : at + _kind_length(keys, at)]).casefold()
    return any(printed == kind for kind, _ in _LEVEL_WORDS.values())


def _field(words: list[str]) -> str:
    """What a department is for, in proper case: from the corpus, else a sentence's case."""
    known = _phrases().get(fold_words(" ".join(words)))
    if known is not None and known[0] == "field":
        return known[1]
    key = fold_words(" ".join(words))
    near = process.extractOne(key, _fields(), processor=fold_words, scorer=fuzz.ratio, score_cutoff=88)
    if near is not None:
        return near[0]
    text = regex.sub(r"\s+,", ",", " ".join(words))
    return text[:1].upper() + text[1:].lower() if text.isupper() else text


def _is_head(words: list[str], keys: list[str], at: int, length: int) -> bool:
    """Whether a body begins inside a line: 'XÃ VĂN PHÒNG' names a commune, 'BÙ ĐĂNG' no Đảng, 'ĐỔI SỐ' no Sở."""
    name = _phrases()[" ".join(keys[at : at + length])][1]
    if _field_follows(keys, at + length) or name in ("UBND", "HĐND"):
        return True
    if keys[at - 1] in _LEVEL_WORDS or " ".join(keys[max(0, at - 2) : at]) in _LEVEL_WORDS:
        return False
    return length > 1 or words[at].casefold() == name.casefold()


def _head_starts(keys: list[str], breaks: list[int]) -> list[tuple[int, int]]:
    starts: list[tuple[int, int]] = []
    at = 0
    while at < len(keys):
        found = _phrase_at(keys, at)
        for line in breaks:
            if found is not None and at < line < at + found[0]:
                below = _phrase_at(keys, line)
                if below is not None and below[0] > at + found[0] - line:
                    found = _phrase_at(keys[:line], at)
        # 'HẢI PHÒNG', 'QUỐC PHÒNG', 'VĂN PHÒNG' hold a word that begins a body elsewhere.
        inside = keys[at] == "phong" and at > 0 and keys[at - 1] in ("hai", "quoc", "van", "du", "cong")
        led = bool(starts) and starts[-1][0] + starts[-1][1] == at and keys[at - 1] == "bo"
        inside = inside or (led and found is not None and " ".join(keys[at : at + found[0]]) in _body_and_field())
        if found is not None and found[1][1] in ("Đảng", "Trung ương"):
            # In a letterhead these are parts of longer names.
            inside = True
        if found is not None and not inside and found[1][0] in ("local", "led", "body"):
            starts.append((at, found[0]))
            at += found[0]
        else:
            at += 1
    return starts


def _phrase_at(keys: list[str], at: int) -> tuple[int, tuple[Part, str, AdminLevel | None]] | None:
    """The longest phrase of the corpus that begins at a word: its length in words and what it is."""
    for length in range(min(10, len(keys) - at), 0, -1):
        if not keys[at + length - 1] or not keys[at]:
            continue
        found = _phrases().get(" ".join(" ".join(keys[at : at + length]).split()))
        if found is not None:
            return length, found
    return None


@cache
def _fields() -> tuple[str, ...]:
    return tuple(name for part, name, _ in _phrases().values() if part == "field")


@cache
def _body_and_field() -> frozenset[str]:
    """Keys of bodies of an area that are also what a ministry is for: 'Công an tỉnh', 'Bộ Công an'."""
    parts: dict[str, set[str]] = {}
    for row in rows("issuers.tsv"):
        parts.setdefault(fold_words(row["name"]), set()).add(row["part"])
    return frozenset(key for key, held in parts.items() if held >= {"local", "field"})


@cache
def _phrases() -> dict[str, tuple[Part, str, AdminLevel | None]]:
    """Part, canonical name and level of each phrase, by its key."""
    found: dict[str, tuple[Part, str, AdminLevel | None]] = {}
    for row in rows("issuers.tsv"):
        if row["part"] == "field" and fold_words(row["name"]) in found:
            continue
        found[fold_words(row["name"])] = (row["part"], row["short"] or row["name"], row["level"] or None)  # type: ignore[assignment]
    return found
