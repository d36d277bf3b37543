import pytest

from extractors.assignments import find_assignments
from extractors.columns import Role
from extractors.figure_tables import read_figure_tables
from extractors.row_targets import link_rows
from extractors.sections import find_sections
from extractors.targets import find_targets
from extractors.task_tables import read_task_tables
from models.records import DocumentRecord, Target
from tests.extractors.builders import document_of
from tests.extractors.tables import documents_of

HEADER = DocumentRecord(period_start=2024, period_end=2024)
TABLE = """II. CHỈ TIÊU NĂM 2024
STT\tChỉ tiêu\tĐơn vị tính\tThực hiện năm 2023\tNăm 2024\tCơ quan chủ trì\tGhi chú
I\tCải cách thủ tục hành chính\t\t\t\t\t
1\tTỷ lệ hồ sơ giải quyết đúng hạn\t%\t97\t≥ 98\tVăn phòng\t
2\tMức độ hài lòng của người dân\t%\t90\t92,5 trở lên\tPhòng Nội vụ\tTrừ lĩnh vực đất đai
3\tGiảm biên chế so với năm 2021\t%\t1\t2\tPhòng Nội vụ\t
4\tMô hình điểm\tmô hình\t1\t2 - 3\tPhòng Nội vụ\t"""


def test_a_table_of_figures_gives_targets_and_no_goals_in_words() -> None:
    document = document_of(TABLE)
    found = find_targets(document, find_sections(document), HEADER).targets
    assert [(t.value, t.value_max, t.unit, t.comparator, t.direction, t.deadline) for t in found] == [
        (98, None, "%", ">=", "attain", "2024"),
        (92.5, None, "%", ">=", "attain", "2024"),
        (2, None, "%", "=", "reduce", "2024"),
        (2, 3, "mô hình", "range", "attain", "2024"),
    ]
    assert {t.section for t in found} == {"II"}
    assert found[0].domain == "procedures"
    assert found[1].exception == "Trừ lĩnh vực đất đai"
    assert found[2].baseline == "2021"
    assert all(document.slice(t.char_start or 0, t.char_end or 0) == t.quote for t in found)


def test_a_blank_form_holds_no_targets() -> None:
    text = "STT\tChỉ tiêu\tNăm 2023\tNăm 2024\n1\tSố văn bản ban hành\t\t\n2\tTỷ lệ đúng hạn (%)\t\t\n3\tSố lớp\t\t"
    assert read_figure_tables(document_of(text), [], 2024).rows == []


def test_columns_of_results_and_of_planned_years() -> None:
    text = """PHỤ LỤC
STT\tChỉ tiêu\tĐVT\tTH 2021\tKH 2022\tMục tiêu 2025\tĐơn vị chủ trì
1\tTỷ lệ hồ sơ số hóa\t%\t31\t≥ 40\t80 - 85\tSở Tư pháp
2\tThứ hạng chuyển đổi số\thạng\t40\t≤ 35\t≤ 20\t"""
    document = document_of(text)
    rows = read_figure_tables(document, [], 2022).rows
    assert [(r.figure and r.figure.value, r.figure and r.figure.value_max, r.unit, r.year) for r in rows] == [
        (40, None, "%", "2022"),
        (80, 85, "%", "2025"),
        (35, None, "hạng", "2022"),
        (20, None, "hạng", "2025"),
    ]
    assert rows[0].baseline == "TH 2021: 31"
    (table,) = read_task_tables(document, [], 2022)
    assert table.assigns_goals
    assert [row.text(Role.LEAD) for row in table.rows] == ["Sở Tư pháp", "Sở Tư pháp"]


