"""A change that takes long: the window says how far it is, goes on painting, and can stop it.

All writing is, and must be, in the main thread. So the change itself lets the window live between
its records, while a dialog keeps the user from doing anything else. Only when all is written does a
thread put it on the disk, which nothing could interrupt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from PySide6.QtCore import QEventLoop, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop_app.gui import words, words_safety
from desktop_app.gui.bridge import Session
from desktop_app.gui.pieces import plain_label
from desktop_app.gui.tasks import Stopped, meanwhile
from desktop_app.gui.words import tr

PATIENCE = 0.3
"""Seconds that a change may take without a word."""
_BETWEEN, _AT_ONCE = 0.03, 0.02
"""Seconds between two moments in which the window lives, and for how long it then may."""
_Events = QEventLoop.ProcessEventsFlag


class Waiting(QDialog):
    """Says how far a change is, and lets it be stopped."""

    def __init__(self, parent: QWidget, said: str = "", stop: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(words.APP_NAME))
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setMinimumWidth(380)
        self.said = plain_label(said)
        self.said.setWordWrap(False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(said)
        self.stop = QPushButton(stop or tr(words_safety.STOP_WRITING))
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(10)
        layout.addWidget(self.said)
        layout.addWidget(self.bar)
        layout.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignRight)
        self.stop.setFocus()

    def end(self) -> None:
        """Say that all is written, and can no longer be stopped."""
        self.said.setText(tr(words_safety.WRITING_ENDS))
        self.stop.setEnabled(False)

    def reject(self) -> None:
        """Go only where the change can still be stopped."""
        if self.stop.isEnabled():
            super().reject()

    def tell(self, rows: int) -> None:
        """Say how many rows are written."""
        self.said.setText(tr(words_safety.WRITING_MUCH).format(count=f"{rows:,}"))
        self.bar.setAccessibleName(self.said.text())


class Pacing(QObject):
    """Goes along with the changes of a session."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._begun = self._next = 0.0
        self._depth = 0
        self.waiting: Waiting | None = None
        self._is_stopped = False
        session.along = self.along
        session.opened.connect(self._follow)

    @contextmanager
    def along(self) -> Iterator[None]:
        """Watch over one change, from its beginning until everybody has heard of it."""
        self._depth += 1
        if self._depth == 1:
            self._begun, self._is_stopped = monotonic(), False
            self._next = self._begun + _BETWEEN
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth and self.waiting is not None:
                self.waiting.hide()
                self.waiting.deleteLater()
                self.waiting = None

    def _follow(self) -> None:
        if self._session.project is not None:
            self._session.project.pace = self._tell
            self._session.project.conclude = self._conclude

    def _tell(self, rows: int) -> None:
        """Let the window live for a moment, where it is time; raise Stopped."""
        project = self._session.project
        # While a change is open no work is veiled: nothing may be painted then that would be.
        now = monotonic()
        if self._depth != 1 or now < self._next or project is None or project.veiled:
            return
        if self.waiting is None and now > self._begun + PATIENCE:
            self.waiting = Waiting(self._window)
            self.waiting.rejected.connect(self._stop)
            self.waiting.show()
        if self.waiting is not None:
            self.waiting.tell(rows)
        # What the user does before the dialog is there waits until the change is made.
        kinds = _Events.AllEvents if self.waiting else _Events.ExcludeUserInputEvents
        QApplication.processEvents(kinds, int(_AT_ONCE * 1000))
        self._next = monotonic() + _BETWEEN
        if self._is_stopped:
            raise Stopped

    def _conclude(self, run: Callable[..., object], *facts: str) -> None:
        """Put a change on the disk: in a thread where the user waits for it already."""
        from desktop_app.core import connection

        if self.waiting is None or not connection.IS_SERIALIZED:
            run(*facts)
        else:
            self.waiting.end()
            meanwhile(lambda: run(*facts))

    def _stop(self) -> None:
        self._is_stopped = True
