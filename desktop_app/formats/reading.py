"""The shapes that pass between the registry of text formats and its readers.

How a file becomes an `Extract` is each reader's own matter; normalising is the registry's.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.core.fields import HEADED, Guess, guess_fields
from desktop_app.core.model import Run
from desktop_app.formats.report import ReportLine

Progress = Callable[[int, int], None]
"""Told how much of how much of a file is read; what it raises ends the reading."""


def no_progress(done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as a reader gets it; `encoding` is the one that the user named, if any."""

    path: Path
    data: bytes
    encoding: str | None = None
    progress: Progress = no_progress


@dataclass(frozen=True, slots=True)
class Extract:
    """What a reader found in a file, before normalising; `metadata` by the names of fields."""

    text: str
    encoding: str = "utf-8"
    is_guessed: bool = False
    metadata: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text ready for a project; `title` is the file's name without its suffix.

    `source_sha256` is that of the file's bytes; `is_guessed` says that the encoding was.
    `metadata` is what the file says of itself, to be offered; `runs` how stretches are shown.
    """

    text: str
    title: str
    format: str
    encoding: str
    is_guessed: bool
    source_sha256: str
    report: tuple[ReportLine, ...]
    metadata: dict[str, str]
    runs: tuple[Run, ...] = ()

    def guesses(self) -> list[Guess]:
        """Guess title and fields from what file and text tell, to be offered."""
        return guess_fields(self.text, self.metadata, is_written=self.format in HEADED)
