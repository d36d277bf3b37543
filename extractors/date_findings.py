"""Findings on dates: documents cited before they were issued, deadlines before the day of issue, a plan of one year
that plans for an earlier one, rows of a table whose cells name two years.
"""

import calendar
import datetime as dt
from collections.abc import Iterator

import regex

from extractors.citations import segments
from extractors.frame import FrameLine
from extractors.period import read_period
from extractors.places import Places, finding, quoted, vn
from extractors.titles import find_title_line, read_title
from models.document import Document
from models.records import Assignment, Citation, DocumentRecord, Finding, Target
from models.text import fold, fold_keeping_length, fold_words

_YEAR = regex.compile(r"(?<![\d/.-])(?<![/.-]\s)(?:19|20)\d{2}(?![\d])(?!\s?[-/]\s?\d)")
_OF_YEAR = regex.compile(r"\bnam (20\d{2})\b(?! 20\d{2}\b)")
_SHORTEST_RUN = 5
_TIME = (
    r"(?:ngay (?P<d>\d{1,2})\s?(?:/\s?|thang )(?P<m>\d{1,2})\s?(?:/\s?|nam )(?P<y>(?:19|20)\d{2})"
    r"|thang (?P<m>\d{1,2})\s?(?:/\s?|nam )(?P<y>(?:19|20)\d{2})"
    r"|quy (?P<q>iv|i{1,3}|[1-4])\s?(?:/\s?|nam )(?P<y>(?:19|20)\d{2})|nam (?P<y>(?:19|20)\d{2}))(?![\d/-])(?! ?-)"
)
_DUE = regex.compile(rf"\b(?P<by>truoc|cham nhat(?: la)?|muon nhat|trong)(?: het| den| vao)?\s{_TIME}")
_DUTY = regex.compile(
    r"\b(?P<verb>hoan thanh|gui|nop|bao cao|ban hanh|trinh|xong|to chuc|trien khai|tong hop|thoi gian|thoi han)\b"
    r"(?P<between>[^.;]*)$"
)
_WINDOW = 130
"""Characters between a duty and its time."""
# What is described, not demanded: a noun that the verb belongs to, something done.
_DESCRIBED = regex.compile(
    r"\b(?:van ban|ho so|thu tuc|quyet dinh|giay to|du an|cong trinh|quy dinh|doi tuong|truong hop)"
    r"(?: \w+){0,4} $|\b(?:da|duoc|dang|chua|khi|neu|sau khi|viec)(?: \w+){0,2} $"
)
_LOOKS_BACK = regex.compile(
    r"\b(?:ket qua|tong ket|so ket|danh gia|khac phuc|han che|ton tai|tinh hinh|thuc trang|kiem diem|quyet toan|"
    r"chi so|khen thuong|bao cao|uoc|xep hang|xep loai|khao sat|cong bo|so lieu|rut kinh nghiem)\b"
)
_BLANK_PERIOD = regex.compile(
    r"(?<!\b(?:tung|moi|cac|theo) )\bgiai doan (?:va|,) ?(?:dinh huong |tam nhin )?(?:den )?nam (?P<y>20\d{2})\b"
)
_OF_ONE_YEAR = regex.compile(r"\bnam (?P<y>20\d{2})\b(?!\s?-)")
_PLAN = regex.compile(r"\bke hoach (?P<about>[^.;:,()\d]{8,120})$")
_DOING = regex.compile(r"\b(?:thuc hien|trien khai|to chuc|xay dung|ban hanh|quan triet|tuyen truyen)\b")
_FILLERS = frozenset(
    ["nha", "nuoc", "cua", "va", "cac", "cho", "ve", "giai", "doan", "tren", "dia", "ban", "huyen", "tinh", "xa",
     "thanh", "pho", "phuong", "thi", "cong", "tac"]
)  # fmt: skip


def find_date_findings(
    document: Document,
    header: DocumentRecord,
    places: Places,
    lines: list[FrameLine],
    targets: list[Target],
    citations: list[Citation],
    assignments: list[Assignment],
) -> Iterator[Finding]:
    """All contradictions between the dates of a document."""
    yield from _citation_dates(header, places, citations)
    yield from _rows(places, header, assignments)
    yield from _late_rows(places, header, assignments)
    yield from _past_sentences(document, header, places)
    yield from _past_goals(header, places, targets)
    yield from _title_years(header, places, lines)
    yield from _plans_of_other_years(document, header, places)
    yield from _blank_periods(document, places)


