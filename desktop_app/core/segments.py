"""Segments: every annotation's parts with their words and places, as exports and tables use them.

An annotation without parts is one segment without a place. How segments are written to files
is not known here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop_app.core import annotations, coders, documents, turns
from desktop_app.core.codebook import list_codes
from desktop_app.core.codetree import CodeTree
from desktop_app.core.model import Annotation, Coder, Document, Part, Rows
from desktop_app.core.texts import Numbering, context
from desktop_app.core.turns import Speakers

CONTEXT_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of an annotation (or none), with the code points around it.

    `part` counts from 1, 0 where the annotation has no parts. Paragraphs and sentences are
    numbered from 1, a sentence within its paragraph; None without a part.
    """

    annotation: Annotation
    part: Part | None
    number: int
    document: Document | None
    code_path: str
    code_name: str
    coder: Coder
    start_paragraph: int | None = None
    end_paragraph: int | None = None
    start_sentence: int | None = None
    end_sentence: int | None = None
    before: str = ""
    after: str = ""
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which segments are wanted; an empty field sets no bound. A code includes those below it."""

    document_id: str = ""
    code_id: str = ""
    coder_id: str = ""
    speaker: str = ""
    ids: frozenset[str] | None = None
    """Only these annotations."""


def list_segments(rows: Rows, only: Filter | None = None) -> Iterator[Segment]:
    """Yield the segments in document order, then by start.

    A document's annotations without parts follow its last passage; those at home in no document
    come last.
    """
    only = only or Filter()
    tree = list_codes(rows)
    wanted = _wanted_codes(tree, only.code_id)
    people = {coder.id: coder for coder in coders.list_coders(rows)}
    found = [
        annotation
        for annotation in annotations.list_annotations(rows, ids=only.ids)
        if (not only.coder_id or annotation.coder_id == only.coder_id)
        and (wanted is None or annotation.code_id in wanted)
    ]
    placed: dict[str | None, list[tuple[Annotation, Part | None, int]]] = {}
    for annotation in found:
        for number, each in enumerate(annotation.parts, 1):
            placed.setdefault(each.document_id, []).append((annotation, each, number))
        if not annotation.parts:
            placed.setdefault(annotation.document_id, []).append((annotation, None, 0))
    for document in (*documents.list_documents(rows), None):
        key = document.id if document else None
        if key not in placed or (only.document_id and only.document_id != key):
            continue
        text = documents.read_text(rows, document.id) if document else ""
        numbering = Numbering(text)
        speakers = Speakers(turns.list_turns(rows, document.id) if document else ())
        for annotation, part, number in sorted(placed[key], key=_place):
            code = tree.get(annotation.code_id)
            segment = Segment(
                annotation,
                part,
                number,
                document,
                tree.path(annotation.code_id),
                code.name if code else "",
                people[annotation.coder_id],
            )
            voices: list[str] = []
            if part:
                voices = speakers.of(part.start, part.end)
                segment = _with_place(segment, part, text, numbering)
                segment = replace(segment, speaker=turns.SEPARATOR.join(voices))
            if not only.speaker or only.speaker in voices:
                yield segment


def _wanted_codes(tree: CodeTree, code_id: str) -> set[str] | None:
    if not code_id:
        return None
    return {code_id, *(code.id for code in tree.below(code_id))}


def _place(row: tuple[Annotation, Part | None, int]) -> tuple[int, int, str, int]:
    annotation, part, number = row
    if part is None:
        return (1 << 60, 0, annotation.id, number)
    return (part.start, part.end, annotation.id, number)


def _with_place(segment: Segment, part: Part, text: str, numbering: Numbering) -> Segment:
    before, after = context(text, part.start, part.end, CONTEXT_WIDTH)
    return replace(
        segment,
        start_paragraph=numbering.paragraph_at(part.start),
        end_paragraph=numbering.paragraph_at(part.end - 1),
        start_sentence=numbering.sentence_at(part.start),
        end_sentence=numbering.sentence_at(part.end - 1),
        before=before,
        after=after,
    )
