"""Every pattern of the program on lines of a megabyte: which take longer than they may.

    python -m tests.benchmarks.measure_patterns [--module NAME] [--limit 50] [--size 1000000] [--growth 0]

Patterns are those of the modules (globals, and what cached functions without arguments give) and those that are
compiled while the fixtures' transcripts are extracted. The lines repeat what grammars stumble over: digits, blanks,
points, commas, brackets, labels, 'nam ', folded words, and each pattern's own words. A pattern is searched from end to
end (`finditer`) and at the beginning (`match`), with a time limit, so that the run comes to an end whatever it finds.
Those of the extractors are given as much as a paragraph holds at most, as in a document.
"""

import argparse
import importlib
import inspect
import math
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType, ModuleType
from typing import Any

import regex

from extractors import frame
from extractors.long_paragraphs import LONGEST
from models.text import fold_keeping_length
from pipeline import legacy
from pipeline.process import process
from tests.benchmarks import corpus

PACKAGES = ("corpora", "extractors", "models", "pipeline")
LIMIT_MS = 50.0
SIZE = 1_000_000
GIVEN_UP = 1.0
"""Seconds after which a search is stopped."""
STEP = 10
"""Each line is tried at a tenth of its length first: what is quick there is not tried at full length."""
REPEATED = (
    "0", "1 ", "1.", "1,", "12.000.", "1-", "1/", "80%", "80% ", "80 - ", "-", " ", "\u00a0", ".", ". ", ",", ", ", ";",
    "; ", ":", "(", ")", "((a", "[", "“", '"', "*", "|", "<", "<b>", "#", "a", "a ", "a.", "I", "I.", "I. ", "II ",
    "a) ", "1. ", "1.1. ", "Điều 1. ", "đ", "Đ ", "nam ", "nam 2024 ", "ngay 01/01/2024 ", "tu nam 2021 den ", "den ",
    "so ", "so: ", "so voi ", "tu ", "cap tinh, ", "linh vuc ", "cua ", "va ", "ty le ", "dat tu ", "toi thieu ",
    "trong do, ",
    "UBND ", "UBND, ", "Sở ", "Sở A, ", "Bộ Nội vụ và ", "Quyết định số ", "quyet dinh so 12/QD-UBND ", "12/QĐ-UBND",
    "12/QĐ-UBND, ", "/QĐ", "QD-", "A-", "A&", "TM. ", "KT. ", "ÀB ", "việc làm, ", "Ủy ban nhân dân tỉnh ", "\t", "x\t",
    "e\u0301", "phan tram ", "mot tram ", "gap 2 lan ", "hang 5/63 ", "quy I/2024, ", "Nguyễn Văn A ", "luat dat dai ",
    "ban hanh kem theo ", "(trừ ", "phối hợp ", "cong hoa xa hoi chu nghia viet na ", "doc lap tu do hanh phu ",
)  # fmt: skip
_WORDS = regex.compile(r"[\p{L}%/&]{2,}")
_SYNTAX = regex.compile(r"\(\?P?<\w+>|\(\?P=\w+\)|\\[pP]\{\w+\}|\\.|\(\?[a-z]+\)|\{\d*,?\d*\}")


