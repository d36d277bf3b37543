"""Print that shines through from the other side."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.other_side import without_other_side
from tests.pipeline.pages import font

SCALE = 300 / 72
LINES = ["Rà soát, công bố thủ tục hành chính", "Cắt giảm thời gian giải quyết hồ sơ", "Khảo sát mức độ hài lòng"]


def page(*prints: tuple[int, int]) -> np.ndarray:
    """Lines of print, each print (grey, place down in pixels) in its own shade, as a scanner sees them."""
    image = Image.new("L", (1600, 900), 250)
    for grey, top in prints:
        for at, text in enumerate(LINES):
            ImageDraw.Draw(image).text((100, top + 80 * at), text, font=font(54), fill=grey)
    return cv2.GaussianBlur(np.array(image), (0, 0), 1.0)


@pytest.mark.parametrize("top", [350, 95])
@pytest.mark.parametrize("lighter", [135, 155])
def test_print_of_the_other_side_goes(lighter: int, top: int) -> None:
    alone = page((30, 60))
    cleaned = without_other_side(page((lighter, top), (30, 60)), SCALE)
    assert cleaned is not None
    differs = cv2.absdiff(cleaned, alone) > 60
    assert differs.mean() < 0.002
    assert (cleaned < 228).sum() < 1.3 * (alone < 228).sum()


@pytest.mark.parametrize("prints", [[(30, 60)], [(150, 60)], [(90, 60), (120, 350)], [(60, 60), (90, 350), (125, 600)]])
def test_one_kind_of_print_stays(prints: list[tuple[int, int]]) -> None:
    assert without_other_side(page(*prints), SCALE) is None


def test_light_rulings_stay() -> None:
    image = page((170, 350), (30, 60))
    image[800:803, 50:1500] = 170
    image[700:880, 700:703] = 170
    cleaned = without_other_side(image, SCALE)
    assert cleaned is not None
    assert (cleaned[800:803, 60:1490] < 180).all()


def test_a_blank_page() -> None:
    assert without_other_side(np.full((900, 700), 250, np.uint8), SCALE) is None
