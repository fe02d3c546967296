"""Reading files that may be missing, locked, empty or too large; each failure is an AppError.

What stands in the files is not known here.
"""

import os
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


def read_bytes(path: Path, limit: int) -> bytes:
    """Read an ordinary file of at most `limit` bytes; raise the AppError that fits.

    It is opened before it is looked at, so that it cannot be another by then; a pipe that
    nobody writes to does not hold the reader up.
    """
    try:
        with open(path, "rb", opener=_open_at_once) as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise FileUnreadable(path=path, reason="it is not an ordinary file")
            if found.st_size > limit:
                raise FileTooLarge(path=path, limit=f"{limit // MEGABYTE} MB")
            # It may have grown since.
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise _failure(path, error) from error
    if not data:
        raise FileEmpty(path=path)
    if len(data) > limit:
        raise FileTooLarge(path=path, limit=f"{limit // MEGABYTE} MB")
    return data


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _failure(path: Path, error: OSError | ValueError) -> AppError:
    if isinstance(error, IsADirectoryError):
        return FileUnreadable(path=path, reason="it is a folder")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileMissing(path=path)
    reason = error.strerror if isinstance(error, OSError) else "its name is not a file name"
    return FileUnreadable(path=path, reason=reason or "the system refuses")
