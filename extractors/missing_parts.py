"""Parts that a document announces and does not hold: annexes, tables said to be enclosed, the end of a text.

An annex is referred to by its number ('tại Phụ lục 3'), or as the only one ('theo biểu đính kèm'). What belongs to
another document ('Phụ lục 2 ban hành kèm theo Thông tư ...', 'Phụ lục I Nghị định ...') is none of this one's.
"""

from collections.abc import Iterator

import regex

from extractors.citations import segments
from extractors.frame import FrameLine
from extractors.letterhead import read_attachment, read_letterhead
from extractors.numbering import roman_value
from extractors.places import Places, finding, quoted
from extractors.symbols import find_numbers
from extractors.titles import BODY, find_title_line
from models.document import Block, BlockKind, Document, Origin
from models.records import DocumentRecord, Finding, Section
from models.text import fold, fold_keeping_length

_NUMERAL = r"(?:\d{1,2}|[ivx]{1,5})"
_REFERENCE = regex.compile(
    rf"\bphu luc (?:so ?:? ?)?(?P<first>0?{_NUMERAL})\b(?![./]\d)"
    rf"(?P<more>(?:(?:, ?| va |, va )(?:phu luc )?(?:so )?0?{_NUMERAL}\b(?![./]\d))*)"
)
_HEADED = regex.compile(rf"^\W{{0,4}}phu luc (?:so ?:? ?)?(?P<number>0?{_NUMERAL})\b")
_LONGEST_HEADING = 160
_ENCLOSED = regex.compile(r"\b(?:dinh kem|kem theo|gui kem)\b(?P<after>[^.;)]{0,60})")
_WHAT = regex.compile(
    r"(?P<lead>\b(?:theo|tai|co|gui|xem|kem|chi tiet)\s+(?:cac |ban |bang )?)?"
    r"\b(?P<what>phu luc|bieu mau|mau bieu|bieu|bang|danh muc|de cuong)(?P<between>(?: [a-z]{1,9}){0,8}) $"
)
# What an enclosure belongs to, when it is not this document's.
_OTHERS = regex.compile(
    r"\b(?:ban hanh )?(?:kem theo )?(?:cua |tai |thuoc )?(?:thong tu|nghi dinh|quyet dinh so|nghi quyet so|cong van|"
    r"huong dan|luat|ke hoach so|thong bao|de an|chuong trinh so|van ban so|to trinh|quy dinh)\b"
)
_OWN = regex.compile(
    r"^\W*(?:ke hoach|chuong trinh|quyet dinh|de an|van ban|cong van|bao cao|huong dan|thong bao|to trinh) nay\b"
)
_PARTS = ("phu luc", "bieu", "mau", "danh muc", "de cuong", "bang")
_CONNECTIVES = frozenset(
    ["và", "của", "các", "để", "cho", "theo", "với", "trong", "về", "là", "được", "tại", "từ", "đến", "những", "hoặc",
     "nhằm", "bằng", "do", "trên", "như", "khi", "đối"]
)  # fmt: skip
_FEWEST_WORDS = 8


def find_missing_parts(
    document: Document, header: DocumentRecord, sections: list[Section], places: Places, lines: list[FrameLine]
) -> Iterator[Finding]:
    """Announced parts that are not there, and those that the form asks for, in the order of the text."""
    annexes = [section for section in sections if "." not in section.path and section.path.startswith("PL")]
    yield from _unnumbered_run(annexes, places)
    yield from _missing_annexes(document, annexes, places)
    yield from _missing_enclosures(document, annexes, places)
    yield from _no_letterhead(lines)
    yield from _broken_end(document, header, sections, places)


def _no_letterhead(lines: list[FrameLine]) -> Iterator[Finding]:
    """A decision that begins with its kind: no body, number, place and date (Nghị định 30/2020, annex I.II.1-4).

    A plan that says with which decision it goes has none by the form.
    """
    title = find_title_line(lines)
    if title is None or title.kind not in ("Quyết định", "Nghị quyết", "Chỉ thị", "Kế hoạch", "Chương trình"):
        return
    near = lines[title.line + 1 : title.line + 12]
    if lines[: title.line] or any(read_attachment(line) is not None for line in near):
        return
    body = next((at for at, line in enumerate(near) if BODY.match(line.key)), len(near))
    late = read_letterhead(near[:body])
    if late.has_number_line or late.has_date_line or find_numbers(lines[title.line].text):
        return
    line = lines[title.line]
    detail = f"Văn bản bắt đầu bằng “{quoted(line.text)}”: thiếu cơ quan ban hành, số, địa danh và ngày ban hành."
    yield finding("missing_part", "document", detail, line.start, line.end)


