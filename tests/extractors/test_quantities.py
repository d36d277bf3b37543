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
        # Every word of comparison.
        ("không thấp hơn 70%", 70, None, "%", ">="),
        ("không ít hơn 05 mô hình", 5, None, "mô hình", ">="),
        ("thấp nhất 70%", 70, None, "%", ">="),
        ("hơn 70% hồ sơ", 70, None, "%", ">"),
        ("vượt trên 5% dự toán", 5, None, "%", ">"),
        ("cao hơn 5%", 5, None, "%", ">"),
        ("lớn hơn 5%", 5, None, "%", ">"),
        ("không vượt quá 20%", 20, None, "%", "<="),
        ("không cao hơn 20%", 20, None, "%", "<="),
        ("không lớn hơn 2%", 2, None, "%", "<="),
        ("không hơn 2%", 2, None, "%", "<="),
        ("nhiều nhất 02 lần", 2, None, "lần", "<="),
        ("cao nhất 5%", 5, None, "%", "<="),
        ("thấp hơn 5%", 5, None, "%", "<"),
        ("ít hơn 05 hồ sơ", 5, None, "hồ sơ", "<"),
        ("nhỏ hơn 5%", 5, None, "%", "<"),
        ("khoảng 5%", 5, None, "%", "="),
        ("trung bình 5%", 5, None, "%", "="),
        ("gần 5%", 5, None, "%", "="),
        ("xấp xỉ 5%", 5, None, "%", "="),
        ("không có chỉ số nào đạt dưới 70%", 70, None, "%", ">="),
        ("Ít nhất mỗi phòng, đơn vị có 01 sáng kiến", 1, None, "sáng kiến", ">="),
        ("gắn 5% với thi đua", 5, None, "%", "="),
        # Signs.
        ("≥ 90%", 90, None, "%", ">="),
        (">= 90%", 90, None, "%", ">="),
        ("≤1%", 1, None, "%", "<="),
        ("<= 1%", 1, None, "%", "<="),
        ("> 80%", 80, None, "%", ">"),
        ("<1%", 1, None, "%", "<"),
        # Numbers written out.
        ("chín mươi lăm phần trăm", 95, None, "%", "="),
        ("ít nhất chín mươi phần trăm (90%) hồ sơ", 90, None, "%", ">="),
        ("ít nhất một mô hình", 1, None, "mô hình", ">="),
        ("tối thiểu ba sáng kiến", 3, None, "sáng kiến", ">="),
        # Kinds of units.
        ("12‰", 12, None, "‰", "="),
        ("tăng 5 điểm phần trăm", 5, None, "điểm phần trăm", "="),
        ("ở mức 54,5%", 54.5, None, "%", "="),
        ("ở mức 50 - 60%", 50, 60, "%", "range"),
        ("đạt 85/100 điểm", 85, None, "điểm", "="),
        ("từ 70 đến dưới 80 điểm", 70, 80, "điểm", "range"),
        ("15/15 xã", 15, None, "xã", "="),
        ("30.000 hồ sơ", 30000, None, "hồ sơ", "="),
        ("1,5 triệu cây xanh", 1.5, None, "triệu cây xanh", "="),
        ("500 nghìn lượt", 500, None, "nghìn lượt", "="),
        ("2 tỉ đô la Mỹ", 2, None, "tỷ đô la Mỹ", "="),
        ("8 m2 đất", 8, None, "m2", "="),
        ("15m2", 15, None, "m2", "="),
        ("10/10 huyện, thành phố", 10, None, "huyện, thành phố", "="),
        ("120 cán bộ, công chức", 120, None, "cán bộ, công chức", "="),
        ("02 tin, bài", 2, None, "tin, bài", "="),
        ("cấp 100 giấy phép", 100, None, "giấy phép", "="),
        ("thi tuyển 02 vị trí", 2, None, "vị trí", "="),
        ("tuổi thọ bình quân đạt 74,5 tuổi", 74.5, None, "tuổi", "="),
        # Rates.
        ("giảm 2%/năm", 2, None, "%/năm", "="),
        ("7,5 - 8%/năm", 7.5, 8, "%/năm", "range"),
        ("65 triệu đồng/người/năm", 65, None, "triệu đồng/người/năm", "="),
        ("10 bác sĩ/vạn dân", 10, None, "bác sĩ/vạn dân", "="),
        ("12 người trên một vạn dân", 12, None, "người trên một vạn dân", "="),
        ("20 thuê bao/100 dân", 20, None, "thuê bao/100 dân", "="),
        ("8 m2/người", 8, None, "m2/người", "="),
        ("1.600 hồ sơ/năm/01 nhân sự", 1600, None, "hồ sơ/năm/01 nhân sự", "="),
        ("không quá 20 phút/lượt", 20, None, "phút/lượt", "<="),
        ("02 đợt/năm", 2, None, "đợt", "="),
        # Ranks.
        ("top 10 tỉnh dẫn đầu", 10, None, "hạng", "<="),
        ("nhóm 15 - 20 tỉnh dẫn đầu", 15, 20, "hạng", "range"),
        ("trong 10 huyện dẫn đầu", 10, None, "hạng", "<="),
        ("đứng thứ 3 trong khối", 3, None, "hạng", "="),
        ("xếp vị thứ 1 - 3", 1, 3, "hạng", "range"),
        ("xếp hạng từ thứ 8 đến thứ 5", 5, 8, "hạng", "range"),
        ("xếp hạng từ thứ 3 trở lên", 3, None, "hạng", "<="),
        # What is counted together, and rates.
        ("kiểm tra 12 cơ quan, đơn vị", 12, None, "cơ quan, đơn vị", "="),
        ("30/30 xã, phường, thị trấn có mạng", 30, None, "xã, phường, thị trấn", "="),
        ("từ 05 đến 07 thôn và khu phố", 5, 7, "thôn và khu phố", "range"),
        ("05 huyện, thành phố, thị xã", 5, None, "huyện, thành phố, thị xã", "="),
        ("45 cán bộ, công chức, viên chức", 45, None, "cán bộ, công chức, viên chức", "="),
        ("04 tin, bài/quý", 4, None, "tin, bài/quý", "="),
        ("05 thôn/năm", 5, None, "thôn/năm", "="),
        ("02 cuộc/năm", 2, None, "cuộc", "="),
        # A new phrase, alternatives for one, another word, who acts.
        ("12 xã, hoàn thành trong quý", 12, None, "xã", "="),
        ("01 xã, phường điểm", 1, None, "xã", "="),
        ("02 sáng kiến, giải pháp", 2, None, "sáng kiến", "="),
        ("10 sở, ban hành quy chế", 10, None, "sở", "="),
        ("05 thôn, bản đồ số", 5, None, "thôn", "="),
        ("06 xã, huyện hỗ trợ kinh phí", 6, None, "xã", "="),
        ("07 lớp, cuộc họp", 7, None, "lớp", "="),
        # Factors and fractions.
        ("gấp đôi", 2, None, "lần", "="),
        ("gấp từ 2 đến 3 lần", 2, 3, "lần", "range"),
        ("tăng 1,5 lần so với", 1.5, None, "lần", "="),
        ("1/3 số cán bộ", 33.33, None, "%", "="),
        ("1/2 thời gian", 50, None, "%", "="),
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
        ("ở mức 3", "service level"),
        ("Điều 5, khoản 2", "reference"),
        ("28 dịch vụ công theo Đề án 06", "named list"),
        ("quý 2 năm nay", "date"),
        ("học sinh lớp 12", "ordinal"),
        ("cấp 3", "ordinal"),
        ("mạng 5G", "generation"),
        ("6 tháng đầu năm", "duration"),
        ("trẻ em dưới 5 tuổi", "age"),
    ],
)
def test_numbers_that_commit_to_nothing(text: str, reason: str) -> None:
    assert find_quantities(text) == []
    assert reason in {number.reason for number in find_non_targets(text)}


@pytest.mark.parametrize(
    "text",
    [
        "trong 30 xã của huyện",
        "một mô hình",
        "năm đơn vị được giao",
        "sau ba phần của kế hoạch",
        "năm 2025 người dân",
        "15/20 trang",
        "80% - 70%",
        "hạ tầng 5",
    ],
)
def test_what_looks_like_a_range_or_rank_or_number_written_out(text: str) -> None:
    assert [q for q in find_quantities(text) if q.kind == "rank" or q.value_max or q.value in (1, 3, 5, 2025)] == []


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
