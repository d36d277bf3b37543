"""Quantities: a number with its unit and the words that say how it binds ('tối thiểu 80%', 'từ 1-2 sáng kiến').

Three layers: as printed (`Quantity.start:end`), parsed (value, value_max, unit), normalised (comparator). Vietnamese
number forms: 1.200.000 (points group thousands), 1,5 (comma before decimals), 80 %, 'một trăm phần trăm'. Which nouns
count, which words compare and which numbers are none at all is data in corpora/: units, comparators, non_targets.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import regex

from corpora.clause_words import alternatives
from corpora.senses import fold_senses
from extractors.non_targets import find_non_targets
from extractors.quantity_words import any_of, comparators, coordinated_end, signs, units, written_numbers
from extractors.quantity_words import parse_number as parse_number
from models.records import Comparator
from models.text import fold_keeping_length

Kind = Literal["percent", "count", "rank", "frequency", "factor"]

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d{1,2})?)(?![\d])"
_PERCENT_UNIT = r"(?:%|phan tram\b|‰)"
_TO = r"\s*(?:-|den(?:\s+duoi)?|toi)\s*"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in a text; offsets count characters of that text."""

    start: int
    """Of the number."""
    end: int
    """Behind the unit."""
    head: int
    """Of the first word that belongs to it: 'tối thiểu' of 'tối thiểu có 20%'."""
    tail: int
    """Behind the last word that belongs to it: 'trở lên'."""
    kind: Kind
    value: float | int
    value_max: float | int | None
    unit: str
    comparator: Comparator
    explicit: bool
    """Words of comparison are printed."""
    unit_start: int
    """Where the unit begins; a counted noun is part of what is counted."""


_Maker = Callable[["regex.Match[str]", str], Quantity | None]


def is_measure(unit: str) -> bool:
    """Whether a unit measures (ngày, điểm, tỷ đồng) instead of naming what is counted (mô hình, đơn vị)."""
    return any(name == unit and kind != "count" for known in units().values() for name, kind in known)


def find_quantities(text: str) -> list[Quantity]:
    """All quantities of a text, in order, none overlapping. Numbers of documents, dates, ages, levels … are none."""
    folded = fold_senses(text)
    barred, ordinals, taken = bytearray(len(text)), bytearray(len(text)), bytearray(len(text))
    for number in find_non_targets(text):
        # 'xếp thứ 5' is an ordinal that counts: a rank.
        mask = ordinals if number.reason == "ordinal" else barred
        mask[number.start : number.end] = b"\1" * (number.end - number.start)
    found: list[Quantity] = []
    for pattern, make in _patterns():
        for match in pattern.finditer(folded):
            start, end = match.span("number")
            if (
                any(barred[start:end])
                or (make is not _rank and any(ordinals[start:end]))
                or any(taken[start : match.end()])
            ):
                continue
            quantity = make(match, text)
            if quantity is not None and make in _COUNTING:
                quantity = _with_others(quantity, text)
            if quantity is not None:
                found.append(quantity)
                taken[quantity.start : quantity.tail] = b"\1" * (quantity.tail - quantity.start)
    return sorted(found, key=lambda quantity: quantity.start)


def _with_others(quantity: Quantity, text: str) -> Quantity:
    """'10 cơ quan, đơn vị' counts both; '01 xã, phường điểm' is one or the other."""
    end = coordinated_end(text, quantity.unit, quantity.end)
    if quantity.value == 1 or end == quantity.end or quantity.tail > quantity.end:
        return quantity
    unit = f"{quantity.unit}{text[quantity.end : end].lower()}"
    return replace(quantity, unit=" ".join(unit.split()), end=end, tail=end)


# What may stand between the word of comparison and the number: 'tối thiểu có', 'ít nhất tại', 'tối thiểu mỗi xã'.
_FILLER = rf"(?:{alternatives('filler')}|moi\s+{alternatives('each')})"


