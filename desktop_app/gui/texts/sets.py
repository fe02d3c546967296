"""The named sets of texts: given other names, or removed; their texts stay."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from desktop_app.core import docsets, documents
from desktop_app.core.model import ChangeSet, DocumentSet, Op
from desktop_app.gui import words as common
from desktop_app.gui import words_texts as words
from desktop_app.gui.bridge import Session
from desktop_app.gui.pieces import plain_label
from desktop_app.gui.texts.tables import RowsTable, plain_item
from desktop_app.gui.words import tr


class SetsDialog(QDialog):
    """Lists the sets with the texts in each; F2 renames, Delete removes."""

    _typed = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.session = session
        self.setWindowTitle(tr(words.SETS_TITLE))
        self.found: list[DocumentSet] = []
        self._is_filling = False
        titles = (tr(words.SET), tr(words.TEXTS_COUNT), tr(words.TEXTS_IN))
        self.list = RowsTable(tr(words.SETS_TITLE), titles, (180, 60))
        self.said = plain_label(is_dim=True)
        self.rename = QPushButton(tr(common.RENAME))
        self.remove = QPushButton(tr(words.REMOVE_SET))
        buttons = QDialogButtonBox()
        buttons.addButton(self.rename, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.remove, QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(tr(common.CLOSE), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.rename, self.remove, close):
            button.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.said)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self.resize(560, 320)
        self.rename.clicked.connect(self.begin_renaming)
        self.remove.clicked.connect(self.remove_chosen)
        self.list.chosen.connect(self.begin_renaming)
        self.list.removeWanted.connect(self.remove_chosen)
        self.list.rows.itemChanged.connect(self._take)
        # Only once the editor is gone: the rows are made anew.
        self._typed.connect(self._store, Qt.ConnectionType.QueuedConnection)
        session.changed.connect(self._follow)
        self._refresh()
        self.list.setFocus()

    def begin_renaming(self) -> None:
        """Edit the name of the set in hand in place."""
        if 0 <= self.list.row() < len(self.found):
            self.list.setFocus()
            self.list.edit(self.list.rows.index(self.list.row(), 0))

    def remove_chosen(self) -> None:
        """Remove the set in hand; it can be undone."""
        if 0 <= self.list.row() < len(self.found):
            chosen = self.found[self.list.row()]
            with self.session.change(Op.REMOVE_SET, self) as change:
                docsets.remove_set(change, chosen.id)

    def _take(self, item: QStandardItem) -> None:
        if not self._is_filling:
            self._typed.emit(self.found[item.row()].id, item.text())

    def _store(self, set_id: str, name: str) -> None:
        with self.session.change(Op.CHANGE_SET, self) as change:
            docsets.rename_set(change, set_id, name)
        self._refresh()

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("document_sets", "set_members", "documents"):
            self._refresh()

    def _refresh(self) -> None:
        project = self.session.project
        self.found = docsets.list_sets(project) if project else []
        everything = documents.list_documents(project) if project else []
        self._is_filling = True
        rows = []
        for each in self.found:
            here = [document.title for document in everything if document.id in each.documents]
            rows.append(("", f"{len(here):,}", "; ".join(here)))
        self.list.show_rows(rows)
        for row, each in enumerate(self.found):
            self.list.rows.setItem(row, 0, plain_item(each.name, is_editable=True))
        self._is_filling = False
        self.said.setText(tr(words.SETS_EXPLAIN if self.found else words.SETS_NONE))
        self.list.setVisible(bool(self.found))
        is_writable = bool(self.found and project and project.is_writable)
        self.rename.setEnabled(is_writable)
        self.remove.setEnabled(is_writable)
