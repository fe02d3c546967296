"""What a verb says of a project that was left open by a program that ended without closing it."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from desktop_app.core.errors import AppError
from desktop_app.core.locking import was_left_open
from desktop_app.core.project import Project
from desktop_app.messages import LEFT_OPEN, LEFT_OPEN_EMPTY, LEFT_OPEN_READ, phrase

_TELL_THEMSELVES = ("check", "release", "restore")


@contextmanager
def telling_of_the_end(asked: Namespace) -> Iterator[None]:
    """Run a verb; where its project had been left open, say so on standard error.

    A verb that writes has then checked it in full; one that reads leaves that to the next.
    """
    path = getattr(asked, "project", None)
    is_left = isinstance(path, Path) and asked.verb not in _TELL_THEMSELVES and was_left_open(path)
    said = _up_to(path) if is_left and isinstance(path, Path) else ""
    yield
    if is_left and isinstance(path, Path):
        print(f"diple: {LEFT_OPEN_READ if was_left_open(path) else said}", file=sys.stderr)


def _up_to(path: Path) -> str:
    with suppress(AppError), Project.open(path, write=False, is_checked=True) as project:
        if project.last_step[0]:
            step = project.step(project.last_step[0])
            at = datetime.fromisoformat(step.at).astimezone()
            return LEFT_OPEN.format(step=phrase(step), time=f"{at:%Y-%m-%d %H:%M}")
    return LEFT_OPEN_EMPTY
