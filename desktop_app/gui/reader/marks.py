"""The marks of one text and their lanes; nothing here knows lines or pixels.

Lanes are dealt once for the whole text, in its order and only as far as has been asked for, so
that the first page of a long text doesn't wait for the last. All parts of one annotation have
the same lanes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby, islice, pairwise
from operator import attrgetter

from desktop_app.core.spans import Span, SpanIndex
from desktop_app.gui.reader.lanes import LaneBook, joined, lowest_free
from desktop_app.gui.reader.page import PageText

TIED = 4
"""So many paragraphs apart, blank ones counted, parts are still joined in the margin."""
_START, _END = attrgetter("start"), attrgetter("end")


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """One part of one annotation, as the reader paints it.

    `start` and `end` are code points, half-open; `part` counts from 0; `label` is the code's
    name, "" for a plain highlight; `color` is what the codebook stores; `tip` is plain text,
    shown on hovering where nobody describes the mark better; `by` is whose it is, in a letter or
    two, where the names are to tell.
    """

    annotation_id: str
    part: int
    parts: int
    start: int
    end: int
    label: str
    color: str
    role: str = ""
    tip: str = ""
    code_id: str = ""
    coder_id: str = ""
    by: str = ""


def _order(mark: Mark) -> tuple[int, int]:
    """Return what marks are read by: of those that begin together the longest comes first."""
    return mark.start, -mark.end


@dataclass(frozen=True, slots=True)
class Lanes:
    """A mark's lane among underlines, and among brackets when its figure spans paragraphs."""

    underline: int
    bracket: int | None


@cache
def _lanes(underline: int, bracket: int | None) -> Lanes:
    """Return the one pair of these lanes: a text with very many marks has few of them."""
    return Lanes(underline, bracket)


@dataclass(frozen=True, slots=True, eq=False)
class Tie:
    """What joins a mark to the next part of its annotation: the stretch between them."""

    mark: Mark
    start: int
    end: int


@dataclass(slots=True)
class Figure:
    """The several marks that one annotation has in the text, sorted by start."""

    marks: list[Mark]
    lanes: Lanes | None = None
    ties: list[Tie] = field(default_factory=list)

    def stretches(self) -> list[Span]:
        """Return what its underlines take up, in code points."""
        return joined((mark.start, mark.end) for mark in self.marks)

    def paragraphs(self, page: PageText) -> list[Span]:
        """Return what its brackets and their ties take up, in paragraphs."""
        touched = (page.paragraphs_of(mark.start, mark.end) for mark in self.marks)
        return joined(((each.start, each.stop) for each in touched), TIED - 1)

    def tie(self, page: PageText) -> None:
        """Find what joins those of its marks that lie near one another."""
        reached = self.marks[0]
        for mark, following in pairwise(self.marks):
            reached = mark if mark.end > reached.end else reached
            apart = page.paragraph_at(following.start) - page.paragraph_at(reached.end)
            if following.start > reached.end and apart <= TIED:
                self.ties.append(Tie(reached, reached.end, following.start))


