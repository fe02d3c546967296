"""Two texts side by side, with what differs marked in both: struck out here, underlined there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QPlainTextEdit,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.spans import Span, Utf16Map
from desktop_app.gui.pieces import caption
from desktop_app.gui.theme import current_theme, mix, reading_font

MOST_SHOWN = 400
"""So many differences are marked around what is in view; more would make every key wait."""
_TEXT_SIZE = 16
_READABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)
Difference = tuple[Span, Span]


class SideEdit(QPlainTextEdit):
    """A text view whose clipboard keeps what Qt would alter: no-break spaces, line separators."""

    def createMimeDataFromSelection(self) -> QMimeData:
        """Hand out the selected words as they are."""
        data = QMimeData()
        data.setText(self.textCursor().selectedText().replace("\u2029", "\n"))
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take plain words only."""
        if source.hasText():
            self.insertPlainText(source.text())


class Sides(QSplitter):
    """An old text that can be read and a new one that may be edited."""

    def __init__(
        self, old_title: str, new_title: str, *, is_editable: bool = False, is_small: bool = False
    ) -> None:
        """Make the two sides; small ones are in the window's own face and not the page's."""
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.old, old_side = _side(old_title)
        self.new, new_side = _side(new_title)
        for edit in (self.old, self.new) if is_small else ():
            edit.setFont(self.font())
        self.old.setReadOnly(True)
        self.old.setTextInteractionFlags(_READABLE)
        if not is_editable:
            self.new.setReadOnly(True)
            self.new.setTextInteractionFlags(_READABLE)
        self.addWidget(old_side)
        self.addWidget(new_side)
        self._differences: Sequence[Difference] = ()
        self._maps = (Utf16Map(""), Utf16Map(""))
        self._at = -1
        self._marking = QTimer(self)
        self._marking.setSingleShot(True)
        self._marking.setInterval(80)
        self._marking.timeout.connect(self._mark)
        self.new.verticalScrollBar().valueChanged.connect(self._look_again)

    def _look_again(self) -> None:
        if len(self._differences) > MOST_SHOWN:
            self._marking.start()

    def show_differences(self, old: str, new: str, differences: Sequence[Difference]) -> None:
        """Mark what differs; the texts are those that stand in the two views."""
        self._differences = differences
        self._maps = (Utf16Map(old), Utf16Map(new))
        self._at = -1
        self._mark()

    def _mark(self) -> None:
        """Mark the differences around what is in view in the new text."""
        middle = QPoint(0, self.new.viewport().height() // 2)
        here = self.new.cursorForPosition(middle).position()
        position = self._maps[1].to_code_points(here)
        near = bisect_left(self._differences, position, key=lambda each: each[1][0])
        first = max(0, near - MOST_SHOWN // 2)
        shown = self._differences[first : first + MOST_SHOWN]
        theme = current_theme()
        gone = QTextCharFormat()
        gone.setBackground(QColor(mix(theme.paper, "#c8553d", 0.22)))
        gone.setFontStrikeOut(True)
        come = QTextCharFormat()
        come.setBackground(QColor(mix(theme.paper, theme.accent, 0.20)))
        come.setFontUnderline(True)
        for edit, spans, text_map, look in (
            (self.old, [each[0] for each in shown], self._maps[0], gone),
            (self.new, [each[1] for each in shown], self._maps[1], come),
        ):
            edit.setExtraSelections(
                [_selection(edit, span, text_map, look) for span in spans if span[0] < span[1]]
            )

    def go_next(self) -> None:
        """Show the next difference, after the last one the first again."""
        if self._differences:
            self._at = (self._at + 1) % len(self._differences)
            self.go_to(*self._differences[self._at])

    def go_to(self, old: Span | None, new: Span | None) -> None:
        """Show a place of each text, selected."""
        for edit, span, text_map in (
            (self.old, old, self._maps[0]),
            (self.new, new, self._maps[1]),
        ):
            if span is not None:
                cursor = QTextCursor(edit.document())
                cursor.setPosition(_bounded(edit, text_map.to_utf16(span[0])))
                cursor.setPosition(
                    _bounded(edit, text_map.to_utf16(span[1])), QTextCursor.MoveMode.KeepAnchor
                )
                edit.setTextCursor(cursor)
                edit.centerCursor()


def _bounded(edit: QPlainTextEdit, offset: int) -> int:
    return min(offset, edit.document().characterCount() - 1)


def _cursor(edit: QPlainTextEdit, span: Span, text_map: Utf16Map) -> QTextCursor:
    cursor = QTextCursor(edit.document())
    cursor.setPosition(_bounded(edit, text_map.to_utf16(span[0])))
    cursor.setPosition(_bounded(edit, text_map.to_utf16(span[1])), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _selection(
    edit: QPlainTextEdit, span: Span, text_map: Utf16Map, look: QTextCharFormat
) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    selection.cursor = _cursor(edit, span, text_map)
    selection.format = look
    return selection


def _side(title: str) -> tuple[QPlainTextEdit, QWidget]:
    edit = SideEdit()
    edit.setObjectName("side")
    edit.setAccessibleName(title)
    edit.setFont(reading_font(_TEXT_SIZE))
    edit.setFrameShape(QFrame.Shape.NoFrame)
    edit.setTabChangesFocus(True)
    edit.document().setDocumentMargin(12)
    label = caption(title)
    label.setBuddy(edit)
    label.setContentsMargins(12, 4, 12, 4)
    side = QWidget()
    layout = QVBoxLayout(side)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(label)
    layout.addWidget(edit, 1)
    return edit, side
