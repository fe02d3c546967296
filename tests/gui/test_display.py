"""What only a window system shows: the window gets the keyboard, and the clipboard its words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop_app.gui.window import Window
from tests.gui.conftest import select

pytestmark = pytest.mark.display


def test_the_text_takes_the_keyboard_and_gives_its_words_to_the_clipboard(
    qtbot: QtBot, window: Window
) -> None:
    assert QGuiApplication.platformName() != "offscreen"
    window.activateWindow()
    select(window, "Nobody would 😀")
    qtbot.waitUntil(window.reader.hasFocus)
    qtbot.keyClick(window.reader, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Nobody would 😀"