def _number(label: str) -> int | None:
    label = label.strip().lstrip("0")
    return int(label) if label.isdigit() else roman_value(label.upper())


def _numbered(annexes: list[Section]) -> dict[int, Section]:
    found: dict[int, Section] = {}
    for annex in annexes:
        number = _number(regex.sub(r"#\d+$", "", annex.path.removeprefix("PL")))
        if number is not None:
            found.setdefault(number, annex)
    return found


def _unnumbered_run(annexes: list[Section], places: Places) -> Iterator[Finding]:
    """Phụ lục 2 without 1, Phụ lục 3 after 1."""
    found = _numbered(annexes)
    for number in sorted(found):
        if number > 1 and number - 1 not in found:
            annex = found[number]
            start = annex.char_start
            earlier = [other for other in found if other < number]
            before = f"trước đó là {found[max(earlier)].label}" if earlier else "trước đó không có phụ lục nào có số"
            name = places.name(start, annex.path) if start is not None else annex.path
            detail = f"{name} ghi “{annex.label}”; {before}: thiếu Phụ lục {number - 1}."
            yield finding("missing_part", annex.path, detail, start, None)


def _missing_annexes(document: Document, annexes: list[Section], places: Places) -> Iterator[Finding]:
    """'tại Phụ lục 3' where the annexes end with 2."""
    found = {*_numbered(annexes), *_headed(document)}
    first_annex = min((annex.char_start or 0 for annex in annexes), default=None)
    heads = frozenset(annex.char_start for annex in annexes)
    told: set[int] = set()
    for start, text, _ in segments(document):
        key = fold_keeping_length(text)
        for match in _REFERENCE.finditer(key):
            at = start + match.start()
            after = key[match.end() : match.end() + 90]
            if _is_others(key[: match.start()], after) or _is_title(text, match, first_annex, at):
                continue
            if at in heads:
                continue
            for numeral in regex.findall(
                rf"\b0?{_NUMERAL}\b", f"{match['first']}{match['more'].replace('phu luc', '')}"
            ):
                number = _number(numeral)
                if number is None or number in found or number in told or number > 30:
                    continue
                # One annex without a number may be the one that is meant.
                if number == 1 and annexes and not found:
                    continue
                told.add(number)
                have = ", ".join(annex.label for annex in annexes) or "không có phụ lục nào"
                quote = quoted(text[max(0, match.start() - 60) : match.end()].split(". ")[-1])
                detail = f"{places.name(at)} ghi “{quote}”; văn bản không có Phụ lục {numeral.upper()} (có: {have})."
                yield finding("missing_part", places.path(at), detail, at, start + match.end(), quote)


def _is_title(text: str, match: "regex.Match[str]", first_annex: int | None, at: int) -> bool:
    """Whether the words are the heading of an annex, not a reference to one."""
    return first_annex is not None and at >= first_annex and not text[: match.start()].strip(" *#(")


def _missing_enclosures(document: Document, annexes: list[Section], places: Places) -> Iterator[Finding]:
    """'(Có biểu chi tiết kèm theo)' in a document without annex, and without a table or form after its end."""
    if annexes:
        return
    last = _last_part(document)
    for start, text, in_table in segments(document):
        if in_table:
            continue
        key = fold_keeping_length(text)
        for match in _ENCLOSED.finditer(key):
            what = _WHAT.search(key, max(0, match.start() - 100), match.start())
            after = match["after"]
            end = match.end() - len(after)
            if what is None or _OTHERS.search(what["between"]) or last > start + end:
                continue
            own = _OWN.match(after)
            bracketed = key[: what.start()].rstrip().endswith("(") or not text[end:].strip(" )*./")
            if (_OTHERS.search(after) or regex.match(r"^\s*(?:cac|ho so|don|theo)\b", after)) and not own:
                continue
            if not (bracketed or own or what["lead"]):
                continue
            at = start + what.start()
            quote = quoted(text[what.start() : end])
            detail = f"{places.name(at)} ghi “{quote}”; sau phần ký không có phụ lục, biểu hay danh mục nào."
            yield finding("missing_part", places.path(at), detail, at, start + end, quote)
            return


