"""Two copies of a project become one: planned first, without writing, then taken in one step.

What is united, how fields merge, what is joined and how texts are followed is in the modules
here; a plan holds the rows as they shall be, the conflicts with what was taken, and what became
of passages in corrected texts. Taking the same copy twice is taking it once. The order in which
copies are taken does not matter, neither at once nor one after the other: the project remembers
what the next merge must know of deletions and of circles that were opened.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.coders import from_elsewhere
from desktop_app.core.errors import Gone, NewerProject, TextChanged
from desktop_app.core.journal import Change
from desktop_app.core.merging.clashes import closed, mend, plain
from desktop_app.core.merging.detours import TextOf
from desktop_app.core.merging.fields import OURS, THEIRS, Side
from desktop_app.core.merging.joining import find_joins, rename, resolve
from desktop_app.core.merging.labels import labelled
from desktop_app.core.merging.memory import NOTHING, Memory, recall
from desktop_app.core.merging.retexting import Reanchored, bring_to_one_text
from desktop_app.core.merging.states import (
    TABLES,
    Kin,
    Row,
    State,
    columns_of,
    empty_state,
    find_fork,
    kin_of,
    read_state,
    state_after,
)
from desktop_app.core.merging.union import Conflict, unite
from desktop_app.core.model import Rows

if TYPE_CHECKING:
    from desktop_app.core.project import Project

__all__ = [
    "OURS",
    "THEIRS",
    "Conflict",
    "MergePlan",
    "Reanchored",
    "Side",
    "accept_merge",
    "difference",
    "plan_merge",
    "plan_states",
    "unite_states",
    "write_rows",
]

_TEXT_COLUMNS = {
    "documents": ("text_sha256",),
    "corrections": ("before_sha256", "after_sha256"),
}
_NO_DECISIONS: Mapping[str, Side] = {}


@dataclass(frozen=True)
class MergePlan:
    """A union that was not made yet.

    `wanted` are the rows that will differ, None for rows that go; `before` those of them that are
    there now; `texts` what is to be stored, by hash. `heads` and `joined` are what the step must
    remember, so that the same copies are known when they come again.
    """

    names: tuple[str, ...]
    wanted: Mapping[str, Mapping[str, Row | None]]
    before: Mapping[str, Mapping[str, Row]]
    conflicts: tuple[Conflict, ...]
    reanchored: tuple[Reanchored, ...]
    heads: tuple[str, ...] = ()
    joined: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    memory: Memory = NOTHING
    """What the next merge must know."""
    is_learnt: bool = False
    """Whether that is new."""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing new: nothing to write, and nothing to tell or remember."""
        is_told = bool(self.conflicts) or self.is_learnt
        return not any(self.wanted.values()) and not (self.heads and is_told)

    def counts(self) -> dict[str, Counter[str]]:
        """Count rows that come, change and go, by table: `new`, `changed`, `removed`."""
        found: dict[str, Counter[str]] = {}
        for table, rows in self.wanted.items():
            known = self.before.get(table, {})
            for row_id, row in rows.items():
                kind = "removed" if row is None else "changed" if row_id in known else "new"
                found.setdefault(table, Counter())[kind] += 1
        return found


@dataclass(frozen=True)
class Union:
    """The union of two states, with what was joined, what clashed, and what passages moved."""

    state: State
    joined: Mapping[str, str]
    conflicts: tuple[Conflict, ...]
    reanchored: tuple[Reanchored, ...]
    memory: Memory = NOTHING


def plan_merge(
    ours: "Project", others: Sequence["Project"], decided: Mapping[str, Side] = _NO_DECISIONS
) -> MergePlan:
    """Lay copies of a project beside it and plan their union.

    `decided` chooses `ours` or `theirs` by the key of a conflict. Raises NewerProject.
    """
    with ExitStack() as stack:
        for each in (ours, *others):
            stack.enter_context(each.whole())
        # In an order of their own, so that what clashes among them does not hang on ours.
        ordered = sorted(others, key=lambda each: each.last_step[1])
        return _plan_merge(ours, ordered, decided)


