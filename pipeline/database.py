"""The database: opening it, bringing it to the newest schema, one transaction at a time, errors in the user's words.

SQLite is opened with foreign keys on, write-ahead log and a busy timeout; transactions are begun by hand, because the
driver's own begin comes too late: two writers that have both read would then refuse each other at once.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session

from models import migrations
from models.views import clashes
from pipeline.errors import DatabaseError
from pipeline.seed import seed

BUSY_SECONDS = 30.0
"""How long a writer waits for another: a document is loaded in well under a second."""
WRITES = "kehoach_writes"
"""Execution option of connections that write: their transaction takes SQLite's write lock when it begins."""

_MIGRATIONS = Path(migrations.__file__).parent

_SQLITE_PROBLEMS = {
    "SQLITE_BUSY": ("is locked by another program.", "Wait until it has finished, or close it, then try again."),
    "SQLITE_LOCKED": ("is locked by another program.", "Wait until it has finished, or close it, then try again."),
    "SQLITE_NOTADB": ("is not a database.", "Give another file with --db, or move this one away."),
    "SQLITE_CORRUPT": ("is damaged.", "Restore it from a copy, or ingest the files into a new database."),
    "SQLITE_READONLY": ("is read-only.", "Allow writing to the file and its folder, or give another with --db."),
    "SQLITE_FULL": ("cannot grow: the disk is full.", "Free some space and run it again; nothing was half done."),
    "SQLITE_IOERR": ("cannot be read or written.", "Check the disk; a network folder is no place for SQLite."),
    "SQLITE_CANTOPEN": ("cannot be opened.", "Check that the folder exists and that you may write to it."),
}
_POSTGRES_PROBLEMS = {
    "08": ("is unreachable.", "Check that the server runs and that host and port are right."),
    "28": ("refuses the user or password.", "Correct the URL given with --db."),
    "3D": ("does not exist on the server.", "Create it first, or correct the URL given with --db."),
    "53": ("cannot grow: the server is out of disk or memory.", "Free some, then run the command again."),
    "25": ("is read-only.", "Connect to the primary server, as a user that may write."),
    "42501": ("denies this user the right.", "Grant it, or connect as another user."),
    "55": ("is locked by another program.", "Wait until it has finished, then try again."),
    "57": ("is shutting down or has cancelled the work.", "Try again when the server is up."),
}
"""By the first characters of SQLSTATE (PostgreSQL documentation, appendix A)."""


def open_engine(url: str | URL, *, must_exist: bool = False) -> Engine:
    """An engine for a URL such as `sqlite:///kehoach.db`; nothing is connected yet.

    `must_exist` refuses an SQLite file that is not there, for commands that only read.
    """
    try:
        parsed = make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
            raise DatabaseError(f"{_shown(parsed)}: only SQLite and PostgreSQL are supported.", "Correct the URL.")
        engine = create_engine(parsed, connect_args=_connect_args(parsed), json_serializer=_compact_json)
    except ArgumentError as error:
        raise DatabaseError(
            f"{url} is not a database URL.", "Write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME."
        ) from error
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise DatabaseError(
            f"{_shown(make_url(url))}: the driver is not installed.",
            "Install it with: pip install 'kehoach[postgres]'.",
        ) from error
    path = _sqlite_path(engine.url)
    if path is not None and must_exist and not path.exists():
        raise DatabaseError("there is no database.", "Make one with: kehoach ingest FOLDER.", file=path)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def upgrade(url: str | URL | Engine) -> None:
    """Create the database or bring it to the newest schema, and fill in what the program knows (units, indicators).

    One transaction: a failure leaves the database as it was. Raises DatabaseError.
    """
    engine = url if isinstance(url, Engine) else open_engine(url)
    try:
        with database_errors(engine):
            if not _is_newest(engine):
                _migrate(engine, "head")
            with Session(engine.execution_options(**{WRITES: True})) as session, session.begin():
                seed(session)
    finally:
        if engine is not url:
            engine.dispose()


def downgrade(url: str | URL | Engine, revision: str = "base") -> None:
    """Take the schema back to a revision; what newer tables held is lost. Raises DatabaseError."""
    engine = url if isinstance(url, Engine) else open_engine(url)
    try:
        with database_errors(engine):
            _is_newest(engine)
            _migrate(engine, revision, down=True)
    finally:
        if engine is not url:
            engine.dispose()


def check_schema(engine: Engine) -> None:
    """Raise DatabaseError unless the database has the schema of this program."""
    with database_errors(engine):
        if not _is_newest(engine):
            raise DatabaseError(
                f"{_shown(engine.url)} is empty or has an older schema than this program.", "Run: kehoach db upgrade."
            )


