"""The tables of the panes: their keys, sorting without a mouse, and columns that give way."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QTableView

from desktop_app.gui.analysis import says
from desktop_app.gui.analysis.passage_rows import CODE, CODER, DOCUMENT, MADE, NOTE, PLACE, WORDS
from desktop_app.gui.pieces import menu_text
from desktop_app.gui.words import tr

_WIDTHS = {CODE: 170, DOCUMENT: 150, PLACE: 60, CODER: 96, NOTE: 170, MADE: 92}
_LEAST = {CODE: 110, DOCUMENT: 80, PLACE: 60, CODER: 80, NOTE: 60, MADE: 92}
_MOST_NAMED = 12
"""So many columns are named in the menu; of more only the one that the cursor is in."""


class Grid(QTableView):
    """A table that tells Return by a signal, and can be sorted from its menu too."""

    chosen = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Return."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def offer_sorting(self, menu: QMenu) -> None:
        """Put into a menu what a click on a head does."""
        columns = list(range(self.model().columnCount()))
        if len(columns) > _MOST_NAMED:
            columns = [max(0, self.currentIndex().column())]
        below = menu.addMenu(tr(says.SORT_ROWS))
        for column in columns:
            name = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
            below.addAction(menu_text(name), partial(self._sort_by, column))

    def _sort_by(self, column: int) -> None:
        header = self.horizontalHeader()
        if header.isSortIndicatorShown():
            is_up = header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            is_again = is_up and header.sortIndicatorSection() == column
            down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
            header.setSortIndicator(column, down if is_again else up)
        else:
            header.sectionClicked.emit(column)


class FiguresView(Grid):
    """A table of figures."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to sort the rows."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.offer_sorting(menu)
        menu.popup(event.globalPos())


class PassagesTable(Grid):
    """A table that tells Delete by a signal too, whose columns give way to the words."""

    removeWanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_fitting = False
        self._is_free = True
        self.horizontalHeader().sectionResized.connect(self._hear_of_width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words half of the width, until the user sets a column's width."""
        super().resizeEvent(event)
        if not self._is_free:
            return
        self._is_fitting = True
        share = min(1.0, self.viewport().width() / 2 / sum(_WIDTHS.values()))
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, max(_LEAST[column], round(width * share)))
        self._is_fitting = False

    def _hear_of_width(self, column: int) -> None:
        if column != WORDS and not self._is_fitting:
            self._is_free = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove with Delete."""
        if event.key() == Qt.Key.Key_Delete:
            self.removeWanted.emit()
        else:
            super().keyPressEvent(event)
