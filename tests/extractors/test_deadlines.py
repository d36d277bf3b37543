"""Deadline phrases and dates: tables of wording and calendar range."""

import datetime as dt
import time

import pytest

from extractors.calendar_phrases import find_dates
from extractors.deadlines import is_bare_deadline, parse_deadline, parse_deadlines, roadmap_in

Y = 2023

CASES = [
    # dates: the last day
    ("trước 20/5/2020", "date", None, "2020-05-20"),
    ("Trước ngày 15 tháng 3 năm 2024", "date", None, "2024-03-15"),
    ("Chậm nhất ngày 30/6/2023", "date", None, "2023-06-30"),
    ("Hoàn thành trước 31.12.2023", "date", None, "2023-12-31"),
    ("15/12", "date", None, "2023-12-15"),
    ("Trước ngày 15/12", "date", None, "2023-12-15"),
    ("Trước ngày 20 tháng 11", "date", None, "2023-11-20"),
    ("Từ 01/3 đến 30/6/2023", "date", "2023-03-01", "2023-06-30"),
    ("Từ ngày 01/3/2022 đến ngày 15/5/2022", "date", "2022-03-01", "2022-05-15"),
    ("30/6/202l", "date", None, "2021-06-30"),
    ("Trước 30/6/23", "date", None, "2023-06-30"),
    # months
    ("Tháng 12/2021", "month", "2021-12-01", "2021-12-31"),
    ("trong tháng 02/2023", "month", "2023-02-01", "2023-02-28"),
    ("Tháng 2/2024", "month", "2024-02-01", "2024-02-29"),
    ("T6/2024", "month", "2024-06-01", "2024-06-30"),
    ("tháng 6 năm 2024", "month", "2024-06-01", "2024-06-30"),
    ("Tháng 9", "month", "2023-09-01", "2023-09-30"),
    ("12/2021", "month", "2021-12-01", "2021-12-31"),
    ("Tháng 11, 12/2021", "month", "2021-11-01", "2021-12-31"),
    ("Từ tháng 3 đến tháng 6/2024", "month", "2024-03-01", "2024-06-30"),
    ("Tháng 3-6/2024", "month", "2024-03-01", "2024-06-30"),
    ("Từ tháng 10/2023 đến tháng 3/2024", "month", "2023-10-01", "2024-03-31"),
    ("Trước tháng 6/2023", "month", None, "2023-05-31"),
    ("Đến hết tháng 6/2023", "month", None, "2023-06-30"),
    ("Bắt đầu từ tháng 3/2023", "month", "2023-03-01", None),
    ("Ban hành kế hoạch trong tháng 02/2023 và tổ chức thực hiện", "month", "2023-02-01", "2023-02-28"),
    ("Xây dựng dự thảo trong tháng 4/2022, trình ban hành trong tháng 5/2022", "month", "2022-04-01", "2022-04-30"),
    # quarters
    ("Quý IV/2021", "quarter", "2021-10-01", "2021-12-31"),
    ("Quý 4/2021", "quarter", "2021-10-01", "2021-12-31"),
    ("Quý II năm 2024", "quarter", "2024-04-01", "2024-06-30"),
    ("Q.II", "quarter", "2023-04-01", "2023-06-30"),
    ("QIII/2022", "quarter", "2022-07-01", "2022-09-30"),
    ("Quý I", "quarter", "2023-01-01", "2023-03-31"),
    ("Quý 1V", "quarter", "2023-10-01", "2023-12-31"),
    ("Quý lI/2021", "quarter", "2021-04-01", "2021-06-30"),
    ("Quý H/2021", "quarter", "2021-04-01", "2021-06-30"),
    ("Quý |V", "quarter", "2023-10-01", "2023-12-31"),
    ("Quy IV/2021", "quarter", "2021-10-01", "2021-12-31"),
    ("Quý I-2021", "quarter", "2021-01-01", "2021-03-31"),
    ("Hoàn thành trong quý III/2022", "quarter", "2022-07-01", "2022-09-30"),
    ("Trước quý III/2022", "quarter", None, "2022-06-30"),
    ("Quý II, III/2021", "quarters", "2021-04-01", "2021-09-30"),
    ("Quý I-II", "quarters", "2023-01-01", "2023-06-30"),
    ("Quý I và Quý II năm 2022", "quarters", "2022-01-01", "2022-06-30"),
    ("Quý IV/2021 - Quý I/2022", "quarters", "2021-10-01", "2022-03-31"),
    ("Từ quý I đến quý III/2022", "quarters", "2022-01-01", "2022-09-30"),
    ("Quý IH, IV/2024", "quarters", "2024-07-01", "2024-12-31"),
    ("Quý II, Quý [I/2026", "quarters", "2026-04-01", "2026-09-30"),
    ("Quý II và Quý II năm 2024", "quarters", "2024-04-01", "2024-09-30"),
    ("Quý I/2023, Quý I/2024", "quarter", "2023-01-01", "2023-03-31"),
    ("6 tháng đầu năm", "quarters", "2023-01-01", "2023-06-30"),
    ("06 tháng cuối năm 2024", "quarters", "2024-07-01", "2024-12-31"),
    # years
    ("Năm 2021", "year", "2021-01-01", "2021-12-31"),
    ("2022", "year", "2022-01-01", "2022-12-31"),
    ("Trong năm 2023", "year", "2023-01-01", "2023-12-31"),
    ("Trong năm", "year", "2023-01-01", "2023-12-31"),
    ("Cả năm", "year", "2023-01-01", "2023-12-31"),
    ("Năm 2021-2025", "year", "2021-01-01", "2025-12-31"),
    ("Giai đoạn 2021 – 2025", "year", "2021-01-01", "2025-12-31"),
    ("Từ năm 2022 đến năm 2025", "year", "2022-01-01", "2025-12-31"),
    ("Đến năm 2025", "year", None, "2025-12-31"),
    # recurring
    ("Thường xuyên", "recurring", None, None),
    ("Thường xuyên trong năm", "recurring", None, None),
    ("Định kỳ theo quy định", "recurring", None, None),
    ("Hằng quý", "recurring", None, None),
    ("Hàng năm", "recurring", None, None),
    ("Hàng tháng trong năm 2021", "recurring", "2021-01-01", "2021-12-31"),
    ("Hàng tháng/quý trong năm 2021", "recurring", "2021-01-01", "2021-12-31"),
    ("Thường xuyên, năm 2022", "recurring", "2022-01-01", "2022-12-31"),
    ("Trước ngày 15/12 hằng năm", "recurring", None, None),
    ("01 lần/năm", "recurring", None, None),
    ("Định kỳ, trước ngày 15 tháng cuối quý", "recurring", None, None),
    # relative
    ("Sau 03 tháng kể từ khi có văn bản hướng dẫn", "relative", None, None),
    ("Trong vòng 05 ngày làm việc kể từ ngày nhận hồ sơ", "relative", None, None),
    ("Sau khi có Kế hoạch của tỉnh", "relative", None, None),
    ("Sau khi có Kế hoạch năm 2023 của Bộ", "relative", None, None),
    ("Sau 02 tháng kể từ khi ban hành (nơi đã có thì hoàn thành trong tháng 4/2023)", "relative", None, None),
    ("Theo chỉ đạo của cấp trên", "relative", None, None),
    ("Theo Kế hoạch của Bộ Nội vụ", "relative", None, None),
    ("Theo quy định tại Quyết định số 12/QĐ-UBND ngày 03/02/2023", "relative", None, None),
    # roadmap and none
    ("Theo lộ trình", "roadmap", None, None),
    ("Theo tiến độ dự án", "roadmap", None, None),
    ("Theo lộ trình đã được phê duyệt", "roadmap", None, None),
    ("", "none", None, None),
    ("Kế hoạch", "none", None, None),
    ("Quy định chức năng", "none", None, None),
    ("Theo Nghị định số 107/2020/NĐ-CP", "none", None, None),
]