class MarkStore:
    """The marks of one text: found by place or annotation, each with its lanes."""

    def __init__(self, page: PageText, marks: Sequence[Mark] = ()) -> None:
        self._page = page
        starts = list(map(_START, marks))
        # They mostly come in order, and to see that is cheaper than to sort them.
        is_sorted = starts == sorted(starts)
        self._waiting = list(marks) if is_sorted else sorted(marks, key=_START)
        starts = starts if is_sorted else list(map(_START, self._waiting))
        ends = list(map(_END, self._waiting))
        self._index = SpanIndex.of_columns(starts, ends, self._waiting)
        self._dealt = 0
        self._lanes: dict[int, Lanes] = {}  # by identity: hashing a mark costs more
        self._underlines = LaneBook()
        self._brackets = LaneBook()
        self._by_annotation: dict[str, list[Mark]] = {}  # of those that have their lanes
        self._figures: dict[str, Figure] = {}
        self._ties: SpanIndex[Tie] = SpanIndex()
        self._tie([mark for mark in self._waiting if mark.parts > 1])

    def __len__(self) -> int:
        return len(self._index)

    def all(self) -> list[Mark]:
        """Return every mark, sorted by start."""
        return self._index.items()

    def touching(self, start: int, end: int) -> list[Mark]:
        """Return the marks that share a code point with [start, end), sorted by start."""
        self._deal_until(end)
        return [mark for _, _, mark in self._index.touching(start, end)]

    def ties_touching(self, start: int, end: int) -> list[Tie]:
        """Return what joins parts over [start, end), sorted by start."""
        return [tie for _, _, tie in self._ties.touching(start, end)] if self._figures else []

    def at(self, position: int) -> list[Mark]:
        """Return the marks over a position, the innermost first."""
        found = [mark for _, _, mark in self._index.at(position)]
        return sorted(found, key=lambda mark: (mark.end - mark.start, -mark.start))

    def of_annotation(self, annotation_id: str) -> list[Mark]:
        """Return an annotation's marks in the text, in the order of its parts."""
        marks = list(self._by_annotation.get(annotation_id, ()))
        if self._dealt < len(self._waiting):
            later = islice(self._waiting, self._dealt, None)
            marks += [mark for mark in later if mark.annotation_id == annotation_id]
        return sorted(marks, key=lambda mark: mark.part)

    def places(self) -> Iterator[Span]:
        """Yield start and end of every mark, sorted by start."""
        return self._index.places()

    def walk(self, by: int, position: int, annotation_id: str = "") -> Iterator[Mark]:
        """Yield the first mark of each annotation in reading order, or backwards (`by` -1).

        From what begins at a position on, or before it; where the annotation has marks here, from
        the one that follows it.
        """
        own = min(self.of_annotation(annotation_id), key=_order, default=None)
        if by > 0:
            items = self._index.items_from(own.start if own else position)
        else:
            items = self._index.items_before(own.start + 1 if own else position)
        has_passed = own is None
        for _, together in groupby(items, key=_START):
            group = list(together)
            if len(group) > 1:
                group = sorted(group if by > 0 else group[::-1], key=_order)[::by]
            for mark in group:
                if has_passed and (mark.parts < 2 or self._is_first(mark)):
                    yield mark
                has_passed = has_passed or mark is own

    def _is_first(self, mark: Mark) -> bool:
        return mark is min(self.of_annotation(mark.annotation_id), key=_order)

    def lanes(self, mark: Mark) -> Lanes:
        """Return the lanes of a mark that `touching` has returned."""
        return self._lanes[id(mark)]

    def deal_ahead(self, count: int) -> bool:
        """Deal lanes to some more marks, while there is time; return whether any still wait."""
        ahead = self._dealt + count
        if ahead < len(self._waiting):
            self._deal_until(self._waiting[ahead].start + 1)
            return True
        self._deal_until(len(self._page.text) + 1)
        return False

    def update(self, removed_ids: Collection[str], added: Sequence[Mark]) -> list[Mark]:
        """Take annotations out, put marks in, and return every mark that came or went.

        Lanes of the marks that stay do not change.
        """
        self._deal_until(len(self._page.text) + 1)
        gone = [mark for removed in removed_ids for mark in self.of_annotation(removed)]
        for mark in gone:
            self._index.remove(mark.start, mark.end, mark)
            del self._lanes[id(mark)]
        for removed in removed_ids:
            for tie in self._figures.pop(removed, Figure([])).ties:
                self._ties.remove(tie.start, tie.end, tie)
        self._waiting, self._dealt = [], 0
        of_annotation: dict[str, list[Mark]] = {}
        for mark in added:
            of_annotation.setdefault(mark.annotation_id, []).append(mark)
        self._tie(sorted(added, key=_START))
        for marks in of_annotation.values():
            lanes = self._free_lanes(marks)
            for mark in marks:
                self._lanes[id(mark)] = lanes
                self._index.add(mark.start, mark.end, mark)
        for removed in removed_ids:
            self._by_annotation.pop(removed, None)
        self._by_annotation |= of_annotation
        return [*gone, *added]

    def _tie(self, marks: Iterable[Mark]) -> None:
        """Take up the figures among some marks, which are sorted by start."""
        figures: dict[str, Figure] = {}
        for mark in marks:
            figures.setdefault(mark.annotation_id, Figure([])).marks.append(mark)
        for annotation_id, figure in figures.items():
            if len(figure.marks) > 1:
                figure.tie(self._page)
                self._figures[annotation_id] = figure
                for tie in figure.ties:
                    self._ties.add(tie.start, tie.end, tie)

    def _free_lanes(self, marks: Sequence[Mark]) -> Lanes:
        """Return the lowest lanes that are free for all of one annotation's marks."""
        page = self._page
        underlines: set[int] = set()
        brackets: set[int] = set()
        for mark in marks:
            touching = self._index.touching(mark.start, max(mark.end, mark.start + 1))
            underlines.update(self._lanes[id(m)].underline for _, _, m in touching)
        figure = Figure(list(marks))
        for first, behind in figure.paragraphs(page):
            beside = self._index.touching(page.starts[first], page.starts[behind])
            ties = self._ties.touching(page.starts[first], page.starts[behind])
            near = [*(m for _, _, m in beside), *(tie.mark for _, _, tie in ties)]
            known = (self._lanes[id(m)].bracket for m in near if id(m) in self._lanes)
            brackets.update(lane for lane in known if lane is not None)
        touched = {n for mark in marks for n in page.paragraphs_of(mark.start, mark.end)}
        return _lanes(lowest_free(underlines), lowest_free(brackets) if len(touched) > 1 else None)

    def _deal_until(self, position: int) -> None:
        """Deal lanes to all marks that start before a position, where that is still to be done."""
        waiting, size = self._waiting, len(self._waiting)
        while self._dealt < size and waiting[self._dealt].start < position:
            first = self._dealt
            self._dealt += 1
            while self._dealt < size and waiting[self._dealt].start == waiting[first].start:
                self._dealt += 1
            together = waiting[first : self._dealt]
            if len(together) > 1:
                together.sort(key=_END, reverse=True)
            for mark in together:
                self._by_annotation.setdefault(mark.annotation_id, []).append(mark)
                figure = self._figures.get(mark.annotation_id) if mark.parts > 1 else None
                self._lanes[id(mark)] = (
                    self._deal(mark.start, mark.end) if figure is None else self._deal_all(figure)
                )

    def _deal(self, start: int, end: int) -> Lanes:
        underline = self._underlines.deal(start, end)
        # Written out: it runs for every mark of the text.
        first = bisect_right(starts := self._page.starts, start) - 1
        if end <= starts[first + 1]:
            return _lanes(underline, None)
        last = self._page.paragraph_at(end - 1)
        return _lanes(underline, self._brackets.deal(first, last + 1))

    def _deal_all(self, figure: Figure) -> Lanes:
        """Deal lanes to a figure when its first mark comes, and keep them for the others."""
        if figure.lanes is None:
            (start, end), *further = figure.stretches()
            underline, bracket = self._underlines.deal(start, end, further), None
            (first, behind), *beyond = figure.paragraphs(self._page)
            if beyond or behind > first + 1:
                bracket = self._brackets.deal(first, behind, beyond)
            figure.lanes = _lanes(underline, bracket)
        return figure.lanes
