"""What comes from others and becomes one with the open project: readings, and copies of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from desktop_app.core.model import Op
from desktop_app.gui import words
from desktop_app.gui.acts.work import Acts
from desktop_app.gui.seminar import says
from desktop_app.gui.tasks import Progress
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app.core.collecting import CollectPlan
    from desktop_app.core.merging import MergePlan


class UnitingActs(Acts):
    """Each reads in a thread, shows what would come, asks what clashes, and takes it when told."""

    def collect(self) -> None:
        """Ask for readings that were handed in."""
        names, _ = QFileDialog.getOpenFileNames(
            self._window, tr(says.COLLECT), self._folder(), tr(says.COLLECT_FILES)
        )
        if names:
            self.collect_files([Path(name) for name in names])

    def collect_files(self, paths: Sequence[Path]) -> None:
        """Read files in a thread, show what they are, and take them in when told to."""
        from desktop_app.formats import seminar

        project = self._project()
        if project is None:
            return
        self._remember_folder(paths[0])
        self.session.settle()

        def plan(decided: dict[str, str], then: Callable[[CollectPlan], object]) -> None:
            def work(progress: Progress) -> CollectPlan:
                with project.reading() as rows:
                    return seminar.plan(rows, paths, progress, decided)

            self._work_here(work, tr(says.COLLECT_READING).format(count=len(paths)), then)

        def decide(known: CollectPlan, decided: dict[str, str]) -> None:
            # What is planned already is taken, unless somebody has chosen otherwise.
            plan(decided, self._collect) if decided else self._collect(known)

        def show(known: CollectPlan) -> None:
            from desktop_app.gui.seminar.reports import CollectDialog

            dialog = CollectDialog(known, self._window)
            dialog.taken.connect(lambda decided: decide(known, decided))
            self.session.show_dialog(dialog)

        plan({}, show)

    def _collect(self, plan: CollectPlan) -> None:
        from desktop_app.core.collecting import accept_collecting

        def take() -> None:
            with self.session.change(Op.COLLECT) as change:
                accept_collecting(change, plan)
                count = sum(each.is_taken for each in plan.reports)
                many = says.COLLECTED_ONE if count == 1 else says.COLLECTED
                self.session.told.emit(tr(many).format(count=count))

        self.session.backed_up(Op.COLLECT, take)

    def merge(self) -> None:
        """Ask for copies of the project and merge them."""
        if self._project() is None:
            return
        names, _ = QFileDialog.getOpenFileNames(
            self._window, tr(says.MERGE), self._folder(), tr(words.PROJECT_FILES)
        )
        if names:
            self.merge_files([Path(name) for name in names])

    def merge_files(self, paths: Sequence[Path]) -> None:
        """Compare copies in a thread, show what they bring, and merge when told to."""
        project = self._project()
        if project is None:
            return
        from desktop_app.core.merging.files import plan_merge_of

        self.session.settle()
        self._work_here(
            lambda _: plan_merge_of(project, paths, {}),
            tr(says.MERGE_READING),
            lambda plan: self._show_merge(project, paths, plan),
        )

    def _show_merge(self, project: Any, paths: Sequence[Path], plan: MergePlan) -> None:
        from desktop_app.gui.seminar.reports import MergeDialog

        dialog = MergeDialog(plan, self._window)
        dialog.decided.connect(lambda decided: self._merge(project, paths, decided))
        self.session.show_dialog(dialog)

    def _merge(self, project: Any, paths: Sequence[Path], decided: dict[str, str]) -> None:
        from desktop_app.core.merging import accept_merge
        from desktop_app.core.merging.files import plan_merge_of
        from desktop_app.messages_seminar import counts_phrase

        def accept(plan: MergePlan) -> None:
            with self.session.change(Op.MERGE) as change:
                accept_merge(change, plan)
                counts = counts_phrase(plan.counts(), tr) or tr(says.SMALL_THINGS)
                self.session.told.emit(tr(says.MERGED).format(counts=counts))

        def go_on() -> None:
            self._work_here(
                lambda _: plan_merge_of(project, paths, decided), tr(says.MERGE_READING), accept
            )

        self.session.backed_up(Op.MERGE, go_on)

    def receive(self) -> None:
        """Ask for what a teacher returned."""
        if self._project() is None:
            return
        path = self._ask_open(tr(says.RECEIVE), tr(says.RETURN_FILES))
        if path:
            self.receive_file(path)

    def receive_file(self, path: Path) -> None:
        """Read what was returned in a thread and take it in; one's own reading stays."""
        project = self._project()
        if project is None:
            return
        from desktop_app.core.returning import accept_receiving, plan_receiving
        from desktop_app.formats.seminar_returns import read_return

        self._remember_folder(path)
        self.session.settle()

        def work(_: Progress) -> MergePlan:
            returned = read_return(path)
            with project.reading() as rows:
                return plan_receiving(rows, returned)

        def take(plan: MergePlan) -> None:
            with self.session.change(Op.RECEIVE) as change:
                accept_receiving(change, plan)
                self.session.told.emit(tr(says.RECEIVED).format(title=plan.names[0]))

        def done(plan: MergePlan) -> None:
            if plan.is_empty:
                self.session.told.emit(tr(says.RECEIVED_NOTHING).format(name=path.name))
            else:
                self.session.backed_up(Op.RECEIVE, lambda: take(plan))

        self._work_here(work, tr(words.READING_FILE).format(name=path.name), done)

    def _project(self) -> Any:
        if self.session.project is None:
            self.session.told.emit(tr(words.NO_PROJECT))
        return self.session.project