def targets_of(*lines: str, plan: tuple[int, int] = (2024, 2025)) -> list[Target]:
    """Targets of a table in an appendix; its cells are written apart by '|'."""
    text = "\n".join(["PHỤ LỤC 1", *(line.replace("|", "\t") for line in lines)])
    document = document_of(text)
    header = DocumentRecord(period_start=plan[0], period_end=plan[1])
    return find_targets(document, find_sections(document), header).targets


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # One target a planned year; a head in two rows; thousands, decimals, blanks and dashes.
        (
            (
                "TT|Chỉ tiêu|ĐVT|TH 2023|Kế hoạch||Theo dõi",
                "||||2024|2025|",
                "1|Thu ngân sách|tỷ đồng|1.200|1.250,5|-|Sở A",
            ),
            [("Thu ngân sách", 1250.5, "tỷ đồng", "=", "2024", "heading")],
        ),
        # A row above dates the rows below it, until another of its kind; the year of a column goes before it.
        (
            (
                "TT|Chỉ tiêu|Kế hoạch|Phụ trách",
                "I|Đến năm 2030|||",
                "1|Tỷ lệ xã sạch|≥ 80|Sở A",
                "II|Nhiệm vụ khác|||",
                "1|Tỷ lệ xã số|90|Sở A",
            ),
            [("Tỷ lệ xã sạch", 80, "%", ">=", "2030", "heading"), ("Tỷ lệ xã số", 90, "%", "=", "2025", "plan")],
        ),
        (
            ("TT|Chỉ tiêu|KH 2024|Phụ trách", "I|Đến năm 2030|||", "1|Tỷ lệ xã sạch|80|Sở A"),
            [("Tỷ lệ xã sạch", 80, "%", "=", "2024", "heading")],
        ),
        # What is measured says when, and what it is bound by.
        (
            (
                "TT|Chỉ tiêu|ĐVT|Kết quả|Phụ trách",
                "1|Số lớp mở hằng năm tối thiểu|lớp|05|Sở A",
                "2|Số đơn tăng trung bình|%/năm|10|Sở A",
            ),
            [
                ("Số lớp mở hằng năm", 5, "lớp", ">=", "yearly", "clause"),
                ("Số đơn tăng trung bình", 10, "%/năm", "=", "yearly", "clause"),
            ],
        ),
        # A column of times dates its row.
        (
            ("TT|Nhiệm vụ|Chỉ tiêu|Chủ trì|Thời gian", "1|Số hóa hồ sơ cũ|100%|Sở A|Quý IV/2024"),
            [("Số hóa hồ sơ cũ", 100, "%", "=", "2024-12-31", "clause")],
        ),
        # Units: column, bracket of the name, bracket of the heading, ditto, rank, the noun behind "Số".
        (
            (
                "TT|Chỉ tiêu|Năm 2025|Phụ trách",
                "1|Diện tích rừng (ha)|1.500|Sở A",
                "2|Chỉ số phát triển (HDI)|0,755|Sở A",
                "3|Số mô hình điểm|3|Sở A",
            ),
            [
                ("Diện tích rừng", 1500, "ha", "=", "2025", "heading"),
                ("Chỉ số phát triển (HDI)", 0.755, "", "=", "2025", "heading"),
                ("Số mô hình điểm", 3, "mô hình", "=", "2025", "heading"),
            ],
        ),
        (
            ("TT|Mục tiêu|Năm 2025 (%)|Phụ trách", "1|Hồ sơ đúng hạn|98|Sở A"),
            [("Hồ sơ đúng hạn", 98, "%", "=", "2025", "heading")],
        ),
        (
            (
                "TT|Chỉ tiêu|ĐVT|Năm 2025|Phụ trách",
                "1|Hộ nghèo|%|2|Sở A",
                '2|Hộ cận nghèo|"|3|Sở A',
                "3|Xếp hạng số hóa|Thứ bậc|Top 10|Sở A",
            ),
            [
                ("Hộ nghèo", 2, "%", "=", "2025", "heading"),
                ("Hộ cận nghèo", 3, "%", "=", "2025", "heading"),
                ("Xếp hạng số hóa", 10, "hạng", "<=", "2025", "heading"),
            ],
        ),
        # Rows with a dash belong to the row above, with its unit.
        (
            (
                "TT|Chỉ tiêu|ĐVT|Năm 2025|Phụ trách",
                "1|Hồ sơ đúng hạn|%|98|Sở A",
                "-|Cấp xã||95|Sở A",
                "|Trong đó: - Đất đai||90|Sở A",
            ),
            [
                ("Hồ sơ đúng hạn", 98, "%", "=", "2025", "heading"),
                ("Hồ sơ đúng hạn: Cấp xã", 95, "%", "=", "2025", "heading"),
                ("Hồ sơ đúng hạn: Đất đai", 90, "%", "=", "2025", "heading"),
            ],
        ),
        # Several figures in one cell; a remark behind one.
        (
            (
                "TT|Chỉ tiêu|Đơn vị|Kết quả|Phụ trách",
                "1|Xếp hạng số|Thứ bậc|≤ 3 Đông Nam Á; ≤ 50 Thế giới|Bộ A",
                "2|Chi cho đổi mới|% GDP|≥ 2% và tăng dần|Bộ A",
            ),
            [
                ("Xếp hạng số", 3, "hạng", "<=", "2025", "plan"),
                ("Xếp hạng số", 50, "hạng", "<=", "2025", "plan"),
                ("Chi cho đổi mới", 2, "%", ">=", "2025", "plan"),
            ],
        ),
        # Results so far, past plans, money, scores and persons are no goals.
        (("TT|Chỉ tiêu|ĐVT|Thực hiện 2022|Năm 2023|Phụ trách", "1|Hộ nghèo|%|3|2|Sở A"), []),
        (("TT|Nội dung|ĐVT|Chỉ tiêu giao|Kết quả thực hiện", "1|Trồng rừng|ha|100|90"), []),
        (("TT|Nội dung|ĐVT|Số lượng|Đơn giá|Thành tiền", "1|Máy tính|cái|12|15.000|180.000"), []),
        (("TT|Nhiệm vụ|Chủ trì|Kinh phí||", "|||2024|2025|", "1|Nâng cấp mạng|Sở A|500|700|"), []),
        (("TT|Tiêu chí|Điểm tối đa|Điểm tự chấm", "1|Ban hành kế hoạch|10|9"), []),
        # A plan for the year whose results are still blank stays one.
        (
            ("TT|Chỉ tiêu|ĐVT|Kế hoạch|Kết quả thực hiện", "1|Hộ nghèo|%|2|"),
            [("Hộ nghèo", 2, "%", "=", "2025", "plan")],
        ),
    ],
)
def test_figures_of_tables(lines: tuple[str, ...], expected: list[tuple[object, ...]]) -> None:
    found = [(t.subject, t.value, t.unit, t.comparator, t.deadline, t.deadline_from) for t in targets_of(*lines)]
    assert found == expected


