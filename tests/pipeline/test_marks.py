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
        ("giây chứng nhạn", "giây chứng nhạn"),  # nhận or nhân: nothing tells
        ("giảm đưới 3%, phù hợp vởi xã", "giảm dưới 3%, phù hợp với xã"),
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
        "thị,\ntrân",  # not beside each other
        "thị\ttrân",
        "cấp xä",
        "bà Nguyễn Thị Trắn",
        "thôn Đưới, xã Buối",
        "các thôn xa trung tâm, có ca bệnh, ngay sau đó",  # marks get mixed up, not lost
        "gắn trá nhiệm, quản hất lượng, cơ sở uốc gia, ñĩnh vực",  # rests of longer words, no Vietnamese
        "thời hạn đế tiện kiểm tra",  # để, not đê
    ],
)
def test_what_may_be_right_stays(text: str) -> None:
    assert repaired(text) == text


def test_twice_is_once() -> None:
    text = "thị trắn tiếp nhận hô sơ, giây chứng nhạn, QUYÉT ĐỊNH, Buồi sáng"
    assert repaired(repaired(text)) == repaired(text)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("người từ 16 tuối trở lên; đế kiểm tra", "người từ 16 tuổi trở lên; để kiểm tra"),
        ("gắn trá nhiệm", "gắn trá nhiệm"),
        ("đế quốc, bà Thúy, N hái Văn", "đế quốc, bà Thúy, N hái Văn"),
    ],
)
def test_hooks_are_restored_on_recognised_lines_only(read: str, meant: str) -> None:
    document = document_of(f"{read}\n\n{read}")
    second = document.text.rindex(read)
    lines = (Line(0, len(read), 1, confidence=0.9), Line(second, second + len(read), 1))
    done = normalise(replace(document, lines=lines))
    assert done.text.strip().split("\n\n") == [meant, read]
    assert done.raw_text == document.text
    assert normalise(done) == done
