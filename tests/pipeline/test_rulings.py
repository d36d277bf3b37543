"""Rulings on drawn pages at 300 dpi: what a scan does to them is mended, what is no table stays none."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from models.document import Box
from pipeline.grid import Grid, build_grids, edge_of
from pipeline.rulings import find_rulings
from tests.pipeline.pages import draw_page, draw_table, grey

SCALE = 300 / 72
COLUMNS, ROWS = [60, 260, 800, 1240, 1600], [60, 200, 290, 500, 700]
"""Two rows of text, a group row between them that spans all columns, two rows more."""
SIZE = (1700, 900)
TEXTS = {
    (0, 0): "TT", (0, 1): "Nội dung", (0, 2): "Chủ trì", (0, 3): "Hạn",
    (1, 0): "I. Hạ tầng số, nền tảng số và dữ liệu dùng chung",
    (2, 0): "1", (2, 1): "Mở rộng mạng\ntruyền số liệu", (2, 2): "Phòng Văn hóa\n- Xã hội", (2, 3): "Quý II",
    (3, 0): "2", (3, 1): "Tập huấn kỹ\nnăng số", (3, 2): "Văn phòng", (3, 3): "Tháng 9",
}  # fmt: skip
PLACES = {(row, column, 1, 1) for row in (0, 2, 3) for column in range(4)} | {(1, 0, 1, 4)}
Damage = Callable[[np.ndarray], None]


def table() -> np.ndarray:
    image = draw_table(COLUMNS, ROWS, {place: text for place, text in TEXTS.items() if place[0] != 1}, SIZE)
    pixels = grey(image)
    for x in COLUMNS[1:-1]:
        pixels[ROWS[1] + 4 : ROWS[2] - 3, x - 4 : x + 5] = 255
    group = grey(draw_page([(82, 212, TEXTS[1, 0])], SIZE))
    return np.minimum(pixels, group)


def places(grid: Grid) -> set[tuple[int, int, int, int]]:
    return {(cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells}


def grids_of(image: np.ndarray) -> list[Grid]:
    return build_grids(find_rulings(image, SCALE))


def gap(x0: int, y0: int, x1: int, y1: int) -> Damage:
    def erase(image: np.ndarray) -> None:
        image[y0:y1, x0:x1] = 255

    return erase


def along(x: int, y0: int, y1: int) -> Damage:
    return gap(x - 4, y0, x + 5, y1)


def across(y: int, x0: int, x1: int) -> Damage:
    return gap(x0, y - 4, x1, y + 5)


def both(*damages: Damage) -> Damage:
    def erase(image: np.ndarray) -> None:
        for damage in damages:
            damage(image)

    return erase


def dotted(on: int, off: int) -> Damage:
    def erase(image: np.ndarray) -> None:
        for y in ROWS:
            for x in range(COLUMNS[0], COLUMNS[-1], on + off):
                image[y - 4 : y + 5, x + on : x + on + off] = 255
        for x in COLUMNS:
            for y in range(ROWS[0], ROWS[-1], on + off):
                if not ROWS[1] < y < ROWS[2] or x in (COLUMNS[0], COLUMNS[-1]):
                    image[y + on : y + on + off, x - 4 : x + 5] = 255

    return erase


def shaded(image: np.ndarray) -> None:
    rng = np.random.default_rng(1)
    head = (slice(ROWS[0], ROWS[1]), slice(COLUMNS[0], COLUMNS[-1]))
    image[head] = np.minimum(image[head], rng.normal(213, 4, image[head].shape).clip(0, 255)).astype(np.uint8)


def doubled(image: np.ndarray) -> None:
    for y in (ROWS[0], ROWS[-1]):
        image[y + 8 : y + 11, COLUMNS[0] : COLUMNS[-1]] = 0
    for x in (COLUMNS[0], COLUMNS[-1]):
        image[ROWS[0] : ROWS[-1], x + 8 : x + 11] = 0


def framed(image: np.ndarray) -> None:
    cv2.rectangle(image, (COLUMNS[0], ROWS[0]), (COLUMNS[-1], ROWS[-1]), 0, 11)


def stamped(image: np.ndarray) -> None:
    for radius, pen in ((150, 8), (110, 3)):
        cv2.circle(image, (800, 500), radius, 50, pen)
    cv2.putText(image, "DEN 118", (690, 560), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 50, 4)


def touched(image: np.ndarray) -> None:
    text = grey(draw_page([(690, 310, "Ủy ban"), (690, 600, "quận")], SIZE))
    image[:] = np.minimum(image, text)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(along(800, 320, 470), id="a gap of 36 points within a cell"),
        pytest.param(across(500, 300, 450), id="a gap of 36 points between two rows"),
        pytest.param(along(800, 240, 400), id="a gap from a merged row downwards"),
        pytest.param(both(along(800, 440, 560), across(500, 740, 860)), id="a crossing lost"),
        pytest.param(both(along(60, 50, 150), across(60, 50, 180)), id="a corner lost"),
        pytest.param(across(60, 264, 797), id="the upper side of a cell lost from crossing to crossing"),
        pytest.param(along(1600, 504, 697), id="the outer side of a cell lost from crossing to crossing"),
        pytest.param(across(290, 804, 1237), id="the ruling between a merged row and a cell lost"),
        pytest.param(both(*(along(x, y, y + 60) for x in COLUMNS for y in (90, 350, 560))), id="gaps in all rulings"),
        pytest.param(dotted(5, 5), id="dotted"),
        pytest.param(dotted(18, 9), id="dashed"),
        pytest.param(shaded, id="a shaded head"),
        pytest.param(doubled, id="a double frame"),
        pytest.param(framed, id="a thick frame"),
        pytest.param(stamped, id="a stamp over a crossing"),
        pytest.param(touched, id="print that runs into a ruling"),
        pytest.param(along(60, 64, 697), id="no left side"),
        pytest.param(along(1600, 64, 697), id="no right side"),
        pytest.param(across(700, 64, 1597), id="no lower side"),
    ],
)
def test_damaged_rulings_are_mended(damage: Damage) -> None:
    image = table()
    damage(image)
    (grid,) = grids_of(image)
    assert places(grid) == PLACES


def merged_down() -> np.ndarray:
    """The second cells of the last two rows are one."""
    image = table()
    image[496:505, 264:797] = 255
    return image


def merged_over_text() -> np.ndarray:
    """The cells beside the text of the last row are one with it, and it runs over the lost boundary."""
    image = table()
    image[505:697, 264:1237] = 255
    text = grey(draw_page([(290, 520, "Tập huấn kỹ năng số cho cán bộ,"), (290, 590, "công chức và người dân")], SIZE))
    return np.minimum(image, text)


def underlined() -> np.ndarray:
    """An underlined word in a narrow cell."""
    image = table()
    image[430:434, 850:1050] = 0
    return image


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        (table, PLACES),
        (merged_down, PLACES - {(2, 1, 1, 1), (3, 1, 1, 1)} | {(2, 1, 2, 1)}),
        (merged_over_text, PLACES - {(3, 1, 1, 1), (3, 2, 1, 1)} | {(3, 1, 1, 2)}),
        (underlined, PLACES),
    ],
)
def test_cells_that_are_merged_stay_merged(draw: Callable[[], np.ndarray], expected: set[tuple[int, ...]]) -> None:
    (grid,) = grids_of(draw())
    assert places(grid) == expected


def letterhead() -> np.ndarray:
    page = draw_page([(80, 60, "UBND XÃ HÒA BÌNH"), (760, 60, "Độc lập - Tự do - Hạnh phúc"), (80, 240, "Số: 12/KH")])
    pixels = grey(page)
    pixels[130:134, 180:420] = 0
    pixels[130:134, 800:1160] = 0
    return pixels


def signatures() -> np.ndarray:
    page = draw_page([(80, 60, "NGƯỜI LẬP"), (760, 60, "CHỦ TỊCH"), (80, 500, "Nơi nhận:")])
    pixels = grey(page)
    pixels[400:404, 80:420] = 0
    pixels[400:404, 760:1160] = 0
    return pixels


def boxed_paragraph() -> np.ndarray:
    page = grey(draw_page([(120, 120 + 75 * row, "Báo cáo trước ngày 15 hằng tháng") for row in range(4)]))
    cv2.rectangle(page, (80, 90), (1160, 450), 0, 4)
    return page


def prose() -> np.ndarray:
    return grey(draw_page([(120, 80 + 75 * row, "Kế hoạch chuyển đổi số của xã năm 2026") for row in range(9)]))


def strokes(count: int, longest: float = 30.0) -> list[tuple[float, float, float, float]]:
    """Level and upright strokes anywhere on a page, in points: a map, a plan, a chart."""
    rng = np.random.default_rng(count)
    places, lengths = rng.uniform((60, 60), (520, 780), (count, 2)), rng.uniform(5, longest, count)
    turns = rng.random(count) < 0.5
    ends = np.column_stack([places, places + np.where(turns[:, None], [1, 0], [0, 1]) * lengths[:, None]])
    return [(float(x0), float(y0), float(x1), float(y1)) for x0, y0, x1, y1 in ends]


@pytest.mark.parametrize(("count", "longest"), [(60, 30.0), (300, 30.0), (2000, 30.0), (2000, 50.0)])
def test_a_drawing_is_no_table(count: int, longest: float) -> None:
    drawn = strokes(count, longest)
    assert build_grids([edge_of("h" if y0 == y1 else "v", Box(x0, y0, x1, y1)) for x0, y0, x1, y1 in drawn]) == []
    page = np.full((round(842 * SCALE), round(595 * SCALE)), 255, np.uint8)
    for stroke in drawn:
        x0, y0, x1, y1 = (round(value * SCALE) for value in stroke)
        cv2.line(page, (x0, y0), (x1, y1), 0, 3)
    found = find_rulings(page, SCALE)
    assert len(found) <= count
    assert build_grids(found) == []


def test_a_drawing_beside_a_table_leaves_it_whole() -> None:
    edges = [edge_of("v", Box(x, 700, x, 760)) for x in (100, 200, 300)]
    edges += [edge_of("h", Box(100, y, 300, y)) for y in (700, 730, 760)]
    drawn = [edge_of("h" if y0 == y1 else "v", Box(x0, y0 / 2, x1, y1 / 2)) for x0, y0, x1, y1 in strokes(2000)]
    (grid,) = build_grids([*drawn, *edges])
    assert (grid.rows, grid.column_count) == (2, 2)


@pytest.mark.parametrize("draw", [letterhead, signatures, boxed_paragraph, prose])
def test_rules_that_make_no_table(draw: Callable[[], np.ndarray]) -> None:
    assert grids_of(draw()) == []


@pytest.mark.parametrize("shift", [(0, 1), (1, 0)], ids=["below each other", "side by side"])
def test_tables_ten_points_apart_stay_two(shift: tuple[int, int]) -> None:
    columns, rows = [40, 140, 400], [40, 160, 280]
    texts = {(0, 0): "1", (0, 1): "Xã A", (1, 0): "2", (1, 1): "Xã B"}
    image = np.full((700, 1000), 255, np.uint8)
    for times in (0, 1):
        right, down = (round(times * step * (span + 10 * SCALE)) for step, span in zip(shift, (360, 240), strict=True))
        moved = [[x + right for x in columns], [y + down for y in rows]]
        image = np.minimum(image, grey(draw_table(*moved, texts, (1000, 700))))
    full = {(row, column, 1, 1) for row in (0, 1) for column in (0, 1)}
    assert [places(grid) for grid in grids_of(image)] == [full, full]
