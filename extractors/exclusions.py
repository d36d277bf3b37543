"""Which quantities of a statement are commitments, and why the others are not."""

import regex

from corpora.clause_words import alternatives
from extractors.clauses import commits
from extractors.quantities import Quantity, find_quantities
from extractors.statements import Statement
from models.text import fold_keeping_length

_UNCOMMITTED = "number without commitment"
_COORDINATED = regex.compile(r"^[^,;.:]{0,60}(?:,|\bva)\s*$")
_PROPERTIES = frozenset({"km", "ha", "m2", "kg", "Mbps", "Mb/s", "Gbps"})
"""Measures of a thing; a goal only behind a verb ('xây dựng 12 km đường')."""
# 'thời gian tiếp nhận 01 hồ sơ không quá 10 phút': the number behind is the goal.
_MEASURED_BY = regex.compile(r"^\s*(?:khong qua|toi da|toi thieu|it nhat)\b")
_ROUGHLY = regex.compile(r"^(khoang|gan|xap xi)\b")
_REPORTING = regex.compile(r"\b(bao cao|giao ban|hop giao ban|cuoc hop|hop dinh ky|so ket)\b")
_PAST = regex.compile(
    r"\b(da dat|dat duoc ket qua|ket qua nam|tinh den (?:het )?(?:thang|nam|ngay)|hien nay|hien co)\b[^;]*$"
)
_CONDITION = regex.compile(
    r"\b(?:doi voi|truong hop|neu|khi|nhung)\s[^,.;]{0,60}\bco\s*$|\bdoi voi\s(?:cac\s)?"
    r"(?:bo phan|don vi|co quan|tap the|ca nhan|dia phuong|noi)\s(?:\S+\s){0,4}dat\s*$"
    r"|\b(?:chua|khong)\s+(?:du|dat)\s*$"
    rf"|\bbi (?:tru|giam|tre|cham)(?:\s+\S+)?\s*$|\b{alternatives('condition')}\s*$"
)
# 'các đơn vị dưới 80% phải giải trình', 'nơi có từ 5% trở lên thì …': what follows from a number is no goal.
_CONSEQUENCE = regex.compile(
    r"^[^;.]{0,80}?\b(?:phai (?:giai trinh|kiem diem|to chuc kiem diem|chiu trach nhiem|xin loi)"
    r"|(?<!\b(?:tham gia|ky|du|cuoc|phong|diem|hoi|mon|bai|thuc|khi) )"
    r"thi\b(?! (?:hanh|dua|cong|tuyen|truong|diem|tot nghiep|chon|nang))|khong (?:duoc )?(?:xet|xem xet))"
)
# Folded, 'thị' (thành thị) and 'thí' are 'thì'; commas are no word.
_NO_THEN = regex.compile(r"(?i)\bth[íịỉĩ]\b")
_SANCTION = regex.compile(r"\bkhong (?:duoc )?(?:xet|xem xet|cong nhan|khen thuong)\b[^;.]*$")
# 'Nghị quyết số 5/NQ-HĐND về hỗ trợ 100% học phí', 'phong trào “100% xã …”': the number belongs to the name.
_TITLE = regex.compile(
    r"\b(?:nghi quyet|quyet dinh|chi thi|ket luan|thong bao|ke hoach|nghi dinh|thong tu|chuong trinh|de an|cong van)"
    r"\s+so\s*:?\s*\d\S{0,30}\s(?:[^,;:]{0,120}\s)?(?:ve|phe duyet|quy dinh|ban hanh)\s"
    r"(?P<title>[^,;:“\"]{0,160})$"
    r"|\b(?:de an|chuong trinh|du an|phong trao(?: thi dua)?|cuoc van dong|ke hoach|mo hinh|chuyen de|thong diep)"
    r"\s?:?\s?[“\"«][^”\"»]{0,160}$"
)
_GOAL_WORD = regex.compile(r"\b(?:dat|phan dau|bao dam|dam bao|hoan thanh|co|la)\s*$")
_RISES_TO = regex.compile(r"^\s*+(?:\(?\s*+(?:nam|giai doan)\s[\d\s-]++\)?\s*+)?(?:len|xuong)\b")
_YEAR_REACHED = regex.compile(r"\bnam\s+(?P<year>(?:19|20)\d{2})\b[^;.,]{0,40}\b(?:dat|chi dat|la|con|o muc)\s*$")
_BUDGET = regex.compile(r"\b(kinh phi|du toan|ngan sach (?:cap|bo tri|ho tro)|von)\b")


