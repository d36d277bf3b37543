"""Figures, units and the words around them."""

import pytest

from extractors.figure_cells import Figure, is_unit, read_figures, unit_of
from extractors.figure_words import bound_of, unit_in


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("100", [(100, None, "=", "")]),
        ("01", [(1, None, "=", "")]),
        ("≥ 98", [(98, None, ">=", "")]),
        (">= 30", [(30, None, ">=", "")]),
        ("> 65%", [(65, None, ">", "%")]),
        ("Dưới 5", [(5, None, "<", "")]),
        ("Tối thiểu 1.250", [(1250, None, ">=", "")]),
        ("Từ 95% trở lên", [(95, None, ">=", "%")]),
        ("92,5 trở lên", [(92.5, None, ">=", "")]),
        ("85 - 90", [(85, 90, "range", "")]),
        ("85–90%", [(85, 90, "range", "%")]),
        ("20% - 50%", [(20, 50, "range", "%")]),
        ("Từ 5 đến 7", [(5, 7, "range", "")]),
        ("Đạt 95", [(95, None, "=", "")]),
        ("0,755", [(0.755, None, "=", "")]),
        ("1.234.567,5", [(1234567.5, None, "=", "")]),
        ("12 xã", [(12, None, "=", "xã")]),
        ("02 mô hình/xã", [(2, None, "=", "mô hình/xã")]),
        ("Top 10", [(10, None, "<=", "hạng")]),
        ("≥ 3% và tăng dần", [(3, None, ">=", "%")]),
        ("≤ 3 Đông Nam Á; ≤ 50 Thế giới", [(3, None, "<=", ""), (50, None, "<=", "")]),
        ("10/12", []),
        ("15/8/2024", []),
        ("2024", []),
        ("Quý II", []),
        ("90 - 85", []),
        ("x", []),
        ("-", []),
        ("Tăng ít nhất 03 bậc so với năm 2023", [(3, None, ">=", "bậc")]),
        ("12/12 xã", [(12, None, "=", "xã")]),
        ("9/12 xã", [(9, None, "=", "xã")]),
        # A day, a rank among so many, a share, a number whose words say more.
        ("30/6 hằng năm", []),
        ("6/12", []),
        ("2/3 số xã", []),
        ("Sở Nội vụ", []),
        ("Báo cáo số 12", []),
        ("Đạt mức trên trung bình", []),
        ("≥ 98; báo cáo", []),
        ("9" * 300, []),
        ("", []),
    ],
)
def test_cells_of_figures(cell: str, expected: list[tuple[object, ...]]) -> None:
    assert [(one.value, one.value_max, one.comparator, one.unit) for one in read_figures(cell)] == expected


def test_what_a_cell_says_besides_its_figure() -> None:
    area, world = read_figures("≤ 3 Đông Nam Á; ≤ 50 Thế giới")
    assert (area.scope, world.scope) == ("Đông Nam Á", "Thế giới")
    assert (world.start, world.end) == (16, 29)
    assert read_figures("Giảm 2%")[0].direction == "reduce"
    assert read_figures("Tăng 5")[0].direction == "increase"
    assert read_figures("90% hài lòng")[0].rest == "hài lòng"
    assert read_figures("90%") == (Figure(90, None, "=", "%", start=0, end=3),)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("%", "%"),
        ("% GDP", "%"),
        ("% dân số", "%"),
        ("%/năm", "%/năm"),
        ("Thứ bậc", "hạng"),
        ("Vị trí", "hạng"),
        ("Triệu đồng", "triệu đồng"),
        ("Tr.đ", "triệu đồng"),
        ("Tấn/ha", "tấn/ha"),
        ("Người/vạn dân", "người/vạn dân"),
        ("Số doanh nghiệp/1000 dân", "doanh nghiệp/1000 dân"),
        ("Tổ chức, doanh nghiệp", "tổ chức, doanh nghiệp"),
        ("km", "km"),
        ("Sở Nội vụ", None),
        ("Phòng Tư pháp", None),
        ("HDI", None),
        ("R&D", None),
        ("UBND xã", None),
        ("", None),
    ],
)
def test_units(text: str, unit: str | None) -> None:
    assert is_unit(text) is (unit is not None)
    if unit is not None:
        assert unit_of(text) == unit


@pytest.mark.parametrize(
    ("name", "bound", "rest"),
    [
        ("Tỷ lệ hồ sơ trực tuyến tối thiểu", ">=", "Tỷ lệ hồ sơ trực tuyến"),
        ("Tỷ lệ hồ sơ trực tuyến đạt ít nhất", ">=", "Tỷ lệ hồ sơ trực tuyến"),
        ("Tỷ lệ hồ sơ quá hạn không quá", "<=", "Tỷ lệ hồ sơ quá hạn"),
        ("Tỷ lệ hộ nghèo còn dưới", "<", "Tỷ lệ hộ nghèo còn"),
        ("Tối thiểu số xã có mạng", ">=", "Tối thiểu số xã có mạng"),
        ("Hồ sơ điện tử", None, "Hồ sơ điện tử"),
        ("Số xã có trên 70% hộ dùng nước sạch", None, "Số xã có trên 70% hộ dùng nước sạch"),
        ("Mức trung bình", None, "Mức trung bình"),
    ],
)
def test_words_that_bind_a_figure_of_another_cell(name: str, bound: str | None, rest: str) -> None:
    assert bound_of(name) == (bound, rest)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Tỷ lệ hồ sơ đúng hạn", "%"),
        ("Tỉ trọng công nghiệp", "%"),
        ("Số mô hình điểm", "mô hình"),
        ("Tổng số hồ sơ tiếp nhận", "hồ sơ"),
        ("Xếp hạng chuyển đổi số", "hạng"),
        ("Tỷ lệ bác sĩ trên 1 vạn dân", ""),
        ("Chỉ số hài lòng", ""),
        ("Số hóa kho lưu trữ", ""),
    ],
)
def test_units_that_a_name_implies(name: str, unit: str) -> None:
    assert unit_in(name) == unit
