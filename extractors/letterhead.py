"""The letterhead: who issued the document, its number, place and date; and the line that says what an annex goes with.

Source of the form: Nghị định 30/2020/NĐ-CP, annex I.II.1-5. Both columns may stand one below the other or be read
across in one line; a number or a day written by hand may be lost, which gives None, never a guess.
"""

import datetime as dt
from dataclasses import dataclass, field, replace

import regex

from extractors.frame import FrameLine, is_capitals, is_motto, strip_motto
from extractors.issuers import Issuer, office_case, read_letterhead_bodies
from extractors.names import join_torn
from extractors.symbols import DocumentNumber, find_numbers, read_symbol
from models.text import fold, fold_keeping_length

_DATE = regex.compile(
    r"ngay\s*(?P<day>[^;/\n]{0,8}?)\s*[,.]?\s*thang\s*(?P<month>[^\s,;/]{0,5})\s*[,.]?\s*n[a]m\s*(?P<year>[\dol.]{0,5})"
)
_SLASHED = regex.compile(r"ng[a]y\s*(?P<day>\d{1,2})\s*/\s*(?P<month>\d{1,2})\s*/\s*(?P<year>\d{4})")
_NUMBER_LABEL = regex.compile(
    r"^\W{0,3}s[o06]\s*(?:[:;.,]|(?=[\d_/…\-]))|^\W{0,3}s[o06](?=[\dz]{1,3}[^a-z]{0,3}\d*\s*/)"
)
_SUBJECT = regex.compile(r"^\W{0,2}(?:v\s*/\s*v|ve viec|ve)\b\W{0,2}")
_ORGAN = regex.compile(
    r"^(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|so|phong|van phong|bo|tinh uy|thanh uy|huyen uy|quan uy|"
    r"thi uy|dang uy|"
    r"ban|cuc|chi cuc|thanh tra|truong|trung tam|benh vien|tinh|thanh pho|huyen|quan|thi xa|thi tran|xa|phuong|"
    r"dac khu)\b"
)
_ATTACHMENT = regex.compile(
    r"^(?:\W{0,3}\((?:(?:duoc )?(?:ban hanh|phe duyet) )?|"
    r"\W{0,3})kem theo (?:[a-z]+ [a-z ]{0,30}?(?:(?:ban hanh|phe duyet) (?:kem theo|tai|theo)|tai|kem theo) )?"
    r"(?P<kind>[a-z][a-z ]{3,25}?)\s*(?:lien tich\s*)?(?:so\b|ngay\b|\d)"
)
_INSTITUTION = regex.compile(r"^\W{0,3}(?:truong|benh vien|trung tam|vien|chi cuc|ban quan ly|dai)\s+\p{L}")
_ORGAN_OF_PARTY = regex.compile(r"^\W{0,3}ban (?:chap hanh|thuong vu|thuong truc)\W{0,3}$")
# Stamps of urgency and secrecy, and what a draft bears (Nghị định 30/2020/NĐ-CP, annex I.II.8).
_STAMP = regex.compile(
    r"^\W{0,3}(?:hoa toc(?: hen gio)?|thuong khan|khan|(?:tuyet |toi )?mat|du thao\b.{0,12})\W{0,3}$"
)
_DIGIT_SLIPS = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1", "!": "1", "j": "1"})


