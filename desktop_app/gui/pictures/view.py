"""A picture to be looked at: zoomed, its places named under the pointer and reached by key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip

from desktop_app.gui.pictures import says
from desktop_app.gui.pictures.painter import paint
from desktop_app.gui.pieces import tip
from desktop_app.gui.theme import current_theme
from desktop_app.gui.words import tr
from desktop_app.pictures.drawing import Drawing, Spot

STEPS = (0.35, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_LARGEST_FIT = 1.25
_NEXT = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


class PictureView(QAbstractScrollArea):
    """Shows a drawing; what lies under the pointer or was reached by key is told by `pointed`."""

    chosen = Signal(object)
    """A Spot was clicked, or Return was pressed on it."""
    pointed = Signal(str)
    """What a place shows; empty where there is none."""
    zoomed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.drawing: Drawing | None = None
        self.spot: Spot | None = None
        self._factor = 0.0  # 0 fits the width
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(tr(says.PICTURES))
        self.horizontalScrollBar().setSingleStep(24)
        self.verticalScrollBar().setSingleStep(24)

    def show_drawing(self, drawing: Drawing | None) -> None:
        """Show another picture; the place in hand is kept where there is one of its name."""
        title = self.spot.title if self.spot else ""
        self.drawing = drawing
        spots = drawing.spots if drawing else ()
        self.spot = next((each for each in spots if title and each.title == title), None)
        self.setAccessibleName(drawing.title if drawing else tr(says.PICTURES))
        self.setAccessibleDescription(f"{drawing.about} {tr(says.HINT)}" if drawing else "")
        self._measure()
        self.viewport().update()

    @property
    def factor(self) -> float:
        """How many pixels a point takes."""
        if self._factor or self.drawing is None:
            return self._factor or 1.0
        return min(_LARGEST_FIT, self.viewport().width() / self.drawing.width)

    def zoom(self, by: int) -> None:
        """Go so many steps larger (or smaller); 0 fits the picture to the width."""
        now = self.factor
        if not by:
            self._factor = 0.0
        elif by > 0:
            self._factor = next((each for each in STEPS if each > now + 0.01), STEPS[-1])
        else:
            self._factor = next((each for each in reversed(STEPS) if each < now - 0.01), STEPS[0])
        self._measure()
        self.viewport().update()
        self.zoomed.emit()

    # Painting
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in view."""
        painter = QPainter(self.viewport())
        theme = current_theme()
        painter.fillRect(event.rect(), QColor(theme.paper))
        if self.drawing is None:
            return
        painter.translate(self._origin())
        painter.scale(self.factor, self.factor)
        seen = QRectF(self._at(QPointF(event.rect().topLeft())), QPointF(0, 0))
        seen.setBottomRight(self._at(QPointF(event.rect().bottomRight() + QPoint(1, 1))))
        paint(painter, self.drawing, theme, seen)
        if self.spot:
            grown = self._box(self.spot).adjusted(-2, -2, 2, 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            width = 2.0 if self.hasFocus() else 1.0
            painter.setPen(QPen(QColor(theme.accent), width / self.factor))
            painter.drawRoundedRect(grown, 3, 3)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        super().resizeEvent(event)
        self._measure()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint anew: shapes are cheap, and stay sharp at any step."""
        self.viewport().update()

    def _measure(self) -> None:
        if self.drawing is None:
            self.verticalScrollBar().setRange(0, 0)
            self.horizontalScrollBar().setRange(0, 0)
            return
        port = self.viewport().size()
        for bar, whole, page in (
            (self.horizontalScrollBar(), self.drawing.width * self.factor, port.width()),
            (self.verticalScrollBar(), self.drawing.height * self.factor, port.height()),
        ):
            bar.setPageStep(page)
            bar.setRange(0, max(0, int(whole) - page))

    def _origin(self) -> QPointF:
        """Return where the picture's corner lies, in the middle where there is room beside it."""
        assert self.drawing is not None
        spare = self.viewport().width() - self.drawing.width * self.factor
        return QPointF(
            max(0.0, spare / 2) - self.horizontalScrollBar().value(),
            -float(self.verticalScrollBar().value()),
        )

    def _at(self, point: QPointF) -> QPointF:
        return (point - self._origin()) / self.factor

    def _box(self, spot: Spot) -> QRectF:
        return QRectF(spot.x, spot.y, spot.width, spot.height)

    # Pointing
    def spot_at(self, point: QPointF) -> Spot | None:
        """Find the smallest place under a point of the viewport."""
        if self.drawing is None:
            return None
        at = self._at(point)
        here = [each for each in self.drawing.spots if self._box(each).contains(at)]
        return min(here, key=lambda each: each.width * each.height, default=None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name what lies under the pointer."""
        spot = self.spot_at(event.position())
        leads = bool(spot and spot.ids)
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self.pointed.emit(spot.title if spot else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what lies under the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._take(self.spot_at(event.position()))
            if self.spot:
                self.chosen.emit(self.spot)

    def leaveEvent(self, event: QEvent) -> None:
        """Name the place in hand again."""
        super().leaveEvent(event)
        self.pointed.emit(self.spot.title if self.spot else "")

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the name of a place beside the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            spot = self.spot_at(QPointF(event.pos()))
            if spot:
                QToolTip.showText(event.globalPos(), tip(spot.title), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    # Keys
    def event(self, event: QEvent) -> bool:
        """Keep the keys of zooming from those of the text."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and _zoom_of(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from place to place, open one, zoom."""
        zoom = _zoom_of(event)
        step = _NEXT.get(Qt.Key(event.key()))
        if zoom is not None:
            self.zoom(zoom)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.spot:
                self.chosen.emit(self.spot)
        elif step and not event.modifiers():
            self._step(step)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _step(self, by: int) -> None:
        spots = [each for each in (self.drawing.spots if self.drawing else ()) if each.ids]
        if not spots:
            return
        if self.spot in spots:
            self._take(spots[(spots.index(self.spot) + by) % len(spots)])
        else:
            self._take(spots[0 if by > 0 else -1])

    def _take(self, spot: Spot | None) -> None:
        self.spot = spot
        self.pointed.emit(spot.title if spot else "")
        if spot:
            self._scroll_to(self._box(spot))
        self.viewport().update()

    def _scroll_to(self, box: QRectF) -> None:
        factor = self.factor
        for bar, low, high in (
            (self.horizontalScrollBar(), box.left() * factor - 24, box.right() * factor + 24),
            (self.verticalScrollBar(), box.top() * factor - 24, box.bottom() * factor + 24),
        ):
            if low < bar.value():
                bar.setValue(int(low))
            elif high > bar.value() + bar.pageStep():
                bar.setValue(int(high) - bar.pageStep())


def _zoom_of(event: QKeyEvent) -> int | None:
    """Return what a key says of the zoom: 1, -1, 0 for fitting, or nothing."""
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return None
    return {
        Qt.Key.Key_Plus: 1,
        Qt.Key.Key_Equal: 1,
        Qt.Key.Key_Minus: -1,
        Qt.Key.Key_0: 0,
    }.get(Qt.Key(event.key()))
