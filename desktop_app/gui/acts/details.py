"""The acts upon what is known about documents: the grid, guesses, and a table in and out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop_app.core import documents
from desktop_app.core.errors import Gone
from desktop_app.core.fields import TITLE, Guess
from desktop_app.core.model import Op, Rows
from desktop_app.gui import words
from desktop_app.gui import words_texts as said
from desktop_app.gui.acts.work import Acts
from desktop_app.gui.bridge import Session
from desktop_app.gui.notices import Notices
from desktop_app.gui.results import ResultsArea
from desktop_app.gui.tasks import Progress
from desktop_app.gui.words import tr
from desktop_app.settings import Settings

if TYPE_CHECKING:
    from desktop_app.formats.documents_csv import Edit

Offer = tuple[str, Guess, str]
"""A document's id, what is guessed about it, and what is known now."""


class DetailActs(Acts):
    """Opens the grid, and offers what could stand in it."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        window: QWidget,
        area: ResultsArea,
        notices: Notices,
    ) -> None:
        super().__init__(session, settings, window)
        self._area = area
        self._notices = notices
        self.dialog: QDialog | None = None
        """The dialog opened last."""
        self._unseen: set[str] = set()
        """The texts that came in since the project was opened, until their offers are looked at."""
        session.opened.connect(self._unseen.clear)

    def open(self) -> None:
        """Show what is known about all documents."""
        from desktop_app.gui.texts.details import DetailsPanel

        is_new = self._area.panel("details") is None
        panel = self._area.open("details")
        if is_new and isinstance(panel, DetailsPanel):
            panel.guessWanted.connect(self.guess)
            panel.setsWanted.connect(self.sets)
            panel.importWanted.connect(self.read_in)
            panel.exportWanted.connect(self.write_out)

    def sets(self) -> None:
        """Show the named sets, to rename or remove some."""
        if self.session.project is None:
            self.session.told.emit(tr(words.NO_PROJECT))
            return
        from desktop_app.gui.texts.sets import SetsDialog

        self._show(SetsDialog(self.session, self._window))

    def offer(self, imported: Sequence[tuple[str, Any]]) -> None:
        """Offer, after an import, what the files and heads of texts tell about them."""
        self._unseen |= {key for key, _ in imported}
        self._guess(frozenset(self._unseen), self._tell)

    def guess(self) -> None:
        """Look at what the heads of all texts tell about them, and the files that they were."""
        if project := self.session.project:
            self._guess([each.id for each in documents.list_documents(project)], self._look)

    def _guess(self, among: Collection[str], done: Callable[[list[Offer]], None]) -> None:
        """Guess in a thread what documents, by their ids, tell."""
        project = self.session.project
        if project is None:
            return

        def work(progress: Progress) -> list[Offer]:
            with project.reading() as rows:
                return _guesses(rows, among, progress)

        self._work_here(work, tr(said.LOOKING), done)

    def _tell(self, offers: list[Offer]) -> None:
        if any(guess.origin != "words" for _, guess, _ in offers):
            look = (tr(said.GUESSES_LOOK), lambda: self._look(offers))
            self._notices.show_notice("guesses", tr(said.GUESSES_OFFER), [look])

    def _look(self, offers: list[Offer]) -> None:
        from desktop_app.gui.texts.offers import GUESSES, OffersDialog

        self._notices.drop("guesses")
        self._unseen.clear()
        project = self.session.project
        known = documents.list_documents(project) if project else []
        titles = {each.id: each.title for each in known}
        # A text may have been removed since.
        offers = [each for each in offers if each[0] in titles]
        if not offers:
            self.session.told.emit(tr(said.GUESSES_NONE))
            return
        rows = [
            (
                titles[key],
                tr(said.TITLE) if guess.name == TITLE else said.field_name(guess.name),
                guess.value,
                now,
                tr(said.ORIGINS[guess.origin]),
            )
            for key, guess, now in offers
        ]
        dialog = OffersDialog(GUESSES, rows, self._window)
        dialog.accepted.connect(lambda: self._take([offers[at] for at in dialog.ticked()]))
        self._show(dialog)

    def _take(self, offers: list[Offer]) -> None:
        with self.session.change(Op.TAKE_GUESSES, self) as change:
            documents.take_guesses(change, [(key, guess) for key, guess, _ in offers])

    def read_in(self) -> None:
        """Ask for a table of documents and look at what it changes."""
        if self.session.project is None:
            return
        path = self._ask_open(tr(said.IMPORT_DETAILS_TITLE), tr(words.CSV_FILES))
        if path:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a table of documents in a thread and show what it changes."""
        from desktop_app.formats.documents_csv import read_documents

        project = self.session.project
        assert project is not None
        self._remember_folder(path)

        def work(progress: Progress) -> list[Edit]:
            with project.reading() as rows:
                return read_documents(rows, path)

        self._work_here(work, tr(words.READING_FILE).format(name=path.name), self._look_at_edits)

    def _look_at_edits(self, edits: list[Edit]) -> None:
        from desktop_app.formats.documents_csv import apply_edits
        from desktop_app.gui.texts.offers import EDITS, OffersDialog

        if not edits:
            self.session.told.emit(tr(said.EDITS_NONE))
            return
        rows = [(edit.document.title, what, new, old) for edit in edits for what, new, old in
                _told(edit)]  # fmt: skip
        owners = [at for at, edit in enumerate(edits) for _ in _told(edit)]
        dialog = OffersDialog(EDITS, rows, self._window)

        def apply() -> None:
            wanted: dict[int, set[str]] = {}
            for at in dialog.ticked():
                wanted.setdefault(owners[at], set()).add(rows[at][1])
            chosen = [_only(edits[at], names) for at, names in wanted.items()]
            self.session.backed_up(Op.IMPORT_FIELDS, lambda: store(chosen))

        def store(chosen: list[Edit]) -> None:
            with self.session.change(Op.IMPORT_FIELDS, self) as change:
                apply_edits(change, chosen)

        dialog.accepted.connect(apply)
        self._show(dialog)

    def write_out(self) -> None:
        """Ask for a place and write the table of documents there."""
        project = self.session.project
        if project is None:
            return
        start = str(Path(self._folder()) / f"{project.name} details.csv")
        name, _ = QFileDialog.getSaveFileName(
            self._window, tr(said.EXPORT_DETAILS_TITLE), start, tr(words.CSV_FILES)
        )
        if not name:
            return
        from desktop_app.formats.documents_csv import write_documents

        path = Path(name)
        path = path if path.suffix else path.with_name(path.name + ".csv")
        self._remember_folder(path)

        def work(progress: Progress) -> int:
            with project.reading() as rows:
                return write_documents(rows, path, progress=progress)

        def say(count: int) -> None:
            self.session.told.emit(words.written(path.name, count))

        self._work(work, tr(words.WRITING_FILE).format(name=path.name), say)

    def _show(self, dialog: QDialog) -> None:
        self.dialog = dialog
        self.session.show_dialog(dialog)


