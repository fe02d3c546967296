"""What marks put on the lines of one paragraph: tinted stretches and underlines, as rectangles.

All rectangles are in the paragraph's own pixels. Brackets and names are in `margin`; nothing is
painted here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QRectF

from desktop_app.gui.reader.lanes import joined
from desktop_app.gui.reader.layout import LineMetrics, ReaderLayout
from desktop_app.gui.reader.lines import Lines
from desktop_app.gui.reader.marks import Mark, MarkStore

RULE_WIDTH, RULE_STEP, RULE_LANES = 2, 3, 4
THIN_STEP, THIN_LANES = 2, 7  # where more are stacked than usually fit
SLICE = 64  # lines handled together

Placed = tuple[int, int, Mark]  # a mark with its UTF-16 [start, end) in the paragraph
Style = Literal["both", "tint", "underline", "margin"]


@dataclass(frozen=True, slots=True)
class Styles:
    """How marks are shown in the text: all alike, but for some codes by their id."""

    usual: Style = "both"
    of_code: Mapping[str, Style] = field(default_factory=dict)

    def of(self, mark: Mark) -> Style:
        """Return how a mark is shown."""
        return self.of_code.get(mark.code_id, self.usual) if self.of_code else self.usual


@dataclass(slots=True)
class Ink:
    """The ink of up to `SLICE` lines; `marks` are those at work in each tinted stretch.

    `carets` stand where a mark has no width, and `more` where underlines have found no lane.
    """

    tints: list[tuple[QRectF, tuple[Mark, ...]]] = field(default_factory=list)
    rules: list[tuple[QRectF, Mark]] = field(default_factory=list)
    carets: list[tuple[QRectF, Mark]] = field(default_factory=list)
    more: list[QRectF] = field(default_factory=list)


def placed_in(layout: ReaderLayout, marks: Iterable[Mark], paragraph: int) -> list[Placed]:
    """Return marks with the stretches of a paragraph that they take up."""
    offset_in = layout.page.offset_in
    return [
        (offset_in(paragraph, mark.start), offset_in(paragraph, mark.end), mark) for mark in marks
    ]


def ink_of(
    metrics: LineMetrics,
    store: MarkStore,
    styles: Styles,
    lines: Lines,
    placed: Sequence[Placed],
    slice_number: int,
) -> Ink:
    """Return the ink of one slice of a laid-out paragraph: lines from `SLICE * slice_number`.

    `placed` are the marks that touch the paragraph, sorted by start.
    """
    ink = Ink()
    if len(lines) > SLICE:
        placed = _clipped(lines, placed, slice_number)
    if not placed or not len(lines):
        return ink
    tinted = ruled = placed
    if styles.of_code or styles.usual != "both":
        tinted = [span for span in placed if styles.of(span[2]) in ("both", "tint")]
        ruled = [span for span in placed if styles.of(span[2]) in ("both", "underline")]
    above, height = metrics.tint_above, metrics.tint_above + metrics.tint_below
    baselines, tints = lines.baselines, ink.tints
    for start, end, active in _stretches(tinted):
        for number, left, right in lines.stretches(start, end):
            box = QRectF(left, baselines[number] - above, right - left, height)
            tints.append((box, active))
    _rule(ink, metrics, store, lines, ruled)
    for start, end, mark in placed:
        if start == end and mark.start == mark.end:
            number, x = lines.x(start)
            ink.carets.append((QRectF(x - 1, lines.baselines[number] - above, 2, height), mark))
    return ink


def _clipped(lines: Lines, placed: Sequence[Placed], slice_number: int) -> list[Placed]:
    first = SLICE * slice_number
    start, end = lines.starts[first], lines.ends[min(first + SLICE, len(lines)) - 1]
    return [
        (max(opening, start), min(closing, end), mark)
        for opening, closing, mark in placed
        if (opening < end and closing > start) or (opening == closing and start <= opening < end)
    ]


def _rule(
    ink: Ink, metrics: LineMetrics, store: MarkStore, lines: Lines, placed: Sequence[Placed]
) -> None:
    """Add an underline for each mark in its lane, thinner where many stack.

    Below the last lane that fits, one line stands for all the others.
    """
    lanes = [store.lanes(mark).underline for _, _, mark in placed]
    width, step, fitting = RULE_WIDTH, RULE_STEP, RULE_LANES
    if max(lanes, default=0) >= RULE_LANES:
        width, step, fitting = 1, THIN_STEP, THIN_LANES
    below, baselines, rules = metrics.tint_below, lines.baselines, ink.rules
    for (start, end, mark), lane in zip(placed, lanes, strict=True):
        if lane < fitting:
            top = below + step * lane
            for number, left, right in lines.stretches(start, end):
                rules.append((QRectF(left, baselines[number] + top, right - left, width), mark))
    dropped = joined((start, end) for (start, end, _), n in zip(placed, lanes, strict=True)
                     if n >= fitting and start < end)  # fmt: skip
    top = below + step * fitting
    for start, end in dropped:
        for number, left, right in lines.stretches(start, end):
            ink.more.append(QRectF(left, baselines[number] + top, right - left, width))


def _stretches(placed: Sequence[Placed]) -> list[tuple[int, int, tuple[Mark, ...]]]:
    """Cut overlapping marks, sorted by start, into stretches with the two innermost marks."""
    edges = sorted({edge for span in placed for edge in span[:2]})
    found: list[tuple[int, int, tuple[Mark, ...]]] = []
    waiting, count = 0, len(placed)
    # The shortest first; those that have ended are dropped when they come to the top.
    active: list[tuple[int, int, int, Mark]] = []
    for start, end in pairwise(edges):
        while waiting < count and placed[waiting][0] <= start:
            opening, closing, mark = placed[waiting]
            if closing > start:
                heappush(active, (closing - opening, waiting, closing, mark))
            waiting += 1
        while active and active[0][2] <= start:
            heappop(active)
        if not active:
            continue
        marks = _innermost(active, start)
        if found and found[-1][1] == start and found[-1][2] == marks:
            found[-1] = (found[-1][0], end, marks)
        else:
            found.append((start, end, marks))
    return found


def _innermost(active: list[tuple[int, int, int, Mark]], start: int) -> tuple[Mark, ...]:
    """Return the two marks at the top of a heap that go on beyond a place."""
    if len(active) == 1:
        return (active[0][3],)
    first = heappop(active)
    while active and active[0][2] <= start:
        heappop(active)
    marks = (first[3], active[0][3]) if active else (first[3],)
    heappush(active, first)
    return marks