@dataclass(slots=True)
class Letterhead:
    """What the lines above the title say."""

    bodies: list[Issuer] = field(default_factory=list)
    """Bodies named in the left column, superior first."""
    number: str | None = None
    symbol_parts: tuple[str, ...] = ()
    """Parts of the symbol, known even where the serial was left blank or is unreadable."""
    has_number_line: bool = False
    issued_on: dt.date | None = None
    day_digits: int = 2
    """Digits of the day as read."""
    place: str | None = None
    has_date_line: bool = False
    subject: str | None = None
    """What follows 'V/v' under the number of a Công văn."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """'(Ban hành kèm theo Quyết định số ... ngày ... của ...)' under the title of a plan or an annex."""

    kind_key: str
    number: DocumentNumber | None
    issued_on: dt.date | None
    text: str
    start: int
    end: int


def read_letterhead(lines: list[FrameLine]) -> Letterhead:
    """Read the lines that stand above the kind of the document (all of them, for a Công văn)."""
    head = Letterhead()
    organ_lines: list[str] = []
    subject_lines: list[str] = []
    in_subject = False
    for line in lines:
        if line.table:
            break
        text = join_torn(strip_motto(line.text))
        motto_was_here = text != " ".join(line.text.split())
        date = read_date_line(text)
        if date is not None:
            place, issued_on, start = date
            if not head.has_date_line:
                head.has_date_line, head.issued_on = True, issued_on
                day = regex.search(r"ng[a]y\s*(\d+)", fold_keeping_length(text))
                head.day_digits = len(day[1]) if day else 0
                head.place = place or head.place
            text = text[:start].strip()
        label = _NUMBER_LABEL.match(fold_keeping_length(text))
        if label and not head.number and not (head.has_number_line and head.symbol_parts):
            rest, subject = _read_number_line(head, text, label.end())
            if date is not None and not head.place:
                head.place = _place(rest)
            text, in_subject = "", False
            if subject is not None:
                subject_lines, in_subject = [subject], True
            continue
        if date is not None:
            if not head.place:
                head.place = _place(text)
            continue
        subject_label = _SUBJECT.match(fold_keeping_length(text))
        if subject_label:
            subject_lines, in_subject = [text[subject_label.end() :]], True
            continue
        if not text or (motto_was_here and len(text) < 4) or line.column == 1:
            continue
        if in_subject and not is_capitals(text) and not fold(text).startswith("kinh gui"):
            subject_lines.append(text)
            continue
        if (
            not head.has_number_line
            and not head.has_date_line
            and ((is_capitals(text) or _ORGAN.match(fold(text))) and len(text) < 120)
        ):
            organ_lines.append(text)
    organ_lines = [line for line in organ_lines if not _STAMP.match(fold(line))]
    if len(organ_lines) > 1 and fold(organ_lines[-1]).strip(" -_*") == "thuong truc":
        organ_lines = [f"{organ_lines[-1]} {organ_lines[0]}", *organ_lines[1:-1]]
    if len(organ_lines) > 1:
        # 'HUYỆN ỦY X / BAN THƯỜNG VỤ': the committee issues, its organ only decided.
        organ_lines = [line for line in organ_lines if not _ORGAN_OF_PARTY.match(fold(line))]
    head.bodies = read_letterhead_bodies("\n".join(organ_lines))
    institution = next((at for at, line in enumerate(organ_lines) if _INSTITUTION.match(fold(line))), None)
    if institution is not None and not any(str(body).startswith("Trung tâm") for body in head.bodies):
        # A school or a hospital: what stands above it is the authority over it.
        above = read_letterhead_bodies("\n".join(organ_lines[:institution]))
        over = above[-1] if above else None
        level = (over.unit.level() if over.unit else over.level) if over else None
        head.bodies = [*above, Issuer(office_case(" ".join(organ_lines[institution:])), None, level, complete=True)]
    head.subject = " ".join(" ".join(subject_lines).split()).rstrip(" .;,") or None
    return head


def read_date_line(text: str) -> tuple[str | None, dt.date | None, int] | None:
    """Place, date and where they begin in '..., ngày 05 tháng 01 năm 2024'; the date None where a part was left blank.

    None where the line holds no such date.
    """
    key = fold_keeping_length(text)
    match = _DATE.search(key) or _SLASHED.search(key)
    if match is None:
        return None
    before = text[: match.start()]
    # The place ends with the comma before "ngày"; what stands before it in the line is the number's.
    number_end = max((number.end for number in find_numbers(before)), default=0)
    symbol = regex.search(r"[/-]\s?(?=\p{Lu}{2})", before)
    if not number_end and symbol:
        found = read_symbol(before, symbol.end())
        number_end = found[2] if found and found[3] else 0
    start = number_end if number_end else 0
    place = _place(before[start:])
    return place, _date(match), (start if place else match.start())


def read_attachment(line: FrameLine) -> Attachment | None:
    """The document that a plan or an annex says it goes with; None where the line says nothing of the kind."""
    match = _ATTACHMENT.match(line.key)
    if match is None:
        return None
    numbers = find_numbers(line.text)
    date = None
    key = fold_keeping_length(line.text)
    found = _DATE.search(key) or _SLASHED.search(key)
    if found:
        date = _date(found)
    kind = match["kind"].strip()
    return Attachment(kind, numbers[0] if numbers else None, date, line.text, line.start, line.end)


def find_attachments(lines: list[FrameLine]) -> list[Attachment]:
    """The attachment lines of a document, each with the lines over which its bracket is wrapped."""
    found = []
    for at, line in enumerate(lines):
        if line.table or read_attachment(line) is None:
            continue
        text, end = line.text, line.end
        for below in lines[at + 1 : at + 3]:
            if ")" in text or "(" not in text or below.table or len(below.text) > 120:
                break
            text, end = f"{text} {below.text}", below.end
        whole = read_attachment(replace(line, text=text, end=end))
        if whole is not None:
            found.append(whole)
    return found


def _date(match: "regex.Match[str]") -> dt.date | None:
    try:
        year, month, day = (int(match[name].strip(".").translate(_DIGIT_SLIPS)) for name in ("year", "month", "day"))
        return dt.date(year, month, day) if 1945 <= year <= 2100 else None
    except ValueError:
        return None


def _place(text: str) -> str | None:
    """The place in what stands before 'ngày': 'Phú Xuân,' gives 'Phú Xuân'; None where it holds none."""
    text = regex.split(r"[;:_|]", text)[-1].strip(" ,.-–*'\"“”‘’`´~^ˆ")
    words = text.split()
    name: list[str] = []
    for word in reversed(words):
        if (
            not (
                word[0].isupper()
                or word in "-–"
                or (name and word in ("phố", "xã", "trấn", "khu"))
                or regex.fullmatch(r"\d{1,2}", word)
            )
            or len(name) >= 6
        ):
            break
        name.insert(0, word)
    place = " ".join(name).strip(" -–")
    return place if any(char.islower() for char in place) and len(place) > 2 and not is_motto(place) else None


def _read_number_line(head: Letterhead, text: str, label_end: int) -> tuple[str, str | None]:
    """Take the number from a line 'Số: ...'; gives what follows it and the subject where 'V/v' stands in the
    same line."""
    head.has_number_line = True
    numbers = find_numbers(text)
    rest = ""
    if numbers and _serial_is_clean(text[label_end : numbers[0].start]):
        number = numbers[0]
        head.number, head.symbol_parts = number.text, number.parts
        rest = text[number.end :]
    else:
        # The serial was left for the hand: the symbol still tells the kind.
        slash = regex.search(r"[/-]\s{0,2}(?=\p{Lu})", text[label_end:])
        found = read_symbol(text, label_end + slash.end()) if slash else None
        if found is not None and found[3]:
            head.symbol_parts = found[1]
            rest = text[found[2] :]
    subject = regex.search(r"\bv\s*/\s*v\b\W{0,2}", fold_keeping_length(rest))
    return rest, rest[subject.end() :] if subject else None


def _serial_is_clean(before: str) -> bool:
    """Whether nothing unreadable stands between 'Số:' and the serial: a mark there may be a lost digit."""
    return not before.strip(" :.;,")
