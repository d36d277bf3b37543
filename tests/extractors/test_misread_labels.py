import pytest

from extractors.misread_labels import are_alike, read_damaged_label
from extractors.numbering import Style


@pytest.mark.parametrize(
    ("text", "style", "due", "key"),
    [
        ("6 Tiếp tục đổi mới", Style.ARABIC, "6", "6"),
        ("9, Phòng Giáo dục", Style.ARABIC, "9", "9"),
        ("§. Phòng Y tế", Style.ARABIC, "8", "8"),
        ("5S. Cải cách tài chính công", Style.ARABIC, "5", "5"),
        ("ø) Chỉ đạo, điều hành", Style.LETTER, "g", "g"),
        ("L. Cải cách thể chế", Style.ROMAN, "I", "I"),
        ("a } Chủ trì", Style.LETTER, "a", "a"),
        ("b Rà soát", Style.LETTER, "b", "b"),
        ("a, Mục tiêu", Style.LETTER, "a", "a"),
        ("c) Sáu việc", Style.LETTER, "e", "e"),
        ("H: NHIỆM VỤ", Style.ROMAN, "II", "II"),
        ("11. NHIỆM VỤ", Style.ROMAN, "II", "II"),
        ("IL. NHIỆM VỤ", Style.ROMAN, "II", "II"),
        ("IL NHIỆM VỤ", Style.ROMAN, "I", "I"),
        ("IL NHIỆM VỤ", Style.ROMAN, "II", "II"),
        ("IIL NHIỆM VỤ", Style.ROMAN, "II", "II"),
        ("IL NHIỆM VỤ", Style.ROMAN, "III", None),
        ("VHI. KINH PHÍ", Style.ROMAN, "VIII", "VIII"),
        ("Z. Riêng", Style.ARABIC, "2", "2"),
        ("l.1. Mục tiêu", Style.ARABIC, "1.1", "1.1"),
        ("2,1. Mục tiêu", Style.ARABIC, "2.1", "2.1"),
        ("1 . Mục tiêu", Style.ARABIC, "1", "1"),
        ("f) Sáu việc", Style.LETTER, "g", None),
        ("H NHIỆM VỤ", Style.ROMAN, "II", None),
        ("Z Riêng", Style.ARABIC, "2", None),
        ("12. Phòng Y tế", Style.ARABIC, "2", None),
        ("a lô hàng", Style.LETTER, "a", None),
        ("6 Tiếp tục đổi mới", Style.ARABIC, "4", None),
        ("§. Phòng Y tế", Style.ARABIC, "3", None),
        ("6 đơn vị", Style.ARABIC, "6", None),
        ("L. Cải cách thể chế", Style.ROMAN, "IV", None),
        ("Sở Nội vụ chủ trì", Style.LETTER, "b", None),
    ],
)
def test_a_damaged_label_counts_only_where_it_is_expected(text: str, style: Style, due: str, key: str | None) -> None:
    label = read_damaged_label(text, style, due, recognised=True)
    assert (label.key if label else None) == key


def test_only_a_lost_dot_is_typed() -> None:
    assert read_damaged_label("IL NHIỆM VỤ", Style.ROMAN, "I", recognised=False) is None
    assert read_damaged_label("6 Tiếp tục", Style.ARABIC, "6", recognised=False) is not None
    assert read_damaged_label("§. Phòng Y tế", Style.ARABIC, "8", recognised=False) is not None


def test_a_letter_may_have_been_typed() -> None:
    assert read_damaged_label("c) Sáu việc", Style.LETTER, "e", recognised=False) is None
    assert read_damaged_label("e} Sáu việc", Style.LETTER, "e", recognised=False) is not None


@pytest.mark.parametrize(
    ("read", "printed", "alike"),
    [(8, 3, True), (16, 15, True), (7, 1, True), (2, 3, False), (3, 3, False), (13, 3, False)],
)
def test_figures_that_look_like_each_other(read: int, printed: int, alike: bool) -> None:
    assert are_alike(read, printed) is alike
