from pathlib import Path

import pytest

from models.records import DocumentRecord, Records
from pipeline.errors import InputError, UsageError
from pipeline.evaluate import evaluate, plan_jobs, read_records

PLAN = Records(document=DocumentRecord(kind="Kế hoạch", number="1/KH-UBND"))


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.json").write_text(PLAN.to_json(), "utf8")
    return folder


def test_predictions_of_the_same_name(gold: Path, tmp_path: Path) -> None:
    predicted = tmp_path / "predicted"
    predicted.mkdir()
    (predicted / "a.json").write_text(Records().to_json(), "utf8")
    jobs, alone = plan_jobs(gold, predicted, None)
    assert [(job.name, job.predicted) for job in jobs] == [("a", predicted / "a.json")]
    assert alone == [gold / "b.json"]
    (result,) = evaluate(jobs, lambda path: pytest.fail("must not extract"))
    assert result.scores is not None and result.scores.accuracies["document.fields"].right == 0


def test_documents_are_looked_up_and_extracted(gold: Path, tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    for name in ("a.office.pdf", "a.txt", "ab.pdf", "a.json"):
        (documents / name).touch()
    jobs, alone = plan_jobs(gold, None, documents)
    assert [job.name for job in jobs] == ["a.office", "a"]
    assert alone == [gold / "b.json"]
    results = list(evaluate(jobs, lambda path: PLAN))
    assert all(result.scores is not None and not result.scores.misses for result in results)


def test_documents_beside_the_gold(gold: Path) -> None:
    (gold / "b.md").touch()
    jobs, _ = plan_jobs(gold / "b.json", None, None)
    assert [job.predicted for job in jobs] == [gold / "b.md"]


def test_one_bad_document_does_not_stop_the_others(gold: Path, tmp_path: Path) -> None:
    def extract(path: Path) -> Records:
        if path.name == "a.pdf":
            raise InputError("is damaged.", file=path)
        return PLAN

    (gold / "a.pdf").touch()
    (gold / "b.pdf").touch()
    results = list(evaluate(plan_jobs(gold, None, None)[0], extract))
    assert [(result.name, result.scores is None) for result in results] == [("a", True), ("b", False)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "exchange format"),
        (b"[1]", "exchange format"),
        (b'{"targets": [{"id": "T1"}]}', "targets.0.kind"),
        (b'{"plans": []}', "plans"),
        (b"\xff\xfe", "exchange format"),
    ],
)
def test_a_file_that_is_no_annotation(tmp_path: Path, content: bytes, expected: str) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_records(file)
    assert expected in str(caught.value) and "x.json" in str(caught.value)


def test_nothing_to_compare(gold: Path, tmp_path: Path) -> None:
    for arguments in ((gold, None, None), (tmp_path / "none", None, None), (gold, tmp_path, None)):
        with pytest.raises(UsageError):
            plan_jobs(*arguments)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(UsageError):
        plan_jobs(empty, None, None)
