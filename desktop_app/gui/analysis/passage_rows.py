"""The table of passages as a model, and how a passage is painted in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.core.texts import context
from desktop_app.gui import words
from desktop_app.gui.analysis import says
from desktop_app.gui.analysis.lines import Citer
from desktop_app.gui.analysis.pieces import draw_context
from desktop_app.gui.analysis.snapshot import free
from desktop_app.gui.bridge import Session
from desktop_app.gui.pieces import draw_elided, draw_ring, draw_swatch, one_line, tip
from desktop_app.gui.theme import current_theme
from desktop_app.gui.words import tr

if TYPE_CHECKING:
    from desktop_app.core.marks import Mark

MARK_ROLE = Qt.ItemDataRole.UserRole + 1
CODE, WORDS, DOCUMENT, PLACE, CODER, NOTE, MADE = range(7)
TITLES = (
    says.COLUMN_CODE,
    says.COLUMN_WORDS,
    says.COLUMN_DOCUMENT,
    says.COLUMN_PLACE,
    says.COLUMN_CODER,
    says.COLUMN_NOTE,
    says.COLUMN_MADE,
)
SORTED_BY = ("code", "words", "place", "place", "coder", "note", "made")
"""What the core sorts by, for each column."""
_CONTEXT = 60
_LONGEST = 240
_SHARE = 0.24


class PassagesModel(QAbstractTableModel):
    """Annotations in the order in which they were found; each cell is made when it is seen."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._citer = Citer(session)
        self._marks: list[Mark] = []
        self._notes: Mapping[str, str] = {}
        self._titles: Mapping[str, str] = {}
        self._coders: Mapping[str, str] = {}
        session.layers.namesChanged.connect(self._rename)

    def show(self, marks: list[Mark], notes: Mapping[str, str], titles: Mapping[str, str]) -> None:
        """Show other annotations; `notes` and `titles` are by annotation and by document."""
        self.beginResetModel()
        before = self._marks
        self._marks, self._notes, self._titles = marks, notes, titles
        self._coders = self._session.names()
        self._citer.clear()
        self.endResetModel()
        free(before)

    def _rename(self) -> None:
        """Name coders otherwise at once, also where the table is not seen just now."""
        self.beginResetModel()
        self._coders = self._session.names()
        self._citer.clear()
        self.endResetModel()

    def mark_at(self, row: int) -> Mark:
        """Give the annotation of a row."""
        return self._marks[row]

    def rowCount(self, parent: Any = None) -> int:
        """Count the annotations."""
        return 0 if parent is not None and parent.isValid() else len(self._marks)

    def columnCount(self, parent: Any = None) -> int:
        """Count the columns."""
        return len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return tr(TITLES[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what is shown of an annotation in a column."""
        mark = self._marks[index.row()]
        if role == MARK_ROLE:
            return mark
        if role == Qt.ItemDataRole.DisplayRole:
            return self.said(mark, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._tip(mark, index.column()))
        return None

    def said(self, mark: Mark, column: int) -> str:
        """Write a cell."""
        if column == CODE:
            return self.name(mark)
        if column == WORDS:
            return " … ".join(one_line(piece.quote[:_LONGEST]) for piece in mark.pieces)
        if column == PLACE:
            first = mark.pieces[0] if mark.pieces else None
            return self._citer.place(first.document_id, first.start) if first else ""
        plain = {
            DOCUMENT: lambda: self._titles.get(document_of(mark), ""),
            CODER: lambda: self._coders.get(mark.coder_id, ""),
            NOTE: lambda: one_line(self._notes.get(mark.id, "")[:_LONGEST]),
            MADE: lambda: mark.created_at[:10],
        }
        return plain[column]()

    def name(self, mark: Mark) -> str:
        """Name an annotation's code."""
        code = self._session.tree.get(mark.code_id)
        return code.name if code else tr(words.PLAIN_HIGHLIGHT)

    def colour(self, mark: Mark) -> str:
        """Give the colour of an annotation's code, "" for a plain highlight."""
        code = self._session.tree.get(mark.code_id)
        return code.color if code else ""

    def around(self, mark: Mark) -> tuple[str, str]:
        """Return the words before the first part and behind the last."""
        if not mark.pieces:
            return "", ""
        first, last = mark.pieces[0], mark.pieces[-1]
        before, _ = context(self._citer.text(first.document_id), first.start, first.end, _CONTEXT)
        _, after = context(self._citer.text(last.document_id), last.start, last.end, _CONTEXT)
        return before, after

    def _tip(self, mark: Mark, column: int) -> str:
        if column == CODE:
            return self._session.tree.path(mark.code_id)
        if column == NOTE:
            return self._notes.get(mark.id, "")
        if column == WORDS:
            return "\n…\n".join(piece.quote[:1000] for piece in mark.pieces)
        return self.said(mark, column)


def document_of(mark: Mark) -> str:
    """Return the document in which an annotation begins, or where it is at home."""
    return mark.pieces[0].document_id if mark.pieces else mark.document_id or ""


class PassageDelegate(QStyledItemDelegate):
    """Paints the code with its swatch, and the words between what stands around them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """Give every row the height of a line."""
        return QSize(80, 27)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """Paint one cell."""
        theme = current_theme()
        model = index.model()
        mark = index.data(MARK_ROLE)
        painter.save()
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(theme.selection))
        inside = option.rect.adjusted(8, 0, -8, 0)
        painter.setPen(QColor(theme.ink))
        painter.setFont(option.font)
        if index.column() == CODE:
            draw_swatch(painter, inside.left(), inside.center().y() + 0.5, model.colour(mark))
            draw_elided(painter, inside.adjusted(21, 0, 0, 0), model.name(mark))
        elif index.column() == WORDS and mark.pieces:
            before, after = model.around(mark)
            draw_context(painter, inside, before, model.said(mark, WORDS), after, _SHARE)
        elif index.column() == WORDS:
            painter.setPen(QColor(theme.dim))
            draw_elided(painter, inside, tr(words.WITHOUT_WORDS))
        else:
            painter.setPen(QColor(theme.dim if index.column() != NOTE else theme.ink))
            draw_elided(painter, inside, str(index.data()))
        if state & QStyle.StateFlag.State_HasFocus:
            draw_ring(painter, option.rect)
        painter.restore()


def row_of(index: QModelIndex) -> Mark | None:
    """Return the annotation of an index."""
    found: Mark | None = index.data(MARK_ROLE)
    return found
