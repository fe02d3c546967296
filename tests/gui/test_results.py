"""The results area: panels that open below the text and lead back into it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop_app.gui.bridge import Session
from desktop_app.gui.results import Pane, ResultsArea
from desktop_app.gui.window import Window

PANES = (
    Pane("first", "First", lambda _: QPlainTextEdit("one")),
    Pane("second", "A & B", lambda _: QPlainTextEdit("two")),
)


def area(qtbot: QtBot) -> ResultsArea:
    made = ResultsArea(Session(), PANES)
    qtbot.addWidget(made)
    return made


def test_a_panel_is_made_once_and_shown(qtbot: QtBot) -> None:
    results = area(qtbot)
    assert results.isHidden()
    first = results.open("first")
    second = results.open("second")
    assert results.open("first") is first
    assert results.stack.currentWidget() is first
    assert results.tabs.count() == 2
    assert results.panel("second") is second


def test_a_tab_turns_to_its_panel_by_key(qtbot: QtBot) -> None:
    results = area(qtbot)
    results.open("first")
    second = results.open("second")
    results.open("first")
    results.tabs.setFocus()
    qtbot.keyClick(results.tabs, Qt.Key.Key_Right)
    assert results.stack.currentWidget() is second


def test_closing_gives_the_room_and_the_focus_back(window: Window) -> None:
    window.results._panes = {pane.id: pane for pane in PANES}
    window.results.open("first")
    window.results.enlarge.click()
    assert window.splitter.isHidden()
    window.acts["results.close"].trigger()
    assert window.results.isHidden()
    assert window.splitter.isVisible()
    assert window.reader.hasFocus()


def test_a_place_is_shown_in_its_document(window: Window) -> None:
    start = window.reading.text.index("Who would answer")
    window.session.show_place(window.session.document_id, start, start + 3)
    assert window.reader.caret() == start
