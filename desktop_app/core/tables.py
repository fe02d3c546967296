"""Tables: codes against documents, fields, coders or speakers, each cell with what it counts.

Every figure is made from a snapshot (`marks`) and says what it is made of: a cell knows the
annotations behind it. A total counts each annotation, and each character, once, so that it may be
less than the sum of its cells. Which codes stand together is told in `together`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from desktop_app.core.asking.evaluate import Answer, evaluate
from desktop_app.core.asking.saved import SavedQuery
from desktop_app.core.marks import Mark, Marks
from desktop_app.core.spans import Span

AxisKind = Literal["code", "document", "set", "field", "coder", "speaker"]
Measure = Literal["annotations", "words", "characters", "share"]
Base = Literal["row", "column", "total"]
Progress = Callable[[int, int], None]

MEASURES: tuple[Measure, ...] = ("annotations", "words", "characters", "share")
NOTHING = ""
"""The key of what has no code, or no value in a field."""

_Key = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Axis:
    """What rows or columns stand for. `name` is of a field.

    With `is_rolled` a code has the annotations of those below it too; `queries` stand behind the
    codes as if they were some.
    """

    kind: AxisKind
    name: str = ""
    is_rolled: bool = False
    queries: tuple[SavedQuery, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a row or column; `key` is an id, or a field's value. `depth` is of a code."""

    key: str
    title: str
    kind: Literal["code", "query", "document", "set", "field", "coder", "speaker"]
    depth: int = 0


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
    across, down = _Sorter(marks, columns), _Sorter(marks, rows)
    ids: dict[_Key, set[str]] = {}
    spans: dict[_Key, dict[str, list[Span]]] = {}
    needs_spans = measure != "annotations"
    for number, mark in enumerate(marks):
        if progress and number % 20_000 == 0:
            progress(number, len(marks))
        if only is not None and mark.id not in only:
            continue
        for document_id, start, end in _places(mark):
            place = (document_id, start, end)
            keys = _keys(down.keys(mark, place), across.keys(mark, place))
            for key in keys:
                ids.setdefault(key, set()).add(mark.id)
                if needs_spans and document_id and end:
                    spans.setdefault(key, {}).setdefault(document_id, []).append((start, end))
    values: dict[_Key, float] = {key: len(found) for key, found in ids.items()}
    if needs_spans:
        bases = _Bases(marks, down, across)
        values = {key: _size(marks, measure, found, bases, key) for key, found in spans.items()}
    frozen = {key: frozenset(found) for key, found in ids.items()}
    used = {row for row, _ in frozen}, {column for _, column in frozen}
    return Table(down.headings(used[0]), across.headings(used[1]), measure, frozen, values)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap or touch, in order."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            if end > found[-1][1]:
                found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def groups_of(marks: Marks, axis: Axis) -> "_Sorter":
    """Return what sorts annotations by the codes and queries of an axis."""
    return _Sorter(marks, axis)


Place = tuple[str | None, int, int]
"""A document, or none, and the span of a part in it; an empty one for an annotation without."""


def home_of(mark: Mark) -> Place:
    """Return the place of an annotation as a whole."""
    return (mark.document_id, 0, 0)


def _places(mark: Mark) -> Sequence[Place]:
    if mark.pieces:
        return [(piece.document_id, piece.start, piece.end) for piece in mark.pieces]
    return [home_of(mark)]


def _keys(rows: Sequence[str], columns: Sequence[str]) -> list[_Key]:
    keys: list[_Key] = [(None, None)]
    keys += [(row, None) for row in rows]
    for column in columns:
        keys.append((None, column))
        keys += [(row, column) for row in rows]
    return keys


