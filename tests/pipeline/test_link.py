"""Issuers to units, agencies to one row, citations to documents."""

import datetime as dt

import pytest
from sqlalchemy import select, text

from models.records import Citation
from models.schema import (
    Agency,
    AgencyAlias,
    AssignmentAgency,
    CitationRow,
)
from models.schema import Document as DocumentRow
from pipeline.database import session_scope
from pipeline.link import agency_level, number_key
from pipeline.load import load
from tests.pipeline.plans import CITED, LINES, composed, extracted, put, put_cited


def test_an_agency_is_one_row_through_all_plans(engine):
    put(engine)
    put(engine, sha256="b" * 64)
    with session_scope(engine, write=False) as session:
        names = session.scalars(select(Agency.name).order_by(Agency.name)).all()
        assert names == ["Phòng Nội vụ", "Phòng Tư pháp", "UBND các xã", "UBND huyện Ba Vì"]
        aliases = session.execute(select(Agency.name, AgencyAlias.alias).join(Agency)).all()
        # Only a cell with one agency spells it.
        assert aliases == [("Phòng Tư pháp", "P. Tư pháp")]


def test_issuers_of_one_name_in_two_districts_are_two(engine):
    for sha256, district in (("a" * 64, "HUYỆN ĐAN PHƯỢNG"), ("b" * 64, "HUYỆN VŨ THƯ")):
        document = composed([f"UBND {district}", *LINES[1:]])
        records = extracted(document, issuer="UBND xã Tân Lập", admin_level="commune", place="Tân Lập")
        put(engine, document, records, sha256=sha256)
    with session_scope(engine, write=False) as session:
        issuers = session.scalars(select(DocumentRow.issuer_id)).all()
        assert len(set(issuers)) == 2
        overview = session.execute(text("select issuer, unit, province from plan_overview order by province")).all()
        assert overview == [
            ("UBND xã Tân Lập", "xã Tân Lập", "Hà Nội"),
            ("UBND xã Tân Lập", "xã Tân Lập", "Thái Bình"),
        ]


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ({}, "huyện Ba Vì"),
        ({"issuer": "Sở Nội vụ", "admin_level": "province", "place": "Hà Nội"}, "thành phố Hà Nội"),
        ({"issuer": "UBND xã Tân Thành", "admin_level": "commune", "place": "Tân Thành"}, None),
        ({"issuer": None, "place": None}, None),
        ({"issuer": "Bộ Nội vụ", "admin_level": "central", "place": "Hà Nội"}, None),
    ],
)
def test_the_unit_of_the_issuer(engine, head, unit):
    document = composed()
    put(engine, document, extracted(document, **head))
    with session_scope(engine, write=False) as session:
        assert session.scalar(text("select unit from plan_overview")) == unit


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Bộ Nội vụ", "central"),
        ("Thủ tướng Chính phủ", "central"),
        ("UBND tỉnh", "province"),
        ("Sở Tư pháp", "province"),
        ("Các sở, ban, ngành cấp tỉnh", "province"),
        ("Ban Tổ chức Tỉnh ủy", "province"),
        ("UBND huyện", "district"),
        ("Phòng Nội vụ", "district"),
        ("UBND thị xã", "district"),
        ("UBND xã", "commune"),
        ("UBND các xã, thị trấn", "commune"),
        ("UBND cấp xã", "commune"),
        ("Các cơ quan, đơn vị", None),
        ("Bộ phận Một cửa", None),
        ("Bộ phận Tiếp nhận và trả kết quả", None),
        ("Bộ Chỉ huy Quân sự tỉnh", "province"),
        ("Công an huyện", "district"),
        # Registered, though nothing in the words tells.
        ("Bảo hiểm xã hội Việt Nam", "central"),
        ("Đài Truyền hình Việt Nam", "central"),
    ],
)
def test_agency_level(name, level):
    assert agency_level(name) == level


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("09/KH-UBND", "9/KH-UBND"),
        ("01-NQ/TU", "01/NQ/TU"),
        ("5/QĐ-UBND", "5 / QĐ - UBND"),
        ("1/QĐ-TTG", "1/QĐ-TTg"),
        ("99/NQCP", "99/NQ-CP"),
    ],
)
def test_number_key_joins(one, other):
    assert number_key(one) == number_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("10/KH-UBND", "1/KH-UBND"), ("12/KH-UBND", "12/QĐ-UBND"), ("12/2020/QĐ-UBND", "12/QĐ-UBND")],
)
def test_number_key_keeps_apart(one, other):
    assert number_key(one) != number_key(other)


