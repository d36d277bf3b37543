"""Draws docs/picture.png: places on a scan, and the rows of the database that came from them.

`python docs/picture.py [DATABASE]` shows the plan of `SCAN` as DATABASE holds it, for example the kehoach.db of
`make demo`; without one the scan is read into a database of its own first (half a minute). Whatever the picture shows
comes from tables and views that every user has: only the choice of places and colours is made here.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).parents[1]
SCAN = ROOT / "fixtures" / "scans" / "yen-bai-2024.pdf"
OUTPUT = ROOT / "docs" / "picture.png"
WIDTH, LEFT, GAP, EDGE = 1600, 830, 22, 24
"""Pixels: whole picture, scan on the left, between scan and rows, around everything."""
INK, FAINT, RULE, PAPER, SHEET = "#1d2733", "#6b7785", "#d5dbe1", "#f3f5f7", "#ffffff"
HEAD = 34
"""Pixels of the row of column names."""
LEAST = 6
"""Pixels above and below a row, together."""
SHORTEST = 20
"""Letters of the shortest part of a sentence that gets a box."""
STRONG, NOTED = ("value", "due_on"), ("subject", "due_on")
"""Columns in bold, columns that carry the notes."""
COLOURS = ("#2f6fdb", "#dd5129", "#1f9254", "#8e4fd0", "#c28a00", "#0791a3", "#cf3f86", "#7b5b3a")
SIGNS = {">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "range": ""}
FONT_FOLDERS = ("/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation")


@dataclass(frozen=True)
class Place:
    """Part of a printed line, in points of the upright page."""

    x0: float
    y0: float
    x1: float
    y1: float
    has_words_before: bool = False
    """Whether words of the same line stand before it; a dash is none."""


@dataclass(frozen=True)
class Row:
    """A row of the database, told in a few cells, with its places on the scan."""

    cells: tuple[str, ...]
    notes: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Line:
    """A line of a cell."""

    text: str
    face: ImageFont.FreeTypeFont
    colour: str
    height: int


@dataclass(frozen=True)
class Panel:
    """A part of a page beside the rows that were found on it."""

    table: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    page: int
    frame: Place
    """What of the page is shown."""
    most_lines: int
    """Lines of a cell; what is longer is cut."""
    before: int
    """Pixels from the number of a row to its first box."""
    rows: tuple[Row, ...]


def font(size: float, face: str = "Sans-Regular") -> ImageFont.FreeTypeFont:
    """A face of Liberation, which Debian's fonts-liberation2 has with the letters of Vietnamese."""
    for folder in FONT_FOLDERS:
        file = Path(folder, f"Liberation{face}.ttf")
        if file.exists():
            return ImageFont.truetype(str(file), size)
    raise SystemExit("The picture needs the package fonts-liberation2: apt-get install fonts-liberation2")


def read_scan(database: Path) -> None:
    """Bring the scan into a new database, as `kehoach ingest` does."""
    from sqlalchemy.orm import Session

    from pipeline.database import open_engine, upgrade
    from pipeline.load import load
    from pipeline.process import process

    processed = process(SCAN)
    engine = open_engine(f"sqlite:///{database}")
    upgrade(engine)
    with Session(engine) as session, session.begin():
        load(session, processed.document, processed.records, sha256="0" * 64, source_uri=str(SCAN),
             extractor_version="0")  # fmt: skip
    engine.dispose()


