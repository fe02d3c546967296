"""Assignments: texts and a codebook handed out to be read apart, and who may see what until when.

The same row stands in the teacher's project and, with another role, in each student's. How it
travels is in `formats.seminar_files`, how what comes back is taken in `collecting`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from desktop_app.core import names, schema
from desktop_app.core.documents import get_document
from desktop_app.core.errors import CodebookLocked, Gone, NoAssignment, NoTextsChosen, Unknown
from desktop_app.core.journal import Change
from desktop_app.core.model import Op, Rows
from desktop_app.core.records import encode
from desktop_app.core.secondlook import is_looking, selves_of
from desktop_app.core.veil import EVERYWHERE

LOCKED, OPEN = "locked", "open"
TEACHER, STUDENT = "teacher", "student"
LONGEST_LINE = 1000
"""The most characters of the lines on what to mark and what to hand in."""

CODEBOOK_OPS = frozenset(
    {
        Op.CREATE_CODE, Op.RENAME_CODE, Op.RECOLOR_CODE, Op.MOVE_CODE, Op.EDIT_CODE,
        Op.DELETE_CODE, Op.DELETE_CODES, Op.MOVE_CODES, Op.MERGE_CODES, Op.SPLIT_CODE,
        Op.RETIRE_CODE, Op.RESTORE_CODE, Op.SORT_CODES, Op.IMPORT_CODES,
    }
)  # fmt: skip
"""What a locked codebook does not let a student do."""

_TABLE = schema.assignments


@dataclass(frozen=True, slots=True)
class Assignment:
    """A task: `texts` are hashes by document id, `codes` the rows of the codes as handed out.

    `units` says what is to be marked, `hand_in` what is to be handed in, each on a line.
    `version` counts what a student has handed in; it is a number of steps, never a time.
    `model_id` is the coder of a reading that is shown once one's own is handed in.
    """

    id: str
    title: str
    instructions: str
    units: str
    hand_in: str
    codebook: str
    texts: Mapping[str, str]
    codes: Mapping[str, Mapping[str, Any]]
    role: str
    is_blind: bool
    is_revealed: bool
    version: int
    model_id: str
    created_by: str
    created_at: str

    @property
    def is_locked(self) -> bool:
        """Tell whether a student may not change the codebook."""
        return self.codebook == LOCKED


@dataclass(frozen=True, slots=True)
class NewAssignment:
    """What a teacher hands out."""

    title: str
    document_ids: Sequence[str]
    instructions: str = ""
    units: str = ""
    hand_in: str = ""
    is_locked: bool = False
    is_blind: bool = False
    model_id: str = ""


def list_assignments(rows: Rows) -> list[Assignment]:
    """Read the assignments, oldest first."""
    wanted = select(_TABLE).order_by(_TABLE.c.created_at, _TABLE.c.id)
    return [read_assignment(row._mapping) for row in rows.rows(wanted)]


def read_assignment(row: Mapping[str, Any]) -> Assignment:
    """Make an assignment of its row."""
    texts, codes = (json.loads(row[name] or empty) for name, empty in _EMPTY.items())
    return Assignment(
        **{
            **{name: row[name] for name in Assignment.__dataclass_fields__},
            "texts": dict(texts),
            "codes": {str(key): dict(code) for key, code in codes.items()},
            "is_blind": bool(row["is_blind"]),
            "is_revealed": bool(row["is_revealed"]),
            "model_id": row["model_id"] or "",
            "created_by": row["created_by"] or "",
        }
    )


_EMPTY = {"texts": "{}", "codes": "{}"}


def find_assignment(rows: Rows, name: str = "") -> Assignment:
    """Find an assignment by title or id; the newest where no name is given.

    Raises NoAssignment, Unknown.
    """
    known = list_assignments(rows)
    if not known:
        raise NoAssignment
    if not name:
        return known[-1]
    for each in reversed(known):
        if name in (each.id, each.title):
            return each
    raise Unknown(kind="assignment", name=name)


def give_assignment(change: Change, new: NewAssignment) -> str:
    """Note what is handed out, with the texts as they are now; return its id.

    Raises NameEmpty, TooLong, NoTextsChosen, Gone.
    """
    title = names.checked("document", new.title)
    if not new.document_ids:
        raise NoTextsChosen
    texts = {key: get_document(change, key).text_sha256 for key in new.document_ids}
    found = change.rows(select(schema.codes).order_by(schema.codes.c.id))
    codes = {row.id: dict(row._mapping) for row in found}
    change.facts["title"] = title
    return change.insert(
        _TABLE,
        title=title,
        instructions=names.limited("set of instructions", new.instructions),
        units=names.limited("line on what to mark", names.tidy(new.units), LONGEST_LINE),
        hand_in=names.limited("line on what to hand in", names.tidy(new.hand_in), LONGEST_LINE),
        codebook=LOCKED if new.is_locked else OPEN,
        texts=encode(texts),
        codes=encode(codes),
        role=TEACHER,
        is_blind=int(new.is_blind),
        model_id=new.model_id or None,
        created_by=change.coder_id or None,
        created_at=change.at,
    )


def reveal(change: Change, assignment_id: str, *, on: bool = True) -> None:
    """Let everybody's reading be seen, or hide them again; raise Gone."""
    _require(change, assignment_id)
    change.update(_TABLE, assignment_id, is_revealed=int(on))


def note_handing_in(change: Change, assignment_id: str) -> int:
    """Count one handing in; return its version: the number of steps so far. Raises Gone."""
    _require(change, assignment_id)
    change.update(_TABLE, assignment_id, version=change.number, is_revealed=1)
    return change.number


def _require(change: Change, assignment_id: str) -> None:
    found = [each for each in list_assignments(change) if each.id == assignment_id]
    if not found:
        raise Gone(kind="assignment")
    change.facts["title"] = found[0].title


def veiled_coders(rows: Rows, coder_id: str) -> dict[str, frozenset[str]]:
    """Tell whose readings may not be seen yet by a coder, and of which documents.

    In a blind assignment everybody's of its texts but one's own, until it is revealed; a model
    reading until one's own is handed in; everybody's EVERYWHERE while one looks again at one's
    own passages.
    """
    everybody = {row[0] for row in rows.tuples(select(schema.coders.c.id))}
    if is_looking(rows, coder_id):
        return dict.fromkeys(everybody - {coder_id}, frozenset({EVERYWHERE}))
    hidden: dict[str, set[str]] = {}
    for each in list_assignments(rows):
        if not each.is_revealed:
            veiled = everybody if each.is_blind else {each.model_id} - {""}
            for key in veiled:
                hidden.setdefault(key, set()).update(each.texts)
    own = selves_of(rows, coder_id) if hidden else frozenset[str]()
    return {key: frozenset(homes) for key, homes in hidden.items() if key not in own}


def check_codebook(rows: Rows, op: Op) -> None:
    """Raise CodebookLocked where an act would change a codebook that was handed out locked."""
    if op in CODEBOOK_OPS:
        wanted = select(_TABLE.c.title).where(_TABLE.c.role == STUDENT, _TABLE.c.codebook == LOCKED)
        for row in rows.tuples(wanted):
            raise CodebookLocked(title=row[0])
