"""Watching the file of an open project: is it still there, still the same, still ours alone?

Sync programs replace, rename and copy files under an open window. What is found here stops the
writing; what is then offered is told elsewhere. Looking reads names and headers only.
"""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop_app.core.connection import read_id, read_progress
from desktop_app.core.findings import Trouble
from desktop_app.core.leases import host

Identity = tuple[int, int]
"""Device and inode."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a look has found: nothing wrong where `trouble` is None; `path` is where else to look.

    `is_same` says of a file that replaced ours that it holds the same steps.
    """

    trouble: Trouble | None = None
    path: Path | None = None
    is_same: bool = False


def identity_of(path: Path) -> Identity:
    """Tell a file from every other, by whatever name; raise OSError."""
    status = os.stat(path)
    return status.st_dev, status.st_ino


def trouble_at(path: Path, identity: Identity) -> Trouble | None:
    """Tell whether the same file still stands at a path; fast enough for every change."""
    try:
        return None if identity_of(path) == identity else Trouble.REPLACED
    except FileNotFoundError:
        return Trouble.GONE if path.parent.is_dir() else Trouble.UNREACHABLE
    except OSError:
        return Trouble.UNREACHABLE


def look(
    path: Path,
    identity: Identity,
    project_id: str,
    last_step: tuple[int, str],
    known: Iterable[Path] = (),
) -> Sight:
    """Look at the file and its folder.

    The project's id and last step tell a copy of it from others; `known` are copies that were
    told before.
    """
    trouble = trouble_at(path, identity)
    if trouble is Trouble.GONE:
        moved = _find(path.parent, identity)
        return Sight(Trouble.MOVED, moved) if moved else Sight(Trouble.GONE)
    if trouble is Trouble.REPLACED:
        return Sight(trouble, is_same=read_progress(path) == (project_id, *last_step))
    if trouble:
        return Sight(trouble)
    for copy in conflicted_copies(path, project_id, known):
        return Sight(Trouble.COPIED, copy)
    return Sight()


def conflicted_copies(path: Path, project_id: str, known: Iterable[Path] = ()) -> list[Path]:
    """List the copies of a project that a sync program has put beside it, by their names."""
    told = set(known)
    found = [
        other
        for other in _siblings(path)
        if other not in told and is_conflict_name(path, other) and read_id(other) == project_id
    ]
    return sorted(found)


def is_conflict_name(path: Path, other: Path) -> bool:
    """Tell whether a sync program names a second version of the file at `path` like that.

    Dropbox, Nextcloud and Syncthing say so in words; Google Drive and iCloud add a number,
    OneDrive the name of a machine.
    """
    if other.suffix != path.suffix or not other.stem.startswith(path.stem):
        return False
    rest = other.stem[len(path.stem) :]
    return bool(rest and (_CONFLICT.fullmatch(rest) or rest == f"-{host()}"))


_CONFLICT = re.compile(
    r".*(?i:conflict|conflit|konflikt|conflitto).*"
    r"|\s?\(\d{1,3}\)|\s\d{1,3}|-[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+"
)


def _siblings(path: Path) -> list[Path]:
    with suppress(OSError):
        return [other for other in path.parent.iterdir() if other.name != path.name]
    return []


def _find(folder: Path, identity: Identity) -> Path | None:
    """Find a file in its folder under another name."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                if identity_of(Path(entry.path)) == identity:
                    return Path(entry.path)
    return None
