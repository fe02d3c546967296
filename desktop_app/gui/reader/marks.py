"""The marks of one text and their lanes; nothing here knows lines or pixels.

Lanes are dealt once for the whole text, in its order and only as far as has been asked for, so
that the first page of a long text doesn't wait for the last.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from desktop_app.core.spans import LaneDealer, SpanIndex
from desktop_app.gui.reader.page import PageText

_START, _END = attrgetter("start"), attrgetter("end")


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """One part of one annotation, as the reader paints it.

    `start` and `end` are code points, half-open; `label` is the code's name, "" for a plain
    highlight; `color` is what the codebook stores; `tip` is plain text, shown on hovering.
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


@dataclass(slots=True)
class Lanes:
    """A mark's lane among underlines, and among brackets when it spans paragraphs."""

    underline: int
    bracket: int | None


class MarkStore:
    """The marks of one text: found by place or annotation, each with its lanes."""

    def __init__(self, page: PageText, marks: Sequence[Mark] = ()) -> None:
        self._page = page
        self._waiting = sorted(marks, key=_START)
        starts, ends = list(map(_START, self._waiting)), list(map(_END, self._waiting))
        self._index = SpanIndex.of_columns(starts, ends, self._waiting)
        self._dealt = 0
        self._lanes: dict[int, Lanes] = {}  # by identity: hashing a mark costs more
        self._underlines = LaneDealer()
        self._brackets = LaneDealer()
        self._by_annotation: dict[str, list[Mark]] | None = None

    def __len__(self) -> int:
        return len(self._index)

    def all(self) -> list[Mark]:
        """Return every mark, sorted by start."""
        return self._index.items()

    def touching(self, start: int, end: int) -> list[Mark]:
        """Return the marks that share a code point with [start, end), sorted by start."""
        self._deal_until(end)
        return [mark for _, _, mark in self._index.touching(start, end)]

    def at(self, position: int) -> list[Mark]:
        """Return the marks over a position, the innermost first."""
        found = [mark for _, _, mark in self._index.at(position)]
        return sorted(found, key=lambda mark: (mark.end - mark.start, -mark.start))

    def of_annotation(self, annotation_id: str) -> list[Mark]:
        """Return an annotation's marks in the text, in the order of its parts."""
        if self._by_annotation is None:
            self._by_annotation = {}
            for mark in self._index.items():
                self._by_annotation.setdefault(mark.annotation_id, []).append(mark)
        marks = self._by_annotation.get(annotation_id, [])
        return sorted(marks, key=lambda mark: mark.part)

    def lanes(self, mark: Mark) -> Lanes:
        """Return the lanes of a mark that `touching` has returned."""
        return self._lanes[id(mark)]

    def update(self, removed_ids: Collection[str], added: Sequence[Mark]) -> list[Mark]:
        """Take annotations out, put marks in, and return every mark that came or went.

        Lanes of the marks that stay do not change.
        """
        self._deal_until(len(self._page.text) + 1)
        gone = [mark for removed in removed_ids for mark in self.of_annotation(removed)]
        for mark in gone:
            self._index.remove(mark.start, mark.end, mark)
            del self._lanes[id(mark)]
        self._waiting, self._dealt = [], 0
        for mark in added:
            self._lanes[id(mark)] = self._free_lanes(mark)
            self._index.add(mark.start, mark.end, mark)
        if self._by_annotation is not None:
            for removed in removed_ids:
                self._by_annotation.pop(removed, None)
            for mark in added:
                self._by_annotation.setdefault(mark.annotation_id, []).append(mark)
        return [*gone, *added]

    def _free_lanes(self, mark: Mark) -> Lanes:
        touching = self._index.touching(mark.start, max(mark.end, mark.start + 1))
        underline = _lowest_free(self._lanes[id(m)].underline for _, _, m in touching)
        paragraphs = self._page.paragraphs_of(mark.start, mark.end)
        if len(paragraphs) == 1:
            return Lanes(underline, None)
        start = self._page.starts[paragraphs.start]
        beside = self._index.touching(start, self._page.starts[paragraphs.stop])
        brackets = (self._lanes[id(m)].bracket for _, _, m in beside)
        return Lanes(underline, _lowest_free(lane for lane in brackets if lane is not None))

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
                self._lanes[id(mark)] = self._deal(mark.start, mark.end)

    def _deal(self, start: int, end: int) -> Lanes:
        underline = self._underlines.deal(start, end)
        first = self._page.paragraph_at(start)
        if end <= self._page.starts[first + 1]:
            return Lanes(underline, None)
        last = self._page.paragraph_at(end - 1)
        return Lanes(underline, self._brackets.deal(first, last + 1))


def _lowest_free(lanes: Iterable[int]) -> int:
    taken = set(lanes)
    return next(lane for lane in range(len(taken) + 1) if lane not in taken)
