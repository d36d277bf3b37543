"""Found grids over their pages, on one sheet: `python -m tests.benchmarks.contact_sheet [FILE ...] -o OUT.png`.

Every page with a table of the files (those of fixtures/scans if none is named), cut to its tables, with its cells drawn
over it: row.column at the lower right of each, merged ones shaded, with the rows x columns that they span. `--trait
NAME` adds a page of `tests.benchmarks.table_pages`, scanned as in the grade office300.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from fixtures.grades import to_scan
from fixtures.render import register_fonts
from pipeline.drawing import _font as font
from pipeline.page import PageContent
from pipeline.read import open_source, render
from tests.benchmarks.corpus import ROOT
from tests.benchmarks.reading import recognise_once
from tests.benchmarks.table_pages import TRAITS, plan_of

WIDTH, GAP, CAPTION = 520, 14, 20
"""Pixels of a table's page across, between two of them, and of its caption."""
ACROSS = 3
AROUND = 24.0
"""Points of the page shown around its tables."""
SHADES = 24
"""Colours of the file."""
CELL, MERGED, LABEL = (30, 120, 60), (214, 110, 20), (190, 20, 20)


def picture(path: Path, page: PageContent) -> Image.Image:
    """The part of a page that holds tables, with their cells and a caption."""
    raster = render(open_source(path), page.number, 150)
    sheet = Image.fromarray(raster.pixels).convert("RGB")
    if page.rotation:
        sheet = sheet.rotate(-page.rotation, expand=True)
    boxes = [page.place(grid.box) for grid in page.grids]
    top, bottom = min(box.y0 for box in boxes) - AROUND, max(box.y1 for box in boxes) + AROUND
    left, right = min(box.x0 for box in boxes) - AROUND / 2, max(box.x1 for box in boxes) + AROUND / 2
    sheet = sheet.crop(tuple(round(edge * raster.scale) for edge in (left, top, right, bottom)))  # type: ignore[arg-type]
    scale = WIDTH / (right - left)
    sheet = sheet.resize((WIDTH, round((bottom - top) * scale)), Image.Resampling.LANCZOS)
    sheet = Image.blend(sheet, Image.new("RGB", sheet.size, "white"), 0.4)
    veil = Image.new("RGBA", sheet.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(veil)
    labels = []
    for cell in (cell for grid in page.grids for cell in grid.cells):
        box = page.place(cell.box)
        x0, x1 = ((x - left) * scale for x in (box.x0, box.x1))
        y0, y1 = ((y - top) * scale for y in (box.y0, box.y1))
        merged = cell.row_span > 1 or cell.column_span > 1
        colour = MERGED if merged else CELL
        pen.rectangle((x0 + 1, y0 + 1, x1 - 1, y1 - 1), outline=(*colour, 255), fill=(*colour, 40 if merged else 10))
        span = f" {cell.row_span}x{cell.column_span}" if merged else ""
        labels.append((x1 - 3, y1 - 2, f"{cell.row}.{cell.column}{span}"))
    sheet = Image.alpha_composite(sheet.convert("RGBA"), veil).convert("RGB")
    pen = ImageDraw.Draw(sheet)
    for x, y, text in labels:
        pen.text((x, y), text, fill=LABEL, font=font(8), anchor="rb")
    shown = Image.new("RGB", (WIDTH, sheet.height + CAPTION), "white")
    shown.paste(sheet, (0, CAPTION))
    ImageDraw.Draw(shown).text((4, 3), f"{path.stem}, page {page.number}", fill="black", font=font(12))
    return shown


def draw(files: Sequence[Path], cache: Path | None) -> Image.Image:
    """All pages with tables on one sheet. Raises KehoachError where a file cannot be read."""
    pages = [(path, page) for path in files for page in recognise_once(path, cache) if page.grids]
    shown = [picture(path, page) for path, page in pages]
    feet = [GAP] * ACROSS
    places = []
    for one in shown:
        column = feet.index(min(feet))
        places.append((GAP + column * (WIDTH + GAP), feet[column]))
        feet[column] += one.height + GAP
    whole = Image.new("RGB", (ACROSS * (WIDTH + GAP) + GAP, max(feet)), (236, 239, 241))
    for one, place in zip(shown, places, strict=True):
        whole.paste(one, place)
    return whole.quantize(SHADES, dither=Image.Dither.NONE)


def drawn_pages(traits: Sequence[str], folder: Path) -> Iterator[Path]:
    """A scan of the first table of each trait."""
    for trait in traits:
        path = folder / f"drawn table, {trait}.pdf"
        path.write_bytes(to_scan("office300", plan_of(trait, 0)) or b"")
        yield path


def main(arguments: list[str] | None = None) -> int:
    """Draw and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.png")
    parser.add_argument("--trait", action="append", default=[], choices=list(TRAITS))
    parser.add_argument(
        "--cache", type=Path, metavar="FOLDER", help="keep what was recognised there, and take it again"
    )
    options = parser.parse_args(arguments)
    register_fonts()
    with tempfile.TemporaryDirectory() as folder:
        files = options.files or sorted((ROOT / "fixtures" / "scans").glob("*.pdf"))
        sheet = draw([*files, *drawn_pages(options.trait, Path(folder))], options.cache)
    sheet.save(options.output, optimize=True)
    print(f"{options.output}: {options.output.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
