from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.non_targets import find_non_targets
from extractors.quantities import find_quantities, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [("80", 80), ("02", 2), ("1,5", 1.5), ("1.5", 1.5), ("1.200", 1200), ("1.200.000", 1200000), ("2.500,5", 2500.5)],
)
def test_parse_number(text: str, value: float) -> None:
    assert parse_number(text) == value


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_numbers_read_as_written(value: int) -> None:
    assert parse_number(f"{value:,}".replace(",", ".")) == value


@pytest.mark.parametrize(
    ("text", "value", "value_max", "unit", "comparator"),
    [
        ("Tối thiểu 80% hồ sơ", 80, None, "%", ">="),
        ("Toi thieu 80% ho so", 80, None, "%", ">="),
        ("ít nhất 80 % hồ sơ", 80, None, "%", ">="),
        ("tối thiểu có 20% thủ tục", 20, None, "%", ">="),
        ("ít nhất tại 30% xã", 30, None, "%", ">="),
        ("đạt từ 99% trở lên", 99, None, "%", ">="),
        ("từ 80% hồ sơ trở lên", 80, None, "%", ">="),
        ("đạt 90 điểm trở lên", 90, None, "điểm", ">="),
        ("tối thiểu:86% hồ sơ", 86, None, "%", ">="),
        ("tối thiểu-86% hồ sơ", 86, None, "%", ">="),
        ("không dưới 70%", 70, None, "%", ">="),
        ("trên 90% hồ sơ", 90, None, "%", ">"),
        ("vượt 5% dự toán", 5, None, "%", ">"),
        ("không quá 2 lần", 2, None, "lần", "<="),
        ("tối đa 5% hồ sơ", 5, None, "%", "<="),
        ("không để hồ sơ quá hạn vượt quá 1%", 1, None, "%", "<="),
        ("5% trở xuống", 5, None, "%", "<="),
        ("dưới 3% hồ sơ trễ hạn", 3, None, "%", "<"),
        ("100% cán bộ", 100, None, "%", "="),
        ("đạt 100%", 100, None, "%", "="),
        ("bình quân 10% biên chế", 10, None, "%", "="),
        ("một trăm phần trăm cơ quan", 100, None, "%", "="),
        ("5% (năm phần trăm) biên chế", 5, None, "%", "="),
        ("giảm 0,5% số hộ", 0.5, None, "%", "="),
        ("từ 10% đến 15%", 10, 15, "%", "range"),
        ("từ 10% - 15%", 10, 15, "%", "range"),
        ("80%-90%", 80, 90, "%", "range"),
        ("có từ 1-2 sáng kiến", 1, 2, "sáng kiến", "range"),
        ("ít nhất 01 mô hình", 1, None, "mô hình", ">="),
        ("ít nhất 03 (ba) đơn vị", 3, None, "đơn vị", ">="),
        ("1.200.000 lượt khách", 1200000, None, "lượt", "="),
        ("nhóm 15 tỉnh dẫn đầu", 15, None, "hạng", "<="),
        ("trong tốp 5 của huyện", 5, None, "hạng", "<="),
        ("xếp thứ 7/63", 7, None, "hạng", "="),
        ("xếp hạng 20 trở lên", 20, None, "hạng", "<="),
        ("định kỳ 6 tháng/lần", 6, None, "tháng/lần", "="),
        ("ít nhất 02 lần/năm", 2, None, "lần", ">="),
        ("02 buổi/tuần", 2, None, "buổi/tuần", "="),
        ("tối thiểu 02 phương án", 2, None, "phương án", ">="),
        ("phát 1.200 tờ rơi", 1200, None, "tờ", "="),
        ("từ 12%/năm trở lên", 12, None, "%/năm", ">="),
        ("trên 2/3 số xã", 66.67, None, "%", ">"),
        ("gấp 1,5 lần", 1.5, None, "lần", "="),
        ("tối thiểu 50 tỷ đồng", 50, None, "tỷ đồng", ">="),
    ],
)
def test_one_quantity(text: str, value: float, value_max: float | None, unit: str, comparator: str) -> None:
    found = [(q.value, q.value_max, q.unit, q.comparator) for q in find_quantities(text)]
    assert found == [(value, value_max, unit, comparator)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Quyết định số 766/QĐ-TTg", "document number"),
        ("ngày 05/6/2022", "date"),
        ("năm 2024", "date"),
        ("giai đoạn 2021-2025", "period"),
        ("tiêu chuẩn ISO 9001:2015", "standard"),
        ("mức độ 3, 4", "service level"),
        ("người dưới 40 tuổi", "age"),
        ("phương châm “4 tại chỗ”", "slogan"),
        ("thực hiện 3 không", "slogan"),
        ("tại khoản 2 Điều 5", "reference"),
        ("trực 24/24", "round the clock"),
        ("lần thứ 4", "ordinal"),
        ("công nghiệp 4.0", "version"),
        ("Đề án 06", "named programme"),
        ("trong vòng 05 ngày làm việc", "time limit"),
        ("bảo vệ 4 lớp", "technical term"),
        ("25 dịch vụ công thiết yếu", "named list"),
    ],
)
def test_numbers_that_commit_to_nothing(text: str, reason: str) -> None:
    assert find_quantities(text) == []
    assert reason in {number.reason for number in find_non_targets(text)}


def test_a_level_beside_a_percentage_does_not_hide_it() -> None:
    assert [q.value for q in find_quantities("dịch vụ công mức độ 3 và 4 đạt tối thiểu 50%")] == [50]


@given(st.text(alphabet="0123456789%., tốiđạtừnhsáng-/()", max_size=200))
def test_any_text_is_read_without_overlap(text: str) -> None:
    found = find_quantities(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(text[q.start : q.end].strip() for q in found)


def test_a_megabyte_on_one_line_is_read() -> None:
    line = "Tối thiểu 80% hồ sơ được giải quyết, " * 27_000
    assert len(find_quantities(line[:100_000])) > 2_000
