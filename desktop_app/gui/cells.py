"""Rows of plain text in columns, as lists of backups and steps show them.

What the columns hold is the model's: its texts, colours, fonts and alignment.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.gui.pieces import ROW, draw_elided, draw_row
from desktop_app.gui.theme import current_theme

PAD = 8
_BAR = 3


class CellDelegate(QStyledItemDelegate):
    """Paints a row as one: its selection across the columns, its focus as a bar at the left."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        theme = current_theme()
        painter.save()
        cell = QStyleOptionViewItem(option)
        cell.state &= ~QStyle.StateFlag.State_HasFocus
        draw_row(painter, cell)
        rect: QRect = option.rect
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_current and index.column() == 0 and option.state & QStyle.StateFlag.State_Active:
            painter.fillRect(QRect(rect.left(), rect.top(), _BAR, rect.height()), theme.accent)
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(colour.color() if isinstance(colour, QBrush) else QColor(theme.ink))
        font = index.data(Qt.ItemDataRole.FontRole)
        painter.setFont(font if isinstance(font, QFont) else option.font)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        is_right = bool(align and Qt.AlignmentFlag(align) & Qt.AlignmentFlag.AlignRight)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        left = PAD + self.indent_of(index)
        draw_elided(painter, rect.adjusted(left, 0, -PAD, 0), text, right=is_right)
        painter.restore()

    def indent_of(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """Return the room, in pixels, that is kept free before the words of a cell."""
        return 0

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Ask for the width of the text and the height of a row."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        return QSize(option.fontMetrics.horizontalAdvance(text) + 2 * PAD + 2, ROW)
