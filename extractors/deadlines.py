"""When a task is due: the deadlines that a cell of a plan names, the first of which governs.

Dated parts (extractors.calendar_phrases) and undated wordings (recurring, relative, roadmap) are read on the folded
text; then it is decided which of them is the deadline. Kinds and conventions follow the annotation guidelines:

- recurring work has a range only where its wording names a year ("Hàng tháng trong năm 2021");
- of several parts the first dated one counts; a part in brackets is a remark, which is kept behind the others.
"""

from functools import lru_cache

import regex

from extractors.calendar_phrases import DAY, YEAR, CalendarPart, dated_parts, fold_numbers
from extractors.relative_deadlines import read_offset
from models.records import Deadline, DeadlineKind, DueDate

_LENGTH = r"(?:0?[1-9]|[1-9]\d{1,2})"
_RECURRING = regex.compile(
    r"\b(?:thuong xuyen|lien tuc|dinh k[yi]|quanh nam|suot nam)\b"
    r"|\b(?:hang|moi|tung)\s*(?:ngay|tuan|thang|qu[yi]|nam|ky|dot)\b"
    r"|\b(?:\d+\s*)?(?:lan|thang|qu[yi]|nam|ngay|tuan)\s*/\s*(?:\d+\s*)?(?:lan|ngay|tuan|thang|qu[yi]|nam)\b"
    r"|\b(?:\d+|mot|hai)\s*lan\s*(?:/|,|trong|moi|mot)?\s*(?:\d+\s*)?(?:mot\s+)?(?:nam|thang|qu[yi]|tuan|ngay)\b(?!\s*\d)"
    r"|\b(?:\d+\s*)?(?:nam|thang|qu[yi]|tuan|ngay)\s*(?:\d+|mot|hai)\s*lan\b"
    r"|\b(?:cac|(?:thang |ngay (?:lam viec )?)?(?:dau|cuoi)(?: cung)?(?: cua)?(?: moi)?)\s+(?:thang|qu[yi]|tuan)\b"
    r"(?!\s*[\d.iv|l!])"
    r"|\b(?:thang|qu[yi])\s+(?:sau|lien ke|ke tiep|tiep theo)\b"
    r"|\bqu[yi]\s*(?:,|va|/)\s*(?:0?6|sau)\s*thang\b"
    r"|\b(?:0?6|sau)\s*thang\s*(?:,|va|/)\s*(?:ca |hang )?(?:0?9\s*thang|nam)\b"
    r"(?!\s*\d)"
)
_RELATIVE = regex.compile(
    rf"\b(?:ngay\s+)?sau\s+(?:khi|{_LENGTH}\b|ngay|thoi diem)\b|\bke tu\b(?!\s*(?:ngay\s*)?\d)|\btinh tu\b"
    rf"|\btrong\s+(?:vong|thoi han|thoi gian)\b"
    rf"|\btrong\s+(?:{_LENGTH}\s*)(?:\([^()]{{1,20}}\)\s*)?(?:gio|ngay|tuan|thang)\b(?!\s*(?:dau|cuoi))"
    r"|\b(?:ngay\s+)?khi\s+(?:co|duoc|phat sinh|hoan thanh|ket thuc|trung uong|tinh|bo|can)\b"
    r"|\btruoc khi\b|\bphat sinh\b"
    r"|(?:^|[;,.:(\n])\s*(?:ngay\s+)?khi\s"
    rf"|(?<![\d/.]){_LENGTH}\s*ngay(?:\s*lam viec)?\b(?!\s*(?:dau|cuoi))"
    rf"|\btruoc\s+{_LENGTH}\s+(?:ngay|thang|tuan)\b|\bdot xuat\b"
    r"|(?:^|[;,.:(\n]|\bxong|\bthanh|\bnhat|\bngay)\s*(?:sau|truoc)\s+"
    r"(?!(?:ngay\s*)?(?:\d|thang\s*\d|cuoi|dau|giua|het|qu?[yi]?\b|nam\b|thang\b|t\.?\s?\d))[a-z]"
    r"|\btheo\s+(?:su\s+)?(?:chi dao|yeu cau|huong dan|quy dinh|thong bao|phan cong|de nghi|van ban|thoi gian|thoi han"
    r"|thoi diem|ke hoach\s+cua|chuong trinh\s+cua|nhu cau|thuc te|tinh hinh|quyet dinh|noi dung|dot|ky hop|lich)\b"
    r"|\btuy(?: theo)? (?:tinh hinh|dieu kien|yeu cau)\b"
)
_ROADMAP = regex.compile(r"\b(?:lo trinh|tien do|theo (?:dung )?(?:ke hoach|chuong trinh)(?!\s+cua))\b")
_ANNUAL = regex.compile(r"\s*+(?:(?:,|cua)\s*+)?(?:hang|moi|tung|cac)\s*(?:nam|qu[yi]|thang|ky)\b")
_LIST = regex.compile(r"\s*(?:,|;|/|&|\+|\bva\b|\bhoac\b)\s*(?:truoc\s*)?(?:ngay\s*)?")
_REMARK = regex.compile(r"\([^()]*\)")
_YEAR_REMARK = regex.compile(rf"\((?=\s*(?:nam\s*)?{YEAR}\s*\))|(?<=\(\s{{0,3}}(?:nam\s{{0,3}})?{YEAR}\s{{0,3}})\)")
# The date of a cited document is no deadline: "theo Quyết định số 12/QĐ-UBND ngày 03/02/2023".
_CITED = regex.compile(
    rf"\bso\s*:?\s*\d[\w./-]*/[\w./-]+(?:\s*,?\s*ngay\s*{DAY}\s*(?:[/.-]|thang)\s*\d{{1,2}}\s*(?:[/.-]|nam)\s*{YEAR})?"
)
# What has the year in its name: "Ban hành kế hoạch năm 2024 trước 31/12/2023".
_NAMED_BY_YEAR = regex.compile(
    r"\b(?:ke hoach|bao cao|chuong trinh|du toan|ket qua|so ket|tong ket|chi so|danh muc|cong tac|nhiem vu|cua)\s*"
    r"(?:cua\s*)?(?:cho\s*)?nam\s*$"
)
_LEAD = regex.compile(
    r"(?:\b(?:(?:hoan thanh|xong|bat dau)\s+)?(?:(?:truoc|sau|cham nhat|muon nhat|khong qua|som hon|den|toi|tu|trong"
    r"|vao|het|cuoi|dau|giua|ca|khoang|la|dip|ngay|nam|giai doan|thoi gian|nhiem ky)\s*){1,5})$"
)
# A time begins with its own words; a noun before them (Kế hoạch, Báo cáo, Danh mục ...) makes it a product.
_BARE = regex.compile(
    r"\s*(?:-\s*)?(?:theo\s(?!doi)|trong (?:nam|quy|thang|vong)\b|thuong xuyen|dinh k[yi]\b"
    r"|(?:hang|moi) (?:nam|quy|thang|tuan)\b|sau (?:khi|\d)|cham nhat|(?:hoan thanh )?(?:trong|truoc)\s"
    r"|quy [\div]|thang \d|nam \d|den (?:het )?(?:nam|thang|quy|ngay))"
)
_BY_ROADMAP = regex.compile(r"\btheo\s+(?:dung\s+)?(?:lo trinh|tien do)\b")
_CLAUSE_END = regex.compile(r"[;,.\n]|\b(?:va|hoac)\b")
_WORDING_END = regex.compile(r"[;\n]|\.\s")
_LONGEST = 2000
"""Characters of a cell that are read; what is longer is no time."""
_NEAR_KINDS = {"date", "month", "quarter", "quarters"}


