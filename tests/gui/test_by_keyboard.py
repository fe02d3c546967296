"""The whole job without a mouse: open, read, code, note, change the code, undo, export."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.gui.bridge import Session
from desktop_app.gui.window import Window
from desktop_app.settings import Settings
from tests.gui.conftest import annotations_of, select

KEY, MOD = Qt.Key, Qt.KeyboardModifier


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = MOD.NoModifier, times: int = 1) -> None:
    """Press a key wherever the focus is, as a keyboard does."""
    for _ in range(times):
        QtBot.keyClick(focused(), key, modifiers)
        QApplication.processEvents()


def test_the_whole_job_by_keys(
    qtbot: QtBot, reading_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The system's own dialogs for files are the only thing that stands in for itself here.
    table = tmp_path / "segments.csv"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(reading_project), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(table), ""))
    window = Window(Session(), Settings())
    qtbot.addWidget(window)
    window.furnish()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    press(KEY.Key_O, MOD.ControlModifier)
    assert window.session.project is not None
    press(KEY.Key_3, MOD.ControlModifier)
    assert focused() is window.reader

    # Read on to "nobody answered", select it, and find its code by a part of the name.
    press(KEY.Key_Right, MOD.ControlModifier, times=6)
    press(KEY.Key_Right, MOD.ControlModifier | MOD.ShiftModifier, times=2)
    span = window.reader.selection()
    assert span is not None
    assert window.reading.text[slice(*span)].startswith("nobody answered")
    press(KEY.Key_Return)
    qtbot.keyClicks(focused(), "hypo")
    press(KEY.Key_Return)
    assert [window.session.tree.path(a.code_id) for a in annotations_of(window)] == [
        "Figure > Hypophora"
    ]
    assert focused() is window.reader

    # Write a note and come back.
    press(KEY.Key_M, MOD.ControlModifier)
    qtbot.keyClicks(focused(), "A question without an answer")
    press(KEY.Key_3, MOD.ControlModifier)
    assert annotations_of(window)[0].note == "A question without an answer"

    # Another code, and the first one again.
    press(KEY.Key_R, MOD.ControlModifier)
    qtbot.keyClicks(focused(), "Refusal")
    press(KEY.Key_Return)
    assert window.session.tree.path(annotations_of(window)[0].code_id) == "Refusal"
    press(KEY.Key_Z, MOD.ControlModifier)
    assert window.session.tree.path(annotations_of(window)[0].code_id) == "Figure > Hypophora"

    press(KEY.Key_E, MOD.ControlModifier)
    qtbot.waitUntil(table.exists)
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["code_path"], row["note"]) for row in rows] == [
        ("Figure > Hypophora", "A question without an answer")
    ]
    assert rows[0]["quote"].startswith("nobody answered")
    window.close()


def test_undo_in_a_note_takes_back_the_typing_first(window: Window, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    select(window, "patience")
    press(KEY.Key_I)
    press(KEY.Key_M, MOD.ControlModifier)
    qtbot.keyClicks(focused(), "a reason")
    press(KEY.Key_Z, MOD.ControlModifier)
    assert window.annotation.note.toPlainText() == ""
    assert len(annotations_of(window)) == 1
    press(KEY.Key_Z, MOD.ControlModifier)
    assert annotations_of(window) == []


def test_tab_reaches_every_place_and_comes_round(window: Window, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.reader.setFocus()
    seen: list[QWidget] = []
    for _ in range(80):
        press(KEY.Key_Tab)
        if focused() in seen:
            break
        seen.append(focused())
    places = {window.reader, window.codebook.view, window.codebook.filter, window.documents.view}
    missing = {type(place).__name__ for place in places - set(seen)}
    assert not missing
    nameless = [type(w).__name__ for w in seen if not (w.accessibleName() or _text_of(w))]
    assert not nameless


def _text_of(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) else ""
