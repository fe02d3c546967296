"""A snapshot of all annotations, lean enough to be counted, queried and listed by the 100,000.

Whoever counts or asks reads a `Marks` once and works on plain tuples from there. What is asked of
it is in `asking` and `tables`. Positions are code points of the stored texts.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Set
from functools import cached_property
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from sqlalchemy import select

from desktop_app.core import coders, docsets, documents, schema
from desktop_app.core.codebook import list_codes
from desktop_app.core.codetree import CodeTree
from desktop_app.core.errors import Ambiguous, Unknown
from desktop_app.core.garbage import let_go, uncollected
from desktop_app.core.model import Coder, Document, DocumentSet, Rows
from desktop_app.core.numbering import Numbering
from desktop_app.core.search import read_text
from desktop_app.core.turns import Speakers
from desktop_app.core.voices import Turn
from desktop_app.core.wordindex import TextIndex, index_of, known_index
from desktop_app.core.words import fold_text

_RUN = 8192
_FEW = 20
"""Fewer than one in so many are sorted by themselves, rather than picked out of all."""
Column = Literal["place", "code", "words", "coder", "note", "made"]


class Piece(NamedTuple):
    """One part of an annotation: where it stands, what it does, and its words."""

    annotation_id: str
    document_id: str
    start: int
    end: int
    role: str
    quote: str
    position: int


class Mark(NamedTuple):
    """One annotation with its parts in their order."""

    id: str
    code_id: str | None
    coder_id: str
    document_id: str | None
    created_at: str
    modified_at: str
    pieces: tuple[Piece, ...]


_PIECES = select(
    schema.parts.c.annotation_id, schema.parts.c.document_id, schema.parts.c.start,
    schema.parts.c.end, schema.parts.c.role, schema.parts.c.quote, schema.parts.c.position,
)  # fmt: skip
_MARKS = select(
    schema.annotations.c.id, schema.annotations.c.code_id, schema.annotations.c.coder_id,
    schema.annotations.c.document_id, schema.annotations.c.created_at,
    schema.annotations.c.modified_at,
)  # fmt: skip


class Names:
    """What can be named: codes, documents, sets of documents and coders, by id."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.tree: CodeTree = list_codes(rows)
        self.documents: dict[str, Document] = {
            document.id: document for document in documents.list_documents(rows)
        }
        self.coders: dict[str, Coder] = {coder.id: coder for coder in coders.list_coders(rows)}
        self.sets: dict[str, DocumentSet] = {each.id: each for each in docsets.list_sets(rows)}

    def tuples(self, statement: Any) -> Iterator[tuple[Any, ...]]:
        """Read more of the same project."""
        return self._rows.tuples(statement)

    def id_of(self, kind: str, name: str) -> str:
        """Return the id of a code (path or bare name), document, set or coder, by name or id.

        Raises Unknown, Ambiguous.
        """
        if kind == "code":
            return self.tree.find(name).id
        titles = {key: title for key, title in self._titles(kind).items() if name in (key, title)}
        if not titles:
            raise Unknown(kind=kind, name=name)
        if len(titles) > 1 and name not in titles:
            raise Ambiguous(kind=kind, name=name, ids=list(titles))
        return name if name in titles else next(iter(titles))

    def name_of(self, kind: str, key: str) -> str:
        """Return the path, title or name that belongs to an id, or what was given."""
        if kind == "code":
            return self.tree.path(key) or key
        return self._titles(kind).get(key, key)

    def _titles(self, kind: str) -> dict[str, str]:
        if kind == "document":
            return {key: document.title for key, document in self.documents.items()}
        named = self.sets if kind == "set" else self.coders
        return {key: each.name for key, each in named.items()}


