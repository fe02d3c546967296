"""Title and subtitle above the text: painted, scrolled with it, and no part of its positions."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from desktop_app.gui.reader.page import Columns
from desktop_app.gui.theme import Theme

_TOP, _BELOW_TITLE, _BOTTOM = 30, 6, 26
_WRAPPED = Qt.TextFlag.TextWordWrap
_MIRRORED = _WRAPPED | Qt.AlignmentFlag.AlignRight


@dataclass(slots=True)
class Heading:
    """A text's title and subtitle, with the fonts and the heights they take."""

    title: str = ""
    subtitle: str = ""
    title_font: QFont | None = None
    subtitle_font: QFont | None = None
    _title_height: int = 0
    _subtitle_height: int = 0

    def set_fonts(self, reading: QFont, interface: QFont) -> None:
        """Set the title in the reading font, somewhat larger, the subtitle in the other."""
        self.title_font = QFont(reading)
        self.title_font.setPixelSize(round(reading.pixelSize() * 1.15))
        self.subtitle_font = QFont(interface)
        self.subtitle_font.setPixelSize(13)

    def height(self, width: int) -> int:
        """Return the height to keep free above the text, in pixels; 0 without a title."""
        if not self.title or self.title_font is None or self.subtitle_font is None:
            return 0
        self._title_height = _height(self.title_font, self.title, width)
        self._subtitle_height = 0
        if self.subtitle:
            self._subtitle_height = _BELOW_TITLE + _height(self.subtitle_font, self.subtitle, width)
        return _TOP + self._title_height + self._subtitle_height + _BOTTOM

    def paint(self, painter: QPainter, columns: Columns, theme: Theme) -> None:
        """Paint both above the text column."""
        if not self.title or self.title_font is None or self.subtitle_font is None:
            return
        flags = int(_MIRRORED if columns.is_mirrored else _WRAPPED)
        box = QRect(columns.text_left, _TOP, columns.text_width, self._title_height)
        painter.setFont(self.title_font)
        painter.setPen(QColor(theme.ink))
        painter.drawText(box, flags, self.title)
        box = QRect(box.left(), box.bottom() + 1, box.width(), self._subtitle_height)
        painter.setFont(self.subtitle_font)
        painter.setPen(QColor(theme.dim))
        painter.drawText(box.adjusted(0, _BELOW_TITLE, 0, 0), flags, self.subtitle)


def _height(font: QFont, text: str, width: int) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10_000), _WRAPPED, text).height()
