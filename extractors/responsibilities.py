"""Who has which duties in the prose on implementation (Tổ chức thực hiện) and in the articles of a decision (Giao ...).

A responsibility is an agency under a node of the section tree, with the number of labelled or bulleted duties below
it (1 for a bare paragraph). Wordings stand in corpora/duty_words.tsv; names are made canonical by
extractors.agencies. The article that only says who executes the decision ('chịu trách nhiệm thi hành Quyết định')
gives no duty.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

import regex

from corpora.agencies import agency_words
from corpora.loader import rows
from extractors.agencies import canonical_agency
from extractors.frame import is_capitals
from models.document import BlockKind, Document
from models.records import Responsibility, Section
from models.text import fold, fold_keeping_length

_BULLET = regex.compile(r"^\s*[-–—+•*▪●○]\s*")
_LABEL = regex.compile(r"^\s*(?:dieu\s+\d+\s*[.:]?|\d{1,2}(?:\.\d{1,2})*\s*[.)]?|[a-z]\)|[ivxlh]{1,5}\s*[.,)])\s*")
_END = regex.compile(
    r"^\W{0,3}(?:noi nhan\b|(?:tm|kt|tl|tuq)\.)|^\W{0,3}\(?(?:(?:ban hanh )?kem theo|dinh kem|kem phu luc)\b"
)
_BRACKETS = regex.compile(r"\([^()]*\)")
_LEADING = regex.compile(r"(?<!\b(?:dong chi|tap the|cac|ban|can bo)) lanh dao,?$")
"""'Huyện ủy lãnh đạo xây dựng ...': what a committee of the Party does to each duty, no part of its name."""
_EXECUTES = regex.compile(
    r"\b(?:thi hanh|thuc hien) (?:quyet dinh|nghi quyet|chi thi) nay\b|\bchiu trach nhiem (?:thi hanh|thuc hien)\b"
)
_LONGEST_NAME = 260
_BEFORE_NOUN = frozenset({"ban", "phòng", "cục", "đồng", "đoàn", "tổ", "sở", "các", "những"})
"""Behind these the word of a duty is the noun of a name: 'Ban Chỉ đạo', 'các tổ chức'."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    start: int
    end: int

    @property
    def bulleted(self) -> bool:
        return bool(_BULLET.match(self.text))


def find_responsibilities(document: Document, sections: list[Section]) -> list[Responsibility]:
    """Every agency with duties, in document order."""
    found: list[Responsibility] = []
    covered_to = -1
    for section in sections:
        start = section.char_start or 0
        if start < covered_to:
            continue
        if _gives_duties(section):
            found += _of_part(document, sections, section)
            covered_to = section.char_end or start
        elif fold(section.label).startswith("dieu"):
            found += _of_article(document, sections, section)
    return sorted(found, key=lambda record: record.char_start or 0)


def read_agency(text: str) -> tuple[str, bool] | None:
    """The agency that a paragraph begins with and whether a duty follows in it; None where it begins with none.

    >>> read_agency("Giao Sở Nội vụ chủ trì, phối hợp với các sở")
    ('Sở Nội vụ', True)
    """
    text = " ".join(text.split())
    # What a bracket says of the agency is no duty: 'Sở Nội vụ (cơ quan tham mưu) chủ trì ...'.
    key = _BRACKETS.sub(lambda match: " " * len(match.group()), fold_keeping_length(text))
    opens = _opening().match(key)
    start = opens.end() if opens else 0
    if not _begins_agency(key[start:]) or _duty().match(key, start):
        return None
    duty = _first_duty(text, key, start + 2)
    colon = text.find(":", start)
    # 'Các Sở: Nội vụ, Tài chính' goes on after its colon.
    while colon >= 0 and regex.search(r"\b(?:cac so|cac phong|cac ban|cac don vi)\s*$", key[start:colon]):
        colon = text.find(":", colon + 1)
    ends = [at for at in (duty.start() if duty else -1, colon, _sentence_end(text, start)) if at >= 0]
    end = min(ends) if ends else len(text)
    leading = _LEADING.search(key[start:end].rstrip()) if duty is not None and duty.start() == end else None
    if leading and leading.start():
        name = text[start : start + leading.start()].strip(" ,;:.-–*_()")
        return (name, True) if len(name) >= 4 else None
    name = text[start:end].strip(" ,;:.-–*_")
    name = _BRACKETS.sub("", name).strip(" ,;:.-–*_()")
    name = " ".join(name.split())
    if len(name) < 4 or len(name) > _LONGEST_NAME or not any(char.isalpha() for char in name):
        return None
    if duty is None and opens is None and colon < 0 and len(text) > 160:
        return None
    return name, duty is not None and duty.start() == end


