"""Keep labels and cited numbers as they were read, where they were repaired; say in what role a document is cited."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None
VIEWS = "39b6d4d9667212f0"
"""Fingerprint of models.views after this migration."""

_OLD = "Label as printed"
_NEW = "Label as printed, or as it should have been read where it was misread"
_RAW = "Label as read, where it was repaired from the sequence"
_NUMBER_RAW = "Number as read, where recognition misread it"
_NUMBER_REPAIRED = "Number by the official form, where the document misprinted it (99/NQ-CP of 99/NQCP)"
_ROLE = (
    "What the document has to do with it, the strongest of its mentions: replaces (thay thế, bãi bỏ), amends "
    "(sửa đổi, bổ sung), basis (Căn cứ), implements (thực hiện, theo), attached_to (kèm theo), mentions"
)
_CONFIDENCE = "Confidence, 0 to 1: how surely it is right, else how surely its words were read; null where unknown"
_CONFIDENCE_OLD = "Confidence of recognition and extraction, 0 to 1; null where nothing was recognised"
_RATED = ("sections", "targets", "assignments", "statistics", "responsibilities", "citations", "findings")
_ROLES = "role IN ('basis', 'implements', 'replaces', 'amends', 'attached_to', 'mentions')"


def upgrade() -> None:
    with op.batch_alter_table("sections") as table:
        table.add_column(sa.Column("label_raw", sa.Text(), nullable=True, comment=_RAW))
        table.alter_column(
            "label", existing_type=sa.Text(), existing_nullable=False, comment=_NEW, existing_comment=_OLD
        )
    with op.batch_alter_table("citations") as table:
        table.add_column(sa.Column("number_raw", sa.Text(), nullable=True, comment=_NUMBER_RAW))
        table.add_column(sa.Column("number_repaired", sa.Text(), nullable=True, comment=_NUMBER_REPAIRED))
        table.add_column(sa.Column("role", sa.Text(), nullable=True, comment=_ROLE))
        table.create_check_constraint(op.f("ck_citations_role"), _ROLES)
        table.create_index(op.f("ix_citations_role"), ["role"], unique=False)
    _say_of_confidence(_CONFIDENCE, _CONFIDENCE_OLD)


def _say_of_confidence(new: str, old: str) -> None:
    # SQLite keeps no comments.
    if op.get_bind().dialect.name == "postgresql":
        for table in _RATED:
            op.alter_column(
                table,
                "confidence",
                existing_type=sa.Double(),
                existing_nullable=True,
                comment=new,
                existing_comment=old,
            )


def downgrade() -> None:
    _say_of_confidence(_CONFIDENCE_OLD, _CONFIDENCE)
    with op.batch_alter_table("citations") as table:
        table.drop_index(op.f("ix_citations_role"))
        table.drop_constraint(op.f("ck_citations_role"), type_="check")
        table.drop_column("role")
        table.drop_column("number_repaired")
        table.drop_column("number_raw")
    # The older schema holds labels as read.
    op.execute("UPDATE sections SET label = label_raw WHERE label_raw IS NOT NULL")
    with op.batch_alter_table("sections") as table:
        table.alter_column(
            "label", existing_type=sa.Text(), existing_nullable=False, comment=_OLD, existing_comment=_NEW
        )
        table.drop_column("label_raw")
