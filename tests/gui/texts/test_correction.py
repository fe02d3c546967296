"""Correcting a text in the window: edited beside the old one, accepted in one step, compared."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop_app import core
from desktop_app.core.anchoring import Alignment
from desktop_app.core.errors import StorageFailed
from desktop_app.core.journal import Change
from desktop_app.gui.dialogs.choice import Choice
from desktop_app.gui.texts.correction import CorrectionDialog
from desktop_app.gui.texts.lost import LostPanel
from desktop_app.gui.texts.sides import Sides
from desktop_app.gui.texts.tracking import TrackedText, from_units, to_units
from desktop_app.gui.texts.versions import VersionsDialog
from desktop_app.gui.window import Window
from tests.gui.conftest import TEXT, annotations_of, select


def correction(window: Window, qtbot: QtBot) -> CorrectionDialog:
    window.acts["texts.correct"].trigger()
    dialog = window.texts.dialog
    assert isinstance(dialog, CorrectionDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def type_over(qtbot: QtBot, dialog: CorrectionDialog, words: str, typed: str) -> None:
    """Find words in the corrected text and type others over them, as a reader does."""
    cursor = dialog.sides.new.document().find(words)
    assert not cursor.isNull()
    dialog.sides.new.setTextCursor(cursor)
    if typed:
        qtbot.keyClicks(dialog.sides.new, typed)
    else:
        qtbot.keyClick(dialog.sides.new, Qt.Key.Key_Delete)


def compared(qtbot: QtBot, dialog: CorrectionDialog) -> None:
    qtbot.waitUntil(lambda: dialog.plan is not None and dialog.accept_button.isEnabled())


def accept(qtbot: QtBot, dialog: CorrectionDialog) -> None:
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept_button.click()


def is_shown(dialog: CorrectionDialog) -> bool:
    return isValid(dialog) and dialog.isVisible()


def code(window: Window, words: str, key: str) -> None:
    select(window, words)
    window.reader.plainKey.emit(key)


def text_of(window: Window) -> str:
    project = window.session.project
    assert project is not None
    return core.documents.read_text(project, window.session.document_id)


def test_a_correction_is_seen_before_it_is_accepted(window: Window, qtbot: QtBot) -> None:
    code(window, "nobody answered", "i")
    code(window, "patience", "i")
    code(window, "waiting", "h")
    dialog = correction(window, qtbot)
    type_over(qtbot, dialog, "nobody", "no one")
    type_over(qtbot, dialog, "this patience", "")
    compared(qtbot, dialog)
    assert text_of(window) == TEXT
    rows = dialog.affected.model()
    said = [rows.index(row, 1).data() for row in range(rows.rowCount())]
    assert said == ["without words", "reworded"]
    assert "1 loses its words" in dialog.said.text()
    assert dialog.sides.old.extraSelections()
    dialog.affected.setCurrentIndex(rows.index(1, 0))
    assert dialog.sides.new.textCursor().selectedText() == "no one answered"
    dialog.reason.setText("a slip")
    accept(qtbot, dialog)
    assert text_of(window) == TEXT.replace("nobody", "no one", 1).replace("this patience", "")
    quotes = sorted(part.quote for each in annotations_of(window) for part in each.parts)
    assert quotes == ["no one answered", "waiting"]
    assert window.reading.text == text_of(window)
    window.acts["coding.undo"].trigger()
    assert text_of(window) == TEXT
    assert len(annotations_of(window)) == 3


def test_what_could_not_be_kept_is_not_told_as_corrected(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StorageFailed(path=Path("full"), reason="the disk is full")

    dialog = correction(window, qtbot)
    type_over(qtbot, dialog, "nobody", "no one")
    compared(qtbot, dialog)
    # At the end of the change, where all of it was written and nothing is kept yet.
    monkeypatch.setattr(Change, "finish", refuse)
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: "disk is full" in window.status.said.text())
    assert is_shown(dialog)
    assert text_of(window) == TEXT
    monkeypatch.undo()
    accept(qtbot, dialog)
    assert text_of(window) != TEXT


def test_a_lost_passage_waits_and_is_placed_on_the_selection(window: Window, qtbot: QtBot) -> None:
    code(window, "Who would answer?", "h")
    dialog = correction(window, qtbot)
    type_over(qtbot, dialog, "Who would answer? ", "")
    compared(qtbot, dialog)
    accept(qtbot, dialog)
    panel = window.results.panel("lost")
    assert isinstance(panel, LostPanel)
    assert [each.quote for each in panel.orphans] == ["Who would answer?"]
    window.reader.setTextCursor(window.reader.textCursor())
    select(window, "Nobody would")
    panel.place.click()
    assert [p.quote for each in annotations_of(window) for p in each.parts] == ["Nobody would"]
    assert panel.orphans == []
    window.acts["coding.undo"].trigger()
    assert len(panel.orphans) == 1
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    assert panel.orphans == []


def test_leaving_asks_where_something_was_typed(window: Window, qtbot: QtBot) -> None:
    dialog = correction(window, qtbot)
    qtbot.keyClick(dialog.sides.new, Qt.Key.Key_Escape)
    assert not is_shown(dialog)
    dialog = correction(window, qtbot)
    type_over(qtbot, dialog, "nobody", "no one")
    qtbot.keyClick(dialog.sides.new, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    (choice,) = dialog.findChildren(Choice)
    assert not choice.buttons["leave"].isDefault()
    choice.buttons["leave"].click()
    assert not is_shown(dialog)
    assert text_of(window) == TEXT


def test_versions_are_compared_and_an_old_one_comes_back(window: Window, qtbot: QtBot) -> None:
    code(window, "patience", "i")
    dialog = correction(window, qtbot)
    type_over(qtbot, dialog, "patience", "peace")
    compared(qtbot, dialog)
    accept(qtbot, dialog)
    window.acts["texts.versions"].trigger()
    versions = window.texts.dialog
    assert isinstance(versions, VersionsDialog)
    qtbot.waitUntil(versions.forward.isEnabled)
    assert versions.sides.old.toPlainText().count("patience") == 1
    versions.forward.click()
    assert versions.sides.new.textCursor().selectedText() == "peace"
    versions.back.click()
    back = window.texts.dialog
    assert isinstance(back, CorrectionDialog)
    compared(qtbot, back)
    accept(qtbot, back)
    assert text_of(window) == TEXT
    assert [p.quote for each in annotations_of(window) for p in each.parts] == ["patience"]


def test_a_new_edition_is_read_from_a_file(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code(window, "patience", "i")
    path = tmp_path / "second.txt"
    path.write_text("A preface.\n\n" + TEXT, "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(path), ""))
    window.acts["texts.replace"].trigger()
    qtbot.waitUntil(lambda: isinstance(window.texts.dialog, CorrectionDialog))
    dialog = window.texts.dialog
    assert isinstance(dialog, CorrectionDialog)
    compared(qtbot, dialog)
    accept(qtbot, dialog)
    assert window.reading.text.startswith("A preface.")
    assert [p.quote for each in annotations_of(window) for p in each.parts] == ["patience"]


AWKWARD = "a\u00a0b \u2028c 😀 d\n\n𝒳 e\u0301 \ufffc f\n"


def test_only_what_is_typed_is_read_back_from_the_editor(qtbot: QtBot) -> None:
    edit = QPlainTextEdit()
    qtbot.addWidget(edit)
    tracked = TrackedText(edit)
    tracked.set_text(AWKWARD)
    assert tracked.text() == AWKWARD
    cursor = edit.textCursor()
    cursor.setPosition(0)
    edit.setTextCursor(cursor)
    qtbot.keyClicks(edit, "xy")
    cursor.movePosition(cursor.MoveOperation.End)
    edit.setTextCursor(cursor)
    qtbot.keyClicks(edit, "z")
    assert tracked.text() == f"xy{AWKWARD}z"
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    edit.insertPlainText("😀\u00a0\nq")
    assert tracked.text() == f"xy{AWKWARD}z\n😀\u00a0\nq"
    edit.selectAll()
    edit.insertPlainText("new 😀")
    assert tracked.text() == "new 😀"
    edit.undo()
    assert tracked.text() == f"xy{AWKWARD}z\n😀\u00a0\nq"
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    assert tracked.text() == ""


def test_what_is_cut_and_pasted_back_is_the_same(qtbot: QtBot) -> None:
    sides = Sides("old", "new", is_editable=True)
    qtbot.addWidget(sides)
    tracked = TrackedText(sides.new)
    tracked.set_text(AWKWARD)
    sides.new.selectAll()
    sides.new.cut()
    assert tracked.text() == ""
    sides.new.paste()
    assert tracked.text() == AWKWARD
    cursor = sides.new.textCursor()
    cursor.setPosition(1)
    cursor.setPosition(9, cursor.MoveMode.KeepAnchor)
    sides.new.setTextCursor(cursor)
    sides.new.cut()
    sides.new.paste()
    assert tracked.text() == AWKWARD


def test_units_are_utf_16_and_come_back() -> None:
    for text in ("abc", "é", "😀", AWKWARD):
        assert len(to_units(text)) == len(text.encode("utf-16-le")) // 2
    assert from_units(to_units(AWKWARD)) == AWKWARD
    assert from_units("\ud83d") == "\ufffd"


def test_the_lists_beside_the_text_follow_a_correction(window: Window, qtbot: QtBot) -> None:
    code(window, "patience", "i")
    dialog = correction(window, qtbot)
    type_over(qtbot, dialog, "patience", "peace")
    compared(qtbot, dialog)
    accept(qtbot, dialog)
    (annotation,) = annotations_of(window)
    window.session.show_annotation(annotation)
    assert window.reader.annotations_at(annotation.parts[0].start) == [annotation.id]
    rows = window.annotations.view.model()
    said = " ".join(str(rows.index(row, 0).data(role)) for row in range(rows.rowCount())
                    for role in (Qt.ItemDataRole.AccessibleTextRole,))  # fmt: skip
    assert "peace" in said


def test_of_very_many_differences_those_in_view_are_marked(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.gui.texts.sides.MOST_SHOWN", 10)
    old = "".join(f"line {number}\n" for number in range(400))
    new = old.replace("line", "row")
    changes = Alignment(old, new).changes()
    sides = Sides("old", "new")
    qtbot.addWidget(sides)
    sides.resize(600, 300)
    sides.show()
    sides.old.setPlainText(old)
    sides.new.setPlainText(new)
    sides.show_differences(old, new, changes)
    assert len(sides.new.extraSelections()) == 10
    sides.go_to(*changes[300])
    last = changes[300][1]
    qtbot.waitUntil(
        lambda: any(each.cursor.selectionStart() == last[0] for each in sides.new.extraSelections())
    )
    assert len(sides.old.extraSelections()) == 10


def test_passages_that_move_elsewhere_are_listed(window: Window, qtbot: QtBot) -> None:
    code(window, "answered", "i")
    code(window, "They call this patience", "h")
    code(window, "Nobody would", "i")
    dialog = correction(window, qtbot)
    moved = "They call this patience; we call it waiting."
    type_over(qtbot, dialog, moved, "")
    editor = dialog.sides.new
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClicks(editor, f"{moved} ")
    compared(qtbot, dialog)
    rows = dialog.affected.model()
    said = [[rows.index(row, at).data() for at in (1, 3, 4)] for row in range(rows.rowCount())]
    assert said == [["moved", "They call this patience", "at 1.1"]]
    assert "2 passages stay as they are · 1 moves to another place" in dialog.said.text()
    accept(qtbot, dialog)
    text = text_of(window)
    places = [(p.start, p.quote) for each in annotations_of(window) for p in each.parts]
    assert (0, "They call this patience") in places
    assert all(text[start : start + len(quote)] == quote for start, quote in places)
