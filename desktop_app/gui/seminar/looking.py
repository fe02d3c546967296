"""How far one agrees with oneself: the passages of a second look beside how they were coded first.

A row leads to its place. The figure is Cohen's kappa over the passages that were coded anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from desktop_app import core
from desktop_app.core.model import ChangeSet
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.codebook.quotes import KEY, QuoteList
from desktop_app.gui.lists import words_or_page
from desktop_app.gui.pieces import EDGE, CalmCombo, bold, one_line, plain_label
from desktop_app.gui.seminar import says
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app.core.secondlook import Look


class LookPane(QWidget):
    """Tells of a second look how both agree, and lists where they do not."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.looks: list[Look] = []
        self.who = CalmCombo()
        self.who.setAccessibleName(tr(says.LOOK_WHOSE))
        self.figure = plain_label()
        self.figure.setFont(bold(self.figure.font()))
        self.said = plain_label(is_dim=True)
        self.list = QuoteList(tr(says.LOOK_PANE))
        self.empty = plain_label(tr(says.LOOK_NONE), is_dim=True)
        self.empty.setContentsMargins(EDGE, 8, EDGE, 8)
        layout = QVBoxLayout()
        layout.setContentsMargins(EDGE, 8, EDGE, 8)
        layout.setSpacing(6)
        for widget in (self.who, self.figure, self.said):
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)
        self.stack = words_or_page(self, self.empty, layout)
        self.setFocusProxy(self.list)
        self.who.activated.connect(self._show)
        self.list.itemActivated.connect(self._lead)
        self.list.itemClicked.connect(self._lead)
        session.opened.connect(self.refresh)
        session.coderChanged.connect(self.refresh)
        session.layers.namesChanged.connect(self.refresh)
        session.changed.connect(self._follow)
        self.refresh()

    def refresh(self) -> None:
        """Find the second looks that may be seen, the one in hand or the newest first."""
        from desktop_app.core.secondlook import first_looks

        project, kept = self.session.project, self.who.currentData()
        found = core.coders.seen_coders(project) if project else []
        known = first_looks(project) if project else {}
        looking = [coder.id for coder in found if coder.id in known][::-1]
        names = self.session.names()
        self.who.clear()
        for key in looking:
            self.who.addItem(one_line(names[key]), key)
        self.who.setCurrentIndex(max(0, self.who.findData(kept or self.session.coder_id)))
        self.who.setVisible(len(looking) > 1)
        self._show()

    # The inside
    def _show(self) -> None:
        from desktop_app.core.secondlook import agreement_with_oneself, read_looks

        project, again = self.session.project, self.who.currentData()
        self.looks = read_looks(project, again) if project and again else []
        self.list.clear()
        self.stack.setCurrentIndex(1 if again else 0)
        if not (project and again):
            return
        done = [look for look in self.looks if look.again_code]
        figure = agreement_with_oneself(self.looks)
        value = tr(says.LOOK_UNDEFINED) if figure.value is None else f"{figure.value + 0.0:.2f}"
        self.figure.setText(tr(says.LOOK_KAPPA).format(value=value))
        same = sum(look.is_same for look in done)
        left = len(self.looks) - len(done)
        said = tr(says.LOOK_SAID).format(same=same, done=len(done), left=left)
        self.said.setText(f"{said} {figure.reason or ''}".strip())
        other = [look for look in done if not look.is_same]
        marks = core.annotations.list_annotations(project, ids=[look.again_id for look in other])
        quotes = {mark.id: one_line(mark.quote) for mark in marks}
        for look in other:
            became = tr(says.LOOK_BECAME).format(
                first=self._code(look.first_code), again=self._code(look.again_code)
            )
            quote = quotes.get(look.again_id, "") or tr(words.WITHOUT_WORDS)
            self.list.add(quote, became, look.again_id)

    def _code(self, code_id: str | None) -> str:
        code = self.session.tree.get(code_id)
        return one_line(code.name) if code else tr(says.PLAIN)

    def _lead(self, item: QListWidgetItem) -> None:
        project = self.session.project
        ids = [item.data(KEY)]
        if project and (found := core.annotations.list_annotations(project, ids=ids)):
            self.session.show_annotation(found[0])

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("annotations", "coders", "codes"):
            self.refresh()
