"""Files: projects made and opened, texts in, tables out."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app import core
from desktop_app.core.errors import AppError
from desktop_app.core.model import Op
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.tasks import Progress, Stopped, Task
from desktop_app.gui.words import tr
from desktop_app.settings import Settings

if TYPE_CHECKING:
    from desktop_app import formats


class FileActs(QObject):
    """The acts of one window upon files."""

    busy = Signal(object, str)
    """Work goes on in a thread: the Task, and what to say meanwhile."""

    def __init__(self, session: Session, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self.settings = settings
        self._window = window

    # Projects
    def new(self) -> None:
        """Ask for a name and make a project there."""
        path = self._ask_save(
            words.NEW_PROJECT, "", words.PROJECT_FILES, core.project.SUFFIX, replaces=False
        )
        if path is None:
            return
        with self.session.telling():
            coder = self.settings["coder"] or core.coders.usual_name()
            self._take(core.project.Project.create(path, coder))

    def open(self) -> None:
        """Ask for a project and open it."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, tr(words.OPEN_PROJECT), self._folder(), tr(words.PROJECT_FILES)
        )
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> bool:
        """Open the project at a path; tell whether that went well."""
        if self.session.project and path.resolve() == self.session.project.path.resolve():
            return True
        with self.session.telling():
            self._take(core.project.Project.open(path))
            return True
        return False

    def sample(self) -> None:
        """Open the sample project, building it when it is not there."""
        from desktop_app.formats.sample import sample_project

        with self.session.telling():
            self.open_path(sample_project())

    # Texts in
    def import_texts(self) -> None:
        """Ask for texts and bring them in."""
        if self.session.project is None:
            self.session.told.emit(tr(words.NO_PROJECT))
            return
        from desktop_app import formats

        patterns = " ".join(f"*{suffix}" for suffix in formats.suffixes())
        names, _ = QFileDialog.getOpenFileNames(
            self._window,
            tr(words.IMPORT_TEXTS),
            self._folder(),
            tr(words.TEXT_FILES).format(patterns=patterns) + ";;" + tr(words.ALL_FILES),
        )
        if names:
            self.import_paths([Path(name) for name in names])

    def import_paths(self, paths: list[Path]) -> None:
        """Read texts in a thread, then store them as one step and report."""
        from desktop_app import formats

        self._remember_folder(paths[0])
        project = self.session.project

        def read(progress: Progress) -> list[formats.ReadText | AppError]:
            found: list[formats.ReadText | AppError] = []
            for number, path in enumerate(paths):
                progress(number, len(paths))
                try:
                    found.append(formats.read_text(path))
                except AppError as error:
                    found.append(error)
            progress(len(paths), len(paths))
            return found

        def store(found: list[formats.ReadText | AppError]) -> None:
            # Read for one project, a text never lands in another.
            if project is not None and self.session.project is project:
                self._store(paths, found)
            else:
                self.session.told.emit(tr(words.STOPPED))

        said = tr(words.READING_FILE).format(name=paths[0].name)
        self._work(read, said, store)

    def _store(self, paths: list[Path], found: "list[formats.ReadText | AppError]") -> None:
        from desktop_app import formats
        from desktop_app.gui.dialogs.imports import EncodingDialog, ReportDialog

        refused: list[str] = []
        wanted: list[tuple[Path, formats.ReadText]] = []
        for path, each in zip(paths, found, strict=True):
            if isinstance(each, AppError):
                refused.append(words.explain(each))
            elif read := EncodingDialog.ask(path, each, self._window) if each.is_guessed else each:
                wanted.append((path, read))
        kept: list[formats.ReadText] = []
        made = ""
        with self.session.change(Op.IMPORT_DOCUMENT) as change:
            for path, read in wanted:
                try:
                    new = formats.new_document(read, path.name)
                    made = core.documents.add_document(change, new)
                    kept.append(read)
                except AppError as error:
                    refused.append(words.explain(error))
            if len(kept) > 1:
                change.facts = {"count": len(kept)}
        if made:
            self.session.open_document(made)
        if kept or refused:
            ReportDialog(kept, refused, self._window).open()

    # Tables out
    def export_segments(self) -> None:
        """Ask for a place and write the segments table there."""
        from desktop_app.formats.segments_csv import write_segments

        self._export(words.EXPORT_SEGMENTS, "segments", write_segments)

    def export_codebook(self) -> None:
        """Ask for a place and write the codebook table there."""
        from desktop_app.formats.codebook_csv import write_codebook

        self._export(words.EXPORT_CODEBOOK, "codebook", write_codebook)

    def _export(self, title: str, what: str, write: Callable[..., int]) -> None:
        project = self.session.project
        if project is None:
            self.session.told.emit(tr(words.NO_PROJECT))
            return
        path = self._ask_save(title, f"{project.name} {what}.csv", words.CSV_FILES, ".csv")
        if path is None:
            return

        self.session.settle()

        def work(progress: Progress) -> int:
            with project.reading() as rows:
                return write(rows, path, progress=progress)

        def say(count: int) -> None:
            self.session.told.emit(tr(words.WRITTEN).format(name=path.name, count=count))

        self._work(work, tr(words.WRITING_FILE).format(name=path.name), say)

    # The inside
    def _take(self, project: Any) -> None:
        self.session.open(project)
        self.settings.add_recent(project.path)
        self._remember_folder(project.path)

    def _work(
        self, work: Callable[[Progress], Any], said: str, done: Callable[[Any], None]
    ) -> None:
        task = Task(work, self)

        def end(value: object, error: object) -> None:
            if error is None:
                done(value)
            elif isinstance(error, Stopped):
                self.session.told.emit(tr(words.STOPPED))
            elif isinstance(error, AppError):
                self.session.told.emit(words.explain(error))
            elif isinstance(error, BaseException):
                raise error

        task.finished.connect(end)
        self.busy.emit(task, said)
        task.start()

    def _ask_save(
        self, title: str, name: str, kind: str, suffix: str, *, replaces: bool = True
    ) -> Path | None:
        options = QFileDialog.Option(0)
        if not replaces:
            # Nothing offers to write over a project: core refuses that in one sentence.
            options = QFileDialog.Option.DontConfirmOverwrite
        start = str(Path(self._folder()) / name)
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, tr(title), start, tr(kind), options=options
        )
        if not chosen:
            return None
        path = Path(chosen)
        path = path if path.suffix else path.with_name(path.name + suffix)
        self._remember_folder(path)
        return path

    def _folder(self) -> str:
        return str(self.settings["folder"] or Path.home())

    def _remember_folder(self, path: Path) -> None:
        self.settings["folder"] = str(path.parent)
