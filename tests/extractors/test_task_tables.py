"""Rows of task tables: groups, merged and cut cells, parents, products of one task; ruled and transcript."""

from typing import Any

import pytest

from extractors.columns import Role
from extractors.task_tables import TaskRow, find_unknown_columns, read_task_tables
from tests.extractors.tables import documents_of

HEAD = ["TT", "Nội dung", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]


def rows_of(
    *rows: list[str], ruled: bool = False, head: list[str] = HEAD, confidence: float | None = None
) -> list[TaskRow]:
    tables = read_task_tables(documents_of([head, *rows], ruled=ruled, confidence=confidence), [], 2024)
    assert len(tables) == 1
    return list(tables[0].rows)


def brief(rows: list[TaskRow], *fields: str) -> list[tuple[Any, ...]]:
    """(group, no, ...) with the given roles of each row."""
    return [(row.group, row.no, *(row.text(Role(name)) for name in fields)) for row in rows]


FIRST = ["1", "Kiểm tra công vụ", "Kế hoạch kiểm tra", "Sở Nội vụ", "Thanh tra tỉnh", "Quý I/2024"]


@pytest.mark.parametrize(
    ("group", "ruled"),
    [
        (["II. CÔNG VỤ", "", "", "", "", ""], False),
        (["II. CÔNG VỤ", "<", "<", "<", "<", "<"], True),
        (["II", "CÔNG VỤ", "", "", "", ""], False),
        (["II", "CÔNG VỤ", "<", "<", "<", "<"], True),
        (["<b>II</b>", "<b>CÔNG VỤ</b>", "", "", "", ""], False),
        (["II.", "CÔNG VỤ", "", "", "", ""], False),
        (["H", "CÔNG VỤ", "<", "<", "<", "<"], True),
    ],
)
def test_group_rows(group: list[str], ruled: bool) -> None:
    rows = rows_of(["I", "THỂ CHẾ", *["<" if ruled else ""] * 4], FIRST, group, FIRST, ruled=ruled)
    assert [(row.group, row.group_title, row.no) for row in rows] == [("I", "THỂ CHẾ", "1"), ("II", "CÔNG VỤ", "1")]


def test_letters_and_unlabelled_titles_are_groups_too() -> None:
    rows = rows_of(["A", "Chuẩn bị", "", "", "", ""], FIRST, ["CÔNG VIỆC KHÁC", "", "", "", "", ""], FIRST)
    assert [(row.group, row.group_title) for row in rows] == [("A", "Chuẩn bị"), (None, "CÔNG VIỆC KHÁC")]


@pytest.mark.parametrize(
    ("alone", "tasks"),
    [
        ("Thủ tục hành chính", ["Niêm yết công khai", "Khảo sát"]),
        ("Bố trí nhân sự", ["- Phân công công chức", "- Bàn giao tài liệu"]),
    ],
)
def test_title_alone_in_its_row_of_a_table_without_numbers(alone: str, tasks: list[str]) -> None:
    head = ["Nội dung", "Người thực hiện", "Thời gian"]
    rows = [["Lập dự toán", "Kế toán", "Quý I"], [alone, "", ""], *([task, "Văn phòng", "Quý II"] for task in tasks)]
    found = rows_of(*rows, head=head)
    assert [(row.group_title, row.text(Role.LEAD)) for row in found] == [
        (None, "Kế toán"),
        (alone, "Văn phòng"),
        (alone, "Văn phòng"),
    ]


def test_task_alone_in_its_row_has_the_cells_above() -> None:
    head = ["Nội dung", "Người thực hiện", "Thời gian"]
    found = rows_of(["Lập dự toán", "Kế toán", "Quý I"], ["Công khai dự toán đã lập", "", ""], head=head)
    assert [row.text(Role.LEAD) for row in found] == ["Kế toán", "Kế toán"]


