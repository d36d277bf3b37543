import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from models.document import Box, Word
from pipeline import numerals
from pipeline.numerals import read_doubts_again, settle_romans
from tests.pipeline.pages import font

NUMERALS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV"]


def printed(text: str, dpi: int, style: str = "Regular") -> tuple[np.ndarray, Box]:
    """A word in Times of 13 points as a scanner of `dpi` sees it, and its box in points."""
    image = Image.new("L", (900, 160), 255)
    ImageDraw.Draw(image).text((40, 30), text, font=font(round(13 * dpi / 72), style), fill=0)
    rows, columns = np.nonzero(np.array(image) < 128)
    seen = cv2.GaussianBlur(np.array(image, np.float32), (0, 0), 0.3 + 0.8 * dpi / 300)
    seen = np.clip(seen * 0.85 + 20 + np.random.default_rng(1).normal(0, 4, seen.shape), 0, 255)
    scale = dpi / 72
    box = Box(columns.min() / scale, rows.min() / scale, (columns.max() + 1) / scale, (rows.max() + 1) / scale)
    return seen.astype(np.uint8), box


def settled(read: str, text: str, dpi: int = 300, style: str = "Regular", before: str = "Quý") -> str:
    """What becomes of a reading of a printed word that stands behind another one."""
    grey, box = printed(text, dpi, style)
    line = [Word(before, Box(0, box.y0, 3, box.y1), 0.9)] if before else []
    return settle_romans([[*line, Word(read, box, 0.9)]], grey, dpi / 72)[0][-1].text


@pytest.mark.parametrize("dpi", [300, 200, 150])
@pytest.mark.parametrize("style", ["Regular", "Bold"])
@pytest.mark.parametrize("tail", ["", ".", ",", "/2026"])
def test_strokes_are_counted(dpi: int, style: str, tail: str) -> None:
    for numeral in NUMERALS[1:]:
        # A numeral that lost its last stroke, and one whose strokes ran together to what is no numeral.
        shorter = numeral.replace("II", "I", 1)
        assert settled(shorter + tail, numeral + tail, dpi, style) == numeral + tail
        assert settled(numeral.replace("II", "H", 1) + tail, numeral + tail, dpi, style) == numeral + tail


@pytest.mark.parametrize(
    ("read", "text", "before", "expected"),
    [
        ("HI.", "III.", "", "III."),  # a label
        ("II/2026", "III/2026", "trong", "III/2026"),  # before a year
        ("H", "II", "Chương", "II"),
        ("II", "III", "Phòng", "II"),  # no word of the form before it: not read as a numeral
        ("II", "III", "", "II"),  # at the start of a line, but no label
        ("HIV", "HIV", "nhiễm", "HIV"),
        ("1.", "1.", "", "1."),  # an arabic label has a stroke too
        ("I.KINH", "I. KINH", "", "I.KINH"),  # run together: a K has strokes too
        ("VI", "VI", "Quý", "VI"),
        ("11", "11", "Quý", "11"),
        ("11/2026", "II/2026", "Quý", "II/2026"),
        ("1/2026", "I/2026", "quý", "I/2026"),
        ("1/2026", "1/2026", "Quý", "1/2026"),
        ("1/2026", "1/2026", "tháng", "1/2026"),
        ("1", "I", "tháng", "1"),
    ],
)
def test_only_where_the_form_has_roman_numerals(read: str, text: str, before: str, expected: str) -> None:
    assert settled(read, text, before=before) == expected


@pytest.mark.parametrize("dpi", [300, 200, 150])
@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_a_quarter_is_told_from_an_arabic_number_by_its_serifs(dpi: int, style: str) -> None:
    for ones, numeral in (("1", "I"), ("11", "II"), ("111", "III")):
        assert settled(ones, numeral, dpi, style) == numeral
        assert settled(ones, ones, dpi, style) == ones


@pytest.mark.parametrize("text", NUMERALS)
def test_slanted_print_is_left_as_read(text: str) -> None:
    assert settled(text, text, style="Italic") == text


