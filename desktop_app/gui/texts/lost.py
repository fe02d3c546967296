"""The passages whose words a correction took away: to be placed again, or let go."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.annotations import list_annotations
from desktop_app.core.documents import list_documents
from desktop_app.core.model import ChangeSet, Op
from desktop_app.core.versions import Orphan, drop_orphan, list_orphans
from desktop_app.gui import words as common
from desktop_app.gui import words_texts as words
from desktop_app.gui.bridge import Session
from desktop_app.gui.lists import list_below
from desktop_app.gui.pieces import EDGE, plain_label
from desktop_app.gui.texts.tables import RowsTable
from desktop_app.gui.words import tr


class LostPanel(QWidget):
    """Lists lost passages with what stood around them; `placeWanted` asks to place the current."""

    placeWanted = Signal(object)
    """The Orphan that is to be placed on the words selected in the text."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.orphans: list[Orphan] = []
        titles = [tr(each) for each in (words.DOCUMENT, words.CODE, words.WORDS_LOST)]
        self.view = RowsTable(tr(words.LOST_PANE), titles, (180, 160))
        self.empty = plain_label(tr(words.LOST_EMPTY), is_dim=True)
        self.empty.setContentsMargins(EDGE, 8, EDGE, 8)
        explain = plain_label(tr(words.LOST_EXPLAIN), is_dim=True)
        self.place = QPushButton(tr(words.PLACE_ON_SELECTION))
        self.drop = QPushButton(tr(words.LET_GO))
        bar = QHBoxLayout()
        bar.setContentsMargins(EDGE, 4, EDGE, 4)
        bar.setSpacing(8)
        bar.addWidget(explain, 1)
        bar.addWidget(self.place)
        bar.addWidget(self.drop)
        self._stack = list_below(self, self.empty, self.view)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(bar)
        self.place.clicked.connect(self._place)
        self.drop.clicked.connect(self.let_go)
        self.view.chosen.connect(self._show)
        self.view.removeWanted.connect(self.let_go)
        session.opened.connect(self.refresh)
        session.changed.connect(self._follow)
        self.refresh()

    def refresh(self) -> None:
        """Read the lost passages again."""
        project = self.session.project
        self.orphans = list_orphans(project) if project else []
        titles = {each.id: each.title for each in list_documents(project)} if project else {}
        ids = {each.annotation_id for each in self.orphans}
        found = list_annotations(project, ids=ids) if project and ids else []
        codes = {each.id: self.session.tree.get(each.code_id) for each in found}
        rows = []
        for each in self.orphans:
            code = codes.get(each.annotation_id)
            name = code.name if code else tr(common.HIGHLIGHT_NAME)
            around = f"{each.before}[{each.quote}]{each.after}"
            rows.append((titles.get(each.document_id, ""), name, around))
        self.view.show_rows(rows)
        self._stack.setCurrentIndex(1 if self.orphans else 0)
        for button in (self.place, self.drop):
            button.setEnabled(bool(self.orphans))

    def current(self) -> Orphan | None:
        """Return the passage in hand."""
        row = self.view.row()
        return self.orphans[row] if 0 <= row < len(self.orphans) else None

    def let_go(self) -> None:
        """Let the passage in hand go; it can be undone."""
        if orphan := self.current():
            with self.session.change(Op.DROP_ORPHAN, self) as change:
                drop_orphan(change, orphan.id)

    def _place(self) -> None:
        if orphan := self.current():
            self.placeWanted.emit(orphan)

    def _show(self) -> None:
        if orphan := self.current():
            self.session.open_document(orphan.document_id)

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("orphans", "documents", "codes"):
            self.refresh()
