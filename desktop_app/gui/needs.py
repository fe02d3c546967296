"""What has to be open before an action can do anything; where it is not, one sentence says so.

Whatever an act asks for besides, as a selection or an annotation in hand, it says itself.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from desktop_app.core.errors import OnlyReading
from desktop_app.gui import words
from desktop_app.gui.words import explain, tr

if TYPE_CHECKING:
    from desktop_app.gui.bridge import Session


class Need(Enum):
    """What an action is done upon."""

    NOTHING = "nothing"
    PROJECT = "a project"
    CHANGE = "a project that can be changed"
    TEXT = "a text"
    CODING = "a text in a project that can be changed"


_CHANGING = (Need.CHANGE, Need.CODING)
_READING = (Need.TEXT, Need.CODING)

NEEDS = {
    "codebook": Need.PROJECT,
    "codebook.import_file": Need.CHANGE,
    "codebook.use_example": Need.CHANGE,
    "codebook.use_non_example": Need.CHANGE,
    "coding": Need.CODING,
    "coding.leave": Need.NOTHING,
    "coding.new_code": Need.CHANGE,
    "coding.next": Need.TEXT,
    "coding.previous": Need.TEXT,
    "coding.redo": Need.CHANGE,
    "coding.undo": Need.CHANGE,
    "citing.copy": Need.TEXT,
    "citing.copy_markdown": Need.TEXT,
    "details": Need.PROJECT,
    "details.guess": Need.CHANGE,
    "details.read_in": Need.CHANGE,
    "exchange": Need.CHANGE,
    "exports": Need.PROJECT,
    "finding": Need.TEXT,
    "history": Need.PROJECT,
    "imports": Need.CHANGE,
    "layers": Need.PROJECT,
    "linking": Need.CODING,
    "moving": Need.TEXT,
    "moving.back": Need.PROJECT,
    "moving.forward": Need.PROJECT,
    "notes": Need.TEXT,
    "notes.project": Need.PROJECT,
    "pictures": Need.PROJECT,
    "reshaping": Need.CODING,
    "results": Need.PROJECT,
    "results.close": Need.NOTHING,
    "safety.backup": Need.PROJECT,
    "safety.check": Need.PROJECT,
    "selecting.grow": Need.TEXT,
    "selecting.shrink": Need.TEXT,
    "seminar": Need.PROJECT,
    "seminar.collect": Need.CHANGE,
    "seminar.merge": Need.CHANGE,
    "seminar.open_pack": Need.NOTHING,
    "seminar.pack": Need.CHANGE,
    "seminar.project": Need.NOTHING,
    "seminar.receive": Need.CHANGE,
    "seminar.reveal": Need.CHANGE,
    "seminar.second_look": Need.CHANGE,
    "texts": Need.TEXT,
    "texts.correct": Need.CODING,
    "texts.lost": Need.PROJECT,
    "texts.removed": Need.PROJECT,
    "texts.replace": Need.CODING,
    "texts.speaker": Need.CODING,
    "texts.speakers": Need.CODING,
}
"""By an action's id, or else by its owner; all others need nothing."""


def need_of(action_id: str) -> Need:
    """Tell what an action needs."""
    owner = action_id.partition(".")[0]
    return NEEDS.get(action_id) or NEEDS.get(owner, Need.NOTHING)


def is_met(session: Session, action_id: str) -> bool:
    """Tell whether what an action needs is there; say what is missing."""
    need, project = need_of(action_id), session.project
    if need is Need.NOTHING:
        return True
    if project is None:
        session.told.emit(tr(words.NO_PROJECT))
    elif need in _CHANGING and not project.is_writable:
        session.told.emit(explain(OnlyReading(path=project.path, reason="")))
    elif need in _READING and not session.document_id:
        session.told.emit(tr(words.NO_DOCUMENT))
    else:
        return True
    return False
