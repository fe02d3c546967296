"""The tree's widget: its manners, and the keys that it hands on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from desktop_app.gui import words
from desktop_app.gui.words import tr

KEYS = {
    (Qt.Key.Key_Return, False): "apply",
    (Qt.Key.Key_Enter, False): "apply",
    (Qt.Key.Key_Delete, False): "delete",
    (Qt.Key.Key_Up, True): "move_up",
    (Qt.Key.Key_Down, True): "move_down",
    (Qt.Key.Key_Left, True): "move_out",
    (Qt.Key.Key_Right, True): "move_in",
}
"""What a key does to the code in hand; True where Alt is held."""


class CodebookView(QTreeView):
    """A tree that asks by a signal for what its keys do; letters find a code by its name."""

    asked = Signal(str)
    """A value of KEYS."""

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setAccessibleName(tr(words.CODEBOOK))
        self.viewport().setAutoFillBackground(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on the keys that do something to a code."""
        has_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        verb = KEYS.get((Qt.Key(event.key()), has_alt))
        if verb:
            self.asked.emit(verb)
        else:
            super().keyPressEvent(event)
