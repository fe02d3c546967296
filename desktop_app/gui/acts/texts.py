"""The acts upon texts: correct, compare versions, say who speaks, bring removed ones back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.core import turns, versions
from desktop_app.core.documents import get_document
from desktop_app.core.model import Op
from desktop_app.core.versions import Orphan
from desktop_app.gui import words
from desktop_app.gui import words_texts as said
from desktop_app.gui.acts.work import Acts
from desktop_app.gui.bridge import Session
from desktop_app.gui.reading import Reading
from desktop_app.gui.results import ResultsArea
from desktop_app.gui.words import tr
from desktop_app.settings import Settings


class TextActs(Acts):
    """Opens the dialogs and panes about texts, and does what they ask for."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        window: QWidget,
        reading: Reading,
        area: ResultsArea,
    ) -> None:
        super().__init__(session, settings, window)
        self._reading = reading
        self._area = area
        self.dialog: QDialog | None = None
        """The dialog opened last."""

    # Corrections and versions
    def correct(self) -> None:
        """Open the mode in which the current text may be edited."""
        if self._may_write():
            self._open_correction()

    def replace(self) -> None:
        """Ask for a file that holds a new edition of the current text and compare it."""
        if not self._may_write():
            return
        from desktop_app import formats

        document = self.session.document()
        assert document is not None
        patterns = " ".join(f"*{suffix}" for suffix in formats.suffixes())
        path = self._ask_open(
            tr(said.CHOOSE_EDITION).format(title=document.title),
            tr(words.TEXT_FILES).format(patterns=patterns) + ";;" + tr(words.ALL_FILES),
        )
        if path:
            self._read_edition(path)

    def _read_edition(self, path: Path) -> None:
        from desktop_app import formats

        self._remember_folder(path)
        here = self.session.document_id

        def show(read: formats.ReadText) -> None:
            if self.session.document_id == here:
                new = formats.new_document(read, path.name)
                self._open_correction(read.text, new)

        work = lambda progress: formats.read_text(path)  # noqa: E731
        self._work_here(work, tr(words.READING_FILE).format(name=path.name), show)

    def _open_correction(self, text: str | None = None, new: Any = None) -> None:
        from desktop_app.gui.texts.correction import CorrectionDialog

        self.session.settle()
        dialog = CorrectionDialog(self.session, self.session.document_id, text, new, self._window)
        dialog.accepted.connect(self._tell_lost)
        self._show(dialog)

    def _tell_lost(self) -> None:
        project = self.session.project
        if project and versions.list_orphans(project, self.session.document_id):
            self.lost()

    def versions(self) -> None:
        """Show the versions of the current text."""
        if self._has_document():
            from desktop_app.gui.texts.versions import VersionsDialog

            dialog = VersionsDialog(self.session, self.session.document_id, self._window)
            dialog.backWanted.connect(self._open_correction)
            self._show(dialog)

    def report(self, document_id: str = "") -> None:
        """Show what was kept and left out when a text came in: the current one, or another."""
        from desktop_app.gui.dialogs.report import ReportDialog, stored_entry

        project = self.session.project
        if project is None or not (document_id or self._has_document()):
            return
        with self.session.telling():
            key = document_id or self.session.document_id
            entry = stored_entry(project, get_document(project, key))
            self._show(ReportDialog([entry], parent=self._window))

    def lost(self) -> None:
        """Show the passages that lost their words."""
        from desktop_app.gui.texts.lost import LostPanel

        is_new = self._area.panel("lost") is None
        panel = self._area.open("lost")
        if is_new and isinstance(panel, LostPanel):
            panel.placeWanted.connect(self.place_lost)

    def place_lost(self, orphan: Orphan) -> None:
        """Put a lost passage on the words selected in its text."""
        if orphan.document_id != self.session.document_id:
            self.session.open_document(orphan.document_id)
            document = self.session.document()
            title = document.title if document else ""
            self.session.told.emit(tr(said.WRONG_TEXT).format(title=title))
            return
        span = self._reading.reader.selection()
        if span is None:
            self.session.told.emit(tr(words.SELECT_WORDS))
            return
        with self.session.change(Op.PLACE_ORPHAN, self) as change:
            versions.place_orphan(change, orphan.id, *span)
            self.session.told.emit(tr(said.PLACED))

    # Who speaks
    def speakers(self) -> None:
        """Look for turns and quotations in the current text, or change those kept."""
        if self._may_write():
            from desktop_app.gui.texts.speakers import SpeakersDialog

            self.session.settle()
            self._show(SpeakersDialog(self.session, self.session.document_id, self._window))

    def speaker(self) -> None:
        """Say who speaks the selected words."""
        if not self._may_write():
            return
        span = self._reading.reader.selection()
        if span is None:
            self.session.told.emit(tr(words.SELECT_WORDS))
            return
        from desktop_app.gui.texts.speakers import SpeakerDialog

        project, here = self.session.project, self.session.document_id
        assert project is not None
        now = turns.Speakers(turns.list_turns(project, here)).of(*span)
        known = [name for name, _ in turns.count_voices(project).most_common()]
        dialog = SpeakerDialog(known, now[0] if now else "", self._window)

        def keep() -> None:
            with self.session.change(Op.SET_SPEAKER, self) as change:
                turns.set_speaker(change, here, *span, dialog.name.currentText())

        dialog.accepted.connect(keep)
        self._show(dialog)

    # Removal
    def removed(self) -> None:
        """Show the texts that were removed."""
        if self.session.project is None:
            self.session.told.emit(tr(words.NO_PROJECT))
            return
        from desktop_app.gui.texts.removed import RemovedDialog

        self._show(RemovedDialog(self.session, self._window))

    # The inside
    def _show(self, dialog: QDialog) -> None:
        self.dialog = dialog
        self.session.show_dialog(dialog)

    def _has_document(self) -> bool:
        if self.session.document() is None:
            self.session.told.emit(
                tr(words.NO_DOCUMENT if self.session.project else words.NO_PROJECT)
            )
            return False
        return True

    def _may_write(self) -> bool:
        if not self._has_document():
            return False
        project = self.session.project
        if project is None or not project.is_writable:
            self.session.told.emit(tr(words.READ_ONLY))
            return False
        return True
