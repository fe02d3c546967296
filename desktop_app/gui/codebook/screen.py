"""The codebook screen: the codes at the left, the entry in hand at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app import core
from desktop_app.core.model import ChangeSet, Code
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.codebook import says
from desktop_app.gui.codebook.deeds import Deeds
from desktop_app.gui.codebook.form import EntryForm
from desktop_app.gui.codebook.list import CodeList
from desktop_app.gui.codebook.pages import ExamplesPage, WordingsPage
from desktop_app.gui.codebook.rows import CodeRows, said_counts, uses_of
from desktop_app.gui.icons import icon
from desktop_app.gui.pieces import EDGE, menu_text, plain_label
from desktop_app.gui.styling import add_styles
from desktop_app.gui.words import tr

FILTER_PAUSE = 60
MANY = 800
"""Codes from which on the screen is laid out in one frame and filled in the next."""


class CodebookScreen(QWidget):
    """Tree and form of the codebook, with all that can be done to it."""

    asked = Signal(str)
    """An act of the window is wanted: gallery, import_file, export or compare."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.rows = CodeRows(self)
        self.list = CodeList(self.rows)
        self.form = EntryForm(session)
        self.examples = ExamplesPage(session)
        self.wordings = WordingsPage(session)
        self.deeds = Deeds(session, self)
        self._current = ""
        self._filter_timer = QTimer(self)
        self._filter_timer.setSingleShot(True)
        self._filter_timer.setInterval(FILTER_PAUSE)
        self._is_stale = True
        self._lay_out()
        self._wire()
        self._freshen_in_time()

    # What is shown
    def refresh(self) -> None:
        """Show the codebook anew, with the same codes in hand where they are still there."""
        self._is_stale = False
        project = self.session.project
        tree = self.session.tree
        uses = {}
        if project:
            own = dict(core.codebook.count_annotations(project))
            uses = uses_of(tree, own, core.codebook.documents_by_code(project))
        top = self.list.verticalScrollBar().value()
        chosen = [code.id for code in self.chosen()]
        self.rows.show(tree, uses)
        self._choose(chosen, self._current)
        self.list.verticalScrollBar().setValue(top)
        self._show_emptiness()
        self._show_current()

    def freshen(self) -> None:
        """Show what was changed while nobody could see it."""
        if self._is_stale:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Be up to date when one comes into view."""
        super().showEvent(event)
        self._freshen_in_time()

    def _freshen_in_time(self) -> None:
        """Be up to date at once, or in a frame of its own where that takes a while."""
        if len(self.session.tree) <= MANY:
            self.freshen()
        else:
            QTimer.singleShot(0, self, self.freshen)

    def go_to(self, code_id: str) -> None:
        """Take a code in hand."""
        self.freshen()
        self.filter.clear()
        self._filter()
        for code in self.session.tree.lineage(code_id)[:-1]:
            if code.id in self.rows.closed:
                self.rows.set_open(code.id, True)
        index = self.rows.index_of(code_id)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def chosen(self) -> list[Code]:
        """List the codes in hand, in the order of the tree."""
        found = {
            i.row(): self.rows.code_at(i) for i in self.list.selectionModel().selectedIndexes()
        }
        return [code for _, code in sorted(found.items()) if code]

    # Making
    def _lay_out(self) -> None:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr(words.FILTER_CODES))
        self.filter.setAccessibleName(tr(words.FILTER_CODES))
        self.filter.setClearButtonEnabled(True)
        self.add = QToolButton()
        self.add.setIcon(icon("plus"))
        self.add.setAccessibleName(tr(says.NEW_CODE))
        self.add.setToolTip(tr(says.NEW_CODE))
        self.more = QToolButton()
        self.more.setIcon(icon("menu"))
        self.more.setAccessibleName(tr(words.MORE))
        self.more.setToolTip(tr(words.MORE))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self._more_menu())
        top = QHBoxLayout()
        top.setContentsMargins(EDGE, 8, 8, 6)
        top.setSpacing(4)
        for widget in (self.filter, self.add, self.more):
            top.addWidget(widget)
        nothing = self._nothing()
        self.left_stack = QStackedWidget()
        self.left_stack.addWidget(nothing)
        self.left_stack.addWidget(self.list)
        left = QWidget()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.left_stack, 1)
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(1)
        halves.addWidget(left)
        halves.addWidget(self._right())
        halves.setStretchFactor(0, 2)
        halves.setStretchFactor(1, 3)
        halves.setSizes([420, 640])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(halves)
        self.setFocusProxy(self.list)

    def _nothing(self) -> QWidget:
        """Make what stands in the list's place while it is empty."""
        self.empty = plain_label(is_dim=True)
        self.empty.setContentsMargins(EDGE, 4, EDGE, 4)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.first = QPushButton(tr(says.GALLERY))
        self.first.clicked.connect(lambda: self.asked.emit("gallery"))
        nothing = QWidget()
        column = QVBoxLayout(nothing)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty)
        row = QHBoxLayout()
        row.setContentsMargins(EDGE, 4, EDGE, 4)
        row.addWidget(self.first)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return nothing

    def _right(self) -> QWidget:
        self.tabs = QTabBar()
        self.tabs.setObjectName("resultTabs")
        self.tabs.setAccessibleName(tr(says.ENTRY))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.pages = QStackedWidget()
        for title, page in (
            (says.ENTRY, self.form),
            (says.EXAMPLES, self.examples),
            (says.WORDINGS, self.wordings),
        ):
            self.tabs.addTab(tr(title))
            self.pages.addWidget(page)
        self.hint = plain_label(tr(says.NO_ENTRY), is_dim=True)
        self.hint.setContentsMargins(EDGE, 14, EDGE, 14)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.right_stack = QStackedWidget()
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(self.pages, 1)
        self.right_stack.addWidget(self.hint)
        self.right_stack.addWidget(inside)
        return self.right_stack

    def _more_menu(self) -> QMenu:
        menu = QMenu(self)
        for key, text in (
            ("gallery", says.GALLERY),
            ("import_file", says.IMPORT),
            ("export", says.EXPORT),
            ("compare", says.COMPARE),
        ):
            menu.addAction(tr(text), partial(self.asked.emit, key))
        menu.addSeparator()
        orders = menu.addMenu(tr(says.SORT))
        for key, text in says.SORT_ORDERS:
            orders.addAction(tr(text), partial(self.deeds.sort, None, key))
        return menu

    def _wire(self) -> None:
        self.filter.textChanged.connect(lambda _: self._filter_timer.start())
        self._filter_timer.timeout.connect(self._filter)
        self.filter.returnPressed.connect(self._choose_first)
        self.add.clicked.connect(self._create)
        self.tabs.currentChanged.connect(self._turn)
        self.list.asked.connect(self._do)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._tell_current())
        self.rows.moved.connect(self._move, Qt.ConnectionType.QueuedConnection)
        self.deeds.made.connect(self._name)
        self.session.opened.connect(self.refresh)
        self.session.changed.connect(self._follow)
        self.session.settling.connect(self.form.flush)
        self.session.keepingChanged.connect(self.form.flush)

    # Following
    def _follow(self, changes: ChangeSet) -> None:
        tables = ("codes", "annotations", "parts", "documents")
        if changes.touches(*tables):
            self._is_stale = True
            if self.isVisible():
                self._freshen_in_time()
        elif changes.touches("notes", "code_wordings", "code_examples"):
            self._show_current()

    def _filter(self) -> None:
        self._filter_timer.stop()
        if self.filter.text() != self.rows.filter:
            chosen = [code.id for code in self.chosen()]
            self.rows.set_filter(self.filter.text())
            self._choose(chosen, self._current)
            self._show_emptiness()
            self._tell_current()

    def _choose(self, ids: list[str], current: str) -> None:
        selection = self.list.selectionModel()
        flag = selection.SelectionFlag
        selection.blockSignals(True)
        index = self.rows.index_of(current)
        if index.isValid():
            selection.setCurrentIndex(index, flag.ClearAndSelect)
        for code_id in ids:
            other = self.rows.index_of(code_id)
            if other.isValid():
                selection.select(other, flag.Select)
        selection.blockSignals(False)
        self.list.viewport().update()

    def _choose_first(self) -> None:
        self._filter()
        index = self.rows.first_match()
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.setFocus()

    def _show_emptiness(self) -> None:
        has_codes = len(self.session.tree) > 0
        is_open = self.session.project is not None
        self.empty.setText(tr(says.NO_MATCH if has_codes else says.SCREEN_EMPTY) if is_open else "")
        self.first.setVisible(is_open and not has_codes)
        self.left_stack.setCurrentIndex(1 if self.rows.rowCount() else 0)
        self.add.setEnabled(is_open)

    def _tell_current(self) -> None:
        chosen = self.chosen()
        self._current = chosen[0].id if len(chosen) == 1 else ""
        self._show_current()

    def _show_current(self) -> None:
        chosen = self.chosen()
        code = chosen[0] if len(chosen) == 1 else None
        self.form.show_code(code)
        if code:
            self.form.counts.setText(self._path_and_counts(code))
        page = self.pages.currentWidget()
        if page is not self.form and isinstance(page, ExamplesPage | WordingsPage):
            page.show_code(code)
        said = tr(says.NO_ENTRY)
        if len(chosen) > 1:
            said = tr(says.CODES_SELECTED).format(count=f"{len(chosen):,}")
        self.hint.setText(said)
        self.right_stack.setCurrentIndex(1 if code else 0)

    def _path_and_counts(self, code: Code) -> str:
        use = self.rows.use_of(code.id)
        said = says.COUNTS_OWN if use.own == use.below else says.COUNTS_TIP
        counts = said_counts(use, said)
        return tr(says.PATH_AND_COUNTS).format(
            path=" ".join(self.session.tree.path(code.id).split()), counts=counts
        )

    def _turn(self, index: int) -> None:
        self.pages.setCurrentIndex(index)
        self._show_current()

    # Doing
    def _create(self) -> None:
        chosen = self.chosen()
        self.deeds.create(chosen[0].parent_id if len(chosen) == 1 else None)

    def _name(self, code_id: str) -> None:
        self.go_to(code_id)
        self.tabs.setCurrentIndex(0)
        self.form.name.setFocus()
        self.form.name.selectAll()

    def _move(self, ids: list[str], parent_id: str, place: int) -> None:
        self.rows.closed.discard(parent_id)
        self.deeds.move(ids, parent_id, place)

    def _do(self, deed: str) -> None:
        chosen = self.chosen()
        if not chosen:
            return
        if deed == "delete":
            self.deeds.delete([code.id for code in chosen])
        elif deed == "rename":
            self.tabs.setCurrentIndex(0)
            self.form.name.setFocus()
            self.form.name.selectAll()
        else:
            self.deeds.shift(chosen, deed)

    def _show_menu(self, place: QPoint) -> None:
        if self.session.project is None:
            return
        menu = self.make_menu()
        menu.popup(self.list.viewport().mapToGlobal(place))

    def make_menu(self) -> QMenu:
        """Make the menu of what can be done to the codes in hand."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = self.chosen()
        ids = [code.id for code in chosen]
        one = chosen[0] if len(chosen) == 1 else None
        menu.addAction(icon("plus"), tr(says.NEW_CODE), self._create)
        if one:
            menu.addAction(tr(words.NEW_CODE_BELOW), lambda: self.deeds.create(one.id))
            menu.addSeparator()
            orders = menu.addMenu(tr(says.SORT_BELOW))
            orders.setEnabled(bool(self.session.tree.children(one.id)))
            for key, text in says.SORT_ORDERS:
                orders.addAction(tr(text), partial(self.deeds.sort, one.id, key))
            menu.addAction(tr(says.SPLIT), lambda: self.deeds.split(one.id))
        if len(chosen) > 1:
            into = menu.addMenu(tr(says.MERGE))
            for code in chosen[:30]:
                text = menu_text(self.session.tree.path(code.id))
                into.addAction(text, partial(self.deeds.merge, ids, code.id))
        if chosen:
            menu.addSeparator()
            is_retired = all(code.status == "retired" for code in chosen)
            text = says.RESTORE if is_retired else says.RETIRE
            add_styles(menu, self.session.layers, ids)
            deed = self.deeds.restore if is_retired else self.deeds.retire
            menu.addAction(tr(text), lambda: deed(ids))
            menu.addAction(icon("trash"), tr(says.DELETE), lambda: self.deeds.delete(ids))
        return menu
