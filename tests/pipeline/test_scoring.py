import importlib.util
import json
import random
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from models.records import Records
from pipeline.scoring import Accuracy, Counts, Scores, comparable, match, number_key, path_key, score

ROOT = Path(__file__).parents[2]
SHARED_SCORER = ROOT.parent / "shared" / "tools" / "score.py"
GOLD = sorted((ROOT / "fixtures" / "gold").glob("*.json"))


def records(**parts: Any) -> Records:
    return Records.model_validate(parts)


def target(value: float = 80, **fields: Any) -> dict[str, Any]:
    usual = {
        "id": "T1", "kind": "quantitative", "section": "II.1", "quote": f"Trên {value}% hồ sơ được nộp trực tuyến",
        "subject": "hồ sơ được nộp trực tuyến", "value": value, "unit": "%", "comparator": ">", "deadline": "2025",
    }  # fmt: skip
    return usual | fields


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [
        (Counts(3, 4, 6), 0.75, 0.5, 0.6),
        (Counts(0, 0, 0), 0.0, 0.0, 1.0),
        (Counts(0, 5, 0), 0.0, 0.0, 0.0),
        (Counts(0, 0, 5), 0.0, 0.0, 0.0),
    ],
)
def test_precision_recall_f1(counts: Counts, precision: float, recall: float, f1: float) -> None:
    assert (counts.precision, counts.recall, counts.f1) == pytest.approx((precision, recall, f1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Tối thiểu** 80% <sup>1</sup>hồ sơ;", "tối thiểu 80% hồ sơ"),
        ("  Sở  Nội vụ. ", "sở nội vụ"),
        (None, ""),
    ],
)
def test_comparable(text: str | None, expected: str) -> None:
    assert comparable(text) == expected


def test_keys() -> None:
    assert number_key("76 / NQ-CP") == number_key("76/NQ-CP") != number_key("77/NQ-CP")
    assert number_key("12/QÐ-UBND") == number_key("12/QĐ-UBND")
    assert path_key("II. 2.a)") == "II.2.A"


def test_best_pairs_first() -> None:
    pairs, missed, invented = match([10, 20, 30], [21, 20, 50, 13], lambda one, other: max(0, 5 - abs(one - other)))
    assert (pairs, missed, invented) == ([(1, 1), (0, 3)], [2], [0, 2])


@pytest.mark.parametrize(
    ("change", "found", "strict", "wrong"),
    [
        ({}, 1, 1, None),
        ({"value": 70.0}, 0, 0, None),
        ({"unit": "hồ sơ"}, 1, 0, "targets.unit"),
        ({"comparator": ">="}, 1, 0, "targets.comparator"),
        ({"section": "III"}, 1, 0, "targets.section"),
        ({"deadline": "2030"}, 1, 0, "targets.deadline"),
        ({"domain": "procedures"}, 1, 1, "targets.domain"),
        ({"indicator": "dossiers_on_time"}, 1, 1, None),
        ({"quote": "Diện tích rừng", "subject": "diện tích rừng"}, 0, 0, None),
    ],
)
def test_targets(change: dict[str, Any], found: int, strict: int, wrong: str | None) -> None:
    scores = score(records(targets=[target()]), records(targets=[target(**change)]))
    assert scores.counts["targets.quantitative"] == Counts(found, 1, 1)
    assert scores.counts["targets.strict"] == Counts(strict, 1, 1)
    assert {name for name, accuracy in scores.accuracies.items() if accuracy.right < accuracy.total} == (
        {wrong} if wrong else set()
    )
    assert bool(scores.misses) == (wrong is not None or not found)


@pytest.mark.parametrize(
    ("wanted", "got", "counts", "linked"),
    [
        ("dossiers_on_time", "dossiers_on_time", Counts(1, 1, 1), Accuracy(1, 1)),
        ("dossiers_on_time", "dossiers_overdue", Counts(0, 1, 1), Accuracy(0, 1)),
        ("dossiers_on_time", None, Counts(0, 0, 1), Accuracy(0, 1)),
        (None, "dossiers_on_time", Counts(0, 1, 0), Accuracy(0, 1)),
        (None, None, Counts(0, 0, 0), Accuracy(0, 1)),
    ],
)
def test_links_to_indicators(wanted: str | None, got: str | None, counts: Counts, linked: Accuracy) -> None:
    scores = score(records(targets=[target(indicator=wanted)]), records(targets=[target(indicator=got)]))
    assert scores.counts["targets.indicator"] == counts
    assert scores.accuracies["targets.linked"] == linked
    assert bool(scores.misses) == (wanted != got)


