"""Copying an old state out: the project as it was after a step, as a file of its own."""

from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from desktop_app.core import history
from desktop_app.core.connection import BROKEN, connect, engine_of, reason_of
from desktop_app.core.errors import FileExists, FileUnwritable
from desktop_app.core.journal import Change
from desktop_app.core.leftovers import clear_drafts, draft_of
from desktop_app.core.model import Op
from desktop_app.core.safety.backups import write_copy

_UNUSED_TEXTS = "SELECT sha256 FROM texts WHERE sha256 NOT IN (SELECT text_sha256 FROM documents)"
_MENTIONED = "SELECT 1 FROM changes WHERE instr(before, ?) OR instr(after, ?) LIMIT 1"


def copy_out(path: Path, number: int, target: Path) -> None:
    """Write the project as it was after a step to a new file; its history ends there.

    Nothing that came later is in the copy. Raises Unknown, FileExists, FileUnwritable,
    BackupFailed.
    """
    if target.exists():
        raise FileExists(path=target)
    clear_drafts(target)
    rough = draft_of(target)
    try:
        write_copy(path, rough)
        _cut(rough, number)
        write_copy(rough, target)
    except (OSError, *BROKEN, DBAPIError) as error:
        raise FileUnwritable(path=target, reason=reason_of(error)) from error
    finally:
        with suppress(OSError):
            rough.unlink(missing_ok=True)


def _cut(path: Path, number: int) -> None:
    """Turn a copy back to a step, and take out what came later."""
    engine = engine_of(path, write=True)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            history.go_back(Change(connection, Op.GO_BACK, ""), number)
            connection.exec_driver_sql("DELETE FROM changes WHERE step > ?", (number,))
            connection.exec_driver_sql("DELETE FROM steps WHERE number > ?", (number,))
            connection.exec_driver_sql("COMMIT")
    finally:
        engine.dispose()
    with closing(connect(path, write=True)) as raw:
        for (sha256,) in raw.execute(_UNUSED_TEXTS).fetchall():
            # A text that was removed before that step can still be brought back by undoing.
            if not raw.execute(_MENTIONED, (sha256, sha256)).fetchone():
                raw.execute("DELETE FROM texts WHERE sha256 = ?", (sha256,))
