import datetime as dt
import io

import pytest
from rich.console import Console

from pipeline.calendar import Calendar, Due
from pipeline.compare import Comparison, Row
from pipeline.errors import InputError
from pipeline.evaluate import Result
from pipeline.scoring import Accuracy, Counts, Scores
from pipeline.show import print_scores, show_calendar, show_comparison

COMPARISON = Comparison(
    {1: "UBND huyện Một 2021", 2: "UBND [bold]xã[/bold] Hai 2022", 3: "UBND tỉnh Ba 2023"},
    [Row("on_time", "Hồ sơ đúng hạn", "", "2025", {1: "> 90 % (tr. 3)", 3: "95 % (tr. 1)"})],
    ["A note."],
)


def console(width: int) -> Console:
    return Console(file=io.StringIO(), width=width, markup=False, force_terminal=False)


def test_a_column_for_each_plan_where_they_fit() -> None:
    lines = show_comparison(COMPARISON, console(140)).splitlines()
    head = next(line for line in lines if "Chỉ tiêu" in line)
    assert "UBND huyện Một 2021" in head and "UBND [bold]xã[/bold] Hai 2022" in head and "Phạm vi" not in head
    (row,) = [line for line in lines if "Hồ sơ" in line]
    assert "> 90 % (tr. 3)" in row and "95 % (tr. 1)" in row
    assert lines[-1] == "A note."


@pytest.mark.parametrize("width", [60, 80])
def test_a_line_for_each_plan_where_they_do_not(width: int) -> None:
    lines = show_comparison(COMPARISON, console(width)).splitlines()
    assert all(len(line) <= width for line in lines)
    first = next(number for number, line in enumerate(lines) if "Hồ sơ" in line)
    assert "UBND huyện Một" in lines[first] and "> 90 %" in lines[first]
    rest = " ".join(lines[first + 1 :])
    assert "UBND tỉnh Ba" in rest and "95 %" in rest and "Hai" not in rest


def test_no_table_without_rows() -> None:
    assert show_comparison(Comparison({}, [], ["Nothing."]), console(80)) == "Nothing.\n"
    assert show_calendar(Calendar([], ["Nothing."]), console(80)) == "Nothing.\n"


def test_the_calendar_cuts_long_tasks() -> None:
    due = Due(dt.date(2024, 6, 30), "việc " * 200, "Kế hoạch", "Sở Nội vụ", "", "Quý II", "UBND huyện Một", 4)
    shown = show_calendar(Calendar([due], []), console(120))
    assert "30/06/2024" in shown and "…" in shown and "(tr. 4)" in shown
    assert shown.count("việc") < 40


def test_scores_of_several_documents_are_added_up() -> None:
    one = Scores({"targets.strict": Counts(1, 2, 4)}, {"targets.unit": Accuracy(1, 2)}, ["target missed: 80 %"])
    terminal = console(120)
    results = [Result("a", one), Result("b", one), Result("c", None, InputError("is damaged."))]
    print_scores(results, terminal, misses=True)
    assert isinstance(terminal.file, io.StringIO)
    shown = terminal.file.getvalue()
    assert "2 / 4 / 8" in shown and "all documents" in shown and "2 / 4 \n" in shown
    assert shown.count("- target missed: 80 %") == 2
