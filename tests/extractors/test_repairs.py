from extractors.repairs import tell_repairs
from models.records import OcrError
from pipeline.normalise import normalise
from tests.extractors.builders import document_of


def test_a_repair_is_told_with_the_words_around_it() -> None:
    document = normalise(
        document_of("Một dòng.\nHuyện giao phòng Nội vụ tổ chức đổi thoại với hộ dân ở các xã vùng cao")
    )
    start = document.text.index("đối")
    assert tell_repairs(document) == [
        OcrError(
            wrong="đổi",
            right="đối",
            quote="phòng Nội vụ tổ chức đối thoại với hộ dân ở",
            char_start=start,
            char_end=start + 3,
        )
    ]


def test_a_text_that_is_right_has_none() -> None:
    assert tell_repairs(normalise(document_of("Tổ chức đối thoại"))) == []
