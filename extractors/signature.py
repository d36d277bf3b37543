"""Recipients and signer: the block 'Nơi nhận' and the block beside or below it.

Source of the form: Nghị định 30/2020/NĐ-CP, annex I.II.7 and 9. Recognition may give the two blocks as columns, one
below the other in either order, or read across; the seal lies over the signer.
"""

from dataclasses import dataclass, field
from functools import cache

import regex

from corpora.loader import rows
from extractors.frame import FrameLine, is_capitals, is_motto
from extractors.names import RANK, find_name, is_institution, is_name, join_torn
from extractors.positions import AUTHORITY, damaged_position, misread_mark, read_position, split_authority
from models.text import fold

_RECIPIENTS = regex.compile(r"^\W{0,3}n[ou]i nh[ao][nm]\b\s*[:;.]?", regex.IGNORECASE)
_BULLET = regex.compile(r"^\s*(?:[-–—+•*▪●○]|\d\)|~)\s*")
_KEPT = regex.compile(r"\bluu\b")
_SIGNED = regex.compile(r"\(\s*(?:đã ký|ký tên|ký, đóng dấu)[^)]*\)|^đã ký$", regex.IGNORECASE)
_HEADS_BOARD = regex.compile(r"(?:PHÓ )?(?:TRƯỞNG BAN|TỔ TRƯỞNG|CHỦ TỊCH HỘI ĐỒNG)\b")
_LONGEST_RECIPIENT_LINE = 220
_LOOK_BEHIND, _LOOK_AHEAD = 10, 60


@dataclass(slots=True)
class Signature:
    """Signer and recipients of a document; None and empty where they were not found."""

    signer: str | None = None
    position: str | None = None
    signed_for: str | None = None
    recipients: list[str] = field(default_factory=list)
    start: int | None = None
    """Where the block begins in the text."""
    end: int | None = None


def read_signature(lines: list[FrameLine], first: int, is_border: "object" = None) -> Signature:
    """Recipients and signer of the document whose title stands at line `first`: the first such block after it."""
    anchor = next((at for at in range(first, len(lines)) if _RECIPIENTS.match(lines[at].key)), None)
    unlabelled = _unlabelled(lines, first) if anchor is None else None
    anchor = anchor if anchor is not None else unlabelled
    signed = next((at for at in range(first, len(lines)) if _begins_signature(lines, at)), None)
    if anchor is None and signed is None:
        return Signature()
    if anchor is None or (signed is not None and signed < anchor - _LOOK_BEHIND):
        # A block of recipients that stands far below the signature belongs to another document.
        begin = signed if signed is not None else 0
        anchor_here = None
    else:
        begin = min(anchor, signed) if signed is not None else anchor
        anchor_here = anchor
    block = _block(lines, begin, anchor_here)
    left, right = _columns(block)
    signature = Signature(start=block[0].start if block else None, end=block[-1].end if block else None)
    _read_signer(signature, right)
    signature.recipients = _read_recipients(left, labelled=unlabelled is None)
    return signature


def _begins_signature(lines: list[FrameLine], at: int) -> bool:
    """Whether a signature begins at a line: a mark of authority, or a position with a name below it."""
    line = lines[at]
    text = _RECIPIENTS.sub("", line.text)
    if len(text) > 80 or line.table:
        return False
    if AUTHORITY.search(text) and is_capitals(text):
        return True
    if not is_capitals(text) or read_position(text) is None:
        return False
    below = [other for other in lines[at + 1 : at + 8] if not other.table]
    if any(regex.match(r"\W{0,3}(?:can cu|xet|theo de nghi)\b", other.key) for other in below):
        return False
    return any(find_name(other.text, strict=True) for other in below) or any(
        _RECIPIENTS.match(other.key) for other in lines[max(0, at - 25) : at + 25]
    )


def _block(lines: list[FrameLine], begin: int, anchor: int | None) -> list[FrameLine]:
    """The lines of recipients and signature: from `begin` up to what can't belong to them."""
    block: list[FrameLine] = []
    ended = False
    for at in range(begin, min(len(lines), begin + _LOOK_AHEAD)):
        line = lines[at]
        if line.table and len(block) > 3:
            break
        if line.table:
            continue
        if at > begin and (_is_border(line) or (anchor is not None and at > anchor and _RECIPIENTS.match(line.key))):
            break
        if len(line.text) > _LONGEST_RECIPIENT_LINE:
            break
        has_name = find_name(line.text, strict=True) is not None and not _BULLET.match(line.text)
        block.append(line)
        if anchor is None and has_name:
            break
        ended = ended or bool(_KEPT.search(line.key)) or has_name
        # After the file copy and the signer nothing more is due but stray marks.
        if ended and _complete(block) and (at + 1 >= len(lines) or not _goes_on(lines[at + 1])):
            break
    return block


