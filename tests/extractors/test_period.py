import datetime as dt

import pytest

from extractors.period import read_period


@pytest.mark.parametrize(
    ("title", "start", "end", "vision"),
    [
        ("Cải cách hành chính giai đoạn 2021-2025, định hướng đến năm 2030", 2021, 2025, 2030),
        ("Chuyển đổi số giai đoạn 2021 – 2025, tầm nhìn 2030", 2021, 2025, 2030),
        ("Phát triển đô thị đến năm 2030, tầm nhìn đến năm 2045", 2022, 2030, 2045),
        ("Cải cách hành chính năm 2023", 2023, 2023, None),
        # the period and the outlook of the programme that the plan carries out in its own year
        ("Thực hiện Đề án số hóa giai đoạn 2021 - 2025, định hướng đến năm 2030 năm 2023", 2023, 2023, None),
        ("Kế hoạch năm 2023 thực hiện Chiến lược giai đoạn 2021 - 2025, tầm nhìn 2045", 2023, 2023, None),
        ("Chuyển đổi số năm 2024, định hướng đến năm 2030", 2024, 2024, 2030),
        ("Nâng cao chỉ số hài lòng năm 2022 và những năm tiếp theo", 2022, 2022, None),
        ("Cải thiện môi trường đầu tư năm 2022 và những năm tiếp theo đến năm 2025", 2022, 2022, 2025),
        ("Phát triển du lịch năm 2025, định hướng giai đoạn 2026 - 2030", 2025, 2025, 2030),
        ("Thực hiện Chương trình tổng thể giai đoạn 2021 - 2030 năm 2024", 2024, 2024, None),
        ("Năm 2024 thực hiện Chương trình tổng thể giai đoạn 2021 - 2030", 2024, 2024, None),
        ("Kế hoạch năm 2025 và giai đoạn 2026 - 2030", 2025, 2030, None),
        ("Kế hoạch 5 năm 2021-2025", 2021, 2025, None),
        ("Hoạt động nhiệm kỳ 2021 - 2026", 2021, 2026, None),
        ("Các nhiệm vụ năm 2023, 2024 và 2025", 2023, 2025, None),
        ("Công tác 6 tháng cuối năm 2023", 2023, 2023, None),
        ("Xây dựng nông thôn mới từ năm 2022 đến năm 2025", 2022, 2025, None),
        ("Đào tạo cán bộ giai đoạn 2024 - 2025 và giai đoạn 2026 - 2030", 2024, 2030, None),
        ("Đào tạo cán bộ giai đoạn 2021 - 2030 thuộc Chương trình giai đoạn 2021 - 2025", 2021, 2025, None),
        # what reaches farther is the outlook, whichever word it has
        ("Mục tiêu đến năm 2030 là nước phát triển trung bình, đến năm 2045 là nước phát triển", 2022, 2030, 2045),
        ("Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021", None, None, None),
        ("Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018", None, None, None),
        ("Tuyên truyền Luật Đất đai năm 2013", None, None, None),
        ("Triển khai công tác dân vận", None, None, None),
    ],
)
def test_years(title, start, end, vision):
    got = read_period(title, dt.date(2022, 3, 1))
    assert (got.start, got.end, got.vision) == (start, end, vision)
