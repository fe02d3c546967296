"""The main job in the window, from a text to its segments, by keys and by mouse."""

import csv
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.gui.tasks import Progress, Stopped, Task
from desktop_app.gui.window import Window
from desktop_app.paths import data_folder
from tests.gui.conftest import annotations_of, select


def code_named(window: Window, annotation: object) -> str:
    return window.session.tree.path(annotation.code_id)  # type: ignore[attr-defined]


def test_a_code_key_marks_the_selection(qtbot: QtBot, window: Window) -> None:
    start, end = select(window, "nobody answered")
    qtbot.keyClicks(window.reader, "i")
    [made] = annotations_of(window)
    assert code_named(window, made) == "Figure > Irony"
    assert [(part.start, part.end, part.quote) for part in made.parts] == [
        (start, end, "nobody answered")
    ]
    assert window.session.annotation_id == made.id


def test_a_second_key_codes_the_same_passage(qtbot: QtBot, window: Window) -> None:
    select(window, "nobody answered")
    qtbot.keyClicks(window.reader, "ih")
    made = annotations_of(window)
    assert {code_named(window, each) for each in made} == {"Figure > Irony", "Figure > Hypophora"}
    assert len({(each.parts[0].start, each.parts[0].end) for each in made}) == 1


def test_the_same_key_twice_adds_nothing(qtbot: QtBot, window: Window) -> None:
    select(window, "nobody answered")
    qtbot.keyClicks(window.reader, "ii")
    assert len(annotations_of(window)) == 1
    assert "already" in window.status.said.text()


def test_typing_a_name_and_enter_applies_a_code(qtbot: QtBot, window: Window) -> None:
    select(window, "patience")
    qtbot.keyClick(window.reader, Qt.Key.Key_Return)
    finder = window.coding.finder
    assert finder is not None
    assert finder.isVisible()
    qtbot.keyClicks(finder.field, "antith")
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    [made] = annotations_of(window)
    assert code_named(window, made) == "Figure > Antithesis"
    assert made.parts[0].quote == "patience"


def test_the_popup_makes_a_new_code_in_one_step(qtbot: QtBot, window: Window) -> None:
    select(window, "waiting")
    qtbot.keyClick(window.reader, Qt.Key.Key_Return)
    finder = window.coding.finder
    assert finder is not None
    qtbot.keyClicks(finder.field, "Stance > Weariness")
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    [made] = annotations_of(window)
    assert code_named(window, made) == "Stance > Weariness"
    window.acts["coding.undo"].trigger()
    assert annotations_of(window) == []
    assert len(window.session.tree) == 4


