"""The veil: coders whose work may not be seen yet are left out of all that is read.

It lies on the connection, below every read: temporary views bear the names of the tables that
hold coders' work, and SQLite looks for a name among these first. So no list, count, figure or
export has to think of it, and none can forget to. It is lifted inside a change, and where copies
are united: what is written must know all. Whose work is veiled is told by `assignments`.

A veil keeps a reader from seeing, not a person from opening the file with another program.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from desktop_app.core.connection import permission
from desktop_app.core.model import ChangeSet, Op, Step, StepKind

if TYPE_CHECKING:
    from desktop_app.core.project import Project

_OF_HIDDEN = (
    "SELECT 1 FROM main.annotations AS mark JOIN temp.veiled ON veiled.id = mark.coder_id"
    " WHERE mark.id = "
)
_HIDDEN_CODERS = "(SELECT id FROM temp.veiled)"


def _of_mark(column: str = "annotation_id") -> str:
    return f"NOT EXISTS ({_OF_HIDDEN}{column})"


def _listed(ops: Iterable[Op]) -> str:
    return ", ".join(f"'{op.value}'" for op in ops)


WORK_OPS = (
    Op.APPLY_CODE, Op.HIGHLIGHT, Op.ADD_PART, Op.REMOVE_PART, Op.SET_ROLE, Op.MOVE_PART,
    Op.ORDER_PARTS, Op.SPLIT_ANNOTATION, Op.JOIN_ANNOTATIONS, Op.RECODE, Op.REMOVE_ANNOTATION,
    Op.SET_PROPERTY, Op.IMPORT_ANNOTATIONS, Op.WRITE_NOTE, Op.LINK_ANNOTATIONS,
    Op.UNLINK_ANNOTATIONS, Op.CONFIRM_WORDING, Op.ADD_EXAMPLE, Op.REMOVE_EXAMPLE, Op.PLACE_ORPHAN,
    Op.DROP_ORPHAN, Op.DECIDE, Op.WRITE_REPLY, Op.SECOND_LOOK,
)  # fmt: skip
"""What is done to one's own layer: of a veiled coder, not even the step is told."""

UNITING_OPS = (
    Op.COLLECT, Op.MERGE, Op.RECEIVE, Op.IMPORT_PROJECT, Op.BUILD_SAMPLE, Op.GO_BACK,
)  # fmt: skip
"""What brings many coders' work at once: the step is told, but not what was in it."""

_VIEWS = {
    "annotations": f"coder_id NOT IN {_HIDDEN_CODERS}",
    "parts": _of_mark(),
    "orphans": _of_mark(),
    "annotation_properties": _of_mark(),
    "code_examples": _of_mark(),
    "decision_marks": _of_mark(),
    "replies": _of_mark(),
    "notes": (
        f"(annotation_id IS NULL OR {_of_mark()})"
        f" AND (created_by IS NULL OR created_by NOT IN {_HIDDEN_CODERS})"
    ),
    "relations": (
        f"coder_id NOT IN {_HIDDEN_CODERS} AND {_of_mark('from_annotation_id')}"
        f" AND {_of_mark('to_annotation_id')}"
    ),
    "decisions": (
        "NOT EXISTS (SELECT 1 FROM main.decision_marks AS tied"
        f" WHERE tied.decision_id = decisions.id AND EXISTS ({_OF_HIDDEN}tied.annotation_id))"
    ),
}
TABLES = tuple(_VIEWS)
"""The tables of coders' work, of which the veil leaves rows out."""

_OF_WORK = ", ".join(f"'{table}'" for table in TABLES)
_JOURNAL_VIEWS = {
    "steps": f"coder_id NOT IN {_HIDDEN_CODERS} OR op NOT IN ({_listed(WORK_OPS)})",
    "changes": (
        f"table_name NOT IN ({_OF_WORK}) OR step NOT IN (SELECT number FROM main.steps"
        f" WHERE coder_id IN {_HIDDEN_CODERS} OR op IN ({_listed(UNITING_OPS)}))"
    ),
}


def seen_anew(project: "Project") -> ChangeSet:
    """Say, as if it were a step, that all work must be read again: other coders are seen now."""
    tables = (*TABLES, "codes", "coders")
    step = Step(*project.last_step, Op.REVEAL, StepKind.DO, None, project.reader, "", {})
    return ChangeSet(step, dict.fromkeys(tables, frozenset()), frozenset())


class Veil:
    """What lies on one connection; `coders` are those whose work it leaves out."""

    def __init__(self, connection: Connection) -> None:
        self.coders: frozenset[str] = frozenset()
        self._connection = connection
        self._bared = 0

    @contextmanager
    def lifted(self) -> Iterator[None]:
        """Read all inside the block; behind it, what `coders` leaves."""
        if not self._bared and self.coders:
            _lift(self._connection)
        self._bared += 1
        try:
            yield
        finally:
            self._bared -= 1
            if not self._bared and self.coders:
                _lay(self._connection, sorted(self.coders))


def _lay(connection: Connection, hidden: Sequence[str]) -> None:
    with permission(connection):
        connection.exec_driver_sql("CREATE TEMP TABLE veiled (id TEXT PRIMARY KEY)")
        for coder_id in hidden:
            connection.exec_driver_sql("INSERT INTO temp.veiled VALUES (?)", (coder_id,))
        for table, condition in (_VIEWS | _JOURNAL_VIEWS).items():
            connection.exec_driver_sql(
                f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} AS {table}"
                f" WHERE {condition}"
            )


def _lift(connection: Connection) -> None:
    with permission(connection):
        for table in (*_VIEWS, *_JOURNAL_VIEWS):
            connection.exec_driver_sql(f"DROP VIEW IF EXISTS temp.{table}")
        connection.exec_driver_sql("DROP TABLE IF EXISTS temp.veiled")