@contextmanager
def session_scope(engine: Engine, *, write: bool = True) -> Iterator[Session]:
    """A session in one transaction: committed at the end, rolled back on any error. Raises DatabaseError.

    `write=False` leaves SQLite's write lock alone, and works on a read-only file.
    """
    with database_errors(engine), Session(engine.execution_options(**{WRITES: write})) as session, session.begin():
        yield session


@contextmanager
def database_errors(engine: Engine) -> Iterator[None]:
    """Turns errors of the driver into DatabaseError with the user's sentence; others pass."""
    try:
        yield
    except SQLAlchemyError as error:
        raise _explain(error, engine.url) from error
    except sqlite3.Error as error:
        raise _explain_sqlite(error, engine.url) from error


def _connect_args(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"timeout": BUSY_SECONDS}
    return {"connect_timeout": 10}


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = NORMAL")
    try:
        cursor.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # A file that may only be read can still be read with the journal it has.
        if _sqlite_name(error) not in {"SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_BUSY"}:
            raise
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _is_newest(engine: Engine) -> bool:
    """Whether the schema is this program's; refuses one that is newer, or that belongs to another program."""
    with engine.connect() as connection:
        current = set(MigrationContext.configure(connection).get_current_heads())
        script = ScriptDirectory.from_config(_config(connection))
        known = {revision.revision for revision in script.walk_revisions()}
        if current - known:
            raise DatabaseError(
                f"{_shown(engine.url)} was written by a newer kehoach (schema {', '.join(current - known)}).",
                "Install that version; this one leaves the database alone.",
            )
        if not current:
            inspector = inspect(connection)
            taken = clashes([*inspector.get_table_names(), *inspector.get_view_names()])
            if taken:
                raise DatabaseError(
                    f"{_shown(engine.url)} belongs to another program: it already has a table {taken[0]}.",
                    "Give another database with --db.",
                )
        return current == set(script.get_heads())


def _migrate(engine: Engine, revision: str, *, down: bool = False) -> None:
    with engine.execution_options(**{WRITES: True}).connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            # A table is changed by making it anew, which must not cascade; the check below makes up for it.
            # The pragma does nothing inside a transaction, so it goes to the driver before one begins.
            _pragma(connection, "foreign_keys = OFF")
        try:
            with connection.begin():
                (command.downgrade if down else command.upgrade)(_config(connection), revision)
                if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise DatabaseError(
                        f"{_shown(engine.url)}: rows refer to rows that are missing.", "Restore it from a copy."
                    )
        finally:
            if is_sqlite:
                _pragma(connection, "foreign_keys = ON")


def _pragma(connection: Connection, pragma: str) -> None:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.execute(f"PRAGMA {pragma}")


def _compact_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _sqlite_path(url: URL) -> Path | None:
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return None if url.database.startswith("file:") else Path(url.database)


def _shown(url: URL) -> str:
    """The database as the user knows it: a file, or a URL without password."""
    path = _sqlite_path(url)
    return str(path) if path is not None else url.render_as_string(hide_password=True)


def _sqlite_name(error: BaseException) -> str:
    # Extended codes carry the primary one before the second underscore: SQLITE_READONLY_DIRECTORY.
    return "_".join(str(getattr(error, "sqlite_errorname", "")).split("_")[:2])


def _explain_sqlite(error: BaseException, url: URL) -> DatabaseError:
    problem, advice = _SQLITE_PROBLEMS.get(_sqlite_name(error), (f"refuses: {error}.", "Run: kehoach doctor."))
    return DatabaseError(f"{_shown(url)} {problem}", advice)


def _explain(error: SQLAlchemyError, url: URL) -> DatabaseError:
    if not isinstance(error, DBAPIError) or error.orig is None:
        return DatabaseError(f"{_shown(url)} refuses: {error}.", "Run: kehoach doctor.")
    if url.get_backend_name() == "sqlite":
        return _explain_sqlite(error.orig, url)
    state = getattr(error.orig, "sqlstate", None) or _state_of_refusal(str(error.orig))
    for prefix, (problem, advice) in _POSTGRES_PROBLEMS.items():
        if state.startswith(prefix):
            return DatabaseError(f"{_shown(url)} {problem}", advice)
    return DatabaseError(f"{_shown(url)} refuses: {str(error.orig).splitlines()[0]}.", "Run: kehoach doctor.")


def _state_of_refusal(message: str) -> str:
    """SQLSTATE of a connection that was refused: the driver gives the server's words only."""
    if "does not exist" in message and "database" in message:
        return "3D000"
    return "28000" if "authentication failed" in message or "no pg_hba.conf entry" in message else "08000"
