"""Which quantities of a statement are commitments, and why the others are not."""

import regex

from corpora.clause_words import alternatives
from extractors.clauses import commits
from extractors.quantities import Quantity, find_quantities
from extractors.statements import Statement
from models.text import fold_keeping_length

_UNCOMMITTED = "number without commitment"
_COORDINATED = regex.compile(r"^[^,;.:]{0,60}(?:,|\bva)\s*$")
_ROUGHLY = regex.compile(r"^(khoang|gan|xap xi)\b")
_REPORTING = regex.compile(r"\b(bao cao|giao ban|hop giao ban|cuoc hop|hop dinh ky|so ket)\b")
_PAST = regex.compile(
    r"\b(da dat|dat duoc ket qua|ket qua nam|tinh den (?:het )?(?:thang|nam|ngay)|hien nay|hien co)\b[^;]*$"
)
_CONDITION = regex.compile(
    r"\b(?:doi voi|truong hop|neu|khi|noi|nhung)\s[^,.;]{0,60}\bco\s*$|\b(?:chua|khong)\s+(?:du|dat)\s*$"
    rf"|\bbi (?:tru|giam|tre|cham)(?:\s+\S+)?\s*$|\b{alternatives('condition')}\s*$"
)
_BUDGET = regex.compile(r"\b(kinh phi|du toan|ngan sach (?:cap|bo tri|ho tro)|von)\b")


def is_reporting(folded: str) -> bool:
    """Whether a folded text speaks of reports and meetings, whose dates and frequencies are no goals."""
    return bool(_REPORTING.search(folded))


def accepted_quantities(statement: Statement) -> tuple[list[Quantity], list[tuple[Quantity, str]]]:
    """The quantities of a statement that are commitments, and the others with their reasons."""
    folded = fold_keeping_length(statement.text)
    accepted: list[Quantity] = []
    refused: list[tuple[Quantity, str]] = []
    for quantity in find_quantities(statement.text):
        reason = why_not(quantity, folded, statement)
        if reason == _UNCOMMITTED and accepted and accepted[-1].kind == "count":
            # 'không quá 10 tập thể và 15 cá nhân': the second is bound as the first is.
            between = folded[accepted[-1].tail : quantity.head]
            reason = None if _COORDINATED.search(between) else reason
        if reason is None:
            accepted.append(quantity)
        else:
            refused.append((quantity, reason))
    return accepted, refused


def why_not(quantity: Quantity, folded: str, statement: Statement) -> str | None:
    """Reason for which a quantity is no target, None where it is one."""
    if statement.purpose == "requirements":
        return "requirements section"
    if statement.purpose == "past":
        return "earlier result"
    sentence_start = max(folded.rfind(". ", 0, quantity.head), folded.rfind(";", 0, quantity.head)) + 1
    before = folded[sentence_start : quantity.head]
    if _CONDITION.search(before):
        return "condition"
    if _PAST.search(before):
        return "earlier result"
    if quantity.kind in ("percent", "rank", "factor"):
        if (
            regex.match(r"\s*(?:nam|giai doan)\s+\d{4}\s+len\b|\s+len\s", folded[quantity.tail :])
            and "tu" in before.split()[-2:]
        ):
            return "baseline"
        return None
    if quantity.kind == "frequency":
        return "reporting frequency" if is_reporting(before) else None
    return _why_no_count(quantity, folded, before, statement)


def _why_no_count(quantity: Quantity, folded: str, before: str, statement: Statement) -> str | None:
    money = "đồng" in quantity.unit or "USD" in quantity.unit
    if money and not quantity.explicit and (_BUDGET.search(before) or statement.purpose != "goals"):
        return "budget"
    time = quantity.unit in ("ngày", "ngày làm việc", "giờ", "phút")
    cut = regex.search(r"\b(giam|rut ngan|cat giam)\b[^,;]*$", before)
    if time and not cut:
        return None if statement.purpose == "goals" and quantity.explicit else "time limit"
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
