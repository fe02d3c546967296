"""What is taken from the page and dropped on it: words to be copied, codes that mark a passage."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from desktop_app.gui.reader import mime
from desktop_app.gui.reader.looks import DressedPage
from desktop_app.gui.reader.places import Spot


class DropPage(DressedPage):
    """A page that gives its stored words away and takes codes, which it only tells of."""

    codeDropped = Signal(str, int, int)  # a code's id, and the span it is meant for

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return the stored words of the selection: Qt's own would alter some of them."""
        cursor = self.textCursor()
        start = self._places.position(cursor.selectionStart())
        end = self._places.position(cursor.selectionEnd())
        return mime.selection_data(self._layout.page.text, start, end)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take codes, and nothing that would be text."""
        return bool(mime.dropped_code(source))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a code that is dragged in."""
        self._answer_drag(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show which words a dragged code would mark."""
        self._answer_drag(event)
        if event.isAccepted():
            self._show_target(self._target_at(event.position().toPoint()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Stop showing them."""
        self._show_target(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which code was dropped on which words."""
        code_id = mime.dropped_code(event.mimeData())
        target = self._target_at(event.position().toPoint())
        self._show_target(None)
        if code_id and target:
            event.acceptProposedAction()
            self.codeDropped.emit(code_id, *target)
        else:
            event.ignore()

    def _answer_drag(self, event: QDragMoveEvent) -> None:
        if mime.dropped_code(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def _target_at(self, point: QPoint) -> tuple[int, int] | None:
        """Return the selection, or without one the word at a point of the viewport."""
        selection = self.selection()
        if selection:
            return selection
        spot = self._spot(QPointF(point))
        under = self._places.position_under(spot, point.x()) if spot else None
        if under is None:
            return None
        cursor = self.textCursor()
        cursor.setPosition(self._places.offset(under))
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        return self._span_of(cursor)

    def _show_target(self, target: tuple[int, int] | None) -> None:
        if target != self._painter.lit.held:
            self._hold(target)

    def _spot(self, point: QPointF) -> Spot | None:
        return self._places.spot(self.visible_blocks(), point.y())
