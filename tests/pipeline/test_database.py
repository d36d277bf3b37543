"""Opening and migrating the database, transactions, and what users are told when it fails."""

import os
import shutil
import sqlite3
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, make_url, select, text
from sqlalchemy.exc import OperationalError

from corpora.admin_units import all_units
from corpora.loader import rows
from models.columns import now
from models.migrations.versions import r0001_initial as first
from models.migrations.versions import r0004_tables as newest
from models.schema import TABLES, AdminUnit, AdminUnitSuccessor, Correction, Document, Indicator, IngestRun
from models.views import VIEWS, fingerprint
from pipeline import database
from pipeline.corrections import correct
from pipeline.database import check_schema, downgrade, open_engine, session_scope, upgrade
from pipeline.errors import DatabaseError, ExitCode
from tests.pipeline.plans import composed, counts, put

TABLES_OF_0004 = {"tables", "table_columns", "cells", "assignment_deadlines"}


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'plans.db'}"


def told(error) -> str:
    """The sentence that the user reads; it carries the exit code of a database."""
    assert error.value.exit_code == ExitCode.DATABASE == 4
    return str(error.value)


def test_a_new_database_has_exactly_the_tables_of_the_models(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, IngestRun.metadata) == []
        names = inspect(connection)
        assert set(names.get_table_names()) == {*TABLES, "alembic_version"}
        assert set(names.get_view_names()) == {view.name for view in VIEWS}


def test_the_newest_migration_knows_the_views():
    assert fingerprint() == newest.VIEWS, "the views changed: add a migration, which brings them to existing databases"


def test_checks_and_unique_keys_hold_in_the_database(engine):
    with engine.connect() as connection:
        names = inspect(connection)
        for table in TABLES.values():
            held = {check["name"] for check in names.get_check_constraints(table.name)}
            assert held >= {item.name for item in table.constraints if item.__visit_name__ == "check_constraint"}


def test_units_and_indicators_are_filled_in_quickly(url):
    started = time.perf_counter()
    upgrade(url)
    assert time.perf_counter() - started < 3
    with session_scope(open_engine(url), write=False) as session:
        assert session.query(AdminUnit).count() == len(all_units())
        assert session.query(Indicator).count() == len(rows("indicators.tsv"))
        parents = session.scalars(select(AdminUnit).where(AdminUnit.parent_id.is_(None))).all()
        assert {unit.level for unit in parents} == {"province"}
        assert session.query(AdminUnitSuccessor).count() > 10_000


def test_upgrading_again_changes_nothing_and_mends_what_was_changed(engine):
    with session_scope(engine) as session:
        before = session.execute(text("select * from indicators order by 1")).all()
        session.execute(text("update indicators set name = 'x' where indicator_id = 1"))
        session.execute(text("delete from admin_unit_successors where admin_unit_id % 2 = 0"))
    upgrade(engine)
    with session_scope(engine, write=False) as session:
        assert session.execute(text("select * from indicators order by 1")).all() == before
        assert session.query(AdminUnitSuccessor).count() == sum(len(unit.successors) for unit in all_units())


def test_down_and_up_again_on_a_filled_database(engine):
    put(engine)
    downgrade(engine)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
        assert inspect(connection).get_view_names() == []
    upgrade(engine)
    check_schema(engine)
    put(engine)
    assert counts(engine)["targets"] == 3


def test_pages_of_office_files_survive_going_down_and_up(engine):
    """The older schema knows no native pages: they count as typed, and no other row is touched."""
    put(engine)
    before = without_tables(counts(engine))
    with session_scope(engine) as session:
        session.execute(text("update pages set origin = 'native'"))
    downgrade(engine, "0001")
    with engine.connect() as connection:
        assert set(connection.execute(text("select origin from pages")).scalars()) == {"transcript"}
    upgrade(engine)
    check_schema(engine)
    assert without_tables(counts(engine)) == before


NEXT = """
from alembic import op

revision, down_revision = "9999", "0004"


def rename(old, new):
    with op.batch_alter_table("documents", recreate="always") as table:
        table.alter_column(old, new_column_name=new)


def upgrade():
    rename("place", "spot")


def downgrade():
    rename("spot", "place")
"""


