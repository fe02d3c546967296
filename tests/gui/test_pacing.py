"""A change that takes long: the window says how far it is, lives on, and can stop it."""

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from pytestqt.qtbot import QtBot
from sqlalchemy import event, select

from desktop_app import core
from desktop_app.core import schema
from desktop_app.core.bookimport import plan_import
from desktop_app.core.books import Book, Entry, read_book
from desktop_app.core.bulk import recode_many
from desktop_app.core.model import NewAnnotation, NewPart, Op
from desktop_app.core.occasions import Reason
from desktop_app.core.removed import empty_removed, plan_emptying
from desktop_app.core.safety.backups import backup_before
from desktop_app.gui import pacing, tasks
from desktop_app.gui.pacing import Pacing
from desktop_app.gui.texts.removed import RemovedDialog
from desktop_app.gui.window import Window
from tests.gui.conftest import annotations_of

MANY = 1200


@pytest.fixture
def many(window: Window, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Many annotations without a code, in a window that loses its patience at once."""
    session = window.session
    with session.change(Op.HIGHLIGHT) as change:
        new = [NewAnnotation(session.document_id, [NewPart(0, 2)], None, session.coder_id)] * MANY
        core.annotations.add_annotations(change, new)
    monkeypatch.setattr(pacing, "PATIENCE", 0)
    monkeypatch.setattr(pacing, "_BETWEEN", 0)
    return [each.id for each in annotations_of(window)]


def pacing_of(window: Window) -> Pacing:
    found = window.findChild(Pacing)
    assert found is not None
    return found


def recode(window: Window, ids: list[str]) -> None:
    with window.session.change(Op.RECODE) as change:
        recode_many(change, ids, core.codebook.list_codes(change).find("Irony").id)


def coded(window: Window) -> int:
    return sum(each.code_id is not None for each in annotations_of(window))


def test_the_window_lives_while_much_is_written(window: Window, many: list[str]) -> None:
    said: list[str] = []

    def look() -> None:
        waiting = pacing_of(window).waiting
        assert waiting is not None
        assert waiting.isModal()
        said.append(waiting.said.text())

    QTimer.singleShot(0, look)
    recode(window, many)
    assert said
    assert said[0].startswith("Writing the change: ")
    assert pacing_of(window).waiting is None
    assert coded(window) == MANY
    QTimer.singleShot(0, look)
    window.acts["coding.undo"].trigger()
    assert len(said) == 2
    assert coded(window) == 0


@pytest.mark.parametrize("how", ["button", "closed"])
def test_what_is_stopped_is_taken_back(window: Window, many: list[str], how: str) -> None:
    assert window.session.project is not None
    steps = len(window.session.project.history())

    def stop() -> None:
        waiting = pacing_of(window).waiting
        assert waiting is not None
        if how == "button":
            waiting.stop.click()
        else:
            waiting.reject()

    QTimer.singleShot(0, stop)
    recode(window, many)
    assert window.status.said.text() == "Stopped; nothing was changed"
    assert coded(window) == 0
    assert len(window.session.project.history()) == steps
    recode(window, many)
    assert coded(window) == MANY


def take_over(qtbot: QtBot, window: Window, book: Book) -> None:
    """Take over what differs, as the view of the differences does once it is accepted."""
    assert window.session.project is not None
    chosen = {each.key for each in plan_import(window.session.project, book)}
    said: list[str] = []
    window.session.told.connect(said.append)
    window.book._take(book, chosen, "Mine")
    qtbot.waitUntil(lambda: any("Stopped" in each or "new" in each for each in said))


def a_codebook(count: int) -> Book:
    entries = (Entry(str(at), None, at, f"Code {at}", note="Kept") for at in range(count))
    return Book(tuple(entries), has_ids=False)


def test_a_codebook_is_taken_over_with_the_window_alive_and_can_be_stopped(
    qtbot: QtBot, window: Window, many: list[str]
) -> None:
    session = window.session
    assert session.project is not None
    before, steps = len(session.tree), len(session.project.history())
    written: list[str] = []
    timer = QTimer(window, interval=0)

    def stop() -> None:
        if waiting := pacing_of(window).waiting:
            written.append(waiting.said.text())
            waiting.stop.click()
            timer.stop()

    timer.timeout.connect(stop)
    timer.start()
    take_over(qtbot, window, a_codebook(40))
    # Even what is only worked out, before any row is written, lets the window live.
    assert written == ["Writing the change: 0 rows so far …"]
    assert window.status.said.text() == "Stopped; nothing was changed"
    assert (len(session.tree), len(session.project.history())) == (before, steps)
    take_over(qtbot, window, a_codebook(40))
    assert (len(session.tree), len(session.project.history())) == (before + 40, steps + 1)
    window.acts["coding.undo"].trigger()
    assert len(session.tree) == before


def test_notes_of_many_codes_are_written_in_few_records(
    qtbot: QtBot, window: Window, many: list[str]
) -> None:
    project = window.session.project
    assert project is not None
    take_over(qtbot, window, a_codebook(40))
    book = read_book(project)
    noted = {"Code 0": "", "Code 1": "Other"}
    others = (replace(e, note=noted.get(e.name, f"{e.note}.")) for e in book.entries)
    take_over(qtbot, window, replace(book, entries=tuple(others)))
    notes = {e.name: e.note for e in read_book(project).entries}
    assert [notes[f"Code {at}"] for at in range(3)] == ["", "Other", "Kept."]
    assert notes["Irony"] == "."
    last = project.history()[-1].number
    record = schema.changes.c
    wanted = select(record.number).where(record.step == last, record.table_name == "notes")
    assert len(project.rows(wanted)) == 3
    window.acts["coding.undo"].trigger()
    assert {e.note for e in read_book(project).entries} == {"Kept", ""}


def test_undoing_can_be_stopped_too(window: Window, many: list[str]) -> None:
    recode(window, many)

    def stop() -> None:
        waiting = pacing_of(window).waiting
        assert waiting is not None
        waiting.stop.click()

    QTimer.singleShot(0, stop)
    window.acts["coding.undo"].trigger()
    assert window.status.said.text() == "Stopped; nothing was changed"
    assert coded(window) == MANY
    window.acts["coding.undo"].trigger()
    assert coded(window) == 0


class Bell(QObject):
    """Rung in one thread, heard in another."""

    rung = Signal()


def on_commit(window: Window, act: Callable[[], object]) -> None:
    """Have something done, in whatever thread, just before changes are put on the disk."""
    project = window.session.project
    assert project is not None

    def before(*facts: Any) -> None:
        if facts[2] == "COMMIT":
            act()

    event.listen(project._engine, "before_cursor_execute", before)


def test_the_window_lives_while_the_change_is_put_on_the_disk(
    window: Window, many: list[str]
) -> None:
    said: list[str] = []
    has_lived = threading.Event()
    waited: list[bool] = []

    def look() -> None:
        waiting = pacing_of(window).waiting
        assert waiting is not None
        said.append(waiting.said.text())
        waiting.stop.click()
        waiting.reject()
        assert waiting.isVisible()
        assert not window.close()
        has_lived.set()

    def commit() -> None:
        bell.rung.emit()
        waited.append(has_lived.wait(10))

    bell = Bell()
    bell.rung.connect(look, Qt.ConnectionType.QueuedConnection)
    on_commit(window, commit)
    recode(window, many)
    assert waited == [True]
    assert said == ["Putting the change on the disk …"]
    assert coded(window) == MANY


@pytest.mark.parametrize("is_serialized", [True, False])
def test_two_threads_share_a_connection_only_where_the_library_lets_them(
    window: Window, many: list[str], monkeypatch: pytest.MonkeyPatch, is_serialized: bool
) -> None:
    monkeypatch.setattr("desktop_app.core.connection.IS_SERIALIZED", is_serialized)
    threads: list[threading.Thread] = []
    on_commit(window, lambda: threads.append(threading.current_thread()))
    recode(window, many)
    assert [each is threading.main_thread() for each in threads] == [not is_serialized]
    assert coded(window) == MANY


def test_what_the_disk_refuses_in_the_end_is_taken_back(window: Window, many: list[str]) -> None:
    def refuse() -> None:
        raise sqlite3.OperationalError("disk full")

    on_commit(window, refuse)
    recode(window, many)
    assert "(disk full), so nothing was changed" in window.status.said.text()
    assert coded(window) == 0
    assert pacing_of(window).waiting is None


def test_a_program_that_is_asked_to_end_still_waits_for_the_disk(
    window: Window, many: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ending(QEventLoop):
        """A loop as it is once the program was asked to end."""

        def exec(self, *_: object) -> int:
            has_ended.set()
            return -1

    has_ended = threading.Event()
    waited: list[bool] = []
    monkeypatch.setattr(tasks, "QEventLoop", Ending)
    on_commit(window, lambda: waited.append(has_ended.wait(10)))
    recode(window, many)
    assert waited == [True]
    assert coded(window) == MANY
    assert pacing_of(window).waiting is None


def test_no_other_change_begins_meanwhile(window: Window, many: list[str]) -> None:
    QTimer.singleShot(0, lambda: recode(window, many[:1]))
    told: list[str] = []
    window.session.told.connect(told.append)
    recode(window, many)
    assert any("still being written" in each for each in told)
    assert coded(window) == MANY


def back_up(window: Window) -> None:
    """Have the backup that a thread would make."""
    assert window.session.project is not None
    backup_before(window.session.project, Reason.DELETION)


def remove(window: Window) -> str:
    gone = window.session.document_id
    back_up(window)
    with window.session.change(Op.REMOVE_DOCUMENT) as change:
        core.documents.remove_document(change, gone)
    return gone


def stop_soon(window: Window) -> None:
    def stop() -> None:
        waiting = pacing_of(window).waiting
        assert waiting is not None
        waiting.stop.click()

    QTimer.singleShot(0, stop)


def test_removing_a_text_can_be_stopped(window: Window, many: list[str]) -> None:
    stop_soon(window)
    document_id = remove(window)
    assert window.status.said.text() == "Stopped; nothing was changed"
    assert window.session.document_id == document_id
    assert len(annotations_of(window)) == MANY


def test_restoring_a_text_can_be_stopped(window: Window, many: list[str]) -> None:
    document_id = remove(window)
    dialog = RemovedDialog(window.session, window)
    stop_soon(window)
    dialog.bring_back()
    assert window.status.said.text() == "Stopped; nothing was changed"
    assert window.session.document_id != document_id
    assert [each.document_id for each in dialog.found] == [document_id]
    dialog.bring_back()
    assert window.session.document_id == document_id
    assert len(annotations_of(window)) == MANY


def test_emptying_can_be_stopped(window: Window, many: list[str]) -> None:
    project = window.session.project
    assert project is not None
    remove(window)
    dialog = RemovedDialog(window.session, window)
    before = project.last_step
    back_up(window)
    stop_soon(window)
    dialog._empty(plan_emptying(project))
    assert window.status.said.text() == "Stopped; nothing was changed"
    assert project.last_step == before
    assert len(dialog.found) == 1
    dialog._empty(plan_emptying(project))
    assert dialog.found == []


def test_what_is_read_for_a_change_holds_nobody_up(window: Window, many: list[str]) -> None:
    project = window.session.project
    assert project is not None
    remove(window)
    plan = plan_emptying(project)
    back_up(window)
    told: list[int] = []
    project.pace = told.append
    with project.change(Op.EMPTY_REMOVED) as change:
        empty_removed(change, plan)
    # The records of the history are rewritten one by one, and told of as they are.
    assert [count for count in told if count > MANY]
    assert len(set(told)) > MANY // 500
