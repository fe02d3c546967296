"""The file of the open project: checked, backed up, watched; and brought back in a real window."""

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.core import drafts, leases, safety, schema
from desktop_app.core.findings import Trouble
from desktop_app.core.model import NoteTarget
from desktop_app.core.project import Project
from desktop_app.gui import words_safety as said
from desktop_app.gui.acts import opening
from desktop_app.gui.acts.watch import BEAT_EVERY, LOOK_EVERY
from desktop_app.gui.codebook.screen import CodebookScreen
from desktop_app.gui.dialogs import note as note_module
from desktop_app.gui.dialogs.check import CheckDialog
from desktop_app.gui.dialogs.note import NoteDialog
from desktop_app.gui.dialogs.restore import RestoreDialog
from desktop_app.gui.panels.annotation.note import NoteEditor
from desktop_app.gui.pieces import KEPT_WITHIN
from desktop_app.gui.tasks import Task
from desktop_app.gui.window import Window
from tests.builders import state_of
from tests.gui.conftest import PATIENCE, annotations_of, select

OLDER = Path(__file__).parents[1] / "core" / "migrations" / "v1.diple"


def code_something(qtbot: QtBot, window: Window, words: str = "nobody answered") -> None:
    select(window, words)
    qtbot.keyClicks(window.reader, "i")


def notice(window: Window, key: str) -> str:
    found = window.notices.notice(key)
    return found.label.text() if found else ""


def answer(window: Window, key: str, label: str) -> None:
    found = window.notices.notice(key)
    assert found
    found.buttons[label].click()


def look(qtbot: QtBot, window: Window) -> None:
    window.watch.look()
    qtbot.waitUntil(lambda: window.watch._task is None)


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))


