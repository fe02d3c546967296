"""What a project holds, as plain rows by id; how it stood after an earlier step; its kin.

A state is a mapping of table to rows, a row a mapping of column to value. Two copies of a project
share the steps from before they parted: that is how the state is found from which both went on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.history import images_at, undone_steps
from desktop_app.core.model import Op, Rows, Step, StepKind
from desktop_app.core.records import defaults

Row = dict[str, Any]
State = dict[str, dict[str, Row]]
Key = tuple[str, str]
"""A table and the id of a row in it."""

TABLES = tuple(name for name in schema.JOURNALED if name != "meta")
"""What is united: all but the facts about the project itself. Those linked to come first."""


@cache
def links_of(table: str) -> tuple[tuple[str, str], ...]:
    """List the columns of a table that lead to rows of other tables: (column, table)."""
    found = [
        (column.name, key.column.table.name)
        for column in schema.JOURNALED[table].columns
        for key in column.foreign_keys
    ]
    return tuple(each for each in found if each[1] in TABLES)


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """List the columns of a table, `id` first."""
    return tuple(column.name for column in schema.JOURNALED[table].columns)


def empty_state() -> State:
    """Give the state of a project without anything."""
    return {table: {} for table in TABLES}


def read_state(rows: Rows) -> State:
    """Read all that a project holds, but for its texts."""
    state = empty_state()
    for table in TABLES:
        names = columns_of(table)
        found = rows.tuples(select(schema.JOURNALED[table]))
        state[table] = {row[0]: dict(zip(names, row, strict=True)) for row in found}
    return state


def state_after(rows: Rows, state: State, number: int) -> State:
    """Tell how a project, now in `state`, was after step `number`."""
    earlier = {table: dict(found) for table, found in state.items()}
    usual = {table: dict(defaults(schema.JOURNALED[table])) for table in earlier}
    for (table, names), images in images_at(rows, number).items():
        if table not in earlier:
            continue
        for row_id, image in images.items():
            if image is None:
                earlier[table].pop(row_id, None)
            else:
                # Older images lack the columns that came later.
                filled = usual[table] | dict(zip(names, image, strict=True))
                earlier[table][row_id] = {name: filled.get(name) for name in columns_of(table)}
    return earlier


@dataclass(frozen=True, slots=True)
class Kin:
    """What a project's history says of its kin: its own steps, and what it took from others.

    `heads` are ids of the last steps of copies that were merged in; `joined` leads from the ids
    of rows that were joined to others on the way to those others.
    """

    steps: tuple[str, ...]
    heads: frozenset[str]
    joined: Mapping[str, str]


def kin_of(steps: Sequence[Step]) -> Kin:
    """Read from a history what holds now of the merges in it."""
    undone = undone_steps(list(steps))
    held: list[Step] = []
    for step in steps:
        if step.kind is not StepKind.DO or step.number in undone:
            continue
        if step.op is Op.GO_BACK:
            held = [each for each in held if each.number <= step.facts.get("step", 0)]
        elif step.facts.get("heads") or step.facts.get("joined"):
            held.append(step)
    heads = frozenset(head for step in held for head in step.facts.get("heads", ()))
    joined = {old: new for step in held for old, new in step.facts.get("joined", {}).items()}
    return Kin(tuple(step.id for step in steps), heads, joined)


@dataclass(frozen=True, slots=True)
class Fork:
    """Where two copies parted: after which step of which of them. Step 0: they share nothing."""

    number: int
    is_theirs: bool


def find_fork(ours: Kin, theirs: Kin) -> Fork:
    """Find the last state that both copies are known to have gone on from."""
    shared = 0
    for mine, other in zip(ours.steps, theirs.steps, strict=False):
        if mine != other:
            break
        shared += 1
    taken = _last(theirs.steps, ours.heads)
    given = _last(ours.steps, theirs.heads)
    if given > shared and given > taken:
        return Fork(given, is_theirs=False)
    return Fork(max(shared, taken), is_theirs=True)


def _last(steps: Sequence[str], heads: Iterable[str]) -> int:
    places = {step: number for number, step in enumerate(steps, 1)}
    return max((places.get(head, 0) for head in heads), default=0)
