"""Every dialog about a project closes with it, at once and without asking."""

import inspect
import threading
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

import desktop_app.gui
from desktop_app.core import notes
from desktop_app.core.model import NoteTarget
from desktop_app.core.project import Project
from desktop_app.gui.dialogs.note import NoteDialog
from desktop_app.gui.tasks import Task
from desktop_app.gui.window import Window
from tests.gui.conftest import select
from tests.gui.dialogs.every import ABOUT_A_PROJECT, OF_NO_PROJECT, import_codebook, shown

BASES = {"ListDialog"}


def test_every_dialog_is_tried_here() -> None:
    made = set()
    for found in walk_packages(desktop_app.gui.__path__, "desktop_app.gui."):
        module = import_module(found.name)
        for name, kind in inspect.getmembers(module, inspect.isclass):
            if issubclass(kind, QDialog) and kind.__module__ == found.name:
                made.add(name)
    tried = {name for name in ABOUT_A_PROJECT if not name.startswith("Q")}
    assert made - set(OF_NO_PROJECT) - BASES == tried


def test_each_closes_with_the_project(
    qtbot: QtBot, window: Window, reading_project: Path, tmp_path: Path
) -> None:
    for name, open_one in ABOUT_A_PROJECT.items():
        window.files.open_path(reading_project)
        open_one(window, tmp_path)
        qtbot.waitUntil(lambda n=name: bool(shown(window, n)))
        window.session.close()
        assert shown(window) == [], name


def test_so_do_popups(window: Window) -> None:
    select(window, "nobody answered")
    window.coding.choose()
    finder = window.coding.finder
    assert finder is not None
    assert finder.isVisible()
    window.session.close()
    assert window.coding.finder is None


def test_what_was_typed_is_kept_first(window: Window, reading_project: Path) -> None:
    window.notes.open(NoteTarget("project"))
    [dialog] = shown(window, "NoteDialog")
    assert isinstance(dialog, NoteDialog)
    dialog.editor.setPlainText("Half a thought")
    window.session.close()
    with Project.open(reading_project) as project:
        assert notes.read_note(project, NoteTarget("project")) == "Half a thought"


def test_a_closed_dialog_is_told_nothing(qtbot: QtBot, qapp: QApplication) -> None:
    go_on, told, over = threading.Event(), [], []
    dialog = QDialog()
    qtbot.addWidget(dialog)
    task = Task(lambda _: go_on.wait(60), dialog)
    task.finished.connect(lambda *_: told.append(1))
    task.over.connect(lambda: over.append(1))
    dialog.open()
    task.start()
    dialog.reject()
    go_on.set()
    qtbot.waitUntil(lambda: bool(over))
    assert not told


def test_what_was_asked_for_one_project_reaches_no_other(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    import_codebook(window, tmp_path)
    Project.create(tmp_path / "other.diple", "Reader B").close()
    window.files.open_path(tmp_path / "other.diple")
    qtbot.waitUntil(lambda: "Stopped" in window.status.said.text())
    assert shown(window) == []
