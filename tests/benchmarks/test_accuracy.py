"""The measures themselves: a benchmark that counts wrongly is worse than none."""

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import bench, corpus, peers
from tests.benchmarks.accuracy import ReadCell, ReadPage, Score, numbers, score_page
from tests.benchmarks.bench import Row, Usage, lines_of, ratios


def prose(text: str, *others: str, number: str | None = None) -> dict[str, Any]:
    blocks = [{"kind": "page_number", "lines": [{"text": number}]}] if number else []
    return {"page": 1, "kind": "prose", "text": text, "alt_texts": list(others), "blocks": blocks, "tables": []}


def table(*cells: tuple[int, int, int, int, str]) -> dict[str, Any]:
    keys = ("r", "c", "rowspan", "colspan", "text")
    rows = [dict(zip(keys, cell, strict=True)) for cell in cells]
    text = "\n".join(cell[4] for cell in cells)
    return prose(text) | {"kind": "table", "tables": [{"cells": rows}]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đạt 80 % trở lên, 92,5% và 1.200.000 đồng", ["80%", "92,5%", "1.200.000"]),
        ("Nghị quyết số 76/NQ-CP ngày 15/7/2021", ["76/NQ-CP", "15/7/2021"]),
        ("Kế hoạch số 05-KH/TU; Thông tư 26/2019/TT-BTC", ["05-KH/TU", "26/2019/TT-BTC"]),
        ("76/ NQ-CP, 30 /6/ 2024", ["76/NQ-CP", "30/6/2024"]),
        ("ngày 05 tháng 3 năm 2024.", ["05", "3", "2024"]),
        ("giai đoạn 2021-2025, 2026 - 2030", ["2021", "2025", "2026", "2030"]),
        ("ISO 9001:2015", ["9001:2015"]),
        ("công chức(2), thôn (11)", []),
        ("không có số", []),
    ],
)
def test_numbers(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("truth", "got", "character_errors", "word_errors"),
    [
        (prose("Tổ chức thực hiện"), "Tổ chức\nthực  hiện", 0, 0),
        (prose("Tổ chức thực hiện"), "Tố chức thực hiện", 1, 1),
        (prose("Tổ chức thực hiện"), "", 17, 4),
        (prose("A B\nC D", "A C\nB D"), "A C B D", 0, 0),
        (prose("3\nA B", number="3"), "A B", 0, 0),
        (prose("3\nA B", number="3"), "3 A B", 0, 0),
        (prose("a\u0301"), "á", 0, 0),
    ],
)
def test_prose(truth: dict[str, Any], got: str, character_errors: int, word_errors: int) -> None:
    score = score_page(truth, ReadPage(got))
    assert (score.character_errors, score.word_errors) == (character_errors, word_errors)


@pytest.mark.parametrize(
    ("truth", "got", "wrong", "invented"),
    [
        (prose("đạt 80% năm 2024"), "đạt 80 % năm 2024", 0, 0),
        (prose("đạt 80% năm 2024"), "đạt 30% năm 2024", 1, 1),
        (prose("đạt 80% năm 2024"), "đạt 8O% năm 2024", 1, 1),
        (prose("đạt 80% năm 2024"), "đạt năm 2024", 1, 0),
        (prose("năm 2024"), "năm 2024 7", 0, 1),
        (prose("1 rồi 2"), "2 rồi 1", 1, 1),
        (prose("4\nnăm 2024", number="4"), "năm 2024", 0, 0),
        (table((0, 0, 1, 1, "1"), (0, 1, 1, 1, "2")), "2 1", 0, 0),
        (table((0, 0, 1, 1, "7"), (0, 1, 1, 1, "7")), "7", 1, 0),
    ],
)
def test_numbers_are_found_or_wrong(truth: dict[str, Any], got: str, wrong: int, invented: int) -> None:
    score = score_page(truth, ReadPage(got))
    assert (score.numbers_wrong, score.numbers_invented) == (wrong, invented)


