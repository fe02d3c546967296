"""How a text comes into Qt's document: its beginning at once, the rest of a very long one later.

What that costs Qt grows with the lines: a third of a million take it more than half a second,
in which nothing else would happen. So they come some at a time; whoever goes to a place further
on has all up to there at once.
"""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from desktop_app.gui.reader.layout import ReaderLayout
from desktop_app.gui.reader.page import PageText

LINES, CHARACTERS = 10_000, 2_000_000  # at once, but a line at least: some 15 ms

_BREAKS = "\r\u2029\ufdd0\ufdd1"  # where Qt would begin a line, and a stored text does not
_ALTERED = "the text holds characters that the import should have replaced"


class Filling:
    """Brings the text of a page into a view's document."""

    def __init__(self, view: QPlainTextEdit, layout: ReaderLayout) -> None:
        self._view, self._layout = view, layout
        self._page, self._there = layout.page, len(layout.page)

    @property
    def is_whole(self) -> bool:
        """Tell whether all of the text is there."""
        return self._there == len(self._page)

    def has(self, position: int) -> bool:
        """Tell whether the paragraph that holds a position is there."""
        return self.is_whole or self._page.paragraph_at(position) < self._there

    def begin(self, page: PageText) -> None:
        """Show how a text begins, in place of the one before.

        Raises ValueError for one that Qt would alter, as it does none that is stored.
        """
        self._page, self._there = page, 0
        self._there = self._next()
        # Where all is there at once, counting tells.
        if not self.is_whole and any(map(page.text.__contains__, _BREAKS)):
            raise ValueError(_ALTERED)
        self._view.setPlainText(page.text[: page.starts[self._there] - 1])
        self._check()

    def go_on(self) -> None:
        """Take in some more lines."""
        before, self._there = self._there, self._next()
        starts = self._page.starts
        caret = self._view.textCursor()
        anchor, position = caret.anchor(), caret.position()
        cursor = QTextCursor(self._view.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        # The scroll bar is ranged once all is there: each time Qt would lay out the last page.
        with QSignalBlocker(self._layout), QSignalBlocker(self._view):
            cursor.insertText(self._page.text[starts[before] - 1 : starts[self._there] - 1])
            if (anchor, position) != (caret.anchor(), caret.position()):
                self._put_back(anchor, position)
        self._check()
        if self.is_whole:
            self._layout.tell_counts(always=True)

    def _put_back(self, anchor: int, position: int) -> None:
        """Leave the caret where it was: behind all that was there it goes along with what comes."""
        bar, caret = self._view.verticalScrollBar(), self._view.textCursor()
        top = bar.value()
        caret.setPosition(anchor)
        caret.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self._view.setTextCursor(caret)
        bar.setValue(top)

    def _next(self) -> int:
        """Return up to which paragraph to go on."""
        there, page = self._there, self._page
        behind = bisect_right(page.starts, page.starts[there] + CHARACTERS) - 1
        return min(max(there + 1, behind), there + LINES, len(page))

    def reach(self, paragraph: int) -> None:
        """Have all up to a paragraph there now, or the whole text for one behind the last."""
        while self._there <= paragraph and not self.is_whole:
            self.go_on()

    def _check(self) -> None:
        """Raise ValueError where what is there is not what was put in."""
        wanted = self._page.utf16.to_utf16(self._page.starts[self._there] - 1)
        if self._view.document().characterCount() - 1 != wanted:
            raise ValueError(_ALTERED)
