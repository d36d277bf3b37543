"""Measure the repairs that normalising makes: how many are right, and how many wrong words they mend.

    python -m tests.benchmarks.measure_repairs gold [GOLDDIR TEXTDIR] [--list]
    python -m tests.benchmarks.measure_repairs scans GRADE... [--from fixtures|real] [--cache DIR] [--list]

`gold` holds the repairs of clean texts against the slips (`ocr_errors`) that their annotations name: those found, and
those beyond them, which a person has to judge. `scans` holds the repairs of recognised pages against what is printed
there: a repair of a word that was right, or to another wrong word, is wrong. Slips that the annotation of a plan names
are printed on its page; mending one is right.
"""

import argparse
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import regex
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from models.document import Document
from models.records import OcrError, Records
from models.text import fold_words
from pipeline.compose import compose
from pipeline.evaluate import read_records
from pipeline.normalise import normalise
from pipeline.transcript import read_transcript
from tests.benchmarks.accuracy import readings, share
from tests.benchmarks.corpus import CORPORA, ROOT, Scan, scans
from tests.benchmarks.reading import recognise_once

_WORD = regex.compile(r"\S+")
_GOLDS = {"fixtures": ROOT / "fixtures" / "gold", "real": CORPORA["real"].parent / "gold"}


@dataclass
class Tally:
    """Repairs by what they did, and the wrong words there were."""

    right: int = 0
    wrong: int = 0
    unknown: int = 0
    """Nothing printed could be found at their place: too little of the line was read. The precision takes them as
    wrong."""
    wrong_words: int = 0
    """Words read otherwise than printed, before repair."""
    told: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Tally") -> "Tally":
        for item in fields(self):
            setattr(self, item.name, getattr(self, item.name) + getattr(other, item.name))
        return self

    def __str__(self) -> str:
        made = self.right + self.wrong + self.unknown
        precision = share(self.right, made)
        recall = share(self.right, self.wrong_words)
        return (
            f"{made} repairs: {self.right} right, {self.wrong} wrong, {self.unknown} not found on the "
            f"page; precision {'-' if precision is None else f'{precision:.3f}'}; "
            f"{self.wrong_words} wrong words, mended {'-' if recall is None else f'{recall:.3f}'}"
        )


def key(word: str) -> str:
    """A word without case and edges; marks count, the place of a tone does not."""
    letters = unicodedata.normalize("NFD", word.strip(".,:;!?()[]“”\"'…-–").casefold())
    tones = "".join(char for char in letters if char in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(char for char in letters if char not in tones)) + tones


def _pairs(words: list[str], printed: list[str]) -> dict[int, int]:
    """Which word of a page as read stands for which printed one, by their letters."""
    one, two = [fold_words(word) for word in words], [fold_words(word) for word in printed]
    found: dict[int, int] = {}
    for step in Levenshtein.opcodes(one, two):
        if step.tag == "equal" or (
            step.tag == "replace" and step.src_end - step.src_start == step.dest_end - step.dest_start
        ):
            found.update(zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True))
    return {here: there for here, there in found.items() if fuzz.ratio(one[here], two[there]) >= 50}


def measure_scan(scan: Scan, gold: Records, cache: Path | None) -> Tally:
    """One plan in one grade."""
    document = normalise(compose(scan.pdf, recognise_once(scan.pdf, cache)))
    slips = {change for slip in gold.ocr_errors for change in _changes(slip.wrong, slip.right)}
    tally = Tally()
    for page in scan.truth["pages"]:
        tally += _measure_page(document, page, slips)
    return tally


