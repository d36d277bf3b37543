"""Corrections outlive loading again; those that lose their record are shown."""

import datetime as dt
import hashlib
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from models.records import DocumentRecord, Records
from models.schema import (
    AssignmentRow,
    CitationRow,
    Correction,
    FindingRow,
    SectionRow,
    TargetRow,
)
from models.schema import Document as DocumentRow
from pipeline.corrections import Replay, correct, correctable, record_keys, replay, value_of
from pipeline.database import session_scope
from pipeline.errors import UsageError
from pipeline.load import drop_parts_after
from tests.pipeline.plans import composed, counts, extracted, first, put, put_cited


def test_record_keys_count_equals():
    keys = record_keys("targets", ["Đạt 90%", "đạt  90 %;", "Đạt 91%"])
    digest = hashlib.sha256(b"dat 90").hexdigest()[:12]
    assert keys[:2] == [f"targets:{digest}:1", f"targets:{digest}:2"]
    assert keys[2].endswith(":1")
    assert keys[2] != keys[0]


def test_a_correction_outlives_replacing(engine):
    put(engine)
    with session_scope(engine) as session:
        row = first(session, TargetRow, code="T003")
        correct(session, row, "value", "97.5", by="Lan", reason="bản in ghi 97,5")
        correct(session, row, "deadline", "2026", by="Lan")
        correct(session, row, "scope", "cấp huyện", by="Lan")
    put(engine, version="2.0")
    with session_scope(engine, write=False) as session:
        row = first(session, TargetRow, code="T003")
        assert (row.value, row.deadline_year, row.due_on, row.scope_key, row.review_state) == (
            97.5,
            2026,
            dt.date(2026, 12, 31),
            "cap huyen",
            "corrected",
        )
        # The other target of the same words is left alone.
        assert first(session, TargetRow, code="T001").value == 100
        assert [(c.field, c.old, c.new, c.corrected_by) for c in session.query(Correction)] == [
            ("value", "98", "97.5", "Lan"),
            ("deadline", "2024", "2026", "Lan"),
            ("scope", None, "cấp huyện", "Lan"),
        ]
        assert session.execute(text("select * from orphaned_corrections")).all() == []


def test_the_last_of_several_corrections_holds(engine):
    put(engine)
    with session_scope(engine) as session:
        row = first(session, TargetRow)
        for value in ("90", "91", "92"):
            correct(session, row, "value", value, by="Lan")
    put(engine, version="2.0")
    with session_scope(engine, write=False) as session:
        row = first(session, TargetRow)
        assert (row.value, row.review_state) == (92, "corrected")


def test_accepting_and_rejecting_outlive_replacing(engine):
    put(engine)
    with session_scope(engine) as session:
        correct(session, first(session, TargetRow, code="T001"), "review_state", "accepted", by="Lan")
        correct(session, first(session, TargetRow, code="T002"), "review_state", "rejected", by="Lan")
    put(engine, version="2.0")
    with session_scope(engine, write=False) as session:
        assert session.scalars(select(TargetRow.review_state).order_by(TargetRow.position)).all() == [
            "accepted",
            "rejected",
            "unreviewed",
        ]
        assert (
            "satisfaction_service"
            not in session.execute(text("select indicator from target_comparison")).scalars().all()
        )


def test_a_correction_that_finds_no_record_is_shown_and_comes_back(engine):
    put(engine)
    with session_scope(engine) as session:
        correct(session, first(session, TargetRow, code="T002"), "value", "96", by="Lan", reason="nhìn bản gốc")
    document = composed()
    without = extracted(document)
    del without.targets[1]
    put(engine, document, without, version="2.0")
    with session_scope(engine, write=False) as session:
        orphans = session.execute(
            text("select quote, field, new, corrected_by, reason from orphaned_corrections")
        ).all()
        assert orphans == [("Mức độ hài lòng của người dân đạt từ 95% trở lên", "value", "96", "Lan", "nhìn bản gốc")]
        assert session.query(Correction).count() == 1
    put(engine, version="3.0")
    with session_scope(engine, write=False) as session:
        assert first(session, TargetRow, code="T002").value == 96
        assert session.execute(text("select * from orphaned_corrections")).all() == []


def test_a_machine_value_that_has_changed_reopens_the_review(engine):
    put(engine)
    with session_scope(engine) as session:
        correct(session, first(session, TargetRow, code="T001"), "value", "99", by="Lan")
        correct(session, first(session, TargetRow, code="T003"), "value", "99", by="Lan")
    document = composed()
    records = extracted(document)
    records.targets[0] = records.targets[0].model_copy(update={"value": 10})
    records.targets[2] = records.targets[2].model_copy(update={"value": 99})
    put(engine, document, records, version="2.0")
    with session_scope(engine, write=False) as session:
        reopened, agreed = (first(session, TargetRow, code=code) for code in ("T001", "T003"))
        assert (reopened.value, reopened.review_state) == (99, "reopened")
        assert (agreed.value, agreed.review_state) == (99, "corrected")
        assert (
            session.execute(text("select record_id from review_queue where priority = 1")).scalar()
            == reopened.target_id
        )


