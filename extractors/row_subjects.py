"""What a number measures that stands alone in its cell: '02 chuyên mục/tháng' | 'Tuyên truyền cải cách …'.

Texts are matched on `fold_senses`. Source: usage of plans.
"""

from dataclasses import replace

import regex

from corpora.senses import fold_senses
from extractors.quantities import Quantity
from extractors.subjects import PREDICATE, without_light_verbs

_BULLET = regex.compile(r"^\s*(?:[-–+*•]|\d{1,2}(?:\.\d{1,2}){0,2}[.)])\s*")
_LED = regex.compile(
    r"^(?:to chuc|mo|trien khai|thuc hien|duy tri|bo tri|xay dung|viet|lap dat|mua sam|trang bi)\s+(?:cac\s+)?"
)
_PAPER = regex.compile(
    r"^\W*(?:thong bao|bao cao|ket luan|ke hoach|van ban|quyet dinh|bien ban|danh muc|lich)\b(?:[^,;:()]{0,40})$"
)
_HOW_OFTEN = regex.compile(r"\b(?:dinh ky|dot xuat|thuong xuyen|to chuc|moi nam|hang (?:nam|quy|thang|tuan))\b")
_TIMES = frozenset({"lần", "lượt", "ngày", "tuần", "tháng", "quý", "năm", "giờ"})
_BODIES = regex.compile(r"^(?:cơ quan|đơn vị|sở|phòng|huyện|xã|phường|thị trấn|thôn|doanh nghiệp|cán bộ|công chức)\b")
_LISTED = regex.compile(r"\s*,|\s+va\s")
_DONE_TO = regex.compile(r"^(?:kiem tra|thanh tra|giam sat|khao sat|danh gia|boi duong|dao tao|tap huan|ho tro)\b")
_FEWEST_OWN = 3
"""Syllables behind the counted noun from which a cell says itself what it counts."""


def subject_in_row(text: str, quantity: Quantity, subject: str, task: str) -> str:
    """The subject of a number in a cell, from the task of its row where the cell says no more than how many.

    >>> from extractors.quantities import find_quantities
    >>> text = "03 lớp tập huấn"
    >>> subject_in_row(text, find_quantities(text)[0], "lớp tập huấn", "Tập huấn kỹ năng số cho tổ trưởng")
    'lớp tập huấn kỹ năng số cho tổ trưởng'
    """
    task = _bare(task)
    if not task or quantity.kind in ("percent", "rank", "factor"):
        return subject
    noun = quantity.unit.split("/")[0]
    own = text[quantity.unit_start : quantity.end].split("/")[0] + text[quantity.end :].split(",")[0].split(";")[0]
    extra = regex.split(r"[().:]|\btrở (?:lên|xuống)\b", own[len(noun) :])[0].split()
    before = fold_senses(text[: quantity.head]).strip(" ,:;-(")
    if extra and extra[0].startswith("/"):
        extra = []
    if len(extra) >= _FEWEST_OWN or PREDICATE.search(fold_senses(" ".join(extra))):
        return subject
    if before and not _PAPER.match(before) and not _only_how_often(before, fold_senses(task)):
        return subject
    if noun in _TIMES:
        return task
    return _of_task(noun, extra, task)


def subject_behind(text: str, quantity: Quantity, subject: str) -> str:
    """The subject of a number that only measures the statement before it: '… người dân (tối thiểu 300 phiếu)', 'Phổ
    biến pháp luật tại các xã; tổ chức ít nhất 16 hội nghị'."""
    before, after = text[: quantity.head], text[quantity.end :]
    bracket = before.rstrip().endswith("(") and regex.match(r"\s*(?:\)|/)", after)
    part = before.rstrip(" (") if bracket else before.rpartition(";")[0]
    task = regex.split(r"[;.]\s", part)[-1]
    alone = regex.fullmatch(r"\W*(?:tổ chức|mở)?\s*", before.rpartition(";")[2].lower())
    if not task.strip() or not (bracket or (alone and not after.strip(" .;"))):
        return subject
    start = len(before) if bracket else before.rindex(";") + 1
    moved = replace(
        quantity, **{name: getattr(quantity, name) - start for name in ("start", "end", "head", "tail", "unit_start")}
    )
    rest = regex.split(r"\)", after)[0] if bracket else after
    return subject_in_row(before[start:] + text[quantity.head : quantity.end] + rest, moved, subject, task)


def _bare(task: str) -> str:
    """The task without bullet and without brackets at its end."""
    return regex.sub(r"\s*\([^()]*\)\s*$", "", _BULLET.sub("", task)).strip(" .;,:")


def _only_how_often(before: str, task: str) -> bool:
    """Whether the words before a number say how often, or only repeat the task: 'Chuyên mục, định kỳ'."""
    rest = _HOW_OFTEN.sub(" ", before)
    return all(word.strip() in task for word in rest.split(","))


def _of_task(noun: str, extra: list[str], task: str) -> str:
    """The counted noun with the words of the task: those behind the noun, where the task names it itself."""
    folded = fold_senses(task)
    named = regex.search(rf"\b{regex.escape(fold_senses(noun))}\b", folded)
    if named and _LISTED.match(folded, named.end()):
        # 'lắp đặt camera, máy lấy số tự động': of a list only what is counted.
        return " ".join([noun, *extra])
    if named and 2 * len(folded[named.start() :].split()) < len(folded.split()):
        # 'lấy ý kiến của người dân bằng phiếu'
        return without_light_verbs(task)
    if named:
        return task[named.start() :]
    led = _LED.match(folded)
    bare = task[led.end() :] if led else task
    words = [noun, *extra]
    for size in range(len(extra), 0, -1):
        if fold_senses(bare).startswith(fold_senses(" ".join(extra[-size:])) + " "):
            # 'lớp tập huấn' | 'Tập huấn kỹ năng số'
            words = [noun, *extra[:-size]]
            break
    else:
        if extra:
            return " ".join(words)
    bare = bare[:1].lower() + bare[1:] if bare[1:2].islower() else bare
    passive = "được " if _BODIES.match(noun) and _DONE_TO.match(fold_senses(bare)) else ""
    return f"{' '.join(words)} {passive}{bare}"
