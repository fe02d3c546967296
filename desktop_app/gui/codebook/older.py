"""The annotations of the whole project that were made under an older wording of their code."""

from __future__ import annotations

from PySide6.QtWidgets import QListWidgetItem, QPushButton, QWidget

from desktop_app import core
from desktop_app.core.model import Annotation, ChangeSet, Op
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.codebook import says
from desktop_app.gui.codebook.pages import show
from desktop_app.gui.codebook.quotes import KEY, QuoteList
from desktop_app.gui.lists import list_with_foot, words_or_page
from desktop_app.gui.pieces import EDGE, caption, one_line, plain_label
from desktop_app.gui.words import tr

MOST = 300
"""How many are shown at once; the others follow as these are confirmed."""


class OlderPane(QWidget):
    """Lists them by code, in the codebook's order, to be walked through and confirmed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.title = caption("")
        self.list = QuoteList(tr(says.OLDER_PANE))
        self.empty = plain_label(tr(says.OLDER_NONE), is_dim=True)
        self.empty.setContentsMargins(EDGE, 8, EDGE, 8)
        self.confirm = QPushButton(tr(says.CONFIRM))
        self.confirm_all = QPushButton(tr(says.CONFIRM_ALL))
        page = list_with_foot(self.list, self.title, self.confirm, self.confirm_all)
        self.stack = words_or_page(self, self.empty, page)
        self.setFocusProxy(self.list)
        self.list.itemActivated.connect(lambda item: show(self.session, item.data(KEY)))
        self.list.currentItemChanged.connect(self._lead)
        self.confirm.clicked.connect(self._confirm)
        self.confirm_all.clicked.connect(self._confirm_all)
        session.opened.connect(self.refresh)
        session.changed.connect(self._follow)
        self.refresh()

    def refresh(self) -> None:
        """Read them again, the same place in hand."""
        project, tree = self.session.project, self.session.tree
        row = max(0, self.list.currentRow())
        older = core.wordings.count_older(project) if project else {}
        ids: list[str] = []
        for code in tree:
            if project and older.get(code.id) and len(ids) < MOST:
                ids += core.wordings.older_annotations(project, code.id)[: MOST - len(ids)]
        self.list.blockSignals(True)
        self.list.clear()
        self._fill(ids)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.list.blockSignals(False)
        count = sum(older.values())
        said = says.OLDER if count <= MOST else says.OLDER_SOME
        self.title.setText(tr(said).format(count=f"{count:,}", shown=f"{len(ids):,}"))
        self.stack.setCurrentIndex(1 if ids else 0)

    def _fill(self, ids: list[str]) -> None:
        project, tree = self.session.project, self.session.tree
        if not (project and ids):
            return
        people = self.session.names()
        titles = {d.id: d.title for d in core.documents.list_documents(project)}
        order = {code.id: at for at, code in enumerate(tree)}
        found = core.annotations.list_annotations(project, ids=ids)
        for each in sorted(found, key=lambda a: order.get(a.code_id or "", 0)):
            quote = one_line(each.quote or each.note)
            place = (
                _code_of(self.session, each),
                titles.get(each.document_id or "", ""),
                people.get(each.coder_id, ""),
            )
            said = ", ".join(filter(None, place))
            self.list.add(quote or tr(words.WITHOUT_WORDS), said, each.id)

    def _lead(self, item: QListWidgetItem | None) -> None:
        if item and self.list.hasFocus():
            show(self.session, item.data(KEY))
            self.list.setFocus()

    def _confirm(self) -> None:
        item = self.list.currentItem()
        if item:
            self._hold([item.data(KEY)])

    def _confirm_all(self) -> None:
        self._hold([self.list.item(row).data(KEY) for row in range(self.list.count())])

    def _hold(self, ids: list[str]) -> None:
        with self.session.change(Op.CONFIRM_WORDING) as change:
            core.wordings.confirm_wordings(change, ids)

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("annotations", "codes", "documents", "parts"):
            self.refresh()


def _code_of(session: Session, annotation: Annotation) -> str:
    return one_line(session.tree.path(annotation.code_id)) if annotation.code_id else ""
