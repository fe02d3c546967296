"""What was decided on an annotation and what people said of it, on its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.core.model import Annotation, ChangeSet, Op
from desktop_app.gui.bridge import Session
from desktop_app.gui.pieces import plain_label
from desktop_app.gui.seminar import says
from desktop_app.gui.words import tr
from desktop_app.messages_seminar import OTHER_STANDS, THIS_STANDS

if TYPE_CHECKING:
    from desktop_app.core.deciding import Decision
    from desktop_app.core.project import Project

_SIGNS = 5000


def _verdict(project: Project, decision: Decision, mark: Annotation) -> str:
    """Say what a decision means for one of the marks that it is about."""
    from desktop_app.core.deciding import ACCEPT, is_standing

    if decision.verdict != ACCEPT:
        return says.SETTLED[decision.verdict]
    return THIS_STANDS if is_standing(project, decision, mark) else OTHER_STANDS


class Thread(QWidget):
    """The decision, the replies, and a line to reply in; hidden where one person reads alone."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._annotation: Annotation | None = None
        self.decided = plain_label(is_dim=True)
        self.replies = plain_label()
        self.replies.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.line = QLineEdit()
        self.line.setMaxLength(_SIGNS)
        self.line.setPlaceholderText(tr(says.REPLY))
        self.line.setAccessibleName(tr(says.REPLY))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        for widget in (self.decided, self.replies, self.line):
            layout.addWidget(widget)
        self.line.returnPressed.connect(self._reply)
        session.changed.connect(self._follow)
        self.hide()

    def show_of(self, annotation: Annotation | None) -> None:
        """Show what belongs to an annotation; nothing for none."""
        if self._annotation is None or annotation is None or annotation.id != self._annotation.id:
            self.line.clear()
        self._annotation = annotation
        self._show()

    def _show(self) -> None:
        project, mark = self.session.project, self._annotation
        if project is None or mark is None:
            self.hide()
            return
        from desktop_app.core import deciding

        names = self.session.names()
        decided = [each for each in deciding.list_decisions(project) if mark.id in each.marks]
        said = [tr(_verdict(project, each, mark)) for each in decided]
        said += [each.reason for each in decided if each.reason]
        self.decided.setText(". ".join(part[:1].upper() + part[1:] for part in said))
        self.decided.setVisible(bool(said))
        replies = deciding.list_replies(project, mark.id)
        lines = [f"{names.get(each.created_by, '')}: {each.text}" for each in replies]
        self.replies.setText("\n".join(lines))
        self.replies.setVisible(bool(lines))
        self.line.setEnabled(project.is_writable)
        self.setVisible(len(names) > 1 or bool(said or lines))

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("decisions", "replies", "coders"):
            self._show()

    def _reply(self) -> None:
        mark, text = self._annotation, self.line.text()
        if mark is None or not text.strip():
            return
        from desktop_app.core import deciding

        with self.session.change(Op.WRITE_REPLY) as change:
            deciding.write_reply(change, mark.id, text)
            self.line.clear()
