"""What could be known about documents, to be ticked: guesses of ours, and edits from a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QStandardItem
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from desktop_app.gui import words_texts as words
from desktop_app.gui.cells import PAD, CellDelegate
from desktop_app.gui.texts.tables import ListDialog
from desktop_app.gui.theme import current_theme
from desktop_app.gui.words import tr

Row = Sequence[str]
Index = QModelIndex | QPersistentModelIndex
_BOX = 14


@dataclass(frozen=True, slots=True)
class Wording:
    """What such a dialog says; `is_ticked` where the rows are the reader's own wish."""

    title: str
    explain: str
    columns: tuple[str, ...]
    verb: str
    is_ticked: bool = False


GUESSES = Wording(
    words.GUESSES_TITLE,
    words.GUESSES_EXPLAIN,
    (words.DOCUMENT, words.FIELD, words.VALUE, words.NOW, words.ORIGIN),
    words.TAKE_OVER,
)
EDITS = Wording(
    words.EDITS_TITLE,
    words.GUESSES_EXPLAIN,
    (words.DOCUMENT, words.FIELD, words.VALUE, words.NOW),
    words.EDITS_DO,
    is_ticked=True,
)


def _is_ticked(index: Index) -> bool:
    return Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked


class TickDelegate(CellDelegate):
    """Paints a box to be ticked before the words of a cell; a click anywhere in it ticks."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row's first cell with its box."""
        theme = current_theme()
        super().paint(painter, option, index)
        left = option.rect.left() + PAD
        box = QRectF(left + 0.5, option.rect.center().y() - _BOX / 2 + 0.5, _BOX, _BOX)
        is_ticked = _is_ticked(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent if is_ticked else theme.dim), 1.2))
        painter.setBrush(QColor(theme.accent if is_ticked else theme.paper))
        painter.drawRoundedRect(box, 3, 3)
        if is_ticked:
            painter.setPen(QPen(QColor(theme.paper), 1.6))
            x, y = box.left(), box.top()
            tick = ((3, 7), (6, 10), (11, 4))
            painter.drawPolyline([QPointF(x + a, y + b) for a, b in tick])
        painter.restore()

    def indent_of(self, index: Index) -> int:
        """Keep the room of the box free."""
        return _BOX + 8

    def editorEvent(self, event: QEvent, model: Any, option: Any, index: Any) -> bool:
        """Tick by a click."""
        if event.type() == QEvent.Type.MouseButtonRelease:
            other = Qt.CheckState.Unchecked if _is_ticked(index) else Qt.CheckState.Checked
            model.setData(index, other.value, Qt.ItemDataRole.CheckStateRole)
            return True
        return bool(super().editorEvent(event, model, option, index))


class OffersDialog(ListDialog):
    """Rows that can each be ticked, and one button that takes over what is ticked."""

    def __init__(
        self, wording: Wording, rows: Sequence[Row], parent: QWidget | None = None
    ) -> None:
        columns = [tr(each) for each in wording.columns]
        super().__init__(tr(wording.title), columns, (180, 90, 210, 120), parent, wording.verb)
        self.said.setText(tr(wording.explain))
        self.list.setItemDelegateForColumn(0, TickDelegate(self.list))
        self.list.show_rows(rows)
        for row in range(len(rows)):
            item = self.list.rows.item(row, 0)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(
                Qt.CheckState.Checked if wording.is_ticked else Qt.CheckState.Unchecked
            )
        self.take = self.foot.do
        self.resize(780, 420)
        self.list.rows.itemChanged.connect(lambda _: self._enable())
        self.list.chosen.connect(self._turn)
        self._enable()

    def ticked(self) -> list[int]:
        """Return the numbers, from 0, of the rows that are ticked."""
        return [row for row in range(self.list.rows.rowCount()) if self._is_ticked(row)]

    def _is_ticked(self, row: int) -> bool:
        return self.list.rows.item(row, 0).checkState() == Qt.CheckState.Checked

    def _turn(self) -> None:
        row = self.list.row()
        if row >= 0:
            item: QStandardItem = self.list.rows.item(row, 0)
            other = Qt.CheckState.Unchecked if self._is_ticked(row) else Qt.CheckState.Checked
            item.setCheckState(other)

    def _enable(self) -> None:
        self.take.setEnabled(bool(self.ticked()))
