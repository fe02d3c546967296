"""Finding one's way: from annotation to annotation, to a numbered place, back and forward."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop_app import core
from desktop_app.core.errors import AppError
from desktop_app.core.model import Annotation, Part
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.reading import Reading
from desktop_app.gui.words import explain, tr

_FAR = 400
"""A jump of more code points than this is a visit to another place."""
_KEPT = 100

Visit = tuple[str, int]


class MoveActs(QObject):
    """Acts that lead elsewhere in the text and change nothing in the project."""

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
    def _known(self) -> list[Annotation]:
        project, document_id = self.session.project, self.session.document_id
        if not (project and document_id):
            return []
        found = core.annotations.list_annotations(project, document_id=document_id)
        return [each for each in found if _places(each, document_id)]

    def _same_code(self) -> Callable[[Annotation], bool]:
        current = self.session.annotation()
        return lambda each: current is None or each.code_id == current.code_id

    def _same_coder(self) -> Callable[[Annotation], bool]:
        current = self.session.annotation()
        coder = current.coder_id if current else self.session.coder_id
        return lambda each: each.coder_id == coder

    def _to_neighbour(self, by: int, fits: Callable[[Annotation], bool]) -> None:
        known = self._known()
        ids = [each.id for each in known]
        if self.session.annotation_id in ids:
            at = ids.index(self.session.annotation_id)
        else:
            caret, home = self.reading.reader.caret(), self.session.document_id
            before = sum(1 for each in known if _places(each, home)[0].start < caret)
            at = before - (1 if by > 0 else 0)
        rest = known[at + 1 :] if by > 0 else known[: max(0, at)][::-1]
        found = next(filter(fits, rest), None)
        if found is None:
            self.session.told.emit(tr(words.NO_MORE))
            return
        self.session.set_current(found.id)
        part = _places(found, self.session.document_id)[0]
        self.reading.reader.go_to(part.start, part.end)

    def _to_gap(self, by: int) -> None:
        project, document_id = self.session.project, self.session.document_id
        if not (project and document_id):
            return
        spans = [(row[0], row[1]) for row in
                 core.annotations.spans_of_document(project, document_id)]  # fmt: skip
        gaps = core.spans.gaps(self.reading.text, spans)
        reader = self.reading.reader
        start, end = reader.selection() or (reader.caret(), reader.caret())
        if by > 0:
            found = next((gap for gap in gaps if gap[0] >= end and gap != (start, end)), None)
        else:
            found = next((gap for gap in reversed(gaps) if gap[1] <= start), None)
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


def _places(annotation: Annotation, document_id: str) -> list[Part]:
    """List the parts that stand in a document, in reading order."""
    here = [part for part in annotation.parts if part.document_id == document_id]
    return sorted(here, key=lambda part: (part.start, -part.end))
