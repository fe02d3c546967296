"""Backups by the clock, and the acts of checking, backing up, restoring."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from desktop_app import core
from desktop_app.core.errors import AppError
from desktop_app.gui import words
from desktop_app.gui import words_safety as said
from desktop_app.gui.acts.work import Acts
from desktop_app.gui.tasks import Progress, Task
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop_app.core.findings import Report
    from desktop_app.core.project import Project
    from desktop_app.core.safety import Backup
    from desktop_app.core.safety.restoring import Restored
    from desktop_app.gui.bridge import Session
    from desktop_app.gui.notices import Notices
    from desktop_app.settings import Settings

SOON = 3000
"""ms after opening, when the window has come to rest."""
EVERY = 30 * 60 * 1000
"""ms."""


class SafetyActs(Acts):
    """Keeps the work of one window safe."""

    def __init__(
        self, session: Session, settings: Settings, window: QWidget, notices: Notices
    ) -> None:
        super().__init__(session, settings, window)
        self._notices = notices
        self.opened: Callable[[Path], object] = lambda path: None
        """Told which project shall be opened."""
        self.read_rest: Callable[[Path], object] = lambda path: None
        """Told which damaged project shall be read as far as that goes."""
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(lambda: self._back_up("opening"))
        self._clock = QTimer(self, interval=EVERY)
        self._clock.timeout.connect(lambda: self._back_up("timer"))

    def start(self) -> None:
        """Make backups from now on: soon after opening, and every half hour."""
        self.session.opened.connect(self._soon.start)
        self._clock.start()

    # By the clock
    def _back_up(self, reason: str) -> None:
        """Make a backup in silence, where something has changed since the last one."""
        project = self.session.project
        if project is None or not project.is_writable or project.guard.stopped:
            return
        path = project.path
        task = Task(lambda _: core.safety.backup_if_changed(path, core.safety.Reason(reason)), self)
        task.finished.connect(lambda _, error: self._backed_up(project, error))
        task.start()

    def _backed_up(self, project: Project, error: object) -> None:
        if error is None:
            self._notices.drop("backup")
        elif isinstance(error, AppError):
            if project.guard.trouble():
                return  # the watch says what happened to the file, and what can be done
            text = tr(said.BACKUP_REFUSED).format(reason=words.explain(error))
            self._notices.show_notice("backup", text, [(tr(said.TRY_AGAIN), self.backup)])
        elif isinstance(error, BaseException):
            raise error

    # Asked for
    def backup(self) -> None:
        """Make a backup now."""
        self.backup_first("asked", lambda: self.session.told.emit(tr(said.BACKED_UP)))

    def backup_first(self, reason: str, then: Callable[[], object]) -> None:
        """Make sure of a backup, then do something that changes much; not at all if that fails."""
        project = self.session.project
        if project is None:
            self.session.told.emit(tr(words.NO_PROJECT))
            return
        self.session.settle()

        def work(_: Progress) -> Backup:
            return core.safety.backup_before(project, core.safety.Reason(reason))

        def done(_: object) -> None:
            self._notices.drop("backup")
            then()

        self._work_here(work, tr(said.BACKING_UP), done)

    def check(self) -> None:
        """Check the open project in full and show what was found."""
        project = self.session.project
        if project is None:
            self.session.told.emit(tr(words.NO_PROJECT))
        else:
            self.session.settle()
            self.check_path(project.path)

    def check_path(self, path: Path) -> None:
        """Check a project file in full and show what was found."""
        self._work(
            lambda progress: core.safety.check(path, progress=progress),
            tr(said.CHECKING).format(name=path.name),
            self._show_report,
        )

    def _show_report(self, report: Report) -> None:
        from desktop_app.gui.dialogs.check import CheckDialog

        has_backups = bool(core.safety.backups_of(report.path))
        dialog = CheckDialog(report, self._window, has_backups=has_backups)
        dialog.restoreWanted.connect(lambda: self.restore_at(report.path))
        dialog.readWanted.connect(lambda: self.read_rest(report.path))
        dialog.open()

    def restore(self) -> None:
        """Show the backups of the open project, or of all, and bring one back."""
        project = self.session.project
        self.restore_at(project.path if project else None)

    def restore_at(self, path: Path | None) -> None:
        """Show the backups of the project at a path."""
        from desktop_app.gui.dialogs.restore import RestoreDialog

        dialog = RestoreDialog(path, self._window)
        dialog.restoreWanted.connect(self._restore)
        dialog.open()

    def _restore(self, path: Path, backup: Path) -> None:
        project = self.session.project
        if project and project.path.resolve() == path.resolve():
            self.session.close()

        def done(restored: Restored) -> None:
            aside = restored.aside
            text = tr(said.RESTORED if aside else said.RESTORED_NEW)
            self.opened(path)
            self._notices.show_notice("restored", text.format(name=aside.name if aside else ""))

        self._work(lambda _: core.safety.restore(path, backup), tr(said.RESTORING), done)