@cache
def _patterns() -> tuple[tuple[regex.Pattern[str], _Maker], ...]:
    # Recognition puts specks between the words and the number: 'tối thiểu:86%'.
    gap = r"[\s:._'`~–-]+"
    # 'Ít nhất mỗi cơ quan, đơn vị có 01 sáng kiến'
    spread = r"(?:\s+moi(?:\s[a-z]+,?){1,8}?\s+co)"
    compare = rf"(?<![a-z0-9])(?P<compare>{any_of(list(comparators()))})(?:{spread}|(?:\s+{_FILLER}){{0,3}}){gap}"
    before = rf"(?:{compare}|(?P<sign>{any_of(list(signs()))})\s*)"
    after = r"(?:\s+(?:[a-z]+\s+){0,4}?(?P<after>tro\s+len|tro\s+xuong))?"
    # The number in words behind it: '05 (năm) bậc', '5% (năm phần trăm)'.
    words = r"(?:\s*\([a-z ]{2,40}\))?"
    number = rf"(?<![\w.,/])(?<!\d[-–])(?<!\d\s[-–])(?P<number>{_NUMBER}){words}"
    number_range = rf"(?<![\w.,/])(?<!\d[-–])(?<!\d\s[-–])(?P<number>(?P<low>{_NUMBER})\s*%?{_TO}(?P<high>{_NUMBER}))"
    unit = rf"(?P<unit>{any_of(list(units()))})(?![a-z])"
    period = r"(?:ngay|tuan|thang|quy|nam)"
    ranked = rf"(?:cac\s+)?{alternatives('ranked')}"
    placed = rf"(?=\s+(?:{ranked}|dan dau|ca nuoc|toan|cua|trong)|\s*(?:[,.;]|$)|/\d)"
    per = rf"(?:{period}|xa|huyen|don vi|phuong|thon|{fold_senses('cơ quan')}|{any_of(list(units()))})"
    counted = rf"(?P<unit>[a-z]+(?:,?\s[a-z]+)?\s?/\s?{per})"
    written = rf"(?<![\w(])(?P<number>{any_of([fold_senses(word) for word in written_numbers()])})"
    # 'một trăm phần trăm (100%)' is one number.
    again = r"(?:\s*\(\s*\d{1,3}\s*%\s*\))?"
    people = r"(?:dan|nguoi|ho(?! so)|lao dong|hoc sinh|sinh vien|tre(?: em)?|can bo|cong chuc|nhan su|bien che)"
    what = r"(?:m[23]|[a-z]+)(?:\s[a-z]+){0,2}"
    per_head = (
        rf"(?P<unit>{what}\s?/\s?(?:(?:\d[\d.]*|van|nghin)\s)?{people}(?:\s?/\s?{period})?"
        rf"|{what}\s?/\s?{period}\s?/\s?(?:\d{{1,2}}\s)?{people}"
        rf"|{what}\s(?:tinh\s)?tren\s(?:(?:mot|1)\s)?(?:van|nghin|\d[\d.]*)\s{people})"
    )
    # '2/3 số xã', '1/2 thời gian'; '15/20 xã' and dates are none.
    shared = r"(?=\s+(?:(?:tong\s+)?so\s|thoi gian\b|chi phi\b))"
    sources: list[tuple[str, _Maker]] = [
        (rf"(?:{before})?{written}\s+{_PERCENT_UNIT}{again}", _percent),
        (rf"(?:{before})?{number_range}\s*{_PERCENT_UNIT}(?:\s*/\s*nam)?", _percent_range),
        (rf"(?:{before})?{number}\s*{_PERCENT_UNIT}(?:\s*/\s*nam)?{words}{after}", _percent),
        (
            rf"(?:{before})?(?<![\w/.,])(?P<number>(?P<part>\d)/(?P<whole>\d{{1,2}})){shared}",
            _fraction,
        ),
        (rf"(?:{before})?{number}\s*(?P<unit>{period})\s*(?:/|mot|1|01)\s*lan\b", _frequency),
        (rf"(?:{before})?{number}\s*{per_head}\b", _per_head),
        (rf"(?:{before})?{number}\s*{counted}\b", _rate),
        (
            rf"(?P<compare>nhom|top|top dau)\s+(?P<number>\d{{1,2}})(?:{_TO}(?P<high>\d{{1,2}}))?{placed}",
            _rank,
        ),
        (
            # 'trong 10 tỉnh dẫn đầu', but 'xếp thứ 5 trong 30 xã'.
            rf"(?P<compare>trong)\s+(?P<number>\d{{1,2}})\s+(?:{ranked}\b[\s,]*){{1,5}}(?:co\s)?(?:dan|dung) dau",
            _rank,
        ),
        (
            rf"(?P<compare>(?:xep|dung|giu|dat)\s+(?:o\s+)?(?:vi\s+(?:tri\s+)?)?(?:tu\s+)?(?:thu|hang)(?:\s+hang)?(?:\s+tu)?(?:\s+thu)?|vi\s+tri\s+thu|thu\s+hang)\s+(?P<number>\d{{1,2}})(?:{_TO}(?:(?:thu|hang)\s+)?(?P<high>\d{{1,2}}))?(?:/\d{{2}})?{after}",
            _rank,
        ),
        (rf"tang\s+(?:{before})?{number}\s*(?P<unit>lan)\b(?=\s+so\s+voi)", _factor),
        (rf"gap\s+(?:{before})?{number}(?:{_TO}(?P<high>{_NUMBER}))?\s*(?P<unit>lan)\b", _factor),
        (rf"(?:{before})?{number_range}\s+{unit}", _count_range),
        (rf"(?:{before})?(?<![\w/.,])(?P<number>\d{{1,3}}(?:[.,]\d{{1,2}})?)/\d{{1,3}}\s+{unit}{after}", _count),
        (rf"(?:{before})?{number}\s+{unit}{after}", _count),
        (rf"(?:{before})?{number}\s+(?P<scale>trieu|nghin|ngan|van)\s+{unit}{after}", _scaled_count),
        (rf"(?:{before})?{number}(?P<unit>m2|m3|ha|km|kg|mbps)\b{after}", _count),
        (rf"(?:{before}){number}\s+(?P<unit>[a-z]{{2,}}(?:\s[a-z]+){{0,3}})", _other_count),
        (rf"{before}{written}\s+{unit}{after}", _written_count),
        (rf"gap\s+(?:{before})?{written}(?:\s+lan\b)?", _factor),
    ]
    return tuple((regex.compile(source), make) for source, make in sources)


