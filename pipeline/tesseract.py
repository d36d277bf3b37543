"""The one adapter of Tesseract: every call goes through `run`, with a time limit and known messages.

Images go in as PGM over standard input: encoding PNG takes half of a page's time, and no file is left behind.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import InputError, MissingProgramError

PROGRAM = "tesseract"
SINGLE_BLOCK = 6
"""Page segmentation mode: one uniform block of text."""
SINGLE_LINE = 7
AUTOMATIC = 3
_PACKAGES = "Install the Debian packages tesseract-ocr, tesseract-ocr-vie and tesseract-ocr-script-viet."
_SCRIPT_MODELS = ("script/Vietnamese", "Vietnamese")


@dataclass(frozen=True, slots=True)
class RawWord:
    """A word as the engine reports it: place in pixels, confidence 0..1, and the line it stands on."""

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    line: tuple[int, int, int]
    """Block, paragraph and line number on the page."""


class EngineError(InputError):
    """The engine failed on an image; callers add file and page."""


def run(arguments: list[str], data: bytes | None = None, seconds: float = 120) -> str:
    """Standard output of one call of the engine.

    Raises:
        MissingProgramError: the program or the language is not installed.
        EngineError: it crashed, was killed, ran out of time or wrote something that is not UTF-8.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise MissingProgramError("the program tesseract is not installed.", _PACKAGES)
    # More than one thread a process makes pages slower (3.8 CPU seconds against 1.45).
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            [program, *arguments], input=data, capture_output=True, timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise EngineError(
            f"the text recognition gave no answer within {seconds:g} seconds.", "Raise the time limit a page."
        ) from error
    except OSError as error:
        raise MissingProgramError(f"the program tesseract cannot be started ({error.strerror}).", _PACKAGES) from error
    message = done.stderr.decode("utf8", "replace").strip()
    if done.returncode != 0:
        if "Failed loading language" in message or "Error opening data file" in message:
            raise MissingProgramError("a language of tesseract is not installed.", _PACKAGES)
        if done.returncode < 0:
            raise EngineError(
                f"the text recognition was killed (signal {-done.returncode}).", "Free memory or use fewer workers."
            )
        last = message.splitlines()[-1] if message else "no message"
        raise EngineError(f"the text recognition failed (exit code {done.returncode}: {last}).", "Try it again.")
    try:
        return done.stdout.decode("utf8")
    except UnicodeDecodeError as error:
        raise EngineError("the text recognition wrote something that is no text.", "Reinstall tesseract.") from error


@lru_cache(maxsize=4)
def _version(program: str | None) -> str:
    lines = run(["--version"], seconds=20).splitlines()
    return lines[0].replace("tesseract", "").strip() if lines else "unknown"


def version() -> str:
    """Version of the installed engine, for example '5.3.0'."""
    return _version(shutil.which(PROGRAM))


@lru_cache(maxsize=4)
def _languages(program: str | None) -> frozenset[str]:
    return frozenset(line.strip() for line in run(["--list-langs"], seconds=20).splitlines()[1:] if line.strip())


def languages() -> frozenset[str]:
    """Models that the engine finds."""
    return _languages(shutil.which(PROGRAM))


def require(names: str) -> None:
    """Raise `MissingProgramError` unless the program and each model of `names` ('vie+eng') is installed."""
    missing = [name for name in names.split("+") if name not in languages()]
    if missing:
        raise MissingProgramError(f"tesseract lacks the language {', '.join(missing)}.", _PACKAGES)


def script_model() -> str | None:
    """Name of the second model, trained for the Vietnamese script; None where it is not installed."""
    return next((name for name in _SCRIPT_MODELS if name in languages()), None)


def read_words(
    image: NDArray[np.uint8], language: str, *, dpi: float, mode: int = AUTOMATIC, seconds: float = 120
) -> list[RawWord]:
    """The words on a grey image (height, width), in the engine's order.

    The engine's own table finder is off: it breaks the reading order of pages with ruled tables.
    """
    text = run(
        ["stdin", "stdout", "-l", language, "--dpi", str(round(dpi)), "--psm", str(mode),
         "-c", "textord_tabfind_find_tables=0", "tsv"],
        _pgm(image), seconds,
    )  # fmt: skip
    if not text.startswith("level\t"):
        raise EngineError("the text recognition ended without a result.", "Reinstall tesseract.")
    words = []
    for row in text.splitlines()[1:]:
        fields = row.split("\t")
        # A word is level 5; its confidence stands in field 10 as a percentage.
        if len(fields) != 12 or fields[0] != "5" or not fields[11].strip():
            continue
        block, paragraph, line = (int(value) for value in fields[2:5])
        left, top, width, height = (int(value) for value in fields[6:10])
        confidence = min(1.0, max(0.0, float(fields[10]) / 100))
        words.append(RawWord(fields[11].strip(), left, top, width, height, confidence, (block, paragraph, line)))
    return words


def read_orientation(image: NDArray[np.uint8], *, dpi: float, seconds: float = 60) -> tuple[int, float] | None:
    """Degrees clockwise by which the image has to be turned to stand upright, and how sure the engine is of it.

    None where it cannot tell (too few letters) or its orientation model is missing.
    """
    if "osd" not in languages():
        return None
    try:
        text = run(["stdin", "stdout", "--dpi", str(round(dpi)), "--psm", "0"], _pgm(image), seconds)
    except EngineError:
        return None
    values = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)
    try:
        return int(values["Rotate"]) % 360, float(values["Orientation confidence"])
    except (KeyError, ValueError):
        return None


def _pgm(image: NDArray[np.uint8]) -> bytes:
    height, width = image.shape
    return b"P5\n%d %d\n255\n" % (width, height) + np.ascontiguousarray(image).tobytes()
