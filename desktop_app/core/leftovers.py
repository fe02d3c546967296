"""Drafts of files: where what is being written stands until it is whole, and what kills leave.

A draft stands hidden beside its target and names the process that writes it; once that process
is no more, whoever writes or opens the target next takes the draft away.
"""

import os
import re
import shutil
import time
from contextlib import suppress
from pathlib import Path

from desktop_app.core.model import new_id

_LENGTH = 150
"""Bytes of the target's name that a draft bears; most file systems end at 255."""
_OLD = 3600  # seconds


def draft_of(target: Path) -> Path:
    """Name a draft that nobody else writes."""
    return target.with_name(f".{_short(target)}.{os.getpid()}-{new_id()[-12:]}.new")


def sync_folder(folder: Path) -> None:
    """Have the names in a folder written to the disk, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def clear_draft(draft: Path) -> None:
    """Take a draft of our own away that did not take its target's name."""
    with suppress(OSError):
        draft.unlink(missing_ok=True)


def clear_drafts(target: Path) -> None:
    """Take away the drafts of a target that ended processes have left."""
    # A draft can have drafts of its own.
    tail = r"(?:\.(\d+)-[0-9a-f]{12}\.new)+(?:-journal)?"
    ours = re.compile(rf"\.+{re.escape(_short(target))}{tail}")
    with suppress(OSError), os.scandir(target.parent) as entries:
        for entry in entries:
            match = ours.fullmatch(entry.name)
            if match and not _is_alive(int(match[1]), entry):
                with suppress(OSError):
                    if entry.is_dir(follow_symlinks=False):
                        shutil.rmtree(entry.path)
                    else:
                        os.unlink(entry.path)


def _short(target: Path) -> str:
    return target.name.encode("utf-8", "surrogateescape")[:_LENGTH].decode("utf-8", "ignore")


def _is_alive(pid: int, entry: "os.DirEntry[str]") -> bool:
    if pid == os.getpid():
        return True
    if os.name == "nt":  # where asking a process ends it
        return time.time() - entry.stat().st_mtime < _OLD
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