def _last_part(document: Document) -> int:
    """Where the last table, or the last heading that names an annex, a form or a list, begins; -1 where none is."""
    tables = [table.start for table in document.tables if table.rows > 2]
    heads = [
        block.start
        for block in document.blocks
        if block.kind is BlockKind.PARAGRAPH
        and block.end - block.start < 200
        and fold(document.slice(block.start, block.end)).strip(" *#").startswith(_PARTS)
    ]
    return max([*tables, *heads], default=-1)


def _is_others(before: str, after: str) -> bool:
    """Whether the words around 'Phụ lục 2' give it to another document: 'Thông tư số ... (Phụ lục 2)', 'Phụ lục 2 của
    Đề án'."""
    if _OWN.match(regex.sub(r"^\W*(?:(?:duoc )?(?:ban hanh )?kem theo|cua|thuoc)\b", "", after)):
        return False
    if regex.match(r"^\W*(?:va |, ?)?(?:cua|thuoc|tai)\b", after) or _OTHERS.search(regex.split(r"[.;]", after)[0]):
        return True
    return bool(regex.search(r"\d/[a-z0-9-]{2,20}[^.;]{0,60}[(,] ?(?:theo |tai |mau )?$", before[-100:]))


def _headed(document: Document) -> set[int]:
    """Numbers of the annexes that a line of the text begins with, wherever the tree puts them."""
    found = set()
    for block in document.blocks:
        if block.kind is not BlockKind.TABLE:
            for line in document.slice(block.start, block.end).split("\n"):
                match = _HEADED.match(fold(line)) if len(line) < _LONGEST_HEADING else None
                number = _number(match["number"]) if match else None
                if number is not None:
                    found.add(number)
    return found


def _broken_end(
    document: Document, header: DocumentRecord, sections: list[Section], places: Places
) -> Iterator[Finding]:
    """A text whose last paragraph breaks off in its sentence."""
    blocks = [block for block in document.blocks if document.slice(block.start, block.end).strip()]
    prose = [block for block in blocks if block.kind is not BlockKind.FOOTNOTE]
    if not prose or prose[-1].kind is not BlockKind.PARAGRAPH or prose[-1].column is not None:
        return
    block = prose[-1]
    text = document.slice(block.start, block.end).strip().rstrip("*_ ")
    words = regex.findall(r"[\p{L}\d]+", text)
    if len(words) < _FEWEST_WORDS or text.upper() == text:
        return
    signed = header.signer is not None or bool(header.recipients)
    open_word = words[-1] in _CONNECTIVES and text.endswith(words[-1])
    headings = frozenset(section.char_start for section in sections if section.kind == "heading")
    cut = (text[-1].isalnum() or text[-1] == "%") and block.start not in headings
    unfinished = text.endswith(",") or open_word or (cut and _others_end(document, prose[:-1], headings))
    if not unfinished or any(page.origin is Origin.OCR for page in document.pages):
        return
    quote = quoted(" ".join(text.split()[-12:]))
    reason = "văn bản dừng giữa câu" + ("" if signed else "; không có nơi nhận và chữ ký")
    yield finding(
        "missing_part", places.path(block.start), f"Kết thúc bằng “… {quote}”: {reason}.", block.start, block.end
    )


def _others_end(document: Document, prose: list[Block], headings: frozenset[int | None]) -> bool:
    """Whether the paragraphs before end as sentences do: then one that doesn't was cut."""
    texts = [
        document.slice(block.start, block.end).strip().rstrip("*_ ")
        for block in prose[-40:]
        if block.column is None and block.start not in headings
    ]
    long = [text for text in texts if len(text.split()) >= _FEWEST_WORDS and text.upper() != text][-12:]
    ended = [text for text in long if text[-1] in '.;:,!?)”"/']
    return len(long) >= 4 and len(ended) >= 0.75 * len(long)
