"""The codebook at two moments side by side, or beside that of a file or another project."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QVBoxLayout,
    QWidget,
)

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

_FILE, _NOW = -1, -2
MOST_STEPS = 200


class CompareDialog(QDialog):
    """Shows what changed in the codebook between two steps, or what differs from a file's."""

    fileWanted = Signal()

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(says.COMPARE_TITLE))
        self.resize(820, 600)
        self._project = project
        self._file = Book(())
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
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.addLayout(line)
        layout.addWidget(self.view, 1)
        layout.addWidget(buttons)
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
            step = steps[number]
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
        self.view.show_differences(
            compare(self._book(self.choice.currentData()), self._book(self.until.currentData()))
        )

    def _book(self, step: int) -> Book:
        if step == _FILE:
            return self._file
        return read_book(self._project) if step == _NOW else read_book_at(self._project, step)
