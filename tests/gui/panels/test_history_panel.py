"""The history in the window: every step, filtered, gone back to, copied out."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.core import documents, safety
from desktop_app.core.model import NewDocument, Op
from desktop_app.core.project import Project
from desktop_app.gui.dialogs.choice import Choice
from desktop_app.gui.panels.history import HistoryPanel
from desktop_app.gui.window import Window
from tests.gui.conftest import annotations_of, select


@pytest.fixture
def panel(qtbot: QtBot, window: Window) -> HistoryPanel:
    for words, key in (("nobody answered", "i"), ("patience", "h")):
        select(window, words)
        qtbot.keyClicks(window.reader, key)
    project = window.session.project
    assert project
    with project.change(Op.IMPORT_DOCUMENT, window.session.coder_id) as change:
        documents.add_document(change, NewDocument("Second", "Another text."))
    window.acts["history.open"].trigger()
    found = window.results.panel("history")
    assert isinstance(found, HistoryPanel)
    return found


def rows(panel: HistoryPanel) -> list[list[str]]:
    model = panel.model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def whats(panel: HistoryPanel) -> list[str]:
    return [row[3] for row in rows(panel)]


def choose(panel: HistoryPanel, number: int) -> None:
    row = next(at for at, step in enumerate(panel.model.steps) if step.number == number)
    panel.view.setCurrentIndex(panel.model.index(row, 0))


def test_every_step_is_listed_the_newest_first(window: Window, panel: HistoryPanel) -> None:
    said = rows(panel)
    assert said[0][3] == "Import “Second”"
    assert said[1][3] == "Apply ‘Hypophora’"
    assert said[0][2] == "Reader A"
    assert [row[0] for row in said] == [str(n) for n in range(len(said), 0, -1)]
    assert panel.view.hasFocus()


def test_new_steps_come_in_and_what_was_taken_back_is_dim(
    window: Window, panel: HistoryPanel
) -> None:
    window.coding.undo()
    assert whats(panel)[0] == "Undo: import “Second”"
    dim = panel.model.index(1, 3).data(Qt.ItemDataRole.ForegroundRole)
    plain = panel.model.index(2, 3).data(Qt.ItemDataRole.ForegroundRole)
    assert dim is not None
    assert plain is None


def test_steps_of_one_text_code_or_coder(qtbot: QtBot, window: Window, panel: HistoryPanel) -> None:
    panel.document.setCurrentText("Patience")
    qtbot.waitUntil(lambda: bool(rows(panel)) and "Second" not in str(rows(panel)))
    assert whats(panel) == ["Apply ‘Hypophora’", "Apply ‘Irony’", "Import “Patience”"]
    panel.code.setCurrentText("Figure > Irony")
    qtbot.waitUntil(lambda: whats(panel) == ["Apply ‘Irony’"])
    window.coding.undo()
    qtbot.waitUntil(lambda: whats(panel) == ["Apply ‘Irony’"])
    panel.document.setCurrentIndex(0)
    qtbot.waitUntil(lambda: whats(panel) == ["Apply ‘Irony’", "Create ‘Irony’"])
    panel.code.setCurrentIndex(0)
    panel.coder.setCurrentText("Reader A")
    assert len(rows(panel)) == len(panel._session.project.history())  # type: ignore[union-attr]


def test_going_back_is_one_step_that_can_be_undone(
    qtbot: QtBot, window: Window, panel: HistoryPanel
) -> None:
    number = panel.model.steps[2].number
    choose(panel, number)
    panel.back.click()
    choice = window.findChild(Choice)
    assert isinstance(choice, Choice)
    choice.buttons["back"].click()
    qtbot.waitUntil(lambda: len(annotations_of(window)) == 1)
    assert whats(panel)[0] == f"Go back to step {number}"
    assert window.status.said.text() == f"The project is as it was after step {number}"
    window.coding.undo()
    assert len(annotations_of(window)) == 2


def test_the_last_step_cannot_be_gone_back_to(panel: HistoryPanel) -> None:
    assert not panel.back.isEnabled()
    choose(panel, 1)
    assert panel.back.isEnabled()


def test_an_old_state_is_copied_out(
    qtbot: QtBot, window: Window, panel: HistoryPanel, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    target = tmp_path / "then.diple"
    offered: list[str] = []

    def ask(_: object, title: str, start: str, *__: object, **___: object) -> tuple[str, str]:
        offered.extend((title, Path(start).name))
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    number = panel.model.steps[2].number
    choose(panel, number)
    panel.copy.click()
    qtbot.waitUntil(lambda: "Written then.diple" in window.status.said.text())
    assert offered == ["Save as another file", f"reading after step {number}"]
    assert safety.check(target).is_sound
    with Project.open(target) as then:
        assert then.last_step[0] == number
    assert len(annotations_of(window)) == 2


def test_a_step_leads_to_its_place(qtbot: QtBot, window: Window, panel: HistoryPanel) -> None:
    choose(panel, panel.model.steps[1].number)
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert window.session.annotation_id in {each.id for each in annotations_of(window)}
    assert window.reader.caret() == window.reading.text.index("patience")
    choose(panel, 1)
    panel.view.activated.emit(panel.view.currentIndex())
    assert window.status.said.text() == "No annotation of this step is there any more"


def test_another_project_has_another_history(
    window: Window, panel: HistoryPanel, seeded_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "other.diple"
    path.write_bytes(seeded_file.read_bytes())
    window.files.open_path(path)
    assert "Speech" in str(rows(panel))
    window.session.close()
    assert rows(panel) == []
    assert "Every step of the work" in panel.empty.text()


def test_a_small_window_shows_several_steps(
    qtbot: QtBot, window: Window, panel: HistoryPanel
) -> None:
    window.resize(900, 600)
    assert window.height() == 600
    fourth = panel.model.index(3, 0)
    qtbot.waitUntil(lambda: panel.view.viewport().rect().contains(panel.view.visualRect(fourth)))
