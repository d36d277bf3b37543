"""Speed as ratios against a peer in the same run: absolute seconds say more of the machine than of the program.

Run with `make bench`. Nothing fails for being slow; a test fails only where the two sides do not read the same page.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image

from pipeline import tesseract
from pipeline.process import process
from pipeline.read import open_source, render
from pipeline.recognise import Settings, read_pages

ROOT = Path(__file__).resolve().parents[2]
SCAN = ROOT / "fixtures" / "scans" / "cam-xuyen-2021-2025.pdf"
DIGITAL = ROOT / "fixtures" / "digital" / "cam-xuyen-2021-2025.pdf"
TRANSCRIPT = ROOT / "fixtures" / "transcripts" / "cam-xuyen-2021-2025.txt"


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """Median over the runs, after one that is not counted."""
    work()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def report(what: str, ours: float, peer: str, theirs: float) -> None:
    print(f"\n{what}: {ours:.2f} s; {peer}: {theirs:.2f} s; ratio {ours / theirs:.2f}")


@pytest.mark.ocr
def test_recognising_a_page_against_pytesseract_as_it_comes(tmp_path: Path) -> None:
    pixels = render(open_source(SCAN), 3, 300).pixels
    grey = pixels.max(axis=2) if pixels.ndim == 3 else pixels
    picture = Image.fromarray(grey)
    # As it comes: PNG on the way, and as many threads as Tesseract takes. A process of its own, for this one has
    # set the number of threads to one.
    script = (
        "import sys, time, pytesseract; from PIL import Image; image = Image.open(sys.argv[1]); image.load();"
        "run = lambda: pytesseract.image_to_string(image, lang='vie'); run(); times = [];\n"
        "for _ in range(3):\n start = time.perf_counter(); text = run(); times.append(time.perf_counter() - start)\n"
        "print(sorted(times)[1], len(text))"
    )
    path = tmp_path / "page.png"
    picture.save(path)
    environment = {key: value for key, value in os.environ.items() if key != "OMP_THREAD_LIMIT"}
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True, env=environment
    )
    theirs, length = done.stdout.split()
    words = tesseract.read_words(grey, "vie", dpi=300)
    assert abs(sum(len(word.text) + 1 for word in words) - int(length)) < 0.1 * int(length)
    report("one page", seconds(lambda: tesseract.read_words(grey, "vie", dpi=300)), "pytesseract", float(theirs))


@pytest.mark.ocr
def test_a_scan_on_all_cores_against_one() -> None:
    one = seconds(lambda: read_pages(SCAN, Settings(workers=1)), runs=1)
    all_cores = seconds(lambda: read_pages(SCAN, Settings()), runs=1)
    report("a scan of 6 pages on all cores", all_cores, "on one", one)


def test_a_born_digital_plan_against_pdfplumber_alone() -> None:
    def plain() -> None:
        with pdfplumber.open(DIGITAL) as pdf:
            for page in pdf.pages:
                page.extract_text()
                page.extract_tables()

    assert process(DIGITAL).records.targets
    report("read, composed and extracted", seconds(lambda: process(DIGITAL)), "pdfplumber's text alone", seconds(plain))


def test_extracting_from_a_transcript() -> None:
    assert process(TRANSCRIPT).records.targets
    taken = seconds(lambda: process(TRANSCRIPT))
    print(f"\na transcript of 6 pages: {taken:.2f} s, {6 / taken:.0f} pages a second")
