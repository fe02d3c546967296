"""Reshaping the annotation in hand: its boundaries, its parts, split and join."""

from PySide6.QtCore import QObject

from desktop_app import core
from desktop_app.core.model import Annotation, Op, Part
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.reading import Reading
from desktop_app.gui.words import tr


class ReshapeActs(QObject):
    """The acts of one window's coder upon annotations that are there.

    While boundaries are being moved the part's words are selected; what is selected when Return
    is pressed becomes the part.
    """

    def __init__(self, session: Session, reading: Reading) -> None:
        super().__init__(reading)
        self.session = session
        self.reading = reading
        self._moved_part = ""
        reading.reader.boundaryMoved.connect(self._take_boundary)
        session.currentChanged.connect(self.leave)
        session.opened.connect(self.leave)

    # Boundaries
    def boundaries(self) -> None:
        """Take the words of the part in hand into the selection, to be changed there."""
        found = self._part_here()
        if found:
            part = found[1]
            self.reading.reader.set_selection(part.start, part.end)
            self._moved_part = part.id
            self.session.told.emit(tr(words.BOUNDARIES_HINT))

    def settle(self) -> bool:
        """Make the selection the new part, if boundaries are being moved; tell whether."""
        part_id, self._moved_part = self._moved_part, ""
        selection = self.reading.reader.selection()
        if not (part_id and selection):
            return False
        self._move_part(part_id, *selection)
        self.reading.reader.set_selection(selection[1], selection[1])
        return True

    def leave(self) -> bool:
        """Leave the boundaries as they are; tell whether they were being moved."""
        was_moving, self._moved_part = bool(self._moved_part), ""
        return self.reading.reader.leave_handle() or was_moving

    def is_moving(self) -> bool:
        """Tell whether boundaries are being moved."""
        return bool(self._moved_part)

    # Parts
    def part_earlier(self) -> None:
        """Put the part under the caret before the one that precedes it."""
        self._order(-1)

    def part_later(self) -> None:
        """Put the part under the caret behind the one that follows it."""
        self._order(1)

    def next_role(self) -> None:
        """Give the part under the caret the next role that its code declares, or none."""
        found = self._part_here()
        if not found:
            return
        annotation, part = found
        code = self.session.tree.get(annotation.code_id)
        offered = ["", *(role.name for role in code.roles)] if code else [""]
        if len(offered) == 1:
            self.session.told.emit(tr(words.NO_ROLES))
            return
        at = offered.index(part.role) if part.role in offered else 0
        role = offered[(at + 1) % len(offered)]
        with self.session.change(Op.SET_ROLE) as change:
            core.annotations.set_role(change, part.id, role)
        self.session.told.emit(tr(words.ROLE_SET).format(role=role or tr(words.NO_ROLE)))

    def remove_part(self) -> None:
        """Take the part under the caret out of its annotation."""
        found = self._part_here()
        if found:
            with self.session.change(Op.REMOVE_PART) as change:
                core.annotations.remove_part(change, found[1].id)

    # Split and join
    def split(self) -> None:
        """Make each part an annotation of its own, or cut the only one at the caret."""
        found = self._part_here()
        if not found:
            return
        annotation, part = found
        caret = self.reading.reader.caret()
        with self.session.change(Op.SPLIT_ANNOTATION) as change:
            if len(annotation.parts) > 1:
                core.reshaping.split_parts(change, annotation.id)
            else:
                core.reshaping.split_at(change, annotation.id, part.id, caret)

    def join(self) -> None:
        """Take the next annotation of the same coder and code into the one in hand."""
        found = self._part_here()
        if not found:
            return
        annotation, _ = found
        other = self._next_alike(annotation)
        if other is None:
            self.session.told.emit(tr(words.NOTHING_TO_JOIN))
            return
        with self.session.change(Op.JOIN_ANNOTATIONS) as change:
            core.reshaping.join_annotations(change, annotation.id, other)

    # The inside
    def _next_alike(self, annotation: Annotation) -> str | None:
        """Find the next annotation that is shown of the same code and coder."""
        alike = (annotation.code_id or "", annotation.coder_id)
        self.reading.finish_marks()
        rest = self.reading.reader.walk_marks(1, annotation.id)
        return next((m.annotation_id for m in rest if (m.code_id, m.coder_id) == alike), None)

    def _take_boundary(self, annotation_id: str, position: int, start: int, end: int) -> None:
        annotation = self.session.annotation()
        if annotation and annotation.id == annotation_id:
            for part in annotation.parts:
                if part.position == position and part.document_id == self.session.document_id:
                    self._move_part(part.id, start, end)

    def _move_part(self, part_id: str, start: int, end: int) -> None:
        with self.session.change(Op.MOVE_PART) as change:
            core.reshaping.move_part(change, part_id, start, end)

    def _order(self, by: int) -> None:
        found = self._part_here()
        if not found:
            return
        annotation, part = found
        ids = [each.id for each in annotation.parts]
        at = ids.index(part.id)
        to = at + by
        if 0 <= to < len(ids):
            ids[at], ids[to] = ids[to], ids[at]
            with self.session.change(Op.ORDER_PARTS) as change:
                core.reshaping.order_parts(change, annotation.id, ids)

    def _part_here(self) -> tuple[Annotation, Part] | None:
        """Find the annotation in hand and its part at the caret, or else its first one here."""
        annotation = self.session.annotation()
        here = [
            part
            for part in (annotation.parts if annotation else ())
            if part.document_id == self.session.document_id
        ]
        if annotation is None or not here:
            self.session.told.emit(tr(words.NO_CURRENT))
            return None
        caret = self.reading.reader.caret()
        return annotation, next((p for p in here if p.start <= caret <= p.end), here[0])
