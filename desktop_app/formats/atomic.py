"""Writing a file whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from desktop_app.core.errors import FileExists, FileUnwritable
from desktop_app.core.leftovers import clear_drafts, draft_of, sync_folder


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write bytes to, which takes the name `path` once the block has ended well.

    What stood there before is replaced; when the block raises, it is left as it was and nothing
    else stays behind. Raises FileUnwritable, and FileExists where a project would be replaced.
    """
    try:
        if path.exists() and not path.is_file():
            # A pipe or a device takes bytes as they come and must not be replaced by a file.
            with path.open("wb") as file:
                yield file
            return
        _spare_projects(path)
        target = Path(os.path.realpath(path))
        clear_drafts(target)
        draft = draft_of(target)
        try:
            with draft.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, target)
        finally:
            draft.unlink(missing_ok=True)
        sync_folder(target.parent)
    except OSError as error:
        raise FileUnwritable(path=path, reason=error.strerror or str(error)) from error


def _spare_projects(path: Path) -> None:
    """Refuse to write an export over a database, which may be the very project exported."""
    if path.exists():
        with path.open("rb") as file:
            if file.read(16) == b"SQLite format 3\0":
                raise FileExists(path=path)
