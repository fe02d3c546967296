"""What a project holds, as tables of plain cells: for a workbook, a data folder, or CSV alone.

Each says what it is and what its columns hold. How they are written is not known here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop_app.core import coders, notes, relations
from desktop_app.core.deciding import list_decisions
from desktop_app.core.docsets import SEPARATOR, sets_of
from desktop_app.core.marks import Marks
from desktop_app.core.model import Annotation, Rows
from desktop_app.core.segments import Filter, Segment, list_segments
from desktop_app.core.settling import read_settled
from desktop_app.formats.codebook_csv import codebook_table
from desktop_app.formats.csv_profile import Cell
from desktop_app.formats.segments_csv import SegmentsTable, segments_table

Kind = Literal["string", "integer", "datetime", "boolean"]
Progress = Callable[[int, int], None]

_INTEGERS = frozenset(
    ("part", "parts", "start", "end", "start_paragraph", "end_paragraph", "start_sentence",
     "end_sentence", "position", "characters", "n_annotations", "n_documents")
)  # fmt: skip
_TIMES = frozenset(("created_at", "modified_at"))


@dataclass(frozen=True, slots=True)
class Listing:
    """A table: its name, what it is in a sentence, its columns, its rows."""

    name: str
    about: str
    columns: tuple[str, ...]
    rows: Iterator[Sequence[Cell]]
    numbers_from: int | None = None
    """From this column on, all hold whole numbers."""

    def kinds(self) -> list[Kind]:
        """Tell what each column holds."""
        return [self._kind(at, name) for at, name in enumerate(self.columns)]

    def _kind(self, at: int, name: str) -> Kind:
        is_number = self.numbers_from is not None and at >= self.numbers_from
        if is_number or name in _INTEGERS:
            return "integer"
        return "datetime" if name in _TIMES else "string"


def list_all(rows: Rows, progress: Progress | None = None) -> list[Listing]:
    """Lay out everything in a project; the rows of each are made when they are written."""
    marks = Marks(rows)
    decided = [decisions_listing(rows, marks)] if list_decisions(rows) else []
    return [
        long_listing(marks, progress=progress),
        wide_listing(marks, progress=progress),
        documents_by_codes(marks, progress=progress),
        codebook_listing(rows),
        notes_listing(rows, marks),
        documents_listing(rows, marks),
        coders_listing(rows, marks),
        relations_listing(rows, marks),
        *decided,
    ]


def long_listing(
    marks: Marks, only: Filter | None = None, progress: Progress | None = None
) -> Listing:
    """One row a part; an annotation without parts has its row too."""
    table: SegmentsTable = segments_table(marks, only, progress)
    about = "One row a part of an annotation; positions are code points into the document's text."
    return Listing("segments", about, table.columns, table.rows)


def wide_listing(
    marks: Marks, only: Filter | None = None, progress: Progress | None = None
) -> Listing:
    """One row a segment, in the order of the long shape, and a 0/1 column a code."""
    codes = list(marks.tree)
    titles = _apart([marks.tree.path(code.id) for code in codes])
    places = {code.id: at for at, code in enumerate(codes)}
    columns = (
        "annotation_id", "part", "document_id", "document", "start", "end", "quote", "coder",
        "note",
    )  # fmt: skip

    def rows() -> Iterator[Sequence[Cell]]:
        for number, segment in enumerate(list_segments(marks, only), 1):
            flags: list[Cell] = [0] * len(codes)
            if segment.annotation.code_id is not None:
                flags[places[segment.annotation.code_id]] = 1
            yield [*_identified(segment), *flags]
            _report(progress, number, len(marks))

    about = "One row a segment, and for each code a column that is 1 where the segment has it."
    return Listing("segments_wide", about, (*columns, *titles), rows(), len(columns))


def _identified(segment: Segment) -> list[Cell]:
    part, document = segment.part, segment.document
    return [
        segment.annotation.id,
        segment.number if part else None,
        document.id if document else None,
        document.title if document else None,
        part.start if part else None,
        part.end if part else None,
        part.quote if part else None,
        segment.coder,
        segment.note,
    ]


def documents_by_codes(
    marks: Marks, only: Filter | None = None, progress: Progress | None = None
) -> Listing:
    """One row a document, and for each code how many annotations it has there."""
    codes = list(marks.tree)
    titles = _apart([marks.tree.path(code.id) for code in codes])
    places = {code.id: at for at, code in enumerate(codes)}
    columns = ("document_id", "document", "characters", "n_annotations")

    def rows() -> Iterator[Sequence[Cell]]:
        found: dict[str, dict[str, str | None]] = {}
        for number, segment in enumerate(list_segments(marks, only), 1):
            if segment.document:
                mark = segment.annotation
                found.setdefault(segment.document.id, {})[mark.id] = mark.code_id
            _report(progress, number, len(marks))
        for number, document in enumerate(marks.documents.values(), 1):
            here = found.get(document.id, {})
            if only and only.document_id and only.document_id != document.id:
                continue
            counts: list[Cell] = [0] * len(codes)
            for code_id in here.values():
                if code_id is not None:
                    at = places[code_id]
                    counts[at] = int(counts[at] or 0) + 1
            yield [document.id, document.title, document.length, len(here), *counts]
            _report(progress, number, len(marks.documents))

    about = "One row a document, and for each code the number of its annotations there."
    return Listing("documents_by_codes", about, (*columns, *titles), rows(), len(columns))


def codebook_listing(rows: Rows) -> Listing:
    """The codes in the order of the tree."""
    table = codebook_table(rows)
    about = "The codes in the order of their tree, which code_id and parent_id tell."
    return Listing("codebook", about, table.columns, table.rows)


def notes_listing(rows: Rows, marks: Marks) -> Listing:
    """All notes with what they are about."""
    names = {coder.id: coder.name for coder in marks.coders.values()}

    def target(kind: str, key: str | None) -> str:
        if kind == "annotation":
            mark = marks.by_id.get(key or "")
            return " … ".join(piece.quote for piece in mark.pieces) if mark else ""
        return marks.name_of(kind, key) if key else ""

    def written() -> Iterator[Sequence[Cell]]:
        for note in notes.list_notes(rows):
            yield [
                note.id,
                note.target.kind,
                note.target.id,
                target(note.target.kind, note.target.id),
                note.text,
                names.get(note.created_by, ""),
                note.created_at,
                note.modified_at,
            ]

    columns = ("note_id", "about", "about_id", "about_name", "note", "created_by", "created_at",
               "modified_at")  # fmt: skip
    about = "Notes on annotations, codes, documents, coders and the project."
    return Listing("notes", about, columns, written())


def documents_listing(rows: Rows, marks: Marks) -> Listing:
    """The documents with their fields and sets, without their texts."""
    fields = sorted({name for each in marks.documents.values() for name in each.fields})
    names = {coder.id: coder.name for coder in marks.coders.values()}
    counts: dict[str | None, int] = {}
    for mark in marks:
        counts[mark.document_id] = counts.get(mark.document_id, 0) + 1
    sets = sets_of(rows)

    def written() -> Iterator[Sequence[Cell]]:
        for document in marks.documents.values():
            yield [
                document.id,
                document.title,
                document.position,
                document.length,
                document.source_name,
                document.format,
                document.encoding,
                document.text_sha256,
                SEPARATOR.join(sets.get(document.id, ())),
                names.get(document.created_by, ""),
                document.created_at,
                document.modified_at,
                counts.get(document.id, 0),
                *(document.fields.get(name) for name in fields),
            ]

    columns = ("document_id", "document", "position", "characters", "source_name", "format",
               "encoding", "text_sha256", "sets", "created_by", "created_at", "modified_at",
               "n_annotations", *(f"document:{name}" for name in fields))  # fmt: skip
    return Listing("documents", "The documents with their fields.", columns, written())


def coders_listing(rows: Rows, marks: Marks) -> Listing:
    """Who has made annotations."""
    counts: dict[str, int] = {}
    for mark in marks:
        counts[mark.coder_id] = counts.get(mark.coder_id, 0) + 1

    def written() -> Iterator[Sequence[Cell]]:
        for coder in coders.list_coders(rows):
            yield [coder.id, coder.name, coder.initials, coder.color, coder.alias,
                   coder.created_at, counts.get(coder.id, 0)]  # fmt: skip

    columns = ("coder_id", "coder", "initials", "color", "alias", "created_at", "n_annotations")
    return Listing("coders", "Who has made annotations.", columns, written())


def relations_listing(rows: Rows, marks: Marks) -> Listing:
    """The links between annotations, with the words at both ends."""
    names = {coder.id: coder.name for coder in marks.coders.values()}

    def end(annotation_id: str) -> list[Cell]:
        mark = marks.by_id[annotation_id]
        words = " … ".join(piece.quote for piece in mark.pieces)
        return [annotation_id, marks.tree.path(mark.code_id), words]

    def written() -> Iterator[Sequence[Cell]]:
        for each in relations.list_relations(rows):
            yield [
                each.id,
                each.kind,
                *end(each.from_annotation_id),
                *end(each.to_annotation_id),
                names.get(each.coder_id, ""),
                each.created_at,
            ]

    columns = ("relation_id", "kind", "from_annotation_id", "from_code_path", "from_quote",
               "to_annotation_id", "to_code_path", "to_quote", "coder", "created_at")  # fmt: skip
    return Listing("relations", "Typed links from one annotation to another.", columns, written())


def decisions_listing(rows: Rows, marks: Marks) -> Listing:
    """What was decided on coders' marks, a row a mark, with the reason and what stands of it."""
    names = {coder.id: coder.name for coder in marks.coders.values()}
    titles = {key: document.title for key, document in marks.documents.items()}

    def said(each: Annotation) -> str:
        words = " … ".join(part.quote for part in each.parts)
        return f"{marks.tree.path(each.code_id) if each.code_id else ''} “{words}”".strip()

    def written() -> Iterator[Sequence[Cell]]:
        for each in read_settled(rows):
            stands = "\n".join(map(said, each.results))
            for mark in each.marks:
                spoken = [r for r in each.replies if r.annotation_id == mark.id]
                yield [
                    each.decision.id,
                    each.decision.verdict,
                    each.decision.reason,
                    names.get(each.decision.created_by, ""),
                    each.decision.created_at,
                    titles.get(mark.document_id or "", ""),
                    min((part.start for part in mark.parts), default=None),
                    max((part.end for part in mark.parts), default=None),
                    mark.id,
                    names.get(mark.coder_id, ""),
                    marks.tree.path(mark.code_id) if mark.code_id else "",
                    " … ".join(part.quote for part in mark.parts),
                    stands,
                    "\n".join(f"{names.get(r.created_by, '')}: {r.text}" for r in spoken),
                ]

    columns = ("decision_id", "verdict", "reason", "decided_by", "created_at", "document", "start",
               "end", "annotation_id", "coder", "code_path", "quote", "stands",
               "replies")  # fmt: skip
    about = "What was decided on coders’ marks: a row a mark, with the reason and what stands."
    return Listing("decisions", about, columns, written())


SHAPES: dict[str, Callable[[Marks, Filter | None, Progress | None], Listing]] = {
    "long": long_listing,
    "wide": wide_listing,
    "documents": documents_by_codes,
}

TABLES: dict[str, Callable[[Rows, Marks], Listing]] = {
    "notes": notes_listing,
    "documents": documents_listing,
    "coders": coders_listing,
    "relations": relations_listing,
    "decisions": decisions_listing,
}
"""What can be written on its own, by name."""


def _report(progress: Progress | None, number: int, total: int) -> None:
    if progress and number % 200 == 0:
        progress(min(number, total), total)


def _apart(titles: Sequence[str]) -> list[str]:
    """Tell codes of the same path apart, so that every column has a name of its own."""
    seen: dict[str, int] = {}
    found = []
    for title in titles:
        seen[title] = seen.get(title, 0) + 1
        found.append(title if seen[title] == 1 else f"{title} ({seen[title]})")
    return found
