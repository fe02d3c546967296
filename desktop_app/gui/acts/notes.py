"""Notes on the project, a document, a code: one dialog for all."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app import core
from desktop_app.core.model import NoteTarget, Op
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.words import tr


class NoteActs(QObject):
    """Opens notes; the annotation's own stands in its panel."""

    noteWanted = Signal()
    """The note of the annotation in hand shall be edited."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self._window = window

    def annotation(self) -> None:
        """Go to the note of the annotation in hand."""
        if self.session.annotation_id:
            self.noteWanted.emit()
        else:
            self.session.told.emit(tr(words.NO_CURRENT))

    def project(self) -> None:
        """Open the note on the project."""
        if self.session.project:
            self.open(NoteTarget("project"))

    def document(self) -> None:
        """Open the note on the current document."""
        if self.session.document_id:
            self.open(NoteTarget("document", self.session.document_id))
        else:
            self.session.told.emit(tr(words.NO_DOCUMENT))

    def open(self, target: NoteTarget, typed: str | None = None) -> None:
        """Open the note on a target and keep what is written; `typed` could not be kept before."""
        from desktop_app.gui.dialogs.note import NoteDialog

        project = self.session.project
        assert project is not None
        before = core.notes.read_note(project, target)
        title = tr(words.NOTE_ON).format(name=self._name(target))
        dialog = NoteDialog(title, before, self._window)
        dialog.typed.connect(lambda text: core.drafts.keep(project.id, target, text, before))
        dialog.discarded.connect(lambda: core.drafts.drop(project.id, target))
        dialog.saved.connect(lambda text: self._write(target, text, before))
        if typed is not None:
            dialog.editor.setPlainText(typed)
        self.session.show_dialog(dialog)

    def _write(self, target: NoteTarget, text: str, before: str) -> None:
        project = self.session.project
        if project is None:
            return
        with self.session.change(Op.WRITE_NOTE) as change:
            core.notes.write_note(change, target, text)
        if core.notes.read_note(project, target) == (text if text.strip() else ""):
            core.drafts.drop(project.id, target)
        else:
            # A full disk, a file that is gone: what was typed stays on the screen.
            core.drafts.keep(project.id, target, text, before)
            self.open(target, text)

    def _name(self, target: NoteTarget) -> str:
        project = self.session.project
        assert project is not None
        if target.kind == "document" and target.id:
            return core.documents.get_document(project, target.id).title
        if target.kind == "code":
            return self.session.tree.path(target.id)
        return project.name
