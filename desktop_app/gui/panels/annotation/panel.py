"""The panel of the annotation in hand: code, place, parts, note, properties, rules.

Without an annotation it shows the code in hand, and without either how to begin.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_app import core
from desktop_app.core.errors import AppError
from desktop_app.core.model import Annotation, ChangeSet, Code, NoteTarget, Op, Part
from desktop_app.core.numbering import NO_NUMBERS, Numbering
from desktop_app.gui import words, words_links
from desktop_app.gui.bridge import Session
from desktop_app.gui.describing import place_in
from desktop_app.gui.lists import hand_on_focus
from desktop_app.gui.panels.annotation.card import Card, Chips, Head, Rules
from desktop_app.gui.panels.annotation.frame import (
    BAR,
    INSET,
    ButtonRow,
    Inside,
    clear_of_bar,
    hairline,
    text_button,
)
from desktop_app.gui.panels.annotation.links import Links
from desktop_app.gui.panels.annotation.note import NoteEditor
from desktop_app.gui.panels.annotation.parts import PartsList
from desktop_app.gui.panels.annotation.properties import PropertiesForm
from desktop_app.gui.pieces import EDGE, caption, plain_label
from desktop_app.gui.seminar.thread import Thread
from desktop_app.gui.words import tr

_LEAST = 160
"""Pixels of the card that show at least, where it needs so many."""
_SHARE = 0.64
"""So much of the column's height the card may take; the list below it keeps the rest."""
_LEFT_BELOW = 230
"""Pixels that the card leaves to the list below it, unless it would be too low itself."""


