"""The tour runs from its first cell to its last, as an analyst would run it, and shows something in each.

The queries of README.md run on its database and give what stands there.
"""

import ast
import json
import re
import sqlite3
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image

from pipeline.errors import DatabaseError

ROOT = Path(__file__).parents[2]
TOUR = ROOT / "notebooks" / "tour.ipynb"
README = (ROOT / "README.md").read_text("utf8")
CELLS = json.loads(TOUR.read_text("utf8"))["cells"]
CODE = ["".join(cell["source"]) for cell in CELLS if cell["cell_type"] == "code"]


def run(source: str, names: dict[str, object], number: int) -> object:
    """Run a cell as Jupyter does: what its last line is worth is what it shows."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, f"cell {number}", "exec"), names)
    return eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), names) if last else None


@pytest.fixture(scope="module")
def tour():
    """Names and shown values after all cells, on the database that the tour makes itself."""
    names: dict[str, object] = {"__name__": "tour"}
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("KEHOACH_DB", raising=False)
        patch.chdir(TOUR.parent)
        shown = [run(source, names, number) for number, source in enumerate(CODE, 1)]
    yield names, shown
    names["engine"].dispose()
    names["own"].cleanup()


def test_every_table_shown_has_rows(tour):
    _, shown = tour
    tables = [value for value in shown if isinstance(value, pd.DataFrame)]
    assert len(tables) == 11
    assert all(len(table) for table in tables)


def test_the_tour_asks_the_views():
    asked = " ".join(CODE)
    views = ("plan_overview", "target_comparison", "assignment_calendar", "citation_graph", "review_queue", "evidence")
    assert [view for view in views if f"from {view}" not in asked] == []


def test_all_plans_are_in(tour):
    names, _ = tour
    assert set(names["plans"]["admin_level"]) == {"province", "district", "commune"}
    assert len(names["plans"]) == 5
    assert names["plans"]["target_count"].gt(0).all()


def test_plans_stand_side_by_side(tour):
    names, _ = tour
    table = names["side_by_side"].groupby("indicator_name").agg(lambda column: column.str.len().sum())
    assert (table > 0).sum(axis=1).ge(2).all()


def test_a_target_leads_back_to_its_lines(tour):
    names, _ = tour
    target, boxes = names["target"], names["boxes"]
    lines = " ".join(boxes["text"])
    assert " ".join(names["words"].split()) in " ".join(lines.split())
    assert f"{target['value']:g}" in lines
    assert boxes["page"].iloc[0] == target["page"]


def test_the_boxes_stand_on_ink(tour):
    """Each box holds print: were the page turned or measured otherwise, boxes would lie on paper."""
    names, _ = tour
    for box in names["on_page"].itertuples():
        drawn: Image.Image = names["drawn"]
        part = drawn.crop([round(names["SCALE"] * edge) for edge in (box.x0, box.y0, box.x1, box.y1)]).convert("L")
        dark = sum(part.histogram()[:128]) / (part.width * part.height)
        assert 0.04 < dark < 0.5


def test_the_text_is_shown_with_its_records(tour):
    names, _ = tour
    for label in ("TARGET", "ASSIGNMENT", "DEADLINE", "CITATION"):
        assert f'<span class="label">{label}</span>' in names["page"]


def test_a_database_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("KEHOACH_DB", f"sqlite:///{tmp_path}/nothing.db")
    monkeypatch.chdir(TOUR.parent)
    with pytest.raises(DatabaseError, match=r"nothing\.db"):
        run(CODE[0], {"__name__": "tour"}, 1)
    assert not (tmp_path / "nothing.db").exists()


def test_outputs_are_cleared():
    cells = [cell for cell in CELLS if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)


QUERIES = re.findall(r"```sql\n(.*?)```\n\n((?:\|[^\n]*\n)+)", README, re.DOTALL)
MEASURED = {"x0", "y0", "x1", "y1"}
"""Columns of the README in which a scan and a text layer differ by some points."""


def markdown(rows: sqlite3.Cursor) -> list[dict[str, str]]:
    heads = [column[0] for column in rows.description]
    return [
        {
            head: "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
            for head, value in zip(heads, row, strict=True)
        }
        for row in rows
    ]


@pytest.mark.parametrize("number", range(3))
def test_queries_of_the_readme_give_what_it_shows(tour, number):
    names, _ = tour
    query, table = QUERIES[number]
    heads, _, *lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    with sqlite3.connect(names["engine"].url.database) as database:
        found = markdown(database.execute(query))
    shown = [dict(zip(heads, line, strict=True)) for line in lines]
    assert [without_boxes(row) for row in found] == [without_boxes(row) for row in shown]
    for row, other in zip(found, shown, strict=True):
        assert all(abs(float(row[edge]) - float(other[edge])) < 12 for edge in MEASURED & row.keys())


def without_boxes(row: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if name not in MEASURED}


def test_the_correction_of_the_readme_is_made(tour, tmp_path):
    names, _ = tour
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    copy = tmp_path / "kehoach.db"
    with sqlite3.connect(names["engine"].url.database) as database, sqlite3.connect(copy) as target:
        database.backup(target)
    assert example.count("sqlite:///kehoach.db") == 1
    exec(example.replace("sqlite:///kehoach.db", f"sqlite:///{copy}"), {})
    with sqlite3.connect(copy) as database:
        assert database.execute("select old, new, corrected_by from corrections").fetchall() == [("600", "800", "lan")]
        rows = database.execute("select value from targets where review_state = 'corrected'").fetchall()
    assert rows == [(800,)]
