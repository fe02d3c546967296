"""The watch over the open project's file: looks every two seconds, and says what can be done.

What has happened is found by `core.watching` in a thread; once writing has stopped, it begins
again when the user has chosen, or by itself when the very file is back.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop_app.core.errors import AppError
from desktop_app.core.findings import Trouble
from desktop_app.gui import words_safety as said
from desktop_app.gui.notices import Answer, Notices
from desktop_app.gui.tasks import WATCH, Progress, Task
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop_app.core.leases import Lease
    from desktop_app.core.project import Project
    from desktop_app.core.watching import Sight
    from desktop_app.gui.acts.files import FileActs
    from desktop_app.gui.acts.safety import SafetyActs
    from desktop_app.gui.bridge import Session

LOOK_EVERY = 2000  # ms
BEAT_EVERY = 15
"""Looks between two signs of life in the lease."""
KNOWN = 50
"""Second versions that are remembered as told."""
_RETURNING = (Trouble.GONE, Trouble.MOVED, Trouble.REPLACED, Trouble.UNREACHABLE)
"""What is over when the same file is there again."""


class Watch(QObject):
    """Watches the file of whatever project is open."""

    def __init__(
        self, session: Session, files: FileActs, safety: SafetyActs, notices: Notices
    ) -> None:
        super().__init__(files)
        self._session, self._files, self._safety = session, files, safety
        self._notices = notices
        self.merge: Callable[[Sequence[Path]], object] = lambda paths: None
        """Told which second versions shall be merged with the open project."""
        self.looks = 0
        """How often it has looked at this project's file."""
        self._task: Task | None = None
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        session.opened.connect(self._begin)

    def start(self) -> None:
        """Begin to watch."""
        self._timer.start()

    def look(self) -> None:
        """Look once, in a thread."""
        project = self._session.project
        if project is None or not project.is_writable or self._task:
            return
        self.looks += 1
        is_beat = self.looks % BEAT_EVERY == 0

        def work(_: Progress) -> tuple[Sight, Lease | None]:
            taken = None
            with suppress(OSError):
                if lock := project.lock:
                    taken = lock.beat() if is_beat else lock.taken_by()
            return project.guard.look(project.id, project.last_step), taken

        self._task = Task(work, self, WATCH)
        self._task.finished.connect(lambda seen, error: self._end(project, seen, error))
        self._task.start()

    def _begin(self) -> None:
        self.looks = 0
        self._notices.drop("trouble")
        if project := self._session.project:
            project.guard.accepted |= {Path(str(each)) for each in self._known()}

    def _known(self) -> list[str]:
        return list(self._files.settings["known_copies"])

    def _end(self, project: Project, seen: object, error: object) -> None:
        self._task = None
        if error is not None and not isinstance(error, AppError):
            assert isinstance(error, BaseException)
            raise error
        if self._session.project is not project or not isinstance(seen, tuple):
            return
        if project.is_changing:
            return  # what is written in a thread would have to be waited for
        sight, taken = seen
        if taken:
            self._stop(Trouble.TAKEN, None, f"{taken.user} ({taken.host})")
        elif sight.trouble is Trouble.REPLACED and sight.is_same:
            self._reconnect(None)
        elif sight.trouble:
            self._stop(sight.trouble, sight.path)
        elif project.guard.stopped in _RETURNING:
            self._resume()
        else:
            with suppress(AppError):
                if project.is_changed_elsewhere():
                    self._stop(Trouble.CHANGED, None)

    # Stopping and going on
    def _stop(self, trouble: Trouble, path: Path | None, who: str = "") -> None:
        project = self._session.project
        assert project is not None
        is_new = project.guard.stopped is not trouble
        project.guard.stop(trouble)
        text = tr(_TEXTS[trouble]).format(name=path.name if path else "", who=who)
        self._notices.show_notice("trouble", text, self._answers(trouble, path), is_closable=False)
        if is_new:
            self._session.keepingChanged.emit()

    def _resume(self) -> None:
        project = self._session.project
        if project:
            project.guard.resume()
            self._notices.drop("trouble")
            self._session.keepingChanged.emit()
            self._session.told.emit(tr(said.WRITING_AGAIN))

    def _answers(self, trouble: Trouble, path: Path | None) -> list[Answer]:
        save: Answer = (tr(said.SAVE_MINE), self.save_as)
        there: Answer = (tr(said.OPEN_THERE), self._open_anew)
        answers: dict[Trouble, list[Answer]] = {
            Trouble.GONE: [(tr(said.WRITE_BACK), self._write_back), save],
            Trouble.REPLACED: [save, there],
            Trouble.CHANGED: [there, (tr(said.RESTORE_BACKUP), self._safety.restore), save],
            Trouble.TAKEN: [(tr(said.TAKE_BACK), self._take_back), save],
        }
        if trouble is Trouble.MOVED and path:
            go_on = tr(said.GO_ON_AS).format(name=path.name)
            return [(go_on, lambda: self._reconnect(path)), save]
        if trouble is Trouble.COPIED and path:
            return [
                (tr(said.GO_ON_HERE), lambda: self._accept(path)),
                (tr(said.MERGE_COPY), lambda: self._merge(path)),
                (tr(said.OPEN_COPY), lambda: self._files.open_path(path)),
            ]
        return answers.get(trouble, [save])

    # Answers
    def save_as(self) -> None:
        """Ask for a place, write there what is open, and go on with that file."""
        project = self._session.project
        target = self._files.ask_copy() if project else None
        if project is None or target is None:
            return
        with self._session.telling():
            project.rescue(target)
            self._files.open_path(target)
            self._session.told.emit(tr(said.SAVED_AS).format(name=target.name))

    def _write_back(self) -> None:
        project = self._session.project
        assert project is not None
        with self._session.telling():
            project.rescue(project.path)
            self._reconnect(None)

    def _reconnect(self, path: Path | None) -> None:
        project = self._session.project
        assert project is not None
        with self._session.telling():
            project.reconnect(path)
            self._files.took(project.path)
            self._resume()

    def _open_anew(self) -> None:
        project = self._session.project
        assert project is not None
        path = project.path
        self._session.close()
        self._files.open_path(path)

    def _take_back(self) -> None:
        project = self._session.project
        assert project is not None
        self._files.opener.again(project.path, take_over=True)

    def _merge(self, path: Path) -> None:
        self._accept(path)
        self.merge([path])

    def _accept(self, path: Path) -> None:
        project = self._session.project
        assert project is not None
        project.guard.accepted.add(path)
        self._files.settings["known_copies"] = [*self._known(), str(path)][-KNOWN:]
        self._resume()


_TEXTS = {
    Trouble.GONE: said.GONE,
    Trouble.MOVED: said.MOVED,
    Trouble.REPLACED: said.REPLACED,
    Trouble.CHANGED: said.CHANGED,
    Trouble.UNREACHABLE: said.UNREACHABLE,
    Trouble.TAKEN: said.TAKEN,
    Trouble.COPIED: said.COPIED,
}
