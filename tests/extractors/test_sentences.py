import pytest

from extractors.sentences import sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Một việc. Hai việc.", ["Một việc.", "Hai việc."]),
        ("Giao TT. HĐND tỉnh giám sát. Báo cáo UBND.", ["Giao TT. HĐND tỉnh giám sát.", "Báo cáo UBND."]),
        ("Đạt 1.200 lượt. 80% hồ sơ.", ["Đạt 1.200 lượt.", "80% hồ sơ."]),
        ("không có dấu chấm", ["không có dấu chấm"]),
        ("", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts
