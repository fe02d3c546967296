"""The lines of one laid-out paragraph, looked up once; and where words stand along them.

Offsets are UTF-16 within the paragraph, places the paragraph's own pixels.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextLine

from desktop_app.gui.reader.layout import ReaderLayout

# Hebrew to Arabic Extended, presentation forms, direction marks, astral scripts of the kind.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

Extent = tuple[float, float]
Stretch = tuple[int, float, float]  # a line's number, left and right


class Lines:
    """The lines of a paragraph: where each begins and ends, its baseline and its edges."""

    __slots__ = (
        "_at_hand", "_begins", "_block", "_ends", "_is_mixed", "_known", "_lefts", "_rights",
        "_xs", "baselines", "ends", "height", "starts",
    )  # fmt: skip

    def __init__(self, layout: ReaderLayout, block: QTextBlock) -> None:
        self.height = round(layout.blockBoundingRect(block).height())
        self._is_mixed = is_mixed(layout, block.blockNumber())
        # Neither its layout nor its lines are to be kept: a wrapper that outlives what it wraps
        # is taken for whatever is made in the same place.
        self._block = block
        self._at_hand: dict[int, QTextLine] = {}
        self._xs: dict[int, float] = {}
        self._known: dict[tuple[int, int], list[Stretch]] = {}
        self._begins: dict[int, tuple[int, float]] = {}
        self._ends: dict[int, tuple[int, float]] = {}
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.baselines: list[int] = []
        self._lefts: list[float] = []
        self._rights: list[float] = []
        text_layout = block.layout()
        line_at = text_layout.lineAt
        for number in range(text_layout.lineCount()):
            line = line_at(number)
            start, left = line.textStart(), line.x()
            self.starts.append(start)
            self.ends.append(start + line.textLength())
            self.baselines.append(round(line.y() + line.ascent()))
            self._lefts.append(left)
            # White space at a line's end reaches beyond its words.
            self._rights.append(left + line.naturalTextWidth())

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, offset: int) -> int:
        """Return the number of the line that holds an offset; the last one's holds the end."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def stretches(self, start: int, end: int) -> list[Stretch]:
        """Return the visible stretches of [start, end), line by line and from left to right."""
        if self._is_mixed:
            found = self._known.get((start, end))
            if found is None:  # asked for again by tint, rule and light
                found = self._known[start, end] = self._ask_glyphs(start, end)
            return found
        # Between two places of the caret: cheap, and right where all runs from left to right.
        first, left = self._begins.get(start) or self._begin(start)
        last, right = self._ends.get(end) or self._end(end)
        if first == last:
            return [(first, left, right)] if right > left and start < end else []
        if first > last or start >= end:
            return []
        lefts, rights = self._lefts, self._rights
        found = [(first, left, rights[first])] if rights[first] > left else []
        found += [(n, lefts[n], rights[n]) for n in range(first + 1, last)]
        if right > lefts[last]:
            found.append((last, lefts[last], right))
        return found

    def _begin(self, offset: int) -> tuple[int, float]:
        """Return the line in which what starts at an offset begins, and where in it."""
        number = bisect_right(self.ends, offset)
        if number < len(self.ends) and offset > self.starts[number]:
            found = (number, self._x(number, offset))
        else:
            found = (number, self._lefts[number] if number < len(self.ends) else 0.0)
        self._begins[offset] = found
        return found

    def _end(self, offset: int) -> tuple[int, float]:
        """Return the line in which what goes up to an offset ends, and where in it."""
        number = min(bisect_left(self.ends, offset), len(self.ends) - 1)
        right = self._rights[number]
        if offset < self.ends[number]:
            right = min(right, self._x(number, offset))
        found = self._ends[offset] = (number, right)
        return found

    def _x(self, number: int, offset: int) -> float:
        """Return a place of the caret; what ends at one often begins there as well."""
        x = self._xs.get(offset)
        if x is None:
            x = self._xs[offset] = self._cursor_x(number, offset)
        return x

    def _ask_glyphs(self, start: int, end: int) -> list[Stretch]:
        """Ask the glyphs: between two places of the caret other words may stand."""
        found: list[Stretch] = []
        first, last = bisect_right(self.ends, start), bisect_left(self.ends, end)
        last = min(last, len(self.ends) - 1)
        if start >= end:
            return found
        text_layout = self._block.layout()
        for number in range(first, last + 1):
            opening, closing = max(start, self.starts[number]), min(end, self.ends[number])
            extents = glyph_extents(text_layout.lineAt(number), opening, closing)
            found += [(number, *extent) for extent in extents]
        return found

    def x(self, offset: int) -> tuple[int, float]:
        """Return the line and the place along it of a caret at an offset."""
        number = self.at(offset)
        return number, self._cursor_x(number, offset)

    def let_go(self) -> None:
        """Drop the lines that were asked, when no more is to be asked for now."""
        self._at_hand.clear()

    def _cursor_x(self, number: int, offset: int) -> float:
        line = self._at_hand.get(number)
        if line is None:
            line = self._at_hand[number] = self._block.layout().lineAt(number)
        # Qt gives the place back beside the x; its stub knows neither.
        return line.cursorToX(offset)[0]  # type: ignore[index, no-any-return]

    def boxes(self, start: int, end: int, above: int, height: int) -> list[QRectF]:
        """Return the rectangles of [start, end), each from `above` its baseline on."""
        return [
            QRectF(left, self.baselines[number] - above, right - left, height)
            for number, left, right in self.stretches(start, end)
        ]


def glyph_extents(line: QTextLine, start: int, end: int) -> list[Extent]:
    """Return where the glyphs of [start, end) stand in a line, from left to right, joined."""
    natural = line.naturalTextRect()
    boxes = [run.boundingRect() for run in line.glyphRuns(start, end - start)]
    merged: list[Extent] = []
    for left, right in sorted((box.left(), box.right()) for box in boxes):
        left, right = max(left, natural.left()), min(right, natural.right())
        if right <= left:
            continue
        if merged and left <= merged[-1][1] + 0.5:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged


def is_mixed(layout: ReaderLayout, paragraph: int) -> bool:
    """Tell whether a paragraph has anything written from right to left."""
    start, end = layout.page.span_of(paragraph)
    return _RIGHT_TO_LEFT.search(layout.page.text, start, end) is not None
