"""What a check or a look at a file can find: small values, without database.

Their sentences stand in `desktop_app.messages`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

Progress = Callable[[int, int], None]
"""Told how much of how much is done."""


class Fault(StrEnum):
    """A way in which a project file can be wrong; `about` and `document` of a finding say where."""

    HEADER = "header"
    FOREIGN = "foreign"
    MISSING = "missing"
    PAGES = "pages"
    KEYS = "keys"
    KIND = "kind"
    TREE = "tree"
    UNREADABLE = "unreadable"
    TEXT = "text"
    TEXT_LOST = "text_lost"
    PASSAGE = "passage"
    HISTORY = "history"
    DIFFERS = "differs"


class Trouble(StrEnum):
    """What can happen to the file of an open project."""

    GONE = "gone"
    MOVED = "moved"
    REPLACED = "replaced"
    CHANGED = "changed"
    UNREACHABLE = "unreachable"
    TAKEN = "taken"
    COPIED = "copied"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: `about` a table or an object, `count` of it, in a `document` by title."""

    fault: Fault
    about: str = ""
    document: str = ""
    count: int = 1
    detail: str = ""


def first_foreign(findings: Iterable[Finding]) -> Finding | None:
    """Find the first thing that no Diple writes."""
    return next((each for each in findings if each.fault is Fault.FOREIGN), None)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a project holds."""

    documents: int = 0
    characters: int = 0
    codes: int = 0
    annotations: int = 0
    notes: int = 0
    coders: int = 0
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What a check of a file has found, and what of it can be read whole."""

    path: Path
    version: int
    findings: tuple[Finding, ...] = ()
    counts: Counts | None = None
    whole: tuple[str, ...] = ()
    """Titles of the documents whose text and passages are whole."""
    is_full: bool = True

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing was found."""
        return not self.findings

    @property
    def foreign(self) -> Finding | None:
        """What is not ours and could act by itself; nothing more of the file was read then."""
        return first_foreign(self.findings)


@dataclass(slots=True)
class Findings:
    """Findings as they come; equal ones are counted."""

    found: dict[tuple[str, str, str], Finding] = field(default_factory=dict)

    def add(self, fault: Fault, about: str = "", document: str = "", detail: str = "") -> None:
        """Note one more thing that is wrong."""
        key = (fault, about, document)
        known = self.found.get(key)
        self.found[key] = (
            replace(known, count=known.count + 1)
            if known
            else Finding(fault, about, document, 1, detail)
        )

    def listed(self) -> tuple[Finding, ...]:
        """Return what was found, in the order in which it came."""
        return tuple(self.found.values())
