"""Of what kind the values of each column are: what rows from a file are checked against."""

from functools import cache
from typing import Any

from desktop_app.core import schema

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
