import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import Engine

from models.document import Document, Origin, Page
from models.records import Assignment, Deadline, Records, Target
from pipeline import sheets
from pipeline.calendar import calendar_frame, read_calendar
from pipeline.compare import compare, show_commitment, to_frame
from pipeline.database import open_engine, session_scope, upgrade
from pipeline.load import load
from tests.pipeline.plans import put

ON_TIME = "Trên {value}% hồ sơ được giải quyết đúng hạn"


def on_time(value: float, year: str, **fields: Any) -> Target:
    quote = ON_TIME.format(value=value)
    usual = {
        "id": f"T{value}{year}", "kind": "quantitative", "section": "II.1", "quote": quote,
        "subject": "hồ sơ được giải quyết đúng hạn", "value": value, "unit": "%", "comparator": ">", "deadline": year,
        "page": 3,
    }  # fmt: skip
    return Target.model_validate(usual | fields)


def store(engine: Engine, name: str, targets: list[Target], assignments: list[Assignment], **head: Any) -> None:
    text = f"{name}\n" + "\n".join(target.quote for target in targets)
    document = Document(Path(f"{name}.pdf"), text, (Page(1, 595, 842, 0, Origin.OCR),), (), (), ())
    usual = {"kind": "Kế hoạch", "issuer": name, "period_start": 2021, "period_end": 2025}
    records = Records(document=usual | head, targets=targets, assignments=assignments)
    with session_scope(engine) as session:
        load(session, document, records, sha256=name, source_uri=name, extractor_version="0.1.0")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('compare')}/k.db")
    upgrade(engine)
    odd = Target(
        id="T9", kind="quantitative", section="V", quote="Trồng 1.000 cây xanh", subject="cây xanh", value=1000,
        unit="cây",
    )  # fmt: skip
    task = Assignment(
        table=1, no="1", task="=1+1 Ban hành kế hoạch", product="Kế hoạch", lead=["Sở Nội vụ"],
        coordinate=["Sở Tư pháp", "UBND cấp xã"], deadline_raw="Quý II/2021",
        deadline=Deadline.model_validate({"kind": "quarter", "start": "2021-04-01", "end": "2021-06-30"}), page=9,
    )  # fmt: skip
    recurring = task.model_copy(
        update={"no": "2", "task": "Kiểm tra công vụ", "deadline": Deadline(kind="recurring"),
                "deadline_raw": "Thường xuyên"}
    )  # fmt: skip
    earlier = task.model_copy(
        update={"no": "3", "task": "Tập huấn", "lead": ["Sở Tư pháp"],
                "deadline": Deadline.model_validate({"kind": "date", "end": "2021-02-15"})}
    )  # fmt: skip
    store(engine, "UBND huyện Một", [on_time(90, "2025"), on_time(80, "2023"), odd], [task, recurring, earlier])
    store(engine, "UBND huyện Hai", [on_time(95.5, "2025"), on_time(99, "2025", section="PL1")], [])
    store(engine, "=HYPERLINK(1)", [on_time(70, "yearly", comparator="=")], [], period_end=2023)
    return engine


def test_targets_of_one_deadline_stand_in_one_row(engine: Engine) -> None:
    comparison = compare(engine)
    assert list(comparison.plans.values()) == ["UBND huyện Một 2021–2025", "UBND huyện Hai 2021–2025"]
    (row,) = comparison.rows
    assert row.deadline == "2025"
    assert list(row.cells.values()) == ["> 90 % (tr. 3)", "> 95,5 % (tr. 3; nêu từ 95,5 đến 99)"]
    assert comparison.notes == [
        "2 more targets stand in one plan only; --all shows them.",
        "1 target with a number has no known indicator and cannot be compared.",
    ]


def test_deadlines_in_one_row_on_request(engine: Engine) -> None:
    comparison = compare(engine, any_year=True)
    (row,) = comparison.rows
    assert [row.cells[plan] for plan in comparison.plans] == [
        "2023: > 80 % (tr. 3); 2025: > 90 % (tr. 3)",
        "2025: > 95,5 % (tr. 3; nêu từ 95,5 đến 99)",
        "hằng năm: 70 % (tr. 3)",
    ]


@pytest.mark.parametrize(
    ("filters", "rows"),
    [
        ({"single": True}, 3),
        ({"indicators": ["dung han"], "single": True}, 3),
        ({"indicators": ["no such"]}, 0),
        ({"units": ["HUYEN MOT"], "single": True}, 2),
        ({"units": ["huyện Một", "huyện Hai"]}, 1),
        ({"years": [2023], "single": True}, 2),
        ({"years": [2025], "single": True}, 1),
        ({"years": [2024], "single": True}, 0),
    ],
)
def test_filters(engine: Engine, filters: dict[str, Any], rows: int) -> None:
    comparison = compare(engine, **filters)
    assert len(comparison.rows) == rows
    assert rows or "No target fits what was asked for." in comparison.notes


def test_nothing_to_compare_is_said(engine: Engine) -> None:
    comparison = compare(engine, units=["huyện Một"])
    assert comparison.rows == [] and comparison.plans == {}
    assert "nothing can be compared" in comparison.notes[0]