# Opening
def test_a_project_open_elsewhere_is_read_then_taken_over(
    qtbot: QtBot, window: Window, seeded_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "shared.diple"
    shutil.copy(seeded_file, path)
    at = "2026-11-23T08:30:00.000Z"
    leases.write(path, leases.Lease("noor", "library-pc", "m", 1, "t", at, at))
    assert window.files.open_path(path)
    assert notice(window, "reading").startswith("noor on library-pc has this project open")
    project = window.session.project
    assert project
    assert not project.is_writable
    assert window.status.kept.text() == "Read-only"
    answer(window, "reading", said.TAKE_OVER)
    project = window.session.project
    assert project
    assert project.is_writable
    assert notice(window, "reading") == ""


def test_what_is_only_read_can_be_saved_as_another_file(
    window: Window, seeded_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, mine = tmp_path / "shared.diple", tmp_path / "mine.diple"
    shutil.copy(seeded_file, path)
    at = "2026-11-23T08:30:00.000Z"
    leases.write(path, leases.Lease("noor", "library-pc", "m", 1, "t", at, at))
    assert window.files.open_path(path)
    choose(monkeypatch, mine)
    answer(window, "reading", said.SAVE_COPY)
    project = window.session.project
    assert project
    assert project.path == mine
    assert project.is_writable
    assert window.reading.text


def test_a_newer_project_is_read(window: Window, seeded_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "newer.diple"
    shutil.copy(seeded_file, path)
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE meta SET value = '9.3' WHERE id = 'needs'")
        raw.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    raw.close()
    assert window.files.open_path(path)
    assert "you need Diple 9.3" in notice(window, "reading")
    assert window.reading.text


def test_an_older_project_is_brought_up_to_date_and_that_is_said(
    window: Window, tmp_path: Path
) -> None:
    path = tmp_path / "older.diple"
    shutil.copy(OLDER, path)
    assert window.files.open_path(path)
    assert window.session.project is not None
    assert window.session.project.is_writable
    assert "brought up to date" in window.status.said.text()
    assert [each.reason.value for each in safety.backups_of(path)] == ["migration"]
    window.session.close()
    window.session.told.emit("")
    assert window.files.open_path(path)
    assert "brought up to date" not in window.status.said.text()


def test_a_large_project_is_checked_in_a_thread(
    qtbot: QtBot, window: Window, seeded_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "AT_ONCE", 0)
    path = tmp_path / "large.diple"
    shutil.copy(seeded_file, path)
    assert window.files.open_path(path)
    assert window.session.project
    assert window.session.project.path != path
    qtbot.waitUntil(lambda: bool(window.session.project and window.session.project.path == path))


def test_what_a_crash_left_is_said(
    qtbot: QtBot, window: Window, seeded_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "left.diple"
    shutil.copy(seeded_file, path)
    with Project.open(path) as project:
        drafts.keep(project.id, NoteTarget("project"), "Half a tho", "")
        lease = leases.read(path)
    assert lease
    leases.write(path, lease)
    assert window.files.open_path(path)
    assert notice(window, "left").startswith("Diple ended without closing this project.")
    assert "A note that was being typed then is kept" in notice(window, "left")
    assert window.session.project
    assert "Half a tho" in str(state_of(window.session.project)["notes"])
    window.acts["coding.undo"].trigger()
    assert "Half a tho" not in str(state_of(window.session.project)["notes"])
    left = window.notices.notice("left")
    assert left
    assert left.findChild(QPushButton) is None


# Restoring
@pytest.fixture
def dialogs(window: Window) -> Callable[[type], object]:
    def find(kind: type) -> object:
        found = [each for each in window.findChildren(kind) if each.isVisible()]
        return found[-1] if found else None

    return find


def test_from_damage_to_the_work_of_before(
    qtbot: QtBot, window: Window, reading_project: Path, dialogs: Callable[[type], object]
) -> None:
    """The whole way: a backup, damage, the report, the list of backups, the file set aside."""
    code_something(qtbot, window)
    window.acts["safety.backup"].trigger()
    qtbot.waitUntil(lambda: window.status.said.text() == said.BACKED_UP)
    code_something(qtbot, window, "patience")
    window.session.close()
    data = reading_project.read_bytes()
    at = data.index(b"nobody answered")
    reading_project.write_bytes(data[:at] + b"N" + data[at + 1 :])
    broken = reading_project.read_bytes()

    assert window.files.open_path(reading_project)
    qtbot.waitUntil(lambda: dialogs(CheckDialog) is not None)
    report = dialogs(CheckDialog)
    assert isinstance(report, CheckDialog)
    assert "the text of “Patience” is not what was imported" in report.details.toPlainText()
    assert reading_project.read_bytes() == broken
    assert report.restore is not None
    qtbot.mouseClick(report.restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialogs(RestoreDialog) is not None)
    dialog = dialogs(RestoreDialog)
    assert isinstance(dialog, RestoreDialog)
    qtbot.waitUntil(lambda: dialog.property("counted") is True)
    rows = [
        [item.text(column) for column in range(8)]
        for row in range(dialog.list.topLevelItemCount())
        if (item := dialog.list.topLevelItem(row))
    ]
    assert [row[5] for row in rows] == ["2", "1 (−1)"]
    assert rows[1][1] == "asked for"
    qtbot.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.project is not None)
    assert len(annotations_of(window)) == 1
    assert "set aside as" in notice(window, "restored")
    aside = reading_project.parent.glob("*set aside*")
    assert [each.read_bytes() for each in aside] == [broken]
    code_something(qtbot, window, "waiting")
    assert len(annotations_of(window)) == 2


def test_an_emptied_file_leads_to_its_backups(
    qtbot: QtBot, window: Window, reading_project: Path, dialogs: Callable[[type], object]
) -> None:
    safety.backup_if_changed(reading_project, safety.Reason.TIMER)
    window.session.close()
    reading_project.write_bytes(b"")
    assert window.files.open_path(reading_project)
    qtbot.waitUntil(lambda: dialogs(CheckDialog) is not None)
    report = dialogs(CheckDialog)
    assert isinstance(report, CheckDialog)
    assert "not a project any more" in report.details.toPlainText()


def test_a_file_with_programs_in_it_is_not_taken_for_a_broken_one_of_ours(
    qtbot: QtBot, window: Window, tmp_path: Path, dialogs: Callable[[type], object]
) -> None:
    path = tmp_path / "sent.diple"
    Project.create(path, "Stranger").close()
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE VIEW evil AS SELECT * FROM codes")
    raw.close()
    assert window.files.open_path(path)
    qtbot.waitUntil(lambda: dialogs(CheckDialog) is not None)
    report = dialogs(CheckDialog)
    assert isinstance(report, CheckDialog)
    assert report.summary.text() == "“sent” is not opened. Nothing was written to it."
    told = report.details.toPlainText()
    assert "it holds what Diple never writes: view evil" in told
    assert "If it was sent to you, ask for one that only Diple has written" in told
    assert report.restore is None
    assert report.read is None


def test_a_sound_project_says_so(
    qtbot: QtBot, window: Window, dialogs: Callable[[type], object]
) -> None:
    window.acts["safety.check"].trigger()
    qtbot.waitUntil(lambda: dialogs(CheckDialog) is not None)
    report = dialogs(CheckDialog)
    assert isinstance(report, CheckDialog)
    assert "is whole" in report.summary.text()
    assert report.restore is None
    assert report.read is None


def test_backups_by_the_clock(qtbot: QtBot, window: Window, reading_project: Path) -> None:
    window.safety._back_up("opening")
    qtbot.waitUntil(lambda: len(safety.backups_of(reading_project)) == 1)
    window.safety._back_up("timer")
    code_something(qtbot, window)
    window.safety._back_up("timer")
    qtbot.waitUntil(lambda: len(safety.backups_of(reading_project)) == 2)


def test_a_backup_that_fails_is_said(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DIPLE_HOME", str(tmp_path / "file"))
    window.safety._back_up("timer")
    qtbot.waitUntil(lambda: bool(notice(window, "backup")))
    assert notice(window, "backup").startswith("The work is saved, but no backup could be made.")
    monkeypatch.setenv("DIPLE_HOME", str(tmp_path / "home"))
    answer(window, "backup", said.TRY_AGAIN)
    qtbot.waitUntil(lambda: not notice(window, "backup"))


# The watch
def test_a_deleted_file_is_noticed_and_written_again(
    qtbot: QtBot, window: Window, reading_project: Path
) -> None:
    code_something(qtbot, window)
    reading_project.unlink()
    look(qtbot, window)
    assert notice(window, "trouble").startswith("The file of this project is no longer there.")
    assert window.status.kept.text() == said.STOPPED_WRITING
    code_something(qtbot, window, "patience")
    assert "is no longer there, so nothing was changed" in window.status.said.text()
    assert len(annotations_of(window)) == 1
    answer(window, "trouble", said.WRITE_BACK)
    assert notice(window, "trouble") == ""
    code_something(qtbot, window, "patience")
    assert len(annotations_of(window)) == 2
    window.session.close()
    assert safety.check(reading_project).is_sound


def test_an_answer_leaves_the_focus_in_the_text(
    qtbot: QtBot, window: Window, reading_project: Path
) -> None:
    moved = reading_project.with_name("moved.diple")
    reading_project.rename(moved)
    look(qtbot, window)
    found = window.notices.notice("trouble")
    assert found is not None
    button = found.buttons["Go on as “moved.diple”"]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert window.notices.notice("trouble") is None
    assert window.focusWidget() is window.reader


def test_what_is_typed_while_the_file_is_gone_is_kept(
    qtbot: QtBot, window: Window, reading_project: Path
) -> None:
    code_something(qtbot, window)
    made = annotations_of(window)[0].id
    project = window.session.project
    assert project is not None
    window.session.set_current(made)
    window.results.open("codebook")
    screen = window.results.panel("codebook")
    assert isinstance(screen, CodebookScreen)
    irony = window.session.tree.find("Figure > Irony").id
    screen.go_to(irony)
    reading_project.unlink()
    look(qtbot, window)
    window.annotation.note.setPlainText("Typed meanwhile.")
    window.annotation.flush()
    field = screen.form.texts["full_definition"]
    field.setPlainText("Said while away.")
    screen.form.flush()
    assert annotations_of(window)[0].note == ""
    assert [each.text for each in drafts.read(project.id)] == ["Typed meanwhile."]
    answer(window, "trouble", said.WRITE_BACK)
    assert annotations_of(window)[0].note == "Typed meanwhile."
    assert drafts.read(project.id) == []
    code = window.session.tree.get(irony)
    assert code is not None
    assert code.full_definition == "Said while away."
    reading_project.rename(reading_project.with_suffix(".away"))
    look(qtbot, window)
    window.annotation.note.setPlainText("Typed at last.")
    window.session.close()
    reading_project.with_suffix(".away").rename(reading_project)
    assert window.files.open_path(reading_project)
    assert annotations_of(window)[0].note == "Typed at last."
    assert notice(window, "left")


def test_a_file_that_comes_back_by_itself(
    qtbot: QtBot, window: Window, reading_project: Path
) -> None:
    away = reading_project.parent / "home" / "away"
    os.rename(reading_project, away)
    look(qtbot, window)
    assert notice(window, "trouble")
    os.rename(away, reading_project)
    look(qtbot, window)
    assert notice(window, "trouble") == ""
    assert window.status.said.text() == said.WRITING_AGAIN
    code_something(qtbot, window)
    assert len(annotations_of(window)) == 1


def test_a_renamed_file_is_gone_on_with(
    qtbot: QtBot, window: Window, reading_project: Path
) -> None:
    new = reading_project.with_name("Renamed.diple")
    os.rename(reading_project, new)
    look(qtbot, window)
    answer(window, "trouble", "Go on as “Renamed.diple”")
    code_something(qtbot, window)
    assert len(annotations_of(window)) == 1
    assert window.settings.recent()[0] == new


def test_a_replaced_file_leaves_both(
    qtbot: QtBot, window: Window, reading_project: Path, seeded_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    code_something(qtbot, window)
    shutil.copy(seeded_file, reading_project.with_name("new"))
    os.replace(reading_project.with_name("new"), reading_project)
    look(qtbot, window)
    assert "Another file was put in the place" in notice(window, "trouble")
    mine = reading_project.with_name("mine.diple")
    choose(monkeypatch, mine)
    answer(window, "trouble", said.SAVE_MINE)
    assert window.session.project
    assert window.session.project.path == mine
    assert len(annotations_of(window)) == 1
    assert reading_project.read_bytes() == seeded_file.read_bytes()


def test_the_same_file_anew_asks_nothing(
    qtbot: QtBot, window: Window, reading_project: Path
) -> None:
    code_something(qtbot, window)
    shutil.copy(reading_project, reading_project.with_name("new"))
    os.replace(reading_project.with_name("new"), reading_project)
    look(qtbot, window)
    assert notice(window, "trouble") == ""
    code_something(qtbot, window, "patience")
    assert len(annotations_of(window)) == 2


def test_a_foreign_write_is_noticed(qtbot: QtBot, window: Window, reading_project: Path) -> None:
    look(qtbot, window)
    code_something(qtbot, window)
    look(qtbot, window)
    assert notice(window, "trouble") == ""
    with sqlite3.connect(reading_project) as raw:
        raw.execute("UPDATE meta SET value = 'Another name' WHERE id = 'name'")
    raw.close()
    look(qtbot, window)
    assert "Another program has changed the file" in notice(window, "trouble")
    answer(window, "trouble", said.OPEN_THERE)
    assert window.session.project
    assert window.session.project.name == "Another name"
    code_something(qtbot, window, "patience")
    assert len(annotations_of(window)) == 2


def test_a_take_over_elsewhere_is_noticed(
    qtbot: QtBot, window: Window, reading_project: Path
) -> None:
    leases.write(reading_project, leases.Lease("noor", "pc", "m", 1, "t", "", ""))
    look(qtbot, window)
    assert notice(window, "trouble").startswith("noor (pc) has taken this project over.")
    assert window.session.project
    assert window.session.project.guard.stopped is Trouble.TAKEN
    answer(window, "trouble", said.TAKE_BACK)
    code_something(qtbot, window)
    assert len(annotations_of(window)) == 1


def test_a_second_version_waits_for_a_word(
    qtbot: QtBot, window: Window, reading_project: Path
) -> None:
    copy = reading_project.with_name("reading (conflicted copy 2026-11-24).diple")
    shutil.copy(reading_project, copy)
    look(qtbot, window)
    assert copy.name in notice(window, "trouble")
    answer(window, "trouble", said.GO_ON_HERE)
    look(qtbot, window)
    assert notice(window, "trouble") == ""
    window.session.close()
    window.files.open_path(reading_project)  # what was told once is remembered
    look(qtbot, window)
    assert notice(window, "trouble") == ""
    code_something(qtbot, window)
    assert len(annotations_of(window)) == 1


def test_trouble_is_noticed_within_five_seconds_whatever_else_goes_on(
    qtbot: QtBot, window: Window, reading_project: Path
) -> None:
    is_over = threading.Event()
    for _ in range(3):
        Task(lambda _: is_over.wait(2 * PATIENCE / 1000), window).start()
    window.keep_safe()
    looks = window.watch.looks
    reading_project.unlink()
    try:
        qtbot.waitUntil(lambda: bool(notice(window, "trouble")))
    finally:
        is_over.set()
    assert (window.watch.looks - looks) * LOOK_EVERY < 5000


def test_a_sign_of_life_every_half_minute(
    qtbot: QtBot, window: Window, reading_project: Path
) -> None:
    first = leases.read(reading_project)
    for _ in range(BEAT_EVERY):
        look(qtbot, window)
    last = leases.read(reading_project)
    assert first
    assert last
    assert last.token == first.token
    assert last.beat > first.beat
    assert LOOK_EVERY * BEAT_EVERY == 30_000


# Notes while they are typed
def note_dialog(window: Window) -> NoteDialog:
    return next(each for each in window.findChildren(NoteDialog) if each.isVisible())


def test_a_note_being_typed_outlives_a_crash(
    qtbot: QtBot, window: Window, reading_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert KEPT_WITHIN <= 1500
    monkeypatch.setattr(note_module, "KEPT_WITHIN", 20)
    project = window.session.project
    assert project
    window.acts["notes.project"].trigger()
    qtbot.keyClicks(note_dialog(window).editor, "Half a thought")
    qtbot.waitUntil(lambda: [d.text for d in drafts.read(project.id)] == ["Half a thought"])
    note_dialog(window).close()
    assert drafts.read(project.id) == []
    assert "Half a thought" in str(state_of(project)["notes"])
    window.acts["notes.project"].trigger()
    qtbot.keyClicks(note_dialog(window).editor, " more")
    qtbot.waitUntil(lambda: bool(drafts.read(project.id)))
    note_dialog(window).discard.click()
    assert drafts.read(project.id) == []


def test_a_note_that_cannot_be_written_stays_on_the_screen(
    qtbot: QtBot, window: Window, reading_project: Path
) -> None:
    project = window.session.project
    assert project
    window.acts["notes.project"].trigger()
    qtbot.keyClicks(note_dialog(window).editor, "Dear to me")
    away = reading_project.parent / "home" / "away"
    os.rename(reading_project, away)
    note_dialog(window).close()
    assert note_dialog(window).editor.toPlainText() == "Dear to me"
    assert [draft.text for draft in drafts.read(project.id)] == ["Dear to me"]
    os.rename(away, reading_project)
    note_dialog(window).close()
    assert "Dear to me" in str(state_of(project)["notes"])
    assert drafts.read(project.id) == []


def test_the_note_in_the_panel_is_a_step_within_two_seconds(qtbot: QtBot) -> None:
    editor = NoteEditor()
    qtbot.addWidget(editor)
    assert editor.soon.interval() <= 1500


def test_a_large_deletion_comes_after_a_backup(
    qtbot: QtBot, window: Window, reading_project: Path
) -> None:
    code_something(qtbot, window)
    assert safety.backups_of(reading_project) == []
    window.documents.remove()
    qtbot.waitUntil(lambda: window.session.document_id == "")
    (kept,) = safety.backups_of(reading_project)
    assert kept.reason is safety.Reason.DELETION
    counts = safety.count(kept.path)
    assert counts
    assert counts.annotations == 1


def test_what_is_left_of_a_damaged_project_can_be_read(
    qtbot: QtBot, window: Window, reading_project: Path, dialogs: Callable[[type], object]
) -> None:
    code_something(qtbot, window)
    window.session.close()
    data = reading_project.read_bytes()
    at = data.index(b"Who would answer")
    reading_project.write_bytes(data[:at] + b"w" + data[at + 1 :])
    broken = reading_project.read_bytes()
    window.files.open_path(reading_project)
    qtbot.waitUntil(lambda: dialogs(CheckDialog) is not None)
    report = dialogs(CheckDialog)
    assert isinstance(report, CheckDialog)
    assert report.read is not None
    report.read.click()
    assert "who would answer" in window.reading.text
    assert notice(window, "reading").startswith("This project is damaged.")
    code_something(qtbot, window, "patience")
    assert len(annotations_of(window)) == 1
    window.session.close()
    assert reading_project.read_bytes() == broken


def test_a_second_version_is_offered_for_merging(
    qtbot: QtBot, window: Window, reading_project: Path, dialogs: Callable[[type], object]
) -> None:
    from desktop_app.gui.seminar.reports import MergeDialog

    copy = reading_project.with_name("reading (conflicted copy 2026-11-24).diple")
    shutil.copy(reading_project, copy)
    look(qtbot, window)
    answer(window, "trouble", said.MERGE_COPY)
    assert notice(window, "trouble") == ""
    qtbot.waitUntil(lambda: dialogs(MergeDialog) is not None)
    dialog = dialogs(MergeDialog)
    assert isinstance(dialog, MergeDialog)
    dialog.close()


def test_an_own_folder_that_cannot_be_written_is_not_blamed_on_the_project(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Project.create(tmp_path / "mine.diple", "Noor").close()
    (tmp_path / "full").write_text("", "utf-8")
    monkeypatch.setenv("DIPLE_HOME", str(tmp_path / "full"))
    window.session.close()
    assert window.files.open_path(tmp_path / "mine.diple")
    found = window.notices.notice("reading")
    assert found
    assert found.said[0].startswith("Diple cannot write in its own folder")
    assert found.said[0].endswith("you are reading.")
