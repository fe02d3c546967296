"""The tree of codes in a real window: nested and moved by the mouse, deleted with its preview."""

import shutil

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop_app.gui.dialogs.choice import Choice
from desktop_app.gui.window import Window
from tests.gui.test_by_hand import NOBODY, WHO, Hand, hand, row_of

__all__ = ["hand"]

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(not shutil.which("xdotool"), reason="there is no xdotool to move things"),
]

BEFORE = ["Figure", "Figure > Irony", "Figure > Hypophora", "Figure > Antithesis"]


def paths(window: Window) -> list[str]:
    tree = window.session.tree
    return [tree.path(code.id) for code in tree]


def becomes(window: Window, qtbot: QtBot, expected: list[str]) -> None:
    qtbot.waitUntil(lambda: paths(window) == expected)


def undone(hand: Hand, qtbot: QtBot, after: list[str]) -> None:
    """Undo and redo by the keys, and undo again."""
    for keys, expected in (("ctrl+z", BEFORE), ("ctrl+shift+z", after), ("ctrl+z", BEFORE)):
        hand.keys(keys)
        becomes(hand.window, qtbot, expected)


def test_a_code_is_nested_by_dropping_it_on_another(
    hand: Hand, window: Window, qtbot: QtBot
) -> None:
    hand.drag(row_of(hand, "Antithesis"), row_of(hand, "Irony"))
    after = [
        "Figure", "Figure > Irony", "Figure > Irony > Antithesis", "Figure > Hypophora",
    ]  # fmt: skip
    becomes(window, qtbot, after)
    undone(hand, qtbot, after)
    # Not below itself, nor below what stands below it.
    hand.drag(row_of(hand, "Figure"), row_of(hand, "Irony"))
    qtbot.wait(100)
    assert paths(window) == BEFORE


def test_a_code_is_moved_by_dropping_it_between_others(
    hand: Hand, window: Window, qtbot: QtBot
) -> None:
    height = row_of(hand, "Hypophora").y() - row_of(hand, "Irony").y()
    between = QPoint(0, height // 2 - 1)
    hand.drag(row_of(hand, "Antithesis"), row_of(hand, "Irony") - between)
    after = ["Figure", "Figure > Antithesis", "Figure > Irony", "Figure > Hypophora"]
    becomes(window, qtbot, after)
    undone(hand, qtbot, after)
    hand.drag(row_of(hand, "Irony"), row_of(hand, "Hypophora") + between)
    after = ["Figure", "Figure > Hypophora", "Figure > Irony", "Figure > Antithesis"]
    becomes(window, qtbot, after)
    undone(hand, qtbot, after)


def asked(window: Window, qtbot: QtBot) -> Choice:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(QDialog)))
    [choice] = [each for each in window.findChildren(Choice) if each.isVisible()]
    qtbot.waitUntil(choice.isActiveWindow)
    return choice


def left_alone(window: Window, qtbot: QtBot) -> None:
    """Wait until nothing is over the window, and the keys are its own again."""
    qtbot.waitUntil(lambda: not any(each.isVisible() for each in window.findChildren(QDialog)))
    window.activateWindow()  # as a window manager would, where there is one
    qtbot.waitUntil(window.isActiveWindow)


def test_a_code_is_deleted_after_its_preview_and_comes_back(
    hand: Hand, window: Window, qtbot: QtBot
) -> None:
    hand.draw(NOBODY)
    hand.keys("i")
    hand.draw(WHO)
    hand.keys("h")
    marked = [("Irony", NOBODY), ("Hypophora", WHO)]
    hand.comes(*marked)
    hand.click(row_of(hand, "Irony"))
    hand.keys("Delete")
    choice = asked(window, qtbot)
    said = choice.accessibleDescription()
    assert said.startswith("Delete ‘Irony’? It has 1 annotation by 1 coder in 1 document.")
    hand.keys("Escape")
    left_alone(window, qtbot)
    assert paths(window) == BEFORE
    # Its annotation stays as a plain highlight, as the first answer offers ...
    without = ["Figure", "Figure > Hypophora", "Figure > Antithesis"]
    hand.keys("Delete")
    asked(window, qtbot)
    hand.keys("Return")
    becomes(window, qtbot, without)
    hand.comes(("", NOBODY), ("Hypophora", WHO))
    left_alone(window, qtbot)
    hand.keys("ctrl+z")
    becomes(window, qtbot, BEFORE)
    hand.comes(*marked)
    # ... or goes too.
    hand.click(row_of(hand, "Irony"))
    hand.keys("Delete")
    choice = asked(window, qtbot)
    button = choice.buttons["remove"]
    hand.click(button.mapToGlobal(button.rect().center()))
    becomes(window, qtbot, without)
    hand.comes(("Hypophora", WHO))
    left_alone(window, qtbot)
    hand.keys("ctrl+z")
    becomes(window, qtbot, BEFORE)
    hand.comes(*marked)
