"""Painting of the page under the text: the heading, tints, underlines, and what is found or held.

What is where comes from `ink` and `margin` and is kept here paragraph by paragraph; what stands
beside the text is painted by `beside`. The text itself, its selection and the caret are painted
by Qt on top.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QTextBlock

from desktop_app.core.garbage import uncollected
from desktop_app.core.spans import Span
from desktop_app.gui.reader.beside import Beside
from desktop_app.gui.reader.colours import Colours
from desktop_app.gui.reader.heading import Heading
from desktop_app.gui.reader.ink import SLICE, Ink, Placed, Styles, ink_of, placed_in
from desktop_app.gui.reader.layout import ReaderLayout
from desktop_app.gui.reader.lines import Lines
from desktop_app.gui.reader.margin import Margin, margin_of
from desktop_app.gui.reader.marks import Mark, MarkStore
from desktop_app.gui.theme import Theme

_KEPT, _DROPPED = 300, 100  # paragraphs whose geometry is kept, and how many go when it is full


@dataclass(slots=True)
class Lit:
    """What stands out for the moment: the current annotation, those hovered, and spans.

    `held` is the selection that an open window acts on; `found` are the places of a search, in
    order, and `at` the one of them that is current.
    """

    current: str = ""
    hovered: frozenset[str] = frozenset()
    held: Span | None = None
    found: Sequence[Span] = ()
    at: int = -1

    def has(self, mark: Mark) -> bool:
        """Tell whether a mark's annotation is current or hovered."""
        return mark.annotation_id == self.current or mark.annotation_id in self.hovered


@dataclass(slots=True)
class _Kept:
    """Marks and geometry of one paragraph."""

    lines: Lines
    placed: list[Placed]
    slices: dict[int, Ink] = field(default_factory=dict)
    margin: Margin | None = None


