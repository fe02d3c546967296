"""Records of the journal as they are stored, and the statements that write rows by their columns.

A record is one row of `changes`: up to 500 rows of one table, each as an image before and after.
An image is a list of values in the order of the record's columns, of which the first is the id.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Table, bindparam, insert, update

Image = list[Any]

ANNOTATION_COLUMNS = ("annotation_id", "from_annotation_id", "to_annotation_id")
"""The columns, of whatever table, that hold the id of an annotation which a row belongs to."""


def encode(value: Any) -> str:
    """Write a value as compact JSON, every script readable."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@cache
def insert_sql(table: Table, columns: tuple[str, ...], dialect: Any) -> str:
    """Write the statement that inserts a row, its values in the order of `columns`."""
    statement = insert(table).values(dict.fromkeys(columns))
    return str(statement.compile(dialect=dialect, column_keys=list(columns)))


@cache
def update_sql(table: Table, names: tuple[str, ...], dialect: Any) -> str:
    """Write a statement that takes every column but the id, which is first, then the id."""
    columns = names[1:]
    statement = update(table).where(table.c.id == bindparam("row")).values(dict.fromkeys(columns))
    return str(statement.compile(dialect=dialect, column_keys=[*columns, "row"]))


@cache
def column_names(table: Table) -> tuple[str, ...]:
    """Name the columns of a table, in their order."""
    return tuple(column.name for column in table.columns)


@cache
def defaults(table: Table) -> Mapping[str, Any]:
    """Tell what the database would put where a row names no value."""
    return {
        column.name: _plain_default(column)
        for column in table.columns
        if column.server_default is not None
    }


def _plain_default(column: Any) -> Any:
    text = str(column.server_default.arg)
    return int(text) if column.type.python_type is int else text


def read_record(
    columns: str, before: str | None, after: str | None
) -> tuple[tuple[str, ...], list[Image] | None, list[Image] | None]:
    """Read a record of `changes`: its columns, its rows before and after.

    Raises ValueError where it is not what was written.
    """
    try:
        names = json.loads(columns)
        images = [json.loads(text) if text else None for text in (before, after)]
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    width = len(names) if isinstance(names, list) and names and names[0] == "id" else -1
    for rows in images:
        for image in rows if isinstance(rows, list) else ([rows] if rows is not None else ()):
            is_row = isinstance(image, list) and len(image) == width
            if not is_row or not isinstance(image[0], str):
                raise ValueError("not a row")
    return tuple(names), images[0], images[1]
