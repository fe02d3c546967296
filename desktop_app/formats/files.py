"""Reading files that may be missing, locked, empty or too large; each failure is an AppError.

What stands in the files is not known here.
"""

import stat
from pathlib import Path

from desktop_app.core.errors import (
    AppError,
    FileEmpty,
    FileMissing,
    FileTooLarge,
    FileUnreadable,
)

MEGABYTE = 1_000_000


def check_file(path: Path) -> None:
    """Raise FileMissing or FileUnreadable unless a regular file stands at `path`."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise _failure(path, error) from error
    if stat.S_ISDIR(mode):
        raise FileUnreadable(path=path, reason="it is a folder")
    if not stat.S_ISREG(mode):
        raise FileUnreadable(path=path, reason="it is not an ordinary file")


def read_bytes(path: Path, limit: int) -> bytes:
    """Read a file of at most `limit` bytes; raise the AppError that fits."""
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise _failure(path, error) from error
    if not data:
        raise FileEmpty(path=path)
    if len(data) > limit:
        raise FileTooLarge(path=path, limit=f"{limit // MEGABYTE} MB")
    return data


def _failure(path: Path, error: OSError | ValueError) -> AppError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileMissing(path=path)
    reason = error.strerror if isinstance(error, OSError) else "its name is not a file name"
    return FileUnreadable(path=path, reason=reason or "the system refuses")