def test_group_in_the_first_column_of_its_tasks() -> None:
    head = ["Stt", "Nội dung mục tiêu", "Đơn vị phụ trách"]
    found = rows_of(
        ["I. Cải cách thể chế", "100% văn bản đúng hạn", "Sở Tư pháp"],
        ["", "Giảm 10% chi phí", "Sở Nội vụ"],
        ["II. Cải cách công vụ", "Không còn nợ tiêu chuẩn", "Sở Nội vụ"],
        head=head,
    )
    assert [(row.group, row.group_title, row.no) for row in found] == [
        ("I", "Cải cách thể chế", None),
        ("I", "Cải cách thể chế", None),
        ("II", "Cải cách công vụ", None),
    ]
    assert read_task_tables(documents_of([head, ["1", "90% đúng hạn", "Sở Y tế"]]), [], 2024)[0].assigns_goals


def test_group_column() -> None:
    head = ["Lĩnh vực", "Nhiệm vụ", "Chủ trì"]
    body = ["I. Thể chế", "Rà soát", "Sở A"], ["", "Kiểm tra", "Sở B"], ["Công vụ", "Thi tuyển", "Sở C"]
    found = rows_of(*body, head=head)
    assert [(row.group, row.group_title) for row in found] == [("I", "Thể chế"), ("I", "Thể chế"), (None, "Công vụ")]


def test_further_product_takes_over_merged_cells() -> None:
    transcript = rows_of(FIRST, ["", "", "Báo cáo kiểm tra", "", "", "Quý II/2024"])
    ruled = rows_of(FIRST, ["^", "^", "Báo cáo kiểm tra", "^", "^", "Quý II/2024"], ruled=True)
    expected = [
        (None, "1", "Kiểm tra công vụ", "Kế hoạch kiểm tra", "Sở Nội vụ", "Thanh tra tỉnh", "Quý I/2024"),
        (None, "1", "Kiểm tra công vụ", "Báo cáo kiểm tra", "Sở Nội vụ", "Thanh tra tỉnh", "Quý II/2024"),
    ]
    fields = ("task", "product", "lead", "coordinate", "deadline")
    assert brief(transcript, *fields) == expected
    assert brief(ruled, *fields) == expected


@pytest.mark.parametrize("above", ["", "^"])
def test_further_product_of_a_ruled_table_without_lead_takes_over_what_is_above(above: str) -> None:
    second = [above, above, "Báo cáo kiểm tra", "", "", "Quý II/2024"]
    found = brief(rows_of(FIRST, second, ruled=True), "product", "lead", "coordinate", "deadline")
    assert found[1] == (None, "1", "Báo cáo kiểm tra", *found[0][3:5], "Quý II/2024")
    led = brief(rows_of(FIRST, [above, above, "Báo cáo", "Sở Y tế", "", ""], ruled=True), "lead", "coordinate")
    assert led[1] == (None, "1", "Sở Y tế", None)


def test_budget_of_a_task_counts_for_its_further_products() -> None:
    head = [*HEAD, "Kinh phí"]
    rows = [[*FIRST, "30"], ["", "", "Báo cáo", "", "", "", ""], ["", "", "Biên bản", "Sở Y tế", "", "", ""]]
    assert [row.text(Role.BUDGET) for row in rows_of(*rows, head=head)] == ["30", "30", None]


def test_number_merged_over_the_goals_of_one_in_charge() -> None:
    head = ["TT", "Người chịu trách nhiệm", "Mục tiêu", "Thời hạn"]
    first = ["1", "Chủ tịch UBND xã", "Đối thoại", "Quý I"]
    merged = [["", "", "Hài lòng của người dân", "Quý II"], ["", "", "Đơn thư", "Quý II"]]
    assert [row.no for row in rows_of(first, *merged, head=head)] == ["1", "1", "1"]
    led = [["", "Công an xã", "Định danh điện tử", "Quý I"], ["", "Kế toán", "Công khai", "Quý I"]]
    assert [row.no for row in rows_of(first, *led, head=head)] == ["1", None, None]


def test_blank_of_a_task_with_its_own_lead_stays_blank() -> None:
    found = rows_of(FIRST, ["2", "Thi tuyển", "Thông báo", "Sở Nội vụ", "", ""])
    assert brief(found, "coordinate", "deadline")[1] == (None, "2", None, None)


