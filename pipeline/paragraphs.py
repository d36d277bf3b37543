"""Printed lines to paragraphs, over page breaks too."""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from models.document import BlockKind
from pipeline.lines import Part, PrintedLine


@dataclass(slots=True)
class Paragraph:
    """Printed lines that make one block of the text."""

    kind: BlockKind
    lines: list[PrintedLine] = field(default_factory=list)


_LABEL = re.compile(
    r"^(?:[-–—+•*●○▪]\s*(?=\D)|[IVXLCDM]{1,6}[.)/]\s|\d{1,2}(?:\.\d{1,2}){0,3}[.)]?\s+(?=[^\W\d])|\d{1,2}(?:\.\d{1,2}){0,3}[.)]\s"
    r"|[a-zđA-ZĐ][.)]\s|(?:Điều|Phần|Chương|Mục|Phụ lục|PHẦN|CHƯƠNG|MỤC|PHỤ LỤC|Bước|Biểu)\s+\S"
    r"|Căn cứ\s|Theo đề nghị|Xét đề nghị|Nơi nhận)"
)
# What begins a paragraph wherever a line begins with it after a mark; grounds may end with a comma.
_OPENING = re.compile(r"^(?:Điều \d|Nơi nhận)")
_GROUND = re.compile(r"^(?:Căn cứ|Theo đề nghị|Xét đề nghị)\s")
_GROUND_END = re.compile(r"[.;:,][”\"’')\]]*$")
_BULLET = re.compile(r"^[-–—+•*●○▪]\s*\S")
_END = re.compile(r"[.;:!?…][”\"’')/\]]*\.?$|/-$")
_STRONG_END = re.compile(r"[.;:][”\"’')\]]*$|\./\.$|/-$")


def is_bold(line: PrintedLine) -> bool:
    """Whether most of a line's letters are bold."""
    letters = sum(len(word.text) for word in line.words)
    return sum(len(word.text) for word in line.words if word.bold) > 0.6 * letters


def is_italic(line: PrintedLine) -> bool:
    """Whether most of a line's letters are italic."""
    letters = sum(len(word.text) for word in line.words)
    return sum(len(word.text) for word in line.words if word.italic) > 0.6 * letters


def is_filled(line: PrintedLine, following: PrintedLine) -> bool:
    """Whether the next line's first word would not have fitted on this line."""
    first = following.words[0].box.width
    return line.right - line.box.x1 < first + 0.35 * line.height + 1.5


def line_pitch(lines: list[PrintedLine]) -> float:
    """The common distance from line to line on a page."""
    steps = [
        low.box.y1 - high.box.y1
        for high, low in pairwise(lines)
        if high.page == low.page and 0 < low.box.y1 - high.box.y1 < 40
    ]
    return median(steps) if steps else 20.0


def starts_paragraph(previous: PrintedLine, line: PrintedLine, pitch: float, indented: bool) -> bool:
    """Whether a line begins a paragraph, seen from the line before it in the same text.

    Args:
        previous: the line before, perhaps on the page before.
        line: the line in question.
        pitch: common distance of lines.
        indented: whether paragraphs of the document begin with an indent.
    """
    if previous.part is not line.part or previous.column != line.column:
        return True
    if line.part is Part.TWO_COLUMN:
        return True
    same_page = previous.page == line.page
    gap = line.box.y1 - previous.box.y1 if same_page else pitch
    # A last short line below the others of an entry that is set in stands in the middle by chance.
    in_line = not previous.centered and same_page and abs(line.box.x0 - previous.box.x0) < 3 and gap < 1.5 * pitch
    if (previous.centered or line.centered) and not in_line:
        return _starts_title(previous, line, gap, pitch)
    text, before = line.text, previous.text
    if (_OPENING.match(text) and _END.search(before)) or (_GROUND.match(text) and _GROUND_END.search(before)):
        return True
    filled = is_filled(previous, line)
    begins_low = text[:1].islower() and not _LABEL.match(text)
    if line.indent > 9 and abs(line.box.x0 - previous.box.x0) > 5:
        # The first line of a paragraph stands in; a line cut by a stamp or a lost word does too, but goes on in
        # small letters after a full line.
        return not (begins_low and filled and not _END.search(before))
    if _LABEL.match(text) and (line.indent > 9 or not filled or not indented):
        # A full line may break before a dash or a number in the middle of a sentence: "giai đoạn 2021 / - 2025".
        inside = filled and not _END.search(before) and line.indent <= 9
        return not (inside and not _BULLET.match(text) and not is_bold(line))
    if is_bold(previous) != is_bold(line) and not (filled and begins_low) and _whole_bold_change(previous, line):
        return True
    if not filled:
        return not begins_low or bool(_STRONG_END.search(before)) or gap > 1.6 * pitch
    if same_page and gap > 1.6 * pitch:
        return not begins_low
    if line.indent > 9:
        # Both stand in: a paragraph set in as a whole, or two first lines.
        return bool(_STRONG_END.search(before)) or (not begins_low and not filled)
    return not indented and same_page and gap > 1.25 * pitch and bool(_END.search(before))


def _whole_bold_change(previous: PrintedLine, line: PrintedLine) -> bool:
    share = [sum(word.bold for word in one.words) / len(one.words) for one in (previous, line)]
    return abs(share[0] - share[1]) > 0.75 and min(len(previous.words), len(line.words)) > 1


def _starts_title(previous: PrintedLine, line: PrintedLine, gap: float, pitch: float) -> bool:
    """Titles are centred; a long one goes on over centred lines of the same print."""
    if previous.page != line.page or not (previous.centered and line.centered):
        # The last line of a centred title can be nearly full, or a full line be followed by a short one.
        full = previous.box.width > 0.8 * (previous.right - previous.left)
        low = line.text[:1].islower()
        return not (full and low and line.centered and gap < 1.4 * pitch and is_bold(previous) == is_bold(line))
    if gap > 1.5 * pitch or is_bold(previous) != is_bold(line) or is_italic(previous) != is_italic(line):
        return True
    if previous.text.isupper() != line.text.isupper():
        return True
    opened = previous.text.count("(") > previous.text.count(")")
    wide = previous.box.width > 0.55 * (previous.right - previous.left)
    return not (opened or line.text[:1].islower() or (wide and not _END.search(previous.text)))


def uses_indents(lines: list[PrintedLine]) -> bool:
    """Whether paragraphs of the text begin with an indent: many lines stand in, most do not."""
    body = [line for line in lines if line.part is Part.BODY and not line.centered]
    return sum(line.indent > 9 for line in body) >= 0.08 * max(1, len(body))
