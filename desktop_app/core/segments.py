"""Segments: every annotation's parts with their words and places, as exports and tables use them.

An annotation without parts is one segment without a place. How segments are written to files
is not known here.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from desktop_app.core import turns
from desktop_app.core.garbage import uncollected
from desktop_app.core.marks import Mark, Marks, Piece
from desktop_app.core.model import Document, Rows
from desktop_app.core.numbering import Numbering
from desktop_app.core.texts import context

CONTEXT_WIDTH = 60

_Place = tuple[int | None, int | None, int | None, int | None]
_NOWHERE: _Place = (None, None, None, None)
_NOTHING: Mapping[str, str] = {}
_first = itemgetter(0)


class Segment(NamedTuple):
    """One part of an annotation (or none), with the code points around it.

    `number` counts parts from 1, 0 where the annotation has none. Paragraphs and sentences are
    numbered from 1, a sentence within its paragraph; None without a part.
    """

    annotation: Mark
    part: Piece | None
    number: int
    document: Document | None
    code_path: str
    code_name: str
    coder: str
    note: str
    properties: Mapping[str, str]
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


def list_segments(source: Rows | Marks, only: Filter | None = None) -> Iterator[Segment]:
    """Yield the segments in document order, then by start.

    A document's annotations without parts follow its last passage; those at home in no document
    come last.
    """
    marks = source if isinstance(source, Marks) else Marks(source)
    only = only or Filter()
    with uncollected():
        placed = _placed(_wanted(marks, only))
    people = {coder.id: coder.name for coder in marks.coders.values()}
    codes = {code.id: (marks.tree.path(code.id), code.name) for code in marks.tree}
    for document in (*marks.documents.values(), None):
        key = document.id if document else None
        if key not in placed or (only.document_id and only.document_id != key):
            continue
        ground = marks.ground(key) if key else None
        has_turns = bool(key and marks.turns.get(key))
        for start, end, _, number, mark, part in placed[key]:
            path, name = codes[mark.code_id] if mark.code_id else ("", "")
            place: _Place = _NOWHERE
            before = after = ""
            voices: list[str] = []
            if part and ground:
                place = _place(ground.numbering, start, end)
                before, after = context(ground.text, start, end, CONTEXT_WIDTH)
                voices = marks.voices(part) if has_turns else []
            if only.speaker and only.speaker not in voices:
                continue
            yield Segment(
                mark,
                part,
                number,
                document,
                path,
                name,
                people[mark.coder_id],
                marks.notes.get(mark.id, ""),
                marks.properties.get(mark.id, _NOTHING),
                *place,
                before,
                after,
                turns.SEPARATOR.join(voices),
            )


_Row = tuple[int, int, str, int, Mark, Piece | None]


def _wanted(marks: Marks, only: Filter) -> Iterable[Mark]:
    codes = None
    if only.code_id:
        codes = {only.code_id, *(code.id for code in marks.tree.below(only.code_id))}
    return (
        mark
        for mark in marks
        if (not only.coder_id or mark.coder_id == only.coder_id)
        and (codes is None or mark.code_id in codes)
        and (only.ids is None or mark.id in only.ids)
    )


def _placed(found: Iterable[Mark]) -> dict[str | None, list[_Row]]:
    """Sort parts, and annotations without, into their documents and by their places there."""
    placed: dict[str | None, list[_Row]] = {}
    for mark in found:
        for number, piece in enumerate(mark.pieces, 1):
            row = (piece.start, piece.end, mark.id, number, mark, piece)
            placed.setdefault(piece.document_id, []).append(row)
        if not mark.pieces:
            nowhere = (1 << 60, 0, mark.id, 0, mark, None)
            placed.setdefault(mark.document_id, []).append(nowhere)
    for rows in placed.values():
        rows.sort()  # no two have the same number of one annotation
    return placed


def _place(numbering: Numbering, start: int, end: int) -> tuple[int, int, int, int]:
    """Return the paragraphs of a span's first and last code point, then their sentences."""
    paragraph = numbering.paragraph_at(start)
    if not paragraph:
        return 0, 0, 0, 0
    spans = numbering.sentence_spans(paragraph)
    sentence = bisect_right(spans, start, key=_first) or 1
    if end <= spans[sentence - 1][1]:
        return paragraph, paragraph, sentence, sentence
    last = end - 1
    last_paragraph = numbering.paragraph_at(last)
    if last_paragraph != paragraph:
        return paragraph, last_paragraph, sentence, numbering.sentence_at(last)
    return paragraph, paragraph, sentence, bisect_right(spans, last, key=_first) or 1
