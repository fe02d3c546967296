"""A project file: made, opened, locked, changed, taken back, closed.

Everything that changes a project goes through `Project.change`. What can be done in a change
stands in the modules of verbs (annotations, codebook, documents, notes, coders).
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from desktop_app.core import names, schema
from desktop_app.core.assignments import check_codebook, veiled_coders
from desktop_app.core.coders import list_coders
from desktop_app.core.connection import (
    STOPPED,
    interrupt,
    read_version,
    reason_of,
    reporting,
    roll_back,
)
from desktop_app.core.errors import (
    AppError,
    DamagedProject,
    FileExists,
    FileUnreadable,
    FileUnwritable,
    NothingToRedo,
    NothingToUndo,
    NotShrunk,
    StillWriting,
    StorageFailed,
    UndoRefused,
    WritingStopped,
)
from desktop_app.core.findings import Trouble
from desktop_app.core.guard import Guard
from desktop_app.core.journal import Change, plain_tuples
from desktop_app.core.leftovers import clear_draft, clear_drafts, draft_of, sync_folder
from desktop_app.core.locking import ProjectLock
from desktop_app.core.model import ChangeSet, Op, Step, StepKind
from desktop_app.core.occasions import BEFORE, Reason
from desktop_app.core.opening import check_whole, lay_out, prepare
from desktop_app.core.safety.backups import backup_before, write_out
from desktop_app.core.stacks import push, read_step, stacks
from desktop_app.core.veil import Veil

SUFFIX = ".diple"
Listener = Callable[[ChangeSet], None]


class Project:
    """An open project. Close it, or use it in a `with` statement."""

    def __init__(self, path: Path, engine: Engine, lock: ProjectLock | None) -> None:
        self.path = path
        self.is_writable = lock is not None
        self.guard = Guard(path, is_writable=self.is_writable)
        self._engine = engine
        self._lock = lock
        self._connection = engine.connect()
        self._listeners: list[Listener] = []
        self.is_changing = False
        self._shrinking = Lock()
        self.pace: Callable[[int], object] = lambda rows: None  # told how far each change is
        self.conclude: Callable[..., object] = lambda run, *facts: run(*facts)
        """Has what puts a change on the disk done: at once, or in a thread while it waits."""
        self._before_many = lambda: backup_before(self, Reason.DELETION)
        self._data_version: int | None = None
        step = schema.steps.c
        columns = (step.number, step.id, step.kind, step.target)
        known = list(self.tuples(select(*columns).order_by(step.number)))
        self.last_step: tuple[int, str] = known[-1][:2] if known else (0, "")
        """Number and id of the last step, by which a file is known to hold what this one holds."""
        self._id = self._fact("id")
        self._veil = Veil(self._connection)
        self.look_as(next((coder.id for coder in list_coders(self)), ""))
        try:
            self._undo, self._redo = stacks((number, kind, to) for number, _, kind, to in known)
        except IndexError as error:
            reason = "its history takes back what was never done"
            raise DamagedProject(path=path, reason=reason) from error

    @classmethod
    def create(cls, path: Path, coder: str, name: str = "") -> "Project":
        """Make a new project file with one coder and open it.

        Raises NameEmpty, TooLong, FileExists, FileUnwritable.
        """
        path = Path(path)
        coder = names.checked("coder", coder)
        draft = draft_of(path)
        try:
            if path.exists():
                raise FileExists(path=path)
            draft.touch(exist_ok=False)
            lay_out(draft, name or path.stem, coder)
            os.replace(draft, path)
            sync_folder(path.parent)
        except (OSError, DBAPIError) as error:
            raise FileUnwritable(path=path, reason=reason_of(error)) from error
        finally:
            clear_draft(draft)
        try:
            return cls.open(path)
        except BaseException:
            # Nobody has seen it yet: where it cannot be opened it was not made.
            with suppress(OSError):
                path.unlink()
            raise

    @classmethod
    def open(
        cls, path: Path, *, write: bool = True, is_checked: bool = False, take_over: bool = False
    ) -> "Project":
        """Open a project file, locked against other writers unless `write` is false.

        An older project is backed up and brought up to date; a newer one opens for reading only.
        `is_checked` says that the file passed its checks a moment ago; `take_over` takes it out
        of another machine's hands.

        Raises FileMissing, FileEmpty, FileUnreadable, FileUnwritable, NotAProject, NewerProject,
        DamagedProject, ProjectBusy, ProjectElsewhere, MigrationFailed, BackupFailed.
        """
        path = Path(path)
        version = read_version(path)
        if write and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            raise FileUnwritable(path=path, reason="it is write-protected")
        lock = ProjectLock.take(path, take_over=take_over) if write else None
        if lock:
            clear_drafts(path)
        engine = None
        try:
            if not is_checked:
                check_whole(path, version, is_full=bool(lock and lock.left))
            engine = prepare(path, version, write=write)
            return cls(path, engine, lock)
        except BaseException as error:
            if engine:
                engine.dispose()
            if lock:
                lock.release()
            if isinstance(error, DBAPIError):
                raise DamagedProject(path=path, reason=reason_of(error)) from error
            raise

    def close(self) -> None:
        """Let go of the file; a closed project may be closed again."""
        self.stop_shrinking()
        with self._shrinking:
            self._connection.close()
            self._engine.dispose()
        if self._lock:
            self._lock.release()
            self._lock = None

    def reconnect(self, path: Path | None = None) -> None:
        """Go on with the file at `path`, which holds the same steps: it was renamed or put back.

        Raises what `open` does, and WritingStopped where other steps stand there.
        """
        path = path or self.path
        if self._lock:
            self._lock.release()
            self._lock = None
        try:
            other = Project.open(path, write=self.is_writable)
        except AppError:
            self.guard.stop(self.guard.stopped or Trouble.UNREACHABLE)
            raise
        if (other.id, other.last_step) != (self.id, self.last_step):
            other.close()
            self.guard.stop(Trouble.REPLACED)
            raise WritingStopped(path=path, reason=Trouble.REPLACED)
        with suppress(DBAPIError):
            self._connection.close()
            self._engine.dispose()
        self.path, self.guard, self._data_version = path, other.guard, None
        self._engine, self._connection, self._lock = other._engine, other._connection, other._lock
        self._veil = other._veil
        self.look_as(self.reader)

    def is_changed_elsewhere(self) -> bool:
        """Tell whether another program has written to the file since this was asked last."""
        with reporting(self.path, FileUnreadable):
            version = self._connection.exec_driver_sql("PRAGMA data_version").scalar()
        known, self._data_version = self._data_version, version
        return known is not None and known != version

    def rescue(self, target: Path) -> None:
        """Write all to a new file and verify it; raise FileExists, FileUnwritable."""
        write_out(self._connection, self.path, target)

    @property
    def lock(self) -> ProjectLock | None:
        """The lock that is held while the project can be written."""
        return self._lock

    def __enter__(self) -> "Project":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Reading
    def rows(self, statement: Any, **values: Any) -> Sequence[Any]:
        """Return the rows that a SELECT finds.

        Raises DamagedProject, FileUnreadable, as every reading does.
        """
        with reporting(self.path, FileUnreadable):
            return self._connection.execute(statement, values).all()

    def tuples(self, statement: Any, **values: Any) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that a SELECT finds as plain tuples."""
        with reporting(self.path, FileUnreadable):
            return plain_tuples(self._connection, statement, values)

    def reading(self) -> "Project":
        """Open the same file a second time for reading only, as a worker thread needs."""
        found = Project.open(self.path, write=False, is_checked=True)
        found.look_as(self.reader)
        return found

    def look_as(self, coder_id: str) -> None:
        """Let a coder look, the first until then; who is veiled follows from the assignments."""
        self.reader = coder_id
        with self.whole():
            self._veil.work = veiled_coders(self, coder_id)

    @property
    def veiled(self) -> Mapping[str, frozenset[str]]:
        """Coders whose work may not be seen yet, and of which documents: none of it is read."""
        return self._veil.work

    def whole(self) -> AbstractContextManager[None]:
        """Lift the veil, for what must know all: never for what is shown."""
        return self._veil.lifted()

    @property
    def name(self) -> str:
        """The project's name."""
        return self._fact("name") or self.path.stem

    @property
    def id(self) -> str:
        """The project's id, which all its copies share."""
        return self._id

    def _fact(self, name: str) -> str:
        found = self.rows(select(schema.meta.c.value).where(schema.meta.c.id == name))
        return str(found[0].value) if found else ""

    # Writing
    def change(
        self, op: Op, coder_id: str = "", initiator: object = None
    ) -> AbstractContextManager[Change]:
        """Open the one transaction through which rows are written.

        It is committed when the block ends and taken back when it raises; listeners then hear
        of it. A block that changes nothing leaves no step. `initiator` is handed on to them.
        Before what changes much a backup is made, as `occasions` says.

        Raises StorageFailed when the file cannot be written, BackupFailed, CodebookLocked where an
        assignment does not let its codebook be changed.
        """
        check_codebook(self, op)
        if op in BEFORE:
            self.guard.require()
            backup_before(self, BEFORE[op])
        return self._transaction(op, coder_id, initiator)

    def undo(self, coder_id: str = "", initiator: object = None) -> Step:
        """Take back the last step by appending its inverse; return the step taken back.

        Raises NothingToUndo, UndoRefused.
        """
        if not self._undo:
            raise NothingToUndo(path=self.path)
        return self._turn_back(self._undo[-1], StepKind.UNDO, coder_id, initiator)

    def redo(self, coder_id: str = "", initiator: object = None) -> Step:
        """Do again the step last taken back; return that step.

        Raises NothingToRedo, UndoRefused.
        """
        if not self._redo:
            raise NothingToRedo(path=self.path)
        return self._turn_back(self._redo[-1], StepKind.REDO, coder_id, initiator)

    def next_undo(self) -> Step | None:
        """Tell which step `undo` would take back."""
        return self.step(self._undo[-1]) if self._undo else None

    def next_redo(self) -> Step | None:
        """Tell which step `redo` would do again."""
        return self.step(self._redo[-1]) if self._redo else None

    def step(self, number: int) -> Step:
        """Read one step of the history; of one that may not be seen, not what it was about."""
        if found := self.history(number):
            return found[0]
        with self.whole():
            return replace(self.history(number)[0], facts={})

    def history(self, number: int | None = None) -> list[Step]:
        """Read the steps, oldest first; only one where its number is given."""
        wanted = select(schema.steps).order_by(schema.steps.c.number)
        if number is not None:
            wanted = wanted.where(schema.steps.c.number == number)
        return [read_step(row) for row in self.tuples(wanted)]

    def shrink(self) -> None:
        """Give the room of what was deleted back to the disk; a thread may do it.

        Meanwhile nothing else is written, and who reads waits. Raises NotShrunk, StillWriting.
        """
        if self.is_changing:
            raise StillWriting
        with self._shrinking, self._writing(), reporting(self.path, NotShrunk):
            if self._connection.closed:
                raise NotShrunk(path=self.path, reason=STOPPED)
            self._connection.exec_driver_sql("VACUUM")

    def stop_shrinking(self) -> None:
        """Have `shrink`, if it goes on, leave the file as it is."""
        if self._shrinking.locked():
            interrupt(self._connection)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after each step; return what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # The inside of a change
    def _turn_back(self, number: int, kind: StepKind, coder_id: str, initiator: object) -> Step:
        with self.whole():
            step = self.step(number)
        try:
            with self._transaction(step.op, coder_id, initiator, kind, number) as change:
                change.facts = dict(step.facts)
                change.turn_back(number)
        except StorageFailed as error:
            if isinstance(error.__cause__, IntegrityError):
                raise UndoRefused(step=number, table="") from error
            raise
        return step

    @contextmanager
    def _transaction(
        self,
        op: Op,
        coder_id: str,
        initiator: object,
        kind: StepKind = StepKind.DO,
        target: int | None = None,
    ) -> Iterator[Change]:
        with self._writing(), reporting(self.path, StorageFailed), self.whole():
            self._connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                with closing(Change(self._connection, op, coder_id, self._before_many)) as change:
                    change.pace = self.pace
                    yield change
                    done = change.finish(kind, target)
                self.conclude(self._connection.exec_driver_sql, "COMMIT" if done else "ROLLBACK")
            except BaseException:
                roll_back(self._connection)
                raise
            if done and done.touches("assignments", "coders", "annotations"):
                self.look_as(self.reader)
        if done:
            push(self._undo, self._redo, done.step.number, kind, done.step.target)
            self.last_step = (done.step.number, done.step.id)
            self._announce(replace(done, initiator=initiator))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self.is_changing:
            raise StillWriting if self._shrinking.locked() else RuntimeError("a change is open")
        self.guard.require()
        self.is_changing = True
        try:
            yield
        finally:
            self.is_changing = False

    def _announce(self, done: ChangeSet) -> None:
        # What is written is written: one failing listener must not keep it from the others.
        with ExitStack() as calls:
            for listener in reversed(self._listeners):
                calls.callback(listener, done)
