from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from models.document import Box, Document, Origin, Word
from models.text import fold
from pipeline import imaging, tesseract
from pipeline.cells import as_number
from pipeline.errors import InputError, MissingProgramError
from pipeline.read import open_source
from pipeline.recognise import Settings, read_pages, recognise_page
from pipeline.scan import without_specks
from tests.pipeline.pages import draw_page, draw_table, grey
from tests.pipeline.test_layer import digital

ONE = Settings(workers=1)
LINES = [
    "Kế hoạch cải cách hành chính",
    "Tối thiểu 80% hồ sơ được giải quyết",
    "Sở Nội vụ chủ trì, phối hợp thực hiện",
    "Hoàn thành trước ngày 30/6/2026",
]


def scan(path: Path, image: Image.Image, **save: object) -> Path:
    image.save(path, resolution=300, dpi=(300, 300), **save)
    return path


def prose(lines: list[str] = LINES) -> Image.Image:
    return draw_page([(150, 150 + 90 * i, text) for i, text in enumerate(lines)], (1300, 1250))


def similar(document: Document, lines: list[str] = LINES) -> bool:
    return fold(document.text) == fold(" ".join(lines))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", "1"), ("12.", "12."), ("2.1", "2.1"), ("IV", "IV"), ("a)", "a)"), ("VH", "VII"), ("H", "II"),
        ("HI", "III"), ("VỊ", "VI"), ("|", "1"), ("1:", "1"), ("Năm", None), ("", None), ("2021", None), ("Sở", None),
        ("?", None),
    ],
)  # fmt: skip
def test_readings_of_number_cells(text: str, number: str | None) -> None:
    assert as_number(text) == number


def test_a_born_digital_page_needs_no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = digital(tmp_path / "plan.pdf")
    monkeypatch.setenv("PATH", str(tmp_path))
    document = read_pages(path, ONE)
    assert [page.origin for page in document.pages] == [Origin.TEXT_LAYER]
    assert document.text.startswith("KẾ HOẠCH")
    assert document.raw_text is None


def test_a_scan_without_engine_names_the_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = scan(tmp_path / "scan.png", prose())
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingProgramError, match="tesseract-ocr-vie"):
        read_pages(path, ONE)


def test_a_failing_engine_names_file_and_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = scan(tmp_path / "scan.png", prose())

    def crash(*_: object, **__: object) -> list[tesseract.RawWord]:
        raise tesseract.EngineError("the text recognition was killed (signal 9).", "Free memory.")

    monkeypatch.setattr(tesseract, "require", lambda _: None)
    monkeypatch.setattr(tesseract, "read_words", crash)
    with pytest.raises(InputError) as caught:
        read_pages(path, ONE)
    said = f"{path}, page 1: no page can be read: the text recognition was killed"
    assert str(caught.value).startswith(said)


@pytest.mark.ocr
def test_a_scan_is_read_with_boxes_and_confidence(tmp_path: Path) -> None:
    document = read_pages(scan(tmp_path / "scan.pdf", prose()), ONE)
    (page,) = document.pages
    assert similar(document)
    assert (page.origin, page.rotation, page.note) == (Origin.OCR, 0, "no text layer")
    assert page.engine is not None
    assert page.engine.startswith("tesseract ")
    assert page.confidence is not None
    assert page.confidence > 0.8
    box = document.lines[0].box
    assert box is not None
    assert box.x0 == pytest.approx(150 * 72 / 300, abs=2)


@pytest.mark.ocr
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_is_set_upright(tmp_path: Path, degrees: int) -> None:
    more = [*LINES, "Các sở, ban, ngành báo cáo định kỳ", "Ủy ban nhân dân xã theo dõi, đôn đốc"]
    turned = Image.fromarray(imaging.quarter_turn(grey(prose(more)), 360 - degrees))
    document = read_pages(scan(tmp_path / "scan.png", turned), ONE)
    assert document.pages[0].rotation == degrees
    assert similar(document, more)
    box = document.lines[0].box
    assert box is not None
    assert (box.x0, box.y0) == (pytest.approx(36, abs=3), pytest.approx(39, abs=6))


