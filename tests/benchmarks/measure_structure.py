"""Measure how well the section tree stands damage: labels as recognition misreads them, lines as web pages break them.

    python -m tests.benchmarks.measure_structure [TRANSCRIPT ...] [--seeds N] [--misses KIND]

Each kind of damage is done to the transcripts (of the fixtures where none is named), once a seed, and the tree that is
found is compared with that of the undamaged text: F1 of headings (path and title) and clauses (path). 'typed' takes
the damaged text as typed, 'recognised' as read from a scan.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import regex

from extractors.sections import find_sections
from models.document import Document, Origin
from models.records import Records, Section
from models.text import fold, strip_marks
from pipeline.normalise import normalise
from pipeline.scoring import Counts, score
from pipeline.transcript import read_transcript

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures" / "transcripts"
_LABEL = regex.compile(
    r"^(?P<lead>[#*<b>\s]*)(?P<label>[IVX]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ])(?P<mark>[.)])(?P<after>[*\s]*\s)(?=\S)"
)
_NUMERALS = {"I": "lL1", "II": ("ll", "H", "Il", "1I", "lI", "IL"), "III": ("IH", "HI", "lII", "Ill", "II1"),
             "IV": ("lV", "1V"), "VI": ("Vl", "V1"), "VII": ("VH", "Vll", "VIl"), "VIII": ("VHI", "VIH")}  # fmt: skip
_DIGITS = {"1": "lI|", "2": "Z", "5": "S", "8": "§B", "0": "O", "6": "ó"}
_LETTERS = {"đ": "d", "d": "đ", "g": "ø", "e": "c", "c": "e", "i": "l", "h": "b", "b": "h"}

Damage = Callable[[str, random.Random], str]


def _labels(change: Callable[["regex.Match[str]", random.Random], str], share: float = 0.3) -> Damage:
    """Damage of some labels, line by line; table lines stay."""

    def damage(text: str, rng: random.Random) -> str:
        lines = []
        for line in text.split("\n"):
            match = None if "\t" in line else _LABEL.match(line)
            lines.append(change(match, rng) + line[match.end() :] if match and rng.random() < share else line)
        return "\n".join(lines)

    return damage


def _strokes(match: "regex.Match[str]", rng: random.Random) -> str:
    label = match["label"]
    if label in _NUMERALS:
        label = rng.choice(_NUMERALS[label])
    elif label[0].isdigit():
        at = rng.randrange(len(label))
        label = label[:at] + rng.choice(_DIGITS.get(label[at], label[at])) + label[at + 1 :]
    return match["lead"] + label + match["mark"] + match["after"]


def _strokes_of_letters(match: "regex.Match[str]", rng: random.Random) -> str:
    return match["lead"] + _LETTERS.get(match["label"], match["label"]) + match["mark"] + match["after"]


def _marks(match: "regex.Match[str]", rng: random.Random) -> str:
    mark = rng.choice(",:;-") if match["mark"] == "." else rng.choice("}]|")
    return match["lead"] + match["label"] + mark + match["after"]


def _no_mark(match: "regex.Match[str]", rng: random.Random) -> str:
    return match["lead"] + match["label"] + match["after"]


def _spaces(match: "regex.Match[str]", rng: random.Random) -> str:
    label = match["label"].replace(".", rng.choice([". ", " .", ","]))
    return match["lead"] + rng.choice([f"{label} {match['mark']} ", f"{label}{match['mark']}"])


def _alone(match: "regex.Match[str]", rng: random.Random) -> str:
    return f"{match['lead'].strip('*')}{match['label']}{match['mark']}\n"


def _plain(text: str, rng: random.Random) -> str:
    return regex.sub(r"(?m)^#+ |\*\*|</?b>", "", text)


def _page_numbers(text: str, rng: random.Random) -> str:
    return _between(text, rng, lambda page: f"\n{page}\n" if page % 2 else f"\n- {page} -\n")


def _running_heads(text: str, rng: random.Random) -> str:
    return _between(text, rng, lambda page: f"\nCÔNG BÁO/Số {page + 40}/Ngày 12-3-2024\n")


def _between(text: str, rng: random.Random, printed: Callable[[int], str]) -> str:
    """Something printed between lines, or inside a paragraph, about every 40 lines."""
    out, page = [], 1
    for line in text.split("\n"):
        if "\t" not in line and len(line) > 200 and rng.random() < 0.15:
            page += 1
            cut = line.index(" ", len(line) // 2)
            line = f"{line[:cut]}\n{printed(page)}\n{line[cut + 1 :]}"
        elif rng.random() < 0.03:
            page += 1
            line = f"{line}\n{printed(page)}"
        out.append(line)
    return "\n".join(out)


def _wrapped(width: int, *, blank: bool) -> Damage:
    """Hard line breaks, with or without the blank line between paragraphs."""

    def damage(text: str, rng: random.Random) -> str:
        out = []
        for line in _plain(text, rng).split("\n"):
            if "\t" in line:
                out.append(line)
                continue
            row = ""
            for word in line.split():
                if row and len(row) + 1 + len(word) > width:
                    out.append(row)
                    row = word
                else:
                    row = f"{row} {word}".strip()
            if row or blank:
                out.append(row)
        return "\n".join(out)

    return damage


def _capitals(text: str, rng: random.Random) -> str:
    """Short headings in capitals."""
    plain = _plain(text, rng)
    return "\n".join(
        line[:2] + line[2:].upper() if _LABEL.match(line) and len(line) < 120 and line[-1] not in ".;" else line
        for line in plain.split("\n")
    )


def _no_diacritics(text: str, rng: random.Random) -> str:
    out = []
    for line in text.split("\n"):
        match = None if "\t" in line else _LABEL.match(line)
        if match and len(line) < 120 and rng.random() < 0.3:
            line = strip_marks(line)
        out.append(line)
    return "\n".join(out)


DAMAGES: dict[str, Damage] = {
    "strokes of figures": _labels(_strokes),
    "strokes of letters": _labels(_strokes_of_letters),
    "other marks": _labels(_marks),
    "marks lost": _labels(_no_mark),
    "spaces": _labels(_spaces),
    "no bold, no headings": _plain,
    "page numbers": _page_numbers,
    "running heads": _running_heads,
    "lines of 90": _wrapped(90, blank=True),
    "lines of 50": _wrapped(50, blank=True),
    "lines of 90, no gaps": _wrapped(90, blank=False),
    "labels alone": _labels(_alone),
    "headings in capitals": _capitals,
    "headings without marks": _no_diacritics,
}


def sections_of(text: str, origin: Origin) -> list[Section]:
    """Sections of a transcript's text, taken as typed or recognised."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.txt"
        path.write_text(text, "utf-8")
        document: Document = read_transcript(path)
    document = replace(document, pages=tuple(replace(page, origin=origin) for page in document.pages))
    # Titles are compared without diacritics: what is measured is the tree, not the letters.
    return [section.model_copy(update={"title": fold(section.title)}) for section in find_sections(normalise(document))]


