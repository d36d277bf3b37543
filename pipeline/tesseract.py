"""The one adapter of Tesseract, on pytesseract: every call has a time limit and known messages, and leaves no file."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from tempfile import NamedTemporaryFile

import numpy as np
import pytesseract
from numpy.typing import NDArray

from pipeline.errors import InputError, MissingProgramError

PROGRAM = "tesseract"
SINGLE_BLOCK = 6
"""Page segmentation mode: one uniform block of text."""
SINGLE_LINE = 7
AUTOMATIC = 3
READING_DPI = 200.0
"""Resolution at which print of 13 points is read best: a quarter faster than at 300 dpi, with fewer errors in prose
(0.12 against 0.17 % of the characters) and in cells (F1 0.996 against 0.992)."""
_SLASHES = str.maketrans("⁄∕", "//")
"""The model of the script has other slashes, which no document prints."""
_SECONDS_TO_ANSWER = 20
# More threads a process make pages slower (3.8 CPU seconds against 1.45); pytesseract hands the environment on.
os.environ["OMP_THREAD_LIMIT"] = "1"
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


@contextmanager
def _known_failures(seconds: float) -> Iterator[None]:
    """Every failure of a call as one of two errors with a user's sentence.

    Raises:
        MissingProgramError: the program or the language is not installed.
        EngineError: it crashed, was killed, ran out of time or wrote something that is not UTF-8.
    """
    try:
        yield
    except pytesseract.TesseractNotFoundError as error:
        raise MissingProgramError("the program tesseract is not installed.", _PACKAGES) from error
    except pytesseract.TesseractError as error:
        raise _failure(int(error.status), str(error.message)) from error
    except FileNotFoundError as error:
        raise EngineError("the text recognition ended without a result.", "Reinstall tesseract.") from error
    except OSError as error:
        raise MissingProgramError(f"the program tesseract cannot be started ({error.strerror}).", _PACKAGES) from error
    except UnicodeDecodeError as error:
        raise EngineError("the text recognition wrote something that is no text.", "Reinstall tesseract.") from error
    except RuntimeError as error:
        # pytesseract has no class of its own for a call that it ended after the time limit.
        raise EngineError(
            f"the text recognition gave no answer within {seconds:g} seconds.", "Raise the time limit a page."
        ) from error


def _failure(status: int, message: str) -> EngineError | MissingProgramError:
    if "Failed loading language" in message or "Error opening data file" in message:
        return MissingProgramError("a language of tesseract is not installed.", _PACKAGES)
    if status < 0:
        return EngineError(f"the text recognition was killed (signal {-status}).", "Free memory or use fewer workers.")
    return EngineError(f"the text recognition failed (exit code {status}: {message or 'no message'}).", "Try it again.")


def _run(image: NDArray[np.uint8], output: str, config: str, *, language: str | None, seconds: float) -> str:
    """What the engine writes about a grey image, as 'tsv' or 'osd'.

    The image goes in as a PGM file by its path: pytesseract spends half of a page's time on PNG where it gets the
    image itself.
    """
    height, width = image.shape
    with NamedTemporaryFile(prefix="kehoach_", suffix=".pgm") as file, _known_failures(seconds):
        file.write(b"P5\n%d %d\n255\n" % (width, height) + np.ascontiguousarray(image).tobytes())
        file.flush()
        data: bytes = pytesseract.pytesseract.run_and_get_output(
            file.name, extension=output, lang=language, config=config, timeout=seconds, return_bytes=True
        )
        return data.decode("utf8")


def _ask(argument: str) -> list[str]:
    """Lines of what the engine says of itself; pytesseract's own questions overlook models in capitals."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise MissingProgramError("the program tesseract is not installed.", _PACKAGES)
    with _known_failures(_SECONDS_TO_ANSWER):
        try:
            done = subprocess.run(
                [program, argument], capture_output=True, timeout=_SECONDS_TO_ANSWER, check=True, encoding="utf8"
            )
        except subprocess.TimeoutExpired as error:
            raise RuntimeError from error
        except subprocess.CalledProcessError as error:
            raise pytesseract.TesseractError(error.returncode, (error.stderr or "").strip()) from error
    return done.stdout.splitlines()


@lru_cache(maxsize=4)
def _version(program: str | None) -> str:
    lines = _ask("--version")
    return lines[0].replace("tesseract", "").strip() if lines else "unknown"


def version() -> str:
    """Version of the installed engine, for example '5.3.0'."""
    return _version(shutil.which(PROGRAM))


@lru_cache(maxsize=4)
def _languages(program: str | None) -> frozenset[str]:
    return frozenset(line.strip() for line in _ask("--list-langs")[1:] if line.strip())


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
    config = f"--dpi {round(dpi)} --psm {mode} -c textord_tabfind_find_tables=0 -c tessedit_create_tsv=1"
    text = _run(image, "tsv", config, language=language, seconds=seconds)
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
        words.append(
            RawWord(
                fields[11].strip().translate(_SLASHES), left, top, width, height, confidence, (block, paragraph, line)
            )
        )
    return words


def read_orientation(image: NDArray[np.uint8], *, dpi: float, seconds: float = 60) -> tuple[int, float] | None:
    """Degrees clockwise by which the image has to be turned to stand upright, and how sure the engine is of it.

    None where it cannot tell (too few letters) or its orientation model is missing.
    """
    if "osd" not in languages():
        return None
    try:
        text = _run(image, "osd", f"--dpi {round(dpi)} --psm 0", language="osd", seconds=seconds)
    except EngineError:
        return None
    values = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)
    try:
        return int(values["Rotate"]) % 360, float(values["Orientation confidence"])
    except (KeyError, ValueError):
        return None
