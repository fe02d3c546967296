"""The codebook at two moments side by side, or beside that of a file or another project."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QWidget,
)

from desktop_app import core
from desktop_app.core.bookdiff import Difference, compare
from desktop_app.core.books import Book, read_book, read_book_at
from desktop_app.core.errors import AppError
from desktop_app.core.model import Rows
from desktop_app.core.project import Project
from desktop_app.gui import words
from desktop_app.gui.codebook import says
from desktop_app.gui.codebook.differences import DifferenceView
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import caption
from desktop_app.gui.tasks import Progress, Task
from desktop_app.gui.times import local_time
from desktop_app.gui.words import tr

_FILE, _NOW = -1, -2
MOST_STEPS = 200
MANY = 800
"""Codes from which on they are read and compared in a thread."""


class CompareDialog(QDialog):
    """Shows what changed in the codebook between two steps, or what differs from a file's."""

    fileWanted = Signal()

    def __init__(self, project: Project, parent: QWidget | None = None, *, n_codes: int) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(says.COMPARE_TITLE))
        self.resize(820, 600)
        self._project = project
        self._file = Book(())
        self._count = n_codes
        self._asked: tuple[int, int, Book] | None = None
        self.choice, self.until = QComboBox(), QComboBox()
        line = QGridLayout()
        for column, (title, combo) in enumerate(
            ((says.COMPARE_FROM, self.choice), (says.COMPARE_UNTIL, self.until))
        ):
            combo.setAccessibleName(tr(title))
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            label = caption(tr(title))
            label.setBuddy(combo)
            line.addWidget(label, 0, column)
            line.addWidget(combo, 1, column)
        self._fill()
        self.view = DifferenceView(can_take=False, before=tr(says.THEN), after=tr(says.NOW))
        layout = body(self)
        layout.addLayout(line)
        layout.addWidget(self.view, 1)
        layout.addLayout(Foot(self))
        self.choice.activated.connect(self._choose)
        self.until.activated.connect(self._choose)
        self._choose()

    def show_file(self, path: Path, book: Book) -> None:
        """Show how the project's codebook differs from a file's."""
        self._file = book
        self.choice.setItemText(self.choice.findData(_FILE), path.name)
        self.choice.setCurrentIndex(self.choice.findData(_FILE))
        self._show()

    def _fill(self) -> None:
        touching = core.books.steps_on_codes(self._project)
        steps = {step.number: step for step in self._project.history()}
        self.until.addItem(tr(says.COMPARE_NOW), _NOW)
        for number in touching[: -MOST_STEPS - 1 : -1]:
            if (step := steps.get(number)) is None:
                continue
            said = tr(says.COMPARE_STEP).format(
                number=number, when=local_time(step.at), step=words.step_phrase(step)
            )
            self.choice.addItem(said, number)
            self.until.addItem(said, number)
        self.choice.addItem(tr(says.COMPARE_BEGINNING), 0)
        self.choice.addItem(tr(says.COMPARE_FILE), _FILE)
        # What was before the last change is the first thing of interest.
        self.choice.setCurrentIndex(min(1, self.choice.count() - 2))

    def _choose(self) -> None:
        if self.choice.currentData() == _FILE and not self._file.entries:
            self.fileWanted.emit()
        else:
            self._show()

    def _show(self) -> None:
        asked = (self.choice.currentData(), self.until.currentData())
        file, project = self._file, self._project
        self._asked = (*asked, file)
        if self._count <= MANY:
            self.view.show_differences(_compare(project, asked, file))
            return

        def work(_: Progress) -> object:
            with project.reading() as rows:
                return (*asked, file), _compare(rows, asked, file)

        task = Task(work, self)
        # A method, not a function: it lets go of the task where the dialog is closed before.
        task.finished.connect(self._compared)
        task.start()

    def _compared(self, found: object, error: object) -> None:
        if isinstance(error, AppError):
            self.view.show_differences([])
        elif isinstance(error, BaseException):
            raise error
        elif isinstance(found, tuple) and found[0] == self._asked:
            self.view.show_differences(found[1])


def _compare(rows: Rows, asked: tuple[int, int], file: Book) -> list[Difference]:
    """Compare the books of two steps, or of what stands for one."""
    before, after = (
        file if step == _FILE else read_book(rows) if step == _NOW else read_book_at(rows, step)
        for step in asked
    )
    return compare(before, after)
