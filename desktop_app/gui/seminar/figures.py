"""Tables of figures on readers: how far they agree, who took part. Each leads to passages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app.core.model import Rows
    from desktop_app.core.participation import Participation


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of a table: what it says, and the key of what it counts."""

    cells: tuple[str, ...]
    key: str = ""
    tip: str = ""


_ENDING = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FiguresTable(QTableWidget):
    """Lines of figures; Return or a double click opens what a line counts."""

    opened = Signal(str)

    def __init__(
        self, said: str, heads: Sequence[str], widest: int, *, numbers: Collection[int] = ()
    ) -> None:
        """Make the table; what stands in the columns of `numbers` ends on one line."""
        super().__init__(0, len(heads))
        self._numbers = numbers
        self._keys: list[str] = []
        self.setObjectName("figures")
        self.setAccessibleName(tr(said))
        self.setHorizontalHeaderLabels([tr(head) for head in heads])
        for column in numbers:
            if head := self.horizontalHeaderItem(column):
                head.setTextAlignment(_ENDING)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(27)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(widest, QHeaderView.ResizeMode.Stretch)
        self.cellDoubleClicked.connect(lambda row, _: self.opened.emit(self._keys[row]))

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show other lines."""
        self._keys = [figure.key for figure in figures]
        self.setRowCount(len(figures))
        for row, figure in enumerate(figures):
            for column, text in enumerate(figure.cells):
                item = QTableWidgetItem(text)
                item.setToolTip(figure.tip)
                if column in self._numbers:
                    item.setTextAlignment(_ENDING)
                self.setItem(row, column, item)
        if figures:
            self.setCurrentCell(0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Return."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.opened.emit(self._keys[self.currentRow()])
        else:
            super().keyPressEvent(event)


def participation_figures(found: Sequence[Participation]) -> list[Figure]:
    """Write what each reader did."""
    from desktop_app.gui.times import local_time

    return [
        Figure(
            (
                each.name,
                f"{each.annotations:,}",
                f"{each.codes:,}",
                f"{each.notes:,}",
                f"{each.words:,}",
                f"{each.coverage:.0%}",
                local_time(each.first) if each.first else "",
                local_time(each.last) if each.last else "",
            ),
            each.coder_id,
        )
        for each in found
    ]


def read_people(rows: Rows, document_id: str, hidden: frozenset[str]) -> list[Participation]:
    """Count what each person did in a text."""
    from desktop_app.core.participation import read_participation

    return read_participation(rows, [document_id], hidden)
