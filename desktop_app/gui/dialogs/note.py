"""One plain editor for a long note: closing keeps what was typed, discarding has its own button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.gui import words
from desktop_app.gui.pieces import plain_label, small, typed_text
from desktop_app.gui.words import tr


class NoteDialog(QDialog):
    """Edits a note; `saved` tells the text when it closes, if it was changed."""

    saved = Signal(str)

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
        self.discard = QPushButton(tr(words.DISCARD))
        self.discard.setFlat(True)
        self.discard.setAutoDefault(False)
        self.save = QPushButton(tr(words.SAVE))
        self.save.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(hint, 1)
        buttons.addWidget(self.discard)
        buttons.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(self.editor, 1)
        layout.addLayout(buttons)
        self.resize(560, 380)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.reject)
        self.save.clicked.connect(self.reject)
        self.discard.clicked.connect(self._discard)
        self.finished.connect(self._keep)
        self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)
        self.editor.setFocus()

    def _discard(self) -> None:
        self.editor.setPlainText(self._text)
        self.reject()

    def _keep(self) -> None:
        text = typed_text(self.editor)
        if text != self._text:
            self._text = text
            self.saved.emit(text)
