"""Wordings of headings: a table of examples of all levels, and what no wording may claim."""

from pathlib import Path

import pytest

from extractors.headings import Role, role_of_heading

EXAMPLES = [
    line.split("\t")
    for line in (Path(__file__).parent / "heading_examples.tsv").read_text(encoding="utf8").splitlines()
    if line and not line.startswith(("#", "role\t"))
]


def test_the_examples_are_many_and_told_once() -> None:
    assert len(EXAMPLES) >= 250
    assert len({role for role, _ in EXAMPLES}) >= 18


@pytest.mark.parametrize(("role", "heading"), EXAMPLES)
def test_role_of_heading(role: str, heading: str) -> None:
    found = role_of_heading(heading)
    assert (found.value if found else "-") == role


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Cơ quan chú trì", Role.LEAD),
        ("Thời gian thục hiện", Role.DEADLINE),
        ("Cơ quan phổi hợp", Role.COORDINATE),
        ("Sán phẩm", Role.PRODUCT),
        ("Nhiệm vu", Role.TASK),
        ("Đơn vi tính", Role.UNIT),
        ("Ghi chủ", Role.NOTE),
        ("Nguồn gốc đất", None),
        ("Tên gọi khác của loài cây trồng trên địa bàn", None),
        ("Sinh hoạt", None),
        ("Rà soát, trình cấp có thẩm quyền ban hành kế hoạch phối hợp trong năm 2024 và các năm", None),
    ],
)
def test_slips_are_read_and_content_is_not(heading: str, role: Role | None) -> None:
    assert role_of_heading(heading) is role
