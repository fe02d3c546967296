"""What is known about the documents, as a grid over all of them that can be edited in place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from desktop_app.core import docsets, documents
from desktop_app.core.dates import sort_key
from desktop_app.core.fields import field_names, matches
from desktop_app.core.model import ChangeSet, Document, Op
from desktop_app.gui import words_texts as words
from desktop_app.gui.bridge import Session
from desktop_app.gui.lists import list_below
from desktop_app.gui.pieces import EDGE, plain_label, tip
from desktop_app.gui.words import tr

TITLE, SETS = "\0title", "\0sets"
"""The columns that are no field."""
_WIDTHS = {TITLE: 220, SETS: 160, "date": 110, "language": 90}
_Role = Qt.ItemDataRole


class DetailsModel(QAbstractTableModel):
    """A row a document, a column a field; what is typed is asked for by a signal."""

    edited = Signal(str, str, str)
    """A document's id, a column, and what was typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.documents: list[Document] = []
        self.columns: list[str] = [TITLE]
        self._sets: dict[str, list[str]] = {}
        self._order: tuple[str, bool] = ("", False)

    def show(self, found: list[Document], columns: list[str], sets: dict[str, list[str]]) -> None:
        """Show other documents, or others of their columns."""
        if [d.id for d in found] == [d.id for d in self.documents] and columns == self.columns:
            self.documents, self._sets = found, sets
            self.dataChanged.emit(self.index(0, 0), self.index(len(found) - 1, len(columns) - 1))
            return
        self.beginResetModel()
        self.documents, self.columns, self._sets = found, columns, sets
        self._arrange()
        self.endResetModel()

    def rowCount(self, parent: Any = None) -> int:
        """Count the documents."""
        return 0 if parent is not None and parent.isValid() else len(self.documents)

    def columnCount(self, parent: Any = None) -> int:
        """Count the columns."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def value(self, document: Document, column: str) -> str:
        """Return what stands in a cell."""
        if column == TITLE:
            return document.title
        if column == SETS:
            return f"{docsets.SEPARATOR} ".join(self._sets.get(document.id, ()))
        return document.fields.get(column, "")

    def data(self, index: Any, role: int = _Role.DisplayRole) -> Any:
        """Give what stands in a cell."""
        document, column = self.documents[index.row()], self.columns[index.column()]
        if role in (_Role.DisplayRole, _Role.EditRole):
            return self.value(document, column)
        if role == _Role.ToolTipRole:
            return tip(self.value(document, column))
        if role == _Role.AccessibleTextRole:
            return f"{document.title}, {column_name(column)}: {self.value(document, column)}"
        return None

    def setData(self, index: Any, value: Any, role: int = _Role.EditRole) -> bool:
        """Ask for another value."""
        document, column = self.documents[index.row()], self.columns[index.column()]
        if str(value).strip() != self.value(document, column):
            self.edited.emit(document.id, column, str(value).strip())
        return True

    def headerData(self, section: int, orientation: Any, role: int = _Role.DisplayRole) -> Any:
        """Name the columns, and number the rows."""
        if role != _Role.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return column_name(self.columns[section])
        return f"{section + 1:,}"

    def flags(self, index: Any) -> Qt.ItemFlag:
        """Let every cell be edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; dates by the time that they tell, empty cells last."""
        self.layoutAboutToBeChanged.emit()
        is_down = order == Qt.SortOrder.DescendingOrder
        self._order = (self.columns[column] if column >= 0 else "", is_down)
        self._arrange()
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        column, is_down = self._order
        if column not in self.columns:
            self.documents.sort(key=lambda each: each.position)
            return
        by = sort_key if column == "date" else str.casefold
        filled = [each for each in self.documents if self.value(each, column)]
        empty = [each for each in self.documents if not self.value(each, column)]
        filled.sort(key=lambda each: by(self.value(each, column)), reverse=is_down)
        self.documents = filled + empty


class Grid(QTableView):
    """The grid itself: Return edits, Delete empties a cell, Tab goes on to what comes after."""

    emptied = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr(words.DETAILS))
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.setWordWrap(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        header = self.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setDefaultSectionSize(130)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setDefaultSectionSize(27)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit with Return, empty with Delete."""
        is_editing = self.state() == QAbstractItemView.State.EditingState
        if not is_editing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self.currentIndex())
        elif not is_editing and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.emptied.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class DetailsPanel(QWidget):
    """The grid with a filter above it, and the ways in and out."""

    setsWanted = Signal()
    guessWanted = Signal()
    importWanted = Signal()
    exportWanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._own: list[str] = []
        self.model = DetailsModel(self)
        self.grid = Grid()
        self.grid.setModel(self.model)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr(words.FILTER_DETAILS))
        self.filter.setAccessibleName(tr(words.FILTER_DETAILS))
        self.filter.setClearButtonEnabled(True)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr(words.NEW_FIELD))
        self.field.setAccessibleName(tr(words.NEW_FIELD))
        self.field.setFixedWidth(130)
        self.empty = plain_label(is_dim=True)
        self.empty.setContentsMargins(EDGE, 8, EDGE, 8)
        self._stack = list_below(self, self.empty, self.grid, self._bar())
        self.filter.textChanged.connect(self.refresh)
        self.field.returnPressed.connect(self.add_field)
        self.model.edited.connect(self._store, Qt.ConnectionType.QueuedConnection)
        self.grid.emptied.connect(lambda index: self.model.setData(index, ""))
        self.grid.verticalHeader().sectionDoubleClicked.connect(self._open)
        session.opened.connect(self.refresh)
        session.changed.connect(self._follow)
        self.refresh()

    def _bar(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(EDGE, 4, EDGE, 4)
        row.setSpacing(8)
        row.addWidget(self.filter, 1)
        row.addWidget(self.field)
        for text, wanted in (
            (words.SETS_DOTS, self.setsWanted),
            (words.GUESS, self.guessWanted),
            (words.IMPORT_DETAILS, self.importWanted),
            (words.EXPORT_DETAILS, self.exportWanted),
        ):
            button = QPushButton(tr(text))
            button.clicked.connect(wanted)
            row.addWidget(button)
        return bar

    def refresh(self) -> None:
        """Read the documents again and show those that answer the filter."""
        project = self.session.project
        everything = documents.list_documents(project) if project else []
        sets = docsets.sets_of(project) if project else {}
        query = self.filter.text()
        found = [each for each in everything if matches(each, query, sets.get(each.id, ()))]
        known = field_names(everything)
        columns = [TITLE, *known, *(name for name in self._own if name not in known), SETS]
        is_new = columns != self.model.columns
        self.model.show(found, columns, sets)
        if is_new:
            for at, column in enumerate(columns):
                self.grid.setColumnWidth(at, _WIDTHS.get(column, 130))
        self.empty.setText(tr(words.DETAILS_NO_MATCH if everything else words.DETAILS_EMPTY))
        self._stack.setCurrentIndex(1 if found else 0)
        if found and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, 0))

    def add_field(self) -> None:
        """Add a column for a field of the reader's own; it is kept once a cell of it is filled."""
        name = " ".join(self.field.text().split())
        if name and name not in self.model.columns:
            self._own.append(name)
            self.refresh()
        if name:
            self.field.clear()
            row = max(0, self.grid.currentIndex().row())
            self.grid.setCurrentIndex(self.model.index(row, self.model.columns.index(name)))
            self.grid.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape take the filter away."""
        if event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
        else:
            super().keyPressEvent(event)

    def _store(self, document_id: str, column: str, value: str) -> None:
        if column == TITLE:
            with self.session.change(Op.RENAME_DOCUMENT, self) as change:
                documents.rename_document(change, document_id, value)
        elif column == SETS:
            with self.session.change(Op.CHANGE_SET, self) as change:
                docsets.put_in_named_sets(change, document_id, value.split(docsets.SEPARATOR))
        else:
            with self.session.change(Op.SET_DOCUMENT_FIELD, self) as change:
                documents.set_field(change, document_id, column, value)
        self.refresh()

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("documents", "document_fields", "document_sets", "set_members"):
            self.refresh()

    def _open(self, row: int) -> None:
        self.session.open_document(self.model.documents[row].id)


def column_name(column: str) -> str:
    """Say what stands in a column."""
    if column == TITLE:
        return tr(words.TITLE)
    return tr(words.SETS) if column == SETS else words.field_name(column)
