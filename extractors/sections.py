"""The tree of labelled nodes: Phần, Chương, Mục, Điều, A., I., 1., 1.1., a), (i) and Phụ lục.

Source: Nghị định 30/2020/NĐ-CP, annex I. Real plans skip and repeat numbers (kept: a repeated label gets '#2'), lose
dots, and recognition confuses letters (repaired from the sequence; `Section.label` keeps what is printed). Not nodes:
bullets, date lines ('Đến năm 2025:'), rows of tables, recipients, footnotes.
"""

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import Literal

import regex

from extractors.domains import domain_of, domain_of_opening, domain_of_statement
from extractors.numbering import Label, Style, as_meant, read_label
from extractors.sequence import Place, choose, is_inside
from models.document import Block, BlockKind, Document, Origin
from models.records import Domain, Section
from models.text import fold, fold_words

CLAUSE_TITLE_WORDS = 8
_LONGEST_HEADING = 40
"""Words; longer labelled blocks are content even without a full stop."""
_LONGEST_RUN_IN = {True: 14, False: 8}
"""Words of a title before a colon in one run with its text, where it is printed bold and where it is not."""
_LONGEST_POINT = 20
"""Words of a point that only names; content of this length ends with a stop."""
_OTHER_TITLE = regex.compile(
    r"^ (quan diem|nguyen tac|phuong cham|can cu|dac diem|su can thiet|pham vi|doi tuong|muc dich) "
)
_PAST_TITLE = regex.compile(
    r"^ (?:cong tac |dac diem |khai quat |tong quan |mot so |phat huy |ke thua )?(?:nhung |net chinh |ve )?"
    r"(ket qua|danh gia|uu diem|tinh hinh|thuc trang|hien trang|so ket|ton tai|han che|nguyen nhan|boi canh) "
)
_FUNDING_TITLE = regex.compile(r"^ (?:ve )?(?:kinh phi|nguon (?:von|kinh phi|luc (?:thuc hien|tai chinh))|du toan) ")
_RECIPIENTS = regex.compile(r"^noi nhan\s*:?")
# The plan that a decision issues begins with its kind in capitals on a line of its own or before its title.
_PLAN_TITLE = regex.compile(
    r"^(KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|QUY CHẾ|QUY ĐỊNH|PHƯƠNG ÁN|CHIẾN LƯỢC|ĐỀ CƯƠNG|BÁO CÁO|BỘ CHỈ SỐ|DANH MỤC)\b"
    r"(?!.*[.;]$)"
)
_SPECK = regex.compile(r"^[\"“”'‘’`´.,:;~|°^·_]{1,2}\s?")
_NAMED_BELOW = (Style.APPENDIX, Style.PART, Style.CHAPTER, Style.MUC)
"""Their titles stand on the line below."""
_ATTACHMENT = regex.compile(r"^\(?\s*(ban hanh )?kem theo\b")
_RUN_IN = regex.compile(r"^(?P<title>[^:.;]{3,160}?)\s*:\s+(?=[\p{Lu}\d])")
_RUN_IN_BOLD = regex.compile(r"^(?P<title>[^:.;]{3,160}?)\s*[:.]\s+(?=[\p{Lu}\d])")
_OPENS_LIST = regex.compile(r"\b(?:gom|nhu sau|sau|sau day|trong do|cu the|la)\s*:?$")
"""What stands before a colon behind which the sentence goes on as a list."""
_FEWEST_POINTS = 4
"""Of fewer that happen to name areas nothing follows."""
_SIGNATURE = regex.compile(r"^(TM|KT|TL|TUQ|Q)(?:\.\s*|\s+)\p{Lu}")


@dataclass(slots=True)
class _Node:
    label: Label
    key: str
    """Last part of the path: the label's key, with '#2' where it is repeated."""
    path: str
    block: int
    start: int
    text: str
    title: str = ""
    kind: str = "clause"
    end: int = 0
    domain: Domain | None = None
    children: int = 0
    seen: dict[str, int] = field(default_factory=dict)
    """How often each key stands among its children."""


