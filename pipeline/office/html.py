"""Web pages, and what word processors save as such, often under the name .doc; MHTML too.

The page's own words are read in order, tables with their merged cells; scripts, styles and what is hidden are not.
Nothing that a page links to is fetched.
"""

import email
import email.policy
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree, html

from models.document import Document
from pipeline.errors import InputError
from pipeline.legacy import decode_bytes
from pipeline.office.build import build
from pipeline.office.flow import FlowCell, FlowTable, Item, Paragraph, Run, close_ranks
from pipeline.office.numbering import show_number

MAX_BYTES = 32_000_000
"""Bytes of a page at most: the longest plans saved by Word have 5 million."""
MAX_CELLS = 400_000

_SKIPPED = frozenset({
    "script", "style", "head", "noscript", "template", "select", "button", "textarea", "iframe", "object", "svg", "nav",
    "xml", "audio", "video", "map",
})  # fmt: skip
_BLOCKS = frozenset({
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "ul", "dl", "dt", "dd", "center", "blockquote", "pre",
    "section", "article", "header", "footer", "main", "aside", "form", "fieldset", "address", "figure", "figcaption",
    "body", "hr", "caption", "legend",
})  # fmt: skip
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BORDER = re.compile(r"(?:^|;)\s*(?:mso-)?border(?:-(?:top|left|right|bottom))?\s*:\s*([^;]+)")


def read_html(path: Path) -> Document:
    """Compose a web page. Raises InputError where it is too large, cannot be decoded or has no text."""
    return _compose(path, _read(path), None, "web page")


