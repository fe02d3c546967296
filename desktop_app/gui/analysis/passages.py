"""The passages: all annotations of all texts as a table that is queried, sorted and acted upon.

The same passages can be read as prose, grouped, with their citations (`prose`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from desktop_app import core
from desktop_app.core.asking import Everything, evaluate
from desktop_app.core.errors import AppError
from desktop_app.core.model import Op
from desktop_app.gui import words
from desktop_app.gui.analysis import says
from desktop_app.gui.analysis.concordance import open_code_finder
from desktop_app.gui.analysis.grids import PassagesTable
from desktop_app.gui.analysis.passage_rows import (
    PLACE,
    SORTED_BY,
    WORDS,
    PassageDelegate,
    PassagesModel,
)
from desktop_app.gui.analysis.pieces import (
    WorkLine,
    count_label,
    empty_page,
    menu_button,
    toggle,
    tool,
)
from desktop_app.gui.analysis.prose import Prose, ProseView, quotations
from desktop_app.gui.analysis.querybar import QueryBar
from desktop_app.gui.analysis.snapshot import Asker, Snapshot
from desktop_app.gui.bridge import Session
from desktop_app.gui.lists import stacked
from desktop_app.gui.pieces import plain_label
from desktop_app.gui.tasks import Progress
from desktop_app.gui.words import explain, tr

if TYPE_CHECKING:
    from desktop_app.core.marks import Mark, Marks
    from desktop_app.core.model import Rows

_FEW = 500


class _Answer(NamedTuple):
    marks: list[Mark]
    notes: Mapping[str, str]
    titles: Mapping[str, str]
    prose: Prose


class PassagesPane(QWidget):
    """Lists the annotations that a query wants and leads to their places."""

    exportWanted = Signal(object)
    """These annotations are to be written to a file: their ids."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.snapshot = Snapshot.of(session)
        self.asker = Asker(session, self)
        self.model = PassagesModel(session, self)
        self.view = PassagesTable()
        self.prose = ProseView()
        self.empty = empty_page(says.PASSAGES_EMPTY)
        self.as_prose = toggle(tr(says.AS_PROSE), says.AS_PROSE_TIP)
        self.query = QueryBar(session, self.as_prose)
        self.count = count_label()
        self.working = WorkLine()
        self.recode = QPushButton(tr(says.RECODE_SELECTED))
        self.describe = QPushButton(tr(says.PROPERTY_SELECTED))
        self.export = QPushButton(tr(says.EXPORT_THESE))
        self.group = menu_button(says.GROUP_BY)
        self._only: frozenset[str] | None = None
        self._is_old = True
        self._leads_in = False  # the keys belong to the rows once they are there
        self._asked_from: QWidget | None = None  # who had them then
        self._groups = "document"
        self._lay_out()
        self._wire()

    def show_ids(self, ids: Collection[str], title: str) -> None:
        """Show just these annotations, by the name of where they were found."""
        self._only = frozenset(ids)
        self._leads_in, self._asked_from = True, QApplication.focusWidget()
        self.origin.setText(title)
        self.from_cell.show()
        self.query.show_query(Everything())
        self._ask_anew()

    def refresh(self) -> None:
        """Ask for the passages anew; where the pane is not seen, when it next is."""
        self._is_old = not self.isVisible()
        if self._is_old:
            return
        query, only = self.query.query, self._only
        column, is_descending = self._order()
        groups, page = self._groups if self.as_prose.isChecked() else "", self.prose.page

        def work(rows: Rows, progress: Progress) -> _Answer:
            return self.snapshot.work(rows, answer)  # type: ignore[no-any-return]

        def answer(marks: Marks) -> _Answer:
            found = evaluate(query, marks)
            wanted = found if only is None else found & only
            ordered = marks.sorted_by(wanted, column, is_descending=is_descending)
            titles = {document.id: document.title for document in marks.documents.values()}
            prose = quotations(marks, ordered, groups, page) if groups else Prose()
            return _Answer(ordered, marks.notes, titles, prose)

        self.asker.ask(work, self._show, self._refuse)

    # Making
    def _lay_out(self) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(PassageDelegate(self.view))
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setShowGrid(False)
        self.view.setAccessibleName(tr(says.PASSAGES))
        self.view.setTabKeyNavigation(False)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setWordWrap(False)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(27)
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.view.horizontalHeader()
        # A selection of its own, always empty: to paint its words, a head would else ask of each
        # row whether all are selected, which takes a second for very many.
        header.setSelectionModel(QItemSelectionModel(self.model, header))
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(PLACE, Qt.SortOrder.AscendingOrder)
        header.setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        self.origin = plain_label()
        self.origin.setWordWrap(False)
        self.leave: QToolButton = tool("close", says.SHOW_ALL_AGAIN)
        self.from_cell = QWidget()
        cell = QHBoxLayout(self.from_cell)
        cell.setContentsMargins(0, 0, 0, 0)
        cell.setSpacing(2)
        cell.addWidget(self.origin)
        cell.addWidget(self.leave)
        self.from_cell.hide()
        foot = self.query.foot
        for at, widget in enumerate((self.count, self.from_cell)):
            foot.insertWidget(at, widget)
        for widget in (self.working, self.group, self.recode, self.describe, self.export):
            foot.addWidget(widget)
        self._stack = stacked(
            self, self.query.field, (self.empty, self.view, self.prose), self.query
        )
        self._fill_groups()

    def _fill_groups(self) -> None:
        menu = QMenu(self)
        for key, said in (("document", says.GROUP_DOCUMENT), ("code", says.GROUP_CODE)):
            menu.addAction(tr(said), partial(self._group_by, key))
        self.group.setMenu(menu)
        self.group.hide()

    def _wire(self) -> None:
        self.query.asked.connect(self._ask_anew)
        self.snapshot.stale.connect(self.refresh)
        self.view.clicked.connect(self._go)
        self.view.chosen.connect(self._go)
        self.view.removeWanted.connect(self.remove)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.view.selectionModel().selectionChanged.connect(self._count)
        self.model.modelReset.connect(self._count)
        self.view.horizontalHeader().sortIndicatorChanged.connect(self.refresh)
        self.prose.chosen.connect(self._go_to)
        self.prose.turned.connect(self.refresh)
        self.as_prose.toggled.connect(self._turn)
        self.recode.clicked.connect(self.recode_selected)
        self.describe.clicked.connect(self.describe_selected)
        self.export.clicked.connect(lambda: self.exportWanted.emit(self._wanted()))
        self.leave.clicked.connect(self._leave_cell)
        self.asker.began.connect(self.working.watch)
        self.asker.ended.connect(self.working.rest)
        self.session.opened.connect(self._leave_cell)
        self._count()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask when the pane is first seen, and after steps made meanwhile."""
        super().showEvent(event)
        if self._is_old:
            self.refresh()

    # Following
    def _order(self) -> tuple[Any, bool]:
        header = self.view.horizontalHeader()
        return (
            SORTED_BY[header.sortIndicatorSection()],
            header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder,
        )

    def _show(self, answer: _Answer) -> None:
        self.query.say()
        chosen = self._few_selected()
        self.model.show(answer.marks, answer.notes, answer.titles)
        self.prose.show_prose(answer.prose)
        is_all = self._only is None and not self.query.field.text().strip()
        self.empty.setText(tr(says.PASSAGES_EMPTY if is_all else says.PASSAGES_NONE))
        self._choose_page()
        self._select(chosen)
        if self._leads_in:
            self._lead_in()

    def _lead_in(self) -> None:
        self._leads_in = False
        flag = QItemSelectionModel.SelectionFlag.NoUpdate
        self.view.selectionModel().setCurrentIndex(self.model.index(0, 0), flag)
        focus = QApplication.focusWidget()
        # Whoever has begun to write elsewhere meanwhile goes on there.
        if focus in (None, self._asked_from) or self.isAncestorOf(focus):
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, error: AppError) -> None:
        self.query.complain(error)
        self.model.show([], {}, {})
        self.empty.setText(explain(error))
        self._stack.setCurrentIndex(0)

    def _choose_page(self) -> None:
        page = 2 if self.as_prose.isChecked() else 1
        self._stack.setCurrentIndex(page if self.model.rowCount() else 0)

    def _turn(self, is_prose: bool) -> None:
        self.group.setVisible(is_prose)
        for button in (self.recode, self.describe):
            button.setVisible(not is_prose)
        self.refresh()

    def _group_by(self, key: str) -> None:
        self._groups = key
        self._ask_anew()

    def _leave_cell(self) -> None:
        self._only = None
        self.from_cell.hide()
        self._ask_anew()

    def _ask_anew(self) -> None:
        self.prose.begin()
        self.refresh()

    def _count(self, *_: object) -> None:
        total = self.model.rowCount()
        chosen = sum(map(len, self._ranges()))
        said = words.annotation_count(total)
        if chosen > 1:
            said += tr(says.SELECTED).format(count=f"{chosen:,}")
        self.count.setText(said)
        can_write = bool(self.session.project and self.session.project.is_writable)
        for button in (self.recode, self.describe):
            button.setEnabled(bool(chosen) and can_write)
        self.export.setEnabled(bool(total))

    # Acting
    def selected(self) -> list[Mark]:
        """List the selected annotations in the order of the table."""
        rows = sorted({row for rows in self._ranges() for row in rows})
        return [self.model.mark_at(row) for row in rows]

    def _ranges(self) -> list[range]:
        """List the runs of selected rows: asking row by row would take seconds for very many."""
        selection = self.view.selectionModel().selection()
        return [range(each.top(), each.bottom() + 1) for each in selection]  # type: ignore[attr-defined]

    def recode_selected(self) -> None:
        """Open the popup that gives the selected annotations another code."""
        open_code_finder(self.session, self, self._recode)

    def describe_selected(self) -> None:
        """Ask for a property and its value, for the selected annotations."""
        from desktop_app.gui.analysis.properties import PropertyDialog

        dialog = PropertyDialog(self.session, self.window())
        dialog.chosen.connect(self._describe)
        self.session.show_dialog(dialog)

    def remove(self) -> None:
        """Remove the selected annotations; it can be undone."""
        ids = [mark.id for mark in self.selected()]

        def act() -> None:
            with self.session.change(Op.REMOVE_ANNOTATION) as change:
                core.annotations.remove_annotations(change, ids)

        if ids:
            self.session.backed_up(Op.REMOVE_ANNOTATION, act, len(ids))

    def _recode(self, code_for: Callable[[Any], str | None]) -> None:
        from desktop_app.core.bulk import recode_many

        ids = [mark.id for mark in self.selected()]
        with self.session.change(Op.RECODE) as change:
            recode_many(change, ids, code_for(change))

    def _describe(self, name: str, value: str) -> None:
        from desktop_app.core.bulk import set_property_many

        ids = [mark.id for mark in self.selected()]
        with self.session.change(Op.SET_PROPERTY) as change:
            set_property_many(change, ids, name, value)

    def _wanted(self) -> list[str]:
        """Name what an export takes: the selected annotations if several are, else all shown."""
        chosen = self.selected()
        if len(chosen) > 1:
            return [mark.id for mark in chosen]
        return [self.model.mark_at(row).id for row in range(self.model.rowCount())]

    def _go(self, index: QModelIndex) -> None:
        if index.isValid() and not self._extends():
            self._go_to(self.model.mark_at(index.row()).id)

    def _extends(self) -> bool:
        return sum(map(len, self._ranges())) > 1

    def _go_to(self, annotation_id: str) -> None:
        if self.session.project is None:
            return
        with self.session.telling():
            found = core.annotations.get_annotation(self.session.project, annotation_id)
            self.session.show_annotation(found)

    def _few_selected(self) -> set[str]:
        """Name the selected annotations, to be selected again; very many are let go."""
        is_few = sum(map(len, self._ranges())) <= _FEW
        return {mark.id for mark in self.selected()} if is_few else set()

    def _select(self, ids: Collection[str]) -> None:
        """Select these annotations again, in one go."""
        if not ids:
            return
        last = self.model.columnCount() - 1
        chosen = QItemSelection()
        for row in range(self.model.rowCount()):
            if self.model.mark_at(row).id in ids:
                chosen.select(self.model.index(row, 0), self.model.index(row, last))
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.view.selectionModel().select(chosen, flag)

    def _open_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in (self.recode, self.describe, self.export):
            action = menu.addAction(button.text(), button.click)
            action.setEnabled(button.isEnabled())
        remove = menu.addAction(tr(says.REMOVE_SELECTED), self.remove)
        remove.setEnabled(self.recode.isEnabled())
        self.view.offer_sorting(menu)
        menu.popup(self.view.viewport().mapToGlobal(point))
