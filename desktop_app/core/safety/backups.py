"""Backups of a project: made, verified, thinned out, found again.

Each project has a folder of its own below the user's data folder, away from folders that are
synchronised. A backup is a whole project file that was reopened and checked before it took its
name; one that does not pass is thrown away and said. When backups are made is told elsewhere.
"""

import hashlib
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from desktop_app.core.connection import (
    BROKEN,
    connect,
    copy_out,
    open_file,
    read_id,
    read_version,
    reason_of,
)
from desktop_app.core.errors import BackupFailed, FileExists, FileUnwritable
from desktop_app.core.leftovers import clear_draft, clear_drafts, draft_of, sync_folder
from desktop_app.core.occasions import Reason
from desktop_app.core.safety.checks import damage_of
from desktop_app.core.safety.retention import times_to_keep
from desktop_app.paths import data_folder

if TYPE_CHECKING:
    from desktop_app.core.project import Project

SUFFIX = ".diple"
NOT_WHOLE = "what was written is not whole"
_STAMP = "%Y%m%dT%H%M%S%f"
_NAME = re.compile(r"(\d{8}T\d{12})Z-([a-z]+)\.diple")
_ROOM = 256 * 1024
"""Bytes that shall stay free beside a backup."""
_AT_ONCE = 8 * 1024 * 1024
"""A larger file is first copied in small runs, so that whoever writes need not wait."""
_RUN = 200  # pages


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: its file, when (UTC) and why it was made, and how many bytes it has."""

    path: Path
    at: datetime
    reason: Reason
    size: int


@dataclass(frozen=True, slots=True)
class Place:
    """A project that has backups: its name and file when the last one was made."""

    folder: Path
    name: str
    path: Path
    project_id: str


def backup_before(project: "Project", reason: Reason) -> Backup:
    """Make sure of a verified backup of an open project as it is now; return it.

    Where the last backup holds the same steps, it serves. Reads only, so that a worker may call
    it, ahead of the change that would make it otherwise. Raises BackupFailed.
    """
    return backup_if_changed(project.path, reason)


def backup_if_changed(path: Path, reason: Reason) -> Backup:
    """Back a project file up unless its last backup holds the same steps; raise BackupFailed."""
    with _failing(path), closing(connect(path)) as connection:
        facts = _facts(connection, path)
    for backup in backups_in(facts.place.folder)[:1]:
        with suppress(*BROKEN), closing(connect(backup.path)) as connection:
            kept = _facts(connection, path)
            if (kept.last_step, kept.version) == (facts.last_step, facts.version):
                return backup
    return make_backup(path, reason)


def make_backup(path: Path, reason: Reason) -> Backup:
    """Back a project file up, verify what was written, and thin the older ones out.

    Raises BackupFailed.
    """
    with _failing(path):
        with closing(connect(path)) as connection:
            facts = _facts(connection, path)
        folder = facts.place.folder
        _adopt(facts.place)
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".lock", timeout=30):
            _clear_drafts(folder)
            _keep_place(facts.place)
            at = datetime.now(UTC)
            final = folder / f"{at.strftime(_STAMP)}Z-{reason}{SUFFIX}"
            write_copy(path, final)
            thin_out(folder, at)
        return Backup(final, at, reason, final.stat().st_size)


def write_backup(path: Path, target: Path) -> None:
    """Write a verified backup to a file of the user's choice; raise BackupFailed."""
    read_version(path)
    with _failing(path):
        write_copy(path, target)


def write_copy(path: Path, target: Path) -> None:
    """Write a compact copy of a project file at `target`, which it replaces once it is verified.

    Raises BackupFailed, OSError, sqlite3.Error; nothing is left behind then.
    """
    size = path.stat().st_size
    if shutil.disk_usage(target.parent).free < (2 if size > _AT_ONCE else 1) * size + _ROOM:
        raise BackupFailed(path=path, reason="the disk has not enough room")
    clear_drafts(target)
    draft, rough = draft_of(target), draft_of(target)
    try:
        source = path
        if size > _AT_ONCE:
            _copy_in_runs(path, rough)
            source = rough
        with closing(open_file(source)) as connection:
            connection.execute("VACUUM INTO ?", (str(draft),))
        rough.unlink(missing_ok=True)
        take_name(path, draft, target)
    finally:
        for each in (draft, rough, rough.with_name(rough.name + "-journal")):
            with suppress(OSError):
                each.unlink(missing_ok=True)


