"""What the name of a measured thing says of its figure: how it binds, which way it goes, in what it is counted.

'Tỷ lệ hồ sơ trực tuyến tối thiểu | 80': the word stands in another cell than the number. Texts are matched folded.
"""

from functools import cache

import regex

from extractors.figure_cells import is_unit
from extractors.quantity_words import any_of, comparators
from models.records import Comparator, Direction
from models.text import fold_keeping_length

_ENDS = ["it nhat", "tren", "duoi"]
_BINDING = frozenset({">=", "<="})
_RATE = regex.compile(r"^(?:phan dau\s+|nang\s+)?(?:ty le|ti le|ty trong|ti trong|toc do tang|muc do hai long)\b")
_NOT_PERCENT = regex.compile(r"\b(?:tren|/)\s*(?:\d|mot|1)|\bgioi tinh\b|\btinh tren\b")
_RANK = regex.compile(r"^(?:phan dau\s+)?(?:thu hang|xep hang|thu bac|vi tri|vi thu|hang)\b")
_COUNTED = regex.compile(r"^(?:phan dau\s+)?(?:tong\s+)?(?:so luong|so)\s+(?P<what>\w+(?:\s\w+){0,2})")
_MEASURE = r"(?:(?:ty le|ti le|so|so luong|tong so|muc|toc do|thoi gian)\s+)?"
_REDUCED = regex.compile(
    rf"^{_MEASURE}(?:(?:tiep tuc|thuc hien|duoc)\s+)?(?:giam|cat giam|tinh gian|rut ngan|tiet kiem)\b"
)
_INCREASED = regex.compile(
    r"\btang\s+(?:hon|them|so voi|trung binh|binh quan)\b|^(?:tiep tuc\s+)?tang (?:ty le|so luong|thu)\b"
    r"|^\w+(?:\s\w+)?\s+them\b"
)


@cache
def _bound_pattern() -> "tuple[regex.Pattern[str], regex.Pattern[str]]":
    # A word alone is too often another one without its marks ("điện tử").
    several = [word for word, sign in comparators().items() if " " in word and sign not in ("=", "from")]
    words = any_of([word for word in several if not word.endswith(" nhat")] + _ENDS)
    firm = any_of([word for word, sign in comparators().items() if sign in _BINDING])
    before, behind = r"(?:(?:dat|phan dau|la|o muc|chiem)\s+){0,2}", r"(?:dat|la|con)?"
    last = regex.compile(rf"(?:\s|,)\s{{0,2}}{before}(?P<word>{words})\s{{0,2}}{behind}\W{{0,3}}$")
    return last, regex.compile(rf"^\W{{0,3}}(?:phan dau\s+)?(?:dat\s+)?(?P<word>{firm})\b")


def bound_of(text: str) -> tuple[Comparator | None, str]:
    """How the words bind a figure that stands elsewhere, and the text without a binding end.

    >>> bound_of("Tỷ lệ hồ sơ trực tuyến đạt tối thiểu")
    ('>=', 'Tỷ lệ hồ sơ trực tuyến')
    >>> bound_of("Số xã có trên 70% hộ dùng nước sạch")[0] is None
    True
    """
    folded = fold_keeping_length(text)
    at_end, at_start = _bound_pattern()
    if match := at_end.search(folded[-60:]):
        found = _sign(match["word"])
        return found, text[: len(text) - min(len(text), 60) + match.start()].rstrip(" ,")
    if match := at_start.match(folded):
        return _sign(match["word"]), text
    return None, text


def _sign(word: str) -> Comparator:
    sign = comparators()[" ".join(word.split())]
    return ">=" if sign == "from" else sign  # type: ignore[return-value]


def direction_of(subject: str) -> Direction | None:
    """Which way a measured thing is to go, where its name says it: 'Tỷ lệ cắt giảm …', '… tăng bình quân'."""
    folded = fold_keeping_length(subject).strip(" -+,")
    return "reduce" if _REDUCED.match(folded) else "increase" if _INCREASED.search(folded) else None


def unit_in(subject: str, *, counts: bool = False) -> str:
    """The unit that the name of a measured thing implies: '%' of a rate, the noun behind 'Số'; '' where none is sure.

    Where the column `counts` ("Số lượng"), the name begins with what is counted.

    >>> unit_in("Tỷ lệ hồ sơ đúng hạn"), unit_in("Số mô hình điểm"), unit_in("Chỉ số hài lòng")
    ('%', 'mô hình', '')
    """
    folded = fold_keeping_length(subject).strip(" -+")
    if _RANK.match(folded):
        return "hạng"
    if _RATE.match(folded):
        return "" if _NOT_PERCENT.search(folded) else "%"
    counted = _COUNTED.match(fold_keeping_length(subject))
    if counted is None and not counts:
        return ""
    words = (subject[counted.start("what") : counted.end("what")] if counted else subject).split()
    return next((name for size in (3, 2, 1) if is_unit(name := " ".join(words[:size]))), "")