def measure(texts: dict[str, str], seeds: int) -> Iterator[tuple[str, str, Origin, dict[str, Counts], list[str]]]:
    """For each damage, transcript, origin and seed: counts a measure, and what was missed or invented."""
    clean = {name: sections_of(text, Origin.TRANSCRIPT) for name, text in texts.items()}
    for kind, damage in DAMAGES.items():
        for name, text in texts.items():
            for seed in range(seeds):
                damaged = damage(text, random.Random(f"{kind} {name} {seed}"))
                for origin in (Origin.TRANSCRIPT, Origin.OCR):
                    found = score(Records(sections=clean[name]), Records(sections=sections_of(damaged, origin)))
                    yield kind, name, origin, found.counts, found.misses


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("transcripts", nargs="*", type=Path)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--misses", metavar="KIND", help="list what is missed under a damage")
    args = parser.parse_args()
    paths = args.transcripts or sorted(FIXTURES.glob("*.txt"))
    texts = {path.stem: path.read_text("utf-8") for path in paths}
    totals: dict[tuple[str, Origin, str], Counts] = {}
    for kind, name, origin, counts, misses in measure(texts, args.seeds):
        for layer, count in counts.items():
            if layer.startswith("sections."):
                key = (kind, origin, layer)
                totals[key] = totals.get(key, Counts(0, 0, 0)) + count
        if kind == args.misses:
            for miss in misses:
                print(f"{name} {origin.value}: {miss}")
    print(f"{'damage':24} {'typed: headings':>16} {'clauses':>8} {'recognised: headings':>22} {'clauses':>8}")
    for kind in DAMAGES:
        row = [
            totals[kind, origin, f"sections.{layer}"].f1
            for origin in (Origin.TRANSCRIPT, Origin.OCR)
            for layer in ("heading", "clause")
        ]
        print(f"{kind:24} {row[0]:16.3f} {row[1]:8.3f} {row[2]:22.3f} {row[3]:8.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
