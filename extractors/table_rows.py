"""What the rows of a table of tasks are: groups, parents, tasks, further products of a task, rest of a row cut in two.

Ruled tables tell merged cells as facts. In a transcript a merged cell is blank below its first row, and a row that a
page break cuts goes on in the next; which of them a blank means is told by the language: a rest begins in the middle of
a sentence, a further product begins a new one.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from corpora.function_words import open_words
from extractors.columns import Column, Head, Role, role_of_heading
from extractors.domains import domain_of_statement
from extractors.grids import GridCell, GridRow
from extractors.row_labels import (
    MISREAD_ROMAN,
    NUMBERED_SHARE,
    RowKind,
    TableRow,
    restore_group_labels,
    restore_numbers,
    roman_label,
)
from models.text import fold_words, strip_marks

WHAT = (Role.TASK, Role.GOAL, Role.INDICATOR)
LEADS = (Role.LEAD, Role.AGENCIES)
WHO = (*LEADS, Role.COORDINATE, Role.MONITOR)
_TOTAL = regex.compile(r"^(?:tong(?: cong| so)?|cong)(?: kinh phi)?$")
_LABEL = regex.compile(
    r"^(?P<label>[IÍÌỊVXLHUivxl1|!\[\]]{1,6}|[A-ZĐ]|\d{1,2})\s*[.):]\s*(?P<title>\p{L}.*)$"
    r"|^(?P<label>[IVXL]{1,6})\s+(?:[-–]\s*)?(?P<title>\p{L}.*)$"
)
_NUMBER = regex.compile(r"^\d{1,3}(?:\.\d{1,2}){0,3}$|^\p{L}$|^[-+*•]$")
_BULLET = regex.compile(r"^\s*[-+*•–]")
_ENDED = regex.compile(r"[.;:!?…][\"”’)]?$")
_AREA_NOUNS = frozenset({"tỉnh", "huyện", "xã", "ngày", "tháng", "năm", "số", "có", "được"})
"""Words that want a name or a number behind them in prose, but may well end a cell ("trên địa bàn huyện")."""
_OPEN = regex.compile(r"(?:[,(–-]|\b(?:UBND|HĐND)\s+(?:cấp|các))$")
_LONGEST_AREA = 8
"""Words of a title that names an area and has no label; a task that touches an area says more."""
_LONGEST_TITLE = 25
"""Words of a group's title."""
_ALIKE_BELOW = 0.4
"""Share of a product's word pairs that the task below must repeat for the product to belong to it."""
_ALIKE_MORE = 1.8
"""How many times more than the task above."""


def _what(row: GridRow, head: Head) -> GridCell:
    return row.cells[head.what.index] if head.what else GridCell()


def _of(row: GridRow, head: Head, *roles: Role) -> list[GridCell]:
    return [row.cells[column.index] for column in head.of(*roles)]


def _number(row: GridRow, head: Head) -> GridCell:
    column = head.first(Role.NUMBER)
    return row.cells[column.index] if column else GridCell()


def _starts_low(text: str) -> bool:
    return bool(text) and text[0].islower()


def _ends_open(text: str) -> bool:
    """Whether a text cannot end here: after a comma, a dash or a word that wants another."""
    if not text:
        return False
    return bool(_OPEN.search(text)) or text.split()[-1].lower() in open_words() - _AREA_NOUNS


def body_rows(rows: Sequence[GridRow], head: Head, *, totals: bool = False) -> list[GridRow]:
    """Rows that hold something: blank ones and repeated heads left out, and totals where they are not asked for."""
    titles = [fold_words(column.heading) for column in head.columns]
    kept = []
    for row in rows:
        own = [row.cells[index] for index in row.filled]
        if not own or (not totals and (_TOTAL.match(own[0].key) or _TOTAL.match(_what(row, head).key))):
            continue
        repeated = sum(bool(cell.key) and cell.key == title for cell, title in zip(row.cells, titles, strict=True))
        # A product "Kế hoạch" due in "Năm 2024" is named like columns, but not like its own ones.
        columns = [head.columns[index] for index in row.filled]
        if repeated >= 2 or (len(own) >= 2 and all(map(_is_named, own, columns))):
            continue
        kept.append(row)
    return kept


def _is_named(cell: GridCell, column: Column) -> bool:
    return role_of_heading(cell.text) is column.role


