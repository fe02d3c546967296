"""Differences between two codebooks: a row each, with what stood there and what comes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.anchoring import Alignment
from desktop_app.core.bookdiff import Difference, Kind, count_kinds
from desktop_app.core.examples import Citation
from desktop_app.core.model import PropertyRule, Role
from desktop_app.formats.codebook_cells import write_aliases, write_properties, write_roles
from desktop_app.gui import words
from desktop_app.gui.cells import CellDelegate
from desktop_app.gui.codebook import says
from desktop_app.gui.pieces import plain_label, tip
from desktop_app.gui.texts.sides import Sides
from desktop_app.gui.theme import current_theme
from desktop_app.gui.words import tr

TAKE, KIND, PATH, FIELDS = range(4)
TITLES = (says.COLUMN_TAKE, says.COLUMN_KIND, says.COLUMN_CODE, says.COLUMN_FIELDS)


class DifferenceRows(QAbstractTableModel):
    """The differences; where they can be taken, each with a tick."""

    ticked = Signal()

    def __init__(self, can_take: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.can_take = can_take
        self.differences: list[Difference] = []
        self.chosen: set[str] = set()

    def show(self, differences: Sequence[Difference]) -> None:
        """Show other differences, all that can be taken ticked."""
        self.beginResetModel()
        self.differences = list(differences)
        self.chosen = {each.key for each in differences if is_takeable(each)}
        self.endResetModel()
        self.ticked.emit()

    def tick_all(self, is_on: bool) -> None:
        """Tick all that can be taken, or none."""
        wanted = {each.key for each in self.differences if is_takeable(each)} if is_on else set()
        self.beginResetModel()
        self.chosen = wanted
        self.endResetModel()
        self.ticked.emit()

    def rowCount(self, parent: Any = None) -> int:
        """Count the differences."""
        return 0 if parent is not None and parent.isValid() else len(self.differences)

    def columnCount(self, parent: Any = None) -> int:
        """Count the columns."""
        return len(TITLES)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Name the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(TITLES[section])
        return None

    def flags(self, index: Any) -> Qt.ItemFlag:
        """Let what can be taken be ticked."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_tick = index.column() == TAKE and self.can_take
        if is_tick and is_takeable(self.differences[index.row()]):
            return usual | Qt.ItemFlag.ItemIsUserCheckable
        return usual

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what is shown of a difference."""
        each = self.differences[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(each, index.column())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == TAKE and self.can_take:
            if not is_takeable(each):
                return None
            is_on = each.key in self.chosen
            return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(each.path)
        if role == Qt.ItemDataRole.ForegroundRole and each.kind in (Kind.CLASHING, Kind.MISSING):
            theme = current_theme()
            return QBrush(QColor(theme.accent if each.kind is Kind.CLASHING else theme.dim))
        return None

    def setData(self, index: Any, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a difference or take the tick away."""
        if role != Qt.ItemDataRole.CheckStateRole or not is_takeable(self.differences[index.row()]):
            return False
        key = self.differences[index.row()].key
        is_on = Qt.CheckState(value) == Qt.CheckState.Checked
        (self.chosen.add if is_on else self.chosen.discard)(key)
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True

    def _text(self, each: Difference, column: int) -> str:
        if column == KIND:
            return tr(says.KIND_NAMES[each.kind.value])
        if column == PATH:
            return " ".join(each.path.split())
        if column == FIELDS:
            return ", ".join(tr(says.FIELD_NAMES[field.name]) for field in each.fields)
        return ""


def is_takeable(each: Difference) -> bool:
    """Tell whether a difference can be taken over."""
    return each.kind not in (Kind.CLASHING, Kind.MISSING)