def _of_part(document: Document, sections: list[Section], part: Section) -> list[Responsibility]:
    """The duties below a part: of its labelled nodes, or of the paragraphs of a part without any."""
    children = _children(sections, part)
    found: list[Responsibility] = []
    own_end = children[0].char_start if children else part.char_end
    paragraphs = _paragraphs(document, part.char_start or 0, own_end or 0)
    found += _of_paragraphs(document, paragraphs[1:], part.path)
    if not children and paragraphs:
        # 'Tổ chức thực hiện: Sở Nội vụ chủ trì ...' in one run with its title.
        found += _of_paragraphs(document, _after_colon(paragraphs[:1]), part.path)
    for child in children:
        found += _of_node(document, sections, child, part)
    return found


def _of_node(document: Document, sections: list[Section], node: Section, part: Section) -> list[Responsibility]:
    below = _children(sections, node)
    first_child = below[0].char_start if below else node.char_end
    paragraphs = _paragraphs(document, node.char_start or 0, first_child or 0)
    if not paragraphs:
        return []
    text = node.title if node.kind == "heading" else _without_label(paragraphs[0].text)
    agency = read_agency(text)
    if agency is None:
        found = _of_paragraphs(document, paragraphs[1:], node.path)
        for child in below:
            found += _of_node(document, sections, child, part)
        return found
    if _is_list_of_bodies(document, agency[0], below):
        return [record for child in below for record in _of_node(document, sections, child, part)]
    own, closing = _split_closing(paragraphs[1:])
    bullets = sum(paragraph.bulleted for paragraph in own)
    one_sentence = node.kind != "heading" or not own
    duties = len(below) or bullets or (1 if one_sentence else len(own))
    found = [_record(document, agency[0], node.path, duties, node.char_start or 0, paragraphs[0].end)]
    if below:
        # The paragraph that closes the part stands in the range of its last labelled node.
        tail = _paragraphs(document, below[-1].char_start or 0, node.char_end or 0)[1:]
        closing += _split_closing(tail)[1]
    return found + _of_closing(document, closing, part.path)


def _is_list_of_bodies(document: Document, name: str, below: list[Section]) -> bool:
    """Whether a node for several bodies ('Các phòng thuộc Sở') gives each of them, by name, a node of its own."""
    if len(below) < 2 or not fold(name).startswith("cac "):
        return False
    texts = []
    for child in below:
        own = _paragraphs(document, child.char_start or 0, child.char_end or 0)
        texts.append(child.title if child.kind == "heading" else _without_label(own[0].text) if own else "")
    return all(read_agency(text) is not None for text in texts)


def _of_article(document: Document, sections: list[Section], article: Section) -> list[Responsibility]:
    """Duties that an article of a decision gives: 'Điều 2. Giao Sở Nội vụ chủ trì ...'."""
    below = _children(sections, article)
    paragraphs = _paragraphs(document, article.char_start or 0, article.char_end or 0)
    if not paragraphs or (below and not _opening().match(fold_keeping_length(_without_label(paragraphs[0].text)))):
        return []
    text = _without_label(paragraphs[0].text)
    if any(_EXECUTES.search(fold(paragraph.text)) for paragraph in paragraphs[:2]):
        return []
    if _part_title().match(fold(text)):
        return _of_paragraphs(document, [*_after_colon(paragraphs[:1]), *paragraphs[1:]], article.path)
    agency = read_agency(text)
    if agency is None or not (agency[1] or text.rstrip().endswith(":")):
        return []
    bullets = sum(paragraph.bulleted for paragraph in paragraphs[1:])
    duties = len(below) or bullets or 1
    return [_record(document, agency[0], article.path, duties, article.char_start or 0, paragraphs[0].end)]


def _of_paragraphs(document: Document, paragraphs: list[_Paragraph], path: str) -> list[Responsibility]:
    """Paragraphs without labels: one that begins with an agency opens a responsibility, bullets below count as
    its duties."""
    found: list[Responsibility] = []
    duties = 0
    headed = False
    own, closing = _split_closing(paragraphs)
    for paragraph in own:
        text = _BULLET.sub("", paragraph.text)
        agency = read_agency(text)
        ends_open = text.rstrip().endswith(":")
        if agency is not None and (agency[1] or ":" in text) and not (headed and paragraph.bulleted and not agency[1]):
            found.append(_record(document, agency[0], path, 1, paragraph.start, paragraph.end))
            duties, headed = 0, ends_open
        elif found and headed:
            duties += 1
            found[-1] = found[-1].model_copy(update={"duties": duties})
    return found + _of_closing(document, closing, path)


def _of_closing(document: Document, closing: list[_Paragraph], path: str) -> list[Responsibility]:
    """'Trong quá trình thực hiện, ... các cơ quan, đơn vị kịp thời báo cáo': the duty of those whom it names."""
    for paragraph in closing:
        key = fold_keeping_length(paragraph.text)
        names = regex.search(
            r"(?<=[,;]\s|yeu cau |de nghi )(?P<name>(?:cac|thu truong|so|phong|"
            r"ubnd)\b[^.;]{3,120}?)\s+(?:kip thoi|chu dong|phan anh|"
            r"bao cao|gui|co y kien|de xuat|thong tin|tong hop|co van ban)\b",
            key,
        )
        if names and not key.startswith("tren day"):
            name = paragraph.text[names.start("name") : names.end("name")]
            at = paragraph.start + names.start("name")
            return [_record(document, name, path, 1, at, paragraph.end)]
    return []


