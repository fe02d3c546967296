"""A small question with a few answers, each a verb of its own, and a way out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from desktop_app.gui import words
from desktop_app.gui.pieces import menu_text, plain_label
from desktop_app.gui.words import tr


class Choice(QDialog):
    """Asks; `chosen` tells the key of the answer, and nothing comes of cancelling."""

    chosen = Signal(str)

    def __init__(
        self,
        question: str,
        answers: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        is_final: bool = False,
    ) -> None:
        """Ask; where what would be done is final, Return cancels."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(words.APP_NAME))
        self.setAccessibleDescription(question)
        self.setMinimumWidth(360)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(8)
        layout.addWidget(plain_label(question))
        layout.addSpacing(6)
        self.buttons: dict[str, QPushButton] = {}
        for key, text in answers:
            button = QPushButton(menu_text(text))
            button.clicked.connect(lambda _=False, k=key: self._answer(k))
            layout.addWidget(button)
            self.buttons[key] = button
        cancel = QPushButton(tr(words.CANCEL))
        cancel.clicked.connect(self.reject)
        layout.addWidget(cancel)
        first = cancel if is_final else self.buttons[answers[0][0]]
        first.setDefault(True)
        first.setFocus()

    def _answer(self, key: str) -> None:
        self.chosen.emit(key)
        self.accept()
