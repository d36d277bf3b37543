"""What extraction costs after reading: CPU seconds a page, by stage and by extractor, for texts of growing length.

    python -m tests.benchmarks.measure_extraction [PAGES ...] [--shape plan|plans|line]

The texts are made of the fixtures' transcripts: one plan with ever more appendices (`plan`), many plans in one file
(`plans`), or all in one line of a section of goals (`line`). Numbers and every seventh word are exchanged, so that
nothing repeats. Beside each figure stands how much more it is than for the text before, over how much longer the text
is: 1.0 is linear, and what grows with the square of the length shows 2.0 when the length doubles.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

import regex

from pipeline import extract as extraction
from pipeline.process import process
from tests.benchmarks import corpus

PAGES = (125, 250, 500, 1000)
PAGE = 2300
"""Characters of a full page of prose in the official form."""
LIMIT = 0.15
"""CPU seconds a page that extraction may cost at most."""
EXTRACTORS = (
    "read_header", "find_sections", "find_targets", "find_left_out", "find_assignments", "find_citations",
    "find_statistics", "find_responsibilities", "find_findings",
)  # fmt: skip
_NUMBER = regex.compile(r"(?<![\d/])\d{2,3}(?![\d/])")
_BODY = regex.compile(r"(?m)^\W*I\.\s")


@cache
def transcripts() -> list[str]:
    """The fixtures' transcripts."""
    return [path.read_text("utf8") for path in sorted((corpus.ROOT / "fixtures" / "transcripts").glob("*.txt"))]


@cache
def words() -> list[str]:
    """Words of the transcripts that hold letters only."""
    return sorted({word for text in transcripts() for word in text.split() if word.isalpha() and word.islower()})


def varied(text: str, chance: random.Random) -> str:
    """The text with other numbers and, every seventh word, another word; marks, capitals and years stay."""
    text = _NUMBER.sub(lambda match: str(chance.randint(10, 10 ** len(match[0]) - 1)), text)

    def other(match: "regex.Match[str]") -> str:
        return chance.choice(words()) if chance.random() < 1 / 7 else match[0]

    return regex.sub(r"(?<=[\p{Ll},] )\p{Ll}{2,}(?= \p{Ll})", other, text)


def body(text: str) -> str:
    """A transcript behind its letterhead and title."""
    begin = _BODY.search(text)
    return text[begin.start() :] if begin else text


def make_text(pages: int, shape: str, seed: int = 1) -> str:
    """A text of so many pages."""
    chance = random.Random(seed)
    length = pages * PAGE
    if shape == "line":
        prose = " ".join(
            line.strip("#*-+ ")
            for text in transcripts()
            for line in text.splitlines()
            if line.rstrip().endswith((".", ";")) and "kèm theo" not in line and "\t" not in line
        )
        line = ""
        while len(line) < length:
            line += " " + varied(prose, chance)
        return f"KẾ HOẠCH\nCải cách hành chính năm 2024\n\n## I. MỤC TIÊU\n\n- {line[:length].strip()}\n"
    parts = [transcripts()[0]]
    size, number = len(parts[0]), 0
    while size < length:
        number += 1
        source = transcripts()[number % len(transcripts())]
        part = varied(source if shape == "plans" else body(source), chance)
        if shape == "plan":
            part = f"PHỤ LỤC {number + 20}\nNHIỆM VỤ NĂM {2021 + number % 5}\n\n{part}"
        parts.append(part[: length - size])
        size += len(parts[-1]) + 2
    return "\f".join(parts)


def measure(text: str) -> dict[str, float]:
    """CPU seconds of each stage and each extractor."""
    spent: dict[str, float] = defaultdict(float)

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def run(*arguments: Any, **named: Any) -> Any:
            begin = time.process_time()
            try:
                return function(*arguments, **named)
            finally:
                spent[name] += time.process_time() - begin

        return run

    import pipeline.normalise
    import pipeline.split
    import pipeline.transcript

    stages = [
        ("read", pipeline.transcript, "read_transcript"),
        ("compose", pipeline.split, "split"),
        ("normalise", pipeline.normalise, "normalise"),
        ("extract", extraction, "extract"),
        *((f"  {name}", extraction, name) for name in EXTRACTORS),
    ]
    before = [(module, name, getattr(module, name)) for _, module, name in stages]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plan.txt")
        path.write_text(text, "utf8")
        try:
            for (label, module, name), (_, _, function) in zip(stages, before, strict=True):
                setattr(module, name, timed(label, function))
            process(path)
        finally:
            for module, name, function in before:
                setattr(module, name, function)
    return {label: spent[label] for label, _, _ in stages}


def main() -> int:
    """Measure and print; the exit code tells whether a page costs more than it may."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", type=int, default=list(PAGES), metavar="PAGES")
    parser.add_argument("--shape", choices=["plan", "plans", "line"], default="plan")
    options = parser.parse_args()
    measure(make_text(10, options.shape))  # loads models and tables
    found = [measure(make_text(pages, options.shape)) for pages in options.pages]
    print(f"CPU ms a page ({options.shape}); in brackets growth over growth of the length")
    print(f"{'':24}" + "".join(f"{pages:>11} p." + " " * 7 for pages in options.pages))
    for stage in found[0]:
        cells = []
        for at, (pages, spent) in enumerate(zip(options.pages, found, strict=True)):
            before = found[at - 1][stage] / options.pages[at - 1] if at else 0.0
            ratio = f"({spent[stage] / pages / before:.1f})" if before * options.pages[at - 1] > 0.05 else ""
            cells.append(f"{1000 * spent[stage] / pages:>13.2f} {ratio:<6}")
        print(f"{stage:24}" + "".join(cells), flush=True)
    most = max(
        sum(seconds for stage, seconds in spent.items() if not stage.startswith(" ")) / pages
        for pages, spent in zip(options.pages, found, strict=True)
    )
    print(f"at most {most:.3f} CPU s a page, {LIMIT} allowed")
    return int(most > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
