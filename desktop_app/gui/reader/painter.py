"""Painting of the page under the text: tints, underlines, brackets, names, numbers, the heading.

What is where comes from `ink` and `margin` and is kept here paragraph by paragraph; the text
itself, its selection and the caret are painted by Qt on top.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from math import floor

from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextBlock

from desktop_app.gui.reader.heading import Heading
from desktop_app.gui.reader.ink import SLICE, Ink, LineRuler, Placed, ink_of, is_mixed, placed_in
from desktop_app.gui.reader.layout import ReaderLayout
from desktop_app.gui.reader.margin import NAME_HEIGHT, Bracket, Margin, Name, margin_of
from desktop_app.gui.reader.marks import Mark, MarkStore
from desktop_app.gui.reader.page import LANE_WIDTH
from desktop_app.gui.theme import Theme, code_colours, mix

NAME_SIZE = 12
_KEPT = 3000  # paragraphs whose geometry is kept


@dataclass(slots=True)
class Lit:
    """What stands out for the moment: the current annotation, those hovered, and a held span."""

    current: str = ""
    hovered: frozenset[str] = frozenset()
    held: tuple[int, int] | None = None

    def has(self, mark: Mark) -> bool:
        """Tell whether a mark's annotation is current or hovered."""
        return mark.annotation_id == self.current or mark.annotation_id in self.hovered


