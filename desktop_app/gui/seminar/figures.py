"""Tables of figures on readers: how far they agree, and who took part. Each leads to passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from desktop_app.gui.seminar import says
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app.core.comparing import Comparison, Places
    from desktop_app.core.model import Rows
    from desktop_app.core.participation import Participation


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of a table: what it says, and the key of what it counts."""

    cells: tuple[str, ...]
    key: str = ""
    tip: str = ""


class FiguresTable(QTableWidget):
    """Lines of figures; Return or a double click opens what a line counts."""

    opened = Signal(str)

    def __init__(self, said: str, heads: Sequence[str], widest: int) -> None:
        super().__init__(0, len(heads))
        self._keys: list[str] = []
        self.setAccessibleName(tr(said))
        self.setHorizontalHeaderLabels([tr(head) for head in heads])
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
                self.setItem(row, column, item)
        if figures:
            self.setCurrentCell(0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Return."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.opened.emit(self._keys[self.currentRow()])
        else:
            super().keyPressEvent(event)


def reckon(rows: Rows, document_id: str, coder_ids: Sequence[str]) -> Comparison | None:
    """Reckon how far the readers of a text agree, by character; None for one reader."""
    from desktop_app.core import comparing

    if len(coder_ids) < 2:
        return None
    measure = comparing.find_measure("alpha")
    homes = frozenset((document_id,))
    return comparing.compare(
        rows, comparing.Question(tuple(coder_ids), measure, document_ids=homes)
    )


def agreement_figures(found: Comparison | None, names: dict[str, str]) -> list[Figure]:
    """Write how far readers agree on each code, and on all of them."""
    if found is None:
        return []
    return [
        Figure(
            (
                names.get(row.code_id or "", "") or tr(says.ALL_CODES),
                tr(says.UNDEFINED)
                if row.figure.value is None
                else f"{round(row.figure.value, 2) + 0.0:.2f}",
                in_words(row.places, len(found.coder_ids)),
            ),
            row.code_id or "",
            row.figure.reason or "",
        )
        for row in found.rows
    ]


def _said(value: float | None) -> str:
    # Adding nothing turns a rounded -0.00 into 0.00.
    return tr(says.UNDEFINED) if value is None else f"{round(value, 2) + 0.0:.2f}"


def in_words(places: Places, readers: int) -> str:
    """Say in plain words where readers met."""
    both = says.BOTH_MARKED if readers == 2 else says.ALL_MARKED
    said = [tr(both).format(by_all=places.by_all, total=places.total)]
    if places.by_one:
        said.append(tr(says.ONE_MARKED).format(count=places.by_one))
    if places.words is not None:
        said.append(tr(says.WORDS_APART).format(words=f"{places.words:.1f}"))
    return "; ".join(said)


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