def _compared(match: regex.Match[str]) -> tuple[Comparator, bool]:
    groups = match.groupdict()
    before, after = groups.get("compare"), groups.get("after")
    if after:
        return (">=" if after.split()[-1] == "len" else "<="), True
    sign = comparators().get(" ".join(before.split())) if before else signs().get(groups.get("sign") or "")
    if sign == ">" and regex.search(r"\bkhong(?: (?:de|duoc|cho)\b[^,;.]{0,60})?\s*$", match.string[: match.start()]):
        # 'không để hồ sơ quá hạn vượt quá 1%'
        return "<=", True
    if sign == "<" and regex.search(r"\bkhong (?:de|co|con)\b[^,;.]{0,80}$", match.string[: match.start()]):
        # 'không có chỉ số thành phần nào đạt dưới 70%'
        return ">=", True
    if sign == "from":
        # 'từ 80% hồ sơ': at least; 'từ X đến Y' is a range and matched before.
        return ">=", True
    return (sign, True) if sign in (">=", ">", "<=", "<", "=") else ("=", False)  # type: ignore[return-value]


def _made(
    match: regex.Match[str],
    kind: Kind,
    unit: str,
    comparator: Comparator,
    *,
    explicit: bool,
    high: float | int | None = None,
    low: str | None = None,
) -> Quantity:
    start = match.start("number")
    printed = low if low is not None else match["number"]
    value = written_numbers().get(printed) or parse_number(printed)
    unit_start = match.start("unit") if "unit" in match.groupdict() and match["unit"] else match.end("number")
    after = match.groupdict().get("after")
    end = match.end("unit") if "unit" in match.groupdict() and match["unit"] else match.end()
    if after and kind == "percent":
        end = start + regex.match(rf"{_NUMBER}\s*{_PERCENT_UNIT}", match[0][start - match.start() :]).end()  # type: ignore[union-attr]
    return Quantity(start, end, match.start(), match.end(), kind, value, high, unit, comparator, explicit, unit_start)