def test_blank_lead_of_a_task_is_a_merged_cell_in_a_transcript_and_a_blank_in_a_ruled_table() -> None:
    second = ["2", "Thi tuyển", "Thông báo", "", "Sở Tài chính", "Quý II/2024"]
    assert brief(rows_of(FIRST, second), "lead", "coordinate")[1] == (None, "2", "Sở Nội vụ", "Sở Tài chính")
    assert brief(rows_of(FIRST, second, ruled=True), "lead", "coordinate")[1] == (None, "2", None, "Sở Tài chính")


def test_cell_printed_once_for_a_group_counts_for_all_of_it() -> None:
    found = rows_of(
        FIRST, *([str(number), f"Việc {number}", "Báo cáo", "Sở Y tế", "Sở Nội vụ", ""] for number in (2, 3, 4))
    )
    assert [row.text(Role.DEADLINE) for row in found] == ["Quý I/2024"] * 4


def test_row_cut_by_a_page_break() -> None:
    found = rows_of(
        ["1", "Kiểm tra tình hình tổ", "Kế hoạch, báo", "Sở Nội vụ", "UBND cấp", "Quý I/2024"],
        ["", "chức bộ máy", "cáo kết quả", "", "huyện", ""],
        ["2", "Thi tuyển", "Thông báo", "Sở Nội vụ", "", "Quý II/2024"],
    )
    assert brief(found, "task", "product", "coordinate") == [
        (None, "1", "Kiểm tra tình hình tổ chức bộ máy", "Kế hoạch, báo cáo kết quả", "UBND cấp huyện"),
        (None, "2", "Thi tuyển", "Thông báo", None),
    ]
    assert len(found[0].fields[Role.TASK].ranges) == 2


def test_rest_of_a_merged_task_beside_a_product_of_its_own() -> None:
    found = rows_of(
        ["1", "Trả kết quả tại nhà; bố trí lịch;", "Hợp đồng", "Sở A", "Bưu điện", "Quý I/2024"],
        ["", "thông tin cho người dân", "Lịch trả kết quả", "", "", "Quý III/2024"],
    )
    task = "Trả kết quả tại nhà; bố trí lịch; thông tin cho người dân"
    assert brief(found, "task", "product", "deadline") == [
        (None, "1", task, "Hợp đồng", "Quý I/2024"),
        (None, "1", task, "Lịch trả kết quả", "Quý III/2024"),
    ]


def test_capital_below_a_finished_cell_is_no_rest() -> None:
    found = rows_of(FIRST, ["", "", "Báo cáo", "Sở Tài chính", "Sở Y tế", "Quý III/2024"])
    assert len(found) == 2


def test_product_above_the_row_that_names_its_task() -> None:
    found = rows_of(
        ["1", "Theo dõi thi hành pháp luật", "Báo cáo theo dõi", "Sở A", "", "Quý I/2024"],
        ["", "", "Kế hoạch bồi dưỡng kỹ năng số cho công chức", "Sở B", "Sở C", "Quý II/2024"],
        ["2", "Tổ chức bồi dưỡng kỹ năng số cho công chức xã", "Lớp bồi dưỡng", "Sở B", "Sở C", "Quý III/2024"],
    )
    assert [(row.no, row.text(Role.PRODUCT)) for row in found] == [
        ("1", "Báo cáo theo dõi"),
        ("2", "Kế hoạch bồi dưỡng kỹ năng số cho công chức"),
        ("2", "Lớp bồi dưỡng"),
    ]
    assert found[1].text(Role.TASK) == found[2].text(Role.TASK)


@pytest.mark.parametrize("ruled", [True, False])
def test_parent_without_product_gives_no_row(ruled: bool) -> None:
    found = rows_of(
        ["I", "Công vụ", "<", "<", "<", "<"] if ruled else ["I", "Công vụ", "", "", "", ""],
        ["1", "Vị trí việc làm", "", "", "", ""],
        ["1.1", "Đối với cơ quan hành chính", "Đề án", "Sở A", "Sở B", "Quý I/2024"],
        ["1.2", "Đối với đơn vị sự nghiệp", "Đề án", "Sở A", "Sở B", "Quý I/2024"],
        ruled=ruled,
    )
    assert brief(found, "task") == [
        ("I", "1.1", "Đối với cơ quan hành chính"),
        ("I", "1.2", "Đối với đơn vị sự nghiệp"),
    ]


