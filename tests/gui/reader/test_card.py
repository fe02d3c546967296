"""The card beside the pointer, and what is spoken where the caret comes among annotations."""

from types import SimpleNamespace

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.gui.reader import Entry, Mark, Reader, heard
from tests.gui.reader.conftest import ShowText, a_mark, mark_on, picture, settle

TEXT = "We came to ask, and nobody answered. " * 200


def rest_on(reader: Reader, position: int) -> None:
    """Let the pointer rest on a code point of the first line."""
    box = reader.painter.boxes(reader.document().firstBlock(), position, position + 1)[0]
    place = box.center().toPoint()
    event = QHelpEvent(QEvent.Type.ToolTip, place, reader.viewport().mapToGlobal(place))
    QApplication.sendEvent(reader.viewport(), event)


def test_resting_on_words_shows_what_is_marked_there(show: ShowText, qtbot: QtBot) -> None:
    mark = Mark("a", 0, 1, 3, 7, "<img src=x>", "", tip="<b>bold</b> & more")
    reader = show(TEXT, mark)
    rest_on(reader, 4)
    card = reader._card
    assert card is not None
    assert card.isVisible()
    assert card.said() == ["<b>bold</b> & more"]
    assert {label.textFormat() for label in card.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
    assert card.focusPolicy() == Qt.FocusPolicy.NoFocus
    qtbot.keyClick(reader, Qt.Key.Key_Right)
    assert not card.isVisible()
    rest_on(reader, 4)
    reader.verticalScrollBar().setValue(1)
    assert not card.isVisible()
    reader.verticalScrollBar().setValue(0)
    rest_on(reader, 20)
    assert not card.isVisible()


def test_a_card_goes_when_the_pointer_comes_to_other_marks(show: ShowText, qtbot: QtBot) -> None:
    reader = show(TEXT, a_mark(0, 12, key="inner"), a_mark(0, 40, key="outer"), a_mark(8, 40))
    block = reader.document().firstBlock()

    def point(position: int) -> QPoint:
        return reader.painter.boxes(block, position, position + 1)[0].center().toPoint()

    qtbot.mouseMove(reader.viewport(), point(2))
    rest_on(reader, 2)
    assert reader._card is not None
    qtbot.mouseMove(reader.viewport(), point(4))
    assert reader._card.isVisible()
    qtbot.mouseMove(reader.viewport(), point(10))  # the innermost is the same, others are not
    assert not reader._card.isVisible()


def test_a_card_says_code_coder_definition_and_note(show: ShowText) -> None:
    reader = show(TEXT, *(a_mark(0, 20, key=str(n)) for n in range(2)))
    reader.describe = lambda marks: [
        Entry("#b95c3a", f"Figure > Irony {mark.annotation_id}", "Noor", "Says less.", "A note")
        for mark in marks
    ]
    rest_on(reader, 4)
    assert reader._card is not None
    said = reader._card.said()
    assert len(said) == 8
    assert {"Noor", "Says less.", "A note"} <= set(said)


def test_a_card_shown_again_while_it_is_in_view_has_room_for_its_words(show: ShowText) -> None:
    reader = show(TEXT, *(a_mark(0, 20, key=str(n)) for n in range(2)))
    said = "It says less than it means, and the rest is left to whoever listens to it. "
    reader.describe = lambda marks: [Entry("", f"Irony {m.annotation_id}", "", said) for m in marks]
    heights = []
    for position in (4, 6, 8):
        rest_on(reader, position)
        settle(reader)
        assert reader._card is not None
        heights.append(reader._card.height())
        for label in reader._card.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width())
    assert len(set(heights)) == 1


def test_many_marks_and_endless_texts_still_fit(show: ShowText) -> None:
    reader = show(TEXT, *(a_mark(0, 20, "Name " * 200, key=str(n)) for n in range(40)))
    reader.count_others = lambda count: f"and {count} more"
    reader.describe = lambda marks: [
        Entry("", mark.label, "x" * 500, "y " * 5000, "z") for mark in marks
    ]
    rest_on(reader, 4)
    card = reader._card
    assert card is not None
    assert card.said()[-1] == "and 32 more"
    assert card.height() < 700
    assert card.screen().availableGeometry().contains(card.geometry())


