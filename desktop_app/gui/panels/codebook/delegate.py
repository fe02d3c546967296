"""How a code is painted in the tree: the sign of a group, swatch, name, key cap, count."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from desktop_app.gui.panels.codebook.model import CODE_ROLE, COUNT_ROLE, DEPTH_ROLE
from desktop_app.gui.pieces import (
    EDGE,
    ROW,
    draw_chevron,
    draw_elided,
    draw_key,
    draw_row,
    draw_swatch,
    tabular,
)
from desktop_app.gui.theme import current_theme

LEFT = 10
STEP = 16
NAME = 21
"""From the left of a row's sign to its name."""
_COUNT_WIDTH = 30


class CodeDelegate(QStyledItemDelegate):
    """Paints codes, lets their names be edited, and opens groups where their sign is pressed."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """Give every row the height of the grid."""
        return QSize(0, max(ROW, option.fontMetrics.height() + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """Paint one code."""
        theme = current_theme()
        row: QRect = option.rect
        painter.save()
        draw_row(painter, option)
        if index.model().hasChildren(index):
            view = option.widget
            is_open = isinstance(view, QTreeView) and view.isExpanded(index)
            middle = QPointF(chevron_rect(row, index).center()) + QPointF(0.5, 0.5)
            draw_chevron(painter, middle, is_open=is_open)
        code = index.data(CODE_ROLE)
        if code and has_swatch(index):
            draw_swatch(painter, row.left() + _indent(index), row.center().y() + 0.5, code.color)
        count = f"{index.data(COUNT_ROLE):,}"
        painter.setFont(tabular(option.font))
        painter.setPen(QColor(theme.dim))
        draw_elided(painter, row.adjusted(0, 0, -EDGE, 0), count, right=True)
        needed = painter.fontMetrics().horizontalAdvance(count) + 8
        right = row.right() - EDGE - max(_COUNT_WIDTH - 4, needed)
        painter.setFont(option.font)
        if code and code.shortcut:
            right = draw_key(painter, right + 4, row, code.shortcut) - 6
        painter.setPen(QColor(theme.ink))
        name = QRect(row)
        name.setLeft(row.left() + _indent(index) + NAME)
        name.setRight(right)
        draw_elided(painter, name, index.data())
        painter.restore()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Any
    ) -> None:
        """Let the name be typed where it stands."""
        row = QRect(option.rect)
        row.setLeft(row.left() + _indent(index) + NAME - 8)
        editor.setGeometry(row.adjusted(0, 0, -6, 0))

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Any,
    ) -> bool:
        """Open or close a group whose sign is pressed."""
        view = option.widget
        if (
            event.type() == QEvent.Type.MouseButtonPress
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
            and isinstance(view, QTreeView)
            and model.hasChildren(index)
            and chevron_rect(option.rect, index).contains(event.position().toPoint())
        ):
            view.setExpanded(index, not view.isExpanded(index))
            return True
        return super().editorEvent(event, model, option, index)


def has_swatch(index: Any) -> bool:
    """Tell whether a code shows its colour; a group at the top is the name of a family."""
    return index.data(DEPTH_ROLE) > 0 or not index.model().hasChildren(index)


def chevron_rect(row: QRect, index: Any) -> QRect:
    """Tell where in its row the sign of a group stands."""
    left = row.left() + _indent(index) - (STEP if has_swatch(index) else 0)
    return QRect(left - 6, row.top(), STEP + 2, row.height())


def _indent(index: Any) -> int:
    return LEFT + STEP * int(index.data(DEPTH_ROLE))
