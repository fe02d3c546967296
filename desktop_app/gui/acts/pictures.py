"""Pictures: opened in the results area, and written to files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.gui import words
from desktop_app.gui.acts.work import Acts
from desktop_app.gui.bridge import Session
from desktop_app.gui.pictures import says
from desktop_app.gui.results import ResultsArea
from desktop_app.gui.tasks import Progress
from desktop_app.gui.words import tr
from desktop_app.settings import Settings

if TYPE_CHECKING:
    from desktop_app.pictures.drawing import Drawing


class PictureActs(Acts):
    """The acts of one window upon pictures."""

    def __init__(
        self, session: Session, settings: Settings, window: QWidget, area: ResultsArea
    ) -> None:
        super().__init__(session, settings, window)
        self._area = area

    def open(self) -> None:
        """Open the pictures."""
        from desktop_app.gui.pictures.pane import PicturesPane

        is_new = self._area.panel("pictures") is None
        pane = self._area.open("pictures")
        assert isinstance(pane, PicturesPane)
        if is_new:
            pane.exportWanted.connect(self.export)
            pane.led.connect(self._make_room)
            # A picture wants room; the text comes back when one leads to it.
            self._area.enlarge.setChecked(True)

    def _make_room(self) -> None:
        self._area.enlarge.setChecked(False)

    def export(self, drawing: Drawing, theme: str) -> None:
        """Ask for a place and write a picture there, in the colours of a theme."""
        from desktop_app.colours import PICTURE_THEMES
        from desktop_app.gui.pictures.files import write_picture

        start = str(Path(self._folder()) / _file_name(drawing.title))
        chosen, kind = QFileDialog.getSaveFileName(
            self._window, tr(says.EXPORT_TITLE), start, tr(says.FILES)
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() not in (".svg", ".pdf", ".png"):
            path = path.with_name(path.name + _suffix_of(kind))
        self._remember_folder(path)

        def work(progress: Progress) -> None:
            write_picture(drawing, path, PICTURE_THEMES[theme])

        def say(_: object) -> None:
            self.session.told.emit(tr(says.WRITTEN).format(name=path.name))

        self._work(work, tr(words.WRITING_FILE).format(name=path.name), say)


def _file_name(title: str) -> str:
    """Write a title so that any file system takes it."""
    return re.sub(r'[\x00-\x1f<>:"/\\|?*]+', " ", title).strip(" .")[:80]


def _suffix_of(kind: str) -> str:
    """Return the suffix of the kind of file that was chosen in the dialog."""
    return next((each for each in (".pdf", ".png") if f"*{each})" in kind), ".svg")
