"""Checks of what the tables hold: texts against their hashes, passages against their texts.

Whoever runs these has looked at the structure first. What a damaged page hides from one query
is named, and the rest is looked at all the same.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from desktop_app.core.composed import SHAPES, fits
from desktop_app.core.findings import Counts, Fault, Findings, Progress

_ALL_CODES = "SELECT id, parent_id FROM codes"
_COLUMNS = "SELECT name FROM pragma_table_info(?)"
_OUTSIDE = """
SELECT d.title, count(*) FROM parts p
JOIN documents d ON d.id = p.document_id LEFT JOIN texts t ON t.sha256 = d.text_sha256
WHERE p."end" > t.length GROUP BY d.id
"""
_BAD_FACTS = """
SELECT count(*) FROM steps WHERE NOT json_valid(facts) OR json_type(facts) <> 'object'
"""
_DOCUMENTS = "SELECT id, title, text_sha256 FROM documents ORDER BY position, id"
_COUNTS = """
SELECT (SELECT count(*) FROM documents),
  (SELECT coalesce(sum(t.length), 0) FROM documents d JOIN texts t ON t.sha256 = d.text_sha256),
  (SELECT count(*) FROM codes), (SELECT count(*) FROM annotations),
  (SELECT count(*) FROM notes), (SELECT count(*) FROM coders), (SELECT count(*) FROM steps)
"""


@contextmanager
def hurdle(findings: Findings, about: str, document: str = "") -> Iterator[None]:
    """Note that something could not be read, and go on behind it."""
    try:
        yield
    except (sqlite3.Error, ValueError, TypeError, AttributeError) as error:
        findings.add(Fault.UNREADABLE, about, document, detail=str(error))


def count_rows(connection: sqlite3.Connection) -> Counts:
    """Count what a project holds."""
    return Counts(*connection.execute(_COUNTS).fetchone())


def look_at_shapes(connection: sqlite3.Connection, findings: Findings) -> None:
    """Find what could not be shown: no coder, codes inside themselves, composed values."""
    with hurdle(findings, "coders"):
        if not connection.execute("SELECT 1 FROM coders LIMIT 1").fetchone():
            findings.add(Fault.MISSING, "coders")
    parents: dict[str, str | None] = {}
    with hurdle(findings, "codes"):
        parents = dict(connection.execute(_ALL_CODES).fetchall())
    _look_at_composed(connection, findings)
    if _has_ring(parents):
        findings.add(Fault.TREE, "codes")
    with hurdle(findings, "steps"):
        if connection.execute(_BAD_FACTS).fetchone()[0]:
            findings.add(Fault.KIND, "steps")
    with hurdle(findings, "parts"):
        for title, _ in connection.execute(_OUTSIDE):
            findings.add(Fault.PASSAGE, "parts", str(title))


def look_at_texts(
    connection: sqlite3.Connection, findings: Findings, progress: Progress
) -> list[str]:
    """Compare each text with its hash, each passage with its text; return titles that are whole."""
    whole: list[str] = []
    documents: list[tuple[str, str, str]] = []
    with hurdle(findings, "documents"):
        for row in connection.execute(_DOCUMENTS):
            documents.append(row)
    for number, (document_id, title, sha256) in enumerate(documents):
        progress(number, len(documents))
        before = findings.listed()
        with hurdle(findings, "texts", title):
            text = _look_at_text(connection, findings, title, sha256)
            if text is not None:
                _look_at_passages(connection, findings, document_id, title, text)
        if findings.listed() == before:
            whole.append(title)
    progress(len(documents), len(documents))
    return whole


def _look_at_text(
    connection: sqlite3.Connection, findings: Findings, title: str, sha256: str
) -> str | None:
    found = connection.execute("SELECT body, length FROM texts WHERE sha256 = ?", (sha256,))
    row = found.fetchone()
    if row is None:
        findings.add(Fault.TEXT_LOST, "texts", title)
        return None
    body, length = row
    data = body.encode("utf-8")
    if hashlib.sha256(data).hexdigest() != sha256 or len(body) != length:
        findings.add(Fault.TEXT, "texts", title)
        return None
    return str(body)


def _look_at_passages(
    connection: sqlite3.Connection, findings: Findings, document_id: str, title: str, text: str
) -> None:
    passages = 'SELECT start, "end", quote FROM parts WHERE document_id = ?'
    for start, end, quote in connection.execute(passages, (document_id,)):
        if text[start:end] != quote or end > len(text):
            findings.add(Fault.PASSAGE, "parts", title)


def _look_at_composed(connection: sqlite3.Connection, findings: Findings) -> None:
    """Find composed values that are not what was written; an older format lacks some of them."""
    for table, shapes in SHAPES.items():
        with hurdle(findings, table):
            there = {row[0] for row in connection.execute(_COLUMNS, (table,))}
            columns = [column for column in shapes if column in there]
            if not columns:
                continue
            for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table}"):
                if not all(map(fits, [table] * len(columns), columns, row)):
                    findings.add(Fault.KIND, table)


def _has_ring(parents: dict[str, str | None]) -> bool:
    """Tell whether a code stands below itself."""
    ended: set[str] = set()
    for code_id in parents:
        line: set[str] = set()
        at: str | None = code_id
        while at is not None and at not in ended:
            if at in line:
                return True
            line.add(at)
            at = parents.get(at)
        ended |= line
    return False
