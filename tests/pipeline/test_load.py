"""Loading: one file once, a newer version in place of the older, each value led back to its place."""

import datetime as dt
import time
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from models.document import Box, PlacedWord
from models.records import (
    Assignment,
    DocumentRecord,
    Records,
    Responsibility,
    Section,
    Target,
)
from models.schema import Document as DocumentRow
from models.schema import (
    Indicator,
    SectionRow,
    StatisticRow,
    StatisticValue,
    TargetRow,
)
from models.schema import Line as LineRow
from pipeline.database import session_scope
from pipeline.errors import DatabaseError
from pipeline.load import drop_parts_after, held_version, version_key
from tests.pipeline.plans import LINES, composed, counts, extracted, put, target


def test_every_record_becomes_a_row(engine):
    put(engine)
    held = counts(engine)
    assert {
        name: held[name] for name in held if not name.startswith(("admin_unit", "ingest_", "agenc", "indicators"))
    } == {
        "documents": 1,
        "recipients": 2,
        "pages": 1,
        "lines": 10,
        "sections": 3,
        "targets": 3,
        "assignments": 3,
        "assignment_agencies": 4,
        "assignment_deadlines": 4,
        "tables": 1,
        "table_columns": 2,
        "cells": 6,
        "statistics": 1,
        "statistic_values": 3,
        "responsibilities": 1,
        "citations": 2,
        "findings": 1,
        "corrections": 0,
    }


@pytest.mark.parametrize("version", ["1.0", "0.9.9", "1.0+local"])
def test_the_same_file_again_adds_nothing(engine, version):
    first = put(engine)
    before = counts(engine)
    with session_scope(engine, write=False) as session:
        target_ids = session.scalars(select(TargetRow.target_id)).all()
    assert put(engine, version=version) == first
    assert counts(engine) == before
    with session_scope(engine, write=False) as session:
        assert session.scalars(select(TargetRow.target_id)).all() == target_ids
        assert held_version(session, "a" * 64) == "1.0"
        assert held_version(session, "b" * 64) is None


@pytest.mark.parametrize("options", [{"version": "1.1"}, {"version": "1.0", "replace": True}])
def test_a_newer_version_replaces_the_rows_and_keeps_the_key(engine, options):
    first = put(engine)
    document = composed()
    records = extracted(document, title="Tên mới")
    records.targets = records.targets[:1]
    records.document.recipients = []
    assert put(engine, document, records, **options) == first
    held = counts(engine)
    assert (held["documents"], held["targets"], held["recipients"], held["lines"]) == (1, 1, 0, 10)
    with session_scope(engine, write=False) as session:
        assert session.get_one(DocumentRow, first).title == "Tên mới"


def test_another_file_with_the_same_content_is_another_document(engine):
    assert put(engine) != put(engine, sha256="b" * 64)