class Marks(Names):
    """All annotations of a project as they stood when it was made, by id, and what they name.

    Those of the coders whose layers are hidden are left out.
    """

    def __init__(self, rows: Rows, hidden: Collection[str] = ()) -> None:
        super().__init__(rows)
        with uncollected():
            pieces = _read_pieces(rows)
            self.by_id: dict[str, Mark] = {
                row[0]: Mark._make((*row, pieces.get(row[0], ())))
                for row in rows.tuples(_MARKS)
                if row[2] not in hidden
            }
        self._speakers: dict[str, Speakers] = {}
        self._grounds: dict[str, Ground] = {}

    def __len__(self) -> int:
        return len(self.by_id)

    def __iter__(self) -> Iterator[Mark]:
        return iter(self.by_id.values())

    def forget(self) -> None:
        """Let go of all annotations, little by little: no one may ask this snapshot any more."""
        found = list(self.by_id.values())
        self.by_id.clear()
        self.__dict__.pop("ordered", None)
        let_go(found)

    def attach(self, rows: Rows) -> None:
        """Read on from another opening of the same project; the one before may be closed."""
        self._rows = rows

    @cached_property
    def properties(self) -> dict[str, dict[str, str]]:
        """The properties of each annotation that has any."""
        value = schema.annotation_properties.c
        found: dict[str, dict[str, str]] = {}
        wanted = select(value.annotation_id, value.name, value.value).order_by(value.name)
        for key, name, text in self._rows.tuples(wanted):
            found.setdefault(key, {})[name] = text
        return found

    @cached_property
    def notes(self) -> dict[str, str]:
        """The note of each annotation that has one."""
        note = schema.notes.c
        wanted = (
            select(note.annotation_id, note.body)
            .where(note.annotation_id.is_not(None))
            .order_by(note.id)
        )
        found: dict[str, str] = {}
        for key, body in self._rows.tuples(wanted):
            found[key] = f"{found[key]}\n\n{body}" if key in found else body
        return found

    @cached_property
    def ranks(self) -> dict[str, int]:
        """Each document's place in their order."""
        return {document_id: rank for rank, document_id in enumerate(self.documents)}

    def ground(self, document_id: str) -> "Ground":
        """Return a document's text with its words, sentences and paragraphs."""
        if document_id not in self._grounds:
            sha256 = self.documents[document_id].text_sha256
            self._grounds[document_id] = ground_of(self._rows, sha256)
        return self._grounds[document_id]

    def speakers(self, document_id: str) -> Speakers:
        """Return who speaks where in a document."""
        if document_id not in self._speakers:
            self._speakers[document_id] = Speakers(self.turns.get(document_id, ()))
        return self._speakers[document_id]

    @cached_property
    def turns(self) -> dict[str, list[Turn]]:
        """The turns of each document that has any, in the order of the text."""
        turn = schema.turns.c
        wanted = select(turn.document_id, turn.start, turn.end, turn.kind, turn.speaker)
        found: dict[str, list[Turn]] = {}
        for row in self._rows.tuples(wanted.order_by(turn.start, turn.end.desc())):
            found.setdefault(row[0], []).append(Turn(*row[1:]))
        return found

    def voices(self, piece: Piece) -> list[str]:
        """List who speaks in a part, in the order of the text."""
        return self.speakers(piece.document_id).of(piece.start, piece.end)

    @cached_property
    def ordered(self) -> list[Mark]:
        """All annotations by document and place; those without parts follow their document's.

        Sorted text by text: a single sort of very many would hold all threads for too long.
        """
        found: dict[int, list[Mark]] = {}
        for mark in self:
            found.setdefault(self._rank(mark), []).append(mark)
        return [mark for rank in sorted(found) for mark in sorted(found[rank], key=_place)]

    def in_order(self, ids: Collection[str]) -> list[Mark]:
        """Put annotations in the order of the texts."""
        if len(ids) * _FEW < len(self):
            return sorted((self.by_id[each] for each in ids), key=self.order)
        with uncollected():
            wanted = ids if isinstance(ids, Set) else set(ids)
            return [mark for mark in self.ordered if mark.id in wanted]

    def sorted_by(
        self, ids: Collection[str], column: Column, *, is_descending: bool = False
    ) -> list[Mark]:
        """Sort annotations by what a column holds, and where that is the same by their place."""
        found = self.in_order(ids)
        if column == "place":
            return found[::-1] if is_descending else found
        with uncollected():
            key_of = self._keys(column)
            keys = {mark.id: key_of(mark) for mark in found}
            return _sorted_calmly(found, lambda mark: keys[mark.id], is_descending=is_descending)

    def _keys(self, column: Column) -> Callable[[Mark], Any]:
        ranks, last = self.tree.ranks, len(self.tree)
        names = {coder.id: fold_text(coder.name) for coder in self.coders.values()}
        keys: dict[Column, Callable[[Mark], Any]] = {
            "code": lambda mark: ranks.get(mark.code_id or "", last),
            "words": lambda mark: fold_text(mark.pieces[0].quote) if mark.pieces else "",
            "coder": lambda mark: names[mark.coder_id],
            "note": lambda mark: fold_text(self.notes.get(mark.id, "")),
            "made": lambda mark: mark.created_at,
        }
        return keys[column]

    def order(self, mark: Mark) -> tuple[Any, ...]:
        """Sort by the first place in the text, longer passages first."""
        return (self._rank(mark), *_place(mark))

    def _rank(self, mark: Mark) -> int:
        home = mark.pieces[0].document_id if mark.pieces else mark.document_id or ""
        return self.ranks.get(home, len(self.ranks))


