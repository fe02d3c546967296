"""The channel between two columns of one text: what either reader marked, and where they part.

On either side stand that reader's marks. Where both marked a place, a field joins the two, straight
where they agree and slanting where boundaries differ; where codes differ its two colours meet in a
broken line; what only one marked is joined to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from desktop_app.core.comparing.places import Place
from desktop_app.core.spans import Span
from desktop_app.gui.pieces import tip
from desktop_app.gui.theme import code_colours, current_theme, mix

WIDTH = 84
_BAR, _LANES, _GAP = 5, 3, 2


@dataclass(frozen=True, slots=True)
class Band:
    """A place as either reader marked it: the span and colour on each side, or None."""

    place: Place
    left: Span | None
    right: Span | None
    left_colour: str
    right_colour: str
    said: str

    @property
    def start(self) -> int:
        """Return where it begins on either side."""
        return min(span[0] for span in (self.left, self.right) if span)

    @property
    def end(self) -> int:
        """Return where it ends on either side."""
        return max(span[1] for span in (self.left, self.right) if span)

    @property
    def is_other_code(self) -> bool:
        """Tell whether the readers gave it other codes."""
        return bool(self.left and self.right) and self.left_colour != self.right_colour


class Channel(QWidget):
    """Paints what stands beside the lines in view; a click takes a place in hand."""

    picked = Signal(object)
    """This Place."""

    def __init__(
        self,
        height_of: Callable[[int], tuple[int, int] | None],
        in_view: Callable[[], Span],
    ) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.setMouseTracking(True)
        self._height_of, self._in_view = height_of, in_view
        self.bands: Sequence[Band] = ()
        self.current: Place | None = None
        self._drawn: list[tuple[QPolygonF, list[QRectF], Band]] = []

    def sizeHint(self) -> QSize:
        """Ask for its width."""
        return QSize(WIDTH, 100)

    def show_bands(self, bands: Sequence[Band]) -> None:
        """Show other places."""
        self.bands = bands
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the places in view, the one in hand last."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.paper))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._drawn = []
        first, last = self._in_view()
        taken: tuple[list[float], list[float]] = ([], [])
        for band in self.bands:
            if band.start < last and band.end > first:
                self._paint(painter, band, taken)

    def _paint(self, painter: QPainter, band: Band, taken: tuple[list[float], list[float]]) -> None:
        theme = current_theme()
        boxes = []
        for side, span in enumerate((band.left, band.right)):
            boxes.append(self._box(side, span, taken[side]) if span else None)
        left, right = boxes
        is_current = band.place == self.current
        colours = [code_colours(colour, theme) for colour in (band.left_colour, band.right_colour)]
        if left and right:
            field = QPolygonF(
                [left.topRight(), right.topLeft(), right.bottomLeft(), left.bottomRight()]
            )
            share = 0.9 if is_current else 0.45 if band.place.kinds else 0.22
            painter.setPen(Qt.PenStyle.NoPen)
            if not band.is_other_code:
                painter.setBrush(QColor(mix(theme.paper, colours[0].tint, share)))
                painter.drawPolygon(field)
            else:
                painter.setPen(QPen(QColor(theme.dim), 1.2, Qt.PenStyle.DashLine))
                painter.drawLine(
                    QPointF(left.right() + 2, left.center().y()),
                    QPointF(right.left() - 2, right.center().y()),
                )
        else:
            one = left or right
            assert one is not None
            field = QPolygonF(one.adjusted(-3, 0, 3, 0))
        for box, colour in zip(boxes, colours, strict=True):
            if box is not None:
                # What both agree on steps back.
                ink = colour.line if band.place.kinds else mix(theme.paper, colour.line, 0.45)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(ink))
                painter.drawRoundedRect(box, 2, 2)
                if is_current:
                    painter.setPen(QPen(QColor(theme.accent), 1.5))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 4, 4)
        self._drawn.append((field, [box for box in boxes if box is not None], band))

    def _box(self, side: int, span: Span, taken: list[float]) -> QRectF:
        """Return where a side's mark stands, in the first lane that is free there."""
        first, last = self._height_of(span[0]), self._height_of(span[1] - 1)
        top = first[0] + 4 if first else -8
        bottom = last[1] - 4 if last else self.height() + 8
        lane = next((n for n, end in enumerate(taken) if end <= top), len(taken))
        lane = min(lane, _LANES - 1)
        if lane < len(taken):
            taken[lane] = max(taken[lane], bottom)
        else:
            taken.append(bottom)
        inset = 5 + lane * (_BAR + _GAP)
        x = inset if side == 0 else self.width() - inset - _BAR
        return QRectF(x, top, _BAR, max(_BAR, bottom - top))

    def bands_at(self, point: QPointF) -> list[Band]:
        """List the bands at a point: that whose mark is under it first, then differences."""
        found: list[tuple[tuple[bool, bool, int], Band]] = []
        for field, boxes, band in self._drawn:
            if field.boundingRect().adjusted(-7, -2, 7, 2).contains(point):
                is_on = any(box.adjusted(-1, -2, 1, 2).contains(point) for box in boxes)
                found.append(((not is_on, not band.place.kinds, band.end - band.start), band))
        return [band for _, band in sorted(found, key=lambda each: each[0])]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the place that is clicked in hand; where several are, one after the other."""
        found = [band.place for band in self.bands_at(event.position())]
        if found and event.button() is Qt.MouseButton.LeftButton:
            at = found.index(self.current) + 1 if self.current in found else 0
            self.picked.emit(found[at % len(found)])

    def event(self, event: QEvent) -> bool:
        """Say what a place is that is pointed at."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            said = "\n".join(band.said for band in self.bands_at(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), tip(said), self)
            return True
        return super().event(event)
