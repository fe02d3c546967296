"""The guard of an open project's file: asked before every change whether it may be written.

It stands between what `watching` sees and what `project` does: once something has happened to the
file nothing more is written, until the user has chosen or the file is back.
"""

from pathlib import Path

from desktop_app.core.errors import OnlyReading, WritingStopped
from desktop_app.core.findings import Trouble
from desktop_app.core.watching import Identity, Sight, identity_of, look, trouble_at


class Guard:
    """Knows which file was opened, and whether writing is stopped and why."""

    def __init__(self, path: Path, *, is_writable: bool) -> None:
        self.path = path
        self.is_writable = is_writable
        self.identity: Identity = identity_of(path)
        self.stopped: Trouble | None = None
        self.accepted: set[Path] = set()
        """Copies beside the project that the user knows of."""

    def require(self) -> None:
        """Let a change begin, or raise OnlyReading or WritingStopped."""
        if not self.is_writable:
            raise OnlyReading(path=self.path, reason="it is open for reading only")
        trouble = self.trouble()
        if trouble:
            raise WritingStopped(path=self.path, reason=trouble)

    def trouble(self) -> Trouble | None:
        """Tell what has happened to the file, as far as that is seen at a glance."""
        return self.stopped or trouble_at(self.path, self.identity)

    def look(self, project_id: str, last_step: tuple[int, str]) -> Sight:
        """Look at the file and its folder; a worker may call this."""
        return look(self.path, self.identity, project_id, last_step, set(self.accepted))

    def stop(self, trouble: Trouble) -> None:
        """Let nothing more be written."""
        self.stopped = trouble

    def resume(self) -> None:
        """Let changes begin again."""
        self.stopped = None
