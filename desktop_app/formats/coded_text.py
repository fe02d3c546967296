"""Coded texts, ready to be written as a page or a Word document: lines cut where marks begin or
end, and every annotation with its places, words and citation. Positions are code points.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from desktop_app.core.citation import PLAIN, cite
from desktop_app.core.codebook import list_codes
from desktop_app.core.formatting import read_formatting
from desktop_app.core.garbage import uncollected
from desktop_app.core.marks import Mark, Marks
from desktop_app.core.model import BETWEEN_PARTS, Document, NoteTarget, Rows, Run
from desktop_app.core.notes import read_note
from desktop_app.core.relations import list_relations

Progress = Callable[[int, int], None]

_PACE = 200  # annotations between two reports of progress


@dataclass(frozen=True, slots=True)
class Coded:
    """An annotation as it is listed: `number` counts through the project, from 1.

    `facts` are its properties.
    """

    number: int
    mark: Mark
    code: str
    colour: str
    coder: str
    citation: str
    note: str
    facts: tuple[tuple[str, str], ...]
    links: list[tuple[str, int]] = field(default_factory=list)
    """Relations to others: their kind, and the other's number."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words of a line with the annotations on them, in their order; and their looks."""

    text: str
    marks: tuple[Coded, ...] = ()
    looks: frozenset[str] = frozenset()
    begins: tuple[tuple[Coded, int], ...] = ()
    """The parts that begin with these words: annotation, number of the part from 1."""
    ends: tuple[tuple[Coded, int], ...] = ()
    """The parts that end with these words."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text; `paragraph` is its number where one begins, else 0."""

    paragraph: int
    stretches: tuple[Stretch, ...]
    heading: int = 0


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """A document to be written: blank lines are left out of `lines`."""

    document: Document
    note: str
    lines: Sequence[Line] = field(repr=False)
    annotations: Sequence[Coded] = field(repr=False)
    """Those at home here, in the order of the text."""


class CodedProject:
    """All that is written of a project, each document made when it is asked for."""

    def __init__(self, rows: Rows, progress: Progress | None = None) -> None:
        """Read all annotations; `progress` hears of it without a number, and may raise to stop."""
        self.marks = Marks(rows)
        self.tree = list_codes(rows)
        self.note = read_note(rows, NoteTarget("project"))
        self.coder_notes = {
            coder.id: read_note(rows, NoteTarget("coder", coder.id))
            for coder in self.marks.coders.values()
        }
        self._rows = rows
        self.all: dict[str, Coded] = {}
        with uncollected():
            for number, mark in enumerate(self.marks.in_order(self.marks.by_id), 1):
                self.all[mark.id] = self._coded(number, mark)
                if progress and number % _PACE == 0:
                    progress(0, 0)
        for relation in list_relations(rows):
            other = self.all[relation.to_annotation_id]
            self.all[relation.from_annotation_id].links.append((relation.kind, other.number))
        self._here: dict[str, list[tuple[int, int, Coded, int]]] = {}
        for coded in self.all.values():
            for number, piece in enumerate(coded.mark.pieces, 1):
                place = (piece.start, piece.end, coded, number)
                self._here.setdefault(piece.document_id, []).append(place)

    @property
    def homeless(self) -> list[Coded]:
        """Annotations at home in no document."""
        return [coded for coded in self.all.values() if _home(coded.mark) is None]

    def documents(self) -> Iterator[CodedDocument]:
        """Make the documents in their order."""
        homes: dict[str | None, list[Coded]] = {}
        for coded in self.all.values():
            homes.setdefault(_home(coded.mark), []).append(coded)
        for document in self.marks.documents.values():
            note = read_note(self._rows, NoteTarget("document", document.id))
            lines = tuple(self._lines(document.id))
            yield CodedDocument(document, note, lines, homes.get(document.id, []))

    def _coded(self, number: int, mark: Mark) -> Coded:
        marks = self.marks
        code = self.tree.get(mark.code_id)
        return Coded(
            number=number,
            mark=mark,
            code=marks.tree.path(mark.code_id) if code else "",
            colour=code.color if code else "",
            coder=marks.coders[mark.coder_id].name,
            citation=self._citation(mark),
            note=marks.notes.get(mark.id, ""),
            facts=tuple(marks.properties.get(mark.id, {}).items()),
        )

    def _citation(self, mark: Mark) -> str:
        """Quote an annotation's words with their author, title, date and places."""
        home = _home(mark)
        if home is None or not mark.pieces:
            return ""
        document = self.marks.documents[home]
        numbering = self.marks.ground(home).numbering
        here = [piece for piece in mark.pieces if piece.document_id == home]
        places = dict.fromkeys(numbering.reference(piece.start) for piece in here)
        facts = {
            **document.fields,
            "quote": BETWEEN_PARTS.join(" ".join(piece.quote.split()) for piece in mark.pieces),
            "author": document.fields.get("author") or document.fields.get("speaker", ""),
            "title": document.title,
            "place": ", ".join(places),
        }
        return cite(PLAIN, facts)

    def _lines(self, document_id: str) -> Iterator[Line]:
        ground = self.marks.ground(document_id)
        firsts = {start: number for number, start in enumerate(ground.paragraphs, 1)}
        cutter = _Cutter(
            ground.text,
            sorted(self._here.get(document_id, ()), key=lambda place: (place[0], -place[1])),
            read_formatting(self._rows, document_id),
        )
        start = 0
        for text in ground.text.split("\n"):
            end = start + len(text)
            if text and not text.isspace():
                stretches, heading = cutter.cut(start, end)
                yield Line(firsts.get(start, 0), stretches, heading)
            start = end + 1