def _complete(block: list[FrameLine]) -> bool:
    kept = any(_KEPT.search(line.key) for line in block)
    named = any(find_name(line.text, strict=True) and not _BULLET.match(line.text) for line in block)
    return kept and named


def _goes_on(line: FrameLine) -> bool:
    return bool(_BULLET.match(line.text)) or _KEPT.search(line.key) is not None


def _is_border(line: FrameLine) -> bool:
    """Whether a line begins something else: an annex, the plan that a decision issues, a heading, a letterhead."""
    key = line.key.strip("*# ")
    return bool(
        regex.match(r"(?:phu luc|phu bieu|bieu mau|danh muc|mau so)\b", key)
        or is_motto(line.text)
        or (is_capitals(line.text.split("  ")[0]) and key in _kind_keys())
        or (
            regex.match(r"\p{Lu}{2,}(?: \p{Lu}{2,})+", line.text)
            and any(key.startswith(f"{kind} ") for kind in _kind_keys())
        )
        or regex.match(r"(?:i|1|a)\.\s+\p{L}", key)
        or regex.match(r"dieu \d", key)
    )


@cache
def _kind_keys() -> frozenset[str]:
    return frozenset(fold(row["kind"]) for row in rows("document_kinds.tsv") if row["use"] == "header")


def _columns(block: list[FrameLine]) -> tuple[list[str], list[str]]:
    """Recipients' lines and signature's lines: by column where known, else by what stands in them."""
    left: list[str] = []
    right: list[str] = []
    for line in block:
        text = join_torn(line.text.strip())
        if line.column == 1:
            right.append(text)
            continue
        recipient, signature = _split_line(text, only_left=line.column == 0)
        if line.column is None and right and not signature and is_name(text.split()):
            recipient, signature = "", text
        if recipient:
            left.append(recipient)
        if signature:
            right.append(signature)
    return left, right


def _split_line(text: str, *, only_left: bool) -> tuple[str, str]:
    """Recipient and signature parts of a line that may have been read across both columns."""
    label = _RECIPIENTS.match(fold(text))
    prefix = ""
    if label and len(fold(text)) == len(text):
        prefix, text = text[: label.end()], text[label.end() :].strip()
    elif label:
        prefix, text = "Nơi nhận:", regex.sub(r"^[^:;]*[:;]?\s*", "", text)
    if only_left:
        return f"{prefix} {text}".strip(), ""
    for start in _signature_starts(text):
        return f"{prefix} {text[:start].strip()}".strip(), text[start:].strip()
    if (
        not _BULLET.match(text)
        and not _KEPT.search(fold(text))
        and find_name(text, strict=True)
        and (len(text.split()) <= 7 and ";" not in text)
    ):
        return prefix, text
    if _SIGNED.fullmatch(text):
        return prefix, ""
    tail = regex.search(r"(?<=[;.])\s*(?P<name>(?:\p{Lu}\p{Ll}+\s*){2,5})$", text)
    if tail and find_name(tail["name"], strict=True):
        return f"{prefix} {text[: tail.start()]}".strip(), tail["name"].strip()
    return f"{prefix} {text}".strip(), ""


def _signature_starts(text: str) -> list[int]:
    """Where a mark of authority or a position in capitals begins in a line, if one does."""
    starts = [match.start() for match in AUTHORITY.finditer(text) if is_capitals(text[match.start() :])]
    for match in regex.finditer(r"(?<!\S)\p{Lu}{2}", text):
        rest = text[match.start() :]
        if is_capitals(rest) and read_position(rest) is not None:
            starts.append(match.start())
            break
    acting = regex.search(r"(?<!\S)Q\.\s?\p{Lu}{2}", text)
    if acting and is_capitals(text[acting.start() :]):
        starts.append(acting.start())
    return sorted(starts)[:1]


