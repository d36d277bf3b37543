"""A database of the newest schema for every test that asks for one."""

import shutil

import pytest

from pipeline.database import open_engine, upgrade


@pytest.fixture(scope="session")
def new_database(tmp_path_factory):
    """A fresh SQLite file, made once: copy it, never write to it."""
    path = tmp_path_factory.mktemp("store") / "new.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def engine(new_database, tmp_path):
    """An engine on a copy of it, `plans.db` in the folder of the test."""
    shutil.copy(new_database, tmp_path / "plans.db")
    engine = open_engine(f"sqlite:///{tmp_path / 'plans.db'}")
    yield engine
    engine.dispose()