def _guesses(rows: Rows, among: Collection[str], progress: Progress) -> list[Offer]:
    found: list[Offer] = []
    for number, each in enumerate(documents.list_documents(rows)):
        if each.id in among:
            progress(number, len(among))
            guesses: list[Guess] = []
            with suppress(Gone):  # an import may be undone while its texts are looked at
                guesses = documents.guess_about(rows, each)
            for guess in guesses:
                now = each.title if guess.name == TITLE else each.fields.get(guess.name, "")
                found.append((each.id, guess, now))
    return found


def _told(edit: Edit) -> list[tuple[str, str, str]]:
    """List what a table changes about a document: what, new and old."""
    rows = [(tr(said.TITLE), edit.title, edit.document.title)] if edit.title else []
    rows += [
        (said.field_name(name), value, edit.document.fields.get(name, ""))
        for name, value in edit.fields.items()
    ]
    if edit.sets is not None:
        rows.append((tr(said.SETS), "; ".join(edit.sets), ""))
    return rows


def _only(edit: Edit, names: set[str]) -> Edit:
    """Leave of an edit what is called by these names."""
    return replace(
        edit,
        title=edit.title if tr(said.TITLE) in names else None,
        fields={k: v for k, v in edit.fields.items() if said.field_name(k) in names},
        sets=edit.sets if tr(said.SETS) in names else None,
    )
