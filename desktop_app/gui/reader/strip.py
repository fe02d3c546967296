"""The overview strip: a scroll bar that shows where in the whole text marks lie."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QScrollBar, QWidget

from desktop_app.gui.reader.layout import ReaderLayout
from desktop_app.gui.reader.marks import Mark
from desktop_app.gui.reader.overview import Overview, Reach, Tick
from desktop_app.gui.theme import Theme, code_colours, mix

WIDTH = 14
ROW = 5  # pixels, with one that is free between two ticks
_TICK_WIDTH, _TICK_HEIGHT = 8, 4
_HEAT_WIDTH = 4
_EDGE = 6  # free above and below
_LEAST_THUMB = 24
_STILL = 3  # pixels that a hand may move in a click
_LONG, _REACH_LANES, _REACH_WIDTH = 3, 2, 1  # rows, lanes and pixels of what goes on


class OverviewStrip(QScrollBar):
    """A quiet scroll bar with a tick where marks begin; a click goes to the place clicked."""

    placePicked = Signal(int)  # a mark's start, in code points

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme = theme
        self._marks: Sequence[Mark] = ()
        self._layout: ReaderLayout | None = None
        self._ticks: dict[int, Tick] = {}
        self._reaches: list[Reach] = []
        self._ticks_height = -1
        self._heat: Sequence[tuple[int, int, float]] = ()
        self._warm: dict[int, float] = {}
        self._picture: QPixmap | None = None
        self._grabbed: float | None = None
        self._pressed = 0.0

    def sizeHint(self) -> QSize:
        """Ask for the strip's own width, whatever the style gives to scroll bars."""
        return QSize(WIDTH, super().sizeHint().height())

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme's colours."""
        self._theme, self._picture = theme, None
        self.update()

    def show_marks(self, marks: Sequence[Mark], layout: ReaderLayout) -> None:
        """Show marks, sorted by start, of the text that a layout sets."""
        self._marks, self._layout, self._ticks_height = marks, layout, -1
        self.update()

    def show_heat(self, heat: Sequence[tuple[int, int, float]]) -> None:
        """Show which share of the readers, 0 to 1, marked stretches (start, end, share)."""
        self._heat, self._ticks_height = heat, -1
        self.update()

    def ticks(self) -> dict[int, Tick]:
        """Return the marks shown, by the y of their tick."""
        if self._ticks_height != self.height() and self._layout is not None:
            self._ticks_height, self._picture = self.height(), None
            rows = (self.height() - 2 * _EDGE) // ROW
            counts = self._layout.line_counts()
            overview = Overview(self._layout.page, counts, self._marks, rows)
            self._ticks = {_EDGE + ROW * tick.row: tick for tick in overview.ticks()}
            self._reaches = overview.reaches(_LONG, _REACH_LANES)
            self._warm = {}
            for start, end, share in self._heat:
                for row in range(overview.row_of(start), overview.row_of(max(start, end - 1)) + 1):
                    y = _EDGE + ROW * row
                    self._warm[y] = max(share, self._warm.get(y, 0.0))
        return self._ticks

    def thumb(self) -> QRect:
        """Return the rectangle of the part that shows what is in view; empty when all is."""
        span = self.maximum() - self.minimum() + self.pageStep()
        if self.maximum() <= self.minimum():
            return QRect()
        height = max(_LEAST_THUMB, round(self.height() * self.pageStep() / span))
        travel = self.height() - height
        share = (self.value() - self.minimum()) / (self.maximum() - self.minimum())
        return QRect(0, round(travel * share), self.width(), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the thumb, and the ticks over it."""
        theme = self._theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.paper))
        strength = 0.16 if self.underMouse() or self._grabbed is not None else 0.08
        thumb = self.thumb().adjusted(1, 1, -1, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mix(theme.paper, theme.ink, strength)))
        painter.drawRoundedRect(thumb, 4, 4)
        painter.drawPixmap(0, 0, self._tick_picture())
        painter.end()

    def _tick_picture(self) -> QPixmap:
        """Return the ticks drawn once, since every step of scrolling paints the strip."""
        ticks, ratio = self.ticks(), self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for y, share in self._warm.items():
                warm = QColor(mix(self._theme.paper, self._theme.accent, 0.1 + 0.9 * share))
                painter.fillRect(0, y, _HEAT_WIDTH, ROW, warm)
            for reach in self._reaches:
                colour = QColor(code_colours(reach.mark.color, self._theme).line)
                top, rows = _EDGE + ROW * reach.first, reach.last - reach.first + 1
                painter.fillRect(reach.lane * 2, top, _REACH_WIDTH, ROW * rows - 1, colour)
            left = (self.width() - _TICK_WIDTH) // 2 + 1
            for y, tick in ticks.items():
                self._paint_tick(painter, left, y, tick)
            painter.end()
        return self._picture

    def _paint_tick(self, painter: QPainter, left: int, y: int, tick: Tick) -> None:
        """Paint a tick, side by side in the colours of the marks in its row."""
        width = _TICK_WIDTH / len(tick.marks)
        for number, mark in enumerate(tick.marks):
            painter.setBrush(QColor(code_colours(mark.color, self._theme).line))
            if len(tick.marks) == 1:
                painter.drawRoundedRect(left, y, _TICK_WIDTH, _TICK_HEIGHT, 1.5, 1.5)
            else:
                begin, end = round(number * width), round((number + 1) * width)
                painter.drawRect(left + begin, y, end - begin, _TICK_HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the thumb; elsewhere go to the tick, or to the place, that is clicked."""
        y = event.position().y()
        thumb = self.thumb()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = y
        if thumb.contains(1, int(y)):
            self._grabbed = y - thumb.top()
        elif not self._pick(y):
            self._grabbed = thumb.height() / 2
            self._drag_to(y)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the thumb that is held."""
        if self._grabbed is not None:
            self._drag_to(event.position().y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the thumb; one that was only clicked leads to the tick on it."""
        y = event.position().y()
        if self._grabbed is not None and abs(y - self._pressed) < _STILL:
            self._pick(y)
        self._grabbed = None
        self.update()

    def _pick(self, y: float) -> bool:
        """Tell that the place of a tick is picked, if there is one at a height."""
        tick = self.ticks().get(_EDGE + ROW * int((y - _EDGE) // ROW))
        if tick is not None:
            self.placePicked.emit(min(mark.start for mark in tick.marks))
        return tick is not None

    def _drag_to(self, y: float) -> None:
        travel = self.height() - self.thumb().height()
        if travel > 0 and self._grabbed is not None:
            share = min(1.0, max(0.0, (y - self._grabbed) / travel))
            self.setValue(self.minimum() + round(share * (self.maximum() - self.minimum())))
