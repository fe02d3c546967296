"""Codes deleted with those below them, once what hangs on them was read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop_app import core
from desktop_app.core.branches import Touched
from desktop_app.core.model import Op
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.codebook import says
from desktop_app.gui.dialogs.choice import Choice
from desktop_app.gui.words import tr

KEEP, REMOVE = "keep", "remove"


def delete_codes(session: Session, ids: Sequence[str], home: QWidget) -> None:
    """Delete codes; where more would go than one bare code, say what and ask first."""
    project = session.project
    assert project is not None
    touched = core.branches.touched_by(project, ids)
    if touched == Touched(codes=1):
        _delete(session, ids, touched, keep=True)
        return
    answers = [(KEEP, tr(says.DELETE_DO))]
    if (used := touched.annotations) == 1:
        answers = [(KEEP, tr(says.KEEP_ONE)), (REMOVE, tr(says.REMOVE_ONE))]
    elif used:
        keep = tr(says.KEEP_MANY).format(count=f"{used:,}")
        answers = [(KEEP, keep), (REMOVE, tr(says.REMOVE_MANY))]
    dialog = Choice(preview(session, ids, touched), answers, home)
    dialog.chosen.connect(lambda answer: _delete(session, ids, touched, keep=answer == KEEP))
    session.show_dialog(dialog)


def preview(session: Session, ids: Sequence[str], touched: Touched) -> str:
    """Name what would go, say what hangs on it, and ask about the passages."""
    code = session.tree.get(ids[0]) if len(ids) == 1 else None
    below = touched.codes - 1
    if code is None:
        said = tr(says.DELETE_ASK_CODES).format(codes=says.counted(touched.codes, "code"))
    elif below:
        below_it = says.counted(below, "code")
        said = tr(says.DELETE_ASK_BRANCH).format(code=code.name, below=below_it)
    else:
        said = tr(says.DELETE_ASK_CODE).format(code=code.name)
    sentences = [said]
    if hanging := _hanging(touched):
        text = says.DELETE_HAS if touched.codes == 1 else says.DELETE_HAVE
        sentences.append(tr(text).format(hanging=hanging))
    if touched.annotations:
        sentences.append(tr(says.DELETE_PASSAGES))
    return " ".join(sentences)


def _delete(session: Session, ids: Sequence[str], touched: Touched, *, keep: bool) -> None:
    op = Op.DELETE_CODE if len(ids) == 1 else Op.DELETE_CODES

    def do() -> None:
        with session.change(op) as change:
            if len(ids) == 1:
                core.codebook.delete_code(change, ids[0], keep_annotations=keep)
            else:
                core.codebook.delete_codes(change, ids, keep_annotations=keep)

    session.backed_up(op, do, touched.codes + touched.annotations)


def _hanging(touched: Touched) -> str:
    """Say what hangs on codes that shall go, each with its unit."""
    parts = []
    if touched.annotations:
        said = words.annotation_count(touched.annotations)
        parts.append(
            f"{said} by {says.counted(touched.coders, 'coder')}"
            f" in {says.counted(touched.documents, 'document')}"
        )
    for count, one in (
        (touched.notes, "note"),
        (touched.examples, "example passage"),
        (touched.replaced, "retired code that they replaced"),
    ):
        if count:
            many = "retired codes that they replaced" if "retired" in one else ""
            parts.append(says.counted(count, one, many))
    return ", ".join(parts)
