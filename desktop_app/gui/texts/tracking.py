"""The text of an editor, kept beside it: only what is typed is ever read back from the widget.

Qt counts UTF-16 and alters some characters of what it is given; here the text is held in UTF-16
units and each edit is applied to it, so that everything that was not touched stays as it was.
"""

from array import array

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

_READ = str.maketrans({"\u2029": "\n", "\ufdd0": "\n", "\ufdd1": "\n"})


class TrackedText(QObject):
    """The text of a plain text editor in code points, through all editing."""

    edited = Signal()

    def __init__(self, edit: QPlainTextEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._units = ""
        self._is_quiet = False
        edit.document().contentsChange.connect(self._follow)

    def set_text(self, text: str) -> None:
        """Show a text, which becomes the one that is edited."""
        self._is_quiet = True
        try:
            self._edit.setPlainText(text)
        finally:
            self._is_quiet = False
        self._units = to_units(text)

    def text(self) -> str:
        """Return the text as it was edited."""
        return from_units(self._units)

    def _follow(self, position: int, removed: int, added: int) -> None:
        if self._is_quiet:
            return
        # Qt counts its own last paragraph mark when a change reaches the end.
        length = self._edit.document().characterCount() - 1
        added = min(added, length - position)
        removed = len(self._units) + added - length
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(position)
        cursor.setPosition(position + added, QTextCursor.MoveMode.KeepAnchor)
        typed = to_units(cursor.selectedText().translate(_READ))
        self._units = self._units[:position] + typed + self._units[position + removed :]
        self.edited.emit()


def to_units(text: str) -> str:
    """Write a text with one character for each UTF-16 unit."""
    if text.isascii():
        return text
    units = array("H", text.encode("utf-16-le", "surrogatepass"))
    return text if len(units) == len(text) else "".join(map(chr, units))


def from_units(units: str) -> str:
    """Read a text from its UTF-16 units; a lone half of a pair becomes U+FFFD."""
    if units.isascii():
        return units
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
