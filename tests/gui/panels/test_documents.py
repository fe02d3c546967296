"""The list of documents: opened, renamed and removed by keys and clicks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.model import NewDocument, NoteTarget, Op
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.panels.documents import COUNT_ROLE, DocumentsPanel
from tests.gui.panels.conftest import Show


@pytest.fixture
def panel(session: Session, show: Show) -> DocumentsPanel:
    made = DocumentsPanel(session)
    show(made)
    return made


def titles(panel: DocumentsPanel) -> list[str]:
    return [panel.model.index(row).data() for row in range(panel.model.rowCount())]


def click(qtbot: QtBot, panel: DocumentsPanel, row: int) -> None:
    place = panel.view.visualRect(panel.model.index(row)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_titles_and_counts_stand_in_order(panel: DocumentsPanel) -> None:
    assert titles(panel) == ["Speech", "Letter"]
    assert [panel.model.index(row).data(COUNT_ROLE) for row in (0, 1)] == [4, 1]


def test_a_click_opens_a_document(qtbot: QtBot, panel: DocumentsPanel) -> None:
    click(qtbot, panel, 1)
    assert panel.session.document_id == panel.model.documents[1].id


def test_return_opens_the_document_in_hand(qtbot: QtBot, panel: DocumentsPanel) -> None:
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert panel.session.document_id == panel.model.documents[1].id


def test_f2_renames_in_place(qtbot: QtBot, panel: DocumentsPanel) -> None:
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_F2)
    editor = panel.view.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "The <b>speech</b>")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: titles(panel) == ["The <b>speech</b>", "Letter"])


def test_an_empty_title_is_refused_in_a_sentence(qtbot: QtBot, panel: DocumentsPanel) -> None:
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_F2)
    editor = panel.view.findChild(QLineEdit)
    assert editor is not None
    editor.clear()
    with qtbot.waitSignal(panel.session.told) as told:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert "needs a name" in told.args[0]
    assert titles(panel) == ["Speech", "Letter"]


def test_delete_removes_and_undo_brings_back(qtbot: QtBot, panel: DocumentsPanel) -> None:
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    assert titles(panel) == ["Letter"]
    assert panel.session.project is not None
    panel.session.project.undo()
    assert titles(panel) == ["Speech", "Letter"]


@pytest.mark.qt_log_ignore("This plugin does not support")  # said of popups, offscreen
def test_the_menu_asks_for_the_note(qtbot: QtBot, panel: DocumentsPanel) -> None:
    place = panel.view.visualRect(panel.model.index(0)).center()
    panel.view.customContextMenuRequested.emit(place)
    menu = panel.findChild(QMenu)
    assert menu is not None
    note = next(each for each in menu.actions() if each.text() == words.NOTE_DOTS)
    with qtbot.waitSignal(panel.noteWanted) as wanted:
        note.trigger()
    assert wanted.args == [NoteTarget("document", panel.model.documents[0].id)]
    menu.close()


def test_without_documents_it_says_how_to_begin(panel: DocumentsPanel) -> None:
    for document in list(panel.model.documents):
        with panel.session.change(Op.REMOVE_DOCUMENT) as change:
            core.documents.remove_document(change, document.id)
    QApplication.processEvents()
    assert panel.empty.isVisible()
    assert "Ctrl+I" in panel.empty.text()


def test_many_documents_are_filtered_by_any_field(
    panel: DocumentsPanel, session: Session, qtbot: QtBot
) -> None:
    assert not panel.filter.isVisible()
    known = panel.model.rowCount()
    with session.change(Op.IMPORT_DOCUMENT) as change:
        for number in range(8):
            fields = {"speaker": "Ada" if number % 2 else "Ben"}
            new = NewDocument(f"Text {number}", f"Words {number}", fields=fields)
            core.documents.add_document(change, new)
    assert panel.filter.isVisible()
    panel.filter.setFocus()
    qtbot.keyClicks(panel.filter, "speaker:ada 3")
    assert [each.title for each in panel.model.documents] == ["Text 3"]
    qtbot.keyClicks(panel.filter, "x")
    assert panel.empty.isVisible()
    qtbot.keyClick(panel.filter, Qt.Key.Key_Escape)
    assert len(panel.model.documents) == known + 8
    qtbot.keyClick(panel.filter, Qt.Key.Key_Down)
    assert panel.view.hasFocus()