def read_mhtml(path: Path) -> Document:
    """Compose the page that an MHTML file (a web page with its pictures as one e-mail) holds."""
    message = email.message_from_bytes(_read(path), policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return _compose(path, payload, part.get_content_charset(), "web archive")
    raise InputError("the web archive holds no page.", "Save the page again.", file=path)


def _read(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise InputError(
            f"the page has {size / 1e6:.0f} million bytes; {MAX_BYTES / 1e6:.0f} million at most are read.",
            "Save the document alone, without what surrounds it.", file=path,
        )  # fmt: skip
    return path.read_bytes()


def _compose(path: Path, data: bytes, charset: str | None, description: str) -> Document:
    text = _decode(data, charset)
    if text is None:
        raise InputError("the page is in no encoding that is known.", "Save it as UTF-8.", file=path)
    if "urn:schemas-microsoft-com:office:word" in text[:2000] and "</html" not in text[-2000:].lower():
        raise InputError("the page is cut off: its end is missing.", "Get it again from its source.", file=path)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise InputError("the page holds no text.", "Check that this is the right file.", file=path) from error
    if any("xcessive depth" in entry.message for entry in parser.error_log):
        raise InputError("the page is nested too deep to be read.", "Save it again from a browser.", file=path)
    reader = _Reader(path, _style_rules(root))
    return build(path, reader.read(root), description)


def _decode(data: bytes, charset: str | None) -> str | None:
    """The page's text: by its byte order mark, as UTF-8 where it is that, then by what it declares, then by its
    letters. Pages often declare another encoding than they have, but what is valid UTF-8 by chance is plain ASCII."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:400].count(0) > 50:
        decoded = decode_bytes(data)
        return decoded[0] if decoded else None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    found = _CHARSET.search(data[:4096])
    name = (charset or (found[1].decode("ascii", "replace") if found else "")).lower()
    if name in ("windows-1258", "cp1258", "x-cp1258"):
        return data.decode("cp1258", "replace")
    decoded = decode_bytes(data) if name in ("", "utf-8", "utf8") else None
    if decoded and decoded[1] in ("windows-1258", "viscii", "vps"):
        return decoded[0]
    # Letters of TCVN3 and VNI stay as they are: the fonts tell which they are.
    return "".join(map(latin, data))


_LATIN = tuple(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(256))


def latin(byte: int) -> str:
    """A byte in windows-1252; bytes that are free there stand for themselves."""
    return _LATIN[byte]


@dataclass(frozen=True, slots=True)
class _Style:
    """What of its style an element hands down."""

    bold: bool = False
    italic: bool = False
    font: str | None = None
    centered: bool = False
    hidden: bool = False
    note: bool = False
    verbatim: bool = False


@dataclass(slots=True)
class _Table:
    """A table under way: its occupied places by row."""

    cells: list[FlowCell] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)
    row: int = -1
    columns: int = 0
    ruled: bool | None = None


@dataclass(slots=True)
class _Context:
    """The body, or a cell: items that are done and the paragraph under way."""

    items: list[Item] = field(default_factory=list)
    paragraph: Paragraph = field(default_factory=Paragraph)


class _Reader:
    """Walks through a page without recursion: broken pages nest a thousand levels deep."""

    def __init__(self, path: Path, rules: dict[str, dict[str, str]]) -> None:
        self.path, self.rules = path, rules
        self.contexts = [_Context()]
        self.tables: list[_Table] = []
        self.styles = [_Style()]
        self.lists: list[tuple[str, int]] = []
        self.cell_count = 0

    def read(self, root: etree._Element) -> list[Item]:
        """Paragraphs and tables of the page."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag.lower().rpartition("}")[2] if isinstance(element.tag, str) else ""
            if event == "start":
                style = self._style(element, tag)
                if style.hidden or tag in _SKIPPED or not tag:
                    walk.skip_subtree()
                    self.styles.append(replace(style, hidden=True))
                    continue
                self.styles.append(style)
                self._start(element, tag, style)
                self._text(element.text, style)
            else:
                style = self.styles.pop()
                if not style.hidden:
                    self._end(tag)
                self._text(element.tail, self.styles[-1])
        while len(self.contexts) > 1:
            self._close_cell()
        self._flush()
        return self.contexts[0].items

    def _style(self, element: etree._Element, tag: str) -> _Style:
        own: dict[str, str] = {}
        for key in (tag, *(f".{name.lower()}" for name in (element.get("class") or "").split())):
            own |= self.rules.get(key, {})
        own |= _declarations(element.get("style") or "")
        above = self.styles[-1]
        weight, slant = own.get("font-weight", ""), own.get("font-style", "")
        align = own.get("text-align") or (element.get("align") or "").lower() or None
        if tag == "td" or tag == "th":
            align = align or ("center" if tag == "th" else "left")
        bold = tag in ("b", "strong", "th") or above.bold
        if weight:
            bold = weight.startswith("bold") or weight in ("600", "700", "800", "900")
        family = own.get("font-family") or element.get("face")
        hidden = (
            own.get("display") == "none" or own.get("visibility") == "hidden" or own.get("mso-hide") == "all"
            or element.get("hidden") is not None or "_ftnref" in (element.get("name") or "")
            or ("mso-footnote-id" in own and tag == "a")
        )  # fmt: skip
        return _Style(
            bold,
            (tag in ("i", "em") or above.italic) if not slant else slant in ("italic", "oblique"),
            family.split(",")[0].strip("\"' ") if family else above.font,
            tag == "center" or (align == "center" if align else above.centered),
            hidden,
            above.note or own.get("mso-element") in ("footnote", "endnote"),
            above.verbatim or tag == "pre",
        )

    def _start(self, element: etree._Element, tag: str, style: _Style) -> None:
        if tag == "table":
            self._flush()
            self.tables.append(_Table(ruled=_is_ruled(element)))
        elif tag == "tr" and self.tables:
            self.tables[-1].row += 1
        elif tag in ("td", "th") and self.tables:
            self._open_cell(element)
        elif tag == "br":
            self._add("\n", style)
        elif tag in _BLOCKS:
            self._flush()
            self.contexts[-1].paragraph.centered = style.centered
            if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
                self.contexts[-1].paragraph.heading_level = int(tag[1])
            if tag in ("ol", "ul"):
                start = element.get("start") or "1"
                kind = _LIST_TYPES.get(element.get("type") or "", "decimal") if tag == "ol" else "bullet"
                self.lists.append((kind, int(start) if start.lstrip("-").isdigit() else 1))
            elif tag == "li" and self.lists:
                kind, number = self.lists[-1]
                stated = element.get("value") or ""
                number = int(stated) if stated.isdigit() else number
                self.contexts[-1].paragraph.label = "-" if kind == "bullet" else f"{show_number(number, kind)}."
                self.lists[-1] = kind, number + 1

    def _end(self, tag: str) -> None:
        if tag == "table" and self.tables:
            self._flush()
            self._close_table()
        elif tag in ("td", "th") and self.tables and len(self.contexts) > 1:
            self._close_cell()
        elif tag in _BLOCKS:
            self._flush()
            if tag in ("ol", "ul") and self.lists:
                self.lists.pop()

    def _open_cell(self, element: etree._Element) -> None:
        table = self.tables[-1]
        table.row = max(table.row, 0)
        column = 0
        while (table.row, column) in table.taken:
            column += 1
        columns, rows = _span(element, "colspan", 500), _span(element, "rowspan", 2000)
        self.cell_count += rows * columns
        if self.cell_count > MAX_CELLS:
            raise InputError("its tables have more cells than can be read.", "Save it in parts.", file=self.path)
        table.taken |= {(table.row + down, column + right) for down in range(rows) for right in range(columns)}
        table.columns = max(table.columns, column + columns)
        cell = FlowCell(table.row, column, rows, columns)
        table.cells.append(cell)
        context = _Context()
        cell.content = context.items
        self.contexts.append(context)

    def _close_cell(self) -> None:
        self._flush()
        self.contexts.pop()

    def _close_table(self) -> None:
        table = self.tables.pop()
        rows = table.row + 1
        for cell in table.cells:
            cell.row_span = min(cell.row_span, rows - cell.row)
        if table.cells:
            made = FlowTable(rows, table.columns, table.cells, table.ruled)
            self.contexts[-1].items.append(close_ranks(made))

    def _text(self, text: str | None, style: _Style) -> None:
        if not text or style.hidden:
            return
        text = text.replace("\r", "") if style.verbatim else re.sub(r"[ \t\r\n\f\v]+", " ", text)
        self._add(text.replace("\u00a0", " "), style)

    def _add(self, text: str, style: _Style) -> None:
        paragraph = self.contexts[-1].paragraph
        if not paragraph.runs:
            paragraph.centered = style.centered
            text = text.lstrip("\n") if not text.strip() else text
        paragraph.note = style.note
        if text:
            paragraph.runs.append(Run(text, style.bold, style.italic, style.font))

    def _flush(self) -> None:
        context = self.contexts[-1]
        if any(run.text.strip() for run in context.paragraph.runs):
            context.items.append(context.paragraph)
            context.paragraph = Paragraph()
        else:
            # A label waits for its text: '<li><p>...'.
            context.paragraph = Paragraph(label=context.paragraph.label)


def _span(element: etree._Element, name: str, most: int) -> int:
    stated = (element.get(name) or "").strip()
    return min(max(int(stated), 1), most) if stated.isdigit() else 1


def _declarations(style: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in style.split(";") if ":" in part)
    return {name.strip().lower(): value.strip().lower() if "font-family" not in name.lower() else value.strip()
            for name, _, value in pairs}  # fmt: skip


def _style_rules(root: etree._Element) -> dict[str, dict[str, str]]:
    """Declarations of style sheets by a tag or a class; a tag with a class counts as the class."""
    rules: dict[str, dict[str, str]] = {}
    for sheet in root.iter("style"):
        text = re.sub(r"<!--|-->|/\*.*?\*/", "", sheet.text_content()[:200_000], flags=re.DOTALL)
        for selectors, declarations in _RULE.findall(text):
            for selector in selectors.split(","):
                found = re.fullmatch(r"\s*([a-z][\w]*)?(\.[\w-]+)?\s*", selector, re.IGNORECASE)
                if found and (found[1] or found[2]):
                    rules.setdefault((found[2] or found[1]).lower(), {}).update(_declarations(declarations))
    return rules


def _is_ruled(element: etree._Element) -> bool | None:
    """Whether a table draws rulings, by its own words and those of its first cells; None where it does not say."""
    border = (element.get("border") or "").strip()
    if border not in ("", "0"):
        return True
    for number, cell in enumerate(element.iter("table", "td")):
        drawn = _BORDER.findall((cell.get("style") or "").lower())
        if any("none" not in value and not value.strip().startswith("0") for value in drawn):
            return True
        if number > 12:
            break
    return False if border == "0" else None
