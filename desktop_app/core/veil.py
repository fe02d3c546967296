"""The veil: coders whose work may not be seen yet are left out of all that is read.

It lies on the connection, below every read: temporary views bear the names of the tables that
hold coders' work, and SQLite looks for a name among these first. So no list, count, figure or
export has to think of it, and none can forget to. It is lifted inside a change, and where copies
are united: what is written must know all. Whose work is veiled is told by `assignments`.

A veil keeps a reader from seeing, not a person from opening the file with another program.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from desktop_app.core.connection import permission
from desktop_app.core.model import ChangeSet, Op, Step, StepKind

if TYPE_CHECKING:
    from desktop_app.core.project import Project

EVERYWHERE = ""
"""Stands for every document: all that a coder made is veiled."""

_WHERE = "veiled.document_id = '' OR {home} IS NULL OR veiled.document_id = {home}"
_OF_HIDDEN = (
    "SELECT 1 FROM main.annotations AS mark JOIN temp.veiled ON veiled.coder_id = mark.coder_id"
    f" AND ({_WHERE.format(home='mark.document_id')}) WHERE mark.id = "
)
_HIDDEN_CODERS = "(SELECT coder_id FROM temp.veiled)"


def _of_mark(column: str = "annotation_id") -> str:
    return f"NOT EXISTS ({_OF_HIDDEN}{column})"


def _by(coder: str, home: str) -> str:
    where = _WHERE.format(home=home)
    return f"NOT EXISTS (SELECT 1 FROM temp.veiled WHERE veiled.coder_id = {coder} AND ({where}))"


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
    "annotations": _by("annotations.coder_id", "annotations.document_id"),
    "parts": _of_mark(),
    "orphans": _of_mark(),
    "annotation_properties": _of_mark(),
    "code_examples": _of_mark(),
    "decision_marks": _of_mark(),
    "replies": _of_mark(),
    "notes": (
        f"CASE WHEN annotation_id IS NULL THEN {_by('notes.created_by', 'notes.document_id')}"
        f" ELSE {_of_mark()} END"
    ),
    "relations": (
        f"{_of_mark('from_annotation_id')} AND {_of_mark('to_annotation_id')} AND "
        + _by(
            "relations.coder_id",
            "(SELECT document_id FROM main.annotations WHERE id = from_annotation_id)",
        )
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
    """What lies on one connection; `work` is what it leaves out: documents by coder."""

    def __init__(self, connection: Connection) -> None:
        self.work: Mapping[str, frozenset[str]] = {}
        self._connection = connection
        self._bared = 0

    @contextmanager
    def lifted(self) -> Iterator[None]:
        """Read all inside the block; behind it, without `work`."""
        if not self._bared and self.work:
            _lift(self._connection)
        self._bared += 1
        try:
            yield
        finally:
            self._bared -= 1
            if not self._bared and self.work:
                _lay(self._connection, self.work)


def _lay(connection: Connection, hidden: Mapping[str, frozenset[str]]) -> None:
    with permission(connection):
        connection.exec_driver_sql(
            "CREATE TEMP TABLE veiled (coder_id TEXT, document_id TEXT,"
            " PRIMARY KEY (coder_id, document_id)) WITHOUT ROWID"
        )
        pairs = [(coder_id, home) for coder_id, homes in hidden.items() for home in homes]
        for pair in pairs:
            connection.exec_driver_sql("INSERT INTO temp.veiled VALUES (?, ?)", pair)
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
