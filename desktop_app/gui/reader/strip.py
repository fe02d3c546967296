"""The overview strip: a scroll bar that shows where in the whole text marks lie."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QScrollBar, QWidget

from desktop_app.gui.reader.marks import Mark
from desktop_app.gui.theme import Theme, code_colours, mix

WIDTH = 14
_TICK_WIDTH, _TICK_HEIGHT = 8, 4
_EDGE = 6  # free above and below
_LEAST_THUMB = 24
_REACH = 4  # pixels around a tick that count as on it


class OverviewStrip(QScrollBar):
    """A quiet scroll bar with a tick for each mark; a click goes to the place clicked."""

    placePicked = Signal(int)  # a mark's start, in code points

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme = theme
        self._marks: Sequence[Mark] = ()
        self._length = 1
        self._ticks: dict[int, Mark] = {}
        self._ticks_height = -1
        self._picture: QPixmap | None = None
        self._grabbed: float | None = None

    def sizeHint(self) -> QSize:
        """Ask for the strip's own width, whatever the style gives to scroll bars."""
        return QSize(WIDTH, super().sizeHint().height())

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme's colours."""
        self._theme, self._picture = theme, None
        self.update()

    def set_marks(self, marks: Sequence[Mark], length: int) -> None:
        """Show marks of a text of `length` code points."""
        self._marks, self._length, self._ticks_height = marks, max(1, length), -1
        self.update()

    def ticks(self) -> dict[int, Mark]:
        """Return the first mark for each row of pixels that has one, by the row's y."""
        if self._ticks_height != self.height():
            self._ticks_height, self._ticks, self._picture = self.height(), {}, None
            scale = (self.height() - 2 * _EDGE - _TICK_HEIGHT) / self._length
            for mark in self._marks:
                self._ticks.setdefault(_EDGE + int(mark.start * scale), mark)
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
            left = (self.width() - _TICK_WIDTH) // 2
            for y, mark in ticks.items():
                painter.setBrush(QColor(code_colours(mark.color, self._theme).line))
                painter.drawRoundedRect(left, y, _TICK_WIDTH, _TICK_HEIGHT, 1.5, 1.5)
            painter.end()
        return self._picture

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the thumb; elsewhere go to the tick, or to the place, that is clicked."""
        y = event.position().y()
        thumb = self.thumb()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        near = min(self.ticks(), key=lambda tick: abs(tick + _TICK_HEIGHT / 2 - y), default=None)
        is_on_tick = near is not None and abs(near + _TICK_HEIGHT / 2 - y) <= _REACH
        if near is not None and is_on_tick:
            self.placePicked.emit(self.ticks()[near].start)
            return
        self._grabbed = y - thumb.top() if thumb.contains(1, int(y)) else thumb.height() / 2
        self._drag_to(y)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the thumb that is held."""
        if self._grabbed is not None:
            self._drag_to(event.position().y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the thumb."""
        self._grabbed = None
        self.update()

    def _drag_to(self, y: float) -> None:
        travel = self.height() - self.thumb().height()
        if travel > 0 and self._grabbed is not None:
            share = min(1.0, max(0.0, (y - self._grabbed) / travel))
            self.setValue(self.minimum() + round(share * (self.maximum() - self.minimum())))
