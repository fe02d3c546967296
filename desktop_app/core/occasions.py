"""Before what a backup is made: the one list of operations, and the one count of deletions.

Whoever opens a change of one of these operations has a verified backup first; so has whoever
deletes many rows in any other. The window makes the same backup earlier, in a thread, so that
nobody waits for it here. Backups by the clock are told elsewhere.
"""

from collections.abc import Mapping
from enum import StrEnum

from desktop_app.core.model import Op


class Reason(StrEnum):
    """Why a backup was made."""

    OPENING = "opening"
    TIMER = "timer"
    MIGRATION = "migration"
    MERGE = "merge"
    IMPORT = "import"
    CORRECTION = "correction"
    DELETION = "deletion"
    ASKED = "asked"


BEFORE: Mapping[Op, Reason] = {
    Op.MERGE: Reason.MERGE,
    Op.COLLECT: Reason.MERGE,
    Op.RECEIVE: Reason.MERGE,
    Op.MERGE_CODES: Reason.MERGE,
    Op.IMPORT_PROJECT: Reason.IMPORT,
    Op.IMPORT_CODES: Reason.IMPORT,
    Op.IMPORT_ANNOTATIONS: Reason.IMPORT,
    Op.IMPORT_FIELDS: Reason.IMPORT,
    Op.CORRECT_TEXT: Reason.CORRECTION,
    Op.REPLACE_TEXT: Reason.CORRECTION,
    Op.SPLIT_CODE: Reason.CORRECTION,
    Op.DELETE_CODES: Reason.DELETION,
    Op.REMOVE_DOCUMENT: Reason.DELETION,
    Op.EMPTY_REMOVED: Reason.DELETION,
    Op.GO_BACK: Reason.DELETION,
}
"""Operations that change much at once, and what their backup is called."""

MANY = 20
"""Annotations and codes: whatever deletes so many in one step has a backup first, too."""


def reason_for(op: Op, losing: int = 0) -> Reason | None:
    """Tell what for an operation that loses so many annotations and codes is backed up first."""
    return BEFORE.get(op) or (Reason.DELETION if losing >= MANY else None)