def test_a_failure_midway_leaves_nothing(engine, monkeypatch):
    monkeypatch.setattr("pipeline.load.link_citations", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        put(engine)
    monkeypatch.undo()
    assert counts(engine)["documents"] == counts(engine)["targets"] == counts(engine)["agencies"] == 0


def test_a_failed_replacement_leaves_the_older_rows(engine, monkeypatch):
    put(engine)
    before = counts(engine)
    monkeypatch.setattr("pipeline.load.link_citations", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        put(engine, version="2.0")
    assert counts(engine) == before


def test_a_value_that_the_checks_refuse_is_an_error_of_the_database(engine):
    document = composed()
    records = extracted(document)
    records.targets[0] = records.targets[0].model_copy(update={"comparator": "about"})
    with pytest.raises(DatabaseError):
        put(engine, document, records)
    assert counts(engine)["documents"] == 0


def test_a_long_document_loads_in_about_a_second(engine):
    lines = [f"{number}% hồ sơ thủ tục hành chính được giải quyết đúng hạn." for number in range(4000)]
    document = composed(lines)
    records = Records(targets=[target(document, n, line, value=1) for n, line in enumerate(lines[:800])])
    started = time.perf_counter()
    put(engine, document, records)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("older", "newer"),
    [("0.9.1", "0.10.0"), ("1.0", "1.0.1"), ("1", "2"), ("0.1.0+a9", "0.1.1+a1")],
)
def test_version_key(older, newer):
    assert version_key(older) < version_key(newer)


def test_versions_that_are_the_same():
    assert version_key("0.1.0+gabc1") == version_key("0.1.0+gdef2")


def test_values_lead_back_to_page_and_boxes(engine):
    put(engine)
    with session_scope(engine, write=False) as session:
        row = session.scalars(select(TargetRow).where(TargetRow.code == "T001")).one()
        assert row.page == 1
        assert row.confidence == pytest.approx(0.95)
        document = session.get_one(DocumentRow, row.document_id)
        assert document.text[row.char_start : row.char_end] == row.quote
        evidence = session.execute(
            text("select page, text, x0, y0, x1, y1 from evidence where record_kind = 'targets' and record_id = :id"),
            {"id": row.target_id},
        ).all()
        assert evidence == [(1, LINES[4], 70.0, 120.0, 520.0, 134.0)]


def test_lines_keep_what_was_recognised(engine):
    put(engine)
    with session_scope(engine, write=False) as session:
        rows = session.scalars(select(LineRow).order_by(LineRow.position)).all()
        assert [row.raw_text for row in rows] == [None, LINES[1].replace("KẾ", "KÊ"), *[None] * 8]
        assert [row.is_running for row in rows] == [*[False] * 9, True]


def test_what_was_left_out_of_the_text_is_kept_with_its_place(engine):
    put(engine)
    with session_scope(engine, write=False) as session:
        (row,) = session.scalars(select(LineRow).where(LineRow.is_running)).all()
        assert (row.text, row.page, row.x0, row.y1, row.confidence) == ("1", 1, 290.0, 812.0, 0.9)
        assert row.char_start == row.char_end == len(session.get_one(DocumentRow, row.document_id).text)
        assert row.page_id is not None


def test_sections_form_a_tree_and_hold_their_records(engine):
    put(engine)
    with session_scope(engine, write=False) as session:
        sections = {row.path: row for row in session.scalars(select(SectionRow))}
        assert sections["I.1"].parent_id == sections["I"].section_id
        assert sections["I"].parent_id is sections["II"].parent_id is None
        targets = session.scalars(select(TargetRow)).all()
        assert {row.section_id for row in targets} == {sections["I.1"].section_id}


def test_a_target_of_an_appendix_that_is_no_section_keeps_its_path(engine):
    document = composed()
    records = extracted(document)
    records.targets = [target(document, 1, LINES[5], section="PL2", value=95)]
    put(engine, document, records)
    with session_scope(engine, write=False) as session:
        row = session.scalars(select(TargetRow)).one()
        assert (row.section_path, row.section_id) == ("PL2", None)


def test_of_two_sections_of_one_path_the_one_around_the_record_counts(engine):
    document = composed()
    records = extracted(document)
    place = {"label": "1.", "title": "x", "kind": "heading"}
    middle = document.text.index(LINES[5])
    records.sections = [
        Section(path="I.1", char_start=0, char_end=middle, **place),
        Section(path="I.1", char_start=middle, char_end=len(document.text), **place),
    ]
    put(engine, document, records)
    with session_scope(engine, write=False) as session:
        first, second = session.scalars(select(SectionRow.section_id).order_by(SectionRow.position))
        assert session.scalars(select(TargetRow.section_id).order_by(TargetRow.position)).all() == [
            first,
            second,
            second,
        ]


@pytest.mark.parametrize(
    ("deadline", "year", "due_on"),
    [
        ("2025", 2025, dt.date(2025, 12, 31)),
        ("2024-06-30", 2024, dt.date(2024, 6, 30)),
        ("yearly", None, None),
        (None, None, None),
        ("sớm", None, None),
    ],
)
def test_deadlines(engine, deadline, year, due_on):
    document = composed()
    put(engine, document, Records(targets=[target(document, 1, LINES[5], value=95, deadline=deadline)]))
    with session_scope(engine, write=False) as session:
        row = session.scalars(select(TargetRow)).one()
        assert (row.deadline, row.deadline_year, row.due_on) == (deadline, year, due_on)


def test_targets_get_their_indicator_and_folded_scope(engine):
    put(engine)
    with session_scope(engine, write=False) as session:
        rows = session.execute(
            select(TargetRow.code, Indicator.code, TargetRow.scope_key)
            .join(Indicator, Indicator.indicator_id == TargetRow.indicator_id)
            .order_by(TargetRow.position)
        ).all()
        assert rows == [
            ("T001", "dossiers_on_time", None),
            ("T002", "satisfaction_service", "cap xa"),
            ("T003", "dossiers_on_time", None),
        ]


def test_years_of_forms(engine):
    put(engine)
    with session_scope(engine, write=False) as session:
        rows = session.execute(select(StatisticValue.period, StatisticValue.year, StatisticValue.value)).all()
        assert rows == [("Năm 2023", 2023, 1250), ("6 tháng đầu năm 2024", 2024, None), ("Ghi chú", None, None)]
        assert session.scalars(select(StatisticRow.unit)).all() == ["hồ sơ"]


def test_records_without_place_or_values_load(engine):
    put(engine, records=Records(targets=[Target(id="T1", kind="qualitative", section=None, quote="Đẩy mạnh")]))
    with session_scope(engine, write=False) as session:
        row = session.scalars(select(TargetRow)).one()
        assert (row.page, row.confidence, row.indicator_id, row.section_id) == (None, None, None, None)


def test_words_of_lines_are_kept_compactly(engine):
    document = composed()
    first = document.lines[0]
    box = Box(70.04, 40.0, 99.96, 54.25)
    words = (
        PlacedWord(0, 2, box, 0.987),
        PlacedWord(3, 6, box, 0.5, "BẠN"),
        PlacedWord(7, 11, box, None, "NHẬN"),
        PlacedWord(12, 15, box),
    )
    document = replace(document, lines=(replace(first, words=words), *document.lines[1:]))
    put(engine, document)
    with engine.connect() as connection:
        held = connection.execute(text("select words from lines order by line_id limit 2")).scalars().all()
    place = "70,40,100,54.2"
    assert held == [f'[[0,2,{place},0.99],[3,6,{place},0.5,"BẠN"],[7,11,{place},null,"NHẬN"],[12,15,{place}]]', None]
    with session_scope(engine, write=False) as session:
        line = session.scalars(select(LineRow)).first()
        assert [line.text[word[0] : word[1]] for word in line.words] == ["ỦY", "BAN", "NHÂN", "DÂN"]


def test_parts_of_a_file_are_documents_of_their_own(engine):
    first, second = put(engine), put(engine, replace(composed(), part=2))
    assert first != second
    assert put(engine, replace(composed(), part=2)) == second
    with session_scope(engine) as session:
        assert held_version(session, "a" * 64) == "1.0"
        drop_parts_after(session, "a" * 64, 1)
        assert session.scalars(select(DocumentRow.document_id)).all() == [first]
        assert session.scalars(select(TargetRow.document_id).distinct()).all() == [first]


def test_two_names_of_one_office_are_one_agency(engine):
    named = [["Phòng Nội vụ huyện"], ["Phòng Nội vụ", "Phòng Nội vụ huyện"], *[["Phòng Nội vụ"]] * 3]
    tasks = [Assignment(table=1, task="Rà soát", lead=lead, lead_raw=lead[0]) for lead in named]
    duties = [Responsibility(agency="Phòng Nội vụ huyện", section="V.1", duties=2)]
    head = DocumentRecord(kind="Kế hoạch", issuer="UBND huyện Sông Mây", admin_level="district")
    put(engine, records=Records(document=head, assignments=tasks, responsibilities=duties))
    with session_scope(engine, write=False) as session:
        names = session.execute(text("SELECT DISTINCT name FROM agencies WHERE name LIKE 'Phòng%'")).scalars().all()
        links = session.execute(text("SELECT count(*) FROM assignment_agencies")).scalar_one()
        aliases = session.execute(text("SELECT alias FROM agency_aliases")).scalars().all()
    assert (names, links, aliases) == (["Phòng Nội vụ"], 5, ["Phòng Nội vụ huyện"])


def test_an_office_with_a_bracket_is_the_office_and_keeps_its_spelling(engine):
    named = [["Công an tỉnh (PC06)", "Sở Y tế"], ["Công an tỉnh"], ["Công an tỉnh", "Công an tỉnh (PA05)"]]
    tasks = [Assignment(table=1, task="Rà soát", lead=lead, lead_raw=", ".join(lead)) for lead in named]
    head = DocumentRecord(kind="Kế hoạch", issuer="UBND tỉnh Mây Trắng", admin_level="province")
    put(engine, records=Records(document=head, assignments=tasks))
    with session_scope(engine, write=False) as session:
        names = session.execute(text("SELECT name FROM agencies WHERE name LIKE 'Công an%'")).scalars().all()
        links = session.execute(text("SELECT count(*) FROM assignment_agencies")).scalar_one()
        aliases = session.execute(text("SELECT alias FROM agency_aliases ORDER BY alias")).scalars().all()
    assert (names, links) == (["Công an tỉnh"], 4)
    assert aliases == ["Công an tỉnh (PA05)", "Công an tỉnh (PC06)"]
