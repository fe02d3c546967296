"""A bare window for what opens over one."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.gui.theme import apply_theme


@pytest.fixture
def host(qapp: QApplication, qtbot: QtBot) -> QWidget:
    """A shown window with one field, which has the focus."""
    apply_theme(qapp, "light")
    made = QWidget()
    field = QLineEdit(made)
    qtbot.addWidget(made)
    made.resize(800, 600)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    field.setFocus()
    return made