def find_sections(document: Document) -> list[Section]:
    """All labelled nodes in document order, with their content ranges."""
    nodes = _nodes(document)
    _close(nodes, len(document.text))
    _name(nodes, document)
    _name_areas_of_points(nodes)
    return [
        Section(
            path=node.path,
            label=as_meant(node.label),
            label_raw=None if as_meant(node.label) == node.label.printed else node.label.printed,
            title=node.title,
            kind="heading" if node.kind == "heading" else "clause",
            domain=node.domain,
            page=document.page_of(node.start),
            char_start=node.start,
            char_end=node.end,
            confidence=document.confidence_of(node.start, node.start + max(1, len(node.text))),
        )
        for node in nodes
    ]


def behind_label(text: str, section: Section) -> int:
    """Offset at which the text of a section begins: behind its label as read, its mark and the space after it."""
    start = (section.char_start or 0) + len(section.label_raw or section.label)
    mark = regex.compile(r"\s*[.:–-]?\s*").match(text, start)
    return mark.end() if mark else start


def section_at(sections: list[Section], offset: int) -> Section | None:
    """The innermost section whose content covers the offset; sections stand in the order of the document."""
    at = bisect_right(sections, offset, key=lambda section: section.char_start or 0) - 1
    while at >= 0 and offset >= (sections[at].char_end or 0):
        at -= 1
    return sections[at] if at >= 0 else None


def ancestors(sections: list[Section], section: Section) -> list[Section]:
    """The section and all that contain it, innermost first; sections stand in the order of the document."""
    found = [section]
    at = bisect_right(sections, section.char_start or 0, key=lambda other: other.char_start or 0) - 1
    # The path of the outermost has one part: nothing before it contains the section.
    while at >= 0 and "." in found[-1].path:
        outer = sections[at]
        if found[-1].path.startswith(outer.path + "."):
            found.append(outer)
        at -= 1
    return found


def _nodes(document: Document) -> list[_Node]:
    nodes: list[_Node] = []
    stack: list[_Node] = []
    roots: dict[str, int] = {}
    recipients = False
    # Only paragraphs carry labels.
    texts = [_text(document, block) if block.kind is BlockKind.PARAGRAPH else "" for block in document.blocks]
    recognised = {page.number for page in document.pages if page.origin is Origin.OCR}
    labels = [
        read_label(text) or (_behind_speck(text) if block.page in recognised else None)
        for block, text in zip(document.blocks, texts, strict=True)
    ]
    for index, block in enumerate(document.blocks):
        if block.kind in (BlockKind.TABLE, BlockKind.FOOTNOTE, BlockKind.LETTERHEAD):
            recipients = recipients or (
                block.kind is BlockKind.LETTERHEAD and bool(_RECIPIENTS.match(fold(_text(document, block))))
            )
            if block.kind is BlockKind.LETTERHEAD and stack and stack[0].label.style is not Style.APPENDIX:
                stack = []
            continue
        text = _text(document, block)
        if _RECIPIENTS.match(fold(text)):
            recipients, stack = True, []
            continue
        if _PLAN_TITLE.match(text) and (len(text.split()) <= _LONGEST_HEADING) and _is_title(document, index):
            recipients = False
            names_part = bool(nodes) and nodes[-1].label.style in _NAMED_BELOW and nodes[-1].block >= index - 2
            if not names_part and not (stack and stack[0].label.style is Style.APPENDIX):
                stack = []
            continue
        label = choose(
            Place(index, text, block, texts, labels, block.page in recognised), [node.label for node in stack]
        )
        if label is None:
            continue
        if recipients:
            # Lines of recipients are not numbered; the first real label of the plan or an appendix ends them.
            if label.rank > Style.ARTICLE and label.ordinal != 1:
                continue
            recipients = False
        while stack and not is_inside(stack[-1].label, label):
            stack.pop()
        if label.style is Style.APPENDIX:
            stack = []
        siblings = stack[-1].seen if stack else roots
        own = _own_key(stack, label)
        siblings[own] = siblings.get(own, 0) + 1
        key = own if siblings[own] == 1 else f"{own}#{siblings[own]}"
        if stack:
            stack[-1].children += 1
        node = _Node(label, key, _path(stack, key, label), index, block.start, text)
        nodes.append(node)
        stack.append(node)
    return nodes


