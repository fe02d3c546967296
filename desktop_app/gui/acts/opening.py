"""Opening a project: checked first, read only where it cannot be written, and why said over it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop_app import core
from desktop_app.core.errors import (
    AppError,
    BackupFailed,
    DamagedProject,
    FileEmpty,
    FileUnwritable,
    MigrationFailed,
    NewerProject,
    NotAProject,
    OwnFolderUnwritable,
    ProjectBusy,
    ProjectElsewhere,
)
from desktop_app.gui import words
from desktop_app.gui import words_safety as said
from desktop_app.gui.notices import Answer, Notices
from desktop_app.gui.tasks import Progress, Task
from desktop_app.gui.times import local_time
from desktop_app.gui.words import tr
from desktop_app.messages import LEFT_OPEN, LEFT_OPEN_EMPTY, MIGRATED

if TYPE_CHECKING:
    from desktop_app.core.project import Project
    from desktop_app.gui.bridge import Session

AT_ONCE = 6_000_000
"""Bytes: a larger project is checked in a thread before it opens."""
FOR_READING = (
    ProjectElsewhere, ProjectBusy, NewerProject, FileUnwritable, MigrationFailed, BackupFailed,
)  # fmt: skip
"""What keeps a project from being written, not from being read."""


class Opener(QObject):
    """Opens projects for one window."""

    busy = Signal(object, str)
    damaged = Signal(Path)
    """The project at this path cannot be opened: it is to be shown why, and what can be done."""

    def __init__(self, session: Session, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._notices = notices
        self.took: Callable[[Path], object] = lambda path: None
        """Told which project was opened."""
        self.save_as: Callable[[], object] = lambda: None
        self.restore: Callable[[Path], object] = lambda path: None
        self.is_checking = False
        """Whether a large project is being checked, and opens if that goes well."""

    def open(self, path: Path, *, take_over: bool = False) -> bool:
        """Open the project at a path, in a while where it is large; tell whether that began well.

        A damaged project counts as begun: what is wrong with it is being shown.
        """
        # A path from the command line may be meant from where that was typed: it is remembered.
        path = path.absolute()
        with suppress(OSError):
            is_left = core.locking.was_left_open(path)
            if path.stat().st_size > AT_ONCE:
                return self._check_first(path, take_over=take_over, is_left=is_left)
        return self._open(path, take_over=take_over, is_checked=False)

    def _check_first(self, path: Path, *, take_over: bool, is_left: bool) -> bool:
        def work(_: Progress) -> None:
            core.opening.check_whole(path, core.connection.read_version(path), is_full=is_left)

        task = Task(work, self)
        task.finished.connect(lambda _, error: self._checked(path, error, take_over))
        self.is_checking = True
        self.busy.emit(task, tr(said.CHECKING).format(name=path.name))
        task.start()
        return True

    def _checked(self, path: Path, error: object, take_over: bool) -> None:
        self.is_checking = False
        if isinstance(error, AppError):
            self._refuse(path, error)
        elif isinstance(error, BaseException):
            raise error
        else:
            self._open(path, take_over=take_over, is_checked=True)

    def _open(self, path: Path, *, take_over: bool, is_checked: bool) -> bool:
        from desktop_app.core import schema

        project_class: Any = core.project.Project
        is_older = False
        try:
            is_older = core.connection.read_version(path) < schema.VERSION
            project = project_class.open(path, take_over=take_over, is_checked=is_checked)
        except FOR_READING as error:
            return self._read(path, error)
        except AppError as error:
            return self._refuse(path, error)
        self._take(project)
        self._tell_what_was_left(project)
        if is_older:
            self._session.told.emit(tr(MIGRATED).format(name=project.name))
        return True

    def _refuse(self, path: Path, error: AppError) -> bool:
        """Say why a file is not opened; where it was a project once, show the way back to it."""
        was_project = isinstance(error, FileEmpty | NotAProject) and core.safety.backups_of(path)
        if isinstance(error, DamagedProject) or was_project:
            self.damaged.emit(path)
            return True
        self._session.told.emit(words.explain(error))
        return False

    def _read(self, path: Path, reason: AppError) -> bool:
        try:
            project = core.project.Project.open(path, write=False)
        except AppError as error:
            return self._refuse(path, error)
        self._take(project)
        text, answers = self._explained(path, reason)
        self._notices.show_notice("reading", text, answers, is_closable=False)
        return True

    def read_rest(self, path: Path) -> None:
        """Open a damaged project for reading, as far as that goes."""
        with self._session.telling():
            self._take(core.project.Project.open(path, write=False, is_checked=True))
            answers: list[Answer] = [(tr(said.RESTORE_BACKUP), lambda: self.restore(path))]
            self._notices.show_notice(
                "reading", tr(said.READING_DAMAGED), answers, is_closable=False
            )

    def _explained(self, path: Path, reason: AppError) -> tuple[str, list[Answer]]:
        """Say why a project is only read, and what can be done about it."""
        facts = reason.facts
        copy: Answer = (tr(said.SAVE_COPY), lambda: self.save_as())
        again: Answer = (tr(said.TRY_AGAIN), lambda: self.again(path))
        if isinstance(reason, ProjectElsewhere):
            time = local_time(str(facts["at"]))
            text = tr(said.READING_ELSEWHERE).format(
                user=facts["user"], host=facts["host"], time=time
            )
            return text, [(tr(said.TAKE_OVER), lambda: self.again(path, take_over=True)), copy]
        if isinstance(reason, ProjectBusy):
            return tr(said.READING_BUSY), [again]
        if isinstance(reason, NewerProject):
            return tr(said.READING_NEWER).format(needs=facts["needs"]), []
        if isinstance(reason, OwnFolderUnwritable):
            return tr(said.READING_OWN_FOLDER).format(reason=words.explain(reason)), [again]
        if isinstance(reason, FileUnwritable):
            return tr(said.READING_PROTECTED), [again, copy]
        return tr(said.READING_OLDER).format(reason=words.explain(reason)), [again]

    def again(self, path: Path, *, take_over: bool = False) -> None:
        """Open the project anew, to be written this time."""
        self._session.close()
        self._notices.clear()
        self.open(path, take_over=take_over)

    def _take(self, project: Project) -> None:
        self._notices.clear()
        self._session.open(project)
        self.took(project.path)

    def _tell_what_was_left(self, project: Project) -> None:
        """Say that the project had not been closed, what was found, and keep what was typed."""
        told: list[str] = []
        if project.lock and project.lock.left:
            last = project.step(project.last_step[0]) if project.last_step[0] else None
            if last:
                facts = {"step": words.step_phrase(last), "time": local_time(last.at)}
                told.append(tr(LEFT_OPEN).format(**facts))
            else:
                told.append(tr(LEFT_OPEN_EMPTY))
        with self._session.telling():
            count = core.drafts.recover(project, self._session.coder_id)
            if count:
                many = said.RECOVERED_ONE if count == 1 else said.RECOVERED_MANY
                told.append(tr(many).format(count=count))
        if told:
            self._notices.show_notice("left", " ".join(told))
