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


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # One word of comparison for a list, never for all of them.
        ("- Tối thiểu 90% cơ quan cấp tỉnh, 80% cơ quan cấp huyện, 100% cơ quan cấp xã hoàn thành.",
         [(90, "%", ">="), (80, "%", ">="), (100, "%", "=")]),
        ("- Tỷ lệ ký số đạt tối thiểu 98% đối với cấp tỉnh, 97% đối với cấp huyện.",
         [(98, "%", ">="), (97, "%", ">=")]),
        ("- Không quá 03 cấp phó đối với sở, 02 cấp phó đối với phòng.", [(3, "cấp phó", "<="), (2, "cấp phó", "<=")]),
        # Another form or a verb of its own begins anew.
        ("- Tỷ lệ hộ nghèo dưới 3% (theo chuẩn mới); 50% trường có thư viện.", [(3, "%", "<"), (50, "%", "=")]),
        ("- Có ít nhất 02 xã về đích, 01 xã kiểu mẫu được công nhận.", [(2, "xã", ">="), (1, "xã", "=")]),
        ("- Trên 80% hộ gia đình có mạng, 100% xã phủ sóng.", [(80, "%", ">"), (100, "%", "=")]),
    ],
)  # fmt: skip
def test_comparators_of_lists(line: str, expected: list[tuple[object, ...]]) -> None:
    assert [(target.value, target.unit, target.comparator) for target in goals(line)] == expected


@pytest.mark.parametrize(
    ("line", "directions"),
    [
        ("- Giảm tối thiểu 20% chi phí, 30% thời gian và 50% giấy tờ.", ["reduce"] * 3),
        ("- Cắt giảm 20% số thủ tục, trong đó cấp tỉnh 25%.", ["reduce"] * 2),
        ("- Tiết kiệm thêm 10% chi thường xuyên.", ["reduce"]),
        ("- Giảm tỷ lệ hộ nghèo xuống còn 3%.", ["attain"]),
        ("- Nâng tỷ lệ ký số lên 90%.", ["attain"]),
        ("- Nâng hạng Chỉ số CCHC lên 05 bậc.", ["increase"]),
        ("- Tỷ lệ giảm nghèo đạt 2%.", ["attain"]),
        ("- 20% thời gian giải quyết được cắt giảm.", ["reduce"]),
        ("- 20% thủ tục được rút ngắn thời gian giải quyết.", ["attain"]),
        ("- Thu hút thêm 05 doanh nghiệp.", ["increase"]),
        ("- Tăng gấp đôi số doanh nghiệp so với năm 2020.", ["increase"]),
        ("- Số doanh nghiệp gấp 2 lần năm 2020.", ["attain"]),
    ],
)
def test_directions(line: str, directions: list[str]) -> None:
    assert [target.direction for target in goals(line)] == directions


@pytest.mark.parametrize(
    ("line", "subjects"),
    [
        ("- Tỷ lệ trường đạt chuẩn: mầm non 60%, tiểu học 75%.",
         ["tỷ lệ trường đạt chuẩn: mầm non", "tỷ lệ trường đạt chuẩn tiểu học"]),
        ("- 100% xã, 100% thôn và trên 90% hộ dân có mạng.", ["xã có mạng", "thôn có mạng", "hộ dân có mạng"]),
        ("- Tỷ lệ cấp bản điện tử đạt 95% (riêng cấp xã đạt 90%).",
         ["Tỷ lệ cấp bản điện tử", "Tỷ lệ cấp bản điện tử cấp xã"]),
        ("- Số lượng cấp phó của phòng không quá 02 người.", ["Số lượng cấp phó của phòng"]),
        ("- Hồ sơ trễ hạn: dưới 1%.", ["hồ sơ trễ hạn"]),
        ("- Mỗi xã có ít nhất 01 mô hình.", ["mỗi xã có mô hình"]),
        ("- Ít nhất mỗi xã, thị trấn có 01 mô hình.", ["mỗi xã, thị trấn có mô hình"]),
        ("- Đôn đốc, theo dõi, bảo đảm 100% thủ tục được cập nhật kịp thời.", ["thủ tục được cập nhật kịp thời"]),
        ("- Năm 2023 đạt 60%, năm 2024 đạt 80% số hồ sơ được số hóa.", ["số hồ sơ được số hóa"] * 2),
        ("- Số hóa dữ liệu hộ tịch; ít nhất 40 cơ sở dữ liệu được chia sẻ.", ["cơ sở dữ liệu được chia sẻ"]),
        ("- Rút ngắn 20% thời gian đối với ít nhất 30 thủ tục.", ["thời gian", "thủ tục"]),
        ("- Bình quân thu nhập đạt 65 triệu đồng/người/năm, tăng 1,5 lần so với năm 2020.",
         ["Bình quân thu nhập", "Bình quân thu nhập"]),
    ],
)  # fmt: skip
def test_subjects(line: str, subjects: list[str]) -> None:
    assert [target.subject for target in goals(line) if target.kind == "quantitative"] == subjects