class _Cutter:
    """Cuts lines, from first to last, where parts or looks begin or end."""

    def __init__(
        self, text: str, places: Sequence[tuple[int, int, Coded, int]], runs: Sequence[Run]
    ) -> None:
        self._text = text
        self._places, self._next = places, 0
        self._runs, self._next_run = sorted(runs), 0
        self._active: list[tuple[int, int, Coded, int]] = []
        self._looks: list[Run] = []

    def cut(self, start: int, end: int) -> tuple[tuple[Stretch, ...], int]:
        """Cut one line; return its stretches, and the level of the heading that it is, or 0."""
        self._take(start, end)
        active = self._active
        looks = [run for run in self._looks if run.start < end]
        cuts = {start, end}
        edges = [at for place in active for at in place[:2]]
        edges += [at for run in looks for at in (run.start, run.end)]
        cuts.update(at for at in edges if start < at < end)
        heading = 0
        for run in looks:
            if run.kind.startswith("heading"):
                heading = int(run.kind[-1])
        stretches = tuple(
            self._stretch(a, b, active, looks, (start, end)) for a, b in pairwise(sorted(cuts))
        )
        return stretches, heading

    def _take(self, start: int, end: int) -> None:
        """Keep those that reach into this line or beyond its beginning."""
        self._active = [place for place in self._active if place[1] > start]
        while self._next < len(self._places) and self._places[self._next][0] < end:
            place = self._places[self._next]
            if place[1] > start:
                self._active.append(place)
            self._next += 1
        self._looks = [run for run in self._looks if run.end > start]
        while self._next_run < len(self._runs) and self._runs[self._next_run].start < end:
            self._looks.append(self._runs[self._next_run])
            self._next_run += 1

    def _stretch(
        self,
        a: int,
        b: int,
        active: Sequence[tuple[int, int, Coded, int]],
        looks: Sequence[Run],
        line: tuple[int, int],
    ) -> Stretch:
        """Cut a stretch; a part that begins or ends in a line break does so beside it."""
        here = [place for place in active if place[0] < b and place[1] > a]
        is_first, is_last = a == line[0], b == line[1]
        return Stretch(
            self._text[a:b],
            tuple(place[2] for place in here),
            frozenset(run.kind for run in looks if run.start < b and run.end > a),
            tuple((c, n) for s, _, c, n in here if s == a or (is_first and self._begins(s, a))),
            tuple((c, n) for _, e, c, n in here if e == b or (is_last and self._ends(b, e))),
        )

    def _begins(self, start: int, line: int) -> bool:
        """Tell whether only blank lines stand between a part's beginning and this line."""
        return start < line and not self._text[start:line].strip()

    def _ends(self, line: int, end: int) -> bool:
        return line < end and not self._text[line:end].strip()


def _home(mark: Mark) -> str | None:
    return mark.pieces[0].document_id if mark.pieces else mark.document_id


def facts_of(document: Document) -> Mapping[str, str]:
    """Return what is known of a document besides its title."""
    return {name: value for name, value in document.fields.items() if value}
