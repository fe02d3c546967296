"""What is read: keeps the reading view in step with the session's document and annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app import core
from desktop_app.core.garbage import uncollected
from desktop_app.core.lined import LineTable
from desktop_app.core.numbering import NO_NUMBERS, Numbering
from desktop_app.core.spans import Span, SpanIndex
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.describing import entries_of, spoken
from desktop_app.gui.marking import Dress
from desktop_app.gui.reader import Mark, Reader
from desktop_app.gui.tasks import Progress, Task
from desktop_app.gui.whereabouts import Place, Whereabouts
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app.core.model import ChangeSet, Document
    from desktop_app.core.project import Project
    from desktop_app.settings import Settings

_MANY = 500
"""Where a step touches more annotations, all that stand here are read anew, and no others."""
_AT_ONCE = 3000
"""So many annotations are read without a thread: some 20 ms."""
_LINES_AT_ONCE = 20_000
"""A text of so many lines is numbered without a thread: some 15 ms."""
_NEAR = 10_000
"""Code points before and behind a place whose marks come first, where a thread reads the others."""
SUBTITLE_FIELDS = ("date", "place", "occasion", "speaker")


class Reading(QObject):
    """Shows the current document in a reader and follows what changes."""

    shown = Signal()
    """Another text is shown."""
    numbered = Signal()
    """The numbering of the text is known, or not known yet as the text is shown."""
    voicesChanged = Signal()
    """The turns of the text have changed."""

    def __init__(self, session: Session, reader: Reader, settings: Settings | None = None) -> None:
        super().__init__(reader)
        self.session = session
        self._whereabouts = Whereabouts(settings)
        session.choose = self._whereabouts.latest
        self.reader = reader
        self.text = ""
        self.known_numbering: Numbering | None = NO_NUMBERS
        """The numbering of the text; None while a thread finds that of a very long one."""
        self._lines = LineTable.of("")
        self._entry: tuple[str, ...] = ()
        self._looks = (False, False)
        self._voices: SpanIndex[str] | None = None
        self._dress = Dress({}, {}, {})
        self._wanted = 0
        self._is_reading = False  # a thread reads marks
        reader.describe = lambda marks: entries_of(session, marks)
        reader.count_others = lambda count: tr(words.AND_MORE).format(count=count)
        reader.put_in_words = lambda marks, at: spoken(
            session, self.known_numbering or NO_NUMBERS, marks, at
        )
        session.opened.connect(self.show_document)
        session.documentChanged.connect(self.show_document)
        session.changed.connect(self._follow)
        session.layers.changed.connect(self._hide)
        session.currentChanged.connect(lambda: reader.set_current(session.annotation_id or None))

    def show_document(self) -> None:
        """Show the current document from where reading stopped, or an empty page."""
        self._leave()
        document = self.session.document()
        project = self.session.project
        self.text = core.documents.read_text(project, document.id) if project and document else ""
        self._lines = LineTable.of(self.text)
        self.known_numbering = None
        title, subtitle = (document.title, subtitle_of(document)) if document else ("", "")
        self._entry = _entry_of(document)
        self._voices = None
        self.reader.set_document(self.text, title, subtitle, lines=self._lines)
        if project and document:
            self.reader.set_formatting(core.formatting.read_formatting(project, document.id))
        place = self._whereabouts.of(document.id) if document else None
        self._show_marks(place.top if place else 0)
        if place:
            self.reader.return_to(place.top, place.caret)
        self._number()
        self.shown.emit()

    @property
    def numbering(self) -> Numbering:
        """The numbering of the text that is shown, found now where a thread is still about it."""
        if self.known_numbering is None:
            self.known_numbering = Numbering(self.text, self._lines)
        return self.known_numbering

    def _number(self) -> None:
        """Find the numbering, in a thread where that takes long."""
        text, lines = self.text, self._lines
        if len(lines) <= _LINES_AT_ONCE:
            self.known_numbering = Numbering(text, lines)
            self.numbered.emit()
            return

        def take(numbering: Numbering, error: Exception | None) -> None:
            if lines is self._lines:
                self.known_numbering = self.known_numbering or numbering
                self.numbered.emit()

        task = Task(lambda _: Numbering(text, lines), self)
        task.finished.connect(take)
        task.start()
        self.numbered.emit()  # that it is not known yet

    def _leave(self) -> None:
        """Remember where reading stopped in the text that is shown."""
        if self._entry:
            self._whereabouts.keep(self._entry[0], Place(*self.reader.place()))

    def reference(self, position: int) -> str:
        """Write where a position lies: paragraph and sentence, as "14.3"."""
        return self.numbering.reference(position)

    def position_of(self, reference: str) -> Span:
        """Find a numbered place, as "14", "14.3" or "L203", or raise Unknown."""
        from desktop_app.core import turns
        from desktop_app.core.places import find_place

        project = self.session.project
        found = turns.list_turns(project, self.session.document_id) if project else []
        return find_place(self.numbering, reference, turns.numbered_turns(found))

    def speaker_at(self, position: int) -> str:
        """Tell who speaks at a position, in the innermost turn around it; "" for nobody known."""
        project = self.session.project
        if self._voices is None:
            from desktop_app.core.turns import list_turns

            turns = list_turns(project, self.session.document_id) if project else []
            spoken_turns = (turn for turn in turns if turn.kind != "event")
            self._voices = SpanIndex((turn.start, turn.end, turn.speaker) for turn in spoken_turns)
        around = self._voices.touching(position, position + 1)
        return next((name for start, end, name in reversed(around) if start <= position < end), "")

    def finish_marks(self) -> None:
        """Have every mark on the page now, where a thread is still reading them."""
        project, document_id = self.session.project, self.session.document_id
        if self._is_reading and project:
            self._wanted += 1
            self._is_reading = False
            self.reader.set_marks(self._dress.read(project, document_id))

    def _show_marks(self, near: int | None = None) -> None:
        """Show all marks: at once, or in a while where there are very many.

        On another text those near to a place are then shown meanwhile, else what is there.
        """
        project, document_id = self.session.project, self.session.document_id
        self._wanted += 1
        self._is_reading = False
        if not (project and document_id):
            self.reader.set_marks([])
            return
        self._dress = Dress.of(self.session)
        is_much = core.documents.count_annotations(project)[document_id] > _AT_ONCE
        if not is_much:
            self.reader.set_marks(self._dress.read(project, document_id))
            return
        if near is not None:
            around = (near - _NEAR, near + _NEAR)
            self.reader.set_marks(self._dress.read(project, document_id, around))
        self._read_in_thread(project, document_id)

    def _read_in_thread(self, project: Project, document_id: str) -> None:
        wanted, dress = self._wanted, self._dress

        def work(_: Progress) -> list[Mark]:
            with project.reading() as reading, uncollected():
                return dress.read(reading, document_id)

        def take(marks: list[Mark] | None, error: Exception | None) -> None:
            if wanted != self._wanted:
                return  # something else is wanted by now
            self._is_reading = False
            with self.session.telling():
                if error:
                    raise error
                self.reader.set_marks(marks or [])

        self._is_reading = True
        task = Task(work, self)
        task.finished.connect(take)
        task.start()

    def _hide(self) -> None:
        layers = self.session.layers
        looks = (layers.is_by_coder, layers.is_nameless)
        if looks != self._looks:
            self._looks = looks
            self._show_marks()
        self.reader.set_hidden(layers.hidden_coders, layers.hidden_codes)

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("turns"):
            self._voices = None
            self.voicesChanged.emit()
        if self._is_other(changes):
            self.show_document()
            return
        dress = Dress.of(self.session) if changes.touches("codes", "coders") else self._dress
        is_worn = dress.covers(self._dress)
        project, self._dress = self.session.project, dress
        assert project is not None
        # Where others' work is seen or no longer is, no annotation is named: it may be any.
        is_any = changes.touches("annotations") and not changes.annotations
        is_much = is_any or len(changes.annotations) > _MANY
        if changes.annotations and not is_much:
            found = core.annotations.list_annotations(project, ids=changes.annotations)
            marks = list(dress.marks(found, self.session.document_id))
            self.reader.update_marks(changes.annotations, marks)
        if not is_worn or is_much or (self._is_reading and changes.annotations):
            self._show_marks()

    def _is_other(self, changes: ChangeSet) -> bool:
        """Tell whether the page would show another text or heading than it does.

        To lay out a long text again takes its time, and most changes concern others.
        """
        if not (self.session.document_id and changes.touches("documents", "document_fields")):
            return False
        return _entry_of(self.session.document()) != self._entry


def _entry_of(document: Document | None) -> tuple[str, ...]:
    """Tell what of a document's entry stands on the page, and which text."""
    if document is None:
        return ()
    return document.id, document.text_sha256, document.title, subtitle_of(document)


def subtitle_of(document: Document) -> str:
    """Write what is known of a document in one line."""
    return " · ".join(value for name in SUBTITLE_FIELDS if (value := document.fields.get(name, "")))
