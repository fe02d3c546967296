"""Where marks lie in the whole text, row by row of a strip; numbers only, no Qt.

Rows follow the lines of the text and not its characters, as the scroll bar does, so that a tick
stands where the bar goes to. Each row is looked up, so the number of marks hardly counts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from desktop_app.gui.reader.marks import Mark
from desktop_app.gui.reader.page import PageText

MOST_COLOURS = 3  # told apart in one row
_LOOKED_AT = 200  # marks of a row


@dataclass(frozen=True, slots=True)
class Tick:
    """A row that has marks: the first of each of its commonest colours, commonest first."""

    row: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """A mark that goes on over rows `first` to `last`, in a lane of its own."""

    mark: Mark
    first: int
    last: int
    lane: int


class Overview:
    """Marks, sorted by start, over a text with so many lines in each of its paragraphs."""

    def __init__(
        self, page: PageText, line_counts: Sequence[int], marks: Sequence[Mark], rows: int
    ) -> None:
        self._page = page
        self._lines = list(accumulate(line_counts, initial=0))
        self._rows = max(1, rows)
        self._marks = marks
        self._starts = [mark.start for mark in marks]
        self._edges = [self._position_at(row) for row in range(self._rows)]
        self._edges.append(len(page.text) + 1)

    def _position_at(self, row: int) -> int:
        """Return the first position that belongs to a row or to one below it."""
        line = row * self._lines[-1] / self._rows
        paragraph = min(bisect_right(self._lines, line) - 1, len(self._page) - 1)
        start, behind = self._page.starts[paragraph], self._page.starts[paragraph + 1]
        count = max(1, self._lines[paragraph + 1] - self._lines[paragraph])
        return start + int((line - self._lines[paragraph]) / count * (behind - start))

    def row_of(self, position: int) -> int:
        """Return the row of a position."""
        return min(self._rows - 1, max(0, bisect_right(self._edges, position) - 1))

    def ticks(self) -> list[Tick]:
        """Return the rows in which marks begin, from the top."""
        found = []
        places = [bisect_left(self._starts, edge) for edge in self._edges]
        for row in range(self._rows):
            first, behind = places[row], places[row + 1]
            if first < behind:
                found.append(
                    Tick(row, _commonest(self._marks[first : min(behind, first + _LOOKED_AT)]))
                )
        return found

    def reaches(self, least: int, lanes: int) -> list[Reach]:
        """Return the longest marks that cover `least` rows or more, in so many lanes."""
        shortest = max(1, (self._edges[-1] - 1) * (least - 1) // (4 * self._rows))
        long = [mark for mark in self._marks if mark.end - mark.start > shortest]
        long.sort(key=lambda mark: mark.start - mark.end)
        taken: list[list[tuple[int, int]]] = [[] for _ in range(lanes)]
        found = []
        for mark in long[:_LOOKED_AT]:
            first, last = self.row_of(mark.start), self.row_of(max(mark.start, mark.end - 1))
            if last - first + 1 < least:
                continue
            for lane, rows in enumerate(taken):
                if not any(first <= b and last >= a for a, b in rows):
                    rows.append((first, last))
                    found.append(Reach(mark, first, last, lane))
                    break
        return found


def _commonest(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    firsts: dict[str, Mark] = {}
    counts: dict[str, int] = {}
    for mark in marks:
        firsts.setdefault(mark.color, mark)
        counts[mark.color] = counts.get(mark.color, 0) + 1
    ordered = sorted(firsts, key=lambda color: (-counts[color], firsts[color].start))
    return tuple(firsts[color] for color in ordered[:MOST_COLOURS])
