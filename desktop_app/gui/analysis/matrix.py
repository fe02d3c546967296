"""A table of figures as a model, and how its cells are painted: the more, the deeper the tint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.gui.pieces import bold, draw_ring, tabular, tip
from desktop_app.gui.theme import current_theme, mix

_DEEPEST = {True: 0.42, False: 0.34}
"""The share of the accent in the fullest cell, on dark and on light paper."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell: what is written, what it weighs among the others (0 to 1), what stands behind it."""

    text: str
    weight: float = 0.0
    value: float = 0.0
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Matrix:
    """Figures under their heads; the last row or column may be totals, which are bold."""

    rows: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Sequence[Figure]]
    unit: str
    colours: Sequence[str] = ()
    """The colour of each row's code, "" for none."""
    depths: Sequence[int] = ()
    has_total_row: bool = False
    has_total_column: bool = False
    name_of: Callable[[str], str] = str


NOTHING = Matrix((), (), (), "")


class MatrixModel(QAbstractTableModel):
    """Shows a matrix; its rows can be sorted by a column, the totals staying last."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.matrix = NOTHING
        self._order: list[int] = []

    def show(self, matrix: Matrix) -> None:
        """Show another matrix in its own order."""
        self.beginResetModel()
        self.matrix = matrix
        self._order = list(range(len(matrix.rows)))
        self.endResetModel()

    def sort_by(self, column: int) -> None:
        """Sort the rows by a column, the most first; by a second call as they were."""
        rows = list(range(len(self.matrix.rows)))
        inner = rows[:-1] if self.matrix.has_total_row else rows
        ordered = sorted(inner, key=lambda row: -self.matrix.cells[row][column].value)
        if self._order[: len(ordered)] == ordered:
            ordered = list(inner)
        self.layoutAboutToBeChanged.emit()
        self._order = ordered + rows[len(inner) :]
        self.layoutChanged.emit()

    def figure(self, index: Any) -> Figure:
        """Give the figure of a cell."""
        row: Sequence[Figure] = self.matrix.cells[self._order[index.row()]]
        return row[int(index.column())]

    def title(self, index: Any) -> str:
        """Name a cell by its row and column."""
        row = self.matrix.rows[self._order[index.row()]]
        return f"{row} × {self.matrix.columns[index.column()]}"

    def is_total(self, row: int, column: int) -> bool:
        """Tell whether a cell stands in a row or column of totals."""
        matrix = self.matrix
        return (matrix.has_total_row and row == len(matrix.rows) - 1) or (
            matrix.has_total_column and column == len(matrix.columns) - 1
        )

    def rowCount(self, parent: Any = None) -> int:
        """Count the rows."""
        return 0 if parent is not None and parent.isValid() else len(self.matrix.rows)

    def columnCount(self, parent: Any = None) -> int:
        """Count the columns."""
        return 0 if parent is not None and parent.isValid() else len(self.matrix.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name a row or column; a code below another is set in."""
        is_column = orientation == Qt.Orientation.Horizontal
        if is_column:
            whole = text = self.matrix.columns[section]
        else:
            row = self._order[section]
            whole = text = self.matrix.rows[row]
            if self.matrix.depths and self._order == sorted(self._order):
                text = "   " * self.matrix.depths[row] + self.matrix.name_of(whole)
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return tip(whole) if role == Qt.ItemDataRole.ToolTipRole else whole
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if is_column else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what is shown of a cell."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.figure(index).text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(f"{self.title(index)}: {self.figure(index).text or 0}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.title(index)}, {self.figure(index).text or 0}"
        return None


class FigureDelegate(QStyledItemDelegate):
    """Paints a figure over a tint as deep as it is great."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """Give every cell the height of a line."""
        return QSize(72, 27)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """Paint one cell."""
        theme = current_theme()
        model: MatrixModel = index.model()
        figure = model.figure(index)
        is_total = model.is_total(index.row(), index.column())
        painter.save()
        rect = option.rect
        if figure.weight and not is_total:
            share = _DEEPEST[theme.is_dark] * figure.weight
            painter.fillRect(rect, QColor(mix(theme.paper, theme.accent, share)))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(theme.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        font = QFont(tabular(option.font))
        painter.setFont(bold(font) if is_total else font)
        painter.setPen(QColor(theme.ink if figure.ids or figure.value else theme.dim))
        room = rect.adjusted(6, 0, -10, 0)
        painter.drawText(
            room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, figure.text
        )
        if option.state & QStyle.StateFlag.State_HasFocus:
            draw_ring(painter, rect)
        painter.restore()
