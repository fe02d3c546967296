"""Files: projects made, opened and copied. What leaves for other programs is in `exports`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app import core
from desktop_app.gui import words, words_safety
from desktop_app.gui.acts.opening import Opener
from desktop_app.gui.acts.work import Acts
from desktop_app.gui.bridge import Session
from desktop_app.gui.notices import Notices
from desktop_app.gui.words import tr
from desktop_app.settings import Settings


class FileActs(Acts):
    """The acts of one window upon files."""

    def __init__(
        self, session: Session, settings: Settings, window: QWidget, notices: Notices
    ) -> None:
        super().__init__(session, settings, window)
        self.ask_name: Callable[[Callable[[str], object]], object] = lambda then: then(
            settings["coder"] or core.coders.usual_name()
        )
        """Hands over one's name, asking for it once."""
        self.take_as_mine: Callable[[], object] = lambda: None
        """Remembers that one is the first coder of a project that was made here."""
        self.opener = Opener(session, notices, self)
        self.opener.took = self.took
        self.opener.busy.connect(self.busy)

    # Projects
    def new(self) -> None:
        """Ask for a name and make a project there."""
        path = self._ask_save(
            words.NEW_PROJECT, "", words.PROJECT_FILES, core.project.SUFFIX, replaces=False
        )
        if path is None:
            return
        self.ask_name(lambda name: self._make(path, name))

    def _make(self, path: Path, name: str) -> None:
        with self.session.telling():
            self._take(core.project.Project.create(path, name))
            self.take_as_mine()

    def open(self) -> None:
        """Ask for a project and open it."""
        path = self._ask_open(tr(words.OPEN_PROJECT), tr(words.PROJECT_FILES))
        if path:
            self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Open the project at a path; tell whether that went well."""
        if self.session.project and path.resolve() == self.session.project.path.resolve():
            return True
        return self.opener.open(path)

    def close(self) -> None:
        """Close the project; the window stays."""
        if self.session.project is None:
            self.session.told.emit(tr(words.NO_PROJECT))
        self.session.close()

    def ask_copy(self, named: str = words_safety.NAME_OF_COPY) -> Path | None:
        """Ask where what is open shall be written as another file, by a name that is free."""
        stem = self.session.project.path.stem if self.session.project else ""
        name = tr(named).format(name=stem)
        return self._ask_save(
            words_safety.SAVE_COPY, name, words.PROJECT_FILES, core.project.SUFFIX, replaces=False
        )

    def sample(self) -> None:
        """Open the sample project, building it when it is not there."""
        from desktop_app.formats.sample import sample_project

        with self.session.telling():
            if self.open_path(sample_project()):
                self.take_as_mine()

    # The inside
    def _take(self, project: Any) -> None:
        self.session.open(project)
        self.took(project.path)

    def took(self, path: Path) -> None:
        """Remember which project was opened."""
        self.settings.add_recent(path)
        self._remember_folder(path)
