"""A seminar in the window: a pack out, begun, handed in, collected; copies merged; blindness."""

import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.core import annotations, assignments, codebook, coders, deciding
from desktop_app.core.assignments import NewAssignment
from desktop_app.core.errors import FileUnwritable
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from desktop_app.formats import seminar
from desktop_app.gui.analysis.snapshot import Snapshot
from desktop_app.gui.dialogs.choice import Choice
from desktop_app.gui.seminar.looking import LookPane
from desktop_app.gui.seminar.packing import BeginDialog, PackDialog
from desktop_app.gui.seminar.reports import CollectDialog, MergeDialog
from desktop_app.gui.seminar.task import TaskDialog
from desktop_app.gui.seminar.thread import Thread
from desktop_app.gui.window import Window
from tests.builders import an_annotation, me


def dialog_of(window: Window, kind: type[QDialog], qtbot: QtBot) -> Any:
    qtbot.waitUntil(lambda: window.findChild(kind) is not None)
    return window.findChild(kind)


def saving(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))


def drop(window: Window, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    window.dropEvent(
        QDropEvent(
            QPointF(300, 300),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def pack_out(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, path: Path, **ticks: bool
) -> None:
    saving(monkeypatch, path)
    window.acts["seminar.pack"].trigger()
    dialog: PackDialog = dialog_of(window, PackDialog, qtbot)
    assert dialog.chosen() == [window.session.document_id]
    dialog.title.setText("Week 3")
    dialog.instructions.setPlainText("Mark every irony.")
    dialog.units.setText("Whole sentences")
    dialog.hand_in.setText("Your reading,\u2028 by  Friday")
    for name, on in ticks.items():
        getattr(dialog, name).setChecked(on)
    dialog.write.click()
    qtbot.waitUntil(path.exists)


def a_reading(pack: Path, name: str, mark: Callable[[Project], object] | None = None) -> Path:
    """What a student hands in."""
    project = pack.with_name(f"{name}.diple")
    seminar.open_pack(pack, project, name)
    with Project.open(project) as own:
        (mark or (lambda p: an_annotation(p, (3, 7), code="Figure > Irony")))(own)
        task = assignments.find_assignment(own)
        seminar.hand_in(own, pack.with_name(f"{name}.diplework"), task, me(own))
    return pack.with_name(f"{name}.diplework")


def test_a_pack_is_made_begun_handed_in_and_collected(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pack, course = tmp_path / "w.diplepack", window.session.project
    assert course is not None
    teachers = course.path
    pack_out(window, qtbot, monkeypatch, pack, locked=True)
    saving(monkeypatch, tmp_path / "mine.diple")
    drop(window, pack)
    greeting: BeginDialog = dialog_of(window, BeginDialog, qtbot)
    assert greeting.task.instructions.text() == "Mark every irony."
    assert greeting.task.rows["What to mark"] == "Whole sentences"
    assert greeting.task.rows["What to hand in"] == "Your reading, by Friday"
    assert greeting.task.rows["Texts"] == "Patience"
    assert greeting.task.rows["To know"] == "The codebook stays as it is."
    greeting.name.setText("Noor")
    greeting.begin.click()
    qtbot.waitUntil(
        lambda: (
            window.session.project is not None and window.session.project.path.name == "mine.diple"
        )
    )
    assert [coder.name for coder in window.session.coders()] == ["Noor"]
    window.acts["seminar.task"].trigger()
    again: TaskDialog = dialog_of(window, TaskDialog, qtbot)
    assert again.task.rows["What to hand in"] == "Your reading, by Friday"
    again.accept()
    an_annotation(window.session.project, (3, 7), code="Figure > Irony")
    work = tmp_path / "noor.diplework"
    saving(monkeypatch, work)
    window.acts["seminar.hand_in"].trigger()
    qtbot.waitUntil(work.exists)
    qtbot.waitUntil(lambda: "Send it to your teacher" in window.status.said.text())
    window.files.open_path(teachers)
    drop(window, work)
    report: CollectDialog = dialog_of(window, CollectDialog, qtbot)
    assert report.table.item(0, 0).text() == "Noor"
    report.take.click()
    project = window.session.project
    qtbot.waitUntil(lambda: len(annotations.list_annotations(project)) == 1)
    assert project.next_undo().op is Op.COLLECT


def test_what_was_typed_stays_where_no_place_is_chosen(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window.acts["seminar.pack"].trigger()
    dialog: PackDialog = dialog_of(window, PackDialog, qtbot)
    dialog.instructions.setPlainText("Long thought about")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: ("", ""))
    dialog.write.click()
    assert dialog.isVisible()
    dialog.instructions.setPlainText("x" * 100_001)
    saving(monkeypatch, tmp_path / "w.diplepack")
    dialog.write.click()
    assert dialog.isVisible()
    assert "A set of instructions has up to 100000" in window.status.said.text()
    assert not (tmp_path / "w.diplepack").exists()
    dialog.instructions.setPlainText("Short")
    dialog.write.click()
    qtbot.waitUntil((tmp_path / "w.diplepack").exists)
    qtbot.waitUntil(lambda: window.findChild(PackDialog) is None)
    drop(window, tmp_path / "w.diplepack")
    greeting: BeginDialog = dialog_of(window, BeginDialog, qtbot)
    greeting.name.setText("Noor")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: ("", ""))
    greeting.begin.click()
    assert greeting.isVisible()
    greeting.reject()


def test_of_several_assignments_one_is_asked_for(window: Window, qtbot: QtBot) -> None:
    project = window.session.project
    assert project is not None
    for title in ("Week 3", "Week 4"):
        with window.session.change(Op.GIVE_ASSIGNMENT) as change:
            new = NewAssignment(title, [window.session.document_id], is_blind=True)
            assignments.give_assignment(change, new)
    window.acts["seminar.reveal"].trigger()
    dialog: Choice = dialog_of(window, Choice, qtbot)
    assert [each.text() for each in dialog.buttons.values()] == ["Week 4", "Week 3"]
    list(dialog.buttons.values())[1].click()
    found = {each.title: each.is_revealed for each in assignments.list_assignments(project)}
    assert found == {"Week 3": True, "Week 4": False}


def test_what_cannot_be_taken_has_its_row(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pack = tmp_path / "w.diplepack"
    pack_out(window, qtbot, monkeypatch, pack)
    bad = tmp_path / "bad.diplework"
    bad.write_bytes(b"PK nothing")
    drop(window, bad)
    report: CollectDialog = dialog_of(window, CollectDialog, qtbot)
    assert report.table.item(0, 1).text() == "bad.diplework"
    assert "Damaged" in report.table.item(0, 2).text()
    assert report.take.text() == "Close"  # there is nothing else to do
    report.reject()


def test_whatever_lies_among_readings_has_its_row_and_those_to_look_at_stand_first(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pack = tmp_path / "w.diplepack"
    pack_out(window, qtbot, monkeypatch, pack)
    course = window.session.project
    assert course is not None
    work = a_reading(pack, "Noor")
    cut = tmp_path / "cut.diplework"
    cut.write_bytes(work.read_bytes()[:200])
    essay = tmp_path / "essay.docx"
    essay.write_bytes(b"PK of another kind")
    again = tmp_path / "again.diplework"
    shutil.copy(work, again)
    drop(window, work, again, tmp_path / "Noor.diple", pack, essay, cut)
    report: CollectDialog = dialog_of(window, CollectDialog, qtbot)
    assert window.session.project is course
    rows = [
        (report.table.item(row, 1).text(), report.table.item(row, 2).text())
        for row in range(report.table.rowCount())
    ]
    no_reading = "No reading that was handed in, so left out"
    assert rows[:4] == [
        ("Noor.diple", no_reading),
        ("w.diplepack", no_reading),
        ("essay.docx", no_reading),
        ("cut.diplework", "Damaged (it is not a whole archive), so left out; ask for it again"),
    ]
    assert [name for name, _ in rows[4:]] == ["Noor.diplework", "again.diplework"]
    report.take.click()
    qtbot.waitUntil(lambda: len(annotations.list_annotations(course)) == 1)


def test_a_folder_of_readings_is_collected(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pack = tmp_path / "w.diplepack"
    pack_out(window, qtbot, monkeypatch, pack)
    folder = tmp_path / "handed in"
    (folder / "late").mkdir(parents=True)
    a_reading(pack, "Noor").rename(folder / "noor.diplework")
    a_reading(pack, "Sam").rename(folder / "late" / "sam.diplework")
    (folder / "list.txt").write_text("Noor, Sam", "utf-8")
    drop(window, folder)
    report: CollectDialog = dialog_of(window, CollectDialog, qtbot)
    assert report.table.rowCount() == 3
    assert report.take.text() == "Take 2 in"
    report.reject()


def test_other_readings_are_veiled_until_they_are_revealed(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pack = tmp_path / "w.diplepack"
    pack_out(window, qtbot, monkeypatch, pack, blind=True)
    project = window.session.project
    assert project is not None
    plan = seminar.plan(project, [a_reading(pack, "Noor")])
    seminar.collect(project, plan, me(project))
    noor = coders.find_coder(project, "Noor").id
    layers = window.session.layers
    assert noor in layers.hidden_coders
    layers.show_coder(noor, on=True)
    layers.show_all()
    assert noor in layers.hidden_coders
    assert window.annotations.view.model().rowCount() == 0
    snapshot = Snapshot.of(window.session)
    assert len(snapshot.work(project, list)) == 0
    saving(monkeypatch, tmp_path / "segments.csv")
    window.exports.segments()
    qtbot.waitUntil(lambda: "may not be seen yet" in window.status.said.text())
    assert len((tmp_path / "segments.csv").read_text("utf-8-sig").splitlines()) == 1
    assert not list(window.reader.painter.store.all())
    pane = window.seminar.compare()
    qtbot.waitUntil(lambda: "once they are revealed" in pane.empty.text())
    window.acts["seminar.reveal"].trigger()
    assert noor not in layers.hidden_coders
    assert len(snapshot.work(project, list)) == 1
    assert [mark.coder_id for mark in window.reader.painter.store.all()] == [noor]
    window.acts["seminar.reveal"].trigger()
    assert noor in layers.hidden_coders


def test_what_two_readers_renamed_is_asked_when_they_are_collected(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pack = tmp_path / "w.diplepack"
    pack_out(window, qtbot, monkeypatch, pack)
    files = [
        a_reading(pack, person, lambda p, name=name: rename(p, name))
        for person, name in (("Noor", "Opposition"), ("Sam", "Zeugma"))
    ]
    drop(window, *files)
    dialog: CollectDialog = dialog_of(window, CollectDialog, qtbot)
    (box,) = dialog.choices.boxes.values()
    assert [box.itemText(n) for n in range(box.count())] == ["Sam: Zeugma", "So far: Opposition"]
    box.setCurrentIndex(1)
    dialog.take.click()
    qtbot.waitUntil(lambda: window.session.tree.get("") is None and "Opposition" in names(window))
    assert "Zeugma" not in names(window)


def test_what_was_settled_returns_and_is_shown_on_ones_marks(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pack = tmp_path / "w.diplepack"
    pack_out(window, qtbot, monkeypatch, pack)
    course = window.session.project
    assert course is not None
    drop(window, a_reading(pack, "Noor"))
    dialog_of(window, CollectDialog, qtbot).take.click()
    qtbot.waitUntil(lambda: bool(annotations.list_annotations(course)))
    mark = annotations.list_annotations(course)[0].id
    with window.session.change(Op.DECIDE) as change:
        deciding.decide(change, [mark], "nothing", "Said in earnest")
    with window.session.change(Op.WRITE_REPLY) as change:
        deciding.write_reply(change, mark, "Read on")
    back = tmp_path / "w.diplereturn"
    saving(monkeypatch, back)
    window.acts["seminar.give_back"].trigger()
    qtbot.waitUntil(back.exists)
    qtbot.waitUntil(lambda: "1 decision:" in window.status.said.text())
    window.files.open_path(tmp_path / "Noor.diple")
    drop(window, back)
    qtbot.waitUntil(lambda: "is here" in window.status.said.text())
    window.session.set_current(mark)
    thread = window.findChild(Thread)
    assert "Said in earnest" in thread.decided.text()
    assert thread.replies.text() == "Reader A: Read on"
    assert window.session.coders()[0].name == "Noor"
    drop(window, back)
    qtbot.waitUntil(lambda: "Nothing in w.diplereturn" in window.status.said.text())


def test_a_point_in_a_name_takes_no_ending_away(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    saving(monkeypatch, tmp_path / "Week 1.2")
    window.acts["seminar.pack"].trigger()
    dialog: PackDialog = dialog_of(window, PackDialog, qtbot)
    dialog.title.setText("Week 1.2")
    dialog.write.click()
    qtbot.waitUntil(lambda: "written: hand" in window.status.said.text())
    assert [each.name for each in tmp_path.glob("Week*")] == ["Week 1.2.diplepack"]


def test_what_was_not_written_is_said_in_the_middle_of_another_change_too(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    may_fail = Event()

    def refuse(*_: object) -> None:
        may_fail.wait(30)
        raise FileUnwritable(path=tmp_path, reason="the disk is full")

    monkeypatch.setattr("desktop_app.formats.seminar_files.write_pack", refuse)
    saving(monkeypatch, tmp_path / "w.diplepack")
    window.acts["seminar.pack"].trigger()
    dialog: PackDialog = dialog_of(window, PackDialog, qtbot)
    dialog.title.setText("Week 3")
    dialog.write.click()
    said: list[str] = []
    window.session.told.connect(said.append)
    with window.session.change(Op.CREATE_CODE) as change:
        codebook.create_code(change, "Later")
        may_fail.set()
        qtbot.waitUntil(lambda: bool(said))  # as a change does that takes long
    assert "the disk is full" in said[0]
    assert "Later" in names(window)


def test_a_copy_without_names_is_written_with_its_key_apart(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    paths = iter([tmp_path / "public.diple", tmp_path / "key.csv"] * 2)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(next(paths)), ""))
    window.acts["seminar.unname"].trigger()
    qtbot.waitUntil(lambda: "names nobody" in window.status.said.text())
    with Project.open(tmp_path / "public.diple") as copy:
        assert [coder.name for coder in coders.list_coders(copy)] == ["Reader 01"]
    assert "Reader A" in (tmp_path / "key.csv").read_text("utf-8-sig")
    window.acts["seminar.unname"].trigger()
    qtbot.waitUntil(lambda: "key.csv already exists" in window.status.said.text())


def names(window: Window) -> set[str]:
    return {code.name for code in window.session.tree}


def test_copies_are_merged_and_what_clashes_is_asked(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    project = window.session.project
    assert project is not None
    other = tmp_path / "copy.diple"
    shutil.copy(project.path, other)
    with Project.open(other) as copy:
        an_annotation(copy, (3, 7), code="Figure > Irony")
        rename(copy, "Zeugma")
    rename(project, "Antithesis and more")
    window.seminar.merge_files([other])
    dialog: MergeDialog = dialog_of(window, MergeDialog, qtbot)
    (box,) = dialog.choices.boxes.values()
    box.setCurrentIndex(box.findData("ours"))
    dialog.merge.click()
    qtbot.waitUntil(lambda: len(annotations.list_annotations(project)) == 1)
    assert codebook.list_codes(project).find("Figure > Antithesis and more")
    assert project.next_undo().op is Op.MERGE  # type: ignore[union-attr]


def rename(project: Project, name: str) -> None:
    with project.change(Op.RENAME_CODE, me(project)) as change:
        code = codebook.list_codes(project).find("Figure > Antithesis").id
        codebook.edit_code(change, code, name=name)


def test_ones_own_passages_are_looked_at_again(window: Window, qtbot: QtBot) -> None:
    project = window.session.project
    assert project is not None
    an_annotation(project, (3, 7), code="Figure > Irony")
    window.acts["seminar.second_look"].trigger()
    dialog: Choice = dialog_of(window, Choice, qtbot)
    dialog.buttons["10"].click()
    assert [coder.name for coder in window.session.coders()] == ["Reader A", "Reader A again"]
    assert window.session.coder_id == window.session.coders()[1].id
    assert window.session.layers.veiled == {me(project)}
    window.acts["results.look"].trigger()
    pane = window.results.panel("look")
    assert isinstance(pane, LookPane)
    assert pane.stack.currentWidget() is pane.empty
    assert {mark.coder_id for mark in window.reader.painter.store.all()} == {
        window.session.coder_id
    }
    again = next(a for a in annotations.list_annotations(project) if a.code_id is None)
    with window.session.change(Op.RECODE) as change:
        code = codebook.list_codes(project).find("Figure > Irony").id
        annotations.recode(change, again.id, code)
    assert not window.session.layers.veiled
    assert len({mark.coder_id for mark in window.reader.painter.store.all()}) == 2
    assert window.results.isVisible()
    assert "The same code for 1 of 1" in pane.said.text()
    with window.session.change(Op.RECODE) as change:
        other = codebook.list_codes(project).find("Figure > Hypophora").id
        annotations.recode(change, again.id, other)
    assert pane.list.item(0).data(257) == "Irony became Hypophora"
    pane.list.itemActivated.emit(pane.list.item(0))
    assert window.session.annotation_id == again.id
    window.session.set_coder(me(project))
    window.acts["results.look"].trigger()
    assert pane.list.count() == 1