def _sorted_calmly(
    found: list[Mark], key: Callable[[Mark], Any], *, is_descending: bool
) -> list[Mark]:
    """Sort as `sorted` does, in runs that are joined: one great sort holds up all threads."""
    runs: list[Mark] = []
    for start in range(0, len(found), _RUN):
        runs += sorted(found[start : start + _RUN], key=key, reverse=is_descending)
    return sorted(runs, key=key, reverse=is_descending)


def _place(mark: Mark) -> tuple[int, int, int, str]:
    if not mark.pieces:
        return (1, 0, 0, mark.id)
    first = mark.pieces[0]
    return (0, first.start, -first.end, mark.id)


def _read_pieces(rows: Rows) -> dict[str, tuple[Piece, ...]]:
    # In the order of the file: sorting them would cost as much again, and few have more than one.
    found: dict[str, tuple[Piece, ...]] = {}
    several: set[str] = set()
    for row in rows.tuples(_PIECES):
        key = row[0]
        if key in found:
            several.add(key)
            found[key] += (Piece._make(row),)
        else:
            found[key] = (Piece._make(row),)
    for key in several:
        found[key] = tuple(sorted(found[key], key=attrgetter("position")))
    return found


class Ground:
    """What a document's places are counted in, each made when asked for."""

    def __init__(self, sha256: str, text: str) -> None:
        self._sha = sha256
        self.text = text

    @cached_property
    def words(self) -> TextIndex:
        """The words."""
        return known_index(self._sha) or index_of(self._sha, self.text)

    @cached_property
    def numbering(self) -> Numbering:
        """The numbers of paragraphs and sentences."""
        return Numbering(self.text)

    @cached_property
    def sentences(self) -> list[int]:
        """Where the sentences of the whole text begin."""
        numbering = self.numbering
        return [
            start
            for paragraph in range(1, numbering.paragraph_count + 1)
            for start, _ in numbering.sentence_spans(paragraph)
        ]

    @cached_property
    def paragraphs(self) -> list[int]:
        """Where the paragraphs begin."""
        numbering = self.numbering
        return [
            numbering.paragraph_span(paragraph)[0]
            for paragraph in range(1, numbering.paragraph_count + 1)
        ]


_LARGEST = 30_000_000  # code points of text whose grounds are kept
_known: OrderedDict[str, Ground] = OrderedDict()


def ground_of(rows: Rows, sha256: str) -> Ground:
    """Return the ground of a text, kept from before where it was asked for lately.

    Texts are frozen, so that none grows old; the sentences of a long one take a while to find.
    """
    found = _known.get(sha256)
    if found is None:
        found = _known[sha256] = Ground(sha256, read_text(rows, sha256))
        total = sum(len(each.text) for each in list(_known.values()))
        while total > _LARGEST and len(_known) > 1:
            total -= len(_known.popitem(last=False)[1].text)
    return found
