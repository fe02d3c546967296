"""Places on the page: which paragraph and line is where in the viewport, and what is under a point.

The only module beside `page` that turns Qt's positions into code points and back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QMouseEvent, QTextBlock, QTextLine
from PySide6.QtWidgets import QPlainTextEdit

from desktop_app.gui.reader.filling import Filling
from desktop_app.gui.reader.layout import ReaderLayout


@dataclass(frozen=True, slots=True)
class Spot:
    """What is at a height of the viewport: a paragraph, its top there, and the nearest line."""

    block: QTextBlock
    top: int
    line: QTextLine


class Places:
    """Finds paragraphs, lines and positions in a text view that uses `ReaderLayout`."""

    def __init__(self, view: QPlainTextEdit, layout: ReaderLayout, filling: Filling) -> None:
        self._view = view
        self._layout = layout
        self._filling = filling

    def position(self, offset: int) -> int:
        """Return the code point position of a place in Qt's document."""
        return self._layout.page.utf16.to_code_points(offset)

    def offset(self, position: int) -> int:
        """Return Qt's place for a code point position, kept within the text."""
        page = self._layout.page
        position = min(max(0, position), len(page.text))
        self._filling.reach(page.paragraph_at(position))
        return page.utf16.to_utf16(position)

    def block_at(self, position: int) -> QTextBlock:
        """Return the paragraph that holds a code point position."""
        number = self._layout.page.paragraph_at(position)
        self._filling.reach(number)
        return self._view.document().findBlockByNumber(number)

    def line_at(self, position: int) -> tuple[QTextBlock, int]:
        """Return the paragraph and the number of the line in it that hold a position."""
        block = self.block_at(position)
        self._layout.blockBoundingRect(block)
        offset = self._layout.page.offset_in(block.blockNumber(), position)
        return block, max(0, block.layout().lineForTextPosition(offset).lineNumber())

    def visible(self, first: QTextBlock, top: int) -> Iterator[tuple[QTextBlock, int]]:
        """Yield each paragraph in view with its top, given the first one in view and its top.

        The paragraph before comes first: its last name may stand in the blank line below it.
        """
        height, layout = self._view.viewport().height(), self._layout
        before = first.previous()
        if before.isValid():
            yield before, top - round(layout.blockBoundingRect(before).height())
        block = first
        while block.isValid() and top < height:
            yield block, top
            top += round(layout.blockBoundingRect(block).height())
            block = block.next()

    def spot(self, blocks: Iterator[tuple[QTextBlock, int]], y: float) -> Spot | None:
        """Return what is at a height of the viewport; None above and below the text."""
        for block, top in blocks:
            if top <= y < top + self._layout.blockBoundingRect(block).height():
                return Spot(block, top, self._line_near(block, y - top))
        return None

    def _line_near(self, block: QTextBlock, y: float) -> QTextLine:
        layout = block.layout()
        below = bisect_right(
            range(layout.lineCount()),
            y,
            key=lambda n: self._layout.slot_of(layout.lineAt(n))[1] - self._layout.metrics.height,
        )
        return layout.lineAt(max(0, below - 1))

    def position_under(self, spot: Spot, x: float) -> int | None:
        """Return the code point under a point of a line; None beside the words."""
        natural = spot.line.naturalTextRect()
        if not natural.left() <= x < natural.right():
            return None
        offset = spot.line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter)
        return self.position(spot.block.position() + offset)


def moved_to(event: QMouseEvent, spot: Spot) -> QMouseEvent:
    """Return a mouse event at the height of a line's own words.

    Between lines Qt would take the end of the upper line, and the space there is part of both.
    """
    y = spot.top + spot.line.y() + spot.line.height() / 2
    return QMouseEvent(
        event.type(),
        QPointF(event.position().x(), y),
        event.globalPosition(),
        event.button(),
        event.buttons(),
        event.modifiers(),
    )
