"""The last line of a dialog, the same in all of them.

At the right stands what is done, before it the way out, at the left whatever else there is. Return
does what is done, or presses the button that has the focus; Ctrl+Return does it from anywhere, also
from a field in which Return begins a new line. Where nothing is done the way out takes that place.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop_app.gui import words
from desktop_app.gui.pieces import menu_text
from desktop_app.gui.words import tr

_SIDES, _ABOVE, _BETWEEN, _APART = 20, 16, 12, 8


class Foot(QHBoxLayout):
    """The buttons: `do`, which its owner connects, and `out`, which leaves the dialog."""

    def __init__(
        self, dialog: QDialog, do: str = "", *, out: str = "", said: QLabel | None = None
    ) -> None:
        """Make the line; `do` and `out` are words of ours, `said` what is told before them."""
        super().__init__()
        self.setSpacing(_APART)
        if said is None:
            self.addStretch(1)
        else:
            self.addWidget(said, 1)
        self._others = 0
        self.out = QPushButton(tr(out or (words.CANCEL if do else words.CLOSE)))
        self.out.clicked.connect(dialog.reject)
        self.addWidget(self.out, 0, Qt.AlignmentFlag.AlignVCenter)
        self.do = self.out
        if do:
            self.do = QPushButton(menu_text(tr(do)))
            self.addWidget(self.do, 0, Qt.AlignmentFlag.AlignVCenter)
        self.do.setDefault(True)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), dialog, self.do.click)

    def add(self, text: str) -> QPushButton:
        """Add a button for something else, behind those that are there."""
        button = QPushButton(tr(text))
        self.insertWidget(self._others, button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._others += 1
        if button.window() is self.do.window():
            # The line is in the dialog already: Tab comes to the others first, as the eye does.
            QPushButton.setTabOrder(button, self.out)
            QPushButton.setTabOrder(self.out, self.do)
        return button


def body(dialog: QDialog) -> QVBoxLayout:
    """Lay a dialog out as a column, with the margins that all dialogs have."""
    made = QVBoxLayout(dialog)
    made.setContentsMargins(_SIDES, _ABOVE, _SIDES, _ABOVE)
    made.setSpacing(_BETWEEN)
    return made
