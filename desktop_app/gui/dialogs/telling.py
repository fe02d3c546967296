"""A summary and some lines to be read, selected and copied; nothing is asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import bold, plain_label


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
        foot = Foot(self)
        layout = body(self)
        layout.addWidget(summary)
        layout.addWidget(self.report, 1)
        layout.addLayout(foot)
        self.resize(560, 280)
        foot.do.setFocus()
