"""Files as they ought not to be: each is refused with its reason or read as far as it goes, page by page."""

import io
import os
import stat
import time
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from models.document import Document, Origin
from pipeline import recognise, tesseract
from pipeline.errors import InputError
from pipeline.read import CUT_OFF, MAX_PIXELS, open_source, render
from pipeline.recognise import Settings, read_pages
from tests.pipeline import bad_files as bad
from tests.pipeline.pages import draw_page

ONE = Settings(workers=1, dpi=150)
READ = [
    tesseract.RawWord("Kế", 100, 100, 60, 40, 0.9, (1, 1, 1)),
    tesseract.RawWord("hoạch", 170, 100, 90, 40, 0.9, (1, 1, 1)),
]


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No engine: two words on every page that has ink."""
    monkeypatch.setattr(tesseract, "require", lambda _: None)
    monkeypatch.setattr(tesseract, "version", lambda: "0")
    monkeypatch.setattr(tesseract, "languages", lambda: frozenset({"vie"}))
    monkeypatch.setattr(tesseract, "read_orientation", lambda *_, **__: None)
    monkeypatch.setattr(tesseract, "read_words", lambda image, *_, **__: READ if image.min() < 128 else [])


def pages(document: Document) -> list[tuple[Origin, str | None]]:
    return [(page.origin, page.note) for page in document.pages]


def ink(width: int = 1240, height: int = 1754) -> Image.Image:
    page = draw_page([(120, 150 + 90 * i, "Sở Nội vụ chủ trì, phối hợp") for i in range(10)], (1240, 1754))
    return page.resize((width, height))


LAYER = (Origin.TEXT_LAYER, "born-digital text")
SCAN = (Origin.OCR, "no text layer")
WHITE = (Origin.EMPTY, "no text layer; no words on the page image")
EMPTY = (Origin.EMPTY, "nothing is drawn on the page")


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        (bad.text_page, LAYER),
        (lambda: bad.encrypted("", "owner"), LAYER),
        (bad.with_actions, LAYER),
        # A page with nothing to draw is blank; one whose instructions are lost or damaged is not.
        (lambda: bad.page_pdf(bad.BOX), EMPTY),
        (lambda: bad.page_pdf(bad.BOX + b"/Contents 4 0 R", bad.stream(b" \n ")), EMPTY),
        # Boxes that are missing, turned inside out, of no size or beyond all measure.
        (lambda: bad.text_page(b""), (Origin.OCR, "text layer unreadable (TypeError)")),
        (lambda: bad.text_page(b"/MediaBox[595 842 0 0]"), (Origin.OCR, "text layer outside of the page")),
        (lambda: bad.text_page(b"/MediaBox[-300 -20 295 822]"), LAYER),
        (lambda: bad.text_page(b"/MediaBox[0 0 14400 14400]"), LAYER),
        (lambda: bad.text_page(b"/MediaBox[0 0 595 842]/UserUnit 3"), LAYER),
        # Packings of images.
        (lambda: bad.jpeg_page(ink()), SCAN),
        (lambda: bad.fax_page(ink()), SCAN),
        (lambda: bad.jbig2_page(ink()), SCAN),
        (lambda: bad.jpx_page(ink()), SCAN),
        (lambda: bad.fax_page(ink(4961, 7016)), SCAN),
        (lambda: bad.image_page(bad.flat_image(1240, 1754)), WHITE),
        # Glyphs without names are recognised.
        (bad.glyphs_without_names, (Origin.OCR, "text layer with a broken encoding")),
        # Far too many objects.
        (lambda: bad.many_paths(60_000), (Origin.OCR, "text layer too large to be read")),
    ],
)  # fmt: skip
def test_a_page_is_read(tmp_path: Path, build: object, expected: tuple[Origin, str]) -> None:
    document = read_pages(bad.write(tmp_path, build), ONE)  # type: ignore[arg-type]
    assert pages(document) == [expected]
    assert document.unread_pages is None


@pytest.mark.parametrize(
    ("build", "reason"),
    [
        (bad.broken_content, "its drawing instructions are damaged"),
        (lambda: bad.text_page(bad.BOX + b"/CropBox[2000 2000 3000 3000]"), "the page has no size"),
        (bad.broken_image, "its image cannot be decoded"),
        (lambda: bad.content_bomb(100), "its drawing instructions unpack to more than 64 million bytes"),
        (bad.form_in_itself, "a form on it contains itself"),
        (bad.forms_of_forms, "forms on it are drawn too often"),
        (bad.double_bomb, "its drawing instructions unpack to more than 64 million bytes"),
        (
            lambda: bad.image_page(bad.image_object(20000, 15000, b"", b"FlateDecode", b"DeviceRGB")),
            "an image on it has 300 million pixels, 900 million bytes",
        ),
        (
            lambda: bad.image_page(bad.image_object(30000, 30000, b"", b"CCITTFaxDecode", bits=1)),
            "an image on it has 900 million pixels, 112 million bytes",
        ),
    ],
)
def test_a_bad_page_costs_itself_only(tmp_path: Path, build: object, reason: str) -> None:
    data = bad.mixed([bad.text_page(), build(), bad.text_page()])  # type: ignore[operator]
    begin = time.perf_counter()
    document = read_pages(bad.write(tmp_path, data), ONE)
    assert pages(document) == [LAYER, (Origin.UNREADABLE, reason), LAYER]
    assert document.unread_pages == f"page 2 unreadable: {reason}"
    assert document.text.count("Ke hoach") == 2
    assert time.perf_counter() - begin < 10
    # Alone it leaves nothing to take in.
    with pytest.raises(InputError) as caught:
        read_pages(bad.write(tmp_path, build, "alone.pdf"), ONE)  # type: ignore[arg-type]
    assert str(caught.value).startswith(f"{tmp_path / 'alone.pdf'}, page 1: no page can be read: {reason}.")


@pytest.mark.parametrize(
    ("build", "problem"),
    [
        (lambda: b"", "empty (0 bytes)"),
        (lambda: bad.encrypted("user", "owner"), "locked by a password"),
        (bad.locked_by_certificate, "locked by a certificate"),
        (lambda: bad.many_pages(0), "has no pages"),
        (lambda: bad.many_pages(10_000), "has 10000 pages; 3000 at most are read"),
        (lambda: b"%PDF-1.4\n" + b"\x00rubbish" * 50, "damaged"),
        (lambda: bad.text_page()[:200], "cut off"),
    ],
)
def test_a_file_is_refused(tmp_path: Path, build: object, problem: str) -> None:
    path = bad.write(tmp_path, build)  # type: ignore[arg-type]
    with pytest.raises(InputError) as caught:
        read_pages(path, ONE)
    assert problem in str(caught.value)
    assert str(caught.value).startswith(str(path))


def test_a_page_tree_within_itself_ends(tmp_path: Path) -> None:
    path = bad.write(tmp_path, bad.tree_in_itself)
    try:
        document = read_pages(path, ONE)
    except InputError as error:
        assert str(error).startswith(str(path))
    else:
        assert document.pages[0].origin is Origin.TEXT_LAYER


@pytest.mark.parametrize(("share", "least"), [(0.1, 0), (0.5, 1), (0.9, 3), (0.99, 3)])
def test_what_is_left_of_a_file_cut_off_is_read(tmp_path: Path, share: float, least: int) -> None:
    with pikepdf.open(io.BytesIO(bad.mixed([bad.jpeg_page(ink())] * 4))) as pdf:
        pdf.save(tmp_path / "whole.pdf", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    content = (tmp_path / "whole.pdf").read_bytes()
    before = set(tmp_path.iterdir())
    path = bad.write(tmp_path, content[: int(len(content) * share)], "cut.pdf")
    try:
        document = read_pages(path, ONE)
    except InputError as error:
        assert least == 0
        assert str(error).startswith(str(path))
    else:
        read = [page for page in document.pages if page.origin is Origin.OCR]
        assert len(read) >= least
        assert document.unread_pages is not None
        assert document.unread_pages.endswith(CUT_OFF)
        assert all(page.origin in (Origin.OCR, Origin.UNREADABLE) for page in document.pages)
    assert set(tmp_path.iterdir()) == {*before, path}


def test_a_reader_that_raises_or_hangs_leaves_the_page_to_recognition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bad.write(tmp_path, bad.text_page)

    def stumble(*_: object) -> None:
        raise KeyError("FontBBox")

    def hang(*_: object) -> None:
        while True:
            try:
                time.sleep(0.01)
            except Exception:  # as parsers do
                continue

    monkeypatch.setattr(recognise, "LAYER_SECONDS", 0.2)
    for reader, note in (
        (stumble, "text layer unreadable (KeyError)"),
        (hang, "text layer not read within 0.2 seconds"),
    ):
        monkeypatch.setattr(recognise, "read_layer", reader)
        assert pages(read_pages(path, ONE)) == [(Origin.OCR, note)]


def test_a_page_that_takes_too_long_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = bad.write(tmp_path, bad.mixed([bad.text_page(), bad.jpeg_page(ink())]))
    monkeypatch.setattr(tesseract, "read_words", lambda *_, **__: time.sleep(60))
    document = read_pages(path, Settings(workers=1, seconds=0.1))
    assert pages(document) == [LAYER, (Origin.UNREADABLE, "it took more than 0.4 seconds")]


@pytest.mark.parametrize(
    "error",
    [tesseract.EngineError("the text recognition was killed (signal 9).", ""), MemoryError(), ValueError("x")],
)
def test_an_engine_that_fails_on_a_page_costs_that_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    path = bad.write(tmp_path, bad.mixed([bad.text_page(), bad.jpeg_page(ink())]))

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(tesseract, "read_words", fail)
    document = read_pages(path, ONE)
    assert document.pages[1].origin is Origin.UNREADABLE
    assert document.unread_pages is not None
    assert document.unread_pages.startswith("page 2 unreadable: ")


FAKE = """#!/bin/sh
case "$1" in
  --version) echo tesseract 9.9; exit ;;
  --list-langs) echo Languages; echo vie; exit ;;
esac
kill -9 $PPID
"""


def test_a_process_that_is_killed_costs_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine ends the process that asks it, as the system does when memory is short."""
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(FAKE)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    path = bad.write(tmp_path, bad.mixed([bad.text_page(), bad.jpeg_page(ink()), bad.text_page()]))
    done: list[tuple[int, int]] = []
    for workers in (1, 2):
        document = read_pages(path, Settings(workers=workers), lambda *page: done.append(page), isolate=True)
        reason = "the process that read it died, mostly for want of memory"
        assert pages(document) == [LAYER, (Origin.UNREADABLE, reason), LAYER]
    assert done == [(1, 3), (2, 3), (3, 3)] * 2


@pytest.mark.parametrize("size", [(14400, 14400), (14400, 200)])
def test_a_huge_page_is_drawn_within_bounds(tmp_path: Path, size: tuple[int, int]) -> None:
    source = open_source(bad.write(tmp_path, bad.text_page(b"/MediaBox[0 0 %d %d]" % size)))
    raster = render(source, 1, 300)
    assert raster.pixels.shape[0] * raster.pixels.shape[1] <= MAX_PIXELS * 1.01
