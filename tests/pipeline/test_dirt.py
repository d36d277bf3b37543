"""Marks of specks at the start of lines: dropped, or the bullet that they were. Texts are made up."""

import pytest

from models.document import Box, Word
from pipeline.dirt import without_dirt


def line(text: str, y: float, x: float = 100.0) -> list[Word]:
    words = []
    for part in text.split():
        words.append(Word(part, Box(x, y, x + 6 * len(part), y + 10), 0.8))
        x += 6 * (len(part) + 1)
    return words


def cleaned(*texts: str) -> list[str]:
    words = [word for at, text in enumerate(texts) for word in line(text, 100 + 20 * at)]
    rows: dict[float, list[str]] = {}
    for word in without_dirt(words):
        rows.setdefault(word.box.y0, []).append(word.text)
    return [" ".join(row) for row in rows.values()]


@pytest.mark.parametrize(
    ("read", "clean"),
    [
        ("...2. Cải cách thể chế", "2. Cải cách thể chế"),
        (".- Rà soát thủ tục", "- Rà soát thủ tục"),
        ("_ : quy định của tỉnh", "quy định của tỉnh"),
        ("` trúc lại quy trình", "trúc lại quy trình"),
        (".CỘNG HÒA XÃ HỘI", "CỘNG HÒA XÃ HỘI"),
        (".nguyên và Môi trường", "nguyên và Môi trường"),
        # print
        ("- Rà soát thủ tục", "- Rà soát thủ tục"),
        ("(1) Về việc", "(1) Về việc"),
        ("“Một cửa” liên thông", "“Một cửa” liên thông"),
        ("‘Một cửa’ liên thông", "‘Một cửa’ liên thông"),
        ("......... , ngày ... tháng", "......... , ngày ... tháng"),
        (".docx và .pdf", ".docx và .pdf"),
        ("./.", "./."),
        ("* Ghi chú: số liệu", "* Ghi chú: số liệu"),
    ],
)
def test_starts_of_lines(read: str, clean: str) -> None:
    assert cleaned(read) == [clean]


def test_a_mark_alone_goes() -> None:
    assert cleaned("Điều 1.", "_", ":", "Điều 2.") == ["Điều 1.", "Điều 2."]


def test_the_dash_of_a_list_comes_back() -> None:
    items = ["- Sở Nội vụ;", "- Sở Tài chính;", "_ Sở Y tế;", ". Sở Tư pháp;", "_ xã và phường"]
    assert cleaned(*items)[2:] == ["- Sở Y tế;", "- Sở Tư pháp;", "xã và phường"]


def test_the_line_begins_where_its_print_begins() -> None:
    (word, *_) = without_dirt(line("...2. Cải cách", 100))
    assert word.text == "2." and word.box.x0 == pytest.approx(118)
    (word, *_) = without_dirt(line("_ : quy định", 100))
    assert word.text == "quy" and word.box.x0 == pytest.approx(124)