def test_totals_and_repeated_heads_give_no_rows() -> None:
    assert len(rows_of(FIRST, HEAD, FIRST, ["Tổng cộng", "", "", "", "", ""])) == 2


@pytest.mark.parametrize(
    ("product", "due", "expected"),
    [
        ("Theo lộ trình đã được duyệt", "", (None, "Theo lộ trình đã được duyệt", "roadmap")),
        (
            "Tổ chức thực hiện theo đúng lộ trình đề ra",
            "",
            ("Tổ chức thực hiện theo đúng lộ trình đề ra", "Tổ chức thực hiện theo đúng lộ trình đề ra", "roadmap"),
        ),
        ("Kế hoạch năm 2025", "", ("Kế hoạch năm 2025", None, "none")),
        ("Theo lộ trình", "Quý I", ("Theo lộ trình", "Quý I", "quarter")),
    ],
)
def test_time_in_the_column_of_products(product: str, due: str, expected: tuple[str | None, ...]) -> None:
    (row,) = rows_of(["1", "Tinh giản biên chế", product, "Sở Nội vụ", "", due])
    assert (row.text(Role.PRODUCT), row.text(Role.DEADLINE), row.deadline.kind) == expected


def test_start_and_end_columns() -> None:
    head = ["TT", "Nhiệm vụ", "Chủ trì", "Bắt đầu", "Kết thúc"]
    (row,) = rows_of(["1", "Số hóa hồ sơ", "Sở A", "Tháng 3/2024", "Tháng 6/2024"], head=head)
    assert (str(row.deadline.start), str(row.deadline.end)) == ("2024-03-01", "2024-06-30")
    assert row.text(Role.DEADLINE) == "Tháng 3/2024 - Tháng 6/2024"


def test_lead_and_coordination_in_one_column() -> None:
    head = ["TT", "Nhiệm vụ", "Cơ quan chủ trì, phối hợp", "Thời gian"]
    (row,) = rows_of(["1", "Số hóa hồ sơ", "Sở A chủ trì; phối hợp với Sở B, Sở C", "Quý I"], head=head)
    assert (row.text(Role.LEAD), row.text(Role.COORDINATE)) == ("Sở A", "Sở B, Sở C")


def test_numbers_that_recognition_lost_or_misread() -> None:
    numbers = ["l", "2", "", "4"]
    found = rows_of(*([number, f"Việc {at}", "Báo cáo", "Sở A", "", "Quý I"] for at, number in enumerate(numbers)))
    assert [row.no for row in found] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (["1", "lễ", "3"], ["1", "2", "3"]),
        (["1", "8", "3"], ["1", "2", "3"]),
        (["1", "", "3"], ["1", "2", "3"]),
        (["1", "2", ""], ["1", "2", "3"]),
        (["1", "3", "4"], ["1", "3", "4"]),
        (["1", "", "", "2"], ["1", None, None, "2"]),
        (["", "-", "", "1"], ["1", "2", "3", "4"]),
        (["ì", "", "3", "("], ["1", "2", "3", "4"]),
        (["1.1", "1.2", "1.3"], ["1.1", "1.2", "1.3"]),
        (["1", "-", "-", "2"], ["1", "-", "-", "2"]),
        (["1", "-", "3"], ["1", "2", "3"]),
        (["1", "2", "-", "-"], ["1", "2", "-", "-"]),
    ],
)
def test_numbers_of_a_scan(numbers: list[str], expected: list[str | None]) -> None:
    rows = [[number, f"Việc {at}", "Báo cáo", "Sở A", "", "Quý I"] for at, number in enumerate(numbers)]
    groups = [["I", "THỂ CHẾ", *["<"] * 4], FIRST, ["II", "CÔNG VỤ", *["<"] * 4]]
    found = rows_of(*groups, *rows, ruled=True, confidence=0.9)
    assert [row.no for row in found if row.group == "II"] == expected


