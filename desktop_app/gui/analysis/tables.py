"""The tables: codes against documents, fields, coders, speakers or one another.

Each cell opens the passages that it counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QMenu,
    QPushButton,
    QWidget,
)

from desktop_app import core
from desktop_app.core.errors import AppError
from desktop_app.gui.analysis import says
from desktop_app.gui.analysis.counting import Wish, count
from desktop_app.gui.analysis.grids import FiguresView
from desktop_app.gui.analysis.matrix import NOTHING, FigureDelegate, Matrix, MatrixModel
from desktop_app.gui.analysis.pieces import WorkLine, bar, choice, empty_page, menu_button, tick_box
from desktop_app.gui.analysis.snapshot import Asker, Snapshot
from desktop_app.gui.bridge import Session
from desktop_app.gui.lists import stacked
from desktop_app.gui.pieces import ElidedLabel
from desktop_app.gui.tasks import Progress
from desktop_app.gui.words import explain, tr

if TYPE_CHECKING:
    from desktop_app.core.model import Rows
    from desktop_app.formats.tables_csv import Grid

_NARROWEST, _WIDEST_COLUMN, _FITTED = 72, 200, 200
_WIDEST_HEAD = 280


class TablesPane(QWidget):
    """Counts codes against what is chosen, and opens the passages behind each figure."""

    exportWanted = Signal(object)
    """This Grid is to be written to a file."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.snapshot = Snapshot.of(session)
        self.asker = Asker(session, self)
        self.model = MatrixModel(self)
        self.view = FiguresView()
        self.empty = empty_page(says.TABLE_EMPTY)
        self.rows = choice(says.TABLE_ROWS, ())
        self.columns = choice(says.TABLE_COLUMNS, ())
        self.measure = choice(says.TABLE_MEASURE, says.MEASURES)
        self.base = choice(says.TABLE_BASE, says.BASES)
        self.only = choice(says.TABLE_ONLY, ())
        self.more = menu_button(says.TABLE_MORE)
        self.unit = ElidedLabel()
        self.unit.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.working = WorkLine()
        self.export = QPushButton(tr(says.EXPORT_THESE))
        self._grid: Grid | None = None
        self._is_old = True
        self._fields: tuple[str, ...] | None = None
        self._lay_out()
        self._wire()

    def refresh(self) -> None:
        """Count anew; where the pane is not seen, when it next is."""
        self._is_old = not self.isVisible()
        if self._is_old:
            return
        self._offer()
        wish = self._wish()

        def work(rows: Rows, progress: Progress) -> tuple[Matrix, Grid]:
            return self.snapshot.work(rows, lambda marks: count(marks, wish, progress))  # type: ignore[no-any-return]

        self.asker.ask(work, self._show, self._refuse)

    # Making
    def _lay_out(self) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(FigureDelegate(self.view))
        self.view.setAccessibleName(tr(says.TABLES))
        self.view.setTabKeyNavigation(False)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setCornerButtonEnabled(False)
        self.view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across, down = self.view.horizontalHeader(), self.view.verticalHeader()
        across.setDefaultSectionSize(104)
        across.setMinimumSectionSize(56)
        across.setSectionsClickable(True)
        across.setHighlightSections(False)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        down.setDefaultSectionSize(27)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMaximumWidth(_WIDEST_HEAD)
        down.setHighlightSections(False)
        menu = QMenu(self)
        self.rolled = tick_box(menu, tr(says.TABLE_ROLLED))
        self.queries = tick_box(menu, tr(says.TABLE_QUERIES))
        self.all = tick_box(menu, tr(says.TABLE_ALL))
        self.more.setMenu(menu)
        controls = bar(
            self.rows, self.columns, self.measure, self.base, self.only, self.more, None,
            self.unit, self.working, self.export,
        )  # fmt: skip
        # The sentence gives way where the window is narrow; its tip has all of it.
        controls.setStretchFactor(self.unit, 1)
        self._stack = stacked(self, self.rows, (self.empty, self.view), controls)

    def _wire(self) -> None:
        for box in (self.rows, self.columns, self.measure, self.base, self.only):
            box.activated.connect(self.refresh)
        for tick in (self.rolled, self.queries, self.all):
            tick.toggled.connect(self.refresh)
        self.view.chosen.connect(self.open_cell)
        self.view.doubleClicked.connect(self.open_cell)
        self.view.horizontalHeader().sectionClicked.connect(self.model.sort_by)
        self.export.clicked.connect(lambda: self.exportWanted.emit(self._grid))
        self.snapshot.stale.connect(self.refresh)
        self.asker.began.connect(self.working.watch)
        self.asker.ended.connect(self.working.rest)
        self.session.opened.connect(self._forget)
        self.export.setEnabled(False)

    def showEvent(self, event: QShowEvent) -> None:
        """Count when the pane is first seen, and after steps made meanwhile."""
        super().showEvent(event)
        if self._is_old:
            self.refresh()

    def _offer(self) -> None:
        """Offer the fields and saved queries that there are by now."""
        from desktop_app.core.asking.saved import list_queries

        project = self.session.project
        if project is None:
            return
        documents = core.documents.list_documents(project)
        fields = tuple(dict.fromkeys(name for each in documents for name in each.fields))
        if fields != self._fields:
            self._fields = fields
            named = [(f"field:{name}", name) for name in fields]
            _refill(self.rows, [*says.ROW_AXES, *named], is_plain_from=len(says.ROW_AXES))
            axes = [*says.COLUMN_AXES, *named, *says.TOGETHER]
            _refill(self.columns, axes)
        saved = [(each.body, each.name) for each in list_queries(project)]
        _refill(self.only, [("", tr(says.ALL_ANNOTATIONS)), *saved], is_plain_from=0)

    def _wish(self) -> Wish:
        from desktop_app.core.asking import parse

        columns = self.columns.currentData() or "document"
        is_fixed = columns == "use" or columns.startswith("together:")
        self.rows.setEnabled(not is_fixed)
        self.measure.setEnabled(not is_fixed)
        self.base.setEnabled(columns != "use")
        body = self.only.currentData()
        return Wish(
            rows=self.rows.currentData() or "code",
            columns=columns,
            measure=self.measure.currentData(),
            base=self.base.currentData() or None,
            is_rolled=self.rolled.isChecked(),
            has_queries=self.queries.isChecked(),
            has_empty=self.all.isChecked(),
            only=parse(body) if body else None,
        )

    # Following
    def _show(self, answer: tuple[Matrix, Grid]) -> None:
        matrix, self._grid = answer
        is_new = self.model.matrix.columns != matrix.columns
        self.model.show(matrix)
        if is_new:
            self._fit_heads()
        self.unit.set_whole(matrix.unit)
        has_figures = any(figure.ids for row in matrix.cells for figure in row)
        self.empty.setText(tr(says.TABLE_EMPTY))
        self._stack.setCurrentIndex(1 if has_figures else 0)
        self.export.setEnabled(has_figures)

    def _fit_heads(self) -> None:
        """Give each column the width of its head, within bounds."""
        across = self.view.horizontalHeader()
        for column in range(min(across.count(), _FITTED)):
            wanted = across.sectionSizeHint(column) + 12
            across.resizeSection(column, max(_NARROWEST, min(wanted, _WIDEST_COLUMN)))

    def _refuse(self, error: AppError) -> None:
        self._forget_figures()
        self.empty.setText(explain(error))

    def _forget_figures(self) -> None:
        self._grid = None
        self.model.show(NOTHING)
        self.unit.set_whole("")
        self.export.setEnabled(False)
        self._stack.setCurrentIndex(0)

    def _forget(self) -> None:
        self._fields = None
        self._forget_figures()
        self.refresh()

    def open_cell(self, index: QModelIndex) -> None:
        """List the passages that a cell counts."""
        if not index.isValid():
            return
        figure = self.model.figure(index)
        if figure.ids:
            self.session.passagesWanted.emit(figure.ids, self.model.title(index))
        else:
            self.session.told.emit(tr(says.CELL_EMPTY))


def _refill(box: QComboBox, items: list[tuple[str, str]], is_plain_from: int = 99) -> None:
    """Offer other choices, staying with the one that was made where it is still there."""
    chosen = box.currentData()
    wanted = [
        (key, word if at >= is_plain_from or key.startswith("field:") else tr(word))
        for at, (key, word) in enumerate(items)
    ]
    known = [(box.itemData(at), box.itemText(at)) for at in range(box.count())]
    if wanted == known:
        return
    box.blockSignals(True)
    box.clear()
    for key, word in wanted:
        box.addItem(word, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
