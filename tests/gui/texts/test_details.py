"""Details in the window: the grid, guesses, a table in, who speaks, and removed texts."""

import threading
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop_app import core
from desktop_app.core.docsets import sets_of
from desktop_app.core.errors import NotShrunk
from desktop_app.core.findings import Trouble
from desktop_app.core.model import NewDocument, Op
from desktop_app.core.removed import plan_emptying
from desktop_app.core.turns import list_turns
from desktop_app.core.voices import Turn
from desktop_app.gui.dialogs.choice import Choice
from desktop_app.gui.dialogs.report import ReportDialog
from desktop_app.gui.pacing import Waiting
from desktop_app.gui.texts import removed, speakers
from desktop_app.gui.texts.details import DetailsPanel
from desktop_app.gui.texts.offers import OffersDialog
from desktop_app.gui.texts.removed import RemovedDialog
from desktop_app.gui.texts.sets import SetsDialog
from desktop_app.gui.texts.speakers import SpeakerDialog, SpeakersDialog
from desktop_app.gui.window import Window
from tests.gui.conftest import annotations_of, select

REPORT = "date 1999-03 The mill\n\nIt rained. “We stay,” Ann Lee said.\n\n“We did,” Lee added.\n"


def add(window: Window, title: str, text: str) -> str:
    with window.session.change(Op.IMPORT_DOCUMENT) as change:
        made = core.documents.add_document(change, NewDocument(title, text))
    window.session.open_document(made)
    return made


def details(window: Window) -> DetailsPanel:
    window.acts["details.open"].trigger()
    panel = window.results.panel("details")
    assert isinstance(panel, DetailsPanel)
    return panel


def cell(panel: DetailsPanel, row: int, column: str) -> object:
    at = panel.model.columns.index(column)
    return panel.model.index(row, at).data()


def write(panel: DetailsPanel, qtbot: QtBot, row: int, column: str, value: str) -> None:
    at = panel.model.columns.index(column)
    panel.model.setData(panel.model.index(row, at), value)
    qtbot.waitUntil(lambda: cell(panel, row, column) == value)


def fields_of(window: Window) -> list[dict[str, str]]:
    project = window.session.project
    assert project is not None
    return [dict(each.fields) for each in core.documents.list_documents(project)]


def test_cells_are_edited_and_sorted_and_filtered(window: Window, qtbot: QtBot) -> None:
    add(window, "Mill", REPORT)
    panel = details(window)
    write(panel, qtbot, 0, "date", "c. 1850")
    write(panel, qtbot, 1, "date", "44 BC")
    panel.field.setText(" Mood ")
    panel.field.returnPressed.emit()
    write(panel, qtbot, 1, "Mood", "calm")
    write(panel, qtbot, 1, "\0sets", "Reports; Old")
    assert fields_of(window) == [{"date": "c. 1850"}, {"date": "44 BC", "Mood": "calm"}]
    at = panel.model.columns.index("date")
    panel.grid.sortByColumn(at, Qt.SortOrder.AscendingOrder)
    assert [cell(panel, row, "date") for row in (0, 1)] == ["44 BC", "c. 1850"]
    panel.filter.setText("set:reports mood:calm")
    assert panel.model.rowCount() == 1
    panel.filter.setText("nothing at all")
    assert panel.empty.isVisible()
    qtbot.keyClick(panel.filter, Qt.Key.Key_Escape)
    assert panel.model.rowCount() == 2
    window.acts["coding.undo"].trigger()
    project = window.session.project
    assert project is not None
    assert sets_of(project) == {}


def test_a_cell_is_emptied_and_a_title_changed_by_key(window: Window, qtbot: QtBot) -> None:
    panel = details(window)
    write(panel, qtbot, 0, "place", "Graz")
    panel.grid.setCurrentIndex(panel.model.index(0, panel.model.columns.index("place")))
    panel.grid.setFocus()
    qtbot.keyClick(panel.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: fields_of(window) == [{}])
    write(panel, qtbot, 0, "\0title", "Waiting")
    assert window.session.document() is not None
    assert window.session.document().title == "Waiting"  # type: ignore[union-attr]


