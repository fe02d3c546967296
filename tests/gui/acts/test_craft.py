"""The craft of coding, by the keys and clicks that a reader uses."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app import core
from desktop_app.core.model import Op, Role
from desktop_app.gui.dialogs.place import PlaceField
from desktop_app.gui.window import Window
from tests.gui.conftest import PATIENCE, annotations_of, select

KEY, MOD, LEFT = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton


def press(window: Window, key: Qt.Key, *mods: Qt.KeyboardModifier) -> None:
    both = MOD.NoModifier
    for mod in mods:
        both |= mod
    QtBot.keyClick(window.reader, key, both)
    QApplication.processEvents()


def chosen(window: Window) -> str:
    span = window.reader.selection()
    return window.reading.text[slice(*span)] if span else ""


def said(window: Window) -> str:
    return window.status.said.text()


def codes_of(window: Window) -> list[str]:
    tree = window.session.tree
    return sorted(tree.path(each.code_id) for each in annotations_of(window))


def draw_by_keys(window: Window, qtbot: QtBot, words: str) -> None:
    """Select words with Shift and the arrows, a letter at a time."""
    window.reader.go_to(window.reading.text.index(words))
    window.reader.setFocus()
    # Not by qtbot: it would let Shift go after every arrow.
    for _ in words:
        event = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Right, MOD.ShiftModifier)
        QApplication.sendEvent(window.reader, event)
        qtbot.wait(1)
    assert chosen(window) == words
    up = QKeyEvent(QEvent.Type.KeyRelease, KEY.Key_Shift, MOD.NoModifier)
    QApplication.sendEvent(window.reader, up)


def drag(window: Window, qtbot: QtBot, first: QPoint, last: QPoint) -> None:
    """Draw with the mouse from one point of the page to another."""
    view = window.reader.viewport()
    qtbot.mousePress(view, LEFT, pos=first)
    for share in range(1, 9):
        to = QPointF(first + (last - first) * share / 8)
        event = QMouseEvent(
            QEvent.Type.MouseMove, to, view.mapToGlobal(to), LEFT, LEFT, MOD.NoModifier
        )
        QApplication.sendEvent(view, event)
    qtbot.mouseRelease(view, LEFT, pos=last)
    QApplication.processEvents()


def click(view: QWidget, at: QPoint, kind: QEvent.Type, time: int) -> None:
    """Press and release as Qt tells it, at a time in milliseconds."""
    for type_ in (kind, QEvent.Type.MouseButtonRelease):
        held = LEFT if type_ == kind else Qt.MouseButton.NoButton
        where = QPointF(at)
        event = QMouseEvent(type_, where, view.mapToGlobal(where), LEFT, held, MOD.NoModifier)
        event.setTimestamp(time)
        QApplication.sendEvent(view, event)


def point_of(window: Window, words: str) -> QPoint:
    """Find where a word's first letter is painted."""
    reader = window.reader
    cursor = reader.textCursor()
    cursor.setPosition(window.reading.text.index(words))
    rect = reader.cursorRect(cursor)
    return QPoint(rect.left() + 4, rect.center().y())


def test_a_selection_grows_and_shrinks(window: Window) -> None:
    select(window, "nobody")
    press(window, KEY.Key_Up, MOD.AltModifier)
    assert chosen(window) == "We came to ask, and nobody answered."
    press(window, KEY.Key_Up, MOD.AltModifier)
    assert chosen(window) == window.reading.text.strip()
    press(window, KEY.Key_Down, MOD.AltModifier)
    press(window, KEY.Key_Down, MOD.AltModifier)
    assert chosen(window) == "nobody"


def test_what_did_not_grow_shrinks_as_well(window: Window) -> None:
    select(window, "Who would answer? Nobody would")
    for left in ("Who would answer?", "Who would answer", "Who would", "Who", "Wh", "W", "W"):
        press(window, KEY.Key_Down, MOD.AltModifier)
        assert chosen(window) == left


