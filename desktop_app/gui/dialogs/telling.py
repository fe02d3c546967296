"""A summary and some lines to be read, selected and copied; nothing is asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.gui import words
from desktop_app.gui.pieces import bold, plain_label
from desktop_app.gui.words import tr


class Telling(QDialog):
    """Says in plain words what came of an act."""

    def __init__(self, title: str, said: str, lines: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        summary = plain_label(said)
        summary.setFont(bold(summary.font()))
        self.report = QPlainTextEdit("\n".join(lines))
        self.report.setReadOnly(True)
        self.report.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(title)
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr(words.CLOSE), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(summary)
        layout.addWidget(self.report, 1)
        layout.addWidget(buttons)
        self.resize(560, 280)
        close.setFocus()