def _plan_merge(
    ours: "Project", others: Sequence["Project"], decided: Mapping[str, Side]
) -> MergePlan:
    kin, now = kin_of(ours.history()), read_state(ours)
    texts = _TextsOf(ours, *others)
    state, heads, joined, memory = now, kin.heads, dict(kin.joined), recall(ours)
    conflicts: list[Conflict] = []
    reanchored: list[Reanchored] = []
    is_apart = False
    for theirs in others:
        _check_version(theirs)
        other, then = kin_of(theirs.history()), read_state(theirs)
        fork = find_fork(Kin(kin.steps, heads, joined), other)
        base = empty_state()
        if fork.number:
            base = state_after(*((theirs, then) if fork.is_theirs else (ours, now)), fork.number)
        alias = resolve({**other.joined, **joined})
        if not fork.number:
            then = _behind_ours(then, state)
        base, mine, then = (rename(each, alias) for each in (base, state, then))
        union = unite_states(base, mine, then, texts.read, decided, memory.renamed(alias))
        state, memory = union.state, union.memory
        is_apart |= other.heads.isdisjoint(kin.steps)
        heads |= {theirs.last_step[1], *other.heads} - {""}
        joined = {**alias, **union.joined}
        conflicts += union.conflicts
        reanchored += union.reanchored
    wanted, before = difference(now, state)
    # What a copy that took ours in deleted thereby tells nothing of itself.
    is_learnt = memory != recall(ours) and bool(wanted or is_apart)
    return MergePlan(
        tuple(other.name for other in others),
        wanted,
        before,
        tuple(conflicts),
        tuple(reanchored),
        tuple(sorted(heads - kin.heads - set(kin.steps))),
        {old: new for old, new in joined.items() if kin.joined.get(old) != new},
        texts.lacking(ours, wanted),
        memory,
        is_learnt,
    )


def _behind_ours(then: State, ours: State) -> State:
    """Let the readers of a project that is no copy stand behind ours: who is first here stays."""
    coders = {
        key: row if key in ours["coders"] else from_elsewhere(row)
        for key, row in then["coders"].items()
    }
    return {**then, "coders": coders}


def unite_states(
    base: State,
    ours: State,
    theirs: State,
    text_of: TextOf,
    decided: Mapping[str, Side] = _NO_DECISIONS,
    memory: Memory = NOTHING,
) -> Union:
    """Unite two states that both come from `base`: joined, brought to one text, mended."""
    known = ours["codes"]
    base, ours, theirs = (closed(plain(each), memory.circles) for each in (base, ours, theirs))
    alias = find_joins(base, ours, theirs)
    level = bring_to_one_text(base, rename(ours, alias), rename(theirs, alias), text_of, decided)
    # Turns that both made of one passage are seen to be the same only where the text is one.
    again = find_joins(level.base, level.ours, level.theirs) if level.reports else {}
    level.ours, level.theirs = (rename(side, again) for side in (level.ours, level.theirs))
    alias = resolve({**alias, **again})
    united = unite(level.base, level.ours, level.theirs, decided, memory.renamed(alias))
    clashes, opened = mend(united.state, memory.renamed(alias).circles)
    mended = [
        each
        for each in clashes
        if each.kind != "named" or each.taken != (known.get(each.row_id, {}).get("name"),)
    ]
    found = (*level.conflicts, *united.conflicts, *mended)
    conflicts = tuple(labelled(found, united.state, level.ours, level.theirs))
    memory = replace(united.memory, circles=opened)
    return Union(united.state, alias, conflicts, tuple(level.reports), memory)


def plan_states(base: State, ours: State, theirs: State) -> MergePlan:
    """Plan the union with a state that needs no text that is not there."""

    def text_of(sha256: str) -> str:
        raise Gone(kind="text")

    union = unite_states(base, ours, theirs, text_of)
    wanted, before = difference(ours, union.state)
    return MergePlan((), wanted, before, union.conflicts, union.reanchored, joined=union.joined)


