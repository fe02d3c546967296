"""The annotation in hand: its card, parts, roles, properties and, above all, its note."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.model import Annotation, NoteTarget, Op
from desktop_app.core.texts import Numbering
from desktop_app.gui import words
from desktop_app.gui.bridge import Session
from desktop_app.gui.panels.annotation import AnnotationPanel
from desktop_app.gui.panels.annotation.frame import Inside
from desktop_app.gui.panels.annotation.note import NoteEditor
from desktop_app.gui.window import Window
from tests.builders import SPEECH
from tests.gui.panels.conftest import Show

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(session: Session, show: Show) -> AnnotationPanel:
    made = AnnotationPanel(session)
    made.set_numbering(Numbering(SPEECH))
    show(made)
    return made


def all_of(panel: AnnotationPanel) -> list[Annotation]:
    assert panel.session.project is not None
    return core.annotations.list_annotations(panel.session.project)


def take(panel: AnnotationPanel, name: str) -> Annotation:
    """Take the first annotation with that code in hand; "" for the plain highlight."""
    code_id = panel.session.tree.find(name).id if name else None
    found = next(each for each in all_of(panel) if each.code_id == code_id)
    panel.session.set_current(found.id)
    return found


def stored(panel: AnnotationPanel, annotation: Annotation) -> Annotation:
    return next(each for each in all_of(panel) if each.id == annotation.id)


def test_without_an_annotation_it_says_how_to_begin(panel: AnnotationPanel) -> None:
    assert panel.empty.isVisible()
    assert not panel.card.isVisible()


def test_a_code_in_hand_shows_its_definition(panel: AnnotationPanel) -> None:
    panel.show_code(panel.session.tree.find("Figure").id)
    assert panel.card.isVisible()
    assert panel.head.name == "Figure"
    assert not panel.note.isVisible()


def test_the_card_tells_code_place_coder_and_parts(panel: AnnotationPanel) -> None:
    take(panel, "Antithesis")
    assert (panel.head.name, panel.head.reference) == ("Antithesis", "2.1 · A")
    quotes = [row.quote.accessibleName() for row in panel.parts.rows]
    assert quotes == ["Part 1: order 😀", "Part 2: fear"]
    assert panel.note.toPlainText() == "They against us"


def test_a_click_on_a_part_leads_there(qtbot: QtBot, panel: AnnotationPanel) -> None:
    part = take(panel, "Antithesis").parts[1]
    with qtbot.waitSignal(panel.placeWanted) as wanted:
        qtbot.mouseClick(panel.parts.rows[1].quote, LEFT)
    assert wanted.args == [part.start, part.end]


def test_a_part_elsewhere_opens_its_text(qtbot: QtBot, panel: AnnotationPanel) -> None:
    annotation = take(panel, "Naming")
    assert panel.parts.rows[1].where.text() == "in “Letter”"
    with qtbot.waitSignal(panel.placeWanted) as wanted:
        qtbot.mouseClick(panel.parts.rows[1].quote, LEFT)
    assert panel.session.document_id == annotation.parts[1].document_id
    assert panel.session.annotation_id == annotation.id
    assert wanted.args == [0, 4]


def test_a_role_is_chosen(qtbot: QtBot, panel: AnnotationPanel) -> None:
    annotation = take(panel, "Antithesis")
    role = panel.parts.rows[0].role
    assert [role.itemText(row) for row in range(role.count())] == ["", "pole A", "pole B"]
    role.setFocus()
    qtbot.keyClick(role, Qt.Key.Key_Down)
    assert stored(panel, annotation).parts[0].role == "pole B"


def test_a_role_is_typed(qtbot: QtBot, panel: AnnotationPanel) -> None:
    annotation = take(panel, "Antithesis")
    edit = panel.parts.rows[0].role.lineEdit()
    assert edit is not None
    edit.selectAll()
    qtbot.keyClicks(edit, "thesis")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert stored(panel, annotation).parts[0].role == "thesis"
    assert panel.parts.rows[0].role.isVisible()


def test_a_part_is_removed(qtbot: QtBot, panel: AnnotationPanel) -> None:
    annotation = take(panel, "Antithesis")
    qtbot.mouseClick(panel.parts.rows[0].remove, LEFT)
    assert [part.quote for part in stored(panel, annotation).parts] == ["fear"]
    assert len(panel.parts.rows) == 1


@pytest.mark.parametrize(("button", "signal"), [("add_part", "addPartWanted"),
                                                ("recode", "recodeWanted")])  # fmt: skip
def test_buttons_ask_the_window(
    qtbot: QtBot, panel: AnnotationPanel, button: str, signal: str
) -> None:
    take(panel, "Antithesis")
    with qtbot.waitSignal(getattr(panel, signal)):
        qtbot.mouseClick(getattr(panel, button), LEFT)


def test_remove_removes_the_annotation(qtbot: QtBot, panel: AnnotationPanel) -> None:
    annotation = take(panel, "Antithesis")
    qtbot.mouseClick(panel.remove, LEFT)
    assert annotation.id not in {each.id for each in all_of(panel)}
    assert panel.empty.isVisible()


def test_chips_switch_between_annotations_at_a_place(qtbot: QtBot, panel: AnnotationPanel) -> None:
    here = take(panel, "Antithesis")
    other = take(panel, "Naming")
    panel.show_at([here.id, other.id])
    assert panel.chips.chips[other.id].isChecked()
    qtbot.mouseClick(panel.chips.chips[here.id], LEFT)
    assert panel.session.annotation_id == here.id
    panel.show_at([here.id])
    assert not panel.chips.isVisible()


# The note
def type_note(qtbot: QtBot, panel: AnnotationPanel, text: str) -> None:
    panel.note.setFocus()
    panel.note.selectAll()
    qtbot.keyClicks(panel.note, text)


def test_a_note_is_kept_when_the_focus_leaves(qtbot: QtBot, panel: AnnotationPanel) -> None:
    annotation = take(panel, "Antithesis")
    type_note(qtbot, panel, "two poles")
    assert stored(panel, annotation).note == "They against us"
    panel.recode.setFocus()
    assert stored(panel, annotation).note == "two poles"


def test_a_note_is_kept_while_it_is_typed(qtbot: QtBot, panel: AnnotationPanel) -> None:
    assert panel.note.soon.interval() <= 1500
    annotation = take(panel, "Antithesis")
    panel.note.soon.setInterval(1)
    type_note(qtbot, panel, "still typing")
    qtbot.waitUntil(lambda: stored(panel, annotation).note == "still typing")
    assert panel.note.hasFocus()
    assert panel.note.textCursor().position() == len("still typing")


def test_a_note_lands_in_its_own_annotation(qtbot: QtBot, panel: AnnotationPanel) -> None:
    first = take(panel, "Antithesis")
    type_note(qtbot, panel, "for the first")
    second = take(panel, "Naming")
    assert stored(panel, first).note == "for the first"
    assert stored(panel, second).note == ""
    assert panel.note.toPlainText() == ""


def test_flush_keeps_what_was_typed(qtbot: QtBot, panel: AnnotationPanel) -> None:
    annotation = take(panel, "Antithesis")
    type_note(qtbot, panel, "before closing")
    panel.flush()
    assert stored(panel, annotation).note == "before closing"


def test_no_break_spaces_and_line_ends_are_kept(qtbot: QtBot, panel: AnnotationPanel) -> None:
    annotation = take(panel, "Antithesis")
    panel.note.setFocus()
    panel.note.selectAll()
    panel.note.insertPlainText("« oui\u00a0»\nencore")
    panel.flush()
    assert stored(panel, annotation).note == "« oui\u00a0»\nencore"


def test_undo_brings_the_note_back(qtbot: QtBot, panel: AnnotationPanel) -> None:
    take(panel, "Antithesis")
    type_note(qtbot, panel, "otherwise")
    panel.flush()
    assert panel.session.project is not None
    panel.session.project.undo()
    assert panel.note.toPlainText() == "They against us"


def test_a_change_elsewhere_leaves_unsaved_words(qtbot: QtBot, panel: AnnotationPanel) -> None:
    annotation = take(panel, "Antithesis")
    type_note(qtbot, panel, "unsaved")
    with panel.session.change(Op.WRITE_NOTE) as change:
        core.notes.write_note(change, NoteTarget("annotation", annotation.id), "by another way")
    assert panel.note.toPlainText() == "unsaved"
    panel.flush()
    assert stored(panel, annotation).note == "unsaved"


def test_a_note_of_a_removed_annotation_is_let_go(qtbot: QtBot, panel: AnnotationPanel) -> None:
    annotation = take(panel, "Antithesis")
    type_note(qtbot, panel, "too late")
    with panel.session.change(Op.REMOVE_ANNOTATION) as change:
        core.annotations.remove_annotations(change, [annotation.id])
    panel.flush()
    assert panel.empty.isVisible()
    assert "too late" not in {each.note for each in all_of(panel)}


def test_a_note_grows_with_its_lines(qtbot: QtBot, panel: AnnotationPanel) -> None:
    take(panel, "Naming")
    low = panel.note.height()
    type_note(qtbot, panel, "word " * 60)
    qtbot.waitUntil(lambda: panel.note.height() > 2 * low)


def test_a_note_of_a_few_lines_is_seen_whole_at_any_width(qtbot: QtBot) -> None:
    editor = NoteEditor()
    qtbot.addWidget(editor)
    editor.show_note(
        "a", "The threat is in “deserved”, which needs somebody to mark the word. " * 2
    )
    editor.show()
    cut = []
    for width in range(200, 300):
        editor.resize(width, 500)
        editor.resize(width, editor.sizeHint().height())
        if editor.verticalScrollBar().maximum():
            cut.append(width)
    assert cut == []


# Properties
def field(panel: AnnotationPanel, name: str) -> QWidget:
    return panel.properties.fields[name]


def test_a_choice_is_set_and_unset(qtbot: QtBot, panel: AnnotationPanel) -> None:
    annotation = take(panel, "Irony")
    combo = field(panel, "certainty")
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert stored(panel, annotation).properties == {"certainty": "low"}
    assert field(panel, "certainty") is combo
    qtbot.keyClick(combo, Qt.Key.Key_Up)
    assert stored(panel, annotation).properties == {}


def test_a_value_that_the_code_does_not_declare_is_shown(
    qtbot: QtBot, panel: AnnotationPanel
) -> None:
    annotation = take(panel, "Antithesis")
    line = field(panel, "certainty")
    assert isinstance(line, QLineEdit)
    assert line.text() == "low"
    line.selectAll()
    qtbot.keyClicks(line, "middling")
    take(panel, "Naming")
    assert stored(panel, annotation).properties == {"certainty": "middling"}


def test_what_is_read_only_cannot_be_typed_into(panel: AnnotationPanel) -> None:
    take(panel, "Antithesis")
    assert panel.session.project is not None
    panel.session.project.is_writable = False
    panel.refresh()
    assert panel.note.isReadOnly()
    assert not panel.add_part.isEnabled()
    assert panel.empty.text() == words.ANNOTATION_EMPTY


def test_a_scroll_bar_moves_no_word(qtbot: QtBot) -> None:
    label = QLabel("What names a thing by what it is not. " * 20)
    label.setWordWrap(True)
    inside = Inside([label])
    qtbot.addWidget(inside)
    inside.resize(260, 60)
    with qtbot.waitExposed(inside):
        inside.show()
    whole, seen = inside.sizeHint(), []
    for height in (60, whole.height(), whole.height() - 1, 900):
        inside.resize(260, height)
        qtbot.wait(5)
        seen.append((inside.verticalScrollBar().isEnabled(), label.width(), inside.sizeHint()))
    assert [is_needed for is_needed, *_ in seen] == [True, False, True, False]
    assert {each[1:] for each in seen} == {(label.width(), whole)}


def test_where_there_is_nothing_to_say_the_list_begins_at_once(window: Window) -> None:
    """Nothing is in hand: the hint needs two lines, and no more than that is kept for it."""
    panel = window.annotation
    assert panel.empty.isVisible()
    assert panel.height() < panel.empty.height() + 40
