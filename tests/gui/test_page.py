"""The page's settings: from the menu, in their dialog, and kept for the next start."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.model import NewDocument, Op, Run
from desktop_app.gui.bridge import Session
from desktop_app.gui.dialogs.choice import Choice
from desktop_app.gui.dialogs.page import PageDialog
from desktop_app.gui.reader import Shown, Type
from desktop_app.gui.theme import THEMES, current_theme, reading_face, reading_font
from desktop_app.gui.window import Window
from desktop_app.settings import Settings
from tests.gui.conftest import select


@pytest.fixture
def dialog(window: Window) -> PageDialog:
    window.acts["page.settings"].trigger()
    (found,) = window.findChildren(PageDialog)
    return found


def test_what_is_set_shows_at_once_and_at_the_next_start(
    window: Window, dialog: PageDialog, qtbot: QtBot
) -> None:
    dialog.face.setCurrentIndex(dialog.face.findData("sans"))
    dialog.spacing.setValue(2.0)
    dialog.measure.setValue(74)
    dialog.size_box.setValue(22)
    dialog.numbers["sentences"].setChecked(True)
    wanted = Type("sans", 22, 2.0, 74)
    assert window.reader.type() == wanted
    assert window.reader.painter.beside.numbers.shown == Shown(True, True, False)
    assert window.acts["page.sans"].isChecked()
    assert window.acts["page.sentences"].isChecked()
    assert reading_font().family() == reading_face("sans")  # quotations follow
    again = Window(Session(), Settings())
    qtbot.addWidget(again)
    again.furnish()
    assert again.reader.type() == wanted
    dialog.usual.click()
    assert window.reader.type() == Type()


def test_keys_and_menu_change_the_page(window: Window) -> None:
    for name in ("looser", "looser", "tighter", "wider", "lines", "paragraphs", "style_underline"):
        window.acts[f"page.{name}"].trigger()
    assert window.reader.type() == Type(spacing=1.8, measure=72)
    assert window.reader.painter.beside.numbers.shown == Shown(False, False, True)
    assert window.reader.painter.styles.usual == "underline"
    assert window.acts["page.style_underline"].isChecked()
    assert not window.acts["page.paragraphs"].isChecked()
    for _ in range(30):
        window.acts["page.wider"].trigger()
    assert window.reader.type().measure == 80


def test_one_code_is_shown_otherwise(window: Window, qtbot: QtBot) -> None:
    said: list[str] = []
    window.session.told.connect(said.append)
    window.acts["page.style_of_code"].trigger()
    assert said
    select(window, "They call this patience")
    qtbot.keyClicks(window.reader, "I")
    window.acts["page.style_of_code"].trigger()
    (choice,) = window.findChildren(Choice)
    choice.buttons["margin"].click()
    (mark,) = window.reader.painter.store.all()
    assert window.reader.painter.styles.of(mark) == "margin"
    window.acts["page.style_of_code"].trigger()
    choice = window.findChildren(Choice)[-1]
    choice.buttons[""].click()
    assert window.reader.painter.styles.of(mark) == "both"


def test_focus_mode_leaves_only_the_text(window: Window) -> None:
    window.acts["view.focus"].trigger()
    assert window.reader.is_in_focus_mode()
    assert not window.top.isVisible()
    window.acts["view.focus"].trigger()
    assert not window.reader.is_in_focus_mode()


def test_how_a_text_was_set_is_shown(window: Window) -> None:
    session = window.session
    assert session.project is not None
    new = NewDocument("Set", "Italic words and plain ones.", runs=[Run(0, 8, "italic")])
    with session.project.change(Op.IMPORT_DOCUMENT, session.coder_id) as change:
        document_id = core.documents.add_document(change, new)
    session.open_document(document_id)
    block = window.reader.document().firstBlock()
    window.reader.blockBoundingRect(block)
    (made,) = block.layout().formats()
    assert (made.start, made.length) == (0, 8)
    assert made.format.fontItalic()


@pytest.mark.parametrize("name", list(THEMES))
def test_every_theme_is_worn_by_the_page(window: Window, name: str) -> None:
    window.acts[f"view.theme_{name}"].trigger()
    assert current_theme() is THEMES[name]
    QApplication.processEvents()
    image = window.reader.viewport().grab().toImage()
    assert image.pixelColor(2, image.height() - 3) == QColor(THEMES[name].paper)
    window.acts["view.theme_light"].trigger()


def test_the_dialog_is_worked_by_keyboard(dialog: PageDialog, qtbot: QtBot) -> None:
    dialog.size_box.setFocus()
    before = dialog.size_box.value()
    qtbot.keyClick(dialog.size_box, Qt.Key.Key_Up)
    assert dialog.size_box.value() == before + 1
    named = (dialog.face, dialog.size_box, dialog.spacing, dialog.measure, dialog.style_box)
    assert all(widget.accessibleName() for widget in named)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_hovering_and_walking_say_code_coder_note_and_place(window: Window, qtbot: QtBot) -> None:
    session, reader = window.session, window.reader
    start, end = select(window, "They call this patience")
    qtbot.keyClicks(reader, "I")
    assert session.project is not None
    with session.project.change(Op.WRITE_NOTE, session.coder_id) as change:
        target = core.model.NoteTarget("annotation", session.annotation_id)
        core.notes.write_note(change, target, "<i>Not</i> patience at all")
    (entry,) = reader.describe(reader.painter.store.at(start))
    assert entry.name == "Figure > Irony"
    assert entry.detail == "Reader A"
    assert entry.note == "<i>Not</i> patience at all"
    reader.go_to(0)
    with qtbot.waitSignal(reader.spoken) as said:
        reader.go_to(start + 2)
    assert said.args == ["Irony. Paragraph 2, sentence 3."]
    with session.project.change(Op.ADD_CODER, session.coder_id) as change:
        core.coders.add_coder(change, "Reader B")
    reader.go_to(0)
    with qtbot.waitSignal(reader.spoken) as said:
        reader.go_to(start + 2)
    assert said.args == ["Irony, by Reader A. Paragraph 2, sentence 3."]
    (mark,) = reader.painter.store.at(end - 1)
    assert mark.by == "A"
