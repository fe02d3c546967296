"""The documents: their titles and how many annotations each has; opened, renamed, removed here."""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app import core
from desktop_app.core.fields import matches
from desktop_app.core.model import ChangeSet, Document, NoteTarget, Op
from desktop_app.gui import words, words_texts
from desktop_app.gui.bridge import Session
from desktop_app.gui.icons import icon
from desktop_app.gui.lists import RowList, list_below
from desktop_app.gui.pieces import (
    EDGE,
    ROW,
    draw_elided,
    draw_row,
    heading,
    plain_label,
    tabular,
    tip,
)
from desktop_app.gui.theme import current_theme
from desktop_app.gui.words import tr

COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
_SHOWN_ROWS, _LEAST_ROWS = 7, 3


class DocumentsModel(QAbstractListModel):
    """The documents in their order; editing a title asks for it by a signal."""

    renamed = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.documents: list[Document] = []
        self._counts: Counter[str] = Counter()

    def show(self, documents: list[Document], counts: Counter[str]) -> None:
        """Show other documents, or the same ones with other counts."""
        if [each.id for each in documents] == [each.id for each in self.documents]:
            self.documents, self._counts = documents, counts
            self.dataChanged.emit(self.index(0), self.index(len(documents) - 1))
            return
        self.beginResetModel()
        self.documents, self._counts = documents, counts
        self.endResetModel()

    def row_of(self, document_id: str) -> int:
        """Find a document's row; -1 where it is not there."""
        return next((row for row, each in enumerate(self.documents) if each.id == document_id), -1)

    def rowCount(self, parent: Any = None) -> int:
        """Count the documents."""
        return 0 if parent is not None and parent.isValid() else len(self.documents)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a document's title or its count."""
        document = self.documents[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return document.title
        if role == COUNT_ROLE:
            return self._counts[document.id]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(document.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{document.title}, {words.annotation_count(self._counts[document.id])}"
        return None

    def setData(self, index: Any, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another title."""
        self.renamed.emit(self.documents[index.row()].id, str(value))
        return True

    def flags(self, index: Any) -> Qt.ItemFlag:
        """Let titles be edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable


class DocumentDelegate(QStyledItemDelegate):
    """Paints a title, cut where the room ends, and a count at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """Give every row the height of the grid."""
        return QSize(0, max(ROW, option.fontMetrics.height() + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """Paint one document."""
        theme = current_theme()
        painter.save()
        draw_row(painter, option)
        rect = option.rect.adjusted(EDGE, 0, -EDGE, 0)
        painter.setFont(tabular(option.font))
        count = f"{index.data(COUNT_ROLE):,}"
        painter.setPen(QColor(theme.dim))
        draw_elided(painter, rect, count, right=True)
        rect.setRight(rect.right() - painter.fontMetrics().horizontalAdvance(count) - 10)
        painter.setFont(option.font)
        painter.setPen(QColor(theme.ink))
        draw_elided(painter, rect, index.data())
        painter.restore()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Any
    ) -> None:
        """Let the title be typed over the whole row."""
        editor.setGeometry(option.rect.adjusted(EDGE - 8, 0, -6, 0))


class DocumentsPanel(QWidget):
    """Lists the documents and opens one in the text."""

    noteWanted = Signal(object)
    """The NoteTarget whose note is to be opened."""
    reportWanted = Signal(str)
    """The id of the document whose import report is to be shown."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.model = DocumentsModel(self)
        self.view = RowList()
        self.empty = plain_label(is_dim=True)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr(words_texts.FILTER_DOCUMENTS))
        self.filter.setAccessibleName(tr(words_texts.FILTER_DOCUMENTS))
        self.filter.setClearButtonEnabled(True)
        self.filter.hide()
        self._make_view()
        self._lay_out()
        self.view.clicked.connect(self._open)
        self.view.chosen.connect(self._open)
        self.view.removeWanted.connect(self.remove)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.model.renamed.connect(self._rename, Qt.ConnectionType.QueuedConnection)
        self.filter.textChanged.connect(self.refresh)
        session.opened.connect(self.filter.clear)
        session.opened.connect(self.refresh)
        session.documentChanged.connect(self._mark_current)
        session.changed.connect(self._follow)
        self.refresh()

    def refresh(self) -> None:
        """Read the documents and their counts again."""
        project = self.session.project
        documents: list[Document] = []
        counts: Counter[str] = Counter()
        if project:
            documents = core.documents.list_documents(project)
            counts = core.documents.count_annotations(project)
        has_many = len(documents) > _SHOWN_ROWS
        if self.filter.text() and (has_many or self.filter.isVisible()):
            documents = self._filtered(documents)
        self.filter.setVisible(has_many or bool(self.filter.text()))
        self.model.show(documents, counts)
        self.empty.setText(tr(self._empty_word()))
        self._stack.setCurrentIndex(1 if documents else 0)
        wanted = self._wanted_height()
        self.setMaximumHeight(wanted)
        self.setMinimumHeight(min(wanted, self._wanted_height(_LEAST_ROWS)))
        self.updateGeometry()
        self._mark_current()

    def _filtered(self, documents: list[Document]) -> list[Document]:
        assert self.session.project is not None
        sets = core.docsets.sets_of(self.session.project)
        query = self.filter.text()
        return [each for each in documents if matches(each, query, sets.get(each.id, ()))]

    def _empty_word(self) -> str:
        if self.session.project is None:
            return words.NO_PROJECT_YET
        is_filtered = bool(self.filter.text())
        return words_texts.DETAILS_NO_MATCH if is_filtered else words.DOCUMENTS_EMPTY

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape take the filter away, and Down lead from it into the list."""
        if event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
        elif event.key() == Qt.Key.Key_Down and self.filter.hasFocus():
            self.view.setFocus()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Ask for as many rows as there are documents, up to a few."""
        return QSize(248, self._wanted_height())

    def rename(self) -> None:
        """Begin to edit the current title in place."""
        self.view.edit(self.view.currentIndex())

    def remove(self) -> None:
        """Remove the document in hand; it can be undone."""
        document, project = self._in_hand(), self.session.project
        if document is None or project is None:
            return

        def act() -> None:
            with self.session.change(Op.REMOVE_DOCUMENT, self) as change:
                core.documents.remove_document(change, document.id)

        self.session.backed_up(Op.REMOVE_DOCUMENT, act)

    def _make_view(self) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(DocumentDelegate(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.setAccessibleName(tr(words.DOCUMENTS))
        self.view.setMouseTracking(True)
        self.view.viewport().setAutoFillBackground(False)

    def _lay_out(self) -> None:
        self.empty.setContentsMargins(EDGE, 4, EDGE, 4)
        title = heading(tr(words.DOCUMENTS))
        title.setContentsMargins(EDGE, 14, EDGE, 6)
        title.setBuddy(self.view)
        above = QHBoxLayout()
        above.setContentsMargins(EDGE, 0, EDGE, 6)
        above.addWidget(self.filter)
        self._stack = list_below(self, self.empty, self.view, title, above)

    def _wanted_height(self, most: int = _SHOWN_ROWS) -> int:
        rows = max(2, min(most, len(self.model.documents)))
        above = self.filter.sizeHint().height() + 6 if not self.filter.isHidden() else 0
        return 44 + above + rows * max(ROW, self.fontMetrics().height() + 8)

    def _mark_current(self) -> None:
        row = self.model.row_of(self.session.document_id)
        self.view.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex())

    def _follow(self, changes: ChangeSet) -> None:
        is_filtered = bool(self.filter.text()) and changes.touches(
            "document_fields", "document_sets", "set_members"
        )
        if is_filtered or changes.touches("documents", "annotations"):
            self.refresh()

    def _in_hand(self) -> Document | None:
        index = self.view.currentIndex()
        return self.model.documents[index.row()] if index.isValid() else None

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.session.open_document(self.model.documents[index.row()].id)

    def _rename(self, document_id: str, title: str) -> None:
        with self.session.change(Op.RENAME_DOCUMENT, self) as change:
            core.documents.rename_document(change, document_id, title)

    def _show_menu(self, place: QPoint) -> None:
        document = self._in_hand()
        if document is None or not self.view.indexAt(place).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        target = NoteTarget("document", document.id)
        menu.addAction(tr(words.RENAME), self.rename).setShortcut("F2")
        menu.addAction(icon("note"), tr(words.NOTE_DOTS), lambda: self.noteWanted.emit(target))
        menu.addAction(tr(words_texts.REPORT_DOTS), lambda: self.reportWanted.emit(document.id))
        menu.addSeparator()
        menu.addAction(icon("trash"), tr(words.REMOVE_DOCUMENT), self.remove).setShortcut("Del")
        menu.popup(self.view.viewport().mapToGlobal(place))
