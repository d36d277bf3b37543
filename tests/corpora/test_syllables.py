import pytest

from corpora.syllables import is_syllable, stands_alone

GOOD = (
    "kế hoạch quyết định Khoản NGHỊ giếng gì gìn quốc quý quí hoà hòa thuỷ thủy uỷ ủy yên ý nghiêng khuya khuỷu huých "
    "đường Đắc oan uống ngoằn xoong rượu iếc ương"
)
BAD = "plan website cac hoach điề ngièng qoan q zalo wifi ngh kq đđ tôt cảỏ pm ngànli ph6i"


def test_what_can_be_a_syllable() -> None:
    assert [word for word in GOOD.split() if not is_syllable(word)] == []


def test_what_cannot() -> None:
    assert [word for word in BAD.split() if is_syllable(word)] == []


@pytest.mark.parametrize(("word", "expected"), [("nhan", True), ("uy", True), ("hoach", True), ("plan", False)])
def test_missing_marks_are_forgiven_where_that_is_asked(word: str, expected: bool) -> None:
    assert is_syllable(word, marked=False) is expected


def test_words_without_an_initial_consonant() -> None:
    assert [word for word in ("án", "ủy", "ản", "ệt", "Ở", "òng") if stands_alone(word)] == ["án", "ủy", "Ở"]
