"""Copying with citation: the words in hand with their author, title, date and place."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from desktop_app.core import turns
from desktop_app.core.citation import MARKDOWN, PLAIN, cite
from desktop_app.core.model import BETWEEN_PARTS, Annotation
from desktop_app.core.spans import Span
from desktop_app.core.voices import NARRATOR, UNNAMED
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.reading import Reading
from desktop_app.gui.words import tr
from desktop_app.settings import Settings


class CiteActs(QObject):
    """The acts of one window that put words with their place on the clipboard."""

    def __init__(self, session: Session, reading: Reading, settings: Settings) -> None:
        super().__init__(reading)
        self.session = session
        self.reading = reading
        self.settings = settings

    def copy(self) -> None:
        """Copy with citation in the user's own form, or else as plain text."""
        self._copy(str(self.settings["citation"]) or PLAIN)

    def copy_markdown(self) -> None:
        """Copy with citation as a Markdown quotation."""
        self._copy(MARKDOWN)

    def template(self) -> None:
        """Let the user write the form of citations."""
        from desktop_app.gui.dialogs.citation import CitationDialog

        dialog = CitationDialog(self.settings, self.facts(), self.reading.reader.window())
        dialog.open()

    def facts(self) -> dict[str, str]:
        """Tell what a citation of the words in hand can name; empty where no words are."""
        document, text = self.session.document(), self.reading.text
        annotation = self.session.annotation()
        selection = self.reading.reader.selection()
        if document is None:
            return {}
        if selection:
            spans = [selection]
        elif annotation:
            here = [part for part in annotation.parts if part.document_id == document.id]
            spans = [(part.start, part.end) for part in here]
        else:
            spans = []
        if not spans:
            return {}
        speaker = self._speaker(spans[0][0]) or document.fields.get("speaker", "")
        is_its = _is_within(selection, annotation, document.id)
        places = dict.fromkeys(self.reading.reference(start) for start, _ in spans)
        return {
            **document.fields,
            **self._facts_of(annotation if is_its else None),
            "quote": BETWEEN_PARTS.join(text[start:end] for start, end in spans),
            "author": document.fields.get("author") or speaker,
            "speaker": speaker,
            "title": document.title,
            "place": ", ".join(places),
        }

    def _speaker(self, position: int) -> str:
        """Tell who speaks at a position, where the text's turns say so by name."""
        project, document_id = self.session.project, self.session.document_id
        known = turns.list_turns(project, document_id) if project else []
        names = [turn.speaker for turn in known if turn.start <= position < turn.end]
        named = [name for name in names if name not in ("", NARRATOR, UNNAMED)]
        return named[-1] if named else ""

    def _facts_of(self, annotation: Annotation | None) -> dict[str, str]:
        if annotation is None:
            return {}
        names = {coder.id: coder.name for coder in self.session.coders()}
        return {
            "code": self.session.tree.path(annotation.code_id),
            "coder": names.get(annotation.coder_id, ""),
            "note": annotation.note,
        }

    def _copy(self, template: str) -> None:
        facts = self.facts()
        if not facts:
            self.session.told.emit(tr(words.SELECT_WORDS))
            return
        QGuiApplication.clipboard().setText(cite(template, facts))
        self.session.told.emit(tr(words.COPIED))


def _is_within(selection: Span | None, annotation: Annotation | None, document_id: str) -> bool:
    """Tell whether what is cited belongs to the annotation in hand."""
    if selection is None:
        return True
    parts = annotation.parts if annotation else ()
    return any(
        part.document_id == document_id and part.start <= selection[0] and selection[1] <= part.end
        for part in parts
    )
