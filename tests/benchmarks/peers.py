"""Other programs on the same pages: `.venv-peers/bin/python tests/benchmarks/peers.py PEER IN.pdf OUT.json`.

Runs in an environment of its own and imports nothing of ours. The output is a list of pages, each with `text` and
`tables` (lists of `[row, column, row_span, column_span, text]`), null for what the peer does not read.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

LANGUAGE = "vie"
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
Page = dict[str, Any]


def pytesseract(pdf: Path) -> list[Page]:
    """As its documentation shows it: a picture to a string, here of 300 dpi; the engine's own threads."""
    import pypdfium2
    import pytesseract

    pages = []
    for page in pypdfium2.PdfDocument(pdf):
        picture = page.render(scale=300 / 72).to_pil()
        pages.append({"text": pytesseract.image_to_string(picture, lang=LANGUAGE, config="--psm 3"), "tables": None})
    return pages


def _ocrmypdf(pdf: Path, *options: str) -> list[Page]:
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder, "text.txt")
        command = [sys.executable, "-m", "ocrmypdf", "-q", "-l", LANGUAGE, "--jobs", str(CORES), *options]
        subprocess.run([*command, "--sidecar", str(text), str(pdf), str(Path(folder, "out.pdf"))], check=True)
        return [{"text": page, "tables": None} for page in text.read_text("utf-8").split("\f")]


def ocrmypdf(pdf: Path) -> list[Page]:
    """With its defaults, on all cores; the text is its sidecar file."""
    return _ocrmypdf(pdf)


def ocrmypdf_straightened(pdf: Path) -> list[Page]:
    """With its own turning and straightening of pages."""
    return _ocrmypdf(pdf, "--rotate-pages", "--deskew")


def img2table(pdf: Path) -> list[Page]:
    """Ruled tables with straightening on; a merged cell is one box that covers several places."""
    from img2table.document import PDF
    from img2table.ocr import TesseractOCR

    document = PDF(str(pdf), detect_rotation=True, pdf_text_extraction=False)
    found = document.extract_tables(ocr=TesseractOCR(n_threads=CORES, lang=LANGUAGE), max_workers=CORES)
    pages = []
    for number in sorted(found):
        tables = []
        for table in found[number]:
            places: dict[tuple[int, ...], list[tuple[int, int, str]]] = {}
            for row, cells in enumerate(table.content.values()):
                for column, cell in enumerate(cells):
                    box = (cell.bbox.x1, cell.bbox.y1, cell.bbox.x2, cell.bbox.y2)
                    places.setdefault(box, []).append((row, column, cell.value or ""))
            tables.append([merged(same) for same in places.values()])
        pages.append({"text": None, "tables": tables})
    return pages


def merged(places: list[tuple[int, int, str]]) -> list[int | str]:
    """One cell of the places (row, column, text) that one box covers."""
    rows, columns = {place[0] for place in places}, {place[1] for place in places}
    return [min(rows), min(columns), max(rows) - min(rows) + 1, max(columns) - min(columns) + 1, places[0][2]]


def pdfplumber(pdf: Path) -> list[Page]:
    """Born-digital pages: text and ruled tables; it does not tell how many places a merged cell covers."""
    import pdfplumber

    pages = []
    with pdfplumber.open(pdf) as document:
        for page in document.pages:
            tables = [
                [
                    [row, column, 1, 1, text]
                    for row, texts in enumerate(table)
                    for column, text in enumerate(texts)
                    if text is not None
                ]
                for table in page.extract_tables()
            ]
            pages.append({"text": page.extract_text(), "tables": tables})
    return pages


PEERS = {
    "pytesseract": pytesseract,
    "ocrmypdf": ocrmypdf,
    "ocrmypdf -rd": ocrmypdf_straightened,
    "img2table": img2table,
    "pdfplumber": pdfplumber,
}

if __name__ == "__main__":
    read = PEERS[sys.argv[1]](Path(sys.argv[2]))
    Path(sys.argv[3]).write_text(json.dumps(read), "utf-8")