BOUNDED = {
    "extractors.frame._NATION": frame._LONGEST_LINE,
    "extractors.frame._MOTTO": frame._LONGEST_LINE,
    "extractors.frame._PARTY": frame._LONGEST_LINE,
    "extractors.horizons._DATE_HEADING": 200,  # sixteen words
    "pipeline.legacy._STYLE": legacy._LONGEST_NAME,
}
"""Characters that a pattern is given at most, where its module cuts what it looks at."""


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern and where it was found."""

    pattern: Any
    place: str
    anchored: bool = False
    """Only matched at one place (`match`, `fullmatch`), never searched for."""


def modules() -> Iterator[ModuleType]:
    """All modules of the program that can be imported here."""
    for package in PACKAGES:
        root = importlib.import_module(package)
        yield root
        for info in pkgutil.walk_packages(root.__path__, f"{package}."):
            if ".migrations" not in info.name:
                yield importlib.import_module(info.name)


def patterns_within(value: object, depth: int = 4) -> Iterator[Any]:
    """Compiled patterns in a value and in the collections that it holds."""
    if isinstance(value, regex.Pattern | re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for one in (*value, *value.values()):
            yield from patterns_within(one, depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from patterns_within(one, depth - 1)
    elif depth and hasattr(value, "__slots__") and type(value).__module__.split(".")[0] in PACKAGES:
        for name in value.__slots__:
            yield from patterns_within(getattr(value, name, None), depth - 1)


@contextmanager
def recorded(found: list[Found]) -> Iterator[None]:
    """While it lasts, every pattern that code of the program compiles or looks up is noted with its place."""
    compiler = sys.modules["regex._main"]
    genuine: Callable[..., Any] = compiler._compile  # type: ignore[attr-defined]

    def compile_and_note(*arguments: Any, **named: Any) -> Any:
        pattern = genuine(*arguments, **named)
        caller: FrameType | None = sys._getframe(1)
        called = caller.f_code.co_name if caller else ""
        while caller is not None and caller.f_globals.get("__name__", "").startswith("regex"):
            caller = caller.f_back
        name = caller.f_globals.get("__name__", "") if caller else ""
        if caller is not None and name.split(".")[0] in PACKAGES:
            found.append(Found(pattern, f"{name}:{caller.f_lineno}", called in ("match", "fullmatch")))
        return pattern

    compiler._compile = compile_and_note  # type: ignore[attr-defined]
    try:
        yield
    finally:
        compiler._compile = genuine  # type: ignore[attr-defined]


def collect() -> list[Found]:
    """All patterns, each once."""
    found: list[Found] = []
    for module in modules():
        for name, value in list(vars(module).items()):
            own = getattr(value, "__module__", module.__name__) == module.__name__
            anchored = own and is_anchored(module, name)
            found += [Found(pattern, f"{module.__name__}.{name}", anchored) for pattern in patterns_within(value)]
            if own and hasattr(value, "cache_info") and not _arguments(value):
                found += [Found(pattern, f"{module.__name__}.{name}()") for pattern in patterns_within(value())]
    with recorded(found):
        for path in sorted((corpus.ROOT / "fixtures" / "transcripts").glob("*.txt")):
            process(path)
    once: dict[tuple[str, int], Found] = {}
    # Those that are searched for go first: a wording may be used in both ways.
    for one in sorted(found, key=lambda one: one.anchored):
        once.setdefault((str(one.pattern.pattern), one.pattern.flags), one)
    return [one for one in once.values() if isinstance(one.pattern.pattern, str)]


def is_anchored(module: ModuleType, name: str) -> bool:
    """Whether the code only matches a pattern at one place. Told by how its module uses the name."""
    source = inspect.getsource(module)
    used = re.findall(rf"(?<![\w.]){re.escape(name)}\b(?! =)(?:\.(\w+)\()?", source)
    return bool(used) and set(used) <= {"match", "fullmatch"}


def _arguments(function: Any) -> int:
    return int(function.__wrapped__.__code__.co_argcount + function.__wrapped__.__code__.co_kwonlyargcount)


def pieces_for(pattern: str) -> Iterator[str]:
    """What the lines for a pattern repeat."""
    words = list(dict.fromkeys(_WORDS.findall(_SYNTAX.sub(" ", pattern))))
    pairs = [" ".join(words[at : at + 2]) for at in range(min(8, len(words)))]
    pieces = [*REPEATED, *(f"{piece} " for piece in (*words[:12], *pairs, " ".join(words)))]
    for piece in dict.fromkeys(pieces):
        for text in dict.fromkeys((piece, fold_keeping_length(piece))):
            if text.strip("\n"):
                yield text


def _alarm(number: int, frame: object) -> None:
    raise TimeoutError


def longest_for(one: Found) -> int:
    """Characters of what a pattern is given: the extractors see paragraphs, what comes before them whole texts."""
    return LONGEST if one.place.startswith(("extractors.", "corpora.")) else sys.maxsize


def probe(one: Found, piece: str, size: int) -> float:
    """CPU seconds of a pattern on a line of so many characters, to the next match or the end; `GIVEN_UP` where all
    matches together take so long."""
    size = min(size, BOUNDED.get(one.place, longest_for(one)))
    line = (piece * (size // len(piece) + 1))[:size]
    stopping = {"timeout": GIVEN_UP} if isinstance(one.pattern, regex.Pattern) else {}
    signal.setitimer(signal.ITIMER_REAL, 0 if stopping else GIVEN_UP)
    worst, last = 0.0, time.process_time()
    try:
        for _ in () if one.anchored else one.pattern.finditer(line, **stopping):
            now = time.process_time()
            worst, last = max(worst, now - last), now
        now = time.process_time()
        worst, last = max(worst, now - last), now
        one.pattern.match(line, **stopping)
    except TimeoutError:
        return GIVEN_UP
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return max(worst, time.process_time() - last)


def growth_of(one: Found, piece: str, size: int, spent: float) -> float:
    """How much faster than the line the time grows; without end where the search was stopped."""
    if spent >= GIVEN_UP:
        return math.inf
    return spent / max(1e-6, probe(one, piece, size // STEP)) / STEP


def main() -> int:
    """Measure and list the offenders; the exit code tells whether there are any."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--module", default="", help="only patterns whose place begins so")
    parser.add_argument("--limit", type=float, default=LIMIT_MS, help="milliseconds that are allowed")
    parser.add_argument(
        "--growth", type=float, default=0.0, help="only where the time grows so much faster than the line"
    )
    parser.add_argument("--size", type=int, default=SIZE, help="characters of a line")
    options = parser.parse_args()
    signal.signal(signal.SIGALRM, _alarm)
    found = [one for one in collect() if one.place.startswith(options.module)]
    offenders = 0
    for one in found:
        slow = [
            (spent, growth, piece)
            for piece in pieces_for(one.pattern.pattern)
            if (spent := probe(one, piece, options.size // STEP)) * STEP * 1000 > options.limit
            and (spent := probe(one, piece, options.size)) * 1000 > options.limit
            and (growth := growth_of(one, piece, options.size, spent)) > options.growth
        ]
        if slow:
            offenders += 1
            worst = ", ".join(
                f"{1000 * spent:.0f} ms on {piece!r} ({growth:.1f})" for spent, growth, piece in sorted(slow)[:-4:-1]
            )
            print(f"{one.place}: {worst}; {len(slow)} lines\n    {one.pattern.pattern[:110]}", flush=True)
    print(f"{offenders} of {len(found)} patterns take more than {options.limit:.0f} ms on {options.size} characters")
    return int(offenders > 0)


if __name__ == "__main__":
    sys.exit(main())
