"""Pages with what was read drawn over them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from models.document import Block, BlockKind, Box, Cell, Document, Line, Origin, Page, PlacedWord, RunningLine, Table
from pipeline import drawing
from pipeline.drawing import draw_page, draw_pages
from pipeline.read import open_source
from pipeline.recognise import Settings, read_pages
from pipeline.transcript import read_transcript

FIXTURES = Path(__file__).parents[2] / "fixtures"
WIDTH, HEIGHT = 595.0, 842.0


def blank(folder: Path, size: tuple[int, int] = (1240, 1754)) -> Path:
    path = folder / "blank.png"
    Image.new("RGB", size, "white").save(path, dpi=(150, 150))
    return path


def drawn(path: Path, document: Document) -> np.ndarray:
    """The pixels of the sheet itself, without frame, caption and legend."""
    whole = np.asarray(draw_page(open_source(path), document, document.pages[0])).astype(int)
    scale = 120 / 72
    page = document.pages[0]
    assert page.width is not None and page.height is not None
    width, height = round(page.width * scale), round(page.height * scale)
    left = drawing._FRAME
    top = whole.shape[0] - height - 44
    return whole[top : top + height, left : left + width]


def document_of(*, page: Page | None = None, **parts: object) -> Document:
    page = page or Page(1, WIDTH, HEIGHT, 0, Origin.OCR, "tesseract 5.3.0 vie", 0.93, "no text layer")
    empty = {"text": "x" * 100, "lines": (), "blocks": (), "tables": ()}
    return Document(Path("blank.png"), pages=(page,), **{**empty, **parts})  # type: ignore[arg-type]


def colours_in(pixels: np.ndarray, box: Box) -> set[str]:
    """What is drawn on a box or just around it, by the hue of its strokes."""
    scale = 120 / 72
    part = pixels[
        int(box.y0 * scale) - 4 : int(box.y1 * scale) + 5, int(box.x0 * scale) - 4 : int(box.x1 * scale) + 5
    ].reshape(-1, 3)
    found = set()
    for red, green, blue in part[part.min(axis=1) < 215]:
        strongest = max(red, green, blue)
        if strongest - min(red, green, blue) < 40:
            found.add("grey")
        elif red - blue > 150 and green - blue > 90:
            found.add("orange")
        elif strongest == red:
            found.add("red")
        elif strongest == green:
            found.add("green")
        else:
            found.add("blue")
    return found


SPOT = Box(100, 200, 300, 214)


@pytest.mark.parametrize(
    ("parts", "colour"),
    [
        ({"lines": (Line(0, 10, 1, SPOT),)}, "grey"),
        ({"lines": (Line(0, 10, 1, SPOT),), "blocks": (Block(0, 10, 1),)}, "blue"),
        ({"lines": (Line(0, 10, 1, SPOT, 0.9, (PlacedWord(0, 10, SPOT, 0.4),)),)}, "red"),
        ({"lines": (Line(0, 10, 1, SPOT, 0.9, (PlacedWord(0, 10, SPOT, 0.95, "khác"),)),)}, "orange"),
        ({"running": (RunningLine("Trang 2", 1, SPOT),)}, "grey"),
        (
            {
                "tables": (Table(0, 10, 1, (Cell(0, 0, 0, 10, page=1, box=SPOT),), 1, 1, has_grid=True),),
                "blocks": (Block(0, 10, 1, BlockKind.TABLE),),
            },
            "green",
        ),
    ],
)
def test_each_part_has_its_colour_where_it_stands(tmp_path: Path, parts: dict[str, object], colour: str) -> None:
    pixels = drawn(blank(tmp_path), document_of(**parts))
    assert colour in colours_in(pixels, SPOT)
    assert not colours_in(pixels, Box(100, 400, 300, 414))


def test_a_sure_word_is_not_marked(tmp_path: Path) -> None:
    line = Line(0, 10, 1, SPOT, 0.9, (PlacedWord(0, 10, SPOT, 0.95),))
    assert "red" not in colours_in(drawn(blank(tmp_path), document_of(lines=(line,))), SPOT)


def test_boxes_stand_on_the_upright_page(tmp_path: Path) -> None:
    """A page that lies on its side is turned as it was for reading."""
    page = Page(1, HEIGHT, WIDTH, 90, Origin.OCR)
    image = Image.new("RGB", (1240, 1754), "white")
    image.paste("black", (200, 100, 230, 1000))
    image.save(tmp_path / "blank.png", dpi=(150, 150))
    # 90 degrees clockwise: what stood x to the right and y down now stands y from the right edge and x down.
    scale = 72 / 150
    box = Box(HEIGHT - 1000 * scale, 200 * scale, HEIGHT - 100 * scale, 230 * scale)
    pixels = drawn(tmp_path / "blank.png", document_of(page=page, lines=(Line(0, 10, 1, box),)))
    dark = np.argwhere(pixels.max(axis=2) < 110) * 72 / 120
    assert np.allclose([*dark.min(axis=0), *dark.max(axis=0)], [box.y0, box.x0, box.y1, box.x1], atol=1.5)


def test_blocks_are_numbered_in_the_order_of_reading() -> None:
    boxes = [Box(50, 50 + 20 * at, 200, 60 + 20 * at) for at in range(5)]
    kinds = [
        (BlockKind.LETTERHEAD, 0),
        (BlockKind.LETTERHEAD, 0),
        (BlockKind.LETTERHEAD, 1),
        (BlockKind.PARAGRAPH, None),
    ]
    blocks = [(Block(at, at + 1, 1, kind, column=column), boxes[at]) for at, (kind, column) in enumerate(kinds)]
    assert [box for _, box in drawing._runs(blocks)] == [boxes[0].union(boxes[1]), boxes[2], boxes[3]]


def test_the_caption_says_why_the_page_was_read_so(tmp_path: Path) -> None:
    page = Page(1, WIDTH, HEIGHT, 90, Origin.OCR, "tesseract 5.3.0 vie", 0.934, "no text layer")
    document = replace(document_of(page=page), part=2)
    assert drawing._caption(open_source(blank(tmp_path)), document, page) == (
        "blank.png, page 1 of 1, document 2 of the file: recognised by tesseract 5.3.0 vie, confidence 0.93, "
        "turned by 90° clockwise (no text layer)."
    )


def test_the_caption_tells_what_was_left_out_of_the_text(tmp_path: Path) -> None:
    page = Page(1, WIDTH, HEIGHT, 0, Origin.OCR)
    lines = (RunningLine("CÔNG BÁO/Số 11", 1, SPOT), RunningLine("2", 1), RunningLine("3", 2))
    document = document_of(page=page, running=lines)
    caption = drawing._caption(open_source(blank(tmp_path)), document, page)
    assert caption.endswith(" Left out of the text: CÔNG BÁO/Số 11; 2.")


def test_a_file_a_page_is_written(tmp_path: Path) -> None:
    pdf = FIXTURES / "digital" / "my-hiep-2023.pdf"
    document = read_pages(pdf, Settings(workers=1))
    (told,) = draw_pages(pdf, [document], tmp_path / "shown")
    names = sorted(path.name for path in (tmp_path / "shown").iterdir())
    assert names == [f"my-hiep-2023-p{number:03}.png" for number in range(1, 7)]
    assert "6 pages" in told
    sizes = []
    for name in names:
        with Image.open(tmp_path / "shown" / name) as image:
            sizes.append(image.size[0] > image.size[1])
            assert (tmp_path / "shown" / name).stat().st_size < 600_000
    assert sizes == [page.width > page.height for page in document.pages if page.width and page.height]


def test_a_transcript_has_nothing_to_draw(tmp_path: Path) -> None:
    path = FIXTURES / "transcripts" / "my-hiep-2023.txt"
    (told,) = draw_pages(path, [read_transcript(path)], tmp_path / "shown")
    assert "nothing to draw" in told
    assert not (tmp_path / "shown").exists()


def test_without_a_vietnamese_font_marks_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_FONTS", ())
    drawing._font.cache_clear()
    assert drawing._writable("kế hoạch") in ("kế hoạch", "ke hoach")
    assert drawing._text_height("kế hoạch " * 40, 500) > drawing._text_height("kế hoạch", 500)
    drawing._font.cache_clear()
