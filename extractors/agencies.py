"""Agencies in table cells.

`split_agencies` divides the text of a cell ("Cơ quan chủ trì", "Cơ quan phối hợp") into one name an agency. A comma or
"và" divides names only where a name can begin after it: it also stands inside names ("Sở Văn hóa, Thể thao và Du lịch")
and inside collectives ("các sở, ban, ngành cấp tỉnh"), which count as one; and a name may lend its first word to the
next ("Các Sở: Nội vụ, Tư pháp", "UBND cấp huyện, xã"). What begins, goes on or stands bare is data, see
corpora/agencies_words.tsv.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from corpora.agencies import agencies, agency_words, area_levels
from extractors.agency_brackets import mask_brackets, unmask_brackets
from extractors.agency_names import (
    canonical_agency,
    clean_agency,
    expand_abbreviations,
    registered_agency,
    registered_forms,
    spell_councils_short,
)
from extractors.agency_persons import is_person, is_post_of
from extractors.agency_shares import (
    drop_introduction,
    is_named_area,
    lend_areas,
    named_areas,
    number_behind,
    post_behind,
)
from models.text import BLANKS_BEFORE, fold, fold_keeping_length, fold_words

__all__ = ["canonical_agency", "registered_agency", "split_agencies"]

_TAG = regex.compile(r"<sup>.*?</sup>|</?[a-z][^<>]*>|\*\*", regex.IGNORECASE)
_HARD = regex.compile(
    rf"{BLANKS_BEFORE}[;\n•]\s*|(?<!\s)\s+[-+–]\s+(?=(?:Sở|Phòng|UBND|Các|Văn phòng|Ban|Công an|Bộ)\b)"
    r"|(?<!\s)\s+&\s+(?=(?:Sở|Phòng|Các|Văn phòng|Ban|Công an|Bộ)\b)"
)
_BULLETED = regex.compile(r"^\s*[-+–•]\s")
_SOFT = regex.compile(
    rf"{BLANKS_BEFORE}(?:,\s*|(?<!\b[Đđ])/\s*(?=\p{{L}})|\.\s+(?=\p{{Lu}}))|(?<!\s)\s+(?:và|va|cùng|với|hoặc|và/hoặc)\s+"
)
_PLURAL = regex.compile(r"^(?:cac|hai|\d+)\s+(?P<head>so|phong|ban|hoi|bo|trung tam|chi cuc)\s*:?\s+(?=\S)")
_AREA_BEHIND = regex.compile(r" (?:tinh|huyen|xa|(?:tinh|thanh|huyen|thi|quan|dang) uy)$")
_LENDING_HEADS = frozenset({"so", "phong", "ban", "bo", "hoi", "trung tam", "chi cuc"})
"""Heads that a list names once: 'Sở Nội vụ, Tài chính'."""
_NAMED_AREAS = regex.compile(
    r"^(?P<body>(?:Chủ tịch )?UBND|HĐND|Công an) các "
    r"(?P<area>huyện|xã|phường|thị trấn|thị xã|thành phố)(?:\s*:\s*|\s+)(?=\p{Lu})"
)
_NAMED_AREA = regex.compile(r"^(?P<lent>(?:Chủ tịch )?(?:UBND|HĐND|Công an) (?:huyện|xã|phường|thị trấn)) \p{Lu}")
_COUNCIL_OF_AREA = regex.compile(
    r"^(?P<body>(?:Chủ tịch )?(?:UBND|HĐND|Công an)) (?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu) \p{Lu}"
)
_AREA = regex.compile(r"^(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu) \p{Lu}")
_NO_NAMES = frozenset({"v.v", "vv", "nt", "nhu tren", "khong", "x", "so", "bo", "phong", "ban", "cac", "cuc", "vu"})
"""What stands for no agency: fillers, and first words whose name was lost."""
_LONGEST_LIST = 3000
"""Characters; the longest lists of agencies in plans have a third of it. What is longer is no list, and stays whole."""


@dataclass(slots=True)
class _Item:
    """A name under way, with the head that the next one may borrow."""

    text: str
    plural_head: str = ""
    borrowed: bool = False
    """Whether the first word is that of the name before."""
    places: bool = False
    """Whether what it lends goes before the names of areas."""


def _words(use: str) -> frozenset[str]:
    return frozenset(fold(word) for word in agency_words(use))


@cache
def _heads() -> regex.Pattern[str]:
    words = sorted(_words("head"), key=len, reverse=True)
    return regex.compile(rf"(?:{'|'.join(map(regex.escape, words))})\b")


@cache
def _bare() -> regex.Pattern[str]:
    """A bare noun of collectives or a kind of area, at the beginning."""
    words = sorted(_words("noun") | {fold(area) for area in area_levels()}, key=len, reverse=True)
    return regex.compile(rf"(?:{'|'.join(map(regex.escape, words))})\b(?! hoi\b)")


@cache
def _open_collective() -> regex.Pattern[str]:
    """A collective of bare nouns that may go on: 'các sở, ban', 'UBND các huyện, thị xã', 'đơn vị'."""
    nouns = _bare().pattern
    council = r"(?:ubnd|hdnd|cong an|chu tich|dang uy|thu truong|lanh dao|dai dien|truong|nguoi dung dau)"
    return regex.compile(
        rf"^(?:{council} )*(?:tat ca |toan the )?(?:cac |moi )?{nouns}(?: ?(?:,|va|/|-) ?(?:cac )?{nouns})*$"
    )


@cache
def _of_areas() -> regex.Pattern[str]:
    """Kinds of area in the plural at the end of a name: 'Phòng Y tế các huyện, thị xã'."""
    areas = "|".join(sorted(map(fold, area_levels()), key=len, reverse=True))
    return regex.compile(rf"\bcac (?:{areas})(?: ?(?:,|va|/) ?(?:{areas}))*$")


@cache
def _qualifiers() -> regex.Pattern[str]:
    """What goes on with the name before it; one syllable must be printed as it is: 'Tài chính' is no 'tại'."""
    words = sorted(agency_words("qualifier"), key=len, reverse=True)
    return regex.compile(rf"(?:{'|'.join(map(regex.escape, words))})\b", regex.IGNORECASE)


def _goes_on(text: str) -> bool:
    """Whether a text begins with a qualifier ("thuộc ...", "trên địa bàn ..."), its marks misread or not."""
    key = fold(text)
    several = (word for word in _words("qualifier") if " " in word)
    return bool(_qualifiers().match(text)) or any(f"{key} ".startswith(f"{word} ") for word in several)


@cache
def _sectors() -> dict[str, frozenset[str]]:
    """For each head (so, phong, ...) the folded names that follow it in the registry."""
    sectors: dict[str, set[str]] = {}
    for agency in agencies():
        for form in (agency.name, *agency.aliases):
            head, _, field = fold_words(form).partition(" ")
            if head in _LENDING_HEADS:
                sectors.setdefault(head, set()).update({field, _AREA_BEHIND.sub("", field)} - {""})
    return {head: frozenset(fields) for head, fields in sectors.items()}


@cache
def _joined_names() -> regex.Pattern[str]:
    """Registered names, with and without their head, that hold a comma or 'và': not to be divided there."""
    forms = set()
    for form in registered_forms().values():
        key = fold(form)
        if regex.search(r",| va ", key) and not key.startswith(("ubnd cap", "ubnd huyen")):
            forms.add(key)
            head, _, field = key.partition(" ")
            if head in {"so", "phong", "bo"} and regex.search(r",| va ", field):
                forms.add(field)
    ordered = sorted(forms, key=len, reverse=True)
    return regex.compile(rf"\b(?:{'|'.join(map(regex.escape, ordered))})\b")


def _protect(text: str) -> str:
    """The text with the dividers inside registered names taken out of sight, same length."""
    key = fold_keeping_length(text)
    chars = list(text)
    for match in _joined_names().finditer(key):
        for inner in regex.finditer(r"\bva\b|,", match.group()):
            at = match.start() + inner.start()
            chars[at] = "\ue001" if inner.group() == "," else "\ue000"
            if inner.group() == "va":
                chars[at + 1] = "\ue003"
    return "".join(chars)


def _unprotect(text: str) -> str:
    return text.replace("\ue000\ue003", "và").replace("\ue001", ",")


def _is_place(text: str) -> bool:
    """Whether a text can be the name of an area: capitals throughout, and no head of an agency."""
    return all(word[0].isupper() or word[0].isdigit() for word in text.split()) and not _begins_name(text)


def _is_sector(head: str, text: str) -> bool:
    """Whether the text is what follows a head word in a registered name, an area after it aside."""
    words = fold_words(_unprotect(text)).split()
    fields = _sectors().get(head, frozenset())
    return any(" ".join(words[:count]) in fields for count in range(len(words), 0, -1))


def _head_of(item: _Item) -> str:
    return item.plural_head or fold_words(item.text).partition(" ")[0]


def _spelled_head(item: _Item, head: str) -> str:
    if not item.plural_head:
        return item.text.split()[0]
    return next(word for word in agency_words("head") if fold(word) == head).capitalize()


def _area_word(key: str) -> str | None:
    areas = sorted(map(fold, area_levels()), key=len, reverse=True)
    return next((area for area in areas if key == area or key.startswith(f"{area} ")), None)


def _next_level(item: _Item, text: str) -> str | None:
    """'UBND cấp huyện' + 'xã' → 'UBND cấp xã'; 'UBND các huyện' + 'các xã' → 'UBND các xã'; None elsewhere.

    Areas of one level are one collective ("UBND xã, phường, thị trấn"); of two levels they are two agencies.
    """
    council = regex.match(r"(?P<body>(?:Chủ tịch |Lãnh đạo )?(?:UBND|HĐND)) (?P<form>cấp |các )?", item.text)
    if council is None:
        return None
    key = fold(text)
    prefix = regex.match(r"(cap|cac) ", key)
    area = _area_word(key[prefix.end() :] if prefix else key)
    before = _area_word(fold(item.text[council.end() :]))
    if area is None or before is None or key.startswith("xa hoi"):
        return None
    levels = {fold(word): level for word, level in area_levels().items()}
    if not prefix and not (council["form"] or "").startswith("cấp") and levels[before] == levels[area]:
        return None
    return f"{council['body']} {text}" if prefix else f"{council['body']} {council['form'] or ''}{text}"


def _begins_name(text: str) -> bool:
    return bool(_heads().match(fold(text)))


def _continues(item: _Item, text: str, divider: str) -> bool:
    """Whether the text after a divider still belongs to the name before it."""
    key, before = fold(_unprotect(text)), fold(_unprotect(item.text))
    if _goes_on(_unprotect(text)):
        return True
    if _open_collective().match(before) and _bare().match(key):
        # "Ban Chỉ huy", "Ban nhân dân": names; "xã Hải An", "Ban ngành": parts of the collective.
        bare = _bare().match(key)
        rest = _unprotect(text)[bare.end() :].strip() if bare else ""
        named = regex.match(r"\p{L}\p{Ll}+\s+\p{Lu}", text) or (
            text[0].isupper() and rest and not _bare().match(fold(rest))
        )
        return _area_word(key) is not None or not named or _goes_on(rest)
    if is_named_area(item.text) and is_named_area(text):
        # 'Thôn 1, thôn 2', 'bản Nà Ho và bản Pá Lau'.
        return False
    if _area_word(key) is not None and _of_areas().search(before) and not regex.search(r"\p{Lu}", text):
        # 'Phòng Y tế các huyện, thị xã': the areas are those of one name.
        return True
    if regex.search(r"\bvan phong\b.{0,200}\b(?:hdnd|ubnd|quoc hoi)$", before) and key.startswith(("ubnd", "hdnd")):
        return True
    if _begins_name(text) or registered_agency(_unprotect(text)) is not None:
        return False
    if is_person(text) or is_person(item.text):
        return False
    if _bare().match(key) and _bare().fullmatch(key):
        return True
    complete = registered_agency(_unprotect(item.text)) is not None
    return not (complete and divider.strip() in {",", "/"} and text[0].isupper())


def _split_soft(piece: str) -> list[str]:
    """One piece without hard dividers, name by name."""
    items: list[_Item] = []
    at, divider = 0, ""
    for match in [*_SOFT.finditer(piece), None]:
        text = piece[at : match.start() if match else len(piece)].strip(" .,:-–/")
        if text:
            _place(items, text, divider)
        if match:
            at, divider = match.end(), match.group()
    return lend_areas([_unprotect(item.text) for item in items])


def _place(items: list[_Item], text: str, divider: str) -> None:
    """Put the next text of a list where it belongs: behind the last name, or as a name of its own."""
    text = clean_agency(text) or text
    last = items[-1] if items else None
    kind = named_areas(text)
    if kind:
        items.append(_Item(" ".join(kind), kind[0], places=True))
        return
    plural = _PLURAL.match(fold(text))
    if plural and (not _begins_name(text[plural.end() :]) or _is_sector(plural["head"], text[plural.end() :])):
        head, field = plural["head"], text[plural.end() :]
        if ":" in text[: plural.end()] or _is_sector(head, field):
            items.append(_Item("", head))
            items[-1].text = f"{_spelled_head(items[-1], head)} {field}"
            return
    elif plural and ":" in text[: plural.end()]:
        items.append(_Item(text[plural.end() :], plural["head"]))
        return
    areas = _NAMED_AREAS.match(text)
    if areas:
        # "UBND các huyện: Văn Yên, Trấn Yên" lends body and kind of area to each name.
        lent = f"{areas['body']} {areas['area']}"
        items.append(_Item(f"{lent} {text[areas.end() :]}", lent, places=True))
        return
    named = _NAMED_AREA.match(text)
    if last is None or named:
        items.append(_Item(text, named["lent"] if named else "", places=named is not None))
        return
    if is_post_of(last.text, text):
        last.text += f", {text}"
        return
    if fold(text) in _words("invite"):
        return
    of_area = _COUNCIL_OF_AREA.match(last.text)
    if of_area and _AREA.match(text):
        items.append(_Item(f"{of_area['body']} {text}"))
        return
    if last.places and _is_place(text):
        items.append(_Item(f"{last.plural_head} {text}", last.plural_head, places=True))
        return
    alike_before = number_behind(last.text, text) or post_behind(last.text, text)
    if alike_before:
        items.append(_Item(alike_before, last.plural_head, places=last.places))
        return
    other_level = _next_level(last, text)
    if other_level is not None:
        items.append(_Item(other_level))
        return
    head = _head_of(last)
    if not _begins_name(text) or _is_sector(head, text):
        lends = last.plural_head and text[0].isupper() and not is_person(text)
        alone = registered_agency(_unprotect(text)) is not None and not lends
        alike = _is_sector(head, text) and _is_sector(head, last.text.partition(" ")[2])
        if alike and not last.plural_head and divider.strip() == "và" and not _is_borrowed(items):
            # "Phòng Nội vụ và Dân tộc" is one merged office; of two a list says "các phòng", or names the word again.
            last.text += f" và {text}"
            return
        if not alone and (lends or alike):
            items.append(_Item(f"{_spelled_head(last, head)} {text}", last.plural_head, borrowed=True))
            return
    if _continues(last, text, divider):
        mark = divider.strip()
        last.text += (f"{mark} " if mark in {",", "."} else f" {mark} ") + text
        return
    items.append(_Item(text, last.plural_head if not _begins_name(text) else ""))


def _is_borrowed(items: list[_Item]) -> bool:
    """Whether the last name has its first word from the one before it: then "và" only ends the list."""
    return len(items) > 1 and items[-1].borrowed


def _split_run_together(name: str) -> list[str]:
    """Names that a lost line break has run together: 'Sở Nội vụ Sở Tài chính'."""
    for match in regex.finditer(
        r"(?<=\s)(?:Sở|Phòng|Văn phòng|Trung tâm|Các|UBND các|Công an|Bộ|Ban|Hội|Đài|Cục|Chi cục)\s", name
    ):
        before = name[: match.start()].strip()
        if registered_agency(before) is not None and regex.search(r"\s", before):
            return [before, *_split_run_together(name[match.start() :])]
    return [name]


@lru_cache(maxsize=8192)
def _split(raw: str) -> tuple[str, ...]:
    if len(raw) > _LONGEST_LIST:
        return (canonical_agency(raw),)
    text, brackets = mask_brackets(_TAG.sub(" ", raw))
    text = text.replace("…", " ").replace("...", " ")
    dash = regex.compile(r"(?:^|\s)[-+–]\s+(?=\p{L})") if _BULLETED.match(text) else _HARD
    names: list[str] = []
    for part in dash.split(text):
        for piece in _HARD.split(part):
            expanded = spell_councils_short(expand_abbreviations(clean_agency(piece)))
            expanded = drop_introduction(expanded, _heads())
            for name in _split_soft(_protect(expanded)):
                names += [unmask_brackets(canonical_agency(single), brackets) for single in _split_run_together(name)]
    return tuple(name for name in names if any(char.isalpha() for char in name) and fold(name) not in _NO_NAMES)


def split_agencies(raw: str) -> list[str]:
    """The agencies that a cell names, in order, each by its canonical name; empty for a blank cell or a dash.

    >>> split_agencies("Các Sở: TT&TT, Nội vụ, VP UBND tỉnh và đơn vị, địa phương liên quan")
    ['Sở Thông tin và Truyền thông', 'Sở Nội vụ', 'Văn phòng UBND tỉnh', 'đơn vị, địa phương liên quan']
    """
    return list(_split(raw))
