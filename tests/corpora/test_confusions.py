"""Confused wordings: what is mended, and what stays because it is Vietnamese."""

import pytest

from corpora.confusions import confusions
from pipeline.normalise import normalise_text


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("nguồn chỉ thường xuyên", "nguồn chi thường xuyên"),
        ("Hệ thông thông tin của huyện", "Hệ thống thông tin của huyện"),
        ("30 ngày kế từ ngày ký", "30 ngày kể từ ngày ký"),
        ("Cống Dịch vụ công quốc gia", "Cổng Dịch vụ công quốc gia"),
        ("TỈNH GIẢN BIÊN CHẾ", "TINH GIẢN BIÊN CHẾ"),
        ("Bộ máy tỉnh gọn, cải cách thế chế", "Bộ máy tinh gọn, cải cách thể chế"),
        ("Quy định cụ thế mức hỗ trợ", "Quy định cụ thể mức hỗ trợ"),
    ],
)
def test_mended(read: str, right: str) -> None:
    assert normalise_text(read) == right


@pytest.mark.parametrize(
    "text",
    [
        "liên hệ thông qua đường dây nóng",
        "công cụ thế hệ mới",
        "lũy kế từ ngày 01 tháng 01",
        "đô thị thành phố thông minh",
        "chuyển đối tượng sang diện khác",
        "cống thoát nước, kế toán, chỉ đạo thường xuyên",
        "trao đổi với các sở; đối với xã",
        "chỉ đầu tư khi có nguồn",
        "thông báo đảm bảo đúng hạn",
        "chỉ tiết kiệm được một phần",
        "ưu tiên hành động sớm",
        "thay thế chế độ cũ",
        "thành phố biến rác thành điện",
        "cấp của\tcủa cấp",
    ],
)
def test_right_text_stays(text: str) -> None:
    assert normalise_text(text) == text


def test_no_right_wording_is_mended_again() -> None:
    words = {f" {wrong} " for wrong in confusions()}
    assert not [right for right in confusions().values() if any(wrong in f" {right} " for wrong in words)]
