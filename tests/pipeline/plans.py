"""A small plan with records of every kind, and what it takes to load it."""

import datetime as dt
from pathlib import Path

from sqlalchemy import inspect, select, text

from models.document import Block, Box, Cell, Document, Line, Origin, Page, RunningLine, Table
from models.records import (
    Assignment,
    Citation,
    Deadline,
    DocumentRecord,
    DueDate,
    Finding,
    Records,
    Responsibility,
    Section,
    Statistic,
    TableCell,
    TableColumn,
    TableRecord,
    Target,
)
from models.schema import (
    TABLES,
)
from pipeline.database import session_scope
from pipeline.load import load

LINES = (
    "ỦY BAN NHÂN DÂN HUYỆN BA VÌ",
    "KẾ HOẠCH cải cách hành chính năm 2024",
    "I. MỤC TIÊU",
    "1. Cải cách thủ tục hành chính",
    "100% hồ sơ thủ tục hành chính được giải quyết đúng hạn.",
    "Mức độ hài lòng của người dân đạt từ 95% trở lên.",
    "100% hồ sơ thủ tục hành chính được giải quyết đúng hạn.",
    "II. TỔ CHỨC THỰC HIỆN",
    "Phòng Nội vụ theo dõi việc thực hiện Kế hoạch này.",
)


def composed(lines=LINES, source="plan.pdf") -> Document:
    """A document of one recognised page; its second line was normalised."""
    placed, start = [], 0
    for number, line in enumerate(lines):
        box = Box(70.0, 40.0 + 20 * number, 520.0, 54.0 + 20 * number)
        placed.append(Line(start, start + len(line), 1, box, 0.99 - number / 100))
        start += len(line) + 1
    text = "\n".join(lines)
    raw = text.replace("KẾ HOẠCH", "KÊ HOẠCH")
    return Document(
        source=Path(source),
        text=text,
        pages=(Page(1, 595.0, 842.0, 0, Origin.OCR, "tesseract 5.3.0 vie", 0.95),),
        lines=tuple(placed),
        blocks=(Block(0, len(text), 1),),
        tables=(Table(0, 33, 1, (Cell(1, 0, 5, 6, 2, 1, 1, Box(10, 20, 30, 40), 0.9),), 4, 2, has_grid=True),),
        running=(RunningLine("1", 1, Box(290, 800, 300, 812), 0.9),),
        raw_text=raw,
        raw_offsets=tuple(range(len(raw) + 1)),
    )


def span(document: Document, quote: str, nth: int = 1) -> dict:
    start = -1
    for _ in range(nth):
        start = document.text.index(quote, start + 1)
    return {"char_start": start, "char_end": start + len(quote)}


DEADLINES = [
    DueDate(
        raw="Sau 05 ngày làm việc kể từ ngày ký",
        kind="relative",
        offset=5,
        offset_unit="working_day",
        event="ngày ký",
        resolved=dt.date(2024, 1, 22),
    ),
    DueDate(raw="30/9/2024", kind="date", end=dt.date(2024, 9, 30)),
    DueDate(raw="Thường xuyên", kind="recurring"),
]

TABLE = TableRecord(
    section="PL1",
    kind="assignment",
    number=1,
    columns=[TableColumn(heading="STT", role="number"), TableColumn(heading="", role="extra")],
    head_rows=1,
    rows=4,
    page=1,
    page_end=2,
    cells=[
        TableCell(row=0, column=0, text="STT", char_start=0, char_end=3, page=1),
        TableCell(row=0, column=1, text="", char_start=4, char_end=4, page=1),
        TableCell(row=1, column=0, row_span=2, text="1", char_start=5, char_end=6, page=1, confidence=0.9),
        TableCell(row=1, column=1, text="Báo cáo", char_start=7, char_end=14, page=1),
        TableCell(row=2, column=1, text="Kế hoạch", char_start=15, char_end=23, page=2),
        TableCell(row=3, column=0, column_span=2, text="Tổng cộng", char_start=24, char_end=33, page=2),
    ],
)
"""A head, a number merged over two rows, a title over both columns."""


def target(document, number, quote, nth=1, **fields) -> Target:
    values = {
        "id": f"T{number:03}",
        "kind": "quantitative",
        "section": "I.1",
        "quote": quote,
        "unit": "%",
        "comparator": "=",
        "deadline": "2024",
        "deadline_from": "plan",
        **span(document, quote, nth),
        **fields,
    }
    return Target(**values)


