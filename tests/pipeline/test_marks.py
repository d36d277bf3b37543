from dataclasses import replace

import pytest

from models.document import Line
from pipeline.marks import find_wrong_marks
from pipeline.normalise import normalise
from tests.extractors.builders import document_of


def repaired(text: str) -> str:
    for start, end, right in reversed(list(find_wrong_marks(text))):
        text = text[:start] + right + text[end:]
    return text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("UBND thị trắn", "UBND thị trấn"),
        ("tiếp nhận hô sơ của công dân", "tiếp nhận hồ sơ của công dân"),
        ("QUYÉT ĐỊNH:", "QUYẾT ĐỊNH:"),
        ("giây chứng nhạn", "giấy chứng nhạn"),  # nhận or nhân: nothing tells
        ("Buồi sáng", "Buổi sáng"),
    ],
)
def test_marks_that_make_no_word(read: str, meant: str) -> None:
    assert repaired(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Cộng hoà xã hội, cộng hòa xã hội",  # two ways to set the same tone
        "Ông Phan Ngọc Thọ, bà Lê Thị Bưởi",
        "hằng năm, hàng năm",
        "trong số đó có ít nhất 80%",
        "kinh phí từ ngân sách",
        "không để tồn đọng",
        "gọi tắt là Kế hoạch",
        "một phần chi thường xuyên",
        "các khu phổ",  # not rare enough to be no word
        "thị,\ntrắn",  # not beside each other
    ],
)
def test_what_may_be_right_stays(text: str) -> None:
    assert repaired(text) == text


def test_twice_is_once() -> None:
    text = "thị trắn tiếp nhận hô sơ, giây chứng nhạn, QUYÉT ĐỊNH, Buồi sáng"
    assert repaired(repaired(text)) == repaired(text)


def test_only_recognised_lines_are_repaired() -> None:
    document = document_of("UBND thị trắn\n\nUBND thị trắn")
    first, second = 0, document.text.rindex("UBND")
    lines = (Line(first, 13, 1, confidence=0.9), Line(second, second + 13, 1))
    done = normalise(replace(document, lines=lines))
    assert done.text.split("\n\n") == ["UBND thị trấn", "UBND thị trắn\n"]
    assert done.raw_text == document.text
    assert normalise(done) == done
