"""What the panels that list something share: a list's keys, and a list or a word in its place.

How rows look is each panel's own matter.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLayout,
    QListView,
    QPushButton,
    QStackedLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.gui.pieces import EDGE


class RowList(QListView):
    """A list that tells Return and Delete by signals."""

    chosen = Signal(QModelIndex)
    removeWanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Return, remove with Delete."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.removeWanted.emit()
        else:
            super().keyPressEvent(event)


def hand_on_focus(panel: QWidget, target: QWidget) -> None:
    """Give a panel's focus to a widget in it.

    Not by a focus proxy: with one, Tab would pass over all that stands before the widget.
    """
    panel.installEventFilter(_HandOn(panel, target))


class _HandOn(QObject):
    def __init__(self, panel: QWidget, target: QWidget) -> None:
        super().__init__(panel)
        self._target = target

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self._target.setFocus(event.reason())
        return super().eventFilter(watched, event)


def words_or_page(panel: QWidget, empty: QLabel, page: QLayout) -> QStackedWidget:
    """Fill a panel with the words of an empty one, or a page; return the stack, the words first."""
    empty.setAlignment(Qt.AlignmentFlag.AlignTop)
    inside = QWidget()
    inside.setLayout(page)
    stack = QStackedWidget()
    stack.addWidget(empty)
    stack.addWidget(inside)
    whole = QVBoxLayout(panel)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(stack)
    return stack


def list_with_foot(view: QAbstractItemView, title: QLabel, *buttons: QPushButton) -> QVBoxLayout:
    """Lay out a list over a line that says what it holds, and what can be done with it."""
    foot = QHBoxLayout()
    foot.setSpacing(8)
    foot.addWidget(title, 1)
    for button in buttons:
        foot.addWidget(button)
    layout = QVBoxLayout()
    layout.setContentsMargins(EDGE, 4, EDGE, 8)
    layout.setSpacing(8)
    layout.addWidget(view, 1)
    layout.addLayout(foot)
    return layout


def stacked(
    panel: QWidget, focus: QWidget, pages: Sequence[QWidget], *above: QWidget | QLayout
) -> QStackedLayout:
    """Lay a panel out: its controls above, then one of several pages; `focus` takes its focus."""
    layout = QVBoxLayout(panel)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for item in above:
        if isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    stack = QStackedLayout()
    # In its place before it is filled: else what it shows first is a window for a moment.
    layout.addLayout(stack, 1)
    for page in pages:
        stack.addWidget(page)
    hand_on_focus(panel, focus)
    return stack


def list_below(
    panel: QWidget, empty: QLabel, view: QAbstractItemView, *above: QWidget | QLayout
) -> QStackedLayout:
    """Lay a panel out: what stands above, then the list or the words of an empty one.

    Returns the stack of the two, the empty one first; the panel's focus is the list's.
    """
    empty.setAlignment(Qt.AlignmentFlag.AlignTop)
    return stacked(panel, view, (empty, view), *above)
