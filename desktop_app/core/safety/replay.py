"""The check against the history: every row must be as the last step that touched it left it.

The history holds every row's image after each change, so that a value which changed by itself,
with no page broken, is found too. Rows that no step has touched are passed over, and so are the
columns that came with a later version.
"""

import sqlite3
from typing import Any

from desktop_app.core import schema
from desktop_app.core.findings import Fault, Findings
from desktop_app.core.records import read_record
from desktop_app.core.safety.contents import hurdle
from desktop_app.core.stacks import stacks

Images = dict[str, dict[str, tuple[tuple[str, ...], list[Any] | None]]]
_RECORDS = 'SELECT table_name, "columns", before, after FROM changes ORDER BY step, number'


def look_at_history(connection: sqlite3.Connection, findings: Findings) -> None:
    """Replay the order of steps, then compare every row with its last image."""
    with hurdle(findings, "steps"):
        _look_at_steps(connection, findings)
    last: Images = {name: {} for name in schema.JOURNALED}
    with hurdle(findings, "changes"):
        for record in connection.execute(_RECORDS):
            if not _take(last, record):
                findings.add(Fault.HISTORY, "changes")
        for name, images in last.items():
            there = [row[1] for row in connection.execute(f"PRAGMA table_info('{name}')")]
            # A table that came with a later version is not in an older file.
            if there:
                with hurdle(findings, name):
                    _compare(connection, findings, name, there, images)


def _look_at_steps(connection: sqlite3.Connection, findings: Findings) -> None:
    steps = connection.execute("SELECT number, kind, target FROM steps ORDER BY number").fetchall()
    if [row[0] for row in steps] != list(range(1, len(steps) + 1)):
        findings.add(Fault.HISTORY, "steps")
    try:
        stacks(steps)
    except (IndexError, ValueError):
        findings.add(Fault.HISTORY, "steps")
    empty = "SELECT count(*) FROM steps WHERE number NOT IN (SELECT step FROM changes)"
    if connection.execute(empty).fetchone()[0]:
        findings.add(Fault.HISTORY, "changes")


def _take(last: Images, record: tuple[Any, ...]) -> bool:
    """Take one record into the last images; tell whether it could be read."""
    name, columns, before, after = record
    try:
        names, gone, come = read_record(columns, before, after)
        images = last[name]
    except (ValueError, KeyError):
        return False
    for image in gone or ():
        images[image[0]] = (names, None)
    for image in come or ():
        images[image[0]] = (names, image)
    return True


def _compare(
    connection: sqlite3.Connection, findings: Findings, name: str, there: list[str], images: Any
) -> None:
    found: set[str] = set()
    plans: dict[tuple[str, ...], list[int]] = {}
    for row in connection.execute(f'SELECT * FROM "{name}"'):
        found.add(row[0])
        if row[0] not in images:
            continue
        names, image = images[row[0]]
        if names not in plans:
            plans[names] = [there.index(each) for each in names]
        if image is None or [row[at] for at in plans[names]] != image:
            findings.add(Fault.DIFFERS, name)
    for row_id, (_, image) in images.items():
        if image is not None and row_id not in found:
            findings.add(Fault.DIFFERS, name)
