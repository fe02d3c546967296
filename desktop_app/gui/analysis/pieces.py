"""What the panes of the results area share: words in context, a work line, small tools."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from desktop_app.gui.analysis import says
from desktop_app.gui.icons import icon
from desktop_app.gui.pieces import CalmCombo, plain_label
from desktop_app.gui.tasks import Task
from desktop_app.gui.theme import current_theme, reading_font
from desktop_app.gui.words import tr

LINE_SIZE = 14
"""The reading face in lists, in pixels."""
_PATIENCE = 120
"""Milliseconds before work under way is shown."""


def draw_context(
    painter: QPainter, room: QRect, before: str, middle: str, after: str, share: float
) -> None:
    """Paint words between what stands around them, so that they begin at a share of the room.

    In a script that is written from the right, they end there instead.
    """
    theme = current_theme()
    painter.setFont(reading_font(LINE_SIZE))
    metrics = painter.fontMetrics()
    before, middle, after = (_flat(text) for text in (before, middle, after))
    is_leftward = is_rightmost(middle)
    at = room.left() + round(room.width() * (1 - share if is_leftward else share))
    width = min(metrics.horizontalAdvance(middle), round(room.width() * (1 - share)))
    left, right = QRect(room), QRect(room)
    hit = QRect(room)
    if is_leftward:
        hit.setLeft(max(room.left(), at - width))
        hit.setRight(at)
    else:
        hit.setLeft(at)
        hit.setRight(min(room.right(), at + width))
    left.setRight(hit.left() - 1)
    right.setLeft(hit.right() + 1)
    early, late = (after, before) if is_leftward else (before, after)
    painter.setPen(QColor(theme.dim))
    _draw(painter, left, early, is_end_kept=not is_leftward, side=Qt.AlignmentFlag.AlignRight)
    _draw(painter, right, late, is_end_kept=is_leftward, side=Qt.AlignmentFlag.AlignLeft)
    painter.setPen(QColor(theme.ink))
    _draw(painter, hit, middle, is_end_kept=False, side=Qt.AlignmentFlag.AlignLeft)


def _draw(
    painter: QPainter, room: QRect, text: str, *, is_end_kept: bool, side: Qt.AlignmentFlag
) -> None:
    if room.width() < 8 or not text.strip():
        return
    metrics: QFontMetrics = painter.fontMetrics()
    mode = Qt.TextElideMode.ElideLeft if is_end_kept else Qt.TextElideMode.ElideRight
    # A pixel more: rounding must not cut a word that fits.
    said = metrics.elidedText(text, mode, room.width() + 1)
    flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(room, flags | Qt.TextFlag.TextDontClip, said)


def is_rightmost(text: str) -> bool:
    """Tell whether a text is written from the right, by its first letter."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def _flat(text: str) -> str:
    """Write a text on one line, its spaces at the edges kept."""
    return text.replace("\n", " ").replace("\t", " ")


class WorkLine(QWidget):
    """A thin bar and a button that stops the work; shown only where work takes a while."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(96)
        self._bar.setAccessibleName(tr(says.WORKING))
        self._stop = QPushButton(tr(says.STOP))
        self._stop.setFlat(True)
        self._task: Task | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(self._appear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._bar)
        layout.addWidget(self._stop)
        self._stop.clicked.connect(self._end)
        self.hide()

    def watch(self, task: Task) -> None:
        """Show a task once it takes longer than a moment."""
        self._task = task
        self._bar.setRange(0, 0)
        task.progressed.connect(self._progress)
        self._patience.start()

    def rest(self) -> None:
        """The work is over."""
        self._task = None
        self._patience.stop()
        self.hide()

    def _appear(self) -> None:
        self.setVisible(self._task is not None)

    def _progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _end(self) -> None:
        if self._task:
            self._task.stop()


def empty_page(said: str) -> QLabel:
    """Make the words that stand where nothing else does."""
    label = plain_label(tr(said), is_dim=True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setContentsMargins(14, 6, 14, 6)
    return label


def bar(*widgets: QWidget | int | None) -> QHBoxLayout:
    """Lay out the controls over a list; a number is the stretch of a gap, None a small gap."""
    layout = QHBoxLayout()
    layout.setContentsMargins(14, 6, 8, 6)
    layout.setSpacing(6)
    for widget in widgets:
        if widget is None:
            layout.addSpacing(6)
        elif isinstance(widget, int):
            layout.addStretch(widget)
        else:
            layout.addWidget(widget)
    return layout


def toggle(text: str, said: str) -> QToolButton:
    """Make a small button that stays pressed."""
    button = QToolButton()
    button.setText(text)
    button.setCheckable(True)
    button.setToolTip(tr(said))
    button.setAccessibleName(tr(said))
    return button


def tool(name: str, said: str) -> QToolButton:
    """Make a small button with an icon."""
    button = QToolButton()
    button.setIcon(icon(name, is_dim=True))
    button.setToolTip(tr(said))
    button.setAccessibleName(tr(said))
    return button


def menu_button(said: str) -> QToolButton:
    """Make a button that opens a menu, with its word."""
    button = QToolButton()
    button.setText(tr(said))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setIcon(icon("chevron-down", is_dim=True))
    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button


def tick_box(menu: QMenu, said: str) -> QCheckBox:
    """Put a box to tick into a menu, which stays open over it."""
    box = QCheckBox(said)
    box.setContentsMargins(8, 2, 8, 2)
    action = QWidgetAction(menu)
    action.setDefaultWidget(box)
    menu.addAction(action)
    return box


def choice(said: str, items: Sequence[tuple[str, str]]) -> QComboBox:
    """Make a box to choose from (key, word) pairs."""
    box = CalmCombo()
    box.setAccessibleName(tr(said))
    box.setToolTip(tr(said))
    for key, word in items:
        box.addItem(tr(word), key)
    return box


def count_label() -> QLabel:
    """Make the dim label that says how many there are."""
    label = plain_label(is_dim=True)
    label.setWordWrap(False)
    return label
