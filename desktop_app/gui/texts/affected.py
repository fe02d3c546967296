"""The list of annotations whose words a correction changes, takes away or leaves without."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from desktop_app.core.anchoring import Fate
from desktop_app.core.numbering import Numbering
from desktop_app.core.places import cite
from desktop_app.core.versions import Moved, Plan
from desktop_app.gui import words_texts as words
from desktop_app.gui.cells import CellDelegate
from desktop_app.gui.pieces import one_line
from desktop_app.gui.words import tr

CHANGED = (Fate.LOST, Fate.SHORTENED, Fate.REWORDED)
_MOST_ROWS = 5000
_LONGEST = 200


class AffectedList(QTreeView):
    """One row a passage: where, what happens, its code, its words before and after."""

    placeWanted = Signal(object)
    """The Moved whose places are to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr(words.AFFECTED))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setItemDelegate(CellDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._rows: list[Moved] = []
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.selectionModel().currentRowChanged.connect(lambda now, _: self._tell(now.row()))

    def show_plan(self, plan: Plan | None, code_of: Callable[[str], str]) -> None:
        """List what a plan changes, the lost first; `code_of` names an annotation's code."""
        self._model.clear()
        self._model.setHorizontalHeaderLabels(
            [tr(each) for each in (words.PLACE, words.WHAT, words.CODE, words.WAS, words.BECOMES)]
        )
        self._rows = []
        if plan is not None:
            numbering = Numbering(plan.alignment.old)
            found = sorted(plan.of(*CHANGED), key=lambda m: (CHANGED.index(m.place.fate), m.start))
            self._rows = [*found, *plan.carried][:_MOST_ROWS]
            after = Numbering(plan.text) if plan.carried else numbering
            for each in self._rows:
                now = plan.text[each.place.start : each.place.end]
                if each.place.fate is Fate.MOVED:
                    place = cite(after, each.place.start, each.place.end)
                    now = tr(words.MOVED_TO).format(place=place)
                self._model.appendRow(
                    [
                        _item(cite(numbering, each.start, each.end)),
                        _item(tr(words.FATE_NAMES[each.place.fate])),
                        _item(code_of(each.annotation_id)),
                        _item(each.quote),
                        _item(now),
                    ]
                )
        for column, width in enumerate((72, 110, 150, 260)):
            self.setColumnWidth(column, width)

    def _tell(self, row: int) -> None:
        if 0 <= row < len(self._rows):
            self.placeWanted.emit(self._rows[row])


def _item(text: str) -> QStandardItem:
    shown = one_line(text)
    item = QStandardItem(shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…")
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    return item