def test_clicks_select_word_sentence_paragraph(window: Window) -> None:
    view, at = window.reader.viewport(), point_of(window, "answer?")
    click(view, at, QEvent.Type.MouseButtonPress, 1000)
    assert chosen(window) == ""
    click(view, at, QEvent.Type.MouseButtonDblClick, 1100)
    assert chosen(window) == "answer"
    click(view, at, QEvent.Type.MouseButtonPress, 1200)
    assert chosen(window) == "Who would answer?"
    click(view, at, QEvent.Type.MouseButtonDblClick, 1300)
    assert chosen(window).startswith("Who would answer? Nobody")


def test_clicks_into_a_selection_select_as_anywhere(window: Window) -> None:
    view, at = window.reader.viewport(), point_of(window, "answer?")
    for begin in (1000, 9000):
        click(view, at, QEvent.Type.MouseButtonPress, begin)
        click(view, at, QEvent.Type.MouseButtonDblClick, begin + 100)
        assert chosen(window) == "answer"
    click(view, at, QEvent.Type.MouseButtonPress, 9200)
    assert chosen(window) == "Who would answer?"


def test_selections_snap_to_words_when_asked(window: Window, qtbot: QtBot) -> None:
    window.acts["selecting.snap_word"].trigger()
    start = window.reading.text.index("obody ans")
    window.reader.set_selection(start, start + 9)
    qtbot.waitUntil(lambda: chosen(window) == "nobody answered")


def test_same_codes_as_before(window: Window) -> None:
    for key in "IH":
        select(window, "nobody answered")
        window.reader.plainKey.emit(key)
    select(window, "Who would answer?")
    press(window, KEY.Key_Comma)
    assert codes_of(window) == ["Figure > Hypophora"] * 2 + ["Figure > Irony"] * 2
    window.acts["coding.undo"].trigger()
    assert len(annotations_of(window)) == 2


def test_words_become_a_code(window: Window) -> None:
    select(window, "They call this patience; we call it waiting")
    window.acts["coding.in_vivo"].trigger()
    assert codes_of(window) == ["They call this patience; we call it waiting"]
    assert window.session.tree.child_named(None, codes_of(window)[0])
    window.acts["coding.undo"].trigger()
    assert len(window.session.tree) == 4


def test_the_highlighter_marks_every_selection_until_escape(window: Window, qtbot: QtBot) -> None:
    window.acts["coding.live"].trigger()
    assert "Apply a code first" in said(window)
    select(window, "nobody answered")
    window.reader.plainKey.emit("I")
    window.acts["coding.live"].trigger()
    assert window.acts["coding.live"].isChecked()
    draw_by_keys(window, qtbot, "Who would answer?")
    qtbot.waitUntil(lambda: len(annotations_of(window)) == 2)
    assert annotations_of(window)[1].parts[0].quote == "Who would answer?"
    window.finding.open()  # what the program selects is no selection of the reader's
    window.finding.field.setText("patience")
    window.finding.go_next()
    qtbot.waitUntil(lambda: chosen(window) == "patience")
    window.finding.leave()
    qtbot.wait(20)
    assert len(annotations_of(window)) == 2
    press(window, KEY.Key_Escape)
    assert not window.acts["coding.live"].isChecked()
    select(window, "waiting")
    qtbot.wait(20)
    assert codes_of(window) == ["Figure > Irony"] * 2


def test_boundaries_move_by_the_selection(window: Window) -> None:
    select(window, "nobody")
    window.reader.plainKey.emit("I")
    window.acts["reshaping.boundaries"].trigger()
    assert chosen(window) == "nobody"
    select(window, "and nobody answered")
    press(window, KEY.Key_Return)
    assert [p.quote for p in annotations_of(window)[0].parts] == ["and nobody answered"]
    window.acts["reshaping.boundaries"].trigger()
    press(window, KEY.Key_Escape)
    select(window, "We came")
    press(window, KEY.Key_Return)
    assert window.coding.finder is not None
    assert annotations_of(window)[0].parts[0].quote == "and nobody answered"


def test_an_end_is_dragged(window: Window, qtbot: QtBot) -> None:
    start, _ = select(window, "nobody")
    window.reader.plainKey.emit("I")
    window.reader.go_to(start + 1)
    view = window.reader.viewport()
    edge = point_of(window, " answered") - QPoint(4, 0)
    to = point_of(window, ".\n") - QPoint(4, 0)
    qtbot.mousePress(view, LEFT, pos=edge)
    qtbot.mouseMove(view, to)
    qtbot.mouseRelease(view, LEFT, pos=to)
    assert annotations_of(window)[0].parts[0].quote == "nobody answered"