def test_a_later_migration_goes_up_and_down_and_up_on_a_filled_database(engine, tmp_path, monkeypatch):
    """SQLite makes a changed table anew: with foreign keys on, dropping the old one would take all that refer to it."""
    put(engine)
    before = counts(engine)
    shutil.copytree(database._MIGRATIONS, tmp_path / "migrations")
    (tmp_path / "migrations" / "versions" / "r9999_next.py").write_text(NEXT)
    monkeypatch.setattr(database, "_MIGRATIONS", tmp_path / "migrations")
    with pytest.raises(DatabaseError, match="Run: kehoach db upgrade"):
        check_schema(engine)
    for migrate, column in ((upgrade, "spot"), (lambda it: downgrade(it, "0004"), "place"), (upgrade, "spot")):
        migrate(engine)
        assert counts(engine) == before
        with engine.connect() as connection:
            assert connection.exec_driver_sql(f"select {column} from documents").scalar() == "Ba Vì"
            assert connection.exec_driver_sql("pragma foreign_keys").scalar() == 1
    check_schema(engine)
    with session_scope(engine, write=False) as session:
        assert session.execute(text("select issuer from plan_overview")).scalar() == "UBND huyện Ba Vì"


def test_documents_outlive_the_way_down_and_up_between_versions(engine):
    put(engine)
    with session_scope(engine) as session:
        session.execute(text("update pages set origin = 'unreadable' where number = 1"))
        session.execute(text("update documents set unread_pages = 'page 1 unreadable: the page cannot be drawn'"))
    before = without_tables(counts(engine))
    downgrade(engine, "0001")
    assert without_tables(counts(engine)) == before
    with engine.connect() as connection:
        assert connection.exec_driver_sql("select origin from pages where number = 1").scalar() == "empty"
    upgrade(engine)
    assert without_tables(counts(engine)) == before
    with session_scope(engine, write=False) as session:
        assert session.execute(text("select unread_pages from plan_overview")).scalar() is None


def test_parts_and_words_outlive_going_down_and_up(engine):
    """The older schema knows one document a file: the others wait under digests of their own."""
    first, second = put(engine), put(engine, replace(composed(), part=2))
    with session_scope(engine) as session:
        correct(session, session.get_one(Document, second), "title", "Thứ hai", by="Lan")
    downgrade(engine, "0001")
    with engine.connect() as connection:
        held = connection.exec_driver_sql("select document_id, sha256 from documents order by 1").all()
        assert held == [(first, "a" * 64), (second, "a" * 64 + "#2")]
    upgrade(engine)
    with session_scope(engine, write=False) as session:
        held = session.execute(
            select(Document.document_id, Document.sha256, Document.part).order_by(Document.part)
        ).all()
        assert held == [(first, "a" * 64, 1), (second, "a" * 64, 2)]
        assert session.execute(select(Correction.document_sha256, Correction.document_part)).all() == [("a" * 64, 2)]


def without_tables(held: dict[str, int]) -> dict[str, int]:
    """Rows without those that schemas before 0004 do not hold."""
    return {name: count for name, count in held.items() if name not in TABLES_OF_0004}


def test_what_older_rows_say_of_deadlines_is_filled_in(engine):
    """Going down loses tables, further deadlines and links; going up gives each row the one deadline that it holds."""
    put(engine)
    held = "select count(*) from assignment_deadlines where position = 1"
    with session_scope(engine, write=False) as session:
        first_ones = session.scalar(text(held))
        assert session.scalar(text("select count(*) from assignment_deadlines")) > first_ones > 0
    downgrade(engine, "0003")
    with engine.connect() as connection:
        assert not TABLES_OF_0004 & set(inspect(connection).get_table_names())
        assert "extras" not in {column["name"] for column in inspect(connection).get_columns("assignments")}
    upgrade(engine)
    check_schema(engine)
    with session_scope(engine, write=False) as session:
        assert session.scalar(text(held)) == session.scalar(text("select count(*) from assignment_deadlines"))
        calendar = session.execute(text("select distinct task, kind, due_on from assignment_calendar order by 1")).all()
        assert [tuple(row) for row in calendar] == [
            ("Kiểm tra", "none", None),
            ("Rà soát văn bản", "quarter", "2024-06-30"),
            ("Tuyên truyền", "relative", None),
        ]
        assert session.scalar(text("select count(*) from targets where assignment_id is not null")) == 0
    assert counts(engine)["tables"] == 0
    put(engine, replace=True)
    assert counts(engine)["tables"] == 1


