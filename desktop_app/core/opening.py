"""What happens before a project file is read: laying it out, its checks, older and newer formats.

An older project is backed up and brought up to date in one transaction; opened for reading only,
it is brought up to date in memory and its file stays as it is. A newer one is read as far as its
tables allow, and never written.
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Engine, create_engine, insert
from sqlalchemy.pool import StaticPool

from desktop_app.core import schema
from desktop_app.core.coders import coder_row
from desktop_app.core.connection import BROKEN, DAMAGE, connect, engine_of, reason_of
from desktop_app.core.errors import (
    DamagedProject,
    FileUnreadable,
    MigrationFailed,
    NewerProject,
    StrangeProject,
    TooNewProject,
)
from desktop_app.core.findings import first_foreign
from desktop_app.core.model import new_id, now
from desktop_app.core.occasions import Reason
from desktop_app.core.safety.backups import make_backup
from desktop_app.core.safety.checks import check, look_quickly


def prepare(path: Path, version: int, *, write: bool) -> Engine:
    """Make what a checked file of this format version is read and written through.

    Raises NewerProject, FileUnreadable, MigrationFailed, BackupFailed.
    """
    if version > schema.VERSION and write:
        raise newer_project(path, version)
    if version >= schema.VERSION:
        return engine_of(path, write=write)
    if not write:
        return _engine_in_memory(path)
    make_backup(path, Reason.MIGRATION)
    with closing(connect(path, write=True)) as connection:
        migrate(connection, path)
    return engine_of(path, write=True)


def check_whole(path: Path, version: int, *, is_full: bool = False) -> None:
    """Look at a file as it opens: structure, texts, passages; in full where it was left open.

    Raises StrangeProject, DamagedProject, FileUnreadable, and TooNewProject for a newer project
    that lacks what we read: that is no damage.
    """
    try:
        if is_full:
            findings = check(path).findings
        else:
            with closing(connect(path)) as connection:
                findings = look_quickly(connection, version)
    except BROKEN as error:
        if getattr(error, "sqlite_errorcode", None) in DAMAGE:
            raise DamagedProject(path=path, reason=reason_of(error)) from error
        raise FileUnreadable(path=path, reason=reason_of(error)) from error
    if findings and version > schema.VERSION:
        raise newer_project(path, version, TooNewProject)
    if foreign := first_foreign(findings):
        raise StrangeProject(path=path, reason=foreign, findings=findings)
    if findings:
        raise DamagedProject(path=path, reason=findings[0], findings=findings)


def newer_project(
    path: Path, version: int, kind: type[NewerProject] = NewerProject
) -> NewerProject:
    """Compose the error that says which program a newer project wants."""
    needs = ""
    with suppress(*BROKEN), closing(connect(path)) as connection:
        found = connection.execute("SELECT value FROM meta WHERE id = 'needs'").fetchone()
        needs = f"Diple {found[0]}"[:40] if found else ""
    needs = needs or "the newer Diple"
    return kind(path=path, version=version, known=schema.VERSION, needs=needs)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the tables of an older project to this format, in one transaction that is checked.

    Raises MigrationFailed; the file is then as it was.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        _run_migrations(connection)
        findings = look_quickly(connection, schema.VERSION)
        if findings:
            raise MigrationFailed(path=path, reason=findings[0])
        connection.execute("COMMIT")
    except BROKEN as error:
        raise MigrationFailed(path=path, reason=reason_of(error)) from error
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _run_migrations(connection: sqlite3.Connection) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    for older in range(version, schema.VERSION):
        for statement in schema.MIGRATIONS[older]:
            connection.execute(statement)
    connection.execute(
        "INSERT INTO meta (id, value) VALUES ('needs', ?)"
        " ON CONFLICT (id) DO UPDATE SET value = excluded.value",
        (schema.PROGRAM,),
    )
    connection.execute(f"PRAGMA user_version = {schema.VERSION}")


def _engine_in_memory(path: Path) -> Engine:
    """Copy an older project into memory and bring that copy up to date."""
    memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    with closing(connect(path)) as source:
        source.backup(memory)
    for pragma in schema.CONNECT_PRAGMAS:
        memory.execute(pragma)
    migrate(memory, path)
    memory.execute("PRAGMA query_only = ON")
    return create_engine(
        "sqlite://", creator=lambda: memory, poolclass=StaticPool, isolation_level="AUTOCOMMIT"
    )


def lay_out(path: Path, name: str, coder: str) -> None:
    """Write the tables, the stamp and the first rows into an empty file."""
    engine = engine_of(path, write=True)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            for pragma in schema.STAMP:
                connection.exec_driver_sql(pragma)
            schema.metadata.create_all(connection)
            facts = {"id": new_id(), "name": name, "created_at": now(), "needs": schema.PROGRAM}
            rows = [{"id": key, "value": value} for key, value in facts.items()]
            connection.execute(insert(schema.meta), rows)
            connection.execute(insert(schema.coders).values(coder_row(coder, 0)))
            connection.exec_driver_sql("COMMIT")
    finally:
        engine.dispose()
