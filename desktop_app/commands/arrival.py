"""What a verb says of how it found its project: left open by a killed program, or older than us."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from desktop_app.core.connection import read_version
from desktop_app.core.errors import AppError
from desktop_app.core.locking import was_left_open
from desktop_app.core.project import Project
from desktop_app.messages import LEFT_OPEN, LEFT_OPEN_EMPTY, LEFT_OPEN_READ, MIGRATED, phrase

_TELL_THEMSELVES = ("check", "release", "restore")


@contextmanager
def telling_how_it_was_found(asked: Namespace) -> Iterator[None]:
    """Run a verb, then say on standard error what became of the file before it did its work.

    A verb that writes has checked in full what had been left open, and brought an older project
    up to date; one that reads leaves both to the next.
    """
    path = getattr(asked, "project", None)
    if not isinstance(path, Path) or asked.verb in _TELL_THEMSELVES:
        yield
        return
    version, is_left = _version(path), was_left_open(path)
    up_to = _up_to(path) if is_left else ""
    yield
    if version and version < _version(path):
        _tell(f"{MIGRATED.format(name=path.name)}.")
    if is_left:
        _tell(LEFT_OPEN_READ if was_left_open(path) else up_to)


def _tell(sentence: str) -> None:
    print(f"diple: {sentence}", file=sys.stderr)


def _version(path: Path) -> int:
    with suppress(AppError):
        return read_version(path)
    return 0


def _up_to(path: Path) -> str:
    with suppress(AppError), Project.open(path, write=False, is_checked=True) as project:
        if project.last_step[0]:
            step = project.step(project.last_step[0])
            at = datetime.fromisoformat(step.at).astimezone()
            return LEFT_OPEN.format(step=phrase(step), time=f"{at:%Y-%m-%d %H:%M}")
    return LEFT_OPEN_EMPTY
