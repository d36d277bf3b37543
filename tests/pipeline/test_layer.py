from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from models.document import Box, Word
from pipeline.layer import character_count, join_split_words, judge, marked_share, read_layer
from tests.pipeline.pages import FONTS, draw_page, set_line

GOOD = "Ủy ban nhân dân huyện ban hành Kế hoạch cải cách hành chính năm 2026 trên địa bàn huyện. " * 8
ENGLISH = "Uy ban nhan dan huyen ban hanh Ke hoach cai each hanh chinh nam 2026 tren dia ban huyen. " * 8


def chars(text: str, fontname: str = "ABCDEF+TimesNewRoman") -> list[dict[str, str]]:
    return [{"text": char, "fontname": fontname} for char in text]


@pytest.mark.parametrize(
    ("text", "font", "image", "reason"),
    [
        (GOOD, "TimesNewRoman", 0.0, None),
        # A good layer over the page's image is what a scanner with recognition writes.
        (GOOD, "TimesNewRoman", 1.0, None),
        (ENGLISH, "TimesNewRoman", 1.0, "without Vietnamese marks"),
        (ENGLISH, "TimesNewRoman", 0.0, "without Vietnamese marks"),
        # Too short to judge by its marks.
        ("Page 3 of 12", "TimesNewRoman", 0.0, None),
        ("", "TimesNewRoman", 1.0, "no text layer"),
        (" \n .", "TimesNewRoman", 0.0, "no text layer"),
        ("Người ký: Sở Nội vụ. Thời gian ký: 05/01/2026 08:15:20", "TimesNewRoman", 0.95, "digital signature"),
        ("Người ký: Sở Nội vụ. Thời gian ký: 05/01/2026 08:15:20", "TimesNewRoman", 0.2, None),
        (GOOD[:200] + "\ufffd" * 20, "TimesNewRoman", 0.0, "broken encoding"),
        (GOOD[:200] + "\ue001\ue002" * 10, "TimesNewRoman", 0.0, "broken encoding"),
        ("(cid:12)(cid:77)" * 40, "TimesNewRoman", 0.0, "broken encoding"),
        ("QuyÕt ®Þnh cña Uû ban " * 20, "ABCDEF+.VnTime", 0.0, "before Unicode"),
        ("QuyÕt ®Þnh cña Uû ban " * 20, "GDNPNI+VnTimeBold", 0.0, "before Unicode"),
        ("UÛY BAN NHAÂN DAÂN " * 20, "VNI-Times", 0.0, "before Unicode"),
    ],
)
def test_a_text_layer_is_judged(text: str, font: str, image: float, reason: str | None) -> None:
    found = judge(chars(text, font), image)
    assert found is None if reason is None else found is not None and reason in found


def test_share_of_marked_letters() -> None:
    assert marked_share(list("đấtĐAI")) == pytest.approx(3 / 6)
    assert marked_share([]) == 0.0


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
    layer = read_layer(digital(tmp_path / "plan.pdf"), 1)
    assert layer.distrust is None
    assert " ".join(w.text for w in layer.words).startswith("KẾ HOẠCH Ủy ban nhân dân huyện")
    assert [w.text for w in layer.words if w.bold] == ["KẾ", "HOẠCH"]
    assert [w.text for w in layer.words if w.italic] == ["(Kèm", "theo", "Quyết", "định)"]
    first = layer.words[0].box
    assert (first.x0, first.y1) == (pytest.approx(60, abs=1), pytest.approx(345, abs=5))


def test_a_turned_page_is_set_upright(tmp_path: Path) -> None:
    layer = read_layer(digital(tmp_path / "plan.pdf", turned=True), 1)
    assert (layer.rotation, layer.width, layer.height) == (90, 842, 595)
    assert " ".join(w.text for w in layer.words).startswith("KẾ HOẠCH Ủy ban nhân dân huyện")
    assert layer.words[0].box.x0 == pytest.approx(60, abs=1)


def test_a_signature_over_a_scan_is_a_scan(tmp_path: Path) -> None:
    register()
    canvas = Canvas(str(tmp_path / "scan.pdf"), pagesize=(595, 842))
    canvas.drawImage(ImageReader(draw_page([(100, 100, "Kế hoạch")]).convert("RGB")), 0, 0, 595, 842)
    canvas.setFont("LiberationSerif-Regular", 8)
    canvas.drawString(400, 800, "Người ký: Ủy ban nhân dân huyện")
    canvas.save()
    assert character_count(tmp_path / "scan.pdf", 1) > 0
    distrust = read_layer(tmp_path / "scan.pdf", 1).distrust
    assert distrust is not None
    assert "digital signature" in distrust
