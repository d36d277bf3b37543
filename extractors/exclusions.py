"""Which quantities of a statement are commitments, and why the others are not."""

import regex

from corpora.clause_words import alternatives
from corpora.senses import fold_senses
from extractors.clauses import commits
from extractors.quantities import Quantity, find_quantities
from extractors.statements import Statement

_UNCOMMITTED = "number without commitment"
_SOMEWHERE = "place"
_COORDINATED = regex.compile(r"^(?:[^;.:]{0,60}(?:,|\bva)|[^.:]{0,80}\btrong do\b[^,;.:]{0,30}\bla)\s*$")
_PROPERTIES = frozenset({"km", "ha", "m2", "kg", "Mbps", "Mb/s", "Gbps"})
"""Measures of a thing; a goal only behind a verb ('xây dựng 12 km đường')."""
_MANNERS = frozenset({"lĩnh vực", "nội dung"})
# 'đồng bộ trên 06 lĩnh vực': in all of them, not more.
_ON = regex.compile(r"tren\s")
_PEOPLE = frozenset({"người", "lượt", "cán bộ", "công chức", "viên chức", "doanh nghiệp", "hộ", "hộ dân", "công dân"})
# 'lấy ý kiến của 500 người dân': no place.
# 'thời gian tiếp nhận 01 hồ sơ không quá 10 phút': the number behind is the goal.
_MEASURED_BY = regex.compile(r"^\s*(?:khong qua|toi da|toi thieu|it nhat)\b")
# 'tăng 05 bậc so với năm 2020 (xếp thứ 46/63)'
_MEASURED_AGAINST = regex.compile(r"\bso voi\b[^()]{0,80}\([^()]{0,60}$")
# 'khảo sát tại 12 xã', 'xếp thứ 5 trong số 18 huyện': where, not how many.
_PLACE = regex.compile(r"\b(?:tai|cua|o|doi voi|thuoc|trong(?: so| tong so)?)\s*$")
# 'tại trụ sở và nhà văn hóa 08 thôn'
_AT_PLACES_OF = regex.compile(
    rf"\b(?:tai|o)\s(?:{fold_senses('trụ sở')}|nha van hoa|bo phan mot cua|dia ban|diem|tram)\b[^,;.:]{{0,40}}$"
)
_AREAS = frozenset({"xã", "phường", "thôn", "bản", "ấp", "tổ dân phố", "khu phố", "huyện", "xóm", "khóm", "buôn"})
# 'kiểm tra tại 05 xã': how many are inspected.
_DONE_THERE = regex.compile(
    rf"\b(?:kiem tra|thanh tra|{fold_senses('thí điểm')}|{fold_senses('lắp đặt')}|thanh lap)\b[^,;.]{{0,80}}\btai\s*$"
)
# '(trừ hồ sơ có từ 20 bản trở lên)'
_EXCEPTED = regex.compile(rf"\(\s*{alternatives('exception')}\b[^()]*$")
# 'Trường hợp cần thiết, nâng bội chi lên 4%', 'nợ công có thể vượt 5%'
_SUPPOSED = regex.compile(r"^\W*(?:trong )?truong hop\b|\bco the\s+(?:\S+\s+){0,6}$")
# '100% số xã (15/15 xã)'
_TOLD_AGAIN = regex.compile(r"%[^()%]{0,120}\([^()]{0,120}$")
_SHARE = regex.compile(r"\d+/\d+")
_COMES_TO = regex.compile(r"\b(?:con|xuong|len|dat|duoi)\s*$")
# 'doanh thu 1.200 tỷ đồng', 'diện tích cây ăn quả 350 ha': a goal states it without a verb.
_MEASURED_NOUN = regex.compile(rf"(?:^|[,;:.]\s)\W{{0,4}}(?:{alternatives('subject_head')})\b[^,;:.]{{0,80}}$")
# 'mỗi cán bộ, công chức có 01 máy tính', 'xây dựng trường đạt chuẩn mỗi năm 02 trường'
_EACH = regex.compile(r"\bmoi\s[^;.]{1,60}\bco\s*$|\b(?:moi|hang)\s+(?:nam|quy|thang|tuan)\s*$")
# 'đối thoại với doanh nghiệp 02 lần/năm': how often something is done is itself the commitment.
_RATE = regex.compile(r"/\s*(?:nam|quy|thang|tuan|ngay)\b")
# '15/15 xã có trang thông tin'
_ALL_OF = regex.compile(r"(\d+)\s*/\s*\1\b")
_ROUGHLY = regex.compile(r"^(khoang|gan|xap xi)\b")
_REPORTING = regex.compile(r"\b(bao cao|giao ban|hop giao ban|cuoc hop|hop dinh ky|so ket)\b")
_PAST = regex.compile(
    r"\b(?:da dat|dat duoc ket qua|ket qua (?:thuc hien |dat duoc )?(?:cua |trong )?nam"
    r"|tinh den (?:het )?(?:thang|nam|ngay)|hien nay|(?<!tu )den nay|hien co)\b"
    r"(?![^;]{0,300}(?:\b(?:phan dau|tiep tuc|muc tieu)\b"
    r"|, (?:nam \d{4} )?(?:bao dam|dam bao|thuc hien|hoan thanh)\b))[^;]*$"
)
# 'đã tổ chức 05 lớp cho 450 người', as printed: 'đa', 'đá' are other words.
_DONE = regex.compile(r"(?i)\bđã\s+(?!đề ra|được|phê duyệt|ban hành|công bố)(?:đạt\s+)?(?:(?!đạt\b)\p{L}+\s+){0,4}$")
_YEAR_BESIDE = regex.compile(r"\(\s?nam\s+(?P<year>(?:19|20)\d{2})\b[^();]{0,60}$")
_LED_BY_YEAR = regex.compile(r"^\W*(?:trong |ket thuc )?nam (?P<year>(?:19|20)\d{2})\s*,(?![^;]*\bphan dau\b)")
# 'Phát huy kết quả năm 2022: 65/65 xã …; tỷ lệ …': all that is listed.
_RESULTS = regex.compile(r"\bket qua (?:dat duoc )?(?:cua |trong )?(?:nam|giai doan) [\d\s-]+:[^.]{0,600}$")
_CONDITION = regex.compile(
    r"\b(?:doi voi|truong hop|neu|khi|nhung)\s[^,.;]{0,60}\bco\s*$|\bdoi voi\s(?:cac\s)?"
    rf"(?:bo phan|don vi|{fold_senses('cơ quan')}|tap the|ca nhan|dia phuong|noi)\s(?:\S+\s){{0,4}}dat\s*$"
    r"|\b(?:chua|khong)\s+(?:du|dat)\s*$"
    rf"|\bbi (?:tru|giam|tre|cham)(?:\s+\S+)?\s*$|\b{alternatives('condition')}\s*$"
    r"|\b(?:neu|truong hop|chiu trach nhiem[^,;.]{0,20}) (?:de|co|xay ra)\b[^,;.]{0,80}$"
)
_BEARER = rf"(?:don vi|{fold_senses('cơ quan')}|dia phuong|xa|phuong|tap the|ca nhan|cong chuc|can bo|noi|thon)"
# 'Đơn vị có tỷ lệ tự chủ dưới 10% thực hiện sáp nhập': who, and what they are to do.
_OF_THOSE_WITH = regex.compile(
    rf"^\W*(?:cac |nhung )?{_BEARER}\b[^,;:]{{0,60}}\bco (?:ty le|ti le|so luong|so|muc|diem)\b[^,;:]{{0,80}}$"
)
_ARE_TO = regex.compile(r"^\s*(?:thuc hien|bi|tien hanh|sap nhap|giai the|to chuc lai|khong|thi)\b")
# 'Các đơn vị có từ 07 người trở lên được bố trí …'
_OF_SIZE = regex.compile(rf"^\W*(?:cac|nhung) {_BEARER}\b[^,;:]{{0,60}}\bco\s*$")
_SIZED = regex.compile(r"^[^,;.]{0,40}\btro (?:len|xuong) (?:thi |duoc |phai |moi )")
# 'các đơn vị dưới 80% phải giải trình', 'nơi có từ 5% trở lên thì …': what follows from a number is no goal.
_CONSEQUENCE = regex.compile(
    r"^[^;.]{0,80}?\b(?:bi (?:tru|ha|xu ly|phe binh|nhac nho|cat)"
    r"|phai (?:giai trinh|kiem diem|to chuc kiem diem|chiu trach nhiem|xin loi)"
    r"|(?<!\b(?:tham gia|ky|du|cuoc|phong|diem|hoi|mon|bai|thuc|khi) )"
    r"thi\b(?! (?:hanh|dua|cong|tuyen|truong|diem|tot nghiep|chon|nang))|khong (?:duoc )?(?:xet|xem xet))"
)
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
# 'Kinh phí là 320 triệu đồng, trong đó sự nghiệp môi trường 85 triệu đồng (chiếm 26,5%)'
_SHARE_OF_MONEY = regex.compile(r"\b(?:kinh phi|von|du toan)\b.{0,300}\d\s*(?:ty|trieu|nghin)?\s*dong\b.{0,120}$")
# 'mức chi không quá 50.000 đồng/hồ sơ'
_PRICE = regex.compile(r"\b(?:muc (?:chi|thu|phi|ho tro|phat|thuong)|don gia)\b")
_BUDGET = regex.compile(
    r"\b(?:kinh phi|du toan|ngan sach (?:cap|bo tri|ho tro)"
    rf"|von(?! (?:{fold_senses('đầu tư')} (?:toan xa hoi|nuoc ngoai)|fdi|dang ky)))\b"
)


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
    folded = fold_senses(statement.text)
    accepted: list[Quantity] = []
    refused: list[tuple[Quantity, str]] = []
    for quantity in find_quantities(statement.text):
        reason = why_not(quantity, folded, statement, first_year)
        if reason == _UNCOMMITTED and accepted and accepted[-1].kind in ("count", "percent"):
            # 'không quá 10 tập thể và 15 cá nhân', '30% sở, 03 huyện và 06 xã': the second is bound as the first is.
            between = folded[accepted[-1].tail : quantity.head]
            reason = None if _COORDINATED.search(between) else reason
        if reason is None and refused and refused[-1][1] == _SOMEWHERE and not quantity.explicit:
            # 'tổng kết tại 12 cơ quan và 11 xã'
            between = folded[refused[-1][0].tail : quantity.head]
            reason = _SOMEWHERE if _COORDINATED.search(between) else None
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
    if statement.purpose == "funding" and (quantity.kind == "percent" or _is_money(quantity)) and not quantity.explicit:
        # A section on funding shares out; only 'tối thiểu 1% chi ngân sách' is a goal there.
        return "budget"
    first = max(0, quantity.head - _LONGEST_BEFORE)
    sentence_start = max(folded.rfind(stop, first, quantity.head) + 1 for stop in (". ", ";"))
    before = folded[max(first, sentence_start) : quantity.head]
    after = folded[quantity.tail : quantity.tail + 160]
    if _CONDITION.search(before) or _CONSEQUENCE.match(after) or _SANCTION.search(before):
        return "condition"
    if _in_title(before):
        return "title of a cited document"
    if quantity.explicit and _OF_THOSE_WITH.match(before) and _ARE_TO.match(after):
        return "condition"
    if (
        quantity.kind == "count"
        and _OF_SIZE.match(before)
        and _SIZED.match(folded[quantity.start : quantity.tail + 80])
    ):
        return "condition"
    printed = statement.text[sentence_start : quantity.head]
    if (
        _PAST.search(before)
        or _was_past(before, first_year)
        or _RESULTS.search(folded[: quantity.head])
        or _DONE.search(printed)
    ):
        return "earlier result"
    if folded.startswith("tu", quantity.head) and _RISES_TO.match(after):
        return "baseline"
    if _MEASURED_AGAINST.search(before):
        return "baseline"
    if _EXCEPTED.search(before):
        return "exception"
    if _SUPPOSED.search(before):
        return "condition"
    if quantity.kind == "percent" and statement.purpose != "goals" and _SHARE_OF_MONEY.search(before):
        return "budget"
    if quantity.unit in _MANNERS and _ON.match(folded[quantity.head : quantity.start]):
        return _SOMEWHERE
    if quantity.kind in ("percent", "rank", "factor"):
        return None
    if quantity.kind == "frequency":
        return "reporting frequency" if regex.search(r"\bbao cao\b", before) else None
    return _why_no_count(quantity, folded, before, statement)


