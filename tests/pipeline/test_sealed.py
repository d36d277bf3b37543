"""The signing place: found beside the recipients, read a second time, the surer reading kept. Names are made up."""

import numpy as np
import pytest

from models.document import Box, Word
from pipeline import sealed, tesseract

WIDTH, HEIGHT, SCALE = 595.0, 842.0, 2.0


def line(text: str, x: float, y: float, *, sure: float = 0.95, letter: float = 6.0) -> list[Word]:
    """The words of a printed line that begins at (x, y), letters of equal width."""
    words = []
    for part in text.split():
        words.append(Word(part, Box(x, y, x + letter * len(part), y + 10), sure))
        x += letter * (len(part) + 1)
    return words


BODY = line("Trưởng phòng Nội vụ và Chủ tịch các xã chịu trách nhiệm thi hành Quyết định này./.", 85, 400)
RECIPIENTS = [
    *line("Nơi nhận:", 85, 440),
    *line("- Như Điều 2;", 85, 452),
    *line("- Thường trực Huyện ủy, HĐND;", 85, 464),
    *line("- Lưu: VT, NV.", 85, 476),
]
SEAL = [*line("⁄ÍẦ", 380, 470, sure=0.2), *line("Ñ\\~", 400, 490, sure=0.35)]


def test_the_place_lies_right_of_the_recipients_and_below_the_text():
    place = sealed.find_signing_place([*BODY, *RECIPIENTS, *line("CHỦ TỊCH", 380, 440)], WIDTH, HEIGHT)
    assert place is not None
    assert 410 < place.y0 < 440 and place.y1 > 600
    assert max(word.box.x1 for word in RECIPIENTS) < place.x0 < 380
    assert place.x1 == WIDTH


def test_a_signature_may_begin_above_the_recipients():
    higher = [*line("KT. GIÁM ĐỐC", 380, 418), *line("PHÓ GIÁM ĐỐC", 380, 430)]
    place = sealed.find_signing_place([*BODY, *RECIPIENTS, *higher], WIDTH, HEIGHT)
    assert place is not None
    assert place.y0 <= 418


@pytest.mark.parametrize(
    "words",
    [
        BODY,
        [*BODY, *line("Nơi nhận:", 380, 440)],
        [*BODY, *line("Đăng ký nơi ở và nhận kết quả", 85, 440)],
        # nothing divides columns: the text goes on over the whole width
        [*line("Nơi nhận: mọi tổ chức và cá nhân có yêu cầu đều được phục vụ tại trụ sở các xã", 85, 440)],
    ],
)
def test_no_place(words):
    assert sealed.find_signing_place(words, WIDTH, HEIGHT) is None


@pytest.mark.parametrize("label", ["Nơi nhận:", "Noi nhận:", "Nơinhận:", "“Nơi nhân:"])
def test_slips_of_the_label(label):
    words = [*BODY, *line(label, 85, 440), *RECIPIENTS[2:]]
    assert sealed.find_signing_place(words, WIDTH, HEIGHT) is not None


def read(monkeypatch, words, readings):
    """The signing place read by engines that answer `readings`, one a model, in pixels of the crop."""

    def answer(image, model, *, dpi, mode, seconds):
        assert mode == tesseract.SINGLE_BLOCK
        return [
            tesseract.RawWord(w.text, int(w.box.x0), int(w.box.y0), int(w.box.width), 20, w.confidence, (1, 1, 1))
            for w in readings[model]
        ]

    monkeypatch.setattr(tesseract, "read_words", answer)
    grey = np.full((int(HEIGHT * SCALE), int(WIDTH * SCALE)), 255, np.uint8)
    return sealed.read_sealed_places(words, grey, SCALE, list(readings), 60)


def test_print_under_the_seal_comes_back_in_its_place(monkeypatch):
    second = [*line("CHỦ TỊCH", 60, 40), *line("Hoàng Thị Nga", 60, 240)]
    words = read(monkeypatch, [*BODY, *RECIPIENTS, *SEAL], {"vie": second})
    texts = [word.text for word in words]
    assert texts[-5:] == ["CHỦ", "TỊCH", "Hoàng", "Thị", "Nga"]
    assert not set(texts) & {word.text for word in SEAL}
    place = sealed.find_signing_place([*BODY, *RECIPIENTS, *SEAL], WIDTH, HEIGHT)
    assert place is not None
    found = words[-5].box
    assert found.x0 == pytest.approx(place.x0 + 30, abs=1) and found.y0 == pytest.approx(place.y0 + 20, abs=1)


def test_the_surer_model_wins(monkeypatch):
    readings = {"vie": line("GHỦ TỊCH", 60, 40, sure=0.5), "other": line("CHỦ TỊCH", 60, 40, sure=0.9)}
    words = read(monkeypatch, [*BODY, *RECIPIENTS], readings)
    assert [word.text for word in words][-2:] == ["CHỦ", "TỊCH"]


def test_a_worse_second_reading_changes_nothing(monkeypatch):
    first = [*BODY, *RECIPIENTS, *line("CHỦ TỊCH", 380, 440), *line("Hoàng Thị Nga", 380, 540)]
    assert sorted(word.text for word in read(monkeypatch, first, {"vie": line("TỊC", 60, 40, sure=0.7)})) == sorted(
        word.text for word in first
    )


TITLE = [*line("PHỤ LỤC II", 250, 60), *line("NHIỆM VỤ CHUYỂN ĐỔI SỐ NĂM 2030", 180, 76)]


@pytest.mark.parametrize("attached", ["(Ban hành kèm theo Kế hoạch số 5/KH-SNV)", "(Kèm theo Quyết định số 5/QĐ-SNV)"])
def test_the_title_of_an_annex_reaches_down_to_what_it_goes_with(attached):
    place = sealed.find_annex_title([*TITLE, *line(attached, 130, 95), *line("TT Nội dung", 90, 130)], WIDTH)
    assert place is not None
    assert (place.x0, place.y0, place.x1) == (0, 0, WIDTH) and 105 <= place.y1 < 130


@pytest.mark.parametrize(
    "words",
    [
        TITLE,
        # in the text, and at the foot of a page
        line("theo mẫu ban hành kèm theo Quyết định số 5/QĐ-UBND", 85, 100),
        line("(Kèm theo Quyết định số 5/QĐ-UBND)", 85, 700),
    ],
)
def test_no_title_of_an_annex(words):
    assert sealed.find_annex_title(words, WIDTH) is None


def test_a_title_under_the_seal_comes_back(monkeypatch):
    attached = line("(Kèm theo Quyết định số 5/QĐ-UBND)", 130, 95)
    second = [*line("PHỤ LỤC II", 500, 120), *line("(Kèm theo Quyết định số 5/QĐ-UBND)", 260, 190)]
    words = read(monkeypatch, [*line("Ấ LỤC", 250, 60, sure=0.4), *attached, *line("Chữ", 90, 200)], {"vie": second})
    assert [word.text for word in words][:4] == ["Chữ", "PHỤ", "LỤC", "II"]
