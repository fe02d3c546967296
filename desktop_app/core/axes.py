"""The axes of tables: what rows or columns stand for, and which annotations belong to which.

What is counted along them is in `tables` and `together`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop_app.core.asking.evaluate import evaluate
from desktop_app.core.asking.saved import SavedQuery
from desktop_app.core.marks import Mark, Marks

AxisKind = Literal["code", "document", "set", "field", "coder", "speaker"]
NOTHING = ""
"""The key of what has no code, or no value in a field."""


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


Place = tuple[str | None, int, int]
"""A document, or none, and the span of a part in it; an empty one for an annotation without."""


def home_of(mark: Mark) -> Place:
    """Return the place of an annotation as a whole."""
    return (mark.document_id, 0, 0)


def places_of(mark: Mark) -> Sequence[Place]:
    """List the places of an annotation's parts, or its home where it has none."""
    if mark.pieces:
        return [(piece.document_id, piece.start, piece.end) for piece in mark.pieces]
    return [home_of(mark)]


class Sorter:
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
            # A code made while this was being read: the next count, already due, knows it.
            own = self._codes.get(mark.code_id, (NOTHING,))
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
            # Not by a minus sign: with the keys of a mapping that makes no frozen set.
            return frozenset(self._marks.documents).difference(self._sets)
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
