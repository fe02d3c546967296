"""Positions are code points, whatever Qt counts, and the stored words come out again."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop_app.gui.reader.mime import SELECTION
from tests.gui.reader.conftest import ShowText, mark_on, settle

MIXED = "a😀b 𝔘𝔫 e\u0301té\n\n👩‍👩‍👧 ends — נִקּוּד and مرحبا\u00a0x\u2028y\nlast"


@pytest.mark.parametrize(
    "words", ["😀", "b", "𝔫", "té", "👩‍👩‍👧", "ends", "مرحبا", "x\u2028y", "last"]
)
def test_selecting_words_gives_their_code_points(show: ShowText, words: str) -> None:
    reader = show(MIXED)
    start = MIXED.index(words)
    reader.set_selection(start, start + len(words))
    assert reader.selection() == (start, start + len(words))
    assert reader.caret() == start + len(words)


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_span_comes_back_whole_and_trimmed(show: ShowText, data: st.DataObject) -> None:
    text = "".join(
        data.draw(st.lists(st.sampled_from(["a", "😀", "e\u0301", " ", "\n", "ש", "🇦🇲"])))
    )
    reader = show(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    reader.set_selection(start, end)
    found = reader.selection()
    if not text[start:end].strip():
        assert found is None
    else:
        assert found is not None
        selected = text[slice(*found)]
        assert text[start:end].strip() in selected
        assert selected == selected.strip()


def test_a_selection_never_splits_a_family(show: ShowText) -> None:
    reader = show("x👩‍👩‍👧y")
    reader.set_selection(1, 3)
    assert reader.selection() == (1, 6)


def test_selecting_by_keyboard(show: ShowText, qtbot: QtBot) -> None:
    reader = show("😀 one two")
    reader.go_to(2)
    with qtbot.waitSignal(reader.selectionSettled):
        qtbot.keyClick(
            reader,
            Qt.Key.Key_Right,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
    assert reader.selection() == (2, 5)


def test_copying_gives_the_stored_words(show: ShowText, qtbot: QtBot) -> None:
    reader = show(MIXED)
    qtbot.keyClick(reader, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(reader, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == MIXED
    assert not data.hasHtml()
    assert bytes(data.data(SELECTION).data()) == f"0:{len(MIXED)}".encode()


def test_typing_changes_nothing_and_is_told(show: ShowText, qtbot: QtBot) -> None:
    reader = show("words")
    told: list[str] = []
    reader.plainKey.connect(told.append)
    qtbot.keyClicks(reader, "a;7")
    qtbot.keyClick(reader, Qt.Key.Key_Delete)
    qtbot.keyClick(reader, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert told == ["a", ";", "7"]
    assert reader.toPlainText() == "words"


def test_caret_says_where_it_goes_and_what_it_enters(show: ShowText, qtbot: QtBot) -> None:
    text = "😀 plain irony plain"
    reader = show(text, mark_on(text, "irony", key="A1"))
    reader.go_to(text.index("irony") - 2)
    told: list[str] = []
    reader.annotationActivated.connect(told.append)
    with qtbot.waitSignal(reader.caretMoved) as moved:
        qtbot.keyClick(reader, Qt.Key.Key_Right)
    assert moved.args == [text.index("irony") - 1]
    qtbot.keyClick(reader, Qt.Key.Key_Right)
    for _ in range(6):
        qtbot.keyClick(reader, Qt.Key.Key_Right)
    assert told == ["A1", ""]


def test_going_somewhere_by_program_activates_nothing(show: ShowText) -> None:
    text = "plain irony plain"
    reader = show(text, mark_on(text, "irony"))
    told: list[str] = []
    reader.annotationActivated.connect(told.append)
    reader.go_to(text.index("irony") + 1)
    assert told == []


def test_the_innermost_annotation_comes_first(show: ShowText) -> None:
    text = "outer inner outer"
    reader = show(text, mark_on(text, text, key="out"), mark_on(text, "inner", key="in"))
    assert reader.annotations_at(text.index("inner")) == ["in", "out"]
    assert reader.annotations_at(0) == ["out"]


def test_a_text_that_qt_would_alter_is_refused(show: ShowText) -> None:
    with pytest.raises(ValueError, match="import"):
        show("two\r\nlines")


def test_nothing_is_selected_in_an_empty_text(show: ShowText) -> None:
    reader = show("")
    reader.selectAll()
    settle(reader)
    assert (reader.selection(), reader.caret(), reader.first_visible()) == (None, 0, 0)
