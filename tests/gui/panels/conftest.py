"""A session on the seeded project, and panels shown alone."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.core.project import Project
from desktop_app.gui.bridge import Session
from desktop_app.gui.theme import apply_theme

Show = Callable[[QWidget], None]


@pytest.fixture
def session(qapp: QApplication, project: Project) -> Iterator[Session]:
    """A session with the seeded project open."""
    apply_theme(qapp, "light")
    made = Session()
    made.open(project)
    yield made
    made.close()


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Show a panel by itself, active, at a usual size."""

    def shown(panel: QWidget) -> None:
        qtbot.addWidget(panel)
        panel.resize(292, 600)
        with qtbot.waitExposed(panel):
            panel.show()
        panel.activateWindow()

    return shown
