"""Dates that contradict each other: examples and counter-examples. The document is of 8 February 2024."""

import datetime as dt

import pytest

from models.records import Assignment, Deadline, DueDate, Target
from tests.extractors.finding_texts import PLAN, all_findings, places


def row(task="Kiểm tra", product="Báo cáo", deadline=None, **more) -> Assignment:
    return Assignment(table=1, group="I", no="2", task=task, product=product, deadline=deadline or Deadline(), **more)


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Các đơn vị hoàn thành việc ban hành kế hoạch trước ngày 31/01/2024.", 1),
        ("Kết quả gửi về Phòng Nội vụ trước ngày 15 tháng 01 năm 2024 để tổng hợp.", 1),
        ("Thời gian hoàn thành: trước ngày 20/12/2023.", 1),
        ("Báo cáo Ủy ban nhân dân huyện chậm nhất ngày 05/02/2024.", 1),
        ("Trình Ủy ban nhân dân huyện phê duyệt đề cương trong quý IV/2023.", 1),
        ("Hoàn thành việc niêm yết trong tháng 12/2023.", 1),
        ("Các đơn vị hoàn thành việc ban hành kế hoạch trước ngày 31/3/2024.", 0),
        ("Trình Ủy ban nhân dân huyện phê duyệt đề cương trong quý I/2024.", 0),
        # a time that describes what is spoken of
        ("Rà soát văn bản có hiệu lực tính đến ngày 31/12/2023.", 0),
        ("Bãi bỏ các văn bản do huyện ban hành trước ngày 01/01/2020.", 0),
        ("Rà soát văn bản Hội đồng nhân dân ban hành còn hiệu lực trước ngày 01/01/2020.", 0),
        ("Số hóa hồ sơ đã gửi lưu trữ trước ngày 01/01/2023.", 0),
        ("Tiếp tục các việc chưa hoàn thành trong tháng 12/2023.", 0),
        ("Khắc phục hạn chế mà đoàn kiểm tra báo cáo trong năm 2023.", 0),
        # no such day
        ("Các đơn vị gửi báo cáo trước ngày 31/02/2023.", 0),
    ],
)
def test_deadlines_in_prose(sentence, count):
    assert len(places(f"{PLAN}I. TỔ CHỨC THỰC HIỆN\n{sentence}", "past_deadline")) == count


def test_a_review_of_the_past_sets_no_deadline():
    sentence = "Các xã hoàn thành việc sắp xếp trước ngày 31/10/2023."
    assert places(f"{PLAN}I. KẾT QUẢ THỰC HIỆN NĂM 2023\n{sentence}", "past_deadline") == []
    assert places(f"{PLAN}I. NHIỆM VỤ NĂM 2024\n{sentence}", "past_deadline") == ["I"]


@pytest.mark.parametrize(
    ("end", "kind", "expected"),
    [
        (dt.date(2024, 1, 31), "month", ["PL1"]),
        (dt.date(2024, 2, 29), "month", []),
        (dt.date(2024, 1, 31), "recurring", []),
        (None, "none", []),
    ],
)
def test_rows_due_before_issue(end, kind, expected):
    assignment = row(deadline=Deadline(kind=kind, end=end), deadline_raw="Tháng 01/2024")
    found = [item for item in all_findings(PLAN, assignments=(assignment,)) if item.kind == "past_deadline"]
    assert [item.where for item in found] == expected
    assert all("Dòng I.2: thời hạn ghi “Tháng 01/2024”; văn bản ban hành ngày 08/02/2024" in i.detail for i in found)


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (["2024-01-10", "2024-01-31"], ["PL1"]),
        # a timetable of the year that began before the plan
        (["2024-01-20", "2024-06-20"], []),
    ],
)
def test_rows_with_several_dates(ends, expected):
    due = [DueDate(kind="date", end=dt.date.fromisoformat(end), raw=end) for end in ends]
    first = Deadline(kind="date", end=due[0].end)
    assignment = row(deadline=first, deadlines=due, deadline_raw="; ".join(ends))
    assert [i.where for i in all_findings(PLAN, assignments=(assignment,)) if i.kind == "past_deadline"] == expected


def goal(quote, deadline, deadline_from="heading") -> Target:
    return Target(
        id="T1", kind="dated", section="I.1", quote=quote, deadline=deadline, deadline_from=deadline_from, char_start=1
    )


@pytest.mark.parametrize(
    ("target", "count"),
    [
        (goal("Hoàn thành kết nối các hệ thống", "2022"), 1),
        (goal("Hoàn thành kết nối các hệ thống", "2024"), 0),
        (goal("Hoàn thành kết nối các hệ thống", "2022", "plan"), 0),
        (goal("Cắt giảm chi phí so với năm 2022", "2022", "clause"), 0),
        (goal("Số hóa hồ sơ lũy kế từ năm 2022", "2022", "clause"), 0),
    ],
)
def test_goals_of_years_past(target, count):
    assert len(places(PLAN, "past_deadline", targets=(target,))) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Nghị định số 42/2022/NĐ-CP ngày 24/6/2021 của Chính phủ", 1),
        ("Nghị định số 42/2022/NĐ-CP ngày 24/6/2022 của Chính phủ", 0),
        ("Quyết định số 45/QĐ-UBND ngày 08/4/2024 của UBND tỉnh", 1),
        ("Nghị định số 12/2025/NĐ-CP của Chính phủ", 1),
        ("Nghị định số 12/2021/NĐ-CP của Chính phủ", 0),
    ],
)
def test_dates_of_cited_documents(text, count):
    assert len(places(f"{PLAN}Căn cứ {text};", "date_conflict")) == count


