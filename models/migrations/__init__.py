"""Alembic migrations of the store; `pipeline.database.upgrade` runs them."""
