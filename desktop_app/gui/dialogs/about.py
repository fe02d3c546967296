"""What the program is, and which version of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app import __version__
from desktop_app.gui import words
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import bold, plain_label
from desktop_app.gui.words import tr


class AboutDialog(QDialog):
    """A few sentences, to be read and copied."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(words.MENU_ABOUT))
        self.setMinimumWidth(360)
        name = plain_label(f"{words.APP_NAME} {__version__}")
        name.setFont(bold(name.font()))
        self.said = plain_label(tr(words.ABOUT))
        for label in (name, self.said):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        foot = Foot(self)
        layout = body(self)
        layout.addWidget(name)
        layout.addWidget(self.said)
        layout.addLayout(foot)
        foot.out.setFocus()
