"""Canonical names of agencies: abbreviations written out, slips of recognition undone, wording kept otherwise.

UBND and HĐND stay short, as the annotation guidelines have it. A name is restored from the registry (see
corpora/agencies.tsv) on its folded key; a key that is not registered is restored only within a small edit distance,
with the same digits, and where the word that differs is no word of any registered name.
"""

from functools import cache, lru_cache

import regex
from rapidfuzz.distance import Levenshtein

from corpora.agencies import Agency, abbreviations, agencies, agency_words
from models.text import BLANKS_BEFORE, fold, fold_words, strip_marks

_TAG = regex.compile(r"<sup>.*?</sup>|<[^<>]*>|\*\*|\[\d+\]", regex.IGNORECASE)
_DIRT = regex.compile(r"[\[\]|`~®©'‘’_]")
"""Specks and rulings read as characters; no name of an agency has them."""
_REMARK = regex.compile(r"\s*\([^()]*\)")
_ROLE_AFTER = regex.compile(
    r"(?<!\s)\s+(?:là )?(?:cơ quan |đơn vị )?(?:(?:chủ trì|phối hợp)(?: thực hiện)?|thực hiện|tham mưu|theo dõi)$",
    regex.IGNORECASE,
)
_FOOTNOTE = regex.compile(r"[¹²³⁰-⁹]+|(?<=\p{Ll})\d{1,2}(?=\s*(?:[,;.]|$))")
"""A mark in small figures, also where recognition made it a figure as large as the letters."""
_EDGES = " \t\n.,;:-–+•*/\\|_\"'“”()"
_SHORT_FORM = regex.compile(r"(?<![\p{L}\d&])\p{Lu}[\p{Lu}&-]{4,}(?![\p{L}\d&])")
_TORN = regex.compile(r"(?<![\p{L}\d&])\p{Lu}[\p{Lu}&-]{0,8}(?: [\p{Lu}&-]{1,8}){1,3}(?![\p{L}\d&])")
_SHORTEST_TORN = 4
"""Letters of an abbreviation below which its pieces may be something else."""
_DASH = regex.compile(rf"{BLANKS_BEFORE}[‐‑‒–—−]\s*|(?<=\p{{Ll}})\s*-\s*(?=\p{{L}})|(?<!\s)\s+-\s*|-\s+")
_FIRST_LETTERS = regex.compile(r"(?<=\p{L})\s*&\s*(?=\p{L})")
_SPELLED = (
    (regex.compile(r"\b[uủ]y? ban nhan dan\b"), "UBND"),
    (regex.compile(r"\bhoi dong nhan dan\b"), "HĐND"),
)
_DIVIDERS = {"&": r"(?:\s*&\s*|\s+va\s+)", "-": r"\s*[-–—]\s*", ",": r"\s*,\s*"}
"""How the parts of an abbreviation are divided in print: "NN&PTNT", "NN & PTNT", "NN và PTNT"."""
_OTHER_HEAD = regex.compile(
    r"\b(?:ubnd|hdnd|van phong|vp|cong an|trung tam|so|phong|ban|bo|dai|hoi|truong|thuong truc|ngan hang)\b"
)
_COUNCIL_DOT = regex.compile(
    r"(?<!\p{L})(?P<short>\p{Lu}{1,4})\s?\.\s?(?=(?:UBND|HĐND|TU|HU|Tỉnh|Huyện|Thành|Thị|Đảng|Sở|Đoàn)\b)"
)
"""The full stop of an abbreviation before a council's: 'VP. UBND', 'CT.HĐND'."""
LONGEST_NAME = 400
"""Characters; what is longer is a sentence, and is left as it is."""
SHORTEST_FUZZY = 8
"""Letters of a folded name below which a slip could be another name: 'so y te', 'bo y te'."""
LONG_FUZZY = 16
"""From here on two slips are still fewer than the difference between any two registered names."""


def clean_agency(raw: str) -> str:
    """A name without markup, footnote marks, bracketed remarks and polite words ("Mời", "Đề nghị") around it."""
    text = _FOOTNOTE.sub("", _DIRT.sub(" ", _REMARK.sub("", _TAG.sub(" ", raw))))
    text = _ROLE_AFTER.sub("", " ".join(text.split()).strip(_EDGES))
    for word in sorted(agency_words("invite"), key=len, reverse=True):
        # One syllable must be printed as it is: 'Giáo dục' is no 'giao'.
        key, start = (fold(text), fold(word)) if " " in word else (text.casefold(), word)
        if key.startswith(f"{start}:") or (key.startswith(f"{start} ") and not _begins_field(text)):
            return clean_agency(text[len(word) :])
    return text


@cache
def _field_beginnings() -> frozenset[str]:
    """First two words of what follows the head of a registered name: 'giao thông', 'kế hoạch'."""
    return frozenset(" ".join(fold_words(agency.name).split()[1:3]) for agency in agencies())


