"""The one writing door: rows change here, and each change leaves its own inverse behind.

A `Change` belongs to one open transaction. Every row that it inserts, updates or deletes is
kept in `changes`, before and after, in records of up to 500 rows of one table; undo and redo
turn such records around. What a step means to the user is not known here.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update

from desktop_app.core import schema
from desktop_app.core.columns import among
from desktop_app.core.errors import UndoRefused
from desktop_app.core.model import ChangeSet, Op, Step, StepKind, chunks, new_id, now
from desktop_app.core.occasions import MANY
from desktop_app.core.records import (
    ANNOTATION_COLUMNS,
    Image,
    column_names,
    defaults,
    encode,
    insert_sql,
    read_record,
    update_sql,
)

Thinning = Callable[[str, list[str], list[Image]], list[Image]]
Row = tuple[Any, ...]

_REWRITTEN = ("of_step", "of_number", "new_before", "new_after")
_LAST_NUMBER = select(func.max(schema.steps.c.number))


class Change:
    """An open transaction: the only place from which a project's rows are written."""

    veiled: Mapping[str, frozenset[str]] = {}
    """Nobody's: what is written must know all."""

    def __init__(
        self,
        connection: Connection,
        op: Op,
        coder_id: str,
        before_many: Callable[[], object] = lambda: None,
    ) -> None:
        """Begin; `before_many` is called once, before so much is lost that a backup is wanted."""
        self._connection = connection
        self._is_open = True
        self._records = self._written = 0
        self._lost = 0
        self._before_many = before_many
        self._ids: dict[str, set[str]] = {}
        self._annotations: set[str] = set()
        self.op = op
        self.number = next_number(connection)
        self.coder_id = coder_id
        self.at = now()
        self.facts: dict[str, Any] = {}
        """What the step's sentence names: filled by the verbs."""
        self.pace: Callable[[int], object] = lambda rows: None
        """Told from time to time how many rows are written; what it raises takes them back."""
        self.barrier: int | None = None
        """Where it is set, no step up to this number, nor this change, can be undone any more."""

    def rows(self, statement: Any, **values: Any) -> Sequence[Any]:
        """Return the rows that a SELECT finds, this change's own included."""
        return self._connection.execute(statement, values).all()

    def tuples(self, statement: Any, **values: Any) -> Iterator[Row]:
        """Yield the rows that a SELECT finds as plain tuples; others go on for a moment first."""
        self.breathe()
        return plain_tuples(self._connection, statement, values)

    def breathe(self) -> None:
        """Let others go on for a moment, as at each record and before each reading of rows."""
        self.pace(self._written)

    def insert(self, table: Table, **values: Any) -> str:
        """Insert one row and return its id, made here unless given."""
        row = {"id": new_id(), **values}
        self.insert_many(table, [row])
        return str(row["id"])

    def insert_many(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows that all name the same columns, `id` among them."""
        if not rows:
            return
        names = column_names(table)
        filled = dict.fromkeys(names) | dict(defaults(table))
        for run in chunks(rows):
            images = [list({**filled, **row}.values()) for row in run]
            self._insert_images(table, names, images)
            self._record(table, names, None, images)

    def update(self, table: Table, row_id: str, **values: Any) -> None:
        """Change one row; nothing is kept when nothing differs."""
        self.update_many(table, [row_id], **values)

    def update_many(self, table: Table, ids: Sequence[str], **values: Any) -> None:
        """Give the rows with these ids the same new values."""
        names = column_names(table)
        new = [values.get(name) for name in names]
        for run in chunks(list(ids)):
            before, after = [], []
            for image in self._images(table, names, run):
                changed = [
                    new[at] if name in values else image[at] for at, name in enumerate(names)
                ]
                if changed != image:
                    before.append(image)
                    after.append(changed)
            if before:
                touched = [image[0] for image in before]
                self._execute(update(table).where(among(table.c.id, touched)).values(**values))
                self._record(table, names, before, after)

    def update_each(self, table: Table, values: Mapping[str, Mapping[str, Any]]) -> None:
        """Give each of these rows, by id, new values of its own; they name the same columns."""
        names = column_names(table)
        for run in chunks(list(values)):
            before, after = [], []
            for image in self._images(table, names, run):
                new = values[image[0]]
                changed = [new.get(name, image[at]) for at, name in enumerate(names)]
                if changed != image:
                    before.append(image)
                    after.append(changed)
            if before:
                self._update_images(table, names, after)
                self._record(table, names, before, after)

    def delete(self, table: Table, row_id: str) -> None:
        """Delete one row."""
        self.delete_many(table, [row_id])

    def delete_many(self, table: Table, ids: Sequence[str]) -> None:
        """Delete the rows with these ids; ids that are not there are passed over."""
        names = column_names(table)
        for run in chunks(list(ids)):
            before = self._images(table, names, run)
            if before:
                self._execute(delete(table).where(among(table.c.id, run)))
                self._record(table, names, before, None)

    def lose(self, count: int) -> None:
        """Say, before it is done, that so many annotations or codes go, or lose what they were.

        Where they are many a backup is made first: of what the file holds until this commits, as
        long as too little was written to leave the memory for the disk. Raises BackupFailed.
        """
        had, self._lost = self._lost, self._lost + count
        if had < MANY <= self._lost:
            self._before_many()

    def keep_text(self, sha256: str, body: str) -> None:
        """Store a frozen text under its hash, once; texts stand outside the journal."""
        known = select(schema.texts.c.sha256).where(schema.texts.c.sha256 == sha256)
        if not self.rows(known):
            row = {"sha256": sha256, "length": len(body), "body": body}
            self._execute(insert(schema.texts).values(row))

    def drop_texts(self, kept: Collection[str]) -> None:
        """Delete every text but those with these hashes: for good, and outside the journal."""
        known = {row[0] for row in self.rows(select(schema.texts.c.sha256))}
        for run in chunks(sorted(known.difference(kept))):
            self._execute(delete(schema.texts).where(among(schema.texts.c.sha256, run)))

    def rewrite_records(self, thinned: Thinning) -> None:
        """Let `thinned` leave images out of every record that was written before this change.

        It takes a table's name, the columns and the images. What it leaves out is forgotten: the
        steps that held it must lie behind the `barrier`, and the file is overwritten there.
        """
        self._connection.exec_driver_sql("PRAGMA secure_delete = ON")
        record = schema.changes.c
        found = select(
            record.step, record.number, record.table_name, record.columns, record.before,
            record.after,
        ).order_by(record.step, record.number)  # fmt: skip
        at: list[Any] = [bindparam(name) for name in _REWRITTEN]
        here = update(schema.changes).where(record.step == at[0], record.number == at[1])
        rewrite = here.values(before=at[2], after=at[3])
        for step, number, name, columns, before, after in self.tuples(found):
            sides = [json.loads(side) if side else None for side in (before, after)]
            left = [s and thinned(name, json.loads(columns), s) for s in sides]
            if left != sides:
                new = [None if side is None else encode(side) for side in left]
                row = dict(zip(_REWRITTEN, (step, number, *new), strict=True))
                self._connection.execute(rewrite, row)
                self._written += max(len(side or ()) for side in sides)
            self.breathe()

    def close(self) -> None:
        """End the change: what is written through it from now on is a bug."""
        self._is_open = False

    def finish(self, kind: StepKind = StepKind.DO, target: int | None = None) -> ChangeSet | None:
        """Write the step and tell what was changed; None, and no step, where nothing was."""
        if not self._records:
            return None
        target = self.barrier if target is None else target
        step = Step(
            self.number, new_id(), self.op, kind, target, self.coder_id, self.at, self.facts
        )
        row = (step.number, step.id, step.op, step.kind, target, step.coder_id, step.at)
        self._write(schema.steps, column_names(schema.steps), [(*row, encode(self.facts))])
        ids = {table: frozenset(found) for table, found in self._ids.items()}
        return ChangeSet(step, ids, frozenset(self._annotations))

    def turn_back(self, step: int) -> None:
        """Apply the inverse of an earlier step as part of this one.

        Raises UndoRefused when a row is no longer as that step left it.
        """
        record = schema.changes.c
        found = select(record.table_name, record.columns, record.before, record.after)
        found = found.where(record.step == step).order_by(record.number.desc())
        for name, columns, before, after in self.rows(found):
            try:
                table = schema.JOURNALED[name]
                names, wanted, expected = read_record(columns, before, after)
            except (ValueError, KeyError) as error:
                raise UndoRefused(step=step, table="changes") from error
            self._apply(table, names, expected, wanted, step)

    def bring_back(
        self, table: Table, columns: tuple[str, ...], wanted: Mapping[str, Image | None]
    ) -> None:
        """Make rows be as their images say, which name these columns; None for no row at all."""
        self.delete_many(table, [row_id for row_id, image in wanted.items() if image is None])
        images = {row_id: image for row_id, image in wanted.items() if image is not None}
        for run in chunks(list(images)):
            there = {image[0]: image for image in self._images(table, columns, run)}
            new = [images[row_id] for row_id in run if row_id not in there]
            if new:
                self._insert_images(table, columns, new)
                self._record(table, columns, None, new)
            changed = [row_id for row_id in there if there[row_id] != images[row_id]]
            if changed:
                after = [images[row_id] for row_id in changed]
                self._update_images(table, columns, after)
                self._record(table, columns, [there[row_id] for row_id in changed], after)

    def _apply(
        self,
        table: Table,
        columns: tuple[str, ...],
        expected: list[Image] | None,
        wanted: list[Image] | None,
        step: int,
    ) -> None:
        ids = [image[0] for image in expected or wanted or ()]
        if [] in (expected, wanted) or self._images(table, columns, ids) != sorted(
            expected or [], key=itemgetter(0)
        ):
            raise UndoRefused(step=step, table=table.name)
        if expected is None and wanted is not None:
            self._insert_images(table, columns, wanted)
        elif wanted is None:
            self._execute(delete(table).where(among(table.c.id, ids)))
        else:
            self._update_images(table, columns, wanted)
        self._record(table, columns, expected, wanted)

    def _images(self, table: Table, columns: tuple[str, ...], ids: Sequence[str]) -> list[Image]:
        """Read the rows with these ids, by id, as lists in the order of `columns`."""
        wanted = select(*(table.c[name] for name in columns)).where(among(table.c.id, ids))
        return [list(row) for row in self.tuples(wanted.order_by(table.c.id))]

    def _insert_images(
        self, table: Table, columns: tuple[str, ...], images: Iterable[Sequence[Any]]
    ) -> None:
        self._write(table, columns, [tuple(image) for image in images])

    def _update_images(
        self, table: Table, columns: tuple[str, ...], images: Iterable[Sequence[Any]]
    ) -> None:
        sql = update_sql(table, columns, self._connection.dialect)
        self._run(sql, [(*image[1:], image[0]) for image in images])

    def _write(self, table: Table, columns: tuple[str, ...], rows: list[Row]) -> None:
        self._run(insert_sql(table, columns, self._connection.dialect), rows)

    def _run(self, sql: str, rows: list[Row]) -> None:
        self._check_open()
        self._connection.exec_driver_sql(sql, rows if len(rows) > 1 else rows[0])

    def _execute(self, statement: Any) -> None:
        self._check_open()
        self._connection.execute(statement)

    def _check_open(self) -> None:
        if not self._is_open:
            raise RuntimeError("this change has ended")

    def _record(
        self,
        table: Table,
        columns: tuple[str, ...],
        before: Sequence[Image] | None,
        after: Sequence[Image] | None,
    ) -> None:
        self._records += 1
        self._written += max(len(before or ()), len(after or ()))
        self.breathe()
        row = (
            self.number,
            self._records,
            table.name,
            encode(columns),
            encode(before) if before is not None else None,
            encode(after) if after is not None else None,
        )
        self._write(schema.changes, column_names(schema.changes), [row])
        images = [*(before or ()), *(after or ())]
        self._ids.setdefault(table.name, set()).update(image[0] for image in images)
        if table is schema.annotations:
            self._annotations.update(image[0] for image in images)
        for name in ANNOTATION_COLUMNS:
            if name in columns:
                at = columns.index(name)
                self._annotations.update(image[at] for image in images if image[at])


def plain_tuples(
    connection: Connection, statement: Any, values: Mapping[str, Any]
) -> Iterator[Row]:
    """Yield a SELECT's rows as the driver gives them, without a row object each."""
    result = connection.execute(statement, values)
    cursor = result.cursor
    if cursor is None:
        return iter(())
    rows = cursor.fetchall()
    result.close()
    return iter(rows)


def next_number(connection: Connection) -> int:
    """Tell the number of the step to come, counted from 1."""
    last = connection.execute(_LAST_NUMBER).scalar()
    return (last or 0) + 1