def _read_signer(signature: Signature, lines: list[str]) -> None:
    authorities: list[str] = []
    positions: list[str] = []
    for text in lines:
        cleaned = text.strip(" *_|~.,;:-–'\"“”")
        if AUTHORITY.search(cleaned) and is_capitals(cleaned) and not signature.signer:
            start = AUTHORITY.search(cleaned)
            assert start is not None
            mark, own = split_authority(cleaned[start.start() :])
            authorities.append(mark)
            if own:
                positions.append(own)
            continue
        misread = misread_mark(cleaned)
        if misread is not None and not signature.signer:
            authorities.append(misread)
            continue
        position = read_position(cleaned) if is_capitals(cleaned) else None
        if position is not None and not signature.signer:
            positions.append(position)
            continue
        name = find_name(cleaned, strict=not (positions or authorities))
        if name and not signature.signer:
            signature.signer = name
        elif not positions and not signature.signer:
            position = damaged_position(cleaned, authorities)
            positions += [position] if position else []
    if not signature.signer and not positions and not authorities:
        return
    if not signature.signer:
        signature.signer = _unlisted_name(lines)
    if len(positions) == 2 and not authorities and positions[1] == f"PHÓ {positions[0]}":
        # A misread 'KT.' above the deputy's own position.
        authorities.append(f"KT. {positions[0]}")
    # Who heads a board signs as its head; what he is otherwise stands above his name.
    heads = [position for position in positions if _HEADS_BOARD.match(position)]
    signature.position = (heads or positions)[-1] if positions else None
    signature.signed_for = ", ".join(authorities) or None


def _unlisted_name(lines: list[str]) -> str | None:
    """The last line below position or mark of authority that is all in title case: a name whose family name is not
    listed, as those of many minority peoples ("H'Lan Byă", 'Blúp Thị Hà')."""
    found = None
    above = False
    for text in lines:
        cleaned = text.strip(' *_|~.,;:-–"“”()')
        if is_capitals(cleaned):
            above = above or AUTHORITY.search(cleaned) is not None or read_position(cleaned) is not None
            continue
        words = RANK.sub("", cleaned).split()
        if above and is_name(words) and not is_institution(cleaned):
            found = " ".join(words)
    return found


def _unlabelled(lines: list[FrameLine], first: int) -> int | None:
    """Where recipients begin whose label was lost: bulleted lines of the left column down to the file copy (Lưu)."""
    kept = next(
        (
            at
            for at in range(first, len(lines))
            if lines[at].column == 0 and _KEPT.match(_BULLET.sub("", lines[at].key))
        ),
        None,
    )
    if kept is None:
        return None
    begin = kept
    while begin > first and lines[begin - 1].column == 0:
        begin -= 1
    return begin


def _read_recipients(lines: list[str], *, labelled: bool) -> list[str]:
    items: list[str] = []
    begun = not labelled
    bulleted = any(_BULLET.match(line) for line in lines)
    for raw in lines:
        text = raw.strip()
        label = _RECIPIENTS.match(fold(text))
        if label:
            text = regex.sub(r"^[^:;]*[:;]\s*", "", text) if regex.search(r"[:;]", text[:14]) else ""
            begun = True
            if not text:
                continue
        if not begun:
            continue
        text = text.strip(" }{|*_")
        if not text or not any(char.isalnum() for char in text):
            continue
        bullet = _BULLET.match(text)
        body = text[bullet.end() :].strip() if bullet else text
        if not body or (len(body) < 3 and not bullet):
            continue
        open_item = bool(items) and not items[-1].rstrip().endswith((";", ".", "./."))
        if items and _KEPT.match(fold(items[-1])) and not bullet and not open_item:
            break
        if items and not bullet and (open_item and (bulleted or body[:1].islower() or not _is_item(body))):
            items[-1] = f"{items[-1]} {body}"
        else:
            items.extend(_several(body))
        if _KEPT.match(fold(items[-1])) and items[-1].rstrip().endswith("."):
            break
    return [cleaned for item in items if (cleaned := _clean(item))]


def _is_item(body: str) -> bool:
    return body.rstrip().endswith(";") or body[:1].isupper()


def _several(body: str) -> list[str]:
    """Items that recognition ran into one line: 'Bộ Nội vụ; - TT Tỉnh ủy;'."""
    return [part.strip() for part in regex.split(r"(?<=;)\s+[-–+]\s*(?=\p{Lu})", body) if part.strip()]


def _clean(item: str) -> str:
    text = " ".join(item.split())
    if _KEPT.match(fold(text)):
        # A paraph or a stroke of the pen after the last full stop.
        text = regex.sub(r"(?<=[\p{L}\d)])\.(?:\s+\S{0,3}|[^\s\p{Lu}]{0,3})$", "", text)
    return _SIGNED.sub("", text).rstrip(" ;.,*_|}{/").strip()
