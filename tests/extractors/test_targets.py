import datetime as dt

import pytest

from extractors.sections import find_sections
from extractors.targets import TargetReading, find_targets
from models.records import DocumentRecord, Target
from pipeline.normalise import normalise
from tests.extractors.builders import document_of

HEADER = DocumentRecord(period_start=2022, period_end=2025, vision_year=2030, issued_on=dt.date(2022, 1, 15))


def reading(text: str, header: DocumentRecord = HEADER) -> TargetReading:
    document = normalise(document_of(text))
    return find_targets(document, find_sections(document), header)


def goals(line: str) -> list[Target]:
    return reading(f"I. CHỈ TIÊU\n{line}").targets


def facts(target: Target) -> tuple[object, ...]:
    return (target.value, target.unit, target.comparator, target.direction, target.deadline)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # The number first.
        ("- Tối thiểu 80% hồ sơ được xử lý trên môi trường mạng.", [(80, "%", ">=", "attain", "2025")]),
        ("- Phấn đấu 100% đơn vị hoàn thành kê khai.", [(100, "%", "=", "attain", "2025")]),
        # The subject first.
        ("- Mức độ hài lòng của người dân, doanh nghiệp đạt trên 90%.", [(90, "%", ">", "attain", "2025")]),
        # One word of comparison for two numbers, whose predicate stands at the end.
        (
            "- Tối thiểu 75% văn bản cấp huyện; 60% văn bản cấp xã được ký số.",
            [(75, "%", ">=", "attain", "2025"), (60, "%", ">=", "attain", "2025")],
        ),
        # Two sentences in one: the second has its own predicate and shares nothing.
        (
            "- Tối thiểu 75% văn bản được ký số; 100% lãnh đạo được cấp chữ ký.",
            [(75, "%", ">=", "attain", "2025"), (100, "%", "=", "attain", "2025")],
        ),
        (
            "- Ít nhất 60% dịch vụ được trả phí trực tuyến, trong đó, tỷ lệ giao dịch đạt từ 40% trở lên.",
            [(60, "%", ">=", "attain", "2025"), (40, "%", ">=", "attain", "2025")],
        ),
        # A verb that governs both numbers.
        (
            "- Giảm tối thiểu 10% số phòng và 5% biên chế so với năm 2021.",
            [(10, "%", ">=", "reduce", "2025"), (5, "%", ">=", "reduce", "2025")],
        ),
        ("- Rút ngắn 30% thời gian giải quyết so với quy định.", [(30, "%", "=", "reduce", "2025")]),
        ("- Giảm tỷ lệ hồ sơ trễ hạn xuống dưới 1%.", [(1, "%", "<", "attain", "2025")]),
        ("- Thu ngân sách tăng tối thiểu 8%.", [(8, "%", ">=", "increase", "2025")]),
        # One verb and one word of comparison for two numbers.
        (
            "- Kiểm tra tối thiểu 30% cơ quan cấp tỉnh, 40% đơn vị cấp huyện.",
            [(30, "%", ">=", "attain", "2025"), (40, "%", ">=", "attain", "2025")],
        ),
        # A level before is where it starts from.
        ("- Tỷ lệ hồ sơ trực tuyến tăng từ 35% năm 2021 lên 70% năm 2025.", [(70, "%", "=", "attain", "2025")]),
        ("- Giảm 50% giấy mời, tài liệu in và đến năm 2030 giảm 80%.",
         [(50, "%", "=", "reduce", "2025"), (80, "%", "=", "reduce", "2030")]),
        # Consequences are no goals, hours promise a speed.
        ("- Các đơn vị có tỷ lệ hồ sơ trực tuyến dưới 20% phải giải trình.", []),
        ("- Khắc phục sự cố trong thời gian không quá 24 giờ.", [(24, "giờ", "<=", "attain", "2025")]),
        ("- Về chuyển đổi số: 100% xã có tổ công nghệ số.", [(100, "%", "=", "attain", "2025")]),
        # Deadlines of the clause.
        ("- Đến năm 2023, 70% hồ sơ được số hóa; 50% kết quả được cấp bản điện tử.",
         [(70, "%", "=", "attain", "2023"), (50, "%", "=", "attain", "2023")]),
        ("- Tỷ lệ hồ sơ đúng hạn hằng năm đạt từ 98% trở lên.", [(98, "%", ">=", "attain", "yearly")]),
        # Counts, ranks, frequencies.
        ("- Mỗi năm có từ 2-3 sáng kiến được công nhận.", [(2, "sáng kiến", "range", "attain", "yearly")]),
        ("- Xây dựng 05 mô hình điểm.", [(5, "mô hình", "=", "attain", "2025")]),
        ("- Chỉ số DTI của tỉnh thuộc nhóm 20 địa phương dẫn đầu.", [(20, "hạng", "<=", "attain", "2025")]),
        ("- Tổ chức đối thoại định kỳ 6 tháng/lần.", [(6, "tháng/lần", "=", "attain", "2025")]),
        # Recognition slips.
        ("- Tối thiếu 8O% hồ sơ được số hóa.", [(80, "%", ">=", "attain", "2025")]),
        # Numbers that are no targets.
        ("- Duy trì hệ thống theo tiêu chuẩn ISO 9001:2015, mức độ 3, 4, phương châm “4 tại chỗ”.", []),
        ("- Cán bộ dưới 40 tuổi được đào tạo theo Quyết định số 163/QĐ-TTg ngày 25/01/2016.", []),
        ("- Hoàn thành sáp nhập các thôn chưa đủ 50% quy mô số hộ.", []),
    ],
)  # fmt: skip
def test_quantitative(line: str, expected: list[tuple[object, ...]]) -> None:
    assert [facts(target) for target in goals(line) if target.kind == "quantitative"] == expected


