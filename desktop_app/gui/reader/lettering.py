"""Short words in the program's font, laid out once and painted often."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QStaticText

_KEPT = 3000


class Lettering:
    """One font at one size in pixels, with what was written in it lately."""

    def __init__(self, font: QFont, size: int, weight: QFont.Weight = QFont.Weight.Normal) -> None:
        self.font = QFont(font)
        self.font.setPixelSize(size)
        self.font.setWeight(weight)
        self._metrics = QFontMetricsF(self.font)
        self._ascent = round(self._metrics.ascent())
        self.cap_height = self._metrics.capHeight()
        self._words: dict[str, tuple[QStaticText, float]] = {}
        self._elided: dict[tuple[str, int], str] = {}

    def width(self, text: str) -> float:
        """Return how wide some words are, in pixels."""
        return self._laid_out(text)[1]

    def paint(self, painter: QPainter, text: str, left: float, baseline: int) -> None:
        """Paint words from their left edge on; the painter must have this font."""
        painter.drawStaticText(round(left), baseline - self._ascent, self._laid_out(text)[0])

    def elided(self, text: str, width: int) -> str:
        """Return words as they fit into so many pixels, with an ellipsis where they are cut."""
        key = (text, width)
        found = self._elided.get(key)
        if found is None:
            if len(self._elided) > _KEPT:
                self._elided.clear()
            found = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._elided[key] = found
        return found

    def _laid_out(self, text: str) -> tuple[QStaticText, float]:
        found = self._words.get(text)
        if found is None:
            if len(self._words) > _KEPT:
                self._words.clear()
            words = QStaticText(text)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.prepare(font=self.font)
            found = self._words[text] = (words, self._metrics.horizontalAdvance(text))
        return found
