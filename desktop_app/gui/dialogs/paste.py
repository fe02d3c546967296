"""A new text from the clipboard: pasted or typed, given a title, brought in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from desktop_app.gui import words
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import plain_label, small, typed_text
from desktop_app.gui.theme import reading_font
from desktop_app.gui.words import tr

SIZE = 17
TITLE_LENGTH = 200
_GUESS_LENGTH = 60


class PasteDialog(QDialog):
    """Takes a text and its title; `written` tells both when it is to be brought in."""

    written = Signal(str, str)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(words.PASTE_TEXT))
        self.title = QLineEdit(guess_title(text))
        self.title.setMaxLength(TITLE_LENGTH)
        self.title.setPlaceholderText(tr(words.TITLE_HINT))
        self.text = QPlainTextEdit(text.replace("\0", "\ufffd"))
        self.text.setPlaceholderText(tr(words.PASTE_HINT))
        self.text.setAccessibleName(tr(words.TEXT))
        self.text.setTabChangesFocus(True)
        self.text.setFont(reading_font(SIZE))
        self.count = plain_label(is_dim=True)
        self.count.setFont(small(self.count.font()))
        foot = Foot(self, words.IMPORT, said=self.count)
        self.import_button = foot.do
        label = QLabel(tr(words.TITLE))
        label.setBuddy(self.title)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label)
        head.addWidget(self.title, 1)
        layout = body(self)
        layout.addLayout(head)
        layout.addWidget(self.text, 1)
        layout.addLayout(foot)
        self.resize(640, 480)
        self.import_button.clicked.connect(self.accept)
        self.title.textChanged.connect(lambda _: self._settle())
        self.text.textChanged.connect(self._settle)
        self._settle()
        (self.title if text.strip() else self.text).setFocus()
        self.title.selectAll()

    def accept(self) -> None:
        """Hand over the text, if there is one and it has a title."""
        if self.import_button.isEnabled():
            self.written.emit(self.title.text().strip(), typed_text(self.text))
            super().accept()

    def _settle(self) -> None:
        is_empty = self.text.document().isEmpty()
        self.count.setText("" if is_empty else words.characters(len(typed_text(self.text))))
        has_words = not is_empty and bool(typed_text(self.text).strip())
        self.import_button.setEnabled(has_words and bool(self.title.text().strip()))


def guess_title(text: str) -> str:
    """Propose the first line as a title, where it is short enough to be one."""
    first = next((line.strip() for line in text.split("\n", 50) if line.strip()), "")
    return " ".join(first.split()) if len(first) <= _GUESS_LENGTH else ""
