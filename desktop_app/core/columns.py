"""The kinds of columns that the tables of a project are made of."""

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Text

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