def test_a_users_own_view_and_table_outlive_a_migration(url):
    engine = open_engine(url)
    with session_scope(engine) as session:
        session.execute(text("create table my_notes (note text)"))
        session.execute(text("insert into my_notes values ('kept')"))
    upgrade(engine)
    downgrade(engine)
    with session_scope(engine, write=False) as session:
        assert session.scalar(text("select note from my_notes")) == "kept"


def test_a_failing_migration_leaves_everything_as_it_was(engine, monkeypatch):
    def fail():
        raise RuntimeError("broken on purpose")

    with session_scope(engine) as session:
        session.add(IngestRun(started_at=now(), sources="a", version="1"))
    monkeypatch.setattr(first.op, "drop_table", lambda name: fail() if name == "admin_units" else None)
    with pytest.raises(RuntimeError):
        downgrade(engine)
    monkeypatch.undo()
    check_schema(engine)
    with session_scope(engine, write=False) as session:
        assert session.query(IngestRun).count() == 1
        assert session.execute(text("select * from plan_overview")).all() == []


def test_foreign_keys_wal_and_busy_timeout_are_on(engine):
    with engine.connect() as connection:
        assert connection.exec_driver_sql("pragma foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("pragma journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("pragma busy_timeout").scalar() == database.BUSY_SECONDS * 1000


def test_a_row_without_its_parent_is_refused(engine):
    with pytest.raises(DatabaseError), session_scope(engine) as session:
        session.execute(text("insert into recipients (document_id, position, name) values (99, 1, 'x')"))


def test_an_error_rolls_the_transaction_back(engine):
    with pytest.raises(ZeroDivisionError), session_scope(engine) as session:
        session.add(IngestRun(started_at=now(), sources="a", version="1"))
        session.flush()
        raise ZeroDivisionError
    with session_scope(engine, write=False) as session:
        assert session.query(IngestRun).count() == 0


def test_two_writers_wait_for_each_other(engine):
    """Both read before they write: with the driver's late begin the second would be refused at once."""
    rounds = 20

    def write():
        for _ in range(rounds):
            with session_scope(engine) as session:
                count = session.query(IngestRun).count()
                session.add(IngestRun(started_at=now(), sources=str(count), version="1"))

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with session_scope(engine, write=False) as session:
        seen = sorted(int(run.sources) for run in session.query(IngestRun))
    assert seen == list(range(2 * rounds))


def test_timestamps_come_back_with_their_zone(engine):
    moment = now()
    with session_scope(engine) as session:
        session.add(IngestRun(started_at=moment, sources="a", version="1"))
    with session_scope(engine, write=False) as session:
        assert session.query(IngestRun).one().started_at == moment
    with pytest.raises(DatabaseError), session_scope(engine) as session:
        session.add(IngestRun(started_at=moment.replace(tzinfo=None), sources="a", version="1"))


# --- What users are told -------------------------------------------------------------------------------------------


def test_locked(engine, tmp_path, monkeypatch):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(tmp_path / "plans.db", isolation_level=None)
    other.execute("begin immediate")
    impatient = open_engine(engine.url)
    with pytest.raises(DatabaseError) as error, session_scope(impatient) as session:
        session.query(IngestRun).count()
    assert "plans.db is locked by another program" in told(error)
    # Reading goes on beside a writer.
    with session_scope(impatient, write=False) as session:
        assert session.query(IngestRun).count() == 0
    other.close()


def test_not_a_database(tmp_path):
    path = tmp_path / "plans.db"
    path.write_text("ngày 20 tháng 11 " * 100)
    with pytest.raises(DatabaseError) as error:
        upgrade(f"sqlite:///{path}")
    assert f"{path} is not a database." in told(error)
    assert path.read_text().startswith("ngày")


def test_damaged(engine, tmp_path):
    engine.dispose()
    path = tmp_path / "plans.db"
    data = bytearray(path.read_bytes())
    data[4096 : len(data) - 4096] = os.urandom(len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(DatabaseError) as error:
        upgrade(f"sqlite:///{path}")
    assert "is damaged" in told(error)


def test_folder_that_is_not_there(tmp_path):
    with pytest.raises(DatabaseError) as error:
        upgrade(f"sqlite:///{tmp_path / 'missing' / 'plans.db'}")
    assert "cannot be opened. Check that the folder exists" in told(error)


def test_missing_file_for_a_command_that_only_reads(url, tmp_path):
    with pytest.raises(DatabaseError) as error:
        open_engine(url, must_exist=True)
    assert "there is no database" in told(error)
    assert not (tmp_path / "plans.db").exists()


def test_empty_or_older_schema(engine):
    downgrade(engine)
    with pytest.raises(DatabaseError) as error:
        check_schema(engine)
    assert "Run: kehoach db upgrade" in told(error)


def test_newer_schema_is_left_alone(engine):
    with session_scope(engine) as session:
        session.execute(text("update alembic_version set version_num = '9999'"))
    for action in (upgrade, downgrade, check_schema):
        with pytest.raises(DatabaseError) as error:
            action(engine)
        assert "newer kehoach (schema 9999)" in told(error)


def test_database_of_another_program(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("create table documents (id integer)")
    with pytest.raises(DatabaseError) as error:
        upgrade(f"sqlite:///{path}")
    assert "belongs to another program: it already has a table documents" in told(error)


def test_disk_full(engine):
    """SQLite's own page limit stands for the disk: the error is the same."""
    with pytest.raises(DatabaseError) as error, session_scope(engine) as session:
        pages = session.execute(text("pragma page_count")).scalar_one()
        session.execute(text(f"pragma max_page_count = {pages}"))
        for number in range(500):
            session.add(IngestRun(started_at=now(), sources="x" * 10_000, version=str(number)))
            session.flush()
    assert "the disk is full" in told(error)
    engine.dispose()
    with session_scope(engine, write=False) as session:
        assert session.query(IngestRun).count() == 0


def test_read_only(engine, tmp_path):
    """Root may write everywhere, so the mode of the connection stands for that of the file."""
    engine.dispose()
    read_only = open_engine(f"sqlite:///file:{tmp_path / 'plans.db'}?mode=ro&uri=true")
    with session_scope(read_only, write=False) as session:
        assert session.query(Indicator).count() > 40
    with pytest.raises(DatabaseError) as error, session_scope(read_only) as session:
        session.add(IngestRun(started_at=now(), sources="a", version="1"))
    assert "is read-only" in told(error)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_file(engine, tmp_path):
    engine.dispose()
    Path(tmp_path / "plans.db").chmod(0o444)
    with pytest.raises(DatabaseError) as error, session_scope(engine) as session:
        session.add(IngestRun(started_at=now(), sources="a", version="1"))
    assert "is read-only" in told(error)


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ("plans.db", "is not a database URL"),
        ("", "is not a database URL"),
        ("mysql://host/name", "only SQLite and PostgreSQL"),
        ("oracle://user:secret@host/name", "only SQLite and PostgreSQL"),
    ],
)
def test_bad_urls(bad, sentence):
    with pytest.raises(DatabaseError) as error:
        upgrade(bad)
    assert sentence in told(error)
    assert "secret" not in str(error.value)


def test_missing_driver(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DatabaseError) as error:
        upgrade("postgresql://someone:secret@127.0.0.1/plans")
    assert "the driver is not installed. Install it with: pip install 'kehoach[postgres]'." in told(error)
    assert "secret" not in str(error.value)


def test_unreachable_server():
    pytest.importorskip("psycopg")
    with pytest.raises(DatabaseError) as error:
        upgrade("postgresql://someone:secret@127.0.0.1:1/plans")
    assert "is unreachable" in told(error)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ('FATAL:  database "plans" does not exist', "does not exist on the server"),
        ('FATAL:  password authentication failed for user "lan"', "refuses the user or password"),
        ("connection refused", "is unreachable"),
    ],
)
def test_what_the_server_says_when_it_refuses(message, sentence):
    error = OperationalError("select 1", {}, Exception(message))
    explained = database._explain(error, make_url("postgresql://lan:secret@host/plans"))
    assert sentence in str(explained)
    assert "secret" not in str(explained)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("53100", "out of disk or memory"),
        ("25006", "is read-only"),
        ("55P03", "is locked"),
        ("42501", "denies this user"),
        ("23505", "refuses: duplicate key"),
    ],
)
def test_what_the_server_says_while_it_works(state, sentence):
    cause = Exception("duplicate key\nDETAIL: ...")
    cause.sqlstate = state
    error = OperationalError("insert", {}, cause)
    assert sentence in str(database._explain(error, make_url("postgresql://lan@host/plans")))


def test_every_sentence_says_what_to_do():
    for problem, advice in [*database._SQLITE_PROBLEMS.values(), *database._POSTGRES_PROBLEMS.values()]:
        assert problem.endswith(".")
        assert advice.endswith(".")
