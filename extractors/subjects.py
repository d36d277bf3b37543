"""What a number measures, and what is said beside it: exception, baseline, scope, verbs that add nothing.

Texts are matched on `fold_senses`, which keeps offsets. Source: usage of plans; the guidelines on subject, baseline,
scope and except.
"""

from functools import cache

import regex

from corpora.clause_words import alternatives
from corpora.loader import rows
from corpora.senses import fold_senses

PREDICATE = regex.compile(rf"\b(?:{alternatives('predicate')}|co(?! {alternatives('noun_with_co')}))\b")
"""Words that make what is counted a statement: 'được', 'đạt', 'có'."""
_EXCEPTION = regex.compile(
    rf"\((?P<inner>{alternatives('exception')}\s[^()]*)\)"
    rf"|[,\s](?P<bare>{alternatives('exception')}(?! diem\b)\s[^,;.()]+)"
)
_DAY = r"\d{1,2}(?:\s*/\s*\d{1,2}\s*/\s*\d{4}|\s+thang\s+\d{1,2}\s+nam\s+\d{4})"
_BASELINE = regex.compile(
    r"so voi\s+(?:cung ky\s+)?(?P<what>"
    r"nam\s+(?P<year>\d{4})|[^,;.()]+?(?=\s+(?:khi|doi voi|trong|tai|ve)(?:\s|$)|[,;.()]|$))"
    r"|(?P<since>luy ke\s+[^,;.()]+)"
    rf"|tinh den\s+(?:het\s+)?ngay\s+(?P<date>{_DAY})"
)
_RISE = regex.compile(
    r"\s(?:(?:tang|giam|nang)\s{1,3})?tu\s{1,3}(?![^()]{0,80}\btro (?:len|xuong)\b)[\d.,]{1,12}\s{0,3}"
    r"(?:%|[a-z]{1,7}(?:\s[a-z]{1,7}){0,2})?\s{0,3}(?:\(?nam\s\d{4}\)?\s{0,3})?(?:len|xuong)?\s{0,4}$"
)
_UNTIL = regex.compile(
    r"[\s,]{1,4}(?:hoan thanh |xong )?(?:truoc|den|trong|vao|het|cuoi)(?: het| cuoi| ngay| thang)?"
    r" (?:nam \d{4}|quy [ivx\d]+\s?(?:/|nam )\s?\d{4}|(?:thang )?\d{1,2}\s?/\s?\d{4}|\d{1,2}/\d{1,2}/\d{4})\s{0,4}$"
    r"|\s(?:moi|hang) nam\s{0,4}$"
)
_LEFT_OVER = regex.compile(
    r"(?i)(?<!\b(?:nhà|trở|tăng))[\s,]{1,4}(?:đối với|cho|tại|của|với|ở|và|là|từ|thêm|trong|xuống|lên|còn)\s{0,4}$"
)
"""Words without a noun behind them, at the end of a subject; as printed: 'một cửa' is another word."""
_PER_PERIOD = regex.compile(r"\s?/\s?(?:nam|quy|thang|tuan)\b")
_NUMBER_BESIDE = regex.compile(r"\([^()]*\d\s*(?:%|/\s*\d)[^()]*\)")
"""'(đến năm 2025 trên 70%)', '(15/15 xã)': a number of its own, or the same one told otherwise."""
_LEVELS = r"(?:cap\s+)?(?:trung uong|tinh|huyen|xa|thon|thanh pho|phuong)"
_SCOPE = regex.compile(
    rf"\b(?:(?<!\ban\s)toan\s+(?:tinh|huyen|xa(?!\s+hoi)|thanh pho|quoc)|tu\s+{_LEVELS}\s+den\s+(?:cap\s+)?{_LEVELS}"
    r"|cap\s+(?:tinh|huyen|xa)(?:\s*,\s*(?:cap\s+)?(?:huyen|xa))*(?:\s+va\s+cap\s+(?:huyen|xa))?"
    r"|linh vuc\s+[^;.()]+?(?=\s+(?:dat|duoc|phai|toi thieu|it nhat|tren)\b|$))"
)
_LEVEL = rf"cap\s+(?:tinh|huyen|xa|{fold_senses('sở')})"
_WHOM = regex.compile(rf"(?<!\s)\s*+[:,]?\s*+(?:(?:doi voi|o|tai)\s++)?{_LEVEL}(?:\s*+,\s*+{_LEVEL}){{0,4}}\s*+$")
_TIME = regex.compile(
    r"(?:(?:den|trong|het|tu|rieng|va|phan dau|cuoi|truoc)\s+)*"
    r"(?:ngay\s+\S+|thang\s+\S+|quy\s+\S+|ca nam|nam\s+\d{4}|\d[\d/]*)"
    r"(?:\s*(?:nam|/)\s*\d{4})?(?:\s+(?:tang|giam|dat|con|la))?"
)
_FOR = regex.compile(r"^(?:doi voi|o|tai)\s+\S|^cap\s+(?:tinh|huyen|xa)\b")


