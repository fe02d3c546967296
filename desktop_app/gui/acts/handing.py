"""The ways of an assignment: handed out, begun, looked at again, handed in, returned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop_app import core
from desktop_app.core.errors import AppError
from desktop_app.core.model import Op
from desktop_app.gui import words
from desktop_app.gui.acts.files import FileActs
from desktop_app.gui.acts.uniting import UnitingActs
from desktop_app.gui.bridge import Session
from desktop_app.gui.seminar import says
from desktop_app.gui.tasks import Progress
from desktop_app.gui.words import tr
from desktop_app.settings import Settings

if TYPE_CHECKING:
    from desktop_app.core.assignments import Assignment, NewAssignment
    from desktop_app.core.project import Project
    from desktop_app.formats.seminar_files import Pack
    from desktop_app.gui.seminar.packing import BeginDialog, PackDialog

PACK, WORK, RETURN = ".diplepack", ".diplework", ".diplereturn"
KEY = ".csv"


class HandingActs(UnitingActs):
    """What goes from a teacher to students and back, as files."""

    def __init__(
        self, session: Session, settings: Settings, window: QWidget, files: FileActs
    ) -> None:
        super().__init__(session, settings, window)
        self._files = files

    # Handing out
    def pack(self) -> None:
        """Ask what shall be handed out, and write the pack."""
        project = self._project()
        if project is None:
            return
        from desktop_app.gui.seminar.packing import PackDialog

        documents = core.documents.list_documents(project)
        dialog = PackDialog(
            documents,
            self.session.document_id,
            len(self.session.tree),
            self.session.coders(),
            self._window,
        )
        dialog.wanted.connect(lambda new: self._write_pack(dialog, new))
        self.session.show_dialog(dialog)

    def _write_pack(self, dialog: PackDialog, new: NewAssignment) -> None:
        from desktop_app.core import assignments
        from desktop_app.formats.seminar_files import write_pack

        path = self._ask_place(says.PACK, f"{new.title}{PACK}", says.PACK_FILES, PACK)
        project = self._project()
        if path is None or project is None:
            return
        made = ""
        with self.session.change(Op.GIVE_ASSIGNMENT) as change:
            made = assignments.give_assignment(change, new)
        if not made:
            return
        dialog.close_written()

        def work(progress: Progress) -> None:
            with project.reading() as rows:
                write_pack(rows, assignments.find_assignment(rows, made), path)

        said = tr(words.WRITING_FILE).format(name=path.name)
        self._undoing(work, said, tr(says.PACK_WRITTEN).format(name=path.name))

    # A student's ways
    def open_pack(self) -> None:
        """Ask for a pack and begin it."""
        path = self._ask_open(tr(says.OPEN_PACK), tr(says.PACK_FILES))
        if path:
            self.begin(path)

    def begin(self, path: Path) -> None:
        """Read a pack and ask whoever opened it for a name."""
        from desktop_app.formats.seminar_files import read_pack

        self._remember_folder(path)
        said = tr(words.READING_FILE).format(name=path.name)
        self._work(lambda _: read_pack(path), said, lambda pack: self._greet(path, pack))

    def _greet(self, path: Path, pack: Pack) -> None:
        from desktop_app.gui.seminar.packing import BeginDialog

        name = self.settings["coder"] or core.coders.usual_name()
        titles = [row["title"] for row in pack.rows["documents"].values()]
        dialog = BeginDialog(pack.assignment, titles, name, self._window)
        dialog.begun.connect(lambda given: self._begin(dialog, path, pack.assignment.title, given))
        dialog.open()

    def _begin(self, dialog: BeginDialog, path: Path, title: str, name: str) -> None:
        from desktop_app.formats import seminar

        suffix = core.project.SUFFIX
        target = self._ask_place(says.BEGIN_WHERE, f"{title}{suffix}", words.PROJECT_FILES, suffix)
        if target is None:
            return
        dialog.close_begun()
        self.settings["coder"] = name

        def work(progress: Progress) -> None:
            seminar.open_pack(path, target, name)

        said = tr(words.READING_FILE).format(name=path.name)

        def open_it(_: object) -> None:
            self._files.open_path(target)

        self._work(work, said, open_it)

    def task(self) -> None:
        """Show again what an assignment asks."""
        self._with_assignment(self._show_task)

    def _show_task(self, project: Project, found: Assignment) -> None:
        from desktop_app.gui.seminar.task import TaskDialog

        documents = core.documents.list_documents(project)
        titles = [each.title for each in documents if each.id in found.texts]
        self.session.show_dialog(TaskDialog(found, titles, self._window))

    def hand_in(self) -> None:
        """Ask for a place and write one's reading there."""
        self._with_assignment(self._hand_in)

    def _hand_in(self, project: Project, found: Assignment) -> None:
        from desktop_app.core import assignments
        from desktop_app.formats.seminar_files import write_submission

        me = self.session.coder_id
        name = next(coder.name for coder in self.session.coders() if coder.id == me)
        path = self._ask_place(
            says.HAND_IN, f"{name} {found.title}{WORK}", says.HAND_IN_FILES, WORK
        )
        if path is None:
            return
        is_noted = False
        with self.session.change(Op.HAND_IN) as change:
            is_noted = bool(assignments.note_handing_in(change, found.id))
        if not is_noted:
            return

        def work(progress: Progress) -> str:
            with project.reading() as rows:
                done = write_submission(rows, found, me, path)
            count = words.annotation_count(len(done.rows["annotations"]))
            return tr(says.HANDED_IN).format(name=path.name, count=count, person=done.person)

        self._undoing(work, tr(words.WRITING_FILE).format(name=path.name), "")

    def give_back(self) -> None:
        """Ask for a place and write what was settled, to be returned to the readers."""
        self._with_assignment(self._give_back)

    def _give_back(self, project: Project, found: Assignment) -> None:
        from desktop_app.formats.seminar_returns import write_return

        path = self._ask_place(says.RETURN, f"{found.title}{RETURN}", says.RETURN_FILES, RETURN)
        if path is None:
            return
        self.session.settle()

        def work(_: Progress) -> str:
            with project.reading() as rows:
                made = write_return(rows, found, path)
            number = len(made.rows["decisions"])
            many = says.DECISIONS_ONE if number == 1 else says.DECISIONS_MANY
            decisions = tr(many).format(count=f"{number:,}")
            return tr(says.RETURNED).format(name=path.name, decisions=decisions)

        self._work(work, tr(words.WRITING_FILE).format(name=path.name), self.session.told.emit)

    def unname(self) -> None:
        """Ask for places and write a copy in which readers have numbers, and apart who is who."""
        project: Project | None = self._project()
        if project is None:
            return
        from desktop_app.formats.unnamed import write_unnamed_copy

        suffix = core.project.SUFFIX
        usual = tr(says.UNNAME_NAME).format(name=project.name) + suffix
        target = self._ask_place(says.UNNAME, usual, words.PROJECT_FILES, suffix)
        if target is None:
            return
        usual = tr(says.UNNAME_KEY_NAME).format(name=project.name) + KEY
        key = self._ask_place(says.UNNAME_KEY, usual, says.KEY_FILES, KEY)
        if key is None:
            return
        self.session.settle()

        def work(_: Progress) -> str:
            with project.reading() as rows:
                write_unnamed_copy(rows, target, key)
            return tr(says.UNNAMED).format(name=target.name, key=key.name)

        self._work(work, tr(words.WRITING_FILE).format(name=target.name), self.session.told.emit)

    # The inside
    def _with_assignment(self, act: Callable[[Project, Assignment], None]) -> None:
        """Do something with the project's assignment; where there are several, ask with which."""
        from desktop_app.core import assignments
        from desktop_app.gui.dialogs.choice import Choice

        project: Project | None = self._project()
        if project is None:
            return
        try:
            newest = assignments.find_assignment(project)
        except AppError as error:
            self.session.told.emit(words.explain(error))
            return
        known = {each.id: each for each in reversed(assignments.list_assignments(project))}
        if len(known) == 1:
            act(project, newest)
            return
        answers = [(each.id, each.title) for each in known.values()]
        dialog = Choice(tr(says.WHICH_ASSIGNMENT), answers, self._window)
        dialog.chosen.connect(lambda key: act(project, known[key]))
        self.session.show_dialog(dialog)

    def _ask_place(self, title: str, name: str, kind: str, suffix: str) -> Path | None:
        safe = "".join("-" if sign in '/\\:*?"<>|' else sign for sign in name)
        return self._ask_save(title, safe, kind, suffix)

    def _undoing(self, work: Any, said: str, done: str) -> None:
        """Write in a thread what a step has noted; where that fails, take the step back."""
        project = self.session.project
        assert project is not None
        noted = project.last_step

        def run(progress: Progress) -> object:
            try:
                return work(progress)
            except AppError as error:
                return error

        def end(value: object) -> None:
            if isinstance(value, AppError):
                self.session.told.emit(words.explain(value))
                is_last = not project.is_changing and project.last_step == noted
                if project is self.session.project and is_last:
                    project.undo(self.session.coder_id)
            else:
                self.session.told.emit(str(value or done))

        self._work(run, said, end)
