"""The data dictionary is what the models say, and the models say something of each column."""

from pathlib import Path

import pytest

from models.dictionary import data_dictionary
from models.schema import TABLES
from models.views import VIEWS

PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


def test_the_page_is_what_the_models_say():
    assert PAGE.read_text(encoding="utf8") == data_dictionary(), (
        "run: python -m models.dictionary > docs/data-dictionary.md"
    )


@pytest.mark.parametrize("table", TABLES.values(), ids=str)
def test_each_table_and_column_has_a_comment(table):
    assert table.comment
    assert not [column.name for column in table.columns if not column.comment]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_each_view_and_column_has_a_comment(view):
    assert view.comment
    assert all(view.columns.values())


def test_the_page_names_all_tables_views_and_columns():
    page = data_dictionary()
    for table in TABLES.values():
        assert f"### {table.name}\n" in page
        assert all(f"| {column.name} |" in page or f"| **{column.name}** |" in page for column in table.columns)
    for view in VIEWS:
        assert f"### {view.name}\n" in page


TABLES_OF_THE_DESIGN = {
    "documents": "sha256 source_uri kind number issuer_id admin_level place issued_on title period_start period_end "
    "vision_year signer signer_position signed_for page_count extractor_version ingested_at",
    "recipients": "document_id position name",
    "pages": "document_id number rotation origin confidence",
    "lines": "document_id page char_start char_end x0 y0 x1 y1",
    "sections": "document_id parent_id position path label title kind domain char_start char_end",
    "targets": "document_id section_id kind subject indicator_id value value_max unit comparator direction deadline "
    "due_on deadline_from baseline scope exception domain quote char_start char_end confidence review_state",
    "assignments": "document_id section_id table_number group_label group_title number task product deadline_raw "
    "deadline_kind starts_on due_on budget note domain char_start char_end confidence review_state",
    "assignment_agencies": "assignment_id agency_id role position raw",
    "agencies": "name level parent_id",
    "agency_aliases": "agency_id alias",
    "admin_units": "code name level parent_id",
    "indicators": "code name domain unit",
    "responsibilities": "document_id agency_id duties",
    "statistics": "document_id indicator",
    "statistic_values": "statistic_id value",
    "citations": "document_id number cited_document_id",
    "findings": "document_id kind detail",
    "corrections": "record_key field old new corrected_by corrected_at reason",
    "ingest_runs": "started_at finished_at",
    "ingest_files": "ingest_run_id outcome error",
}
"""Names that users' SQL depends on: they are added to, never renamed."""


@pytest.mark.parametrize(("table", "columns"), TABLES_OF_THE_DESIGN.items())
def test_names_that_users_depend_on(table, columns):
    assert set(columns.split()) <= {column.name for column in TABLES[table].columns}
