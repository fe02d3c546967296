"""What was settled, in its pane: the sample's readers compared, settled and reported."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.core import annotations, deciding
from desktop_app.core.project import Project
from desktop_app.formats.sample import sample_project
from desktop_app.gui.bridge import Session
from desktop_app.gui.seminar.comparing import ReadingsPane
from desktop_app.gui.seminar.settled import SettledPane
from desktop_app.gui.window import Window
from desktop_app.settings import Settings


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setenv("DIPLE_HOME", str(tmp_path / "home"))
    window = Window(Session(), Settings(is_kept=False))
    qtbot.addWidget(window)
    window.furnish()
    window.show()
    window.session.open(Project.open(sample_project()))
    yield window
    window.session.close()


def pane_of(window: Window) -> SettledPane:
    window.acts["results.settled"].trigger()
    pane = window.results.panel("settled")
    assert isinstance(pane, SettledPane)
    return pane


def test_the_samples_readers_are_compared_settled_and_reported(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window.acts["seminar.compare"].trigger()
    readings = window.results.panel("readings")
    assert isinstance(readings, ReadingsPane)
    readings.view.setCurrentIndex(readings.view.findData("code"))
    readings.view.activated.emit(readings.view.currentIndex())
    qtbot.waitUntil(lambda: readings.model.rowCount() > 0)
    readings.list.setCurrentIndex(readings.model.index(0, 0))
    readings.list.chosen.emit(readings.list.currentIndex())
    readings.reason.setText("It is irony")
    readings.verdicts["accept"].click()
    project = window.session.project
    assert project is not None
    assert [each.reason for each in deciding.list_decisions(project)] == ["It is irony"]
    qtbot.waitUntil(lambda: "settled" in readings.model.rows[0].verdict)
    pane = pane_of(window)
    assert pane.title.text() == "1 difference settled"
    said = pane.list.item(0).data(257)
    assert "settled: one stands" in said
    assert "It is irony" in said
    out = tmp_path / "settled.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    pane.export.click()
    qtbot.waitUntil(out.exists)
    assert "It is irony" in out.read_text("utf-8-sig")
    window.session.set_current("")
    pane.list.itemActivated.emit(pane.list.item(0))
    assert window.session.annotation_id in deciding.list_decisions(project)[0].marks
    pane.withdraw.click()
    assert pane.list.count() == 0
    assert pane._stack.currentIndex() == 0
    project.undo()
    assert pane.list.count() == 1
    assert annotations.list_annotations(project)
