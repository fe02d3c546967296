"""What panels share: one line of words, cut where the room ends."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from pytestqt.qtbot import QtBot

from desktop_app.gui.pieces import draw_elided

HEBREW, LATIN = "שלום עולם " * 20, "Words that go on " * 20


def edges(text: str) -> tuple[int, ...]:
    """Paint a line that is too long; return how high its ink reaches at the left and the right."""
    image = QImage(200, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as in every widget
    font = QFont(painter.font())
    font.setPixelSize(24)
    painter.setFont(font)
    draw_elided(painter, QRect(0, 0, 200, 40), text)
    painter.end()
    inked = [[y for y in range(40) if image.pixelColor(x, y).lightness() < 128] for x in range(200)]
    columns = [ys for ys in inked if ys]
    return tuple(40 - min(map(min, some)) for some in (columns[:6], columns[-6:]))


def test_the_ellipsis_stands_where_the_words_end(qtbot: QtBot) -> None:
    left, right = edges(LATIN)
    assert left > right + 5
    left, right = edges(HEBREW)
    assert right > left + 5
