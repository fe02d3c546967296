"""A list of passages: the words in the reading face, and dim below them where they stand."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop_app.gui.pieces import draw_elided, draw_row, small
from desktop_app.gui.theme import current_theme, reading_font

KEY = Qt.ItemDataRole.UserRole
PLACE = Qt.ItemDataRole.UserRole + 1
SIZE = 15
PAD = 8
LINES = 3
"""How many lines of a passage are shown."""


class QuoteList(QListWidget):
    """Passages, each with a key and a line about it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setItemDelegate(_Quotes(self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)

    def add(self, quote: str, place: str, key: Any) -> None:
        """Add a passage at the end."""
        item = QListWidgetItem(quote)
        item.setData(KEY, key)
        item.setData(PLACE, place)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{quote}, {place}")
        self.addItem(item)


class _Quotes(QStyledItemDelegate):
    """Paints a passage over where it stands."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """Ask for as many lines as the words need, up to LINES."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListWidget) else 300
        metrics = QFontMetrics(reading_font(SIZE))
        room = QRect(0, 0, max(60, width - 2 * PAD), 10_000)
        flags = Qt.TextFlag.TextWordWrap
        wanted = metrics.boundingRect(room, flags, str(index.data())).height()
        height = min(wanted, LINES * metrics.lineSpacing())
        below = QFontMetrics(small(option.font)).height()
        return QSize(60, height + below + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """Paint one passage."""
        theme = current_theme()
        painter.save()
        draw_row(painter, option)
        inside: QRect = option.rect.adjusted(PAD, 5, -PAD, -5)
        font = small(option.font)
        below = QFontMetrics(font).height()
        painter.setFont(reading_font(SIZE))
        painter.setPen(QColor(theme.ink))
        words = inside.adjusted(0, 0, 0, -below - 2)
        painter.setClipRect(words)
        painter.drawText(words, Qt.TextFlag.TextWordWrap, str(index.data()))
        painter.setClipping(False)
        painter.setFont(font)
        painter.setPen(QColor(theme.dim))
        foot = QRect(inside.left(), inside.bottom() - below + 1, inside.width(), below)
        draw_elided(painter, foot, str(index.data(PLACE) or ""))
        painter.restore()
