"""What is said of marks: on the card beside the pointer, and to those who hear the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from desktop_app import core
from desktop_app.core.texts import Numbering
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.reader import Entry, Mark
from desktop_app.gui.reader.margin import part_of
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app.core.model import Annotation

_MOST_SAID = 4
_WORDS_SAID, _NOTE_SAID = 300, 120  # characters of a part's words, and of a note


def entries_of(session: Session, marks: Sequence[Mark]) -> list[Entry]:
    """Return what a card says of some marks, one entry an annotation, in their order."""
    if session.project is None:
        return []
    by_id: dict[str, list[Mark]] = {}
    for mark in marks:
        by_id.setdefault(mark.annotation_id, []).append(mark)
    found = core.annotations.list_annotations(session.project, ids=list(by_id))
    known = {annotation.id: annotation for annotation in found}
    coders = session.names()
    return [
        _entry(session, known[key], parts, coders) for key, parts in by_id.items() if key in known
    ]


def _entry(
    session: Session, annotation: Annotation, parts: Sequence[Mark], coders: dict[str, str]
) -> Entry:
    code = session.tree.get(annotation.code_id)
    detail = [coders.get(annotation.coder_id, ""), part_of(parts)]
    return Entry(
        color=code.color if code else "",
        name=session.tree.path(code.id) if code else tr(words.HIGHLIGHT_NAME),
        detail=" · ".join(filter(None, detail)),
        definition=code.brief_definition if code else "",
        note=annotation.note,
    )


def spoken(session: Session, numbering: Numbering, marks: Iterable[Mark], position: int) -> str:
    """Say which annotations begin to be around the caret, and where that is."""
    known = session.names()
    names = known if len(known) > 1 else {}
    said = []
    for mark in marks:
        pieces = [mark.label or tr(words.HIGHLIGHT_NAME), part_of([mark])]
        if name := names.get(mark.coder_id):
            pieces.append(tr(words.BY_CODER).format(coder=name))
        said.append(", ".join(filter(None, pieces)))
    if not said:
        return ""
    rest = len(said) - _MOST_SAID
    listed = "; ".join(said[:_MOST_SAID])
    if rest > 0:
        listed += "; " + tr(words.AND_MORE).format(count=rest)
    if not numbering.paragraph_count:
        return f"{listed}."
    place = tr(words.PLACE).format(
        paragraph=numbering.paragraph_at(position), sentence=numbering.sentence_at(position)
    )
    return f"{listed}. {place}."


def said_of(session: Session, numbering: Numbering, annotation: Annotation) -> str:
    """Say of one annotation what the page shows of it, for those who hear the list.

    Its code with the path, each part's place, role and words, who made it, and how its note begins.
    """
    path = session.tree.path(annotation.code_id) if annotation.code_id in session.tree else ""
    coders = session.names()
    pieces = [path or tr(words.HIGHLIGHT_NAME)]
    for part in annotation.parts:
        is_here = part.document_id == session.document_id
        place = place_in(numbering, part.start) if is_here else tr(words.IN_ANOTHER_TEXT)
        head = " ".join(filter(None, (place, part.role)))
        pieces.append(f"{head}: {_beginning(part.quote, _WORDS_SAID)}")
    if not annotation.parts:
        pieces.append(tr(words.WITHOUT_WORDS))
    if name := coders.get(annotation.coder_id):
        pieces.append(tr(words.BY_CODER).format(coder=name))
    if annotation.note.strip():
        note = _beginning(annotation.note, _NOTE_SAID)
        pieces.append(tr(words.NOTE_SAID).format(note=note))
    return "; ".join(pieces)


def named(session: Session, numbering: Numbering, annotation: Annotation) -> str:
    """Name an annotation in few words: where it stands, or in which other text, and its code."""
    code = session.tree.get(annotation.code_id)
    name = code.name if code else tr(words.PLAIN_HIGHLIGHT)
    here = [p.start for p in annotation.parts if p.document_id == session.document_id]
    if here:
        return f"{place_in(numbering, min(here))} {name}".strip()
    home = annotation.parts[0].document_id if annotation.parts else annotation.document_id
    if session.project is None or home in (None, session.document_id):
        return name
    title = core.documents.get_document(session.project, home).title
    return f"{name}, {tr(words.PART_ELSEWHERE).format(title=title)}"


def place_in(numbering: Numbering, position: int) -> str:
    """Write where a position stands, "" while the numbers of a long text are not known yet."""
    return numbering.reference(position) if numbering.paragraph_count else ""


def _beginning(text: str, longest: int) -> str:
    said = " ".join(text[: longest * 2].split())
    return said if len(said) <= longest and len(text) <= longest * 2 else said[:longest] + "…"
