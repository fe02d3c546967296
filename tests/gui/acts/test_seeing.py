"""What is seen of a text: found words, layers by coder and code, the text alone."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.model import NewDocument, Op
from desktop_app.gui.window import Window
from tests.gui.conftest import annotations_of, select

KEY, MOD = Qt.Key, Qt.KeyboardModifier


def chosen(window: Window) -> str:
    span = window.reader.selection()
    return window.reading.text[slice(*span)] if span else ""


def find(window: Window, qtbot: QtBot, typed: str) -> str:
    """Type into the bar and wait for what it counts."""
    bar = window.finding
    # Typed at once, since simulated keys know Latin letters only.
    bar.field.setText(typed)
    bar.field.textEdited.emit(typed)
    qtbot.waitUntil(lambda: not bar._pause.isActive() and bar._task is None)
    return bar.count.text()


def test_words_are_found_counted_and_gone_through(window: Window, qtbot: QtBot) -> None:
    window.acts["finding.open"].trigger()
    assert window.finding.isVisible()
    assert find(window, qtbot, "NOBODY") == "1 of 2"
    assert chosen(window) == "nobody"
    qtbot.keyClick(window.finding.field, KEY.Key_Return)
    assert chosen(window) == "Nobody"
    qtbot.keyClick(window.finding.field, KEY.Key_Return)
    assert chosen(window) == "nobody"
    qtbot.keyClick(window.finding.field, KEY.Key_Return, MOD.ShiftModifier)
    assert (chosen(window), window.finding.count.text()) == ("Nobody", "2 of 2")
    qtbot.keyClick(window.finding.field, KEY.Key_Escape)
    assert window.finding.isHidden()
    assert window.reader.hasFocus()
    assert chosen(window) == "Nobody"


def test_a_place_in_another_text_is_not_left_for_what_was_found(
    window: Window, qtbot: QtBot
) -> None:
    with window.session.change(Op.IMPORT_DOCUMENT) as change:
        other = core.documents.add_document(change, NewDocument("Other", "A dog. " * 9 + "End."))
    bar = window.finding
    window.acts["finding.open"].trigger()
    find(window, qtbot, "dog")
    window.session.show_place(other, 40, 43)
    qtbot.waitUntil(lambda: bar._task is None)
    assert (window.reader.caret(), chosen(window)) == (40, "")
    assert bar.count.text() == "9 in this text"
    qtbot.keyClick(bar.field, KEY.Key_Return)
    assert (chosen(window), bar.count.text()) == ("dog", "7 of 9")
    window.session.show_place(other, 30, 30)
    assert find(window, qtbot, "End") == "1 of 1"
    assert chosen(window) == "End"


def test_what_was_still_looked_for_moves_nobody_once_the_bar_is_gone(
    window: Window, qtbot: QtBot
) -> None:
    window.acts["finding.open"].trigger()
    window.finding.field.setText("nobody")
    window.finding.go_next()
    slow = window.finding._task
    assert slow is not None
    over: list[bool] = []
    slow.over.connect(lambda: over.append(True))
    qtbot.keyClick(window.finding.field, KEY.Key_Escape)
    qtbot.waitUntil(lambda: bool(over))
    assert chosen(window) == ""


def test_capitals_accents_and_expressions(window: Window, qtbot: QtBot) -> None:
    window.acts["finding.open"].trigger()
    window.finding.case.click()
    assert find(window, qtbot, "Nobody") == "1 of 1"
    window.finding.case.click()
    assert find(window, qtbot, "nóbôdy") == "2 of 2"
    window.finding.marks.click()
    assert find(window, qtbot, "nóbôdy") == "Not in this text"
    assert find(window, qtbot, "a.*c") == "Not in this text"
    window.finding.regex.click()
    assert find(window, qtbot, "call .. ?") == "1 of 2"
    assert "(" in find(window, qtbot, "(")


def test_found_places_are_positions_of_the_stored_text(window: Window, qtbot: QtBot) -> None:
    window.acts["finding.open"].trigger()
    find(window, qtbot, "waiting")
    assert chosen(window) == "waiting"


def other_reader(window: Window) -> str:
    with window.session.change(Op.ADD_CODER) as change:
        core.coders.add_coder(change, "Reader B")
    return window.session.coders()[1].id


def test_layers_by_coder(window: Window) -> None:
    mine = window.session.coder_id
    select(window, "nobody answered")
    window.reader.plainKey.emit("I")
    other = other_reader(window)
    window.session.set_coder(other)
    select(window, "We came")
    window.reader.plainKey.emit("H")
    assert window.annotations.model.rowCount() == 2
    window.acts["layers.only_mine"].trigger()
    assert window.annotations.model.rowCount() == 1
    assert window.reader.annotations_at(window.reading.text.index("nobody")) == []
    assert "some hidden" in window.status.count.text()
    window.session.layers.show_coder(mine, on=True)
    assert window.annotations.model.rowCount() == 2
    assert len(annotations_of(window)) == 2


def test_layers_by_code_hold_while_coding_goes_on(window: Window) -> None:
    select(window, "nobody answered")
    window.reader.plainKey.emit("I")
    window.acts["layers.only_code"].trigger()
    select(window, "We came")
    window.reader.plainKey.emit("H")
    assert len(annotations_of(window)) == 2
    assert window.annotations.model.rowCount() == 1
    window.acts["layers.show_all"].trigger()
    assert window.annotations.model.rowCount() == 2


def test_only_the_text(window: Window) -> None:
    window.acts["view.focus"].trigger()
    assert [window.top.isVisible(), window.left.isVisible(), window.right.isVisible()] == [
        False
    ] * 3
    window.acts["view.focus"].trigger()
    assert window.top.isVisible()
    assert window.left.isVisible()
    window.acts["view.focus"].trigger()
    window.acts["view.codebook"].trigger()
    assert window.left.isVisible()
    assert not window.view.is_focused


def test_escape_and_going_to_a_panel_leave_the_text_alone_no_longer(window: Window) -> None:
    focus = window.acts["view.focus"]
    focus.trigger()
    assert focus.isChecked()
    assert window.left.isHidden()
    window.acts["coding.leave"].trigger()
    assert not focus.isChecked()
    assert not window.left.isHidden()
    focus.trigger()
    window.acts["view.codebook"].trigger()
    assert not focus.isChecked()
    focus.trigger()
    assert window.left.isHidden()
