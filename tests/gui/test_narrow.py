"""A small window: what tells where one is and what can be done stays whole."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.model import NoteTarget, Op
from desktop_app.gui.window import Window
from tests.gui.conftest import annotations_of, select


def is_whole(piece: QWidget, window: Window) -> bool:
    """Tell whether a piece shows from edge to edge, in the window and in all that holds it."""
    if not piece.isVisible():
        return False
    shown = piece.rect()
    holder = piece
    while holder is not window:
        above = holder.parentWidget()
        shown = shown.translated(holder.pos()) & above.rect()
        holder = above
    origin = piece.mapTo(window, QPoint(0, 0))
    return shown.topLeft() == origin and shown.size() == piece.size()


@pytest.fixture
def narrow(qtbot: QtBot, window: Window) -> Window:
    """The window at 900 by 600, with an annotation of a long note in hand."""
    window.resize(900, 600)
    select(window, "nobody answered")
    qtbot.keyClicks(window.reader, "i")
    with window.session.change(Op.WRITE_NOTE) as change:
        target = NoteTarget("annotation", annotations_of(window)[0].id)
        core.notes.write_note(change, target, "Because nobody would. " * 30)
    qtbot.wait(20)
    return window


def test_the_buttons_of_the_card_are_whole(narrow: Window) -> None:
    panel = narrow.annotation
    for button in (panel.recode, panel.remove):
        assert is_whole(button, narrow)
        assert button.accessibleName()
    assert narrow.annotations.height() > 150


def test_words_come_back_to_the_buttons_with_the_room(qtbot: QtBot, narrow: Window) -> None:
    def has_words(button: QToolButton) -> bool:
        return button.toolButtonStyle().name == "ToolButtonTextBesideIcon"

    assert not has_words(narrow.annotation.recode)
    narrow.resize(1280, 800)
    qtbot.waitUntil(lambda: has_words(narrow.annotation.recode))


def test_a_code_is_named_in_the_margin(narrow: Window) -> None:
    block = narrow.reader.document().firstBlock()
    [name] = narrow.reader.painter.margin(block).names
    assert name.text == "Irony"


def test_titles_are_cut_with_an_ellipsis_and_told_in_full(qtbot: QtBot, narrow: Window) -> None:
    title = "A rather long title for a text about patience and about waiting for it to end"
    with narrow.session.change(Op.RENAME_DOCUMENT) as change:
        core.documents.rename_document(change, narrow.session.document_id, title)
    label = narrow.top.document_title
    qtbot.waitUntil(lambda: label.text().endswith("…"))
    assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
    assert label.accessibleName() == title
    assert title in label.toolTip()
    assert is_whole(label, narrow)
    assert narrow.top.project_name.text() == "reading"


def test_the_card_grows_with_the_window(qtbot: QtBot, narrow: Window) -> None:
    """How much it grows is a matter of the fonts: in the end it is whole."""
    card = narrow.annotation
    before, bar = card.height(), card.inside.verticalScrollBar()
    assert bar.isEnabled()
    narrow.resize(900, 900)
    qtbot.waitUntil(lambda: card.height() == card.sizeHint().height() > before)
    qtbot.waitUntil(lambda: not bar.isEnabled())


def test_a_definition_on_the_card_leaves_the_list_its_room(qtbot: QtBot, narrow: Window) -> None:
    code_id = annotations_of(narrow)[0].code_id
    with narrow.session.change(Op.EDIT_CODE) as change:
        core.codebook.edit_code(change, code_id, brief_definition="One thing is said for one. " * 3)
    card = narrow.annotation
    qtbot.waitUntil(card.brief.isVisible)
    qtbot.waitUntil(lambda: card.height() == card.sizeHint().height())
    assert narrow.annotations.height() > 150


def test_the_note_is_gone_on_with_at_its_end(narrow: Window) -> None:
    narrow.acts["notes.annotation"].trigger()
    note = narrow.annotation.note
    assert note.textCursor().atEnd()
    assert note.hasFocus()
