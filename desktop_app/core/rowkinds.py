"""Of what kind the values of each column are: what rows from a file are checked against."""

from functools import cache
from threading import Lock
from typing import Any

from sqlalchemy import Engine, StaticPool, create_engine, insert
from sqlalchemy.exc import DBAPIError

from desktop_app.core import schema
from desktop_app.core.findings import Findings
from desktop_app.core.merging.states import State
from desktop_app.core.safety.contents import look_at_shapes

_LOCK = Lock()
Kind = tuple[type, Any, bool]
"""The type of a value, what stands for a missing one, and whether there must be one."""


@cache
def kinds_of(table: str) -> dict[str, Kind]:
    """Tell the kind of each column of a table."""
    found: dict[str, Kind] = {}
    for column in schema.JOURNALED[table].columns:
        kind: type = column.type.python_type
        server: Any = column.server_default
        default: Any = None
        if server is not None:
            default = kind(str(server.arg))
        found[column.name] = (kind, default, not column.nullable)
    return found


def fault_of(state: State) -> str:
    """Tell in which table rows would break what a project holds to; empty where all is well.

    Tried on tables in memory, from which they go again: what these refuse, and codes that could
    not be shown.
    """
    with _LOCK, _tables().connect() as connection:
        for table, rows in state.items():
            if rows:
                try:
                    connection.execute(insert(schema.JOURNALED[table]), list(rows.values()))
                except (DBAPIError, OverflowError):
                    return table
        raw = connection.connection.dbapi_connection
        findings = Findings()
        look_at_shapes(raw, findings)  # type: ignore[arg-type]
        return "codes" if any(each.about == "codes" for each in findings.listed()) else ""


@cache
def _tables() -> Engine:
    """Make the empty tables, once: making them takes longer than trying a reading on them."""
    engine = create_engine(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    schema.metadata.create_all(engine)
    return engine
