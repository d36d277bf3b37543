"""Clean-up of page images: only the steps that were measured to pay, each a plain function from pixels to pixels.

Grey images are (height, width) uint8, 0 black. Matrices are 3x3 and map pixel coordinates (x, y, 1).
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Matrix = NDArray[np.float64]

cv2.setNumThreads(1)


COLOURED = 80
"""Distance of the brightest from the darkest channel from which a mark is coloured: seals have 180, blue ink 110."""
PRINT_HEIGHT = 18.0
"""Points up to which a coloured mark may be a line of print; seals, stamps and signatures are higher."""
LONGEST_LETTER, UNDERLINE = 32.0, 3.0
"""Points: a stroke that is longer is no letter or digit, be it written by hand; one that is lower underlines them."""
FAINT, LIGHTER = 25, 120
"""Distance of the channels and grey of the edges of a coloured stroke at least; the edges of black print over it have
less of either."""
COLOUR_LIFT = 0.6
"""Share of that distance by which coloured marks are lifted: blue ink (30, 50, 170) becomes white so, black over it
stays black."""


def to_grey(pixels: NDArray[np.uint8]) -> Grey:
    """Brightest of the colour channels, in which the red seal and blue ink over black print nearly vanish, lifted where
    they lie. Lines of coloured print that stand free, handwritten numbers among them, keep their darkness."""
    if pixels.ndim == 2:
        return pixels
    red, green, blue = cv2.split(pixels)
    brightest = cv2.max(cv2.max(red, green), blue)
    distance = cv2.subtract(brightest, cv2.min(cv2.min(red, green), blue))
    _, coloured = cv2.threshold(distance, COLOURED - 1, 1, cv2.THRESH_BINARY)
    if cv2.countNonZero(coloured) < 20:
        return np.asarray(brightest, dtype=np.uint8)
    luma = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    black = ((luma < 110) & (distance < COLOURED / 2)).astype(np.uint8)
    tinted = (distance >= COLOURED / 2).astype(np.uint8)
    print_, marks = _coloured_parts(np.asarray(coloured, dtype=np.uint8), tinted, black)
    lifted = cv2.addWeighted(brightest, 1.0, distance, COLOUR_LIFT, 0.0)
    # The edges of a stroke have little colour left, but are lighter than print.
    lifted = np.where((distance >= FAINT) & (brightest > LIGHTER), np.uint8(255), lifted)
    return np.asarray(np.where(print_, luma, np.where(marks, lifted, brightest)), dtype=np.uint8)


def _coloured_parts(
    coloured: NDArray[np.uint8], tinted: NDArray[np.uint8], black: NDArray[np.uint8]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where coloured print stands by itself, and where stamps, signatures and notes lie, often over black print. Thin
    strokes are `coloured` in pieces, and `tinted` as a whole."""
    height, width = coloured.shape
    # A dot of 1.5 points is enough to tell what hangs together; the shorter side of A4 has 595 points.
    point = min(height, width) / 595
    step = max(1, round(1.5 * point))
    small = cv2.dilate(coloured, np.ones((step, step), np.uint8))[::step, ::step]
    joined = np.asarray(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((3, 5), np.uint8)), dtype=np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    dark = black[::step, ::step]
    alone = np.zeros(count, bool)
    for label in range(1, count):
        left, top, wide, high, area = stats[label]
        if high * step <= PRINT_HEIGHT * point:
            alone[label] = int(dark[top : top + high, left : left + wide].sum()) < 0.15 * area
    if alone.any():
        alone[_flourishes(tinted, np.asarray(labels, dtype=np.int32), step, point)] = False
    parts = np.where(labels > 0, np.where(alone[labels], 1, 2), 0).astype(np.uint8)
    full = np.repeat(np.repeat(parts, step, axis=0), step, axis=1)[:height, :width]
    marks = cv2.dilate((full == 2).astype(np.uint8), np.ones((2 * step + 1, 2 * step + 1), np.uint8)) > 0
    return full == 1, marks


def _flourishes(tinted: NDArray[np.uint8], labels: NDArray[np.int32], step: int, point: float) -> list[int]:
    """Labels of the marks that hold one long stroke without a break: a pen's, as letters and digits are none. A level
    line may underline print."""
    # A ruling parts a stroke that crosses it; digits stand side by side, so that only up and down is joined.
    joined = cv2.morphologyEx(tinted, cv2.MORPH_CLOSE, np.ones((max(3, round(2 * point)), 1), np.uint8))
    _, strokes, stats, _ = cv2.connectedComponentsWithStats(np.asarray(joined, dtype=np.uint8), connectivity=8)
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    sampled = strokes[::step, ::step]
    found: set[int] = set()
    for stroke in np.flatnonzero((wide > LONGEST_LETTER * point) & (high > UNDERLINE * point)):
        if stroke:
            left, top, width, height = stats[stroke, :4] // step
            place = np.s_[top : top + height + 1, left : left + width + 1]
            found.update(labels[place][sampled[place] == stroke].tolist())
    return sorted(found - {0})


