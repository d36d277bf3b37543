"""Keep the label of a section as it was read, where it was repaired."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None
VIEWS = "e6921fa4a99b411c"
"""Fingerprint of models.views after this migration."""

_OLD = "Label as printed"
_NEW = "Label as printed, or as it should have been read where it was misread"
_RAW = "Label as read, where it was repaired from the sequence"


def upgrade() -> None:
    with op.batch_alter_table("sections") as table:
        table.add_column(sa.Column("label_raw", sa.Text(), nullable=True, comment=_RAW))
        table.alter_column(
            "label", existing_type=sa.Text(), existing_nullable=False, comment=_NEW, existing_comment=_OLD
        )


def downgrade() -> None:
    # The older schema holds labels as read.
    op.execute("UPDATE sections SET label = label_raw WHERE label_raw IS NOT NULL")
    with op.batch_alter_table("sections") as table:
        table.alter_column(
            "label", existing_type=sa.Text(), existing_nullable=False, comment=_OLD, existing_comment=_NEW
        )
        table.drop_column("label_raw")