def _citation_dates(header: DocumentRecord, places: Places, citations: list[Citation]) -> Iterator[Finding]:
    issued = header.issued_on
    for citation in citations:
        if citation.number is None:
            continue
        year = regex.search(r"/((?:19|20)\d{2})/", citation.number)
        quote = quoted(citation.quote)
        if year and citation.date is not None and int(year[1]) != citation.date.year:
            detail = f"“{quote}”: số ghi năm {year[1]}; ngày ghi {vn(citation.date)}."
        elif issued is not None and citation.date is not None and citation.date > issued:
            detail = (
                f"“{quote}”: văn bản được dẫn ghi ngày {vn(citation.date)}; văn bản này ban hành ngày {vn(issued)}."
            )
        elif issued is not None and citation.date is None and year and int(year[1]) > issued.year:
            detail = f"“{quote}”: văn bản được dẫn ghi năm {year[1]}; văn bản này ban hành ngày {vn(issued)}."
        else:
            continue
        where = places.path(citation.char_start)
        yield finding("date_conflict", where, detail, citation.char_start, citation.char_end, quote)


def _rows(places: Places, header: DocumentRecord, assignments: list[Assignment]) -> Iterator[Finding]:
    """Rows whose task, product and time name different years for one thing."""
    for row in assignments:
        told = _row_conflict(row)
        if told is not None:
            where = places.path(row.char_start) or f"PL{row.table}"
            yield finding("date_conflict", where, f"{_row_name(row)}: {told}.", row.char_start, row.char_end)


def _row_conflict(row: Assignment) -> str | None:
    product = row.product or ""
    years = _exchanged_years(row.task, product)
    task_words, words = quoted(row.task), quoted(product)
    if years is not None:
        return f"nhiệm vụ ghi năm {years[0]} “{task_words}”; sản phẩm ghi năm {years[1]} “{words}”"
    key, task = fold_words(product), fold_words(row.task)
    of_product = set(_OF_YEAR.findall(key))
    named = of_product or set(_OF_YEAR.findall(task))
    if len(named) != 1 or row.deadline.kind in ("recurring", "relative", "roadmap", "none"):
        return None
    year = int(next(iter(named)))
    start, end = row.deadline.start or row.deadline.end, row.deadline.end
    due = f"thời hạn ghi “{quoted(row.deadline_raw or '')}”"
    # A plan that mends what a year left undone comes after it; any other comes before its end.
    mends = regex.search(r"\b(?:khac phuc|kiem diem|ket qua|han che|ton tai|chi so|tong ket|quyet toan)\b", key)
    if of_product and key.startswith("ke hoach") and not mends and start is not None and start.year > year:
        return f"sản phẩm ghi “{words}” của năm {year}; {due}"
    results = regex.search(r"\bbao cao (?:ket qua|tong ket|so ket|danh gia|tinh hinh)\b", key)
    ahead = regex.search(r"\b(?:du toan|phuong huong|chuan bi|xay dung ke hoach|dang ky)\b", f"{task} {key}")
    if results and not ahead and end is not None and end.year < year:
        return f"“{words if of_product else task_words}”: báo cáo kết quả của năm {year}; {due}"
    return None


def _row_name(row: Assignment) -> str:
    name = ".".join(part for part in (row.group, row.no) if part)
    return f"Dòng {name}" if name else f"Dòng “{quoted(row.task[:60])}”"


def _exchanged_years(task: str, product: str) -> tuple[str, str] | None:
    """The two years, where both texts name one thing of one year each and differ in it."""
    years, product_years = _YEAR.findall(task), _YEAR.findall(product)
    if len(set(years)) != 1 or len(set(product_years)) != 1 or years[0] == product_years[0]:
        return None
    one, other = (_YEAR.sub("y", fold_words(text)).split() for text in (task, product))
    for at, word in enumerate(one):
        if word != "y":
            continue
        for there, other_word in enumerate(other):
            if other_word != "y":
                continue
            length = 0
            while length < min(at, there) and one[at - length - 1] == other[there - length - 1]:
                length += 1
            if length >= _SHORTEST_RUN:
                return years[0], product_years[0]
    return None


