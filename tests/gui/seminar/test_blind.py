"""What may not be seen yet leaves no trace in the window: it looks as if it were not there."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.core import coders
from desktop_app.core.model import Op
from desktop_app.core.project import Project
from desktop_app.gui.bridge import Session
from desktop_app.gui.panels.codebook.model import CodebookModel
from desktop_app.gui.results import PANES
from desktop_app.gui.window import Window
from desktop_app.settings import Settings
from tests.blind import SECRET, two_blind_projects
from tests.gui.conftest import PATIENCE


@pytest.fixture
def windows(
    seeded_file: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[Window]]:
    """A window on each of two blind projects: with another's layer, and without it."""
    monkeypatch.setenv("DIPLE_HOME", str(tmp_path / "home"))
    found = []
    for path in two_blind_projects(seeded_file, tmp_path):
        window = Window(Session(), Settings(is_kept=False))
        qtbot.addWidget(window)
        window.furnish()
        window.resize(1280, 900)
        window.show()
        window.session.open(Project.open(path))
        found.append(window)
    # Neither is active: the one that is would show where its keyboard is.
    bystander = QWidget()
    qtbot.addWidget(bystander)
    with qtbot.waitActive(bystander):
        bystander.show()
        bystander.activateWindow()
    yield found
    for window in found:
        window.session.close()


def show(window: Window, pane: str) -> QImage:
    window.results.open(pane)
    window.status.said.clear()
    return window.grab().toImage()


def read_all(widget: QWidget) -> Iterator[str]:
    for each in widget.findChildren(QWidget):
        yield each.toolTip()
        if isinstance(each, QLabel | QAbstractButton | QLineEdit):
            yield each.text()
        if isinstance(each, QAbstractItemView) and each.model() is not None:
            yield from read_model(each.model(), QModelIndex())


def read_model(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(model.rowCount(parent)):
        for column in range(12):
            yield str(model.index(row, column, parent).data() or "")
        if isinstance(model, CodebookModel):
            yield from read_model(model, model.index(row, 0, parent))


def test_every_pane_is_as_if_the_hidden_layer_were_not_there(
    windows: list[Window], qtbot: QtBot
) -> None:
    one, other = windows
    for window in windows:
        for pane in PANES:
            show(window, pane.id)
            qtbot.wait(50)
    # All have read by now what they show; each is looked at again.
    for pane in PANES:
        if pane.id != "history":
            qtbot.waitUntil(lambda name=pane.id: show(one, name) == show(other, name))  # type: ignore[misc]
    said = " ".join(read_all(one))
    assert SECRET not in said
    assert "pply ‘Unseen’" not in said
    assert "reate ‘Unseen’" in said


def test_what_another_coder_may_see_is_shown_when_that_coder_looks(
    windows: list[Window], qtbot: QtBot
) -> None:
    window = windows[0]
    project = window.session.project
    assert project is not None
    other = coders.find_coder(project, "Reader B").id
    seen = window.annotations.model.rowCount()
    window.session.set_coder(other)
    assert window.annotations.model.rowCount() != seen
    first, _, again = (coder.id for coder in coders.list_coders(project))
    assert window.session.layers.veiled == {first, again}


def test_all_is_shown_anew_once_it_is_revealed(windows: list[Window], qtbot: QtBot) -> None:
    window = windows[0]
    counts = window.status.count.text()
    window.acts["seminar.reveal"].trigger()
    assert not window.session.layers.veiled
    assert window.status.count.text() != counts
    assert window.session.project is not None
    assert window.session.project.history()[-1].op is Op.REVEAL


def wait_for(qtbot: QtBot, is_so: Callable[[], bool]) -> None:
    """Wait until something is so, and leave the threads time while it is not: asking takes long."""
    for _ in range(PATIENCE // 150):
        if is_so():
            return
        qtbot.wait(150)
    assert is_so()


def test_before_a_room_nobody_is_named_anywhere(windows: list[Window], qtbot: QtBot) -> None:
    window = windows[0]
    window.people.remember()
    window.acts["seminar.reveal"].trigger()
    for pane in PANES:
        show(window, pane.id)
        qtbot.wait(50)
    wait_for(qtbot, lambda: "Reader A" in " ".join(read_all(window)))
    window.acts["seminar.project"].trigger()
    for pane in PANES:
        show(window, pane.id)
        qtbot.wait(50)
    for name in ("Reader A", "Reader B"):
        wait_for(qtbot, lambda name=name: name not in " ".join(read_all(window)))  # type: ignore[misc]
    wait_for(qtbot, lambda: "Reader 1" in " ".join(read_all(window)))
    window.acts["seminar.project"].trigger()
    wait_for(qtbot, lambda: "Reader A" in " ".join(read_all(window)))
