"""Linking the annotation in hand to another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app import core
from desktop_app.core.garbage import uncollected
from desktop_app.core.model import Annotation, Op
from desktop_app.core.numbering import NO_NUMBERS, Numbering
from desktop_app.gui import words, words_links
from desktop_app.gui.acts.work import Acts
from desktop_app.gui.bridge import Session
from desktop_app.gui.describing import named, said_of
from desktop_app.gui.reading import Reading
from desktop_app.gui.words import tr
from desktop_app.settings import Settings

if TYPE_CHECKING:
    from desktop_app.core.journal import Change
    from desktop_app.gui.dialogs.link import Looks, Target
    from desktop_app.gui.tasks import Progress

_AT_ONCE = 3000
"""So many annotations are read without a thread: some 50 ms."""


class LinkActs(Acts):
    """Asks for kind and target, and links."""

    def __init__(
        self, session: Session, settings: Settings, window: QWidget, reading: Reading
    ) -> None:
        super().__init__(session, settings, window)
        self._reading = reading
        self._last_kind = ""
        session.opened.connect(self._forget)

    def link(self) -> None:
        """Ask what the annotation in hand is to be linked to, and how."""
        from desktop_app.gui.dialogs.link import read_targets

        project, annotation = self.session.project, self.session.annotation()
        if project is None or annotation is None:
            self.session.told.emit(tr(words.NO_CURRENT))
            return
        looks, here = self._looks(), self.session.document_id
        near = min((p.start for p in annotation.parts if p.document_id == here), default=0)

        def work(_: Progress) -> list[Target]:
            with project.reading() as rows, uncollected():
                return read_targets(rows, looks, here, near)

        if core.documents.count_annotations(project).total() <= _AT_ONCE:
            self._ask(annotation, read_targets(project, looks, here, near))
        else:
            said = tr(words.LIST_READING)
            self._work_here(work, said, lambda found: self._ask(annotation, found))

    def _looks(self) -> Looks:
        from desktop_app.gui.dialogs.link import Looks

        session = self.session
        assert session.project is not None
        titles = {each.id: each.title for each in core.documents.list_documents(session.project)}
        shows = session.layers.shows
        return Looks(session.tree, session.badges(), titles, self._numbering(), shows)

    def _ask(self, annotation: Annotation, found: list[Target]) -> None:
        from desktop_app.gui.dialogs.link import LinkDialog

        project = self.session.project
        assert project is not None
        others = [each for each in found if each.annotation_id != annotation.id]
        if not others:
            self.session.told.emit(tr(words_links.NO_OTHER))
            return
        offered = (*core.relations.list_kinds(project), *map(tr, words_links.KINDS))
        kinds = dict.fromkeys(filter(None, (self._last_kind, *offered)))
        start = said_of(self.session, self._numbering(), annotation)
        dialog = LinkDialog(start, list(kinds), others, self._window)
        dialog.wanted.connect(lambda to, kind: self._link(annotation.id, to, kind))
        self.session.show_dialog(dialog)

    def _link(self, from_id: str, to_id: str, kind: str) -> None:
        project = self.session.project
        assert project is not None

        def act(change: Change) -> None:
            core.relations.link_annotations(change, from_id, to_id, kind)

        if self.session.carry_out(Op.LINK_ANNOTATIONS, act):
            self._last_kind = kind.strip()
            other = core.annotations.get_annotation(project, to_id)
            name = named(self.session, self._numbering(), other)
            self.session.told.emit(tr(words_links.LINKED).format(kind=kind.strip(), other=name))

    def _numbering(self) -> Numbering:
        return self._reading.known_numbering or NO_NUMBERS

    def _forget(self) -> None:
        self._last_kind = ""