def _behind_speck(text: str) -> Label | None:
    """The label behind a speck that recognition read as a mark: '“Điều 1.'."""
    speck = _SPECK.match(text)
    label = read_label(text[speck.end() :]) if speck else None
    if speck is None or label is None:
        return None
    return replace(label, printed=speck[0] + label.printed, length=speck.end() + label.length, choices=())


def _text(document: Document, block: Block) -> str:
    return document.text[block.start : block.end].strip()


def _is_title(document: Document, index: int) -> bool:
    """Whether a line in capitals is the title of a plan: its letters are capitals, or an attachment line follows it."""
    text = _text(document, document.blocks[index])
    if text.upper() == text:
        return True
    after = [_text(document, block) for block in document.blocks[index + 1 : index + 3]]
    return any(_ATTACHMENT.match(fold(line)) for line in after)


def _own_key(stack: list[_Node], label: Label) -> str:
    """What a label adds to the path above it: '2.1' in Điều 2 names its article itself."""
    first, _, rest = label.key.partition(".")
    in_article = bool(stack) and label.depth > 1 and stack[-1].key == f"Điều {first}"
    return rest if in_article else label.key


def _path(stack: list[_Node], key: str, label: Label) -> str:
    if not stack:
        return key
    parent = stack[-1]
    if label.style is Style.ARABIC and label.depth > 1 and parent.label.style is Style.ARABIC:
        # '1.1' under '1' names its parent itself.
        outer = parent.path.removesuffix(parent.key).rstrip(".")
        return f"{outer}.{key}" if outer else key
    return f"{parent.path}.{key}"


def _close(nodes: list[_Node], end: int) -> None:
    """Content of a node runs to the next node that is not inside it."""
    under_way: list[_Node] = []
    for node in nodes:
        while under_way and not _contains(under_way[-1], node):
            under_way.pop().end = node.start
        under_way.append(node)
    for node in under_way:
        node.end = end


def _contains(outer: _Node, node: _Node) -> bool:
    return node.path.startswith(outer.path + ".")


def _name(nodes: list[_Node], document: Document) -> None:
    """Title, kind and domain of each node."""
    under_way: list[_Node] = []
    for index, node in enumerate(nodes):
        after = nodes[index + 1] if index + 1 < len(nodes) else None
        body = node.text[node.label.length :].strip()
        has_content = after is None or _contains(node, after) or after.block > node.block + 1
        end = after.block if after else len(document.blocks)
        node.kind, node.title = _title(node, body, document, end, has_content=has_content)
        named = domain_of(node.title) if node.kind == "heading" else domain_of_opening(node.title)
        while under_way and not _contains(under_way[-1], node):
            under_way.pop()
        parent = under_way[-1] if under_way else None
        under_way.append(node)
        node.domain = parent.domain if parent and parent.domain else named


def _name_areas_of_points(nodes: list[_Node]) -> None:
    """Areas of points that are sentences, where most of the points beside them name one in their first words.

    In such a list each point stands for an area; a single point that touches one is not about it.
    """
    families: dict[str, list[_Node]] = {}
    for node in nodes:
        if node.kind == "clause" and node.label.style in (Style.ARABIC, Style.LETTER):
            families.setdefault(node.path.removesuffix(node.key), []).append(node)
    for family in families.values():
        if len(family) < _FEWEST_POINTS or any(node.domain or node.children for node in family):
            continue
        areas = [domain_of_statement(node.title) for node in family]
        if sum(area is not None for area in areas) * 2 < len(family):
            continue
        for node, area in zip(family, areas, strict=True):
            node.domain = area