def _blank(match: regex.Match[str]) -> str:
    return " " * (match.end() - match.start())


@lru_cache(maxsize=4096)
def parse_deadlines(text: str, year: int | None) -> tuple[DueDate, ...]:
    """All deadlines that the text of a cell names, the one that governs first; `year` is the plan's (first) year.

    >>> [str(due.end) for due in parse_deadlines("Trước 15/6 và 15/11", 2024)]
    ['2024-06-15', '2024-11-15']
    """
    text = text[:_LONGEST]
    # A line break divides as a full stop does; folding makes a blank of it.
    whole = "".join("\n" if char == "\n" else folded for char, folded in zip(text, fold_numbers(text), strict=True))
    whole = _CITED.sub(_blank, _YEAR_REMARK.sub(" ", whole))
    outside = _REMARK.sub(_blank, whole)
    bare = not outside.strip(" .;,-\n")
    key = whole if bare else outside
    parts = _without_names(key, dated_parts(key, year))
    found = _in_order(text, key, parts, _undated(key, parts))
    if found and not bare:
        found += _remarks(text, whole, key, year)
    return tuple(found)


def parse_deadline(text: str, year: int | None) -> Deadline:
    """The deadline of a cell: the first of its deadlines, kind 'none' where it names no time.

    >>> parse_deadline("Quý 1V/2021", None).end
    datetime.date(2021, 12, 31)
    >>> parse_deadline("Theo lộ trình đã được phê duyệt", 2023).kind
    'roadmap'
    """
    found = parse_deadlines(text, year)
    return Deadline(kind=found[0].kind, start=found[0].start, end=found[0].end) if found else Deadline()


