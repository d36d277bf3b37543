import pytest

from corpora.loader import rows
from corpora.senses import fold_senses

# Each syllable of the table: words that the grammar does not mean, and the one that it means.
COLLISIONS = {
    "tu": (["tự động", "tư vấn", "phần tử", "thứ tự"], "từ 80%"),
    "dat": (["đất đai", "đắt đỏ", "đặt hàng"], "đạt chuẩn"),
    "tru": (["lưu trữ", "cư trú", "trụ sở"], "trừ hồ sơ mật"),
    "tang": (["hạ tầng", "tặng quà", "nền tảng"], "tăng thêm"),
    "giam": (["giám sát", "giám đốc"], "giảm nghèo"),
    "nang": (["kỹ năng", "nắng nóng", "gánh nặng"], "nâng lên"),
    "bi": (["bí thư", "bì thư"], "bị trả lại"),
    "la": (["lá phiếu"], "là cơ quan"),
    "co": (["cơ quan", "ngọn cờ", "cổ phần"], "có trang"),
    "den": (["đèn đường", "đền bù"], "đến năm"),
    "hon": (["hồn quê", "hòn đảo"], "hơn nữa"),
    "duoi": (["theo đuổi"], "dưới 1%"),
    "gan": (["gắn với"], "gần 90%"),
    "gap": (["gặp gỡ"], "gấp đôi"),
    "bang": (["bảng tin", "băng rộng"], "bằng mức"),
    "dung": (["sử dụng", "đúng hạn", "dừng lại", "người dùng"], "đứng đầu"),
    "mo": (["mô hình", "mỏ đá", "giấc mơ"], "mở lớp"),
    "viet": (["việt nam"], "viết tin"),
    "dang": (["đang làm", "đảng viên", "hình dạng", "xứng đáng"], "đăng tải"),
    "dua": (["dựa trên", "dừa nước"], "đưa vào"),
    "trong": (["trọng tâm", "trồng cây", "trống trường"], "trong năm"),
    "cap": (["cáp quang", "cặp vợ"], "cấp xã"),
    "so": (["sổ tay", "sở nội", "sơ kết"], "số hồ"),
    "thi": (["thị xã", "thí điểm"], "thì phải"),
}  # fmt: skip


@pytest.mark.parametrize("syllable", sorted(COLLISIONS))
def test_a_word_under_other_marks_is_another_word(syllable: str) -> None:
    others, meant = COLLISIONS[syllable]
    for other in others:
        words = fold_senses(other).split()
        assert syllable not in words, other
        assert any(word.startswith("z") for word in words), other
    assert syllable in fold_senses(meant).split()


def test_every_line_of_the_table_has_examples() -> None:
    assert {row["syllable"] for row in rows("homographs.tsv")} == set(COLLISIONS)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Hạ tầng tăng 5%", "ha zang tang 5%"),
        ("HẠ TẦNG", "ha zang"),
        ("dat tu 80% tro len", "dat tu 80% tro len"),
        ("Đạt từ 80%", "dat tu 80%"),
        ("tầngtăng", "tangtang"),
        ("", ""),
    ],
)
def test_keys(text: str, key: str) -> None:
    assert fold_senses(text) == key


def test_keys_keep_offsets() -> None:
    text = "Cơ quan lưu trữ, trừ hồ sơ Sở Nội vụ; bảng điện tử đặt tại trụ sở"
    assert len(fold_senses(text)) == len(text)


def test_units_are_found_as_they_are_printed() -> None:
    """A wording without marks that holds a homograph would never be found."""
    unread = [
        row["wording"]
        for row in rows("units.tsv")
        if row["wording"].replace(",", "") == fold_senses(row["wording"]).replace(",", "")
        and fold_senses(row["unit"].lower()).replace(",", "").replace(" ", "").count("z") > row["wording"].count("z")
    ]
    assert unread == []
