"""The concordance: words in all texts, a line each, that can be sorted, ticked and coded."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app import core
from desktop_app.core.errors import AppError
from desktop_app.core.model import Op
from desktop_app.gui import words
from desktop_app.gui.analysis import says
from desktop_app.gui.analysis.lines import LINE_ROLE, LinesModel
from desktop_app.gui.analysis.pieces import (
    WorkLine,
    bar,
    choice,
    count_label,
    draw_context,
    empty_page,
    toggle,
)
from desktop_app.gui.analysis.snapshot import Asker
from desktop_app.gui.bridge import Session
from desktop_app.gui.lists import RowList, stacked
from desktop_app.gui.pieces import draw_elided, draw_row, small
from desktop_app.gui.tasks import Progress
from desktop_app.gui.theme import current_theme
from desktop_app.gui.words import explain, tr

if TYPE_CHECKING:
    from desktop_app.core.model import Rows
    from desktop_app.core.search import Line, Search

FIRST, MOST = 200, 20_000
"""So many lines are shown at once, and so many at most."""
_AROUND = 120
"""Characters read on either side: as many as a wide window shows."""
_PAUSE = 200
_BOX, _EDGE = 16, 14
_SHARE = 0.42


class LineDelegate(QStyledItemDelegate):
    """Paints a box to tick, the line aligned on what was found, and where it stands."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """Give every row the height of a line."""
        return QSize(0, 27)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """Paint one line."""
        theme = current_theme()
        line: Line = index.data(LINE_ROLE)
        painter.save()
        draw_row(painter, option)
        rect: QRect = option.rect
        self._draw_box(painter, option, index)
        inside = rect.adjusted(_EDGE + _BOX + 10, 0, -_EDGE, 0)
        painter.setFont(small(option.font))
        painter.setPen(QColor(theme.dim))
        place = str(index.data(Qt.ItemDataRole.StatusTipRole))
        room = min(inside.width() // 4, 220)
        right = QRect(inside)
        right.setLeft(inside.right() - room)
        draw_elided(painter, right, place, right=True)
        inside.setRight(right.left() - 12)
        draw_context(painter, inside, line.before, line.words, line.after, _SHARE)
        painter.restore()

    def editorEvent(self, event: QEvent, model: Any, option: Any, index: Any) -> bool:
        """Tick a line by clicking on its box."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            box = box_of(option.rect).adjusted(-6, -6, 6, 6)
            if box.contains(event.position().toPoint()):
                model.toggle([index.row()])
                return True
        return False

    def _draw_box(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        box = QStyleOptionViewItem()
        box.rect = box_of(option.rect)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        box.state = QStyle.StateFlag.State_Enabled | (
            QStyle.StateFlag.State_On if ticked else QStyle.StateFlag.State_Off
        )
        # Of the list, whose boxes the style sheet draws so that they are seen in every theme.
        box.features = QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        kind = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
        option.widget.style().drawPrimitive(kind, box, painter, option.widget)


def box_of(row: QRect) -> QRect:
    """Return where the box of a row is."""
    return QRect(row.left() + _EDGE, row.center().y() - _BOX // 2 + 1, _BOX, _BOX)


class LinesView(RowList):
    """A list of lines; the space bar ticks those that are selected."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with the space bar."""
        if event.key() == Qt.Key.Key_Space:
            model = self.model()
            assert isinstance(model, LinesModel)
            model.toggle([index.row() for index in self.selectionModel().selectedRows()])
        else:
            super().keyPressEvent(event)


class ConcordancePane(QWidget):
    """Finds words in all texts and leads to their places."""

    exportWanted = Signal(object)
    """Lines that are to be written to a file."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.model = LinesModel(session, self)
        self.view = LinesView()
        self.empty = empty_page(says.CONCORDANCE_EMPTY)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr(says.CONCORDANCE_HINT))
        self.field.setAccessibleName(tr(says.CONCORDANCE_HINT))
        self.field.setClearButtonEnabled(False)
        self.case = toggle("Aa", words.FIND_CASE)
        self.marks = toggle("é", words.FIND_MARKS)
        self.regex = toggle(".*", words.FIND_REGEX)
        self.scope = choice(
            says.CONCORDANCE_SCOPE, [("all", says.ALL_TEXTS), ("one", says.THIS_TEXT)]
        )
        self.order = choice(says.SORT_BY, says.LINE_ORDERS)
        self.count = count_label()
        self.working = WorkLine()
        self.all = QPushButton(tr(says.TICK_ALL))
        self.code = QPushButton(tr(says.CODE_TICKED))
        self.export = QPushButton(tr(says.EXPORT_THESE))
        self.asker = Asker(session, self)
        self._ahead = Asker(session, self)
        self._is_whole = True
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._wire()

    def look_for(self, text: str) -> None:
        """Find words, taking them for plain ones."""
        self.regex.setChecked(False)
        self.field.setText(text)
        self.look()

    def look(self) -> None:
        """Look for what is typed."""
        self._pause.stop()
        if not self.field.text().strip() or self.session.project is None:
            self.asker.stop()
            self._show([], tr(says.CONCORDANCE_EMPTY))
            return
        self._ask(FIRST)

    def _lay_out(self) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(LineDelegate(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setAccessibleName(tr(says.CONCORDANCE))
        self.view.setMouseTracking(True)
        self.field.setMinimumWidth(160)
        controls = bar(
            self.field, self.case, self.marks, self.regex, None, self.scope, self.order, None,
            self.count, self.working, 1, self.all, self.code, self.export,
        )  # fmt: skip
        controls.setStretch(0, 3)
        self._stack = stacked(self, self.field, (self.empty, self.view), controls)

    def _wire(self) -> None:
        self.field.textChanged.connect(self._pause.start)
        self.field.returnPressed.connect(self._go_in)
        self._pause.timeout.connect(self.look)
        for button in (self.case, self.marks, self.regex):
            button.toggled.connect(self.look)
        self.scope.currentIndexChanged.connect(self.look)
        self.order.currentIndexChanged.connect(self.look)
        self.view.clicked.connect(self._go)
        self.view.chosen.connect(self._go)
        self.all.clicked.connect(self._tick_all)
        self.code.clicked.connect(self.code_ticked)
        self.export.clicked.connect(lambda: self.exportWanted.emit(self.model.wanted()))
        self.model.ticked.connect(self._count)
        self.asker.began.connect(self.working.watch)
        self.asker.ended.connect(self.working.rest)
        self.session.opened.connect(self._forget)
        self.session.documentChanged.connect(self._follow_document)
        self._count()

    def _search(self) -> Search:
        from desktop_app.core.search import Search

        only = None
        if self.scope.currentData() == "one":
            only = frozenset({self.session.document_id})
        return Search(
            self.field.text(),
            "regex" if self.regex.isChecked() else "words",
            is_case_blind=not self.case.isChecked(),
            is_mark_blind=not self.marks.isChecked(),
            document_ids=only,
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Make the indexes of all texts, so that the first search finds them ready."""
        super().showEvent(event)

        def work(rows: Rows, progress: Progress) -> None:
            from desktop_app.core.search import prepare

            prepare(rows, progress)

        # What it cannot read is told by the search that asks for it.
        self._ahead.ask(work, lambda _: None, lambda _: None)

    def _ask(self, limit: int) -> None:
        search, order = self._search(), self.order.currentData()
        # Other orders than the text's need all lines, however many are shown first.
        most = limit if order == "place" else MOST

        def work(rows: Rows, progress: Progress) -> tuple[list[Line], bool]:
            from desktop_app.core.search import find_hits, read_lines, sort_lines

            hits = list(islice(find_hits(rows, search, progress), most + 1))
            lines = sort_lines(read_lines(rows, hits[:most], _AROUND), order)
            return lines, len(hits) > most

        def done(answer: tuple[list[Line], bool]) -> None:
            lines, is_cut = answer
            self._is_whole = not is_cut
            self._show(lines, tr(says.CONCORDANCE_NONE))
            if is_cut and most < MOST:
                self._ask(MOST)

        self.asker.ask(work, done, self._refuse)

    def _refuse(self, error: AppError) -> None:
        self._show([], explain(error))

    def _show(self, lines: list[Line], said: str) -> None:
        self.model.show(lines)
        self.empty.setText(said)
        self._stack.setCurrentIndex(1 if lines else 0)
        self._count()

    def _count(self) -> None:
        total, ticked = self.model.rowCount(), len(self.model.chosen())
        said = ""
        if total:
            many = says.LINES_ONE if total == 1 else says.LINES_MANY
            said = tr(many if self._is_whole else says.LINES_FIRST).format(count=f"{total:,}")
        if ticked:
            said += tr(says.LINES_TICKED).format(count=f"{ticked:,}")
        self.count.setText(said)
        self.all.setEnabled(bool(total))
        self.export.setEnabled(bool(total))
        self.all.setText(tr(says.TICK_NONE if ticked == total and total else says.TICK_ALL))
        writable = bool(self.session.project and self.session.project.is_writable)
        self.code.setEnabled(bool(ticked) and writable)

    def _tick_all(self) -> None:
        self.model.tick_all(on=len(self.model.chosen()) < self.model.rowCount())

    def code_ticked(self) -> None:
        """Open the popup that finds or makes a code for the ticked lines."""
        open_code_finder(self.session, self, self._code)

    def _code(self, code_for: Callable[[Any], str | None]) -> None:
        from desktop_app.core.bulk import code_hits
        from desktop_app.core.search import Hit

        hits = [Hit(line.document_id, line.start, line.end) for line in self.model.chosen()]
        made = -1
        with self.session.change(Op.APPLY_CODE) as change:
            code_id = code_for(change)
            made = code_hits(change, hits, code_id)
        if made >= 0:
            many = says.CODED_ONE if made == 1 else says.CODED_MANY
            self.session.told.emit(tr(many).format(count=f"{made:,}"))
            self.model.tick_all(on=False)

    def _go(self, index: QModelIndex) -> None:
        line = index.data(LINE_ROLE)
        if line is not None:
            self.session.show_place(line.document_id, line.start, line.end)

    def _go_in(self) -> None:
        if self.model.rowCount():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0))
        else:
            self.look()

    def _follow_document(self) -> None:
        if self.scope.currentData() == "one":
            self.look()

    def _forget(self) -> None:
        self.asker.stop()
        self._show([], tr(says.CONCORDANCE_EMPTY))
        self.look()


def open_code_finder(
    session: Session, near: QWidget, picked: Callable[[Callable[[Any], str | None]], None]
) -> None:
    """Open the popup that finds or makes a code; hand over what gives its id in a change."""
    from desktop_app.gui.dialogs.finder import Finder, FinderItem

    tree = session.tree
    items = [
        FinderItem(code.id, tree.path(code.id), code.brief_definition, code.shortcut, code.color)
        for code in tree
    ]
    finder = Finder(items, creates=True, parent=near.window())
    finder.picked.connect(lambda code_id: picked(lambda _: code_id))
    finder.created.connect(
        lambda path: picked(lambda change: core.codebook.create_path(change, path))
    )
    finder.open_at(near.mapToGlobal(QPoint(max(0, near.width() - 400), 40)))
