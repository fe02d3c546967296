"""The lines of one laid-out paragraph, looked up once; and where words stand along them.

Offsets are UTF-16 within the paragraph, places the paragraph's own pixels.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import cast

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
    """The lines of a paragraph: where each begins and ends, and its baseline."""

    __slots__ = ("_block", "_is_mixed", "_xs", "baselines", "ends", "height", "starts")

    def __init__(self, layout: ReaderLayout, block: QTextBlock) -> None:
        self.height = round(layout.blockBoundingRect(block).height())
        self._is_mixed = is_mixed(layout, block.blockNumber())
        # Not its layout: a wrapper that outlives what it wraps is taken for another object.
        self._block = block
        self._xs: dict[int, tuple[QTextLine, float, dict[int, float]]] = {}
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.baselines: list[int] = []
        text_layout = block.layout()
        line_at = text_layout.lineAt
        for number in range(text_layout.lineCount()):
            line = line_at(number)
            start = line.textStart()
            self.starts.append(start)
            self.ends.append(start + line.textLength())
            self.baselines.append(round(line.y() + line.ascent()))

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, offset: int) -> int:
        """Return the number of the line that holds an offset; the last one's holds the end."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def stretches(self, start: int, end: int) -> list[Stretch]:
        """Return the visible stretches of [start, end), line by line and from left to right."""
        starts, ends = self.starts, self.ends
        found: list[Stretch] = []
        number, count = bisect_right(ends, start), len(starts)
        while number < count and starts[number] < end:
            first = start if start > starts[number] else starts[number]
            last = end if end < ends[number] else ends[number]
            if self._is_mixed:
                line = self._block.layout().lineAt(number)
                found += [(number, *extent) for extent in glyph_extents(line, first, last)]
            else:
                left, right = self._extent(number, first, last)
                if right > left:
                    found.append((number, left, right))
            number += 1
        return found

    def x(self, offset: int) -> tuple[int, float]:
        """Return the line and the place along it of a caret at an offset."""
        number = self.at(offset)
        return number, _cursor_x(self._block.layout().lineAt(number), offset)

    def _extent(self, number: int, first: int, last: int) -> Extent:
        """Ask the caret's places, which is cheap, and right where all runs from left to right."""
        known = self._xs.get(number)
        if known is None:
            line = self._block.layout().lineAt(number)
            known = self._xs[number] = (line, line.x() + line.naturalTextWidth(), {})
        line, edge, xs = known
        left, right = xs.get(first), xs.get(last)
        if left is None:
            left = xs[first] = _cursor_x(line, first)
        if right is None:
            right = xs[last] = _cursor_x(line, last)
        # White space at a line's end reaches beyond its words.
        return left, right if right < edge else edge

    def boxes(self, start: int, end: int, above: int, height: int) -> list[QRectF]:
        """Return the rectangles of [start, end), each from `above` its baseline on."""
        return [
            QRectF(left, self.baselines[number] - above, right - left, height)
            for number, left, right in self.stretches(start, end)
        ]


def _cursor_x(line: QTextLine, offset: int) -> float:
    # Qt gives the place back beside the x; its stub knows neither.
    return cast("tuple[float, int]", line.cursorToX(offset))[0]


def glyph_extents(line: QTextLine, start: int, end: int) -> list[Extent]:
    """Ask the glyphs: between two places of the caret other words may stand in a mixed line."""
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
