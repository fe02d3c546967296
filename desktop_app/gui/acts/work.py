"""Acts that take long: what they share, whatever they do."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop_app.core.errors import AppError
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.tasks import Progress, Stopped, Task
from desktop_app.gui.words import tr
from desktop_app.paths import data_folder
from desktop_app.settings import Settings


class Acts(QObject):
    """Acts of one window that ask for files and work in a thread."""

    busy = Signal(object, str)
    """Work goes on in a thread: the Task, and what to say meanwhile."""

    def __init__(self, session: Session, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self.settings = settings
        self._window = window

    def _work(
        self,
        work: Callable[[Progress], Any],
        said: str,
        done: Callable[[Any], object],
        dialog: QDialog | None = None,
    ) -> None:
        """Do work in a thread and hand over what it returns; say it when it is refused.

        Where a dialog asked for it, it ends when that is closed.
        """
        task = Task(work, dialog or self)

        def end(value: object, error: object) -> None:
            if error is None:
                done(value)
            elif isinstance(error, Stopped):
                self.session.told.emit(tr(words.STOPPED))
            elif isinstance(error, AppError):
                self.session.told.emit(words.explain(error))
            elif isinstance(error, BaseException):
                raise error

        task.finished.connect(end)
        self.busy.emit(task, said)
        task.start()

    def _work_here(
        self, work: Callable[[Progress], Any], said: str, done: Callable[[Any], object]
    ) -> None:
        """Do work for the open project: nothing comes of it where another is open by then."""
        project = self.session.project

        def end(value: Any) -> None:
            if project is not None and self.session.project is project:
                done(value)
            else:
                self.session.told.emit(tr(words.STOPPED))

        self._work(work, said, end)

    def _ask_open(self, title: str, kinds: str) -> Path | None:
        """Ask for one file; `title` and `kinds` are translated."""
        name, _ = QFileDialog.getOpenFileName(self._window, title, self._folder(), kinds)
        return Path(name) if name else None

    def _ask_save(
        self, title: str, name: str, kind: str, suffix: str, *, replaces: bool = True
    ) -> Path | None:
        """Ask where a file of one kind shall be written, by a name that is offered."""
        options = QFileDialog.Option(0)
        if not replaces:
            # Nothing offers to write over a project: core refuses that in one sentence.
            options = QFileDialog.Option.DontConfirmOverwrite
        start = str(Path(self._folder()) / name)
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, tr(title).removesuffix(" …"), start, tr(kind), options=options
        )
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() != suffix:  # a point may stand in a name
            path = path.with_name(path.name + suffix)
        self._remember_folder(path)
        return path

    def _folder(self) -> str:
        return str(self.settings["folder"] or Path.home())

    def _remember_folder(self, path: Path) -> None:
        # The sample stands among the program's own files, where nobody looks for their work.
        if path.parent != data_folder():
            self.settings["folder"] = str(path.parent)
