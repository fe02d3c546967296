"""The session: the open project as the window sees it, and the one signal for its changes.

It says who codes, which document and which annotation are current, and turns what core refuses
into one sentence. What the user can do stands in `acts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from desktop_app import core
from desktop_app.core.codetree import CodeTree
from desktop_app.core.errors import AppError, StillWriting
from desktop_app.core.garbage import thaw
from desktop_app.gui import words
from desktop_app.gui.layers import Layers
from desktop_app.gui.tasks import Stopped
from desktop_app.gui.words import explain, tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QDialog

    from desktop_app.core.journal import Change
    from desktop_app.core.model import Annotation, ChangeSet, Coder, Document, Op
    from desktop_app.core.project import Project

_FRAME = QSize(0, 40)
"""What the window system puts around a dialog."""


class Session(QObject):
    """What is open and current, and how to change it."""

    settling = Signal()
    """An act begins, or the project closes: what is being typed must be handed over first."""
    opened = Signal()
    """Another project was opened, or the open one was closed."""
    changed = Signal(object)
    """A step was made: its ChangeSet."""
    documentChanged = Signal()
    currentChanged = Signal()
    coderChanged = Signal()
    placeWanted = Signal(int, int)
    """A passage of the current document is to be shown: start and end."""
    keepingChanged = Signal()
    """Changes are no longer written to the file, or are again."""
    passagesWanted = Signal(object, str)
    """The annotations with these ids (a frozenset) are to be listed, under this title."""
    linesWanted = Signal(str)
    """The concordance of these words is wanted."""
    told = Signal(str)
    """A sentence for the status bar."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project: Project | None = None
        self.tree = CodeTree(())
        self.coder_id = ""
        self.document_id = ""
        self.annotation_id = ""
        self._is_settling = False
        self._dialogs: list[QDialog] = []
        self.backup_first: Callable[[str, Callable[[], object]], object] = lambda _, act: act()
        """Makes a backup for a reason, then acts; the window's own once it keeps safe."""
        self.choose: Callable[[Sequence[str]], str] = lambda ids: ids[0] if ids else ""
        """Tells with which of some documents to begin."""
        self.choose_coder: Callable[[Sequence[Coder]], str] = lambda coders: coders[0].id
        """Tells which of a project's coders one is."""
        self.along: Callable[[], AbstractContextManager[None]] = nullcontext
        """Goes along with a change; the window's own shows one that takes long."""
        self.layers = Layers(self)
        self.opened.connect(self.layers.show_all)
        self.opened.connect(self._veil)
        self.coderChanged.connect(self._look)
        self.documentChanged.connect(self._veil_here)
        self._veiled: Mapping[str, frozenset[str]] = {}

    def open(self, project: Project) -> None:
        """Take an open project in place of the one before."""
        self.close()
        self.project = project
        project.subscribe(self._hear)
        self.tree = core.codebook.list_codes(project)
        self.coder_id = self.choose_coder(self.coders())
        project.look_as(self.coder_id)
        self.document_id = self.choose(self._documents())
        self.opened.emit()

    def close(self) -> None:
        """Close the project, if one is open."""
        if self.project is None:
            return
        self.settle()
        self._close_what_is_over_it()
        self.project.close()
        self.project = None
        thaw()
        self.tree = CodeTree(())
        self.coder_id = self.document_id = self.annotation_id = ""
        self.opened.emit()

    def show_dialog(self, dialog: QDialog) -> None:
        """Open a dialog about the open project: it closes with it, without asking."""
        self._dialogs.append(dialog)
        dialog.finished.connect(lambda _: self._forget(dialog))
        room = dialog.screen().availableSize() - _FRAME
        if dialog.testAttribute(Qt.WidgetAttribute.WA_Resized):
            dialog.resize(dialog.size().boundedTo(room))
        dialog.open()

    def _forget(self, dialog: QDialog) -> None:
        # One that is opened again, or ends while it is ended, says so more than once.
        self._dialogs = [each for each in self._dialogs if each is not dialog]

    def _close_what_is_over_it(self) -> None:
        """Close popups and dialogs; these may hand over what was typed, to a project still open."""
        while (popup := QApplication.activePopupWidget()) and popup.close():
            pass
        for dialog in filter(isValid, self._dialogs[::-1]):
            dialog.done(0)

    def coders(self) -> list[Coder]:
        """List the coders of the project."""
        return core.coders.list_coders(self.project) if self.project else []

    def names(self) -> dict[str, str]:
        """Return the coders' names, by id; before a room, their aliases or numbers."""
        if not self.layers.is_nameless:
            return {coder.id: coder.name for coder in self.coders()}
        return {
            coder.id: coder.alias or tr(words.NAMELESS).format(number=number)
            for number, coder in enumerate(self.coders(), 1)
        }

    def badges(self) -> dict[str, str]:
        """Return the coders' initials, by id; before a room, none."""
        return {} if self.layers.is_nameless else core.coders.badges(self.coders())

    def document(self) -> Document | None:
        """Read the current document's entry."""
        if not (self.project and self.document_id):
            return None
        return core.documents.get_document(self.project, self.document_id)

    def annotation(self) -> Annotation | None:
        """Read the annotation in hand."""
        if not (self.project and self.annotation_id):
            return None
        found = core.annotations.list_annotations(self.project, ids=[self.annotation_id])
        return found[0] if found else None

    def open_document(self, document_id: str) -> None:
        """Make another document current."""
        if document_id != self.document_id:
            self.set_current("")
            self.document_id = document_id
            self.documentChanged.emit()

    def show_place(self, document_id: str, start: int, end: int) -> None:
        """Lead to a passage: make its document current and have it shown."""
        self.open_document(document_id)
        self.placeWanted.emit(start, end)

    def show_annotation(self, annotation: Annotation) -> None:
        """Lead to an annotation: make it current, and show its first part where it has one."""
        if annotation.parts:
            first = annotation.parts[0]
            self.show_place(first.document_id, first.start, first.end)
        elif annotation.document_id:
            self.open_document(annotation.document_id)
        self.set_current(annotation.id)

    def set_current(self, annotation_id: str) -> None:
        """Make another annotation current; "" for none."""
        if annotation_id != self.annotation_id:
            self.annotation_id = annotation_id
            self.currentChanged.emit()

    def set_coder(self, coder_id: str) -> None:
        """Let another coder make what is made from now on."""
        if coder_id != self.coder_id:
            self.coder_id = coder_id
            self.coderChanged.emit()

    @contextmanager
    def change(self, op: Op, initiator: object = None) -> Iterator[Change]:
        """Open a change as the current coder.

        What core refuses is said in the status bar, and the block's effect is then nothing.
        """
        assert self.project is not None
        self.settle()
        with self.telling(), ExitStack() as stack:
            opened = self._begin(stack, op, initiator)
            yield cast("Change", opened)
            if isinstance(opened, _Refused):
                raise opened.error

    def carry_out(self, op: Op, act: Callable[[Change], object], initiator: object = None) -> bool:
        """Act in a change; tell whether it was written: not refused, stopped, or without effect."""
        assert self.project is not None
        self.settle()  # a step of its own
        before = self.project.last_step
        with self.change(op, initiator) as change:
            act(change)
        return self.project.last_step != before

    def _begin(self, stack: ExitStack, op: Op, initiator: object) -> Change | _Refused:
        assert self.project is not None
        if self.project.is_changing:
            return _Refused(StillWriting())
        stack.enter_context(self.along())
        try:
            return stack.enter_context(self.project.change(op, self.coder_id, initiator))
        except AppError as error:
            return _Refused(error)

    def backed_up(self, op: Op, act: Callable[[], object], losing: int = 0) -> None:
        """Act at once, or once a thread has made the backup that this operation asks for.

        `losing` counts the annotations and codes that go with it. Where no backup can be made,
        that is said and nothing is done.
        """
        reason = core.occasions.reason_for(op, losing)
        if reason:
            self.backup_first(reason, act)
        else:
            act()

    def settle(self) -> None:
        """Have what is being typed handed over, as steps of their own."""
        if not self._is_settling:
            self._is_settling = True
            try:
                self.settling.emit()
            finally:
                self._is_settling = False

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Say what is refused or stopped inside the block, and end the block there."""
        try:
            yield
        except Stopped:
            self.told.emit(tr(words.STOPPED))
        except AppError as error:
            self.told.emit(explain(error))

    def _look(self) -> None:
        """Let the current coder look; where other work is seen then, all is shown anew."""
        if self.project is not None:
            self.project.look_as(self.coder_id)
        if self._veil() and self.project is not None:
            self.changed.emit(core.veil.seen_anew(self.project))

    def _veil(self) -> bool:
        """Say in the layers who may not be seen yet; tell whether that is news."""
        before, self._veiled = self._veiled, self.project.veiled if self.project else {}
        self._veil_here()
        return before != self._veiled

    def _veil_here(self) -> None:
        """Say in the layers who may not be seen yet in the document that is current."""
        here = [self.document_id] if self.document_id else None
        hidden = core.coders.hidden_coders(self.project, here) if self.project else frozenset()
        self.layers.veil(hidden)

    def _hear(self, changes: ChangeSet) -> None:
        assert self.project is not None
        if changes.touches("codes"):
            self.tree = core.codebook.renew_codes(self.project, self.tree, changes.ids["codes"])
        if changes.touches("coders") and self.coder_id not in {c.id for c in self.coders()}:
            self.set_coder(self.coders()[0].id)
        if self._veil():
            self.changed.emit(core.veil.seen_anew(self.project))
        if changes.touches("documents"):
            self._keep_document()
        self.changed.emit(changes)
        if self.annotation_id in changes.annotations and not self._is_there(self.annotation_id):
            self.set_current("")

    def _keep_document(self) -> None:
        """Stay with the current document while it is there, else go to another."""
        known = self._documents()
        if self.document_id not in known:
            self.open_document(self.choose(known))

    def _documents(self) -> list[str]:
        assert self.project is not None
        return [document.id for document in core.documents.list_documents(self.project)]

    def _is_there(self, annotation_id: str) -> bool:
        assert self.project is not None
        return bool(core.annotations.list_annotations(self.project, ids=[annotation_id]))


class _Refused:
    """Stands for a change that could not begin: whatever a block asks of it is refused.

    A block cannot be passed over, but it ends where it first asks.
    """

    def __init__(self, error: AppError) -> None:
        self.error = error

    def __getattr__(self, name: str) -> object:
        raise self.error
