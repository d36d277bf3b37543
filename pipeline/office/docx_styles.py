"""What a .docx says beside its text: styles, lists and notes, looked up by key.

Elements are matched by their local names: files follow either of two namespaces (transitional and strict, ECMA-376).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.office.numbering import Level, Numbering
from pipeline.office.package import Package

_OFF = frozenset({"0", "false", "off"})
_NO_LINE = frozenset({"none", "nil"})
_SIDES = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")


def local(element: etree._Element) -> str:
    """An element's name without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its local name."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first child of a name, through several generations."""
    for name in names:
        element = next((one for one in element if local(one) == name), None) if element is not None else None
    return element


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of a name."""
    return (one for one in element if local(one) == name)


def value(element: etree._Element | None, *names: str) -> str | None:
    """The `val` of a descendant."""
    found = child(element, *names)
    return attribute(found, "val") if found is not None else None


def number(text: str | None) -> int | None:
    """A whole number; None where the text is none."""
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None


def switch(properties: etree._Element | None, name: str) -> bool | None:
    """An on-off property: None where it is not set."""
    found = child(properties, name)
    return None if found is None else attribute(found, "val") not in _OFF


def font_of(properties: etree._Element | None) -> str | None:
    """The font of Latin text that run properties name."""
    fonts = child(properties, "rFonts")
    return (attribute(fonts, "ascii") or attribute(fonts, "hAnsi")) if fonts is not None else None


def has_rulings(borders: etree._Element | None) -> bool | None:
    """Whether borders draw a line; None where nothing is said."""
    if borders is None:
        return None
    sides = [attribute(side, "val") for name in _SIDES for side in children(borders, name)]
    return any(side not in _NO_LINE for side in sides if side) if sides else None


@dataclass(slots=True)
class Style:
    """A style with the one it is based on."""

    name: str
    based_on: str | None
    paragraph: etree._Element | None
    run: etree._Element | None
    table: etree._Element | None


@dataclass(slots=True)
class Sheet:
    """Styles and lists of a document."""

    styles: dict[str, Style] = field(default_factory=dict)
    default_paragraph: str | None = None
    default_run: etree._Element | None = None
    numbering: Numbering = field(default_factory=Numbering)
    level_of_style: dict[tuple[str, str], int] = field(default_factory=dict)
    """Level of a list (by its key) that belongs to a paragraph style."""

    def chain(self, key: str | None) -> Iterator[Style]:
        """A style, the one it is based on, and so on; circles end."""
        seen: set[str] = set()
        while key is not None and key in self.styles and key not in seen:
            seen.add(key)
            style = self.styles[key]
            yield style
            key = style.based_on


def read_sheet(package: Package, folder: str) -> Sheet:
    """Styles and lists from the parts beside the document's text."""
    sheet = Sheet()
    styles = package.xml(f"{folder}styles.xml")
    if styles is not None:
        sheet.default_run = child(styles, "docDefaults", "rPrDefault", "rPr")
        for style in children(styles, "style"):
            key = attribute(style, "styleId")
            if key is None:
                continue
            sheet.styles[key] = Style(
                (value(style, "name") or "").lower(), value(style, "basedOn"), child(style, "pPr"), child(style, "rPr"),
                child(style, "tblPr"),
            )  # fmt: skip
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on"):
                sheet.default_paragraph = key
    numbering = package.xml(f"{folder}numbering.xml")
    if numbering is not None:
        _read_numbering(sheet, numbering)
    return sheet


def _read_numbering(sheet: Sheet, root: etree._Element) -> None:
    definitions: dict[str, etree._Element] = {}
    by_style: dict[str, str] = {}
    for definition in children(root, "abstractNum"):
        key = attribute(definition, "abstractNumId") or ""
        definitions[key] = definition
        name = value(definition, "styleLink")
        if name:
            by_style[name] = key
    for instance in children(root, "num"):
        key, abstract = attribute(instance, "numId") or "", value(instance, "abstractNumId") or ""
        linked = value(definitions.get(abstract), "numStyleLink")
        abstract = by_style.get(linked, abstract) if linked else abstract
        levels: dict[int, Level] = {}
        for level in children(definitions[abstract], "lvl") if abstract in definitions else ():
            _add_level(sheet, key, level, levels)
        for override in children(instance, "lvlOverride"):
            at = number(attribute(override, "ilvl")) or 0
            replaced = child(override, "lvl")
            if replaced is not None:
                _add_level(sheet, key, replaced, levels)
            start = number(value(override, "startOverride"))
            if start is not None:
                sheet.numbering.starts[key, at] = start
        sheet.numbering.lists[key] = levels
        sheet.numbering.shared[key] = abstract


def _add_level(sheet: Sheet, key: str, level: etree._Element, levels: dict[int, Level]) -> None:
    at = number(attribute(level, "ilvl")) or 0
    start = number(value(level, "start"))
    levels[at] = Level(
        value(level, "numFmt") or "decimal",
        value(level, "lvlText") or "",
        1 if start is None else start,
        number(value(level, "lvlRestart")),
        switch(level, "isLgl") or False,
    )
    style = value(level, "pStyle")
    if style:
        sheet.level_of_style[key, style] = at
