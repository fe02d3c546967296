"""The panel itself: filter, tree and menu; what it is asked for and what it asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
)

from desktop_app import core
from desktop_app.core.model import ChangeSet, Code, NoteTarget
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.icons import icon
from desktop_app.gui.lists import list_below
from desktop_app.gui.panels.codebook.closed import ClosedGroups
from desktop_app.gui.panels.codebook.delegate import CodeDelegate
from desktop_app.gui.panels.codebook.model import CodebookModel
from desktop_app.gui.panels.codebook.verbs import CodeVerbs
from desktop_app.gui.panels.codebook.view import CodebookView
from desktop_app.gui.pieces import EDGE, heading, plain_label, swatch_icon
from desktop_app.gui.styling import add_styles
from desktop_app.gui.theme import PALETTE
from desktop_app.gui.words import tr
from desktop_app.settings import Settings

MANY = 1500
"""Codes from which on the tree is laid and opened in two goes."""
_QUEUED = Qt.ConnectionType.QueuedConnection


class CodebookPanel(QWidget):
    """Shows the codes as a tree, to be applied, made and changed."""

    codeChosen = Signal(str)
    """This code shall be applied."""
    currentCodeChanged = Signal(str)
    newCodeWanted = Signal(str)
    """A code is wanted below this one, or topmost for ""."""
    noteWanted = Signal(object)
    """The NoteTarget whose note is to be opened."""
    entryWanted = Signal(str)
    """The whole entry of the code with this id is to be opened."""

    def __init__(self, session: Session, settings: Settings | None = None) -> None:
        """Show the session's codebook; `settings` keep which groups were closed."""
        super().__init__()
        self.session = session
        self._closing = ClosedGroups(settings)
        self.model = CodebookModel(self)
        self.view = CodebookView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(CodeDelegate(self.view))
        self.verbs = CodeVerbs(session, self)
        self._closed: set[str] = set()
        self._current = ""
        self._is_placing = False
        self._place = ("", 0)
        self._placing = QTimer(self)
        self._placing.setSingleShot(True)
        self._placing.setInterval(0)
        self._placing.timeout.connect(self._put_back)
        self._deeds: dict[str, Callable[[Code], None]] = {
            "apply": lambda code: self.codeChosen.emit(code.id),
            "delete": self.verbs.delete,
            "move_up": lambda code: self.verbs.move_by(code, -1),
            "move_down": lambda code: self.verbs.move_by(code, 1),
            "move_out": self.verbs.move_out,
            "move_in": self.verbs.move_in,
        }
        self._lay_out()
        self._wire()
        self.refresh()

    # What is shown
    def refresh(self) -> None:
        """Show the codebook and its counts anew, as open and as far down as it was."""
        project = self.session.project
        counts = core.codebook.count_annotations(project) if project else Counter[str]()
        with self._keeping_place():
            self.model.show(self.session.tree, counts)
        self._show_emptiness()

    def begin_code(self, parent_id: str = "") -> None:
        """Begin a new code below another, or as the last at the top: its name is typed in place."""
        if not self.model.is_writable:
            return
        self.filter.clear()
        self._stack.setCurrentWidget(self.view)
        above = self.model.index_of(parent_id)
        if above.isValid():
            self.view.expand(above)
        draft = self.model.begin_draft(parent_id)
        self.view.setFocus()
        self.view.setCurrentIndex(draft)
        self.view.scrollTo(draft)
        self.view.edit(draft)

    def rename(self) -> None:
        """Begin to edit the current code's name in place."""
        self.view.edit(self.view.currentIndex())

    def select(self, code_id: str) -> None:
        """Put the tree's cursor on a code, if it is shown."""
        index = self.model.index_of(code_id)
        if index.isValid():
            self.view.setCurrentIndex(index)

    def current_code(self) -> Code | None:
        """Tell which code is in hand."""
        index = self.view.currentIndex()
        return self.model.code_of(index) if index.isValid() else None

    # Making
    def _lay_out(self) -> None:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr(words.FILTER_CODES))
        self.filter.setAccessibleName(tr(words.FILTER_CODES))
        self.filter.setClearButtonEnabled(True)
        self.add = QToolButton()
        self.add.setIcon(icon("plus"))
        self.add.setIconSize(QSize(16, 16))
        self.add.setAutoRaise(True)
        self.add.setAccessibleName(tr(words.NEW_CODE))
        self.add.setToolTip(tr(words.NEW_CODE))
        self.empty = plain_label(is_dim=True)
        self.empty.setContentsMargins(EDGE, 6, EDGE, 4)
        title = heading(tr(words.CODEBOOK))
        title.setBuddy(self.view)
        top = QHBoxLayout()
        top.setContentsMargins(EDGE, 8, EDGE - 6, 2)
        top.addWidget(title, 1)
        top.addWidget(self.add)
        field = QHBoxLayout()
        field.setContentsMargins(EDGE, 2, EDGE, 6)
        field.addWidget(self.filter)
        self._stack = list_below(self, self.empty, self.view, top, field)

    def _wire(self) -> None:
        model, view = self.model, self.view
        self.filter.textChanged.connect(self._filter)
        self.filter.returnPressed.connect(self._choose_first)
        self.add.clicked.connect(lambda: self.newCodeWanted.emit(""))
        view.asked.connect(self._do)
        view.doubleClicked.connect(lambda _: self._do("apply"))
        view.customContextMenuRequested.connect(self._show_menu)
        view.expanded.connect(lambda index: self._remember(index, is_open=True))
        view.collapsed.connect(lambda index: self._remember(index, is_open=False))
        view.selectionModel().currentChanged.connect(self._tell_current)
        view.itemDelegate().closeEditor.connect(self._end_draft)
        # Queued, since a change lays the tree anew while its editor or drop is still at work.
        model.renamed.connect(self.verbs.rename, _QUEUED)
        model.named.connect(self._make, _QUEUED)
        model.moved.connect(self._move, _QUEUED)
        model.selectionDropped.connect(self.codeChosen, _QUEUED)
        self.session.opened.connect(self._open)
        self.session.changed.connect(self._follow)

    # Following
    def _open(self) -> None:
        self._closed = self._closing.read(self.session.project)
        self.refresh()

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("codes"):
            self.refresh()
        elif changes.touches("annotations") and self.session.project:
            self.model.recount(core.codebook.count_annotations(self.session.project))

    def _filter(self, typed: str) -> None:
        with self._keeping_place():
            self.model.set_filter(typed)
        self._show_emptiness()

    @contextmanager
    def _keeping_place(self) -> Iterator[None]:
        """Keep the tree open, scrolled and current as it was while its rows are laid anew."""
        if not self._placing.isActive():
            self._place = (self._current, self.view.verticalScrollBar().value())
        self._is_placing = True
        yield
        if len(self.model) > MANY:
            # Laid and opened at two moments, so that neither keeps a key waiting.
            self.view.setUpdatesEnabled(False)
            self._placing.start()
        else:
            self._put_back()

    def _put_back(self) -> None:
        """Open the tree as it was and go to where it was."""
        self._placing.stop()
        current, top = self._place
        self.view.expandAll()
        for code_id, index in self.model.groups():
            if code_id in self._closed and not self.model.filter:
                self.view.collapse(index)
        self.select(current)
        self.view.verticalScrollBar().setValue(top)
        self.view.setUpdatesEnabled(True)
        self._is_placing = False
        self._tell_current(self.view.currentIndex())

    def _show_emptiness(self) -> None:
        project = self.session.project
        is_open = project is not None
        said = words.CODEBOOK_NO_MATCH if len(self.session.tree) else words.CODEBOOK_EMPTY
        self.empty.setText(tr(said) if is_open else "")
        self._stack.setCurrentIndex(1 if self.model.rowCount() else 0)
        self.model.is_writable = project is not None and project.is_writable
        self.add.setEnabled(self.model.is_writable)

    def _remember(self, index: QModelIndex, *, is_open: bool) -> None:
        code = self.model.code_of(index)
        if code and not self.model.filter and not self._is_placing:
            (self._closed.discard if is_open else self._closed.add)(code.id)
            self._closing.keep(self.session.project, self._closed)

    def _tell_current(self, index: QModelIndex) -> None:
        if self._is_placing:
            return
        code = self.model.code_of(index) if index.isValid() else None
        current = code.id if code else ""
        if current != self._current:
            self._current = current
            self.currentCodeChanged.emit(current)

    # Doing
    def _do(self, deed: str) -> None:
        code = self.current_code()
        if code:
            self._deeds[deed](code)

    def _choose_first(self) -> None:
        """Go from the filter to the first code that matches it."""
        matching = (code.id for code in self.session.tree if self.model.is_match(code.id))
        self.select(next(matching, ""))
        self.view.setFocus()

    def _make(self, parent_id: str, name: str) -> None:
        made = self.verbs.create(parent_id, name)
        if made:
            self.select(made)
            self.view.setFocus()

    def _end_draft(self) -> None:
        # Later, when the editor is gone; queueing its signal would hand on a dead widget.
        QTimer.singleShot(0, self.model.drop_draft)

    def _move(self, code_id: str, parent_id: str, place: int) -> None:
        self._closed.discard(parent_id)
        self.verbs.move(code_id, parent_id, place)

    def _show_menu(self, place: QPoint) -> None:
        if self.session.project is None:
            return
        index = self.view.indexAt(place)
        code = self.model.code_of(index) if index.isValid() else None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if code:
            self._fill_menu(menu, code)
        else:
            menu.addAction(icon("plus"), tr(words.NEW_CODE), lambda: self.newCodeWanted.emit(""))
        menu.popup(self.view.viewport().mapToGlobal(place))

    def _fill_menu(self, menu: QMenu, code: Code) -> None:
        want, note = self.newCodeWanted.emit, NoteTarget("code", code.id)
        self._add(menu, words.APPLY_CODE, "apply", "Return")
        menu.addSeparator()
        menu.addAction(icon("plus"), tr(words.NEW_CODE), lambda: want(code.parent_id or ""))
        menu.addAction(tr(words.NEW_CODE_BELOW), lambda: want(code.id))
        menu.addSeparator()
        menu.addAction(tr(words.RENAME), self.rename).setShortcut("F2")
        self._add_colours(menu, code)
        menu.addAction(tr(words.KEY_DOTS), lambda: self.verbs.choose_key(code))
        menu.addAction(icon("note"), tr(words.NOTE_DOTS), lambda: self.noteWanted.emit(note))
        menu.addAction(tr(words.ENTRY_DOTS), lambda: self.entryWanted.emit(code.id))
        menu.addSeparator()
        self._add(menu, words.MOVE_UP, "move_up", "Alt+Up")
        self._add(menu, words.MOVE_DOWN, "move_down", "Alt+Down")
        self._add(menu, words.MOVE_OUT, "move_out", "Alt+Left", is_possible=bool(code.parent_id))
        self._add(menu, words.MOVE_IN, "move_in", "Alt+Right")
        menu.addSeparator()
        layers, tree = self.session.layers, self.session.tree
        is_shown = code.id not in layers.hidden_codes
        menu.addAction(
            tr(words.HIDE_CODE if is_shown else words.SHOW_CODE),
            lambda: layers.show_code(code.id, tree, on=not is_shown),
        )
        menu.addAction(tr(words.ONLY_CODE), lambda: layers.only_code(code.id, tree))
        add_styles(menu, layers, [code.id])
        if not layers.is_whole:
            menu.addAction(tr(words.SHOW_ALL), layers.show_all)
        menu.addSeparator()
        self._add(menu, words.DELETE_CODE, "delete", "Del")

    def _add(
        self, menu: QMenu, text: str, deed: str, keys: str, *, is_possible: bool = True
    ) -> None:
        action = menu.addAction(tr(text), lambda: self._do(deed))
        action.setShortcut(keys)
        action.setEnabled(is_possible)

    def _add_colours(self, menu: QMenu, code: Code) -> None:
        colours = menu.addMenu(swatch_icon(code.color), tr(words.COLOUR))
        for hue in PALETTE:
            choice = colours.addAction(swatch_icon(hue.hex), tr(hue.title))
            choice.setData(hue.hex)
            choice.triggered.connect(lambda _, h=hue.hex: self.verbs.recolour(code.id, h))
        colours.addSeparator()
        colours.addAction(tr(words.OTHER_COLOUR), lambda: self.verbs.choose_colour(code))