def flatten(grey: Grey) -> Grey:
    """Divide by the local background: uneven light, shadows and grey paper become white, dark scanner edges too."""
    step = 8
    height, width = grey.shape
    small = cv2.resize(grey, (max(1, width // step), max(1, height // step)), interpolation=cv2.INTER_AREA)
    # Print is thinner than the kernel, so the brightest neighbour is paper.
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    typical = float(np.median(paper))
    background = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    result = np.minimum(grey.astype(np.float32) * (245.0 / np.maximum(background, 1.0)), 255.0)
    # Where even the paper is dark there is no paper: the lid of the scanner.
    lid = _lid(small, paper, typical)
    result[cv2.resize(lid, (width, height), interpolation=cv2.INTER_NEAREST) > 0] = 255
    return np.asarray(result, dtype=np.uint8)


def _lid(small: NDArray[Any], paper: NDArray[Any], typical: float) -> NDArray[np.uint8]:
    """Dark areas thicker than print that reach the edge of the image. A shadow has print in it and is none, unless it
    is as narrow as the margin of a page."""
    dark = ((small < typical * 0.55) | (paper < typical * 0.45)).astype(np.uint8)
    dark = np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    count, labels = cv2.connectedComponents(dark)
    edge = {int(label) for side in (labels[0], labels[-1], labels[:, 0], labels[:, -1]) for label in np.unique(side)}
    # Further in than the ground is looked for, so that the soft border of a lid is no print.
    inner = cv2.erode(dark, np.ones((11, 11), np.uint8)) > 0
    ground = cv2.dilate(np.where(dark > 0, small, 0).astype(np.uint8), np.ones((7, 7), np.uint8)).astype(np.float32)
    printed = np.bincount(labels[inner & (small < ground - np.maximum(0.15 * ground, 8))], minlength=count)
    area = np.bincount(labels[inner], minlength=count)
    deep = cv2.distanceTransform(dark, cv2.DIST_L2, 3)
    narrow = 0.08 * min(dark.shape)
    lid = np.isin(
        labels,
        [
            label
            for label in edge - {0}
            if printed[label] <= 0.02 * area[label] or float(deep[labels == label].max()) <= narrow
        ],
    )
    return np.asarray(cv2.dilate(lid.astype(np.uint8), np.ones((5, 5), np.uint8)), dtype=np.uint8)


def ink_levels(grey: Grey) -> tuple[int, int]:
    """Grey of the print and the grey from which marks are dirt, for `whiten`: print on faded pages is no darker than
    what shines through on good ones."""
    threshold, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink = grey[grey < threshold]
    black = max(60.0, float(np.median(ink))) if ink.size else 60.0
    return round(black), round(black + 0.7 * (245 - black))


def whiten(grey: Grey, black: int = 60, white: int = 190) -> Grey:
    """Levels: faint marks and print shining through become white, faded print black. For table cells; prose loses by
    it."""
    scaled = np.clip((grey.astype(np.float32) - black) * (255.0 / (white - black)), 0, 255)
    return np.asarray(scaled, dtype=np.uint8)


def speck_share(grey: Grey) -> float:
    """Specks of one or two pixels for each larger mark: below 1 on clean pages, above 3 under salt and pepper."""
    ink = (grey < 128).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if count <= 1:
        return 0.0
    areas = stats[1:, cv2.CC_STAT_AREA]
    return float((areas <= 2).sum()) / max(1.0, float((areas > 12).sum()))


def despeckle(grey: Grey) -> Grey:
    """3x3 median: takes salt and pepper away, and thin strokes with it, so for noisy pages only, at native
    resolution."""
    return np.asarray(cv2.medianBlur(grey, 3), dtype=np.uint8)


def binarise(grey: Grey) -> Grey:
    """Ink as 255, paper as 0, by Otsu's threshold kept within sane bounds."""
    threshold, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.where(grey < min(max(threshold, 90.0), 200.0), 255, 0).astype(np.uint8)


def shrink(grey: Grey, longest: int) -> tuple[Grey, float]:
    """A smaller copy whose longer side has at most `longest` pixels, and its scale."""
    scale = min(1.0, longest / max(grey.shape))
    if scale == 1.0:
        return grey, 1.0
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8), scale


def enlarge(grey: Grey, shorter: int) -> tuple[Grey, float]:
    """A larger copy whose shorter side has `shorter` pixels, and its scale."""
    scale = shorter / min(grey.shape)
    size = (round(grey.shape[1] * scale), round(grey.shape[0] * scale))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_CUBIC), dtype=np.uint8), scale


