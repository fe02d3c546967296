"""One writer at a time: the lock and the lease that a project holds while it can be written.

The lock is the system's, in the user's own state folder: it keeps out other windows and commands
of this user on this machine, and is free at once when its owner ends, however that comes about.
The lease is a small hidden file beside the project, for whoever else reaches the same folder: it
names the user and the machine, and is renewed while they work. Readers need neither.
"""

import os
import threading
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from desktop_app.core import leases
from desktop_app.core.errors import (
    FileUnreadable,
    FileUnwritable,
    OwnFolderUnwritable,
    ProjectBusy,
    ProjectElsewhere,
)
from desktop_app.core.leases import Lease
from desktop_app.paths import state_folder


class ProjectLock:
    """A held lock; `release` frees it."""

    def __init__(self, path: Path, lock: FileLock, lease: Lease, left: Lease | None) -> None:
        self._path = path
        self._lock = lock
        self._turn = threading.Lock()
        self.lease = lease
        self.left = left
        """The lease of an owner on this machine that ended without closing the project."""

    @classmethod
    def take(cls, path: Path, *, take_over: bool = False) -> "ProjectLock":
        """Lock the project at `path`, where wanted out of another machine's hands.

        The file is known by device and inode, so that another name for it finds the same lock.
        Raises ProjectBusy, ProjectElsewhere, FileUnreadable, FileUnwritable, OwnFolderUnwritable.
        """
        path = Path(os.path.realpath(path))
        name = _lock_name(path)
        lock = FileLock(name, timeout=0, thread_local=False)
        try:
            _take_turn(path, name, lock)
            found = leases.read(path)
            if found and not take_over and not _is_free(found):
                raise ProjectElsewhere(
                    path=path, user=found.user, host=found.host, at=found.beat, lease=found
                )
            lease = leases.make()
            leases.write(path, lease)
        except OSError as error:
            lock.release()
            raise FileUnwritable(path=path, reason=error.strerror or "") from error
        except BaseException:
            lock.release()
            raise
        left = found if found and found.machine == lease.machine else None
        return cls(path, lock, lease, left)

    def taken_by(self) -> Lease | None:
        """Return the lease of someone who took the project over. A worker may call this."""
        found = leases.read(self._path)
        return found if found and found.token != self.lease.token else None

    def beat(self) -> Lease | None:
        """Renew the lease; return that of someone who took the project over, and then don't.

        A worker may call this.

        Raises OSError.
        """
        with self._turn:
            if not self._lock.is_locked:
                return None
            found = leases.read(self._path)
            if found and found.token != self.lease.token:
                return found
            self.lease = leases.renewed(self.lease)
            leases.write(self._path, self.lease)
        return None

    def release(self) -> None:
        """Free the lock, and the lease where it is still ours."""
        with self._turn:
            with suppress(OSError):
                found = leases.read(self._path)
                if found and found.token == self.lease.token:
                    leases.remove(self._path)
            self._lock.release()


def _take_turn(path: Path, name: Path, lock: FileLock) -> None:
    """Have the system's lock, and say in the state folder who has it."""
    try:
        name.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
        name.with_suffix(".owner").write_text(str(os.getpid()), encoding="ascii")
    except Timeout as error:
        raise ProjectBusy(path=path, owner=_owner(name)) from error
    except OSError as error:
        raise OwnFolderUnwritable(path=name.parent, reason=error.strerror or "") from error


def was_left_open(path: Path) -> bool:
    """Tell whether the last owner on this machine ended without closing the project."""
    path = Path(os.path.realpath(path))
    with suppress(OSError, FileUnreadable):
        journal = path.with_name(path.name + "-journal")
        if journal.exists() and journal.stat().st_size:
            return not _is_locked(path)
        found = leases.read(path)
        return bool(found and found.machine == leases.machine() and not _is_locked(path))
    return False


def _is_locked(path: Path) -> bool:
    lock = FileLock(_lock_name(path), timeout=0)
    try:
        with lock:
            return False
    except Timeout:
        return True


def _is_free(lease: Lease) -> bool:
    """Tell whether a lease is of this machine, where the system's lock has just been had."""
    if lease.machine == leases.machine():
        return True
    if lease.host != leases.host() or lease.pid <= 0 or os.name == "nt":
        return False
    # Another user of this very machine: does that process still live?
    try:
        os.kill(lease.pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _lock_name(path: Path) -> Path:
    try:
        status = path.stat()
    except OSError as error:
        raise FileUnreadable(path=path, reason=error.strerror or "") from error
    return state_folder() / "locks" / f"{status.st_dev:x}-{status.st_ino:x}.lock"


def _owner(name: Path) -> str:
    try:
        return name.with_suffix(".owner").read_text(encoding="ascii")
    except OSError:
        return "?"
