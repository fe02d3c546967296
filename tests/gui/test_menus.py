"""The menus: every action stands in one, and each fits a small window."""

from PySide6.QtWidgets import QMenu

from desktop_app.gui.actions import ACTIONS
from desktop_app.gui.window import Window


def test_every_action_stands_in_one_menu(window: Window) -> None:
    listed = [
        action.objectName()
        for menu in window.findChildren(QMenu)
        for action in menu.actions()
        if action.objectName()
    ]
    assert sorted(listed) == sorted(row.id for row in ACTIONS)


def test_each_menu_fits_a_small_window(window: Window) -> None:
    for menu in window.findChildren(QMenu):
        assert menu.sizeHint().height() <= 600, menu.title()
