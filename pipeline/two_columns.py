"""The parts of the official form that are set in two columns: letterhead, recipients beside the signature.

Nghị định 30/2020/NĐ-CP sets the issuer and the national motto side by side above the title, and the recipients beside
the signature below the text; offices that sign together stand side by side too. All measures are points.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from models.document import Word
from models.text import fold
from pipeline.lines import bounds, letter_count


@dataclass(frozen=True, slots=True)
class TwoColumns:
    """Rows `first` to `last` of a page, divided at x = `split`."""

    first: int
    last: int
    split: float


def find_two_columns(rows: Sequence[Sequence[Word]], width: float) -> list[TwoColumns]:
    """Runs of rows with text on both sides of one common empty strip in the middle of the page."""
    regions: list[TwoColumns] = []
    index = 0
    while index < len(rows):
        region = _grow(rows, index, width)
        if region is None or (regions and region.first <= regions[-1].last):
            index += 1
            continue
        regions.append(region)
        # A region may end above the row from which it was grown.
        index = max(index, region.last) + 1
    done = {index for region in regions for index in range(region.first, region.last + 1)}
    for region in _recipients(rows, width, done):
        regions.append(region)
        done.update(range(region.first, region.last + 1))
    return sorted(regions + _right_blocks(rows, width, done), key=lambda region: region.first)


_ADDRESS = re.compile(r"^\W*kinh (?:gui|thua)\b")
_RECIPIENTS = re.compile(r"^\W*noi nha[nm]\b")
_ANCHOR = re.compile(r"noi nhan|cong hoa xa hoi|doc lap .{0,3}tu do|dang cong san viet nam")


def _solid(row: Sequence[Word]) -> list[Word]:
    # Seals, signatures and letterhead rules leave short weak readings anywhere; they must not close the strip.
    def is_solid(word: Word) -> bool:
        letters = letter_count(word.text)
        return word.confidence is None or letters >= 3 or (letters > 0 and word.confidence > 0.35)

    return [word for word in row if is_solid(word)] or list(row)


def _gap_in(row: Sequence[Word], strip: tuple[float, float]) -> tuple[float, float] | None:
    """The widest empty part of a strip in a row."""
    best: tuple[float, float] | None = None
    at = strip[0]
    for word in sorted(_solid(row), key=lambda word: word.box.x0):
        if word.box.x1 <= strip[0] or word.box.x0 >= strip[1]:
            continue
        if word.box.x0 > at and (best is None or word.box.x0 - at > best[1] - best[0]):
            best = (at, word.box.x0)
        at = max(at, word.box.x1)
    if strip[1] > at and (best is None or strip[1] - at > best[1] - best[0]):
        best = (at, strip[1])
    return best


def _sides(row: Sequence[Word], split: float) -> tuple[bool, bool]:
    solid = _solid(row)
    return any(word.box.x1 <= split + 1 for word in solid), any(word.box.x0 >= split - 1 for word in solid)


def _grow(rows: Sequence[Sequence[Word]], seed: int, width: float) -> TwoColumns | None:
    if _ADDRESS.match(_key(rows[seed])):
        return None
    words = _solid(rows[seed])
    height = median(word.box.height for word in words)
    anchored_seed = bool(_ANCHOR.search(_key(rows[seed])))
    wide = 6.0 if anchored_seed else max(14.0, 1.2 * height)
    gaps = [(left.box.x1, right.box.x0) for left, right in pairwise(words)]
    gaps = [gap for gap in gaps if gap[1] - gap[0] >= wide and gap[1] > 0.25 * width and gap[0] < 0.7 * width]
    if not gaps:
        return None
    strip = max(gaps, key=lambda gap: gap[1] - gap[0])
    members = [seed]
    for index in range(seed + 1, len(rows)):
        gap = bounds(rows[index]).y0 - bounds(rows[index - 1]).y1
        if gap > 9 * height or _ADDRESS.match(_key(rows[index])):
            break
        narrowed = _gap_in(rows[index], strip)
        if narrowed is None or narrowed[1] - narrowed[0] < 4:
            break
        left_side, right_side = _sides(rows[index], sum(narrowed) / 2)
        if not right_side and gap > 2.5 * height:
            break
        if not right_side and _RECIPIENTS.match(_key(rows[index])) and _hold_left(rows, members, strip):
            # What stands on the left above the recipients is a second signature.
            break
        if not left_side and gap > 0.6 * height and _is_title(rows, index, members, sum(narrowed) / 2):
            break
        strip = narrowed
        members.append(index)
    if seed and not any(_sides(rows[seed - 1], sum(strip) / 2)):
        return None
    if seed:
        narrowed = _gap_in(rows[seed - 1], strip)
        gap = bounds(rows[seed]).y0 - bounds(rows[seed - 1]).y1
        one_side = bounds(rows[seed - 1]).width < 0.45 * width
        if narrowed is not None and narrowed[1] - narrowed[0] >= 4 and gap < 0.4 * height and one_side:
            strip = narrowed
            members.insert(0, seed - 1)
    split = sum(strip) / 2
    while len(members) > 1 and _closes(rows[members[-1]], split, rows, members):
        members.pop()
    both = sum(all(_sides(rows[index], split)) for index in members)
    text = " ".join(_key(rows[index]) for index in members)
    # Prose set to both margins has wide spaces by chance, but hardly on three lines at one place.
    room = strip[1] - strip[0]
    if (both >= 1 and _ANCHOR.search(text)) or (both >= 3 and room >= 10) or (both == 2 and room >= 24):
        return TwoColumns(members[0], members[-1], split)
    return None


def _key(row: Sequence[Word]) -> str:
    return fold(" ".join(word.text for word in row))


def _hold_left(rows: Sequence[Sequence[Word]], members: Sequence[int], strip: tuple[float, float]) -> bool:
    """Whether two or more rows of a region have text left of its strip."""
    return sum(_sides(rows[index], sum(strip) / 2)[0] for index in members) >= 2


def _recipients(rows: Sequence[Sequence[Word]], width: float, done: set[int]) -> list[TwoColumns]:
    """Recipients whose lines stand at other heights than those of the signature, or below it: rows of the left half
    from 'Nơi nhận' on, with the rows of the right half above and between them."""
    found: list[TwoColumns] = []
    taken = set(done)
    for anchor, row in enumerate(rows):
        if anchor in taken or not _RECIPIENTS.match(_key(row)) or bounds(row).x1 > 0.55 * width:
            continue
        left, right = _beside(rows, anchor, width, taken)
        first = anchor
        while first > 0 and first - 1 not in taken and bounds(_solid(rows[first - 1])).x0 > 0.4 * width:
            first -= 1
        edge = max(bounds(_solid(rows[index])).x1 for index in left)
        starts = [bounds(_solid(rows[index])).x0 for index in [*range(first, anchor), *right]]
        split = (edge + min(starts)) / 2 if starts else max(edge + 1, 0.4 * width)
        if not starts or min(starts) > edge:
            found.append(TwoColumns(first, max([*left, *right]), split))
            taken.update(range(first, found[-1].last + 1))
    return found


def _beside(rows: Sequence[Sequence[Word]], anchor: int, width: float, taken: set[int]) -> tuple[list[int], list[int]]:
    """The rows from the label of the recipients on: those of the left half, and those of the right."""
    label = bounds(rows[anchor])
    left, right = [anchor], []
    for index in range(anchor + 1, len(rows)):
        box = bounds(_solid(rows[index]))
        if index in taken or box.y0 - bounds(rows[index - 1]).y1 > 6 * label.height:
            break
        if box.x0 > 0.4 * width and (box.x0 + box.x1) / 2 > 0.55 * width:
            right.append(index)
        elif box.x1 < 0.55 * width and box.x0 < label.x0 + 0.1 * width:
            left.append(index)
        else:
            break
    return left, right


def _is_title(rows: Sequence[Sequence[Word]], index: int, members: list[int], split: float) -> bool:
    """Whether a row right of the strip is rather centred on the page: the name of the document below the letterhead."""
    boxes = [bounds(_solid(row)) for row in rows]
    page_middle = (min(box.x0 for box in boxes) + max(box.x1 for box in boxes)) / 2
    right = [bounds([word for word in _solid(rows[m]) if word.box.x0 >= split - 1]) for m in members
             if any(word.box.x0 >= split - 1 for word in _solid(rows[m]))]  # fmt: skip
    if not right:
        return False
    column_middle = median((box.x0 + box.x1) / 2 for box in right)
    here = (boxes[index].x0 + boxes[index].x1) / 2
    return abs(here - page_middle) < abs(here - column_middle)


def _closes(row: Sequence[Word], split: float, rows: Sequence[Sequence[Word]], members: list[int]) -> bool:
    """Whether the last row of a region is rather the beginning of the text below it: left only, after a space, with a
    label of the body."""
    left_side, right_side = _sides(row, split)
    if right_side or not left_side:
        return False
    above = bounds(rows[members[-2]])
    return bounds(row).y0 - above.y1 > 1.2 * median(word.box.height for word in row)


def _right_blocks(rows: Sequence[Sequence[Word]], width: float, done: set[int]) -> list[TwoColumns]:
    """A signature, or a place and date, alone in the right half: two or more rows that end right of the middle."""
    found: list[TwoColumns] = []
    run: list[int] = []
    addressed = False
    for index in [*range(len(rows)), len(rows)]:
        if index < len(rows) and index not in done:
            box = bounds(_solid(rows[index]))
            # Those to whom a letter is addressed are listed right of 'Kính gửi', down to its first sentence.
            addressed = _ADDRESS.match(_key(rows[index])) is not None or (addressed and box.x0 > 0.3 * width)
            if not addressed and box.x0 > 0.4 * width and (box.x0 + box.x1) / 2 > 0.6 * width:
                run.append(index)
                continue
        if len(run) >= 2:
            found.append(TwoColumns(run[0], run[-1], 0.3 * width))
        run = []
    return found