class Colours:
    """Colours of marks in one theme, blended once for each set that meets."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.dim = QColor(theme.dim)
        self.ink = QColor(theme.ink)
        self.held = QColor(theme.text_selection)
        self._tints: dict[tuple[str, ...], QColor] = {}
        self._lines: dict[str, QColor] = {}
        self._names: dict[str, QColor] = {}
        self._leaders: dict[str, QColor] = {}

    def tint(self, *colours: str) -> QColor:
        """Return the tint of one mark, or the blend of two."""
        found = self._tints.get(colours)
        if found is None:
            tints = [code_colours(colour, self.theme).tint for colour in colours]
            found = self._tints[colours] = QColor(blend(tints, self.theme))
        return found

    def lit_tint(self, colour: str, is_current: bool) -> QColor:
        """Return the tint of a mark that is current, or of one that is hovered."""
        colours = code_colours(colour, self.theme)
        return QColor(colours.strong if is_current else mix(colours.tint, colours.strong, 0.5))

    def line(self, colour: str) -> QColor:
        """Return the colour of underlines and brackets."""
        return _kept(self._lines, colour, code_colours(colour, self.theme).line)

    def name(self, colour: str) -> QColor:
        """Return the colour of names."""
        return _kept(self._names, colour, code_colours(colour, self.theme).name)

    def leader(self, colour: str) -> QColor:
        """Return the colour of the hairlines between brackets and names."""
        line = code_colours(colour, self.theme).line
        return _kept(self._leaders, colour, mix(self.theme.paper, line, 0.42))


def _kept(colours: dict[str, QColor], key: str, value: str) -> QColor:
    if key not in colours:
        colours[key] = QColor(value)
    return colours[key]


def blend(tints: Iterable[str], theme: Theme) -> str:
    """Return one colour for tints that lie over one another: darker on light paper, even on dark.

    On dark paper multiplying would drown both, so the tints are averaged and lifted a little.
    """
    first, *others = tints
    for other in others:
        if theme.is_dark:
            first = mix(mix(first, other, 0.5), theme.ink, 0.05)
        else:
            a, b = QColor(first), QColor(other)
            first = QColor(
                a.red() * b.red() // 255, a.green() * b.green() // 255, a.blue() * b.blue() // 255
            ).name()
    return first


@dataclass(slots=True)
class _Kept:
    """Marks and geometry of one paragraph."""

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
        self.colours = Colours(theme)
        self._kept: dict[int, _Kept] = {}
        self._font = QFont(interface_font)
        self._font.setPixelSize(NAME_SIZE)
        self._metrics = QFontMetricsF(self._font)
        self._elided: dict[tuple[str, int], str] = {}

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
        if slice_number not in kept.slices:
            ink = ink_of(self.layout, self.store, block, kept.placed, slice_number)
            kept.slices[slice_number] = ink
        return kept.slices[slice_number]

    def margin(self, block: QTextBlock) -> Margin:
        """Return what stands beside a paragraph."""
        kept = self._of(block)
        if kept.margin is None:
            kept.margin = margin_of(self.layout, self.store, block, kept.placed)
        return kept.margin

    def _of(self, block: QTextBlock) -> _Kept:
        number = block.blockNumber()
        kept = self._kept.get(number)
        if kept is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self.layout.blockBoundingRect(block)
            start, end = self.layout.page.span_of(number)
            # The line break counts as the paragraph's own.
            marks = self.store.touching(start, end + 1)
            kept = self._kept[number] = _Kept(placed_in(self.layout, marks, number))
        return kept

    def paint(
        self, painter: QPainter, blocks: Iterable[tuple[QTextBlock, int]], area: QRect
    ) -> None:
        """Paint all of the given paragraphs, each with its top, that falls into an area."""
        # Names may reach into the blank line below their paragraph.
        reach = self.layout.metrics.gap
        painter.setFont(self._font)
        for block, top in blocks:
            bottom = top + round(self.layout.blockBoundingRect(block).height())
            if bottom + reach < area.top() or top > area.bottom():
                continue
            painter.translate(0, top)
            local = area.translated(0, -top)
            if block.blockNumber() == 0:
                self.heading.paint(painter, self.layout.columns, self.colours.theme)
                painter.setFont(self._font)
            self._paint_number(painter, block)
            for slice_number in _slices(block, local):
                self._paint_ink(painter, self.ink(block, slice_number))
            if self.lit.held:
                self._paint_held(painter, block, self.lit.held)
            self._paint_margin(painter, self.margin(block), local)
            painter.translate(0, -top)

    def _paint_number(self, painter: QPainter, block: QTextBlock) -> None:
        number = self.layout.page.number_of(block.blockNumber())
        if not number:
            return
        left = self.layout.columns.text_left
        right = left - (32 if left >= 60 else 8)
        baseline, _ = self.layout.slot_of(block.layout().lineAt(0))
        painter.setPen(self.colours.dim)
        width = self._metrics.horizontalAdvance(str(number))
        painter.drawText(round(right - width), baseline - 1, str(number))

    def _paint_ink(self, painter: QPainter, ink: Ink) -> None:
        colours, lit = self.colours, self.lit
        is_lit = lit.has if lit.current or lit.hovered else None
        fill = painter.fillRect
        for box, marks in ink.tints:
            bright = next((mark for mark in marks if is_lit(mark)), None) if is_lit else None
            if bright:
                is_current = bright.annotation_id == lit.current
                fill(box, colours.lit_tint(bright.color, is_current))
            else:
                fill(box, colours.tint(*[mark.color for mark in marks]))
        for box, mark in ink.rules:
            fill(box, colours.line(mark.color))

    def _paint_held(self, painter: QPainter, block: QTextBlock, held: tuple[int, int]) -> None:
        for box in self.boxes(block, *held):
            painter.fillRect(box, self.colours.held)

    def boxes(self, block: QTextBlock, start: int, end: int) -> list[QRectF]:
        """Return the rectangles of the code points [start, end) within a laid-out paragraph."""
        paragraph = block.blockNumber()
        page, metrics, layout = self.layout.page, self.layout.metrics, block.layout()
        mixed = is_mixed(self.layout, paragraph)
        first, last = page.offset_in(paragraph, start), page.offset_in(paragraph, end)
        if first == last:
            return []
        lines = range(
            layout.lineForTextPosition(first).lineNumber(),
            layout.lineForTextPosition(last).lineNumber() + 1,
        )
        found = []
        for line in map(layout.lineAt, lines):
            top = self.layout.slot_of(line)[0] - metrics.tint_above
            height = metrics.tint_above + metrics.tint_below
            for left, right in LineRuler(line, mixed).extents(first, last):
                found.append(QRectF(left, top, right - left, height))
        return found

    def _paint_margin(self, painter: QPainter, margin: Margin, area: QRect) -> None:
        columns = self.layout.columns
        if area.right() < columns.brackets_left:
            return
        for bracket in margin.brackets:
            if bracket.lane < columns.lanes and bracket.bottom >= area.top():
                self._paint_bracket(painter, bracket)
        for name in margin.names:
            if area.top() - NAME_HEIGHT <= name.y <= area.bottom() + NAME_HEIGHT:
                self._paint_name(painter, name)

    def _paint_bracket(self, painter: QPainter, bracket: Bracket) -> None:
        colour = self.colours.line(bracket.mark.color)
        width = 3 if self.lit.has(bracket.mark) else 2
        left = self.layout.columns.brackets_left + bracket.lane * LANE_WIDTH
        top, height = bracket.top, bracket.bottom - bracket.top
        painter.fillRect(left + 4, top, width, height, colour)
        if bracket.begins:
            painter.fillRect(left, top, 4, width - 1, colour)
        if bracket.ends:
            painter.fillRect(left, bracket.bottom - width + 1, 4, width - 1, colour)

    def _paint_name(self, painter: QPainter, name: Name) -> None:
        columns, colours = self.layout.columns, self.colours
        baseline = round(name.y + self._metrics.capHeight() / 2)
        if name.bracket is None:
            painter.setPen(colours.dim)
            painter.drawText(columns.names_left, baseline, name.text)
            return
        bracket = name.bracket
        if bracket.lane < columns.lanes:
            begin = columns.brackets_left + bracket.lane * LANE_WIDTH + 7
            anchor = min(max(name.y, bracket.top), bracket.bottom - 1)
            painter.setPen(colours.leader(bracket.mark.color))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, anchor != name.y)
            painter.drawLine(QLineF(begin, anchor, columns.names_left - 5, name.y))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(colours.name(bracket.mark.color))
        painter.drawText(columns.names_left, baseline, self.elided(name.text))

    def elided(self, name: str) -> str:
        """Return a name, cut with an ellipsis only where the column is too narrow for it."""
        key = (name, self.layout.columns.names_width)
        if key not in self._elided:
            if len(self._elided) > _KEPT:
                self._elided.clear()
            self._elided[key] = self._metrics.elidedText(name, Qt.TextElideMode.ElideRight, key[1])
        return self._elided[key]

    def name_at(self, block: QTextBlock, x: float, y: float) -> tuple[Mark, ...]:
        """Return the mark whose name or bracket is at a place, or those a "+n" there counts."""
        columns = self.layout.columns
        if x < columns.brackets_left - 2:
            return ()
        margin = self.margin(block)
        if x >= columns.names_left - 4:
            for name in margin.names:
                if abs(name.y - y) <= NAME_HEIGHT / 2:
                    return (name.bracket.mark,) if name.bracket else name.left_out
            return ()
        lane = floor((x - columns.brackets_left + 2) / LANE_WIDTH)
        return tuple(b.mark for b in margin.brackets if b.lane == lane and b.top <= y <= b.bottom)


def _slices(block: QTextBlock, area: QRect) -> Collection[int]:
    """Return the slices of a paragraph with lines between the top and bottom of an area."""
    layout = block.layout()
    count = layout.lineCount()
    if count <= SLICE:
        return (0,)

    def line_at(y: int) -> int:
        return bisect_right(range(count), y, key=lambda number: round(layout.lineAt(number).y()))

    first, last = max(0, line_at(area.top()) - 2), min(count - 1, line_at(area.bottom()))
    return range(first // SLICE, last // SLICE + 1)
