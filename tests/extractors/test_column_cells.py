"""Headings that say too little: the cells below and the columns beside decide, each with its counter-example."""

import pytest

from extractors.columns import read_head
from extractors.grids import read_grid
from tests.extractors.tables import documents_of


def roles(*rows: str, ruled: bool = False) -> str:
    document = documents_of([row.split("|") for row in rows], ruled=ruled)
    head = read_head(read_grid(document, document.tables[0]))
    assert head is not None
    return " ".join(column.role.value for column in head.columns)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # "Đơn vị": a unit over units, or beside agencies and figures; an agency over names.
        (("TT|Chỉ tiêu|Đơn vị|Kế hoạch|Chủ trì", "1|Hộ có nước sạch|%|90|Sở Y tế"), "number indicator unit value lead"),
        (("TT|Nội dung|Đơn vị|Kế hoạch", "1|Mở lớp|lớp|5", "2|Họp dân|cuộc|2"), "number task unit value"),
        (("TT|Chỉ tiêu|Đơn vị|2025|Phụ trách", "1|Tàu cá|phương tiện|9|Sở A"), "number indicator unit year lead"),
        (("TT|Nội dung|Đơn vị|Thời gian", "1|Rà soát|Phòng Tư pháp|Quý I"), "number task lead deadline"),
        (("TT|Chỉ tiêu|Đơn vị|Năm 2025", "1|Hộ nghèo|Phòng Nội vụ|3"), "number indicator lead year"),
        (("TT|Nội dung|Đơn vị|Thời gian", "1|Rà soát||Quý I"), "number task lead deadline"),
        # "Kết quả", "Mục tiêu", "Chỉ tiêu": figures or words.
        (
            ("TT|Chỉ tiêu|Kết quả|Chủ trì", "1|Hồ sơ đúng hạn|≥ 98|Sở A", "2|Hài lòng|90%|Sở B"),
            "number indicator value lead",
        ),
        (("TT|Nhiệm vụ|Kết quả|Chủ trì", "1|Rà soát|Báo cáo|Sở A", "2|Mở lớp|02 lớp|Sở B"), "number task product lead"),
        (
            ("TT|Nhiệm vụ|Kết quả|Chủ trì", "1|Mở lớp|02 lớp|Sở A", "2|Kiểm tra|01 báo cáo|Sở B"),
            "number task product lead",
        ),
        (("TT|Mục tiêu|Nhiệm vụ|Chủ trì", "1|90% hài lòng|Khảo sát|Sở A"), "number goal task lead"),
        (("TT|Nhiệm vụ|Chỉ tiêu|Chủ trì", "1|Số hóa|100%|Sở A", "2|Cấp mã|Trên 80%|Sở B"), "number task value lead"),
        (("TT|Nhiệm vụ|Mục tiêu|Chủ trì", "1|Số hóa|Số hóa xong hồ sơ cũ|Sở A"), "number task goal lead"),
        (("TT|Chỉ tiêu|ĐVT|Kết quả", "1|Số hồ sơ|hồ sơ|", "2|Số lớp|lớp|"), "number indicator unit value"),
        (("TT|Nhiệm vụ|Kết quả|Chủ trì", "1|Rà soát||Sở A", "2|Mở lớp||Sở B"), "number task product lead"),
        # Results beside a plan were reached.
        (("TT|Chỉ tiêu|Kế hoạch|Kết quả", "1|Hồ sơ đúng hạn|98|97", "2|Lớp|5|6"), "number indicator value baseline"),
        (("TT|Chỉ tiêu|Kết quả thực hiện", "1|Hồ sơ đúng hạn|98", "2|Lớp|5"), "number indicator baseline"),
        # "Kế hoạch", "Thực hiện": times and agencies instead of figures.
        (("TT|Nhiệm vụ|Chủ trì|Kế hoạch", "1|Rà soát|Sở A|Quý II", "2|Họp|Sở B|Tháng 5"), "number task lead deadline"),
        (("TT|Nhiệm vụ|Thực hiện|Thời gian", "1|Rà soát|Sở Y tế|Quý II"), "number task lead deadline"),
        (("TT|Chỉ tiêu|Thực hiện|Kế hoạch", "1|Lớp|5|6"), "number indicator baseline value"),
        # "Nội dung" beside "Nhiệm vụ": group and task.
        (("TT|Nội dung|Nhiệm vụ|Chủ trì", "1|Thể chế|Rà soát|Sở A", "2||Đánh giá|Sở A"), "number group task lead"),
        (("TT|Nội dung|Nhiệm vụ cụ thể|Chủ trì", "1|Thể chế|Rà soát|Sở A"), "number group task lead"),
        (
            ("TT|Nhiệm vụ|Nội dung thực hiện|Chủ trì", "1|Rà soát|Lập danh mục|Sở A", "2|Họp|Mời dân|Sở B"),
            "number task task lead",
        ),
        # Blank periods of a form; with ticks they stay what they are.
        (("TT|Chỉ tiêu|ĐVT|Quý I|6 tháng|Cả năm", "1|Số hồ sơ|hồ sơ|||"), "number indicator unit value value value"),
        (("TT|Nhiệm vụ|Quý I|Quý II|Chủ trì", "1|Rà soát|x||Sở A"), "number task extra extra lead"),
    ],
)
def test_cells_decide(rows: tuple[str, ...], expected: str) -> None:
    assert roles(*rows) == expected


@pytest.mark.parametrize("ruled", [True, False])
def test_what_stands_over_years_says_what_their_figures_are(ruled: bool) -> None:
    rows = [
        "TT|Chỉ tiêu|ĐVT|Thực hiện|<|Kế hoạch|<|Chủ trì",
        "^|^|^|2022|2023|2024|2025|^",
        "1|Hộ nghèo|%|5|4|3|2|Sở A",
    ]
    if not ruled:
        rows = [row.replace("<", "").replace("^", "") for row in rows]
    assert roles(*rows, ruled=ruled) == "number indicator unit baseline baseline value value lead"


def test_money_of_years_is_a_budget() -> None:
    rows = ("TT|Nhiệm vụ|Chủ trì|Kinh phí|", "|||2024|2025", "1|Nâng cấp mạng|Sở A|500|700")
    assert roles(*rows) == "number task lead budget budget"


def test_a_head_in_three_rows() -> None:
    rows = (
        "TT|Chỉ tiêu|Đơn vị tính|Năm 2024|<|Chủ trì",
        "^|^|^|Kế hoạch|<|^",
        "^|^|^|Số lượng|Tỷ lệ (%)|^",
        "1|Xã đạt chuẩn|xã|5|50|Sở A",
    )
    assert roles(*rows, ruled=True) == "number indicator unit value value lead"


def test_a_row_of_the_body_is_no_head() -> None:
    document = documents_of(
        [["5", "Rà soát", "Kế hoạch", "Sở A", "Năm 2024"], ["6", "Họp", "Báo cáo", "Sở B", "Quý I"]]
    )
    assert read_head(read_grid(document, document.tables[0])) is None