def test_split_join_and_order(window: Window) -> None:
    start, _ = select(window, "They call this patience; we call it waiting")
    window.reader.plainKey.emit("I")
    window.reader.go_to(start + len("They call this patience;"))
    window.session.set_current(annotations_of(window)[0].id)
    window.acts["reshaping.split"].trigger()
    assert [each.parts[0].quote for each in annotations_of(window)] == [
        "They call this patience;",
        "we call it waiting",
    ]
    window.acts["reshaping.join"].trigger()
    assert [[p.quote for p in each.parts] for each in annotations_of(window)] == [
        ["They call this patience; we call it waiting"]
    ]
    select(window, "Who would answer?")
    window.acts["coding.add_part"].trigger()
    press(window, KEY.Key_Up, MOD.AltModifier, MOD.ShiftModifier)
    assert annotations_of(window)[0].parts[0].quote == "Who would answer?"
    press(window, KEY.Key_Delete, MOD.ShiftModifier)
    assert len(annotations_of(window)[0].parts) == 1


def test_next_of_this_code_and_the_uncoded(window: Window) -> None:
    for words, key in (("We came", "I"), ("nobody", "H"), ("Who would", "I")):
        select(window, words)
        window.reader.plainKey.emit(key)
    first, _, third = annotations_of(window)
    window.session.set_current(first.id)
    press(window, KEY.Key_PageDown, MOD.ControlModifier)
    assert window.session.annotation_id == third.id
    press(window, KEY.Key_PageUp, MOD.ControlModifier)
    assert window.session.annotation_id == first.id
    press(window, KEY.Key_F4)
    assert chosen(window) == "to ask, and"
    press(window, KEY.Key_F4)
    assert chosen(window) == "answered."


def test_go_to_a_number_and_back(window: Window, qtbot: QtBot) -> None:
    window.acts["moving.go_to"].trigger()
    field = window.findChild(PlaceField)
    assert field is not None
    qtbot.keyClicks(field.field, "2.2")
    qtbot.keyClick(field.field, KEY.Key_Return)
    assert window.reader.caret() == window.reading.text.index("Nobody would")
    assert window.reader.hasFocus()
    assert not window.moving.to_reference("99")
    assert "99" in said(window)


def test_back_and_forward_through_places(window: Window) -> None:
    long = window.reading.text
    assert len(long) < 400
    home = window.session.document_id
    with window.session.change(core.model.Op.IMPORT_DOCUMENT) as change:
        new = core.model.NewDocument("Long", "A line of words.\n" * 200)
        other = core.documents.add_document(change, new)
    window.reader.go_to(40)
    window.session.open_document(other)
    window.reader.go_to(2000)
    window.acts["moving.back"].trigger()
    window.acts["moving.back"].trigger()
    assert (window.session.document_id, window.reader.caret()) == (home, 40)
    window.acts["moving.forward"].trigger()
    window.acts["moving.forward"].trigger()
    assert (window.session.document_id, window.reader.caret()) == (other, 2000)


@pytest.mark.parametrize(
    ("act", "copied"),
    [
        ("citing.copy", "“Who would answer?” (Patience, 2.1)"),
        ("citing.copy_markdown", "> Who would answer?\n>\n> — *Patience*, 2.1"),
    ],
)
def test_copied_with_its_place(window: Window, act: str, copied: str) -> None:
    select(window, "Who would answer?")
    window.acts[act].trigger()
    assert QApplication.clipboard().text() == copied


def test_the_form_of_citations_is_the_user_s(window: Window, qtbot: QtBot) -> None:
    from desktop_app.gui.dialogs.citation import CitationDialog

    select(window, "Who would answer?")
    window.acts["citing.template"].trigger()
    dialog = window.findChild(CitationDialog)
    assert dialog is not None
    dialog.field.setPlainText("{quote} = {place}")
    assert dialog.preview.text() == "Who would answer? = 2.1"
    dialog._keep()
    window.acts["citing.copy"].trigger()
    assert QApplication.clipboard().text() == "Who would answer? = 2.1"