def test_shared_predicates_complete_the_subjects() -> None:
    found = goals("- Trên 90% hồ sơ cấp huyện, trên 80% hồ sơ cấp xã được ký số (trừ hồ sơ mật).")
    assert [target.subject for target in found] == ["hồ sơ cấp huyện được ký số", "hồ sơ cấp xã được ký số"]
    assert {target.exception for target in found} == {"trừ hồ sơ mật"}
    assert [target.scope for target in found] == ["cấp huyện", "cấp xã"]


def test_light_verbs_leave_the_subject() -> None:
    assert goals("- Hoàn thành 100% nội dung kiểm tra.")[0].subject == "nội dung kiểm tra"
    assert goals("- Số hóa 50% kết quả giải quyết.")[0].subject == "số hóa kết quả giải quyết"


def test_quotes_are_slices_of_the_text() -> None:
    document = normalise(document_of("I. CHỈ TIÊU\n- Tối thiểu 80% hồ sơ được xử lý; mức độ hài lòng đạt 90%."))
    for target in find_targets(document, find_sections(document), HEADER).targets:
        assert document.text[target.char_start : target.char_end] == target.quote


def test_date_headings_govern_until_their_level_returns() -> None:
    text = """I. MỤC TIÊU
- Đến năm 2025:
+ 80% hồ sơ được số hóa.
+ Hoàn thiện nền hành chính hiện đại của huyện.
- Đến năm 2030:
+ 100% hồ sơ được số hóa.
- Nâng cao chất lượng đội ngũ công chức các cấp."""
    found = [(t.kind, t.deadline, t.deadline_from) for t in reading(text).targets]
    assert found == [
        ("quantitative", "2025", "heading"),
        ("dated", "2025", "heading"),
        ("quantitative", "2030", "heading"),
        ("qualitative", "2025", "plan"),
    ]


def test_requirements_and_past_results_hold_no_targets() -> None:
    text = """I. ĐÁNH GIÁ KẾT QUẢ
- Tỷ lệ hồ sơ đúng hạn đạt 97%.
II. MỤC TIÊU, YÊU CẦU
1. Mục tiêu
- Tỷ lệ hồ sơ đúng hạn đạt 99%.
2. Yêu cầu
- Bảo đảm 100% đơn vị quán triệt."""
    found = reading(text)
    assert [target.value for target in found.targets] == [99]
    assert {(e.reason) for e in found.excluded} == {"earlier result", "requirements section"}


def test_every_percentage_is_a_target_or_excluded_with_a_reason() -> None:
    text = """I. MỤC TIÊU
- 80% hồ sơ được số hóa; đối với đơn vị có trên 30% hồ sơ trễ hạn thì kiểm điểm.
- Hoàn thành sắp xếp thôn chưa đủ 50% quy mô.
II. NHIỆM VỤ
- Kiểm tra ít nhất 30% đơn vị."""
    found = reading(text)
    assert sorted(t.value for t in found.targets if t.value) == [30, 80]  # type: ignore[type-var]
    assert sorted(e.reason for e in found.excluded) == ["condition", "condition"]


def test_tasks_hold_dated_goals_only_where_something_is_to_be_finished() -> None:
    text = """I. TỔ CHỨC THỰC HIỆN
1. Các đơn vị ban hành kế hoạch xong trước ngày 28/02/2022.
2. Các đơn vị báo cáo kết quả trước ngày 15/12/2022.
3. Hằng năm, các đơn vị rà soát quy trình."""
    assert [(t.kind, t.deadline) for t in reading(text).targets] == [("dated", "2022-02-28")]
