"""What the views show."""

import datetime as dt

import pytest
from sqlalchemy import text

from models.records import (
    Target,
)
from models.views import VIEWS
from pipeline.database import session_scope
from tests.pipeline.plans import CITED, composed, counts, extracted, put, put_cited


def test_views_have_the_columns_that_are_documented(engine):
    with engine.connect() as connection:
        for view in VIEWS:
            assert list(connection.execute(text(f"select * from {view.name}")).keys()) == list(view.columns)


def test_the_review_queue_begins_with_the_worst(engine):
    put(engine)
    with session_scope(engine, write=False) as session:
        rows = session.execute(
            text("select priority, confidence, record_kind from review_queue order by priority")
        ).all()
        confidences = [row.confidence for row in rows if row.confidence is not None]
        assert confidences == sorted(confidences)
        assert [row.confidence for row in rows[: len(confidences)]] == confidences
        assert len(rows) == sum(
            counts(engine)[kind]
            for kind in (
                "targets",
                "assignments",
                "citations",
                "responsibilities",
                "statistics",
                "findings",
                "sections",
            )
        )


def test_one_row_of_comparison_for_what_a_plan_states_twice(engine):
    put(engine)
    with session_scope(engine, write=False) as session:
        row = session.execute(text("select * from target_comparison where indicator = 'dossiers_on_time'")).one()
        assert (row.value, row.statement_count, row.stated_min, row.stated_max) == (100, 2, 98, 100)
        assert (row.issuer, row.admin_level, row.deadline_year, row.page) == ("UBND huyện Ba Vì", "district", 2024, 1)


def compared(indicator, value, deadline="2024", scope=None, comparator=">=", unit="%", **fields) -> Target:
    subjects = {
        "dossiers_on_time": "hồ sơ thủ tục hành chính giải quyết đúng hạn",
        "dossiers_online": "hồ sơ thủ tục hành chính tiếp nhận trực tuyến",
        "work_files_online": "hồ sơ công việc xử lý trên môi trường mạng",
        "par_index_rank": "Chỉ số cải cách hành chính (PAR INDEX)",
        "initiatives": "sáng kiến cải cách hành chính",
    }
    return Target(
        id="T",
        kind="quantitative",
        section="I",
        quote=f"{indicator} {value} {scope} {deadline}",
        subject=subjects[indicator],
        value=value,
        unit=unit,
        comparator=comparator,
        deadline=deadline,
        scope=scope,
        **fields,
    )


@pytest.mark.parametrize(
    ("plan", "cited", "outcomes"),
    [
        (compared("dossiers_on_time", 98), compared("dossiers_on_time", 98), ["kept"]),
        (compared("dossiers_on_time", 99), compared("dossiers_on_time", 98), ["raised"]),
        (compared("dossiers_on_time", 90), compared("dossiers_on_time", 98), ["lowered"]),
        # A smaller rank is more ambitious.
        (
            compared("par_index_rank", 5, unit="hạng", comparator="<="),
            compared("par_index_rank", 10, unit="hạng", comparator="<="),
            ["raised"],
        ),
        (
            compared("par_index_rank", 10, unit="hạng", comparator=None),
            compared("par_index_rank", 5, unit="hạng", comparator="<="),
            ["lowered"],
        ),
        (
            compared("initiatives", 1, unit="sáng kiến", value_max=2, comparator="range"),
            compared("initiatives", 1, unit="sáng kiến", value_max=3, comparator="range"),
            ["lowered"],
        ),
        # A district's own level is no scope; another level is.
        (compared("work_files_online", 90), compared("work_files_online", 90, scope="Cấp huyện"), ["kept"]),
        (compared("work_files_online", 90), compared("work_files_online", 80, scope="cấp xã"), ["added", "dropped"]),
        # What a province sets for itself is not dropped, nor what falls into later years.
        (compared("dossiers_on_time", 98), compared("work_files_online", 95, scope="cấp tỉnh"), ["added"]),
        (compared("dossiers_on_time", 98), compared("dossiers_on_time", 99, deadline="2030"), ["added"]),
        (compared("dossiers_on_time", 98), compared("dossiers_online", 50), ["added", "dropped"]),
        (compared("dossiers_on_time", 98, "yearly"), compared("dossiers_on_time", 98, "yearly"), ["kept"]),
    ],
)
def test_cascade(engine, plan, cited, outcomes):
    document = composed()
    for sha256, head, target_, citations in (
        ("a" * 64, {}, plan, extracted(document).citations),
        ("c" * 64, CITED, cited, []),
    ):
        records = extracted(document, **head)
        records.targets, records.citations = [target_], citations
        put(engine, document, records, sha256=sha256)
    with session_scope(engine, write=False) as session:
        rows = session.execute(text("select * from target_cascade order by outcome")).all()
        assert [row.outcome for row in rows] == outcomes
        assert {(row.number, row.cited_number) for row in rows} == {("12/KH-UBND", "5/KH-UBND")}


def test_the_graph_tells_the_role_of_a_citation(engine):
    put(engine)
    with session_scope(engine, write=False) as session:
        rows = session.execute(text("select cited_number, role, is_legal_basis from citation_graph")).all()
    assert [tuple(row) for row in rows if row.cited_number == "76/NQ-CP"] == [("76/NQ-CP", "basis", True)]


def test_no_cascade_without_a_link(engine):
    put(engine)
    put_cited(engine, issued_on=dt.date(2023, 1, 3))
    with session_scope(engine, write=False) as session:
        assert session.execute(text("select * from target_cascade")).all() == []
