import datetime as dt

import pytest

from extractors.horizons import clause_horizon, date_heading, ends_date_heading, title_horizon

ISSUED, YEARS = dt.date(2022, 1, 15), range(2022, 2026)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Đến năm 2025:", "2025"),
        ("- Đến năm 2030:", "2030"),
        ("*- Đến hết năm 2025:*", "2025"),
        ("Giai đoạn 2026-2030", "2030"),
        ("Mục tiêu cụ thể đến năm 2025", "2025"),
        ("- Đến năm 2025, phấn đấu đạt các chỉ tiêu sau:", "2025"),
        ("Định hướng đến năm 2030:", "2030"),
        ("Năm 2024:", "2024"),
        ("* Năm 2024", "2024"),
        ("Đến 2025:", "2025"),
        ("- Từ năm 2022 đến năm 2025:", "2025"),
        ("Giai đoạn từ năm 2026 đến năm 2030:", "2030"),
        ("- Đến ngày 31/12/2024:", "2024-12-31"),
        ("- Đến tháng 6/2024:", "2024-06-30"),
        ("+ Quý I/2024:", "2024-03-31"),
        ("Quý I/2024 có 05 đơn vị báo cáo", None),
        ("Ngày 31/12/2024, hoàn thành việc rà soát.", None),
        ("Từ năm 2022 đến năm 2025, giảm 10% biên chế.", None),
        ("Đến năm 2030, hoàn thiện thể chế của nền hành chính.", None),
        ("- 100% hồ sơ được số hóa đến năm 2025", None),
        ("Mục tiêu chung", None),
    ],
)
def test_date_heading(text: str, year: str | None) -> None:
    assert date_heading(text) == year


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Những năm tiếp theo:", True),
        ("- Các năm sau", True),
        ("Những năm tiếp theo, đạt 90%.", False),
        ("Mục tiêu", False),
    ],
)
def test_headings_without_a_year_end_those_with_one(text: str, ends: bool) -> None:
    assert ends_date_heading(text) is ends


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Mục tiêu cụ thể đến năm 2025", "2025"),
        ("NHIỆM VỤ GIAI ĐOẠN 2021 - 2025, ĐỊNH HƯỚNG ĐẾN NĂM 2030", "2025"),
        ("Năm 2024", "2024"),
        ("Cải cách thể chế", None),
        ("Kết quả năm 2021 và nhiệm vụ", None),
    ],
)
def test_title_horizon(title: str, year: str | None) -> None:
    assert title_horizon(title) == year


@pytest.mark.parametrize(
    ("clause", "deadline"),
    [
        ("Đến năm 2025, 80% hồ sơ", "2025"),
        ("theo lộ trình đến hết năm 2024 giảm 10%", "2024"),
        ("hoàn thành trước ngày 30/6/2022", "2022-06-30"),
        ("chậm nhất ngày 15 tháng 3 năm 2022", "2022-03-15"),
        ("xong trong tháng 9/2022", "2022-09-30"),
        ("đến hết quý II/2024", "2024-06-30"),
        ("đúng hạn hằng năm đạt 99%", "yearly"),
        ("mỗi năm có 02 sáng kiến", "yearly"),
        ("chỉ số của tỉnh năm 2022 thuộc nhóm 10", "2022"),
        ("02 lần/năm", "yearly"),
        ("Giai đoạn 2022 - 2024 đạt 50%", "2024"),
        ("giai đoạn 2022 - 2024, mỗi năm giảm 2%", "yearly"),
        ("giảm 2%/năm", "yearly"),
        ("65 triệu đồng/người/năm", None),
        ("trong quý II", None),
        ("so với năm 2021", None),
        ("giảm 10% so với năm 2024", None),
        ("lũy kế từ đầu năm 2022", None),
        ("tính đến hết ngày 31 tháng 5 năm 2020", None),
        ("ban hành Kế hoạch cải cách hành chính năm 2023", None),
        ("văn bản được kiến nghị trong năm 2021", None),
        ("trước ngày 31/02/2022", None),
    ],
)
def test_clause_horizon(clause: str, deadline: str | None) -> None:
    found = clause_horizon(clause, not_before=ISSUED, years=YEARS)
    assert (found.deadline if found else None) == deadline


@pytest.mark.parametrize(
    ("clause", "deadline"),
    [
        ("hoàn thành trước ngày 30/6", "2022-06-30"),
        ("đến hết quý II đạt 50%", "2022-06-30"),
        ("Quý III đạt 75%", "2022-09-30"),
        ("Trong quý I, ban hành kế hoạch", "2022-03-31"),
        ("trong tháng 4", "2022-04-30"),
        ("Quý I, II rà soát", None),
        ("trong quý I - II", None),
        ("báo cáo quý III", None),
        ("ngày 30/6/2021", None),
    ],
)
def test_days_months_and_quarters_of_the_year_of_the_plan(clause: str, deadline: str | None) -> None:
    found = clause_horizon(clause, not_before=ISSUED, years=range(2022, 2023), plan_year=2022)
    assert (found.deadline if found else None) == deadline
