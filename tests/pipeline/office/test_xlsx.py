import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Alignment, Border, Font, Side

from models.document import BlockKind
from pipeline.errors import InputError
from pipeline.office import xlsx as reader
from pipeline.office.xlsx import read_xlsx, show

LINE = Side(style="thin")
RULED = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.8, "0%", "80%"),
        (0.985, "0.0%", "98,5%"),
        (0.9, "0.##%", "90%"),
        (0.005, "0%", "0%"),
        (0.29, "General", "0,29"),
        (80, "General", "80"),
        (98.5, "General", "98,5"),
        (1234567, "#,##0", "1.234.567"),
        (1234.5, "#,##0.00", "1.234,50"),
        (1234.5, "0.0", "1234,5"),
        (7, "00", "07"),
        (0.1 + 0.2, "General", "0,3"),
        (12, '0" hồ sơ"', "12"),
        (-5, "#,##0;[Red]-#,##0", "-5"),
        (True, "General", "x"),
        (False, "General", ""),
        ("Quý I", "@", "Quý I"),
        (dt.datetime(2026, 3, 1), "dd/mm/yyyy", "01/03/2026"),
        (dt.datetime(2026, 3, 1), "mm/yyyy", "03/2026"),
        (dt.date(2026, 12, 31), "yyyy", "2026"),
    ],
)
def test_values_as_excel_shows_them(value: object, number_format: str, text: str) -> None:
    assert show(value, number_format) == text


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Phụ lục 1"
    sheet["A1"], sheet["D1"] = "ỦY BAN NHÂN DÂN\nXÃ AN BÌNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("D1:E1")
    sheet["A3"] = "DANH MỤC CHỈ TIÊU"
    sheet["A3"].font, sheet["A3"].alignment = Font(bold=True), Alignment(horizontal="center")
    sheet.merge_cells("A3:E3")
    rows = [["TT", "Chỉ tiêu", "Thực hiện", None, "Hạn"], [None, None, 2025, 2026, None],
            [1, "Hồ sơ đúng hạn", 0.8, 0.985, dt.date(2026, 6, 30)], [2, "Số lớp", 3, 4, None]]  # fmt: skip
    for number, values in enumerate(rows, 5):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(number, column, value)
            cell.border = RULED
    for area in ("A5:A6", "B5:B6", "C5:D5", "E5:E6"):
        sheet.merge_cells(area)
    for place, shape in (("C7", "0%"), ("D7", "0.0%"), ("E7", "dd/mm/yyyy")):
        sheet[place].number_format = shape
    sheet["A11"] = "Ghi chú: số liệu cuối năm."
    hidden = book.create_sheet("Tính toán")
    hidden["A1"], hidden.sheet_state = "ẩn", "hidden"
    sheet.row_dimensions[12].hidden = True
    sheet["A12"] = "dòng ẩn"
    book.save(path)
    return path


def test_a_sheet_as_an_annex(tmp_path: Path) -> None:
    document = read_xlsx(workbook(tmp_path / "a.xlsx"))
    assert [
        (block.kind, block.column, document.slice(block.start, block.end))
        for block in document.blocks
        if block.kind is not BlockKind.TABLE
    ] == [
        (BlockKind.PARAGRAPH, None, "Phụ lục 1"),
        (BlockKind.LETTERHEAD, 0, "ỦY BAN NHÂN DÂN"),
        (BlockKind.LETTERHEAD, 0, "XÃ AN BÌNH"),
        (BlockKind.LETTERHEAD, 1, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (BlockKind.PARAGRAPH, None, "DANH MỤC CHỈ TIÊU"),
        (BlockKind.PARAGRAPH, None, "Ghi chú: số liệu cuối năm."),
    ]
    (table,) = document.tables
    assert [(c.row, c.column, c.row_span, c.column_span, document.slice(c.start, c.end)) for c in table.cells] == [
        (0, 0, 2, 1, "TT"), (0, 1, 2, 1, "Chỉ tiêu"), (0, 2, 1, 2, "Thực hiện"), (0, 4, 2, 1, "Hạn"),
        (1, 2, 1, 1, "2025"), (1, 3, 1, 1, "2026"), (2, 0, 1, 1, "1"), (2, 1, 1, 1, "Hồ sơ đúng hạn"),
        (2, 2, 1, 1, "80%"), (2, 3, 1, 1, "98,5%"), (2, 4, 1, 1, "30/06/2026"), (3, 0, 1, 1, "2"),
        (3, 1, 1, 1, "Số lớp"), (3, 2, 1, 1, "3"), (3, 3, 1, 1, "4"),
    ]  # fmt: skip
    title = document.blocks[4]
    assert (title.bold, title.centered) == (True, True)


def test_a_sheet_without_a_name_of_its_own_has_no_title(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["TT", "Việc", "Hạn"], [1, "Rà soát", "Quý I"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert read_xlsx(tmp_path / "a.xlsx").text == "TT\tViệc\tHạn\n1\tRà soát\tQuý I"


def rewritten(path: Path, name: str, data: bytes) -> Path:
    with zipfile.ZipFile(path) as old:
        parts = {one: old.read(one) for one in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for one, body in (parts | {name: data}).items():
            new.writestr(one, body)
    return path


SHEET = "xl/worksheets/sheet1.xml"
ROWS = b"".join(b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/></row>' % (n, n) for n in range(1, 3000))


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"<worksheet><sheetData>" + ROWS + b"</sheetData></worksheet>", "formatted cells"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>', "declares entities"),
        (b"<worksheet><sheetData>", "damaged"),
        (b"<worksheet>" + b" " * 20_000_000 + b"</worksheet>", "would unpack"),
    ],
)
def test_bad_workbooks_get_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, problem: str
) -> None:
    monkeypatch.setattr(reader, "MAX_STORED_CELLS", 5000)
    path = rewritten(workbook(tmp_path / "bad.xlsx"), SHEET, data)
    with pytest.raises(InputError, match=rf"bad\.xlsx: .*{problem}"):
        read_xlsx(path)


def test_an_empty_workbook(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match="holds no text"):
        read_xlsx(tmp_path / "a.xlsx")


def test_a_cut_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(InputError, match=r"a\.xlsx: .*damaged"):
        read_xlsx(path)