class _Sorter:
    """Tells which rows (or columns) of an axis an annotation stands in, and how they are headed."""

    def __init__(self, marks: Marks, axis: Axis) -> None:
        self.axis = axis
        self._marks = marks
        self._codes: dict[str | None, tuple[str, ...]] = {None: (NOTHING,)}
        for code in marks.tree:
            line = marks.tree.lineage(code.id) if axis.is_rolled else (code,)
            self._codes[code.id] = tuple(each.id for each in line)
        self._queries = [(saved, evaluate(saved.query, marks)) for saved in axis.queries]
        self._sets: dict[str, tuple[str, ...]] = {}
        for each in marks.sets.values():
            for document_id in each.documents:
                self._sets[document_id] = (*self._sets.get(document_id, ()), each.id)
        self._fields = {
            document.id: document.fields.get(axis.name, NOTHING)
            for document in marks.documents.values()
        }

    def keys(self, mark: Mark, place: Place) -> Sequence[str]:
        """Return the keys under which a part of an annotation is counted."""
        kind, document_id = self.axis.kind, place[0]
        if kind == "code":
            own = self._codes[mark.code_id]
            if self._queries:
                own += tuple(saved.id for saved, found in self._queries if mark.id in found)
            return own
        if kind == "coder":
            return (mark.coder_id,)
        if document_id is None:
            return (NOTHING,)
        if kind == "speaker":
            _, start, end = place
            voices = self._marks.speakers(document_id).of(start, end) if end else ()
            return voices or (NOTHING,)
        if kind == "set":
            return self._sets.get(document_id, (NOTHING,))
        return (document_id if kind == "document" else self._fields[document_id],)

    def headings(self, used: set[str | None]) -> tuple[Heading, ...]:
        """List the heads in their order: all there are, and the nameless one where it is used."""
        found = list(self._named())
        if NOTHING in used:
            found.append(Heading(NOTHING, "", self.axis.kind))
        return tuple(found)

    def documents_of(self, key: str | None) -> frozenset[str] | None:
        """Return the documents that a key stands for; None where it bounds them not."""
        if key is None or self.axis.kind in ("code", "coder", "speaker"):
            return None
        if self.axis.kind == "document":
            return frozenset({key})
        if self.axis.kind == "set" and key:
            return self._marks.sets[key].documents
        if self.axis.kind == "set":
            return frozenset(self._marks.documents) - self._sets.keys()
        return frozenset(each for each, value in self._fields.items() if value == key)

    def _named(self) -> Iterable[Heading]:
        marks, axis = self._marks, self.axis
        if axis.kind == "code":
            yield from (
                Heading(code.id, marks.tree.path(code.id), "code", marks.tree.depth(code.id))
                for code in marks.tree
            )
            yield from (Heading(saved.id, saved.name, "query") for saved in axis.queries)
            return
        titles = {
            "coder": lambda: {coder.id: coder.name for coder in marks.coders.values()},
            "document": lambda: {each.id: each.title for each in marks.documents.values()},
            "set": lambda: {each.id: each.name for each in marks.sets.values()},
            "speaker": lambda: _sorted(
                turn.speaker for found in marks.turns.values() for turn in found
            ),
            "field": lambda: _sorted(self._fields.values()),
        }
        for key, title in titles[axis.kind]().items():
            yield Heading(key, title, axis.kind)


def _sorted(values: Iterable[str]) -> dict[str, str]:
    """Sort the values that are not empty, each being its own title."""
    return {value: value for value in sorted(set(values) - {NOTHING}, key=_natural)}


def _natural(value: str) -> tuple[int, float, str]:
    """Sort numbers by size before words by letter."""
    try:
        return (0, float(value), value)
    except ValueError:
        return (1, 0.0, value.casefold())


class _Bases:
    """How long the documents are that a cell may reach into."""

    def __init__(self, marks: Marks, rows: _Sorter, columns: _Sorter) -> None:
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


def _size(
    marks: Marks, measure: Measure, spans: Mapping[str, list[Span]], bases: _Bases, key: _Key
) -> float:
    if measure == "words":
        return sum(
            marks.ground(document_id).words.count(start, end)
            for document_id, found in spans.items()
            for start, end in merged(found)
        )
    characters = sum(end - start for found in spans.values() for start, end in merged(found))
    if measure == "characters":
        return characters
    whole = bases.length(key)
    return characters / whole if whole else 0.0


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
    own = _Sorter(marks, Axis("code", queries=queries))
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
    spans: dict[str, list[Span]] = {}
    for mark in found:
        for piece in mark.pieces:
            spans.setdefault(piece.document_id, []).append((piece.start, piece.end))
    joined = {key: merged(each) for key, each in spans.items()}
    characters = sum(end - start for each in joined.values() for start, end in each)
    homes = set(spans) | {mark.document_id for mark in found if not mark.pieces}
    return Frequency(
        heading=heading,
        annotations=len(found),
        below=below.get(heading.key, len(found)),
        parts=sum(len(mark.pieces) for mark in found),
        documents=len(homes - {None}),
        coders=len({mark.coder_id for mark in found}),
        words=sum(
            marks.ground(key).words.count(start, end)
            for key, each in joined.items()
            for start, end in each
        ),
        characters=characters,
        share=characters / total if total else 0.0,
        ids=frozenset(mark.id for mark in found),
    )
