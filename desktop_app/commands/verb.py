"""What a verb of the command line is, and the arguments that many share."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Argument:
    """A word or flag of a verb; `options` are argparse's."""

    names: tuple[str, ...]
    about: str
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb: its words, what it does, an example, the function that runs it."""

    name: str
    about: str
    example: str
    run: str
    arguments: tuple[Argument, ...] = ()
    has_json: bool = True


SHOWING = frozenset(
    {
        "codes", "documents", "links", "lost", "segments", "export", "report", "picture",
        "participation", "agreement", "history", "settle list", "settle report",
    }
)  # fmt: skip
"""The verbs that show what coders did: they say where some of it may not be seen yet."""


def word(name: str, about: str, **options: Any) -> Argument:
    """Make an argument; `options` are argparse’s."""
    return Argument((name,), about, options)


def project_file(name: str) -> Path:
    """Find the project that is meant: `thesis` is `thesis.diple`, where only that is there."""
    from desktop_app.core.project import SUFFIX

    path = Path(name)
    # Unlike the path's own, this takes a name that cannot be asked about for one that is not there.
    if path.suffix.lower() == SUFFIX or os.path.exists(path):
        return path
    whole = path.with_name(path.name + SUFFIX) if path.name else path
    return whole if os.path.exists(whole) else path


PROJECT = word("project", "the project file", type=project_file, metavar="PROJECT")
APPLY = word("--apply", "do it; without this only tell what would be done", action="store_true")
PROFILE = word(
    "--profile",
    "excel: for spreadsheets; data: for R and Python",
    choices=("excel", "data"),
    default="data",
)
CODE = word("--code", "only this code and those below it", metavar="PATH", default="")
DOCUMENT = word("--document", "only this document, by title or id", metavar="D", default="")
SPEAKER = word("--speaker", "only where this speaker is heard", metavar="NAME", default="")
CODER = word("--coder", "only this coder", metavar="C", default="")
CSV = word("--csv", "write the table to this file too", type=Path, metavar="OUT")