class PagePainter:
    """Paints what belongs to the marks, and keeps the geometry of paragraphs it has seen."""

    def __init__(self, layout: ReaderLayout, theme: Theme, interface_font: QFont) -> None:
        self.layout = layout
        self.store = MarkStore(layout.page)
        self.heading = Heading()
        self.lit = Lit()
        self.styles = Styles()
        self.colours = Colours(theme)
        self.beside = Beside(layout, interface_font)
        self._kept: dict[int, _Kept] = {}
        self._forgotten = layout.forgotten

    def forget(self, paragraphs: Iterable[int] | None = None) -> None:
        """Drop the kept geometry of some paragraphs, or of all."""
        if paragraphs is None:
            self._kept.clear()
        else:
            for paragraph in paragraphs:
                self._kept.pop(paragraph, None)

    def ink(self, block: QTextBlock, slice_number: int = 0) -> Ink:
        """Return the ink of one slice of a paragraph."""
        kept = self._of(block)
        ink = kept.slices.get(slice_number)
        if ink is None:
            ink = kept.slices[slice_number] = ink_of(
                self.layout.metrics, self.store, self.styles, kept.lines, kept.placed, slice_number
            )
            kept.lines.let_go()
        return ink

    def margin(self, block: QTextBlock) -> Margin:
        """Return what stands beside a paragraph."""
        kept = self._of(block)
        if kept.margin is None:
            kept.margin = margin_of(
                self.layout, self.store, block.blockNumber(), kept.lines, kept.placed
            )
        return kept.margin

    def lines(self, block: QTextBlock) -> Lines:
        """Return the lines of a paragraph."""
        return self._of(block).lines

    def boxes(self, block: QTextBlock, start: int, end: int) -> list[QRectF]:
        """Return the rectangles of the code points [start, end) within a paragraph."""
        page, metrics, number = self.layout.page, self.layout.metrics, block.blockNumber()
        first, last = page.offset_in(number, start), page.offset_in(number, end)
        height = metrics.tint_above + metrics.tint_below
        lines = self._of(block).lines
        found = lines.boxes(first, last, metrics.tint_above, height)
        lines.let_go()
        return found

    def marks_beside(self, block: QTextBlock, x: float, y: float) -> tuple[Mark, ...]:
        """Return the marks whose bracket, name or "+n" is at a place beside a paragraph."""
        if self.layout.columns.edge(x) < self.layout.columns.brackets_left - 2:
            return ()
        return self.beside.marks_at(self.margin(block), self._of(block).lines, x, y)

    def _of(self, block: QTextBlock) -> _Kept:
        number = block.blockNumber()
        if self._forgotten != self.layout.forgotten:
            # Asked for what is no longer there, Qt ends the program.
            self.forget()
            self._forgotten = self.layout.forgotten
        kept = self._kept.get(number)
        if kept is None:
            if len(self._kept) >= _KEPT:
                for oldest in list(self._kept)[:_DROPPED]:
                    del self._kept[oldest]
            start, end = self.layout.page.span_of(number)
            # The line break counts as the paragraph's own.
            marks = self.store.touching(start, end + 1)
            lines = Lines(self.layout, block)
            kept = self._kept[number] = _Kept(lines, placed_in(self.layout, marks, number))
        return kept

    def paint(
        self, painter: QPainter, blocks: Iterable[tuple[QTextBlock, int]], area: QRect
    ) -> None:
        """Paint all of the given paragraphs, each with its top, that falls into an area."""
        # Tens of thousands of marks on one page make objects none of which is garbage.
        with uncollected():
            self._paint(painter, blocks, area)

    def _paint(
        self, painter: QPainter, blocks: Iterable[tuple[QTextBlock, int]], area: QRect
    ) -> None:
        # Names may reach into the blank line below their paragraph.
        reach = self.layout.metrics.gap
        beside, is_lit = self.beside, bool(self.lit.current or self.lit.hovered)
        for block, top in blocks:
            bottom = top + round(self.layout.blockBoundingRect(block).height())
            if bottom + reach < area.top() or top > area.bottom():
                continue
            painter.translate(0, top)
            local = area.translated(0, -top)
            if block.blockNumber() == 0:
                self.heading.paint(painter, self.layout.columns, self.colours.theme)
            kept = self._of(block)
            for slice_number in _slices(kept.lines, local):
                self._paint_ink(painter, self.ink(block, slice_number))
            if is_lit:
                self._paint_lit(painter, kept, local)
            if self.lit.found:
                self._paint_found(painter, block, local)
            if self.lit.held:
                for box in self._boxes_near(block, self.lit.held, local):
                    painter.fillRect(box, self.colours.held)
            beside.paint_numbers(painter, block.blockNumber(), kept.lines, local, self.colours)
            margin = self.margin(block)
            if margin.brackets or margin.names:
                has = self.lit.has if is_lit else None
                beside.paint_margin(painter, margin, local, self.colours, self.lit.current, has)
            painter.translate(0, -top)

    def _paint_ink(self, painter: QPainter, ink: Ink) -> None:
        colours, fill = self.colours, painter.fillRect
        for box, marks in ink.tints:
            fill(box, colours.tint(*[mark.color for mark in marks]))
        for box, mark in ink.rules:
            fill(box, colours.line(mark.color))
        for box, mark in ink.carets:
            fill(box, colours.line(mark.color))
        if ink.more:
            painter.setPen(QPen(colours.dim, 1, Qt.PenStyle.DotLine))
            for box in ink.more:
                painter.drawLine(box.topLeft(), box.topRight())

    def _paint_lit(self, painter: QPainter, kept: _Kept, area: QRect) -> None:
        """Paint all that belongs to what is current or hovered, over whatever else is there."""
        metrics, lit, colours = self.layout.metrics, self.lit, self.colours
        height = metrics.tint_above + metrics.tint_below
        for start, end, mark in kept.placed:
            if lit.has(mark):
                is_current = mark.annotation_id == lit.current
                tint = colours.lit_tint(mark.color, is_current)
                for box in kept.lines.boxes(start, end, metrics.tint_above, height):
                    if box.bottom() >= area.top() and box.top() <= area.bottom():
                        painter.fillRect(box, tint)
        kept.lines.let_go()
        for slice_number in _slices(kept.lines, area):
            for box, mark in kept.slices[slice_number].rules:
                if lit.has(mark):
                    painter.fillRect(box.adjusted(0, -1, 0, 0), colours.line(mark.color))

    def _paint_found(self, painter: QPainter, block: QTextBlock, area: QRect) -> None:
        """Paint the places of a search: a frame for each, filled for the current one."""
        found = self.lit.found
        start, end = self.layout.page.span_of(block.blockNumber())
        first = bisect_left(found, start, key=lambda span: span[1])
        for number in range(first, bisect_right(found, end, key=lambda span: span[0])):
            for box in self._boxes_near(block, found[number], area):
                if number == self.lit.at:
                    painter.fillRect(box, self.colours.held)
                painter.setPen(self.colours.accent)
                painter.drawRect(box.adjusted(-0.5, 0.5, -0.5, -0.5))

    def _boxes_near(self, block: QTextBlock, span: Span, area: QRect) -> list[QRectF]:
        start, end = self.layout.page.span_of(block.blockNumber())
        if span[0] > end or span[1] < start:
            return []
        boxes = self.boxes(block, *span)
        return [box for box in boxes if box.bottom() >= area.top() and box.top() <= area.bottom()]


def _slices(lines: Lines, area: QRect) -> Collection[int]:
    """Return the slices of a paragraph with lines between the top and bottom of an area."""
    if len(lines) <= SLICE:
        return (0,)
    first = max(0, bisect_right(lines.baselines, area.top()) - 2)
    last = min(len(lines) - 1, bisect_right(lines.baselines, area.bottom()) + 1)
    return range(first // SLICE, last // SLICE + 1)