def test_the_highlighter_waits_for_a_third_click(window: Window, qtbot: QtBot) -> None:
    select(window, "nobody")
    window.reader.plainKey.emit("I")
    window.acts["coding.live"].trigger()
    view, at = window.reader.viewport(), point_of(window, "answer?")
    usual = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(PATIENCE)
    click(view, at, QEvent.Type.MouseButtonPress, 1000)
    click(view, at, QEvent.Type.MouseButtonDblClick, 1100)
    qtbot.wait(20)
    QApplication.setDoubleClickInterval(usual)
    click(view, at, QEvent.Type.MouseButtonPress, 1200)
    qtbot.waitUntil(lambda: len(annotations_of(window)) == 2)
    assert annotations_of(window)[1].parts[0].quote == "Who would answer?"


def test_boundaries_drawn_by_mouse_while_the_highlighter_is_on(
    window: Window, qtbot: QtBot
) -> None:
    select(window, "They call this patience")
    window.reader.plainKey.emit("H")
    select(window, "nobody")
    window.reader.plainKey.emit("I")
    window.acts["coding.live"].trigger()
    window.acts["reshaping.boundaries"].trigger()
    # The new passage begins inside of another annotation: the first stays in hand.
    drag(window, qtbot, point_of(window, "call this"), point_of(window, "; we call"))
    assert chosen(window).startswith("call this")
    qtbot.wait(20)
    press(window, KEY.Key_Return)
    quotes = sorted(each.parts[0].quote for each in annotations_of(window))
    assert quotes[0] == "They call this patience"
    assert quotes[1].startswith("call this")
    assert len(quotes) == 2
    window.acts["coding.undo"].trigger()
    assert "nobody" in [each.parts[0].quote for each in annotations_of(window)]


def test_a_part_is_drawn_by_mouse_from_inside_another_annotation(
    window: Window, qtbot: QtBot
) -> None:
    select(window, "They call this patience")
    window.reader.plainKey.emit("H")
    select(window, "nobody")
    window.reader.plainKey.emit("I")
    drag(window, qtbot, point_of(window, "call this"), point_of(window, "; we call"))
    window.acts["coding.add_part"].trigger()
    assert [len(each.parts) for each in annotations_of(window)] == [2, 1]


def test_escape_lets_go_of_an_end_that_is_dragged(window: Window, qtbot: QtBot) -> None:
    start, end = select(window, "nobody")
    window.reader.plainKey.emit("I")
    window.reader.go_to(start + 1)
    window.activate(annotations_of(window)[0].id)
    view, at = window.reader.viewport(), point_of(window, " answered") - QPoint(4, 0)
    qtbot.mousePress(view, LEFT, pos=at)
    assert window.coding.leave_first()
    qtbot.mouseRelease(view, LEFT, pos=at + QPoint(40, 0))
    part = annotations_of(window)[0].parts[0]
    assert (part.start, part.end) == (start, end)


def test_what_is_marked_with_a_hidden_code_is_told(window: Window) -> None:
    irony = window.session.tree.find("Figure > Irony").id
    window.session.layers.show_code(irony, window.session.tree, on=False)
    select(window, "nobody")
    window.reader.plainKey.emit("I")
    assert "hidden" in said(window)
    window.acts["layers.show_all"].trigger()
    assert window.reader.annotations_at(window.reading.text.index("nobody"))


def test_a_retired_code_is_not_applied_again(window: Window) -> None:
    select(window, "nobody")
    window.reader.plainKey.emit("I")
    irony = window.session.tree.find("Figure > Irony").id
    with window.session.change(Op.EDIT_CODE) as change:
        core.codebook.edit_code(change, irony, status="retired")
    select(window, "patience")
    press(window, KEY.Key_Period)
    assert "retired" in said(window)
    window.coding.drop(irony, 3, 7)
    window.acts["coding.same"].trigger()
    assert len(annotations_of(window)) == 1


