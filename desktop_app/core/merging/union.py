"""The union of two states that come from one: every row by its id.

Pure. What one side added, both have; what one side changed, is changed; what one side deleted and
the other left alone, is deleted. What was deleted here and changed or used there is kept, with
all that belonged to it, and told as a conflict; what belonged to it comes back unless a copy
deleted it for itself. Copies that were taken before count as if all were taken now.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_app.core.merging.fields import OURS, THEIRS, Side, differs, merge_rows
from desktop_app.core.merging.memory import NOTHING, Deletions, Memory, followed, print_of
from desktop_app.core.merging.states import TABLES, Key, Row, State, empty_state, links_of


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that two sides settled differently, and what was taken.

    `kind` is `edited` (both changed it), `deleted` (deleted on `by`, changed on the other side),
    `used` (deleted on `by`, used by something new on the other side), `named` (two codes got one
    name), `keyed` (two codes got one key), `circle` (codes were put below each other), `text`
    (a document was corrected on both sides) or `dropped` (a student deleted a code that others
    have). `ours` and `theirs` are the values of `columns`; `coder_id` and `person` say whose side
    theirs is, where several readings are taken.
    """

    kind: str
    table: str
    row_id: str
    columns: tuple[str, ...] = ()
    ours: tuple[Any, ...] = ()
    theirs: tuple[Any, ...] = ()
    taken: tuple[Any, ...] = ()
    by: Side = ""
    label: str = ""
    """What it is about, as a person knows it."""
    excerpts: tuple[str, ...] = ()
    """Where the values say nothing to a person: how ours and theirs read."""
    coder_id: str = ""
    person: str = ""

    def of(self, side: Side) -> tuple[Any, ...]:
        """Give what a side settled on, as a person can read it."""
        if self.excerpts:
            return (self.excerpts[side == THEIRS],)
        return self.theirs if side == THEIRS else self.ours

    @property
    def key(self) -> str:
        """By what a person's decision names it."""
        return ":".join((self.table, self.row_id, *self.columns[:1]))


@dataclass
class United:
    """The union of two states, and what could not be told from the states alone."""

    state: State
    conflicts: list[Conflict] = field(default_factory=list)
    memory: Memory = NOTHING


def unite(
    base: State, ours: State, theirs: State, decided: Mapping[str, Side], memory: Memory = NOTHING
) -> United:
    """Unite two states that both come from `base`.

    `decided` holds what a person chose, `ours` or `theirs`, by the key of the conflict; `memory`
    what earlier merges into ours remember.
    """
    union = _Union(base, ours, theirs, decided, memory)
    union.settle()
    return United(union.state, union.conflicts, union.remember())


