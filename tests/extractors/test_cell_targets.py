"""Targets of the cells of a row: how often its task is done, what its remark aims at, and when they are due."""

import pytest

from extractors.targets import find_targets
from models.records import DocumentRecord
from tests.extractors.tables import documents_of

HEADER = DocumentRecord(period_start=2025, period_end=2025)
HEAD = ["TT", "Nội dung", "Sản phẩm", "Chủ trì", "Thời gian", "Ghi chú"]


def facts(task: str, product: str, time: str, note: str = "") -> list[tuple[object, ...]]:
    document = documents_of([HEAD, ["1", task, product, "Phòng Nội vụ", time, note]])
    found = find_targets(document, [], HEADER).targets
    return [(one.value, one.unit, one.deadline, one.deadline_from) for one in found]


@pytest.mark.parametrize(
    ("task", "product", "time", "expected"),
    [
        ("Đối thoại với hợp tác xã", "Hội nghị", "Định kỳ 3 tháng/lần", [(3, "tháng/lần", "2025", "plan")]),
        ("Kiểm tra giờ giấc làm việc", "", "Đột xuất, ít nhất 02 lần/quý", [(2, "lần/quý", "2025", "plan")]),
        ("Viết bài cho trang tin", "", "03 tin, bài/tháng", [(3, "tin, bài/tháng", "2025", "plan")]),
        # No frequency, and how often papers are handed in.
        ("Kiểm tra giờ giấc làm việc", "", "Thường xuyên", []),
        ("Kiểm tra giờ giấc làm việc", "", "Hàng tháng", []),
        ("Kiểm tra giờ giấc làm việc", "", "Trước ngày 20/12/2025", []),
        ("Khảo sát bằng mã QR", "Báo cáo kết quả", "6 tháng/lần", []),
        ("Báo cáo kết quả thực hiện", "", "01 lần/quý", []),
    ],
)
def test_how_often(task: str, product: str, time: str, expected: list[tuple[object, ...]]) -> None:
    assert facts(task, product, time) == expected


@pytest.mark.parametrize(
    ("product", "time", "deadline"),
    [
        ("02 lớp", "Quý II", "2025-06-30"),
        ("02 lớp", "Tháng 5 và tháng 10", "2025-10-31"),
        ("Tỷ lệ giải ngân đạt 95%", "Quý I, sau đó định kỳ hằng quý", "2025"),
        ("100 phiếu/đợt", "Tháng 5 và tháng 10", "2025"),
    ],
)
def test_when_a_product_is_due(product: str, time: str, deadline: str) -> None:
    assert [one[2] for one in facts("Thực hiện nội dung A", product, time)] == [deadline]


def test_what_a_paper_has_carried_out_is_not_due_with_it() -> None:
    task = "Xây dựng, ban hành Kế hoạch thanh tra và tổ chức thanh tra tại ít nhất 08 sở, ngành"
    assert facts(task, "Kế hoạch", "Tháng 3/2025") == [(8, "sở, ngành", "2025", "plan")]
    assert facts("Tổ chức thanh tra tại ít nhất 08 sở, ngành", "Kết luận", "Tháng 3/2025")[0][2] == "2025-03-31"


def test_remarks_that_aim_at_something() -> None:
    assert [one[0] for one in facts("Thu ngân sách", "Báo cáo", "Quý II", "Phấn đấu đạt trên 95% dự toán")] == [95]
    assert facts("Thu ngân sách", "Báo cáo", "Quý II", "Năm trước đạt 95% dự toán") == []
