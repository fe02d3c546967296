"""Checks of what the tables hold: texts against their hashes, passages against their texts.

Whoever runs these has looked at the structure first. What a damaged page hides from one query
is named, and the rest is looked at all the same.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

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
        wrong = (
            "SELECT count(*) FROM steps WHERE NOT json_valid(facts) OR json_type(facts) <> 'object'"
        )
        if connection.execute(wrong).fetchone()[0]:
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
    for table, called, shapes in _SHAPES:
        with hurdle(findings, table):
            there = {row[0] for row in connection.execute(_COLUMNS, (table,))}
            known = [(column, shape) for column, shape in shapes.items() if column in there]
            if not known:
                continue
            wanted = f"SELECT {called}, {', '.join(column for column, _ in known)} FROM {table}"
            for name, *composed in connection.execute(wanted):
                if not all(_fits(value, known[at][1]) for at, value in enumerate(composed)):
                    findings.add(Fault.KIND, table, detail=str(name))


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


# The shapes of composed values
def _fits(value: str | None, shape: Callable[[Any], bool]) -> bool:
    try:
        return value is None or value == "" or shape(json.loads(value))
    except (ValueError, RecursionError):
        return False


def _is_role(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("name"), str)
        and value.keys() <= {"name", "is_required"}
    )


def _is_rule(value: Any) -> bool:
    texts = ("name", "kind", "default")
    return (
        isinstance(value, dict)
        and isinstance(value.get("name"), str)
        and all(isinstance(value.get(name, ""), str) for name in texts)
        and _are_texts(value.get("allowed"))
        and value.keys() <= {*texts, "allowed"}
    )


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_extra(value: Any) -> bool:
    return value is None or (isinstance(value, dict) and _are_texts(list(value.values())))


def _is_count(value: Any) -> bool:
    kind, count = value if isinstance(value, list) and len(value) == 2 else ("", None)
    return isinstance(kind, str) and isinstance(count, int)


def _is_none_or(shape: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or shape(value)


def _all(kind: type[list[Any]] | type[dict[str, Any]], shape: Callable[[Any], bool]) -> Any:
    """Make the shape of a list, or of an object by its values, all of whose members have one."""

    def fits(value: Any) -> bool:
        members = value.values() if isinstance(value, dict) else value
        return isinstance(value, kind) and all(map(shape, members))

    return fits


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


_ASSIGNED = {"texts": _all(dict, _is_text), "codes": _all(dict, _is_object)}
_SHAPES: tuple[tuple[str, str, dict[str, Callable[[Any], bool]]], ...] = (
    (
        "codes",
        "name",
        {
            "roles": _is_none_or(_all(list, _is_role)),
            "properties": _is_none_or(_all(list, _is_rule)),
            "aliases": _is_none_or(_are_texts),
            "extra": _is_extra,
        },
    ),
    ("code_wordings", "number", {"fields": _is_object}),
    ("documents", "title", {"report": _all(list, _is_count)}),
    ("assignments", "title", _ASSIGNED),
    ("submissions", "person", {"steps": _are_texts, **_ASSIGNED}),
)
"""The composed values of each table, and the column that names a row to people."""
