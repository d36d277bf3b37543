"""The tree of labelled nodes: Phần, Chương, Mục, Điều, A., I., 1., 1.1., a), (i) and Phụ lục.

Source: Nghị định 30/2020/NĐ-CP, annex I. Real plans skip and repeat numbers (kept: a repeated label gets '#2'), lose
dots, and recognition confuses letters (repaired from the sequence; `Section.label` keeps what is printed). Not nodes:
bullets, date lines ('Đến năm 2025:'), rows of tables, recipients, footnotes.
"""

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import Literal

import regex

from extractors.domains import domain_of, domain_of_opening
from extractors.numbering import Label, Style, read_damaged_label, read_label, roman_value
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
_MAX_GAP = 6
"""A label further ahead than this of the one expected is taken for a number in the text."""
_OTHER_TITLE = regex.compile(
    r"^ (quan diem|nguyen tac|phuong cham|can cu|dac diem|su can thiet|pham vi|doi tuong|muc dich) "
)
_PAST_TITLE = regex.compile(
    r"^ (?:cong tac |dac diem )?"
    r"(ket qua|danh gia|uu diem|tinh hinh|thuc trang|hien trang|so ket|ton tai|han che|nguyen nhan|boi canh) "
)
_RECIPIENTS = regex.compile(r"^noi nhan\s*:?")
# The plan that a decision issues begins with its kind in capitals on a line of its own or before its title.
_PLAN_TITLE = regex.compile(
    r"^(KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|QUY CHẾ|QUY ĐỊNH|PHƯƠNG ÁN|CHIẾN LƯỢC|ĐỀ CƯƠNG|BÁO CÁO|BỘ CHỈ SỐ|DANH MỤC)\b"
    r"(?!.*[.;]$)"
)
_ATTACHMENT = regex.compile(r"^\(?\s*(ban hanh )?kem theo\b")
_RUN_IN = regex.compile(r"^(?P<title>[^:.;]{3,160}?)\s*:\s+(?=[\p{Lu}\d])")
_SIGNATURE = regex.compile(r"^(TM|KT|TL|TUQ|Q)\.?\s*\p{Lu}")


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
    return [
        Section(
            path=node.path,
            label=node.label.printed,
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
            if not (stack and stack[0].label.style is Style.APPENDIX):
                stack = []
            continue
        label = _choose(text, block, stack, recognised=_is_recognised(document, block))
        if label is None:
            continue
        if recipients:
            # Lines of recipients are not numbered; the first real label of the plan or an appendix ends them.
            if label.rank > Style.ARTICLE and label.ordinal != 1:
                continue
            recipients = False
        while stack and not _inside(stack[-1].label, label):
            stack.pop()
        if label.style is Style.APPENDIX:
            stack = []
        siblings = stack[-1].seen if stack else roots
        siblings[label.key] = siblings.get(label.key, 0) + 1
        key = label.key if siblings[label.key] == 1 else f"{label.key}#{siblings[label.key]}"
        if stack:
            stack[-1].children += 1
        node = _Node(label, key, _path(stack, key, label), index, block.start, text)
        nodes.append(node)
        stack.append(node)
    return nodes


def _text(document: Document, block: Block) -> str:
    return document.text[block.start : block.end].strip()


def _is_title(document: Document, index: int) -> bool:
    """Whether a line in capitals is the title of a plan: its letters are capitals, or an attachment line follows it."""
    text = _text(document, document.blocks[index])
    if text.upper() == text:
        return True
    after = [_text(document, block) for block in document.blocks[index + 1 : index + 3]]
    return any(_ATTACHMENT.match(fold(line)) for line in after)


def _path(stack: list[_Node], key: str, label: Label) -> str:
    if not stack:
        return key
    parent = stack[-1]
    if label.style is Style.ARABIC and label.depth > 1 and parent.label.style is Style.ARABIC:
        # '1.1' under '1' names its parent itself.
        outer = parent.path.removesuffix(parent.key).rstrip(".")
        return f"{outer}.{key}" if outer else key
    return f"{parent.path}.{key}"


def _inside(outer: Label, label: Label) -> bool:
    """Whether `label` can stand inside `outer` by the order of the official form."""
    if outer.style is Style.APPENDIX:
        return label.style is not Style.APPENDIX
    if outer.style is Style.ARTICLE and label.style in (Style.ROMAN, Style.CAPITAL, Style.PART, Style.CHAPTER):
        return False
    return outer.rank < label.rank


def _open(stack: list[_Node], label: Label) -> _Node | None:
    """The node under way on the level of the label."""
    for node in reversed(stack):
        if node.label.style is label.style and node.label.depth == label.depth:
            return node
        if not _inside(label, node.label) and _inside(node.label, label):
            return None
    return None


def _choose(text: str, block: Block, stack: list[_Node], *, recognised: bool) -> Label | None:
    """The reading of the label that fits the sequence best; None where the block begins with no label."""
    first = read_label(text)
    if first is None:
        return _damaged(text, stack, recognised=recognised)
    if first.style in (Style.APPENDIX, Style.PART, Style.CHAPTER, Style.MUC):
        return first
    # A typed d) for đ) is a misprint to keep; only recognition loses strokes.
    readings = [first, *first.choices] if recognised or first.style is not Style.LETTER else [first]
    scored = [(_fit(reading, text, block, stack), -order, reading) for order, reading in enumerate(readings)]
    best, _, label = max(scored, key=lambda entry: entry[:2])
    if recognised and label.style is Style.ROMAN:
        label = _with_lost_stroke(label, _open(stack, label))
    return label if best > 0 else None


def _damaged(text: str, stack: list[_Node], *, recognised: bool) -> Label | None:
    """A label that only the sequence shows: the next of a node under way, or the first numeral of a part."""
    for node in reversed(stack):
        label = node.label
        if label.ordinal is None or label.depth > 1 or label.style not in (Style.ARABIC, Style.LETTER, Style.ROMAN):
            continue
        found = read_damaged_label(text, label.style, label.ordinal + 1, recognised=recognised)
        if found is not None:
            return found
    if not stack or stack[-1].label.style in (Style.APPENDIX, Style.PART):
        return read_damaged_label(text, Style.ROMAN, 1, recognised=recognised)
    return None


def _is_recognised(document: Document, block: Block) -> bool:
    return any(page.number == block.page and page.origin is Origin.OCR for page in document.pages)


def _with_lost_stroke(label: Label, before: _Node | None) -> Label:
    """III is often recognised as II: a numeral that repeats the one before, a stroke short of the next, is the next."""
    if before is None or label.ordinal is None or label.ordinal != before.label.ordinal:
        return label
    longer = label.key + "I"
    return replace(label, ordinal=label.ordinal + 1, key=longer) if roman_value(longer) == label.ordinal + 1 else label


def _fit(label: Label, text: str, block: Block, stack: list[_Node]) -> int:
    """How well a reading continues the numbering: 4 next, 3 first inside, 2 gap or repeat, 0 no label."""
    node = _open(stack, label)
    ordinal = label.ordinal
    title = text[label.length :]
    if label.style is Style.ARABIC and label.depth > 1:
        parent = next(
            (n for n in reversed(stack) if n.label.style is Style.ARABIC and n.label.depth == label.depth - 1), None
        )
        expected = parent is not None and label.key.rsplit(".", 1)[0] == parent.label.key.rsplit("#", 1)[0]
        return 4 if expected or node is not None else 3 if ordinal == 1 else 1
    if ordinal is None:
        return 2 if node is not None or label.style is Style.LETTER else 0
    if node is None or node.label.ordinal is None:
        if ordinal == 1:
            return 3
        # A first label that is not 1: the beginning was lost, or it is a number in the text.
        strong = block.bold or block.heading_level is not None or title[:30].isupper()
        return 2 if strong and ordinal <= _MAX_GAP else 1 if ordinal <= 3 else 0
    step = ordinal - node.label.ordinal
    if step == 1:
        return 4
    if step == 0:
        return 2
    if 1 < step <= _MAX_GAP:
        return 2
    if ordinal == 1:
        return 2
    return 2 if block.bold or block.heading_level is not None or title.isupper() else 1 if step < 0 else 0


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
        node.kind, node.title = _title(node, body, document, has_content=has_content)
        named = domain_of(node.title) if node.kind == "heading" else domain_of_opening(node.title)
        while under_way and not _contains(under_way[-1], node):
            under_way.pop()
        parent = under_way[-1] if under_way else None
        under_way.append(node)
        node.domain = parent.domain if parent and parent.domain else named


def _title(node: _Node, body: str, document: Document, *, has_content: bool) -> tuple[str, str]:
    if node.label.style in (Style.APPENDIX, Style.PART, Style.CHAPTER, Style.MUC) and (
        not body or _ATTACHMENT.match(fold(body))
    ):
        return "heading", _title_below(node, document)
    if node.label.style is Style.APPENDIX:
        return "heading", " ".join([_clean(body), *_continuation(node, document)]).strip()
    block = document.blocks[node.block]
    words = body.split()
    run_in = _RUN_IN.match(body)
    if run_in and len(run_in["title"].split()) <= _LONGEST_RUN_IN[block.bold]:
        rest = body[run_in.end() :].split()
        # 'Các phòng: Tư pháp, Nội vụ' is one heading; a run-in title has a sentence behind it.
        if len(rest) > 2 and (len(rest) > _LONGEST_HEADING // 2 or regex.search(r"[.;:]/?\.?$", body)):
            return "heading", _clean(run_in["title"])
    if node.label.style is not Style.ARTICLE or block.bold:
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


def _title_below(node: _Node, document: Document) -> str:
    """Title on the lines below 'Phụ lục 1', 'Phần thứ nhất': all lines in capitals or centred, up to the first that is
    content."""
    return _clean(" ".join(_continuation(node, document)))


def _continuation(node: _Node, document: Document) -> list[str]:
    lines: list[str] = []
    for block in document.blocks[node.block + 1 : node.block + 6]:
        text = _text(document, block)
        if block.kind is not BlockKind.PARAGRAPH or _ATTACHMENT.match(fold(text)) or read_label(text):
            break
        capitals = text.upper() == text and any(char.isalpha() for char in text)
        as_title = capitals or block.centered or block.bold or block.heading_level is not None
        if not as_title or text.startswith(("-", "+")) or _SIGNATURE.match(text):
            break
        lines.append(text)
    return lines


Purpose = Literal["goals", "requirements", "past"]


def goal_kind(sections: list[Section], offset: int) -> Purpose | None:
    """What the part of the plan at the offset is for: 'goals' (Mục tiêu, Chỉ tiêu), 'requirements' (Yêu cầu), 'past'
    (Kết quả, Đánh giá, Tình hình, Thực trạng) or None; the innermost title that says so decides."""
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
        if regex.search(r" (nhiem vu|giai phap|to chuc thuc hien|kinh phi|phan cong) ", title):
            return None
        if _PAST_TITLE.search(title):
            return "past"
        if _OTHER_TITLE.search(title):
            return None
    return None
