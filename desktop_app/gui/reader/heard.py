"""Where the words in view stand, for a screen reader: it asks Qt, which knows nothing of our lines.

Qt takes every paragraph for one that begins at the top, since a plain text has no other layout.
So it is told where each in view stands, and that is taken back while it paints, which would set
the words as far down again. What is out of view has no place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QAccessible

if TYPE_CHECKING:
    from desktop_app.gui.reader.places import Places
    from desktop_app.gui.reader.view import PageView


class Heard:
    """Answers for the words of a view; counts in the scroll bar's lines, as Qt does."""

    def __init__(self, view: PageView, places: Places) -> None:
        self._view, self._places = view, places
        self._told: list[int] = []  # paragraphs whose place Qt has been told

    def offset_at(self, point: QPointF) -> int:
        """Find Qt's place at a point that a screen reader asks for; -1 for none."""
        # Qt has added to a point of the viewport what the scroll bar says.
        y = point.y() - self._view.verticalScrollBar().value()
        spot = self._places.spot(self._view.visible_blocks(), y)
        under = self._places.position_under(spot, point.x()) if spot else None
        return -1 if under is None else self._places.offset(under)

    def tell(self) -> None:
        """Tell Qt where the paragraphs in view stand, if anybody listens."""
        if QAccessible.isActive():
            scrolled = self._view.verticalScrollBar().value()
            for block, top in self._view.visible_blocks():
                block.layout().setPosition(QPointF(0, top + scrolled))
                self._told.append(block.blockNumber())

    def take_back(self) -> None:
        """Have Qt believe again what it paints by."""
        document = self._view.document()
        for number in self._told:
            block = document.findBlockByNumber(number)
            if block.isValid():
                block.layout().setPosition(QPointF())
        self._told.clear()
