"""Projects of other programs, in the exchange format REFI-QDA: read in a thread, one step each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app import core
from desktop_app.core.model import Document, Op
from desktop_app.gui import words
from desktop_app.gui.acts.work import Acts
from desktop_app.gui.dialogs import exchange as says
from desktop_app.gui.tasks import Progress
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app.formats.refi_apply import Brought
    from desktop_app.formats.refi_in import Exchanged

SUFFIX = ".qdpx"


class ExchangeActs(Acts):
    """The acts that bring other programs' projects in."""

    def project(self) -> None:
        """Ask for a project of another program and bring it in."""
        if self.session.project is None:
            self.session.told.emit(tr(words.NO_PROJECT))
            return
        path = self._ask_open(tr(says.TITLE), tr(says.FILES))
        if path:
            self.bring(path)

    def bring(self, path: Path) -> None:
        """Bring the project at a path in, and report."""
        self._remember_folder(path)

        def work(progress: Progress) -> Exchanged:
            from desktop_app.formats.refi_in import read_qdpx

            return read_qdpx(path)

        def take(found: Exchanged) -> None:
            self.session.backed_up(Op.IMPORT_PROJECT, lambda: self._store(path, found))

        self._work_here(work, tr(words.READING_FILE).format(name=path.name), take)

    def _store(self, path: Path, found: Exchanged) -> None:
        from desktop_app.formats.refi_apply import bring_in

        brought: list[Brought] = []
        known = {document.id for document in self._documents()}
        with self.session.change(Op.IMPORT_PROJECT) as change:
            brought.append(bring_in(change, found))
        if brought:
            new = [each.id for each in self._documents() if each.id not in known]
            if new:
                self.session.open_document(new[0])
            report = says.ExchangeReport(path.name, found, brought[0], self._window)
            self.session.show_dialog(report)

    def _documents(self) -> list[Document]:
        project = self.session.project
        return core.documents.list_documents(project) if project else []