def test_links_count_only_where_the_gold_has_them() -> None:
    scores = score(records(targets=[target()]), records(targets=[target(indicator="dossiers_on_time")]))
    assert "targets.indicator" not in scores.counts


def test_invented_number_counts_against_the_document() -> None:
    head = {"kind": "Kế hoạch"}
    scores = score(records(document=head), records(document=head | {"number": "1/KH-UBND"}))
    assert scores.accuracies["document.fields"] == Accuracy(1, 2)
    assert scores.misses == ["document.number: invented '1/KH-UBND'"]


def test_assignment_with_a_wrong_agency_is_found_but_not_exact() -> None:
    row = {"table": 1, "group": "I", "no": "1", "task": "Ban hành kế hoạch kiểm tra cải cách hành chính"}
    gold = records(assignments=[row | {"lead": ["Sở Nội vụ"]}])
    predicted = records(assignments=[row | {"lead": ["Sở Tư pháp"]}])
    scores = score(gold, predicted)
    assert scores.counts["assignments.rows"] == Counts(1, 1, 1)
    assert scores.counts["assignments.exact"] == Counts(0, 1, 1)
    assert scores.accuracies["assignments.lead"] == Accuracy(0, 1)


def test_adding_up() -> None:
    total = Scores()
    gold = records(targets=[target()])
    for predicted in (gold, records()):
        total.add(score(gold, predicted))
    assert total.counts["targets.quantitative"] == Counts(1, 1, 2)
    assert total.misses == []


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_against_itself_is_perfect(path: Path) -> None:
    gold = Records.model_validate_json(path.read_bytes())
    scores = score(gold, gold)
    assert scores.misses == []
    assert all(counts.f1 == 1 for counts in scores.counts.values())
    assert all(accuracy.share == 1 for name, accuracy in scores.accuracies.items() if name != "targets.linked")


FREE_TEXTS = {
    "path", "title", "section", "quote", "subject", "unit", "scope", "task", "product", "budget", "indicator", "agency",
    "number", "issuer", "where", "detail", "unit_in_charge", "group", "no",
}  # fmt: skip


def damaged(gold: dict[str, Any], seed: int) -> dict[str, Any]:
    """The gold with records lost, doubled and altered, the same way for the same seed."""
    chance = random.Random(seed)
    spoilt = json.loads(json.dumps(gold))
    for layer in ("sections", "targets", "assignments", "statistics", "responsibilities", "citations", "findings"):
        kept = []
        for record in spoilt.get(layer, []):
            if chance.random() < 0.15:
                continue
            for name, value in list(record.items()):
                if name in FREE_TEXTS and isinstance(value, str) and len(value) > 3 and chance.random() < 0.1:
                    place = chance.randrange(len(value))
                    record[name] = value[:place] + value[place + 3 :]
            if isinstance(record.get("value"), int) and chance.random() < 0.1:
                record["value"] += 1
            kept += [record] * (2 if chance.random() < 0.05 else 1)
        spoilt[layer] = kept
    for name in ("number", "title", "signer"):
        if chance.random() < 0.5:
            spoilt["document"][name] = None
    for layer, field in (("targets", "comparator"), ("targets", "direction"), ("assignments", "deadline")):
        for record in spoilt.get(layer, []):
            if field == "comparator" and record["kind"] != "quantitative":
                continue
            if chance.random() < 0.1:
                record[field] = {"comparator": "=", "direction": "reduce", "deadline": {"kind": "none"}}[field]
    return spoilt


@pytest.fixture(scope="module")
def shared_scorer() -> Iterator[ModuleType]:
    if not SHARED_SCORER.exists():
        pytest.skip("the shared scorer is not beside the repository")
    spec = importlib.util.spec_from_file_location("shared_score", SHARED_SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(4))
def test_agrees_with_the_shared_scorer(shared_scorer: ModuleType, seed: int) -> None:
    golds = [*GOLD, *sorted((SHARED_SCORER.parents[1] / "gold").glob("*.json"))]
    compared = 0
    for path in golds:
        gold = json.loads(path.read_text("utf8"))
        for record in gold["targets"]:
            # The shared scorer knows no indicators.
            record.pop("indicator", None)
        predicted = damaged(gold, seed)
        theirs = shared_scorer.score(gold, predicted)
        ours = score(Records.model_validate(gold), Records.model_validate(predicted))
        assert {name: (counts.matched, counts.predicted, counts.gold) for name, counts in ours.counts.items()} == {
            name: tuple(counts) for name, counts in theirs.counts.items()
        }
        assert {name: (item.right, item.total) for name, item in ours.accuracies.items()} == {
            name: tuple(item) for name, item in theirs.acc.items()
        }
        assert len(ours.misses) == len(theirs.misses)
        compared += len(ours.misses)
    assert compared > 100