def cut(ranges: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Each range without what a shorter one within it covers: several targets often share one sentence.

    Left out are crumbs between two others, such as 'trong đó'.

    >>> cut([(0, 90), (30, 75)])
    [[(0, 30)], [(30, 75)]]
    """
    left = []
    for index, (start, end) in enumerate(ranges):
        inner = [
            other
            for number, other in enumerate(ranges)
            if number != index and other[1] - other[0] < end - start and other[0] < end and other[1] > start
        ]
        pieces = [(start, end)]
        for low, high in inner:
            pieces = [part for a, b in pieces for part in ((a, min(b, low)), (max(a, high), b)) if part[0] < part[1]]
        left.append([piece for piece in pieces if piece[1] - piece[0] >= SHORTEST] or [(start, end)])
    return left


def places_of(rows: sqlite3.Connection, document: int, pieces: list[tuple[int, int]], page: int) -> Iterator[Place]:
    """Where ranges of the text stand: `lines` gives the box of a line, the widths of its letters the part of it."""
    face = font(40, "Serif-Regular")
    query = """
        select char_start, char_end, text, x0, y0, x1, y1 from lines
        where document_id = ? and page = ? and char_start < ? and char_end > ? and x0 is not null order by position
    """
    for start, end in pieces:
        for first, last, text, x0, y0, x1, y1 in rows.execute(query, (document, page, end, start)):
            whole = face.getlength(text) or 1
            before = face.getlength(text[: max(0, start - first)]) / whole
            upto = face.getlength(text[: min(last, end) - first].rstrip(" ;,.")) / whole
            if upto > before:
                yield Place(x0 + (x1 - x0) * before, y0, x0 + (x1 - x0) * upto, y1, start - first > 3)


def number(value: float | None) -> str:
    """A number with decimal comma and no trailing zeros."""
    return "" if value is None else f"{value:.10g}".replace(".", ",")


def targets(rows: sqlite3.Connection, document: int, page: int) -> tuple[Row, ...]:
    """The commitments with a number that begin and end on a page."""
    found = rows.execute(
        """
        select char_start, char_end, comparator, value, value_max, unit, subject, scope, exception, deadline,
            section_path, page
        from targets where document_id = ?1 and page = ?2 and kind = 'quantitative'
            and char_end <= (select max(char_end) from lines where document_id = ?1 and page = ?2 and not is_running)
        order by char_start
        """,
        (document, page),
    ).fetchall()
    made = []
    for pieces, row in zip(cut([(row[0], row[1]) for row in found]), found, strict=True):
        _, _, comparator, value, value_max, unit, subject, scope, exception, deadline, section, of_page = row
        upper = f"–{number(value_max)}" if value_max is not None else ""
        shown = f"{SIGNS.get(comparator, '')}{number(value)}{upper} {unit or ''}"
        notes = " · ".join(f"{name}: {said}" for name, said in (("scope", scope), ("exception", exception)) if said)
        cells = (shown, subject, deadline or "", f"{section}", str(of_page))
        made.append(Row(cells, notes, tuple(places_of(rows, document, pieces, page))))
    return tuple(made)


def assignments(rows: sqlite3.Connection, document: int, page: int, group: str) -> tuple[Row, ...]:
    """The rows of one group of the table that assigns work."""
    found = rows.execute(
        """
        select assignments.char_start, assignments.char_end, number, task, product, due_on, deadline_raw,
            (select group_concat(name, '; ') from assignment_agencies
             inner join agencies on agencies.agency_id = assignment_agencies.agency_id
             where assignment_agencies.assignment_id = assignments.assignment_id and role = 'lead')
        from assignments where document_id = ? and page = ? and group_label = ? order by assignments.position
        """,
        (document, page, group),
    ).fetchall()
    made = []
    for pieces, row in zip(cut([(row[0], row[1]) for row in found]), found, strict=True):
        _, _, _, task, product, due_on, raw, lead = row
        cells = (task, product or "", lead or "", due_on or "")
        made.append(Row(cells, f"read: {raw}", tuple(places_of(rows, document, pieces, page))))
    return tuple(made)


def wrap(text: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Lines of words that fit the width."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if face.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def shorten(lines: list[str], most: int) -> list[str]:
    """The first lines, with dots where more would follow."""
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1].rstrip(' ;,.')} …"]


def draw_scan(panel: Panel, rotation: int) -> Image.Image:
    """The part of the page with a coloured box around each place, and the number of the row beside its first one."""
    frame = panel.frame
    scale = LEFT / (frame.x1 - frame.x0)
    pdf = pypdfium2.PdfDocument(SCAN)
    page = pdf[panel.page - 1].render(scale=scale * 2).to_pil().convert("RGB").rotate(-rotation, expand=True)
    pdf.close()
    corners = [round(2 * scale * edge) for edge in (frame.x0, frame.y0, frame.x1, frame.y1)]
    image = page.crop((corners[0], corners[1], corners[2], corners[3])).resize(
        (LEFT, round((frame.y1 - frame.y0) * scale)), Image.Resampling.LANCZOS
    )
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    firsts: list[tuple[int, ...]] = []
    for index, row in enumerate(panel.rows):
        colour = COLOURS[index % len(COLOURS)]
        boxes = [
            tuple(
                round((edge - origin) * scale + margin)
                for edge, origin, margin in (
                    (place.x0, frame.x0, -3), (place.y0, frame.y0, -3), (place.x1, frame.x0, 3), (place.y1, frame.y0, 3)
                )
            )
            for place in row.places
        ]  # fmt: skip
        for box in boxes:
            pen.rounded_rectangle(box, 4, fill=f"{colour}2e", outline=f"{colour}e0", width=2)
        firsts.append(boxes[0])
    shown = Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")
    pen = ImageDraw.Draw(shown)
    for index, (row, (x0, y0, x1, y1)) in enumerate(zip(panel.rows, firsts, strict=True)):
        x = x1 + 18 if row.places[0].has_words_before else x0 - panel.before
        draw_badge(pen, x, (y0 + y1) / 2, index)
    return shown


def draw_badge(pen: ImageDraw.ImageDraw, x: float, y: float, index: int) -> None:
    """The number of a row in its colour, centred on a point."""
    pen.ellipse((x - 11, y - 11, x + 11, y + 11), fill=COLOURS[index % len(COLOURS)], outline="white", width=2)
    pen.text((x, y), str(index + 1), font=font(14, "Sans-Bold"), fill="white", anchor="mm")


def draw_rows(panel: Panel, height: int) -> Image.Image:
    """The rows as a table of at least this height; what they leave of it is shared out among them."""
    laid = [lay_out(panel, row) for row in panel.rows]
    tall = [max(sum(line.height for line in column) for column in columns) for columns in laid]
    height = max(height, HEAD + sum(tall) + LEAST * len(tall))
    spare = (height - HEAD - sum(tall)) / len(laid)
    image = Image.new("RGB", (WIDTH - LEFT - GAP - 2 * EDGE, height), SHEET)
    pen = ImageDraw.Draw(image)
    lefts = [42 + sum(panel.widths[:column]) for column in range(len(panel.widths))]
    for name, x in zip(panel.heads, lefts, strict=True):
        pen.text((x, 17), name, font=font(14, "Mono-Regular"), fill=FAINT, anchor="lm")
    top: float = HEAD
    for index, (columns, tallest) in enumerate(zip(laid, tall, strict=True)):
        pen.line((0, top, image.width, top), fill=RULE, width=1)
        pen.rectangle((0, top + 1, 5, top + tallest + spare), fill=COLOURS[index % len(COLOURS)])
        draw_badge(pen, 23, top + spare / 2 + columns[0][0].height / 2, index)
        for column, x in zip(columns, lefts, strict=True):
            y = top + spare / 2
            for line in column:
                pen.text((x, y + line.height / 2), line.text, font=line.face, fill=line.colour, anchor="lm")
                y += line.height
        top += tallest + spare
    return image


def lay_out(panel: Panel, row: Row) -> list[list[Line]]:
    """The lines of each cell; notes stand below the cell of a column in NOTED."""
    columns = []
    for name, words, width in zip(panel.heads, row.cells, panel.widths, strict=True):
        face = font(18, "Sans-Bold") if name in STRONG else font(15.5)
        columns.append([Line(line, face, INK, 20) for line in shorten(wrap(words, face, width - 8), panel.most_lines)])
        if row.notes and name in NOTED:
            small = font(13.5)
            columns[-1] += [Line(line, small, FAINT, 17) for line in wrap(row.notes, small, width - 8)]
    return columns


def draw(panels: list[tuple[Panel, int]], caption: str) -> Image.Image:
    """All panels below each other, each under its heading."""
    parts = []
    for panel, rotation in panels:
        scan = draw_scan(panel, rotation)
        parts.append((panel, scan, draw_rows(panel, scan.height)))
    height = EDGE + sum(max(scan.height, rows.height) + 62 for _, scan, rows in parts)
    image = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(image)
    y = EDGE - 8
    for panel, scan, rows in parts:
        right = EDGE + LEFT + GAP
        pen.text((EDGE, y + 15), f"{caption}, page {panel.page}", font=font(17), fill=FAINT, anchor="lm")
        pen.text((right, y + 15), panel.table, font=font(18, "Mono-Bold"), fill=INK, anchor="lm")
        y += 34
        for part, x in ((scan, EDGE), (rows, right)):
            image.paste(part, (x, y))
            pen.rectangle((x - 1, y - 1, x + part.width, y + part.height), outline=RULE)
        y += max(scan.height, rows.height) + 28
    return image


def make_picture(database: Path) -> Image.Image:
    """The picture of the plan as a database holds it."""
    rows = sqlite3.connect(database)
    try:
        (document,) = rows.execute(
            "select document_id from documents where source_uri like ?", (f"%scans%{SCAN.name}",)
        ).fetchone() or sys.exit(f"{database} does not hold {SCAN.name}.")
        turned = dict(rows.execute("select number, rotation from pages where document_id = ?", (document,)))
        panels = [
            Panel("targets", ("value", "subject", "deadline", "section", "page"), (104, 362, 76, 70, 40), 2,
                  Place(64, 479, 572, 758), 4, 30, targets(rows, document, 2)),
            Panel("assignments", ("task", "product", "lead", "due_on"), (212, 158, 122, 166), 6,
                  Place(44, 138, 792, 354), 2, 16, assignments(rows, document, 6, "I")),
        ]  # fmt: skip
        return draw([(panel, turned[panel.page]) for panel in panels], f"Scan: {SCAN.name}")
    finally:
        rows.close()


def main() -> None:
    """Draw the picture and write it, small, in 255 colours."""
    with tempfile.TemporaryDirectory() as folder:
        if len(sys.argv) > 1:
            database = Path(sys.argv[1])
        else:
            database = Path(folder, "picture.db")
            read_scan(database)
        image = make_picture(database)
    image.quantize(255, dither=Image.Dither.NONE).save(OUTPUT, optimize=True)
    print(f"{OUTPUT.relative_to(ROOT)}: {image.width} x {image.height}, {OUTPUT.stat().st_size // 1000} KB")


if __name__ == "__main__":
    main()