def _measure_page(document: Document, page: dict[str, Any], slips: set[tuple[str, str]]) -> Tally:
    tally = Tally()
    spans = [
        (line.start + word.start(), line.start + word.end())
        for line in document.lines
        if line.page == page["page"]
        for word in _WORD.finditer(document.text[line.start : line.end])
    ]
    words = [document.text[start:end] for start, end in spans]
    variants = [text.split() for text in readings(page)]
    best: dict[int, int] = {}
    printed: list[str] = []
    for variant in variants:
        found = _pairs(words, variant)
        if len(found) > len(best):
            best, printed = found, variant
    repaired = {
        index: repair
        for repair in document.repairs
        for index, (start, end) in enumerate(spans)
        if repair.start <= start and end <= repair.end
    }
    assert document.raw_text is not None
    for index, there in best.items():
        start, end = spans[index]
        raw = document.raw_text[document.raw_offsets[start] : document.raw_offsets[end]]
        if key(raw) != key(printed[there]):
            tally.wrong_words += 1
            if index not in repaired:
                tally.told.append(
                    f"left: p{page['page']} {raw!r}, printed {printed[there]!r}: {_around(document, start, end)}"
                )
    by_repair: dict[int, list[int]] = {}
    for index, repair in repaired.items():
        by_repair.setdefault(repair.start, []).append(index)
    for indices in by_repair.values():
        repair = repaired[indices[0]]
        now = document.text[repair.start : repair.end]
        if any(index not in best for index in indices):
            tally.unknown += 1
            verdict, truth = "unknown", "?"
        else:
            truth = " ".join(printed[best[index]] for index in indices)
            right = all(
                key(words[index]) == key(printed[best[index]])
                or (key(printed[best[index]]), key(words[index])) in slips
                for index in indices
            )
            verdict = "right" if right else "WRONG"
            tally.right += right
            tally.wrong += not right
        where = _around(document, repair.start, repair.end)
        tally.told.append(f"{verdict}: p{page['page']} {repair.raw!r} -> {now!r}, printed {truth!r}: {where}")
    return tally


def _around(document: Document, start: int, end: int) -> str:
    return " ".join(document.text[max(0, start - 40) : end + 40].split())


def measure_text(text: Path, slips: list[OcrError]) -> tuple[int, list[str], list[str]]:
    """Of one clean text: how many slips were mended, those that were not, repairs beyond them."""
    document = normalise(read_transcript(text))
    told = {number: _changes(repair.raw, document.text[repair.start : repair.end]) for number, repair in
            enumerate(document.repairs)}  # fmt: skip
    used: set[int] = set()
    missed = []
    for slip in slips:
        wanted = _changes(slip.wrong, slip.right)
        found = {number for number, changes in told.items() if changes & wanted}
        used |= found
        if not found:
            missed.append(f"{slip.wrong!r} -> {slip.right!r}: {slip.quote}")
    beyond = [
        f"{repair.raw!r} -> {document.text[repair.start : repair.end]!r}: "
        + _around(document, repair.start, repair.end)
        for number, repair in enumerate(document.repairs)
        if number not in used
    ]
    return len(slips) - len(missed), missed, beyond


def _changes(wrong: str, right: str) -> set[tuple[str, str]]:
    """The words that change, each with what it becomes; the whole where their number changes."""
    one, two = list(map(key, wrong.split())), list(map(key, right.split()))
    if len(one) != len(two):
        return {(" ".join(one), " ".join(two))}
    return {(read, meant) for read, meant in zip(one, two, strict=True) if read != meant}


def _jobs(options: argparse.Namespace) -> Iterator[tuple[str, Path, Records]]:
    for gold in sorted(options.gold.glob("*.json")):
        text = options.texts / f"{gold.stem}.txt"
        if text.exists():
            yield gold.stem, text, read_records(gold)


def main() -> int:
    """Print a line a plan and one for all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="kind", required=True)
    texts = kinds.add_parser("gold")
    texts.add_argument("gold", type=Path, nargs="?", default=ROOT / "fixtures" / "gold")
    texts.add_argument("texts", type=Path, nargs="?", default=ROOT / "fixtures" / "transcripts")
    read = kinds.add_parser("scans")
    read.add_argument("grades", nargs="+")
    read.add_argument("--from", dest="corpus", choices=sorted(CORPORA), default="fixtures")
    read.add_argument("--cache", type=Path, help="keep recognised pages here")
    for parsed in (texts, read):
        parsed.add_argument("--list", action="store_true", help="list each repair")
    options = parser.parse_args()
    if options.kind == "gold":
        for name, text, gold in _jobs(options):
            mended, missed, beyond = measure_text(text, gold.ocr_errors)
            print(f"{name}: {mended} of {len(gold.ocr_errors)} slips mended, {len(beyond)} repairs beyond them")
            if options.list:
                for line in (*(f"missed {slip}" for slip in missed), *(f"beyond {one}" for one in beyond)):
                    print(f"    {line}")
        return 0
    total = Tally()
    for grade in options.grades:
        for scan in scans(options.corpus, grade):
            gold = read_records(_GOLDS[options.corpus] / f"{scan.name}.json")
            tally = measure_scan(scan, gold, options.cache)
            print(f"{grade} {scan.name}: {tally}", flush=True)
            if options.list:
                for line in tally.told:
                    print(f"    {line}")
            total += tally
    print(f"all: {total}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
