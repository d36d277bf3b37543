"""Make the tables of the first version."""

# ruff: noqa: E501

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None
VIEWS = "1aed847c0f05219c"
"""Fingerprint of models.views after this migration."""


def upgrade() -> None:
    op.create_table(
        "admin_units",
        sa.Column(
            "admin_unit_id",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Lasting key: era (1 or 2), level (1 to 3), code in five digits",
        ),
        sa.Column("era", sa.Text(), nullable=False, comment="before or after 1 July 2025"),
        sa.Column("code", sa.Text(), nullable=False, comment="Official code of 2, 3 or 5 digits; unique in an era"),
        sa.Column("level", sa.Text(), nullable=False, comment="province, district or commune"),
        sa.Column("prefix", sa.Text(), nullable=False, comment="Kind of unit: tỉnh, huyện, xã, phường ..."),
        sa.Column("name", sa.Text(), nullable=False, comment="Name without the kind"),
        sa.Column("name_key", sa.Text(), nullable=False, comment="Name folded of marks and case"),
        sa.Column("parent_id", sa.Integer(), nullable=True, comment="Unit that holds it"),
        sa.CheckConstraint("era IN ('before', 'after')", name=op.f("ck_admin_units_era")),
        sa.CheckConstraint("level IN ('province', 'district', 'commune')", name=op.f("ck_admin_units_level")),
        sa.CheckConstraint(
            "prefix IN ('tỉnh', 'thành phố', 'huyện', 'quận', 'thị xã', 'xã', 'phường', 'thị trấn', 'đặc khu')",
            name=op.f("ck_admin_units_prefix"),
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["admin_units.admin_unit_id"], name=op.f("fk_admin_units_parent_id")),
        sa.PrimaryKeyConstraint("admin_unit_id", name=op.f("pk_admin_units")),
        sa.UniqueConstraint("era", "code", name=op.f("uq_admin_units_era_code")),
        comment="Provinces, districts and communes before and after 1 July 2025 (districts end there)",
    )
    op.create_index(op.f("ix_admin_units_name_key"), "admin_units", ["name_key"], unique=False)
    op.create_index(op.f("ix_admin_units_parent_id"), "admin_units", ["parent_id"], unique=False)
    op.create_table(
        "corrections",
        sa.Column(
            "correction_id", sa.Integer(), nullable=False, comment="Key, in the order in which corrections were made"
        ),
        sa.Column(
            "document_sha256",
            sa.Text(),
            nullable=False,
            comment="File that the record belongs to; holds without the document",
        ),
        sa.Column("record_kind", sa.Text(), nullable=False, comment="Table of the record"),
        sa.Column("record_key", sa.Text(), nullable=False, comment="Key of the record within the document"),
        sa.Column("quote", sa.Text(), nullable=False, comment="The record's words, to recognise it by if it is lost"),
        sa.Column(
            "field", sa.Text(), nullable=False, comment="Column; or lead, coordinate, monitor, issuer, indicator"
        ),
        sa.Column("old", sa.Text(), nullable=True, comment="Value before, as text"),
        sa.Column("new", sa.Text(), nullable=True, comment="Value after, as text"),
        sa.Column("corrected_by", sa.Text(), nullable=False, comment="Who"),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False, comment="When (UTC)"),
        sa.Column("reason", sa.Text(), nullable=True, comment="Why"),
        sa.PrimaryKeyConstraint("correction_id", name=op.f("pk_corrections")),
        comment="Append-only: who changed which value, when and why; replayed when a document is extracted again",
    )
    op.create_index(
        op.f("ix_corrections_document_sha256_record_key"),
        "corrections",
        ["document_sha256", "record_key"],
        unique=False,
    )
    op.create_table(
        "indicators",
        sa.Column("indicator_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("code", sa.Text(), nullable=False, comment="Lasting code, for example dossiers_on_time"),
        sa.Column("name", sa.Text(), nullable=False, comment="Vietnamese name"),
        sa.Column("domain", sa.Text(), nullable=True, comment="Area of administrative reform"),
        sa.Column("unit", sa.Text(), nullable=False, comment="Unit of its values: %, hạng, lần ..."),
        sa.CheckConstraint(
            "domain IN ('institutions', 'procedures', 'organization', 'civil_service', 'public_finance', 'digital_government', 'steering')",
            name=op.f("ck_indicators_domain"),
        ),
        sa.PrimaryKeyConstraint("indicator_id", name=op.f("pk_indicators")),
        sa.UniqueConstraint("code", name=op.f("uq_indicators_code")),
        comment="Indicators: targets of different plans that measure the same thing share one",
    )
    op.create_table(
        "ingest_runs",
        sa.Column("ingest_run_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False, comment="Begin (UTC)"),
        sa.Column(
            "finished_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="End (UTC); null while running or if killed",
        ),
        sa.Column("outcome", sa.Text(), nullable=False, comment="One of: running, finished, interrupted"),
        sa.Column("sources", sa.Text(), nullable=False, comment="Paths and URLs asked for, one a line"),
        sa.Column("version", sa.Text(), nullable=False, comment="Version of the program"),
        sa.Column("workers", sa.Integer(), nullable=True, comment="Processes at work"),
        sa.Column("files_found", sa.Integer(), nullable=False, comment="Files found"),
        sa.Column("files_loaded", sa.Integer(), nullable=False, comment="Files loaded or replaced"),
        sa.Column("files_unchanged", sa.Integer(), nullable=False, comment="Files that were already in, or skipped"),
        sa.Column("files_failed", sa.Integer(), nullable=False, comment="Files that failed"),
        sa.CheckConstraint("outcome IN ('running', 'finished', 'interrupted')", name=op.f("ck_ingest_runs_outcome")),
        sa.PrimaryKeyConstraint("ingest_run_id", name=op.f("pk_ingest_runs")),
        comment="Runs of kehoach ingest",
    )
    op.create_table(
        "admin_unit_successors",
        sa.Column("admin_unit_id", sa.Integer(), nullable=False, comment="Unit of before"),
        sa.Column("successor_id", sa.Integer(), nullable=False, comment="Unit of after"),
        sa.ForeignKeyConstraint(
            ["admin_unit_id"], ["admin_units.admin_unit_id"], name=op.f("fk_admin_unit_successors_admin_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["admin_units.admin_unit_id"], name=op.f("fk_admin_unit_successors_successor_id")
        ),
        sa.PrimaryKeyConstraint("admin_unit_id", "successor_id", name=op.f("pk_admin_unit_successors")),
        comment="Which unit of today holds (a part of) a unit of before 1 July 2025",
    )
    op.create_index(
        op.f("ix_admin_unit_successors_successor_id"), "admin_unit_successors", ["successor_id"], unique=False
    )
    op.create_table(
        "agencies",
        sa.Column("agency_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column(
            "name", sa.Text(), nullable=False, comment="Canonical name, for example UBND huyện + unit, Sở Nội vụ"
        ),
        sa.Column("key", sa.Text(), nullable=False, comment="Name in lower case, and the unit where it is known"),
        sa.Column(
            "level", sa.Text(), nullable=True, comment="central, province, district or commune, where the name tells"
        ),
        sa.Column("admin_unit_id", sa.Integer(), nullable=True, comment="Unit it governs, where it is known"),
        sa.Column("parent_id", sa.Integer(), nullable=True, comment="Agency it belongs to"),
        sa.CheckConstraint("level IN ('central', 'province', 'district', 'commune')", name=op.f("ck_agencies_level")),
        sa.ForeignKeyConstraint(
            ["admin_unit_id"], ["admin_units.admin_unit_id"], name=op.f("fk_agencies_admin_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["agencies.agency_id"], name=op.f("fk_agencies_parent_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("agency_id", name=op.f("pk_agencies")),
        sa.UniqueConstraint("key", name=op.f("uq_agencies_key")),
        comment="Agencies under their canonical names: those that issue plans, and those that plans charge",
    )
    op.create_index(op.f("ix_agencies_admin_unit_id"), "agencies", ["admin_unit_id"], unique=False)
    op.create_index(op.f("ix_agencies_parent_id"), "agencies", ["parent_id"], unique=False)
    op.create_table(
        "agency_aliases",
        sa.Column("agency_alias_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("agency_id", sa.Integer(), nullable=False, comment="Agency meant"),
        sa.Column("alias", sa.Text(), nullable=False, comment="Spelling as read"),
        sa.Column("key", sa.Text(), nullable=False, comment="Spelling folded of marks, case and punctuation"),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.agency_id"], name=op.f("fk_agency_aliases_agency_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("agency_alias_id", name=op.f("pk_agency_aliases")),
        sa.UniqueConstraint("agency_id", "key", name=op.f("uq_agency_aliases_agency_id_key")),
        comment="Spellings under which agencies were read",
    )
    op.create_index(op.f("ix_agency_aliases_key"), "agency_aliases", ["key"], unique=False)
    op.create_table(
        "documents",
        sa.Column(
            "document_id",
            sa.Integer(),
            nullable=False,
            comment="Key; kept when a newer version extracts the file again",
        ),
        sa.Column("sha256", sa.Text(), nullable=False, comment="SHA-256 of the file, hexadecimal"),
        sa.Column("source_uri", sa.Text(), nullable=False, comment="Where the file was read, when it first came in"),
        sa.Column("kind", sa.Text(), nullable=True, comment="Kế hoạch, Quyết định ..."),
        sa.Column(
            "number", sa.Text(), nullable=True, comment="Number and symbol without spaces, for example 12/KH-UBND"
        ),
        sa.Column("number_key", sa.Text(), nullable=True, comment="Number folded, by which citations find it"),
        sa.Column("issuer_id", sa.Integer(), nullable=True, comment="Issuer"),
        sa.Column(
            "admin_unit_id",
            sa.Integer(),
            nullable=True,
            comment="Unit of the issuer, if unambiguous; if merged before 2025, what took it in",
        ),
        sa.Column("admin_level", sa.Text(), nullable=True, comment="central, province, district or commune"),
        sa.Column("place", sa.Text(), nullable=True, comment="Place beside the date of issue"),
        sa.Column("issued_on", sa.Date(), nullable=True, comment="Date of issue"),
        sa.Column("title", sa.Text(), nullable=True, comment="Subject line (trích yếu) without the kind"),
        sa.Column("period_start", sa.Integer(), nullable=True, comment="First year of the plan"),
        sa.Column("period_end", sa.Integer(), nullable=True, comment="Last year of the plan"),
        sa.Column("vision_year", sa.Integer(), nullable=True, comment="Year to which the plan looks beyond its period"),
        sa.Column("signer", sa.Text(), nullable=True, comment="Name of the signer"),
        sa.Column("signer_position", sa.Text(), nullable=True, comment="Office of the signer"),
        sa.Column("signed_for", sa.Text(), nullable=True, comment="On whose behalf (TM., KT.) it is signed"),
        sa.Column("page_count", sa.Integer(), nullable=False, comment="Pages of the file"),
        sa.Column("text", sa.Text(), nullable=False, comment="The composed text, to which all character ranges refer"),
        sa.Column("confidence", sa.Double(), nullable=True, comment="Mean confidence of its recognised pages, 0 to 1"),
        sa.Column(
            "extractor_version", sa.Text(), nullable=False, comment="Version of the program that extracted its records"
        ),
        sa.Column(
            "ingested_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When its records were last written (UTC)",
        ),
        sa.Column("record_key", sa.Text(), server_default="document", nullable=False, comment="Always document"),
        sa.Column(
            "review_state",
            sa.Text(),
            server_default="unreviewed",
            nullable=False,
            comment="One of: unreviewed, accepted, corrected, rejected, reopened",
        ),
        sa.CheckConstraint(
            "admin_level IN ('central', 'province', 'district', 'commune')", name=op.f("ck_documents_admin_level")
        ),
        sa.CheckConstraint(
            "review_state IN ('unreviewed', 'accepted', 'corrected', 'rejected', 'reopened')",
            name=op.f("ck_documents_review_state"),
        ),
        sa.ForeignKeyConstraint(
            ["admin_unit_id"], ["admin_units.admin_unit_id"], name=op.f("fk_documents_admin_unit_id")
        ),
        sa.ForeignKeyConstraint(["issuer_id"], ["agencies.agency_id"], name=op.f("fk_documents_issuer_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_documents")),
        sa.UniqueConstraint("sha256", name=op.f("uq_documents_sha256")),
        comment="Plans and decisions, one row for each distinct file",
    )
    op.create_index(op.f("ix_documents_admin_unit_id"), "documents", ["admin_unit_id"], unique=False)
    op.create_index(op.f("ix_documents_issued_on"), "documents", ["issued_on"], unique=False)
    op.create_index(op.f("ix_documents_issuer_id"), "documents", ["issuer_id"], unique=False)
    op.create_index(op.f("ix_documents_number_key"), "documents", ["number_key"], unique=False)
    op.create_table(
        "citations",
        sa.Column("citation_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="Document that cites"),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order in the document, from 1"),
        sa.Column("number", sa.Text(), nullable=True, comment="Number and symbol as cited, without spaces"),
        sa.Column("number_key", sa.Text(), nullable=True, comment="Number folded, by which the document is found"),
        sa.Column("kind", sa.Text(), nullable=True, comment="Nghị quyết, Nghị định, Luật ..."),
        sa.Column("issued_on", sa.Date(), nullable=True, comment="Date of the cited document"),
        sa.Column("issuer", sa.Text(), nullable=True, comment="Issuer as cited"),
        sa.Column("title", sa.Text(), nullable=True, comment="Title, where it is cited by title"),
        sa.Column("is_legal_basis", sa.Boolean(), nullable=False, comment="Cited in a Căn cứ line"),
        sa.Column("quote", sa.Text(), nullable=False, comment="The words that cite it, as read"),
        sa.Column("cited_document_id", sa.Integer(), nullable=True, comment="Cited document, once it is in"),
        sa.Column("page", sa.Integer(), nullable=True, comment="Page where it begins, from 1; null if unknown"),
        sa.Column("char_start", sa.Integer(), nullable=True, comment="First character in documents.text"),
        sa.Column("char_end", sa.Integer(), nullable=True, comment="Character after the last in documents.text"),
        sa.Column(
            "confidence",
            sa.Double(),
            nullable=True,
            comment="Confidence, 0 to 1: how surely it is right, else how surely its words were read; null where unknown",
        ),
        sa.Column(
            "record_key",
            sa.Text(),
            nullable=False,
            comment="Lasting name within the document: kind, digest of the folded quote, ordinal",
        ),
        sa.Column(
            "review_state",
            sa.Text(),
            server_default="unreviewed",
            nullable=False,
            comment="One of: unreviewed, accepted, corrected, rejected, reopened",
        ),
        sa.CheckConstraint(
            "review_state IN ('unreviewed', 'accepted', 'corrected', 'rejected', 'reopened')",
            name=op.f("ck_citations_review_state"),
        ),
        sa.ForeignKeyConstraint(
            ["cited_document_id"],
            ["documents.document_id"],
            name=op.f("fk_citations_cited_document_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], name=op.f("fk_citations_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("citation_id", name=op.f("pk_citations")),
        sa.UniqueConstraint("document_id", "position", name=op.f("uq_citations_document_id_position")),
        sa.UniqueConstraint("document_id", "record_key", name=op.f("uq_citations_document_id_record_key")),
        comment="Documents that a plan cites, each once",
    )
    op.create_index(op.f("ix_citations_cited_document_id"), "citations", ["cited_document_id"], unique=False)
    op.create_index(op.f("ix_citations_number_key"), "citations", ["number_key"], unique=False)
    op.create_table(
        "findings",
        sa.Column("finding_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="Document that holds the record"),
        sa.Column(
            "kind",
            sa.Text(),
            nullable=False,
            comment="One of: number_mismatch, numbering_gap, duplicate_label, duplicate_title, target_conflict, date_conflict, kind_mismatch, past_deadline, missing_part, other",
        ),
        sa.Column("location", sa.Text(), nullable=False, comment="Path or quote of the place"),
        sa.Column("detail", sa.Text(), nullable=False, comment="What is wrong, on one line"),
        sa.Column("page", sa.Integer(), nullable=True, comment="Page where it begins, from 1; null if unknown"),
        sa.Column("char_start", sa.Integer(), nullable=True, comment="First character in documents.text"),
        sa.Column("char_end", sa.Integer(), nullable=True, comment="Character after the last in documents.text"),
        sa.Column(
            "confidence",
            sa.Double(),
            nullable=True,
            comment="Confidence, 0 to 1: how surely it is right, else how surely its words were read; null where unknown",
        ),
        sa.Column(
            "record_key",
            sa.Text(),
            nullable=False,
            comment="Lasting name within the document: kind, digest of the folded quote, ordinal",
        ),
        sa.Column(
            "review_state",
            sa.Text(),
            server_default="unreviewed",
            nullable=False,
            comment="One of: unreviewed, accepted, corrected, rejected, reopened",
        ),
        sa.CheckConstraint(
            "kind IN ('number_mismatch', 'numbering_gap', 'duplicate_label', 'duplicate_title', 'target_conflict', 'date_conflict', 'kind_mismatch', 'past_deadline', 'missing_part', 'other')",
            name=op.f("ck_findings_kind"),
        ),
        sa.CheckConstraint(
            "review_state IN ('unreviewed', 'accepted', 'corrected', 'rejected', 'reopened')",
            name=op.f("ck_findings_review_state"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], name=op.f("fk_findings_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("finding_id", name=op.f("pk_findings")),
        sa.UniqueConstraint("document_id", "record_key", name=op.f("uq_findings_document_id_record_key")),
        comment="What is wrong or contradictory in a document itself",
    )
    op.create_index(op.f("ix_findings_kind"), "findings", ["kind"], unique=False)
    op.create_table(
        "ingest_files",
        sa.Column("ingest_file_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("ingest_run_id", sa.Integer(), nullable=False, comment="Run"),
        sa.Column("source_uri", sa.Text(), nullable=False, comment="Where the file was read"),
        sa.Column("sha256", sa.Text(), nullable=True, comment="SHA-256 of the file; null if it could not be read"),
        sa.Column("size_bytes", sa.Integer(), nullable=True, comment="Size of the file"),
        sa.Column("page_count", sa.Integer(), nullable=True, comment="Pages of the file"),
        sa.Column("document_id", sa.Integer(), nullable=True, comment="Document it became"),
        sa.Column(
            "outcome",
            sa.Text(),
            nullable=False,
            comment="One of: queued, running, loaded, replaced, unchanged, skipped, failed",
        ),
        sa.Column("error_kind", sa.Text(), nullable=True, comment="Class of the error"),
        sa.Column("error", sa.Text(), nullable=True, comment="What is wrong and what to do, for the user"),
        sa.Column("error_page", sa.Integer(), nullable=True, comment="Page of the error"),
        sa.Column("attempts", sa.Integer(), nullable=False, comment="How often it was tried in the run"),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True, comment="Begin (UTC)"),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True, comment="End (UTC)"),
        sa.Column("seconds_read", sa.Double(), nullable=True, comment="Seconds to read pages"),
        sa.Column("seconds_recognise", sa.Double(), nullable=True, comment="Seconds to recognise words"),
        sa.Column("seconds_compose", sa.Double(), nullable=True, comment="Seconds to compose the document"),
        sa.Column("seconds_normalise", sa.Double(), nullable=True, comment="Seconds to normalise the text"),
        sa.Column("seconds_extract", sa.Double(), nullable=True, comment="Seconds to extract records"),
        sa.Column("seconds_load", sa.Double(), nullable=True, comment="Seconds to load rows"),
        sa.CheckConstraint(
            "outcome IN ('queued', 'running', 'loaded', 'replaced', 'unchanged', 'skipped', 'failed')",
            name=op.f("ck_ingest_files_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], name=op.f("fk_ingest_files_document_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["ingest_run_id"],
            ["ingest_runs.ingest_run_id"],
            name=op.f("fk_ingest_files_ingest_run_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("ingest_file_id", name=op.f("pk_ingest_files")),
        sa.UniqueConstraint("ingest_run_id", "source_uri", name=op.f("uq_ingest_files_ingest_run_id_source_uri")),
        comment="What became of each file in each run, with the seconds of each stage",
    )
    op.create_index(op.f("ix_ingest_files_document_id"), "ingest_files", ["document_id"], unique=False)
    op.create_index(op.f("ix_ingest_files_sha256"), "ingest_files", ["sha256"], unique=False)
    op.create_index(op.f("ix_ingest_files_source_uri"), "ingest_files", ["source_uri"], unique=False)
    op.create_table(
        "pages",
        sa.Column("page_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="Document that holds the record"),
        sa.Column("number", sa.Integer(), nullable=False, comment="Page of the file, from 1"),
        sa.Column("width", sa.Double(), nullable=True, comment="Width in points, upright"),
        sa.Column("height", sa.Double(), nullable=True, comment="Height in points, upright"),
        sa.Column(
            "rotation",
            sa.Integer(),
            nullable=False,
            comment="Degrees clockwise by which the stored page was turned upright",
        ),
        sa.Column("origin", sa.Text(), nullable=False, comment="One of: text_layer, ocr, transcript, empty"),
        sa.Column("engine", sa.Text(), nullable=True, comment="Recogniser and its version"),
        sa.Column("confidence", sa.Double(), nullable=True, comment="Mean confidence of its words, 0 to 1"),
        sa.Column("note", sa.Text(), nullable=True, comment="Why the page went this way, where that is not evident"),
        sa.CheckConstraint("origin IN ('text_layer', 'ocr', 'transcript', 'empty')", name=op.f("ck_pages_origin")),
        sa.CheckConstraint("rotation IN (0, 90, 180, 270)", name=op.f("ck_pages_rotation")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], name=op.f("fk_pages_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_pages")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_pages_document_id_number")),
        comment="Pages: size, rotation and where their text comes from",
    )
    op.create_table(
        "recipients",
        sa.Column("recipient_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="Document that holds the record"),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order in the document, from 1"),
        sa.Column("name", sa.Text(), nullable=False, comment="Recipient as printed, without dash and final mark"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], name=op.f("fk_recipients_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("recipient_id", name=op.f("pk_recipients")),
        sa.UniqueConstraint("document_id", "position", name=op.f("uq_recipients_document_id_position")),
        comment="Recipients (Nơi nhận), one a line",
    )
    op.create_table(
        "sections",
        sa.Column("section_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="Document that holds the record"),
        sa.Column("parent_id", sa.Integer(), nullable=True, comment="Section that holds it"),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order in the document, from 1"),
        sa.Column("path", sa.Text(), nullable=False, comment="Labels from the root joined by dots, for example II.2.a"),
        sa.Column("label", sa.Text(), nullable=False, comment="Label as printed"),
        sa.Column("title", sa.Text(), nullable=False, comment="Title of a heading, first words of a clause"),
        sa.Column("kind", sa.Text(), nullable=False, comment="heading or clause"),
        sa.Column("domain", sa.Text(), nullable=True, comment="Area of administrative reform"),
        sa.Column("page", sa.Integer(), nullable=True, comment="Page where it begins, from 1; null if unknown"),
        sa.Column("char_start", sa.Integer(), nullable=True, comment="First character in documents.text"),
        sa.Column("char_end", sa.Integer(), nullable=True, comment="Character after the last in documents.text"),
        sa.Column(
            "confidence",
            sa.Double(),
            nullable=True,
            comment="Confidence, 0 to 1: how surely it is right, else how surely its words were read; null where unknown",
        ),
        sa.Column(
            "record_key",
            sa.Text(),
            nullable=False,
            comment="Lasting name within the document: kind, digest of the folded quote, ordinal",
        ),
        sa.Column(
            "review_state",
            sa.Text(),
            server_default="unreviewed",
            nullable=False,
            comment="One of: unreviewed, accepted, corrected, rejected, reopened",
        ),
        sa.CheckConstraint(
            "domain IN ('institutions', 'procedures', 'organization', 'civil_service', 'public_finance', 'digital_government', 'steering')",
            name=op.f("ck_sections_domain"),
        ),
        sa.CheckConstraint("kind IN ('heading', 'clause')", name=op.f("ck_sections_kind")),
        sa.CheckConstraint(
            "review_state IN ('unreviewed', 'accepted', 'corrected', 'rejected', 'reopened')",
            name=op.f("ck_sections_review_state"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], name=op.f("fk_sections_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["sections.section_id"], name=op.f("fk_sections_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("section_id", name=op.f("pk_sections")),
        sa.UniqueConstraint("document_id", "position", name=op.f("uq_sections_document_id_position")),
        sa.UniqueConstraint("document_id", "record_key", name=op.f("uq_sections_document_id_record_key")),
        comment="Labelled nodes of a plan, a tree in document order",
    )
    op.create_index(op.f("ix_sections_document_id_path"), "sections", ["document_id", "path"], unique=False)
    op.create_index(op.f("ix_sections_parent_id"), "sections", ["parent_id"], unique=False)
    op.create_table(
        "assignments",
        sa.Column("assignment_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="Document that holds the record"),
        sa.Column("section_id", sa.Integer(), nullable=True, comment="Its section"),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order in the document, from 1"),
        sa.Column("table_number", sa.Integer(), nullable=False, comment="Which table of the document, from 1"),
        sa.Column("group_label", sa.Text(), nullable=True, comment="Label of the group of rows, for example I"),
        sa.Column("group_title", sa.Text(), nullable=True, comment="Title of the group of rows"),
        sa.Column("number", sa.Text(), nullable=True, comment="Number of the task as printed"),
        sa.Column("task", sa.Text(), nullable=False, comment="What is to be done"),
        sa.Column("product", sa.Text(), nullable=True, comment="What is to be delivered"),
        sa.Column("lead_raw", sa.Text(), nullable=True, comment="Cell of the agency in charge, as read"),
        sa.Column("coordinate_raw", sa.Text(), nullable=True, comment="Cell of the agencies that take part, as read"),
        sa.Column("monitor_raw", sa.Text(), nullable=True, comment="Cell of the agency that monitors, as read"),
        sa.Column("deadline_raw", sa.Text(), nullable=True, comment="Deadline as read"),
        sa.Column(
            "deadline_kind",
            sa.Text(),
            nullable=False,
            comment="One of: date, month, quarter, quarters, year, recurring, relative, roadmap, none",
        ),
        sa.Column("starts_on", sa.Date(), nullable=True, comment="First day, where a calendar date follows"),
        sa.Column("due_on", sa.Date(), nullable=True, comment="Last day, where a calendar date follows"),
        sa.Column("budget", sa.Text(), nullable=True, comment="Funding as read"),
        sa.Column("note", sa.Text(), nullable=True, comment="Remark as read"),
        sa.Column("domain", sa.Text(), nullable=True, comment="Area of administrative reform"),
        sa.Column("page", sa.Integer(), nullable=True, comment="Page where it begins, from 1; null if unknown"),
        sa.Column("char_start", sa.Integer(), nullable=True, comment="First character in documents.text"),
        sa.Column("char_end", sa.Integer(), nullable=True, comment="Character after the last in documents.text"),
        sa.Column(
            "confidence",
            sa.Double(),
            nullable=True,
            comment="Confidence, 0 to 1: how surely it is right, else how surely its words were read; null where unknown",
        ),
        sa.Column(
            "record_key",
            sa.Text(),
            nullable=False,
            comment="Lasting name within the document: kind, digest of the folded quote, ordinal",
        ),
        sa.Column(
            "review_state",
            sa.Text(),
            server_default="unreviewed",
            nullable=False,
            comment="One of: unreviewed, accepted, corrected, rejected, reopened",
        ),
        sa.CheckConstraint(
            "deadline_kind IN ('date', 'month', 'quarter', 'quarters', 'year', 'recurring', 'relative', 'roadmap', 'none')",
            name=op.f("ck_assignments_deadline_kind"),
        ),
        sa.CheckConstraint(
            "domain IN ('institutions', 'procedures', 'organization', 'civil_service', 'public_finance', 'digital_government', 'steering')",
            name=op.f("ck_assignments_domain"),
        ),
        sa.CheckConstraint(
            "review_state IN ('unreviewed', 'accepted', 'corrected', 'rejected', 'reopened')",
            name=op.f("ck_assignments_review_state"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], name=op.f("fk_assignments_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["sections.section_id"], name=op.f("fk_assignments_section_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_assignments")),
        sa.UniqueConstraint("document_id", "position", name=op.f("uq_assignments_document_id_position")),
        sa.UniqueConstraint("document_id", "record_key", name=op.f("uq_assignments_document_id_record_key")),
        comment="Rows of tables that assign work, one for each product",
    )
    op.create_index(op.f("ix_assignments_due_on"), "assignments", ["due_on"], unique=False)
    op.create_index(op.f("ix_assignments_section_id"), "assignments", ["section_id"], unique=False)
    op.create_table(
        "lines",
        sa.Column("line_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="Document that holds the record"),
        sa.Column("page_id", sa.Integer(), nullable=True, comment="Page it is printed on"),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order in the document, from 1"),
        sa.Column("page", sa.Integer(), nullable=False, comment="Number of the page"),
        sa.Column("char_start", sa.Integer(), nullable=False, comment="First character in documents.text"),
        sa.Column("char_end", sa.Integer(), nullable=False, comment="Character after the last in documents.text"),
        sa.Column("text", sa.Text(), nullable=False, comment="Its text after normalising; empty for running heads"),
        sa.Column("raw_text", sa.Text(), nullable=True, comment="Its text as recognised, where normalising changed it"),
        sa.Column("x0", sa.Double(), nullable=True, comment="Left edge in points from the left of the upright page"),
        sa.Column("y0", sa.Double(), nullable=True, comment="Upper edge in points from the top of the upright page"),
        sa.Column("x1", sa.Double(), nullable=True, comment="Right edge in points"),
        sa.Column("y1", sa.Double(), nullable=True, comment="Lower edge in points"),
        sa.Column("confidence", sa.Double(), nullable=True, comment="Confidence of its words, 0 to 1"),
        sa.Column(
            "is_running", sa.Boolean(), nullable=False, comment="A page number or running head, outside the text"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], name=op.f("fk_lines_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["page_id"], ["pages.page_id"], name=op.f("fk_lines_page_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_lines")),
        sa.UniqueConstraint("document_id", "position", name=op.f("uq_lines_document_id_position")),
        comment="Printed lines: which range of the text stands where on which page",
    )
    op.create_index(op.f("ix_lines_document_id_char_start"), "lines", ["document_id", "char_start"], unique=False)
    op.create_index(op.f("ix_lines_page_id"), "lines", ["page_id"], unique=False)
    op.create_table(
        "responsibilities",
        sa.Column("responsibility_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="Document that holds the record"),
        sa.Column("section_id", sa.Integer(), nullable=True, comment="Its section"),
        sa.Column("section_path", sa.Text(), nullable=False, comment="Path of the section that states them"),
        sa.Column("agency_id", sa.Integer(), nullable=False, comment="Agency"),
        sa.Column("duties", sa.Integer(), nullable=False, comment="Number of labelled or bulleted duties"),
        sa.Column("page", sa.Integer(), nullable=True, comment="Page where it begins, from 1; null if unknown"),
        sa.Column("char_start", sa.Integer(), nullable=True, comment="First character in documents.text"),
        sa.Column("char_end", sa.Integer(), nullable=True, comment="Character after the last in documents.text"),
        sa.Column(
            "confidence",
            sa.Double(),
            nullable=True,
            comment="Confidence, 0 to 1: how surely it is right, else how surely its words were read; null where unknown",
        ),
        sa.Column(
            "record_key",
            sa.Text(),
            nullable=False,
            comment="Lasting name within the document: kind, digest of the folded quote, ordinal",
        ),
        sa.Column(
            "review_state",
            sa.Text(),
            server_default="unreviewed",
            nullable=False,
            comment="One of: unreviewed, accepted, corrected, rejected, reopened",
        ),
        sa.CheckConstraint(
            "review_state IN ('unreviewed', 'accepted', 'corrected', 'rejected', 'reopened')",
            name=op.f("ck_responsibilities_review_state"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.agency_id"], name=op.f("fk_responsibilities_agency_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], name=op.f("fk_responsibilities_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["sections.section_id"], name=op.f("fk_responsibilities_section_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("responsibility_id", name=op.f("pk_responsibilities")),
        sa.UniqueConstraint("document_id", "record_key", name=op.f("uq_responsibilities_document_id_record_key")),
        comment="Duties that the prose on implementation gives to agencies",
    )
    op.create_index(op.f("ix_responsibilities_agency_id"), "responsibilities", ["agency_id"], unique=False)
    op.create_index(op.f("ix_responsibilities_section_id"), "responsibilities", ["section_id"], unique=False)
    op.create_table(
        "statistics",
        sa.Column("statistic_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="Document that holds the record"),
        sa.Column("section_id", sa.Integer(), nullable=True, comment="Its section"),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order in the document, from 1"),
        sa.Column("table_path", sa.Text(), nullable=False, comment="Path of the form, for example PL1.I"),
        sa.Column("number", sa.Text(), nullable=True, comment="Number of the row as printed"),
        sa.Column("indicator", sa.Text(), nullable=False, comment="What is to be counted, as read"),
        sa.Column("unit_in_charge", sa.Text(), nullable=True, comment="Who is to fill it in"),
        sa.Column("parent", sa.Text(), nullable=True, comment="Row that it details, as read"),
        sa.Column("page", sa.Integer(), nullable=True, comment="Page where it begins, from 1; null if unknown"),
        sa.Column("char_start", sa.Integer(), nullable=True, comment="First character in documents.text"),
        sa.Column("char_end", sa.Integer(), nullable=True, comment="Character after the last in documents.text"),
        sa.Column(
            "confidence",
            sa.Double(),
            nullable=True,
            comment="Confidence, 0 to 1: how surely it is right, else how surely its words were read; null where unknown",
        ),
        sa.Column(
            "record_key",
            sa.Text(),
            nullable=False,
            comment="Lasting name within the document: kind, digest of the folded quote, ordinal",
        ),
        sa.Column(
            "review_state",
            sa.Text(),
            server_default="unreviewed",
            nullable=False,
            comment="One of: unreviewed, accepted, corrected, rejected, reopened",
        ),
        sa.CheckConstraint(
            "review_state IN ('unreviewed', 'accepted', 'corrected', 'rejected', 'reopened')",
            name=op.f("ck_statistics_review_state"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], name=op.f("fk_statistics_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["sections.section_id"], name=op.f("fk_statistics_section_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("statistic_id", name=op.f("pk_statistics")),
        sa.UniqueConstraint("document_id", "position", name=op.f("uq_statistics_document_id_position")),
        sa.UniqueConstraint("document_id", "record_key", name=op.f("uq_statistics_document_id_record_key")),
        comment="Rows of forms that are to be filled with figures",
    )
    op.create_index(op.f("ix_statistics_section_id"), "statistics", ["section_id"], unique=False)
    op.create_table(
        "targets",
        sa.Column("target_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="Document that holds the record"),
        sa.Column("section_id", sa.Integer(), nullable=True, comment="Its section"),
        sa.Column("section_path", sa.Text(), nullable=True, comment="Path of the section, or of the appendix"),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order in the document, from 1"),
        sa.Column("code", sa.Text(), nullable=False, comment="Name in the exchange format, for example T001"),
        sa.Column("kind", sa.Text(), nullable=False, comment="quantitative, dated or qualitative"),
        sa.Column("subject", sa.Text(), nullable=True, comment="What is measured, in the plan's words"),
        sa.Column("indicator_id", sa.Integer(), nullable=True, comment="Indicator it measures, where one is known"),
        sa.Column("value", sa.Double(), nullable=True, comment="Number committed to; lower end of a range"),
        sa.Column("value_max", sa.Double(), nullable=True, comment="Upper end of a range"),
        sa.Column("unit", sa.Text(), nullable=True, comment="Unit of the value"),
        sa.Column("comparator", sa.Text(), nullable=True, comment=">=, >, =, <=, < or range"),
        sa.Column("direction", sa.Text(), nullable=False, comment="attain; reduce (the value is the cut); increase"),
        sa.Column("deadline", sa.Text(), nullable=True, comment="A year, yearly, or an ISO date"),
        sa.Column(
            "deadline_year", sa.Integer(), nullable=True, comment="Year of the deadline; null if yearly or unknown"
        ),
        sa.Column("due_on", sa.Date(), nullable=True, comment="Last day of the deadline"),
        sa.Column(
            "deadline_from", sa.Text(), nullable=True, comment="Where the deadline stands: clause, heading or plan"
        ),
        sa.Column("baseline", sa.Text(), nullable=True, comment="What a change is measured against"),
        sa.Column("scope", sa.Text(), nullable=True, comment="Whom it binds, for example cấp xã"),
        sa.Column("scope_key", sa.Text(), nullable=True, comment="Scope folded of marks and case, for joins"),
        sa.Column("exception", sa.Text(), nullable=True, comment="What is left out (trừ ...)"),
        sa.Column("domain", sa.Text(), nullable=True, comment="Area of administrative reform"),
        sa.Column("quote", sa.Text(), nullable=False, comment="The clause that states it, as read"),
        sa.Column("page", sa.Integer(), nullable=True, comment="Page where it begins, from 1; null if unknown"),
        sa.Column("char_start", sa.Integer(), nullable=True, comment="First character in documents.text"),
        sa.Column("char_end", sa.Integer(), nullable=True, comment="Character after the last in documents.text"),
        sa.Column(
            "confidence",
            sa.Double(),
            nullable=True,
            comment="Confidence, 0 to 1: how surely it is right, else how surely its words were read; null where unknown",
        ),
        sa.Column(
            "record_key",
            sa.Text(),
            nullable=False,
            comment="Lasting name within the document: kind, digest of the folded quote, ordinal",
        ),
        sa.Column(
            "review_state",
            sa.Text(),
            server_default="unreviewed",
            nullable=False,
            comment="One of: unreviewed, accepted, corrected, rejected, reopened",
        ),
        sa.CheckConstraint("comparator IN ('>=', '>', '=', '<=', '<', 'range')", name=op.f("ck_targets_comparator")),
        sa.CheckConstraint("deadline_from IN ('clause', 'heading', 'plan')", name=op.f("ck_targets_deadline_from")),
        sa.CheckConstraint("direction IN ('attain', 'reduce', 'increase')", name=op.f("ck_targets_direction")),
        sa.CheckConstraint(
            "domain IN ('institutions', 'procedures', 'organization', 'civil_service', 'public_finance', 'digital_government', 'steering')",
            name=op.f("ck_targets_domain"),
        ),
        sa.CheckConstraint("kind IN ('quantitative', 'dated', 'qualitative')", name=op.f("ck_targets_kind")),
        sa.CheckConstraint(
            "review_state IN ('unreviewed', 'accepted', 'corrected', 'rejected', 'reopened')",
            name=op.f("ck_targets_review_state"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], name=op.f("fk_targets_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicators.indicator_id"], name=op.f("fk_targets_indicator_id")),
        sa.ForeignKeyConstraint(
            ["section_id"], ["sections.section_id"], name=op.f("fk_targets_section_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("target_id", name=op.f("pk_targets")),
        sa.UniqueConstraint("document_id", "position", name=op.f("uq_targets_document_id_position")),
        sa.UniqueConstraint("document_id", "record_key", name=op.f("uq_targets_document_id_record_key")),
        comment="Commitments: each number that a plan commits to reach, each dated and each qualitative goal",
    )
    op.create_index(op.f("ix_targets_due_on"), "targets", ["due_on"], unique=False)
    op.create_index(
        op.f("ix_targets_indicator_id_deadline_year"), "targets", ["indicator_id", "deadline_year"], unique=False
    )
    op.create_index(op.f("ix_targets_section_id"), "targets", ["section_id"], unique=False)
    op.create_table(
        "assignment_agencies",
        sa.Column("assignment_agency_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("assignment_id", sa.Integer(), nullable=False, comment="Assignment"),
        sa.Column("agency_id", sa.Integer(), nullable=False, comment="Agency"),
        sa.Column("role", sa.Text(), nullable=False, comment="lead, coordinate or monitor"),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order within the cell, from 1"),
        sa.Column("raw", sa.Text(), nullable=True, comment="The whole cell as read"),
        sa.CheckConstraint("role IN ('lead', 'coordinate', 'monitor')", name=op.f("ck_assignment_agencies_role")),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.agency_id"], name=op.f("fk_assignment_agencies_agency_id")),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignments.assignment_id"],
            name=op.f("fk_assignment_agencies_assignment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assignment_agency_id", name=op.f("pk_assignment_agencies")),
        sa.UniqueConstraint(
            "assignment_id", "role", "position", name=op.f("uq_assignment_agencies_assignment_id_role_position")
        ),
        comment="Agencies of an assignment with their roles",
    )
    op.create_index(op.f("ix_assignment_agencies_agency_id"), "assignment_agencies", ["agency_id"], unique=False)
    op.create_table(
        "statistic_values",
        sa.Column("statistic_value_id", sa.Integer(), nullable=False, comment="Key"),
        sa.Column("statistic_id", sa.Integer(), nullable=False, comment="Row"),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order of the column, from 1"),
        sa.Column("period", sa.Text(), nullable=False, comment="Head of the column as read"),
        sa.Column("year", sa.Integer(), nullable=True, comment="Year in it"),
        sa.Column("value", sa.Double(), nullable=True, comment="Figure, null while the form is blank"),
        sa.ForeignKeyConstraint(
            ["statistic_id"],
            ["statistics.statistic_id"],
            name=op.f("fk_statistic_values_statistic_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("statistic_value_id", name=op.f("pk_statistic_values")),
        sa.UniqueConstraint("statistic_id", "position", name=op.f("uq_statistic_values_statistic_id_position")),
        comment="Year columns of a form's row, with the value where one is printed",
    )


def downgrade() -> None:
    op.drop_table("statistic_values")
    op.drop_index(op.f("ix_assignment_agencies_agency_id"), table_name="assignment_agencies")
    op.drop_table("assignment_agencies")
    op.drop_index(op.f("ix_targets_section_id"), table_name="targets")
    op.drop_index(op.f("ix_targets_indicator_id_deadline_year"), table_name="targets")
    op.drop_index(op.f("ix_targets_due_on"), table_name="targets")
    op.drop_table("targets")
    op.drop_index(op.f("ix_statistics_section_id"), table_name="statistics")
    op.drop_table("statistics")
    op.drop_index(op.f("ix_responsibilities_section_id"), table_name="responsibilities")
    op.drop_index(op.f("ix_responsibilities_agency_id"), table_name="responsibilities")
    op.drop_table("responsibilities")
    op.drop_index(op.f("ix_lines_page_id"), table_name="lines")
    op.drop_index(op.f("ix_lines_document_id_char_start"), table_name="lines")
    op.drop_table("lines")
    op.drop_index(op.f("ix_assignments_section_id"), table_name="assignments")
    op.drop_index(op.f("ix_assignments_due_on"), table_name="assignments")
    op.drop_table("assignments")
    op.drop_index(op.f("ix_sections_parent_id"), table_name="sections")
    op.drop_index(op.f("ix_sections_document_id_path"), table_name="sections")
    op.drop_table("sections")
    op.drop_table("recipients")
    op.drop_table("pages")
    op.drop_index(op.f("ix_ingest_files_source_uri"), table_name="ingest_files")
    op.drop_index(op.f("ix_ingest_files_sha256"), table_name="ingest_files")
    op.drop_index(op.f("ix_ingest_files_document_id"), table_name="ingest_files")
    op.drop_table("ingest_files")
    op.drop_index(op.f("ix_findings_kind"), table_name="findings")
    op.drop_table("findings")
    op.drop_index(op.f("ix_citations_number_key"), table_name="citations")
    op.drop_index(op.f("ix_citations_cited_document_id"), table_name="citations")
    op.drop_table("citations")
    op.drop_index(op.f("ix_documents_number_key"), table_name="documents")
    op.drop_index(op.f("ix_documents_issuer_id"), table_name="documents")
    op.drop_index(op.f("ix_documents_issued_on"), table_name="documents")
    op.drop_index(op.f("ix_documents_admin_unit_id"), table_name="documents")
    op.drop_table("documents")
    op.drop_index(op.f("ix_agency_aliases_key"), table_name="agency_aliases")
    op.drop_table("agency_aliases")
    op.drop_index(op.f("ix_agencies_parent_id"), table_name="agencies")
    op.drop_index(op.f("ix_agencies_admin_unit_id"), table_name="agencies")
    op.drop_table("agencies")
    op.drop_index(op.f("ix_admin_unit_successors_successor_id"), table_name="admin_unit_successors")
    op.drop_table("admin_unit_successors")
    op.drop_table("ingest_runs")
    op.drop_table("indicators")
    op.drop_index(op.f("ix_corrections_document_sha256_record_key"), table_name="corrections")
    op.drop_table("corrections")
    op.drop_index(op.f("ix_admin_units_parent_id"), table_name="admin_units")
    op.drop_index(op.f("ix_admin_units_name_key"), table_name="admin_units")
    op.drop_table("admin_units")
