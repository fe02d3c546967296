"""The seminar's acts: hand out, begin, hand in, collect, merge, reveal, compare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app import core
from desktop_app.core.errors import AppError
from desktop_app.core.model import Op
from desktop_app.gui import words
from desktop_app.gui.acts.files import FileActs
from desktop_app.gui.acts.uniting import UnitingActs
from desktop_app.gui.bridge import Session
from desktop_app.gui.results import ResultsArea
from desktop_app.gui.seminar import says
from desktop_app.gui.tasks import Progress
from desktop_app.gui.words import tr
from desktop_app.settings import Settings

if TYPE_CHECKING:
    from desktop_app.core.assignments import Assignment, NewAssignment
    from desktop_app.core.comparing.places import Heat
    from desktop_app.gui.seminar.comparing import ReadingsPane

PACK, WORK, RETURN = ".diplepack", ".diplework", ".diplereturn"
PROJECTED = 30
"""The size of the text before a room, in pixels."""


class SeminarActs(UnitingActs):
    """The acts of one window upon assignments and readings."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        window: QWidget,
        files: FileActs,
        results: ResultsArea,
    ) -> None:
        super().__init__(session, settings, window)
        self._files = files
        self._results = results
        self._looks = False
        session.changed.connect(lambda _: self._tell_looked())
        session.coderChanged.connect(self._tell_looked)
        session.opened.connect(self._tell_looked)
        self.set_size: Callable[[int], None] = lambda _: None
        self.show_only_text: Callable[[bool], None] = lambda _: None
        self.show_heat: Callable[[Sequence[tuple[int, int, float]]], None] = lambda _: None

    def takes(self, paths: Sequence[Path]) -> bool:
        """Tell whether dropped files are a seminar's."""
        return bool(paths) and all(path.suffix.lower() in (PACK, WORK, RETURN) for path in paths)

    def drop(self, paths: Sequence[Path]) -> None:
        """Begin the first pack among dropped files, take in what returned, or collect the rest."""
        by_suffix = {path.suffix.lower(): path for path in reversed(paths)}
        if PACK in by_suffix:
            self.begin(by_suffix[PACK])
        elif RETURN in by_suffix:
            self.receive_file(by_suffix[RETURN])
        else:
            self.collect_files(paths)

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
        dialog.wanted.connect(self._write_pack)
        self.session.show_dialog(dialog)

    def _write_pack(self, new: NewAssignment) -> None:
        from desktop_app.core import assignments
        from desktop_app.formats.seminar_files import write_pack

        path = self._ask_save(says.PACK, f"{new.title}{PACK}", says.PACK_FILES, PACK)
        project = self._project()
        if path is None or project is None:
            return
        made = ""
        with self.session.change(Op.GIVE_ASSIGNMENT) as change:
            made = assignments.give_assignment(change, new)
        if not made:
            return

        def work(progress: Progress) -> None:
            with project.reading() as rows:
                write_pack(rows, assignments.find_assignment(rows, made), path)

        said = tr(words.WRITING_FILE).format(name=path.name)
        self._undoing(work, said, tr(says.PACK_WRITTEN).format(name=path.name))

    # A student's ways
    def open_pack(self) -> None:
        """Ask for a pack and begin it."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, tr(says.OPEN_PACK), self._folder(), tr(says.PACK_FILES)
        )
        if name:
            self.begin(Path(name))

    def begin(self, path: Path) -> None:
        """Read a pack and ask whoever opened it for a name."""
        from desktop_app.formats.seminar_files import read_pack

        self._remember_folder(path)
        said = tr(words.READING_FILE).format(name=path.name)
        self._work(lambda _: read_pack(path).assignment, said, lambda a: self._greet(path, a))

    def _greet(self, path: Path, assignment: Assignment) -> None:
        from desktop_app.gui.seminar.packing import BeginDialog

        name = self.settings["coder"] or core.coders.usual_name()
        dialog = BeginDialog(assignment.title, assignment.instructions, name, self._window)
        dialog.begun.connect(lambda given: self._begin(path, assignment.title, given))
        dialog.open()

    def _begin(self, path: Path, title: str, name: str) -> None:
        from desktop_app.formats import seminar

        suffix = core.project.SUFFIX
        target = self._ask_save(says.BEGIN_WHERE, f"{title}{suffix}", words.PROJECT_FILES, suffix)
        if target is None:
            return
        self.settings["coder"] = name

        def work(progress: Progress) -> None:
            seminar.open_pack(path, target, name)

        said = tr(words.READING_FILE).format(name=path.name)

        def open_it(_: object) -> None:
            self._files.open_path(target)

        self._work(work, said, open_it)

    def hand_in(self) -> None:
        """Ask for a place and write one's reading there."""
        from desktop_app.core import assignments
        from desktop_app.formats.seminar_files import write_submission

        project, found = self._project(), self._assignment()
        if project is None or found is None:
            return
        me = self.session.coder_id
        name = next(coder.name for coder in self.session.coders() if coder.id == me)
        path = self._ask_save(says.HAND_IN, f"{name} {found.title}{WORK}", says.HAND_IN_FILES, WORK)
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
            return tr(says.HANDED_IN).format(
                name=path.name, count=len(done.rows["annotations"]), person=done.person
            )

        self._undoing(work, tr(words.WRITING_FILE).format(name=path.name), "")

    def give_back(self) -> None:
        """Ask for a place and write what was settled, to be returned to the readers."""
        project, found = self._project(), self._assignment()
        if project is None or found is None:
            return
        from desktop_app.formats.seminar_returns import write_return

        path = self._ask_save(says.RETURN, f"{found.title}{RETURN}", says.RETURN_FILES, RETURN)
        if path is None:
            return
        self.session.settle()

        def work(_: Progress) -> str:
            with project.reading() as rows:
                made = write_return(rows, found, path)
            counts = {table: len(made.rows[table]) for table in ("decisions", "annotations")}
            return tr(says.RETURNED).format(name=path.name, **counts)

        self._work(work, tr(words.WRITING_FILE).format(name=path.name), self.session.told.emit)

    # Seeing
    def reveal(self) -> None:
        """Let everybody's reading be seen; when that is so, hide them again."""
        from desktop_app.core import assignments

        found = self._assignment()
        if found is None:
            return
        with self.session.change(Op.REVEAL) as change:
            assignments.reveal(change, found.id, on=not found.is_revealed)
            said = says.HIDDEN if found.is_revealed else says.REVEALED
            self.session.told.emit(tr(said).format(title=found.title))

    def second_look(self) -> None:
        """Ask how many of one's own passages shall be given back without their codes."""
        if self._project() is None:
            return
        from desktop_app.gui.dialogs.choice import Choice

        answers = [(str(n), tr(says.LOOK_COUNT).format(count=n)) for n in (10, 20, 50)]
        dialog = Choice(tr(says.LOOK_AGAIN), answers, self._window)
        dialog.chosen.connect(lambda key: self._look_again(int(key)))
        self.session.show_dialog(dialog)

    def _look_again(self, count: int) -> None:
        from desktop_app.core.secondlook import begin_second_look

        made = ""
        with self.session.change(Op.SECOND_LOOK) as change:
            me, seed = self.session.coder_id, change.number
            made = begin_second_look(change, me, count, seed, tr(says.AGAIN))
            count = change.facts["count"]
        if made:
            name = next(coder.name for coder in self.session.coders() if coder.id == made)
            self.session.set_coder(made)
            self.session.told.emit(tr(says.LOOKING).format(count=count, name=name))

    def _tell_looked(self) -> None:
        """Show how both looks agree as soon as the last passage has a code again."""
        from desktop_app.core.secondlook import SECOND, is_looking

        project, me = self.session.project, self.session.coder_id
        coders = {coder.id: coder.kind for coder in self.session.coders()}
        was, self._looks = self._looks, False
        if project is not None and coders.get(me) == SECOND:
            self._looks = is_looking(project, me)
            if was and not self._looks:
                self._results.open("look")
                self.session.told.emit(tr(says.LOOK_DONE))

    def compare(self) -> ReadingsPane:
        """Open the readings side by side."""
        from desktop_app.gui.seminar.comparing import ReadingsPane

        is_new = self._results.panel("readings") is None
        pane = self._results.open("readings")
        assert isinstance(pane, ReadingsPane)
        if is_new:
            pane.heatFound.connect(self._warm)
            pane.roomWanted.connect(lambda: self._results.enlarge.setChecked(True))
        pane.pair.dress(self.settings)
        return pane

    def side_by_side(self) -> None:
        """Open two readings in columns, scrolled together."""
        self.compare().show_view("pair")

    def _warm(self, heat: Sequence[Heat], readers: int) -> None:
        """Show in the text's overview how many readers marked each stretch."""
        several = readers > 1
        self.show_heat([(h.start, h.end, h.readers / readers) for h in heat if several])

    def project(self) -> None:
        """Show the text to a room: large, one layer where nothing is compared, without names."""
        layers = self.session.layers
        layers.hide_names(not layers.is_nameless)
        if layers.is_nameless:
            if not self._results.isVisible():
                layers.only_coder(self.session.coder_id, (c.id for c in self.session.coders()))
        else:
            layers.show_all()
        size = PROJECTED if layers.is_nameless else self.settings["reading_size"]
        self.set_size(size)
        if pane := self._results.panel("readings"):
            pane.pair.set_size(size)  # type: ignore[attr-defined]
        self.show_only_text(layers.is_nameless and not self._results.isVisible())

    # The inside
    def _assignment(self) -> Assignment | None:
        from desktop_app.core import assignments

        project = self._project()
        if project is None:
            return None
        try:
            return assignments.find_assignment(project)
        except AppError as error:
            self.session.told.emit(words.explain(error))
            return None

    def _ask_save(self, title: str, name: str, kind: str, suffix: str) -> Path | None:
        safe = "".join("-" if sign in '/\\:*?"<>|' else sign for sign in name)
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, tr(title), str(Path(self._folder()) / safe), tr(kind)
        )
        if not chosen:
            return None
        path = Path(chosen)
        path = path if path.suffix else path.with_name(path.name + suffix)
        self._remember_folder(path)
        return path

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
                if project is self.session.project and project.last_step == noted:
                    project.undo(self.session.coder_id)
            else:
                self.session.told.emit(str(value or done))

        self._work(run, said, end)
