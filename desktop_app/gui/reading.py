"""What is read: keeps the reading view in step with the session's document and annotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app import core
from desktop_app.core.spans import Span, SpanIndex
from desktop_app.core.texts import Numbering
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.describing import entries_of, spoken
from desktop_app.gui.reader import Mark, Reader
from desktop_app.gui.whereabouts import Place, Whereabouts
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app.core.model import Annotation, ChangeSet, Document
    from desktop_app.settings import Settings

_MANY = 500
"""Where a step touches more annotations, all that stand here are read anew, and no others."""
SUBTITLE_FIELDS = ("date", "place", "occasion", "speaker")


class Reading(QObject):
    """Shows the current document in a reader and follows what changes."""

    shown = Signal()
    """Another text is shown: its numbering has changed."""
    voicesChanged = Signal()
    """The turns of the text have changed."""

    def __init__(self, session: Session, reader: Reader, settings: Settings | None = None) -> None:
        super().__init__(reader)
        self.session = session
        self._whereabouts = Whereabouts(settings)
        session.choose = self._whereabouts.latest
        self.reader = reader
        self.text = ""
        self.numbering = Numbering("")
        self._entry: tuple[str, ...] = ()
        self._looks = (False, False)
        self._voices: SpanIndex[str] | None = None
        reader.describe = lambda marks: entries_of(session, marks)
        reader.count_others = lambda count: tr(words.AND_MORE).format(count=count)
        reader.put_in_words = lambda marks, at: spoken(session, self.numbering, marks, at)
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
        self.numbering = Numbering(self.text)
        title, subtitle = (document.title, subtitle_of(document)) if document else ("", "")
        self._entry = _entry_of(document)
        self._voices = None
        self.reader.set_document(self.text, title, subtitle)
        if project and document:
            self.reader.set_formatting(core.formatting.read_formatting(project, document.id))
        self._show_marks()
        if document and (place := self._whereabouts.of(document.id)):
            self.reader.return_to(place.top, place.caret)
        self.shown.emit()

    def _leave(self) -> None:
        """Remember where reading stopped in the text that is shown."""
        if self._entry:
            place = Place(self.reader.first_visible(), self.reader.caret())
            self._whereabouts.keep(self._entry[0], place)

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

    def _show_marks(self) -> None:
        project, document_id = self.session.project, self.session.document_id
        if not (project and document_id):
            self.reader.set_marks([])
            return
        spans = list(core.annotations.spans_of_document(project, document_id))
        counts: dict[str, int] = {}
        for span in spans:
            counts[span[2]] = counts.get(span[2], 0) + 1
        looks = {code.id: (code.name, code.color) for code in self.session.tree}
        none, by = ("", ""), self._initials()
        dyes = self._dyes()
        self.reader.set_marks(
            [
                Mark(key, part, counts[key], start, end, looks.get(code_id, none)[0],
                     dyes.get(coder_id) or looks.get(code_id, none)[1], role, "",
                     code_id or "", coder_id, by.get(coder_id, ""))
                for start, end, key, part, role, code_id, coder_id in spans
            ]
        )  # fmt: skip

    def _initials(self) -> dict[str, str]:
        """Return how coders are told apart beside the text, where there are several."""
        coders = [] if self.session.layers.is_nameless else self.session.coders()
        return {each.id: core.coders.initials(each.name) for each in coders[1:] and coders}

    def _dyes(self) -> dict[str, str]:
        """Return the coders' colours, where marks have these rather than their codes'."""
        if not self.session.layers.is_by_coder:
            return {}
        return {each.id: each.color for each in self.session.coders()}

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
        if changes.touches("codes", "coders") or len(changes.annotations) > _MANY:
            self._show_marks()
        elif changes.annotations:
            assert self.session.project is not None
            found = core.annotations.list_annotations(self.session.project, ids=changes.annotations)
            self.reader.update_marks(changes.annotations, list(self._marks(found)))

    def _is_other(self, changes: ChangeSet) -> bool:
        """Tell whether the page would show another text or heading than it does.

        To lay out a long text again takes its time, and most changes concern others.
        """
        if not (self.session.document_id and changes.touches("documents", "document_fields")):
            return False
        return _entry_of(self.session.document()) != self._entry

    def _marks(self, annotations: Iterable[Annotation]) -> Iterator[Mark]:
        initials, dyes = self._initials(), self._dyes()
        for annotation in annotations:
            code = self.session.tree.get(annotation.code_id)
            label, color = (code.name, code.color) if code else ("", "")
            color = dyes.get(annotation.coder_id) or color
            by = initials.get(annotation.coder_id, "")
            here = [p for p in annotation.parts if p.document_id == self.session.document_id]
            for part in here:
                yield Mark(
                    annotation.id, part.position, len(here), part.start, part.end,
                    label, color, part.role, "", annotation.code_id or "",
                    annotation.coder_id, by,
                )  # fmt: skip


def _entry_of(document: Document | None) -> tuple[str, ...]:
    """Tell what of a document's entry stands on the page, and which text."""
    if document is None:
        return ()
    return document.id, document.text_sha256, document.title, subtitle_of(document)


def subtitle_of(document: Document) -> str:
    """Write what is known of a document in one line."""
    return " · ".join(value for name in SUBTITLE_FIELDS if (value := document.fields.get(name, "")))