def accept_merge(change: Change, plan: MergePlan) -> None:
    """Write a planned union as part of one step.

    Raises TextChanged where the project has changed since it was planned.
    """
    write_rows(change, plan.wanted, plan.before, plan.texts)
    change.facts["count"] = len(plan.names)
    if len(plan.names) == 1:
        change.facts["name"] = plan.names[0]
    change.facts.update(heads=list(plan.heads), joined=dict(plan.joined))
    if plan.heads:
        plan.memory.keep(change, plan.heads)


def write_rows(
    change: Change,
    wanted: Mapping[str, Mapping[str, Row | None]],
    before: Mapping[str, Mapping[str, Row]],
    texts: Mapping[str, str],
) -> None:
    """Make rows be as they are wanted; raise TextChanged where they are not as they were."""
    for table, rows in before.items():
        columns = columns_of(table)
        known = {row_id: [row[name] for name in columns] for row_id, row in rows.items()}
        if _images(change, table, list(rows)) != known:
            raise TextChanged(document=table)
    for sha256, body in texts.items():
        change.keep_text(sha256, body)
    for table in TABLES:
        columns = columns_of(table)
        images = {
            row_id: None if row is None else [row[name] for name in columns]
            for row_id, row in wanted.get(table, {}).items()
        }
        if images:
            change.bring_back(schema.JOURNALED[table], columns, images)


def difference(
    before: State, after: State
) -> tuple[dict[str, dict[str, Row | None]], dict[str, dict[str, Row]]]:
    """Tell which rows differ: as they shall be, None where one goes; and as they are."""
    wanted: dict[str, dict[str, Row | None]] = {}
    touched: dict[str, dict[str, Row]] = {}
    for table in TABLES:
        old, new = before[table], after[table]
        rows: dict[str, Row | None] = {k: row for k, row in new.items() if old.get(k) != row}
        rows.update((row_id, None) for row_id in old if row_id not in new)
        if rows:
            wanted[table] = rows
            touched[table] = {row_id: old[row_id] for row_id in rows if row_id in old}
    return wanted, touched


def _images(rows: Rows, table: str, ids: list[str]) -> dict[str, list[Any]]:
    journaled = schema.JOURNALED[table]
    found: dict[str, list[Any]] = {}
    for at in range(0, len(ids), 500):
        wanted = select(journaled).where(journaled.c.id.in_(ids[at : at + 500]))
        found.update((row[0], list(row)) for row in rows.tuples(wanted))
    return found


def _check_version(theirs: "Project") -> None:
    from desktop_app.core.connection import read_version
    from desktop_app.core.opening import newer_project

    version = read_version(theirs.path)
    if version > schema.VERSION:
        error: NewerProject = newer_project(theirs.path, version)
        raise error


class _TextsOf:
    """Texts by hash, from whichever of several projects has them."""

    def __init__(self, *projects: Rows) -> None:
        self._projects = projects

    def read(self, sha256: str) -> str:
        body = schema.texts.c.body
        wanted = select(body).where(schema.texts.c.sha256 == sha256)
        for project in self._projects:
            for row in project.tuples(wanted):
                return str(row[0])
        raise Gone(kind="text")

    def lacking(self, ours: Rows, wanted: Mapping[str, Mapping[str, Row | None]]) -> dict[str, str]:
        """Read the texts that wanted rows lead to and that `ours` lacks."""
        hashes: set[str] = set()
        for table, columns in _TEXT_COLUMNS.items():
            for row in wanted.get(table, {}).values():
                hashes.update(row[column] for column in columns if row)
        hashes -= {row[0] for row in ours.tuples(select(schema.texts.c.sha256))}
        return {sha256: self.read(sha256) for sha256 in sorted(hashes)}