@cache
def verbs() -> tuple[tuple[str, str, bool], ...]:
    """Verbs of commitment, longest first: key, direction, whether it adds nothing to what is counted."""
    found = [(fold_senses(row["wording"]), row["direction"], row["light"] != "no") for row in rows("commitments.tsv")]
    return tuple(sorted(found, key=lambda verb: -len(verb[0])))


@cache
def verb_pattern() -> "regex.Pattern[str]":
    """Any of these verbs, over `fold_senses`."""
    any_verb = "|".join(wording.replace(" ", r"\s+") for wording, _, _ in verbs())
    return regex.compile(rf"\b(?:{any_verb})\b")


@cache
def rank_verbs() -> frozenset[str]:
    """Verbs that commit to a rank alone: 'vào nhóm 10', but not 'tập trung vào 04 nhóm'."""
    return frozenset(fold_senses(row["wording"]) for row in rows("commitments.tsv") if row["light"] == "rank")


def only_verbs(folded: str) -> bool:
    """Whether a few folded words are verbs of commitment and what helps them."""
    rest = verb_pattern().sub(" ", folded)
    rest = regex.sub(r"\b(?:tiep tuc|it nhat|khoang|them|moi nam|hang nam|duoc|so|ty le)\b", " ", rest)
    return not rest.strip(" ,:") or (len(folded.split()) <= 4 and bool(verb_pattern().match(folded)))


def exception_of(text: str) -> str | None:
    """'trừ hồ sơ …', with or without brackets; None where nothing is left out."""
    match = _EXCEPTION.search(fold_senses(text))
    if match is None:
        return None
    group = "inner" if match["inner"] else "bare"
    return text[match.start(group) : match.end(group)].strip()


def baseline_of(text: str) -> str | None:
    """What a number is measured against: '2021', 'quy định', 'lũy kế từ đầu năm 2022'; None where nothing is said."""
    match = _BASELINE.search(fold_senses(text))
    if match is None or match["year"]:
        return match["year"] if match else None
    group = "what" if match["what"] else "since" if match["since"] else "date"
    return text[match.start(group) : match.end(group)].strip()


def scopes_of(text: str) -> list[str]:
    """Levels, areas and fields that a text names: 'cấp xã', 'toàn tỉnh', 'lĩnh vực đất đai'."""
    return [text[match.start() : match.end()].strip(" ,") for match in _SCOPE.finditer(fold_senses(text))]


def names_only_whom(subject: str) -> bool:
    """Whether a subject says for whom and not what: 'đối với cấp xã' behind 'đạt 98% đối với cấp tỉnh, 95%'."""
    return len(subject.split(",")[0].split()) <= 12 and bool(_FOR.match(fold_senses(subject)))


def is_only_time(subject: str) -> bool:
    """'năm 2025 đạt 90%': the subject stands before."""
    return bool(_TIME.fullmatch(fold_senses(subject).strip(" ,:")))


def without_whom(subject: str) -> str:
    """'Tỷ lệ đúng hạn: cấp tỉnh' without the level that the first of a list is for."""
    match = _WHOM.search(fold_senses(subject))
    return subject[: match.start()] if match and match.start() else subject


def without_light_verbs(before: str) -> str:
    """The words before a number without verbs that add nothing: '' for 'Hoàn thành', 'số hóa' for 'Số hóa'."""
    rest, words = before.strip(" ,:"), fold_senses(before.strip(" ,:"))
    for wording, _, light in verbs():
        if light and words == wording:
            return ""
    for wording, _, light in verbs():
        # 'Thực hiện xử lý', 'Phấn đấu hoàn thành': the light verb before another falls away.
        if light and words.startswith(wording + " "):
            return without_light_verbs(rest[len(wording) :])
    return rest[:1].lower() + rest[1:] if rest[1:2].islower() or rest[1:2] == " " else rest


def tidy(subject: str) -> str:
    """A subject without exception, baseline and the value it starts from."""
    for pattern in (_EXCEPTION, _BASELINE, _NUMBER_BESIDE, _RISE):
        match = pattern.search(fold_senses(subject))
        if match:
            subject = subject[: match.start()] + subject[match.end() :]
    subject = regex.sub(r"\(\s*\)", "", subject).strip(" ,;:.-")
    for pattern in (_PER_PERIOD, _LEFT_OVER, _UNTIL, _LEFT_OVER):
        match = pattern.search(subject if pattern is _LEFT_OVER else fold_senses(subject))
        if match and match.start():
            subject = (subject[: match.start()] + subject[match.end() :]).strip(" ,;:.-")
    if subject.endswith(")") and "(" not in subject:
        subject = subject[:-1]
    return " ".join(subject.split())
