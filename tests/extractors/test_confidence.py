"""Confidence of records: what each signal says, and how the number follows from them."""

from dataclasses import replace

import pytest

from corpora.loader import rows
from extractors.confidence import assignment_signals, confidence, rate, target_signals, weights_of
from extractors.reading_signals import ReadingSignals
from extractors.row_signals import RowSignals, count_agencies
from extractors.sections import find_sections
from extractors.tree_signals import TreeSignals
from models.document import Box, Document, Line, PlacedWord
from models.records import Assignment, Deadline, Records, Target
from pipeline.extract import extract
from pipeline.normalise import normalise
from tests.extractors.builders import document_of

BOX = Box(0, 0, 10, 10)


def recognised(text: str, doubts: dict[str, tuple[float, str | None]] | None = None) -> Document:
    """A document read with 0.97 throughout; `doubts` gives words another confidence and another reading."""
    document = document_of(text)
    words, at = [], 0
    for word in document.text.split():
        at = document.text.index(word, at)
        sure, other = (doubts or {}).get(word, (0.97, None))
        words.append(PlacedWord(at, at + len(word), BOX, sure, other))
        at += len(word)
    return replace(document, lines=(Line(0, len(document.text), 1, BOX, 0.95, tuple(words)),))


@pytest.mark.parametrize(
    ("text", "doubts", "raised"),
    [
        ("Tối thiểu 80% hồ sơ", {}, set()),
        ("Tối thiểu 80% hồ sơ", {"sơ": (0.4, None)}, {"weakest_word"}),
        ("Tối thiểu 80% hồ sơ", {"80%": (0.45, "30%")}, {"weakest_word", "weakest_figure", "disputed_figure"}),
        ("Tối thiểu 80% hồ sơ", {"80%": (0.45, "80%.")}, {"weakest_word", "weakest_figure"}),
        ("Tối thiểu 959% ›kế hoạch", {}, {"strange_words"}),
        ("Tôi thiếu trêẽn 80%", {}, {"strange_words"}),
    ],
)
def test_what_recognition_says(text: str, doubts: dict[str, tuple[float, str | None]], raised: set[str]) -> None:
    document = recognised(text, doubts)
    found = ReadingSignals(document).of(0, len(document.text))
    assert {name for name, value in found.items() if value > 0.2} == raised


def test_a_repair_counts_and_a_text_has_no_signals_of_recognition() -> None:
    document = normalise(document_of("Tổ chức đổi thoại với dân"))
    assert ReadingSignals(document).of(0, 20) == {"repaired": 1.0, "strange_words": 0.0}
    assert ReadingSignals(document).of(21, 25)["repaired"] == 0


PLAN = (
    "{}\n1. Yêu cầu chung\nNội dung thứ nhất.\n2. Yêu cầu riêng\nNội dung cuối.\n{}\n1. Việc đầu\nLàm xong trong năm."
)


@pytest.mark.parametrize(
    ("first", "second", "place", "raised"),
    [
        ("I. MỤC TIÊU", "II. NHIỆM VỤ", "thứ nhất", set()),
        ("II. MỤC TIÊU", "III. NHIỆM VỤ", "thứ nhất", {"late_first"}),
        ("MỤC TIÊU", "II. NHIỆM VỤ", "thứ nhất", {"mixed_family"}),
        ("MỤC TIÊU", "II. NHIỆM VỤ", "xong trong", set()),
        ("I. MỤC TIÊU", "III. NHIỆM VỤ", "xong trong", {"gap_before"}),
    ],
)
def test_what_the_tree_says_of_a_place(first: str, second: str, place: str, raised: set[str]) -> None:
    text = PLAN.format(first, second)
    document = recognised(text)
    signals = TreeSignals(document, find_sections(document))
    assert set(signals.of(document.text.index(place))) == raised
    # In a text the gaps are the writer's own.
    typed = document_of(text)
    assert TreeSignals(typed, find_sections(typed)).of(typed.text.index(place)) == {}


def test_a_label_read_weakly_counts() -> None:
    document = recognised(PLAN.format("I. MỤC TIÊU", "II. NHIỆM VỤ"), {"II.": (0.4, "H.")})
    signals = TreeSignals(document, find_sections(document))
    assert signals.of(document.text.index("xong trong")) == {"unsure_label": 1.0}


def row(**fields: object) -> Assignment:
    usual: dict[str, object] = {"group": "I", "no": "1", "task": "Rà soát văn bản", "lead": ["Sở Nội vụ"]}
    return Assignment.model_validate({"table": 1, "lead_raw": "Sở Nội vụ", "product": "Báo cáo"} | usual | fields)