def test_words_in_the_place_of_a_figure_are_a_goal_and_other_rows_state_none() -> None:
    found = targets_of(
        "TT|Chỉ tiêu|Kết quả|Phụ trách",
        "I|Đến năm 2030||",
        "1|Hộ có mạng|≥ 95|Sở A",
        "4|Hộ có máy tính|≥ 60|Sở A",
        "2|Trình độ công nghệ của tỉnh|Thuộc nhóm khá của cả nước|Sở A",
        "3|Hạ tầng các khu công nghiệp tập trung|-|Sở A",
    )
    assert [(t.kind, t.subject, t.deadline) for t in found] == [
        ("quantitative", "Hộ có mạng", "2030"),
        ("quantitative", "Hộ có máy tính", "2030"),
        ("dated", "Trình độ công nghệ của tỉnh: Thuộc nhóm khá của cả nước", "2030"),
    ]


def test_goals_in_words_stay_goals() -> None:
    found = targets_of("TT|Nội dung mục tiêu|Phụ trách", "1|Không để hồ sơ tồn đọng kéo dài|Sở A")
    assert [t.kind for t in found] == ["qualitative"]


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("Tỷ lệ cắt giảm thủ tục nội bộ", "reduce"),
        ("Mức giảm tỷ lệ hộ nghèo", "reduce"),
        ("Giảm biên chế", "reduce"),
        ("Số doanh nghiệp tăng thêm", "increase"),
        ("Thu hút thêm nhà đầu tư", "increase"),
        ("Tốc độ tăng trưởng kinh tế", "attain"),
        ("Tỷ lệ hộ thoát nghèo", "attain"),
    ],
)
def test_directions_of_what_is_measured(name: str, direction: str) -> None:
    (found,) = targets_of("TT|Chỉ tiêu|Năm 2025|Phụ trách", f"1|{name}|5|Sở A")
    assert found.direction == direction


def test_targets_know_the_row_of_their_agencies() -> None:
    text = """PHỤ LỤC 1
TT\tNhiệm vụ\tSản phẩm\tChủ trì\tThời gian
1\tRà soát văn bản\tBáo cáo\tSở A\tQuý I
2\tSố hóa tối thiểu 80% hồ sơ lưu trữ\tKho dữ liệu\tSở B\tQuý II
PHỤ LỤC 2
TT\tChỉ tiêu\tNăm 2025\tPhụ trách
1\tTỷ lệ đúng hạn\t98\tSở C"""
    document = document_of(text)
    sections = find_sections(document)
    rows = find_assignments(document, sections, 2025)
    header = DocumentRecord(period_start=2025, period_end=2025)
    found = link_rows(find_targets(document, sections, header).targets, rows)
    assert [(t.value, rows[t.assignment - 1].lead) for t in found if t.assignment] == [(80, ["Sở B"]), (98, ["Sở C"])]


def test_a_goal_beside_a_task_counts_and_states_no_goal_in_words() -> None:
    found = targets_of(
        "TT|Nhiệm vụ|Mục tiêu|Chủ trì|Thời gian",
        "1|Số hóa hồ sơ|Số hóa 100% hồ sơ còn hiệu lực|Sở A|Năm 2024",
        "2|Tập huấn|Nâng cao kỹ năng của cán bộ xã|Sở A|Năm 2024",
    )
    assert [(t.kind, t.value) for t in found] == [("quantitative", 100)]


def test_a_unit_that_no_list_has_stands_behind_its_figure() -> None:
    table = [["TT", "Chỉ tiêu", "Kế hoạch 2025"], ["1", "Vụ việc tồn đọng", "0 cáo trạng"], ["2", "Số hồ sơ", "12"]]
    found = read_figure_tables(documents_of(table), [], 2025).rows
    assert [(row.figure.value if row.figure else None, row.unit) for row in found] == [(0, "cáo trạng"), (12, "hồ sơ")]
