"""The list of codes as it is painted and driven: open and close, select many, drag, keys."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop_app.gui.codebook import says
from desktop_app.gui.codebook.rows import CODE_ROLE, COUNT_ROLE, DEPTH_ROLE, OPEN_ROLE, CodeRows
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
from desktop_app.gui.words import tr

STEP = 16
LEFT = 24
NAME = 21
COUNT_WIDTH = 64

KEYS = {
    (Qt.Key.Key_Delete, False): "delete",
    (Qt.Key.Key_F2, False): "rename",
    (Qt.Key.Key_Return, False): "rename",
    (Qt.Key.Key_Up, True): "move_up",
    (Qt.Key.Key_Down, True): "move_down",
    (Qt.Key.Key_Left, True): "move_out",
    (Qt.Key.Key_Right, True): "move_in",
}
"""What a key does to the codes in hand; True where Alt is held."""


class CodeList(QListView):
    """A list of codes that asks by a signal for what its keys do."""

    asked = Signal(str)

    def __init__(self, model: CodeRows) -> None:
        super().__init__()
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(CodeRowDelegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setAccessibleName(tr(says.SCREEN))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, close, or hand on what is done to codes."""
        key = Qt.Key(event.key())
        has_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        verb = KEYS.get((key, has_alt))
        if verb:
            self.asked.emit(verb)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._open_or_go(self.currentIndex(), is_right=key == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open or close a row whose sign is pressed."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.data(OPEN_ROLE) is not None:
            row = self.visualRect(index)
            sign = QRect(chevron_left(index) - 6, row.top(), STEP + 4, row.height())
            if sign.contains(event.position().toPoint()):
                self._set_open(index, not index.data(OPEN_ROLE))
                return
        super().mousePressEvent(event)

    def _open_or_go(self, index: QModelIndex, *, is_right: bool) -> None:
        """Go the way a tree goes: right opens or enters, left closes or leaves."""
        if not index.isValid():
            return
        is_open = index.data(OPEN_ROLE)
        if is_open is not None and is_open is not is_right:
            self._set_open(index, is_right)
        elif is_right and is_open:
            self.setCurrentIndex(self.rows.index(index.row() + 1))
        elif not is_right:
            above = self.rows.index_of(index.data(CODE_ROLE).parent_id or "")
            if above.isValid():
                self.setCurrentIndex(above)

    def _set_open(self, index: QModelIndex, is_open: bool) -> None:
        code_id = index.data(CODE_ROLE).id
        top = self.verticalScrollBar().value()
        self.rows.set_open(code_id, is_open)
        self.setCurrentIndex(self.rows.index_of(code_id))
        self.verticalScrollBar().setValue(top)


class CodeRowDelegate(QStyledItemDelegate):
    """Paints a code: sign of a branch, swatch, name, key cap, counts own and with those below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """Give every row the height of the grid."""
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """Paint one code."""
        theme = current_theme()
        row: QRect = option.rect
        code, use = index.data(CODE_ROLE), index.data(COUNT_ROLE)
        is_retired = code.status == "retired"
        painter.save()
        draw_row(painter, option)
        is_open = index.data(OPEN_ROLE)
        if is_open is not None:
            middle = QPointF(chevron_left(index) + STEP / 2 - 2, row.center().y() + 0.5)
            draw_chevron(painter, middle, is_open=is_open)
        left = row.left() + LEFT + STEP * int(index.data(DEPTH_ROLE))
        draw_swatch(painter, left, row.center().y() + 0.5, code.color)
        painter.setFont(tabular(option.font))
        painter.setPen(QColor(theme.dim))
        said = f"{use.own:,}"
        if use.own != use.below:
            said = tr(says.COUNTS).format(own=f"{use.own:,}", below=f"{use.below:,}")
        draw_elided(painter, row.adjusted(0, 0, -EDGE, 0), said, right=True)
        right = row.right() - EDGE - max(COUNT_WIDTH, painter.fontMetrics().horizontalAdvance(said))
        font = option.font
        font.setStrikeOut(is_retired)
        painter.setFont(font)
        if code.shortcut:
            right = draw_key(painter, right, row, code.shortcut) - 6
        painter.setPen(QColor(theme.dim if is_retired else theme.ink))
        name = QRect(row)
        name.setLeft(left + NAME)
        name.setRight(right)
        draw_elided(painter, name, code.name)
        painter.restore()


def chevron_left(index: Any) -> int:
    """Tell where in its row the sign of a branch begins."""
    return LEFT - STEP + STEP * int(index.data(DEPTH_ROLE))