def _without_names(key: str, parts: list[CalendarPart]) -> list[CalendarPart]:
    """The parts without years that belong to the name of something, where a nearer time is named beside them."""
    if all(part.kind == "year" for part in parts):
        return parts
    return [part for part in parts if part.kind != "year" or not _NAMED_BY_YEAR.search(key[: part.start])]


def _undated(key: str, parts: list[CalendarPart]) -> list[tuple[int, int, DeadlineKind]]:
    """The recurring, relative and roadmap wordings with their ranges, in order; one after the other of a kind once."""
    patterns: tuple[tuple[DeadlineKind, regex.Pattern[str]], ...] = (
        ("recurring", _RECURRING),
        ("relative", _RELATIVE),
        ("roadmap", _ROADMAP),
    )
    matches = sorted(
        (match.start(), match.end(), kind) for kind, pattern in patterns for match in pattern.finditer(key)
    )
    found: list[tuple[int, int, DeadlineKind]] = []
    for start, end, kind in matches:
        start += len(key[start:end]) - len(key[start:end].lstrip(" ;,.:(\n"))
        if kind != "recurring" and any(part.start <= start < part.end for part in parts):
            continue
        last = found[-1] if found else None
        if last and (start < last[1] or (last[2] == kind and not _WORDING_END.search(key[last[1] : start]))):
            continue
        # All that follows an event belongs to it: "sau khi có lộ trình của tỉnh".
        if last and last[2] == "relative" and not _CLAUSE_END.search(key[last[1] : start]):
            continue
        found.append((start, end, kind))
    return found


def _in_order(
    text: str, key: str, parts: list[CalendarPart], undated: list[tuple[int, int, DeadlineKind]]
) -> list[DueDate]:
    """The deadlines outside brackets, the one that governs first."""
    kept, again = _recurring_dates(key, parts)
    if (
        again is not None
        and (not kept or again.start <= kept[0].start)
        and (not undated or again.start <= undated[0][0])
    ):
        years = [part for part in kept if part.kind == "year" and part.has_year]
        due = DueDate(kind="recurring", raw=text.strip(" ;,.\n"))
        if years:
            due.start, due.end = years[0].first, years[0].last
        return [due]
    if not undated:
        return [_dated(text, key, part) for part in kept]
    start, end, kind = undated[0]
    first = kept[0] if kept else None
    if first is None:
        return [_worded(text, key, wording, kept) for wording in undated]
    if first.start < start:
        governing = [_dated(text, key, part) for part in kept if part.start < start]
        later = [wording for wording in undated if _CLAUSE_END.search(key[first.end : wording[0]])]
        behind = [part for part in kept if part.start > start and _CLAUSE_END.search(key[end : part.start])]
        return governing + _merged(text, key, later, behind)
    if kind == "recurring" and first.kind == "year":
        due = _worded(text, key, undated[0], [])
        due.raw = text[start : first.end].strip(" ;,.\n")
        if first.has_year:
            due.start, due.end = first.first, first.last
        return [due, *_merged(text, key, undated[1:], kept[1:])]
    apart = [part for part in kept if _CLAUSE_END.search(key[end : part.start])]
    if first.has_year and first in apart:
        return [*(_dated(text, key, part) for part in apart), *(_worded(text, key, one, kept) for one in undated)]
    return [_worded(text, key, undated[0], kept), *_merged(text, key, undated[1:], apart)]


