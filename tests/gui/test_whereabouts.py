"""Where reading stopped: the text and the place are there again after a restart."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.model import NewDocument, Op
from desktop_app.core.project import Project
from desktop_app.gui.bridge import Session
from desktop_app.gui.whereabouts import Place, Whereabouts
from desktop_app.gui.window import Window
from desktop_app.paths import config_folder
from desktop_app.settings import Settings

LINES = "\n\n".join(f"Paragraph {number} says little, and says it twice." for number in range(400))


@pytest.fixture
def two_texts(reading_project: Path) -> Path:
    with Project.open(reading_project) as project:
        coder = core.coders.list_coders(project)[0].id
        with project.change(Op.IMPORT_DOCUMENT, coder) as change:
            core.documents.add_document(change, NewDocument("Long", LINES))
    return reading_project


def start(qtbot: QtBot, path: Path) -> Window:
    window = Window(Session(), Settings())
    qtbot.addWidget(window)
    window.furnish()
    window.show()
    window.files.open_path(path)
    return window


def turn_to(window: Window, title: str) -> None:
    assert window.session.project is not None
    documents = core.documents.list_documents(window.session.project)
    window.session.open_document(next(each.id for each in documents if each.title == title))


def place_in(window: Window) -> tuple[str, Place]:
    document = window.session.document()
    assert document is not None
    return document.title, Place(window.reader.first_visible(), window.reader.caret())


def read_on(window: Window) -> tuple[str, Place]:
    """Turn to the long text and to the middle of it."""
    turn_to(window, "Long")
    window.reader.go_to(LINES.index("Paragraph 200"))
    return place_in(window)


def test_reading_goes_on_where_it_stopped(qtbot: QtBot, two_texts: Path) -> None:
    window = start(qtbot, two_texts)
    assert place_in(window) == ("Patience", Place(0, 0))
    assert window.session.project is not None
    steps = window.session.project.last_step
    before = read_on(window)
    window.close()
    again = start(qtbot, two_texts)
    assert before[1].top > 1000
    assert place_in(again) == before
    QApplication.processEvents()
    assert place_in(again) == before
    assert again.session.project is not None
    assert again.session.project.last_step == steps
    again.close()


def test_another_text_and_back(qtbot: QtBot, two_texts: Path) -> None:
    window = start(qtbot, two_texts)
    before = read_on(window)
    turn_to(window, "Patience")
    turn_to(window, "Long")
    assert place_in(window) == before
    window.close()


def test_a_text_removed_meanwhile_is_not_returned_to(qtbot: QtBot, two_texts: Path) -> None:
    window = start(qtbot, two_texts)
    read_on(window)
    key = window.session.document_id
    window.close()
    with Project.open(two_texts) as project:
        coder = core.coders.list_coders(project)[0].id
        with project.change(Op.REMOVE_DOCUMENT, coder) as change:
            core.documents.remove_document(change, key)
    again = start(qtbot, two_texts)
    assert place_in(again)[0] == "Patience"
    again.close()


def test_a_place_behind_the_end_is_the_end(qtbot: QtBot, two_texts: Path) -> None:
    window = start(qtbot, two_texts)
    key = window.session.document_id
    window.close()
    settings = Settings()
    settings["places"] = {key: [90_000, 90_000]}
    again = start(qtbot, two_texts)
    assert place_in(again)[0] == "Patience"
    assert again.reader.caret() == len(again.reading.text)
    again.close()


@pytest.mark.parametrize("kept", ["[]", "3", '{"a": 1, "b": [1], "c": [-1, 2], "d": ["x", 2]}'])
def test_spoilt_places_lead_nowhere(kept: str) -> None:
    path = config_folder() / "settings.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"places": json.loads(kept)}), "utf-8")
    found = Whereabouts(Settings())
    assert [found.of(key) for key in "abcd"] == [None] * 4
    assert found.latest(["x", "y"]) == "x"
    assert found.latest([]) == ""
