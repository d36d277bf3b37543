"""Keep the words of lines; let a file hold several documents; pages may come from office files."""

# ruff: noqa: E501

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None
VIEWS = "f90a21ac673883ea"
"""Fingerprint of models.views after this migration."""

WORDS = (
    "Its words, each [start, end, x0, y0, x1, y1, confidence, other reading]: start and end count from the line's first "
    "character; the last is missing where no second reading differs, the last two where nothing was recognised"
)
OLD_ORIGINS = ("text_layer", "ocr", "transcript", "empty")
NEW_ORIGINS = ("text_layer", "ocr", "transcript", "native", "empty")


def upgrade() -> None:
    with op.batch_alter_table("lines") as table:
        table.add_column(sa.Column("words", sa.JSON(), nullable=True, comment=WORDS))
    with op.batch_alter_table("documents") as table:
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
    _part_from_digest("documents", "sha256", "part")
    _part_from_digest("corrections", "document_sha256", "document_part")
    _comment_documents("Plans and decisions, one row for each document of each distinct file")
    _set_origins(OLD_ORIGINS, NEW_ORIGINS)


def downgrade() -> None:
    op.execute("UPDATE pages SET origin = 'transcript' WHERE origin = 'native'")
    _set_origins(NEW_ORIGINS, OLD_ORIGINS)
    _digest_with_part("documents", "sha256", "part")
    _digest_with_part("corrections", "document_sha256", "document_part")
    with op.batch_alter_table("corrections") as table:
        table.drop_column("document_part")
    with op.batch_alter_table("documents") as table:
        table.drop_constraint("uq_documents_sha256_part", type_="unique")
        table.create_unique_constraint("uq_documents_sha256", ["sha256"])
        table.alter_column("page_count", comment="Pages of the file", existing_comment="Pages of the document")
        table.drop_column("part")
    with op.batch_alter_table("lines") as table:
        table.drop_column("words")
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


def _set_origins(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{origin}'" for origin in after)
    with op.batch_alter_table("pages") as pages:
        pages.drop_constraint(op.f("ck_pages_origin"), type_="check")
        pages.alter_column(
            "origin",
            existing_type=sa.Text(),
            existing_nullable=False,
            existing_comment=f"One of: {', '.join(before)}",
            comment=f"One of: {', '.join(after)}",
        )
        pages.create_check_constraint(op.f("ck_pages_origin"), f"origin IN ({listed})")