_LONGEST_BEFORE = 1000
"""Characters before a number that are looked at; the patterns above search to the end of so many at most."""


def is_reporting(folded: str) -> bool:
    """Whether a folded text speaks of reports and meetings, whose dates and frequencies are no goals."""
    return bool(_REPORTING.search(folded))


def accepted_quantities(
    statement: Statement, first_year: int | None
) -> tuple[list[Quantity], list[tuple[Quantity, str]]]:
    """The quantities of a statement that are commitments, and the others with their reasons.

    `first_year` is the plan's: what was reached in a year before it is no commitment.
    """
    folded = fold_keeping_length(statement.text)
    accepted: list[Quantity] = []
    refused: list[tuple[Quantity, str]] = []
    for quantity in find_quantities(statement.text):
        reason = why_not(quantity, folded, statement, first_year)
        if reason == _UNCOMMITTED and accepted and accepted[-1].kind == "count":
            # 'không quá 10 tập thể và 15 cá nhân': the second is bound as the first is.
            between = folded[accepted[-1].tail : quantity.head]
            reason = None if _COORDINATED.search(between) else reason
        if reason is None:
            accepted.append(quantity)
        else:
            refused.append((quantity, reason))
    return accepted, refused


def why_not(quantity: Quantity, folded: str, statement: Statement, first_year: int | None) -> str | None:
    """Reason for which a quantity is no target, None where it is one."""
    if statement.purpose == "requirements":
        return "requirements section"
    if statement.purpose == "past":
        return "earlier result"
    first = max(0, quantity.head - _LONGEST_BEFORE)
    sentence_start = max(folded.rfind(stop, first, quantity.head) + 1 for stop in (". ", ";"))
    before = folded[max(first, sentence_start) : quantity.head]
    after = fold_keeping_length(_NO_THEN.sub(",,,", statement.text[quantity.tail : quantity.tail + 160]))
    if _CONDITION.search(before) or _CONSEQUENCE.match(after) or _SANCTION.search(before):
        return "condition"
    if _in_title(before):
        return "title of a cited document"
    if _PAST.search(before) or _was_past(before, first_year):
        return "earlier result"
    if folded.startswith("tu", quantity.head) and _RISES_TO.match(after):
        return "baseline"
    if quantity.kind in ("percent", "rank", "factor"):
        return None
    if quantity.kind == "frequency":
        return "reporting frequency" if regex.search(r"\bbao cao\b", before) else None
    return _why_no_count(quantity, folded, before, statement)


def _in_title(before: str) -> bool:
    """Whether a number goes on with the name of a document or movement; a verb of its own parts it from the name."""
    name = _TITLE.search(before)
    return name is not None and not _GOAL_WORD.search(name["title"] or "")


def _why_no_count(quantity: Quantity, folded: str, before: str, statement: Statement) -> str | None:
    money = "đồng" in quantity.unit or "USD" in quantity.unit
    if money and not quantity.explicit and (_BUDGET.search(before) or statement.purpose != "goals"):
        return "budget"
    time = quantity.unit in ("ngày", "ngày làm việc", "giờ", "phút")
    cut = regex.search(r"\b(giam|rut ngan|cat giam)\b[^,;]*$", before)
    if time and not cut:
        # Hours and minutes promise a speed; days are the time limits of procedures.
        quick = quantity.unit in ("giờ", "phút")
        return None if quantity.explicit and (quick or statement.purpose == "goals") else "time limit"
    if _MEASURED_BY.match(folded[quantity.tail :]):
        return "condition"
    if quantity.unit in _PROPERTIES and not commits(before, has=False):
        return "condition"
    if folded[quantity.tail :].lstrip().startswith(("/", "ke tu", "tro len doi voi")):
        return "time limit"
    if cut or (quantity.explicit and not _ROUGHLY.search(folded[quantity.head : quantity.start])):
        return None
    if statement.is_product and not folded[: quantity.head].strip():
        # '03 lớp tập huấn' in the product column is what is to be delivered.
        return None
    if commits(before, has=statement.purpose == "goals") or (not before.strip(" ,-:") and statement.purpose == "goals"):
        return None
    return _UNCOMMITTED


def _was_past(before: str, first_year: int | None) -> bool:
    """'Tỷ lệ … năm 2021 đạt': a result of a year before the plan."""
    match = _YEAR_REACHED.search(before)
    return bool(match and first_year and int(match["year"]) < first_year)
