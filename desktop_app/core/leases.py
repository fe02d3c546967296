"""The lease: who has a project open for writing, on which machine, and the last sign of them.

A lease is a hint between people who share a folder, never a lock: clocks differ, and a sync
program brings it late. It holds no more than a login name, a machine's name, a process and times.
"""

import getpass
import json
import os
import socket
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from desktop_app.core.model import new_id, now
from desktop_app.paths import state_folder

_LIMIT = 4096  # bytes


@dataclass(frozen=True, slots=True)
class Lease:
    """What stands in the file; times in UTC by the clock of that machine."""

    user: str
    host: str
    machine: str
    pid: int
    token: str
    since: str
    beat: str


def lease_path(path: Path) -> Path:
    """Tell where the lease of a project stands."""
    return path.with_name(f".{path.name}.lease")


def make() -> Lease:
    """Make a lease for this process."""
    at = now()
    return Lease(_user(), host(), machine(), os.getpid(), new_id(), at, at)


def renewed(lease: Lease) -> Lease:
    """Return the lease with a sign of life from now."""
    return replace(lease, beat=now())


def read(path: Path) -> Lease | None:
    """Read the lease of a project; None where there is none, or what stands there is none."""
    try:
        with lease_path(path).open("rb") as file:
            said = json.loads(file.read(_LIMIT))
        texts = {name: str(said[name])[:100] for name in Lease.__slots__ if name != "pid"}
        return Lease(**texts, pid=int(said["pid"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        return None


def write(path: Path, lease: Lease) -> None:
    """Write the lease of a project; raise OSError."""
    lease_path(path).write_text(json.dumps(asdict(lease), indent=1), "utf-8")


def remove(path: Path) -> None:
    """Take the lease of a project away; raise OSError."""
    lease_path(path).unlink(missing_ok=True)


@cache
def host() -> str:
    """Name this machine as people see it."""
    return socket.gethostname() or "?"


def machine() -> str:
    """Tell this machine and user from all others, by an id made once."""
    return _machine(state_folder() / "machine")


@cache
def _machine(file: Path) -> str:
    try:
        return file.read_text("ascii").strip() or _new_machine(file)
    except (OSError, ValueError):
        return _new_machine(file)


def _new_machine(file: Path) -> str:
    made = new_id()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(made, "ascii")
    except OSError:
        return host()
    return made


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"