def test_sets_are_renamed_and_removed(window: Window, qtbot: QtBot) -> None:
    panel = details(window)
    write(panel, qtbot, 0, "\0sets", "Letters; Old")
    panel.setsWanted.emit()
    dialog = window.details.dialog
    assert isinstance(dialog, SetsDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.list, Qt.Key.Key_F2)
    editor = dialog.list.findChild(QLineEdit)
    assert editor is not None
    editor.setText("Old")
    with qtbot.waitSignal(window.session.told):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.list.findChildren(QLineEdit))
    assert dialog.list.rows.item(0, 0).text() == "Letters"
    dialog.rename.click()
    editor = dialog.list.findChildren(QLineEdit)[-1]
    editor.setText("Notes")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(panel, 0, "\0sets") == "Notes; Old")
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert cell(panel, 0, "\0sets") == "Old"
    dialog.remove.click()
    assert not dialog.remove.isEnabled()
    dialog.reject()
    window.acts["coding.undo"].trigger()
    assert cell(panel, 0, "\0sets") == "Old"


def test_guesses_are_taken_over_only_where_ticked(window: Window, qtbot: QtBot) -> None:
    made = add(window, "mill", REPORT)
    window.acts["details.guess"].trigger()
    qtbot.waitUntil(lambda: window.details.dialog is not None)
    dialog = window.details.dialog
    assert isinstance(dialog, OffersDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.ticked() == []
    assert not dialog.take.isEnabled()
    row = next(
        at for at in range(dialog.list.rows.rowCount())
        if dialog.list.rows.item(at, 2).text() == "1999-03"
    )  # fmt: skip
    dialog.list.setCurrentIndex(dialog.list.rows.index(row, 0))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    dialog.take.click()
    project = window.session.project
    assert project is not None
    document = core.documents.get_document(project, made)
    assert (document.title, dict(document.fields)) == ("mill", {"date": "1999-03"})


def test_what_words_suggest_is_not_offered_against_what_is_known(
    window: Window, qtbot: QtBot
) -> None:
    made = add(window, "mill", REPORT * 3)
    with window.session.change(Op.SET_DOCUMENT_FIELD) as change:
        core.documents.set_field(change, made, "language", "English")
    window.acts["details.guess"].trigger()
    qtbot.waitUntil(lambda: window.details.dialog is not None)
    dialog = window.details.dialog
    assert isinstance(dialog, OffersDialog)
    rows = [
        (dialog.list.rows.item(at, 0).text(), dialog.list.rows.item(at, 1).text())
        for at in range(dialog.list.rows.rowCount())
    ]
    assert {field for title, field in rows if title == "mill"} == {"Title", "Date"}


def test_a_dialog_is_no_larger_than_the_screen(window: Window) -> None:
    dialog = QDialog(window)
    dialog.resize(9000, 9000)
    window.session.show_dialog(dialog)
    room = dialog.screen().availableSize()
    assert dialog.width() <= room.width()
    assert dialog.height() < room.height()
    dialog.close()


def test_an_import_offers_what_its_files_tell(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "mill.txt"
    path.write_text(REPORT, "utf-8")
    window.imports.paths([path])
    qtbot.waitUntil(lambda: window.notices.notice("guesses") is not None)
    assert fields_of(window)[1] == {}
    notice = window.notices.notice("guesses")
    assert notice is not None
    next(iter(notice.buttons.values())).click()
    assert isinstance(window.details.dialog, OffersDialog)
    assert window.notices.notice("guesses") is None


def test_what_files_tell_waits_until_it_is_looked_at_and_can_be_seen_again(
    window: Window, qtbot: QtBot, tmp_path: Path, reading_project: Path
) -> None:
    def offered() -> set[str]:
        qtbot.waitUntil(lambda: isinstance(window.details.dialog, OffersDialog))
        dialog = window.details.dialog
        assert isinstance(dialog, OffersDialog)
        rows = dialog.list.rows
        found = {rows.item(row, 2).text() for row in range(rows.rowCount())}
        dialog.reject()
        window.details.dialog = None
        return found

    for name in ("one", "two"):
        path = tmp_path / f"{name}.md"
        path.write_text(f"---\nauthor: Writer {name}\n---\n\nWords of {name}.\n", "utf-8")
        window.notices.drop("guesses")  # the first is not looked at
        window.imports.paths([path])
        qtbot.waitUntil(lambda: window.notices.notice("guesses") is not None)
    notice = window.notices.notice("guesses")
    assert notice is not None
    next(iter(notice.buttons.values())).click()
    assert offered() == {"Writer one", "Writer two"}
    window.details.guess()
    assert offered() >= {"Writer one", "Writer two"}
    window.files.open_path(reading_project)
    window.details.guess()
    assert offered() >= {"Writer one", "Writer two"}


def test_nothing_is_offered_for_a_text_that_is_gone(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mill.txt"
    path.write_text(REPORT, "utf-8")
    window.imports.paths([path])
    qtbot.waitUntil(lambda: window.notices.notice("guesses") is not None)
    notice = window.notices.notice("guesses")
    assert notice is not None
    window.acts["coding.undo"].trigger()
    next(iter(notice.buttons.values())).click()
    assert window.details.dialog is None


def test_the_head_of_a_markdown_file_is_offered_not_imposed(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mill.md"
    path.write_text("---\ntitle: The mill\nmood: calm\n---\n\nIt rained.\n", "utf-8")
    window.imports.paths([path])
    qtbot.waitUntil(lambda: window.notices.notice("guesses") is not None)
    assert fields_of(window)[1] == {}
    notice = window.notices.notice("guesses")
    assert notice is not None
    next(iter(notice.buttons.values())).click()
    dialog = window.details.dialog
    assert isinstance(dialog, OffersDialog)
    rows = [[dialog.list.rows.item(row, at).text() for at in (1, 2)] for row in range(2)]
    assert rows == [["Title", "The mill"], ["mood", "calm"]]
    dialog.list.rows.item(1, 0).setCheckState(Qt.CheckState.Checked)
    dialog.take.click()
    assert fields_of(window)[1] == {"mood": "calm"}


def test_the_report_of_an_import_is_read_again(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mill.md"
    path.write_text("---\nmood: calm\n---\n\nIt *rained*.\n", "utf-8")
    window.imports.paths([path])
    qtbot.waitUntil(lambda: window.findChild(ReportDialog) is not None)
    first = window.findChild(ReportDialog)
    assert first is not None
    said = first.report.toPlainText()
    first.close()
    window.documents.reportWanted.emit(window.session.document_id)
    dialog = window.texts.dialog
    assert isinstance(dialog, ReportDialog)
    assert dialog.report.toPlainText() == said
    assert "1 field at the head" in said
    dialog.close()
    project = window.session.project
    assert project is not None
    window.session.open_document(core.documents.find_document(project, "Patience").id)
    window.acts["texts.report"].trigger()
    dialog = window.texts.dialog
    assert isinstance(dialog, ReportDialog)
    assert "Nothing was changed or left out." in dialog.report.toPlainText()


def test_a_table_is_looked_at_before_it_changes_anything(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "details.csv"
    path.write_text("document,place,speaker\nPatience,Graz,Ada\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(path), ""))
    window.acts["details.read_in"].trigger()
    qtbot.waitUntil(lambda: window.details.dialog is not None)
    dialog = window.details.dialog
    assert isinstance(dialog, OffersDialog)
    assert dialog.ticked() == [0, 1]
    dialog.list.rows.item(0, 0).setCheckState(Qt.CheckState.Unchecked)
    dialog.take.click()
    qtbot.waitUntil(lambda: fields_of(window) == [{"speaker": "Ada"}])


def test_details_are_written_out(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "details.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    window.acts["details.write_out"].trigger()
    qtbot.waitUntil(path.is_file)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfdocument_id,document,author")


def test_voices_are_found_merged_and_kept(window: Window, qtbot: QtBot) -> None:
    made = add(window, "Mill", REPORT)
    window.acts["texts.speakers"].trigger()
    dialog = window.texts.dialog
    assert isinstance(dialog, SpeakersDialog)
    qtbot.waitUntil(lambda: len(dialog.turns) > 3)
    names = [dialog.voices.rows.item(row, 0).text() for row in range(2)]
    assert sorted(names) == ["Ann Lee", "Narrator"]
    dialog.voices.rows.item(names.index("Ann Lee"), 0).setText("Lee")
    assert {turn.speaker for turn in dialog.turns} == {"Lee", "Narrator"}
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.list.setCurrentIndex(dialog.list.rows.index(0, 0))
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    dialog.list.rows.item(0, 1).setText("Ada")
    dialog.voices.selectAll()
    dialog.merge.click()
    assert len({turn.speaker for turn in dialog.turns}) == 1
    dialog.keep.click()
    project = window.session.project
    assert project is not None
    assert [t.start for t in list_turns(project, made)] == [t.start for t in dialog.turns]
    window.acts["coding.undo"].trigger()
    assert list_turns(project, made) == []


def test_turns_that_cannot_be_kept_stay_on_the_screen(window: Window, qtbot: QtBot) -> None:
    add(window, "Mill", REPORT)
    window.acts["texts.speakers"].trigger()
    dialog = window.texts.dialog
    assert isinstance(dialog, SpeakersDialog)
    qtbot.waitUntil(lambda: len(dialog.turns) > 3)
    dialog.rename("Ann Lee", "Lee")
    assert window.session.project is not None
    window.session.project.guard.stop(Trouble.GONE)
    dialog.keep.click()
    assert dialog.isVisible()
    assert "Lee" in {turn.speaker for turn in dialog.turns}


def test_what_was_looked_for_before_is_not_shown_for_what_is_looked_for_now(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end, has_ended = Event(), Event()

    def nothing(_: str) -> list[Turn]:
        may_end.wait(30)
        has_ended.set()
        return []

    monkeypatch.setattr(speakers, "FINDERS", (speakers.FINDERS[0], ("Nothing", nothing)))
    add(window, "Mill", REPORT)
    window.acts["texts.speakers"].trigger()
    dialog = window.texts.dialog
    assert isinstance(dialog, SpeakersDialog)
    qtbot.waitUntil(lambda: len(dialog.turns) > 3)
    dialog.finders.setCurrentIndex(1)
    slow = dialog._task
    assert slow is not None
    over: list[bool] = []
    slow.over.connect(lambda: over.append(True))
    dialog.finders.setCurrentIndex(0)
    qtbot.waitUntil(lambda: dialog.said.text() == "")
    may_end.set()
    qtbot.waitUntil(lambda: bool(over))
    assert has_ended.is_set()
    assert len(dialog.turns) > 3


def test_a_speaker_is_said_for_selected_words_and_gone_to(window: Window, qtbot: QtBot) -> None:
    start, end = select(window, "Nobody would")
    window.acts["texts.speaker"].trigger()
    dialog = window.texts.dialog
    assert isinstance(dialog, SpeakerDialog)
    dialog.name.setCurrentText("Ann")
    dialog.accept()
    project = window.session.project
    assert project is not None
    turns = list_turns(project, window.session.document_id)
    assert [(t.start, t.end, t.speaker) for t in turns] == [(start, end, "Ann")]
    assert window.reading.position_of("T1") == (start, end)
    window.reader.go_to(start, start)
    assert window.status.place.text().endswith(" · Ann speaks")
    window.reader.go_to(end, end)
    assert "speaks" not in window.status.place.text()
    window.reader.go_to(start, start)
    window.acts["coding.undo"].trigger()
    assert "speaks" not in window.status.place.text()


def test_a_removed_text_is_restored_or_deleted_for_good(window: Window, qtbot: QtBot) -> None:
    select(window, "nobody")
    window.acts["coding.highlight"].trigger()
    window.documents.remove()
    qtbot.waitUntil(lambda: window.session.document() is None)
    window.acts["texts.removed"].trigger()
    dialog = window.texts.dialog
    assert isinstance(dialog, RemovedDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert [each.title for each in dialog.found] == ["Patience"]
    said: list[str] = []
    ending = window.session.changed.connect(lambda _: said.append(dialog.said.text()))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    window.session.changed.disconnect(ending)
    assert said == ["Restoring …"]
    assert dialog.said.text() == "No text was removed."
    assert len(annotations_of(window)) == 1
    assert dialog.found == []
    window.documents.remove()
    qtbot.waitUntil(lambda: window.session.document() is None)
    dialog = RemovedDialog(window.session, window)
    dialog.open()
    dialog.empty.click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(Choice)))
    (choice,) = dialog.findChildren(Choice)
    assert not choice.buttons["empty"].isDefault()
    choice.buttons["empty"].click()
    qtbot.waitUntil(lambda: dialog.found == [])
    assert not dialog.empty.isEnabled()
    assert not window.acts["coding.undo"].isEnabled()
    qtbot.waitUntil(lambda: window.status.said.text() == "Deleted for good")
    dialog.reject()


def test_what_was_deleted_gives_its_room_back_in_a_thread(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = window.session.project
    assert project is not None
    stopped, threads = Event(), []

    def shrink() -> None:
        threads.append(threading.current_thread())
        stopped.wait(30)
        raise NotShrunk(path=project.path, reason="it was stopped")

    monkeypatch.setattr(project, "shrink", shrink)
    monkeypatch.setattr(project, "stop_shrinking", stopped.set)
    monkeypatch.setattr(removed, "PATIENCE", 0)
    window.documents.remove()
    qtbot.waitUntil(lambda: window.session.document() is None)
    dialog = RemovedDialog(window.session, window)
    dialog.open()
    plan = plan_emptying(project)
    window.session.backed_up(Op.EMPTY_REMOVED, lambda: dialog._empty(plan))
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(Waiting)))
    (waiting,) = window.findChildren(Waiting)
    assert waiting.said.text() == "Giving their room in the file back …"
    assert window.status.said.text() != "Deleted for good"
    waiting.stop.click()
    qtbot.waitUntil(lambda: "could not be made smaller" in window.status.said.text())
    assert threads[0] is not threading.main_thread()
    with window.session.change(Op.CREATE_CODE) as change:
        core.codebook.create_code(change, "Later")
    dialog.reject()


def close_for_good(dialog: QDialog) -> None:
    """Close a dialog and let Qt take it apart, as it does a moment later."""
    dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(dialog)


@pytest.mark.parametrize("moment", ["backup", "shrinking"])
def test_the_list_of_removed_texts_may_be_closed_at_any_moment_of_emptying(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    session, project = window.session, window.session.project
    assert project is not None
    shrinks, closed = Event(), Event()
    monkeypatch.setattr(project, "shrink", lambda: (shrinks.set(), closed.wait(30)))
    window.documents.remove()
    qtbot.waitUntil(lambda: session.document() is None)
    backup_first, waiting = session.backup_first, list[Callable[[], object]]()
    session.backup_first = lambda why, act: backup_first(why, lambda: waiting.append(act))
    window.acts["texts.removed"].trigger()
    dialog = window.texts.dialog
    assert isinstance(dialog, RemovedDialog)
    dialog._ask_about(plan_emptying(project), None)
    (choice,) = dialog.findChildren(Choice)
    choice.buttons["empty"].click()
    qtbot.waitUntil(lambda: bool(waiting))
    if moment == "backup":
        close_for_good(dialog)
    waiting.pop()()
    qtbot.waitUntil(shrinks.is_set)
    if moment == "shrinking":
        close_for_good(dialog)
    closed.set()
    qtbot.waitUntil(lambda: window.status.said.text() == "Deleted for good")
