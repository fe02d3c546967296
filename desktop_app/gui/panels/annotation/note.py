"""The editor of an annotation's note: nothing typed is lost, and nothing lands in another note."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from desktop_app.gui import words
from desktop_app.gui.pieces import KEPT_WITHIN, typed_text
from desktop_app.gui.words import tr

_FEWEST, _MOST = 2, 8
_MEASURED, _ENDLESS = 2000, 100_000
_SPARE = 1  # pixel more than the words need, without which the last line counts as hidden
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft


class NoteEditor(QPlainTextEdit):
    """Edits one annotation's note at a time and hands it over soon after each keystroke."""

    written = Signal(str, str)
    """The note of this annotation shall be this text."""

    def __init__(self) -> None:
        super().__init__()
        self.target = ""
        """The id of the annotation whose note is edited."""
        self._kept = ""
        self.setAccessibleName(tr(words.WHY))
        self.setPlaceholderText(tr(words.WHY_HINT))
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.soon = QTimer(self, singleShot=True, interval=KEPT_WITHIN)
        self.soon.timeout.connect(self.flush)
        self.textChanged.connect(self._notice)

    @property
    def is_unsaved(self) -> bool:
        """Tell whether something was typed that has not been handed over."""
        return bool(self.target) and typed_text(self) != self._kept

    def show_note(self, target: str, text: str) -> None:
        """Edit another annotation's note, or the same one's that was changed elsewhere.

        What was typed before is handed over first; a note that is just being typed stays.
        """
        if target != self.target:
            self.flush()
        elif self.is_unsaved or text == self._kept:
            return
        self.target = ""  # what is set now is not typed
        self.setPlainText(text)
        self.target, self._kept = target, text
        self.soon.stop()
        self._fit()

    def flush(self) -> None:
        """Hand over what was typed."""
        self.soon.stop()
        if self.is_unsaved:
            self._kept = typed_text(self)
            self.written.emit(self.target, self._kept)

    def forget(self) -> None:
        """Let go of a note whose annotation is no more."""
        self.target = ""
        self.show_note("", "")

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window where nothing typed here answers to them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            typed, key = self.document(), QKeySequence.StandardKey
            spent = (event.matches(key.Undo) and not typed.isUndoAvailable()) or (
                event.matches(key.Redo) and not typed.isRedoAvailable()
            )
            if spent:
                event.ignore()
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hand over what was typed when the reader turns elsewhere, or to another window."""
        super().focusOutEvent(event)
        self.flush()

    def sizeHint(self) -> QSize:
        """Ask for the lines that are written, within bounds."""
        edges, line = self.contentsMargins(), self.fontMetrics().lineSpacing()
        around = edges.top() + edges.bottom() + self._edges()
        return QSize(200, max(_FEWEST * line, min(_MOST * line, self._written())) + around)

    def minimumSizeHint(self) -> QSize:
        """Never shrink below the lines that are written."""
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height where the words break otherwise."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        """Ask for the height of what is written, and for a scroll bar only where it is too long.

        One that came while the words change would take room, for want of which it stays.
        """
        is_long = self._written() > _MOST * self.fontMetrics().lineSpacing()
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if is_long else policy.ScrollBarAlwaysOff
        )
        self.updateGeometry()

    def _written(self) -> int:
        """Return the height of the words, as wide as they have room."""
        # Measured, since the document itself counts a long line as one until it is painted.
        edges = self.contentsMargins()
        width = (self.width() or 200) - edges.left() - edges.right() - self._edges()
        room = QRect(0, 0, max(80, width), _ENDLESS)
        text = f"{self.toPlainText()[:_MEASURED]}\u200b"
        return self.fontMetrics().boundingRect(room, _WRAP, text).height()

    def _edges(self) -> int:
        return 2 * ceil(self.document().documentMargin() + _SPARE)

    def _notice(self) -> None:
        self._fit()
        if self.is_unsaved and not self.soon.isActive():
            self.soon.start()
