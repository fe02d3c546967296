"""Painting of what stands beside the text: numbers on one side, brackets and names on the other.

What is where comes from `margin`, measured from the page's leading edge; on a mirrored page that
is the right one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from math import floor

from PySide6.QtCore import QLineF, QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from desktop_app.gui.reader.colours import Colours
from desktop_app.gui.reader.layout import ReaderLayout
from desktop_app.gui.reader.lettering import Lettering
from desktop_app.gui.reader.lines import Lines
from desktop_app.gui.reader.margin import BETWEEN_DETAILS, NAME_HEIGHT, Bracket, Margin, More, Name
from desktop_app.gui.reader.marks import Mark
from desktop_app.gui.reader.numbers import Numbers
from desktop_app.gui.reader.page import LANE_WIDTH

NAME_SIZE, NUMBER_SIZE = 12, 10
_BETWEEN, _LEAST_DETAIL = 6, 40  # pixels between a name and its part, and for that at least
_MOST_COUNTED = 99  # of brackets without a lane: more digits have no room
_STEM = 4  # from a lane's edge to the upright of its bracket


class Beside:
    """Paints numbers, brackets and names in the program's own font."""

    def __init__(self, layout: ReaderLayout, interface_font: QFont) -> None:
        self._layout = layout
        self._usual = Lettering(interface_font, NAME_SIZE)
        self._strong = Lettering(interface_font, NAME_SIZE, QFont.Weight.DemiBold)
        self._small = Lettering(interface_font, NUMBER_SIZE)
        self.numbers = Numbers()
        self.is_shown = True

    # Numbers

    def paint_numbers(
        self, painter: QPainter, paragraph: int, lines: Lines, area: QRect, colours: Colours
    ) -> None:
        """Paint the numbers of a paragraph, its line and its sentences, as far as shown."""
        if not self.is_shown:
            return
        page, numbers = self._layout.page, self.numbers
        rights = numbers.rights(self._layout.columns.numbers_width)
        painter.setPen(colours.dim)
        baseline = lines.baselines[0] - 1
        if number := numbers.paragraph(page, paragraph):
            self._paint_number(painter, self._usual, str(number), rights[1], baseline)
        if number := numbers.line(page, paragraph):
            self._paint_number(painter, self._small, str(number), rights[2], baseline)
        if numbers.shown.sentences:
            first = bisect_left(lines.baselines, area.top())
            behind = bisect_right(lines.baselines, area.bottom() + 20)
            for line, text in numbers.sentences(page, paragraph, lines).items():
                if first <= line < behind:
                    baseline = lines.baselines[line] - 1
                    self._paint_number(painter, self._small, text, rights[0], baseline)

    def _paint_number(
        self, painter: QPainter, lettering: Lettering, text: str, right: float, baseline: int
    ) -> None:
        """Paint a number that ends so far from the page's leading edge."""
        width = lettering.width(text)
        painter.setFont(lettering.font)
        lettering.paint(painter, text, self._layout.columns.box(right - width, width), baseline)

    # Brackets and names

    def paint_margin(
        self,
        painter: QPainter,
        margin: Margin,
        area: QRect,
        colours: Colours,
        current: str,
        is_lit: Callable[[Mark], bool] | None,
    ) -> None:
        """Paint what of a paragraph's brackets and names falls into an area."""
        columns = self._layout.columns
        begin = columns.box(columns.brackets_left, columns.width - columns.brackets_left)
        if area.right() < begin or area.left() > begin + columns.width - columns.brackets_left:
            return
        above, below = area.top(), area.bottom()
        for bracket in margin.brackets:
            if bracket.lane >= 0 and bracket.bottom >= above and bracket.top <= below:
                thick = is_lit is not None and is_lit(bracket.mark)
                self._paint_bracket(painter, bracket, colours, thick)
        for name in margin.names:
            if above - NAME_HEIGHT <= name.y <= below + NAME_HEIGHT:
                is_strong = name.bracket is not None and name.bracket.mark.annotation_id == current
                lettering = self._strong if is_strong else self._usual
                painter.setFont(lettering.font)
                self._paint_name(painter, name, colours, lettering)
        if margin.more:
            painter.setFont(self._small.font)
            for more in margin.more:
                self._paint_more(painter, more, colours)

    def _paint_bracket(
        self, painter: QPainter, bracket: Bracket, colours: Colours, thick: bool
    ) -> None:
        columns, colour = self._layout.columns, colours.line(bracket.mark.color)
        width = 3 if thick else 2
        leading = columns.lane(bracket.lane)
        stem = int(columns.box(leading + _STEM, width))
        top, height = bracket.top, bracket.bottom - bracket.top
        if bracket.is_tie:
            painter.setPen(QPen(colour, 2 if thick else 1, Qt.PenStyle.DotLine))
            painter.drawLine(stem + 1, top, stem + 1, bracket.bottom)
            return
        painter.fillRect(stem, top, width, height, colour)
        foot = int(columns.box(leading, _STEM))
        if bracket.begins:
            painter.fillRect(foot, top, _STEM, width - 1, colour)
        if bracket.ends:
            painter.fillRect(foot, bracket.bottom - width + 1, _STEM, width - 1, colour)

    def _paint_name(
        self, painter: QPainter, name: Name, colours: Colours, lettering: Lettering
    ) -> None:
        baseline = round(name.y + lettering.cap_height / 2)
        if name.bracket is None:
            painter.setPen(colours.dim)
            self._paint_words(painter, lettering, name.text, 0, baseline)
            return
        bracket, room = name.bracket, self._layout.columns.names_width
        if bracket.lane >= 0:
            self._paint_leader(painter, name, bracket, colours)
        painter.setPen(colours.name(bracket.mark.color))
        begin = 0.0
        if name.text:
            text = lettering.elided(name.text, room)
            self._paint_words(painter, lettering, text, 0, baseline)
            begin = lettering.width(text) + _BETWEEN
            painter.setPen(colours.dim)
        # The name goes first; what is left is for the part, and then for whose it is.
        left, said = room - begin, name.detail.split(BETWEEN_DETAILS)
        while len(said) > 1 and lettering.width(BETWEEN_DETAILS.join(said)) > left:
            said.pop()
        detail = BETWEEN_DETAILS.join(said)
        if detail and left >= min(_LEAST_DETAIL, lettering.width(detail)):
            self._paint_words(
                painter, lettering, lettering.elided(detail, int(left) + 1), begin, baseline
            )

    def _paint_words(
        self, painter: QPainter, lettering: Lettering, text: str, begin: float, baseline: int
    ) -> None:
        """Paint words of the names' column that begin so far inside it."""
        columns = self._layout.columns
        left = columns.names_left + begin
        if columns.is_mirrored:
            left = columns.box(left, lettering.width(text))
        lettering.paint(painter, text, left, baseline)

    def _paint_leader(
        self, painter: QPainter, name: Name, bracket: Bracket, colours: Colours
    ) -> None:
        columns = self._layout.columns
        begin = columns.edge(columns.lane(bracket.lane) + LANE_WIDTH)
        anchor = min(max(name.y, bracket.top), bracket.bottom - 1)
        painter.setPen(colours.leader(bracket.mark.color))
        is_slanted = anchor != name.y
        if is_slanted:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.drawLine(QLineF(begin, anchor, columns.edge(columns.names_left - 5), name.y))
        if is_slanted:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_more(self, painter: QPainter, more: More, colours: Colours) -> None:
        """Paint how many more there are behind the last lane, over the leaders that pass there."""
        columns = self._layout.columns
        text = f"+{more.count}" if more.count <= _MOST_COUNTED else f"{_MOST_COUNTED}+"
        width = round(self._small.width(text))
        left, height = round(columns.box(columns.lane(columns.lanes), width)), NUMBER_SIZE + 2
        painter.fillRect(left - 1, more.y - height // 2, width + 2, height, colours.paper)
        painter.setPen(colours.dim)
        self._small.paint(painter, text, left, more.y + NUMBER_SIZE // 2 - 1)

    def elided(self, name: str) -> str:
        """Return a name as it is written in the column, cut only where that is too narrow."""
        return self._usual.elided(name, self._layout.columns.names_width)

    # What is at a place

    def marks_at(self, margin: Margin, lines: Lines, x: float, y: float) -> tuple[Mark, ...]:
        """Return the marks whose name or bracket is at a place, or those a "+n" there counts."""
        columns = self._layout.columns
        x = columns.edge(x)
        if x < columns.brackets_left - 2 or not columns.lanes:
            return ()
        if x >= columns.names_left - 4:
            for name in margin.names:
                if abs(name.y - y) <= NAME_HEIGHT / 2:
                    return tuple(name.bracket.marks) if name.bracket else name.left_out
            return ()
        lane = floor((x - columns.brackets_left + 2) / LANE_WIDTH)
        if lane >= columns.lanes:
            line = max(0, bisect_left(lines.baselines, y))
            return margin.left_out_at(min(line, len(lines) - 1))
        return tuple(b.mark for b in margin.brackets if b.lane == lane and b.top <= y <= b.bottom)
