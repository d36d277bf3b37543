"""How plans word their deadlines: kind, start and end of the one that governs, for a plan of 2024."""

import pytest

from extractors.deadlines import parse_deadline

WORDINGS = """
# dates
xong trước 31/3 | date | | 2024-03-31
Chậm nhất 25/11 | date | | 2024-11-25
Chậm nhất là ngày 25/11 | date | | 2024-11-25
chậm nhất đến ngày 25 tháng 11 năm 2024 | date | | 2024-11-25
Ngày 20/ 5/2024 | date | | 2024-05-20
20 /5/2024 | date | | 2024-05-20
31-12-2024 | date | | 2024-12-31
31 - 12 - 2024 | date | | 2024-12-31
31.12.2024 | date | | 2024-12-31
Trước ngày 05 tháng 7/2024 | date | | 2024-07-05
Ngày 15 tháng 6 | date | | 2024-06-15
Trước ngày 1/7 | date | | 2024-07-01
Không quá ngày 30/9/2024 | date | | 2024-09-30
Đến hết ngày 31/12/2024 | date | | 2024-12-31
Trước 17 giờ ngày 25/12/2024 | date | | 2024-12-25
trước 16h00 ngày 20/11/2024 | date | | 2024-11-20
Từ 15/3 - 30/4/2024 | date | 2024-03-15 | 2024-04-30
Từ ngày 01/3 đến hết ngày 15/4/2024 | date | 2024-03-01 | 2024-04-15
01/3/2024 - 15/4/2024 | date | 2024-03-01 | 2024-04-15
Từ ngày 15/12/2023 đến 15/01/2024 | date | 2023-12-15 | 2024-01-15
Từ ngày 01/7/2024 | date | 2024-07-01 |
Kể từ ngày 01/7/2024 | date | 2024-07-01 |
15/6 và 15/11 | date | | 2024-06-15
15/6, 15/12/2025 | date | | 2025-06-15
Trước ngày 15/6/2024 và trước ngày 15/12/2024 | date | | 2024-06-15
trước ngày 31/9/2024 | date | |
Trình trước 30/6/2024; ban hành trước 31/8/2024 | date | | 2024-06-30
Ban hành kế hoạch năm 2025 trước ngày 31/12/2024 | date | | 2024-12-31
Báo cáo năm 2024 trước ngày 10/12/2024 | date | | 2024-12-10
Trước 3O/6/2O24 | date | | 2024-06-30
Trước 30/6/24 | date | | 2024-06-30
Dịp 02/9 | date | | 2024-09-02
# months
Tháng 12/ 2024 | month | 2024-12-01 | 2024-12-31
Tháng 12 /2024 | month | 2024-12-01 | 2024-12-31
tháng12/2024 | month | 2024-12-01 | 2024-12-31
T12/2024 | month | 2024-12-01 | 2024-12-31
T.12/2024 | month | 2024-12-01 | 2024-12-31
T 12 - 2024 | month | 2024-12-01 | 2024-12-31
tháng l2 | month | 2024-12-01 | 2024-12-31
Tháng l0/2024 | month | 2024-10-01 | 2024-10-31
Tháng O9/2024 | month | 2024-09-01 | 2024-09-30
Tháng 12/202 | month | 2024-12-01 | 2024-12-31
Tháng 6, năm 2024 | month | 2024-06-01 | 2024-06-30
Cuối tháng 6/2024 | month | 2024-06-01 | 2024-06-30
Đầu tháng 3 | month | 2024-03-01 | 2024-03-31
Giữa tháng 6/2024 | month | 2024-06-01 | 2024-06-30
Tuần đầu tháng 3/2024 | month | 2024-03-01 | 2024-03-31
Tuần 2 tháng 3/2024 | month | 2024-03-01 | 2024-03-31
Trong 10 ngày đầu tháng 3/2024 | month | 2024-03-01 | 2024-03-31
Từ T3-T10 | month | 2024-03-01 | 2024-10-31
T3 - T10/2024 | month | 2024-03-01 | 2024-10-31
Tháng 3 - Tháng 9 | month | 2024-03-01 | 2024-09-30
Tháng 01-03/2024 | month | 2024-01-01 | 2024-03-31
Từ tháng 3 đến hết tháng 10 | month | 2024-03-01 | 2024-10-31
Từ tháng 3/2024 - 6/2024 | month | 2024-03-01 | 2024-06-30
Từ tháng 11 đến tháng 02/2025 | month | 2024-11-01 | 2025-02-28
Tháng 4, 5, 6 | month | 2024-04-01 | 2024-06-30
Tháng 4,5,6/2024 | month | 2024-04-01 | 2024-06-30
Tháng 4, tháng 5 và tháng 6/2024 | month | 2024-04-01 | 2024-06-30
5,6/2024 | month | 2024-05-01 | 2024-06-30
T10, 11/2024 | month | 2024-10-01 | 2024-11-30
Tháng 3 và tháng 9/2024 | month | 2024-03-01 | 2024-03-31
Tháng 3, 6, 9, 12 | month | 2024-03-01 | 2024-03-31
Tháng 5; tháng 10 | month | 2024-05-01 | 2024-05-31
Tháng 12/2025, tháng 12/2026 | month | 2025-12-01 | 2025-12-31
Tháng 12/2024, tháng 01/2025 | month | 2024-12-01 | 2025-01-31
Trước tháng 6 | month | | 2024-05-31
Trước tháng 01/2025 | month | | 2024-12-31
Hết tháng 6/2024 | month | | 2024-06-30
Trước cuối tháng 6/2024 | month | | 2024-06-30
Trước hết tháng 6/2024 | month | | 2024-06-30
Chậm nhất trong tháng 6/2024 | month | | 2024-06-30
Từ tháng 7/2024 | month | 2024-07-01 |
Từ tháng 7/2024 trở đi | month | 2024-07-01 |
Dự kiến tháng 8/2024 | month | 2024-08-01 | 2024-08-31
Tháng 8/2024 (dự kiến) | month | 2024-08-01 | 2024-08-31
(Tháng 8/2024) | month | 2024-08-01 | 2024-08-31
Xong trong tháng 8 | month | 2024-08-01 | 2024-08-31
# quarters
Q.I | quarter | 2024-01-01 | 2024-03-31
Q I/2024 | quarter | 2024-01-01 | 2024-03-31
Q4/2024 | quarter | 2024-10-01 | 2024-12-31
Q. IV / 2024 | quarter | 2024-10-01 | 2024-12-31
Quí III/2024 | quarter | 2024-07-01 | 2024-09-30
QUÝ II/2024 | quarter | 2024-04-01 | 2024-06-30
Qúy II | quarter | 2024-04-01 | 2024-06-30
Ouý II/2024 | quarter | 2024-04-01 | 2024-06-30
Quý 1I/2024 | quarter | 2024-04-01 | 2024-06-30
quý 1 | quarter | 2024-01-01 | 2024-03-31
Quý  II  năm  2024 | quarter | 2024-04-01 | 2024-06-30
Quý II (2025) | quarter | 2025-04-01 | 2025-06-30
Quý II, năm 2025 | quarter | 2025-04-01 | 2025-06-30
Quý IV/20 | quarter | 2024-10-01 | 2024-12-31
III/2024 | quarter | 2024-07-01 | 2024-09-30
cuối quý III | quarter | 2024-07-01 | 2024-09-30
Đầu quý II/2024 | quarter | 2024-04-01 | 2024-06-30
hết quý II | quarter | | 2024-06-30
Trước quý III | quarter | | 2024-06-30
Trước hết quý III/2024 | quarter | | 2024-09-30
Chậm nhất trong quý II/2024 | quarter | | 2024-06-30
Đến hết quý I/2025 | quarter | | 2025-03-31
Từ quý II/2024 | quarter | 2024-04-01 |
Quý I+II | quarters | 2024-01-01 | 2024-06-30
Quý I + Quý II/2025 | quarters | 2025-01-01 | 2025-06-30
Quý I - Quý IV | quarters | 2024-01-01 | 2024-12-31
Quý I – IV/2024 | quarters | 2024-01-01 | 2024-12-31
Quý I đến quý III năm 2024 | quarters | 2024-01-01 | 2024-09-30
Quý I, II, III, IV | quarters | 2024-01-01 | 2024-12-31
Quý II, III/2021 | quarters | 2021-04-01 | 2021-09-30
Quý II,III năm 2024 | quarters | 2024-04-01 | 2024-09-30
Quý II & III | quarters | 2024-04-01 | 2024-09-30
Quý II hoặc quý III/2024 | quarters | 2024-04-01 | 2024-09-30
Quý II, IV/2024 | quarters | 2024-04-01 | 2024-12-31
Q1-Q2 | quarters | 2024-01-01 | 2024-06-30
Quý III/2023-Quý I/2024 | quarters | 2023-07-01 | 2024-03-31
Quý IV/2024, Quý I/2025 | quarters | 2024-10-01 | 2025-03-31
Quý I/2024, quý I/2025, quý I/2026 | quarter | 2024-01-01 | 2024-03-31
6 tháng đầu năm | quarters | 2024-01-01 | 2024-06-30
06 tháng đầu năm 2025 | quarters | 2025-01-01 | 2025-06-30
Trong 6 tháng cuối năm | quarters | 2024-07-01 | 2024-12-31
9 tháng đầu năm 2024 | quarters | 2024-01-01 | 2024-09-30
Sáu tháng đầu năm 2024 | quarters | 2024-01-01 | 2024-06-30
Nửa đầu năm 2024 | quarters | 2024-01-01 | 2024-06-30
3 tháng cuối năm | quarters | 2024-10-01 | 2024-12-31
# years
2024 | year | 2024-01-01 | 2024-12-31
năm 2O24 | year | 2024-01-01 | 2024-12-31
Cả năm | year | 2024-01-01 | 2024-12-31
Trong năm | year | 2024-01-01 | 2024-12-31
Trong cả năm 2024 | year | 2024-01-01 | 2024-12-31
đầu năm | year | 2024-01-01 | 2024-12-31
giữa năm | year | 2024-01-01 | 2024-12-31
Cuối năm 2024 | year | 2024-01-01 | 2024-12-31
Hết năm | year | | 2024-12-31
Hết năm 2025 | year | | 2025-12-31
Đến hết năm 2025 | year | | 2025-12-31
Đến cuối năm 2025 | year | | 2025-12-31
Trước năm 2026 | year | | 2025-12-31
Trước cuối năm 2025 | year | | 2025-12-31
Từ năm 2025 | year | 2025-01-01 |
Từ năm 2025 trở đi | year | 2025-01-01 |
Sau năm 2025 | year | 2026-01-01 |
2022-2023 | year | 2022-01-01 | 2023-12-31
2024; 2025 | year | 2024-01-01 | 2025-12-31
Năm 2024 và năm 2025 | year | 2024-01-01 | 2025-12-31
Năm 2022, 2024, 2026 | year | 2022-01-01 | 2022-12-31
giai đoạn 2021-2025 | year | 2021-01-01 | 2025-12-31
GĐ 2026 – 2030 | year | 2026-01-01 | 2030-12-31
Nhiệm kỳ 2021 - 2026 | year | 2021-01-01 | 2026-12-31
năm học 2024 - 2025 | year | 2024-01-01 | 2025-12-31
Năm 2024 và các năm tiếp theo | year | 2024-01-01 | 2024-12-31
# recurring
Ngày 15 hàng tháng | recurring | |
trước ngày 25 của tháng cuối quý | recurring | |
Trước ngày 20 tháng cuối quý | recurring | |
Ngày 05 của tháng đầu quý sau | recurring | |
Thường xuyên, liên tục | recurring | |
Thường xuyên/hằng năm | recurring | |
Thường xuyên, hàng quý, năm | recurring | |
Hàng tuần, hàng tháng | recurring | |
Hàng quý, 6 tháng, năm | recurring | |
Quý, 6 tháng, năm | recurring | |
6 tháng, năm | recurring | |
06 tháng và năm | recurring | |
Định kì hằng tháng | recurring | |
Định kỳ 3 tháng/lần | recurring | |
3 tháng 1 lần | recurring | |
6 tháng một lần | recurring | |
Mỗi quý 01 lần | recurring | |
Mỗi năm 2 lần | recurring | |
02 lần/năm | recurring | |
01 năm/lần | recurring | |
Mỗi năm một đợt | recurring | |
Quanh năm | recurring | |
Cuối quý | recurring | |
Cuối mỗi quý | recurring | |
Trước ngày 15/6 và 15/12 hằng năm | recurring | |
15/12 hàng năm | recurring | |
Tháng 6 và tháng 12 hằng năm | recurring | |
Tháng 11 các năm | recurring | |
Quý I hằng năm | recurring | |
Thứ Sáu hằng tuần | recurring | |
Hằng năm giai đoạn 2026-2030 | recurring | 2026-01-01 | 2030-12-31
Hàng quý năm 2024 | recurring | 2024-01-01 | 2024-12-31
Hàng năm (2021-2025) | recurring | |
Thường xuyên, từ năm 2024 | recurring | 2024-01-01 |
Thường xuyên cả năm | recurring | |
# relative
Sau khi có hướng dẫn của Sở Nội vụ | relative | |
Ngay sau khi kế hoạch được ban hành | relative | |
Theo Kế hoạch của tỉnh | relative | |
Theo hướng dẫn của Trung ương | relative | |
Theo yêu cầu | relative | |
Khi có yêu cầu | relative | |
Khi phát sinh | relative | |
Khi cần thiết | relative | |
Khi Bộ ban hành hướng dẫn | relative | |
Trước Tết | relative | |
Trước Tết Nguyên đán | relative | |
Sau Đại hội Đảng các cấp | relative | |
Trước kỳ họp cuối năm của HĐND | relative | |
Trước khi trình UBND tỉnh | relative | |
Hoàn thành trước ngày khai giảng | relative | |
Trước ngày họp 03 ngày | relative | |
Trước 15 ngày so với ngày tổ chức | relative | |
Chậm nhất 05 ngày làm việc sau khi nhận hồ sơ | relative | |
Trong 30 ngày kể từ ngày ban hành | relative | |
Trong 24 giờ kể từ khi nhận phản ánh | relative | |
05 ngày làm việc | relative | |
10 (mười) ngày kể từ ngày ký | relative | |
Sau 03 tháng kể từ ngày 01/3/2024 | relative | |
Tùy tình hình thực tế | relative | |
Theo tình hình thực tế | relative | |
Đột xuất | relative | |
Đột xuất khi có yêu cầu | relative | |
Sau khi có Quyết định số 15/QĐ-UBND ngày 02/01/2024 | relative | |
Trong vòng 10 ngày kể từ ngày Quyết định số 12/QĐ-UBND ngày 03/02/2024 có hiệu lực | relative | |
# roadmap, none
Theo lộ trình của Bộ | roadmap | |
Theo tiến độ | roadmap | |
Theo kế hoạch | roadmap | |
Theo đúng tiến độ được giao | roadmap | |
Nghị quyết | none | |
Báo cáo tổng kết | none | |
x | none | |
- | none | |
"""


def cases() -> list[tuple[str, ...]]:
    lines = [line for line in WORDINGS.strip().splitlines() if not line.startswith("#")]
    return [tuple((line.split("|") + [""] * 3)[:4]) for line in lines]


@pytest.mark.parametrize(("text", "kind", "start", "end"), cases())
def test_a_wording_has_kind_and_range(text: str, kind: str, start: str, end: str) -> None:
    found = parse_deadline(text.strip(), 2024)
    expected = (kind.strip(), start.strip() or "None", end.strip() or "None")
    assert (found.kind, str(found.start), str(found.end)) == expected
