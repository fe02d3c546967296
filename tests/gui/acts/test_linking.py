"""The annotation in hand is linked to another one, by keys and by mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.model import Annotation, NewDocument, NewPart, Op
from desktop_app.core.relations import list_relations
from desktop_app.gui.acts import linking
from desktop_app.gui.dialogs import link
from desktop_app.gui.dialogs.link import LinkDialog
from desktop_app.gui.window import Window
from tests.gui.conftest import annotations_of, select

KEY, MOD = Qt.Key, Qt.KeyboardModifier


def code_of(window: Window, name: str) -> str:
    return next(code.id for code in window.session.tree if code.name == name)


def mark(window: Window, words: str, name: str) -> Annotation:
    span = select(window, words)
    window.coding.apply(code_of(window, name))
    return next(
        each for each in annotations_of(window) if (each.parts[0].start, each.parts[0].end) == span
    )


@pytest.fixture
def marks(window: Window) -> tuple[Annotation, ...]:
    """Three annotations of the text, the second in hand, and one of another text."""
    session = window.session
    first = mark(window, "We came", "Irony")
    last = mark(window, "waiting", "Antithesis")
    assert session.project is not None
    with session.change(Op.IMPORT_DOCUMENT) as change:
        letter = core.documents.add_document(change, NewDocument("Letter", "Dear sir, nothing."))
    with session.change(Op.APPLY_CODE) as change:
        far = core.annotations.apply_code(change, letter, [NewPart(0, 4)], code_of(window, "Irony"))
    middle = mark(window, "Nobody would", "Hypophora")
    return first, middle, last, core.annotations.get_annotation(session.project, far)


def opened(qtbot: QtBot, window: Window) -> LinkDialog:
    window.acts["linking.link"].trigger()
    return shown(qtbot, window)


def shown(qtbot: QtBot, window: Window) -> LinkDialog:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(LinkDialog)))
    dialog = next(each for each in window.findChildren(LinkDialog) if each.isVisible())
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def listed(dialog: LinkDialog) -> list[str]:
    return [dialog.model.item(row).text() for row in range(dialog.model.rowCount())]


def links_of(window: Window) -> list[tuple[str, str, str]]:
    assert window.session.project is not None
    found = list_relations(window.session.project)
    return [(each.from_annotation_id, each.kind, each.to_annotation_id) for each in found]


def test_it_is_linked_by_keys_alone(
    qtbot: QtBot, window: Window, marks: tuple[Annotation, ...]
) -> None:
    first, middle, _, _ = marks
    told: list[str] = []
    window.session.told.connect(told.append)
    window.activateWindow()
    window.reader.setFocus()
    qtbot.waitUntil(window.reader.hasFocus)
    qtbot.keyClick(window.reader, KEY.Key_K, MOD.ControlModifier | MOD.ShiftModifier)
    dialog = shown(qtbot, window)
    assert dialog.kind.hasFocus()
    qtbot.keyClicks(dialog.kind, "bears out")
    qtbot.keyClicks(dialog.filter, "irony 1.1")
    assert listed(dialog) == ["1.1  Irony  “We came”"]
    qtbot.keyClick(dialog.filter, KEY.Key_Return)
    assert links_of(window) == [(middle.id, "bears out", first.id)]
    assert told[-1] == "Linked: bears out → 1.1 Irony"
    assert window.annotation.links.rows[0].way.text() == "1.1 Irony"
    assert not any(each.isVisible() for each in window.findChildren(LinkDialog))
    window.acts["coding.undo"].trigger()
    assert links_of(window) == []


def test_return_links_also_where_the_kind_is_typed(
    qtbot: QtBot, window: Window, marks: tuple[Annotation, ...]
) -> None:
    dialog = opened(qtbot, window)
    qtbot.keyClicks(dialog.kind, "rep")
    assert dialog.kind.currentText() == "repeats"
    qtbot.keyClick(dialog.kind, KEY.Key_Return)
    assert [kind for _, kind, _ in links_of(window)] == ["repeats"]


def test_the_nearest_stand_first_and_other_texts_last(
    qtbot: QtBot, window: Window, marks: tuple[Annotation, ...]
) -> None:
    _, middle, last, _ = marks
    dialog = opened(qtbot, window)
    assert listed(dialog) == [
        "2.3  Antithesis  “waiting”",
        "1.1  Irony  “We came”",
        "Letter  Irony  “Dear”",
    ]
    qtbot.keyClick(dialog.filter, KEY.Key_Down)
    assert dialog.view.currentIndex().row() == 1
    dialog.filter.setText("figure letter")
    assert listed(dialog) == ["Letter  Irony  “Dear”"]
    dialog.filter.clear()
    at = dialog.view.visualRect(dialog.model.index(0, 0)).center()
    qtbot.mouseClick(dialog.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(dialog.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert links_of(window) == [(middle.id, "answers", last.id)]


def test_kinds_in_use_are_offered_and_the_last_one_is_proposed(
    qtbot: QtBot, window: Window, marks: tuple[Annotation, ...]
) -> None:
    first, middle, last, _ = marks
    window.linking._link(middle.id, last.id, "bears out")
    window.linking._link(first.id, last.id, "explains ")
    dialog = opened(qtbot, window)
    offered = [dialog.kind.itemText(row) for row in range(dialog.kind.count())]
    assert offered == ["explains", "bears out", "answers", "repeats", "contradicts", "supports"]


def test_without_a_kind_or_a_target_nothing_is_linked(
    qtbot: QtBot, window: Window, marks: tuple[Annotation, ...]
) -> None:
    dialog = opened(qtbot, window)
    dialog.kind.setEditText("  ")
    qtbot.keyClick(dialog.filter, KEY.Key_Return)
    dialog.kind.setEditText("answers")
    qtbot.keyClicks(dialog.filter, "no such thing")
    assert dialog.said.text() == "No annotation is like that."
    qtbot.keyClick(dialog.filter, KEY.Key_Return)
    assert dialog.isVisible()
    assert links_of(window) == []


def test_what_is_hidden_is_not_offered_and_no_other_is_told(
    window: Window, marks: tuple[Annotation, ...]
) -> None:
    told: list[str] = []
    window.session.told.connect(told.append)
    window.session.layers.only_code(code_of(window, "Hypophora"), window.session.tree)
    window.acts["linking.link"].trigger()
    assert told[-1] == "There is no other annotation to link this one to"
    window.session.set_current("")
    window.acts["linking.link"].trigger()
    assert told[-1] == "Put the caret into an annotation first"
    assert not window.findChildren(LinkDialog)


def test_the_same_again_is_told(window: Window, marks: tuple[Annotation, ...]) -> None:
    first, middle, _, _ = marks
    told: list[str] = []
    window.session.told.connect(told.append)
    for _ in range(2):
        window.linking._link(middle.id, first.id, "answers")
    assert told[-1] == "These two are linked by “answers” already; nothing was added."
    assert len(links_of(window)) == 1


def test_very_many_are_read_in_a_thread_and_shown_in_part(
    qtbot: QtBot,
    window: Window,
    marks: tuple[Annotation, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(linking, "_AT_ONCE", 0)
    monkeypatch.setattr(link, "SHOWN", 2)
    window.acts["linking.link"].trigger()
    dialog = shown(qtbot, window)
    assert len(listed(dialog)) == 2
    assert dialog.said.text().startswith("The first 2 are shown")
    dialog.filter.setText("dear")
    assert listed(dialog) == ["Letter  Irony  “Dear”"]


def test_the_button_of_the_card_opens_it(
    qtbot: QtBot, window: Window, marks: tuple[Annotation, ...]
) -> None:
    window.annotation.inside.ensureWidgetVisible(window.annotation.link)
    QApplication.processEvents()
    qtbot.mouseClick(window.annotation.link, Qt.MouseButton.LeftButton)
    assert shown(qtbot, window).windowTitle() == "Link to another annotation"
