"""The named sets of texts: given other names, or removed; their texts stay."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem
from PySide6.QtWidgets import QWidget

from desktop_app.core import docsets, documents
from desktop_app.core.model import ChangeSet, DocumentSet, Op
from desktop_app.gui import words as common
from desktop_app.gui import words_texts as words
from desktop_app.gui.bridge import Session
from desktop_app.gui.texts.tables import ListDialog, plain_item
from desktop_app.gui.words import tr


class SetsDialog(ListDialog):
    """Lists the sets with the texts in each; F2 renames, Delete removes."""

    _typed = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        columns = (tr(words.SET), tr(words.TEXTS_COUNT), tr(words.TEXTS_IN))
        super().__init__(tr(words.SETS_TITLE), columns, (180, 60), parent)
        assert session.project is not None
        self.session = session
        self._project = session.project
        self.found: list[DocumentSet] = []
        self._is_filling = False
        self.rename = self.foot.add(common.RENAME)
        self.remove = self.foot.add(words.REMOVE_SET)
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
        self.found = docsets.list_sets(self._project)
        everything = documents.list_documents(self._project)
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
        is_writable = bool(self.found and self._project.is_writable)
        self.rename.setEnabled(is_writable)
        self.remove.setEnabled(is_writable)
