"""Keys of actions: changed, clashing, set back, and printed on a card."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.model import Op
from desktop_app.gui.actions import ACTIONS
from desktop_app.gui.dialogs.shortcuts import ShortcutsDialog
from desktop_app.gui.keys import keys_of, owner_of
from desktop_app.gui.window import Window
from tests.gui.conftest import annotations_of, select

KEY, MOD = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def dialog(window: Window) -> ShortcutsDialog:
    window.acts["view.keys"].trigger()
    found = window.findChild(ShortcutsDialog)
    assert found is not None
    return found


def test_no_two_actions_share_a_key() -> None:
    for row in ACTIONS:
        for key in row.keys:
            owner = owner_of(key, {}, row.id)
            assert owner is None, f"{key}: {row.id} and {owner and owner.id}"


def test_a_key_is_changed_and_works_at_once(
    window: Window, dialog: ShortcutsDialog, qtbot: QtBot
) -> None:
    dialog.select("coding.highlight")
    qtbot.keyClick(dialog.field, KEY.Key_J, MOD.ControlModifier | MOD.ShiftModifier)
    qtbot.waitUntil(lambda: dialog.use.isEnabled())
    dialog.use.click()
    assert window.acts["coding.highlight"].shortcut() == QKeySequence("Ctrl+Shift+J")
    assert window.settings["keys"] == {"coding.highlight": ["Ctrl+Shift+J"]}
    dialog.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    select(window, "nobody")
    qtbot.keyClick(window.reader, KEY.Key_J, MOD.ControlModifier | MOD.ShiftModifier)
    assert len(annotations_of(window)) == 1


def test_a_clash_is_said_and_the_other_loses_it(window: Window, dialog: ShortcutsDialog) -> None:
    dialog.select("coding.highlight")
    dialog.field.setKeySequence(QKeySequence("Ctrl+B"))
    assert "Move the boundaries" in dialog.message.text()
    dialog.use.click()
    assert window.acts["reshaping.boundaries"].shortcuts() == []
    assert window.acts["coding.highlight"].shortcut() == QKeySequence("Ctrl+B")
    dialog.all_usual.click()
    assert window.acts["reshaping.boundaries"].shortcut() == QKeySequence("Ctrl+B")
    assert window.settings["keys"] == {}


def test_plain_letters_stay_with_the_codes(dialog: ShortcutsDialog) -> None:
    dialog.select("coding.highlight")
    dialog.field.setKeySequence(QKeySequence("K"))
    assert not dialog.use.isEnabled()
    assert "K" in dialog.message.text()


def test_an_action_can_go_without_a_key(window: Window, dialog: ShortcutsDialog) -> None:
    dialog.select("view.focus")
    dialog.none.click()
    assert window.acts["view.focus"].shortcuts() == []
    dialog.usual.click()
    assert window.acts["view.focus"].shortcut() == QKeySequence("F9")


def test_actions_are_found_by_name_and_key(dialog: ShortcutsDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.filter, "boundar")
    found = [item.text(0) for item in dialog._items() if not item.isHidden()]
    assert "Move the boundaries" in found
    assert "Undo" not in found


def test_spoilt_settings_give_the_usual_keys() -> None:
    row = next(row for row in ACTIONS if row.id == "view.focus")
    assert keys_of(row, {"view.focus": 3}) == row.keys  # type: ignore[dict-item]


def test_the_card_names_every_key_and_the_codes(window: Window, tmp_path: Path) -> None:
    with window.session.change(Op.CREATE_CODE) as change:
        core.codebook.create_code(change, "<b>Threat</b>", shortcut="X")
    window.view.write_card(tmp_path / "keys.html")
    page = (tmp_path / "keys.html").read_text("utf-8")
    assert "&lt;b&gt;Threat&lt;/b&gt;" in page
    assert "<b>" not in page
    for row in ACTIONS:
        if row.keys:
            assert QKeySequence(row.keys[0]).toString().replace("&", "&amp;") in page
    window.view.write_card(tmp_path / "keys")
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF-")


def test_a_usual_key_that_another_has_taken_is_taken_back(window: Window, qtbot: QtBot) -> None:
    settings = window.settings
    settings["keys"] = {"finding.open": [], "view.about": ["Ctrl+F"]}
    dialog = ShortcutsDialog(settings, window)
    qtbot.addWidget(dialog)
    dialog.select("finding.open")
    dialog.usual.click()
    assert settings["keys"].get("view.about", []) == []
    assert "finding.open" not in settings["keys"]