class AnnotationPanel(QWidget):
    """Shows the session's current annotation and lets all of it be changed.

    The head and what is done with the whole annotation stay in sight; what is between scrolls.
    """

    placeWanted = Signal(int, int)
    """The text shall show this span, in code points."""
    addPartWanted = Signal()
    recodeWanted = Signal()
    linkWanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.numbering = NO_NUMBERS
        self.annotation: Annotation | None = None
        self._at: list[str] = []
        self._code_id = ""
        self._unsaved: dict[str, str] = {}
        self._make_pieces()
        self._lay_out()
        self._wire()
        self.refresh()

    # What the window tells
    def set_numbering(self, numbering: Numbering) -> None:
        """Write references by the numbering of the text that is shown."""
        self.numbering = numbering
        self.refresh()

    def show_at(self, ids: Sequence[str]) -> None:
        """Offer the annotations that lie at one place of the text."""
        self._at = list(ids)
        self._show_chips()

    def show_code(self, code_id: str) -> None:
        """Show a code's rules while no annotation is in hand."""
        self._code_id = code_id
        if self.annotation is None:
            self.refresh()

    def flush(self) -> None:
        """Write what was typed and not yet written."""
        self.note.flush()
        self._write_unsaved()
        self.properties.flush()

    def edit_note(self) -> None:
        """Put the caret into the note."""
        if self.annotation:
            self.note.moveCursor(QTextCursor.MoveOperation.End)
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.inside.ensureWidgetVisible(self.note)

    def refresh(self) -> None:
        """Show the current annotation as it is now."""
        project = self.session.project
        wanted = self.session.annotation_id
        found = (
            core.annotations.list_annotations(project, ids=[wanted]) if project and wanted else []
        )
        self.annotation = found[0] if found else None
        if self.annotation:
            self._show_annotation(self.annotation)
        else:
            self._show_code_or_nothing()
        self._show_chips()
        self._fit()

    # Qt's questions
    def sizeHint(self) -> QSize:
        """Ask for the height of what is shown, as far as the list below can spare it."""
        needed = self._needed()
        column = self.parentWidget()
        most = needed
        if column:
            most = min(round(_SHARE * column.height()), column.height() - _LEFT_BELOW)
        return QSize(292, min(needed, max(most, self.minimumSizeHint().height())))

    def hasHeightForWidth(self) -> bool:
        """Be laid out by `sizeHint`: by its words alone the card would take the list's room."""
        return False

    def minimumSizeHint(self) -> QSize:
        """Leave room for the other panels, as much as there is to say; what is higher scrolls."""
        return QSize(0, min(_LEAST, self._needed()))

    def _needed(self) -> int:
        around = self._around
        if around.hasHeightForWidth():
            return around.totalHeightForWidth(self.width() or 292)
        return around.totalSizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask anew where the words break otherwise."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Watch the column that the panel is put into."""
        if event.type() == QEvent.Type.ParentChange and (column := self.parentWidget()):
            column.installEventFilter(self)
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask anew for a height when the column has another."""
        if event.type() == QEvent.Type.Resize:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    # Making
    def _make_pieces(self) -> None:
        self.head, self.chips = Head(), Chips()
        self.brief = plain_label(is_dim=True)
        self.parts, self.note = PartsList(), NoteEditor()
        self.properties, self.rules = PropertiesForm(), Rules()
        self.said_of = Thread(self.session)
        self.empty = plain_label(tr(words.ANNOTATION_EMPTY), is_dim=True)
        self.no_parts = plain_label(tr(words.NO_PARTS), is_dim=True)
        self.add_part = text_button("part-add", words.ADD_SELECTION)
        self.recode = text_button("swap", words.CHANGE_CODE)
        self.link = text_button("link", words_links.LINK_DOTS)
        self.links = Links(self.session, before=self.link)
        self.remove = text_button("trash", words.REMOVE)
        self._parts_title, self._why = caption(tr(words.PARTS)), caption(tr(words.WHY))
        self._why.setBuddy(self.note)
        self._why.setContentsMargins(0, 4, 0, 0)
        self._parts_row = ButtonRow(self._parts_title, self.add_part)
        self._buttons = ButtonRow(self.recode, self.remove)
        self._links_row = ButtonRow(caption(tr(words_links.LINKS)), self.link)
        self._of_annotation: tuple[QWidget, ...] = (
            self._parts_row,
            self.parts,
            self.no_parts,
            self._why,
            self.note,
            self.properties,
            self._links_row,
            self._buttons,
        )

    def _lay_out(self) -> None:
        self.card = Card()
        self.inside = Inside(
            (self._parts_row, self.parts, self.no_parts, self._why),
            (self.note, self.properties, self._links_row, self.links, self.said_of, self.rules),
        )
        in_card = QVBoxLayout(self.card)
        in_card.setContentsMargins(13 - INSET, 11, 13 - BAR, 5)
        in_card.setSpacing(4)
        for widget in (self.head, self.brief, self.chips, self.inside, hairline(), self._buttons):
            in_card.addWidget(widget if widget is self.inside else clear_of_bar(widget))
        around = self._around = QVBoxLayout(self)
        around.setContentsMargins(EDGE, EDGE, EDGE, 8)
        around.setSpacing(0)
        around.addWidget(self.card)
        around.addWidget(self.empty)
        around.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(tr(words.ANNOTATION))
        hand_on_focus(self, self.note)

    def _wire(self) -> None:
        session = self.session
        # Opening makes steps of what was kept beside the project.
        session.opened.connect(self._unsaved.clear)
        session.opened.connect(self.refresh)
        session.keepingChanged.connect(self._write_unsaved)
        session.currentChanged.connect(self.refresh)
        session.coderChanged.connect(self._show_access)
        session.changed.connect(self._follow)
        session.layers.namesChanged.connect(self.refresh)
        self.chips.chosen.connect(session.set_current)
        self.parts.goWanted.connect(self._go_to)
        self.parts.removeWanted.connect(self._remove_part)
        self.parts.roleSet.connect(self._set_role)
        self.note.written.connect(self._write_note)
        self.properties.valueSet.connect(self._set_property)
        self.add_part.clicked.connect(self.addPartWanted)
        self.recode.clicked.connect(self.recodeWanted)
        self.link.clicked.connect(self.linkWanted)
        self.remove.clicked.connect(self._remove)

    # Showing
    def _show_annotation(self, annotation: Annotation) -> None:
        code = self.session.tree.get(annotation.code_id)
        name, colour = self._look(code)
        path = self.session.tree.path(annotation.code_id)
        self.head.show_code(name, colour, path, self._reference(annotation))
        roles = [role.name for role in code.roles] if code else []
        places = [self._place(part) for part in annotation.parts]
        self.parts.show_parts(annotation.parts, colour, roles, places)
        self.rules.show_code(code, is_defined=False, wording=annotation.wording)
        self._say_brief(code)
        text = self._unsaved.get(annotation.id, annotation.note)
        self.note.show_note(annotation.id, text)
        declared = code.properties if code else ()
        self.properties.show_values(annotation.id, declared, annotation.properties)
        for widget in (self.card, self._parts_row, self._why, self.note, self._links_row):
            widget.show()
        self.no_parts.setVisible(not annotation.parts)
        self.links.show_of(annotation, self.numbering)
        self.said_of.show_of(annotation)
        self._buttons.show()
        self.empty.hide()
        self._show_access()

    def _show_code_or_nothing(self) -> None:
        self.note.show_note("", "")
        self.properties.show_values("", (), {})
        self.links.show_of(None)
        self.said_of.show_of(None)
        code = self.session.tree.get(self._code_id)
        for widget in self._of_annotation:
            widget.hide()
        self.card.setVisible(code is not None)
        self.empty.setVisible(code is None and self.session.project is not None)
        if code:
            self.head.show_code(code.name, code.color, self.session.tree.path(code.id), "")
        self.rules.show_code(code)
        self._say_brief(None)

    def _say_brief(self, code: Code | None) -> None:
        """Say what the code means right below its name, whatever else the card must hold."""
        self.brief.setText(code.brief_definition if code else "")
        self.brief.setVisible(bool(self.brief.text()))

    def _show_chips(self) -> None:
        current = self.session.annotation_id
        shown: list[tuple[str, str, str]] = []
        if self.session.project and current in self._at and len(self._at) > 1:
            found = core.annotations.list_annotations(self.session.project, ids=self._at)
            codes = {each.id: self.session.tree.get(each.code_id) for each in found}
            shown = [(key, *self._look(codes[key])) for key in self._at if key in codes]
        self.chips.show_chips(shown, current)

    def _show_access(self) -> None:
        """Let nothing be typed into a project that is open for reading only."""
        project = self.session.project
        can_write = project is not None and project.is_writable
        self.note.setReadOnly(not can_write)
        for widget in (self.parts, self.properties, self._buttons, self.add_part, self.link):
            widget.setEnabled(can_write)

    def _fit(self) -> None:
        layout = self.card.layout()
        if layout:
            layout.activate()
        self.updateGeometry()

    def _look(self, code: Code | None) -> tuple[str, str]:
        return (code.name, code.color) if code else (tr(words.PLAIN_HIGHLIGHT), "")

    def _reference(self, annotation: Annotation) -> str:
        here = [p.start for p in annotation.parts if p.document_id == self.session.document_id]
        place = place_in(self.numbering, min(here)) if here else ""
        coders = self.session.badges()
        return " · ".join(filter(None, (place, coders.get(annotation.coder_id, ""))))

    def _place(self, part: Part) -> str:
        project = self.session.project
        if project is None or part.document_id == self.session.document_id:
            return ""
        title = core.documents.get_document(project, part.document_id).title
        return tr(words.PART_ELSEWHERE).format(title=title)

    def _follow(self, changes: ChangeSet) -> None:
        shown = self.annotation.id if self.annotation else ""
        if shown in changes.annotations or changes.touches("codes", "coders", "documents"):
            if shown and not self._is_there(shown):
                self.note.forget()
            self.refresh()
        elif changes.annotations & set(self._at):
            self._show_chips()

    def _is_there(self, annotation_id: str) -> bool:
        project = self.session.project
        return bool(project and core.annotations.list_annotations(project, ids=[annotation_id]))

    # Doing
    def _go_to(self, part: Part) -> None:
        if part.document_id != self.session.document_id:
            self.session.open_document(part.document_id)
            self.session.set_current(part.annotation_id)
        self.placeWanted.emit(part.start, part.end)

    def _write_note(self, annotation_id: str, text: str) -> None:
        project = self.session.project
        if project is None:
            return
        target = NoteTarget("annotation", annotation_id)
        was_refused = annotation_id in self._unsaved
        self._unsaved[annotation_id] = text
        with self.session.change(Op.WRITE_NOTE, self) as change:
            core.notes.write_note(change, target, text)
        there = None
        with suppress(AppError):
            there = core.notes.read_note(project, target)
        # What could not be written is kept beside the project, and tried again with the next act.
        if there is None or there.strip() != text.strip():
            core.drafts.keep(project.id, target, text, there or "")
            return
        self._unsaved.pop(annotation_id, None)
        if was_refused:
            core.drafts.drop(project.id, target)

    def _write_unsaved(self) -> None:
        """Try again to write what the file did not take."""
        for annotation_id, text in list(self._unsaved.items()):
            if self._is_there(annotation_id):
                self._write_note(annotation_id, text)
            else:
                del self._unsaved[annotation_id]

    def _set_property(self, annotation_id: str, name: str, value: str) -> None:
        with self.session.change(Op.SET_PROPERTY, self) as change:
            core.annotations.set_property(change, annotation_id, name, value)

    def _set_role(self, part_id: str, role: str) -> None:
        with self.session.change(Op.SET_ROLE, self) as change:
            core.annotations.set_role(change, part_id, role)

    def _remove_part(self, part_id: str) -> None:
        with self.session.change(Op.REMOVE_PART, self) as change:
            core.annotations.remove_part(change, part_id)

    def _remove(self) -> None:
        if self.annotation:
            with self.session.change(Op.REMOVE_ANNOTATION, self) as change:
                core.annotations.remove_annotations(change, [self.annotation.id])