TRUTH = table((0, 0, 1, 1, "TT"), (0, 1, 1, 1, "Nhiệm vụ"), (1, 0, 1, 2, "Trồng rừng"), (2, 0, 1, 1, ""))
RIGHT = [
    ReadCell(0, 0, 1, 1, "TT"), ReadCell(0, 1, 1, 1, "Nhiệm vụ"), ReadCell(1, 0, 1, 2, "Trồng rừng"),
    ReadCell(2, 0, 1, 1, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("tables", "with_spans", "f1", "grids"),
    [
        ([RIGHT], True, 1.0, 1),
        ([[]], True, 0.0, 0),
        ([], True, 0.0, 0),
        ([RIGHT[:1]], True, 0.5, 0),
        ([[*RIGHT[:2], ReadCell(1, 0, 1, 1, "Trồng rừng"), RIGHT[3]]], True, 2 / 3, 0),
        ([[*RIGHT[:2], ReadCell(1, 0, 1, 1, "Trồng rừng"), RIGHT[3]]], False, 1.0, 1),
        ([[*RIGHT[:2], ReadCell(1, 0, 1, 2, "Trồng ruộng")]], True, 2 / 3, 0),
        ([[ReadCell(0, 0, 1, 1, "Ô lạ")], RIGHT], True, 6 / 7, 1),
    ],
)
def test_cells(tables: list[list[ReadCell]], with_spans: bool, f1: float, grids: int) -> None:
    score = score_page(TRUTH, ReadPage(None, tables), with_spans=with_spans)
    assert score.cell_f1 == pytest.approx(f1)
    assert score.grids_right == grids


def test_one_found_table_is_not_counted_for_two() -> None:
    twice = TRUTH | {"tables": TRUTH["tables"] * 2}
    score = score_page(twice, ReadPage(None, [RIGHT]))
    assert (score.cells, score.cells_right, score.grids, score.grids_right) == (6, 3, 2, 1)


def test_what_a_program_does_not_read_is_no_error() -> None:
    score = score_page(TRUTH, ReadPage("TT Nhiệm vụ Trồng rừng"))
    assert score.cell_f1 is None and score.cer is None
    score = score_page(prose("năm 2024"), ReadPage(None, []))
    assert score.cer is None and score.number_errors is None and score.cell_f1 is None


def test_shares_are_taken_of_sums() -> None:
    total = Score()
    total += score_page(prose("a" * 90), ReadPage("a" * 90))
    total += score_page(prose("b" * 10), ReadPage("c" * 10))
    assert total.cer == pytest.approx(0.1)
    assert total.pages == 2
    assert total.misses == ["p1: 10 errors in 10 characters"]


def test_a_sample_is_half_tables_and_spread_over_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    def scan(name: str) -> corpus.Scan:
        pages = [{"page": n, "tables": [1] if n > 6 else [], "landscape": n == 8} for n in range(1, 9)]
        return corpus.Scan(name, corpus.ROOT / name, {"pages": pages})

    monkeypatch.setattr(corpus, "scans", lambda name, grade: [scan("a"), scan("b")])
    chosen = corpus.sample("fixtures", "office300", 4)
    assert [bool(page["tables"]) for _, page in chosen].count(True) == 2
    assert {plan.name for plan, _ in chosen} == {"a", "b"}
    assert chosen == corpus.sample("fixtures", "office300", 4)
    assert len(corpus.sample("fixtures", "office300", None)) == 16
    assert len(corpus.sample("fixtures", "office300", 99)) == 16
    assert all(page["landscape"] for _, page in corpus.sample("fixtures", "turned", 4))
    assert all(page["tables"] for _, page in corpus.sample("fixtures", "gaps", 4))


@pytest.mark.parametrize(
    ("program", "limit", "said"),
    [("import sys; sys.exit('no such model')", 60, "no such model"), ("import time; time.sleep(60)", 0.3, "no end")],
)
def test_a_program_that_fails_is_named(
    program: str, limit: float, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "command_of", lambda *_: [sys.executable, "-c", program])
    assert bench.run("peer", Path("in.pdf"), Path("out.json"), limit) is None
    assert said in capsys.readouterr().err


def test_what_a_run_takes_includes_its_children(monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(60_000_000))'])"
    monkeypatch.setattr(bench, "command_of", lambda *_: [sys.executable, "-c", program])
    usage = bench.run("peer", Path("in.pdf"), Path("out.json"), 60)
    assert usage is not None
    assert usage.cpu > 0.1 and usage.wall > 0.1 and 5 < usage.peak < 500


def test_lines_tell_what_failed_and_what_is_not_read() -> None:
    rows = {
        "kehoach": Row(score_page(TRUTH, ReadPage("TT", [RIGHT])), [Usage(6.0, 9.0, 200.0)]),
        "peer": Row(score_page(TRUTH, ReadPage("TT")), [Usage(12.0, 12.0, 100.0)]),
    }
    head, ours, theirs, failed = lines_of(rows, ["kehoach", "peer", "other"], 3)
    assert "CER" in head and failed.split()[:2] == ["other", "failed"]
    assert ours.split() == ["kehoach", "-", "-", "1.000", "-", "-", "30.0", "3.00", "200"]
    assert theirs.split() == ["peer", "-", "-", "-", "-", "-", "15.0", "4.00", "100"]
    assert ratios(rows) == {"peer": [0.5]}


@pytest.mark.parametrize(
    ("places", "cell"),
    [
        ([(0, 0, "TT")], [0, 0, 1, 1, "TT"]),
        ([(1, 0, "Trồng rừng"), (1, 1, "Trồng rừng"), (1, 2, "Trồng rừng")], [1, 0, 1, 3, "Trồng rừng"]),
        ([(2, 1, "a"), (3, 1, "a")], [2, 1, 2, 1, "a"]),
    ],
)
def test_places_of_one_box_are_one_cell(places: list[tuple[int, int, str]], cell: list[int | str]) -> None:
    assert peers.merged(places) == cell
