"""Every action of the table where there is little to act on: no project, no text, no writing."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from desktop_app.gui import tasks
from desktop_app.gui.actions import ACTIONS
from desktop_app.gui.needs import NEEDS, Need, need_of
from desktop_app.gui.window import Window

LAST = ("files.sample", "files.close", "view.quit")
UNMET = {
    "no project": {Need.PROJECT, Need.CHANGE, Need.TEXT, Need.CODING},
    "no text": {Need.TEXT, Need.CODING},
    "reading only": {Need.CHANGE, Need.CODING},
}
SENTENCES = {
    "no project": ("Open a project",),
    "no text": ("Import a text",),
    "reading only": ("reading only",),
}


def bring_into(window: Window, state: str, path: Path, other: Path) -> None:
    window.session.close()
    if state == "no text":
        window.session.open(Project.create(other, "Reader A"))
    elif state == "reading only":
        window.session.open(Project.open(path, write=False))
        window.reader.set_selection(0, 7)


def opened_windows() -> set[QWidget]:
    return {each for each in QApplication.topLevelWidgets() if each.isVisible()}


@pytest.mark.parametrize("state", list(UNMET))
def test_every_action_answers(
    state: str,
    window: Window,
    reading_project: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever an action lacks is said in one sentence; nothing opens, changes or fails."""
    asked: list[str] = []
    for kind in (QDialog, QMessageBox):
        monkeypatch.setattr(kind, "exec", lambda *_: asked.append("dialog") or 0)
    for name, none in (
        ("getOpenFileName", ("", "")),
        ("getSaveFileName", ("", "")),
        ("getOpenFileNames", ([], "")),
        ("getExistingDirectory", ""),
    ):
        monkeypatch.setattr(QFileDialog, name, lambda *_, n=none, **__: asked.append("file") or n)
    told: list[str] = []
    window.session.told.connect(told.append)
    bring_into(window, state, reading_project, tmp_path / "empty.diple")
    before, usual = reading_project.read_bytes(), opened_windows()
    for row in sorted(ACTIONS, key=lambda row: LAST.index(row.id) if row.id in LAST else -1):
        told.clear()
        asked.clear()
        action = window.acts[row.id]
        was_checked, is_on = action.isChecked(), action.isEnabled()
        with capture_exceptions() as failures:
            action.trigger()
            QApplication.processEvents()
            qtbot.waitUntil(lambda: not tasks._running)
        assert not failures, (row.id, failures)
        if is_on and need_of(row.id) in UNMET[state]:
            (said,) = told
            assert any(part in said for part in SENTENCES[state]), (row.id, said)
            assert not asked, row.id
            assert not opened_windows() - usual, row.id
            assert action.isChecked() == was_checked, row.id
        for opened in opened_windows() - usual:
            opened.close()
        if row.id in LAST:
            window.show()
    if state == "reading only":
        assert reading_project.read_bytes() == before


def test_needs_are_those_of_actions() -> None:
    """A need under a name that no action has would be none."""
    known = {row.id for row in ACTIONS} | {row.id.partition(".")[0] for row in ACTIONS}
    assert set(NEEDS) <= known


def test_what_was_done_without_a_text_is_undone(
    window: Window, reading_project: Path, tmp_path: Path
) -> None:
    bring_into(window, "no text", reading_project, tmp_path / "empty.diple")
    with window.session.change(Op.CREATE_CODE) as change:
        core.codebook.create_code(change, "Irony")
    window.acts["coding.undo"].trigger()
    assert len(window.session.tree) == 0
    window.acts["coding.redo"].trigger()
    assert len(window.session.tree) == 1
