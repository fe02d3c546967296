"""Finding one's way: from annotation to annotation, to a numbered place, back and forward."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop_app import core
from desktop_app.core.errors import AppError
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.reader import Mark
from desktop_app.gui.reading import Reading
from desktop_app.gui.words import explain, tr

_FAR = 400
"""A jump of more code points than this is a visit to another place."""
_KEPT = 100

Visit = tuple[str, int]


class MoveActs(QObject):
    """Acts that lead elsewhere in the text and change nothing in the project."""

    stepWanted = Signal(int)
    """In the list the next to the annotation in hand is wanted (1), or the one before (-1)."""

    def __init__(self, session: Session, reading: Reading) -> None:
        super().__init__(reading)
        self.session = session
        self.reading = reading
        self._behind: list[Visit] = []
        self._ahead: list[Visit] = []
        self._at: Visit = ("", 0)
        self._is_returning = False
        reading.reader.caretMoved.connect(self._note_place)
        reading.shown.connect(lambda: self._note_place(reading.reader.caret()))
        session.opened.connect(self._forget)

    # Annotations
    def step(self, by: int) -> None:
        """Go to the next annotation (1), or to the one before (-1).

        Those that have no words in the text follow in the list.
        """
        current, reader = self.session.annotation_id, self.reading.reader
        self.reading.finish_marks()
        is_here = bool(reader.painter.store.of_annotation(current))
        if current and (not is_here or next(reader.walk_marks(by, current), None) is None):
            self.stepWanted.emit(by)
        else:
            self._to_neighbour(by, lambda _: True)

    def next_of_code(self) -> None:
        """Go to the next annotation with the code in hand."""
        self._to_neighbour(1, self._same_code())

    def previous_of_code(self) -> None:
        """Go to the annotation before with the code in hand."""
        self._to_neighbour(-1, self._same_code())

    def next_of_coder(self) -> None:
        """Go to the next annotation of whoever made the one in hand, or else of who codes."""
        self._to_neighbour(1, self._same_coder())

    def previous_of_coder(self) -> None:
        """Go to the annotation before of the same coder."""
        self._to_neighbour(-1, self._same_coder())

    def next_uncoded(self) -> None:
        """Select the next stretch of words that bears no annotation."""
        self._to_gap(1)

    def previous_uncoded(self) -> None:
        """Select the stretch before that bears no annotation."""
        self._to_gap(-1)

    # Places
    def go_to(self) -> None:
        """Ask for a number, as 14 or 14.3, and go there."""
        from desktop_app.gui.dialogs.place import PlaceField

        field = PlaceField(self.reading.reader.window())
        field.accepted.connect(self.to_reference)
        field.open_over(self.reading.reader)

    def to_reference(self, reference: str) -> bool:
        """Go to a numbered place; tell whether there is one."""
        try:
            start, end = self.reading.position_of(reference)
        except AppError as error:
            self.session.told.emit(explain(error))
            return False
        self.reading.reader.go_to(start, end)
        self.reading.reader.setFocus()
        return True

    def back(self) -> None:
        """Return to the place visited before."""
        self._turn(self._behind, self._ahead)

    def forward(self) -> None:
        """Go again to the place that was left by going back."""
        self._turn(self._ahead, self._behind)

    # The inside
    def _same_code(self) -> Callable[[Mark], bool]:
        current = self.session.annotation()
        return lambda each: current is None or each.code_id == (current.code_id or "")

    def _same_coder(self) -> Callable[[Mark], bool]:
        current = self.session.annotation()
        coder = current.coder_id if current else self.session.coder_id
        return lambda each: each.coder_id == coder

    def _to_neighbour(self, by: int, fits: Callable[[Mark], bool]) -> None:
        reader = self.reading.reader
        self.reading.finish_marks()
        found = next(filter(fits, reader.walk_marks(by, self.session.annotation_id)), None)
        if found is None:
            self.session.told.emit(tr(words.NO_MORE))
            return
        self.session.set_current(found.annotation_id)
        reader.go_to(found.start, found.end)

    def _to_gap(self, by: int) -> None:
        if not (self.session.project and self.session.document_id):
            return
        self.reading.finish_marks()
        # Of what is shown only: where readings are veiled, they are not to be guessed at.
        reader = self.reading.reader
        text, spans = self.reading.text, reader.painter.store.places()
        start, end = reader.selection() or (reader.caret(), reader.caret())
        if by > 0:
            found = core.spans.next_gap(text, spans, end)
        else:
            found = core.spans.previous_gap(text, spans, start)
        if found is None:
            self.session.told.emit(tr(words.NO_MORE))
        else:
            reader.set_selection(*found)

    def _note_place(self, position: int) -> None:
        """Remember where the reader was before a jump; small steps are not visits."""
        now = (self.session.document_id, position)
        before, self._at = self._at, now
        is_far = before[0] != now[0] or abs(before[1] - position) > _FAR
        if self._is_returning or not is_far or not before[0]:
            return
        self._behind.append(before)
        del self._behind[:-_KEPT]
        self._ahead.clear()

    def _turn(self, come_from: list[Visit], leave_to: list[Visit]) -> None:
        project = self.session.project
        known = {d.id for d in core.documents.list_documents(project)} if project else set()
        while come_from:
            document_id, position = come_from.pop()
            if document_id not in known:
                continue
            leave_to.append(self._at)
            self._is_returning = True
            self.session.show_place(document_id, position, position)
            self._is_returning = False
            self._at = (document_id, position)
            return
        self.session.told.emit(tr(words.NO_MORE_PLACES))

    def _forget(self) -> None:
        self._behind.clear()
        self._ahead.clear()
        self._at = ("", 0)
