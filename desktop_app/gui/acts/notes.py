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

    def open(self, target: NoteTarget) -> None:
        """Open the note on a target and keep what was written."""
        from desktop_app.gui.dialogs.note import NoteDialog

        project = self.session.project
        assert project is not None
        dialog = NoteDialog(
            tr(words.NOTE_ON).format(name=self._name(target)),
            core.notes.read_note(project, target),
            self._window,
        )
        dialog.saved.connect(lambda text: self._write(target, text))
        dialog.open()

    def _write(self, target: NoteTarget, text: str) -> None:
        with self.session.change(Op.WRITE_NOTE) as change:
            core.notes.write_note(change, target, text)

    def _name(self, target: NoteTarget) -> str:
        project = self.session.project
        assert project is not None
        if target.kind == "document" and target.id:
            return core.documents.get_document(project, target.id).title
        if target.kind == "code":
            return self.session.tree.path(target.id)
        return project.name