def write_out(connection: Connection, path: Path, target: Path) -> None:
    """Write all that stands in the open project at `path`, even where its file is gone.

    It becomes a new, verified file. Raises FileExists, FileUnwritable.
    """
    if target.exists():
        raise FileExists(path=target)
    draft = draft_of(target)
    try:
        copy_out(connection, draft)
        take_name(path, draft, target)
    except (BackupFailed, OSError, DBAPIError) as error:
        reason = NOT_WHOLE if isinstance(error, BackupFailed) else reason_of(error)
        raise FileUnwritable(path=target, reason=reason) from error
    finally:
        clear_draft(draft)


def take_name(path: Path, draft: Path, target: Path) -> None:
    """Verify what was copied from `path` into a draft, and let it stand at its target, for good.

    Raises BackupFailed, OSError.
    """
    if damage := damage_of(draft):
        raise BackupFailed(path=path, reason=damage)
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(draft, target)
    sync_folder(target.parent)


def _copy_in_runs(path: Path, target: Path) -> None:
    with closing(connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy, pages=_RUN, sleep=0.002)


def thin_out(folder: Path, now: datetime) -> None:
    """Delete the backups that need no longer stay; days and weeks are the reader's own."""
    backups = backups_in(folder)
    kept = times_to_keep((each.at.astimezone() for each in backups), now.astimezone())
    for each in backups:
        if each.at.astimezone() not in kept:
            with suppress(OSError):
                each.path.unlink()


# Finding them
def backups_of(path: Path) -> list[Backup]:
    """List the backups of the project at a path, the newest first.

    They are found by the path, and by the project's id where the file can still tell it.
    """
    wanted = _place_path(path)
    project_id = read_id(path)
    found = [
        backup
        for place in places()
        if place.path == wanted or (project_id and place.project_id == project_id)
        for backup in backups_in(place.folder)
    ]
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def backups_in(folder: Path) -> list[Backup]:
    """List the backups in a folder, the newest first."""
    found: list[Backup] = []
    with suppress(OSError):
        for path in folder.iterdir():
            match = _NAME.fullmatch(path.name)
            if match and match[2] in list(Reason):
                at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
                found.append(Backup(path, at, Reason(match[2]), path.stat().st_size))
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def places() -> list[Place]:
    """List the projects that have backups, by name."""
    found: list[Place] = []
    with suppress(OSError):
        for folder in backup_folder().iterdir():
            with suppress(OSError, ValueError, KeyError, TypeError):
                said = json.loads((folder / "place.json").read_text("utf-8"))
                name, path, project_id = (str(said[each]) for each in ("name", "path", "id"))
                found.append(Place(folder, name, Path(path), project_id))
    return sorted(found, key=lambda place: (place.name.casefold(), place.path))


def backup_folder() -> Path:
    """Tell where the backups of all projects are kept."""
    return data_folder() / "backups"


# The inside
@dataclass(frozen=True, slots=True)
class _Facts:
    place: Place
    version: int
    last_step: tuple[int, str]


def _facts(connection: sqlite3.Connection, path: Path) -> _Facts:
    """Read what a project is and how far it has come."""
    meta = dict(connection.execute("SELECT id, value FROM meta").fetchall())
    last = connection.execute("SELECT number, id FROM steps ORDER BY number DESC LIMIT 1")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    where = _place_path(path)
    project_id = str(meta.get("id", ""))
    plain_id = re.sub(r"[^0-9A-Za-z-]", "", project_id)[:40]
    folder = backup_folder() / f"{plain_id}-{hashlib.sha256(str(where).encode()).hexdigest()[:8]}"
    place = Place(folder, str(meta.get("name") or path.stem), where, project_id)
    return _Facts(place, int(version), last.fetchone() or (0, ""))


def _place_path(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _adopt(place: Place) -> None:
    """Take over the folder of a project that was moved or renamed since."""
    if place.folder.exists():
        return
    for other in places():
        if other.project_id == place.project_id and not other.path.exists():
            with suppress(OSError):
                os.rename(other.folder, place.folder)
            return


def _keep_place(place: Place) -> None:
    said = {"id": place.project_id, "name": place.name, "path": str(place.path)}
    text = json.dumps(said, ensure_ascii=False, indent=1)
    file = place.folder / "place.json"
    with suppress(OSError):
        if file.read_text("utf-8") == text:
            return
    draft = place.folder / ".place.new"
    try:
        draft.write_text(text, "utf-8")
        os.replace(draft, file)
    finally:
        draft.unlink(missing_ok=True)


def _clear_drafts(folder: Path) -> None:
    """Remove what a backup that was killed has left; the folder's lock is held."""
    for draft in folder.glob(".*.new*"):
        with suppress(OSError):
            draft.unlink()


@contextmanager
def _failing(path: Path) -> Iterator[None]:
    try:
        yield
    except Timeout as error:
        raise BackupFailed(path=path, reason="another Diple is backing it up") from error
    except (OSError, *BROKEN) as error:
        raise BackupFailed(path=path, reason=reason_of(error)) from error
