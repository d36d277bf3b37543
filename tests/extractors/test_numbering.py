import pytest

from extractors.numbering import (
    Style,
    as_meant,
    is_bare_label,
    key_of,
    ordinal_of,
    read_label,
    roman_value,
)


@pytest.mark.parametrize(
    ("text", "style", "ordinal", "key", "rest"),
    [
        ("I. MỤC TIÊU", Style.ROMAN, 1, "I", "MỤC TIÊU"),
        ("IV. TỔ CHỨC THỰC HIỆN", Style.ROMAN, 4, "IV", "TỔ CHỨC THỰC HIỆN"),
        ("ll. NHIỆM VỤ", Style.ROMAN, 2, "II", "NHIỆM VỤ"),
        ("H. NHIỆM VỤ", Style.ROMAN, 2, "II", "NHIỆM VỤ"),
        ("IH. TỔ CHỨC", Style.ROMAN, 3, "III", "TỔ CHỨC"),
        ("I - MỤC TIÊU", Style.ROMAN, 1, "I", "MỤC TIÊU"),
        ("A. KẾT QUẢ", Style.CAPITAL, 1, "A", "KẾT QUẢ"),
        ("1. Mục tiêu", Style.ARABIC, 1, "1", "Mục tiêu"),
        ("1/ Mục tiêu", Style.ARABIC, 1, "1", "Mục tiêu"),
        ("10. Phòng Y tế", Style.ARABIC, 10, "10", "Phòng Y tế"),
        ("1.2. Nhiệm vụ", Style.ARABIC, 2, "1.2", "Nhiệm vụ"),
        ("1.2 Nhiệm vụ", Style.ARABIC, 2, "1.2", "Nhiệm vụ"),
        ("1- Kết quả đạt được", Style.ARABIC, 1, "1", "Kết quả đạt được"),
        ("2.1- Đến năm 2025", Style.ARABIC, 1, "2.1", "Đến năm 2025"),
        ("2. 100% hồ sơ", Style.ARABIC, 2, "2", "100% hồ sơ"),
        ("3.1. 05 lớp tập huấn", Style.ARABIC, 1, "3.1", "05 lớp tập huấn"),
        ("4. 98,5% văn bản", Style.ARABIC, 4, "4", "98,5% văn bản"),
        ("II. về việc thực hiện", Style.ROMAN, 2, "II", "về việc thực hiện"),
        ("1) Nội dung", Style.ARABIC_PAREN, 1, "1", "Nội dung"),
        ("(2) Nội dung", Style.ARABIC_PAREN, 2, "2", "Nội dung"),
        ("a) Mục tiêu", Style.LETTER, 1, "a", "Mục tiêu"),
        ("a. Mục tiêu", Style.LETTER, 1, "a", "Mục tiêu"),
        ("đ) Kiểm tra", Style.LETTER, 5, "đ", "Kiểm tra"),
        ("(ii) Về tổ chức", Style.SMALL_ROMAN, 2, "ii", "Về tổ chức"),
        ("Điều 1. Ban hành", Style.ARTICLE, 1, "Điều 1", "Ban hành"),
        ("Điều l. Ban hành", Style.ARTICLE, 1, "Điều 1", "Ban hành"),
        ("Phần thứ nhất", Style.PART, 1, "P1", ""),
        ("PHẦN THỨ HAI KẾT QUẢ", Style.PART, 2, "P2", "KẾT QUẢ"),
        ("Phần II. NHIỆM VỤ", Style.PART, 2, "P2", "NHIỆM VỤ"),
        ("Chương I", Style.CHAPTER, 1, "Chương I", ""),
        ("Mục 1. Quy định chung", Style.MUC, 1, "Mục 1", "Quy định chung"),
        ("Phụ lục 1", Style.APPENDIX, 1, "PL1", ""),
        ("Phụ lục II", Style.APPENDIX, 2, "PL2", ""),
        ("PHỤ LỤC", Style.APPENDIX, None, "PL", ""),
        ("PHỤ LỤC 02: DANH MỤC", Style.APPENDIX, 2, "PL2", "DANH MỤC"),
    ],
)
def test_labels(text: str, style: Style, ordinal: int | None, key: str, rest: str) -> None:
    label = read_label(text)
    assert label is not None
    assert (label.style, label.ordinal, label.key, text[label.length :]) == (style, ordinal, key, rest)


@pytest.mark.parametrize(
    "text",
    [
        "2021. Kết quả",
        "1.200 hồ sơ được tiếp nhận",
        "1. 200 hồ sơ được tiếp nhận",
        "1. 500.000 đồng",
        "15. 7. 2021",
        "31.12. 2021",
        "31/12 hằng năm",
        "5 mô hình",
        "5 - 7 mô hình",
        "24/24 giờ",
        "1,5 lần",
        "Phần mềm quản lý văn bản",
        "Mục tiêu cụ thể",
        "Mục 1, Phần II của Kế hoạch",
        "Phụ lục 1 kèm theo Kế hoạch này",
        "Điều kiện làm việc",
        "Năm 2021",
        "",
    ],
)
def test_no_labels(text: str) -> None:
    assert read_label(text) is None


def test_recognition_leaves_choices() -> None:
    assert {choice.key for choice in read_label("d) Kiểm tra").choices} == {"đ"}  # type: ignore[union-attr]
    assert {choice.key for choice in read_label("l. Mục tiêu").choices} == {"1"}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I. MỤC TIÊU", "I."),
        ("II- NHIỆM VỤ", "II-"),
        ("H. NHIỆM VỤ", "II."),
        ("1/ Mục tiêu", "1/"),
        ("2,1. Mục tiêu", "2.1."),
        ("01. Mục tiêu", "01."),
        ("a ) Chủ trì", "a)"),
        ("ð) Chủ trì", "đ)"),
        ("(2) Nội dung", "(2)"),
        ("Điều l. Ban hành", "Điều 1."),
        ("ĐIỀU 2: Hiệu lực", "ĐIỀU 2:"),
        ("PHỤ LỤC II", "PHỤ LỤC II"),
    ],
)
def test_labels_as_they_were_meant(text: str, meant: str) -> None:
    label = read_label(text)
    assert label is not None
    assert as_meant(label) == meant


@pytest.mark.parametrize(
    ("text", "bare"),
    [("I.", True), ("II/", True), ("2.1.", True), ("a)", True), ("(ii)", True), ("Điều 3.", True), ("3", False),
     ("2024.", False), ("5486/", False), ("Sở", False), ("", False)],
)  # fmt: skip
def test_labels_on_a_line_of_their_own(text: str, bare: bool) -> None:
    assert is_bare_label(text) is bare


@pytest.mark.parametrize("style", [Style.ARABIC, Style.ROMAN, Style.LETTER, Style.SMALL_ROMAN])
def test_a_key_counts_what_it_was_made_from(style: Style) -> None:
    for number in range(1, 24):
        key = key_of(style, number)
        assert key is not None and ordinal_of(style, key) == number


@pytest.mark.parametrize(
    ("text", "value"), [("I", 1), ("IV", 4), ("XIX", 19), ("IIII", None), ("", None), ("VX", None)]
)
def test_roman_value(text: str, value: int | None) -> None:
    assert roman_value(text) == value
