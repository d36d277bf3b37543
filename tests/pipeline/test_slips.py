import pytest

from corpora.words import compounds
from pipeline.normalise import normalise_text
from pipeline.slips import find_slips


def mended(text: str) -> str:
    for start, end, right in reversed(list(find_slips(text))):
        text = text[:start] + right + text[end:]
    return text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("tổ chức đổi thoại với người dân", "tổ chức đối thoại với người dân"),
        ("Đồi mới lễ lối làm việc", "Đổi mới lề lối làm việc"),
        ("CHUYẾN ĐỐI VỊ TRÍ", "CHUYỂN ĐỔI VỊ TRÍ"),
        ("giải quyết số cán bộ đôi dư", "giải quyết số cán bộ dôi dư"),
        ("lòng ghép\nnguồn vốn", "lồng ghép\nnguồn vốn"),
        ("không để tồn động, đùn đầy", "không để tồn đọng, đùn đẩy"),
        ("Mặt trận Tố quốc; trường tiếu học", "Mặt trận Tổ quốc; trường tiểu học"),
        ("phần đầu đến năm 2024 giảm 5% biên chế", "phấn đấu đến năm 2024 giảm 5% biên chế"),
        ("Phần đầu có trên 70% số hộ", "Phấn đấu có trên 70% số hộ"),
    ],
)
def test_a_word_that_plans_have_for_one_that_is_none(read: str, meant: str) -> None:
    assert mended(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        # The syllable belongs to the word beside it.
        "chuyển đối tượng sang diện khác",
        "các tổ chức đoàn thế giới",
        "số kết quả đã trả",
        # Syllables that stand beside any word.
        "hằng quý trình cấp trên; nhận sự phân công của xã",
        "phần cấp xã tự làm; xây mới trường mầm non",
        "nền hành chính của tỉnh gọn nhẹ",
        "quy định trong điểm a, tại khoản 2",
        # Two ways to set the same tone, two right words.
        "hoá đơn, chuẩn hoá; hằng tháng, hàng tháng",
        "cơ quan\tquản lý; vị trí việc làm,\nđồng bộ",
        # Names.
        "xã Phối Hợp, ông Trần Bổ Trí, thôn Đồi Mới",
        "phần đầu của kế hoạch nêu 3 mục tiêu",
        "ở phần đầu. Tăng 5%",
    ],
)
def test_what_may_be_right_stays(text: str) -> None:
    assert mended(text) == text
    assert normalise_text(text) == text


def test_each_compound_is_left_as_it_is() -> None:
    for words in (pair for found in compounds().values() for pair in found):
        assert normalise_text(" ".join(words)) == " ".join(words)
