"""All annotations of the text in reading order: a list that follows the text and leads back.

A text with very many annotations is read in a thread; a step afterwards changes only its rows.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app import core
from desktop_app.core.garbage import uncollected
from desktop_app.core.model import ChangeSet, Op
from desktop_app.core.texts import Numbering
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.describing import said_of
from desktop_app.gui.lists import RowList, list_below
from desktop_app.gui.panels.annotations.rows import (
    ROW_ROLE,
    AnnotationsModel,
    Row,
    read_rows,
)
from desktop_app.gui.pieces import (
    EDGE,
    bold,
    draw_elided,
    draw_row,
    heading,
    plain_label,
    small,
)
from desktop_app.gui.tasks import Progress, Task
from desktop_app.gui.theme import code_colours, current_theme, reading_font
from desktop_app.gui.words import tr

QUOTE_SIZE = 14
_AT_ONCE = 3000
"""So many annotations are read without a thread: some 50 ms."""
_FEW_CHANGES = 200
_QUOTE_ROOM, _BAR = 10, 3


class AnnotationDelegate(QStyledItemDelegate):
    """Paints a bar in the code's colour, its name, where it stands, and the words in the serif."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """Give every row the height of two lines."""
        return QSize(0, option.fontMetrics.height() + QUOTE_SIZE + 20)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """Paint one annotation."""
        theme = current_theme()
        model: AnnotationsModel = index.model()
        row: Row = index.data(ROW_ROLE)
        colours = code_colours(model.colour(row), theme)
        painter.save()
        draw_row(painter, option)
        inside = option.rect.adjusted(EDGE, 0, -EDGE, 0)
        painter.fillRect(inside.left(), inside.bottom(), inside.width(), 1, QColor(theme.rule))
        bar = QRect(inside.left(), inside.top() + 8, _BAR, inside.height() - 16)
        painter.fillRect(bar, QColor(colours.line))
        inside.adjust(_BAR + 9, 7, 0, -8)
        upper, lower = QRect(inside), QRect(inside)
        upper.setHeight(option.fontMetrics.height())
        lower.setTop(upper.bottom() + 1)
        painter.setFont(small(option.font))
        painter.setPen(QColor(theme.dim))
        reference = model.reference(row)
        draw_elided(painter, upper, reference, right=True)
        taken = painter.fontMetrics().horizontalAdvance(reference) + _QUOTE_ROOM
        painter.setFont(bold(option.font))
        painter.setPen(QColor(colours.name))
        draw_elided(painter, upper.adjusted(0, 0, -taken, 0), model.name(row))
        self._paint_line(painter, lower, row)
        painter.restore()

    def _paint_line(self, painter: QPainter, room: QRect, row: Row) -> None:
        theme = current_theme()
        if row.is_placed:
            painter.setFont(reading_font(QUOTE_SIZE))
            painter.setPen(QColor(theme.ink))
            draw_elided(painter, room, row.line)
        else:
            painter.setPen(QColor(theme.dim))
            font = painter.font()
            font.setWeight(font.Weight.Normal)
            painter.setFont(font)
            draw_elided(painter, room, row.line or tr(words.WITHOUT_WORDS))


