"""Data frames as CSV, workbook and page: whatever a document holds, no cell of them is a formula or markup."""

import io
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from pipeline.output import defuse

if TYPE_CHECKING:
    import pandas as pd

_HTML = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font: 15px/1.5 sans-serif; margin: 2rem; color: #222; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; }}
th, td {{ border: 1px solid #ccc; padding: .35rem .6rem; text-align: left; vertical-align: top; min-width: 6rem; }}
thead th {{ background: #f3f3f3; position: sticky; top: 0; }}
tbody tr:hover {{ background: #fafae6; }}
</style>
</head>
<body>
<h1>{title}</h1>
<div class="wide">
{table}
</div>
{notes}
</body>
</html>
"""


def to_csv(frame: "pd.DataFrame", *, for_spreadsheet: bool) -> bytes:
    """CSV in UTF-8. Spreadsheets need a byte order mark to show Vietnamese; programs stumble over it."""
    safe = frame.map(lambda value: defuse(value) if isinstance(value, str) else value).rename(columns=defuse)
    return safe.to_csv(index=False).encode("utf-8-sig" if for_spreadsheet else "utf8")


def to_xlsx(frame: "pd.DataFrame", title: str) -> bytes:
    """A workbook of one sheet whose cells are texts, never formulas."""
    import pandas as pd
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for line in [list(frame.columns), *frame.itertuples(index=False)]:
        cells = []
        for value in line:
            if not isinstance(value, str):
                cells.append(WriteOnlyCell(sheet, value=None if pd.isna(value) else value))
                continue
            cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub(" ", value))
            cell.data_type = "s"  # '=' at the beginning would make it a formula
            cells.append(cell)
        sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def to_html(frame: "pd.DataFrame", title: str, notes: Sequence[str] = ()) -> bytes:
    """A page of one table, everything from documents escaped."""
    table = frame.to_html(index=False, escape=True, border=0)
    paragraphs = "\n".join(f"<p>{escape(note)}</p>" for note in notes)
    return _HTML.format(title=escape(title), table=table, notes=paragraphs).encode()
