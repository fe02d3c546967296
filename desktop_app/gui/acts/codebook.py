"""The codebook as a whole: its screen, files of it in and out, the gallery, comparisons."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app import core
from desktop_app.core.errors import FileUnwritable
from desktop_app.core.garbage import uncollected
from desktop_app.core.model import ChangeSet, Op
from desktop_app.gui import words
from desktop_app.gui.acts.work import Acts
from desktop_app.gui.bridge import Session
from desktop_app.gui.codebook import says
from desktop_app.gui.pieces import waiting
from desktop_app.gui.results import ResultsArea
from desktop_app.gui.tasks import Progress
from desktop_app.gui.words import tr
from desktop_app.settings import Settings

if TYPE_CHECKING:
    from desktop_app.core.books import Book
    from desktop_app.formats.annotations_csv import Plan
    from desktop_app.formats.codebooks import BookFile, Written
    from desktop_app.gui.codebook.comparing import CompareDialog
    from desktop_app.gui.codebook.gallery import GalleryDialog
    from desktop_app.gui.codebook.importing import ImportDialog
    from desktop_app.gui.notices import Notices

CODEBOOK, SEGMENTS, TEXT = "codebook", "segments", "text"
TABLES = (".csv", ".tsv", ".xlsx")
_OFFER = "codebook"
ONLY_CODEBOOKS = (".qdc", ".yaml", ".yml")


class CodebookActs(Acts):
    """The acts of one window upon its codebook."""

    def __init__(
        self, session: Session, settings: Settings, window: QWidget, area: ResultsArea
    ) -> None:
        super().__init__(session, settings, window)
        self._area = area
        self.import_texts: Callable[[list[Path]], object] = lambda _: None
        self.notices: Notices | None = None
        session.opened.connect(self._offer)
        session.changed.connect(self._withdraw)
        session.placeWanted.connect(self._show_text)

    def _show_text(self) -> None:
        """Give the text its room again where the codebook screen leads to a passage."""
        area = self._area
        if area.enlarge.isChecked() and area.stack.currentWidget() is area.panel("codebook"):
            area.enlarge.setChecked(False)

    def _offer(self) -> None:
        """Offer a ready codebook where a project begins without codes."""
        project = self.session.project
        if self.notices and project and project.is_writable and not len(self.session.tree):
            answers = [(tr(says.GALLERY_OPEN), self.gallery)]
            self.notices.show_notice(_OFFER, tr(says.GALLERY_OFFER), answers)
        elif self.notices:
            self.notices.drop(_OFFER)

    def _withdraw(self, changes: ChangeSet) -> None:
        if self.notices and changes.touches("codes"):
            self.notices.drop(_OFFER)

    # The screen
    def open_entry(self, code_id: str) -> None:
        """Open the codebook screen on one code's entry."""
        self.open()
        screen = self._area.panel("codebook")
        if code_id in self.session.tree:
            screen.go_to(code_id)  # type: ignore[union-attr]

    def open(self) -> None:
        """Open the codebook screen."""
        from desktop_app.gui.codebook.screen import CodebookScreen

        is_new = self._area.panel("codebook") is None
        screen = self._area.open("codebook")
        assert isinstance(screen, CodebookScreen)
        self._area.enlarge.setChecked(True)
        if is_new:
            screen.asked.connect(lambda act: getattr(self, act)())

    def use_example(self) -> None:
        """Let the annotation in hand show what its code is."""
        self._use(core.examples.KINDS[0])

    def use_non_example(self) -> None:
        """Let the annotation in hand show what its code is not."""
        self._use(core.examples.KINDS[1])

    def _use(self, kind: str) -> None:
        from desktop_app.gui.codebook.pages import use_example

        project, annotation_id = self.session.project, self.session.annotation_id
        if project is None or not annotation_id:
            self.session.told.emit(tr(says.NO_CURRENT))
            return
        annotation = core.annotations.get_annotation(project, annotation_id)
        if annotation.code_id is None:
            self.session.told.emit(tr(says.HAS_NO_CODE))
        else:
            use_example(self.session, annotation.code_id, kind)

    # Out
    def export(self) -> None:
        """Ask for a place and write the codebook there, in the format of its name."""
        project = self.session.project
        if project is None:
            self.session.told.emit(tr(words.NO_PROJECT))
            return
        kinds = {tr(said): suffix for suffix, said in says.EXPORT_FILES}
        start = str(Path(self._folder()) / f"{project.name} codebook.csv")
        chosen, kind = QFileDialog.getSaveFileName(
            self._window, tr(words.EXPORT_CODEBOOK), start, ";;".join(kinds)
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() not in kinds.values():
            path = path.with_name(path.name + kinds.get(kind, ".csv"))
        self._remember_folder(path)
        self.session.settle()

        def work(progress: Progress) -> Written:
            from desktop_app.formats.codebooks import Wish, export_codebook

            with project.reading() as rows:
                return export_codebook(Wish(rows, project.name, path, progress=progress))

        def say(done: Written) -> None:
            lost = "; ".join(f"{what} ({count})" for what, count in done.lost)
            text = says.WRITTEN_BUT if lost else says.WRITTEN
            count = says.counted(done.codes, "code")
            self.session.told.emit(tr(text).format(name=path.name, count=count, lost=lost))

        self._work(work, tr(words.WRITING_FILE).format(name=path.name), say)

    # In
    def import_file(self) -> None:
        """Ask for a codebook and show what it would change."""
        if self.session.project is None:
            self.session.told.emit(tr(words.NO_PROJECT))
            return
        kinds = tr(says.CODEBOOK_FILES) + ";;" + tr(words.ALL_FILES)
        path = self._ask_open(tr(says.IMPORT_TITLE), kinds)
        if path:
            self.import_path(path)

    def import_path(self, path: Path) -> None:
        """Read a codebook in a thread and show what it would change."""
        project = self.session.project
        if project is None:
            return
        self._remember_folder(path)
        self.session.settle()

        def work(_: Progress) -> tuple[BookFile, Book]:
            from desktop_app.formats.codebooks import read_codebook_file, without_guards

            found = read_codebook_file(path)
            with project.reading() as rows:
                here = core.books.read_book(rows)
            return without_guards(found, here), here

        said = tr(says.READING).format(name=path.name)
        self._work_here(work, said, lambda read: self.show_import(*read))

    def show_import(self, found: BookFile, here: Book) -> ImportDialog:
        """Show what a codebook that was read would change in the one that is here."""
        from desktop_app.gui.codebook.importing import ImportDialog

        dialog = ImportDialog(found, here, self._window)
        dialog.wanted.connect(
            lambda: self._take(dialog.found.book, dialog.chosen(), dialog.found.path.name)
        )
        self.session.show_dialog(dialog)
        return dialog

    def _take(self, book: Book, chosen: set[str], why: str) -> None:
        def do() -> None:
            self.session.told.emit(tr(says.TAKING_OVER).format(name=why))
            with (
                uncollected(),
                waiting(self._window),
                self.session.change(Op.IMPORT_CODES) as change,
            ):
                done = core.bookimport.import_book(change, book, chosen, why=why)
                said = tr(says.IMPORTED).format(
                    created=f"{done.created:,}",
                    changed=f"{done.changed:,}",
                    moved=f"{done.moved:,}",
                    left=f"{done.left:,}",
                )
                self.session.told.emit(said)

        self.session.backed_up(Op.IMPORT_CODES, do)

    # What was dropped on the window
    def takes(self, paths: list[Path]) -> bool:
        """Tell whether a dropped file may be a codebook: one file, of a suffix that it has."""
        return (
            len(paths) == 1
            and self.session.project is not None
            and paths[0].is_file()
            and paths[0].suffix.lower() in (*TABLES, *ONLY_CODEBOOKS)
        )

    def drop(self, path: Path) -> None:
        """Take a dropped codebook, or ask what a dropped table is."""
        from desktop_app.gui.dialogs.choice import Choice

        if path.suffix.lower() in ONLY_CODEBOOKS:
            self.import_path(path)
            return
        answers = [(CODEBOOK, tr(says.DROPPED_CODEBOOK))]
        if path.suffix.lower() != ".xlsx":
            answers.append((SEGMENTS, tr(says.DROPPED_SEGMENTS)))
            answers.append((TEXT, tr(says.DROPPED_TEXT)))
        dialog = Choice(tr(says.DROPPED).format(name=path.name), answers, self._window)
        acts: dict[str, Callable[[], object]] = {
            CODEBOOK: lambda: self.import_path(path),
            SEGMENTS: lambda: self._plan_segments(path),
            TEXT: lambda: self.import_texts([path]),
        }
        dialog.chosen.connect(lambda key: acts[key]())
        self.session.show_dialog(dialog)

    def _plan_segments(self, path: Path) -> None:
        project = self.session.project
        if project is None:
            return
        people = {coder.id: coder.name for coder in self.session.coders()}
        me = people[self.session.coder_id]

        def work(_: Progress) -> Plan:
            from desktop_app.formats.annotations_csv import plan_annotations
            from desktop_app.formats.csv_profile import read_table

            with project.reading() as rows:
                return plan_annotations(rows, read_table(path), me)

        def ask(plan: Plan) -> None:
            from desktop_app.gui.dialogs.choice import Choice

            none = tr(says.NONE).lower()
            question = tr(says.DROPPED_ASK).format(
                annotations=words.annotation_count(len(plan.annotations)),
                codes="; ".join(plan.codes[:12]) or none,
                coders="; ".join(plan.coders) or none,
            )
            dialog = Choice(question, [("do", tr(says.DROPPED_DO))], self._window)
            dialog.chosen.connect(
                lambda _: self.session.backed_up(
                    Op.IMPORT_ANNOTATIONS, lambda: self._apply_segments(plan)
                )
            )
            self.session.show_dialog(dialog)

        self._work_here(work, tr(says.READING).format(name=path.name), ask)

    def _apply_segments(self, plan: Plan) -> None:
        from desktop_app.formats.annotations_csv import apply_plan

        with self.session.change(Op.IMPORT_ANNOTATIONS) as change:
            apply_plan(change, plan)

    # The gallery
    def gallery(self) -> GalleryDialog | None:
        """Show the ready codebooks."""
        from desktop_app.gui.codebook.gallery import GalleryDialog
        from desktop_app.gui.codebook.screen import CodebookScreen

        if self.session.project is None:
            self.session.told.emit(tr(words.NO_PROJECT))
            return None
        screen = self._area.panel("codebook")
        chosen = screen.chosen() if isinstance(screen, CodebookScreen) else []
        dialog = GalleryDialog(
            has_codes=len(self.session.tree) > 0,
            home=self.session.tree.lineage(chosen[0].id) if len(chosen) == 1 else (),
            parent=self._window,
        )
        dialog.taken.connect(lambda: self._take_ready(dialog))
        dialog.saveWanted.connect(lambda: self._ask_name(dialog))
        self.session.show_dialog(dialog)
        return dialog

    def _take_ready(self, dialog: GalleryDialog) -> None:
        from desktop_app.core.bookdiff import Kind
        from desktop_app.formats.codebooks import BookFile

        project = self.session.project
        assert project is not None
        book = dialog.chosen_book()
        title = dialog.codebook.title if dialog.codebook else ""
        plan = core.bookimport.plan_import(project, book)
        if all(each.kind is Kind.NEW for each in plan):
            self._take(book, {each.key for each in plan}, title)
        else:
            # Some of it is here already: what would change is shown first.
            here = core.books.read_book(project)
            self.show_import(BookFile(Path(title or "gallery"), book, ""), here)

    def _ask_name(self, dialog: GalleryDialog) -> None:
        from desktop_app.gui.dialogs.name import NameDialog

        project = self.session.project
        assert project is not None
        asked = NameDialog(tr(says.GALLERY_TITLE), tr(says.GALLERY_SAVE_NAME), project.name, dialog)
        asked.given.connect(lambda name: self.save_ready(name, dialog))
        self.session.show_dialog(asked)

    def save_ready(self, name: str, dialog: GalleryDialog | None = None) -> Path | None:
        """Keep the project's codebook in the gallery, under a name."""
        from desktop_app.formats.codebook_yaml_out import write_yaml
        from desktop_app.gui.codebook.gallery import own_folder

        project = self.session.project
        name = " ".join(name.split())
        stem = re.sub(r"[^\w.-]+", "-", name).strip("-.") or "codebook"
        if project is None or not name:
            return None
        path = own_folder() / f"{stem}.yaml"
        with self.session.telling():
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise FileUnwritable(path=path, reason=error.strerror or str(error)) from error
            write_yaml(core.books.read_book(project), path, {"title": name})
            self.session.told.emit(tr(says.GALLERY_SAVED).format(name=name))
            if dialog:
                dialog.fill(name)
            return path
        return None

    # Comparing
    def compare(self) -> CompareDialog | None:
        """Show what changed in the codebook since a step, or what differs from a file."""
        from desktop_app.gui.codebook.comparing import CompareDialog

        project = self.session.project
        if project is None:
            self.session.told.emit(tr(words.NO_PROJECT))
            return None
        self.session.settle()
        dialog = CompareDialog(project, self._window, n_codes=len(self.session.tree))
        dialog.fileWanted.connect(lambda: self._compare_file(dialog))
        self.session.show_dialog(dialog)
        return dialog

    def _compare_file(self, dialog: CompareDialog) -> None:
        pattern = tr(says.CODEBOOK_FILES).replace(")", " *.diple)")
        path = self._ask_open(tr(says.COMPARE_TITLE), pattern)
        if path is None:
            return
        project = self.session.project

        def work(_: Progress) -> Book:
            from desktop_app.formats.codebooks import read_codebook_file, without_guards

            if path.suffix.lower() == core.project.SUFFIX:
                with core.project.Project.open(path, write=False) as other:
                    return core.books.read_book(other)
            found = read_codebook_file(path)
            if project is None:
                return found.book
            with project.reading() as rows:
                return without_guards(found, core.books.read_book(rows)).book

        said = tr(says.READING).format(name=path.name)
        self._work(work, said, lambda book: dialog.show_file(path, book), dialog)
