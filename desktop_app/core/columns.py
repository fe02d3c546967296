"""The kinds of columns that the tables of a project are made of."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Text
from sqlalchemy import bindparam as _bindparam
from sqlalchemy import text as _sql

metadata = MetaData()


def id_column() -> Column[str]:
    """Make the column that every journaled table begins with."""
    return Column("id", Text, primary_key=True)


def text(name: str) -> Column[str]:
    """Make a column of text that is never missing."""
    return Column(name, Text, nullable=False, server_default="")


def number(name: str, default: int = 0) -> Column[int]:
    """Make a column of whole numbers that is never missing."""
    return Column(name, Integer, nullable=False, server_default=str(default))


def link(name: str, target: str, *, needed: bool = False) -> Column[Any]:
    """Make a column that leads to a row of another table, or to none unless it is needed."""
    key = ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    return Column(name, Text, key, nullable=not needed)


def text_link(name: str) -> Column[str]:
    """Make a column that leads to a stored text by its hash."""
    key = ForeignKey("texts.sha256", deferrable=True, initially="DEFERRED")
    return Column(name, Text, key, nullable=False)


def among(column: Any, values: Sequence[str]) -> Any:
    """Tell whether a column is one of many values, handed over as one.

    A statement that names each by itself takes longer to be put together than to be run.
    """
    given = _bindparam("among", json.dumps(list(values)), String, unique=True)
    return column.in_(_sql("SELECT value FROM json_each(:among)").bindparams(given))
