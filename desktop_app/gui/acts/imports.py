"""Texts in: files, folders, and what was pasted; read in a thread, stored as one step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop_app import core
from desktop_app.core.errors import AppError
from desktop_app.core.model import Op
from desktop_app.gui import words
from desktop_app.gui.acts.work import Acts
from desktop_app.gui.tasks import Progress
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app import formats

_STEPS = 1000
"""How finely the progress within one file is told."""


@dataclass
class Gathered:
    """What was read of the files that were asked for, and what was not."""

    texts: "list[tuple[Path, formats.ReadText]]" = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    others: list[Path] = field(default_factory=list)


class ImportActs(Acts):
    """The acts that bring texts in."""

    bring_project: Callable[[Path], None] | None = None
    """What brings another program's project in, where one is dropped."""
    imported = Signal(object)
    """Texts came in: a list of each one's document id and ReadText, with what its file tells."""

    def texts(self) -> None:
        """Ask for texts and bring them in."""
        if not self._is_open():
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
            self.paths([Path(name) for name in names])

    def folder(self) -> None:
        """Ask for a folder and bring in every text in it."""
        if not self._is_open():
            return
        name = QFileDialog.getExistingDirectory(
            self._window, tr(words.IMPORT_FOLDER), self._folder()
        )
        if name:
            self.paths([Path(name)])

    def paste(self) -> None:
        """Let a text be pasted or typed, and bring it in."""
        if not self._is_open():
            return
        from desktop_app.gui.dialogs.paste import PasteDialog

        dialog = PasteDialog(QApplication.clipboard().text(), self._window)
        dialog.written.connect(self._take_pasted)
        self.session.show_dialog(dialog)

    def paths(self, paths: Sequence[Path]) -> None:
        """Read files and folders in a thread, then store the texts as one step and report."""
        if not paths or not self._is_open():
            return
        if self.bring_project and len(paths) == 1 and paths[0].suffix.lower() == ".qdpx":
            self.bring_project(paths[0])
            return
        self._remember_folder(paths[0])
        said = tr(words.READING_FILE).format(name=paths[0].name)
        self._work_here(lambda progress: read_all(paths, progress), said, self._take)

    # The inside
    def _is_open(self) -> bool:
        if self.session.project is None:
            self.session.told.emit(tr(words.NO_PROJECT))
        return self.session.project is not None

    def _take(self, found: Gathered) -> None:
        """Have guessed encodings looked at, then store."""
        guessed = [each for each in found.texts if each[1].is_guessed]
        if not guessed:
            self._store(found)
            return
        from desktop_app.gui.dialogs.encodings import EncodingDialog

        dialog = EncodingDialog(guessed, self._window)

        def keep(looked_at: "dict[Path, formats.ReadText]") -> None:
            found.texts = [(path, looked_at.get(path, read)) for path, read in found.texts]
            self._store(found)

        dialog.chosen.connect(keep)
        dialog.rejected.connect(lambda: self.session.told.emit(tr(words.STOPPED)))
        self.session.show_dialog(dialog)

    def _take_pasted(self, title: str, text: str) -> None:
        from desktop_app import formats

        def work(progress: Progress) -> Gathered:
            return Gathered([(Path(), formats.read_pasted(text, title))])

        self._work_here(work, tr(words.READING_FILE).format(name=title), self._store)

    def _store(self, found: Gathered) -> None:
        from desktop_app import formats

        new = [formats.new_document(read, path.name) for path, read in found.texts]
        made: list[str | AppError] = []
        with self.session.change(Op.IMPORT_DOCUMENT) as change:
            made = core.documents.add_documents(change, new)
        kept: list[tuple[str, formats.ReadText]] = []
        for (_, read), each in zip(found.texts, made, strict=False):
            if isinstance(each, AppError):
                found.refused.append(words.explain(each))
            else:
                kept.append((each, read))
        if kept:
            self.session.open_document(kept[0][0])
            self.imported.emit(kept)
        self._report([read for _, read in kept], found)

    def _report(self, kept: "list[formats.ReadText]", found: Gathered) -> None:
        """Report what came in; a single text of which there is nothing to say needs no dialog."""
        from desktop_app.gui.dialogs.report import ReportDialog, entry_of

        if len(kept) == 1 and not (kept[0].report or found.refused or found.others):
            self.session.told.emit(words.imported(kept[0].title, len(kept[0].text)))
        elif kept or found.refused or found.others:
            entries = [entry_of(read) for read in kept]
            report = ReportDialog(entries, found.refused, found.others, self._window)
            self.session.show_dialog(report)


def read_all(paths: Sequence[Path], progress: Progress) -> Gathered:
    """Read files and the texts in folders; what cannot be read is told, not raised."""
    from desktop_app import formats

    texts, others = formats.find_texts(paths)
    found = Gathered(others=others)
    total = len(texts) * _STEPS
    for number, each in enumerate(texts):

        def tell(done: int, of: int, at: int = number) -> None:
            progress(at * _STEPS + done * _STEPS // max(1, of), total)

        tell(0, 1)
        try:
            found.texts.append((each.path, formats.read_text(each.path, progress=tell)))
        except AppError as error:
            found.refused.append(words.explain(error))
    progress(total, total)
    return found
