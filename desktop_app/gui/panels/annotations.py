"""All annotations of the text in reading order: a list that follows the text and leads back.

A text with very many annotations is read in a thread; a step afterwards changes only its rows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app import core
from desktop_app.core.codetree import CodeTree
from desktop_app.core.model import Annotation, ChangeSet, Op, Rows
from desktop_app.core.texts import Numbering
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.pieces import (
    EDGE,
    bold,
    draw_elided,
    draw_row,
    heading,
    one_line,
    plain_label,
    small,
    tip,
)
from desktop_app.gui.tasks import Progress, Task
from desktop_app.gui.theme import code_colours, current_theme, reading_font
from desktop_app.gui.words import tr

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
QUOTE_SIZE = 14
_LINE_LENGTH = 120
_AT_ONCE = 3000
"""So many annotations are read without a thread: some 50 ms."""
_FEW_CHANGES = 200
_NOWHERE = 1 << 60
_QUOTE_ROOM, _BAR = 10, 3


class Row(NamedTuple):
    """An annotation in the list; rows sort in reading order, those without a place last.

    `start` and `minus_end` are of its first part here, in code points.
    """

    start: int
    minus_end: int
    annotation_id: str
    code_id: str
    coder_id: str
    line: str

    @property
    def is_placed(self) -> bool:
        """Tell whether it has words in this text."""
        return self.start < _NOWHERE


def read_rows(rows: Rows, document_id: str, ids: Collection[str] | None = None) -> list[Row]:
    """Read the rows of a document's annotations in order, or of those of them with these ids."""
    if ids is None:
        found = core.annotations.list_annotations(rows, document_id=document_id)
    else:
        found = core.annotations.list_annotations(rows, ids=ids)
    made = (row_of(annotation, document_id) for annotation in found)
    return sorted(row for row in made if row)


def row_of(annotation: Annotation, document_id: str) -> Row | None:
    """Make an annotation's row in a document; None where it does not belong there."""
    facts = (annotation.id, annotation.code_id or "", annotation.coder_id)
    here = [part for part in annotation.parts if part.document_id == document_id]
    if here:
        first = min(here, key=lambda part: (part.start, -part.end))
        return Row(first.start, -first.end, *facts, one_line(first.quote[:_LINE_LENGTH]))
    if annotation.document_id == document_id and not annotation.parts:
        return Row(_NOWHERE, 0, *facts, one_line(annotation.note[:_LINE_LENGTH]))
    return None