def _late_rows(places: Places, header: DocumentRecord, assignments: list[Assignment]) -> Iterator[Finding]:
    """Rows that are due before the document was issued; of a row with several dates the last one counts."""
    issued = header.issued_on
    for row in assignments:
        # A timetable of the year ('20/3, 20/6, 20/9') may begin before the plan that prints it.
        ends = [due.end for due in (row.deadline, *row.deadlines)]
        kinds = {due.kind for due in (row.deadline, *row.deadlines)}
        open_end = kinds & {"recurring", "relative", "roadmap"} or any(
            end is None or (issued is not None and end >= issued) for end in ends
        )
        if issued is None or open_end:
            continue
        detail = (
            f"{_row_name(row)}: thời hạn ghi “{quoted(row.deadline_raw or '')}”; văn bản ban hành ngày {vn(issued)}."
        )
        where = places.path(row.char_start) or f"PL{row.table}"
        yield finding("past_deadline", where, detail, row.char_start, row.char_end)


def _past_sentences(document: Document, header: DocumentRecord, places: Places) -> Iterator[Finding]:
    """'... gửi báo cáo trước ngày 15/01/2024' in a document of February."""
    issued = header.issued_on
    if issued is None:
        return
    for start, text, in_table in segments(document):
        if in_table:
            continue
        key = fold_keeping_length(text)
        for match in _DUE.finditer(key):
            due = _last_day(match)
            duty = _DUTY.search(key, max(0, match.start() - _WINDOW), match.start())
            if due is None or due >= issued or duty is None or not _demands(key, duty, match):
                continue
            at = start + duty.start()
            if _is_review(places, at):
                continue
            quote = quoted(text[duty.start() : match.end()])
            detail = f"“{quote}”: thời hạn ghi {vn(due)}; văn bản ban hành ngày {vn(issued)}."
            yield finding("past_deadline", places.path(at), detail, at, start + match.end(), quote)


def _demands(key: str, duty: "regex.Match[str]", time: "regex.Match[str]") -> bool:
    """Whether the words set a time, not describe: 'văn bản ban hành trước năm 2015', 'báo cáo trong năm 2022'."""
    before = regex.split(r"[.;:,]", key[max(0, duty.start() - 60) : duty.start()])[-1]
    between = duty["between"]
    if _DESCRIBED.search(before) or regex.search(r"\b(?:da|hieu luc|tinh den|so voi)\b", between):
        return False
    if time["by"] == "trong":
        return duty["verb"] in ("hoan thanh", "gui", "nop", "trinh", "ban hanh") and bool(time["m"] or time["q"])
    return bool(between.strip()) or duty["verb"] not in ("ban hanh", "to chuc", "trien khai", "trinh")


