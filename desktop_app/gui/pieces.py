"""Small pieces that panels and dialogs share: labels, rows, swatches, key caps, what was typed.

Everything is painted in the colours of the current theme or taken from the palette.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QIcon,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget

from desktop_app.core.words import is_right_to_left
from desktop_app.gui.theme import code_colours, current_theme, mix

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit, QStyleOptionViewItem

KEPT_WITHIN = 1500
"""Milliseconds after which what is being typed is written: two seconds, writing included."""
EDGE = 14
"""The free space at the sides of a panel."""
ROW = 27
SWATCH = 13
_SMALL = 0.88


class CalmCombo(QComboBox):
    """A combo box that lets the wheel scroll what it stands in rather than change its value."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel."""
        event.ignore()


@contextmanager
def waiting(widget: QWidget) -> Iterator[None]:
    """Show that something goes on, with what the widget says of it: all writing is in this thread.

    Anything that takes long and does not write is for a thread of its own.
    """
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    widget.repaint()
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()


def small(font: QFont) -> QFont:
    """Return a font a little smaller than `font`."""
    return scaled(font, _SMALL)


def scaled(font: QFont, factor: float) -> QFont:
    """Return `font` at another size, be it set in points or pixels."""
    other = QFont(font)
    if font.pixelSize() > 0:
        other.setPixelSize(max(8, round(font.pixelSize() * factor)))
    else:
        other.setPointSizeF(font.pointSizeF() * factor)
    return other


def bold(font: QFont) -> QFont:
    """Return a bolder `font`."""
    other = QFont(font)
    other.setWeight(QFont.Weight.DemiBold)
    return other


def tabular(font: QFont) -> QFont:
    """Return `font` with figures of one width."""
    other = QFont(font)
    other.setFeature(QFont.Tag("tnum"), 1)
    return other


_STUMP = 6
"""So few letters of a text say less than none."""


class ElidedLabel(QLabel):
    """A line of plain text that is cut with an ellipsis where its room ends, and then has a tip."""

    def __init__(self, text: str = "", most: int = 0) -> None:
        """Make the label; it asks for the width of its text, up to `most` pixels where given."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._whole, self._most = "", most
        self.set_whole(text)

    def set_whole(self, text: str) -> None:
        """Show another text."""
        self._whole = one_line(text)
        self.setAccessibleName(self._whole)
        self.setVisible(bool(text))
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for the width of the whole text."""
        wanted = self.fontMetrics().horizontalAdvance(self._whole) + 2
        return QSize(min(wanted, self._most or wanted), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Need room for a letter and the ellipsis."""
        return QSize(min(24, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width()
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if shown != self._whole and len(shown) <= _STUMP:
            shown = "…"
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(tip(self._whole) if shown != self._whole else "")


def plain_label(text: str = "", *, is_dim: bool = False) -> QLabel:
    """Make a label that wraps its words and takes every name for plain text."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if is_dim:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def heading(text: str) -> QLabel:
    """Make the heading of a panel."""
    label = caption(text)
    label.setFont(bold(label.font()))
    return label


def caption(text: str) -> QLabel:
    """Make the small dim word over a part of a card."""
    label = plain_label(text, is_dim=True)
    label.setWordWrap(False)
    label.setFont(small(label.font()))
    return label


def tip(text: str) -> str:
    """Write a text so that a tooltip shows it as it is."""
    from html import escape

    return f"<p>{escape(text).replace(chr(10), '<br>')}</p>" if text else ""


def menu_text(text: str) -> str:
    """Write a text so that a menu or button shows its ampersands."""
    return text.replace("&", "&&")


def one_line(text: str) -> str:
    """Write a text on one line."""
    return " ".join(text.split())


def typed_text(edit: QPlainTextEdit) -> str:
    """Read what was typed, with its no-break spaces, which `toPlainText` would lose."""
    raw = edit.document().toRawText()
    return raw.replace("\u2029", "\n").replace("\u2028", "\n")


def draw_row(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Paint what lies behind a row: selected, hovered, and the ring of the focus."""
    from PySide6.QtWidgets import QStyle  # a large class, and no row is in the first frame

    theme = current_theme()
    state = option.state
    rect: QRect = option.rect
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, QColor(theme.selection))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(mix(theme.panel, theme.ink, 0.045)))
    if state & QStyle.StateFlag.State_HasFocus:
        draw_ring(painter, rect)


def draw_ring(painter: QPainter, rect: QRect) -> None:
    """Paint the ring of the focus inside a rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(current_theme().accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 3, 3)
    painter.restore()


def draw_swatch(painter: QPainter, left: float, middle: float, colour: str) -> None:
    """Paint a code's swatch: its tint over a foot in its line colour."""
    colours = code_colours(colour, current_theme())
    square = QRectF(left, middle - SWATCH / 2, SWATCH, SWATCH)
    shape = QPainterPath()
    shape.addRoundedRect(square, 3, 3)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(shape)
    painter.fillRect(square, QColor(colours.tint))
    painter.fillRect(square.adjusted(0, SWATCH - 4, 0, 0), QColor(colours.line))
    painter.restore()


def draw_key(painter: QPainter, right: int, row: QRect, key: str) -> int:
    """Paint a key cap that ends at `right` in the middle of a row; return where it begins."""
    theme = current_theme()
    painter.save()
    painter.setFont(scaled(painter.font(), 0.82))
    metrics = painter.fontMetrics()
    width = max(18, metrics.horizontalAdvance(key) + 10)
    height = min(row.height() - 8, metrics.height() + 3)
    cap = QRectF(right - width, row.center().y() + 0.5 - height / 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.rule), 1))
    painter.setBrush(QColor(theme.paper))
    painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(QColor(theme.dim))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()
    return right - width


def draw_chevron(painter: QPainter, centre: QPointF, *, is_open: bool) -> None:
    """Paint the sign of a row that opens."""
    path = QPainterPath()
    if is_open:
        path.moveTo(centre + QPointF(-3.5, -1.75))
        path.lineTo(centre + QPointF(0, 1.75))
        path.lineTo(centre + QPointF(3.5, -1.75))
    else:
        path.moveTo(centre + QPointF(-1.75, -3.5))
        path.lineTo(centre + QPointF(1.75, 0))
        path.lineTo(centre + QPointF(-1.75, 3.5))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(current_theme().dim), 1.5))
    painter.drawPath(path)
    painter.restore()


def draw_elided(painter: QPainter, rect: QRect, text: str, *, right: bool = False) -> None:
    """Paint one line of plain text, cut with an ellipsis where the room ends."""
    metrics = QFontMetrics(painter.font())
    said = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, rect.width()))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    before = painter.layoutDirection()
    if is_right_to_left(said):  # else the ellipsis would stand where the words begin
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        flags |= Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(rect, flags, said)
    painter.setLayoutDirection(before)


def swatch_icon(colour: str) -> QIcon:
    """Make a swatch for a menu or a button, in the current theme."""
    icon = QIcon()
    for ratio in (1, 2):
        pixmap = QPixmap(QSize(16, 16) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw_swatch(painter, 1.5, 8, colour)
        painter.end()
        icon.addPixmap(pixmap)
    return icon
