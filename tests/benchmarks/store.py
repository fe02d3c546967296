"""The store against raw sqlite3: same tables, indices, rows and PRAGMAs, statements prepared.

A baseline writes rows that were made before its clock started; our own time includes making
ids, checking passages against the text, composing the journal, and telling listeners.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from desktop_app.core import schema
from desktop_app.core.annotations import add_annotations, apply_code
from desktop_app.core.inorder import spans_of_document
from desktop_app.core.model import NewAnnotation, NewPart, Op, new_id, now
from desktop_app.core.project import Project
from desktop_app.core.records import encode
from desktop_app.core.spans import SpanIndex
from tests.benchmarks.measure import Measure, cpu_seconds, interleaved, wall_seconds
from tests.builders import a_code, a_document, me

TEXT = "We came, we spoke, and no one answered. " * 500
MANY = 100_000
ROUNDS = 7
RECORD = 500  # rows in one record of the journal

Rows = list[tuple[Any, ...]]
Facts = tuple[str, str, str]
"""The ids of the document, code and coder that annotations are made with."""


@contextmanager
def two_projects() -> Iterator[tuple[Project, sqlite3.Connection, Facts]]:
    """Open the same small project twice: one copy as a project, one as a raw database.

    On a disk, where there is one: in memory, where temporary folders may lie, nothing is durable.
    """
    disk = "/var/tmp"
    with tempfile.TemporaryDirectory(dir=disk if Path(disk).is_dir() else None) as folder:
        ours, raw = Path(folder) / "ours.diple", Path(folder) / "raw.diple"
        with Project.create(ours, "Reader") as project:
            facts = (a_document(project, "Speech", TEXT), a_code(project, "Irony"), me(project))
        shutil.copy(ours, raw)
        with Project.open(ours) as project, closing(connect(raw)) as connection:
            yield project, connection, facts


def connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in schema.CONNECT_PRAGMAS:
        connection.execute(pragma)
    return connection


def insert_sql(table: str) -> str:
    columns = [column.name for column in schema.metadata.tables[table].columns]
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


SQL = {name: insert_sql(name) for name in ("annotations", "parts", "steps", "changes")}


def made_rows(facts: Facts, count: int) -> tuple[Rows, Rows]:
    """Make rows of annotations and their parts, one each, as the store itself would."""
    (document, code, coder), at = facts, now()
    annotations: Rows = [(new_id(), code, coder, document, 1, at, at) for _ in range(count)]
    parts: Rows = []
    for number, annotation in enumerate(annotations):
        start, end = passage(number)
        parts.append((new_id(), annotation[0], document, 0, start, end, "", TEXT[start:end]))
    return annotations, parts


def passage(number: int) -> tuple[int, int]:
    start = number * 7 % (len(TEXT) - 100)
    return start, start + 5 + number % 90


def journal_rows(step: int, tables: dict[str, Rows]) -> tuple[Rows, Rows]:
    """Make the rows of a step and of its records, as the store itself would."""
    steps: Rows = [(step, new_id(), "apply_code", "do", None, "c", now(), '{"code":"Irony"}')]
    records: Rows = []
    for name, rows in tables.items():
        columns = encode([column.name for column in schema.metadata.tables[name].columns])
        for at in range(0, len(rows), RECORD):
            after = encode(rows[at : at + RECORD])
            records.append((step, len(records) + 1, name, columns, None, after))
    return steps, records


# One annotation, durably
def save_one() -> tuple[float, float]:
    """One annotation with its part and its journal rows, on the clock, since fsync waits."""
    with two_projects() as (project, raw, facts):
        counter = iter(range(100, 1 << 30))

        def baseline() -> float:
            batch = []
            for _ in range(20):
                annotations, parts = made_rows(facts, 1)
                tables = {"annotations": annotations, "parts": parts}
                steps, records = journal_rows(next(counter), tables)
                batch.append((annotations[0], parts[0], steps[0], *records))
            return wall_seconds(lambda: [write_one(raw, rows) for rows in batch]) / len(batch)

        def own() -> float:
            spans = [passage(next(counter)) for _ in range(20)]
            return wall_seconds(lambda: [apply_one(project, facts, s) for s in spans]) / len(spans)

        return interleaved(baseline, own, rounds=15)


def write_one(raw: sqlite3.Connection, rows: tuple[Any, ...]) -> None:
    annotation, part, step, *records = rows
    raw.execute("BEGIN IMMEDIATE")
    raw.execute(SQL["annotations"], annotation)
    raw.execute(SQL["parts"], part)
    for record in records:
        raw.execute(SQL["changes"], record)
    raw.execute(SQL["steps"], step)
    raw.execute("COMMIT")


def apply_one(project: Project, facts: Facts, span: tuple[int, int]) -> None:
    document, code, coder = facts
    with project.change(Op.APPLY_CODE, coder) as change:
        apply_code(change, document, [NewPart(*span)], code)


# A hundred thousand in one step
@cache
def bulk() -> dict[str, float]:
    """Time the import of many annotations, its undo, and both baselines; CPU seconds."""
    times: dict[str, list[float]] = {"raw": [], "raw with journal": [], "own": [], "undo": []}
    for _ in range(ROUNDS):
        for has_journal in (False, True):
            with two_projects() as (_, raw, facts):
                name = "raw with journal" if has_journal else "raw"
                times[name].append(raw_bulk(raw, facts, has_journal=has_journal))
        with two_projects() as (project, _, (document, code, coder)):
            new = [
                NewAnnotation(document, [NewPart(*passage(number))], code, coder)
                for number in range(MANY)
            ]
            times["own"].append(cpu_seconds(lambda: import_all(project, new)))  # noqa: B023
            times["undo"].append(cpu_seconds(project.undo))
            assert not list(spans_of_document(project, document))
    return {name: median(found) for name, found in times.items()}


def raw_bulk(raw: sqlite3.Connection, facts: Facts, *, has_journal: bool) -> float:
    annotations, parts = made_rows(facts, MANY)
    steps, records = journal_rows(100, {"annotations": annotations, "parts": parts})

    def write() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(SQL["annotations"], annotations)
        raw.executemany(SQL["parts"], parts)
        if has_journal:
            raw.executemany(SQL["changes"], records)
            raw.executemany(SQL["steps"], steps)
        raw.execute("COMMIT")

    return cpu_seconds(write)


def import_all(project: Project, new: list[NewAnnotation]) -> None:
    with project.change(Op.IMPORT_ANNOTATIONS) as change:
        add_annotations(change, new)


# Loading them
LOAD = """
SELECT p.start, p."end", p.annotation_id, p.position, p.role, a.code_id, a.coder_id
FROM parts p JOIN annotations a ON a.id = p.annotation_id
WHERE p.document_id = ? ORDER BY p.start, p."end"
"""


def load_index() -> tuple[float, float]:
    """Spans of one document into the index of the reading view, against fetching the same rows."""
    with two_projects() as (project, _, (document, code, coder)):
        import_all(
            project,
            [NewAnnotation(document, [NewPart(*passage(n))], code, coder) for n in range(MANY)],
        )
        with closing(connect(project.path)) as raw:

            def own() -> None:
                rows = spans_of_document(project, document)
                assert len(SpanIndex((row[0], row[1], row) for row in rows)) == MANY

            return interleaved(
                lambda: cpu_seconds(lambda: raw.execute(LOAD, (document,)).fetchall()),
                lambda: cpu_seconds(own),
                ROUNDS + 2,
            )


MEASURES = [
    Measure("store: save one annotation", 2.5, save_one),
    Measure("store: import 100,000", 4.0, lambda: (bulk()["raw"], bulk()["own"])),
    Measure(
        "store: import 100,000, journal in the baseline",
        4.0,
        lambda: (bulk()["raw with journal"], bulk()["own"]),
    ),
    Measure("store: undo 100,000", 6.0, lambda: (bulk()["raw"], bulk()["undo"])),
    Measure("store: load 100,000 spans", 3.0, load_index),
]
