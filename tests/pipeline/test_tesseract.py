import stat
from pathlib import Path

import numpy as np
import pytest

from pipeline import tesseract
from pipeline.errors import MissingProgramError
from tests.pipeline.pages import draw_page, grey

BLANK = np.full((40, 60), 255, np.uint8)
HEADER = "level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n"


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a shell script in the place of the engine."""

    def install(script: str) -> None:
        program = tmp_path / "bin" / "tesseract"
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
        tesseract._version.cache_clear()
        tesseract._languages.cache_clear()

    yield install
    tesseract._version.cache_clear()
    tesseract._languages.cache_clear()


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        ("echo boom >&2; exit 1", "failed (exit code 1: boom)"),
        ("exit 3", "failed (exit code 3: no message)"),
        ("kill -9 $$", "was killed (signal 9)"),
        ("kill -11 $$", "was killed (signal 11)"),
        ("printf '\\377\\376\\200' >\"$2.tsv\"", "something that is no text"),
        ("exit 0", "ended without a result"),
        ('echo rubbish >"$2.tsv"', "ended without a result"),
        ("exec sleep 30", "no answer within 0.3 seconds"),
    ],
)
def test_a_failing_engine_is_told_in_one_sentence(fake, script: str, problem: str) -> None:
    fake(script)
    with pytest.raises(tesseract.EngineError) as caught:
        tesseract.read_words(BLANK, "vie", dpi=300, seconds=0.3 if "sleep" in script else 20)
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    "message", ["Failed loading language 'vie'", "Error opening data file /usr/share/tessdata/vie.traineddata"]
)
def test_a_language_that_fails_to_load_names_the_packages(fake, message: str) -> None:
    fake(f'echo "{message}" >&2; exit 1')
    with pytest.raises(MissingProgramError, match="tesseract-ocr-vie"):
        tesseract.read_words(BLANK, "vie", dpi=300)


def test_a_missing_engine_names_the_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingProgramError, match="tesseract-ocr, tesseract-ocr-vie and tesseract-ocr-script-viet"):
        tesseract.require("vie")


@pytest.mark.parametrize(
    ("installed", "wanted", "missing"),
    [("eng\\nosd", "vie", "vie"), ("vie", "vie+eng", "eng"), ("eng\\nvie\\nosd", "vie+eng", None)],
)
def test_required_languages(fake, installed: str, wanted: str, missing: str | None) -> None:
    fake(f'printf "List of available languages (3):\\n{installed}\\n"')
    if missing is None:
        tesseract.require(wanted)
        return
    with pytest.raises(MissingProgramError, match=f"lacks the language {missing}"):
        tesseract.require(wanted)


@pytest.mark.parametrize(
    ("installed", "model"),
    [("vie\\nscript/Vietnamese", "script/Vietnamese"), ("vie\\nVietnamese", "Vietnamese"), ("vie", None)],
)
def test_the_second_model_is_found_under_both_names(fake, installed: str, model: str | None) -> None:
    fake(f'printf "List of available languages (2):\\n{installed}\\n"')
    assert tesseract.script_model() == model


def test_a_failing_engine_leaves_no_file(fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    for script in ('echo part >"$2.tsv"; kill -9 $$', 'echo part >"$2.tsv"; exec sleep 30'):
        fake(script)
        with pytest.raises(tesseract.EngineError):
            tesseract.read_words(BLANK, "vie", dpi=300, seconds=0.3)
    assert list(scratch.iterdir()) == []


def test_only_words_with_text_come_back(fake) -> None:
    rows = (
        "1\\t1\\t0\\t0\\t0\\t0\\t0\\t0\\t60\\t40\\t-1\\t\\n"
        "5\\t1\\t1\\t1\\t2\\t1\\t3\\t4\\t20\\t10\\t96.5\\tKế\\n"
        "5\\t1\\t1\\t1\\t2\\t2\\t30\\t4\\t20\\t10\\t12\\t \\n"
    )
    fake(f"printf '{HEADER}{rows}' >$2.tsv")
    (word,) = tesseract.read_words(BLANK, "vie", dpi=300)
    assert (word.text, word.left, word.top, word.width, word.height) == ("Kế", 3, 4, 20, 10)
    assert word.confidence == pytest.approx(0.965)
    assert word.line == (1, 1, 2)


def test_the_engine_gets_one_thread_and_no_table_finder(fake, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    fake(f"""echo "$OMP_THREAD_LIMIT $*" >{seen}; printf '{HEADER}' >$2.tsv""")
    assert tesseract.read_words(BLANK, "vie", dpi=299.7, mode=6) == []
    text = seen.read_text()
    assert text.startswith("1 ")
    assert "-l vie --dpi 300 --psm 6" in text
    assert "textord_tabfind_find_tables=0" in text


def test_version_is_the_bare_number(fake) -> None:
    fake("echo 'tesseract 5.3.0'; echo ' leptonica-1.82'")
    assert tesseract.version() == "5.3.0"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Page number: 0\\nOrientation in degrees: 90\\nRotate: 270\\nOrientation confidence: 7.5\\n", (270, 7.5)),
        ("nothing known\\n", None),
    ],
)
def test_orientation(fake, answer: str, expected: tuple[int, float] | None) -> None:
    fake(f"""
case "$*" in
  *list-langs*) printf 'List:\\nosd\\nvie\\n';;
  *) printf '{answer}' >$2.osd;;
esac""")
    assert tesseract.read_orientation(BLANK, dpi=300) == expected


def test_orientation_without_its_model_is_unknown(fake) -> None:
    fake("printf 'List:\\nvie\\n'")
    assert tesseract.read_orientation(BLANK, dpi=300) is None


@pytest.mark.ocr
def test_a_drawn_line_is_read() -> None:
    image = grey(draw_page([(80, 80, "Kế hoạch cải cách hành chính năm 2026")], (1240, 260)))
    words = tesseract.read_words(image, "vie", dpi=300)
    assert " ".join(word.text for word in words) == "Kế hoạch cải cách hành chính năm 2026"
    assert min(word.confidence for word in words) > 0.7