def _merged(
    text: str, key: str, undated: list[tuple[int, int, DeadlineKind]], parts: list[CalendarPart]
) -> list[DueDate]:
    """Wordings and dated parts in the order of the text."""
    both = [(start, _worded(text, key, (start, end, kind), parts)) for start, end, kind in undated]
    both += [(part.start, _dated(text, key, part)) for part in parts]
    return [due for _, due in sorted(both, key=lambda pair: pair[0])]


def _recurring_dates(key: str, parts: list[CalendarPart]) -> tuple[list[CalendarPart], CalendarPart | None]:
    """The parts that are days of the calendar, and the first that comes back: "15/12 hằng năm", "Quý I hằng năm"."""
    for at, part in enumerate(parts):
        if part.kind == "year" or not _ANNUAL.match(key[part.end :]):
            continue
        first = at
        while (
            first and _LIST.fullmatch(key[parts[first - 1].end : parts[first].start]) and not parts[first - 1].has_year
        ):
            first -= 1
        return [*parts[:first], *parts[at + 1 :]], parts[first]
    return parts, None


def _dated(text: str, key: str, part: CalendarPart) -> DueDate:
    lead = _LEAD.search(key, max(0, part.start - 60), part.start)
    raw = text[lead.start() if lead else part.start : part.end]
    return DueDate(kind=part.kind, start=part.first, end=part.last, raw=raw.strip(" ;,.-\n"))


def _worded(text: str, key: str, wording: tuple[int, int, DeadlineKind], parts: list[CalendarPart]) -> DueDate:
    """An undated wording with the words that belong to it, up to the next stop or time of its own."""
    start, end, kind = wording
    stop = _WORDING_END.search(key, end)
    last = stop.start() if stop else len(key)
    for part in parts:
        cut = _CLAUSE_END.search(key, end, part.start) if part.start >= end else None
        if cut and part.has_year:
            last = min(last, cut.start())
    head = regex.search(r"(?:\b(?:cham nhat|hoan thanh|thuc hien|xong|ngay|truoc|theo|dung)\s+){1,3}$", key[:start])
    if kind == "relative":
        # "Trước ngày họp 03 ngày": the number may stand behind what it is counted from.
        head = regex.search(r"(?:[^;\n.]{0,120}\b(?:truoc|sau)\s[^;\n.]{1,120}\s)$", key[:start]) or head
    begin = head.start() if head else start
    due = DueDate(kind=kind, raw=text[begin:last].strip(" ;,.\n"))
    if kind == "relative":
        plain = _REMARK.sub(_blank, text[begin:last])
        offset = read_offset(plain)
        due.offset, due.offset_unit = offset.count, offset.unit
        due.event = " ".join(plain[slice(*offset.event)].split()) or None
    return due


def _remarks(text: str, whole: str, key: str, year: int | None) -> list[DueDate]:
    """Days, months and quarters in brackets."""
    found = []
    for match in _REMARK.finditer(whole):
        inner, at = match.group(), match.start()
        parts = _without_names(inner, dated_parts(inner, year))
        found += [_dated(text[at : at + len(inner)], inner, part) for part in parts if part.kind in _NEAR_KINDS]
    return found


def is_bare_deadline(text: str) -> bool:
    """Whether a text is nothing but a time: "Theo lộ trình đã được duyệt", "Quý I/2022"; not "Kế hoạch năm 2022"."""
    return bool(_BARE.match(fold_numbers(text))) and parse_deadline(text, 2000).kind != "none"


def roadmap_in(text: str) -> bool:
    """Whether a text says that something is done by a roadmap: "Thực hiện theo đúng lộ trình đề ra"."""
    return bool(_BY_ROADMAP.search(fold_numbers(text)))