@pytest.mark.parametrize(
    ("labels", "confidence", "expected"),
    [
        (["I", "HI", "HI"], 0.9, ["I", "II", "III"]),
        (["", "II", "II"], 0.9, ["I", "II", "III"]),
        (["I", "H", "IH"], None, ["I", "II", "III"]),
        # printed twice in a text that was not recognised: kept
        (["I", "II", "II"], None, ["I", "II", "II"]),
        (["I", "III", "IV"], 0.9, ["I", "III", "IV"]),
        (["I", "II", "III", "IV", "V", "VI", "VvH"], 0.9, ["I", "II", "III", "IV", "V", "VI", "VII"]),
        (["L", "HI", "II", "IV", "V", "VỊ"], 0.9, ["I", "II", "III", "IV", "V", "VI"]),
    ],
)
def test_labels_of_groups_by_their_sequence(labels: list[str], confidence: float | None, expected: list[str]) -> None:
    rows = [row for label in labels for row in ([label, "LĨNH VỰC", *["<"] * 4], FIRST)]
    assert [row.group for row in rows_of(*rows, ruled=True, confidence=confidence)] == expected


def test_rest_of_a_task_merged_over_two_rows_of_a_ruled_table() -> None:
    rows = [FIRST, ["^", "^", "Báo cáo", "^", "^", "Quý II"], ["^", "tại các xã", "", "", "", ""]]
    assert [row.text(Role.TASK) for row in rows_of(*rows, ruled=True)] == ["Kiểm tra công vụ tại các xã"] * 2


def test_ditto_marks_stand_for_the_cell_above() -> None:
    found = rows_of(FIRST, ["2", "Thi tuyển", "Thông báo", "nt", '"', "Như trên"])
    assert brief(found, "lead", "coordinate", "deadline")[1][2:] == ("Sở Nội vụ", "Thanh tra tỉnh", "Quý I/2024")


def test_number_in_the_task_of_a_table_without_numbers() -> None:
    (row,) = rows_of(["1. Số hóa hồ sơ", "Sở A", "Quý I"], head=["Nhiệm vụ", "Chủ trì", "Thời gian"])
    assert (row.no, row.text(Role.TASK)) == ("1", "Số hóa hồ sơ")


def test_fragment_without_head_goes_on_with_the_table_before() -> None:
    document = documents_of([HEAD, FIRST], [["2", *FIRST[1:]]])
    (table,) = read_task_tables(document, [], 2024)
    assert [row.no for row in table.rows] == ["1", "2"]
    apart = documents_of([HEAD, FIRST], [["2", *FIRST[1:]]], between=("", "II. Nội dung khác"))
    assert [len(table.rows) for table in read_task_tables(apart, [], 2024)] == [1]


@pytest.mark.parametrize(("dirt", "joined"), [("Ñn ỳ", True), ("Phụ lục 2", False)])
def test_fragment_of_a_scan_goes_on_behind_dirt_where_its_cells_fit(dirt: str, joined: bool) -> None:
    document = documents_of([HEAD, FIRST], [["", *FIRST[1:]]], ruled=True, confidence=0.6, between=("", dirt))
    (table,) = read_task_tables(document, [], 2024)
    assert len(table.rows) == (2 if joined else 1)
    form = documents_of([HEAD, FIRST], [["", *"abcde"]], ruled=True, confidence=0.6, between=("", dirt))
    assert len(read_task_tables(form, [], 2024)[0].rows) == 1


def test_title_of_a_group_that_recognition_took_out_of_the_grid() -> None:
    parts = [HEAD, ["I. THỂ CHẾ", *["<"] * 5], FIRST], [FIRST]
    document = documents_of(*parts, ruled=True, confidence=0.8, between=("", "H. THỦ TỤC HÀNH CHÍNH"))
    (table,) = read_task_tables(document, [], 2024)
    assert [(row.group, row.group_title) for row in table.rows] == [("I", "THỂ CHẾ"), ("II", "THỦ TỤC HÀNH CHÍNH")]


