"""The snapshot of all annotations that the panes share, and the work that is done on it.

It is read in a thread, again only after a step has been made. Each pane asks for one thing at a
time: a new question ends the work on the one before.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.core.errors import AppError
from desktop_app.core.garbage import let_go, uncollected
from desktop_app.gui.bridge import Session
from desktop_app.gui.tasks import Progress, Stopped, Task

if TYPE_CHECKING:
    from desktop_app.core.marks import Marks
    from desktop_app.core.model import Rows

_PAUSE = 150
"""Milliseconds after a step before what is shown is asked for anew."""


_MANY = 5000
"""Annotations; to free so many at once takes longer than is done between two frames."""


class Snapshot(QObject):
    """Reads the annotations of the layers that are shown, once for all panes of a session."""

    stale = Signal()
    """Steps were made, or another project was opened: what is shown may be old."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._marks: Marks | None = None
        self._version = 0
        self._lock = threading.Lock()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.stale)
        session.changed.connect(self._age)
        session.opened.connect(self._age)
        session.layers.changed.connect(self._follow_layers)
        session.layers.namesChanged.connect(self._pause.start)
        self._session = session
        self._hidden = session.layers.hidden_coders

    @classmethod
    def of(cls, session: Session) -> Snapshot:
        """Return the session's snapshot, made when it is first asked for."""
        return session.findChild(cls) or cls(session)

    def work(self, rows: Rows, then: Callable[[Marks], Any]) -> Any:
        """Do something with the marks in a worker's thread, reading them where they are old."""
        from desktop_app.core.marks import Marks

        with self._lock:
            version, marks, hidden = self._version, self._marks, self._hidden
            if marks is None:
                marks = Marks(rows, hidden)
                # What the window will show is read here, so that it never reads by itself.
                _ = marks.properties, marks.notes, marks.turns, marks.ranks
                if version == self._version:
                    self._marks = marks
            marks.attach(rows)
            return then(marks)

    def _follow_layers(self) -> None:
        if self._hidden != self._session.layers.hidden_coders:
            self._hidden = self._session.layers.hidden_coders
            self._age()

    def _age(self, *_: object) -> None:
        self._version += 1
        marks, self._marks = self._marks, None
        self._pause.start()
        if marks is not None and len(marks) > _MANY:
            Task(lambda _: self._forget(marks)).start()

    def _forget(self, marks: Marks) -> None:
        with self._lock:
            marks.forget()


def free(items: list[Any]) -> None:
    """Let go of what was shown; very much of it in a thread, for it takes a while."""
    if len(items) > _MANY:
        Task(lambda _: let_go(items)).start()


class Asker(QObject):
    """Asks one thing at a time for a pane, in a thread, and hands over only the latest answer."""

    began = Signal(object)
    """Work goes on: its Task."""
    ended = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        session.opened.connect(self.stop)

    def ask(
        self,
        work: Callable[[Rows, Progress], Any],
        done: Callable[[Any], None],
        refused: Callable[[AppError], None],
    ) -> None:
        """Begin work on a second opening of the project; what went on before is stopped."""
        self.stop()
        project = self._session.project
        if project is None:
            return

        def run(progress: Progress) -> Any:
            with uncollected(), project.reading() as rows:
                return work(rows, progress)

        task = self._task = Task(run, self)

        def end(value: Any, error: object) -> None:
            if self._task is not task:
                return  # Something else is wanted by now, or another project is open.
            self._task = None
            self.ended.emit()
            if error is None:
                done(value)
            elif isinstance(error, AppError):
                refused(error)
            elif isinstance(error, BaseException) and not isinstance(error, Stopped):
                raise error

        task.finished.connect(end)
        self.began.emit(task)
        task.start()

    @property
    def is_busy(self) -> bool:
        """Tell whether an answer is still to come."""
        return self._task is not None

    def stop(self) -> None:
        """End the work under way; nothing comes of it."""
        if self._task:
            self._task.stop()
            self._task = None
            self.ended.emit()
