"""The sheet on a photograph: its four edges found on the ground it lies on, and the sheet mapped to a rectangle."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.imaging import Grey, Matrix, shrink

SHEET_EDGE = 12.0
"""Greys by which a sheet is brighter than the ground right beside it."""


def find_sheet(grey: Grey) -> NDArray[np.float32] | None:
    """Corners (4, 2) of a bright sheet on a darker ground, clockwise from the top left; None where the sheet fills the
    image, as in a scan. A shadow over the sheet is brighter than the ground, so several thresholds above it are
    tried."""
    small, scale = shrink(grey, 800)
    blurred = np.asarray(cv2.GaussianBlur(small, (9, 9), 0), dtype=np.uint8)
    ring = np.concatenate([blurred[:3].ravel(), blurred[-3:].ravel(), blurred[:, :3].ravel(), blurred[:, -3:].ravel()])
    ground, paper = float(np.median(ring)), float(np.percentile(blurred, 90))
    # A scan is paper to its edges; a dark bar on one side of it, or on two, is no frame. A photographed sheet may reach
    # over one edge: three sides of an upright sheet are 0.65 of its border.
    if paper - ground < 60 or float((ring < paper - 50).mean()) < 0.6:
        return None
    # A shadow over the sheet hides one edge at one brightness and another at the next: each side is taken where it is
    # sharpest.
    sides: list[tuple[float, NDArray[np.float32]]] = [(SHEET_EDGE, np.empty(0, np.float32))] * 4
    for threshold in np.arange(ground + 12, ground + 0.7 * (paper - ground), 8):
        corners = _bright_figure(blurred, float(threshold))
        if corners is None:
            continue
        for index in range(4):
            found = _sharpest_line(small, corners[[index, (index + 1) % 4]])
            sides[index] = max(sides[index], found, key=lambda side: side[0])
    figure = _close_figure([side for _, side in sides], small.shape)
    return None if figure is None or not _is_sheet(figure, small.shape) else figure / np.float32(scale)


def _bright_figure(blurred: Grey, threshold: float) -> NDArray[np.float32] | None:
    """Corners of the largest bright area, clockwise from the top left, if it has four."""
    bright = ((blurred > threshold) * 255).astype(np.uint8)
    bright = np.asarray(cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)), dtype=np.uint8)
    contours, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    hull = cv2.convexHull(max(contours, key=cv2.contourArea))
    corners = _four_corners(hull) if cv2.contourArea(hull) > 0.3 * blurred.size else None
    return None if corners is None else _clockwise(corners)


def _close_figure(sides: list[NDArray[np.float32]], shape: tuple[int, ...]) -> NDArray[np.float32] | None:
    """The corners in which four sides (top, right, bottom, left) meet; one that was not seen lies on the border of the
    image. None where two were not seen."""
    height, width = shape
    border = np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]], dtype=np.float32)
    if sum(side.size == 0 for side in sides) > 1:
        return None
    lines = []
    for index, side in enumerate(sides):
        start, end = side if side.size else border[[index, (index + 1) % 4]]
        lines.append(np.cross(np.append(start, 1.0), np.append(end, 1.0)))
    meetings = np.array([np.cross(lines[index - 1], lines[index]) for index in range(4)])
    if (np.abs(meetings[:, 2]) < 1e-9).any():
        return None
    corners = meetings[:, :2] / meetings[:, 2:]
    reach = 0.05 * max(shape)
    inside = (corners > -reach).all() and (corners < np.array([width, height]) + reach).all()
    return corners.astype(np.float32) if inside else None


def _is_sheet(corners: NDArray[np.float32], shape: tuple[int, ...]) -> bool:
    """Whether four corners are a sheet seen at an angle: opposite sides are about as long, and it is most of the
    image."""
    sides = [float(np.linalg.norm(corners[index] - corners[index - 1])) for index in range(4)]
    shares = [min(pair) / max(pair) for pair in ((sides[0], sides[2]), (sides[1], sides[3]))]
    return min(shares) > 0.6 and cv2.contourArea(corners) > 0.4 * shape[0] * shape[1]


def _sharpest_line(grey: Grey, side: NDArray[np.float32]) -> tuple[float, NDArray[np.float32]]:
    """The edge near a side (running clockwise) along which the image falls off most, and by how many greys on three
    quarters of what the image shows of it: the edge of a sheet is sharp, the border of a shadow is not. (0, side) where
    most of the side is not shown."""
    height, width = grey.shape
    along = side[1] - side[0]
    inward = np.array([-along[1], along[0]]) / max(1.0, float(np.linalg.norm(along)))
    points = side[0] + np.linspace(0.04, 0.96, 80)[:, None] * along
    offsets = np.arange(-20, 21)
    x, y = np.moveaxis((points[:, None] + offsets[None, :, None] * inward).round().astype(int), 2, 0)
    shown = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    values = np.where(shown, grey[y.clip(0, height - 1), x.clip(0, width - 1)].astype(np.float64), np.nan)
    falls = values[:, 8:] - values[:, :-8]  # from 4 pixels inside to 4 outside
    known = ~np.isnan(falls).all(axis=1)
    if known.mean() < 0.5:
        return 0.0, side
    falls = np.nan_to_num(falls[known], nan=-1.0)
    # The outermost fall counts: from print near the edge to the paper outside of it the image rises and falls too.
    first = (falls >= 0.5 * falls.max(axis=1, keepdims=True)).argmax(axis=1)
    reach = np.minimum(first[:, None] + np.arange(5), falls.shape[1] - 1)
    rows = np.arange(len(falls))
    place = reach[rows, falls[rows[:, None], reach].argmax(axis=1)]
    fall = falls[rows, place]
    edge = (points[known] + offsets[4:-4][place][:, None] * inward)[fall >= SHEET_EDGE].astype(np.float32)
    if len(edge) < 0.5 * known.sum():
        return 0.0, side
    dx, dy, x0, y0 = cv2.fitLine(edge, cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()
    direction, origin = np.array([dx, dy]), np.array([x0, y0])
    near = np.abs((edge - origin) @ np.array([-dy, dx])) < 3
    if near.mean() < 0.6:
        return 0.0, side
    ends = np.array([origin + direction * ((point - origin) @ direction) for point in side], dtype=np.float32)
    return float(np.percentile(fall, 25)), ends


def _four_corners(hull: NDArray[Any]) -> NDArray[np.float32] | None:
    for share in (0.01, 0.02, 0.03, 0.05):
        corners = cv2.approxPolyDP(hull, share * cv2.arcLength(hull, True), True)
        if len(corners) == 4:
            return np.asarray(corners.reshape(4, 2), dtype=np.float32)
    return None


def _clockwise(points: NDArray[np.float32]) -> NDArray[np.float32]:
    order = np.argsort(points.sum(axis=1))
    first, last = points[order[0]], points[order[-1]]
    one, two = points[order[1]], points[order[2]]
    right, left = (one, two) if one[0] - one[1] > two[0] - two[1] else (two, one)
    return np.array([first, right, last, left], dtype=np.float32)


def unwarp(grey: Grey, corners: NDArray[np.float32], width: int, height: int) -> tuple[Grey, Matrix]:
    """Map the sheet's corners to a rectangle of the given size; also the matrix from the old to the new image."""
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    flat = cv2.warpPerspective(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(flat, dtype=np.uint8), np.asarray(matrix, dtype=np.float64)
