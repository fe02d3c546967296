"""Checking a project file: quickly, as it opens, or in full; never writing, whatever is found.

Only what cannot be looked at at all is an error: no such file, no right to read it.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from desktop_app.core.connection import BROKEN, connect, read_version
from desktop_app.core.errors import AppError, FileEmpty, NotAProject
from desktop_app.core.findings import (
    Counts,
    Fault,
    Finding,
    Findings,
    Progress,
    Report,
    first_foreign,
)
from desktop_app.core.garbage import uncollected
from desktop_app.core.safety.contents import count_rows, hurdle, look_at_shapes, look_at_texts
from desktop_app.core.safety.replay import look_at_history
from desktop_app.core.safety.structure import (
    look_at_keys,
    look_at_kinds,
    look_at_objects,
    look_at_pages,
)

__all__ = ["Counts", "Fault", "Finding", "Report", "check", "count", "damage_of", "look_quickly"]


def check(path: Path, *, progress: Progress = lambda done, total: None) -> Report:
    """Check a file in full: structure, texts, passages, and every row against the history.

    Raises FileMissing, FileUnreadable.
    """
    path = Path(path)
    try:
        version = read_version(path)
    except (FileEmpty, NotAProject):
        return Report(path, 0, (Finding(Fault.HEADER),))
    findings = Findings()
    counts: Counts | None = None
    whole: list[str] = []
    try:
        with closing(connect(path)) as connection:
            look_at_structure(connection, version, findings, is_full=True)
            if not _is_strange(findings):
                look_at_shapes(connection, findings)
                whole = look_at_texts(connection, findings, progress)
                with uncollected():
                    look_at_history(connection, findings)
                with hurdle(findings, "counts"):
                    counts = count_rows(connection)
    except BROKEN as error:
        findings.add(Fault.PAGES, detail=str(error))
    return Report(path, version, findings.listed(), counts, tuple(whole))


def look_quickly(connection: sqlite3.Connection, version: int) -> tuple[Finding, ...]:
    """Check what must hold as a project opens: structure, keys, kinds, shapes, texts, passages.

    Indexes and history are left to the full check. Raises nothing for damage.
    """
    findings = Findings()
    try:
        look_at_structure(connection, version, findings, is_full=False)
        if not findings.found:
            look_at_shapes(connection, findings)
        if not findings.found:
            look_at_texts(connection, findings, lambda done, total: None)
    except BROKEN as error:
        findings.add(Fault.PAGES, detail=str(error))
    return findings.listed()


def look_at_structure(
    connection: sqlite3.Connection, version: int, findings: Findings, *, is_full: bool
) -> None:
    """Check the objects, and where these are ours the pages, keys and kinds."""
    look_at_objects(connection, version, findings)
    if _is_strange(findings):
        return
    with hurdle(findings, "pages"):
        look_at_pages(connection, findings, is_full=is_full)
    with hurdle(findings, "keys"):
        look_at_keys(connection, findings)
    with hurdle(findings, "kinds"):
        look_at_kinds(connection, findings)


def count(path: Path) -> Counts | None:
    """Count what a project file holds; None where that cannot be told.

    Raises FileMissing, FileUnreadable, FileEmpty, NotAProject.
    """
    findings = Findings()
    version = read_version(path)
    try:
        with closing(connect(path)) as connection:
            look_at_objects(connection, version, findings)
            return None if _is_strange(findings) else count_rows(connection)
    except BROKEN:
        return None


def damage_of(path: Path) -> Finding | None:
    """Tell the first thing that is wrong with a project file; None where it passes.

    Structure, texts and passages are looked at, the history is not: the measure of a backup.
    """
    findings = Findings()
    try:
        version = read_version(path)
        with closing(connect(path)) as connection:
            look_at_structure(connection, version, findings, is_full=True)
            if not _is_strange(findings):
                look_at_shapes(connection, findings)
                look_at_texts(connection, findings, lambda done, total: None)
    except BROKEN as error:
        findings.add(Fault.PAGES, detail=str(error))
    except AppError:
        findings.add(Fault.HEADER)
    return next(iter(findings.listed()), None)


def _is_strange(findings: Findings) -> bool:
    """Tell whether objects are there that are not ours, so that nothing more may be read."""
    return first_foreign(findings.found.values()) is not None
