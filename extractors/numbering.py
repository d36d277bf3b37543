"""Labels of the official form: Phần, Chương, Mục, Điều, A., I., 1., 1.1., a), (i), Phụ lục.

Source: Nghị định 30/2020/NĐ-CP, annex I, part II.6 (nội dung văn bản) and III.1 (phụ lục). A label is what is printed;
its `ordinal` is what it counts; `choices` are other readings where recognition confuses letters (l. for 1., ll. for
II., d) for đ)), among which the sequence decides.
"""

from dataclasses import dataclass
from enum import IntEnum

import regex

from models.text import fold

LETTERS = "abcdđeghiklmnopqrstuưvxy"
"""Order of the points of a clause: the Vietnamese alphabet without ă, â, ê, ô, ơ, as plans count."""
_WORD_ORDINALS = {
    "nhat": 1, "mot": 1, "hai": 2, "nhi": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8,
    "chin": 9, "muoi": 10,
}  # fmt: skip


class Style(IntEnum):
    """Kinds of labels, outermost first."""

    APPENDIX = 0
    PART = 1
    CHAPTER = 2
    MUC = 3
    CAPITAL = 4
    ROMAN = 5
    ARTICLE = 6
    ARABIC = 7
    ARABIC_PAREN = 12
    LETTER = 13
    SMALL_ROMAN = 14


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a block."""

    style: Style
    depth: int
    """Number of parts of an arabic label: 1 for '1.', 2 for '1.1.'; 1 for all others."""
    ordinal: int | None
    """What it counts; None for an appendix without number."""
    printed: str
    key: str
    """Its part of a path: 'I', '1.1', 'a', 'Điều 1', 'PL1', 'P1'."""
    length: int
    """Characters of the block that the label and the space behind it take."""
    choices: tuple["Label", ...] = ()

    @property
    def rank(self) -> int:
        """Place in the static order: a smaller rank is further outside."""
        return self.style + (self.depth - 1 if self.style is Style.ARABIC else 0)


def roman_value(text: str) -> int | None:
    """Value of a roman numeral up to 39, None where it is none. 'IV' is 4, 'VIIII' is none."""
    if not regex.fullmatch(r"X{0,3}(IX|IV|V?I{0,3})", text) or not text:
        return None
    values = {"I": 1, "V": 5, "X": 10}
    total = 0
    for char, after in zip(text, [*text[1:], ""], strict=True):
        value = values[char]
        total += -value if after and values[after] > value else value
    return total


_PREFIXED = (
    # (style, folded word, prefix of the path)
    (Style.PART, r"phan", "P"),
    (Style.CHAPTER, r"chuong", "Chương "),
    (Style.MUC, r"(?:tieu )?muc", "Mục "),
)
_NUMERAL = rf"(?:thu\s+)?(?P<word>{'|'.join(_WORD_ORDINALS)})\b|(?P<roman>[IVXl]{{1,6}})\b|(?P<arabic>\d{{1,2}})\b"
_APPENDIX = regex.compile(
    r"^(?:PHỤ LỤC|Phụ lục|PHU LUC|Phu luc)"
    r"(?:\s+(?:số|SỐ)?\s*:?\s*(?P<number>\d{1,2}|[IVX]{1,6}|[A-Z])\b)?(?P<tail>\s*[.:–-]?\s*)"
)
_ARTICLE = regex.compile(r"^[ĐÐD][iI][eêềếểễệẹèéEÊỀẾỂỄỆ][uU]\s+(?P<number>[\dlIO]{1,3})\s*(?:[.:]|,(?=\s+\p{Lu}))?\s*")
_CAPITAL = regex.compile(r"^(?P<label>[A-HĐ])\s*[.)/-]\s+(?=\p{Lu})")
_ROMAN = regex.compile(
    r"^(?P<label>[IVXlH1]{1,6})\s*[.,:;]\s*(?=[\p{Lu}\"“])|^(?P<label>[IVX]{1,6})\s*[-–/)]\s+(?=\p{Lu})"
    r"|^(?P<label>[IVX]{2,6})\.\s+(?=\p{Ll})"
)
_ARABIC = regex.compile(
    # A number may follow: '2. 100% hồ sơ', '3.1. 05 lớp'; '1. 200 hồ sơ' is a number torn by a blank.
    r"^(?P<label>\d{1,2}(?:\s?[.,]\s?\d{1,2}){0,3})\s?(?P<mark>[./)])\s*"
    r"(?=[\p{L}\"“(]|(?<=[.)]\s)\d{1,2}(?:,\d{1,2})?(?![\d./])|(?<=[.)]\s)\d{3}\s?%)"
    r"|^(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})\s+(?=\p{Lu})"
)
_ARABIC_DASH = regex.compile(r"^(?P<label>[1-9]\d?(?:\.[1-9]\d?){0,3})\s?[-–]\s?(?=\p{Lu}\p{L}*\s)")
_ARABIC_SLIP = regex.compile(r"^(?P<label>[lI|])(?P<mark>[.)])\s*(?=\p{Lu})")
_LETTER = regex.compile(r"^(?P<label>[a-zđưð])(?P<mark>\.|\s?\)|/(?=\s))\s*(?=[\p{L}\"“(\d])")
_SMALL_ROMAN = regex.compile(r"^\(?(?P<label>[ivx]{1,5})\)\s*(?=\p{L})")
_PARENTHESISED = regex.compile(r"^\((?P<label>\d{1,2}|[a-zđ])\)\s*(?=\p{L})")
_LOOSE = regex.compile(r"^(?:[a-zđ]\s?[.,:)}\]|](?:\s+|(?=\p{Lu}))|[a-zđ]\s)(?=[\"“]?\p{Lu}\p{Ll})")
_LONGEST_BARE = 40
"""Characters."""
_BARE = regex.compile(
    r"^\s*(?:Điều\s+\d{1,3}|[\dIVXl]{1,5}(?:\.\d{1,2}){0,3}|[a-zđA-HĐ]|\([ivx\d]{1,4}|[ivx]{2,4})\s?[.):/]+\s*$"
)


def read_label(text: str) -> Label | None:
    """The label with which a block begins, None where it begins with none.

    Years, dates, decimals and quantities are no labels: '2021. …', '1.200 hồ sơ', '31/12', '5 mô hình'.
    """
    return (
        _prefixed(text)
        or _appendix(text)
        or _article(text)
        or _roman_or_capital(text)
        or _arabic(text)
        or _letter(text)
    )


def key_of(style: Style, ordinal: int) -> str | None:
    """Part of a path that counts `ordinal` in a style; None where the style counts none so far.

    >>> key_of(Style.ROMAN, 4), key_of(Style.LETTER, 5), key_of(Style.ARABIC, 12)
    ('IV', 'đ', '12')
    """
    if style is Style.ROMAN:
        return _roman(ordinal)
    if style is Style.SMALL_ROMAN:
        return (_roman(ordinal) or "").lower() or None
    if style is Style.LETTER:
        return LETTERS[ordinal - 1] if 1 <= ordinal <= len(LETTERS) else None
    return str(ordinal) if style in (Style.ARABIC, Style.ARABIC_PAREN) else None


def ordinal_of(style: Style, key: str) -> int | None:
    """What the last part of a key counts."""
    if style in (Style.ROMAN, Style.SMALL_ROMAN):
        return roman_value(key.upper())
    if style is Style.LETTER:
        return LETTERS.index(key) + 1 if key in LETTERS else None
    return int(key) if key.isdigit() else None


def as_meant(label: Label) -> str:
    """The label as it should have been printed: as it is where only its key and a regular mark stand there."""
    key = regex.escape(label.key)
    if label.style in (Style.ROMAN, Style.CAPITAL, Style.ARABIC):
        if regex.fullmatch(rf"0?{key}(?:[.)/]|\s?[-–])?", label.printed):
            return label.printed
        return label.key + ("/" if label.printed.endswith("/") else ".")
    if label.style in (Style.LETTER, Style.SMALL_ROMAN, Style.ARABIC_PAREN):
        if regex.fullmatch(rf"\(0?{key}\)|{key}[.)/]?", label.printed):
            return label.printed
        return f"({label.key})" if label.printed.startswith("(") else label.key + ")"
    if label.style is Style.ARTICLE and not regex.fullmatch(rf"(?i:{key})\s*[.:]?", label.printed):
        return label.key + "."
    return label.printed


def begins_with_label(text: str) -> bool:
    """Whether a line begins as labels begin, in a shape that recognition or typing may give them too.

    >>> begins_with_label("a } Rà soát"), begins_with_label("b Rà soát"), begins_with_label("a lô hàng")
    (True, True, False)
    """
    return read_label(text) is not None or is_bare_label(text) or _LOOSE.match(text) is not None


def is_bare_label(text: str) -> bool:
    """Whether a line is a label with its mark and nothing else: its title stands on the next line.

    >>> is_bare_label("I."), is_bare_label("2.1."), is_bare_label("a)"), is_bare_label("2")
    (True, True, True, False)
    """
    return len(text) <= _LONGEST_BARE and _BARE.match(text) is not None and read_label(f"{text.strip()} X") is not None


def _roman(number: int) -> str | None:
    if not 1 <= number < 40:
        return None
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def make_label(
    style: Style,
    ordinal: int | None,
    printed: str,
    key: str,
    length: int,
    *,
    depth: int = 1,
    choices: tuple[Label, ...] = (),
) -> Label:
    """A label as printed; the length counts what follows it up to the text."""
    return Label(style, depth, ordinal, printed.strip(), key, length, choices)


def _prefixed(text: str) -> Label | None:
    head = text[:40]
    for style, word, prefix in _PREFIXED:
        match = regex.match(r"^(?P<name>\p{L}+(?:\s+\p{L}+)?)\s+(?P<numeral>\S+(?:\s+\p{L}+)?)", head)
        if not match:
            return None
        found = regex.match(rf"^{word}\s+", fold(head) + " ")
        if not found:
            continue
        words = head.split()
        skip = len(found[0].split())
        rest = " ".join(words[skip:])
        number = regex.match(_NUMERAL, fold(rest).replace("1v", "iv")) or regex.match(_NUMERAL, rest)
        if number is None:
            continue
        if number["word"]:
            ordinal: int | None = _WORD_ORDINALS.get(number["word"])
            count = len(number[0].split())
        elif number["arabic"]:
            ordinal, count = int(number["arabic"]), 1
        else:
            ordinal, count = roman_value(number["roman"].replace("l", "I")), 1
        if ordinal is None:
            continue
        printed = " ".join(words[: skip + count]).rstrip(".:")
        end = regex.match(rf"(?:\S+\s+){{{skip + count - 1}}}\S+?(?=[.:–-]?(?:\s|$))[.:–-]?\s*", text)
        length = end.end() if end else len(printed)
        rest_of_block = text[length:]
        # 'Phần mềm …', 'Mục 1, Phần II của …' stand in sentences: a label stands alone or before a title.
        if "," in printed or (rest_of_block and (rest_of_block[0].islower() or rest_of_block[0] in ",;")):
            return None
        numeral = " ".join(words[skip : skip + count]).rstrip(".:")
        key = f"P{ordinal}" if style is Style.PART else f"{prefix}{numeral}"
        return make_label(style, ordinal, printed, key, length)
    return None


def _appendix(text: str) -> Label | None:
    match = _APPENDIX.match(text)
    if not match:
        return None
    rest = text[match.end() :]
    capital = match[0].startswith("PH")
    # A mention ('Phụ lục 1 kèm theo Kế hoạch này') goes on in small letters; a label stands alone or before its title.
    if rest and not (
        rest[0] == "(" or rest.upper() == rest or (rest[0].isupper() and (match["tail"].strip() or capital))
    ):
        return None
    number = match["number"]
    ordinal = None if number is None else int(number) if number.isdigit() else roman_value(number)
    # Annexes are counted in roman or arabic figures; paths count all alike. A letter (Phụ lục A) stays one.
    key = "PL" + ("" if number is None else str(ordinal) if ordinal else number)
    return make_label(Style.APPENDIX, ordinal, text[: match.end()].strip(" .:–-"), key, match.end())


def _article(text: str) -> Label | None:
    match = _ARTICLE.match(text)
    if not match:
        return None
    rest = text[match.end() :]
    # 'Điều 3 Quyết định này …' inside a sentence keeps no dot and goes on without one.
    if match[0].rstrip()[-1] not in ".:," and rest and not rest[0].isupper():
        return None
    digits = match["number"].translate(str.maketrans("lIO", "110"))
    return make_label(Style.ARTICLE, int(digits), match[0], f"Điều {int(digits)}", match.end())


def _roman_or_capital(text: str) -> Label | None:
    match = _ROMAN.match(text)
    if match:
        raw = match["label"]
        # Recognition reads II as H, ll, Il or 11, III as IH or HI, I as l or 1.
        readings = {raw.replace("l", "I").replace("H", "II").replace("1", "I"), raw}
        values = [(reading, roman_value(reading)) for reading in sorted(readings)]
        romans = [(reading, value) for reading, value in values if value]
        if romans and not raw.isdigit():
            reading, value = romans[0]
            clean = raw == reading
            choices: tuple[Label, ...] = ()
            if raw in ("l", "I"):
                choices = (make_label(Style.ARABIC, 1, match[0], "1", match.end()),)
            if raw in "CDVXLMI" and len(raw) == 1 and clean:
                choices += (make_label(Style.CAPITAL, ord(raw) - 64, match[0], raw, match.end()),)
            return make_label(Style.ROMAN, value, match[0], reading, match.end(), choices=choices)
    match = _CAPITAL.match(text)
    if match:
        letters = "ABCDĐEGH" if "Đ" in match["label"] else "ABCDEFGH"
        ordinal = letters.index(match["label"]) + 1 if match["label"] in letters else 8
        return make_label(Style.CAPITAL, ordinal, match[0], match["label"], match.end())
    return None


def _arabic(text: str) -> Label | None:
    match = _ARABIC.match(text)
    if match:
        parts = [part.strip() for part in regex.split(r"[.,]", match["label"])]
        mark = match["mark"] or "."
        if mark == "/" and text[match.end() - 1 : match.end()] != " ":
            return None
        if len(parts) == 1 and not match["mark"]:
            return None
        if len(parts) > 1 and any(len(part) > 1 and part.startswith("0") for part in parts[1:]):
            return None
        ordinal = int(parts[-1])
        if ordinal == 0 or ordinal > 60:
            return None
        key = ".".join(str(int(part)) for part in parts)
        if mark == ")" and len(parts) == 1:
            return make_label(Style.ARABIC_PAREN, ordinal, match[0], key, match.end())
        return make_label(Style.ARABIC, ordinal, match[0], key, match.end(), depth=len(parts))
    # The Party's own form of numbering: '1- Kết quả', '2.1- Đến năm 2025'.
    match = _ARABIC_DASH.match(text)
    if match:
        parts = match["label"].split(".")
        key = ".".join(str(int(part)) for part in parts)
        return make_label(Style.ARABIC, int(parts[-1]), match[0], key, match.end(), depth=len(parts))
    match = _ARABIC_SLIP.match(text)
    if match:
        style = Style.ARABIC if match["mark"] == "." else Style.ARABIC_PAREN
        letter = make_label(Style.LETTER, LETTERS.index("l") + 1, match[0], "l", match.end())
        return make_label(style, 1, match[0], "1", match.end(), choices=(letter,) if match["label"] == "l" else ())
    match = _PARENTHESISED.match(text)
    if match and match["label"].isdigit():
        return make_label(Style.ARABIC_PAREN, int(match["label"]), match[0], match["label"], match.end())
    return None


def _letter(text: str) -> Label | None:
    small = _SMALL_ROMAN.match(text)
    roman = None
    if small and (value := roman_value(small["label"].upper())):
        roman = make_label(Style.SMALL_ROMAN, value, small[0], small["label"], small.end())
        if text.startswith("(") or len(small["label"]) > 1:
            return roman
    match = _LETTER.match(text) or _PARENTHESISED.match(text)
    if not match:
        return roman
    letter = match["label"].replace("ð", "đ")
    ordinal = LETTERS.index(letter) + 1 if letter in LETTERS else None
    choices: tuple[Label, ...] = ()
    if letter in "dđ":
        # The stroke of đ comes and goes in recognition: which of the two is meant, the sequence knows.
        other = "đ" if letter == "d" else "d"
        choices = (make_label(Style.LETTER, LETTERS.index(other) + 1, match[0], other, match.end()),)
    elif letter == "l" and match["mark"] == ".":
        choices = (make_label(Style.ARABIC, 1, match[0], "1", match.end()),)
    elif roman:
        choices = (roman,)
    if match["mark" if "mark" in match.groupdict() else "label"] == "." and letter not in "abcdđegh":
        return choices[0] if choices else None
    return make_label(Style.LETTER, ordinal, match[0], letter, match.end(), choices=choices)