def _percent(match: regex.Match[str], text: str) -> Quantity | None:
    comparator, explicit = _compared(match)
    written = None if match["number"][0].isdigit() else _as_written(match, text)
    if written is None and not match["number"][0].isdigit():
        return None
    return _made(match, "percent", _percent_unit(match), comparator, explicit=explicit, low=written)


def _percent_unit(match: regex.Match[str]) -> str:
    sign = "‰" if "‰" in match[0] else "%"
    return f"{sign}/năm" if regex.search(r"/\s*nam\b", match[0]) else sign


def _per_head(match: regex.Match[str], text: str) -> Quantity | None:
    """'65 triệu đồng/người/năm', '10 bác sĩ/vạn dân': a measure, not a frequency."""
    if _is_year(match["number"]):
        return None
    start, end = match.span("unit")
    comparator, explicit = _compared(match)
    unit = regex.sub(r"\s*/\s*", "/", text[start:end].lower())
    return _made(match, "count", unit, comparator, explicit=explicit)


def _written_count(match: regex.Match[str], text: str) -> Quantity | None:
    """'ít nhất một mô hình'; 'một mô hình' has an article."""
    printed, unit = _as_written(match, text), _unit_of(match, text)
    if printed is None or unit is None:
        return None
    comparator, explicit = _compared(match)
    return _made(match, "count", unit, comparator, explicit=explicit, low=printed)


def _as_written(match: regex.Match[str], text: str) -> str | None:
    """The number written out, None where its marks make another word of it."""
    start, end = match.span("number")
    printed = " ".join(text[start:end].lower().split())
    return printed if printed in written_numbers() else None


def _percent_range(match: regex.Match[str], text: str) -> Quantity | None:
    low, high = parse_number(match["low"]), parse_number(match["high"])
    if low >= high:
        return None
    return _made(match, "percent", _percent_unit(match), "range", explicit=True, high=high, low=match["low"])


def _fraction(match: regex.Match[str], text: str) -> Quantity | None:
    """'2/3 số xã' as a percentage; '15/20 xã' and dates are none."""
    part, whole = int(match["part"]), int(match["whole"])
    if not 0 < part < whole:
        return None
    comparator, explicit = _compared(match)
    found = _made(match, "percent", "%", comparator, explicit=explicit, low=match["part"])
    return replace(found, value=round(100 * part / whole, 2))


def _count_range(match: regex.Match[str], text: str) -> Quantity | None:
    low, high = parse_number(match["low"]), parse_number(match["high"])
    unit = _unit_of(match, text)
    if unit is None or low >= high or _is_year(match["low"]):
        return None
    return _made(match, "count", unit, "range", explicit=True, high=high, low=match["low"])


def _unit_of(match: regex.Match[str], text: str) -> str | None:
    """The unit printed; one syllable must have its marks: 'phương án' counts no 'phường'."""
    start, end = match.span("unit")
    printed = text[start:end].split("/")[0].strip().lower()
    known = [unit for unit, _ in units().get(" ".join(match["unit"].split("/")[0].split()), [])]
    exact = [unit for unit in known if unit.lower() == printed]
    if exact or not known:
        return exact[0] if exact else None
    return known[0] if " " in known[0] or printed == match["unit"] else None


def _count(match: regex.Match[str], text: str) -> Quantity | None:
    unit = _unit_of(match, text)
    if unit is None or _is_year(match["number"]):
        return None
    comparator, explicit = _compared(match)
    return _made(match, "count", unit, comparator, explicit=explicit)


def _scaled_count(match: regex.Match[str], text: str) -> Quantity | None:
    """'1,5 triệu cây xanh': the unit as printed, as 'triệu lượt' and 'triệu đồng' are units."""
    found = _count(match, text)
    if found is None:
        return None
    start, end = match.span("scale")
    return replace(found, unit=f"{text[start:end].lower()} {found.unit}", unit_start=start)