def _begins_field(text: str) -> bool:
    """Whether a text begins with what a list names without its head: 'Giao thông vận tải' is nothing that is given."""
    return " ".join(fold_words(text).split()[:2]) in _field_beginnings()


@cache
def _short_patterns() -> tuple[tuple[regex.Pattern[str], str, str], ...]:
    """Pattern on the text without marks, expansion and head of each abbreviation, the longest first."""
    patterns = []
    for entry in abbreviations():
        if entry.use != "agency":
            continue
        parts = regex.split(r"([&,-]|\s+)", strip_marks(entry.short))
        body = "".join(_DIVIDERS.get(part, r"\s+" if part.isspace() else regex.escape(part)) for part in parts)
        patterns.append((regex.compile(rf"(?<![\p{{L}}\d&]){body}(?![\p{{L}}\d&])"), entry.expansion, fold(entry.head)))
    return tuple(patterns)


@cache
def _known_short_forms() -> frozenset[str]:
    return frozenset(strip_marks(entry.short) for entry in abbreviations())


def _repair_short_form(form: str) -> str:
    """A misread abbreviation as the one known form a letter away: LĐTĐ&XH, LĐT&XH → LĐTB&XH."""
    if strip_marks(form) in _known_short_forms():
        return form
    near = {
        entry.expansion: entry.short
        for entry in abbreviations()
        if entry.use == "agency"
        and len(entry.short) >= 5
        and Levenshtein.distance(form, entry.short, score_cutoff=1) <= 1
    }
    return next(iter(near.values())) if len(near) == 1 else form


def _is_under(head: str, before: str) -> bool:
    """Whether the last head word before an abbreviation is this one, be it some names before: "Các Sở: YT, TC"."""
    heads = _OTHER_HEAD.findall(fold_words(before.rpartition(";")[2]))
    return bool(heads) and heads[-1] == head


@cache
def _name_beginnings() -> dict[str, frozenset[str]]:
    """For each first word or pair of words of the registry ("phong", "trung tam") the two words that follow it."""
    found: dict[str, set[str]] = {}
    for agency in agencies():
        for form in (agency.name, *agency.aliases):
            words = fold_words(form).split()
            for length in (1, 2):
                found.setdefault(" ".join(words[:length]), set()).add(" ".join(words[length : length + 2]))
    return {head: frozenset(beginnings) for head, beginnings in found.items()}


@cache
def _short_heads() -> tuple[tuple[regex.Pattern[str], str, frozenset[str]], ...]:
    """Pattern, expansion and the abbreviations that only follow it, of each abbreviated first word of a name."""
    found = []
    for entry in abbreviations():
        if entry.use == "head":
            after = frozenset(
                strip_marks(other.short)
                for other in abbreviations()
                if other.use == "agency" and fold(other.head) == fold(entry.expansion)
            )
            place = r"(?:^|(?<=[,;:/\n+–-])|(?<=\bvà)|(?<=\bvới))(?P<space>\s*)"
            found.append((regex.compile(rf"{place}{entry.short}(?:\s?\.\s?|\s+)(?=\p{{Lu}})"), entry.expansion, after))
    return tuple(found)


def _expand_heads(text: str) -> str:
    """The abbreviated first word of names written out ("P. Kinh tế", "TT Y tế") where the registry has such a name.

    Elsewhere the same letters stand for something else: 'P. Tân An' is a ward, 'xã, TT Ba Sao' a township.
    """
    for pattern, expansion, after in _short_heads():
        for match in reversed(list(pattern.finditer(text))):
            rest = text[match.end() :]
            short = regex.match(r"[\p{L}\d&-]+", strip_marks(rest))
            words = fold_words(_expand_bodies(rest[:80], expansion)).split()
            known = " ".join(words[:2]) in _name_beginnings().get(fold(expansion), frozenset())
            if known or (short and short.group() in after):
                text = f"{text[: match.start()]}{match['space']}{expansion} {rest}"
    return text


def _join_torn(text: str) -> str:
    """Abbreviations that recognition tore apart as one: 'TN&M T', 'LĐTB& XH'. The whole must be known, a piece not:
    'VP TU' are two."""
    known = _known_short_forms()

    def join(match: regex.Match[str]) -> str:
        pieces = match.group().split()
        for count in range(len(pieces), 1, -1):
            for at in range(len(pieces) - count + 1):
                part = pieces[at : at + count]
                whole = strip_marks("".join(part))
                if len(whole) >= _SHORTEST_TORN and whole in known and not known.issuperset(map(strip_marks, part)):
                    return " ".join([*pieces[:at], "".join(part), *pieces[at + count :]])
        return match.group()

    return _TORN.sub(join, text)