def test_highlight_recode_and_remove(qtbot: QtBot, window: Window) -> None:
    select(window, "They call this patience")
    qtbot.keyClick(window.reader, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    [made] = annotations_of(window)
    assert made.code_id is None
    qtbot.keyClick(window.reader, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    finder = window.coding.finder
    assert finder is not None
    qtbot.keyClicks(finder.field, "irony")
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    [recoded] = annotations_of(window)
    assert (recoded.id, code_named(window, recoded)) == (made.id, "Figure > Irony")
    qtbot.keyClick(window.reader, Qt.Key.Key_Delete)
    assert annotations_of(window) == []
    assert window.session.annotation_id == ""


def test_a_second_part_joins_the_annotation_in_hand(qtbot: QtBot, window: Window) -> None:
    select(window, "Who would answer?")
    qtbot.keyClicks(window.reader, "h")
    select(window, "Nobody would 😀.")
    qtbot.keyClicks(window.reader, "+")
    [made] = annotations_of(window)
    assert [part.quote for part in made.parts] == ["Who would answer?", "Nobody would 😀."]


def test_every_act_is_undone_and_redone_by_name(qtbot: QtBot, window: Window) -> None:
    select(window, "patience")
    qtbot.keyClicks(window.reader, "i")
    undo, redo = window.acts["coding.undo"], window.acts["coding.redo"]
    assert undo.text() == "Undo apply ‘Irony’"
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert annotations_of(window) == []
    assert redo.text() == "Redo apply ‘Irony’"
    qtbot.keyClick(
        window,
        Qt.Key.Key_Z,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert len(annotations_of(window)) == 1


def test_a_key_without_a_selection_says_what_to_do(qtbot: QtBot, window: Window) -> None:
    window.reader.setFocus()
    qtbot.keyClicks(window.reader, "i")
    assert annotations_of(window) == []
    assert window.status.said.text() == "Select some words first"


def test_the_list_leads_back_to_the_text(qtbot: QtBot, window: Window) -> None:
    start, _ = select(window, "waiting")
    qtbot.keyClicks(window.reader, "i")
    window.reader.go_to(0)
    window.session.set_current("")
    view = window.annotations.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert window.session.annotation_id == annotations_of(window)[0].id
    assert window.reader.caret() == start


def test_segments_leave_by_the_file_menu(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    select(window, "patience")
    qtbot.keyClicks(window.reader, "i")
    out = tmp_path / "segments.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    window.acts["exports.segments"].trigger()
    qtbot.waitUntil(lambda: window.status.said.text().endswith("written: 1 row"))
    with out.open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["quote"], row["code_path"], row["coder"]) == (
        "patience",
        "Figure > Irony",
        "Reader A",
    )


def test_a_text_comes_in_by_the_file_menu(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "letter.txt"
    source.write_bytes("\ufeffDear sir,\r\nnothing came.".encode())
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([str(source)], ""))
    window.acts["imports.texts"].trigger()
    qtbot.waitUntil(lambda: window.reading.text == "Dear sir,\nnothing came.")
    assert window.acts["coding.undo"].text() == "Undo import “letter”"
    for dialog in window.findChildren(QDialog):
        dialog.close()


def test_what_was_left_open_opens_again(window: Window, reading_project: Path) -> None:
    assert window.settings.recent() == [reading_project]
    assert window.windowTitle().startswith("reading")


def test_a_project_named_on_the_command_line_is_found_from_everywhere(
    window: Window, reading_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.files.close()
    window.settings["recent"] = []
    monkeypatch.chdir(reading_project.parent)
    assert window.files.open_path(Path(reading_project.name))
    monkeypatch.chdir("/")
    assert window.settings.recent() == [reading_project]
    assert Path(window.settings["folder"]) == reading_project.parent


def test_undo_keeps_a_note_that_is_being_typed(qtbot: QtBot, window: Window) -> None:
    select(window, "patience")
    qtbot.keyClicks(window.reader, "i")
    window.acts["notes.annotation"].trigger()
    qtbot.keyClicks(window.annotation.note, "typed reason")
    window.acts["coding.undo"].trigger()
    window.acts["coding.redo"].trigger()
    assert [each.note for each in annotations_of(window)] == ["typed reason"]


def test_a_dialog_that_is_opened_again_ends_once_more(qtbot: QtBot, window: Window) -> None:
    dialog = QDialog(window)
    qtbot.addWidget(dialog)
    for _ in range(2):
        window.session.show_dialog(dialog)
        qtbot.waitUntil(dialog.isVisible)
        dialog.done(0)
    window.session.show_dialog(dialog)
    window.session.close()
    assert not dialog.isVisible()


def test_a_long_sentence_does_not_widen_the_window(window: Window) -> None:
    status = window.status
    sides = (status.place, status.coder, status.count, status.kept)
    before = status.minimumSizeHint().width()
    status.say("A sentence that goes on. " * 40)
    assert all(each.isHidden() for each in sides)
    assert status.minimumSizeHint().width() <= before
    assert "goes on" in status.said.text()
    status._silence.timeout.emit()
    assert not any(each.isHidden() for each in sides)
    status.say("Done.")
    assert not status.coder.isHidden()


def test_a_new_project_is_not_offered_a_place_beside_the_sample(window: Window) -> None:
    before = window.settings["folder"]
    window.files.sample()
    assert window.session.project is not None
    assert window.session.project.path.parent == data_folder()
    assert window.settings["folder"] == before


def test_the_line_below_keeps_no_room_for_what_is_not_said(window: Window) -> None:
    window.session.close()
    status = window.status
    assert not any(each.isVisible() for each in (status.place, status.coder, status.count))


def test_the_search_field_says_what_it_is_for_where_there_is_room(
    window: Window, qtbot: QtBot
) -> None:
    field = window.top.search
    window.resize(1400, 800)
    qtbot.waitUntil(lambda: field.width() == field.maximumWidth())
    assert field._hint.isVisible()


def test_work_that_goes_on_can_be_stopped_after_other_work_has_ended(
    window: Window, qtbot: QtBot
) -> None:
    status, may_end = window.status, Event()

    def go_on(progress: Progress) -> None:
        for step in range(3000):
            progress(step, 3000)
            if may_end.wait(0.01):
                return

    ended: list[object] = []
    long, short = Task(go_on), Task(lambda _: None)
    long.finished.connect(lambda _, error: ended.append(error))
    for task in (long, short):
        status.watch(task, "At work")
        task.start()
    with qtbot.waitSignal(short.over):
        pass
    assert not status.cancel.isHidden()
    status.cancel.click()
    qtbot.waitUntil(lambda: bool(ended))
    may_end.set()
    assert isinstance(ended[0], Stopped)
    qtbot.waitUntil(status.cancel.isHidden)
