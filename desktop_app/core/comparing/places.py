"""Where readers met and where they parted: the places of a text, each with what was marked there.

A place is a stretch over which marks of one code overlap, whoever made them, together with other
readers' marks of other codes that cover much the same words. Nothing here is a measure: it is
what the figures of `comparing` are made of, to be read.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sqlalchemy import select

from desktop_app.core import schema
from desktop_app.core.model import Rows

ONE, CODE, BOUNDARIES, DIVIDED = "one", "code", "boundaries", "divided"
KINDS = (DIVIDED, ONE, CODE, BOUNDARIES)
"""Most divided; only one reader saw this; same place, other code; same code, other boundaries."""

SAME_PLACE = 0.5
"""From this share of common words on, marks of two codes are of one place (Jaccard)."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage as one reader marked it; code points of its document."""

    start: int
    end: int
    annotation_id: str
    coder_id: str
    code_id: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A place: `marks` of its code, `others` of other codes by readers who did not use its code.

    `readers` is how many read the text; `divided` is 0 where all or none marked it, 1 where half
    did. `kinds` says in which lists it stands.
    """

    document_id: str
    start: int
    end: int
    code_id: str | None
    marks: tuple[Marked, ...]
    others: tuple[Marked, ...]
    readers: int
    divided: float
    kinds: frozenset[str]

    @property
    def coders(self) -> tuple[str, ...]:
        """Who marked it with its code, in the order of the text."""
        return tuple(dict.fromkeys(mark.coder_id for mark in self.marks))

    @property
    def annotations(self) -> tuple[str, ...]:
        """The annotations that meet here, of its code first."""
        return tuple(dict.fromkeys(mark.annotation_id for mark in (*self.marks, *self.others)))


@dataclass(frozen=True, slots=True)
class Heat:
    """A stretch that the same number of readers marked, with whatever code."""

    start: int
    end: int
    readers: int


def read_marked(
    rows: Rows, coder_ids: Collection[str], document_ids: Collection[str] | None = None
) -> dict[str, list[Marked]]:
    """Read what these coders marked, by document, in the order of the text."""
    annotation, part = schema.annotations.c, schema.parts.c
    wanted = (
        select(
            part.document_id, part.start, part.end, annotation.id, annotation.coder_id,
            annotation.code_id,
        )
        .join_from(schema.parts, schema.annotations, annotation.id == part.annotation_id)
        .order_by(part.start, part.end, annotation.id)
    )  # fmt: skip
    wanted_coders = frozenset(coder_ids)
    found: dict[str, list[Marked]] = {}
    for home, *values in rows.tuples(wanted):
        mark = Marked(*values)
        is_wanted = document_ids is None or home in document_ids
        if is_wanted and mark.coder_id in wanted_coders:
            found.setdefault(home, []).append(mark)
    return found


def find_places(document_id: str, marks: Sequence[Marked], readers: int) -> list[Place]:
    """Find the places of a text, by what its readers marked; in the order of the text."""
    near = _Near(marks)
    by_code: dict[str | None, list[Marked]] = {}
    for mark in marks:
        by_code.setdefault(mark.code_id, []).append(mark)
    found = [
        _place(document_id, group, near, readers)
        for same in by_code.values()
        for group in _overlapping(same)
    ]
    return sorted(found, key=lambda place: (place.start, place.end, place.code_id or ""))


def most_divided(places: Iterable[Place]) -> list[Place]:
    """Put places in the order of how divided their readers are."""
    return sorted(places, key=lambda each: (-each.divided, -len(each.marks), each.start))


def differences(places: Iterable[Place]) -> list[Place]:
    """Return the places where readers parted, each once, in the order of the text.

    Two codes on one place make two places with the same annotations: the first stands for both.
    """
    seen: set[frozenset[str]] = set()
    found: list[Place] = []
    for place in places:
        met = frozenset(place.annotations)
        if place.kinds and met not in seen:
            seen.add(met)
            found.append(place)
    return found


def find_heat(marks: Sequence[Marked]) -> list[Heat]:
    """Tell how many readers marked each stretch of a text; nobody's is left out."""
    edges: dict[int, list[tuple[int, str]]] = {}
    for mark in marks:
        edges.setdefault(mark.start, []).append((1, mark.coder_id))
        edges.setdefault(mark.end, []).append((-1, mark.coder_id))
    counts: dict[str, int] = {}
    found: list[Heat] = []
    before = 0
    for at in sorted(edges):
        if counts:
            found.append(Heat(before, at, len(counts)))
        for step, coder in edges[at]:
            counts[coder] = counts.get(coder, 0) + step
            if not counts[coder]:
                del counts[coder]
        before = at
    return _joined(found)


def _place(document_id: str, group: Sequence[Marked], near: "_Near", readers: int) -> Place:
    start, end = group[0].start, max(mark.end for mark in group)
    coders = {mark.coder_id for mark in group}
    here = near.of(start, end)
    around = [mark for mark in here if mark.coder_id not in coders]
    # Who gave two codes to a place does not differ from whoever gave one of them.
    shared = {mark.code_id for mark in here if mark.coder_id in coders}
    others = tuple(
        mark
        for mark in around
        if mark.code_id not in shared and any(_likeness(mark, own) for own in group)
    )
    share = len(coders) / max(readers, len(coders))
    kinds = set()
    divided = 4 * share * (1 - share)
    if divided:
        kinds.add(DIVIDED)
    if len(coders) == 1 and not around and readers > 1:
        kinds.add(ONE)
    if others:
        kinds.add(CODE)
    if len(coders) > 1 and len({_extent(group, coder) for coder in coders}) > 1:
        kinds.add(BOUNDARIES)
    code_id = group[0].code_id
    return Place(
        document_id, start, end, code_id, tuple(group), others, readers, divided, frozenset(kinds)
    )


def _extent(group: Sequence[Marked], coder_id: str) -> tuple[tuple[int, int], ...]:
    return tuple(sorted({(m.start, m.end) for m in group if m.coder_id == coder_id}))


def _likeness(a: Marked, b: Marked) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared > 0 and shared >= SAME_PLACE * (max(a.end, b.end) - min(a.start, b.start))


def _overlapping(marks: Sequence[Marked]) -> Iterable[list[Marked]]:
    """Cut marks, sorted by start, into runs that overlap."""
    run: list[Marked] = []
    end = -1
    for mark in marks:
        if run and mark.start >= end:
            yield run
            run, end = [], -1
        run.append(mark)
        end = max(end, mark.end)
    if run:
        yield run


class _Near:
    """Finds the marks, sorted by start, that overlap a stretch."""

    def __init__(self, marks: Sequence[Marked]) -> None:
        self._marks = marks
        self._starts = [mark.start for mark in marks]
        self._ends = list(accumulate((mark.end for mark in marks), max))

    def of(self, start: int, end: int) -> list[Marked]:
        found = []
        at = bisect_left(self._starts, end) - 1
        while at >= 0 and self._ends[at] > start:
            if self._marks[at].end > start:
                found.append(self._marks[at])
            at -= 1
        return found[::-1]


def _joined(stretches: Iterable[Heat]) -> list[Heat]:
    found: list[Heat] = []
    for each in stretches:
        if found and found[-1].end == each.start and found[-1].readers == each.readers:
            found[-1] = Heat(found[-1].start, each.end, each.readers)
        else:
            found.append(each)
    return found
