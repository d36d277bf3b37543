"""The pages on which reading is measured: the fixture plans in all grades, and real plans where they stand beside.

Both lie in the same shape: `scans/NAME.GRADE.pdf`, `digital/NAME.pdf`, `truth/NAME.json`.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "build" / "grades"
REAL = ROOT.parent / "shared" / "real"
CORPORA = {"fixtures": FIXTURES, "real": REAL}
DIGITAL = "digital"
GRADES = ("clean300", "office300", "poor200", "photo150", "turned", "gaps")
REAL_GRADES = ("office300", "poor200", "photo150", "landscape_rotated")
LANDSCAPE_ONLY, TABLES_ONLY = {"turned", "landscape_rotated"}, {"gaps"}
"""Grades that differ from another one on these pages only."""


@dataclass(frozen=True, slots=True)
class Scan:
    """One plan in one grade."""

    name: str
    pdf: Path
    truth: dict[str, Any]


def scans(corpus: str, grade: str) -> Iterator[Scan]:
    """The plans of a corpus ('fixtures' or 'real') that exist in the grade, or born-digital, by name."""
    root = CORPORA[corpus]
    for truth_file in sorted((root / "truth").glob("*.json")):
        name = truth_file.stem
        pdf = root / DIGITAL / f"{name}.pdf" if grade == DIGITAL else root / "scans" / f"{name}.{grade}.pdf"
        if pdf.exists():
            yield Scan(name, pdf, json.loads(truth_file.read_text("utf-8")))


def render_fixtures(grades: list[str]) -> None:
    """Render what is missing, or older than the code and the plans that it is made from."""
    sources = [*(ROOT / "fixtures").glob("*.py"), *(ROOT / "fixtures" / "plans").glob("*.md")]
    newest = max(path.stat().st_mtime for path in sources)
    wanted = [grade for grade in grades if grade != DIGITAL]

    def is_fresh(grade: str) -> bool:
        made = [scan.pdf for scan in scans("fixtures", grade)]
        return bool(made) and all(path.stat().st_mtime > newest for path in made)

    missing = [grade for grade in wanted if not is_fresh(grade)]
    if missing or not is_fresh(DIGITAL):
        subprocess.run([sys.executable, "-m", "fixtures.grades", *(missing or ["clean300"])], cwd=ROOT, check=True)


def _spread(items: list[Any], count: int) -> list[Any]:
    """`count` of the items at even distances."""
    if count >= len(items):
        return items
    return [items[int((index + 0.5) * len(items) / count)] for index in range(count)]


def sample(corpus: str, grade: str, count: int | None) -> list[tuple[Scan, dict[str, Any]]]:
    """Pages of a grade with their truth: half of them with tables where there are such; all where count is None."""
    pages = [(scan, page) for scan in scans(corpus, grade) for page in scan.truth["pages"]]
    if grade in LANDSCAPE_ONLY:
        pages = [(scan, page) for scan, page in pages if page["landscape"]]
    if grade in TABLES_ONLY:
        pages = [(scan, page) for scan, page in pages if page["tables"]]
    if count is None:
        return pages
    with_tables = [item for item in pages if item[1]["tables"]]
    prose = [item for item in pages if not item[1]["tables"]]
    tables = _spread(with_tables, min(len(with_tables), max(count // 2, count - len(prose))))
    chosen = tables + _spread(prose, count - len(tables))
    return sorted(chosen, key=lambda item: (item[0].name, item[1]["page"]))


def write_pages(pages: list[tuple[Scan, dict[str, Any]]], target: Path) -> None:
    """One PDF of the pages, unchanged."""
    with pikepdf.new() as joined:
        for scan, page in pages:
            with pikepdf.open(scan.pdf) as source:
                joined.pages.append(source.pages[page["page"] - 1])
        joined.save(target)
