"""The texts that were removed: one is restored, or all are deleted for good."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.core.journal import Change
from desktop_app.core.model import Op
from desktop_app.core.removed import (
    Emptied,
    Removed,
    empty_removed,
    has_unused_texts,
    list_removed,
    plan_emptying,
    restore_document,
)
from desktop_app.gui import words as common
from desktop_app.gui import words_texts as words
from desktop_app.gui.bridge import Session
from desktop_app.gui.dialogs.choice import Choice
from desktop_app.gui.pacing import PATIENCE, Waiting
from desktop_app.gui.pieces import waiting
from desktop_app.gui.tasks import Progress, Task
from desktop_app.gui.texts.tables import ListDialog
from desktop_app.gui.times import local_time
from desktop_app.gui.words import tr


class RemovedDialog(ListDialog):
    """Lists what was removed, the latest first."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        columns = (words.TITLE, words.CHARACTERS, words.ANNOTATIONS, words.REMOVED_AT)
        names = [tr(each) for each in columns]
        super().__init__(tr(words.REMOVED_TITLE), names, (280, 100, 100), parent)
        assert session.project is not None
        self.session = session
        self._project = session.project
        self._home = parent or self
        self.found: list[Removed] = []
        self.restore = self.foot.add(words.RESTORE)
        self.empty = self.foot.add(words.EMPTY_DOTS)
        self.resize(640, 360)
        self.restore.clicked.connect(self.bring_back)
        self.list.chosen.connect(self.bring_back)
        self.empty.clicked.connect(self._ask)
        self._refresh()

    def bring_back(self) -> None:
        """Restore the text in hand."""
        row = self.list.row()
        if not 0 <= row < len(self.found):
            return
        chosen = self.found[row]
        left_out = 0

        def restore(change: Change) -> None:
            nonlocal left_out
            left_out = restore_document(change, chosen.document_id)

        with self._busy(words.RESTORING):
            if not self.session.carry_out(Op.RESTORE_DOCUMENT, restore, self):
                return
        said = words.RESTORED_PARTLY if left_out else words.RESTORED
        self.session.told.emit(tr(said).format(title=chosen.title, count=f"{left_out:,}"))
        self.session.open_document(chosen.document_id)
        self._refresh()

    def _ask(self) -> None:
        project = self._project

        def work(progress: Progress) -> Emptied:
            with project.reading() as rows:
                return plan_emptying(rows)

        task = Task(work, self)
        task.finished.connect(self._ask_about)
        task.start()

    def _ask_about(self, plan: object, error: object) -> None:
        if isinstance(error, BaseException):
            raise error
        assert isinstance(plan, Emptied)
        question = tr(words.EMPTY_ASK).format(count=f"{plan.texts:,}", length=f"{plan.length:,}")
        choice = Choice(question, [("empty", tr(words.EMPTY_DO))], self, is_final=True)
        choice.chosen.connect(
            lambda _: self.session.backed_up(Op.EMPTY_REMOVED, lambda: self._empty(plan))
        )
        self.session.show_dialog(choice)

    def _empty(self, plan: Emptied) -> None:
        with self._busy(words.EMPTYING):
            empty = lambda change: empty_removed(change, plan)  # noqa: E731
            is_done = self.session.carry_out(Op.EMPTY_REMOVED, empty, self)
        if is_done:
            if isValid(self):
                self._refresh()
            self._shrink()

    def _shrink(self) -> None:
        """Give the room in the file back, in a thread; nobody reads or writes meanwhile."""
        project = self._project
        # Over the window: the list may be closed before it is time to say so.
        wait = Waiting(self._home, tr(words.SHRINKING), tr(common.CANCEL))
        task = Task(lambda _: project.shrink(), self.session)

        def end(_: object, error: object) -> None:
            wait.deleteLater()
            with self.session.telling():
                if isinstance(error, BaseException):
                    raise error
                self.session.told.emit(tr(words.EMPTIED))

        task.finished.connect(end)
        wait.rejected.connect(project.stop_shrinking)
        QTimer.singleShot(int(PATIENCE * 1000), wait, wait.show)
        task.start()

    @contextmanager
    def _busy(self, said: str) -> Iterator[None]:
        """Say what is being done: all writing is, and must be, in this thread."""
        if not isValid(self):  # closed while the backup was made
            yield
            return
        self.said.setText(tr(said))
        self.said.show()
        try:
            with waiting(self):
                yield
        finally:
            self._say_empty()

    def _say_empty(self) -> None:
        self.said.setText(tr(words.REMOVED_EMPTY))
        self.said.setVisible(not self.found)
        self.list.setVisible(bool(self.found))

    def _refresh(self) -> None:
        self.found = list_removed(self._project)
        self.list.show_rows(
            [
                (each.title, f"{each.length:,}", f"{each.annotations:,}", local_time(each.at))
                for each in self.found
            ]
        )
        self._say_empty()
        self.restore.setEnabled(bool(self.found))
        self.empty.setEnabled(has_unused_texts(self._project))
