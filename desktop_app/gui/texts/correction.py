"""Correcting a text: an explicit mode with the old text beside the new one that may be edited.

What becomes of every annotation is worked out in a thread while one types; nothing is written
until the correction is accepted.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from desktop_app.core.anchoring import Fate
from desktop_app.core.annotations import list_annotations
from desktop_app.core.documents import get_document, read_text
from desktop_app.core.errors import AppError, SameVersion
from desktop_app.core.model import NewDocument, Op
from desktop_app.core.safety import Reason, backup_before
from desktop_app.core.versions import Moved, Plan, accept_correction, plan_correction
from desktop_app.gui import words as common
from desktop_app.gui import words_texts as words
from desktop_app.gui.bridge import Session
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import plain_label
from desktop_app.gui.tasks import Progress, Task
from desktop_app.gui.texts.affected import AffectedList
from desktop_app.gui.texts.sides import Sides
from desktop_app.gui.texts.tracking import TrackedText
from desktop_app.gui.words import tr

PAUSE = 350
"""Milliseconds without a key after which the texts are compared."""


class CorrectionDialog(QDialog):
    """Shows both texts, what differs, and whom it concerns; accepts in one step."""

    accepting = Signal(object)
    """The backup is being made: its Task."""

    def __init__(
        self,
        session: Session,
        document_id: str,
        text: str | None = None,
        new: NewDocument | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        assert session.project is not None
        self.session = session
        self._project = session.project
        self._document_id = document_id
        self._new = new
        self._old = read_text(session.project, document_id)
        self._task: Task | None = None
        self._is_stale = False
        self.plan: Plan | None = None
        title = get_document(session.project, document_id).title
        self.setWindowTitle(tr(words.CORRECT_TITLE).format(title=title))
        self.sides = Sides(tr(words.OLD_TEXT), tr(words.NEW_TEXT), is_editable=True)
        self.sides.old.setPlainText(self._old)
        self.tracked = TrackedText(self.sides.new)
        self.tracked.set_text(self._old if text is None else text)
        self.said = plain_label(tr(words.NOTHING_DIFFERS))
        self.affected = AffectedList()
        self.none = plain_label(tr(words.AFFECTED_NONE), is_dim=True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr(words.REASON_HINT))
        self.reason.setAccessibleName(tr(words.REASON))
        self.forward = QPushButton(tr(words.NEXT_DIFFERENCE))
        self.forward.setShortcut("F8")
        self.forward.setToolTip(f"{tr(words.NEXT_DIFFERENCE)} (F8)")
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._compare)
        self.tracked.edited.connect(self._begin)
        self.affected.placeWanted.connect(self._show)
        self.forward.clicked.connect(self.sides.go_next)
        self._show_plan(None)
        if text is not None:
            self._begin()
        self.sides.new.setFocus()

    # Making
    def _lay_out(self) -> None:
        explain = plain_label(tr(words.CORRECT_EXPLAIN), is_dim=True)
        foot = Foot(self, words.ACCEPT)
        self.accept_button = foot.do
        self.accept_button.clicked.connect(self._accept)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.said, 1)
        line.addWidget(self.forward)
        why = QHBoxLayout()
        why.setSpacing(8)
        label = QLabel(tr(words.REASON))
        label.setBuddy(self.reason)
        why.addWidget(label)
        why.addWidget(self.reason, 1)
        why.addLayout(foot)
        layout = body(self)
        layout.setSpacing(8)
        layout.addWidget(explain)
        layout.addWidget(self.sides, 3)
        layout.addLayout(line)
        layout.addWidget(self.none)
        layout.addWidget(self.affected, 1)
        layout.addLayout(why)
        self.resize(1080, 720)

    # Comparing
    def _begin(self) -> None:
        self.accept_button.setEnabled(False)
        self.said.setText(tr(words.COMPARING))
        self._is_stale = True
        self._timer.start()

    def _compare(self) -> None:
        if self._task is not None:
            return  # the one under way starts the next when it ends
        self._is_stale = False
        text, project, document_id, new = (
            self.tracked.text(), self._project, self._document_id, self._new,
        )  # fmt: skip

        def work(progress: Progress) -> Plan | None:
            with project.reading() as rows:
                try:
                    return plan_correction(rows, document_id, text, new)
                except SameVersion:
                    return None

        self._task = Task(work, self)
        self._task.finished.connect(self._compared)
        self._task.start()

    def _compared(self, plan: Plan | None, error: object) -> None:
        self._task = None
        if self._is_stale:
            self._compare()
            return
        if isinstance(error, AppError):
            self._show_plan(None)
            self.said.setText(common.explain(error))
        elif isinstance(error, BaseException):
            raise error
        else:
            self._show_plan(plan)

    def _show_plan(self, plan: Plan | None) -> None:
        self.plan = plan
        changes = plan.alignment.changes() if plan else []
        self.sides.show_differences(self._old, plan.text if plan else self._old, changes)
        names = self._codes(plan) if plan else {}
        self.affected.show_plan(plan, lambda key: names.get(key, ""))
        has_rows = self.affected.model().rowCount() > 0
        self.affected.setVisible(has_rows)
        self.none.setVisible(plan is not None and not has_rows)
        self.accept_button.setEnabled(plan is not None)
        self.forward.setEnabled(bool(changes))
        if plan is None:
            self.said.setText(tr(words.NOTHING_DIFFERS))
            return
        moved = len(plan.carried)
        follow = plan.fates[Fate.KEPT] + plan.fates[Fate.MOVED] - moved
        fates = {**plan.fates, Fate.MOVED: moved}
        self.said.setText(words.fates_line(len(changes), follow, fates))

    def _codes(self, plan: Plan) -> dict[str, str]:
        listed = (*plan.of(Fate.REWORDED, Fate.SHORTENED, Fate.LOST), *plan.carried)
        ids = {each.annotation_id for each in listed}
        tree = self.session.tree
        return {
            each.id: code.name if (code := tree.get(each.code_id)) else tr(common.HIGHLIGHT_NAME)
            for each in list_annotations(self._project, ids=ids)
        }

    def _show(self, moved: Moved) -> None:
        now = (moved.place.start, moved.place.end)
        if moved.place.fate is Fate.LOST and self.plan:
            now = (self.plan.alignment.beside(moved.start),) * 2
        self.sides.go_to((moved.start, moved.end), now)

    # Ending
    def _accept(self) -> None:
        plan = self.plan
        if plan is None or self._is_stale:
            return
        self.setEnabled(False)
        self.said.setText(tr(words.BACKING_UP))
        project = self._project
        task = Task(lambda progress: backup_before(project, Reason.CORRECTION), self)

        def go_on(_: object, error: object) -> None:
            self.setEnabled(True)
            if isinstance(error, AppError):
                self.said.setText(common.explain(error))
            elif isinstance(error, BaseException):
                raise error
            else:
                self._store(plan)

        task.finished.connect(go_on)
        self.accepting.emit(task)
        task.start()

    def _store(self, plan: Plan) -> None:
        op = Op.REPLACE_TEXT if self._new else Op.CORRECT_TEXT
        reason = self.reason.text()
        if self.session.carry_out(op, lambda change: accept_correction(change, plan, reason), self):
            self.session.told.emit(tr(words.CORRECTED).format(title=plan.document.title))
            self.accept()

    def reject(self) -> None:
        """Leave; ask before corrections that were not accepted are left."""
        if self.tracked.text() == self._old:
            super().reject()
            return
        from desktop_app.gui.dialogs.choice import Choice

        choice = Choice(
            tr(words.DISCARD_ASK), [("leave", tr(words.DISCARD_DO))], self, is_final=True
        )
        choice.chosen.connect(lambda _: super(CorrectionDialog, self).reject())
        self.session.show_dialog(choice)