def _continues(before: GridRow, row: GridRow, head: Head, numbered: bool) -> bool:
    """Whether a row without number of its own only ends the cells of the row above."""
    number = _number(row, head)
    if number.above or (number.text and not _starts_low(number.text)) or _is_title_only(row, head):
        return False
    if number.text and _NUMBER.match(number.text.strip(".)")):
        return False
    filled = row.filled
    what, what_before = _what(row, head), _what(before, head)
    if not filled or (what.above and what.text and not _all_rest(before, row)):
        return False
    sentences = [column.index for column in head.of(*WHAT, Role.PRODUCT) if column.index in filled]
    for index in sentences:
        if _starts_low(row.cells[index].text) and before.cells[index].text and not _BULLET.match(row.cells[index].text):
            return True
    open_above = [index for index in filled if before.cells[index].text and _ends_open(before.cells[index].text)]
    if open_above and (not sentences or set(sentences) <= set(open_above)):
        return True
    if not sentences:
        return len(filled) == 1 and (_starts_low(row.cells[filled[0]].text) or not _is_who(head, filled[0]))
    if what.text and not what.above:
        others = [index for index in filled if not _is_role(head, index, *WHAT, Role.NUMBER)]
        unfinished = bool(what_before.text) and not _ENDED.search(what_before.text) and not _BULLET.match(what.text)
        return numbered and unfinished and len(others) < 2 and not what.text.isupper() and not _is_title_only(row, head)
    return False


def _all_rest(before: GridRow, row: GridRow) -> bool:
    return all(before.cells[index].text for index in row.filled)


def _is_role(head: Head, index: int, *roles: Role) -> bool:
    return head.columns[index].role in roles


def _is_who(head: Head, index: int) -> bool:
    return _is_role(head, index, *WHO)


def _is_title_only(row: GridRow, head: Head) -> bool:
    """Whether a row holds one text over all its width: a title."""
    filled = row.filled
    return len(filled) == 1 and row.cells[filled[0]].columns * 2 > len(row.cells)


def join_cut_rows(rows: list[GridRow], head: Head, *, is_form: bool = False) -> list[GridRow]:
    """Rows with the rests that page breaks cut off put back behind their cells.

    In a form of blank figures a row has little but its name: there a capital always begins a row (`is_form`).
    """
    with_task = [row for row in rows if _what(row, head).text]
    labels = [_number(row, head).text.strip(" .)") for row in with_task]
    share = sum(bool(_NUMBER.match(label)) for label in labels) / max(1, len(labels))
    numbered = share >= NUMBERED_SHARE and not is_form
    joined: list[GridRow] = []
    for row in rows:
        if joined and not _continues(joined[-1], row, head, numbered):
            row = _put_rest_of_title(joined, row, head)
        if joined and _is_rest_of_task(row, head):
            _put_rest(joined, _what(row, head), head)
        elif joined and _begins_line(joined[-1], row, head):
            # The rest of a task that is merged over several products stands beside a product of its own.
            _put_rest(joined, _what(row, head), head)
            blank = [GridCell() if at == _first_what(head) else cell for at, cell in enumerate(row.cells)]
            joined.append(GridRow(tuple(blank)))
        elif joined and _continues(joined[-1], row, head, numbered):
            joined[-1] = joined[-1].joined(row)
        else:
            joined.append(row)
    return joined


def _is_rest_of_task(row: GridRow, head: Head) -> bool:
    """Whether a row of a ruled table holds nothing but the end of a task that is merged over the rows above."""
    what = _what(row, head)
    return _number(row, head).above and row.filled == (_first_what(head),) and _starts_low(what.text)


def _put_rest(rows: list[GridRow], rest: GridCell, head: Head) -> None:
    """Put a rest behind the last task, in every row that its cell covers."""
    last = next((_what(row, head) for row in reversed(rows) if _what(row, head).text), None)
    for at, row in enumerate(rows):
        if last is not None and _what(row, head).ranges == last.ranges:
            rows[at] = row.with_rest(_first_what(head), rest)


def _put_rest_of_title(rows: list[GridRow], row: GridRow, head: Head) -> GridRow:
    """The row without the end of a group's title, which a page break left in the first column; it goes to the title."""
    column = head.first(Role.NUMBER) or head.first(Role.GROUP)
    number = row.cells[column.index] if column else GridCell()
    if column is None or number.above or not _starts_low(number.text) or len(number.text.split()) < 2:
        return row
    titled = next((before.cells[column.index] for before in reversed(rows) if before.cells[column.index].text), None)
    if titled is None or not _LABEL.match(titled.text):
        return row
    for at, before in enumerate(rows):
        if before.cells[column.index].ranges == titled.ranges:
            rows[at] = before.with_rest(column.index, number)
    blank = replace(number, text="", ranges=())
    return GridRow(tuple(blank if at == column.index else cell for at, cell in enumerate(row.cells)))


