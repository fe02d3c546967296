"""The import of a codebook: what its columns mean, what it would change, and what is taken."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.bookdiff import Difference, compare
from desktop_app.core.books import Book
from desktop_app.core.errors import AppError
from desktop_app.formats.codebook_mapping import Mapping, headers, read_again
from desktop_app.formats.codebooks import BookFile, read_mapped
from desktop_app.gui import words
from desktop_app.gui.codebook import says
from desktop_app.gui.codebook.differences import DifferenceView
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import caption, one_line, plain_label
from desktop_app.gui.tasks import Task
from desktop_app.gui.words import tr

SAMPLES = 3
MANY = 800
"""Codes from which on two books are compared in a thread."""


class ImportDialog(QDialog):
    """Shows how a file is read and how it differs; `wanted` when what is ticked shall come."""

    wanted = Signal()

    def __init__(self, found: BookFile, here: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(says.IMPORT_TITLE))
        self.resize(860, 660)
        self.found = found
        self._here = here
        self._is_filling = False
        self.head = plain_label()
        self.problem = plain_label()
        self.problem.setObjectName("problem")
        self.problem.hide()
        self.view = DifferenceView(can_take=True, before=tr(says.BEFORE), after=tr(says.AFTER))
        foot = Foot(
            self, says.IMPORT_DO, said=plain_label(tr(says.IMPORT_MISSING_STAY), is_dim=True)
        )
        self.do = foot.do
        layout = body(self)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        self.columns: list[QComboBox] = []
        if found.mapping and not found.mapping.is_ours:
            layout.addWidget(self._mapping_box())
        layout.addWidget(self.problem)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)
        self.view.changed.connect(self._count)
        self.do.clicked.connect(self._accept)
        if found.mapping and not found.mapping.is_ours:
            self._fill_mapping(found.mapping)
        self._show()

    def chosen(self) -> set[str]:
        """List the keys of the differences that shall be taken."""
        return set(self.view.rows.chosen)

    # The mapping
    def _mapping_box(self) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self.header = QCheckBox(tr(says.HAS_HEADER))
        self.indented = QCheckBox(tr(says.INDENTED))
        self.separator = QComboBox()
        self.separator.setAccessibleName(tr(says.SEPARATOR))
        for value, text in says.SEPARATORS:
            self.separator.addItem(tr(text), value)
        label = caption(tr(says.SEPARATOR))
        label.setBuddy(self.separator)
        line = QHBoxLayout()
        line.setSpacing(10)
        for widget in (self.header, self.indented, label, self.separator):
            line.addWidget(widget)
        line.addStretch(1)
        layout.addLayout(line)
        self._grid_home = QScrollArea()
        self._grid_home.setWidgetResizable(True)
        self._grid_home.setObjectName("boxed")
        self._grid_home.setFixedHeight(126)
        self._grid_home.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.addWidget(self._grid_home)
        self.header.toggled.connect(self._turn_header)
        self.indented.toggled.connect(lambda _: self._read())
        self.separator.currentIndexChanged.connect(lambda _: self._read())
        return box

    def _fill_mapping(self, mapping: Mapping) -> None:
        records = self.found.records
        assert records is not None
        self._is_filling = True
        self.header.setChecked(mapping.has_header)
        self.indented.setChecked(mapping.is_indented)
        self.separator.setCurrentIndex(max(0, self.separator.findData(mapping.separator)))
        grid_widget = QWidget()
        grid = QGridLayout(grid_widget)
        grid.setContentsMargins(6, 6, 6, 6)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        rows = records.rows[1:] if mapping.has_header else records.rows
        self.columns = []
        for at, name in enumerate(headers(records, mapping)):
            combo = QComboBox()
            combo.setAccessibleName(tr(says.MEANING_OF).format(column=name))
            for value, text in says.MEANINGS.items():
                combo.addItem(tr(text), value)
            meaning = mapping.meanings[at] if at < len(mapping.meanings) else ""
            combo.setCurrentIndex(max(0, combo.findData(meaning)))
            combo.currentIndexChanged.connect(lambda _: self._read())
            label = caption(one_line(name))
            label.setBuddy(combo)
            grid.addWidget(label, 0, at)
            grid.addWidget(combo, 1, at)
            for number, (_, cells) in enumerate(rows[:SAMPLES]):
                cell = one_line(cells[at]) if at < len(cells) else ""
                sample = plain_label(cell if len(cell) <= 28 else f"{cell[:27]}…", is_dim=True)
                sample.setWordWrap(False)
                grid.addWidget(sample, 2 + number, at)
            self.columns.append(combo)
        grid.setColumnStretch(len(self.columns), 1)
        self._grid_home.setWidget(grid_widget)
        self._is_filling = False

    def _turn_header(self, has_header: bool) -> None:
        if self._is_filling or not (self.found.records and self.found.mapping):
            return
        mapping = read_again(self.found.records, replace(self.found.mapping, has_header=has_header))
        self._fill_mapping(mapping)
        self._read()

    def _read(self) -> None:
        """Read the table again, by the mapping as it is shown now."""
        records, mapping = self.found.records, self.found.mapping
        if self._is_filling or records is None or mapping is None:
            return
        mapping = Mapping(
            mapping.program,
            self.header.isChecked(),
            tuple(str(combo.currentData()) for combo in self.columns),
            str(self.separator.currentData()),
            self.indented.isChecked(),
        )
        try:
            self.found = read_mapped(records, mapping)
            self.problem.hide()
        except AppError as error:
            self.problem.setText(words.explain(error))
            self.problem.show()
            self.found = replace(self.found, book=Book(()), mapping=mapping)
        self._show()

    # The differences
    def _show(self) -> None:
        book = self.found.book
        count = says.counted(sum(not entry.is_implied for entry in book.entries), "code")
        said = says.IMPORT_READ_AS if self.found.program else says.IMPORT_READ
        self.head.setText(
            tr(said).format(name=self.found.path.name, count=count, program=self.found.program)
        )
        if len(book.entries) + len(self._here.entries) <= MANY:
            self._take_differences(book, compare(self._here, book) if book.entries else [])
            return
        self.do.setEnabled(False)
        here = self._here
        task = Task(lambda _: compare(here, book), self)
        task.finished.connect(lambda found, error: self._compared(book, found, error))
        task.start()

    def _compared(self, book: Book, found: object, error: object) -> None:
        if isinstance(error, BaseException):
            raise error
        if book is self.found.book:
            assert isinstance(found, list)
            self._take_differences(book, found)

    def _take_differences(self, book: Book, differences: list[Difference]) -> None:
        self.view.show_differences(differences)
        self._count()

    def _count(self) -> None:
        self.do.setEnabled(bool(self.view.rows.chosen))

    def _accept(self) -> None:
        self.wanted.emit()
        self.accept()
