import pytest

from extractors.exclusions import accepted_quantities, is_reporting
from extractors.sections import Purpose
from extractors.statements import Statement

FIRST_YEAR = 2023


def read(text: str, purpose: Purpose | None, *, product: bool = False) -> list[tuple[float, str | None]]:
    """Values of the quantities with the reason why they are no targets."""
    statement = Statement(((0, len(text)),), text, "II.1", None, purpose, None, is_product=product)
    accepted, refused = accepted_quantities(statement, FIRST_YEAR)
    found = [(quantity, None) for quantity in accepted] + list(refused)
    return [(quantity.value, reason) for quantity, reason in sorted(found, key=lambda one: one[0].start)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Conditions: who is spoken of, and what follows.
        ("Đơn vị có tỷ lệ trễ hạn trên 5% bị trừ điểm thi đua", [(5, "condition")]),
        ("Cơ quan có tỷ lệ tự chủ dưới 10% thực hiện sáp nhập", [(10, "condition")]),
        ("Các xã có tỷ lệ hồ sơ trực tuyến trên 60%", [(60, None)]),
        ("Các phòng dưới 80% phải giải trình", [(80, "condition")]),
        ("Các đơn vị có từ 07 người trở lên được bố trí phó phòng", [(7, "condition")]),
        ("Các xã có ít nhất 01 mô hình được công nhận", [(1, None)]),
        ("Người đứng đầu chịu trách nhiệm nếu để tỷ lệ quá hạn trên 5%", [(5, "condition")]),
        ("Xử lý trường hợp để hồ sơ quá hạn từ 02 lần trở lên", [(2, "condition")]),
        ("Sáp nhập thôn chưa đủ 50% quy mô", [(50, "condition")]),
        ("Trường hợp cần thiết, nâng mức hỗ trợ lên 20%", [(20, "condition")]),
        # On so many areas, at the seats of so many.
        ("Triển khai đồng bộ trên 06 lĩnh vực", [(6, "place")]),
        ("Giảm thời gian trên 06 thủ tục", [(6, None)]),
        ("Công khai kết quả tại trụ sở và nhà văn hóa 12 thôn", [(12, "place")]),
        ("Xây dựng nhà văn hóa tại ít nhất 12 thôn", [(12, None)]),
        # Results told before.
        ("Năm 2022, tỷ lệ đúng hạn đạt 97%", [(97, "earlier result")]),
        ("Năm 2023, tỷ lệ đúng hạn đạt 97%", [(97, None)]),
        ("Năm 2022, tỷ lệ đúng hạn thấp, phấn đấu đạt 97%", [(97, None)]),
        ("Kết quả thực hiện năm 2022: 15 xã có mạng, tỷ lệ đạt 90%", [(15, "earlier result"), (90, "earlier result")]),
        ("Phát huy kết quả năm 2022, phấn đấu tỷ lệ đúng hạn đạt 98%", [(98, None)]),
        ("Trên cơ sở kết quả đã đạt được, bảo đảm 100% đơn vị có mạng", [(100, None)]),
        ("Hiện nay tỷ lệ ký số đạt 60%", [(60, "earlier result")]),
        ("Đến nay, 80% xã có mạng", [(80, "earlier result")]),
        ("Từ nay đến năm 2025, 80% xã có mạng", [(80, None)]),
        ("Huyện đã tổ chức 05 lớp", [(5, "earlier result")]),
        ("Hồ sơ đã được số hóa đạt 60%", [(60, None)]),
        ("Hồ sơ đã số hóa đạt 60%", [(60, None)]),
        # Where it starts from.
        ("Tỷ lệ trực tuyến tăng từ 35% lên 70%", [(35, "baseline"), (70, None)]),
        ("Tăng 05 bậc so với năm 2022 (xếp thứ 46/63)", [(5, None), (46, "baseline")]),
        ("Thuộc nhóm 3 của tỉnh (năm 2020 xếp thứ 7/10)", [(3, None), (7, "earlier result")]),
        # Exceptions.
        ("100% hồ sơ (trừ hồ sơ có trên 20 trang) được số hóa", [(100, None), (20, "exception")]),
        # The same, told again.
        ("100% số xã (15/15 xã) có mạng", [(100, None), (15, "told again")]),
        # Budgets, prices and their shares.
        ("Kinh phí thực hiện là 320 triệu đồng", [(320, "budget")]),
        ("Bố trí tối thiểu 2 tỷ đồng cho chuyển đổi số", [(2, None)]),
        ("Kinh phí 320 triệu đồng, ngân sách tỉnh 70%", [(320, "budget"), (70, "budget")]),
        ("Mức chi không quá 50.000 đồng/hồ sơ", [(50000, "budget")]),
        # Time limits of procedures; speeds are promised.
        ("Giải quyết trong 07 ngày làm việc", [(7, "time limit")]),
        ("Khắc phục sự cố không quá 24 giờ", [(24, None)]),
        ("Rút ngắn 05 ngày so với quy định", [(5, None)]),
        # Places; who is asked is counted.
        ("Kiểm tra tại 05 xã và 03 phòng", [(5, None), (3, None)]),
        ("Tổng kết tại 05 xã", [(5, "place")]),
        ("Thí điểm mô hình tại 02 xã", [(2, None)]),
        ("Kiểm tra ít nhất tại 05 xã", [(5, None)]),
        ("Kiểm tra 05 xã và 03 phòng", [(5, None), (3, None)]),
        ("Lấy ý kiến của 500 người", [(500, None)]),
        ("Triển khai tại 15/15 xã", [(15, None)]),
        # What is done every so often, but no reports.
        ("Đối thoại định kỳ 6 tháng/lần", [(6, None)]),
        ("Báo cáo định kỳ 6 tháng/lần", [(6, "reporting frequency")]),
        # A number without a verb.
        ("Quy chế phối hợp giữa 03 cơ quan", [(3, "number without commitment")]),
        ("Theo dõi việc thực hiện 53 nhiệm vụ", [(53, "number without commitment")]),
        ("Giao ban hằng tháng 01 lần", [(1, None)]),
        ("Mỗi năm 02 cuộc", [(2, None)]),
    ],
)  # fmt: skip
def test_tasks(text: str, expected: list[tuple[float, str | None]]) -> None:
    assert read(text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Toàn xã có 05 mô hình", [(5, None)]),
        ("05 mô hình được công nhận", [(5, None)]),
        ("Doanh thu công nghiệp số 1.200 tỷ đồng", [(1200, None)]),
        ("Tổng vốn đầu tư toàn xã hội đạt 9.000 tỷ đồng", [(9000, None)]),
        ("Kinh phí đạt 9.000 tỷ đồng", [(9000, "budget")]),
        ("Thời gian giải quyết không quá 05 ngày", [(5, None)]),
        ("Thời gian giải quyết 05 ngày", [(5, "time limit")]),
        ("Đường trục xã dài 12 km", [(12, "number without commitment")]),
        ("Xây dựng 12 km đường", [(12, None)]),
        ("Diện tích cây xanh đạt 8 m2/người", [(8, None)]),
    ],
)
def test_goals(text: str, expected: list[tuple[float, str | None]]) -> None:
    assert read(text, "goals") == expected


def test_what_a_product_counts_is_to_be_delivered() -> None:
    assert read("03 lớp tập huấn", None, product=True) == [(3, None)]
    assert read("03 lớp tập huấn", None) == [(3, "number without commitment")]


@pytest.mark.parametrize(("purpose", "reason"), [("requirements", "requirements section"), ("past", "earlier result")])
def test_sections_without_goals(purpose: Purpose, reason: str) -> None:
    assert read("100% hồ sơ đúng hạn", purpose) == [(100, reason)]


@pytest.mark.parametrize(("text", "reporting"), [("bao cao ket qua", True), ("hop giao ban", True), ("ra soat", False)])
def test_reports(text: str, reporting: bool) -> None:
    assert is_reporting(text) is reporting
