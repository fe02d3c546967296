"""One writer at a time: the lock that a project holds while it can be written.

The lock stands in the user's own state folder, not beside the project, so that read-only and
synchronised folders stay clean. It keeps out other windows and commands of this user on this
machine; the system frees it when its owner ends, however that comes about.
"""

import os
from pathlib import Path

from filelock import FileLock, Timeout

from desktop_app.core.errors import FileUnreadable, FileUnwritable, ProjectBusy
from desktop_app.paths import state_folder


class ProjectLock:
    """A held lock; `release` frees it."""

    def __init__(self, lock: FileLock) -> None:
        self._lock = lock

    @classmethod
    def take(cls, path: Path) -> "ProjectLock":
        """Lock the project at `path`; raise ProjectBusy, FileUnreadable or FileUnwritable.

        The file is known by device and inode, so that another name for it finds the same lock.
        """
        try:
            status = path.stat()
        except OSError as error:
            raise FileUnreadable(path=path, reason=error.strerror or "") from error
        folder = state_folder() / "locks"
        name = folder / f"{status.st_dev:x}-{status.st_ino:x}.lock"
        lock = FileLock(name, timeout=0)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock.acquire()
            name.with_suffix(".owner").write_text(str(os.getpid()), encoding="ascii")
        except Timeout as error:
            raise ProjectBusy(path=path, owner=_owner(name)) from error
        except OSError as error:
            lock.release()
            raise FileUnwritable(path=name, reason=error.strerror or "") from error
        return cls(lock)

    def release(self) -> None:
        """Free the lock."""
        self._lock.release()


def _owner(name: Path) -> str:
    try:
        return name.with_suffix(".owner").read_text(encoding="ascii")
    except OSError:
        return "?"