class AnnotationsView(RowList):
    """A list that keeps its current row in sight."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the annotation in hand in sight when the room changes."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())


class AnnotationsPanel(QWidget):
    """Lists the annotations of the text and leads to their words."""

    placeWanted = Signal(int, int)
    """The text shall show this span, in code points."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.model = AnnotationsModel(self)
        self.view = AnnotationsView()
        self.title = heading(tr(words.IN_THIS_TEXT))
        self.empty = plain_label(is_dim=True)
        self._wanted = 0
        self._is_reading = False
        self.model.spoken = self._spoken
        self._lay_out()
        self.view.clicked.connect(self._choose)
        self.view.chosen.connect(self._choose)
        self.view.removeWanted.connect(self.remove)
        session.opened.connect(self.refresh)
        session.documentChanged.connect(self.refresh)
        session.currentChanged.connect(self._mark_current)
        session.changed.connect(self._follow)
        session.layers.changed.connect(self.refresh)
        self.refresh()

    def set_numbering(self, numbering: Numbering) -> None:
        """Write references by the numbering of the text that is shown."""
        self.model.numbering = numbering
        self.model.repaint()

    def refresh(self) -> None:
        """Read the annotations of the current text again."""
        project, document_id = self.session.project, self.session.document_id
        self._wanted += 1
        self._is_reading = False
        self._learn_names()
        if not (project and document_id):
            self._show([])
        elif core.documents.count_annotations(project)[document_id] <= _AT_ONCE:
            self._show(read_rows(project, document_id, shows=self.session.layers.shows))
        else:
            self._read_in_thread(document_id)

    def step(self, by: int) -> None:
        """Take the next annotation in reading order in hand, or the one before (-1)."""
        count = self.model.rowCount()
        at = self.view.currentIndex().row()
        wanted = at + by if at >= 0 else (0 if by > 0 else count - 1)
        if 0 <= wanted < count:
            self._choose(self.model.index(wanted, 0))
        else:
            self.session.told.emit(tr(words.NO_MORE))

    def remove(self) -> None:
        """Remove the annotation in hand; it can be undone."""
        row = self.model.row_at(self.view.currentIndex())
        if row:
            with self.session.change(Op.REMOVE_ANNOTATION, self) as change:
                core.annotations.remove_annotations(change, [row.annotation_id])

    def _lay_out(self) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(AnnotationDelegate(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setAccessibleName(tr(words.IN_THIS_TEXT))
        self.view.setMouseTracking(True)
        self.view.viewport().setAutoFillBackground(False)
        self.empty.setContentsMargins(EDGE, 2, EDGE, 4)
        self.title.setContentsMargins(EDGE, 12, EDGE, 4)
        self.title.setBuddy(self.view)
        self._stack = list_below(self, self.empty, self.view, self.title)
        self.setMinimumHeight(120)

    def _spoken(self, row: Row) -> str:
        """Say all that the page shows of an annotation; read when it is asked for."""
        project = self.session.project
        found = (
            core.annotations.list_annotations(project, ids=[row.annotation_id]) if project else []
        )
        return said_of(self.session, self.model.numbering, found[0]) if found else ""

    def _read_in_thread(self, document_id: str) -> None:
        project, wanted = self.session.project, self._wanted
        shows = self.session.layers.shows
        assert project is not None

        def work(_: Progress) -> tuple[int, list[Row]]:
            with project.reading() as reading, uncollected():
                return wanted, read_rows(reading, document_id, shows=shows)

        task = Task(work, self)
        task.finished.connect(self._take)
        self._is_reading = True
        self._show([])
        task.start()

    def _take(self, result: tuple[int, list[Row]] | None, error: Exception | None) -> None:
        """Show what a thread has read, unless something else is wanted by now."""
        if error:
            with self.session.telling():
                raise error
        wanted, rows = result or (self._wanted, [])
        if wanted == self._wanted:
            self._is_reading = False
            self._show(rows)

    def _show(self, rows: list[Row]) -> None:
        self.model.show(rows)
        self._show_emptiness()
        self._mark_current()

    def _show_emptiness(self) -> None:
        said = words.LIST_READING if self._is_reading else words.LIST_EMPTY
        self.empty.setText(tr(said) if self.session.project else "")
        self.title.setVisible(self.session.project is not None)
        self._stack.setCurrentIndex(1 if self.model.rowCount() else 0)

    def _learn_names(self) -> None:
        self.model.tree = self.session.tree
        self.model.initials = self.session.badges()

    def _mark_current(self) -> None:
        index = self.model.index_of(self.session.annotation_id)
        self.view.setCurrentIndex(index)
        if not index.isValid():
            self.view.clearSelection()

    def _follow(self, changes: ChangeSet) -> None:
        if changes.touches("codes", "coders"):
            self._learn_names()
            self.model.repaint()
        project, document_id = self.session.project, self.session.document_id
        if not (changes.annotations and project and document_id):
            return
        if self._is_reading or len(changes.annotations) > _FEW_CHANGES:
            self.refresh()
            return
        shows = self.session.layers.shows
        found = read_rows(project, document_id, changes.annotations, shows)
        self.model.update_rows(changes.annotations, found)
        self._show_emptiness()
        self._mark_current()

    def _choose(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is None:
            return
        self.session.set_current(row.annotation_id)
        if row.is_placed:
            self.placeWanted.emit(row.start, -row.minus_end)
