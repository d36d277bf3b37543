"""Words after which a phrase must go on."""

import pytest

from corpora.function_words import ends_open


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("phát triển công nghiệp của", True),
        ("các đơn vị thực hiện theo", True),
        ("năm 2027 và những năm tiếp theo", False),
        ("danh mục gửi kèm theo", False),
        ("Sở Y tế", False),
        ("Phát triển chính quyền số, kinh tế số", False),
        ("của dân tộc thiểu số", False),
        ("trên địa bàn các huyện và thị xã", False),
        ("trên địa bàn xã", True),
        ("báo cáo hằng năm", False),
        ("", False),
    ],
)
def test_ends_open(text: str, expected: bool) -> None:
    assert ends_open(text) is expected
