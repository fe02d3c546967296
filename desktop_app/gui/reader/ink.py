"""What marks put on the lines of one paragraph: tinted stretches and underlines, as rectangles.

All rectangles are in the paragraph's own pixels. Brackets and names are in `margin`; nothing is
painted here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextLine

from desktop_app.gui.reader.layout import ReaderLayout
from desktop_app.gui.reader.marks import Mark, MarkStore

# Hebrew to Arabic Extended, presentation forms, direction marks, astral scripts of the kind.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
RULE_WIDTH, RULE_STEP, RULE_LANES = 2, 3, 4
_THIN_STEP, _THIN_LANES = 2, 7  # where more are stacked than usually fit
SLICE = 64  # lines handled together

Extent = tuple[float, float]
Placed = tuple[int, int, Mark]  # a mark with its UTF-16 [start, end) in the paragraph


@dataclass(slots=True)
class Ink:
    """The ink of up to `SLICE` lines; `marks` are those at work in each tinted stretch."""

    tints: list[tuple[QRectF, tuple[Mark, ...]]] = field(default_factory=list)
    rules: list[tuple[QRectF, Mark]] = field(default_factory=list)


class LineRuler:
    """Turns UTF-16 offsets within one line into stretches of pixels, in any direction."""

    __slots__ = ("_edge", "_is_mixed", "_line", "_xs", "end", "start")

    def __init__(self, line: QTextLine, is_mixed: bool) -> None:
        self._line = line
        self._is_mixed = is_mixed
        self._xs: dict[int, float] = {}
        self.start = line.textStart()
        self.end = self.start + line.textLength()
        self._edge = line.x() + line.naturalTextWidth()

    def extents(self, start: int, end: int) -> list[Extent]:
        """Return (left, right) of each visible stretch of [start, end), from left to right."""
        start = start if start > self.start else self.start
        end = end if end < self.end else self.end
        if start >= end:
            return []
        if self._is_mixed:
            return self._glyph_extents(start, end)
        left, right = self._x(start), self._x(end)
        right = right if right < self._edge else self._edge
        return [(left, right)] if right > left else []

    def _x(self, offset: int) -> float:
        x = self._xs.get(offset)
        if x is None:
            # Qt gives the place back beside the x; its stub knows neither.
            x = cast("tuple[float, int]", self._line.cursorToX(offset))[0]
            self._xs[offset] = x
        return x

    def _glyph_extents(self, start: int, end: int) -> list[Extent]:
        """Ask the glyphs: between two cursor places other words may stand in a mixed line."""
        natural = self._line.naturalTextRect()
        boxes = [run.boundingRect() for run in self._line.glyphRuns(start, end - start)]
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


def ruler_for(layout: ReaderLayout, block: QTextBlock, line: QTextLine) -> LineRuler:
    """Return a ruler for one line of a paragraph that is laid out."""
    return LineRuler(line, is_mixed(layout, block.blockNumber()))


def is_mixed(layout: ReaderLayout, paragraph: int) -> bool:
    """Tell whether a paragraph has anything written from right to left."""
    start, end = layout.page.span_of(paragraph)
    return _RIGHT_TO_LEFT.search(layout.page.text, start, end) is not None


def placed_in(layout: ReaderLayout, marks: Iterable[Mark], paragraph: int) -> list[Placed]:
    """Return marks with the stretches of a paragraph that they take up."""
    offset_in = layout.page.offset_in
    return [
        (offset_in(paragraph, mark.start), offset_in(paragraph, mark.end), mark) for mark in marks
    ]


def ink_of(
    layout: ReaderLayout,
    store: MarkStore,
    block: QTextBlock,
    placed: Sequence[Placed],
    slice_number: int,
) -> Ink:
    """Return the ink of one slice of a laid-out paragraph: lines from `SLICE * slice_number`.

    `placed` are the marks that touch the paragraph, sorted by start.
    """
    ink = Ink()
    lines = _lines(block, slice_number)
    if lines and block.layout().lineCount() > SLICE:
        first, last = lines[0].textStart(), lines[-1].textStart() + lines[-1].textLength()
        placed = [span for span in placed if span[0] < last and span[1] > first]
    if not lines or not placed:
        return ink
    rulers = _Rulers(lines, is_mixed(layout, block.blockNumber()), layout)
    for start, end, active in _stretches(placed):
        ink.tints += [(box, active) for box in rulers.tints(start, end)]
    lanes = [store.lanes(mark).underline for _, _, mark in placed]
    deepest = max(lanes)
    for (start, end, mark), lane in zip(placed, lanes, strict=True):
        ink.rules += [(box, mark) for box in rulers.rules(start, end, lane, deepest)]
    return ink


def _lines(block: QTextBlock, slice_number: int) -> list[QTextLine]:
    layout = block.layout()
    first = SLICE * slice_number
    return [layout.lineAt(n) for n in range(first, min(first + SLICE, layout.lineCount()))]


def _stretches(placed: Sequence[Placed]) -> list[tuple[int, int, tuple[Mark, ...]]]:
    """Cut overlapping marks, sorted by start, into stretches with the two innermost marks."""
    edges = sorted({edge for start, end, _ in placed for edge in (start, end)})
    found: list[tuple[int, int, tuple[Mark, ...]]] = []
    waiting = 0
    active: list[Placed] = []
    for start, end in pairwise(edges):
        active = [span for span in active if span[1] > start]
        while waiting < len(placed) and placed[waiting][0] <= start:
            if placed[waiting][1] > start:
                active.append(placed[waiting])
            waiting += 1
        if not active:
            continue
        inner = active if len(active) <= 2 else sorted(active, key=_length)[:2]
        marks = tuple([span[2] for span in inner])
        if found and found[-1][1] == start and found[-1][2] == marks:
            found[-1] = (found[-1][0], end, marks)
        else:
            found.append((start, end, marks))
    return found


def _length(span: Placed) -> int:
    return span[1] - span[0]


class _Rulers:
    """The rulers of a slice's lines, with the heights at which ink goes."""

    def __init__(self, lines: Sequence[QTextLine], mixed: bool, layout: ReaderLayout) -> None:
        self._rulers = [LineRuler(line, mixed) for line in lines]
        self._ends = [ruler.end for ruler in self._rulers]
        self._baselines = [layout.slot_of(line)[0] for line in lines]
        self._metrics = layout.metrics

    def tints(self, start: int, end: int) -> list[QRectF]:
        """Return the tinted rectangles of [start, end)."""
        above, below = self._metrics.tint_above, self._metrics.tint_below
        return self._boxes(start, end, -above, above + below)

    def rules(self, start: int, end: int, lane: int, deepest: int) -> list[QRectF]:
        """Return the underlines of [start, end) in a lane; they are thinner where many stack."""
        width, step, lanes = RULE_WIDTH, RULE_STEP, RULE_LANES
        if deepest >= RULE_LANES:
            width, step, lanes = 1, _THIN_STEP, _THIN_LANES
        top = self._metrics.tint_below + step * min(lane, lanes - 1)
        return self._boxes(start, end, top, width)

    def _boxes(self, start: int, end: int, top: int, height: int) -> list[QRectF]:
        found: list[QRectF] = []
        for number in range(bisect_right(self._ends, start), len(self._rulers)):
            ruler = self._rulers[number]
            if ruler.start >= end:
                break
            y = self._baselines[number] + top
            for left, right in ruler.extents(start, end):
                found.append(QRectF(left, y, right - left, height))
        return found