class AnnotationsModel(QAbstractListModel):
    """The rows of one text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tree = CodeTree(())
        self.numbering = Numbering("")
        self.initials: dict[str, str] = {}
        self._rows: list[Row] = []
        self._known: dict[str, Row] = {}

    def show(self, rows: list[Row]) -> None:
        """Show other rows, given in order."""
        self.beginResetModel()
        self._rows = rows
        self._known = {row.annotation_id: row for row in rows}
        self.endResetModel()

    def update_rows(self, ids: Collection[str], found: Sequence[Row]) -> None:
        """Put what was found in the place of the rows with these ids."""
        fresh = {row.annotation_id: row for row in found}
        for key in ids:
            old, new = self._known.get(key), fresh.get(key)
            if old and new and old[:2] == new[:2]:
                at = bisect_left(self._rows, old)
                self._rows[at] = self._known[key] = new
                self.dataChanged.emit(self.index(at), self.index(at))
                continue
            if old:
                self._remove(old)
            if new:
                self._insert(new)

    def row_at(self, index: Any) -> Row | None:
        """Give the row of an index."""
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, annotation_id: str) -> QModelIndex:
        """Find an annotation's row; an invalid index where it has none."""
        row = self._known.get(annotation_id)
        return self.index(bisect_left(self._rows, row)) if row else QModelIndex()

    def reference(self, row: Row) -> str:
        """Write where a row's words stand, and who marked them where several people do."""
        place = self.numbering.reference(row.start) if row.is_placed else ""
        coder = self.initials.get(row.coder_id, "") if len(self.initials) > 1 else ""
        return " · ".join(filter(None, (place, coder)))

    def name(self, row: Row) -> str:
        """Name a row's code."""
        code = self.tree.get(row.code_id)
        return code.name if code else tr(words.PLAIN_HIGHLIGHT)

    def colour(self, row: Row) -> str:
        """Give the colour of a row's code, "" for a plain highlight."""
        code = self.tree.get(row.code_id)
        return code.color if code else ""

    def repaint(self) -> None:
        """Say that names, colours or references may have changed in every row."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def rowCount(self, parent: Any = None) -> int:
        """Count the annotations."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what is shown of an annotation."""
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.line
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip("\n".join(filter(None, (self.tree.path(row.code_id), row.line))))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (self.name(row), row.line, self.reference(row))))
        return None

    def _remove(self, row: Row) -> None:
        at = bisect_left(self._rows, row)
        self.beginRemoveRows(QModelIndex(), at, at)
        del self._rows[at], self._known[row.annotation_id]
        self.endRemoveRows()

    def _insert(self, row: Row) -> None:
        at = bisect_left(self._rows, row)
        self.beginInsertRows(QModelIndex(), at, at)
        self._rows.insert(at, row)
        self._known[row.annotation_id] = row
        self.endInsertRows()


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


class AnnotationsView(QListView):
    """A list that tells Return and Delete by signals."""

    chosen = Signal(QModelIndex)
    removeWanted = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the annotation in hand in sight when the room changes."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the words with Return, remove with Delete."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.removeWanted.emit()
        else:
            super().keyPressEvent(event)


class AnnotationsPanel(QWidget):
    """Lists the annotations of the text and leads to their words."""

    placeWanted = Signal(int, int)
    """The text shall show this span, in code points."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.model = AnnotationsModel(self)
        self.view = AnnotationsView()
        self.empty = plain_label(is_dim=True)
        self._wanted = 0
        self._is_reading = False
        self._lay_out()
        self.view.clicked.connect(self._choose)
        self.view.chosen.connect(self._choose)
        self.view.removeWanted.connect(self.remove)
        session.opened.connect(self.refresh)
        session.documentChanged.connect(self.refresh)
        session.currentChanged.connect(self._mark_current)
        session.changed.connect(self._follow)
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
            self._show(read_rows(project, document_id))
        else:
            self._read_in_thread(document_id)

    def step(self, by: int) -> None:
        """Take the next annotation in reading order in hand, or the one before (-1)."""
        count = self.model.rowCount()
        at = self.view.currentIndex().row()
        wanted = at + by if at >= 0 else (0 if by > 0 else count - 1)
        if 0 <= wanted < count:
            self._choose(self.model.index(wanted, 0))

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
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.empty.setContentsMargins(EDGE, 2, EDGE, 4)
        title = heading(tr(words.IN_THIS_TEXT))
        title.setContentsMargins(EDGE, 12, EDGE, 4)
        title.setBuddy(self.view)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(title)
        layout.addLayout(self._stack, 1)
        self.setMinimumHeight(160)
        self.setFocusProxy(self.view)

    def _read_in_thread(self, document_id: str) -> None:
        project, wanted = self.session.project, self._wanted
        assert project is not None

        def work(_: Progress) -> tuple[int, list[Row]]:
            with project.reading() as reading:
                return wanted, read_rows(reading, document_id)

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
        self.empty.setText(tr(said) if self.session.document_id else "")
        self._stack.setCurrentIndex(1 if self.model.rowCount() else 0)

    def _learn_names(self) -> None:
        self.model.tree = self.session.tree
        self.model.initials = {coder.id: coder.initials for coder in self.session.coders()}

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
        found = read_rows(project, document_id, changes.annotations)
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