@pytest.mark.parametrize(
    ("task", "product", "expected"),
    [
        (
            "Xây dựng Kế hoạch cải cách hành chính năm 2023 của huyện",
            "Kế hoạch cải cách hành chính năm 2024 của huyện",
            1,
        ),
        ("Xây dựng Kế hoạch cải cách hành chính năm 2024", "Kế hoạch cải cách hành chính năm 2024", 0),
        ("Tổng kết công tác năm 2023", "Kế hoạch khắc phục hạn chế năm 2024", 0),
        ("Kế hoạch cải cách hành chính năm 2023 và năm 2024", "Kế hoạch cải cách hành chính năm 2024", 0),
    ],
)
def test_years_within_a_row(task, product, expected):
    assert len(places(PLAN, "date_conflict", assignments=(row(task, product),))) == expected


@pytest.mark.parametrize(
    ("task", "product", "month", "count"),
    [
        ("Tuyên truyền pháp luật", "Kế hoạch tuyên truyền pháp luật năm 2023", (2024, 3), 1),
        ("Tuyên truyền pháp luật", "Kế hoạch tuyên truyền pháp luật năm 2024", (2024, 3), 0),
        # a plan for the year to come, and one that mends the year gone by
        ("Tuyên truyền pháp luật", "Kế hoạch tuyên truyền pháp luật năm 2025", (2024, 12), 0),
        ("Nâng cao chỉ số", "Kế hoạch khắc phục hạn chế của chỉ số năm 2023", (2024, 6), 0),
        ("Kiểm tra công vụ năm 2025", "Báo cáo kết quả kiểm tra", (2024, 12), 1),
        ("Kiểm tra công vụ năm 2024", "Báo cáo kết quả kiểm tra", (2024, 12), 0),
        ("Xây dựng dự toán năm 2025", "Báo cáo tình hình sử dụng kinh phí", (2024, 10), 0),
        ("Sơ kết giai đoạn 2021 - 2025", "Báo cáo sơ kết", (2024, 6), 0),
    ],
)
def test_the_year_of_a_product_against_its_time(task, product, month, count):
    deadline = Deadline(kind="month", start=dt.date(*month, 1), end=dt.date(*month, 28))
    assert len(places(PLAN, "date_conflict", assignments=(row(task, product, deadline),))) == count


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Các xã tổ chức thực hiện tốt Kế hoạch cải cách hành chính năm 2023 của huyện.", 1),
        ("Các xã tổ chức thực hiện tốt Kế hoạch cải cách hành chính năm 2024 của huyện.", 0),
        ("Tổng kết việc thực hiện Kế hoạch cải cách hành chính năm 2023.", 0),
        ("Xây dựng Kế hoạch cải cách hành chính năm 2025.", 0),
        ("Tổ chức thực hiện Kế hoạch phòng chống thiên tai năm 2023.", 0),
        ("Tuyên truyền chương trình cải cách giai đoạn và năm 2024.", 1),
        ("Tuyên truyền chương trình cải cách từng giai đoạn và năm 2024.", 0),
        ("Tuyên truyền chương trình cải cách giai đoạn 2021 - 2025 và năm 2024.", 0),
    ],
)
def test_plans_of_another_year(sentence, count):
    assert len(places(f"{PLAN}I. NHIỆM VỤ\n{sentence}", "date_conflict")) == count


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ("Cải cách hành chính năm 2023", 1),
        ("Cải cách hành chính giai đoạn 2021 - 2025", 0),
        ("Cải cách hành chính năm 2025", 0),
        ("Khắc phục hạn chế về Chỉ số cải cách hành chính năm 2023", 0),
    ],
)
def test_a_plan_issued_after_its_year(title, count):
    assert len(places(f"KẾ HOẠCH\n{title}\nI. MỤC TIÊU\n", "date_conflict")) == count


@pytest.mark.parametrize(("year", "count"), [("2025", 1), ("2024", 0)])
def test_the_year_of_the_enclosed_plan(year, count):
    text = (
        "QUYẾT ĐỊNH\nBan hành Kế hoạch chuyển đổi số năm 2024\nCăn cứ Luật Tổ chức;\nĐiều 1. Ban hành Kế hoạch.\n"
        f"KẾ HOẠCH\nChuyển đổi số năm {year}\n(Kèm theo Quyết định số 214/QĐ-UBND ngày 08/02/2024)\nI. MỤC TIÊU\n"
    )
    assert len(places(text, "date_conflict", number="214/QĐ-UBND")) == count
