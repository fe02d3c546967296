"""One plain editor for a long note: closing keeps what was typed, discarding has its own button."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from desktop_app.gui import words
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import KEPT_WITHIN, plain_label, small, typed_text
from desktop_app.gui.words import tr


class NoteDialog(QDialog):
    """Edits a note; `saved` tells the text when it closes, if it was changed."""

    saved = Signal(str)
    typed = Signal(str)
    """What stands there by now, within two seconds while something is typed."""
    discarded = Signal()
    """It closed, and nothing is to be kept."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._text = text
        self.editor = QPlainTextEdit(text)
        self.editor.setAccessibleName(title)
        self.editor.setTabChangesFocus(True)
        hint = plain_label(tr(words.NOTE_SAVED_BY_CLOSING), is_dim=True)
        hint.setFont(small(hint.font()))
        foot = Foot(self, out=words.SAVE, said=hint)
        self.save = foot.out
        self.discard = foot.add(words.DISCARD)
        layout = body(self)
        layout.addWidget(self.editor, 1)
        layout.addLayout(foot)
        self.resize(560, 380)
        self.discard.clicked.connect(self._discard)
        self.finished.connect(self._keep)
        self._soon = QTimer(self, singleShot=True, interval=KEPT_WITHIN)
        self._soon.timeout.connect(lambda: self.typed.emit(typed_text(self.editor)))
        self.editor.textChanged.connect(self._notice)
        self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)
        self.editor.setFocus()

    def _notice(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _discard(self) -> None:
        self.editor.setPlainText(self._text)
        self.reject()

    def _keep(self) -> None:
        self._soon.stop()
        text = typed_text(self.editor)
        if text != self._text:
            self._text = text
            self.saved.emit(text)
        else:
            self.discarded.emit()
