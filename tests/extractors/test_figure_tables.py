import pytest

from extractors.columns import Role
from extractors.figure_cells import read_figure
from extractors.sections import find_sections
from extractors.targets import find_targets
from extractors.task_tables import read_task_tables
from models.records import DocumentRecord
from tests.extractors.builders import document_of

HEADER = DocumentRecord(period_start=2024, period_end=2024)
TABLE = """II. CHỈ TIÊU NĂM 2024
STT\tChỉ tiêu\tĐơn vị tính\tThực hiện năm 2023\tNăm 2024\tCơ quan chủ trì\tGhi chú
I\tCải cách thủ tục hành chính\t\t\t\t\t
1\tTỷ lệ hồ sơ giải quyết đúng hạn\t%\t97\t≥ 98\tVăn phòng\t
2\tMức độ hài lòng của người dân\t%\t90\t92,5 trở lên\tPhòng Nội vụ\tTrừ lĩnh vực đất đai
3\tGiảm biên chế so với năm 2021\t%\t1\t2\tPhòng Nội vụ\t
4\tMô hình điểm\tmô hình\t1\t2 - 3\tPhòng Nội vụ\t"""


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("100", Figure(100, None, "=")),
        ("≥ 98", Figure(98, None, ">=")),
        ("> 65%", Figure(65, None, ">")),
        ("Dưới 5", Figure(5, None, "<")),
        ("Tối thiểu 1.250", Figure(1250, None, ">=")),
        ("92,5 trở lên", Figure(92.5, None, ">=")),
        ("85 - 90", Figure(85, 90, "range")),
        ("Đạt 95", Figure(95, None, "=")),
        ("10/12", None),
        ("15/8/2024", None),
        ("2024", None),
        ("x", None),
        ("Sở Nội vụ", None),
        ("", None),
    ],
)
def test_cells_of_figures(cell: str, figure: Figure | None) -> None:
    assert read_figure(cell) == figure


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
    assert list(read_figure_rows(document_of(text), [], 2024)) == []


def test_columns_of_results_and_of_planned_years() -> None:
    text = """PHỤ LỤC
STT\tChỉ tiêu\tĐVT\tTH 2021\tKH 2022\tMục tiêu 2025\tĐơn vị chủ trì
1\tTỷ lệ hồ sơ số hóa\t%\t31\t≥ 40\t80 - 85\tSở Tư pháp
2\tThứ hạng chuyển đổi số\thạng\t40\t≤ 35\t≤ 20\t"""
    document = document_of(text)
    rows = list(read_figure_rows(document, [], 2022))
    assert [(row.figure.value, row.figure.value_max, row.unit, row.year) for row in rows] == [
        (40, None, "%", "2022"),
        (80, 85, "%", "2025"),
        (35, None, "hạng", "2022"),
        (20, None, "hạng", "2025"),
    ]
    (table,) = read_task_tables(document, [], 2022)
    assert table.assigns_goals
    assert [row.text(Role.LEAD) for row in table.rows] == ["Sở Tư pháp", "Sở Tư pháp"]