def test_coming_among_annotations_is_spoken_once(
    show: ShowText, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, object]] = []

    class Watched(QAccessible):
        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            told.append((event.message(), event.object()))

    monkeypatch.setattr(QtGui, "QAccessible", Watched)
    text = "plain irony inner plain"
    outer, inner = mark_on(text, "irony inner", "Irony"), mark_on(text, "inner", "Scorn")
    reader = show(text, outer, inner)
    reader.put_in_words = lambda marks, at: f"{', '.join(m.label for m in marks)} at {at}"
    for _ in range(text.index("inner") + 2):
        qtbot.keyClick(reader, Qt.Key.Key_Right)
    assert told == [("Irony at 6", reader), ("Scorn at 12", reader)]
    reader.go_to(0)
    settle(reader)
    assert told[2:] == [(" at 0", reader)]


def test_the_text_is_read_and_walked_by_a_screen_reader(show: ShowText) -> None:
    text = "Ask שלום twice 😀.\nAnd again."
    reader = show(text, mark_on(text, "Ask"))
    found = QAccessible.queryAccessibleInterface(reader)
    assert found.role() == QAccessible.Role.EditableText
    words = found.textInterface()
    assert words.characterCount() == len(text.encode("utf-16-le")) // 2
    assert words.text(0, words.characterCount()) == text
    reader.go_to(text.index("again"))
    assert words.cursorPosition() == text.index("again") + 1  # counted as Qt counts
    reader.set_selection(0, 3)
    assert words.selectionCount() == 1
    box = words.characterRect(0)
    corner = reader.viewport().mapToGlobal(QPoint(0, 0))
    ours = reader.painter.boxes(reader.document().firstBlock(), 0, 1)[0]
    assert box.left() - corner.x() == pytest.approx(ours.left(), abs=2)


def test_a_screen_reader_is_told_where_each_character_stands(
    show: ShowText, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n\n".join(f"Line {n} of many 😀 שלום lines. " * 4 for n in range(90))
    reader = show(text)
    reader.clearFocus()  # no caret that blinks
    seen = picture(reader)
    monkeypatch.setattr(heard, "QAccessible", SimpleNamespace(isActive=lambda: True))
    for place in (3, *(text.index(f"Line {n} of") + 6 for n in (4, 60, 2))):
        reader.go_to(place)
        settle(reader)
        picture(reader)
        words = QAccessible.queryAccessibleInterface(reader).textInterface()
        box = words.characterRect(words.cursorPosition())
        corner = reader.viewport().mapToGlobal(reader.cursorRect().topLeft())
        assert abs(box.left() - corner.x()) <= 2
        assert abs(box.top() - corner.y()) <= 2
        assert words.offsetAtPoint(box.center()) == words.cursorPosition()
    reader.verticalScrollBar().setValue(0)
    assert picture(reader) == seen  # nothing is painted elsewhere than it was
    assert picture(reader) == seen
    monkeypatch.undo()
    assert picture(reader) == seen


def test_a_screen_reader_finds_the_word_under_its_pointer(show: ShowText) -> None:
    text = "\n".join(f"Line {n} of many 😀 שלום lines." for n in range(90))
    reader = show(text)
    for place in (3, text.index("Line 60") + 9, text.index("Line 80") + 20):
        reader.go_to(place)
        words = QAccessible.queryAccessibleInterface(reader).textInterface()
        offset = words.cursorPosition()
        cursor = reader.cursorRect()
        middle = reader.viewport().mapToGlobal(QPoint(cursor.left() + 2, cursor.center().y()))
        assert words.offsetAtPoint(middle) in (offset, offset - 1)
    assert words.offsetAtPoint(reader.viewport().mapToGlobal(QPoint(2, 300))) == -1
