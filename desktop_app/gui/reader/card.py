"""The card that says what is marked where the pointer rests: plain words, whatever they hold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop_app.gui.pieces import bold, draw_swatch, plain_label, small
from desktop_app.gui.reader.entries import MOST_ENTRIES, Entry

MOST_WHOLE = 3  # entries with definition and note
_LONGEST = 280  # characters of a text on the card
_LONGEST_NAME = 80
_WIDTH = 340
_SWATCH = 20
_BESIDE, _BELOW = 4, 20  # pixels from the pointer
_GAP = 10


class _Head(QWidget):
    """A code's swatch, its name in bold, and below it whose annotation it is."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._color = entry.color
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SWATCH, 0, 0, 0)
        layout.setSpacing(0)
        self.name = _words(entry.name, _LONGEST_NAME)
        self.name.setFont(bold(self.name.font()))
        layout.addWidget(self.name)
        if entry.detail:
            detail = _words(entry.detail, _LONGEST_NAME, is_dim=True)
            detail.setFont(small(detail.font()))
            layout.addWidget(detail)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the swatch beside the name."""
        painter = QPainter(self)
        draw_swatch(painter, 0, self.name.fontMetrics().height() / 2, self._color)
        painter.end()


class HoverCard(QFrame):
    """A card beside the pointer; it takes neither the focus nor a click."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("hoverCard")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 10, 12, 10)
        self._layout.setSpacing(0)

    def show_entries(self, entries: Sequence[Entry], more: str, pointer: QPoint) -> None:
        """Show what is said of some annotations beside a place of the screen.

        `more` is said below where there are others that have no room.
        """
        self.hide()  # what is put into a card in view is not measured with it
        self._clear()
        is_whole = len(entries) <= MOST_WHOLE
        for number, entry in enumerate(entries[:MOST_ENTRIES]):
            if number:
                self._layout.addSpacing(_GAP)
            self._layout.addWidget(_Head(entry))
            if is_whole:
                for text, is_note in ((entry.definition, False), (entry.note, True)):
                    if text.strip():
                        self._layout.addSpacing(4)
                        self._layout.addWidget(_words(text, _LONGEST, is_dim=not is_note))
        if more:
            self._layout.addSpacing(_GAP)
            self._layout.addWidget(_words(more, _LONGEST, is_dim=True))
        self.setAccessibleName("\n".join(entry.name for entry in entries[:MOST_ENTRIES]))
        self.setFixedWidth(min(_WIDTH, max(160, self._widest() + 24 + _SWATCH)))
        self.adjustSize()
        self.move(_placed(self, pointer))
        self.show()

    def said(self) -> list[str]:
        """Return the texts on the card, from the top."""
        return [label.text() for label in self.findChildren(QLabel)]

    def _widest(self) -> int:
        widths = [
            label.fontMetrics().horizontalAdvance(line)
            for label in self.findChildren(QLabel)
            for line in label.text().split("\n")
        ]
        return max(widths, default=0)

    def _clear(self) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            if widget := item.widget():
                widget.setParent(None)
                widget.deleteLater()

    def changeEvent(self, event: QEvent) -> None:
        """Go away when the theme changes: the colours would be those of the one before."""
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self.hide()
        super().changeEvent(event)


def _words(text: str, longest: int, *, is_dim: bool = False) -> QLabel:
    shown = text.strip()
    if len(shown) > longest:
        shown = shown[:longest].rstrip() + "…"
    label = plain_label(shown, is_dim=is_dim)
    label.setWordWrap(True)
    return label


def _placed(card: QWidget, pointer: QPoint) -> QPoint:
    """Return where a card stands so that it is whole on the pointer's screen."""
    screen = QGuiApplication.screenAt(pointer) or QGuiApplication.primaryScreen()
    room = screen.availableGeometry()
    left = min(pointer.x() + _BESIDE, room.right() - card.width())
    top = pointer.y() + _BELOW
    if top + card.height() > room.bottom():
        top = pointer.y() - card.height() - _BELOW
    return QPoint(max(room.left(), left), max(room.top(), top))