def test_agencies_indicator_and_issuer_are_corrected_by_name(engine):
    document_id = put(engine)
    with session_scope(engine) as session:
        correct(session, first(session, AssignmentRow), "coordinate", "Phòng Nội vụ; Phòng Văn hóa", by="Lan")
        correct(session, first(session, AssignmentRow, number="3"), "lead", "Thanh tra huyện", by="Lan")
        correct(session, first(session, TargetRow), "indicator", "dossiers_online", by="Lan")
        correct(session, session.get_one(DocumentRow, document_id), "issuer", "UBND huyện Gia Lâm", by="Lan")
    put(engine, version="2.0")
    with session_scope(engine, write=False) as session:
        assignment = first(session, AssignmentRow)
        assert value_of(session, assignment, "coordinate") == "Phòng Nội vụ; Phòng Văn hóa"
        assert value_of(session, assignment, "lead") == "Phòng Tư pháp"
        assert value_of(session, first(session, AssignmentRow, number="3"), "lead") == "Thanh tra huyện"
        assert value_of(session, first(session, TargetRow), "indicator") == "dossiers_online"
        assert session.scalar(text("select unit from plan_overview")) == "huyện Gia Lâm"


def test_correcting_a_number_leads_citations_to_the_document(engine):
    put(engine)
    cited = put_cited(engine, number="6/KH-UBND")
    with session_scope(engine) as session:
        correct(session, session.get_one(DocumentRow, cited), "number", "05/KH-UBND", by="Lan")
        assert first(session, CitationRow, number="05/KH-UBND").cited_document_id == cited


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("value", "nhiều", "targets.value cannot be 'nhiều'"),
        ("comparator", "about", "targets.comparator cannot be 'about'"),
        ("quote", None, "targets.quote cannot be empty"),
        ("document_id", "7", "targets has no field 'document_id'"),
        ("review_state", "maybe", "targets.review_state cannot be 'maybe'"),
        ("indicator", "nonsense", "there is no indicator 'nonsense'"),
    ],
)
def test_corrections_that_cannot_be(engine, field, value, sentence):
    put(engine)
    with session_scope(engine) as session:
        row = first(session, TargetRow)
        before = (row.value, row.comparator, row.review_state)
        with pytest.raises(UsageError) as error:
            correct(session, row, field, value, by="Lan")
        assert sentence in str(error.value)
        session.refresh(row)
        assert (row.value, row.comparator, row.review_state) == before
    assert counts(engine)["corrections"] == 0


def test_every_kind_of_record_can_be_corrected(engine):
    put(engine)
    with session_scope(engine) as session:
        for kind in (
            "documents",
            "sections",
            "targets",
            "assignments",
            "statistics",
            "responsibilities",
            "citations",
            "findings",
        ):
            assert "review_state" in correctable(kind)
            assert not {"record_key", "char_start", "document_id"} & set(correctable(kind))
        correct(session, first(session, FindingRow), "detail", "x", by="Lan")
        correct(session, first(session, SectionRow), "title", "MỤC TIÊU CHUNG", by="Lan")
    put(engine, version="2.0")
    with session_scope(engine, write=False) as session:
        assert first(session, FindingRow).detail == "x"
        assert first(session, SectionRow).title == "MỤC TIÊU CHUNG"


def test_replay_tells_what_it_did(engine):
    document_id = put(engine)
    with session_scope(engine) as session:
        correct(session, first(session, TargetRow), "value", "99", by="Lan")
        document = session.get_one(DocumentRow, document_id)
        session.add(
            Correction(
                document_sha256=document.sha256,
                record_kind="targets",
                record_key="targets:none:1",
                quote="x",
                field="value",
                old="1",
                new="2",
                corrected_by="Lan",
                corrected_at=dt.datetime.now(dt.UTC),
            )
        )
        session.flush()
        assert replay(session, document) == Replay(applied=1, reopened=0, orphaned=1)


def test_a_correction_keeps_its_moment(engine):
    put(engine)
    moment = dt.datetime(2025, 3, 1, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    with session_scope(engine) as session:
        correct(session, first(session, TargetRow), "value", "1", by="Lan", at=moment)
    with session_scope(engine, write=False) as session:
        assert session.query(Correction).one().corrected_at == moment


def test_corrections_hold_to_the_part_of_the_file(engine):
    """Two documents of one file that say the same: each keeps its own corrections."""
    letter, plan = composed(), replace(composed(), part=2)
    keys = [put(engine, document) for document in (letter, plan)]
    with session_scope(engine) as session:
        row = first(session, TargetRow, code="T003", document_id=keys[1])
        correct(session, row, "value", "97.5", by="Lan")
        correct(session, session.get_one(DocumentRow, keys[1]), "title", "Kế hoạch thứ hai", by="Lan")
        assert [held.document_part for held in session.query(Correction)] == [2, 2]
    for document in (letter, plan):
        put(engine, document, version="2.0")
    with session_scope(engine, write=False) as session:
        values = [first(session, TargetRow, code="T003", document_id=key).value for key in keys]
        titles = [session.get_one(DocumentRow, key).title for key in keys]
        assert values == [98, 97.5]
        assert titles == ["Cải cách hành chính năm 2024", "Kế hoạch thứ hai"]
        assert session.execute(text("select * from orphaned_corrections")).all() == []


def test_corrections_follow_a_record_into_another_part(engine):
    """A newer version divides the file otherwise: what stood in the second document stands in the first."""
    put(engine, composed(["UBND XÃ", "Kính gửi: huyện"]), extracted_letter())
    key = put(engine, replace(composed(), part=2))
    with session_scope(engine) as session:
        correct(session, first(session, TargetRow, code="T003", document_id=key), "value", "97.5", by="Lan")
    with session_scope(engine) as session:
        drop_parts_after(session, "a" * 64, 1)
    key = put(engine, composed(), version="2.0")
    with session_scope(engine, write=False) as session:
        assert first(session, TargetRow, code="T003", document_id=key).value == 97.5
        assert session.execute(text("select * from orphaned_corrections")).all() == []


def extracted_letter():
    return Records(document=DocumentRecord(kind="Công văn", number="45/UBND-VP"))
