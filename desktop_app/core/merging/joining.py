"""What two sides made apart and that is one thing all the same: joined under the lower id.

Pure. A text is one by its words, a code by its place and name, a value by what it is of. Coders
are never joined by their names: two people may have one.
"""

from collections.abc import Callable, Mapping
from typing import Any

from desktop_app.core.merging.fields import key_of
from desktop_app.core.merging.states import TABLES, Row, State, links_of

Alias = dict[str, str]
"""From the id of a row to the id of the row that it was joined to."""

NATURAL: Mapping[str, tuple[str, ...]] = {
    "documents": ("text_sha256",),
    "document_fields": ("document_id", "name"),
    "formatting": ("document_id",),
    "turns": ("document_id", "start", "end", "kind"),
    "corrections": ("document_id", "before_sha256", "after_sha256"),
    "document_sets": ("name",),
    "set_members": ("set_id", "document_id"),
    "codes": ("parent_id", "name"),
    "code_wordings": ("code_id", "number", "origin", "fields"),
    "code_examples": ("code_id", "annotation_id"),
    "annotation_properties": ("annotation_id", "name"),
    "parts": ("annotation_id", "document_id", "start", "end"),
    "relations": ("kind", "from_annotation_id", "to_annotation_id", "coder_id"),
    "queries": ("name", "body"),
}
"""The columns by which rows that both sides made are the same."""


def resolve(alias: Mapping[str, str]) -> Alias:
    """Follow joins of joins to their end."""
    found: Alias = {}
    for old in alias:
        new, seen = old, {old}
        while new in alias and alias[new] not in seen:
            new = alias[new]
            seen.add(new)
        found[old] = new
    return found


def rename(state: State, alias: Mapping[str, str]) -> State:
    """Let rows, and what leads to them, bear the ids that they were joined under."""
    if not alias:
        return state
    renamed: State = {}
    for table, rows in state.items():
        links = [column for column, _ in links_of(table)]
        found: dict[str, Row] = {}
        for row_id, row in rows.items():
            new_id = alias.get(row_id, row_id)
            moved = {c: alias[row[c]] for c in links if row[c] in alias}
            if new_id == row_id:
                found[row_id] = {**row, **moved} if moved else row
            elif new_id not in rows:
                found[new_id] = {**row, **moved, "id": new_id}
        renamed[table] = found
    return renamed


def find_joins(base: State, ours: State, theirs: State) -> Alias:
    """Find the rows that both sides made apart and that are the same."""
    alias: Alias = {}
    for table in TABLES:
        columns = NATURAL.get(table)
        if columns is None:
            continue
        # Codes hang in one another: joined parents may bring children together.
        while found := _joins_in(table, columns, (base, ours, theirs), alias):
            alias.update(found)
            alias = resolve(alias)
            if table != "codes":
                break
    return alias


def _joins_in(
    table: str, columns: tuple[str, ...], states: tuple[State, State, State], alias: Alias
) -> Alias:
    base, ours, theirs = states
    known = {alias.get(row_id, row_id) for row_id in base[table]}
    links = {column for column, _ in links_of(table)}

    def value(row: Row, column: str) -> Any:
        return alias.get(row[column], row[column]) if column in links else row[column]

    def natural(row: Row) -> str:
        return key_of([value(row, column) for column in columns])

    mine, other = (_new(state[table], known, alias, natural) for state in (ours, theirs))
    found: Alias = {}
    for key, row_id in mine.items():
        twin = other.get(key, row_id)
        if twin != row_id:
            low, high = sorted((row_id, twin))
            if low not in found and high not in found:
                found[high] = low
    return found


def _new(
    rows: Mapping[str, Row], known: set[str], alias: Alias, natural: Callable[[Row], str]
) -> dict[str, str]:
    """List what one side made, by what makes it the same; what stands there twice is left out."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for row_id, row in rows.items():
        row_id = alias.get(row_id, row_id)
        if row_id in known:
            continue
        key = natural(row)
        if found.setdefault(key, row_id) != row_id:
            twice.add(key)
    return {key: row_id for key, row_id in found.items() if key not in twice}
