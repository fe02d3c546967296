"""The window's columns: the text keeps its room, and the panels' wished widths come back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.gui.columns import (
    LEAST_LEFT,
    LEAST_RIGHT,
    TEXT_WIDTH,
    ColumnSplitter,
    divided,
)
from desktop_app.gui.reader.page import columns_for

CHARACTER = 9.1
"""About what a character of the reading face takes at its usual size, in pixels."""


@given(st.integers(0, 3000), st.integers(0, 700), st.integers(0, 700))
def test_the_panels_give_way_until_the_text_has_its_room(width: int, left: int, right: int) -> None:
    shown_left, text, shown_right = divided(width, left, right)
    assert min(left, LEAST_LEFT) <= shown_left <= left
    assert min(right, LEAST_RIGHT) <= shown_right <= right
    if width >= left + right:
        assert shown_left + text + shown_right == width
    if text < TEXT_WIDTH:
        assert shown_left <= LEAST_LEFT or left < LEAST_LEFT
        assert shown_right <= LEAST_RIGHT or right < LEAST_RIGHT


@pytest.mark.parametrize("width", [900, 1024, 1280])
def test_names_stand_in_the_margin_at_each_usual_width(width: int) -> None:
    _, text, _ = divided(width, 248, 292)
    columns = columns_for(text - 14, CHARACTER)
    assert columns.names_width >= 84
    assert columns.text_width >= 35 * CHARACTER


def test_wished_widths_come_back(qtbot: QtBot) -> None:
    left, text, right = QWidget(), QWidget(), QWidget()
    splitter = ColumnSplitter(left, text, right)
    qtbot.addWidget(splitter)
    splitter.resize(1280, 500)
    splitter.show()
    splitter.wish(300, 320)
    assert (left.width(), right.width()) == (300, 320)
    splitter.resize(900, 500)
    assert left.width() < 300
    assert right.width() < 320
    assert (left.width(), right.width()) == (LEAST_LEFT, LEAST_RIGHT)
    splitter.resize(1024, 500)
    assert text.width() >= TEXT_WIDTH - 2
    splitter.resize(1280, 500)
    assert (left.width(), right.width()) == (300, 320)
    left.hide()
    splitter.resize(1000, 500)
    left.show()
    splitter.resize(1280, 500)
    assert (left.width(), right.width()) == (300, 320)
