from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.document import Box, Line, PlacedWord, RunningLine
from pipeline.normalise import normalise, normalise_text
from tests.extractors.builders import document_of


@pytest.mark.parametrize(
    ("raw", "repaired"),
    [
        ("8O% hồ sơ", "80% hồ sơ"),
        ("l00% cán bộ", "100% cán bộ"),
        ("IOO %", "100 %"),
        ("[00% cơ quan", "100% cơ quan"),
        ("[80%]", "[80%]"),
        ("đạt †0% trở lên", "đạt 10% trở lên"),
        ("trên 90%c hồ sơ", "trên 90% hồ sơ"),
        ("90% cơ quan, 90%co giãn", "90% cơ quan, 90%co giãn"),
        ("giảm 90%c vào I7/11/2024, †0% sau 80%c", "giảm 90% vào 17/11/2024, 10% sau 80%"),
        ("ngày I7/11/2024", "ngày 17/11/2024"),
        ("số l9-NQ/TW", "số 19-NQ/TW"),
        ("Nghị quyết 12/NQ-UBTVQHI5", "Nghị quyết 12/NQ-UBTVQH15"),
        ("Quý I/2026, mục I-II", "Quý I/2026, mục I-II"),
        ("O thiết bị, lO đơn vị", "O thiết bị, lO đơn vị"),
        ("Tống hợp, TỐ CHỨC", "Tổng hợp, TỔ CHỨC"),
        ("Ðiều 1", "Điều 1"),
        ("tối\u00a0thiểu\u200b", "tối thiểu"),
        ("e\u0302\u0301", "ế"),
        ("\uf0b7 Nội dung", "- Nội dung"),
        ("tiến độ tống tiền", "tiến độ tống tiền"),
        ("CÁC ĐIỀ U KHO ẢN, Đi ều 2", "CÁC ĐIỀU KHOẢN, Điều 2"),
        ("có n hồ sơ", "có n hồ sơ"),
    ],
)
def test_repairs(raw: str, repaired: str) -> None:
    assert normalise_text(raw) == repaired


@given(st.text(alphabet="aeoc/-Q†\u0301\u0302\u0323Ððl0O1%I tố chức\u00a0\u200b\uf0b7.,\n", max_size=80))
def test_twice_is_once(text: str) -> None:
    once = normalise_text(text)
    assert normalise_text(once) == once


def test_what_was_left_out_of_the_text_is_repaired_too() -> None:
    document = replace(document_of("Tối thiếu 80%"), running=(RunningLine("Tống hợp\u00a02", 3),))
    assert normalise(document).running == (RunningLine("Tổng hợp 2", 3),)


def test_offsets_lead_back_to_the_raw_text() -> None:
    document = normalise(document_of("Tối thiếu\u200b 8O% hồ sơ\nTống hợp kết quá"))
    assert document.raw_text is not None
    assert document.text.startswith("Tối thiểu 80% hồ sơ")
    place = document.text.index("hồ sơ")
    assert document.raw_text[document.raw_offsets[place] :].startswith("hồ sơ")
    assert len(document.raw_offsets) == len(document.text) + 1
    assert [document.text[block.start : block.end] for block in document.blocks] == [
        "Tối thiểu 80% hồ sơ",
        "Tổng hợp kết quả",
    ]


def test_every_repair_is_told_with_what_was_read() -> None:
    document = normalise(document_of("Tối\u00a0thiểu 8O% hồ sơ của của dân\nTống hợp, phần đầu tăng 5%; 90%c."))
    told = [(repair.raw, document.text[repair.start : repair.end]) for repair in document.repairs]
    assert told == [
        ("8O%", "80%"), ("của của", "của"), ("Tống", "Tổng"), ("phần đầu", "phấn đấu"), ("90%c.", "90%."),
    ]  # fmt: skip
    assert document.raw_text is not None
    for repair in document.repairs:
        start, end = document.raw_offsets[repair.start], document.raw_offsets[repair.end]
        assert document.raw_text[start:end] == repair.raw
    assert not normalise(document_of("Tối\u00a0thiểu")).repairs


def test_normalising_a_document_twice_changes_nothing() -> None:
    once = normalise(document_of("l00% hồ sơ\nMột\tHai"))
    assert normalise(once) == once
    assert normalise(replace(once, raw_text=None, raw_offsets=())).text == once.text


def test_words_move_with_their_characters() -> None:
    text = "Tống hợp e\u0302\u0301 8O% \u200b hồ sơ"
    box = Box(0, 0, 10, 10)
    starts = [at for at in range(len(text)) if text[at] != " " and (at == 0 or text[at - 1] == " ")]
    ends = [text.index(" ", at) if " " in text[at:] else len(text) for at in starts]
    words = tuple(PlacedWord(start, end, box, 0.5, "khác") for start, end in zip(starts, ends, strict=True))
    found = normalise(replace(document_of(text), lines=(Line(0, len(text), 1, box, 0.5, words),)))
    # The zero-width space that stood between two spaces is gone, and its word with it.
    read = [found.text[word.start : word.end] for word in found.lines[0].words]
    assert read == ["Tổng", "hợp", "ế", "80%", "hồ", "sơ"]
    assert {(word.box, word.confidence, word.other) for word in found.lines[0].words} == {(box, 0.5, "khác")}
