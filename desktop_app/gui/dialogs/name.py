"""Asks for a name under which something is kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QWidget

from desktop_app.core.names import LONGEST
from desktop_app.gui import words
from desktop_app.gui.foot import Foot, body


class NameDialog(QDialog):
    """One field; `given` tells a name that is more than spaces."""

    given = Signal(str)

    def __init__(self, title: str, ask: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(380)
        self.field = QLineEdit(name)
        self.field.setMaxLength(LONGEST["field"])
        self.field.setAccessibleName(ask)
        label = QLabel(ask)
        label.setBuddy(self.field)
        self._foot = Foot(self, words.SAVE)
        layout = body(self)
        layout.addWidget(label)
        layout.addWidget(self.field)
        layout.addLayout(self._foot)
        self._foot.do.clicked.connect(self.accept)
        self.field.textChanged.connect(self._judge)
        self._judge(name)
        self.field.selectAll()
        self.field.setFocus()

    def accept(self) -> None:
        """Tell the name."""
        self.given.emit(self.field.text().strip())
        super().accept()

    def _judge(self, name: str) -> None:
        self._foot.do.setEnabled(bool(name.strip()))
