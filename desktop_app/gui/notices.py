"""Notices over the text: what has happened to the project's file, and what can be done about it.

A notice stays until it is answered or taken away; it never stands in the way of reading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.gui import words, words_safety
from desktop_app.gui.icons import icon
from desktop_app.gui.pieces import menu_text, plain_label
from desktop_app.gui.words import tr

Answer = tuple[str, Callable[[], object]]
"""What a button says, and what it does."""


class Notices(QWidget):
    """The notices of a window, one below the other; hidden while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: dict[str, Notice] = {}
        self.turn_back: Callable[[], object] = lambda: None
        """Puts the focus where the reader works, when it was in a notice that goes."""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.hide()

    def show_notice(
        self, key: str, text: str, answers: Sequence[Answer] = (), *, is_closable: bool = True
    ) -> None:
        """Show a notice in place of the one with the same key."""
        old = self._shown.get(key)
        if old and old.said == (text, [label for label, _ in answers]):
            return
        self.drop(key)
        notice = Notice(text, answers, is_closable=is_closable)
        notice.closed = lambda: self.drop(key)
        self._shown[key] = notice
        self._layout.addWidget(notice)
        self.show()

    def drop(self, key: str) -> None:
        """Take a notice away, where it is there."""
        notice = self._shown.pop(key, None)
        if notice:
            had_focus = notice.isAncestorOf(QApplication.focusWidget() or self)
            notice.hide()
            self._layout.removeWidget(notice)
            notice.deleteLater()
            if had_focus:
                # Else Qt gives it to what comes next, and a space there might take work back.
                self.turn_back()
        self.setVisible(bool(self._shown))

    def clear(self) -> None:
        """Take all notices away."""
        for key in list(self._shown):
            self.drop(key)

    def notice(self, key: str) -> Notice | None:
        """Return the notice of a key."""
        return self._shown.get(key)


class Notice(QFrame):
    """One sentence with its answers."""

    def __init__(self, text: str, answers: Sequence[Answer], *, is_closable: bool) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setAccessibleName(text)
        self.said = (text, [label for label, _ in answers])
        self.closed: Callable[[], None] = self.hide
        self.label = plain_label(text)
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self.label, 1)
        for label, act in answers:
            button = QPushButton(menu_text(label))
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, run=act: run())
            row.addWidget(button)
            self.buttons[label] = button
        if is_closable:
            close = QToolButton()
            close.setIcon(icon("close", is_dim=True))
            close.setToolTip(tr(words_safety.CLOSE))
            close.setAccessibleName(tr(words.CLOSE))
            close.clicked.connect(lambda: self.closed())
            row.addWidget(close)
