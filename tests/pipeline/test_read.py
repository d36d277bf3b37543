import os
import stat
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from numpy.typing import NDArray
from PIL import Image

from pipeline.errors import InputError
from pipeline.read import CUT_OFF, MAX_PIXELS, bounded_scale, open_source, render


def make_pdf(path: Path, pages: int = 2, size: tuple[float, float] = (200, 300), **save: object) -> Path:
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=size)
        pdf.save(path, **save)
    return path


def image_pdf(path: Path, image: Image.Image, size: tuple[float, float] = (595, 842)) -> Path:
    """One page that is one grey image."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=size)
        stream = pikepdf.Stream(pdf, image.convert("L").tobytes())
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        stream.Width, stream.Height, stream.BitsPerComponent = image.width, image.height, 8
        stream.ColorSpace = pikepdf.Name.DeviceGray
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=pdf.make_indirect(stream)))
        page.Contents = pdf.make_stream(f"q {size[0]} 0 0 {size[1]} 0 0 cm /Im0 Do Q".encode())
        pdf.save(path)
    return path


def test_a_pdf_is_opened_with_its_page_sizes(tmp_path: Path) -> None:
    source = open_source(make_pdf(tmp_path / "plan.pdf", 3))
    assert (source.kind, source.page_count, source.sizes[0]) == ("pdf", 3, (200, 300))


def test_a_png_named_pdf_is_an_image(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    Image.new("L", (1654, 2339), 255).save(path, "PNG", dpi=(200, 200))
    source = open_source(path)
    assert source.kind == "image"
    assert source.sizes[0] == pytest.approx((595, 842), abs=1)


def test_each_page_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "plan.tif"
    first, second = Image.new("L", (600, 800), 255), Image.new("L", (800, 600), 0)
    first.save(path, save_all=True, append_images=[second])
    source = open_source(path)
    assert source.page_count == 2
    assert render(source, 1, 300).pixels.mean() == 255
    assert render(source, 2, 300).pixels.mean() == 0
    assert source.sizes[1][0] > source.sizes[1][1]


def bad_files(folder: Path) -> dict[str, Path]:
    files = {name: folder / f"{name}.pdf" for name in ("empty", "text", "user", "damaged", "none", "pages", "image")}
    files["empty"].write_bytes(b"")
    files["text"].write_text("Kế hoạch")
    make_pdf(files["user"], encryption=pikepdf.Encryption(user="a", owner="b"))
    files["damaged"].write_bytes(b"%PDF-1.4\n" + b"\x00rubbish" * 50)
    make_pdf(files["pages"], 0)
    files["image"].write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)
    return files


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("empty", "empty (0 bytes)"),
        ("text", "of the kind text, which has no pages"),
        ("user", "locked by a password"),
        ("damaged", "damaged"),
        ("none", "does not exist"),
        ("pages", "has no pages"),
        ("image", "image is damaged"),
    ],
)
def test_a_bad_file_is_refused_with_one_sentence(tmp_path: Path, name: str, problem: str) -> None:
    path = bad_files(tmp_path)[name]
    with pytest.raises(InputError) as caught:
        open_source(path)
    assert problem in str(caught.value)
    assert str(caught.value).startswith(str(path))


def test_a_folder_and_a_fifo_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder"):
        open_source(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="regular file"):
        open_source(tmp_path / "pipe")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "plan.pdf")
    path.chmod(stat.S_IWUSR)
    with pytest.raises(InputError, match="cannot be read"):
        open_source(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("linearize", [False, True])
def test_a_file_cut_off_is_known_for_it(tmp_path: Path, share: float, linearize: bool) -> None:
    path = make_pdf(tmp_path / "plan.pdf", 40, linearize=linearize)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    try:
        source = open_source(path)
    except InputError as error:
        assert "cut off" in str(error) or "damaged" in str(error)
    else:
        assert source.cut_off == CUT_OFF


def test_an_owner_password_alone_does_not_lock(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "plan.pdf", encryption=pikepdf.Encryption(user="", owner="b"))
    assert open_source(path).page_count == 2
    assert render(open_source(path), 1, 72).pixels.shape[:2] == (300, 200)


@pytest.mark.parametrize("size", [(14400, 14400), (14400, 200), (3000, 14400)])
def test_a_huge_page_is_drawn_within_bounds(tmp_path: Path, size: tuple[float, float]) -> None:
    raster = render(open_source(make_pdf(tmp_path / "plan.pdf", 1, size)), 1, 300)
    assert raster.pixels.shape[0] * raster.pixels.shape[1] <= MAX_PIXELS * 1.01


def test_a_unit_of_the_page_can_be_more_than_a_point(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(297.5, 421)).obj.UserUnit = 2
        pdf.save(tmp_path / "plan.pdf")
    source = open_source(tmp_path / "plan.pdf")
    assert source.sizes == ((595, 842),)
    assert render(source, 1, 72).pixels.shape[:2] == (842, 595)


def test_scale_is_what_was_asked_on_common_pages() -> None:
    assert bounded_scale(595, 842, 300) == pytest.approx(300 / 72)
    assert bounded_scale(842, 1191, 300) == pytest.approx(300 / 72)


def test_a_scan_is_not_enlarged(tmp_path: Path) -> None:
    source = open_source(image_pdf(tmp_path / "scan.pdf", Image.new("L", (1654, 2339), 200)))
    raster = render(source, 1, 300)
    assert raster.pixels.shape[:2] == pytest.approx((2339, 1654), abs=2)
    assert raster.dpi == pytest.approx(200, abs=1)


def test_a_large_image_is_scaled_down_and_turned_by_its_tag(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    pixels = np.full((1200, 2400), 255, np.uint8)
    pixels[:, :1200] = 0
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(pixels).save(path, exif=exif, dpi=(300, 300))
    source = open_source(path)
    raster = render(source, 1, 150)
    assert raster.pixels.shape[:2] == (1200, 600)
    # Orientation 6: what is stored left is shown on top.
    assert raster.pixels[100].mean() < 50 < 200 < raster.pixels[-100].mean()


def test_transparent_pixels_are_paper(tmp_path: Path) -> None:
    path = tmp_path / "plan.png"
    Image.new("RGBA", (600, 800), (0, 0, 0, 0)).save(path)
    assert render(open_source(path), 1, 300).pixels.min() == 255


@pytest.mark.parametrize(
    ("name", "pixels", "ink"),
    [
        ("deep.png", np.full((400, 300), 60_000, np.uint16), 2_000),
        ("deep.tif", np.full((400, 300), 60_000, np.uint16), 2_000),
        ("float.tif", np.full((400, 300), 0.9, np.float32), 0.1),
        ("grey.tif", np.full((400, 300), 230, np.int32), 10),
    ],
)
def test_deep_grey_keeps_its_ink(tmp_path: Path, name: str, pixels: NDArray[Any], ink: float) -> None:
    pixels[100:200, 100:200] = ink
    Image.fromarray(pixels).save(tmp_path / name)
    drawn = render(open_source(tmp_path / name), 1, 36).pixels
    assert drawn.max() > 220 and drawn.min() < 40


@pytest.mark.parametrize(("name", "kind"), [("a.gif", "GIF"), ("a.jpg", "MPO"), ("a.webp", "WEBP"), ("a.png", "PNG")])
def test_further_frames_are_no_pages(tmp_path: Path, name: str, kind: str) -> None:
    """Animations, and the previews that phones put behind a photo."""
    Image.new("RGB", (300, 400), "white").save(
        tmp_path / name, kind, save_all=True, append_images=[Image.new("RGB", (300, 400), "red")]
    )
    source = open_source(tmp_path / name)
    assert source.page_count == 1
    assert render(source, 1, 36).pixels.min() > 240
