"""Signs of comparison compared with the page."""

import pytest

from models.document import Box, Word
from pipeline.signs import settle_signs
from tests.pipeline.test_numerals import printed


@pytest.mark.parametrize("dpi", [300, 200, 150])
@pytest.mark.parametrize("style", ["Regular", "Bold"])
@pytest.mark.parametrize("number", [" 95", "95", " 12,5%", " 2", "7"])
@pytest.mark.parametrize("signs", [">≥", "<≤"])
def test_the_bar_below_a_sign_is_seen(signs: str, number: str, style: str, dpi: int) -> None:
    for sign in signs:
        grey, box = printed(sign + number, dpi, style)
        read = signs[0] + number.strip()
        assert settle_signs([[Word(read, box, 0.9)]], grey, dpi / 72)[0][0].text == sign + number.strip()


@pytest.mark.parametrize("dpi", [300, 150])
@pytest.mark.parametrize("sign", [">", "≥"])
def test_a_sign_that_is_a_word_by_itself(sign: str, dpi: int) -> None:
    grey, box = printed(f"{sign} 95", dpi)
    middle = box.x0 + 0.62 * box.height / 0.7
    words = [
        Word(">", Box(box.x0, box.y0 + 1, middle, box.y1 - 1), 0.9),
        Word("95", Box(middle, box.y0, box.x1, box.y1), 0.9),
    ]
    line = settle_signs([words], grey, dpi / 72)[0]
    assert [word.text for word in line] == [sign, "95"]
    assert line[0].other == (">" if sign == "≥" else None)


def test_other_words_stay() -> None:
    grey, box = printed("95", 300)
    words = [Word("95", box, 0.9)]
    assert settle_signs([words], grey, 300 / 72) == [words]
