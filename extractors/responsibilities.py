"""Who has which duties in the prose on implementation (Tổ chức thực hiện) and in the articles of a decision (Giao ...).

A responsibility is an agency under a node of the section tree, with the number of labelled or bulleted duties below
it (1 for a bare paragraph). Wordings stand in corpora/duty_words.tsv; names are made canonical by
extractors.agencies. The article that only says who executes the decision ('chịu trách nhiệm thi hành Quyết định')
gives no duty.
"""

from bisect import bisect_right
from dataclasses import dataclass

import regex

from extractors.agencies import canonical_agency
from extractors.agency_names import expand_abbreviations
from extractors.duty_bearers import begins_agency, closing_words, opening, part_title, read_agency
from extractors.frame import is_capitals
from extractors.sections import behind_label
from models.document import BlockKind, Document
from models.records import Responsibility, Section
from models.text import fold, fold_keeping_length

_BULLET = regex.compile(r"^\s*[-–—+•*▪●○]\s*")
_END = regex.compile(
    r"^\W{0,3}(?:noi nhan\b|(?:tm|kt|tl|tuq)\.)|^\W{0,3}\(?(?:(?:ban hanh )?kem theo|dinh kem|kem phu luc)\b"
)
_EXECUTES = regex.compile(
    r"\b(?:thi hanh|thuc hien) (?:quyet dinh|nghi quyet|chi thi) nay\b|\bchiu trach nhiem (?:thi hanh|thuc hien)\b"
)
_LONGEST_BARE_NAME = 15
"""Words of a line that is nothing but the name of who has the duties below it."""
_LONGEST_PART_TITLE = 8
_LONGEST_SHORT = 2
"""Letters of an abbreviation with which a name in capitals may begin (VP, CA)."""
_DIFFICULTIES = regex.compile(r"\b(?:kho khan|vuong mac|phat sinh)\b")


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
    found += _of_unlabelled_parts(document, sections, found)
    return sorted(found, key=lambda record: record.char_start or 0)


def _of_unlabelled_parts(
    document: Document, sections: list[Section], known: list[Responsibility]
) -> list[Responsibility]:
    """Duties of the nodes below a title without label: 'TỔ CHỨC THỰC HIỆN', then 1., 2."""
    starts = {section.char_start for section in sections}
    titles = [
        (block, fold(text).strip(" :.*_"))
        for block in document.blocks
        if block.kind is BlockKind.PARAGRAPH and block.start not in starts
        for text in [document.slice(block.start, block.end)]
        if len(text.split()) <= _LONGEST_PART_TITLE and (is_capitals(text) or block.bold)
    ]
    found: list[Responsibility] = []
    covered = {f"{record.section}." for record in known}
    for at, (block, title) in enumerate(titles):
        if not part_title().fullmatch(title.removeprefix("cong tac ")):
            continue
        end = titles[at + 1][0].start if at + 1 < len(titles) else len(document.text)
        inside = [section for section in sections if block.end <= (section.char_start or 0) < end]
        outermost = min((section.path.count(".") for section in inside), default=0)
        for node in inside:
            is_new = not any(path.startswith(f"{node.path}.") for path in covered)
            if node.path.count(".") == outermost and is_new and not node.path.startswith("PL"):
                found += _of_node(document, sections, node, node)
    return found


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
    text = node.title if node.kind == "heading" else _own_text(document, node, paragraphs[0])
    agency = read_agency(text)
    if agency is None:
        found = _of_paragraphs(document, paragraphs[1:], node.path)
        for child in below:
            found += _of_node(document, sections, child, part)
        return found
    if _is_list_of_bodies(document, agency[0], below):
        return [record for child in below for record in _of_node(document, sections, child, part)]
    own, closing = _split_closing(paragraphs[1:])
    # What addresses others at the end is no duty of this agency: 'Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện'.
    while len(own) > 1 and not own[-1].bulleted and opening().match(fold_keeping_length(own[-1].text)):
        own.pop()
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
        texts.append(child.title if child.kind == "heading" else _own_text(document, child, own[0]) if own else "")
    return all(read_agency(text) is not None for text in texts)


def _of_article(document: Document, sections: list[Section], article: Section) -> list[Responsibility]:
    """Duties that an article of a decision gives: 'Điều 2. Giao Sở Nội vụ chủ trì ...'."""
    below = _children(sections, article)
    paragraphs = _paragraphs(document, article.char_start or 0, article.char_end or 0)
    if below and paragraphs and part_title().match(fold(_own_text(document, article, paragraphs[0]))):
        return [record for child in below for record in _of_node(document, sections, child, article)]
    if not paragraphs or (
        below and not opening().match(fold_keeping_length(_own_text(document, article, paragraphs[0])))
    ):
        return []
    text = _own_text(document, article, paragraphs[0])
    if any(_EXECUTES.search(fold(paragraph.text)) for paragraph in paragraphs[:2]):
        return []
    if part_title().match(fold(text)):
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
    mark: str | None = None
    own, closing = _split_closing(paragraphs)
    for at, paragraph in enumerate(own):
        text = _BULLET.sub("", paragraph.text)
        agency = read_agency(text)
        bare = agency is not None and at + 1 < len(own) and _is_bare_name(text, agency[0])
        # Below a name with bullets of its own, another name is one more only behind the same mark.
        deeper = headed and paragraph.bulleted and paragraph.text.strip()[0] != mark
        if agency is not None and (agency[1] or ":" in text or bare) and not (deeper and not agency[1]):
            found.append(_record(document, agency[0], path, 1, paragraph.start, paragraph.end))
            duties, headed = 0, bare or text.rstrip().endswith(":")
            mark = paragraph.text.strip()[0] if paragraph.bulleted else None
        elif found and headed:
            duties += 1
            found[-1] = found[-1].model_copy(update={"duties": duties})
    return found + _of_closing(document, closing, path)


def _is_bare_name(text: str, name: str) -> bool:
    """Whether a line is the name of an agency alone: its duties stand below."""
    words = text.split()
    return len(words) <= _LONGEST_BARE_NAME and text[-1:].isalnum() and len(name.split()) >= len(words) - 2


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
        # Whom to turn to in difficulties is an offer; to report what needs a change is a duty.
        if names and not key.startswith("tren day") and not _DIFFICULTIES.search(key):
            name = paragraph.text[names.start("name") : names.end("name")]
            at = paragraph.start + names.start("name")
            return [_record(document, name, path, 1, at, paragraph.end)]
    return []


def _split_closing(paragraphs: list[_Paragraph]) -> tuple[list[_Paragraph], list[_Paragraph]]:
    for at, paragraph in enumerate(paragraphs):
        if closing_words().match(fold(_BULLET.sub("", paragraph.text))):
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


def _own_text(document: Document, node: Section, paragraph: _Paragraph) -> str:
    """The text of a node's first paragraph behind its label."""
    return document.slice(behind_label(document.text, node), paragraph.end)


def _gives_duties(section: Section) -> bool:
    key = fold(section.title)
    own = begins_agency(key) and regex.search(r"\b(?:co|chiu) trach nhiem\b", key)
    return section.kind == "heading" and not own and bool(part_title().search(key))


def _record(document: Document, name: str, path: str, duties: int, start: int, end: int) -> Responsibility:
    # A name in capitals; one of abbreviations alone (VP HĐND&UBND) is none.
    capitals = is_capitals(expand_abbreviations(name)) and any(len(word) > _LONGEST_SHORT for word in name.split()[:1])
    agency = canonical_agency(name.capitalize() if capitals else name)
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