class _Union:
    def __init__(
        self,
        base: State,
        ours: State,
        theirs: State,
        decided: Mapping[str, Side],
        memory: Memory,
    ) -> None:
        self.base, self.sides, self.decided = base, {OURS: ours, THEIRS: theirs}, decided
        self.memory = memory
        self.state = empty_state()
        self.conflicts: list[Conflict] = []
        self._dead: dict[Key, tuple[Side, Row]] = {}
        """Rows that one side deleted: by which side, and how they stand on the other. By neither
        alone: both did, or an earlier copy, and the row was kept only because it was used."""
        self._spared: set[Key] = set()
        self._gone = [*memory.gone, *self._deletions()]
        self._doomed: set[Key] = set()
        self._waiting: dict[Key, list[Key]] = {}
        """Deleted rows by the rows that they belong to."""
        self._alive: deque[Key] = deque()

    def settle(self) -> None:
        for table in TABLES:
            known = self.sides[OURS][table].keys() | self.sides[THEIRS][table].keys()
            for row_id in sorted(known):
                self._settle_row(table, row_id)
            for row_id in self.base[table].keys() - known:
                row = self.base[table][row_id]
                withheld = self.memory.withheld.get((table, row_id), {})
                self._dead[table, row_id] = ("", {**row, **withheld})
        self._drop_doomed()
        for key, (_, row) in self._dead.items():
            for _, owner in _links(key[0], row):
                self._waiting.setdefault(owner, []).append(key)
        self._alive.extend((table, row_id) for table in TABLES for row_id in self.state[table])
        while self._alive:
            self._keep_together(self._alive.popleft())
        self._drop_doomed()

    def _settle_row(self, table: str, row_id: str) -> None:
        ours, theirs = (self.sides[side][table].get(row_id) for side in (OURS, THEIRS))
        base = self.base[table].get(row_id)
        if ours is not None and theirs is not None:
            self._keep(table, row_id, self._merged(table, base, ours, theirs))
            return
        row = ours if ours is not None else theirs
        assert row is not None
        if base is None:
            self._keep(table, row_id, row)
            return
        by = OURS if ours is None else THEIRS
        is_changed = differs(table, base, row)
        withheld = self.memory.withheld.get((table, row_id))
        if ours is None and withheld:
            row, _ = merge_rows(table, base, {**base, **withheld}, row, _undecided)
        if not is_changed:
            self._dead[table, row_id] = (by, row)
            return
        found = Conflict("deleted", table, row_id, by=by)
        self.conflicts.append(found)
        if self.decided.get(found.key) == by:
            self._doomed.add((table, row_id))
        else:
            self.state[table][row_id] = row

    def _keep(self, table: str, row_id: str, row: Row) -> None:
        """Keep a row, unless an earlier merge did so only because it was used: that is seen."""
        spared = self.memory.spared.get((table, row_id))
        if spared is not None and spared == print_of(row):
            self._dead[table, row_id] = ("", row)
        else:
            self.state[table][row_id] = row

    def _merged(self, table: str, base: Row | None, ours: Row, theirs: Row) -> Row:
        row_id = ours["id"]

        def decided(column: str) -> Side | None:
            return self.decided.get(f"{table}:{row_id}:{column}")

        merged, clashes = merge_rows(table, base, ours, theirs, decided)
        for group in clashes:
            mine, other, taken = (tuple(row[c] for c in group) for row in (ours, theirs, merged))
            found = Conflict("edited", table, row_id, group, mine, other, taken)
            self.conflicts.append(found)
        return merged

    def _drop_doomed(self) -> None:
        """Delete what a person decided to delete, with what belongs to it."""
        while self._doomed:
            doomed, self._doomed = self._doomed, set()
            for table, row_id in doomed:
                self.state[table].pop(row_id, None)
            for table in TABLES:
                for row_id, row in list(self.state[table].items()):
                    for column, owner in _links(table, row):
                        if owner not in doomed:
                            continue
                        if _belongs(table, column):
                            self.state[table].pop(row_id, None)
                            self._doomed.add((table, row_id))
                        else:
                            self.state[table][row_id] = {**row, column: None}

    def _keep_together(self, key: Key) -> None:
        """Bring back what a row leads to, and what was deleted only because this row was."""
        table, row_id = key
        for _, owner in _links(table, self.state[table][row_id]):
            if owner in self._dead:
                by, _ = self._dead[owner]
                self._bring_back(owner)
                found = Conflict("used", *owner, by=by)
                if not by:
                    continue
                self.conflicts.append(found)
                chosen = self.decided.get(found.key)
                if chosen == by:
                    self._doomed.add(owner)
                elif chosen:
                    self._spared.discard(owner)
        for child in self._waiting.get(key, ()):
            if child in self._dead and self._went_with_others(child):
                self._bring_back(child)

    def _went_with_others(self, key: Key) -> bool:
        """Tell whether all who deleted a row did so with something that is there after all."""
        table, row_id = key
        owners = [owner for _, owner in _links(table, self._dead[key][1])]
        back = [owner for owner in owners if owner[1] in self.state[owner[0]]]
        ours = self.sides[OURS]
        # What a person took back without it stays without it.
        if row_id not in ours[table] and all(owner[1] in ours[owner[0]] for owner in back):
            return False
        deleters = [gone for gone in self._gone if self._is_in(gone, key)]
        return all(any(self._is_in(gone, owner) for owner in back) for gone in deleters)

    def _is_in(self, gone: Deletions, key: Key) -> bool:
        """Tell whether a row was deleted, be it with what it belonged to."""
        if key in gone:
            return True
        row = self.state[key[0]].get(key[1]) or self._dead.get(key, ("", None))[1]
        owners = _owners(key[0], row or self.base[key[0]].get(key[1]))
        return any(self._is_in(gone, owner) for owner in owners)

    def _deletions(self) -> Iterator[Deletions]:
        """List what each side deleted itself, not by an earlier merge."""
        for side, known in ((OURS, self.memory.gone), (THEIRS, ())):
            lacking = {
                (table, row_id)
                for table in TABLES
                for row_id in self.base[table].keys() - self.sides[side][table].keys()
            }
            lacking = {key for key in lacking if not any(self._is_in(each, key) for each in known)}
            found = frozenset(
                (table, row_id)
                for table, row_id in lacking
                if lacking.isdisjoint(_owners(table, self.base[table][row_id]))
            )
            if found and found not in self.memory.gone:
                yield found

    def remember(self) -> Memory:
        """Give what the next merge has to know."""
        spared = {
            key: print_of(self.state[key[0]][key[1]])
            for key in self._spared
            if key[1] in self.state[key[0]]
        }
        withheld = {
            key: values
            for key, values in self.memory.withheld.items()
            if key[1] not in self.state[key[0]]
        }
        for key, (_, row) in self._dead.items():
            base = self.base[key[0]].get(key[1])
            if base and (values := followed(base, row)):
                withheld[key] = values
        return Memory(tuple(self._gone), spared, withheld)

    def _bring_back(self, key: Key) -> None:
        _, row = self._dead[key]
        if all(self._is_known(owner) for _, owner in _links(key[0], row)):
            del self._dead[key]
            self.state[key[0]][key[1]] = row
            self._spared.add(key)
            self._alive.append(key)

    def _is_known(self, key: Key) -> bool:
        return key in self._dead or key[1] in self.state[key[0]]


def _links(table: str, row: Row) -> Iterator[tuple[str, Key]]:
    for column, target in links_of(table):
        if row.get(column) is not None:
            yield column, (target, row[column])


def _owners(table: str, row: Row | None) -> list[Key]:
    """List what a row cannot be without."""
    return [owner for column, owner in _links(table, row or {}) if _belongs(table, column)]


def _undecided(column: str) -> None:
    del column


def _belongs(table: str, column: str) -> bool:
    """Tell whether a row cannot be without what this column leads to."""
    if table == "notes":
        return column != "created_by"
    if table in ("codes", "documents"):
        return False
    return column not in ("code_id", "created_by") or table in ("code_wordings", "code_examples")
