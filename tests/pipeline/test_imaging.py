from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline import imaging
from tests.pipeline.pages import draw_page, font, grey

TEXT = "Kế hoạch chuyển đổi số của xã"


def prose(size: tuple[int, int] = (1240, 900)) -> np.ndarray:
    return grey(draw_page([(120, 80 + 75 * row, TEXT) for row in range(9)], size))


RED, BLUE = (205, 30, 40), (30, 50, 170)


def in_colour(draw: Callable[[ImageDraw.ImageDraw], None]) -> np.ndarray:
    """A sheet of 150 dpi with what is drawn on it."""
    sheet = Image.new("RGB", (1240, 1754), "white")
    draw(ImageDraw.Draw(sheet))
    return np.array(sheet, np.uint8)


def test_seals_and_signatures_vanish_and_print_below_them_stays() -> None:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        pen.ellipse((700, 1200, 915, 1415), outline=RED, width=9)
        pen.regular_polygon((807, 1307, 50), 5, fill=RED)
        pen.line([(760, 1390), (800, 1280), (860, 1430), (990, 1300)], fill=BLUE, width=5)
        pen.text((650, 1300), "Nguyễn Văn An", font=font(27, "Bold"), fill=(20, 20, 20))

    seen = imaging.to_grey(in_colour(draw))
    black = imaging.to_grey(
        in_colour(lambda pen: pen.text((650, 1300), "Nguyễn Văn An", font=font(27, "Bold"), fill=0))
    )
    assert (seen < 130).sum() == pytest.approx((black < 130).sum(), rel=0.05)


@pytest.mark.parametrize("colour", [RED, BLUE, (0, 0, 255)])
def test_lines_of_coloured_print_stay(colour: tuple[int, int, int]) -> None:
    seen = imaging.to_grey(in_colour(lambda pen: pen.text((200, 400), "Số: 127/KH-UBND", font=font(27), fill=colour)))
    black = imaging.to_grey(in_colour(lambda pen: pen.text((200, 400), "Số: 127/KH-UBND", font=font(27), fill=0)))
    assert (seen < 130).sum() >= 0.65 * (black < 130).sum()


def test_a_page_without_colour_is_its_own_grey() -> None:
    page = prose()
    assert np.array_equal(imaging.to_grey(np.dstack([page] * 3)), page)
    assert imaging.to_grey(page) is page


def test_uneven_light_becomes_white_and_print_stays_black() -> None:
    page = prose().astype(np.float32)
    light = np.linspace(1.0, 0.55, page.shape[1])[None, :]
    flat = imaging.flatten((page * light).astype(np.uint8))
    assert flat[page == 255].min() > 215
    assert flat[page == 0].max() < 60


def test_print_in_a_deep_shadow_at_the_edge_is_kept() -> None:
    page = prose().astype(np.float32)
    light = np.clip(np.linspace(-0.5, 1.9, page.shape[1]), 0.25, 1.0)[None, :]
    flat = imaging.flatten((page * light).astype(np.uint8))
    kept = (flat[:, :400] < 130).sum() / (page[:, :400] < 130).sum()
    assert 0.8 < kept < 1.2


def test_the_dark_lid_of_a_scanner_becomes_white() -> None:
    page = prose()
    page[:, -60:] = 25
    assert imaging.flatten(page)[:, -50:].min() > 200


def test_a_narrow_lid_full_of_specks_becomes_white_too() -> None:
    page = prose()
    page[:, -60:] = 25
    page[:, -60:][np.random.default_rng(2).random((page.shape[0], 60)) < 0.2] = 255
    assert np.median(imaging.flatten(page)[:, -50:]) > 200


@pytest.mark.parametrize("angle", [-4.8, -2.0, -0.7, 0.0, 0.4, 1.9, 4.9])
def test_skew_is_found_and_undone(angle: float) -> None:
    turned, _ = imaging.turn(prose(), angle)
    assert imaging.skew_angle(turned) == pytest.approx(-angle, abs=0.12)


def test_a_dark_bar_does_not_pass_for_a_level_page() -> None:
    turned, _ = imaging.turn(prose(), 1.5)
    turned[60:110] = 10
    assert imaging.skew_angle(turned) == pytest.approx(-1.5, abs=0.15)


def test_an_empty_page_has_no_skew() -> None:
    assert imaging.skew_angle(np.full((900, 700), 255, np.uint8)) == 0.0


@pytest.mark.parametrize(("degrees", "lies"), [(0, True), (90, False), (180, True), (270, False)])
def test_the_shape_of_lines_tells_the_quarter_turn(degrees: int, lies: bool) -> None:
    shape = imaging.lines_stand_upright(imaging.quarter_turn(prose(), degrees), 300 / 72)
    assert shape > 3 if lies else shape < 1 / 3


def test_rulings_do_not_count_as_lines_of_text() -> None:
    page = prose()
    page[:, ::110] = 0
    page[:, 1::110] = 0
    assert imaging.lines_stand_upright(page, 300 / 72) > 3


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_the_matrix_of_a_quarter_turn_follows_the_pixels(degrees: int) -> None:
    page = np.full((40, 70), 255, np.uint8)
    page[5:8, 10:13] = 0
    turned = imaging.quarter_turn(page, degrees)
    x, y, _ = imaging.quarter_turn_matrix(degrees, 70, 40) @ np.array([11.5, 6.5, 1.0])
    assert turned[int(y), int(x)] == 0


def test_salt_and_pepper_is_told_from_clean_print_and_removed() -> None:
    clean = prose()
    rng = np.random.default_rng(3)
    noisy = clean.copy()
    noisy[rng.random(clean.shape) < 0.01] = 0
    assert imaging.speck_share(clean) < 0.3 < 3 < imaging.speck_share(noisy)
    assert imaging.speck_share(imaging.despeckle(noisy)) < 1


def test_levels_lift_faint_print_from_the_back() -> None:
    row = np.array([[0, 60, 125, 190, 230]], np.uint8)
    assert imaging.whiten(row)[0].tolist() == [0, 0, 127, 255, 255]
