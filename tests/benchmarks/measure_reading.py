"""Measure reading against the truth of the rendered plans: character errors of prose pages, grids and cells of tables.

    python tests/benchmarks/measure_reading.py office300 [poor200 photo150 landscape_rotated digital] [--only NAME]

Runs only where the real documents stand beside the repository (`../shared/real`). Per grade and plan it prints the
character error rate of prose pages, the share of table pages whose grid is right, the share of cells right (position,
spans and text similarity of 0.9 or more), the same for cells of joined tables, and seconds a page.
"""

import argparse
import json
import pickle
import sys
import time
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from models.document import Document  # noqa: E402
from pipeline.compose import compose  # noqa: E402
from pipeline.page import PageContent  # noqa: E402
from pipeline.read import open_source  # noqa: E402
from pipeline.recognise import Settings, recognise_page  # noqa: E402

REAL = ROOT.parent / "shared" / "real"
SIMILAR = 0.9


@dataclass
class Score:
    """Sums over the pages of one plan."""

    errors: int = 0
    characters: int = 0
    grids: int = 0
    grids_right: int = 0
    cells: int = 0
    cells_right: int = 0
    joined: int = 0
    joined_right: int = 0
    pages: int = 0
    seconds: float = 0.0

    def add(self, other: "Score") -> None:
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def __str__(self) -> str:
        def share(part: int, whole: int) -> str:
            return f"{part / whole:.4f}" if whole else "-"

        return (
            f"CER {share(self.errors, self.characters)}  grids {self.grids_right}/{self.grids}  "
            f"cells {share(self.cells_right, self.cells)} of {self.cells}  "
            f"joined cells {share(self.joined_right, self.joined)} of {self.joined}  "
            f"{self.seconds / max(1, self.pages):.2f} s a page"
        )


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def page_text(document: Document, number: int) -> str:
    lines = [document.text[line.start : line.end] for line in document.lines if line.page == number]
    return plain(" ".join(lines))


def prose_errors(truth: dict[str, Any], got: str) -> tuple[int, int]:
    """Edits to the nearest of the accepted readings of a page, and its length; page numbers are not text."""
    variants = [plain(text) for text in [truth["text"], *truth["alt_texts"]]]
    head = next((line["text"] for b in truth["blocks"] if b["kind"] == "page_number" for line in b["lines"]), None)
    if head:
        variants += [text.removeprefix(head).strip() for text in variants]
    return min((Levenshtein.distance(text, got), len(text)) for text in variants)


def alike(one: str, two: str) -> bool:
    one, two = plain(one).replace(" ", ""), plain(two).replace(" ", "")
    return one == two or (bool(one and two) and Levenshtein.normalized_similarity(one, two) >= SIMILAR)


def score_grid(table: dict[str, Any], page: PageContent, misses: list[str]) -> tuple[bool, int, int]:
    """Whether the grid is right, filled cells in truth, and those right."""
    filled = [cell for cell in table["cells"] if cell["text"].strip()]
    places = {(c["r"], c["c"], c["rowspan"], c["colspan"]) for c in table["cells"]}
    best = (False, len(filled), 0)
    found: list[str] = []
    for grid in page.grids:
        texts = {
            (c.row, c.column, c.row_span, c.column_span): " ".join(w.text for line in c.lines for w in line)
            for c in grid.cells
        }
        right, lost = 0, []
        for cell in filled:
            got = texts.get((cell["r"], cell["c"], cell["rowspan"], cell["colspan"]))
            if got is not None and alike(cell["text"], got):
                right += 1
            else:
                lost.append(f"p{page.number} r{cell['r']} c{cell['c']}: {plain(cell['text'])!r} got {got!r}")
        if right >= best[2]:
            best, found = (set(texts) == places, len(filled), right), lost
    misses += found
    return best


def score_joined(truth: dict[str, Any], document: Document, misses: list[str]) -> tuple[int, int]:
    total = right = 0
    for index, table in enumerate(truth["tables"]):
        mine = document.tables[index] if index < len(document.tables) else None
        for cell in table["cells"]:
            if not cell["text"].strip():
                continue
            total += 1
            got = mine.at(cell["r"], cell["c"]) if mine else None
            text = document.text[got.start : got.end] if got else ""
            if got and (got.row, got.column) == (cell["r"], cell["c"]) and alike(cell["text"], text):
                right += 1
            else:
                misses.append(f"joined t{index} r{cell['r']} c{cell['c']}: {plain(cell['text'])!r} got {text!r}")
    return right, total


def measure(pdf: Path, truth: dict[str, Any], cache: Path | None, misses: list[str]) -> Score:
    score = Score()
    source = open_source(pdf)
    settings = Settings(workers=1)
    stored = cache / f"{pdf.parent.name}-{pdf.stem}.pickle" if cache else None
    began = time.perf_counter()
    if stored and stored.exists():
        pages = pickle.loads(stored.read_bytes())
    else:
        pages = [recognise_page(source, number, settings) for number in range(1, source.page_count + 1)]
        if stored:
            stored.write_bytes(pickle.dumps(pages))
    document = compose(pdf, pages)
    score.seconds, score.pages = time.perf_counter() - began, len(pages)
    for page, expected in zip(pages, truth["pages"], strict=True):
        if expected["kind"] == "prose":
            errors, length = prose_errors(expected, page_text(document, page.number))
            score.errors += errors
            score.characters += length
            if errors > 0.03 * length:
                misses.append(f"p{page.number}: {errors} errors in {length} characters")
        for table in expected["tables"]:
            ok, total, right = score_grid(table, page, misses)
            score.grids += 1
            score.grids_right += ok
            score.cells += total
            score.cells_right += right
            if not ok:
                misses.append(f"p{page.number}: grid differs")
    score.joined_right, score.joined = score_joined(truth, document, misses)
    return score


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("grades", nargs="+")
    parser.add_argument("--only", default="")
    parser.add_argument("--cache", type=Path, help="keep recognised pages here, to measure composition alone")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    if not REAL.is_dir():
        print(f"{REAL} is not here: nothing to measure.")
        return 0
    if options.cache:
        options.cache.mkdir(parents=True, exist_ok=True)
    for grade in options.grades:
        total = Score()
        for truth_file in sorted((REAL / "truth").glob("*.json")):
            name = truth_file.stem
            folder, suffix = ("digital", "") if grade == "digital" else ("scans", f".{grade}")
            pdf = REAL / folder / f"{name}{suffix}.pdf"
            if options.only not in name or not pdf.exists():
                continue
            misses: list[str] = []
            score = measure(pdf, json.loads(truth_file.read_text(encoding="utf8")), options.cache, misses)
            print(f"{grade} {name}: {score}", flush=True)
            if options.misses:
                print("\n".join(f"    {miss}" for miss in misses))
            total.add(score)
        print(f"{grade} all: {total}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
