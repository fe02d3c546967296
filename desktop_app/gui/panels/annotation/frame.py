"""What holds the card's pieces: rows of buttons, and between head and buttons what scrolls."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.gui.icons import icon
from desktop_app.gui.pieces import draw_ring, tip
from desktop_app.gui.theme import current_theme, mix
from desktop_app.gui.words import tr

_GAP = 4
INSET = 8
"""So far left of the words a button begins, so that its icon stands below them."""
BAR = 10
"""The strip beside the words, in the card's edge, in which the handle of the bar comes and goes."""


def text_button(sign: str, text: str) -> QToolButton:
    """Make a flat button with an icon and a word, which it also tells where only the icon fits."""
    button = QToolButton()
    button.setIcon(icon(sign))
    button.setText(tr(text))
    button.setAccessibleName(tr(text))
    button.setToolTip(tip(tr(text)))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def removing_button(text: str) -> QToolButton:
    """Make the small cross at the end of a row."""
    button = QToolButton()
    button.setIcon(icon("close", is_dim=True))
    button.setIconSize(QSize(12, 12))
    button.setAutoRaise(True)
    button.setToolTip(tr(text))
    return button


class Leading(QAbstractButton):
    """A line of the card that leads to a place when it is pressed; its words are the maker's."""

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paint_ground(self, painter: QPainter) -> None:
        """Show below the words that the pointer or the focus is here."""
        theme = current_theme()
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), QColor(mix(theme.paper, theme.ink, 0.05)))
        if self.hasFocus():
            draw_ring(painter, self.rect())


def clear_of_bar(piece: QWidget) -> QWidget:
    """Put a piece that does not scroll beside the strip of the scroll bar."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0 if isinstance(piece, ButtonRow) else INSET, 0, BAR, 0)
    row.addWidget(piece)
    return holder


def hairline() -> QFrame:
    """Make the line over which what scrolls disappears."""
    line = QFrame()
    line.setObjectName("hairline")
    line.setFixedHeight(1)
    return line


class ButtonRow(QWidget):
    """Pieces in a row; its buttons lay their words aside where the row is too narrow for them."""

    def __init__(self, *pieces: QWidget) -> None:
        super().__init__()
        self._pieces = pieces
        self._needed = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for piece in pieces:
            row.addWidget(piece)
        if isinstance(pieces[0], QToolButton):
            row.addStretch(1)
        else:
            row.insertStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Never ask for more width than there is."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as fits."""
        super().resizeEvent(event)
        buttons = [piece for piece in self._pieces if isinstance(piece, QToolButton)]
        if not self._needed:
            self._needed = sum(piece.sizeHint().width() + _GAP for piece in self._pieces)
        fits = self._needed <= self.width()
        style = Qt.ToolButtonStyle
        for button in buttons:
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if fits else style.ToolButtonIconOnly
            )


class Inside(QScrollArea):
    """Scrolls the pieces of the card that are higher than it, and asks for their whole height.

    The strip of the scroll bar is always there and only its handle comes and goes: words that
    broke anew because of the bar would change the height by which it is decided whether there
    is one.
    """

    def __init__(self, *groups: Iterable[QWidget]) -> None:
        super().__init__()
        content = QWidget()
        self._layout = QVBoxLayout(content)
        self._layout.setContentsMargins(INSET, 0, 0, 4)
        self._layout.setSpacing(6)
        for widget in (widget for group in groups for widget in group):
            self._layout.addWidget(widget)
        self._layout.addStretch(1)
        content.installEventFilter(self)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar()
        bar.setFixedWidth(BAR)
        bar.setEnabled(False)
        bar.rangeChanged.connect(self._show_bar)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """Ask for the height of what is shown."""
        width = self.viewport().width() or 240
        return QSize(240, self._layout.totalHeightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Show at least a line or two."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask anew where the words break otherwise."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _show_bar(self, least: int, most: int) -> None:
        self.verticalScrollBar().setEnabled(most > least)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the height of what is shown."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