def _title(node: _Node, body: str, document: Document, end: int, *, has_content: bool) -> tuple[str, str]:
    """Title and kind; `end` is the block with which the next node begins."""
    if node.label.style in _NAMED_BELOW and (not body or _ATTACHMENT.match(fold(body))):
        return "heading", _title_below(node, document, end)
    if node.label.style is Style.APPENDIX:
        return "heading", " ".join([_clean(body), *_continuation(node, document, end)]).strip()
    block = document.blocks[node.block]
    words = body.split()
    # In small letters behind the colon the sentence goes on: it names nothing.
    run_in = (_RUN_IN_BOLD if block.bold else _RUN_IN).match(body)
    if (
        run_in
        and not _OPENS_LIST.search(fold(run_in["title"]))
        and len(run_in["title"].split()) <= _LONGEST_RUN_IN[block.bold]
    ):
        rest = body[run_in.end() :].split()
        # 'Các phòng: Tư pháp, Nội vụ' is one heading; a run-in title has a sentence behind it.
        if len(rest) > 2 and (len(rest) > _LONGEST_HEADING // 2 or regex.search(r"[.;:]/?\.?$", body)):
            return "heading", _clean(run_in["title"])
    opens_list = not block.bold and len(words) > _LONGEST_RUN_IN[False] and _OPENS_LIST.search(fold(body))
    if not opens_list and (node.label.style is not Style.ARTICLE or block.bold):
        printed_as_heading = block.bold or block.heading_level is not None or (body.isupper() and len(words) > 1)
        ends_open = not regex.search(r"[.;,]\s*/?\.?$", body)
        short = len(words) <= _LONGEST_HEADING
        if short and has_content and (printed_as_heading or (ends_open and (len(words) <= 20 or body.endswith(":")))):
            return "heading", _clean(body)
        # An outline only names: its points end without a stop and nothing stands below them.
        if ends_open and len(words) <= _LONGEST_POINT:
            return "heading", _clean(body)
    return "clause", " ".join(words[:CLAUSE_TITLE_WORDS])


def _clean(title: str) -> str:
    return title.strip().rstrip(":.;,").strip()


def _title_below(node: _Node, document: Document, end: int) -> str:
    """Title on the lines below 'Phụ lục 1', 'Phần thứ nhất': all lines in capitals or centred, up to the first that is
    content."""
    return _clean(" ".join(_continuation(node, document, end)))


def _continuation(node: _Node, document: Document, end: int) -> list[str]:
    lines: list[str] = []
    below = document.blocks[node.block + 1 : min(end, node.block + 6)]
    # What stands between the label and the line in brackets is the title, however it is printed.
    attached = next((at for at, block in enumerate(below) if _ATTACHMENT.match(fold(_text(document, block)))), 0)
    for at, block in enumerate(below):
        text = _text(document, block)
        if block.kind is not BlockKind.PARAGRAPH or _ATTACHMENT.match(fold(text)) or read_label(text):
            break
        capitals = text.upper() == text and any(char.isalpha() for char in text)
        as_title = at < attached or capitals or block.centered or block.bold or block.heading_level is not None
        if not as_title or text.startswith(("-", "+")) or _SIGNATURE.match(text):
            break
        lines.append(text)
    return lines


Purpose = Literal["goals", "requirements", "past", "funding"]


def goal_kind(sections: list[Section], offset: int) -> Purpose | None:
    """What the part of the plan at the offset is for: 'goals' (Mục tiêu, Chỉ tiêu), 'requirements' (Yêu cầu), 'past'
    (Kết quả, Đánh giá, Tình hình, Thực trạng), 'funding' (Kinh phí) or None; the innermost title that tells."""
    inner = section_at(sections, offset)
    if inner is None:
        return None
    for section in ancestors(sections, inner):
        if section.kind != "heading":
            continue
        title = f" {fold_words(section.title)} "
        goals = " muc tieu " in title or " chi tieu " in title
        if " yeu cau " in title and not goals:
            return "requirements"
        if goals:
            return None if " nhiem vu " in title or " giai phap " in title or " phan cong " in title else "goals"
        if _FUNDING_TITLE.match(title):
            return "funding"
        if regex.search(r" (nhiem vu|giai phap|to chuc thuc hien|kinh phi|phan cong) ", title):
            return None
        if _PAST_TITLE.search(title):
            return "past"
        if _OTHER_TITLE.search(title):
            return None
    return None