@pytest.mark.parametrize(("text", "kind", "start", "end"), CASES)
def test_parse_deadline(text: str, kind: str, start: str | None, end: str | None) -> None:
    found = parse_deadline(text, Y)
    as_text = (str(found.start) if found.start else None, str(found.end) if found.end else None)
    assert (found.kind, *as_text) == (kind, start, end)


def test_without_plan_year_a_bare_quarter_has_kind_but_no_range() -> None:
    found = parse_deadline("Quý II", None)
    assert (found.kind, found.start, found.end) == ("quarter", None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày 31 tháng 12 năm 2021", dt.date(2021, 12, 31)),
        ("31/12/2021", dt.date(2021, 12, 31)),
        ("17/11/ 2021", dt.date(2021, 11, 17)),
        ("01-6-2021", dt.date(2021, 6, 1)),
        ("ngày O5 tháng l0 năm 2O21", dt.date(2021, 10, 5)),
        ("31/02/2021", None),
        ("Nghị định 107/2020/NĐ-CP", None),
        ("ngày tháng năm 2021", None),
    ],
)
def test_the_date_of_a_text(text: str, expected: dt.date | None) -> None:
    assert [found.date for found in find_dates(text)] == ([expected] if expected else [])


def test_find_dates_gives_ranges_of_the_text() -> None:
    text = "từ ngày 01/6/2020 đến ngày 15 tháng 7 năm 2020"
    assert [text[found.start : found.end] for found in find_dates(text)] == ["01/6/2020", "ngày 15 tháng 7 năm 2020"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Theo lộ trình đã được duyệt", True),
        ("Quý I/2022", True),
        ("Kế hoạch năm 2022", False),
        ("Báo cáo quý", False),
        ("Theo dõi thi hành pháp luật năm 2023", False),
    ],
)
def test_is_bare_deadline(text: str, expected: bool) -> None:
    assert is_bare_deadline(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Thực hiện theo đúng lộ trình đề ra", True), ("Xây dựng lộ trình số hóa", False)]
)
def test_roadmap_in(text: str, expected: bool) -> None:
    assert roadmap_in(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tháng 3 và tháng 9", [("month", "Tháng 3", "2023-03-31"), ("month", "tháng 9", "2023-09-30")]),
        ("Trước 15/6 và 10/12/2024", [("date", "Trước 15/6", "2024-06-15"), ("date", "10/12/2024", "2024-12-10")]),
        ("Tháng 3, 4 và tháng 9", [("month", "Tháng 3, 4", "2023-04-30"), ("month", "tháng 9", "2023-09-30")]),
        (
            "Trình trước 30/6/2024; xong trước 31/8/2024",
            [("date", "trước 30/6/2024", "2024-06-30"), ("date", "xong trước 31/8/2024", "2024-08-31")],
        ),
        # the first dated part governs, and stands first
        (
            "Thường xuyên; báo cáo trước 15/12/2024",
            [("date", "trước 15/12/2024", "2024-12-15"), ("recurring", "Thường xuyên", "None")],
        ),
        (
            "Sau khi có Kế hoạch của tỉnh; báo cáo trước 30/6",
            [("relative", "Sau khi có Kế hoạch của tỉnh", "None"), ("date", "trước 30/6", "2023-06-30")],
        ),
        ("Quý II (nơi đã có: tháng 4)", [("quarter", "Quý II", "2023-06-30"), ("month", "tháng 4", "2023-04-30")]),
        ("Tháng 5\nTháng 10", [("month", "Tháng 5", "2023-05-31"), ("month", "Tháng 10", "2023-10-31")]),
        ("Quý II, III/2023", [("quarters", "Quý II, III/2023", "2023-09-30")]),
        ("Trước 15/6 và 15/12 hằng năm", [("recurring", "Trước 15/6 và 15/12 hằng năm", "None")]),
        ("Kế hoạch", []),
    ],
)
def test_all_deadlines_of_a_cell_are_kept(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(due.kind, due.raw, str(due.end)) for due in parse_deadlines(text, Y)] == expected


@pytest.mark.parametrize(
    "piece", ["Quý I, ", "15/6 và ", "tháng 3, ", "sau khi ", "trước ", "1", "01/", "2024, ", "( ", " ", "l/"]
)
def test_a_cell_that_is_no_time_costs_no_time(piece: str) -> None:
    started = time.perf_counter()
    parse_deadlines(piece * (1_000_000 // len(piece)), Y)
    is_bare_deadline(piece * (1_000_000 // len(piece)))
    assert time.perf_counter() - started < 2