def test_other_deadlines_are_pointed_to(engine: Engine) -> None:
    comparison = compare(engine, units=["HYPERLINK", "huyện Hai"])
    assert comparison.rows == [] and "--any-year" in comparison.notes[0]


def test_an_empty_database_is_said(tmp_path: Path) -> None:
    empty = open_engine(f"sqlite:///{tmp_path}/k.db")
    upgrade(empty)
    assert compare(empty).notes == ["The database holds no target with a known indicator."]
    assert read_calendar(empty).notes == ["The database holds no assignments."]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "80 %"),
        ({"comparator": ">="}, "≥ 80 %"),
        ({"comparator": "range", "value_max": 90}, "80–90 %"),
        ({"direction": "reduce", "comparator": ">="}, "giảm ≥ 80 %"),
        ({"direction": "increase"}, "tăng 80 %"),
        ({"value": 0.5}, "0,5 %"),
        ({"unit": None}, "80"),
        ({"page": 4}, "80 % (tr. 4)"),
        ({"section_path": "II.1"}, "80 % (mục II.1)"),
        ({"statement_count": 2}, "80 %"),
        ({"statement_count": 2, "stated_min": 70, "page": 4}, "80 % (tr. 4; nêu từ 70 đến 80)"),
    ],
)
def test_commitments(fields: dict[str, Any], expected: str) -> None:
    row = {
        "value": 80, "value_max": None, "unit": "%", "comparator": "=", "direction": "attain", "page": None,
        "section_path": None, "statement_count": 1, "stated_min": 80, "stated_max": 80,
    }  # fmt: skip
    assert show_commitment(row | fields) == expected


def test_no_cell_is_a_formula(engine: Engine) -> None:
    frame = to_frame(compare(engine, single=True))
    text = sheets.to_csv(frame, for_spreadsheet=True).decode("utf-8-sig")
    for line in csv.reader(io.StringIO(text)):
        assert not any(value.startswith(("=", "+", "-", "@")) for value in line), line
    assert "'=HYPERLINK(1)" in text
    sheet = openpyxl.load_workbook(io.BytesIO(sheets.to_xlsx(frame, "So sánh"))).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}


def test_a_byte_order_mark_only_for_spreadsheets(engine: Engine) -> None:
    frame = to_frame(compare(engine))
    assert sheets.to_csv(frame, for_spreadsheet=True).startswith(b"\xef\xbb\xbf")
    assert sheets.to_csv(frame, for_spreadsheet=False).startswith("Mã,".encode())


def test_the_page_escapes_documents() -> None:
    import pandas as pd

    page = sheets.to_html(pd.DataFrame({"<b>": ["<script>alert(1)</script>"]}), "A & B", ["1 < 2"]).decode()
    assert "<script" not in page and "<b>" not in page
    assert "<title>A &amp; B</title>" in page and "1 &lt; 2" in page


def test_the_calendar_is_in_order(engine: Engine) -> None:
    calendar = read_calendar(engine)
    assert [(due.due_on.isoformat(), due.lead, due.page) for due in calendar.due] == [
        ("2021-02-15", "Sở Tư pháp", 9),
        ("2021-06-30", "Sở Nội vụ", 9),
    ]
    assert calendar.due[1].coordinate == "Sở Tư pháp; UBND cấp xã"
    assert calendar.notes == ["1 assignment has no last day (recurring, relative, by roadmap or without deadline)."]


@pytest.mark.parametrize(
    ("agencies", "tasks"),
    [(["so noi vu"], 1), (["Sở Tư pháp"], 2), (["Sở Nội vụ", "Sở Tư pháp"], 2), (["Sở Y tế"], 0)],
)
def test_the_calendar_of_an_agency(engine: Engine, agencies: list[str], tasks: int) -> None:
    assert len(read_calendar(engine, agencies=agencies).due) == tasks


def test_each_deadline_of_a_row_stands_in_the_calendar(tmp_path: Path) -> None:
    several = open_engine(f"sqlite:///{tmp_path}/k.db")
    upgrade(several)
    put(several)
    calendar = read_calendar(several)
    assert [(due.due_on.isoformat(), due.task, due.lead, due.deadline) for due in calendar.due] == [
        ("2024-01-22", "Tuyên truyền", "Phòng Tư pháp", "Sau 05 ngày làm việc kể từ ngày ký"),
        ("2024-06-30", "Rà soát văn bản", "Phòng Tư pháp", "Quý II/2024"),
        ("2024-09-30", "Tuyên truyền", "Phòng Tư pháp", "30/9/2024"),
    ]
    # One that recurs beside them is no row without a last day.
    assert calendar.notes == ["1 assignment has no last day (recurring, relative, by roadmap or without deadline)."]


def test_the_calendar_as_csv(engine: Engine) -> None:
    text = sheets.to_csv(calendar_frame(read_calendar(engine)), for_spreadsheet=False).decode()
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[0][0] == "Hạn" and len(lines) == 3
    assert lines[2][1] == "'=1+1 Ban hành kế hoạch"
