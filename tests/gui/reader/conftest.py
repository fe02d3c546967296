"""A reader that is shown, in its fonts and colours, and the marks that tests put into it."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.gui.reader import Mark, Reader
from desktop_app.gui.theme import PALETTE, apply_theme

ShowText = Callable[..., Reader]


@pytest.fixture
def show(qtbot: QtBot) -> ShowText:
    """Return a function that shows a text with marks in a reader of 740 x 730 pixels."""
    shown: list[Reader] = []  # collected in the middle of a frame, a reader would take Qt along

    def show_text(text: str, *marks: Mark, width: int = 740, title: str = "") -> Reader:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, "light")
        for other in shown:
            other.hide()
        reader = Reader()
        shown.append(reader)
        qtbot.addWidget(reader)
        reader.resize(width, 730)
        with qtbot.waitExposed(reader):
            reader.show()
        reader.set_document(text, title)
        reader.set_marks(marks)
        settle(reader)
        return reader

    return show_text


def a_mark(start: int, end: int, name: str = "Irony", key: str = "", hue: int = 0) -> Mark:
    """Return a mark of one part; its annotation is called like its span unless `key` says."""
    return Mark(key or f"{start}-{end}", 0, 1, start, end, name, PALETTE[hue].hex)


def mark_on(text: str, words: str, name: str = "Irony", key: str = "", hue: int = 0) -> Mark:
    """Return a mark on the first place where the words stand."""
    start = text.index(words)
    return a_mark(start, start + len(words), name, key, hue)


def settle(reader: Reader) -> None:
    """Let the reader finish what it puts off."""
    for _ in range(60):
        QApplication.processEvents()


def picture(reader: Reader) -> QImage:
    """Return what is on the page."""
    return reader.viewport().grab().toImage()