def test_a_list_of_quarters_is_counted_to_its_end() -> None:
    grey, box = printed("III/2026", 300)
    before = [Word(text, Box(place, box.y0, place + 2, box.y1), 0.9) for place, text in ((0, "Quý"), (3, "II,"))]
    line = settle_romans([[*before, Word("II/2026", box, 0.9)]], grey, 300 / 72)[0]
    assert [word.text for word in line] == ["Quý", "II,", "III/2026"]
    assert line[2].other == "II/2026"


def test_a_quarter_whose_word_ends_the_line_above() -> None:
    grey, box = printed("II/2026", 300)
    for word, expected in (("Quý", "II/2026"), ("số", "1/2026")):
        above = [Word(word, Box(box.x0, box.y0 - 14, box.x0 + 20, box.y0 - 5), 0.9)]
        assert settle_romans([above, [Word("1/2026", box, 0.3)]], grey, 300 / 72)[1][0].text == expected


@pytest.mark.parametrize(
    ("read", "printed_text"), [("Q.I/2026", "Q.II/2026"), ("QII/2026", "QIII/2026"), ("Q.H", "Q.II")]
)
def test_a_quarter_in_short(read: str, printed_text: str) -> None:
    assert settled(read, printed_text, before="") == printed_text
    assert settled(printed_text, printed_text, before="") == printed_text


@pytest.mark.parametrize("read", ["II2026", "III2026", "HI2026", "12026"])
def test_a_slash_that_was_lost_before_a_year(read: str) -> None:
    assert settled(read, "III/2026") == "III/2026"


def test_a_cell_of_running_numbers() -> None:
    grey, box = printed("III", 300)
    lines = [[Word("HI", box, 0.5)]]
    assert settle_romans(lines, grey, 300 / 72, in_number_cell=True)[0][0].text == "III"
    assert settle_romans(lines, grey, 300 / 72)[0][0].text == "HI"


def line_of(*words: tuple[str, float]) -> list[Word]:
    return [Word(text, Box(50 * i, 100, 50 * i + 40, 112), sure) for i, (text, sure) in enumerate(words)]


def second_reading(monkeypatch: pytest.MonkeyPatch, *words: Word) -> list[int]:
    """Lets the second model read these words; how many places it was asked for."""
    asked: list[int] = []

    def read(cuts: list[object], *_: object) -> list[list[Word]]:
        asked.append(len(cuts))
        return [list(words) for _ in cuts]

    monkeypatch.setattr(numerals, "read_stacked", read)
    return asked


PAGE = np.full((400, 1000), 255, np.uint8)


def test_doubtful_numbers_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    words = line_of(("đạt", 0.95), ("l0%", 0.8), ("năm", 0.6), ("2026", 0.95))
    second = line_of(("đạt", 0.9), ("10%", 0.8), ("nam", 0.9), ("2025", 0.9))
    asked = second_reading(monkeypatch, *second)
    checked = read_doubts_again(words, PAGE, 2.0, "other", 10)
    assert [word.text for word in checked] == ["đạt", "10%", "năm", "2026"]
    assert (checked[1].other, checked[1].confidence) == ("l0%", pytest.approx(0.4))
    assert asked == [1]


def test_sure_numbers_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = second_reading(monkeypatch)
    words = line_of(("trước", 0.6), ("30/6/2026", 0.93))
    assert read_doubts_again(words, PAGE, 2.0, "other", 10) == words
    assert asked == []


def test_a_number_that_the_second_model_does_not_see_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    second_reading(monkeypatch)
    words = line_of(("12", 0.5))
    assert read_doubts_again(words, PAGE, 2.0, "other", 10) == words


def test_a_number_divided_by_the_second_model_stays_one_word(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [Word("2O25/KH-UBND", Box(0, 100, 100, 112), 0.6)]
    parts = [Word("2025/KH", Box(0, 100, 50, 112), 0.9), Word("-UBND", Box(52, 100, 100, 112), 0.9)]
    second_reading(monkeypatch, *parts)
    (checked,) = read_doubts_again(words, PAGE, 2.0, "other", 10)
    assert checked.text == "2025/KH-UBND"
    assert (checked.box.x0, checked.box.x1) == (0, 100)
