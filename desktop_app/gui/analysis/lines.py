"""The lines of a concordance as a list's model: what they show, and which are ticked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt, Signal

from desktop_app import core
from desktop_app.core.numbering import Numbering
from desktop_app.gui.bridge import Session
from desktop_app.gui.pieces import one_line

if TYPE_CHECKING:
    from desktop_app.core.search import Line

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_KEPT = 12
"""Of so many texts the numbering is kept, for the lines in sight."""


class Citer:
    """Writes where positions stand, reading the texts of those that are asked for."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._texts: dict[str, tuple[str, Numbering]] = {}

    def clear(self) -> None:
        """Forget the texts."""
        self._texts.clear()

    def text(self, document_id: str) -> str:
        """Return a document's text."""
        return self._read(document_id)[0]

    def place(self, document_id: str, start: int) -> str:
        """Write a place as it is cited."""
        return self._read(document_id)[1].reference(start)

    def _read(self, document_id: str) -> tuple[str, Numbering]:
        if document_id not in self._texts:
            assert self._session.project is not None
            if len(self._texts) >= _KEPT:
                del self._texts[next(iter(self._texts))]
            text = core.documents.read_text(self._session.project, document_id)
            self._texts[document_id] = (text, Numbering(text))
        return self._texts[document_id]


class LinesModel(QAbstractListModel):
    """The lines of one search."""

    ticked = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._citer = Citer(session)
        self._lines: list[Line] = []
        self._ticked: set[tuple[str, int, int]] = set()

    def show(self, lines: list[Line]) -> None:
        """Show other lines; those that are the same keep their tick."""
        self.beginResetModel()
        self._lines = lines
        self._ticked &= {_key(line) for line in lines}
        self._citer.clear()
        self.endResetModel()

    def chosen(self) -> list[Line]:
        """List the ticked lines."""
        return [line for line in self._lines if _key(line) in self._ticked]

    def wanted(self) -> list[Line]:
        """List the lines that an export takes: the ticked ones, or all where none is."""
        return self.chosen() or list(self._lines)

    def toggle(self, rows: Iterable[int]) -> None:
        """Tick lines, or take the tick off where all of them have one."""
        keys = {_key(self._lines[row]) for row in rows}
        self._ticked = self._ticked - keys if keys <= self._ticked else self._ticked | keys
        self._repaint()

    def tick_all(self, *, on: bool) -> None:
        """Tick all lines or none."""
        self._ticked = {_key(line) for line in self._lines} if on else set()
        self._repaint()

    def rowCount(self, parent: Any = None) -> int:
        """Count the lines."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what is shown of a line."""
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(line.before + line.words + line.after)
        if role == Qt.ItemDataRole.StatusTipRole:
            return f"{line.document}  {self._citer.place(line.document_id, line.start)}"
        if role == Qt.ItemDataRole.CheckStateRole:
            is_ticked = _key(line) in self._ticked
            return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Any) -> Qt.ItemFlag:
        """Let lines be selected; ticking is the view's matter."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _repaint(self) -> None:
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))
        self.ticked.emit()


def _key(line: Line) -> tuple[str, int, int]:
    return (line.document_id, line.start, line.end)