@pytest.mark.parametrize("cited_first", [True, False])
def test_a_citation_finds_its_document_whichever_comes_first(engine, cited_first):
    if cited_first:
        cited, citing = put_cited(engine), put(engine)
    else:
        citing, cited = put(engine), put_cited(engine)
    with session_scope(engine, write=False) as session:
        links = session.execute(
            select(CitationRow.document_id, CitationRow.number, CitationRow.cited_document_id).order_by(
                CitationRow.position
            )
        ).all()
        assert links == [(citing, "76/NQ-CP", None), (citing, "05/KH-UBND", cited)]


@pytest.mark.parametrize(
    "head",
    [
        {"issued_on": dt.date(2023, 1, 3)},
        {"issued_on": None},
        {"number": "5/QĐ-UBND"},
        {"issuer": "UBND huyện Gia Lâm", "admin_level": "district", "place": "Gia Lâm"},
        {"issuer": "UBND tỉnh Thái Bình", "place": "Thái Bình"},
    ],
    ids=["other year", "no date", "other kind", "other level", "other province"],
)
def test_a_document_of_the_same_number_that_is_not_meant(engine, head):
    put(engine)
    put_cited(engine, **head)
    with session_scope(engine, write=False) as session:
        assert session.scalars(select(CitationRow.cited_document_id)).all() == [None, None]


@pytest.mark.parametrize(
    ("issuer", "level", "found"),
    [
        # The number holds its year: the area tells whose it is.
        ("UBND thành phố Hà Nội", "province", True),
        ("UBND tỉnh Thái Bình", "province", False),
        (None, "province", False),
        ("Chính phủ", "central", True),
    ],
)
def test_a_number_with_its_year_needs_no_date(engine, issuer, level, found):
    document = composed()
    records = extracted(document)
    records.citations = [Citation(number="05/2024/QĐ-UBND")]
    put(engine, document, records)
    place = (issuer or "").rpartition("UBND ")[2] or None
    cited = put_cited(
        engine, number="5/2024/QĐ-UBND", issuer=issuer, admin_level=level, place=place, recipients=[], title=None
    )
    with session_scope(engine, write=False) as session:
        assert session.scalars(select(CitationRow.cited_document_id)).all() == [cited if found else None]


def test_two_files_of_the_cited_document_are_no_doubt(engine):
    cited = put_cited(engine)
    document = composed(["UBND THÀNH PHỐ HÀ NỘI", *LINES[1:]])
    records = extracted(document, **CITED)
    records.citations = []
    put(engine, document, records, sha256="d" * 64)
    citing = put(engine)
    with session_scope(engine, write=False) as session:
        links = select(CitationRow.cited_document_id).where(CitationRow.document_id == citing)
        assert session.scalars(links.order_by(CitationRow.position)).all() == [None, cited]


def test_replacing_either_side_keeps_the_link(engine):
    citing, cited = put(engine), put_cited(engine)
    put(engine, version="2.0")
    with session_scope(engine) as session:
        load(
            session,
            composed(),
            extracted(composed(), **CITED),
            sha256="c" * 64,
            source_uri="x",
            extractor_version="2.0",
        )
    with session_scope(engine, write=False) as session:
        links = session.execute(select(CitationRow.document_id, CitationRow.cited_document_id)).all()
        assert (citing, cited) in links


def test_a_link_goes_when_the_number_is_read_anew(engine):
    put(engine)
    put_cited(engine)
    with session_scope(engine) as session:
        document = composed()
        load(
            session,
            document,
            extracted(document, **{**CITED, "number": "6/KH-UBND"}),
            sha256="c" * 64,
            source_uri="x",
            extractor_version="2.0",
        )
        assert (
            session.scalars(
                select(CitationRow.cited_document_id).where(CitationRow.cited_document_id.is_not(None))
            ).all()
            == []
        )


def test_roles_of_agencies(engine):
    put(engine)
    with session_scope(engine, write=False) as session:
        rows = session.execute(
            select(Agency.name, AssignmentAgency.role, AssignmentAgency.position, AssignmentAgency.raw)
            .join(Agency)
            .order_by(AssignmentAgency.assignment_agency_id)
        ).all()
        assert rows == [
            ("Phòng Tư pháp", "lead", 1, "Phòng Tư pháp"),
            ("Phòng Nội vụ", "coordinate", 1, "Phòng NV; UBND các xã"),
            ("UBND các xã", "coordinate", 2, "Phòng NV; UBND các xã"),
            ("Phòng Tư pháp", "lead", 1, "P. Tư pháp"),
        ]
