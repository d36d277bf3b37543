"""Tell which pages of a document could not be read."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None
VIEWS = "b083ca56f150b63e"
"""Fingerprint of models.views after this migration."""

_ORIGINS = ("text_layer", "ocr", "transcript", "empty")
_OUTCOMES = ("queued", "running", "loaded", "replaced", "unchanged", "skipped", "failed")
_UNREAD = "Pages that could not be read, with the reason; null where the file was read whole"
_PARTIAL = "Files loaded or replaced of which some pages could not be read"
_NOTES = ("Why the page went this way, where that is not evident", "Why the page went this way")
_LOADED = ("Files loaded or replaced", "Files loaded or replaced whole")


def upgrade() -> None:
    with op.batch_alter_table("documents") as table:
        table.add_column(sa.Column("unread_pages", sa.Text(), nullable=True, comment=_UNREAD))
    with op.batch_alter_table("ingest_runs") as table:
        table.add_column(sa.Column("files_partial", sa.Integer(), server_default="0", nullable=False, comment=_PARTIAL))
        table.alter_column("files_loaded", existing_type=sa.Integer(), existing_nullable=False, comment=_LOADED[1])
    with op.batch_alter_table("pages") as table:
        table.alter_column("note", existing_type=sa.Text(), existing_nullable=True, comment=_NOTES[1])
    _allow("pages", "origin", (*_ORIGINS, "unreadable"))
    _allow("ingest_files", "outcome", (*_OUTCOMES[:4], "partial", *_OUTCOMES[4:]))


def downgrade() -> None:
    op.execute("UPDATE ingest_files SET outcome = 'loaded' WHERE outcome = 'partial'")
    op.execute("UPDATE pages SET origin = 'empty' WHERE origin = 'unreadable'")
    _allow("ingest_files", "outcome", _OUTCOMES)
    _allow("pages", "origin", _ORIGINS)
    with op.batch_alter_table("pages") as table:
        table.alter_column("note", existing_type=sa.Text(), existing_nullable=True, comment=_NOTES[0])
    with op.batch_alter_table("ingest_runs") as table:
        table.alter_column("files_loaded", existing_type=sa.Integer(), existing_nullable=False, comment=_LOADED[0])
        table.drop_column("files_partial")
    with op.batch_alter_table("documents") as table:
        table.drop_column("unread_pages")


def _allow(table_name: str, column: str, values: tuple[str, ...]) -> None:
    """Change the values that a column may hold."""
    name = op.f(f"ck_{table_name}_{column}")
    listed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table_name) as table:
        table.drop_constraint(name, type_="check")
        table.create_check_constraint(name, f"{column} IN ({listed})")