def test_hidden_readings_do_not_lead_the_way(window: Window) -> None:
    """Neither F4 nor the keys for the next annotation tell where others have marked."""
    select(window, "We came to ask, and nobody answered.")
    window.reader.plainKey.emit("I")
    irony = window.session.tree.find("Figure > Irony").id
    window.reader.go_to(0)
    window.acts["moving.next_uncoded"].trigger()
    assert chosen(window).startswith("Who would")
    window.session.layers.show_code(irony, window.session.tree, on=False)
    window.session.set_current("")
    window.reader.go_to(0)
    window.acts["moving.next_uncoded"].trigger()
    assert chosen(window).startswith("We came")
    window.acts["moving.next_of_coder"].trigger()
    assert window.session.annotation_id == ""


def test_the_next_annotation_is_counted_from_the_caret(window: Window) -> None:
    for words in ("came", "patience", "waiting"):
        select(window, words)
        window.reader.plainKey.emit("I")
    window.reader.go_to(window.reading.text.index("call this"))
    window.session.set_current("")
    window.acts["coding.next"].trigger()
    assert window.reader.caret() == window.reading.text.index("patience")


def test_a_caret_behind_a_word_grows_to_the_word(window: Window) -> None:
    window.reader.go_to(window.reading.text.index(" answered"))
    press(window, KEY.Key_Up, MOD.AltModifier)
    assert chosen(window) == "nobody"


def test_an_annotation_without_words_here_joins_nothing(window: Window) -> None:
    with window.session.change(Op.APPLY_CODE) as change:
        made = core.annotations.apply_code(
            change, window.session.document_id, [], window.session.tree.find("Figure").id
        )
    window.session.set_current(made)
    window.acts["reshaping.join"].trigger()
    assert len(annotations_of(window)) == 1


def test_parts_come_with_their_roles_by_one_key(window: Window) -> None:
    roles = [Role("question"), Role("answer")]
    hypophora = window.session.tree.find("Figure > Hypophora").id
    with window.session.change(Op.EDIT_CODE) as change:
        core.codebook.edit_code(change, hypophora, roles=roles)
    select(window, "Who would answer?")
    window.reader.plainKey.emit("H")
    for words in ("Nobody would", "We came"):
        select(window, words)
        press(window, KEY.Key_Plus)
    assert [p.role for p in annotations_of(window)[0].parts] == ["question", "answer", ""]
    for expected in ("question", "answer", ""):
        press(window, KEY.Key_Asterisk)
        assert annotations_of(window)[0].parts[2].role == expected
    for _ in range(4):
        press(window, KEY.Key_Z, MOD.ControlModifier)
    (part, _) = annotations_of(window)[0].parts
    assert part.role == "question"
    press(window, KEY.Key_Z, MOD.ControlModifier)
    assert [p.role for p in annotations_of(window)[0].parts] == [""]


def test_a_code_without_roles_says_so(window: Window) -> None:
    select(window, "nobody")
    window.reader.plainKey.emit("I")
    press(window, KEY.Key_Asterisk)
    assert "no roles" in said(window)


def test_codes_of_the_passage_in_hand_are_copied_to_another(window: Window) -> None:
    for words, keys in (("nobody answered", "IH"), ("We came", "I")):
        select(window, words)
        for key in keys:
            window.reader.plainKey.emit(key)
    at = window.reading.text.index("nobody answered")
    window.reader.go_to(at)
    window.activate(window.reader.annotations_at(at)[0])
    select(window, "Who would answer?")
    press(window, KEY.Key_Semicolon)
    assert codes_of(window) == ["Figure > Hypophora"] * 2 + ["Figure > Irony"] * 3
    press(window, KEY.Key_Z, MOD.ControlModifier)
    assert len(annotations_of(window)) == 3


def test_the_last_annotation_is_said_to_be_the_last(window: Window) -> None:
    for words in ("came", "patience"):
        select(window, words)
        window.reader.plainKey.emit("I")
    with window.session.change(Op.APPLY_CODE) as change:
        placeless = core.annotations.apply_code(
            change, window.session.document_id, [], window.session.tree.find("Figure").id
        )
    window.session.set_current("")
    window.reader.go_to(0)
    for _ in range(3):
        press(window, KEY.Key_Down, MOD.ControlModifier)
    assert window.session.annotation_id == placeless
    assert "No further" not in said(window)
    press(window, KEY.Key_Down, MOD.ControlModifier)
    assert "No further" in said(window)
    press(window, KEY.Key_Up, MOD.ControlModifier)
    assert window.reader.caret() == window.reading.text.index("patience")
