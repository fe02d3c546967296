"""Connections to a project file, and what can be told of a file before the first of them.

Here alone it is decided how SQLite is spoken to. What the rows mean is not known here.
"""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from desktop_app.core import schema
from desktop_app.core.errors import (
    AppError,
    BadValue,
    DamagedProject,
    FileEmpty,
    FileMissing,
    FileUnreadable,
    NotAProject,
)

# SQLAlchemy tells the log of what stopped a closing connection: nobody shall see a traceback there.
logging.getLogger("sqlalchemy").addHandler(logging.NullHandler())

BROKEN = (sqlite3.Error, UnicodeDecodeError)
"""What reading a broken file raises: Python cannot always read what SQLite says of it."""
DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
"""What SQLite answers when a file is broken."""

IS_SERIALIZED = sqlite3.threadsafety == 3
"""Whether this SQLite lets two threads use one connection, each waiting for the other."""


def connect(path: Path, *, write: bool = False) -> sqlite3.Connection:
    """Open a database file that is there, in no transaction; without `write` nothing can change.

    A file that was left in the middle of a change is first brought back by SQLite, which is why
    even readers open it as if for writing.
    """
    connection = open_file(path)
    if not write:
        connection.execute("PRAGMA query_only = ON")
    return connection


def open_file(path: Path) -> sqlite3.Connection:
    """Open a database file that is there, ready for what the caller says."""
    # mode=rw never makes a file, so that a mistyped name leaves nothing behind.
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in schema.CONNECT_PRAGMAS:
            connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise
    except UnicodeDecodeError as error:
        # SQLite quotes a broken definition in its message, which Python then cannot read.
        connection.close()
        raise sqlite3.DatabaseError("its definitions cannot be read") from error
    return connection


@contextmanager
def permission(connection: Connection) -> Iterator[None]:
    """Let even a connection for reading make what is no part of its file, then forbid it again."""
    is_reader = bool(connection.exec_driver_sql("PRAGMA query_only").scalar())
    if is_reader:
        connection.exec_driver_sql("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        if is_reader:
            connection.exec_driver_sql("PRAGMA query_only = ON")


def copy_out(connection: Connection, target: Path) -> None:
    """Write all that stands in a database to a new file; raise OSError, DBAPIError."""
    with permission(connection):
        connection.exec_driver_sql("VACUUM INTO ?", (str(target),))


def interrupt(connection: Connection) -> None:
    """End what a thread does through a connection, as if it had never begun."""
    if isinstance(raw := connection.connection.dbapi_connection, sqlite3.Connection):
        raw.interrupt()


def engine_of(path: Path, *, write: bool) -> Engine:
    """Make what SQLAlchemy reads and writes a project file through."""
    # AUTOCOMMIT leaves BEGIN and COMMIT to us: the driver's own come too late for readers.
    return create_engine(
        "sqlite://",
        creator=lambda: connect(path, write=write),
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
    )


def roll_back(connection: Connection) -> None:
    """End a transaction, which SQLite has often done by itself: a full disk for one."""
    raw = connection.connection.dbapi_connection
    if isinstance(raw, sqlite3.Connection) and raw.in_transaction:
        connection.exec_driver_sql("ROLLBACK")


def read_version(path: Path) -> int:
    """Tell a project from any other file by its header, and return its version.

    The database library does not touch the file. Raises FileMissing, FileEmpty, FileUnreadable,
    NotAProject.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError as error:
        raise FileMissing(path=path) from error
    except OSError as error:
        raise FileUnreadable(path=path, reason=reason_of(error)) from error
    if not header:
        raise FileEmpty(path=path)
    application = int.from_bytes(header[68:72])
    if not header.startswith(b"SQLite format 3\0") or application != schema.APPLICATION_ID:
        raise NotAProject(path=path)
    return int.from_bytes(header[60:64])


def read_id(path: Path) -> str:
    """Read a project's id; "" where the file cannot tell it."""
    with suppress(AppError, *BROKEN):
        read_version(path)
        with closing(connect(path)) as connection:
            found = connection.execute("SELECT value FROM meta WHERE id = 'id'").fetchone()
            return str(found[0]) if found else ""
    return ""


def read_progress(path: Path) -> tuple[str, int, str]:
    """Read a project's id, and the number and id of its last step; empty where that fails."""
    with suppress(AppError, *BROKEN), closing(connect(path)) as connection:
        read_version(path)
        last = connection.execute("SELECT number, id FROM steps ORDER BY number DESC LIMIT 1")
        number, step_id = last.fetchone() or (0, "")
        return read_id(path), int(number), str(step_id)
    return "", 0, ""


STOPPED = "it was stopped"
_REASONS = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "it, or the folder it stands in, is write-protected",
    sqlite3.SQLITE_CANTOPEN: "it, or the folder it stands in, may not be opened or written",
    sqlite3.SQLITE_PERM: "it, or the folder it stands in, may not be opened or written",
    sqlite3.SQLITE_IOERR: "the disk did not do what it was told",
    sqlite3.SQLITE_INTERRUPT: STOPPED,
    sqlite3.SQLITE_BUSY: "another program is using it",
    sqlite3.SQLITE_LOCKED: "another program is using it",
}


def reason_of(error: Exception) -> str:
    """Say why the system or the database refused, in words that a reader can act upon."""
    if isinstance(error, DBAPIError) and isinstance(error.orig, Exception):
        error = error.orig
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        # The lower byte is the kind; what is above it tells SQLite's own people more.
        return _REASONS.get(code & 0xFF, str(error))
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error)


@contextmanager
def reporting(path: Path, failure: type[AppError]) -> Iterator[None]:
    """Raise what SQLite refuses inside the block as `failure`, or DamagedProject, or BadValue."""
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlite_errorcode", None) in DAMAGE:
            failure = DamagedProject
        raise failure(path=path, reason=reason_of(error)) from error
    except BROKEN as error:
        # Met while rows are fetched, where nothing but a broken file is in the way.
        raise DamagedProject(path=path, reason=reason_of(error)) from error
    except UnicodeEncodeError as error:
        # Half a surrogate pair, as broken names on a command line bring it.
        raise BadValue(kind="text", value=ascii(error.object)) from error