def extracted(document: Document, **head) -> Records:
    """Records of every kind."""
    start = document.text.index("I. MỤC")
    end = document.text.index("II. TỔ")
    on_time = "100% hồ sơ thủ tục hành chính được giải quyết đúng hạn"
    return Records(
        document=DocumentRecord(
            **{
                "kind": "Kế hoạch",
                "number": "12/KH-UBND",
                "issued_on": dt.date(2024, 1, 15),
                "place": "Ba Vì",
                "issuer": "UBND huyện Ba Vì",
                "admin_level": "district",
                "title": "Cải cách hành chính năm 2024",
                "period_start": 2024,
                "period_end": 2024,
                "recipients": ["Sở Nội vụ", "Lưu: VT"],
                **head,
            }
        ),
        sections=[
            Section(path="I", label="I.", title="MỤC TIÊU", kind="heading", char_start=start, char_end=end),
            Section(
                path="I.1",
                label="1.",
                title="Cải cách thủ tục hành chính",
                kind="heading",
                domain="procedures",
                char_start=document.text.index("1. Cải"),
                char_end=end,
            ),
            Section(
                path="II", label="II.", title="TỔ CHỨC THỰC HIỆN", kind="heading", char_start=end, char_end=end + 20
            ),
        ],
        targets=[
            target(document, 1, on_time, subject="hồ sơ thủ tục hành chính được giải quyết đúng hạn", value=100),
            target(
                document,
                2,
                "Mức độ hài lòng của người dân đạt từ 95% trở lên",
                value=95,
                comparator=">=",
                scope="Cấp xã",
                subject="Mức độ hài lòng của người dân",
                deadline="2024-06-30",
            ),
            target(
                document,
                3,
                on_time,
                2,
                subject="hồ sơ thủ tục hành chính được giải quyết đúng hạn",
                value=98,
                assignment=1,
            ),
        ],
        assignments=[
            Assignment(
                table=1,
                group="I",
                group_title="Cải cách thể chế",
                no="1",
                task="Rà soát văn bản",
                product="Báo cáo",
                lead_raw="Phòng Tư pháp",
                lead=["Phòng Tư pháp"],
                coordinate_raw="Phòng NV; UBND các xã",
                coordinate=["Phòng Nội vụ", "UBND các xã"],
                deadline_raw="Quý II/2024",
                deadline=Deadline(kind="quarter", start=dt.date(2024, 4, 1), end=dt.date(2024, 6, 30)),
                extras={"Màu sắc": "đỏ"},
            ),
            Assignment(
                table=1,
                no="2",
                task="Tuyên truyền",
                lead_raw="P. Tư pháp",
                lead=["Phòng Tư pháp"],
                deadline_raw="Sau 05 ngày làm việc kể từ ngày ký; 30/9/2024; Thường xuyên",
                deadline=Deadline(kind="relative"),
                deadlines=DEADLINES,
            ),
            Assignment(table=1, no="3", task="Kiểm tra"),
        ],
        statistics=[
            Statistic(
                table="PL1.I",
                no="1",
                indicator="Số hồ sơ",
                years=["Năm 2023", "6 tháng đầu năm 2024", "Ghi chú"],
                unit="hồ sơ",
                values=[1250, None],
            )
        ],
        tables=[TABLE],
        responsibilities=[Responsibility(agency="Phòng Nội vụ", section="II", duties=1)],
        citations=[
            Citation(
                number="76/NQ-CP",
                kind="Nghị quyết",
                date=dt.date(2021, 7, 15),
                issuer="Chính phủ",
                legal_basis=True,
                role="basis",
            ),
            Citation(number="05/KH-UBND", kind="Kế hoạch", date=dt.date(2024, 1, 3), issuer="UBND thành phố Hà Nội"),
        ],
        findings=[Finding(kind="target_conflict", where="I.1", detail="100 % và 98 %")],
    )


def put(engine, document=None, records=None, *, sha256="a" * 64, version="1.0", **options) -> int:
    document = document or composed()
    with session_scope(engine) as session:
        return load(
            session,
            document,
            records or extracted(document),
            sha256=sha256,
            source_uri=f"file:///{sha256[:2]}.pdf",
            extractor_version=version,
            **options,
        )


def counts(engine) -> dict[str, int]:
    """Rows of each table; an older schema lacks some."""
    with engine.connect() as connection:
        held = set(inspect(connection).get_table_names())
        return {name: connection.scalar(text(f"select count(*) from {name}")) for name in TABLES if name in held}


CITED = {
    "number": "5/KH-UBND",
    "issued_on": dt.date(2024, 1, 3),
    "issuer": "UBND thành phố Hà Nội",
    "admin_level": "province",
    "place": "Hà Nội",
}


def put_cited(engine, **head):
    document = composed(["UBND THÀNH PHỐ HÀ NỘI", *LINES[1:]])
    records = extracted(document, **{**CITED, **head})
    records.citations = []
    return put(engine, document, records, sha256="c" * 64)


def first(session, table, **values):
    query = select(table).order_by(inspect(table).primary_key[0])
    for name, value in values.items():
        query = query.where(getattr(table, name) == value)
    return session.scalars(query).first()
