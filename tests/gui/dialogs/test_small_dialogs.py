"""The note, the choice and the key: what they hand over and what they refuse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.core.codetree import CodeTree
from desktop_app.core.model import Code
from desktop_app.gui.dialogs.choice import Choice
from desktop_app.gui.dialogs.key import KeyDialog
from desktop_app.gui.dialogs.note import NoteDialog

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def a_code(key: str, name: str, shortcut: str = "") -> Code:
    return Code(
        key, None, 0, name, "#2580c1", shortcut, "", "", "", "", "", "", "", (), (), (),
        "active", None, 1, {}, "", "", "",
    )  # fmt: skip


@pytest.fixture
def note(host: QWidget) -> NoteDialog:
    made = NoteDialog("Note on <b>", "old", host)
    made.open()
    return made


def saved(note: NoteDialog) -> list[str]:
    heard: list[str] = []
    note.saved.connect(heard.append)
    return heard


@pytest.mark.parametrize(("key", "modifier"), [(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
                                               (Qt.Key.Key_Return, CTRL)])  # fmt: skip
def test_closing_a_note_keeps_it(
    qtbot: QtBot, note: NoteDialog, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    heard = saved(note)
    note.editor.insertPlainText(" and\u00a0new")
    qtbot.keyClick(note.editor, key, modifier)
    assert heard == ["old and\u00a0new"]
    assert not note.isVisible()


def test_closing_by_the_window_keeps_a_note(note: NoteDialog) -> None:
    heard = saved(note)
    note.editor.insertPlainText("!")
    note.close()
    assert heard == ["old!"]


def test_discarding_and_leaving_alone_hand_over_nothing(
    qtbot: QtBot, host: QWidget, note: NoteDialog
) -> None:
    heard = saved(note)
    note.editor.insertPlainText("!")
    qtbot.mouseClick(note.discard, LEFT)
    assert heard == []
    other = NoteDialog("Note", "old", host)
    heard = saved(other)
    other.open()
    qtbot.mouseClick(other.save, LEFT)
    assert heard == []


def test_a_choice_tells_the_answer(qtbot: QtBot, host: QWidget) -> None:
    choice = Choice("Keep & <b>?", [("keep", "Keep"), ("go", "Remove & forget")], host)
    choice.open()
    with qtbot.waitSignal(choice.chosen) as chosen:
        qtbot.mouseClick(choice.buttons["go"], LEFT)
    assert chosen.args == ["go"]


@pytest.mark.parametrize(("is_final", "told"), [(False, ["go"]), (True, [])])
def test_return_does_nothing_that_is_final(
    qtbot: QtBot, host: QWidget, is_final: bool, told: list[str]
) -> None:
    choice = Choice("Delete for good?", [("go", "Delete")], host, is_final=is_final)
    heard: list[str] = []
    choice.chosen.connect(heard.append)
    choice.open()
    inside = choice.focusWidget()
    assert inside is not None
    qtbot.keyClick(inside, Qt.Key.Key_Return)
    assert heard == told


def test_a_choice_can_be_left(qtbot: QtBot, host: QWidget) -> None:
    choice = Choice("Keep?", [("keep", "Keep")], host)
    choice.chosen.connect(lambda _: pytest.fail("nothing was chosen"))
    choice.open()
    qtbot.keyClick(choice, Qt.Key.Key_Escape)
    assert not choice.isVisible()


@pytest.fixture
def key(host: QWidget) -> KeyDialog:
    naming = a_code("n", "Naming", "N")
    made = KeyDialog(naming, CodeTree([naming, a_code("i", "Irony", "I")]), host)
    made.open()
    return made


def test_a_key_of_another_code_is_refused_at_once(qtbot: QtBot, key: KeyDialog) -> None:
    qtbot.keyClicks(key.field, "i")
    assert key.message.text() == "I already belongs to ‘Irony’."
    assert not key.save.isEnabled()


def test_the_last_key_pressed_counts(qtbot: QtBot, key: KeyDialog) -> None:
    qtbot.keyClicks(key.field, "iq")
    assert key.message.text() == "Q is free."
    with qtbot.waitSignal(key.chosen) as chosen:
        qtbot.keyClick(key.field, Qt.Key.Key_Return)
    assert chosen.args == ["Q"]


def test_a_sign_cannot_be_a_key(qtbot: QtBot, key: KeyDialog) -> None:
    qtbot.keyClicks(key.field, "?")
    assert not key.save.isEnabled()


def test_a_key_can_be_taken_away(qtbot: QtBot, key: KeyDialog) -> None:
    qtbot.keyClick(key.field, Qt.Key.Key_Backspace)
    with qtbot.waitSignal(key.chosen) as chosen:
        qtbot.mouseClick(key.save, LEFT)
    assert chosen.args == [""]