@pytest.mark.parametrize(
    ("line", "deadlines"),
    [
        # What leads a sentence governs it until another year comes.
        ("- Đến năm 2023, 70% hồ sơ được số hóa, 50% có bản điện tử; đến năm 2024, 100%.", ["2023", "2023", "2024"]),
        ("- Giảm 50% hồ sơ trễ hạn và đến năm 2025 không còn vi phạm.", ["2025"]),
        # One behind nested numbers governs them.
        ("- Tổ chức 02 lớp cho 300 người trước ngày 30/9/2022.", ["2022-09-30", "2022-09-30"]),
        ("- Hết quý II/2023 giải ngân đạt 40%; đến 31/12/2023 giải ngân đạt 95%.", ["2023-06-30", "2023-12-31"]),
        # What is done every year governs until another subject.
        ("- Mỗi năm trồng 500 ha rừng, tỷ lệ che phủ đạt 64%.", ["yearly", "2025"]),
        ("- Giảm hộ nghèo bình quân 2%/năm.", ["yearly"]),
        ("- Đối thoại ít nhất 02 lần/năm.", ["yearly"]),
        ("- Giai đoạn 2022-2023 đạt 50%; giai đoạn 2024-2025 đạt 100%.", ["2023", "2025"]),
        # A year that is compared with or lies behind is none.
        ("- Giảm 10% số phòng so với năm 2024.", ["2025"]),
        ("- Tỷ lệ ký số đạt 80% (năm 2021 đạt 40%).", ["2025"]),
    ],
)
def test_deadlines(line: str, deadlines: list[str]) -> None:
    assert [target.deadline for target in goals(line) if target.kind == "quantitative"] == deadlines


@pytest.mark.parametrize(
    ("line", "baseline", "exception", "scope"),
    [
        ("- Giảm 10% số phòng so với năm 2021.", "2021", None, None),
        ("- Rút ngắn 20% thời gian so với quy định.", "quy định", None, None),
        ("- Kim ngạch gấp 2 lần năm 2020.", "2020", None, None),
        ("- 100% hồ sơ (trừ hồ sơ mật) tại cấp xã được ký số.", None, "trừ hồ sơ mật", "cấp xã"),
        ("- 100% cơ quan toàn tỉnh có mạng.", None, None, "toàn tỉnh"),
    ],
)
def test_what_is_said_beside(line: str, baseline: str | None, exception: str | None, scope: str | None) -> None:
    (target,) = goals(line)
    assert (target.baseline, target.exception, target.scope) == (baseline, exception, scope)


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("- Nâng cao chất lượng đội ngũ công chức các cấp.", ["qualitative"]),
        ("- Hoàn thành số hóa sổ hộ tịch trước ngày 30/6/2023.", ["dated"]),
        ("- Đến năm 2024 không còn hồ sơ trễ hạn.", ["dated"]),
        ("- Chi tiết tại Phụ lục 1.", []),
        ("- (Kèm theo Phụ lục các chỉ tiêu)", []),
        ("- Như trên.", []),
    ],
)
def test_goals_without_a_number(line: str, kinds: list[str]) -> None:
    assert [target.kind for target in goals(line)] == kinds


@pytest.mark.parametrize(
    ("line", "deadline"),
    [
        ("Ban hành kế hoạch kiểm tra trong tháng 02/2022.", "2022-02-28"),
        ("Trước ngày 31/3/2022, các xã hoàn thành việc kiện toàn.", "2022-03-31"),
        ("Đưa trung tâm điều hành vào hoạt động, hoàn thành trong quý III/2022.", "2022-09-30"),
        ("Bàn giao trụ sở dôi dư trước ngày 31/12/2022.", "2022-12-31"),
        ("Đến năm 2024, hoàn thiện kho dữ liệu của tỉnh.", "2024"),
        # Reports, what is handed in, dates of documents, labels.
        ("Trước ngày 25/11/2022, các xã gửi báo cáo về phòng.", None),
        ("Các xã báo cáo kết quả trước ngày 25/11/2022.", None),
        ("Các xã đăng ký danh mục trước ngày 20/02/2022.", None),
        ("Thực hiện Quyết định số 12/QĐ-UBND ngày 15 tháng 9 năm 2022 của tỉnh.", None),
        ("Thời gian hoàn thành: trước ngày 30/6/2022.", None),
        ("Kế hoạch này có hiệu lực từ ngày 01/02/2022.", None),
        ("Duy trì việc cập nhật dữ liệu đến hết năm 2022.", None),
        ("Rà soát thường xuyên các quy trình nội bộ.", None),
    ],
)
def test_dated_tasks(line: str, deadline: str | None) -> None:
    found = reading(f"I. NHIỆM VỤ\n1. Công việc\n- {line}").targets
    assert [target.deadline for target in found] == ([deadline] if deadline else [])


def test_targets_of_a_row_take_the_date_of_the_row() -> None:
    rows = [
        "TT\tNhiệm vụ\tSản phẩm\tCơ quan chủ trì\tThời hạn",
        "1\tSố hóa tối thiểu 50% kết quả\tBáo cáo\tVăn phòng\tNăm 2024",
        "2\tTập huấn\t02 lớp\tSở Nội vụ\tQuý II/2023",
        "3\tĐối thoại\tÍt nhất 02 cuộc\tSở Tư pháp\tHằng năm",
        "4\tGiảm 10% số phòng\tĐề án\tSở Nội vụ\tThường xuyên",
    ]
    found = reading("I. NHIỆM VỤ\nDanh mục\n" + "\n".join(rows)).targets
    assert [(target.value, target.deadline) for target in found] == [
        (50, "2024"), (2, "2023-06-30"), (2, "yearly"), (10, "2025")
    ]  # fmt: skip


def test_the_title_of_goals_names_nothing_that_is_measured() -> None:
    text = "I. MỤC TIÊU\n1. Mục tiêu cụ thể\n- Năm 2023 đạt 60%."
    assert "Mục tiêu" not in (reading(text).targets[0].subject or "")


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
