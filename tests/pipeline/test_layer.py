from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from models.document import Box, Word
from pipeline.layer import Layer, join_split_words, read_layer
from pipeline.read import open_source
from pipeline.survey import survey_page
from tests.pipeline import bad_files as bad
from tests.pipeline.pages import FONTS, draw_page, set_line

GOOD = "Ủy ban nhân dân huyện ban hành Kế hoạch cải cách hành chính năm 2026 trên địa bàn huyện. " * 8


def read(path: Path, number: int = 1) -> Layer:
    source = open_source(path)
    return read_layer(source, number, survey_page(source, number))


@pytest.mark.parametrize(
    ("gap", "expected"), [(0.0, ["ĐIỀU", "KHOẢN"]), (0.6, ["ĐIỀU", "KHOẢN"]), (-0.5, ["ĐIỀU", "KHOẢN"])]
)
def test_words_that_touch_are_one(gap: float, expected: list[str]) -> None:
    first, second = set_line(50, 50, "ĐIỀ")[0], set_line(70, 50, "KHO")[0]
    rest = [
        Word("U", Box(first.box.x1 + gap, 50, first.box.x1 + gap + 6, 61)),
        Word("ẢN", Box(second.box.x1 + gap + 8, 50, second.box.x1 + gap + 20, 61)),
    ]
    moved = Word(second.text, Box(second.box.x0 + 8, 50, second.box.x1 + 8, 61))
    assert [word.text for word in join_split_words([first, rest[0], moved, rest[1]])] == expected


def test_words_of_narrow_print_stay_apart() -> None:
    words = [Word("cải", Box(50, 50, 66, 62)), Word("cách", Box(68, 50, 90, 62))]
    assert join_split_words(words) == words


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        # A letter with two marks in a font of its own, a space of the usual width before and behind it.
        ("ĐIỀ U KHO ẢN THI HÀ NH", "ĐIỀU KHOẢN THI HÀNH"),
        ("Ủ y ban nh ân dân th ị tr ấn", "Ủy ban nhân dân thị trấn"),
        ("th ực hi ện nhi ệm vụ (đư ợc giao).", "thực hiện nhiệm vụ (được giao)."),
        # Words that are whole by themselves stay so, also those that begin with a vowel.
        ("đồ án ở xã ủy quyền th ực hi ện c ải cách", "đồ án ở xã ủy quyền thực hiện cải cách"),
        ("Hà Nội có an ninh, y tế, ăn uống, ô nhiễm", "Hà Nội có an ninh, y tế, ăn uống, ô nhiễm"),
        # One piece on a page is chance: a variable, a label, an abbreviation.
        ("có n hồ sơ được giải quyết", "có n hồ sơ được giải quyết"),
        ("mục c ác nhiệm vụ", "mục c ác nhiệm vụ"),
        ("đ/c A. Nam, TP Hà Nội, 2 B Lê Lợi", "đ/c A. Nam, TP Hà Nội, 2 B Lê Lợi"),
    ],
)
def test_torn_words_are_joined_by_their_syllables(printed: str, expected: str) -> None:
    assert " ".join(word.text for word in join_split_words(set_line(50, 50, printed))) == expected


def register() -> None:
    for style in ("Regular", "Bold", "Italic"):
        for folder in FONTS:
            path = folder / f"LiberationSerif-{style}.ttf"
            if path.exists():
                pdfmetrics.registerFont(TTFont(f"LiberationSerif-{style}", str(path)))
                break
        else:
            pytest.skip("Liberation Serif is not installed")


def digital(path: Path, turned: bool = False) -> Path:
    register()
    canvas = Canvas(str(path), pagesize=(595, 842))
    if turned:
        canvas.rotate(90)
        canvas.translate(0, -595)
    for index, (style, text) in enumerate(
        [("Bold", "KẾ HOẠCH"), ("Regular", GOOD[:86]), ("Italic", "(Kèm theo Quyết định)")]
    ):
        canvas.setFont(f"LiberationSerif-{style}", 13)
        canvas.drawString(60, 500 - 20 * index, text)
    canvas.save()
    return path


def test_words_come_with_place_and_style(tmp_path: Path) -> None:
    layer = read(digital(tmp_path / "plan.pdf"))
    assert (layer.trusted, layer.note) == (True, "born-digital text")
    assert " ".join(w.text for w in layer.words).startswith("KẾ HOẠCH Ủy ban nhân dân huyện")
    assert [w.text for w in layer.words if w.bold] == ["KẾ", "HOẠCH"]
    assert [w.text for w in layer.words if w.italic] == ["(Kèm", "theo", "Quyết", "định)"]
    first = layer.words[0].box
    assert (first.x0, first.y1) == (pytest.approx(60, abs=1), pytest.approx(345, abs=5))


