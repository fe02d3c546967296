"""Several files and whole folders: which of them are texts, in the order of their names.

Hidden files, and what programs leave beside a file that is open, are passed over in silence.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from desktop_app.core.errors import FolderTooLarge

MAX_FILES = 5_000

_PASSED_OVER = (".", "~$", "Thumbs.db", "desktop.ini")


class Found(NamedTuple):
    """A file to be read; one that was named by the user must not fail unheard."""

    path: Path
    is_named: bool


def gather(paths: Iterable[Path], suffixes: Iterable[str]) -> tuple[list[Found], list[Path]]:
    """Find the texts among files and in folders, and the files of folders that are no texts.

    Raises FolderTooLarge.
    """
    known = set(suffixes)
    texts: list[Found] = []
    others: list[Path] = []
    for path in paths:
        # Unlike the path's own, this takes a name that cannot be asked about for that of a file.
        if not os.path.isdir(path):
            texts.append(Found(path, is_named=True))
            continue
        for file in _walk(path):
            if file.suffix.lower() in known:
                texts.append(Found(file, is_named=False))
            else:
                others.append(file)
            if len(texts) + len(others) > MAX_FILES:
                raise FolderTooLarge(path=path, limit=f"{MAX_FILES:,}")
    return texts, others


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and those below it; links to folders are not followed."""
    for at, folders, files in os.walk(folder):
        folders[:] = sorted((f for f in folders if not f.startswith(".")), key=_natural)
        for name in sorted(files, key=_natural):
            if not name.startswith(_PASSED_OVER):
                yield Path(at, name)


def _natural(name: str) -> list[tuple[int, int, str]]:
    """Sort "chapter 10" behind "chapter 9"."""
    return [
        (0, int(each), "") if each.isdecimal() else (1, 0, each.casefold())
        for each in re.split(r"(\d{1,18})", name)
        if each
    ]