def is_group_title(text: str) -> bool:
    """Whether a line that stands between two parts of a table is the title of a group: 'II. CẢI CÁCH ...'."""
    label = _LABEL.match(text)
    return label is not None and roman_label(label["label"]) is not None and len(text.split()) <= _LONGEST_TITLE


def _begins_line(before: GridRow, row: GridRow, head: Head) -> bool:
    """Whether a row brings a product and a time of its own beside the rest of the task above."""
    what = _what(row, head)
    if what.above or not _starts_low(what.text) or _number(row, head).text:
        return False
    own = [(cell, above) for cell, above in _beside(before, row, head, Role.PRODUCT, Role.DEADLINE) if not cell.above]
    return len(own) >= 2 and all(cell.text and above.text and not _starts_low(cell.text) for cell, above in own)


def _beside(before: GridRow, row: GridRow, head: Head, *roles: Role) -> list[tuple[GridCell, GridCell]]:
    return list(zip(_of(row, head, *roles), _of(before, head, *roles), strict=True))


def _next_number(rows: list[GridRow], at: int, head: Head) -> str:
    return next((text for row in rows[at + 1 :] if (text := _number(row, head).text.strip(" .)"))), "")


def classify(rows: list[GridRow], head: Head, has_spans: bool, recognised: bool = False) -> list[TableRow]:
    """Each row with its kind, label and number; where they were `recognised`, lost and misread labels are restored."""
    found: list[TableRow] = []
    groups = 0
    for at in range(len(rows)):
        read = _read_row(rows, at, head, has_spans, found, groups)
        groups += read.kind is RowKind.GROUP
        found.append(read)
    found = restore_group_labels(found, recognised)
    if not head.has(Role.NUMBER):
        return found
    return restore_numbers(found if has_spans else _with_merged_numbers(found, head), recognised)


def _with_merged_numbers(rows: list[TableRow], head: Head) -> list[TableRow]:
    """A task of a transcript whose number is blank together with its agency, with the number above: where one who is in
    charge has several goals, both cells are merged over them."""
    filled: list[TableRow] = []
    for row in rows:
        above = filled[-1] if filled else None
        led = any(cell.text for cell in _of(row.row, head, *LEADS))
        alike = above is not None and above.kind is row.kind is RowKind.TASK and above.number is not None
        if above is not None and alike and row.number is None and not led and not row.title and head.has(*LEADS):
            row = replace(row, number=above.number, merged=True)
        filled.append(row)
    return filled


