"""Word documents (.docx): body text, lists, tables, text boxes and notes as they are printed.

Tracked changes count as accepted. Hidden text, comments, tables of contents and the instructions of fields are no part
of the text, running heads are kept beside it; macros and external links are never looked at.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from lxml import etree

from models.document import Document
from pipeline.errors import InputError
from pipeline.office.build import build
from pipeline.office.docx_styles import (
    Sheet,
    attribute,
    child,
    children,
    font_of,
    has_rulings,
    local,
    number,
    read_sheet,
    switch,
    value,
)
from pipeline.office.flow import PAGE_BREAK, FlowCell, FlowTable, Item, Paragraph, Run, close_ranks
from pipeline.office.package import Package, open_package

_REMOVED = frozenset({"del", "moveFrom", "Fallback", "sdtPr", "sdtEndPr", "instrText", "delText", "rPr", "pPr"})
_CENTERED = frozenset({"center"})
_OFFICE_DOCUMENT = "/officeDocument"


def read_docx(path: Path) -> Document:
    """Compose a Word document. Raises InputError where the file is damaged, dangerous or without text."""
    with open_package(path) as package:
        name = _main_part(package)
        root = package.xml(name) if name else None
        body = child(root, "body")
        if name is None or body is None:
            raise InputError(
                "the Word document has no text part.", "Get it again, or save it again from Word.", file=path
            )
        folder = f"{PurePosixPath(name).parent}/".removeprefix("./")
        reader = _Reader(read_sheet(package, folder))
        for kind in ("footnote", "endnote"):
            reader.keep_notes(kind, package.xml(f"{folder}{kind}s.xml"))
        reader.section_types = [value(section, "type") or "nextPage" for section in _sections(body)]
        items = reader.items(body)
        running = _running_heads(package, folder, reader.sheet)
        app = package.xml("docProps/app.xml")
        stated = next((number(one.text) for one in app if local(one) == "Pages"), None) if app is not None else None
    paged = reader.rendered > 0 or stated == reader.breaks + 1
    return build(path, items, "Word document", paged=paged, running=running)


def _main_part(package: Package) -> str | None:
    relations = package.xml("_rels/.rels")
    for relation in relations if relations is not None else ():
        target = attribute(relation, "Target") or ""
        if (attribute(relation, "Type") or "").endswith(_OFFICE_DOCUMENT) and attribute(relation, "TargetMode") is None:
            return target.lstrip("/") if target.lstrip("/") in package.names else None
    return "word/document.xml" if "word/document.xml" in package.names else None


def _running_heads(package: Package, folder: str, sheet: Sheet) -> list[Item]:
    """The heads and feet of pages."""
    found: list[Item] = []
    for name in sorted(package.names):
        if re.fullmatch(rf"{re.escape(folder)}(?:header|footer)\d*\.xml", name):
            root = package.xml(name)
            found += _Reader(sheet).items(root) if root is not None else []
    return found


def _sections(body: etree._Element) -> list[etree._Element]:
    return [element for element in body.iter() if local(element) == "sectPr"]


@dataclass(slots=True)
class _Print:
    """Character properties in force."""

    bold: bool = False
    italic: bool = False
    capitals: bool = False
    hidden: bool = False
    font: str | None = None

    def changed(self, properties: etree._Element | None) -> "_Print":
        """These with what properties set."""
        if properties is None:
            return self
        bold, italic = switch(properties, "b"), switch(properties, "i")
        capitals, hidden = switch(properties, "caps"), switch(properties, "vanish")
        return _Print(
            self.bold if bold is None else bold,
            self.italic if italic is None else italic,
            self.capitals if capitals is None else capitals,
            self.hidden if hidden is None else hidden,
            font_of(properties) or self.font,
        )


@dataclass(slots=True)
class _Reader:
    """Walks through the parts of one document."""

    sheet: Sheet
    notes: dict[tuple[str, str], list[etree._Element]] = field(default_factory=dict)
    section_types: list[str] = field(default_factory=list)
    rendered: int = 0
    """Page breaks that the program noted where it last laid the text out."""
    breaks: int = 0
    """Page breaks that the author set."""
    _after_break: bool = False
    """Whether nothing was printed since a break that the author set: a noted one is then the same."""
    _in_instruction: list[bool] = field(default_factory=list)
    _waiting: list[Item] = field(default_factory=list)
    """Text boxes and notes of the paragraph under way, which come after it."""

    def keep_notes(self, kind: str, root: etree._Element | None) -> None:
        """Keep footnotes or endnotes by their numbers; separators are none."""
        for note in children(root, kind) if root is not None else ():
            if attribute(note, "type") in (None, "normal"):
                self.notes[kind, attribute(note, "id") or ""] = list(note)

    def items(self, parent: etree._Element) -> list[Item]:
        """Paragraphs and tables of a body, cell or text box."""
        found: list[Item] = []
        for element in parent:
            match local(element):
                case "p":
                    found += self._paragraph(element)
                case "tbl":
                    table = self._table(element)
                    found += [table] if table.cells else []
                case "sdt" if not _is_contents(element):
                    content = child(element, "sdtContent")
                    found += self.items(content) if content is not None else []
                case "ins" | "moveTo" | "customXml" | "smartTag":
                    found += self.items(element)
                case "AlternateContent":
                    choice = child(element, "Choice")
                    found += self.items(choice) if choice is not None else []
        return found

    def _paragraph(self, element: etree._Element) -> list[Item]:
        properties = child(element, "pPr")
        key = value(properties, "pStyle") or self.sheet.default_paragraph
        chain = list(self.sheet.chain(key))
        if any(style.name.startswith("toc ") for style in chain[:1]):
            return []
        layers = [properties, *(style.paragraph for style in chain)]
        base = _Print().changed(self.sheet.default_run)
        for style in reversed(chain):
            base = base.changed(style.run)
        paragraph = Paragraph(
            heading_level=_heading_level(layers, [style.name for style in chain]),
            centered=next((one for layer in layers if (one := value(layer, "jc"))), None) in _CENTERED,
        )
        if next((on for layer in layers if (on := switch(layer, "pageBreakBefore")) is not None), False):
            self._break(paragraph.runs)
        outer, self._waiting = self._waiting, []
        self._runs(element, base, paragraph.runs)
        if any(run.text.strip() for run in paragraph.runs):
            paragraph.label = self._label(layers, key)
        if child(properties, "sectPr") is not None and self.section_types:
            self.section_types.pop(0)
            if self.section_types and self.section_types[0] != "continuous":
                self._break(paragraph.runs)
        after, self._waiting = self._waiting, outer
        return [paragraph, *after]

    def _label(self, layers: list[etree._Element | None], key: str | None) -> str:
        """Automatic number; a paragraph's own list counts before that of its style, and list 0 is none."""
        for layer in layers:
            numbered = child(layer, "numPr")
            if numbered is None:
                continue
            list_key, level = value(numbered, "numId"), number(value(numbered, "ilvl"))
            if list_key is None:
                continue
            if list_key == "0":
                return ""
            if level is None:
                level = self.sheet.level_of_style.get((list_key, key or ""), 0)
            return self.sheet.numbering.label(list_key, level)
        return ""

    def _break(self, runs: list[Run]) -> None:
        runs.append(Run(PAGE_BREAK))
        self.breaks += 1
        self._after_break = True

    def _runs(self, element: etree._Element, base: _Print, runs: list[Run]) -> None:
        for part in element:
            name = local(part)
            if name == "r":
                self._run(part, base, runs)
            elif name == "sdt":
                content = child(part, "sdtContent")
                if content is not None:
                    self._runs(content, base, runs)
            elif name in ("oMath", "oMathPara"):
                self._add(runs, base, "".join(one.text or "" for one in part.iter() if local(one) == "t"))
            elif name not in _REMOVED:
                self._runs(part, base, runs)

    def _run(self, element: etree._Element, base: _Print, runs: list[Run]) -> None:
        properties = child(element, "rPr")
        for style in reversed(list(self.sheet.chain(value(properties, "rStyle")))):
            base = base.changed(style.run)
        shown = base.changed(properties)
        for part in element:
            self._run_part(part, shown, runs)

    def _run_part(self, part: etree._Element, shown: _Print, runs: list[Run]) -> None:
        match local(part):
            case "t":
                self._add(runs, shown, part.text or "")
            case "tab" | "ptab":
                self._add(runs, shown, "\t")
            case "br" if attribute(part, "type") == "page":
                self._break(runs)
            case "br" | "cr":
                self._add(runs, shown, "\n")
            case "noBreakHyphen":
                self._add(runs, shown, "-")
            case "softHyphen":
                # In the font .VnTime this is the letter ư; elsewhere normalising drops it.
                self._add(runs, shown, "\u00ad")
            case "sym":
                code = attribute(part, "char") or ""
                symbol = int(code, 16) if code and all(digit in "0123456789abcdefABCDEF" for digit in code) else 0
                self._add(runs, shown, chr(symbol) if 0 < symbol < 0xFFFF else "")
            case "lastRenderedPageBreak":
                self.rendered += 1
                if not self._after_break:
                    runs.append(Run(PAGE_BREAK))
                self._after_break = False
            case "fldChar":
                kind = attribute(part, "fldCharType")
                if kind == "begin":
                    self._in_instruction.append(True)
                elif kind == "separate" and self._in_instruction:
                    self._in_instruction[-1] = False
                elif kind == "end" and self._in_instruction:
                    self._in_instruction.pop()
            case "footnoteReference" | "endnoteReference" as reference:
                self._note(reference.removesuffix("Reference"), attribute(part, "id") or "")
            case "drawing" | "pict" | "object" | "AlternateContent":
                self._text_boxes(part)

    def _add(self, runs: list[Run], shown: _Print, text: str) -> None:
        if shown.hidden or any(self._in_instruction):
            return
        if text.strip():
            self._after_break = False
        runs.append(Run(text.upper() if shown.capitals else text, shown.bold, shown.italic, shown.font))

    def _note(self, kind: str, key: str) -> None:
        # Each note once: a second reference points to the same text.
        for element in self.notes.pop((kind, key), []):
            for item in self._paragraph(element) if local(element) == "p" else []:
                if isinstance(item, Paragraph):
                    item.note = True
                self._waiting.append(item)

    def _text_boxes(self, element: etree._Element) -> None:
        if local(element) == "AlternateContent":
            choice = child(element, "Choice")
            element = choice if choice is not None else element
        for part in element:
            if local(part) == "txbxContent":
                self._waiting += self.items(part)
            elif local(part) != "Fallback":
                self._text_boxes(part)

    def _table(self, element: etree._Element) -> FlowTable:
        cells: list[FlowCell] = []
        above: dict[int, FlowCell] = {}
        row_number = width = 0
        for row in _inside(element, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                continue
            column = number(value(properties, "gridBefore")) or 0
            current: dict[int, FlowCell] = {}
            last: FlowCell | None = None
            for cell in _inside(row, "tc"):
                traits = child(cell, "tcPr")
                span = max(1, number(value(traits, "gridSpan")) or 1)
                merged = child(traits, "vMerge")
                beside = child(traits, "hMerge")
                upper = above.get(column)
                content = self.items(cell)
                if merged is not None and attribute(merged, "val") != "restart" and upper is not None:
                    upper.row_span = row_number - upper.row + 1
                    upper.content += [item for item in content if isinstance(item, FlowTable) or item.text.strip()]
                    current[column] = upper
                elif beside is not None and attribute(beside, "val") != "restart" and last is not None:
                    last.column_span += span
                    last.content += content
                else:
                    last = FlowCell(row_number, column, 1, span, content)
                    current[column] = last
                    cells.append(last)
                column += span
            width = max(width, column)
            above = current
            row_number += 1
        return close_ranks(FlowTable(row_number, width, cells, self._is_ruled(element)))

    def _is_ruled(self, element: etree._Element) -> bool:
        properties = child(element, "tblPr")
        drawn = has_rulings(child(properties, "tblBorders"))
        if drawn is None:
            layers = (child(style.table, "tblBorders") for style in self.sheet.chain(value(properties, "tblStyle")))
            drawn = next((one for layer in layers if (one := has_rulings(layer)) is not None), False)
        own = [
            has_rulings(child(cell, "tcPr", "tcBorders"))
            for row in _inside(element, "tr")
            for cell in _inside(row, "tc")
        ]
        # Cells may draw or erase the rulings of the table.
        drawing, erasing = own.count(True), own.count(False)
        return drawing > len(own) / 2 or (drawn and erasing <= len(own) / 2)


def _inside(element: etree._Element, name: str) -> list[etree._Element]:
    """Children of a name, those in content controls and tracked insertions too."""
    found = []
    for part in element:
        if local(part) == name:
            found.append(part)
        elif local(part) in ("sdt", "sdtContent", "customXml", "ins"):
            found += _inside(part, name)
    return found


def _is_contents(element: etree._Element) -> bool:
    """Whether a content control is a table of contents: it repeats the headings."""
    return value(element, "sdtPr", "docPartObj", "docPartGallery") == "Table of Contents"


def _heading_level(layers: list[etree._Element | None], names: list[str]) -> int | None:
    for layer, name in zip(layers, ["", *names], strict=True):
        level = number(value(layer, "outlineLvl"))
        if level is not None:
            return level + 1 if level < 9 else None
        kind, _, digits = name.partition(" ")
        if kind == "heading" and digits.isdigit():
            return int(digits)
    return None
