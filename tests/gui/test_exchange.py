"""Another program's project comes in by menu or drop, is reported, and can be undone."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.core.documents import list_documents
from desktop_app.core.project import Project
from desktop_app.formats.exports import export
from desktop_app.gui.dialogs.exchange import ExchangeReport
from desktop_app.gui.window import Window
from tests.builders import a_seeded_project


@pytest.fixture
def exchanged(tmp_path: Path) -> Path:
    path = tmp_path / "theirs.qdpx"
    with a_seeded_project(tmp_path / "theirs.diple") as project:
        export(project, path)
    return path


def titles(window: Window) -> list[str]:
    project = window.session.project
    assert isinstance(project, Project)
    return [document.title for document in list_documents(project)]


def report_of(qtbot: QtBot, window: Window) -> ExchangeReport:
    qtbot.waitUntil(lambda: window.findChild(ExchangeReport) is not None)
    dialog = window.findChild(ExchangeReport)
    assert dialog is not None
    return dialog


def test_a_project_comes_in_by_the_menu_and_goes_by_undo(
    qtbot: QtBot, window: Window, exchanged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(exchanged), ""))
    window.acts["exchange.project"].trigger()
    dialog = report_of(qtbot, window)
    assert titles(window) == ["Patience", "Speech", "Letter"]
    shown = window.session.document()
    assert shown is not None
    assert shown.title == "Speech"
    assert "Written by Diple." in dialog.report.toPlainText()
    dialog.accept()
    window.acts["coding.undo"].trigger()
    assert titles(window) == ["Patience"]


def test_a_dropped_project_comes_in(qtbot: QtBot, window: Window, exchanged: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(exchanged))])
    window.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    report_of(qtbot, window).accept()
    assert titles(window) == ["Patience", "Speech", "Letter"]


def test_a_broken_project_is_said_to_be_broken(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    path = tmp_path / "broken.qdpx"
    path.write_bytes(b"PK")
    window.exchange.bring(path)
    qtbot.waitUntil(lambda: "broken.qdpx is damaged" in window.status.said.text())
    assert titles(window) == ["Patience"]
