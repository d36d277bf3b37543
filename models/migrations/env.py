"""Runs the migrations on the connection that `pipeline.database` hands over, views dropped before and made again after.

Views are derived: they always are those of the program, so migrations carry tables only.
"""

from alembic import context
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from models.schema import Document
from models.views import create_views, drop_views


def run(connection: Connection) -> None:
    """Migrate in the transaction of the connection; the views come back only on the newest tables."""
    context.configure(
        connection=connection,
        target_metadata=Document.metadata,
        # SQLite can roll back DDL once transactions are begun by hand, as pipeline.database does.
        transactional_ddl=True,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_server_default=True,
    )
    drop_views(connection)
    with context.begin_transaction():
        context.run_migrations()
    script = ScriptDirectory.from_config(context.config)
    if set(context.get_context().get_current_heads()) == set(script.get_heads()):
        create_views(connection)


given = context.config.attributes.get("connection")
if given is None:
    raise RuntimeError("migrations run through pipeline.database.upgrade, which hands over a connection")
run(given)
