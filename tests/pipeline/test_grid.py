import numpy as np
import pytest

from models.document import Box
from pipeline import imaging
from pipeline.grid import build_grids, edge_of, inside, stray_rules, words_by_cell
from pipeline.rulings import find_rulings, upright_slope
from tests.pipeline.pages import draw_table, grey, ruled, set_line

COLUMNS, ROWS = [60, 200, 800, 1600], [60, 200, 400, 700]
SCALE = 300 / 72


def places(image: np.ndarray) -> list[tuple[int, int, int, int]]:
    grids = build_grids(find_rulings(image, SCALE))
    assert len(grids) == 1
    return [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in grids[0].cells]


FULL = [(row, column, 1, 1) for row in range(3) for column in range(3)]


def table() -> np.ndarray:
    texts = {(row, column): f"Ô {row}{column}" for row in range(3) for column in range(3)}
    return grey(draw_table(COLUMNS, ROWS, texts))


def test_rulings_of_a_scan_become_cells() -> None:
    assert places(table()) == FULL


def test_cells_lie_where_they_are_printed() -> None:
    (grid,) = build_grids(find_rulings(table(), SCALE))
    box = grid.cells[4].box
    expected = [200 / SCALE, 200 / SCALE, 800 / SCALE, 400 / SCALE]
    assert [box.x0, box.y0, box.x1, box.y1] == pytest.approx(expected, abs=1)


@pytest.mark.parametrize("angle", [-0.15, 0.15])
def test_rulings_that_are_not_quite_level_hold_together(angle: float) -> None:
    turned, _ = imaging.turn(table(), angle)
    assert places(turned) == FULL


def test_small_gaps_in_rulings_are_bridged() -> None:
    image = table()
    for x in COLUMNS:
        for y in (110, 290, 540):
            image[y : y + 25, x - 4 : x + 5] = 255
    assert places(image) == FULL


def test_a_ruling_may_fade_along_its_way() -> None:
    image = table()
    image[200:400, 796:806] = np.maximum(image[200:400, 796:806], 195)
    assert places(image) == FULL


def test_rulings_that_shine_through_from_the_back_are_none() -> None:
    image = table()
    back = np.full_like(image, 255)
    back[300:304, 100:1500] = 212
    back[60:700, 500:504] = 212
    assert places(np.minimum(image, back)) == FULL


def test_merged_cells_keep_their_spans() -> None:
    image = table()
    image[196:206, 203:797] = 255
    image[400 + 10 : 690, 796:806] = 255
    found = places(image)
    assert (0, 1, 2, 1) in found
    assert (2, 1, 1, 2) in found
    assert len(found) == 7


def test_the_lean_of_rulings_is_measured_and_undone() -> None:
    leaning, _ = imaging.straighten(table(), -0.012)
    assert upright_slope(leaning, SCALE) == pytest.approx(0.012, abs=0.002)
    straight, _ = imaging.straighten(leaning, upright_slope(leaning, SCALE))
    assert places(straight) == FULL


def test_text_alone_gives_no_grid() -> None:
    image = np.full((600, 800), 255, np.uint8)
    image[100:104, 100:700] = 0
    edges = find_rulings(image, SCALE)
    assert build_grids(edges) == []
    (rule,) = stray_rules(edges, [])
    assert rule.width == pytest.approx(600 / SCALE, abs=1)


def test_a_frame_of_one_column_is_no_table() -> None:
    edges = [edge_of("h", Box(0, y, 100, y)) for y in (0, 50, 100)]
    edges += [edge_of("v", Box(x, 0, x, 100)) for x in (0, 100)]
    assert build_grids(edges) == []


def test_double_rulings_make_no_cell_of_their_own() -> None:
    edges = [edge_of("v", Box(x, 10, x, 90)) for x in (10, 60, 62, 120)]
    edges += [edge_of("h", Box(10, y, 120, y)) for y in (10, 50, 90)]
    (grid,) = build_grids(edges)
    assert (grid.rows, grid.column_count) == (2, 2)


def test_words_go_to_the_cell_of_their_middle() -> None:
    grid = ruled([0, 40, 200], [0, 30, 60], {})
    # 'Quý' begins left of the ruling at 40, its middle lies right of it.
    words = set_line(6, 5, "1") + set_line(33, 35, "Quý IV") + set_line(400, 5, "ngoài")
    found = words_by_cell(grid, words)
    assert [[word.text for word in cell] for cell in found] == [["1"], [], [], ["Quý", "IV"]]
    assert inside(Box(0, 0, 40, 30), words[0])
    assert not inside(Box(0, 0, 40, 30), words[-1])
