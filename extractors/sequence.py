"""Which reading of a label fits the sequence: the next of a level under way, the first of a new one, or none.

A block is read alone first (extractors.numbering); where that does not fit, as what the sequence expects there.
"""

from dataclasses import dataclass, replace

from extractors.misread_labels import are_alike, read_damaged_label
from extractors.numbering import Label, Style, key_of, roman_value
from models.document import Block

_MAX_GAP = 6
"""A label further ahead than this of the one expected is taken for a number in the text."""
_DEEPEST = 4
"""Parts of an arabic label: 1.1.1.1."""
_FITS = 3
"""From this fit on a reading is taken as it stands."""
_LOOK_AHEAD = 400
"""Blocks in which the next label of a level is looked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """A block whose label is looked for, with what the blocks after it begin with."""

    index: int
    text: str
    block: Block
    texts: list[str]
    """The text of each block of the document."""
    labels: list[Label | None]
    """What each begins with, seen alone; none of tables and the like."""
    recognised: bool

    def is_followed_by(self, style: Style, depth: int, ordinal: int) -> bool:
        """Whether the label that counts `ordinal` stands behind, before one that is further outside."""
        rank = style + (depth - 1 if style is Style.ARABIC else 0)
        key = key_of(style, ordinal) if depth == 1 else None
        for at in range(self.index + 1, min(len(self.texts), self.index + 1 + _LOOK_AHEAD)):
            label = self.labels[at]
            if label is None and key is not None:
                label = read_damaged_label(self.texts[at], style, key, recognised=False)
            if label is None:
                continue
            readings = (label, *label.choices)
            if any((one.style, one.depth, one.ordinal) == (style, depth, ordinal) for one in readings):
                return True
            if label.rank < rank or (label.rank == rank and (label.ordinal or 0) > ordinal):
                return False
        return False


def is_inside(outer: Label, label: Label) -> bool:
    """Whether `label` can stand inside `outer` by the order of the official form."""
    if outer.style is Style.APPENDIX:
        return label.style is not Style.APPENDIX
    if outer.style is Style.ARTICLE and label.style in (Style.ROMAN, Style.CAPITAL, Style.PART, Style.CHAPTER):
        return False
    return outer.rank < label.rank


def _open(stack: list[Label], label: Label) -> Label | None:
    """The node under way on the level of the label."""
    for node in reversed(stack):
        if node.style is label.style and node.depth == label.depth:
            return node
        if not is_inside(label, node) and is_inside(node, label):
            return None
    return None


def choose(place: Place, stack: list[Label]) -> Label | None:
    """The reading of the label that fits the sequence best; None where the block begins with no label."""
    text, first = place.text, place.labels[place.index]
    if first is not None and first.style in (Style.APPENDIX, Style.PART, Style.CHAPTER, Style.MUC):
        return first
    best, label = 0, None
    if first is not None:
        # A typed d) for đ) is a misprint to keep; only recognition loses strokes.
        readings = [first, *first.choices] if place.recognised or first.style is not Style.LETTER else [first]
        scored = [(_fit(reading, text, place.block, stack), -order, reading) for order, reading in enumerate(readings)]
        best, _, label = max(scored, key=lambda entry: entry[:2])
        label = _first_of_parts(label, place, stack) or label
    if best < _FITS:
        expected = _next_in_order(place, stack) or _first_inside(place, stack)
        if expected is not None:
            return expected
    if best == 0 and label is not None and label.ordinal is not None:
        # The beginning of the numbering was lost with its page, where the next of it follows.
        best = int(place.is_followed_by(label.style, label.depth, label.ordinal + 1))
    if label is not None and place.recognised and label.style is Style.ROMAN:
        label = _with_lost_stroke(label, _open(stack, label), place)
    return label if best > 0 else None


def _next_in_order(place: Place, stack: list[Label]) -> Label | None:
    """The label due next on a level under way, in whatever shape it was read."""
    for node in reversed(stack):
        style, ordinal = node.style, node.ordinal
        if ordinal is None or style not in (Style.ARABIC, Style.LETTER, Style.ROMAN):
            continue
        key = key_of(style, ordinal + 1)
        if style is Style.ARABIC:
            key = ".".join([*node.key.split(".")[:-1], str(ordinal + 1)])
        if key is None:
            continue
        printed = place.labels[place.index]
        same_level = printed is not None and (printed.style, printed.depth) == (style, node.depth)
        found = read_damaged_label(place.text, style, key, recognised=place.recognised)
        # Printed twice rather than misread where the label due follows: c), c), d).
        if found is not None and not (same_level and place.is_followed_by(style, node.depth, ordinal + 1)):
            return found
        if (
            place.recognised
            and printed is not None
            and same_level
            and printed.ordinal is not None
            and are_alike(printed.ordinal, ordinal + 1)
            and place.is_followed_by(style, printed.depth, ordinal + 2)
        ):
            return replace(printed, ordinal=ordinal + 1, key=key)
    return None


def _first_inside(place: Place, stack: list[Label]) -> Label | None:
    """The first label of a new level, in whatever shape: where its mark, its print or the second label shows it."""
    firsts = [(Style.ARABIC, "1"), (Style.LETTER, "a"), (Style.ROMAN, "I")]
    arabic = next((node for node in reversed(stack) if node.style is Style.ARABIC), None)
    if arabic is not None and arabic.depth < _DEEPEST:
        firsts.insert(0, (Style.ARABIC, f"{arabic.key}.1"))
    found: list[tuple[bool, bool, Label]] = []
    for style, key in firsts:
        label = read_damaged_label(place.text, style, key, recognised=place.recognised)
        if label is None or (style is Style.ROMAN and not _holds_parts(stack)):
            continue
        if _open(stack, label) is not None or (stack and not is_inside(stack[-1], label)):
            continue
        marked = not label.printed[-1].isalnum()
        capitals = style is Style.ROMAN and place.text[label.length :].isupper()
        if marked or capitals or place.is_followed_by(style, label.depth, 2):
            found.append((label.printed.startswith(key), capitals, label))
    return max(found, key=lambda entry: entry[:2])[2] if found else None


def _first_of_parts(label: Label, place: Place, stack: list[Label]) -> Label | None:
    """I. that is read as 1.: no part is under way, II. is the next one that follows, and no 2. goes on from the 1."""
    is_one = label.style is Style.ARABIC and label.depth == label.ordinal == 1
    if not is_one or not _holds_parts(stack) or _open(stack, replace(label, style=Style.ROMAN)) is not None:
        return None
    meant = read_damaged_label(place.text, Style.ROMAN, "I", recognised=place.recognised)
    behind = [one for one in place.labels[place.index + 1 : place.index + 1 + _LOOK_AHEAD] if one]
    after = next((at for at, one in enumerate(behind) if one.style <= Style.ROMAN), None)
    if after is None or behind[after].style is not Style.ROMAN or behind[after].ordinal != 2:
        return None
    point = next((one for one in behind[:after] if (one.style, one.depth) == (Style.ARABIC, 1)), None)
    return meant if point is None or point.ordinal != 2 else None


def _holds_parts(stack: list[Label]) -> bool:
    """Whether parts in roman numerals can stand here."""
    return not stack or stack[-1].style in (Style.APPENDIX, Style.PART, Style.CAPITAL, Style.ARTICLE)


def _with_lost_stroke(label: Label, before: Label | None, place: Place) -> Label:
    """III is often recognised as II: a numeral that repeats the one before, a stroke short of the next, is the next,
    unless the next follows."""
    if before is None or label.ordinal is None or label.ordinal != before.ordinal:
        return label
    longer = label.key + "I"
    if roman_value(longer) != label.ordinal + 1 or place.is_followed_by(Style.ROMAN, 1, label.ordinal + 1):
        return label
    return replace(label, ordinal=label.ordinal + 1, key=longer)


def _fit(label: Label, text: str, block: Block, stack: list[Label]) -> int:
    """How well a reading continues the numbering: 4 next, 3 first inside, 2 gap or repeat, 0 no label."""
    node = _open(stack, label)
    ordinal = label.ordinal
    title = text[label.length :]
    if label.style is Style.ARABIC and label.depth > 1:
        parent = next((n for n in reversed(stack) if n.style is Style.ARABIC and n.depth == label.depth - 1), None)
        expected = parent is not None and label.key.rsplit(".", 1)[0] == parent.key.rsplit("#", 1)[0]
        return 4 if expected or node is not None else 3 if ordinal == 1 else 1
    if ordinal is None:
        return 2 if node is not None or label.style is Style.LETTER else 0
    if node is None or node.ordinal is None:
        if ordinal == 1:
            return 3
        # A first label that is not 1: the beginning was lost, or it is a number in the text.
        strong = block.bold or block.heading_level is not None or title[:30].isupper()
        return 2 if strong and ordinal <= _MAX_GAP else 1 if ordinal <= 3 else 0
    step = ordinal - node.ordinal
    if step == 1:
        return 4
    if step == 0:
        return 2
    if 1 < step <= _MAX_GAP:
        return 2
    if ordinal == 1:
        return 2
    return 2 if block.bold or block.heading_level is not None or title.isupper() else 1 if step < 0 else 0
