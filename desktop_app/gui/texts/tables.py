"""What dialogs that list rows share: a plain table that keys can be used on, and its dialog."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QTreeView,
    QWidget,
)

from desktop_app.gui.cells import CellDelegate
from desktop_app.gui.foot import Foot, body
from desktop_app.gui.pieces import one_line, plain_label, tabular, tip

_LONGEST = 300
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowsTable(QTreeView):
    """A table of plain words; Return chooses a row, Delete asks to remove it."""

    chosen = Signal()
    removeWanted = Signal()

    def __init__(self, name: str, titles: Sequence[str], widths: Sequence[int] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setItemDelegate(CellDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self._titles, self._widths = titles, widths
        self.rows = QStandardItemModel(self)
        self.setModel(self.rows)
        self.show_rows(())
        self.doubleClicked.connect(self.chosen)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows in place of those before, staying at the row in hand."""
        at = max(0, self.currentIndex().row())
        self.rows.clear()
        self.rows.setHorizontalHeaderLabels(list(self._titles))
        for row in rows:
            self.rows.appendRow([plain_item(cell) for cell in row])
        for column, width in enumerate(self._widths):
            self.setColumnWidth(column, width)
        for column in range(len(self._titles)):
            if rows and all(_is_count(row[column]) for row in rows):
                self._align_right(column)
        if rows:
            self.setCurrentIndex(self.rows.index(min(at, len(rows) - 1), 0))

    def _align_right(self, column: int) -> None:
        head = self.rows.horizontalHeaderItem(column)
        font = tabular(self.font())
        for item in (head, *(self.rows.item(row, column) for row in range(self.rows.rowCount()))):
            item.setTextAlignment(_RIGHT)
            item.setFont(font)

    def row(self) -> int:
        """Return the row in hand, -1 for none."""
        return self.currentIndex().row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Return, remove with Delete; while a cell is edited the keys are its own."""
        is_editing = self.state() == QAbstractItemView.State.EditingState
        if not is_editing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        elif not is_editing and event.key() == Qt.Key.Key_Delete:
            self.removeWanted.emit()
        else:
            super().keyPressEvent(event)


class ListDialog(QDialog):
    """A dim sentence, a table of rows below it, and a line of buttons."""

    def __init__(
        self,
        title: str,
        columns: Sequence[str],
        widths: Sequence[int] = (),
        parent: QWidget | None = None,
        do: str = "",
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.said = plain_label(is_dim=True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.list = RowsTable(title, columns, widths)
        self.foot = Foot(self, do)
        if do:
            self.foot.do.clicked.connect(self.accept)
        layout = body(self)
        layout.addWidget(self.said)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)  # the foot stays below where the table is hidden
        layout.addLayout(self.foot)
        self.list.setFocus()


def _is_count(cell: str) -> bool:
    return cell.replace(",", "").isdecimal()


def plain_item(text: str, *, is_editable: bool = False) -> QStandardItem:
    """Make a cell of plain words on one line; long ones are cut, and whole in the tooltip."""
    shown = one_line(text)
    item = QStandardItem(shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…")
    if len(shown) > _LONGEST:
        item.setToolTip(tip(shown[:2000]))
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if is_editable else flags)
    return item