def _last_day(match: "regex.Match[str]") -> dt.date | None:
    """The last day that the wording leaves; None for a date that does not exist."""
    year = int(match["y"])
    before = match["by"] == "truoc"
    try:
        if match["d"]:
            return dt.date(year, int(match["m"]), int(match["d"]))
        if match["m"]:
            first, last = int(match["m"]), int(match["m"])
        elif match["q"]:
            quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match["q"]) or int(match["q"])
            first, last = 3 * quarter - 2, 3 * quarter
        else:
            first, last = 1, 12
        if before:
            return dt.date(year, first, 1) - dt.timedelta(days=1)
        return dt.date(year, last, calendar.monthrange(year, last)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None


def _past_goals(header: DocumentRecord, places: Places, targets: list[Target]) -> Iterator[Finding]:
    """Goals whose own year, or whose heading's, lies before the plan: 'Đến năm 2020' in a plan of 2024."""
    issued, first = header.issued_on, header.period_start
    told: set[tuple[str | None, str]] = set()
    for target in targets:
        year = regex.match(r"(?:19|20)\d{2}", target.deadline or "")
        if year is None or target.deadline_from not in ("clause", "heading") or target.char_start is None:
            continue
        key = fold(target.quote)
        if regex.search(r"\b(?:so voi|da|luy ke|tinh den)\b", key) or _is_review(places, target.char_start):
            continue
        if (target.section, year.group()) in told:
            continue
        told.add((target.section, year.group()))
        place = target.section or places.path(target.char_start)
        quote = quoted(target.quote)
        if issued is not None and int(year.group()) < issued.year:
            detail = f"“{quote}”: thời hạn ghi năm {year.group()}; văn bản ban hành ngày {vn(issued)}."
            yield finding("past_deadline", place, detail, target.char_start, target.char_end, quote)
        elif first is not None and int(year.group()) < first and (issued is None or first > issued.year + 1):
            detail = f"“{quote}”: thời hạn ghi năm {year.group()}; kế hoạch bắt đầu từ năm {first}."
            yield finding("date_conflict", place, detail, target.char_start, target.char_end, quote)


def _title_years(header: DocumentRecord, places: Places, lines: list[FrameLine]) -> Iterator[Finding]:
    """The year of the enclosed plan against the decision's, of the plan against its day of issue."""
    title_line = find_title_line(lines)
    if title_line is None:
        return
    own = read_period(header.title or "", header.issued_on)
    line = lines[title_line.line]
    enclosed = find_title_line(lines, title_line.line + 1, limit=150)
    if enclosed is not None and header.kind in ("Quyết định", "Nghị quyết"):
        title, _ = read_title(lines, enclosed)
        theirs, kind = read_period(title, header.issued_on), fold(enclosed.kind)
        one_thing = bool(regex.search(rf"\b(?:ban hanh|phe duyet) {kind}\b", fold(header.title or "")))
        if one_thing and None not in (own.end, theirs.end) and (own.start, own.end) != (theirs.start, theirs.end):
            there = lines[enclosed.line]
            detail = (
                f"Năm của {enclosed.kind}: trích yếu {header.kind} ghi “{_years(own.start, own.end)}”; "
                f"tên văn bản kèm theo ghi “{_years(theirs.start, theirs.end)}”."
            )
            yield finding("date_conflict", quoted(title), detail, there.start, there.end)
    title = header.title or ""
    plan = header.kind in ("Kế hoạch", "Chương trình") or regex.search(
        r"^(?:ve viec |v/v )?ban hanh (?:ke hoach|chuong trinh)\b", fold(title)
    )
    issued = header.issued_on
    if plan and issued and own.start and own.end and own.end < issued.year and not _LOOKS_BACK.search(fold(title)):
        detail = f"Kế hoạch ghi cho năm {_years(own.start, own.end)}; văn bản ban hành ngày {vn(issued)}."
        yield finding("date_conflict", quoted(title), detail, line.start, line.end)


def _years(first: int | None, last: int | None) -> str:
    return str(last) if first in (None, last) else f"{first}-{last}"


def _plans_of_other_years(document: Document, header: DocumentRecord, places: Places) -> Iterator[Finding]:
    """'tổ chức thực hiện Kế hoạch cải cách hành chính năm 2022' in that very plan for 2023."""
    year = header.period_end
    if year is None or header.period_start != year:
        return
    own = frozenset(fold_words(header.title or "").split())
    for start, text, in_table in segments(document):
        if in_table:
            continue
        key = fold_keeping_length(text)
        for match in _OF_ONE_YEAR.finditer(key):
            plan = _PLAN.search(key, max(0, match.start() - _WINDOW), match.start())
            if plan is None or int(match["y"]) >= year:
                continue
            about = [word for word in fold_words(plan["about"]).split() if word not in _FILLERS]
            if len(about) < 3 or not own.issuperset(about):
                continue
            before = regex.split(r"[.;:]", key[max(0, plan.start() - 160) : plan.start()])[-1]
            at = start + plan.start()
            if not _DOING.search(before) or _LOOKS_BACK.search(before):
                continue
            if not places.path(at) or _is_review(places, at):
                continue
            quote = quoted(text[plan.start() : match.end()])
            detail = f"“{quote}”: ghi năm {match['y']}; kế hoạch này là của năm {year}."
            yield finding("date_conflict", places.path(at), detail, at, start + match.end(), quote)


def _blank_periods(document: Document, places: Places) -> Iterator[Finding]:
    """'giai đoạn và năm 2022': the years of the period were left out."""
    for start, text, _ in segments(document):
        for match in _BLANK_PERIOD.finditer(fold_keeping_length(text)):
            at = start + match.start()
            quote = quoted(text[match.start() : match.end()])
            detail = f"“{quote}”: sau “giai đoạn” thiếu mốc năm; chỉ ghi năm {match['y']}."
            yield finding("date_conflict", places.path(at), detail, at, start + match.end(), quote)


def _is_review(places: Places, offset: int) -> bool:
    """Whether a place stands under a heading that looks back: 'Kết quả thực hiện năm 2022'."""
    return any(
        section.kind == "heading"
        and regex.match(
            r"(?:cong tac )?(?:ket qua|danh gia|uu diem|tinh hinh|thuc trang|hien trang|so ket|ton tai|han che|"
            r"nguyen nhan|boi canh)",
            fold(section.title),
        )
        for section in places.above(offset)
    )
