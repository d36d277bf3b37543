import cv2
import numpy as np
import pytest

from pipeline import photograph
from tests.pipeline.test_imaging import prose


def photographed(corners: list[tuple[int, int]]) -> np.ndarray:
    page = prose((700, 900))
    height, width = page.shape
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, np.array(corners, np.float32))
    sheet = cv2.warpPerspective(page, matrix, (900, 1100), borderMode=cv2.BORDER_CONSTANT, borderValue=40)
    return (sheet * np.linspace(1, 0.7, 900)[None, :]).astype(np.uint8)


def test_a_photographed_sheet_is_found_and_flattened() -> None:
    corners = [(80, 60), (840, 90), (820, 1030), (50, 1000)]
    found = photograph.find_sheet(photographed(corners))
    assert found is not None
    assert np.abs(found - np.array(corners)).max() < 14
    flat, matrix = photograph.unwarp(photographed(corners), found, 700, 900)
    assert flat.shape == (900, 700)
    x, y, w = matrix @ np.array([80, 60, 1.0])
    assert abs(x / w) < 14
    assert abs(y / w) < 14


def test_a_sheet_that_reaches_over_one_edge_is_found() -> None:
    found = photograph.find_sheet(photographed([(-30, -20), (850, 60), (830, 1050), (-20, 1070)]))
    assert found is not None
    assert np.abs(found - np.array([(0, 0), (850, 60), (830, 1050), (0, 1070)])).max() < 20


def test_a_scan_is_no_photograph() -> None:
    assert photograph.find_sheet(prose()) is None
    barred = prose()
    barred[:, :40] = 20
    assert photograph.find_sheet(barred) is None
    barred[:40] = 20
    assert photograph.find_sheet(barred) is None


@pytest.mark.parametrize("slope", [0.15, 0.5, 1.0])
def test_the_border_of_a_shadow_is_no_edge_of_a_sheet(slope: float) -> None:
    page = prose((900, 1200)).astype(np.float32)
    down, across = np.mgrid[: page.shape[0], : page.shape[1]]
    light = np.clip(0.4 + 0.6 / (1 + np.exp(-(across + slope * down - 600) / 40)), 0.4, 1.0)
    assert photograph.find_sheet((page * light).astype(np.uint8)) is None


def test_a_shadow_across_a_photographed_sheet_does_not_hide_its_edges() -> None:
    corners = [(80, 60), (840, 90), (820, 1030), (50, 1000)]
    photo = photographed(corners).astype(np.float32)
    down = np.arange(photo.shape[0])[:, None]
    light = 0.45 + 0.55 / (1 + np.exp((down - 500) / 25.0))
    found = photograph.find_sheet((photo * light).astype(np.uint8))
    assert found is not None
    assert np.abs(found - np.array(corners)).max() < 14