def expand_abbreviations(text: str) -> str:
    """The text with the abbreviations of agency names written out: "Sở TT&TT" → "Sở Thông tin và Truyền thông"."""
    text = _join_torn(text)
    text = _expand_heads(_COUNCIL_DOT.sub(lambda match: f"{match['short']} ", text))
    text = _SHORT_FORM.sub(lambda match: _repair_short_form(match.group()), text)
    # Twice, as an abbreviation may stand behind a head that is one itself: 'VP TU', 'huyện, TX, TP'.
    return _expand_bodies(_expand_bodies(text))


def _expand_bodies(text: str, lead: str = "") -> str:
    """The text with its abbreviations written out, as if it stood behind `lead`."""
    for pattern, expansion, head in _short_patterns():
        plain = strip_marks(text)
        if len(plain) != len(text):
            return text
        for match in reversed(list(pattern.finditer(plain))):
            if head and not _is_under(head, f"{lead} {text[: match.start()]}"):
                continue
            text = text[: match.start()] + expansion + text[match.end() :]
    return text


def spell_councils_short(text: str) -> str:
    """The text with 'Ủy ban nhân dân' and 'Hội đồng nhân dân' as UBND and HĐND."""
    for pattern, short in _SPELLED:
        plain = strip_marks(text).lower()
        if len(plain) != len(text):
            return text
        for match in reversed(list(pattern.finditer(plain))):
            text = text[: match.start()] + short + text[match.end() :]
    return text


@cache
def registered_forms() -> dict[str, str]:
    """Folded key of every registered name and alias, with the spelling to restore."""
    forms: dict[str, str] = {}
    for agency in agencies():
        for form in (agency.name, *agency.aliases):
            form = spell_councils_short(form)
            if expand_abbreviations(form) == form:
                forms.setdefault(fold_words(form), form)
    return forms


@cache
def _forms_by_length() -> dict[int, tuple[str, ...]]:
    lengths: dict[int, list[str]] = {}
    for key in registered_forms():
        lengths.setdefault(len(key.split()), []).append(key)
    return {length: tuple(keys) for length, keys in lengths.items()}


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(word for key in registered_forms() for word in key.split())


def _may_be_slip(key: str, form: str) -> bool:
    """Whether the words that differ can be misread: 'các' for 'cấp' is another word, not a slip."""
    pairs = zip(key.split(), form.split(), strict=True)
    return all(read == known or read not in _vocabulary() for read, known in pairs)


def _digits(key: str) -> str:
    return "".join(char for char in key if char.isdigit())


def _nearest_form(key: str) -> str | None:
    """The one registered key within the allowed distance of a misread key of the same number of words."""
    if len(key) < SHORTEST_FUZZY:
        return None
    limit = 1 if len(key) < LONG_FUZZY else 2
    near = [
        (distance, form)
        for form in _forms_by_length().get(len(key.split()), ())
        if (distance := Levenshtein.distance(key, form, score_cutoff=limit)) <= limit
        and _digits(key) == _digits(form)
        and _may_be_slip(key, form)
    ]
    near.sort()
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return near[0][1]


def _restore(text: str) -> str:
    """The longest registered beginning of a name in its registered spelling; the rest (an area, say) as it is."""
    words = list(regex.finditer(r"[\p{L}\d]+", text))
    keys = [fold_words(word.group()) for word in words]
    forms = registered_forms()
    for count in range(len(words), 1, -1):
        key = " ".join(keys[:count])
        found = key if key in forms else _nearest_form(key)
        if found is None:
            continue
        form, rest = forms[found], text[words[count - 1].end() :]
        if text[0].islower() and fold(form).startswith("cac "):
            form = form[0].lower() + form[1:]
        return text[: words[0].start()] + form + rest
    return text


@lru_cache(maxsize=8192)
def canonical_agency(name: str) -> str:
    """The name of one agency as it is written in full, in this project's spelling.

    >>> canonical_agency("Phòng Nội vụ - LĐTĐ&XH")
    'Phòng Nội vụ - Lao động - Thương binh và Xã hội'
    >>> canonical_agency("VP UBND tỉnh")
    'Văn phòng UBND tỉnh'
    """
    if len(name) > LONGEST_NAME:
        return " ".join(name.split())
    text = clean_agency(name)
    if not text:
        return ""
    text = spell_councils_short(expand_abbreviations(_FIRST_LETTERS.sub("&", text)))
    return _restore(" ".join(_DASH.sub(" - ", text).split()))


@cache
def _registry() -> dict[str, Agency]:
    found: dict[str, Agency] = {}
    for agency in agencies():
        for form in (agency.name, *agency.aliases):
            found.setdefault(fold_words(canonical_agency(form)), agency)
            found.setdefault(fold_words(form), agency)
    return found


def registered_agency(name: str) -> Agency | None:
    """The registered agency that a name or an alias stands for; None where it is not registered."""
    return _registry().get(fold_words(canonical_agency(name)))
