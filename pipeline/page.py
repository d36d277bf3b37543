"""What recognition hands to composition: the words and tables of one page."""

from dataclasses import dataclass

from models.document import Box, Origin, Word
from pipeline.grid import Grid


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page, in points of its clean image: upright and level. `to_page` leads from there to the page itself."""

    number: int
    width: float
    height: float
    rotation: int
    """Degrees clockwise by which the page as a viewer shows it was turned to stand upright."""
    origin: Origin
    words: tuple[Word, ...] = ()
    """Words outside tables."""
    grids: tuple[Grid, ...] = ()
    rules: tuple[Box, ...] = ()
    """Horizontal rulings outside tables."""
    engine: str | None = None
    confidence: float | None = None
    note: str | None = None
    to_page: tuple[float, ...] | None = None
    """3x3 matrix, row by row, from these points to points of the upright page; None where both are the same."""

    def place(self, box: Box) -> Box:
        """A box of the clean image as the box around it on the upright page."""
        if self.to_page is None:
            return box
        a, b, c, d, e, f, g, h, i = self.to_page
        xs, ys = [], []
        for x, y in ((box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)):
            w = g * x + h * y + i
            xs.append((a * x + b * y + c) / w)
            ys.append((d * x + e * y + f) / w)
        return Box(min(xs), min(ys), max(xs), max(ys))
