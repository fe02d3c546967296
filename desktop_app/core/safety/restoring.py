"""Bringing a backup back in place of a project file, which is set aside and never deleted.

The file to be replaced is not opened as a project: it may be broken, or gone.
"""

import os
import shutil
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.core.connection import BROKEN, open_file, reason_of
from desktop_app.core.errors import FileUnwritable, NoBackup
from desktop_app.core.leftovers import clear_drafts, draft_of, sync_folder
from desktop_app.core.locking import ProjectLock
from desktop_app.core.safety.backups import backups_of
from desktop_app.core.safety.checks import damage_of


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done: the backup that stands at `path` now, and where the file before it is."""

    path: Path
    backup: Path
    aside: Path | None


def restore(path: Path, backup: Path | None = None) -> Restored:
    """Put a backup, by default the newest that passes its checks, in the place of a project.

    At every moment the old or the new file stands at `path`. Raises NoBackup, ProjectBusy,
    FileUnwritable.
    """
    path = Path(path)
    backup = _sound(path, backup)
    lock = ProjectLock.take(path) if path.exists() else None
    clear_drafts(path)
    draft = draft_of(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(backup, draft)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        if draft.stat().st_size != backup.stat().st_size or damage_of(draft):
            raise OSError(f"the copy of {backup.name} differs from it")
        aside = _set_aside(path)
        os.replace(draft, path)
        sync_folder(path.parent)
    except OSError as error:
        raise FileUnwritable(path=path, reason=reason_of(error)) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        if lock:
            lock.release()
    return Restored(path, backup, aside)


def _sound(path: Path, backup: Path | None) -> Path:
    """Choose the backup to bring back."""
    wanted = [backup] if backup else [each.path for each in backups_of(path)]
    for each in wanted:
        if not damage_of(each):
            return each
    raise NoBackup(path=path)


def _set_aside(path: Path) -> Path | None:
    """Give the file at `path` a second name beside it; it keeps the first until it is replaced."""
    if not path.exists():
        return None
    journal = path.with_name(path.name + "-journal")
    if journal.exists():
        _settle(path)
    aside = _free_name(path)
    try:
        os.link(path, aside)
    except OSError:
        # A file system without second names: a copy does as well, it only takes longer.
        shutil.copy2(path, aside)
    if journal.exists():
        # Whatever SQLite still wanted to take back stays with the file that it belongs to.
        os.replace(journal, aside.with_name(aside.name + "-journal"))
    return aside


def _settle(path: Path) -> None:
    """Let SQLite end what a crash has left half done, where it still can."""
    with suppress(*BROKEN), closing(open_file(path)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _free_name(path: Path) -> Path:
    stamp = datetime.now().strftime("%Y-%m-%d %H.%M.%S")
    for number in range(1, 1000):
        count = f" {number}" if number > 1 else ""
        aside = path.with_name(f"{path.stem} (set aside {stamp}{count}){path.suffix}")
        if not os.path.lexists(aside):
            return aside
    raise FileExistsError(17, "too many files were set aside", str(path))