def _profile_energy(ink: NDArray[np.float32], angle: float) -> float:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    turned = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR)
    rows = turned.sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def skew_angle(grey: Grey, widest: float = 5.0) -> float:
    """Degrees counter-clockwise by which the page has to be turned so that its lines lie level, 0 where nothing
    tells."""
    small, _ = shrink(grey, 1100)
    ink = (binarise(small) / 255).astype(np.float32)
    # The frame of a scan is no text.
    border = max(2, min(ink.shape) // 40)
    bars = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    ink[cv2.dilate(bars, np.ones((15, 15), np.uint8)) > 0] = 0
    ink[:border], ink[-border:], ink[:, :border], ink[:, -border:] = 0, 0, 0, 0
    if ink.sum() < 200:
        return 0.0
    level = _profile_energy(ink, 0.0)
    best, best_energy = 0.0, level
    for step, reach in ((0.5, widest), (0.1, 0.5), (0.03, 0.1)):
        centre = best
        for angle in np.arange(centre - reach, centre + reach + step / 2, step):
            energy = _profile_energy(ink, float(angle))
            if energy > best_energy:
                best, best_energy = float(angle), energy
    return best if best_energy > level * 1.02 else 0.0


def turn(grey: Grey, angle: float) -> tuple[Grey, Matrix]:
    """Turn by a small angle (degrees counter-clockwise) about the centre; also the matrix from the old to the new
    image."""
    height, width = grey.shape
    matrix = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1), [0, 0, 1]]).astype(np.float64)
    turned = cv2.warpAffine(
        grey, matrix[:2], (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255
    )
    return np.asarray(turned, dtype=np.uint8), matrix


def straighten(grey: Grey, slope: float) -> tuple[Grey, Matrix]:
    """Shear so that lines which move by `slope` to the right for each pixel down stand upright; also the matrix."""
    height, width = grey.shape
    matrix = np.array([[1, -slope, slope * height / 2], [0, 1, 0], [0, 0, 1]], dtype=np.float64)
    straight = cv2.warpAffine(
        grey, matrix[:2], (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255
    )
    return np.asarray(straight, dtype=np.uint8), matrix


def quarter_turn(pixels: NDArray[np.uint8], degrees: int) -> NDArray[np.uint8]:
    """Turn clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(pixels, k=-(degrees // 90) % 4))


def quarter_turn_matrix(degrees: int, width: float, height: float) -> Matrix:
    """Matrix of `quarter_turn` for an image (or page) of the given size before turning."""
    return np.array(
        {
            0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
            90: [[0, -1, height], [1, 0, 0], [0, 0, 1]],
            180: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
            270: [[0, 1, 0], [-1, 0, width], [0, 0, 1]],
        }[degrees % 360],
        dtype=np.float64,
    )


def lines_stand_upright(grey: Grey, scale: float) -> float:
    """How much more marks lie than stand once the letters of words have run together: well above 1 where text lines lie
    level, well below where the page lies on its side; near 1 is doubt. Rulings are left out. `scale` is pixels a
    point."""
    # 150 dpi are enough to tell.
    small, _ = shrink(grey, max(200, round(max(grey.shape) * min(1.0, 150 / 72 / scale))))
    ink = binarise(small)
    length = max(15, max(ink.shape) // 25)
    for shape in ((1, length), (length, 1)):
        rulings = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8)))
        ink = np.asarray(cv2.subtract(ink, cv2.dilate(rulings, np.ones((3, 3), np.uint8))), dtype=np.uint8)
    # Letters stand 0.1 em apart, lines 0.4 em: at 150 dpi and 13 points a gap of 5 pixels lies between.
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(joined, dtype=np.uint8), connectivity=8)
    widths, heights = stats[1:count, cv2.CC_STAT_WIDTH], stats[1:count, cv2.CC_STAT_HEIGHT]
    word = (np.maximum(widths, heights) >= 20) & (np.minimum(widths, heights) >= 6)
    word &= np.minimum(widths, heights) <= 60
    lying = float((widths[word] > 1.5 * heights[word]).sum())
    standing = float((heights[word] > 1.5 * widths[word]).sum())
    return (lying + 2) / (standing + 2)


def longest_run(ink: NDArray[np.bool_]) -> int:
    """Length of the longest unbroken run of ink in a row or column of a picture, in pixels."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], ink, [False]]).astype(np.int8)))
    return int((edges[1::2] - edges[::2]).max(initial=0))
