"""The codebook of now beside that of another moment, or that of a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop_app import core
from desktop_app.core.bookdiff import compare
from desktop_app.core.books import Book, read_book, read_book_at
from desktop_app.core.project import Project
from desktop_app.gui import words
from desktop_app.gui.codebook import says
from desktop_app.gui.codebook.differences import DifferenceView
from desktop_app.gui.pieces import caption
from desktop_app.gui.times import local_time
from desktop_app.gui.words import tr

_FILE = -1
MOST_STEPS = 200


class CompareDialog(QDialog):
    """Shows what changed in the codebook since a step, or what differs from a file's."""

    fileWanted = Signal()

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(says.COMPARE_TITLE))
        self.resize(820, 600)
        self._project = project
        self._now = read_book(project)
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr(says.COMPARE_WITH))
        self._fill()
        label = caption(tr(says.COMPARE_WITH))
        label.setBuddy(self.choice)
        self.view = DifferenceView(can_take=False, before=tr(says.THEN), after=tr(says.NOW))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.addWidget(label)
        layout.addWidget(self.choice)
        layout.addWidget(self.view, 1)
        layout.addWidget(buttons)
        self.choice.activated.connect(self._choose)
        self._choose()

    def show_file(self, path: Path, book: Book) -> None:
        """Show how the project's codebook differs from a file's."""
        self.choice.setItemText(self.choice.findData(_FILE), path.name)
        self.choice.setCurrentIndex(self.choice.findData(_FILE))
        self.view.show_differences(compare(book, self._now))

    def _fill(self) -> None:
        touching = core.books.steps_on_codes(self._project)
        steps = {step.number: step for step in self._project.history()}
        for number in touching[: -MOST_STEPS - 1 : -1]:
            step = steps[number]
            said = tr(says.COMPARE_STEP).format(
                number=number, when=local_time(step.at), step=words.step_phrase(step)
            )
            self.choice.addItem(said, number)
        self.choice.addItem(tr(says.COMPARE_BEGINNING), 0)
        self.choice.addItem(tr(says.COMPARE_FILE), _FILE)
        # What was before the last change is the first thing of interest.
        self.choice.setCurrentIndex(min(1, self.choice.count() - 2))

    def _choose(self) -> None:
        step = int(self.choice.currentData())
        if step == _FILE:
            self.fileWanted.emit()
        else:
            self.view.show_differences(compare(read_book_at(self._project, step), self._now))
