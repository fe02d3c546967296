"""Paints a picture's shapes: in the window, on a PNG or on the page of a PDF."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QApplication

from desktop_app.colours import Theme
from desktop_app.pictures.drawing import Circle, Curve, Drawing, Line, Rect, Shape, Text
from desktop_app.pictures.lettering import text_width
from desktop_app.pictures.paints import PATTERNS, TILE, colour_of


def paint(painter: QPainter, drawing: Drawing, theme: Theme, clip: QRectF | None = None) -> None:
    """Paint a picture with its origin where the painter has it, a point a unit.

    With a `clip` only shapes that reach into it are painted.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, drawing.width, drawing.height), QColor(theme.paper))
    for shape in drawing.shapes:
        if clip is None or _extent(shape).intersects(clip):
            _paint(painter, shape, theme)


def _extent(shape: Shape) -> QRectF:
    """Return a box that a shape does not leave."""
    if isinstance(shape, Rect):
        return QRectF(shape.x, shape.y, shape.width, shape.height).adjusted(-1, -1, 1, 1)
    if isinstance(shape, Circle):
        reach = shape.radius + 2
        return QRectF(shape.x - reach, shape.y - reach, 2 * reach, 2 * reach)
    if isinstance(shape, Text):
        reach = text_width(shape.text, shape.size) + 8
        tall = reach if shape.angle else 2 * shape.size
        return QRectF(shape.x - reach, shape.y - tall, 2 * reach, 2 * tall)
    box = QRectF(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2)).normalized()
    grown = shape.width + (abs(shape.y1 - shape.towards[1]) if isinstance(shape, Curve) else 0)
    return box.adjusted(-grown, -grown, grown, grown)


def _paint(painter: QPainter, shape: Shape, theme: Theme) -> None:
    if isinstance(shape, Rect):
        _rect(painter, shape, theme)
    elif isinstance(shape, Circle):
        painter.setPen(_pen(shape.stroke, shape.width, theme))
        painter.setBrush(_brush(shape.fill, theme))
        painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
    elif isinstance(shape, Line):
        pen = _pen(shape.stroke, shape.width, theme)
        if shape.dash:
            pen.setDashPattern([shape.dash, shape.dash])
        painter.setPen(pen)
        painter.drawLine(QLineF(shape.x1, shape.y1, shape.x2, shape.y2))
    elif isinstance(shape, Curve):
        path = QPainterPath(QPointF(shape.x1, shape.y1))
        path.quadTo(QPointF(*shape.towards), QPointF(shape.x2, shape.y2))
        painter.setPen(_pen(shape.stroke, shape.width, theme))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
    else:
        _words(painter, shape, theme)


def _rect(painter: QPainter, shape: Rect, theme: Theme) -> None:
    box = QRectF(shape.x, shape.y, shape.width, shape.height)
    painter.setPen(Qt.PenStyle.NoPen if shape.pattern else _pen(shape.stroke, 1, theme))
    painter.setBrush(_brush(shape.fill, theme))
    _draw_box(painter, box, shape.radius)
    if shape.pattern:
        _pattern(painter, box, shape.pattern, _pen(shape.stroke, 1.2, theme))
        painter.setPen(_pen(shape.stroke, 1, theme))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        _draw_box(painter, box, shape.radius)


def _draw_box(painter: QPainter, box: QRectF, radius: float) -> None:
    if radius:
        painter.drawRoundedRect(box, radius, radius)
    else:
        painter.drawRect(box)


def _pattern(painter: QPainter, box: QRectF, pattern: int, pen: QPen) -> None:
    """Draw a pattern's strokes, its tiles counted from the picture's origin as in SVG."""
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.setPen(pen)
    lines = []
    for column in range(int(box.left() // TILE), int(box.right() // TILE) + 1):
        for row in range(int(box.top() // TILE), int(box.bottom() // TILE) + 1):
            x, y = column * TILE, row * TILE
            lines += [
                QLineF(x + x1, y + y1, x + x2, y + y2) for x1, y1, x2, y2 in PATTERNS[pattern]
            ]
    painter.drawLines(lines)
    painter.restore()


def _words(painter: QPainter, shape: Text, theme: Theme) -> None:
    font = QFont(QApplication.font())
    # A whole size: with half ones the letters of small words stand unevenly.
    font.setPixelSize(max(1, round(shape.size)))
    if shape.is_bold:
        font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(colour_of(shape.colour, theme)))
    width = QFontMetricsF(font).horizontalAdvance(shape.text)
    shift = {"start": 0.0, "middle": -width / 2, "end": -width}[shape.anchor]
    if not shape.angle:
        painter.drawText(QPointF(shape.x + shift, shape.y), shape.text)
        return
    painter.save()
    painter.translate(shape.x, shape.y)
    painter.rotate(shape.angle)
    painter.drawText(QPointF(shift, 0), shape.text)
    painter.restore()


def _pen(name: str, width: float, theme: Theme) -> QPen:
    if not name:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(QColor(colour_of(name, theme)), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _brush(name: str, theme: Theme) -> QBrush:
    return QBrush(QColor(colour_of(name, theme))) if name else QBrush(Qt.BrushStyle.NoBrush)