class DifferenceView(QWidget):
    """The list of differences, and beside it the one in hand field by field."""

    changed = Signal()
    """Other rows are ticked."""

    def __init__(self, *, can_take: bool, before: str, after: str) -> None:
        super().__init__()
        self.rows = DifferenceRows(can_take, self)
        self.table = QTableView()
        self.table.setModel(self.rows)
        self.table.setAccessibleName(tr(says.COLUMN_CODE))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(27)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        for column in (KIND, PATH, FIELDS):
            self.table.setItemDelegateForColumn(column, CellDelegate(self.table))
        self.table.setColumnHidden(TAKE, not can_take)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(PATH, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((TAKE, 48), (KIND, 84), (FIELDS, 190)):
            self.table.setColumnWidth(column, width)
        self.counts = plain_label(is_dim=True)
        self.all, self.none = QPushButton(tr(says.TAKE_ALL)), QPushButton(tr(says.TAKE_NONE))
        for button in (self.all, self.none):
            button.setAutoDefault(False)
            button.setVisible(can_take)
        self.title = plain_label()
        self.said = plain_label(is_dim=True)
        self.sides = Sides(before, after, is_small=True)
        self.before, self.after = self.sides.old, self.sides.new
        self._lay_out()
        self.all.clicked.connect(lambda: self.rows.tick_all(True))
        self.none.clicked.connect(lambda: self.rows.tick_all(False))
        self.table.selectionModel().currentChanged.connect(self._show)
        self.rows.ticked.connect(self.changed)

    def show_differences(self, differences: Sequence[Difference]) -> None:
        """Show other differences."""
        self.rows.show(differences)
        counts = count_kinds(differences)
        said = [
            tr(says.KIND_COUNTS).format(kind=tr(name), count=f"{counts[Kind(kind)]:,}")
            for kind, name in says.KIND_NAMES.items()
            if counts[Kind(kind)]
        ]
        self.counts.setText("   ".join(said) or tr(says.NOTHING_DIFFERS))
        if differences:
            self.table.selectRow(0)
        else:
            self._show(QModelIndex())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.counts, 1)
        head.addWidget(self.all)
        head.addWidget(self.none)
        upper, lower = QWidget(), QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 4)
        above.addLayout(head)
        above.addWidget(self.table, 1)
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 4, 0, 0)
        below.addWidget(self.title)
        below.addWidget(self.said)
        below.addWidget(self.sides, 1)
        floors = QSplitter(Qt.Orientation.Vertical)
        floors.setChildrenCollapsible(False)
        floors.addWidget(upper)
        floors.addWidget(lower)
        floors.setStretchFactor(0, 3)
        floors.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(floors)

    def _show(self, index: QModelIndex, _: object = None) -> None:
        is_there = 0 <= index.row() < len(self.rows.differences)
        each = self.rows.differences[index.row()] if is_there else None
        self.title.setText(each.path if each else "")
        self.said.setText("\n".join(_remarks(each)) if each else "")
        self.said.setVisible(bool(self.said.text()))
        before, after = (_side(each, is_before=b) if each else "" for b in (True, False))
        self.before.setPlainText(before)
        self.after.setPlainText(after)
        # Of an entry that stands on one side only all is new, or gone: there is nothing to mark.
        changes = Alignment(before, after).changes() if before and after else []
        self.sides.show_differences(before, after, changes)


def _remarks(each: Difference) -> list[str]:
    said = [words.explain(each.clash)] if each.clash else []
    if each.before and each.old_path != each.path:
        said.append(tr(says.MOVED_FROM).format(path=each.old_path))
    return said + [
        tr(says.WITHOUT_KEY).format(reason=words.explain(remark)) for remark in each.remarks
    ]


def _side(each: Difference, *, is_before: bool) -> str:
    """Write the fields that differ, or all that an entry says where there is only one."""
    if each.before and each.after:
        pairs = [(f.name, f.before if is_before else f.after) for f in each.fields]
    else:
        entry = each.before if is_before else each.after
        names = says.FIELD_NAMES if entry else ()
        pairs = [(name, getattr(entry, name)) for name in names if getattr(entry, name)]
        pairs = [pair for pair in pairs if pair != ("status", "active")]
    return "\n\n".join(f"{tr(says.FIELD_NAMES[name])}\n{_plain(value)}" for name, value in pairs)


def _plain(value: Any) -> str:
    if isinstance(value, tuple) and value:
        if isinstance(value[0], Role):
            return write_roles(value)
        if isinstance(value[0], PropertyRule):
            return write_properties(value)
        if isinstance(value[0], Citation):
            return "\n".join(each.said for each in value)
        return write_aliases(value)
    if isinstance(value, dict):
        return "\n".join(f"{name}: {text}" for name, text in value.items() if text)
    return str(value or "–")