def _split_closing(paragraphs: list[_Paragraph]) -> tuple[list[_Paragraph], list[_Paragraph]]:
    for at, paragraph in enumerate(paragraphs):
        if _closing().match(fold(_BULLET.sub("", paragraph.text))):
            return paragraphs[:at], paragraphs[at:]
    return paragraphs, []


def _paragraphs(document: Document, start: int, end: int) -> list[_Paragraph]:
    """The paragraphs of a range, up to recipients, signature or an attachment line."""
    found = []
    first = bisect_right(document.blocks, start, key=lambda block: block.end)
    for at in range(first, len(document.blocks)):
        block = document.blocks[at]
        if block.kind in (BlockKind.TABLE, BlockKind.FOOTNOTE):
            continue
        if block.start >= end:
            break
        text = document.slice(block.start, block.end)
        if block.kind is BlockKind.LETTERHEAD or _END.match(fold(text)):
            break
        if text.strip():
            found.append(_Paragraph(text, block.start, block.end))
    return found


def _after_colon(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    found = []
    for paragraph in paragraphs:
        _, colon, rest = paragraph.text.partition(":")
        if colon and rest.strip():
            start = paragraph.end - len(rest.lstrip())
            found.append(_Paragraph(rest.strip(), start, paragraph.end))
    return found


def _children(sections: list[Section], parent: Section) -> list[Section]:
    children: list[Section] = []
    at = bisect_right(sections, parent.char_start or 0, key=lambda section: section.char_start or 0)
    while at < len(sections) and sections[at].path.startswith(parent.path + "."):
        if not children or not sections[at].path.startswith(children[-1].path + "."):
            children.append(sections[at])
        at += 1
    return children


def _without_label(text: str) -> str:
    match = _LABEL.match(fold_keeping_length(text))
    return text[match.end() :] if match else text


def _gives_duties(section: Section) -> bool:
    key = fold(section.title)
    own = _begins_agency(key) and regex.search(r"\b(?:co|chiu) trach nhiem\b", key)
    return section.kind == "heading" and not own and bool(_part_title().search(key))


def _begins_agency(key: str) -> bool:
    return bool(_agency_start().match(key.lstrip(" -–")))


def _first_duty(text: str, key: str, start: int) -> "regex.Match[str] | None":
    """The first word of a duty that is no part of a name: 'Ban Chỉ đạo', 'Phòng Quản lý đô thị', 'Hội đồng Phối
    hợp'."""
    for match in _duty().finditer(key, start):
        before = text[: match.start()].split()
        if not before or before[-1].casefold() not in _BEFORE_NOUN:
            return match
    return None


def _sentence_end(text: str, start: int) -> int:
    match = regex.search(r"[.;](?=\s|$)", text[start:])
    return start + match.start() if match else -1


@cache
def _words(use: str) -> tuple[str, ...]:
    return tuple(
        sorted({fold(row["word"]) for row in rows("duty_words.tsv") if row["use"] == use}, key=len, reverse=True)
    )


def _either(words: tuple[str, ...]) -> str:
    return "|".join(map(regex.escape, words))


@cache
def _opening() -> "regex.Pattern[str]":
    return regex.compile(rf"^\W{{0,3}}(?:{_either(_words('opens'))})\s*:?\s+")


@cache
def _duty() -> "regex.Pattern[str]":
    return regex.compile(rf"(?<!\p{{L}})(?:{_either(_words('duty'))})\b")


@cache
def _part_title() -> "regex.Pattern[str]":
    return regex.compile(rf"\b(?:{_either(_words('part'))})\b")


@cache
def _closing() -> "regex.Pattern[str]":
    return regex.compile(rf"^\W{{0,3}}(?:{_either(_words('closing'))})\b")


@cache
def _agency_start() -> "regex.Pattern[str]":
    heads = tuple(
        sorted({fold(word) for word in agency_words("head")} | set(_words("collective")), key=len, reverse=True)
    )
    return regex.compile(
        rf"(?:{_either(heads)})\b(?!\s*(?:chuc|truong thuc hien|nhiem vu|noi dung|muc tieu|giai phap|hoat dong))"
    )


def _record(document: Document, name: str, path: str, duties: int, start: int, end: int) -> Responsibility:
    agency = canonical_agency(name) if not is_capitals(name) else canonical_agency(name.capitalize())
    if "ủy ban nhân dân" in name.lower():
        # Prose writes the committee out; only what is abbreviated is spelled otherwise than printed.
        agency = agency.replace("UBND", "Ủy ban nhân dân")
    if "hội đồng nhân dân" in name.lower():
        agency = agency.replace("HĐND", "Hội đồng nhân dân")
    return Responsibility(
        agency=agency or name,
        section=path,
        duties=max(duties, 1),
        page=document.page_of(start),
        char_start=start,
        char_end=end,
        confidence=document.confidence_of(start, end),
    )
