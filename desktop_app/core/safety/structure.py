"""Checks of how a file is built: only our tables, whole pages, keys that lead somewhere, kinds.

What the tables hold is looked at in `contents`. A file is taken for a stranger's: one that brings
triggers, views or tables of its own is not read further.
"""

import sqlite3
from typing import Any

from sqlalchemy import Column, Integer, Table

from desktop_app.core import schema
from desktop_app.core.findings import Fault, Findings

_OURS = {
    *(("table", name) for name in schema.metadata.tables),
    *(
        ("index", str(index.name))
        for table in schema.metadata.tables.values()
        for index in table.indexes
    ),
}
_MOST = 1 << 40
_OF_SQLITE = {("table", "sqlite_sequence"), ("table", "sqlite_stat1"), ("table", "sqlite_stat4")}


def look_at_objects(connection: sqlite3.Connection, version: int, findings: Findings) -> None:
    """Find objects that are not ours, and tables or columns that lack."""
    tables: set[str] = set()
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_schema"):
        if not _is_ours(str(kind), str(name), sql, version):
            findings.add(Fault.FOREIGN, f"{kind} {name}")
        elif kind == "table":
            tables.add(str(name))
    for table in schema.metadata.tables.values():
        if table.name in tables:
            _look_at_columns(connection, table, version, findings)
        elif version >= schema.VERSION:
            findings.add(Fault.MISSING, table.name)


def _is_ours(kind: str, name: str, sql: object, version: int) -> bool:
    if kind not in ("table", "index") or "VIRTUAL" in str(sql or "").upper().split()[:2]:
        return False
    if (kind, name) in _OURS or (kind, name) in _OF_SQLITE:
        return True
    # SQLite's own indexes have no statement; a newer Diple may have tables that we don't know.
    return (kind == "index" and sql is None) or version > schema.VERSION


def _look_at_columns(
    connection: sqlite3.Connection, table: Table, version: int, findings: Findings
) -> None:
    found = {row[1]: row[6] for row in connection.execute(f"PRAGMA table_xinfo('{table.name}')")}
    if any(found.values()):
        findings.add(Fault.FOREIGN, f"column of {table.name}")
    if version >= schema.VERSION:
        for column in table.columns:
            if column.name not in found:
                findings.add(Fault.MISSING, f"{table.name}.{column.name}")


def look_at_pages(connection: sqlite3.Connection, findings: Findings, *, is_full: bool) -> None:
    """Have SQLite go through the pages; in full, compare every index with its table too."""
    pragma = "integrity_check(20)" if is_full else "quick_check(20)"
    for (answer,) in connection.execute(f"PRAGMA {pragma}"):
        if answer != "ok":
            findings.add(Fault.PAGES, detail=str(answer))


def look_at_keys(connection: sqlite3.Connection, findings: Findings) -> None:
    """Find rows that lead to rows which are not there."""
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        findings.add(Fault.KEYS, str(table), detail=str(parent))


def look_at_kinds(connection: sqlite3.Connection, findings: Findings) -> None:
    """Find values of a wrong kind, which SQLite lets into any column."""
    for table in schema.metadata.tables.values():
        there = {row[1] for row in connection.execute(f"PRAGMA table_info('{table.name}')")}
        wrong = [_is_wrong(column) for column in table.columns if column.name in there]
        if wrong:
            sql = f'SELECT 1 FROM "{table.name}" WHERE {" OR ".join(wrong)} LIMIT 1'
            if connection.execute(sql).fetchone():
                findings.add(Fault.KIND, table.name)


def _is_wrong(column: Column[Any]) -> str:
    kinds = ["integer" if isinstance(column.type, Integer) else "text"]
    kinds += ["null"] if column.nullable else []
    allowed = ", ".join(f"'{kind}'" for kind in kinds)
    wrong = f'typeof("{column.name}") NOT IN ({allowed})'
    if "integer" in kinds:
        # Counting on from a number at the end of all numbers would fail.
        wrong += f' OR "{column.name}" NOT BETWEEN -{_MOST} AND {_MOST}'
    return wrong
