"""Work that takes long: done in a thread, with progress and a way to stop it.

The only door to threads. Work returns plain values and never touches a widget or writes to a
project, unless to put a change that is complete on the disk or to give room back; what it raises
comes back to the main thread.
"""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal
from PySide6.QtWidgets import QDialog

Progress = Callable[[int, int], None]
"""Told how much of how much is done; raises Stopped once the user has cancelled."""

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor


WORK, WATCH, CONCLUDE = "work", "watch", "conclude"
"""The lanes of threads: two for what the user waits for, one each for what must never wait for that
and for what ends a change."""


@cache
def _executor(lane: str) -> "ThreadPoolExecutor":
    # Not loaded before the first work begins, so that the window shows sooner.
    import atexit
    from concurrent.futures import ThreadPoolExecutor

    # Gone before Qt is: whatever is still in hand then has no one to tell.
    atexit.register(_running.clear)
    workers = 2 if lane == WORK else 1
    return ThreadPoolExecutor(max_workers=workers, thread_name_prefix=f"diple-{lane}")


_running: set["Task"] = set()


class Stopped(Exception):
    """The user cancelled the work."""


class Task(QObject):
    """One piece of work under way; `stop` asks it to end."""

    progressed = Signal(int, int)
    finished = Signal(object, object)
    """What the work returned, or None; and what it raised, or None.

    Nobody is told once whoever asked is gone, or was a dialog and is closed.
    """
    over = Signal()
    """The work has ended, whoever is told of it."""
    _done = Signal(object)

    def __init__(
        self, work: Callable[[Progress], Any], parent: QObject | None = None, lane: str = WORK
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._lane = lane
        self._future: Future[Any]
        self._is_stopped = False
        self._is_forgotten = False
        self._done.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin the work in a thread; it outlives whoever asked for it."""
        owner = self.parent()
        if isinstance(owner, QDialog):
            owner.finished.connect(self._forget)
        if owner is not None:
            owner.destroyed.connect(self._forget)
        self.setParent(None)
        _running.add(self)
        self._future = _executor(self._lane).submit(self._work, self._report)
        self._future.add_done_callback(self._done.emit)

    def stop(self) -> None:
        """Ask the work to end at its next report of progress."""
        self._is_stopped = True

    def wait(self) -> None:
        """Stand still until the work that was begun has ended; raise what it raised."""
        self._future.result()

    def _forget(self) -> None:
        self._is_forgotten = True
        self.stop()

    def _report(self, done: int, total: int) -> None:
        if self._is_stopped:
            raise Stopped
        self.progressed.emit(done, total)

    def _end(self, future: "Future[Any]") -> None:
        _running.discard(self)
        error = future.exception()
        if not self._is_forgotten:
            self.finished.emit(None if error else future.result(), error)
        self.over.emit()
        self.deleteLater()


def meanwhile(work: Callable[[], Any]) -> None:
    """Do the last of a change in a thread and let the window live; raise what that raises.

    Whoever asks must keep the user from doing anything else until it is done.
    """
    loop = QEventLoop()
    task = Task(lambda _: work(), lane=CONCLUDE)
    task.over.connect(loop.quit)
    task.start()
    loop.exec()
    task.wait()  # the loop goes too where the program is asked to end, and the work does not