def _other_count(match: regex.Match[str], text: str) -> Quantity | None:
    """A noun that no list knows, behind a word of comparison: 'tối thiểu 12 gian hàng'. Its first word is the unit."""
    # A sign of comparison binds too: '≥ 12 gian hàng'.
    if _is_year(match["number"]) or (match["compare"] and " ".join(match["compare"].split()) not in _BINDING):
        return None
    # Imported late: loading underthesea takes half a second that other commands need not pay.
    from underthesea import word_tokenize

    start, end = match.span("unit")
    words = word_tokenize(text[start:end])
    if not words or not str(words[0]).islower() or fold_keeping_length(str(words[0])) in _NOT_COUNTED:
        return None
    comparator, explicit = _compared(match)
    found = _made(match, "count", str(words[0]), comparator, explicit=explicit)
    end = found.unit_start + len(str(words[0]))
    return replace(found, end=end, tail=end)


def _frequency(match: regex.Match[str], text: str) -> Quantity | None:
    start, end = match.span("unit")
    comparator, explicit = _compared(match)
    return _made(match, "frequency", f"{text[start:end].lower()}/lần", comparator, explicit=explicit)


def _rate(match: regex.Match[str], text: str) -> Quantity | None:
    unit = _unit_of(match, text)
    if unit is None or _is_year(match["number"]):
        return None
    start, end = match.span("unit")
    comparator, explicit = _compared(match)
    each = match["unit"].split("/")[1].strip()
    if each == "ngay" or (each == "nam" and unit in _HELD):
        # '02 chuyên đề/năm': what is held so often is counted, every year.
        return _made(match, "count", unit, comparator, explicit=explicit)
    if each == "nam":
        # '04 xã/năm', '2,1 triệu tấn/năm': a rate up to the end of the plan.
        return _made(match, "count", f"{unit}/năm", comparator, explicit=explicit)
    return _made(match, "frequency", regex.sub(r"\s*/\s*", "/", text[start:end].lower()), comparator, explicit=explicit)


def _rank(match: regex.Match[str], text: str) -> Quantity | None:
    among = regex.match(r"nhom|top|trong", match["compare"])
    # A rank of '10 trở lên' is 10 or better, and better ranks are smaller.
    comparator: Comparator = "<=" if among or match.groupdict().get("after") else "="
    high = match.groupdict().get("high")
    if high and high != match["number"]:
        # 'từ thứ 8 đến thứ 5': the better rank first.
        low, last = sorted((match["number"], high), key=int)
        return _made(match, "rank", "hạng", "range", explicit=True, high=int(last), low=low)
    return _made(match, "rank", "hạng", comparator, explicit=True)


def _factor(match: regex.Match[str], text: str) -> Quantity | None:
    comparator, explicit = _compared(match)
    if not match["number"][0].isdigit():
        printed = _as_written(match, text)
        return _made(match, "factor", "lần", comparator, explicit=True, low=printed) if printed else None
    high = match.groupdict().get("high")
    if high:
        return _made(match, "factor", "lần", "range", explicit=True, high=parse_number(high))
    return _made(match, "factor", "lần", comparator, explicit=explicit)


_COUNTING = (_count, _count_range, _written_count)
# What is held rather than made or reached.
_HELD = frozenset(
    {"lần", "cuộc", "buổi", "đợt", "kỳ", "phiên", "hội nghị", "hội thảo", "hội thi", "cuộc thi", "lớp", "chuyên đề"}
)
# Only these bind a number for sure; 'trên 20 xã' may be a place.
_BINDING = frozenset({"toi thieu", "it nhat", "khong duoi", "khong it hon", "khong qua", "toi da"})
_NOT_COUNTED = frozenset(
    {"nam", "thang", "ngay", "gio", "phut", "tuoi", "quy", "tuan", "trong", "va", "hoac", "den", "tren", "lan"}
)


def _is_year(printed: str) -> bool:
    return bool(regex.fullmatch(r"(?:19|20)\d{2}", printed))
