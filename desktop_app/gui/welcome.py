"""What stands in the place of the text while there is none: the ways to begin, or to go on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.gui import words
from desktop_app.gui.pieces import ElidedLabel, caption, menu_text, plain_label, scaled, tip
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from desktop_app.gui.window import Window

WAYS = {
    words.NO_PROJECT_OPEN: ("files.open", "files.new", "files.sample", "safety.restore"),
    words.NO_TEXTS_YET: ("imports.texts", "imports.folder", "imports.paste", "exchange.project"),
}
"""The actions that are offered, by what is lacking."""
MOST_RECENT = 6
WIDTH = 440  # px
_NAME = 260
"""px that the name of a project takes at most."""
_INSET = 13
"""px that the words of a button begin after its edge."""
_LATE = 60
"""ms after which the page comes: a project or text that gives way to another needs none."""


class Welcome(QScrollArea):
    """The page itself, made anew each time it is shown."""

    def __init__(
        self,
        lack: str,
        ways: list[QAction],
        recent: list[Path],
        open_path: Callable[[Path], object],
    ) -> None:
        super().__init__()
        self.lack = lack
        self.setObjectName("welcome")
        self.setAccessibleName(tr(lack))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.buttons: list[QPushButton] = []
        page = QWidget()
        page.setObjectName("welcomePage")
        column = QVBoxLayout()
        column.setSpacing(0)
        title = plain_label(tr(lack))
        title.setFont(scaled(title.font(), 1.5))
        title.setContentsMargins(_INSET, 0, 0, 0)
        column.addWidget(title)
        column.addSpacing(12)
        for action in ways:
            column.addWidget(self._row(action.text(), action.trigger, _keys(action)))
        if recent:
            column.addSpacing(20)
            above = caption(tr(words.RECENT_PROJECTS))
            above.setContentsMargins(_INSET, 0, 0, 0)
            column.addWidget(above)
            column.addSpacing(4)
        for path in recent:
            row = self._row(path.stem, lambda p=path: open_path(p), where=path.parent)  # type: ignore[misc]
            column.addWidget(row)
        middle = QHBoxLayout(page)
        middle.setContentsMargins(24, 24, 24, 24)
        middle.addStretch(1)
        holder = QWidget()
        holder.setMaximumWidth(WIDTH)
        holder.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(holder, 100, Qt.AlignmentFlag.AlignVCenter)
        middle.addStretch(1)
        self.setWidget(page)

    def _row(
        self, text: str, act: Callable[[], object], keys: str = "", where: Path | None = None
    ) -> QPushButton:
        """Make a button as wide as the page, with its keys or its folder at the right."""
        button = QPushButton()
        metrics = button.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, _NAME)
        button.setText(menu_text(shown))
        button.setFlat(True)
        button.setAccessibleName(text if where is None else f"{text}, {where}")
        button.clicked.connect(lambda: act())
        self.buttons.append(button)
        inside = QHBoxLayout(button)
        inside.setContentsMargins(0, 0, 12, 0)
        inside.addSpacing(metrics.horizontalAdvance(shown) + 28)
        if where is not None:
            told = ElidedLabel(str(where))
            told.setToolTip(tip(str(where)))
            told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            told.setObjectName("dim")
            inside.addWidget(told, 1)
        else:
            inside.addStretch(1)
            inside.addWidget(caption(keys))
        for label in button.findChildren(QWidget):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from button to button by the arrows, and press one by Return."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and focused in self.buttons:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            at = (self.buttons.index(focused) + step) % len(self.buttons)
            self.buttons[at].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focused in self.buttons:
            focused.click()
        else:
            super().keyPressEvent(event)


class Doorkeeper(QObject):
    """Shows the page in the place of a window's text while no project, or no text, is open."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.page: Welcome | None = None
        self._late = QTimer(self, singleShot=True, interval=_LATE)
        self._late.timeout.connect(self._come)
        window.session.opened.connect(self.look)
        window.session.documentChanged.connect(self.look)
        window.files.opener.damaged.connect(self.look)

    def look(self) -> None:
        """Take the page away where it has no more to say; show it where something lacks."""
        lack = self._lack()
        if self.page is not None and self.page.lack != lack:
            self._window.reader.show()
            self._window.reader.setFocus()
            self.page.hide()
            self.page.deleteLater()
            self.page = None
        if lack:
            self._late.start()
        else:
            self._late.stop()

    def _lack(self) -> str:
        session = self._window.session
        if session.project is None:
            return words.NO_PROJECT_OPEN
        return words.NO_TEXTS_YET if session.project.is_writable and not session.document_id else ""

    def _come(self) -> None:
        window, lack = self._window, self._lack()
        # A window that closes leaves no project behind either, but needs no way to go on.
        if not lack or self.page is not None or window.isHidden():
            return
        if window.files.opener.is_checking:
            self._late.start()
            return
        recent = [] if window.session.project else window.settings.recent()[:MOST_RECENT]
        ways = [window.acts[each] for each in WAYS[lack]]
        self.page = Welcome(lack, ways, recent, window.files.open_path)
        middle = window.middle.layout()
        assert isinstance(middle, QBoxLayout)
        middle.insertWidget(0, self.page, 1)
        window.reader.hide()
        self.page.show()
        self.page.buttons[0].setFocus()


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
