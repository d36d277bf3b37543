"""What a number alone in its cell counts."""

import pytest

from extractors.quantities import find_quantities
from extractors.row_subjects import subject_behind, subject_in_row


@pytest.mark.parametrize(
    ("cell", "task", "expected"),
    [
        ("03 chuyên mục/quý", "Truyền thông về chuyển đổi số", "chuyên mục truyền thông về chuyển đổi số"),
        ("tối thiểu 02 buổi/tuần", "- Hướng dẫn nộp hồ sơ tại thôn", "buổi hướng dẫn nộp hồ sơ tại thôn"),
        ("05 lớp tập huấn", "Tập huấn kỹ năng số", "lớp tập huấn kỹ năng số"),
        ("05 lớp", "Tổ chức các lớp bồi dưỡng tin học", "lớp bồi dưỡng tin học"),
        ("Định kỳ 3 tháng/lần", "Đối thoại với hợp tác xã", "Đối thoại với hợp tác xã"),
        ("Đột xuất, ít nhất 02 lần/quý", "Kiểm tra giờ giấc", "Kiểm tra giờ giấc"),
        ("Báo cáo khảo sát (tối thiểu 200 phiếu)", "Khảo sát mức độ hài lòng", "phiếu khảo sát mức độ hài lòng"),
        ("Báo cáo kiểm tra 05 đơn vị", "Kiểm tra việc ký số", "đơn vị được kiểm tra việc ký số"),
        ("04 camera", "Lắp đặt camera, máy in", "camera"),
        # The cell says itself what it counts.
        ("05 lớp bồi dưỡng kỹ năng quản lý", "Đào tạo cán bộ", "-"),
        ("12 thôn được phủ sóng", "Phát triển hạ tầng", "-"),
        ("90% hồ sơ", "Số hóa hồ sơ", "-"),
        ("Xây dựng 02 mô hình", "Chuyển đổi số cấp xã", "-"),
        ("05 lớp", "", "-"),
    ],
)
def test_cells_beside_a_task(cell: str, task: str, expected: str) -> None:
    assert subject_in_row(cell, find_quantities(cell)[0], "-", task) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Khảo sát mức độ hài lòng (tối thiểu 300 phiếu/năm)", "phiếu khảo sát mức độ hài lòng"),
        ("Phổ biến pháp luật tại các bản; tổ chức ít nhất 10 hội nghị", "hội nghị phổ biến pháp luật tại các bản"),
        ("Phổ biến pháp luật; tổ chức ít nhất 10 hội nghị cho hộ kinh doanh", "-"),
        ("Tổ chức ít nhất 10 hội nghị", "-"),
        ("Phổ biến pháp luật; giao ban 02 cuộc", "-"),
    ],
)
def test_numbers_behind_what_they_measure(text: str, expected: str) -> None:
    assert subject_behind(text, find_quantities(text)[0], "-") == expected