@pytest.mark.ocr
def test_places_lie_on_the_skewed_page(tmp_path: Path) -> None:
    skewed, matrix = imaging.turn(grey(prose()), -1.5)
    document = read_pages(scan(tmp_path / "scan.png", Image.fromarray(skewed)), ONE)
    assert similar(document)
    x, y, _ = matrix @ np.array([150, 150 + 270 + 30, 1.0])
    box = document.lines[3].box
    assert box is not None
    assert box.x0 - 3 <= x * 72 / 300 <= box.x0 + 6
    assert box.y0 - 3 <= y * 72 / 300 <= box.y1 + 3


@pytest.mark.ocr
def test_a_ruled_table_comes_with_its_numbers(tmp_path: Path) -> None:
    rows = [60, 200, 340, 480, 620]
    texts = {
        (0, 0): "TT", (0, 1): "Nội dung", (0, 2): "Thời gian", (1, 0): "1", (1, 1): "Rà soát văn bản",
        (1, 2): "Quý IV/2021", (2, 0): "2", (2, 1): "Kiểm tra công vụ", (2, 2): "Năm 2022", (3, 0): "3",
        (3, 1): "Tổ chức tập huấn", (3, 2): "Tháng 6",
    }  # fmt: skip
    image = draw_table([60, 190, 800, 1300], rows, texts, (1400, 1300))
    document = read_pages(scan(tmp_path / "scan.pdf", image), ONE)
    (table,) = document.tables
    assert (table.rows, table.columns, table.has_grid) == (4, 3, True)
    got = {(c.row, c.column): document.text[c.start : c.end] for c in table.cells}
    assert {place: fold(text) for place, text in got.items()} == {place: fold(text) for place, text in texts.items()}
    assert all(cell.confidence is not None and cell.box is not None for cell in table.cells)


@pytest.mark.ocr
def test_pages_of_a_tiff_are_spread_over_processes(tmp_path: Path) -> None:
    first, second = prose(LINES[:2]), prose(LINES[2:])
    path = scan(tmp_path / "scan.tif", first, save_all=True, append_images=[second])
    seen: list[tuple[int, int]] = []
    document = read_pages(path, Settings(workers=2), lambda done, total: seen.append((done, total)))
    assert [page.number for page in document.pages] == [1, 2]
    assert seen == [(1, 2), (2, 2)]
    assert similar(document)


@pytest.mark.ocr
def test_an_empty_page_is_empty(tmp_path: Path) -> None:
    path = scan(tmp_path / "scan.png", Image.new("L", (1000, 1300), 255))
    content = recognise_page(open_source(path), 1, ONE)
    assert (content.origin, content.words, content.grids, content.confidence) == (Origin.EMPTY, (), (), None)


@pytest.mark.ocr
def test_the_second_model_is_asked_when_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if tesseract.script_model() is None:
        pytest.skip("the second model is not installed")
    asked: list[str] = []
    read_words = tesseract.read_words

    def count(image: np.ndarray, language: str, **how: object) -> list[tesseract.RawWord]:
        asked.append(language)
        return read_words(image, language, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(tesseract, "read_words", count)
    document = read_pages(scan(tmp_path / "scan.png", prose()), Settings(workers=1, verify=True))
    assert asked == ["vie", tesseract.script_model()]
    assert similar(document)


@pytest.mark.parametrize(
    ("read", "text", "left"),
    [
        ("3)", "3)", 100.0),
        # specks of the margin: the label stands where the first line of a paragraph begins
        ("__3)", "3)", 110.0),
        ("phòng;__", "phòng;", 100.0),
        # blanks of a form, names of files
        ("____", "____", 100.0),
        ("bieu_mau.xlsx", "bieu_mau.xlsx", 100.0),
    ],
)
def test_specks_beside_a_word(read: str, text: str, left: float) -> None:
    word = without_specks(Word(read, Box(100, 50, 100 + 5 * len(read), 60), 0.4))
    assert (word.text, word.box.x0) == (text, left)
    assert word.box.x1 <= 100 + 5 * len(read)
