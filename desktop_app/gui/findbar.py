"""The bar below the text in which one finds words in it; for all texts there is the concordance."""

from __future__ import annotations

import re
from bisect import bisect_left

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton

from desktop_app import core
from desktop_app.core.errors import AppError
from desktop_app.core.spans import Span
from desktop_app.gui import words
from desktop_app.gui.icons import icon
from desktop_app.gui.pieces import plain_label
from desktop_app.gui.reading import Reading
from desktop_app.gui.tasks import Progress, Stopped, Task
from desktop_app.gui.words import explain, tr

_PAUSE = 120
"""Milliseconds without a key before what was typed is looked for."""


class FindBar(QFrame):
    """A field, the count, the way to the next and the one before; hidden until it is opened."""

    left = Signal()
    """It was closed: the focus belongs to the text again."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self.setObjectName("findBar")
        self._reading = reading
        self._hits: list[Span] = []
        self._task: Task | None = None
        self._origin: int | None = 0
        """From where on the first place is gone to; None where another text came, and none is."""
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr(words.FIND_IN_TEXT))
        self.field.setAccessibleName(tr(words.FIND_IN_TEXT))
        self.field.setClearButtonEnabled(False)
        self.field.setMaximumWidth(280)
        self.count = plain_label(is_dim=True)
        self.count.setWordWrap(False)
        self.case = _toggle("Aa", words.FIND_CASE)
        self.marks = _toggle("é", words.FIND_MARKS)
        self.regex = _toggle(".*", words.FIND_REGEX)
        self.before = _tool("chevron-up", words.FIND_BEFORE)
        self.next = _tool("chevron-down", words.FIND_NEXT)
        self.shut = _tool("close", words.FIND_CLOSE)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 8, 6)
        layout.setSpacing(4)
        layout.addWidget(self.field, 1)
        for widget in (self.case, self.marks, self.regex):
            layout.addWidget(widget)
        layout.addSpacing(4)
        layout.addWidget(self.before)
        layout.addWidget(self.next)
        layout.addSpacing(4)
        layout.addWidget(self.count)
        layout.addStretch(1)
        layout.addWidget(self.shut)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)
        self._wire()
        self.hide()

    def open(self) -> None:
        """Show the bar, with the selected words in its field where there are any."""
        reader = self._reading.reader
        selection = reader.selection()
        self._origin = selection[0] if selection else reader.caret()
        if selection and "\n" not in (chosen := self._reading.text[slice(*selection)]):
            self.field.setText(chosen[:200])
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._look()

    def go_next(self) -> None:
        """Select the next place where the words stand, from the beginning after the last."""
        self._step(1)

    def go_before(self) -> None:
        """Select the place before."""
        self._step(-1)

    def leave(self) -> None:
        """Hide the bar; the place that was found stays selected."""
        self._drop()
        self._reading.reader.set_found([])
        self.hide()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on with Return, back with Shift+Return, leave with Escape."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._step(-1 if is_back else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
        return super().eventFilter(watched, event)

    def _wire(self) -> None:
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self._stand)
        self.field.textEdited.connect(lambda _: self._pause.start())
        for toggle in (self.case, self.marks, self.regex):
            toggle.toggled.connect(self._stand)
            toggle.toggled.connect(self._look)
        self.next.clicked.connect(self.go_next)
        self.before.clicked.connect(self.go_before)
        self.shut.clicked.connect(self.leave)
        self._reading.shown.connect(self._forget)

    def _stand(self) -> None:
        """Look from here on, in a text that came while the bar was open."""
        if self._origin is None:
            self._origin = self._reading.reader.caret()

    def _look(self) -> None:
        """Find all places in a thread, then select the first from where the reader was."""
        self._drop()
        session = self._reading.session
        typed, project = self.field.text(), session.project
        if not (typed.strip() and project and session.document_id):
            self._show([])
            return
        search = core.search.Search(
            typed if self.regex.isChecked() else re.escape(typed),
            "regex",
            is_case_blind=not self.case.isChecked(),
            is_mark_blind=not self.marks.isChecked(),
            document_ids=frozenset((session.document_id,)),
        )

        def work(progress: Progress) -> list[Span]:
            with project.reading() as rows:
                found: list[Span] = []
                for hit in core.search.find_hits(rows, search):
                    if not len(found) % 1000:
                        progress(len(found), 0)
                    found.append((hit.start, hit.end))
                return found

        task = Task(work, self)
        task.finished.connect(lambda found, error: self._take(task, found, error))
        self._task = task
        self.count.setText(tr(words.FIND_LOOKING))
        task.start()

    def _drop(self) -> None:
        """Look for nothing any more."""
        self._pause.stop()
        if self._task:
            self._task.stop()
            self._task = None

    def _take(self, task: Task, found: list[Span] | None, error: object) -> None:
        if task is not self._task:
            return
        self._task = None
        if isinstance(error, AppError):
            self._hits = []
            self.count.setText(explain(error))
        elif isinstance(error, BaseException) and not isinstance(error, Stopped):
            raise error
        else:
            self._show(found or [])

    def _show(self, hits: list[Span]) -> None:
        self._hits = hits
        self._reading.reader.set_found(hits if self.isVisible() else [])
        if not hits:
            is_asked = bool(self.field.text().strip())
            self.count.setText(tr(words.FIND_NONE) if is_asked else "")
        elif self._origin is None:
            self.count.setText(tr(words.FIND_HERE).format(count=f"{len(hits):,}"))
        else:
            self._select(bisect_left(hits, (self._origin, 0)) % len(hits))
        for button in (self.next, self.before):
            button.setEnabled(bool(hits))

    def _step(self, by: int) -> None:
        if not self.field.text().strip():
            self.open()
            return
        if self._pause.isActive() or not (self._hits or self._task):
            self._look()
        if self._task or not self._hits:
            return
        reader = self._reading.reader
        start, end = reader.selection() or (reader.caret(), reader.caret())
        if by > 0:
            at = bisect_left(self._hits, (max(start + 1, min(end, start + 1)), 0))
        else:
            at = bisect_left(self._hits, (start, 0)) - 1
        self._select(at % len(self._hits))

    def _select(self, at: int) -> None:
        start, end = self._hits[at]
        self._origin = start
        if self.isVisible():
            self._reading.reader.set_found(self._hits, at)
        self._reading.reader.set_selection(start, end)
        said = tr(words.FIND_COUNT).format(number=f"{at + 1:,}", count=f"{len(self._hits):,}")
        self.count.setText(said)

    def _forget(self) -> None:
        self._drop()
        self._hits = []
        self._origin = None
        self.count.clear()
        if self.isVisible():
            self._look()


def _toggle(sign: str, said: str) -> QToolButton:
    button = QToolButton()
    button.setText(sign)
    button.setCheckable(True)
    button.setMinimumWidth(28)
    button.setToolTip(tr(said))
    button.setAccessibleName(tr(said))
    return button


def _tool(name: str, said: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name))
    button.setToolTip(tr(said))
    button.setAccessibleName(tr(said))
    return button
