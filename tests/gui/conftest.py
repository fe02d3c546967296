"""A real window on a real project, driven by keys and clicks."""

import os
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from desktop_app import core
from desktop_app.core.model import Annotation, NewDocument, Op
from desktop_app.core.occasions import Reason
from desktop_app.core.project import Project
from desktop_app.core.safety import backups
from desktop_app.gui import pacing
from desktop_app.gui.bridge import Session
from desktop_app.gui.theme import apply_theme
from desktop_app.gui.window import Window
from desktop_app.settings import Settings

PATIENCE = 50_000
"""So many ms a test waits for what is to come, on however busy a machine."""
WINDOW = os.path.join("desktop_app", "gui", "")
TEXT = (
    "We came to ask, and nobody answered.\n"
    "\n"
    "Who would answer? Nobody would 😀. They call this patience; we call it waiting.\n"
)


class PatientBot(QtBot):
    """Waits longer than a busy machine needs: what never comes still fails its test."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: SignalInstance, *, timeout: int = PATIENCE) -> SignalBlocker:
        return super().waitSignal(signal, timeout=timeout)

    def waitActive(self, widget: QWidget, *, timeout: int = PATIENCE) -> AbstractContextManager:
        return super().waitActive(widget, timeout=timeout)

    def waitExposed(self, widget: QWidget, *, timeout: int = PATIENCE) -> AbstractContextManager:
        return super().waitExposed(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    return PatientBot(request)


@pytest.fixture(autouse=True)
def _no_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that would wait for a user fails the test that did not ask for it."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a modal dialog was opened")

    monkeypatch.setattr(QDialog, "exec", refuse)
    monkeypatch.setattr(QMessageBox, "exec", refuse)
    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, refuse)


@pytest.fixture(autouse=True)
def _no_change_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine any change may: its dialog would take the keyboard from the window."""
    monkeypatch.setattr(pacing, "PATIENCE", 3600.0)


@pytest.fixture
def no_waiting_for_backups(monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup that an act of the window makes in the window's own thread fails the test."""
    make = backups.make_backup

    def made(path: Path, reason: Reason) -> backups.Backup:
        if threading.current_thread() is threading.main_thread():
            callers = [each.filename for each in traceback.extract_stack()]
            assert not any(WINDOW in each for each in callers), "the window waits for a backup"
        return make(path, reason)

    monkeypatch.setattr(backups, "make_backup", made)


@pytest.fixture(autouse=True)
def _empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """Leave nothing of ours on the clipboard, where it would outlive the application."""
    yield
    qapp.clipboard().clear()


@pytest.fixture
def reading_project(tmp_path: Path) -> Path:
    """A project with one text, a few codes with keys, and no annotation."""
    path = tmp_path / "reading.diple"
    with Project.create(path, "Reader A") as project:
        coder = core.coders.list_coders(project)[0].id
        with project.change(Op.IMPORT_DOCUMENT, coder) as change:
            core.documents.add_document(change, NewDocument("Patience", TEXT))
        with project.change(Op.CREATE_CODE, coder) as change:
            figure = core.codebook.create_code(change, "Figure")
        for name, key in (("Irony", "I"), ("Hypophora", "H"), ("Antithesis", "")):
            with project.change(Op.CREATE_CODE, coder) as change:
                core.codebook.create_code(change, name, figure, shortcut=key)
    return path


@pytest.fixture
def window(qtbot: QtBot, reading_project: Path, no_waiting_for_backups: None) -> Iterator[Window]:
    """The main window with that project open."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, "light")
    made = Window(Session(), Settings())
    qtbot.addWidget(made)
    made.furnish()
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.files.open_path(reading_project)
    yield made
    made.close()


def annotations_of(window: Window) -> list[Annotation]:
    """Read the annotations of the document shown."""
    assert window.session.project is not None
    return core.annotations.list_annotations(
        window.session.project, document_id=window.session.document_id
    )


def select(window: Window, words: str) -> tuple[int, int]:
    """Select words in the text as the reader would, and put the focus there."""
    start = window.reading.text.index(words)
    window.reader.set_selection(start, start + len(words))
    window.reader.setFocus()
    return start, start + len(words)