@pytest.mark.parametrize(
    ("changed", "raised"),
    [
        ({}, set()),
        ({"group": "M"}, {"odd_group"}),
        ({"group": "1"}, {"odd_group"}),
        ({"group": None}, {"no_group"}),
        ({"no": None}, {"lost_number"}),
        ({"no": None, "group": None}, {"lost_number", "bare_row", "no_group"}),
        ({"no": "9"}, {"odd_number"}),
        ({"product": None}, {"empty_cell"}),
        ({"lead": []}, {"no_lead"}),
        ({"lead": ["Sở"]}, {"odd_agency", "lone_agency"}),
        ({"lead": ["Phòng Nội"]}, {"odd_agency", "lone_agency"}),
        ({"lead": ["vụ - Lao động"]}, {"odd_agency", "lone_agency"}),
        ({"lead": ["các phòng, ban"]}, set()),
        ({"lead": ["tổ chức hội của làng"]}, {"lone_agency"}),
        ({"deadline_raw": "Quy 1I/20"}, {"unread_deadline"}),
        ({"deadline_raw": "Quý 1/2024", "deadline": Deadline(kind="quarter")}, {"odd_quarter"}),
        ({"task": "Rà soát"}, {"short_task"}),
    ],
)
def test_what_a_table_says_of_a_row(changed: dict[str, object], raised: set[str]) -> None:
    beside = [row(no=str(number), group="I") for number in (1, 2, 3, 4)]
    last = row(group="II", deadline_raw="Quý II/2024", deadline=Deadline(kind="quarter"))
    table = [*beside, row(**{"no": "5", **changed}), last]
    found = RowSignals(table, count_agencies(table)).of(4)
    assert {name for name, value in found.items() if value} == raised


def target(**fields: object) -> Target:
    usual = {"id": "T001", "kind": "quantitative", "section": "I", "quote": "Tối thiểu 80% hồ sơ đúng hạn"}
    more = {"subject": "hồ sơ đúng hạn", "value": 80, "unit": "%", "comparator": ">=", "deadline": "2024"}
    return Target.model_validate(usual | more | {"deadline_from": "clause"} | fields)


@pytest.mark.parametrize(
    ("changed", "raised"),
    [
        ({}, set()),
        ({"subject": None}, {"no_subject"}),
        ({"value": 959}, {"over_hundred"}),
        ({"value": 150, "direction": "increase"}, set()),
        ({"comparator": "="}, {"no_comparator"}),
        ({"unit": "mô hình"}, {"counted"}),
        ({"deadline_from": "plan"}, {"plan_deadline"}),
        ({"deadline": None}, {"no_deadline"}),
        ({"deadline": "2031"}, {"deadline_outside"}),
        ({"section": None}, {"no_section"}),
        ({"quote": "hồ sơ (trừ đất đai đạt 80%"}, {"split_clause", "open_bracket"}),
        ({"kind": "dated"}, {"dated_goal"}),
        ({"kind": "qualitative"}, {"worded_goal"}),
    ],
)
def test_what_grammar_says_of_a_target(changed: dict[str, object], raised: set[str]) -> None:
    records = Records(targets=[target(**changed)])
    records.document.period_start = records.document.period_end = 2024
    (_, signals), *_ = target_signals(document_of("Tối thiểu 80% hồ sơ đúng hạn"), records)
    assert set(signals) == raised


def test_what_stands_twice_is_surer() -> None:
    twice = Records(targets=[target(), target(subject="tỷ lệ hồ sơ đúng hạn"), target(value=70)])
    signals = [found for _, found in target_signals(document_of("Tối thiểu 80% hồ sơ đúng hạn"), twice)]
    assert [set(found) for found in signals] == [{"stated_twice"}, {"stated_twice"}, set()]
    assert confidence("target", signals[0]) > confidence("target", signals[2])


def test_every_record_of_a_text_has_a_confidence() -> None:
    text = "KẾ HOẠCH\nNăm 2024\nI. MỤC TIÊU\n- Tối thiểu 80% hồ sơ được giải quyết đúng hạn.\n- Mở 02 lớp tập huấn."
    records = extract(normalise(document_of(text)))
    assert records.targets
    assert all(record.confidence is not None and 0.5 < record.confidence < 1 for record in records.targets)
    assert rate(document_of(text), records) is records


def test_each_signal_has_a_weight_and_a_weight_speaks_one_way() -> None:
    table = [row(), row(group="M", no=None)]
    records = Records(targets=[target()], assignments=table)
    document = recognised("1. Tối thiểu 80% hồ sơ đúng hạn")
    found = [*target_signals(document, records), *assignment_signals(document, records)]
    for kind, signals in zip(("target", "assignment", "assignment"), (signals for _, signals in found), strict=True):
        assert set(signals) <= set(weights_of(kind))
    for line in rows("confidence.tsv"):
        raises = line["signal"] in ("base", "stated_twice")
        assert float(line["weight"]) >= 0 if raises else float(line["weight"]) <= 0, line
        assert line["from"] in ("reading", "grammar")
        assert line["meaning"]
