"""Keep the words of lines; several documents a file; pages of office files, and pages that could not be read."""

# ruff: noqa: E501

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None
VIEWS = "209f218c1d586b9a"
"""Fingerprint of models.views after this migration."""

WORDS = (
    "Its words, each [start, end, x0, y0, x1, y1, confidence, other reading]: start and end count from the line's first "
    "character; the last is missing where no second reading differs, the last two where nothing was recognised"
)
_ORIGINS = ("text_layer", "ocr", "transcript", "empty")
_NEW_ORIGINS = ("text_layer", "ocr", "transcript", "native", "empty", "unreadable")
_OUTCOMES = ("queued", "running", "loaded", "replaced", "unchanged", "skipped", "failed")
_UNREAD = "Pages that could not be read, with the reason; null where the file was read whole"
_PARTIAL = "Files loaded or replaced of which some pages could not be read"
_NOTES = ("Why the page went this way, where that is not evident", "Why the page went this way")
_TEXTS = ("Its text after normalising; empty for running heads", "Its text after normalising")
_RUNNING = (
    "A page number or running head, outside the text",
    "Left out of documents.text: a page number, a running head, a stamp, a table's head on its next page",
)
_LOADED = ("Files loaded or replaced", "Files loaded or replaced whole")


def upgrade() -> None:
    with op.batch_alter_table("lines") as table:
        table.add_column(sa.Column("words", sa.JSON(), nullable=True, comment=WORDS))
        table.alter_column("text", existing_type=sa.Text(), existing_nullable=False, comment=_TEXTS[1])
        table.alter_column("is_running", existing_type=sa.Boolean(), existing_nullable=False, comment=_RUNNING[1])
    with op.batch_alter_table("documents") as table:
        table.add_column(sa.Column("unread_pages", sa.Text(), nullable=True, comment=_UNREAD))
        table.add_column(
            sa.Column(
                "part",
                sa.Integer(),
                server_default="1",
                nullable=False,
                comment="Which document of the file, from 1: few files hold several",
            )
        )
        table.alter_column("page_count", comment="Pages of the document", existing_comment="Pages of the file")
        table.drop_constraint("uq_documents_sha256", type_="unique")
        table.create_unique_constraint("uq_documents_sha256_part", ["sha256", "part"])
    with op.batch_alter_table("corrections") as table:
        table.add_column(
            sa.Column(
                "document_part",
                sa.Integer(),
                server_default="1",
                nullable=False,
                comment="Which document of the file, from 1, when it was made",
            )
        )
    with op.batch_alter_table("ingest_runs") as table:
        table.add_column(sa.Column("files_partial", sa.Integer(), server_default="0", nullable=False, comment=_PARTIAL))
        table.alter_column("files_loaded", existing_type=sa.Integer(), existing_nullable=False, comment=_LOADED[1])
    with op.batch_alter_table("pages") as table:
        table.alter_column("note", existing_type=sa.Text(), existing_nullable=True, comment=_NOTES[1])
    _allow("pages", "origin", _NEW_ORIGINS)
    _allow("ingest_files", "outcome", (*_OUTCOMES[:4], "partial", *_OUTCOMES[4:]))
    _part_from_digest("documents", "sha256", "part")
    _part_from_digest("corrections", "document_sha256", "document_part")
    _comment_documents("Plans and decisions, one row for each document of each distinct file")


def downgrade() -> None:
    op.execute("UPDATE ingest_files SET outcome = 'loaded' WHERE outcome = 'partial'")
    op.execute("UPDATE pages SET origin = 'empty' WHERE origin = 'unreadable'")
    op.execute("UPDATE pages SET origin = 'transcript' WHERE origin = 'native'")
    _allow("ingest_files", "outcome", _OUTCOMES)
    _allow("pages", "origin", _ORIGINS)
    with op.batch_alter_table("pages") as table:
        table.alter_column("note", existing_type=sa.Text(), existing_nullable=True, comment=_NOTES[0])
    with op.batch_alter_table("ingest_runs") as table:
        table.alter_column("files_loaded", existing_type=sa.Integer(), existing_nullable=False, comment=_LOADED[0])
        table.drop_column("files_partial")
    _digest_with_part("documents", "sha256", "part")
    _digest_with_part("corrections", "document_sha256", "document_part")
    with op.batch_alter_table("corrections") as table:
        table.drop_column("document_part")
    with op.batch_alter_table("documents") as table:
        table.drop_constraint("uq_documents_sha256_part", type_="unique")
        table.create_unique_constraint("uq_documents_sha256", ["sha256"])
        table.alter_column("page_count", comment="Pages of the file", existing_comment="Pages of the document")
        table.drop_column("part")
        table.drop_column("unread_pages")
    with op.batch_alter_table("lines") as table:
        table.drop_column("words")
        table.alter_column("text", existing_type=sa.Text(), existing_nullable=False, comment=_TEXTS[0])
        table.alter_column("is_running", existing_type=sa.Boolean(), existing_nullable=False, comment=_RUNNING[0])
    _comment_documents("Plans and decisions, one row for each distinct file")


def _comment_documents(comment: str) -> None:
    if op.get_context().dialect.supports_comments:
        op.create_table_comment("documents", comment)


def _digest_with_part(table: str, digest: str, part: str) -> None:
    """The older schema holds one document a file: the others get a digest of their own, 64 digits, '#' and the part."""
    rows = sa.table(table, sa.column(digest, sa.Text), sa.column(part, sa.Integer))
    named = rows.c[digest] + "#" + sa.cast(rows.c[part], sa.Text)
    op.execute(rows.update().where(rows.c[part] > 1).values({digest: named}))


def _part_from_digest(table: str, digest: str, part: str) -> None:
    rows = sa.table(table, sa.column(digest, sa.Text), sa.column(part, sa.Integer))
    number = sa.cast(sa.func.substr(rows.c[digest], 66), sa.Integer)
    marked = sa.func.substr(rows.c[digest], 65, 1) == "#"
    op.execute(rows.update().where(marked).values({part: number, digest: sa.func.substr(rows.c[digest], 1, 64)}))


def _allow(table_name: str, column: str, values: tuple[str, ...]) -> None:
    """Change the values that a column may hold, and its comment that lists them."""
    name = op.f(f"ck_{table_name}_{column}")
    listed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table_name) as table:
        table.drop_constraint(name, type_="check")
        table.alter_column(
            column, existing_type=sa.Text(), existing_nullable=False, comment=f"One of: {', '.join(values)}"
        )
        table.create_check_constraint(name, f"{column} IN ({listed})")
