"""Office files for tests, made of what a test says or of the sources of the fixtures."""

import struct
import zipfile
from html import escape
from pathlib import Path

from fixtures.source import Centered, Columns, NewPage, Paragraph, Plan, SourceCell, SourceTable, Word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
STYLES = f"""<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"/></w:rPr>
</w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="u1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:rPr><w:b/></w:rPr>
</w:style>
<w:style w:type="paragraph" w:styleId="u2"><w:name w:val="heading 2"/><w:basedOn w:val="u1"/></w:style>
<w:style w:type="paragraph" w:styleId="muc1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="table" w:styleId="grid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>
<w:top w:val="single"/><w:insideH w:val="single"/><w:insideV w:val="single"/></w:tblBorders></w:tblPr>
</w:style></w:styles>"""


def write_docx(path: Path, body: str, **parts: str) -> Path:
    """A Word document with that body; `parts` are other parts of the folder word, by name without suffix."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, text in ({"styles": STYLES} | parts).items():
            archive.writestr(f"word/{name}.xml", text)
    return path


def run(text: str, properties: str = "") -> str:
    """A run of one text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph of runs, or of a text."""
    runs = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def cell(content: str, properties: str = "") -> str:
    """A cell of paragraphs, or of a text."""
    inside = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(rows: list[list[str]], properties: str = '<w:tblStyle w:val="grid"/>') -> str:
    """A table of cells."""
    inside = "".join(f"<w:tr>{''.join(cells)}</w:tr>" for cells in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/>{inside}</w:tbl>"


# The fixtures' plans


def plan_docx(plan: Plan, path: Path) -> Path:
    """A plan as Word writes it: headings in styles, letterhead and signature in tables without rulings."""
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(_runs(words))}</w:footnote>' for number, words in plan.notes.items()
    )
    body = "".join(map(_docx_block, plan.blocks))
    separator = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    return write_docx(path, body, footnotes=f"<w:footnotes {W}>{separator}{notes}</w:footnotes>")


def _docx_block(block: object) -> str:
    match block:
        case Paragraph(words, level):
            return paragraph(_runs(words), f'<w:pStyle w:val="u{min(level, 2)}"/>' if level else '<w:jc w:val="both"/>')
        case Centered(lines):
            return "".join(paragraph(_runs(words), '<w:jc w:val="center"/>') for words in lines)
        case Columns(_, left, right):
            sides = [
                "".join(paragraph(_runs(words), '<w:jc w:val="center"/>') for words in side) for side in (left, right)
            ]
            return table([[cell(side) for side in sides]], "")
        case NewPage():
            return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        case SourceTable():
            return table(_docx_rows(block))
    raise AssertionError(block)


def _docx_rows(source: SourceTable) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in range(source.rows):
        cells = []
        column = 0
        while column < len(source.widths):
            covering = _covering(source, row, column)
            properties = f'<w:gridSpan w:val="{covering.column_span}"/>' if covering.column_span > 1 else ""
            if covering.row_span > 1:
                properties += '<w:vMerge w:val="restart"/>' if covering.row == row else "<w:vMerge/>"
            words = covering.words if covering.row == row else ()
            cells.append(cell(paragraph(_runs(words)), properties))
            column += covering.column_span
        rows.append(cells)
    return rows


def _covering(source: SourceTable, row: int, column: int) -> SourceCell:
    return next(
        one for one in source.cells
        if one.row <= row < one.row + one.row_span and one.column <= column < one.column + one.column_span
    )  # fmt: skip


def _runs(words: tuple[Word, ...]) -> str:
    out = []
    for index, word in enumerate(words):
        for at, part in enumerate(word):
            if part.note is not None:
                out.append(f'<w:r><w:footnoteReference w:id="{part.note}"/></w:r>')
                continue
            properties = ("<w:b/>" if part.bold else "") + ("<w:i/>" if part.italic else "")
            out.append(run((" " if index and not at else "") + part.text, properties))
    return "".join(out) or "<w:r/>"


def plan_html(plan: Plan, path: Path, *, encoding: str = "utf-8") -> Path:
    """A plan as a web page: tables with rowspan and colspan, footnotes at the end."""
    body = "\n".join(map(_html_block, plan.blocks))
    notes = "".join(f'<div style="mso-element:footnote"><p>{_html(words)}</p></div>' for words in plan.notes.values())
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}"><title>Trang</title>'
        f"<style>p {{ margin: 0 }}</style></head><body>{body}{notes}</body></html>"
    )
    path.write_bytes(page.encode(encoding))
    return path


def _html_block(block: object) -> str:
    match block:
        case Paragraph(words, level):
            tag = f"h{min(level, 6)}" if level else "p"
            return f"<{tag}>{_html(words)}</{tag}>"
        case Centered(lines):
            return "".join(f'<p align="center">{_html(words)}</p>' for words in lines)
        case Columns(_, left, right):
            sides = ("".join(f"<p>{_html(words)}</p>" for words in side) for side in (left, right))
            return '<table border="0"><tr>' + "".join(f"<td>{side}</td>" for side in sides) + "</tr></table>"
        case NewPage():
            return '<br clear="all" style="page-break-before: always">'
        case SourceTable(cells=cells, rows=rows):
            lines = (
                "".join(
                    f'<td rowspan="{one.row_span}" colspan="{one.column_span}">{_html(one.words)}</td>'
                    for one in sorted(cells, key=lambda one: one.column) if one.row == row
                )
                for row in range(rows)
            )  # fmt: skip
            return '<table border="1">' + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
    raise AssertionError(block)


def _html(words: tuple[Word, ...]) -> str:
    out = []
    for index, word in enumerate(words):
        for at, part in enumerate(word):
            if part.note is None:
                text = (" " if index and not at else "") + escape(part.text)
                text = f"<b>{text}</b>" if part.bold else text
                out.append(f"<i>{text}</i>" if part.italic else text)
    return "".join(out)


def plan_rtf(plan: Plan, path: Path) -> Path:
    """A plan as RTF."""
    body = "".join(_rtf_block(block, plan) for block in plan.blocks)
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}}"
    path.write_bytes(f"{head}\n{body}}}".encode("ascii"))
    return path


def _rtf_block(block: object, plan: Plan) -> str:
    match block:
        case Paragraph(words):
            return rf"\pard\qj {_rtf(words, plan)}\par" + "\n"
        case Centered(lines):
            return "".join(rf"\pard\qc {_rtf(words, plan)}\par" + "\n" for words in lines)
        case Columns(_, left, right):
            sides = (r"\par ".join(_rtf(words, plan) for words in side) for side in (left, right))
            return (
                r"\trowd\cellx4500\cellx9000\pard\intbl\qc "
                + "".join(rf"{side}\cell " for side in sides)
                + r"\row"
                + "\n"
            )
        case NewPage():
            return r"\page" + "\n"
        case SourceTable():
            return _rtf_table(block, plan)
    raise AssertionError(block)


def _rtf_table(source: SourceTable, plan: Plan) -> str:
    edges, right = [], 0.0
    for width in source.widths:
        right += width
        edges.append(int(right * 9000))
    out = []
    for row in range(source.rows):
        shape, cells = r"\trowd", ""
        column = 0
        while column < len(source.widths):
            covering = _covering(source, row, column)
            if covering.row_span > 1:
                shape += r"\clvmgf" if covering.row == row else r"\clvmrg"
            column += covering.column_span
            shape += rf"\clbrdrt\brdrs\brdrw10\cellx{edges[column - 1]}"
            cells += rf"{_rtf(covering.words if covering.row == row else (), plan)}\cell "
        out.append(rf"{shape}\pard\intbl {cells}\row" + "\n")
    return "".join(out) + r"\pard "


def _rtf(words: tuple[Word, ...], plan: Plan) -> str:
    out = []
    for index, word in enumerate(words):
        for at, part in enumerate(word):
            if part.note is not None:
                out.append(r"{\footnote\pard " + _rtf(plan.notes[part.note], plan) + "}")
                continue
            marks = (r"\b" if part.bold else "") + (r"\i" if part.italic else "")
            text = rtf_text((" " if index and not at else "") + part.text)
            out.append(rf"{{{marks} {text}}}" if marks else text)
    return "".join(out)


def rtf_text(text: str) -> str:
    """A text with what is not ASCII as \\u, and a question mark for readers that know no Unicode."""
    out = []
    for char in text:
        if char in "\\{}":
            out.append("\\" + char)
        else:
            out.append(char if ord(char) < 128 else rf"\u{struct.unpack('<h', struct.pack('<H', ord(char)))[0]}?")
    return "".join(out)