def _in_title(before: str) -> bool:
    """Whether a number goes on with the name of a document or movement; a verb of its own parts it from the name."""
    name = _TITLE.search(before)
    return name is not None and not _GOAL_WORD.search(name["title"] or "")


def _is_money(quantity: Quantity) -> bool:
    return "đồng" in quantity.unit or "USD" in quantity.unit


def _why_no_count(quantity: Quantity, folded: str, before: str, statement: Statement) -> str | None:
    if _TOLD_AGAIN.search(before) and _SHARE.match(folded[quantity.start :]):
        return "told again"
    money = _is_money(quantity)
    bound = quantity.explicit and not _ROUGHLY.search(folded[quantity.head : quantity.start])
    spent = _BUDGET.search(before) or (statement.purpose != "goals" and not _COMES_TO.search(before))
    if money and (_PRICE.search(before) or ("/" not in quantity.unit and not bound and spent)):
        return "budget"
    time = quantity.unit in ("ngày", "ngày làm việc", "giờ", "phút")
    cut = regex.search(r"\b(giam|rut ngan|cat giam)\b[^,;]*$", before)
    if time and not cut:
        # Hours and minutes promise a speed; days are the time limits of procedures.
        quick = quantity.unit in ("giờ", "phút")
        stated = quantity.explicit or _COMES_TO.search(before)
        return None if stated and (quick or statement.purpose == "goals") else "time limit"
    if _MEASURED_BY.match(folded[quantity.tail :]):
        return "condition"
    if quantity.unit in _PROPERTIES and not commits(before, has=False) and not (bound and statement.purpose == "goals"):
        return _UNCOMMITTED
    if time and folded[quantity.tail :].lstrip().startswith(("/", "ke tu", "tro len doi voi")):
        return "time limit"
    if _ALL_OF.match(folded[quantity.start :]) or (
        not money and not time and _RATE.search(folded, quantity.start, quantity.tail)
    ):
        return None
    people = quantity.unit in _PEOPLE and commits(before, has=False)
    if quantity.unit in _AREAS and not quantity.explicit and _AT_PLACES_OF.search(before):
        return _SOMEWHERE
    if not quantity.explicit and not people and _PLACE.search(before) and not _DONE_THERE.search(before):
        return _SOMEWHERE
    if cut or bound or _COMES_TO.search(before):
        return None
    if statement.is_product and not folded[: quantity.head].strip():
        # '03 lớp tập huấn' in the product column is what is to be delivered.
        return None
    if statement.purpose == "goals" and _MEASURED_NOUN.search(before):
        return None
    if (
        _EACH.search(before)
        or commits(before, has=statement.purpose == "goals")
        or (not before.strip(" ,-:") and statement.purpose == "goals")
    ):
        return None
    return _UNCOMMITTED


def _was_past(before: str, first_year: int | None) -> bool:
    """'Tỷ lệ … năm 2021 đạt': a result of a year before the plan."""
    match = _YEAR_REACHED.search(before) or _LED_BY_YEAR.match(before) or _YEAR_BESIDE.search(before)
    return bool(match and first_year and int(match["year"]) < first_year)