def test_a_turned_page_is_set_upright(tmp_path: Path) -> None:
    layer = read(digital(tmp_path / "plan.pdf", turned=True))
    assert (layer.rotation, layer.width, layer.height) == (90, 842, 595)
    assert " ".join(w.text for w in layer.words).startswith("KẾ HOẠCH Ủy ban nhân dân huyện")
    assert layer.words[0].box.x0 == pytest.approx(60, abs=1)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize(
    ("media", "crop"),
    [
        (bad.A4, None),
        ((-100, -50, 495, 792), None),
        (bad.A4, (40, 30, 500, 700)),
        ((10, 20, 605, 862), (60, 90, 520, 800)),
    ],
)
def test_places_are_those_that_a_viewer_shows(
    tmp_path: Path, rotation: int, media: tuple[float, ...], crop: tuple[float, ...] | None
) -> None:
    source = open_source(bad.write(tmp_path, bad.turned(rotation, media, crop)))
    layer = read_layer(source, 1, survey_page(source, 1))
    assert (layer.width, layer.height) == source.sizes[0]
    # What lies outside of the crop box is not shown and not read.
    assert [word.text for word in layer.words] == ["Ke", "hoach"]
    box = layer.words[0].box
    assert (box.x0, box.y1) == (pytest.approx(72, abs=1), pytest.approx(103, abs=2))


def test_a_unit_of_the_page_can_be_more_than_a_point(tmp_path: Path) -> None:
    layer = read(bad.write(tmp_path, bad.turned(0, (0, 0, 297.5, 421), unit=2)))
    assert (layer.width, layer.height) == (595, 842)
    assert layer.words[0].box.x0 == pytest.approx(144, abs=2)


def test_a_text_that_lies_twice_is_read_once(tmp_path: Path) -> None:
    register()
    canvas = Canvas(str(tmp_path / "plan.pdf"), pagesize=(595, 842))
    for font, mode in (("LiberationSerif-Regular", 0), ("LiberationSerif-Bold", 3)):
        text = canvas.beginText(60, 700)
        text.setFont(font, 13)
        text.setTextRenderMode(mode)
        text.textOut("Sở")
        canvas.drawText(text)
    canvas.save()
    assert [word.text for word in read(tmp_path / "plan.pdf").words] == ["Sở"]


SCAN = [(120, 150 + 90 * i, "Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành") for i in range(30)]


def over_scan(path: Path, lines: list[tuple[float, float, str]], mode: int = 0) -> Path:
    """The image of a page of print with a text layer over it, by default a visible one."""
    register()
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.drawImage(ImageReader(draw_page(SCAN, (2480, 3508)).convert("RGB")), 0, 0, 595, 842)
    for x, y, line in lines:
        text = canvas.beginText(x, y)
        text.setFont("LiberationSerif-Regular", 12.9)
        text.setTextRenderMode(mode)
        text.textOut(line)
        canvas.drawText(text)
    canvas.save()
    return path


def under(lines: list[tuple[int, int, str]]) -> list[tuple[float, float, str]]:
    """Where a program lays the recognised lines of an image at 300 dpi."""
    return [(x * 0.24, 842 - y * 0.24 - 12, text) for x, y, text in lines]


ENGLISH = "So Nqi vq chfi tri, ph6i hqp vdi cdc sd, ban, nganh"
POOR = "Sớ Nội vư chú tri, phôi hơp vđi cac sờ, ban, ngànli"
PORTAL = [(60, 830 - 9 * i, "Cổng thông tin điện tử huyện, văn bản điện tử, trang một trên năm") for i in range(9)]


@pytest.mark.parametrize(
    ("lines", "mode", "reason"),
    [
        ([(400, 800, "Người ký: Ủy ban nhân dân huyện")], 0, "scan with the appearance of a digital signature only"),
        (under(SCAN), 3, None),
        ([(x, y, ENGLISH) for x, y, _ in under(SCAN)], 3, "text layer without Vietnamese marks"),
        ([(x, y, POOR) for x, y, _ in under(SCAN)], 3, "text layer of poor recognition"),
        # A portal's header, long enough to be no signature.
        (PORTAL, 0, "text layer over a part of the page only"),
    ],
)
def test_a_layer_over_a_scan(
    tmp_path: Path, lines: list[tuple[float, float, str]], mode: int, reason: str | None
) -> None:
    layer = read(over_scan(tmp_path / "scan.pdf", lines, mode))
    assert (layer.trusted, layer.note) == (
        reason is None, reason or "text layer over a scan that reads as Vietnamese"
    )  # fmt: skip
    assert bool(layer.words) == layer.trusted


@pytest.mark.parametrize(("on", "off", "found"), [(0.6, 1.6, 2), (4.0, 2.5, 2), (2.0, 9.0, 0)])
def test_dots_in_line_are_a_ruling(on: float, off: float, found: int, tmp_path: Path) -> None:
    pdfmetrics.registerFont(TTFont("Serif", str(next(f for f in FONTS if f.exists()) / "LiberationSerif-Regular.ttf")))
    path = tmp_path / "dotted.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont("Serif", 12)
    for row in range(8):
        canvas.drawString(60, 500 - 16 * row, GOOD[:80])
    for step in range(int(200 / (on + off))):
        at = step * (on + off)
        canvas.line(60 + at, 700, 60 + at + on, 700)
        canvas.line(60, 700 - at, 60, 700 - at - on)
    canvas.save()
    assert len(read(path).edges) == found