def _read_row(
    rows: list[GridRow], at: int, head: Head, has_spans: bool, before: list[TableRow], groups: int
) -> TableRow:
    row = rows[at]
    filled = row.filled
    number, what = _number(row, head), _what(row, head)
    label = number.text.strip(" .):,_") if not number.above else ""
    merged = any(cell.above and cell.text for cell in row.cells)
    if merged and len(filled) == 1 and number.text and not label.isdigit() and roman_label(label):
        # The ruling under the row above was lost: of the title only the label can be told.
        return TableRow(RowKind.GROUP, row, roman_label(label))
    # "I. Cải cách thể chế" in the first column, beside the first task of the group or over all columns.
    titled = _LABEL.match(number.text) if number.text and not number.above else None
    if titled and not _NUMBER.match(label) and len(filled) > 1:
        return TableRow(RowKind.TASK, row, _label(titled["label"]), titled["title"])
    alone = len(filled) == 1 and not any(cell.above and cell.text for cell in row.cells)
    if alone and (not what.text or what.above or _is_title_only(row, head) or not number.text):
        text = row.cells[filled[0]].text
        single = _LABEL.match(text)
        in_first = filled[0] == 0 or _is_title_only(row, head) or filled[0] == _first_what(head)
        first = _next_number(rows, at, head) in {"1", "01", "1.1"}
        starts = single or text.isupper() or _is_title_only(row, head) or (first and not has_spans)
        starts = starts or (not has_spans and _is_title_of_following(rows, at, head))
        if in_first and starts and not _NUMBER.match(text.strip(" .)")):
            return TableRow(
                RowKind.GROUP, row, _label(single["label"]) if single else None, single["title"] if single else text
            )
    others = [index for index in filled if index not in _label_columns(head)]
    blank = len(others) == 1 and not any(cell.above and cell.text for cell in row.cells)
    if blank and label:
        title = row.cells[others[0]].text
        following = _next_number(rows, at, head)
        roman = roman_label(label)
        if roman and (not label.isdigit() or (following in {"1", "01"} and (groups or title.isupper()))):
            return TableRow(RowKind.GROUP, row, roman, title)
        if regex.fullmatch(r"[A-ZĐ]", label) and not _starts_low(title):
            return TableRow(RowKind.GROUP, row, label, title)
        if MISREAD_ROMAN.match(strip_marks(label)):
            return TableRow(RowKind.GROUP, row, label, title)
    if blank and label and (what.text and not what.above):
        if following.startswith(f"{label}.") or regex.match(r"^(?:[a-zđ]|[-+•])$", following):
            return TableRow(RowKind.PARENT, row, label, what.text)
        if following in {"1", "01"}:
            return TableRow(RowKind.GROUP, row, label, what.text)
        if has_spans:
            return TableRow(RowKind.PARENT, row, label, what.text)
    roman = roman_label(label) if what.text and not what.above and not label.isdigit() and label not in "l|i" else None
    without_product = not any(cell.text for cell in _of(row, head, Role.PRODUCT))
    if roman and without_product and _next_number(rows, at, head) in {"1", "01"}:
        return TableRow(RowKind.GROUP, row, roman, what.text)
    if (not what.text or what.above) and (not label or number.above):
        return TableRow(RowKind.PRODUCT if before else RowKind.TASK, row)
    group = _group_cell(row, head)
    if group is not None:
        single = _LABEL.match(group.text)
        of_group = _label(single["label"]) if single else None
        return TableRow(RowKind.TASK, row, of_group, single["title"] if single else group.text, label or None)
    others_merged = any(cell.above and cell.text for cell in row.cells if cell is not number)
    if number.above and others_merged and _NUMBER.match(number.text.strip(" .)")):
        # Alone it would only be a ruling that recognition lost.
        return TableRow(RowKind.TASK, row, number=number.text.strip(" .)"), merged=True)
    return TableRow(RowKind.TASK, row, number=label or None)


def _is_title_of_following(rows: list[GridRow], at: int, head: Head) -> bool:
    """Whether a text alone in its row names what follows, in a table without numbers: an area of reform, or what the
    items below it belong to. A task by itself may have all its other cells merged with those above."""
    text = _what(rows[at], head).text
    if not text or _number(rows[at], head).text or _BULLET.match(text) or at + 1 == len(rows):
        return False
    following = _what(rows[at + 1], head).text
    named = domain_of_statement(text) is not None and len(text.split()) <= _LONGEST_AREA
    return bool(_BULLET.match(following)) or (named and len(rows[at + 1].filled) > 1)


def _group_cell(row: GridRow, head: Head) -> GridCell | None:
    """The cell of a column of groups ("Lĩnh vực"), where a group begins."""
    return next((cell for cell in _of(row, head, Role.GROUP) if cell.text and not cell.above), None)


def _label(text: str) -> str:
    roman = roman_label(text)
    return roman if roman and not text.isdigit() else text.strip(" .):")


def _label_columns(head: Head) -> set[int]:
    return {column.index for column in head.of(Role.NUMBER)}


def _first_what(head: Head) -> int:
    return head.what.index if head.what else -1


def _pairs(text: str) -> set[tuple[str, str]]:
    words = fold_words(text).split()
    return set(pairwise(words))


def owners(rows: Sequence[TableRow], head: Head, has_spans: bool) -> list[int]:
    """For each row the index of the task row it belongs to: itself, the one above, or, in a transcript, the one below.

    Where a task is merged over two rows, a transcript may write it beside the second. The product above then repeats
    the words of the task below it, as products do ("Kế hoạch kiểm tra văn bản", "Kiểm tra, rà soát văn bản").
    """
    found: list[int] = []
    for at, row in enumerate(rows):
        if row.kind is not RowKind.PRODUCT:
            found.append(at)
            continue
        above = found[-1] if found else at
        below = at + 1
        if not has_spans and below < len(rows) and rows[below].kind is RowKind.TASK and rows[below].number:
            product = _pairs(" ".join(cell.text for cell in _of(row.row, head, Role.PRODUCT)))
            tasks = [_pairs(_what(rows[index].row, head).text) for index in (above, below)]
            share_above, share_below = (len(product & task) / max(1, len(product)) for task in tasks)
            if share_below >= _ALIKE_BELOW and share_below >= _ALIKE_MORE * share_above:
                above = below
        found.append(above)
    return found
