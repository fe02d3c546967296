"""Asking for a property and its value, for many annotations at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QWidget,
)

from desktop_app.gui.analysis import says
from desktop_app.gui.bridge import Session
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import plain_label
from desktop_app.gui.words import tr


class PropertyDialog(QDialog):
    """Offers the properties that codes declare and annotations have; others can be typed."""

    chosen = Signal(str, str)
    """A name, and a value that may be empty."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        from desktop_app.core.asking.values import list_properties

        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(says.PROPERTY_TITLE))
        self.setMinimumWidth(360)
        self._values: dict[str, dict[str, None]] = {}
        for code in session.tree:
            for rule in code.properties:
                self._values.setdefault(rule.name, {}).update(dict.fromkeys(rule.allowed))
        if session.project is not None:
            for name, value in list_properties(session.project):
                self._values.setdefault(name, {})[value] = None
        self.name, self.value = QComboBox(), QComboBox()
        for box, said in ((self.name, says.PROPERTY_NAME), (self.value, says.PROPERTY_VALUE)):
            box.setEditable(True)
            box.setAccessibleName(tr(said))
        self.name.addItems(sorted(self._values))
        form = QFormLayout()
        form.addRow(tr(says.PROPERTY_NAME), self.name)
        form.addRow(tr(says.PROPERTY_VALUE), self.value)
        foot = Foot(self, says.PROPERTY_SET)
        self.set = foot.do
        layout = body(self)
        layout.addLayout(form)
        layout.addWidget(plain_label(tr(says.PROPERTY_EMPTY), is_dim=True))
        layout.addLayout(foot)
        self.set.clicked.connect(self._take)
        self.name.currentTextChanged.connect(self._offer)
        self._offer(self.name.currentText())

    def _offer(self, name: str) -> None:
        typed = self.value.currentText()
        self.value.clear()
        self.value.addItems(["", *self._values.get(name, ())])
        self.value.setCurrentText(typed)
        self.set.setEnabled(bool(name.strip()))

    def _take(self) -> None:
        self.chosen.emit(self.name.currentText(), self.value.currentText())
        self.accept()
