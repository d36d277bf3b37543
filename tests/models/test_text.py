import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.text import fold, fold_keeping_length, fold_words, strip_marks


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Tối  thiểu", "toi thieu"),
        ("ĐẾN NĂM 2025", "den nam 2025"),
        ("Ðến", "den"),
        ("thủ tục – hành chính", "thu tuc - hanh chinh"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        ("e\u0302\u0301", "e"),
    ],
)
def test_fold(text: str, key: str) -> None:
    assert fold(text) == key


def test_fold_words_drops_punctuation() -> None:
    assert fold_words("TT&TT - Nội vụ;") == "tt tt noi vu"


def test_strip_marks_keeps_case() -> None:
    assert strip_marks("Đường Ỷ Lan") == "Duong Y Lan"


@given(st.text())
def test_folding_keeping_length_keeps_it(text: str) -> None:
    assert len(fold_keeping_length(text)) == len(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
