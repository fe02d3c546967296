"""Rows that come from a stranger's file, checked before they are used as ours.

Only tables and columns that we know are taken, each value of its kind; what leads to a row that
is not there is refused. What the rows mean is not known here.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from desktop_app.core.composed import fits
from desktop_app.core.errors import FileDamaged
from desktop_app.core.merging.states import Row, State, columns_of, empty_state, links_of
from desktop_app.core.rowkinds import fault_of, kinds_of

MOST_ROWS = 200_000
_LARGEST = 2**63 - 1
"""What SQLite holds as a whole number."""
LONGEST = 2_000_000
"""Code points that a single value may have."""


def checked_rows(path: Any, found: Any, tables: Iterable[str]) -> State:
    """Check the rows of a file; raise FileDamaged."""
    state = empty_state()
    if not isinstance(found, dict):
        raise _damaged(path, "it holds no rows")
    for table in tables:
        rows = found.get(table, [])
        if not isinstance(rows, list) or len(rows) > MOST_ROWS:
            raise _damaged(path, f"its {table} are no list")
        for row in rows:
            checked = _checked_row(path, table, row)
            if checked["id"] in state[table]:
                raise _damaged(path, f"two of its {table} have one id")
            state[table][checked["id"]] = checked
    if table := fault_of(state):
        raise _damaged(path, f"one of its {table} cannot be used")
    return state


def _checked_row(path: Any, table: str, row: Any) -> Row:
    if not isinstance(row, dict):
        raise _damaged(path, f"one of its {table} is no row")
    checked: Row = {}
    for name, (kind, default, is_needed) in kinds_of(table).items():
        value = row.get(name, default)
        if value is None and is_needed:
            raise _damaged(path, f"one of its {table} has no {name}")
        is_right = value is None or (isinstance(value, kind) and not isinstance(value, bool))
        if not (is_right and is_storable(value) and fits(table, name, value)):
            raise _damaged(path, f"one of its {table} has a strange {name}")
        checked[name] = value
    if not checked["id"]:
        raise _damaged(path, f"one of its {table} has no id")
    return {name: checked[name] for name in columns_of(table)}


def is_storable(value: Any) -> bool:
    """Tell whether a value can be stored: not endless, and without half a surrogate pair."""
    if isinstance(value, int):
        return abs(value) <= _LARGEST
    if not isinstance(value, str):
        return True
    return len(value) <= LONGEST and value.encode(errors="replace").decode() == value


def check_links(path: Any, state: State, elsewhere: Mapping[str, Iterable[str]]) -> None:
    """Raise FileDamaged where a row leads to one that is neither here nor `elsewhere`."""
    known = {table: {*rows, *elsewhere.get(table, ())} for table, rows in state.items()}
    for table, rows in state.items():
        for column, target in links_of(table):
            for row in rows.values():
                if row[column] is not None and row[column] not in known[target]:
                    raise _damaged(path, f"one of its {table} leads nowhere")


def check_passages(path: Any, state: State, texts: Mapping[str, str]) -> None:
    """Raise FileDamaged where a passage is not in its text; texts by document id, where known."""
    for part in state["parts"].values():
        text = texts.get(part["document_id"])
        start, end = part["start"], part["end"]
        if not 0 <= start < end or (text is not None and text[start:end] != part["quote"]):
            raise _damaged(path, "a passage does not fit its text")


def _damaged(path: Any, reason: str) -> FileDamaged:
    return FileDamaged(path=path, reason=reason)
