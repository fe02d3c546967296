"""Tables: codes against documents, fields, coders or speakers, each cell with what it counts.

Every figure is made from a snapshot (`marks`) and says what it is made of: a cell knows the
annotations behind it. A total counts each annotation, and each character, once, so that it may be
less than the sum of its cells. Which codes stand together is told in `together`.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from desktop_app.core.asking.evaluate import Answer
from desktop_app.core.asking.saved import SavedQuery
from desktop_app.core.axes import (
    NOTHING,
    Axis,
    AxisKind,
    Heading,
    Place,
    Sorter,
    home_of,
    places_of,
)
from desktop_app.core.garbage import uncollected
from desktop_app.core.marks import Mark, Marks

Measure = Literal["annotations", "words", "characters", "share"]
__all__ = [
    "MEASURES",
    "NOTHING",
    "Axis",
    "AxisKind",
    "Base",
    "Frequency",
    "Heading",
    "Measure",
    "Place",
    "Table",
    "count",
    "frequencies",
]  # fmt: skip

Base = Literal["row", "column", "total"]
Progress = Callable[[int, int], None]

MEASURES: tuple[Measure, ...] = ("annotations", "words", "characters", "share")

_Key = tuple[str | None, str | None]
_Passage = tuple[str, int, int]
"""A document and a span of it."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows against columns; what a key lacks is 0 and has no annotations.

    `values` counts in `measure`: annotations, words or characters, or the share (0 to 1) of the
    characters of the documents concerned. A row or column of None is the total.
    """

    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    measure: Measure
    ids: Mapping[_Key, frozenset[str]] = field(repr=False)
    values: Mapping[_Key, float] = field(repr=False)

    def value(self, row: str | None, column: str | None) -> float:
        """Return a cell, or a total for None."""
        return self.values.get((row, column), 0)

    def behind(self, row: str | None, column: str | None) -> frozenset[str]:
        """Return the annotations that a cell counts."""
        return self.ids.get((row, column), frozenset())

    def percentage(self, row: str | None, column: str | None, base: Base) -> float | None:
        """Return a cell in per cent of its row's, its column's or the whole total.

        None where that is 0.
        """
        whole = self.value(
            None if base in ("column", "total") else row,
            None if base in ("row", "total") else column,
        )
        return 100 * self.value(row, column) / whole if whole else None

    def is_empty(self, row: str | None, column: str | None) -> bool:
        """Tell whether nothing at all stands in a cell or total."""
        return not self.ids.get((row, column))


def count(
    marks: Marks,
    rows: Axis,
    columns: Axis,
    measure: Measure = "annotations",
    only: Answer | None = None,
    progress: Progress | None = None,
) -> Table:
    """Count annotations, of all or of `only` these, in a table of two axes.

    Overlapping passages of one cell count once in words, characters and share; a word belongs
    where it begins. Raises what a saved query on an axis raises.
    """
    with uncollected():
        return _count(marks, (rows, columns), measure, only, progress)


def _count(
    marks: Marks,
    axes: tuple[Axis, Axis],
    measure: Measure,
    only: Answer | None,
    progress: Progress | None,
) -> Table:
    down, across = (Sorter(marks, axis) for axis in axes)
    ids: defaultdict[_Key, set[str]] = defaultdict(set)
    spans: defaultdict[_Key, list[_Passage]] = defaultdict(list)
    needs_spans = measure != "annotations"
    for number, mark in enumerate(marks):
        if progress and number % 20_000 == 0:
            progress(number, len(marks))
        if only is not None and mark.id not in only:
            continue
        for place in places_of(mark):
            span = _span(marks, measure, place) if needs_spans and place[2] else None
            for row in down.keys(mark, place):
                for column in across.keys(mark, place):
                    ids[row, column].add(mark.id)
                    if span:
                        spans[row, column].append(span)
    values: dict[_Key, float]
    if needs_spans:
        bases = _Bases(marks, down, across)
        joined = _with_totals({key: merged_passages(found) for key, found in spans.items()})
        values = {key: _size(measure, found, bases, key) for key, found in joined.items()}
    frozen = _union_totals(ids)
    if not needs_spans:
        values = {key: len(found) for key, found in frozen.items()}
    used = {row for row, _ in frozen}, {column for _, column in frozen}
    return Table(down.headings(used[0]), across.headings(used[1]), measure, frozen, values)


def _totals_of(key: _Key) -> tuple[_Key, _Key, _Key]:
    return (key[0], None), (None, key[1]), (None, None)


def _union_totals(ids: Mapping[_Key, set[str]]) -> dict[_Key, frozenset[str]]:
    """Add the totals of rows, of columns and of all: each annotation stands in some cell."""
    parts: defaultdict[_Key, list[set[str]]] = defaultdict(list)
    for key, found in ids.items():
        for total in _totals_of(key):
            parts[total].append(found)
    frozen = {key: frozenset(found) for key, found in ids.items()}
    return frozen | {key: frozenset().union(*found) for key, found in parts.items()}


def _with_totals(joined: dict[_Key, list[_Passage]]) -> dict[_Key, list[_Passage]]:
    """Add the totals, in which each place counts once."""
    parts: defaultdict[_Key, list[_Passage]] = defaultdict(list)
    for key, found in joined.items():
        for total in _totals_of(key):
            parts[total] += found
    return joined | {key: merged_passages(found) for key, found in parts.items()}


def merged_passages(passages: list[_Passage]) -> list[_Passage]:
    """Join passages of one document that overlap or touch; sorts its argument."""
    passages.sort()
    found: list[_Passage] = []
    home, first, last = "", 0, -1
    for document_id, start, end in passages:
        if document_id == home and start <= last:
            if end > last:
                last = end
        else:
            if last >= 0:
                found.append((home, first, last))
            home, first, last = document_id, start, end
    if last >= 0:
        found.append((home, first, last))
    return found


class _Bases:
    """How long the documents are that a cell may reach into."""

    def __init__(self, marks: Marks, rows: Sorter, columns: Sorter) -> None:
        self._lengths = {document.id: document.length for document in marks.documents.values()}
        self._sides = rows, columns
        self._known: dict[_Key, int] = {}

    def length(self, key: _Key) -> int:
        if key not in self._known:
            bounds = [
                found
                for side, each in zip(self._sides, key, strict=True)
                if (found := side.documents_of(each)) is not None
            ]
            within = frozenset.intersection(*bounds) if bounds else self._lengths.keys()
            self._known[key] = sum(self._lengths[each] for each in within)
        return self._known[key]


def _span(marks: Marks, measure: Measure, place: Place) -> _Passage | None:
    """Return the span of a place in the units of a measure: words that begin in it, or characters.

    Words are counted through the document, so that those of several places join as spans do.
    """
    document_id, start, end = place
    assert document_id is not None
    if measure == "words":
        starts = marks.ground(document_id).words.starts
        start, end = bisect_left(starts, start), bisect_left(starts, end)
    return (document_id, start, end) if start < end else None


def _size(measure: Measure, spans: list[_Passage], bases: _Bases, key: _Key) -> float:
    size = sum(end - start for _, start, end in spans)
    if measure != "share":
        return size
    whole = bases.length(key)
    return size / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Frequency:
    """How much a code was used; `below` counts the annotations of it and of those below it."""

    heading: Heading
    annotations: int
    below: int
    parts: int
    documents: int
    coders: int
    words: int
    characters: int
    share: float
    ids: frozenset[str] = field(repr=False)


def frequencies(
    marks: Marks, only: Answer | None = None, queries: tuple[SavedQuery, ...] = ()
) -> list[Frequency]:
    """Count the use of every code in the order of the tree, then of queries, then of no code.

    Words, characters and share (of all texts) count each place once.
    """
    own = Sorter(marks, Axis("code", queries=queries))
    found: dict[str, list[Mark]] = {}
    for mark in marks:
        if only is None or mark.id in only:
            for key in own.keys(mark, home_of(mark)):
                found.setdefault(key, []).append(mark)
    total = sum(document.length for document in marks.documents.values())
    below = {
        code.id: len(found.get(code.id, ()))
        + sum(len(found.get(each.id, ())) for each in marks.tree.below(code.id))
        for code in marks.tree
    }
    return [
        _frequency(marks, heading, found.get(heading.key, []), below, total)
        for heading in own.headings(set(found))
    ]


def _frequency(
    marks: Marks, heading: Heading, found: list[Mark], below: Mapping[str, int], total: int
) -> Frequency:
    spans = merged_passages(
        [(piece.document_id, piece.start, piece.end) for mark in found for piece in mark.pieces]
    )
    characters = sum(end - start for _, start, end in spans)
    homes = {home for home, _, _ in spans} | {mark.document_id for mark in found if not mark.pieces}
    return Frequency(
        heading=heading,
        annotations=len(found),
        below=below.get(heading.key, len(found)),
        parts=sum(len(mark.pieces) for mark in found),
        documents=len(homes - {None}),
        coders=len({mark.coder_id for mark in found}),
        words=sum(marks.ground(home).words.count(start, end) for home, start, end in spans),
        characters=characters,
        share=characters / total if total else 0.0,
        ids=frozenset(mark.id for mark in found),
    )
