"""What was settled in the whole project: each decision with its reason and what stands of it.

A row leads to its place; a decision can be taken back, and all are written as a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidgetItem, QPushButton, QWidget

from desktop_app.core.model import ChangeSet, Op
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.codebook.quotes import KEY, QuoteList
from desktop_app.gui.lists import list_with_foot, words_or_page
from desktop_app.gui.pieces import EDGE, caption, one_line, plain_label
from desktop_app.gui.seminar import says
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app.core.settling import Settled


class SettledPane(QWidget):
    """Lists the decisions, the newest first."""

    exportWanted = Signal(object)
    """All of it shall be written: a Grid."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.settled: list[Settled] = []
        self.list = QuoteList(tr(says.SETTLED_PANE))
        self.empty = plain_label(tr(says.SETTLED_NONE), is_dim=True)
        self.empty.setContentsMargins(EDGE, 8, EDGE, 8)
        self.title = caption("")
        self.withdraw = QPushButton(tr(says.SETTLED_BACK))
        self.export = QPushButton(tr(says.SETTLED_WRITE))
        page = list_with_foot(self.list, self.title, self.withdraw, self.export)
        self._stack = words_or_page(self, self.empty, page)
        self.setFocusProxy(self.list)
        self.list.itemActivated.connect(self._lead)
        self.list.itemClicked.connect(self._lead)
        self.withdraw.clicked.connect(self._withdraw)
        self.export.clicked.connect(self._export)
        session.opened.connect(self.refresh)
        session.changed.connect(self._follow)
        session.layers.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the decisions again, the same row in hand."""
        from desktop_app.core.settling import read_settled

        project = self.session.project
        row = max(0, self.list.currentRow())
        self.settled = read_settled(project)[::-1] if project else []
        names = self.session.names()
        self.list.clear()
        for each in self.settled:
            self.list.add(self._quote(each), self._said(each, names), each.decision.id)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        count = len(self.settled)
        many = says.SETTLED_ONE if count == 1 else says.SETTLED_MANY
        self.title.setText(tr(many).format(count=f"{count:,}"))
        self.withdraw.setEnabled(bool(project and project.is_writable))
        self._stack.setCurrentIndex(1 if count else 0)

    # The inside
    def _quote(self, each: Settled) -> str:
        words_of = (one_line(mark.quote) for mark in each.marks)
        return next(filter(None, words_of), tr(words.WITHOUT_WORDS))

    def _said(self, each: Settled, names: dict[str, str]) -> str:
        """Say what readers marked, what was decided by whom, and why."""
        marked = [
            f"{names[mark.coder_id]}: {self._code(mark.code_id)}"
            if mark.coder_id in names
            else self._code(mark.code_id)
            for mark in each.marks
        ]
        verdict = tr(says.SETTLED[each.decision.verdict])
        by = names.get(each.decision.created_by, "")
        parts = [", ".join(marked), f"{verdict} ({by})" if by else verdict, each.decision.reason]
        return " · ".join(filter(None, map(one_line, parts)))

    def _code(self, code_id: str | None) -> str:
        code = self.session.tree.get(code_id)
        return code.name if code else tr(says.PLAIN)

    def _lead(self, item: QListWidgetItem) -> None:
        found = [each for each in self.settled if each.decision.id == item.data(KEY)]
        if found and found[0].marks:
            self.session.show_annotation(found[0].marks[0])

    def _withdraw(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        from desktop_app.core.deciding import withdraw

        with self.session.change(Op.DECIDE) as change:
            withdraw(change, item.data(KEY))

    def _export(self) -> None:
        project = self.session.project
        if project is None:
            return
        from desktop_app.core.marks import Marks
        from desktop_app.formats.listings import TABLES

        listing = TABLES["decisions"](project, Marks(project))
        self.exportWanted.emit((list(listing.columns), [list(row) for row in listing.rows]))

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("decisions", "decision_marks", "replies", "annotations", "codes"):
            self.refresh()
