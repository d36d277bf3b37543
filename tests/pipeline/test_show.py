import datetime as dt
import io

import pytest
from rich.console import Console

from models.records import Excluded, Records, Target
from pipeline.calendar import Calendar, Due
from pipeline.compare import Comparison, Row
from pipeline.errors import InputError
from pipeline.evaluate import Result
from pipeline.scoring import Accuracy, Counts, Scores
from pipeline.show import print_scores, show_calendar, show_comparison, show_explanation

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


def test_every_number_is_explained_in_the_order_of_the_text() -> None:
    targets = [
        Target(
            id="T001", kind="quantitative", section="II.1", quote="Từ 80-90% hồ sơ", value=80, value_max=90, unit="%",
            comparator="range", deadline="yearly", deadline_from="clause", page=2, char_start=50,
        ),
        Target(
            id="T002", kind="quantitative", section="II.1", quote="giảm ít nhất 10% [b]chi[/b]", value=10, unit="%",
            comparator=">=", direction="reduce", deadline="2025", deadline_from="plan", page=2, char_start=90,
        ),
        Target(id="T003", kind="qualitative", section="II.2", quote="Nâng cao nhận thức", page=3, char_start=200),
    ]  # fmt: skip
    excluded = [
        Excluded(number="100%", quote="100% xã", reason="running line", page=1),
        Excluded(number="5%", section="II.1", quote="có 5% trễ hạn", reason="condition", page=2, char_start=70),
    ]
    text = show_explanation(Records(targets=targets, excluded=excluded), console(200))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert [line for line in lines if line.startswith(("p. ", "3 targets"))] == [
        "p. 2 II.1 80-90 % Từ 80-90% hồ sơ T001 target, every year (stated with it)",
        "p. 2 II.1 5% có 5% trễ hạn no target: a condition or a property, nothing to be reached",
        "p. 2 II.1 >= 10 % giảm ít nhất 10% [b]chi[/b] T002 target, reduce, until 2025 (from the plan's period)",
        "p. 3 II.2 Nâng cao nhận thức T003 target in words, no deadline",
        "p. 1 100% 100% xã no target: a line that runs on every page",
        "3 targets, 2 with a number; 2 numbers are no targets: 1 running line, 1 condition.",
    ]