def test_rest_of_a_title_beside_a_task() -> None:
    rows = rows_of(
        ["VI. Xây dựng Chính", "80% hồ sơ được số hóa", "Sở A"],
        ["quyền điện tử", "15% cuộc kiểm tra trên môi trường số", "Sở B"],
        ruled=True,
        head=["Stt", "Nội dung mục tiêu", "Đơn vị phụ trách"],
    )
    assert [(row.group, row.group_title) for row in rows] == [("VI", "Xây dựng Chính quyền điện tử")] * 2


def test_tables_are_counted_over_those_that_assign() -> None:
    other = [["TT", "Tên văn bản", "Ghi chú"], ["1", "Luật", ""]]
    document = documents_of([HEAD, FIRST], other, [HEAD, FIRST], between=("Một", "Hai", "Ba"))
    assert [table.number for table in read_task_tables(document, [], 2024)] == [1, 2]


def test_ranges_lead_back_to_the_text() -> None:
    document = documents_of([HEAD, FIRST])
    (row,) = read_task_tables(document, [], 2024)[0].rows
    assert [document.slice(*span) for span in row.fields[Role.TASK].ranges] == ["Kiểm tra công vụ"]
    assert document.slice(row.start, row.end) == "\t".join(FIRST)


def test_unknown_column_is_kept_and_reported() -> None:
    document = documents_of([[*HEAD, "Màu sắc"], [*FIRST, "đỏ"]])
    (row,) = read_task_tables(document, [], 2024)[0].rows
    assert [(heading, cell.text) for heading, cell in row.extras] == [("Màu sắc", "đỏ")]
    assert [finding.kind for finding in find_unknown_columns(document)] == ["other"]


def test_text_of_a_task_is_its_slices_joined() -> None:
    task = "Giảm <b>10%</b>  chi phí <sup>(2)</sup> , phí"
    document = documents_of([HEAD, ["1", task, *FIRST[2:]], ["", "tổn hại", "", "", "", ""]])
    (row,) = read_task_tables(document, [], 2024)[0].rows
    for cell in row.fields.values():
        assert cell.text == " ".join(document.slice(*span) for span in cell.ranges)
    assert row.text(Role.TASK) == "Giảm 10% chi phí , phí tổn hại"


def test_task_goes_before_the_goal_beside_it() -> None:
    head = ["TT", "Mục tiêu", "Nhiệm vụ", "Chủ trì", "Thời gian"]
    (row,) = rows_of(["1", "90% hài lòng", "Khảo sát", "Sở A", "Quý I"], head=head)
    assert (row.text(Role.TASK), row.text(Role.GOAL)) == ("Khảo sát", "90% hài lòng")


def test_of_two_leading_columns_the_chief_leads() -> None:
    head = ["TT", "Nhiệm vụ", "Lãnh đạo phụ trách", "Cơ quan chủ trì", "Thời gian"]
    (row,) = rows_of(["1", "Khảo sát", "Phó Chủ tịch", "Sở A", "Quý I"], head=head)
    assert (row.text(Role.LEAD), row.text(Role.MONITOR)) == ("Sở A", "Phó Chủ tịch")


def test_years_ticked_in_a_timetable() -> None:
    head = ["TT", "Nhiệm vụ", "Chủ trì", "2022", "2023", "2024"]
    first, second = rows_of(["1", "Khảo sát", "Sở A", "x", "x", ""], ["2", "Tổng kết", "Sở A", "", "", "x"], head=head)
    assert (str(first.deadline.start), str(first.deadline.end)) == ("2022-01-01", "2023-12-31")
    assert (second.text(Role.DEADLINE), second.deadline.kind) == ("Năm 2024", "year")


def test_agency_of_a_group_holds_for_its_tasks() -> None:
    found = rows_of(["I", "Thể chế", "", "Sở Tư pháp", "", ""], ["1", "Rà soát", "Báo cáo", "", "", "Quý I"])
    assert brief(found, "lead") == [("I", "1", "Sở Tư pháp")]


def test_heading_over_number_and_task() -> None:
    head = ["Nội dung", "<", "Chủ trì", "Thời gian"]
    (row,) = rows_of(["1", "Rà soát", "Sở A", "Quý I"], head=head, ruled=True)
    assert (row.no, row.text(Role.TASK)) == ("1", "Rà soát")
